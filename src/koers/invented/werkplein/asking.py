"""Reports, applications, decisions and the yearly check of some of them.

The idea that makes it simple: a benefit began with an application and that with a report, so both
are counted back from its first day; people who got none reported too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from koers.invented.days import NEVER, month_of, years_after
from koers.invented.draw import EMPTY, Chance, Numbers, Pick, Rows, Spread, Truths, Words
from koers.invented.people import key
from koers.invented.recipe import Columns, Keys
from koers.invented.spells import joined
from koers.invented.werkplein.levels import CODES, FIRST, LAST, MONTHS, Month
from koers.invented.werkplein.people import World
from koers.invented.werkplein.sheets import Fault, Sheet, merged, moments

APPLIED_BEFORE = Spread("dagen van aanvraag tot eerste dag van de uitkering", (0, 0, 0, 3, 10))
REPORTED_BEFORE = Spread("dagen van melding tot aanvraag", (0, 2, 7, 14))
SEARCH_PERIOD = 28
"""Days that somebody under 27 has to look for work or school before applying."""
YOUNG = 27
QUALIFIED_YOUNG = Chance("wie jonger is dan 27, heeft een startkwalificatie", 420)
QUALIFIED_OLD = Chance("wie ouder is, heeft een startkwalificatie", 540)
REPORT_ENDS = Pick(
    "afloop van een melding waar geen uitkering op volgt", {"zonder uitkering": 66, "aanvraag": 34}
)
INTERVENTION = Pick(
    "wat er is gedaan om een uitkering te voorkomen",
    {"geen": 34, "naar werk": 28, "naar onderwijs": 14, "andere regeling": 16, "anders": 8},
)
DECIDED_AFTER = Spread("dagen van aanvraag tot besluit", (8, 20, 34, 50, 56))
NOT_GRANTED = Pick(
    "afloop van een aanvraag die niet is toegekend",
    {"afgewezen": 62, "ingetrokken": 26, "niet behandeld": 12},
)
CHANGED = Chance("een uitkering van meer dan 400 dagen is gewijzigd", 450)
CHANGED_AT = Spread("wanneer een uitkering is gewijzigd", (0, 1000), "duizendsten van de tijd")
DRAWN = 25
"""Decisions drawn for a check each month, from July 2016."""
CHECKED_AFTER = Spread("dagen van besluit tot toets", (60, 75, 90))
WRONG = {2016: 1, 2017: 4}
"""Checked decisions of a year of which the outcome or amount was wrong."""
FORMAL = Chance("een goed besluit heeft een formele fout", 40)
WRONG_BY = Spread("bedrag dat een fout besluit scheelt", (12, 60, 240, 900), "euro", scale=100)
FIRST_CHECK = Month(2016, 7)


def sheets(world: World) -> Iterator[Sheet]:
    asked = Asked(world)
    yield asked.reports
    yield asked.applications
    yield asked.decisions
    yield asked.checks


@dataclass(frozen=True)
class Asked:
    """What people asked for, and what was decided."""

    world: World

    @cached_property
    def _granted(self) -> Truths:
        """The benefits that somebody applied for since the first day; not those of partners."""
        own = self.world.benefits
        return (own.begin >= FIRST) & (own.household == np.arange(len(own)))

    @cached_property
    def rows(self) -> Rows:
        """By report: those that led to a benefit, then those that did not."""
        granted = self.world.benefits.rows.kept(self._granted)
        return joined([granted, self.world.reporters.rows.later(50)])

    @cached_property
    def birth(self) -> Numbers:
        clients, others = self.world.clients, self.world.reporters
        granted = self.world.benefits.rows.number[self._granted]
        return np.concatenate([clients.birth[self.world.client_of(granted)], others.birth])

    @cached_property
    def place(self) -> Numbers:
        return np.concatenate(
            [self.world.benefits.place[self._granted], self.world.reporters.place]
        )

    @cached_property
    def is_granted(self) -> Truths:
        found: Truths = np.arange(len(self.rows)) < int(self._granted.sum())
        return found

    @cached_property
    def applied(self) -> Numbers:
        """The day of each application."""
        begin = self.world.benefits.begin[self._granted]
        before = begin - APPLIED_BEFORE.of(self.rows.kept(self.is_granted))
        return np.concatenate([before, self.world.reporters.came + SEARCH_PERIOD])

    @cached_property
    def reported(self) -> Numbers:
        young = years_after(self.birth, YOUNG) > self.applied
        waited = np.where(young, SEARCH_PERIOD, 0) + REPORTED_BEFORE.of(self.rows)
        return self.applied - waited

    @cached_property
    def young(self) -> Truths:
        """Younger than 27 on the day of the report."""
        found: Truths = years_after(self.birth, YOUNG) > self.reported
        return found

    @cached_property
    def qualified(self) -> Truths:
        """Of each report, whether the person has a basic qualification: always the same."""
        person = self.rows.each(0)
        found: Truths = np.where(self.young, QUALIFIED_YOUNG.of(person), QUALIFIED_OLD.of(person))
        return found

    @cached_property
    def ends(self) -> Words:
        """How each report ended."""
        granted = Words.all("aanvraag", len(self.rows))
        return REPORT_ENDS.of(self.rows).unless(self.is_granted, granted)

    @cached_property
    def interventions(self) -> Words:
        none = Words.all("geen", len(self.rows))
        return INTERVENTION.of(self.rows).unless(~self.ends.among("zonder uitkering"), none)

    @property
    def reports(self) -> Sheet:
        rows = self.rows
        columns: Columns = {
            "klant": key(rows),
            "melding": Keys("m", rows.number, rows.nth),
            "meldingsdatum": self.reported,
            "soort": Words.all("levensonderhoud", len(rows)),
            "zoekperiode": Words(np.where(self.young, 0, 1), ("ja", "nee")),
            "startkwalificatie": Words(np.where(self.qualified, 0, 1), ("ja", "nee")),
            "uitkomst": self.ends,
            "interventie": self.interventions,
        }
        found = moments("melding", rows, self.reported, columns, late=6)
        return _open_until(found, "uitkomst", self.applied[self.reported <= LAST])

    @cached_property
    def outcomes(self) -> Words:
        """How each application ended."""
        granted = Words.all("toegekend", len(self.rows))
        return NOT_GRANTED.of(self.rows).unless(self.is_granted, granted)

    @property
    def applications(self) -> Sheet:
        there = self.ends.among("aanvraag")
        rows, number = self.rows.kept(there), int(there.sum())
        decided = self.applied[there] + DECIDED_AFTER.of(rows)
        columns: Columns = {
            "klant": key(rows),
            "aanvraag": Keys("a", rows.number, rows.nth),
            "aanvraagdatum": self.applied[there],
            "meldingsdatum": self.reported[there],
            "jongere": Words(np.where(self.young[there], 0, 1), ("ja", "nee")),
            "soort": Words.all("levensonderhoud", number),
            "regeling": Words.all("01", number),
            "uitkomst": self.outcomes.kept(there),
        }
        day = self.applied[there]
        found = moments("aanvraag", rows, day, columns, late=6)
        return _open_until(found, "uitkomst", decided[day <= LAST])

    @cached_property
    def _first(self) -> Sheet:
        """First decisions on applications, by the day of the decision."""
        decides = self.ends.among("aanvraag") & ~self.outcomes.among("ingetrokken")
        rows = self.rows.kept(decides)
        day = self.applied[decides] + DECIDED_AFTER.of(rows)
        sort = self.outcomes.kept(decides).read_as(
            {
                "toegekend": "toekenning",
                "afgewezen": "afwijzing",
                "niet behandeld": "buiten behandeling",
            }
        )
        columns: Columns = {
            "besluit": Keys("d", rows.number, rows.nth),
            "besluitdatum": day,
            "soort": sort,
            "eerste": Words(np.where(sort.among("buiten behandeling"), 1, 0), ("ja", "nee")),
            "regeling": Words.all("01", len(rows)),
            "gemeente": Words(self.place[decides], CODES),
        }
        return moments("besluit", rows, day, columns, late=2)

    @property
    def decisions(self) -> Sheet:
        """First decisions, and those to change or end a benefit."""
        ended, changed = (
            self._later_decisions("beeindiging", 60),
            self._later_decisions("wijziging", 70),
        )
        return merged([self._first, ended, changed])

    def _later_decisions(self, sort: str, nth: int) -> Sheet:
        own = self.world.benefits
        if sort == "beeindiging":
            there, day = own.end <= LAST, own.end
        else:
            there = CHANGED.of(own.rows) & (own.last_day - own.begin > 400)
            start = np.maximum(own.begin, FIRST)
            day = start + (own.last_day - start) * CHANGED_AT.of(own.rows) // 1000
        rows = own.rows.kept(there).later(nth)
        columns: Columns = {
            "besluit": Keys("d", rows.number, rows.nth),
            "besluitdatum": day[there],
            "soort": Words.all(sort, len(rows)),
            "eerste": Words.all("nee", len(rows)),
            "regeling": Words.all("01", len(rows)),
            "gemeente": Words(own.place[there], CODES),
        }
        return moments("besluit", rows, day[there], columns, late=2)

    @property
    def checks(self) -> Sheet:
        """A random draw of first decisions of every month, and what was found."""
        first = self._first
        eligible = first.columns["eerste"]
        assert isinstance(eligible, Words)
        day = first.day("besluitdatum")
        drawn = _drawn(first.rows, day, eligible.among("ja"))
        rows, day = first.rows.kept(drawn), day[drawn]
        checked = day + CHECKED_AFTER.of(rows)
        outcome = _outcomes(rows, day)
        wrong = outcome.among("verkeerd bedrag", "verkeerde uitkomst")
        columns: Columns = {
            **{
                name: first.kept(drawn).columns[name]
                for name in ("besluit", "soort", "regeling", "gemeente")
            },
            "besluitdatum": day,
            "trekking": Words(month_of(day) - 12 * 45, _DRAWINGS),
            "toetsdatum": np.where(checked <= LAST, checked, EMPTY),
            "uitkomst": outcome.only(checked <= LAST),
            "foutbedrag": np.where(wrong, WRONG_BY.of(rows), 0),
        }
        ended = np.where(checked <= LAST, checked, NEVER)
        return Sheet(
            "toetsing", rows, columns, day + 10, ended, ("toetsdatum", "uitkomst", "foutbedrag")
        )


_DRAWINGS = tuple(f"{m.year}-{m.month:02d}" for m in MONTHS)


def _drawn(rows: Rows, day: Numbers, eligible: Truths) -> Numbers:
    """The places of those drawn: of each month as many, at random."""
    found = []
    bits = rows.bits("getrokken voor een toets")
    for month in (m for m in MONTHS if m.first >= FIRST_CHECK.first):
        there = np.flatnonzero(eligible & (day >= month.first) & (day <= month.last))
        found.append(there[np.argsort(bits[there], kind="stable")][:DRAWN])
    return np.concatenate(found)


def _outcomes(rows: Rows, day: Numbers) -> Words:
    """Good, but for as many wrong ones a year as assumed."""
    words = ("goed", "formele fout", "verkeerd bedrag", "verkeerde uitkomst")
    places = np.where(FORMAL.of(rows), 1, 0)
    for year, count in WRONG.items():
        there = np.flatnonzero(month_of(day) // 12 + 1970 == year)
        order = np.argsort(rows.kept(there).bits("fout besluit"), kind="stable")[:count]
        places[there[order]] = 2 + np.arange(len(order)) % 2
    return Words(places, words)


def _open_until(sheet: Sheet, column: str, day: Numbers) -> Sheet:
    """The same rows, of which a column says that it still runs until a day."""
    runs = Words.all("loopt", len(sheet))
    seen = np.where(day > sheet.known, day, NEVER)
    found = sheet.columns[column]
    assert isinstance(found, Words)
    final = found.unless(day > LAST, runs)
    return sheet.with_fault(Fault(column, runs, seen), {column: final})
