"""Small registers for a drawn term: a few subjects, a few rows in each table, on days that matter.

The idea that makes it simple: all days of a case come from one short list (the edges of the term,
ends of months, leap days, the day K and neighbours of each), so that spells touch, overlap and end
on each other's days far more often than by chance.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from koers.delivery import drawn_rows
from koers.dictionary import Column, ColumnType, Table, TableKind
from koers.periods import Duration, Period, last_of_month, subtract
from koers.register import KnownEntry, Register, Row
from tests.spec.woordenboek import spec_dictionary

PERSONS = tuple("abcdef")
CROWD = tuple("abcdefghijklmn")
OTHERS = {"besluit": ("d1", "d2", "d3"), "plaats": ("assen", "tynaarlo")}
"""Subjects that are no persons."""

TEXTS = {
    "soort": ("huur", "zorg"),
    "reden": ("werk", "verhuisd"),
    "vorm": ("deeltijd", "voltijd"),
    "door": ("gemeente", "partner"),
    "domein": ("wonen", "geld"),
    "kenmerk": ("jong", "schulden"),
    "gemeente": ("assen", "tynaarlo"),
    "geslacht": ("m", "v"),
    "naam": ("banen", "woningen"),
    "uitkomst": ("goed", "fout"),
}
SCORES = ("1", "2", "99", "4", "2", "3")
AMOUNTS = ("1", "0", "-1", "10", "3", "2")
LEAP_DAYS = (date(2016, 2, 29), date(2020, 2, 29))
APART = tuple(Duration(months=number) for number in (1, 1, 2, 3, 6, 7)) + tuple(
    Duration(days=number) for number in (1, 7, 8, 14, 15)
)
"""From one day of a subject to another: as windows are long, and a little more."""

EXPIRED = (Duration(months=7), Duration(months=7))
GAPS = tuple(Duration(days=number) for number in (1, 2, 3, 4, 5, 32, 33))
"""From the end of a spell to the next: touching, bridged, and a day too many (F3)."""

SUPPLIERS = ("werkplein", "uwv", "gkb")
PLACES = (None, "assen", "tynaarlo", "elders")
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """The term, K and the days on which things happen."""

    term: Period
    known: date
    days: tuple[date, ...]


def calendars(rnd: Random) -> Calendar:
    """A term of at most 200 days and a day K anywhere around it."""
    first = rnd.choice(FIRST_DAYS)
    last = first + timedelta(days=rnd.choice((200, 181, 150, 120, 89, 120, 181, 150, 31, 0)))
    offsets = (400, 400, 200, 200, 120, 120, 120, 90, 60, 30, 14, 1, 0, -1, -14, -30, -60, -90)
    known = (first if rnd.random() < 0.05 else last) + rnd.choice(offsets) * DAY
    inside = [rnd.randint(0, (last - first).days) for _ in range(5)]
    some = [first, last, last_of_month(first)] + [first + offset * DAY for offset in inside]
    some += [day for day in LEAP_DAYS if first <= day <= last]
    around = [known, first - rnd.randint(2, 60) * DAY, last_of_month(known)]
    around += [first - rnd.randint(100, 190) * DAY]
    near = rnd.sample(some, 3)
    days = {day + offset * DAY for day in near for offset in (-1, 1)} | set(some) | set(around)
    often = [day for day in days if day in LEAP_DAYS or day == last_of_month(day)]
    return Calendar(Period(first, last), known, tuple(sorted([*days, *often, *often])))


FIRST_DAYS = (
    *(date(2016, 1, 1), date(2015, 12, 15), date(2016, 1, 31), date(2015, 9, 1)),
    *(date(2016, 7, 1), date(2016, 8, 31), date(2019, 11, 30)),
)


def registers(
    rnd: Random, calendar: Calendar, read: frozenset[str], *, crowded: bool = False
) -> Register:
    """A register with rows in the tables that are read; a crowd has more subjects, as many rows
    each.
    """
    dictionary = spec_dictionary()
    persons = CROWD if crowded else PERSONS[: rnd.choice((5, 4, 6, 3, 2))]
    drawn: list[tuple[str, dict[str, str]]] = []
    names = [name for name in dictionary.tables if name in read]
    for name in names:
        table = dictionary.tables[name]
        rows = _rows(rnd, table, calendar, OTHERS.get(table.subject, persons))
        drawn += [(name, row) for row in rows]
    _put_apart(rnd, drawn)
    return as_register(drawn, names)


def _put_apart(rnd: Random, drawn: list[tuple[str, dict[str, str]]]) -> None:
    """Begins some rows as long after another day of their subject as a definition may ask: spells
    after another spell, scores after one that expires, and others after anything.
    """
    tables = spec_dictionary().tables
    for name, row in drawn:
        table = tables[name]
        if table.day_column is None or rnd.random() > (0.6 if table.valid_for else 0.3):
            continue
        alike = rnd.random() < 0.5 and (table.kind is TableKind.SPELL or table.valid_for)
        days = [
            other[column]
            for named, other in drawn
            if named == name or not alike
            for column in (tables[named].last_day_column or tables[named].day_column,)
            if column and other[column] and other is not row
            if other[tables[named].subject_column] == row[table.subject_column]
        ]
        lengths = APART
        if alike:
            lengths = (table.valid_for, *EXPIRED) if table.valid_for else GAPS
        if days:
            day, length = date.fromisoformat(rnd.choice(days)), rnd.choice(lengths)
            is_before = table.valid_for and rnd.random() < 0.7
            row[table.day_column] = str(subtract(day, length) if is_before else length.after(day))
            end = table.last_day_column
            if end and row[end] < row[table.day_column]:
                row[end] = ""


def begun_on(row: Row, table: Table, day: date) -> Row:
    """The row with another first day; an end that would lie before it is left open."""
    assert table.day_column
    cells = {**row.cells, table.day_column: day}
    end = row.day(table.last_day_column)
    if end and table.last_day_column and end < day:
        cells[table.last_day_column] = None
    return replace(row, cells=cells)


def promises(rnd: Random, calendar: Calendar, read: frozenset[str]) -> tuple[KnownEntry, ...]:
    """Promises of two or three suppliers about tables and municipalities, also about some that no
    figure reads (F7).
    """
    tables = (None, *sorted(read), "deelname")
    return tuple(
        KnownEntry(supplier, _promised(rnd, calendar), rnd.choice(tables), rnd.choice(PLACES))
        for supplier in SUPPLIERS[: rnd.randint(2, 3)]
        for _ in range(rnd.randint(1, 3))
    )


def of_everything(rnd: Random, calendar: Calendar) -> KnownEntry:
    """A promise about every table and every municipality, so that there is a K."""
    return KnownEntry(rnd.choice(SUPPLIERS), _promised(rnd, calendar))


def _promised(rnd: Random, calendar: Calendar) -> date:
    return calendar.known + rnd.choice((-14, -9, -7, -3, -1, 0, 1, 4, 7, 14, 60)) * DAY


def as_register(drawn: Iterable[tuple[str, Mapping[str, str]]], names: Iterable[str]) -> Register:
    """Rows written as text, typed by the code that types delivered rows."""
    rows, findings = drawn_rows(drawn, spec_dictionary(), "getekend")
    assert not findings, [str(finding) for finding in findings]
    tables: dict[str, tuple[Row, ...]] = {name: rows.get(name, ()) for name in names}
    return Register(tables)


def _rows(
    rnd: Random, table: Table, calendar: Calendar, subjects: tuple[str, ...]
) -> list[dict[str, str]]:
    if table.key == (table.subject_column,):
        most, who = len(subjects), list(subjects)
    else:
        # Scores are soon of no use: two on a day, or none in a window; but some must expire.
        dense = table.kind is TableKind.SCORE and not table.valid_for
        each = rnd.choice((4, 4, 4, 1, 1)) if dense else 3 if table.valid_for else 2
        most, who = each * len(subjects) + 2, []
    fewest = rnd.choice((len(subjects), most - 2, 0, most, most - 2))
    number = rnd.randint(min(fewest, most), most)
    rows = []
    for index in range(number):
        subject = who[index] if who else rnd.choice(subjects)
        row = {name: _cell(rnd, column, table, calendar) for name, column in table.columns.items()}
        row[table.subject_column] = subject
        if "nr" in row:
            row["nr"] = str(index)
        if table.kind is TableKind.SPELL:
            _end_not_before_begin(row, table)
        rows.append(row)
    return rows


def _end_not_before_begin(row: dict[str, str], table: Table) -> None:
    first, last = table.day_column, table.last_day_column
    assert first
    assert last
    if row[last] and row[last] < row[first]:
        row[first], row[last] = row[last], row[first]


def _cell(rnd: Random, column: Column, table: Table, calendar: Calendar) -> str:
    if column.name == table.birth_column:
        # Birthdays on the days of the case, of people between 15 and 30 years old.
        day = rnd.choice(calendar.days)
        born = date(day.year - rnd.choice((18, 20, 24)), day.month, min(day.day, 28))
        return rnd.choice(("", str(date(1996, 2, 29)), str(born), str(born)))
    if column.name == table.last_day_column and rnd.random() < 0.25:
        return ""
    if column.type is ColumnType.DAY:
        return str(rnd.choice(calendar.days))
    if not column.required and rnd.random() < 0.2:
        return ""
    if column.name == table.value_column:
        return rnd.choice(SCORES)
    match column.type:
        case ColumnType.NUMBER:
            return rnd.choice(AMOUNTS)
        case ColumnType.CODE if column.code_list:
            return rnd.choice([code for code, _ in column.code_list.codes])
        case _:
            return rnd.choice(TEXTS.get(column.name, ("x", "y")))
