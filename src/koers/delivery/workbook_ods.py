"""The sheets of an ODS workbook.

The idea that makes it simple: all of them stand in one XML file, and that is read as a stream, row
by row. A row or cell that stands for a million is kept once, with its number; so neither repeats
nor empty rows cost memory. (The library for XLSX reads ODS too, but gives an error as 0, leaves out
tabs, and takes 624 MB for a sheet with a million empty rows in it.)

It must not know headers or what a cell means.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from koers.delivery.workbook_cells import (
    ERROR_CELL,
    NO_RESULT,
    Facts,
    SheetRow,
    Value,
    duration_text,
)
from koers.delivery.workbook_package import Package, Unreadable, damaged, locked, too_large

CONTENT, MANIFEST = "content.xml", "meta-inf/manifest.xml"
MOST_CELLS = 1_000_000
"""With their repeats; about 3 seconds of reading."""
MOST_COLUMNS = 1000
MOST_ROWS = 1_048_576
MOST_TAGS = 5_000_000
MOST_DEEP = 256
MOST_SHEETS = 1000
MOST_COPIED = 100_000_000
"""Signs of text that stand in the file once for many cells."""
MOST_SPACES, MOST_WORDS = 1_000, 10_000
"""At once, and parts of the text of a cell."""
LONGEST_TEXT = 16_000_000
PIECE = 1 << 18

_TABLE = re.compile(rb"<table:table(?=[\s/>])[^<>]*>|</table:table\s*>")
_NAME = re.compile(rb"""\stable:name\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_STYLE = re.compile(rb"""\stable:style-name\s*=\s*["']([^"']*)["']""")
_HIDDEN_STYLE = re.compile(
    rb"""<style:style\s[^<>]*?style:name="([^"]*)"[^<>]*>\s*"""
    rb"""<style:table-properties\s[^<>]*?table:display="false\""""
)
_HIDDEN = re.compile(rb"""<table:table-row\s[^<>]*?table:visibility="(?:filter|collapse)\"""")
_MERGED = re.compile(
    rb"""number-columns-spanned="(?:[2-9]|1[0-9])|number-rows-spanned="(?:[2-9]|1[0-9])"""
)
_VALUE = b"office:value-type="
_FORMULA = b"table:formula="

_DAY = re.compile(r"([0-9]{4,}-[0-9]{2}-[0-9]{2})(?:T([0-9]{2}:[0-9]{2}:[0-9]{2})[.,]?[0-9]*)?Z?")
_TIME = re.compile(r"(-?)PT(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+)(?:[.,][0-9]+)?S)?")
_ERROR = re.compile(r"Err:[0-9]{3}|#[A-Z0-9/]+[!?]|#N/[AB]")
_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,4})?")
_SIGNS = {"text:tab": "\t", "text:line-break": "\n", "text:span": "", "text:a": ""}
_OUTSIDE = -9


def sheets(package: Package) -> tuple[OdsSheet, ...]:
    """The sheets, in order. Raises Unreadable."""
    if CONTENT not in package:
        raise damaged()
    if MANIFEST in package and b"encryption-data" in package.small(MANIFEST):
        raise locked()
    overview = _Overview()
    rest = b""
    for piece in package.xml(CONTENT, most_tags=MOST_TAGS):
        rest += piece
        end = max(rest.rfind(b"<"), 0)  # the piece may end in the middle of a tag
        overview.add(rest[:end])
        rest = rest[end:]
        if len(rest) > LONGEST_TEXT:
            raise damaged()
    overview.add(rest)
    if overview.deep:
        raise damaged()
    # A copy kept of a sheet in another file has no name.
    found = tuple(
        OdsSheet(package, seen.name, seen.style in overview.hidden_styles, number, seen)
        for number, seen in enumerate(overview.sheets)
        if seen.name
    )
    if len({sheet.name for sheet in found}) < len(found):
        raise damaged()
    return found


@dataclass
class _Seen:
    """What a sheet holds, as far as its tags tell; repeats are not counted."""

    name: str
    style: bytes
    cells: int = 0
    formulas: int = 0
    hidden: int = 0
    merged: int = 0

    def add(self, data: bytes) -> None:
        self.cells += data.count(_VALUE)
        self.formulas += data.count(_FORMULA)
        self.hidden += len(_HIDDEN.findall(data)) if b"table:visibility" in data else 0
        self.merged += len(_MERGED.findall(data)) if b"-spanned=" in data else 0


@dataclass
class _Overview:
    """Goes through the file once, looking at where tables begin and end."""

    sheets: list[_Seen] = field(default_factory=list)
    hidden_styles: set[bytes] = field(default_factory=set)
    deep: int = 0

    def add(self, data: bytes) -> None:
        start = 0
        for tag in _TABLE.finditer(data):
            self._between(data[start : tag.start()])
            start = tag.end()
            if tag[0].startswith(b"</"):
                self.deep -= 1
                continue
            if self.deep == 0:
                if len(self.sheets) == MOST_SHEETS:
                    message = f"De werkmap heeft meer dan {MOST_SHEETS} bladen."
                    raise too_large(message, "Splits de werkmap.")
                name, style = _NAME.search(tag[0]), _STYLE.search(tag[0])
                said = (name[1] or name[2] or b"") if name else b""
                text = html.unescape(said.decode("utf-8", "replace"))
                self.sheets.append(_Seen(text, style[1] if style else b""))
            self.deep += not tag[0].endswith(b"/>")
        self._between(data[start:])

    def _between(self, data: bytes) -> None:
        if self.deep and self.sheets:
            self.sheets[-1].add(data)
        elif b"style:table-properties" in data:
            self.hidden_styles.update(_HIDDEN_STYLE.findall(data))


@dataclass(frozen=True)
class OdsSheet:
    """A sheet that has been seen, not read."""

    package: Package
    name: str
    is_hidden: bool
    number: int
    seen: _Seen = field(repr=False)

    def has_content(self) -> bool:
        return self.seen.cells > 0

    def facts(self) -> Facts:
        if self.seen.cells > MOST_CELLS:
            raise _too_many()
        return Facts(self.seen.formulas, (0, 0), self.seen.hidden, self.seen.merged)

    def rows(self) -> Iterator[SheetRow]:
        cells = copied = 0
        for row, repeated in _Rows(self.number).read(self.package):
            cells += len(row.values) * repeated
            if repeated > 1 or len(set(row.values)) < len(row.values):
                copied += repeated * sum(len(one) for one in row.values if type(one) is str)
            if cells > MOST_CELLS or copied > MOST_COPIED:
                raise _too_many()
            if row.number + repeated - 1 > MOST_ROWS:
                message = f"Het blad heeft meer dan {MOST_ROWS} rijen."
                raise too_large(message, "Bewaar het blad als CSV, of splits het.")
            for number in range(row.number, row.number + repeated):
                yield SheetRow(number, row.values, row.first, row.problems)

    def release(self) -> None:
        """Nothing is kept."""


def _too_many() -> Unreadable:
    message = f"Het blad heeft meer dan {MOST_CELLS:,} cellen of te veel tekst.".replace(",", ".")
    return too_large(message, "Bewaar het blad als CSV of .xlsx, of splits het.")


def _repeats(attributes: dict[str, str], of: str) -> int:
    try:
        return max(int(attributes.get(of, "1")), 1)
    except ValueError:
        raise damaged() from None


@dataclass
class _Rows:
    """Reads one sheet, the `wanted`th (from 0)."""

    wanted: int
    done: list[tuple[SheetRow, int]] = field(default_factory=list)
    number: int = -1
    tables: int = 0
    deep: int = 0
    row_deep: int = _OUTSIDE
    """How deep the row is that is being read."""
    row: int = 1
    repeated: int = 0
    values: list[Value] = field(default_factory=list)
    problems: dict[int, str] = field(default_factory=dict)
    empty: int = 0
    """Empty cells that have not been added yet, as most rows end with many of those."""
    cell: dict[str, str] | None = None
    """The cell of which the text is being collected in `words`."""
    words: list[str] = field(default_factory=list)
    ignored: int = 0
    """How deep something begins that is no text of the cell: a remark, a drawing."""

    def read(self, package: Package) -> Iterator[tuple[SheetRow, int]]:
        """Rows that hold something, with how often they stand there."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        try:
            for piece in package.xml(CONTENT, most_tags=MOST_TAGS):
                for start in range(0, len(piece), PIECE):
                    parser.Parse(piece[start : start + PIECE], False)
                    yield from self.done
                    self.done.clear()
            parser.Parse(b"", True)
        except expat.ExpatError:
            raise damaged() from None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.deep += 1
        if self.deep == self.row_deep + 1:
            self.begin_cell(attributes)
        elif self.cell is not None:
            if not self.ignored:
                self.within(name, attributes)
        elif name == "table:table-row":
            if self.tables == 1 and self.number == self.wanted:
                self.row += self.repeated
                self.repeated = _repeats(attributes, "table:number-rows-repeated")
                self.row_deep = self.deep
                self.values, self.problems, self.empty = [], {}, 0
        elif name == "table:table":
            self.tables += 1
            self.number += int(self.tables == 1)
        elif self.deep > MOST_DEEP:
            raise damaged()

    def begin_cell(self, attributes: dict[str, str]) -> None:
        kind = attributes.get("office:value-type")
        formula = "table:formula" in attributes
        if kind is None and not formula:
            self.empty += _repeats(attributes, "table:number-columns-repeated")
        elif formula or (kind == "string" and "office:string-value" not in attributes):
            self.cell = attributes
            self.words.clear()
        else:
            self.add(attributes, "")

    def within(self, name: str, attributes: dict[str, str]) -> None:
        """A part of the text of a cell."""
        if len(self.words) > MOST_WORDS:
            raise damaged()
        if name == "text:p" and self.deep == self.row_deep + 2:
            self.words.append("\n")
        elif name == "text:s":
            spaces = attributes.get("text:c", "1")
            if not spaces.isdecimal() or len(spaces) > 5 or int(spaces) > MOST_SPACES:
                raise damaged()
            self.words.append(" " * int(spaces))
        elif name in _SIGNS:
            self.words.append(_SIGNS[name])
        else:
            self.ignored = self.deep

    def characters(self, text: str) -> None:
        if self.cell is not None and not self.ignored and self.deep > self.row_deep + 1:
            self.words.append(text)
            if len(self.words) > MOST_WORDS:
                raise damaged()

    def end(self, name: str) -> None:
        self.deep -= 1
        if self.deep == self.row_deep:
            if self.cell is not None:
                self.add(self.cell, "".join(self.words).removeprefix("\n"))
                self.cell, self.ignored = None, 0
        elif self.deep == self.row_deep - 1:
            self.row_deep = _OUTSIDE
            if self.values:
                row = SheetRow(self.row, self.values, 0, self.problems)
                self.done.append((row, self.repeated))
        elif self.ignored > self.deep:
            self.ignored = 0
        elif name == "table:table" and self.row_deep == _OUTSIDE:
            self.tables -= 1
            if self.tables == 0:
                self.row, self.repeated = 1, 0

    def add(self, attributes: dict[str, str], content: str) -> None:
        """A cell with what stands in it."""
        repeated = _repeats(attributes, "table:number-columns-repeated")
        if len(self.values) + self.empty + repeated > MOST_COLUMNS:
            message = f"Het blad is meer dan {MOST_COLUMNS} kolommen breed."
            raise too_large(message, "Verwijder wat rechts van de tabel staat.", row=self.row)
        if self.empty:
            self.values += [""] * self.empty
            self.empty = 0
        value: Value = ""
        try:
            value = _value(attributes, content)
        except ValueError as problem:
            places = range(len(self.values), len(self.values) + repeated)
            self.problems |= dict.fromkeys(places, str(problem))
        self.values += [value] * repeated


def _value(attributes: dict[str, str], content: str) -> Value:
    """A cell as a number or a text. Raises ValueError with what was expected."""
    if "table:formula" in attributes and _is_error(attributes, content):
        raise ValueError(ERROR_CELL)
    match attributes.get("office:value-type"):
        case "string":
            return attributes.get("office:string-value", content)
        case "float" | "percentage" | "currency":
            number = attributes.get("office:value", "")
            if not _NUMBER.fullmatch(number):
                raise ValueError(NO_RESULT)
            return float(number)
        case "date":
            return _day(attributes.get("office:date-value", ""))
        case "time":
            return _duration(attributes.get("office:time-value", ""))
        case "boolean":
            return attributes.get("office:boolean-value") == "true"
        case _:
            raise ValueError(NO_RESULT)


def _is_error(attributes: dict[str, str], content: str) -> bool:
    return attributes.get("calcext:value-type") == "error" or bool(_ERROR.fullmatch(content))


def _day(value: str) -> str:
    found = _DAY.fullmatch(value)
    if found is None:
        raise ValueError("een dag; de inhoud van deze cel is niet als dag bewaard")
    time = found[2] or "00:00:00"
    return found[1] if time == "00:00:00" else f"{found[1]} {time}"


def _duration(value: str) -> str:
    found = _TIME.fullmatch(value)
    if found is None:
        raise ValueError("een tijd; de inhoud van deze cel is niet als tijd bewaard")
    hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    length = hours * 3600 + minutes * 60 + seconds
    return duration_text(-length if found[1] else length)
