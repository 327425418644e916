"""Hits of one subject: the days, rows and amounts that a count, sum, number of days or stated
figure adds up.

The idea that makes it simple: one function per way of counting, each over the rows or the timeline
of one subject; a hit whose condition or amount is unknown has no amount and is counted apart (F8).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from koers.algebra import (
    AllOf,
    AnyOf,
    Condition,
    Count,
    Days,
    Fact,
    Kind,
    Leaf,
    Not,
    Score,
    StatedFigure,
    Sum,
    Transition,
    Unit,
)
from koers.dictionary import Table
from koers.engines.reference.history import Subject, lowest, row_truth
from koers.engines.reference.timeline import (
    Spell,
    Timeline,
    all_of,
    any_of,
    combined,
    constant,
    merged,
    negate,
)
from koers.periods import Period
from koers.register import Row
from koers.structure import first_leaf


@dataclass(frozen=True)
class Carrier:
    """The rows that carry a hit: splits on a column of the counted row look here (P1)."""

    table: Table | None
    rows: Sequence[Row]


@dataclass(frozen=True)
class Hit:
    """Something to add: on which day, carried by which rows, how much (None is unknown)."""

    day: date
    carrier: Carrier
    amount: int | None


def subject_hits(subject: Subject, condition: Condition, period: Period) -> Iterator[Hit]:
    """A distinct subject once, on its first qualifying day; unknown when no day is certain and some
    may be (C3).
    """
    known = _known_part(subject, period)
    if known is None:
        return
    line = subject.timeline(condition)
    first, maybe = line.first(True, known), line.first(None, known)
    day = first or maybe
    if day is not None:
        yield Hit(day, rows_on(subject, condition, day), 1 if first else None)


def stock_hits(subject: Subject, form: Count | Sum, day: date) -> Iterator[Hit]:
    """Present on one day: the subject once, or each of its rows (C2)."""
    if isinstance(form, Count) and form.unit is Unit.SUBJECT:
        truth = subject.timeline(form.condition).at(day)
        if truth is not False:
            yield Hit(day, rows_on(subject, form.condition, day), 1 if truth else None)
        return
    leaf = first_leaf(form.condition)
    assert isinstance(leaf, Fact)
    table = subject.table(leaf.table)
    for row in subject.rows(leaf.table):
        spell = subject.reader.spell(table, row)
        if spell and spell[0] <= day <= spell[1]:
            yield from _row_hit(subject, form, leaf, row, day)


def row_hits(subject: Subject, form: Count | Sum, period: Period) -> Iterator[Hit]:
    """Rows by their day; spells by their first qualifying day in the period; begins and ends of
    merged spells.
    """
    leaf = first_leaf(form.condition)
    if isinstance(leaf, Transition) or (
        isinstance(leaf, Fact) and leaf.kind in (Kind.BEGIN, Kind.END)
    ):
        for first, last, truth in subject.timeline(form.condition).pieces(period):
            if truth is not False:
                for day in Period(first, last).days():
                    yield Hit(day, rows_on(subject, form.condition, day), 1 if truth else None)
        return
    assert isinstance(leaf, Fact | Score)
    table = subject.table(leaf.table)
    for row in subject.rows(leaf.table):
        if isinstance(leaf, Fact) and leaf.kind is Kind.SPELL:
            spell = subject.reader.spell(table, row)
            if spell and spell[0] <= period.last_day and period.first_day <= spell[1]:
                days = Period(max(spell[0], period.first_day), min(spell[1], period.last_day))
                yield from _spell_hit(subject, form, leaf, row, days)
        else:
            found = row.day(table.day_column)
            if found is not None and found in period:
                yield from _row_hit(subject, form, leaf, row, found)


def _spell_hit(
    subject: Subject, form: Count | Sum, leaf: Fact, row: Row, days: Period
) -> Iterator[Hit]:
    """One spell row, on its first certain day in the period, else on its first possible one."""
    line = _line_with_row(subject, form.condition, leaf, row)
    sure, maybe = line.first(True, days), line.first(None, days)
    if sure is not None or maybe is not None:
        yield Hit(
            sure or maybe or days.first_day, _carrier(subject, leaf, [row]), 1 if sure else None
        )


def _row_hit(
    subject: Subject, form: Count | Sum, leaf: Fact | Score, row: Row, day: date
) -> Iterator[Hit]:
    truth = _line_with_row(subject, form.condition, leaf, row).at(day)
    if truth is not False:
        amount = row.number(form.column.column) if isinstance(form, Sum) else 1
        yield Hit(day, _carrier(subject, leaf, [row]), amount if truth else None)


def _carrier(subject: Subject, leaf: Fact | Score | Transition, rows: Sequence[Row]) -> Carrier:
    return Carrier(subject.table(leaf.table), rows)


def _line_with_row(subject: Subject, condition: Condition, leaf: Leaf, row: Row) -> Timeline:
    """The condition, with this one row in the place of the first written condition."""
    match condition:
        case AllOf(parts):
            return combined([_line_with_row(subject, part, leaf, row) for part in parts], all_of)
        case AnyOf(parts):
            return combined([_line_with_row(subject, part, leaf, row) for part in parts], any_of)
        case Not(part):
            return combined(
                [_line_with_row(subject, part, leaf, row)], lambda truths: negate(truths[0])
            )
        case _ if condition is leaf and isinstance(leaf, Fact):
            return constant(row_truth(row, leaf.tests))
        case _ if condition is leaf and isinstance(leaf, Score):
            return constant(subject.measured_row(leaf, row))
        case _:
            return subject.timeline(condition)


def day_hits(subject: Subject, form: Days, period: Period) -> Iterator[Hit]:
    known = _known_part(subject, period)
    for first, last, truth in subject.timeline(form.condition).pieces(known) if known else ():
        if truth is not False:
            for day in Period(first, last).days():
                yield Hit(day, rows_on(subject, form.condition, day), 1 if truth else None)


def _known_part(subject: Subject, period: Period) -> Period | None:
    """The days of a period through K: later ones do not exist, nor what is absent on them (F7)."""
    last = min(period.last_day, subject.reader.known_through)
    return None if last < period.first_day else Period(period.first_day, last)


def stated_hits(subject: Subject, figure: StatedFigure, period: Period) -> Iterator[Hit]:
    """Stated rows of the period; with `latest` only those of the stater's last day (C1)."""
    table = subject.table(figure.column.table)
    rows = [
        (day, row)
        for row in subject.rows(table.name)
        if (day := row.day(table.day_column)) is not None and day in period
    ]
    told = [
        (day, row, truth)
        for day, row in rows
        if (truth := row_truth(row, figure.tests)) is not False
    ]
    latest = max((day for day, _, _ in told), default=None)
    for day, row, truth in told:
        if not figure.latest or day == latest:
            yield Hit(
                day, Carrier(table, [row]), row.number(figure.column.column) if truth else None
            )


def rows_on(subject: Subject, condition: Condition, day: date) -> Carrier:
    """The rows of the first written condition that carry a day: certain ones, else possible (P1).

    A bridged day keeps the rows of the spell before it (F3); a score that holds keeps its
    measurement.
    """
    leaf = first_leaf(condition)
    if not isinstance(leaf, Fact | Score | Transition):
        return Carrier(None, ())
    table = subject.table(leaf.table)
    truths = [(row, row_truth(row, leaf.tests)) for row in subject.rows(leaf.table)]
    for wanted in (True, None):
        rows = [row for row, truth in truths if truth is wanted]
        found = _carrying(subject, leaf, rows, day)
        if found:
            return Carrier(table, found)
    return Carrier(table, ())


def _carrying(
    subject: Subject, leaf: Fact | Score | Transition, rows: Sequence[Row], day: date
) -> list[Row]:
    if isinstance(leaf, Fact):
        match leaf.kind:
            case Kind.SUBJECT:
                return list(rows)
            case Kind.MOMENT:
                table = subject.table(leaf.table)
                return [row for row in rows if row.day(table.day_column) == day]
            case Kind.SPELL | Kind.BEGIN | Kind.END:
                return _spell_rows(subject, leaf, rows, day)
    return _measurements(subject, leaf, rows, day)


def _measurements(
    subject: Subject, leaf: Score | Transition, rows: Sequence[Row], day: date
) -> list[Row]:
    """The measurements of the day, or the ones that hold on it: of two on a day the lowest."""
    table = subject.table(leaf.table)
    assert table.value_column
    days = [(found, row) for row in rows if (found := row.day(table.day_column))]
    held = isinstance(leaf, Score) and not leaf.measured
    on = max((found for found, _ in days if found <= day), default=None) if held else day
    scores = [(row.text(table.value_column), row) for found, row in days if found == on]
    holds = lowest(table.columns[table.value_column], [score for score, _ in scores])
    return [row for score, row in scores if score == holds]


def _spell_rows(subject: Subject, leaf: Fact, rows: Sequence[Row], day: date) -> list[Row]:
    table = subject.table(leaf.table)
    spells = [(spell, row) for row in rows if (spell := subject.reader.spell(table, row))]
    known_through = subject.reader.known_through
    match leaf.kind:
        case Kind.BEGIN:
            return [row for (first, _), row in spells if first == day]
        case Kind.END:
            # What runs on through K has not ended there (F3).
            return [row for (_, last), row in spells if last == day < known_through]
        case _:
            covering = [row for (first, last), row in spells if first <= day <= last]
            whole = merged((s for s, _ in spells), gap=leaf.gap, known_through=known_through)
            bridged = any(first <= day <= last for first, last in whole)
            return covering or (_before(spells, day) if bridged else [])


def _before(spells: Sequence[tuple[Spell, Row]], day: date) -> list[Row]:
    """The rows of the spell before a bridged day (F3)."""
    before = max(last for (_, last), _ in spells if last < day)
    return [row for (_, last), row in spells if last == before]
