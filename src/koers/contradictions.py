"""Rows that say two things about one person on one day: two scores, or two values of a split.

The idea that makes it simple: the rules of counting settle both (P1, F1), so nothing is refused;
who delivered the rows is told where and how often, for it mostly is a mistake in the source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from koers.dictionary import Cell, ColumnType, Dictionary, Split, Table, TableKind
from koers.findings import Findings, Place
from koers.periods import ONE_DAY
from koers.register import Row


def tell_contradictions(
    tables: Mapping[str, Sequence[Row]],
    dictionary: Dictionary,
    files: Mapping[str, str],
    findings: Findings,
) -> None:
    """Add a finding per table or split where rows contradict each other, without their cells."""
    for name, rows in tables.items():
        table = dictionary.tables[name]
        if table.kind is TableKind.SCORE:
            found = _two_scores(table, rows)
            what = "op een dag twee scores; de laagste geldt daarna."
            _tell("score-dubbel", found, files[name], what, findings)
        for split in dictionary.splits.values():
            if split.table == name and table.kind is TableKind.SPELL and not split.multiple:
                doubled = _two_values(table, split, rows)
                what = (
                    f"op een dag twee waarden van '{split.name}'; de laatst begonnen waarde telt."
                )
                _tell("splitswaarde-dubbel", doubled, files[name], what, findings)


def _tell(code: str, rows: Sequence[Row], file: str, what: str, findings: Findings) -> None:
    if not rows:
        return
    lines = sorted(row.line for row in rows)
    rest = len(lines) - 1
    others = f" en {rest} andere {'rij' if rest == 1 else 'rijen'}" if rest else ""
    findings.add(
        code,
        Place(file, lines[0], 1),
        f"Rij {lines[0]}{others}: {what}",
        "Klopt dat niet, verbeter dan de bron en lever opnieuw.",
    )


def _two_scores(table: Table, rows: Iterable[Row]) -> list[Row]:
    """Rows with another score than an earlier row of the same subject, day and codes (a domain)."""
    codes = [
        column.name
        for column in table.columns.values()
        if column.type is ColumnType.CODE and column.name != table.value_column
    ]
    no_score = (None, *(table.value_codes.not_a_score if table.value_codes else ()))
    seen: dict[tuple[Cell, ...], Cell] = {}
    found = []
    for row in rows:
        value = row.cells.get(table.value_column or "")
        key = (
            row.cells.get(table.subject_column),
            row.cells.get(table.day_column or ""),
            *(row.cells.get(code) for code in codes),
        )
        if value not in no_score and seen.setdefault(key, value) != value:
            found.append(row)
    return found


def _two_values(table: Table, split: Split, rows: Iterable[Row]) -> list[Row]:
    """Rows that begin while an earlier row of the same subject with another value still runs."""
    spells: dict[Cell, list[tuple[date, date, str, Row]]] = defaultdict(list)
    for row in rows:
        first, last = row.day(table.day_column), row.day(table.last_day_column)
        value = row.cells.get(split.column)
        if first is None or value is None:
            continue
        if last is not None and table.end_is_exclusive:
            last -= ONE_DAY
        spells[row.cells.get(table.subject_column)].append(
            (first, last or date.max, str(value), row)
        )
    return [row for own in spells.values() for row in _overlapping(own)]


def _overlapping(spells: list[tuple[date, date, str, Row]]) -> list[Row]:
    found = []
    running: dict[str, date] = {}
    for first, last, value, row in sorted(spells, key=lambda one: (one[0], one[3].line)):
        if last < first:
            continue
        if any(other != value and end >= first for other, end in running.items()):
            found.append(row)
        running[value] = max(last, running.get(value, date.min))
    return found
