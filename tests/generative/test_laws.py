"""Laws that hold for every agreement and every register, whatever the figures are.

The idea that makes it simple: count twice, the second time after a change that may not matter, and
compare. The laws need no oracle; each names the rule that it follows from.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from koers.agreement import Agreement
from koers.algebra import Count, Days, Fact, Kind, ReferenceDay, Sum, Unit
from koers.dictionary import Table
from koers.engines import reference
from koers.periods import Grain, Period, reporting_periods
from koers.register import Row
from koers.structure import (
    first_leaf,
    form_terms,
)
from tests.generative.cases import FORMS, Case, cases
from tests.generative.recounted import (
    Counting,
    Numbers,
    added_up,
    always,
    everyone_in,
    known_on,
    numbers,
    only,
    population_tables,
    sum_of_classes,
    with_tables,
)
from tests.generative.seen import CLASSES

ADDITIVE = ("aantal", "som", "dagen")

# --- what does not matter -------------------------------------------------------------------------


def test_order_of_the_rows_within_a_table_does_not_matter(laws: settings, count: Counting) -> None:
    # F4: order of rows within a delivery never matters.
    def law(case: Case, rnd: Random) -> None:
        shuffled = {
            name: tuple(rnd.sample(rows, len(rows))) for name, rows in case.register.tables.items()
        }
        assert count(with_tables(case, shuffled)) == count(case)

    laws(given(case=cases(*FORMS), rnd=st.randoms(use_true_random=False))(law))()


def test_the_same_question_twice_gives_the_same_cells(laws: settings, count: Counting) -> None:
    # C5: whole numbers from a definition and rows, and from nothing else.
    def law(case: Case) -> None:
        assert count(case) == count(case)

    laws(given(case=cases(*FORMS))(law))()


def test_cells_of_a_period_do_not_depend_on_the_other_periods_asked(
    laws: settings, count: Counting
) -> None:
    # S1: never the reporting grain.
    def law(case: Case) -> None:
        apart = [
            cell
            for period in case.question.periods
            for cell in count(replace(case, question=replace(case.question, periods=(period,))))
        ]
        assert Counter(apart) == Counter(count(case))

    laws(given(case=cases(*FORMS))(law))()


def test_subject_without_a_row_in_the_first_table_changes_nothing(
    laws: settings, count: Counting
) -> None:
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


def test_subject_outside_the_population_changes_nothing(laws: settings, count: Counting) -> None:
    # S2: who has no anchor day, and no day on which that is unknown, is nowhere in a share.
    def law(case: Case) -> None:
        everyone = everyone_in(case)
        traced = reference.explain(case.agreement, case.register, case.question, everyone)
        inside = [key for key in everyone if traced[key].units or traced[key].unknown_days]
        assert numbers(count(only(case, inside))) == numbers(count(case))

    laws(given(case=cases("aandeel"))(law))()


def test_names_of_subjects_do_not_matter(laws: settings, count: Counting) -> None:
    # F8: subjects never meet, so neither does their order.
    def law(case: Case) -> None:
        if "opgave" in case.register.tables:
            return  # a place is a split too
        tables, everyone = case.agreement.dictionary.tables, everyone_in(case)
        names = dict(zip(everyone, everyone[::-1], strict=True))
        renamed = {
            name: tuple(
                replace(row, cells={**row.cells, own: names[row.text(own) or ""]}) for row in rows
            )
            for name, rows in case.register.tables.items()
            for own in [tables[name].subject_column]
        }
        assert count(with_tables(case, renamed)) == count(case)

    laws(given(case=cases(*FORMS, crowded=True))(law))()


def test_spell_in_two_touching_rows_is_the_same_spell(laws: settings, count: Counting) -> None:
    # F3: touching spells of one condition merge; only rows themselves are counted apart.
    found: Counter[bool] = Counter()

    def law(case: Case) -> None:
        if counts_rows(case.agreement):
            return
        tables = case.agreement.dictionary.tables
        cut = {
            name: tuple(part for row in rows for part in cut_in_two(row, tables[name]))
            for name, rows in case.register.tables.items()
        }
        # P1: of two rows that give a split the later begun goes first, so splits may differ.
        case = replace(case, question=replace(case.question, groupings=((),)))
        assert count(with_tables(case, cut)) == count(case)
        found[cut != case.register.tables] += 1

    laws(given(case=cases(*FORMS))(law))()
    assert found[True] >= 20


def counts_rows(agreement: Agreement) -> bool:
    forms = [term.form for one in agreement.indicators for term in form_terms(one.form)]
    return any(isinstance(form, Sum) or getattr(form, "unit", None) is Unit.ROW for form in forms)


def cut_in_two(row: Row, table: Table) -> list[Row]:
    """A spell as two rows, cut a day after its first; others as they are."""
    first, end = row.day(table.day_column), row.day(table.last_day_column)
    if first is None or table.day_column is None or table.last_day_column is None:
        return [row]
    last = end - timedelta(days=1) if end and table.end_is_exclusive else end
    if last is not None and last <= first:
        return [row]
    until = first + timedelta(days=table.end_is_exclusive)
    after = first + timedelta(days=1)
    return [
        replace(row, cells={**row.cells, table.last_day_column: until}),
        replace(row, cells={**row.cells, table.day_column: after}),
    ]


# --- what adds up ---------------------------------------------------------------------------------


def test_distinct_subjects_of_months_are_at_least_those_of_the_year(
    laws: settings, count: Counting
) -> None:
    # C3: each counts once in a period, so months do not add up, and no month has more.
    found: Counter[bool] = Counter()

    def law(case: Case) -> None:
        form = case.agreement.indicators[-1].form
        if not isinstance(form, Count) or form.unit is Unit.ROW or form.stock_day:
            return
        months = reporting_periods(Grain.MONTH, case.agreement.term)
        whole = in_total(count, case, (Period(months[0].first_day, months[-1].last_day),))
        parts = in_total(count, case, months)
        assert max(parts) <= whole[0] <= sum(parts)
        found[whole[0] < sum(parts)] += 1

    laws(given(case=cases("aantal"))(law))()
    assert min(found[True], found[False]) >= 10


def in_total(count: Counting, case: Case, periods: tuple[Period, ...]) -> list[int]:
    question = replace(case.question, periods=periods, groupings=((),))
    return [cell.tallies[0].amount for cell in count(replace(case, question=question))]


def test_stock_changes_by_what_begins_and_ends(laws: settings, count: Counting) -> None:
    # C2: previous stock + begins after its day up to this one - ends from its day up to the day
    # before this one = stock, of merged spells.
    found: Counter[bool] = Counter()

    def law(case: Case, gap: int) -> None:
        if "uitkering" not in case.register.tables:
            return
        term = case.agreement.term
        months = reporting_periods(Grain.MONTH, Period(term.first_day, term.last_day))
        case = known_on(case, term.last_day + timedelta(days=gap + 1))

        def of(kind: Kind, stock: ReferenceDay | None, periods: tuple[Period, ...]) -> list[int]:
            form = Count(Fact(kind, "uitkering", gap=gap), Unit.SUBJECT, stock)
            if stock is None:
                form = replace(form, unit=Unit.ROW)
            last = replace(case.agreement.indicators[-1], form=form)
            agreement = replace(case.agreement, indicators=(last,))
            return in_total(count, replace(case, agreement=agreement), periods)

        stocks = of(Kind.SPELL, ReferenceDay.LAST, months)
        for before, now, stock, after in zip(months, months[1:], stocks, stocks[1:], strict=False):
            day = timedelta(days=1)
            (begun,) = of(Kind.BEGIN, None, (Period(before.last_day + day, now.last_day),))
            (ended,) = of(Kind.END, None, (Period(before.last_day, now.last_day - day),))
            assert stock + begun - ended == after
            found[bool(begun and ended)] += 1

    laws(given(case=cases("aandeel", "stand"), gap=st.sampled_from((0, 3, 31)))(law))()
    assert found[True] >= 3


def test_months_of_an_additive_figure_add_up_to_the_year(laws: settings, count: Counting) -> None:
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


def test_cells_of_single_splits_add_up_to_the_total(laws: settings, count: Counting) -> None:
    # P1: no value has a cell of its own, so that splits add up.
    found: Counter[bool] = Counter()

    def law(case: Case) -> None:
        if () not in case.question.groupings:
            return  # one municipality alone
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


def test_two_registers_of_other_subjects_add_up(laws: settings, count: Counting) -> None:
    # F8, C3: subjects never meet.
    def law(case: Case) -> None:
        everyone = everyone_in(case)
        half = len(everyone) // 2
        one, other = only(case, everyone[:half]), only(case, everyone[half:])
        assert added_up(numbers(count(one)), numbers(count(other))) == numbers(count(case))

    laws(given(case=cases(*FORMS))(law))()


# --- what is explained ----------------------------------------------------------------------------


def test_every_explained_unit_is_counted_and_no_other(laws: settings, count: Counting) -> None:
    # S4: one class per unit; an explanation cannot differ from the count.
    def law(case: Case) -> None:
        for subject in everyone_in(case):
            alone = replace(only(case, [subject]), question=always(case))
            traced = reference.explain(case.agreement, case.register, always(case), [subject])
            told = Counter(CLASSES[unit.outcome_class] for unit in traced[subject].units)
            assert sum_of_classes(count(alone)) == told
            unknown = sum(cell.population_unknown for cell in count(alone))
            assert unknown == len(traced[subject].unknown_days)

    laws(given(case=cases("aandeel"))(law))()


def test_everything_that_is_told_to_be_added_is_in_the_total(
    laws: settings, count: Counting
) -> None:
    # C1: what one subject adds to each term, told apart, is what was counted.
    def law(case: Case) -> None:
        question = replace(case.question, groupings=((),))
        told: Numbers = Counter()
        for subject in everyone_in(case):
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
