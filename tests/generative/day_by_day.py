"""An oracle: counts by the most naive reading of `semantics.md`, in loops over every day.

The idea that makes it simple: whatever is counted is written down as a list of entries (who, on
which day, with which rows, how much), one for each cell that it stands in, and a cell adds its
entries. It gives the same cells as an engine and shares nothing with one; slow is fine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product

from koers.agreement import Agreement, Indicator
from koers.algebra import (
    AllOf,
    AnyOf,
    BaselineValue,
    ClassOf,
    Condition,
    Count,
    CountsIn,
    Days,
    Fact,
    Form,
    Formula,
    Kind,
    Leaf,
    Not,
    OfIndicator,
    OutcomeClass,
    ReferenceDay,
    Score,
    Share,
    Stated,
    StatedFigure,
    Sum,
    Term,
    Transition,
)
from koers.algebra import (
    Unit as CountedUnit,
)
from koers.counts import UNKNOWN_VALUE, Cell, Classes, Overlap, Question, SplitKey, Tally
from koers.dictionary import Split, Table, TableKind, code_order
from koers.periods import NO_TIME, Grain, Period
from koers.register import Register, Row
from koers.structure import first_leaf
from tests.generative.day_courses import course_of
from tests.generative.day_truth import (
    Known,
    Truth,
    carriers,
    covers,
    every,
    first_day,
    last_day,
    leaf_truth,
    passes,
    possible,
    reverse,
    some,
    sure,
    truth,
)
from tests.generative.day_units import Judged, Members, first_table, members


@dataclass(frozen=True)
class Entry:
    """Something that was counted, or left out as unknown (`amount` is None), on its day for
    splits, with the rows that carry it there.
    """

    subject: str
    day: date
    rows: tuple[Row, ...]
    table: str
    amount: int | None


def count(agreement: Agreement, register: Register, question: Question) -> tuple[Cell, ...]:
    known = Known(agreement.dictionary, register, question.known_through)
    indicator = agreement.indicator(question.indicator)
    is_share = isinstance(indicator.form, Share)
    found = members(agreement, indicator.code, known) if is_share else None
    cells: list[Cell] = []
    for period in question.periods:
        for grouping in question.groupings:
            splits = [agreement.dictionary.splits[name] for name in grouping]
            if found is not None:
                cells += _share_cells(
                    agreement,
                    indicator,
                    found,
                    period=period,
                    splits=splits,
                    known=known,
                    followed=grouping in question.courses,
                )
            else:
                cells += _tally_cells(agreement, indicator.form, period, splits, known)
    return tuple(cells)


# --- counts, sums, stocks and formulas ------------------------------------------------------------


def _tally_cells(
    agreement: Agreement, form: Form, period: Period, splits: list[Split], known: Known
) -> Iterator[Cell]:
    terms = [
        [(entry, keys_of(entry, splits, known)) for entry in entries]
        for entries in _terms(agreement, form, period, known)
    ]
    keys = {key for entries in terms for _, found in entries for key in found}
    for key in sorted(keys if splits else {()}):
        own = [[entry for entry, found in entries if key in found] for entries in terms]
        tallies = tuple(_tally(entries) for entries in own)
        overlap = _overlap(agreement, form, own, period=period, known=known)
        unknown = sum(tally.unknown for tally in tallies)
        yield Cell(period, key, None, None, unknown, tallies, overlap)


def _tally(entries: list[Entry]) -> Tally:
    amounts = [entry.amount for entry in entries if entry.amount is not None]
    return Tally(sum(amounts), len(amounts), len(entries) - len(amounts))


def _overlap(
    agreement: Agreement, form: Form, terms: list[list[Entry]], *, period: Period, known: Known
) -> Overlap | None:
    """C4: who was there both times, where a formula compares one count of subjects with itself."""
    if not isinstance(form, Formula) or len(form.numerator) > 1 or len(form.denominator) > 1:
        return None
    now, then = form.numerator[0], form.denominator[0]
    counted: object = now.form
    if isinstance(now.form, OfIndicator):
        counted = agreement.indicator(now.form.code).form
    if not isinstance(counted, Count) or counted.unit is CountedUnit.ROW:
        return None
    if now.form != then.form or now.mean_per or then.mean_per or then.earlier == NO_TIME:
        return None
    here, there = ({e.subject for e in entries if e.amount is not None} for entries in terms)
    joined = _joined_by(counted, here - there, period.earlier(then.earlier), known)
    return Overlap(len(here & there), len(here - there), len(there - here), joined)


def _joined_by(counted: Count, joined: set[str], earlier: Period, known: Known) -> tuple[int, ...]:
    """Of a stock with 'alle van': how many lacked its first part then, its second, ..., or none."""
    if counted.stock_day is None or not isinstance(counted.condition, AllOf):
        return ()
    first = counted.stock_day is ReferenceDay.FIRST
    day = earlier.first_day if first else earlier.last_day
    parts = counted.condition.parts
    lacked = [
        [n for n, part in enumerate(parts) if truth(part, subject, day, known) is not True]
        for subject in joined
    ]
    found = [min(one, default=len(parts)) for one in lacked]
    return tuple(found.count(number) for number in range(len(parts) + 1))


def _terms(
    agreement: Agreement, form: Form, period: Period, known: Known
) -> Iterator[Iterable[Entry]]:
    match form:
        case Formula():
            for term in (*form.numerator, *form.denominator):
                yield _term(agreement, term, period, known)
        case Stated():
            for figure in (form.numerator, form.denominator):
                if figure is not None:
                    yield _stated(figure, period, known)
        case Count() | Sum() | Days():
            yield _counted(form, period, known)
        case Share():
            raise TypeError("a share has classes")


def _term(agreement: Agreement, term: Term, period: Period, known: Known) -> list[Entry]:
    asked = period.earlier(term.earlier)
    form: Form | StatedFigure | BaselineValue | OfIndicator = term.form
    if isinstance(term.form, OfIndicator):
        form = agreement.indicator(term.form.code).form
    if isinstance(form, Stated):
        form = form.numerator
    if isinstance(form, StatedFigure):
        return _stated(form, asked, known)
    if isinstance(form, BaselineValue):
        return []
    assert isinstance(form, Count | Sum | Days)
    if term.mean_per:
        return [e for day in asked.month_ends() for e in _present(form, day, known)]
    return _counted(form, asked, known)


def _counted(form: Count | Sum | Days, period: Period, known: Known) -> list[Entry]:
    if not isinstance(form, Days) and form.stock_day is not None:
        first = form.stock_day is ReferenceDay.FIRST
        return _present(form, period.first_day if first else period.last_day, known)
    days = [day for day in period.days() if day <= known.through]
    if isinstance(form, Days):
        return [e for day in days for e in _subjects(form.condition, [day], known)]
    if isinstance(form, Sum):
        return _rows(form.condition, days, known, form.column.column)
    if form.unit is CountedUnit.SUBJECT:
        return _subjects(form.condition, days, known)
    return _rows(form.condition, days, known)


def _present(form: Count | Sum | Days, day: date, known: Known) -> list[Entry]:
    """C2: what is there on one day; a day after K does not exist."""
    days = [day] if day <= known.through else []
    if isinstance(form, Sum):
        return _rows(form.condition, days, known, form.column.column)
    if isinstance(form, Count) and form.unit is CountedUnit.ROW:
        return _rows(form.condition, days, known)
    return _subjects(form.condition, days, known)


def _subjects(condition: Condition, days: list[date], known: Known) -> list[Entry]:
    """C3: each subject once, on the first day that qualifies, else on the first unknown day."""
    found = []
    for subject in known.subjects(condition):
        truths = {day: truth(condition, subject, day, known) for day in days}
        holds = [day for day in days if truths[day] is True]
        perhaps = [day for day in days if truths[day] is None]
        for day in (holds or perhaps)[:1]:
            rows = rows_of(condition, subject, day, known)
            amount = 1 if holds else None
            found.append(Entry(subject, day, rows, first_table(condition), amount))
    return found


def _rows(
    condition: Condition, days: list[date], known: Known, column: str | None = None
) -> list[Entry]:
    """C1: each row of the first written condition once, on its first day that qualifies."""
    leaf, found = first_leaf(condition), []
    table = first_table(condition)
    for subject in known.subjects(condition):
        for rows, on in _events(leaf, subject, days, known):
            truths = {
                day: _with_first(condition, own, subject, day, known) for day, own in on.items()
            }
            holds = [day for day in on if truths[day] is True]
            perhaps = [day for day in on if truths[day] is None]
            for day in (holds or perhaps)[:1]:
                amount = rows[0].number(column) if column else 1
                found.append(Entry(subject, day, rows, table, amount if holds else None))
    return found


Event = tuple[tuple[Row, ...], dict[date, Truth]]
"""Rows that count as one, and on each of their days whether the condition is true of them."""


def _events(leaf: Leaf, subject: str, days: list[date], known: Known) -> Iterator[Event]:
    """What counts as a row of a condition: a row, or a begin, an end or a transition."""
    if isinstance(leaf, Transition) or (
        isinstance(leaf, Fact) and leaf.kind in (Kind.BEGIN, Kind.END)
    ):
        for day in days:
            found = leaf_truth(leaf, subject, day, known, None)
            if found is not False:
                yield rows_of(leaf, subject, day, known), {day: found}
        return
    assert isinstance(leaf, Fact | Score)
    table = known.dictionary.tables[leaf.table]
    for row in known.rows(leaf.table, subject):
        passed = passes(row, leaf.tests)
        on: dict[date, Truth] = {}
        for day in days:
            if isinstance(leaf, Score):
                if first_day(row, table) == day:
                    on[day] = every((passed, _has_value(leaf, row, table)))
            elif _is_there(leaf, row, table, day):
                on[day] = passed
        yield (row,), on


def _is_there(leaf: Fact, row: Row, table: Table, day: date) -> bool:
    if leaf.kind is Kind.MOMENT:
        return first_day(row, table) == day
    return leaf.kind is Kind.SUBJECT or covers(row, table, day)


def _has_value(leaf: Score, row: Row, table: Table) -> Truth:
    assert table.value_column
    code = row.text(table.value_column)
    return None if code is None else not leaf.values or code in leaf.values


def _with_first(condition: Condition, own: Truth, subject: str, day: date, known: Known) -> Truth:
    """The condition on a day, with the row's own truth in the place of the first leaf."""
    match condition:
        case Not(part):
            return reverse(_with_first(part, own, subject, day, known))
        case AllOf(parts) | AnyOf(parts):
            first = _with_first(parts[0], own, subject, day, known)
            rest = [truth(part, subject, day, known) for part in parts[1:]]
            return (every if isinstance(condition, AllOf) else some)([first, *rest])
        case _:
            return own


def _stated(figure: StatedFigure, period: Period, known: Known) -> list[Entry]:
    """C1: the figures stated in the period; the last one of each stater where that is asked."""
    table = known.dictionary.tables[figure.column.table]
    found = []
    for row in known.rows(table.name):
        passed = passes(row, figure.tests)
        day = first_day(row, table)
        if day in period and passed is not False:
            amount = row.number(figure.column.column) if passed else None
            subject = row.text(table.subject_column) or ""
            found.append(Entry(subject, day, (row,), table.name, amount))
    if figure.latest:
        last = {entry.subject: entry.day for entry in sorted(found, key=lambda e: e.day)}
        found = [entry for entry in found if entry.day == last[entry.subject]]
    return found


# --- splits ---------------------------------------------------------------------------------------


def rows_of(condition: Condition, subject: str, day: date, known: Known) -> tuple[Row, ...]:
    """P1: the rows of the first written condition on that day; the certain ones if there are
    any.
    """
    leaf = first_leaf(condition)
    if not isinstance(leaf, Fact | Score | Transition):
        return ()
    for rows in (sure(leaf, subject, known), possible(leaf, subject, known)):
        found = _carrying(leaf, rows, day, known)
        if found:
            return tuple(found)
    return ()


def _carrying(
    leaf: Fact | Score | Transition, rows: list[Row], day: date, known: Known
) -> list[Row]:
    table = known.dictionary.tables[leaf.table]
    match leaf:
        case Fact(kind=Kind.SUBJECT):
            return rows
        case Fact(kind=Kind.SPELL):
            return carriers(rows, table, leaf.gap, day, known)
        case Fact(kind=Kind.END):
            return [row for row in rows if covers(row, table, day) and last_day(row, table) == day]
        case Fact(kind=Kind.BEGIN):
            return [row for row in rows if covers(row, table, day) and first_day(row, table) == day]
        case Fact():
            return [row for row in rows if first_day(row, table) == day]
        case _:
            made = [row for row in rows if first_day(row, table) <= day]
            holds = isinstance(leaf, Score) and not leaf.measured
            last = max((first_day(row, table) for row in made), default=day) if holds else day
            return _lowest([row for row in made if first_day(row, table) == last], table)


def _lowest(rows: list[Row], table: Table) -> list[Row]:
    """Of two scores on a day the lowest holds; an empty one hides which."""
    assert table.value_column
    column = table.columns[table.value_column]
    codes = [row.text(table.value_column) for row in rows]
    if None in codes:
        return [row for row in rows if row.text(table.value_column) is None]
    lowest = min((code_order(column, code) for code in codes if code), default=None)
    return [r for r in rows if code_order(column, r.text(column.name) or "") == lowest]


def keys_of(entry: Entry, splits: list[Split], known: Known) -> list[SplitKey]:
    """The cells that an entry stands in: one, or one for each value of a multiple split."""
    values = [_values(entry, split, known) for split in splits]
    names = [split.name for split in splits]
    return [tuple(zip(names, found, strict=True)) for found in product(*values)]


def _values(entry: Entry, split: Split, known: Known) -> list[str]:
    rows, table = list(entry.rows), known.dictionary.tables[entry.table]
    if split.table is not None:
        table = known.dictionary.tables[split.table]
        rows = known.rows(split.table, entry.subject)
        if table.kind is TableKind.SPELL:
            rows = [row for row in rows if covers(row, table, entry.day)]
    held = [row for row in rows if row.text(split.column) is not None]
    if not held:
        return [UNKNOWN_VALUE]
    if split.multiple:
        return sorted({row.text(split.column) or "" for row in held})
    if table.day_column:
        latest = max(first_day(row, table) for row in held)
        held = [row for row in held if first_day(row, table) == latest]
    column = table.columns[split.column]
    values = {row.text(split.column) or "" for row in held}
    return [min(values, key=lambda value: code_order(column, value))]


# --- shares ---------------------------------------------------------------------------------------

_FIELDS = dict(
    zip(
        OutcomeClass, ("excluded", "immature", "met", "excepted", "unknown", "not_met"), strict=True
    )
)


@dataclass(frozen=True)
class _Placed:
    """A unit, or who may be one, where it is reported."""

    entry: Entry
    norm_day: date | None
    judged: Judged | None


def _share_cells(
    agreement: Agreement,
    indicator: Indicator,
    found: Members,
    *,
    period: Period,
    splits: list[Split],
    known: Known,
    followed: bool,
) -> Iterator[Cell]:
    assert isinstance(indicator.form, Share)
    placed = [
        (one, keys_of(one.entry, splits, known))
        for one in _placed(agreement, indicator, found, period, known)
    ]
    keys = {(one.norm_day, key) for one, cells in placed for key in cells}
    if not keys and not splits:
        keys = {(None, ())}
    for norm_day, key in sorted(keys, key=lambda pair: (str(pair[0]), pair[1])):
        own = [one for one, cells in placed if one.norm_day == norm_day and key in cells]
        units = [one.judged for one in own if one.judged]
        yield Cell(
            period,
            key,
            _classes([unit.outcome_class for unit in units]),
            _classes([unit.interim for unit in units]),
            len(own) - len(units),
            norm_day=norm_day,
            course=course_of(indicator.form, units, known) if followed else None,
        )


def _classes(found: list[OutcomeClass]) -> Classes:
    return Classes(**{name: found.count(one) for one, name in _FIELDS.items()})


def _placed(
    agreement: Agreement, indicator: Indicator, found: Members, period: Period, known: Known
) -> Iterator[_Placed]:
    """S3: a unit stands in the period of its anchor, or of the last day of its window."""
    form = indicator.form
    assert isinstance(form, Share)
    condition = _rows_condition(agreement, indicator)
    by_maturity = form.counts_in is CountsIn.MATURITY

    def place(subject: str, day: date, row_day: date, unit: Judged | None) -> _Placed:
        rows = rows_of(condition, subject, row_day, known)
        entry = Entry(subject, day, rows, first_table(condition), 1)
        norm_day = _norm_day(indicator, day, period.grain) if by_maturity else None
        return _Placed(entry, norm_day, unit)

    for unit in found.units:
        if (unit.window_end if by_maturity else unit.anchor) in period:
            yield place(unit.subject, unit.anchor, unit.row_day, unit)
    for subject, day in found.perhaps:
        if day in period:
            yield place(subject, day, day, None)


def _rows_condition(agreement: Agreement, indicator: Indicator) -> Condition:
    """P1: the condition whose rows carry the row splits; a nested population has those of the
    other indicator.
    """
    assert isinstance(indicator.form, Share)
    source = indicator.form.population.source
    if isinstance(source, ClassOf):
        return _rows_condition(agreement, agreement.indicator(source.indicator))
    return source


def _norm_day(indicator: Indicator, day: date, grain: Grain | None) -> date | None:
    """P3: the first day of the norm for figures of this grain that held on the anchor."""
    held = [n.first_day for n in indicator.norms if n.per is grain and n.first_day <= day]
    return max(held, default=None)
