"""Which groupings are counted, and which follow from others (P1, P2).

The idea that makes it simple: a split with one value per day puts each point in one cell, so
leaving it out is a sum along its axis.
"""

from __future__ import annotations

from collections.abc import Sequence

from koers.agreement import Agreement
from koers.engines.compiled.cube import Cube, projected
from koers.engines.compiled.splits import Grouping

Layer = dict[Grouping, Cube]
"""One thing that is counted (the classes of a share, a term of a formula), per grouping."""


def counted_groupings(agreement: Agreement, groupings: Sequence[Grouping]) -> list[Grouping]:
    """The groupings that no other holds with only single splits more (P1, P2)."""
    found: list[Grouping] = []
    for grouping in sorted(groupings, key=len, reverse=True):
        if not any(_follows(agreement, grouping, other) for other in found):
            found.append(grouping)
    return found


def _follows(agreement: Agreement, grouping: Grouping, other: Grouping) -> bool:
    """Whether a grouping is a sum over cells of another: what is left out has one value each."""
    more = set(other) - set(grouping)
    splits = agreement.dictionary.splits
    return set(grouping) <= set(other) and not any(splits[name].multiple for name in more)


def grouped(agreement: Agreement, layer: Layer, grouping: Grouping) -> Cube:
    """The cube of a grouping, counted or summed from one that was; leading axes stay."""
    if grouping in layer:
        return layer[grouping]
    other = next(found for found in layer if _follows(agreement, grouping, found))
    cube = layer[other]
    ahead = len(cube.axes) - len(other)
    order = [*range(ahead), *(ahead + other.index(name) for name in grouping)]
    return projected(cube, order)
