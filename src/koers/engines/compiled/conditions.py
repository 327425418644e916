"""Conditions as sets of days: the rules F1-F8, S6 and S7.

The idea that makes it simple: every condition becomes `Sets`, and the whole of the language is
logic on these. What does not depend on a unit is worked out once per subject and kept for every
indicator that asks it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from koers.algebra import (
    Age,
    AllOf,
    AnyOf,
    Condition,
    Fact,
    Kind,
    Not,
    Score,
    SumShare,
    Transition,
)
from koers.engines.compiled import line
from koers.engines.compiled.calendar import shifted
from koers.engines.compiled.columns import Facts, Rows
from koers.engines.compiled.line import (
    EARLIEST,
    FALSE,
    LATEST,
    NEVER,
    TRUE,
    UNKNOWN,
    Flags,
    Ints,
    Line,
    Truths,
    days_of,
    positions,
)
from koers.engines.compiled.scores import Scores
from koers.engines.compiled.sets import Keys, Sets, all_of, any_of, both, either, negated, spread
from koers.engines.compiled.sums import sum_share
from koers.periods import Duration
from koers.structure import leaves


@dataclass
class Conditions:
    """The conditions of one kind of subject, over the facts of a part."""

    facts: Facts
    kind: str
    _sets: dict[tuple[Condition, bool], Sets] = field(default_factory=dict)
    scores: Scores = field(init=False)

    def __post_init__(self) -> None:
        self.scores = Scores(self.facts)

    # --- per subject ---

    def sets(self, condition: Condition, *, asks: bool = False) -> Sets:
        """Lines per subject. An outcome `asks` for a score, so that none at all is unknown (F8)."""
        key = (condition, asks)
        if key not in self._sets:
            self._sets[key] = self._made(condition, asks=asks).since(self.facts.since)
        return self._sets[key]

    def _made(self, condition: Condition, *, asks: bool) -> Sets:
        match condition:
            case Not(part):
                return negated(self.sets(part, asks=asks), size=self.facts.size)
            case AllOf(parts):
                return all_of([self.sets(part, asks=asks) for part in parts])
            case AnyOf(parts):
                return any_of([self.sets(part, asks=asks) for part in parts])
            case Fact():
                return self._fact(condition)
            case Score():
                return self.scores.sets(condition, asks=asks)
            case Transition():
                return self.scores.transition(condition)
            case Age():
                return self._age(condition)
            case SumShare():
                return sum_share(self.facts, condition)

    def truth_at(
        self, condition: Condition, places: Ints, *, own: Truths | None = None, asks: bool = False
    ) -> Truths:
        """The truth at positions of subjects; `own` stands in for the first written condition."""
        match condition:
            case Not(part):
                return TRUE - self.truth_at(part, places, own=own, asks=asks)
            case AllOf(parts) | AnyOf(parts):
                found = [
                    self.truth_at(part, places, own=own if number == 0 else None, asks=asks)
                    for number, part in enumerate(parts)
                ]
                return both(found) if isinstance(condition, AllOf) else either(found)
            case _ if own is not None:
                return own
            case _:
                return self.sets(condition, asks=asks).truth_at(places)

    # --- per unit or row ---

    def own_sets(
        self,
        condition: Condition,
        keys: Keys,
        *,
        own: Truths | None = None,
        asks: bool = False,
        within: bool = False,
    ) -> Sets:
        """Lines per key, right from its anchor through its last day.

        `own` stands in for the first written condition; `within` reads scores as measurements
        after the anchor.
        """
        if own is None and not depends_on_unit(condition, within=within):
            found = self.sets(condition, asks=asks)
            return Sets(spread(found.sure, keys), spread(found.possible, keys))
        match condition:
            case Not(part):
                inner = self.own_sets(part, keys, own=own, asks=asks, within=within)
                return negated(inner, size=len(keys))
            case AllOf(parts) | AnyOf(parts):
                found_parts = [
                    self.own_sets(
                        part, keys, own=own if number == 0 else None, asks=asks, within=within
                    )
                    for number, part in enumerate(parts)
                ]
                return (all_of if isinstance(condition, AllOf) else any_of)(found_parts)
            case _ if own is not None:
                return Sets(
                    line.everything(np.flatnonzero(own == TRUE)),
                    line.everything(np.flatnonzero(own != FALSE)),
                )
            case Score() if within:
                return self.scores.measured_within(condition, keys)
            case Score():
                return self.scores.compared(condition, keys, asks=asks)
            case _:
                raise AssertionError(f"{condition} depends on no unit")

    # --- facts ---

    def _fact(self, fact: Fact) -> Sets:
        rows = self.facts.rows(fact.table)
        truth = rows.truth(fact.tests)
        sure, possible = self._days(fact, rows, truth == TRUE), None
        if (truth == UNKNOWN).any():
            possible = self._days(fact, rows, truth != FALSE)
        if possible is None:
            return Sets(sure, sure)
        if fact.kind in (Kind.BEGIN, Kind.END):
            return Sets(line.intersection(sure, possible), line.union([sure, possible]))
        return Sets(sure, possible)

    def _days(self, fact: Fact, rows: Rows, kept: Flags) -> Line:
        begins, ends = rows.begins[kept], rows.ends[kept]
        if fact.kind is Kind.SUBJECT:
            return line.everything(line.distinct(rows.subject[kept]))
        if fact.kind is Kind.MOMENT:
            return line.at_days(begins)
        spells = line.merged(begins, ends, gap=fact.gap)
        runs_on = days_of(spells.last) + (fact.gap + 1) > self.facts.k
        if fact.kind is Kind.BEGIN:
            return line.at_days(spells.first)
        if fact.kind is Kind.END:
            return line.at_days(spells.last[~runs_on])
        last = np.where(runs_on, positions(spells.keys, self.facts.k), spells.last)
        return aged(Line(spells.first, last), fact.min_age)

    # --- ages and sums ---

    def _age(self, age: Age) -> Sets:
        """Age n is reached on the birth date + n years, clamped (F2); no birth date is unknown."""
        births = self.facts.dictionary.births(self.kind)
        assert births is not None
        assert births.birth_column is not None
        rows = self.facts.rows(births.name)
        born = np.full(self.facts.size, NEVER, dtype=np.int64)
        np.minimum.at(born, rows.subject, rows.days(births.birth_column))
        keys = np.flatnonzero(born != NEVER)
        first = np.full(len(keys), EARLIEST, dtype=np.int64)
        last = np.full(len(keys), LATEST, dtype=np.int64)
        if age.youngest is not None:
            first = shifted(born[keys], Duration(12 * age.youngest))
        if age.oldest is not None:
            last = shifted(born[keys], Duration(12 * (age.oldest + 1))) - 1
        known = line.merged(positions(keys, first), positions(keys, last))
        return Sets(known, line.union([known, line.everything(np.flatnonzero(born == NEVER))]))


def aged(spells: Line, min_age: Duration | None) -> Line:
    """The part of each spell from the day on which it is old enough."""
    if min_age is None:
        return spells
    first = positions(spells.keys, shifted(days_of(spells.first), min_age))
    kept = first <= spells.last
    return Line(first[kept], spells.last[kept])


def depends_on_unit(condition: Condition, *, within: bool) -> bool:
    """Whether a condition reads a unit's anchor: a score compared with its own, or sought after
    it.
    """
    return any(
        isinstance(leaf, Score) and (within or leaf.against is not None)
        for leaf in leaves(condition)
    )
