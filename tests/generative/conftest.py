"""How many cases are drawn: a constant for every run, or as many as `make generative N=...` asks.

The idea that makes it simple: without a number the same cases are drawn every time; with one
(`KOERS_CASES`, set by make), new ones, so that a long run finds what a short one does not.
"""

import os

import pytest
from hypothesis import HealthCheck, settings

CASES, LAW_CASES = 500, 200


@pytest.fixture(scope="session")
def drawn() -> settings:
    """Settings of a test against the oracle."""
    return _settings(CASES)


@pytest.fixture(scope="session")
def laws() -> settings:
    """Settings of a law: there are many, and each counts more than once."""
    return _settings(LAW_CASES)


def _settings(cases: int) -> settings:
    asked = os.environ.get("KOERS_CASES", "")
    return settings(
        max_examples=int(asked or cases),
        derandomize=not asked,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )
