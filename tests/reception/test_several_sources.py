"""Several sources in one run: each has its own outcome, and together they are as one by one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from koers.cli import main, several
from koers.store.manifest import standing
from koers.store.objects import Store
from tests.reception.drawn import draw, row

STORE = ("--opslag", "opslag")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def source(called: str, *rows: str, **told: str) -> str:
    """A delivery in a folder that is called so; its path."""
    drawn = draw(Path("getekend") / called, *rows, **told)
    return str(drawn.rename(drawn.parent / called))


def lever(*words: str) -> int:
    return main(["lever", *words, *STORE])


def names() -> list[str]:
    return [one.name for one in Store.open(Path("opslag")).chain()]


# --- in turn --------------------------------------------------------------------------------------


def test_sources_are_accepted_in_the_order_in_which_they_are_given(
    capsys: pytest.CaptureFixture[str],
) -> None:
    first, second = source("b", row(1), name="Eerst"), source("a", row(2), name="Daarna")
    assert lever(first, second) == 0
    assert names() == ["Eerst", "Daarna"]
    told = capsys.readouterr().out
    assert "+ b: aangenomen als levering 1, 1 rijen" in told
    assert "2 van 2 leveringen staan in de opslag." in told


def test_after_a_delivery_that_is_refused_the_rest_goes_on(
    capsys: pytest.CaptureFixture[str],
) -> None:
    wrong = source("fout", row(1, first="morgen"), name="Fout")
    good = source("goed", row(2), name="Goed")
    assert lever(wrong, good) == 1
    assert names() == ["Goed"]
    told = capsys.readouterr().out
    assert "- fout: niet aangenomen" in told
    assert "geen dag" in told
    assert "1 van 2 leveringen staan in de opslag.\nNiet: fout" in told
    assert Path("getekend/fout/geweigerd-fout/uitkering.csv").exists()


def test_folder_of_deliveries_is_delivered_by_name() -> None:
    for number in (3, 1, 2):
        source_path = Path(source(f"{number}", row(number), name=f"Nummer {number}"))
        source_path.rename(Path(f"getekend/{number}-los"))
    Path("getekend/lees mij.txt").write_text("Hier staan drie leveringen.")
    Path("getekend/geweigerd-1-los").mkdir()
    assert lever("getekend") == 0
    assert names() == ["Nummer 1", "Nummer 2", "Nummer 3"]


def test_together_they_give_the_store_that_they_give_one_by_one() -> None:
    # F6: the same list of deliveries is the same state
    sources = [source(f"{number}", row(number), name=f"{number}") for number in range(3)]
    assert lever(*sources, "--op", "2017-01-10") == 0
    for one in sources:
        assert main(["lever", one, "--opslag", "los", "--op", "2017-01-10"]) == 0
    together, apart = (Store.open(Path(name)) for name in ("opslag", "los"))
    assert together.chain() == apart.chain()
    files = [
        {
            path.name: path.read_bytes()
            for path in store.known_folder(store.head()).rglob("*.parquet")
        }
        for store in (together, apart)
    ]
    assert files[0] == files[1] != {}


def test_what_is_known_is_made_once_and_not_after_each_delivery_of_changes() -> None:
    sources = [source(f"{number}", row(number), name=f"{number}") for number in range(4)]
    assert lever(*sources) == 0
    store = Store.open(Path("opslag"))
    assert [path.name for path in Path("opslag/bekend").iterdir()] == [store.head()]


def test_the_same_run_again_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    sources = [source(f"{number}", row(number), name=f"{number}") for number in range(2)]
    assert lever(*sources) == lever(*sources) == 0
    assert names() == ["0", "1"]
    assert "+ 1: was er al als levering 2" in capsys.readouterr().out


def test_reading_only_accepts_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert lever(source("a", row(1)), source("b", row(2)), "--alleen-lezen") == 0
    assert names() == []
    assert "2 van 2 leveringen zijn goed" in capsys.readouterr().out


# --- what must be confirmed -----------------------------------------------------------------------


def replacing() -> list[str]:
    first = source("eerst", row(1), name="Eerst")
    second = source("beter", row(2), name="Beter", more="vervangt: levering 1\n")
    return [first, second]


def test_a_delivery_that_replaces_one_of_the_same_run_waits_to_be_confirmed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    # trust: a replacing delivery says what it replaces, before it is accepted
    assert lever(*replacing()) == 1
    assert names() == ["Eerst"]
    told = capsys.readouterr().out
    assert "In plaats van levering 1 van wpda" in told
    assert "bevestig eerst wat er verandert" in told


def test_confirmed_it_takes_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    assert lever(*replacing(), "--bevestig") == 0
    chain = Store.open(Path("opslag")).chain()
    assert [one.name for one in standing(chain)] == ["Beter"]
    assert "in plaats van levering 1" in " ".join(capsys.readouterr().out.split())


def test_full_history_that_ends_much_waits_to_be_confirmed_too() -> None:
    # F5
    many = source("veel", *(row(n) for n in range(10)), name="Veel", kind="volledige historie")
    few = source("weinig", row(1), name="Weinig", kind="volledige historie")
    assert lever(many, few) == 1
    assert names() == ["Veel"]
    assert lever(many, few, "--bevestig") == 0
    assert names() == ["Veel", "Weinig"]


# --- the day --------------------------------------------------------------------------------------


def test_the_day_can_come_from_the_name_of_each_source() -> None:
    sources = [source(f"2017-0{month}-05-wpda", row(month), name=f"{month}") for month in (1, 2)]
    assert lever(*sources, "--op", "mapnaam") == 0
    days = [one.accepted_on.isoformat() for one in Store.open(Path("opslag")).chain()]
    assert days == ["2017-01-05", "2017-02-05"]


def test_name_without_a_day_is_told_and_the_rest_goes_on(
    capsys: pytest.CaptureFixture[str],
) -> None:
    sources = [source(name, row(n), name=name) for n, name in enumerate(("los", "2017-01-05-wpda"))]
    assert lever(*sources, "--op", "mapnaam") == 1
    assert names() == ["2017-01-05-wpda"]
    assert "begint niet met een dag" in " ".join(capsys.readouterr().out.split())


def test_day_that_goes_back_is_told_and_the_rest_goes_on() -> None:
    sources = [source(f"2017-0{month}-05-wpda", row(month), name=f"{month}") for month in (2, 1, 3)]
    assert lever(*sources, "--op", "mapnaam") == 1
    assert names() == ["2", "3"]


def test_delivery_that_replaces_what_is_not_there_is_told_and_the_rest_goes_on(
    capsys: pytest.CaptureFixture[str],
) -> None:
    wrong = source("beter", row(1), name="Beter", more="vervangt: levering 9\n")
    assert lever(wrong, source("goed", row(2), name="Goed")) == 1
    assert names() == ["Goed"]
    assert "vervangt 'levering 9'" in " ".join(capsys.readouterr().out.split())


def test_who_stops_halfway_leaves_nothing_behind() -> None:
    # the third is being read when somebody stops at the second
    sources = [Path(source(f"{number}", row(number))) for number in range(3)]
    store = Store.create(Path("opslag"))
    reading = several.read_ahead(sources, store)
    next(reading)
    next(reading)
    reading.close()
    assert store.runs() == []
    assert Path(f"/proc/self/task/{os.getpid()}/children").read_text() == ""


# --- wrong use ------------------------------------------------------------------------------------


@pytest.mark.parametrize("option", [("--aanlevering", "een.yaml"), ("--maak-sjabloon",)])
def test_some_options_are_for_one_source(
    option: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    store = () if option == ("--maak-sjabloon",) else STORE
    assert main(["lever", source("a", row(1)), source("b", row(2)), *option, *store]) == 2
    assert "een enkele bron" in capsys.readouterr().err


def test_nothing_is_delivered_when_one_of_the_sources_is_not_there(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert lever(source("a", row(1)), "is-er-niet") == 2
    assert "'is-er-niet' bestaat niet" in capsys.readouterr().err
    assert not Path("opslag").exists()


def test_a_store_that_is_damaged_ends_the_run() -> None:
    assert lever(source("a", row(1), name="a")) == 0
    Path("opslag/kop").write_text("niets")
    assert lever(source("b", row(2), name="b"), source("c", row(3), name="c")) == 2
