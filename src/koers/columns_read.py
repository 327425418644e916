"""Which columns of which tables an indicator reads, its splits and its survey included.

The idea that makes it simple: every part of a definition names its table and columns, so walking
through the definition gives them all; a column that is not among them may stay empty.

It must not know rows, figures or files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from koers.agreement import Agreement, Indicator, indicator_subject
from koers.algebra import (
    Age,
    Fact,
    Form,
    Formula,
    Leaf,
    Score,
    Stated,
    StatedFigure,
    SumShare,
    Test,
    Transition,
)
from koers.checks.together import row_tables
from koers.dictionary import Dictionary, Table
from koers.structure import form_columns, form_conditions, leaves, referred_indicators

Reads = tuple[str, str]
"""A table and one of its columns."""


def columns_read(agreement: Agreement, indicator: Indicator) -> dict[str, tuple[str, ...]]:
    """The columns of each table, both in the order of the dictionary."""
    found = set(_all(agreement, indicator, ()))
    tables = agreement.dictionary.tables
    return {
        name: tuple(column for column in table.columns if (name, column) in found)
        for name, table in tables.items()
        if any(read == name for read, _ in found)
    }


def _all(agreement: Agreement, indicator: Indicator, above: tuple[str, ...]) -> Iterator[Reads]:
    if indicator.code in above:
        return
    yield from _form(agreement, indicator)
    yield from _splits(agreement, indicator)
    for name in row_tables(agreement, indicator):
        yield from ((name, column) for column in indicator.texts)
    survey = indicator.survey
    others = (survey.population, survey.sent) if survey else ()
    for code in (*referred_indicators(indicator.form), *(code for code in others if code)):
        yield from _all(agreement, agreement.indicator(code), (*above, indicator.code))


def _form(agreement: Agreement, indicator: Indicator) -> Iterator[Reads]:
    dictionary, form = agreement.dictionary, indicator.form
    for condition in form_conditions(form):
        for leaf in leaves(condition):
            if isinstance(leaf, Age):
                yield from _births(dictionary, indicator_subject(agreement, indicator))
            else:
                yield from _leaf(dictionary, leaf)
    for column in form_columns(form):
        yield from _quantity(dictionary, column.table, column.column)
    for figure in _stated(form):
        yield from ((figure.column.table, name) for name in _tested(figure.tests))


def _leaf(dictionary: Dictionary, leaf: Leaf) -> Iterator[Reads]:
    tables = dictionary.tables
    match leaf:
        case Fact(table=name, tests=tests) | Score(table=name, tests=tests):
            yield from _days(tables[name])
            yield from ((name, column) for column in _tested(tests))
        case Transition(table=name, tests=tests):
            yield from _days(tables[name])
            yield from ((name, column) for column in _tested(tests))
        case SumShare(part=part, whole=whole, months_with=months_with):
            yield from _quantity(dictionary, part.table, part.column)
            yield from _quantity(dictionary, whole.table, whole.column)
            if months_with is not None:
                yield from _days(tables[months_with])
        case Age():
            pass


def _days(table: Table) -> Iterator[Reads]:
    """What says who, when, and how high."""
    named = (table.day_column, table.last_day_column, table.value_column)
    yield table.name, table.subject_column
    yield from ((table.name, name) for name in named if name)


def _quantity(dictionary: Dictionary, table: str, column: str) -> Iterator[Reads]:
    yield from _days(dictionary.tables[table])
    yield table, column


def _births(dictionary: Dictionary, subject: str) -> Iterator[Reads]:
    table = dictionary.births(subject)
    if table is not None and table.birth_column:
        yield table.name, table.subject_column
        yield table.name, table.birth_column


def _tested(tests: Iterable[Test]) -> Iterator[str]:
    for test in tests:
        yield test.column
        if test.of_column:
            yield test.of_column


def _stated(form: Form) -> Iterator[StatedFigure]:
    match form:
        case Stated(numerator, denominator):
            yield numerator
            if denominator is not None:
                yield denominator
        case Formula(numerator, denominator):
            for term in (*numerator, *denominator):
                if isinstance(term.form, StatedFigure):
                    yield term.form
        case _:
            pass


def _splits(agreement: Agreement, indicator: Indicator) -> Iterator[Reads]:
    dictionary = agreement.dictionary
    strata = indicator.survey.strata if indicator.survey else None
    for name in dict.fromkeys((*indicator.splits, *((strata,) if strata else ()))):
        split = dictionary.splits[name]
        if split.table is not None:
            yield from _days(dictionary.tables[split.table])
            yield split.table, split.column
        else:
            yield from ((table, split.column) for table in row_tables(agreement, indicator))
