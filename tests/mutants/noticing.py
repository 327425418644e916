"""Run on a copy of the sources, in a process of its own: does anything notice the mistake in it?

The idea that makes it simple: a process that ends with `NOTICED` has found a difference, one that
ends with 0 has not, and any other end is a mistake of this test and not of the mutant.

    python -m tests.mutants.noticing specs|cases <folder of the sources>
"""

from __future__ import annotations

import sys
from importlib import import_module
from inspect import getmembers, isfunction
from itertools import count
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings

import koers
from tests.generative import differences
from tests.generative.cases import OTHER_FORMS, Case, cases
from tests.spec.drawn import ENGINES, Spec

NOTICED = 3
SPECS = Path(__file__).parents[1] / "spec"
CASES = 1000
"""More than any mutant needs, and fewer than the generative tests draw."""


def specs() -> None:
    """Every drawn spec on both fast engines, until the first that fails."""
    for path in sorted(SPECS.glob("test_*.py")):
        for called, spec in getmembers(import_module(f"tests.spec.{path.stem}"), isfunction):
            if called.startswith("test_"):
                spec(Spec(ENGINES["reference"]))
                spec(Spec(ENGINES["compiled"]))


def drawn_cases() -> None:
    """What the generative tests ask of a case, but for the oracle, until the first difference."""
    number = count()

    def hold(case: Case) -> None:
        assert not differences.in_known(case)
        assert not differences.between_engines(case)
        # Parts take three times as long, and few mistakes show in them alone.
        assert next(number) % 4 or not differences.in_parts(case)

    run = settings(
        max_examples=CASES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    forms = ("aandeel",) * len(OTHER_FORMS) + OTHER_FORMS
    run(given(case=cases(*forms))(hold))()


if __name__ == "__main__":
    WHAT, SOURCES = sys.argv[1:]
    assert Path(koers.__file__).is_relative_to(SOURCES), f"{koers.__file__} is not the copy"
    try:
        {"specs": specs, "cases": drawn_cases}[WHAT]()
    except Exception as noticed:
        sys.stderr.write(f"{type(noticed).__name__}\n")
        raise SystemExit(NOTICED) from noticed
