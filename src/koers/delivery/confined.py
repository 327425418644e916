"""Reading a delivery in a process of its own, so that a hostile file cannot harm who asked for it.

The idea that makes it simple: the child holds itself to its limits (`limits`), reads, and leaves
`uitkomst.json`; how it *ended* says the rest. Out of time or memory, or brought down inside a
library, is something about the file and comes back as a word. An exception of ours is a bug, and is
raised here again, with its traceback but without its message, because that may repeat a cell.

It must not know what a delivery is.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from koers.delivery.limits import LARGEST, Limits
from koers.grammar import Json

REQUEST, OUTCOME = "verzoek.json", "uitkomst.json"
BUSY = "bezig.txt"
CHILD = "koers.delivery.child"

STARTED = b"begonnen\n"
"""What the child says first; before this it has read nothing, so its complaints may be shown."""

OUT_OF_MEMORY, BROKEN = 3, 4
"""How a child ends that met its memory limit, or in which a library panicked."""

MOST_TOLD = 64 * 1024**2
"""An outcome is counts and grouped findings; one of more bytes is the work of a hostile file."""

_THRIFTY = ("env", "ARROW_DEFAULT_MEMORY_POOL=system", "OPENBLAS_NUM_THREADS=1")
"""Measured: the pools that Arrow and NumPy otherwise set aside take 170 MB before a byte is read,
and NumPy's grows with the number of processors. They look at this only when they are loaded.
"""

_LOOK_EVERY = 0.25  # seconds
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


def run(
    request: Mapping[str, Json], *, staging: Path, limits: Limits, child_module: str = CHILD
) -> Outcome:
    """Let a child process take in the request, within limits; what it makes stands in `staging`.

    The child never outlives this call, nor this process. Raises ChildFailed on a bug in the child
    and OSError where the child could not write.
    """
    (staging / REQUEST).write_text(json.dumps(dict(request)), encoding="ascii")
    command = [*_THRIFTY, sys.executable, "-P", "-m", child_module]
    arguments = [str(staging), str(os.getpid()), *limits.as_texts()]
    with tempfile.TemporaryFile(dir=staging) as complaints:
        child = subprocess.Popen(
            [*command, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=complaints,
            start_new_session=True,
        )
        try:
            in_time = _wait(child, limits)
        finally:
            _end(child)
        told = child.communicate()[0]
        if in_time and not told.startswith(STARTED):
            raise ChildFailed(_last_words(complaints))
    stopped = "tijd" if not in_time else _why_ended(child.returncode, told[len(STARTED) :])
    if stopped:
        return Outcome(stopped=stopped, busy_with=_busy_with(staging))
    path = staging / OUTCOME
    if path.stat().st_size > MOST_TOLD:
        return Outcome(stopped="geheugen", busy_with=_busy_with(staging))
    return Outcome(told=json.loads(path.read_bytes()))


def tell_busy(staging: Path, name: str) -> None:
    """Leave word of what is being read, for when this process does not live to tell."""
    (staging / BUSY).write_text(name, encoding="utf-8", errors="replace")


def _busy_with(staging: Path) -> str:
    path = staging / BUSY
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _wait(child: subprocess.Popen[bytes], limits: Limits) -> bool:
    """Until the child ends by itself; False when it has to be ended: it only sleeps (a lock that
    never opens, a pipe that nobody fills), or is not done when even the largest delivery would be.
    """
    asleep = 0.0
    most = max(limits.seconds, Limits.for_size(LARGEST).seconds)
    for _ in range(int(most / _LOOK_EVERY)):
        try:
            child.wait(timeout=_LOOK_EVERY)
        except subprocess.TimeoutExpired:
            asleep = asleep + _LOOK_EVERY if _sleeps(child.pid) else 0.0
        else:
            return True
        if asleep >= limits.asleep:
            return False
    return False


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


def _end(child: subprocess.Popen[bytes]) -> None:
    """Whatever still runs of the child and what it started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _why_ended(code: int, told: bytes) -> str:
    """The reason, where that is the file's, "" when all is well; raises what is not the file's."""
    if code == 0:
        return ""
    if code in _ENDED:
        return _ENDED[code]
    if code < 0 or code == BROKEN:
        return "fout"
    number, _, where = told.decode(errors="replace").partition("\n")
    failed = ChildFailed(where or f"exit code {code}")
    if number.isdecimal() and int(number):
        raise OSError(int(number), os.strerror(int(number))) from failed
    raise failed


def _last_words(complaints: IO[bytes]) -> str:
    complaints.seek(0)
    return f"the child did not start:\n{complaints.read().decode(errors='replace')[-4000:]}"
