"""What was delivered, as files: folders, zip files and single files, also those made to do harm."""

import hashlib
import io
import os
import shutil
import stat
import struct
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from koers.delivery.raw import Options, RawBatch
from koers.delivery.sources import Kind, Source, open_source
from koers.findings import Findings

CSV = b"klant,naam\nK1,x\n"


def opened(path: Path) -> tuple[Source | None, list[tuple[str, str]], str]:
    """The source, code and file of every finding, and all that was said."""
    findings = Findings()
    scratch = path.parent / "scratch"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    source = open_source(path, findings, scratch=scratch)
    items = findings.in_order()
    return source, [(one.code, one.place.file) for one in items], " ".join(map(str, items))


def sound(path: Path) -> Source:
    source, found, _ = opened(path)
    assert found == []
    assert source is not None
    return source


def names(source: Source) -> list[str]:
    return [entry.name for entry in source.entries]


def cells(source: Source) -> list[tuple[str, ...]]:
    """The cells of the only table."""
    findings = Findings()
    table = source.table(source.entries[0], Options(), findings)
    assert table is not None, findings.items
    return [
        row
        for batch in table.read()
        if isinstance(batch, RawBatch)
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True)
    ]


def folder_of(parent: Path, files: dict[str, bytes], name: str = "juli") -> Path:
    for inner, data in files.items():
        path = parent / name / inner
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return parent / name


def zip_of(parent: Path, files: dict[str, bytes], name: str = "juli.zip") -> Path:
    with zipfile.ZipFile(parent / name, "w", zipfile.ZIP_DEFLATED) as packed:
        for inner, data in files.items():
            packed.writestr(inner, data)
    return parent / name


# --- folders, zips, files ---


@pytest.mark.parametrize("made", [folder_of, zip_of])
def test_folder_and_zip_of_it_are_the_same_delivery(
    tmp_path: Path, made: Callable[[Path, dict[str, bytes]], Path]
) -> None:  # trust
    files = {"uitkering.csv": CSV, "bron/baan.csv": CSV + b"\n", "aanlevering.yaml": b"naam: x\n"}
    path = made(tmp_path, files)
    source = sound(path)
    assert names(source) == [f"{path.name}/bron/baan.csv", f"{path.name}/uitkering.csv"]
    assert [entry.inner for entry in source.entries] == ["bron/baan.csv", "uitkering.csv"]
    assert [entry.file_name for entry in source.entries] == ["baan.csv", "uitkering.csv"]
    assert [entry.stem for entry in source.entries] == ["baan", "uitkering"]
    assert (source.declaration(), source.declaration_name) == (
        b"naam: x\n",
        f"{path.name}/aanlevering.yaml",
    )
    assert [(size, sha) for _, size, sha in source.files()] == [
        (len(data), hashlib.sha256(data).hexdigest()) for data in (CSV + b"\n", CSV)
    ]
    assert cells(source) == [("K1", "x")]


def test_single_file_has_its_declaration_beside_it(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {"uitkering.csv": CSV, "aanlevering.yaml": b"x"})
    source = sound(folder / "uitkering.csv")
    assert (names(source), source.declaration()) == (["uitkering.csv"], b"x")
    (folder / "aanlevering.yaml").unlink()
    assert sound(folder / "uitkering.csv").declaration() is None


def test_what_systems_leave_behind_is_not_seen(tmp_path: Path) -> None:
    left = [".DS_Store", "Thumbs.db", "__MACOSX/._a.csv", "~$a.xlsx", "sub/.a.csv", ".git/x.csv"]
    files = {"a.csv": CSV, **dict.fromkeys(left, b"x")}
    assert names(sound(folder_of(tmp_path, files))) == ["juli/a.csv"]
    assert names(sound(zip_of(tmp_path, files))) == ["juli.zip/a.csv"]


@pytest.mark.parametrize("made", [folder_of, zip_of])
def test_file_more_than_one_folder_deep_is_told(
    tmp_path: Path, made: Callable[[Path, dict[str, bytes]], Path]
) -> None:
    source, found, _ = opened(made(tmp_path, {"a.csv": CSV, "x/y/b.csv": CSV}))
    assert source is not None
    assert len(source.entries) == 1
    assert [code for code, _ in found] == ["bestand-niet-gelezen"]


def test_declaration_in_the_only_folder_of_a_zip_is_found(tmp_path: Path) -> None:
    source = sound(zip_of(tmp_path, {"juli/a.csv": CSV, "juli/aanlevering.yaml": b"x"}))
    assert (names(source), source.declaration()) == (["juli.zip/juli/a.csv"], b"x")


def test_two_declarations_are_told(tmp_path: Path) -> None:
    source, found, _ = opened(
        zip_of(tmp_path, {"a/aanlevering.yaml": b"x", "b/aanlevering.yaml": b"x"})
    )
    assert source is None
    assert [code for code, _ in found] == ["dubbele-naam", "dubbele-naam"]


def test_name_that_a_mac_spells_in_parts_is_one_spelling(tmp_path: Path) -> None:
    apart = unicodedata.normalize("NFD", "cliënten.csv")
    for made in (folder_of, zip_of):
        assert sound(made(tmp_path, {apart: CSV})).entries[0].inner == "cliënten.csv"


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pijp.csv")
    folder = folder_of(tmp_path, {"a.csv": CSV})
    os.mkfifo(folder / "pijp.csv")
    (folder / "weg.csv").symlink_to(tmp_path / "er niet")
    (folder / "rond.csv").symlink_to(folder / "rond.csv")
    assert opened(tmp_path / "er niet")[1] == [("bestand-onleesbaar", "er niet")]
    assert opened(tmp_path / "pijp.csv")[1] == [("bestand-onleesbaar", "pijp.csv")]
    assert opened(folder)[1] == [
        ("bestand-onleesbaar", f"juli/{name}") for name in ("pijp.csv", "rond.csv", "weg.csv")
    ]


def test_name_with_an_invisible_sign_in_a_folder_is_refused(tmp_path: Path) -> None:
    _, found, said = opened(folder_of(tmp_path, {"a\u202evsc.csv": CSV, "b\x1b[2J.csv": CSV}))
    assert [code for code, _ in found] == ["bestand-gevaarlijk"] * 2
    assert said.isprintable()


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    files = {f"{number}.csv": b"a\n" for number in range(501)}
    for made in (folder_of, zip_of):
        assert [code for code, _ in opened(made(tmp_path, files))[1]] == ["bestand-te-groot"]


# --- kinds ---


def workbook() -> bytes:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        book.add_worksheet("Cliënten").write_row(0, 0, ["klant", "naam"])
        book.get_worksheet_by_name("Cliënten").write_row(1, 0, ["K1", "x"])
    return data.getvalue()


def parquet() -> bytes:
    data = io.BytesIO()
    pq.write_table(pa.table({"klant": ["K1"], "naam": ["x"]}), data)
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.csv", CSV, Kind.CSV),
        ("a.TXT", CSV, Kind.CSV),
        ("a.tsv", CSV.replace(b",", b"\t"), Kind.CSV),
        ("a.jsonl", b'{"klant":"K1","naam":"x"}', Kind.JSON),
        ("a.json", b'[{"klant":"K1","naam":"x"}]', Kind.JSON),
        ("a.parquet", parquet(), Kind.PARQUET),
        ("a.xlsx", workbook(), Kind.XLSX),
    ],
)
def test_kind_follows_from_name_and_content(
    tmp_path: Path, name: str, data: bytes, kind: Kind
) -> None:
    source = sound(zip_of(tmp_path, {name: data}))
    assert source.entries[0].kind is kind
    assert cells(source) == [("K1", "x")]


def test_sheets_of_a_workbook_are_named_and_other_files_have_none(tmp_path: Path) -> None:
    source = sound(folder_of(tmp_path, {"a.csv": CSV, "b.xlsx": workbook()}))
    assert [source.sheets(entry, Findings()) for entry in source.entries] == [(), ("Cliënten",)]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        (
            "a.csv",
            workbook(),
            "De naam zegt dat dit CSV is, maar het is een zip-bestand of werkmap",
        ),
        ("a.xlsx", CSV, "De naam zegt dat dit Excel is, maar de inhoud is iets anders"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0", "met een wachtwoord"),
        ("a.xls", b"\xd0\xcf\x11\xe0", "een oud of met een wachtwoord beveiligd Excel-bestand"),
        ("a.parquet", CSV, "De naam zegt dat dit Parquet is"),
        ("a.csv", parquet(), "maar het is Parquet"),
        ("a.pdf", b"%PDF-1.4", "het is een PDF"),
        ("leesmij", b"hallo", "De naam zegt niet wat voor bestand dit is"),
        ("a.csv", b"\x1f\x8b\x08", "ingepakt"),
    ],
)
def test_file_that_is_not_what_its_name_says_is_told_when_it_is_read(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    source = sound(folder_of(tmp_path, {name: data}))
    findings = Findings()
    assert source.entries[0].kind is Kind.UNKNOWN
    assert source.table(source.entries[0], Options(), findings) is None
    assert [one.code for one in findings.items] == ["bestand-onleesbaar"]
    assert said in findings.items[0].message
    assert source.files() == []


def test_header_that_begins_like_a_binary_file_is_a_header(tmp_path: Path) -> None:
    source = sound(folder_of(tmp_path, {"a.csv": b"PAR1,PAR2\n1,2\n"}))
    assert cells(source) == [("1", "2")]


@pytest.mark.parametrize(("name", "most"), [("a.csv", 500), ("a.jsonl", 500), ("a.xlsx", 50)])
def test_file_that_is_too_large_is_refused_unread(tmp_path: Path, name: str, most: int) -> None:
    folder = folder_of(tmp_path, {name: b"PK\3\4" if name == "a.xlsx" else b"a"})
    os.truncate(folder / name, most * 1_000_000 + 1)
    source, findings = sound(folder), Findings()
    assert source.table(source.entries[0], Options(), findings) is None
    assert [one.code for one in findings.items] == ["bestand-te-groot"]
    assert f"groter dan {most} MB" in findings.items[0].message


# --- zips made to do harm ---


def zip_with(parent: Path, *members: zipfile.ZipInfo, data: bytes = CSV) -> Path:
    with zipfile.ZipFile(parent / "juli.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        for member in members:
            packed.writestr(member, data)
    return parent / "juli.zip"


def member(name: str, *, mode: int = 0) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("x")
    info.filename = name
    info.external_attr = mode << 16
    return info


@pytest.mark.parametrize(
    "name",
    [
        "../buiten.csv",
        "map/../../buiten.csv",
        "/etc/passwd.csv",
        "C:/buiten.csv",
        "c:buiten.csv",
        "..\\buiten.csv",
        "map\\a.csv",
        "./a.csv",
        "map//a.csv",
        "a\x1b[2J.csv",
        "a\u202evsc.csv",
        "a\n.csv",
        "x" * 300 + ".csv",
        "nog een.zip",
        "a.csv.gz",
        "a.7z",
    ],
)
def test_dangerous_name_is_refused_and_shown_safely(tmp_path: Path, name: str) -> None:  # trust
    before = {path for path in tmp_path.parent.rglob("*") if "scratch" not in str(path)}
    source, found, said = opened(zip_with(tmp_path, member(name)))
    assert source is None
    assert [code for code, _ in found] == ["bestand-gevaarlijk"]
    assert said.isprintable()
    assert len(found[0][1]) <= 100
    after = {path for path in tmp_path.parent.rglob("*") if "scratch" not in str(path)}
    assert after - before == {tmp_path / "juli.zip"}


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_member_that_is_no_file_is_refused(tmp_path: Path, kind: int) -> None:  # trust
    _, found, _ = opened(
        zip_with(tmp_path, member("a.csv", mode=kind | 0o777), data=b"/etc/passwd")
    )
    assert found == [("bestand-gevaarlijk", "juli.zip/a.csv")]


def test_all_dangers_are_told_at_once(tmp_path: Path) -> None:
    members = [member("../a.csv"), member("b.zip"), member("goed.csv"), member("/c.csv")]
    _, found, _ = opened(zip_with(tmp_path, *members))
    assert len(found) == 3


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("other", ["a.csv", "A.CSV"])
def test_name_that_stands_twice_is_refused(tmp_path: Path, other: str) -> None:  # trust
    _, found, _ = opened(zip_with(tmp_path, member("a.csv"), member(other)))
    assert [code for code, _ in found] == ["bestand-gevaarlijk"]


def changed(path: Path, change: Callable[[bytearray], None]) -> Path:
    data = bytearray(path.read_bytes())
    change(data)
    path.write_bytes(data)
    return path


def test_encrypted_member_is_refused(tmp_path: Path) -> None:
    def lock(data: bytearray) -> None:
        data[data.index(b"PK\1\2") + 8] |= 1

    _, found, said = opened(changed(zip_of(tmp_path, {"a.csv": CSV}), lock))
    assert [code for code, _ in found] == ["bestand-gevaarlijk"]
    assert "wachtwoord" in said


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_unusual_way_of_packing_is_refused(tmp_path: Path, method: int) -> None:
    with zipfile.ZipFile(tmp_path / "juli.zip", "w", method) as packed:
        packed.writestr("a.csv", CSV)
    assert [code for code, _ in opened(tmp_path / "juli.zip")[1]] == ["bestand-gevaarlijk"]


def test_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:  # trust
    path = zip_of(tmp_path, {"a.csv": bytes(20_000_000)})
    source, found, _ = opened(path)
    assert source is None
    assert {code for code, _ in found} == {"bestand-gevaarlijk"}
    assert list((tmp_path / "scratch").iterdir()) == []


def test_bomb_of_many_small_members_is_refused(tmp_path: Path) -> None:  # trust
    path = zip_of(tmp_path, {f"{number}.csv": bytes(9_000_000) for number in range(20)})
    assert opened(path)[1] == [("bestand-gevaarlijk", "juli.zip")]


def test_more_than_a_gigabyte_is_refused(tmp_path: Path) -> None:  # trust
    def claim(data: bytearray) -> None:
        at = data.index(b"PK\1\2")
        data[at + 20 : at + 28] = struct.pack("<II", 900_000_000, 1_100_000_000)

    path = changed(zip_of(tmp_path, {"a.csv": CSV}), claim)
    assert ("bestand-te-groot", "juli.zip") in opened(path)[1]


@pytest.mark.parametrize("claimed", [1, 1000])
def test_directory_that_lies_about_a_size_is_found_out(
    tmp_path: Path, claimed: int
) -> None:  # trust
    def lie(data: bytearray) -> None:
        at = data.index(b"PK\1\2")
        data[at + 24 : at + 28] = struct.pack("<I", claimed)

    source, found, _ = opened(changed(zip_of(tmp_path, {"a.csv": CSV * 9}), lie))
    assert source is None
    assert [code for code, _ in found] == ["bestand-onleesbaar"]


def test_damaged_member_is_told(tmp_path: Path) -> None:
    def damage(data: bytearray) -> None:
        data[data.index(b"K1,x")] ^= 1

    path = tmp_path / "juli.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("a.csv", CSV)
    assert opened(changed(path, damage))[1] == [("bestand-onleesbaar", "juli.zip/a.csv")]


@pytest.mark.parametrize("content", [b"", b"PK", CSV, b"PK\3\4" + bytes(60)])
def test_file_that_is_no_zip_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "juli.zip").write_bytes(content)
    assert opened(tmp_path / "juli.zip")[1] == [("bestand-onleesbaar", "juli.zip")]


def test_directory_with_very_many_names_is_refused_unread(tmp_path: Path) -> None:  # trust
    def claim(data: bytearray) -> None:
        at = data.rindex(b"PK\5\6")
        data[at + 12 : at + 16] = struct.pack("<I", 9_000_000)

    assert opened(changed(zip_of(tmp_path, {"a.csv": CSV}), claim))[1] == [
        ("bestand-te-groot", "juli.zip")
    ]


def test_empty_zip_has_no_files(tmp_path: Path) -> None:
    assert sound(zip_of(tmp_path, {})).entries == ()


def test_zip_damaged_anywhere_never_breaks_the_reader(tmp_path: Path) -> None:  # trust
    draw = Random(1)
    whole = zip_of(tmp_path, {"a.csv": CSV * 9, "b/c.csv": CSV}).read_bytes()
    for number in range(1500):
        data = bytearray(whole)
        for _ in range(draw.randrange(1, 4)):
            data[draw.randrange(len(data))] = draw.randrange(256)
        if number % 5 == 0:
            del data[draw.randrange(len(data)) :]
        (tmp_path / "juli.zip").write_bytes(data)
        source, found, said = opened(tmp_path / "juli.zip")
        assert (source is None) == bool([code for code, _ in found if code != _SEEN])
        assert said.isprintable()


_SEEN = "bestand-niet-gelezen"
