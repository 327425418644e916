"""Which rows of the invented Werkplein are told too late, by when they were registered.

The idea that makes it simple: the sheets say when each row was registered and the calendar what was
delivered when, so it can be counted without any delivery. It has nothing in common with the store.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

import numpy as np

from koers.dictionary import Table
from koers.invented.days import number_of
from koers.invented.draw import Numbers, Truths
from koers.invented.werkplein.calendar import TRIAL, Parcel, Part
from koers.invented.werkplein.sheets import Sheet
from koers.store.arrivals import Edge

Late = tuple[int, int, dict[int, int]]
"""How many days are known, how many of those came late, and how many more by each delivery (its
number) that was out of turn.
"""


def told_late(
    sheet: Sheet, declared: Table, edge: Edge, parcels: Sequence[Parcel], *, since: date
) -> Late | None:
    """None where a table has no such days."""
    column = declared.day_column if edge is Edge.DAY else declared.last_day_column
    if column is None:
        return None
    day, told = sheet.day(column), np.zeros(len(sheet), dtype=np.bool_)
    promised: list[date] = []
    late, out = 0, Counter[int]()
    for number, parcel in enumerate(_accepted(parcels), start=1):
        for part in (part for part in parcel.parts if part.table == sheet.table):
            if parcel.wrong == TRIAL:
                continue  # its rows are about nobody, and it is taken back before the next one
            first = _now(sheet, part, edge) & ~told & (day >= number_of(since))
            in_turn = [one for one in promised if one < parcel.known]
            is_late = _on_or_before(day, in_turn) & first
            late += int(is_late.sum())
            out[number] += int((_on_or_before(day, promised) & first & ~is_late).sum())
            told |= first
            promised.append(parcel.known)
    known = int((told & _on_or_before(day, promised)).sum())
    return known, late, {n: times for n, times in out.items() if times}


def _accepted(parcels: Sequence[Parcel]) -> list[Parcel]:
    return [parcel for parcel in parcels if not parcel.is_refused]


def _now(sheet: Sheet, part: Part, edge: Edge) -> Truths:
    """The rows of a part of a delivery in which the day is told."""
    there = sheet.changed(part.after, part.until)
    return there if edge is Edge.DAY else there & (sheet.ended <= part.as_on)


def _on_or_before(day: Numbers, promised: Sequence[date]) -> Truths:
    found: Truths = day <= max((number_of(one) for one in promised), default=-(2**40))
    return found
