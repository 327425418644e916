"""Whether a figure comes in time to do something with it: bands, milestones, small groups, rows
that come in late.

The idea that makes it simple: each rule compares a norm with what was agreed on using it, and says
what is not agreed yet (`statistics.md` 1, 3 and 4).
"""

from __future__ import annotations

from koers.agreement import (
    WHOLE,
    Agreement,
    Direction,
    Indicator,
    IndicatorKind,
    Milestone,
    Norm,
    Observation,
    waiting_time,
)
from koers.algebra import Count, Days, Share, Sum
from koers.checks.together import row_tables
from koers.dictionary import ColumnType
from koers.document import Located
from koers.periods import Grain, Period
from koers.structure import leaf_tables, leaves

# --- signals and milestones ----------------------------------------------------------------------


def band_is_agreed(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    """Without an agreed band no signal comes by itself (`statistics.md` 4, A-33)."""
    judged = any(norm.direction for norm in indicator.norms)
    if indicator.band is not None:
        why = _why_no_band(indicator, at.at("signaal").text("buiten"), judged=judged)
        if why:
            at.at("signaal").add("norm-onjuist", why, f"Schrijf bijvoorbeeld '{_band(indicator)}'.")
    elif judged and indicator.kind is IndicatorKind.KPI:
        at.at("norm").add(
            "signaal-ontbreekt",
            f"Bij '{indicator.code}' staat niet welke afwijking van de norm tot een gesprek leidt; "
            "er komt dus geen signaal.",
            f"Spreek een afwijking af, zoals '{_band(indicator)}'.",
        )


def _why_no_band(indicator: Indicator, text: str, *, judged: bool) -> str | None:
    is_amount = isinstance(indicator.form, Count | Sum | Days)
    if not judged:
        return "Een signaal hoort bij een norm, en die is er niet."
    if indicator.band is not None and indicator.band < 0:
        return "Een signaal is een afstand tot de norm, en die is 0 of meer."
    if is_amount and text.endswith("%"):
        return f"Dit cijfer is een aantal of bedrag; het signaal is {text}."
    if isinstance(indicator.form, Share) and indicator.band is not None and indicator.band > 1:
        return f"Een aandeel ligt hooguit 100% van de norm; het signaal is {text}."
    return None


def _band(indicator: Indicator) -> str:
    """A band as it may be written for this figure: in points of a percentage, or a number."""
    far = "5" if isinstance(indicator.form, Count | Sum | Days) else "5%"
    return f"signaal: {{buiten: {far}}}"


def milestones_fit_the_norm(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    norms = [norm for norm in indicator.norms if norm.direction and norm.scope == WHOLE]
    seen = set()
    parts = [part for part in at.each("mijlpalen") if _is_read(part)]
    for milestone, part in zip(indicator.milestones, parts, strict=True):
        why = _why_not(milestone, norms, agreement.term, is_share=isinstance(indicator.form, Share))
        if milestone.day in seen:
            why = "Er staat al een mijlpaal op deze dag."
        seen.add(milestone.day)
        if why:
            part.add("norm-onjuist", why, "Pas de mijlpaal aan bij de norm en de looptijd.")


def _is_read(part: Located) -> bool:
    """Whether the model has this milestone; what is wrong with another has been told."""
    misread = any(part.misread(word) for word in ("minstens", "hooguit"))
    return part.has("dag") and not misread and part.has("minstens") != part.has("hooguit")


def _why_not(
    milestone: Milestone, norms: list[Norm], term: Period, *, is_share: bool
) -> str | None:
    if not norms:
        return "Een mijlpaal hoort bij een norm, en die is er niet."
    if milestone.day not in term:
        return "De mijlpaal ligt buiten de looptijd."
    if all(norm.direction is not milestone.direction for norm in norms):
        return f"De norm is niet '{milestone.direction}'; de mijlpaal wel."
    if is_share and not 0 <= milestone.bound <= 1:
        return "Een aandeel ligt tussen 0% en 100%."
    return None


def milestones_between_reports(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    """A report in the middle of a norm's period has no verdict; only a milestone says how it
    stands. A survey is held once, and has no half-way.
    """
    if indicator.milestones or indicator.observation is Observation.SURVEY:
        return
    reports = [one for one in agreement.reports if not one.over or indicator.code in one.over]
    for norm in indicator.norms:
        if norm.direction is None or norm.per in (None, Grain.OWN):
            continue
        earlier = [r for r in reports if _days(r.per, agreement) < _days(norm.per, agreement)]
        if earlier:
            often = min(earlier, key=lambda report: _days(report.per, agreement))
            at.at("norm").add(
                "mijlpaal-ontbreekt",
                f"De norm van '{indicator.code}' geldt per {norm.per}, maar '{often.name}' komt "
                f"eens per {often.per}: halverwege is er geen oordeel.",
                "Spreek mijlpalen af, of aanvaard dat het tussentijdse cijfer geen oordeel heeft.",
            )
            return


def _days(grain: Grain | None, agreement: Agreement) -> int:
    """About how many days a period of a grain has; only to compare."""
    if grain is Grain.TWO_WEEKS:
        return 14
    if grain is not None and grain.months:
        return grain.months * 30
    return (agreement.term.last_day - agreement.term.first_day).days


def exact_norm_is_said(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    """`statistics.md` 2: at 100 % (or 0 %) one case decides, and chance plays no part."""
    if not isinstance(indicator.form, Share):
        return
    edges = {Direction.AT_LEAST: 1, Direction.AT_MOST: 0}
    for norm in indicator.norms:
        if norm.direction and norm.bound == edges.get(norm.direction):
            at.at("norm").add(
                "norm-exact",
                f"De norm van '{indicator.code}' is {norm.direction} {norm.bound_text}: een enkel "
                "geval beslist al, en toeval speelt dan geen rol.",
                "Niets, als dat de bedoeling is; spreek anders een norm met ruimte af.",
            )
            return


def least_group_is_a_number(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    if indicator.least_group is not None and indicator.least_group < 1:
        at.at("minimaleGroep").add(
            "ongeldige-waarde", "Een groep heeft minstens 1 geval.", "Schrijf een getal vanaf 1."
        )


# --- rows that come in late, and rows whose texts are shown --------------------------------------


def waiting_covers_the_lag(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    """Rows about the last day of a window still come in for a while; who judges before that counts
    too few successes (`statistics.md` 1).
    """
    form = indicator.form
    if not isinstance(form, Share):
        return
    read = [form.outcome, *([form.excepted] if form.excepted else [])]
    names = {name for part in read for leaf in leaves(part) for name in leaf_tables(leaf)}
    day, waiting = agreement.term.first_day, waiting_time(agreement, indicator)
    late = [agreement.dictionary.tables[name] for name in sorted(names)]
    late = [table for table in late if table.lag.after(day) > waiting.after(day)]
    if not late:
        return
    slowest = max(late, key=lambda table: table.lag.after(day))
    at.at("aandeel").at("wachttijd").add(
        "wachttijd-kort",
        f"Rijen van tabel '{slowest.name}' komen tot {slowest.lag} later binnen; de wachttijd van "
        f"'{indicator.code}' is korter.",
        f"Schrijf 'wachttijd: {slowest.lag}' of langer.",
    )


def texts_can_be_shown(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    """Texts are of the rows that are counted, and never about a person."""
    if not indicator.texts:
        return
    part = at.at("teksten")
    if not isinstance(indicator.form, Count | Sum):
        part.add(
            "verkeerde-eenheid",
            "Teksten horen bij rijen die geteld of opgeteld worden.",
            "Gebruik 'aantal' of 'som', of haal 'teksten' weg.",
        )
        return
    for name in row_tables(agreement, indicator):
        table = agreement.dictionary.tables[name]
        for text in indicator.texts:
            column = table.columns.get(text)
            if column is None:
                part.unknown("De kolom", text, table.columns)
            elif column.personal or column.type is ColumnType.KEY:
                part.add(
                    "tekst-persoonlijk",
                    f"Kolom '{text}' van tabel '{name}' kan iets over een persoon zeggen en wordt "
                    "niet getoond.",
                    "Kies een kolom die niet over personen gaat.",
                )
