"""From a question to the script that answers it.

The idea that makes it simple: shares become a table of units, everything else a table of hits per
term; splitting them and adding up is the same for all. What an agreement means does not depend on
the register, so a script is made once for each agreement, dictionary and question.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import ibis
from ibis.expr.types import Table

from koers.agreement import WHOLE, Agreement, Indicator
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
from koers.counts import Question
from koers.engines.sql.conditions import Conditions
from koers.engines.sql.hits import Hits, Summed, periods_table, row_condition
from koers.engines.sql.intervals import LATEST
from koers.engines.sql.source import Source
from koers.engines.sql.splits import HIT, Splitter, split_columns
from koers.engines.sql.steps import Answer, Script, Statement, Steps, query
from koers.engines.sql.units import row_condition as row_condition_of_share
from koers.engines.sql.units import units
from koers.periods import NO_TIME, Grain
from koers.structure import form_terms

MOST_KEPT = 256
"""How many scripts are kept: those of a few agreements, for a few days K."""


def statements(agreement: Agreement, question: Question) -> Script:
    """The script that answers the question. It is kept for the next time, unless the agreement or
    its dictionary has no hash to know it by.

    Raises KeyError when the agreement has no such indicator.
    """
    dictionary = agreement.dictionary
    if not (agreement.document_hash and dictionary.document_hash):
        return _written(agreement, question)
    known_by = (
        agreement.document_hash,
        dictionary.name,
        dictionary.version,
        dictionary.document_hash,
    )
    return _kept(_Asked(known_by, question, agreement))


@dataclass(frozen=True)
class _Asked:
    known_by: tuple[str, ...]
    question: Question
    agreement: Agreement = field(compare=False)


@lru_cache(maxsize=MOST_KEPT)
def _kept(asked: _Asked) -> Script:
    return _written(asked.agreement, asked.question)


def _written(agreement: Agreement, question: Question) -> Script:
    indicator = agreement.indicator(question.indicator)
    steps = Steps(agreement.dictionary.tables)
    source = Source(agreement, question.known_through, steps)
    writing = _Writing(question, Conditions(source))
    found = (
        writing.share(indicator)
        if isinstance(indicator.form, Share)
        else writing.amounts(indicator)
    )
    return Script(source.tables, tuple(steps.written), tuple(found))


def summed(agreement: Agreement, term: Term) -> Summed | None:
    """The form that a term adds up; None for a baseline, a number of the agreement."""
    form = term.form
    if isinstance(form, BaselineValue):
        return None
    if isinstance(form, OfIndicator):
        inner = agreement.indicator(form.code).form
        assert not isinstance(inner, Share | Formula)
        return inner.numerator if isinstance(inner, Stated) else inner
    return form


def growing(agreement: Agreement, form: Form) -> Count | None:
    """The count of subjects of which a formula is the growth, if it is (C4)."""
    if not (isinstance(form, Formula) and len(form.numerator) == len(form.denominator) == 1):
        return None
    now, before = form.numerator[0], form.denominator[0]
    counted = summed(agreement, now)
    has_mean = now.mean_per or before.mean_per
    if now.form != before.form or before.earlier == NO_TIME or has_mean:
        return None
    return counted if isinstance(counted, Count) and counted.unit is Unit.SUBJECT else None


@dataclass
class _Writing:
    question: Question
    conditions: Conditions

    @property
    def source(self) -> Source:
        return self.conditions.source

    def _numbered(self, name: str, says: str, hits: Table) -> Table:
        return self.source.steps.keep(name, says, hits.mutate(**{HIT: ibis.row_number()}))

    # --- shares ---

    def share(self, indicator: Indicator) -> list[Statement]:
        found = units(self.conditions, indicator)
        rows = found.found
        hits = rows.select(
            *("subject", "row_day", "anchor", "window_end", "outcome_class", "interim"),
            split_day="anchor",
        )
        says = f"De eenheden van {indicator.code} per periode, genummerd."
        made = self._in_cells(indicator, Answer.CLASSES, says, hits)
        if found.doubts is not None:
            names = ("row_day", "anchor", "window_end", "split_day")
            doubts = found.doubts.select("subject", **dict.fromkeys(names, "day"))
            says = "De twijfelgevallen per periode, genummerd."
            made += self._in_cells(indicator, Answer.DOUBTS, says, doubts)
        return made

    def _in_cells(
        self, indicator: Indicator, answers: Answer, says: str, hits: Table
    ) -> list[Statement]:
        is_units = answers is Answer.CLASSES
        counted = ("outcome_class", "interim") if is_units else ()
        hits = self._in_periods(indicator, hits, counted)
        hits = self._numbered("treffers" if is_units else "twijfelgevallen", says, hits)
        condition = row_condition_of_share(self.source.agreement, indicator)
        splitter = Splitter(self.source, condition, hits)
        made = []
        for grouping in self.question.groupings:
            by = ["period", "name", *split_columns(grouping), "norm_day", *counted]
            rows = splitter.split(grouping, "period", "name", "norm_day", *counted)
            number = {"units" if is_units else "subjects": rows.count()}
            found = rows.group_by(by).agg(**number).order_by(by)
            made.append(Statement(answers, grouping, query(found)))
        return made

    def _in_periods(self, indicator: Indicator, hits: Table, counted: Sequence[str]) -> Table:
        """The hits of each period, with the first day of their norm where cohorts keep it (P3)."""
        assert isinstance(indicator.form, Share)
        asked = periods_table(self.source, self.question.periods, self.question.periods)
        by_maturity = indicator.form.counts_in is CountsIn.MATURITY
        day = hits.window_end if by_maturity else hits.anchor
        both = hits.inner_join(asked, [asked.period_first <= day, day <= asked.period_last])
        norms, norm_day = self._norms(indicator), ibis.null("int64")
        if by_maturity and norms:
            norm = self.source.steps.table(
                "normen",
                "De normen van elke periode: eerste en laatste ankerdag waarvoor zij gelden.",
                (("norm_period", "int64"), ("norm_day", "int64"), ("norm_last", "int64")),
                norms,
            )
            held = [norm.norm_day <= hits.anchor, hits.anchor <= norm.norm_last]
            both = both.left_join(norm, [asked.period == norm.norm_period, *held])
            norm_day = both.norm_day
        columns = ("period", "name", "subject", "row_day", "split_day", *counted)
        return both.select(*columns, norm_day=norm_day)

    def _norms(self, indicator: Indicator) -> list[tuple[int, int, int]]:
        """Number of the period, first and last day of each norm of its grain."""
        found: list[tuple[int, int, int]] = []
        for number, period in enumerate(self.question.periods):
            held = {
                norm.first_day.toordinal()
                for norm in indicator.norms
                if norm.scope == WHOLE and norm.per is period.grain
            }
            starts = sorted(held)
            ends = [*(start - 1 for start in starts[1:]), LATEST]
            found += [(number, first, last) for first, last in zip(starts, ends, strict=False)]
        return found

    # --- counts, sums, days, stated figures, formulas ---

    def amounts(self, indicator: Indicator) -> list[Statement]:
        terms = form_terms(indicator.form)
        splitters = [self._hits(number, term) for number, term in enumerate(terms)]
        made = [
            Statement(Answer.AMOUNTS, grouping, _added_up(splitter, grouping), number)
            for number, splitter in enumerate(splitters)
            if splitter is not None
            for grouping in self.question.groupings
        ]
        if growing(self.source.agreement, indicator.form) is not None:
            now, before = splitters
            assert now is not None
            assert before is not None
            made += [
                Statement(Answer.OVERLAP, grouping, _compared(now, before, grouping))
                for grouping in self.question.groupings
            ]
        return made

    def _hits(self, number: int, term: Term) -> Splitter | None:
        form = summed(self.source.agreement, term)
        if form is None:
            return None
        read = [
            period.earlier(term.earlier) if term.earlier != NO_TIME else period
            for period in self.question.periods
        ]
        hits = Hits(
            self.conditions,
            form,
            asked=self.question.periods,
            read=read,
            month_ends=term.mean_per is Grain.MONTH,
        )
        says = f"Wat term {number + 1} optelt, genummerd: per periode, van wie, wanneer, hoeveel."
        found = self._numbered("treffers", says, hits.table())
        return Splitter(self.source, row_condition(form), found)


def _added_up(splitter: Splitter, grouping: tuple[str, ...]) -> str:
    by = ["period", "name", *split_columns(grouping)]
    rows = splitter.split(grouping, "period", "name", "amount")
    found = rows.group_by(by).agg(
        amount=rows.amount.sum(), rows=rows.amount.count(), unknown=rows.amount.isnull().sum()
    )
    return query(found.order_by(by))


def _compared(now: Splitter, before: Splitter, grouping: tuple[str, ...]) -> str:
    """Who stayed, joined and left, for growth of one count of subjects (C4)."""
    by = ["period", "name", *split_columns(grouping)]

    def present(splitter: Splitter, *, is_now: bool) -> Table:
        rows = splitter.split(grouping, "period", "name", "subject", "amount")
        rows = rows.filter(rows.amount == 1)
        here = {"here": ibis.literal(is_now), "there": ibis.literal(not is_now)}
        return rows.select(*by, "subject", **here)

    both = present(now, is_now=True).union(present(before, is_now=False))
    once = both.group_by([*by, "subject"]).agg(here=both.here.any(), there=both.there.any())
    found = once.group_by(by).agg(
        stayed=(once.here & once.there).sum(),
        joined=(once.here & ~once.there).sum(),
        left=(once.there & ~once.here).sum(),
    )
    return query(found.order_by(by))
