"""Counts, sums, stocks, days and formulas, a query each."""

from __future__ import annotations

from benchmarks.queries.pieces import (
    FIRST_DAY,
    REGULAR,
    ROWS,
    TO_WORK,
    WSW,
    begins,
    both,
    counted,
    cut,
    ends,
    events,
    lasting,
    persons,
    rows,
    stock,
    sum_of,
    totals,
    transitions,
)

ASSISTANCE = "regeling = '01'"
NOT_SELF_EMPLOYED = "regeling in ('01', '02', '03')"


YOUNG_ON_BENEFIT = f"""
      select spell.klant, since, least(until, later(geboortedatum, 12 * 27) - 1) as until,
        case when geboortedatum is null then 0 else sure end as sure, perhaps
      from ({lasting("uitkering", NOT_SELF_EMPLOYED)}) spell join klant using (klant)
      where coalesce(later(geboortedatum, 12 * 27) > since, true)"""

REFUGEES_ON_BENEFIT = both(
    f"({lasting('uitkering', NOT_SELF_EMPLOYED)})", lasting("kenmerk", "kenmerk = 'statushouder'")
)

QUALIFIED = """
      select klant, since, until, cast(coalesce(holds, false) as int) as sure, 1 as perhaps
      from (
        select klant, meetdatum as since, kwalificatie = 'ja' as holds,
          coalesce(lead(meetdatum) over (partition by klant order by meetdatum) - 1, k()) as until
        from startkwalificatie
        where meetdatum <= k() and coalesce(kwalificatie <> 'onbekend', true))
      where holds is not false and until >= term()"""

LIMITED_AT_WORK = both(
    f"({lasting('werk', REGULAR, from_day='term() - 366')})",
    lasting("verdiencapaciteit", "percentage < 100", from_day="term() - 366"),
)

WITHOUT_WORK = f"""
      with benefit as materialized ({lasting("uitkering", NOT_SELF_EMPLOYED)})
      from benefit union all {both("benefit", lasting("werk"), less=True)}"""


def days(spells: str) -> str:
    """Days of every month: of what began or ended in it the days that are left of it, of what was
    there before the whole month.
    """
    weights = ("sure", "perhaps")
    steps = ", ".join(f"sum({one}) as {one}, sum({one} * left_) as {one}_left" for one in weights)
    lines = ", ".join(f"sum({one}) over line as {one}_now, {one}, {one}_left" for one in weights)
    known, maybe = (
        f"""cast(case when counted = month then ({one}_now - {one}) * length + {one}_left
          else {one}_now * length end as bigint)"""
        for one in weights
    )
    return f"""
    {cut(spells, *weights)},
    edge as (
      select gemeente, doelgroep, month_of(since) as month, sure, perhaps,
        later(date_trunc('month', since), 1) - since as left_
      from piece
      union all
      select gemeente, doelgroep, month_of(until + 1), -sure, -perhaps,
        later(date_trunc('month', until + 1), 1) - (until + 1)
      from piece),
    step as (select gemeente, doelgroep, month, {steps} from edge group by all),
    total as (
      select gemeente, doelgroep, month, {lines}, lead(month, 1, 30) over line as following
      from step window line as (partition by gemeente, doelgroep order by month))
    select month, gemeente, doelgroep, 0 as term, amount, amount as number,
      maybe - amount as unknown
    from (
      select counted as month, gemeente, doelgroep, {known} as amount, {maybe} as maybe
      from (
        select *, last_day(later(term(), counted)) - later(term(), counted) + 1 as length
        from (select *, unnest(range(month, following)) as counted from total)))
    where amount <> 0 or maybe <> 0"""


def growth(spells: str) -> str:
    """A stock and the same a year earlier."""
    return f"""
    {totals(spells, "klant", "sure", "perhaps", earlier=12)}
    select month + months as month, gemeente, doelgroep, term, amount, number, unknown
    from (
      select unnest(range(month, following)) as month, gemeente, doelgroep, n0 as amount,
        n1 as number, n2 as unknown
      from total where n0 <> 0 or n1 <> 0 or n2 <> 0), (values (0, 0), (1, 12)) shift (term, months)
    where month + months between 0 and 35"""


STAYED_JOINED_LEFT = """
    union all by name
    (with present as materialized (
      select klant, unnest(range(greatest(month_of(since), -12), month_of(until + 1))) as month,
        gemeente, doelgroep
      from piece where sure = 1),
    pair as materialized (
      select coalesce(a.month, b.month + 12) as month, a.gemeente, a.doelgroep,
        b.gemeente as was_gemeente, b.doelgroep as was_doelgroep,
        coalesce(a.gemeente = b.gemeente and a.doelgroep = b.doelgroep, false) as same
      from (from present where month >= 0) a
      full join (from present where month <= 23) b
        on b.klant = a.klant and b.month + 12 = a.month)
    select month, gemeente, doelgroep, 2 as term, count(*) filter (same) as amount,
      count(*) filter (not same) as number, 0 as unknown
    from pair where gemeente is not null group by all
    union all
    select month, was_gemeente, was_doelgroep, 2, 0, 0, count(*)
    from pair where was_gemeente is not null and not same group by all
    union all
    select month, '', '', 2, count(*) filter (gemeente is not null and was_gemeente is not null),
      count(*) filter (was_gemeente is null), count(*) filter (gemeente is null)
    from pair group by all)"""

# Months in which both amounts are there count; a year without one of those is unknown (S7).
PROFITS = """
      with month as (
        select klant, maand, year(maand) as year, winst, bijstandsnorm,
          p.klant is not null and n.klant is not null as joint
        from (from ondernemersinkomen where maand between term() and k()) p
        full join (from normbedrag where maand between term() and k()) n using (klant, maand))
      select klant, make_date(year, 12, 31) as day,
        case when count(*) filter (joint) > 0
            and count(*) filter (joint and (winst is null or bijstandsnorm is null)) = 0
          then 10 * sum(winst) filter (joint) >= 3 * sum(bijstandsnorm) filter (joint) end as sure
      from month
      where klant in (select klant from ondernemersinkomen where maand <= k())
        and make_date(year, 12, 31) <= k()
        and exists (
          from uitkering b where b.klant = month.klant and begindatum <= k()
            and begindatum < later(maand, 1) and coalesce(einddatum, k()) >= maand)
      group by klant, year"""

QUERIES = {
    "K-06": persons(f"from ({PROFITS}) where sure is not false"),
    "K-09": growth(LIMITED_AT_WORK) + STAYED_JOINED_LEFT,
    "I-01": stock(lasting("uitkering", ASSISTANCE, gap=31), "sure", "perhaps"),
    "I-02": stock(lasting("uitkering", "regeling in ('02', '03')"), "sure", "perhaps"),
    "I-03": stock(rows("uitkering", "regeling = '14'"), "sure", terms=(ROWS,)),
    "I-04": stock(lasting("werk", WSW), "sure", "perhaps", days=FIRST_DAY),
    "I-05": stock(YOUNG_ON_BENEFIT, "sure", "perhaps"),
    "I-06": stock(REFUGEES_ON_BENEFIT, "sure", "perhaps"),
    "I-07": stock(both(f"({lasting('uitkering', ASSISTANCE)})", QUALIFIED), "sure", "perhaps"),
    "I-08": stock(rows("dienst"), "sure", terms=(ROWS,)),
    "I-09": counted(begins("uitkering", ASSISTANCE, gap=31)),
    "I-10": counted(ends("uitkering", ASSISTANCE, gap=31)),
    "I-11": counted(events("uitstroom", "uitstroomdatum", "omvang = 'geheel'")),
    "I-12": persons(events("uitstroom", "uitstroomdatum", "omvang = 'gedeeltelijk'")),
    "I-13": persons(
        f"""
      select klant, uitstroomdatum as day,
        omvang = 'geheel' and {TO_WORK} and uitstroomdatum < later(geboortedatum, 12 * 27) as sure
      from (from uitstroom where uitstroomdatum between term() and k()) join klant using (klant)
      where sure is not false"""
    ),
    "I-14": counted(
        events("aanvraag", "aanvraagdatum", "soort in ('levensonderhoud', 're-integratie')")
    ),
    "I-15": counted(
        events("aanvraag", "aanvraagdatum", "soort = 'levensonderhoud' and jongere = 'ja'")
    ),
    "I-16": counted(
        events(
            "melding",
            "meldingsdatum",
            "uitkomst = 'zonder uitkering' and interventie <> 'geen'",
        )
    ),
    "I-17": persons(events("meedoen", "besluitdatum")),
    "I-18": persons(
        transitions("('1', '2', '3')", "('4')") + " union all " + begins("vrijwilligerswerk")
    ),
    "I-19": counted(events("fraude", "besluitdatum")),
    "I-20": counted(begins("werk", REGULAR)),
    "I-21": counted(
        events(
            "toekenning",
            "besluitdatum",
            "regeling in ('11', '12') and lening = 'nee'",
            more=", toegekend",
        ),
        amount="toegekend",
    ),
    "I-22": counted(
        events("meedoen", "besluitdatum", more=", meedoenbedrag"), amount="meedoenbedrag"
    ),
    "I-23": stock(
        rows("uitkering", "doel = 'levensonderhoud'", more=", maandbedrag"),
        "sure",
        "maandbedrag",
        terms=(sum_of("maandbedrag"),),
    ),
    "I-24": stock(
        rows("werk", WSW, more=", arbeidsjaren"),
        "sure",
        "arbeidsjaren",
        terms=(sum_of("arbeidsjaren"),),
    ),
    "I-25": days(lasting("dienst", "vorm = 'intensief'")),
    "I-26": days(WITHOUT_WORK),
    "I-27": f"""
    from ({counted(events("uitstroom", "uitstroomdatum", f"omvang = 'geheel' and {TO_WORK}"))})
    union all
    from ({stock(lasting("uitkering", ASSISTANCE, gap=31), "sure", "perhaps", first_term=1)})""",
    "I-28": stock(
        rows("uitkering", ASSISTANCE, more=", maandbedrag"),
        "sure",
        "maandbedrag",
        terms=(sum_of("maandbedrag"), ROWS),
    ),
    "I-29": f"""
    from ({counted(events("toekenning", "besluitdatum", more=", toegekend"), amount="toegekend")})
    union all
    from ({stock(lasting("uitkering", ASSISTANCE), "sure", "perhaps", first_term=1)})
    union all
    from ({counted(events("aanvraag", "aanvraagdatum"), term=2)})""",
    "I-30": growth(lasting("vrijwilligerswerk", from_day="term() - 366")),
}
