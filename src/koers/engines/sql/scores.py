"""Scores: measurements, how long each holds, and what a condition on scores says (F1, F8, S6, S7).

The idea that makes it simple: a score becomes one row per subject and day of measurement, with its
place on the scale and the measurements before and after it; the rest is comparing places and days.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import ibis
from ibis.expr.types import BooleanValue, IntegerValue, Table

from koers.algebra import Against, Score, Test, Transition
from koers.dictionary import CodeList
from koers.engines.sql import intervals
from koers.engines.sql.days import later
from koers.engines.sql.intervals import EARLIEST, Domain, Sets
from koers.engines.sql.source import FIRST, SUBJECT, Source, truth
from koers.engines.sql.words import words

Tested = tuple[str, tuple[Test, ...]]


@dataclass(frozen=True)
class Scores:
    """The scores of a source; the measurements of a table are made once per list of tests."""

    source: Source
    _measured: dict[Tested, Table] = field(default_factory=dict)
    _held: dict[Tested, Table] = field(default_factory=dict)

    def codes(self, name: str) -> CodeList:
        codes = self.source.declared(name).value_codes
        assert codes is not None
        return codes

    def measurements(self, name: str, tests: tuple[Test, ...]) -> Table:
        """key, day, rank (null: measured without a value), and the measurement before and after.

        Of two on a day the lowest holds; one without a value may be lower, so then it is null.
        """
        if (name, tests) not in self._measured:
            says = f"Metingen van '{name}' per onderwerp en dag, met de vorige en de volgende."
            found = self._measurements(name, tests)
            self._measured[name, tests] = self.source.steps.keep(f"metingen {name}", says, found)
        return self._measured[name, tests]

    def _measurements(self, name: str, tests: tuple[Test, ...]) -> Table:
        rows, ranks = self.source.rows(name), self.source.ranks(self.codes(name))
        score = rows[self.source.declared(name).value_column]
        passes = truth(rows, tests)
        if tests:
            rows = rows.filter(passes.fill_null(True))
            score = passes.isnull().ifelse(ibis.null("string"), score)
        rows = rows.select(key=rows[SUBJECT], day=rows[FIRST], score=score)
        rows = rows.left_join(ranks, rows.score == ranks.code).select("key", "day", "rank")
        lowest = ibis.coalesce(rows["rank"], -1).min()
        found = rows.group_by(["key", "day"]).agg(rank=lowest)
        found = found.mutate(rank=found["rank"].nullif(-1))
        order = ibis.window(group_by="key", order_by="day")
        return found.mutate(
            next_day=found.day.lead().over(order),
            earlier_day=found.day.lag().over(order),
            earlier_rank=found["rank"].lag().over(order),
        )

    def held(self, name: str, tests: tuple[Test, ...]) -> Table:
        """Measurements with the last day they hold (`last`) and the last before they expire."""
        if (name, tests) not in self._held:
            found, valid_for = self.measurements(name, tests), self.source.declared(name).valid_for
            found = found.mutate(last=ibis.coalesce(found.next_day - 1, self.source.k))
            expires = found["last"]
            if valid_for is not None:
                expires = ibis.least(found["last"], later(found.day, valid_for))
            found = found.select("key", "day", "rank", "last", expires=expires)
            says = f"Tot en met welke dag een score van '{name}' geldt, en hooguit houdbaar is."
            self._held[name, tests] = self.source.steps.keep(f"scores {name}", says, found)
        return self._held[name, tests]

    def own_rank(self, score: Score, units: Table) -> Table:
        """The rank that holds on each unit's anchor: key, own (null where there is none)."""
        held = self.held(score.table, score.tests)
        found = units.inner_join(
            held,
            [units.subject == held.key, held.day <= units.anchor, units.anchor <= held["last"]],
            rname="{name}_2",
        )
        own = (found.anchor <= found.expires).ifelse(found["rank"], ibis.null("int64"))
        says = f"De score van '{score.table}' op de ankerdag van elke eenheid."
        return self.source.steps.keep("score op anker", says, found.select("key", own=own))

    def _truth(self, score: Score, rank: IntegerValue, own: IntegerValue | None) -> BooleanValue:
        codes = self.codes(score.table)
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

    def sets(self, score: Score, domain: Domain) -> Sets:
        if domain.is_window and domain.within:
            return self._measured_within(score, domain)
        keys, held = domain.keys, self.held(score.table, score.tests)
        rows = keys.inner_join(held, keys.subject == held.key, rname="{name}_2")
        own = None
        if score.against is not None and domain.is_window:
            rows = rows.left_join(self.own_rank(score, keys), "key", rname="{name}_3")
            own = rows.own
        last, expires = (rows.day, rows.day) if score.measured else (rows["last"], rows.expires)
        rows = rows.select(
            key=rows.key,
            day=rows.day,
            begin=later(rows.day, score.min_age) if score.min_age is not None else rows.day,
            expires=expires,
            last=last,
            truth=self._truth(score, rows["rank"], own),
        )
        says = f"De scores, van welke tot welke dag, en of zij voldoen: {words(score)}."
        return _held_days(self.source.steps.keep("beoordeelde scores", says, rows), domain)

    def after_anchor(self, score: Score, units: Table) -> Table:
        """The measurements after each unit's anchor through its last day: key, day, truth."""
        found = self.measurements(score.table, score.tests)
        rows = units.inner_join(
            found,
            [units.subject == found.key, units.anchor < found.day, found.day <= units.last_day],
            rname="{name}_2",
        )
        own = None
        if score.against is not None:
            rows = rows.left_join(self.own_rank(score, units), "key", rname="{name}_3")
            own = rows.own
        rows = rows.select("key", "day", truth=self._truth(score, rows["rank"], own))
        says = f"De metingen na de ankerdag, en of zij voldoen: {words(score)}."
        return self.source.steps.keep("metingen na anker", says, rows)

    def _measured_within(self, score: Score, domain: Domain) -> Sets:
        """Measurements after the anchor; none at all in the window is unknown (F8)."""
        rows = self.after_anchor(score, domain.keys)
        none = intervals.everything(domain.keys.anti_join(rows, "key"))
        sure, maybe = by_truth(rows)
        days = intervals.union([on_days(maybe, "day"), none])
        return Sets(intervals.merged(on_days(sure, "day")), days)

    def transition(self, edge: Transition) -> Sets:
        found, codes = self.measurements(edge.table, edge.tests), self.codes(edge.table)
        before = found.earlier_rank.isin([codes.rank(value) for value in edge.before])
        valid_for = self.source.declared(edge.table).valid_for
        if valid_for is not None:
            has_expired = later(found.earlier_day, valid_for) < found.day - 1
            before = has_expired.fill_null(False).ifelse(ibis.null("boolean"), before)
        before = found.earlier_day.isnull().ifelse(False, before)
        after = found["rank"].isin([codes.rank(value) for value in edge.after])
        found = found.select("key", "day", truth=before & after)
        says = f"De metingen, en of zij een overgang zijn: {words(edge)}."
        sure, maybe = by_truth(self.source.steps.keep("overgangen", says, found))
        return Sets(intervals.merged(on_days(sure, "day")), intervals.merged(on_days(maybe, "day")))


def _held_days(rows: Table, domain: Domain) -> Sets:
    """Days of rows that hold from `begin` through `expires`; from there on it is unknown."""
    sure, maybe = by_truth(rows.filter(rows.begin <= rows.expires))
    expired = rows.filter(rows.expires < rows["last"])
    parts = [
        maybe.select("key", first="begin", last="expires"),
        expired.select("key", first=expired.expires + 1, last=expired["last"]),
    ]
    if domain.asks:
        earliest = rows.group_by("key").agg(day=rows.day.min())
        first = ibis.literal(EARLIEST, "int64")
        parts.append(earliest.select("key", first=first, last=earliest.day - 1))
        parts.append(intervals.everything(domain.keys.anti_join(rows, "key")))
    return Sets(
        intervals.merged(sure.select("key", first="begin", last="expires")), intervals.union(parts)
    )


def by_truth(rows: Table) -> tuple[Table, Table]:
    """The rows that are true, and those that are true or unknown."""
    return rows.filter(rows.truth), rows.filter(rows.truth.fill_null(True))


def on_days(rows: Table, day: str) -> Table:
    """Intervals of one day."""
    return rows.select("key", first=day, last=day)
