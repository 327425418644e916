"""The commands around a store, as a user types them: what they say and how they end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from koers.cli import main
from koers.store import disk
from koers.store.objects import Store
from tests.reception.drawn import draw, row

AGREEMENT = """\
overeenkomst: proef
titel: Proef
regime: wgr
partijen:
  assen: {naam: Assen, rol: opdrachtgever}
  wpda: {naam: Werkplein, rol: opdrachtnemer}
looptijd: {van: 2016-01-01, tot en met: 2016-12-31}
woordenboek: participatiewet
indicatoren:
  - code: S
    naam: Mensen met een uitkering
    eenheid: persoon
    stand: {tijdvak: uitkering}
    norm: {per: halfjaar, hooguit: 30}
  - code: B
    naam: Begonnen uitkeringen
    eenheid: uitkering
    aantal: {begin: uitkering}
    norm: {per: halfjaar, hooguit: 30}
"""


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str

    @property
    def words(self) -> str:
        return " ".join(self.out.split())


Koers = Callable[..., Said]


@pytest.fixture
def koers(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Koers:
    monkeypatch.chdir(tmp_path)
    Path("ov.yaml").write_text(AGREEMENT, encoding="utf-8")

    def run(*words: str) -> Said:
        try:
            code = main([*words])
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        told = capsys.readouterr()
        return Said(code, told.out, told.err)

    return run


def deliver(koers: Koers, folder: Path, *rows: str, on: str, **told: str) -> Said:
    source = draw(folder, *rows, **told)
    return koers("lever", str(source), "--opslag", "opslag", "--op", on)


def test_a_delivery_is_shown_accepted_and_listed(koers: Koers, tmp_path: Path) -> None:
    #
    said = deliver(koers, tmp_path, row(1), row(2), on="2017-01-10")
    assert said.code == 0
    assert "uitkering wijzigingen 2016-12-31 2 2 0 0" in said.words
    assert "Aangenomen als levering 1: " in said.words
    listed = koers("leveringen", "--opslag", "opslag")
    assert "1 van 1 leveringen gelden." in listed.words
    again = deliver(koers, tmp_path, row(1), row(2), on="2017-02-10")
    assert again.code == 0
    assert "Er verandert niets." in again.words


def test_reading_only_accepts_nothing(koers: Koers, tmp_path: Path) -> None:
    source = draw(tmp_path, row(1))
    said = koers("lever", str(source), "--opslag", "opslag", "--alleen-lezen")
    assert (said.code, "Niets staat in de weg" in said.words) == (0, True)
    assert "nog niets geleverd" in koers("leveringen", "--opslag", "opslag").words


def test_refused_rows_stand_beside_the_source(koers: Koers, tmp_path: Path) -> None:
    # trust
    said = deliver(koers, tmp_path, row(1), row(2, first="morgen"), on="2017-01-10")
    assert said.code == 1
    assert "Niet aangenomen: 1 rij is geweigerd." in said.words
    assert (tmp_path / "geweigerd-bron" / "uitkering.csv").exists()


def test_figures_are_counted_from_any_state_on_both_engines(koers: Koers, tmp_path: Path) -> None:
    # F6, A-12
    deliver(koers, tmp_path, *(row(n) for n in range(5)), on="2017-01-10")
    late = (row(n, first="2016-09-01") for n in range(5, 8))
    deliver(koers, tmp_path, *late, on="2017-02-10")
    count = ("tel", "ov.yaml", "--opslag", "opslag", "--tot-en-met", "2016-12-31", "--json")
    found = {}
    for at in ("", "2017-01-31"):
        for engine in ("snel", "naslag"):
            more = ("--bekend-op", at) if at else ()
            said = koers(*count, *more, "--motor", engine)
            assert said.code == 0, said.err
            found[at, engine] = json.loads(said.out)["cijfers"]
    assert found["", "snel"] == found["", "naslag"]
    assert found["2017-01-31", "snel"] == found["2017-01-31", "naslag"]
    values = {at: [f["waarde"] for f in found[at, "snel"]] for at in ("", "2017-01-31")}
    assert values == {"": ["5", "8", "5", "3"], "2017-01-31": ["5", "5", "5", "0"]}
    states = {f["herkomst"]["bekendOp"] for f in found["", "snel"]}
    assert len(states) == 1
    assert states != {f["herkomst"]["bekendOp"] for f in found["2017-01-31", "snel"]}


def test_the_difference_between_two_states_is_told_by_cause(koers: Koers, tmp_path: Path) -> None:
    # F6
    deliver(koers, tmp_path, *(row(n) for n in range(10)), on="2017-01-10", known="2016-06-30")
    deliver(
        koers, tmp_path,
        row(0, last="2016-03-31"), row(50, first="2016-02-01"), row(60, first="2016-09-01"),
        on="2017-02-10",
    )  # fmt: skip
    said = koers(
        "verschil", "2017-01-10", "2017-02-10", "--opslag", "opslag", "--overeenkomst", "ov.yaml"
    )
    assert said.code == 0, said.err
    assert "uitkering 10 0 1 1 1 0 12" in said.words  # corrected, late, new
    assert "S 2016 1e halfjaar 10 10 gecorrigeerd -1, te laat +1" in said.words.replace(
        "2016 H1", "2016 1e halfjaar"
    )
    turned = koers("verschil", "2017-02-10", "2017-01-10", "--opslag", "opslag")
    assert turned.code == 2
    assert "Draai ze om." in turned.err


def test_a_store_that_is_damaged_is_told_and_ends_with_one(koers: Koers, tmp_path: Path) -> None:
    # trust
    deliver(koers, tmp_path, row(1), on="2017-01-10")
    assert koers("controleer", "--opslag", "opslag").code == 0
    path = next(Path("opslag/objecten").rglob("*.parquet"))
    path.unlink()
    said = koers("controleer", "--opslag", "opslag")
    assert said.code == 1
    assert "levering 1 van wpda" in said.words
    assert "Er is niets aan veranderd." in said.words


def test_what_is_known_can_be_built_up_again(koers: Koers, tmp_path: Path) -> None:
    deliver(koers, tmp_path, row(1), on="2017-01-10")
    before = {p: p.read_bytes() for p in Path("opslag/bekend").rglob("*") if p.is_file()}
    assert before
    assert koers("controleer", "--opslag", "opslag", "--bouw-op").code == 0
    assert before == {p: p.read_bytes() for p in Path("opslag/bekend").rglob("*") if p.is_file()}


def test_a_folder_that_is_no_store_is_refused_with_a_reason(koers: Koers, tmp_path: Path) -> None:
    for words in (("leveringen",), ("controleer",), ("verschil", "2016-01-01", "2016-01-02")):
        said = koers(*words, "--opslag", str(tmp_path))
        assert said.code == 2
        assert "staat geen opslag" in " ".join(said.err.split())
    said = koers("lever", "nergens.csv", "--opslag", "opslag")
    assert (said.code, "bestaat niet" in " ".join(said.err.split())) == (2, True)


def test_a_template_can_be_filled_in_and_delivered(koers: Koers, tmp_path: Path) -> None:
    #
    said = koers("lever", "sjabloon", "--maak-sjabloon", "--tabellen", "uitkering")
    assert said.code == 0
    assert {path.name for path in Path("sjabloon").iterdir()} == {
        "aanlevering.yaml",
        "participatiewet.xlsx",
    }
    assert koers("lever", "x", "--maak-sjabloon", "--tabellen", "uitkeringen").code == 2


def test_two_processes_that_deliver_at_once_both_arrive(tmp_path: Path) -> None:  # trust
    store = str(tmp_path / "opslag")
    for round_ in range(3):
        sources = [
            draw(tmp_path / f"{round_}{place}", row(10 * round_ + place)) for place in range(2)
        ]
        running = [
            subprocess.Popen(
                [sys.executable, "-m", "koers", "lever", str(source), "--opslag", store],
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
            )
            for source in sources
        ]
        said = [process.communicate()[0].decode() for process in running]
        assert [process.returncode for process in running] == [0, 0], said
    assert len(Store.open(Path(store)).chain()) == 6


def test_who_waits_for_somebody_else_is_told_so(koers: Koers, tmp_path: Path) -> None:  # trust
    deliver(koers, tmp_path, row(1), on="2017-01-10")
    source = draw(tmp_path, row(2))
    held = disk.try_lock(Path("opslag") / "slot")
    assert held is not None
    let_go = threading.Timer(60, os.close, [held])  # so that a mistake does not hang the test
    let_go.start()
    command = [sys.executable, "-m", "koers", "lever", str(source), "--opslag", "opslag"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as other:
        assert other.stderr is not None
        first = other.stderr.readline().decode()
        let_go.cancel()
        os.close(held)
        other.stderr.read()
    assert first.startswith("Iemand anders werkt nu ook in deze opslag")
    assert other.returncode == 0
    assert len(Store.open(Path("opslag")).chain()) == 2
