"""How a share is written as SQL: units, what is seen of each, its class, and the cells.

The idea that makes it simple: a unit is a person and an anchor; everything about it (splits, days
of success, days of exception) is joined to it and brought together by one `group by`. Where every
window is one day and nothing else matters, classes are stocks: stretches of days with a class.
"""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.queries.pieces import (
    FIRST_DAY,
    LAST_DAY,
    SPLITS,
    events,
    placed,
    split_joins,
    totals,
)

EXCLUDED, IMMATURE, MET, EXCEPTED, UNKNOWN, NOT_MET, DOUBT = range(7)

PER_YEAR = ", year(day)"
PER_HALF_YEAR = ", year(day), month(day) > 6"
EACH = ", day"

GONE = "reden in ('overleden', 'verhuisd', 'pensioen')"

WITHIN = "case when success is not null then true when perhaps is null then false end"
"""The truth of something that certainly or perhaps happens in the window."""


def units(points: str, per: str = "", *, doubt: bool = True) -> str:
    """The first point of each person (per year, or each), and of who has none that is sure the
    first that may be one.
    """
    if not doubt:
        return f"""
      select klant, min(day) as anchor, false as doubt from ({points}) group by klant{per}"""
    return f"""
      with point as materialized ({points}){first_points(per)}"""


def first_points(per: str = "") -> str:
    return f"""
      select klant, min(day) as anchor, false as doubt from point where sure group by klant{per}
      union all
      select klant, min(day), true
      from (from point where sure is null) anti join (from point where sure) using (klant)
      group by klant"""


@dataclass(frozen=True)
class Share:
    """A share, its parts as text.

    `window` and `settled` are SQL on `{0}`, the anchor: the last day of the window, and the first
    K with which it is certain. `joins` are on `unit`; `seen` brings the rows together; `truth`
    and `success` say what became of it. `few`: it is worth while to look up who they are first.
    """

    units: str
    window: str
    settled: str
    joins: str = ""
    seen: str = ""
    truth: str = WITHIN
    success: str = "success"
    excluded: str = "false"
    excepted: bool = True
    few: bool = False

    def judged(self, *, splits: bool = True) -> str:
        """Every unit with its class, and its class as if windows closed on K."""
        joins, seen = self.joins, [self.seen]
        if splits:
            persons = "unit" if self.few else ""
            joins = split_joins("unit", "unit.anchor", persons=persons) + joins
            seen = [SPLITS, *seen]
        if self.excepted:
            window = self.window.format("unit.anchor")
            gone = events("vertrek", "vertrekdatum", GONE)
            joins += f"""
      left join ({gone}) gone on gone.klant = unit.klant
        and gone.day between unit.anchor and {window}"""
            seen += ["min(gone.day) filter (gone.sure) as gone", "min(gone.day) as perhaps_gone"]
        else:
            seen += ["cast(null as date) as gone, cast(null as date) as perhaps_gone"]
        columns = ",".join(f"\n        {one}" for one in seen)
        ends, settled = self.window.format("anchor"), self.settled.format("anchor")
        return f"""
      with unit as {"materialized" if self.few else ""} ({self.units})
      select * exclude (interim), interim,
        case when interim in ({EXCLUDED}, {DOUBT}) or {settled} <= k() then interim
          else {IMMATURE} end as class
      from (
        select *, {self.success} as success_day, {ends} as ends,
          case when doubt then {DOUBT}
            when excluded then {EXCLUDED} when excluded is null then {UNKNOWN}
            when {self.success} <= coalesce(perhaps_gone, {self.success}) then {MET}
            when gone < coalesce({self.success}, k() + 1) then {EXCEPTED}
            when ({self.truth}) is null or perhaps_gone is not null then {UNKNOWN}
            else {NOT_MET} end as interim
        from (
          select *, {self.excluded} as excluded
          from (
            select unit.klant, unit.anchor, unit.doubt,{columns}
            from unit {joins}
            group by unit.klant, unit.anchor, unit.doubt)))"""

    def query(self, *, by_maturity: bool = False) -> str:
        """The cells."""
        day = "case when doubt then anchor else ends end" if by_maturity else "anchor"
        return f"""
    select month_of({day}) as month, gemeente, doelgroep, class, interim, count(*) as number
    from ({self.judged()}) {f"where month_of({day}) < 36" if by_maturity else ""}
    group by all"""


def of_class(inner: Share, wanted: int, day: str, per: str = "") -> str:
    """Units of a class of another share, and who may be one (S2)."""
    return f"""
      with inner_ as materialized ({inner.judged(splits=False)}),
      point as materialized (
        select klant, {day} as day, true as sure from inner_
        where class = {wanted} and {day} <= k()
        union all
        select klant, anchor, null from inner_ where class in ({UNKNOWN}, {DOUBT}))
      {first_points(per)}"""


# --- what may be joined to units ------------------------------------------------------------------


def months(number: int) -> str:
    return f"later({{0}}, {number})"


def hits(source: str, window: str, name: str = "hit") -> str:
    """Joins points in the window; K ends it, for nothing later is known."""
    return f"""
      left join ({source}) {name} on {name}.klant = unit.klant
        and {name}.day between unit.anchor and {window.format("unit.anchor")}"""


def spells_in(source: str, first: str, last: str, name: str = "spell") -> str:
    """Joins spells with a day from `first` through `last`, both cut at K."""
    return f"""
      left join ({source}) {name} on {name}.klant = unit.klant
        and {name}.since <= {last} and {name}.until >= least({first}, k())"""


FIRST_HIT = "min(hit.day) filter (hit.sure) as success, min(hit.day) as perhaps"

SCORES = "(select klant, meetdatum, trede from trede where meetdatum between term() and k())"
LATER_SCORES = f"""
      left join {SCORES} later_ on later_.klant = unit.klant
        and later_.meetdatum > unit.anchor and later_.meetdatum <= later(unit.anchor, {{}})"""


# --- shares whose window is the anchor's own day -------------------------------------------------


def on_days(
    stretches: str, doubts: str, *, every: int, first_day: bool = False, wait: int = 0
) -> str:
    """From stretches of days with a class and a weight: what there is on the last (or first) day
    of every so many months. `doubts` are cells. What may still change in so many days after is not
    mature.
    """
    low, high = FIRST_DAY if first_day else LAST_DAY
    low, high = (f"greatest({bound.format(first=0)}, 0) // {every}" for bound in (low, high))
    counted = (
        f"later(term(), month - {every - 1})" if first_day else "last_day(later(term(), month))"
    )
    settled = f"class = {EXCLUDED} or {counted} + {wait} <= k()" if wait else "true"
    found = f"from ({stretches}) where {low} < {high}"
    return f"""
    {totals(found, "weight", numbers=["sum(weight)"], days=(low, high), keys=["class"])}
    select month, gemeente, doelgroep,
      case when {settled} then class else {IMMATURE} end as class, class as interim, number
    from (
      select {every} * unnest(range(month, least(following, {30 // every}))) + {every - 1} as month,
        gemeente, doelgroep, class, n0 as number
      from total where n0 <> 0)
    union all
    from ({doubts})"""


def doubtful(points: str) -> str:
    """The cells of persons who may be a unit somewhere and surely are nowhere."""
    found = placed(
        f"""
        select klant, min(day) as day from ({points}) group by klant
        having count(*) filter (sure) = 0"""
    )
    return f"""
      select month_of(day) as month, gemeente, doelgroep, {DOUBT} as class, {DOUBT} as interim,
        count(*) as number
      from ({found}) group by all"""


HALF_YEARS = """(select unnest([date '2025-06-30', date '2025-12-31', date '2026-06-30',
        date '2026-12-31', date '2027-06-30']) as day)"""
