"""Not crying wolf: how many flags chance alone would give, and what is worth a follow-up.

The idea that makes it simple: with many figures some flags are certain to be chance, so a signal
asks for more than one: beyond the agreed band, and either far out or twice in a row. It must not
know figures or verdicts: they are told here in yes and no (`statistics.md` 4).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from koers.statistics.counts import LEAST_PERIODS, dispersion
from koers.statistics.shares import FLAG

FAR_OUT = Fraction(135, 100_000)
"""A tail of at most this, beyond three sigma on one side, is a signal without a second cohort."""
SIGMAS = 3
LOOKS_BACK = 24
"""How many of its own last months a mark looks back on."""


def chance_flags(verdicts: int) -> Fraction:
    """How many flags chance alone gives among so many verdicts, at most, when all norms are just
    met."""
    return verdicts * FLAG


def expected_false_signals(series: int, *, moments: int) -> Fraction:
    """How many signals a year chance alone gives, at most: so many series, judged at so many
    moments a year."""
    return series * moments * (FAR_OUT + FLAG**2)


def is_signal(
    *, not_met: bool, beyond_band: bool, far_out: bool, flag: bool, flag_before: bool
) -> bool:
    """Whether a figure opens a follow-up.

    `far_out`: its tail is at most `FAR_OUT`; `flag`: at most `FLAG`; `flag_before`: so was that of
    the cohort just before, with nobody in both.
    """
    return not_met and beyond_band and (far_out or (flag and flag_before))


def is_unusual(count: int, earlier: Sequence[int]) -> bool:
    """The mark of an information indicator: more than three sigma from its own last 24 months.

    sigma^2 = phi * mean, phi at least 1; exact. With fewer than twelve months, or without anything
    in them, there is no mark.
    """
    last = earlier[-LOOKS_BACK:]
    if len(last) < LEAST_PERIODS or not sum(last):
        return False
    mean = Fraction(sum(last), len(last))
    return (count - mean) ** 2 > SIGMAS**2 * max(Fraction(1), dispersion(last)) * mean
