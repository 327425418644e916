"""The process in which a delivery is read: `python -m koers.delivery.child STAGING PARENT LIMITS…`,
started by `confined` only.

The idea that makes it simple: hold to the limits, take in, end. Nothing is caught; `sys.excepthook`
tells the parent where it went wrong, and whether that was for want of memory.

It must not know the screen, nor say what an exception says: that may repeat a cell.
"""

from __future__ import annotations

import errno
import json
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType

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
    """Read the request in the staging folder and leave the outcome there, within the limits."""
    staging, parent = Path(arguments[0]), int(arguments[1])
    limits.die_with(parent)
    tell = _take_the_pipe()
    sys.excepthook = _hook(tell)
    limits.hold(limits.Limits.from_texts(arguments[2:]))
    limits.settle_arrow()
    take_in(json.loads((staging / confined.REQUEST).read_bytes()), staging)


def _take_the_pipe() -> int:
    """The pipe to the parent is ours alone: what a library says to its terminal goes nowhere."""
    tell = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.write(tell, confined.STARTED)
    return tell


def _hook(
    tell: int,
) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    def told(_: type[BaseException], problem: BaseException, __: TracebackType | None) -> None:
        if any(map(_is_want_of_memory, _chain(problem))):
            os._exit(confined.OUT_OF_MEMORY)
        if type(problem).__name__ == "PanicException":  # of a library in Rust; has no other name
            os._exit(confined.BROKEN)
        number = problem.errno if isinstance(problem, OSError) else None
        os.write(tell, f"{number or 0}\n{where(problem)[-_MOST_TOLD:]}".encode(errors="replace"))
        os._exit(FAILED)

    return told


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
    main(sys.argv[1:], intake.take_in)
