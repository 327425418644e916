"""One subject's history: the rows that exist at K, and every condition read from them as a
timeline.

The idea that makes it simple: one function per kind of condition, each a few lines over the
subject's own rows; the rules F1-F8, S6 and S7 of `semantics.md` stand here and nowhere else in this
engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
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
    Not,
    Score,
    SumShare,
    Test,
    Transition,
)
from koers.dictionary import Column, Dictionary, Table, TableKind, code_order
from koers.engines.reference.timeline import (
    Spell,
    Timeline,
    Truth,
    all_of,
    any_of,
    combined,
    constant,
    drawn,
    is_certain,
    merged,
    negate,
    on_days,
)
from koers.periods import ONE_DAY, Duration, Period, add_months, calendar_period
from koers.register import Register, Row

Measurement = tuple[date, str | None]
"""A day and the score measured on it; None where a measurement has no value."""


@dataclass(frozen=True)
class Window:
    """The days after `anchor` through `last_day` in which an outcome or an exception is sought.

    `asks`: an outcome asks for a score, so that none at all is unknown; in an exception it is no
    (F8).
    """

    anchor: date
    last_day: date
    asks: bool = True


@dataclass
class Reader:
    """The rows that exist at K, by table and subject (F7: facts after K, planned ends too, do not
    exist).
    """

    dictionary: Dictionary
    register: Register
    known_through: date
    _index: dict[str, dict[str, list[Row]]] = field(default_factory=dict)

    def subjects(self, *tables: str) -> list[str]:
        """Everyone with a row in one of the tables."""
        return sorted({subject for table in tables for subject in self._table(table)})

    def rows(self, table: str, subject: str) -> list[Row]:
        return self._table(table).get(subject, [])

    def _table(self, name: str) -> dict[str, list[Row]]:
        if name not in self._index:
            table = self.dictionary.tables[name]
            index: dict[str, list[Row]] = {}
            for row in self.register.tables.get(name, ()):
                day = row.day(table.day_column)
                if (day is None or day <= self.known_through) and not is_no_score(table, row):
                    index.setdefault(row.text(table.subject_column) or "", []).append(row)
            self._index[name] = index
        return self._index[name]

    def spell(self, table: Table, row: Row) -> Spell | None:
        """First and last day of a row at K; an open or planned end runs through K; None for zero
        days (F2).
        """
        first, last = row.day(table.day_column), row.day(table.last_day_column)
        assert first is not None
        if last is not None and table.end_is_exclusive:
            last -= ONE_DAY
        last = self.known_through if last is None else min(last, self.known_through)
        return None if last < first else (first, last)


def is_no_score(table: Table, row: Row) -> bool:
    """Whether the row of a score holds a code that means "no score" (F8)."""
    codes = table.value_codes
    return codes is not None and row.text(table.value_column or "") in codes.not_a_score


def row_truth(row: Row, tests: Sequence[Test]) -> Truth:
    """Whether a row passes its tests; an empty cell makes a test unknown (F8)."""
    return all_of([_test(row, test) for test in tests])


def _test(row: Row, test: Test) -> Truth:
    if test.comparison is None:
        value = row.text(test.column)
        return None if value is None else value in test.values
    number = row.number(test.column)
    other = row.number(test.of_column) if test.of_column else 1
    if number is None or other is None or test.bound is None:
        return None
    return compare(test.comparison, Fraction(number), test.bound * other)


def compare(comparison: Comparison, number: Fraction, bound: Fraction) -> bool:
    match comparison:
        case Comparison.AT_LEAST:
            return number >= bound
        case Comparison.AT_MOST:
            return number <= bound
        case Comparison.MORE:
            return number > bound
        case Comparison.LESS:
            return number < bound


@dataclass(frozen=True)
class Subject:
    """One subject's history at K, and the conditions read from it."""

    reader: Reader
    kind: str
    key: str
    _drawn: dict[Condition, Timeline] = field(default_factory=dict, compare=False)

    def timeline(
        self, condition: Condition, window: Window | None = None, *, within: bool = False
    ) -> Timeline:
        """The truth of a condition on every day. In a `window`, a missing score is unknown and
        scores may be compared with the anchor's; `within` reads scores as measurements after the
        anchor (S6)."""
        if window is not None:
            return self._draw(condition, window, within=within)
        if condition not in self._drawn:
            self._drawn[condition] = self._draw(condition, None, within=False)
        return self._drawn[condition]

    def _draw(self, condition: Condition, window: Window | None, *, within: bool) -> Timeline:
        match condition:
            case Not(part):
                return combined(
                    [self.timeline(part, window, within=within)], lambda truths: negate(truths[0])
                )
            case AllOf(parts):
                return combined(
                    [self.timeline(part, window, within=within) for part in parts], all_of
                )
            case AnyOf(parts):
                return combined(
                    [self.timeline(part, window, within=within) for part in parts], any_of
                )
            case Fact():
                return self._fact(condition)
            case Score():
                return (
                    self._measured_within(condition, window)
                    if window and within
                    else self._score(condition, window)
                )
            case Transition():
                return self._transition(condition)
            case Age():
                return self._age(condition, self.kind)
            case SumShare():
                return self._sum_share(condition)

    def table(self, name: str) -> Table:
        return self.reader.dictionary.tables[name]

    def rows(self, table: str) -> list[Row]:
        return self.reader.rows(table, self.key)

    def _fact(self, fact: Fact) -> Timeline:
        table = self.table(fact.table)
        rows = [(row, row_truth(row, fact.tests)) for row in self.rows(fact.table)]
        if fact.kind is Kind.SUBJECT:
            return constant(any_of([truth for _, truth in rows]))
        if fact.kind is Kind.MOMENT:
            days = [(row.day(table.day_column), truth) for row, truth in rows]
            return on_days(
                [d for d, truth in days if d and truth],
                [d for d, truth in days if d and truth is None],
            )
        sure = self._merged(table, [row for row, truth in rows if truth], fact.gap)
        possible = self._merged(table, [row for row, truth in rows if truth is not False], fact.gap)
        if fact.kind is Kind.SPELL:
            return drawn(aged(sure, fact.min_age), aged(possible, fact.min_age))
        certain, extreme = self._edges(fact, sure), self._edges(fact, possible)
        return on_days(certain & extreme, certain ^ extreme)

    def _merged(self, table: Table, rows: Sequence[Row], gap: int) -> list[Spell]:
        spells = [spell for row in rows if (spell := self.reader.spell(table, row)) is not None]
        return merged(spells, gap=gap, known_through=self.reader.known_through)

    def _edges(self, fact: Fact, spells: Sequence[Spell]) -> set[date]:
        """Begins, or ends that are certain."""
        if fact.kind is Kind.BEGIN:
            return {first for first, _ in spells}
        known_through = self.reader.known_through
        return {
            last
            for _, last in spells
            if is_certain(last, gap=fact.gap, known_through=known_through)
        }

    def measurements(self, table: Table, tests: Sequence[Test]) -> list[Measurement]:
        """Scores by day: codes that mean "no score" left out; of two on one day the
        lowest holds.
        """
        assert table.value_column
        column = table.columns[table.value_column]
        by_day: dict[date, list[str | None]] = {}
        for row in self.rows(table.name):
            truth, day, value = (
                row_truth(row, tests),
                row.day(table.day_column),
                row.text(table.value_column),
            )
            if truth is not False and day is not None:
                by_day.setdefault(day, []).append(value if truth else None)
        return [(day, lowest(column, values)) for day, values in sorted(by_day.items())]

    def score_on(self, score: Score, day: date) -> str | None:
        """The score that holds on a day; None when there is none, it is empty, or it
        has expired.
        """
        table = self.table(score.table)
        held = [(d, value) for d, value in self.measurements(table, score.tests) if d <= day]
        if not held or (table.valid_for is not None and table.valid_for.after(held[-1][0]) < day):
            return None
        return held[-1][1]

    def _score(self, score: Score, window: Window | None) -> Timeline:
        """A score holds until the next measurement, at most its maximum age; after that it is
        unknown (F1, F8).
        """
        table = self.table(score.table)
        found = self.measurements(table, score.tests)
        sure: list[Spell] = []
        possible: list[Spell] = []
        if window and window.asks:
            if not found:
                return constant(None)
            possible.append((date.min, found[0][0] - ONE_DAY))
        for index, (day, value) in enumerate(found):
            after = (
                found[index + 1][0]
                if index + 1 < len(found)
                else self.reader.known_through + ONE_DAY
            )
            last = after - ONE_DAY
            expires = min(last, table.valid_for.after(day)) if table.valid_for else last
            truth = self._score_truth(score, value, window)
            if score.measured:
                last = expires = day
            begin = score.min_age.after(day) if score.min_age else day
            possible += [(expires + ONE_DAY, last)] if expires < last else []
            if begin <= expires and truth is not False:
                (sure if truth else possible).append((begin, expires))
        return drawn(sure, possible)

    def _score_truth(self, score: Score, value: str | None, window: Window | None) -> Truth:
        if value is None:
            return None
        if score.against is None:
            return not score.values or value in score.values
        codes = self.table(score.table).value_codes
        own = self.score_on(score, window.anchor) if window else None
        if own is None or codes is None:
            return None
        match score.against:
            case Against.NOT_LOWER:
                return codes.rank(value) >= codes.rank(own)
            case Against.HIGHER:
                return codes.rank(value) > codes.rank(own)
            case Against.NOT_HIGHER:
                return codes.rank(value) <= codes.rank(own)
            case Against.LOWER:
                return codes.rank(value) < codes.rank(own)

    def _after_anchor(self, score: Score, window: Window) -> list[Measurement]:
        found = self.measurements(self.table(score.table), score.tests)
        return [(day, value) for day, value in found if window.anchor < day <= window.last_day]

    def _measured_within(self, score: Score, window: Window) -> Timeline:
        """Measurements after the anchor; none at all in the window is unknown (F8)."""
        found = self._after_anchor(score, window)
        if not found:
            return constant(None)
        truths = [(day, self._score_truth(score, value, window)) for day, value in found]
        return on_days([day for day, t in truths if t], [day for day, t in truths if t is None])

    def measured_row(self, score: Score, row: Row) -> Truth:
        """Whether one row is a measurement that counts (outside any window)."""
        table = self.table(score.table)
        assert table.value_column
        truth = self._score_truth(score, row.text(table.value_column), None)
        return all_of([row_truth(row, score.tests), truth])

    def last_score(self, score: Score, window: Window) -> Truth:
        """The last score after the anchor, through the window's last day (S6)."""
        found = self._after_anchor(score, window)
        return self._score_truth(score, found[-1][1], window) if found else None

    def _transition(self, edge: Transition) -> Timeline:
        sure: list[date] = []
        possible: list[date] = []
        before = Score(edge.table, edge.before, tests=edge.tests)
        held = self._score(before, None)
        for day, value in self.measurements(self.table(edge.table), edge.tests):
            after: Truth = None if value is None else value in edge.after
            truth = all_of([held.at(day - ONE_DAY), after])
            if truth is not False:
                (sure if truth else possible).append(day)
        return on_days(sure, possible)

    def _age(self, age: Age, subject: str) -> Timeline:
        """Age n is reached on the birth date + n years, clamped (F2); an unknown birth date is
        unknown.
        """
        births = self.reader.dictionary.births(subject)
        days = [row.day(births.birth_column) for row in self.rows(births.name)] if births else []
        born = next((day for day in days if day is not None), None)
        if born is None:
            return constant(None)
        first = add_months(born, 12 * age.youngest) if age.youngest is not None else date.min
        last = (
            add_months(born, 12 * (age.oldest + 1)) - ONE_DAY
            if age.oldest is not None
            else date.max
        )
        return drawn([(first, last)])

    def _sum_share(self, share: SumShare) -> Timeline:
        """True, false or unknown on the last day of each period, over the months in which every row
        exists (S7).
        """
        part = self._by_month(share.part.table, share.part.column)
        whole = self._by_month(share.whole.table, share.whole.column)
        running = self._months_of(share.months_with) if share.months_with else None
        sure: list[date] = []
        possible: list[date] = []
        for period in sorted({calendar_period(month, share.grain) for month in (*part, *whole)}):
            truth = _sum_truth(share, period, part, whole, running)
            if truth is not False and period.last_day <= self.reader.known_through:
                (sure if truth else possible).append(period.last_day)
        return on_days(sure, possible)

    def _by_month(self, table: str, column: str) -> dict[date, list[int | None]]:
        """The amounts of each month, by its first day."""
        found: dict[date, list[int | None]] = {}
        for row in self.rows(table):
            day = row.day(self.table(table).day_column)
            if day is not None:
                found.setdefault(day.replace(day=1), []).append(row.number(column))
        return found

    def _months_of(self, name: str) -> set[date]:
        """The months in which the subject has a row, or a day of a spell."""
        table = self.table(name)
        if table.kind is not TableKind.SPELL:
            return {
                day.replace(day=1) for row in self.rows(name) if (day := row.day(table.day_column))
            }
        months: set[date] = set()
        for row in self.rows(name):
            spell = self.reader.spell(table, row)
            month = spell[0].replace(day=1) if spell else None
            while spell and month and month <= spell[1]:
                months.add(month)
                month = add_months(month, 1)
        return months


def _sum_truth(
    share: SumShare,
    period: Period,
    part: dict[date, list[int | None]],
    whole: dict[date, list[int | None]],
    running: set[date] | None,
) -> Truth:
    months = {
        month
        for month in (*part, *whole)
        if month in period and (running is None or month in running)
    }
    both = [month for month in months if month in part and month in whole]
    if not both:
        return None if months else False
    amounts = [amount for month in both for amount in part[month]]
    bounds = [amount for month in both for amount in whole[month]]
    known = [amount for amount in (*amounts, *bounds) if amount is not None]
    if len(known) < len(amounts) + len(bounds):
        return None
    total, bound = sum(known[: len(amounts)]), sum(known[len(amounts) :])
    return compare(share.comparison, Fraction(total), share.share * bound)


def aged(spells: Sequence[Spell], min_age: Duration | None) -> list[Spell]:
    """The part of each spell from the day on which it is old enough."""
    if min_age is None:
        return list(spells)
    return [(min_age.after(first), last) for first, last in spells if min_age.after(first) <= last]


def lowest(column: Column, values: Sequence[str | None]) -> str | None:
    """The lowest score of a day; None when one of them is empty, for that may be lower (F8)."""
    known = [value for value in values if value is not None]
    if not known or len(known) < len(values):
        return None
    return min(known, key=lambda value: code_order(column, value))
