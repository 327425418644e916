"""Engines that obey the same rules give equal cells on every drawn case, all of them, in order.

The idea that makes it simple: the reference engine counts one subject at a time and the compiled
one everything at once, so that they have no mistake in common but one in the model itself; that is
what the oracle is for (`test_reference_equals_day_by_day`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings

from koers.algebra import OutcomeClass
from koers.counts import Question
from koers.dictionary import Cell as CellValue
from koers.engines import compiled, reference
from tests.generative import differences, parts_of_language
from tests.generative.cases import FORMS, OTHER_FORMS, Case, cases, counts_something
from tests.generative.seen import AT_LEAST, KNOWN, REGISTERS, SHARES, hold_not_vacuous, seen
from tests.generative.seen import FORMS as SEEN_FORMS

SQL_SHARES = (*OutcomeClass, "unknown")
SQL_FORMS = ("som", "dagen", "opgave", "formule", "crossed splits", "unknown")

HUGE = 10**13 + 7
"""Times a hundred (cents) and the small amounts of a case: more than a double holds exactly."""


def hold_equal(case: Case, found: Counter[str]) -> None:
    differences.hold(case, differences.between_engines, differences.in_known)
    found.update(seen(case, reference.count(*differences.asked(case))))


def test_shares_are_equal_on_both_engines(drawn: settings) -> None:
    # S1-S6, C5
    found: Counter[str] = Counter()
    drawn(given(case=cases("aandeel"))(lambda case: hold_equal(case, found)))()
    hold_not_vacuous(found, (*SHARES, *REGISTERS, *KNOWN))


def test_every_other_form_is_equal_on_both_engines(drawn: settings) -> None:
    # C1-C5
    found: Counter[str] = Counter()
    drawn(given(case=cases(*OTHER_FORMS))(lambda case: hold_equal(case, found)))()
    hold_not_vacuous(found, (*SEEN_FORMS, *REGISTERS, *KNOWN))


def test_parts_threads_and_the_order_of_rows_make_no_difference(laws: settings) -> None:
    # C5, F4, F8: no figure reads two subjects together.
    found: Counter[str] = Counter()

    def hold(case: Case) -> None:
        differences.hold(case, differences.in_parts)
        found.update(seen(case, reference.count(*differences.asked(case))))

    laws(given(case=cases("aandeel", *FORMS, crowded=True))(hold))()
    hold_not_vacuous(found, ("aandeel", "unknown", "a multiple split", "crossed splits"), enough=10)


def test_questions_asked_together_are_answered_as_alone(laws: settings) -> None:
    # C5: what questions have in common is worked out once, and may not leak from one to another.
    def hold(case: Case) -> None:
        asked = [*together(case)]
        run = compiled.Run.of(case.agreement, case.register)
        run.prepare(asked)
        for question in asked:
            alone = reference.count(case.agreement, case.register, question)
            assert run(case.agreement, case.register, question) == alone, case

    laws(given(case=cases("aandeel", *FORMS, crowded=True))(hold))()


def together(case: Case) -> list[Question]:
    """Every indicator of the case, on two days K, in total and by each split, in two orders, with
    courses and without.
    """
    question = case.question
    found = []
    for known in (question.known_through, case.agreement.term.last_day):
        for indicator in case.agreement.indicators:
            names = indicator.splits
            groupings = tuple(dict.fromkeys(((), *((name,) for name in names), names, names[::-1])))
            asked = Question(indicator.code, question.periods, known, groupings)
            found += [asked, replace(asked, courses=groupings[:2])]
    return found


def test_amounts_larger_than_a_double_holds_are_added_exactly(laws: settings) -> None:
    # C5: engines return whole numbers.
    def hold(case: Case) -> None:
        tables = {
            name: tuple(
                replace(row, cells={n: enlarged(value) for n, value in row.cells.items()})
                for row in rows
            )
            for name, rows in case.register.tables.items()
        }
        huge = replace(case, register=replace(case.register, tables=tables))
        assert compiled.count(*differences.asked(huge)) == reference.count(*differences.asked(huge))

    laws(given(case=cases("som", *FORMS))(hold))()


def enlarged(value: CellValue) -> CellValue:
    return value * HUGE if isinstance(value, int) else value


def test_every_part_of_the_language_is_drawn_and_counts_something(drawn: settings) -> None:
    # Equality says nothing about a part of the language that is never in a case.
    found: Counter[str] = Counter()

    def note(case: Case) -> None:
        if counts_something(compiled.count(*differences.asked(case))):
            found.update(set(parts_of_language.used(case.indicator.form)))

    drawn(given(case=cases(*["aandeel"] * len(FORMS), *FORMS))(note))()
    missing = parts_of_language.all_of_them() - set(found)
    assert not missing, (
        f"not in one of the cases: {sorted(missing)}. Draw at least {AT_LEAST} cases."
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("forms", "names"),
    [(("aandeel",), SQL_SHARES), (OTHER_FORMS, SQL_FORMS)],
    ids=["shares", "other-forms"],
)
def test_sql_engine_is_equal(few: settings, forms: tuple[str, ...], names: tuple[str, ...]) -> None:
    # C5; on few cases, for a question takes it a second.
    found: Counter[str] = Counter()

    def hold(case: Case) -> None:
        differences.hold(case, differences.from_sql)
        found.update(seen(case, reference.count(*differences.asked(case))))

    few(given(case=cases(*forms))(hold))()
    hold_not_vacuous(found, names, enough=1)
