"""How many cases are drawn: a constant for every run, or as many as `make generative N=...` asks.

The idea that makes it simple: without a number the same cases are drawn every time; with one, new
cases every time, so that a long run finds what a short one does not.
"""

import os

import pytest
from hypothesis import HealthCheck, settings


@pytest.fixture(scope="session")
def drawn() -> settings:
    """Settings of tests that draw cases; `KOERS_CASES` is set by `make generative`."""
    asked = os.environ.get("KOERS_CASES", "")
    return settings(
        max_examples=int(asked or CASES),
        derandomize=not asked,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )


CASES = 500
