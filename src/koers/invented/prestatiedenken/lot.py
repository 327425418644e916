"""Chance for one person or area at a time: what is drawn hangs on the seed, on whom it is about and
on the name of the draw, and on nothing else.

The idea that makes it simple: nothing is drawn in turn (as in `koers.invented.draw`, which draws
whole columns), so a row stays the same whatever else is drawn.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Lot:
    """Draws about one subject, `who`."""

    seed: int
    who: str

    def happens(self, name: str, permille: int) -> bool:
        """True for so many subjects in a thousand."""
        return self._bits(name) % 1000 < permille

    def number(self, name: str, least: int, most: int) -> int:
        """A whole number, both ends included, each as likely."""
        return least + self._bits(name) % (most - least + 1)

    def day(self, name: str, first: date, last: date) -> date:
        """A day from the first up to and including the last."""
        return first + timedelta(self.number(name, 0, (last - first).days))

    def pick(self, name: str, weights: Mapping[str, int]) -> str:
        """One of some words, by weight."""
        left = self._bits(name) % sum(weights.values())
        for word, weight in weights.items():
            left -= weight
            if left < 0:
                return word
        raise AssertionError("weights are whole numbers above nought")

    @property
    def pseudonym(self) -> str:
        """Twelve letters and digits that say nothing about anybody."""
        return f"p{self._bits('pseudoniem'):016x}"[:12]

    def _bits(self, name: str) -> int:
        text = f"{self.seed}/{self.who}/{name}".encode()
        return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "big")
