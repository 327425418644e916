"""The sheets of an XLSX workbook.

The idea that makes it simple: the library that reads the values keeps a sheet whole in memory and
does not say which cells are formulas or errors. So the sheet's XML is first scanned in pieces of
whole rows (`workbook_scan`): how far it reaches, what it will cost, and where the cells are that
the library would pass by in silence. What would cost too much never gets to the library.

It must not know headers or what a cell means.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from xml.parsers import expat

import python_calamine as calamine

from koers.delivery.workbook_cells import NOTHING, Facts, SheetRow
from koers.delivery.workbook_package import PIECE, Package, damaged, too_large
from koers.delivery.workbook_scan import FEWER, MOST_CELLS, Scan, place, whole_rows

MOST_COLUMNS = 1000
MOST_MEMORY = 250_000_000
"""Bytes that a sheet may take, so that all of it stays under 512 MB. Measured: 72 for a cell with a
value, 32 for a place of the rectangle around them; a text is kept once per cell."""
LONGEST_TEXT = 1_000_000
"""Bytes of a text with its marks; programs keep 32,767 signs of it at most."""
MOST_SHEETS = 1000

WORKBOOK, STRINGS = "xl/workbook.xml", "xl/sharedstrings.xml"

_P = rb"(?:[\w.-]+:)?"
_SHARED_AT = re.compile(
    rb"""\st\s*=\s*["']s["'][^<>]*>\s*<(?:[\w.-]+:)?v(?:\s[^<>]*)?>\s*([0-9]{1,9})"""
)
_STRING = re.compile(rb"<" + _P + rb"si(?=[\s/>])")
_VALUE = re.compile(rb"</" + _P + rb"(?:v|is)\s*>")


def sheets(package: Package) -> tuple[XlsxSheet, ...]:
    """The worksheets, in the order of the workbook. Raises Unreadable."""
    relations = f"{WORKBOOK.rpartition('/')[0]}/_rels/workbook.xml.rels"
    if WORKBOOK not in package or relations not in package:
        raise damaged()
    targets = {
        attributes.get("Id", ""): attributes.get("Target", "")
        for attributes in _elements(package.small(relations), "Relationship")
    }
    found = []
    for attributes in _elements(package.small(WORKBOOK), "sheet"):
        relation = next((attributes[key] for key in attributes if key.endswith(":id")), "")
        target = targets.get(relation, "").lstrip("/")
        part = (target if target.lower().startswith("xl/") else f"xl/{target}").lower()
        if part.startswith("xl/worksheets/"):
            hidden = attributes.get("state", "visible") != "visible"
            found.append(XlsxSheet(package, attributes.get("name", ""), part, hidden))
    names = [sheet.name for sheet in found]
    if len(names) > MOST_SHEETS:
        raise too_large(f"De werkmap heeft meer dan {MOST_SHEETS} bladen.", "Splits de werkmap.")
    if len(set(names)) < len(names) or not all(sheet.part in package for sheet in found):
        raise damaged()
    return tuple(found)


def _elements(xml: bytes, name: str) -> list[dict[str, str]]:
    """The attributes of every element of a name, whatever its prefix."""
    found: list[dict[str, str]] = []

    def start(element: str, attributes: dict[str, str]) -> None:
        if element.rpartition(":")[2] == name:
            found.append(attributes)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    try:
        parser.Parse(xml, True)
    except expat.ExpatError:
        raise damaged() from None
    return found


@dataclass
class XlsxSheet:
    """A worksheet, not read before it is asked for its facts."""

    package: Package
    name: str
    part: str
    is_hidden: bool
    _scan: Scan | None = field(default=None, repr=False)
    _loaded: calamine.CalamineSheet | None = field(default=None, repr=False)

    def has_content(self) -> bool:
        return any(_VALUE.search(rows) for rows in whole_rows(self.package.xml(self.part)))

    def facts(self) -> Facts:
        for part in self.package.parts:
            if part.endswith((".xml", ".rels")) and not part.startswith("xl/worksheets/"):
                for _ in self.package.xml(part):
                    pass
        scan = Scan()
        for rows in whole_rows(self.package.xml(self.part)):
            scan.add(rows)
        _check_cost(scan, self.package, self.part)
        self._scan = scan
        return Facts(scan.formulas, scan.first_formula, scan.hidden, scan.merged)

    def rows(self) -> Iterator[SheetRow]:
        scan = self._scan
        if scan is None or not scan.cells:
            return
        with _library(scan):
            sheet = self._loaded = self._loaded or self._load()
            start, end = sheet.start or (0, 0), sheet.end or (0, 0)
            if end[0] >= scan.last_row or end[1] >= scan.columns:
                raise damaged()
            bad = _by_row(scan.bad)
            yield from _lost(bad, 0, start[0])
            empty = [""] * (end[1] - start[1] + 1)
            for number, values in enumerate(sheet.iter_rows(), start=1):
                if number > start[0] and (values != empty or number in bad):
                    yield SheetRow(number, values, start[1], bad.get(number, NOTHING))
            yield from _lost(bad, end[0] + 1, scan.last_row)

    def release(self) -> None:
        self._loaded = None

    def _load(self) -> calamine.CalamineSheet:
        path = self.package.path
        if path.suffix == ".xlsx":
            return calamine.load_workbook(str(path)).get_sheet_by_name(self.name)
        # By its content, whatever it is called.
        with path.open("rb") as file:
            return calamine.load_workbook(file).get_sheet_by_name(self.name)


def _lost(bad: dict[int, dict[int, str]], after: int, through: int) -> Iterator[SheetRow]:
    """Rows with nothing but cells that the library passes by."""
    for number in sorted(row for row in bad if after < row <= through):
        yield SheetRow(number, [], 0, bad[number])


def _by_row(cells: dict[int, str]) -> dict[int, dict[int, str]]:
    rows: dict[int, dict[int, str]] = {}
    for cell, problem in cells.items():
        row, column = place(cell)
        rows.setdefault(row, {})[column - 1] = problem
    return rows


@contextmanager
def _library(scan: Scan) -> Iterator[None]:
    """What the library raises on a file it does not understand, as a finding. A panic of its Rust
    code does not derive from Exception, and has no name to import.
    """
    try:
        yield
    except calamine.CalamineError:
        problem = damaged()
    except BaseException as raised:
        if type(raised).__name__ != "PanicException":
            raise
        problem = damaged()
    else:
        return
    if scan.bad:
        row, column = place(min(scan.bad))
        problem.message = "De werkmap kan niet worden gelezen; er staan foutwaarden in het blad."
        problem.hint = "Maak cellen met een foutwaarde (zoals #N/B) leeg en bewaar opnieuw."
        problem.row, problem.column = row, column
    raise problem from None


# --- what a sheet costs --------------------------------------------------------------------------


def _check_cost(scan: Scan, package: Package, part: str) -> None:
    """Whether the library can take the sheet into memory."""
    if scan.columns > MOST_COLUMNS:
        message = f"Het blad is {scan.columns} kolommen breed. Verwacht: hooguit {MOST_COLUMNS}."
        raise too_large(message, "Verwijder wat rechts van de tabel staat.", row=1)
    height = max(scan.last_row - scan.first_row + 1, 0)
    rectangle = height * scan.columns
    cost = 40 * scan.cells + 32 * rectangle + scan.text_bytes
    if STRINGS in package:
        cost += _cost_of_strings(scan, package, part)
    if cost <= MOST_MEMORY:
        return
    if rectangle > 4 * scan.cells:
        message = (
            f"Het blad is {height} rijen hoog en {scan.columns} kolommen breed, maar er zijn maar "
            f"{scan.cells} cellen gevuld."
        )
        hint = f"Kijk of er in rij {scan.last_row} iets staat, en verwijder de lege rijen ervoor."
        raise too_large(message, hint, row=scan.last_row, column=1)
    message = "Het blad heeft te veel tekst om als werkmap te lezen."
    raise too_large(message, "Bewaar het blad als CSV, of splits het.")


def _cost_of_strings(scan: Scan, package: Package, part: str) -> int:
    """Texts stand in the file once, and in memory once for every cell that refers to them."""
    lengths = _string_lengths(package)
    kept = 40 * len(lengths) + package.parts[STRINGS].file_size
    longest = max(lengths, default=0)
    if longest > LONGEST_TEXT:
        message = "De werkmap heeft een cel met meer tekst dan in een cel past."
        raise too_large(message, "Bewaar het blad als CSV.")
    if scan.shared * (longest + 24) <= MOST_MEMORY // 10:
        return kept + scan.shared * (longest + 24)
    bytes_of_cells, found = 0, 0
    for rows in whole_rows(package.xml(part)):
        for index in map(int, _SHARED_AT.findall(rows)):
            found += 1
            bytes_of_cells += lengths[index] if index < len(lengths) else 0
    return kept + 24 * scan.shared + bytes_of_cells + (scan.shared - found) * longest


def _string_lengths(package: Package) -> array[int]:
    """The bytes that every shared text takes in the file, which is never fewer than in memory."""
    starts = array("q")
    done, rest = 0, b""
    for piece in package.xml(STRINGS):
        rest += piece
        end = rest.rfind(b"<")  # the piece may end in the middle of a tag
        starts.extend(done + found.start() for found in _STRING.finditer(rest, 0, max(end, 0)))
        keep = max(end, 0)
        done, rest = done + keep, rest[keep:]
        if len(starts) > 2 * MOST_CELLS:
            raise too_large("De werkmap heeft te veel verschillende teksten.", FEWER)
        if len(rest) > LONGEST_TEXT + PIECE:
            raise too_large("De werkmap heeft een tekst die nergens eindigt.", FEWER)
    starts.append(done + len(rest))
    return array("q", (after - before for before, after in pairwise(starts)))
