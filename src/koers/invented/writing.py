"""Writes an invented register: partitioned Parquet for a large one, CSV for a small one.

The idea that makes it simple: part i of every table holds the rows of the same subjects, so a
part can be made, written and counted without the others. `register.json` comes last and says that
everything is invented; a folder without it is not finished.
"""

from __future__ import annotations

import csv
import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from koers.dictionary import Column, ColumnType, Table
from koers.invented.cells import arrow
from koers.invented.lives import BEGIN, People
from koers.invented.recipes import RECIPES, dictionary

UNTIL = date(2027, 12, 31)
PART_SIZE = 125_000
MOST_SUBJECTS = 99_999_999
MARK = "register.json"
SUPPLIER = "verzonnen-werkplein"


@dataclass(frozen=True)
class Written:
    """What was written: rows per table, how many persons, in how many parts."""

    rows: Mapping[str, int]
    subjects: int
    parts: int

    @property
    def facts(self) -> int:
        """Rows that say something happened or held: all but those of the tables of subjects."""
        tables = dictionary().tables
        return sum(n for name, n in self.rows.items() if tables[name].day_column)


@dataclass(frozen=True)
class Plan:
    """Which register: the same plan gives the same rows."""

    subjects: int
    seed: int
    municipalities: int
    until: date
    part_size: int = PART_SIZE

    def __post_init__(self) -> None:
        if not 0 < self.subjects <= MOST_SUBJECTS:
            raise ValueError(f"subjects: 1 to {MOST_SUBJECTS}")
        if self.part_size < 1 or not 1 <= self.municipalities <= 9_999:
            raise ValueError("part_size: 1 or more; municipalities: 1 to 9999")
        if not BEGIN < self.until < date(2080, 1, 1):
            raise ValueError("until: a day from 2014 to 2079")

    @property
    def parts(self) -> int:
        return -(-self.subjects // self.part_size)

    def part(self, number: int) -> People:
        """The persons of a part. It grows as tables are made of it, so it is not kept."""
        before = number * self.part_size
        last = min(before + self.part_size, self.subjects)
        return People(self.seed, before + 1, last, self.until, self.municipalities)


def write(
    folder: Path,
    *,
    subjects: int,
    seed: int,
    municipalities: int = 342,
    part_size: int = PART_SIZE,
    threads: int = 1,
    tables: Iterable[str] | None = None,
    until: date = UNTIL,
    progress: Callable[[int, int], None] | None = None,
) -> Written:
    """Write `FOLDER/TABLE/deel-00000.parquet` and on, for all tables or for those named.

    A part of all tables is held in memory per thread. `progress` gets how many parts are done, and
    of how many. Raises KeyError for a table that is not in the dictionary, FileExistsError when
    the folder is there and not empty.
    """
    plan = Plan(subjects, seed, municipalities, until, part_size)
    wanted = _wanted(tables)
    rows: Counter[str] = Counter()
    with new_folder(folder):
        for table in wanted:
            (folder / table.name).mkdir()
        for done, counted in enumerate(_parts_written(folder, plan, wanted, threads), start=1):
            rows.update(counted)
            if progress is not None:
                progress(done, plan.parts)
        _mark(folder, plan, wanted)
    return Written({table.name: rows[table.name] for table in wanted}, subjects, plan.parts)


def _parts_written(
    folder: Path, plan: Plan, tables: tuple[Table, ...], threads: int
) -> Iterator[dict[str, int]]:
    """The rows of each part as it is done; after a failure no new part is begun."""
    with ThreadPoolExecutor(max_workers=threads) as pool:
        jobs = [pool.submit(_write_part, folder, plan, n, tables) for n in range(plan.parts)]
        try:
            for job in as_completed(jobs):
                yield job.result()
        finally:
            pool.shutdown(cancel_futures=True)


def _wanted(names: Iterable[str] | None) -> tuple[Table, ...]:
    """The tables by name, in the order of the dictionary."""
    tables = dictionary().tables
    chosen = set(tables if names is None else names)
    if unknown := chosen - set(tables):
        raise KeyError(", ".join(sorted(unknown)))
    return tuple(table for name, table in tables.items() if name in chosen)


@contextmanager
def new_folder(folder: Path) -> Iterator[None]:
    """A folder to write in; when that fails or is stopped, what was written is taken away again."""
    was_there = folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty")
    try:
        yield
    except BaseException:
        shutil.rmtree(folder)
        if was_there:
            folder.mkdir()
        raise


def _write_part(folder: Path, plan: Plan, number: int, tables: tuple[Table, ...]) -> dict[str, int]:
    part = plan.part(number)
    rows: dict[str, int] = {}
    for table in tables:
        found = arrow(part, table, RECIPES[table.name])
        rows[table.name] = found.num_rows
        pq.write_table(
            found,
            folder / table.name / f"deel-{number:05d}.parquet",
            compression="zstd",
            use_dictionary=True,
        )
    return rows


def _mark(folder: Path, plan: Plan, tables: tuple[Table, ...]) -> None:
    mark = {
        "bekendTotEnMet": plan.until.isoformat(),
        "delen": plan.parts,
        "gemeenten": plan.municipalities,
        "onderwerpen": plan.subjects,
        "tabellen": [table.name for table in tables],
        "verzonnen": True,
        "woordenboek": dictionary().name,
        "zaad": plan.seed,
    }
    text = json.dumps(mark, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    (folder / MARK).write_text(text + "\n", encoding="utf-8")


# --- as a delivery ----------------------------------------------------------------------------


def register_csv(
    folder: Path,
    *,
    subjects: int = 3_000,
    seed: int,
    municipalities: int = 3,
    tables: Iterable[str] | None = None,
    until: date = UNTIL,
) -> Written:
    """Write the same rows as `koers.delivery` reads them: one CSV file per table, and what is
    known. For a small register; raises as `write` does.
    """
    plan = Plan(subjects, seed, municipalities, until)
    wanted = _wanted(tables)
    rows: dict[str, int] = {}
    known = (
        "# Alles in deze map is verzonnen.\n"
        "bekend tot en met:\n"
        f"  - {{leverancier: {SUPPLIER}, dag: {until.isoformat()}}}\n"
    )
    with new_folder(folder):
        parts = [plan.part(number) for number in range(plan.parts)]
        for table in wanted:
            found = pa.concat_tables([arrow(part, table, RECIPES[table.name]) for part in parts])
            rows[table.name] = found.num_rows
            _write_csv(folder / f"{table.name}.csv", table, found)
        (folder / "bekend.yaml").write_text(known, encoding="utf-8")
    return Written(rows, subjects, plan.parts)


def _write_csv(path: Path, table: Table, rows: pa.Table) -> None:
    columns = [
        [_cell(column, value) for value in rows.column(name).to_pylist()]
        for name, column in table.columns.items()
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(table.columns)
        writer.writerows(zip(*columns, strict=True))


def _cell(column: Column, value: str | int | date | None) -> str:
    """As it stands in a delivery; a decimal comma, for a point before three digits is refused."""
    if value is None:
        return ""
    if column.type is not ColumnType.NUMBER or not column.decimals:
        return str(value)
    sign, digits = ("-" if int(str(value)) < 0 else ""), str(value).lstrip("-")
    digits = digits.rjust(column.decimals + 1, "0")
    return f"{sign}{digits[: -column.decimals]},{digits[-column.decimals :]}"
