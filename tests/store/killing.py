"""Stopping a real process at a call that changes something: killed with SIGKILL, or refused by the
disk.

The idea that makes it simple: a nursery is a process that has loaded everything and forks a child
for each run, so a run costs milliseconds and is a real process all the same. In the child every
function of Python that changes something on disk is watched: opening to write, writing, fsync,
link, rename, mkdir, unlink, rmdir, chmod, truncate, flock. They are counted from 1, and at call N
the child kills itself, half a write included, or the call fails as it would on a full or broken
disk. What a library writes from C is not counted; kills at random moments reach that.

    with nursery() as runs:
        ended = runs.run("tests.store.test_crashes:deliver_one", str(folder), stop=Stop(at=7))

Nothing of Koers is replaced: only the operating system is.
"""

from __future__ import annotations

import builtins
import errno
import fcntl
import importlib
import io
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from koers.findings import Refused

ROOT = Path(__file__).parents[2]
KILL, HALF = "kill", "half"
_OPEN = ("buffering", "encoding", "errors", "newline", "closefd", "opener")


@dataclass(frozen=True)
class Stop:
    """Where a run is stopped (at call `at`, from 1; 0 is nowhere) and how: `KILL`; `HALF`, which
    writes half of what was to be written first; or the name of an error, such as "ENOSPC".
    `lasting`: every call from there on fails. `most`: no file may grow beyond so many bytes.
    """

    at: int = 0
    how: str = KILL
    lasting: bool = False
    most: int = 0


@dataclass(frozen=True)
class Ended:
    """How a run ended: what it returned, the code with which it was refused, or that it was killed;
    and every call, as its name and the paths it was about. A killed run leaves no calls.
    """

    returned: str = ""
    refused: str = ""
    killed: bool = False
    calls: tuple[tuple[str, ...], ...] = ()


class Nursery:
    """Starts runs and waits for them. A run is "module:function" with texts as arguments, that
    returns a text.
    """

    def __init__(self, process: subprocess.Popen[str], folder: Path) -> None:
        self.process = process
        self.folder = folder
        self.started = 0

    def start(self, function: str, *arguments: str, stop: Stop | None = None) -> int:
        """The process id of a new run."""
        self.started += 1
        report = str(self.folder / f"{self.started}.json")
        return int(self._ask([function, arguments, asdict(stop or Stop()), report]))

    def wait(self, pid: int) -> Ended:
        status, report = json.loads(self._ask(pid))
        if status == -signal.SIGKILL:
            return Ended(killed=True)
        told = json.loads(Path(report).read_text(encoding="utf-8"))
        assert not told["failed"], told["failed"]
        calls = tuple(tuple(call) for call in told["calls"])
        return Ended(told["returned"], told["refused"], calls=calls)

    def run(self, function: str, *arguments: str, stop: Stop | None = None) -> Ended:
        return self.wait(self.start(function, *arguments, stop=stop))

    def _ask(self, request: object) -> str:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(json.dumps(request), file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline()
        assert answer, "the nursery has died"
        return answer


@contextmanager
def nursery(*modules: str) -> Iterator[Nursery]:
    """A process that has loaded these modules and forks a child for each run."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.store.killing", *modules]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=ROOT) as process:
            yield Nursery(process, Path(folder))
            assert process.stdin is not None
            process.stdin.close()


# --- in the nursery ------------------------------------------------------------------------------


def tend() -> None:
    """Answer each line: a list starts a run, a number waits for one."""
    for module in sys.argv[1:]:
        importlib.import_module(module)
    reports: dict[int, str] = {}
    for line in sys.stdin:
        request = json.loads(line)
        if isinstance(request, int):
            _, status = os.waitpid(request, 0)
            _answer([os.waitstatus_to_exitcode(status), reports.pop(request)])
            continue
        pid = os.fork()
        if pid == 0:
            _run(*request)
        reports[pid] = request[3]
        _answer(pid)


def _answer(answer: object) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def _run(function: str, arguments: list[str], stop: dict[str, Any], report: str) -> None:
    module, _, name = function.partition(":")
    action: Callable[..., str] = getattr(importlib.import_module(module), name)
    watch = Watch(Stop(**stop))
    told: dict[str, object] = {"returned": "", "refused": "", "failed": ""}
    try:
        with watch.watching():
            told["returned"] = action(*arguments)
    except Refused as problem:
        told["refused"] = problem.code
    except BaseException as problem:  # noqa: BLE001  (whoever waits for this run judges it)
        told["failed"] = repr(problem)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    Path(report).write_text(json.dumps({**told, "calls": watch.calls}), encoding="utf-8")
    os._exit(0)


class Watch:
    """Counts the calls that change something, and stops at one."""

    def __init__(self, stop: Stop) -> None:
        self.stop = stop
        self.calls: list[tuple[str, ...]] = []
        self.paths: dict[int, str] = {}

    def reached(self, name: str, *about: object) -> bool:
        """Whether this call kills; an error is raised here."""
        self.calls.append((name, *(self.path(one) for one in about)))
        number, at = len(self.calls), self.stop.at
        if not at or number < at or (number > at and not self.stop.lasting):
            return False
        if self.stop.how in (KILL, HALF):
            return True
        code = int(getattr(errno, self.stop.how))
        raise OSError(code, os.strerror(code))

    def path(self, about: object) -> str:
        if isinstance(about, int):
            return self.paths.get(about, "")
        return os.fsdecode(about) if isinstance(about, str | bytes | os.PathLike) else ""

    def write(self, original: Callable[[Any], int], data: Any, about: object) -> int:
        if self.reached("write", about):
            if self.stop.how == HALF:
                original(memoryview(data).cast("B")[: memoryview(data).nbytes // 2])
            _die()
        return original(data)

    @contextmanager
    def watching(self) -> Iterator[None]:
        replaced: list[tuple[Any, str, Any]] = []
        if self.stop.most:
            limit = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
            resource.setrlimit(resource.RLIMIT_FSIZE, (self.stop.most, limit))
        for module, name, new in self._watched():
            replaced.append((module, name, getattr(module, name)))
            setattr(module, name, new)
        try:
            yield
        finally:
            for module, name, old in replaced:
                setattr(module, name, old)

    def _watched(self) -> Iterator[tuple[Any, str, Any]]:
        for name in ("mkdir", "rmdir", "unlink", "remove", "chmod", "fchmod", "truncate"):
            yield os, name, self._changing(name, getattr(os, name), paths=1)
        for name in ("fsync", "fdatasync", "ftruncate", "utime"):
            if hasattr(os, name):
                yield os, name, self._changing(name, getattr(os, name), paths=1)
        for name in ("link", "symlink", "rename", "replace"):
            yield os, name, self._changing(name, getattr(os, name), paths=2)
        yield fcntl, "flock", self._changing("flock", fcntl.flock, paths=1)
        yield os, "write", self._writing(os.write)
        yield os, "open", self._opening(os.open)
        opening = self._opening_file(builtins.open)
        yield builtins, "open", opening
        yield io, "open", opening

    def _changing(self, name: str, original: Any, *, paths: int) -> Any:
        def changing(*arguments: Any, **named: Any) -> Any:
            if self.reached(name, *arguments[:paths]):
                _die()
            return original(*arguments, **named)

        return changing

    def _writing(self, original: Any) -> Any:
        def writing(handle: int, data: Any) -> int:
            return self.write(lambda part: int(original(handle, part)), data, handle)

        return writing

    def _opening(self, original: Any) -> Any:
        changing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC

        def opening(path: Any, flags: int, *arguments: Any, **named: Any) -> int:
            if flags & changing and self.reached("open", path):
                _die()
            handle = int(original(path, flags, *arguments, **named))
            self.paths[handle] = self.path(path)
            return handle

        return opening

    def _opening_file(self, original: Any) -> Any:
        watch = self

        class Watched(io.FileIO):
            def write(self, data: Any) -> int:
                about = watch.path(self.name) or self.fileno()
                return watch.write(super().write, data, about)

        def opening(file: Any, mode: str = "r", *arguments: Any, **named: Any) -> Any:
            if not set(mode) & set("wax+"):
                return original(file, mode, *arguments, **named)
            if self.reached("open", file):
                _die()
            asked = {**dict(zip(_OPEN, arguments, strict=False)), **named}
            how = {name: asked[name] for name in ("closefd", "opener") if name in asked}
            raw = Watched(file, mode.replace("b", "").replace("t", ""), **how)
            if asked.get("buffering") == 0:
                return raw
            buffered = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
            if "b" in mode:
                return buffered
            text: dict[str, Any] = {name: asked.get(name) for name in _OPEN[1:4]}
            return io.TextIOWrapper(buffered, **text)

        return opening


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    tend()
