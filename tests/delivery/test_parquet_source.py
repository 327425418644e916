"""Parquet files: every value to the text a person would write, and no file believed at its word."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from koers.delivery import parquet_source
from tests.delivery.reading import Read, reader

read = reader(parquet_source.open_table, ".parquet")


def written(folder: Path, columns: dict[str, pa.Array], **choices: object) -> Read:
    path = folder / "drawn.parquet"
    pq.write_table(pa.table(columns), path, **choices)
    return read(folder, path)


def texts(folder: Path, column: pa.Array) -> list[str]:
    found = written(folder, {"a": column})
    assert found.bad == []
    return [cells[0] for cells in found.cells]


# --- values ---


def test_texts_stay_what_they_are(tmp_path: Path) -> None:  # trust
    drawn = ["0007", "NA", "847.045", " é ", None, ""]
    for kind in (pa.string(), pa.large_string(), pa.string_view()):
        assert texts(tmp_path, pa.array(drawn, kind)) == ["0007", "NA", "847.045", " é ", "", ""]
    assert texts(tmp_path, pa.array(drawn).dictionary_encode()) == [one or "" for one in drawn]


def test_whole_numbers_keep_every_digit(tmp_path: Path) -> None:  # trust
    assert texts(tmp_path, pa.array([2**63 - 1, -5, None])) == ["9223372036854775807", "-5", ""]
    assert texts(tmp_path, pa.array([2**64 - 1], pa.uint64())) == ["18446744073709551615"]
    assert texts(tmp_path, pa.array([7], pa.int8()).dictionary_encode()) == ["7"]


def test_decimals_are_exact_and_have_no_exponent(tmp_path: Path) -> None:
    drawn = [Decimal("1.50"), Decimal("-12345678901234567890.12"), None]
    assert texts(tmp_path, pa.array(drawn, pa.decimal128(30, 2))) == [
        "1.50",
        "-12345678901234567890.12",
        "",
    ]
    small = pa.array([Decimal("0.0000000001"), None], pa.decimal128(20, 10))
    assert texts(tmp_path, small) == ["0.0000000001", ""]


def test_floats_are_written_as_short_as_they_can_without_an_exponent(tmp_path: Path) -> None:
    drawn = [1.0, 0.1, 847.045, 1e-10, -0.0, 123456789012345.0, None]
    assert texts(tmp_path, pa.array(drawn)) == [
        *("1", "0.1", "847.045", "0.0000000001", "0", "123456789012345", ""),
    ]
    assert texts(tmp_path, pa.array([0.1, 2.0], pa.float32())) == ["0.1", "2"]
    assert texts(tmp_path, pa.array([float("nan"), float("inf")])) == ["NaN", "oneindig"]


def test_float_that_may_have_lost_digits_is_told(tmp_path: Path) -> None:  # trust
    ids = pa.array([1.0, 2.0**53, 2.0**53 + 2, -(2.0**60)])
    found = written(tmp_path, {"naam": pa.array(["x"] * 4), "nummer": ids})
    assert found.found == [("getal-onnauwkeurig", 3, 2)]
    assert "Rij 3 en 1 andere rij, kolom 'nummer'" in found.said
    assert len(found.rows) == 4


def test_days_and_moments_are_days_unless_there_is_a_time(tmp_path: Path) -> None:
    day = date(2016, 7, 1)
    assert texts(tmp_path, pa.array([day, date(9999, 12, 31), None])) == [
        *("2016-07-01", "9999-12-31", "")
    ]
    assert texts(tmp_path, pa.array([day], pa.date64())) == ["2016-07-01"]
    moments = [
        datetime(2016, 7, 1, tzinfo=UTC),
        datetime(2016, 7, 1, 9, 30, tzinfo=UTC),
        datetime(2016, 7, 1, 0, 0, 0, 500, tzinfo=UTC),
    ]
    assert texts(tmp_path, pa.array([*moments, None], pa.timestamp("us"))) == [
        *("2016-07-01", "2016-07-01 09:30:00", "2016-07-01 00:00:00.0005", "")
    ]
    assert texts(tmp_path, pa.array([time(9, 30)])) == ["09:30:00"]


def test_moment_with_a_time_zone_is_told_on_its_own_clock(tmp_path: Path) -> None:
    """Midnight in Amsterdam in summer is 22:00 UTC the day before: it is not that day."""
    moments = [datetime(2016, 6, 30, 22, tzinfo=UTC), datetime(2016, 6, 30, tzinfo=UTC)]
    here = pa.array(moments, pa.timestamp("us", "Europe/Amsterdam"))
    assert texts(tmp_path, here) == ["2016-07-01", "2016-06-30 02:00:00"]
    assert texts(tmp_path, pa.array(moments, pa.timestamp("ms", "UTC"))) == [
        *("2016-06-30 22:00:00 UTC", "2016-06-30")
    ]


def test_old_way_of_keeping_moments_does_not_end_in_2262(tmp_path: Path) -> None:
    path = tmp_path / "drawn.parquet"
    table = pa.table({"a": pa.array([datetime(9999, 12, 31, tzinfo=UTC)], pa.timestamp("us"))})
    pq.write_table(table, path, use_deprecated_int96_timestamps=True)
    assert read(tmp_path, path).cells == [("9999-12-31",)]


def test_yes_and_no_and_nothing(tmp_path: Path) -> None:
    assert texts(tmp_path, pa.array([True, False, None])) == ["ja", "nee", ""]
    assert texts(tmp_path, pa.nulls(2)) == ["", ""]


def test_bytes_are_read_if_they_are_text_and_told_if_not(tmp_path: Path) -> None:
    assert texts(tmp_path, pa.array(["é".encode(), None])) == ["é", ""]
    found = written(tmp_path, {"a": pa.array(["x"]), "b": pa.array([b"\xff\x00"])})
    assert found.found == [("bestand-onleesbaar", 1, 2)]


def test_text_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    wrong = pa.array([b"C\xe9line"]).view(pa.string())
    assert written(tmp_path, {"a": wrong}).found == [("bestand-onleesbaar", 1, 1)]


def test_columns_that_are_no_cells_are_all_told_by_name(tmp_path: Path) -> None:
    columns = {
        "klant": pa.array(["K1"]),
        "adressen": pa.array([["x"]]),
        "adres": pa.array([{"straat": "x"}]),
        "duur": pa.array([timedelta(days=1)]),
    }
    found = written(tmp_path, columns)
    assert [(code, column) for code, _, column in found.found] == [
        *(("kop-onjuist", 2), ("kop-onjuist", 3), ("kop-onjuist", 4))
    ]
    assert "'adressen'" in found.said


def test_invisible_sign_is_a_bad_row(tmp_path: Path) -> None:
    found = written(tmp_path, {"a": pa.array(["x", "y\x00", "z"])})
    assert (found.numbers, found.bad_numbers) == ([1, 3], [2])


def test_names_are_cleaned_and_told_when_double(tmp_path: Path) -> None:
    path = tmp_path / "drawn.parquet"
    one = pa.array(["x"])
    pq.write_table(pa.Table.from_arrays([one, one, one], [" a", "b", "a"]), path)
    assert read(tmp_path, path).found == [("kop-onjuist", 0, 3)]


def test_rows_are_numbered_from_one_over_all_row_groups(tmp_path: Path) -> None:
    found = written(tmp_path, {"a": pa.array(map(str, range(100)))}, row_group_size=7)
    assert found.rows == [(number + 1, (str(number),)) for number in range(100)]


# --- hostile files ---


def test_file_that_claims_more_rows_than_it_can_hold_is_refused(tmp_path: Path) -> None:  # trust
    column = pa.DictionaryArray.from_arrays(pa.array(np.zeros(5_000_000, np.int32)), ["x"])
    found = written(tmp_path, {"a": column})
    assert found.found == [("bestand-gevaarlijk", 0, 0)]
    assert "5000000 rijen" in found.said


def test_long_text_in_a_dictionary_does_not_fill_the_memory(tmp_path: Path) -> None:  # trust
    """2 kB on disk, 9 TB when written out."""
    places = pa.array(np.zeros(100_000, np.int32))
    column = pa.DictionaryArray.from_arrays(places, ["x" * 10_000_000])
    before = pa.total_allocated_bytes()
    found = written(tmp_path, {"a": column})
    assert (len(found.rows), len(found.bad)) == (0, 100_000)
    assert pa.total_allocated_bytes() - before < 50_000_000


def test_too_many_rows_that_cannot_be_read_stop_the_reading(tmp_path: Path) -> None:  # trust
    places = pa.array(np.zeros(400_000, np.int32))
    found = written(tmp_path, {"a": pa.DictionaryArray.from_arrays(places, ["x" * 140_000])})
    assert [code for code, _, _ in found.found] == ["regel-onleesbaar"]
    assert 200_000 < len(found.bad) < 300_000


def test_texts_that_together_are_too_much_stop_the_reading(tmp_path: Path) -> None:  # trust
    places = pa.array(np.zeros(100_000, np.int32))
    found = written(tmp_path, {"a": pa.DictionaryArray.from_arrays(places, ["x" * 100_000])})
    assert [code for code, _, _ in found.found] == ["bestand-te-groot"]


def test_middling_texts_of_a_dictionary_are_read_a_few_at_a_time(tmp_path: Path) -> None:
    places = pa.array(np.arange(50_000, dtype=np.int32) % 2)
    column = pa.DictionaryArray.from_arrays(places, ["x" * 4000, "y"])
    found = written(tmp_path, {"a": column, "b": pa.array(map(str, range(50_000)))})
    assert [len(cells[0]) for cells in found.cells[:2]] == [4000, 1]
    assert [cells[1] for cells in found.cells] == list(map(str, range(50_000)))


def test_more_than_a_thousand_columns_are_refused(tmp_path: Path) -> None:
    columns = {f"k{number}": pa.array(["x"]) for number in range(1001)}
    assert written(tmp_path, columns).found == [("bestand-te-groot", 0, 0)]


@pytest.mark.parametrize(
    "content", [b"", b"PAR1", b"PAR1" * 3, b"PAR1\0\0\0\xffPAR1", b"a,b\n1,2\n"]
)
def test_file_that_is_no_parquet_is_told(tmp_path: Path, content: bytes) -> None:
    assert read(tmp_path, content).found == [("bestand-onleesbaar", 0, 0)]


def drawn_bytes(folder: Path) -> bytes:
    draw = Random(1)
    columns = {
        "klant": pa.array([f"K{draw.getrandbits(60):x}" for _ in range(5000)]),
        "dag": pa.array([date(2016, 1, 1 + draw.randrange(28)) for _ in range(5000)]),
        "bedrag": pa.array([draw.random() for _ in range(5000)]),
        "soort": pa.array([draw.choice("abc") for _ in range(5000)]),
    }
    path = folder / "whole.parquet"
    pq.write_table(
        pa.table(columns), path, row_group_size=1500, data_page_size=4000,
        write_page_checksum=True, compression="zstd",
    )  # fmt: skip
    return path.read_bytes()


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9, 0.99])
def test_truncated_file_is_told(tmp_path: Path, part: float) -> None:
    data = drawn_bytes(tmp_path)
    assert read(tmp_path, data[: int(len(data) * part)]).found == [("bestand-onleesbaar", 0, 0)]


def test_damaged_page_halfway_is_told_and_not_believed(tmp_path: Path) -> None:
    data = bytearray(drawn_bytes(tmp_path))
    data[len(data) // 2] ^= 0x40
    found = read(tmp_path, bytes(data))
    assert [code for code, _, _ in found.found] == ["bestand-onleesbaar"]
    assert "niet gelezen" in found.said
    assert 0 < len(found.rows) < 5000


def test_file_damaged_anywhere_never_breaks_the_reader(tmp_path: Path) -> None:  # trust
    whole = drawn_bytes(tmp_path)
    sound = read(tmp_path, whole)
    draw = Random(2)
    for _ in range(60):
        data = bytearray(whole)
        where = draw.randrange(len(data)) if draw.random() < 0.5 else -draw.randrange(1, 2500)
        data[where] ^= 1 << draw.randrange(8)
        found = read(tmp_path, bytes(data))
        assert found.found or found.cells == sound.cells or found.header != sound.header
