"""Whether a column holds citizen service numbers (BSN), which may not be delivered.

The idea that makes it simple: a BSN passes the 11-test (9 to 2 times its first eight digits minus
its last is a multiple of 11; Besluit burgerservicenummer). Of other numbers of nine digits one in
eleven does, so a column of which most values pass holds them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

LEAST, MOST_PER_BATCH = 2, 500
_NUMBER = re.compile(r"[0-9]{8,9}")
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def passes(text: str) -> bool:
    """Whether a text is eight or nine digits (with points or spaces) that pass the 11-test."""
    digits = text.strip().removesuffix(".0").replace(".", "").replace(" ", "")
    if not _NUMBER.fullmatch(digits) or not digits.strip("0"):
        return False
    pairs = zip(_WEIGHTS, digits.zfill(9), strict=True)
    return sum(weight * int(digit) for weight, digit in pairs) % 11 == 0


@dataclass
class Suspicion:
    """What was seen of one column."""

    seen: int = 0
    passed: int = 0

    def look_at(self, texts: Iterable[str]) -> None:
        """Different texts of a batch; empty ones do not count."""
        for text in texts:
            if text.strip():
                self.seen += 1
                self.passed += passes(text)

    @property
    def holds(self) -> bool:
        """Most of what was seen passes."""
        return self.passed >= LEAST and 2 * self.passed > self.seen
