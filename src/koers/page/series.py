"""How an indicator developed: a chart of its complete figures, and a table with the same numbers
and with what is still running.

The idea that makes it simple: chart and table are made from one list of figures, so neither can
show a number that the other lacks.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from koers.agreement import Agreement, IndicatorKind
from koers.algebra import Share
from koers.figure_words import (
    chance_words,
    norm_words,
    outlook_words,
    period_words,
    reason_words,
    value_words,
)
from koers.figures import Figure
from koers.overview import Line, with_tail
from koers.page.charts import Point, axis_of, chart
from koers.page.markup import Content, Markup, tag
from koers.page.pieces import interval, under, value, verdict
from koers.page.tables import Column, Row, table
from koers.scales import Scale, scale_of

LONG = 10
"""More rows than this scroll in a window of their own."""


def development(agreement: Agreement, line: Line) -> Markup:
    """The chart beside its table, and above them how many flags chance alone would give."""
    tails = with_tail(line.figures)
    title = f"Verloop van {line.indicator.code}"
    numbers = _table(agreement, line, title)
    if len(line.figures) > LONG:
        numbers = tag(
            "div", numbers, class_="scroll", tabindex=0, role="region", aria_label=f"{title}, tabel"
        )
    return tag(
        "div",
        tag("h4", "Verloop"),
        tag("p", chance_words(tails), class_="note") if tails else None,
        tag("div", _picture(agreement, line), numbers, class_="pair"),
    )


# --- the table -----------------------------------------------------------------------------------


def _table(agreement: Agreement, line: Line, title: str) -> Markup:
    is_judged = line.indicator.kind is IndicatorKind.KPI
    has_interval = any(figure.interval or figure.estimate for figure in line.figures)
    columns = [Column("Periode"), Column("Cijfer", is_number=True)]
    columns += [Column("Onzekerheid", is_number=True)] if has_interval else []
    columns += [Column("Norm", is_number=True), Column("Oordeel")] if is_judged else []
    rows = [
        _row(agreement, figure, has_interval=has_interval, is_judged=is_judged)
        for figure in line.figures
    ]
    kind = "stack" if len(columns) > 3 or has_interval else ""
    return table(title, columns, rows, caption_is_seen=False, kind=kind)


def _row(agreement: Agreement, figure: Figure, *, has_interval: bool, is_judged: bool) -> Row:
    cells: list[Content] = [tag("span", value(agreement, figure), _open_units(agreement, figure))]
    if has_interval:
        cells.append(_certainty(agreement, figure))
    if is_judged:
        cells.append(norm_words(figure.norm))
        reason = reason_words(figure.judged)
        cells.append(tag("span", verdict(figure), under(reason) if reason else None))
    period = period_words(figure.period.label, figure.cell.norm_day)
    return Row(period, tuple(cells), None if figure.is_complete else "running")


def _open_units(agreement: Agreement, figure: Figure) -> Markup | None:
    """What part of a cohort is ripe, apart from its state so far (S5)."""
    classes = figure.cell.classes
    if classes is None or not classes.immature or figure.ratio is None:
        return None
    return under(f"van wie rijp is {value_words(agreement, figure)}")


def _certainty(agreement: Agreement, figure: Figure) -> Content:
    outlook = outlook_words(agreement, figure)
    return under(outlook) if outlook else interval(agreement, figure)


# --- the chart -----------------------------------------------------------------------------------


def _picture(agreement: Agreement, line: Line) -> Markup | None:
    """None where nothing complete has a value."""
    points = [_point(agreement, figure) for figure in line.series]
    if not points:
        return None
    points += [
        _expected(agreement, figure)
        for figure in line.running
        if figure.estimate is not None and figure.estimate.reaches_the_end
    ]
    scale = scale_of(agreement, line.shown)
    axis = axis_of(points, is_share=isinstance(line.indicator.form, Share))
    written = {tick: _tick(scale, tick, axis.ticks) for tick in axis.ticks}
    title = f"{line.indicator.name}, {points[0].label} tot en met {points[-1].label}"
    return tag(
        "figure",
        chart(points, axis, title=title, written=written),
        tag("figcaption", _caption(points)),
    )


def _point(agreement: Agreement, figure: Figure) -> Point:
    assert figure.value is not None
    bounds = figure.interval
    return Point(
        period_words(figure.period.label, figure.cell.norm_day),
        figure.value,
        scale_of(agreement, figure).text(figure.value),
        Fraction(bounds.low) if bounds else None,
        Fraction(bounds.high) if bounds else None,
        figure.norm.bound if figure.norm else None,
    )


def _expected(agreement: Agreement, figure: Figure) -> Point:
    assert figure.estimate is not None
    estimate = figure.estimate.estimate
    value = Fraction(estimate.value)
    return Point(
        period_words(figure.period.label, figure.cell.norm_day),
        value,
        scale_of(agreement, figure, figure.interim).text(value),
        Fraction(estimate.low),
        Fraction(estimate.high),
        figure.norm.bound if figure.norm else None,
        is_estimate=True,
    )


def _tick(scale: Scale, tick: Fraction, ticks: Sequence[Fraction]) -> str:
    """As few decimals as tell the ticks apart, and no unit."""
    step = ticks[1] - ticks[0]
    decimals, size = 0, step * (100 if scale.percent else 1)
    while size.denominator != 1 and decimals < 3:
        decimals, size = decimals + 1, size * 10
    return Scale(scale.percent, decimals).text(tick)


def _caption(points: Sequence[Point]) -> str:
    parts = ["Stip: het cijfer"]
    if any(point.low is not None and not point.is_estimate for point in points):
        parts.append("streep erdoor: de onzekerheid (95%)")
    if any(point.is_estimate for point in points):
        parts.append("open ruit: schatting van wat nog loopt, geen deel van de lijn")
    if any(point.norm is not None for point in points):
        parts.append("gestippeld: de norm")
    return f"{'; '.join(parts)}. Dezelfde getallen staan in de tabel."
