"""The whole command `koers lever`, killed with SIGKILL or refused by the disk on its way: all or
nothing, and a retry makes exactly one (trust: "Nothing lost").
"""

from __future__ import annotations

import contextlib
import io
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from koers.cli import main
from koers.states import known_now
from koers.store.inspection import inspect
from koers.store.objects import MARK, STAGING, Store
from tests.reception.drawn import accepted, draw, row
from tests.store.deliveries import files_in
from tests.store.killing import HALF, KILL, Ended, Nursery, Stop, nursery

LEVER = "tests.reception.test_crashes:lever"
GROUPS = 6
"""So that they can run side by side."""

pytestmark = pytest.mark.slow


def lever(source: str, store: str) -> str:
    """For a run of `killing`: the exit code of the command and what it said at last."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        words = [source, "--opslag", store, "--op", "2017-01-10", "--zonder-geweigerde-rijen"]
        code = main(["lever", *words])
    return f"{code} {said.getvalue().strip().splitlines()[-1]}"


@pytest.fixture(scope="module")
def runs() -> Iterator[Nursery]:
    with nursery("pandas", "koers.cli", "tests.reception.test_crashes") as found:
        yield found


class Trial:
    """A store of one delivery, in which another with a refused row is tried again and again."""

    def __init__(self, runs: Nursery, folder: Path) -> None:
        self.runs, self.start, self.store = runs, folder / "begin", folder / "opslag"
        first = draw(folder / "eerst", row(1), row(2))
        store = Store.create(self.start)
        accepted(store, first)
        known_now(store)
        self.source = draw(folder, row(1, regulation="02"), row(3), row(4, first="morgen"))
        self.again()
        undisturbed = self.lever(Stop())
        assert undisturbed.returned.startswith("0 "), undisturbed
        self.calls = undisturbed.calls
        self.wanted = files_in(self.store)

    def again(self) -> None:
        shutil.rmtree(self.store, ignore_errors=True)
        shutil.copytree(self.start, self.store)

    def lever(self, stop: Stop) -> Ended:
        return self.runs.run(LEVER, str(self.source), str(self.store), stop=stop)

    def check(self) -> int:
        """How many deliveries there are, after all is found well and a retry made it two."""
        assert (self.store / MARK).exists()
        store = Store.open(self.store)
        assert inspect(store) == ()
        found = len(store.chain())
        assert found in {1, 2}
        assert self.lever(Stop()).returned.startswith("0 ")
        known_now(store)
        assert files_in(self.store) == self.wanted
        assert list((self.store / STAGING).iterdir()) == []
        return found


@cache
def _folder() -> Path:
    return Path(mkdtemp(prefix="koers-"))


@pytest.fixture(scope="module")
def trial(runs: Nursery) -> Iterator[Trial]:
    folder = _folder()
    yield Trial(runs, folder)
    shutil.rmtree(folder)


def points(trial: Trial) -> list[tuple[int, str]]:
    """Every call that changes something; at a write, also half of it."""
    return [
        (at, how)
        for at, (name, *_) in enumerate(trial.calls, 1)
        for how in ((KILL, HALF) if name == "write" else (KILL,))
    ]


def test_the_command_can_be_killed_at_a_hundred_points(trial: Trial) -> None:  # trust
    assert len(points(trial)) >= 100


@pytest.mark.parametrize("group", range(GROUPS))
def test_a_killed_command_leaves_all_or_nothing(trial: Trial, group: int) -> None:  # trust
    seen = []
    for at, how in points(trial)[group::GROUPS]:
        trial.again()
        assert trial.lever(Stop(at=at, how=how)).killed
        seen.append(trial.check())
    assert seen == sorted(seen), "there is one moment at which a delivery becomes part of the store"


@pytest.mark.parametrize("how", ["ENOSPC", "EIO"])
def test_a_disk_that_fails_at_a_write_leaves_all_or_nothing(trial: Trial, how: str) -> None:
    # trust
    writes = [at for at, (name, *_) in enumerate(trial.calls, 1) if name in ("write", "open")]
    for at in writes:
        trial.again()
        ended = trial.lever(Stop(at=at, how=how, lasting=True))
        assert ended.refused or ended.returned, ended
        assert not ended.killed
        trial.check()
