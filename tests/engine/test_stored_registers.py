"""Registers on disk in parts: counted as their rows are, in any slices, and refused when they do
not fit the dictionary.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from koers.agreement import Agreement, tables_read
from koers.algebra import Condition, Count
from koers.cli import main
from koers.counts import Cell, Question
from koers.engines import compiled, reference
from koers.engines.compiled import Run, Stored
from koers.engines.compiled.columns import Part
from koers.engines.compiled.line import Flags
from koers.findings import Findings, Refused, Unsound
from koers.format import read_agreement
from koers.invented.writing import write
from koers.periods import Grain, reporting_periods
from koers.register import Register
from koers.structure import first_tables

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
    """Every indicator by year, crossed by municipality and target group where it is split so; with
    the courses of its shares, in all and by municipality.
    """
    years = reporting_periods(Grain.YEAR, agreement.term)
    return [
        Question(indicator.code, years, KNOWN, tuple({(), names[:1], names[:2]}), ((), names[:1]))
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


@pytest.mark.parametrize("code", ["I-16", "I-19", "I-20"])
def test_texts_are_told_of_the_rows_that_are_counted_on_disk(
    stored: Stored, agreement: Agreement, code: str
) -> None:
    """A column that is never empty tells as many rows as parts on disk count."""
    years = reporting_periods(Grain.YEAR, agreement.term)
    question = Question(code, years, KNOWN, ((), ("gemeente",)))
    tables = tables_read(agreement, agreement.indicator(code))
    cells = Run(agreement, stored.parts(tables))(agreement, Register({}), question)
    table = agreement.dictionary.tables[first_tables(counted_condition(agreement, code))[0]]
    assert table.day_column is not None
    register = Register(stored.rows(tables))
    told = reference.texts(agreement, register, question, columns=[table.day_column])
    counted = Counter({(c.period, c.split): c.tallies[0].rows for c in cells})
    assert Counter((one.period, one.split) for one in told) == +counted
    assert told


def counted_condition(agreement: Agreement, code: str) -> Condition:
    form = agreement.indicator(code).form
    assert isinstance(form, Count)
    return form.condition


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
    (part,) = Stored(agreement.dictionary, {}).parts(["uitkering"])
    assert part().size == 0
    assert len(part().subjects("uitkering")) == 0


def changed(folder: Path, to: Path, table: str, change: Callable[[pa.Table], pa.Table]) -> Path:
    """A register of one table in one part, changed."""
    (to / table).mkdir(parents=True)
    read = pq.read_table(folder / table / "deel-00000.parquet")
    pq.write_table(change(read), to / table / "deel-00000.parquet")
    (to / "register.json").write_text('{"delen":1}')
    return to


def with_column(
    name: str, cells: Callable[[pa.ChunkedArray], object]
) -> Callable[[pa.Table], pa.Table]:
    return lambda table: table.set_column(
        table.column_names.index(name), name, cells(table.column(name))
    )


def told(folder: Path, agreement: Agreement) -> list[tuple[str, str]]:
    findings = Findings()
    compiled.read_stored(folder, agreement.dictionary, findings)
    return [(finding.code, finding.message) for finding in findings.in_order()]


def test_every_file_that_does_not_fit_is_told_at_once(
    folder: Path, agreement: Agreement, tmp_path: Path
) -> None:
    changed(folder, tmp_path, "woonplaats", lambda table: table.drop_columns(["gemeente"]))
    (tmp_path / "klant").mkdir()
    (tmp_path / "klant" / "deel-00000.parquet").write_bytes(b"PAR1 no parquet PAR1")
    (tmp_path / "woonplek").mkdir()
    codes = [code for code, _ in told(tmp_path, agreement)]
    assert sorted(codes) == ["bestand-onleesbaar", "kolom-ontbreekt", "tabel-onbekend"]


def test_column_of_the_wrong_type_is_told_with_what_was_expected(
    folder: Path, agreement: Agreement, tmp_path: Path
) -> None:
    as_text = with_column("begindatum", lambda days: days.cast(pa.string()))
    ((code, message),) = told(changed(folder, tmp_path, "woonplaats", as_text), agreement)
    assert code == "cel-ongeldig"
    assert "'begindatum'" in message
    assert "date32" in message


def copied(folder: Path, to: Path) -> Path:
    for table in ("klant", "uitkering"):
        shutil.copytree(folder / table, to / table)
    shutil.copy(folder / "register.json", to / "register.json")
    return to


def twice(folder: Path) -> None:
    for table in ("klant", "uitkering"):
        shutil.copy(folder / table / "deel-00000.parquet", folder / table / "deel-00004.parquet")
    (folder / "register.json").write_text('{"delen":5}')


def renamed(folder: Path) -> None:
    first = folder / "uitkering" / "deel-00001.parquet"
    first.rename(first.with_name("DEEL-00001.parquet"))


@pytest.mark.parametrize(
    "spoil",
    [
        twice,
        renamed,
        lambda folder: (folder / "register.json").unlink(),
        lambda folder: (folder / "uitkering" / "deel-00002.parquet").unlink(),
        lambda folder: (folder / "trede.csv").write_text("klant\n"),
        lambda folder: (folder / "uitkering" / "kopie.parquet").write_text(""),
    ],
)
def test_folder_whose_parts_do_not_belong_together_is_refused(
    folder: Path, agreement: Agreement, tmp_path: Path, spoil: Callable[[Path], object]
) -> None:
    # Nothing would be counted wrong more silently than a subject in two parts, or in none.
    whole = copied(folder, tmp_path / "register")
    assert told(whole, agreement) == []
    spoil(whole)
    assert {code for code, _ in told(whole, agreement)} == {"register-onvolledig"}


SPOILT: dict[str, tuple[str, Callable[[pa.ChunkedArray], object]]] = {
    "code-onbekend": ("regeling", lambda cells: pa.array(["geheim"] * len(cells))),
    "cel-leeg": ("begindatum", lambda cells: pa.array([None] * len(cells), pa.date32())),
    "cel-ongeldig": ("begindatum", lambda cells: pa.array([-719_168] * len(cells), pa.date32())),
}


@pytest.mark.parametrize("code", SPOILT)
@pytest.mark.parametrize("motor", ["snel", "naslag"])
def test_cell_that_cannot_be_counted_is_refused_by_file_and_column_and_not_repeated(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], code: str, motor: str
) -> None:
    name, cells = SPOILT[code]
    whole = copied(folder, tmp_path / "register")
    path = whole / "uitkering" / "deel-00001.parquet"
    pq.write_table(with_column(name, cells)(pq.read_table(path)), path)
    shutil.copytree(folder / "woonplaats", whole / "woonplaats")
    shutil.copytree(folder / "doelgroep", whole / "doelgroep")
    words = ("--gegevens", str(whole), "--tot-en-met", str(KNOWN), "--motor", motor)
    assert main(["tel", str(WERKPLEIN), *words, "--indicator", stock(WERKPLEIN)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "deel-00001.parquet" in said.err.replace("\n", "")
    assert f"'{name}'" in said.err
    assert "geheim" not in said.err


def stock(path: Path) -> str:
    """An indicator that counts benefits by scheme."""
    found = read_agreement(path).agreement
    assert found is not None
    wanted = {"uitkering", "woonplaats", "doelgroep"}
    return next(
        one.code
        for one in found.indicators
        if tables_read(found, one) == wanted and "regeling" in str(one.form)
    )


def test_damaged_page_is_refused_while_counting(
    folder: Path, agreement: Agreement, tmp_path: Path
) -> None:
    whole = copied(folder, tmp_path / "register")
    path = whole / "uitkering" / "deel-00002.parquet"
    damaged = bytearray(path.read_bytes())
    of_file = pq.read_metadata(path)
    column = of_file.row_group(0).column(of_file.schema.names.index("begindatum"))
    start = column.dictionary_page_offset or column.data_page_offset
    damaged[start + 30 : start + 90] = bytes(60)
    path.write_bytes(damaged)
    stored = compiled.read_stored(whole, agreement.dictionary, Findings())
    part = stored.parts(["uitkering"])[2]()
    with pytest.raises(Unsound) as refusal:
        part.days("uitkering", "begindatum")
    assert refusal.value.code == "bestand-onleesbaar"


def test_empty_key_and_doubled_key_are_refused(
    folder: Path, agreement: Agreement, tmp_path: Path
) -> None:
    nobody = with_column("klant", lambda keys: pa.array([None, *keys.to_pylist()[1:]]))
    assert [
        code for code, _ in told(changed(folder, tmp_path / "a", "klant", nobody), agreement)
    ] == ["cel-leeg"]
    again = changed(folder, tmp_path / "b", "klant", lambda rows: pa.concat_tables([rows, rows]))
    (part,) = compiled.read_stored(again, agreement.dictionary, Findings()).parts(["klant"])
    with pytest.raises(Unsound) as refusal:
        part().subjects("klant")
    assert refusal.value.code == "sleutel-dubbel"


def test_code_that_no_row_has_is_no_matter(
    folder: Path, agreement: Agreement, tmp_path: Path
) -> None:
    def more(cells: pa.ChunkedArray) -> object:
        codes = cells.cast(pa.string()).combine_chunks().dictionary_encode()
        names = pa.concat_arrays([codes.dictionary, pa.array(["geheim"])])
        return pa.DictionaryArray.from_arrays(codes.indices, names)

    whole = changed(folder, tmp_path, "uitkering", with_column("regeling", more))
    (part,) = compiled.read_stored(whole, agreement.dictionary, Findings()).parts(["uitkering"])
    assert len(part().codes("uitkering", "regeling").index)


def test_rows_of_one_subject_are_found_in_every_table(stored: Stored) -> None:
    found = stored.rows(stored.files, key="p00000150")
    of_person = [name for name, t in stored.dictionary.tables.items() if t.subject == "persoon"]
    rows = [row for name in of_person for row in found.get(name, ())]
    assert {row.text("klant") for row in rows} == {"p00000150"}
    every = stored.rows(of_person)
    wanted = sum(row.text("klant") == "p00000150" for of in every.values() for row in of)
    assert len(rows) == wanted > 10


def test_hashes_name_the_bytes_of_every_part(stored: Stored, folder: Path, tmp_path: Path) -> None:
    whole = copied(folder, tmp_path / "register")
    same = compiled.read_stored(whole, stored.dictionary, Findings())
    assert same.hashes() == stored.hashes(["klant", "uitkering"])
    last = whole / "uitkering" / "deel-00003.parquet"
    last.write_bytes(last.read_bytes() + b" ")
    hashes = same.hashes()
    assert hashes["uitkering"] != stored.hashes()["uitkering"]
    assert hashes["klant"] == stored.hashes()["klant"]


# --- more states than one ------------------------------------------------------------------------


def with_states(rows: pa.Table, since: int, until: int) -> pa.Table:
    for name, number in (("§van", since), ("§tot", until)):
        rows = rows.append_column(name, pa.array([number] * len(rows), pa.int32()))
    return rows


def in_states(folder: Path, to: Path) -> Path:
    """A register as a store keeps it: state 1 knows a third of the rows, in versions that ended;
    state 2 knows all rows of the folder, half of them in a file of their own.
    """
    named = []
    for path in sorted(folder.rglob("*.parquet")):
        right = pq.read_table(path)
        wrong = right.slice(0, len(right) // 3)
        half = len(right) // 2
        first = [with_states(wrong, 1, 2), with_states(right.slice(0, half), 2, 2**31 - 1)]
        second = with_states(right.slice(half), 2, 2**31 - 1)
        target = to / path.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(pa.concat_tables(first).combine_chunks(), target)
        pq.write_table(second, target.with_name(f"{path.stem}.00002.parquet"))
        named += [f"{path.parent.name}/{path.stem}{more}.parquet" for more in ("", ".00002")]
    told = {"delen": 4, "tot": 2, "verdeling": "crc32", "bestanden": dict.fromkeys(named, "")}
    (to / "register.json").write_text(json.dumps(told))
    return to


@pytest.fixture(scope="module")
def states(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return in_states(folder, tmp_path_factory.mktemp("standen") / "bekend")


def known_at(states: Path, agreement: Agreement, at: int) -> Stored:
    findings = Findings()
    found = compiled.read_known(states, agreement.dictionary, at=at, findings=findings)
    assert findings.in_order() == ()
    return found


def told_of_states(states: Path, agreement: Agreement, *, at: int = 2) -> set[tuple[str, str]]:
    findings = Findings()
    compiled.read_known(states, agreement.dictionary, at=at, findings=findings)
    return {(finding.code, Path(finding.place.file).name) for finding in findings.in_order()}


@pytest.mark.parametrize("limits", [{}, {"size": 51}, {"limit": 250_800_000}])
def test_state_is_counted_as_its_rows_and_others_are_not_there(
    states: Path,
    agreement: Agreement,
    whole: list[tuple[Cell, ...]],
    limits: dict[str, int],
) -> None:
    # F6: also in slices, of which the memory is that of all rows that must be read
    parts = known_at(states, agreement, 2).parts(every_table(agreement), **limits)
    assert len(parts) == 4 if not limits else len(parts) > 4
    assert counted(agreement, parts) == whole


def test_rows_of_a_state_are_those_it_knows(
    states: Path, stored: Stored, agreement: Agreement
) -> None:
    now, before = (known_at(states, agreement, at) for at in (2, 1))
    assert now.rows(["uitkering", "klant"]) == stored.rows(["uitkering", "klant"])
    number = len(stored.rows(["uitkering"])["uitkering"])
    assert 0 < len(before.rows(["uitkering"])["uitkering"]) <= number // 3
    key = "p00000150"
    assert now.rows(["uitkering"], key=key) == stored.rows(["uitkering"], key=key)


def test_any_rows_can_be_chosen(states: Path, agreement: Agreement) -> None:
    def none_of_later(path: Path) -> Flags:
        number = pq.read_metadata(path).num_rows
        return np.full(number, path.name.count(".") == 1, dtype=np.bool_)

    found = compiled.read_known(
        states, agreement.dictionary, at=2, findings=Findings(), choice=none_of_later
    )
    files = [*(states / "vertrek").glob("deel-?????.parquet")]
    assert len(files) == 4
    number = sum(pq.read_metadata(path).num_rows for path in files)
    assert len(found.rows(["vertrek"])["vertrek"]) == number > 0


def test_folder_of_states_is_not_counted_as_one_register(
    states: Path, agreement: Agreement
) -> None:
    ((code, _),) = [one for one in told(states, agreement) if "opslag" in one[1]]
    assert code == "register-onvolledig"


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (
            lambda at: (at / "klant" / "deel-00001.00002.parquet").unlink(),
            {("afgeleide-onjuist", "deel-00001.00002.parquet")},
        ),
        (
            lambda at: shutil.copy(
                at / "klant" / "deel-00001.parquet", at / "klant" / "deel-00004.parquet"
            ),
            {("afgeleide-onjuist", "deel-00004.parquet")},
        ),
        (
            lambda at: (at / "register.json").unlink(),
            {("afgeleide-onjuist", "register.json")},
        ),
        (
            lambda at: (at / "register.json").write_text('{"delen": 4}'),
            {("afgeleide-onjuist", "register.json")},
        ),
        (
            lambda at: rewritten(at / "klant" / "deel-00002.parquet", ["§tot"]),
            {("kolom-ontbreekt", "deel-00002.parquet")},
        ),
        (
            lambda at: (at / "klant" / "deel-00002.parquet").write_bytes(b"PAR1"),
            {("bestand-onleesbaar", "deel-00002.parquet")},
        ),
    ],
)
def test_folder_of_states_that_is_not_what_was_written_is_refused(
    states: Path,
    agreement: Agreement,
    tmp_path: Path,
    spoil: Callable[[Path], object],
    expected: set[tuple[str, str]],
) -> None:
    copy = tmp_path / "bekend"
    shutil.copytree(states, copy)
    assert told_of_states(copy, agreement) == set()
    spoil(copy)
    assert told_of_states(copy, agreement) == expected


def rewritten(path: Path, without: list[str]) -> None:
    rows = pq.read_table(path).drop_columns(without)
    pq.write_table(rows, path)


def test_state_that_the_folder_does_not_know_is_told(states: Path, agreement: Agreement) -> None:
    for at in (0, 3):
        assert told_of_states(states, agreement, at=at) == {("afgeleide-onjuist", "register.json")}


def test_damaged_state_of_a_row_is_refused_while_counting(
    states: Path, agreement: Agreement, tmp_path: Path
) -> None:
    # trust: pages carry a checksum, so one bit is enough
    copy = tmp_path / "bekend"
    shutil.copytree(states, copy)
    path = copy / "uitkering" / "deel-00002.parquet"
    pq.write_table(pq.read_table(path), path, write_page_checksum=True, compression="none")
    of_file = pq.read_metadata(path)
    column = of_file.row_group(0).column(of_file.schema.names.index("§tot"))
    damaged = bytearray(path.read_bytes())
    start = column.dictionary_page_offset or column.data_page_offset
    damaged[start + column.total_compressed_size - 1] ^= 1
    path.write_bytes(damaged)
    part = known_at(copy, agreement, 2).parts(["uitkering"])[2]()
    with pytest.raises(Unsound) as refusal:
        part.days("uitkering", "begindatum")
    assert refusal.value.code == "bestand-onleesbaar"
