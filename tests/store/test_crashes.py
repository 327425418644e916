"""A delivery is in the store wholly or not at all, whatever happens on the way (trust: "Nothing
lost"): real processes, killed with SIGKILL or refused by the disk at every call that changes
something.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from koers.store.inspection import inspect
from koers.store.objects import MARK, STAGING, Store
from tests.store.deliveries import deliver, files_in
from tests.store.killing import HALF, KILL, Ended, Nursery, Stop, nursery

DELIVER = "tests.store.deliveries:deliver_in_a_run"


@pytest.fixture(scope="module")
def runs() -> Iterator[Nursery]:
    with nursery("pandas", "tests.store.deliveries") as found:  # Arrow would load pandas each time
        yield found


class Trial:
    """A store in which delivery 3 is tried, again and again from the same beginning: a store of two
    deliveries, or a folder that is not there.
    """

    def __init__(self, runs: Nursery, folder: Path, *, before: int) -> None:
        self.runs = runs
        self.before = before
        self.start = folder / "begin"
        self.store = folder / "opslag"
        for number in range(1, before + 1):
            deliver(self.start, number)
        self.again()
        self.undisturbed = self.deliver(Stop())
        self.wanted = files_in(self.store)

    def again(self) -> None:
        shutil.rmtree(self.store, ignore_errors=True)
        if self.start.exists():
            shutil.copytree(self.start, self.store)

    def deliver(self, stop: Stop) -> Ended:
        return self.runs.run(DELIVER, str(self.store), "3", stop=stop)

    def check(self) -> int:
        """How many deliveries are in the store, after all is found to be well and trying again has
        made it exactly one more.
        """
        found = 0
        if (self.store / MARK).exists():
            assert inspect(Store(self.store)) == ()
            found = len(Store.open(self.store).chain())
        assert found in {self.before, self.before + 1}
        if found > self.before:
            assert files_in(self.store) == self.wanted
        ended = self.deliver(Stop())
        assert ended.returned == f"{self.before + 1} {found > self.before}"
        assert files_in(self.store) == self.wanted
        assert list((self.store / STAGING).iterdir()) == []
        assert inspect(Store(self.store)) == ()
        return found


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(2, id="in a store"),
        pytest.param(0, id="in a new folder", marks=pytest.mark.slow),
    ],
)
def trial(request: pytest.FixtureRequest, runs: Nursery, tmp_path_factory: object) -> Trial:
    assert isinstance(tmp_path_factory, pytest.TempPathFactory)
    return Trial(runs, tmp_path_factory.mktemp("proef"), before=request.param)


def test_there_are_a_hundred_points_at_which_a_delivery_can_be_killed(
    runs: Nursery, tmp_path: Path
) -> None:  # trust
    points = 0
    for before in (2, 0):
        calls = Trial(runs, tmp_path / str(before), before=before).undisturbed.calls
        points += len(calls) + sum(name == "write" for name, *_ in calls)
    assert points >= 100


def test_delivery_killed_at_any_call_is_there_or_not(trial: Trial) -> None:  # trust, A-12
    seen = []
    for at, (name, *_) in enumerate(trial.undisturbed.calls, 1):
        for how in (KILL, HALF) if name == "write" else (KILL,):
            trial.again()
            assert trial.deliver(Stop(at=at, how=how)).killed
            seen.append(trial.check())
    assert seen == sorted(seen), "there is one moment at which a delivery becomes part of the store"
    assert set(seen) == {trial.before, trial.before + 1}


@pytest.mark.slow
def test_delivery_killed_at_any_moment_is_there_or_not(trial: Trial) -> None:  # trust
    draw = random.Random(4)
    began = time.monotonic()
    trial.again()
    trial.deliver(Stop())
    lasts = time.monotonic() - began
    for _ in range(25):
        trial.again()
        pid = trial.runs.start(DELIVER, str(trial.store), "3")
        time.sleep(draw.random() * lasts)
        os.kill(pid, signal.SIGKILL)
        trial.runs.wait(pid)
        trial.check()


@pytest.mark.parametrize(
    ("how", "lasting"),
    [
        pytest.param("ENOSPC", True, id="full from then on", marks=pytest.mark.slow),
        pytest.param("ENOSPC", False, id="full once", marks=pytest.mark.slow),
        pytest.param("EIO", True, id="broken from then on", marks=pytest.mark.slow),
        pytest.param("EIO", False, id="broken once", marks=pytest.mark.slow),
    ],
)
def test_disk_that_fails_at_any_call_leaves_all_or_nothing(
    trial: Trial, how: str, lasting: bool
) -> None:  # trust
    for at in range(1, len(trial.undisturbed.calls) + 1):
        trial.again()
        ended = trial.deliver(Stop(at=at, how=how, lasting=lasting))
        assert ended.refused == "opslag-schrijft-niet" or ended.returned
        found = trial.check()
        assert not ended.returned or found == trial.before + 1


def test_system_that_lets_no_file_grow_leaves_all_or_nothing(trial: Trial) -> None:  # trust
    sizes = sorted({len(data) for data in trial.wanted.values()})
    refused = 0
    for most in sorted({1, *(size - 1 for size in sizes if size > 1), *sizes}):
        trial.again()
        ended = trial.deliver(Stop(most=most))
        refused += ended.refused == "opslag-schrijft-niet"
        assert ended.refused in {"", "opslag-schrijft-niet"}
        trial.check()
    assert refused > 3


def test_all_is_on_disk_before_the_head_names_it(trial: Trial) -> None:  # trust
    """Against a power cut: what was written is synced, and then the folder in which it got its
    name, before `kop` is replaced; and then the folder of `kop`.
    """
    calls = list(trial.undisturbed.calls)
    commit = next(at for at, call in enumerate(calls) if call[0] == "replace" and _is_head(call))
    assert ("fsync", str(trial.store)) in calls[commit:]
    before = calls[:commit]
    linked = [call for call in before if call[0] == "link"]
    assert len(linked) == 5  # two tables, the refused rows, the dictionary, the manifest
    made = [call[1:] for call in before if call[0] == "mkdir" and STAGING not in call[1]]
    for path, *named in (*(call[1:] for call in linked), (calls[commit][1],), *made):
        written = _last(before, ("write", path))
        synced = _last(before, ("fsync", path))
        assert synced > written or path in {folder for (folder,) in made}
        for name in named or ([path] if path in {folder for (folder,) in made} else []):
            given = max(_last(before, ("link", path, name)), _last(before, ("mkdir", name)))
            assert _last(before, ("fsync", str(Path(name).parent))) > given


def _is_head(call: tuple[str, ...]) -> bool:
    return call[2].endswith("/kop")


def _last(calls: list[tuple[str, ...]], wanted: tuple[str, ...]) -> int:
    return max((at for at, call in enumerate(calls) if call == wanted), default=-1)
