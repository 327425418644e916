"""`koers lees --opslag`: which tables became known too late, and who does not wait for that."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from koers.cli import main
from tests.reception.drawn import draw, row
from tests.reception.test_commands import AGREEMENT
from tests.reception.test_ready_to_count import EXAMPLE

SHARES = """\
  - code: OP
    naam: Uitkering op de laatste dag
    eenheid: persoon
    aandeel:
      van: {begin: uitkering}
      die: {tijdvak: uitkering, op: 3 maanden}
      onbekend: eruit
      wachttijd: 1 maand
  - code: VAN
    naam: Aan het werk na een uitkering
    eenheid: persoon
    aandeel:
      van: {begin: uitkering}
      die: {begin: werk, binnen: 1 jaar}
      onbekend: eruit
"""
MONTHS = ("2016-01-31", "2016-02-29", "2016-03-31", "2016-04-30")


def koers(*words: str) -> int:
    try:
        return main([*words])
    except SystemExit as stopped:
        return int(str(stopped.code))


def deliver(folder: Path, number: int, *rows: str) -> None:
    """The rows of a month, delivered on the tenth of the next."""
    source = draw(folder, *rows, known=MONTHS[number], name=f"Levering {number}")
    day = f"2016-{number + 2:02}-10"
    assert koers("lever", str(source), "--opslag", "opslag", "--op", day, "--bevestig") == 0


def begun(first: int, number: int, day: str, last: str = "") -> list[str]:
    return [row(first + nth, day, last) for nth in range(number)]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("ov.yaml").write_text(AGREEMENT + SHARES, encoding="utf-8")
    return tmp_path


def words(capsys: pytest.CaptureFixture[str], *more: str) -> str:
    capsys.readouterr()
    assert koers("lees", "ov.yaml", "--opslag", "opslag", *more) == 0
    return " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(("late", "said"), [(0, ""), (1, ""), (2, "2 van 100 rijen (2,0%)")])
def test_more_than_one_in_a_hundred_is_said(
    late: int, said: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:  # statistics 1.3
    deliver(folder, 0, *begun(0, 100 - late, "2016-01-05"))
    deliver(folder, 1, *begun(200, late, "2016-01-06"))
    told = words(capsys)
    assert ("Te laat bekend" in told) == bool(said)
    assert said in told


def test_the_waiting_time_is_held_against_what_the_indicators_agreed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:  # statistics 1.3, S5
    for number, came in enumerate((18, 18, 18, 18)):
        month = f"2016-{number + 1:02}-05"
        before = f"2016-{max(1, number - 1):02}-05"
        late = begun(1000 * number + 500, 2 if number > 1 else 0, before)
        deliver(folder, number, *begun(1000 * number, came, month), *late)
    told = words(capsys)
    # Those of January came with March: two months later. OP waits one; VAN its whole window.
    assert "uitkering wpda 4 van 76 rijen (5,3%) 2 maanden OP" in told


def test_a_last_day_that_comes_late_is_told_apart(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:  # statistics 1.3
    deliver(folder, 0, *begun(0, 20, "2016-01-01"))
    ends = [*begun(0, 2, "2016-01-01", "2016-01-20"), *begun(2, 8, "2016-01-01", "2016-02-20")]
    deliver(folder, 1, *ends)
    told = words(capsys)
    assert "uitkering wpda 2 van 10 einddagen (20,0%) 1 maand –" in told
    assert "rijen (" not in told


def test_a_delivery_that_came_after_its_successor_is_told_once(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:  # F7
    deliver(folder, 0, *begun(0, 20, "2016-01-05"))
    deliver(folder, 2, *begun(200, 20, "2016-03-05"))
    source = draw(folder, *begun(100, 20, "2016-02-05", "2016-02-20"), known=MONTHS[1])
    assert koers("lever", str(source), "--opslag", "opslag", "--op", "2016-04-20") == 0
    told = words(capsys)
    said = "Door levering 3 van wpda (2016-04-20) waren 40 rijen en einddagen (uitkering) te laat"
    assert said in told
    assert "99% na" not in told


def test_json_has_what_came_late_with_its_findings(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deliver(folder, 0, *begun(0, 98, "2016-01-05"))
    deliver(folder, 1, *begun(200, 2, "2016-01-06"))
    found = json.loads(words(capsys, "--json"))["teLaatBekend"]
    (table,) = found["tabellen"]
    assert table == {
        "tabel": "uitkering",
        "leverancier": "wpda",
        "dag": "dag",
        "bekend": 100,
        "teLaat": 2,
        "wachttijd": "1 maand",
        "korterWachten": [],
    }
    (said,) = found["meldingen"]
    assert "opslag: let op [te-laat-bekend] Van tabel 'uitkering' kwamen bij wpda 2 van" in said
    assert "Na 1 maand is 99% bekend." in said
    assert found["leveringen"] == []


def test_an_earlier_state_is_not_told_of_what_came_later(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:  # F6
    deliver(folder, 0, *begun(0, 98, "2016-01-05"))
    deliver(folder, 1, *begun(200, 2, "2016-01-06"))
    assert "Te laat bekend" not in words(capsys, "--bekend-op", "2016-02-28")
    assert "Te laat bekend" in words(capsys)


def test_a_folder_knows_no_deliveries(capsys: pytest.CaptureFixture[str]) -> None:
    data, agreement = str(EXAMPLE / "gegevens"), str(EXAMPLE / "overeenkomst.yaml")
    assert koers("lees", agreement, "--gegevens", data, "--json") == 0
    assert "teLaatBekend" not in json.loads(capsys.readouterr().out)
