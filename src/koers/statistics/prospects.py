"""The chance that a norm will be met in the end, when part of the cohort is not mature yet.

The idea that makes it simple: what is known stays; each unit that is still open will meet with the
chance that the estimate leaves it, (F1(end) - F1(t)) / (1 - F1(t) - F2(t)). The sum of such draws
is Poisson-binomial: the product of one small polynomial per unit, in whole numbers, multiplied as
large integers. How uncertain the estimate itself is, is not in it. It must not know verdicts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from koers.counts import Exit
from koers.statistics.decimals import decimal, working
from koers.statistics.survival import Followed, follow, last_day, path

BITS = 56
UNIT = 1 << BITS
PLACES = Decimal("1e-6")
FINEST = 20
"""The most steps that one unit's score may fall on where exceptions leave the group."""


@dataclass(frozen=True)
class Prospect:
    """Open units that share their chances to meet and to be excepted, in parts of `UNIT`."""

    number: int
    meets: int
    excepted: int


def chance_of_meeting(
    exits: Iterable[Exit],
    *,
    norm: Fraction,
    at_least: bool,
    horizon: int,
    excepted_left_out: bool,
    unknown_left_out: bool = False,
) -> Decimal | None:
    """The chance, in six places, that the final share is at least (or at most) the norm.

    None where `estimate` gives none, or stops before the horizon: nothing is extrapolated.
    """
    exits = tuple(exits)
    cohort = follow(exits, horizon=horizon, unknown_left_out=unknown_left_out)
    if last_day(cohort) != horizon:
        return None
    open_ = prospects(cohort)
    known = sum(step.met for step in cohort.steps)
    if not excepted_left_out:
        return _chance_of_enough(open_, known, norm * cohort.size, at_least=at_least)
    excepted = sum(step.excepted for step in cohort.steps)
    return _chance_of_score(open_, known, cohort.size - excepted, norm=norm, at_least=at_least)


def prospects(cohort: Followed) -> tuple[Prospect, ...]:
    """The chances of the open units, by the day they are open on."""
    with working():
        points = path(cohort, through=cohort.horizon)
        found = list[Prospect]()
        for point in points:
            if point.step.opened:
                meets = (points[-1].met - point.met) / point.free
                excepted = (points[-1].excepted - point.excepted) / point.free
                found.append(Prospect(point.step.opened, int(meets * UNIT), int(excepted * UNIT)))
    return tuple(found)


def _chance_of_enough(
    open_: Sequence[Prospect], known: int, aim: Fraction, *, at_least: bool
) -> Decimal:
    """The group is fixed: so many more must meet, or may."""
    factors = [
        Polynomial(0, (UNIT - unit.meets, unit.meets)) for unit in open_ for _ in range(unit.number)
    ]
    return _part(product(factors), ceil(aim) - known, floor(aim) - known, at_least=at_least)


def _chance_of_score(
    open_: Sequence[Prospect], known: int, group: int, *, norm: Fraction, at_least: bool
) -> Decimal:
    """The group shrinks with every exception, so one exception is worth as much as the norm's part
    of one who meets: met + norm * excepted is held against norm * group.

    With norm a/b one who meets scores b, an exception a. A b above `FINEST` is too fine for that;
    then an exception scores the nearest part that is not, and the aim gives way by what the
    exceptions that are expected differ. What is left is far below the score of one unit.
    """
    part = norm.limit_denominator(FINEST)
    expected = sum((Fraction(unit.number * unit.excepted, UNIT) for unit in open_), Fraction(0))
    aim = part.denominator * (norm * group - known - (norm - part) * expected)
    factors = list[Polynomial]()
    for unit in open_:
        weights = [0] * (part.denominator + 1)
        weights[0] += UNIT - unit.meets - unit.excepted
        weights[part.numerator] += unit.excepted
        weights[part.denominator] += unit.meets
        factors.extend([Polynomial(0, tuple(weights))] * unit.number)
    return _part(product(factors), ceil(aim), floor(aim), at_least=at_least)


@dataclass(frozen=True)
class Polynomial:
    """Chances of the whole numbers from `first` on, in parts of `UNIT`."""

    first: int
    weights: tuple[int, ...]


def product(factors: Sequence[Polynomial]) -> Polynomial:
    """The chances of the sum of independent draws."""
    if not factors:
        return Polynomial(0, (UNIT,))
    while len(factors) > 1:
        pairs = zip(factors[::2], factors[1::2], strict=False)
        unpaired = factors[-1:] if len(factors) % 2 else []
        factors = [*(_times(left, right) for left, right in pairs), *unpaired]
    return factors[0]


def _times(left: Polynomial, right: Polynomial) -> Polynomial:
    """Both written as one large integer with room for every sum (Kronecker); what weighs less than
    a unit falls away."""
    terms = min(len(left.weights), len(right.weights))
    room = (2 * BITS + terms.bit_length()) // 8 + 1
    size = len(left.weights) + len(right.weights) - 1
    packed = (_packed(left, room) * _packed(right, room)).to_bytes(room * (size + 1), "little")
    slots = range(0, room * size, room)
    weights = [int.from_bytes(packed[at : at + room], "little") >> BITS for at in slots]
    first = next((at for at, weight in enumerate(weights) if weight), 0)
    last = next((at for at in range(size - 1, first, -1) if weights[at]), first)
    return Polynomial(left.first + right.first + first, tuple(weights[first : last + 1]))


def _packed(polynomial: Polynomial, room: int) -> int:
    written = b"".join(weight.to_bytes(room, "little") for weight in polynomial.weights)
    return int.from_bytes(written, "little")


def _part(chances: Polynomial, least: int, most: int, *, at_least: bool) -> Decimal:
    start = chances.first
    if at_least:
        part = sum(chances.weights[max(0, least - start) :])
    else:
        part = sum(chances.weights[: max(0, most - start + 1)])
    with working():
        return decimal(Fraction(part, sum(chances.weights))).quantize(PLACES)
