"""Registers on disk in parts: counted as their rows are, in any slices, and refused when they do
not fit the dictionary.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from koers.agreement import Agreement, tables_read
from koers.counts import Cell, Question
from koers.engines import compiled, reference
from koers.engines.compiled import Run, Stored
from koers.engines.compiled.columns import Part
from koers.findings import Findings, Refused
from koers.format import read_agreement
from koers.invented.writing import write
from koers.periods import Grain, reporting_periods
from koers.register import Register

ROOT = Path(__file__).parents[2]
WERKPLEIN = ROOT / "benchmarks" / "werkplein.yaml"
KNOWN = date(2027, 6, 30)


@pytest.fixture(scope="module")
def agreement() -> Agreement:
    found = read_agreement(WERKPLEIN).agreement
    assert found is not None
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An invented register of 400 persons in four parts."""
    found = tmp_path_factory.mktemp("verzonnen") / "register"
    write(found, subjects=400, seed=3, municipalities=3, part_size=100)
    return found


@pytest.fixture(scope="module")
def stored(folder: Path, agreement: Agreement) -> Stored:
    findings = Findings()
    found = compiled.read_stored(folder, agreement.dictionary, findings)
    assert findings.in_order() == ()
    return found


def questions(agreement: Agreement) -> list[Question]:
    """Every indicator by year, crossed by municipality and target group where it is split so."""
    years = reporting_periods(Grain.YEAR, agreement.term)
    return [
        Question(indicator.code, years, KNOWN, tuple({(), names[:1], names[:2]}))
        for indicator in agreement.indicators
        for names in [indicator.splits]
    ]


def every_table(agreement: Agreement) -> frozenset[str]:
    read = (tables_read(agreement, indicator) for indicator in agreement.indicators)
    return frozenset[str]().union(*read)


def counted(
    agreement: Agreement, parts: list[Callable[[], Part]], *, threads: int = 1
) -> list[tuple[Cell, ...]]:
    run = Run(agreement, parts, threads)
    run.prepare(questions(agreement))
    nothing = Register({})
    return [run(agreement, nothing, question) for question in questions(agreement)]


@pytest.fixture(scope="module")
def whole(stored: Stored, agreement: Agreement) -> list[tuple[Cell, ...]]:
    return counted(agreement, stored.parts(every_table(agreement)))


def test_parts_on_disk_are_counted_as_their_rows_by_the_reference_engine(
    stored: Stored, agreement: Agreement, whole: list[tuple[Cell, ...]]
) -> None:
    register = Register(stored.rows(every_table(agreement)))
    asked = questions(agreement)
    differs = [
        question.indicator
        for question, cells in zip(asked, whole, strict=True)
        if reference.count(agreement, register, question) != cells
    ]
    assert differs == []


@pytest.mark.parametrize(("size", "threads"), [(100, 2), (51, 1), (9, 2)])
def test_slices_and_threads_make_no_difference(
    stored: Stored,
    agreement: Agreement,
    whole: list[tuple[Cell, ...]],
    size: int,
    threads: int,
) -> None:
    parts = stored.parts(every_table(agreement), size=size)
    assert max(part().size for part in parts) <= size
    assert counted(agreement, parts, threads=threads) == whole


def test_a_limit_that_is_tight_cuts_and_one_that_is_too_tight_is_refused(
    stored: Stored, agreement: Agreement, whole: list[tuple[Cell, ...]]
) -> None:
    tables = every_table(agreement)
    roomy = stored.parts(tables, limit=8_000_000_000, threads=2)
    tight = stored.parts(tables, limit=250_600_000)
    assert len(roomy) == 4 < len(tight)
    assert counted(agreement, tight) == whole
    with pytest.raises(Refused) as refusal:
        stored.parts(tables, limit=250_000_000)
    assert refusal.value.code == "te-weinig-geheugen"


def test_a_table_that_nobody_is_in_has_no_rows(stored: Stored, agreement: Agreement) -> None:
    (part,) = Stored(stored.folder, agreement.dictionary, {}).parts(["uitkering"])
    assert part().size == 0
    assert len(part().subjects("uitkering")) == 0


def changed(folder: Path, to: Path, change: Callable[[pa.Table], pa.Table]) -> Path:
    """A copy of one table in one part, changed."""
    table = pq.read_table(folder / "woonplaats" / "deel-00000.parquet")
    (to / "woonplaats").mkdir(parents=True)
    pq.write_table(change(table), to / "woonplaats" / "deel-00000.parquet")
    return to


def told(folder: Path, agreement: Agreement) -> list[tuple[str, str]]:
    findings = Findings()
    compiled.read_stored(folder, agreement.dictionary, findings)
    return [(finding.code, finding.message) for finding in findings.in_order()]


def test_every_part_that_does_not_fit_the_dictionary_is_told_at_once(
    folder: Path, agreement: Agreement, tmp_path: Path
) -> None:
    changed(folder, tmp_path, lambda table: table.drop_columns(["gemeente"]))
    (tmp_path / "woonplaats" / "deel-00001.parquet").write_bytes(b"PAR1 no parquet PAR1")
    (tmp_path / "woonplek").mkdir()
    (tmp_path / "woonplek" / "deel-00000.parquet").write_bytes(b"")
    codes = [code for code, _ in told(tmp_path, agreement)]
    assert sorted(codes) == ["bestand-onleesbaar", "kolom-ontbreekt", "tabel-onbekend"]


def test_a_column_of_the_wrong_type_is_told_with_what_was_expected(
    folder: Path, agreement: Agreement, tmp_path: Path
) -> None:
    def days_as_text(table: pa.Table) -> pa.Table:
        place = table.column_names.index("begindatum")
        return table.set_column(place, "begindatum", table.column(place).cast(pa.string()))

    ((code, message),) = told(changed(folder, tmp_path, days_as_text), agreement)
    assert code == "cel-ongeldig"
    assert "'begindatum'" in message
    assert "date32" in message


def test_a_code_outside_its_list_is_refused_without_being_repeated(
    folder: Path, agreement: Agreement, tmp_path: Path
) -> None:
    def secret(table: pa.Table) -> pa.Table:
        place = table.column_names.index("geslacht")
        return table.set_column(place, "geslacht", pa.array(["geheim"] * table.num_rows))

    table = pq.read_table(folder / "klant" / "deel-00000.parquet")
    (tmp_path / "klant").mkdir()
    pq.write_table(secret(table), tmp_path / "klant" / "deel-00000.parquet")
    stored = compiled.read_stored(tmp_path, agreement.dictionary, Findings())
    (part,) = stored.parts(["klant"])
    with pytest.raises(Refused) as refusal:
        part().codes("klant", "geslacht")
    assert "geslacht" in refusal.value.reason
    assert "geheim" not in refusal.value.reason


def test_rows_of_one_subject_are_found_in_every_table(stored: Stored) -> None:
    found = stored.rows(stored.files, key="p00000150")
    assert found["klant"]
    assert {row.text("klant") for row in (*found["klant"], *found["uitkering"])} == {"p00000150"}


def test_hashes_name_the_bytes_of_every_part(stored: Stored, folder: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    write(again, subjects=400, seed=3, municipalities=3, part_size=100)
    same = compiled.read_stored(again, stored.dictionary, Findings())
    other = tmp_path / "other"
    write(other, subjects=400, seed=4, municipalities=3, part_size=100)
    different = compiled.read_stored(other, stored.dictionary, Findings())
    assert same.hashes() == stored.hashes()
    assert different.hashes()["uitkering"] != stored.hashes()["uitkering"]
