"""Laws of time: what day K, later days and the period of a unit may change, and what never.

The idea that makes it simple: count on two days K, or with other outcomes, and compare what is
already final. Each law names its rule, of `semantics.md` or of `statistics.md` 1.1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from koers.algebra import ClassOf, CountsIn, Fact, Share
from koers.counts import Cell
from koers.dictionary import Table
from koers.engines import reference
from koers.engines.reference.units import Unit
from koers.periods import Period
from koers.register import Row
from koers.structure import form_conditions, leaf_tables, leaves, settling_days, window_end
from tests.generative.cases import FORMS, Case, cases
from tests.generative.recounted import (
    ALWAYS,
    Counting,
    Numbers,
    always,
    by_anchor,
    everyone_in,
    known_on,
    numbers,
    only,
    sum_of_classes,
    with_share,
    with_tables,
)
from tests.generative.seen import hold_not_vacuous

MATURE = ("excluded", "met", "excepted", "unknown", "not_met")
LATER = st.sampled_from((1, 2, 14, 30, 32, 60, 400)).map(lambda number: timedelta(days=number))


# --- what is final, and when ----------------------------------------------------------------------


def test_later_known_day_never_changes_the_class_of_a_mature_unit(
    laws: settings, count: Counting
) -> None:
    # S5, F3: a class is given once the window and the days that bridged gaps need are known.
    found: Counter[str] = Counter()

    def law(case: Case, later: timedelta) -> None:
        known, mature = case.question.known_through, Counter[str]()
        for subject in everyone_in(case):
            anchors = mature_anchors(case, subject)
            before = classes_on(count, case, subject, anchors)
            assert classes_on(count, known_on(case, known + later), subject, anchors) == before
            mature.update(name for classes in before for name in classes)
        found.update(mature)
        found["bridged gaps"] += bool(mature) and has_bridges(case)
        found["cases"] += 1

    laws(given(case=cases("aandeel"), later=LATER)(law))()
    hold_not_vacuous(found, (*MATURE, "bridged gaps"), enough=5)


def has_bridges(case: Case) -> bool:
    found = (leaf for part in form_conditions(case.indicator.form) for leaf in leaves(part))
    return any(isinstance(leaf, Fact) and leaf.gap for leaf in found)


def mature_anchors(case: Case, subject: str) -> list[date]:
    return [unit.anchor for unit in units_of(case, subject) if unit.is_mature]


def units_of(case: Case, subject: str) -> tuple[Unit, ...]:
    traced = reference.explain(case.agreement, case.register, case.question, [subject])
    return traced[subject].units


def classes_on(
    count: Counting, case: Case, subject: str, anchors: Sequence[date]
) -> list[Counter[str]]:
    """The class of a subject's unit on each anchor day, by asking for that one day."""
    alone = by_anchor(only(case, [subject]))
    periods = tuple(Period(anchor, anchor) for anchor in anchors)
    question = replace(case.question, periods=periods, groupings=((),))
    cells = count(replace(alone, question=question)) if anchors else ()
    return [sum_of_classes([cell]) for cell in cells]


def test_maturity_does_not_depend_on_outcomes(laws: settings, count: Counting) -> None:
    # S5: outcome never matters for maturity. Trap: counting success at once and failure later.
    found: Counter[str] = Counter()

    def law(case: Case, rnd: Random) -> None:
        # Who is excluded is so at once, so nobody is here.
        case = with_share(case, lambda share: replace(share, excluded=None))
        form = case.agreement.indicators[-1].form
        assert isinstance(form, Share)
        if isinstance(form.population.source, ClassOf):
            return
        kept = {name for leaf in leaves(form.population.source) for name in leaf_tables(leaf)}
        case = replace(case, question=always(case))
        for changed in (without_rows, with_other_subjects):
            other = changed(case, kept | {"persoon"}, rnd)
            assert immature(count(other)) == immature(count(case))
        found["onrijp"] += immature(count(case)) > 0
        found["rijp"] += sum(cell.classes != cell.interim for cell in count(case)) == 0
        found["cases"] += 1

    laws(given(case=cases("aandeel"), rnd=st.randoms(use_true_random=False))(law))()
    hold_not_vacuous(found, ("onrijp", "rijp"), enough=10)


def without_rows(case: Case, kept: set[str], rnd: Random) -> Case:
    tables = case.register.tables
    return with_tables(case, {name: tables[name] if name in kept else () for name in tables})


def with_other_subjects(case: Case, kept: set[str], rnd: Random) -> Case:
    """The case in which rows of other tables are of anyone."""
    tables = case.agreement.dictionary.tables
    everyone = everyone_in(case) or [""]

    def moved(name: str, row: Row) -> Row:
        own = tables[name].subject_column
        return replace(row, cells={**row.cells, own: rnd.choice(everyone)})

    return with_tables(
        case,
        {
            name: rows if name in kept else tuple(moved(name, row) for row in rows)
            for name, rows in case.register.tables.items()
        },
    )


def immature(cells: Iterable[Cell]) -> int:
    return sum(cell.classes.immature for cell in cells if cell.classes)


def test_unit_is_mature_exactly_when_its_window_and_waiting_time_are_known(
    laws: settings, count: Counting
) -> None:
    # S5, statistics.md 1.1: anchor + window + waiting time <= K.
    def law(case: Case) -> None:
        form = case.agreement.indicators[-1].form
        assert isinstance(form, Share)
        found = [leaf for part in form_conditions(form) for leaf in leaves(part)]
        needed = timedelta(days=max(settling_days(leaf) for leaf in found))
        waiting = 0
        for subject in everyone_in(case):
            for unit in units_of(case, subject):
                end = window_end(form.outcome, unit.anchor)
                certain = max(form.grace.after(end), end + needed)
                waiting += certain > case.question.known_through and unit.excluded is not True
        assert immature(count(replace(case, question=always(case)))) == waiting

    laws(given(case=cases("aandeel"))(law))()


def test_interim_state_is_the_class_once_every_window_is_closed(
    laws: settings, count: Counting
) -> None:
    # S4: the interim state is the classes as if windows closed on K.
    def law(case: Case) -> None:
        later = case.agreement.term.last_day + timedelta(days=1000)
        for cell in count(known_on(case, later)):
            assert cell.classes == cell.interim
            assert cell.classes is not None
            assert not cell.classes.immature

    laws(given(case=cases("aandeel"))(law))()


def test_counting_in_the_period_of_maturity_moves_units_and_changes_none(
    laws: settings, count: Counting
) -> None:
    # S3: `telt in: rijping` shifts reporting, and nothing else.
    def law(case: Case) -> None:
        case = replace(case, question=replace(case.question, periods=(ALWAYS,)))
        moved = with_share(case, lambda share: replace(share, counts_in=CountsIn.MATURITY))
        here, there = count(by_anchor(case)), count(moved)
        assert without_norm(there) == without_norm(here)

    laws(given(case=cases("aandeel"))(law))()


def without_norm(cells: Iterable[Cell]) -> Numbers:
    return numbers(replace(cell, norm_day=None) for cell in cells)


def test_what_is_not_yet_known_on_day_k_changes_nothing(laws: settings, count: Counting) -> None:
    # F5, F7: facts after K, planned ends too, do not exist. So the rows of the first half-year,
    # as they were delivered then, say of it what those of the whole year say.
    found: Counter[bool] = Counter()

    def law(case: Case) -> None:
        tables = case.agreement.dictionary.tables
        known = case.question.known_through
        then = {
            name: tuple(
                as_known(row, tables[name], known)
                for row in rows
                if (row.day(tables[name].day_column) or known) <= known
            )
            for name, rows in case.register.tables.items()
        }
        found[then != case.register.tables] += 1
        assert count(with_tables(case, then)) == count(case)

    laws(given(case=cases(*FORMS))(law))()
    assert found[True] >= 20


def as_known(row: Row, table: Table, known: date) -> Row:
    """The row as it was on day K: an end that was still to come is open."""
    end = row.day(table.last_day_column)
    if end is None or table.last_day_column is None or end <= known:
        return row
    return replace(row, cells={**row.cells, table.last_day_column: None})
