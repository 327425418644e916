"""Counting part by part: from the facts of a part to cubes, from cubes to cells.

The idea that makes it simple: parts hold different subjects, so their cubes are added, and nothing
but cubes outlives a part. What indicators have in common (merged spells, scores, splits, units) is
worked out once per part. It shares the model with the other engines and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from koers.agreement import Agreement, indicator_subject
from koers.algebra import (
    BaselineValue,
    Count,
    Form,
    Formula,
    OfIndicator,
    Share,
    Stated,
    Term,
    Unit,
)
from koers.counts import Question
from koers.engines.compiled import courses
from koers.engines.compiled.amounts import Amounts, Summed, counted_condition
from koers.engines.compiled.classes import ClassCount
from koers.engines.compiled.columns import Facts, Part
from koers.engines.compiled.conditions import Conditions
from koers.engines.compiled.courses import Courses
from koers.engines.compiled.cube import added, period_axis
from koers.engines.compiled.groupings import Layer, counted_groupings
from koers.engines.compiled.overlaps import overlaps
from koers.engines.compiled.passes import empty
from koers.engines.compiled.splits import Grouping, Splits
from koers.engines.compiled.units import Shares
from koers.periods import NO_TIME, Grain, Period
from koers.structure import first_tables, form_terms


@dataclass(frozen=True)
class Counted:
    """What one question came to: its layers, perhaps who stayed, joined and left, and the courses
    that it asks.
    """

    layers: tuple[Layer, ...]
    overlap: Layer | None = None
    courses: Courses = field(default_factory=dict)


def together(found: Sequence[Counted]) -> Counted:
    """The sum of what parts came to."""
    overlaps = [one.overlap for one in found if one.overlap is not None]
    return Counted(
        tuple(
            _added([one.layers[number] for one in found]) for number in range(len(found[0].layers))
        ),
        _added(overlaps) if overlaps else None,
        courses.together([one.courses for one in found]),
    )


def _added(layers: Sequence[Layer]) -> Layer:
    return {grouping: added([layer[grouping] for layer in layers]) for grouping in layers[0]}


def first_day(agreement: Agreement, questions: Iterable[Question]) -> date:
    """The first day that the questions ask: of the term, of a period, or of an earlier one that a
    term of a formula compares with.
    """
    found = [agreement.term.first_day]
    for question in questions:
        terms = form_terms(agreement.indicator(question.indicator).form)
        for period in question.periods:
            found += [period.first_day, *(_earlier(period, term).first_day for term in terms)]
    return min(found)


# --- one part ------------------------------------------------------------------------------------


@dataclass
class PartCount:
    """Counts one part; what questions share at the same K is kept. No question asks a day before
    `since`.
    """

    agreement: Agreement
    part: Part
    since: date = date.min
    _at: dict[date, _Shared] = field(default_factory=dict)

    def count(self, question: Question) -> Counted:
        """Raises KeyError when the agreement has no such indicator."""
        indicator = self.agreement.indicator(question.indicator)
        if question.known_through not in self._at:
            days = question.known_through.toordinal(), self.since.toordinal()
            facts = Facts(self.agreement.dictionary, self.part, *days)
            shares = Shares(self.agreement, facts, {}, {})
            self._at[question.known_through] = _Shared(shares, Splits(facts))
        shared = self._at[question.known_through]
        groupings = counted_groupings(self.agreement, question.groupings)
        if isinstance(indicator.form, Share):
            units = shared.shares.units(indicator)
            found = ClassCount(self.agreement, shared.splits, indicator, units, question.periods)
            conditions = shared.conditions_of(indicator_subject(self.agreement, indicator))
            asked_of = [names for names in question.groupings if names in question.courses]
            return Counted(
                ({grouping: found.cube(grouping) for grouping in groupings},),
                courses=courses.followed(found, conditions, asked_of),
            )
        asked = _Asked(self.agreement, shared, question, groupings)
        terms = form_terms(indicator.form)
        return Counted(tuple(asked.term(term) for term in terms), asked.overlap(indicator.form))


@dataclass(frozen=True)
class _Shared:
    shares: Shares
    splits: Splits

    def conditions_of(self, kind: str) -> Conditions:
        return self.shares.conditions_of(kind)


@dataclass(frozen=True)
class _Asked:
    agreement: Agreement
    shared: _Shared
    question: Question
    groupings: Sequence[Grouping]

    def term(self, term: Term) -> Layer:
        form = self._summed(term.form)
        if form is None:
            axis = period_axis(self.question.periods)
            return {grouping: empty(axis, grouping) for grouping in self.groupings}
        cubes = self._amounts(form, term, self.groupings).cubes()
        return dict(zip(self.groupings, cubes, strict=True))

    def _amounts(self, form: Summed, term: Term, groupings: Sequence[Grouping]) -> Amounts:
        periods = [_earlier(period, term) for period in self.question.periods]
        kind = self.agreement.dictionary.tables[first_tables(counted_condition(form))[0]].subject
        return Amounts(
            self.shared.conditions_of(kind),
            self.shared.splits,
            form,
            periods,
            groupings,
            month_ends=term.mean_per is Grain.MONTH,
        )

    def _summed(self, form: Summed | BaselineValue | OfIndicator) -> Summed | None:
        """The form that a term adds up; None for a baseline, a number of the agreement."""
        if isinstance(form, BaselineValue):
            return None
        if isinstance(form, OfIndicator):
            inner = self.agreement.indicator(form.code).form
            assert not isinstance(inner, Share | Formula)
            return inner.numerator if isinstance(inner, Stated) else inner
        return form

    def overlap(self, form: Form) -> Layer | None:
        """Who stayed, joined and left, for growth of one count of subjects (C4)."""
        if not (isinstance(form, Formula) and len(form.numerator) == len(form.denominator) == 1):
            return None
        now, before = form.numerator[0], form.denominator[0]
        counted = self._summed(now.form)
        has_mean = now.mean_per or before.mean_per
        grows = now.form == before.form and before.earlier != NO_TIME and not has_mean
        if not grows or not isinstance(counted, Count) or counted.unit is Unit.ROW:
            return None
        here, there = (self._amounts(counted, term, ()) for term in (now, before))
        return overlaps(here, there, self.question.groupings)


def _earlier(period: Period, term: Term) -> Period:
    return period.earlier(term.earlier) if term.earlier != NO_TIME else period
