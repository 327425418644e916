"""A register of subsidies with all three amounts (`real/subsidieregister-amsterdam`).

"€ 37.500" becomes whole euros, "€ NaN" and an empty cell are an amount that was not delivered. Of
784 subsidies that were awarded more than nothing and have been determined, 776 got what was
awarded, 7 less and 1 more.
"""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.conformance import accepted
from tests.conformance.accepted import DELIVERIES, ENGINES, Delivered

pytestmark = pytest.mark.conformance
HERE = DELIVERIES / "subsidies"
AMOUNTS = {"aangevraagd": "Requested", "verleend": "Delivered", "vastgesteld": "Established"}
SHARES = ("gelijk", "lager", "hoger")


@pytest.fixture(scope="session")
def source(real_registrations: Path) -> Path:
    return real_registrations / "subsidieregister-amsterdam" / "Subsidy_Register.csv"


@pytest.fixture(scope="session")
def subsidies(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Delivered:
    return Delivered.into(
        tmp_path_factory.mktemp("subsidies") / "opslag",
        agreement=HERE / "overeenkomst.yaml",
        deliveries=[(source, HERE / "aanlevering.yaml")],
    )


@cache
def plain_rows(source: Path) -> tuple[dict[str, str], ...]:
    with source.open(encoding="utf-8-sig", newline="") as file:
        return tuple(csv.DictReader(file))


def euros(text: str) -> int | None:
    """What a plain reader makes of an amount."""
    return None if text in ("", "€ NaN") else int(text.removeprefix("€ ").replace(".", ""))


def test_3007_rows_in_are_3007_rows_accepted(subsidies: Delivered) -> None:  # A-10, B-11
    (manifest,) = subsidies.manifests
    assert [(table.read, table.accepted) for table in manifest.tables] == [(3007, 3007)]
    accepted.assert_whole(subsidies)


def test_the_second_delivery_changes_nothing(subsidies: Delivered) -> None:  # B-11, trust
    accepted.assert_a_second_delivery_changes_nothing(subsidies)


def test_every_amount_is_the_one_of_the_file_in_whole_euros(
    subsidies: Delivered, source: Path
) -> None:  # A-10, C5
    expected = Counter(
        tuple(euros(row[column]) for column in AMOUNTS.values()) for row in plain_rows(source)
    )
    stored = Counter(
        tuple(row.number(column) for column in AMOUNTS) for row in subsidies.rows("subsidie")
    )
    assert stored == expected
    assert sum(amounts[0] == 37500 for amounts in stored.elements()) > 0


def test_an_amount_that_was_not_delivered_is_empty_and_never_nought(
    subsidies: Delivered,
) -> None:  # F8
    rows = subsidies.rows("subsidie")
    empty = {name: sum(row.number(name) is None for row in rows) for name in AMOUNTS}
    nought = {name: sum(row.number(name) == 0 for row in rows) for name in AMOUNTS}
    assert empty == {"aangevraagd": 0, "verleend": 10, "vastgesteld": 1708}
    assert nought == {"aangevraagd": 0, "verleend": 520, "vastgesteld": 518}


def test_names_of_people_are_not_kept(subsidies: Delivered) -> None:  # trust
    columns = {name for row in subsidies.rows("subsidie") for name in row.cells}
    assert columns == set(subsidies.agreement.dictionary.tables["subsidie"].columns)
    assert not columns & {"Name", "Project"}


def test_776_are_equal_7_lower_1_higher_in_the_stored_rows(subsidies: Delivered) -> None:
    pairs = [
        (row.number("verleend"), row.number("vastgesteld")) for row in subsidies.rows("subsidie")
    ]
    both = [(a, d) for a, d in pairs if a is not None and a > 0 and d is not None]
    assert len(both) == 784
    assert Counter((d > a) - (d < a) for a, d in both) == {0: 776, -1: 7, 1: 1}


def figure(subsidies: Delivered, code: str, *, engine: str) -> dict[str, Any]:
    words = ("--indicator", code, "--per", "looptijd", "--tot-en-met", "2017-11-09")
    (found,) = subsidies.figures(*words, engine=engine)
    return found


@pytest.mark.parametrize("engine", ENGINES)
def test_776_are_equal_7_lower_1_higher_when_two_columns_are_compared(
    subsidies: Delivered, engine: str
) -> None:  # S7
    shares = {code: figure(subsidies, code, engine=engine) for code in SHARES}
    met = {code: (share["teller"], share["noemer"]) for code, share in shares.items()}
    assert met == {"gelijk": (776, 784), "lager": (7, 784), "hoger": (1, 784)}
    assert figure(subsidies, "bekend", engine=engine)["teller"] == 784


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_not_determined_yet_is_unknown_and_not_unequal(
    subsidies: Delivered, engine: str
) -> None:  # F8
    """Of 2 477 awarded more than nothing 1 693 wait; of 10 it is not known what was awarded."""
    share = figure(subsidies, "gelijk", engine=engine)
    classes = [share[key] for key in ("populatie", "behaald", "nietBehaald", "onbekend")]
    assert classes == [2477, 776, 8, 1693]
    assert share["populatieOnbekend"] == 10


@pytest.mark.parametrize("engine", ENGINES)
def test_the_determined_amounts_add_up_to_those_of_the_file(
    subsidies: Delivered, source: Path, engine: str
) -> None:  # C1, C5, P1
    expected = Counter({"": 0})
    for row in plain_rows(source):
        for theme in ("", row["Theme"]):
            expected[theme] += euros(row["Established"]) or 0
    words = ("--indicator", "vastgesteld", "--per", "looptijd", "--splits", "thema")
    found = subsidies.figures(*words, "--tot-en-met", "2017-11-09", engine=engine)
    assert {one["split"].get("thema", ""): one["teller"] for one in found} == expected
