"""The HUD sample register: results that an outside authority calculated, counted again
(`real/hud-lsa`).

192 stocks, 52 numbers of person-days, nine return figures in three cohorts. The register is
complete through 2026-09-30, so of the nine return figures six are final and three are only a state
so far.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from koers.delivery import read_folder
from koers.engines import compiled, reference, sql
from koers.periods import Period
from koers.results import Engine
from tests.conformance import hud_results
from tests.conformance.hud_results import KNOWN_THROUGH, WINDOWS, Hud
from tests.engine.explained import assert_explained_as_counted

pytestmark = pytest.mark.conformance
ENGINES: dict[str, Engine] = {
    "reference": reference.count,
    "compiled": compiled.count,
    "sql": sql.count,
}


@cache
def _hud(folder: Path, name: str) -> Hud:
    agreement = hud_results.hud_agreement()
    found = read_folder(folder, agreement.dictionary)
    assert found.register is not None, found.findings
    expected = hud_results.expected_results(folder)
    return Hud(agreement, found.register, expected, ENGINES[name])


@pytest.fixture(scope="session", params=sorted(ENGINES))
def hud(real_registrations: Path, request: pytest.FixtureRequest) -> Hud:
    return _hud(real_registrations / "hud-lsa", str(request.param))


def test_every_row_of_the_register_is_read(hud: Hud) -> None:
    assert {name: len(rows) for name, rows in hud.register.tables.items()} == hud_results.ROWS


def test_192_stocks_of_people_per_project_are_equal(hud: Hud) -> None:  # C2, P1
    hud_results.assert_192_stocks_are_equal(hud)


def test_the_total_stock_is_counted_apart_and_projects_do_not_add_up(hud: Hud) -> None:  # P1, P2
    day = date(2025, 10, 31)
    total, *projects = hud.figures("stand", (Period(day, day),), (), ("project",))
    present = {
        row.text("person_id")
        for row in hud.register.tables["spells"]
        if (row.day("start") or day) <= day and ((row.day("exit") or date.max) > day)
    }
    assert total.value == len(present)
    assert sum(figure.value or 0 for figure in projects) > len(present)
    assert not any(figure.additive for figure in projects)


def test_52_numbers_of_person_days_per_project_are_equal(hud: Hud) -> None:  # C1, P2
    hud_results.assert_52_numbers_of_person_days_are_equal(hud)


@pytest.mark.parametrize("days", WINDOWS)
def test_return_figures_are_equal_final_where_the_window_has_closed(
    hud: Hud, days: int
) -> None:  # S5, S6
    hud_results.assert_return_figures_are_equal(hud, days)


def test_six_of_nine_return_figures_are_final(hud: Hud) -> None:  # S5, statistics 1.2
    hud_results.assert_six_of_nine_return_figures_are_final(hud)


def test_an_open_cohort_shows_its_state_so_far_and_never_a_hundred_percent(
    hud: Hud,
) -> None:  # statistics 1.1
    """Counting success at once and failure only when mature would give 635 of 635."""
    figure = hud.returns(730)[1]
    assert figure.value is None
    assert figure.cell.classes is not None
    assert (figure.cell.classes.met, figure.cell.classes.immature) == (0, 2248)
    assert figure.interim is not None
    assert figure.interim.numerator == 635
    assert figure.interim.denominator == 2248


def test_every_unit_is_explained_with_the_class_it_was_counted_in(hud: Hud) -> None:  # verklaar

    for days in WINDOWS:
        assert_explained_as_counted(hud.agreement, hud.register, f"terug-{days}", KNOWN_THROUGH)
