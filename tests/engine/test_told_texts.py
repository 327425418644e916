"""The texts of the rows that a count counted, beside the count (I-15, I-20; `semantics.md` C1)."""

from __future__ import annotations

from datetime import date

import pytest

from koers.counts import Question
from koers.engines import reference
from koers.engines.reference import Told
from koers.periods import Grain, Period, reporting_periods
from tests.spec.drawn import draw_agreement, draw_register

TERM = "2016-07-01..2017-12-31"
KNOWN = date(2017, 12, 31)
WHOLE = Period(date(2016, 7, 1), date(2017, 12, 31))


def told(
    indicator: str,
    register: str,
    *columns: str,
    periods: tuple[Period, ...] = (WHOLE,),
    groupings: tuple[tuple[str, ...], ...] = ((),),
) -> tuple[Told, ...]:
    agreement = draw_agreement(indicator, term=TERM)
    question = Question("I1", periods, KNOWN, groupings)
    return reference.texts(agreement, draw_register(register), question, columns=columns)


ROWS = "aantal: {moment: melding, soort: [hulp, advies], eenheid: melding}"
REGISTER = """
    melding:
      nr | persoon | dag        | soort  | bedrag
      3  | A       | 2017-03-01 | advies | 12,50
      2  | B       | 2017-03-01 | hulp   |
      1  | A       | 2017-05-01 | hulp   | 0,05
      4  | C       | 2016-08-01 | anders | 1,00
      5  | C       | 2016-08-01 |        | 1,00
      6  | C       | 2016-09-01 | advies | 3,00
      7  | C       | 2018-01-01 | advies | 3,00
"""


def test_counted_rows_tell_their_texts_in_order_of_day_and_key() -> None:
    assert [(one.day, one.texts) for one in told(ROWS, REGISTER, "soort", "bedrag")] == [
        (date(2016, 9, 1), ("advies", "3,00")),
        (date(2017, 3, 1), ("hulp", "")),
        (date(2017, 3, 1), ("advies", "12,50")),
        (date(2017, 5, 1), ("hulp", "0,05")),
    ]


def test_row_that_is_left_out_as_unknown_tells_nothing() -> None:
    """Row 5 may be a 'hulp'; nobody knows, so it is not counted and not told (F8)."""
    counted = told(ROWS, REGISTER, "dag")
    assert date(2016, 8, 1) not in [one.day for one in counted]


def test_row_without_any_text_is_not_told() -> None:
    assert [one.texts for one in told(ROWS, REGISTER, "bedrag")] == [
        ("3,00",), ("12,50",), ("0,05",),
    ]  # fmt: skip


def test_day_is_told_as_it_is_written_and_a_code_by_its_name() -> None:
    register = """
        uitkering:
          persoon | van        | regeling
          A       | 2017-03-01 | bbz
          B       | 2017-04-01 |
    """
    found = told("aantal: {begin: uitkering}", register, "van", "regeling")
    assert [one.texts for one in found] == [
        ("2017-03-01", "Zelfstandigen"),
        ("2017-04-01", ""),
    ]


def test_texts_stand_in_the_period_and_in_each_cell_that_their_row_is_counted_in() -> None:
    register = """
        melding:
          persoon | dag        | soort
          A       | 2016-08-01 | hulp
          A       | 2017-03-01 | advies
        woonplaats:
          persoon | van        | tot en met | gemeente
          A       | 2010-01-01 | 2016-12-31 | assen
          A       | 2017-01-01 |            | tynaarlo
    """
    agreement = draw_agreement(ROWS, term=TERM)
    found = told(
        ROWS + "\nsplits: [gemeente]",
        register,
        "soort",
        periods=reporting_periods(Grain.YEAR, agreement.term),
        groupings=((), ("gemeente",)),
    )
    assert [(one.period.label, one.split, one.texts) for one in found] == [
        ("2016 (deel)", (), ("hulp",)),
        ("2016 (deel)", (("gemeente", "assen"),), ("hulp",)),
        ("2017", (), ("advies",)),
        ("2017", (("gemeente", "tynaarlo"),), ("advies",)),
    ]


def test_as_many_rows_tell_as_were_counted() -> None:
    agreement, register = draw_agreement(ROWS, term=TERM), draw_register(REGISTER)
    question = Question("I1", reporting_periods(Grain.MONTH, WHOLE), KNOWN)
    found = reference.texts(agreement, register, question, columns=["dag"])
    for cell in reference.count(agreement, register, question):
        own = [one for one in found if (one.period, one.split) == (cell.period, cell.split)]
        assert len(own) == cell.tallies[0].rows


def test_only_a_count_has_texts() -> None:
    share = "aandeel: {van: {moment: melding}, die: {begin: werk, binnen: 1 jaar}, onbekend: eruit}"
    assert told("som: {kolom: bedrag, die: {moment: melding}}", REGISTER, "soort") == ()
    assert told(share, REGISTER, "soort") == ()


def test_column_that_the_counted_table_lacks_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(KeyError):
        told(ROWS, REGISTER, "kleur")
