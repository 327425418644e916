"""What a figure is made of: what one subject adds to it, and what the counted rows say in words.

The idea that makes it simple: the hits that are counted know their rows, so whoever tells of a
figure asks for the same hits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from koers.agreement import Agreement
from koers.algebra import Count
from koers.counts import Question, SplitKey
from koers.dictionary import Cell, Column
from koers.engines.reference.counting import Counting
from koers.engines.reference.history import Reader
from koers.periods import Period
from koers.register import Register
from koers.structure import form_terms


@dataclass(frozen=True)
class Added:
    """What one subject adds to a figure: for which term (numerator first), when, and how much.

    `amount` is in the smallest unit; None where the condition or the amount is unknown.
    """

    term: int
    period: Period
    day: date
    amount: int | None
    lines: tuple[int, ...]
    """The lines of the rows that carry it."""


def added(
    agreement: Agreement, register: Register, question: Question, subject: str
) -> tuple[Added, ...]:
    """Each thing that a subject adds to a count, sum, number of days, stated figure or formula."""
    reader = Reader(agreement.dictionary, register, question.known_through)
    counting = Counting(agreement, reader, question)
    terms = form_terms(agreement.indicator(question.indicator).form)
    return tuple(
        Added(number, period, hit.day, hit.amount, tuple(row.line for row in hit.carrier.rows))
        for number, term in enumerate(terms)
        for period in question.periods
        for hit in counting.hits_of(term, period, subject)
    )


@dataclass(frozen=True)
class Told:
    """What a counted row says: in which period and cell it was counted, on which day, and a text
    for each column that was asked ("" where the cell is empty).
    """

    period: Period
    split: SplitKey
    day: date
    texts: tuple[str, ...]


def texts(
    agreement: Agreement, register: Register, question: Question, *, columns: Sequence[str]
) -> tuple[Told, ...]:
    """The texts of the rows that a count counted, by period and cell, in order of day and key.

    A code is told by its name. Rows in which all columns are empty, or that are left out of the
    count because something is unknown, say nothing; nor does any form but a count. Raises KeyError
    for a column that the counted table does not have.
    """
    form = agreement.indicator(question.indicator).form
    if not isinstance(form, Count):
        return ()
    reader = Reader(agreement.dictionary, register, question.known_through)
    counting = Counting(agreement, reader, question)
    (term,) = form_terms(form)
    found: list[tuple[tuple[str, ...], Told]] = []
    for period in question.periods:
        for split, hit in counting.placed_hits(term, period):
            table = hit.carrier.table
            if table is None or hit.amount is None:
                continue
            for row in hit.carrier.rows:
                said = tuple(_text(table.columns[name], row.cells.get(name)) for name in columns)
                key = tuple(str(row.cells.get(name)) for name in table.key)
                if any(said):
                    found.append((key, Told(period, split, hit.day, said)))
    found.sort(key=lambda one: (one[1].period, one[1].split, one[1].day, one[0]))
    return tuple(told for _, told in found)


def _text(column: Column, cell: Cell) -> str:
    """A cell in words: the name of a code, a number in its own unit with a decimal comma."""
    match cell:
        case None:
            return ""
        case date():
            return cell.isoformat()
        case int():
            whole, rest = divmod(abs(cell), 10**column.decimals)
            sign = "-" if cell < 0 else ""
            return f"{sign}{whole},{rest:0{column.decimals}d}" if column.decimals else str(cell)
        case str():
            names = dict(column.code_list.codes) if column.code_list else {}
            return names.get(cell, cell)
