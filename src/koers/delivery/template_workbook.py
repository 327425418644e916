"""A workbook to fill in: a sheet per table, with help where one types and lists to choose from.

The idea that makes it simple: everything on a sheet follows from the dictionary: what a column may
hold is its format, its drop-down and its help text. What is prefilled is written as what it is, so
that a key keeps its zeros and no text becomes a formula.

It must not know where the rows of last time come from.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from koers.dictionary import CodeList, Column, ColumnType, Dictionary, Table
from koers.findings import Refused
from koers.periods import EARLIEST, LATEST
from koers.register import Row

GUIDE, CODES = "Uitleg", "Codelijsten"
LONGEST_SHEET_NAME = 31
MOST_CELLS = 1_000_000
LONGEST_TEXT = 32_767
_LAST_ROW = 1_048_575
_MADE = datetime(2000, 1, 1, tzinfo=UTC)
"""A workbook notes when it was made; always the same day makes the same bytes."""
_FIRST_DAY = date(1900, 3, 1)
"""Spreadsheet programs disagree about the days before this one."""
_MOST_NUMBER = 10**15
_NOT_IN_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))
_MESSAGE = 255


def sheet_names(tables: Sequence[str]) -> dict[str, str]:
    """The sheet of every table: its name, as far as a sheet can have that name."""
    taken = {GUIDE.casefold(), CODES.casefold()}
    names: dict[str, str] = {}
    for table in tables:
        plain = table.translate(_NOT_IN_A_NAME).strip("'")[:LONGEST_SHEET_NAME] or "tabel"
        name, number = plain, 1
        while name.casefold() in taken:
            number += 1
            name = f"{plain[: LONGEST_SHEET_NAME - 1 - len(str(number))]} {number}"
        taken.add(name.casefold())
        names[table] = name
    return names


def expectation(column: Column) -> str:
    """What may stand in a cell of a column, in a sentence."""
    match column.type:
        case ColumnType.KEY if column.personal:
            return "Een versleuteld nummer, elke keer hetzelfde. Nooit een burgerservicenummer."
        case ColumnType.KEY:
            return "Een nummer of code, elke keer dezelfde."
        case ColumnType.DAY:
            return "Een dag: jjjj-mm-dd, zoals 2016-07-01."
        case ColumnType.YES_NO:
            return "ja of nee."
        case ColumnType.CODE if column.code_list:
            return f"Een code van de lijst '{column.code_list.name}' (zie het blad {CODES})."
        case ColumnType.NUMBER:
            unit = f" in {column.unit}" if column.unit else ""
            if column.decimals:
                return f"Een getal{unit}, met hooguit {column.decimals} cijfers achter de komma."
            return f"Een heel getal{unit}."
        case _:
            return "Tekst."


def needed(table: Table) -> frozenset[str]:
    """The columns without which a row means nothing."""
    told = {column.name for column in table.columns.values() if column.required}
    always = {table.subject_column, *table.key, table.day_column} - {None}
    return frozenset(told | {str(name) for name in always})


def workbook(
    dictionary: Dictionary, tables: Sequence[str], *, last: Mapping[str, Sequence[Row]]
) -> bytes:
    """An XLSX workbook with a sheet for each of `tables`, filled with the rows of `last`. The same
    input gives the same bytes. Raises Refused where those rows do not fit.
    """
    for name in tables:
        _check_fits(dictionary.tables[name], last.get(name, ()))
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": dictionary.title, "author": "Koers", "created": _MADE})
        maker = _Maker(book, dictionary, sheet_names(tables))
        maker.guide(tables)
        sheets = {name: book.add_worksheet(maker.sheets[name]) for name in tables}
        maker.code_lists(tables)
        for name, sheet in sheets.items():
            maker.table(sheet, dictionary.tables[name], last.get(name, ()))
    return out.getvalue()


def _check_fits(table: Table, rows: Sequence[Row]) -> None:
    """Rows left out would look like rows that are gone."""
    if len(rows) * len(table.columns) > MOST_CELLS or len(rows) > _LAST_ROW:
        raise Refused(
            "past-niet",
            f"De {len(rows)} rijen van tabel '{table.name}' passen niet in een werkmap. Laat de "
            "tabel weg of lever haar als CSV.",
        )
    for row in rows:
        for value in row.cells.values():
            if isinstance(value, str) and len(value) > LONGEST_TEXT:
                raise Refused(
                    "past-niet",
                    f"In tabel '{table.name}' staat een tekst die langer is dan in een cel past. "
                    "Laat de tabel weg of lever haar als CSV.",
                )


@dataclass
class _Maker:
    """Makes the sheets of one workbook."""

    book: xlsxwriter.Workbook
    dictionary: Dictionary
    sheets: Mapping[str, str]

    def __post_init__(self) -> None:
        self.title = self._format(bold=True, font_size=14)
        self.bold = self._format(bold=True)
        self.plain = self._format(text_wrap=True, valign="top")
        self.must = self._format(bold=True, bg_color="#D9E2F3", bottom=1)
        self.may = self._format(bold=True, bottom=1)
        self.text = self._format(num_format="@")
        self.day = self._format(num_format="yyyy-mm-dd")
        self.numbers: dict[int, Format] = {}
        self.ranges: dict[str, str] = {}

    def _format(self, **properties: object) -> Format:
        return self.book.add_format(properties)

    def _of_column(self, column: Column) -> Format:
        match column.type:
            case ColumnType.DAY:
                return self.day
            case ColumnType.NUMBER:
                if column.decimals not in self.numbers:
                    decimals = "." + "0" * column.decimals if column.decimals else ""
                    self.numbers[column.decimals] = self._format(num_format=f"0{decimals}")
                return self.numbers[column.decimals]
            case _:
                return self.text

    # --- sheets around the tables ---

    def guide(self, tables: Sequence[str]) -> None:
        """How to fill in the others."""
        sheet = self.book.add_worksheet(GUIDE)
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 1, 80)
        sheet.write_string(0, 0, f"{self.dictionary.title}: zo vult u deze werkmap in", self.title)
        row = 2
        for line in _GUIDE.splitlines():
            sheet.merge_range(row, 0, row, 1, "", self.plain)
            sheet.write_string(row, 0, line, self.plain)
            sheet.set_row(row, 15 * (1 + len(line) // 105))
            row += 1
        sheet.write_string(row + 1, 0, "Blad", self.bold)
        sheet.write_string(row + 1, 1, "Wat er op staat", self.bold)
        for at, name in enumerate(tables, start=row + 2):
            table = self.dictionary.tables[name]
            must = needed(table)
            columns = ", ".join(column for column in table.columns if column in must)
            title = table.title or table.name
            sheet.write_string(at, 0, self.sheets[name])
            sheet.write_string(at, 1, f"{title}. Altijd invullen: {columns}.", self.plain)
            sheet.set_row(at, 15 * (1 + (len(title) + len(columns) + 20) // 80))

    def code_lists(self, tables: Sequence[str]) -> None:
        """Every list of codes that a column may hold, with the labels beside the codes."""
        sheet = self.book.add_worksheet(CODES)
        sheet.freeze_panes(2, 0)
        for at, codes in enumerate(self._lists(tables)):
            column = 3 * at
            sheet.set_column(column, column, 24, self.text)
            sheet.set_column(column + 1, column + 1, 50)
            sheet.set_column(column + 2, column + 2, 3)
            sheet.write_string(0, column, codes.name, self.bold)
            sheet.write_string(0, column + 1, codes.title, self.bold)
            sheet.write_string(1, column, "code", self.may)
            sheet.write_string(1, column + 1, "betekenis", self.may)
            for row, (code, label) in enumerate(codes.codes, start=2):
                sheet.write_string(row, column, code, self.text)
                sheet.write_string(row, column + 1, label)
            letters = xlsxwriter.utility.xl_col_to_name(column, col_abs=True)
            last = 2 + len(codes.codes)
            self.ranges[codes.name] = f"={CODES}!{letters}$3:{letters}${last}"

    def _lists(self, tables: Sequence[str]) -> Iterator[CodeList]:
        seen = set[str]()
        for name in tables:
            for column in self.dictionary.tables[name].columns.values():
                if column.code_list and column.code_list.name not in seen:
                    seen.add(column.code_list.name)
                    yield column.code_list

    # --- tables ---

    def table(self, sheet: Worksheet, table: Table, rows: Sequence[Row]) -> None:
        must = needed(table)
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(table.columns.values()):
            required = column.name in must
            width = min(max(len(column.name) + 4, 12), 40)
            sheet.set_column(place, place, width, self._of_column(column))
            sheet.write_string(0, place, column.name, self.must if required else self.may)
            help_text = _help(column, required)
            sheet.write_comment(0, place, help_text, {"author": "Koers", "x_scale": 2})
            sheet.data_validation(1, place, _LAST_ROW, place, self._validation(column, help_text))
        for number, row in enumerate(rows, start=1):
            for place, column in enumerate(table.columns.values()):
                self._write(sheet, number, place, column, row)

    def _write(self, sheet: Worksheet, number: int, place: int, column: Column, row: Row) -> None:
        value = row.cells.get(column.name)
        form = self._of_column(column)
        match value:
            case None:
                return
            case date() if value >= _FIRST_DAY:
                sheet.write_datetime(number, place, value, form)
            case date():
                sheet.write_string(number, place, value.isoformat(), self.text)
            case int() if abs(value) < _MOST_NUMBER:
                sheet.write_number(number, place, Decimal(value).scaleb(-column.decimals), form)
            case int():
                text = f"{Decimal(value).scaleb(-column.decimals):f}".replace(".", ",")
                sheet.write_string(number, place, text, self.text)
            case str():
                sheet.write_string(number, place, value, form)

    def _validation(self, column: Column, help_text: str) -> dict[str, object]:
        told: dict[str, object] = {
            "validate": "any",
            "input_title": column.name[:32],
            "input_message": _cut(help_text),
            "error_title": "Dit past hier niet",
            "error_message": _cut(f"Verwacht: {expectation(column)}"),
        }
        match column.type:
            case ColumnType.DAY:
                told |= {"validate": "date", "criteria": "between"}
                told |= {"minimum": max(EARLIEST, date(1900, 1, 1)), "maximum": LATEST}
            case ColumnType.YES_NO:
                told |= {"validate": "list", "source": ["ja", "nee"]}
            case ColumnType.CODE if column.code_list:
                told |= {"validate": "list", "source": self.ranges[column.code_list.name]}
            case ColumnType.NUMBER:
                told |= {"validate": "decimal" if column.decimals else "integer"}
                told |= {"criteria": "between", "minimum": -_MOST_NUMBER, "maximum": _MOST_NUMBER}
            case _:
                pass
        return told


def _help(column: Column, required: bool) -> str:
    title = f"{column.title}.\n" if column.title else ""
    rule = "Altijd invullen." if required else "Mag leeg blijven: dan telt het als onbekend."
    return f"{title}{expectation(column)}\n{rule}"


def _cut(text: str) -> str:
    return text if len(text) <= _MESSAGE else f"{text[: _MESSAGE - 1]}…"


_GUIDE = f"""\
1. Elk blad is een tabel. De eerste rij heeft de namen van de kolommen: laat die staan, en voeg \
geen kolommen toe.
2. Elke rij eronder is een rij van de tabel. Laat geen regels over voor titels of totalen.
3. Ga op een cel staan: dan ziet u wat er verwacht wordt. Een blauwe kop: altijd invullen. \
Andere cellen mogen leeg blijven; leeg betekent onbekend.
4. Een sleutel is een versleuteld nummer dat bij dezelfde persoon altijd hetzelfde is. Vul nooit \
een burgerservicenummer (BSN) in, ook niet in een ander veld.
5. Codes kiest u uit de lijst. Wat een code betekent staat op het blad {CODES}.
6. Dagen schrijft u als jjjj-mm-dd, zoals 2016-07-01. Een einde dat er nog niet is blijft leeg.
7. Typ of plak waarden, geen formules.
8. Een tabel die u niet levert haalt u weg uit aanlevering.yaml; het blad mag blijven.
"""
