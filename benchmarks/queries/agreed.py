"""The agreed shares K-01 to K-08, a query each."""

from __future__ import annotations

from benchmarks.queries.pieces import (
    TO_WORK,
    begins,
    both,
    events,
    lasting,
    merged,
    rows,
)
from benchmarks.queries.shares import (
    EACH,
    EXCLUDED,
    FIRST_HIT,
    HALF_YEARS,
    LATER_SCORES,
    MET,
    NOT_MET,
    PER_HALF_YEAR,
    PER_YEAR,
    UNKNOWN,
    WITHIN,
    Share,
    doubtful,
    first_points,
    hits,
    months,
    of_class,
    on_days,
    spells_in,
    units,
)

# --- K-01: who is estimated to work within two years, on the last day of every half-year ---------


def estimates(table: str = "inschatting") -> str:
    return f"""
      select klant, since, until, estimate = 'binnen twee jaar' as sure
      from (
        select klant, meetdatum as since, uitkomst as estimate,
          coalesce(lead(meetdatum) over (partition by klant order by meetdatum) - 1, k()) as until
        from {table}
        where meetdatum <= k() and coalesce(uitkomst <> 'niet beoordeeld', true))
      where until >= last_day(later(term(), 5))
        and coalesce(estimate = 'binnen twee jaar', true)"""


INTENSIVE = "vorm = 'intensief'"

ESTIMATED_FRESH = f"""
      with estimate as materialized ({estimates()}),
      old as materialized (
        select klant, since + 56 as since, until, 1 as sure, 1 as perhaps from estimate
        where sure and until >= since + 56),
      served as materialized ({both("old", lasting("dienst", INTENSIVE))})
      select klant, since, least(until, since + 55) as until, {EXCLUDED} as class, 1 as weight
      from estimate where sure
      union all select klant, since, until, {NOT_MET}, 1 from old
      union all
      select klant, since, until, unnest([{MET}, {UNKNOWN}, {NOT_MET}]),
        unnest([sure, perhaps - sure, -perhaps])
      from served"""

IN_DOUBT = (
    "(from inschatting where klant in (select klant from inschatting where uitkomst is null))"
)
DOUBTFUL_ESTIMATES = f"""
      select klant, day, sure from ({estimates(IN_DOUBT)}) join {HALF_YEARS} half
        on day between since and until"""


# --- K-02: to work ------------------------------------------------------------------------------

ESTIMATED = events("inschatting", "meetdatum", "uitkomst = 'binnen twee jaar'")

K_02 = Share(
    units=units(ESTIMATED),
    window=months(24),
    settled="later(later({0}, 24), 2)",
    joins=hits(begins("werk"), months(24)),
    seen=FIRST_HIT,
)
K_02_MILESTONE = Share(
    units=units(ESTIMATED, PER_YEAR),
    window=months(12),
    settled="later(later({0}, 12), 2)",
    joins=hits(begins("werk"), months(12))
    + spells_in(rows("werk"), "unit.anchor", "unit.anchor", "own"),
    seen=FIRST_HIT + ", count(own.klant) > 0 as at_work",
    excluded="at_work",
)
K_02_SERVED = Share(
    few=True,
    units=f"""
      with point as materialized (
        select estimate.klant, day, case when bool_or(spell.sure) then true end as sure
        from ({estimates()}) estimate
        join {HALF_YEARS} half on day between since + 56 and until
        join ({rows("dienst", INTENSIVE)}) spell
          on spell.klant = estimate.klant and day between spell.since and spell.until
        where estimate.sure group by estimate.klant, day
        union all
        select klant, min(day), null from ({DOUBTFUL_ESTIMATES}) group by klant
        having count(*) filter (sure) = 0)
      {first_points()}""",
    window=months(12),
    settled="later(later({0}, 12), 1)",
    joins=hits(begins("werk"), months(12)),
    seen=FIRST_HIT,
)
K_02_KEPT = Share(
    few=True,
    units=of_class(K_02_MILESTONE, MET, "success_day"),
    window=months(6),
    settled="later({0}, 6) + 32",
    joins=f"""
      left join ({merged("werk", gap=31)}) spell on spell.klant = unit.klant
        and spell.since <= unit.anchor and spell.until >= least(later(unit.anchor, 6), k())""",
    seen="count(spell.klant) > 0 as kept",
    truth="kept",
    success="case when kept then least(later(anchor, 6), k()) end",
    excepted=False,
)

# --- K-03: young people to school ----------------------------------------------------------------

REPORTS = """
      select klant, day, asked and of_age and (qualified <> 'ja' or never) as sure
      from (
        select day, report.klant, any_value(asked) as asked,
          any_value(of_age) as of_age, coalesce(bool_and(score.klant is null), true) as never,
          nullif(arg_max(coalesce(kwalificatie, '?'), meetdatum), '?') as qualified
        from (
          select klant, day, asked,
            day >= later(geboortedatum, 12 * 18) and day < later(geboortedatum, 12 * 27) as of_age
          from (
            select klant, meldingsdatum as day,
              case when bool_or(soort = 'levensonderhoud') then true end as asked
            from melding
            where meldingsdatum between term() and k()
              and coalesce(soort = 'levensonderhoud', true)
            group by klant, meldingsdatum) join klant using (klant)
          where of_age is not false) report
        left join (
          from startkwalificatie
          where meetdatum <= k() and coalesce(kwalificatie <> 'onbekend', true)) score
          on score.klant = report.klant and score.meetdatum <= report.day
        group by report.klant, day)
      where (asked and of_age and (qualified <> 'ja' or never)) is not false"""

K_03 = Share(
    units=units(REPORTS),
    window=months(12),
    settled="later(later({0}, 12), 1)",
    joins=hits(begins("onderwijs", "startkwalificerend = 'ja'"), months(12))
    + spells_in(rows("onderwijs"), "unit.anchor", "unit.anchor", "own"),
    seen=FIRST_HIT + ", count(own.klant) > 0 as at_school",
    excluded="at_school",
)

# --- K-04, K-05: enterprise -----------------------------------------------------------------------

BENEFIT = rows("uitkering", "doel = 'levensonderhoud'")
BROKEN = "bool_or(spell.sure) as broken, count(spell.klant) > 0 as perhaps"
UNBROKEN = "case when broken then false when not perhaps then true end"


def unbroken(months: int) -> str:
    return f"case when not perhaps then least(later(anchor, {months}), k()) end"


K_04 = Share(
    few=True,
    units=units(begins("starterstraject"), doubt=False),
    window=months(24),
    settled="later(later({0}, 24), 1)",
    joins=spells_in(BENEFIT, "later(unit.anchor, 21)", "later(unit.anchor, 24)"),
    seen=BROKEN,
    truth=UNBROKEN,
    success=unbroken(24),
)
K_04_MILESTONE = Share(
    few=True,
    units=units(begins("starterstraject"), EACH, doubt=False),
    window=months(12),
    settled="later(later({0}, 12), 1)",
    joins=spells_in(BENEFIT, "later(unit.anchor, 9)", "later(unit.anchor, 12)"),
    seen=BROKEN,
    truth=UNBROKEN,
    success=unbroken(12),
    excepted=False,
)
K_05 = Share(
    few=True,
    units=units(events("ondernemersmelding", "meldingsdatum"), EACH, doubt=False),
    window=months(12),
    settled="later(later({0}, 12), 2)",
    joins=spells_in(BENEFIT, "later(unit.anchor, 12)", "later(unit.anchor, 12)")
    + spells_in(rows("onderneming"), "later(unit.anchor, 12)", "later(unit.anchor, 12)", "own"),
    seen=BROKEN + ", count(own.klant) > 0 as runs",
    truth=f"runs and {UNBROKEN}",
    success=f"case when runs then {unbroken(12)} end",
    excepted=False,
)

# --- K-07, K-08: the ladder -----------------------------------------------------------------------


# Before the term only the last measurement matters.
MEASURED = """(
        select klant, meetdatum, trede from trede where meetdatum between term() and k()
        union all
        select klant, max(meetdatum), nullif(arg_max(coalesce(trede, '?'), meetdatum), '?')
        from trede where meetdatum < term() group by klant)"""


def ladder(steps: str) -> str:
    """Stretches on these steps of the ladder, and those on which the step is unknown: measured
    without one, or not measured for two years (at least 730 days).
    """
    return f"""
      with held as materialized (
        select klant, trede, trede in {steps} as sure, since, until,
          case when until - since <= 730 then until else least(until, later(since, 24)) end
            as expires
        from (
          select klant, trede, meetdatum as since,
            coalesce(lead(meetdatum) over (partition by klant order by meetdatum) - 1, k()) as until
          from {MEASURED})
        where until >= term())
      select klant, trede, since, expires as until, sure from held
      where sure is not false and expires >= term()
      union all
      select klant, null, expires + 1, until, null from held where expires < until"""


LOW = ladder("('1', '2')")
JOINT_SUPPORT = "soort in ('zorg', 'welzijn') and gezamenlijk = 'ja'"
FIRST_SPELL = """greatest(min(spell.since) filter (spell.sure), unit.anchor) as success,
        min(spell.since) as perhaps"""

K_07A = Share(
    units=units(f"select klant, greatest(since, term()) as day, sure from ({LOW})"),
    window=months(3),
    settled=months(3),
    joins=spells_in(rows("begeleiding", JOINT_SUPPORT), "unit.anchor", "later(unit.anchor, 3)"),
    seen="min(spell.since) filter (spell.sure) as began, min(spell.since) as perhaps",
    success="case when began is not null then greatest(began, anchor) end",
    truth="case when began is not null then true when perhaps is null then false end",
    excepted=False,
)

K_07B = Share(
    units=units(
        f"""
      select klant, greatest(since, half) as day, sure
      from ({LOW}) low
      join (select unnest([date '2025-01-01', date '2025-07-01', date '2026-01-01',
              date '2026-07-01', date '2027-01-01']) as half)
        on half <= until and since < later(half, 6)""",
        PER_HALF_YEAR,
    ),
    window=months(12),
    settled=months(12),
    joins=LATER_SCORES.format(12),
    seen="""min(later_.meetdatum) filter (later_.trede >= '3') as success,
        count(later_.klant) as scores, count(later_.trede) as known""",
    truth="""case when success is not null then true
            when scores > 0 and scores = known then false end""",
)
K_07_HELP = Share(
    units=of_class(K_07B, NOT_MET, "ends", EACH),
    window=months(3),
    settled=months(3),
    joins=spells_in(rows("begeleiding"), "unit.anchor", "later(unit.anchor, 3)"),
    seen="min(spell.since) as began",
    success="case when began is not null then greatest(began, anchor) end",
    truth="began is not null",
    excepted=False,
)
# The last measurement through each of three days.
NEW_YEARS = """
      select klant, day, nullif(step, '?') as trede,
        case when later(since, 24) >= day then nullif(step, '?') in ('3', '4') end as sure
      from (
        select klant, unnest([date '2025-01-01', date '2026-01-01', date '2027-01-01']) as day,
          unnest([day_1, day_2, day_3]) as since, unnest([step_1, step_2, step_3]) as step
        from (
          select klant, max(meetdatum) filter (meetdatum <= date '2025-01-01') as day_1,
            arg_max(step, meetdatum) filter (meetdatum <= date '2025-01-01') as step_1,
            max(meetdatum) filter (meetdatum <= date '2026-01-01') as day_2,
            arg_max(step, meetdatum) filter (meetdatum <= date '2026-01-01') as step_2,
            max(meetdatum) as day_3, arg_max(step, meetdatum) as step_3
          from (select klant, meetdatum, coalesce(trede, '?') as step from trede
                where meetdatum <= date '2027-01-01')
          group by klant))
      where since is not null"""

K_08 = Share(
    units=f"""
      with point as materialized (from ({NEW_YEARS}) where sure is not false)
      select klant, day as anchor, false as doubt, trede from point where sure
      union all
      select klant, min(day), true, null from point group by klant
      having count(*) filter (sure) = 0""",
    window=months(12),
    settled="later(later({0}, 12), 1)",
    joins=LATER_SCORES.format(12)
    + hits(events("uitstroom", "uitstroomdatum", TO_WORK), months(12)),
    seen=FIRST_HIT
    + """, any_value(unit.trede) as own,
        arg_max(coalesce(later_.trede, '?'), later_.meetdatum) as final""",
    truth=f"nullif(final, '?') >= own or ({WITHIN})",
    success="""least(success,
            case when nullif(final, '?') >= own then least(later(anchor, 12), k()) end)""",
)

QUERIES = {
    "K-01": on_days(ESTIMATED_FRESH, doubtful(DOUBTFUL_ESTIMATES), every=6),
    "K-02": K_02.query(),
    "K-02-mijlpaal": K_02_MILESTONE.query(),
    "K-02-dienst": K_02_SERVED.query(),
    "K-02-behoud": K_02_KEPT.query(),
    "K-03": K_03.query(),
    "K-04": K_04.query(),
    "K-04-mijlpaal": K_04_MILESTONE.query(by_maturity=True),
    "K-05": K_05.query(),
    "K-07a": K_07A.query(),
    "K-07b": K_07B.query(),
    "K-07-hulp": K_07_HELP.query(),
    "K-08": K_08.query(),
}
