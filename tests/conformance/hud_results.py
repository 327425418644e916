"""What an outside authority calculated for the HUD sample register (`real/hud-lsa`), held against a
register however it was read.

The idea that makes it simple: a `Hud` is a register with an engine; each check counts and compares.
So the files of a folder and a delivery in a store answer the same questions.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from koers.agreement import Agreement
from koers.figures import Figure, VerdictWord
from koers.format import read_agreement
from koers.periods import Grain, Period, reporting_periods
from koers.questions import Asked
from koers.register import Register
from koers.results import Engine, measure

HERE = Path(__file__).parent / "hud"
KNOWN_THROUGH = date(2026, 9, 30)
WINDOWS = (180, 365, 730)
ROWS = {"exits": 6287, "returns": 1529, "spells": 6056}

Expected = dict[str, list[dict[str, object]]]


def hud_agreement() -> Agreement:
    read = read_agreement(HERE / "overeenkomst.yaml")
    assert read.agreement is not None, read.findings
    return read.agreement


def expected_results(folder: Path) -> Expected:
    found: Expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return found


@dataclass(frozen=True)
class Hud:
    agreement: Agreement
    register: Register
    expected: Expected
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

    def returns(self, days: int) -> tuple[Figure, ...]:
        """The shares that came back, per cohort."""
        agreement = self.agreement
        periods = reporting_periods(Grain.OWN, agreement.term, own=agreement.own_periods)
        return self.figures(f"terug-{days}", periods)


def assert_192_stocks_are_equal(hud: Hud) -> None:
    stocks = hud.expected["stock"]
    days = sorted({date.fromisoformat(str(stock["date"])) for stock in stocks})
    periods = tuple(Period(day.replace(day=1), day, Grain.MONTH) for day in days)
    figures = hud.figures("stand", periods, (), ("project",))
    counted = {(f.split[0][1], f.period.last_day.isoformat()): f.value for f in figures if f.split}
    assert len(stocks) == 192
    assert counted == {(s["project_id"], s["date"]): s["people"] for s in stocks if s["people"]}


def assert_52_numbers_of_person_days_are_equal(hud: Hud) -> None:
    expected = hud.expected["person_days_2025_10_01_to_2026_09_30"]
    period = Period(date(2025, 10, 1), KNOWN_THROUGH)
    figures = hud.figures("persoonsdagen", (period,), ("project",))
    assert len(expected) == 52
    assert {f.split[0][1]: f.value for f in figures if f.split} == {
        e["project_id"]: e["person_days"] for e in expected
    }


def assert_return_figures_are_equal(hud: Hud, days: int) -> None:
    """Final where the window has closed, else as a state so far."""
    for figure, cohort in zip(hud.returns(days), hud.expected["cohorts"], strict=True):
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


def assert_six_of_nine_return_figures_are_final(hud: Hud) -> None:
    final = {days: [figure.is_complete for figure in hud.returns(days)] for days in WINDOWS}
    assert final == {180: [True, True, True], 365: [True, True, False], 730: [True, False, False]}
