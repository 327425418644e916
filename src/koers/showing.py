"""Showing figures: rounding half up, decimals by size, a decimal comma; never a float.

The idea that makes it simple: a value is exact until it is shown, and showing never changes a
verdict (`statistics.md` 6).
"""

from __future__ import annotations

from fractions import Fraction


def rounded(value: Fraction, decimals: int) -> str:
    """Half up (away from nought at a tie), with a decimal comma."""
    scaled = abs(value) * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    text = f"{whole:0{decimals + 1}d}"
    sign = "-" if value < 0 and whole else ""
    return f"{sign}{text[:-decimals]},{text[-decimals:]}" if decimals else f"{sign}{text}"


def shown_share(value: Fraction, *, of: int, norm: Fraction | None = None) -> str:
    """A share as percentage: no decimals below 100 units, one below 1000, else two; more (at most
    three) where the rounded value would equal the rounded norm although the exact one does not
    (`statistics.md` 6)."""
    decimals = 0 if of < 100 else 1 if of < 1000 else 2
    while (
        norm is not None
        and value != norm
        and decimals < 3
        and rounded(value * 100, decimals) == rounded(norm * 100, decimals)
    ):
        decimals += 1
    return f"{rounded(value * 100, decimals)}%"


def percentage_outward(value: Fraction, *, up: bool, decimals: int = 2) -> str:
    """A bound as a percentage, rounded away from what is claimed: 'at most' up, 'at least' down
    (`statistics.md` 6).
    """
    scaled = value * 100 * 10**decimals
    whole = (
        -(-scaled.numerator // scaled.denominator) if up else scaled.numerator // scaled.denominator
    )
    return f"{rounded(Fraction(whole, 10**decimals), decimals)}%"
