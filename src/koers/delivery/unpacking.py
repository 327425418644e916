"""A delivery that comes as a zip file: looked through first, and only then unpacked.

The idea that makes it simple: the directory of the zip is judged as a whole, so that everything
wrong with it is told at once; then members are unpacked under names of our own, and counted while
they grow, as a directory may lie. A name from the zip is never a path on disk.

It must not know tables, nor what is in a member.
"""

from __future__ import annotations

import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from koers.delivery.unseen import first_unseen, shown
from koers.findings import Findings, Place
from koers.placed import why_unreadable

MOST_MEMBERS = 500
MOST_DIRECTORY = 1_000_000
"""Bytes: 2000 for each member."""
MOST_UNPACKED = 1_000_000_000
MOST_TIMES = 200
"""How many times larger a member or all of them may get, above `LARGE`."""
LARGE = 10_000_000
LONGEST_NAME = 255

ARCHIVES = frozenset(
    {"zip", "7z", "rar", "tar", "gz", "tgz", "bz2", "tbz", "xz", "txz", "zst", "lz4", "lzma"}
    | {"cab", "iso", "arj", "jar", "war"}
)
_KNOWN_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_DRIVE = re.compile(r"[A-Za-z]:")
_CHUNK = 1 << 20

_BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    RuntimeError,
    ValueError,
    OverflowError,
    IndexError,
)
"""What `zipfile` raises on a file that is not what it says, found by damaging files at random."""


@dataclass(frozen=True)
class Member:
    """A file that was in the zip: its name there, and where it is now."""

    name: str
    path: Path


@dataclass(frozen=True)
class Packed:
    """A zip that was looked through and found safe to unpack; `size` is what it says it holds."""

    path: Path
    name: str
    size: int

    def unpack(self, scratch: Path, findings: Findings) -> tuple[Member, ...] | None:
        """All members, under numbers in an empty folder; None with findings. OSError on writing is
        raised.
        """
        members = []
        try:
            with zipfile.ZipFile(self.path) as packed:
                for number, info in enumerate(_files(packed), start=1):
                    target = scratch / f"{number:03}{_suffix(info.filename)}"
                    with target.open("xb") as out:
                        for data in self._pieces(packed, info, findings):
                            out.write(data)
                    members.append(Member(unicodedata.normalize("NFC", info.filename), target))
        except _Broken:
            return None
        return tuple(members)

    def _pieces(
        self, packed: zipfile.ZipFile, info: zipfile.ZipInfo, findings: Findings
    ) -> Iterator[bytes]:
        """No more than the directory says, and no less. Raises _Broken, after a finding."""
        left = info.file_size
        try:
            with packed.open(info) as member:
                while left >= 0 and (data := member.read(_CHUNK)):
                    left -= len(data)
                    yield data
            sound = left == 0
        except (*_BROKEN_ZIP, OSError):
            sound = False
        if not sound:
            message = "Dit bestand in het zip-bestand is beschadigd en niet uit te pakken."
            hint = "Maak of haal het zip-bestand opnieuw."
            findings.add("bestand-onleesbaar", _place(self.name, info), message, hint)
            raise _Broken


class _Broken(Exception):
    """The zip cannot be read; the finding has been added."""


def looked_through(path: Path, *, name: str, findings: Findings) -> Packed | None:
    """The zip, if nothing in its directory is dangerous or too large; else every finding."""
    place = Place(name)
    try:
        with path.open("rb") as file:
            if not _directory_is_small(file):
                message = f"In het zip-bestand zitten meer dan {MOST_MEMBERS} bestanden."
                hint = "Splits de levering, of laat weg wat er niet bij hoort."
                findings.add("bestand-te-groot", place, message, hint)
                return None
        with zipfile.ZipFile(path) as packed:
            members = packed.infolist()
            size = path.stat().st_size
    except OSError as problem:
        message = f"Het zip-bestand kan niet worden gelezen ({why_unreadable(problem)})."
        findings.add("bestand-onleesbaar", place, message, "Controleer het bestand.")
        return None
    except _BROKEN_ZIP:
        message = "Dit is geen heel zip-bestand: de inhoudsopgave ontbreekt of klopt niet."
        findings.add("bestand-onleesbaar", place, message, "Maak of haal het opnieuw.")
        return None
    before = len(findings.items)
    if len(members) > MOST_MEMBERS:
        message = f"In het zip-bestand zitten meer dan {MOST_MEMBERS} bestanden."
        hint = "Splits de levering, of laat weg wat er niet bij hoort."
        findings.add("bestand-te-groot", place, message, hint)
        return None
    total = _check_sizes(members, size, place, findings)
    _check_members(members, name, findings)
    return Packed(path, name, total) if len(findings.items) == before else None


def _directory_is_small(file: BinaryIO) -> bool:
    """Whether the directory is of a size that can be read, as far as it can be found."""
    size = file.seek(0, 2)
    file.seek(max(size - 65_557, 0))
    end = file.read()
    at = end.rfind(b"PK\5\6")
    if at < 0 or len(end) < at + 22:
        return True
    bytes_of_directory = int.from_bytes(end[at + 12 : at + 16], "little")
    # All ones: the real number stands elsewhere (zip64). The directory ends here anyway.
    return bytes_of_directory <= MOST_DIRECTORY or (
        bytes_of_directory == 0xFFFF_FFFF and size <= MOST_DIRECTORY
    )


def _check_sizes(
    members: list[zipfile.ZipInfo], size: int, place: Place, findings: Findings
) -> int:
    total = sum(info.file_size for info in members)
    if total > MOST_UNPACKED:
        message = "Uitgepakt is het zip-bestand groter dan 1 GB."
        findings.add("bestand-te-groot", place, message, "Splits de levering.")
    elif total > LARGE and total > size * MOST_TIMES:
        message = f"Uitgepakt wordt het zip-bestand meer dan {MOST_TIMES} keer zo groot."
        hint = "Lever het bestand dat erin zit los aan."
        findings.add("bestand-gevaarlijk", place, message, hint)
    return total


def _check_members(members: list[zipfile.ZipInfo], name: str, findings: Findings) -> None:
    seen: dict[str, str] = {}
    for info in members:
        place = _place(name, info)
        for message, hint in _dangers(info):
            findings.add("bestand-gevaarlijk", place, message, hint)
        known = unicodedata.normalize("NFC", info.orig_filename).casefold()
        if known in seen:
            message = "Deze naam staat twee keer in het zip-bestand."
            hint = "Maak het zip-bestand opnieuw, met elk bestand een keer."
            findings.add("bestand-gevaarlijk", place, message, hint)
        seen[known] = known


def _dangers(info: zipfile.ZipInfo) -> Iterator[tuple[str, str]]:
    """What is dangerous about a member, each with what to do."""
    again = "Maak het zip-bestand opnieuw uit een gewone map."
    name = info.orig_filename
    if why := _why_no_name(name):
        yield f"De naam van dit bestand in het zip-bestand {why}.", again
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        yield "Dit is een verwijzing naar een ander bestand, geen bestand.", again
    elif kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        yield "Dit is geen gewoon bestand.", again
    if info.flag_bits & _ENCRYPTED:
        yield "Dit bestand is met een wachtwoord versleuteld.", "Lever het zonder wachtwoord."
    elif info.compress_type not in _KNOWN_METHODS and not info.is_dir():
        hint = "Maak het zip-bestand met de gewone manier van inpakken (deflate)."
        yield "Dit bestand is op een ongewone manier ingepakt.", hint
    if name.rpartition(".")[2].lower() in ARCHIVES and not info.is_dir():
        hint = "Pak het uit en maak een zip-bestand van de bestanden zelf."
        yield "In het zip-bestand zit nog een ingepakt bestand.", hint
    if info.file_size > LARGE and info.file_size > info.compress_size * MOST_TIMES:
        hint = "Lever dit bestand los aan."
        yield f"Uitgepakt wordt dit bestand meer dan {MOST_TIMES} keer zo groot.", hint


def _why_no_name(name: str) -> str | None:
    if first_unseen(name) is not None or any(sign in name for sign in "\t\r\n"):
        return "bevat een onzichtbaar teken"
    if len(name) > LONGEST_NAME or not name:
        return f"is leeg of langer dan {LONGEST_NAME} tekens"
    if "\\" in name:
        return "bevat een backslash"
    if name.startswith("/") or _DRIVE.match(name):
        return "begint bij de wortel van een schijf"
    parts = name.removesuffix("/").split("/")
    if ".." in parts:
        return "wijst naar een map daarboven"
    return "bevat een lege map of een punt als map" if {"", "."} & set(parts) else None


def _files(packed: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    return (info for info in packed.infolist() if not info.is_dir())


def _suffix(name: str) -> str:
    """The extension, where it is one that a reader may want to see."""
    suffix = Path(name).suffix.lower()
    return suffix if re.fullmatch(r"\.[a-z0-9]{1,10}", suffix) else ""


def _place(name: str, info: zipfile.ZipInfo) -> Place:
    return Place(f"{name}/{shown(info.orig_filename)}")
