"""`koers controleer`: whatever was done to a store is found, with the deliveries it hits; and
nothing is found in a store to which nothing was done (trust: "Nothing lost").
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from koers.findings import Finding
from koers.store.inspection import inspect
from koers.store.known import MARK as REGISTER
from koers.store.known import Known, path_of
from koers.store.manifest import Manifest, hash_of
from koers.store.objects import HEAD, KNOWN, LOCK, MARK, OBJECTS, STAGING, Store
from tests.store.deliveries import DICTIONARY, FIRST, deliver, files_in, stage
from tests.store.killing import nursery


def drawn_store(folder: Path) -> Store:
    """Eight deliveries, one replaced, one withdrawn; the register as known at the last two."""
    hashes: list[str] = []
    for number in range(1, 9):
        replaces = {5: 2, 7: 3}.get(number)
        accepted = deliver(
            folder,
            number,
            on=FIRST + timedelta(days=number // 2),
            replaces=hashes[replaces - 1] if replaces else "",
            tables=() if number == 7 else ("uitkering", "meting"),
            size=5,
        )
        hashes.append(accepted.manifest.hash)
    for number in (7, 8):
        draw_known(folder / KNOWN / hashes[number - 1], number)
    same = path_of("meting", 1)
    (folder / KNOWN / hashes[7] / same).unlink()
    os.link(folder / KNOWN / hashes[6] / same, folder / KNOWN / hashes[7] / same)
    return Store.open(folder)


def draw_known(folder: Path, number: int) -> None:
    files = {}
    for name in (path_of(table, part) for table in ("meting", "uitkering") for part in range(2)):
        data = f"{name} {number if name != path_of('meting', 1) else ''}".encode() * 9
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
        files[name] = hash_of(data)
    mark = Known(folder, number, 2, DICTIONARY, files).mark()
    (folder / REGISTER).write_bytes(mark)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return drawn_store(tmp_path_factory.mktemp("opslag") / "opslag")


@pytest.fixture
def undone(store: Store) -> Iterator[dict[str, bytes]]:
    """What a test does to the store is undone after it."""
    before = files_in(store.folder)
    yield before
    undo(store.folder, before)


def undo(folder: Path, before: dict[str, bytes]) -> None:
    ours = {folder / parent for name in before for parent in Path(name).parents}
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            if path not in ours and path.name not in (STAGING, KNOWN, OBJECTS):
                path.rmdir()
        elif path.is_symlink() or str(path.relative_to(folder)) not in before:
            path.unlink()
    for name, data in before.items():
        if not (folder / name).is_file() or (folder / name).read_bytes() != data:
            put(folder / name, data)


def put(path: Path, data: bytes) -> None:
    """Other content under the same name; a second name of the same file keeps the old."""
    if path.is_dir():
        path.rmdir()
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def codes(findings: tuple[Finding, ...]) -> Counter[str]:
    return Counter(finding.code for finding in findings)


def about(path: Path, findings: tuple[Finding, ...]) -> str:
    """All that is said of a file."""
    return " ".join(one.message for one in findings if one.place.file == str(path))


# --- nothing -------------------------------------------------------------------------------------


def test_nothing_is_found_in_a_store_as_it_should_be(store: Store, tmp_path: Path) -> None:
    assert inspect(store) == ()
    assert inspect(Store.create(tmp_path / "leeg")) == ()


def test_inspection_changes_nothing(store: Store, undone: object) -> None:  # trust
    put(store.object_path(store.chain()[2].object_names[0]), b"x")
    before = [(path, path.stat()) for path in sorted(store.folder.rglob("*"))]
    assert inspect(store)
    after = [(path, path.stat()) for path in sorted(store.folder.rglob("*"))]
    unchanged = ("st_mtime_ns", "st_ctime_ns", "st_ino", "st_mode", "st_size", "st_nlink")
    for (path, was), (same, now) in zip(before, after, strict=True):
        assert path == same
        assert all(getattr(was, name) == getattr(now, name) for name in unchanged)


def test_what_a_dead_run_left_is_no_damage(tmp_path: Path) -> None:
    store = drawn_store(tmp_path / "opslag")
    with store.staging() as staging:
        staged = stage(staging, 30)
        staging.intend(one.name for one in staged.objects)
        for one in staged.objects:
            store.link(one)
        staging.folder.rename(store.folder / STAGING / "0123456789abcdef")
    assert inspect(store) == ()
    deliver(tmp_path / "opslag", 31, on=FIRST + timedelta(days=9))
    assert inspect(store) == ()
    assert store.runs() == []


def test_deliveries_may_go_on_during_an_inspection(tmp_path: Path) -> None:
    folder = tmp_path / "opslag"
    deliver(folder, 1)
    with nursery("pandas", "tests.store.deliveries") as runs:
        function = "tests.store.deliveries:deliver_in_a_run"
        pids = [runs.start(function, str(folder), str(number)) for number in range(2, 32)]
        looked = 0
        while len(Store.open(folder).chain()) < 31:
            assert inspect(Store.open(folder)) == ()
            looked += 1
        assert {runs.wait(pid).killed for pid in pids} == {False}
    assert looked > 3


def test_progress_tells_how_many_bytes_were_read(store: Store) -> None:
    told: list[tuple[int, int]] = []
    inspect(store, progress=lambda done, total: told.append((done, total)))
    total = told[-1][1]
    assert told == sorted(told)
    assert told[-1] == (total, total)
    kept = {path: len(data) for path, data in files_in(store.folder).items() if "/" in path}
    shared = (store.known_folder(store.head()) / path_of("meting", 1)).stat().st_size
    assert total == sum(kept.values()) - shared


# --- which deliveries are hit --------------------------------------------------------------------


def test_damaged_or_missing_object_names_its_deliveries(store: Store, undone: object) -> None:
    chain = store.chain()
    for name in {name for manifest in chain for name in manifest.object_names}:
        hit = [str(one) for one in chain if name in one.object_names]
        told = ", ".join(hit[:5]) + (f" en {len(hit) - 5} andere" if len(hit) > 5 else "")
        path = store.object_path(name)
        data = path.read_bytes()
        put(path, data[:-1])
        findings = inspect(store)
        assert codes(findings) == {"object-beschadigd": 1}
        assert f"Geraakt: {told}." in about(path, findings)
        path.unlink()
        findings = inspect(store)
        assert codes(findings) == {"object-ontbreekt": 1}
        assert f"Geraakt: {told}." in about(path, findings)
        put(path, data)


def test_object_that_more_deliveries_share_names_them_all(tmp_path: Path) -> None:
    first = deliver(tmp_path / "opslag", 1).manifest
    second = deliver(tmp_path / "opslag", 1, replaces=first.hash).manifest
    store = Store.open(tmp_path / "opslag")
    path = store.object_path(first.object_names[0])
    path.unlink()
    findings = inspect(store)
    assert codes(findings) == {"object-ontbreekt": 1}
    assert f"Geraakt: {first}, {second}." in about(path, findings)


@pytest.mark.parametrize("missing", [False, True])
def test_damaged_or_missing_manifest_breaks_the_chain_there(
    store: Store, undone: dict[str, bytes], missing: bool
) -> None:
    chain = store.chain()
    for manifest in chain:
        path = store.object_path(f"{manifest.hash}.json")
        put(path, manifest.data[:-1])
        if missing:
            path.unlink()
        findings = inspect(store)
        found = codes(findings)
        assert found["object-ontbreekt" if missing else "object-beschadigd"] == 1
        assert found["keten-gebroken"] == 1
        number = manifest.number if manifest != chain[-1] else None
        named = f"levering {number}" if number else "laatste levering"
        assert f"Geraakt: {named}." in about(path, findings)
        assert f"de {named} en eerder" in about(path, findings)
        put(path, manifest.data)


def test_renamed_object_is_recognised_by_its_content(store: Store, undone: object) -> None:
    manifest = store.chain()[3]
    path = store.object_path(manifest.object_names[0])
    for new in (
        path.with_name("kopie.parquet"),
        path.with_suffix(".zip"),
        store.folder / "weg.parquet",
        store.folder / OBJECTS / "00" / f"00{path.name[2:]}",
    ):
        new.parent.mkdir(exist_ok=True)
        path.rename(new)
        findings = inspect(store)
        assert f"Geraakt: {manifest}. Dezelfde inhoud heeft {new.name}." in about(path, findings)
        assert about(new, findings)
        assert len(findings) == 2
        new.rename(path)


# --- somebody who knows how it works -------------------------------------------------------------


def forged(manifest: Manifest) -> Manifest:
    return replace(manifest, supplier="vervalser")


def write_manifest(store: Store, manifest: Manifest) -> Path:
    path = store.object_path(f"{manifest.hash}.json")
    put(path, manifest.data)
    return path


def test_forged_manifest_in_the_chain_is_found(store: Store, undone: object) -> None:  # trust
    for manifest in store.chain()[:-1]:
        path = write_manifest(store, forged(manifest))
        old = store.object_path(f"{manifest.hash}.json")
        old.unlink()
        findings = inspect(store)
        assert "hoort niet bij de keten" in about(path, findings)
        assert f"Geraakt: levering {manifest.number}." in about(old, findings)
        assert codes(findings)["keten-gebroken"] == 1
        path.unlink()
        put(old, manifest.data)


def test_forged_last_manifest_leaves_the_real_one(store: Store, undone: object) -> None:  # trust
    last = store.chain()[-1]
    spoof = forged(last)
    write_manifest(store, spoof)
    put(store.folder / HEAD, f"{spoof.hash}\n".encode())
    findings = inspect(store)
    assert f"Dit manifest ({last}) hoort niet" in about(
        store.object_path(f"{last.hash}.json"), findings
    )
    assert "van geen levering" in about(store.known_folder(last.hash), findings)


def test_chain_forged_from_the_middle_on_leaves_the_real_end(store: Store, undone: object) -> None:
    chain = store.chain()
    previous = chain[3].hash
    for manifest in (forged(chain[4]), *chain[5:]):
        spoof = replace(manifest, previous=previous)
        write_manifest(store, spoof)
        previous = spoof.hash
    put(store.folder / HEAD, f"{previous}\n".encode())
    findings = inspect(store)
    end = store.object_path(f"{chain[-1].hash}.json")
    assert f"Dit manifest ({chain[-1]}) en 3 eerdere hoort niet" in about(end, findings)


def test_head_that_was_put_back_leaves_what_came_after(store: Store, undone: object) -> None:
    chain = store.chain()
    for at in range(len(chain) - 1):
        put(store.folder / HEAD, f"{chain[at].hash}\n".encode())
        findings = inspect(store)
        assert codes(findings)["object-onbekend"] == 1
        assert about(store.object_path(f"{chain[-1].hash}.json"), findings)
    put(store.folder / HEAD, b"\n")
    assert "nog geen levering" in about(store.folder / HEAD, inspect(store))


def test_manifests_that_contradict_each_other_are_found(tmp_path: Path) -> None:
    folder = tmp_path / "opslag"
    for number in (1, 2):
        deliver(folder, number)
    store = Store.open(folder)
    first, second = store.chain()
    store.object_path(f"{second.hash}.json").unlink()
    for wrong, message in (
        (replace(second, number=3), "Verwacht: nummer 2"),
        (replace(second, accepted_on=FIRST - timedelta(days=1)), "ligt voor die van"),
        (replace(second, content=first.content), "brengt hetzelfde als"),
        (replace(second, replaces="0" * 64), "vervangt een levering die er niet"),
        (replace(second, replaces=first.hash, supplier="spil"), "andere leverancier"),
    ):
        path = write_manifest(store, wrong)
        put(folder / HEAD, f"{wrong.hash}\n".encode())
        findings = inspect(store)
        assert codes(findings) == {"keten-gebroken": 1}
        assert message in findings[0].message
        path.unlink()


def test_content_with_the_hash_of_its_name_can_still_be_no_manifest(
    store: Store, undone: object
) -> None:
    data = b'{"koersAanlevering":"1"}'
    path = store.object_path(f"{hash_of(data)}.json")
    put(path, data)
    assert "ontbreekt" in about(path, inspect(store))


@pytest.mark.parametrize("rows", [0, 7])
def test_rows_and_columns_are_those_of_the_manifest(tmp_path: Path, rows: int) -> None:
    folder = tmp_path / "opslag"
    first = deliver(folder, 1).manifest
    store = Store.open(folder)
    path = folder / "nieuw.parquet"
    pq.write_table(pa.table({"klant": ["k"] * rows}), path)
    data = path.read_bytes()
    path.unlink()
    table = replace(first.tables[0], object_hash=hash_of(data))
    spoof = replace(first, tables=(table, *first.tables[1:]))
    put(store.object_path(f"{hash_of(data)}.parquet"), data)
    store.object_path(f"{first.hash}.json").unlink()
    store.object_path(first.object_names[0]).unlink()
    write_manifest(store, spoof)
    put(folder / HEAD, f"{spoof.hash}\n".encode())
    found = " ".join(finding.message for finding in inspect(store))
    assert f"Er zijn {rows} rijen; {spoof} nam er {table.accepted} aan." in found
    assert "Kolom §rij en §weg ontbreekt" in found


# --- what is derived -----------------------------------------------------------------------------


def test_derived_files_are_those_that_were_written(store: Store, undone: dict[str, bytes]) -> None:
    for name in [name for name in undone if name.startswith(KNOWN)]:
        path = store.folder / name
        put(path, undone[name] + b"x")
        assert set(codes(inspect(store))) == {"afgeleide-onjuist"}
        path.unlink()
        assert set(codes(inspect(store))) == {"afgeleide-onjuist"}
        put(path, undone[name])
        put(path.with_name("deel-00009.parquet"), b"x")
        assert set(codes(inspect(store))) == {"afgeleide-onjuist"}
        path.with_name("deel-00009.parquet").unlink()


def test_derived_folder_is_of_its_delivery(store: Store, undone: object) -> None:
    folder = store.known_folder(store.head())
    known = Known.open(folder)
    assert known is not None
    for wrong in (
        replace(known, until=7),
        replace(known, parts=3),
        replace(known, dictionary_hash=hash_of(b"een ander")),
    ):
        put(folder / REGISTER, wrong.mark())
        findings = inspect(store)
        assert codes(findings) == {"afgeleide-onjuist": 1}
        assert about(folder / REGISTER, findings)


# --- a thousand damages --------------------------------------------------------------------------


@dataclass(frozen=True)
class Damage:
    """Something done to files of a store, by someone who does not say so."""

    draw: random.Random
    folder: Path
    names: list[str]

    def one(self) -> Path:
        return self.folder / self.draw.choice(self.names)

    def flip(self) -> str:
        path = self.one()
        data = bytearray(path.read_bytes() or b"\0")
        data[self.draw.randrange(len(data))] ^= 1 << self.draw.randrange(8)
        put(path, bytes(data))
        return str(path)

    def truncate(self) -> str:
        path = self.one()
        data = path.read_bytes()
        put(path, data[: self.draw.randrange(len(data))] if data else b"\0")
        return str(path)

    def append(self) -> str:
        path = self.one()
        tail = self.draw.choice([b"\0", b"\n", b" ", self.draw.randbytes(20)])
        put(path, path.read_bytes() + tail)
        return str(path)

    def zero(self) -> str:
        path = self.one()
        data = path.read_bytes() or b"x"
        first = self.draw.randrange(len(data))
        last = self.draw.randrange(first, len(data)) + 1
        put(path, data[:first] + bytes(last - first) + data[last:])
        return str(path)

    def delete(self) -> str:
        path = self.one()
        path.unlink()
        return str(path)

    def rename(self) -> str:
        path = self.one()
        new = self.draw.choice([path.with_name(self.a_name()), self.a_place() / path.name])
        new.parent.mkdir(exist_ok=True)
        path.rename(new)
        return f"{path} -> {new}"

    def swap(self) -> str:
        one, other = self.one(), self.one()
        data = one.read_bytes()
        put(one, other.read_bytes())
        put(other, data)
        return f"{one} <-> {other}"

    def add(self) -> str:
        data = self.draw.randbytes(self.draw.randrange(30))
        ending = self.draw.choice(["parquet", "json", "zip"])
        fitting = self.folder / OBJECTS / hash_of(data)[:2] / f"{hash_of(data)}.{ending}"
        path = self.draw.choice([fitting, self.a_place() / self.a_name()])
        put(path, data)
        return str(path)

    def duplicate(self) -> str:
        path = self.one()
        new = self.draw.choice([path.with_name(self.a_name()), self.a_place() / path.name])
        put(new, path.read_bytes())
        return f"{path} = {new}"

    def link(self) -> str:
        path = self.one()
        path.unlink()
        path.symlink_to(self.draw.choice(["/dev/zero", "/dev/null", "weg", "..", str(self.one())]))
        return f"{path} -> {path.readlink()}"

    def folder_for_file(self) -> str:
        path = self.one()
        path.unlink()
        path.mkdir()
        return str(path)

    def a_name(self) -> str:
        letters = "0123456789abcdef"
        drawn = "".join(self.draw.choices(letters, k=64))
        endings = [".json", ".parquet", ".zip", "", ".bak"]
        return self.draw.choice([drawn + self.draw.choice(endings), ".DS_Store", "kop~", "deel"])

    def a_place(self) -> Path:
        drawn = f"{self.draw.randrange(256):02x}"
        inside = [".", OBJECTS, f"{OBJECTS}/{drawn}", KNOWN, STAGING, f"{KNOWN}/{drawn}"]
        return self.draw.choice([self.one().parent, self.folder / self.draw.choice(inside)])


KINDS = (
    *("flip", "truncate", "append", "zero", "delete", "rename", "swap", "add", "duplicate"),
    *("link", "folder_for_file"),
)


def snapshot(folder: Path) -> set[tuple[str, bytes | None]]:
    return {
        (str(path), path.read_bytes() if path.is_file() and not path.is_symlink() else None)
        for path in folder.rglob("*")
    }


@pytest.mark.parametrize("part", range(4))
def test_a_thousand_random_damages_are_all_found(tmp_path: Path, part: int) -> None:  # trust
    store = drawn_store(tmp_path / "opslag")
    before, as_it_was = files_in(store.folder), snapshot(store.folder)
    assert {MARK, HEAD, LOCK} < set(before)
    draw = random.Random(part)
    damage = Damage(draw, store.folder, sorted(before))
    missed, done = [], 0
    while done < 250:
        what = draw.choice(KINDS)
        how = getattr(damage, what)()
        if snapshot(store.folder) != as_it_was:
            done += 1
            if not inspect(store):
                missed.append(f"{what}: {how}")
        undo(store.folder, before)
    assert missed == []
    assert inspect(store) == ()
    assert snapshot(store.folder) == as_it_was
