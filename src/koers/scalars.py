"""Texts with a meaning: words, choices, days, durations and exact numbers, each read from text and
written one way.

The idea that makes it simple: a scalar is text until the key it stands under says otherwise, so
nothing is guessed and a number that could be two numbers is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction

from koers.findings import suggestion
from koers.grammar import Json, Path, Reading, SchemaNames, Shape
from koers.periods import CENTURY, EARLIEST, LATEST, Duration, read_day
from koers.placed import Node, Scalar


class Text(Shape):
    """A text with a pattern and a way to normalise it; the parent of every scalar shape."""

    def __init__(
        self,
        what: str = "een tekst",
        *,
        pattern: str | None = None,
        normal: Callable[[str], str] | None = None,
        example: str = "",
    ) -> None:
        self.what = what
        self.pattern = pattern
        self.normal = normal
        self.example = example

    def read(self, node: Node, reading: Reading, path: Path) -> Json | None:
        if not isinstance(node, Scalar):
            self.wrong(node, reading)
            return None
        text = node.text.strip()
        if not text:
            reading.add(
                "ongeldige-waarde",
                node,
                f"Hier staat niets; verwacht wordt {self.what}.",
                self._example(),
            )
            return None
        return self.value(text, node, reading)

    def value(self, text: str, node: Scalar, reading: Reading) -> Json | None:
        if self.pattern and not re.fullmatch(self.pattern, text):
            reading.add(
                "ongeldige-waarde", node, f"'{text}' is geen {self._noun()}.", self._example()
            )
            return None
        return self.normal(text) if self.normal else text

    def _noun(self) -> str:
        return self.what.removeprefix("een ")

    def _example(self) -> str:
        return f"Voorbeeld: {self.example}." if self.example else ""

    def schema(self, names: SchemaNames) -> dict[str, object]:
        pattern = f"^(?:{self.pattern})$" if self.pattern else r"\S"
        return {"type": ["string", "number"], "pattern": pattern}


class Choice(Text):
    """One of a few words."""

    def __init__(self, words: Iterable[str], what: str = "een van de keuzes") -> None:
        super().__init__(what)
        self.words = tuple(words)

    def value(self, text: str, node: Scalar, reading: Reading) -> Json | None:
        if text in self.words:
            return text
        allowed = ", ".join(f"'{word}'" for word in self.words)
        message = f"'{text}' kan hier niet. Mogelijk: {allowed}."
        reading.add(
            "ongeldige-waarde",
            node,
            message,
            suggestion(text, self.words) if len(self.words) > 12 else "",
        )
        return None

    def schema(self, names: SchemaNames) -> dict[str, object]:
        return {"enum": list(self.words)}


def _no_day(text: str) -> str:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return f"'{text}' is geen dag in de notatie jjjj-mm-dd."
    years = f"{EARLIEST.year} tot en met {LATEST.year}"
    return f"De dag '{text}' bestaat niet, of ligt niet in de jaren {years}."


class Day(Text):
    """A civil date, jjjj-mm-dd."""

    def __init__(self) -> None:
        super().__init__("een dag", pattern=r"\d{4}-\d{2}-\d{2}", example="2016-07-01")

    def value(self, text: str, node: Scalar, reading: Reading) -> Json | None:
        try:
            return read_day(text).isoformat()
        except ValueError:
            reading.add("ongeldige-waarde", node, _no_day(text), self._example())
            return None

    def schema(self, names: SchemaNames) -> dict[str, object]:
        return {"type": "string", "format": "date", "pattern": f"^{self.pattern}$"}


_UNITS = {
    "dag": (0, 1),
    "dagen": (0, 1),
    "week": (0, 7),
    "weken": (0, 7),
    "maand": (1, 0),
    "maanden": (1, 0),
    "jaar": (12, 0),
}


def duration_of(text: str) -> Duration:
    """The duration a canonical text stands for. Raises ValueError on anything else."""
    match = re.fullmatch(r"([0-9]{1,5}) (dag|dagen|week|weken|maand|maanden|jaar)", text)
    if not match:
        raise ValueError(f"{text!r} is not a duration")
    months, days = _UNITS[match[2]]
    return Duration(int(match[1]) * months, int(match[1]) * days)


class Length(Text):
    """A length of time: '2 jaar', '18 maanden', '6 weken', '56 dagen'. `prefix` words such as
    'hooguit' may stand before.
    """

    def __init__(self, *, prefix: str = "", words: Iterable[str] = ()) -> None:
        self.words = tuple(words)
        optional = f"(?:{prefix} )?" if prefix else ""
        units = "|".join(_UNITS)
        super().__init__(
            "een duur",
            pattern=rf"{optional}[0-9]{{1,5}} (?:{units})",
            example="2 jaar, 18 maanden of 56 dagen",
        )
        self.prefix = prefix

    def value(self, text: str, node: Scalar, reading: Reading) -> Json | None:
        if text in self.words:
            return text
        read = super().value(text, node, reading)
        if not isinstance(read, str):
            return None
        length = duration_of(read.removeprefix(f"{self.prefix} "))
        if length.months > CENTURY.months or length.days > 36525:
            message = f"'{text}' is te lang: een duur is hooguit honderd jaar."
            reading.add("ongeldige-waarde", node, message, self._example())
            return None
        return str(length)

    def schema(self, names: SchemaNames) -> dict[str, object]:
        length: dict[str, object] = {"type": "string", "pattern": f"^{self.pattern}$"}
        return {"anyOf": [length, {"enum": list(self.words)}]} if self.words else length


def fraction_of(text: str) -> Fraction:
    """The exact value of a canonical number: '60%' is 3/5, '2.5' is 5/2."""
    percent = text.endswith("%")
    value = Fraction(Decimal(text.removesuffix("%")))
    return value / 100 if percent else value


def _plain_number(text: str) -> str:
    percent = "%" if text.endswith("%") else ""
    value = Decimal(text.removesuffix("%").replace(",", "."))
    plain = format(value, "f") if value else "0"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return plain + percent


_AMBIGUOUS = r"^-?\d{1,3}(\.\d{3})+%?$"


class Number(Text):
    """An exact decimal, with a comma or a point, or a percentage. '847.045' could be two numbers
    and is refused.
    """

    def __init__(self, what: str = "een getal", *, whole: bool = False) -> None:
        pattern = r"-?\d{1,15}" if whole else r"-?\d{1,15}(?:[.,]\d{1,12})?%?"
        super().__init__(
            what, pattern=pattern, normal=_plain_number, example="12" if whole else "60%, 12 of 2,5"
        )
        self.whole = whole

    def value(self, text: str, node: Scalar, reading: Reading) -> Json | None:
        if re.fullmatch(_AMBIGUOUS, text):
            joined, comma = text.replace(".", ""), text.replace(".", ",")
            reading.add(
                "dubbelzinnig-getal",
                node,
                f"'{text}' kan {joined} of {comma} betekenen.",
                f"Schrijf {joined} (zonder punt) of {comma} (met komma).",
            )
            return None
        return super().value(text, node, reading)

    def schema(self, names: SchemaNames) -> dict[str, object]:
        """Of a number that an editor has read already, no one can tell whether it was ambiguous."""
        types = ["string", "integer" if self.whole else "number"]
        ambiguous = {"type": "string", "pattern": _AMBIGUOUS}
        return {**super().schema(names), "type": types, "not": ambiguous}


class Factor(Text):
    """An exact number, or a name where the text does not start as a number."""

    def value(self, text: str, node: Scalar, reading: Reading) -> Json | None:
        return Number().value(text, node, reading) if _starts_as_number(text) else text


def _starts_as_number(text: str) -> bool:
    return text.lstrip("-")[:1].isdigit()


def is_number(text: str) -> bool:
    """True for an exact decimal or percentage that can be only one number."""
    written = re.fullmatch(Number().pattern or "", text)
    return bool(written) and not re.fullmatch(_AMBIGUOUS, text)


def plain_number(text: str) -> str:
    """The one spelling of a number; a text that is no number, or could be two, stays as it is."""
    return _plain_number(text) if is_number(text) else text


class DayRange(Text):
    """A first and a last day, both included: 2016-07-01..2016-12-31."""

    def __init__(self) -> None:
        day = r"\d{4}-\d{2}-\d{2}"
        super().__init__(
            "een periode", pattern=rf"{day}\.\.{day}", example="2016-07-01..2016-12-31"
        )

    def value(self, text: str, node: Scalar, reading: Reading) -> Json | None:
        read = super().value(text, node, reading)
        if not isinstance(read, str):
            return None
        try:
            first, last = (read_day(part) for part in read.split(".."))
        except ValueError:
            message = f"In de periode '{text}' staat een dag die niet bestaat of te ver weg ligt."
            reading.add("ongeldige-waarde", node, message, self._example())
            return None
        if last < first:
            message = "De laatste dag van de periode ligt voor de eerste."
            reading.add("ongeldige-waarde", node, message, "Draai de dagen om.")
            return None
        return f"{first.isoformat()}..{last.isoformat()}"


YES_NO = Choice(("ja", "nee"), "ja of nee")
"""Yes or no; the document keeps the word."""
