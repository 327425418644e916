"""`koers verzin leveringen`: a folder of deliveries with an example agreement."""

from __future__ import annotations

from pathlib import Path

import pytest

from koers.cli import main
from koers.cli.inventing import EXAMPLES
from koers.delivery.declaration import FILE_NAME


@pytest.mark.parametrize("example", EXAMPLES)
def test_each_example_has_deliveries_that_are_named_by_their_day(
    example: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "nieuw" / "leveringen"
    assert main(["verzin", "leveringen", example, str(folder)]) == 0
    found = sorted(path for path in folder.iterdir() if path.is_dir())
    assert f"{len(found)} leveringen verzonnen" in capsys.readouterr().out
    assert all((path / FILE_NAME).exists() for path in found)
    days = [path.name[:10] for path in found]
    assert days == sorted(days)
    assert days[0][:2] == "20"


def test_another_seed_gives_other_deliveries(tmp_path: Path) -> None:
    for seed in ("1", "2"):
        words = ["verzin", "leveringen", "prestatiedenken", str(tmp_path / seed), "--zaad", seed]
        assert main(words) == 0
    one, two = ([p.read_bytes() for p in sorted((tmp_path / s).rglob("*.csv"))] for s in "12")
    assert one != two


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["leveringen", "werkplijn", "map"], "Bedoelt u 'werkplein'?"),
        (["leveringen", "werkplein"], "Verwacht: koers verzin leveringen werkplein MAP"),
        (["leveringen", "werkplein", "map", "nog een"], "Verwacht: koers verzin leveringen"),
        (["een", "twee"], "Verwacht: koers verzin MAP, of koers verzin leveringen"),
    ],
)
def test_what_does_not_fit_is_told_in_a_sentence(
    words: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["verzin", *words]) == 2
    assert said in " ".join(capsys.readouterr().err.split())
    assert not list(tmp_path.iterdir())


def test_deliveries_are_not_mixed_with_what_is_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "van mij.txt").write_text("blijft")
    assert main(["verzin", "leveringen", "werkplein", str(tmp_path)]) == 2
    assert "is geen lege map" in " ".join(capsys.readouterr().err.split())
    assert [path.name for path in tmp_path.iterdir()] == ["van mij.txt"]


def test_register_can_stand_in_a_folder_that_is_called_leveringen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["verzin", "leveringen", "--personen", "20", "--csv"]) == 0
    assert Path("leveringen/klant.csv").exists()
