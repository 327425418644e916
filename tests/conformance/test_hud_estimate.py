"""When the cohorts of the HUD sample register are mature, and what the unfinished one is estimated
to become: real numbers of `statistics.md` 1, counted by each engine that tells courses.

The idea that makes it simple: the cohort of 2024-2025 was followed for less than its window of 730
days, so its share so far says too little, and its course says how much.
"""

from __future__ import annotations

from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

import pytest

from koers.agreement import Agreement
from koers.counts import Cause, Cell, Question
from koers.delivery import read_folder
from koers.engines import compiled, reference
from koers.periods import Grain, reporting_periods
from koers.register import Register
from koers.results import Engine
from koers.statistics.survival import estimate
from tests.conformance import hud_results
from tests.conformance.hud_results import KNOWN_THROUGH

pytestmark = pytest.mark.conformance
ENGINES: dict[str, Engine] = {"reference": reference.count, "compiled": compiled.count}


@cache
def _read(folder: Path) -> tuple[Agreement, Register]:
    agreement = hud_results.hud_agreement()
    found = read_folder(folder, agreement.dictionary)
    assert found.register is not None, found.findings
    return agreement, found.register


@cache
def _cohorts(folder: Path, engine: str, days: int) -> tuple[Cell, ...]:
    agreement, register = _read(folder)
    periods = reporting_periods(Grain.OWN, agreement.term, own=agreement.own_periods)
    question = Question(f"terug-{days}", periods, KNOWN_THROUGH, courses=((),))
    return ENGINES[engine](agreement, register, question)


@pytest.fixture(params=sorted(ENGINES))
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def folder(real_registrations: Path) -> Path:
    return real_registrations / "hud-lsa"


def percent(met: int, of: int, *, places: str = "0.01") -> Decimal:
    return (Decimal(100 * met) / of).quantize(Decimal(places), ROUND_HALF_UP)


def shown(number: Decimal) -> str:
    return str(number.quantize(Decimal("0.000001")))


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (180, ["8.789", "14.146", "14.220"]),
        (365, ["17.792", "24.288", None]),
        (730, ["29.421", None, None]),
    ],
)
def test_a_cohort_has_a_share_once_all_of_it_is_mature(
    folder: Path, engine: str, days: int, expected: list[str | None]
) -> None:  # S5, statistics 1.2
    shares = []
    for cell in _cohorts(folder, engine, days):
        classes = cell.classes
        assert classes is not None
        judged = classes.met + classes.not_met
        mature = percent(classes.met, judged, places="0.001") if not classes.immature else None
        shares.append(str(mature) if mature else None)
    assert shares == expected


def test_the_shares_so_far_of_three_cohorts_fall_because_the_last_were_followed_for_less_time(
    folder: Path, engine: str
) -> None:  # statistics 1.2: never drawn as a trend
    interim = [cell.interim for cell in _cohorts(folder, engine, 730)]
    so_far = [percent(found.met, found.met + found.not_met) for found in interim if found]
    assert so_far == [Decimal("29.42"), Decimal("28.25"), Decimal("15.88")]


def test_everyone_who_left_is_followed_to_a_return_or_the_last_day(
    folder: Path, engine: str
) -> None:  # statistics 1.1
    for cell in _cohorts(folder, engine, 730):
        assert cell.course is not None
        assert cell.interim is not None
        left: Counter[Cause] = Counter()
        for found in cell.course.exits:
            left[found.cause] += found.number
        assert left[Cause.MET] == cell.interim.met
        assert left[Cause.OPEN] + left[Cause.STAYED] == cell.interim.not_met
        assert left.total() == cell.interim.population


def test_the_unfinished_cohort_is_estimated_until_too_few_are_followed(
    folder: Path, engine: str
) -> None:  # statistics 1.4
    cell = _cohorts(folder, engine, 730)[1]
    assert cell.course is not None
    found = estimate(cell.course.exits, horizon=730, excepted_left_out=False)
    assert found is not None
    assert found.through == 669
    assert [shown(number) for number in (found.value, found.se, found.low, found.high)] == [
        "0.303093",
        "0.010613",
        "0.282840",
        "0.324444",
    ]


def test_the_finished_cohort_is_estimated_as_what_it_is(
    folder: Path, engine: str
) -> None:  # statistics 1.4
    cell = _cohorts(folder, engine, 730)[0]
    assert cell.course is not None
    found = estimate(cell.course.exits, horizon=730, excepted_left_out=False)
    assert found is not None
    assert (shown(found.value), found.through) == (shown(Decimal(549) / 1866), 730)
