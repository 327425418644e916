"""What the queries have in common, as text: an analyst would paste it; here it is written once.

The idea that makes it simple: SQL's own three values are those of rule F8. A test is written as it
is; `is not false` keeps the rows that may count, and its truth says which of them surely do. Truth
is then a weight (surely 1 or 0, perhaps 1 or 0) on stretches of days that do not overlap, so that
"and" multiplies, "and not" subtracts, and a stock is a running total.

Nothing is shared while running: every query reads the files again. Facts after K do not exist, and
rows that cannot matter to the term are left out by filters that reach the files.
"""

from __future__ import annotations

from collections.abc import Sequence

MACROS = """
create macro k() as date '2027-06-30';
create macro term() as date '2025-01-01';
create macro month_of(day) as datediff('month', term(), day);
create macro later(day, months) as cast(day + to_months(months) as date);
"""
"""The last day that counts, the first day of the term, months since then, and the same day so many
months later, clamped to the month's end (S6).
"""

REGULAR = (
    "vorm in ('zonder subsidie', 'incidentele subsidie', 'structurele subsidie', 'wsw regulier')"
)
WSW = "vorm in ('wsw regulier', 'wsw individueel', 'wsw groep', 'wsw beschut')"
TO_WORK = (
    "bestemming in ('zonder subsidie', 'incidentele subsidie', 'structurele subsidie', "
    "'beschut werk', 'zelfstandig')"
)


# --- spells --------------------------------------------------------------------------------------


def rows(table: str, test: str = "true", *, from_day: str = "term()", more: str = "") -> str:
    """Rows of spells that may count, of those with a day from `from_day` through K."""
    return f"""
      select klant, begindatum as since, least(einddatum, k()) as until, {test} as sure{more}
      from {table}
      where begindatum <= k() and coalesce(einddatum, k()) >= {from_day}
        and ({test}) is not false"""


def reached(table: str, test: str = "true", *, gap: int = 0, from_day: str = "term()") -> str:
    """The same, with how far the rows before each reach, and those that surely count. What ended
    so shortly before K that it may still be continued runs on (F3).
    """
    until = "least(einddatum, k())"
    if gap:
        until = f"case when {until} + {gap + 1} > k() then k() else {until} end"
    surely = "" if test == "true" else f"filter ({test})"
    return f"""
      select klant, begindatum as since, {until} as until, {test} as sure,
        max({until}) over earlier as reach, max({until}) {surely} over earlier as sure_reach
      from {table}
      where begindatum <= k() and coalesce(einddatum, k()) >= {from_day} - {gap + 1}
        and ({test}) is not false
      window earlier as (partition by klant order by begindatum
        rows between unbounded preceding and 1 preceding)"""


def begins(table: str, test: str = "true", *, gap: int = 0) -> str:
    """The first days of merged spells, in the term. A begin that a doubtful row takes away, or
    brings, is doubtful.
    """
    begun = f"since > coalesce(reach + {gap + 1}, '-infinity')"
    source = reached(table, test, gap=gap)
    if test == "true":
        return f"""
      select distinct klant, since as day, true as sure from ({source})
      where since >= term() and {begun}"""
    surely = f"sure is true and since > coalesce(sure_reach + {gap + 1}, '-infinity')"
    return f"""
      select klant, since as day,
        case when bool_or({begun}) and bool_or({surely}) then true end as sure
      from ({source})
      where since >= term() and ({begun} or {surely})
      group by klant, since"""


def ends(table: str, test: str, *, gap: int) -> str:
    """The last days of merged spells that are certainly not continued, in the term."""
    until = "least(einddatum, k())"
    return f"""
      select klant, day, case when bool_or(perhaps) and bool_or(surely) then true end as sure
      from (
        select klant, unnest([reach, sure_reach]) as day,
          unnest([ended, false]) as perhaps, unnest([false, sure_ended]) as surely
        from (
          select klant, reach, sure_reach, reach + {gap + 1} <= k()
              and coalesce(following > reach + {gap + 1}, true) as ended,
            sure is true and sure_reach + {gap + 1} <= k()
              and coalesce(sure_following > sure_reach + {gap + 1}, true) as sure_ended
          from (
            select klant, {test} as sure, max({until}) over so_far as reach,
              max({until}) filter ({test}) over so_far as sure_reach,
              lead(begindatum) over (partition by klant order by begindatum) as following,
              min(begindatum) filter ({test}) over (partition by klant order by begindatum
                rows between 1 following and unbounded following) as sure_following
            from {table}
            where begindatum <= k() and coalesce(einddatum, k()) >= term() - {gap + 1}
              and ({test}) is not false
            window so_far as (partition by klant order by begindatum))))
      where day >= term() and (perhaps or surely)
      group by klant, day"""


def lasting(table: str, test: str = "true", *, gap: int = 0, from_day: str = "term()") -> str:
    """Stretches of days with the weights `sure` and `perhaps`: of the days of merged spells each is
    in one stretch, bridged days too.
    """

    def after(reach: str) -> str:
        return f"case when since <= {reach} + {gap + 1} then {reach} + 1 else since end"

    source = reached(table, test, gap=gap, from_day=from_day)
    if test == "true":
        return f"""
      select klant, {after("reach")} as since, until, 1 as sure, 1 as perhaps
      from ({source}) where until > coalesce(reach, '-infinity')"""
    return f"""
      with stretch as materialized (
        select klant, until, sure is true as sure, {after("reach")} as since,
          {after("sure_reach")} as sure_since
        from ({source}))
      select klant, since, until, cast(sure and since = sure_since as int) as sure, 1 as perhaps
      from stretch where since <= until
      union all
      select klant, sure_since, until, 1, 0
      from stretch where sure and since <> sure_since and sure_since <= until"""


def merged(table: str, *, gap: int = 0) -> str:
    """Whole merged spells, of a table that is taken as it is."""
    return f"""
      select klant, since, coalesce(
          lead(reach) over (partition by klant order by since), furthest) as until
      from (
        select klant, since, reach, max(until) over (partition by klant) as furthest
        from ({reached(table, gap=gap)}))
      where since > coalesce(reach + {gap + 1}, '-infinity')"""


def both(one: str, other: str, *, less: bool = False) -> str:
    """Stretches of days in both, their weights multiplied; `less` for taking them off, where the
    other is certain.
    """
    sign = "-" if less else ""
    return f"""
      select a.klant, greatest(a.since, b.since) as since, least(a.until, b.until) as until,
        {sign}a.sure * b.sure as sure, {sign}a.perhaps * b.perhaps as perhaps
      from {one} a join ({other}) b on b.klant = a.klant
        and b.since <= a.until and b.until >= a.since"""


# --- splits --------------------------------------------------------------------------------------


def _value_rows(table: str, column: str, persons: str) -> str:
    only = f"and klant in (select klant from {persons})" if persons else ""
    return f"""
      select klant, {column}, begindatum as since, coalesce(einddatum, k()) as until from {table}
      where {column} is not null and begindatum <= k()
        and coalesce(einddatum, k()) >= term() {only}"""


def split_joins(unit: str, day: str, *, persons: str = "") -> str:
    """Where somebody lives on a day, and in which group: perhaps in two places, but in one group,
    so it takes SPLITS, per unit, to choose.
    """
    return f"""
      left join ({_value_rows("woonplaats", "gemeente", persons)}) home
        on home.klant = {unit}.klant and {day} between home.since and home.until
      left join ({_value_rows("doelgroep", "doelgroep", persons)}) kind
        on kind.klant = {unit}.klant and {day} between kind.since and kind.until"""


SPLITS = """
        coalesce(arg_max(home.gemeente, home.since), 'onbekend') as gemeente,
        coalesce(any_value(kind.doelgroep), 'onbekend') as doelgroep"""
"""Of two places the one of the latest begin (P1). A person begins in one place a day: that is the
key of the table.
"""


def placed(points: str, *columns: str) -> str:
    """Points (a person, a day, other columns) with their splits."""
    kept = "".join(f", any_value({column}) as {column}" for column in columns)
    return f"""
      with point as materialized (select row_number() over () as id, * from ({points}))
      select any_value(day) as day, {SPLITS}{kept}
      from point {split_joins("point", "point.day", persons="point")}
      group by id"""


def _timeline(table: str, column: str, *, nested: bool, from_day: str) -> str:
    """A common table expression with a value for every day, of who is in `spell`: 'onbekend' where
    there is none. `nested`: values may overlap, and the one of the latest begin holds.
    """
    reach = "max(least(einddatum, k())) over (w rows between unbounded preceding and 1 preceding)"
    over = f"""
      union all select inner_.klant, inner_.until + 1,
        least(outer_.until, inner_.following - 1), outer_.value
      from {table}_row inner_ join {table}_row outer_ on outer_.klant = inner_.klant
        and outer_.since < inner_.since and outer_.until > inner_.until
      where inner_.reach > inner_.until
        and coalesce(inner_.following > inner_.until + 1, true)"""
    return f"""
    {table}_row as materialized (
      select klant, begindatum as since, least(einddatum, k()) as until, {column} as value,
        lead(begindatum) over w as following,
        {reach if nested else "lag(begindatum) over w"} as reach
      from {table}
      where begindatum <= k() and coalesce(einddatum, k()) >= {from_day}
        and {column} is not null and klant in (select klant from spell)
      window w as (partition by klant order by begindatum)),
    {table}_line as (
      select klant, since, least(until, following - 1) as until, value from {table}_row
      union all select klant, greatest(until, reach) + 1, coalesce(following - 1, k()), 'onbekend'
      from {table}_row where greatest(until, reach) < coalesce(following - 1, k())
      union all select klant, {from_day}, since - 1, 'onbekend'
      from {table}_row where reach is null and since > {from_day}{over if nested else ""})"""


def cut(spells: str, *columns: str, from_day: str = "term()") -> str:
    """Common table expressions that end in `piece`: stretches cut where a split changes."""
    kept = "".join(f", spell.{column}" for column in columns)
    return f"""
    with spell as materialized ({spells}),
    {_timeline("woonplaats", "gemeente", nested=True, from_day=from_day)},
    {_timeline("doelgroep", "doelgroep", nested=False, from_day=from_day)},
    piece as (
      select coalesce(home.value, 'onbekend') as gemeente,
        coalesce(kind.value, 'onbekend') as doelgroep,
        greatest(spell.since, home.since, kind.since, {from_day}) as since,
        least(spell.until, home.until, kind.until) as until{kept}
      from spell
      left join woonplaats_line home on home.klant = spell.klant
        and home.since <= spell.until and home.until >= spell.since
      left join doelgroep_line kind on kind.klant = spell.klant
        and kind.since <= least(spell.until, home.until)
        and kind.until >= greatest(spell.since, home.since))"""


# --- totals --------------------------------------------------------------------------------------

LAST_DAY = ("greatest(month_of(since), {first})", "month_of(until + 1)")
FIRST_DAY = ("greatest(month_of(since - 1) + 1, {first})", "month_of(until) + 1")
"""The first month of which the stock day is in a stretch, and the one after the last."""


PERSONS = ("sum(sure)", "sum(sure)", "sum(perhaps) - sum(sure)")
ROWS = ("count(*) filter (sure)", "count(*) filter (sure)", "count(*) filter (sure is null)")


def sum_of(column: str) -> tuple[str, str, str]:
    """Amount, number and unknown of the rows of a sum: an empty amount is unknown."""
    known = f"filter (sure and {column} is not null)"
    number = f"count(*) {known}"
    return f"coalesce(sum({column}) {known}, 0)", number, f"count(*) - {number}"


def stock(
    spells: str,
    *columns: str,
    terms: Sequence[tuple[str, str, str]] = (PERSONS,),
    days: tuple[str, str] = LAST_DAY,
    first_term: int = 0,
) -> str:
    """What there is on a day of every month, in each of the terms."""
    numbers = [number for term in terms for number in term]
    return f"""
    {totals(spells, *columns, numbers=numbers, days=days)}
    {of_terms(len(terms), first_term=first_term)}"""


def totals(
    spells: str,
    *columns: str,
    numbers: Sequence[str] = PERSONS,
    days: tuple[str, str] = LAST_DAY,
    keys: Sequence[str] = (),
    earlier: int = 0,
) -> str:
    """Common table expressions that end in `total`: what comes less what goes, added up per cell
    (and other keys), from so many months before the term; each row holds until `following`.
    """
    low, high = (bound.format(first=-earlier) for bound in days)
    cell = ", ".join(["gemeente", "doelgroep", *keys])
    came = ", ".join(f"cast({number} as bigint) as n{at}" for at, number in enumerate(numbers))
    went = ", ".join(f"-cast({number} as bigint)" for number in numbers)
    running = ", ".join(f"sum(sum(n{at})) over line as n{at}" for at in range(len(numbers)))
    from_day = f"cast(term() - to_months({earlier}) as date)" if earlier else "term()"
    return f"""
    {cut(spells, *keys, *columns, from_day=from_day)},
    step as (
      select {cell}, {low} as month, {came} from piece where {low} < {high} group by all
      union all
      select {cell}, {high}, {went} from piece where {low} < {high} group by all),
    total as (
      select {cell}, month, {running}, lead(month, 1, 30) over line as following
      from step group by {cell}, month
      window line as (partition by {cell} order by month))"""


def of_terms(number: int, *, first_term: int = 0) -> str:
    """The months of `total`, a row per term."""
    return "union all".join(
        f"""
    select unnest(range(month, following)) as month, gemeente, doelgroep, {first_term + at} as term,
      n{3 * at} as amount, n{3 * at + 1} as number, n{3 * at + 2} as unknown
    from total where n{3 * at} <> 0 or n{3 * at + 1} <> 0 or n{3 * at + 2} <> 0
    """
        for at in range(number)
    )


# --- points --------------------------------------------------------------------------------------


def events(table: str, day: str, test: str = "true", *, more: str = "") -> str:
    """Rows of moments in the term that may count."""
    return f"""
      select klant, {day} as day, {test} as sure{more} from {table}
      where {day} between term() and k() and ({test}) is not false"""


def counted(points: str, *, amount: str = "", term: int = 0) -> str:
    """Points in their months; with `amount` a sum of it."""
    numbers = sum_of(amount) if amount else ROWS
    found = placed(points, "sure", *([amount] if amount else []))
    return f"""
    select month_of(day) as month, gemeente, doelgroep, {term} as term,
      cast({numbers[0]} as bigint) as amount, {numbers[1]} as number, {numbers[2]} as unknown
    from ({found}) group by all"""


def persons(points: str) -> str:
    """Points in their months, each person once: on the first certain day, else the first day."""
    return counted(f"""
      select klant, coalesce(min(day) filter (sure), min(day)) as day,
        case when count(*) filter (sure) > 0 then true end as sure
      from ({points}) group by klant, month_of(day)""")


# --- scores --------------------------------------------------------------------------------------


def transitions(before: str, after: str) -> str:
    """Measurements on the ladder in `after` of who stood in `before` until then (S7). A step holds
    for two years.
    """
    return f"""
      select klant, meetdatum as day, held and trede in {after} as sure
      from (
        select klant, meetdatum, trede, case when previous is null then false
            when later(previous, 24) >= meetdatum - 1 then step in {before} end as held
        from (
          select klant, meetdatum, trede, lag(trede) over line as step,
            lag(meetdatum) over line as previous
          from trede where meetdatum <= k()
          window line as (partition by klant order by meetdatum))
        where meetdatum >= term() and coalesce(trede in {after}, true))
      where (held and trede in {after}) is not false"""
