"""What a cell of a workbook is as text, and a row of a sheet.

The idea that makes it simple: a number, a day or a yes is written in one way only, the way a Dutch
user would type it, so that what was a number in the sheet is read back as that number whatever
notation was declared: a decimal comma, nothing between thousands, and never exactly three decimals
(which could be read as thousands).

It must not know files or sheets.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

INEXACT_FROM = 2.0**53
"""From here on a workbook, which keeps numbers as binary fractions, does not keep every whole
number."""

Value = str | bool | int | float | date | datetime | time | timedelta

ERROR_CELL = "een waarde in plaats van een foutwaarde van het werkblad, zoals #N/B of #VERW!"
NO_RESULT = "een waarde; hier staat een formule waarvan de uitkomst niet bewaard is"


NOTHING: Mapping[int, str] = {}


class SheetRow(NamedTuple):
    """A row of a sheet: its number there (from 1), and values from column `first` (from 0) on.
    There are millions of these, which is why it is no dataclass.
    """

    number: int
    values: list[Value]
    first: int = 0
    problems: Mapping[int, str] = NOTHING
    """Columns (from 0) of which the value is not in the file, with what was expected."""


@dataclass(frozen=True)
class Facts:
    """What is told about a sheet beside its rows."""

    formulas: int = 0
    first_formula: tuple[int, int] = (0, 0)
    """Row and column, from 1."""
    hidden_rows: int = 0
    merged: int = 0


class Sheet(Protocol):
    """A sheet that can be read, of whichever kind of workbook."""

    @property
    def name(self) -> str: ...

    @property
    def is_hidden(self) -> bool: ...

    def has_content(self) -> bool: ...

    def facts(self) -> Facts:
        """Checks that the sheet can be read; raises Unreadable."""

    def rows(self) -> Iterator[SheetRow]:
        """Rows in order, without most of the empty ones. Raises Unreadable. Asked after `facts`."""

    def release(self) -> None:
        """Forgets what was kept to read the rows again."""


def number_text(number: float) -> str:
    """A number as text. Whole numbers exactly; others to the 15 digits that a workbook shows."""
    if number.is_integer():
        return str(int(number))
    text = repr(number)
    if len(text) > 16 or "e" in text:
        text = f"{Decimal(f'{number:.15g}'):f}"
    whole, _, part = text.partition(".")
    if not part:
        return whole
    return f"{whole},{part}0" if len(part) == 3 else f"{whole},{part}"


def day_text(day: date) -> str:
    """A day, or a moment where it is not midnight."""
    if not isinstance(day, datetime):
        return day.isoformat()
    rounded = (day + timedelta(milliseconds=500)).replace(microsecond=0)
    text = rounded.isoformat(sep=" ")
    return text.removesuffix(" 00:00:00")


def duration_text(seconds: int) -> str:
    """Hours, minutes and seconds; more than a day is more than 24 hours."""
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def text_of(value: Value) -> str:
    """A value of a sheet as text. Raises ValueError on a number that is none."""
    match value:
        case str():
            return value
        case bool():
            return "ja" if value else "nee"
        case int():
            return str(value)
        case float():
            if not isfinite(value):
                raise ValueError("not a number")
            return number_text(value)
        case date():
            return day_text(value)
        case timedelta():
            return duration_text(round(value.total_seconds()))
        case time():
            return value.replace(microsecond=0).isoformat()


@dataclass(frozen=True)
class ColumnTexts:
    """The texts of a column, and at which of its rows (from 0) there is no number, or one that may
    have lost its last digits.
    """

    texts: pa.Array
    bad: Sequence[int] = ()
    inexact: Sequence[int] = ()


def column_texts(values: Sequence[Value]) -> ColumnTexts:
    """All of a column at once: numbers by Arrow, other values once for every different one."""
    kinds = set(map(type, values))
    if kinds == {str}:
        return ColumnTexts(pa.array(values, pa.string()))
    floats = [at for at, value in enumerate(values) if type(value) is float]
    numbers = np.array([values[at] for at in floats], dtype=np.float64)
    finite = np.isfinite(numbers)
    texts_of_numbers = _number_texts(np.where(finite, numbers, 0.0))
    if len(floats) == len(values):
        texts = texts_of_numbers
    else:
        known = {(type(one), one): text_of(one) for one in values if type(one) is not float}
        found = [known.get((type(one), one), "") for one in values]
        for at, text in zip(floats, texts_of_numbers.to_pylist(), strict=True):
            found[at] = text
        texts = pa.array(found, pa.string())
    places = np.array(floats, dtype=np.int64)
    inexact = places[finite & (np.abs(numbers) >= INEXACT_FROM)].tolist()
    return ColumnTexts(texts, places[~finite].tolist(), inexact)


def _number_texts(numbers: npt.NDArray[np.float64]) -> pa.Array:
    """What `number_text` makes of each; a test holds the two together."""
    whole = (numbers == np.floor(numbers)) & (np.abs(numbers) < 2.0**63)
    texts_of_whole = pa.array(np.where(whole, numbers, 0.0).astype(np.int64)).cast(pa.string())
    if whole.all():
        return texts_of_whole
    texts = pa.array(numbers).cast(pa.string())
    odd = pc.or_(pc.greater(pc.binary_length(texts), 16), pc.match_substring(texts, "e"))
    texts = pc.replace_substring(texts, ".", ",", max_replacements=1)
    three = pc.match_substring_regex(texts, ",[0-9]{3}$")
    texts = pc.if_else(three, pc.binary_join_element_wise(texts, "0", ""), texts)
    texts = pc.if_else(pa.array(whole), texts_of_whole, texts)
    rest = np.flatnonzero(odd.to_numpy(zero_copy_only=False) & ~whole)
    if not len(rest):
        return texts
    found = texts.to_pylist()
    for at in rest.tolist():
        found[at] = number_text(float(numbers[at]))
    return pa.array(found, pa.string())


def column_letter(column: int) -> str:
    """The name a sheet gives to a column (from 1): A, B, ... Z, AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The column (from 1) of its name in a sheet."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
