"""The units of a share: who is anchored when, and in which of the six classes each unit falls, with
the reasons.

The idea that makes it simple: a unit is a subject on an anchor day (S1), and its class is the first
of six that applies (S4). `traces` gives both, for counting and for explaining, so that an
explanation cannot differ from the count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from koers.agreement import Agreement, Indicator, waiting_time
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
from koers.engines.reference.history import Reader, Subject, Window
from koers.engines.reference.timeline import Timeline, Truth, all_of, any_of, negate
from koers.periods import ONE_DAY, Grain, Period, cut, reporting_periods
from koers.structure import first_tables, is_event, window_end


@dataclass(frozen=True)
class Result:
    """What an outcome came to: its truth and, when true, the day of success."""

    truth: Truth
    day: date | None = None


@dataclass(frozen=True)
class Judged:
    """A class with what led to it; `excepted_on` is the first certain, `maybe_excepted_on` the
    first possible exception.
    """

    outcome_class: OutcomeClass
    result: Result
    excepted_on: date | None
    maybe_excepted_on: date | None


@dataclass(frozen=True)
class Unit:
    """A subject on an anchor day. `row_day` is the day of the row that carries row splits."""

    subject: str
    anchor: date
    row_day: date
    excluded: Truth
    window_end: date
    mature_on: date
    is_mature: bool
    judged: Judged
    interim: Judged

    @property
    def outcome_class(self) -> OutcomeClass:
        return self.judged.outcome_class


@dataclass(frozen=True)
class Traces:
    """All units of one subject, and the days on which it may have been one (at most one per cohort
    period).
    """

    units: tuple[Unit, ...]
    unknown_days: tuple[date, ...]


def universe(agreement: Agreement, indicator: Indicator, reader: Reader) -> list[str]:
    """The subjects with a row in the first table of the population (F8)."""
    assert isinstance(indicator.form, Share)
    source = indicator.form.population.source
    if isinstance(source, ClassOf):
        return universe(agreement, agreement.indicator(source.indicator), reader)
    return reader.subjects(*first_tables(source))


def row_condition(agreement: Agreement, indicator: Indicator) -> Condition:
    """The condition whose first leaf gives the rows of a share's units (P1)."""
    assert isinstance(indicator.form, Share)
    source = indicator.form.population.source
    if isinstance(source, ClassOf):
        return row_condition(agreement, agreement.indicator(source.indicator))
    return source


def traces(agreement: Agreement, indicator: Indicator, subject: Subject) -> Traces:
    """The units of one subject, in order of anchor day."""
    assert isinstance(indicator.form, Share)
    anchors, unknown = _anchors(agreement, indicator.form.population, subject)
    units = tuple(
        _unit(agreement, indicator, subject, anchor, row_day) for anchor, row_day in anchors
    )
    return Traces(units, tuple(unknown))


# --- anchors (S1, S2) ----------------------------------------------------------------------------

Anchor = tuple[date, date]
"""Anchor day and row day."""


def _anchors(
    agreement: Agreement, population: Population, subject: Subject
) -> tuple[list[Anchor], list[date]]:
    if isinstance(population.source, ClassOf):
        return _anchors_of_class(agreement, population, population.source, subject)
    line = subject.timeline(population.source)
    anchors: list[Anchor] = []
    doubts: list[date] = []
    for cohort in _cohorts(agreement, population, subject.reader.known_through):
        first = agreement.term.first_day
        days = _qualifying(population, population.source, line, cohort, first)
        anchors += [(day, day) for day in days]
        doubt = line.first(None, cohort)
        doubts += [doubt] if doubt else []
    return anchors, _once(anchors, doubts)


def _once(anchors: Sequence[Anchor], doubts: Sequence[date]) -> list[date]:
    """A subject without any anchor day counts once, on the first day on which it is
    unknown (F8).
    """
    return [min(doubts)] if doubts and not anchors else []


def _cohorts(agreement: Agreement, population: Population, known_through: date) -> Iterator[Period]:
    """The cohort periods through K: the term, calendar years or half-years cut to it, or single
    reference days.
    """
    term = agreement.term
    grain = {
        Repeat.FIRST_PER_YEAR: Grain.YEAR,
        Repeat.FIRST_PER_HALF_YEAR: Grain.HALF_YEAR,
        Repeat.ON_REFERENCE_DAY: population.per,
    }.get(population.repeat)
    for period in reporting_periods(grain or Grain.TERM, term):
        if population.reference_day is ReferenceDay.FIRST:
            period = Period(period.first_day, period.first_day)
        elif population.reference_day is ReferenceDay.LAST:
            period = Period(period.last_day, period.last_day)
        known = cut(period, Period(term.first_day, max(term.first_day, known_through)))
        if known is not None and period.first_day <= known_through:
            yield known


def _qualifying(
    population: Population,
    condition: Condition,
    line: Timeline,
    cohort: Period,
    first_of_term: date,
) -> Iterator[date]:
    """First day, or each day, of the cohort period on which the population conditions certainly
    hold.
    """
    if population.repeat is not Repeat.EACH:
        first = line.first(True, cohort)
        if first is not None:
            yield first
        return
    for first, last, truth in line.pieces(cohort):
        if truth and is_event(condition):
            yield from Period(first, last).days()
        elif truth and (first == first_of_term or line.at(first - ONE_DAY) is not True):
            yield first


def _anchors_of_class(
    agreement: Agreement, population: Population, source: ClassOf, subject: Subject
) -> tuple[list[Anchor], list[date]]:
    """Units of another indicator in one class; who is unknown there is unknown here (S2)."""
    inner = traces(agreement, agreement.indicator(source.indicator), subject)
    known_through = subject.reader.known_through
    anchors: list[Anchor] = []
    for unit in inner.units:
        day = {
            AnchorDay.ANCHOR: unit.anchor,
            AnchorDay.SUCCESS: unit.judged.result.day,
            AnchorDay.WINDOW_END: unit.window_end,
        }[source.anchor]
        fits = unit.outcome_class is source.outcome_class
        if fits and day is not None and day in agreement.term and day <= known_through:
            anchors.append((day, unit.row_day))
    anchors = list(_first_each(sorted(anchors), population.repeat))
    doubts = list(inner.unknown_days)
    if source.outcome_class is not OutcomeClass.UNKNOWN:
        doubts += [
            unit.anchor for unit in inner.units if unit.outcome_class is OutcomeClass.UNKNOWN
        ]
    return anchors, _once(anchors, doubts)


def _first_each(anchors: Sequence[Anchor], repeat: Repeat) -> Iterator[Anchor]:
    """The first anchor of each cohort period; with `elke` one per day, for a unit is a day (S1)."""
    seen: set[tuple[int, ...]] = set()
    for anchor in anchors:
        name = _cohort_name(anchor[0], repeat)
        if name not in seen:
            yield anchor
        seen.add(name)


def _cohort_name(day: date, repeat: Repeat) -> tuple[int, ...]:
    match repeat:
        case Repeat.FIRST_PER_YEAR:
            return (day.year,)
        case Repeat.FIRST_PER_HALF_YEAR:
            return (day.year, day.month > 6)
        case Repeat.EACH:
            return (day.toordinal(),)
        case _:
            return ()


# --- classes (S4, S5) ----------------------------------------------------------------------------


def _unit(
    agreement: Agreement, indicator: Indicator, subject: Subject, anchor: date, row_day: date
) -> Unit:
    share, known_through = indicator.form, subject.reader.known_through
    assert isinstance(share, Share)
    excluded: Truth = subject.timeline(share.excluded).at(anchor) if share.excluded else False
    end = window_end(share.outcome, anchor)
    mature_on = waiting_time(agreement, indicator).after(end)
    interim = _judge(share, subject, anchor, min(end, known_through), excluded)
    judged = interim if end <= known_through else None
    mature = mature_on <= known_through
    if judged is None or not (mature or excluded):
        pending = OutcomeClass.EXCLUDED if excluded else OutcomeClass.IMMATURE
        judged = Judged(pending, interim.result, interim.excepted_on, interim.maybe_excepted_on)
    return Unit(subject.key, anchor, row_day, excluded, end, mature_on, mature, judged, interim)


def _judge(share: Share, subject: Subject, anchor: date, last_day: date, excluded: Truth) -> Judged:
    """The class with the window closed on `last_day`: the first that applies."""
    window = Window(anchor, last_day)
    result = evaluate(share.outcome, subject, window)
    exceptions = replace(window, asks=False)
    line = subject.timeline(share.excepted, exceptions) if share.excepted else None
    sure = line.first(True, Period(anchor, last_day)) if line else None
    maybe = line.first(None, Period(anchor, last_day)) if line else None
    possible = min((day for day in (sure, maybe) if day is not None), default=None)
    return Judged(class_of(result, sure, possible, excluded), result, sure, possible)


def class_of(
    result: Result, sure: date | None, possible: date | None, excluded: Truth
) -> OutcomeClass:
    """The first class that applies to a window that has closed; `sure` and `possible` are the first
    certain and the first possible day of exception (S4).
    """
    if excluded:
        return OutcomeClass.EXCLUDED
    if excluded is None:
        return OutcomeClass.UNKNOWN
    succeeded = result.day if result.truth else None
    if succeeded is not None and (possible is None or succeeded <= possible):
        return OutcomeClass.MET
    if sure is not None and (succeeded is None or sure < succeeded):
        return OutcomeClass.EXCEPTED
    if result.truth is None or possible is not None:
        return OutcomeClass.UNKNOWN
    return OutcomeClass.NOT_MET


def evaluate(outcome: Outcome, subject: Subject, window: Window) -> Result:
    """Truth and success day of an outcome; every offset stops at the window's last day (S4, S6)."""
    match outcome:
        case Not(part):
            truth = negate(evaluate(part, subject, window).truth)
            return Result(
                truth, min(window_end(part, window.anchor), window.last_day) if truth else None
            )
        case AllOf(parts):
            results = [evaluate(part, subject, window) for part in parts]
            truth = all_of([result.truth for result in results])
            return Result(truth, max(r.day for r in results if r.day) if truth else None)
        case AnyOf(parts):
            results = [evaluate(part, subject, window) for part in parts]
            truth = any_of([result.truth for result in results])
            return Result(
                truth, min(r.day for r in results if r.truth and r.day) if truth else None
            )
        case Windowed():
            return _windowed(outcome, subject, window)


def _windowed(outcome: Windowed, subject: Subject, whole: Window) -> Result:
    end = min(outcome.end.after(whole.anchor), whole.last_day)
    window = Window(whole.anchor, end)
    truth: Truth = None
    match outcome.kind:
        case WindowKind.WITHIN:
            line, days = (
                subject.timeline(outcome.condition, window, within=True),
                Period(window.anchor, end),
            )
            success = line.first(True, days)
            if success is not None:
                return Result(True, success)
            return Result(None if line.first(None, days) else False)
        case WindowKind.ON:
            truth = subject.timeline(outcome.condition, window).at(end)
        case WindowKind.DURING:
            start = min(outcome.start.after(window.anchor), end)
            truth = subject.timeline(outcome.condition, window).over(Period(start, end))
        case WindowKind.LAST:
            assert isinstance(outcome.condition, Score)
            truth = subject.last_score(outcome.condition, window)
    return Result(truth, end if truth else None)
