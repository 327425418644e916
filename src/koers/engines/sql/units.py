"""The units of a share: anchors, windows and classes, as one table (S1-S6).

The idea that makes it simple: every day that depends on the anchor (window ends, maturity, norm) is
worked out once per day of the term by the model's own rules and joined; the rest is comparing days.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import ibis
import pyarrow as pa
from ibis.expr.types import StringValue, Table

from koers.agreement import Indicator, waiting_time
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
from koers.engines.sql import intervals
from koers.engines.sql.conditions import Compiler, Domain, subjects
from koers.engines.sql.source import Source, memtable, pick
from koers.periods import Grain, Period, cut, reporting_periods
from koers.structure import first_tables, is_event, window_end, windows

CLASSES = ("excluded", "immature", "met", "excepted", "unknown", "not_met")
_NAMES = dict(zip(OutcomeClass, CLASSES, strict=True))


@dataclass(frozen=True)
class Units:
    """`found`: key, subject, anchor, row_day, window_end, success, outcome_class, interim.

    `unknown`: subject and the first day on which a subject without any unit may have been one.
    """

    found: Table
    unknown: Table


def row_condition_of_share(source: Source, indicator: Indicator) -> Condition:
    """The condition whose first leaf gives the rows of a share's units (P1)."""
    assert isinstance(indicator.form, Share)
    inner = indicator.form.population.source
    if isinstance(inner, ClassOf):
        return row_condition_of_share(source, source.agreement.indicator(inner.indicator))
    return inner


def units(source: Source, indicator: Indicator) -> Units:
    share = indicator.form
    assert isinstance(share, Share)
    condition = row_condition_of_share(source, indicator)
    tables = first_tables(condition)
    compiler = Compiler(source, source.declared(tables[0]).subject)
    everyone = subjects(source, *tables)
    if isinstance(share.population.source, ClassOf):
        anchors, doubts = _anchors_of_class(source, share.population, share.population.source)
    else:
        anchors, doubts = _anchors(source, share.population, compiler, everyone)
    doubts = doubts.group_by("subject").agg(day=doubts.day.min())
    unknown = doubts.anti_join(anchors, "subject")
    return Units(_judged(source, indicator, share, compiler, anchors), unknown)


# --- anchors -------------------------------------------------------------------------------------


def _anchors(
    source: Source, population: Population, compiler: Compiler, everyone: Domain
) -> tuple[Table, Table]:
    """subject, anchor, row_day; and subject, day of the doubts of every cohort period."""
    condition = population.source
    assert not isinstance(condition, ClassOf)
    sets = compiler.sets(condition, everyone)
    cohorts = _cohorts(source, population)
    sure = _clipped(sets.sure, cohorts)
    if population.repeat is not Repeat.EACH:
        first = sure.group_by(["key", "cohort"]).agg(anchor=sure["first"].min())
    elif is_event(condition):
        exploded = sure.mutate(anchor=ibis.range(sure["first"], sure["last"] + 1).unnest())
        first = pick(exploded, "key", "anchor")
    else:
        first = pick(sure, key=sure.key, anchor=sure["first"])
    anchors = pick(first, subject="key", anchor="anchor", row_day="anchor").distinct()
    doubt = intervals.intersection(sets.possible, intervals.complement(everyone.keys, sets.sure))
    doubts = _clipped(doubt, cohorts)
    return anchors, pick(doubts, subject="key", day="first")


def _clipped(found: Table, cohorts: Table) -> Table:
    both = found.inner_join(
        cohorts, [found["first"] <= cohorts.cohort_last, cohorts.cohort <= found["last"]]
    )
    return pick(
        both,
        key=both.key,
        cohort=both.cohort,
        first=ibis.greatest(both["first"], both.cohort),
        last=ibis.least(both["last"], both.cohort_last),
    )


def _cohorts(source: Source, population: Population) -> Table:
    """The cohort periods through K: first and last day."""
    grain = {
        Repeat.FIRST_PER_YEAR: Grain.YEAR,
        Repeat.FIRST_PER_HALF_YEAR: Grain.HALF_YEAR,
        Repeat.ON_REFERENCE_DAY: population.per,
    }.get(population.repeat)
    found: list[Period] = []
    term, known = source.agreement.term, source.known_through
    for period in reporting_periods(grain or Grain.TERM, term):
        days = period
        if population.reference_day is not None:
            is_first = population.reference_day is ReferenceDay.FIRST
            day = period.first_day if is_first else period.last_day
            days = Period(day, day)
        if days.first_day <= known:
            within = cut(days, Period(term.first_day, max(term.first_day, known)))
            found += [within] if within else []
    return memtable(
        {
            "cohort": (pa.int64(), [period.first_day.toordinal() for period in found]),
            "cohort_last": (pa.int64(), [period.last_day.toordinal() for period in found]),
        }
    )


def _anchors_of_class(
    source: Source, population: Population, inner: ClassOf
) -> tuple[Table, Table]:
    """Units of another indicator in one class; who is unknown there is unknown here (S2)."""
    other = units(source, source.agreement.indicator(inner.indicator))
    found = other.found
    chosen = found.filter(found.outcome_class == _NAMES[inner.outcome_class])
    day = {
        AnchorDay.ANCHOR: chosen.anchor,
        AnchorDay.SUCCESS: chosen.success,
        AnchorDay.WINDOW_END: chosen.window_end,
    }[inner.anchor]
    rows = pick(chosen, subject=chosen.subject, anchor=day, row_day=chosen.row_day)
    rows = rows.filter(rows.anchor <= source.k)
    calendar = _term_days(source, population)
    rows = rows.inner_join(calendar, rows.anchor == calendar.day)
    order = ibis.window(group_by=["subject", "cohort"], order_by=["anchor", "row_day"])
    rows = rows.mutate(number=ibis.row_number().over(order))
    anchors = pick(rows.filter(rows.number == 0), "subject", "anchor", "row_day")
    doubts = pick(other.unknown, "subject", "day")
    if inner.outcome_class is not OutcomeClass.UNKNOWN:
        unknown = found.filter(found.outcome_class == "unknown")
        doubts = doubts.union(pick(unknown, subject=unknown.subject, day=unknown.anchor))
    return anchors, doubts


def _term_days(source: Source, population: Population) -> Table:
    """Every day of the term with the name of its cohort period; one a day for `elke`."""
    days = list(source.agreement.term.days())
    names = {
        Repeat.FIRST_PER_YEAR: [day.year for day in days],
        Repeat.FIRST_PER_HALF_YEAR: [2 * day.year + (day.month > 6) for day in days],
        Repeat.EACH: [day.toordinal() for day in days],
    }.get(population.repeat, [0] * len(days))
    ordinals = [day.toordinal() for day in days]
    return memtable({"day": (pa.int64(), ordinals), "cohort": (pa.int64(), names)})


# --- classes -------------------------------------------------------------------------------------


def _judged(
    source: Source, indicator: Indicator, share: Share, compiler: Compiler, anchors: Table
) -> Table:
    every_window = list(windows(share.outcome))
    calendar = _anchor_calendar(source, indicator, share, every_window)
    found = anchors.inner_join(calendar, anchors.anchor == calendar.day).drop("day")
    key = found.subject.concat("@", found.anchor.cast("string"))
    found = found.mutate(key=key, last_day=ibis.least(found.window_end, source.k))
    result = _Outcomes(compiler, found).of(share.outcome)
    result = pick(result, key2="key", truth="truth", success="day")
    found = found.left_join(result, found.key == result.key2).drop("key2")
    found = _with_exclusion(found, share, compiler)
    found = _with_exceptions(found, share, compiler)
    interim = _class_expression(found)
    found = found.mutate(interim=interim)
    is_final = (found.window_end <= source.k) & (found.mature_on <= source.k)
    is_final = is_final | (found.interim == "excluded")
    return found.mutate(outcome_class=is_final.ifelse(found.interim, "immature"))


def _anchor_calendar(
    source: Source, indicator: Indicator, share: Share, every_window: list[Windowed]
) -> Table:
    """For every day of the term: the window's end, maturity, and each window's own days."""
    days = list(source.agreement.term.days())
    wait = waiting_time(source.agreement, indicator)
    ends = [window_end(share.outcome, day) for day in days]
    columns: dict[str, tuple[pa.DataType, Iterable[object]]] = {
        "day": (pa.int64(), [day.toordinal() for day in days]),
        "window_end": (pa.int64(), [end.toordinal() for end in ends]),
        "mature_on": (pa.int64(), [wait.after(end).toordinal() for end in ends]),
    }
    for number, window in enumerate(every_window):
        starts = [window.start.after(day).toordinal() for day in days]
        columns[f"start{number}"] = (pa.int64(), starts)
        columns[f"end{number}"] = (pa.int64(), [window.end.after(day).toordinal() for day in days])
    return memtable(columns)


def _with_exclusion(found: Table, share: Share, compiler: Compiler) -> Table:
    if share.excluded is None:
        return found.mutate(excluded=ibis.literal(False))
    domain = Domain(pick(found, "key", "subject"))
    sets = compiler.sets(share.excluded, domain)
    truth = truth_on(sets, pick(found, key="key", at="anchor"))
    truth = pick(truth, key2="key", excluded="truth")
    return found.left_join(truth, found.key == truth.key2).drop("key2")


def _with_exceptions(found: Table, share: Share, compiler: Compiler) -> Table:
    """`sure`: the first certain exception; `possible`: the first possible one."""
    null = ibis.null("int64")
    if share.excepted is None:
        return found.mutate(sure=null, possible=null)
    keys = pick(found, "key", "subject", "anchor", "last_day")
    sets = compiler.sets(share.excepted, Domain(keys, is_window=True))
    days = pick(keys, key="key", start="anchor", end="last_day")
    sure = first_day(sets.sure, days).select(key2="key", sure="day")
    possible = first_day(sets.possible, days).select(key3="key", possible="day")
    found = found.left_join(sure, found.key == sure.key2).drop("key2")
    return found.left_join(possible, found.key == possible.key3).drop("key3")


def _class_expression(found: Table) -> StringValue:
    """The first class that applies, with the window closed on its last day (S4)."""
    success = found.truth.fill_null(False).ifelse(found.success, ibis.null("int64"))
    in_time = success.notnull() & (found.possible.isnull() | (success <= found.possible))
    excepted = found.sure.notnull() & (success.isnull() | (found.sure < success))
    return ibis.cases(
        (found.excluded.fill_null(False), "excluded"),
        (found.excluded.isnull(), "unknown"),
        (in_time, "met"),
        (excepted, "excepted"),
        (found.truth.isnull() | found.possible.notnull(), "unknown"),
        else_="not_met",
    )


# --- outcomes ------------------------------------------------------------------------------------


@dataclass
class _Outcomes:
    """Truth and success day of outcomes, per unit: key, truth, day."""

    compiler: Compiler
    units: Table
    position: int = 0

    def of(self, outcome: Outcome) -> Table:
        match outcome:
            case Not(part):
                first = self.position
                inner = self.of(part)
                end = ibis.least(
                    ibis.greatest(*(self.units[f"end{n}"] for n in range(first, self.position)), 0),
                    self.units.last_day,
                )
                ends = pick(self.units, key9="key", closes=end)
                found = inner.inner_join(ends, inner.key == ends.key9)
                day = (~found.truth).ifelse(found.closes, ibis.null("int64"))
                return pick(found, key=found.key, truth=~found.truth, day=day)
            case AllOf(parts):
                return self._combined([self.of(part) for part in parts], is_all=True)
            case AnyOf(parts):
                return self._combined([self.of(part) for part in parts], is_all=False)
            case Windowed():
                number, self.position = self.position, self.position + 1
                return self._windowed(outcome, number)

    def _combined(self, parts: list[Table], *, is_all: bool) -> Table:
        found = parts[0]
        for part in parts[1:]:
            right = pick(part, key2="key", truth2="truth", day2="day")
            both = found.inner_join(right, found.key == right.key2)
            if is_all:
                truth, day = both.truth & both.truth2, ibis.greatest(both.day, both.day2)
            else:
                truth, day = both.truth | both.truth2, ibis.least(both.day, both.day2)
            found = pick(both, key=both.key, truth=truth, day=day)
        return found.mutate(day=found.truth.fill_null(False).ifelse(found.day, ibis.null("int64")))

    def _windowed(self, window: Windowed, number: int) -> Table:
        units = self.units
        end = ibis.least(units[f"end{number}"], units.last_day)
        keys = pick(
            units,
            key=units.key,
            subject=units.subject,
            anchor=units.anchor,
            start=ibis.least(units[f"start{number}"], end),
            last_day=end,
        )
        if window.kind is WindowKind.LAST:
            return self._last(window, keys)
        within = window.kind is WindowKind.WITHIN
        sets = self.compiler.sets(
            window.condition, Domain(keys, is_window=True, asks=True, within=within)
        )
        if within:
            return self._within(sets, keys)
        start = keys.last_day if window.kind is WindowKind.ON else keys.start
        days = pick(keys, key=keys.key, start=start, end=keys.last_day)
        truth = truth_throughout(sets, days)
        ends = pick(keys, key2="key", end="last_day")
        found = truth.inner_join(ends, truth.key == ends.key2)
        day = found.truth.fill_null(False).ifelse(found.end, ibis.null("int64"))
        return pick(found, key=found.key, truth=found.truth, day=day)

    def _within(self, sets: intervals.Sets, keys: Table) -> Table:
        days = pick(keys, key="key", start="anchor", end="last_day")
        sure = first_day(sets.sure, days).select(key2="key", day="day")
        maybe = first_day(sets.possible, days).select(key3="key", maybe="day")
        found = days.left_join(sure, days.key == sure.key2)
        found = found.left_join(maybe, found.key == maybe.key3)
        unknown = found.maybe.notnull().ifelse(ibis.null("boolean"), False)
        truth = found.day.notnull().ifelse(True, unknown)
        return pick(found, key=found.key, truth=truth, day=found.day)

    def _last(self, window: Windowed, keys: Table) -> Table:
        assert isinstance(window.condition, Score)
        rows = self.compiler.after_anchor(window.condition, keys)
        order = ibis.window(group_by="key", order_by=ibis.desc("day"))
        rows = rows.mutate(number=ibis.row_number().over(order))
        last = rows.filter(rows.number == 0).select(key2="key", truth="truth")
        found = keys.left_join(last, keys.key == last.key2)
        day = found.truth.fill_null(False).ifelse(found.last_day, ibis.null("int64"))
        return pick(found, key=found.key, truth=found.truth, day=day)


def first_day(found: Table, days: Table) -> Table:
    """The first day of each key's intervals within `start` and `end`: key, day (only where any)."""
    right = pick(days, key2="key", start="start", end="end")
    both = found.inner_join(
        right,
        [found.key == right.key2, found["first"] <= right.end, right.start <= found["last"]],
    )
    both = both.mutate(day=ibis.greatest(both["first"], both.start))
    return both.group_by("key").agg(day=both.day.min())


def truth_throughout(sets: intervals.Sets, days: Table) -> Table:
    """Kleene's and over every day from `start` through `end`: key, truth."""

    def covering(found: Table, name: str) -> Table:
        right = pick(days, key2="key", start="start", end="end")
        both = found.inner_join(
            right,
            [found.key == right.key2, found["first"] <= right.start, right.end <= found["last"]],
        )
        return pick(both, **{name: both.key}).distinct()

    sure, maybe = covering(sets.sure, "sure_key"), covering(sets.possible, "maybe_key")
    found = days.left_join(sure, days.key == sure.sure_key)
    found = found.left_join(maybe, found.key == maybe.maybe_key)
    unknown = found.maybe_key.notnull().ifelse(ibis.null("boolean"), False)
    return pick(found, key=found.key, truth=found.sure_key.notnull().ifelse(True, unknown))


def truth_on(sets: intervals.Sets, days: Table) -> Table:
    """The truth on the day `at` of each key."""
    return truth_throughout(sets, pick(days, key="key", start="at", end="at"))
