"""The script that is printed for an auditor gives, on the delivered files, the numbers that the
reference engine counts.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from koers.agreement import Agreement, Indicator
from koers.counts import Cell, Question
from koers.delivery import read_folder
from koers.dictionary import ColumnType, Dictionary, Split
from koers.engines import reference, sql
from koers.engines.sql import FileKind, Files
from koers.engines.sql.cells import ResultRow, cells
from koers.engines.sql.days import FUNCTIONS, defined
from koers.engines.sql.printed import CELL
from koers.format import read_agreement
from koers.periods import EARLIEST, LATEST, Grain, add_months, calendar_period, reporting_periods
from koers.register import Register
from tests.spec.drawn import draw_agreement, draw_register

EXAMPLE = Path(__file__).parent.parent.parent / "voorbeelden" / "eerste-stap"
TERM = "2016-07-01..2017-12-31"
K = date(2018, 1, 31)

REGISTER = """
persoon:
persoon | geboren    | geslacht
A       | 1980-02-29 | v
B       |            | m
C       | 1999-12-31 |
woonplaats:
persoon | van        | tot en met | gemeente
A       | 2010-01-01 | 2016-12-31 | Assen
A       | 2017-01-01 |            | Tynaarlo
B       | 2010-01-01 |            | Assen
uitkering:
persoon | van        | tot en met | regeling | maandbedrag
A       | 2015-01-31 | 2016-09-30 | pw       | 1000,50
A       | 2016-10-15 |            | pw       | 900
B       | 2016-08-01 | 2017-08-01 |          | 12,5
C       | 2017-03-01 |            | bbz      |
melding:
persoon | dag        | soort | bedrag | maximum
A       | 2016-08-31 | a     | 10     | 30
A       | 2017-02-28 | b     | 5,05   | 10
B       | 2016-09-01 |       |        | 10
C       | 2017-11-11 | a     | 7      |
trede:
persoon | dag        | trede | door
A       | 2016-08-31 | 2     | x
A       | 2017-02-28 | 4     | y
B       | 2016-09-01 | 1     |
B       | 2017-01-01 | 99    |
C       | 2017-06-01 |       | x
opgave:
plaats | dag        | naam | waarde | van hoeveel
Assen  | 2016-12-31 | ia   | 40     | 100
Assen  | 2017-12-31 | ia   | 44     | 110
"""

INDICATORS = {
    "aandeel": """
        aandeel:
          van: {score: trede, waarde: [1, 2], telkens: elke}
          die: {een van: [{score: trede, minstens: 3, binnen: 6 maanden},
                          {zonder: {tijdvak: uitkering}, op: 1 jaar}]}
          uitgesloten: {moment: melding, soort: b}
          uitgezonderd: {leeftijd: {van: 60}}
          onbekend: niet behaald
        splits: [gemeente, geslacht]
        """,
    "aantal": """
        aantal: {begin: uitkering, regeling: pw, onderbreking: hooguit 30 dagen}
        splits: [gemeente, regeling]
        """,
    "personen": """
        aantal: {eenheid: persoon, die: {tijdvak: uitkering, regeling: pw}}
        splits: [gemeente]
        """,
    "som": """
        som: {kolom: melding.bedrag, bedrag: {minstens: 30%, van: maximum}}
        splits: [soort]
        """,
    "stand": """
        stand: {tijdvak: uitkering, onderbreking: hooguit 30 dagen}
        splits: [gemeente]
        """,
    "dagen": """
        dagen: {alle van: [{tijdvak: uitkering, regeling: pw}, {leeftijd: {van: 18}}]}
        splits: [gemeente]
        """,
    "formule": """
        formule:
          teller: [{stand: {tijdvak: uitkering}}]
          noemer: [{stand: {tijdvak: uitkering}, eerder: 1 jaar}]
          min een: ja
        splits: [gemeente]
        """,
    "gemiddelde": """
        formule:
          teller: [{som: melding.bedrag}]
          noemer: [{stand: {tijdvak: uitkering}, gemiddeld per: maand}]
        splits: [gemeente]
        """,
    "opgave": """
        opgave: {teller: {kolom: opgave.waarde}, noemer: {kolom: opgave.van hoeveel}}
        splits: [plaats]
        """,
}


def asked(indicator: Indicator, agreement: Agreement) -> Question:
    """The indicator per half-year, in total and by its splits."""
    periods = reporting_periods(Grain.HALF_YEAR, agreement.term)
    groupings = ((), indicator.splits[:1], indicator.splits) if indicator.splits else ((),)
    return Question(indicator.code, periods, K, tuple(dict.fromkeys(groupings)))


def results(text: str) -> Iterator[Sequence[ResultRow]]:
    """The rows of every SELECT of a script."""
    with duckdb.connect() as connection:
        for statement in duckdb.extract_statements(text):
            found = connection.execute(statement)
            if statement.type == duckdb.StatementType.SELECT:
                yield found.fetchall()


def printed(
    agreement: Agreement, question: Question, sources: Mapping[str, Files]
) -> tuple[Cell, ...]:
    """The cells that the printed script gives."""
    found = results(sql.script(agreement, [question], sources=sources))
    counted = cells(agreement, question, sql.statements(agreement, question), lambda _: next(found))
    assert next(found, None) is None, "the script asks more than its statements"
    return counted


def stored(register: Register, dictionary: Dictionary, folder: Path) -> dict[str, Files]:
    """The register as Parquet files, each table in two parts."""
    kinds = {ColumnType.DAY: pa.date32(), ColumnType.NUMBER: pa.int64()}
    for name, rows in register.tables.items():
        (folder / name).mkdir()
        for part in (0, 1):
            columns = {
                column.name: pa.array(
                    [row.cells[column.name] for row in rows[part::2]],
                    kinds.get(column.type, pa.dictionary(pa.int32(), pa.string())),
                )
                for column in dictionary.tables[name].columns.values()
            }
            pq.write_table(pa.table(columns), folder / name / f"deel-0000{part}.parquet")
    return {
        name: Files(FileKind.PARQUET, tuple(str(path) for path in Path(folder, name).glob("*")))
        for name in register.tables
    }


@pytest.mark.parametrize("form", INDICATORS)
def test_printed_script_counts_parquet_files_as_the_reference_engine_does(
    form: str, tmp_path: Path
) -> None:
    agreement, register = draw_agreement(INDICATORS[form], term=TERM), draw_register(REGISTER)
    question = asked(agreement.indicators[-1], agreement)
    expected = reference.count(agreement, register, question)
    assert any(cell.classes or any(cell.tallies) for cell in expected)
    sources = stored(register, agreement.dictionary, tmp_path)
    assert printed(agreement, question, sources) == expected
    assert sql.count(agreement, register, question) == expected


def example() -> Agreement:
    file = EXAMPLE / "overeenkomst.yaml"
    agreement = read_agreement(file.read_text("utf-8"), name=str(file)).agreement
    assert agreement is not None
    return agreement


@pytest.mark.parametrize("code", [indicator.code for indicator in example().indicators])
def test_printed_script_counts_the_csv_files_of_the_example(code: str) -> None:
    agreement = example()
    register = read_folder(EXAMPLE / "gegevens", agreement.dictionary).register
    assert register is not None
    question = asked(agreement.indicator(code), agreement)
    sources = {
        name: Files(FileKind.CSV, (str(EXAMPLE / "gegevens" / f"{name}.csv"),))
        for name in register.tables
    }
    counted = printed(agreement, question, sources)
    assert counted == reference.count(agreement, register, question)


def test_one_script_answers_many_indicators() -> None:
    agreement = example()
    questions = [asked(indicator, agreement) for indicator in agreement.indicators]
    found = list(results(sql.script(agreement, questions, sources={})))
    assert len(found) == sum(len(sql.statements(agreement, q).statements) for q in questions)
    assert found == [[] for _ in found]  # without sources every table is empty


# --- what a script says --------------------------------------------------------------------------


def test_script_is_written_once_for_an_agreement_and_a_question() -> None:
    agreement = example()
    question = asked(agreement.indicators[0], agreement)
    again = example()  # another value of the same document
    assert again is not agreement
    assert sql.statements(again, question) is sql.statements(agreement, question)


def test_another_agreement_dictionary_or_question_gets_its_own_script() -> None:
    agreement = example()
    question = asked(agreement.indicators[0], agreement)
    script = sql.statements(agreement, question)
    later = replace(question, known_through=date(2018, 2, 28))
    other = replace(agreement, document_hash="f" * 64)
    words = replace(agreement, dictionary=replace(agreement.dictionary, version="2"))
    assert sql.statements(agreement, later) is not script
    assert sql.statements(other, question) is not script
    assert sql.statements(words, question) is not script


def test_agreement_without_a_hash_is_written_every_time() -> None:
    agreement = replace(example(), document_hash="")
    question = asked(agreement.indicators[0], agreement)
    assert sql.statements(agreement, question) is not sql.statements(agreement, question)
    assert sql.statements(agreement, question) == sql.statements(agreement, question)


def test_script_says_which_agreement_indicator_and_day_it_counts() -> None:
    agreement = example()
    text = sql.script(agreement, [asked(agreement.indicator("P-02"), agreement)], sources={})
    for told in (
        agreement.document_hash,
        agreement.dictionary.document_hash,
        "P-02: Niet zakken vanaf trede 3-4",
        "K: bekend tot en met 2018-01-31, dag 736725",
        "Van 'trede' is niets geleverd.",
        "P-02: aantal eenheden per klasse; per periode, gemeente.",
    ):
        assert told in text


def test_text_of_an_agreement_stays_in_its_comment() -> None:
    agreement = replace(example(), title="Drie\nregels\r\nSELECT 1;")
    assert "-- Overeenkomst: eerste-stap, Drie regels SELECT 1;" in sql.script(
        agreement, [], sources={}
    )


def test_path_with_signs_of_a_pattern_stays_a_path() -> None:
    agreement = example()
    question = asked(agreement.indicator("P-05"), agreement)
    sources = {"toekenning": Files(FileKind.CSV, ("map 's/a[1]*.csv",))}
    written = sql.script(agreement, [question], sources=sources)
    assert "read_csv(['map ''s/a[[]1][*].csv']," in written


# --- rules of the calendar and of rows -----------------------------------------------------------


def test_functions_of_a_script_follow_the_calendar() -> None:
    days = [date.fromordinal(n) for n in range(EARLIEST.toordinal(), LATEST.toordinal() + 1)]
    with duckdb.connect() as connection:
        for _, definition in FUNCTIONS:
            connection.execute(defined(definition))
        connection.register("dagen", pa.table({"dag": pa.array(days, pa.date32())}))

        def of_days(expression: str) -> list[int]:
            found = connection.execute(f"SELECT {expression} FROM dagen ORDER BY dag").fetchall()
            return [value for (value,) in found]

        assert of_days("dagnummer(dag)") == [day.toordinal() for day in days]
        for months in (1, 6, 11, 12, 48, 1200):
            shifted = [add_months(day, months).toordinal() for day in days]
            assert of_days(f"maanden_later(dagnummer(dag), {months})") == shifted
        for grain in (Grain.QUARTER, Grain.HALF_YEAR, Grain.YEAR):
            ends = [calendar_period(day, grain).last_day.toordinal() for day in days]
            month = "maandnummer(dagnummer(dag))"
            assert of_days(f"periode_einde({month}, {grain.months})") == ends


def test_split_on_a_score_holds_through_k_as_in_the_reference_engine() -> None:
    agreement = draw_agreement(INDICATORS["stand"], term=TERM)
    splits = {**agreement.dictionary.splits, "trede": Split("trede", "trede", table="trede")}
    agreement = replace(
        agreement, dictionary=replace(agreement.dictionary, splits=splits), document_hash=""
    )
    register = draw_register(REGISTER)
    periods = reporting_periods(Grain.HALF_YEAR, agreement.term)
    question = Question(agreement.indicators[0].code, periods, K, ((), ("trede",)))
    counted = sql.count(agreement, register, question)
    assert counted == reference.count(agreement, register, question)
    assert (("trede", "4"),) in {cell.split for cell in counted if cell.period is periods[-1]}


def test_spell_of_no_days_is_not_counted() -> None:
    agreement = draw_agreement("aantal: {die: {tijdvak: werk}}", term=TERM)
    register = draw_register("""
        werk:
        persoon | van        | tot
        A       | 2016-08-31 | 2016-08-31
        A       | 2016-08-31 | 2016-09-01
        """)
    question = asked(agreement.indicators[0], agreement)
    counted = sql.count(agreement, register, question)
    assert counted == reference.count(agreement, register, question)
    assert [cell.tallies[0].amount for cell in counted] == [1, 0, 0]


CELLS = """uitkering,klant,begindatum,einddatum,regeling,maandbedrag
 U1 ,P1,2016-07-01,,01,"1000,5"
U2,	P2,2016-08-01 ,2017-08-01,01,-12
U3,P3,2016-09-01,,01,.
"""


def test_csv_cells_are_read_as_the_reader_reads_them(tmp_path: Path) -> None:
    """Spaces, a decimal comma or point, the same row twice, and columns that were not delivered."""
    text = CELLS.replace(",.\n", ",\n") + 'U3,P3,2016-09-01,,01,""\n\n'
    (tmp_path / "uitkering.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())
    agreement = example()
    register = read_folder(tmp_path, agreement.dictionary).register
    assert register is not None
    question = replace(asked(agreement.indicator("P-03"), agreement), groupings=((),))
    source = Files(FileKind.CSV, (str(tmp_path / "uitkering.csv"),))
    script = sql.script(agreement, [question], sources={"uitkering": source})
    view = script[: script.index("=====")]
    columns = list(agreement.dictionary.tables["uitkering"].columns)
    with duckdb.connect() as connection:
        connection.execute(view[: view.rindex(";") + 1])
        found = connection.execute('SELECT * FROM "uitkering" ORDER BY ALL').fetchall()
    assert found == [
        tuple(row.cells[name] for name in columns) for row in register.tables["uitkering"]
    ]


def test_every_white_sign_that_the_reader_strips_is_stripped() -> None:
    white = [chr(number) for number in range(sys.maxunicode) if chr(number).isspace()]
    with duckdb.connect() as connection:
        connection.execute(defined(CELL[1]))
        read = "SELECT DISTINCT cel(sign || 'a' || sign) FROM (SELECT unnest(?) sign)"
        assert connection.execute(read, [white]).fetchall() == [("a",)]


def test_files_beside_the_parts_and_names_in_the_path_change_nothing(tmp_path: Path) -> None:
    """Only the parts that are counted are read, from a path that looks like a pattern and like a
    column.
    """
    (tmp_path / "reg1").mkdir()
    folder = tmp_path / "klant=zz" / "reg[1]"
    folder.mkdir(parents=True)
    table = pa.table({"klant": ["a"], "meetdatum": [date(2016, 7, 1)], "trede": ["2"]})
    for name in ("deel-00000.parquet", "kopie.parquet"):
        pq.write_table(table, folder / name)
    pq.write_table(table, tmp_path / "reg1" / "deel-00000.parquet")
    with duckdb.connect() as connection:
        listed = Files(FileKind.PARQUET, (str(folder / "deel-00000.parquet"),)).listed()
        read = f"SELECT klant FROM read_parquet({listed}, hive_partitioning = false)"
        assert connection.execute(read).fetchall() == [("a",)]
