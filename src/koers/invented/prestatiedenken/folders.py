"""Writes one delivery: a CSV file per table and the `aanlevering.yaml` that says how to read them.

The idea that makes it simple: a supplier's `Layout` says what a file looks like, and the same value
makes the file and the words that describe it, so the two never contradict.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeAlias

import yaml

from koers.dictionary import Column, Dictionary
from koers.invented.prestatiedenken.told import Cell, Cells

Yaml: TypeAlias = "str | int | date | list[Yaml] | dict[str, Yaml]"


@dataclass(frozen=True)
class Sheet:
    """A file: the table it is read into, and its heading of every column that is in it.

    `fixed`: columns that are the same for every row and are not in the file. `words`: how the
    source calls a code, by column and code. `across`: a column whose codes each have a column of
    their own, and the column those hold.
    """

    table: str
    headings: Mapping[str, str]
    fixed: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    across: tuple[str, str, Sequence[str]] | None = None
    known_through: date | None = None


@dataclass(frozen=True)
class Layout:
    """How a supplier writes: its name, and what is alike in all its files."""

    supplier: str
    title: str
    sheets: tuple[Sheet, ...]
    separator: str = ";"
    encoding: str = "utf-8"
    day_notation: str = "dd-mm-jjjj"
    municipality: str = ""


def write(
    folder: Path,
    layout: Layout,
    rows: Mapping[str, Sequence[Cells]],
    *,
    dictionary: Dictionary,
    until: date,
) -> None:
    """Make the folder with all files of a delivery, also those without rows.

    Raises FileExistsError where it is there already.
    """
    folder.mkdir(parents=True)
    for sheet in layout.sheets:
        path = folder / f"{sheet.table}.csv"
        with path.open("w", encoding=layout.encoding, newline="") as file:
            writer = csv.writer(file, delimiter=layout.separator, lineterminator="\r\n")
            writer.writerows(_lines(sheet, layout, rows[sheet.table]))
    told = yaml.safe_dump(
        _declared(layout, dictionary, until), allow_unicode=True, sort_keys=False, width=110
    )
    text = f"# Alles in deze map is verzonnen.\n{told}"
    (folder / "aanlevering.yaml").write_text(text, encoding="utf-8")


# --- the file -------------------------------------------------------------------------------------


def _lines(sheet: Sheet, layout: Layout, rows: Sequence[Cells]) -> list[list[str]]:
    if sheet.across is None:
        return [
            list(sheet.headings.values()),
            *([_cell(row, name, sheet, layout) for name in sheet.headings] for row in rows),
        ]
    over, held, codes = sheet.across
    grid: dict[tuple[str, ...], dict[str, str]] = {}
    for row in rows:
        beside = tuple(_cell(row, name, sheet, layout) for name in sheet.headings)
        grid.setdefault(beside, {})[str(row[over])] = _cell(row, held, sheet, layout)
    return [
        [*sheet.headings.values(), *(_across(code) for code in codes)],
        *([*beside, *(found[code] for code in codes)] for beside, found in grid.items()),
    ]


def _across(code: str) -> str:
    return f"naar {code}"


def _cell(row: Cells, name: str, sheet: Sheet, layout: Layout) -> str:
    value: Cell = row.get(name)
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat() if layout.day_notation == "jjjj-mm-dd" else f"{value:%d-%m-%Y}"
    return sheet.words.get(name, {}).get(str(value), str(value))


# --- what says how to read it ---------------------------------------------------------------------


def _declared(layout: Layout, dictionary: Dictionary, until: date) -> Yaml:
    told: dict[str, Yaml] = {
        "aanlevering": f"{layout.title}, tot en met {until}",
        "leverancier": layout.supplier,
        "woordenboek": dictionary.name,
        "verzonnen": "ja",
        "soort": "wijzigingen",
        "bekend tot en met": until,
        "datumnotatie": layout.day_notation,
        "getalnotatie": "1.234,56",
        "scheidingsteken": layout.separator,
        "codering": layout.encoding,
    }
    if layout.municipality:
        told["gemeente"] = layout.municipality
    told["tabellen"] = [_sheet_declared(sheet) for sheet in layout.sheets]
    codes: dict[str, Yaml] = {
        _list_of(sheet, column): _translated(dictionary.tables[sheet.table].columns[column], words)
        for sheet in layout.sheets
        for column, words in sheet.words.items()
    }
    return told | {"codes": codes} if codes else told


def _translated(column: Column, words: Mapping[str, str]) -> Yaml:
    """Every code of the list, in the words of the source."""
    codes = column.code_list.codes if column.code_list else ()
    return [{"lokaal": words.get(code, code), "landelijk": code} for code, _ in codes]


def _sheet_declared(sheet: Sheet) -> Yaml:
    told: dict[str, Yaml] = {"tabel": sheet.table, "bestand": f"{sheet.table}.csv"}
    if sheet.known_through is not None:
        told["bekend tot en met"] = sheet.known_through
    columns: dict[str, Yaml] = {
        name: {"kolom": heading, "codes": _list_of(sheet, name)} if name in sheet.words else heading
        for name, heading in sheet.headings.items()
        if name != heading or name in sheet.words
    }
    columns |= {name: {"vast": value} for name, value in sheet.fixed.items()}
    if columns:
        told["kolommen"] = columns
    if sheet.across is not None:
        over, held, codes = sheet.across
        unfolded: dict[str, Yaml] = {code: _across(code) for code in codes}
        told["uitvouwen"] = {"kolommen": unfolded, "cijfer in": over, "waarde in": held}
    return told


def _list_of(sheet: Sheet, column: str) -> str:
    return f"{sheet.table}-{column}"
