"""Reading never raises, and what was accepted can be counted: on anything of the right shape.

The idea that makes it simple: sound agreements are drawn, then spoilt (parts replaced by anything
that has the right shape) or stretched (days and durations at the ends of what may be written). Each
is read; each that is accepted is counted on a small random register.
"""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given

from koers.agreement import Agreement
from koers.counts import Cell, Question
from koers.engines import compiled, reference
from koers.format import ReadAgreement, read_agreement
from koers.language import AGREEMENT
from koers.periods import EARLIEST, LATEST, Grain, Period, reporting_periods
from koers.register import Register
from tests.generative.agreements import MIDDLE, agreement, grafted, register, stretched
from tests.generative.shapes import Tree, as_text
from tests.generative.test_round_trip import DRAWN, RANDOMS
from tests.spec.woordenboek import spec_dictionary


def read(tree: Tree) -> ReadAgreement:
    """Read, with a place for every finding, and an agreement exactly when there is no error."""
    found = read_agreement(as_text(tree), name="drawn", dictionary=spec_dictionary())
    assert all(finding.place.line and finding.place.column for finding in found.findings)
    assert (found.agreement is None) == any(finding.is_error for finding in found.findings)
    return found


def count(rnd: Random, drawn: Agreement, rows: Register, known: date) -> list[Cell]:
    """Every indicator of the agreement, in total and by its splits, on two engines alike."""
    found: list[Cell] = []
    for indicator in drawn.indicators:
        term = drawn.term
        grain = rnd.choice((Grain.TERM, Grain.MONTH, Grain.YEAR, Grain.TWO_WEEKS))
        short = (term.last_day - term.first_day).days < 1000
        asked = reporting_periods(grain, term)[:4] if short else (Period(*_days(term)),)
        groupings = tuple(dict.fromkeys(((), indicator.splits)))
        question = Question(indicator.code, asked, known, groupings)
        cells = reference.count(drawn, rows, question)
        assert compiled.count(drawn, rows, question) == cells
        found += cells
    return found


def _days(term: Period) -> tuple[date, date]:
    return term.first_day, term.last_day


def holds_something(cell: Cell) -> bool:
    units = cell.classes.population if cell.classes else 0
    return bool(units or any(tally.rows or tally.unknown for tally in cell.tallies))


@DRAWN
@given(rnd=RANDOMS)
def test_spoilt_agreement_is_read_without_an_exception(rnd: Random) -> None:
    part = rnd.choice((0.01, 0.03, 0.1))
    found = read(grafted(rnd, agreement(rnd), AGREEMENT, part))
    if found.agreement is not None:
        count(rnd, found.agreement, register(rnd), MIDDLE)


@DRAWN
@given(rnd=RANDOMS)
def test_days_and_durations_at_the_ends_of_the_world_are_counted_or_refused(rnd: Random) -> None:
    found = read(stretched(rnd, agreement(rnd)))
    if found.agreement is not None:
        known = rnd.choice((EARLIEST, MIDDLE, LATEST))
        count(rnd, found.agreement, register(rnd, far=0.1), known)


@DRAWN
@given(rnd=RANDOMS)
def test_accepted_agreement_can_be_counted_on_any_register(rnd: Random) -> None:
    found = read(agreement(rnd))
    if found.agreement is not None:
        known = MIDDLE + timedelta(days=rnd.randint(-400, 900))
        assert count(rnd, found.agreement, register(rnd), known)


@pytest.mark.slow
def test_many_drawn_agreements_are_accepted_and_count_something() -> None:
    # The laws above say nothing about agreements that are all refused or registers that are empty.
    accepted = cells = filled = 0
    for seed in range(300):
        rnd = Random(seed)
        found = read(agreement(rnd))
        if found.agreement is None:
            continue
        accepted += 1
        known = MIDDLE + timedelta(days=rnd.randint(0, 900))
        for cell in count(rnd, found.agreement, register(rnd), known):
            cells += 1
            filled += holds_something(cell)
    assert accepted > 150
    assert filled > cells / 4
