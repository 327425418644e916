"""Worked examples: tiny histories in the agreement file, counted by the engine and held against
what people wrote.

The idea that makes it simple: an example is a register of one subject, so running it is counting
it; what examples must show (every class, a boundary day) follows from comparing them with each
other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import combinations

from koers.agreement import Agreement, Example, ExampleFact, Indicator, indicator_subject
from koers.algebra import CountsIn, OutcomeClass, Share, StatedFigure, Sum, Term
from koers.counts import Cell, Question, Tally
from koers.delivery import drawn_rows
from koers.document import Located
from koers.engines import reference
from koers.findings import suggestion
from koers.periods import Grain, Period
from koers.register import Register
from koers.showing import rounded
from koers.structure import form_terms

SUBJECT = "X"
"""The key of the one subject of an example; rows need not name it."""

NOT_THERE = "niet in de populatie"
POPULATION_UNKNOWN = "populatie onbekend"
_CLASSES = tuple(word.value for word in OutcomeClass)


def lacking(indicator: Indicator) -> list[str]:
    """What the examples of a share do not show yet: a success, a failure, unknown, immature, a
    boundary day.
    """
    if not isinstance(indicator.form, Share):
        return []
    shown = {example.expected for example in indicator.examples}
    wanted = (OutcomeClass.MET, OutcomeClass.NOT_MET, OutcomeClass.UNKNOWN, OutcomeClass.IMMATURE)
    missing = [word.value for word in wanted if word.value not in shown]
    if not any(_one_day_apart(a, b) for a, b in combinations(indicator.examples, 2)):
        missing.append(
            "een grensdag (twee voorbeelden die een dag schelen, met een andere uitkomst)"
        )
    return missing


def _one_day_apart(one: Example, other: Example) -> bool:
    """Two examples that differ in one cell, a day, by one day, and in what is expected."""
    if (
        one.expected == other.expected
        or len(one.facts) != len(other.facts)
        or one.known_through != other.known_through
    ):
        return False
    apart = [
        pair for a, b in zip(one.facts, other.facts, strict=True) for pair in _differences(a, b)
    ]
    return len(apart) == 1 and _days_between(*apart[0]) == 1


def _differences(one: ExampleFact, other: ExampleFact) -> Iterator[tuple[str, str]]:
    if one.table != other.table:
        yield "", ""
    mine, theirs = dict(one.cells), dict(other.cells)
    for column in {*mine, *theirs}:
        if mine.get(column, "") != theirs.get(column, ""):
            yield mine.get(column, ""), theirs.get(column, "")


def _days_between(one: str, other: str) -> int | None:
    try:
        return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)
    except ValueError:
        return None


def run(agreement: Agreement, located: Located) -> int:
    """Count every example; what differs is a finding at the example's place. Returns how many were
    run.
    """
    number = 0
    blocks = {part.text("code"): part for part in located.each("indicatoren")}
    for indicator in agreement.indicators:
        parts = list(blocks[indicator.code].each("voorbeelden"))
        for example, at in zip(indicator.examples, parts, strict=True):
            number += 1
            _run_one(agreement, indicator, example, at)
    return number


def _run_one(agreement: Agreement, indicator: Indicator, example: Example, at: Located) -> None:
    drawn = rows_of(agreement, indicator, example)
    rows, findings = drawn_rows(drawn, agreement.dictionary, at.place.file)
    for finding in findings:
        where = at.at("feiten")
        part = list(where.items())[finding.place.line - 1] if finding.place.line else where
        part.add("voorbeeld-onjuist", f"{finding.message}", finding.hint)
    expected = example.expected
    if not _understood(indicator, expected):
        words = [*_CLASSES, NOT_THERE, POPULATION_UNKNOWN]
        is_share = isinstance(indicator.form, Share)
        hint = suggestion(expected, words) if is_share else "Schrijf een getal, zoals 12 of 350,50."
        at.at("verwacht").add("voorbeeld-onjuist", f"'{expected}' is geen uitkomst.", hint)
        return
    if findings:
        return
    outcome = result(agreement, indicator, Register(rows), example.known_through, example.period)
    if not _same(outcome, expected):
        message = f"Voorbeeld '{example.name}': verwacht '{expected}', geteld '{outcome}'."
        hint = (
            "Kijk met 'koers verklaar' welke stap anders loopt, of verbeter het voorbeeld van "
            f"'{indicator.code}'."
        )
        at.at("verwacht").add("voorbeeld-wijkt-af", message, hint)


def rows_of(
    agreement: Agreement, indicator: Indicator, example: Example
) -> list[tuple[str, dict[str, str]]]:
    """The rows of an example, each with its table, and the keys that it leaves out filled in."""
    tables = agreement.dictionary.tables
    subject = indicator_subject(agreement, indicator)
    drawn: list[tuple[str, dict[str, str]]] = []
    for fact in example.facts:
        cells = dict(fact.cells)
        if fact.table in tables:
            if tables[fact.table].subject == subject:
                cells.setdefault(tables[fact.table].subject_column, SUBJECT)
            _fill_keys(cells, tables[fact.table].key, len(drawn))
        drawn.append((fact.table, cells))
    return drawn


def _fill_keys(cells: dict[str, str], key: tuple[str, ...], number: int) -> None:
    """Row keys that an example leaves out are numbered: they matter to nobody there."""
    for column in key:
        cells.setdefault(column, f"{SUBJECT}{number}")


def _understood(indicator: Indicator, expected: str) -> bool:
    if isinstance(indicator.form, Share):
        return expected in (*_CLASSES, NOT_THERE, POPULATION_UNKNOWN)
    return expected == POPULATION_UNKNOWN or _numbers(expected) is not None


def _numbers(text: str) -> tuple[Fraction, ...] | None:
    """'350,50' or '12/40' as exact numbers; None for anything else."""
    parts = [part.strip().replace(",", ".") for part in text.split("/")]
    if not all(re.fullmatch(r"-?\d+(\.\d+)?", part) for part in parts):
        return None
    return tuple(Fraction(part) for part in parts)


def _same(outcome: str, expected: str) -> bool:
    return outcome == expected or (
        _numbers(expected) is not None and _numbers(outcome) == _numbers(expected)
    )


def result(
    agreement: Agreement,
    indicator: Indicator,
    register: Register,
    known_through: date,
    period: Period | None,
) -> str:
    """What the engine makes of a register of one subject, in the words of an example.

    A share gives the class of its unit (of several, joined by ', '). Other forms give their number
    in its own unit (euro, not cent); a formula or a ratio gives its terms with '/' between.
    """
    whole = period or Period(agreement.term.first_day, agreement.term.last_day, Grain.TERM)
    if isinstance(indicator.form, Share) and indicator.form.counts_in is CountsIn.MATURITY:
        whole = Period(agreement.term.first_day, date.max)
    question = Question(indicator.code, (whole,), known_through)
    cells = reference.count(agreement, register, question)
    if isinstance(indicator.form, Share):
        return _classes_of(cells)
    if any(tally.unknown for cell in cells for tally in cell.tallies):
        return POPULATION_UNKNOWN
    terms = zip(form_terms(indicator.form), cells[0].tallies, strict=True)
    return "/".join(_in_its_unit(agreement, term, tally) for term, tally in terms)


def _in_its_unit(agreement: Agreement, term: Term, tally: Tally) -> str:
    if not isinstance(term.form, Sum | StatedFigure):
        return str(tally.amount)
    ref = term.form.column
    decimals = agreement.dictionary.tables[ref.table].columns[ref.column].decimals
    return rounded(Fraction(tally.amount, 10**decimals), decimals)


def _classes_of(cells: tuple[Cell, ...]) -> str:
    fields = ("excluded", "immature", "met", "excepted", "unknown", "not_met")
    found = []
    for cell in cells:
        for word, name in zip(OutcomeClass, fields, strict=True):
            found += [word.value] * getattr(cell.classes, name)
        found += [POPULATION_UNKNOWN] * cell.population_unknown
    return ", ".join(found) or NOT_THERE
