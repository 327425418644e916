"""Cells out of the rows of a script's statements.

The idea that makes it simple: a statement's rows carry the number of their period and their split
values, so a cell is found by those; the totals are there also when nothing was counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from koers.agreement import Agreement
from koers.algebra import Share
from koers.counts import Cell, Classes, Overlap, Question, SplitKey, Tally
from koers.engines.sql.statements import growing
from koers.engines.sql.steps import Answer, Script, Statement
from koers.structure import form_terms

ResultRow = Sequence[int | str | None]
Ask = Callable[[Statement], Iterable[ResultRow]]
"""Runs a statement and gives its rows."""

_Place = tuple[int, SplitKey]
"""The number of a period, and split values."""


def cells(agreement: Agreement, question: Question, script: Script, ask: Ask) -> tuple[Cell, ...]:
    """The cells of one indicator, sorted by period, norm and split; the totals are always there."""
    form = agreement.indicator(question.indicator).form
    if isinstance(form, Share):
        found = _shares(question, script, ask)
    else:
        has_overlap = growing(agreement, form) is not None
        terms = len(form_terms(form))
        found = _amounts(question, script, ask, terms=terms, has_overlap=has_overlap)
    return tuple(
        sorted(found, key=lambda cell: (cell.period, cell.norm_day or date.min, cell.split))
    )


def _places(
    script: Script, ask: Ask, answers: Answer
) -> Iterable[tuple[Statement, _Place, ResultRow]]:
    """Each row of the statements with this answer: its place, and what was counted there."""
    for statement in script.statements:
        if statement.answers is answers:
            end = 2 + len(statement.grouping)
            for row in ask(statement):
                values = [str(value) for value in row[2:end]]
                split = tuple(zip(statement.grouping, values, strict=True))
                yield statement, (_whole(row[0]), split), row[end:]


@dataclass
class _Bucket:
    classes: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    interim: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    doubts: int = 0


def _shares(question: Question, script: Script, ask: Ask) -> list[Cell]:
    found: dict[tuple[_Place, date | None], _Bucket] = defaultdict(_Bucket)
    for _, place, (norm, outcome_class, interim, number) in _places(script, ask, Answer.CLASSES):
        bucket = found[place, _day(norm)]
        bucket.classes[str(outcome_class)] += _whole(number)
        bucket.interim[str(interim)] += _whole(number)
    for _, place, (norm, number) in _places(script, ask, Answer.DOUBTS):
        found[place, _day(norm)].doubts += _whole(number)
    totals = {number for (number, split), _ in found if not split}
    for number in set(range(len(question.periods))) - totals:
        found[(number, ()), None] = _Bucket()
    return [
        Cell(
            question.periods[number],
            split,
            Classes(**bucket.classes),
            Classes(**bucket.interim),
            bucket.doubts,
            norm_day=norm_day,
        )
        for ((number, split), norm_day), bucket in found.items()
    ]


def _amounts(
    question: Question, script: Script, ask: Ask, *, terms: int, has_overlap: bool
) -> list[Cell]:
    tallies: dict[_Place, dict[int, Tally]] = {
        (number, ()): {} for number in range(len(question.periods))
    }
    overlaps: dict[_Place, Overlap] = {}
    for statement, place, counted in _places(script, ask, Answer.AMOUNTS):
        amount, rows, unknown = map(_whole, counted)
        tallies.setdefault(place, {})[statement.term] = Tally(amount, rows, unknown)
    for _, place, counted in _places(script, ask, Answer.OVERLAP):
        stayed, joined, left = map(_whole, counted)
        overlaps[place] = Overlap(stayed, joined, left)
    return [
        Cell(
            question.periods[number],
            split,
            population_unknown=sum(tally.unknown for tally in of_terms.values()),
            tallies=tuple(of_terms.get(term, Tally()) for term in range(terms)),
            overlap=overlaps.get((number, split), Overlap(0, 0, 0)) if has_overlap else None,
        )
        for (number, split), of_terms in tallies.items()
    ]


def _whole(value: int | str | None) -> int:
    """A whole number of a result; a sum of nothing is null and adds nothing."""
    return int(value or 0)


def _day(value: int | str | None) -> date | None:
    return date.fromordinal(value) if isinstance(value, int) else None
