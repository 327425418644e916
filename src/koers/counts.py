"""What an engine is asked and what it answers: whole numbers per class, period and split. Nothing
is divided here.

The idea that makes it simple: this is the whole contract between engines and the rest. An engine
that gives the same cells for the same question is the same engine (`semantics.md` C5).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

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
    other. `courses`: in the cells of which of the groupings a share also tells when its units left
    (`Cell.course`). Raises ValueError when a grouping or a period stands there twice.
    """

    indicator: str
    periods: tuple[Period, ...]
    known_through: date
    groupings: tuple[tuple[str, ...], ...] = ((),)
    courses: tuple[tuple[str, ...], ...] = ()

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


class Cause(StrEnum):
    """Why a unit is no longer followed; values are the words of its class (S4)."""

    MET = "behaald"
    EXCEPTED = "uitgezonderd"
    OPEN = "onrijp"
    STAYED = "niet behaald"
    UNKNOWN = "onbekend"


@dataclass(frozen=True, order=True)
class Exit:
    """How many units left this many days after their anchor, by this cause."""

    days: int
    cause: Cause
    number: int


@dataclass(frozen=True, order=True)
class Repeats:
    """How many subjects have this many judged units in a cell, and this many of those met.

    Judged are mature units: met, not met, and unknown where that counts as not met.
    """

    judged: int
    met: int
    number: int


@dataclass(frozen=True)
class Course:
    """What became of the units of a share, as far as it is known at K (`statistics.md` 1.4, 1.7).

    `exits` are in order of days and cause; every unit but the excluded leaves once. A mature unit
    leaves by its class: on the day of success, on its first certain exception, else at the window's
    end. An immature one leaves by a success that later days cannot take back or by an exception
    before any, and is otherwise open through K (or the window's end, when that came first).
    `repeats` are in order of judged and met.
    """

    exits: tuple[Exit, ...] = ()
    repeats: tuple[Repeats, ...] = ()


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
    """Subjects of a growth figure that were there both times, came in, or left (C4).

    `joined_by`, of a stock with 'alle van': of those who came in, how many lacked its first part at
    the time before, how many not that but its second, and so on; last, who had them all, and so
    stood in another cell. The SQL engine leaves it empty.
    """

    stayed: int
    joined: int
    left: int
    joined_by: tuple[int, ...] = ()


@dataclass(frozen=True)
class Cell:
    """The answer for one period and one split cell.

    Shares fill `classes` (six classes, K as it is) and `interim` (as if every window closed on K).
    Other forms fill `tallies`: one for a count, sum, days; numerator and perhaps denominator for a
    stated figure; every term of a formula, numerator first. `norm_day` tells cohorts apart that
    were anchored under different norms, where a share is reported by maturity (P3). `course` is
    there where the question asks it of a share and the engine tells it.
    """

    period: Period
    split: SplitKey = ()
    classes: Classes | None = None
    interim: Classes | None = None
    population_unknown: int = 0
    tallies: tuple[Tally, ...] = ()
    overlap: Overlap | None = None
    norm_day: date | None = None
    course: Course | None = None
