"""Charts as SVG: complete figures over time against their norm, with their intervals.

The idea that makes it simple: a chart is drawn from the same values that its table holds, in exact
fractions until a place on the drawing is needed, in tenths. What is not complete is never part of
the line; an estimate of the end stands apart, as an open diamond.

It must not know how a value came about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from koers.page.markup import Markup, tag, together

WIDTH, HEIGHT = 420, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 58, 18, 24, 34
_FEWEST_TICKS = 3
_MOST_LABELS = 6


@dataclass(frozen=True)
class Point:
    """A figure in the chart, already in words: `label` names its period, `value` is written as
    `text`. `is_estimate`: not a figure but what it may become.
    """

    label: str
    value: Fraction
    text: str
    low: Fraction | None = None
    high: Fraction | None = None
    norm: Fraction | None = None
    is_estimate: bool = False


@dataclass(frozen=True)
class Axis:
    """The values from the bottom to the top of the drawing, and which are marked."""

    low: Fraction
    high: Fraction
    ticks: tuple[Fraction, ...]

    def place(self, value: Fraction) -> str:
        """How far from the top of the picture."""
        share = (self.high - value) / (self.high - self.low)
        return tenths(_TOP + share * (HEIGHT - _TOP - _BOTTOM))


def chart(
    points: Sequence[Point], axis: Axis, *, title: str, written: Mapping[Fraction, str]
) -> Markup:
    """The chart of one indicator. `written` says how the ticks of the axis are written."""
    half = Fraction(WIDTH - _LEFT - _RIGHT, 2 * len(points))
    places = [_LEFT + (2 * number + 1) * half for number in range(len(points))]
    named = range(len(points)) if len(points) <= _MOST_LABELS else (0, len(points) - 1)
    return tag(
        "svg",
        tag("title", title),
        (_grid_line(axis, tick, written.get(tick, "")) for tick in axis.ticks),
        _labels(points, places),
        _norms(axis, points, places),
        _trend(axis, points, places),
        (
            _mark(axis, point, place, has_text=number in named)
            for number, (point, place) in enumerate(zip(points, places, strict=True))
        ),
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        role="img",
        class_="chart",
        aria_label=title,
    )


def axis_of(points: Sequence[Point], *, is_share: bool = False) -> Axis:
    """An axis on round values that holds every value, bound and norm. It is never so short that a
    small difference looks large: at least a fifth of the largest value; that of a share ends at
    the whole.
    """
    values = [value for point in points for value in _values(point)]
    low, high = min(values), max(values)
    least = max(abs(low), abs(high)) / 5 or Fraction(1)
    if high - low < least:
        middle, bottom = (low + high) / 2, min(low, Fraction(0))
        low, high = max(middle - least / 2, bottom), middle + least / 2
    if is_share:
        high = min(high, Fraction(1))
    step = _round_step((high - low) / _FEWEST_TICKS)
    first, last = low // step, -(-high // step)
    ticks = tuple(step * number for number in range(first, last + 1))
    return Axis(ticks[0], ticks[-1], ticks)


def _values(point: Point) -> Iterator[Fraction]:
    yield from (v for v in (point.value, point.low, point.high, point.norm) if v is not None)


def _round_step(rough: Fraction) -> Fraction:
    """The largest of 1, 2 or 5 times a power of ten that is not above `rough`."""
    power = Fraction(1)
    while power > rough:
        power /= 10
    while power * 10 <= rough:
        power *= 10
    return max(power * digit for digit in (1, 2, 5) if power * digit <= rough)


def tenths(number: Fraction) -> str:
    """A place on the drawing: one decimal, with a point."""
    scaled = round(number * 10)
    sign, scaled = ("-", -scaled) if scaled < 0 else ("", scaled)
    return f"{sign}{scaled // 10}.{scaled % 10}"


# --- parts of the drawing ------------------------------------------------------------------------


def _grid_line(axis: Axis, tick: Fraction, text: str) -> Markup:
    y = axis.place(tick)
    line = tag("line", x1=_LEFT, x2=WIDTH - _RIGHT, y1=y, y2=y, class_="grid")
    label = tag("text", text, x=_LEFT - 8, y=y, dy="0.35em", text_anchor="end")
    return together((line, label))


def _labels(points: Sequence[Point], places: Sequence[Fraction]) -> Markup:
    """The periods below the drawing: all of them, or every so many, the last always."""
    every = -(-len(points) // _MOST_LABELS)
    chosen = [n for n in range(len(points)) if (len(points) - 1 - n) % every == 0]
    return together(
        tag("text", points[n].label, x=tenths(places[n]), y=HEIGHT - 10, text_anchor="middle")
        for n in chosen
    )


def _norms(axis: Axis, points: Sequence[Point], places: Sequence[Fraction]) -> Markup:
    """A dashed piece per figure, as high as its norm."""
    half = Fraction(WIDTH - _LEFT - _RIGHT, 2 * len(points))
    return together(
        tag(
            "line",
            x1=tenths(place - half), x2=tenths(place + half),
            y1=axis.place(point.norm), y2=axis.place(point.norm),
            class_="norm",
        )
        for point, place in zip(points, places, strict=True)
        if point.norm is not None
    )  # fmt: skip


def _trend(axis: Axis, points: Sequence[Point], places: Sequence[Fraction]) -> Markup | None:
    dots = [
        f"{tenths(place)},{axis.place(point.value)}"
        for point, place in zip(points, places, strict=True)
        if not point.is_estimate
    ]
    return tag("polyline", points=" ".join(dots), class_="trend") if len(dots) > 1 else None


def _mark(axis: Axis, point: Point, place: Fraction, *, has_text: bool) -> Markup:
    """The interval as a whisker, the value as a dot (an estimate as an open diamond)."""
    x, y = tenths(place), axis.place(point.value)
    kind = "estimate" if point.is_estimate else "figure"
    parts: list[Markup] = []
    if point.low is not None and point.high is not None:
        top, bottom = axis.place(point.high), axis.place(point.low)
        ends = ((place - 5, place + 5, top, top), (place - 5, place + 5, bottom, bottom))
        parts.append(tag("line", x1=x, x2=x, y1=top, y2=bottom))
        parts += [tag("line", x1=tenths(a), x2=tenths(b), y1=c, y2=d) for a, b, c, d in ends]
    if point.is_estimate:
        parts.append(tag("path", d=f"M{x} {y}m0 -6l6 6l-6 6l-6 -6z"))
    else:
        parts.append(tag("circle", cx=x, cy=y, r=4))
    if has_text:
        top = axis.place(point.value if point.high is None else point.high)
        parts.append(tag("text", point.text, x=x, y=top, dy="-0.5em", text_anchor="middle"))
    return tag("g", parts, class_=kind)


SPARK_WIDTH, SPARK_HEIGHT = 120, 32


def spark(values: Sequence[Fraction], *, norm: Fraction | None) -> Markup:
    """A line without words, for beside the words; assistive technology passes it by."""
    held = [*values, norm] if norm is not None else [*values]
    low, high = min(held), max(held)
    span = high - low or Fraction(1)

    def height(value: Fraction) -> str:
        return tenths(4 + (high - value) / span * (SPARK_HEIGHT - 8))

    step = Fraction(SPARK_WIDTH - 12, max(1, len(values) - 1))
    dots = [(tenths(4 + n * step), height(value)) for n, value in enumerate(values)]
    line = None if norm is None else tag(
        "line", x1=0, x2=SPARK_WIDTH, y1=height(norm), y2=height(norm), class_="norm"
    )  # fmt: skip
    return tag(
        "svg",
        line,
        tag("polyline", points=" ".join(f"{x},{y}" for x, y in dots), class_="trend"),
        tag("circle", cx=dots[-1][0], cy=dots[-1][1], r=3, class_="last"),
        viewBox=f"0 0 {SPARK_WIDTH} {SPARK_HEIGHT}",
        class_="spark",
        aria_hidden="true",
    )
