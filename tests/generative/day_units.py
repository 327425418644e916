"""Shares the naive way: who is anchored on which day, and the class of each unit by S4's list.

The idea that makes it simple: every day of the term is asked, then every day of the window, then
every day on which an exception may have come; the classes are S4 read from top to bottom.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from koers.agreement import Agreement
from koers.algebra import (
    AllOf,
    AnchorDay,
    AnyOf,
    ClassOf,
    Condition,
    Not,
    Outcome,
    OutcomeClass,
    Population,
    ReferenceDay,
    Repeat,
    Score,
    Share,
    Windowed,
    WindowKind,
)
from koers.periods import Grain, Period, reporting_periods
from koers.structure import first_leaf, is_event, leaf_tables, leaves, settling_days, windows
from tests.generative.day_truth import (
    DAY,
    Known,
    Truth,
    Unit,
    every,
    fits,
    measurements,
    reverse,
    some,
    truth,
)


@dataclass(frozen=True)
class Judged:
    """One unit: whom, its anchor (and that of the row that carries it), and its classes."""

    subject: str
    anchor: date
    row_day: date
    window_end: date
    outcome_class: OutcomeClass
    interim: OutcomeClass
    success: date | None


@dataclass(frozen=True)
class Members:
    units: tuple[Judged, ...]
    perhaps: tuple[tuple[str, date], ...]
    """Who may belong, with the first day on which that is unknown (F8)."""


def first_table(condition: Condition) -> str:
    return leaf_tables(first_leaf(condition))[0]


def days_until(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def members(agreement: Agreement, code: str, known: Known) -> Members:
    """Every unit of a share, and everyone who may be one."""
    form = agreement.indicator(code).form
    assert isinstance(form, Share)
    source = form.population.source
    if isinstance(source, ClassOf):
        entered = _of_class(agreement, form.population, known)
        found = tuple(judged(form, *unit, known) for unit in entered)
        return Members(found, _perhaps_of_class(agreement, source, entered, known))
    units: list[Judged] = []
    perhaps: list[tuple[str, date]] = []
    for subject in known.subjects(source):
        asked = _asked_days(form.population, agreement.term, known.through)
        truths = {day: truth(source, subject, day, known) for day in asked}
        anchors = _anchors(form.population, agreement.term, truths)
        units += [judged(form, subject, day, day, known) for day in anchors]
        unknown = [day for day in asked if truths[day] is None]
        if unknown and not anchors:
            perhaps.append((subject, unknown[0]))
    return Members(tuple(units), tuple(perhaps))


# --- anchors --------------------------------------------------------------------------------------


def _asked_days(population: Population, term: Period, known_through: date) -> list[date]:
    """The days of the term, or its reference days, that are known (S1)."""
    if population.repeat is Repeat.ON_REFERENCE_DAY:
        assert population.per
        periods = reporting_periods(population.per, term)
        first = population.reference_day is ReferenceDay.FIRST
        days = [period.first_day if first else period.last_day for period in periods]
    else:
        days = list(term.days())
    return [day for day in days if day <= known_through]


def _anchors(population: Population, term: Period, truths: dict[date, Truth]) -> list[date]:
    holds = [day for day, found in truths.items() if found is True]
    match population.repeat:
        case Repeat.ON_REFERENCE_DAY:
            return holds
        case Repeat.EACH:
            assert not isinstance(population.source, ClassOf)
            if is_event(population.source):
                return holds
            return [day for day in holds if truths.get(day - DAY) is not True]
        case repeat:
            return first_of_each(repeat, term, holds)


def first_of_each(repeat: Repeat, term: Period, days: Sequence[date]) -> list[date]:
    grain = {
        Repeat.FIRST_IN_TERM: Grain.TERM,
        Repeat.FIRST_PER_YEAR: Grain.YEAR,
        Repeat.FIRST_PER_HALF_YEAR: Grain.HALF_YEAR,
    }[repeat]
    found = []
    for period in reporting_periods(grain, term):
        within = [day for day in days if day in period]
        found += [min(within)] if within else []
    return found


def _of_class(
    agreement: Agreement, population: Population, known: Known
) -> list[tuple[str, date, date]]:
    """S2: units of another indicator that ended in a class; onrijp is not yet in."""
    source = population.source
    assert isinstance(source, ClassOf)
    entering: dict[str, dict[date, date]] = {}
    for unit in members(agreement, source.indicator, known).units:
        if unit.outcome_class is not source.outcome_class:
            continue
        anchor = {
            AnchorDay.ANCHOR: unit.anchor,
            AnchorDay.SUCCESS: unit.success,
            AnchorDay.WINDOW_END: unit.window_end,
        }[source.anchor]
        assert anchor is not None
        if anchor in agreement.term and anchor <= known.through:
            own = entering.setdefault(unit.subject, {})
            own[anchor] = min(own.get(anchor, unit.row_day), unit.row_day)
    found = []
    for subject, days in sorted(entering.items()):
        anchors = sorted(days)
        if population.repeat is not Repeat.EACH:
            anchors = first_of_each(population.repeat, agreement.term, anchors)
        found += [(subject, anchor, days[anchor]) for anchor in anchors]
    return found


def _perhaps_of_class(
    agreement: Agreement, source: ClassOf, entered: list[tuple[str, date, date]], known: Known
) -> tuple[tuple[str, date], ...]:
    """Who may belong to the other population, or may be in the class, may belong here (F8)."""
    inner = members(agreement, source.indicator, known)
    days = list(inner.perhaps)
    if source.outcome_class is not OutcomeClass.UNKNOWN:
        doubted = [one for one in inner.units if one.outcome_class is OutcomeClass.UNKNOWN]
        days += [(unit.subject, unit.anchor) for unit in doubted]
    certain = {subject for subject, _, _ in entered}
    first: dict[str, date] = {}
    for subject, day in days:
        if subject not in certain:
            first[subject] = min(day, first.get(subject, day))
    return tuple(first.items())


# --- classes --------------------------------------------------------------------------------------


def judged(form: Share, subject: str, anchor: date, row_day: date, known: Known) -> Judged:
    end = _ends(form.outcome, anchor)
    closed = min(end, known.through)
    interim, event = class_when_closed(form, subject, anchor, closed, known)
    success = event if interim is OutcomeClass.MET else None
    mature = _certain(form, end) <= known.through
    excluded = interim is OutcomeClass.EXCLUDED
    found = interim if mature or excluded else OutcomeClass.IMMATURE
    return Judged(subject, anchor, row_day, end, found, interim, success)


def _ends(outcome: Outcome, anchor: date) -> date:
    """S6: the last day of the longest window."""
    return max(window.end.after(anchor) for window in windows(outcome))


def _certain(form: Share, end: date) -> date:
    """S5, F3: the first K on which the window is certain; bridged gaps ask n + 1 days of their
    own.
    """
    read: list[Condition | Outcome] = [form.outcome]
    read += [part for part in (form.excluded, form.excepted) if part is not None]
    if not isinstance(form.population.source, ClassOf):
        read.append(form.population.source)
    needed = max(settling_days(leaf) for part in read for leaf in leaves(part))
    return max(form.grace.after(end), end + timedelta(days=needed))


def class_when_closed(
    form: Share, subject: str, anchor: date, closed: date, known: Known, *, certainly: bool = False
) -> tuple[OutcomeClass, date | None]:
    """S4, from top to bottom, for a window that closes on `closed`; also the day of success or of
    the first exception. `certainly`: what a window that is still open waits for is unknown.
    """
    unit = Unit(anchor)
    excluded = truth(form.excluded, subject, anchor, known, unit) if form.excluded else False
    if excluded is True:
        return OutcomeClass.EXCLUDED, None
    exceptions = {
        day: truth(form.excepted, subject, day, known, unit) if form.excepted else False
        for day in days_until(anchor, closed)
    }
    excepted = [day for day, found in exceptions.items() if found is True]
    perhaps = [day for day, found in exceptions.items() if found is None]
    met, success = result(form.outcome, subject, anchor, closed, known, certainly=certainly)
    if excluded is None:
        return OutcomeClass.UNKNOWN, None
    if met is True:
        excepted = [day for day in excepted if day < success]
        perhaps = [day for day in perhaps if day < success]
        if not excepted and not perhaps:
            return OutcomeClass.MET, success
    if excepted:
        return OutcomeClass.EXCEPTED, excepted[0]
    if perhaps or met is None:
        return OutcomeClass.UNKNOWN, None
    return OutcomeClass.NOT_MET, None


def result(
    outcome: Outcome, subject: str, anchor: date, closed: date, known: Known, *, certainly: bool
) -> tuple[Truth, date]:
    """Whether the outcome holds when every window closes on `closed`, and on which day it did
    (S4).
    """
    within = isinstance(outcome, Windowed) and outcome.kind is WindowKind.WITHIN
    waits = certainly and not within and _ends(outcome, anchor) > closed
    match outcome:
        case Not() | Windowed() if waits:
            return None, closed
        case Not(part):
            found, _ = result(part, subject, anchor, closed, known, certainly=certainly)
            return reverse(found), min(_ends(part, anchor), closed)
        case AllOf(parts):
            found_parts = [
                result(part, subject, anchor, closed, known, certainly=certainly) for part in parts
            ]
            met = every(found for found, _ in found_parts)
            return met, max(day for _, day in found_parts)
        case AnyOf(parts):
            found_parts = [
                result(part, subject, anchor, closed, known, certainly=certainly) for part in parts
            ]
            met = some(found for found, _ in found_parts)
            days = [day for found, day in found_parts if found is True]
            return met, min(days, default=closed)
        case Windowed():
            return _in_window(outcome, subject, anchor, closed, known)


def _in_window(
    window: Windowed, subject: str, anchor: date, closed: date, known: Known
) -> tuple[Truth, date]:
    """S6, one window."""
    end = min(window.end.after(anchor), closed)
    start = min(window.start.after(anchor), closed)
    condition = window.condition
    match window.kind:
        case WindowKind.WITHIN:
            unit = Unit(anchor, asked=True, until=end)
            truths = {
                day: truth(condition, subject, day, known, unit) for day in days_until(anchor, end)
            }
            days = [day for day, found in truths.items() if found is True]
            return some(truths.values()), min(days, default=end)
        case WindowKind.ON:
            return truth(condition, subject, end, known, Unit(anchor, asked=True)), end
        case WindowKind.DURING:
            asked = Unit(anchor, asked=True)
            days = days_until(start, end)
            return every(truth(condition, subject, day, known, asked) for day in days), end
        case WindowKind.LAST:
            assert isinstance(condition, Score)
            return _last_score(condition, subject, anchor, end, known), end


def _last_score(leaf: Score, subject: str, anchor: date, end: date, known: Known) -> Truth:
    made = measurements(leaf, subject, known)
    window = [one for one in made if anchor < one.day <= end]
    if not window:
        return None
    return fits(leaf, window[-1].code, made, known.dictionary.tables[leaf.table], Unit(anchor))
