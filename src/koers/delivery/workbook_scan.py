"""The XML of a sheet of an XLSX workbook, scanned in pieces of whole rows.

The idea that makes it simple: only counts and addresses are taken from it, in bounded memory: how
far the sheet reaches, and where the cells are that the library passes by in silence. A sheet that
is not written as programs write it (a cell twice, rows out of order, an address that cannot be) is
refused here, because the library would lose a cell or take all memory.

It must not know workbooks, nor read a value.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from koers.delivery.workbook_cells import ERROR_CELL, NO_RESULT, column_number
from koers.delivery.workbook_package import Unreadable, too_large

MOST_CELLS = 2_000_000
MOST_ROWS = 1_048_576
MOST_BAD_CELLS = 200_000
LONGEST_ROW = 4_000_000
FEWER = "Verwijder lege rijen en kolommen met opmaak, of bewaar het blad als CSV."

_ODD = "De cellen van het blad staan niet zoals rekenprogramma's ze schrijven"

_P = rb"(?:[\w.-]+:)?"
_ROW_END = re.compile(rb"</" + _P + rb"row\s*>|<" + _P + rb"row(?:\s[^<>]*)?/>")
_DATA_END = re.compile(rb"</" + _P + rb"sheetData\s*>|<" + _P + rb"sheetData\s*/>")
_CELL_END = re.compile(rb"</" + _P + rb"c\s*>")
_USUAL_CELL = re.compile(rb'<c r="([A-Z]{1,3}[0-9]{1,7})"(?:[^<>]*[^<>/])?>')
_CELL = re.compile(rb"<" + _P + rb"c(?:\s((?:[^<>]*[^<>/])?))?>")
_ANY_CELL = re.compile(rb"<" + _P + rb"c[\s/>]")
_AT = re.compile(rb"""(?:^|\s)r\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,7})["']""")
_LETTERS, _DIGITS = string.ascii_uppercase.encode(), string.digits.encode()
_HAS_AT = re.compile(rb"(?:^|\s)r\s*=")
_OF_FORMULA = rb"f(?:\s[^<>]*)?(?:/>|>[^<]*</" + _P + rb"f>)"
_FORMULA = re.compile(
    _CELL.pattern + rb"\s*<" + _P + _OF_FORMULA + rb"\s*(<" + _P + rb"v(?:\s[^<>]*)?>[^<])?"
)
_IS_TEXT = re.compile(rb"""\st\s*=\s*["'](?:str|inlineStr)["']""")
_IS_ERROR = re.compile(rb"""\st\s*=\s*["']e["']""")
_HIDDEN = re.compile(rb"<" + _P + rb"""row\s[^<>]*hidden\s*=\s*["'](?:1|true)["']""")
_MERGED = re.compile(rb"<" + _P + rb"mergeCell\s")


def whole_rows(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes, cut where a row ends. Raises Unreadable on a row without end."""
    rest, below = b"", False
    for piece in pieces:
        if below:
            yield piece
            continue
        rest += piece
        if below := b"sheetData" in rest and _DATA_END.search(rest) is not None:
            yield rest
            rest = b""
            continue
        end = rest.rfind(b"</row>") + 6
        if end == 5:
            end = _last_row_end(rest, len(rest) - 65_536) or _last_row_end(rest, 0)
        if end:
            yield rest[:end]
            rest = rest[end:]
        elif len(rest) > LONGEST_ROW:
            raise too_large("Het blad heeft een rij die nergens eindigt.", FEWER)
    yield rest


def _last_row_end(rows: bytes, start: int) -> int:
    return max((found.end() for found in _ROW_END.finditer(rows, max(start, 0))), default=0)


def _cell(row: int, column: int) -> int:
    """A cell as one number, so that many fit; cells sort as they are read."""
    return row << 14 | column


def place(cell: int) -> tuple[int, int]:
    return cell >> 14, cell & 0x3FFF


@dataclass
class Scan:
    """What there is in a sheet, counted row by row."""

    cells: int = 0
    columns: int = 0
    first_row: int = MOST_ROWS + 1
    last_row: int = 0
    without_address: int = 0
    text_bytes: int = 0
    shared: int = 0
    hidden: int = 0
    merged: int = 0
    formulas: int = 0
    first_formula: tuple[int, int] = (0, 0)
    bad: dict[int, str] = field(default_factory=dict)
    """Cells of which the value is not in the file."""

    def add(self, rows: bytes) -> None:
        """Whole rows, or what stands before or after them."""
        if b"hidden" in rows:
            self.hidden += len(_HIDDEN.findall(rows))
        if b"mergeCell" in rows:
            self.merged += len(_MERGED.findall(rows))
        cells = rows.count(b"</c>")
        if b":c" in rows or rows.count(b"</c") > cells:  # a prefix, or a space before the end
            cells = len(_CELL_END.findall(rows))
        if not cells:
            return
        self.cells += cells
        if self.cells > MOST_CELLS:
            message = f"Het blad heeft meer dan {MOST_CELLS:,} cellen.".replace(",", ".")
            raise too_large(message, "Bewaar het blad als CSV, of splits het.")
        self._addresses(rows, cells)
        if b"str" in rows or b"inlineStr" in rows:
            self.text_bytes += len(rows)
        self.shared += rows.count(b'"s"') + rows.count(b"'s'")
        self._bad_cells(rows)

    def _addresses(self, rows: bytes, cells: int) -> None:
        usual = _usual_addresses(rows, cells)
        if usual is not None:
            first, last, columns = usual
        elif found := self._unusual_addresses(rows, cells):
            addresses = b" ".join(found)
            numbers = set(map(int, set(addresses.translate(None, _LETTERS).split())))
            letters = set(addresses.translate(None, _DIGITS).split())
            first, last = min(numbers), max(numbers)
            columns = max(column_number(one.decode()) for one in letters)
        else:
            return
        if first < 1 or last > MOST_ROWS:
            raise Unreadable("bestand-onleesbaar", f"{_ODD}: een rij heeft een onmogelijk nummer.")
        if first <= self.last_row:
            raise Unreadable("bestand-onleesbaar", f"{_ODD}: de rijen staan door elkaar.")
        self.first_row = min(self.first_row, first)
        self.last_row = last
        self.columns = max(self.columns, columns)

    def _unusual_addresses(self, rows: bytes, cells: int) -> list[bytes]:
        """Of cells with prefixes, in another order, or among empty ones."""
        found: list[bytes] = _USUAL_CELL.findall(rows)
        if len(found) != cells:
            tags: list[bytes] = _CELL.findall(rows)
            if len(tags) != cells:
                raise Unreadable("bestand-onleesbaar", f"{_ODD}.")
            at = [_AT.search(tag) for tag in tags]
            if any(_HAS_AT.search(tag) for tag, one in zip(tags, at, strict=True) if not one):
                raise Unreadable("bestand-onleesbaar", f"{_ODD}: een adres kan niet bestaan.")
            found = [one[1].upper() + one[2] for one in at if one]
            if len(found) < cells:
                self._without_address(rows, cells - len(found))
        if len(set(found)) < len(found):
            raise Unreadable("bestand-onleesbaar", f"{_ODD}: een cel staat er twee keer.")
        return found

    def _without_address(self, rows: bytes, cells: int) -> None:
        """Cells that only follow each other: how far they reach at most."""
        if self.without_address == 0 and self.cells > cells:
            raise Unreadable("bestand-onleesbaar", f"{_ODD}: er staan cellen zonder adres tussen.")
        self.without_address += cells
        parts = _ROW_END.split(rows)
        self.first_row = 1
        self.last_row += len(parts)
        self.columns = max(self.columns, *(len(_ANY_CELL.findall(part)) for part in parts))

    def _bad_cells(self, rows: bytes) -> None:
        if b'"e"' in rows or b"'e'" in rows:
            for tag in _CELL.findall(rows):
                if _IS_ERROR.search(b" " + tag):
                    self._bad(tag, ERROR_CELL)
        if b"f>" not in rows and b"<f" not in rows and b":f" not in rows:
            return
        for found in _FORMULA.finditer(rows):
            tag = found[1] or b""
            self.formulas += 1
            if self.formulas == 1 and (at := _AT.search(tag)):
                self.first_formula = int(at[2]), column_number(at[1].decode().upper())
            # A formula may well give an empty text; then the cell says that it is text.
            if found[2] is None and not _IS_TEXT.search(b" " + tag):
                self._bad(tag, NO_RESULT)

    def _bad(self, tag: bytes, problem: str) -> None:
        at = _AT.search(tag)
        if at is None:
            message = f"{_ODD}: er zijn cellen zonder adres met een foutwaarde of formule."
            raise Unreadable("bestand-onleesbaar", message)
        if len(self.bad) >= MOST_BAD_CELLS:
            number = f"{MOST_BAD_CELLS:,}".replace(",", ".")
            message = f"Meer dan {number} cellen hebben een foutwaarde, of een formule zonder "
            message += "bewaarde uitkomst."
            hint = "Open het bestand in een rekenprogramma, laat het rekenen en bewaar het opnieuw."
            raise Unreadable("bestand-onleesbaar", message, hint)
        self.bad[_cell(int(at[2]), column_number(at[1].decode().upper()))] = problem


_Bytes = npt.NDArray[np.uint8]


def _usual_addresses(rows: bytes, cells: int) -> tuple[int, int, int] | None:
    """The first and the last row and the last column, where every cell begins as programs write
    it (`<c r="AB12"`), holds something, and comes after the one before it; else None. All cells at
    once, which is many times as fast as one by one.
    """
    data: _Bytes = np.frombuffer(rows + bytes(16), dtype=np.uint8)
    starts = np.flatnonzero((data[:-16] == ord("<")) & (data[1:-15] == ord("c")))
    if len(starts) != cells:
        return None
    for offset, sign in enumerate(b' r="', start=2):
        if not (data[starts + offset] == sign).all():
            return None
    at = starts + 6
    row, column = np.zeros(cells, np.int64), np.zeros(cells, np.int64)
    letters = digits = np.ones(cells, dtype=bool)
    for place in range(11):
        signs = data[at + place].astype(np.int64)
        letters = letters & (signs >= ord("A")) & (signs <= ord("Z"))
        before, digits = digits, digits & (signs >= ord("0")) & (signs <= ord("9")) | letters
        if (signs[before & ~digits] != ord('"')).any():
            return None
        if place < 3:
            column = np.where(letters, column * 26 + signs - 64, column)
        elif letters.any():
            return None
        row = np.where(digits & ~letters, row * 10 + signs - 48, row)
        if not digits.any():
            break
    if digits.any() or not (column.all() and row.all()):
        return None
    cell = (row << 14) + column
    if (np.diff(cell) <= 0).any():
        return None
    return int(row[0]), int(row[-1]), int(column.max())
