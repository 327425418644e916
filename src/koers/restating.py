"""What each cause did to each figure, between two states of a register (F6).

The idea that makes it simple: the changes are made one cause at a time, in a fixed order, and every
figure is counted after each. What a cause did is the difference it makes there, so the parts add up
to the whole.

It must not know where a register is kept, nor how its changes were told apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from koers.agreement import Agreement, Indicator
from koers.figures import Figure, Ratio
from koers.periods import Period
from koers.questions import Asked
from koers.register import Register
from koers.results import Engine, measure


@dataclass(frozen=True)
class Stage:
    """A register after the changes of one more cause, and the engine that counts it."""

    cause: str
    register: Register
    engine: Engine


@dataclass(frozen=True)
class Effect:
    """What a cause added to the numerator and the denominator."""

    cause: str
    numerator: Fraction
    denominator: Fraction

    def __bool__(self) -> bool:
        return bool(self.numerator or self.denominator)


@dataclass(frozen=True)
class Restated:
    """A figure before and after (None where that state has no such figure), and what each cause
    did, in order. The effects add up to the difference; one without effect is left out.
    """

    indicator: Indicator
    period: Period
    before: Figure | None
    after: Figure | None
    effects: tuple[Effect, ...]

    @property
    def is_changed(self) -> bool:
        """Whether the figure differs; whether it is complete counts too."""
        return bool(self.effects) or standing(self.before) != standing(self.after)


def standing(figure: Figure | None) -> Ratio | None:
    """The value of a figure, or how it stands while it is not complete."""
    return (figure.ratio or figure.interim) if figure else None


def restated(
    agreement: Agreement,
    stages: Sequence[Stage],
    wanted: Sequence[tuple[Indicator, Asked]],
) -> tuple[Restated, ...]:
    """Each figure asked, before and after, without splits. The first stage is the state before; its
    cause is not told.
    """
    found = []
    for indicator, asked in wanted:
        counted = [
            {
                (figure.period, figure.cell.norm_day or date.min): figure
                for figure in measure(
                    agreement, stage.register, indicator, asked, engine=stage.engine
                )
            }
            for stage in stages
        ]
        for key in sorted({key for figures in counted for key in figures}):
            figures = [of.get(key) for of in counted]
            found.append(_restated(indicator, key[0], stages, figures))
    return tuple(found)


def _restated(
    indicator: Indicator,
    period: Period,
    stages: Sequence[Stage],
    figures: Sequence[Figure | None],
) -> Restated:
    effects = []
    for stage, before, after in zip(stages[1:], figures, figures[1:], strict=False):
        was, now = _parts(before), _parts(after)
        effects.append(Effect(stage.cause, now[0] - was[0], now[1] - was[1]))
    told = tuple(effect for effect in effects if effect)
    return Restated(indicator, period, figures[0], figures[-1], told)


def _parts(figure: Figure | None) -> tuple[Fraction, Fraction]:
    ratio = standing(figure)
    return (ratio.numerator, ratio.denominator) if ratio else (Fraction(0), Fraction(0))
