"""The compiled engine: the same cells as the reference engine, by queries through Ibis.

The idea that makes it simple: conditions become sets of days (`intervals`, `conditions`), shares a
table of units (`units`), everything else a table of hits (`hits`); splitting (`splits`) and adding
up are the same for all. It shares the model with the reference engine and nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import ibis
import pyarrow as pa
from ibis.expr.types import Table

from koers.agreement import Agreement, Indicator, norm_on
from koers.algebra import (
    BaselineValue,
    Count,
    CountsIn,
    Form,
    Formula,
    OfIndicator,
    Share,
    Stated,
    Term,
    Unit,
)
from koers.counts import Cell, Classes, Overlap, Question, SplitKey, Tally
from koers.engines.sql.hits import Hits, Summed, periods_table, row_condition
from koers.engines.sql.source import Source, memtable, pick
from koers.engines.sql.splits import Splitter
from koers.engines.sql.units import row_condition_of_share, units
from koers.periods import NO_TIME, Grain, Period
from koers.register import Register
from koers.structure import form_terms

CellKey = tuple[Period, date | None, SplitKey]


def count(agreement: Agreement, register: Register, question: Question) -> tuple[Cell, ...]:
    """The cells of one indicator, sorted by period, norm and split; the totals are always there.

    Raises KeyError when the agreement has no such indicator.
    """
    indicator = agreement.indicator(question.indicator)
    connection = ibis.duckdb.connect()
    try:
        source = Source(agreement, register, question.known_through)
        counting = _Counting(source, question, connection)
        is_share = isinstance(indicator.form, Share)
        cells = counting.share(indicator) if is_share else counting.amounts(indicator)
    finally:
        connection.disconnect()
    return tuple(
        sorted(cells, key=lambda cell: (cell.period, cell.norm_day or date.min, cell.split))
    )


@dataclass
class _Counting:
    source: Source
    question: Question
    connection: ibis.BaseBackend

    @property
    def agreement(self) -> Agreement:
        return self.source.agreement

    def _groups(
        self, hits: Table, splitter: Splitter, by: tuple[str, ...], **adding: str
    ) -> Iterator[tuple[SplitKey, dict[str, int | str | None]]]:
        """Each group of the hits, in every grouping: its split key, and its columns by name.

        `adding` names what to aggregate: 'count', or 'sum', 'known' and 'unknown' of the amount.
        """
        for grouping in self.question.groupings:
            rows = splitter.split(hits, grouping)
            names = [f"split{number}" for number in range(len(grouping))]
            aggregates = {
                name: {
                    "count": rows.count,
                    "sum": lambda rows=rows: rows.amount.sum(),
                    "known": lambda rows=rows: rows.amount.count(),
                    "unknown": lambda rows=rows: rows.amount.isnull().sum(),
                }[how]()
                for name, how in adding.items()
            }
            found = rows.group_by([*by, *names]).agg(**aggregates)
            for row in self.connection.to_pyarrow(found).to_pylist():
                yield tuple((n, row[s]) for n, s in zip(grouping, names, strict=True)), row

    # --- shares ---

    def share(self, indicator: Indicator) -> list[Cell]:
        assert isinstance(indicator.form, Share)
        found = units(self.source, indicator)
        by_maturity = indicator.form.counts_in is CountsIn.MATURITY
        splitter = Splitter(self.source, row_condition_of_share(self.source, indicator))
        none = ibis.null("int64")
        hits = pick(
            found.found,
            "subject",
            "row_day",
            "anchor",
            "outcome_class",
            "interim",
            split_day="anchor",
            day="window_end" if by_maturity else "anchor",
            _row=none,
        )
        doubts = pick(
            found.unknown,
            "subject",
            "day",
            row_day="day",
            anchor="day",
            split_day="day",
            _row=none,
        )
        cells: dict[CellKey, dict[str, dict[str, int]]] = {}
        classes = ("outcome_class", "interim")
        in_periods = self._in_periods(indicator, hits, by_maturity=by_maturity)
        for split, row in self._groups(
            in_periods, splitter, ("period", "norm_day", *classes), number="count"
        ):
            bucket = cells.setdefault(self._key(row, split), _empty())
            for name in classes:
                bucket[name][str(row[name])] += _whole(row["number"])
        in_periods = self._in_periods(indicator, doubts, by_maturity=by_maturity)
        for split, row in self._groups(
            in_periods, splitter, ("period", "norm_day"), number="count"
        ):
            bucket = cells.setdefault(self._key(row, split), _empty())
            bucket["other"]["unknown"] += _whole(row["number"])
        for period in self.question.periods:
            if not any(key[0] == period and key[2] == () for key in cells):
                cells[period, None, ()] = _empty()
        return [
            Cell(
                period,
                split,
                Classes(**bucket["outcome_class"]),
                Classes(**bucket["interim"]),
                bucket["other"]["unknown"],
                norm_day=norm_day,
            )
            for (period, norm_day, split), bucket in cells.items()
        ]

    def _in_periods(self, indicator: Indicator, hits: Table, *, by_maturity: bool) -> Table:
        """The hits of each period, with the first day of their norm where cohorts keep it (P3)."""
        asked = periods_table(self.question.periods)
        both = hits.inner_join(
            asked, [hits.day >= asked.period_first, hits.day <= asked.period_last]
        )
        both = both.drop("period_first", "period_last")
        if not by_maturity:
            return both.mutate(norm_day=ibis.null("int64"))
        norms = self._norm_days(indicator)
        found = both.left_join(
            norms, [both.period == norms.norm_period, both.anchor == norms.norm_anchor]
        )
        return found.drop("norm_period", "norm_anchor").view()

    def _norm_days(self, indicator: Indicator) -> Table:
        """The first day of the norm that held on each day of the term, per period asked."""
        rows: list[tuple[int, int, int | None]] = []
        for number, period in enumerate(self.question.periods):
            for day in self.agreement.term.days():
                norm = norm_on(indicator, day, per=period.grain)
                first = norm.first_day.toordinal() if norm else None
                rows.append((number, day.toordinal(), first))
        return memtable(
            {
                "norm_period": (pa.int64(), [row[0] for row in rows]),
                "norm_anchor": (pa.int64(), [row[1] for row in rows]),
                "norm_day": (pa.int64(), [row[2] for row in rows]),
            }
        )

    def _key(self, row: dict[str, int | str | None], split: SplitKey) -> CellKey:
        norm = row["norm_day"]
        norm_day = date.fromordinal(norm) if isinstance(norm, int) else None
        return self.question.periods[_whole(row["period"])], norm_day, split

    # --- counts, sums, days, stated figures, formulas ---

    def amounts(self, indicator: Indicator) -> list[Cell]:
        terms = [self._term(term) for term in form_terms(indicator.form)]
        overlaps = self._overlaps(indicator.form)
        cells = []
        for number, period in enumerate(self.question.periods):
            for split in sorted({(), *(split for term in terms for split in term[number])}):
                tallies = tuple(term[number].get(split, Tally()) for term in terms)
                unknown = sum(tally.unknown for tally in tallies)
                none = Overlap(0, 0, 0)
                overlap = overlaps.get((number, split), none) if overlaps else None
                cells.append(
                    Cell(
                        period, split, population_unknown=unknown, tallies=tallies, overlap=overlap
                    )
                )
        return cells

    def _summed(self, form: Summed | BaselineValue | OfIndicator) -> Summed | None:
        """The form that a term adds up; None for a baseline, a number of the agreement."""
        if isinstance(form, BaselineValue):
            return None
        if isinstance(form, OfIndicator):
            inner = self.agreement.indicator(form.code).form
            assert not isinstance(inner, Share | Formula)
            return inner.numerator if isinstance(inner, Stated) else inner
        return form

    def _hits(self, form: Summed, term: Term) -> tuple[Table, Splitter]:
        periods = [
            period.earlier(term.earlier) if term.earlier != NO_TIME else period
            for period in self.question.periods
        ]
        hits = Hits(self.source, form, periods, month_ends=term.mean_per is Grain.MONTH)
        return hits.table(), Splitter(self.source, row_condition(form))

    def _term(self, term: Term) -> list[dict[SplitKey, Tally]]:
        found: list[dict[SplitKey, Tally]] = [{} for _ in self.question.periods]
        form = self._summed(term.form)
        if form is None:
            return found
        hits, splitter = self._hits(form, term)
        for split, row in self._groups(
            hits, splitter, ("period",), amount="sum", rows="known", unknown="unknown"
        ):
            found[_whole(row["period"])][split] = Tally(
                _whole(row["amount"]), _whole(row["rows"]), _whole(row["unknown"])
            )
        return found

    def _overlaps(self, form: Form) -> dict[tuple[int, SplitKey], Overlap]:
        """Who stayed, joined and left, for growth of one count of subjects (C4)."""
        if not (isinstance(form, Formula) and len(form.numerator) == len(form.denominator) == 1):
            return {}
        now, before = form.numerator[0], form.denominator[0]
        counted = self._summed(now.form)
        has_mean = now.mean_per or before.mean_per
        grows = now.form == before.form and before.earlier != NO_TIME and not has_mean
        if not grows or not isinstance(counted, Count) or counted.unit is Unit.ROW:
            return {}
        result: dict[tuple[int, SplitKey], Overlap] = {}
        for number in range(len(self.question.periods)):
            result[number, ()] = Overlap(0, 0, 0)
        for grouping in self.question.groupings:
            here = self._present(counted, Term(counted, earlier=now.earlier), grouping)
            there = self._present(counted, Term(counted, earlier=before.earlier), grouping)
            for number, split in {(n, s) for n, s, _ in here | there}:
                one = {key for n, s, key in here if (n, s) == (number, split)}
                other = {key for n, s, key in there if (n, s) == (number, split)}
                result[number, split] = Overlap(
                    len(one & other), len(one - other), len(other - one)
                )
        return result

    def _present(
        self, counted: Count, term: Term, grouping: tuple[str, ...]
    ) -> set[tuple[int, SplitKey, str]]:
        hits, splitter = self._hits(counted, term)
        rows = splitter.split(hits.filter(hits.amount == 1), grouping)
        names = [f"split{number}" for number in range(len(grouping))]
        rows = pick(rows, "period", "subject", *names).distinct()
        return {
            (
                row["period"],
                tuple((n, row[s]) for n, s in zip(grouping, names, strict=True)),
                row["subject"],
            )
            for row in self.connection.to_pyarrow(rows).to_pylist()
        }


def _whole(value: int | str | None) -> int:
    """A whole number of a result; a sum of nothing is null and adds nothing."""
    return int(value or 0)


def _empty() -> dict[str, dict[str, int]]:
    return {part: defaultdict(int) for part in ("outcome_class", "interim", "other")}
