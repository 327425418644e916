"""Figures: what a count came to, with its value, its norm and its verdict, as values.

The idea that makes it simple: nought, not delivered, not measurable and nobody there are four
different things, and a value is an exact ratio of whole numbers until it is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from koers.agreement import Indicator, Norm
from koers.algebra import Share, UnknownCounts
from koers.counts import Cell, Classes, SplitKey
from koers.periods import Period


class VerdictWord(StrEnum):
    MET = "behaald"
    NOT_MET = "niet behaald"
    TOO_EARLY = "te vroeg"
    TOO_LITTLE = "te weinig gegevens"
    NO_FIGURES = "geen cijfers"
    NO_NORM = "geen norm"


class Missing(StrEnum):
    """Why there is no value; nought is a value and not in this list."""

    NOT_DELIVERED = "niet geleverd"
    NOT_MEASURABLE = "niet meetbaar"
    NOBODY = "niemand in de groep"


@dataclass(frozen=True)
class Ratio:
    """A numerator and a denominator, exact; the value is None where the denominator is nought."""

    numerator: Fraction
    denominator: Fraction
    minus: int = 0

    @property
    def value(self) -> Fraction | None:
        return self.numerator / self.denominator - self.minus if self.denominator else None


@dataclass(frozen=True)
class Reconciliation:
    """A stock held against what came in and went out since the one before (C2)."""

    previous: Fraction
    joined: Fraction
    left: Fraction
    stock: Fraction

    @property
    def difference(self) -> Fraction:
        """What the stock has too many (or, below nought, too few); nought when it adds up."""
        return self.stock - (self.previous + self.joined - self.left)


@dataclass(frozen=True)
class Figure:
    """One figure: an indicator over a period, for the whole or one split cell.

    `ratio` is of the complete or mature part, None where there is none yet or `missing` says why
    not; `interim` is the state at K (booked so far, or as if every window closed on K). `verdict`
    is None only where the agreement asks a kind of proof that cannot be judged. `additive`: months
    add up to a year, split cells to the total.
    """

    indicator: Indicator
    period: Period
    split: SplitKey
    cell: Cell
    ratio: Ratio | None
    interim: Ratio | None
    missing: Missing | None
    is_complete: bool
    additive: bool
    known_through: date | None
    last_entry: date
    norm: Norm | None = None
    verdict: VerdictWord | None = VerdictWord.NO_NORM
    reason: str = ""
    reconciliation: Reconciliation | None = None

    @property
    def value(self) -> Fraction | None:
        return self.ratio.value if self.ratio and not self.missing else None


def share_ratio(form: Share, classes: Classes) -> Ratio:
    """Met over met and not met; unknown counts below the line where the agreement says so (F8)."""
    unknown = classes.unknown if form.unknown is UnknownCounts.AS_NOT_MET else 0
    return Ratio(Fraction(classes.met), Fraction(classes.met + classes.not_met + unknown))
