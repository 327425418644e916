"""A file of JSON lines, or one list of objects, as a raw table: each object a row, each key a
column.

The idea that makes it simple: the file is read twice. The first time collects the keys, so that an
object that lacks one has an empty cell there; the second time yields the rows. Numbers keep the
text they were written with, so no digit is lost.

It must not know what a key means.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from typing import cast

import pyarrow as pa

from koers.delivery.csv_rows import MOST_BAD, tell_too_many_bad
from koers.delivery.csv_source import MOST_COLUMNS, check_names, tell_unreadable
from koers.delivery.lines import LONGEST_LINE, TextFile, open_text
from koers.delivery.raw import ROWS_AT_A_TIME, BadRow, Options, RawBatch, RawTable
from koers.delivery.unseen import cleaned_header, unseen_in
from koers.findings import Findings, Place

MOST_ROWS = 20_000_000
LONGEST_LIST = 50_000_000
"""Bytes of a file that is one list: it is held in memory as a whole."""
LONGEST_SHOWN = 65_536
"""Signs of a bad row that are kept."""
MOST_EMPTY = 10_000_000
"""Cells that a file may have whatever its size; above it, two for each byte."""
_CELLS_AT_A_TIME = 2_000_000

_BROKEN = 'verwacht een object zoals {"kolom": "waarde"}; dit is geen geldige JSON'
_NO_OBJECT = 'verwacht een object met kolommen, zoals {"kolom": "waarde"}'
_NESTED = "verwacht een tekst of getal; hier staat een lijst of een object"
_TOO_DEEP = "verwacht een object zonder lijsten of objecten erin; dit gaat te diep"
_TWICE = "verwacht elke kolom een keer; in deze rij staat er een vaker"
_CONSTANT = "verwacht een getal of niets; NaN en Infinity zijn dat niet"
_TOO_LONG = "verwacht een regel van hooguit 1.048.576 tekens; deze is langer"
_HALF_SIGN = "verwacht hele tekens; hier staat een half teken (U+D800 tot U+DFFF)"


class _Doubled:
    """An object in which a key stands more than once."""


class _Constant(str):
    """NaN or Infinity, which JSON does not have but many a program writes."""

    __slots__ = ()


class _Bad(Exception):
    """A row that cannot be split into cells, and at which key."""

    def __init__(self, problem: str, key: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.key = key
        self.text = ""


_Value = str | bool | None | _Doubled | list["_Value"] | dict[str, "_Value"]


def _object(pairs: list[tuple[str, _Value]]) -> _Value:
    found = dict(pairs)
    return found if len(found) == len(pairs) else _Doubled()


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=str, parse_float=str, parse_constant=_Constant
)
_SPACE = re.compile(r"[ \t\r\n]*")
_ENDS = ("\n", "\r\n")
_TEXT = frozenset({str})
_WORDS = {True: "ja", False: "nee", None: ""}

_Row = dict[str, str]
_Read = tuple[int, _Row | _Bad]


@dataclass
class _Keys:
    """What the first time through the file found."""

    columns: dict[str, int] = field(default_factory=dict)
    """Every key with the line it first stands on."""
    rows: int = 0
    sound: int = 0
    last: int = 0


def open_table(path: Path, *, name: str, options: Options, findings: Findings) -> RawTable | None:
    """The table in a file of JSON lines or one list of objects, or None with findings. Rows are
    numbered by line; in a list by their place, as many may stand on one line.
    """
    text = open_text(path, name=name, declared=options.encoding, findings=findings)
    if text is None:
        return None
    try:
        size = path.stat().st_size
        is_list = _begins_a_list(text)
        if is_list and size > LONGEST_LIST:
            message = "Het bestand is een lijst van meer dan 50 MB, en die moet in een keer in het "
            message += "geheugen."
            hint = "Bewaar het als JSON-regels: op elke regel een object."
            findings.add("bestand-te-groot", Place(name), message, hint)
            return None
        keys = _keys(_read(text, is_list, name, Findings()))
    except OSError as problem:
        tell_unreadable(name, problem, findings)
        return None
    if not _is_sound(keys, size, name, findings):
        return None
    header = tuple(keys.columns)

    def read() -> Iterator[RawBatch | BadRow]:
        try:
            yield from _batches(_read(text, is_list, name, findings), header, name, findings)
        except OSError as problem:
            tell_unreadable(name, problem, findings)

    notes = (text.note, "een lijst van objecten" if is_list else "een object per regel")
    return RawTable(name, header, 0, read, tuple(note for note in notes if note))


def _keys(rows: Iterator[_Read]) -> _Keys:
    """Every key of the file; stops where there are too many keys or rows."""
    found = _Keys()
    for line, row in rows:
        found.rows += 1
        found.last = line
        if isinstance(row, dict):
            found.sound += 1
            if not found.columns.keys() >= row.keys():
                for key in row:
                    found.columns.setdefault(key, line)
        too_many = found.rows > MOST_ROWS or found.rows - found.sound > MOST_BAD
        if too_many or len(found.columns) > MOST_COLUMNS:
            break
    return found


def _is_sound(keys: _Keys, size: int, name: str, findings: Findings) -> bool:
    columns = len(keys.columns)
    place = Place(name, keys.last)
    if not keys.sound or not columns:
        message = "Geen enkele regel is een object met kolommen."
        hint = 'Schrijf op elke regel een object, zoals {"kolom": "waarde"}.'
        findings.add("kop-onjuist", Place(name, 1, 1), message, hint)
        return False
    if columns > MOST_COLUMNS:
        message = f"Het bestand heeft meer dan {MOST_COLUMNS} kolommen."
        findings.add("bestand-te-groot", place, message, "Laat weg wat niet gevraagd is.")
        return False
    if keys.rows > MOST_ROWS:
        message = "Het bestand heeft meer dan 20.000.000 rijen."
        findings.add("bestand-te-groot", place, message, "Splits het bestand.")
        return False
    if keys.rows * columns > max(MOST_EMPTY, 2 * size):
        message = f"Het bestand heeft {columns} kolommen, en de meeste rijen noemen er maar weinig."
        hint = "Splits het bestand naar soort rij, of lever het als CSV."
        findings.add("bestand-te-groot", place, message, hint)
        return False
    first = Place(name, min(keys.columns.values()))
    return check_names(tuple(keys.columns), first, findings)


# --- rows ----------------------------------------------------------------------------------------


def _batches(
    rows: Iterator[_Read], header: tuple[str, ...], name: str, findings: Findings
) -> Iterator[RawBatch | BadRow]:
    picked = itemgetter(*header) if len(header) > 1 else lambda row: (row[header[0]],)
    most = max(1, min(ROWS_AT_A_TIME, _CELLS_AT_A_TIME // len(header)))
    places = {key: number for number, key in enumerate(header, start=1)}
    numbers: list[int] = []
    cells: list[tuple[str, ...]] = []
    bad: list[BadRow] = []
    number_of_bad = 0
    for line, row in rows:
        if isinstance(row, _Bad):
            read = (row.text,) if row.text else ()
            bad.append(BadRow(line, row.problem, places.get(row.key, 0), read))
            number_of_bad += 1
            if number_of_bad > MOST_BAD:
                tell_too_many_bad(name, line + 1, findings)
                break
        elif any(row.values()):
            numbers.append(line)
            try:
                cells.append(picked(row))
            except KeyError:
                cells.append(tuple([row.get(key, "") for key in header]))
        if len(numbers) + len(bad) == most:
            yield from _batch(numbers, cells, bad)
            numbers, cells, bad = [], [], []
    yield from _batch(numbers, cells, bad)


def _batch(
    numbers: list[int], cells: list[tuple[str, ...]], bad: list[BadRow]
) -> Iterator[RawBatch | BadRow]:
    columns = [pa.array(column, pa.string()) for column in zip(*cells, strict=True)]
    if unseen := unseen_in(columns):
        out = {one.row for one in unseen}
        bad += [BadRow(numbers[u.row], u.problem, u.column + 1, cells[u.row]) for u in unseen]
        mask = pa.array([place not in out for place in range(len(numbers))])
        numbers = [number for place, number in enumerate(numbers) if place not in out]
        columns = [column.filter(mask) for column in columns]
    if numbers:
        yield RawBatch(numbers, columns)
    yield from sorted(bad, key=lambda one: one.row)


def _read(text: TextFile, is_list: bool, name: str, findings: Findings) -> Iterator[_Read]:
    """Every object with the line it begins on. Raises OSError."""
    return _of_list(text, name, findings) if is_list else _of_lines(text)


def _of_lines(text: TextFile) -> Iterator[_Read]:
    cells = _Cells()
    for piece in text.pieces():
        for number, line in enumerate(piece.lines, start=piece.first):
            begin = 0 if line[0] == "{" else _after_space(line, 0)
            if begin != len(line):
                yield number, _row(line, begin, cells)


def _row(line: str, begin: int, cells: _Cells) -> _Row | _Bad:
    if len(line) > LONGEST_LINE:
        return _Bad(_TOO_LONG)
    try:
        value, end = _value(line, begin)
        if line[end:] not in _ENDS and _after_space(line, end) != len(line):
            raise _Bad(_BROKEN)
        return cells.of(value, line)
    except _Bad as problem:
        problem.text = line.strip()[:LONGEST_SHOWN]
        return problem


def _value(text: str, begin: int) -> tuple[_Value, int]:
    """The value that begins there, and where it ends. Raises _Bad."""
    try:
        return _DECODER.raw_decode(text, begin)
    except json.JSONDecodeError:
        raise _Bad(_BROKEN) from None
    except RecursionError:
        raise _Bad(_TOO_DEEP) from None


@dataclass
class _Cells:
    """Objects to rows. Nearly all are plain: texts under names that need no cleaning. That is seen
    without a look at each cell.
    """

    plain: set[str] = field(default_factory=set)
    """Names that are what they look like, as far as they were met."""

    def of(self, value: _Value, text: str) -> _Row:
        """The row of an object, and the text it was read from. Raises _Bad."""
        if isinstance(value, _Doubled):
            raise _Bad(_TWICE)
        if not isinstance(value, dict):
            raise _Bad(_NO_OBJECT)
        plain = self.plain >= value.keys() and "\\u" not in text
        if plain and _TEXT.issuperset(map(type, value.values())):
            return cast(_Row, value)
        cells: _Row = {}
        for key, one in value.items():
            name = self._named(key)
            if isinstance(one, list | dict | _Doubled):
                raise _Bad(_NESTED, name)
            if isinstance(one, _Constant):
                raise _Bad(_CONSTANT, name)
            cells[name] = one if isinstance(one, str) else _WORDS[one]
        if len(cells) != len(value):
            raise _Bad(_TWICE)
        if not _is_whole(cells):
            raise _Bad(_HALF_SIGN)
        return cells

    def _named(self, key: str) -> str:
        name = key if key in self.plain else cleaned_header(key)
        if name == key and len(self.plain) <= MOST_COLUMNS:
            self.plain.add(key)
        return name


def _is_whole(cells: _Row) -> bool:
    """Whether no text has half of a sign in it, which only an escape can write."""
    try:
        "".join((*cells, *cells.values())).encode()
    except UnicodeEncodeError:
        return False
    return True


# --- one list ------------------------------------------------------------------------------------


def _begins_a_list(text: TextFile) -> bool:
    for piece in text.pieces():
        for line in piece.lines:
            if begun := line.strip():
                return begun.startswith("[")
    return False


def _of_list(text: TextFile, name: str, findings: Findings) -> Iterator[_Read]:
    """The elements of the list, numbered from 1; where the list is broken, reading stops with a
    finding.
    """
    whole = "".join(line for piece in text.pieces() for line in piece.lines)
    cells, number = _Cells(), 0
    at = _after_space(whole, whole.index("[") + 1)
    try:
        while not whole.startswith("]", at):
            number += 1
            begin = at
            value, at = _value(whole, begin)
            yield number, _element(value, whole[begin:at], cells)
            at = _after_space(whole, at)
            more = whole.startswith(",", at)
            at = _after_space(whole, at + 1) if more else at
            if whole.startswith("]", at) == more:
                raise _Bad(_BROKEN)
        at = _after_space(whole, at + 1)
        if at < len(whole):
            raise _Bad(_BROKEN)
    except _Bad:
        line = whole.count("\n", 0, at) + 1
        message = f"Vanaf regel {line} is het bestand geen geldige JSON; de rest is niet gelezen."
        hint = "Bewaar het als JSON-regels: op elke regel een object."
        findings.add("regel-onleesbaar", Place(name, line, 1), message, hint)


def _element(value: _Value, text: str, cells: _Cells) -> _Row | _Bad:
    try:
        return cells.of(value, text)
    except _Bad as problem:
        return problem


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
