"""The store on disk: objects that are never overwritten, one head, a folder per run."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from koers.findings import Refused
from koers.store import disk
from koers.store.manifest import hash_of
from koers.store.objects import HEAD, INTENT, MARK, OBJECTS, STAGING, Store
from tests.store.deliveries import deliver, files_in
from tests.store.killing import nursery


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.create(tmp_path / "opslag")


def refusal(problem: pytest.ExceptionInfo[Refused]) -> tuple[str, str]:
    return problem.value.code, problem.value.reason


# --- making and opening --------------------------------------------------------------------------


def test_store_is_made_where_there_is_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "nog" / "niet" / "opslag"
    store = Store.create(folder)
    assert (folder / MARK).read_bytes() == b'{"koersOpslag":"1"}'
    assert (store.head(), store.chain()) == ("", ())
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert Store.create(folder) == Store.open(folder) == store


def test_empty_folder_becomes_a_store(tmp_path: Path) -> None:
    assert Store.create(tmp_path).chain() == ()


@pytest.mark.parametrize("name", ["brief.docx", "objecten/ab", "kop", ".verborgen"])
def test_folder_with_something_else_does_not_become_a_store(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("van iemand anders", encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(Refused) as problem:
        Store.create(tmp_path)
    assert refusal(problem)[0] == "geen-opslag"
    assert name.partition("/")[0] in refusal(problem)[1]
    assert sorted(tmp_path.rglob("*")) == before


def test_folder_that_is_no_store_is_not_opened(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "weg"):
        with pytest.raises(Refused) as problem:
            Store.open(folder)
        assert refusal(problem)[0] == "geen-opslag"


def test_store_without_its_mark_does_not_start_anew(tmp_path: Path) -> None:
    deliver(tmp_path / "opslag", 1)
    (tmp_path / "opslag" / MARK).unlink()
    with pytest.raises(Refused, match="staat al iets anders"):
        Store.create(tmp_path / "opslag")


def test_file_is_no_folder_for_a_store(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("", encoding="utf-8")
    with pytest.raises(Refused, match="geen map"):
        Store.create(tmp_path / "bestand" / "opslag")


def test_two_processes_make_one_store(tmp_path: Path) -> None:  # trust
    with nursery("pandas", "tests.store.deliveries") as runs:
        for round_ in range(20):
            folder = tmp_path / str(round_)
            arguments = ("tests.store.deliveries:deliver_in_a_run", str(folder))
            pids = [runs.start(*arguments, str(number)) for number in (1, 2)]
            returned = {runs.wait(pid).returned for pid in pids}
            assert returned == {"1 False", "2 False"}
            assert len(Store.open(folder).chain()) == 2


def test_store_that_another_makes_meanwhile_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # trust
    folder = tmp_path / "opslag"
    make_folder = disk.make_folder

    def overtaken(path: Path, *, mode: int = 0o755) -> None:
        monkeypatch.undo()
        make_folder(path, mode=mode)
        deliver(folder, 1)

    monkeypatch.setattr(disk, "make_folder", overtaken)
    assert len(Store.create(folder).chain()) == 1


# --- objects -------------------------------------------------------------------------------------


def test_object_is_read_only_and_named_by_its_content(store: Store) -> None:
    with store.staging() as staging:
        prepared = staging.prepare_bytes(b"inhoud", ending="zip")
        store.link(prepared)
    assert prepared.hash == hash_of(b"inhoud")
    path = store.object_path(prepared.name)
    assert path.relative_to(store.folder).parts == (OBJECTS, prepared.hash[:2], prepared.name)
    assert stat.S_IMODE(path.stat().st_mode) == 0o444
    assert store.read_object(prepared.name) == b"inhoud"


def test_object_that_is_there_is_not_overwritten(store: Store) -> None:
    path = store.object_path(f"{hash_of(b'inhoud')}.zip")
    kept = set()
    for _ in range(2):
        with store.staging() as staging:
            store.link(staging.prepare_bytes(b"inhoud", ending="zip"))
        kept.add(path.stat().st_ino)
    assert len(kept) == 1


def test_damaged_object_is_neither_taken_for_the_same_nor_replaced(store: Store) -> None:
    path = store.object_path(f"{hash_of(b'inhoud')}.zip")
    path.parent.mkdir()
    path.write_bytes(b"Inhoud")
    with pytest.raises(Refused) as problem, store.staging() as staging:
        store.link(staging.prepare_bytes(b"inhoud", ending="zip"))
    assert refusal(problem)[0] == "opslag-beschadigd"
    assert path.read_bytes() == b"Inhoud"
    with pytest.raises(Refused, match="past niet bij zijn naam"):
        store.read_object(path.name)


def test_only_an_ordinary_file_of_the_run_becomes_an_object(store: Store, tmp_path: Path) -> None:
    outside = tmp_path / "elders.csv"
    outside.write_text("geheim", encoding="utf-8")
    with store.staging() as staging:
        with pytest.raises(ValueError, match="folder of the run"):
            staging.prepare(outside, ending="zip")
        (staging.folder / "verwijzing.csv").symlink_to(outside)
        os.mkfifo(staging.folder / "buis.csv")
        for name in ("verwijzing.csv", "buis.csv", "weg.csv"):
            with pytest.raises(Refused, match="kan niet worden geschreven"):
                staging.prepare(staging.folder / name, ending="zip")


# --- reading a store that is damaged -------------------------------------------------------------


@pytest.mark.parametrize("data", [b"", b"x", b"0" * 64, b"0" * 63 + b"\n", b"G" * 64 + b"\n", None])
def test_damaged_head_is_not_an_empty_store(store: Store, data: bytes | None) -> None:  # trust
    (store.folder / HEAD).unlink()
    if data is not None:
        (store.folder / HEAD).write_bytes(data)
    with pytest.raises(Refused) as problem:
        store.chain()
    assert refusal(problem)[0] == "opslag-beschadigd"
    assert "koers controleer" in refusal(problem)[1]


def test_changed_manifest_is_not_read(tmp_path: Path) -> None:  # trust
    accepted = deliver(tmp_path / "opslag", 1)
    store = Store.open(tmp_path / "opslag")
    path = store.object_path(f"{accepted.manifest.hash}.json")
    path.chmod(0o644)
    path.write_bytes(accepted.manifest.data.replace(b"gws", b"gwt"))
    with pytest.raises(Refused, match="past niet bij zijn naam"):
        store.chain()


# --- which state is meant ------------------------------------------------------------------------


def test_state_is_meant_by_a_hash_its_beginning_or_a_day(tmp_path: Path) -> None:  # F6
    folder = tmp_path / "opslag"
    days = ["2016-08-03", "2016-08-03", "2016-09-01"]
    accepted = [
        deliver(folder, number, on=date.fromisoformat(day)) for number, day in enumerate(days, 1)
    ]
    store = Store.open(folder)
    for number, one in enumerate(accepted, 1):
        for text in (one.manifest.hash, one.manifest.hash[:8], one.manifest.hash[:20].upper()):
            assert store.at(text) == number
    for text, number in (
        ("2016-08-03", 2),
        ("2016-08-31", 2),
        ("2016-09-01", 3),
        ("2199-01-01", 3),
    ):
        assert store.at(text) == number


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2016-08-02", "nog geen levering"),
        ("00000000", "Geen levering"),
        ("0000000", "te kort"),
        ("", "te kort"),
        ("augustus 2016", "Geen levering"),
        ("2016-02-30", "Geen levering"),
    ],
)
def test_state_that_is_not_there_is_refused_with_what_is(
    tmp_path: Path, text: str, reason: str
) -> None:  # F6
    accepted = deliver(tmp_path / "opslag", 1)
    store = Store.open(tmp_path / "opslag")
    with pytest.raises(Refused, match=reason) as problem:
        store.at(text)
    assert accepted.manifest.hash[:12] in refusal(problem)[1]


def test_empty_store_has_no_states(store: Store) -> None:
    with pytest.raises(Refused, match="nog leeg"):
        store.at("2016-08-03")


# --- runs ----------------------------------------------------------------------------------------


def test_folder_of_a_run_is_gone_at_its_end(store: Store) -> None:
    def fail() -> None:
        with store.staging() as staging:
            (staging.folder / "diep").mkdir()
            (staging.folder / "diep" / "deel.parquet").write_bytes(b"x")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert store.runs() == []


def test_run_that_lives_is_not_swept_and_a_dead_one_is(store: Store) -> None:
    dead = store.folder / STAGING / "0123456789abcdef"
    (dead / "diep").mkdir(parents=True)
    (dead / "diep" / "deel.parquet").write_bytes(b"x")
    strange = store.folder / STAGING / "van iemand anders"
    strange.mkdir()
    with store.staging() as staging:
        with store.locked():
            store.clean()
        assert staging.folder.exists()
    assert not dead.exists()
    assert strange.exists()


def test_sweeping_removes_what_a_dead_run_added_and_nothing_that_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "opslag"
    deliver(folder, 1)
    store = Store.open(folder)
    before = files_in(folder)
    named = [path.name for path in (folder / OBJECTS).rglob("*.*")]
    dead = store.folder / STAGING / "0123456789abcdef"
    with store.staging() as staging:
        prepared = staging.prepare_bytes(b"half", ending="zip")
        store.link(prepared)
        staging.intend([prepared.name, *named, f"{'0' * 64}.zip"])
        staging.folder.rename(dead)
    assert files_in(folder) != before
    with store.locked():
        store.clean()
    assert files_in(folder) == before
    assert not dead.exists()


@pytest.mark.parametrize("intent", [b"", b"[", b"{}", b"3", b'["../../kop",3,"/etc/passwd"]'])
def test_intent_that_is_not_one_removes_nothing(store: Store, intent: bytes) -> None:
    dead = store.folder / STAGING / "0123456789abcdef"
    dead.mkdir()
    (dead / INTENT).write_bytes(intent)
    with store.locked():
        store.clean()
    assert not dead.exists()
    assert (store.folder / HEAD).exists()


def test_store_is_held_by_one_at_a_time(store: Store) -> None:
    holding = (
        "import sys; from pathlib import Path; from koers.store.objects import Store\n"
        "with Store(Path(sys.argv[1])).locked():\n"
        "    print('held', flush=True); sys.stdin.readline()"
    )
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", holding, str(store.folder)]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        assert disk.try_lock(store.folder / "slot") is None
        told: list[str] = []

        def let_go() -> None:
            told.append("waiting")
            assert other.stdin is not None
            other.stdin.close()

        with store.locked(waiting=let_go):
            assert told == ["waiting"]
