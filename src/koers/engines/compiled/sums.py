"""A sum of a subject against a share of another of its sums, month by month (S7).

The idea that makes it simple: subject and month are one whole number, so that the rows of both
tables are added up per number and matched by it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from koers.algebra import SumShare
from koers.dictionary import TableKind
from koers.engines.compiled import line
from koers.engines.compiled.calendar import last_days, months
from koers.engines.compiled.columns import EMPTY, Facts, compared, times
from koers.engines.compiled.line import (
    FALSE,
    TRUE,
    UNKNOWN,
    Flags,
    Ints,
    days_of,
    positions,
    ranges,
)
from koers.engines.compiled.sets import Sets


def sum_share(facts: Facts, share: SumShare) -> Sets:
    """True, false or unknown on the last day of each period, over joint months (S7)."""
    size = 12 * 10_000
    part, whole = (
        _by_month(facts, column.table, column.column, size=size)
        for column in (share.part, share.whole)
    )
    month = np.union1d(part.month, whole.month)
    if share.months_with is not None:
        month = month[np.isin(month, _months_of(facts, share.months_with, size=size))]
    totals, lacking, present = zip(*(found.on(month) for found in (part, whole)), strict=True)
    joint = present[0] & present[1]
    end = positions(month // size, last_days(month % size, share.grain))
    periods, place = np.unique(end, return_inverse=True)

    def per_period(values: Ints) -> Ints:
        found = np.zeros(len(periods), dtype=values.dtype)
        np.add.at(found, place, np.where(joint, values, 0))
        return found

    holds = compared(
        share.comparison,
        times(per_period(totals[0]), share.share.denominator),
        times(per_period(totals[1]), share.share.numerator),
    )
    count = per_period(np.ones(len(month), dtype=np.int64))
    doubtful = (count == 0) | (per_period(lacking[0] + lacking[1]) > 0)
    truth = np.where(doubtful, UNKNOWN, np.where(holds, TRUE, FALSE))
    truth = np.where(days_of(periods) <= facts.k, truth, FALSE)
    return Sets(line.at_days(periods[truth == TRUE]), line.at_days(periods[truth != FALSE]))


def _by_month(facts: Facts, table: str, column: str, *, size: int) -> Monthly:
    rows = facts.rows(table)
    amounts = rows.amounts(column)
    month, place = np.unique(rows.subject * size + months(rows.first), return_inverse=True)
    lacking = amounts == EMPTY
    known = times(np.where(lacking, 0, amounts), max(1, len(amounts)))  # room for the sum
    total = np.zeros(len(month), dtype=known.dtype)
    np.add.at(total, place, np.where(lacking, 0, amounts))
    number = np.zeros(len(month), dtype=np.int64)
    np.add.at(number, place, lacking.astype(np.int64))
    return Monthly(month, total, number)


def _months_of(facts: Facts, table: str, *, size: int) -> Ints:
    """The months, per subject, in which there is a row, or a day of a spell."""
    rows = facts.rows(table)
    is_spell = rows.declared.kind is TableKind.SPELL
    first = months(rows.first)
    last = months(rows.last) if is_spell else first
    count = np.where(is_spell & (rows.last < rows.first), 0, last - first + 1)
    owner, month = ranges(first, count)
    return np.unique(rows.subject[owner] * size + month)


@dataclass(frozen=True)
class Monthly:
    """Amounts per subject and month: in order of `month` (subject and month as one number), the
    total of the known ones and how many are lacking.
    """

    month: Ints
    total: Ints
    lacking: Ints

    def on(self, month: Ints) -> tuple[Ints, Ints, Flags]:
        """Total, lacking and presence for each of these months."""
        if not len(self.month):
            none = np.zeros(len(month), dtype=np.int64)
            return none, none, none.astype(np.bool_)
        place = np.minimum(self.month.searchsorted(month), len(self.month) - 1)
        present = self.month[place] == month
        return (
            np.where(present, self.total[place], 0),
            np.where(present, self.lacking[place], 0),
            present,
        )
