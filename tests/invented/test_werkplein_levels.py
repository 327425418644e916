"""The invented Werkplein has as many people with a benefit, coming and going, as Statistics
Netherlands counted. Counted here from the rows that are delivered, one by one, and not by how they
were drawn.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import TypeAlias

import pytest

from koers.invented.werkplein import story
from koers.invented.werkplein.calendar import BEFORE_ALL
from koers.invented.werkplein.levels import CBS, LAST
from koers.invented.werkplein.writing import Notation, lines

Rows: TypeAlias = list[dict[str, str]]
Span: TypeAlias = tuple[date, date]
FAR_AWAY = date(2100, 1, 1)
WORK = {
    *("zonder subsidie", "incidentele subsidie", "structurele subsidie", "beschut werk"),
    "zelfstandig",
}
YEARS = [(code, year) for code, years in CBS.items() for year in years]


@pytest.fixture(scope="module")
def tables() -> Mapping[str, Rows]:
    """Every row that is known in the end."""
    found = {}
    for name, sheet in story.sheets(1).items():
        header, *rows = lines(sheet.told(BEFORE_ALL, LAST), Notation("%Y-%m-%d"))
        found[name] = [dict(zip(header, row, strict=True)) for row in rows]
    return found


def day(text: str) -> date:
    return datetime.strptime(text, "%Y-%m-%d").date() if text else FAR_AWAY  # noqa: DTZ007


def span(row: Mapping[str, str]) -> Span:
    return day(row["begindatum"]), day(row["einddatum"])


@pytest.fixture(scope="module")
def homes(tables: Mapping[str, Rows]) -> Mapping[str, list[tuple[Span, str]]]:
    found = defaultdict(list)
    for row in tables["woonplaats"]:
        found[row["klant"]].append((span(row), row["gemeente"]))
    return found


@pytest.fixture(scope="module")
def benefits(tables: Mapping[str, Rows]) -> Mapping[str, list[Span]]:
    """Benefits for living costs of each person; what stops for at most 31 days goes on."""
    rows = [r for r in tables["uitkering"] if r["regeling"] in {"01", "02", "03"}]
    found: dict[str, list[Span]] = defaultdict(list)
    for row in sorted(rows, key=lambda r: (r["klant"], r["begindatum"])):
        first, last = span(row)
        spells = found[row["klant"]]
        if spells and first <= spells[-1][1] + timedelta(days=32):
            spells[-1] = spells[-1][0], max(last, spells[-1][1])
        else:
            spells.append((first, last))
    return found


def lives(homes: Mapping[str, list[tuple[Span, str]]], person: str, on: date, code: str) -> bool:
    return any(first <= on <= last and town == code for (first, last), town in homes[person])


def near(found: int, told: int) -> bool:
    """Within a tenth, or as much as rounding to tens hides."""
    return abs(found - told) <= max(told // 10, 10)


@pytest.mark.parametrize(("code", "year"), YEARS)
def test_as_many_have_a_benefit_come_and_leave_as_cbs_counted(
    benefits: Mapping[str, list[Span]],
    homes: Mapping[str, list[tuple[Span, str]]],
    tables: Mapping[str, Rows],
    code: str,
    year: int,
) -> None:
    ends = {(r["klant"], day(r["uitstroomdatum"])): r["bestemming"] for r in tables["uitstroom"]}
    last, there, came, left, worked = date(year, 12, 31), 0, 0, 0, 0
    for person, spells in benefits.items():
        for begin, end in spells:
            there += begin <= last < end and lives(homes, person, last, code)
            came += begin.year == year and lives(homes, person, begin, code)
            if end.year == year and lives(homes, person, end, code):
                left += 1
                worked += ends.get((person, end)) in WORK
    told = CBS[code][year]
    assert near(there, told.recipients)
    assert near(came, told.came)
    assert near(left, told.left)
    assert near(worked, told.to_work)


@pytest.mark.parametrize(("code", "year"), YEARS)
def test_as_many_are_served_and_in_sheltered_work_as_cbs_counted(
    homes: Mapping[str, list[tuple[Span, str]]], tables: Mapping[str, Rows], code: str, year: int
) -> None:
    last = date(year, 12, 31)

    def who(rows: Iterator[dict[str, str]]) -> int:
        running = {r["klant"] for r in rows if span(r)[0] <= last <= span(r)[1]}
        return sum(lives(homes, person, last, code) for person in running)

    served = who(r for r in tables["dienst"] if r["vorm"] != "nazorg")
    sheltered = who(r for r in tables["werk"] if r["vorm"].startswith("wsw"))
    assert near(served, CBS[code][year].served)
    assert near(sheltered, CBS[code][year].wsw)


def test_nobody_has_a_benefit_as_a_child_or_long_after_a_pension(
    benefits: Mapping[str, list[Span]], tables: Mapping[str, Rows]
) -> None:
    birth = {row["klant"]: day(row["geboortedatum"]) for row in tables["klant"]}
    for person, spells in benefits.items():
        assert (spells[0][0] - birth[person]).days >= 18 * 365
        assert (min(spells[-1][1], date(2018, 2, 28)) - birth[person]).days < 66.5 * 366
