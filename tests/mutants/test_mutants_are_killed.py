"""Named mutants of the reference engine: each is killed by a drawn spec.

The idea that makes it simple: a mutant is one replacement in one source file. The specs run on a
copy of the sources with that one change; when they still pass, nobody would notice the mistake, and
this test fails. A replacement that no longer fits the source fails too, so the list cannot go
stale.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "src" / "koers"


@dataclass(frozen=True)
class Mutant:
    """A mistake someone could make: its name, the file, what stands there and what would stand
    there.
    """

    name: str
    file: str
    old: str
    new: str


UNITS, HISTORY, TIMELINE = (
    f"engines/reference/{name}.py" for name in ("units", "history", "timeline")
)
COUNTING, HITS = "engines/reference/counting.py", "engines/reference/hits.py"

MUTANTS = (
    Mutant(
        "a window is one day longer",
        UNITS,
        "end = min(outcome.end.after(whole.anchor), whole.last_day)",
        "end = min(outcome.end.after(whole.anchor) + ONE_DAY, whole.last_day + ONE_DAY)",
    ),
    Mutant(
        "a window is one day shorter",
        UNITS,
        "end = min(outcome.end.after(whole.anchor), whole.last_day)",
        "end = min(max(outcome.end.after(whole.anchor) - ONE_DAY, whole.anchor), whole.last_day)",
    ),
    Mutant(
        "a month is not clamped to its last day",
        "periods.py",
        "return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))",
        "return date(year, month, 1) + timedelta(days=day.day - 1)",
    ),
    Mutant(
        "mature a day later",
        UNITS,
        "mature = mature_on <= known_through",
        "mature = mature_on < known_through",
    ),
    Mutant(
        "the opposite of unknown is yes",
        TIMELINE,
        "return None if truth is None else not truth",
        "return not truth",
    ),
    Mutant(
        "spells do not merge",
        TIMELINE,
        "if found and (first - found[-1][1]).days <= gap + 1:",
        "if found and gap < 0:",
    ),
    Mutant(
        "a gap of one day more is bridged",
        TIMELINE,
        "if found and (first - found[-1][1]).days <= gap + 1:",
        "if found and (first - found[-1][1]).days <= gap + 2:",
    ),
    Mutant(
        "an end is certain a day too early",
        TIMELINE,
        "return (known_through - end).days >= gap + 1",
        "return (known_through - end).days >= gap",
    ),
    Mutant(
        "an exception before success is ignored",
        UNITS,
        "if succeeded is not None and (possible is None or succeeded <= possible):",
        "if succeeded is not None:",
    ),
    Mutant(
        "an exception on the day of success goes first",
        UNITS,
        "if succeeded is not None and (possible is None or succeeded <= possible):",
        "if succeeded is not None and (possible is None or succeeded < possible):",
    ),
    Mutant(
        "the latest known-through counts",
        "register.py",
        "return min(days) if days else None",
        "return max(days) if days else None",
    ),
    Mutant(
        "a figure takes the latest known-through of its tables",
        "register.py",
        "return min([asked, *known])",
        "return min(asked, max([asked, *known]))",
    ),
    Mutant(
        "anchored again in every half-year",
        UNITS,
        "reporting_periods(grain or Grain.TERM, term)",
        "reporting_periods(grain or Grain.HALF_YEAR, term)",
    ),
    Mutant(
        "a share is split on the last day of the period",
        COUNTING,
        "for split in self._splits(subject, carrier, anchor):",
        "for split in self._splits(subject, carrier, min(period.last_day, "
        "self.reader.known_through)):",
    ),
    Mutant(
        "a score on the anchor day counts as a result",
        HISTORY,
        "if window.anchor < day <= window.last_day",
        "if window.anchor <= day <= window.last_day",
    ),
    Mutant(
        "success counts at once, failure only when mature",
        UNITS,
        "if judged is None or not (mature or excluded):",
        "if not (mature or excluded or interim.result.truth):",
    ),
    Mutant(
        "the waiting time is forgotten",
        "agreement.py",
        "return max(self.agreed.after(day), day + timedelta(days=self.days_needed))",
        "return day",
    ),
    Mutant(
        "an expired score still holds",
        HISTORY,
        "expires = min(last, table.valid_for.after(day)) if table.valid_for else last",
        "expires = last",
    ),
    Mutant(
        "code 99 is a score",
        HISTORY,
        " and not is_no_score(table, row)",
        "",
    ),
    Mutant(
        "unknown whether excluded means not excluded",
        UNITS,
        "    if excluded is None:\n        return OutcomeClass.UNKNOWN\n",
        "",
    ),
    Mutant(
        "no score in the window is a failure",
        HISTORY,
        "        if not found:\n            return constant(None)\n",
        "        if not found:\n            return constant(False)\n",
    ),
    Mutant(
        "the exclusive end is a day of presence",
        HISTORY,
        "            last -= ONE_DAY\n",
        "            pass\n",
    ),
    Mutant("a birthday comes a year early", HISTORY, "12 * (age.oldest + 1)", "12 * age.oldest"),
    Mutant(
        "an empty amount is nought",
        HITS,
        "amount = row.number(form.column.column) if isinstance(form, Sum) else 1",
        "amount = (row.number(form.column.column) or 0) if isinstance(form, Sum) else 1",
    ),
    Mutant(
        "of two values on a day the highest code counts",
        COUNTING,
        "            min(\n                (v for first, v in found if first == latest),",
        "            max(\n                (v for first, v in found if first == latest),",
    ),
    Mutant(
        "of two values on a day the earliest begun counts",
        COUNTING,
        "latest = max(first for first, _ in found)",
        "latest = min(first for first, _ in found)",
    ),
    Mutant(
        "a day that is unknown is a day on which it holds",
        HITS,
        "1 if first else None",
        "1",
    ),
    Mutant(
        "whoever may belong to the population is dropped",
        UNITS,
        "doubts += [doubt] if doubt else []",
        "doubts += []",
    ),
    Mutant(
        "a stock of the first day is taken on the last",
        COUNTING,
        "day or (period.first_day if first else period.last_day)",
        "day or period.last_day",
    ),
)


@pytest.mark.mutants
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name.replace(" ", "-"))
def test_mutant_is_killed_by_a_spec(mutant: Mutant, tmp_path: Path) -> None:
    copy = tmp_path / "src" / "koers"
    shutil.copytree(SOURCES, copy, ignore=shutil.ignore_patterns("__pycache__"))
    file = copy / mutant.file
    source = file.read_text(encoding="utf-8")
    assert source.count(mutant.old) == 1, f"{mutant.file} no longer holds exactly one: {mutant.old}"
    file.write_text(source.replace(mutant.old, mutant.new), encoding="utf-8")
    run = _specs(tmp_path / "src")
    assert run.returncode == 1, f"no spec noticed it:\n{run.stdout[-2000:]}{run.stderr[-2000:]}"
    assert "failed" in run.stdout


@pytest.mark.mutants
def test_the_specs_pass_on_an_unchanged_copy(tmp_path: Path) -> None:
    """Without this, a broken copy would kill every mutant."""
    shutil.copytree(
        SOURCES, tmp_path / "src" / "koers", ignore=shutil.ignore_patterns("__pycache__")
    )
    run = _specs(tmp_path / "src")
    assert run.returncode == 0, run.stdout[-2000:]


def _specs(sources: Path) -> subprocess.CompletedProcess[str]:
    """The drawn specs against a folder of sources, until the first failure."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-x",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "-m",
        "not slow",
        "tests/spec",
    ]
    environment = {**os.environ, "PYTHONPATH": str(sources), "PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("PYTEST_XDIST_WORKER", None)
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=300
    )
