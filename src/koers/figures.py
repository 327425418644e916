"""Figures: what a count came to, with its value, its norm and its verdict, as values.

The idea that makes it simple: nought, not delivered, not measurable and nobody there are four
different things, and a value is an exact ratio of whole numbers until it is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from koers.agreement import Indicator, Norm
from koers.algebra import Share, UnknownCounts
from koers.counts import Cell, Classes, SplitKey
from koers.periods import Period
from koers.statistics.intervals import Interval
from koers.statistics.samples import Stratum
from koers.statistics.survival import Estimate


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


class Strength(StrEnum):
    """How strong a verdict is, or what it hangs on (`statistics.md` 3)."""

    NONE = ""
    EXACT = "precies"
    MORE_THAN_CHANCE = "meer dan toeval"
    MAY_BE_CHANCE = "kan toeval zijn"
    SHOWN = "aangetoond"
    SETTLED = "staat al vast"
    MISSING_MEASUREMENTS = "door ontbrekende metingen"
    NON_RESPONSE = "hangt af van niet-respons"


class Progress(StrEnum):
    """Where a norm stands while its period runs (`statistics.md` 3, row 6)."""

    NONE = ""
    ON_COURSE = "op koers"
    OFF_COURSE = "niet op koers"
    OPEN = "niet te zeggen"


@dataclass(frozen=True)
class Reached:
    """What a sample or survey reached: the size of the population, whom it asked, who answered (a
    usable answer), each None where it was not delivered.

    `strata` holds population, answers and met per stratum, by the value of the split; `silent` the
    strata of which nobody answered; `extremes` the weighted share if nobody, or everybody, of whom
    it is unknown met; `tipping` is the share that those who did not answer would need
    for the norm to be just met.
    """

    population: int | None
    asked: int | None
    answered: int
    strata: tuple[tuple[str, Stratum], ...] = ()
    silent: tuple[str, ...] = ()
    extremes: tuple[Fraction, Fraction] | None = None
    tipping: Fraction | None = None


@dataclass(frozen=True)
class Outlook:
    """What an unripe share will become: an estimate through a day after the anchor, the days that a
    window lasts, and (where it can be told) the chance that the norm is met at the end.
    """

    estimate: Estimate
    horizon: int
    chance: Decimal | None = None

    @property
    def reaches_the_end(self) -> bool:
        return self.estimate.through >= self.horizon


@dataclass(frozen=True)
class Verdict:
    """A verdict word with its reason and strength (`statistics.md` 3).

    `certainty` is the second label of samples, surveys and growth: a sentence in Dutch. `flagged`:
    chance alone would give such a figure at most once in 40. `least_group` is n_min, None where
    none is asked.
    """

    word: VerdictWord
    reason: str = ""
    strength: Strength = Strength.NONE
    certainty: str = ""
    flagged: bool = False
    status: Progress = Progress.NONE
    least_group: int | None = None


NO_VERDICT = Verdict(VerdictWord.NO_NORM)


@dataclass(frozen=True)
class Figure:
    """One figure: an indicator over a period, for the whole or one split cell.

    `ratio` is of the complete or mature part, None where there is none yet or `missing` says why
    not; `interim` is the state at K (booked so far, or as if every window closed on K).
    `weighted` is the value of a stratified survey, in which every stratum counts for its size.
    `additive`: months add up to a year, split cells to the total.
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
    judged: Verdict = NO_VERDICT
    reconciliation: Reconciliation | None = None
    weighted: Fraction | None = None
    interval: Interval | None = None
    estimate: Outlook | None = None
    survey: Reached | None = None
    texts: tuple[str, ...] = ()

    @property
    def value(self) -> Fraction | None:
        if self.weighted is not None:
            return self.weighted
        return self.ratio.value if self.ratio and not self.missing else None

    @property
    def verdict(self) -> VerdictWord:
        return self.judged.word

    @property
    def reason(self) -> str:
        return self.judged.reason

    @property
    def excepted_share(self) -> Fraction | None:
        """The part of the mature units that an exception took out (`statistics.md` 1.5)."""
        classes = self.cell.classes
        if classes is None:
            return None
        mature = classes.met + classes.not_met + classes.unknown + classes.excepted
        return Fraction(classes.excepted, mature) if mature else None


def share_ratio(form: Share, classes: Classes) -> Ratio:
    """Met over met and not met; unknown counts below the line where the agreement says so (F8)."""
    unknown = classes.unknown if form.unknown is UnknownCounts.AS_NOT_MET else 0
    return Ratio(Fraction(classes.met), Fraction(classes.met + classes.not_met + unknown))
