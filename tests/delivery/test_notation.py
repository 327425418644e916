"""How days and numbers may be written, and what a mistake looks like."""

from datetime import date

import pytest

from koers.delivery.notation import (
    DAY_NOTATIONS,
    NUMBER_NOTATIONS,
    Notation,
    guess,
    likely_day_notation,
    moment,
)
from koers.dictionary import CodeList, Column, ColumnType

DAY = Column("van", ColumnType.DAY)
EURO = Column("bedrag", ColumnType.NUMBER, decimals=2)
WHOLE = Column("aantal", ColumnType.NUMBER)
KEY = Column("klant", ColumnType.KEY)
TEXT = Column("toelichting", ColumnType.TEXT)
REASONS = CodeList("reden", "Reden", (("01", "werk"), ("02", "studie")))
CODE = Column("reden", ColumnType.CODE, code_list=REASONS)


@pytest.mark.parametrize(
    ("notation", "text", "day"),
    [
        ("jjjj-mm-dd", "2016-07-01", date(2016, 7, 1)),
        ("jjjj-mm-dd", "2016-07-01 00:00:00", date(2016, 7, 1)),
        ("dd-mm-jjjj", "1-7-2016", date(2016, 7, 1)),
        ("dd-mm-jjjj", "01-07-2016 00:00", date(2016, 7, 1)),
        ("dd-mm-jjjj", "2016-07-01", date(2016, 7, 1)),  # what a workbook says of a real date
        ("dd/mm/jjjj", "01/07/2016", date(2016, 7, 1)),
        ("mm/dd/jjjj", "07/01/2016", date(2016, 7, 1)),
        ("dd.mm.jjjj", "01.07.2016", date(2016, 7, 1)),
        ("jjjjmmdd", "20160701", date(2016, 7, 1)),
        ("jjjj-mm-dd uu:mm", "2016-07-01T23:59:59.5+02:00", date(2016, 7, 1)),
        ("jjjj-mm-dd uu:mm", "2016-07-01", date(2016, 7, 1)),
    ],
)
def test_a_day_is_read_in_its_notation(notation: str, text: str, day: date) -> None:
    assert Notation(DAY, day=notation).read(text) == day


@pytest.mark.parametrize(
    ("notation", "text"),
    [
        ("jjjj-mm-dd", "01-07-2016"),
        ("jjjj-mm-dd", "2016-07-01 13:30:00"),  # a moment, where nobody said that the day counts
        ("jjjj-mm-dd", "2016-02-30"),
        ("jjjj-mm-dd", "0000-00-00"),
        ("dd-mm-jjjj", "31-02-2016"),
        ("dd-mm-jjjj", "07/01/2016"),
        ("mm/dd/jjjj", "13/01/2016"),
        ("jjjjmmdd", "2016071"),
        ("dd-mm-jjjj", "01-07-16"),
    ],
)
def test_what_is_no_day_in_the_notation_is_refused_without_repeating_it(
    notation: str, text: str
) -> None:  # trust
    with pytest.raises(ValueError, match="een dag") as refused:
        Notation(DAY, day=notation).read(text)
    assert text not in str(refused.value)


@pytest.mark.parametrize(
    ("notation", "text", "cents"),
    [
        ("1234,56", "1234,56", 123456),
        ("1234,56", "1234.56", 123456),
        ("1.234,56", "1.234,56", 123456),
        ("1.234,56", "37.500", 3750000),
        ("1.234,56", "847.045", 84704500),
        ("1.234,56", "-1.234.567,8", -123456780),
        ("1,234.56", "1,234.56", 123456),
        ("1 234,56", "1 234,56", 123456),
        ("1234.56", "37.5", 3750),
        ("1234.56", "37.500", 3750),
        ("1.234,56", "+12", 1200),
    ],
)
def test_a_number_is_read_in_its_notation(notation: str, text: str, cents: int) -> None:  # A-10, C5
    assert Notation(EURO, number=notation).read(text) == cents


@pytest.mark.parametrize(
    ("notation", "text"),
    [
        ("1234,56", "847.045"),  # a thousand times too small, or three decimals: nobody knows
        ("1234,56", "1.234,56"),
        ("1.234,56", "1,234.56"),
        ("1.234,56", "12.34"),
        ("1.234,56", "1.23.456"),
        ("1234.56", "12,50"),
        ("1234.56", "12.505"),
        ("1234,56", "1e3"),
        ("1.234,56", "€ 12"),
    ],
)
def test_what_could_be_two_numbers_or_none_is_refused(notation: str, text: str) -> None:  # trust
    with pytest.raises(ValueError, match="een getal") as refused:
        Notation(EURO, number=notation).read(text)
    assert text not in str(refused.value)


def test_text_that_does_not_count_is_left_off_and_words_for_nothing_are_empty() -> None:
    amounts = Notation(EURO, number="1.234,56", empty=frozenset({"NaN", "€ NaN"}), left_off=("€",))
    assert amounts.read("€ 37.500") == 3750000
    assert amounts.read("€ NaN") is None
    assert amounts.read(" ") is None
    assert Notation(CODE, left_off=(".0",)).read("01.0") == "01"


def test_na_is_a_surname_and_a_leading_zero_is_part_of_a_key() -> None:  # trust
    assert Notation(KEY).read("NA") == "NA"
    assert Notation(KEY).read("null") == "null"
    assert Notation(KEY).read("007") == "007"
    assert Notation(KEY).read("9007199254740993") == "9007199254740993"


def test_signs_that_nobody_sees_are_refused() -> None:  # trust
    for text in ("a\u202eb", "a\x00b", "a\u200bb"):
        with pytest.raises(ValueError, match="onzichtbare"):
            Notation(KEY).read(text)


def test_a_line_break_belongs_in_a_text_only() -> None:
    assert Notation(TEXT).read("eerste\ntweede") == "eerste\ntweede"
    with pytest.raises(ValueError, match="aanhalingsteken"):
        Notation(KEY).read("a\nb")


@pytest.mark.parametrize(
    ("column", "texts", "said"),
    [
        (DAY, ["01-07-2016", "31-12-2016"], "'datumnotatie: dd-mm-jjjj'"),
        (DAY, ["13/12/2016"], "'datumnotatie: dd/mm/jjjj'"),
        (DAY, ["12/13/2016"], "'datumnotatie: mm/dd/jjjj'"),
        (DAY, ["42552", "42553"], "dagnummers van Excel"),
        (DAY, ["2016-07-01 13:30"], "'datumnotatie: jjjj-mm-dd uu:mm'"),
        (DAY, ["01-07-2016", "onbekend"], ""),
        (EURO, ["€ 37.500", "€ 1.000"], "'weglaten: [€]' en 'getalnotatie: 1.234,56'"),
        (EURO, ["9.876,54"], "'getalnotatie: 1.234,56'"),
        (EURO, ["€ 12,50"], "'weglaten: [€]'"),
        (WHOLE, ["1982.0", "1976.0"], "'weglaten: [.0]'"),
        (CODE, ["werk", "Studie"], "omschrijvingen uit de lijst"),
        (CODE, ["1", "2"], "een nul vooraan"),
        (CODE, ["01.0"], "'weglaten: [.0]'"),
        (CODE, ["X"], "met 'codes'"),
        (Column("sw", ColumnType.YES_NO), ["j", "n"], "'codes'"),
    ],
)
def test_the_mistake_is_guessed_from_what_all_cells_share(
    column: Column, texts: list[str], said: str
) -> None:
    guessed = guess(column, texts)
    assert said in guessed
    assert bool(said) == bool(guessed)
    assert not any(text in guessed for text in texts if len(text) > 1)


def test_the_notation_that_fits_all_days_is_found() -> None:
    assert likely_day_notation(["01-07-2016", "13-01-2016"]) == "dd-mm-jjjj"
    assert likely_day_notation(["07/13/2016"]) == "mm/dd/jjjj"
    assert likely_day_notation(["07/13/2016", "13/07/2016"]) is None


def test_moments_sort_by_time_whatever_their_notation() -> None:  # F4
    early, _ = moment("2-1-2016 09:00", "dd-mm-jjjj")
    late, _ = moment("10-1-2016 08:00", "dd-mm-jjjj")
    assert early < late
    assert moment("2016-01-02", "dd-mm-jjjj") == moment("2-1-2016 00:00:00", "dd-mm-jjjj")
    assert moment("2016-01-02T10:00+02:00", "jjjj-mm-dd") < moment(
        "2016-01-02T09:00Z", "jjjj-mm-dd"
    )
    for text in ("gisteren", "2016-13-45 99:99", "2016-02-30"):
        with pytest.raises(ValueError, match="een moment"):
            moment(text, "dd-mm-jjjj")


def test_the_usual_notations_come_first() -> None:
    assert (DAY_NOTATIONS[0], NUMBER_NOTATIONS[0]) == ("jjjj-mm-dd", "1234,56")
