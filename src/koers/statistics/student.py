"""The quantile of Student's t that a two-sided interval of 95 % uses, in decimals.

The idea that makes it simple: the chance between -t and t is one series of positive terms, its
derivative is the density, and Newton's method from the normal quantile climbs to the root from
below, because that chance is concave in t. It must not know what has a t distribution.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from koers.statistics.decimals import Z, solve, working

INSIDE = Decimal("0.95")
ROOT_OF_PI = Decimal("1.7724538509055160272981674833411451827975494561224")
TINY = Decimal("1e-40")
FAR = 200
"""From here on the expansion of the ratio of gammas is exact in more places than are used."""


@cache
def t_quantile(degrees: int) -> Decimal:
    """t with P(|T| <= t) = 0.95 for a whole number of degrees of freedom of at least 1."""
    if degrees < 1:
        raise ValueError("Student's t asks for one degree of freedom or more")
    with working():
        half = Decimal(degrees) / 2
        scale = gamma_ratio(half) / ROOT_OF_PI

        def step(t: Decimal) -> Decimal:
            y = t * t / (degrees + t * t)
            power = (half * (1 - y).ln()).exp()
            inside = 2 * scale * power * y.sqrt() * _series(half, y)
            density = 2 * scale / (2 * half).sqrt() * power * (1 - y).sqrt()
            return (INSIDE - inside) / density

        return solve(Z, step)


def _series(half: Decimal, y: Decimal) -> Decimal:
    """sum((1/2 + c)_k / (3/2)_k * y^k): the incomplete beta function I_y(1/2, c) without its front
    factor."""
    term = total = Decimal(1)
    k = 0
    while term > TINY * total or (half + k) * y > k:
        term = term * (half + k + Decimal("0.5")) * y / (k + Decimal("1.5"))
        total += term
        k += 1
    return total


def gamma_ratio(c: Decimal) -> Decimal:
    """gamma(c + 1/2) / gamma(c) for c above 0, in some twenty places.

    Brought to large c by gamma(c + 1) = c gamma(c), and there expanded (Tricomi and Erdelyi 1951).
    To be called inside `working`.
    """
    brought = Decimal(1)
    while c < FAR:
        brought = brought * c / (c + Decimal("0.5"))
        c += 1
    e = 1 / (8 * c)
    expanded = 1 - e + e**2 / 2 + 5 * e**3 / 2 - 21 * e**4 / 8 - 399 * e**5 / 8
    return brought * c.sqrt() * (expanded + 869 * e**6 / 16 + 39325 * e**7 / 16)
