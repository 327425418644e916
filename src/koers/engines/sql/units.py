"""The units of a share: anchors, windows and classes, each a table (S1-S6).

The idea that makes it simple: a unit is a subject with an anchor day; every day that depends on the
anchor is an expression of it, and a class is a comparison of days.
"""

from __future__ import annotations

from dataclasses import dataclass

import ibis
from ibis.expr.types import StringValue, Table

from koers.agreement import Agreement, Indicator, indicator_subject, waiting_time
from koers.algebra import (
    AnchorDay,
    ClassOf,
    Condition,
    OutcomeClass,
    Population,
    ReferenceDay,
    Repeat,
    Share,
)
from koers.engines.sql.conditions import Conditions
from koers.engines.sql.days import later, latest
from koers.engines.sql.intervals import Domain, doubtful, first_day, truth_throughout
from koers.engines.sql.outcomes import Outcomes, window_end
from koers.engines.sql.steps import pick
from koers.engines.sql.words import words
from koers.periods import NO_TIME, Duration, Grain, Period, cut, reporting_periods
from koers.structure import first_tables, is_event

CLASSES = ("excluded", "immature", "met", "excepted", "unknown", "not_met")
_NAMES = dict(zip(OutcomeClass, CLASSES, strict=True))


@dataclass(frozen=True)
class Units:
    """`found`: key, subject, anchor, row_day, window_end, success, interim, outcome_class.

    `doubts`: subject and the first day on which a subject without any unit may have been one; None
    where nothing can be unknown.
    """

    found: Table
    doubts: Table | None


def row_condition(agreement: Agreement, indicator: Indicator) -> Condition:
    """The condition whose first leaf gives the rows of a share's units (P1)."""
    assert isinstance(indicator.form, Share)
    inner = indicator.form.population.source
    if isinstance(inner, ClassOf):
        return row_condition(agreement, agreement.indicator(inner.indicator))
    return inner


def units(conditions: Conditions, indicator: Indicator) -> Units:
    share, steps = indicator.form, conditions.source.steps
    assert isinstance(share, Share)
    kind = indicator_subject(conditions.source.agreement, indicator)
    inner = share.population.source
    if isinstance(inner, ClassOf):
        anchors, doubts = _anchors_of_class(conditions, share.population, inner)
    else:
        anchors, doubts = _anchors(conditions, kind, share.population, inner)
    says = f"Eenheden van {indicator.code}: van wie, met welke ankerdag."
    anchors = steps.keep("ankers", says, anchors)
    if doubts is not None:
        doubts = doubts.group_by("subject").agg(day=doubts.day.min())
        says = f"Wie misschien bij {indicator.code} hoort, en vanaf welke dag dat onbekend is."
        doubts = steps.keep("twijfel", says, doubts.anti_join(anchors, "subject"))
    return Units(_judged(conditions, kind, indicator, anchors), doubts)


# --- anchors -------------------------------------------------------------------------------------


def _anchors(
    conditions: Conditions, kind: str, population: Population, condition: Condition
) -> tuple[Table, Table | None]:
    """subject, anchor, row_day; and subject, day of the doubts of every cohort period."""
    everyone = conditions.everyone(*first_tables(condition))
    sets, cohorts = conditions.sets(kind, condition, everyone), _cohorts(conditions, population)
    sure = _clipped(sets.sure, cohorts)
    if population.repeat is not Repeat.EACH:
        first = sure.group_by(["key", "cohort"]).agg(anchor=sure["first"].min())
    elif is_event(condition):
        first = sure.mutate(anchor=ibis.range(sure["first"], sure["last"] + 1).unnest())
    else:
        first = sure.mutate(anchor=sure["first"])
    anchors = first.select(subject="key", anchor="anchor", row_day="anchor").distinct()
    if sets.is_certain:
        return anchors, None
    doubts = _clipped(doubtful(everyone.keys, sets), cohorts)
    return anchors, doubts.select(subject="key", day="first")


def _clipped(found: Table, cohorts: Table) -> Table:
    both = found.inner_join(
        cohorts, [found["first"] <= cohorts.cohort_last, cohorts.cohort <= found["last"]]
    )
    return both.select(
        "key",
        "cohort",
        first=ibis.greatest(both["first"], both.cohort),
        last=ibis.least(both["last"], both.cohort_last),
    )


def _cohorts(conditions: Conditions, population: Population) -> Table:
    """The cohort periods through K: first and last day."""
    grain = {
        Repeat.FIRST_PER_YEAR: Grain.YEAR,
        Repeat.FIRST_PER_HALF_YEAR: Grain.HALF_YEAR,
        Repeat.ON_REFERENCE_DAY: population.per,
    }.get(population.repeat)
    found: list[Period] = []
    term, known = conditions.source.agreement.term, conditions.source.known_through
    for period in reporting_periods(grain or Grain.TERM, term):
        days = period
        if population.reference_day is not None:
            is_first = population.reference_day is ReferenceDay.FIRST
            day = period.first_day if is_first else period.last_day
            days = Period(day, day)
        if days.first_day <= known:
            within = cut(days, Period(term.first_day, max(term.first_day, known)))
            found += [within] if within else []
    return _cohort_table(conditions, found)


def _cohort_table(conditions: Conditions, periods: list[Period]) -> Table:
    return conditions.source.steps.table(
        "cohorten",
        "De perioden waarin een eenheid een keer telt: eerste en laatste dag.",
        (("cohort", "int64"), ("cohort_last", "int64")),
        [(period.first_day.toordinal(), period.last_day.toordinal()) for period in periods],
    )


def _anchors_of_class(
    conditions: Conditions, population: Population, inner: ClassOf
) -> tuple[Table, Table | None]:
    """Units of another indicator in one class; who is unknown there is unknown here (S2)."""
    other = units(conditions, conditions.source.agreement.indicator(inner.indicator))
    found = other.found
    chosen = found.filter(found.outcome_class == _NAMES[inner.outcome_class])
    day = {
        AnchorDay.ANCHOR: chosen.anchor,
        AnchorDay.SUCCESS: chosen.success,
        AnchorDay.WINDOW_END: chosen.window_end,
    }[inner.anchor]
    rows = pick(chosen, "subject", "row_day", anchor=day)
    anchors = _first_of_each(
        rows.filter(rows.anchor <= conditions.source.k), conditions, population
    )
    doubts = other.doubts
    if inner.outcome_class is not OutcomeClass.UNKNOWN:
        unknown = found.filter(found.outcome_class == _NAMES[OutcomeClass.UNKNOWN])
        unknown = unknown.select(subject=unknown.subject, day=unknown.anchor)
        doubts = unknown if doubts is None else doubts.union(unknown)
    return anchors, doubts


def _first_of_each(rows: Table, conditions: Conditions, population: Population) -> Table:
    """The first anchor in the term of each cohort period; one a day for `elke`."""
    grain = {
        Repeat.FIRST_PER_YEAR: Grain.YEAR,
        Repeat.FIRST_PER_HALF_YEAR: Grain.HALF_YEAR,
    }.get(population.repeat, Grain.TERM)
    periods = reporting_periods(grain, conditions.source.agreement.term)
    cohorts = _cohort_table(conditions, list(periods))
    rows = rows.inner_join(
        cohorts, [cohorts.cohort <= rows.anchor, rows.anchor <= cohorts.cohort_last]
    )
    rows = rows.select("subject", "anchor", "row_day", "cohort")
    each = "anchor" if population.repeat is Repeat.EACH else "cohort"
    order = ibis.window(group_by=["subject", each], order_by=["anchor", "row_day"])
    rows = rows.mutate(number=ibis.row_number().over(order))
    return rows.filter(rows.number == 0).select("subject", "anchor", "row_day")


# --- classes -------------------------------------------------------------------------------------


def _judged(conditions: Conditions, kind: str, indicator: Indicator, anchors: Table) -> Table:
    """The units with their class, at K and as if every window closed on K."""
    share, source = indicator.form, conditions.source
    assert isinstance(share, Share)
    found = _windows(conditions, indicator, anchors)
    judged = found.left_join(
        Outcomes(conditions, kind, share.outcome, found).of(share.outcome), "key", rname="{name}_2"
    )
    if share.excluded is not None:
        excluded = _excluded(conditions, kind, share.excluded, found)
        judged = judged.left_join(excluded, "key", rname="{name}_3")
    if share.excepted is not None:
        excepted = _excepted(conditions, kind, share.excepted, found)
        judged = judged.left_join(excepted, "key", rname="{name}_4")
    columns = ("key", "subject", "anchor", "row_day", "window_end")
    judged = judged.select(*columns, "mature_on", success="day", interim=_class(judged))
    is_final = (judged.window_end <= source.k) & (judged.mature_on <= source.k)
    if share.excluded is not None:
        is_final = is_final | (judged.interim == "excluded")
    outcome_class = is_final.ifelse(judged.interim, "immature")
    judged = judged.select(*columns, "success", "interim", outcome_class=outcome_class)
    says = f"Eenheden van {indicator.code} met hun klasse, op K en als tussenstand (interim)."
    return source.steps.keep("eenheden", says, judged)


def _windows(conditions: Conditions, indicator: Indicator, anchors: Table) -> Table:
    """The units with their window's end, the day on which they are mature, and the last day that
    counts.
    """
    share, source = indicator.form, conditions.source
    assert isinstance(share, Share)
    found = anchors.mutate(
        key=anchors.subject.concat("@", anchors.anchor.cast("string")),
        window_end=window_end(share.outcome, anchors.anchor),
    )
    wait = waiting_time(source.agreement, indicator)
    waits = {wait.agreed, Duration(days=wait.days_needed)} - {NO_TIME} or {NO_TIME}
    found = found.mutate(
        mature_on=latest([later(found.window_end, length) for length in sorted(waits, key=str)]),
        last_day=ibis.least(found.window_end, source.k),
    )
    says = f"Eenheden van {indicator.code}: venstereinde, wanneer rijp, laatste dag die telt."
    return source.steps.keep("vensters", says, found)


def _excluded(conditions: Conditions, kind: str, condition: Condition, found: Table) -> Table:
    """key, excluded: the truth on the anchor day."""
    sets = conditions.sets(kind, condition, Domain(found))
    truth = truth_throughout(sets, pick(found, "key", start="anchor", end="anchor"))
    says = f"Of een eenheid op de ankerdag is uitgesloten: {words(condition)}."
    return conditions.source.steps.keep("uitgesloten", says, truth.rename(excluded="truth"))


def _excepted(conditions: Conditions, kind: str, condition: Condition, found: Table) -> Table:
    """key, sure and possible: the first certain and the first possible day of exception."""
    sets = conditions.sets(kind, condition, Domain(found, is_window=True))
    days = pick(found, "key", start="anchor", end="last_day")
    sure = first_day(sets.sure, days)
    if sets.is_certain:
        both = sure.select("key", sure="day", possible="day")
    else:
        joined = first_day(sets.possible, days).view()
        joined = joined.left_join(sure.rename(sure="day").view(), "key", rname="{name}_2")
        both = joined.select("key", "sure", possible="day")
    says = (
        f"De eerste dag waarop een eenheid zeker of misschien is uitgezonderd: {words(condition)}."
    )
    return conditions.source.steps.keep("uitgezonderd", says, both)


def _class(found: Table) -> StringValue:
    """The first class that applies, with the window closed on its last day (S4)."""
    success, cases = found.day, []
    if "excluded" in found.columns:
        cases += [(found.excluded, "excluded"), (found.excluded.isnull(), "unknown")]
    if "sure" in found.columns:
        sure, possible = found.sure, found.possible
        cases += [
            (success.notnull() & (possible.isnull() | (success <= possible)), "met"),
            (sure.notnull() & (success.isnull() | (sure < success)), "excepted"),
            (found.truth.isnull() | possible.notnull(), "unknown"),
        ]
    else:
        cases += [(success.notnull(), "met"), (found.truth.isnull(), "unknown")]
    return ibis.cases(*cases, else_="not_met")
