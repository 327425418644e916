"""Looking at every byte of a store: what is damaged, missing, extra, renamed or replaced, and which
deliveries that hits.

The idea that makes it simple: `kop` names the last manifest, a manifest names its objects and the
manifest before, and every name is the hash of a content. So what can be reached from `kop` is as it
was, or a name does not fit; and what cannot be reached does not belong there.

It never changes anything, and it holds no lock: deliveries go on meanwhile. It must not know what
rows mean, nor how the files in `bekend` are made: only that they are those that were written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from koers.findings import Finding, Findings, Place, Refused
from koers.store import disk
from koers.store.known import MARK as MARK_OF_KNOWN
from koers.store.known import Known, path_of
from koers.store.layout import ROW, WITHDRAWS
from koers.store.listing import Listing, Progress, hash_files, hash_of_file, list_store
from koers.store.manifest import DeliveredTable, Manifest, read_manifest, standing
from koers.store.objects import HEAD, LOCK, MARK, MARK_DATA, Store, names_in


def inspect(
    store: Store, *, progress: Progress | None = None, threads: int = 2
) -> tuple[Finding, ...]:
    """Everything that is wrong in a store, in order of place; nothing when all is well.

    What dead runs left in `tijdelijk` is no damage: the next delivery sweeps it.
    """
    findings = Findings()
    listing = list_store(store)  # before `kop` is read: what is added meanwhile is named by it
    hashes = hash_files(listing.files, progress=progress or _silent, threads=threads)
    look = _Look(store, listing, hashes, findings)
    look.at_marks()
    look.at_chain()
    look.at_objects()
    look.at_strangers()
    look.at_known()
    return findings.in_order()


def _silent(done: int, total: int) -> None:
    pass


@dataclass
class _Look:
    """One inspection: what was found on disk, and what it comes to."""

    store: Store
    listing: Listing
    hashes: Mapping[Path, str]
    findings: Findings

    def add(self, code: str, path: Path, message: str) -> None:
        self.findings.add(code, Place(str(path)), message)

    def at_marks(self) -> None:
        """The files that always hold the same."""
        for name, expected in ((MARK, MARK_DATA), (LOCK, b"")):
            path = self.store.folder / name
            try:
                with disk.reading(path) as file:
                    data = file.read(1_000)
            except OSError:
                self.add("object-ontbreekt", path, "Dit bestand is er niet.")
                continue
            if data != expected:
                message = "Hierin staat iets anders dan Koers daar schrijft."
                self.add("object-beschadigd", path, message)

    # --- manifests -------------------------------------------------------------------------------

    def is_whole(self, name: str) -> bool:
        """Whether an object is there, with the content that its name tells."""
        path = self.listing.objects.get(name)
        return path is not None and self.hashes.get(path) == _hash_in(name)

    @cached_property
    def manifests(self) -> dict[str, Manifest]:
        """Every manifest whose content fits its name, by its hash."""
        found = {}
        for name, path in self.listing.objects.items():
            if name.endswith(".json") and self.is_whole(name):
                try:
                    found[_hash_in(name)] = read_manifest(path.read_bytes())
                except (OSError, ValueError) as problem:
                    self.add("keten-gebroken", path, f"Dit manifest klopt niet: {problem}.")
        return found

    @cached_property
    def head(self) -> str:
        """The hash of the last manifest. Where `kop` does not tell: the manifest with the highest
        number, so that the deliveries that are hit can be named.
        """
        path = self.store.folder / HEAD
        meant = self.listing.meant  # a run that died may have left a manifest
        likely = [one for one in self.manifests.values() if f"{one.hash}.json" not in meant]
        try:
            head = self.store.head()
        except Refused as problem:
            self.add("keten-gebroken", path, problem.reason)
            head = ""
        else:
            if not head and likely:
                message = "Dit bestand zegt dat er nog geen levering is, maar er zijn manifesten."
                self.add("keten-gebroken", path, message)
        latest = max(likely, key=lambda one: (one.number, one.hash), default=None)
        return head or (latest.hash if latest else "")

    @cached_property
    def chain(self) -> list[Manifest]:
        """From the last manifest back, as far as that goes."""
        found: list[Manifest] = []
        at = self.head
        while at:
            manifest = self.manifests.get(at) or self.added_since(at)
            if manifest is None:
                break
            found.append(manifest)
            at = manifest.previous
        return found

    def added_since(self, manifest_hash: str) -> Manifest | None:
        """A manifest that was accepted after all names were taken down."""
        if f"{manifest_hash}.json" in self.listing.objects:
            return None
        try:
            return self.store.manifest(manifest_hash)
        except Refused:
            return None

    def at_chain(self) -> None:
        """Each manifest follows on the one before it."""
        chain = list(reversed(self.chain))
        first = chain[0] if chain else None
        lost = first.previous if first else self.head
        if lost:
            path = self.store.object_path(f"{lost}.json")
            which = f"de {self.of_lost(lost)} en eerder"
            message = f"Vanaf hier is niet te volgen wat is aangenomen: {which}."
            self.add("keten-gebroken", path, message)
            if path.name not in self.listing.objects:
                message = f"Dit manifest is er niet. Geraakt: {self.of_lost(lost)}."
                self.add("object-ontbreekt", path, message)
        contents: dict[str, Manifest] = {}
        for before, manifest in zip([None, *chain], chain, strict=False):
            path = self.store.object_path(f"{manifest.hash}.json")
            if before and manifest.number != before.number + 1:
                message = f"Na {before} komt {manifest}. Verwacht: nummer {before.number + 1}."
                self.add("keten-gebroken", path, message)
            if before and manifest.accepted_on < before.accepted_on:
                message = f"De dag van {manifest} ligt voor die van {before}."
                self.add("keten-gebroken", path, message)
            if contents.setdefault(manifest.content, manifest) is not manifest:
                message = f"{manifest} brengt hetzelfde als {contents[manifest.content]}."
                self.add("keten-gebroken", path, message)
        if not lost:
            try:
                standing(chain)
            except ValueError as problem:
                self.add("keten-gebroken", self.store.folder / HEAD, f"{problem}.")

    def of_lost(self, manifest_hash: str) -> str:
        """What can be told of a delivery whose manifest cannot be read."""
        for manifest in self.manifests.values():
            if manifest.previous == manifest_hash:
                return f"levering {manifest.number - 1}"
        return "laatste levering"

    # --- objects ---------------------------------------------------------------------------------

    @cached_property
    def hit(self) -> dict[str, list[Manifest]]:
        """Which deliveries stand or fall with an object."""
        found: dict[str, list[Manifest]] = {}
        every = {one.hash: one for one in (*self.manifests.values(), *self.chain)}
        for manifest in sorted(every.values(), key=lambda one: (one.number, one.hash)):
            for name in names_in(manifest):
                found.setdefault(name, []).append(manifest)
        return found

    @cached_property
    def whereabouts(self) -> dict[str, Path]:
        """Which file holds a content, whatever its name."""
        return {found: path for path, found in self.hashes.items()}

    def at_objects(self) -> None:
        reached = {name for manifest in self.chain for name in names_in(manifest)}
        for name, path in self.listing.objects.items():
            if name in reached or path.exists():  # else it was swept meanwhile
                if not self.is_whole(name):
                    self.damaged(name, path)
                elif name not in reached | self.listing.meant and name not in self.hit:
                    self.add("object-onbekend", path, "Geen leesbare levering noemt dit object.")
        self.at_fragments()
        for name in sorted(reached - set(self.listing.objects)):
            path = self.store.object_path(name)
            if hash_of_file(path) != _hash_in(name):  # else it was added meanwhile
                message = f"Dit object is er niet. Geraakt: {_list(self.hit[name])}."
                self.add("object-ontbreekt", path, message + self.elsewhere(_hash_in(name)))
        for manifest in self.chain:
            for table in manifest.tables:
                self.at_table(table, manifest)

    def damaged(self, name: str, path: Path) -> None:
        found = self.hashes.get(path, "")
        message = "De inhoud past niet bij de naam." if found else "Dit is niet te lezen."
        followed = {self.head, *(one.previous for one in self.manifests.values())}
        if name in self.hit:
            message += f" Geraakt: {_list(self.hit[name])}."
        elif _hash_in(name) in followed:
            message += f" Geraakt: {self.of_lost(_hash_in(name))}."
        else:
            message += " Geen leesbare levering noemt dit object."
        self.add("object-beschadigd", path, message + self.elsewhere(found, but=path))

    def elsewhere(self, content: str, *, but: Path | None = None) -> str:
        """Where a content stands that does not stand where it should."""
        path = self.whereabouts.get(content)
        return f" Dezelfde inhoud heeft {path.name}." if path is not None and path != but else ""

    def at_fragments(self) -> None:
        """Manifests that are whole and in no chain, told once for each row of them."""
        apart = dict(self.manifests)
        for manifest in self.chain:
            apart.pop(manifest.hash, None)
        followed = {manifest.previous for manifest in apart.values()}
        for last in sorted(set(apart) - followed):
            path = self.listing.objects[f"{last}.json"]
            if path.name in self.listing.meant or not path.exists():
                continue
            earlier, at = 0, apart[last].previous
            while at in apart:
                earlier, at = earlier + 1, apart[at].previous
            rest = f" en {earlier} eerdere" if earlier else ""
            message = f"Dit manifest ({apart[last]}){rest} hoort niet bij de keten vanaf '{HEAD}'."
            self.add("object-onbekend", path, message)

    def at_table(self, table: DeliveredTable, manifest: Manifest) -> None:
        """The rows and columns of an object are those that its delivery tells of."""
        name = f"{table.object_hash}.parquet"
        if not self.is_whole(name):
            return
        path = self.listing.objects[name]
        try:
            about = pq.read_metadata(path)
            rows, columns = about.num_rows, set(about.schema.to_arrow_schema().names)
        except (OSError, pa.ArrowException):
            message = f"Dit is geen Parquet-bestand. Geraakt: {manifest}."
            self.add("object-beschadigd", path, message)
            return
        if rows != table.accepted:
            message = f"Er zijn {rows} rijen; {manifest} nam er {table.accepted} aan."
            self.add("object-beschadigd", path, message)
        if missing := sorted({ROW, WITHDRAWS} - columns):
            message = f"Kolom {' en '.join(missing)} ontbreekt. Geraakt: {manifest}."
            self.add("object-beschadigd", path, message)

    def at_strangers(self) -> None:
        for path in self.listing.strangers:
            if path.exists() or path.is_symlink():
                message = "Dit hoort niet in de opslag."
                message += self.elsewhere(self.hashes.get(path, ""), but=path)
                self.add("object-onbekend", path, message)

    # --- what is derived -------------------------------------------------------------------------

    def at_known(self) -> None:
        chain = {manifest.hash: manifest for manifest in self.chain}
        for manifest_hash, paths in self.listing.known.items():
            folder = self.store.known_folder(manifest_hash)
            if not folder.exists():
                continue  # removed meanwhile, for a newer one
            manifest = chain.get(manifest_hash)
            if manifest is None:
                self.derived(folder, "Deze map is van geen levering in de keten.")
            try:
                if folder / MARK_OF_KNOWN not in self.hashes:  # a link, perhaps: not to be opened
                    raise ValueError("Dit bestand ontbreekt of is niet te lezen.")
                files = _register(folder, manifest)
            except ValueError as problem:
                self.derived(folder / MARK_OF_KNOWN, str(problem))
                continue
            there = {str(path.relative_to(folder)): path for path in paths}
            for name in sorted(set(files) | set(there) - {MARK_OF_KNOWN}):
                path = folder / name
                if name not in there:
                    self.derived(path, "Dit bestand ontbreekt.")
                elif name not in files:
                    self.derived(path, f"Dit bestand staat niet in {MARK_OF_KNOWN}.")
                elif self.hashes.get(path) != files[name]:
                    self.derived(path, f"De inhoud is niet die van {MARK_OF_KNOWN}.")

    def derived(self, path: Path, message: str) -> None:
        self.add("afgeleide-onjuist", path, message)


def _register(folder: Path, manifest: Manifest | None) -> Mapping[str, str]:
    """The files and hashes that a register as known is made of. Raises ValueError, in Dutch, where
    its mark is not what was written.
    """
    known = Known.open(folder)
    if known is None:
        raise ValueError("Dit bestand ontbreekt of is niet te lezen: de map is niet af.")
    tables = {name.partition("/")[0] for name in known.files}
    kept = [(table, first) for table in tables for first in known.blocks(table)]
    all_parts = len(known.files) == known.parts * len(kept) and all(
        path_of(table, part, first) in known.files
        for table, first in kept
        for part in range(known.parts)
    )
    if known.mark() != (folder / MARK_OF_KNOWN).read_bytes() or not all_parts:
        raise ValueError("Dit bestand is niet zoals Koers het schrijft.")
    told = (known.until, known.dictionary_hash)
    if manifest is not None and told != (manifest.number, manifest.dictionary_hash):
        raise ValueError(f"Dit bestand noemt een ander nummer of woordenboek dan {manifest}.")
    return known.files


def _hash_in(name: str) -> str:
    return name.partition(".")[0]


def _list(manifests: Iterable[Manifest]) -> str:
    shown = [str(manifest) for manifest in manifests]
    rest = len(shown) - 5
    return ", ".join(shown[:5]) + (f" en {rest} andere" if rest > 0 else "")
