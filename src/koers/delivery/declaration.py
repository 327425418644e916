"""What whoever delivers says about a delivery: `aanlevering.yaml`.

The idea that makes it simple: a table of keys (`declaration_keys`) reads the shape; what is told
once for the whole delivery holds for every table that does not say otherwise, so a
`TableDeclaration` is complete. Columns are named from our side: under the name of the dictionary
stands theirs.

It must not know rows or files: only what they are called.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import combinations
from pathlib import Path

from koers.delivery.declaration_keys import DECLARATION, DeliveryKind
from koers.delivery.notation import DAY_NOTATIONS, NUMBER_NOTATIONS
from koers.dictionary import Column, Dictionary, Table, TableKind, read_cell
from koers.dictionary_format import read_dictionary, shipped, shipped_names
from koers.document import Located, document_hash
from koers.findings import Findings, Place
from koers.grammar import Json, Reading
from koers.periods import Period
from koers.placed import decoded, read_text

FILE_NAME = "aanlevering.yaml"

UNFOLDED_CODE, UNFOLDED_VALUE, UNFOLDED_REASON = "§cijfer", "§waarde", "§reden"
"""Columns that unfolding makes stand under these names among those of the source."""

_UNFOLDED = {
    "cijferIn": UNFOLDED_CODE,
    "waardeIn": UNFOLDED_VALUE,
    "redenIn": UNFOLDED_REASON,
}
UNFOLDED = frozenset(_UNFOLDED.values())


@dataclass(frozen=True)
class CodeRule:
    """A local code means a national one (None: nothing) on the days from first to last."""

    local: str
    national: str | None
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True)
class ColumnDeclaration:
    """Where a column of the dictionary comes from: a column of the file (`source`), one value for
    all rows (`constant`) or the row's number; and how its cells are written.
    """

    source: str | None = None
    constant: str | None = None
    row_number: bool = False
    codes: tuple[CodeRule, ...] | None = None
    end_is_exclusive: bool | None = None
    left_off: tuple[str, ...] = ()
    day_notation: str = DAY_NOTATIONS[0]
    number_notation: str = NUMBER_NOTATIONS[0]
    empty: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Unfold:
    """Columns that become rows: per code of a figure the column of the file it stands in."""

    columns: Mapping[str, str]
    figure_column: str
    value_column: str
    reason_column: str | None
    reasons: Mapping[str, str]
    """Per text of a cell ("" is empty) why there is no number."""
    otherwise: str


@dataclass(frozen=True)
class TableDeclaration:
    """Everything told about one table; nothing is left to be looked up elsewhere."""

    table: Table
    file: str | None
    sheet: str | None
    header_row: int
    footer_rows: int
    kind: DeliveryKind
    known_through: date
    separator: str | None
    encoding: str | None
    columns: Mapping[str, ColumnDeclaration]
    unfold: Unfold | None
    not_read: frozenset[str]
    registered_in: str | None
    withdrawn_in: str | None
    withdrawn_values: frozenset[str]
    total_rows: int | None
    totals: Mapping[str, int]
    """Per column its total, in the smallest unit."""
    at: Located = field(compare=False, repr=False)


@dataclass(frozen=True)
class Declaration:
    """A delivery as it is announced. No tables and `replaces`: that delivery is taken back."""

    name: str
    supplier: str
    is_invented: bool
    dictionary: Dictionary
    municipality: str
    period: Period | None
    replaces: str
    tables: tuple[TableDeclaration, ...]
    document: Mapping[str, Json]

    @property
    def hash(self) -> str:
        """SHA-256 of the canonical declaration: another spelling is the same declaration."""
        return document_hash(dict(self.document))


def read_declaration(
    data: bytes, *, name: str, folder: Path, findings: Findings
) -> Declaration | None:
    """The declaration in the bytes of a file, or None with findings. `folder`: where a dictionary
    of one's own is looked for. Never raises on content.
    """
    text = decoded(data, findings, name=name)
    node = None if text is None else read_text(text, findings, name=name)
    document = DECLARATION.read(node, reading := Reading(findings), ()) if node else None
    if not isinstance(document, dict) or findings.has_errors():
        return None
    located = Located(document, reading, Place(name, 1, 1))
    dictionary = _dictionary(located, folder)
    if dictionary is None:
        return None
    built = _Builder(located, dictionary).declaration(document)
    return None if findings.has_errors() else built


def _dictionary(located: Located, folder: Path) -> Dictionary | None:
    name = located.text("woordenboek")
    if name in shipped_names():
        return shipped(name)
    if not name.endswith(".yaml"):
        located.at("woordenboek").unknown("Het woordenboek", name, shipped_names())
        return None
    found, findings = read_dictionary(folder / Path(name).name)
    located.reading.findings.extend(findings.in_order())
    return found


@dataclass
class _Builder:
    """Looks up what the words of a declaration refer to."""

    located: Located
    dictionary: Dictionary

    def declaration(self, document: dict[str, Json]) -> Declaration:
        located = self.located
        tables = [self._table(part) for part in located.each("tabellen")]
        found = [table for table in tables if table is not None]
        self._together(found)
        period = self._period()
        return Declaration(
            name=located.text("aanlevering"),
            supplier=located.text("leverancier"),
            is_invented=located.yes("verzonnen"),
            dictionary=self.dictionary,
            municipality=self._municipality(),
            period=period,
            replaces=located.text("vervangt"),
            tables=tuple(found),
            document=document,
        )

    def _together(self, tables: Sequence[TableDeclaration]) -> None:
        seen = set[str]()
        for table in tables:
            if table.table.name in seen:
                message = f"De tabel '{table.table.name}' staat er twee keer."
                table.at.add("dubbele-sleutel", message, "Voeg de rijen samen in een bestand.")
            seen.add(table.table.name)
        if not self.located.has("tabellen") and not self.located.has("vervangt"):
            message = "De aanlevering noemt geen tabel."
            hint = "Noem onder 'tabellen' wat er geleverd wordt."
            self.located.add("ontbrekende-sleutel", message, hint)

    def _period(self) -> Period | None:
        part = self.located.get("periode")
        if part is None:
            return None
        first, last = (date.fromisoformat(part.text(key)) for key in ("van", "totEnMet"))
        if last < first:
            part.add("ongeldige-waarde", "De periode eindigt voor zij begint.")
            return None
        return Period(first, last)

    def _municipality(self) -> str:
        """The municipality of the scope; one the dictionary lists, where it lists them."""
        name = self.located.text("gemeente")
        for split in self.dictionary.splits.values():
            if name and split.names_party and split.table:
                codes = self.dictionary.tables[split.table].columns[split.column].code_list
                if codes and codes.expand(name) is None:
                    self.located.at("gemeente").unknown("De gemeente", name, codes.words())
        return name

    def _table(self, part: Located) -> TableDeclaration | None:
        table = self.dictionary.tables.get(part.text("tabel"))
        if table is None:
            part.at("tabel").unknown("De tabel", part.text("tabel"), self.dictionary.tables)
            return None
        kind, known = self._told(part, "soort"), self._told(part, "bekendTotEnMet")
        if kind == DeliveryKind.SNAPSHOT and table.kind is not TableKind.SPELL:
            message = f"De tabel '{table.name}' heeft geen tijdvakken, dus geen stand."
            part.at("soort").add(
                "soort-past-niet", message, "Lever wijzigingen of de volledige historie."
            )
        separator = self._told(part, "scheidingsteken", needed=False)
        withdrawn, totals = part.get("ingetrokken"), part.get("controletotalen")
        return TableDeclaration(
            table=table,
            file=part.text("bestand") or None,
            sheet=part.text("blad") or None,
            header_row=_at_least(part, "kopregel", 1),
            footer_rows=_at_least(part, "voetregels", 0),
            kind=DeliveryKind(kind or DeliveryKind.CHANGES),
            known_through=date.fromisoformat(known or "1900-01-01"),
            separator={"tab": "\t", "": None}.get(separator, separator),
            encoding=self._told(part, "codering", needed=False) or None,
            columns=self._columns(part, table),
            unfold=self._unfold(part, table),
            not_read=frozenset(part.texts("nietGelezen")),
            registered_in=part.text("registratietijd") or None,
            withdrawn_in=withdrawn.text("kolom") if withdrawn else None,
            withdrawn_values=frozenset(withdrawn.texts("waarde") if withdrawn else ()),
            total_rows=int(totals.text("rijen")) if totals and totals.has("rijen") else None,
            totals=self._totals(totals, table),
            at=part,
        )

    def _told(self, part: Located, key: str, *, needed: bool = True) -> str:
        """What the table says, or else the delivery."""
        found = part.text(key) or self.located.text(key)
        if not found and needed and not part.misread(key) and not self.located.misread(key):
            words = {"bekendTotEnMet": "bekend tot en met"}.get(key, key)
            message = f"Voor tabel '{part.text('tabel')}' ontbreekt de sleutel '{words}'."
            part.add("ontbrekende-sleutel", message, f"Zet '{words}' hier of bovenaan.")
        return found

    def _columns(self, part: Located, table: Table) -> dict[str, ColumnDeclaration]:
        told = dict(part.named("kolommen"))
        for name, at in told.items():
            if name not in table.columns:
                at.unknown(f"De kolom van '{table.name}'", name, table.columns)
        found = {
            column.name: self._column(part, told.get(column.name), column)
            for column in table.columns.values()
        }
        unfolded = part.get("uitvouwen")
        for key, source in _UNFOLDED.items() if unfolded else ():
            name = unfolded.text(key) if unfolded else ""
            if name in found:
                found[name] = replace(found[name], source=source)
        return found

    def _column(self, part: Located, told: Located | None, column: Column) -> ColumnDeclaration:
        def own(key: str, default: str) -> str:
            return (
                (told.text(key) if told else "") or self._told(part, key, needed=False) or default
            )

        empty = (told.texts("leeg") if told else ()) or part.texts("leeg")
        source: str | None = column.name if told is None else told.text("kolom") or None
        if told is not None:
            ways = [key for key in ("kolom", "vast", "rijnummer") if told.has(key)]
            if len(ways) > 1:
                told.add(
                    "ongeldige-waarde", f"Dit kan niet samen: {', '.join(ways)}.", "Kies er een."
                )
            if not ways:
                source = column.name
        return ColumnDeclaration(
            source=source,
            constant=told.text("vast") or None if told else None,
            row_number=told.yes("rijnummer") if told else False,
            codes=self._codes(told) if told else None,
            end_is_exclusive=told.yes("exclusief") if told and told.has("exclusief") else None,
            left_off=told.texts("weglaten") if told else (),
            day_notation=own("datumnotatie", DAY_NOTATIONS[0]),
            number_notation=own("getalnotatie", NUMBER_NOTATIONS[0]),
            empty=frozenset(empty or self.located.texts("leeg")),
        )

    def _codes(self, told: Located) -> tuple[CodeRule, ...] | None:
        name = told.text("codes")
        if not name:
            return None
        lists = dict(self.located.named("codes"))
        if name not in lists:
            told.at("codes").unknown("De lijst van codes", name, lists)
            return None
        rules = tuple(rule for part in lists[name].items() for rule in _rules(part))
        alike: dict[str, list[CodeRule]] = {}
        for rule in rules:
            alike.setdefault(rule.local, []).append(rule)
        pairs = (pair for of in alike.values() for pair in combinations(of, 2))
        if any(_both_hold(one, other) for one, other in pairs):
            message = f"Twee regels van '{name}' gelden op een dag voor dezelfde lokale code."
            lists[name].add("ongeldige-waarde", message, "Laat er een weg, of geef dagen op.")
        return rules

    def _unfold(self, part: Located, table: Table) -> Unfold | None:
        told = part.get("uitvouwen")
        if told is None:
            return None
        for key in ("cijferIn", "waardeIn", "redenIn"):
            if told.has(key) and told.text(key) not in table.columns:
                told.at(key).unknown("De kolom", told.text(key), table.columns)
        reasons = {("" if text == "leeg" else text): at for text, at in told.named("redenen")}
        return Unfold(
            columns={code: str(at.value) for code, at in told.named("kolommen")},
            figure_column=told.text("cijferIn"),
            value_column=told.text("waardeIn"),
            reason_column=told.text("redenIn") or None,
            reasons={text: str(at.value) for text, at in reasons.items()},
            otherwise=told.text("anders"),
        )

    def _totals(self, part: Located | None, table: Table) -> dict[str, int]:
        found: dict[str, int] = {}
        for name, at in part.named("som") if part else ():
            column = table.columns.get(name)
            if column is None:
                at.unknown(f"De kolom van '{table.name}'", name, table.columns)
                continue
            try:
                total = read_cell(column, str(at.value))
            except ValueError as problem:
                at.add("ongeldige-waarde", f"Verwacht wordt {problem}.")
                continue
            if isinstance(total, int):
                found[name] = total
            else:
                at.add("ongeldige-waarde", f"Kolom '{name}' is geen getal.")
        return found


def _at_least(part: Located, key: str, least: int) -> int:
    number = int(part.text(key, str(least)))
    if number < least:
        part.at(key).add("ongeldige-waarde", f"Verwacht wordt {least} of meer.")
    return number


def _both_hold(one: CodeRule, other: CodeRule) -> bool:
    """Whether two rules about the same local code hold on the same day."""
    first = max(one.first_day or date.min, other.first_day or date.min)
    return first <= min(one.last_day or date.max, other.last_day or date.max)


def _rules(part: Located) -> list[CodeRule]:
    first, last = (part.text(key) for key in ("van", "totEnMet"))
    days = [date.fromisoformat(day) if day else None for day in (first, last)]
    if days[0] and days[1] and days[1] < days[0]:
        part.add("ongeldige-waarde", "Deze regel eindigt voor zij begint.")
    national = part.text("landelijk") or None
    return [CodeRule(local, national, days[0], days[1]) for local in part.texts("lokaal")]
