"""Named mutants of the engines and of the model: a drawn spec kills each, and so does a drawn case.

The idea that makes it simple: a mutant is one replacement in one source file (`planted`). The specs
and the generative cases run on a copy of the sources with that one change (`noticing`); when they
still pass, nobody would notice the mistake, and this test fails. A replacement that no longer fits
the source fails too, so the list cannot go stale. The oracle that counts day by day is left out:
two engines and a third reading of F7 are enough to see every mutant.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutants.noticing import NOTICED
from tests.mutants.planted import COMPILED, MODEL, REFERENCE, UNSPECIFIED, Mutant

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "src" / "koers"


SPECIFIED = MODEL + REFERENCE + COMPILED


def name(mutant: Mutant) -> str:
    engine = Path(mutant.file).parent.name or "model"
    return f"{engine}-{mutant.name.replace(' ', '-')}"


@pytest.mark.mutants
@pytest.mark.parametrize("mutant", SPECIFIED, ids=name)
def test_mutant_is_killed_by_a_spec(mutant: Mutant, tmp_path: Path) -> None:
    run = noticed("specs", planted(mutant, tmp_path))
    assert run.returncode == NOTICED, f"no spec noticed it:\n{run.stderr[-2000:]}"


@pytest.mark.mutants
@pytest.mark.parametrize("mutant", SPECIFIED + UNSPECIFIED, ids=name)
def test_mutant_is_killed_by_a_drawn_case(mutant: Mutant, tmp_path: Path) -> None:
    run = noticed("cases", planted(mutant, tmp_path))
    assert run.returncode == NOTICED, f"no drawn case noticed it:\n{run.stderr[-2000:]}"


@pytest.mark.mutants
@pytest.mark.parametrize("what", ["specs", "cases"])
def test_an_unchanged_copy_has_nothing_to_notice(what: str, tmp_path: Path) -> None:
    """Without this, a broken copy would kill every mutant."""
    run = noticed(what, copied(tmp_path))
    assert run.returncode == 0, run.stderr[-2000:]


def planted(mutant: Mutant, folder: Path) -> Path:
    """A copy of the sources with one mistake."""
    copy = copied(folder)
    file = copy / "koers" / mutant.file
    source = file.read_text(encoding="utf-8")
    assert source.count(mutant.old) == 1, f"{mutant.file} no longer holds exactly one: {mutant.old}"
    file.write_text(source.replace(mutant.old, mutant.new), encoding="utf-8")
    return copy


def copied(folder: Path) -> Path:
    copy = folder / "src"
    shutil.copytree(SOURCES, copy / "koers", ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def noticed(what: str, sources: Path) -> subprocess.CompletedProcess[str]:
    """What `noticing` finds in a folder of sources, until the first difference."""
    path = os.pathsep.join((str(sources), str(ROOT)))
    return subprocess.run(
        [sys.executable, "-m", "tests.mutants.noticing", what, str(sources)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
