"""Outcomes of units: whether what was asked came true in its window, and on which day (S4, S6).

The idea that makes it simple: every window has a first and a last day per unit, worked out from the
anchor; an outcome is then a comparison of the condition's days with those.
"""

from __future__ import annotations

from dataclasses import dataclass

import ibis
from ibis.expr.types import IntegerValue, Table

from koers.algebra import AllOf, AnyOf, Not, Outcome, Score, Windowed, WindowKind
from koers.engines.sql.conditions import Conditions
from koers.engines.sql.days import later, latest
from koers.engines.sql.intervals import Domain, Sets, first_day, truth_throughout
from koers.engines.sql.steps import pick
from koers.engines.sql.words import words
from koers.structure import windows


def window_end(outcome: Outcome, anchor: IntegerValue) -> IntegerValue:
    """The last day of the outcome's longest window (S6)."""
    lengths = dict.fromkeys(window.end for window in windows(outcome))
    return latest([later(anchor, length) for length in lengths])


@dataclass(frozen=True)
class Outcomes:
    """Truth and success day of outcomes, per unit: key, truth, day (null where not true).

    Units have key, subject, anchor and last_day, on which the longest window of the whole `outcome`
    closes, on K at the latest.
    """

    conditions: Conditions
    kind: str
    outcome: Outcome
    units: Table

    def of(self, outcome: Outcome) -> Table:
        says = f"Uitkomst per eenheid, en de dag waarop: {words(outcome)}."
        return self.conditions.source.steps.keep("uitkomst", says, self._found(outcome))

    def _found(self, outcome: Outcome) -> Table:
        match outcome:
            case Not(part):
                return self._denied(part)
            case AllOf(parts):
                return self._combined([self.of(part) for part in parts], is_all=True)
            case AnyOf(parts):
                return self._combined([self.of(part) for part in parts], is_all=False)
            case Windowed():
                return self._windowed(outcome)

    def _denied(self, part: Outcome) -> Table:
        inner, units = self.of(part), self.units
        found = units.inner_join(inner, "key")
        closes = ibis.least(window_end(part, found.anchor), found.last_day)
        return _when_true(found.select("key", truth=~found.truth, day=closes))

    def _combined(self, parts: list[Table], *, is_all: bool) -> Table:
        found = parts[0]
        for part in parts[1:]:
            both = found.inner_join(part, "key", rname="{name}_2")
            if is_all:
                truth, day = both.truth & both.truth_2, ibis.greatest(both.day, both.day_2)
            else:
                truth, day = both.truth | both.truth_2, ibis.least(both.day, both.day_2)
            found = pick(both, "key", truth=truth, day=day)
        return _when_true(found)

    def _windowed(self, window: Windowed) -> Table:
        keys = self._closing(window)
        if window.kind is WindowKind.LAST:
            return self._last(window, keys)
        within = window.kind is WindowKind.WITHIN
        domain = Domain(keys, is_window=True, asks=True, within=within)
        sets = self.conditions.sets(self.kind, window.condition, domain)
        if within:
            return _within(sets, pick(keys, "key", start="anchor", end="last_day"))
        start = keys.last_day
        if window.kind is WindowKind.DURING:
            start = ibis.least(later(keys.anchor, window.start), keys.last_day)
        days = pick(keys, "key", start=start, end=keys.last_day)
        truth = truth_throughout(sets, days).view()
        found = keys.inner_join(truth, "key")
        return _when_true(found.select("key", "truth", day=found.last_day))

    def _closing(self, window: Windowed) -> Table:
        """The units with the last day of this window, no later than their own."""
        if {other.end for other in windows(self.outcome)} == {window.end}:
            return self.units
        end = ibis.least(later(self.units.anchor, window.end), self.units.last_day)
        found = self.units.select("key", "subject", "anchor", last_day=end)
        says = f"De eenheden met de laatste dag van: {words(window)}."
        return self.conditions.source.steps.keep("venster", says, found)

    def _last(self, window: Windowed, keys: Table) -> Table:
        assert isinstance(window.condition, Score)
        rows = self.conditions.scores.after_anchor(window.condition, keys)
        order = ibis.window(group_by="key", order_by=ibis.desc("day"))
        rows = rows.mutate(number=ibis.row_number().over(order))
        found = keys.left_join(pick(rows.filter(rows.number == 0), "key", "truth"), "key")
        return _when_true(found.select("key", "truth", day=found.last_day))


def _within(sets: Sets, days: Table) -> Table:
    """Whether there is a day from the start through the end, and the first one."""
    found = days.left_join(first_day(sets.sure, days).view(), "key", rname="{name}_2")
    if sets.is_certain:
        return found.select("key", "day", truth=found.day.notnull())
    maybe = first_day(sets.possible, days).rename(maybe="day").view()
    found = found.left_join(maybe, "key", rname="{name}_3")
    unknown = found.maybe.notnull().ifelse(ibis.null("boolean"), False)
    return found.select("key", "day", truth=found.day.notnull().ifelse(True, unknown))


def _when_true(found: Table) -> Table:
    """The day only where the outcome is true."""
    return found.mutate(day=found.truth.fill_null(False).ifelse(found.day, ibis.null("int64")))
