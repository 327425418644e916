"""Figures that somebody states (Statistics Netherlands, the employee insurance agency, the law, the
municipalities), and activities with partners.

The idea that makes it simple: a figure is a line in a table here. What has a source that exists is
taken from it; all others are said to be invented.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from koers.invented.days import number_of
from koers.invented.draw import EMPTY, Numbers, Pick, Rows, Words
from koers.invented.recipe import Columns, Keys
from koers.invented.werkplein.asking import Asked
from koers.invented.werkplein.levels import CBS, CODES, NAMES, Month, months
from koers.invented.werkplein.people import World
from koers.invented.werkplein.sheets import Sheet, moments

INVENTED = "verzonnen opgave"
QUARTER_ENDS = tuple(m for m in months(Month(2016, 7), Month(2017, 12)) if m.month % 3 == 0)
CBS_SOURCE = "CBS, bijstand per gemeente (CC-BY 4.0), afgerond op tientallen"
LAW = "Regeling Wfsv (BWBR0019150), cumulatieve extra banen"
ENTITLED = {"GM0106": (2310, 2280), "GM1680": (430, 430), "GM1730": (520, 520)}
"""Children with a right to the arrangement to take part, 2016 and on. Invented."""
PASSED_ON = {
    "GM0106": {2016: (37_100_000, 37_100_000), 2017: (37_600_000, 37_600_000)},
    "GM1680": {2016: (6_500_000, 6_500_000), 2017: (6_500_000, 6_600_000)},
    "GM1730": {2016: (7_400_000, 7_400_000), 2017: (7_500_000, 7_500_000)},
}
"""Euros of the State made available to the Werkplein, of what was received. Invented."""
NATIONAL_JOBS = {2016: 20_500, 2017: 33_000}
JOBS_HERE = {2016: 119, 2017: 153}
"""Jobs of 25.5 hours of the national ones that fall here. Invented."""
VACANCIES = (980, 1010, 1090, 1150, 1210, 1300)
UNEMPLOYED = (4200, 4100, 3900, 3700, 3500, 3400)
ACTIVITIES = 36
ACTIVITY = Pick("verzonnen soort activiteit", {"toegang": 40, "instroom": 25, "kennis": 35})
WITH = Pick("verzonnen ontvanger", {"Partner Noord": 36, "Partner Oost": 34, "Partner Zuid": 30})


@dataclass(frozen=True)
class Stated:
    """A figure: its name, day, municipality ("": all), author, source, and a value or ratio."""

    name: str
    day: date
    town: str
    author: str
    source: str
    value: int | None = None
    ratio: tuple[int, int] | None = None
    version: str = ""

    @property
    def series(self) -> str:
        """What one author states of one thing for one municipality."""
        words = [self.author, self.name, NAMES.get(self.town, "samen")]
        return "-".join(words).lower().replace(" ", "-")


def figures(world: World) -> tuple[Stated, ...]:
    return (
        *_of_statistics(),
        *_of_the_market(),
        *_of_the_agreement(),
        *_of_municipalities(),
        *_of_prevention(world),
    )


def _of_statistics() -> Iterator[Stated]:
    """As Statistics Netherlands published them."""
    for code, years in CBS.items():
        for year, level in years.items():
            told = {
                "bijstandsontvangers": level.recipients,
                "instroom bijstand": level.came,
                "uitstroom bijstand": level.left,
                "uitstroom naar werk": level.to_work,
                "wsw-werknemers": level.wsw,
            }
            for name, value in told.items():
                day = date(year, 12, 31)
                yield Stated(name, day, code, "CBS", CBS_SOURCE, value, version="definitief")


def _of_the_market() -> Iterator[Stated]:
    """Vacancies and unemployment of the three together, by quarter. Invented."""
    for nth, (vacancies, unemployed) in enumerate(zip(VACANCIES, UNEMPLOYED, strict=True)):
        year, quarter = divmod(nth + 2, 4)
        month = Month(2016 + year, 3 * quarter + 3)
        day = date.fromordinal(date(month.next.year, month.next.month, 1).toordinal() - 1)
        yield Stated("vacatures", day, "", "UWV", INVENTED, vacancies)
        yield Stated("werkloze beroepsbevolking", day, "", "CBS", INVENTED, unemployed)


def _of_the_agreement() -> Iterator[Stated]:
    """What part of the national jobs falls here. The national numbers are those of the law; that
    part is invented.
    """
    for year, jobs in JOBS_HERE.items():
        day = date(year, 12, 31)
        source = f"verzonnen deel van {NATIONAL_JOBS[year]} banen ({LAW})"
        yield Stated("banen indicatief", day, "", "Werkkamer", source, jobs)


def _of_municipalities() -> Iterator[Stated]:
    """Children with a right to take part, and money of the State passed on. Invented."""
    for code, values in ENTITLED.items():
        for place, value in enumerate(values):
            day = date(2016 + place, 12, 31)
            yield Stated("kinderen met recht", day, code, NAMES[code], INVENTED, value)
    for code, years in PASSED_ON.items():
        for year, ratio in years.items():
            day = date(year, 12, 31)
            yield Stated("rijksmiddelen", day, code, NAMES[code], INVENTED, ratio=ratio)


def _of_prevention(world: World) -> Iterator[Stated]:
    """Reports of a quarter that ended without a benefit after something was done, as counted."""
    asked = Asked(world)
    done = ~asked.interventions.among("geen") & asked.ends.among("zonder uitkering")
    for month in QUARTER_ENDS:
        first = month.last - 91
        within = done & (asked.reported > first) & (asked.reported <= month.last)
        day = date.fromordinal(date(1970, 1, 1).toordinal() + month.last)
        for place, code in enumerate(CODES):
            number = int((within & (asked.place == place)).sum())
            yield Stated("voorkomen instroom", day, code, "Werkplein", INVENTED, number)


def sheets(world: World) -> Iterator[Sheet]:
    yield _figures(world)
    yield _activities(world)


def _figures(world: World) -> Sheet:
    told = figures(world)
    at = np.arange(len(told))
    rows = Rows(world.seed, at + 1, at, np.zeros_like(at))
    town = [CODES.index(one.town) if one.town else -1 for one in told]
    day = np.array([number_of(one.day) for one in told])
    columns: Columns = {
        "reeks": Words(at, tuple(one.series for one in told)),
        "dag": day,
        "naam": Words(at, tuple(one.name for one in told)),
        "gemeente": Words(np.array(town), CODES),
        "opgever": Words(at, tuple(one.author for one in told)),
        "waarde": _hundredths(one.value for one in told),
        "teller": _hundredths(one.ratio and one.ratio[0] for one in told),
        "noemer": _hundredths(one.ratio and one.ratio[1] for one in told),
        "status": Words.all("opgave", len(at)),
        "bron": Words(at, tuple(one.source for one in told)),
        "versie": Words(at, tuple(one.version for one in told)),
    }
    return moments("cijfer", rows, day, columns, late=0)


def _hundredths(values: Iterable[int | None]) -> Numbers:
    return np.array([EMPTY if one is None else 100 * one for one in values], dtype=np.int64)


def _activities(world: World) -> Sheet:
    number = np.arange(1, ACTIVITIES + 1)
    rows = Rows(world.seed, number, number - 1, np.zeros_like(number))
    first = number_of(date(2016, 7, 4))
    day = first + (number - 1) * 16
    sort = ACTIVITY.of(rows)
    done = {
        "toegang": "Spreekuur samen met het sociale team",
        "instroom": "Voorlichting aan vestigers en schoolverlaters",
        "kennis": "Bijeenkomst over regels en arbeidsmarkt",
    }
    result = {
        "toegang": "Vragen over werk en inkomen komen eerder bij de goede mensen",
        "instroom": "Deelnemers weten wat er van hen wordt verwacht",
        "kennis": "Partners verwijzen beter",
    }
    columns: Columns = {
        "activiteit": Keys("y", number),
        "activiteitsdatum": day,
        "soort": sort,
        "gemeente": Words(number % len(CODES), CODES),
        "partner": WITH.of(rows),
        "doel": sort.read_as({word: f"Verzonnen: {word}" for word in done}),
        "omschrijving": sort.read_as(done),
        "resultaat": sort.read_as(result),
    }
    return moments("activiteit", rows, day, columns, late=0)
