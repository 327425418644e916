"""A run of `koers tel`: the same bytes whatever surrounds it, and nothing left when it is stopped.

Each run is a process of its own, for what surrounds it (time zone, locale, hash seed) is read when
Python starts.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from koers.invented.writing import register_csv, write

WERKPLEIN = Path(__file__).parents[2] / "benchmarks" / "werkplein.yaml"
MONTHLY = ("--per", "maand", "--splits", "gemeente", "gemeente+doelgroep", "--csv")


def command(folder: Path, *words: str) -> list[str]:
    where = ("--gegevens", str(folder), "--tot-en-met", "2027-06-30")
    return [sys.executable, "-m", "koers", "tel", str(WERKPLEIN), *where, *words]


def said(folder: Path, *words: str, **surroundings: str) -> str:
    found = subprocess.run(
        command(folder, *words),
        capture_output=True,
        check=True,
        env={**os.environ, **surroundings},
    )
    return found.stdout.decode("utf-8")


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An invented register of 300 persons in seven parts."""
    folder = tmp_path_factory.mktemp("delen") / "register"
    write(folder, subjects=300, seed=5, municipalities=3, part_size=43)
    return folder


@pytest.fixture(scope="module")
def plain(parts: Path) -> str:
    return said(parts, *MONTHLY, "--tegelijk", "1", TZ="UTC", LC_ALL="C", PYTHONHASHSEED="0")


def test_surroundings_and_threads_change_no_byte(parts: Path, plain: str) -> None:
    # semantics.md F6: no clock. trust.md: same figure.
    for zone, seed in (("Pacific/Kiritimati", "1"), ("America/Anchorage", "4711")):
        around = {"TZ": zone, "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": seed}
        assert said(parts, *MONTHLY, "--tegelijk", "2", **around) == plain
    assert len(plain.splitlines()) > 1000


def test_the_same_rows_as_csv_give_the_same_bytes(plain: str, tmp_path: Path) -> None:
    register_csv(tmp_path / "csv", subjects=300, seed=5, municipalities=3)
    assert said(tmp_path / "csv", *MONTHLY) == plain


def test_the_reference_engine_gives_the_same_bytes(parts: Path) -> None:
    few = ("--indicator", "K-01", "--indicator", "K-08", "--csv")
    assert said(parts, *few, "--motor", "naslag") == said(parts, *few)


def stopped(words: list[str], folder: Path, *, when: Callable[[], bool]) -> tuple[int, bytes, str]:
    """Exit code and output of a command that is stopped when it is under way."""
    run = subprocess.Popen(
        words,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env={**os.environ, "TMPDIR": str(folder)},
    )
    deadline = time.monotonic() + 30
    while not when() and run.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    run.send_signal(signal.SIGINT)
    out, told = run.communicate(timeout=60)
    return run.returncode, out, told.decode("utf-8")


def test_who_stops_counting_gets_a_word_and_nothing_stays_behind(tmp_path: Path) -> None:
    folder = tmp_path / "register"
    write(folder, subjects=20_000, seed=1, municipalities=3, part_size=2_000)
    before = set(tmp_path.rglob("*"))
    words = command(folder, *MONTHLY, "--tegelijk", "2", "--deelgrootte", "100")
    began = time.monotonic()
    code, out, told = stopped(words, tmp_path, when=lambda: time.monotonic() > began + 4)
    assert (code, out) == (130, b"")
    assert "afgebroken" in told
    assert "Traceback" not in told
    assert set(tmp_path.rglob("*")) == before


def test_who_stops_inventing_finds_nothing_left(tmp_path: Path) -> None:
    folder = tmp_path / "register"
    words = [sys.executable, "-m", "koers", "verzin", str(folder)]
    words += ["--personen", "2000000", "--deelgrootte", "5000"]
    code, _, told = stopped(words, tmp_path, when=lambda: any(folder.glob("*/deel-00002.parquet")))
    assert code == 130
    assert "afgebroken" in told
    assert not folder.exists()
