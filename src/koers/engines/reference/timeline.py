"""Truth over days: what a condition says on every day of one subject, as the days on which that
changes.

The idea that makes it simple: a condition is true, false or unknown (None) on each day, so moments,
spells, scores and their combinations are all the same thing; "and", "or" and "not" work day by day
(Kleene, `semantics.md` F8).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from koers.periods import ONE_DAY, Period

Truth = bool | None
Spell = tuple[date, date]
"""First and last day, both included."""


def all_of(truths: Sequence[Truth]) -> Truth:
    """Kleene's and."""
    if any(truth is False for truth in truths):
        return False
    return None if any(truth is None for truth in truths) else True


def any_of(truths: Sequence[Truth]) -> Truth:
    """Kleene's or."""
    if any(truth is True for truth in truths):
        return True
    return None if any(truth is None for truth in truths) else False


def negate(truth: Truth) -> Truth:
    """Kleene's not: the opposite of unknown is unknown."""
    return None if truth is None else not truth


@dataclass(frozen=True)
class Timeline:
    """`truths[i]` holds from `days[i]` until the day before `days[i + 1]`; `days[0]` is the first
    day of all.
    """

    days: tuple[date, ...]
    truths: tuple[Truth, ...]

    def at(self, day: date) -> Truth:
        return self.truths[bisect_right(self.days, day) - 1]

    def pieces(self, period: Period) -> Iterator[tuple[date, date, Truth]]:
        """The stretches of equal truth within a period: first day, last day, truth."""
        index = bisect_right(self.days, period.first_day) - 1
        first = period.first_day
        while first <= period.last_day:
            after = self.days[index + 1] if index + 1 < len(self.days) else None
            last = period.last_day if after is None else min(period.last_day, after - ONE_DAY)
            yield first, last, self.truths[index]
            first, index = last + ONE_DAY, index + 1

    def first(self, truth: Truth, period: Period) -> date | None:
        """The first day of the period with this truth."""
        return next((first for first, _, found in self.pieces(period) if found is truth), None)

    def over(self, period: Period) -> Truth:
        """Kleene's and over every day of the period."""
        return all_of([truth for _, _, truth in self.pieces(period)])


def constant(truth: Truth) -> Timeline:
    return Timeline((date.min,), (truth,))


def drawn(sure: Iterable[Spell], possible: Iterable[Spell] = ()) -> Timeline:
    """True in the sure spells, unknown in the possible ones that are not sure, false elsewhere."""
    certain, doubtful = list(sure), list(possible)
    changes = {date.min}
    for first, last in (*certain, *doubtful):
        changes |= {first, last + ONE_DAY} if last < date.max else {first}

    def truth(day: date) -> Truth:
        if any(first <= day <= last for first, last in certain):
            return True
        return None if any(first <= day <= last for first, last in doubtful) else False

    return _normal(sorted(changes), truth)


def on_days(sure: Iterable[date], possible: Iterable[date] = ()) -> Timeline:
    """True on the sure days, unknown on the possible ones, false on all others."""
    return drawn([(day, day) for day in sure], [(day, day) for day in possible])


def combined(parts: Sequence[Timeline], how: Callable[[Sequence[Truth]], Truth]) -> Timeline:
    """The parts put together day by day."""
    changes = sorted({day for part in parts for day in part.days})
    return _normal(changes, lambda day: how([part.at(day) for part in parts]))


def _normal(changes: Iterable[date], truth: Callable[[date], Truth]) -> Timeline:
    days: list[date] = []
    truths: list[Truth] = []
    for day in changes:
        found = truth(day)
        if not truths or truths[-1] is not found:
            days.append(day)
            truths.append(found)
    return Timeline(tuple(days), tuple(truths))


def merged(spells: Iterable[Spell], *, gap: int, known_through: date) -> list[Spell]:
    """Overlapping, touching and bridged spells as one; an end that may still be continued runs on
    through K (F3).
    """
    found: list[Spell] = []
    for first, last in sorted(spells):
        if found and (first - found[-1][1]).days <= gap + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    if found and not is_certain(found[-1][1], gap=gap, known_through=known_through):
        found[-1] = (found[-1][0], known_through)
    return found


def is_certain(end: date, *, gap: int, known_through: date) -> bool:
    """An end is certain once K >= end + gap + 1: then no later spell can continue it (F3)."""
    return (known_through - end).days >= gap + 1
