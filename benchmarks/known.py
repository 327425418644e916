"""Time the register as known at T: making it, adding a delivery, reading a state.

`python -m benchmarks.known` prints a table. The idea that makes it simple: sixty deliveries of half
a million rows, of two kinds: full histories in which one row in fifty is another each time, and
changes that are all new. Each measurement is a process of its own; adding is held against making
all of it in processor time, reading against the same rows by `row_number` over the raw deliveries,
after a look whether both find the same.
"""

from __future__ import annotations

import hashlib
import json
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from benchmarks.cells import agreement
from koers.delivery.declaration_keys import DeliveryKind
from koers.engines.compiled import read_known
from koers.findings import Findings
from koers.store import known
from koers.store.history import History
from koers.store.known import Known
from koers.store.layout import ROW, WITHDRAWS
from koers.store.manifest import DeliveredTable, Manifest

FOLDER = Path(__file__).parents[1] / ".bench" / "leveringen"
TABLE = "uitkering"
ROWS, DELIVERIES = 500_000, 60
CHANGED = 50
"""One row in so many is another in the next full history."""

KINDS = {"full": DeliveryKind.FULL_HISTORY, "new": DeliveryKind.CHANGES}
SAYS = {
    "full": f"full histories, 1 in {CHANGED} rows another each time",
    "new": "changes, all rows new",
}
ROUNDS = 5


# --- deliveries ----------------------------------------------------------------------------------


def write_rows(path: Path, first: int, version: NDArray[np.int64]) -> None:
    """Benefits of persons from a number on; what they hold follows from person and version."""
    person = np.arange(first, first + len(version))
    drawn = (person * 2_654_435_761 + version * 40_503) % 2**32
    begin = 15_000 + drawn % 1_500
    days = {"begindatum": 15_000 + person * 7 % 1_500, "einddatum": begin + 1_500}
    codes = {
        "regeling": np.array(["01", "02", "03", "14"])[drawn % 4],
        "bbz": np.array([None, "1", "2", "3"])[drawn // 4 % 4],
        "doel": np.array(["levensonderhoud"])[drawn % 1],
        "rol": np.array(["aanvrager", "partner"])[drawn // 16 % 2],
    }
    open_ended = drawn // 32 % 3 == 0
    columns = {
        "klant": pa.array([f"p{number:08d}" for number in person.tolist()]),
        "uitkering": pa.array([f"u{number * 7919 % 10**9:09d}" for number in person.tolist()]),
        "begindatum": pa.array(days["begindatum"].astype(np.int32)).cast(pa.date32()),
        "einddatum": pa.array(days["einddatum"].astype(np.int32), mask=open_ended).cast(
            pa.date32()
        ),
        **{name: pa.array(cells, pa.string()) for name, cells in codes.items()},
        "maandbedrag": pa.array(10_000 + drawn % 100_000),
        ROW: pa.array(np.arange(2, len(person) + 2)),
        WITHDRAWS: pa.array(np.zeros(len(person), dtype=np.bool_)),
    }
    pq.write_table(pa.table(columns), path, compression="zstd", write_page_checksum=True)


def deliveries(what: str) -> History:
    """Sixty deliveries, made where they are not there yet."""
    folder = FOLDER / what
    folder.mkdir(parents=True, exist_ok=True)
    version = np.zeros(ROWS, dtype=np.int64)
    chain: list[Manifest] = []
    for number in range(1, DELIVERIES + 1):
        path = folder / f"{number}.parquet"
        if not path.exists():
            first = 1 if what == "full" else 1 + (number - 1) * ROWS
            write_rows(path, first, version)
            named = hashlib.sha256(path.read_bytes()).hexdigest()
            (folder / f"{named}.parquet").unlink(missing_ok=True)
            (folder / f"{named}.parquet").hardlink_to(path)
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        chain.append(_manifest(chain, DeliveredTable(
            TABLE, KINDS[what], date(2016, 12, 31), found, ROWS, ROWS
        )))  # fmt: skip
        version[np.arange(ROWS) % CHANGED == number % CHANGED] += 1
    return History(agreement().dictionary, tuple(chain), lambda name: folder / name)


def _manifest(chain: list[Manifest], table: DeliveredTable) -> Manifest:
    return Manifest(
        name="bench",
        supplier="bench",
        dictionary_name="participatiewet",
        dictionary_hash=agreement().dictionary.document_hash,
        content=table.object_hash,
        accepted_on=date(2017, 1, 1),
        version="0",
        number=len(chain) + 1,
        previous=chain[-1].hash if chain else "",
        tables=(table,),
    )


# --- one measurement -----------------------------------------------------------------------------


def folder_of(what: str, number: int) -> Path:
    return FOLDER / what / f"bekend-{number}"


def make(history: History, what: str, *, base: Known | None = None) -> None:
    """Make the register as known: from nothing, or from what was known before."""
    target = folder_of(what, len(history.chain))
    shutil.rmtree(target, ignore_errors=True)
    known.write(target, history, base=base)


def rebuild(what: str) -> Callable[[], object]:
    history = deliveries(what)
    return lambda: make(history, what)


def before_last(what: str) -> Callable[[], object]:
    history = deliveries(what)
    return lambda: make(replace(history, chain=history.chain[:-1]), what)


def add(what: str) -> Callable[[], object]:
    """The last delivery is added to what is known before it."""
    history, base = deliveries(what), Known.open(folder_of(what, DELIVERIES - 1))
    assert base is not None
    return lambda: make(history, what, base=base)


AT = DELIVERIES
FOUND = """count(*), sum(maandbedrag), max(klant), min(begindatum), max(einddatum), min(regeling),
           min(doel), min(rol), max(uitkering), count(bbz)"""


def asked(rows: str) -> Callable[[], object]:
    database = duckdb.connect(config={"threads": 2})
    return lambda: database.execute(f"select {FOUND} from {rows}").fetchall()


def by_filter(what: str) -> Callable[[], object]:
    """What is known at a state, every column, from the derived files."""
    files = f"read_parquet('{folder_of(what, DELIVERIES)}/{TABLE}/*.parquet')"
    return asked(f'{files} where "§van" <= {AT} and "§tot" > {AT}')


def by_row_number(what: str) -> Callable[[], object]:
    """The same from the raw deliveries: of each key the latest row."""
    folder = FOLDER / what
    raw = " union all ".join(
        f"select *, {number} as nr from '{folder / str(number)}.parquet'"
        for number in range(1, DELIVERIES + 1)
    )
    order = "partition by uitkering, klant, begindatum order by nr desc"
    latest = f"select *, row_number() over ({order}) as place from ({raw}) where nr <= {AT}"
    is_all = f" and nr = {AT}" if KINDS[what] is DeliveryKind.FULL_HISTORY else ""
    return asked(f"({latest}) where place = 1{is_all}")


def by_engine(what: str) -> Callable[[], object]:
    """The columns that an engine reads to count: whose, which days, which codes, how much."""
    dictionary = agreement().dictionary
    findings = Findings()
    stored = read_known(folder_of(what, DELIVERIES), dictionary, at=AT, findings=findings)
    assert not findings.items

    def read() -> int:
        number = 0
        for part in stored.parts([TABLE]):
            here = part()
            number += len(here.subjects(TABLE))
            for name in ("begindatum", "einddatum"):
                here.days(TABLE, name)
            for name in ("regeling", "bbz", "doel", "rol"):
                here.codes(TABLE, name)
            here.amounts(TABLE, "maandbedrag")
        return number

    return read


MEASURED: dict[str, Callable[[str], Callable[[], object]]] = {
    "rebuild": rebuild,
    "before": before_last,
    "add": add,
    "filter": by_filter,
    "row_number": by_row_number,
    "engine": by_engine,
}


def measure(what: str, kind: str) -> None:
    """In this process; what it took is printed as JSON."""
    do = MEASURED[what](kind)
    seconds, cpu, found = time.perf_counter(), time.process_time(), do()
    took = {
        "seconds": time.perf_counter() - seconds,
        "cpu": time.process_time() - cpu,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "found": str(found),
    }
    print(json.dumps(took))


# --- what is printed -----------------------------------------------------------------------------


def timed(what: str, kind: str, *, rounds: int = 1) -> dict[str, float]:
    """The medians of some rounds; the last of what was found."""
    words = [sys.executable, "-m", "benchmarks.known", what, kind]
    runs = [
        json.loads(subprocess.run(words, capture_output=True, text=True, check=True).stdout)
        for _ in range(rounds)
    ]
    medians = {name: statistics.median(run[name] for run in runs) for name in ("seconds", "cpu")}
    return {**medians, "peak": max(run["peak"] for run in runs), "found": runs[-1]["found"]}


def of_kind(kind: str) -> list[str]:
    deliveries(kind)
    made, _ = timed("rebuild", kind), timed("before", kind)
    added = timed("add", kind, rounds=3)
    read, raw = timed("filter", kind, rounds=ROUNDS), timed("row_number", kind, rounds=3)
    engine = timed("engine", kind, rounds=ROUNDS)
    if read["found"] != raw["found"]:
        raise SystemExit("the derived file and the raw deliveries do not find the same")
    files = [*(folder_of(kind, DELIVERIES) / TABLE).iterdir()]
    size = sum(path.stat().st_size for path in files) / 1e6
    lines = ["", f"{DELIVERIES} deliveries of {ROWS:,} rows: {SAYS[kind]}"]
    lines.append(f"  {'':<34}{'wall s':>9}{'cpu s':>9}{'peak MB':>9}   beside")
    for name, took, beside in (
        ("made from nothing", made, f"{len(files)} files, {size:.0f} MB"),
        ("the last delivery added", added, f"{added['cpu'] / made['cpu']:.1%} of that cpu"),
        ("one state, row_number on raw", raw, ""),
        ("one state, filter (DuckDB)", read, f"{raw['seconds'] / read['seconds']:.0f} x as fast"),
        ("one state, as the engine reads", engine, f"{raw['seconds'] / engine['seconds']:.0f} x"),
    ):
        numbers = f"{took['seconds']:>9.2f}{took['cpu']:>9.2f}{took['peak']:>9.0f}"
        lines.append(f"  {name:<34}{numbers}   {beside}")
    return lines


def main(words: list[str]) -> None:
    if words and words[0] in MEASURED:
        measure(words[0], words[1])
        return
    for kind in words or KINDS:
        print("\n".join(of_kind(kind)), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
