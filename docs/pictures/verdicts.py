"""The same share in four groups: how much a verdict can be chance, by the size of the group.

The idea that makes it simple: three quarters of eight, of forty, of two hundred and of two thousand
are the same share, so all that differs is how sure one can be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cache

from docs.markdown import table
from docs.pictures.drawing import Scale, dot, line, picture, words
from docs.pictures.drawn import agreement, figures
from koers.figure_words import (
    chance_words,
    interval_words,
    value_words,
    verdict_words,
)
from koers.figures import Figure
from koers.page.markup import Markup
from koers.periods import Grain
from koers.scales import grouped, scale_of
from koers.showing import rounded
from koers.statistics.shares import least_group, wilson

GROUPS = (8, 40, 200, 2000)
MET = Fraction(3, 4)
NORM = Fraction(4, 5)
LEAST = (50, 75, 80, 90, 95)
"""Norms, in percent, of which the page tells the least group."""
VERDICTS = 160
"""So many verdicts a large agreement has in a year: forty indicators, every quarter."""
AGREED = agreement(
    """
  - code: I
    naam: Aan het werk binnen een jaar
    eenheid: persoon
    aandeel:
      van: {begin: uitkering}
      die: {moment: uitstroom, bestemming: werk, binnen: 1 jaar}
      onbekend: niet behaald
    norm: {per: jaar, minstens: 80%}
""",
    first=date(2016, 1, 1),
    last=date(2016, 12, 31),
)


def rows(size: int) -> Iterator[tuple[str, Mapping[str, str]]]:
    for person in range(size):
        who = {"klant": f"P{person}"}
        begins = {"uitkering": f"P{person}", "begindatum": "2016-03-01", "regeling": "01"}
        yield "uitkering", who | begins
        if person < MET * size:
            left = {"uitstroomdatum": "2016-09-01", "bestemming": "zonder subsidie"}
            yield "uitstroom", who | {"uitstroom": f"P{person}"} | left


def whole(number: int) -> str:
    return grouped(str(number))


@cache
def figure(size: int) -> Figure:
    (found,) = figures(AGREED, rows(size), per=Grain.YEAR, through=date(2018, 1, 1))
    return found


# --- the picture ---------------------------------------------------------------------------------

TOP, STEP = 84, 56
BOTTOM = TOP + STEP * len(GROUPS) - 20
SHARE = Scale(Fraction(3, 10), 1, 170, 620)


def drawn() -> str:
    """The text of `oordelen.svg`."""
    return picture(
        words("Drie op de vier, in vier groepen", 20, 28, "head"),
        words("De norm is minstens 80%.", 20, 48),
        _axis(),
        [_group(number, size) for number, size in enumerate(GROUPS)],
        title="Hoe zeker een oordeel is",
        told="Vier groepen met hetzelfde aandeel. Hoe groter de groep, hoe korter de streep met "
        "wat ook had gekund; alleen bij de grootste ligt de norm er ver buiten.",
        height=BOTTOM + 60,
    )


def _axis() -> list[Markup]:
    found = []
    for tenth in range(3, 11):
        x = SHARE.at(Fraction(tenth, 10))
        found += [
            line(x, TOP - 22, x, BOTTOM, "axis"),
            words(f"{10 * tenth}%", x, BOTTOM + 22, "mid"),
        ]
    x = SHARE.at(NORM)
    return [*found, line(x, TOP - 22, x, BOTTOM, "norm"), words("norm", x, TOP - 28, "mid")]


def _group(number: int, size: int) -> list[Markup]:
    """A group on a row: its numbers, its share with what it could have been, its verdict."""
    found, y = figure(size), TOP + STEP * number
    interval = wilson(int(MET * size), size)
    low, high = SHARE.at(Fraction(interval.low)), SHARE.at(Fraction(interval.high))
    shape = "line" if found.interval else "later"
    return [
        words(f"{whole(int(MET * size))} van {whole(size)}", 150, y + 5, "strong end"),
        line(low, y, high, y, shape),
        dot(SHARE.at(MET), y, "fill" if found.interval else "open", 6),
        words(verdict_words(found.judged), 650, y + 5, "strong"),
        words(found.reason, 650, y + 23),
    ]


# --- the words -----------------------------------------------------------------------------------


def told() -> tuple[str, ...]:
    """What the page says in numbers."""
    least = [[f"{percent}%", str(least_group(Fraction(percent, 100)))] for percent in LEAST]
    return (
        table(["Groep", "Waarde", "Onzekerheid", "Oordeel"], [_row(size) for size in GROUPS]),
        table(["Norm", "Kleinste groep"], least),
        f"{chance_words(VERDICTS)}",
        f"minstens {rounded(100 * NORM, 0)}%",
        f"iedereen heeft daar {rounded(100 * NORM, 0)}% kans",
    )


def _row(size: int) -> list[str]:
    found = figure(size)
    scale = scale_of(AGREED, found)
    interval = (
        interval_words(scale, found.interval) if found.interval else "te klein om iets te zeggen"
    )
    verdict = verdict_words(found.judged)
    return [whole(size), value_words(AGREED, found), interval, verdict]
