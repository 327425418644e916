"""The most naive reading of the conditions: is it true of this subject on this day?

The idea that makes it simple: every question is answered anew from the rows for one day. A fact
that has rows with an empty cell is asked twice, with those rows and without them; where the two
answers differ the answer is unknown (F8). Nothing is merged or remembered, so there is nothing
here that an engine could have in common with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from koers.algebra import (
    Against,
    Age,
    AllOf,
    AnyOf,
    Comparison,
    Condition,
    Fact,
    Kind,
    Leaf,
    Not,
    Score,
    SumShare,
    Test,
    Transition,
)
from koers.dictionary import Dictionary, Table, TableKind
from koers.periods import Period, add_months, calendar_period
from koers.register import Register, Row
from koers.structure import leaf_tables

Truth = bool | None
"""None is unknown."""

DAY = timedelta(days=1)


def every(truths: Iterable[Truth]) -> Truth:
    """Kleene's 'and' (F8)."""
    found = list(truths)
    return False if False in found else None if None in found else True


def some(truths: Iterable[Truth]) -> Truth:
    """Kleene's 'or' (F8)."""
    found = list(truths)
    return True if True in found else None if None in found else False


def reverse(truth: Truth) -> Truth:
    return None if truth is None else not truth


@dataclass(frozen=True)
class Unit:
    """What the condition stands in, where it is part of a share: the anchor, and for an outcome the
    window.

    `asked`: in an outcome, where a score that was never made is unknown instead of no (F8).
    `until`: in a window `binnen`, where a score counts on the day it was made (S6).
    """

    anchor: date
    asked: bool = False
    until: date | None = None


@dataclass(frozen=True)
class Known:
    """The rows that exist at K (F7)."""

    dictionary: Dictionary
    register: Register
    through: date
    _found: dict[tuple[str, str | None], list[Row]] = field(default_factory=dict)

    def rows(self, table_name: str, subject: str | None = None) -> list[Row]:
        """F7: what begins after K does not exist. F8: code 99 is no score, so no row."""
        if (table_name, subject) in self._found:
            return self._found[table_name, subject]
        table = self.dictionary.tables[table_name]
        found = self._found.setdefault((table_name, subject), [])
        for row in self.register.tables.get(table_name, ()):
            first = row.day(table.day_column)
            scale, code = table.value_codes, row.text(table.value_column or "")
            if (first and first > self.through) or (scale and code in scale.not_a_score):
                continue
            if subject is None or row.text(table.subject_column) == subject:
                found.append(row)
        return found

    def subjects(self, condition: Condition) -> list[str]:
        """F8: the universe is who has a row in the first table; in each of 'een van'."""
        match condition:
            case Not(part):
                return self.subjects(part)
            case AllOf(parts):
                return self.subjects(parts[0])
            case AnyOf(parts):
                return sorted({subject for part in parts for subject in self.subjects(part)})
            case _:
                tables = [self.dictionary.tables[name] for name in leaf_tables(condition)[:1]]
                rows = [(table, row) for table in tables for row in self.rows(table.name)]
                return sorted({row.text(table.subject_column) or "" for table, row in rows})


# --- rows -----------------------------------------------------------------------------------------


def passes(row: Row, tests: Iterable[Test]) -> Truth:
    return every(_passes(row, test) for test in tests)


def _passes(row: Row, test: Test) -> Truth:
    value = row.cells.get(test.column)
    if value is None:
        return None
    if test.values:
        return value in test.values
    assert isinstance(value, int)
    assert test.comparison is not None
    assert test.bound is not None
    bound = test.bound
    if test.of_column:
        other = row.number(test.of_column)
        if other is None:
            return None
        bound *= other
    return compares(test.comparison, Fraction(value), bound)


def compares(comparison: Comparison, left: Fraction, right: Fraction) -> bool:
    return {
        Comparison.AT_LEAST: left >= right,
        Comparison.AT_MOST: left <= right,
        Comparison.MORE: left > right,
        Comparison.LESS: left < right,
    }[comparison]


def first_day(row: Row, table: Table) -> date:
    found = row.day(table.day_column)
    assert found is not None
    return found


def last_day(row: Row, table: Table) -> date:
    """F2: the last day of a spell; an open one has no last day."""
    found = row.day(table.last_day_column)
    if found is None:
        return date.max - DAY
    return found - DAY if table.end_is_exclusive else found


def covers(row: Row, table: Table, day: date) -> bool:
    return first_day(row, table) <= day <= last_day(row, table)


def runs(rows: list[Row], table: Table, gap: int, day: date, known: Known) -> bool:
    """F3: a spell is there on a day that a row covers, on a day of a gap that is short enough, and
    after an end that may still be continued.
    """
    if any(covers(row, table, day) for row in rows):
        return True
    days = [row for row in rows if first_day(row, table) <= last_day(row, table)]
    ended = [last_day(row, table) for row in days if last_day(row, table) < day]
    begins = [first_day(row, table) for row in days if first_day(row, table) > day]
    if not ended:
        return False
    closes = max(ended) + timedelta(days=gap + 1)
    return min(begins) <= closes if begins else closes > known.through


def carriers(rows: list[Row], table: Table, gap: int, day: date, known: Known) -> list[Row]:
    """The rows whose values hold on a day: those that cover it, and in a gap those that ended last
    (F3: bridged days keep the earlier row's values).
    """
    found = [row for row in rows if covers(row, table, day)]
    if found or not runs(rows, table, gap, day, known):
        return found
    ended = [r for r in rows if first_day(r, table) <= last_day(r, table) < day]
    last = max(last_day(row, table) for row in ended)
    return [row for row in ended if last_day(row, table) == last]


def possible(leaf: Fact | Score | Transition, subject: str, known: Known) -> list[Row]:
    """The rows that do not fail the tests; some of them have an empty cell."""
    return [row for row in known.rows(leaf.table, subject) if passes(row, leaf.tests) is not False]


def sure(leaf: Fact | Score | Transition, subject: str, known: Known) -> list[Row]:
    return [row for row in known.rows(leaf.table, subject) if passes(row, leaf.tests) is True]


# --- conditions -----------------------------------------------------------------------------------


def truth(
    condition: Condition, subject: str, day: date, known: Known, unit: Unit | None = None
) -> Truth:
    """Whether a condition holds on one day (S7)."""
    match condition:
        case Not(part):
            return reverse(truth(part, subject, day, known, unit))
        case AllOf(parts):
            return every(truth(part, subject, day, known, unit) for part in parts)
        case AnyOf(parts):
            return some(truth(part, subject, day, known, unit) for part in parts)
        case _:
            return leaf_truth(condition, subject, day, known, unit)


def leaf_truth(leaf: Leaf, subject: str, day: date, known: Known, unit: Unit | None) -> Truth:
    match leaf:
        case Fact():
            without = fact_on(leaf, sure(leaf, subject, known), day, known)
            withal = fact_on(leaf, possible(leaf, subject, known), day, known)
            return without if without == withal else None
        case Score():
            return _score_on(leaf, subject, day, known, unit)
        case Transition():
            return _transition_on(leaf, subject, day, known)
        case Age():
            return _age_on(leaf, subject, day, known)
        case SumShare():
            return _sum_share_on(leaf, subject, day, known)


def fact_on(fact: Fact, rows: list[Row], day: date, known: Known) -> bool:
    """Whether these rows make the fact true on the day."""
    table = known.dictionary.tables[fact.table]

    def there(asked: date) -> bool:
        return runs(rows, table, fact.gap, asked, known)

    match fact.kind:
        case Kind.SUBJECT:
            return bool(rows)
        case Kind.MOMENT:
            return any(first_day(row, table) == day for row in rows)
        case Kind.BEGIN:
            return there(day) and not there(day - DAY)
        case Kind.END:
            return there(day) and not there(day + DAY)
        case Kind.SPELL:
            if not there(day) or fact.min_age is None:
                return there(day)
            firsts = [first for row in rows if (first := first_day(row, table)) <= day]
            began = max(first for first in firsts if there(first) and not there(first - DAY))
            return day >= fact.min_age.after(began)


# --- scores ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Measured:
    """What was measured on a day: the lowest score of that day; None is an empty cell."""

    day: date
    code: str | None


def measurements(leaf: Score | Transition, subject: str, known: Known) -> list[Measured]:
    """The days with a score, in order; a score of which it is unknown whether it passes the tests
    is like an empty one (F8).
    """
    table = known.dictionary.tables[leaf.table]
    scale = table.value_codes
    assert table.value_column
    assert scale
    by_day: dict[date, list[str | None]] = {}
    for row in possible(leaf, subject, known):
        code = row.text(table.value_column) if passes(row, leaf.tests) else None
        by_day.setdefault(first_day(row, table), []).append(code)
    found = []
    for day in sorted(by_day):
        made = [code for code in by_day[day] if code is not None]
        empty = len(made) < len(by_day[day])
        found.append(Measured(day, None if empty else min(made, key=scale.rank)))
    return found


def holding(made: list[Measured], table: Table, day: date) -> Measured | None:
    """The last measurement on or before a day; a score that is too old is like an empty one."""
    before = [one for one in made if one.day <= day]
    if not before:
        return None
    last = before[-1]
    if table.valid_for and day > table.valid_for.after(last.day):
        return Measured(last.day, None)
    return last


def _score_on(leaf: Score, subject: str, day: date, known: Known, unit: Unit | None) -> Truth:
    table, made = known.dictionary.tables[leaf.table], measurements(leaf, subject, known)
    last = holding(made, table, day)
    if unit and unit.until:
        # S6: in `binnen` a score counts on the day it was made, after the anchor.
        window = [one for one in made if unit.anchor < one.day <= unit.until]
        if not window:
            return None
        today = [one for one in window if one.day == day]
    elif last is None:
        return None if unit and unit.asked else False
    else:
        today = [last] if last.day == day or not leaf.measured else []
    return some(
        every((fits(leaf, one.code, made, table, unit), old_enough(leaf, one, day)))
        for one in today
    )


def old_enough(leaf: Score, one: Measured, day: date) -> bool:
    return leaf.min_age is None or day >= leaf.min_age.after(one.day)


def fits(
    leaf: Score, code: str | None, made: list[Measured], table: Table, unit: Unit | None
) -> Truth:
    """Whether a score is among those asked for, or compares with the anchor's."""
    if code is None:
        return None
    if leaf.against is None:
        return not leaf.values or code in leaf.values
    assert unit is not None
    begin = holding(made, table, unit.anchor)
    if begin is None or begin.code is None:
        return None
    assert table.value_codes
    now, then = table.value_codes.rank(code), table.value_codes.rank(begin.code)
    return {
        Against.NOT_LOWER: now >= then,
        Against.HIGHER: now > then,
        Against.NOT_HIGHER: now <= then,
        Against.LOWER: now < then,
    }[leaf.against]


def _transition_on(leaf: Transition, subject: str, day: date, known: Known) -> Truth:
    table, made = known.dictionary.tables[leaf.table], measurements(leaf, subject, known)
    today = [one for one in made if one.day == day]
    before = holding(made, table, day - DAY)
    if not today or before is None:
        return False
    (now,) = today
    return every(
        (
            None if now.code is None else now.code in leaf.after,
            None if before.code is None else before.code in leaf.before,
        )
    )


# --- ages and sums --------------------------------------------------------------------------------


def _age_on(leaf: Age, subject: str, day: date, known: Known) -> Truth:
    births = known.dictionary.births("persoon")
    assert births
    found = [row.day(births.birth_column) for row in known.rows(births.name, subject)]
    if not found or found[0] is None:
        return None
    reached = leaf.youngest is None or day >= add_months(found[0], 12 * leaf.youngest)
    passed = leaf.oldest is not None and day >= add_months(found[0], 12 * (leaf.oldest + 1))
    return reached and not passed


def _sum_share_on(leaf: SumShare, subject: str, day: date, known: Known) -> Truth:
    """S7: judged on the last day of each calendar period, over the months that have both."""
    period = calendar_period(day, leaf.grain)
    if day != period.last_day:
        return False
    part = whole = 0
    joint = one_sided = False
    for month in _months(period):
        if leaf.months_with and not _has_row(leaf.months_with, subject, month, known):
            continue
        parts = _amounts(leaf.part.table, leaf.part.column, subject, month, known)
        wholes = _amounts(leaf.whole.table, leaf.whole.column, subject, month, known)
        if parts and wholes:
            joint = True
            if None in parts or None in wholes:
                return None
            part += sum(amount or 0 for amount in parts)
            whole += sum(amount or 0 for amount in wholes)
        one_sided = one_sided or bool(parts or wholes)
    if not joint:
        return None if one_sided else False
    return compares(leaf.comparison, Fraction(part), leaf.share * whole)


def _months(period: Period) -> list[Period]:
    found = []
    first = period.first_day
    while first <= period.last_day:
        found.append(Period(first, add_months(first, 1) - DAY))
        first = add_months(first, 1)
    return found


def _amounts(
    table_name: str, column: str, subject: str, month: Period, known: Known
) -> list[int | None]:
    table = known.dictionary.tables[table_name]
    rows = known.rows(table_name, subject)
    return [row.number(column) for row in rows if first_day(row, table) in month]


def _has_row(table_name: str, subject: str, month: Period, known: Known) -> bool:
    table = known.dictionary.tables[table_name]
    rows = known.rows(table_name, subject)
    if table.kind is TableKind.SPELL:
        known_days = [day for day in month.days() if day <= known.through]
        return any(covers(row, table, day) for row in rows for day in known_days)
    return any(first_day(row, table) in month for row in rows)
