"""Stated figures per municipality and year (`real/cbs-bijstand-gemeenten`), one figure a column.

The files of 2015, 2016 and 2017 call columns differently, so each year has its own declaration. "."
is unknown, an empty cell cannot occur, 0 is less than five: three different things. Published
percentages of in- and outflow are derived again, as far as numbers rounded to tens allow.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from koers.reception import Choices, received
from koers.store.objects import Store
from tests.conformance import accepted
from tests.conformance.accepted import DELIVERIES, ENGINES, Delivered

pytestmark = pytest.mark.conformance
HERE = DELIVERIES / "cbs"
YEARS = (2015, 2016, 2017)
ROWS = {2015: 1455, 2016: 1470, 2017: 1464}
EVERYONE, BELOW_PENSION, PENSIONERS = "20150", "90100", "90200"
FIVE = {
    "GM0106": "Assen", "GM1680": "Aa en Hunze", "GM1730": "Tynaarlo", "GM0626": "Voorschoten",
    "GM0629": "Wassenaar",
}  # fmt: skip
FIGURES = (
    "inwoners", "ontvangers", "dichtheid", "instroom", "instroom-aandeel", "uitstroom",
    "uitstroom-aandeel", "naar-werk", "naar-werk-aandeel", "voorziening", "werk-na-voorziening",
    "werk-na-voorziening-aandeel", "bijstand-en-voorziening", "bijstand-met-voorziening",
    "voorziening-met-bijstand", "wsw", "wsw-dichtheid",
)  # fmt: skip
"""In the order of the columns of every year."""


class Key(NamedTuple):
    year: int
    region: str
    age: str
    figure: str


Plain = Mapping[Key, str]


@cache
def plain(folder: Path) -> Plain:
    """Every cell of the three files as text, as a plain reader finds it by its position."""
    found = {}
    for year in YEARS:
        with (folder / f"gemeente_{year}.csv").open(encoding="utf-8-sig", newline="") as file:
            for _, age, region, *cells in list(csv.reader(file))[1:]:
                for figure, cell in zip(FIGURES, cells, strict=True):
                    found[Key(year, region.strip(), age, figure)] = cell.strip()
    return found


@pytest.fixture(scope="session")
def folder(real_registrations: Path) -> Path:
    return real_registrations / "cbs-bijstand-gemeenten"


def source(folder: Path, year: int) -> tuple[Path, Path]:
    return folder / f"gemeente_{year}.csv", HERE / f"aanlevering-{year}.yaml"


@pytest.fixture(scope="session")
def statline(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Delivered:
    return Delivered.into(
        tmp_path_factory.mktemp("cbs") / "opslag",
        agreement=HERE / "overeenkomst.yaml",
        deliveries=[source(folder, year) for year in YEARS],
    )


def test_every_column_of_every_row_is_accounted_for(statline: Delivered) -> None:  # A-10, B-11
    accounts = {
        manifest.last_day.year: (table.read, table.accepted)
        for manifest in statline.manifests
        for table in manifest.tables
        if manifest.last_day
    }
    assert accounts == {year: (17 * rows, 17 * rows) for year, rows in ROWS.items()}
    accepted.assert_whole(statline)


def test_a_second_delivery_of_the_three_years_changes_nothing(
    statline: Delivered,
) -> None:  # B-11, trust
    accepted.assert_a_second_delivery_changes_nothing(statline)


def test_every_stored_cell_is_the_one_of_the_file(
    statline: Delivered, folder: Path
) -> None:  # A-10, F1
    reasons = {".": "onbekend", "": "onmogelijk"}
    expected = {
        key: (None, reasons[text]) if text in reasons else (int(Fraction(text) * 10), "geleverd")
        for key, text in plain(folder).items()
    }
    assert dict(stored(statline)) == expected


def stored(statline: Delivered) -> Iterator[tuple[Key, tuple[int | None, str | None]]]:
    for row in statline.rows("opgave"):
        day, region, age = row.day("dag"), row.text("regio"), row.text("leeftijdsgroep")
        assert day is not None
        key = Key(day.year, str(region), str(age), str(row.text("cijfer")))
        yield key, (row.number("waarde"), row.text("reden"))


def test_unknown_is_not_nought_and_no_cell_of_these_years_is_impossible(
    statline: Delivered,
) -> None:  # A-10, F8
    found = {year: Counter[str]() for year in YEARS}
    for key, (value, reason) in stored(statline):
        found[key.year]["nul" if value == 0 else str(reason)] += 1
    assert found == {
        2015: {"geleverd": 19035, "nul": 427, "onbekend": 5273},
        2016: {"geleverd": 19262, "nul": 400, "onbekend": 5328},
        2017: {"geleverd": 17271, "nul": 393, "onbekend": 7224},
    }


def test_figures_that_a_supplier_could_not_deliver_are_unknown(
    statline: Delivered,
) -> None:
    """Haarlem and Zandvoort 2016: work after help was outsourced, and nobody could say."""
    unknown = {
        key.region
        for key, (_, reason) in stored(statline)
        if (key.year, key.age, key.figure) == (2016, EVERYONE, "voorziening")
        and reason == "onbekend"
    }
    assert unknown == {"GM0392", "GM0473"}


# --- drawn: what the three files do not have -----------------------------------------------------


def drawn(folder: Path, target: Path, cells: Mapping[int, str]) -> Path:
    """The file of 2016 with one row, in which some columns hold something else."""
    with (folder / "gemeente_2016.csv").open(encoding="utf-8-sig", newline="") as file:
        header, row, *_ = csv.reader(file)
    for place, cell in cells.items():
        row[place] = cell
    path = target / "gemeente_2016.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, quoting=csv.QUOTE_ALL).writerows([header, row])
    return path


def test_a_point_an_empty_cell_and_nought_are_three_different_things(
    folder: Path, tmp_path: Path
) -> None:
    path = drawn(folder, tmp_path, {3: "       .", 4: "", 5: "       0"})
    delivered = Delivered.into(
        tmp_path / "opslag",
        agreement=HERE / "overeenkomst.yaml",
        deliveries=[(path, source(folder, 2016)[1])],
    )
    found = {key.figure: cell for key, cell in stored(delivered)}
    assert [found[figure] for figure in FIGURES[:3]] == [
        (None, "onbekend"),
        (None, "onmogelijk"),
        (0, "geleverd"),
    ]


def test_the_columns_of_another_year_are_missed_with_the_names_that_are_like_them(
    folder: Path, tmp_path: Path
) -> None:
    data, _ = source(folder, 2015)
    told = source(folder, 2016)[1].read_text(encoding="utf-8")
    (tmp_path / "aanlevering.yaml").write_text(told.replace("_2016.csv", "_2015.csv"), "utf-8")
    (tmp_path / "woordenboek.yaml").write_bytes((HERE / "woordenboek.yaml").read_bytes())
    store = Store.create(tmp_path / "opslag")
    with received(data, store=store, declaration=tmp_path / "aanlevering.yaml") as found:
        missing = {one.message: one.hint for one in found.findings if one.code == "kolom-ontbreekt"}
        assert found.why_not(Choices()) == "fouten"
    assert len(missing) == 8
    assert any("Instroom_4" in said and "Instromers_4" in hint for said, hint in missing.items())
    assert not store.chain()


# --- published percentages, derived again --------------------------------------------------------

Range = tuple[Fraction, Fraction]
HALF_TEN, HALF_STEP = 5, Fraction(1, 4)
MERGED: Mapping[int, Mapping[str, tuple[str, ...]]] = {
    2016: {
        "GM0385": ("GM0385", "GM0478"),  # Edam-Volendam took in Zeevang
        "GM1940": ("GM1921",),  # De Fryske Marren got another code
        "GM1942": ("GM0381", "GM0424", "GM0425"),  # Gooise Meren
        "GM1945": ("GM0241",),  # Berg en Dal was called Groesbeek
    },
    2017: {"GM1948": ("GM0844", "GM0846", "GM0860")},  # Meierijstad
}
"""Which municipalities of the year before make up one of this year, where that changed."""


def about(text: str) -> Range | None:
    """What a number rounded to tens may have been; 0 is less than five. None: not stated."""
    if text in (".", ""):
        return None
    number = int(text)
    least = Fraction(number - HALF_TEN) if number else Fraction(0)
    return least, Fraction(number + HALF_TEN)


def at_start(cells: Plain, key: Key) -> Range | None:
    """Who had assistance at the start of the year: the end of the year before."""
    parts = MERGED.get(key.year, {}).get(key.region, (key.region,))
    before = [Key(key.year - 1, part, key.age, "ontvangers") for part in parts]
    found = [about(cells.get(one, ".")) for one in before]
    known = [one for one in found if one is not None]
    if len(known) < len(found):
        return None
    return sum((low for low, _ in known), Fraction(0)), sum(
        (high for _, high in known), Fraction(0)
    )


def share(part: Range, start: Range, started: Range, *, is_of_started: bool) -> Range:
    """The least and the most that part / (start + started) may be, in percent."""
    few, many = (part, part) if is_of_started else (started, started)
    least = part[0] / (start[1] + (few[0] if is_of_started else few[1]))
    lowest = start[0] + (many[1] if is_of_started else many[0])
    return 100 * least, 100 * min(Fraction(1), part[1] / lowest) if lowest else Fraction(100)


def derived(cells: Plain, key: Key, *, of: str) -> str:
    """How a published percentage stands against its numbers. `of`: the age of the denominator."""
    part = about(cells[key._replace(figure=key.figure.removesuffix("-aandeel"))])
    start = at_start(cells, key._replace(age=of))
    started = about(cells[key._replace(age=of, figure="instroom")])
    if start is None or started is None:
        return "begin van het jaar onbekend"
    if part is None or cells[key] == ".":
        return "niet gepubliceerd"
    low, high = share(part, start, started, is_of_started=key.figure == "instroom-aandeel")
    published = Fraction(cells[key])
    if published + HALF_STEP < low:
        return "lager"
    return "hoger" if published - HALF_STEP > high else "klopt"


def verdicts(cells: Plain, *, figure: str, age: str, of: str = "") -> dict[int, Counter[str]]:
    """Per year how many municipalities come to what."""
    found = {year: Counter[str]() for year in YEARS}
    for key in cells:
        if (key.figure, key.age) == (figure, age) and key.region.startswith("GM"):
            found[key.year][derived(cells, key, of=of or age)] += 1
    return found


NO_START, HIDDEN, FITS = "begin van het jaar onbekend", "niet gepubliceerd", "klopt"


@pytest.fixture(scope="session")
def cells(statline: Delivered) -> Plain:
    """The published texts, from the store; a number is kept in tenths."""
    return {
        key: "." if value is None else f"{value // 10}.{value % 10}".removesuffix(".0")
        for key, (value, _) in stored(statline)
    }


def test_in_and_outflow_of_every_municipality_is_derived_again(cells: Plain) -> None:  # C1, C5
    """2015 has no year before it. A percentage is hidden where the number is 0 (less than five, or
    Meierijstad in 2017: new, and nobody seems to have come in or gone out). All others fit.
    """
    assert verdicts(cells, figure="instroom-aandeel", age=EVERYONE) == {
        2015: {NO_START: 393},
        2016: {FITS: 388, HIDDEN: 2},
        2017: {FITS: 384, HIDDEN: 4},
    }
    assert verdicts(cells, figure="uitstroom-aandeel", age=EVERYONE) == {
        2015: {NO_START: 393},
        2016: {FITS: 386, HIDDEN: 4},
        2017: {FITS: 384, HIDDEN: 4},
    }


def test_a_percentage_is_hidden_exactly_where_its_number_is_nought(cells: Plain) -> None:  # F8
    for figure in ("instroom", "uitstroom"):
        shares = {key for key in cells if key.figure == f"{figure}-aandeel"}
        hidden = {key for key in shares if cells[key] == "."}
        assert hidden == {key for key in shares if cells[key._replace(figure=figure)] == "0"}
    new = Key(2017, "GM1948", EVERYONE, "")
    told = [
        cells[new._replace(figure=figure)] for figure in ("ontvangers", "instroom", "naar-werk")
    ]
    assert told == ["1090", "0", "120"]


def test_outflow_to_work_is_of_those_below_pension_age(cells: Plain) -> None:  # C1
    """Also where the table says everyone of 15 and older. Meierijstad (2017) went with 0,0 percent,
    while 120 people left for work.
    """
    expected = {
        2015: {NO_START: 393},
        2016: {FITS: 385, HIDDEN: 5},
        2017: {FITS: 382, HIDDEN: 5, "lager": 1},
    }
    for age in (EVERYONE, BELOW_PENSION):
        found = verdicts(cells, figure="naar-werk-aandeel", age=age, of=BELOW_PENSION)
        assert found == expected
    of_all = verdicts(cells, figure="naar-werk-aandeel", age=EVERYONE, of=EVERYONE)
    assert (of_all[2016]["hoger"], of_all[2017]["hoger"]) == (104, 106)


def test_by_age_three_percentages_do_not_fit_for_people_reach_pension_age_in_the_year(
    cells: Plain,
) -> None:  # C1, P2
    """Who reaches that age leaves one group for the other, so a group at the end of the year before
    is not that group at the start of this one. It shows in Noordenveld (in), and in Heerde and
    Kollumerland (out, of pensioners); all others fit.
    """
    odd = {
        (key.year, key.region, key.age, key.figure, cells[key], derived(cells, key, of=key.age))
        for key in cells
        if key.region.startswith("GM")
        and key.age != EVERYONE
        and key.figure in ("instroom-aandeel", "uitstroom-aandeel")
        and derived(cells, key, of=key.age) in ("lager", "hoger")
    }
    assert odd == {
        (2017, "GM1699", BELOW_PENSION, "instroom-aandeel", "50", "hoger"),
        (2017, "GM0246", PENSIONERS, "uitstroom-aandeel", "0", "lager"),
        (2017, "GM0079", PENSIONERS, "uitstroom-aandeel", "40", "lager"),
    }


def test_another_denominator_does_not_fit(cells: Plain) -> None:
    """The check can fail: with the end of the same year many fall outside what rounding allows."""
    shifted = {
        key._replace(year=key.year - 1) if key.figure == "ontvangers" else key: text
        for key, text in cells.items()
    }
    found = verdicts(shifted, figure="instroom-aandeel", age=EVERYONE)
    assert (found[2016][FITS], found[2017][FITS]) == (191, 297)


# --- counted by Koers ----------------------------------------------------------------------------


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("number", [1, 2, 3])
def test_recipients_per_region_are_the_stated_ones_of_the_years_delivered_so_far(
    statline: Delivered, cells: Plain, engine: str, number: int
) -> None:  # B-11, C1, F6, P1
    after = statline.manifests[number - 1].hash
    words = ("--indicator", "ontvangers", "--per", "jaar", "--splits", "regio")
    found = statline.figures(
        *words, "--tot-en-met", "2017-12-31", "--bekend-op", after, engine=engine
    )
    counted = {
        (int(one["periode"]["van"][:4]), one["split"]["regio"]): Fraction(one["waarde"])
        for one in found
        if one["split"] and one["waarde"] is not None
    }
    assert counted == {
        (key.year, key.region): Fraction(text)
        for key, text in cells.items()
        if (key.age, key.figure) == (EVERYONE, "ontvangers") and key.year in YEARS[:number]
    }


PUBLISHED = {
    (2016, "GM0106"): ("810/3140", "26", "710/3140", "23"),
    (2016, "GM1680"): ("180/550", "32", "150/550", "27"),
    (2016, "GM1730"): ("200/630", "32", "150/630", "23.5"),
    (2016, "GM0626"): ("130/520", "25", "130/520", "24"),
    (2016, "GM0629"): ("140/590", "24", "100/590", "17"),
    (2017, "GM0106"): ("670/3060", "22", "690/3060", "22.5"),
    (2017, "GM1680"): ("160/580", "27.5", "140/580", "24.5"),
    (2017, "GM1730"): ("190/670", "27.5", "160/670", "24.5"),
    (2017, "GM0626"): ("110/500", "21.5", "90/500", "18.5"),
    (2017, "GM0629"): ("130/620", "20.5", "120/620", "18.5"),
}
"""Per year and municipality: what came in and went out of all who had assistance, as counted, and
the percentage that was published. Of these 20, 14 are not the nearest half percent of the rounded
numbers (190 of 670 is 28,4; published is 27,5); all are what the numbers before rounding allow.
"""


@pytest.mark.parametrize("engine", ENGINES)
def test_five_municipalities_are_derived_again_by_the_agreement(
    statline: Delivered, cells: Plain, engine: str
) -> None:  # C1, C4, P1
    counted = counted_shares(statline, engine=engine)
    for (year, region), (joined, joined_share, left, left_share) in PUBLISHED.items():
        assert region in FIVE
        shares = {"instroom": (joined, joined_share), "uitstroom": (left, left_share)}
        for indicator, (ratio, percentage) in shares.items():
            key = Key(year, region, EVERYONE, f"{indicator}-aandeel")
            assert counted[indicator, year, region] == ratio
            assert (cells[key], derived(cells, key, of=EVERYONE)) == (percentage, FITS)


@pytest.mark.parametrize("engine", ENGINES)
def test_without_a_year_before_there_is_no_share_and_not_a_hundred_percent(
    statline: Delivered, cells: Plain, engine: str
) -> None:  # F8, C4
    """A start of the year that was not delivered is not nought: also for a new municipality. In
    Rozendaal (2016) nobody had assistance and nobody came in: there is nothing to divide by.
    """
    starts = {key for key in cells if (key.age, key.figure) == (EVERYONE, "ontvangers")}
    with_start = {key for key in starts if key._replace(year=key.year - 1) in starts}
    counted = counted_shares(statline, engine=engine)
    assert {place[1:] for place in counted} == {
        (key.year, key.region) for key in with_start if key[:2] != (2016, "GM0277")
    }
    new = {key.region for key in starts - with_start if key.year == 2016}
    assert {region for region in new if region.startswith("GM")} == {"GM1940", "GM1942", "GM1945"}


def counted_shares(statline: Delivered, *, engine: str) -> dict[tuple[str, int, str], str]:
    """What the agreement counts per indicator, year and region: numerator/denominator."""
    words = ("--indicator", "instroom", "--indicator", "uitstroom", "--per", "jaar")
    figures = statline.figures(
        *words, "--splits", "regio", "--tot-en-met", "2017-12-31", engine=engine
    )
    return {
        (one["code"], int(one["periode"]["van"][:4]), one["split"]["regio"]): (
            f"{one['teller']}/{one['noemer']}"
        )
        for one in figures
        if one["split"] and one["waarde"] is not None
    }
