"""A sheet of a workbook becomes text in which nothing is lost and nothing is changed in silence."""

import datetime
import io
import struct
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import xlsxwriter

from koers.delivery.raw import BadRow, Options, RawBatch, RawTable
from koers.delivery.workbook_cells import column_texts, number_text
from koers.delivery.workbook_package import Unreadable, open_package
from koers.delivery.workbook_scan import MOST_CELLS
from koers.delivery.workbook_source import open_table, sheet_names
from koers.findings import Findings

# --- drawing workbooks ---------------------------------------------------------------------------

CELL = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
MIDNIGHT = datetime.datetime.fromisoformat("2016-07-01")
ODS_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
    for short in ("office", "table", "text", "style", "drawing")
)


def drawn(path: Path, *rows: Sequence[object], sheet: str = "blad") -> Path:
    """A workbook with one sheet, as an office program would write it."""
    with xlsxwriter.Workbook(str(path)) as workbook:
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        moment = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        clock = workbook.add_format({"num_format": "[hh]:mm:ss"})
        worksheet = workbook.add_worksheet(sheet)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                match value:
                    case datetime.datetime():
                        worksheet.write_datetime(number, column, value, moment)
                    case datetime.date():
                        worksheet.write_datetime(number, column, value, day)
                    case datetime.timedelta():
                        worksheet.write_datetime(number, column, value, clock)
                    case str():
                        worksheet.write_string(number, column, value)
                    case None:
                        pass
                    case _:
                        worksheet.write(number, column, value)
    return path


def relation(kind: str, target: str) -> str:
    names = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    one = f'<Relationship Id="a" Type="{RELATION}/{kind}" Target="{target}"/>'
    return f"<Relationships {names}>{one}</Relationships>"


def raw_xlsx(path: Path, rows: str, *, strings: str = "", sheet: str = "", **more: str) -> Path:
    """A workbook of which the XML is drawn by hand."""
    parts = {
        "_rels/.rels": relation("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook {CELL} xmlns:r="{RELATION}"><sheets>'
        '<sheet name="blad" sheetId="1" r:id="a"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relation("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": sheet
        or f"<worksheet {CELL}><sheetData>{rows}</sheetData></worksheet>",
        "xl/sharedStrings.xml": f"<sst {CELL}>{strings}</sst>",
        **{part.replace("__", "/").replace("_xml", ".xml"): text for part, text in more.items()},
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, text in parts.items():
            archive.writestr(part, text)
    return path


def ods(path: Path, *tables: str, content: str = "") -> Path:
    body = "".join(tables)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODS_TYPE, zipfile.ZIP_STORED)
        archive.writestr(
            "content.xml",
            content
            or f"<office:document-content {ODS_NAMES} xmlns:calcext='c'><office:body>"
            f"<office:spreadsheet>{body}</office:spreadsheet></office:body>"
            "</office:document-content>",
        )
    return path


def table(*rows: str, name: str = "blad") -> str:
    return f'<table:table table:name="{name}">{"".join(rows)}</table:table>'


def row(*cells: str, repeated: int = 1) -> str:
    more = f' table:number-rows-repeated="{repeated}"' if repeated > 1 else ""
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def text(value: str, more: str = "") -> str:
    begin = f'<table:table-cell office:value-type="string" {more}>'
    return f"{begin}<text:p>{value}</text:p></table:table-cell>"


def cell(kind: str, value: str, more: str = "") -> str:
    name = {"float": "value"}.get(kind, f"{kind}-value")
    return f'<table:table-cell office:value-type="{kind}" office:{name}="{value}" {more}/>'


# --- reading them --------------------------------------------------------------------------------


USUAL = Options()


def opened(path: Path, options: Options = USUAL) -> tuple[RawTable | None, Findings]:
    findings = Findings()
    raw = open_table(path, name=path.name, options=options, findings=findings)
    return raw, findings


Cells = list[tuple[int, tuple[str, ...]]]


def read(path: Path, options: Options = USUAL) -> tuple[Cells, list[BadRow], Findings]:
    raw, findings = opened(path, options)
    assert raw is not None, [str(one) for one in findings.items]
    cells: Cells = []
    bad = []
    for piece in raw.read():
        if isinstance(piece, BadRow):
            bad.append(piece)
        else:
            records = zip(*(column.to_pylist() for column in piece.columns), strict=True)
            cells += zip(piece.rows, records, strict=True)
    return cells, bad, findings


def codes(findings: Findings) -> list[str]:
    return [finding.code for finding in findings.items]


def refusal(path: Path, options: Options = USUAL) -> str:
    """The one finding about a workbook that is not read."""
    raw, findings = opened(path, options)
    assert raw is None
    assert len(findings.items) == 1, [str(one) for one in findings.items]
    return str(findings.items[0])


# --- cells ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0012345", "0012345"),  # trust: a leading zero is not lost
        ("NA", "NA"),  # trust: "NA" is a surname
        (1250, "1250"),
        (12.5, "12,5"),
        (0.1 + 0.2, "0,3"),
        (1e-7, "0,0000001"),
        (1234567.89, "1234567,89"),
        (847.045, "847,0450"),  # trust: never a thousand times too small or too large
        (-3.0, "-3"),
        (2**53 - 1, "9007199254740991"),
        (True, "ja"),
        (False, "nee"),
        (datetime.date(2016, 7, 1), "2016-07-01"),
        (MIDNIGHT, "2016-07-01"),
        (MIDNIGHT.replace(hour=13, minute=4, second=59), "2016-07-01 13:04:59"),
        (datetime.timedelta(hours=9, minutes=30), "09:30:00"),
        (datetime.timedelta(hours=42), "42:00:00"),
        ("=1+1", "=1+1"),
        (" met spaties ", " met spaties "),
    ],
)
def test_a_cell_is_the_text_a_user_would_type(tmp_path: Path, value: object, expected: str) -> None:
    cells, bad, _ = read(drawn(tmp_path / "a.xlsx", ["klant", "x"], ["a", value]))
    assert (cells, bad) == ([(2, ("a", expected))], [])


@pytest.mark.parametrize(
    ("drawing", "expected"),
    [
        (text("0012345"), "0012345"),
        (cell("float", "12.5"), "12,5"),
        (cell("float", "0.30000000000000004"), "0,3"),
        (cell("boolean", "true"), "ja"),
        (cell("date", "2016-07-01"), "2016-07-01"),
        (cell("date", "2016-07-01T00:00:00"), "2016-07-01"),
        (cell("date", "2016-07-01T13:04:59"), "2016-07-01 13:04:59"),
        (cell("time", "PT42H30M00S"), "42:30:00"),
        (text('a<text:s text:c="3"/>b<text:tab/>c'), "a   b\tc"),
        (text("a</text:p><text:p>b"), "a\nb"),
        (
            text("zichtbaar<office:annotation><text:p>geheim</text:p></office:annotation>"),
            "zichtbaar",
        ),
    ],
)
def test_a_cell_of_an_ods_workbook_is_the_same_text(
    tmp_path: Path, drawing: str, expected: str
) -> None:
    path = ods(tmp_path / "a.ods", table(row(text("klant"), text("x")), row(text("a"), drawing)))
    cells, bad, _ = read(path)
    assert (cells, bad) == ([(2, ("a", expected))], [])


def test_numbers_by_column_are_written_as_numbers_one_by_one() -> None:
    numbers = [0.0, -0.0, 1.5, -1.25, 847.045, 1e15, 0.1 + 0.2, 1 / 3, 1e-9, 123456.125, 2.0**52]
    found = column_texts(numbers).texts.to_pylist()
    assert found == [number_text(number) for number in numbers]
    mixed = column_texts(["a", *numbers, True])
    assert mixed.texts.to_pylist() == ["a", *found, "ja"]


def test_no_text_of_a_number_can_be_taken_for_thousands() -> None:
    for number in (847.045, 37.5, 1.125, 12345.678, 0.125):  # trust
        whole, _, part = number_text(number).partition(",")
        assert whole.isdigit()
        assert len(part) != 3


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_ids_beyond_what_a_workbook_keeps_are_told_per_column(tmp_path: Path, kind: str) -> None:
    big, path = "12345678901234567", tmp_path / f"a.{kind}"  # trust: ids beyond 2^53
    if kind == "xlsx":
        cells = "".join(f'<c r="A{n}"><v>{big}</v></c>|'.replace("|", "") for n in [2])
        rows = [f'<row r="{n}"><c r="A{n}"><v>{big}</v></c></row>' for n in (2, 3, 5)]
        raw_xlsx(path, inline(1, "klant") + "".join(rows))
        assert cells
    else:
        ods(path, table(row(text("klant")), *[row(cell("float", big))] * 3))
    _, _, findings = read(path)
    assert codes(findings) == ["getal-onnauwkeurig"]
    assert "Rij 2 en 2 andere, kolom 'klant'" in findings.items[0].message
    assert big not in str(findings.items[0])


def inline(number: int, *texts: str) -> str:
    cells = "".join(
        f'<c r="{chr(65 + place)}{number}" t="inlineStr"><is><t>{one}</t></is></c>'
        for place, one in enumerate(texts)
    )
    return f'<row r="{number}">{cells}</row>'


def test_an_error_cell_refuses_its_row_and_says_so(tmp_path: Path) -> None:
    rows = inline(1, "klant", "x") + inline(2, "a", "1")
    rows += '<row r="3"><c r="A3" t="str"><v>b</v></c><c r="B3" t="e"><v>#N/A</v></c></row>'
    cells, bad, _ = read(raw_xlsx(tmp_path / "a.xlsx", rows))
    assert cells == [(2, ("a", "1"))]
    assert [(one.row, one.column, one.cells) for one in bad] == [(3, 2, ("b", ""))]
    assert "kolom 'x': verwacht een waarde in plaats van een foutwaarde" in bad[0].problem


def test_an_error_cell_of_an_ods_workbook_is_not_nought(tmp_path: Path) -> None:
    wrong = cell("float", "0", 'table:formula="of:=NA()" calcext:value-type="error"')
    path = ods(tmp_path / "a.ods", table(row(text("x"), text("y")), row(text("a"), wrong)))
    cells, bad, findings = read(path)
    assert (cells, [one.column for one in bad]) == ([], [2])
    assert codes(findings) == ["formule-gelezen"]


def test_an_error_cell_in_a_column_nobody_reads_refuses_nothing(tmp_path: Path) -> None:
    rows = inline(1, "klant", "x")
    rows += '<row r="2"><c r="A2" t="str"><v>b</v></c><c r="B2" t="e"><v>#REF!</v></c></row>'
    path = raw_xlsx(tmp_path / "a.xlsx", rows)
    assert read(path, Options(expected=("klant",)))[:2] == ([(2, ("b", ""))], [])


def test_formulas_are_read_by_what_came_out_last_and_counted(tmp_path: Path) -> None:
    rows = inline(1, "klant", "x", "y")
    rows += '<row r="2"><c r="A2" t="str"><v>a</v></c><c r="B2"><f>1+1</f><v>2</v></c>'
    rows += '<c r="C2" t="str"><f t="shared" si="0"/><v></v></c></row>'
    cells, bad, findings = read(raw_xlsx(tmp_path / "a.xlsx", rows))  # trust: formula cells
    assert (cells, bad) == ([(2, ("a", "2", ""))], [])
    assert codes(findings) == ["formule-gelezen"]
    assert "2 cellen zijn formules, de eerste in B2" in findings.items[0].message


@pytest.mark.parametrize("result", ["", "<v></v>", "<v/>"])
def test_a_formula_of_which_the_outcome_is_not_kept_refuses_its_row(
    tmp_path: Path, result: str
) -> None:
    rows = inline(1, "klant", "x") + inline(2, "a", "1")
    rows += f'<row r="3"><c r="A3" t="str"><v>b</v></c><c r="B3"><f>A1</f>{result}</c></row>'
    rows += f'<row r="4"><c r="B4"><f>A1</f>{result}</c></row>'
    cells, bad, _ = read(raw_xlsx(tmp_path / "a.xlsx", rows))
    assert [number for number, _ in cells] == [2]
    assert [(one.row, one.column) for one in bad] == [(3, 2), (4, 2)]
    assert "uitkomst niet bewaard" in bad[0].problem


def test_a_sign_that_nobody_sees_refuses_its_row(tmp_path: Path) -> None:
    cells, bad, _ = read(drawn(tmp_path / "a.xlsx", ["klant"], ["a\u200b1"], ["b"]))
    assert cells == [(3, ("b",))]
    assert [one.row for one in bad] == [2]


# --- where the table stands ----------------------------------------------------------------------


def test_rows_are_numbered_as_in_the_sheet(tmp_path: Path) -> None:
    path = drawn(tmp_path / "a.xlsx", [], [], [None, "klant", "x"], [], [None, "a", 1], [None, "b"])
    raw, _ = opened(path)
    assert raw is not None
    assert (raw.header, raw.header_row) == (("klant", "x"), 3)
    assert "kop op rij 3" in raw.notes
    assert read(path)[0] == [(5, ("a", "1")), (6, ("b", ""))]


def test_rows_above_the_header_and_below_the_data_are_left_out_and_told(tmp_path: Path) -> None:
    path = drawn(tmp_path / "a.xlsx", ["Lijst"], ["klant"], ["a"], ["b"], ["Totaal"])
    raw, _ = opened(path, Options(header_row=2, footer_rows=1))
    assert raw is not None
    assert "1 rij boven de kop niet gelezen" in raw.notes
    assert read(path, Options(header_row=2, footer_rows=1))[0] == [(3, ("a",)), (4, ("b",))]


def test_a_header_that_is_not_on_the_declared_row_is_told(tmp_path: Path) -> None:
    said = refusal(drawn(tmp_path / "a.xlsx", ["klant"], ["a"]), Options(header_row=7))
    assert "[kop-onjuist] Rij 7, waar de kop moet staan, is leeg" in said


def test_columns_with_one_name_are_told_by_their_letters(tmp_path: Path) -> None:
    said = refusal(drawn(tmp_path / "a.xlsx", ["klant", "x", "klant"], ["a", 1, "b"]))
    assert "Kolom A en kolom C hebben dezelfde naam in de kop" in said  # trust: duplicate headers
    assert ":1:3: fout [kop-onjuist]" in said


def test_a_column_without_a_name_is_an_error_only_where_it_holds_something(tmp_path: Path) -> None:
    said = refusal(drawn(tmp_path / "a.xlsx", ["klant", "", "x"], ["a"], ["b", "los", 1]))
    assert "Kolom B heeft geen naam in de kop, maar er staat wel iets in (rij 3)" in said
    path = drawn(tmp_path / "b.xlsx", ["klant", "", "x", ""], ["a", None, 1, ""])
    assert read(path)[0] == [(2, ("a", "1"))]


def test_a_remark_beside_the_table_refuses_its_row(tmp_path: Path) -> None:
    cells, bad, _ = read(drawn(tmp_path / "a.xlsx", ["klant"], ["a"], ["b", None, "let op"]))
    assert cells == [(2, ("a",))]
    assert [(one.row, one.column, one.problem) for one in bad] == [
        (3, 3, "verwacht een lege cel, want kolom C heeft geen naam in de kop")
    ]


def test_line_ends_and_spaces_in_a_header_are_one_space(tmp_path: Path) -> None:
    raw, _ = opened(drawn(tmp_path / "a.xlsx", [" datum\nbegin  "], ["a"]))
    assert raw is not None
    assert raw.header == ("datum begin",)


def test_empty_rows_are_passed_by_and_hidden_ones_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet()
        for number, value in enumerate(["klant", "a", "", "  ", "b"]):
            sheet.write_string(number, 0, value)
        sheet.set_row(4, None, None, {"hidden": True})
        sheet.merge_range("C7:D8", "")
    raw, _ = opened(path)
    assert raw is not None
    assert raw.notes[0] == "1 verborgen rij is ook gelezen"
    assert "1 groep samengevoegde cellen" in raw.notes[1]
    assert [number for number, _ in read(path)[0]] == [2, 4, 5]


def test_a_table_can_be_read_twice(tmp_path: Path) -> None:
    raw, _ = opened(drawn(tmp_path / "a.xlsx", ["klant"], ["a"], ["b"]))
    assert raw is not None
    for _ in range(2):
        (batch,) = raw.read()
        assert isinstance(batch, RawBatch)
        assert list(batch.rows) == [2, 3]


# --- which sheet ---------------------------------------------------------------------------------


def three_sheets(path: Path) -> Path:
    with xlsxwriter.Workbook(str(path)) as workbook:
        for name, value in (("Uitleg", "a"), ("Leeg", ""), ("Cliënten", "klant")):
            sheet = workbook.add_worksheet(name)
            if value:
                sheet.write_column(0, 0, [value, "x"])
        workbook.add_worksheet("Codes").hide()
    return path


def test_the_sheets_are_named_in_their_order(tmp_path: Path) -> None:
    path, findings = three_sheets(tmp_path / "a.xlsx"), Findings()
    names = sheet_names(path, name="a.xlsx", findings=findings)
    assert names == ("Uitleg", "Leeg", "Cliënten", "Codes")
    path = ods(tmp_path / "a.ods", table(name="een &amp; twee"), table(row(text("x")), name="b"))
    assert sheet_names(path, name="a.ods", findings=findings) == ("een & twee", "b")
    assert findings.items == []


def test_the_only_sheet_with_content_is_the_one(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        workbook.add_worksheet("Leeg")
        workbook.add_worksheet("Vol").write_column(0, 0, ["klant", "a"])
    raw, _ = opened(path)
    assert raw is not None
    assert raw.name == "a.xlsx, blad 'Vol'"


def test_more_sheets_with_content_are_named(tmp_path: Path) -> None:
    said = refusal(three_sheets(tmp_path / "a.xlsx"))
    assert "[bestand-ontbreekt] De werkmap heeft 2 bladen met inhoud: 'Uitleg', 'Cliënten'" in said


def test_a_sheet_is_found_by_its_name_and_suggested_when_it_is_not_there(tmp_path: Path) -> None:
    path = three_sheets(tmp_path / "a.xlsx")
    raw, _ = opened(path, Options(sheet="cliënten "))
    assert raw is not None
    assert raw.header == ("klant",)
    assert "Er is wel: 'Uitleg', 'Leeg', 'Cliënten', 'Codes'" in refusal(
        path, Options(sheet="wonen")
    )


# --- hostile and broken files --------------------------------------------------------------------


def test_a_million_empty_rows_with_a_style_cost_nothing(tmp_path: Path) -> None:
    empty = "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(52, 300_000))
    rows = inline(1, "klant") + "".join(inline(n, f"k{n}") for n in range(2, 52))
    cells, bad, _ = read(raw_xlsx(tmp_path / "a.xlsx", rows + empty))  # trust: hostile
    assert (len(cells), bad) == (50, [])


def test_a_million_empty_rows_of_an_ods_workbook_cost_nothing(tmp_path: Path) -> None:
    empty = '<table:table-cell table:number-columns-repeated="16384"/>'
    path = ods(
        tmp_path / "a.ods",
        table(row(text("x")), row(empty, repeated=1_048_570), row(text("laatste"))),
    )
    assert read(path)[0] == [(1_048_572, ("laatste",))]


def test_a_value_far_below_the_table_is_told_with_its_row(tmp_path: Path) -> None:
    rows = inline(1, *"abcdefghijklmnop") + '<row r="1048576"><c r="A1048576"><v>1</v></c></row>'
    said = refusal(raw_xlsx(tmp_path / "a.xlsx", rows))
    assert ":1048576:1: fout [bestand-te-groot]" in said
    assert "Kijk of er in rij 1048576 iets staat" in said


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ('<row r="1"><c r="XFD1"><v>1</v></c></row>', "16384 kolommen breed"),
        ('<row r="1"><c r="ZZZZZZZ1"><v>1</v></c></row>', "een adres kan niet bestaan"),
        ('<row r="1"><c r="A9999999"><v>1</v></c></row>', "onmogelijk nummer"),
        ('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>', "twee keer"),
        (
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>',
            "twee keer",
        ),
        ('<row r="1"><c x="/>" r="XFD9"><v>1</v></c></row>', "niet zoals rekenprogramma's"),
        ('<row r="1"><c r="A1" t="s"><v>7</v></c></row>', "beschadigd"),
        ('<row r="1"><c r="A99999999"><v>1</v></c></row>', "onmogelijk nummer"),
        ('<row r="1"><c r="A1x"><v>1</v></c></row>', "een adres kan niet bestaan"),
        ('<row r="1"><c r="A1"><v>1</v></c><c><v>1</v></c></row>', "zonder adres tussen"),
        ('<row r="1"><c r="A1" t="e"><v>#SPILL!</v></c></row>', "foutwaarden in het blad"),
    ],
)
def test_a_sheet_that_contradicts_itself_is_refused(
    tmp_path: Path, rows: str, expected: str
) -> None:
    said = refusal(raw_xlsx(tmp_path / "a.xlsx", rows))  # trust: hostile files
    assert expected in said


def test_cells_out_of_order_are_read_where_they_belong(tmp_path: Path) -> None:
    late = '<row r="3"><c r="B3"><v>4</v></c><c r="A3"><v>3</v></c></row>'
    rows = late + '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c></row>'
    path = raw_xlsx(tmp_path / "a.xlsx", rows + inline(1, "x", "y"))
    assert read(path)[0] == [(2, ("1", "2")), (3, ("3", "4"))]


def test_a_sheet_that_breaks_off_is_refused(tmp_path: Path) -> None:
    sheet = f"<worksheet {CELL}><sheetData>{inline(1, 'klant')}<row r='2'>"
    assert "beschadigd" in refusal(raw_xlsx(tmp_path / "a.xlsx", "", sheet=sheet))
    broken = f"<office:document-content {ODS_NAMES}>{table(row(text('x')))[:-15]}"
    assert "beschadigd" in refusal(ods(tmp_path / "a.ods", content=broken))


def test_one_long_text_referred_to_by_many_cells_is_refused(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 20_001))
    path = raw_xlsx(tmp_path / "a.xlsx", rows, strings=f"<si><t>{'x' * 30_000}</t></si>")
    assert "[bestand-te-groot] Het blad heeft te veel tekst" in refusal(path)


def test_more_cells_than_can_be_read_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    ods(path, table(row(text("x", 'table:number-columns-repeated="900"'), repeated=100_000)))
    assert "meer dan 1.000.000 cellen" in refusal(path)
    assert MOST_CELLS == 2_000_000


@pytest.mark.parametrize(
    "make",
    [
        lambda path, bomb: raw_xlsx(path, "", sheet=f"{bomb}<worksheet/>"),
        lambda path, bomb: raw_xlsx(path, inline(1, "a"), xl__styles_xml=f"{bomb}<styleSheet/>"),
        lambda path, bomb: ods(path, content=f"{bomb}<a>&b;</a>"),
    ],
)
def test_a_definition_that_grows_is_refused(
    tmp_path: Path, make: Callable[[Path, str], Path]
) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]>'  # trust: billion laughs
    assert "[bestand-gevaarlijk]" in refusal(make(tmp_path / "a.xlsx", bomb))


def test_a_part_that_is_larger_than_it_says_is_refused(tmp_path: Path) -> None:
    path = raw_xlsx(tmp_path / "a.xlsx", inline(1, "klant") + inline(2, "a" * 5000))
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    at = data.rfind(struct.pack("<I", size))  # in the directory
    data[at : at + 4] = struct.pack("<I", 100)
    path.write_bytes(data)
    assert "beschadigd" in refusal(path)


def test_a_directory_of_many_members_or_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(2_100):
            archive.writestr(f"x{number}", "")
    assert "[bestand-gevaarlijk]" in refusal(path)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 301_000_000)
    assert "[bestand-te-groot] Uitgepakt is de werkmap 301 MB" in refusal(path)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "Het bestand is leeg."),
        (b"klant;dag\r\n1;2\r\n", "Geef het bestand de naam .csv."),
        (b"<html><table><tr><td>klant</td></tr></table></html>", "webpagina"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "kies 'Opslaan als'"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "zonder wachtwoord",
        ),
        (b"PK\3\4" + bytes(100), "beschadigd"),
        (b"\x7fELF\0\0", "geen werkmap"),
    ],
)
def test_what_is_no_workbook_is_told_with_what_it_looks_like(
    tmp_path: Path, data: bytes, expected: str
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    assert expected in refusal(path)
    findings = Findings()
    assert sheet_names(path, name="a.xlsx", findings=findings) == ()
    assert len(findings.items) == 1


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert "het bestaat niet" in refusal(tmp_path / "a.xlsx")


def test_a_workbook_in_another_encoding_is_not_read_as_empty(tmp_path: Path) -> None:
    sheet = f"<worksheet {CELL}><sheetData>{inline(1, 'klant')}</sheetData></worksheet>"
    path = tmp_path / "a.xlsx"
    raw_xlsx(path, "", sheet=f'<?xml version="1.0" encoding="ISO-8859-1"?>{sheet}')
    assert "[bestand-onleesbaar] De werkmap is van binnen geschreven in iso-8859-1" in refusal(path)


def test_a_workbook_is_recognised_by_its_content(tmp_path: Path) -> None:
    path = drawn(tmp_path / "a.xlsx", ["klant"], ["a"]).rename(tmp_path / "export.bin")
    assert read(path)[0] == [(2, ("a",))]


def test_cells_with_a_prefix_or_without_an_address_are_read(tmp_path: Path) -> None:
    sheet = (
        f'<x:worksheet {CELL.replace("xmlns", "xmlns:x")}><x:sheetData><x:row r="1"><x:c r="A1" '
        't="inlineStr"><x:is><x:t>klant</x:t></x:is></x:c></x:row><x:row r="2"><x:c r="A2"><x:v>7'
        "</x:v></x:c></x:row></x:sheetData></x:worksheet>"
    )
    assert read(raw_xlsx(tmp_path / "a.xlsx", "", sheet=sheet))[0] == [(2, ("7",))]
    rows = inline(1, "klant").replace(' r="A1"', "") + "<row><c><v>7</v></c></row>"
    assert read(raw_xlsx(tmp_path / "b.xlsx", rows))[0] == [(2, ("7",))]


def test_a_spoiled_workbook_never_crashes(tmp_path: Path) -> None:
    whole = drawn(tmp_path / "a.xlsx", ["klant", "x"], ["a", 1.5], ["b", 2]).read_bytes()
    path = tmp_path / "b.xlsx"
    for place in range(0, len(whole), 37):  # trust: hostile files
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        raw, findings = opened(path)
        rows = list(raw.read()) if raw is not None else []
        assert rows or findings.items or raw is not None
    for place in range(0, len(whole), 101):
        path.write_bytes(whole[:place])
        assert opened(path)[1].items


def test_a_workbook_with_spoiled_xml_never_crashes(tmp_path: Path) -> None:
    source = drawn(
        tmp_path / "a.xlsx", ["klant", "x"], ["a", 1.5], ["b", datetime.date(2016, 7, 1)]
    )
    with zipfile.ZipFile(source) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for part in ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"):
        for place in range(0, len(parts[part]), 23):
            spoiled = parts | {part: parts[part][:place] + b"x" + parts[part][place + 1 :]}
            buffer = io.BytesIO()
            with zipfile.ZipFile(buffer, "w") as archive:
                for name, data in spoiled.items():
                    archive.writestr(name, data)
            path = tmp_path / "b.xlsx"
            path.write_bytes(buffer.getvalue())
            raw, _ = opened(path)
            list(raw.read() if raw is not None else ())


def test_a_package_says_what_is_wrong_with_two_members_of_one_name(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "a")
        archive.writestr("XL\\workbook.xml", "b")
    with pytest.raises(Unreadable):
        open_package(path)
