"""Benefit dossiers as a source system exports them (`real/gws-dossiers`): no key, local causes.

6 878 rows in are 6 878 accepted: the row number is the key. Causes are translated to national ones
by the workbook beside the data, in which codes retire on a day. Stock, inflow and outflow per month
are held against a plain count of the file.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import python_calamine

from koers.periods import Grain, Period, reporting_periods
from koers.reception import Choices, Reception, received
from koers.store.objects import Store
from tests.conformance import accepted
from tests.conformance.accepted import DELIVERIES, ENGINES, Delivered

pytestmark = pytest.mark.conformance
HERE = DELIVERIES / "gws"
TERM = Period(date(2008, 1, 1), date(2018, 12, 31))
MONTHS = reporting_periods(Grain.MONTH, TERM)
CAUSE = "Oorzaak bijstandsafhankelijkheid"
RETIRED = 9.0
Counts = Counter[tuple[str, str]]
"""Per last day of a month and national cause ("" is all)."""


@dataclass(frozen=True)
class Cause:
    """A local cause: the national one, and its last day where it has retired."""

    national: str
    last_day: date | None


@cache
def causes(folder: Path) -> Mapping[str, Cause]:
    """The workbook; its last row is not a code but the day it was printed."""
    book = python_calamine.CalamineWorkbook.from_path(folder / "oorzaakcodes.xlsx")
    header, *rows = book.get_sheet_by_index(0).to_python()
    found = {}
    for row in rows[:-1]:
        told = dict(zip(map(str, header), row, strict=True))
        since = told["Datum status"]
        assert isinstance(since, date)
        day = date(since.year, since.month, since.day)
        last = day if told["Status record"] == RETIRED else None
        local = str(told["Code oorzaak bijstandsafhankelijkheid"])
        found[local] = Cause(f"{told['Statistiek code']:.0f}", last)
    return found


def declaration(folder: Path, target: Path) -> Path:
    """The declaration with the causes of the workbook, its dictionary beside it."""
    lines = [(HERE / "aanlevering.yaml").read_text(encoding="utf-8"), "  oorzaak:\n"]
    for local, cause in causes(folder).items():
        until = f", tot en met: {cause.last_day}" if cause.last_day else ""
        lines.append(f'    - {{lokaal: "{local}", landelijk: "{cause.national}"{until}}}\n')
    (target / "aanlevering.yaml").write_text("".join(lines), encoding="utf-8")
    dictionary = (HERE / "woordenboek.yaml").read_bytes()
    (target / "woordenboek.yaml").write_bytes(dictionary)
    return target / "aanlevering.yaml"


@cache
def plain_rows(folder: Path) -> tuple[dict[str, str], ...]:
    with (folder / "dossiers.csv").open(encoding="utf-8-sig", newline="") as file:
        return tuple(csv.DictReader(file))


@pytest.fixture(scope="session")
def folder(real_registrations: Path) -> Path:
    return real_registrations / "gws-dossiers"


@pytest.fixture(scope="session")
def dossiers(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Delivered:
    target = tmp_path_factory.mktemp("gws")
    told = declaration(folder, target)
    return Delivered.into(
        target / "opslag",
        agreement=HERE / "overeenkomst.yaml",
        deliveries=[(folder / "dossiers.csv", told)],
    )


def test_6878_rows_in_are_6878_rows_accepted(dossiers: Delivered) -> None:  # A-10, B-11
    (manifest,) = dossiers.manifests
    (table,) = manifest.tables
    assert (table.read, table.accepted, table.refused, table.double) == (6878, 6878, 0, 0)
    accepted.assert_whole(dossiers)


def test_two_identical_rows_both_count_for_the_row_number_is_the_key(
    dossiers: Delivered, folder: Path
) -> None:  # F4
    different = {tuple(row.values()) for row in plain_rows(folder)}
    assert len(different) == 6877
    keys = {row.text("dossier") for row in dossiers.rows("dossier")}
    assert keys == {str(number) for number in range(2, 6880)}


def test_the_second_delivery_changes_nothing(dossiers: Delivered) -> None:  # B-11, trust
    accepted.assert_a_second_delivery_changes_nothing(dossiers)


def test_every_stored_cell_is_the_one_of_the_file(
    dossiers: Delivered, folder: Path
) -> None:
    forms = {
        "Alleenstaande": "1", "Alleenstaande ouder": "2",
        "Gehuwd / Samenwonend": "3", "Anders": "4",
    }  # fmt: skip
    expected = {
        str(number): {
            "dossier": str(number),
            "startdatum": date.fromisoformat(row["startdatum"]),
            "einddatum": date.fromisoformat(row["einddatum"]) if row["einddatum"] else None,
            "oorzaak": national(folder, row),
            "leefvorm": forms[row["Omschrijving leefvorm"]],
            "geslacht": {"man": "1", "vrouw": "2"}[row["geslacht"]],
            "geboortejaar": int(float(row["geboortejaar"])),
        }
        for number, row in enumerate(plain_rows(folder), start=2)
    }
    stored = {row.text("dossier"): dict(row.cells) for row in dossiers.rows("dossier")}
    assert stored == expected


# --- causes --------------------------------------------------------------------------------------


def national(folder: Path, row: Mapping[str, str]) -> str:
    return causes(folder)[row[CAUSE].removesuffix(".0")].national


def test_the_national_list_knows_every_code_of_the_workbook(
    dossiers: Delivered, folder: Path
) -> None:  # issue 4.3
    told = causes(folder).values()
    known = {code for code, _ in dossiers.agreement.dictionary.code_lists["oorzaak"].codes}
    assert (len(told), sum(cause.last_day is not None for cause in told)) == (32, 15)
    assert {cause.national for cause in told} <= known


@pytest.fixture
def drawn(folder: Path, tmp_path: Path) -> Iterator[Reception]:
    """Local cause 27 on the day it retired, and on the day after."""
    retired = causes(folder)["27"].last_day
    assert retired is not None
    header = ",".join(plain_rows(folder)[0])
    rows = [f"{day},man,,Anders,27.0,1980.0" for day in (retired, retired + timedelta(1))]
    text = "\n".join([header, *rows, ""])
    (tmp_path / "dossiers.csv").write_text(text, encoding="utf-8")
    told = declaration(folder, tmp_path)
    store = Store.create(tmp_path / "opslag")
    with received(tmp_path / "dossiers.csv", store=store, declaration=told) as found:
        yield found


def test_a_retired_code_means_something_through_the_day_it_retired(
    drawn: Reception, folder: Path
) -> None:  # issue 4.3
    (table,) = drawn.tables
    assert (table.read, table.accepted, table.refused) == (2, 1, 1)
    (kept,) = pq.read_table(table.rows).to_pylist()
    assert kept["oorzaak"] == causes(folder)["27"].national == "4"
    assert kept["startdatum"] == causes(folder)["27"].last_day


def test_a_retired_code_on_the_day_after_is_a_finding_without_the_cell(
    drawn: Reception,
) -> None:  # issue 4.3, trust
    (finding,) = drawn.findings
    assert finding.code == "code-onbekend"
    assert (finding.place.line, finding.place.column) == (3, 5)
    assert CAUSE in finding.message
    assert "27" not in f"{finding.message} {finding.hint}"
    assert "Bedoelt u" not in finding.hint
    assert drawn.why_not(Choices()) == "geweigerd"


# --- figures -------------------------------------------------------------------------------------


def counted(
    dossiers: Delivered, indicator: str, *, engine: str, part: str = "teller"
) -> tuple[Counts, Counts]:
    """What the command counts per month: complete, and as far as it is known."""
    words = ("--indicator", indicator, "--per", "maand", "--splits", "oorzaak")
    complete, so_far = Counts(), Counts()
    for figure in dossiers.figures(*words, "--tot-en-met", "2018-12-31", engine=engine):
        place = (figure["periode"]["totEnMet"], figure["split"].get("oorzaak", ""))
        if figure["waarde"] is not None:
            complete[place] += int(figure["teller"])
        else:
            so_far[place] += int(figure["tussenstand"]["teller"])
    return complete, so_far


def month_of(day: str) -> str:
    return next(
        str(m.last_day) for m in MONTHS if m.first_day <= date.fromisoformat(day) <= m.last_day
    )


def plain_counts(folder: Path, rows: Mapping[int, tuple[str, ...]]) -> Counts:
    """Per month, of each row the months it counts in, by its cause and altogether."""
    found = Counts()
    for number, months in rows.items():
        for month in months:
            found[month, ""] += 1
            found[month, national(folder, plain_rows(folder)[number])] += 1
    return found


@pytest.mark.parametrize("engine", ENGINES)
def test_the_stock_at_each_end_of_a_month_is_that_of_a_plain_count(
    dossiers: Delivered, folder: Path, engine: str
) -> None:  # C2, P1
    days = [str(month.last_day) for month in MONTHS]
    there = {
        number: tuple(
            day for day in days if row["startdatum"] <= day <= (row["einddatum"] or "9999")
        )
        for number, row in enumerate(plain_rows(folder))
    }
    assert len(MONTHS) == 132
    assert counted(dossiers, "stand", engine=engine) == (plain_counts(folder, there), Counts())


@pytest.mark.parametrize("engine", ENGINES)
def test_the_inflow_per_month_by_national_cause_is_that_of_a_plain_count(
    dossiers: Delivered, folder: Path, engine: str
) -> None:  # C1, P1
    begun = {n: (month_of(row["startdatum"]),) for n, row in enumerate(plain_rows(folder))}
    expected = plain_counts(folder, begun)
    assert sum(n for (_, cause), n in expected.items() if not cause) == 6878
    assert counted(dossiers, "instroom", engine=engine) == (expected, Counts())


@pytest.mark.parametrize("engine", ENGINES)
def test_the_outflow_per_month_is_that_of_a_plain_count(
    dossiers: Delivered, folder: Path, engine: str
) -> None:  # C1, F3, F7
    """An end on the last known day is certain a day later: December 2018 is not complete."""
    last = str(TERM.last_day)
    ends = {n: row["einddatum"] for n, row in enumerate(plain_rows(folder)) if row["einddatum"]}
    known = {n: (month_of(day),) for n, day in ends.items() if day <= last}
    certain = {n: months for n, months in known.items() if ends[n] < last}
    assert len(known) - len(certain) == 3
    in_december = {n: months for n, months in certain.items() if months == (last,)}
    before = {n: months for n, months in known.items() if months != (last,)}
    assert counted(dossiers, "uitstroom", engine=engine) == (
        plain_counts(folder, before),
        plain_counts(folder, in_december),
    )


@pytest.mark.parametrize("engine", ENGINES)
def test_every_year_the_stock_is_the_one_before_plus_in_minus_out(
    dossiers: Delivered, engine: str
) -> None:  # C2
    """In 2018 it cannot be said yet: an end on the last known day is certain a day later."""
    words = ("--indicator", "jaarstand", "--per", "jaar", "--tot-en-met", "2018-12-31")
    checks = [one["aansluiting"] for one in dossiers.figures(*words, engine=engine)]
    assert [check and check["verschil"] for check in checks] == [*[0] * 10, None]
