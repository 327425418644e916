"""Counts indicators of the Werkplein a second time, straight from the folders with deliveries.

It shares no code with Koers. It knows what the agreement says in words, what an `aanlevering.yaml`
says, and the dictionary (keys, types, lists of codes). The idea that makes it simple: take the
deliveries one by one, then look at every person by himself, day by day. It splits nothing and
judges nothing, and must never be made clever: it is here to be read and believed.

    python -m tests.agreements.recount MAP [2017-06-10]     # all of them, or as known on that day
"""

from __future__ import annotations

import csv
import sys
from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from python_calamine import CalamineWorkbook

Cell = str | date | Decimal | None
Row = dict[str, Cell]
Rows = list[Row]
Key = tuple[Cell, ...]
Figure = dict[str, object]

ROOT = Path(__file__).parents[2]
WORDS: dict[str, Any] = yaml.safe_load(
    (ROOT / "src/koers/woordenboeken/participatiewet.yaml").read_text(encoding="utf-8")
)
TERM = (date(2016, 7, 1), date(2017, 12, 31))
HALF_YEARS = (
    (date(2016, 7, 1), date(2016, 12, 31)),
    (date(2017, 1, 1), date(2017, 6, 30)),
    (date(2017, 7, 1), date(2017, 12, 31)),
)
YEARS = ((date(2016, 7, 1), date(2016, 12, 31)), (date(2017, 1, 1), date(2017, 12, 31)))
ASKED_THROUGH = date(2018, 2, 28)
ONE_DAY = timedelta(days=1)
NEVER = date(1900, 1, 1)


# --- reading a delivery -------------------------------------------------------------------------


class Refused(Exception):
    """A delivery that may not be taken in as it is."""


@dataclass
class Table:
    name: str
    kind: str
    known_through: date
    rows: dict[Key, Row] = field(default_factory=dict)
    withdrawn: list[Key] = field(default_factory=list)


@dataclass
class Delivery:
    supplier: str
    on: date  # accepted on the day with which the name of its folder begins
    replaces: int | None  # the number of the delivery that no longer counts
    tables: list[Table]


# An `aanlevering.yaml` that says more than this is not understood here, and that must be seen.
UNDERSTOOD = {"aanlevering", "leverancier", "woordenboek", "toelichting", "tabel", "bestand"}
UNDERSTOOD |= {"blad", "soort", "bekend tot en met", "datumnotatie", "scheidingsteken"}
UNDERSTOOD |= {"controletotalen", "ingetrokken", "verzonnen"}


def read_delivery(folder: Path) -> Delivery:
    told = yaml.safe_load((folder / "aanlevering.yaml").read_text(encoding="utf-8"))
    replaces, tables = told.pop("vervangt", None), told.pop("tabellen", [])
    assert told.keys() <= UNDERSTOOD, told.keys() - UNDERSTOOD
    return Delivery(
        supplier=told["leverancier"],
        on=date.fromisoformat(folder.name[:10]),
        replaces=int(replaces.removeprefix("levering ")) if replaces else None,
        tables=[read_table(folder, told | table) for table in tables],
    )


def read_table(folder: Path, told: dict[str, Any]) -> Table:
    assert told.keys() <= UNDERSTOOD, told.keys() - UNDERSTOOD
    table = Table(told["tabel"], told["soort"], told["bekend tot en met"])
    lines = lines_of(folder, told)
    if told.get("controletotalen", {}).get("rijen", len(lines)) != len(lines):
        raise Refused("not as many rows as the source says")
    for line in lines:
        row = read_row(line, table.name, told.get("datumnotatie", "jjjj-mm-dd"))
        key = tuple(row[column] for column in WORDS["tabellen"][table.name]["sleutel"])
        if (gone := told.get("ingetrokken")) and line[gone["kolom"]] == gone["waarde"]:
            table.withdrawn.append(key)
        elif table.rows.setdefault(key, row) != row:
            raise Refused("two different rows with one key")
    return table


def lines_of(folder: Path, told: dict[str, Any]) -> list[dict[str, Any]]:
    """The cells of one table, as they stand in a CSV or on a sheet of a workbook."""
    path = folder / told.get("bestand", f"{told['tabel']}.csv")
    if "blad" in told:
        book = CalamineWorkbook.from_path(str(path))
        header, *lines = book.get_sheet_by_name(told["blad"]).to_python()
        return [dict(zip(map(str, header), line, strict=True)) for line in lines]
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=told.get("scheidingsteken", ",")))


def read_row(line: dict[str, Any], table: str, days: str) -> Row:
    row = {}
    for name, column in WORDS["tabellen"][table]["kolommen"].items():
        row[name] = read_cell(line.get(name), column, days)
    first, last = row.get("begindatum"), row.get("einddatum")
    if isinstance(first, date) and isinstance(last, date) and last < first:
        raise Refused("it ends before it begins")
    return row


def read_cell(cell: Any, column: dict[str, Any], days: str) -> Cell:
    if cell is None or cell == "":
        if column.get("verplicht") == "ja":
            raise Refused("a cell that must be filled is empty")
        return None
    if column["type"] == "dag":
        return read_day(cell, days)
    if column["type"] == "getal":
        try:
            return Decimal(str(cell).replace(",", "."))
        except InvalidOperation:
            raise Refused("not a number") from None
    if column["type"] == "ja-nee" and cell not in ("ja", "nee"):
        raise Refused("neither yes nor no")
    if column["type"] == "code" and cell not in WORDS["codelijsten"][column["codelijst"]]["codes"]:
        raise Refused("a code that is not in its list")
    return str(cell)


def read_day(cell: Any, days: str) -> date:
    if isinstance(cell, date):  # a workbook knows what a day is
        return cell.date() if isinstance(cell, datetime) else cell
    parts = cell.split("-")
    try:
        year, month, day = {"jjjj-mm-dd": parts, "dd-mm-jjjj": parts[::-1]}[days]
        return date(int(year), int(month), int(day))
    except ValueError:
        raise Refused("not a day") from None


# --- what is known ------------------------------------------------------------------------------


def accepted(folder: Path) -> list[Delivery]:
    """In order of acceptance: the place of a delivery is its number. Refused ones have none."""
    taken_in = []
    for path in sorted(folder.iterdir()):
        if (path / "aanlevering.yaml").is_file():
            try:
                taken_in.append(read_delivery(path))
            except Refused:
                continue
    return taken_in


@dataclass
class Known:
    """What is known after some deliveries: the rows, and through which day they are complete."""

    rows: dict[tuple[str, str], dict[Key, Row]]  # of a supplier and a table
    through: dict[tuple[str, str], date]

    def through_of(self, tables: Iterable[str]) -> date:
        delivered = {table: day for (_, table), day in self.through.items()}
        return min(ASKED_THROUGH, *(delivered.get(table, NEVER) for table in tables))

    def facts(self, table: str, through: date) -> Rows:
        """The rows of a table. What happened later, or is planned for later, does not exist."""
        first_day = WORDS["tabellen"][table].get("dag", WORDS["tabellen"][table].get("van"))
        found = []
        for (_, name), rows in self.rows.items():
            for row in rows.values() if name == table else ():
                if first_day is None or day_of(row, first_day) <= through:
                    last = row.get("einddatum")
                    planned = isinstance(last, date) and last > through
                    found.append(row | {"einddatum": None} if planned else row)
        return found


def replay(deliveries: list[Delivery]) -> Known:
    replaced = {delivery.replaces for delivery in deliveries}
    known = Known(defaultdict(dict), {})
    for number, delivery in enumerate(deliveries, start=1):
        for table in delivery.tables if number not in replaced else ():
            scope = (delivery.supplier, table.name)
            known.rows[scope] = after(known.rows[scope], table)
            known.through[scope] = max(table.known_through, known.through.get(scope, NEVER))
    return known


def after(rows: dict[Key, Row], table: Table) -> dict[Key, Row]:
    """The rows of one supplier's table after one more delivery of it."""
    if table.kind == "volledige historie":
        return table.rows
    if table.kind == "stand":  # what is no longer in it, ended the day before
        ended: Row = {"einddatum": table.known_through - ONE_DAY}
        rows = {key: row | ended if row["einddatum"] is None else row for key, row in rows.items()}
    kept = {key: row for key, row in rows.items() if key not in table.withdrawn}
    return kept | table.rows


# --- days ---------------------------------------------------------------------------------------


def months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    last = monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))


def days_from(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def day_of(row: Row, column: str) -> date:
    found = row[column]
    assert isinstance(found, date)
    return found


def number_of(row: Row, column: str) -> Decimal:
    found = row[column]
    assert isinstance(found, Decimal)
    return found


def grouped(rows: Rows, by: str = "klant") -> dict[str, Rows]:
    found: dict[str, Rows] = defaultdict(list)
    for row in rows:
        found[str(row[by])].append(row)
    return found


def holds(row: Row, **wanted: str | set[str]) -> bool | None:
    """Whether every column has (one of) the wanted values; None when that is not known."""
    answers = []
    for column, values in wanted.items():
        cell = row[column]
        right = cell == values if isinstance(values, str) else cell in values
        answers.append(None if cell is None else right)
    return False if False in answers else None if None in answers else True


def one_of(answers: Iterable[bool | None]) -> bool | None:
    found = set(answers)
    return True if True in found else None if None in found else False


@dataclass
class Found:
    """The first day on which something happened for sure, and the first on which it may have."""

    day: date | None = None
    perhaps: date | None = None


def first_of(days: dict[date, bool | None], first: date, last: date) -> Found:
    sure = [day for day, answer in days.items() if answer and first <= day <= last]
    perhaps = [day for day, answer in days.items() if answer is None and first <= day <= last]
    return Found(min(sure, default=None), min(perhaps, default=None))


def happened(rows: Rows, column: str, **wanted: str | set[str]) -> dict[date, bool | None]:
    """The days of events, and for each whether there was one as wanted."""
    answers = defaultdict(list)
    for row in rows:
        answers[day_of(row, column)].append(holds(row, **wanted))
    return {day: one_of(given) for day, given in answers.items()}


def runs_on(row: Row, day: date) -> bool:
    last = row["einddatum"]
    return day_of(row, "begindatum") <= day and (last is None or day <= day_of(row, "einddatum"))


def begins(rows: Rows, gap: int = 0, **wanted: str | set[str]) -> dict[date, bool | None]:
    """The days on which it begins, and does not merely go on after at most so many days without."""
    sure = [row for row in rows if holds(row, **wanted)]
    perhaps = [row for row in rows if holds(row, **wanted) is None]
    found: dict[date, bool | None] = {}
    for row in sure + perhaps:
        first = day_of(row, "begindatum")
        before = days_from(first - ONE_DAY * (gap + 1), first - ONE_DAY)
        if not any(runs_on(other, day) for other in sure for day in before):
            doubtful = any(runs_on(other, day) for other in perhaps for day in before)
            found[first] = True if row in sure and not doubtful else found.get(first)
    return found


def ends(rows: Rows, known: date, gap: int, **wanted: str | set[str]) -> set[date]:
    """The last days after which it stays away for longer than the gap, once that is certain."""
    perhaps, found = [row for row in rows if holds(row, **wanted) is not False], set()
    for row in perhaps:
        last = row["einddatum"]
        if holds(row, **wanted) and isinstance(last, date):
            after = days_from(last + ONE_DAY, last + ONE_DAY * (gap + 1))
            goes_on = any(runs_on(other, day) for other in perhaps for day in after)
            if after[-1] <= known and not goes_on:
                found.add(last)
    return found


def bridged(rows: Rows, day: date, known: date, gap: int = 31) -> bool:
    """Whether it runs on a day, or the day lies in a gap that is not (or may not be) too long."""
    if any(runs_on(row, day) for row in rows):
        return True
    ended = [last for row in rows if isinstance(last := row["einddatum"], date) and last < day]
    if not ended:
        return False
    still_open = max(ended) + ONE_DAY * (gap + 1)
    began = [first for row in rows if (first := day_of(row, "begindatum")) > day]
    return still_open > known or (bool(began) and min(began) <= still_open)


def runs(rows: Rows, day: date, known: date, **wanted: str | set[str]) -> bool | None:
    """Whether a benefit runs on a day; at most 31 days between two of them do not matter."""
    if bridged([row for row in rows if holds(row, **wanted)], day, known):
        return True
    perhaps = [row for row in rows if holds(row, **wanted) is not False]
    return None if bridged(perhaps, day, known) else False


def steps(measured: Rows, known: date) -> dict[date, int | None]:
    """The step on the ladder, day by day: 0 before the first, None once it is two years old."""
    on = {day_of(row, "meetdatum"): step_of(row) for row in measured}
    earlier = [day for day in on if day <= TERM[0]]
    last = max(earlier, default=None)
    found: dict[date, int | None] = {}
    for day in days_from(TERM[0], min(TERM[1], known)):
        if day in on:
            last = day
        expired = last is not None and day > two_years_later(last)
        found[day] = 0 if last is None else None if expired else on[last]
    return found


@cache
def two_years_later(day: date) -> date:
    return months_later(day, 24)


def step_of(row: Row) -> int | None:
    return None if row["trede"] is None else int(str(row["trede"]))


# --- shares -------------------------------------------------------------------------------------

CLASSES = ("uitgesloten", "onrijp", "behaald", "uitgezonderd", "onbekend", "nietBehaald")
Facts = Callable[[str], Rows]
Ripe = Callable[[date], date]


@dataclass
class Unit:
    """Someone from an anchor day on, with what happened until the window closed, or until now."""

    anchor: date
    success: Found
    exception: Found = field(default_factory=Found)
    excluded: bool = False

    def outcome(self) -> str:
        day, exception = self.success.day, self.exception
        if self.excluded:
            return "uitgesloten"
        if day and (exception.day is None or day <= exception.day):
            return "onbekend" if exception.perhaps and exception.perhaps < day else "behaald"
        if exception.day:
            return "uitgezonderd"
        return "onbekend" if self.success.perhaps or exception.perhaps else "nietBehaald"


@dataclass
class Share:
    ripe: Ripe  # the day on which what happens from an anchor day on has been seen
    unknown_counts: bool = False  # in the denominator, as not met
    on_first_day: bool = False  # nobody anchors on a later day of a period
    units: list[Unit] = field(default_factory=list)
    perhaps: list[date] = field(default_factory=list)  # of who may or may not belong: once

    def add(self, units: list[Unit], perhaps: list[date]) -> None:
        self.units += units
        self.perhaps += [] if units else sorted(perhaps)[:1]

    def figure(self, first: date, last: date, known: date) -> Figure:
        units = [unit for unit in self.units if first <= unit.anchor <= last]
        interim = Counter(unit.outcome() for unit in units)
        # Who is excluded is so on the anchor day: that need not ripen.
        ripe = [unit for unit in units if unit.excluded or self.ripe(unit.anchor) <= known]
        found = Counter(unit.outcome() for unit in ripe)
        found["onrijp"] = len(units) - len(ripe)
        closed = self.ripe(first if self.on_first_day else last) <= known
        return {
            "populatie": len(units),
            "populatieOnbekend": sum(first <= day <= last for day in self.perhaps),
            "tussenstand": None if closed else self.interim(interim),
            **{name: found[name] for name in CLASSES},
            **self.ratio(found),
        }

    def interim(self, found: Counter[str]) -> Figure:
        """As if every window closed on the day through which all is known."""
        nobody: Figure = {"teller": 0, "noemer": 0, "waarde": None}
        classes = {name: found[name] for name in CLASSES if name != "onrijp"}
        return classes | (self.ratio(found) if self.below(found) else nobody)

    def ratio(self, found: Counter[str]) -> Figure:
        above, below = found["behaald"], self.below(found)
        if not below:
            return {"teller": None, "noemer": None, "waarde": None}
        return {"teller": above, "noemer": below, "waarde": text(Fraction(above, below))}

    def below(self, found: Counter[str]) -> int:
        unknown = found["onbekend"] if self.unknown_counts else 0
        return found["behaald"] + found["nietBehaald"] + unknown


def text(value: Fraction) -> str:
    """Twelve digits after the point, without the zeros at the end."""
    digits = f"{Decimal(round(value * 10**12)).scaleb(-12):f}"
    return digits.rstrip("0").rstrip(".")


def left(rows: Rows, first: date, last: date) -> Found:
    """Died, moved away or retired."""
    reasons = {"overleden", "verhuisd", "pensioen"}
    return first_of(happened(rows, "vertrekdatum", reden=reasons), first, last)


def k_01(facts: Facts, known: date) -> Share:
    """Of whom 'within two years' is the last estimate: has an intensive service on that day."""
    share, services = Share(ripe=lambda day: months_later(day, 1)), grouped(facts("dienst"))
    judged = [row for row in facts("inschatting") if row["uitkomst"] != "niet beoordeeld"]
    listed = {"jobcoach", "werkstage", "scholing", "proefplaatsing"}
    for person, estimates in grouped(judged).items():
        units, perhaps = [], []
        for day in [last for _, last in HALF_YEARS if last <= known]:
            before = [row for row in estimates if day_of(row, "meetdatum") <= day]
            if not before:
                continue
            last = max(before, key=lambda row: day_of(row, "meetdatum"))
            belongs = holds(last, uitkomst="binnen twee jaar")
            perhaps += [day] if belongs is None else []
            if belongs:
                running = [row for row in services[person] if runs_on(row, day)]
                served = one_of(holds(row, vorm="intensief", instrument=listed) for row in running)
                young = (day - day_of(last, "meetdatum")).days < 56
                units.append(Unit(day, first_of({day: served}, day, day), excluded=young))
        share.add(units, perhaps)
    return share


PAID = {"zonder subsidie", "incidentele subsidie", "structurele subsidie"}
PAID |= {"beschut werk", "zelfstandig"}


def k_02(facts: Facts, known: date, months: int = 24) -> Share:
    """From the first estimate 'within two years' on: begins paid work within two years."""
    share = Share(ripe=lambda day: months_later(months_later(day, months), 2))
    work, leaving = grouped(facts("werk")), grouped(facts("vertrek"))
    for person, estimates in grouped(facts("inschatting")).items():
        estimated = first_of(happened(estimates, "meetdatum", uitkomst="binnen twee jaar"), *TERM)
        if anchor := estimated.day:
            closes = min(months_later(anchor, months), known)
            success = first_of(begins(work[person], vorm=PAID), anchor, closes)
            share.add([Unit(anchor, success, left(leaving[person], anchor, closes))], [])
        elif estimated.perhaps:
            share.add([], [estimated.perhaps])
    return share


def k_02_12(facts: Facts, known: date) -> Share:
    return k_02(facts, known, months=12)


def k_03(facts: Facts, known: date) -> Share:
    """Young, without qualification, on the first report: begins at a school within a year."""
    share = Share(lambda day: months_later(months_later(day, 12), 2), unknown_counts=True)
    schools, leaving = grouped(facts("onderwijs")), grouped(facts("vertrek"))
    born = {str(row["klant"]): row["geboortedatum"] for row in facts("klant")}
    asked = {"levensonderhoud", "hulp bij werk"}
    for person, reports in grouped(facts("melding")).items():
        days = happened(reports, "meldingsdatum", soort=asked, startkwalificatie="nee")
        for day, answer in days.items():
            birth = born.get(person)
            if not isinstance(birth, date):
                days[day] = None if answer else answer
            elif not months_later(birth, 18 * 12) <= day < months_later(birth, 27 * 12):
                days[day] = False
        reported = first_of(days, *TERM)
        if anchor := reported.day:
            closes = min(months_later(anchor, 12), known)
            success = first_of(begins(schools[person], startkwalificerend="ja"), anchor, closes)
            there = [row for row in schools[person] if runs_on(row, anchor)]
            excluded = any(holds(row, startkwalificerend="ja") for row in there)
            exception = left(leaving[person], anchor, closes)
            share.add([Unit(anchor, success, exception, excluded)], [])
        elif reported.perhaps:
            share.add([], [reported.perhaps])
    return share


def k_04(facts: Facts, known: date, since: int = 21, through: int = 24) -> Share:
    """From the intake on: no benefit on any day of the three months before two years later."""
    # A benefit that ended is surely over after 32 days, for up to 31 days without do not matter.
    share = Share(ripe=lambda day: months_later(day, through) + ONE_DAY * 32)
    benefits, leaving = grouped(facts("uitkering")), grouped(facts("vertrek"))
    for person, tracks in grouped(facts("starterstraject")).items():
        anchor = first_of(begins(tracks), *TERM).day
        if anchor is None:
            continue
        opens = min(months_later(anchor, since), known)
        closes = min(months_later(anchor, through), known)
        days = days_from(opens, closes)
        found = one_of(runs(benefits[person], day, known, doel="levensonderhoud") for day in days)
        without = None if found is None else not found
        success = first_of({closes: without}, anchor, closes)
        share.add([Unit(anchor, success, left(leaving[person], anchor, closes))], [])
    return share


def k_04_12(facts: Facts, known: date) -> Share:
    return k_04(facts, known, since=9, through=12)


def k_05(facts: Facts, known: date) -> Share:
    """From the first report on: has a business a year later, and no benefit."""
    share = Share(ripe=lambda day: months_later(day, 12) + ONE_DAY * 32)
    benefits, leaving = grouped(facts("uitkering")), grouped(facts("vertrek"))
    businesses = grouped(facts("onderneming"))
    for person, reports in grouped(facts("ondernemersmelding")).items():
        anchor = first_of(happened(reports, "meldingsdatum"), *TERM).day
        if anchor is None:
            continue
        closes = min(months_later(anchor, 12), known)
        trading = any(runs_on(row, closes) for row in businesses[person])
        benefit = runs(benefits[person], closes, known, doel="levensonderhoud")
        kept = False if not trading or benefit else None if benefit is None else True
        success = first_of({closes: kept}, anchor, closes)
        share.add([Unit(anchor, success, left(leaving[person], anchor, closes))], [])
    return share


def k_07b(facts: Facts, known: date) -> Share:
    """From each day on which someone comes to stand on step 1 or 2: 3 or higher within a year."""
    share = Share(lambda day: months_later(months_later(day, 12), 1), unknown_counts=True)
    leaving = grouped(facts("vertrek"))
    for person, measured in grouped(facts("trede")).items():
        units, perhaps, before = [], [], False
        for day, step in steps(measured, known).items():
            perhaps += [day] if step is None else []
            if step in (1, 2) and not before:
                closes = min(months_later(day, 12), known)
                exception = left(leaving[person], day, closes)
                units.append(Unit(day, rises(measured, day, closes), exception))
            before = step in (1, 2)
        share.add(units, perhaps)
    return share


def rises(measured: Rows, anchor: date, closes: date) -> Found:
    """To step 3 or higher, after the anchor. Who is not measured at all may have risen."""
    later = [row for row in measured if anchor < day_of(row, "meetdatum") <= closes]
    if not later:
        return Found(perhaps=closes)
    high = happened(later, "meetdatum", trede={"3", "4", "5", "6"})
    return first_of(high, anchor, closes)


def k_08(facts: Facts, known: date) -> Share:
    """On step 3 or 4 on the first day of a year: not lower a year later, or gone to work."""
    share = Share(lambda day: months_later(months_later(day, 12), 1), on_first_day=True)
    leaving, outflow = grouped(facts("vertrek")), grouped(facts("uitstroom"))
    for person, measured in grouped(facts("trede")).items():
        units, perhaps = [], []
        standing = steps(measured, known)
        for anchor in [first for first, _ in YEARS if first <= known]:
            step = standing[anchor]
            perhaps += [anchor] if step is None else []
            if step in (3, 4):
                closes = min(months_later(anchor, 12), known)
                gone = happened(outflow[person], "uitstroomdatum", omvang="geheel", bestemming=PAID)
                work, kept = first_of(gone, anchor, closes), stays(measured, anchor, closes, step)
                success = Found(work.day or kept.day, work.perhaps or kept.perhaps)
                units.append(Unit(anchor, success, left(leaving[person], anchor, closes)))
        share.add(units, perhaps)
    return share


def stays(measured: Rows, anchor: date, closes: date, step: int) -> Found:
    """The last measurement after the anchor says so, on the last day. Without one: unknown."""
    later = [row for row in measured if anchor < day_of(row, "meetdatum") <= closes]
    last = step_of(max(later, key=lambda row: day_of(row, "meetdatum"))) if later else None
    if last is None:
        return Found(perhaps=closes)
    return Found(closes) if last >= step else Found()


def k_11(facts: Facts, known: date) -> Share:
    """First decisions on a benefit, drawn and checked: wrong. ('Behaald' means wrong here.)"""
    share = Share(ripe=lambda day: months_later(day, 2))
    decisions = grouped(facts("besluit"), by="besluit")
    for row in facts("toetsing"):
        day = day_of(row, "besluitdatum")
        same = [one for one in decisions[str(row["besluit"])] if one["besluitdatum"] == day]
        asked = holds(row, soort={"toekenning", "afwijzing"}, regeling={"01", "02", "03"})
        belongs = {asked, one_of(holds(one, eerste="ja") for one in same)}
        if TERM[0] <= day <= TERM[1] and False not in belongs:
            wrong = holds(row, uitkomst={"verkeerde uitkomst", "verkeerd bedrag"})
            unit = Unit(day, first_of({day: wrong}, day, day))
            share.add([] if None in belongs else [unit], [day])
    return share


def k_13(facts: Facts, known: date) -> Share:
    """Clients that answered: content."""
    return content(facts("klanttevredenheid"))


def content(answers: Rows) -> Share:
    share = Share(ripe=lambda day: months_later(day, 2))
    for row in answers:
        day, answered = day_of(row, "trekkingsdatum"), holds(row, respons="ja")
        if TERM[0] <= day <= TERM[1] and answered is not False:
            yes = holds(row, tevreden={"zeer tevreden", "tevreden"})
            excluded = bool(holds(row, tevreden="geen mening"))
            unit = Unit(day, first_of({day: yes}, day, day), excluded=excluded)
            share.add([unit] if answered else [], [day])
    return share


def weigh(figure: Figure, facts: Facts, first: date, last: date, known: date) -> None:
    """Every municipality weighs as much as it has clients on the list from which was drawn."""
    answers, value = grouped(facts("klanttevredenheid"), by="gemeente"), Fraction(0)
    lists = facts("trekkingslijst")
    lists = [row for row in lists if first <= day_of(row, "trekkingsdatum") <= last]
    for municipality, listed in grouped(lists, by="gemeente").items():
        units = content(answers[municipality]).units
        ripe = [unit for unit in units if months_later(unit.anchor, 2) <= known]
        found = Counter(unit.outcome() for unit in ripe if first <= unit.anchor <= last)
        share = Fraction(found["behaald"], found["behaald"] + found["nietBehaald"])
        value += share * Fraction(len(listed), len(lists))
    figure["waarde"] = text(value) if lists else None
    figure["tussenstand"] = None  # what is not weighed would be another number


# --- numbers ------------------------------------------------------------------------------------


def number(value: int, unknown: int = 0) -> Figure:
    return {"populatieOnbekend": unknown, "teller": value, "noemer": 1, "waarde": str(value)}


def k_06(facts: Facts, first: date, last: date, known: date) -> Figure:
    """People with a profit of at least 30 % of the norm, added up over the months with benefit."""
    if (first.month, last.month) != (1, 12):  # only whole years
        return {"populatieOnbekend": 0, "teller": None, "noemer": None, "waarde": None}
    benefits, people = grouped(facts("uitkering")), 0
    profits = {(str(row["klant"]), row["maand"]): row for row in facts("ondernemersinkomen")}
    for person, norms in grouped(facts("normbedrag")).items():
        profit, norm = Decimal(0), Decimal(0)
        for row in norms:
            month = day_of(row, "maand")
            days = days_from(month, months_later(month, 1) - ONE_DAY)
            benefit = any(runs_on(one, day) for one in benefits[person] for day in days)
            if first <= month <= last and benefit and (person, month) in profits:
                profit += number_of(profits[person, month], "winst")
                norm += number_of(row, "bijstandsnorm")
        people += norm > 0 and profit * 100 >= norm * 30
    return number(people)


def k_09(facts: Facts, first: date, last: date, known: date) -> Figure:
    """Growth on a year earlier, of people with a job at a regular employer."""
    now, doubt_now = limited_at_work(facts, last)
    then, doubt_then = limited_at_work(facts, months_later(last, -12))
    flow = {"gebleven": len(now & then), "erbij": len(now - then), "eraf": len(then - now)}
    figure = number(len(now), unknown=len(doubt_now) + len(doubt_then))
    value = text(Fraction(len(now), len(then)) - 1)
    return figure | {"noemer": len(then), "waarde": value, "verloop": flow}


def limited_at_work(facts: Facts, day: date) -> tuple[set[str], set[str]]:
    """Who has a regular employer on a day, and less than full earning capacity; and who may."""
    employers = {"zonder subsidie", "incidentele subsidie", "structurele subsidie", "wsw regulier"}
    capacities, sure, perhaps = grouped(facts("verdiencapaciteit")), set(), set()
    for person, jobs in grouped(facts("werk")).items():
        works = one_of(holds(row, vorm=employers) for row in jobs if runs_on(row, day))
        limited = one_of(
            None if row["percentage"] is None else number_of(row, "percentage") < 100
            for row in capacities[person]
            if runs_on(row, day)
        )
        if works and limited:
            sure.add(person)
        elif works is not False and limited is not False:
            perhaps.add(person)
    return sure, perhaps


def k_14(facts: Facts, first: date, last: date, known: date) -> Figure:
    """Costs against the budget, of each item as it stands after its last change in the period."""
    costs = [row for row in facts("boeking") if first <= day_of(row, "kostendatum") <= last]
    spent, budget = sum((number_of(row, "kosten") for row in costs), Decimal(0)), Decimal(0)
    stated = [row for row in facts("begroting") if first <= day_of(row, "vaststeldatum") <= last]
    for changes in grouped(stated, by="kostenpost").values():
        budget += number_of(max(changes, key=lambda row: day_of(row, "vaststeldatum")), "begroot")
    value = text(Fraction(spent) / Fraction(budget))
    return {"populatieOnbekend": 0, "teller": spent, "noemer": budget, "waarde": value}


def i_08(facts: Facts, first: date, last: date, known: date) -> Figure:
    """Clients on the last day."""
    return number(len({row["klant"] for row in facts("doelgroep") if runs_on(row, last)}))


# One for a couple.
LIVING: dict[str, str | set[str]] = {"doel": "levensonderhoud", "rol": "aanvrager"}


def i_08_benefits(facts: Facts, first: date, last: date, known: date) -> Figure:
    """Benefits on the last day, and how they follow from those of the period before."""
    before, people = first - ONE_DAY, grouped(facts("uitkering")).values()
    now = [runs(rows, last, known, **LIVING) for rows in people]
    then = [runs(rows, before, known, **LIVING) for rows in people]
    more = fewer = 0
    for rows in people:
        began = begins(rows, 31, **LIVING).items()
        more += sum(bool(answer) and before < day <= last for day, answer in began)
        fewer += sum(before <= day < last for day in ends(rows, known, 31, **LIVING))
    stock, earlier = now.count(True), then.count(True)
    follows = {"vorige": earlier, "erbij": more, "eraf": fewer, "stand": stock}
    follows["verschil"] = stock - (earlier + more - fewer)
    return number(stock, unknown=now.count(None)) | {"aansluiting": follows}


def i_09(facts: Facts, first: date, last: date, known: date) -> Figure:
    """Benefits that began."""
    began = [
        answer
        for rows in grouped(facts("uitkering")).values()
        for day, answer in begins(rows, 31, **LIVING).items()
        if first <= day <= last
    ]
    return number(began.count(True), unknown=began.count(None))


# --- all of them --------------------------------------------------------------------------------

# A figure is known through the day through which all is known that it reads, its splits too.
WHO = ("woonplaats", "doelgroep")
READS = {
    "K-01": ("inschatting", "dienst", "kenmerk", *WHO),
    "K-02": ("inschatting", "werk", "vertrek", "kenmerk", *WHO),
    "K-02-12": ("inschatting", "werk", "vertrek", "kenmerk", *WHO),
    "K-03": ("melding", "klant", "onderwijs", "vertrek", "kenmerk", *WHO),
    "K-04": ("starterstraject", "uitkering", "vertrek", *WHO),
    "K-04-12": ("starterstraject", "uitkering", "vertrek", *WHO),
    "K-05": ("ondernemersmelding", "onderneming", "uitkering", "vertrek", *WHO),
    "K-06": ("ondernemersinkomen", "normbedrag", "uitkering", *WHO),
    "K-07b": ("trede", "vertrek", "kenmerk", *WHO),
    "K-08": ("trede", "uitstroom", "vertrek", "kenmerk", *WHO),
    "K-09": ("werk", "verdiencapaciteit", *WHO),
    "K-11": ("toetsing", "besluit"),
    "K-13": ("klanttevredenheid",),
    "K-14": ("boeking", "begroting"),
    "I-08": ("doelgroep", "kenmerk", "woonplaats"),
    "I-08-uitkeringen": ("uitkering", "woonplaats"),
    "I-09": ("uitkering", "woonplaats"),
}
SHARES = {
    "K-01": (k_01, HALF_YEARS),
    "K-02": (k_02, YEARS),
    "K-02-12": (k_02_12, YEARS),
    "K-03": (k_03, YEARS),
    "K-04": (k_04, YEARS),
    "K-04-12": (k_04_12, YEARS),
    "K-05": (k_05, YEARS),
    "K-07b": (k_07b, HALF_YEARS),
    "K-08": (k_08, YEARS),
    "K-11": (k_11, YEARS),
    "K-13": (k_13, YEARS),
}
NUMBERS = {
    "K-06": (k_06, YEARS),
    "K-09": (k_09, YEARS),
    "K-14": (k_14, YEARS),
    "I-08": (i_08, HALF_YEARS),
    "I-08-uitkeringen": (i_08_benefits, HALF_YEARS),
    "I-09": (i_09, HALF_YEARS),
}
BRIDGED = ("I-08-uitkeringen", "I-09")  # that a benefit ended is certain after 32 days


def recount(deliveries: list[Delivery]) -> dict[tuple[str, str], Figure]:
    """Every figure, by code and first day: shares of periods begun, numbers of periods over."""
    known = replay(deliveries)
    found: dict[tuple[str, str], Figure] = {}
    for code, tables in READS.items():
        through = known.through_of(tables)

        def facts(table: str, through: date = through) -> Rows:
            return known.facts(table, through)

        if code in SHARES:
            count, periods = SHARES[code]
            share = count(facts, through)
            for first, last in [one for one in periods if one[0] <= through]:
                found[code, str(first)] = share.figure(first, last, through)
                if code == "K-13":
                    weigh(found[code, str(first)], facts, first, last, through)
        else:
            measure, periods = NUMBERS[code]
            certain = through - ONE_DAY * (32 if code in BRIDGED else 0)
            for first, last in [one for one in periods if one[1] <= certain]:
                found[code, str(first)] = measure(facts, first, last, through)
        for first, _ in periods:
            found.get((code, str(first)), {})["bekendTotEnMet"] = str(through)
    return found


if __name__ == "__main__":
    on = date.fromisoformat(sys.argv[2]) if len(sys.argv) > 2 else date.max
    taken_in = [one for one in accepted(Path(sys.argv[1])) if one.on <= on]
    for (code, first), figure in recount(taken_in).items():
        sys.stdout.write(f"{code} {first} {figure}\n")
