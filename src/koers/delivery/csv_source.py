"""A CSV file as a raw table: its encoding, separator and header found out and told.

The idea that makes it simple: everything that can be guessed is guessed from the top of the file
and said in a note; what cannot be right (a column twice, a column without a name) is a finding, and
then no row is read.

It must not know what a column means. How lines become rows is in `csv_rows`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from koers.delivery.csv_rows import (
    MOST_LINES_OF_A_RECORD,
    Rows,
    RowSplitter,
    Stopped,
    without_footer,
)
from koers.delivery.lines import Piece, TextFile, open_text
from koers.delivery.raw import Options, RawTable
from koers.delivery.unseen import cleaned_header, first_unseen, shown
from koers.findings import Findings, Place
from koers.placed import why_unreadable

MOST_COLUMNS = 1000
WIDEST = 16_384
"""Cells in a header with those without a name at the end: as wide as a worksheet."""
SEPARATORS = {";": "puntkomma's", "\t": "tabs", "|": "rechte strepen", ",": "komma's"}
"""Of two that make as much sense the first is chosen: a comma is more often that of a number."""

_SAMPLE = 20
_NOTHING = " ;,|\t\r\n"
_EXCEL_SAYS = re.compile(r'"?sep=(.)"?[\r\n]*', re.IGNORECASE)


@dataclass(frozen=True)
class _Header:
    """The header as it was found: `line` where it begins, `end` the line after it."""

    cells: tuple[str, ...]
    separator: str
    line: int
    end: int
    notes: tuple[str, ...]


def open_table(path: Path, *, name: str, options: Options, findings: Findings) -> RawTable | None:
    """The table in a CSV file, or None with findings. Findings on the way through the rows come
    later, while they are read.
    """
    text = open_text(path, name=name, declared=options.encoding, findings=findings)
    if text is None:
        return None
    try:
        header = _header(text, name, options, findings)
    except OSError as problem:
        tell_unreadable(name, problem, findings)
        return None
    if header is None:
        return None
    width = len(header.cells)
    kept = max((place for place, cell in enumerate(header.cells, start=1) if cell), default=0)
    place = Place(name, header.line)
    if width > WIDEST:
        _tell_too_wide(width, place, findings)
        return None
    if not check_names(header.cells[:kept], place, findings):
        return None
    notes = [text.note, *header.notes]
    if kept < width:
        number = width - kept
        columns = "lege kolom" if number == 1 else "lege kolommen"
        notes.append(f"{number} {columns} zonder naam achteraan weggelaten")

    def read() -> Iterator[Rows]:
        splitter = RowSplitter(name, header.separator, width, kept, findings)
        pieces = splitter.split(_below(text, header.end))
        try:
            yield from without_footer(pieces, rows=options.footer_rows)
        except Stopped:
            return
        except OSError as problem:
            tell_unreadable(name, problem, findings)

    return RawTable(
        name, header.cells[:kept], header.line, read, tuple(note for note in notes if note)
    )


def check_names(names: Sequence[str], header: Place, findings: Findings) -> bool:
    """Whether the columns can be told apart by name; every one that cannot is a finding."""
    before = len(findings.items)
    if len(names) > MOST_COLUMNS:
        _tell_too_wide(len(names), header, findings)
        return False
    first: dict[str, int] = {}
    for number, name in enumerate(names, start=1):
        place = Place(header.file, header.line, number)
        if not name:
            message = f"Kolom {number} heeft geen naam in de kop."
            findings.add("kop-onjuist", place, message, "Geef de kolom een naam of haal haar weg.")
        elif (sign := first_unseen(name)) is not None:
            message = f"In de naam van kolom {number} staat een onzichtbaar teken"
            message += f" (U+{ord(sign):04X})."
            findings.add("onzichtbaar-teken", place, message, "Typ de naam opnieuw.")
        elif name in first:
            message = f"De kolom '{shown(name)}' staat twee keer in de kop."
            hint = f"Zij is ook kolom {first[name]}. Laat er een staan of geef ze eigen namen."
            findings.add("kop-onjuist", place, message, hint)
        else:
            first[name] = number
    return len(findings.items) == before


def _tell_too_wide(width: int, header: Place, findings: Findings) -> None:
    message = f"Het bestand heeft {width} kolommen. Verwacht: hooguit {MOST_COLUMNS}."
    findings.add("bestand-te-groot", header, message, "Laat weg wat niet gevraagd is.")


def tell_unreadable(name: str, problem: OSError, findings: Findings) -> None:
    message = f"Het bestand kan niet worden gelezen ({why_unreadable(problem)})."
    findings.add("bestand-onleesbaar", Place(name), message, "Controleer het bestand.")


def _below(text: TextFile, end: int) -> Iterator[Piece]:
    """What stands from line `end` on."""
    for piece in text.pieces():
        skipped = max(end - piece.first, 0)
        if skipped < len(piece.lines):
            yield Piece(piece.first + skipped, piece.lines[skipped:])


# --- the header ----------------------------------------------------------------------------------


def _header(text: TextFile, name: str, options: Options, findings: Findings) -> _Header | None:
    notes: list[str] = []
    separator = options.separator
    if separator is not None and (len(separator) != 1 or separator in '"\r\n'):
        message = "Een scheidingsteken is een teken, zoals ; of een tab."
        findings.add("ongeldige-waarde", Place(name), message)
        return None
    wanted = max(options.header_row, 1)
    top = _top(text, wanted)
    if wanted == 1 and top and (said := _EXCEL_SAYS.fullmatch(top[0][1])):
        separator = separator or said.group(1)
        notes.append("regel 1 (sep=) zegt het scheidingsteken")
        top = top[1:]
    if wanted == 1:
        while top and _is_blank(top[0][1]):
            top = top[1:]
    if not top or _is_blank(top[0][1]):
        _tell_no_header(name, options, findings)
        return None
    line, lines = top[0][0], [text_line for _, text_line in top]
    if line > 1:
        notes.append(f"kop op regel {line}")
    found = _separated(lines, separator, options)
    if found is None or (len(found[1]) == 1 and '"' in found[1][0]):
        message = "In de kop sluit een aanhalingsteken niet, of staat het midden in een cel."
        hint = "Kijk naar de aanhalingstekens op deze regel."
        findings.add("kop-onjuist", Place(name, line, 1), message, hint)
        return None
    sign, cells, used = found
    if separator is None and len(cells) > 1:
        notes.insert(0, f"gescheiden met {_spoken(sign)} (herkend)")
    if separator is not None and _told_other_separator(
        found, lines, options, Place(name, line, 1), findings
    ):
        return None
    return _Header(tuple(map(cleaned_header, cells)), sign, line, line + used, tuple(notes))


def _top(text: TextFile, wanted: int) -> list[tuple[int, str]]:
    """Lines from the wanted one on, as many as a header and a sample may take, with numbers."""
    top: list[tuple[int, str]] = []
    for piece in text.pieces():
        for number, line in enumerate(piece.lines, start=piece.first):
            if number >= wanted and (top or wanted > 1 or not _is_blank(line)):
                top.append((number, line))
            if len(top) == MOST_LINES_OF_A_RECORD + _SAMPLE:
                return top
    return top


def _is_blank(line: str) -> bool:
    return not line.strip(_NOTHING)


def _tell_no_header(name: str, options: Options, findings: Findings) -> None:
    if options.header_row > 1:
        message = f"Regel {options.header_row}, waar de kop moet staan, is leeg of ontbreekt."
        hint = "Verbeter 'kopregel' in de aanlevering."
    else:
        message = "Het bestand is leeg, ook de kopregel ontbreekt."
        hint = "Maak of haal het bestand opnieuw."
        if options.expected:
            hint = f"Nodig: {', '.join(options.expected[:20])}."
    findings.add("kop-onjuist", Place(name, max(options.header_row, 1), 1), message, hint)


_Found = tuple[str, list[str], int]
"""A separator, the cells of the header, and how many lines those take."""


def _separated(lines: Sequence[str], declared: str | None, options: Options) -> _Found | None:
    """The header by the declared separator, or by the one that makes most sense of it."""
    found = [_record(lines, sign) for sign in ([declared] if declared else SEPARATORS)]
    read = [one for one in found if one is not None]
    return max(read, key=lambda one: _sense(one, lines, options), default=None)


def _record(lines: Sequence[str], sign: str) -> _Found | None:
    reader = csv.reader(lines[:MOST_LINES_OF_A_RECORD], delimiter=sign, strict=True)
    try:
        cells = next(reader)
    except (csv.Error, StopIteration):
        return None
    return sign, cells, reader.line_num


def _sense(found: _Found, lines: Sequence[str], options: Options) -> tuple[int, bool, int, int]:
    """How much sense a separator makes: names that are looked for, more than one cell, rows below
    with as many cells, cells.
    """
    sign, cells, used = found
    names = {cleaned_header(cell).casefold() for cell in cells}
    wanted = names & {name.casefold() for name in options.expected}
    sample = csv.reader(lines[used : used + _SAMPLE], delimiter=sign)
    try:
        agreeing = sum(len(row) == len(cells) for row in sample)
    except csv.Error:
        agreeing = 0
    return len(wanted), len(cells) > 1, agreeing, len(cells)


def _told_other_separator(
    found: _Found, lines: Sequence[str], options: Options, place: Place, findings: Findings
) -> bool:
    """Whether the header is one cell by the declared separator, and more by another one."""
    if len(found[1]) > 1:
        return False
    other = _separated(lines, None, options)
    if other is None or len(other[1]) == 1:
        return False
    message = (
        f"De kolommen lijken met {_spoken(other[0])} gescheiden, niet met {_spoken(found[0])}."
    )
    hint = "Verbeter 'scheidingsteken' in de aanlevering, of laat het weg: dan wordt het herkend."
    findings.add("kop-onjuist", place, message, hint)
    return True


def _spoken(sign: str) -> str:
    return SEPARATORS.get(sign, "een ander teken")
