"""`koers lees` with a store or a folder: what can be counted with what was delivered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from koers.cli import main
from tests.reception.drawn import draw, row
from tests.reception.test_commands import AGREEMENT

WORK = """\
  - code: W
    naam: Aan het werk
    eenheid: persoon
    aandeel:
      van: {begin: uitkering}
      die: {begin: werk, binnen: 1 jaar}
      onbekend: eruit
"""
EXAMPLE = Path(__file__).parents[2] / "voorbeelden" / "eerste-stap"


def koers(*words: str) -> int:
    try:
        return main([*words])
    except SystemExit as stopped:
        return int(str(stopped.code))


@pytest.fixture
def store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> str:
    """A store with benefits of 1 January and one more that came later."""
    monkeypatch.chdir(tmp_path)
    Path("ov.yaml").write_text(AGREEMENT + WORK, encoding="utf-8")
    for number, day in ((1, "2017-01-10"), (2, "2017-02-10")):
        source = draw(tmp_path, row(number), row(3, last="2016-06-30"))
        assert koers("lever", str(source), "--opslag", "opslag", "--op", day) == 0
    capsys.readouterr()
    return "opslag"


def test_a_short_table_comes_first_and_then_what_stands_behind_it(
    store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert koers("lees", "ov.yaml", "--opslag", store) == 0
    words = " ".join(capsys.readouterr().out.split())
    assert "Te tellen met deze gegevens: 2 klaar, 0 deels, 1 niet." in words
    assert "W niet tabel werk is niet geleverd klaar: S, B" in words
    assert "uitkering voor S, B, W 3 rijen, vanaf 1 januari 2016" in words
    assert "wpda: bekend tot en met 31 december 2016" in words
    assert "klant 100%, begindatum 100%, einddatum 33%" in words
    assert "een lege einddatum betekent dat het nog loopt" in words
    assert "werk voor W niet geleverd" in words


def test_readiness_is_asked_of_an_earlier_state_and_of_one_indicator(
    store: str, capsys: pytest.CaptureFixture[str]
) -> None:  # A-14, F6
    found = {}
    for at in ("2017-01-31", "2017-02-28"):
        words = ("lees", "ov.yaml", "--opslag", store, "--bekend-op", at, "--json")
        assert koers(*words, "--indicator", "B") == 0
        told = json.loads(capsys.readouterr().out)
        (one,) = told["indicatoren"]
        assert (one["code"], one["gereedheid"]) == ("B", "klaar")
        found[at] = (one["tabellen"][0]["rijen"], told["bekendOp"])
    assert [rows for rows, _ in found.values()] == [2, 3]
    assert len({state for _, state in found.values()}) == 2


def test_a_folder_of_csv_files_and_one_in_parts_are_ready_alike(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    agreement = str(EXAMPLE / "overeenkomst.yaml")
    assert koers("lees", agreement, "--gegevens", str(EXAMPLE / "gegevens")) == 0
    assert "6 klaar, 0 deels, 0 niet" in capsys.readouterr().out
    found = []
    for kind in ((), ("--csv",)):
        folder = str(tmp_path / f"verzonnen{len(kind)}")
        assert koers("verzin", folder, "--personen", "200", "--deelgrootte", "90", *kind) == 0
        capsys.readouterr()
        assert koers("lees", agreement, "--gegevens", folder, "--json") == 0
        told = json.loads(capsys.readouterr().out)["indicatoren"]
        found.append([{**table, "leveranciers": 0} for one in told for table in one["tabellen"]])
    assert found[0] == found[1]  # but for the promises, which only the CSV files come with
    assert len(found[0]) > 10


def test_lees_refuses_what_only_goes_with_data(
    store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert koers("lees", "ov.yaml", "--json") == 2
    assert "--json en --bekend-op horen bij --opslag of --gegevens." in capsys.readouterr().err


def test_an_agreement_with_an_error_leaves_json_empty(
    store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("fout.yaml").write_text("overeenkomst: x\n", encoding="utf-8")
    assert koers("lees", "fout.yaml", "--opslag", store, "--json") == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "ontbrekende-sleutel" in told.err
