"""What needs attention first, in which order, and why."""

from __future__ import annotations

from koers.overview import Attention, Urgency, attention
from tests.overview.drawn_overview import SHARE, drawn_overview, reports


def told(indicators: str, register: str, **days: str) -> tuple[Attention, ...]:
    return attention(drawn_overview(indicators, register, **days))


def test_a_norm_missed_by_more_than_chance_goes_before_one_missed_perhaps_by_chance() -> None:
    easy = SHARE.replace("50%", "30%").replace("K-1", "K-2")
    found = told(
        easy + "---\n" + SHARE, reports(("2016-08-01", 40, 10)), known="2017-06-30"
    )  # 25%: under 30% perhaps by chance, under 50% not
    assert [(one.urgency, one.lines[0].indicator.code) for one in found] == [
        (Urgency.CERTAINLY_NOT_MET, "K-1"),
        (Urgency.NOT_MET, "K-2"),
    ]
    assert found[0].head == "niet behaald, meer dan toeval"
    assert found[0].why == "2016 H2: 25% (10/40), norm ≥ 50%."


def test_a_norm_that_is_met_needs_no_attention() -> None:
    assert told(SHARE, reports(("2016-08-01", 20, 15)), known="2017-06-30") == ()


def test_too_small_a_group_says_how_small() -> None:
    (found,) = told(SHARE, reports(("2016-08-01", 3, 0)), known="2017-06-30")
    assert found.urgency is Urgency.TOO_LITTLE
    assert "Groep te klein (3, nodig 10)." in found.why


def test_what_was_not_delivered_says_which_table() -> None:
    tables = reports(("2016-08-01", 20, 15)).split("werk:")[0]
    (found,) = told(SHARE, tables, known="2017-06-30")
    assert found.urgency is Urgency.NO_FIGURES
    assert found.why.startswith("2017 H1: niet geleverd: tabel ")
    assert "werk" in found.why


def test_an_indicator_without_a_norm_needs_no_attention_whatever_its_value() -> None:
    free = SHARE.replace("norm: {per: halfjaar, minstens: 50%}", "norm: geen")
    free = free.replace("soort: kpi", "soort: informatie")
    assert told(free, reports(("2016-08-01", 40, 0)), known="2018-06-30") == ()


def test_an_indicator_is_told_once_for_the_most_urgent_reason() -> None:
    rows = reports(("2016-08-01", 40, 5), ("2017-02-01", 40, 0))
    found = told(SHARE, rows, known="2017-07-15")
    assert [one.urgency for one in found] == [Urgency.CERTAINLY_NOT_MET]


def test_data_that_stop_a_quarter_before_the_day_asked_are_old() -> None:
    met = reports(("2016-08-01", 20, 15))
    (old,) = told(SHARE, met, known="2017-06-30", through="2017-12-31")
    assert old.urgency is Urgency.OLD_DATA
    assert old.why == (
        "Bekend is alles tot en met 30 juni 2017, en gevraagd is tot en met 31 december 2017."
    )
    assert told(SHARE, met, known="2017-06-30", through="2017-09-30") == ()
