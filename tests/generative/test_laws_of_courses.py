"""Laws of courses: every unit leaves once, as its class says, and what is certain stays so.

The idea that makes it simple: a course tells of each unit when and why it left, and the classes of
the same cell tell how many there are of each; so the two must agree (`statistics.md` 1).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings

from koers.algebra import Share, UnknownCounts
from koers.counts import Cause, Classes, Course
from koers.engines import reference
from koers.structure import form_conditions, leaves, settling_days
from tests.generative.cases import Case, cases
from tests.generative.differences import with_courses
from tests.generative.recounted import Counting, always, everyone_in, known_on
from tests.generative.seen import hold_not_vacuous
from tests.generative.test_laws_of_time import LATER

Left = Counter[tuple[int, Cause]]
EVENTS = (Cause.MET, Cause.EXCEPTED)


def followed(count: Counting, case: Case) -> Iterator[tuple[Classes, Course]]:
    """The classes and the course of every cell of which the course is asked."""
    for cell in count(with_courses(case)):
        if cell.course is not None:
            assert cell.classes is not None
            yield cell.classes, cell.course


def by_cause(course: Course) -> Counter[Cause]:
    found: Counter[Cause] = Counter()
    for left in course.exits:
        found[left.cause] += left.number
    return found


def left_always(count: Counting, case: Case) -> Left:
    """When and why the units of every period left."""
    case = replace(case, question=always(case))
    return Counter(
        {
            (left.days, left.cause): left.number
            for _, course in followed(count, case)
            for left in course.exits
        }
    )


def test_every_unit_but_the_excluded_leaves_once(laws: settings, count: Counting) -> None:
    # statistics 1.4
    found: Counter[str] = Counter()

    def law(case: Case) -> None:
        for classes, course in followed(count, case):
            causes = by_cause(course)
            assert causes.total() == classes.population - classes.excluded
            assert all(left.number > 0 for left in course.exits)
            assert list(course.exits) == sorted(course.exits)
            assert list(course.repeats) == sorted(course.repeats)
            found.update(causes)
        found["cases"] += 1

    laws(given(case=cases("aandeel"))(law))()
    hold_not_vacuous(found, Cause, enough=10)


def test_mature_units_leave_as_their_class_says_and_immature_ones_by_an_event_or_not_at_all(
    laws: settings, count: Counting
) -> None:
    # statistics 1.1, 1.4: only immaturity is censored.
    found: Counter[str] = Counter()

    def law(case: Case) -> None:
        for classes, course in followed(count, case):
            left = by_cause(course)
            assert (left[Cause.STAYED], left[Cause.UNKNOWN]) == (classes.not_met, classes.unknown)
            early = left[Cause.MET] - classes.met, left[Cause.EXCEPTED] - classes.excepted
            assert min(early) >= 0
            assert left[Cause.OPEN] + sum(early) == classes.immature
            found.update({"early": sum(early), "mature": not classes.immature})
        found["cases"] += 1

    laws(given(case=cases("aandeel"))(law))()
    hold_not_vacuous(found, ("early", "mature"), enough=10)


def test_repeats_are_the_judged_units_of_each_subject(laws: settings, count: Counting) -> None:
    # statistics 1.7
    found: Counter[str] = Counter()

    def law(case: Case) -> None:
        form = case.indicator.form
        assert isinstance(form, Share)
        for classes, course in followed(count, case):
            judged = classes.met + classes.not_met
            judged += classes.unknown if form.unknown is UnknownCounts.AS_NOT_MET else 0
            assert sum(of.judged * of.number for of in course.repeats) == judged
            assert sum(of.met * of.number for of in course.repeats) == classes.met
            assert all(0 <= of.met <= of.judged > 0 for of in course.repeats)
            found["repeats"] += any(of.judged > 1 for of in course.repeats)
        found["cases"] += 1

    laws(given(case=cases("aandeel", crowded=True))(law))()
    hold_not_vacuous(found, ("repeats",), enough=10)


def test_outcomes_only_shorten_the_time_that_a_unit_is_followed(
    laws: settings, count: Counting
) -> None:
    # statistics 1.1: how long a unit can be followed is its window and K, and no outcome.
    found: Counter[str] = Counter()

    def law(case: Case) -> None:
        known = case.question.known_through
        traced = reference.explain(case.agreement, case.register, case.question, everyone_in(case))
        days = sorted(
            (min(unit.window_end, known) - unit.anchor).days
            for one in traced.values()
            for unit in one.units
            if unit.excluded is not True
        )
        left = left_always(count, case)
        longest = Counter(days)
        for (lasted, cause), number in left.items():
            if cause not in EVENTS:
                longest[lasted] -= number
        assert min(longest.values(), default=0) >= 0
        events = sorted(lasted for (lasted, cause) in left.elements() if cause in EVENTS)
        possible = sorted(longest.elements())
        assert all(lasted <= most for lasted, most in zip(events, possible, strict=True))
        found.update({"events": len(events), "open": left.total() - len(events), "cases": 1})

    laws(given(case=cases("aandeel"))(law))()
    hold_not_vacuous(found, ("events", "open"), enough=10)


def test_who_left_by_an_event_stays_so_on_every_later_day(laws: settings, count: Counting) -> None:
    # statistics 1.4: an estimate builds on these events, so a later day may take none back.
    found: Counter[str] = Counter()

    def law(case: Case, later: timedelta) -> None:
        conditions = (
            leaf for part in form_conditions(case.indicator.form) for leaf in leaves(part)
        )
        if any(settling_days(leaf) for leaf in conditions):
            return  # a bridged gap may still close, and an end be continued (F3)
        known: date = case.question.known_through
        before, after = (left_always(count, known_on(case, day)) for day in (known, known + later))
        events = Counter({left: n for left, n in before.items() if left[1] in EVENTS})
        assert not events - after
        found.update({"events": events.total(), "cases": 1})
        found["open"] += before.total() - events.total()

    laws(given(case=cases("aandeel"), later=LATER)(law))()
    hold_not_vacuous(found, ("events", "open"), enough=10)
