"""The register as known at every state up to one: derived files, which can be made again.

The idea that makes it simple: `bekend/<hash>/` is a pure function of the manifests up to that hash
and of their objects. It is a register in parts whose rows also say from which delivery until which
they are known, so that a state is a filter. A new delivery is added by the same steps as making all
of it: files in which nothing changes get a second name, the others are written anew, and the bytes
are the same either way.

    bekend/<hash>/<table>/deel-00000.parquet    in order of subject, key and first delivery
    bekend/<hash>/register.json                 what the folder is; written last
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from koers.dictionary import Dictionary
from koers.engines.compiled.line import Flags
from koers.findings import Unsound
from koers.store import disk
from koers.store.history import Fold, History
from koers.store.layout import Layout, one_chunk, read_columns
from koers.store.manifest import Manifest
from koers.store.objects import Staging, Store
from koers.store.versions import STILL_KNOWN, Versions

MARK = "register.json"
BY_CRC = "crc32"
NOT_SOUND = "afgeleide-onjuist"
KEPT = 2
"""So many of these folders are kept: who reads the last but one is not disturbed."""

_GROUP_ROWS = 131_072
_PARTS_AT_ONCE = 16


@dataclass(frozen=True)
class Known:
    """A folder of the register as known: up to which delivery, in how many parts, and the SHA-256
    of each file by its path in the folder.
    """

    folder: Path
    until: int
    parts: int
    dictionary_hash: str
    files: Mapping[str, str]

    @staticmethod
    def open(folder: Path) -> Known | None:
        """None where there is none, or only what is left of one."""
        try:
            with disk.reading(folder / MARK) as file:
                told = json.loads(file.read())
            found = Known(
                folder,
                int(told["tot"]),
                int(told["delen"]),
                str(told["woordenboek"]),
                {str(name): str(value) for name, value in told["bestanden"].items()},
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return None
        return found if told.get("verdeling") == BY_CRC else None

    def mark(self) -> bytes:
        told = {
            "bestanden": dict(self.files),
            "delen": self.parts,
            "tot": self.until,
            "verdeling": BY_CRC,
            "woordenboek": self.dictionary_hash,
        }
        return (json.dumps(told, sort_keys=True, separators=(",", ":")) + "\n").encode()

    def blocks(self, table: str) -> list[int]:
        """The first delivery of each file that a part of a table is kept in."""
        first = re.compile(re.escape(f"{table}/deel-00000") + r"(?:\.([0-9]{5,}))?\.parquet")
        found = (first.fullmatch(name) for name in self.files)
        return sorted(int(one[1] or 1) for one in found if one)

    def read(
        self, layout: Layout, part: int, *, of: int, blocks: Iterable[int] | None = None
    ) -> Versions:
        """What is known in a part, of perhaps more parts than there are here; or of that only what
        is in some of the files. Raises Unsound when a file is not what it was.
        """
        table, there = layout.declared.name, part % self.parts
        found = [layout.version.empty_table()]
        for first in self.blocks(table) if blocks is None else blocks:
            name = path_of(table, there, first)
            data = pa.py_buffer(self._sound(name))
            found.append(read_columns(data, layout.version, name=name))
        rows = pa.concat_tables(found)
        if of != self.parts:
            rows = rows.filter(pa.array(layout.parts(rows, number=of) == part))
        return Versions.read(layout, rows)

    def holds(self, layout: Layout, part: int, first: int, *, cells: pa.ChunkedArray) -> bool:
        """Whether a file has records that are named by these cells (of the column `probe`)."""
        name = path_of(layout.declared.name, part, first)
        schema = pa.schema([layout.version.field(layout.probe)])
        try:
            column = read_columns(self.folder / name, schema, name=name).column(0)
        except Unsound:
            raise self._unsound(name) from None
        return bool(pc.any(pc.is_in(column, value_set=one_chunk(cells))).as_py())

    def keep(self, name: str, folder: Path) -> str:
        """Give a file a second name in another folder; a copy where the disk has no second names.
        Its SHA-256. Raises Unsound when it is not what it was.
        """
        path = self.folder / name
        try:
            is_sound = disk.hash_file(path) == self.files[name]
        except OSError:
            is_sound = False
        if not is_sound:
            raise self._unsound(name)
        try:
            os.link(path, folder / name)
        except OSError as problem:
            if problem.errno not in (errno.EPERM, errno.EXDEV, errno.EMLINK, errno.ENOTSUP):
                raise
            shutil.copy2(path, folder / name)
        return self.files[name]

    def _sound(self, name: str) -> bytes:
        """The bytes of a file, if they are what they were."""
        try:
            with disk.reading(self.folder / name) as file:
                data = file.read()
        except OSError:
            data = b""
        if hashlib.sha256(data).hexdigest() != self.files[name]:
            raise self._unsound(name)
        return data

    def _unsound(self, name: str) -> Unsound:
        return Unsound(NOT_SOUND, f"{self.folder / name} is niet wat er is geschreven.")


def path_of(table: str, part: int, first: int = 1) -> str:
    """The file of a part with the versions that a delivery from `first` on began."""
    since = f".{first:05d}" if first > 1 else ""
    return f"{table}/deel-{part:05d}{since}.parquet"


# --- in a store ----------------------------------------------------------------------------------


def bring_up_to_date(
    store: Store,
    dictionary: Dictionary,
    chain: Sequence[Manifest],
    *,
    waiting: Callable[[], None] | None = None,
) -> Known:
    """The register as known at every state up to the last of the deliveries of the store (at least
    one), made as far as it is not there yet.

    Raises Refused when the disk fails, Unsound when an object is not what it was.
    """
    found = _usable(store, chain[-1], dictionary)
    if found is not None:
        return found
    with disk.refusing(store.folder), store.locked(waiting=waiting):
        found = _usable(store, chain[-1], dictionary)  # somebody else may have made it
        if found is None:
            history = History(dictionary, tuple(chain), store.object_path)
            with store.staging() as staging:
                made = _extended(staging.folder, store, history)
                found = _placed(store, made, chain[-1], staging)
                folders = [store.known_folder(one.hash) for one in chain]
                for folder in [folder for folder in folders if folder.exists()][:-KEPT]:
                    _discard(folder, staging)
    return found


def forget(store: Store, *, waiting: Callable[[], None] | None = None) -> None:
    """Take all of it away, so that it is made again from the deliveries."""
    with disk.refusing(store.folder), store.locked(waiting=waiting), store.staging() as staging:
        for manifest in store.chain():
            folder = store.known_folder(manifest.hash)
            if folder.exists():
                _discard(folder, staging)


def _discard(folder: Path, staging: Staging) -> None:
    """At once out of sight; it is gone with the run, or swept after it."""
    disk.replace(folder, staging.folder / f"weg-{folder.name}")


def _usable(store: Store, manifest: Manifest, dictionary: Dictionary) -> Known | None:
    found = Known.open(store.known_folder(manifest.hash))
    fits = found is not None and found.until == manifest.number
    return found if fits and found and found.dictionary_hash == dictionary.document_hash else None


def _extended(folder: Path, store: Store, history: History) -> Known:
    """Made from the last folder that is there; from nothing where that is damaged."""
    bases = (_usable(store, one, history.dictionary) for one in reversed(history.chain))
    base = next((found for found in bases if found is not None), None)
    if base is not None:
        try:
            return write(folder / "verder", history, base=base)
        except Unsound as problem:
            if problem.code != NOT_SOUND:
                raise
    return write(folder / "opnieuw", history)


def _placed(store: Store, made: Known, manifest: Manifest, staging: Staging) -> Known:
    target = store.known_folder(manifest.hash)
    if target.exists():
        _discard(target, staging)
    disk.replace(made.folder, target)
    disk.sync_folder(made.folder.parent)
    return Known(target, made.until, made.parts, made.dictionary_hash, made.files)


# --- making --------------------------------------------------------------------------------------


def write(folder: Path, history: History, *, base: Known | None = None) -> Known:
    """Write the register as known at every state of a history, in a new folder: from nothing, or
    from what was known at an earlier state of it. The bytes are the same.
    """
    folder.mkdir(parents=True)
    files: dict[str, str] = {}
    for table in history.tables:
        files |= _write_table(folder, history, table, base=base)
    made = Known(folder, len(history.chain), history.parts, history.dictionary.document_hash, files)
    disk.write_new(folder / MARK, made.mark())
    disk.sync_folder(folder)
    return made


def _write_table(
    folder: Path, history: History, table: str, *, base: Known | None
) -> dict[str, str]:
    """The files of a table. A file in which nothing changes is kept."""
    (folder / table).mkdir()
    files: dict[str, str] = {}
    # Making all of it reads every delivery again for each group of parts; adding one does not.
    at_once = _PARTS_AT_ONCE if base is None and len(history.chain) > 1 else 1
    for start in range(0, history.parts, at_once):
        group = range(start, min(start + at_once, history.parts))
        fold = Fold(history, history.layout(table), group)
        files |= _Writing(folder, fold, history.blocks(table), base).files()
        pa.default_memory_pool().release_unused()
    disk.sync_folder(folder / table)
    return files


@dataclass(frozen=True)
class _Writing:
    """The files of some parts of a table. A file has the versions that were begun by a delivery of
    its block; `blocks` are the first delivery of each.
    """

    folder: Path
    fold: Fold
    blocks: Sequence[int]
    base: Known | None

    @cached_property
    def new(self) -> tuple[Manifest, ...]:
        """The deliveries that the base does not know yet."""
        return self.fold.history.chain[self.base.until if self.base else 0 :]

    @cached_property
    def ranges(self) -> list[tuple[int, int]]:
        """Of each block the first delivery, and the first that is not in it."""
        return [*pairwise((*self.blocks, STILL_KNOWN))]

    @cached_property
    def same(self) -> list[int]:
        """The blocks that are one file in the base too."""
        if self.base is None or self.base.parts != self.fold.history.parts:
            return []
        old = self.base.blocks(self.fold.table)
        return [
            first
            for first, last in self.ranges
            if [one for one in old if first <= one < last] == [first]
        ]

    def files(self) -> dict[str, str]:
        """Writes the files; the SHA-256 of each."""
        named = self.fold.named(self.new) if self.same else None
        kept = {part: self._kept(part, named) for part in self.fold.group}
        known = {part: self._read(part, kept[part]) for part in self.fold.group}
        for manifest in self.new:
            known = self.fold.after(known, manifest)
        found = {}
        for part, versions in known.items():
            for first, last in self.ranges:
                name = path_of(self.fold.table, part, first)
                which = (versions.since >= first) & (versions.since < last)
                is_same = first in kept[part] or self._is_unchanged(first, versions, which)
                if self.base is not None and is_same:
                    found[name] = self.base.keep(name, self.folder)
                else:
                    layout = self.fold.layout
                    groups = versions.written(layout, which, at_a_time=_GROUP_ROWS)
                    found[name] = _write(self.folder / name, groups, layout)
        return found

    def _kept(self, part: int, named: Mapping[int, pa.ChunkedArray] | None) -> list[int]:
        """The files that need not even be read: no new delivery names a record in them, or begins a
        version that belongs there.
        """
        if self.base is None or named is None:
            return []
        if not len(named[part]):
            return self.same
        history, layout = self.fold.history, self.fold.layout
        begin = [one.number for one in self.new if self.fold.table in history.touches(one)]
        return [
            first
            for first, last in self.ranges
            if first in self.same
            and not any(first <= number < last for number in begin)
            and not self.base.holds(layout, part, first, cells=named[part])
        ]

    def _read(self, part: int, kept: Collection[int]) -> Versions:
        """What the base knows, but for the files that are kept unread."""
        if self.base is None:
            return Versions.none(self.fold.layout)
        blocks = [one for one in self.base.blocks(self.fold.table) if one not in kept]
        return self.base.read(self.fold.layout, part, of=self.fold.history.parts, blocks=blocks)

    def _is_unchanged(self, first: int, versions: Versions, which: Flags) -> bool:
        """Whether a block is one file of the base, and no new delivery began or ended a version."""
        if self.base is None or first not in self.same:
            return False
        ended = (versions.until > self.base.until) & (versions.until != STILL_KNOWN)
        return not (which & (ended | (versions.since > self.base.until))).any()


def _write(path: Path, groups: Iterable[pa.Table], layout: Layout) -> str:
    """Write the rows of a file, group by group; its SHA-256. The bytes follow from the rows."""
    with pq.ParquetWriter(
        path, layout.version, compression="zstd", write_page_checksum=True
    ) as file:
        for group in groups:
            file.write_table(group.combine_chunks(), row_group_size=_GROUP_ROWS)
    found = disk.settle_file(path)
    if found is None:
        raise OSError(errno.EIO, "the disk gave back something else")
    return found
