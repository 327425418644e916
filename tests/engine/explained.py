"""Holds explanations against counts: the classes of all explained units are the counted ones."""

from __future__ import annotations

from collections import Counter
from datetime import date

from koers.agreement import Agreement
from koers.algebra import OutcomeClass
from koers.counts import Question
from koers.engines import reference
from koers.periods import Period
from koers.register import Register

_FIELDS = dict(
    zip(
        OutcomeClass, ("excluded", "immature", "met", "excepted", "unknown", "not_met"), strict=True
    )
)


def assert_explained_as_counted(
    agreement: Agreement, register: Register, code: str, known: date
) -> None:
    """Explain every subject one by one; the classes, per day of anchor, must be those that `count`
    gives.
    """
    always = Period(date(1900, 1, 1), date(2100, 1, 1))
    question = Question(code, (always,), known)
    tables = agreement.dictionary.tables
    subjects = sorted(
        {
            str(row.cells[tables[name].subject_column])
            for name, rows in register.tables.items()
            for row in rows
        }
    )
    explained: Counter[str] = Counter()
    unknown = 0
    for traced in reference.explain(agreement, register, question, subjects).values():
        explained.update(_FIELDS[unit.outcome_class] for unit in traced.units)
        unknown += len(traced.unknown_days)
    (cell,) = reference.count(agreement, register, question)
    assert cell.classes is not None
    assert dict(explained) == {
        name: n for name in _FIELDS.values() if (n := getattr(cell.classes, name))
    }
    assert unknown == cell.population_unknown
