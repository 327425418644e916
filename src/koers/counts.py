"""What an engine is asked and what it answers: whole numbers per class, period and split. Nothing
is divided here.

The idea that makes it simple: this is the whole contract between engines and the rest. An engine
that gives the same cells for the same question is the same engine (`semantics.md` C5).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from koers.periods import Period

SplitKey = tuple[tuple[str, str], ...]
"""Names and values of the splits of a cell, in the order of the grouping; empty for the total."""

UNKNOWN_VALUE = "onbekend"
"""The cell of units without a value for a split (P1)."""


@dataclass(frozen=True)
class Question:
    """One indicator, over these periods, grouped by each of these sets of splits, with what is
    known through K.

    `groupings` always gives the total when it holds the empty tuple. Periods need not follow each
    other. Raises ValueError when a grouping or a period stands there twice.
    """

    indicator: str
    periods: tuple[Period, ...]
    known_through: date
    groupings: tuple[tuple[str, ...], ...] = ((),)

    def __post_init__(self) -> None:
        if len(set(self.groupings)) < len(self.groupings):
            raise ValueError("a grouping stands once in a question")
        if len(set(self.periods)) < len(self.periods):
            raise ValueError("a period stands once in a question")


@dataclass(frozen=True)
class Classes:
    """Units per class of a share (S4)."""

    excluded: int = 0
    immature: int = 0
    met: int = 0
    excepted: int = 0
    unknown: int = 0
    not_met: int = 0

    @property
    def population(self) -> int:
        return (
            self.excluded + self.immature + self.met + self.excepted + self.unknown + self.not_met
        )


@dataclass(frozen=True)
class Tally:
    """What a count, sum, stock or stated figure came to, in the smallest unit.

    `rows` is how many rows, subjects or days were added; 0 rows of a stated figure is "not
    delivered", not nought. `unknown` are the ones left out because a condition or the amount is
    unknown (F8).
    """

    amount: int = 0
    rows: int = 0
    unknown: int = 0


@dataclass(frozen=True)
class Overlap:
    """Subjects of a growth figure that were there both times, came in, or left (C4)."""

    stayed: int
    joined: int
    left: int


@dataclass(frozen=True)
class Cell:
    """The answer for one period and one split cell.

    Shares fill `classes` (six classes, K as it is) and `interim` (as if every window closed on K).
    Other forms fill `tallies`: one for a count, sum, days; numerator and perhaps denominator for a
    stated figure; every term of a formula, numerator first. `norm_day` tells cohorts apart that
    were anchored under different norms, where a share is reported by maturity (P3).
    """

    period: Period
    split: SplitKey = ()
    classes: Classes | None = None
    interim: Classes | None = None
    population_unknown: int = 0
    tallies: tuple[Tally, ...] = ()
    overlap: Overlap | None = None
    norm_day: date | None = None
