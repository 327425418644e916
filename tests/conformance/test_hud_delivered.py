"""The HUD sample register as a delivery: three files into a store, and all results counted from it.

The same results as in `test_hud`, by the same checks: what differs is only where the rows come
from.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from koers.delivery import read_folder
from koers.engines import reference
from koers.engines.compiled import Run
from tests.conformance import hud_results
from tests.conformance.accepted import (
    ENGINES,
    Delivered,
    assert_a_second_delivery_changes_nothing,
    assert_whole,
)
from tests.conformance.hud_results import KNOWN_THROUGH, ROWS, WINDOWS, Hud

pytestmark = pytest.mark.conformance


@pytest.fixture(scope="session")
def delivered(real_registrations: Path, tmp_path_factory: pytest.TempPathFactory) -> Delivered:
    return Delivered.into(
        tmp_path_factory.mktemp("hud") / "opslag",
        agreement=hud_results.HERE / "overeenkomst.yaml",
        deliveries=[(real_registrations / "hud-lsa", hud_results.HERE / "aanlevering.yaml")],
    )


@pytest.fixture(scope="session", params=ENGINES)
def hud(real_registrations: Path, delivered: Delivered, request: pytest.FixtureRequest) -> Hud:
    """The register as known after the last delivery, with one of both engines."""
    agreement, state = delivered.agreement, delivered.state
    expected = hud_results.expected_results(real_registrations / "hud-lsa")
    if request.param == "naslag":
        register = replace(state.register, tables=state.stored.rows(ROWS))
        return Hud(agreement, register, expected, reference.count)
    return Hud(agreement, state.register, expected, Run(agreement, state.stored.parts(ROWS)))


def test_every_row_of_the_three_files_is_accepted(delivered: Delivered) -> None:  # A-10, B-11
    (manifest,) = delivered.manifests
    assert {table.table: (table.read, table.accepted) for table in manifest.tables} == {
        name: (rows, rows) for name, rows in ROWS.items()
    }
    assert {table.known_through for table in manifest.tables} == {KNOWN_THROUGH}
    assert_whole(delivered)


def test_the_second_delivery_changes_nothing(delivered: Delivered) -> None:  # B-11, trust
    assert_a_second_delivery_changes_nothing(delivered)


def test_the_rows_in_the_store_are_those_of_the_files(
    delivered: Delivered, real_registrations: Path
) -> None:
    found = read_folder(real_registrations / "hud-lsa", delivered.agreement.dictionary)
    assert found.register is not None
    for name, rows in found.register.tables.items():
        stored = Counter(tuple(row.cells.items()) for row in delivered.rows(name))
        assert stored == Counter(tuple(row.cells.items()) for row in rows)


def test_192_stocks_are_equal_from_the_store(hud: Hud) -> None:  # B-11, C2, P1
    hud_results.assert_192_stocks_are_equal(hud)


def test_52_numbers_of_person_days_are_equal_from_the_store(hud: Hud) -> None:  # B-11, C1, P2
    hud_results.assert_52_numbers_of_person_days_are_equal(hud)


@pytest.mark.parametrize("days", WINDOWS)
def test_return_figures_are_equal_from_the_store(hud: Hud, days: int) -> None:  # B-11, S5, S6
    hud_results.assert_return_figures_are_equal(hud, days)


def test_six_of_nine_return_figures_are_final_from_the_store(hud: Hud) -> None:  # B-11, S5, F7
    hud_results.assert_six_of_nine_return_figures_are_final(hud)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_command_counts_the_cohorts_from_the_store(
    delivered: Delivered, real_registrations: Path, engine: str
) -> None:  # B-11, S5
    words = ("--indicator", "terug-180", "--per", "eigen", "--tot-en-met", "2026-09-30")
    found = delivered.figures(*words, engine=engine)
    cohorts = hud_results.expected_results(real_registrations / "hud-lsa")["cohorts"]
    assert [(one["teller"], one["noemer"]) for one in found] == [
        (cohort["returned_within_180_days"], cohort["exits"]) for cohort in cohorts
    ]
