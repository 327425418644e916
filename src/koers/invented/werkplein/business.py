"""Entrepreneurs: starters from a benefit, established ones who ask for help, part-time ones.

The idea that makes it simple: how it went with an entrepreneur is drawn once; the tables of the one
who helps them and the benefits of the Werkplein both follow from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from koers.invented.days import NEVER, first_of_month, month_of
from koers.invented.draw import Chance, Numbers, Pick, Rows, Spread, Truths, Words
from koers.invented.people import key
from koers.invented.recipe import Columns, Keys
from koers.invented.spells import Spells, joined, months_within
from koers.invented.werkplein.levels import FIRST, LAST
from koers.invented.werkplein.people import World
from koers.invented.werkplein.sheets import Fault, Sheet, moments, spells

# --- starters -------------------------------------------------------------------------------------
STARTS = Chance("wie een uitkering houdt, begint een starterstraject", 16)
STARTS_AFTER = Spread("zo ver is de uitkering dan, in duizendsten", (100, 500, 900), "duizendsten")
STARTED_BEFORE = Spread("dagen van intake tot een eigen bedrijf", (60, 200, 330, 420, 700))
TRACK_LASTS = Spread("dagen dat een starterstraject duurt", (150, 300, 365))

# --- established ----------------------------------------------------------------------------------
ASKS_FOR = Pick(
    "waarvoor een ondernemer zich meldt",
    {"krediet": 28, "levensonderhoud": 36, "beide": 18, "begeleiding": 18},
)
SORT = Pick("soort ondernemer", {"2": 25, "3": 15, "5": 60})
ASKED_OUTCOME = Pick(
    "afloop van een melding van een ondernemer",
    {"toegekend": 58, "afgewezen": 24, "ingetrokken": 12, "niet behandeld": 6},
)
SURVIVES = Chance("een ondernemer heeft na een jaar nog een bedrijf en geen uitkering", 700)
CLOSES_AFTER = Spread("dagen van melding tot het einde van het bedrijf", (60, 180, 300, 360))
BUSINESS_SINCE = Spread("dagen dat een bedrijf er al was", (400, 1500, 3500, 8000))
STOPS_FOR = Pick(
    "waarom een bedrijf stopt",
    {"bewust": 42, "faillissement": 28, "overgedragen": 10, "anders": 20},
)
HELP_LASTS = Spread("dagen dat een Bbz-uitkering duurt", (90, 150, 210, 300, 340))
HELP_TOO_LONG = Spread("dagen dat zij duurt als het niet goed gaat", (370, 450, 700))

# --- part-time ------------------------------------------------------------------------------------
PART_TIME = Chance("naast een uitkering is er een klein bedrijf", 34)
PART_TIME_AFTER = Spread(
    "zo ver is die uitkering dan, in duizendsten", (20, 150, 400), "duizendsten"
)
NORM = Spread(
    "bijstandsnorm per maand van een ondernemer", (680, 975, 976, 1392), "euro", scale=100
)
EARNS = Spread("winst in honderdsten van de norm", (2, 12, 22, 30, 38, 52, 75), "honderdsten")
VARIES = Spread("winst van een maand in honderdsten van gewoon", (30, 80, 120, 170), "honderdsten")


@dataclass(frozen=True)
class Business:
    """Entrepreneurs of a world."""

    world: World

    # --- starters from a benefit -----------------------------------------------------------------

    @cached_property
    def tracks(self) -> Sheet:
        """Of everybody who left to a business of their own, and of some who did not."""
        own = self.world.benefits
        left = own.to.among("zelfstandig")
        stays = STARTS.of(own.rows) & ~left
        ran = own.last_day - own.begin
        later = own.begin + ran * STARTS_AFTER.of(own.rows) // 1000
        before = np.maximum(own.end - STARTED_BEFORE.of(own.rows), own.begin + 5)
        begin = np.where(left, before, later)
        there = (left | stays) & (begin >= FIRST - 700)
        rows, begin = own.rows.kept(there), begin[there]
        end = np.where(left[there], own.end[there], begin + TRACK_LASTS.of(rows))
        outcome = Words(np.where(left[there], 0, 1), ("gestart", "niet gestart"))
        columns: Columns = {
            "klant": key(rows),
            "traject": Keys("s", rows.number, rows.nth),
            "afloop": outcome.unless(end > LAST, Words.all("loopt", len(rows))),
        }
        found = spells("starterstraject", rows, begin, end, columns)
        running = Words.all("loopt", len(found))
        return found.with_fault(Fault("afloop", running, found.ended), {})

    # --- established entrepreneurs ---------------------------------------------------------------

    @cached_property
    def survives(self) -> Truths:
        return SURVIVES.of(self.world.entrepreneurs.rows)

    @cached_property
    def reports(self) -> Sheet:
        people = self.world.entrepreneurs
        columns: Columns = {
            "klant": key(people.rows),
            "melding": Keys("e", people.rows.number),
            "meldingsdatum": people.came,
            "soort": ASKS_FOR.of(people.rows),
            "bbz": SORT.of(people.rows),
            "uitkomst": ASKED_OUTCOME.of(people.rows),
        }
        return moments("ondernemersmelding", people.rows, people.came, columns, late=0)

    @cached_property
    def helped(self) -> tuple[Rows, Numbers, Numbers]:
        """Benefits for living costs of established entrepreneurs: who, first and last day."""
        people = self.world.entrepreneurs
        asks = ASKS_FOR.of(people.rows).among("levensonderhoud", "beide")
        there = asks & ASKED_OUTCOME.of(people.rows).among("toegekend")
        rows, begin = people.rows.kept(there), people.came[there] + 1
        good = self.survives[there]
        lasts = np.where(good, HELP_LASTS.of(rows), HELP_TOO_LONG.of(rows))
        return rows, begin, begin + lasts

    @cached_property
    def firms(self) -> Sheet:
        """Businesses of established, starting and part-time entrepreneurs."""
        people, own = self.world.entrepreneurs, self.world.benefits
        kept_on = self.survives | ASKED_OUTCOME.of(people.rows).among("toegekend")
        closed = people.came + CLOSES_AFTER.of(people.rows)
        left = np.flatnonzero(own.to.among("zelfstandig"))
        starters, (part, from_day, until) = own.rows.kept(left), self.part_time
        rows = joined([people.rows, starters.later(20), part.later(40)])
        begin = np.concatenate(
            [people.came - BUSINESS_SINCE.of(people.rows), own.end[left] - 30, from_day]
        )
        end = np.concatenate([np.where(kept_on, NEVER, closed), np.full(len(left), NEVER), until])
        small = rows.nth >= 40
        columns: Columns = {
            "klant": key(rows),
            "onderneming": Keys("b", rows.number, rows.nth),
            "omvang": Words(np.where(small, 1, 0), ("voltijd", "deeltijd")),
            "stopreden": STOPS_FOR.of(rows).only(end <= LAST),
        }
        return spells("onderneming", rows, begin, end, columns, at_end=("stopreden",))

    # --- part-time entrepreneurs -----------------------------------------------------------------

    @cached_property
    def part_time(self) -> tuple[Rows, Numbers, Numbers]:
        """A small business beside a benefit: who, first and last day (that of the benefit)."""
        own = self.world.benefits
        there = PART_TIME.of(own.rows) & (own.last_day > FIRST + 60)
        rows = own.rows.kept(there)
        began = np.maximum(own.begin[there], FIRST - 400)
        ran = own.last_day[there] - began
        first = began + ran * PART_TIME_AFTER.of(rows) // 1000
        return rows, first, own.end[there]

    @cached_property
    def _months(self) -> tuple[Rows, Numbers]:
        rows, begin, end = self.part_time
        spells_of = Spells(rows, np.maximum(begin, FIRST - 1), end, end)
        return months_within(spells_of, LAST)

    @cached_property
    def norms(self) -> Sheet:
        """The norm of each month of a benefit beside which there is a business."""
        rows, month = self._months
        columns: Columns = {
            "klant": key(rows),
            "maand": month,
            "bijstandsnorm": NORM.of(rows.each(0)),
        }
        return moments("normbedrag", rows, month, columns)

    @cached_property
    def profits(self) -> Sheet:
        """The profit of each of those months: known a month later, settled after the year."""
        rows, month = self._months
        year = Rows(rows.seed, rows.number, rows.at, month_of(month) // 12)
        share = EARNS.of(rows.each(0)) * VARIES.of(year) // 100
        profit = NORM.of(rows.each(0)) * share // 100 * VARIES.of(rows) // 100
        settled = first_of_month((month_of(month) // 12 + 1) * 12 + 3)
        columns: Columns = {
            "klant": key(rows),
            "maand": month,
            "winst": profit,
            "vaststelling": Words(np.where(settled > LAST, 0, 1), ("voorlopig", "definitief")),
        }
        found = moments("ondernemersinkomen", rows, month, columns, late=0)
        seen = np.where(settled <= LAST, settled, NEVER)[month <= LAST]
        return found.with_fault(Fault("vaststelling", Words.all("voorlopig", len(found)), seen), {})


def sheets(world: World) -> Iterator[Sheet]:
    """The tables of the one who helps entrepreneurs, and the norms that the Werkplein keeps."""
    of = Business(world)
    yield from (of.tracks, of.reports, of.firms, of.profits, of.norms)
