"""The reference engine gives the cells that counting day by day gives, on every drawn case.

The oracle is held against the drawn specs first: both then read `semantics.md` alike, the one from
timelines and the other from rows, and a difference is a mistake in one of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from importlib import import_module
from inspect import getmembers, isfunction
from pathlib import Path

import pytest
from hypothesis import given, settings

from koers.counts import Cell
from koers.engines import reference
from tests.generative import day_by_day
from tests.generative.cases import FORMS, Case, cases, reduced
from tests.generative.seen import seen
from tests.spec.drawn import Recorder, Spec

SPECS = sorted(path.stem for path in (Path(__file__).parents[1] / "spec").glob("test_*.py"))

SHARES = (
    *("uitgesloten", "onrijp", "behaald", "uitgezonderd", "onbekend", "niet behaald"),
    *("unknown", "an interim state of its own", "a nested population", "a norm of an anchor"),
)
"""What a share can come to (S2-S5, P3)."""

REGISTERS = (
    *("overlapping spells", "touching spells", "bridged gaps", "a split that changes"),
    *("a multiple split", "crossed splits", "two scores on a day", "a fact on the known day"),
    *("a month's end", "a leap day", "unknown"),
)
"""What makes counting hard (F2, F3, F8, P1, P2)."""

OTHERS = (*("Count", "Sum", "Days", "Formula", "Stated"), "an amount", "growth")


def difference(case: Case) -> str:
    """The cells that only one of the two gives; empty where they agree."""
    asked = (case.agreement, case.register, case.question)
    ours, theirs = Counter(day_by_day.count(*asked)), Counter(reference.count(*asked))
    if ours == theirs:
        return ""
    return f"day by day only:\n{_lines(ours - theirs)}\nreference only:\n{_lines(theirs - ours)}"


def _lines(cells: Iterable[Cell]) -> str:
    return "\n".join(str(cell) for cell in cells)


def hold(case: Case, found: Counter[str]) -> None:
    """Fails with the smallest case that still differs; writes down what the case had in it."""
    if difference(case):
        small = reduced(case, lambda smaller: bool(difference(smaller)))
        raise AssertionError(f"{small}\n{difference(small)}")
    cells = reference.count(case.agreement, case.register, case.question)
    found.update(seen(case, cells))


def test_shares_are_counted_as_day_by_day(drawn: settings) -> None:
    found: Counter[str] = Counter()
    drawn(given(case=cases("aandeel"))(lambda case: hold(case, found)))()
    assert {name: found[name] for name in (*SHARES, *REGISTERS) if found[name] < 20} == {}


def test_every_other_form_is_counted_as_day_by_day(drawn: settings) -> None:
    found: Counter[str] = Counter()
    forms = tuple(form for form in FORMS if form != "aandeel")
    drawn(given(case=cases(*forms))(lambda case: hold(case, found)))()
    assert {name: found[name] for name in (*OTHERS, *REGISTERS) if found[name] < 20} == {}


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
