"""Conditions as sets of days: the rules F1-F8, S6 and S7, one expression per kind of condition.

The idea that makes it simple: a condition is compiled for a *domain* of keys (subjects, units or
rows) and always gives `Sets` per key. What does not depend on the unit is compiled per subject,
once, and spread over the units of that subject.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce

import ibis
from ibis.expr.types import Table

from koers.algebra import (
    Age,
    AllOf,
    AnyOf,
    Condition,
    Fact,
    Kind,
    Leaf,
    Not,
    Score,
    SumShare,
    Transition,
)
from koers.dictionary import TableKind
from koers.engines.sql import intervals
from koers.engines.sql.days import later, month_number, period_end
from koers.engines.sql.intervals import EARLIEST, LATEST, Domain, Sets, certain, spread
from koers.engines.sql.scores import Scores, by_truth, on_days
from koers.engines.sql.source import FIRST, LAST, SUBJECT, Source, compared, times, truth
from koers.engines.sql.words import words
from koers.periods import Duration


@dataclass
class Conditions:
    """The conditions of a source, and its scores; what is asked per subject is made once."""

    source: Source
    scores: Scores = field(init=False)
    _of_subjects: dict[tuple[str, Leaf], Sets] = field(default_factory=dict)
    _everyone: dict[tuple[str, ...], Domain] = field(default_factory=dict)
    _merged: dict[tuple[Fact, bool], Table] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.scores = Scores(self.source)

    def everyone(self, *tables: str) -> Domain:
        """The universe: every subject with a row in one of the tables (F8)."""
        if tables not in self._everyone:
            rows = [self.source.rows(table) for table in tables]
            keys = [r.select(key=r[SUBJECT], subject=r[SUBJECT]) for r in rows]
            found = reduce(lambda one, other: one.union(other), keys).distinct()
            says = f"Iedereen met een rij in {' of '.join(tables)}."
            self._everyone[tables] = Domain(self.source.steps.keep("iedereen", says, found))
        return self._everyone[tables]

    def sets(
        self, kind: str, condition: Condition, domain: Domain, *, is_first: bool = True
    ) -> Sets:
        """The days of a condition about one kind of subject, for each key of the domain."""
        match condition:
            case Not(part):
                inner = self.sets(kind, part, domain, is_first=is_first)
                found = intervals.negate(domain.keys, inner)
            case AllOf(parts) | AnyOf(parts):
                sets = [
                    self.sets(kind, part, domain, is_first=is_first and number == 0)
                    for number, part in enumerate(parts)
                ]
                is_all = isinstance(condition, AllOf)
                found = intervals.all_of(sets) if is_all else intervals.any_of(sets)
            case _:
                found = self._leaf(kind, condition, domain, is_first=is_first)
        return found.kept(self.source.steps, words(condition))

    def _leaf(self, kind: str, leaf: Leaf, domain: Domain, *, is_first: bool) -> Sets:
        if is_first and domain.first is not None:
            return domain.first
        if isinstance(leaf, Score):
            return self.scores.sets(leaf, domain)
        found = self._of_subject(kind, leaf)
        if found.is_certain:
            found = certain(spread(found.sure, domain))
        else:
            found = Sets(spread(found.sure, domain), spread(found.possible, domain))
        if isinstance(leaf, Age):
            return self._or_unborn(kind, found, domain)
        return found

    def _of_subject(self, kind: str, leaf: Fact | Transition | Age | SumShare) -> Sets:
        if (kind, leaf) not in self._of_subjects:
            says = f"{words(leaf)}, per onderwerp"
            found = self._days_of(kind, leaf)
            self._of_subjects[kind, leaf] = found.kept(self.source.steps, says)
        return self._of_subjects[kind, leaf]

    def _days_of(self, kind: str, leaf: Fact | Transition | Age | SumShare) -> Sets:
        match leaf:
            case Fact():
                return self._fact(leaf)
            case Transition():
                return self.scores.transition(leaf)
            case Age():
                return self._age(leaf, kind)
            case SumShare():
                return self._sum_share(leaf)

    # --- facts ---

    def _fact(self, fact: Fact) -> Sets:
        if not fact.tests:
            return certain(self._days(fact, is_sure=True))
        found = Sets(self._days(fact, is_sure=True), self._days(fact, is_sure=False))
        if fact.kind in (Kind.BEGIN, Kind.END):
            both = intervals.intersection(found.sure, found.possible)
            return Sets(both, intervals.union([found.sure, found.possible]))
        return found

    def _days(self, fact: Fact, *, is_sure: bool) -> Table:
        """The days on which a fact certainly holds, or those on which it possibly does."""
        match fact.kind:
            case Kind.SUBJECT:
                rows = self._passing(fact, is_sure=is_sure)
                return intervals.everything(rows.select(key=rows[SUBJECT]).distinct())
            case Kind.MOMENT:
                rows = self._passing(fact, is_sure=is_sure)
                days = rows.select(key=rows[SUBJECT], day=rows[FIRST])
                return intervals.merged(on_days(days, "day"))
            case Kind.SPELL:
                return _aged(self._spells(fact, is_sure=is_sure), fact.min_age)
            case Kind.BEGIN:
                spells = self._spells(fact, is_sure=is_sure)
                return intervals.merged(on_days(spells, "first"))
            case Kind.END:
                spells = self._spells(fact, is_sure=is_sure)
                ends = spells.filter(spells["last"] + (fact.gap + 1) <= self.source.k)
                return intervals.merged(on_days(ends, "last"))

    def _passing(self, fact: Fact, *, is_sure: bool) -> Table:
        """The rows that pass the tests of a fact, certainly or possibly."""
        rows = self.source.rows(fact.table)
        if not fact.tests:
            return rows
        passes = truth(rows, fact.tests)
        return rows.filter(passes if is_sure else passes.fill_null(True))

    def _spells(self, fact: Fact, *, is_sure: bool) -> Table:
        """Merged spells; one whose end may still be continued runs on through K (F3)."""
        spell = Fact(Kind.SPELL, fact.table, fact.tests, fact.gap)
        if (spell, is_sure) not in self._merged:
            rows = self._passing(spell, is_sure=is_sure)
            rows = rows.filter(rows[FIRST] <= rows[LAST])
            rows = rows.select(key=rows[SUBJECT], first=rows[FIRST], last=rows[LAST])
            found, k = intervals.merged(rows, gap=fact.gap), self.source.k
            runs_on = found["last"] + (fact.gap + 1) > k
            last = runs_on.ifelse(ibis.literal(k, "int64"), found["last"])
            sure = "" if is_sure else ", zeker of onbekend"
            says = f"Aaneengesloten, per onderwerp: {words(spell)}{sure}."
            found = self.source.steps.keep(f"{fact.table} aaneen", says, found.mutate(last=last))
            self._merged[spell, is_sure] = found
        return self._merged[spell, is_sure]

    # --- ages and sums ---

    def _age(self, age: Age, kind: str) -> Sets:
        """Age n is reached on the birth date + n years, clamped (F2)."""
        rows = self._born(kind)
        first, last = ibis.literal(EARLIEST, "int64"), ibis.literal(LATEST, "int64")
        if age.youngest is not None:
            first = later(rows.born, Duration(12 * age.youngest))
        if age.oldest is not None:
            last = later(rows.born, Duration(12 * (age.oldest + 1))) - 1
        return certain(rows.select("key", first=first, last=last))

    def _born(self, kind: str) -> Table:
        """key, born: the birth date of every subject that has one."""
        births = self.source.agreement.dictionary.births(kind)
        assert births is not None
        assert births.birth_column is not None
        rows = self.source.rows(births.name)
        rows = rows.select(key=rows[SUBJECT], born=rows[births.birth_column])
        return rows.filter(rows.born.notnull()).group_by("key").agg(born=lambda t: t.born.min())

    def _or_unborn(self, kind: str, known: Sets, domain: Domain) -> Sets:
        """The age of whoever has no birth date is unknown on every day (F8)."""
        born = self._born(kind)
        without = domain.keys.anti_join(born, domain.keys.subject == born.key)
        return Sets(known.sure, intervals.union([known.sure, intervals.everything(without)]))

    def _sum_share(self, share: SumShare) -> Sets:
        """True, false or unknown on the last day of each period, over joint months (S7)."""
        months = self._joint_months(share)
        if share.months_with is not None:
            months = months.semi_join(self._months_of(share.months_with), ["key", "month"])
        months = months.mutate(period_end=period_end(months.month, share.grain.months))
        months = months.filter(months.period_end <= self.source.k)
        joint = months.is_joint
        found = months.group_by(["key", "period_end"]).agg(
            joint=joint.sum(),
            lacking=months.lacking.sum(where=joint),
            total=months.total.sum(where=joint),
            bound=months.bound.sum(where=joint),
        )
        holds = compared(
            share.comparison,
            times(found.total, share.share.denominator),
            times(found.bound, share.share.numerator),
        )
        is_unknown = (found.joint == 0) | (found.lacking > 0)
        found = found.select(
            "key", "period_end", truth=is_unknown.ifelse(ibis.null("boolean"), holds)
        )
        says = f"De perioden, en of zij voldoen: {words(share)}."
        sure, maybe = by_truth(self.source.steps.keep("sommen", says, found))
        return Sets(
            intervals.merged(on_days(sure, "period_end")),
            intervals.merged(on_days(maybe, "period_end")),
        )

    def _joint_months(self, share: SumShare) -> Table:
        """key, month, total, bound, how many amounts are lacking, and whether both have a row."""
        part = self._by_month(share.part.table, share.part.column)
        whole = self._by_month(share.whole.table, share.whole.column)
        months = part.outer_join(whole, ["key", "month"], rname="{name}_2")
        months = months.select(
            key=ibis.coalesce(months.key, months.key_2),
            month=ibis.coalesce(months.month, months.month_2),
            is_joint=months.total.notnull() & months.total_2.notnull(),
            total=months.total,
            bound=months.total_2,
            lacking=ibis.coalesce(months.lacking, 0) + ibis.coalesce(months.lacking_2, 0),
        )
        return self.source.steps.keep("maanden", f"Per maand: {words(share)}.", months)

    def _by_month(self, name: str, column: str) -> Table:
        """key, month (its number), total of the known amounts, how many are lacking."""
        rows = self.source.rows(name)
        rows = rows.select(key=rows[SUBJECT], month=month_number(rows[FIRST]), amount=rows[column])
        found = rows.group_by(["key", "month"]).agg(
            total=ibis.coalesce(rows.amount.sum(), 0), lacking=rows.amount.isnull().sum()
        )
        says = f"De som van '{name}.{column}' per maand, en hoeveel bedragen ontbreken."
        return self.source.steps.keep(f"{name} per maand", says, found)

    def _months_of(self, name: str) -> Table:
        """key, month: the months in which there is a row, or a day of a spell."""
        rows = self.source.rows(name)
        if self.source.declared(name).kind is not TableKind.SPELL:
            return rows.select(key=rows[SUBJECT], month=month_number(rows[FIRST])).distinct()
        rows = rows.filter(rows[FIRST] <= rows[LAST])
        months = ibis.range(month_number(rows[FIRST]), month_number(rows[LAST]) + 1).unnest()
        return rows.select(key=rows[SUBJECT], month=months).distinct()


def _aged(spells: Table, min_age: Duration | None) -> Table:
    """The part of each spell from the day on which it is old enough."""
    if min_age is None:
        return spells
    found = spells.mutate(first=later(spells["first"], min_age))
    return found.filter(found["first"] <= found["last"])
