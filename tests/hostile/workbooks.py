"""Hostile workbooks: XLSX is written here as the XML it is, so that it can be anything."""

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from xml.sax.saxutils import escape

from tests.hostile.archives import Member, archive
from tests.hostile.case import CANARY, HEADER, Case, Tell, csv_text, of_bytes, row, rows

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
STYLES = (
    f"{_DECLARED}<styleSheet {_MAIN}><fonts><font/></fonts><fills><fill/></fills>"
    '<borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf numFmtId="0"/>'
    '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
)
DAY_STYLE = 1


def column_letter(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def inline(at: str, text: str) -> str:
    kept = escape(text)
    return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{kept}</t></is></c>'


def number(at: str, text: str, style: int = 0) -> str:
    return f'<c r="{at}" s="{style}"><v>{text}</v></c>'


def sheet_row(at: int, cells: Sequence[str]) -> str:
    """A row of texts; a cell that is XML already stays as it is, but for its address."""
    parts = []
    for place, cell in enumerate(cells, start=1):
        address = f"{column_letter(place)}{at}"
        parts.append(cell.replace("@@", address) if "@@" in cell else inline(address, cell))
    return f'<row r="{at}">{"".join(parts)}</row>'


def sheet(*more: str, records: Sequence[Sequence[str]] = (), after: str = "") -> str:
    """A worksheet with a header, these records, and more rows of XML."""
    told = [sheet_row(at, cells) for at, cells in enumerate([HEADER, *records], start=1)]
    return (
        f"{_DECLARED}<worksheet {_MAIN}><sheetData>{''.join(told)}{''.join(more)}</sheetData>"
        f"{after}</worksheet>"
    )


def xlsx(
    *sheets: str | bytes,
    shared: str | bytes | None = None,
    hidden: Iterable[int] = (),
    names: Sequence[str] = (),
    properties: str = "",
    more: Sequence[Member] = (),
) -> bytes:
    """A workbook of these worksheets."""
    told = list(names) or [f"Blad{n}" for n in range(1, len(sheets) + 1)]
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"'
        f"{' state=' + chr(34) + 'hidden' + chr(34) if n in hidden else ''}/>"
        for n, name in enumerate(told, start=1)
    )
    kinds = {f"worksheets/sheet{n}.xml": "worksheet" for n in range(1, len(sheets) + 1)}
    kinds |= {"styles.xml": "styles"} | ({"sharedStrings.xml": "sharedStrings"} if shared else {})
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{_REL}/{kind}" Target="{target}"/>'
        for n, (target, kind) in enumerate(kinds.items(), start=1)
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{_DECLARED}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package'
        '.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'{_DECLARED}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_REL}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>",
        "xl/workbook.xml": f'{_DECLARED}<workbook {_MAIN} xmlns:r="{_REL}">{properties}'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{_DECLARED}<Relationships xmlns="{_PACKAGE}/relationships">'
        f"{relations}</Relationships>",
        "xl/styles.xml": STYLES,
        **{f"xl/worksheets/sheet{n}.xml": text for n, text in enumerate(sheets, start=1)},
    }
    if shared:
        parts["xl/sharedStrings.xml"] = shared
    members = (
        Member(name, text.encode() if isinstance(text, str) else text)
        for name, text in parts.items()
    )
    return archive(*members, *more)


def good(number_of_rows: int = 3) -> bytes:
    return xlsx(sheet(records=rows(number_of_rows)))


def with_cell(column: str, cell: str) -> bytes:
    """One row, in which this column holds this XML (@@ is the address)."""
    record = row(1)
    record[HEADER.index(column)] = cell
    return xlsx(sheet(records=[record]))


def with_number(column: str, text: str, style: int = 0) -> bytes:
    return with_cell(column, number("@@", text, style))


def shared_strings(*texts: str) -> str:
    items = "".join(f"<si><t>{escape(text)}</t></si>" for text in texts)
    return f"{_DECLARED}<sst {_MAIN}>{items}</sst>"


LAUGHS = (
    '<?xml version="1.0"?>\n<!DOCTYPE sst [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + "]>\n"
)
FILE_ENTITY = '<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>\n'


def with_entity(declares: str, use: str) -> bytes:
    text = sheet(records=[row(1, naam="ENTITY")]).removeprefix(_DECLARED).replace("ENTITY", use)
    return xlsx(declares + text)


def with_shared_entity(declares: str, use: str) -> bytes:
    strings = f"{declares}<sst {_MAIN}><si><t>{use}</t></si></sst>"
    cell = '<c r="C2" t="s"><v>0</v></c>'
    return xlsx(sheet(f'<row r="2">{cell}</row>'), shared=strings)


def styled_rows(first: int, last: int) -> str:
    return "".join(f'<row r="{n}" s="1" customFormat="1"/>' for n in range(first, last + 1))


def styled_cells(number_of_rows: int, columns: int) -> str:
    letters = [column_letter(n) for n in range(1, columns + 1)]
    return "".join(
        f'<row r="{n}">' + "".join(f'<c r="{letter}{n}" s="1"/>' for letter in letters) + "</row>"
        for n in range(5, 5 + number_of_rows)
    )


def ods(table: str, *, content: str | None = None) -> bytes:
    """An ODS of one table."""
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style")
    )
    text = content or (
        f'{_DECLARED}<office:document-content {names} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="Blad1">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return archive(Member("mimetype", kind, method=0), Member("content.xml", text.encode()))


def ods_row(cells: Sequence[str], repeated: int = 1) -> str:
    told = "".join(
        '<table:table-cell office:value-type="string"><text:p>'
        f"{escape(cell)}</text:p></table:table-cell>"
        for cell in cells
    )
    return f'<table:table-row table:number-rows-repeated="{repeated}">{told}</table:table-row>'


def ods_good(more: str = "") -> str:
    return "".join(map(ods_row, [HEADER, *rows(3)])) + more


def ods_empty(number_of_rows: int, columns: int, *, before: str = "") -> str:
    cell = f'<table:table-cell table:number-columns-repeated="{columns}"/>'
    return (
        f'<table:table-row table:number-rows-repeated="{number_of_rows}">{before}{cell}'
        "</table:table-row>"
    )


# The first bytes of a compound file, as .xls and workbooks with a password are; the name of the
# part that holds the encrypted workbook stands in its directory.
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
LOCKED = OLE + "EncryptedPackage".encode("utf-16-le") + bytes(2000)
OLD = OLE + "Workbook".encode("utf-16-le") + bytes(2000)
WEB_PAGE = f"<html><body><table><tr><td>{CANARY}</td></tr></table></body></html>".encode()


def recalculated(formula: str, cached: str) -> str:
    return f'<c r="@@" t="str"><f>{escape(formula)}</f><v>{escape(cached)}</v></c>'


def case(
    name: str,
    data: Callable[[], bytes],
    *tells: Tell,
    accepted: int | None = None,
    refused: int = 0,
    double: int = 0,
    file: str = "uitkering.xlsx",
    told: str = "",
    **holds: object,
) -> Case:
    cells = {key.replace("_", " "): value for key, value in holds.items()}
    return Case(name, of_bytes(data, file), tells, accepted, refused, double, cells, told)


def ods_case(
    name: str,
    table: Callable[[], str],
    *tells: Tell,
    accepted: int | None = None,
    double: int = 0,
) -> Case:
    return case(
        f"ods: {name}",
        lambda: ods(table()),
        *tells,
        accepted=accepted,
        double=double,
        file="uitkering.ods",
    )


DANGER, DAMAGE = Tell("bestand-gevaarlijk"), Tell("bestand-onleesbaar")
LARGE = Tell("bestand-te-groot")
UNSAFE = Tell("bestand-gevaarlijk|bestand-te-groot|bestand-onleesbaar")


def sizes() -> Sequence[Case]:
    """Small files that are large, and what only looks so."""
    return (
        case(
            "xlsx: a million empty rows with style",
            lambda: xlsx(sheet(styled_rows(5, 1_000_000), records=rows(3))),
            accepted=3,
        ),
        case(
            "xlsx: two million empty cells with style",
            lambda: xlsx(sheet(styled_cells(100_000, 20), records=rows(3))),
            accepted=3,
        ),
        case(
            "xlsx: half a million empty cells with style",
            lambda: xlsx(sheet(styled_cells(25_000, 20), records=rows(3))),
            accepted=3,
        ),
        case(
            "xlsx: a row numbered 1048576",
            lambda: xlsx(sheet(sheet_row(1_048_576, row(9)), records=rows(3))),
            accepted=4,
        ),
        case(
            "xlsx: a row numbered 4294967295",
            lambda: xlsx(sheet(sheet_row(4_294_967_295, row(9)), records=rows(3))),
            UNSAFE,
        ),
        case(
            "xlsx: a row numbered -1",
            lambda: xlsx(sheet(sheet_row(-1, row(9)), records=rows(3))),
            UNSAFE,
        ),
        case(
            "xlsx: rows in another order",
            lambda: xlsx(sheet(sheet_row(9, row(9)), sheet_row(5, row(5)))),
            accepted=2,
            nr="U0005",
        ),
        case(
            "xlsx: one cell far to the right",
            lambda: xlsx(sheet(f'<row r="9">{inline("XFD9", "x")}</row>', records=rows(3))),
            UNSAFE,
        ),
        case(
            "xlsx: a cell in column ZZZZZZZ",
            lambda: xlsx(sheet(f'<row r="9">{inline("ZZZZZZZ9", "x")}</row>', records=rows(3))),
            UNSAFE,
        ),
        case(
            "xlsx: all 16384 columns",
            lambda: xlsx(sheet(sheet_row(9, ["x"] * 16_384), records=rows(3))),
            UNSAFE,
        ),
        case(
            "xlsx: 50 MB of shared strings",
            lambda: xlsx(sheet(records=rows(3)), shared=shared_strings("x" * 50_000_000)),
            LARGE,
        ),
        case(
            "xlsx: a million shared strings that nobody uses",
            lambda: xlsx(sheet(records=rows(3)), shared=shared_strings(*["x"] * 1_000_000)),
            accepted=3,
        ),
        case(
            "xlsx: a sheet of 400 MB",
            lambda: xlsx(sheet(" " * 400_000_000, records=rows(3))),
            UNSAFE,
        ),
        case(
            "xlsx: a text of 20 MB in a cell",
            lambda: with_cell("naam", inline("@@", CANARY * 2_800_000)),
            UNSAFE,
        ),
        case(
            "xlsx: 100,000 rows",
            lambda: good(100_000),
            accepted=100_000,
        ),
        case(
            "xlsx: 100,000 tags in each other",
            lambda: xlsx(sheet("<x>" * 100_000 + "</x>" * 100_000, records=rows(3))),
            accepted=3,
        ),
        case(
            "xlsx: 100,000 tags that nothing closes",
            lambda: xlsx(sheet("<x>" * 100_000, records=rows(3))),
            accepted=3,
        ),
        case(
            "xlsx: a tag with 100,000 attributes",
            lambda: xlsx(
                sheet(f"<row {' '.join(f'a{n}=' + chr(34) * 2 for n in range(100_000))}/>")
            ),
            accepted=0,
        ),
        case(
            "xlsx: 5,000 sheets",
            lambda: xlsx(*[sheet()] * 5000),
            UNSAFE,
        ),
        case("xlsx: styles of 100 MB", lambda: _with_styles(b" " * 100_000_000), accepted=3),
    )


def _with_styles(padding: bytes) -> bytes:
    data = xlsx(sheet(records=rows(3)))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for info in old.infolist():
            more = padding if info.filename == "xl/styles.xml" else b""
            new.writestr(info, old.read(info) + more)
    return out.getvalue()


def entities() -> Sequence[Case]:
    """XML that grows, or that reads other files."""
    return (
        case("xlsx: billion laughs in a sheet", lambda: with_entity(LAUGHS, "&a9;"), DANGER),
        case(
            "xlsx: billion laughs in shared strings",
            lambda: with_shared_entity(LAUGHS, "&a9;"),
            DANGER,
        ),
        case("xlsx: another file in a sheet", lambda: with_entity(FILE_ENTITY, "&e;"), DANGER),
        case(
            "xlsx: another file in shared strings",
            lambda: with_shared_entity(FILE_ENTITY, "&e;"),
            DANGER,
        ),
        case(
            "xlsx: the same in UTF-16",
            lambda: xlsx((LAUGHS + sheet().removeprefix(_DECLARED)).encode("utf-16")),
            Tell("bestand-gevaarlijk|bestand-onleesbaar"),
        ),
        case(
            "xlsx: an entity without declaration",
            lambda: xlsx(sheet(records=[row(1)]).replace(CANARY, "&geheim;")),
            Tell("bestand-onleesbaar|rij-onjuist|bestand-gevaarlijk"),
        ),
        case(
            "ods: billion laughs",
            lambda: ods("", content=LAUGHS + "<x>&a9;</x>"),
            DANGER,
            file="uitkering.ods",
        ),
    )


def packages() -> Sequence[Case]:
    """What has the name of a workbook and is none, or no whole one."""
    page = of_bytes(lambda: WEB_PAGE, "uitkering.xls")
    return (
        case("xlsx: good", good, accepted=3),
        case("xlsx: with a password", lambda: LOCKED, DAMAGE),
        case("xlsx: an .xls with another name", lambda: OLD, DAMAGE),
        case("xls: an .xls", lambda: OLD, DAMAGE, file="uitkering.xls"),
        case("xlsx: a web page with another name", lambda: WEB_PAGE, DAMAGE),
        Case("xls: a web page with another name", page, (DAMAGE,)),
        case("xlsx: a CSV with another name", lambda: csv_text(rows(3)).encode(), DAMAGE),
        case("xlsx: empty file", lambda: b"", DAMAGE),
        case("xlsx: cut off", lambda: good()[:-100], DAMAGE),
        case("xlsx: an xlsx called CSV", good, DAMAGE, file="uitkering.csv"),
        case("xlsx: an xlsx called ODS", good, accepted=3, file="uitkering.ods"),
        case("xlsx: a sheet that stops halfway", lambda: xlsx(sheet()[:-80]), DAMAGE),
        case(
            "xlsx: a sheet that is not there",
            lambda: xlsx(sheet(), names=["Blad1", "Blad2"]),
            DAMAGE,
        ),
        case("xlsx: no sheets", xlsx, Tell("bestand-onleesbaar|bestand-ontbreekt")),
        case(
            "xlsx: a part that stands there twice",
            lambda: xlsx(sheet(), more=[Member("xl/worksheets/sheet1.xml", sheet().encode())]),
            DANGER,
        ),
        case(
            "xlsx: shared string that is not there",
            lambda: with_cell("naam", '<c r="@@" t="s"><v>999999</v></c>'),
            Tell("rij-onjuist|bestand-onleesbaar"),
        ),
        case(
            "xlsx: shared string number -1",
            lambda: with_cell("naam", '<c r="@@" t="s"><v>-1</v></c>'),
            Tell("rij-onjuist|bestand-onleesbaar"),
        ),
        case(
            "xlsx: shared string that refers to a text",
            lambda: with_cell("naam", '<c r="@@" t="s"><v>een</v></c>'),
            Tell("rij-onjuist|bestand-onleesbaar"),
        ),
        case("ods: cut off", lambda: ods(ods_good())[:-50], DAMAGE, file="uitkering.ods"),
        case(
            "ods: no sheet",
            lambda: ods("", content=f"{_DECLARED}<x/>"),
            Tell("bestand-onleesbaar|bestand-ontbreekt"),
            file="uitkering.ods",
        ),
    )


def sheets() -> Sequence[Case]:
    """What a sheet may hold that a table may not, or that a quick reader gets wrong."""
    return (
        case(
            "xlsx: a formula that calls a page",
            lambda: with_cell("naam", recalculated('HYPERLINK("http://x/","klik")', CANARY)),
            Tell("formule-gelezen", 2, 3),
            accepted=1,
            naam=CANARY,
        ),
        case(
            "xlsx: a formula that starts a program",
            lambda: with_cell("naam", recalculated("cmd|' /C calc'!A0", CANARY)),
            Tell("formule-gelezen", 2, 3),
            accepted=1,
        ),
        case(
            "xlsx: a text that is a formula",
            lambda: with_cell("naam", inline("@@", "=cmd|' /C calc'!A0")),
            accepted=1,
            naam="=cmd|' /C calc'!A0",
        ),
        case(
            "xlsx: a formula without an outcome",
            lambda: with_cell("bedrag", '<c r="@@"><f>A1+1</f></c>'),
            Tell("formule-gelezen", 2, 7),
            Tell("rij-onjuist", 2, 7),
            accepted=0,
            refused=1,
        ),
        case(
            "xlsx: an error cell",
            lambda: with_cell("bedrag", '<c r="@@" t="e"><v>#N/A</v></c>'),
            Tell("rij-onjuist", 2, 7),
            accepted=0,
            refused=1,
        ),
        case(
            "xlsx: a key beyond 2^53",
            lambda: with_number("nr", "9007199254740993"),
            Tell("getal-onnauwkeurig", 2, 1),
            accepted=1,
        ),
        case(
            "xlsx: a key as a number",
            lambda: with_number("nr", "123456"),
            accepted=1,
            nr="123456",
        ),
        case("xlsx: a key as 1E5", lambda: with_number("nr", "1E5"), accepted=1, nr="100000"),
        case(
            "xlsx: an amount as a number",
            lambda: with_number("bedrag", "847.44999999999993"),
            accepted=1,
            bedrag=84_745,
        ),
        case(
            "xlsx: an amount of three decimals",
            lambda: with_number("bedrag", "847.045"),
            Tell("cel-ongeldig", 2, 7),
            accepted=0,
            refused=1,
        ),
        case(
            "xlsx: an amount of 10^308",
            lambda: with_number("bedrag", "1E308"),
            Tell("cel-ongeldig|getal-onnauwkeurig", 2, 7),
            Tell("cel-ongeldig", 2, 7),
            accepted=0,
            refused=1,
        ),
        case(
            "xlsx: a number that is none",
            lambda: with_number("bedrag", "veel"),
            Tell("cel-ongeldig", 2, 7),
            accepted=0,
            refused=1,
        ),
        case(
            "xlsx: a day as a number with style",
            lambda: with_number("van", "42552", DAY_STYLE),
            accepted=1,
            van=date(2016, 7, 1),
        ),
        case(
            "xlsx: a day as a number without style",
            lambda: with_number("van", "42552"),
            Tell("cel-ongeldig", 2, 4),
            accepted=0,
            refused=1,
        ),
        case(
            "xlsx: the 29th of February 1900",  # day 60 of Excel, which never was
            lambda: with_number("van", "60", DAY_STYLE),
            accepted=1,
            van=date(1900, 2, 28),
        ),
        case(
            "xlsx: a day before the 1st of March 1900",
            lambda: with_number("van", "59", DAY_STYLE),
            accepted=1,
            van=date(1900, 2, 28),
        ),
        case(
            "xlsx: a day in the year 300000",
            lambda: with_number("van", "99999999", DAY_STYLE),
            Tell("cel-ongeldig|rij-onjuist", 2, 4),
            accepted=0,
            refused=1,
        ),
        case(
            "xlsx: days counted from 1904",
            _from_1904,
            accepted=1,
            van=date(2016, 7, 1),
        ),
        case(
            "xlsx: a code as a number that lost its zero",
            lambda: with_number("regeling", "1"),
            Tell("code-onbekend", 2, 6),
            accepted=0,
            refused=1,
        ),
        case(
            "xlsx: merged cells",
            lambda: xlsx(
                sheet(records=[row(1), row(2, klant="")], after=_merged("B2:B3")),
            ),
            Tell("cel-leeg", 3, 2),
            accepted=1,
            refused=1,
        ),
        case(
            "xlsx: a title above the header",
            _below_a_title,
            accepted=1,
            told="kopregel: 3",
        ),
        case(
            "xlsx: a hidden sheet too",
            lambda: xlsx(sheet(records=rows(3)), sheet(records=rows(1)), hidden=[2]),
            accepted=3,
        ),
        case(
            "xlsx: two sheets with content",
            lambda: xlsx(sheet(records=rows(3)), sheet(records=rows(1))),
            Tell("bestand-ontbreekt"),
        ),
        case(
            "xlsx: duplicate header",
            lambda: xlsx(_with_header([*HEADER, "naam"])),
            Tell("kop-onjuist", 1, 8),
        ),
        case(
            "xlsx: NUL and other signs in a cell",
            lambda: with_cell("naam", inline("@@", f"{CANARY}\u202e")),
            Tell("rij-onjuist", 2, 3),
            accepted=0,
            refused=1,
        ),
        case(
            "xlsx: a sheet named after a formula",
            lambda: xlsx(sheet(records=rows(3)), names=["=cmd|' /C calc'!A0\x7f"]),
            accepted=3,
        ),
        case(
            "xlsx: someone called NA",
            lambda: with_cell("naam", inline("@@", "NA")),
            accepted=1,
            naam="NA",
        ),
        case(
            "xlsx: the same cell twice",
            lambda: xlsx(sheet(f'<row r="2">{inline("A2", "a")}{inline("A2", "b")}</row>')),
            DAMAGE,
        ),
        ods_case("good", ods_good, accepted=3),
        ods_case(
            "a million empty rows", lambda: ods_good(ods_empty(1_048_000, 16_384)), accepted=3
        ),
        ods_case(
            "a row repeated a billion times",
            lambda: ods_good(ods_row(row(9), 1_000_000_000)),
            UNSAFE,
            accepted=0,
        ),
        ods_case(
            "a row repeated 100,000 times",
            lambda: ods_good(ods_row(row(9), 100_000)),
            Tell("rij-dubbel"),
            accepted=4,
            double=99_999,
        ),
        ods_case(
            "a cell repeated a billion times",
            lambda: ods_good(
                '<table:table-row><table:table-cell office:value-type="string" '
                'table:number-columns-repeated="1000000000"><text:p>x</text:p></table:table-cell>'
                "</table:table-row>"
            ),
            UNSAFE,
        ),
        ods_case(
            "a row repeated minus one time",
            lambda: ods_good(ods_row(row(9), -1)),
            accepted=4,
        ),
        ods_case(
            "a billion spaces",
            lambda: ods_good(
                '<table:table-row><table:table-cell office:value-type="string"><text:p>'
                '<text:s text:c="1000000000"/></text:p></table:table-cell></table:table-row>'
            ),
            DAMAGE,
        ),
    )


def _from_1904() -> bytes:
    record = row(1)
    record[3] = number("@@", str(42552 - 1462), DAY_STYLE)
    return xlsx(sheet(records=[record]), properties='<workbookPr date1904="1"/>')


def _merged(area: str) -> str:
    return f'<mergeCells count="1"><mergeCell ref="{area}"/></mergeCells>'


def _with_header(header: Sequence[str]) -> str:
    first = sheet_row(1, header)
    return f"{_DECLARED}<worksheet {_MAIN}><sheetData>{first}</sheetData></worksheet>"


def _below_a_title() -> bytes:
    told = sheet_row(1, [f"Export voor {CANARY}"]) + sheet_row(3, HEADER) + sheet_row(4, row(1))
    text = f"{_DECLARED}<worksheet {_MAIN}><sheetData>{told}</sheetData></worksheet>"
    return xlsx(text)


def workbook_cases() -> Sequence[Case]:
    return (*packages(), *sizes(), *entities(), *sheets())
