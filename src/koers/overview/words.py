"""An overview in words: how many norms are met, how an indicator developed, what is still running.

The idea that makes it simple: the terminal and the page say the same, so the sentences are made
once, here; each only decides where they stand.

It must not know screens, pages or files.
"""

from __future__ import annotations

from datetime import date

from koers.agreement import Agreement, Indicator, IndicatorKind, certain_on, entries_certain_on
from koers.algebra import CountsIn, Share
from koers.figure_words import (
    counted_words,
    interim_words,
    listed_words,
    outlook_words,
    period_words,
    split_words,
)
from koers.figures import Figure, VerdictWord
from koers.overview.lines import Line, Overview
from koers.plain.words import day
from koers.scales import grouped, scale_of
from koers.structure import window_end

KIND_NAMES = {
    IndicatorKind.KPI: ("KPI", "KPI's"),
    IndicatorKind.INFORMATION: ("informatie-indicator", "informatie-indicatoren"),
    IndicatorKind.CONTEXT: ("contextcijfer", "contextcijfers"),
}
KIND_TITLES = {
    IndicatorKind.KPI: "KPI's: met een norm",
    IndicatorKind.INFORMATION: "Informatie: zonder norm, dus zonder oordeel",
    IndicatorKind.CONTEXT: "Context: cijfers om naast te leggen",
}
TRUSTED = "vertrouwd"
NO_EFFECT = "Zonder effect"
_BLOCKS = "▁▂▃▄▅▆▇█"
_MOST_BLOCKS = 12


def counts_words(overview: Overview) -> str:
    """'15 KPI's: 6 behaald, 3 niet behaald. 25 informatie-indicatoren, 3 contextcijfers.'"""
    verdicts = overview.verdicts()
    parts = [f"{verdicts[word]} {word.value}" for word in VerdictWord if verdicts[word]]
    numbers = {kind: len(overview.of_kind(kind)) for kind in IndicatorKind}
    said = {kind: counted_words(numbers[kind], *KIND_NAMES[kind]) for kind in IndicatorKind}
    first = f"{said[IndicatorKind.KPI]}: {listed_words(parts)}." if parts else ""
    rest = [said[kind] for kind in IndicatorKind if kind is not IndicatorKind.KPI and numbers[kind]]
    return f"{first} {f'{listed_words(rest)}.' if rest else ''}".strip()


def counted_through_words(overview: Overview) -> str:
    """Through which day was counted, and through which all data are known."""
    known = sorted({line.shown.known_through for line in overview.lines} - {None}, key=str)
    said = f"Geteld tot en met {day(overview.through)}."
    days = [one for one in known if one is not None and one < overview.through]
    if not days:
        return said
    span = day(days[0]) if len(days) == 1 else f"{day(days[0])} tot {day(days[-1])}"
    return f"{said} Sommige gegevens zijn bekend tot en met {span}."


def invented_words(overview: Overview) -> str:
    """That nothing here is real, where the suppliers say so; else empty."""
    if not overview.invented:
        return ""
    if len(overview.invented) == len(overview.suppliers):
        return "Alle gegevens zijn verzonnen: dit gaat over niemand."
    return f"De gegevens van {listed_words(overview.invented)} zijn verzonnen."


def scope_words(overview: Overview) -> str:
    """Which part was asked, where it is not the whole; else empty."""
    splits = {line.shown.split for line in overview.lines}
    if len(splits) != 1 or splits == {()}:
        return ""
    (split,) = splits
    name = split_words(overview.agreement, split)
    return f"Alleen {name}. Een norm voor het geheel geldt hier niet."


def nothing_words(overview: Overview) -> str:
    """That nothing needs attention, or that nothing was held against a norm."""
    if any(line.has_norm for line in overview.of_kind(IndicatorKind.KPI)):
        return "Niets: geen norm is gemist of niet op koers."
    return "Niets: er is hier geen norm om tegen te houden."


def change_words(agreement: Agreement, line: Line) -> str:
    """'+5 procentpunt sinds 2016 H2'; empty where nothing comes before."""
    if line.change is None:
        return ""
    difference = scale_of(agreement, line.shown).difference(line.change.difference)
    return f"{difference} sinds {line.change.since.label}"


def sparkline(line: Line) -> str:
    """The last figures of the series as blocks, from the lowest to the highest value; empty below
    three figures.
    """
    values = [figure.value for figure in line.series if figure.value is not None][-_MOST_BLOCKS:]
    if len(values) < 3:
        return ""
    low, span = min(values), max(values) - min(values)
    if not span:
        return _BLOCKS[3] * len(values)
    return "".join(_BLOCKS[int((value - low) / span * 7)] for value in values)


def stage_words(indicator: Indicator) -> str:
    """'in ontwikkeling: proefmeting', until the measurement is trusted (B-02); else empty."""
    trusted = indicator.stage in (None, TRUSTED)
    return "" if trusted else f"in ontwikkeling: {indicator.stage}"


def ripe_on(agreement: Agreement, figure: Figure) -> date | None:
    """The first day on which every unit of a cohort is ripe (`statistics.md` 1.8); None where no
    cohort is followed, or where it is ripe already.
    """
    form = figure.indicator.form
    if not isinstance(form, Share) or figure.is_complete:
        return None
    last = figure.last_entry
    end = last if form.counts_in is CountsIn.MATURITY else window_end(form.outcome, last)
    return max(
        certain_on(agreement, figure.indicator, end),
        entries_certain_on(agreement, figure.indicator, last),
    )


def running_words(agreement: Agreement, figure: Figure) -> str:
    """'2017 H1: 34 van 121 nog onrijp, tussenstand 50% (8/16), schatting 58% (...)'."""
    parts = []
    classes = figure.cell.classes
    if classes is not None and classes.immature:
        of = f"{grouped(str(classes.immature))} van {grouped(str(classes.population))}"
        settled = figure.reason.partition("; ")[2]
        parts += [f"{of} nog onrijp", *([settled] if settled else [])]
    elif figure.reason:
        parts.append(figure.reason)
    more = (interim_words(agreement, figure), outlook_words(agreement, figure))
    parts += [text for text in more if text]
    ripe = ripe_on(agreement, figure)
    parts += [f"helemaal rijp op {day(ripe)}"] if ripe else []
    when = period_words(figure.period.label, figure.cell.norm_day)
    return f"{when}: {', '.join(parts) or 'loopt nog'}"
