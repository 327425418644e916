"""The process in which deliveries are read: `python -m koers.delivery.child PARENT`, started by
`confined` only.

The idea that makes it simple: this process loads what reading needs and reads nothing itself. For
each delivery it forks a child that holds to its limits, takes in, and ends; what the next child
starts from was never near a file of somebody else. How a child ended is told to the parent. Nothing
is caught but to tell where it went wrong, and whether that was for want of memory.

It must not know the screen, nor say what an exception says: that may repeat a cell.
"""

from __future__ import annotations

import errno
import gc
import json
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import NoReturn

import numpy.ma  # noqa: F401  (Arrow loads it when it meets its first array: 20 ms in each child)

from koers.delivery import confined, intake, limits
from koers.grammar import Json

TakeIn = Callable[[Mapping[str, Json], Path], None]
FAILED = 1
_MOST_TOLD = 30_000
"""Bytes that fit a pipe that nobody reads yet."""

_NO_MEMORY = {errno.ENOMEM, errno.EAGAIN, errno.EFBIG}
_NO_MEMORY_WORDS = ("out of memory", "worker thread", "start new thread", "without exception set")
"""How libraries put it that cannot raise a MemoryError any more. Matched, never shown."""


def main(arguments: Sequence[str], take_in: TakeIn) -> None:
    """Let a child read each delivery that the parent asks for, until it stops asking."""
    limits.die_with(int(arguments[0]))
    tell = _take_the_pipe()
    gc.freeze()  # what is loaded is never looked at again, so that children share it
    os.write(tell, confined.STARTED)
    with open(0, "rb", buffering=0, closefd=False) as asked:
        while line := asked.readline():
            request: Mapping[str, Json] = json.loads(line)
            read, write = os.pipe()
            _check_alone()
            pid = os.fork()
            if not pid:
                _be_the_child(request, write, take_in, others=(read, tell))
            os.close(write)
            _say(tell, {"pid": str(pid)})
            _say(tell, _ending(pid, read))
            os.close(read)
            asked.readline()  # the parent has ended what the child started; its number is free now
            os.waitpid(pid, 0)


def _take_the_pipe() -> int:
    """The pipe to the parent is ours alone: what a library says to its terminal goes nowhere."""
    tell = os.dup(1)
    _turn_to_nothing(1)
    return tell


def _turn_to_nothing(*streams: int) -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in streams:
        os.dup2(nowhere, stream)
    os.close(nowhere)


def _check_alone() -> None:
    """Only a process of one thread can be forked safely: a lock of another would never open."""
    tasks = Path("/proc/self/task")
    if tasks.exists() and len(list(tasks.iterdir())) > 1:
        raise RuntimeError("a module that is loaded to read has started a thread")


def _say(tell: int, told: Mapping[str, Json]) -> None:
    os.write(tell, json.dumps(dict(told)).encode() + b"\n")


def _ending(pid: int, pipe: int) -> Mapping[str, Json]:
    """How the child ended (as of `subprocess`) and what it told. It keeps its number until the
    parent has seen to what it may have started.
    """
    result = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    assert result is not None
    code = result.si_status if result.si_code == os.CLD_EXITED else -result.si_status
    os.set_blocking(pipe, False)
    told = b""
    with suppress(BlockingIOError):
        told = os.read(pipe, 2 * _MOST_TOLD)
    return {"code": str(code), "told": told.decode(errors="replace")}


def _be_the_child(
    request: Mapping[str, Json], tell: int, take_in: TakeIn, *, others: Sequence[int]
) -> NoReturn:
    """Hold to the limits, read, end. Nothing of the process before is left but what it loaded."""
    with _Telling(tell):
        parent = os.getppid()
        os.setsid()
        limits.die_with(parent)
        for pipe in others:
            os.close(pipe)
        _turn_to_nothing(0, 1, 2)
        staging, bounds = Path(str(request["map"])), request["grenzen"]
        assert isinstance(bounds, list)
        limits.hold(limits.Limits.from_texts([str(part) for part in bounds]))
        limits.settle_arrow()
        take_in(json.loads((staging / confined.REQUEST).read_bytes()), staging)
    os._exit(0)


@dataclass(frozen=True)
class _Telling:
    """Ends the child on whatever is raised, and tells the parent where that was."""

    tell: int

    def __enter__(self) -> None:
        """Nothing is needed for it."""

    def __exit__(
        self, _: type[BaseException] | None, problem: BaseException | None, __: TracebackType | None
    ) -> None:
        if problem is None:
            return
        if any(map(_is_want_of_memory, _chain(problem))):
            os._exit(confined.OUT_OF_MEMORY)
        if type(problem).__name__ == "PanicException":  # of a library in Rust; has no other name
            os._exit(confined.BROKEN)
        number = problem.errno if isinstance(problem, OSError) else None
        said = f"{number or 0}\n{where(problem)[-_MOST_TOLD:]}"
        os.write(self.tell, said.encode(errors="replace"))
        os._exit(FAILED)


def _chain(problem: BaseException | None) -> Iterator[BaseException]:
    seen = set[int]()
    while problem is not None and id(problem) not in seen:
        seen.add(id(problem))
        yield problem
        problem = problem.__cause__ or problem.__context__


def _is_want_of_memory(problem: BaseException) -> bool:
    if isinstance(problem, MemoryError):
        return True
    if isinstance(problem, OSError) and problem.errno in _NO_MEMORY:
        return True
    return any(words in str(problem).lower() for words in _NO_MEMORY_WORDS)


def where(problem: BaseException) -> str:
    """The tracebacks of an exception and those it came from, with their types, not their words."""
    parts = [
        "".join(traceback.format_tb(one.__traceback__)) + type(one).__qualname__
        for one in _chain(problem)
    ]
    return "\n\nwhich came from:\n".join(parts)


if __name__ == "__main__":
    intake.load()
    main(sys.argv[1:], intake.take_in)
