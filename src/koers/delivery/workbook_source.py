"""A sheet of a workbook (XLSX or ODS) as a raw table.

The idea that makes it simple: a sheet is rows of text with a number, whichever kind of file it is
in; where the header stands is declared, and everything that a user does not see in the sheet itself
(formulas, hidden rows, cells taken together, what stands above the header) is told.

It must not know what a column means. What may be too much to read is known to `workbook_package`,
`workbook_xlsx` and `workbook_ods`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from koers.delivery import workbook_ods, workbook_xlsx
from koers.delivery.csv_rows import Rows, without_footer
from koers.delivery.raw import BadRow, Options, RawBatch, RawTable
from koers.delivery.unseen import cleaned_header, first_unseen, shown, unseen_in
from koers.delivery.workbook_cells import (
    ERROR_CELL,
    Facts,
    Sheet,
    SheetRow,
    Value,
    column_letter,
    column_texts,
    text_of,
)
from koers.delivery.workbook_package import Package, Unreadable, open_package
from koers.findings import Findings, Place, suggestion

CELLS_AT_A_TIME, TEXT_AT_A_TIME = 250_000, 8_000_000
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_NOT_UNDER_A_HEADER = "verwacht een lege cel, want kolom {} heeft geen naam in de kop"


def sheet_names(path: Path, *, name: str, findings: Findings) -> tuple[str, ...]:
    """The names of the worksheets in their order, hidden ones too; none with a finding where the
    workbook cannot be read. `name` is how the user knows the file.
    """
    try:
        return tuple(sheet.name for sheet in _sheets(open_package(path)))
    except Unreadable as problem:
        problem.tell(name, findings)
        return ()


def open_table(path: Path, *, name: str, options: Options, findings: Findings) -> RawTable | None:
    """The table in a sheet, or None with findings: the sheet of `options.sheet`, else the only one
    with content. Findings on the way through the rows come later, while they are read.

    Cells are text: days jjjj-mm-dd, numbers with a decimal comma and never with exactly three
    decimals, ja and nee. Only in columns of `options.expected` (in all of them where none of those
    is there) do error cells and inexact numbers matter.
    """
    try:
        sheet = _chosen(_sheets(open_package(path)), name, options, findings)
        if sheet is None:
            return None
        shown_name = f"{name}, blad '{shown(sheet.name)}'"
        try:
            return _table(sheet, shown_name, options, findings)
        except Unreadable as problem:
            problem.tell(shown_name, findings)
    except Unreadable as problem:
        problem.tell(name, findings)
    return None


def _sheets(package: Package) -> Sequence[Sheet]:
    if "mimetype" in package:
        if not package.small("mimetype").startswith(_ODS):
            message = "Dit is een document, geen werkmap."
            raise Unreadable("bestand-onleesbaar", message, "Lever .xlsx, .ods of .csv.")
        return workbook_ods.sheets(package)
    if "xl/workbook.bin" in package:
        message = "Dit is een werkmap in een vorm die niet gelezen wordt (.xlsb)."
        raise Unreadable("bestand-onleesbaar", message)
    if workbook_xlsx.WORKBOOK not in package:
        message = "Dit is een zip-bestand, geen werkmap."
        raise Unreadable("bestand-onleesbaar", message, "Lever .xlsx, .ods of .csv.")
    return workbook_xlsx.sheets(package)


def _chosen(
    sheets: Sequence[Sheet], name: str, options: Options, findings: Findings
) -> Sheet | None:
    names = [sheet.name for sheet in sheets]
    listed = ", ".join(f"'{shown(one)}'" for one in names[:30])
    if options.sheet is not None:
        wanted = options.sheet.strip().casefold()
        found = [sheet for sheet in sheets if sheet.name.strip().casefold() == wanted]
        if options.sheet in names:
            found = [sheet for sheet in sheets if sheet.name == options.sheet]
        if len(found) == 1:
            return found[0]
        message = f"De werkmap heeft geen blad '{shown(options.sheet)}'."
        near = suggestion(options.sheet, names)
        hint = f"{near} De bladen zijn: {listed}." if near.startswith("Bedoelt") else ""
        findings.add("bestand-ontbreekt", Place(name), message, hint or f"Er is wel: {listed}.")
        return None
    filled = [sheet for sheet in sheets if sheet.has_content()]
    if len(filled) > 1:
        filled = [sheet for sheet in filled if not sheet.is_hidden] or filled
    if len(filled) == 1:
        return filled[0]
    if filled:
        listed = ", ".join(f"'{shown(sheet.name)}'" for sheet in filled[:30])
        message = f"De werkmap heeft {len(filled)} bladen met inhoud: {listed}."
        hint = "Zeg met 'blad' in de aanlevering welk blad bij deze tabel hoort."
    else:
        message, hint = (
            "De werkmap heeft geen blad met inhoud.",
            "Kijk of dit het goede bestand is.",
        )
    findings.add("bestand-ontbreekt", Place(name), message, hint)
    return None


# --- the header ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Layout:
    """Where the table stands: the row of its header, and per column its place in the sheet (from
    0) and its name.
    """

    header_row: int
    places: tuple[int, ...]
    names: tuple[str, ...]


def _table(sheet: Sheet, name: str, options: Options, findings: Findings) -> RawTable | None:
    facts = sheet.facts()
    above, header = _header(sheet, options)
    if header is None:
        row = options.header_row
        message = "Het blad is leeg, ook de kopregel ontbreekt."
        hint = "Kijk of dit het goede blad is."
        if row > 1:
            message = f"Rij {row}, waar de kop moet staan, is leeg of ontbreekt."
            hint = "Verbeter 'kopregel' in de aanlevering."
        findings.add("kop-onjuist", Place(name, row, 1), message, hint)
        return None
    layout = _layout(sheet, header, name, findings)
    if layout is None:
        return None
    _tell_formulas(facts, name, findings)
    notes = _notes(facts, above, header.number)

    def read() -> Iterator[Rows]:
        reader = _Reader(layout, name, options, findings)
        try:
            yield from without_footer(reader.read(sheet.rows()), rows=options.footer_rows)
        except Unreadable as problem:
            problem.tell(name, findings)
        finally:
            sheet.release()
        reader.tell_inexact()

    return RawTable(name, layout.names, layout.header_row, read, notes)


def _header(sheet: Sheet, options: Options) -> tuple[int, SheetRow | None]:
    """How many rows with content stand above the header, and its row: the first with content, or
    the one that is declared.
    """
    above = 0
    for row in sheet.rows():
        filled = bool(row.problems) or any(_texts(row))
        if row.number > max(options.header_row, 1) > 1:
            break
        if filled and row.number >= options.header_row:
            return above, row
        above += filled
    return above, None


def _layout(sheet: Sheet, header: SheetRow, name: str, findings: Findings) -> _Layout | None:
    place = Place(name, header.number)
    before = len(findings.items)
    named: dict[str, int] = {}
    unnamed = []
    texts = _texts(header)
    filled = (header.first + at for at, text in enumerate(texts) if text)
    last = max((*filled, *header.problems))
    for column in range(min((header.first, *header.problems)), last + 1):
        index = column - header.first
        text = texts[index] if 0 <= index < len(texts) else ""
        here = Place(name, header.number, column + 1)
        letter, cleaned = column_letter(column + 1), cleaned_header(text)
        if column in header.problems:
            message = (
                f"In de kop staat in kolom {letter} een foutwaarde of formule zonder uitkomst."
            )
            findings.add("kop-onjuist", here, message, "Typ daar de naam van de kolom.")
        elif not cleaned:
            unnamed.append(column)
        elif (sign := first_unseen(cleaned)) is not None:
            message = f"In de naam van kolom {letter} staat een onzichtbaar teken"
            message += f" (U+{ord(sign):04X})."
            findings.add("onzichtbaar-teken", here, message, "Typ de naam opnieuw.")
        elif cleaned in named:
            message = (
                f"Kolom {column_letter(named[cleaned] + 1)} en kolom {letter} hebben dezelfde "
            )
            message += "naam in de kop."  # which name: it may be no header but a row about someone
            hint = "Laat er een staan of geef ze eigen namen."
            findings.add("kop-onjuist", here, message, hint)
        else:
            named[cleaned] = column
    for column, row in _filled_below(sheet, header.number, unnamed).items():
        letter = column_letter(column + 1)
        message = (
            f"Kolom {letter} heeft geen naam in de kop, maar er staat wel iets in (rij {row})."
        )
        hint = "Geef de kolom een naam of maak haar leeg."
        findings.add("kop-onjuist", Place(name, place.line, column + 1), message, hint)
    if len(findings.items) > before:
        return None
    return _Layout(header.number, tuple(named.values()), tuple(named))


def _texts(row: SheetRow) -> list[str]:
    places = range(row.first, row.first + len(row.values))
    return [_text(row, place).strip() for place in places]


def _filled_below(sheet: Sheet, header_row: int, columns: Sequence[int]) -> dict[int, int]:
    """Of columns without a name: those with content below, and the first row that has it."""
    found: dict[int, int] = {}
    if not columns:
        return found
    for row in sheet.rows():
        if row.number <= header_row:
            continue
        for column in columns:
            if column not in found and (_text(row, column).strip() or column in row.problems):
                found[column] = row.number
        if len(found) == len(columns):
            break
    return {column: found[column] for column in columns if column in found}


def _tell_formulas(facts: Facts, name: str, findings: Findings) -> None:
    if not facts.formulas:
        return
    row, column = facts.first_formula
    where = f", de eerste in {column_letter(column)}{row}" if row else ""
    number = f"{facts.formulas} cellen zijn formules"
    if facts.formulas == 1:
        number = "1 cel is een formule"
    message = f"{number}{where}. Gelezen is wat er het laatst uitkwam."
    hint = "Laat het programma rekenen en bewaar opnieuw, of plak waarden in plaats van formules."
    findings.add("formule-gelezen", Place(name, row, column), message, hint)


def _notes(facts: Facts, above: int, header_row: int) -> tuple[str, ...]:
    notes = []
    if header_row > 1:
        notes.append(f"kop op rij {header_row}")
    if above:
        rows = "1 rij" if above == 1 else f"{above} rijen"
        notes.append(f"{rows} boven de kop niet gelezen")
    if facts.hidden_rows:
        rows = "1 verborgen rij is" if facts.hidden_rows == 1 else "verborgen rijen zijn"
        number = "" if facts.hidden_rows == 1 else f"{facts.hidden_rows} "
        notes.append(f"{number}{rows} ook gelezen")
    if facts.merged:
        cells = "1 groep" if facts.merged == 1 else f"{facts.merged} groepen"
        notes.append(f"{cells} samengevoegde cellen; de waarde telt alleen in de cel linksboven")
    return tuple(notes)


# --- the rows ------------------------------------------------------------------------------------


@dataclass
class _Reader:
    """Rows of a sheet into batches under a header."""

    layout: _Layout
    name: str
    options: Options
    findings: Findings
    inexact: Counter[int] = field(default_factory=Counter)
    first_inexact: dict[int, int] = field(default_factory=dict)
    """Per column of the header (from 0) how many rows have a number that may have lost digits, and
    the first."""

    def __post_init__(self) -> None:
        names = self.layout.names
        wanted = {cleaned_header(name) for name in self.options.expected} & set(names)
        self.matter = {at for at, name in enumerate(names) if not wanted or name in wanted}

    def read(self, rows: Iterator[SheetRow]) -> Iterator[list[Rows]]:
        """The rows below the header, in pieces of not too many cells."""
        most = max(CELLS_AT_A_TIME // (len(self.layout.places) + 10), 1)
        piece: list[SheetRow] = []
        size = 0
        for row in rows:
            if row.number <= self.layout.header_row:
                continue
            piece.append(row)
            for value in row.values:
                if type(value) is str:
                    size += len(value)
            if len(piece) == most or size > TEXT_AT_A_TIME:
                yield self._piece(piece)
                piece, size = [], 0
        if piece:
            yield self._piece(piece)

    def _piece(self, rows: list[SheetRow]) -> list[Rows]:
        numbers = [row.number for row in rows]
        columns: list[pa.Array] = []
        filled = np.zeros(len(rows), dtype=bool)
        bad = self._bad(rows)
        for at, values in enumerate(_columns(rows, self.layout.places)):
            found = column_texts(values)
            columns.append(found.texts)
            filled |= pc.not_equal(found.texts, "").to_numpy(zero_copy_only=False)
            if at in self.matter:
                for row in found.bad:
                    bad.setdefault(row, (at, self._expected(at, ERROR_CELL)))
                if found.inexact:
                    self.inexact[at] += len(found.inexact)
                    self.first_inexact.setdefault(at, numbers[found.inexact[0]])
        for one in unseen_in(columns):
            bad.setdefault(one.row, (one.column, one.problem))
        told: list[Rows] = []
        for row in sorted(bad):
            at, problem = bad[row]
            cells = tuple(str(column[row]) for column in columns)
            if at >= len(cells):
                end = rows[row].first + len(rows[row].values)
                beside = range(self.layout.places[-1] + 1, end)
                cells = (*cells, *(_text(rows[row], place) for place in beside))
            told.append(BadRow(numbers[row], problem, at + 1, cells))
            filled[row] = False
        if not filled.any():
            return told
        kept = [numbers[row] for row in np.flatnonzero(filled).tolist()]
        if len(kept) < len(rows):
            columns = [column.filter(pa.array(filled)) for column in columns]
        return [RawBatch(kept, columns), *told]

    def _bad(self, rows: list[SheetRow]) -> dict[int, tuple[int, str]]:
        """Rows (by their place in the piece) with a cell that cannot be read or stands under no
        header: at which column of the header, and what was expected.
        """
        found: dict[int, tuple[int, str]] = {}
        positions = {place: at for at, place in enumerate(self.layout.places)}
        end = self.layout.places[-1] + 1
        if not any(row.problems or row.first + len(row.values) > end for row in rows):
            return found
        for index, row in enumerate(rows):
            if row.problems:
                wrong = self.matter & {positions.get(place, -1) for place in row.problems}
                if wrong:
                    place = self.layout.places[min(wrong)]
                    expected = self._expected(min(wrong), row.problems[place])
                    found[index] = min(wrong), expected
                    continue
            if row.first + len(row.values) > end:
                for place in range(max(end, row.first), row.first + len(row.values)):
                    if _text(row, place).strip():
                        at = len(positions) + place - end
                        found[index] = at, _NOT_UNDER_A_HEADER.format(column_letter(place + 1))
                        break
        return found

    def _expected(self, at: int, problem: str) -> str:
        return f"kolom '{shown(self.layout.names[at])}': verwacht {problem}"

    def tell_inexact(self) -> None:
        """Numbers that have more digits than a workbook keeps, per column."""
        for at, first in sorted(self.first_inexact.items()):
            rest = self.inexact[at] - 1
            others = f" en {rest} andere" if rest else ""
            message = (
                f"Rij {first}{others}, kolom '{shown(self.layout.names[at])}': een getal van meer"
                " dan 15 cijfers dat als getal bewaard is. De laatste cijfers kunnen verloren zijn."
            )
            place = Place(self.name, first, self.layout.places[at] + 1)
            self.findings.add("getal-onnauwkeurig", place, message)


def _columns(rows: Sequence[SheetRow], places: Sequence[int]) -> Iterator[Sequence[Value]]:
    """The values of columns of the sheet (from 0)."""
    first, width = rows[0].first, len(rows[0].values)
    alike = all(row.first == first and len(row.values) == width for row in rows)
    if alike and first <= places[0] and places[-1] < first + width:
        columns = list(zip(*(row.values for row in rows), strict=True))
        yield from (columns[place - first] for place in places)
        return
    for place in places:
        yield [
            row.values[place - row.first] if 0 <= place - row.first < len(row.values) else ""
            for row in rows
        ]


def _text(row: SheetRow, place: int) -> str:
    """The text of a cell of a row; what is no number is shown as a text too."""
    index = place - row.first
    if not 0 <= index < len(row.values):
        return ""
    try:
        return text_of(row.values[index])
    except ValueError:
        return "?"
