"""Every table of an invented register is as the dictionary says, and its rows make sense."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from koers.dictionary import Column, ColumnType, Table, TableKind
from koers.invented.recipe import may_be_empty
from koers.invented.recipes import RECIPES, dictionary

TABLES = list(dictionary().tables.values())
PLAIN = {
    ColumnType.KEY: pa.string(),
    ColumnType.TEXT: pa.string(),
    ColumnType.DAY: pa.date32(),
    ColumnType.NUMBER: pa.int64(),
}
Cells = dict[str, list[object]]
every_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: str(table.name))


@cache
def _parts(folder: Path) -> list[Cells]:
    return [dict(pq.read_table(path).to_pydict()) for path in sorted(folder.iterdir())]


def parts_of(register: Path, table: Table) -> list[Cells]:
    return _parts(register / table.name)


def cells_of(register: Path, table: Table) -> Cells:
    parts = parts_of(register, table)
    return {name: [cell for part in parts for cell in part[name]] for name in table.columns}


def days(cells: Cells, column: str | None) -> list[date | None]:
    assert column is not None
    return [day for day in cells[column] if day is None or isinstance(day, date)]


def test_every_table_of_the_dictionary_is_invented() -> None:
    assert set(RECIPES) == set(dictionary().tables)


@every_table
def test_columns_have_the_types_of_the_dictionary(register: Path, table: Table) -> None:
    schema = pq.read_schema(register / table.name / "deel-00000.parquet")
    assert schema.names == list(table.columns)
    for name, column in table.columns.items():
        coded = pa.dictionary(pa.int32(), pa.string())
        assert schema.field(name).type == PLAIN.get(column.type, coded), name


@every_table
def test_codes_are_those_of_the_code_list(register: Path, table: Table) -> None:
    cells = cells_of(register, table)
    for name, column in table.columns.items():
        found = set(cells[name]) - {None}
        if column.code_list:
            assert found <= {code for code, _ in column.code_list.codes}, name
        if column.type is ColumnType.YES_NO:
            assert found == {"ja", "nee"}, name


def test_days_lie_within_what_a_file_may_name(register: Path) -> None:
    for table in TABLES:
        cells = cells_of(register, table)
        for name, column in table.columns.items():
            if column.type is ColumnType.DAY:
                found = [day for day in days(cells, name) if day]
                assert date(1930, 1, 1) < min(found), name
                assert max(found) < date(2035, 1, 1), name


@every_table
def test_every_key_stands_once(register: Path, table: Table) -> None:
    cells = cells_of(register, table)
    counted = Counter(zip(*(cells[column] for column in table.key), strict=True))
    assert counted.most_common(1)[0][1] == 1


@every_table
def test_rows_stand_by_subject_and_day(register: Path, table: Table) -> None:
    for cells in parts_of(register, table):
        column = table.day_column or table.subject_column
        order = list(zip(cells[table.subject_column], map(str, cells[column]), strict=True))
        assert order == sorted(order)


@every_table
def test_no_subject_stands_in_two_parts(register: Path, table: Table) -> None:
    subjects = [set(cells[table.subject_column]) for cells in parts_of(register, table)]
    assert len(subjects) == 3
    assert sum(map(len, subjects)) == len(set().union(*subjects))


def test_a_person_stands_in_the_same_part_of_every_table(register: Path) -> None:
    clients = [set(cells["klant"]) for cells in parts_of(register, dictionary().tables["klant"])]
    for table in TABLES:
        if table.subject == "persoon":
            for known, cells in zip(clients, parts_of(register, table), strict=True):
                assert set(cells["klant"]) <= known, table.name


@pytest.mark.parametrize(
    "table", [t for t in TABLES if t.kind is TableKind.SPELL], ids=lambda table: str(table.name)
)
def test_no_spell_ends_before_it_begins_and_some_still_run(register: Path, table: Table) -> None:
    cells = cells_of(register, table)
    first, last = days(cells, table.day_column), days(cells, table.last_day_column)
    assert all(a and (b is None or a <= b) for a, b in zip(first, last, strict=True))
    assert 0 < last.count(None) < len(last)


@every_table
def test_only_cells_that_may_be_empty_are(register: Path, table: Table) -> None:
    read = pq.read_table(register / table.name)
    for name, column in table.columns.items():
        empty = read.column(name).null_count
        assert empty < read.num_rows, f"{name} has no value"
        if may_be_empty(table, column):
            assert empty or read.num_rows < 1_000, f"{name} is never empty"
        elif name != table.last_day_column:
            assert not empty, name


def test_key_column_is_never_emptied() -> None:
    table = dictionary().tables["toekenning"]
    assert not may_be_empty(table, table.columns["toekenning"])
    assert may_be_empty(table, Column("bedrag", ColumnType.NUMBER))


# --- what is rare and still there -----------------------------------------------------------------


def test_benefits_touch_overlap_and_have_short_and_long_gaps(register: Path) -> None:
    cells = cells_of(register, dictionary().tables["uitkering"])
    rows = zip(cells["klant"], days(cells, "begindatum"), days(cells, "einddatum"), strict=True)
    gaps = {
        (after[1] - before[2]).days - 1
        for before, after in pairwise(rows)
        if before[0] == after[0] and before[2] and after[1]
    }
    assert 0 in gaps
    assert {29, 30, 31, 32} <= gaps
    assert min(gaps) < -30
    assert max(gaps) > 300


def test_facts_fall_on_leap_days_and_on_ends_of_months(register: Path) -> None:
    cells = cells_of(register, dictionary().tables["uitkering"])
    leap = [d for table in ("trede", "melding") for d in _leap_days(register, table)]
    ends = [day for day in days(cells, "einddatum") if day and day.day >= 28]
    assert leap
    assert len(ends) > len(cells["klant"]) // 5


def _leap_days(register: Path, name: str) -> list[date]:
    table = dictionary().tables[name]
    found = days(cells_of(register, table), table.day_column)
    return [day for day in found if day and (day.month, day.day) == (2, 29)]


def test_someone_is_born_on_a_leap_day(register: Path) -> None:
    born = pq.read_table(register / "klant").column("geboortedatum")
    assert pc.sum(pc.and_(pc.equal(pc.month(born), 2), pc.equal(pc.day(born), 29))).as_py() > 2


def test_steps_go_up_and_down_and_expire(register: Path) -> None:
    cells = cells_of(register, dictionary().tables["trede"])
    rows = list(zip(cells["klant"], days(cells, "meetdatum"), cells["trede"], strict=True))
    pairs = [(a, b) for a, b in pairwise(rows) if a[0] == b[0]]
    moves = Counter(int(str(b[2])) - int(str(a[2])) for a, b in pairs if a[2] and b[2])
    assert {-1, 0, 1, 2} <= set(moves)
    assert any(b[1] and a[1] and (b[1] - a[1]).days > 731 for a, b in pairs)
    assert any(row[2] is None for row in rows)


def test_some_levels_of_the_matrix_are_no_score(register: Path) -> None:
    assert "99" in pq.read_table(register / "zrm-2017").column("niveau").to_pylist()


def test_three_municipalities_are_those_of_the_werkplein(register: Path) -> None:
    found = Counter(cells_of(register, dictionary().tables["woonplaats"])["gemeente"])
    assert set(found) == {"GM0106", "GM1680", "GM1730", None}
    assert found["GM0106"] > found["GM1730"] + found["GM1680"]
