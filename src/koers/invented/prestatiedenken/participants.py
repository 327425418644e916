"""What Het Voorbeeld, an invented partner with a registration, delivers: participants, what they
take part in and where they go next, carers, early signals and what was done, who is active where.

The idea that makes it simple: a participant does one thing (takes part, cares, or is active), and a
signal is not about a participant, as the partner keeps them apart too.
"""

from __future__ import annotations

from datetime import date

from koers.invented.prestatiedenken.lot import Lot
from koers.invented.prestatiedenken.places import AREAS, FIRST, LAST
from koers.invented.prestatiedenken.told import Book, later, registered

PARTNER = "het-voorbeeld"
ADULT = {"ja": 970, "nee": 22, "": 8}
"""Whether somebody is 18 or older; empty where it was not asked."""
TAKE_PART, CARE, ACTIVE, SIGNALS = 460, 190, 325, 560
"""So many start to take part, are recognised as carers, are active, and so many signals come in."""
JOINED = {
    "cursus": 26,
    "taal": 18,
    "ontmoeting": 22,
    "bewegen": 12,
    "dagbesteding": 10,
    "maatje": 6,
    "begeleiding": 6,
}
MOVES_ON = 380
MOVED_TO = {"vrijwilligerswerk": 52, "onderwijs": 14, "werk": 24, "anders": 10}
SUPPORTED = 880
SUPPORT = {"begeleiding": 38, "contact": 30, "respijtzorg": 16, "informatie": 15, "": 1}
SIGNAL = {
    "betaalachterstand": 44,
    "eenzaamheid": 17,
    "psychisch": 13,
    "gezondheid": 10,
    "huiselijke relaties": 9,
    "verslaving": 5,
    "anders": 2,
}
FOLLOWED = {
    date(2017, 1, 1): 720,
    date(2017, 4, 1): 820,
    date(2017, 7, 1): 740,
    date(2017, 10, 1): 870,
    date(2018, 1, 1): 890,
}
"""Of a thousand signals from a day on so many are followed up in time."""
WAY = {"huisbezoek": 46, "telefoon": 30, "gesprek": 20, "bericht": 3, "": 1}
CALLED = {
    "ontmoeting": "Inloop",
    "taal": "Taalcafé",
    "cursus": "Cursus",
    "bewegen": "Samen bewegen",
}
ROLE = {"vrijwilliger": 72, "trekker": 12, "bezoeker": 16}
INITIATIVES = 24


def told_by(*, seed: int) -> Book:
    book = Book()
    for number in range(1, TAKE_PART + 1):
        _takes_part(book, Lot(seed, f"deelnemer {number}"))
    for number in range(1, CARE + 1):
        _cares(book, Lot(seed, f"mantelzorger {number}"))
    for number in range(1, ACTIVE + 1):
        _is_active(book, Lot(seed, f"actieve inwoner {number}"))
    for number in range(1, SIGNALS + 1):
        _signal(book, Lot(seed, f"signaal {number}"))
    return book


def _where(lot: Lot) -> dict[str, str]:
    area = lot.pick("wijk", dict.fromkeys(AREAS, 1))
    return {"gemeente": AREAS[area], "wijk": area}


def _participant(book: Book, lot: Lot, since: date) -> str:
    """Tell who takes part; the partner knows no dates of birth."""
    key = f"{PARTNER}-{lot.pseudonym}"
    adult = lot.pick("18 jaar of ouder", ADULT) or None
    book.tell("deelnemer", since, deelnemer=key, meerderjarig=adult)
    return key


def _takes_part(book: Book, lot: Lot) -> None:
    begin = lot.day("begint", date(2016, 10, 1), LAST)
    key, kind, where = _participant(book, lot, begin), lot.pick("soort", JOINED), _where(lot)
    end = later(begin, lot.number("duurt", 20, 300))
    book.spell(
        "deelname", lot, begin=begin, end=end, last=LAST, deelnemer=key,
        deelname=lot.pseudonym, soort=kind, activiteit=CALLED.get(kind, "Begeleiding"), **where,
    )  # fmt: skip
    moved = later(begin, lot.number("doorstroom na", 14, 230))
    if moved <= LAST and lot.happens("stroomt door", MOVES_ON):
        book.tell(
            "doorstroom", registered(moved, lot, "doorstroom"), deelnemer=key,
            doorstroomdatum=moved, bestemming=lot.pick("bestemming", MOVED_TO), **where,
        )  # fmt: skip


def _cares(book: Book, lot: Lot) -> None:
    day = lot.day("herkend", FIRST, LAST)
    key, where = _participant(book, lot, day), _where(lot)
    book.tell("mantelzorger", day, deelnemer=key, herkendatum=day, **where)
    begin = later(day, lot.number("ondersteund na", 0, 72))
    if begin <= LAST and lot.happens("wordt ondersteund", SUPPORTED):
        end = later(begin, lot.number("duurt", 0, 250))
        book.spell(
            "mantelzorg", lot, begin=begin, end=end, last=LAST, deelnemer=key,
            mantelzorg=lot.pseudonym, soort=lot.pick("soort", SUPPORT) or None, **where,
        )  # fmt: skip


def _is_active(book: Book, lot: Lot) -> None:
    begin = lot.day("begint", date(2016, 6, 1), LAST)
    key, where = _participant(book, lot, begin), _where(lot)
    end = later(begin, lot.number("duurt", 40, 900))
    book.spell(
        "inzet", lot, begin=begin, end=end, last=LAST, deelnemer=key,
        initiatief=f"initiatief-{lot.number('welk', 1, INITIATIVES):02d}",
        rol=lot.pick("rol", ROLE), **where,
    )  # fmt: skip


def _signal(book: Book, lot: Lot) -> None:
    day = lot.day("komt binnen", FIRST, LAST)
    book.tell(
        "vroegsignaal", registered(day, lot, "signaal"), signaal=lot.pseudonym, signaaldatum=day,
        soort=lot.pick("soort", SIGNAL), meerderjarig=lot.pick("18 jaar of ouder", ADULT) or None,
        **_where(lot),
    )  # fmt: skip
    permille = next(n for first, n in reversed(FOLLOWED.items()) if first <= day)
    in_time = lot.happens("op tijd opgevolgd", permille)
    followed = later(day, lot.number("na", 0, 14) if in_time else lot.number("te laat na", 15, 60))
    if followed <= LAST and (in_time or lot.happens("toch opgevolgd", 600)):
        book.tell(
            "opvolging", followed, signaal=lot.pseudonym, opvolging=f"o{lot.pseudonym}",
            opvolgdatum=followed, wijze=lot.pick("wijze", WAY) or None,
            contact="ja" if lot.happens("contact", 640) else "nee",
        )  # fmt: skip
