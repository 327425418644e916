"""The register as known at every state: what a plain replay tells, the same bytes by any way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pyarrow.parquet as pq
import pytest

from koers.delivery.declaration_keys import DeliveryKind
from koers.dictionary import Column, ColumnType
from koers.findings import Unsound
from koers.store import known
from koers.store.known import MARK, Known, bring_up_to_date, path_of
from koers.store.layout import DELIVERY, ESTIMATED, SINCE, UNTIL
from koers.store.objects import Store
from koers.store.versions import STILL_KNOWN
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
    accepted,
    stored,
    told,
    write_delivered,
)

SMALL = 3
"""Rows of a part, so that a few rows make several parts."""


def live(drawn: Drawn, made: Known, at: int) -> State:
    """What a folder says that was known at a number."""
    found: State = {name: {} for name in drawn.dictionary.tables}
    for name in made.files:
        table = name.partition("/")[0]
        declared = drawn.dictionary.tables[table]
        for row in pq.read_table(made.folder / name).to_pylist():
            if row[SINCE] <= at < row[UNTIL]:
                key = tuple(row[column] for column in declared.key)
                assert key not in found[table], "two versions of one record"
                by = drawn.chain[row[DELIVERY] - 1]
                cells = tuple((column, row[column]) for column in declared.columns)
                found[table][key] = Record(cells, by.supplier, by.municipality, row[ESTIMATED])
    return found


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def steps(random: Random, number: int) -> Iterator[int]:
    """From 0 to a number, in steps by chance."""
    at = 0
    while at < number:
        at = min(number, at + random.choice([1, 1, 1, 2, 4]))
        yield at


SEEDS = [*range(6), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(6, 60))]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_state_is_what_a_plain_replay_tells_and_adding_gives_the_bytes_of_making_anew(
    tmp_path: Path, seed: int
) -> None:
    # F4, F5, F6
    random = Random(seed)
    drawn = Drawn(tmp_path / "objecten")
    Chance(random).deliveries(drawn, number=random.randint(3, 14))
    number = len(drawn.chain)
    rows = random.choice([1, SMALL, SMALL, 1_000])
    anew = known.write(tmp_path / "opnieuw", drawn.history(part_rows=rows))
    for at in range(number + 1):
        assert live(drawn, anew, at) == told(drawn, at), f"state {at}"
    base = None
    for at in steps(random, number):
        history = drawn.history(until=at, part_rows=rows)
        base = known.write(tmp_path / str(at), history, base=base)
    assert base is not None
    assert contents(base.folder) == contents(anew.folder)


def test_order_of_rows_in_a_delivery_makes_no_difference(tmp_path: Path) -> None:
    # F4
    states = []
    for name in ("a", "b"):
        drawn = Drawn(tmp_path / name)
        Chance(Random(4)).deliveries(drawn, number=6)
        if name == "b":
            shuffled = Drawn(tmp_path / "c")
            for manifest in drawn.chain:
                tables = {
                    one.table: Draft(
                        one.kind, [*reversed(drawn.rows[one.object_hash])], one.known_through
                    )
                    for one in manifest.tables
                }
                hashes = [one.hash for one in drawn.chain]
                replaces = 1 + hashes.index(manifest.replaces) if manifest.replaces else 0
                shuffled.deliver(
                    tables,
                    supplier=manifest.supplier,
                    scope=manifest.municipality,
                    replaces=replaces,
                )
            drawn = shuffled
        made = known.write(tmp_path / f"{name}-bekend", drawn.history(part_rows=SMALL))
        states.append([live(drawn, made, at) for at in range(7)])
    assert states[0] == states[1]


# --- drawn ---------------------------------------------------------------------------------------

DAY = date(2016, 6, 30)


def home(person: str, place: str, *, since: date = date(2016, 1, 1)) -> Cells:
    return {"persoon": person, "van": since, "gemeente": place}


def call(number: str, person: str) -> Cells:
    return {"nr": number, "persoon": person, "dag": DAY}


def known_of(drawn: Drawn, folder: Path, *, part_rows: int = SMALL) -> Known:
    return known.write(folder, drawn.history(part_rows=part_rows))


def persons(drawn: Drawn, made: Known, at: int) -> list[str]:
    rows = stored(made, drawn, at=at).rows(["woonplaats"])["woonplaats"]
    return sorted(str(row.text("persoon")) for row in rows)


def test_full_history_of_one_municipality_leaves_the_others_alone(tmp_path: Path) -> None:
    # F5: by the scope with which a record came, and by the municipality it names itself
    drawn = Drawn(tmp_path / "objecten")
    first = [home("a", "Assen"), home("b", "Assen"), home("c", "Tynaarlo")]
    drawn.deliver({"woonplaats": Draft(CHANGES, first)})
    drawn.deliver({"woonplaats": Draft(CHANGES, [home("d", "Vries")])}, scope="Assen")
    drawn.deliver({"woonplaats": Draft(FULL, [home("a", "Assen")])}, scope="Assen")
    made = known_of(drawn, tmp_path / "bekend")
    assert persons(drawn, made, 2) == ["a", "b", "c", "d"]
    assert persons(drawn, made, 3) == ["a", "c"]


def test_full_history_of_another_supplier_withdraws_nothing(tmp_path: Path) -> None:
    # F5
    drawn = Drawn(tmp_path / "objecten")
    drawn.deliver({"woonplaats": Draft(CHANGES, [home("a", "Assen"), home("b", "Assen")])})
    drawn.deliver({"woonplaats": Draft(FULL, [home("b", "Assen")])}, supplier="suite")
    drawn.deliver({"woonplaats": Draft(FULL, [])})
    made = known_of(drawn, tmp_path / "bekend")
    assert persons(drawn, made, 2) == ["a", "b"]
    assert persons(drawn, made, 3) == ["b"]  # the later one made it its own


def test_full_history_of_a_municipality_withdraws_nothing_of_another_supplier(
    tmp_path: Path,
) -> None:
    # F5: though it names that municipality
    drawn = Drawn(tmp_path / "objecten")
    drawn.deliver({"woonplaats": Draft(CHANGES, [home("a", "Assen")])}, supplier="suite")
    drawn.deliver({"woonplaats": Draft(FULL, [home("b", "Assen")])}, scope="Assen")
    made = known_of(drawn, tmp_path / "bekend")
    assert persons(drawn, made, 2) == ["a", "b"]


def test_who_runs_on_the_day_of_a_snapshot_and_is_absent_ended_the_day_before(
    tmp_path: Path,
) -> None:
    # F5: both days included; what would end before it begins is no more
    spells: dict[str, tuple[date, date | None]] = {
        "open": (date(2016, 1, 1), None),
        "last day": (date(2016, 1, 1), DAY),
        "ended": (date(2016, 1, 1), date(2016, 6, 29)),
        "that day": (DAY, None),
        "later": (date(2016, 7, 1), None),
    }
    rows: list[Cells] = [
        {"persoon": who, "van": van, "tot en met": tot} for who, (van, tot) in spells.items()
    ]
    after = {None: None, DAY: date(2016, 7, 1), date(2016, 6, 29): DAY}  # the day after the last
    jobs: list[Cells] = [
        {"nr": who, "persoon": "a", "van": van, "tot": after[tot]}
        for who, (van, tot) in spells.items()
    ]
    drawn = Drawn(tmp_path / "objecten")
    drawn.deliver({"woonplaats": Draft(CHANGES, rows), "werk": Draft(CHANGES, jobs)})
    empty = Draft(SNAPSHOT, [], DAY)
    drawn.deliver({"woonplaats": empty, "werk": empty})
    made = known_of(drawn, tmp_path / "bekend")
    found = stored(made, drawn, at=2).rows(["woonplaats", "werk"])
    before = date(2016, 6, 29)
    assert {row.text("persoon"): row.day("tot en met") for row in found["woonplaats"]} == {
        "open": before,
        "last day": before,
        "ended": before,
        "later": None,
    }
    assert {row.text("nr"): row.day("tot") for row in found["werk"]} == {
        "open": DAY,
        "last day": DAY,
        "ended": DAY,
        "later": None,
    }
    for records in live(drawn, made, 2).values():
        estimated = {str(key[0]) for key, one in records.items() if one.estimated}
        assert estimated in ({"open", "last day"}, set())


def test_estimated_end_that_is_delivered_is_certain_from_then_on(tmp_path: Path) -> None:
    # F5
    drawn = Drawn(tmp_path / "objecten")
    drawn.deliver({"woonplaats": Draft(CHANGES, [home("a", "Assen")])})
    drawn.deliver({"woonplaats": Draft(SNAPSHOT, [], DAY)})
    certain = {**home("a", "Assen"), "tot en met": date(2016, 6, 29)}
    drawn.deliver({"woonplaats": Draft(CHANGES, [certain])})
    made = known_of(drawn, tmp_path / "bekend")
    records = [next(iter(live(drawn, made, at)["woonplaats"].values())) for at in (2, 3)]
    assert [one.estimated for one in records] == [True, False]
    assert records[0].cells == records[1].cells


def test_record_that_moves_to_another_person_is_known_once(tmp_path: Path) -> None:
    # F4: the key is that of the record, wherever its person is kept
    drawn = Drawn(tmp_path / "objecten")
    people = "abcdefgh"
    drawn.deliver({"melding": Draft(CHANGES, [call(str(n), p) for n, p in enumerate(people)])})
    moved = [call(str(n), p) for n, p in enumerate(reversed(people))]
    drawn.deliver({"melding": Draft(CHANGES, moved)})
    drawn.deliver({"melding": Draft(CHANGES, [{"nr": "0", "§weg": "ja"}])})
    made = known_of(drawn, tmp_path / "bekend", part_rows=1)
    assert made.parts == 32
    found = stored(made, drawn, at=2).rows(["melding"])["melding"]
    assert {row.text("nr"): row.text("persoon") for row in found} == {
        str(n): p for n, p in enumerate(reversed(people))
    }
    assert len(stored(made, drawn, at=3).rows(["melding"])["melding"]) == 7


def test_row_that_says_nothing_new_makes_no_version(tmp_path: Path) -> None:
    drawn = Drawn(tmp_path / "objecten")
    for kind in (CHANGES, FULL, SNAPSHOT, CHANGES):
        drawn.deliver({"woonplaats": Draft(kind, [home("a", "Assen")])})
    made = known_of(drawn, tmp_path / "bekend")
    (name,) = made.files
    (row,) = pq.read_table(made.folder / name).to_pylist()
    assert (row[SINCE], row[UNTIL], row[DELIVERY]) == (1, STILL_KNOWN, 1)


def test_replaced_delivery_stays_known_in_the_states_before(tmp_path: Path) -> None:
    # F6
    drawn = Drawn(tmp_path / "objecten")
    drawn.deliver({"woonplaats": Draft(CHANGES, [home("a", "Assen"), home("b", "Assen")])})
    drawn.deliver({"woonplaats": Draft(CHANGES, [home("b", "Tynaarlo")])})
    drawn.deliver({"woonplaats": Draft(CHANGES, [home("b", "Vries")])}, replaces=1)
    drawn.deliver({}, replaces=3)
    made = known_of(drawn, tmp_path / "bekend")
    assert [persons(drawn, made, at) for at in (1, 2, 3, 4)] == [
        ["a", "b"],
        ["a", "b"],
        ["b"],
        ["b"],
    ]
    (row,) = stored(made, drawn, at=4).rows(["woonplaats"])["woonplaats"]
    assert row.text("gemeente") == "Tynaarlo"  # the second still comes after the place of the first


def test_table_that_the_dictionary_does_not_have_is_refused(tmp_path: Path) -> None:
    drawn = Drawn(tmp_path / "objecten")
    drawn.deliver({"woonplaats": Draft(CHANGES, [home("a", "Assen")])})
    history = drawn.history()
    tables = {name: of for name, of in history.dictionary.tables.items() if name != "woonplaats"}
    other = replace(history, dictionary=replace(history.dictionary, tables=tables))
    with pytest.raises(Unsound) as refusal:
        known.write(tmp_path / "bekend", other)
    assert refusal.value.code == "tabel-onbekend"


def test_object_that_is_not_what_its_name_says_is_not_read(tmp_path: Path) -> None:
    # trust
    drawn = Drawn(tmp_path / "objecten")
    manifest = drawn.deliver({"woonplaats": Draft(CHANGES, [home("a", "Assen")])})
    path = drawn.object_path(f"{manifest.tables[0].object_hash}.parquet")
    other = write_delivered(tmp_path / "x", drawn.dictionary, "woonplaats", [home("b", "Assen")])
    other.replace(path)
    with pytest.raises(Unsound) as refusal:
        known_of(drawn, tmp_path / "bekend")
    assert refusal.value.code == "object-beschadigd"
    assert "woonplaats" in refusal.value.reason


# --- in a store ----------------------------------------------------------------------------------


def folders(store: Store) -> list[str]:
    return sorted(path.name for path in (store.folder / "bekend").iterdir())


def many(number: int, *, first: int = 0) -> list[Cells]:
    return [call(str(n), f"p{n % 997}") for n in range(first, first + number)]


def test_store_keeps_what_is_known_at_its_last_two_states(tmp_path: Path) -> None:
    drawn, store = Drawn(tmp_path / "getekend"), Store.create(tmp_path / "opslag")
    made = []
    for number in range(4):
        drawn.deliver({"melding": Draft(CHANGES, [call(str(number), "a")])})
        accepted(store, drawn)
        made.append(bring_up_to_date(store, drawn.dictionary, store.chain()))
    assert folders(store) == sorted(one.hash for one in drawn.chain[-2:])
    anew = known.write(tmp_path / "opnieuw", drawn.history())
    assert contents(made[-1].folder) == contents(anew.folder)
    again = bring_up_to_date(store, drawn.dictionary, store.chain())
    assert again == made[-1]


def test_what_is_known_can_be_made_again(tmp_path: Path) -> None:
    drawn, store = Drawn(tmp_path / "getekend"), Store.create(tmp_path / "opslag")
    Chance(Random(1)).deliveries(drawn, number=3)
    accepted(store, drawn)
    made = bring_up_to_date(store, drawn.dictionary, store.chain())
    before = contents(made.folder)
    (made.folder / MARK).unlink()  # as it is half removed, or was never finished
    assert bring_up_to_date(store, drawn.dictionary, store.chain()) == made
    assert contents(made.folder) == before


def damage(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[40] ^= 1
    path.unlink()
    path.write_bytes(data)


@pytest.mark.parametrize("kind", [FULL, CHANGES])
@pytest.mark.parametrize("table", ["melding", "persoon"])
@pytest.mark.parametrize("harm", [damage, Path.unlink])
def test_damaged_file_is_never_built_upon(
    tmp_path: Path, kind: DeliveryKind, table: str, harm: Callable[[Path], None]
) -> None:
    # trust: what is derived is made again from the deliveries, also where it would only be kept
    drawn, store = Drawn(tmp_path / "getekend"), Store.create(tmp_path / "opslag")
    people = Draft(FULL, [{"persoon": "a"}, {"persoon": "b"}])
    drawn.deliver({"melding": Draft(FULL, [call("1", "a"), call("2", "b")]), "persoon": people})
    accepted(store, drawn)
    made = bring_up_to_date(store, drawn.dictionary, store.chain())
    harm(made.folder / path_of(table, 0))
    drawn.deliver({"melding": Draft(kind, [call("1", "a"), call("3", "c")])})
    accepted(store, drawn)
    now = bring_up_to_date(store, drawn.dictionary, store.chain())
    anew = known.write(tmp_path / "opnieuw", drawn.history())
    assert contents(now.folder) == contents(anew.folder)


def test_what_is_known_is_made_anew_for_another_dictionary(tmp_path: Path) -> None:
    drawn, store = Drawn(tmp_path / "getekend"), Store.create(tmp_path / "opslag")
    drawn.deliver({"melding": Draft(CHANGES, [call("1", "a")])})
    accepted(store, drawn)
    melding = drawn.dictionary.tables["melding"]
    columns = {**melding.columns, "soort": Column("soort", ColumnType.TEXT)}
    tables = {**drawn.dictionary.tables, "melding": replace(melding, columns=columns)}
    other = replace(drawn.dictionary, tables=tables, document_hash="f" * 64)
    for dictionary, expected in ((drawn.dictionary, False), (other, True)):
        made = bring_up_to_date(store, dictionary, store.chain())
        names = pq.read_schema(made.folder / path_of("melding", 0)).names
        assert ("soort" in names) is expected


def test_only_files_that_change_are_written(tmp_path: Path) -> None:
    # Files are cut by subject and by delivery: what is new does not touch what is old.
    drawn = Drawn(tmp_path / "objecten")
    drawn.deliver({"melding": Draft(CHANGES, many(400)), "persoon": Draft(FULL, [])})
    drawn.deliver({"melding": Draft(CHANGES, many(60, first=400))})
    base = known_of(drawn, tmp_path / "1", part_rows=200)
    assert base.blocks("melding") == [1, 2]
    drawn.deliver({"melding": Draft(CHANGES, many(20, first=460))})
    made = known.write(tmp_path / "2", drawn.history(part_rows=200), base=base)
    assert made.blocks("melding") == [1, 2, 3]
    written = {
        name
        for name in made.files
        if name not in base.files or not (made.folder / name).samefile(base.folder / name)
    }
    assert written == {path_of("melding", part, 3) for part in range(made.parts)}
    one = [{**call("7", "p7"), "plaats": "Assen"}]
    drawn.deliver({"melding": Draft(CHANGES, one)})
    last = known.write(tmp_path / "3", drawn.history(part_rows=200), base=made)
    touched = {
        name
        for name in last.files
        if name in made.files and not (last.folder / name).samefile(made.folder / name)
    }
    assert len(touched) == 2  # the version that ends, and the file of what is newest


@pytest.mark.parametrize("kind", [FULL, CHANGES])
def test_full_history_and_replacement_look_at_every_file(
    tmp_path: Path, kind: DeliveryKind
) -> None:
    # What is absent stands in files that nothing new is named of.
    drawn = Drawn(tmp_path / "objecten")
    drawn.deliver({"melding": Draft(CHANGES, many(400))})
    drawn.deliver({"melding": Draft(CHANGES, many(60, first=400))})
    base = known_of(drawn, tmp_path / "1", part_rows=200)
    few = Draft(kind, many(20, first=460))
    drawn.deliver({"melding": few}, replaces=0 if kind is FULL else 2)
    made = known.write(tmp_path / "2", drawn.history(part_rows=200), base=base)
    assert len(made.blocks("melding")) > 1
    assert len(live(drawn, made, 3)["melding"]) == (20 if kind is FULL else 420)
    anew = known_of(drawn, tmp_path / "3", part_rows=200)
    assert contents(made.folder) == contents(anew.folder)
