"""Pictures as SVG: the shapes, the colours, and places on a scale.

The idea that makes it simple: a picture is made of `koers.page.markup` values, with the colours of
`docs/beeld`, in light and in dark. Places are whole tenths, so the same values give the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from koers.page.markup import Content, Markup, tag

WIDTH = 960
_STYLE = """
text { font-family: Source Sans 3, Segoe UI, Helvetica Neue, Arial, sans-serif; }
text { font-size: 14px; fill: #4d5f6d; }
.head { font-size: 16px; font-weight: 700; fill: #14212b; }
.strong { font-weight: 700; fill: #14212b; }
.mid { text-anchor: middle; }
.end { text-anchor: end; }
.axis { stroke: #c3d3de; stroke-width: 1.5; }
.line { stroke: #0b5680; stroke-width: 2; fill: none; }
.thin { stroke: #9fb8c8; stroke-width: 2; }
.later { stroke: #9fb8c8; stroke-width: 1; stroke-dasharray: 1 4; }
.fill { fill: #0b5680; }
.soft { fill: #9fb8c8; }
.open { fill: #ffffff; stroke: #0b5680; stroke-width: 2; }
.norm { stroke: #a33b1f; stroke-width: 2; stroke-dasharray: 6 4; fill: none; }
.red { fill: #a33b1f; }
.on { fill: #ffffff; }
@media (prefers-color-scheme: dark) {
  text { fill: #a9bccb; } .head, .strong { fill: #eef4f8; } .axis { stroke: #38505f; }
  .thin, .later { stroke: #5d7888; }
  .line { stroke: #6bb8e6; } .fill { fill: #6bb8e6; } .soft { fill: #5d7888; }
  .open { fill: #14212b; stroke: #6bb8e6; } .norm { stroke: #f0906f; } .red { fill: #f0906f; }
  .on { fill: #14212b; }
}
"""


@dataclass(frozen=True)
class Scale:
    """Values from `low` to `high` along the places from `start` to `end`."""

    low: Fraction | int
    high: Fraction | int
    start: int
    end: int

    def at(self, value: Fraction | int) -> str:
        part = Fraction(value - self.low) / (self.high - self.low)
        return tenths(self.start + part * (self.end - self.start))

    def wide(self, first: Fraction | int, last: Fraction | int) -> str:
        """How far the one is from the other."""
        return tenths(Fraction(last - first) * (self.end - self.start) / (self.high - self.low))


def tenths(number: Fraction | int) -> str:
    """A place in the picture: one decimal, with a point."""
    scaled = round(Fraction(number) * 10)
    sign = "-" if scaled < 0 else ""
    return f"{sign}{abs(scaled) // 10}.{abs(scaled) % 10}"


def picture(*content: Content, title: str, told: str, height: int) -> str:
    """The text of an SVG file. `told` says in words what it shows."""
    parts = [
        tag("title", title, id="titel"),
        tag("desc", told, id="uitleg"),
        tag("style", _STYLE),
        *content,
    ]
    return (
        tag(
            "svg",
            "\n",
            ((part, "\n") for part in parts),
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {WIDTH} {height}",
            width=WIDTH,
            height=height,
            role="img",
            aria_labelledby="titel uitleg",
        ).html
        + "\n"
    )


def words(text: str, x: int | str, y: int | str, kind: str = "") -> Markup:
    return tag("text", text, x=x, y=y, class_=kind or None)


def line(x1: int | str, y1: int | str, x2: int | str, y2: int | str, kind: str) -> Markup:
    return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=kind)


def box(x: int | str, y: int | str, width: int | str, height: int | str, kind: str) -> Markup:
    return tag("rect", x=x, y=y, width=width, height=height, class_=kind)


def dot(x: int | str, y: int | str, kind: str, r: int = 4) -> Markup:
    return tag("circle", cx=x, cy=y, r=r, class_=kind)
