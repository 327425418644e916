"""The overview on a terminal: what it says at every width, and that colour says nothing alone."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from koers.cli.glance import show_overview
from koers.overview import Overview
from tests.overview.drawn_overview import SHARE, drawn_overview, reports

COHORTS = reports(("2016-08-01", 20, 12), ("2017-02-01", 40, 8), ("2017-08-01", 20, 20))
STOCK = """
code: I-8
naam: Mensen met werk, ook wie daarnaast nog een uitkering heeft of een opleiding volgt
soort: informatie
stand: {tijdvak: werk}
"""


def screen(found: Overview, *, width: int, colour: bool = False) -> str:
    text = io.StringIO()
    show_overview(Console(file=text, width=width, force_terminal=colour, highlight=False), found)
    return text.getvalue()


def drawn() -> Overview:
    return drawn_overview(f"{SHARE}---\n{STOCK}", COHORTS, known="2018-03-31")


@pytest.mark.parametrize("width", [40, 60, 80, 99, 100, 120, 200])
def test_no_line_is_longer_than_the_screen_is_wide(width: int) -> None:
    assert max(len(line) for line in screen(drawn(), width=width).splitlines()) <= width


@pytest.mark.parametrize("width", [80, 100])
def test_a_reader_learns_what_is_met_how_sure_that_is_and_what_still_runs(width: int) -> None:
    said = " ".join(screen(drawn(), width=width).split())
    assert "1 KPI: 1 niet behaald. 1 informatie-indicator." in said
    for words in ("2017 H1", "20% (8/40)", "≥ 50%", "✗ niet behaald", "meer dan toeval"):
        assert words in said, words
    for words in ("10% tot 35%", "-40", "procentpunt", "2017 H2", "loopt nog", "tussenstand"):
        assert words.lower() in said.lower(), words


def test_colour_adds_nothing_to_the_words() -> None:
    plain, coloured = (screen(drawn(), width=100, colour=colour) for colour in (False, True))
    assert "\x1b[" in coloured
    assert "\x1b[" not in plain
    assert "✗ niet behaald" in plain


def test_above_the_kpis_stands_how_many_flags_chance_alone_would_give() -> None:  # statistics 4
    said = " ".join(screen(drawn(), width=100).split())
    assert "gemiddeld hooguit 0,03 van deze 1 oordeel" in said
    assert said.index("Denk aan toeval") < said.index("✗ niet behaald")


def test_the_order_is_counts_attention_kpis_information() -> None:
    said = screen(drawn(), width=100)
    places = [said.index(head) for head in ("1 KPI:", "Eerst aandacht", "KPI's:", "Informatie:")]
    assert places == sorted(places)


def test_a_name_with_markup_is_shown_as_it_is() -> None:
    hostile = SHARE.replace("Begeleid na melding", "'[bold]x[/] [link=http://a.b]y[/link]'")
    said = screen(drawn_overview(hostile, COHORTS, known="2018-03-31"), width=200)
    assert "[bold]x[/] [link=http://a.b]y[/link]" in said


def test_old_data_name_the_day_through_which_they_are_known() -> None:
    found = drawn_overview(SHARE, COHORTS, known="2017-08-31", through="2018-03-31")
    said = " ".join(screen(found, width=100).split())
    assert "Sommige gegevens zijn bekend tot en met 31 augustus 2017." in said
    assert "gegevens lopen achter" in said.lower()
