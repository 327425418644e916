"""The data dictionary ("woordenboek"): which tables a domain delivers, and what their columns mean.

The idea that makes it simple: five kinds of table (moments, spells, scores, figures, subjects),
each with one subject column, one or two day columns and named columns; everything an agreement may
refer to is a name here. The shipped dictionaries are ordinary files in `koers/woordenboeken`; a
municipality writes its own in the same form.

It must not know agreements, indicators or rows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from koers.periods import EARLIEST, LATEST, NO_TIME, Duration, read_day


class ColumnType(StrEnum):
    """What a cell holds; values are the file's words."""

    KEY = "sleutel"
    TEXT = "tekst"
    CODE = "code"
    DAY = "dag"
    NUMBER = "getal"
    YES_NO = "ja-nee"


class TableKind(StrEnum):
    """What a row is (`semantics.md` F1); values are the file's words."""

    MOMENT = "moment"
    SPELL = "tijdvak"
    SCORE = "score"
    FIGURE = "cijfer"
    SUBJECT = "onderwerp"


@dataclass(frozen=True)
class CodeList:
    """Codes with their labels, in the order of the scale where `ordered`; `not_a_score` codes mean
    "no score" (F8).
    """

    name: str
    title: str
    codes: tuple[tuple[str, str], ...]
    ordered: bool = False
    source: str = ""
    not_a_score: tuple[str, ...] = ()
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Named sets of codes that an agreement may use as one value ("werk": 11 and 13)."""

    def rank(self, code: str) -> int:
        """Position in the list. Raises KeyError on a code that is not in it."""
        for index, (known, _) in enumerate(self.codes):
            if known == code:
                return index
        raise KeyError(code)

    def expand(self, word: str) -> tuple[str, ...] | None:
        """The codes that a word of an agreement stands for: a code, a label or the name of a group;
        None if none.
        """
        for name, members in self.groups:
            if word == name:
                return members
        if any(word == code for code, _ in self.codes):
            return (word,)
        found = tuple(code for code, label in self.codes if word.lower() == label.lower())
        return found or None

    def words(self) -> list[str]:
        """Everything `expand` understands, for suggestions."""
        labels = [label for _, label in self.codes]
        return [code for code, _ in self.codes] + labels + [name for name, _ in self.groups]


@dataclass(frozen=True)
class Column:
    """A column; numbers are whole numbers in the smallest `unit` (cent, 1/100 uur), so 12,50 euro
    is 1250 (C5).
    """

    name: str
    type: ColumnType
    title: str = ""
    unit: str = ""
    decimals: int = 0
    code_list: CodeList | None = None
    personal: bool = False
    required: bool = False


@dataclass(frozen=True)
class Table:
    """A table of one kind, about one kind of subject."""

    name: str
    kind: TableKind
    subject: str
    subject_column: str
    columns: Mapping[str, Column]
    key: tuple[str, ...]
    day_column: str | None = None
    last_day_column: str | None = None
    end_is_exclusive: bool = False
    value_column: str | None = None
    valid_for: Duration | None = None
    birth_column: str | None = None
    row_name: str = "rij"
    noun: str = ""
    """How a row is called in a sentence, with its article if it has one: "een uitkering", "betaald
    werk".
    """
    key_domain: str = ""
    title: str = ""
    lag: Duration = NO_TIME
    """How long after a day rows about it still come in."""

    @property
    def value_codes(self) -> CodeList | None:
        """The code list of a score's values."""
        return self.columns[self.value_column].code_list if self.value_column else None


@dataclass(frozen=True)
class Subject:
    """What is counted: a person, a decision, a survey answer, a contract. `name` is singular,
    `plural` is shown.
    """

    name: str
    plural: str
    is_person: bool = False


@dataclass(frozen=True)
class Split:
    """One way to split figures, with one source (P1): a column of the counted row (`table` is
    None), or of a table.
    """

    name: str
    column: str
    table: str | None = None
    multiple: bool = False
    title: str = ""
    names_party: bool = False
    """Its values are parties of the agreement (municipalities): norms and K may be per value."""


@dataclass(frozen=True)
class Dictionary:
    """All names of a domain. Built by `koers.dictionary_format`; references inside it are sound."""

    name: str
    title: str
    version: str
    subjects: Mapping[str, Subject]
    tables: Mapping[str, Table]
    splits: Mapping[str, Split]
    code_lists: Mapping[str, CodeList]
    document_hash: str = ""
    document: bytes = field(default=b"", repr=False, compare=False)
    """Canonical JSON of what it was built from, to be kept beside what was delivered by it."""

    def births(self, subject: str) -> Table | None:
        """The subject table that holds birth dates of a kind of subject, if there is one (F2)."""
        found = (t for t in self.tables.values() if t.subject == subject and t.birth_column)
        return next(found, None)

    def column_names(self) -> tuple[str, ...]:
        """Every column name of every table, for editors and suggestions."""
        return tuple(sorted({name for table in self.tables.values() for name in table.columns}))


def code_order(column: Column, value: str) -> tuple[int, str]:
    """How values of a column are ordered where a lowest one is asked: by code list, else as text
    (P1).
    """
    if column.code_list and any(code == value for code, _ in column.code_list.codes):
        return (column.code_list.rank(value), value)
    return (10**9, value)


Cell = str | int | date | None
"""A typed cell: codes, keys and texts as text; numbers in the smallest unit; days; None is empty.
"""


def read_cell(column: Column, text: str) -> Cell:
    """The typed value of a cell's text. Raises ValueError with the expectation in Dutch; never
    repeats the text.

    Days are jjjj-mm-dd. Numbers take a decimal comma or point and no thousands separator, and are
    scaled to the smallest unit; more decimals than the unit has are refused. Codes must be in the
    code list.
    """
    text = unicodedata.normalize("NFC", text.strip())
    if not text:
        return None
    match column.type:
        case ColumnType.DAY:
            return _read_day(text)
        case ColumnType.NUMBER:
            return _read_number(column, text)
        case ColumnType.YES_NO:
            if text.lower() not in ("ja", "nee"):
                raise ValueError("ja of nee")
            return text.lower()
        case ColumnType.CODE if column.code_list:
            if column.code_list.expand(text) != (text,):
                raise ValueError(f"een code van de lijst '{column.code_list.name}'")
            return text
        case _:
            return text


def _read_day(text: str) -> date:
    try:
        return read_day(text)
    except ValueError:
        pass
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(
            f"een dag die bestaat, in de jaren {EARLIEST.year} tot en met {LATEST.year}; "
            "een einde dat er nog niet is blijft leeg"
        )
    raise ValueError("een dag, jjjj-mm-dd, zoals 2016-07-01")


def _read_number(column: Column, text: str) -> int:
    match = re.fullmatch(r"(-?)([0-9]{1,15})(?:[.,]([0-9]+))?", text)
    if not match:
        raise ValueError("een getal zonder punten tussen duizendtallen, zoals 1250 of 12,50")
    sign, whole, part = match[1], match[2], match[3] or ""
    if column.decimals and re.fullmatch(r"-?[0-9]{1,3}\.[0-9]{3}", text):
        raise ValueError(
            "een getal zonder punt voor drie cijfers: dat kan duizendtal of decimaal zijn"
        )
    if len(part) > column.decimals:
        raise ValueError(f"een getal met hooguit {column.decimals} cijfers achter de komma")
    value = int(whole + part.ljust(column.decimals, "0"))
    if value >= 10**18:
        raise ValueError("een getal van hooguit 18 cijfers, die achter de komma meegeteld")
    return -value if sign else value
