"""Which parts of the language a definition uses, and which parts there are.

The idea that makes it simple: the language is the dataclasses of `koers.algebra`, so its parts are
read from there: each class, each value of each choice, and each field that may be filled or not. A
part that is added there and never drawn here fails the test that asks for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import StrEnum
from inspect import getmembers, isclass

from koers import algebra
from koers.periods import NO_TIME, Grain

WORD = re.compile(r"\w+")


def used(node: object) -> Iterator[str]:
    """The parts in a definition: 'Score', 'Score.against', 'Score.against: hoger dan'."""
    if isinstance(node, tuple):
        for part in node:
            yield from used(part)
    elif is_dataclass(node) and type(node).__module__ == algebra.__name__:
        name = type(node).__name__
        yield name
        for field in fields(node):
            value = getattr(node, field.name)
            if value and value != NO_TIME:
                yield f"{name}.{field.name}"
            if isinstance(value, StrEnum):
                yield f"{name}.{field.name}: {value}"
            yield from used(value)


def all_of_them() -> set[str]:
    """Every part that a definition can use, but for what the reader refuses."""
    found: set[str] = set()
    for name, made in getmembers(algebra, isclass):
        if made.__module__ == algebra.__name__ and is_dataclass(made):
            found.add(name)
            for field in fields(made):
                found.add(f"{name}.{field.name}")
                for choice in (
                    getattr(algebra, word, None) for word in WORD.findall(str(field.type))
                ):
                    if isclass(choice) and issubclass(choice, StrEnum):
                        found |= {f"{name}.{field.name}: {value}" for value in choice}
    return found - REFUSED


REFUSED = {
    *(f"Population.per: {grain}" for grain in Grain if not grain.months),
    *(f"SumShare.grain: {grain}" for grain in Grain if not grain.months),
    *(f"Term.mean_per: {grain}" for grain in Grain if grain is not Grain.MONTH),
    "ClassOf.outcome_class: onrijp",
}
"""Periods of people and sums are calendar periods, a mean is per month, and who is 'onrijp' is not
yet in another population (S1, S2, S7, C1).
"""
