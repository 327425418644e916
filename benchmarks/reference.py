"""Time the reference engine: `make bench`.

The idea that makes it simple: the invented register of the first example is repeated under other
keys, so the load grows and the answer is known: every count is that many times the count of one
copy, which is checked. Prints the median of five runs per indicator and how the time grows; the
fast engine, when it comes, is held against these.
"""

from __future__ import annotations

import statistics
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

from koers.agreement import Agreement
from koers.counts import Cell, Question
from koers.delivery import read_folder
from koers.engines import reference
from koers.format import read_agreement
from koers.periods import Grain, reporting_periods
from koers.register import Register, Row

EXAMPLE = Path(__file__).parents[1] / "voorbeelden" / "eerste-stap"
COPIES = (1, 4, 16)
RUNS = 5


def copied(agreement: Agreement, register: Register, number: int) -> Register:
    """The register so many times, each copy with its own keys."""
    keys = {
        name: {*table.key, table.subject_column}
        for name, table in agreement.dictionary.tables.items()
    }

    def copy(name: str, row: Row, copy_number: int) -> Row:
        cells = {
            column: f"{value}-{copy_number}"
            if column in keys[name] and isinstance(value, str)
            else value
            for column, value in row.cells.items()
        }
        return Row(cells, row.line)

    tables = {
        name: tuple(copy(name, row, n) for n in range(number) for row in rows)
        for name, rows in register.tables.items()
    }
    return replace(register, tables=tables)


def timed(
    agreement: Agreement, register: Register, question: Question
) -> tuple[float, tuple[Cell, ...]]:
    """The median time of the runs in seconds, and the last answer."""
    seconds = []
    cells: tuple[Cell, ...] = ()
    for _ in range(RUNS):
        start = time.perf_counter()
        cells = reference.count(agreement, register, question)
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds), cells


def size(cells: tuple[Cell, ...]) -> int:
    """One number that grows with the load: units, or what was added."""
    return sum(
        (cell.classes.population if cell.classes else 0) + sum(t.amount for t in cell.tallies)
        for cell in cells
        if not cell.split
    )


def main() -> None:
    agreement = read_agreement(EXAMPLE / "overeenkomst.yaml").agreement
    assert agreement is not None
    register = read_folder(EXAMPLE / "gegevens", agreement.dictionary).register
    assert register is not None
    months = reporting_periods(Grain.MONTH, agreement.term)
    split = f"{len(months)} months, split by gemeente"
    print(f"Reference engine, {split}; median of {RUNS} runs, seconds.")
    print(
        f"{'persons':>8}  "
        + "  ".join(f"{i.code:>8}" for i in agreement.indicators)
        + f"  {'all':>8}"
    )
    expected: dict[str, int] = {}
    for copies in COPIES:
        load = copied(agreement, register, copies)
        row = []
        for indicator in agreement.indicators:
            question = Question(indicator.code, months, date(2018, 1, 31), ((), ("gemeente",)))
            seconds, cells = timed(agreement, load, question)
            expected.setdefault(indicator.code, size(cells))
            assert size(cells) == copies * expected[indicator.code], indicator.code
            row.append(seconds)
        persons = len(load.tables["klant"])
        print(f"{persons:>8}  " + "  ".join(f"{s:>8.3f}" for s in (*row, sum(row))))


if __name__ == "__main__":
    main()
