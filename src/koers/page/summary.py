"""The first part of the page: how many norms are met, what needs attention, and a table per effect.

The idea that makes it simple: it reads like the overview on a terminal, from the same values and
words; every name leads to its own part below.
"""

from __future__ import annotations

from collections.abc import Iterator

from koers.agreement import Agreement, IndicatorKind
from koers.figure_words import chance_words, norm_words, period_words
from koers.figures import Figure, VerdictWord
from koers.overview import Attention, Group, Line, Overview, attention, with_tail
from koers.overview.words import (
    KIND_TITLES,
    NO_EFFECT,
    change_words,
    counted_through_words,
    counts_words,
    nothing_words,
    running_words,
    stage_words,
)
from koers.page.charts import spark
from koers.page.markup import Content, Markup, tag
from koers.page.pieces import (
    VERDICT_CLASSES,
    chip,
    interval,
    link,
    status_chip,
    under,
    value,
    verdict,
)
from koers.page.tables import Column, Row, table

PLACES = {
    IndicatorKind.KPI: "kpis",
    IndicatorKind.INFORMATION: "informatie",
    IndicatorKind.CONTEXT: "context",
}
_JUDGED = (
    Column("Indicator"),
    Column("Cijfer", is_number=True),
    Column("Norm", is_number=True),
    Column("Oordeel"),
    Column("Verloop"),
    Column("Loopt nog"),
)
_TOLD = (Column("Indicator"), Column("Cijfer", is_number=True), Column("Verloop"))


def counts(found: Overview) -> Markup:
    """How many norms are met, as tiles and as a sentence."""
    verdicts = found.verdicts()
    tiles = (
        tag(
            "li",
            tag("span", verdicts[word], class_="amount"),
            chip(word),
            class_=VERDICT_CLASSES[word],
        )
        for word in VerdictWord
        if verdicts[word] or word in (VerdictWord.MET, VerdictWord.NOT_MET)
    )
    return tag(
        "section",
        tag("h2", "Samenvatting", id="samenvatting"),
        tag("p", counts_words(found)),
        tag("ul", tiles, class_="tiles", role="list") if verdicts else None,
        tag("p", counted_through_words(found), class_="note"),
        aria_labelledby="samenvatting",
    )


def first_attention(found: Overview) -> Markup:
    """What to look at first, most urgent on top."""
    told = attention(found)
    what: Content = tag("p", nothing_words(found))
    if told:
        what = tag("ol", map(_item, told), class_="attention", role="list")
    return tag(
        "section",
        tag("h2", "Eerst aandacht", id="aandacht"),
        what,
        aria_labelledby="aandacht",
    )


def _item(one: Attention) -> Markup:
    about: Content = link(one.lines[0].indicator) if len(one.lines) == 1 else None
    head = one.head[:1].upper() + one.head[1:]
    word = tag("strong", f"{head}.")
    return tag("li", about, tag("p", word, " ", one.why))


def kind_tables(found: Overview, kind: IndicatorKind) -> Markup | None:
    """The indicators of one kind, a table per effect."""
    groups = found.groups(kind)
    if not groups:
        return None
    place = PLACES[kind]
    tails = with_tail(line.shown for line in found.of_kind(kind))
    return tag(
        "section",
        tag("h2", KIND_TITLES[kind], id=place),
        tag("p", chance_words(tails), class_="note") if tails else None,
        (_group(found.agreement, group, kind) for group in groups),
        aria_labelledby=place,
    )


def _group(agreement: Agreement, group: Group, kind: IndicatorKind) -> Iterator[Markup]:
    effect = group.effect
    name = effect.name if effect else NO_EFFECT
    yield tag("h3", name)
    if effect is not None and effect.intention and kind is IndicatorKind.KPI:
        yield tag("p", effect.intention, class_="note")
    is_kpi = kind is IndicatorKind.KPI
    rows = (_row(agreement, line, judged=is_kpi) for line in group.lines)
    caption = f"{KIND_TITLES[kind].partition(':')[0]} bij {name}"
    columns = _JUDGED if is_kpi else _TOLD
    yield table(
        caption,
        columns,
        rows,
        caption_is_seen=False,
        kind=f"stack summary {'judged' if is_kpi else 'told'}",
    )


def _row(agreement: Agreement, line: Line, *, judged: bool) -> Row:
    figure = line.shown
    cells: tuple[Content, ...] = (_figure(agreement, figure),)
    if judged:
        cells += (norm_words(figure.norm), verdict(figure))
    cells += (_development(agreement, line),)
    if judged:
        cells += (_running(agreement, line),)
    stage = stage_words(line.indicator)
    return Row((link(line.indicator), under(stage) if stage else None), cells)


def _figure(agreement: Agreement, figure: Figure) -> Markup:
    between = interval(agreement, figure)
    return tag(
        "span",
        value(agreement, figure),
        under(between) if between else None,
        under(period_words(figure.period.label, figure.cell.norm_day)),
    )


def _development(agreement: Agreement, line: Line) -> Content:
    """The series as a line, and the change in words."""
    values = [figure.value for figure in line.series if figure.value is not None]
    if len(values) < 2:
        return None
    norm = line.shown.norm.bound if line.shown.norm else None
    is_level = all((figure.norm.bound if figure.norm else None) == norm for figure in line.series)
    picture = spark(values, norm=norm if is_level else None)
    return tag("span", picture, under(change_words(agreement, line)))


def _running(agreement: Agreement, line: Line) -> Content:
    if not line.running:
        return None
    figure = line.running[0]
    return tag(
        "span",
        status_chip(figure.judged.status),
        under(running_words(agreement, figure)),
    )
