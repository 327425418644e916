"""A store on disk: objects named by their content, one small file that names the last manifest, and
the folders in which runs prepare what they bring.

The idea that makes it simple: an object is never changed and never overwritten; the only thing that
changes is `kop`, and it changes at once. Whatever happens before that moment is as if it never
happened: what a run was about to add stands in its own folder, so that the next run can sweep it.

    opslag.json               says that this folder is a store
    kop                       the hash of the last manifest; an empty line before the first
    objecten/ab/<hash>.json   manifests; .parquet: rows; .zip: refused rows; .woordenboek
    slot                      locked while `kop` is read, judged and replaced, and `bekend` written
    tijdelijk/<run>/          one run, locked while that run lives
    bekend/<hash>/            the register as known at that manifest, made from the rest

It must not know what rows mean.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from koers.document import canonical_json
from koers.findings import Refused
from koers.periods import read_day
from koers.store import disk
from koers.store.manifest import HASH, Manifest, hash_of, read_manifest

MARK, HEAD, LOCK, OBJECTS = "opslag.json", "kop", "slot", "objecten"
STAGING, KNOWN, INTENT = "tijdelijk", "bekend", "bedoeld.json"
PARTS = frozenset({MARK, HEAD, LOCK, OBJECTS, STAGING, KNOWN})
MARK_DATA = canonical_json({"koersOpslag": "1"})
NO_HEAD = b"\n"
OBJECT_NAME = re.compile(r"[0-9a-f]{64}\.(?:json|parquet|zip|woordenboek)")
RUN_NAME = re.compile(r"[0-9a-f]{16}")
_NEW_MARK = "opslag.nieuw"
_PREFIX = 8


@dataclass(frozen=True)
class Prepared:
    """A file that is ready to become an object: `name` is its hash and its ending."""

    name: str
    path: Path

    @property
    def hash(self) -> str:
        return self.name.partition(".")[0]


@dataclass(frozen=True)
class Staging:
    """The folder of one run. What stays in it is gone when the run ends."""

    folder: Path

    def prepare(self, path: Path, *, ending: str) -> Prepared:
        """Make a file in this folder ready to become an object (ending: "parquet", "zip",
        "woordenboek" or "json"). It must not be changed any more. Raises Refused when the disk
        fails.
        """
        if self.folder not in path.parents:
            raise ValueError("only a file in the folder of the run can become an object")
        with disk.refusing(self.folder.parents[1]):
            found = disk.settle_file(path)
        if found is None:
            reason = "De schijf geeft iets anders terug dan er is geschreven. Er is niets bewaard."
            raise Refused("opslag-schrijft-niet", reason)
        return Prepared(f"{found}.{ending}", path)

    def prepare_bytes(self, data: bytes, *, ending: str) -> Prepared:
        """As `prepare`, for content that is not in a file yet."""
        path = self.folder / f"{hash_of(data)}.{ending}"
        with disk.refusing(self.folder.parents[1]):
            disk.write_new(path, data)
        return self.prepare(path, ending=ending)

    def intend(self, names: Iterable[str]) -> None:
        """Write down which objects are about to be added, so that they can be swept if the run
        dies before a manifest names them.
        """
        disk.write_new(self.folder / INTENT, canonical_json([*sorted(names)]))
        disk.sync_folder(self.folder)
        disk.sync_folder(self.folder.parent)


@dataclass(frozen=True)
class Store:
    """A folder that is a store. `Store.open` looks whether it is; `Store.create` makes it one."""

    folder: Path

    @classmethod
    def open(cls, folder: Path) -> Store:
        """Raises Refused when the folder is not a store."""
        try:
            with disk.reading(folder / MARK) as file:
                data = file.read(1_000)
        except OSError:
            reason = (
                f"In '{folder}' staat geen opslag: het bestand {MARK} ontbreekt of is niet te"
                " lezen. Kijk of dit de goede map is."
            )
            raise Refused("geen-opslag", reason) from None
        store = cls(folder)
        if data != MARK_DATA:
            raise store.damaged(f"in {MARK} staat iets anders dan Koers daar schrijft")
        return store

    @classmethod
    def create(cls, folder: Path) -> Store:
        """The store in a folder, made where there is none. Raises Refused when something else
        stands there.
        """
        if (folder / MARK).exists():
            return cls.open(folder)
        with disk.refusing(folder):
            for parent in (*reversed(folder.parents), folder):
                if not parent.exists():
                    disk.make_folder(parent, mode=0o700 if parent == folder else 0o755)
            _check_free(folder)  # before a lock is left in the folder of someone else
            with disk.lock(folder / LOCK):
                _check_free(folder)
                if not (folder / MARK).exists():
                    _furnish(folder)
        return cls.open(folder)

    # --- what is there ---------------------------------------------------------------------------

    def object_path(self, name: str) -> Path:
        """Where the object with this hash and ending stands."""
        return self.folder / OBJECTS / name[:2] / name

    def known_folder(self, manifest_hash: str) -> Path:
        """Where the register as known at this manifest stands, once it has been made."""
        return self.folder / KNOWN / manifest_hash

    def read_object(self, name: str) -> bytes:
        """The content of an object. Raises Refused when it is not there or not what it was."""
        try:
            with disk.reading(self.object_path(name)) as file:
                data = file.read()
        except OSError:
            raise self.damaged(f"object {name} is er niet of is niet te lezen") from None
        if hash_of(data) != name.partition(".")[0]:
            raise self.damaged(f"de inhoud van object {name} past niet bij zijn naam")
        return data

    def head(self) -> str:
        """The hash of the last manifest; empty before the first delivery."""
        try:
            with disk.reading(self.folder / HEAD) as file:
                data = file.read(1_000)
        except OSError:
            raise self.damaged(f"het bestand {HEAD} is er niet of is niet te lezen") from None
        if data == NO_HEAD:
            return ""
        text = data.decode("ascii", errors="replace")
        if not text.endswith("\n") or not HASH.fullmatch(text[:-1]):
            raise self.damaged(f"in {HEAD} staat geen hash")
        return text[:-1]

    def manifest(self, manifest_hash: str) -> Manifest:
        try:
            return read_manifest(self.read_object(f"{manifest_hash}.json"))
        except ValueError as problem:
            raise self.damaged(f"manifest {manifest_hash} klopt niet: {problem}") from None

    def chain(self) -> tuple[Manifest, ...]:
        """Every accepted delivery in order: number n stands at place n - 1. Raises Refused when the
        store is damaged.
        """
        found: list[Manifest] = []
        at = self.head()
        while at:
            found.append(self.manifest(at))
            at = found[-1].previous
        chain = tuple(reversed(found))
        for number, manifest in enumerate(chain, 1):
            if manifest.number != number:
                raise self.damaged(f"{manifest} staat op plaats {number}")
        return chain

    def at(self, text: str) -> int:
        """The number of a delivery that is meant by a hash, the beginning of one, or a day
        (jjjj-mm-dd: the last one accepted on or before it). Raises Refused with what is possible.
        """
        chain = self.chain()
        try:
            day = read_day(text)
        except ValueError:
            found = _beginning_with(text.lower(), chain)
            missing = f"Geen levering heeft een hash die met '{text}' begint."
        else:
            found = [manifest.number for manifest in chain if manifest.accepted_on <= day][-1:]
            missing = f"Op {text} was nog geen levering aangenomen."
        if len(found) == 1:
            return found[0]
        if found:
            missing = f"'{text}' is het begin van {len(found)} hashes. Geef meer tekens."
        raise Refused("onbekende-stand", f"{missing} {_possibilities(chain)}")

    def damaged(self, what: str) -> Refused:
        """What to raise when the store is not what it was."""
        reason = (
            f"De opslag '{self.folder}' is beschadigd: {what}."
            " Kijk met 'koers controleer' welke leveringen dat raakt."
        )
        return Refused("opslag-beschadigd", reason)

    # --- adding ----------------------------------------------------------------------------------

    def locked(self, *, waiting: Callable[[], None] | None = None) -> AbstractContextManager[None]:
        """Hold the store: nobody else accepts or writes meanwhile. `waiting` is called once where
        somebody else holds it. Not twice in one process.
        """
        return disk.lock(self.folder / LOCK, waiting=waiting)

    @contextmanager
    def staging(self) -> Iterator[Staging]:
        """A folder for one run, gone at its end."""
        with disk.refusing(self.folder):
            folder, handle = self._new_run()
        try:
            yield Staging(folder)
        finally:
            if not (folder / INTENT).exists():  # else someone with the lock must look at it
                disk.remove_tree(folder)
            os.close(handle)

    def _new_run(self) -> tuple[Path, int]:
        disk.make_folder(self.folder / STAGING)
        while True:
            folder = self.folder / STAGING / os.urandom(8).hex()
            disk.make_folder(folder, mode=0o700)
            handle = disk.try_lock(folder / LOCK)
            if handle is not None:  # else it was swept before it was locked
                return folder, handle

    def link(self, *prepared: Prepared) -> None:
        """Make prepared files objects. Only while holding the lock, and once they are intended."""
        folders = dict.fromkeys(self.object_path(one.name).parent for one in prepared)
        disk.make_folders(folders)
        for one in prepared:
            target = self.object_path(one.name)
            if not disk.link(one.path, target) and disk.hash_file(target) != one.hash:
                raise self.damaged(f"de inhoud van object {one.name} past niet bij zijn naam")
        for folder in folders:
            disk.sync_folder(folder)

    def move_head(self, manifest_hash: str, staging: Staging) -> None:
        """The one moment at which a delivery becomes part of the store."""
        new = staging.folder / HEAD
        disk.write_new(new, f"{manifest_hash}\n".encode())
        disk.replace(new, self.folder / HEAD)

    # --- sweeping --------------------------------------------------------------------------------

    def clean(self) -> None:
        """Remove what dead runs left, and the objects they added that no manifest names. Only while
        holding the lock. Raises Refused when the store is damaged.
        """
        for folder in self.runs():
            handle = disk.try_lock(folder / LOCK)
            if handle is not None:
                try:
                    self.undo(Staging(folder))
                    disk.remove_tree(folder)
                finally:
                    os.close(handle)

    def undo(self, staging: Staging) -> None:
        """Remove the objects a run was about to add, but for those that a manifest names. Only
        while holding the lock.
        """
        added = intended(staging.folder)
        if added:
            named = {name for manifest in self.chain() for name in names_in(manifest)}
            for name in sorted(added - named):
                path = self.object_path(name)
                disk.remove(path)
                if path.parent.exists():
                    disk.sync_folder(path.parent)
        disk.remove(staging.folder / INTENT)

    def runs(self) -> list[Path]:
        """The folders of runs, alive or dead."""
        try:
            entries = sorted((self.folder / STAGING).iterdir())
        except FileNotFoundError:
            return []
        return [path for path in entries if RUN_NAME.fullmatch(path.name) and path.is_dir()]


def names_in(manifest: Manifest) -> tuple[str, ...]:
    """The objects that stand or fall with a manifest: itself and all it names."""
    return (f"{manifest.hash}.json", *manifest.object_names)


def intended(run: Path) -> frozenset[str]:
    """The objects a run was about to add. None where it was not that far: what is half written was
    never acted on.
    """
    try:
        with disk.reading(run / INTENT) as file:
            names = json.loads(file.read())
    except (OSError, ValueError):
        return frozenset()
    known = names if isinstance(names, list) else []
    return frozenset(name for name in known if OBJECT_NAME.fullmatch(str(name)))


def _check_free(folder: Path) -> None:
    """Nothing stands in the folder but what an interrupted `create` leaves, or it is a store by
    now: whoever makes one at the same time may be done at any moment.
    """
    found = _foreign(folder)
    if found and not (folder / MARK).exists():
        reason = (
            f"In '{folder}' staat al iets anders ('{found}'), en geen opslag."
            " Kies een lege map, of een map die er nog niet is."
        )
        raise Refused("geen-opslag", reason)


def _foreign(folder: Path) -> str:
    """The name of the first thing that no interrupted `create` leaves; empty if there is none."""
    for path in sorted(folder.iterdir()):
        with suppress(FileNotFoundError):  # who makes a store at the same time makes `kop` anew
            if not (
                path.name in {STAGING, LOCK, _NEW_MARK}
                or (path.name in {OBJECTS, KNOWN} and path.is_dir() and not any(path.iterdir()))
                or (path.name == HEAD and path.stat().st_size <= len(NO_HEAD))
            ):
                return path.name
    return ""


def _furnish(folder: Path) -> None:
    """Make an empty folder a store; `opslag.json` comes last."""
    for name in (OBJECTS, STAGING, KNOWN):
        disk.make_folder(folder / name)
    for name, data in ((HEAD, NO_HEAD), (_NEW_MARK, MARK_DATA)):
        disk.remove(folder / name)
        disk.write_new(folder / name, data)
    disk.replace(folder / _NEW_MARK, folder / MARK)


def _beginning_with(text: str, chain: Sequence[Manifest]) -> list[int]:
    if len(text) < _PREFIX:
        reason = (
            f"'{text}' is geen dag (jjjj-mm-dd) en te kort voor een hash: geef er minstens"
            f" {_PREFIX} tekens van. {_possibilities(chain)}"
        )
        raise Refused("onbekende-stand", reason)
    return [manifest.number for manifest in chain if manifest.hash.startswith(text)]


def _possibilities(chain: Sequence[Manifest]) -> str:
    if not chain:
        return "De opslag is nog leeg."
    shown = [f"{one.hash[:12]} ({one}, {one.name})" for one in chain[-5:]]
    return f"De laatste leveringen: {'; '.join(shown)}."
