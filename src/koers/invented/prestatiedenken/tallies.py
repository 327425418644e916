"""What the two invented partners without a registration deliver: totals that were counted by hand,
and nothing about anybody.

The idea that makes it simple: a total is one row per area and quarter; from one level of the matrix
to another it is one row per pair of levels.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from koers.invented.prestatiedenken.lot import Lot
from koers.invented.prestatiedenken.places import AREAS, MUNICIPALITIES, ROUNDS
from koers.invented.prestatiedenken.told import Book

CARERS, STEPS = "de-proef", "stel-dat"
RECOGNISED = "mantelzorgers herkend, 18+"
SUPPORTED = "mantelzorgers op tijd ondersteund, 18+"
CONSULTED = "mantelzorgers op het spreekuur, 18+"
DOMAINS = ("sociaal netwerk", "participatie")
LEVELS = ("1", "2", "3", "4", "5")
UNKNOWN = "onbekend"
COHORTS: Mapping[date, date] = {
    date(2016, 9, 30): date(2017, 3, 31),
    date(2016, 12, 31): date(2017, 6, 30),
    date(2017, 3, 31): date(2017, 9, 30),
    date(2017, 6, 30): date(2017, 12, 31),
}
"""The last day of a quarter of first measurements, and of the quarter in which all were measured
again, half a year later.
"""
_STARTED = {"1": (1, 5), "2": (5, 12), "3": (6, 14), "4": (2, 6)}
"""At each level so many people at least and at most."""
_ENDED = {-1: 10, 0: 48, 1: 30, 2: 4}
"""How far they moved, of a hundred; the rest was not measured again."""


def told_by_carers(*, seed: int) -> Book:
    """Of each area and quarter how many carers were recognised, and how many of those due were
    supported. Of the last quarter two months are known.
    """
    book = Book()
    for area, code in AREAS.items():
        where = {"gemeente": code, "wijk": area, "opgever": CARERS, "status": "opgave"}
        for a_round in ROUNDS:
            lot = Lot(seed, f"{CARERS} {area} {a_round.until}")
            months = a_round.until.month - a_round.first.month + 1
            recognised = lot.number("herkend", 2 * months + 2, 4 * months)
            due = lot.number("aan de beurt", 2 * months, 4 * months)
            met = due - sum(lot.happens(f"niet {one}", 270) for one in range(due))
            totals: tuple[dict[str, str | int], ...] = (
                {"naam": RECOGNISED, "waarde": recognised},
                {"naam": SUPPORTED, "teller": met, "noemer": due},
                {"naam": CONSULTED, "waarde": lot.number("spreekuur", 5 * months, 12 * months)},
            )
            for number, total in enumerate(totals, start=1):
                name = f"{CARERS}-{number}-{area.lower()}"
                book.tell("cijfer", a_round.until, reeks=name, dag=a_round.until, **where, **total)
    return book


def told_by_steps(*, seed: int) -> Book:
    """Of each municipality and quarter how many people went from which level to which."""
    book = Book()
    for municipality in MUNICIPALITIES:
        for first, again in COHORTS.items():
            for domain in DOMAINS:
                lot = Lot(seed, f"{STEPS} {municipality.code} {domain} {first}")
                for level in _STARTED:
                    for end, people in _moved(lot, level).items():
                        book.tell(
                            "overgangen", again, reeks=f"{STEPS}-{domain}-{municipality.party}",
                            dag=first, naam=f"{domain} 2013, 18+",
                            beginniveau=level, eindniveau=end, mensen=people,
                            gemeente=municipality.code, opgever=STEPS, status="opgave",
                        )  # fmt: skip
    return book


def _moved(lot: Lot, level: str) -> dict[str, int]:
    """How many people of a level were at each level half a year later."""
    found = dict.fromkeys((*LEVELS, UNKNOWN), 0)
    for one in range(lot.number(f"begon op {level}", *_STARTED[level])):
        left = lot.number(f"{level} {one}", 0, 99)
        end = UNKNOWN
        for step, weight in _ENDED.items():
            if 0 <= left < weight:
                end = str(min(5, max(1, int(level) + step)))
            left -= weight
        found[end] += 1
    return found
