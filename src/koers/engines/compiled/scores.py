"""Scores: measurements in order, what holds between them, and comparisons with a unit's own (F1,
F8, S6, S7).

The idea that makes it simple: the measurements of every subject are one sorted array of positions,
so the score that holds on a day is the one before it in the array.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from koers.algebra import Against, Score, Test, Transition
from koers.engines.compiled import line
from koers.engines.compiled.calendar import shifted
from koers.engines.compiled.columns import Facts
from koers.engines.compiled.line import (
    EARLIEST,
    FALSE,
    LATEST,
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
from koers.engines.compiled.sets import Keys, Sets

_AGAINST: dict[Against, Callable[[Ints, Ints], Flags]] = {
    Against.NOT_LOWER: np.greater_equal,
    Against.HIGHER: np.greater,
    Against.NOT_HIGHER: np.less_equal,
    Against.LOWER: np.less,
}


@dataclass(frozen=True)
class Measured:
    """Scores by subject and day: arrays (n,) of positions, places on the scale (-1: measured
    without a value), and the last day each holds and counts.
    """

    at: Ints
    rank: Ints
    holds: Ints
    expires: Ints


@dataclass
class Scores:
    """The scores of a part; each table is put in order once per set of tests."""

    facts: Facts
    _measured: dict[tuple[str, tuple[Test, ...]], Measured] = field(default_factory=dict)

    def measured(self, table: str, tests: tuple[Test, ...]) -> Measured:
        """Of two on a day the lowest holds; one without a value may be lower, so then none does."""
        key = (table, tests)
        if key not in self._measured:
            self._measured[key] = self._scores(table, tests)
        return self._measured[key]

    def _scores(self, table: str, tests: tuple[Test, ...]) -> Measured:
        rows = self.facts.rows(table)
        truth = rows.truth(tests)
        rank = np.where(truth == TRUE, rows.ranks(), -1)
        kept = truth != FALSE
        at, rank = rows.begins[kept], rank[kept]
        if len(at):
            starts = np.flatnonzero(np.concatenate([[True], at[1:] != at[:-1]]))
            at, rank = at[starts], np.minimum.reduceat(rank, starts)
        holds = np.full(len(at), self.facts.k, dtype=np.int64)
        same = keys_of(at[1:]) == keys_of(at[:-1])
        holds[:-1][same] = days_of(at[1:][same]) - 1
        valid_for = rows.declared.valid_for
        expires = holds
        if valid_for is not None:
            expires = np.minimum(holds, shifted(days_of(at), valid_for))
        return Measured(at, rank, holds, expires)

    def own_rank(self, score: Score, keys: Keys) -> Ints:
        """The score that holds on each unit's anchor; -1 where there is none."""
        found = self.measured(score.table, score.tests)
        if not len(found.at):
            return np.full(len(keys), -1, dtype=np.int64)
        place = found.at.searchsorted(positions(keys.subject, keys.anchor), side="right") - 1
        inside = np.maximum(place, 0)
        holds = (
            (place >= 0)
            & (keys_of(found.at[inside]) == keys.subject)
            & (keys.anchor <= found.expires[inside])
        )
        return np.where(holds, found.rank[inside], -1)

    def truth(self, score: Score, rank: Ints, own: Ints | None = None) -> Truths:
        """Whether scores count; `own` is the score of each one's unit on its anchor."""
        if score.against is None:
            holds = self._counts(score.table, score.values)[rank] | (not score.values)
            return np.where(rank < 0, UNKNOWN, np.where(holds, TRUE, FALSE))
        if own is None:
            return np.full(len(rank), UNKNOWN, dtype=np.int8)
        holds = _AGAINST[score.against](rank, own)
        return np.where((rank < 0) | (own < 0), UNKNOWN, np.where(holds, TRUE, FALSE))

    def _counts(self, table: str, values: tuple[str, ...]) -> Flags:
        """For each place on the scale whether it is among the values; -1, the last, is not."""
        codes = self.facts.dictionary.tables[table].value_codes
        assert codes is not None
        return np.asarray([*(code in values for code, _ in codes.codes), False], dtype=np.bool_)

    def sets(self, score: Score, *, asks: bool) -> Sets:
        found = self.measured(score.table, score.tests)
        subjects, days = keys_of(found.at), days_of(found.at)
        truth = self.truth(score, found.rank)
        missing = self._never_measured(subjects, days) if asks else line.NOTHING
        if asks:
            absent = np.ones(self.facts.size, dtype=np.bool_)
            absent[subjects] = False
            missing = line.union([missing, line.everything(np.flatnonzero(absent))])
        return _score_sets(score, found, truth, subjects, missing)

    @staticmethod
    def _never_measured(keys: Ints, days: Ints) -> Line:
        """The days before the first measurement of each key (keys in order)."""
        if not len(keys):
            return line.NOTHING
        firsts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
        return Line(positions(keys[firsts], EARLIEST), positions(keys[firsts], days[firsts] - 1))

    def compared(self, score: Score, keys: Keys, *, asks: bool) -> Sets:
        """A score against the one on the unit's anchor day, per unit."""
        found = self.measured(score.table, score.tests)
        start = found.at.searchsorted(positions(keys.subject, EARLIEST))
        owner, place = ranges(start, found.at.searchsorted(positions(keys.subject, LATEST)) - start)
        own = self.own_rank(score, keys)[owner]
        of_units = Measured(
            positions(owner, days_of(found.at[place])),
            found.rank[place],
            found.holds[place],
            found.expires[place],
        )
        truth = self.truth(score, of_units.rank, own)
        missing = line.NOTHING
        if asks:
            absent = np.ones(len(keys), dtype=np.bool_)
            absent[owner] = False
            missing = line.union(
                [
                    self._never_measured(owner, days_of(of_units.at)),
                    line.everything(np.flatnonzero(absent)),
                ]
            )
        return _score_sets(score, of_units, truth, owner, missing)

    def after_anchor(self, score: Score, keys: Keys) -> tuple[Ints, Ints, Truths]:
        """The measurements after each unit's anchor through its last day, in order: which unit,
        day, truth.
        """
        found = self.measured(score.table, score.tests)
        start = found.at.searchsorted(positions(keys.subject, keys.anchor), side="right")
        end = found.at.searchsorted(positions(keys.subject, keys.last_day), side="right")
        owner, place = ranges(start, np.maximum(end - start, 0))
        own = self.own_rank(score, keys)[owner] if score.against is not None else None
        return owner, days_of(found.at[place]), self.truth(score, found.rank[place], own)

    def measured_within(self, score: Score, keys: Keys) -> Sets:
        """Measurements after the anchor; none at all in the window is unknown (F8)."""
        owner, day, truth = self.after_anchor(score, keys)
        at = positions(owner, day)
        none = np.ones(len(keys), dtype=np.bool_)
        none[owner] = False
        possible = line.at_days(at[truth != FALSE])
        return Sets(
            line.at_days(at[truth == TRUE]),
            line.union([possible, line.everything(np.flatnonzero(none))]),
        )

    def transition(self, edge: Transition) -> Sets:
        """A measurement in `after` while the score held the day before was in `before` (S7)."""
        found = self.measured(edge.table, edge.tests)
        subjects, days = keys_of(found.at), days_of(found.at)
        before = np.full(len(days), FALSE, dtype=np.int8)
        same = np.flatnonzero(subjects[1:] == subjects[:-1])
        held = self._in(edge.table, edge.before, found.rank[same])
        fresh = found.expires[same] >= days[same + 1] - 1
        before[same + 1] = np.where(fresh, held, UNKNOWN)
        truth = np.minimum(before, self._in(edge.table, edge.after, found.rank))
        return Sets(line.at_days(found.at[truth == TRUE]), line.at_days(found.at[truth != FALSE]))

    def _in(self, table: str, values: tuple[str, ...], rank: Ints) -> Truths:
        holds = self._counts(table, values)[rank]
        return np.where(rank < 0, UNKNOWN, np.where(holds, TRUE, FALSE))


def _score_sets(score: Score, found: Measured, truth: Truths, keys: Ints, missing: Line) -> Sets:
    days = days_of(found.at)
    last, expires = (days, days) if score.measured else (found.holds, found.expires)
    begin = shifted(days, score.min_age) if score.min_age else days
    counts = begin <= expires
    sure, maybe = counts & (truth == TRUE), counts & (truth != FALSE)
    expired = expires < last
    first, until = positions(keys, begin), positions(keys, expires)
    possible = line.merged(
        np.concatenate([first[maybe], until[expired] + 1, missing.first]),
        np.concatenate([until[maybe], positions(keys, last)[expired], missing.last]),
    )
    return Sets(line.merged(first[sure], until[sure]), possible)
