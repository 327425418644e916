"""The HUD sample register: results that an outside authority calculated, counted again
(`real/hud-lsa`).

192 stocks, 52 numbers of person-days, nine return figures in three cohorts. The register is
complete through 2026-09-30, so of the nine return figures six are final and three are only a state
so far.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from koers.agreement import Agreement
from koers.delivery import read_folder
from koers.engines import compiled, reference, sql
from koers.format import read_agreement
from koers.periods import Grain, Period, reporting_periods
from koers.register import Register
from koers.results import Asked, Engine, Figure, VerdictWord, measure
from tests.engine.explained import assert_explained_as_counted

pytestmark = pytest.mark.conformance
KNOWN_THROUGH = date(2026, 9, 30)
WINDOWS = (180, 365, 730)
ENGINES: dict[str, Engine] = {
    "reference": reference.count,
    "compiled": compiled.count,
    "sql": sql.count,
}


@dataclass(frozen=True)
class Hud:
    agreement: Agreement
    register: Register
    expected: dict[str, list[dict[str, object]]]
    engine: Engine

    def figures(
        self, code: str, periods: tuple[Period, ...], *groupings: tuple[str, ...]
    ) -> tuple[Figure, ...]:
        asked = Asked(periods, KNOWN_THROUGH, groupings or ((),))
        return measure(
            self.agreement,
            self.register,
            self.agreement.indicator(code),
            asked,
            engine=self.engine,
        )


@cache
def _hud(folder: Path, name: str) -> Hud:
    read = read_agreement(Path(__file__).parent / "hud" / "overeenkomst.yaml")
    assert read.agreement is not None, read.findings
    register = read_folder(folder, read.agreement.dictionary)
    assert register.register is not None, register.findings
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return Hud(read.agreement, register.register, expected, ENGINES[name])


@pytest.fixture(scope="session", params=sorted(ENGINES))
def hud(real_registrations: Path, request: pytest.FixtureRequest) -> Hud:
    return _hud(real_registrations / "hud-lsa", str(request.param))


def test_every_row_of_the_register_is_read(hud: Hud) -> None:
    assert {name: len(rows) for name, rows in hud.register.tables.items()} == {
        "exits": 6287,
        "returns": 1529,
        "spells": 6056,
    }


def test_192_stocks_of_people_per_project_are_equal(hud: Hud) -> None:  # C2, P1
    stocks = hud.expected["stock"]
    days = sorted({date.fromisoformat(str(stock["date"])) for stock in stocks})
    periods = tuple(Period(day.replace(day=1), day, Grain.MONTH) for day in days)
    figures = hud.figures("stand", periods, (), ("project",))
    counted = {(f.split[0][1], f.period.last_day.isoformat()): f.value for f in figures if f.split}
    assert len(stocks) == 192
    assert counted == {(s["project_id"], s["date"]): s["people"] for s in stocks if s["people"]}


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
    expected = hud.expected["person_days_2025_10_01_to_2026_09_30"]
    figures = hud.figures(
        "persoonsdagen", (Period(date(2025, 10, 1), KNOWN_THROUGH),), ("project",)
    )
    assert len(expected) == 52
    assert {f.split[0][1]: f.value for f in figures if f.split} == {
        e["project_id"]: e["person_days"] for e in expected
    }


@pytest.mark.parametrize("days", WINDOWS)
def test_return_figures_are_equal_final_where_the_window_has_closed(
    hud: Hud, days: int
) -> None:  # S5, S6
    periods = reporting_periods(Grain.OWN, hud.agreement.term, own=hud.agreement.own_periods)
    for figure, cohort in zip(
        hud.figures(f"terug-{days}", periods), hud.expected["cohorts"], strict=True
    ):
        classes, interim = figure.cell.classes, figure.cell.interim
        assert classes is not None
        assert interim is not None
        assert classes.population == cohort["exits"]
        assert interim.met == cohort[f"returned_within_{days}_days"]
        if figure.is_complete:
            assert (classes.met, classes.immature) == (cohort[f"returned_within_{days}_days"], 0)
            assert figure.verdict in (VerdictWord.MET, VerdictWord.NOT_MET)
        else:
            assert figure.verdict is VerdictWord.TOO_EARLY
            assert figure.ratio is None or classes.immature < classes.population


def test_six_of_nine_return_figures_are_final(hud: Hud) -> None:  # S5, statistics 1.2
    periods = reporting_periods(Grain.OWN, hud.agreement.term, own=hud.agreement.own_periods)
    final = {
        days: [f.is_complete for f in hud.figures(f"terug-{days}", periods)] for days in WINDOWS
    }
    assert final == {180: [True, True, True], 365: [True, True, False], 730: [True, False, False]}


def test_an_open_cohort_shows_its_state_so_far_and_never_a_hundred_percent(
    hud: Hud,
) -> None:  # statistics 1.1
    """Counting success at once and failure only when mature would give 635 of 635."""
    periods = reporting_periods(Grain.OWN, hud.agreement.term, own=hud.agreement.own_periods)
    figure = hud.figures("terug-730", periods)[1]
    assert figure.value is None
    assert figure.cell.classes is not None
    assert (figure.cell.classes.met, figure.cell.classes.immature) == (0, 2248)
    assert figure.interim is not None
    assert figure.interim.numerator == 635
    assert figure.interim.denominator == 2248


def test_every_unit_is_explained_with_the_class_it_was_counted_in(hud: Hud) -> None:  # verklaar

    for days in WINDOWS:
        assert_explained_as_counted(hud.agreement, hud.register, f"terug-{days}", KNOWN_THROUGH)
