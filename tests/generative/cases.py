"""A case to count: an accepted agreement, a small register and a question about one indicator.

The idea that makes it simple: the agreement is written as a file and read by the reader, so that
only what people can write is counted, and what failed can be shown as a drawn spec.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from random import Random
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from koers.agreement import Agreement, Indicator, tables_read
from koers.algebra import Fact, Share
from koers.counts import Cell, Question
from koers.engines import reference
from koers.engines.reference.units import Unit
from koers.format import read_agreement
from koers.periods import Duration, Grain, Period, reporting_periods
from koers.questions import Asked, municipalities, party_split, to_count
from koers.register import KnownThrough, Register
from koers.structure import form_conditions, leaf_tables, leaves
from tests.generative.indicators import (
    COUNTING,
    POPULATIONS,
    Block,
    first_table,
    formulas,
    inner_shares,
    of_class,
    populations,
    rarely,
    shares,
    stated,
)
from tests.generative.registers import (
    DAY,
    Calendar,
    begun_on,
    calendars,
    of_everything,
    promises,
    registers,
)
from tests.generative.shapes import Tree, as_text
from tests.spec.woordenboek import spec_dictionary

T = TypeVar("T")
FORMS = ("aandeel", *COUNTING, "formule", "opgave")
OTHER_FORMS = (*("aantal", "stand", "som", "formule") * 2, "aantal", "dagen", "opgave")
"""All but shares; those of more than one kind are drawn more often."""

TRIES, REGISTERS = 6, 3
"""How many cases are drawn in search of one that counts something; so many of each agreement."""

TABLE_SPLITS = ("gemeente", "geslacht", "kenmerk")


@dataclass(frozen=True)
class Case:
    """`question` is what comes of what is `asked`: K follows from what suppliers promise (F7)."""

    written: Tree
    agreement: Agreement
    register: Register
    asked: Asked
    question: Question

    @property
    def indicator(self) -> Indicator:
        return self.agreement.indicator(self.question.indicator)

    def __repr__(self) -> str:
        return f"<{type(self.indicator.form).__name__}, {self.question.periods}>"

    def __str__(self) -> str:
        lines = [as_text(self.written), str(self.question), *map(str, self.register.known.entries)]
        lines += [f"voor {self.asked.municipality}"] if self.asked.municipality else []
        for name, rows in self.register.tables.items():
            lines += [f"{name}:", *(f"  {_shown(dict(row.cells))}" for row in rows)]
        return "\n".join(lines)


def _shown(cells: dict[str, object]) -> str:
    return " | ".join(f"{name} {'-' if cell is None else cell}" for name, cell in cells.items())


def cases(*forms: str, crowded: bool = False) -> SearchStrategy[Case]:
    """Cases of the forms that are named.

    Each is drawn from a seed: Hypothesis picks the seeds, and `reduced` makes a failure small.
    """
    return st.integers(0, 2**40).map(lambda seed: drawn_case(Random(seed), *forms, crowded=crowded))


def drawn_case(rnd: Random, *forms: str, crowded: bool = False) -> Case:
    """A drawing that the reader accepts, in which something is counted, unless a few are drawn in
    vain.
    """
    case = None
    for case in islice(_drawn_cases(rnd, *forms, crowded=crowded), TRIES):
        if counts_something(reference.count(case.agreement, case.register, case.question)):
            break
    assert case is not None
    return case


def _drawn_cases(rnd: Random, *forms: str, crowded: bool) -> Iterator[Case]:
    """Every few registers another agreement."""
    while True:
        calendar = calendars(rnd)
        written, agreement = _accepted(rnd, calendar, *forms)
        asked = _asked(rnd, calendar, agreement)
        for _ in range(REGISTERS):
            yield _with_register(rnd, calendar, written, agreement, asked, crowded=crowded)


def _accepted(rnd: Random, calendar: Calendar, *forms: str) -> tuple[Tree, Agreement]:
    """An agreement as it was written and as it was read. JSON is read as YAML, and soon made."""
    while True:
        text = json.dumps(_agreements(rnd, calendar, rnd.choice(forms)))
        agreement = read_agreement(text, name="getekend", dictionary=spec_dictionary()).agreement
        if agreement is not None:
            return json.loads(text), agreement


def _with_register(
    rnd: Random,
    calendar: Calendar,
    written: Tree,
    agreement: Agreement,
    asked: Asked,
    *,
    crowded: bool,
) -> Case:
    indicator = agreement.indicators[-1]
    read = tables_read(agreement, indicator)
    register = registers(rnd, calendar, read, crowded=crowded)
    if isinstance(indicator.form, Share) and rarely(rnd, 2):
        register = _with_rows_on_edges(rnd, agreement, register, calendar.known)
    if rarely(rnd):
        asked = replace(asked, through=_settled(rnd, agreement, register, calendar.known))
    else:
        entries = (*promises(rnd, calendar, read), of_everything(rnd, calendar))
        register = replace(register, known=KnownThrough(entries))
    question = to_count(agreement, register, indicator, asked)
    assert question is not None
    return Case(written, agreement, register, asked, question)


def _with_rows_on_edges(
    rnd: Random, agreement: Agreement, register: Register, known: date
) -> Register:
    """The register with a row of some units moved to the last day of their window, or a day later
    (S6).
    """
    dictionary, form = agreement.dictionary, agreement.indicators[-1].form
    assert isinstance(form, Share)
    tables = dict(register.tables)
    read = {name for leaf in leaves(form.outcome) for name in leaf_tables(leaf)}
    dated = [table for name in sorted(read) if (table := dictionary.tables[name]).day_column]
    units = _units(agreement, register, known)
    for unit in rnd.sample(units, min(3, len(units))) if dated else ():
        table = rnd.choice(dated)
        rows = list(tables[table.name])
        whose = [row.text(table.subject_column) for row in rows]
        if unit.subject in whose:
            place = whose.index(unit.subject)
            day = unit.window_end + rnd.choice((0, 0, 1)) * DAY
            rows[place] = begun_on(rows[place], table, day)
            tables[table.name] = tuple(rows)
    return replace(register, tables=tables)


def _settled(rnd: Random, agreement: Agreement, register: Register, known: date) -> date:
    """A day K on which something is just certain, or not yet: a unit, or the end of a spell (S5,
    F3).
    """
    form = agreement.indicators[-1].form
    days = [known]
    if isinstance(form, Share):
        days += [unit.mature_on for unit in _units(agreement, register, known)]
    for leaf in (leaf for part in form_conditions(form) for leaf in leaves(part)):
        if isinstance(leaf, Fact):
            column = agreement.dictionary.tables[leaf.table].last_day_column
            ends = [row.day(column) for row in register.tables.get(leaf.table, ())]
            days += [end + (leaf.gap + 1) * DAY for end in ends if end]
    return rnd.choice(days) - rnd.choice((0, 0, 1)) * DAY


def _units(agreement: Agreement, register: Register, known: date) -> list[Unit]:
    question = Question(agreement.indicators[-1].code, (), known)
    everyone = subjects_of(agreement, register)
    traced = reference.explain(agreement, register, question, everyone)
    return [unit for key in everyone for unit in traced[key].units]


def subjects_of(agreement: Agreement, register: Register) -> list[str]:
    tables = agreement.dictionary.tables
    return sorted(
        {
            row.text(tables[name].subject_column) or ""
            for name, rows in register.tables.items()
            for row in rows
        }
    )


def counts_something(cells: Iterable[Cell]) -> bool:
    return any(
        (cell.classes and cell.classes.population) or any(tally.rows for tally in cell.tallies)
        for cell in cells
    )


def reduced(case: Case, fails: Callable[[Case], object]) -> Case:
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
        fewer = (question.groupings[0], *groupings)
        yield replace(case, question=replace(question, groupings=fewer))
    for name, rows in case.register.tables.items():
        for kept in _without_one(rows) if rows else ():
            tables = {**case.register.tables, name: kept}
            yield replace(case, register=replace(case.register, tables=tables))


def _without_one(many: tuple[T, ...]) -> list[tuple[T, ...]]:
    return [many[:index] + many[index + 1 :] for index in range(len(many))]


def _agreements(rnd: Random, calendar: Calendar, form: str) -> Block:
    term = calendar.term
    indicators: list[Tree] = []
    wanted, code, inner = "", "", None
    if form == "aandeel" and rarely(rnd, 3):
        wanted, code = rnd.choice(POPULATIONS), "K-0"
        inner = inner_shares(rnd, wanted)
        indicators.append(_indicators(rnd, calendar, code, form, inner))
    if form == "formule" and rarely(rnd, 2):
        word, code = rnd.choice(("opgave", *COUNTING)), "K-0"
        indicators.append(_indicators(rnd, calendar, code, word, _written(rnd, word)))
    written = _written(rnd, form, code=code, wanted=wanted)
    indicators.append(_indicators(rnd, calendar, "K-1", form, written, carried=inner))
    middle = term.first_day + timedelta(days=rnd.randint(1, 90))
    return {
        "overeenkomst": "getekend",
        "titel": "Getekend",
        "regime": "wgr",
        "partijen": {
            "assen": {"naam": "Assen", "rol": "opdrachtgever"},
            "tynaarlo": {"naam": "Tynaarlo", "rol": "opdrachtgever"},
        },
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


def _written(rnd: Random, form: str, *, code: str = "", wanted: str = "") -> Block:
    """A form; `code` is an indicator that it refers to, `wanted` a class of it."""
    match form:
        case "aandeel":
            return shares(rnd, of_class(rnd, code, wanted) if code else populations(rnd))
        case "formule":
            return formulas(rnd, [code] if code else [])
        case "opgave":
            return stated(rnd)
        case _:
            return COUNTING[form](rnd)


def _indicators(
    rnd: Random,
    calendar: Calendar,
    code: str,
    form: str,
    written: Block,
    *,
    carried: Block | None = None,
) -> Block:
    """`carried`: the share whose rows carry the units, where those are another's (P1)."""
    block: Block = {"code": code, "naam": "Getekend", "eenheid": "persoon", form: written}
    if form == "aandeel":
        block["norm"] = _norms(rnd, calendar)
    if form == "formule":
        block["nulmeting"] = {"waarde": "3", "bron": "jaarverslag"}
    splits = _splits(rnd, carried or written, form)
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


def _splits(rnd: Random, written: Block, form: str) -> list[str]:
    """Splits by other tables, and by a column of the rows that are counted (P1)."""
    if form == "opgave":
        return rnd.choice((["plaats"], []))
    if form == "formule":
        splits = _some(rnd, TABLE_SPLITS, fewest=1)
        if rarely(rnd, 2) and "gemeente" not in splits:
            splits[0] = "gemeente"  # growth is of who moved too (C4)
        return [] if "opgave" in str(written) else splits
    first = written.get("van" if form == "aandeel" else "die")
    assert isinstance(first, dict)
    own = ROW_SPLITS.get(first_table(first).name, ())
    return _some(rnd, (*TABLE_SPLITS, *own))


def _some(rnd: Random, names: tuple[str, ...], *, fewest: int = 0) -> list[str]:
    known = list(dict.fromkeys(names))
    return rnd.sample(known, rnd.randint(fewest, min(3, len(known))))


def _asked(rnd: Random, calendar: Calendar, agreement: Agreement) -> Asked:
    """Through the day K of the calendar or a later one; the whole, or one municipality alone."""
    indicator = agreement.indicators[-1]
    splits = indicator.splits
    groupings: list[tuple[str, ...]] = [()]
    if splits:
        groupings += [splits[:1], *([splits] if len(splits) > 1 else [])]
    through = calendar.known + rnd.choice((0, 0, 0, 30)) * DAY
    alone = party_split(agreement, indicator) is not None and not rarely(rnd, 3)
    return Asked(
        _periods(rnd, calendar, agreement),
        through,
        tuple(groupings),
        rnd.choice(municipalities(agreement)) if alone else None,
    )


def _periods(rnd: Random, calendar: Calendar, agreement: Agreement) -> tuple[Period, ...]:
    """Periods of a grain, cut by the term, own ones, before the term, and any other."""
    term = agreement.term
    if rarely(rnd, 10):
        two = sorted(rnd.sample(calendar.days, 2))
        return (Period(two[0], two[1]),)
    asked = term
    if rarely(rnd, 25):
        asked = term.earlier(Duration(days=(term.last_day - term.first_day).days + 1))
    elif rarely(rnd, 2):
        asked = Period(term.first_day, term.last_day + 120 * DAY)
    norms = [norm.per for norm in agreement.indicators[-1].norms if norm.per]
    grain = rnd.choice(norms if norms and rarely(rnd, 2) else (Grain.TERM, *Grain, Grain.YEAR))
    return reporting_periods(grain, asked, own=agreement.own_periods)
