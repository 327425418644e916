"""What stands in the folder of a store: every file by its name and place, and the hash of what it
holds.

The idea that makes it simple: first all names are taken down, then every file is read once, and
only then is anybody asked what should be there. A file with two names is one file.

It must not know what should be there; it changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from koers.store import disk
from koers.store.manifest import HASH
from koers.store.objects import (
    KNOWN,
    OBJECT_NAME,
    OBJECTS,
    PARTS,
    RUN_NAME,
    STAGING,
    Store,
    intended,
)

_PAIR = re.compile(r"[0-9a-f]{2}")

Progress = Callable[[int, int], None]
"""Told now and then how many bytes were read, of how many."""


@dataclass(frozen=True)
class Listing:
    """The names in a store at one moment."""

    objects: Mapping[str, Path]
    """Every file with the name and the place of an object."""
    known: Mapping[str, tuple[Path, ...]]
    """Every file under `bekend`, per folder that is named after a manifest."""
    strangers: tuple[Path, ...]
    """Everything with a name or a place that nothing in a store has."""
    meant: frozenset[str]
    """The objects that runs, alive or dead, were about to add."""

    @property
    def files(self) -> Iterator[Path]:
        """Every file that says something: strangers too, for they may be what is missed."""
        yield from self.objects.values()
        for paths in self.known.values():
            yield from paths
        yield from self.strangers


def list_store(store: Store) -> Listing:
    """Take down every name. What cannot be listed has none."""
    strangers = [path for path in entries(store.folder) if path.name not in PARTS]
    objects: dict[str, Path] = {}
    for folder in entries(store.folder / OBJECTS):
        if not (_PAIR.fullmatch(folder.name) and _is_folder(folder)):
            strangers.append(folder)
            continue
        for path in entries(folder):
            if OBJECT_NAME.fullmatch(path.name) and path.name[:2] == folder.name:
                objects[path.name] = path
            else:
                strangers.append(path)
    known: dict[str, tuple[Path, ...]] = {}
    for folder in entries(store.folder / KNOWN):
        if HASH.fullmatch(folder.name) and _is_folder(folder):
            known[folder.name] = tuple(_files(folder))
        else:
            strangers.append(folder)
    for path in entries(store.folder / STAGING):
        if not (RUN_NAME.fullmatch(path.name) and _is_folder(path)):
            strangers.append(path)
    meant = frozenset(name for run in store.runs() for name in intended(run))
    return Listing(objects, known, tuple(strangers), meant)


def hash_files(paths: Iterable[Path], *, progress: Progress, threads: int) -> dict[Path, str]:
    """SHA-256 of each file that can be read."""
    alike: dict[tuple[int, int], list[Path]] = {}
    sizes: dict[tuple[int, int], int] = {}
    for path in paths:
        try:
            about = path.lstat()
        except OSError:
            continue
        alike.setdefault((about.st_dev, about.st_ino), []).append(path)
        sizes[about.st_dev, about.st_ino] = about.st_size
    found: dict[Path, str] = {}
    done, total = 0, sum(sizes.values())
    with ThreadPoolExecutor(threads) as pool:
        firsts = [same[0] for same in alike.values()]
        for one, hashed in zip(alike, pool.map(hash_of_file, firsts), strict=True):
            if hashed is not None:
                found |= dict.fromkeys(alike[one], hashed)
            done += sizes[one]
            progress(done, total)
    return found


def hash_of_file(path: Path) -> str | None:
    """SHA-256 of a file; None where there is no ordinary file that can be read."""
    try:
        return disk.hash_file(path)
    except OSError:
        return None


def entries(folder: Path) -> list[Path]:
    """What stands in a folder, in order; nothing where it cannot be listed."""
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _files(folder: Path) -> Iterator[Path]:
    for path in entries(folder):
        if _is_folder(path):
            yield from _files(path)
        else:
            yield path
