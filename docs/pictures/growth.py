"""The same growth twice, both invented: once many come and go, once hardly anyone.

The idea that makes it simple: growth is who came less who left. Two totals hide both; the persons
behind them show how much of the growth may be chance.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache

from docs.markdown import table
from docs.pictures.drawing import Scale, box, dot, line, picture, words
from docs.pictures.drawn import agreement, figures
from koers.counts import Overlap
from koers.figure_words import interval_words, value_words
from koers.figures import Figure
from koers.page.markup import Markup
from koers.periods import Grain
from koers.scales import scale_of

BASE = 200


@dataclass(frozen=True)
class Year:
    """How many found work in a year, and how many lost it, where 200 had it at first."""

    name: str
    joined: int
    left: int


BUSY, QUIET = Year("Veel verloop", 46, 34), Year("Weinig verloop", 14, 2)
NORM = Fraction(2, 100)
AGREED = agreement(
    """
  - code: I
    naam: Groei van het aantal mensen aan het werk
    eenheid: persoon
    formule:
      teller:
        - stand: {tijdvak: werk}
      noemer:
        - {stand: {tijdvak: werk}, eerder: 1 jaar}
      min een: ja
    nulmeting: {waarde: 200, dag: 2015-12-31, bron: verzonnen}
    norm: {per: jaar, minstens: 2%}
""",
    first=date(2016, 1, 1),
    last=date(2016, 12, 31),
)


def rows(year: Year) -> Iterator[tuple[str, Mapping[str, str]]]:
    for person in range(BASE + year.joined):
        who = {"klant": f"P{person}", "werk": f"P{person}"}
        who["begindatum"] = "2015-01-01" if person < BASE else "2016-06-01"
        if person < year.left:
            who["einddatum"] = "2016-06-30"
        yield "werk", who


@cache
def figure(year: Year) -> Figure:
    (found,) = figures(AGREED, rows(year), per=Grain.YEAR, through=date(2017, 6, 30))
    return found


def overlap(year: Year) -> Overlap:
    found = figure(year).cell.overlap
    assert found is not None
    return found


# --- the picture ---------------------------------------------------------------------------------

TOP, STEP = 84, 112
PEOPLE = Scale(0, 250, 110, 520)
GROWTH = Scale(Fraction(-4, 100), Fraction(16, 100), 590, 930)
BOTTOM = TOP + 2 * STEP - 30


def drawn() -> str:
    """The text of `groei.svg`."""
    return picture(
        words("Wie bleef, wie ging en wie kwam", 20, 28, "head"),
        [_people(number, year) for number, year in enumerate((BUSY, QUIET))],
        words("De groei, en wat toeval ermee kan doen", 590, 28, "head"),
        _axis(),
        [_growth(number, year) for number, year in enumerate((BUSY, QUIET))],
        _legend(),
        title="Groei",
        told="Twee keer groeit het aantal mensen aan het werk even veel. De eerste keer gaan en "
        "komen er veel, de tweede keer weinig; alleen dan is de groei meer dan toeval.",
        height=BOTTOM + 70,
    )


def _people(number: int, year: Year) -> list[Markup]:
    """Its people a year before and now, in the same place those who stayed."""
    moved, top = overlap(year), TOP + STEP * number
    found = [words(year.name, 20, top - 14, "strong")]
    for place, (name, kind, changed) in enumerate(
        (("eind 2015", "red", moved.left), ("eind 2016", "fill", moved.joined))
    ):
        y, end = top + 36 * place, moved.stayed + changed
        found += [
            words(name, 20, y + 18),
            box(PEOPLE.at(0), y, PEOPLE.wide(0, moved.stayed), 26, "soft"),
            box(PEOPLE.at(moved.stayed), y, PEOPLE.wide(moved.stayed, end), 26, kind),
            words(str(end), PEOPLE.at(end + 4), y + 18, "strong"),
        ]
    return found


def _axis() -> list[Markup]:
    found = []
    for percent in (-4, 0, 4, 8, 12, 16):
        x = GROWTH.at(Fraction(percent, 100))
        found += [line(x, TOP - 26, x, BOTTOM, "axis"), words(f"{percent}%", x, BOTTOM + 20, "mid")]
    x = GROWTH.at(NORM)
    return [*found, line(x, TOP - 26, x, BOTTOM, "norm"), words("norm", x, TOP - 32, "mid")]


def _growth(number: int, year: Year) -> list[Markup]:
    found, y = figure(year), TOP + STEP * number + 30
    assert found.value is not None
    assert found.interval is not None
    low, high = (GROWTH.at(Fraction(b)) for b in (found.interval.low, found.interval.high))
    return [line(low, y, high, y, "line"), dot(GROWTH.at(found.value), y, "fill", 6)]


def _legend() -> list[Markup]:
    y = BOTTOM + 44
    return [
        box(20, y - 12, 14, 14, "soft"), words("bleef", 42, y),
        box(110, y - 12, 14, 14, "red"), words("ging", 132, y),
        box(190, y - 12, 14, 14, "fill"), words("kwam", 212, y),
    ]  # fmt: skip


# --- the words -----------------------------------------------------------------------------------


HEAD = ("", "Bleef", "Ging", "Kwam", "Groei", "Onzekerheid", "Zekerheid")


def told() -> tuple[str, ...]:
    """What the page says in numbers."""
    return (
        table(HEAD, [_row(year) for year in (BUSY, QUIET)]),
        f"van {BASE} naar {BASE + BUSY.joined - BUSY.left} mensen",
        "De norm is minstens 2% groei.",
    )


def _row(year: Year) -> list[str]:
    found, moved = figure(year), overlap(year)
    assert found.interval is not None
    interval = interval_words(scale_of(AGREED, found), found.interval)
    numbers = (str(number) for number in (moved.stayed, moved.left, moved.joined))
    return [year.name, *numbers, value_words(AGREED, found), interval, found.judged.certainty]
