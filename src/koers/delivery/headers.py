"""Whether the header of a file has the columns that its declaration and the dictionary ask for.

The idea that makes it simple: three questions, each column by column: is what is needed there, is
what is there read, and is what the declaration names there?
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from koers.delivery.declaration import UNFOLDED, TableDeclaration
from koers.delivery.raw import RawTable
from koers.findings import Findings, Place, suggestion

_NAME = re.compile(r"[\w .,:;()%€/&'-]{1,60}")
_VALUE = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}|[0-9]{5}|[0-9],[0-9]"
)


def check_header(raw: RawTable, told: TableDeclaration, findings: Findings) -> bool:
    """Whether the rows can be read; what is missing or not read becomes findings."""
    place = Place(raw.name, raw.header_row, 1)
    sources = {told_column.source for told_column in told.columns.values()} - {None}
    unfold = told.unfold
    others = {told.registered_in, told.withdrawn_in, *(unfold.columns.values() if unfold else ())}
    others.discard(None)
    if raw.header and not (sources | others) & set(raw.header):
        message = "De eerste regel noemt geen enkele kolom van deze tabel; ontbreekt de kopregel?"
        hint = (
            f"Nodig: {', '.join(sorted(map(str, sources)))}. Staat de kop lager, geef 'kopregel'."
        )
        findings.add("kop-onjuist", place, message, hint)
        return False
    sound = _missing(raw, told, place, findings)
    for name in sorted(map(str, others - set(raw.header))):
        message = f"De aanlevering noemt kolom '{name}', maar het bestand heeft die niet."
        findings.add("kolom-ontbreekt", place, message, suggestion(name, _shown(raw.header)))
        sound = False
    _not_read(raw, told, {*map(str, sources), *map(str, others)}, findings)
    return sound


def _missing(raw: RawTable, told: TableDeclaration, place: Place, findings: Findings) -> bool:
    table, sound = told.table, True
    left_out = []
    days = {table.day_column, table.last_day_column, table.value_column}
    needed = {table.subject_column, *table.key, *days}
    unread = [name for name in _shown(raw.header) if name not in _sources(told)]
    for name, column in told.columns.items():
        source = column.source
        if source is None or source in raw.header or source in UNFOLDED:
            continue
        shown = f"'{source}'" if source == name else f"'{source}' (voor '{name}')"
        if table.columns[name].required or name in needed:
            message = f"De kolom {shown} ontbreekt in de kop."
            near = suggestion(source, unread)
            hint = f"{near} Geef onder 'kolommen' op hoe zij in het bestand heet.".strip()
            findings.add("kolom-ontbreekt", place, message, hint)
            sound = False
        elif source != name:
            message = f"De kolom {shown} die de aanlevering noemt ontbreekt in de kop."
            findings.add("kolom-ontbreekt", place, message, suggestion(source, unread))
            sound = False
        else:
            left_out.append(shown)
    if left_out:
        *most, last = left_out
        both = f"De kolommen {', '.join(most)} en {last} zijn niet geleverd; zij tellen"
        message = both if most else f"De kolom {last} is niet geleverd; zij telt"
        findings.add("kolom-niet-geleverd", place, f"{message} als onbekend.")
    return sound


def _shown(header: Sequence[str]) -> Sequence[str]:
    """The names of a header that may be shown: none, when one of them looks like a day, an amount
    or a long number. Then a row stands there too, and that may be about somebody.
    """
    return () if any(map(_VALUE.search, header)) else header


def as_declared(raw: RawTable, told: TableDeclaration) -> RawTable:
    """The table with its columns called as the declaration calls them, where only capitals and
    spaces differ.
    """
    unfold = told.unfold.columns.values() if told.unfold else ()
    wanted = {*_sources(told), *unfold, told.registered_in, told.withdrawn_in} - {None}
    missing = {_plain(str(name)): str(name) for name in wanted - set(raw.header)}
    names = [_plain(name) for name in raw.header]
    header = tuple(
        missing[plain] if plain in missing and names.count(plain) == 1 else name
        for name, plain in zip(raw.header, names, strict=True)
    )
    return replace(raw, header=header)


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").split())


def _sources(told: TableDeclaration) -> set[str]:
    return {column.source for column in told.columns.values() if column.source is not None}


def _not_read(raw: RawTable, told: TableDeclaration, read: set[str], findings: Findings) -> None:
    may_be_shown = {name for name in _shown(raw.header) if _NAME.fullmatch(name)}
    for position, name in enumerate(raw.header, start=1):
        if name in read or name in told.not_read:
            continue
        shown = name if name in may_be_shown else "?"
        message = f"De kolom '{shown}' wordt niet gelezen."
        hint = (
            "Hoort zij bij een kolom van het woordenboek, noem haar dan onder 'kolommen'; anders "
        )
        hint += "onder 'niet gelezen'."
        place = Place(raw.name, raw.header_row, position)
        findings.add("kolom-onbekend", place, message, hint)
