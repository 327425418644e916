"""`koers tel`: an overview for who asks a whole agreement, tables for who looks closer, a page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from koers.cli import main
from tests.page.parsed import parsed

EXAMPLE = Path(__file__).parents[2] / "voorbeelden" / "eerste-stap"
COUNT = (
    "tel", str(EXAMPLE / "overeenkomst.yaml"), "--gegevens", str(EXAMPLE / "gegevens"),
    "--tot-en-met", "2018-01-31",
)  # fmt: skip


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main([*COUNT, *words]) == 0
    return capsys.readouterr().out


def test_a_whole_agreement_gives_the_overview(capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys)
    assert "Eerst aandacht" in out
    assert "4 KPI's: 1 behaald, 2 niet behaald en 1 te weinig gegevens." in out
    assert "popu-" not in out


@pytest.mark.parametrize(
    "words",
    [
        ("--indicator", "P-01"), ("--volledig",), ("--splits", "gemeente"), ("--per", "kwartaal"),
        ("--periode", "2016-07-01..2016-12-31"),
    ],
)  # fmt: skip
def test_who_looks_closer_gets_tables_with_the_classes(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    out = said(capsys, *words)
    assert "popu-" in out
    assert "Eerst aandacht" not in out


def test_the_tables_say_how_sure_a_figure_is(capsys: pytest.CaptureFixture[str]) -> None:
    out = " ".join(said(capsys, "--indicator", "P-01").split())
    assert "2016 H2: 12 niet gemeten; door ontbrekende metingen; onzekerheid 31% tot 59%." in out


def test_an_overview_of_one_municipality(capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, "--gemeente", "akkerdam")
    assert "Alleen Gemeente Akkerdam. Een norm voor het geheel geldt hier niet." in out
    assert "Niets: er is hier geen norm om tegen te houden." in out


def test_html_writes_one_page_and_says_where(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    target = tmp_path / "stand.html"
    target.write_text("van vorige week", encoding="utf-8")
    out = said(capsys, "--html", str(target))
    assert out == f"De pagina staat in {target}.\n"
    assert parsed(target.read_text(encoding="utf-8")).all("h1")
    assert [path.name for path in tmp_path.iterdir()] == ["stand.html"]


def test_html_in_a_folder_that_is_not_there_says_so(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main([*COUNT, "--html", str(tmp_path / "weg" / "stand.html")]) == 2
    assert "lezen of schrijven lukt niet" in capsys.readouterr().err


def test_html_of_one_indicator_is_a_page_of_that_indicator(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    target = tmp_path / "stand.html"
    said(capsys, "--html", str(target), "--indicator", "P-02")
    articles = parsed(target.read_text(encoding="utf-8")).all("article")
    assert [one.all("h3")[0].text for one in articles] == ["P-02 Niet zakken vanaf trede 3-4"]


def test_json_and_csv_stay_what_they_were(capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(said(capsys, "--json"))["cijfers"]
    assert said(capsys, "--csv").startswith("code,naam,")
