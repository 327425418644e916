"""What was delivered, as files: a folder, a zip file or one file.

The idea that makes it simple: wherever files come from, each is an `Entry` with the name the user
knows it by and a path where it can be read; from there on a zip is no different from a folder. What
kind a file is follows from its name and its first bytes, and the two must agree.

It must not know what is in a table, nor what a declaration says.
"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from koers.delivery import csv_source, json_source, limits, parquet_source, workbook_source
from koers.delivery.raw import Options, RawTable
from koers.delivery.unpacking import looked_through
from koers.delivery.unseen import first_unseen, shown
from koers.findings import Findings, Place
from koers.placed import MAX_BYTES, why_unreadable

DECLARATION = "aanlevering.yaml"
MOST_FILES = 500
UNPACKED = "uitgepakt"
"""The folder that is made in `scratch` for the members of a zip."""

_LEFT_BEHIND = {"thumbs.db", "desktop.ini", "__macosx"}
"""What systems leave behind in folders, besides hidden files."""


class Kind(StrEnum):
    """How a file is read."""

    CSV = "csv"
    JSON = "jsonl"
    PARQUET = "parquet"
    XLSX = "xlsx"
    ODS = "ods"
    UNKNOWN = "onbekend"


_SUFFIXES = {
    ".csv": Kind.CSV,
    ".txt": Kind.CSV,
    ".tsv": Kind.CSV,
    ".tab": Kind.CSV,
    ".jsonl": Kind.JSON,
    ".ndjson": Kind.JSON,
    ".json": Kind.JSON,
    ".parquet": Kind.PARQUET,
    ".xlsx": Kind.XLSX,
    ".xlsm": Kind.XLSX,
    ".ods": Kind.ODS,
}
_PARQUET, _ZIP = "Parquet", "een zip-bestand of werkmap"
_BINARY = (
    (b"PAR1", _PARQUET),
    (b"PK\3\4", _ZIP),
    (b"PK\5\6", "een leeg zip-bestand"),
    (b"\xd0\xcf\x11\xe0", "een oud of met een wachtwoord beveiligd Excel-bestand"),
    (b"\x1f\x8b", "een ingepakt bestand (gzip)"),
    (b"7z\xbc\xaf", "een ingepakt bestand (7z)"),
    (b"Rar!", "een ingepakt bestand (rar)"),
    (b"BZh91AY", "een ingepakt bestand (bzip2)"),
    (b"\xfd7zXZ", "een ingepakt bestand (xz)"),
    (b"%PDF-", "een PDF"),
)
_BEGINS = {Kind.PARQUET: _PARQUET, Kind.XLSX: _ZIP, Kind.ODS: _ZIP}
_SPOKEN = {
    Kind.CSV: "CSV",
    Kind.JSON: "JSON-regels",
    Kind.PARQUET: "Parquet",
    Kind.XLSX: "Excel",
    Kind.ODS: "ODS",
}

_WORKBOOK, _OTHER = 50_000_000, 500_000_000
_MOST_BYTES = {Kind.XLSX: _WORKBOOK, Kind.ODS: _WORKBOOK}


@dataclass(frozen=True)
class Entry:
    """One file of a delivery. `name` is how the user knows it, "juli.zip/uitkering.csv"; `inner` is
    its name within the folder or zip, "uitkering.csv" or "bron/uitkering.csv".
    """

    name: str
    inner: str
    kind: Kind
    path: Path
    size: int
    why_unknown: str = ""

    @property
    def file_name(self) -> str:
        return self.inner.rpartition("/")[2]

    @property
    def stem(self) -> str:
        return Path(self.file_name).stem


@dataclass(frozen=True)
class Source:
    """The files of a delivery, in the order of their names, and its declaration where there is
    one.
    """

    name: str
    entries: tuple[Entry, ...]
    declaration_name: str = ""
    declaration_bytes: bytes | None = None

    def declaration(self) -> bytes | None:
        """`aanlevering.yaml`, of the folder or zip, or beside the one file. Not more of it than a
        reader takes.
        """
        return self.declaration_bytes

    def table(self, entry: Entry, options: Options, findings: Findings) -> RawTable | None:
        """The table in a file, or None with findings."""
        place = Place(entry.name)
        most = _MOST_BYTES.get(entry.kind, _OTHER)
        if entry.size > most:
            message = f"Het bestand is groter dan {most // 1_000_000} MB."
            hint = "Splits het bestand."
            if most == _WORKBOOK:
                hint = "Splits het bestand, of bewaar het blad als CSV."
            findings.add("bestand-te-groot", place, message, hint)
            return None
        if entry.kind is Kind.UNKNOWN:
            hint = "Lever CSV, Excel (.xlsx), ODS, Parquet of JSON-regels."
            findings.add("bestand-onleesbaar", place, entry.why_unknown, hint)
            return None
        open_table = {
            Kind.CSV: csv_source.open_table,
            Kind.JSON: json_source.open_table,
            Kind.PARQUET: parquet_source.open_table,
            Kind.XLSX: workbook_source.open_table,
            Kind.ODS: workbook_source.open_table,
        }[entry.kind]
        return open_table(entry.path, name=entry.name, options=options, findings=findings)

    def sheets(self, entry: Entry, findings: Findings) -> tuple[str, ...]:
        """The names of the sheets of a workbook; of any other file none."""
        if entry.kind not in (Kind.XLSX, Kind.ODS) or entry.size > _WORKBOOK:
            return ()
        return tuple(workbook_source.sheet_names(entry.path, name=entry.name, findings=findings))

    def files(self) -> list[tuple[str, int, str]]:
        """Name, bytes and SHA-256 of every file that can hold a table. Raises OSError."""
        return [
            (entry.name, entry.size, _sha256(entry.path))
            for entry in self.entries
            if entry.kind is not Kind.UNKNOWN
        ]


def open_source(path: Path, findings: Findings, *, scratch: Path) -> Source | None:
    """The files at a path, or None with findings. Members of a zip are unpacked to a new folder in
    `scratch`; raises OSError where that cannot be written.
    """
    name = shown(path.name) or str(path)
    found: list[_Found] | None
    if path.suffix.lower() == ".zip" and path.is_file():
        found = _in_zip(path, name, scratch, findings)
    elif path.is_dir():
        found = _in_folder(path, name, findings)
    else:
        entry = _entry(name, path.name, path, findings)
        beside = path.parent / DECLARATION
        declared = DECLARATION if beside != path and beside.is_file() else ""
        return _with(name, (entry,), declared, beside, findings) if entry else None
    return None if found is None else _source(name, found, findings)


@dataclass(frozen=True)
class _Found:
    """A file of a folder or zip, by its name there."""

    inner: str
    path: Path


def _in_folder(folder: Path, name: str, findings: Findings) -> list[_Found] | None:
    """The files in a folder and in the folders directly under it."""
    try:
        paths = [
            below
            for path in sorted(folder.iterdir())
            if not _is_left_behind(path.name)
            for below in (sorted(path.iterdir()) if path.is_dir() else [path])
            if not _is_left_behind(below.name)
        ]
    except OSError as problem:
        _tell_unreadable(name, problem, findings)
        return None
    if len(paths) > MOST_FILES:
        message = f"In de map staan meer dan {MOST_FILES} bestanden."
        findings.add("bestand-te-groot", Place(name), message, "Splits de levering.")
        return None
    found: list[_Found] = []
    for path in paths:
        inner = unicodedata.normalize("NFC", path.relative_to(folder).as_posix())
        if first_unseen(inner) is not None:
            message = "De naam van dit bestand bevat een onzichtbaar teken."
            place = Place(f"{name}/{shown(inner)}")
            findings.add("bestand-gevaarlijk", place, message, "Geef het een andere naam.")
        elif path.is_dir():
            _tell_too_deep(f"{name}/{inner}", findings)
        else:
            found.append(_Found(inner, path))
    return found


def _in_zip(path: Path, name: str, scratch: Path, findings: Findings) -> list[_Found] | None:
    packed = looked_through(path, name=shown(name), findings=findings)
    if packed is None:
        return None
    limits.allow_for(packed.size, delivered=path.stat().st_size)
    folder = scratch / UNPACKED
    folder.mkdir()
    members = packed.unpack(folder, findings)
    if members is None:
        return None
    found = []
    for member in sorted(members, key=lambda one: one.name):
        parts = member.name.split("/")
        if any(map(_is_left_behind, parts)):
            continue
        if len(parts) > 2:
            _tell_too_deep(f"{name}/{shown(member.name)}", findings)
        else:
            found.append(_Found(member.name, member.path))
    return found


def _is_left_behind(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in _LEFT_BEHIND


def _tell_too_deep(name: str, findings: Findings) -> None:
    message = "Dit staat meer dan een map diep en wordt niet gelezen."
    findings.add("bestand-niet-gelezen", Place(name), message, "Zet het een map hoger.")


def _source(name: str, found: list[_Found], findings: Findings) -> Source | None:
    """The entries and the declaration: the one on top, else the only one."""
    entries: list[Entry] = []
    declarations: list[_Found] = []
    for one in found:
        if one.inner.rpartition("/")[2].lower() == DECLARATION:
            declarations.append(one)
        elif entry := _entry(f"{name}/{one.inner}", one.inner, one.path, findings):
            entries.append(entry)
    top = [one for one in declarations if "/" not in one.inner] or declarations
    if len(top) > 1:
        for one in top:
            message = f"Er is meer dan een {DECLARATION}; welke geldt is niet te zeggen."
            hint = "Houd er een over, of lever de mappen los van elkaar."
            findings.add("dubbele-naam", Place(f"{name}/{one.inner}"), message, hint)
        return None
    declared = f"{name}/{top[0].inner}" if top else ""
    path = top[0].path if top else Path()
    return _with(name, tuple(entries), declared, path, findings)


def _with(
    name: str, entries: tuple[Entry, ...], declared: str, path: Path, findings: Findings
) -> Source | None:
    """The source with the declaration at a path; `declared` is empty where there is none."""
    if not declared:
        return Source(name, entries)
    try:
        with path.open("rb") as file:
            return Source(name, entries, declared, file.read(MAX_BYTES + 1))
    except OSError as problem:
        _tell_unreadable(declared, problem, findings)
        return None


def _entry(name: str, inner: str, path: Path, findings: Findings) -> Entry | None:
    try:
        size = path.stat().st_size
        if not path.is_file():  # opening a pipe would wait for ever
            message = "Dit is geen gewoon bestand."
            findings.add("bestand-onleesbaar", Place(name), message, "Haal het weg.")
            return None
        with path.open("rb") as file:
            start = file.read(8)
            file.seek(-min(4, size), 2)
            end = file.read(4)
    except OSError as problem:
        _tell_unreadable(name, problem, findings)
        return None
    kind = _SUFFIXES.get(Path(inner).suffix.lower(), Kind.UNKNOWN)
    content = next((what for sign, what in _BINARY if start.startswith(sign)), "")
    if content == _PARQUET and kind is not Kind.PARQUET and end != b"PAR1":
        content = ""  # a name of a column
    why = ""
    if kind is Kind.UNKNOWN and content:
        why = f"Dit soort bestand kan hier niet gelezen worden: het is {content}."
    elif kind is Kind.UNKNOWN:
        why = "De naam zegt niet wat voor bestand dit is."
    elif content != _BEGINS.get(kind, ""):
        real = f"het is {content}" if content else "de inhoud is iets anders"
        why = f"De naam zegt dat dit {_SPOKEN[kind]} is, maar {real}."
    return Entry(name, inner, Kind.UNKNOWN if why else kind, path, size, why)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _tell_unreadable(name: str, problem: OSError, findings: Findings) -> None:
    message = f"Het bestand kan niet worden gelezen ({why_unreadable(problem)})."
    findings.add("bestand-onleesbaar", Place(name), message, "Controleer het pad.")
