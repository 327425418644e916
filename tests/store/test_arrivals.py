"""How rows became known: on time or later, told by the store as by reading every state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from koers.dictionary import Table
from koers.periods import EARLIEST, add_months
from koers.store import known
from koers.store.arrivals import Arrivals, Edge, arrivals
from koers.store.manifest import effective
from tests.store.histories import (
    CHANGES,
    FULL,
    GONE,
    SNAPSHOT,
    Cells,
    Chance,
    Draft,
    Drawn,
    Record,
    stored,
    told,
)
from tests.store.test_changes import SMALL, seeds

ENDS = [date(2016, 1, 31), date(2016, 2, 29), date(2016, 3, 31), date(2016, 4, 30)]
"""The last days of four months."""


def found(
    drawn: Drawn, folder: Path, *, since: date = EARLIEST, part_rows: int = SMALL
) -> dict[tuple[str, str, Edge], Arrivals]:
    """What the store says, by table, supplier and edge."""
    made = known.write(folder / f"bekend-{len(drawn.chain)}", drawn.history(part_rows=part_rows))
    state = stored(made, drawn, at=len(drawn.chain))
    every = arrivals(state, drawn.chain, drawn.dictionary.tables, since=since)
    return {(one.table, one.supplier, one.edge): one for one in every}


def report(number: int, day: date) -> Cells:
    return {"nr": str(number), "persoon": f"p{number % 5}", "dag": day}


def reports(first: int, number: int, day: date) -> list[Cells]:
    return [report(first + nth, day) for nth in range(number)]


def job(number: int, first: date, last: date | None = None) -> Cells:
    """`last` is the first day without work: the end of this table is exclusive."""
    return {"nr": str(number), "persoon": f"p{number % 5}", "van": first, "tot": last}


def deliver(drawn: Drawn, day: date, *rows: Cells, table: str = "melding", scope: str = "") -> None:
    drawn.deliver({table: Draft(CHANGES, rows, day)}, scope=scope)


# --- drawn ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("late", [0, 1, 2])
def test_rows_of_a_promised_day_that_come_with_a_later_delivery_are_late(
    late: int, tmp_path: Path
) -> None:  # statistics 1.3
    drawn = Drawn(tmp_path)
    deliver(drawn, ENDS[0], *reports(0, 50, date(2016, 1, 10)))
    deliver(drawn, ENDS[1], *reports(100, 50 - late, date(2016, 2, 10)))
    deliver(drawn, ENDS[2], *reports(200, late, date(2016, 2, 20)))
    one = found(drawn, tmp_path)["melding", "gws", Edge.DAY]
    assert (one.known, one.late) == (100, late)
    assert one.out_of_turn == {}
    assert one.triangle == ((50, 0, 0), (50 - late, late) if late else (50, 0))


def test_the_worked_triangle_comes_back_from_the_deliveries_that_bring_it(
    tmp_path: Path,
) -> None:  # statistics 1.3
    triangle = ((20, 8, 2, 0), (18, 9, 3), (22, 6), (19,))
    drawn = Drawn(tmp_path)
    for at, end in enumerate(ENDS):
        rows = [
            one
            for month, counts in enumerate(triangle)
            for wait, number in enumerate(counts)
            if month + wait == at
            for one in reports(1000 * month + 100 * wait, number, ENDS[month].replace(day=15))
        ]
        deliver(drawn, end, *rows)
    one = found(drawn, tmp_path)["melding", "gws", Edge.DAY]
    assert one.triangle == triangle
    assert one.seen_from == (0, 0, 0, 0)
    assert (one.known, one.late) == (107, 28)


def test_what_is_corrected_comes_back_or_is_withdrawn_is_not_late(tmp_path: Path) -> None:
    # F4, F5
    drawn = Drawn(tmp_path)
    deliver(drawn, ENDS[1], *reports(0, 4, date(2016, 1, 10)))
    moved, gone = report(0, date(2016, 1, 20)), {GONE: "ja", "nr": "1"}
    deliver(drawn, ENDS[2], moved, gone, {GONE: "ja", "nr": "2"}, report(9, date(2016, 1, 9)))
    deliver(drawn, ENDS[3], report(2, date(2016, 1, 11)), {GONE: "ja", "nr": "9"})
    one = found(drawn, tmp_path)["melding", "gws", Edge.DAY]
    assert (one.known, one.late) == (3, 0)


def test_a_last_day_has_its_own_grace(tmp_path: Path) -> None:  # statistics 1.3
    drawn = Drawn(tmp_path)
    begun = [job(number, date(2016, 1, 5)) for number in range(4)]
    deliver(drawn, ENDS[0], *begun, table="werk")
    ended = [job(0, date(2016, 1, 5), date(2016, 2, 1)), job(1, date(2016, 1, 5), date(2016, 2, 2))]
    deliver(drawn, ENDS[1], *ended, job(9, date(2016, 1, 6)), table="werk")
    of = found(drawn, tmp_path)
    assert [of["werk", "gws", edge].known for edge in Edge] == [5, 2]
    assert [of["werk", "gws", edge].late for edge in Edge] == [1, 1]
    # The last day of job 0 is 31 January, which was promised; that of job 1 is a day later.


def test_an_end_that_was_told_and_is_corrected_is_not_late_again(tmp_path: Path) -> None:
    drawn, first = Drawn(tmp_path), date(2016, 1, 5)
    deliver(drawn, ENDS[0], job(1, first, date(2016, 1, 20)), job(2, first, ENDS[1]), table="werk")
    deliver(drawn, ENDS[1], job(1, first, date(2016, 1, 21)), table="werk")
    deliver(drawn, ENDS[2], job(2, first), table="werk")
    one = found(drawn, tmp_path)["werk", "gws", Edge.END]
    assert (one.known, one.late) == (1, 0)  # job 2 runs on, after all


def test_an_end_that_is_only_estimated_is_none(tmp_path: Path) -> None:  # F5
    drawn = Drawn(tmp_path)
    drawn.deliver({"werk": Draft(SNAPSHOT, [job(1, ENDS[0]), job(2, ENDS[0])], ENDS[1])})
    drawn.deliver({"werk": Draft(SNAPSHOT, [job(2, ENDS[0])], ENDS[1])})
    assert ("werk", "gws", Edge.END) not in found(drawn, tmp_path)
    deliver(drawn, ENDS[2], job(1, ENDS[0], date(2016, 2, 20)), table="werk")
    assert found(drawn, tmp_path)["werk", "gws", Edge.END].late == 1


def test_days_before_the_first_that_counts_or_after_the_last_promise_are_left_out(
    tmp_path: Path,
) -> None:  # F7
    drawn = Drawn(tmp_path)
    days = (date(2016, 1, 9), date(2016, 1, 10), ENDS[0], date(2016, 2, 1))
    deliver(drawn, ENDS[0], *(report(n, day) for n, day in enumerate(days)))
    assert found(drawn, tmp_path, since=date(2016, 1, 10))["melding", "gws", Edge.DAY].known == 2


def test_what_stood_in_the_first_delivery_tells_nothing_of_shorter_waits(tmp_path: Path) -> None:
    drawn = Drawn(tmp_path)
    drawn.deliver({"melding": Draft(FULL, reports(0, 9, date(2015, 11, 5)), ENDS[0])})
    deliver(drawn, ENDS[1], report(10, date(2015, 11, 6)))
    one = found(drawn, tmp_path)["melding", "gws", Edge.DAY]
    assert one.triangle == ((9, 0, 0, 1),)
    assert one.seen_from == (2,)


def test_a_promise_that_was_taken_back_makes_nothing_late(tmp_path: Path) -> None:  # F5
    drawn = Drawn(tmp_path)
    deliver(drawn, ENDS[0], report(1, date(2016, 1, 5)))
    deliver(drawn, ENDS[2], report(2, date(2016, 1, 6)))
    drawn.deliver({}, replaces=2)
    deliver(drawn, ENDS[1], report(3, date(2016, 2, 3)), report(4, date(2016, 1, 7)))
    one = found(drawn, tmp_path)["melding", "gws", Edge.DAY]
    assert (one.known, one.late) == (3, 1)


def test_each_is_held_against_the_promises_for_its_municipality_and_for_all(tmp_path: Path) -> None:
    # F7
    drawn = Drawn(tmp_path)
    deliver(drawn, ENDS[1], scope="Assen")
    deliver(drawn, ENDS[0])
    january, february = date(2016, 1, 20), date(2016, 2, 20)
    known_and_late = []
    for nth, scope in ((0, "Assen"), (10, "Tynaarlo")):
        deliver(drawn, ENDS[2], report(nth, january), report(nth + 1, february), scope=scope)
        one = found(drawn, tmp_path)["melding", "gws", Edge.DAY]
        known_and_late.append((one.known, one.late))
    assert known_and_late == [(2, 2), (4, 3)]


def test_a_delivery_that_comes_after_its_successor_is_late_and_not_its_rows(tmp_path: Path) -> None:
    # statistics 1.3, F7
    drawn = Drawn(tmp_path)
    deliver(drawn, ENDS[0], report(1, date(2016, 1, 5)))
    deliver(drawn, ENDS[2], report(2, date(2016, 3, 5)))
    deliver(drawn, ENDS[1], report(3, date(2016, 2, 5)), report(4, date(2016, 1, 6)))
    one = found(drawn, tmp_path)["melding", "gws", Edge.DAY]
    assert (one.known, one.late, one.out_of_turn) == (4, 1, {3: 1})
    assert one.triangle == ((1, 1, 0), (1, 0), (1,))


def test_what_a_mending_delivery_adds_is_late_by_the_delivery(tmp_path: Path) -> None:  # F5
    drawn = Drawn(tmp_path)
    deliver(drawn, ENDS[0], report(1, date(2016, 1, 5)))
    deliver(drawn, ENDS[1], report(2, date(2016, 2, 5)))
    rows = [report(3, date(2016, 2, 5)), report(4, date(2016, 1, 6))]
    drawn.deliver({"melding": Draft(CHANGES, rows, ENDS[1])}, replaces=2)
    one = found(drawn, tmp_path)["melding", "gws", Edge.DAY]
    assert (one.known, one.late, one.out_of_turn) == (3, 1, {3: 1})


@pytest.mark.parametrize(
    ("day", "promised", "wait"),
    [
        (date(2016, 1, 31), ENDS[0], 1),
        (date(2016, 1, 31), date(2016, 2, 28), 1),
        (date(2016, 1, 31), ENDS[1], 2),  # a month after 31 January is 29 February
        (date(2016, 2, 29), date(2016, 3, 28), 1),
        (date(2016, 2, 29), date(2016, 3, 29), 2),
        (date(2015, 12, 1), ENDS[0], 2),
        (date(2016, 2, 1), ENDS[0], 0),
    ],
)
def test_the_wait_is_the_least_with_which_the_day_was_not_yet_taken_for_known(
    day: date, promised: date, wait: int, tmp_path: Path
) -> None:  # S5
    drawn = Drawn(tmp_path)
    deliver(drawn, promised)
    deliver(drawn, ENDS[3], report(1, day))
    (row,) = found(drawn, tmp_path)["melding", "gws", Edge.DAY].triangle
    assert [nth for nth, number in enumerate(row) if number] == [wait]


# --- told plainly --------------------------------------------------------------------------------

Promised = date | None


@dataclass(frozen=True)
class Seen:
    """A day, what was promised before it was known, at all and in turn, and what it came with."""

    day: date
    before: Promised
    in_turn: Promised
    delivery: int

    @property
    def wait(self) -> int:
        months = 0
        while self.in_turn is not None and add_months(self.day, months) <= self.in_turn:
            months += 1
        return months

    @property
    def is_out_of_turn(self) -> bool:
        return not self.wait and self.before is not None and self.day <= self.before


def promises(drawn: Drawn, number: int, table: str, one: Record) -> list[date]:
    """What covered a record after so many deliveries."""
    return [
        delivered.known_through
        for manifest in effective(drawn.chain[:number])
        for delivered in manifest.tables
        if (delivered.table, manifest.supplier) == (table, one.supplier)
        and manifest.municipality in ("", one.scope)
    ]


def in_turn(drawn: Drawn, number: int, table: str, one: Record) -> Promised:
    """What a record of this delivery is held against."""
    manifest, before = drawn.chain[number - 1], promises(drawn, number - 1, table, one)
    own = [each.known_through for each in manifest.tables if each.table == table]
    brought = (manifest.supplier, manifest.municipality) == (one.supplier, one.scope)
    is_behind = bool(own and before and own[0] < max(before))
    if own and brought and (manifest.replaces or is_behind):
        before = [day for day in before if day < own[0]]
    return max(before, default=None)


def day_of(declared: Table, edge: Edge, one: Record) -> date | None:
    column = declared.day_column if edge is Edge.DAY else declared.last_day_column
    day = one.row[column] if column else None
    if not isinstance(day, date) or (edge is Edge.END and one.estimated):
        return None
    return day - timedelta(days=edge is Edge.END and declared.end_is_exclusive)


def seen(drawn: Drawn, table: str) -> Iterator[tuple[str, Edge, Seen]]:
    """Every promised day of a table by supplier, from all states one after another."""
    declared = drawn.dictionary.tables[table]
    states = [told(drawn, number)[table] for number in range(len(drawn.chain) + 1)]
    for key, last in states[-1].items():
        for edge in Edge:
            if day_of(declared, edge, last) is None:
                continue
            first, record, day = next(
                (number, state[key], day)
                for number, state in enumerate(states)
                if key in state and (day := day_of(declared, edge, state[key]))
            )
            before = max(promises(drawn, first - 1, table, record), default=None)
            through = max(promises(drawn, len(drawn.chain), table, record), default=date.min)
            if day <= max(before or date.min, through):
                turn = in_turn(drawn, first, table, record)
                yield record.supplier, edge, Seen(day, before, turn, first)


def same(one: Arrivals, days: Sequence[Seen]) -> None:
    waits = Counter(day.wait for day in days)
    assert (one.known, one.late) == (len(days), len(days) - waits[0])
    assert one.out_of_turn == Counter(day.delivery for day in days if day.is_out_of_turn)
    columns = Counter[int]()
    for row in one.triangle:
        columns.update({wait: number for wait, number in enumerate(row) if number})
    assert columns.pop(0, 0) <= waits.pop(0, 0)  # a month that is not all promised may not show
    assert columns == waits


@pytest.mark.parametrize("seed", seeds(quick=12, slow=60))
def test_rows_are_as_late_as_reading_every_state_tells(seed: int, tmp_path: Path) -> None:
    # statistics 1.3, F4-F7
    drawn = Drawn(tmp_path)
    Chance(Random(seed)).deliveries(drawn, number=9)
    by_store = found(drawn, tmp_path, part_rows=SMALL)
    by_hand: dict[tuple[str, str, Edge], list[Seen]] = {}
    for table in drawn.dictionary.tables:
        for one in seen(drawn, table):
            supplier, edge, day = one
            by_hand.setdefault((table, supplier, edge), []).append(day)
    assert set(by_store) == set(by_hand)
    for place, arrived in by_store.items():
        same(arrived, by_hand[place])


def test_an_earlier_state_does_not_know_what_came_after_it(tmp_path: Path) -> None:  # F6
    drawn = Drawn(tmp_path)
    Chance(Random(7)).deliveries(drawn, number=8)
    made = known.write(tmp_path / "alles", drawn.history(part_rows=SMALL))
    for number in range(1, 8):
        state, chain = stored(made, drawn, at=number), drawn.chain[:number]
        of_then = known.write(
            tmp_path / f"toen-{number}", drawn.history(until=number, part_rows=SMALL)
        )
        then = stored(of_then, drawn, at=number)
        tables = [*drawn.dictionary.tables]
        assert arrivals(state, chain, tables, since=EARLIEST) == arrivals(
            then, chain, tables, since=EARLIEST
        )
