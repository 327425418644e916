"""A sample of decisions and a survey among clients, both invented: what they show about everyone.

The idea that makes it simple: what was not looked at may be wrong too; how much of it may be is one
bound, which shrinks as more is looked at. Who does not answer is not drawn by chance, so there the
question is turned around: what would they have to say for the norm not to be met?
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import pairwise

from docs.markdown import table
from docs.pictures.drawing import Scale, box, dot, line, picture, words
from docs.pictures.drawn import Drawn, agreement, figures
from koers.figure_words import value_words, verdict_words
from koers.figures import Figure, Reached
from koers.page.markup import Markup
from koers.periods import Grain
from koers.showing import percentage_outward, rounded, shown_share
from koers.statistics.samples import PROOF, needed_sample, upper_bound
from koers.verdicts import NEAR

DECISIONS, LOOKED_AT = 1200, 150
NORM = Fraction(1, 100)
SIZES = range(50, 401, 10)
ERRORS = (0, 1, 2)
AGREED = """
  - code: I
    naam: Verkeerde besluiten
    eenheid: besluit
    aandeel:
      van: {{moment: toetsing}}
      die: {{moment: toetsing, uitkomst: fout, op: zelfde dag}}
      onbekend: eruit
    norm: {{per: jaar, hooguit: 1%}}
    waarneming: steekproef
    bewijs: {proof}
    onderzoek: {{uit: N, aselect: ja}}
  - code: N
    naam: Alle besluiten
    eenheid: besluit
    aantal: {{moment: besluit}}
    norm: geen
"""
YEAR = {"first": date(2017, 1, 1), "last": date(2017, 12, 31)}
THROUGH = date(2018, 6, 30)


def decisions(looked_at: int) -> Drawn:
    for number in range(DECISIONS):
        yield "besluit", {"besluit": f"B{number}", "besluitdatum": "2017-05-01"}
    for number in range(looked_at):
        found = {"besluit": f"B{number}", "besluitdatum": "2017-05-01", "uitkomst": "goed"}
        yield "toetsing", found


@cache
def sample(proof: str, looked_at: int) -> Figure:
    """Of so many decisions that were looked at, without one wrong."""
    agreed = agreement(AGREED.format(proof=proof), **YEAR)
    (found,) = figures(agreed, decisions(looked_at), per=Grain.YEAR, through=THROUGH)
    return found


# --- the survey ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Town:
    """Clients of a municipality: how many there are, were asked, answered, and are content."""

    name: str
    clients: int
    asked: int
    answered: int
    content: int


TOWNS = (
    Town("akkerdam", 2330, 500, 210, 178),
    Town("veldenberg", 430, 160, 60, 45),
    Town("oosterlo", 490, 190, 70, 60),
)
SURVEY = agreement(
    """
  - code: I
    naam: Tevreden klanten
    eenheid: antwoord
    aandeel:
      van: {moment: klanttevredenheid, respons: ja, telkens: elke}
      die: {moment: klanttevredenheid, tevreden: positief, op: zelfde dag}
      onbekend: eruit
    norm: {per: jaar, minstens: 80%}
    waarneming: enquête
    bewijs: puntwaarde
    onderzoek: {uit: N, verstuurd: G, lagen: betrokken gemeente, aselect: ja}
    splits: [betrokken gemeente]
  - code: N
    naam: Alle klanten
    eenheid: antwoord
    aantal: {moment: trekkingslijst}
    norm: geen
    splits: [betrokken gemeente]
  - code: G
    naam: Gevraagd
    eenheid: antwoord
    aantal: {moment: klanttevredenheid}
    norm: geen
""",
    **YEAR,
)
CONTENT_NORM = Fraction(4, 5)


def answers() -> Drawn:
    day = {"trekkingsdatum": "2017-10-01"}
    for town in TOWNS:
        for number in range(town.clients):
            who = {"antwoord": f"{town.name} {number}", "gemeente": town.name} | day
            yield "trekkingslijst", who
            if number < town.asked:
                answered = {"respons": "ja" if number < town.answered else "nee"}
                if number < town.answered:
                    answered["tevreden"] = "tevreden" if number < town.content else "neutraal"
                yield "klanttevredenheid", who | answered


@cache
def survey() -> Figure:
    (found,) = figures(SURVEY, answers(), per=Grain.YEAR, through=THROUGH)
    return found


# --- the picture ---------------------------------------------------------------------------------

TOP, BOTTOM = 70, 330
SIZE = Scale(0, SIZES[-1], 70, 480)
BOUND = Scale(0, Fraction(7, 100), BOTTOM, TOP)
ASKED = Scale(0, sum(town.asked for town in TOWNS), 560, 930)


def drawn() -> str:
    """The text of `steekproeven.svg`."""
    return picture(
        words(f"{DECISIONS} besluiten, geen fout gevonden", 20, 28, "head"),
        words("hooguit zoveel procent van alle besluiten is fout", 20, 48),
        _frame(),
        _bounds(),
        words("Een enquête met veel stilte", 560, 28, "head"),
        _answers(),
        title="Steekproeven en enquêtes",
        told="Hoe meer besluiten er bekeken zijn, hoe lager de grens; laat pas zakt zij onder de "
        "norm. Bij de enquête antwoordt minder dan de helft.",
        height=BOTTOM + 60,
    )


def _bounds() -> list[Markup]:
    """How many of all decisions may be wrong, by how many were looked at."""
    places = [(SIZE.at(size), BOUND.at(upper_bound(0, size, DECISIONS))) for size in SIZES]
    found = [line(*before, *after, "line") for before, after in pairwise(places)]
    enough = needed_sample(NORM, DECISIONS, 0)
    assert enough is not None
    for size, kind in ((LOOKED_AT, "open"), (enough, "fill")):
        bound = upper_bound(0, size, DECISIONS)
        x, y = SIZE.at(size), BOUND.at(bound)
        text = f"{size}: hooguit {percentage_outward(bound, up=True)}"
        found += [dot(x, y, kind, 6), words(text, x, BOUND.at(bound + Fraction(1, 250)), "strong")]
    return found


def _frame() -> list[Markup]:
    found = []
    for percent in range(8):
        y = BOUND.at(Fraction(percent, 100))
        found += [line(70, y, 480, y, "axis"), words(f"{percent}%", 60, y, "end")]
    found += [words(str(n), SIZE.at(n), BOTTOM + 22, "mid") for n in SIZES if n % 100 == 0]
    y = BOUND.at(NORM)
    found += [line(70, y, 480, y, "norm"), words("norm", 486, y)]
    return [*found, words("bekeken besluiten", 275, BOTTOM + 44, "mid")]


def _answers() -> list[Markup]:
    """Everyone who was asked, as one bar; below it what the silent ones would have to say."""
    reached = _reached()
    content = sum(town.content for town in TOWNS)
    asked, answered = reached.asked or 0, reached.answered
    ends = [
        ("tevreden", 0, content, "fill"),
        ("niet", content, answered, "red"),
        ("stil", answered, asked, "soft"),
    ]
    found = [words(f"Gevraagd: {asked}", 560, TOP + 14, "strong")]
    for number, (name, begin, end, kind) in enumerate(ends):
        found.append(box(ASKED.at(begin), TOP + 26, ASKED.wide(begin, end), 44, kind))
        below = TOP + 90 + 20 * (number % 2)  # the one in the middle has no room beside the others
        found.append(words(f"{name} {end - begin}", ASKED.at(begin), below))
    return [*found, *_tipping(reached)]


def _tipping(reached: Reached) -> list[Markup]:
    y, share = TOP + 164, Scale(Fraction(7, 10), Fraction(9, 10), 560, 930)
    assert reached.tipping is not None
    value = survey().value
    assert value is not None
    found = [
        line(560, y, 930, y, "axis"),
        words("70%", 560, y - 12),
        words("90%", 930, y - 12, "end"),
    ]
    marks = (
        (CONTENT_NORM, "norm", "soft"), (value, "wie antwoordde", "fill"),
        (reached.tipping, "nodig bij wie stil bleef", "open"),
    )  # fmt: skip
    for number, (at, name, kind) in enumerate(marks):
        text = f"{name}: {shown_share(at, of=reached.answered)}"
        found += [dot(share.at(at), y, kind, 6), dot(566, y + 31 + 24 * number, kind, 6)]
        found.append(words(text, 582, y + 36 + 24 * number))
    return found


def _reached() -> Reached:
    reached = survey().survey
    assert reached is not None
    return reached


# --- the words -----------------------------------------------------------------------------------


def told() -> tuple[str, ...]:
    """What the page says in numbers."""
    reached = _reached()
    rate = Fraction(reached.answered, reached.asked or 1)
    assert reached.tipping is not None
    return (
        f"van {DECISIONS} besluiten {LOOKED_AT} bekeken, en geen enkele is fout",
        f"{sample('puntwaarde', LOOKED_AT).judged.certainty}.",
        _needed(),
        _strata(),
        f"{value_words(SURVEY, survey())}",
        f"Van de {reached.asked} mensen antwoordden er {reached.answered}, {_whole(rate)}.",
        f"om net op de norm van {_whole(CONTENT_NORM)} uit te komen",
        f"als {shown_share(reached.tipping, of=reached.answered)} van hen tevreden is",
        f"Het oordeel is daarom *{verdict_words(survey().judged)}*.",
        f"minder dan {rounded(100 * NEAR, 0)} procentpunt",
        f"De norm is: hooguit {_whole(NORM)} van de besluiten is fout.",
        f"*{_whole(1 - PROOF)} zekerheid*",
    )


def _whole(share: Fraction) -> str:
    return f"{rounded(100 * share, 0)}%"


def _needed() -> str:
    rows = []
    for errors in ERRORS:
        sizes = [needed_sample(NORM, size, errors) for size in (DECISIONS, None)]
        rows.append([str(errors), *(str(size) for size in sizes)])
    return table(
        ["Fouten gevonden", f"Nodig bij {DECISIONS} besluiten", "Nodig als er heel veel zijn"], rows
    )


def _strata() -> str:
    rows = [
        [town.name.capitalize(), *map(str, (town.clients, town.asked, town.answered, town.content))]
        for town in TOWNS
    ]
    return table(["Gemeente", "Klanten", "Gevraagd", "Antwoorden", "Tevreden"], rows)
