"""The disk, as far as the store changes it: the few calls that everything else is made of.

The idea that makes it simple: what must survive a power cut is written here and nowhere else, so
that a test can stop the machine at each of these calls and look at what is left. A call that fails
raises OSError; `refusing` turns that into a reason for the user.

It must not know what a file means.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import shutil
import stat
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from io import BufferedReader
from pathlib import Path

from koers.findings import Refused
from koers.placed import why_unreadable

_WHY = {
    errno.ENOSPC: "de schijf is vol",
    errno.EDQUOT: "er mag niet meer op deze schijf",
    errno.EFBIG: "een bestand wordt groter dan hier mag",
    errno.EIO: "de schijf geeft een fout",
    errno.EROFS: "van deze schijf kan alleen worden gelezen",
    errno.EPERM: "dat staat deze schijf niet toe",
    errno.ENOTSUP: "dat kan deze schijf niet",
    errno.ENOTDIR: "een deel van het pad is geen map",
}


@contextmanager
def refusing(folder: Path) -> Iterator[None]:
    """A disk that does not do what is asked is a reason for the user: the store is as it was."""
    try:
        yield
    except OSError as problem:
        why = _WHY.get(problem.errno or 0) or why_unreadable(problem)
        reason = (
            f"In de opslag '{folder}' kan niet worden geschreven: {why}."
            " Probeer het opnieuw als dat is verholpen: dezelfde levering telt nooit dubbel."
        )
        raise Refused("opslag-schrijft-niet", reason) from problem


# --- writing -------------------------------------------------------------------------------------


def write_new(path: Path, data: bytes) -> None:
    """Write a file that must not exist yet, down to the disk. Its folder is not synced."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o644)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(folder: Path, *, mode: int = 0o755) -> None:
    """Make a folder where there is none, and its name survive a power cut."""
    with suppress(FileExistsError):
        os.mkdir(folder, mode)  # noqa: PTH102  (every change goes through os, where a test stops it)
    sync_folder(folder.parent)


def make_folders(folders: Collection[Path]) -> None:
    """Make folders where there are none, and their names survive a power cut."""
    for folder in folders:
        with suppress(FileExistsError):
            os.mkdir(folder)  # noqa: PTH102
    for parent in dict.fromkeys(folder.parent for folder in folders):
        sync_folder(parent)


def link(path: Path, target: Path) -> bool:
    """Give a file a second name. False where that name is taken: nothing is overwritten."""
    try:
        os.link(path, target, follow_symlinks=False)
    except FileExistsError:
        return False
    return True


def replace(path: Path, target: Path) -> None:
    """Put a file in the place of another, at once; what was there is gone."""
    os.replace(path, target)  # noqa: PTH105
    sync_folder(target.parent)


def remove(path: Path) -> None:
    """Remove a file; fine where there is none."""
    with suppress(FileNotFoundError):
        os.unlink(path)  # noqa: PTH108


def remove_tree(folder: Path) -> None:
    """Remove a folder as far as the disk lets us: what stays is swept the next time."""
    shutil.rmtree(folder, ignore_errors=True)


# --- reading -------------------------------------------------------------------------------------


@contextmanager
def reading(path: Path) -> Iterator[BufferedReader]:
    """An ordinary file, to read. Raises OSError, also on a link or anything else that is no file
    with content of its own.
    """
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "not an ordinary file")
    with os.fdopen(handle, "rb") as file:
        yield file


def hash_file(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with reading(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def settle_file(path: Path) -> str | None:
    """Make a file read-only and its content survive a power cut; then read it again, from the disk
    where the system lets us. Its SHA-256, or None where the disk gave something else back.
    """
    with reading(path) as file:
        handle = file.fileno()
        told = hashlib.file_digest(file, "sha256").hexdigest()
        os.fchmod(handle, 0o444)
        os.fsync(handle)
        if hasattr(os, "posix_fadvise"):  # what is in memory proves nothing about the disk
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        file.seek(0)
        read_back = hashlib.file_digest(file, "sha256").hexdigest()
    return told if read_back == told else None


# --- locks ---------------------------------------------------------------------------------------


@contextmanager
def lock(path: Path, *, waiting: Callable[[], None] | None = None) -> Iterator[None]:
    """Hold a lock; `waiting` is called once where someone else has it. The system lets go of it
    when this process ends, however it ends.
    """
    handle = _locked(path, waiting=waiting)
    try:
        yield
    finally:
        os.close(handle)


def try_lock(path: Path) -> int | None:
    """The lock (close it to let go), or None where someone has it or the folder is not there."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o644)
    except (FileNotFoundError, NotADirectoryError):
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    except OSError:
        os.close(handle)
        raise
    if _is_still(handle, path):
        return handle
    os.close(handle)
    return None


def _locked(path: Path, *, waiting: Callable[[], None] | None) -> int:
    while (handle := try_lock(path)) is None:
        if waiting is not None:
            waiting()
            waiting = None
        other = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o644)
        try:
            fcntl.flock(other, fcntl.LOCK_EX)
        except OSError:
            os.close(other)
            raise
        if _is_still(other, path):
            return other
        os.close(other)
    return handle


def _is_still(handle: int, path: Path) -> bool:
    """Whether the file that was locked still has this name: another may have swept it meanwhile."""
    try:
        there = os.stat(path, follow_symlinks=False)  # noqa: PTH116
    except FileNotFoundError:
        return False
    mine = os.fstat(handle)
    return (mine.st_dev, mine.st_ino) == (there.st_dev, there.st_ino)
