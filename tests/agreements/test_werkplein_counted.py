"""Every indicator of the Werkplein counts rows: take one away and the figure changes, and both
engines give the same figures of a whole register.

The idea that makes it simple: the worked examples are the rows, so nothing is drawn twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from koers import examples
from koers.agreement import Example, Indicator
from koers.counts import Question
from koers.delivery import drawn_rows, read_folder
from koers.engines import compiled, reference
from koers.invented.writing import register_csv
from koers.periods import Grain, reporting_periods
from koers.register import Register
from tests.agreements.werkplein import agreement, indicators

KNOWN = date(2018, 2, 28)


def outcome(indicator: Indicator, example: Example, rows: list[tuple[str, dict[str, str]]]) -> str:
    drawn, findings = drawn_rows(rows, agreement().dictionary, "voorbeeld")
    assert not findings
    register, known = Register(drawn), example.known_through
    return examples.result(agreement(), indicator, register, known, example.period)


def outcomes_without_a_row(indicator: Indicator, example: Example) -> Iterator[str]:
    """The outcome of an example with each of its rows taken away in turn."""
    rows = examples.rows_of(agreement(), indicator, example)
    for place in range(len(rows)):
        yield outcome(indicator, example, rows[:place] + rows[place + 1 :])


@pytest.mark.parametrize("indicator", indicators(), ids=lambda one: str(one.code))
def test_taking_away_a_row_changes_the_figure(indicator: Indicator) -> None:
    # K-01 to K-15, I-01 to I-22, A-07, A-08, A-09, A-15, A-36, A-37
    changed = [
        example.name
        for example in indicator.examples
        if any(found != example.expected for found in outcomes_without_a_row(indicator, example))
    ]
    assert changed


# --- a whole register ----------------------------------------------------------------------------


def invented(folder: Path, *, subjects: int) -> Register:
    register_csv(folder, subjects=subjects, seed=1, until=KNOWN)
    found = read_folder(folder, agreement().dictionary).register
    assert found is not None
    return found


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return invented(tmp_path_factory.mktemp("verzonnen") / "klein", subjects=600)


@pytest.fixture(scope="module")
def run(register: Register) -> compiled.Run:
    return compiled.Run.of(agreement(), register)


def asked(indicator: Indicator) -> Question:
    """Per year and over the term, in total and by each split."""
    term = agreement().term
    periods = (*reporting_periods(Grain.YEAR, term), *reporting_periods(Grain.TERM, term))
    groupings = ((), *((name,) for name in indicator.splits))
    return Question(indicator.code, periods, KNOWN, groupings)


@pytest.mark.parametrize("indicator", indicators(), ids=lambda one: str(one.code))
def test_both_engines_count_the_same(
    indicator: Indicator, register: Register, run: compiled.Run
) -> None:
    question = asked(indicator)
    found = reference.count(agreement(), register, question)
    assert run(agreement(), register, question) == found


def test_every_indicator_but_stated_ones_counts_something(tmp_path: Path) -> None:
    register = invented(tmp_path / "groter", subjects=1_200)
    run = compiled.Run.of(agreement(), register)
    nothing = set()
    for indicator in indicators():
        cells = run(agreement(), register, asked(indicator))
        counted = [tally.rows for cell in cells for tally in cell.tallies]
        counted += [cell.interim.population for cell in cells if cell.interim]
        if not any(counted):
            nothing.add(indicator.code)
    # Nobody stated these names in the invented register.
    assert nothing == {"I-10", "A-07", *(f"C-0{number}" for number in range(1, 8))}
