"""The invented deliveries of the Prestatiedenken example: two municipalities and three partners,
every quarter of 2017 and the first two months of 2018.

The idea that makes it simple: each source first tells all that happened, and then a folder per
round holds what it told since the round before. Everything is invented; the same seed gives the
same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from koers.dictionary_format import shipped
from koers.invented.prestatiedenken import folders, layouts, participants, residents, tallies
from koers.invented.prestatiedenken.folders import Layout
from koers.invented.prestatiedenken.places import MUNICIPALITIES, ROUNDS, Round
from koers.invented.prestatiedenken.told import Book

DICTIONARY = shipped("sociaal-domein")


def write_deliveries(folder: Path, *, seed: int) -> tuple[Path, ...]:
    """Write a folder per delivery, named by the day on which it is received and by its supplier,
    and return them in the order in which they are to be accepted.

    Raises FileExistsError where one of them is there already.
    """
    books = _books(seed)
    return tuple(
        _write(folder / f"{a_round.on}-{layout.supplier}", layout, books[layout.supplier], a_round)
        for a_round in ROUNDS
        for layout in _layouts(a_round)
    )


def _books(seed: int) -> dict[str, Book]:
    """All that each supplier told."""
    found = {one.party: residents.told_by(one, seed=seed) for one in MUNICIPALITIES}
    found[participants.PARTNER] = participants.told_by(seed=seed)
    found[tallies.CARERS] = tallies.told_by_carers(seed=seed)
    found[tallies.STEPS] = tallies.told_by_steps(seed=seed)
    return found


def _layouts(a_round: Round) -> Iterator[Layout]:
    """Who delivers in a round, and how."""
    for municipality in MUNICIPALITIES:
        yield layouts.of_municipality(municipality, DICTIONARY)
    yield layouts.WITH_REGISTRATION
    yield layouts.BY_HAND
    measured = [
        first for first, again in tallies.COHORTS.items() if a_round.after < again <= a_round.until
    ]
    if measured:
        yield layouts.from_level_to_level(max(measured))


def _write(folder: Path, layout: Layout, book: Book, a_round: Round) -> Path:
    rows = {
        sheet.table: book.between(
            sheet.table, DICTIONARY.tables[sheet.table].key, a_round.after, a_round.until
        )
        for sheet in layout.sheets
    }
    folders.write(folder, layout, rows, dictionary=DICTIONARY, until=a_round.until)
    return folder
