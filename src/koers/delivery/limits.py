"""What reading a delivery may cost, and how a process holds itself to it.

The idea that makes it simple: the kernel counts, not we. Processor time and writable memory are
limits of the process (`setrlimit`), so that they also hold inside a library that does not listen to
Python, and a busy machine makes nobody's file too slow. The soft limit follows from the size of
what was delivered; `allow_for` raises it when a ZIP turns out to be honest about holding more.

It must not know what is read.
"""

from __future__ import annotations

import ctypes
import io
import os
import resource
import signal
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

MB = 1_000_000
SMALL, LARGEST = 10 * MB, 500 * MB
"""Sizes of a delivery between which its limits grow (trust.md, hostile files)."""

_SECONDS = (4, 580)
"""Of processor time, at most: with starting and stopping the command stays under 5 and 600."""

_MEMORY = (432 * 1024**2, 920 * 1024**2)
"""Of writable memory. What is resident besides is the code of the libraries, about 80 MB: together
under 512 MB and 1 GiB.
"""
_MOST_MEMORY_FROM = 100 * MB

MOST_TIMES = 20
"""How many times its own size a file that is packed may count for: tables pack 5 to 15 times."""

THREADS = 2
"""Each thread of a library costs 8 MB of the memory, and a big machine would start 64 of them."""

_DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG of linux/prctl.h


@dataclass(frozen=True)
class Limits:
    """Seconds of processor time, bytes of writable memory, bytes of one written file, open files,
    and after how many seconds a process that only sleeps is given up.
    """

    seconds: int
    memory: int
    written: int = 8 * 1024**3
    files: int = 256
    asleep: int = 2

    @classmethod
    def for_size(cls, size: int) -> Limits:
        """The limits for a delivery of this many bytes."""
        return cls(
            seconds=_grown(_SECONDS, size, upto=LARGEST),
            memory=_grown(_MEMORY, size, upto=_MOST_MEMORY_FROM),
        )

    def as_texts(self) -> list[str]:
        parts = (self.seconds, self.memory, self.written, self.files, self.asleep)
        return [str(part) for part in parts]

    @classmethod
    def from_texts(cls, texts: Sequence[str]) -> Limits:
        return cls(*(int(text) for text in texts))


def _grown(ends: tuple[int, int], size: int, *, upto: int) -> int:
    part = min(max(size - SMALL, 0) / (upto - SMALL), 1)
    return int(ends[0] + (ends[1] - ends[0]) * part)


def size_of(path: Path) -> int:
    """How many bytes a file has, or the files of a folder together; 0 for what is not there."""
    files: Iterable[Path] = path.iterdir() if path.is_dir() else (path,)
    return sum(file.stat().st_size for file in files if file.is_file())


def hold(limits: Limits) -> None:
    """Hold this process to these limits from now on. The hard limits stay those of the largest
    delivery, for `allow_for`.
    """
    most = Limits.for_size(LARGEST)
    _limit(resource.RLIMIT_CORE, 0, 0)
    _limit(resource.RLIMIT_FSIZE, limits.written, limits.written)
    _limit(resource.RLIMIT_NOFILE, limits.files, limits.files)
    _limit(resource.RLIMIT_CPU, limits.seconds, max(limits.seconds, most.seconds) + 1)
    _limit(resource.RLIMIT_DATA, limits.memory, max(limits.memory, most.memory))


def allow_for(unpacked: int, *, delivered: int) -> None:
    """A packed file of so many bytes turns out to say that it holds so many: raise the limits to
    what that takes. They are never lowered; what a file says of itself counts up to `MOST_TIMES`,
    and the limits of the largest delivery are the most.
    """
    limits = Limits.for_size(min(unpacked, MOST_TIMES * delivered))
    for kind, wanted in (
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_DATA, limits.memory),
    ):
        soft, hard = resource.getrlimit(kind)
        if soft != resource.RLIM_INFINITY:
            _limit(kind, max(soft, wanted), hard)


def _limit(kind: int, soft: int, hard: int) -> None:
    """Set a limit; one that was lower already stays."""
    _, most = resource.getrlimit(kind)
    if most != resource.RLIM_INFINITY:
        soft, hard = min(soft, most), min(hard, most)
    resource.setrlimit(kind, (soft, hard))


def die_with(parent: int) -> None:
    """End this process when its parent ends, however that ends (only Linux can promise this)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIES_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:  # it ended before the promise was made
            os.kill(os.getpid(), signal.SIGKILL)


class _NoPandas:
    """A place to look for modules where pandas is told not to be there."""

    def find_spec(self, name: str, path: object, target: object = None) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(name)


def settle_arrow() -> None:
    """Let Arrow start its threads now, and not more of them than fit; and let it not load pandas,
    which it does at its first list to see whether that is a data frame (0.4 s and 40 MB).

    Measured: of 57 Parquet readings under limits from 180 to 520 MB, 8 hung for ever on a thread
    that could not be started any more; with the threads started before, none of 114 hung.
    """
    sys.meta_path.insert(0, _NoPandas())
    pa.set_cpu_count(THREADS)
    pa.set_io_thread_count(1)
    table = pa.table({str(column): [column] for column in range(4 * THREADS)})
    pq.write_table(table, file := io.BytesIO())
    file.seek(0)
    pq.read_table(file)
