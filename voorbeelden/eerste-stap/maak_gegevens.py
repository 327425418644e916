"""Make the invented register of the first-step example: 240 persons who do not exist.

Seeded, so the same every time; `python voorbeelden/eerste-stap/maak_gegevens.py` writes it and a
test holds the committed files against it. Assumptions: starting steps 1-4, a measurement about
every four months (one in ten is missing), two in five rise a step each time, one in twenty drops;
four in ten have a benefit that starts within the term; everything is known through January 2018.
"""

from __future__ import annotations

import csv
import random
from datetime import date, timedelta
from pathlib import Path

FOLDER = Path(__file__).parent / "gegevens"
FIRST, LAST = date(2016, 7, 1), date(2018, 1, 31)
PERSONS = 240
KNOWN = """\
# Tot en met welke dag het (verzonnen) werkplein alles heeft geleverd.
bekend tot en met:
  - {leverancier: werkplein, dag: 2018-01-31}
"""
Rows = dict[str, list[list[object]]]

HEADERS = {
    "klant": ["klant", "geboortedatum", "geslacht"],
    "woonplaats": ["klant", "begindatum", "einddatum", "gemeente"],
    "trede": ["klant", "meetdatum", "trede", "door", "aanleiding"],
    "uitkering": [
        "uitkering",
        "klant",
        "begindatum",
        "einddatum",
        "regeling",
        "bbz",
        "doel",
        "rol",
        "maandbedrag",
    ],
    "vertrek": ["klant", "vertrekdatum", "reden"],
    "uitstroom": [
        "uitstroom",
        "klant",
        "uitstroomdatum",
        "omvang",
        "reden",
        "bestemming",
        "afspraakbaan",
        "wsw",
    ],
    "toekenning": [
        "toekenning",
        "klant",
        "besluitdatum",
        "regeling",
        "cluster",
        "lening",
        "toegekend",
    ],
}


def make() -> Rows:
    """All tables, in order of person."""
    chance = random.Random(20160701)
    rows: Rows = {name: [] for name in HEADERS}
    for number in range(1, PERSONS + 1):
        _person(f"P{number:03d}", chance, rows)
    return rows


def _person(key: str, chance: random.Random, rows: Rows) -> None:
    born = date(1955, 1, 1) + timedelta(days=chance.randrange(43 * 365))
    rows["klant"].append([key, born, chance.choice(["1", "2"])])
    _home(key, chance, rows)
    begin = FIRST - timedelta(days=chance.randrange(1, 1500))
    if chance.random() < 0.4:
        begin = FIRST + timedelta(days=chance.randrange((LAST - FIRST).days))
    leaves = begin + timedelta(days=chance.randrange(60, 1400))
    departs = leaves if leaves <= LAST and chance.random() < 0.18 else None
    works = leaves if leaves <= LAST and departs is None else None
    _benefit(key, begin, min(leaves, LAST) if departs or works else None, chance, rows)
    _ladder(key, max(begin, FIRST - timedelta(days=200)), leaves, chance, rows)
    if departs:
        reason = chance.choice(["verhuisd", "verhuisd", "pensioen", "overleden", "anders"])
        rows["vertrek"].append([key, departs, reason])
    if works:
        goal = chance.choice(["zonder subsidie", "incidentele subsidie", "onderwijs", "anders"])
        reason = {"onderwijs": "01", "anders": "98"}.get(goal, "11")
        rows["uitstroom"].append([f"S{key[1:]}", key, works, "geheel", reason, goal, "nee", "nee"])
    _grants(key, begin, chance, rows)


def _home(key: str, chance: random.Random, rows: Rows) -> None:
    first, second = chance.sample(["akkerdam", "veldenberg"], 2)
    moves = (
        FIRST + timedelta(days=chance.randrange((LAST - FIRST).days))
        if chance.random() < 0.1
        else None
    )
    start = date(2010, 1, 1)
    rows["woonplaats"].append([key, start, moves - timedelta(days=1) if moves else "", first])
    if moves:
        rows["woonplaats"].append([key, moves, "", second])


def _benefit(key: str, begin: date, end: date | None, chance: random.Random, rows: Rows) -> None:
    amount = f"{chance.randrange(90000, 140000) / 100:.2f}"
    tail = ["01", "", "levensonderhoud", "aanvrager", amount]
    if end and (end - begin).days > 200 and chance.random() < 0.3:
        stop = begin + timedelta(days=90)
        again = stop + timedelta(days=chance.choice([15, 28, 31, 45]))
        rows["uitkering"].append([f"U{key[1:]}a", key, begin, stop, *tail])
        begin = again
    rows["uitkering"].append([f"U{key[1:]}", key, begin, end or "", *tail])


def _ladder(key: str, day: date, leaves: date, chance: random.Random, rows: Rows) -> None:
    step = chance.choices([1, 2, 3, 4], [2, 4, 4, 2])[0]
    while day <= min(leaves, LAST):
        if chance.random() < 0.9:
            rows["trede"].append([key, day, step, "consulent", "voortgang"])
        lift = chance.random()
        step = min(6, step + 1) if lift < 0.42 else max(1, step - 1) if lift < 0.47 else step
        day += timedelta(days=chance.randrange(90, 150))


def _grants(key: str, begin: date, chance: random.Random, rows: Rows) -> None:
    for number in range(chance.choice([0, 0, 1, 1, 2])):
        day = max(begin, FIRST) + timedelta(days=chance.randrange(400))
        if day <= LAST:
            amount = f"{chance.randrange(4000, 60000) / 100:.2f}"
            name = f"T{key[1:]}{number}"
            rows["toekenning"].append([name, key, day, "12", chance.choice("abch"), "nee", amount])


def write(folder: Path = FOLDER) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in make().items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(HEADERS[name])
            writer.writerows(rows)
    (folder / "bekend.yaml").write_text(KNOWN, encoding="utf-8")


if __name__ == "__main__":
    write()
