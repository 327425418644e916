"""A case to count: an accepted agreement, a small register and a question about one indicator.

The idea that makes it simple: the agreement is written as a file and read by the reader, so that
only what people can write is counted, and what failed can be shown as a drawn spec.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from koers.agreement import Agreement, tables_read
from koers.counts import Question
from koers.format import read_agreement
from koers.periods import Duration, Grain, Period, reporting_periods
from koers.register import Register
from tests.generative.indicators import (
    COUNTING,
    Block,
    first_table,
    formulas,
    rarely,
    shares,
    stated,
)
from tests.generative.registers import DAY, Calendar, calendars, registers
from tests.generative.shapes import Tree, as_text
from tests.spec.woordenboek import spec_dictionary

T = TypeVar("T")
FORMS = ("aandeel", *COUNTING, "formule", "opgave")
TABLE_SPLITS = ("gemeente", "geslacht", "kenmerk")


@dataclass(frozen=True)
class Case:
    text: str
    agreement: Agreement
    register: Register
    question: Question

    def __repr__(self) -> str:
        lines = [self.text, str(self.question)]
        for name, rows in self.register.tables.items():
            lines += [f"{name}:", *(f"  {_shown(dict(row.cells))}" for row in rows)]
        return "\n".join(lines)


def _shown(cells: dict[str, object]) -> str:
    return " | ".join(f"{name} {'-' if cell is None else cell}" for name, cell in cells.items())


def cases(*forms: str) -> SearchStrategy[Case]:
    """Cases of the forms that are named.

    Each is drawn from a seed: Hypothesis picks the seeds, and `reduced` makes a failure small.
    """
    return st.integers(0, 2**40).map(lambda seed: drawn_case(Random(seed), *forms))


def drawn_case(rnd: Random, *forms: str) -> Case:
    """The first drawing that the reader accepts."""
    while True:
        calendar = calendars(rnd)
        form = rnd.choice(forms)
        written: Tree = json.loads(json.dumps(_agreements(rnd, calendar, form)))
        text = as_text(written)
        agreement = read_agreement(text, name="getekend", dictionary=spec_dictionary()).agreement
        if agreement is not None:
            register = registers(rnd, calendar, _read(agreement))
            question = _questions(rnd, calendar, agreement)
            return Case(text, agreement, register, question)


def reduced(case: Case, fails: Callable[[Case], bool]) -> Case:
    """The case without every row, period and split that its failure does not need."""
    for smaller in _smaller(case):
        if fails(smaller):
            return reduced(smaller, fails)
    return case


def _smaller(case: Case) -> Iterator[Case]:
    question = case.question
    for periods in _without_one(question.periods):
        yield replace(case, question=replace(question, periods=periods))
    for groupings in _without_one(question.groupings[1:]):
        yield replace(case, question=replace(question, groupings=((), *groupings)))
    for name, rows in case.register.tables.items():
        for fewer in _without_one(rows) if rows else ():
            tables = {**case.register.tables, name: fewer}
            yield replace(case, register=replace(case.register, tables=tables))


def _without_one(many: tuple[T, ...]) -> list[tuple[T, ...]]:
    return [many[:index] + many[index + 1 :] for index in range(len(many))]


def _read(agreement: Agreement) -> frozenset[str]:
    """The tables that the last indicator reads: other rows would only make a failure longer."""
    return tables_read(agreement, agreement.indicators[-1])


def _agreements(rnd: Random, calendar: Calendar, form: str) -> Block:
    term = calendar.term
    indicators: list[Tree] = []
    codes: list[str] = []
    if form == "aandeel" and rarely(rnd, 3):
        indicators.append(_indicators(rnd, calendar, "K-0", "aandeel", codes))
        codes.append("K-0")
    if form == "formule" and rarely(rnd, 2):
        word = rnd.choice(("opgave", *COUNTING))
        indicators.append(_indicators(rnd, calendar, "K-0", word, codes))
        codes.append("K-0")
    indicators.append(_indicators(rnd, calendar, "K-1", form, codes))
    middle = term.first_day + timedelta(days=rnd.randint(1, 90))
    return {
        "overeenkomst": "getekend",
        "titel": "Getekend",
        "regime": "wgr",
        "partijen": {"assen": {"naam": "Assen", "rol": "opdrachtgever"}},
        "looptijd": {"van": str(term.first_day), "tot en met": str(term.last_day)},
        "woordenboek": "spec",
        "perioden": [
            {"van": str(term.first_day - timedelta(days=3)), "tot en met": str(middle)},
            {
                "van": str(middle + 2 * DAY),
                "tot en met": str(middle + 90 * DAY),
            },
        ],
        "parameters": {"index": [{"van": "2015-01-01", "waarde": "1,5", "bron": "besluit"}]},
        "indicatoren": indicators,
    }


def _indicators(rnd: Random, calendar: Calendar, code: str, form: str, codes: list[str]) -> Block:
    block: Block = {"code": code, "naam": "Getekend", "eenheid": "persoon"}
    match form:
        case "aandeel":
            block[form] = shares(rnd, codes)
            block["norm"] = _norms(rnd, calendar)
        case "formule":
            block[form] = formulas(rnd, codes)
            block["nulmeting"] = {"waarde": "3", "bron": "jaarverslag"}
        case "opgave":
            block[form] = stated(rnd)
        case _:
            block[form] = COUNTING[form](rnd)
    splits = _splits(rnd, block[form], form)
    return {**block, "splits": list[Tree](splits)} if splits else block


def _norms(rnd: Random, calendar: Calendar) -> list[Tree]:
    """A norm from the first day, and often another one from a later calendar period on (P3)."""
    grain = rnd.choice((Grain.QUARTER, Grain.HALF_YEAR, Grain.YEAR))
    starts = [period.first_day for period in reporting_periods(grain, calendar.term)]
    some = starts[: rnd.randint(1, 2)]
    return [{"van": str(day), "per": grain.value, "minstens": "50%"} for day in some]


ROW_SPLITS = {
    "melding": ("soort",),
    "uitkering": ("regeling",),
    "werk": ("vorm", "vormen"),
    "trede": ("gemeten door",),
    "opgave": ("plaats",),
}


def _splits(rnd: Random, written: Tree, form: str) -> list[str]:
    """Splits by other tables, and by a column of the rows that are counted (P1)."""
    assert isinstance(written, dict)
    if form == "opgave":
        return rnd.choice((["plaats"], []))
    if form == "formule":
        return [] if "opgave" in str(written) else _some(rnd, TABLE_SPLITS)
    first = written.get("van" if form == "aandeel" else "die")
    assert isinstance(first, dict)
    nested = "indicator" in first
    own = () if nested else ROW_SPLITS.get(first_table(first).name, ())
    return _some(rnd, (*TABLE_SPLITS, *own))


def _some(rnd: Random, names: tuple[str, ...]) -> list[str]:
    known = list(dict.fromkeys(names))
    return rnd.sample(known, rnd.randint(0, min(3, len(known))))


def _questions(rnd: Random, calendar: Calendar, agreement: Agreement) -> Question:
    indicator = agreement.indicators[-1]
    splits = indicator.splits
    groupings: list[tuple[str, ...]] = [()]
    if splits:
        groupings += [splits[:1], *([splits] if len(splits) > 1 else [])]
    periods = _periods(rnd, calendar, agreement)
    return Question(indicator.code, periods, calendar.known, tuple(groupings))


def _periods(rnd: Random, calendar: Calendar, agreement: Agreement) -> tuple[Period, ...]:
    """Periods of a grain, cut by the term, own ones, before the term, and any other."""
    term = agreement.term
    if rarely(rnd, 6):
        two = sorted(rnd.sample(calendar.days, 2))
        return (Period(two[0], two[1]),)
    asked = term
    if rarely(rnd, 10):
        asked = term.earlier(Duration(days=(term.last_day - term.first_day).days + 1))
    elif rarely(rnd, 3):
        asked = Period(term.first_day, term.last_day + 120 * DAY)
    norms = [norm.per for norm in agreement.indicators[-1].norms if norm.per]
    grain = rnd.choice(norms if norms and rarely(rnd, 2) else (Grain.TERM, *Grain, Grain.YEAR))
    return reporting_periods(grain, asked, own=agreement.own_periods)
