"""Rows as the text of a delivery: CSV as the Werkplein exports it, or a workbook.

The idea that makes it simple: a cell becomes text by the type of its column, and the notation of
the supplier is a matter of that text.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import xlsxwriter

from koers.dictionary import Column, ColumnType
from koers.invented.cells import key_texts
from koers.invented.draw import EMPTY, Numbers, Words
from koers.invented.recipe import Keys, Values
from koers.invented.recipes import dictionary
from koers.invented.werkplein.sheets import Sheet

_ORIGIN = date(1970, 1, 1)
_MADE = datetime(2016, 1, 1, tzinfo=UTC)
"""A workbook notes when it was made; always the same day makes the same bytes."""


@dataclass(frozen=True)
class Notation:
    """How a supplier writes days, and what parts the cells of a CSV."""

    day: str = "%d-%m-%Y"
    separator: str = ";"


DUTCH, AMERICAN = Notation(), Notation("%m/%d/%Y")


def lines(sheet: Sheet, notation: Notation = DUTCH) -> list[list[str]]:
    """The header and the rows of a table, as text."""
    table = dictionary().tables[sheet.table]
    names = list(table.columns)
    cells = [
        _texts(column, sheet.columns[name], notation) for name, column in table.columns.items()
    ]
    return [names, *map(list, zip(*cells, strict=True))]


def _texts(column: Column, values: Values, notation: Notation) -> list[str]:
    if isinstance(values, Keys):
        found: list[str] = key_texts(values).to_pylist()
        return found
    if isinstance(values, Words):
        words = (*values.words, "")
        return [words[place] for place in values.places.tolist()]
    if column.type is ColumnType.DAY:
        return _days(values, notation)
    return [_number(number, column.decimals) for number in values.tolist()]


def _days(values: Numbers, notation: Notation) -> list[str]:
    """Few days are different, so each is written once."""
    written = {
        number: (_ORIGIN + timedelta(days=number)).strftime(notation.day)
        for number in set(values.tolist()) - {EMPTY}
    }
    return [written.get(number, "") for number in values.tolist()]


def _number(value: int, decimals: int) -> str:
    if value == EMPTY:
        return ""
    if not decimals:
        return str(value)
    sign, digits = ("-" if value < 0 else ""), str(abs(value)).rjust(decimals + 1, "0")
    return f"{sign}{digits[:-decimals]},{digits[-decimals:]}"


def write_csv(path: Path, rows: Sequence[Sequence[str]], notation: Notation = DUTCH) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=notation.separator, lineterminator="\r\n").writerows(rows)


def write_workbook(path: Path, sheets: Sequence[Sheet]) -> None:
    """A sheet for each table, with days and numbers as a spreadsheet has them."""
    with xlsxwriter.Workbook(path, {"constant_memory": False}) as book:
        book.set_properties({"created": _MADE, "comments": "Alles in dit bestand is verzonnen."})
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.table)
            table = dictionary().tables[sheet.table]
            header, *rows = lines(sheet, Notation("%Y-%m-%d"))
            page.write_row(0, 0, header)
            for at, (name, column) in enumerate(table.columns.items()):
                for row, text in enumerate((line[at] for line in rows), start=1):
                    if not text:
                        continue
                    if column.type is ColumnType.DAY:
                        page.write_datetime(row, at, datetime.fromisoformat(text), day)
                    elif column.type is ColumnType.NUMBER:
                        page.write_number(row, at, float(text.replace(",", ".")))
                    else:
                        page.write_string(row, at, text)
                del name
