"""How long after the day events become known: the grace (`wachttijd`) that a source asks for.

The idea that makes it simple: look back from the longest delay. Of all known by delay d, the part
that took exactly d is the reverse hazard; completeness is what is left after all longer delays.
Each delay uses every row that is old enough to show it. It must not know what the events are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

ENOUGH = Fraction(99, 100)
"""The completeness that a grace has to reach (`statistics.md` 1.3)."""


@dataclass(frozen=True)
class Delay:
    """`completeness` per delay from 0, of what is known by the longest one; `least` is the smallest
    delay that is complete enough, in the unit of the columns."""

    completeness: tuple[Fraction, ...]
    least: int


def reporting_delay(
    triangle: Sequence[Sequence[int]], *, seen_from: Sequence[int] = (), enough: Fraction = ENOUGH
) -> Delay:
    """From a triangle of counts: a row per period of the event, a column per delay in which it
    became known; a row ends where its future begins. Where nobody looked at first, `seen_from` says
    per row the delay up to which all that was known is told as one: it tells of longer ones only.

    The reverse hazard of Lawless (1994), equal to the chain ladder. Raises ValueError when there is
    no column at all, or a count below 0.
    """
    unseen = seen_from or (0,) * len(triangle)
    columns = max((len(row) for row in triangle), default=0)
    if not columns or any(count < 0 for row in triangle for count in row):
        raise ValueError("a triangle has a column, and counts")
    complete = [Fraction(1)]
    for delay in range(columns - 1, 0, -1):
        rows = [
            row for row, first in zip(triangle, unseen, strict=True) if len(row) > delay > first
        ]
        known = sum(sum(row[: delay + 1]) for row in rows)
        late = sum(row[delay] for row in rows)
        complete.append(complete[-1] * (1 - Fraction(late, known) if known else 1))
    complete.reverse()
    return Delay(tuple(complete), next(d for d, part in enumerate(complete) if part >= enough))
