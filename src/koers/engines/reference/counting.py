"""Counting: from units, rows, days and amounts to whole numbers per period and split cell.

The idea that makes it simple: every form yields *hits* (a day, the row that carries row splits,
what to add), and one loop puts hits into the cells of their period and splits. Totals come from
counting, never from adding cells (P2).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import TypeAlias

from koers.agreement import Agreement, Indicator, indicator_subject, norm_on
from koers.algebra import (
    BaselineValue,
    Count,
    CountsIn,
    Days,
    Form,
    Formula,
    OfIndicator,
    OutcomeClass,
    ReferenceDay,
    Share,
    Stated,
    StatedFigure,
    Sum,
    Term,
    Unit,
)
from koers.counts import UNKNOWN_VALUE, Cell, Classes, Overlap, Question, SplitKey, Tally
from koers.dictionary import Split, code_order
from koers.engines.reference import units
from koers.engines.reference.courses import CellKey, Followed
from koers.engines.reference.history import Reader, Subject
from koers.engines.reference.hits import (
    Carrier,
    Hit,
    day_hits,
    row_hits,
    rows_on,
    stated_hits,
    stock_hits,
    subject_hits,
)
from koers.periods import NO_TIME, Grain, Period
from koers.register import Register
from koers.structure import first_tables, form_terms, stock_parts

_FIELDS = {
    OutcomeClass.EXCLUDED: "excluded",
    OutcomeClass.IMMATURE: "immature",
    OutcomeClass.MET: "met",
    OutcomeClass.EXCEPTED: "excepted",
    OutcomeClass.UNKNOWN: "unknown",
    OutcomeClass.NOT_MET: "not_met",
}


def count(agreement: Agreement, register: Register, question: Question) -> tuple[Cell, ...]:
    """The cells of one indicator, sorted by period, norm and split; the totals are always there.

    Raises KeyError when the agreement has no such indicator.
    """
    indicator = agreement.indicator(question.indicator)
    reader = Reader(agreement.dictionary, register, question.known_through)
    counting = Counting(agreement, reader, question)
    if isinstance(indicator.form, Share):
        cells = counting.share(indicator)
    else:
        cells = counting.amounts(indicator)
    return tuple(
        sorted(cells, key=lambda cell: (cell.period, cell.norm_day or date.min, cell.split))
    )


def explain(
    agreement: Agreement, register: Register, question: Question, subjects: Iterable[str]
) -> dict[str, units.Traces]:
    """The units of the subjects of a share, with class and reasons.

    A subject outside the universe (without a row in the first table) has none.
    """
    indicator = agreement.indicator(question.indicator)
    reader = Reader(agreement.dictionary, register, question.known_through)
    kind = indicator_subject(agreement, indicator)
    everyone = set(units.universe(agreement, indicator, reader))
    return {
        key: units.traces(agreement, indicator, Subject(reader, kind, key))
        if key in everyone
        else units.Traces((), ())
        for key in subjects
    }


Summed: TypeAlias = Count | Sum | Days | StatedFigure
_Buckets: TypeAlias = dict[CellKey, dict[str, dict[str, int]]]


@dataclass
class Counting:
    """Counts one question, over the rows that a reader gives."""

    agreement: Agreement
    reader: Reader
    question: Question

    # --- shares ---

    def share(self, indicator: Indicator) -> list[Cell]:
        assert isinstance(indicator.form, Share)
        found: _Buckets = {}
        followed = Followed(indicator.form, self.question.courses)
        condition = units.row_condition(self.agreement, indicator)
        kind = indicator_subject(self.agreement, indicator)
        for key in units.universe(self.agreement, indicator, self.reader):
            subject = Subject(self.reader, kind, key)
            traced = units.traces(self.agreement, indicator, subject)
            for unit in traced.units:
                carrier = rows_on(subject, condition, unit.row_day)
                cells = [*self._cells(indicator, subject, carrier, unit.anchor, unit.window_end)]
                for cell in cells:
                    bucket = _bucket(found, cell)
                    bucket["classes"][_FIELDS[unit.outcome_class]] += 1
                    bucket["interim"][_FIELDS[unit.interim.outcome_class]] += 1
                followed.add(subject, unit, cells)
            for day in traced.unknown_days:
                carrier = rows_on(subject, condition, day)
                for cell in self._cells(indicator, subject, carrier, day, day):
                    _bucket(found, cell)["other"]["unknown"] += 1
        for period in self.question.periods:
            if not any(key[0] == period and key[2] == () for key in found):
                _bucket(found, (period, None, ()))
        return [
            Cell(
                period,
                split,
                Classes(**bucket["classes"]),
                Classes(**bucket["interim"]),
                bucket["other"]["unknown"],
                norm_day=norm_day,
                course=followed.course((period, norm_day, split)),
            )
            for (period, norm_day, split), bucket in found.items()
        ]

    def _cells(
        self,
        indicator: Indicator,
        subject: Subject,
        carrier: Carrier,
        anchor: date,
        window_end: date,
    ) -> Iterator[CellKey]:
        """The cells a unit stands in: by its anchor, or by its window's last day and its norm (S3,
        P3).
        """
        assert isinstance(indicator.form, Share)
        by_maturity = indicator.form.counts_in is CountsIn.MATURITY
        day = window_end if by_maturity else anchor
        for period in self.question.periods:
            if day in period:
                norm = norm_on(indicator, anchor, per=period.grain) if by_maturity else None
                for split in self._splits(subject, carrier, anchor):
                    yield period, norm.first_day if norm else None, split

    # --- counts, sums, days, stated figures, formulas ---

    def amounts(self, indicator: Indicator) -> list[Cell]:
        terms = [self._term(term) for term in form_terms(indicator.form)]
        overlaps = self._overlaps(indicator.form)
        cells = []
        for period in self.question.periods:
            whole = overlaps.get((period, ()))
            nobody = Overlap(0, 0, 0, (0,) * len(whole.joined_by)) if whole else None
            for split in sorted({(), *(split for term in terms for split in term[period])}):
                tallies = tuple(term[period].get(split, Tally()) for term in terms)
                unknown = sum(tally.unknown for tally in tallies)
                overlap = overlaps.get((period, split), nobody)
                cells.append(
                    Cell(
                        period, split, population_unknown=unknown, tallies=tallies, overlap=overlap
                    )
                )
        return cells

    def _term(self, term: Term) -> dict[Period, dict[SplitKey, Tally]]:
        found: dict[Period, dict[SplitKey, Tally]] = {
            period: {} for period in self.question.periods
        }
        form = self._summed(term.form)
        for subject in self._subjects(form) if form else ():
            for period in self.question.periods:
                tallies = found[period]
                for hit in self._period_hits(subject, term, form, period):
                    for split in self._splits(subject, hit.carrier, hit.day):
                        tallies[split] = _added(tallies.get(split, Tally()), hit.amount)
        return found

    def placed_hits(self, term: Term, period: Period) -> Iterator[tuple[SplitKey, Hit]]:
        """Every hit of a term in a period, once for each cell that it stands in."""
        form = self._summed(term.form)
        for subject in self._subjects(form) if form else ():
            for hit in self._period_hits(subject, term, form, period):
                for split in self._splits(subject, hit.carrier, hit.day):
                    yield split, hit

    def hits_of(self, term: Term, period: Period, key: str) -> Iterator[Hit]:
        """The hits of one subject in one term and period."""
        form = self._summed(term.form)
        for subject in self._subjects(form) if form else ():
            if subject.key == key:
                yield from self._period_hits(subject, term, form, period)

    def _period_hits(
        self, subject: Subject, term: Term, form: Summed | None, period: Period
    ) -> Iterator[Hit]:
        earlier = period.earlier(term.earlier) if term.earlier != NO_TIME else period
        for day in earlier.month_ends() if term.mean_per is Grain.MONTH else (None,):
            yield from self._hits(subject, form, earlier, day)

    def _summed(self, form: Summed | BaselineValue | OfIndicator) -> Summed | None:
        """The form that a term adds up; None for a baseline, which is a number of the agreement."""
        if isinstance(form, BaselineValue):
            return None
        if isinstance(form, OfIndicator):
            inner = self.agreement.indicator(form.code).form
            assert not isinstance(inner, Share | Formula)
            return inner.numerator if isinstance(inner, Stated) else inner
        return form

    def _subjects(self, form: Summed) -> Iterator[Subject]:
        tables = (
            (form.column.table,) if isinstance(form, StatedFigure) else first_tables(form.condition)
        )
        kind = self.agreement.dictionary.tables[tables[0]].subject
        for key in self.reader.subjects(*tables):
            yield Subject(self.reader, kind, key)

    def _hits(
        self, subject: Subject, form: Summed | None, period: Period, day: date | None
    ) -> Iterator[Hit]:
        """What a form adds up in a period; `day` replaces the stock day (month ends of a mean)."""
        hits: Iterator[Hit] = iter(())
        match form:
            case StatedFigure():
                hits = stated_hits(subject, form, period)
            case Days():
                hits = day_hits(subject, form, period)
            case Count(stock_day=stock) | Sum(stock_day=stock) if stock is not None:
                first = stock is ReferenceDay.FIRST
                hits = stock_hits(
                    subject, form, day or (period.first_day if first else period.last_day)
                )
            case Count(unit=Unit.SUBJECT):
                hits = subject_hits(subject, form.condition, period)
            case Count() | Sum():
                hits = row_hits(subject, form, period)
            case None:
                pass
        return (hit for hit in hits if hit.day <= self.reader.known_through)

    def _overlaps(self, form: Form) -> dict[tuple[Period, SplitKey], Overlap]:
        """Who stayed, joined and left, for growth of one count of subjects (C4)."""
        if not (isinstance(form, Formula) and len(form.numerator) == len(form.denominator) == 1):
            return {}
        now, before = form.numerator[0], form.denominator[0]
        counted = self._summed(now.form)
        grows = (
            now.form == before.form
            and before.earlier != NO_TIME
            and not (now.mean_per or before.mean_per)
        )
        if not grows or not isinstance(counted, Count) or counted.unit is Unit.ROW:
            return {}
        found = {}
        for period in self.question.periods:
            earlier = period.earlier(before.earlier)
            present = self._present(counted, period.earlier(now.earlier))
            past = self._present(counted, earlier)
            for split in {(), *present, *past}:
                here, there = present[split], past[split]
                joined = here - there
                found[period, split] = Overlap(
                    len(here & there),
                    len(joined),
                    len(there - here),
                    self._joined_by(counted, joined, earlier),
                )
        return found

    def _joined_by(self, counted: Count, joined: set[str], earlier: Period) -> tuple[int, ...]:
        """Who joined a stock, by the first part that did not hold on its day in the earlier period;
        last who lacked none.
        """
        parts = stock_parts(counted)
        if not parts:
            return ()
        first = counted.stock_day is ReferenceDay.FIRST
        day = earlier.first_day if first else earlier.last_day
        found = [0] * (len(parts) + 1)
        for subject in self._subjects(counted):
            if subject.key in joined:
                truths = [subject.timeline(part).at(day) is True for part in parts]
                found[[*truths, False].index(False)] += 1
        return tuple(found)

    def _present(self, counted: Count, period: Period) -> dict[SplitKey, set[str]]:
        found: dict[SplitKey, set[str]] = defaultdict(set)
        for subject in self._subjects(counted):
            for hit in self._hits(subject, counted, period, None):
                for split in self._splits(subject, hit.carrier, hit.day) if hit.amount else ():
                    found[split].add(subject.key)
        return found

    # --- splits (P1, P2) ---

    def _splits(self, subject: Subject, carrier: Carrier, day: date) -> Iterator[SplitKey]:
        """The cells of one hit: the product of its values in every grouping."""
        for grouping in self.question.groupings:
            splits = [self.agreement.dictionary.splits[name] for name in grouping]
            for combination in product(
                *(self._values(split, subject, carrier, day) for split in splits)
            ):
                yield tuple(zip(grouping, combination, strict=True))

    def _values(self, split: Split, subject: Subject, carrier: Carrier, day: date) -> list[str]:
        """The value of a split, or all values where it is multiple; 'onbekend' where there is none
        (P1).
        """
        table = self.agreement.dictionary.tables[split.table] if split.table else carrier.table
        if table is None:
            return [UNKNOWN_VALUE]
        rows = carrier.rows if split.table is None else subject.rows(table.name)
        found: list[tuple[date, str]] = []
        for row in rows:
            value, begin = row.text(split.column), row.day(table.day_column) or date.min
            spell = (
                self.reader.spell(table, row) if split.table and table.day_column else (day, day)
            )
            if value is not None and spell is not None and spell[0] <= day <= spell[1]:
                found.append((begin, value))
        if not found:
            return [UNKNOWN_VALUE]
        if split.multiple:
            return sorted({value for _, value in found})
        latest = max(first for first, _ in found)
        column = table.columns[split.column]
        return [
            min(
                (v for first, v in found if first == latest),
                key=lambda value: code_order(column, value),
            )
        ]


def _bucket(found: _Buckets, key: CellKey) -> dict[str, dict[str, int]]:
    return found.setdefault(
        key, {part: defaultdict(int) for part in ("classes", "interim", "other")}
    )


def _added(tally: Tally, amount: int | None) -> Tally:
    if amount is None:
        return replace(tally, unknown=tally.unknown + 1)
    return replace(tally, amount=tally.amount + amount, rows=tally.rows + 1)
