"""The units of a share: anchors, windows and classes, as arrays (S1-S6).

The idea that makes it simple: a unit is a subject and an anchor day, so the units of a share are a
few arrays of equal length, in order of subject and anchor, and a class is a comparison of days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from koers.agreement import Agreement, Indicator, indicator_subject, waiting_time
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
from koers.engines.compiled import line
from koers.engines.compiled.calendar import bounds, months, shifted
from koers.engines.compiled.columns import Facts
from koers.engines.compiled.conditions import Conditions, depends_on_unit
from koers.engines.compiled.line import (
    FALSE,
    NEVER,
    TRUE,
    UNKNOWN,
    Flags,
    Ints,
    Line,
    Truths,
    days_of,
    keys_of,
    positions,
    ranges,
)
from koers.engines.compiled.sets import Keys
from koers.periods import Grain, Period, cut, reporting_periods
from koers.structure import first_tables, is_event, windows

CLASSES = tuple(OutcomeClass)
EXCLUDED, IMMATURE, MET, EXCEPTED, UNKNOWN_CLASS, NOT_MET = range(6)
"""Places in `CLASSES`, in the order of S4."""


@dataclass(frozen=True)
class Units:
    """Arrays (n,) of the units, and (m,) of the subjects that may be one (`doubt_*`)."""

    subject: Ints
    anchor: Ints
    row_day: Ints
    window_end: Ints
    success: Ints
    outcome_class: Ints
    interim: Ints
    doubt_subject: Ints
    doubt_day: Ints


def row_condition(agreement: Agreement, indicator: Indicator) -> Condition:
    """The condition whose first leaf gives the rows of a share's units (P1)."""
    assert isinstance(indicator.form, Share)
    source = indicator.form.population.source
    if isinstance(source, ClassOf):
        return row_condition(agreement, agreement.indicator(source.indicator))
    return source


def universe(facts: Facts, condition: Condition) -> Flags:
    """Which subjects have a row in the first table or tables of the condition (F8)."""
    found = np.zeros(facts.size, dtype=np.bool_)
    for table in first_tables(condition):
        found[facts.rows(table).subject] = True
    return found


def among(found: Line, chosen: Flags) -> Line:
    """The intervals of the chosen keys."""
    return found if chosen.all() else found.of(chosen[found.keys])


@dataclass
class Shares:
    """The units of the shares of an agreement, over the facts of a part; each is made once."""

    agreement: Agreement
    facts: Facts
    conditions: dict[str, Conditions]
    _units: dict[str, Units]

    def units(self, indicator: Indicator) -> Units:
        if indicator.code not in self._units:
            self._units[indicator.code] = self._made(indicator)
        return self._units[indicator.code]

    def _made(self, indicator: Indicator) -> Units:
        share = indicator.form
        assert isinstance(share, Share)
        source = share.population.source
        conditions = self.conditions_of(indicator_subject(self.agreement, indicator))
        if isinstance(source, ClassOf):
            keys, row_day, doubts = self._of_class(share.population, source)
        else:
            keys, row_day, doubts = self._anchors(share.population, source, conditions)
        doubts = _first_of_each(doubts)
        anchored = np.zeros(self.facts.size, dtype=np.bool_)
        anchored[keys.subject] = True
        doubts = doubts[~anchored[keys_of(doubts)]]
        success, ends, classes, interim = self._judged(indicator, share, conditions, keys)
        return Units(
            keys.subject, keys.anchor, row_day, ends, success, classes, interim,
            keys_of(doubts), days_of(doubts),
        )  # fmt: skip

    def conditions_of(self, kind: str) -> Conditions:
        if kind not in self.conditions:
            self.conditions[kind] = Conditions(self.facts, kind)
        return self.conditions[kind]

    # --- anchors (S1, S2) ---

    def _anchors(
        self, population: Population, condition: Condition, conditions: Conditions
    ) -> tuple[Keys, Ints, Ints]:
        """Units, the days of their rows, and the positions of doubt."""
        sets, everyone = conditions.sets(condition), universe(self.facts, condition)
        sure, possible = among(sets.sure, everyone), among(sets.possible, everyone)
        cohorts = bounds(self._cohorts(population))
        if population.repeat is Repeat.EACH:
            clipped, _ = _clipped(sure, cohorts)
            found = line.each_day(clipped) if is_event(condition) else clipped.first
        else:
            clipped, cohort = _clipped(sure, cohorts)
            name = clipped.keys * len(cohorts[0]) + cohort
            is_first = np.concatenate([[True], name[1:] != name[:-1]])[: len(name)]
            found = clipped.first[is_first]
        found = line.distinct(found)
        doubts = NO_DAYS
        if sets.sure is not sets.possible:
            doubt = line.difference(possible, sure)
            doubts = _clipped(doubt, cohorts)[0].first
        return _keys(found), days_of(found), doubts

    def _cohorts(self, population: Population) -> list[Period]:
        """The cohort periods through K: the term, calendar years or half-years cut to it, or
        reference days.
        """
        grain = {
            Repeat.FIRST_PER_YEAR: Grain.YEAR,
            Repeat.FIRST_PER_HALF_YEAR: Grain.HALF_YEAR,
            Repeat.ON_REFERENCE_DAY: population.per,
        }.get(population.repeat)
        term, known = self.agreement.term, date.fromordinal(self.facts.k)
        found: list[Period] = []
        for period in reporting_periods(grain or Grain.TERM, term):
            days = period
            if population.reference_day is not None:
                is_first = population.reference_day is ReferenceDay.FIRST
                day = period.first_day if is_first else period.last_day
                days = Period(day, day)
            if days.first_day <= known:
                within = cut(days, Period(term.first_day, max(term.first_day, known)))
                found += [within] if within else []
        return found

    def _of_class(self, population: Population, source: ClassOf) -> tuple[Keys, Ints, Ints]:
        """Units of another indicator in one class; who is unknown there is unknown here (S2)."""
        inner = self.units(self.agreement.indicator(source.indicator))
        day = {
            AnchorDay.ANCHOR: inner.anchor,
            AnchorDay.SUCCESS: inner.success,
            AnchorDay.WINDOW_END: inner.window_end,
        }[source.anchor]
        term = self.agreement.term
        fits = inner.outcome_class == CLASSES.index(source.outcome_class)
        fits &= (day >= term.first_day.toordinal()) & (day <= term.last_day.toordinal())
        fits &= day <= self.facts.k
        at, row_day = positions(inner.subject, day)[fits], inner.row_day[fits]
        order = np.lexsort((row_day, at))
        at, row_day = at[order], row_day[order]
        name = _cohort_names(days_of(at), population.repeat)
        subject = keys_of(at)
        changes = (subject[1:] != subject[:-1]) | (name[1:] != name[:-1])
        is_first = np.concatenate([[True], changes])[: len(at)]
        doubts = positions(inner.doubt_subject, inner.doubt_day)
        if source.outcome_class is not OutcomeClass.UNKNOWN:
            unknown = inner.outcome_class == UNKNOWN_CLASS
            more = positions(inner.subject[unknown], inner.anchor[unknown])
            doubts = np.concatenate([doubts, more])
        return _keys(at[is_first]), row_day[is_first], doubts

    # --- classes (S4, S5) ---

    def _judged(
        self, indicator: Indicator, share: Share, conditions: Conditions, units: Keys
    ) -> tuple[Ints, Ints, Ints, Ints]:
        """Success day, window end, class and interim class of each unit."""
        k = self.facts.k
        ends = window_ends(share.outcome, units.anchor)
        wait = waiting_time(self.agreement, indicator)
        mature_on = np.maximum(shifted(ends, wait.agreed), ends + wait.days_needed)
        keys = Keys(units.subject, units.anchor, np.minimum(ends, k))
        truth, success = Outcomes(conditions, keys).of(share.outcome)
        sure, possible = exceptions(share, conditions, keys)
        interim = classes(truth, success, exclusion(share, conditions, keys), sure, possible)
        final = (ends <= k) & (mature_on <= k) | (interim == EXCLUDED)
        return success, ends, np.where(final, interim, IMMATURE), interim


NO_DAYS: Ints = np.empty(0, dtype=np.int64)


def _keys(found: Ints) -> Keys:
    subject, anchor = keys_of(found), days_of(found)
    return Keys(subject, anchor, anchor)


def _first_of_each(found: Ints) -> Ints:
    """The first position of each key."""
    found = line.in_order(found)
    return found[line.starts(keys_of(found))]


def _clipped(found: Line, cohorts: tuple[Ints, Ints]) -> tuple[Line, Ints]:
    """Each interval cut to each cohort period that it touches, and which one."""
    first, last = cohorts
    start = last.searchsorted(days_of(found.first))
    end = first.searchsorted(days_of(found.last), side="right")
    owner, cohort = ranges(start, np.maximum(end - start, 0))
    keys = found.keys[owner]
    return Line(
        np.maximum(found.first[owner], positions(keys, first[cohort])),
        np.minimum(found.last[owner], positions(keys, last[cohort])),
    ), cohort


def _cohort_names(days: Ints, repeat: Repeat) -> Ints:
    match repeat:
        case Repeat.FIRST_PER_YEAR:
            return months(days) // 12
        case Repeat.FIRST_PER_HALF_YEAR:
            return months(days) // 6
        case Repeat.EACH:
            return days
        case _:
            return np.zeros(len(days), dtype=np.int64)


def exclusion(share: Share, conditions: Conditions, keys: Keys) -> Truths:
    """Whether each unit is excluded, judged on its anchor day (S4)."""
    if share.excluded is None:
        return np.full(len(keys), FALSE, dtype=np.int8)
    return conditions.truth_at(share.excluded, positions(keys.subject, keys.anchor))


def exceptions(share: Share, conditions: Conditions, keys: Keys) -> tuple[Ints, Ints]:
    """The first certain and the first possible day of exception in each window."""
    if share.excepted is None:
        never = np.full(len(keys), NEVER, dtype=np.int64)
        return never, never
    return within_window(conditions, share.excepted, keys, asks=False, within=False)


def classes(truth: Truths, success: Ints, excluded: Truths, sure: Ints, possible: Ints) -> Ints:
    """The first class that applies (S4); `sure` and `possible` are the first days of exception."""
    met = (success != NEVER) & (success <= possible)
    found = np.full(len(truth), NOT_MET, dtype=np.int64)
    found[(truth == UNKNOWN) | (possible != NEVER)] = UNKNOWN_CLASS
    found[sure < success] = EXCEPTED
    found[met] = MET
    found[excluded == UNKNOWN] = UNKNOWN_CLASS
    found[excluded == TRUE] = EXCLUDED
    return found


def window_ends(outcome: Outcome, anchor: Ints) -> Ints:
    """The last day of the outcome's longest window (S6)."""
    found = anchor
    for window in windows(outcome):
        found = np.maximum(found, shifted(anchor, window.end))
    return found


def within_window(
    conditions: Conditions, condition: Condition, keys: Keys, *, asks: bool, within: bool
) -> tuple[Ints, Ints]:
    """The first certain and the first possible day from each anchor through the last day."""
    if depends_on_unit(condition, within=within):
        sets = conditions.own_sets(condition, keys, asks=asks, within=within)
        owner = keys.numbers
    else:
        sets, owner = conditions.sets(condition, asks=asks), keys.subject
    start, end = positions(owner, keys.anchor), positions(owner, keys.last_day)
    sure = sets.sure.first_day(start, end)
    if sets.sure is sets.possible:
        return sure, sure
    return sure, sets.possible.first_day(start, end)


@dataclass(frozen=True)
class Outcomes:
    """Truth and day of success (NEVER where not true) of outcomes, per unit."""

    conditions: Conditions
    units: Keys

    def of(self, outcome: Outcome) -> tuple[Truths, Ints]:
        match outcome:
            case Not(part):
                truth = TRUE - self.of(part)[0]
                ends = np.minimum(window_ends(part, self.units.anchor), self.units.last_day)
                return truth, np.where(truth == TRUE, ends, NEVER)
            case AllOf(parts):
                truths, days = zip(*(self.of(part) for part in parts), strict=True)
                truth = np.minimum.reduce(truths)
                return truth, np.where(truth == TRUE, np.maximum.reduce(days), NEVER)
            case AnyOf(parts):
                truths, days = zip(*(self.of(part) for part in parts), strict=True)
                return np.maximum.reduce(truths), np.minimum.reduce(days)
            case Windowed():
                return self._windowed(outcome)

    def _windowed(self, window: Windowed) -> tuple[Truths, Ints]:
        units = self.units
        end = np.minimum(shifted(units.anchor, window.end), units.last_day)
        keys = Keys(units.subject, units.anchor, end)
        if window.kind is WindowKind.WITHIN:
            sure, maybe = within_window(
                self.conditions, window.condition, keys, asks=True, within=True
            )
            doubt = np.where(maybe != NEVER, UNKNOWN, FALSE)
            return np.where(sure != NEVER, TRUE, doubt), sure
        if window.kind is WindowKind.LAST:
            assert isinstance(window.condition, Score)
            truth = self._last(window.condition, keys)
        else:
            start = end
            if window.kind is WindowKind.DURING:
                start = np.minimum(shifted(units.anchor, window.start), end)
            truth = self._throughout(window.condition, keys, start)
        return truth, np.where(truth == TRUE, end, NEVER)

    def _throughout(self, condition: Condition, keys: Keys, start: Ints) -> Truths:
        """Kleene's and over every day from `start` through the last day."""
        if depends_on_unit(condition, within=False):
            sets, owner = self.conditions.own_sets(condition, keys, asks=True), keys.numbers
        else:
            sets, owner = self.conditions.sets(condition, asks=True), keys.subject
        return sets.throughout(positions(owner, start), positions(owner, keys.last_day))

    def _last(self, score: Score, keys: Keys) -> Truths:
        """The last score after the anchor; unknown where there is none (F8)."""
        owner, _, truth = self.conditions.scores.after_anchor(score, keys)
        found = np.full(len(keys), UNKNOWN, dtype=np.int8)
        found[owner] = truth  # in order of day, so that the last one stays
        return found
