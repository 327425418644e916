"""The indicator language as frozen values: conditions, outcomes, populations and forms.

The idea that makes it simple: a *condition* says something about one day of one subject and is
true, false or unknown; an *outcome* puts conditions in a window after an anchor day; a *form*
counts. Everything composes from those three (`semantics.md`). Values are checked when they are
built, so an invalid definition cannot be held.

It must not know files, engines, figures or the clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Generic, TypeAlias, TypeVar

from koers.periods import NO_TIME, Duration, Grain

# --- conditions on one day -----------------------------------------------------------------------


class Comparison(StrEnum):
    """How a value is compared; values are the file's words."""

    AT_LEAST = "minstens"
    AT_MOST = "hooguit"
    MORE = "meer dan"
    LESS = "minder dan"


@dataclass(frozen=True)
class Test:
    """A test on one column of a row: one of `values`, or a comparison with a number or a share of
    another column.

    `bound` is an exact number in the column's own unit; with `of_column` it is the share of that
    column (3/10 of it). An empty cell makes the test unknown (F8).
    """

    column: str
    values: tuple[str, ...] = ()
    comparison: Comparison | None = None
    bound: Fraction | None = None
    of_column: str | None = None

    def __post_init__(self) -> None:
        if bool(self.values) == bool(self.comparison):
            raise ValueError("a test names values or a comparison")
        if self.comparison and self.bound is None:
            raise ValueError("a comparison needs a bound")


class Kind(StrEnum):
    """How a table is read by a fact; values are the file's words."""

    MOMENT = "moment"
    BEGIN = "begin"
    END = "einde"
    SPELL = "tijdvak"
    SUBJECT = "onderwerp"


@dataclass(frozen=True)
class Fact:
    """A moment on the day, the begin or the end of a merged spell on the day, or a spell that
    covers the day.

    `gap`: gaps of at most this many days are bridged (F3). `min_age`: the (merged) spell began at
    least this long ago.
    """

    kind: Kind
    table: str
    tests: tuple[Test, ...] = ()
    gap: int = 0
    min_age: Duration | None = None


class Against(StrEnum):
    """A score compared with the unit's own score on its anchor day."""

    NOT_LOWER = "niet lager dan"
    HIGHER = "hoger dan"
    NOT_HIGHER = "niet hoger dan"
    LOWER = "lager dan"


@dataclass(frozen=True)
class Score:
    """A score in a set of values, or compared with the anchor's score; `measured`: only on days of
    measurement (S2).

    `values` are the codes that count, in the scale's order; a comparison in the file has been
    written out into them.
    """

    table: str
    values: tuple[str, ...] = ()
    against: Against | None = None
    tests: tuple[Test, ...] = ()
    measured: bool = False
    min_age: Duration | None = None


@dataclass(frozen=True)
class Transition:
    """A rising edge: a measurement in `after` while the score held the day before was in `before`
    (S7).
    """

    table: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    tests: tuple[Test, ...] = ()


@dataclass(frozen=True)
class Age:
    """Age in whole years on the day, both ends included; None is open (F2)."""

    youngest: int | None
    oldest: int | None


@dataclass(frozen=True)
class ColumnRef:
    """A quantity: a column of a table."""

    table: str
    column: str

    def __str__(self) -> str:
        return f"{self.table}.{self.column}"


@dataclass(frozen=True)
class SumShare:
    """A sum of a subject against a share of another of its sums, over the months in which both have
    a row (S7).

    True, false or unknown on the last day of each calendar period of `grain`; false on every other
    day. `months_with`: a further table that must have a row (or a running spell) in the month.
    """

    part: ColumnRef
    comparison: Comparison
    share: Fraction
    whole: ColumnRef
    grain: Grain
    months_with: str | None = None


T = TypeVar("T")


@dataclass(frozen=True)
class Not(Generic[T]):
    part: T


@dataclass(frozen=True)
class AllOf(Generic[T]):
    parts: tuple[T, ...]


@dataclass(frozen=True)
class AnyOf(Generic[T]):
    parts: tuple[T, ...]


Leaf: TypeAlias = Fact | Score | Transition | Age | SumShare
Condition: TypeAlias = "Leaf | Not[Condition] | AllOf[Condition] | AnyOf[Condition]"


# --- outcomes after an anchor day ----------------------------------------------------------------


class WindowKind(StrEnum):
    """When the condition must hold, counted from the anchor (S6); values are the file's words."""

    WITHIN = "binnen"
    ON = "op"
    DURING = "gedurende"
    LAST = "laatste"


@dataclass(frozen=True)
class Windowed:
    """A condition in a window from `start` to `end` after the anchor, both days included.

    WITHIN: on some day (start is 0). ON: on the one day `end` (= start). DURING: on every day from
    start to end. LAST: the last score after the anchor, up to `end`.
    """

    condition: Condition
    kind: WindowKind
    end: Duration
    start: Duration = NO_TIME


Outcome: TypeAlias = "Windowed | Not[Outcome] | AllOf[Outcome] | AnyOf[Outcome]"


# --- populations ---------------------------------------------------------------------------------


class Repeat(StrEnum):
    """Which qualifying days of a subject become units (S1)."""

    FIRST_IN_TERM = "eerste in looptijd"
    FIRST_PER_YEAR = "eerste per jaar"
    FIRST_PER_HALF_YEAR = "eerste per halfjaar"
    EACH = "elke"
    ON_REFERENCE_DAY = "op peildag"


class ReferenceDay(StrEnum):
    FIRST = "eerste dag"
    LAST = "laatste dag"


class OutcomeClass(StrEnum):
    """The six classes of a share, in the order of S4."""

    EXCLUDED = "uitgesloten"
    IMMATURE = "onrijp"
    MET = "behaald"
    EXCEPTED = "uitgezonderd"
    UNKNOWN = "onbekend"
    NOT_MET = "niet behaald"


class AnchorDay(StrEnum):
    """The day on which a unit of another indicator enters this population."""

    ANCHOR = "ankerdag"
    SUCCESS = "succesdag"
    WINDOW_END = "venstereinde"


@dataclass(frozen=True)
class ClassOf:
    """Another indicator's class as population (S2)."""

    indicator: str
    outcome_class: OutcomeClass
    anchor: AnchorDay = AnchorDay.ANCHOR


@dataclass(frozen=True)
class Population:
    source: Condition | ClassOf
    repeat: Repeat = Repeat.FIRST_IN_TERM
    reference_day: ReferenceDay | None = None
    per: Grain | None = None

    def __post_init__(self) -> None:
        if (self.repeat is Repeat.ON_REFERENCE_DAY) != (
            self.reference_day is not None and self.per is not None
        ):
            raise ValueError("a reference day goes with a grain, and only with 'op peildag'")


# --- forms ---------------------------------------------------------------------------------------


class Unit(StrEnum):
    """What a count counts: distinct subjects in the period, or rows (C3)."""

    SUBJECT = "onderwerp"
    ROW = "rij"


@dataclass(frozen=True)
class Count:
    """Rows, distinct subjects in a period, or (with `stock_day`) what is present on one day of the
    period (C2, C3).
    """

    condition: Condition
    unit: Unit
    stock_day: ReferenceDay | None = None


@dataclass(frozen=True)
class Sum:
    """A quantity summed over the rows of the first written condition, or over the spells present on
    `stock_day`.
    """

    column: ColumnRef
    condition: Condition
    stock_day: ReferenceDay | None = None


@dataclass(frozen=True)
class Days:
    """Distinct subject-days on which the condition holds."""

    condition: Condition


class UnknownCounts(StrEnum):
    AS_NOT_MET = "niet behaald"
    LEFT_OUT = "eruit"


class CountsIn(StrEnum):
    """In which period a unit is reported (S3)."""

    ANCHOR = "anker"
    MATURITY = "rijping"


@dataclass(frozen=True)
class Share:
    population: Population
    outcome: Outcome
    unknown: UnknownCounts
    excluded: Condition | None = None
    excepted: Condition | None = None
    grace: Duration = NO_TIME
    counts_in: CountsIn = CountsIn.ANCHOR


@dataclass(frozen=True)
class StatedFigure:
    """A figure stated by someone: the quantity summed over the rows of the period, or (`latest`) of
    each stater's last.
    """

    column: ColumnRef
    tests: tuple[Test, ...] = ()
    latest: bool = False


@dataclass(frozen=True)
class Stated:
    numerator: StatedFigure
    denominator: StatedFigure | None = None


@dataclass(frozen=True)
class BaselineValue:
    """The indicator's own baseline as a term of its formula (C4)."""


@dataclass(frozen=True)
class OfIndicator:
    """Another indicator's count, sum or stock as a term."""

    code: str


@dataclass(frozen=True)
class Term:
    """One term of a linear combination: a product of numbers and dated parameters times a form
    (C1).
    """

    form: Count | Sum | Days | StatedFigure | BaselineValue | OfIndicator
    factors: tuple[Fraction | str, ...] = ()
    mean_per: Grain | None = None
    earlier: Duration = NO_TIME


@dataclass(frozen=True)
class Formula:
    """(linear combination) / (linear combination), minus one where it says growth or deviation
    (C1).
    """

    numerator: tuple[Term, ...]
    denominator: tuple[Term, ...]
    minus_one: bool = False


Form: TypeAlias = Count | Sum | Days | Share | Stated | Formula
