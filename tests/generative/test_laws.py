"""Laws that hold for every agreement and every register, whatever the figures are.

The idea that makes it simple: count twice, the second time after a change that may not matter, and
compare. The laws need no oracle; each names the rule that it follows from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from koers.agreement import Agreement, Indicator
from koers.algebra import ClassOf, Count, Days, Fact, Kind, Share, Sum, Unit
from koers.counts import Cell, Classes, Question
from koers.engines import reference
from koers.periods import Grain, Period, reporting_periods
from koers.register import Row
from koers.structure import (
    first_leaf,
    first_tables,
    form_columns,
    form_conditions,
    leaf_tables,
    leaves,
    referred_indicators,
)
from tests.generative.cases import FORMS, Case, cases
from tests.generative.seen import CLASSES, seen

ALWAYS = Period(date(1900, 1, 1), date(2100, 1, 1))
ADDITIVE = ("aantal", "som", "dagen")
MATURE = ("uitgesloten", "behaald", "uitgezonderd", "onbekend", "niet behaald")
LATER = st.sampled_from((1, 2, 14, 30, 32, 60, 400)).map(lambda number: timedelta(days=number))

Numbers = Counter[tuple[str, ...]]
"""Every number of some cells that is not nought, by its cell and its name."""


def count(case: Case) -> tuple[Cell, ...]:
    return reference.count(case.agreement, case.register, case.question)


def numbers(cells: Iterable[Cell], *, by_period: bool = True, by_split: bool = True) -> Numbers:
    found: Numbers = Counter()
    for cell in cells:
        at = (
            str(cell.period) if by_period else "",
            str(cell.split) if by_split else "",
            str(cell.norm_day),
        )
        found[(*at, "unknown")] += cell.population_unknown
        for name, classes in (("class", cell.classes), ("interim", cell.interim)):
            for field in fields(Classes) if classes else ():
                found[(*at, name, field.name)] += int(getattr(classes, field.name))
        for index, tally in enumerate(cell.tallies):
            found[(*at, f"amount {index}")] += tally.amount
            found[(*at, f"rows {index}")] += tally.rows
            found[(*at, f"unknown {index}")] += tally.unknown
        if cell.overlap:
            for field in fields(cell.overlap):
                found[(*at, field.name)] += int(getattr(cell.overlap, field.name))
    return Counter({key: number for key, number in found.items() if number})


def added_up(one: Numbers, other: Numbers) -> Numbers:
    both: Numbers = Counter(one)
    both.update(other)
    return Counter({key: number for key, number in both.items() if number})


def with_tables(case: Case, tables: dict[str, tuple[Row, ...]]) -> Case:
    return replace(case, register=replace(case.register, tables=tables))


def subjects_of(case: Case) -> list[str]:
    tables = case.agreement.dictionary.tables
    return sorted(
        {
            row.text(tables[name].subject_column) or ""
            for name, rows in case.register.tables.items()
            for row in rows
        }
    )


def only(case: Case, subjects: Iterable[str]) -> Case:
    """The case with the rows of these subjects alone."""
    tables, kept = case.agreement.dictionary.tables, set(subjects)
    return with_tables(
        case,
        {
            name: tuple(row for row in rows if row.text(tables[name].subject_column) in kept)
            for name, rows in case.register.tables.items()
        },
    )


def population_tables(agreement: Agreement, indicator: Indicator) -> set[str]:
    """The tables that say who can be counted (F8)."""
    form = indicator.form
    if isinstance(form, Share):
        source = form.population.source
        if isinstance(source, ClassOf):
            return population_tables(agreement, agreement.indicator(source.indicator))
        return set(first_tables(source))
    found = {name for condition in form_conditions(form) for name in first_tables(condition)}
    found |= {column.table for column in form_columns(form)}
    for code in referred_indicators(form):
        found |= population_tables(agreement, agreement.indicator(code))
    return found


# --- what does not matter -------------------------------------------------------------------------


def test_order_of_the_rows_within_a_table_does_not_matter(laws: settings) -> None:
    # F4: order of rows within a delivery never matters.
    def law(case: Case, rnd: Random) -> None:
        shuffled = {
            name: tuple(rnd.sample(rows, len(rows))) for name, rows in case.register.tables.items()
        }
        assert count(with_tables(case, shuffled)) == count(case)

    laws(given(case=cases(*FORMS), rnd=st.randoms(use_true_random=False))(law))()


def test_the_same_question_twice_gives_the_same_cells(laws: settings) -> None:
    # C5: whole numbers from a definition and rows, and from nothing else.
    def law(case: Case) -> None:
        assert count(case) == count(case)

    laws(given(case=cases(*FORMS))(law))()


def test_cells_of_a_period_do_not_depend_on_the_other_periods_asked(laws: settings) -> None:
    # S1: never the reporting grain.
    def law(case: Case) -> None:
        apart = [
            cell
            for period in case.question.periods
            for cell in count(replace(case, question=replace(case.question, periods=(period,))))
        ]
        assert Counter(apart) == Counter(count(case))

    laws(given(case=cases(*FORMS))(law))()


def test_subject_without_a_row_in_the_first_table_changes_nothing(laws: settings) -> None:
    # F8: the universe is the subjects with a row in the first table.
    def law(case: Case) -> None:
        tables = case.agreement.dictionary.tables
        telling = population_tables(case.agreement, case.agreement.indicators[-1])
        more = {
            name: rows
            if name in telling
            else (
                *rows,
                *(
                    replace(row, cells={**row.cells, tables[name].subject_column: "stranger"})
                    for row in rows
                ),
            )
            for name, rows in case.register.tables.items()
        }
        assert count(with_tables(case, more)) == count(case)

    laws(given(case=cases(*FORMS))(law))()


def test_subject_outside_the_population_changes_nothing(laws: settings) -> None:
    # S2: who has no anchor day, and no day on which that is unknown, is nowhere in a share.
    def law(case: Case) -> None:
        everyone = subjects_of(case)
        traced = reference.explain(case.agreement, case.register, case.question, everyone)
        inside = [key for key in everyone if traced[key].units or traced[key].unknown_days]
        assert numbers(count(only(case, inside))) == numbers(count(case))

    laws(given(case=cases("aandeel"))(law))()


# --- what is final, and when ----------------------------------------------------------------------


def test_a_later_known_day_never_changes_the_class_of_a_mature_unit(laws: settings) -> None:
    # S5, F3: a class is given once the window and the days that bridged gaps need are known.
    found: Counter[str] = Counter()

    def law(case: Case, later: timedelta) -> None:
        before = mature_classes(case, case.question.known_through)
        found.update(before.values())
        found["bridged gaps"] += bool(before) and "bridged gaps" in seen(case, ())
        after = mature_classes(case, case.question.known_through + later)
        assert {unit: after.get(unit) for unit in before} == before

    laws(given(case=cases("aandeel"), later=LATER)(law))()
    assert {name: found[name] for name in (*MATURE, "bridged gaps") if found[name] < 10} == {}


def mature_classes(case: Case, known: date) -> dict[tuple[str, date], str]:
    question = replace(case.question, known_through=known)
    traced = reference.explain(case.agreement, case.register, question, subjects_of(case))
    return {
        (key, unit.anchor): unit.outcome_class.value
        for key, traces in traced.items()
        for unit in traces.units
        if unit.is_mature
    }


def test_maturity_does_not_depend_on_outcomes(laws: settings) -> None:
    # S5: outcome never matters for maturity. Trap: counting success at once and failure later.
    found: Counter[bool] = Counter()

    def law(case: Case) -> None:
        form = case.agreement.indicators[-1].form
        assert isinstance(form, Share)
        if isinstance(form.population.source, ClassOf):
            return
        kept = {name for leaf in leaves(form.population.source) for name in leaf_tables(leaf)}
        kept |= {"persoon"}
        empty = {name: rows if name in kept else () for name, rows in case.register.tables.items()}
        assert maturities(with_tables(case, empty)) == maturities(case)
        found.update(maturities(case).values())

    laws(given(case=cases("aandeel"))(law))()
    assert min(found[True], found[False]) >= 20


def maturities(case: Case) -> dict[tuple[str, date], bool]:
    traced = reference.explain(case.agreement, case.register, case.question, subjects_of(case))
    return {
        (key, unit.anchor): unit.is_mature
        for key, traces in traced.items()
        for unit in traces.units
    }


# --- what adds up ---------------------------------------------------------------------------------


def test_months_of_an_additive_figure_add_up_to_the_year(laws: settings) -> None:
    # C1, C3: rows, amounts and subject-days have one day; distinct subjects do not add up.
    found: Counter[bool] = Counter()

    def law(case: Case) -> None:
        form = case.agreement.indicators[-1].form
        if not is_additive(form):
            return
        term = case.agreement.term
        months = reporting_periods(Grain.MONTH, term)
        asked = replace(case.question, periods=months)
        parts = numbers(count(replace(case, question=asked)), by_period=False)
        whole = replace(case.question, periods=(Period(term.first_day, term.last_day),))
        assert numbers(count(replace(case, question=whole)), by_period=False) == parts
        found[bool(parts)] += 1

    laws(given(case=cases(*ADDITIVE))(law))()
    assert found[True] >= 20


def is_additive(form: object) -> bool:
    if isinstance(form, Count):
        leaf = first_leaf(form.condition)
        state = isinstance(leaf, Fact) and leaf.kind in (Kind.SPELL, Kind.SUBJECT)
        return form.unit is Unit.ROW and not state
    return isinstance(form, Days) or (isinstance(form, Sum) and form.stock_day is None)


def test_cells_of_single_splits_add_up_to_the_total(laws: settings) -> None:
    # P1: no value has a cell of its own, so that splits add up.
    found: Counter[bool] = Counter()

    def law(case: Case) -> None:
        splits = case.agreement.dictionary.splits
        cells = [replace(cell, overlap=None) for cell in count(case)]
        total = numbers((cell for cell in cells if not cell.split), by_split=False)
        for grouping in case.question.groupings:
            if not any(splits[name].multiple for name in grouping):
                own = [cell for cell in cells if tuple(name for name, _ in cell.split) == grouping]
                assert numbers(own, by_split=False) == total
                found[bool(grouping and total)] += 1

    laws(given(case=cases(*FORMS))(law))()
    assert found[True] >= 20


def test_two_registers_of_other_subjects_add_up(laws: settings) -> None:
    # F8, C3: subjects never meet.
    def law(case: Case) -> None:
        everyone = subjects_of(case)
        half = len(everyone) // 2
        one, other = only(case, everyone[:half]), only(case, everyone[half:])
        assert added_up(numbers(count(one)), numbers(count(other))) == numbers(count(case))

    laws(given(case=cases(*FORMS))(law))()


# --- what is explained ----------------------------------------------------------------------------


def test_every_explained_unit_is_counted_and_no_other(laws: settings) -> None:
    # S4: one class per unit; an explanation cannot differ from the count.
    def law(case: Case) -> None:
        for subject in subjects_of(case):
            alone = replace(only(case, [subject]), question=always(case))
            traced = reference.explain(case.agreement, case.register, always(case), [subject])
            told = Counter(CLASSES[unit.outcome_class] for unit in traced[subject].units)
            assert sum_of_classes(count(alone)) == told
            unknown = sum(cell.population_unknown for cell in count(alone))
            assert unknown == len(traced[subject].unknown_days)

    laws(given(case=cases("aandeel"))(law))()


def always(case: Case) -> Question:
    return replace(case.question, periods=(ALWAYS,), groupings=((),))


def sum_of_classes(cells: Iterable[Cell]) -> Counter[str]:
    found: Counter[str] = Counter()
    for cell in cells:
        for name in CLASSES.values():
            found[name] += int(getattr(cell.classes, name))
    return Counter({name: number for name, number in found.items() if number})


def test_everything_that_is_told_to_be_added_is_in_the_total(laws: settings) -> None:
    # C1: what one subject adds to each term, told apart, is what was counted.
    def law(case: Case) -> None:
        question = replace(case.question, groupings=((),))
        told: Numbers = Counter()
        for subject in subjects_of(case):
            for added in reference.added(case.agreement, case.register, question, subject):
                name = "unknown" if added.amount is None else "rows"
                told[str(added.period), str(added.term), name] += 1
                told[str(added.period), str(added.term), "amount"] += added.amount or 0
        counted: Numbers = Counter()
        for cell in count(replace(case, question=question)):
            for index, tally in enumerate(cell.tallies):
                for name in ("unknown", "rows", "amount"):
                    counted[str(cell.period), str(index), name] += int(getattr(tally, name))
        assert added_up(told, Counter()) == added_up(counted, Counter())

    laws(given(case=cases(*(form for form in FORMS if form != "aandeel")))(law))()
