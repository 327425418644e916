"""The most naive reading of F7: through which day is a figure known?

The idea that makes it simple: every supplier is asked apart about every table and every place, and
answers with the most specific of its promises; the least answer counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from koers.register import KnownEntry

ELSEWHERE = None
"""Every place that nobody names."""


def known_day(
    entries: tuple[KnownEntry, ...],
    tables: Iterable[str],
    *,
    asked: date,
    municipality: str | None,
    everyone: Iterable[str],
) -> date | None:
    """K of a figure; None where nobody promises a table for a place that the figure is about."""
    days = [asked]
    about = {municipality} if municipality else set(everyone)
    others = set() if municipality else {ELSEWHERE, *(entry.municipality for entry in entries)}
    for table in tables if entries else ():
        for place in about | others:
            answers = [_answer(entries, supplier, table, place) for supplier in _suppliers(entries)]
            promised = [day for day in answers if day is not None]
            if not promised and place in about:
                return None
            days += promised
    return min(days)


def _suppliers(entries: Iterable[KnownEntry]) -> set[str]:
    return {entry.supplier for entry in entries}


def _answer(
    entries: Iterable[KnownEntry], supplier: str, table: str, place: str | None
) -> date | None:
    """What a supplier says of one table in one place: what it says of the place goes before what it
    says of all places, then the table before all tables; of two alike the least.
    """
    mine = [
        entry
        for entry in entries
        if entry.supplier == supplier
        and entry.table in (None, table)
        and entry.municipality in (None, place)
    ]
    ranks = [(entry.municipality is not None, entry.table is not None) for entry in mine]
    best = [entry for entry, rank in zip(mine, ranks, strict=True) if rank == max(ranks)]
    return min((entry.day for entry in best), default=None)
