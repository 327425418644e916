"""The page about invented registers, `verzonnen-registers.md`: every assumption, table by table.

The idea that makes it simple: an assumption of `koers.invented` is a value that can say itself, so
the page is printed from what runs; how many rows a table gets is counted on a small register.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from docs.markdown import table
from koers.dictionary import Dictionary
from koers.invented.days import number_of
from koers.invented.lives import WORK, People
from koers.invented.recipe import USUALLY_EMPTY, Recipe, made
from koers.invented.recipes import RECIPES, dictionary
from koers.invented.spells import Course
from koers.invented.werkplein import story
from koers.invented.werkplein.calendar import calendar
from koers.invented.writing import PART_SIZE, UNTIL

PERSONS = 3_000
_HEAD = """\
# Verzonnen registers

Deze bladzijde wordt gemaakt uit de code; pas haar niet met de hand aan.

Koers kan een register verzinnen, van duizenden tot tientallen miljoenen personen. Daarmee is te
proberen en te meten zonder gegevens van mensen. **Alles in zo'n register is verzonnen: geen rij
gaat over een mens die bestaat.** Dat staat ook in het bestand `register.json` bij de gegevens. De
codes van Assen, Aa en Hunze en Tynaarlo bestaan wel; cijfers uit een verzonnen register zeggen
niets over die gemeenten.

## Hoe het werkt

- Elke keuze is een rekensom op het zaad, een naam, het nummer van de persoon en de hoeveelste rij
  het is. Er is geen volgorde: hetzelfde zaad geeft dezelfde rijen, hoe groot de delen ook zijn en
  hoeveel er tegelijk worden gemaakt.
- Een groot register is een map per tabel met delen in Parquet. Deel 0 van elke tabel gaat over
  dezelfde personen, deel 1 ook, enzovoort; in een deel passen {part_size} personen. Onderwerpen
  van een andere soort (besluiten, kinderen, contracten) zijn in dezelfde volgorde over de delen
  verdeeld.
- Een klein register kan ook als CSV, zoals een leverancier het aanlevert.
- De rijen lopen van 2014 tot en met de laatste dag, gewoon {until}. Een woonplaats of bedrijf kan
  eerder zijn begonnen, een lopende dienst kan een einde hebben dat nog komt.
- Van elke cel die leeg mag zijn, is {empty} % leeg, tenzij er iets anders bij staat. Leeg betekent
  onbekend.

## Zo leest u een aanname

- Een **percentage** is hoe vaak iets gebeurt.
- Een **rij getallen** is een spreiding. Tussen elke twee getallen die op elkaar volgen ligt een
  even groot deel van de gevallen, gelijkmatig verdeeld. Staat er 0, 30, 365 dagen, dan ligt de
  helft onder 30 dagen en de helft tussen 30 en 365. Staat een getal er twee keer, dan komt het
  zelf vaak voor.
- Een **lijst woorden** is een keuze, met het deel van elk woord.

De aannamen zijn door de makers van Koers gekozen om alle gevallen van het tellen voor te laten
komen. Alleen waar een bron staat, volgen zij een cijfer.
"""
_RARE = """\
## Wat zelden is en toch voorkomt

- dagen op 29 februari en op de laatste dag van een maand
- uitkeringen die elkaar raken, die elkaar overlappen, en gaten van minder en van meer dan 31 dagen
- tijdvakken die nog lopen, en diensten met een einde dat nog komt
- metingen zonder score, code 99 (niet besproken), en een trede die verlopen is
- twee woonplaatsen op een dag, en een gat tussen twee woonplaatsen
- correcties op een boeking (negatief), en een maand met verlies

## Wat eenvoudiger is dan echt

- Een paar staat er met een persoon in; de andere staat er niet bij.
- Tabellen over dezelfde persoon passen bij elkaar in aankomst, uitkering, uitstroom, werk en
  vertrek. De rest is los van elkaar: wie begeleid wordt, klimt niet vaker op de ladder.
- Niemand wordt twee keer geregistreerd, en er komen geen correcties achteraf.
- Gemeenten verschillen alleen in omvang.
"""


def page() -> str:
    part = People(1, 1, PERSONS, UNTIL, 3)
    words = dictionary()
    head = _HEAD.format(
        part_size=f"{PART_SIZE:_}".replace("_", " "),
        until=UNTIL.isoformat(),
        empty=_decimal(USUALLY_EMPTY / 10),
    )
    chapters = [_chapter(name, RECIPES[name], words) for name in words.tables]
    parts = [head, _RARE, _levels(), _overview(part, words), *chapters, *_werkplein(words)]
    return "\n\n".join(text.strip("\n") for text in parts) + "\n"


def _decimal(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def _levels() -> str:
    """Flows against the stock, beside those that Statistics Netherlands counted."""
    part = People(1, 1, 10 * PERSONS, UNTIL, 3)
    first, last = number_of(date(2026, 1, 1)), number_of(date(2026, 12, 31))
    spells = part.benefits
    running = (spells.begin <= first) & (spells.end >= first)
    stock = len(np.unique(spells.rows.number[running & (part.departure[spells.rows.at] > first)]))
    left = (part.exits.end >= first) & (part.exits.end <= last)
    works = left & part.destinations.among(*WORK, "zelfstandig")
    rows = [
        ["uitstroom", _percent(left.sum() / stock), "31 %", "20,0 %"],
        ["daarvan naar werk", _percent(works.sum() / stock), "17 %", "10,5 %"],
    ]
    head = ["In een jaar, van wie een uitkering heeft", "register, 2026"]
    head += ["CBS, drie gemeenten, 2016", "CBS, Nederland, 2017"]
    return f"## Niveaus naast cijfers van het CBS\n\n{table(head, rows)}"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _overview(part: People, words: Dictionary) -> str:
    rows = [
        [
            f"[`{name}`](#{name})",
            one.title,
            _decimal(len(made(part, one, RECIPES[name]).rows) / PERSONS),
        ]
        for name, one in words.tables.items()
    ]
    told = f"Geteld in een register van {PERSONS} personen met zaad 1."
    return f"## De tabellen\n\n{told}\n\n{table(['Tabel', 'Wat', 'Rijen per persoon'], rows)}"


def _chapter(name: str, recipe: Recipe, words: Dictionary) -> str:
    rows: list[list[str]] = []
    for draw in recipe.draws:
        if isinstance(draw, Course):
            most = {draw.again.name: f", hooguit {draw.most} keer"}
            rows += [[one.name, one.told() + most.get(one.name, "")] for one in draw.draws]
        else:
            rows.append([draw.name, draw.told()])
    empty = ", ".join(f"`{column}` {_decimal(n / 10)} %" for column, n in recipe.empty.items())
    text = recipe.about or f"{words.tables[name].title}."
    text += f" Leeg: {empty}." if empty else ""
    return f"## {name}\n\n{text}\n\n{table(['Aanname', 'Verdeling'], rows)}"


# --- the deliveries of the Werkplein --------------------------------------------------------------

_DELIVERIES = """\
## De leveringen van het Werkplein

`koers verzin leveringen werkplein MAP` schrijft wat leveranciers over een verzonnen Werkplein
Drentsche Aa leverden: een beginstand en daarna elke maand de wijzigingen, van juli 2016 tot en met
februari 2018. De namen van de gemeenten bestaan, en hoeveel mensen er een uitkering hebben, komen,
vertrekken, naar werk gaan, dienstverlening krijgen en in de Wsw werken volgt cijfers van het CBS
(afgerond op tientallen). **De mensen, de bedrijven, de besluiten en de bedragen zijn verzonnen.**

In de leveringen gaat mis wat in het echt misgaat. Een deel van de rijen komt een maand te laat of
staat eerst verkeerd. Een levering wordt geweigerd en komt hersteld terug, een komt na haar
opvolger, een wordt vervangen en een wordt teruggenomen.
"""


def _werkplein(words: Dictionary) -> list[str]:
    sheets = story.sheets(1)
    parcels = calendar([*sheets])
    rows = [
        [one.day.isoformat(), one.supplier, one.title, one.known.isoformat(), one.note]
        for one in parcels
    ]
    head = ["Aangenomen op", "Leverancier", "Levering", "Bekend tot en met", "Bijzonder"]
    counted = [[f"`{name}`", str(len(sheets[name]))] for name in words.tables if name in sheets]
    chapters = [
        f"{_DELIVERIES}\n{table(head, rows)}",
        f"### Hoeveel rijen er in het eind zijn\n\n{table(['Tabel', 'Rijen'], counted)}",
        "### Aannamen van het Werkplein",
    ]
    for about, assumed in story.assumptions().items():
        told = table(["Aanname", "Verdeling"], [[one.name, one.told()] for one in assumed])
        chapters.append(f"#### {about}\n\n{told}")
    return chapters
