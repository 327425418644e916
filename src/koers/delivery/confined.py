"""Reading a delivery in a process of its own, so that a hostile file cannot harm who asked for it.

The idea that makes it simple: a process that has loaded what reading needs forks a child for each
delivery. The child holds itself to its limits (`limits`), reads, and leaves `uitkomst.json`; how it
*ended* says the rest. Out of time or memory, or brought down inside a library, is something about
the file and comes back as a word. An exception of ours is a bug, and is raised here again, with its
traceback but without its message, because that may repeat a cell.

It must not know what a delivery is.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from koers.delivery.limits import LARGEST, Limits
from koers.grammar import Json

REQUEST, OUTCOME = "verzoek.json", "uitkomst.json"
BUSY = "bezig.txt"
CHILD = "koers.delivery.child"

STARTED = b"begonnen\n"
"""What the process says first. It reads nothing itself, so its complaints may be shown."""

OUT_OF_MEMORY, BROKEN = 3, 4
"""How a child ends that met its memory limit, or in which a library panicked."""

MOST_TOLD = 64 * 1024**2
"""An outcome is counts and grouped findings; one of more bytes is the work of a hostile file."""

_THRIFTY = (
    *("env", "ARROW_DEFAULT_MEMORY_POOL=system", "OPENBLAS_NUM_THREADS=1"),
    "JE_ARROW_MALLOC_CONF=background_thread:false",
)
"""Measured: the pools that Arrow and NumPy otherwise set aside take 170 MB before a byte is read,
and NumPy's grows with the number of processors; a third one has a thread, and a process with
threads cannot be forked safely. They look at this only when they are loaded.
"""

_LOOK_EVERY, _LET_END = 0.25, 2.0  # seconds
_ENDED = {
    -signal.SIGXCPU: "tijd",
    OUT_OF_MEMORY: "geheugen",
    -signal.SIGABRT: "geheugen",  # how Arrow and Rust end without memory
    -signal.SIGKILL: "geheugen",  # by the kernel: the whole machine ran out
}


@dataclass(frozen=True)
class Outcome:
    """What the child left, or why it stopped: "tijd", "geheugen" or "fout"; and what it was busy
    with, as far as it told (`tell_busy`).
    """

    told: Json = ""
    stopped: str = ""
    busy_with: str = ""

    def why(self, limits: Limits) -> tuple[str, str]:
        """Message and advice for the user, where it stopped (finding lezen-afgebroken)."""
        smaller = "Splits het bestand, of bewaar het als CSV."
        if self.stopped == "tijd":
            return "Het lezen kost te veel tijd en is afgebroken.", smaller
        if self.stopped == "geheugen":
            most = limits.memory // 1024**2
            return f"Het lezen kost meer dan {most} MB geheugen en is afgebroken.", smaller
        return (
            "Het bestand is beschadigd, of zo gemaakt dat het niet te lezen is.",
            "Maak het opnieuw uit de bron, of bewaar het als CSV.",
        )


class ChildFailed(Exception):
    """A bug in the child: where it happened, without what the exception said."""


@dataclass(frozen=True)
class Reader:
    """A process that is ready to let children read. `ready` makes one."""

    process: subprocess.Popen[bytes]
    complaints: IO[bytes]

    def run(self, request: Mapping[str, Json], *, staging: Path, limits: Limits) -> Outcome:
        """Let a child take in the request, within limits; what it makes stands in `staging`.

        The child never outlives this call, nor this process. Raises ChildFailed on a bug in the
        child and OSError where the child could not write.
        """
        (staging / REQUEST).write_text(json.dumps(dict(request)), encoding="ascii")
        self._ask({"map": str(staging), "grenzen": [*limits.as_texts()]})
        pid = int(self._heard()["pid"])
        try:
            in_time = self._wait(pid, limits)
        finally:
            _kill(pid)
        ended = self._heard()
        _kill(pid)  # what it started between being killed and ending
        self._ask({})
        stopped = "tijd" if not in_time else _why_ended(int(ended["code"]), ended["told"])
        if stopped:
            return Outcome(stopped=stopped, busy_with=_busy_with(staging))
        path = staging / OUTCOME
        if path.stat().st_size > MOST_TOLD:
            return Outcome(stopped="geheugen", busy_with=_busy_with(staging))
        return Outcome(told=json.loads(path.read_bytes()))

    def check_started(self) -> None:
        """Raises ChildFailed with its own words where it could not load what it needs."""
        if self._line() != STARTED:
            raise ChildFailed(self._last_words())

    def _ask(self, request: Mapping[str, Json]) -> None:
        assert self.process.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # that it is gone is heard
            self.process.stdin.write(json.dumps(dict(request)).encode() + b"\n")

    def _heard(self) -> Mapping[str, str]:
        """What it says next. Raises ChildFailed when it is not there any more."""
        line = self._line()
        if not line:
            raise ChildFailed(self._last_words())
        told: Mapping[str, str] = json.loads(line)
        return told

    def _line(self) -> bytes:
        assert self.process.stdout is not None
        return self.process.stdout.readline()

    def _last_words(self) -> str:
        self.process.wait()
        self.complaints.seek(0)
        said = self.complaints.read().decode(errors="replace")[-4000:]
        return f"the process that reads ended by itself:\n{said}"

    def _wait(self, pid: int, limits: Limits) -> bool:
        """Until the child ends by itself; False when it has to be ended: it only sleeps (a lock
        that never opens, a pipe that nobody fills), or is not done when even the largest delivery
        would be.
        """
        assert self.process.stdout is not None
        asleep = 0.0
        most = max(limits.seconds, Limits.for_size(LARGEST).seconds)
        for _ in range(int(most / _LOOK_EVERY)):
            if select.select([self.process.stdout], [], [], _LOOK_EVERY)[0]:
                return True
            asleep = asleep + _LOOK_EVERY if _sleeps(pid) else 0.0
            if asleep >= limits.asleep:
                return False
        return False


@contextlib.contextmanager
def ready(child_module: str = CHILD) -> Iterator[Reader]:
    """A process that is ready to read deliveries, gone at the end. It takes half a second to load
    what reading needs, so who reads more than one delivery keeps it.

    Raises ChildFailed where it cannot start.
    """
    command = [*_THRIFTY, sys.executable, "-P", "-m", child_module, str(os.getpid())]
    with tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(
            command,
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            start_new_session=True,
        )
        reader = Reader(process, complaints)
        try:
            reader.check_started()
            yield reader
        finally:
            _let_go(process)


def run(
    request: Mapping[str, Json], *, staging: Path, limits: Limits, child_module: str = CHILD
) -> Outcome:
    """Read one delivery: as `Reader.run`."""
    with ready(child_module) as reader:
        return reader.run(request, staging=staging, limits=limits)


def tell_busy(staging: Path, name: str) -> None:
    """Leave word of what is being read, for when this process does not live to tell."""
    (staging / BUSY).write_text(name, encoding="utf-8", errors="replace")


def _busy_with(staging: Path) -> str:
    path = staging / BUSY
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _sleeps(pid: int) -> bool:
    """Every thread waits for something that is not the processor and not the disk. Where the system
    does not tell: no.
    """
    states = []
    with contextlib.suppress(OSError):  # threads come and go
        for thread in Path(f"/proc/{pid}/task").iterdir():
            told = (thread / "stat").read_bytes()
            states.append(told.rpartition(b")")[2].split()[0])
    return bool(states) and all(state == b"S" for state in states)


def _let_go(process: subprocess.Popen[bytes]) -> None:
    """Nothing is asked any more, so it ends by itself, or is ended with what it waits for."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.close()
    try:
        process.wait(_LET_END)
    except subprocess.TimeoutExpired:
        _kill(process.pid)
        process.wait()
    process.stdout.close()


def _kill(group: int) -> None:
    """Whatever still runs of a process and what it started. Its number must not be free yet."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


def _why_ended(code: int, told: str) -> str:
    """The reason, where that is the file's, "" when all is well; raises what is not the file's."""
    if code == 0:
        return ""
    if code in _ENDED:
        return _ENDED[code]
    if code < 0 or code == BROKEN:
        return "fout"
    number, _, where = told.partition("\n")
    failed = ChildFailed(where or f"exit code {code}")
    if number.isdecimal() and int(number):
        raise OSError(int(number), os.strerror(int(number))) from failed
    raise failed
