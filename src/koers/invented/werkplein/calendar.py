"""When what was delivered about the invented Werkplein, in the order in which it was accepted.

The idea that makes it simple: the calendar is a list of parcels; each names its tables and the days
whose changes it brings. What goes wrong in real life stands in that list too: a delivery that is
refused and mended, one that comes after its successor, one that is replaced, one that is taken
back.

It must not know files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from koers.invented.werkplein.levels import Month, months

WPDA, DRENTSE_ZAAK = "wpda", "drentse-zaak"
BEFORE_ALL = -(2**40)
OPENING = Month(2016, 6)
MONTHS = months(OPENING.next, Month(2018, 2))
QUARTER_ENDS = tuple(month for month in MONTHS if month.month % 3 == 0 or month == MONTHS[-1])
ENTERPRISE = ("starterstraject", "ondernemersmelding", "onderneming", "ondernemersinkomen")
SURVEYS = ("trekkingslijst", "klanttevredenheid", "partnertevredenheid")
QUARTERLY = (
    *("boeking", "begroting", "bezuiniging", "sroi", "cijfer", "activiteit", "toetsing"),
    *("afspraakbaan", "verloning", "kind", "meedoen-kind", "meedoen", "fraude", "kenmerk"),
    *("doorverwijzing", "vrijwilligerswerk", "verdiencapaciteit", "startkwalificatie"),
    *("normbedrag", "toekenning", "route", "begeleiding", "zrm-2013"),
)
NAMES = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)

REPLACED, REFUSED, LATE = Month(2016, 7), Month(2016, 9), Month(2017, 1)
"""The months whose delivery is replaced later, is refused at first, comes after the next one."""
CODES_WRONG, GOALS_WRONG, TRIAL = "codes", "bestemmingen", "proef"
"""What is wrong with a delivery: unknown codes and another notation; a column that says nothing;
rows that were meant to try with.
"""


@dataclass(frozen=True)
class Part:
    """Of a table the rows that changed after a day, up to and including another; as they stood on
    the last of those days, or on a later one.
    """

    table: str
    after: int
    until: int
    as_on: int


@dataclass(frozen=True)
class Parcel:
    """A delivery: what it says of itself, and what is in it."""

    day: date
    title: str
    supplier: str
    known: date
    parts: tuple[Part, ...]
    kind: str = "wijzigingen"
    workbook: bool = False
    replaces: str = ""
    """The title of the delivery that this one takes the place of."""
    wrong: str = ""
    note: str = ""

    @property
    def folder(self) -> str:
        """Begins with the day of acceptance, so that folders stand in that order."""
        return f"{self.day.isoformat()}-{self.supplier}-{self.title.lower().replace(' ', '-')}"

    @property
    def is_refused(self) -> bool:
        return self.wrong == CODES_WRONG


def calendar(tables: Sequence[str]) -> tuple[Parcel, ...]:
    """Every delivery, in order of acceptance; `tables`: those that there are."""
    monthly = tuple(t for t in tables if t not in (*ENTERPRISE, *SURVEYS, *QUARTERLY))
    parcels = [*_openings(monthly), *_quarters(), *_surveys(), *_taken_back()]
    for month in MONTHS:
        parcels += _month(month, monthly)
    return tuple(sorted(parcels, key=lambda parcel: (parcel.day, parcel.title)))


def numbered(parcels: Sequence[Parcel]) -> dict[str, int]:
    """The number that each gets in a store, by title, when they are delivered in this order."""
    accepted = [parcel for parcel in parcels if not parcel.is_refused]
    return {parcel.title: number for number, parcel in enumerate(accepted, start=1)}


def _last(month: Month) -> date:
    return date(month.next.year, month.next.month, 1) - timedelta(days=1)


def _sent(month: Month) -> date:
    """The day on which the changes of a month are delivered, in the first days of the next."""
    return date(month.next.year, month.next.month, 4 + month.month % 4)


def _spoken(month: Month) -> str:
    return f"{NAMES[month.month - 1]} {month.year}"


def _parts(
    tables: Sequence[str], after: int, until: int, as_on: int | None = None
) -> tuple[Part, ...]:
    taken = until if as_on is None else as_on
    return tuple(Part(table, after, until, taken) for table in tables)


def _openings(monthly: Sequence[str]) -> Iterator[Parcel]:
    for supplier, about, day, tables in (
        (WPDA, "klanten", 8, (*monthly, *QUARTERLY)),
        (DRENTSE_ZAAK, "ondernemers", 11, ENTERPRISE),
    ):
        yield Parcel(
            date(2016, 7, day),
            f"Beginstand {about}",
            supplier,
            _last(OPENING),
            _parts(tables, BEFORE_ALL, OPENING.last),
            kind="volledige historie",
            workbook=supplier == DRENTSE_ZAAK,
            note="Alles wat op 30 juni 2016 bekend was, vanaf 2015.",
        )


def _month(month: Month, monthly: Sequence[str]) -> list[Parcel]:
    """The changes of a month; at the end of a quarter with what comes once a quarter."""
    first = month.first - 1
    parts = _parts(monthly, first, month.last)
    if month in QUARTER_ENDS:
        parts += _parts(QUARTERLY, _quarter_before(month), month.last)
    usual = Parcel(_sent(month), f"Wijzigingen {_spoken(month)}", WPDA, _last(month), parts)
    if month == REFUSED:
        note = "De export gebruikte eigen codes en schreef dagen op zijn Amerikaans."
        mended = replace(usual, day=usual.day + timedelta(days=4), title=f"{usual.title} hersteld")
        return [replace(usual, wrong=CODES_WRONG, note=note), mended]
    if month == LATE:
        later = month.next.last
        note = (
            "Door een storing kwam deze levering na die van februari; zij is begin maart gemaakt."
        )
        parts = _parts(monthly, first, month.last, later)
        return [replace(usual, day=date(2017, 3, 21), parts=parts, note=note)]
    if month == REPLACED:
        note = "Bij elke uitstroom staat een andere bestemming dan in het register."
        why = "Vervangt de levering waarin de bestemmingen van uitstroom ontbraken."
        better = replace(
            usual, day=usual.day + timedelta(days=13), title=f"{usual.title} verbeterd",
            replaces=usual.title, note=why,
        )  # fmt: skip
        return [replace(usual, wrong=GOALS_WRONG, note=note), better]
    return [usual]


def _quarter_before(month: Month) -> int:
    """The last day of the quarter end before."""
    before = [end.last for end in QUARTER_ENDS if end.last < month.last]
    return before[-1] if before else OPENING.last


def _quarters() -> Iterator[Parcel]:
    for month in QUARTER_ENDS:
        title = f"Ondernemers tot en met {_spoken(month)}"
        parts = _parts(ENTERPRISE, _quarter_before(month), month.last)
        day = _sent(month) + timedelta(days=5)
        yield Parcel(day, title, DRENTSE_ZAAK, _last(month), parts, workbook=True)


def _surveys() -> Iterator[Parcel]:
    """What clients, employers and partners think: once a year, months after the draw."""
    before = BEFORE_ALL
    for year, month, day in (
        (2016, Month(2017, 1), date(2017, 2, 14)),
        (2017, Month(2018, 2), date(2018, 3, 9)),
    ):
        note = "Een aselecte trekking; de nummers zijn niet tot personen te herleiden."
        parts = _parts(SURVEYS, before, month.last)
        yield Parcel(
            day,
            f"Onderzoek tevredenheid {year}",
            WPDA,
            _last(month),
            parts,
            workbook=True,
            note=note,
        )
        before = month.last


def _taken_back() -> Iterator[Parcel]:
    """A file to try with that was delivered by mistake, and that it does not count."""
    until = Month(2016, 7)
    title, sent = "Proefbestand starters", date(2016, 8, 12)
    parts = _parts(("starterstraject",), OPENING.last, until.last)
    note = "Deze trajecten bestaan niet, ook niet in dit verzonnen register."
    trial = Parcel(sent, title, DRENTSE_ZAAK, _last(until), parts, wrong=TRIAL, note=note)
    yield trial
    yield replace(
        trial, day=sent + timedelta(days=3), title="Proefbestand teruggenomen", parts=(),
        replaces=title, wrong="", note="Het proefbestand was per ongeluk geleverd.",
    )  # fmt: skip
