"""Time the engine beside its peers, and say whether the targets are met: `make bench`.

The idea that makes it simple: everyone counts the same indicators over the same invented register,
in a fresh process each time, one after another in rounds (A B C A B C ...), so that what else the
machine does falls on all of them. What is read from the table is the ratio of medians. Before that
the peers' whole numbers are held against the engine's: a difference ends the run.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from benchmarks import cells, registers

ROOT = Path(__file__).parents[1]
SIZES = (3_000, 500_000)
ROUNDS = 5
ALONE = 5_000_000
"""From so many persons only the engine and the floor are timed, once."""
COMMAND = (
    *("-m", "koers", "tel", str(cells.AGREEMENT), "--tot-en-met", cells.K.isoformat()),
    *("--per", "maand", "--splits", "+".join(cells.SPLITS), "--csv", "--gegevens"),
)

ENGINE, FLOOR, SQL, PANDAS = "engine", "scan floor", "SQL, a query each", "pandas, 13 of them"
SOME, VALUES, REFERENCE = "engine, those 13", "engine, with values", "reference engine"
TEXT, PARTS = "koers tel, CSV, cold", "koers tel, Parquet, cold"
MODES = {
    ENGINE: "engine",
    FLOOR: "floor",
    SQL: "sql",
    PANDAS: "pandas",
    SOME: "engine-some",
    VALUES: "values",
    REFERENCE: "reference",
}


@dataclass(frozen=True)
class Took:
    """One measurement: wall and processor seconds, the most memory in MB, and seconds per
    indicator where they were counted one by one.
    """

    seconds: float
    cpu: float
    peak: float
    parts: dict[str, float]


Taken = dict[str, list[Took]]
"""Every measurement of everyone who was timed."""


# --- one measurement -----------------------------------------------------------------------------


def timed(what: str, folder: Path, *, check: bool = False) -> Took:
    """In a process of its own. Ends the run when the numbers differ."""
    words = ["-m", "benchmarks.measured", MODES[what], str(folder), *(["check"] if check else [])]
    process = subprocess.run(
        [sys.executable, *words], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False
    )
    if process.returncode:
        raise SystemExit(f"{what}: not the same numbers as the engine, or it failed.")
    return Took(**json.loads(process.stdout.splitlines()[-1]))


def command(folder: Path, output: TextIO) -> Took:
    """A whole process of the command line, from its start to its end."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *COMMAND, str(folder)], cwd=ROOT, stdout=output, stderr=output
    )
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"koers tel {folder}: exit code {process.returncode}")
    return Took(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, {})


# --- sizes ---------------------------------------------------------------------------------------


def of_size(persons: int) -> Taken:
    """Everyone at one size, in rounds."""
    agreed = cells.agreement()
    codes = [indicator.code for indicator in cells.indicators(agreed)]
    folder = registers.stored(persons, tables=cells.tables(agreed, codes))
    if persons >= ALONE:
        return _in_rounds([ENGINE, FLOOR], folder, 1)
    say(f"{persons:,} persons: are the numbers the same?")
    first = {what: timed(what, folder, check=True) for what in (SQL, PANDAS)}
    small = persons <= registers.SMALL
    if small:
        first[REFERENCE] = timed(REFERENCE, folder, check=True)
    again = [FLOOR, ENGINE, SQL, SOME, *([PANDAS, VALUES] if small else [])]
    taken = _in_rounds(
        again, folder, ROUNDS, delivery=registers.delivery(persons) if small else None
    )
    return {what: [took] for what, took in first.items()} | taken


def _in_rounds(
    everyone: list[str], folder: Path, rounds: int, *, delivery: Path | None = None
) -> Taken:
    taken: Taken = {}
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        for number in range(rounds):
            say(f"round {number + 1} of {rounds}")
            for what in everyone:
                taken.setdefault(what, []).append(timed(what, folder))
            if delivery is not None:
                taken.setdefault(TEXT, []).append(command(delivery, nowhere))
                taken.setdefault(PARTS, []).append(command(folder, nowhere))
    return taken


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


# --- what is printed -----------------------------------------------------------------------------

ORDER = (FLOOR, ENGINE, VALUES, SQL, SOME, PANDAS, REFERENCE, TEXT, PARTS)
BESIDE = {PANDAS: SOME}
"""Whom someone is held against, if not the engine with all indicators."""


def median(taken: list[Took]) -> float:
    return statistics.median(took.seconds for took in taken)


def cpu(taken: list[Took]) -> float:
    return statistics.median(took.cpu for took in taken)


def table(persons: int, taken: Taken) -> list[str]:
    """A line per measurement: medians, the least, and ratios to the engine."""
    heads = ("runs", "median s", "least s", "cpu s", "x engine", "x cpu", "peak MB")
    widths = (5, 10, 9, 9, 10, 8, 9)
    head = "".join(f"{word:>{width}}" for word, width in zip(heads, widths, strict=True))
    lines = ["", f"{persons:,} persons", f"  {'':<26}{head}"]
    for what in ORDER:
        if what in taken:
            mine, other = taken[what], taken[BESIDE.get(what, ENGINE)]
            least, peak = min(took.seconds for took in mine), max(took.peak for took in mine)
            lines.append(
                f"  {what:<26}{len(mine):>5}{median(mine):>10.2f}{least:>9.2f}{cpu(mine):>9.2f}"
                f"{median(mine) / median(other):>10.2f}{cpu(mine) / cpu(other):>8.2f}{peak:>9.0f}"
            )
    return lines


def slowest(persons: int, taken: Taken) -> list[str]:
    """The queries that take longest."""
    runs = taken.get(SQL, [])
    if not runs:
        return []
    seconds = {c: statistics.median(took.parts[c] for took in runs) for c in runs[0].parts}
    most = sorted(seconds, key=lambda code: -seconds[code])[:5]
    found = ", ".join(f"{code} {seconds[code]:.2f}" for code in most)
    return [f"  slowest queries (s) at {persons:,}: {found}; {len(seconds)} queries"]


def targets(taken: dict[int, Taken]) -> list[str]:
    """Each target with what was measured, and ja or nee; a dash where it was not."""
    small, large = taken.get(3_000, {}), taken.get(500_000, {})
    lines = ["", "Targets"]

    def line(
        words: str, found: float | None, most: float, unit: str, *, least: bool = False
    ) -> None:
        shown, met = "-", "-"
        if found is not None:
            shown = f"{found:.2f}{unit}"
            met = "ja" if (found >= most if least else found <= most) else "nee"
        lines.append(f"  {words:<62}{shown:>12}  {met}")

    def of(where: Taken, what: str) -> float | None:
        return median(where[what]) if what in where else None

    line("3 000: in process, with values, < 1 s", of(small, VALUES), 1, " s")
    line("3 000: koers tel cold on CSV, < 3 s", of(small, TEXT), 3, " s")
    line("3 000: koers tel cold on Parquet, < 3 s", of(small, PARTS), 3, " s")
    line("500 000: <= 5 s", of(large, ENGINE), 5, " s")
    peer = median(large[SQL]) / median(large[ENGINE]) if SQL in large else None
    line("500 000: at least 4 times as fast as SQL", peer, 4, " x", least=True)
    for persons, times in ((5_000_000, 11), (20_000_000, 45)):
        here = taken.get(persons, {})
        grown = cpu(here[ENGINE]) / cpu(large[ENGINE]) if here and large else None
        line(f"{persons:,}: at most {times} times the CPU of 500 000", grown, times, " x")
    most = taken.get(20_000_000, {})
    peak = max(took.peak for took in most[ENGINE]) / 1024 if most else None
    line("20,000,000: within 8 GB", peak, 8, " GB")
    return lines


def main(sizes: list[str]) -> None:
    taken: dict[int, Taken] = {}
    say(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    for size in sizes or SIZES:
        persons = int(size)
        taken[persons] = of_size(persons)
        print(
            "\n".join(table(persons, taken[persons]) + slowest(persons, taken[persons])), flush=True
        )
    print("\n".join(targets(taken)))


if __name__ == "__main__":
    main(sys.argv[1:])
