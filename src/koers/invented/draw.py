"""Chance without a state: a draw is a hash of seed, name, whose row it is and which of theirs.

The idea that makes it simple: nothing is drawn in turn, so the rows of a subject are the same
whatever else is drawn, in whatever order, by however many threads. Every assumption is a value
that draws itself (`of`) and says itself (`told`), so the page about invented registers is printed
from what runs. Whole numbers only: the same bytes on every machine.

It must not know tables, columns or days.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Numbers: TypeAlias = npt.NDArray[np.int64]
Truths: TypeAlias = npt.NDArray[np.bool_]
Bits: TypeAlias = npt.NDArray[np.uint64]

EMPTY = -(2**63)
"""An empty cell among numbers and days."""
_LOW = np.uint64(2**32 - 1)
_HALF = np.uint64(32)
_FINE = 16
"""A choice is made by this many bits: weights are met to one in 65 536."""


def mixed(bits: Bits) -> Bits:
    """The finalizer of SplitMix64 (Steele, Lea and Flood, 2014): every bit in depends on all."""
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return bits ^ (bits >> np.uint64(31))


@cache
def _stream(seed: int, name: str) -> np.uint64:
    digest = hashlib.blake2b(f"{seed}/{name}".encode(), digest_size=8).digest()
    return np.uint64(int.from_bytes(digest, "little"))


@dataclass(frozen=True)
class Rows:
    """Rows: the number of the subject, its place in the part, and how many rows it has before."""

    seed: int
    number: Numbers
    at: Numbers
    nth: Numbers

    def __len__(self) -> int:
        return len(self.number)

    @cached_property
    def _identity(self) -> Bits:
        number = self.number.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        return mixed(number + self.nth.astype(np.uint64) * np.uint64(0xD1B54A32D192ED03))

    def bits(self, name: str) -> Bits:
        """64 random bits per row, of this name."""
        return mixed(self._identity + _stream(self.seed, name))

    def kept(self, those: Truths | Numbers) -> Rows:
        """Some of the rows: where it is true, or by place."""
        return Rows(self.seed, self.number[those], self.at[those], self.nth[those])

    def each(self, nth: int) -> Rows:
        """The same subjects, in their row so many."""
        return Rows(self.seed, self.number, self.at, np.full_like(self.nth, nth))

    def later(self, by: int) -> Rows:
        """The same rows, counted on: a second kind of rows in one table."""
        return Rows(self.seed, self.number, self.at, self.nth + by)


@dataclass(frozen=True)
class Words:
    """A word per row: its place in `words`, -1 for none."""

    places: Numbers
    words: tuple[str, ...]

    @classmethod
    def all(cls, word: str, number: int) -> Words:
        """The same word so many times."""
        return cls(np.zeros(number, dtype=np.int64), (word,))

    @classmethod
    def joined(cls, parts: Sequence[Words]) -> Words:
        """One after the other."""
        words = tuple(dict.fromkeys(word for part in parts for word in part.words))
        return cls(np.concatenate([part.places_in(words) for part in parts]), words)

    def places_in(self, words: Sequence[str]) -> Numbers:
        """The places of these words in another list; -1 for a word that is not in it."""
        found = [words.index(word) if word in words else -1 for word in self.words]
        return np.array([*found, -1], dtype=np.int64)[self.places]

    def kept(self, those: Truths | Numbers) -> Words:
        return Words(self.places[those], self.words)

    def only(self, where: Truths) -> Words:
        """Empty where it is not true."""
        return Words(np.where(where, self.places, -1), self.words)

    def among(self, *words: str) -> Truths:
        """Where it is one of these words."""
        places = np.array([word in words for word in (*self.words, "")], dtype=np.bool_)
        return places[self.places]

    def read_as(self, meaning: Mapping[str, str]) -> Words:
        """Each word replaced by another one; those without a meaning are empty."""
        meant = Words(self.places, tuple(meaning.get(word, "") for word in self.words))
        words = tuple(dict.fromkeys(meaning.values()))
        return Words(meant.places_in(words), words)

    def unless(self, where: Truths, other: Words) -> Words:
        """These words, and the other ones where it is true."""
        words = tuple(dict.fromkeys((*self.words, *other.words)))
        return Words(np.where(where, other.places_in(words), self.places), words)


@dataclass(frozen=True)
class Chance:
    """Something happens to so many rows in a thousand."""

    name: str
    permille: int

    def of(self, rows: Rows) -> Truths:
        bound = np.uint64(self.permille * 2**32 // 1000)
        return (rows.bits(self.name) >> _HALF) < bound

    def words(self, rows: Rows) -> Words:
        """As ja and nee."""
        return Words(np.where(self.of(rows), 0, 1), ("ja", "nee"))

    def told(self) -> str:
        return f"{self.permille / 10:g} %".replace(".", ",")


@dataclass(frozen=True)
class Spread:
    """A whole number; between two points that follow each other lie as many rows as between the
    next two, evenly. The last point itself is not reached. Points are told in a unit that holds
    `scale` of what is drawn: euros, where cents are drawn.
    """

    name: str
    points: tuple[int, ...]
    unit: str = "dagen"
    scale: int = 1

    def __post_init__(self) -> None:
        if len(self.points) < 2 or list(self.points) != sorted(self.points):
            raise ValueError("points of a spread rise")

    def of(self, rows: Rows) -> Numbers:
        points = np.array(self.points, dtype=np.int64) * self.scale
        where = (rows.bits(self.name) >> _HALF) * np.uint64(len(points) - 1)
        step = (where >> _HALF).astype(np.int64)
        part = (where & _LOW).astype(np.int64)
        return points[step] + ((np.diff(points)[step] * part) >> 32)

    def told(self) -> str:
        return f"{', '.join(map(str, self.points))} {self.unit}"


@dataclass(frozen=True)
class Pick:
    """One of some words, by weight."""

    name: str
    weights: Mapping[str, int]

    @cached_property
    def _table(self) -> Numbers:
        ends = np.cumsum(np.array([0, *self.weights.values()], dtype=np.int64))
        ends = ends * 2**_FINE // ends[-1]
        return np.repeat(np.arange(len(self.weights)), np.diff(ends))

    def of(self, rows: Rows) -> Words:
        bits = (rows.bits(self.name) >> np.uint64(64 - _FINE)).astype(np.int64)
        return Words(self._table[bits], tuple(self.weights))

    def told(self) -> str:
        whole = sum(self.weights.values())
        parts = (f"{word or 'leeg'}: {100 * n / whole:.3g} %" for word, n in self.weights.items())
        return "; ".join(parts).replace(".", ",")


Assumption: TypeAlias = Chance | Spread | Pick
