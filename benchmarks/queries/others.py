"""The other shares, A-01 to A-13, a query each."""

from __future__ import annotations

from benchmarks.queries.agreed import BENEFIT
from benchmarks.queries.counts import ASSISTANCE
from benchmarks.queries.pieces import (
    REGULAR,
    TO_WORK,
    begins,
    both,
    ends,
    events,
    lasting,
    placed,
    rows,
    transitions,
)
from benchmarks.queries.shares import (
    EACH,
    EXCLUDED,
    FIRST_HIT,
    HALF_YEARS,
    LATER_SCORES,
    MET,
    NOT_MET,
    PER_YEAR,
    UNKNOWN,
    Share,
    doubtful,
    hits,
    months,
    on_days,
    spells_in,
    units,
)

LIVING = "doel = 'levensonderhoud'"

A_01 = Share(
    units=units(events("uitstroom", "uitstroomdatum", f"omvang = 'geheel' and {TO_WORK}"), EACH),
    window=months(12),
    settled="later(later({0}, 12), 1)",
    joins=hits(begins("uitkering", LIVING), months(12)),
    seen="min(hit.day) filter (hit.sure) as back, min(hit.day) as perhaps",
    truth="case when back is not null then false when perhaps is null then true end",
    success="case when perhaps is null then least(later(anchor, 12), k()) end",
)
A_02 = Share(
    units=units(begins("uitkering", f"{ASSISTANCE} and {LIVING}", gap=31), EACH),
    window=months(12),
    settled="greatest(later(later({0}, 12), 2), later({0}, 12) + 32)",
    joins=hits(ends("uitkering", ASSISTANCE, gap=31), months(12)),
    seen=FIRST_HIT,
)
A_03 = Share(
    units=units(
        events("aanvraag", "aanvraagdatum", "soort = 'levensonderhoud' and uitkomst = 'toegekend'"),
        EACH,
    ),
    window="{0} + 56",
    settled="{0} + 56 + 31",
    joins=hits(begins("uitkering", LIVING), "{0} + 56")
    + spells_in(BENEFIT, "unit.anchor", "unit.anchor", "own"),
    seen=FIRST_HIT + ", bool_or(own.sure) as has, count(own.klant) > 0 as perhaps_has",
    excluded="case when has then true when not perhaps_has then false end",
    excepted=False,
)

HIGHER = """min(later_.meetdatum) filter (later_.trede > unit.step) as success,
        count(later_.klant) as scores, count(later_.trede) as known"""
RISEN = """case when success is not null then true
            when scores > 0 and scores = known then false end"""

A_04 = Share(
    units="""
      with point as materialized (
        select klant, meetdatum as day, trede as step, trede <= '4' as sure from trede
        where meetdatum between term() and k() and coalesce(trede <= '4', true))
      select klant, day as anchor, false as doubt, step from point where sure
      union all
      select klant, min(day), true, null
      from (from point where sure is null) anti join (from point where sure) using (klant)
      group by klant""",
    window=months(12),
    settled=months(12),
    joins=LATER_SCORES.format(12),
    seen=HIGHER,
    truth=RISEN,
)
A_05 = Share(
    few=True,
    units=units(transitions("('1', '2')", "('3', '4')"), PER_YEAR),
    window=months(6),
    settled=months(6),
    joins=LATER_SCORES.format(6),
    seen="""nullif(arg_max(coalesce(later_.trede, '?'), later_.meetdatum), '?') >= '3' as stays""",
    truth="stays",
    success="case when stays then least(later(anchor, 6), k()) end",
)

MATRIX = """(select klant, meetdatum, niveau as trede from "zrm-2017"
        where domein = 'financien' and meetdatum between term() and k()
          and coalesce(niveau <> '99', true))"""

A_06 = Share(
    few=True,
    units=f"""
      with point as materialized (
        select klant, meetdatum as day, trede as step, trede <= '3' as sure from {MATRIX}
        where coalesce(trede <= '3', true))
      select klant, min(day) as anchor, false as doubt, arg_min(step, day) as step from point
      where sure group by klant, year(day)
      union all
      select klant, min(day), true, null
      from (from point where sure is null) anti join (from point where sure) using (klant)
      group by klant""",
    window=months(18),
    settled=months(18),
    joins=f"""
      left join {MATRIX} later_ on later_.klant = unit.klant
        and later_.meetdatum > unit.anchor and later_.meetdatum <= later(unit.anchor, 18)""",
    seen=HIGHER,
    truth=RISEN,
    excepted=False,
)
A_07 = Share(
    few=True,
    units=units(begins("dienst", "voorziening in ('06', '01')"), EACH),
    window=months(12),
    settled="later(later({0}, 12), 1)",
    joins=spells_in(rows("werk"), "later(unit.anchor, 12)", "later(unit.anchor, 12)"),
    seen="count(spell.klant) > 0 as works",
    truth="works",
    success="case when works then least(later(anchor, 12), k()) end",
)
A_08 = Share(
    few=True,
    units=units(begins("werk", "vorm in ('incidentele subsidie', 'structurele subsidie')")),
    window=months(18),
    settled="later(later({0}, 18), 1)",
    joins=spells_in(
        rows("werk", "vorm = 'zonder subsidie'"), "unit.anchor", "later(unit.anchor, 18)"
    ),
    seen="min(spell.since) filter (spell.sure) as began, min(spell.since) as perhaps",
    success="case when began is not null then greatest(began, anchor) end",
    truth="case when began is not null then true when perhaps is null then false end",
)

# --- two years or longer on assistance, on the last day of every quarter -------------------


# As `lasting`, of what is at least two years old on the day.
def long_assistance(table: str) -> str:
    def after(reach: str) -> str:
        return f"case when since <= {reach} + 32 then {reach} + 1 else since end"

    def old(begun: str) -> str:
        return f"later(max(since) filter ({begun}) over so_far, 24)"

    return f"""
      with reached as (
        select *, max(until) over earlier as reach,
          max(until) filter (sure) over earlier as sure_reach
        from (
          select klant, begindatum as since, {ASSISTANCE} as sure,
            case when least(einddatum, k()) + 32 > k() then k() else einddatum end as until
          from {table} where begindatum <= k() and ({ASSISTANCE}) is not false)
        window earlier as (partition by klant order by since
          rows between unbounded preceding and 1 preceding)),
      stretch as materialized (
        select klant, until, sure is true as sure,
          greatest({after("reach")}, {old("since > coalesce(reach + 32, '-infinity')")}) as since,
          greatest({after("sure_reach")},
            {old("sure and since > coalesce(sure_reach + 32, '-infinity')")}) as sure_since
        from reached
        window so_far as (partition by klant order by since rows unbounded preceding)
        qualify until >= term())
      select klant, since, until, cast(sure and since = sure_since as int) as sure, 1 as perhaps
      from stretch where since <= until
      union all
      select klant, sure_since, until, 1, 0
      from stretch where sure and since <> sure_since and sure_since <= until"""


def of_who_is_in_doubt(table: str, column: str) -> str:
    """The rows of who has a row that leaves this open."""
    return f"(from {table} where klant in (select klant from {table} where {column} is null))"


LONG_WITH_SERVICE = f"""
      with person as materialized (
        select spell.klant, since, until, later(geboortedatum, 12 * 64) as of_age
        from ({long_assistance("uitkering")}) spell join klant using (klant) where sure = 1),
      younger as materialized (
        select klant, since, least(until, of_age - 1) as until, 1 as sure, 1 as perhaps
        from person where since < of_age)
      select klant, greatest(since, of_age) as since, until, {EXCLUDED} as class, 1 as weight
      from person where until >= of_age
      union all select klant, since, until, {UNKNOWN}, 1 from person where of_age is null
      union all select klant, since, until, {NOT_MET}, 1 from younger
      union all
      select klant, since, until, unnest([{MET}, {NOT_MET}]), unnest([1, -1])
      from ({both("younger", lasting("dienst"))})"""

QUARTERS = """(
        select last_day(later(term(), month)) as day from range(2, 30, 3) quarter (month))"""

# --- part-time work beside assistance, on the first day of every month ---------------------


def surely(spells: str) -> str:
    """The stretches in which it surely is so, as if there were no doubt."""
    return f"select klant, since, until, 1 as sure, 1 as perhaps from ({spells}) where sure = 1"


BESIDE_WORK = f"""
      with person as materialized ({surely(lasting("uitkering", ASSISTANCE))})
      select klant, since, until, {NOT_MET} as class, 1 as weight from person
      union all
      select klant, since, until, unnest([{MET}, {UNKNOWN}, {NOT_MET}]),
        unnest([sure, perhaps - sure, -perhaps])
      from ({both("person", lasting("werk", "omvang = 'deeltijd'"))})"""

MONTHS = "(select later(term(), month) as day from range(0, 30) month (month))"

# --- an earning capacity below 50 %, on the last day of every half-year --------------------

LIMITED = "percentage < 50"
LIMITED_WORK = f"""
      with person as materialized ({surely(lasting("verdiencapaciteit", LIMITED))})
      select klant, since, until, {NOT_MET} as class, 1 as weight from person
      union all
      select klant, since, until, unnest([{MET}, {UNKNOWN}, {NOT_MET}]),
        unnest([sure, perhaps - sure, -perhaps])
      from ({both("person", lasting("werk", REGULAR))})"""


def on(days: str, spells: str) -> str:
    """Points of stretches on these days; those of doubt too."""
    return f"""
      select klant, day, case when sum(sure) > 0 then true end as sure
      from ({spells}) join {days} on day between since and until group by klant, day"""


A_10 = f"""
    with unit as (
      select klant, startdatum as anchor, bool_or(wachtdagen <= 28) as quick,
        count(wachtdagen) = count(*) as known
      from route where startdatum between term() and k() group by klant, startdatum),
    point as (
      select klant, anchor as day,
        case when quick then {MET} when known then {NOT_MET} else {UNKNOWN} end as class
      from unit)
    select month_of(day) as month, gemeente, doelgroep, class, class as interim,
      count(*) as number
    from ({placed("from point", "class")}) group by all"""

A_13 = Share(
    few=True,
    units=units(events("doorverwijzing", "verwijsdatum", "soort = 'welzijn'"), PER_YEAR),
    window=months(6),
    settled=months(6),
    joins=hits(begins("vrijwilligerswerk"), months(6))
    + spells_in(rows("vrijwilligerswerk"), "unit.anchor", "unit.anchor", "own"),
    seen=FIRST_HIT + ", count(own.klant) > 0 as does",
    excluded="does",
    excepted=False,
)

QUERIES = {
    "A-01": A_01.query(),
    "A-02": A_02.query(),
    "A-03": A_03.query(),
    "A-04": A_04.query(by_maturity=True),
    "A-05": A_05.query(),
    "A-06": A_06.query(),
    "A-07": A_07.query(),
    "A-08": A_08.query(),
    "A-09": on_days(
        LONG_WITH_SERVICE,
        doubtful(on(QUARTERS, long_assistance(of_who_is_in_doubt("uitkering", "regeling")))),
        every=3,
        wait=32,
    ),
    "A-10": A_10,
    "A-11": on_days(
        BESIDE_WORK,
        doubtful(on(MONTHS, lasting(of_who_is_in_doubt("uitkering", "regeling"), ASSISTANCE))),
        every=1,
        first_day=True,
        wait=31,
    ),
    "A-12": on_days(
        LIMITED_WORK,
        doubtful(
            on(HALF_YEARS, lasting(of_who_is_in_doubt("verdiencapaciteit", "percentage"), LIMITED))
        ),
        every=6,
        wait=31,
    ),
    "A-13": A_13.query(),
}
