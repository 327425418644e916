"""What a case has in it, so that a test can show that it was not vacuous.

The idea that makes it simple: one name per thing that is worth counting on, and a set of the names
that hold for a case and its cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations

from koers.agreement import Agreement
from koers.algebra import ClassOf, Fact, OutcomeClass, Share
from koers.counts import Cell
from koers.dictionary import Table, TableKind
from koers.periods import last_of_month
from koers.register import Register, Row
from koers.structure import form_conditions, leaves
from tests.generative.cases import Case
from tests.generative.day_truth import covers
from tests.generative.registers import DAY

CLASSES = dict(
    zip(
        OutcomeClass, ("excluded", "immature", "met", "excepted", "unknown", "not_met"), strict=True
    )
)


def seen(case: Case, cells: Iterable[Cell]) -> set[str]:
    """The names of everything that this case has."""
    return {*_in_cells(cells), *_in_register(case), *_in_question(case)}


def _in_cells(cells: Iterable[Cell]) -> Iterator[str]:
    for cell in cells:
        for outcome_class, name in CLASSES.items():
            if cell.classes and getattr(cell.classes, name):
                yield outcome_class.value
        if cell.classes != cell.interim:
            yield "an interim state of its own"
        if cell.population_unknown:
            yield "unknown"
        if any(tally.amount for tally in cell.tallies):
            yield "an amount"
        if len(cell.split) > 1:
            yield "crossed splits"
        if cell.overlap:
            yield "growth"
        if cell.norm_day:
            yield "a norm of an anchor"


def _in_register(case: Case) -> Iterator[str]:
    for name, rows in case.register.tables.items():
        table = case.agreement.dictionary.tables[name]
        days = [row.day(column) for row in rows for column in _day_columns(table)]
        found = [day for day in days if day is not None]
        if any(day == last_of_month(day) for day in found):
            yield "a month's end"
        if any((day.month, day.day) == (2, 29) for day in found):
            yield "a leap day"
        if case.question.known_through in found:
            yield "a fact on the known day"
        pairs = [pair for pair in combinations(rows, 2) if _same(pair, table)]
        if table.kind is TableKind.SPELL:
            yield from _of_spells(pairs, table)
        if table.kind is TableKind.SCORE and any(
            one.day(table.day_column) == other.day(table.day_column) for one, other in pairs
        ):
            yield "two scores on a day"


def _day_columns(table: Table) -> list[str]:
    columns = (table.day_column, table.last_day_column, table.birth_column)
    return [column for column in columns if column]


def _same(pair: tuple[Row, Row], table: Table) -> bool:
    one, other = pair
    return one.text(table.subject_column) == other.text(table.subject_column)


def _of_spells(pairs: list[tuple[Row, Row]], table: Table) -> Iterator[str]:
    for one, other in pairs:
        begin = max(one.day(table.day_column) or date.min, other.day(table.day_column) or date.min)
        if covers(one, table, begin) and covers(other, table, begin):
            yield "overlapping spells"
        elif covers(one, table, begin - DAY) or covers(other, table, begin - DAY):
            yield "touching spells"


def _in_question(case: Case) -> Iterator[str]:
    form = case.agreement.indicators[-1].form
    yield type(form).__name__
    names = {name for grouping in case.question.groupings for name in grouping}
    if any(case.agreement.dictionary.splits[name].multiple for name in names):
        yield "a multiple split"
    if "gemeente" in names and _someone_moves(case.register, case.agreement):
        yield "a split that changes"
    found = [leaf for condition in form_conditions(form) for leaf in leaves(condition)]
    if any(isinstance(leaf, Fact) and leaf.gap for leaf in found):
        yield "bridged gaps"
    if isinstance(form, Share) and isinstance(form.population.source, ClassOf):
        yield "a nested population"


def _someone_moves(register: Register, agreement: Agreement) -> bool:
    table = agreement.dictionary.tables["woonplaats"]
    pairs = combinations(register.tables.get("woonplaats", ()), 2)
    return any(
        _same(pair, table) and pair[0].text("gemeente") != pair[1].text("gemeente")
        for pair in pairs
    )
