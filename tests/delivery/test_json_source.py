"""JSON lines and lists of objects: no digit, key or row is lost."""

from pathlib import Path

import pytest

from koers.delivery import json_source
from koers.delivery.raw import Options
from tests.delivery.reading import reader

read = reader(json_source.open_table, ".jsonl")


def test_each_object_is_a_row_and_each_key_a_column(tmp_path: Path) -> None:
    found = read(tmp_path, '{"klant":"K1","naam":"Çelik"}\n\n{"naam":"NA","klant":"0007"}')
    assert found.header == ("klant", "naam")
    assert found.rows == [(1, ("K1", "Çelik")), (3, ("0007", "NA"))]
    assert found.notes == ("codering utf-8 (herkend)", "een object per regel")


def test_number_keeps_the_text_it_was_written_with(tmp_path: Path) -> None:  # trust
    text = '{"a":847.045,"b":12345678901234567890,"c":1.50,"d":-0,"e":1e5}\n'
    assert read(tmp_path, text).cells == [("847.045", "12345678901234567890", "1.50", "-0", "1e5")]


def test_number_of_many_digits_is_only_text(tmp_path: Path) -> None:
    digits = "9" * 100_000
    assert read(tmp_path, f'{{"a":{digits}}}\n').cells == [(digits,)]


def test_true_false_and_null_are_ja_nee_and_empty(tmp_path: Path) -> None:
    assert read(tmp_path, '{"a":true,"b":false,"c":null}\n').cells == [("ja", "nee", "")]


def test_key_that_an_object_lacks_is_an_empty_cell(tmp_path: Path) -> None:
    found = read(tmp_path, '{"a":"1"}\n{"b":"2"}\n{"c":"3","a":"4"}\n')
    assert found.header == ("a", "b", "c")
    assert found.cells == [("1", "", ""), ("", "2", ""), ("4", "", "3")]


def test_key_that_first_comes_late_is_a_column(tmp_path: Path) -> None:
    found = read(tmp_path, '{"a":1}\n' * 70_000 + '{"b":2}\n')
    assert found.header == ("a", "b")
    assert found.rows[-1] == (70_001, ("", "2"))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('{"a":1', "geen geldige JSON"),
        ("zomaar tekst", "geen geldige JSON"),
        ('{"a":1} {"a":2}', "geen geldige JSON"),
        ("[1]", "verwacht een object met kolommen"),
        ('"tekst"', "verwacht een object met kolommen"),
        ('{"a":[1]}', "een lijst of een object"),
        ('{"a":{"b":1}}', "een lijst of een object"),
        ('{"a":1,"a":2}', "elke kolom een keer"),
        ('{"a":1," a":2}', "elke kolom een keer"),
        ('{"a":NaN}', "NaN"),
        ('{"a":"\\ud800"}', "half teken"),
        ('{"a":"x\\u0000y"}', "onzichtbaar teken (U+0000)"),
        ('{"a":' + "[" * 100_000, "te diep"),
        ('{"a":"' + "x" * 1_100_000 + '"}', "langer"),
    ],
)
def test_line_that_is_no_row_is_told_and_the_rest_is_read(
    tmp_path: Path, line: str, expected: str
) -> None:
    found = read(tmp_path, f'{{"a":"1"}}\n{line}\n{{"a":"2"}}\n')
    assert found.numbers == [1, 3]
    assert found.bad_numbers == [2]
    assert expected in found.bad[0].problem


def test_column_of_a_nested_value_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, '{"a":1,"b":2}\n{"a":1,"b":[]}\n')
    assert (found.bad[0].column, found.bad[0].cells) == (2, ('{"a":1,"b":[]}',))


def test_objects_without_content_are_no_rows(tmp_path: Path) -> None:
    assert read(tmp_path, '{"a":1}\n{}\n{"a":null}\n{"a":2}\n').numbers == [1, 4]


def test_names_are_cleaned_and_told_when_they_are_no_names(tmp_path: Path) -> None:
    found = read(tmp_path, '{" be\\u0301gin ":1}\n')
    assert (found.header, found.cells) == (("bégin",), [("1",)])
    assert read(tmp_path, '{"":1,"b":2,"c\\u200b":3}\n').found == [
        ("kop-onjuist", 1, 1),
        ("onzichtbaar-teken", 1, 3),
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "zomaar tekst\n", "{}\n", "[]", "3\n"])
def test_file_without_any_object_is_told(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text).found == [("kop-onjuist", 1, 1)]


def test_more_than_a_thousand_keys_are_refused(tmp_path: Path) -> None:
    lines = "".join(f'{{"k{number}":1}}\n' for number in range(1001))
    assert read(tmp_path, lines).found == [("bestand-te-groot", 1001, 0)]


def test_few_keys_of_many_columns_in_many_rows_are_refused(tmp_path: Path) -> None:  # trust
    wide = "{" + ",".join(f'"k{number}":1' for number in range(900)) + "}\n"
    found = read(tmp_path, wide + '{"k1":1}\n' * 20_000)
    assert [code for code, _, _ in found.found] == ["bestand-te-groot"]


def test_too_many_broken_lines_stop_the_reading(tmp_path: Path) -> None:  # trust
    found = read(tmp_path, '{"a":1}\n' + "x\n" * 200_010)
    assert len(found.bad) == 200_001
    assert [code for code, _, _ in found.found] == ["regel-onleesbaar"]


def test_declared_encoding_is_used(tmp_path: Path) -> None:
    found = read(tmp_path, '{"a":"é"}\n'.encode("cp1252"), Options(encoding="cp1252"))
    assert found.cells == [("é",)]


def test_mark_at_the_beginning_is_no_part_of_it(tmp_path: Path) -> None:
    assert read(tmp_path, '{"a":"1"}\n'.encode("utf-8-sig")).cells == [("1",)]


# --- one list ---


def test_list_of_objects_is_read_whatever_its_layout(tmp_path: Path) -> None:
    found = read(tmp_path, '[{"a": 1,\n  "b": 2.50},{"a":3}\n, {"b":"4"} ]\n')
    assert found.header == ("a", "b")
    assert found.rows == [(1, ("1", "2.50")), (2, ("3", "")), (3, ("", "4"))]
    assert "een lijst van objecten" in found.notes


def test_element_that_is_no_row_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    found = read(tmp_path, '[{"a":1}, 3, {"a":[]}, {"a":NaN}, {"a":2}]')
    assert (found.numbers, found.bad_numbers) == ([1, 5], [2, 3, 4])


@pytest.mark.parametrize(
    "text",
    ['[{"a":1},\n{"a":', '[{"a":1}\n{"a":2}]', '[{"a":1}\n', '[{"a":1}]\n[]', '[{"a":1},\n]'],
)
def test_list_that_breaks_off_is_told_with_its_line(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, text)
    assert found.cells == [("1",)]
    assert [(code, line) for code, line, _ in found.found] == [("regel-onleesbaar", 2)]


def test_list_of_lists_in_lists_does_not_break_the_reader(tmp_path: Path) -> None:  # trust
    found = read(tmp_path, "[" * 5_000_000)
    assert found.found == [("kop-onjuist", 1, 1)]


def test_large_list_is_sent_back_as_lines(tmp_path: Path) -> None:
    found = read(tmp_path, "[" + " " * 50_000_000 + '{"a":1}]')
    assert found.found == [("bestand-te-groot", 0, 0)]
    assert "op elke regel een object" in found.said
