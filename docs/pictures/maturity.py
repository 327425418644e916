"""Sixty invented people of one cohort, looked at on four days: who is mature, and what a figure
made too early would say.

The idea that makes it simple: the cohort never changes, only the day through which all is known
does; so the last of the four days tells what the other three should have told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from itertools import pairwise

from docs.markdown import table
from docs.pictures.drawing import Scale, dot, line, picture, words
from docs.pictures.drawn import agreement, figures
from koers.figure_words import outlook_words, value_words, verdict_words
from koers.figures import Figure
from koers.page.markup import Markup
from koers.periods import Grain
from koers.plain.words import day as spoken_day
from koers.showing import rounded, shown_share

PEOPLE, EVERY = 60, 3
FIRST = date(2016, 1, 4)
LOOKS = (date(2016, 12, 31), date(2017, 1, 31), date(2017, 3, 31), date(2017, 6, 30))
NOW = LOOKS[1]
LEFT_TOWN = {9: 90, 33: 90, 51: 90}
"""Who moves away, after how many days."""
NORM = Fraction(1, 2)
AGREED = agreement(
    """
  - code: I
    naam: Aan het werk binnen een jaar
    eenheid: persoon
    aandeel:
      van: {begin: uitkering}
      die: {moment: uitstroom, bestemming: werk, binnen: 1 jaar}
      uitgezonderd: {moment: vertrek, reden: uitzondering}
      onbekend: niet behaald
    norm: {per: halfjaar, minstens: 50%}
""",
    first=date(2016, 1, 1),
    last=date(2016, 6, 30),
)


def begins(person: int) -> date:
    return FIRST + timedelta(EVERY * person)


def works(person: int) -> date | None:
    """Every other person finds work, after forty days to almost a year."""
    return None if person % 2 else begins(person) + timedelta(40 + 13 * person**2 % 317)


def leaves(person: int) -> date | None:
    days = LEFT_TOWN.get(person)
    return None if days is None else begins(person) + timedelta(days)


def rows() -> Iterator[tuple[str, Mapping[str, str]]]:
    for person in range(PEOPLE):
        name = f"P{person + 1:02d}"
        day = begins(person).isoformat()
        yield "uitkering", {"klant": name, "uitkering": name, "begindatum": day, "regeling": "01"}
        work, moved = works(person), leaves(person)
        if work:
            own = {"uitstroomdatum": work.isoformat(), "bestemming": "zonder subsidie"}
            yield "uitstroom", {"klant": name, "uitstroom": name} | own
        if moved:
            own = {"vertrekdatum": moved.isoformat(), "reden": "verhuisd"}
            yield "vertrek", {"klant": name} | own


@cache
def figure(through: date) -> Figure:
    (found,) = figures(AGREED, rows(), per=Grain.HALF_YEAR, through=through)
    return found


def too_early(through: date) -> Fraction:
    """What one gets by counting success at once, and failure only when the year has passed."""
    classes, so_far = figure(through).cell.classes, figure(through).interim
    assert classes
    assert so_far
    return Fraction(so_far.numerator, so_far.numerator + classes.not_met)


def so_far(through: date) -> Fraction:
    found = figure(through)
    ratio = found.interim or found.ratio
    assert ratio
    return Fraction(ratio.numerator, ratio.denominator)


# --- the picture ---------------------------------------------------------------------------------

TOP, STEP, HEIGHT = 70, 5, 450
BOTTOM = TOP + STEP * PEOPLE
DAYS = Scale(FIRST.toordinal(), date(2017, 7, 3).toordinal(), 20, 520)
LOOKED = Scale(0, len(LOOKS) - 1, 660, 890)
SHARE = Scale(Fraction(1, 5), 1, BOTTOM, TOP)


def drawn() -> str:
    """The text of `rijpheid.svg`."""
    return picture(
        words("60 mensen, elk een jaar de tijd", 20, 28, "head"),
        words(f"bekend tot en met {spoken_day(NOW)}", 20, 48),
        (_life(person) for person in range(PEOPLE)),
        _known_through(),
        words("Wat u op vier dagen zou zeggen", 610, 28, "head"),
        _axis(),
        _way([too_early(day) for day in LOOKS], "norm", "red"),
        _way([so_far(day) for day in LOOKS], "thin", "soft"),
        [_outlook(number, day) for number, day in enumerate(LOOKS)],
        _legend(),
        title="Rijpheid",
        told="Zestig lijnen van een jaar, waarvan de meeste nog lopen. Wie succes meteen telt, "
        "zegt eerst veel te veel; de tussenstand zegt eerst te weinig; de schatting zegt hoe "
        "onzeker het is.",
        height=HEIGHT,
    )


def _life(person: int) -> list[Markup]:
    """A line of a year: dark where the year has passed, light where it still runs, and dots for
    what is still to come.
    """
    y, begin = str(TOP + STEP * person), begins(person)
    end = begin.replace(year=begin.year + 1)
    x, now, last = (DAYS.at(day.toordinal()) for day in (begin, min(end, NOW), end))
    life = [line(x, y, now, y, "line" if end <= NOW else "thin")]
    if end > NOW:
        life.append(line(now, y, last, y, "later"))
    for day, mark in ((works(person), "fill"), (leaves(person), "red")):
        if day is not None and day <= NOW:
            life.append(dot(DAYS.at(day.toordinal()), y, mark, 3))
    return life


def _known_through() -> list[Markup]:
    x = DAYS.at(NOW.toordinal())
    return [
        line(x, TOP - 12, x, BOTTOM + 4, "norm"),
        words("tot hier bekend", x, BOTTOM + 20, "mid"),
    ]


def _axis() -> list[Markup]:
    found = []
    for tenth in (2, 4, 6, 8, 10):
        y = SHARE.at(Fraction(tenth, 10))
        found += [line(640, y, 910, y, "axis"), words(f"{10 * tenth}%", 630, y, "end")]
    norm = SHARE.at(NORM)
    found += [line(640, norm, 910, norm, "line"), words("norm", 914, norm)]
    for number, day in enumerate(LOOKS):
        found.append(words(f"{day.day}-{day.month}", LOOKED.at(number), BOTTOM + 20, "mid"))
    return found


def _way(shares: list[Fraction], kind: str, mark: str) -> list[Markup]:
    places = [(LOOKED.at(number), SHARE.at(share)) for number, share in enumerate(shares)]
    lines = [line(*before, *after, kind) for before, after in pairwise(places)]
    return [*lines, *(dot(x, y, mark) for x, y in places)]


def _outlook(number: int, day: date) -> list[Markup]:
    """The estimate with its bounds; on the last day the figure itself with its own."""
    found, x = figure(day), LOOKED.at(number)
    bounds = found.estimate.estimate if found.estimate else found.interval
    value = Fraction(found.estimate.estimate.value) if found.estimate else found.value
    assert bounds is not None
    assert value is not None
    low, high = SHARE.at(Fraction(bounds.low)), SHARE.at(Fraction(bounds.high))
    mark = dot(x, SHARE.at(value), "open" if found.estimate else "fill", 6)
    return [line(x, low, x, high, "line"), mark]


def _legend() -> list[Markup]:
    y = BOTTOM + 50
    return [
        dot(26, y - 5, "fill", 3), words("aan het werk", 36, y),
        dot(146, y - 5, "red", 3), words("verhuisd", 156, y),
        line(232, y - 5, 258, y - 5, "line"), words("rijp", 264, y),
        line(306, y - 5, 332, y - 5, "thin"), words("het jaar loopt nog", 338, y),
        dot(616, y - 5, "red"), words("succes meteen geteld", 626, y),
        dot(790, y - 5, "soft"), words("tussenstand", 800, y),
        dot(616, y + 19, "open", 6), words("schatting", 628, y + 24),
        dot(790, y + 19, "fill", 6), words("eindcijfer", 802, y + 24),
    ]  # fmt: skip


# --- the words -----------------------------------------------------------------------------------


def told() -> tuple[str, ...]:
    """What the page says in numbers."""
    classes, now = figure(NOW).cell.classes, figure(NOW).interim
    assert classes
    assert now
    met, failed, last = now.numerator, classes.not_met, figure(LOOKS[-1])
    running = f"is van {classes.immature} van de {PEOPLE} mensen het jaar nog niet om."
    return (
        _table(),
        f"in het eerste half jaar van {AGREED.term.first_day.year}",
        f"De norm is {rounded(100 * NORM, 0)}%.",
        f"Op {spoken_day(NOW)} {running}",
        f"{met} van hen zijn al aan het werk",
        f"van {failed} staat vast dat het niet lukte",
        f"{shown_share(too_early(NOW), of=PEOPLE)} ({met} van {met + failed})",
        f"{shown_share(so_far(NOW), of=PEOPLE)} ({met} van {now.denominator})",
        f"{outlook_words(AGREED, figure(NOW))}.",
        f"{value_words(AGREED, last)}",
        f"Op {spoken_day(LOOKS[2])} {_reaches()}",
    )


HEAD = (
    "Bekend tot en met", "Onrijp", "Succes meteen geteld", "Tussenstand", "Schatting", "Oordeel",
)  # fmt: skip


def _reaches() -> str:
    found = figure(LOOKS[2]).estimate
    assert found
    return f"worden er genoeg mensen een heel jaar gevolgd ({found.estimate.at_risk})"


def _table() -> str:
    rows = []
    for day in LOOKS:
        found = figure(day)
        classes = found.cell.classes
        assert classes
        outlook = outlook_words(AGREED, found) or "niet nodig"
        shares = [shown_share(share, of=PEOPLE) for share in (too_early(day), so_far(day))]
        verdict = verdict_words(found.judged)
        rows.append([spoken_day(day), str(classes.immature), *shares, outlook, verdict])
    return table(HEAD, rows)
