"""CSV files as people really make them: every row is there, or told; no cell is changed."""

import csv
import io
import time
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from koers.delivery import csv_source
from koers.delivery.raw import BadRow, Options
from koers.findings import Findings
from tests.delivery.reading import reader

read = reader(csv_source.open_table, ".csv")


# --- the traps of trust.md ---


def test_leading_zero_is_kept(tmp_path: Path) -> None:  # trust
    assert read(tmp_path, "klant,code\n0007,010\n").cells == [("0007", "010")]


def test_amount_with_three_decimals_stays_the_text_it_was(tmp_path: Path) -> None:  # trust
    assert read(tmp_path, "klant;bedrag\nK1;847.045\n").cells == [("K1", "847.045")]


def test_surname_na_stays_na(tmp_path: Path) -> None:  # trust
    text = "klant,naam\nK1,NA\nK2,null\nK3,NaN\nK4,None\nK5,\n"
    names = [cells[1] for cells in read(tmp_path, text).cells]
    assert names == ["NA", "null", "NaN", "None", ""]


def test_unclosed_quote_does_not_turn_three_rows_into_one(tmp_path: Path) -> None:  # trust
    found = read(tmp_path, 'klant,naam\nK1,"Jan\nK2,Piet\nK3,Klaas\n')
    assert found.rows == [(3, ("K2", "Piet")), (4, ("K3", "Klaas"))]
    assert found.bad_numbers == [2]
    assert "sluit" in found.bad[0].problem


def test_two_unclosed_quotes_do_not_become_one_row(tmp_path: Path) -> None:  # trust
    found = read(tmp_path, 'a,b,c\n1,"Jan,Utrecht\n2,Piet",Zeist\n3,Els,Ede\n')
    assert found.rows == [(3, ("2", 'Piet"', "Zeist")), (4, ("3", "Els", "Ede"))]
    assert found.bad_numbers == [2]


def test_unclosed_quote_on_the_last_line_is_one_bad_row(tmp_path: Path) -> None:  # trust
    found = read(tmp_path, 'a,b\n1,2\n3,"4')
    assert found.rows == [(2, ("1", "2"))]
    assert found.bad_numbers == [3]


def test_ragged_rows_are_told_and_never_padded(tmp_path: Path) -> None:  # trust
    found = read(tmp_path, "a;b;c\n1;2\n1;2;3\n1;2;3;4\n")
    assert found.rows == [(3, ("1", "2", "3"))]
    assert [(one.row, one.problem) for one in found.bad] == [
        (2, "verwacht 3 cellen, zoals in de kop; deze rij heeft er 2"),
        (4, "verwacht 3 cellen, zoals in de kop; deze rij heeft er 4"),
    ]
    assert found.bad[1].cells == ("1", "2", "3", "4")


def test_duplicate_headers_are_told_all_at_once(tmp_path: Path) -> None:  # trust
    found = read(tmp_path, "a,b,a,b,c\n1,2,3,4,5\n")
    assert found.found == [("kop-onjuist", 1, 3), ("kop-onjuist", 1, 4)]
    assert found.rows == []


def test_cp1252_is_read_and_told(tmp_path: Path) -> None:  # trust
    found = read(tmp_path, "klant;naam\nK1;Céline\nK2;€ ‘Ö’\n".encode("cp1252"))
    assert found.cells == [("K1", "Céline"), ("K2", "€ ‘Ö’")]
    assert (
        found.notes
        == (
            "gescheiden met puntkomma's (herkend)",
            "codering cp1252 (herkend)",
        )[::-1]
    )


# --- encodings ---


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_encoding_is_recognised(tmp_path: Path, encoding: str) -> None:
    found = read(tmp_path, 'klant,naam\nK1,"Çelik"\n'.encode(encoding))
    assert (found.header, found.cells) == (("klant", "naam"), [("K1", "Çelik")])
    assert "(herkend)" in found.notes[0]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "cp850", "iso-8859-15"])
def test_declared_encoding_is_used(tmp_path: Path, encoding: str) -> None:
    found = read(tmp_path, "naam\nÇelik\n".encode(encoding), Options(encoding=encoding))
    assert found.cells == [("Çelik",)]
    assert found.notes == ()


def test_mark_in_front_of_a_quoted_header_is_no_part_of_it(tmp_path: Path) -> None:
    content = b'\xef\xbb\xbf"klant","naam"\n"K1","x"\n'
    assert read(tmp_path, content).header == ("klant", "naam")
    assert read(tmp_path, content, Options(encoding="utf-8")).header == ("klant", "naam")


def test_declared_encoding_that_does_not_fit_is_told_with_its_place(tmp_path: Path) -> None:
    content = b"naam\ngoed\nC\xe9line\nPiet\nJos\xe9\n"
    found = read(tmp_path, content, Options(encoding="utf-8"))
    assert found.found == [("bestand-onleesbaar", 3, 2)]
    assert "Regel 3 en 1 andere regel" in found.said


def test_utf8_with_a_few_strange_bytes_is_not_taken_for_cp1252(tmp_path: Path) -> None:
    content = "naam\nCéline\nJosé\n".encode() + b"Ren\xe9\n"
    found = read(tmp_path, content)
    assert found.found == [("bestand-onleesbaar", 4, 4)]
    assert "utf-8, de codering van de rest" in found.said


def test_bytes_of_no_encoding_are_told(tmp_path: Path) -> None:
    assert read(tmp_path, b"naam\nx\x81y\n").found == [("bestand-onleesbaar", 2, 2)]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_gets_advice(tmp_path: Path, encoding: str) -> None:
    found = read(tmp_path, "klant,naam\nK1,Jan\n".encode(encoding))
    assert found.found == [("bestand-onleesbaar", 0, 0)]
    assert f"'codering: {encoding}'" in found.said


def test_file_of_zeros_is_told_to_be_damaged(tmp_path: Path) -> None:
    assert "beschadigd" in read(tmp_path, bytes(4096)).said


def test_mark_that_contradicts_the_declaration_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, "naam\nx\n".encode("utf-8-sig"), Options(encoding="cp1252"))
    assert found.found == [("bestand-onleesbaar", 0, 0)]


def test_unknown_encoding_is_told(tmp_path: Path) -> None:
    assert read(tmp_path, "a\n1\n", Options(encoding="zip")).found == [("ongeldige-waarde", 0, 0)]


def test_truncated_utf16_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, "naam\nJan\n".encode("utf-16")[:-1])
    assert [code for code, _, _ in found.found] == ["bestand-onleesbaar"]


# --- separators and headers ---


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_separator_is_recognised(tmp_path: Path, sign: str) -> None:
    text = "klant,datum,bedrag\nK1,2016-07-01,3\n".replace(",", sign)
    assert read(tmp_path, text).cells == [("K1", "2016-07-01", "3")]


def test_separator_is_recognised_by_the_names_that_are_looked_for(tmp_path: Path) -> None:
    text = "klant;a,b,c,d,e\nK1;1,2,3,4,5\n"
    expected = Options(expected=("Klant",))
    assert read(tmp_path, text, expected).header == ("klant", "a,b,c,d,e")


def test_decimal_commas_do_not_look_like_separators(tmp_path: Path) -> None:
    text = "bedrag;maand (jan, feb)\n1,5;2\n2,5;3\n"
    assert read(tmp_path, text).cells == [("1,5", "2"), ("2,5", "3")]


def test_other_separator_than_declared_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, "klant;naam\nK1;x\n", Options(separator=","))
    assert found.found == [("kop-onjuist", 1, 1)]
    assert "puntkomma's" in found.said


def test_line_that_excel_writes_says_the_separator(tmp_path: Path) -> None:
    found = read(tmp_path, "sep=;\r\nklant;naam\r\nK1;a,b\r\n")
    assert (found.header, found.header_row) == (("klant", "naam"), 2)
    assert found.rows == [(3, ("K1", "a,b"))]
    assert "regel 1 (sep=) zegt het scheidingsteken" in found.notes


def test_rows_above_the_header_are_skipped(tmp_path: Path) -> None:
    text = 'Export van "juli\n\nklant,naam\nK1,x\n'
    found = read(tmp_path, text, Options(header_row=3))
    assert (found.header, found.header_row) == (("klant", "naam"), 3)
    assert found.rows == [(4, ("K1", "x"))]


def test_blank_lines_above_the_header_are_no_header(tmp_path: Path) -> None:
    found = read(tmp_path, "\n;;\nklant;naam;\nK1;x;\n")
    assert (found.header, found.header_row) == (("klant", "naam"), 3)


def test_rows_below_the_table_are_left_off_whatever_they_look_like(tmp_path: Path) -> None:
    text = 'a,b\n1,2\n3,4\n5,6\n\nTotaal: 3\n"eind\n'
    found = read(tmp_path, text, Options(footer_rows=3))
    assert (found.numbers, found.bad) == ([2, 3], [])


def test_more_footer_rows_than_rows_leaves_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, "a\n1\n2\n", Options(footer_rows=5)).rows == []


def test_header_is_cleaned_and_may_go_over_lines(tmp_path: Path) -> None:
    found = read(tmp_path, '" klant ","begin\ndatum","Clie\u0308nt"\nK1,2,3\n')
    assert found.header == ("klant", "begin datum", "Cliënt")
    assert found.rows == [(3, ("K1", "2", "3"))]


def test_columns_without_a_name_are_told_all_at_once(tmp_path: Path) -> None:
    assert read(tmp_path, "a,,b, ,c\n1,2,3,4,5\n").found == [
        ("kop-onjuist", 1, 2),
        ("kop-onjuist", 1, 4),
    ]


def test_empty_columns_that_excel_adds_at_the_end_are_dropped(tmp_path: Path) -> None:
    found = read(tmp_path, "a;b;;\n1;2;;\n3;4;;x\n5;6;\n")
    assert (found.header, found.cells) == (("a", "b"), [("1", "2")])
    assert "2 lege kolommen zonder naam achteraan weggelaten" in found.notes
    assert [(one.row, one.column) for one in found.bad] == [(3, 4), (4, 0)]


def test_invisible_sign_in_a_header_is_told(tmp_path: Path) -> None:
    assert read(tmp_path, "a,kl\u200bant\n1,2\n").found == [("onzichtbaar-teken", 1, 2)]


@pytest.mark.parametrize("text", ["", "\n", " \n\n", ";;;\n", "\ufeff"])
def test_empty_file_has_no_header(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, text, Options(expected=("klant",)))
    assert found.found == [("kop-onjuist", 1, 1)]
    assert "Nodig: klant." in found.said


def test_header_row_beyond_the_file_is_told(tmp_path: Path) -> None:
    assert read(tmp_path, "a\n1\n", Options(header_row=9)).found == [("kop-onjuist", 9, 1)]


def test_unclosed_quote_in_the_header_is_told(tmp_path: Path) -> None:
    assert read(tmp_path, 'a,"b\n1,2\n').found == [("kop-onjuist", 1, 1)]


def test_more_than_a_thousand_columns_are_refused(tmp_path: Path) -> None:
    header = ",".join(f"k{number}" for number in range(1001))
    assert read(tmp_path, f"{header}\n").found == [("bestand-te-groot", 1, 0)]


def test_header_without_rows_is_a_table_without_rows(tmp_path: Path) -> None:
    found = read(tmp_path, "a,b")
    assert (found.header, found.rows, found.findings.items) == (("a", "b"), [], [])


# --- lines and cells ---


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_is_read(tmp_path: Path, end: str) -> None:
    found = read(tmp_path, end.join(["a,b", "1,2", "", '"3","4"', "5,6"]))
    assert found.rows == [(2, ("1", "2")), (4, ("3", "4")), (5, ("5", "6"))]


def test_mixed_line_ends_are_read(tmp_path: Path) -> None:
    found = read(tmp_path, "a,b\r\n1,2\r3,4\n5,6\r\n")
    assert found.numbers == [2, 3, 4]


def test_signs_that_only_python_takes_for_line_ends_stay_in_a_cell(tmp_path: Path) -> None:
    assert read(tmp_path, "a,b\n1,x\x85y\n").bad_numbers == [2]
    assert read(tmp_path, "a,b\n1,x\u00a0y\n").cells == [("1", "x\u00a0y")]


def test_blank_lines_and_rows_of_empty_cells_are_not_counted(tmp_path: Path) -> None:
    found = read(tmp_path, 'a;b\n\n1;2\n;\n"";""\n;;;\n   \n3;4\n\n')
    assert (found.numbers, found.bad) == ([3, 8], [])


def test_quotes_within_a_cell_are_kept(tmp_path: Path) -> None:
    found = read(tmp_path, 'a,b\n1,"zegt ""ja"""\n2,5" buis\n')
    assert found.cells == [("1", 'zegt "ja"'), ("2", '5" buis')]


def test_quote_that_closes_halfway_is_a_bad_row(tmp_path: Path) -> None:
    found = read(tmp_path, 'a,b\n1,"x"y\n2,z\n')
    assert (found.bad_numbers, found.numbers) == ([2], [3])


def test_cell_over_two_lines_is_a_cell_when_the_row_is_whole(tmp_path: Path) -> None:
    found = read(tmp_path, 'a,b,c\n1,"een\ntwee",3\n4,5,6\n')
    assert found.rows == [(2, ("1", "een\ntwee", "3")), (4, ("4", "5", "6"))]


def test_row_over_more_than_fifty_lines_is_bad_and_no_line_is_lost(tmp_path: Path) -> None:
    text = 'a,b\n1,"x\n' + "7,8\n" * 60 + '"\n2,3\n'
    found = read(tmp_path, text)
    assert found.numbers == [*range(3, 63), 64]
    assert found.bad_numbers == [2, 63]


def test_nul_and_other_invisible_signs_are_told_by_row_and_column(tmp_path: Path) -> None:
    text = "a,b\n1,x\x00y\n2,goed\n3,\u202ex\n\u200b4,z\n5,a\tb\n"
    found = read(tmp_path, text)
    assert found.numbers == [3, 6]
    assert [(one.row, one.column) for one in found.bad] == [(2, 2), (4, 2), (5, 1)]
    assert "(U+0000)" in found.bad[0].problem


def test_cell_that_is_too_long_is_a_bad_row(tmp_path: Path) -> None:
    found = read(tmp_path, "a,b\n1," + "x" * 131_073 + "\n2,y\n3," + "x" * 131_072 + "\n")
    assert (found.bad_numbers, found.numbers) == ([2], [3, 4])
    assert "131.072" in found.bad[0].problem


def test_line_that_is_too_long_is_a_bad_row(tmp_path: Path) -> None:
    found = read(tmp_path, "a,b\n1,2\n" + "x" * 9_000_000 + "\n3,4\r\n")
    assert (found.bad_numbers, found.numbers) == ([3], [2, 4])


def test_missing_last_line_end_loses_no_row(tmp_path: Path) -> None:
    assert read(tmp_path, "a,b\n1,2\n3,4").numbers == [2, 3]


def test_too_many_unclosed_quotes_stop_the_reading(tmp_path: Path) -> None:
    found = read(tmp_path, "a,b\n" + '1,"x\n' * 3000)
    assert [code for code, _, _ in found.found] == ["regel-onleesbaar"]
    assert "niet gelezen" in found.said


def test_file_that_vanishes_while_it_is_read_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, tmp_path)
    assert found.found == [("bestand-onleesbaar", 0, 0)]
    assert "het is een map" in found.said


def test_rows_are_the_same_in_many_pieces(tmp_path: Path) -> None:
    """Larger than a piece, with cells over two lines and bad rows on the seams."""
    lines = [f'{n},"{"x" * 90}",{"y" * 90}' for n in range(60_000)]
    for place in range(0, 60_000, 11):
        lines[place] = f'{place},"een\ntwee",z'
    for place in range(5, 60_000, 4999):
        lines[place] = f"{place},te kort"
    found = read(tmp_path, "a,b,c\n" + "\n".join(lines))
    assert len(found.rows) + len(found.bad) == 60_000
    assert [int(cells[0]) for cells in found.cells] == sorted(int(c[0]) for c in found.cells)
    assert len(found.bad) == len(range(5, 60_000, 4999))


# --- laws ---

LAW = settings(
    max_examples=300,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
CELL = st.text(st.sampled_from("ab 1é€\"',;|\t\n\r"), max_size=6)


@LAW
@given(
    rows=st.lists(st.tuples(CELL, CELL, CELL), max_size=8),
    sign=st.sampled_from(",;|\t"),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
)
def test_what_a_csv_writer_writes_is_read_or_told(
    tmp_path: Path, rows: list[tuple[str, str, str]], sign: str, quoting: Literal[0, 1]
) -> None:
    """Never another cell: rows come back as they were, or something is told."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=sign, quoting=quoting)
    writer.writerows([("kop1", "kop2", "kop3"), *rows])
    found = read(tmp_path, out.getvalue(), Options(separator=sign))
    written = [row for row in rows if any(row)]
    if not found.bad:
        assert found.cells == written
    for row in written:
        if not any(set("\r\n") & set(cell) for cell in row):
            assert row in found.cells


@LAW
@given(text=st.text(st.sampled_from('ab1;"\n\r'), max_size=60))
def test_every_line_is_part_of_a_row_or_told(tmp_path: Path, text: str) -> None:
    """Whatever the quotes do, no line with content disappears: it is in a row, or a bad row."""
    found = read(tmp_path, f"k;l\n{text}", Options(separator=";"))
    lines = list(io.StringIO(f"k;l\n{text}", newline=""))
    numbers = {*found.numbers, *found.bad_numbers}
    covered = {*numbers}
    for number, cells in found.rows:
        ends = sum(
            len(list(io.StringIO(cell, newline=""))) - 1 + cell.endswith(("\n", "\r"))
            for cell in cells
            if cell
        )
        covered |= set(range(number, number + ends + 1))
    for number, line in enumerate(lines[1:], start=2):
        if line.strip('; "\r\n'):
            assert number in covered


@LAW
@given(text=st.text(st.sampled_from("ab1é€ ;,\n\r\t\x00\x1a\ufeff\u2028"), max_size=40))
def test_both_ways_to_split_lines_give_the_same_rows(tmp_path: Path, text: str) -> None:
    """Without a quote in a piece Arrow splits it, with one the csv module does."""
    options = Options(separator=";")
    above = "k;l\n" + "genoeg;gewone\ntekst;erboven\n" * 10  # or it may look like UTF-16
    one, other = f"{above}{text}\nq;q\n", f'{above}{text}\n"q";q\n'
    by_arrow, by_csv = read(tmp_path, one, options), read(tmp_path, other, options)
    assert by_arrow.rows == by_csv.rows
    assert by_arrow.bad == by_csv.bad


# --- hostile files, each of 10 MB ---

_TEN = 10_000_000
HOSTILE = {
    "one quote": b'a,b\n1,"' + b"x,y\n" * (_TEN // 4),
    "a quote on every line": b"a,b\n" + b'1,"x\n' * (_TEN // 5),
    "one line": b"a,b\n" + b"x" * _TEN,
    "one line of quotes": b"a,b\n" + b'"' * _TEN,
    "one line of separators": b"a,b\n" + b"," * _TEN,
    "blank lines": b"a,b\n" + b"\n" * _TEN,
    "carriage returns": b"a,b\n" + b"\r" * _TEN,
    "rows of one cell": b"a\n" + b"1\n" * (_TEN // 2),
    "wrong rows": b"a,b\n" + b"1\n" * (_TEN // 2),
    "quoted line ends": b"a,b\n" + b'"1\n",2\n' * (_TEN // 8),
    "long quoted line ends": b"a,b\n" + (b'"' + b"\n" * 49 + b'",2\n') * (_TEN // 54),
    "half closed": b"a,b\n" + b'"x"y,1\n' * (_TEN // 7),
    "NULs in cells": b"a,b\n" + b"1,abcdefghi\x00\n" * (_TEN // 13),
    "wide header": b",".join(b"%d" % number for number in range(_TEN // 8)),
    "bare header quote": b'"' + b"x\n" * (_TEN // 2),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_read_or_refused_in_time(tmp_path: Path, name: str) -> None:  # trust
    path, findings = tmp_path / "hostile.csv", Findings()
    path.write_bytes(HOSTILE[name])
    options = Options(separator=",")
    begin = time.process_time()
    table = csv_source.open_table(path, name="hostile.csv", options=options, findings=findings)
    told = sum(
        1 if isinstance(one, BadRow) else len(one.rows) for one in (table.read() if table else ())
    )
    # A delivery has 4 s of its own, held by the limits of the child; this finds what is quadratic.
    assert time.process_time() - begin < 30
    assert told or findings.items or name in ("blank lines", "carriage returns")
