"""The reference engine gives the cells that counting day by day gives, on every drawn case.

The oracle is held against the drawn specs first: both then read `semantics.md` alike, the one from
timelines and the other from rows, and a difference is a mistake in one of them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from importlib import import_module
from inspect import getmembers, isfunction
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koers.engines import reference
from koers.questions import known_through
from koers.register import KnownThrough
from tests.generative import day_by_day, differences
from tests.generative.cases import OTHER_FORMS, Case, cases
from tests.generative.registers import calendars, promises
from tests.generative.seen import FORMS, REGISTERS, SHARES, hold_not_vacuous, promised, seen
from tests.spec.drawn import Recorder, Spec

SPECS = sorted(path.stem for path in (Path(__file__).parents[1] / "spec").glob("test_*.py"))


def hold_oracle(case: Case, found: Counter[str]) -> None:
    differences.hold(case, differences.from_day_by_day)
    found.update(seen(case, reference.count(*differences.asked(case))))


def test_shares_are_counted_as_day_by_day(slowly: settings) -> None:
    found: Counter[str] = Counter()
    slowly(given(case=cases("aandeel"))(lambda case: hold_oracle(case, found)))()
    hold_not_vacuous(found, (*SHARES, *REGISTERS), enough=10)


def test_every_other_form_is_counted_as_day_by_day(slowly: settings) -> None:
    found: Counter[str] = Counter()
    slowly(given(case=cases(*OTHER_FORMS))(lambda case: hold_oracle(case, found)))()
    hold_not_vacuous(found, (*FORMS, *REGISTERS), enough=10)


def test_known_through_is_the_least_of_what_every_supplier_promises(slowly: settings) -> None:
    # F7, also where nobody promises a table for a municipality, so that there is no K.
    found: Counter[str] = Counter()

    def hold(case: Case, seed: int, place: str | None) -> None:
        rnd = Random(seed)
        some = promises(rnd, calendars(rnd), frozenset(case.register.tables))
        register = replace(case.register, known=KnownThrough(some))
        asked = replace(case.asked, municipality=place)
        known, _ = known_through(case.agreement, register, case.indicator, asked)
        told = replace(case, register=register, asked=asked)
        assert known == promised(told, place)
        found["cases"] += 1
        found[f"K of {'one municipality' if place else 'the whole'}"] += known is not None
        found["nobody promises it"] += known is None

    places = st.sampled_from((None, "assen", "tynaarlo"))
    seeds = st.integers(0, 2**40)
    slowly(given(case=cases(*OTHER_FORMS), seed=seeds, place=places)(hold))()
    hold_not_vacuous(found, ("K of one municipality", "K of the whole", "nobody promises it"))


@pytest.mark.parametrize("name", SPECS)
def test_counting_day_by_day_obeys_every_drawn_spec(name: str) -> None:
    # An oracle that reads a rule differently from the specs would prove nothing.
    recorder = Recorder()
    for called, spec in getmembers(import_module(f"tests.spec.{name}"), isfunction):
        if called.startswith("test_"):
            spec(recorder)
    obeys = Spec(day_by_day.count)
    assert recorder.drawings
    for drawing in recorder.drawings:
        obeys.hold(drawing)
