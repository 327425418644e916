"""Figures and overviews in words: one way to say each thing."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from koers.agreement import Direction, Norm
from koers.figure_words import norm_words, reason_words, strength_of, verdict_words
from koers.figures import Strength, Verdict, VerdictWord
from koers.overview.words import (
    change_words,
    ripe_on,
    running_words,
    scope_words,
    sparkline,
    stage_words,
)
from koers.scales import Scale, grouped
from tests.overview.drawn_overview import SHARE, drawn_overview, only, reports

COHORTS = reports(("2016-08-01", 20, 12), ("2017-02-01", 20, 8), ("2017-08-01", 20, 20))
EURO = Scale(decimals=2, unit="euro")


@pytest.mark.parametrize(
    ("scale", "value", "text"),
    [
        (Scale(percent=True), Fraction(5, 8), "63%"),
        (Scale(percent=True, decimals=1), Fraction(5, 8), "62,5%"),
        (Scale(percent=True, norm=Fraction(6, 10)), Fraction(1999, 3333), "59,98%"),
        (EURO, Fraction(847045), "847.045,00 euro"),
        (Scale(), Fraction(0), "0"),
    ],
)
def test_a_value_is_written_on_its_scale(scale: Scale, value: Fraction, text: str) -> None:
    assert scale.text(value) == text  # statistics 6


def test_the_ends_of_an_interval_are_rounded_away_from_the_middle() -> None:  # statistics 2
    percent = Scale(percent=True)
    assert (percent.low(Fraction(5449, 10000)), percent.high(Fraction(7001, 10000))) == (
        "54%", "71%",
    )  # fmt: skip
    assert (Scale().low(Fraction(6344, 100)), Scale().high(Fraction(9956, 100))) == (
        "63,4", "99,6",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("scale", "difference", "text"),
    [
        (Scale(percent=True), Fraction(1, 20), "+5 procentpunt"),
        (Scale(percent=True), Fraction(-1, 20), "-5 procentpunt"),
        (Scale(percent=True, decimals=1), Fraction(-1, 10000), "0,0 procentpunt"),
        (EURO, Fraction(-1250), "-1.250,00 euro"),
        (Scale(), Fraction(3), "+3"),
    ],
)
def test_a_difference_has_a_sign_unless_it_shows_as_nought(
    scale: Scale, difference: Fraction, text: str
) -> None:
    assert scale.difference(difference) == text


def test_thousands_are_parted_by_points() -> None:
    assert [grouped(text) for text in ("0", "1250,5", "-1000000")] == [
        "0", "1.250,5", "-1.000.000",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "shown"), [("60%", "≥ 60%"), ("40000", "≥ 40.000"), ("0.5", "≥ 0,5")]
)
def test_a_norm_is_written_with_its_direction(text: str, shown: str) -> None:
    norm = Norm(date(2016, 7, 1), None, direction=Direction.AT_LEAST, bound=Fraction(1),
                bound_text=text)  # fmt: skip
    assert norm_words(norm) == shown


def test_an_exact_verdict_needs_no_strength_but_growth_is_as_strong_as_its_test() -> None:
    exact = Verdict(VerdictWord.NOT_MET, strength=Strength.EXACT)
    assert verdict_words(exact) == "niet behaald"
    growth = Verdict(VerdictWord.NOT_MET, strength=Strength.EXACT, certainty="kan toeval zijn")
    assert strength_of(growth) is Strength.MAY_BE_CHANCE
    assert verdict_words(growth) == "niet behaald, kan toeval zijn"


def test_a_reason_that_is_the_strength_is_not_said_twice() -> None:
    settled = Verdict(VerdictWord.MET, "staat al vast", Strength.SETTLED)
    assert reason_words(settled) == ""
    assert reason_words(Verdict(VerdictWord.TOO_EARLY, "3 nog onrijp")) == "3 nog onrijp."


def test_what_still_runs_says_how_many_are_unripe_and_when_all_are_ripe() -> None:  # statistics 1.8
    found = drawn_overview(SHARE, COHORTS, known="2018-01-15")
    (running,) = only(found).running
    assert ripe_on(found.agreement, running) == date(2018, 6, 30)
    said = running_words(found.agreement, running)
    assert said.startswith("2017 H2: 20 van 20 nog onrijp, staat al vast: behaald, tussenstand")
    assert said.endswith("helemaal rijp op 30 juni 2018")


def test_a_change_is_told_without_calling_it_better() -> None:  # statistics 2, no arrow
    found = drawn_overview(SHARE, COHORTS, known="2018-03-31")
    assert change_words(found.agreement, only(found)) == "-20 procentpunt sinds 2016 H2"


def test_a_sparkline_needs_three_figures_and_runs_from_low_to_high() -> None:
    assert sparkline(only(drawn_overview(SHARE, COHORTS, known="2018-03-31"))) == ""
    assert sparkline(only(drawn_overview(SHARE, COHORTS, known="2018-06-30"))) == "▃▁█"


def test_an_overview_of_the_whole_says_nothing_of_a_part() -> None:
    assert scope_words(drawn_overview(SHARE, COHORTS, known="2018-03-31")) == ""


@pytest.mark.parametrize(
    ("stage", "said"),
    [("voorstel", "in ontwikkeling: voorstel"), ("vertrouwd", ""), ("", "")],
)
def test_an_indicator_under_development_is_visibly_so(stage: str, said: str) -> None:  # B-02
    indicator = f"{SHARE}stadium: {stage}\n" if stage else SHARE
    found = only(drawn_overview(indicator, COHORTS, known="2018-03-31"))
    assert stage_words(found.indicator) == said
