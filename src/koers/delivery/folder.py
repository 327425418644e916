"""Files to typed rows: a folder of CSV files with ISO dates becomes a `Register`, with every
finding at once.

The idea that makes it simple: every cell is read as text and converted by its declared type; what
cannot be converted is counted per column and per expectation, so that 213 rows with the same
mistake are one finding. No finding ever repeats the content of a cell.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from koers.contradictions import tell_contradictions
from koers.delivery.complaints import Complaints, Group
from koers.dictionary import Cell, Column, ColumnType, Dictionary, Table, TableKind, read_cell
from koers.document import Located
from koers.findings import Finding, Findings, Place, suggestion
from koers.grammar import Block, Key, ListOf, Reading
from koers.placed import decoded, read_file, why_unreadable
from koers.register import KnownEntry, KnownThrough, Register, Row
from koers.scalars import Day, Text

KNOWN_FILE = "bekend.yaml"
_KNOWN = Block(
    {
        "bekend tot en met": Key(
            ListOf(
                Block(
                    {
                        "leverancier": Key(Text(), "Wie levert.", True),
                        "tabel": Key(Text(), "Welke tabel; zonder deze sleutel alle tabellen."),
                        "gemeente": Key(
                            Text(), "Welke gemeente; zonder deze sleutel alle gemeenten."
                        ),
                        "dag": Key(Day(), "Tot en met welke dag alles bekend is.", True),
                    },
                    what="een regel over wat bekend is",
                )
            ),
            "Per leverancier, tabel en gemeente tot en met welke dag alles is geleverd.",
            True,
        )
    },
    what="een bestand over wat bekend is",
)


@dataclass(frozen=True)
class ReadRegister:
    """What reading a folder gave: the register (None when a finding is an error) and
    every finding.
    """

    register: Register | None
    findings: tuple[Finding, ...]


def read_folder(folder: Path, dictionary: Dictionary) -> ReadRegister:
    """Read `TABLE.csv` for every table of the dictionary, and `bekend.yaml` where there is one
    (F7).

    A table without a file is absent from the register. Never raises on content.
    """
    findings = Findings()
    if not folder.is_dir():
        findings.add(
            "bestand-onleesbaar",
            Place(str(folder)),
            "Deze map bestaat niet.",
            "Controleer het pad.",
        )
        return ReadRegister(None, findings.in_order())
    tables: dict[str, tuple[Row, ...]] = {}
    hashes: dict[str, str] = {}
    for path in _files(folder, findings):
        table = dictionary.tables.get(path.stem)
        if table is None:
            hint = suggestion(path.stem, dictionary.tables)
            findings.add(
                "tabel-onbekend",
                Place(str(path)),
                f"'{path.stem}' is geen tabel van het woordenboek.",
                hint,
            )
            continue
        try:
            data = path.read_bytes()
        except OSError as problem:
            message = f"Het bestand kan niet worden gelezen: {why_unreadable(problem)}."
            findings.add("bestand-onleesbaar", Place(str(path)), message, "Controleer het bestand.")
            continue
        tables[table.name] = read_table(data, table, str(path), findings)
        hashes[table.name] = hashlib.sha256(data).hexdigest()
    files = {name: str(folder / f"{name}.csv") for name in tables}
    tell_contradictions(tables, dictionary, files, findings)
    known = read_known(folder / KNOWN_FILE, dictionary, tables, findings)
    register = None if findings.has_errors() else Register(tables, known, hashes)
    return ReadRegister(register, findings.in_order())


def _files(folder: Path, findings: Findings) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == ".csv")
    except OSError as problem:
        message = f"Deze map kan niet worden gelezen: {why_unreadable(problem)}."
        findings.add("bestand-onleesbaar", Place(str(folder)), message, "Controleer de rechten.")
        return []


def read_known(
    path: Path, dictionary: Dictionary, tables: Mapping[str, object], findings: Findings
) -> KnownThrough:
    if not path.exists():
        return KnownThrough()
    node = read_file(path, findings)
    document = _KNOWN.read(node, reading := Reading(findings), ()) if node else None
    if not isinstance(document, dict) or findings.has_errors():
        return KnownThrough()
    located = Located(document, reading, Place(str(path), 1, 1))
    entries = []
    for part in located.each("bekendTotEnMet"):
        table = part.text("tabel") or None
        if table is not None and table not in dictionary.tables:
            part.at("tabel").unknown("De tabel", table, dictionary.tables)
        entries.append(
            KnownEntry(
                part.text("leverancier"),
                date.fromisoformat(part.text("dag")),
                table,
                part.text("gemeente") or None,
            )
        )
    known = KnownThrough(tuple(entries))
    for name in sorted(tables):
        if known.of_table(name) is None:
            message = f"Voor tabel '{name}' staat nergens tot en met welke dag zij bekend is."
            located.add(
                "bekend-onjuist",
                message,
                "Voeg een regel toe voor deze tabel of voor alle tabellen.",
            )
    return known


# --- one table -----------------------------------------------------------------------------------


_DUTCH_DAY = re.compile(r"\d{1,2}-\d{1,2}-\d{4}")


def _turn_days(group: Group) -> str:
    """What to do about cells that are all days in the Dutch order."""
    texts = [text.strip() for text in group.texts]
    if group.code != "cel-ongeldig" or not texts or not all(map(_DUTCH_DAY.fullmatch, texts)):
        return ""
    all_of_them = f"Alle {group.number} lijken" if group.number > 1 else "Dit lijkt"
    return f"{all_of_them} op dd-mm-jjjj: draai de notatie om naar jjjj-mm-dd."


_EXPECTED_EMPTY = "leeg. Verwacht: een waarde, want zonder deze kolom betekent de rij niets."


def read_table(data: bytes, table: Table, name: str, findings: Findings) -> tuple[Row, ...]:
    """The rows of a CSV file, comma separated, UTF-8, with a header; the line of each row is kept.

    The same row twice counts once; the same key with different content keeps neither and is a
    finding (F4).
    """
    text = decoded(data, findings, name=name)
    if text is None:
        return ()
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    complaints = Complaints(name, hint=_turn_days)
    rows: list[Row] = []
    begin = 1
    try:
        header = next(reader, [])
        columns = _header(header, table, name, findings)
        begin = reader.line_num + 1
        places = {column.name: index for index, column in enumerate(columns, 1) if column}
        row_reader = _RowReader(table, complaints, places)
        for cells in reader if columns else ():
            if cells:
                row = _row(cells, columns, begin, row_reader)
                rows += [row] if row else []
            begin = reader.line_num + 1
    except csv.Error:
        findings.add(
            "kop-onjuist" if begin == 1 else "rij-onjuist",
            Place(name, begin, 1),
            "Vanaf hier klopt het bestand niet: een aanhalingsteken is niet gesloten of "
            "staat midden in een cel.",
            "Kijk naar de aanhalingstekens op deze regel.",
        )
    _same_keys(rows, table, complaints)
    complaints.tell(findings)
    return _distinct(rows, table)


def _header(
    header: Sequence[str], table: Table, name: str, findings: Findings
) -> list[Column | None]:
    """The columns in the order of the file; None for one that is not in the dictionary."""
    names = [cell.strip() for cell in header]
    if not any(names):
        message = "Het bestand is leeg, ook de kopregel ontbreekt."
        findings.add(
            "kop-onjuist", Place(name, 1, 1), message, f"Nodig: {', '.join(table.columns)}."
        )
        return []
    other = next((sign for sign in (";", "\t", "|") if len(names) == 1 and sign in names[0]), None)
    if other is not None:
        sign = {";": "puntkomma's", "\t": "tabs", "|": "rechte strepen"}[other]
        message = f"De kolommen lijken met {sign} gescheiden. Verwacht: komma's."
        findings.add("kop-onjuist", Place(name, 1, 1), message, "Sla het bestand op met komma's.")
        return []
    if not set(names) & set(table.columns):
        findings.add(
            "kop-onjuist",
            Place(name, 1, 1),
            "De eerste regel noemt geen enkele kolom van deze tabel; de kopregel ontbreekt.",
            f"Zet bovenaan de namen van de kolommen: {', '.join(table.columns)}.",
        )
        return []
    for position, column in enumerate(names, start=1):
        if column in names[: position - 1]:
            message = f"De kolom '{column}' staat twee keer in de kop."
            findings.add("kop-onjuist", Place(name, 1, position), message, "Laat er een staan.")
        elif column not in table.columns:
            shown = column if re.fullmatch(r"[\w .-]{1,40}", column) else "?"
            message = f"De kolom '{shown}' staat niet in het woordenboek en wordt niet gelezen."
            findings.add(
                "kolom-onbekend",
                Place(name, 1, position),
                message,
                suggestion(column, table.columns),
            )
    needed = {
        table.subject_column,
        table.day_column,
        table.last_day_column,
        table.value_column,
        *table.key,
    }
    for declared in table.columns.values():
        if declared.name in names:
            continue
        place = Place(name, 1, 1)
        if declared.required or declared.name in needed:
            findings.add(
                "kolom-ontbreekt",
                place,
                f"De kolom '{declared.name}' ontbreekt in de kop.",
                f"Nodig: {', '.join(table.columns)}.",
            )
        else:
            findings.add(
                "kolom-niet-geleverd",
                place,
                f"De kolom '{declared.name}' is niet geleverd; zij telt als onbekend.",
            )
    return [table.columns.get(column) for column in names]


def _row(
    cells: Sequence[str], columns: Sequence[Column | None], line: int, reader: _RowReader
) -> Row | None:
    if len(cells) != len(columns):
        expected = (
            f"verwacht {len(columns)} cellen, zoals in de kop. Deze rij heeft er meer of minder."
        )
        reader.complaints.add("rij-onjuist", expected, [line])
        return None
    texts = {column.name: text for column, text in zip(columns, cells, strict=True) if column}
    return reader.read(texts, line=line)


@dataclass
class _RowReader:
    """Reads the rows of a table. `positions`: where each column stands in the file, from 1; None
    for rows that were drawn.
    """

    table: Table
    complaints: Complaints
    positions: Mapping[str, int] | None = None
    known: dict[tuple[str, str], Cell] = field(default_factory=dict)
    """Cells without mistakes: a text that stood in a column before is not read again."""

    def __post_init__(self) -> None:
        day = {self.table.day_column} if self.table.day_column else set()
        self.needed = {self.table.subject_column, *self.table.key} | day

    def read(self, texts: Mapping[str, str], *, line: int) -> Row | None:
        """The typed row of a row of texts, or None after a complaint (F2: an end before a begin is
        refused).
        """
        cells: dict[str, Cell] = {}
        sound = True
        for name, column in self.table.columns.items():
            try:
                cells[name] = self._cell(column, texts.get(name, ""))
            except ValueError as problem:
                self._complain(column, problem, texts.get(name, ""), line=line)
                sound = False
                continue
            if cells[name] is None and (column.required or name in self.needed):
                if self.positions is None or name in self.positions:  # else it has been told once
                    self._add("cel-leeg", _EXPECTED_EMPTY, name, line=line)
                sound = False
        row = Row(cells, line) if sound else None
        is_spell = self.table.kind is TableKind.SPELL
        if row and is_spell and _ends_before_it_begins(row, self.table):
            name = self.table.last_day_column or ""
            self._add("einde-voor-begin", "het einde ligt voor het begin.", name, line=line)
            return None
        return row

    def _cell(self, column: Column, text: str) -> Cell:
        """Raises ValueError as `read_cell` does."""
        if (column.name, text) not in self.known:
            self.known[column.name, text] = read_cell(column, text)
        return self.known[column.name, text]

    def _complain(self, column: Column, problem: ValueError, text: str, *, line: int) -> None:
        code = "code-onbekend" if column.type is ColumnType.CODE else "cel-ongeldig"
        kinds = {ColumnType.DAY: "geen dag", ColumnType.NUMBER: "geen getal"}
        expected = f"{kinds.get(column.type, 'geen geldige waarde')}. Verwacht: {problem}."
        self._add(code, expected, column.name, line=line, texts=(text,))

    def _add(
        self, code: str, expected: str, name: str, *, line: int, texts: Sequence[str] = ()
    ) -> None:
        position = self.positions.get(name, 1) if self.positions else 1
        self.complaints.add(code, expected, [line], name=name, position=position, texts=texts)


def _ends_before_it_begins(row: Row, table: Table) -> bool:
    first, last = row.day(table.day_column), row.day(table.last_day_column)
    return first is not None and last is not None and last < first


def _key(row: Row, table: Table) -> tuple[Cell, ...]:
    return tuple(row.cells[column] for column in table.key)


def _same_keys(rows: Sequence[Row], table: Table, complaints: Complaints) -> None:
    first: dict[tuple[Cell, ...], Row] = {}
    for row in rows:
        known = first.setdefault(_key(row, table), row)
        if known is row:
            continue
        columns = ", ".join(table.key)
        if known.cells == row.cells:
            what = "dezelfde rij staat er al; zij telt een keer."
            complaints.add("rij-dubbel", what, [row.line], name=columns)
        else:
            what = "deze sleutel staat er al, met andere inhoud. Verwacht: elke sleutel een keer."
            complaints.add("sleutel-dubbel", what, [row.line], name=columns)


def _distinct(rows: Iterable[Row], table: Table) -> tuple[Row, ...]:
    return tuple({_key(row, table): row for row in rows}.values())


# --- rows drawn in an agreement or a test --------------------------------------------------------


def drawn_rows(
    drawn: Iterable[tuple[str, Mapping[str, str]]], dictionary: Dictionary, name: str
) -> tuple[dict[str, tuple[Row, ...]], tuple[Finding, ...]]:
    """Rows written out by hand: (table, cells by column). A column left out is empty; every finding
    at once.
    """
    findings = Findings()
    tables: dict[str, list[Row]] = {}
    for number, (table_name, texts) in enumerate(drawn, start=1):
        table = dictionary.tables.get(table_name)
        if table is None:
            hint = suggestion(table_name, dictionary.tables)
            findings.add(
                "tabel-onbekend",
                Place(name, number),
                f"'{table_name}' is geen tabel van het woordenboek.",
                hint,
            )
            continue
        for column in texts:
            if column not in table.columns:
                hint = suggestion(column, table.columns)
                findings.add(
                    "kolom-onbekend",
                    Place(name, number),
                    f"'{column}' is geen kolom van '{table_name}'.",
                    hint,
                )
        complaints = Complaints(name, hint=_turn_days)
        row = _RowReader(table, complaints).read(texts, line=number)
        complaints.tell(findings)
        tables.setdefault(table_name, [])
        tables[table_name] += [row] if row else []
    return {table_name: tuple(rows) for table_name, rows in tables.items()}, findings.in_order()
