"""Findings: what is wrong with content, said all at once and with its place.

The idea that makes it simple: wrong content is a *value*, never an exception. A reader collects
every finding and goes on; whoever asked decides what to do. An action that is not allowed is
something else (`Refused`), and anything that is neither is a bug and stays an exception.

A finding never holds the content of a personal cell: messages are made from names, counts and
places only.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field

from koers.catalogue import CATALOGUE, Kind, Severity

__all__ = [
    "CATALOGUE",
    "Finding",
    "Findings",
    "Kind",
    "Place",
    "Refused",
    "Severity",
    "suggestion",
]


@dataclass(frozen=True, order=True)
class Place:
    """Where something stands: file name as the user gave it, line and column counted from 1 (0 =
    the whole file).
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong or doubtful: a code of the catalogue, its place, what is wrong, what
    to do.
    """

    code: str
    place: Place
    message: str
    hint: str = ""

    def __post_init__(self) -> None:
        if self.code not in CATALOGUE:
            raise ValueError(f"finding code {self.code!r} is not in the catalogue")

    @property
    def severity(self) -> Severity:
        return CATALOGUE[self.code].severity

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR

    def __str__(self) -> str:
        text = f"{self.place}: {self.severity} [{self.code}] {self.message}"
        return f"{text} {self.hint}" if self.hint else text


@dataclass
class Findings:
    """A collecting list. It keeps the order of the text: `in_order` sorts by place."""

    items: list[Finding] = field(default_factory=list)

    def add(self, code: str, place: Place, message: str, hint: str = "") -> None:
        self.items.append(Finding(code, place, _short(message), _short(hint)))

    def extend(self, findings: Iterable[Finding]) -> None:
        self.items.extend(findings)

    def has_errors(self) -> bool:
        return any(finding.is_error for finding in self.items)

    def in_order(self) -> tuple[Finding, ...]:
        return tuple(sorted(set(self.items), key=lambda f: (f.place, f.code, f.message)))


def _short(text: str) -> str:
    """A message repeats words of the file, and those can be of any length."""
    return text if len(text) <= 400 else f"{text[:250]} … {text[-100:]}"


class Refused(Exception):
    """An action that is not allowed, or not now: a code and a reason fit for the user (exit 2 on
    the command line).
    """

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class Unsound(Refused):
    """Data that turn out to be wrong while they are counted (exit 1 on the command line)."""


def suggestion(word: str, known: Iterable[str]) -> str:
    """A question for the nearest known word, or the whole list when it is short, or nothing."""
    names = sorted(set(known))
    near = difflib.get_close_matches(word.lower(), names, n=1, cutoff=0.6)
    if near:
        return f"Bedoelt u '{near[0]}'?"
    if 0 < len(names) <= 12:
        return "Mogelijk: " + ", ".join(names) + "."
    return ""
