"""What a municipality delivers about its residents: who they are, the self-reliance matrix,
requests, the monitor, and how many inhabitants there are.

The idea that makes it simple: there are three kinds of residents the municipality knows (clients
who are measured on the matrix, new clients on its new version, and applicants), and a kind is a
number of people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from koers.invented.prestatiedenken.lot import Lot
from koers.invented.prestatiedenken.places import FIRST, LAST, ROUNDS, Municipality
from koers.invented.prestatiedenken.told import Book, Cells, later, registered

ADULTS = "inwoners 18+"
SENT = "vragenlijsten van de monitor, 18+"

CLIENTS, NEW_CLIENTS, APPLICANTS = 240, 60, 470
"""Of each municipality: measured since 2016, new since July 2017, and known for a request."""
NEW_VERSION = date(2017, 7, 1)
"""From this day on new clients are measured with the matrix of 2017."""
NOT_DISCUSSED, NOT_A_SCORE = 60, "99"
REMEASURED, WRONG_VERSION = 820, 40
"""Of a thousand clients so many are measured again, and so many of them with the new version."""
RISES, FALLS = 290, 90
APPLIES, APPLIES_AGAIN = 800, 120
CHILD = 40
"""Of a thousand applicants so many are younger than 18."""
LEAVES, MOVES = 30, 20
PER_AREA, ANSWERS = 350, 380
"""Questionnaires sent in each area, and answers to a thousand of them."""
NO_OPINION = 25

LEVELS_2013: Mapping[str, str] = {
    "financien": "12334445",
    "dagbesteding": "12233445",
    "huisvesting": "2334455",
    "huiselijke relaties": "2334455",
    "geestelijke gezondheid": "1223344",
    "lichamelijke gezondheid": "1223345",
    "verslaving": "2345555",
    "adl": "2334455",
    "sociaal netwerk": "1223334",
    "participatie": "1223344",
    "justitie": "3455555",
}
"""Levels at the start, each as likely; what stands more often is more likely."""
LEVELS_2017: Mapping[str, str] = {
    "financien": "12334445",
    "werk en opleiding": "1122334",
    "tijdsbesteding": "1223344",
    "huisvesting": "2334455",
    "huiselijke relaties": "2334455",
    "geestelijke gezondheid": "1223344",
    "lichamelijke gezondheid": "1223345",
    "middelengebruik": "2345555",
    "basale adl": "334455",
    "instrumentele adl": "223345",
    "sociaal netwerk": "1223334",
    "participatie": "1223344",
    "justitie": "3455555",
}
REQUESTED = {
    "huishouden": 34,
    "begeleiding": 24,
    "vervoer": 16,
    "wonen": 9,
    "dagbesteding": 8,
    "rolstoel": 5,
    "kort verblijf": 2,
    "beschermd wonen": 1,
    "anders": 1,
}
DECIDED = {"toegekend": 78, "afgewezen": 11, "ingetrokken": 8, "niet behandeld": 3}
LONELY = {
    "niet eenzaam": 64,
    "matig eenzaam": 27,
    "ernstig eenzaam": 6,
    "zeer ernstig eenzaam": 3,
}
YES = {
    "regie": 820,
    "steun": 790,
    "veilig": 900,
    "gezond": 750,
    "vrijwilliger": 345,
    "mantelzorger": 150,
    "buurtactief": 110,
}
"""Of a thousand answers so many say yes."""


@dataclass(frozen=True)
class Resident:
    """Somebody the municipality knows, until the day they leave."""

    lot: Lot
    municipality: Municipality
    area: str
    gone: date

    @property
    def key(self) -> str:
        return self.lot.pseudonym


def told_by(municipality: Municipality, *, seed: int) -> Book:
    book = Book()
    for number in range(1, CLIENTS + 1):
        _client(book, municipality, Lot(seed, f"{municipality.code} cliënt {number}"))
    for number in range(1, NEW_CLIENTS + 1):
        _new_client(book, municipality, Lot(seed, f"{municipality.code} nieuw {number}"))
    for number in range(1, APPLICANTS + 1):
        _applicant(book, municipality, Lot(seed, f"{municipality.code} aanvrager {number}"))
    for area in municipality.adults:
        _monitor(book, municipality, area, seed=seed)
        _stated(book, municipality, area, seed=seed)
    return book


# --- who they are ---------------------------------------------------------------------------------


def _known(
    book: Book, municipality: Municipality, lot: Lot, *, since: date, ages: tuple[int, int]
) -> Resident:
    """Tell who somebody is and where they live, from the day on which the municipality knows them
    on.
    """
    area = lot.pick("wijk", municipality.adults)
    gone = lot.day("vertrekt", later(since, 30), later(since, 400))
    leaves = lot.happens("vertrekt", LEAVES) and gone <= LAST
    found = Resident(lot, municipality, area, gone if leaves else date.max)
    birthday = later(since, -lot.number("verjaardag", 1, 364))
    born = birthday.replace(year=birthday.year - lot.number("leeftijd", *ages), day=1)
    book.tell("inwoner", since, klant=found.key, geboortedatum=born)
    _lives(book, found, since=since, born=born)
    if leaves:
        reason = lot.pick("reden", {"overleden": 6, "verhuisd": 4})
        book.tell("vertrek", gone, klant=found.key, vertrekdatum=gone, reden=reason)
    return found


def _lives(book: Book, who: Resident, *, since: date, born: date) -> None:
    """Where somebody lives; a few move to another area."""
    lot = who.lot
    moved = lot.day("verhuist", later(since, 20), later(since, 420))
    moves = lot.happens("verhuist", MOVES) and moved <= LAST and who.gone == date.max
    end = later(moved, -1) if moves else who.gone
    home = max(born, lot.day("woont er sinds", date(1985, 1, 1), date(2016, 2, 1)))
    where = {"klant": who.key, "gemeente": who.municipality.code}
    book.tell("woonplaats", since, begindatum=home, einddatum=None, wijk=who.area, **where)
    if end != date.max:
        book.tell("woonplaats", end, begindatum=home, einddatum=end, wijk=who.area, **where)
    if moves:
        other = lot.pick("nieuwe wijk", who.municipality.adults)
        book.tell("woonplaats", moved, begindatum=moved, einddatum=None, wijk=other, **where)


# --- the matrix -----------------------------------------------------------------------------------


def _client(book: Book, municipality: Municipality, lot: Lot) -> None:
    """Measured in 2016 on the matrix of 2013, most of them again in 2017 and early in 2018."""
    first = lot.day("eerste meting", date(2016, 3, 1), date(2016, 12, 30))
    who = _known(book, municipality, lot, since=first, ages=(18, 92))
    days = []
    if lot.happens("opnieuw gemeten", REMEASURED):
        days.append(lot.day("tweede meting", FIRST, date(2018, 1, 1)))
    if lot.happens("nog eens gemeten", REMEASURED):
        days.append(lot.day("derde meting", date(2018, 1, 2), LAST))
    new = lot.happens("met de nieuwe versie", WRONG_VERSION)
    level = _first_level(lot, LEVELS_2013)
    _measured(book, who, "zrm-2013", first, level)
    if new:
        level = _first_level(lot, LEVELS_2017) | {
            domain: held for domain, held in level.items() if domain in LEVELS_2017
        }
    for day in days:
        level = {name: _moved(held, lot, f"{name} {day}") for name, held in level.items()}
        _measured(book, who, "zrm-2017" if new else "zrm-2013", day, level)
    if lot.happens("vraagt ook aan", 150):
        _request(book, who, "aanvraag")


def _new_client(book: Book, municipality: Municipality, lot: Lot) -> None:
    first = lot.day("eerste meting", NEW_VERSION, date(2018, 2, 20))
    who = _known(book, municipality, lot, since=first, ages=(18, 92))
    level = _first_level(lot, LEVELS_2017)
    _measured(book, who, "zrm-2017", first, level)
    again = later(first, lot.number("tweede meting", 120, 240))
    level = {name: _moved(held, lot, f"{name} {again}") for name, held in level.items()}
    _measured(book, who, "zrm-2017", again, level)


def _first_level(lot: Lot, levels: Mapping[str, str]) -> dict[str, int]:
    return {
        domain: int(likely[lot.number(f"{domain} begin", 0, len(likely) - 1)])
        for domain, likely in levels.items()
    }


def _moved(level: int, lot: Lot, name: str) -> int:
    way = lot.number(name, 0, 999)
    return min(5, level + 1) if way < RISES else max(1, level - 1) if way < RISES + FALLS else level


def _measured(book: Book, who: Resident, table: str, day: date, level: Mapping[str, int]) -> None:
    """Tell a measurement of all domains; a domain that was not discussed has no level."""
    if day > min(LAST, who.gone):
        return
    for domain, held in level.items():
        silent = who.lot.happens(f"{domain} {day} niet besproken", NOT_DISCUSSED)
        book.tell(
            table, day, klant=who.key, meetdatum=day, domein=domain,
            niveau=NOT_A_SCORE if silent else str(held), door="consulent",
        )  # fmt: skip


# --- requests -------------------------------------------------------------------------------------


def _applicant(book: Book, municipality: Municipality, lot: Lot) -> None:
    if not lot.happens("vraagt aan", APPLIES):
        return
    asked = ["aanvraag"]
    if lot.happens("vraagt nog eens aan", APPLIES_AGAIN):
        asked.append("tweede aanvraag")
    ages = (6, 16) if lot.happens("jonger dan 18", CHILD) else (20, 92)
    since = min(lot.day(which, FIRST, LAST) for which in asked)
    who = _known(book, municipality, lot, since=since, ages=ages)
    for which in asked:
        _request(book, who, which)


def _request(book: Book, who: Resident, which: str) -> None:
    """A request: told when it comes in, and again when it was decided."""
    lot = who.lot
    day = lot.day(which, FIRST, LAST)
    if day > who.gone:
        return
    cells: Cells = {
        "klant": who.key,
        "aanvraag": Lot(lot.seed, f"{lot.who} {which}").pseudonym,
        "aanvraagdatum": day,
        "soort": lot.pick(f"{which} soort", REQUESTED),
        "gemeente": who.municipality.code,
        "wijk": who.area,
    }
    on = registered(day, lot, which)
    decided = max(on, later(day, lot.number(f"{which} besluit", 10, 56)))
    book.tell("aanvraag", on, uitkomst="loopt", **cells)
    if decided <= LAST:
        book.tell("aanvraag", decided, uitkomst=lot.pick(f"{which} uitkomst", DECIDED), **cells)


# --- the monitor and stated figures ---------------------------------------------------------------


def _monitor(book: Book, municipality: Municipality, area: str, *, seed: int) -> None:
    """The survey of October 2017: as many are asked in each area, and about two in five answer."""
    for number in range(1, PER_AREA + 1):
        lot = Lot(seed, f"monitor {area} {number}")
        if not lot.happens("antwoordt", ANSWERS):
            continue
        day = lot.day("antwoord", date(2017, 10, 2), date(2017, 10, 31))
        said = {
            name: None
            if lot.happens(f"{name} geen mening", NO_OPINION)
            else "ja"
            if lot.happens(name, permille)
            else "nee"
            for name, permille in YES.items()
        }
        silent = lot.happens("eenzaamheid geen mening", NO_OPINION)
        book.tell(
            "monitor", day, antwoord=lot.pseudonym, meetdatum=day, gemeente=municipality.code,
            wijk=area, meerderjarig="ja",
            eenzaamheid=None if silent else lot.pick("eenzaamheid", LONELY), **said,
        )  # fmt: skip


def _stated(book: Book, municipality: Municipality, area: str, *, seed: int) -> None:
    """How many adults live in an area on the first day of each quarter; how many were asked."""
    adults = municipality.adults[area]
    source = {"gemeente": municipality.code, "wijk": area, "opgever": municipality.party}
    for a_round in ROUNDS:
        day = a_round.first
        book.tell(
            "cijfer", day, reeks=f"inwoners-{area.lower()}", dag=day, naam=ADULTS, waarde=adults,
            status="geteld", bron="Bevolkingsadministratie (verzonnen)", **source,
        )  # fmt: skip
        adults += Lot(seed, f"inwoners {area}").number(str(day), -18, 25)
    day = date(2017, 10, 2)
    book.tell(
        "cijfer", day, reeks=f"monitor-{area.lower()}", dag=day, naam=SENT, waarde=PER_AREA,
        status="geteld", bron="Monitor sociaal domein (verzonnen)", **source,
    )  # fmt: skip
