"""Who delivers for the first time gets a workbook to fill in, and a declaration that reads it."""

import csv
import datetime
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter

from koers.delivery import csv_source, template
from koers.delivery.declaration import Declaration, read_declaration
from koers.delivery.likeness import alike
from koers.delivery.raw import BadRow, Options, RawTable
from koers.delivery.template_workbook import sheet_names as names_of_sheets
from koers.delivery.workbook_source import open_table, sheet_names
from koers.dictionary import CodeList, Column, ColumnType, Dictionary, Subject, Table, TableKind
from koers.dictionary_format import shipped, shipped_names
from koers.findings import Findings, Refused
from koers.register import Row

RULES = CodeList("regeling", "Regeling", (("01", "algemene bijstand"), ("02", "IOAW")))


def drawn_table(name: str = "uitkering") -> Table:
    columns = [
        Column("klant", ColumnType.KEY, "Versleuteld klantnummer", personal=True, required=True),
        Column("begindatum", ColumnType.DAY, "Eerste dag", personal=True, required=True),
        Column("einddatum", ColumnType.DAY, "Laatste dag", personal=True),
        Column("regeling", ColumnType.CODE, "Regeling", code_list=RULES, personal=True),
        Column("maandbedrag", ColumnType.NUMBER, "Bedrag", unit="euro", decimals=2),
        Column("partner", ColumnType.YES_NO, "Of er een partner is"),
        Column("toelichting", ColumnType.TEXT, "Toelichting"),
    ]
    return Table(
        name=name,
        kind=TableKind.SPELL,
        subject="persoon",
        subject_column="klant",
        columns={column.name: column for column in columns},
        key=("klant", "begindatum"),
        day_column="begindatum",
        last_day_column="einddatum",
        title="Uitkeringen",
    )


def drawn_dictionary(*tables: Table) -> Dictionary:
    return Dictionary(
        name="participatiewet",
        title="Werk en inkomen",
        version="1",
        subjects={"persoon": Subject("persoon", "personen", is_person=True)},
        tables={table.name: table for table in tables or (drawn_table(),)},
        splits={},
        code_lists={"regeling": RULES},
    )


ROW = Row(
    {
        "klant": "000123",
        "begindatum": datetime.date(2016, 7, 1),
        "einddatum": None,
        "regeling": "01",
        "maandbedrag": 123456,
        "partner": "ja",
        "toelichting": "=1+1",
    }
)


def read(data: bytes, tmp_path: Path, sheet: str) -> list[tuple[str, ...]]:
    path = tmp_path / "sjabloon.xlsx"
    path.write_bytes(data)
    findings = Findings()
    raw = open_table(path, name=path.name, options=Options(sheet=sheet), findings=findings)
    assert raw is not None
    assert findings.items == []
    rows = [raw.header]
    for piece in raw.read():
        assert not isinstance(piece, BadRow)
        rows += zip(*(column.to_pylist() for column in piece.columns), strict=True)
    return rows


def declared(text: str) -> Declaration:
    findings = Findings()
    found = read_declaration(text.encode(), name="a.yaml", folder=Path(), findings=findings)
    assert [str(one) for one in findings.items] == []
    assert found is not None
    return found


def xml(data: bytes, part: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(part).decode()


# --- the workbook --------------------------------------------------------------------------------


def test_what_is_prefilled_is_read_back_as_it_was(tmp_path: Path) -> None:
    data = template.workbook(drawn_dictionary(), ["uitkering"], last={"uitkering": [ROW]})
    assert read(data, tmp_path, "uitkering") == [
        tuple(drawn_table().columns),
        ("000123", "2016-07-01", "", "01", "1234,56", "ja", "=1+1"),
    ]
    assert "<f>" not in xml(data, "xl/worksheets/sheet2.xml")  # trust: exports are safe to open


@pytest.mark.parametrize(
    ("value", "expected"),
    [(1250, "12,50"), (-5, "-0,05"), (12, "0,12"), (10**17 + 1, "1000000000000000,01")],
)
def test_an_amount_comes_back_to_the_cent(tmp_path: Path, value: int, expected: str) -> None:
    row = Row({"klant": "a", "maandbedrag": value})
    data = template.workbook(drawn_dictionary(), ["uitkering"], last={"uitkering": [row]})
    found = read(data, tmp_path, "uitkering")[1][4]
    whole, _, part = found.partition(",")
    assert f"{whole},{part.ljust(2, '0')}" == expected


def test_a_day_before_spreadsheets_count_days_stays_a_text(tmp_path: Path) -> None:
    row = Row({"klant": "a", "begindatum": datetime.date(1900, 1, 15)})
    data = template.workbook(drawn_dictionary(), ["uitkering"], last={"uitkering": [row]})
    assert read(data, tmp_path, "uitkering")[1][1] == "1900-01-15"


def test_every_column_says_what_may_stand_in_it() -> None:
    data = template.workbook(drawn_dictionary(), ["uitkering"], last={})
    sheet, comments = xml(data, "xl/worksheets/sheet2.xml"), xml(data, "xl/comments1.xml")
    assert sheet.count("<dataValidation ") == 7
    assert "<formula1>Codelijsten!$A$3:$A$4</formula1>" in sheet
    assert '<formula1>"ja,nee"</formula1>' in sheet
    assert 'type="date"' in sheet
    assert 'ySplit="1"' in sheet
    assert "Nooit een burgerservicenummer" in comments
    assert "Een getal in euro, met hooguit 2 cijfers achter de komma" in comments


def test_codes_stand_beside_their_meaning(tmp_path: Path) -> None:
    data = template.workbook(drawn_dictionary(), ["uitkering"], last={})
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    assert sheet_names(path, name="a", findings=Findings()) == (
        "Uitleg",
        "uitkering",
        "Codelijsten",
    )
    assert read(data, tmp_path, "Codelijsten")[1:] == [
        ("code", "betekenis"),
        ("01", "algemene bijstand"),
        ("02", "IOAW"),
    ]


def test_the_same_input_gives_the_same_bytes() -> None:
    for name in shipped_names():
        dictionary = shipped(name)
        tables = list(dictionary.tables)
        first = template.workbook(dictionary, tables, last={})
        assert first == template.workbook(dictionary, tables, last={})


def test_a_name_that_is_no_name_of_a_sheet_gets_one() -> None:
    names = ["a" * 40, "a" * 41, "soort/maand", "uitleg", "werk"]
    assert names_of_sheets(names) == {
        "a" * 40: "a" * 31,
        "a" * 41: f"{'a' * 29} 2",
        "soort/maand": "soort-maand",
        "uitleg": "uitleg 2",
        "werk": "werk",
    }


def test_rows_that_do_not_fit_are_refused_not_left_out() -> None:
    rows = [ROW] * 150_000
    with pytest.raises(Refused):
        template.workbook(drawn_dictionary(), ["uitkering"], last={"uitkering": rows})
    long = replace(ROW, cells={**ROW.cells, "toelichting": "x" * 40_000})
    with pytest.raises(Refused):
        template.workbook(drawn_dictionary(), ["uitkering"], last={"uitkering": [long]})


# --- the declaration -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", shipped_names())
def test_a_declaration_reads_every_table_of_the_workbook(name: str, tmp_path: Path) -> None:
    dictionary = shipped(name)
    tables = list(dictionary.tables)
    files = dict.fromkeys(tables, f"{name}.xlsx")
    found = declared(template.declaration(dictionary, tables, files=files))
    data = template.workbook(dictionary, tables, last={})
    for told in found.tables:
        assert told.file == f"{name}.xlsx"
        assert told.sheet is not None
        (header,) = read(data, tmp_path, told.sheet)
        assert list(header) == list(told.table.columns)


def test_every_key_that_may_be_left_out_stands_there_with_an_example() -> None:
    dictionary = shipped("participatiewet")
    text = template.declaration(dictionary, ["uitkering"], files={})
    used = re.sub(r"^( *)#(?! )", r"\1", text, flags=re.MULTILINE)
    found = declared(used.replace("vervangt: 0123456789abcdef", "vervangt: '0123456789abcdef'"))
    assert found.municipality == "Assen"
    assert found.tables[0].columns["klant"].source == "nummer in het bestand"
    assert found.tables[0].total_rows == 120
    assert text.count("# invullen") == 3


# --- the proposal --------------------------------------------------------------------------------


def exported(path: Path, *rows: Sequence[object]) -> RawTable:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    raw = csv_source.open_table(path, name=path.name, options=Options(), findings=Findings())
    assert raw is not None
    return raw


DRAWN = ("klant", "begindatum", "einddatum", "regeling", "maandbedrag")
EXPORT = [
    [
        "Clientnr",
        "Ingangsdatum",
        "Datum einde",
        "Soort regeling",
        "Bedrag per maand",
        "Behandelaar",
    ],
    ["K1", "01-07-2016", "31-12-9999", "IOAW", "€ 1.250,00", "Jansen"],
    ["K2", "15-07-2016", "30-07-2016", "Algemene bijstand", "€ 950,50", "Pietersen"],
]


def test_an_export_is_recognised_and_its_columns_named(tmp_path: Path) -> None:
    text = template.proposal([exported(tmp_path / "uitkeringen.csv", *EXPORT)], drawn_dictionary())
    (told,) = declared(text.replace("niet gevonden", "")).tables
    assert (told.table.name, told.file) == ("uitkering", "uitkeringen.csv")
    columns = told.columns
    assert {name: columns[name].source for name in columns if name in DRAWN} == {
        "klant": "Clientnr",
        "begindatum": "Ingangsdatum",
        "einddatum": "Datum einde",
        "regeling": "Soort regeling",
        "maandbedrag": "Bedrag per maand",
    }
    assert columns["begindatum"].day_notation == "dd-mm-jjjj"
    assert columns["einddatum"].empty == {"31-12-9999"}
    assert columns["maandbedrag"].number_notation == "1.234,56"
    assert columns["maandbedrag"].left_off == ("€",)
    rules = columns["regeling"].codes
    assert rules is not None
    assert {(rule.local, rule.national) for rule in rules} >= {
        ("IOAW", "02"),
        ("Algemene bijstand", "01"),
    }
    assert told.not_read == {"Behandelaar"}
    assert told.known_through == datetime.date(2016, 7, 31)


def test_a_proposal_never_gives_a_cell_away(tmp_path: Path) -> None:  # trust: people's data
    text = template.proposal([exported(tmp_path / "uitkeringen.csv", *EXPORT)], drawn_dictionary())
    for cell in (
        "K1",
        "K2",
        "01-07-2016",
        "15-07-2016",
        "1.250,00",
        "950,50",
        "Jansen",
        "Pietersen",
    ):
        assert cell not in text


def test_a_table_nobody_recognises_gives_nothing_away_at_all(tmp_path: Path) -> None:
    raw = exported(tmp_path / "x.csv", ["Jansen", "1980-05-01"], ["Pietersen", "1981-06-02"])
    text = template.proposal([raw], drawn_dictionary())
    declared(text)
    assert "Jansen" not in text
    assert "1980" not in text
    assert "# invullen: welke tabel is dit?" in text


def test_a_header_below_a_title_is_found(tmp_path: Path) -> None:
    path = tmp_path / "export.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet("Uitkeringen")
        sheet.write_string(0, 0, "Lijst van juli")
        for number, row in enumerate(EXPORT, start=2):
            for place, text in enumerate(row):
                sheet.write_string(number, place, str(text))
    raw = open_table(path, name="export.xlsx", options=Options(), findings=Findings())
    assert raw is not None
    (told,) = declared(template.proposal([raw], drawn_dictionary())).tables
    assert (told.header_row, told.sheet) == (3, "Uitkeringen")
    assert told.columns["klant"].source == "Clientnr"
    assert told.columns["begindatum"].day_notation == "dd-mm-jjjj"


def test_what_is_not_found_is_said(tmp_path: Path) -> None:
    raw = exported(tmp_path / "uitkering.csv", ["begindatum", "regeling"], ["2016-07-01", "99"])
    text = template.proposal([raw], drawn_dictionary())
    declared(text)
    told = " ".join(text.split()).replace(" # ", " ")
    assert "niet gevonden: klant (Versleuteld klantnummer); zonder kan het niet" in told
    assert "'klant: {rijnummer: ja}'" in told
    assert "niet gevonden: 1 waarde van 'regeling' in de lijst 'regeling'" in told
    assert "Mag wegblijven, en is er niet: einddatum, maandbedrag" in told


def test_a_column_of_citizen_service_numbers_is_pointed_out(tmp_path: Path) -> None:  # trust
    rows = [["111222333", "2016-07-01"], ["123456782", "2016-07-02"]]
    raw = exported(tmp_path / "uitkering.csv", ["klant", "begindatum"], *rows)
    text = template.proposal([raw], drawn_dictionary())
    assert "lijkt burgerservicenummers te bevatten" in " ".join(text.split()).replace(" # ", " ")
    assert "111222333" not in text


def test_a_filled_in_template_needs_no_mapping(tmp_path: Path) -> None:
    dictionary = drawn_dictionary(drawn_table(), drawn_table("toeslag"))
    tables = list(dictionary.tables)
    path = tmp_path / "werk.xlsx"
    last = {name: [ROW] for name in tables}
    path.write_bytes(template.workbook(dictionary, tables, last=last))
    found = []
    for name in sheet_names(path, name=path.name, findings=Findings()):
        options = Options(sheet=name)
        raw = open_table(path, name=path.name, options=options, findings=Findings())
        found += [raw] if raw is not None else []
    text = template.proposal(found, dictionary)
    assert "kolommen:" not in text
    assert re.findall(r"blad: (\w+)", text) == tables


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("Clientnummer", "klant"),
        ("DATUM_INGANG", "begindatum"),
        ("startdatum", "begindatum"),
        ("Dd_Einde", "einddatum"),
        ("geb.datum", "geboortedatum"),
        ("Gemeentenaam", "gemeente"),
        ("uitkeringsnr", "uitkering nummer"),
        ("Oorzaak beëindiging", "reden einde"),
    ],
)
def test_names_that_mean_the_same_are_alike(theirs: str, ours: str) -> None:
    assert alike(theirs, ours) >= 0.7


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("begindatum", "einddatum"),
        ("Oorzaak bijstandsafhankelijkheid", "klant"),
        ("opmerking", "regeling"),
        ("naam", "maand"),
    ],
)
def test_names_that_mean_something_else_are_not(theirs: str, ours: str) -> None:
    assert alike(theirs, ours) < 0.6
