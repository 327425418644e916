"""Whether rows that were delivered by one dictionary mean the same by another.

The idea that makes it simple: a dictionary may grow; what was delivered keeps its keys, its days
and the unit of its numbers, or an old amount would silently become another one.
"""

from __future__ import annotations

from collections.abc import Collection

from koers.dictionary import Column, Dictionary, Table


def why_another(old: Dictionary, new: Dictionary, tables: Collection[str]) -> str:
    """Why rows of these tables of the old dictionary cannot be read by the new one, in Dutch; ""
    when they can.
    """
    if old.name != new.name:
        return f"het is woordenboek '{new.name}', en er is geleverd met '{old.name}'"
    if old.document_hash == new.document_hash:
        return ""
    for name in sorted(tables):
        if name not in new.tables:
            return f"tabel '{name}' staat er niet meer in"
        said = _of_table(old.tables[name], new.tables[name])
        if said:
            return f"in tabel '{name}' {said}"
    return ""


def _of_table(old: Table, new: Table) -> str:
    if _shape(old) != _shape(new):
        return "zijn de sleutel, de dagen of de soort anders"
    for name, column in old.columns.items():
        if name not in new.columns:
            return f"ontbreekt kolom '{name}'"
        if _meaning(column) != _meaning(new.columns[name]):
            return f"heeft kolom '{name}' een ander type, een andere eenheid of andere decimalen"
    return ""


def _shape(table: Table) -> tuple[object, ...]:
    days = (table.day_column, table.last_day_column, table.end_is_exclusive)
    return (table.kind, table.subject, table.subject_column, table.key, *days)


def _meaning(column: Column) -> tuple[object, ...]:
    return (column.type, column.unit, column.decimals)
