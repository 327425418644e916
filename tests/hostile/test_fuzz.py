"""A short run of the fuzzing command; `make fuzz` does the long ones."""

from pathlib import Path

import pytest

from tests.hostile import fuzz
from tests.hostile.case import CANARY, DECLARATION
from tests.hostile.judging import never
from tests.hostile.reading import Found, Reading


@pytest.mark.slow
def test_nothing_that_may_never_happen_happens_with_two_hundred_files(tmp_path: Path) -> None:
    # issue 4, item 7: a fuzzing command
    fuzzing = fuzz.Fuzzing(20161231, tmp_path / "fuzz")
    fuzzing.run(200)
    assert fuzzing.failures == []
    assert fuzzing.counts["read"] > 20
    assert fuzzing.counts["refused"] > 20


def reading(*findings: Found, read: int = 3) -> Reading:
    return Reading("", findings, accepted=3, refused=0, double=0, read=read, first={},
                   refused_file=b"")  # fmt: skip


def test_what_may_never_happen_is_noticed() -> None:
    assert list(never(reading())) == []
    assert list(never(reading(read=4))) == ["rows in are not rows accounted for"]
    shown = Found("rij-onjuist", "a.csv", 1, 1, f"{CANARY} staat er")
    assert list(never(reading(shown))) == ["a personal cell is shown in rij-onjuist"]
    unseen = Found("rij-onjuist", "a.csv", 1, 1, "uit\u202evsc")
    assert len(list(never(reading(unseen)))) == 1


def test_file_can_be_made_again_from_the_seed_and_its_number(tmp_path: Path) -> None:
    made = []
    for name in ("een", "twee"):
        (tmp_path / name).mkdir()
        fuzzing = fuzz.Fuzzing(7, tmp_path / "fuzz")
        made.append(fuzzing._written(tmp_path / name, 3).path.read_bytes())
    assert made[0] == made[1]


def test_failing_file_is_kept_with_its_declaration(tmp_path: Path) -> None:
    fuzzing = fuzz.Fuzzing(7, tmp_path / "fuzz")
    fuzzing._fail(fuzzing._written(tmp_path, 3), "something")
    kept = Path(fuzzing.failures[0].file)
    assert kept.exists()
    assert (kept.parent / "aanlevering.yaml").read_text().startswith(DECLARATION[:20])
    assert str(kept) in "\n".join(fuzz.told(fuzzing))
