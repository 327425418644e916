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
from koers.engines.compiled.calendar import last_days, month_days, months
from koers.engines.compiled.columns import EMPTY, Facts, compared
from koers.engines.compiled.exact import times, totals
from koers.engines.compiled.line import (
    FALSE,
    NEVER,
    TRUE,
    UNKNOWN,
    Flags,
    Ints,
    days_of,
    positions,
)
from koers.engines.compiled.sets import Sets


def sum_share(facts: Facts, share: SumShare) -> Sets:
    """True, false or unknown on the last day of each period, over joint months (S7)."""
    size = 12 * 10_000
    part, whole = (
        _by_month(facts, column.table, column.column, size=size)
        for column in (share.part, share.whole)
    )
    month = line.distinct(np.concatenate([part.month, whole.month]))
    if share.months_with is not None:
        month = month[_in_months(facts, share.months_with, month // size, month % size)]
    amounts, lacking, present = zip(*(found.on(month) for found in (part, whole)), strict=True)
    joint = present[0] & present[1]
    end = positions(month // size, last_days(month % size, share.grain))
    starts = line.starts(end)
    periods = end[starts]

    def per_period(values: Ints) -> Ints:
        return totals(np.where(joint, values, 0), starts)

    holds = compared(
        share.comparison,
        times(per_period(amounts[0]), share.share.denominator),
        times(per_period(amounts[1]), share.share.numerator),
    )
    count = per_period(np.ones(len(month), dtype=np.int64))
    doubtful = (count == 0) | (per_period(lacking[0] + lacking[1]) > 0)
    truth = np.where(doubtful, UNKNOWN, np.where(holds, TRUE, FALSE))
    truth = np.where(days_of(periods) <= facts.k, truth, FALSE)
    return Sets(line.at_days(periods[truth == TRUE]), line.at_days(periods[truth != FALSE]))


def _by_month(facts: Facts, table: str, column: str, *, size: int) -> Monthly:
    rows = facts.rows(table)
    amounts = rows.amounts(column)
    month = rows.subject * size + months(rows.first)  # in order, for the rows are
    starts = line.starts(month)
    lacking = amounts == EMPTY
    return Monthly(
        month[starts],
        totals(np.where(lacking, 0, amounts), starts),
        totals(lacking.astype(np.int64), starts),
    )


def _in_months(facts: Facts, table: str, subject: Ints, month: Ints) -> Flags:
    """In which of these months of a subject there is a row of the table, or a day of a spell."""
    rows = facts.rows(table)
    is_spell = rows.declared.kind is TableKind.SPELL
    found = line.merged(rows.begins, rows.ends if is_spell else rows.begins)
    first, last = month_days(month)
    there: Flags = found.first_day(positions(subject, first), positions(subject, last)) != NEVER
    return there


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
