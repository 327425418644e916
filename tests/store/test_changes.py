"""What changed between two states: every record by its cause, and steps that add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from koers.dictionary import Cell, Table
from koers.engines.compiled import Stored
from koers.register import KnownThrough
from koers.store import known
from koers.store.changes import Cause, Changes, changes
from koers.store.manifest import known_through
from tests.store.histories import (
    CHANGES,
    FULL,
    SNAPSHOT,
    Cells,
    Chance,
    Draft,
    Drawn,
    Record,
    State,
    stored,
    told,
)

SMALL = 3
"""Rows of a part, so that a few rows make several parts."""


def seeds(*, quick: int, slow: int) -> list[object]:
    marked = (pytest.param(seed, marks=pytest.mark.slow) for seed in range(quick, quick + slow))
    return [*range(quick), *marked]


def known_of(drawn: Drawn, folder: Path, *, part_rows: int = SMALL) -> Stored:
    made = known.write(folder, drawn.history(part_rows=part_rows))
    return stored(made, drawn, at=len(drawn.chain))


def between(drawn: Drawn, found: Stored, before: int, after: int) -> Changes:
    return changes(
        found,
        before=before,
        after=after,
        known_before=known_through(drawn.chain[:before]),
        known_after=known_through(drawn.chain[:after]),
    )


Row = tuple[tuple[str, Cell], ...]


def rows(found: Stored) -> dict[str, Counter[Row]]:
    return {
        table: Counter(tuple(row.cells.items()) for row in of)
        for table, of in found.rows(found.files).items()
    }


def cells(state: State, found: Stored) -> dict[str, Counter[Row]]:
    return {table: Counter(one.cells for one in state[table].values()) for table in found.files}


# --- told plainly --------------------------------------------------------------------------------


def cause(declared: Table, was: Record | None, now: Record | None, k: date | None) -> Cause | None:
    """Why a record is not what it was."""
    if was is None and now is None:
        return None
    if now is None:
        return Cause.WITHDRAWN
    if was is None:
        if declared.day_column is None or k is None:
            return Cause.NEW
        day = now.row[declared.day_column]
        assert isinstance(day, date)
        return Cause.LATE if day <= k else Cause.NEW
    if was.cells == now.cells:
        return None
    ended = {name for name, cell in was.cells if now.row[name] != cell}
    if now.estimated and ended == {declared.last_day_column}:
        return Cause.ESTIMATED
    if seen(declared, was.row, k) == seen(declared, now.row, k):
        return Cause.NEW
    return Cause.CORRECTED


def seen(declared: Table, row: Mapping[str, Cell], k: date | None) -> Mapping[str, Cell] | None:
    """A row as far as it exists on day K (F7): what ends on K or after still runs."""
    if declared.day_column is None:
        return row
    first = row[declared.day_column]
    assert isinstance(first, date)
    if k is None or first > k:
        return None
    if declared.last_day_column is None:
        return row
    last = row[declared.last_day_column]
    if isinstance(last, date) and last - timedelta(days=declared.end_is_exclusive) >= k:
        return {**row, declared.last_day_column: None}
    return row


def existing(
    found: Mapping[str, Counter[Row]], drawn: Drawn, promised: KnownThrough
) -> dict[str, Counter[str]]:
    """The rows that exist on the day K of their table."""
    shown: dict[str, Counter[str]] = {}
    for table, of in found.items():
        declared, k = drawn.dictionary.tables[table], promised.of_table(table)
        shown[table] = Counter()
        for row, number in of.items():
            there = seen(declared, dict(row), k)
            if there is not None and k is not None:
                shown[table][str(there)] += number
    return shown


@pytest.mark.parametrize("seed", seeds(quick=3, slow=30))
def test_every_record_that_changed_has_the_cause_that_is_told_plainly(
    tmp_path: Path, seed: int
) -> None:
    # F6
    random = Random(seed)
    drawn = Drawn(tmp_path / "objecten")
    Chance(random).deliveries(drawn, number=8)
    found = known_of(drawn, tmp_path / "bekend", part_rows=random.choice([SMALL, 1_000]))
    for before, after in ((1, 8), (3, 4), (4, 8), (7, 8), (5, 5)):
        was, now = told(drawn, before), told(drawn, after)
        promised = known_through(drawn.chain[:before])
        between_them = between(drawn, found, before, after)
        for change in between_them.tables:
            declared = drawn.dictionary.tables[change.table]
            old, new = was[change.table], now[change.table]
            causes = [
                cause(declared, old.get(key), new.get(key), promised.of_table(change.table))
                for key in {*old, *new}
            ]
            assert {one: number for one, number in change.by_cause.items() if number} == {
                one: number for one, number in Counter(causes).items() if one
            }
            assert (change.before, change.after) == (len(old), len(new))
        assert rows(between_them.steps[0].stored) == cells(was, found)
        assert rows(between_them.steps[-1].stored) == cells(now, found)


@pytest.mark.parametrize("seed", seeds(quick=3, slow=30))
def test_after_what_was_late_stands_all_that_is_known_now_up_to_the_day_known_then(
    tmp_path: Path, seed: int
) -> None:
    # F6: the steps cut at K add up; without snapshots, which end by estimate
    random = Random(seed)
    drawn = Drawn(tmp_path / "objecten")
    Chance(random, kinds=(CHANGES, FULL)).deliveries(drawn, number=8)
    found = known_of(drawn, tmp_path / "bekend")
    for before, after in ((2, 8), (5, 8), (6, 7)):
        promised = known_through(drawn.chain[:before])
        steps = between(drawn, found, before, after).steps
        late, last = (rows(steps[number].stored) for number in (3, 5))
        assert existing(late, drawn, promised) == existing(last, drawn, promised)


# --- drawn ---------------------------------------------------------------------------------------

K1, K2 = date(2016, 6, 30), date(2016, 12, 31)


def job(number: str, first: date, last: date | None = None, euro: int = 100) -> Cells:
    return {"nr": number, "persoon": "a", "van": first, "tot": last, "bedrag": euro}


def test_each_cause_is_told_apart_in_order(tmp_path: Path) -> None:
    # F6
    may, august = date(2016, 5, 1), date(2016, 8, 1)
    first = [job("1", may), job("2", may), job("3", may), job("4", may), job("5", may)]
    second: list[Cells] = [
        {"nr": "1", "§weg": "ja"},
        job("2", may, euro=90),
        job("3", may, august),  # ended after what was known: nothing before it is another
        job("6", may),
        job("7", august),
    ]
    drawn = Drawn(tmp_path / "objecten")
    drawn.deliver({"werk": Draft(CHANGES, first, K1)})
    drawn.deliver({"werk": Draft(CHANGES, second, K2)})
    rest = [job("2", may, euro=90), job("3", may, august), job("5", may), job("6", may)]
    drawn.deliver({"werk": Draft(SNAPSHOT, [*rest, job("7", august)], K2)})
    found = between(drawn, known_of(drawn, tmp_path / "bekend"), 1, 3)
    (werk,) = found.tables
    assert werk.by_cause == {
        Cause.WITHDRAWN: 1,
        Cause.CORRECTED: 1,
        Cause.LATE: 1,
        Cause.NEW: 2,
        Cause.ESTIMATED: 1,
    }
    assert [step.cause for step in found.steps] == [None, *Cause]
    there = [
        sorted(str(row.text("nr")) for row in step.stored.rows(["werk"])["werk"])
        for step in found.steps
    ]
    assert there[0] == ["1", "2", "3", "4", "5"]
    assert there[1] == there[2] == ["2", "3", "4", "5"]
    assert there[3] == ["2", "3", "4", "5", "6"]
    assert there[4] == there[5] == ["2", "3", "4", "5", "6", "7"]
    days = [step.known.of_table("werk") for step in found.steps]
    assert days == [K1, K1, K1, K1, K2, K2]


def test_states_go_forward(tmp_path: Path) -> None:
    drawn = Drawn(tmp_path / "objecten")
    drawn.deliver({"werk": Draft(CHANGES, [job("1", K1)])})
    drawn.deliver({"werk": Draft(CHANGES, [job("2", K1)])})
    found = known_of(drawn, tmp_path / "bekend")
    with pytest.raises(ValueError, match="earlier"):
        between(drawn, found, 2, 1)
