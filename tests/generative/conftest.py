"""How many cases are drawn: a constant for every run, or as many as `make generative N=...` asks.

The idea that makes it simple: without a number the same cases are drawn every time; with one
(`KOERS_CASES`, set by make), new ones, so that a long run finds what a short one does not. The
laws, of which there are many, then draw a tenth of it, and the SQL engine a hundredth.
"""

import os

import pytest
from hypothesis import HealthCheck, Phase, settings

from koers.engines import compiled, reference
from tests.generative.recounted import Counting

CASES, ORACLE_CASES, LAW_CASES, SQL_CASES = 500, 300, 120, 40


@pytest.fixture(scope="session")
def drawn() -> settings:
    """Settings of a test of equal engines."""
    return _settings(CASES)


@pytest.fixture(scope="session")
def slowly() -> settings:
    """Settings of a test against the oracle, which takes its time."""
    return _settings(ORACLE_CASES)


@pytest.fixture(scope="session")
def laws() -> settings:
    """Settings of a law: there are many, and each counts more than once."""
    return _settings(LAW_CASES, one_in=10)


@pytest.fixture(scope="session")
def few() -> settings:
    """Settings of a test on the SQL engine, to which a question takes a second."""
    return _settings(SQL_CASES, one_in=100)


@pytest.fixture(params=["reference", "compiled"])
def count(request: pytest.FixtureRequest) -> Counting:
    """Every law holds on every engine that is fast enough."""
    engine = {"reference": reference.count, "compiled": compiled.count}[str(request.param)]
    return lambda case: engine(case.agreement, case.register, case.question)


def _settings(cases: int, *, one_in: int = 1) -> settings:
    asked = os.environ.get("KOERS_CASES", "")
    wanted = int(asked or 0) // one_in
    return settings(
        max_examples=wanted if one_in == 1 and asked else max(cases, wanted),
        derandomize=not asked,
        database=None,
        deadline=None,
        phases=(Phase.generate,),  # a smaller seed is no smaller case; `reduced` makes those
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )
