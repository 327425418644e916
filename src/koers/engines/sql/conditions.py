"""Conditions as sets of days: the rules F1-F8, S6 and S7, one expression per kind of condition.

The idea that makes it simple: a condition is compiled for a *domain* of keys (subjects, units or
rows) and always gives `Sets` per key. What does not depend on the unit is compiled per subject and
spread over the units of that subject.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

import ibis
import pyarrow as pa
from ibis.expr.types import BooleanValue, IntegerValue, Table

from koers.algebra import (
    Against,
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
    Test,
    Transition,
)
from koers.dictionary import TableKind
from koers.engines.sql import intervals
from koers.engines.sql.intervals import EARLIEST, LATEST, Sets
from koers.engines.sql.source import (
    FIRST,
    LAST,
    SUBJECT,
    Source,
    compared,
    memtable,
    pick,
    truth,
)
from koers.periods import Duration, add_months, calendar_period


@dataclass(frozen=True)
class Domain:
    """Keys for which conditions are compiled: a table with key and subject.

    In a window it also has anchor and last_day. An outcome `asks` for a score, so that none at all
    is unknown; `within` reads scores as measurements after the anchor. `first_row` stands in for
    the first written condition: key, and truth of its row.
    """

    keys: Table
    is_window: bool = False
    asks: bool = False
    within: bool = False
    first_row: Table | None = None


@dataclass(frozen=True)
class Compiler:
    """Compiles the conditions of one indicator about one kind of subject."""

    source: Source
    kind: str

    def sets(self, condition: Condition, domain: Domain, *, is_first: bool = True) -> Sets:
        match condition:
            case Not(part):
                return intervals.negate(domain.keys, self.sets(part, domain, is_first=is_first))
            case AllOf(parts):
                return intervals.all_of(self._parts(parts, domain, is_first=is_first))
            case AnyOf(parts):
                return intervals.any_of(self._parts(parts, domain, is_first=is_first))
            case _:
                return self._leaf(condition, domain, is_first=is_first)

    def _parts(self, parts: tuple[Condition, ...], domain: Domain, *, is_first: bool) -> list[Sets]:
        return [
            self.sets(part, domain, is_first=is_first and number == 0)
            for number, part in enumerate(parts)
        ]

    def _leaf(self, leaf: Leaf, domain: Domain, *, is_first: bool) -> Sets:
        if is_first and domain.first_row is not None:
            rows = domain.first_row
            return Sets(
                intervals.everything(rows.filter(rows.truth)),
                intervals.everything(rows.filter(rows.truth.fill_null(True))),
            )
        match leaf:
            case Fact():
                return self._spread(self._fact(leaf, domain), domain)
            case Score():
                return self._score(leaf, domain)
            case Transition():
                return self._spread(self._transition(leaf), domain)
            case Age():
                return self._age(leaf, domain)
            case SumShare():
                return self._spread(self._sum_share(leaf), domain)

    def _spread(self, sets: Sets, domain: Domain) -> Sets:
        """Sets per subject as sets per key of the domain."""
        return Sets(spread(sets.sure, domain), spread(sets.possible, domain))

    # --- facts ---

    def _fact(self, fact: Fact, domain: Domain) -> Sets:
        rows = self.source.rows(fact.table)
        rows = rows.mutate(_truth=truth(rows, fact.tests))
        sure, possible = rows.filter(rows._truth), rows.filter(rows._truth.fill_null(True))
        match fact.kind:
            case Kind.SUBJECT:
                return Sets(_whole(sure), _whole(possible))
            case Kind.MOMENT:
                return Sets(intervals.merged(_days(sure)), intervals.merged(_days(possible)))
            case Kind.SPELL:
                certain, extreme = self._spells(sure, fact.gap), self._spells(possible, fact.gap)
                return Sets(self._aged(certain, fact.min_age), self._aged(extreme, fact.min_age))
            case _:
                certain = self._edges(fact, self._spells(sure, fact.gap))
                extreme = self._edges(fact, self._spells(possible, fact.gap))
                both = intervals.intersection(certain, extreme)
                return Sets(intervals.merged(both), intervals.union([certain, extreme]))

    def _spells(self, rows: Table, gap: int) -> Table:
        """Merged spells; one whose end may still be continued runs on through K (F3)."""
        kept = rows.filter(rows[FIRST] <= rows[LAST])
        spells = intervals.merged(
            pick(kept, key=kept[SUBJECT], first=kept[FIRST], last=kept[LAST]), gap=gap
        )
        k = self.source.k
        runs_on = spells["last"] + (gap + 1) > k
        return spells.mutate(last=runs_on.ifelse(ibis.literal(k, "int64"), spells["last"]))

    def _aged(self, spells: Table, min_age: Duration | None) -> Table:
        if min_age is None:
            return spells
        found = self.source.shifted(spells, "first", min_age, "aged")
        found = pick(found, key=found.key, first=found.aged, last=found["last"])
        return found.filter(found["first"] <= found["last"])

    def _edges(self, fact: Fact, spells: Table) -> Table:
        """Days on which a merged spell begins, or certainly ends."""
        if fact.kind is Kind.BEGIN:
            return pick(spells, key=spells.key, first=spells["first"], last=spells["first"])
        ends = spells.filter(spells["last"] + (fact.gap + 1) <= self.source.k)
        return pick(ends, key=ends.key, first=ends["last"], last=ends["last"])

    # --- scores ---

    def measurements(self, name: str, tests: tuple[Test, ...]) -> Table:
        """key, day, rank (null: measured without a value), and the measurement before and after.

        Of two on a day the lowest holds; one without a value may be lower, so then it is null.
        """
        declared, rows = self.source.declared(name), self.source.rows(name)
        rows = rows.mutate(_truth=truth(rows, tests))
        rows = rows.filter(rows._truth.fill_null(True))
        codes = declared.value_codes
        assert codes is not None
        assert declared.value_column is not None
        ranks = memtable(
            {
                "code": (pa.string(), [code for code, _ in codes.codes]),
                "rank": (pa.int64(), range(len(codes.codes))),
            }
        )
        rows = rows.left_join(ranks, rows[declared.value_column] == ranks.code)
        rank = rows._truth.isnull().ifelse(ibis.null("int64"), rows["rank"])
        rows = pick(rows, key=rows[SUBJECT], day=rows[FIRST], rank=rank)
        lowest = ibis.coalesce(rows["rank"], -1).min()
        found = rows.group_by(["key", "day"]).agg(rank=lowest)
        found = found.mutate(rank=(found["rank"] >= 0).ifelse(found["rank"], ibis.null("int64")))
        order = ibis.window(group_by="key", order_by="day")
        return found.mutate(
            next_day=found.day.lead().over(order),
            earlier_day=found.day.lag().over(order),
            earlier_rank=found["rank"].lag().over(order),
        )

    def held(self, name: str, tests: tuple[Test, ...]) -> Table:
        """Measurements with the last day they hold (`last`) and the last before they expire."""
        declared, found = self.source.declared(name), self.measurements(name, tests)
        found = found.mutate(last=ibis.coalesce(found.next_day - 1, self.source.k))
        if declared.valid_for is None:
            return found.mutate(expires=found["last"])
        found = self.source.shifted(found, "day", declared.valid_for, "valid")
        return found.mutate(expires=ibis.least(found["last"], found.valid)).drop("valid")

    def own_rank(self, score: Score, units: Table) -> Table:
        """The rank that holds on each unit's anchor: key, own (null where there is none)."""
        held = self.held(score.table, score.tests)
        held = pick(
            held, subject2="key", day2="day", last2="last", expires2="expires", rank2="rank"
        )
        found = units.inner_join(
            held,
            [units.subject == held.subject2, held.day2 <= units.anchor, units.anchor <= held.last2],
        )
        own = (found.anchor <= found.expires2).ifelse(found.rank2, ibis.null("int64"))
        return pick(found, key=found.key, own=own)

    def _score_truth(
        self, score: Score, rank: IntegerValue, own: IntegerValue | None
    ) -> BooleanValue:
        codes = self.source.declared(score.table).value_codes
        assert codes is not None
        if score.against is None and score.values:
            return rank.isin([codes.rank(value) for value in score.values])
        if score.against is None:
            return rank.notnull().ifelse(True, ibis.null("boolean"))
        if own is None:
            return ibis.null("boolean")
        match score.against:
            case Against.NOT_LOWER:
                return rank >= own
            case Against.HIGHER:
                return rank > own
            case Against.NOT_HIGHER:
                return rank <= own
            case Against.LOWER:
                return rank < own

    def _score(self, score: Score, domain: Domain) -> Sets:
        if domain.is_window and domain.within:
            return self._measured_within(score, domain)
        held = self.held(score.table, score.tests)
        keys = pick(domain.keys, key1="key", subject1="subject")
        rows = held.rename(subject0="key")
        rows = keys.inner_join(rows, keys.subject1 == rows.subject0).rename(key="key1")
        own = None
        if score.against is not None and domain.is_window:
            anchors = self.own_rank(score, domain.keys).rename(key3="key")
            rows = rows.left_join(anchors, rows.key == anchors.key3)
            own = rows.own
        rows = rows.mutate(truth=self._score_truth(score, rows["rank"], own))
        return self._score_sets(score, rows, domain)

    def _score_sets(self, score: Score, rows: Table, domain: Domain) -> Sets:
        if score.measured:
            rows = rows.mutate(last=rows.day, expires=rows.day)
        rows = rows.mutate(begin=rows.day)
        if score.min_age is not None:
            rows = self.source.shifted(rows.drop("begin"), "day", score.min_age, "begin")
        holds = rows.filter(rows.begin <= rows.expires)
        sure = holds.filter(holds.truth)
        maybe = holds.filter(holds.truth.fill_null(True))
        expired = rows.filter(rows.expires < rows["last"])
        parts = [
            pick(maybe, key=maybe.key, first=maybe.begin, last=maybe.expires),
            pick(expired, key=expired.key, first=expired.expires + 1, last=expired["last"]),
        ]
        if domain.asks:
            earliest = rows.group_by("key").agg(day=rows.day.min())
            parts.append(
                pick(
                    earliest,
                    key=earliest.key,
                    first=ibis.literal(EARLIEST, "int64"),
                    last=earliest.day - 1,
                )
            )
            parts.append(intervals.everything(domain.keys.anti_join(rows, "key")))
        return Sets(
            intervals.merged(pick(sure, key=sure.key, first=sure.begin, last=sure.expires)),
            intervals.union([intervals.typed(part) for part in parts]),
        )

    def after_anchor(self, score: Score, units: Table) -> Table:
        """The measurements after each unit's anchor through its last day: key, day, truth."""
        found = self.measurements(score.table, score.tests).select(
            subject2="key", day="day", rank="rank"
        )
        units = pick(units, "key", "subject", "anchor", "last_day")
        rows = units.inner_join(
            found,
            [
                units.subject == found.subject2,
                units.anchor < found.day,
                found.day <= units.last_day,
            ],
        )
        own = None
        if score.against is not None:
            anchors = self.own_rank(score, units).rename(key3="key")
            rows = rows.left_join(anchors, rows.key == anchors.key3)
            own = rows.own
        return pick(
            rows, key=rows.key, day=rows.day, truth=self._score_truth(score, rows["rank"], own)
        )

    def _measured_within(self, score: Score, domain: Domain) -> Sets:
        """Measurements after the anchor; none at all in the window is unknown (F8)."""
        rows = self.after_anchor(score, domain.keys)
        sure, maybe = rows.filter(rows.truth), rows.filter(rows.truth.fill_null(True))
        none = intervals.everything(domain.keys.anti_join(rows, "key"))
        return Sets(
            intervals.merged(pick(sure, key=sure.key, first=sure.day, last=sure.day)),
            intervals.union([pick(maybe, key=maybe.key, first=maybe.day, last=maybe.day), none]),
        )

    def _transition(self, edge: Transition) -> Sets:
        found = self.measurements(edge.table, edge.tests)
        declared = self.source.declared(edge.table)
        codes = declared.value_codes
        assert codes is not None
        before = found.earlier_rank.isin([codes.rank(value) for value in edge.before])
        if declared.valid_for is not None:
            found = self.source.shifted(found, "earlier_day", declared.valid_for, "valid")
            before = found.earlier_rank.isin([codes.rank(value) for value in edge.before])
            expired = found.valid < found.day - 1
            before = expired.fill_null(False).ifelse(ibis.null("boolean"), before)
        before = found.earlier_day.isnull().ifelse(False, before)
        after = found["rank"].isin([codes.rank(value) for value in edge.after])
        found = found.mutate(truth=before & after)
        sure, maybe = found.filter(found.truth), found.filter(found.truth.fill_null(True))
        return Sets(_on(sure, "day"), _on(maybe, "day"))

    # --- ages and sums ---

    def _age(self, age: Age, domain: Domain) -> Sets:
        """Age n is reached on the birth date + n years, clamped (F2); no birth date is unknown."""
        births = self.source.agreement.dictionary.births(self.kind)
        assert births is not None
        assert births.birth_column is not None
        rows = self.source.rows(births.name)
        rows = pick(rows, key=rows[SUBJECT], born=rows[births.birth_column])
        rows = rows.filter(rows.born.notnull()).group_by("key").agg(born=lambda t: t.born.min())
        first, last = ibis.literal(EARLIEST, "int64"), ibis.literal(LATEST, "int64")
        if age.youngest is not None:
            rows = self.source.shifted(rows, "born", Duration(12 * age.youngest), "first")
        else:
            rows = rows.mutate(first=first)
        if age.oldest is not None:
            rows = self.source.shifted(rows, "born", Duration(12 * (age.oldest + 1)), "until")
            rows = rows.mutate(last=rows.until - 1)
        else:
            rows = rows.mutate(last=last)
        known = spread(intervals.typed(rows), domain)
        born = spread(pick(rows, "key", first=first, last=last), domain)
        unknown = intervals.everything(domain.keys.anti_join(born, "key"))
        return Sets(known, intervals.typed(known).union(unknown))

    def _sum_share(self, share: SumShare) -> Sets:
        """True, false or unknown on the last day of each period, over joint months (S7)."""
        part = self._by_month(share.part.table, share.part.column, share)
        whole = self._by_month(share.whole.table, share.whole.column, share)
        right = pick(whole, key2="key", month2="month", total2="total", lacking2="lacking")
        months = part.outer_join(right, [part.key == right.key2, part.month == right.month2])
        months = pick(
            months,
            key=ibis.coalesce(months.key, months.key2),
            month=ibis.coalesce(months.month, months.month2),
            is_joint=months.total.notnull() & months.total2.notnull(),
            total=months.total,
            bound=months.total2,
            lacking=ibis.coalesce(months.lacking, 0) + ibis.coalesce(months.lacking2, 0),
        )
        if share.months_with is not None:
            running = self._months_of(share.months_with)
            months = months.semi_join(running, ["key", "month"])
        calendar = self._month_calendar(share)
        months = months.inner_join(calendar, months.month == calendar.of_month)
        months = months.filter(months.period_end <= self.source.k)
        joint = months.is_joint
        found = months.group_by(["key", "period_end"]).agg(
            joint=joint.sum(),
            lacking=months.lacking.sum(where=joint),
            total=months.total.sum(where=joint),
            bound=months.bound.sum(where=joint),
        )
        share_of = share.share
        holds = compared(
            share.comparison, found.total * share_of.denominator, found.bound * share_of.numerator
        )
        is_unknown = (found.joint == 0) | (found.lacking > 0)
        found = found.mutate(truth=is_unknown.ifelse(ibis.null("boolean"), holds))
        sure, maybe = found.filter(found.truth), found.filter(found.truth.fill_null(True))
        return Sets(_on(sure, "period_end"), _on(maybe, "period_end"))

    def _by_month(self, name: str, column: str, share: SumShare) -> Table:
        """key, month (first day), total of the known amounts, how many are lacking."""
        rows, calendar = self.source.rows(name), self._month_calendar(share, by_day=True)
        rows = rows.inner_join(calendar, rows[FIRST] == calendar.of_day)
        rows = pick(rows, key=rows[SUBJECT], month=rows.of_month, amount=rows[column])
        return rows.group_by(["key", "month"]).agg(
            total=ibis.coalesce(rows.amount.sum(), 0).cast("int64"),
            lacking=rows.amount.isnull().sum(),
        )

    def _month_calendar(self, share: SumShare, *, by_day: bool = False) -> Table:
        days = self.source.days()
        if by_day:
            return memtable(
                {
                    "of_day": (pa.int64(), [day.toordinal() for day in days]),
                    "of_month": (pa.int64(), [day.replace(day=1).toordinal() for day in days]),
                }
            )
        months = sorted({day.replace(day=1) for day in days})
        return memtable(
            {
                "of_month": (pa.int64(), [month.toordinal() for month in months]),
                "period_end": (
                    pa.int64(),
                    [calendar_period(month, share.grain).last_day.toordinal() for month in months],
                ),
            }
        )

    def _months_of(self, name: str) -> Table:
        """key, month: the months in which there is a row, or a day of a spell."""
        declared, rows = self.source.declared(name), self.source.rows(name)
        days = self.source.days()
        first, last = min(days).replace(day=1), self.source.known_through
        months = []
        while first <= last:
            months.append(first)
            first = add_months(first, 1)
        calendar = memtable(
            {
                "month": (pa.int64(), [month.toordinal() for month in months]),
                "month_end": (pa.int64(), [add_months(m, 1).toordinal() - 1 for m in months]),
            }
        )
        is_spell = declared.kind is TableKind.SPELL
        rows = pick(
            rows, key=rows[SUBJECT], first=rows[FIRST], last=rows[LAST] if is_spell else rows[FIRST]
        )
        found = rows.inner_join(
            calendar,
            [
                rows["first"] <= calendar.month_end,
                calendar.month <= rows["last"],
                rows["first"] <= rows["last"],
            ],
        )
        return pick(found, "key", "month").distinct()


def _whole(rows: Table) -> Table:
    return intervals.everything(pick(rows, key=rows[SUBJECT]).distinct())


def _days(rows: Table) -> Table:
    return pick(rows, key=rows[SUBJECT], first=rows[FIRST], last=rows[FIRST])


def _on(rows: Table, day: str) -> Table:
    return intervals.merged(pick(rows, key=rows.key, first=rows[day], last=rows[day]))


def spread(found: Table, domain: Domain) -> Table:
    """Intervals per subject as intervals per key of the domain."""
    keys = pick(domain.keys, key1="key", subject1="subject")
    rows = pick(found, subject2="key", first="first", last="last")
    joined = keys.inner_join(rows, keys.subject1 == rows.subject2)
    return pick(joined, key=joined.key1, first=joined["first"], last=joined["last"])


def subjects(source: Source, *tables: str) -> Domain:
    """The universe: every subject with a row in one of the tables (F8)."""
    rows = [source.rows(table) for table in tables]
    keys = [pick(r, key=r[SUBJECT], subject=r[SUBJECT]) for r in rows]
    return Domain(reduce(lambda one, other: one.union(other), keys).distinct())
