"""The same case again, a little changed, and the numbers of its cells: what laws compare.

The idea that makes it simple: a law counts twice, so every change of a case is a small function
here, and the cells become one counter of numbers that can be added and compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from datetime import date

from koers.agreement import Agreement, Indicator
from koers.algebra import ClassOf, CountsIn, Share
from koers.counts import Cell, Classes, Question
from koers.periods import Period
from koers.register import Row
from koers.structure import first_tables, form_columns, form_conditions, referred_indicators
from tests.generative.cases import Case, subjects_of
from tests.generative.seen import CLASSES

Counting = Callable[[Case], tuple[Cell, ...]]

ALWAYS = Period(date(1900, 1, 1), date(2100, 1, 1))

Numbers = Counter[tuple[str, ...]]
"""Every number of some cells that is not nought, by its cell and its name."""


# --- numbers --------------------------------------------------------------------------------------


def numbers(cells: Iterable[Cell], *, by_period: bool = True, by_split: bool = True) -> Numbers:
    found: Numbers = Counter()
    for cell in cells:
        at = (
            str(cell.period) if by_period else "",
            str(cell.split) if by_split else "",
            str(cell.norm_day),
        )
        found[(*at, "unknown")] += cell.population_unknown
        for name, classes in (("class", cell.classes), ("interim", cell.interim)):
            for field in fields(Classes) if classes else ():
                found[(*at, name, field.name)] += int(getattr(classes, field.name))
        for index, tally in enumerate(cell.tallies):
            found[(*at, f"amount {index}")] += tally.amount
            found[(*at, f"rows {index}")] += tally.rows
            found[(*at, f"unknown {index}")] += tally.unknown
        if cell.overlap:
            for name in ("stayed", "joined", "left"):
                found[(*at, name)] += int(getattr(cell.overlap, name))
            for index, number in enumerate(cell.overlap.joined_by):
                found[(*at, f"joined by {index}")] += number
    return Counter({key: number for key, number in found.items() if number})


def added_up(one: Numbers, other: Numbers) -> Numbers:
    both: Numbers = Counter(one)
    both.update(other)
    return Counter({key: number for key, number in both.items() if number})


def sum_of_classes(cells: Iterable[Cell]) -> Counter[str]:
    found: Counter[str] = Counter()
    for cell in cells:
        for name in CLASSES.values():
            found[name] += int(getattr(cell.classes, name))
    return Counter({name: number for name, number in found.items() if number})


# --- cases ----------------------------------------------------------------------------------------


def with_tables(case: Case, tables: dict[str, tuple[Row, ...]]) -> Case:
    return replace(case, register=replace(case.register, tables=tables))


def everyone_in(case: Case) -> list[str]:
    return subjects_of(case.agreement, case.register)


def only(case: Case, subjects: Iterable[str]) -> Case:
    """The case with the rows of these subjects alone."""
    tables, kept = case.agreement.dictionary.tables, set(subjects)
    return with_tables(
        case,
        {
            name: tuple(row for row in rows if row.text(tables[name].subject_column) in kept)
            for name, rows in case.register.tables.items()
        },
    )


def known_on(case: Case, known: date) -> Case:
    return replace(case, question=replace(case.question, known_through=known))


def always(case: Case) -> Question:
    return replace(case.question, periods=(ALWAYS,), groupings=((),))


def with_share(case: Case, changed: Callable[[Share], Share]) -> Case:
    indicators = case.agreement.indicators
    assert isinstance(indicators[-1].form, Share)
    last = replace(indicators[-1], form=changed(indicators[-1].form))
    agreement = replace(case.agreement, indicators=(*indicators[:-1], last))
    return replace(case, agreement=agreement)


def by_anchor(case: Case) -> Case:
    """The case with each unit in the period of its anchor."""
    return with_share(case, lambda share: replace(share, counts_in=CountsIn.ANCHOR))


def population_tables(agreement: Agreement, indicator: Indicator) -> set[str]:
    """The tables that say who can be counted (F8)."""
    form = indicator.form
    if isinstance(form, Share):
        source = form.population.source
        if isinstance(source, ClassOf):
            return population_tables(agreement, agreement.indicator(source.indicator))
        return set(first_tables(source))
    found = {name for condition in form_conditions(form) for name in first_tables(condition)}
    found |= {column.table for column in form_columns(form)}
    for code in referred_indicators(form):
        found |= population_tables(agreement, agreement.indicator(code))
    return found
