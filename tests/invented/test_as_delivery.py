"""The CSV form is a delivery that Koers accepts, with the same rows as the Parquet form."""

from datetime import date
from pathlib import Path

import pyarrow.parquet as pq

from koers.delivery import read_folder
from koers.findings import Severity
from koers.invented.recipes import dictionary
from koers.invented.writing import UNTIL, register_csv, write


def test_delivery_is_accepted_with_the_same_cells(tmp_path: Path) -> None:
    written = register_csv(tmp_path / "csv", subjects=300, seed=3)
    write(tmp_path / "parquet", subjects=300, seed=3, municipalities=3, part_size=200)
    read = read_folder(tmp_path / "csv", dictionary())
    assert {finding.severity for finding in read.findings} <= {Severity.REMARK}
    assert read.register is not None
    for table in dictionary().tables:
        rows = [dict(row.cells) for row in read.register.tables[table]]
        assert rows == pq.read_table(tmp_path / "parquet" / table).to_pylist(), table
        assert len(rows) == written.rows[table]
    assert read.register.known.of_table("trede") == UNTIL


def test_delivery_can_end_earlier_and_hold_a_few_tables(tmp_path: Path) -> None:
    until = date(2020, 6, 30)
    register_csv(tmp_path / "csv", subjects=50, seed=3, until=until, tables=["klant", "werk"])
    read = read_folder(tmp_path / "csv", dictionary())
    assert read.register is not None
    assert set(read.register.tables) == {"klant", "werk"}
    last = max(row.day("begindatum") or until for row in read.register.tables["werk"])
    assert last <= until
