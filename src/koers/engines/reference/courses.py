"""Courses: when each unit of a share left, and why; and which subjects have several units.

The idea that makes it simple: the class of a unit already says how it ended, and what led to that
class says when. Only an immature unit is asked something more: which success is certain although
its window is still open (`statistics.md` 1.4, 1.7).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from koers.algebra import (
    AllOf,
    AnyOf,
    Not,
    Outcome,
    OutcomeClass,
    Share,
    UnknownCounts,
    Windowed,
    WindowKind,
)
from koers.counts import Cause, Course, Exit, Repeats, SplitKey
from koers.engines.reference.history import Subject, Window
from koers.engines.reference.units import Result, Unit, class_of, evaluate
from koers.periods import Period
from koers.structure import window_end

CellKey: TypeAlias = tuple[Period, date | None, SplitKey]
"""Period, first day of the norm and splits of a cell."""


@dataclass
class Followed:
    """Follows the units of a share, in the cells of these groupings."""

    share: Share
    groupings: tuple[tuple[str, ...], ...]
    _exits: dict[CellKey, Counter[tuple[int, Cause]]] = field(
        default_factory=lambda: defaultdict(Counter)
    )
    _judged: dict[CellKey, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _met: dict[CellKey, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, subject: Subject, unit: Unit, cells: Iterable[CellKey]) -> None:
        own = [cell for cell in cells if self._is_asked(cell)]
        left = leaving(self.share, subject, unit) if own else None
        judged = {OutcomeClass.MET, OutcomeClass.NOT_MET}
        if self.share.unknown is UnknownCounts.AS_NOT_MET:
            judged.add(OutcomeClass.UNKNOWN)
        if left is None:
            return
        day, cause = left
        for cell in own:
            self._exits[cell][(day - unit.anchor).days, cause] += 1
            if unit.outcome_class in judged:
                self._judged[cell][unit.subject] += 1
                self._met[cell][unit.subject] += unit.outcome_class is OutcomeClass.MET

    def course(self, cell: CellKey) -> Course | None:
        """None where it is not asked."""
        if not self._is_asked(cell):
            return None
        exits = (Exit(days, cause, n) for (days, cause), n in self._exits[cell].items())
        met = self._met[cell]
        times = Counter((judged, met[key]) for key, judged in self._judged[cell].items())
        repeats = (Repeats(judged, met, number) for (judged, met), number in times.items())
        return Course(tuple(sorted(exits)), tuple(sorted(repeats)))

    def _is_asked(self, cell: CellKey) -> bool:
        return tuple(name for name, _ in cell[2]) in self.groupings


def leaving(share: Share, subject: Subject, unit: Unit) -> tuple[date, Cause] | None:
    """The day on which a unit left and why; None for one that is excluded."""
    found: tuple[date | None, Cause]
    match unit.outcome_class:
        case OutcomeClass.EXCLUDED:
            return None
        case OutcomeClass.IMMATURE:
            found = _leaving_early(share, subject, unit)
        case OutcomeClass.MET:
            found = unit.judged.result.day, Cause.MET
        case OutcomeClass.EXCEPTED:
            found = unit.judged.excepted_on, Cause.EXCEPTED
        case OutcomeClass.UNKNOWN:
            found = unit.window_end, Cause.UNKNOWN
        case OutcomeClass.NOT_MET:
            found = unit.window_end, Cause.STAYED
    day, cause = found
    assert day is not None
    return day, cause


def _leaving_early(share: Share, subject: Subject, unit: Unit) -> tuple[date | None, Cause]:
    """How an immature unit left, or the last day through which it was followed."""
    window = Window(unit.anchor, min(unit.window_end, subject.reader.known_through))
    success = certain_success(share.outcome, subject, window)
    sure, possible = unit.interim.excepted_on, unit.interim.maybe_excepted_on
    match class_of(Result(success is not None, success), sure, possible, unit.excluded):
        case OutcomeClass.MET:
            return success, Cause.MET
        case OutcomeClass.EXCEPTED:
            return sure, Cause.EXCEPTED
        case _:
            return window.last_day, Cause.OPEN


def certain_success(outcome: Outcome, subject: Subject, window: Window) -> date | None:
    """The day of a success that no later day of the window can take back.

    What happened within a window has happened. What must hold on its last day, or all through it,
    or must not happen, is certain only when it has closed.
    """
    match outcome:
        case AllOf(parts):
            days = [certain_success(part, subject, window) for part in parts]
            found = [day for day in days if day is not None]
            return max(found) if len(found) == len(days) else None
        case AnyOf(parts):
            days = [certain_success(part, subject, window) for part in parts]
            return min((day for day in days if day is not None), default=None)
        case Windowed(kind=WindowKind.WITHIN):
            return evaluate(outcome, subject, window).day
        case Windowed() | Not():
            has_closed = window_end(outcome, window.anchor) <= window.last_day
            return evaluate(outcome, subject, window).day if has_closed else None
