"""Every hostile file is taken or refused as a user would want, and the message says where.

`trust.md` (hostile files). The quick tests read many files in one process with limits; the slow
ones give each of them to the command, in its own store, and measure what that takes.
"""

import unicodedata
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import pytest

from tests.hostile.case import CANARY, DECLARATION, Case, csv_text, rows
from tests.hostile.commanded import commanded
from tests.hostile.corpus import ALONE, CASES
from tests.hostile.judging import complaints
from tests.hostile.reading import read_alone, read_together, reading_in, written

AT_A_TIME = 30
GUARD = 30
"""Seconds on the clock; it should be 5, on a machine that does nothing else."""
MOST_MEGABYTES = 512
MOST_PROCESSOR = 10
"""Seconds, of both processes: twice what it may take on the clock, as two work at once."""

TOGETHER = [case for name, case in CASES.items() if name not in ALONE]


def batches() -> list[list[Case]]:
    cases = iter(TOGETHER)
    return list(iter(lambda: list(islice(cases, AT_A_TIME)), []))


def test_corpus_is_large_enough() -> None:
    # issue 4, item 7: at least 60 files
    assert len(CASES) >= 300
    assert set(CASES) >= ALONE


def test_same_bytes_come_out_every_time(tmp_path: Path) -> None:
    for name in ("zip: good", "xlsx: good", "parquet: good", "unclosed quote in the middle"):
        made = []
        for again in ("een", "twee"):
            folder = tmp_path / name.replace(" ", "") / again
            folder.mkdir(parents=True)
            made.append(CASES[name].make(folder).read_bytes())
        assert made[0] == made[1]


@pytest.mark.parametrize("cases", batches(), ids=lambda cases: cases[0].name)
def test_hostile_files_are_taken_or_refused_as_a_user_would_want(
    cases: Sequence[Case], tmp_path: Path
) -> None:
    # trust: hostile files; nothing lost (rows in = accepted + refused + double)
    deliveries = []
    for number, case in enumerate(cases):
        (tmp_path / str(number)).mkdir()
        deliveries.append(written(case, tmp_path / str(number)))
    (tmp_path / "samen").mkdir()
    at = read_together(deliveries, staging=tmp_path / "samen", seconds=60)
    assert at is None, f"reading stopped at {cases[at or 0].name}"
    found = {
        case.name: complaints(case, reading_in(delivered.staging))
        for case, delivered in zip(cases, deliveries, strict=True)
    }
    assert {name: problems for name, problems in found.items() if problems} == {}


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(ALONE))
def test_large_hostile_file_is_taken_or_refused_as_a_user_would_want(
    name: str, tmp_path: Path
) -> None:
    # trust: hostile files
    assert complaints(CASES[name], read_alone(written(CASES[name], tmp_path))) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_command_survives_a_hostile_file_within_its_time_and_memory(
    name: str, tmp_path: Path
) -> None:
    # trust: hostile files: <= 5 s and <= 512 MB, the parent lives
    case = CASES[name]
    found = commanded(case, tmp_path)
    assert found.megabytes <= MOST_MEGABYTES
    assert found.seconds <= GUARD, f"{found.processor} seconds of the processor"
    assert found.processor <= MOST_PROCESSOR
    assert found.code in (0, 1, 2), found.said
    assert "Traceback" not in found.said
    assert CANARY not in found.said
    assert not [s for s in found.said if s != "\n" and unicodedata.category(s) in ("Cc", "Cs")]
    if case.accepted is None and not case.may_stop:
        assert found.code != 0
        assert not list((tmp_path / "opslag").glob("objecten/*/*"))


def test_table_that_cannot_be_read_keeps_the_whole_delivery_out(tmp_path: Path) -> None:
    # trust: nothing lost. Leaving out refused rows never leaves out a table.
    def two_tables(folder: Path) -> Path:
        (folder / "uitkering.csv").write_text(csv_text(rows(3)))
        (folder / "klant.csv").write_text(f"kl\u200bant\n{CANARY}1\n")
        return folder

    whole = f"{DECLARATION}  - tabel: klant\n"
    found = commanded(Case("two tables", two_tables, whole=whole), tmp_path)
    assert found.code == 1, found.said
    assert "Traceback" not in found.said
    assert not list((tmp_path / "opslag").glob("objecten/*/*"))


def test_what_formulas_could_do_is_gone_from_the_refused_rows(tmp_path: Path) -> None:
    # trust: exports are safe to open
    case = CASES["rows too short and too long"]
    reading = read_alone(written(case, tmp_path))
    assert reading.refused_file
    assert not [one for one in reading.refused_file.split(b"\n") if one[:1] in b"=+-@" and one]
