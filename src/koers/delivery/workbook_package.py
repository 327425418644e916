"""The zip file that a workbook is, opened so that nothing in it can surprise.

The idea that makes it simple: whoever reads a part gets it in pieces, and with every piece it is
checked that the part is no larger than its directory says, holds no more tags than a workbook may,
and declares nothing (a DTD can make a file of a kilobyte grow without end). What is wrong is one
exception, `Unreadable`, which knows the finding.

It must not know sheets or cells.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from koers.delivery.limits import allow_for
from koers.delivery.unseen import shown
from koers.findings import Findings, Place
from koers.placed import why_unreadable

MOST_BYTES = 50_000_000
MOST_MEMBERS = 2_000
MOST_UNPACKED = 300_000_000
MOST_TAGS = 16_000_000
"""In one part. A reader needs up to 9 bytes and 90 ns for each (measured on nested tags)."""
MOST_SMALL = 5_000_000
"""Bytes of a part that only says what the others are."""
PIECE = 1 << 20

_ZIP, _OLE = b"PK\3\4", b"\xd0\xcf\x11\xe0"
_END, _END_64 = b"PK\5\6", b"PK\6\7"
_MOST_DIRECTORY = 1_000_000
_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)")
_DECLARES = (b"<!DOCTYPE", b"<!ENTITY")
_AGAIN = "Open het bestand in een rekenprogramma en bewaar het opnieuw als .xlsx."


class Unreadable(Exception):
    """Why a workbook is not read: the finding to be told, at a row and column of a sheet or at
    none.
    """

    def __init__(
        self, code: str, message: str, hint: str = _AGAIN, *, row: int = 0, column: int = 0
    ) -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint
        self.row, self.column = row, column

    def tell(self, name: str, findings: Findings) -> None:
        findings.add(self.code, Place(name, self.row, self.column), self.message, self.hint)


def damaged() -> Unreadable:
    """The finding for a file that contradicts itself."""
    message = "De werkmap is beschadigd of niet helemaal opgehaald."
    return Unreadable("bestand-onleesbaar", message, f"Haal het bestand opnieuw op. {_AGAIN}")


def too_large(message: str, hint: str, *, row: int = 0, column: int = 0) -> Unreadable:
    return Unreadable("bestand-te-groot", message, hint, row=row, column=column)


@dataclass(frozen=True)
class Package:
    """The parts of a workbook, by their path in lower case: readers do not agree about case."""

    path: Path
    parts: Mapping[str, zipfile.ZipInfo]

    def __contains__(self, part: str) -> bool:
        return part.lower() in self.parts

    def xml(self, part: str, *, most_tags: int = MOST_TAGS) -> Iterator[bytes]:
        """A part in pieces, checked on the way. Raises Unreadable."""
        tags, rest = 0, b""
        for number, piece in enumerate(self._unpacked(self.parts[part.lower()])):
            if number == 0:
                _check_encoding(piece)
            seam = rest + piece
            if any(word in seam for word in _DECLARES):
                raise Unreadable(
                    "bestand-gevaarlijk",
                    "In de werkmap staat een definitie (DTD) die een bestand ongemerkt kan laten "
                    "groeien. Rekenprogramma's maken zoiets niet.",
                )
            rest = piece[-8:]
            tags += piece.count(b"<")
            if tags > most_tags:
                message = "De werkmap bestaat uit meer onderdelen dan een gewone werkmap."
                hint = "Verwijder lege rijen en kolommen met opmaak, of bewaar het blad als CSV."
                raise too_large(message, hint)
            yield piece

    def small(self, part: str) -> bytes:
        """A part that only says what the others are, whole. Raises Unreadable."""
        if self.parts[part.lower()].file_size > MOST_SMALL:
            raise too_large("De lijst van bladen in de werkmap is te groot.", _AGAIN)
        return b"".join(self.xml(part))

    def _unpacked(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        if info.header_offset < 0:  # of a directory that is larger than what stands before it
            raise damaged()
        with self.path.open("rb") as file:
            file.seek(info.header_offset)
            head = file.read(30)
            if len(head) < 30 or not head.startswith(_ZIP):
                raise damaged()
            names = int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
            file.seek(names, 1)
            size, crc = 0, 0
            for piece in _inflated(file, info):
                size += len(piece)
                crc = zlib.crc32(piece, crc)
                if size > info.file_size:
                    break
                yield piece
        if size != info.file_size or crc != info.CRC:
            raise damaged()


def _inflated(file: BinaryIO, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of a member. The directory's word for their number is not taken here."""
    left = info.compress_size
    packed = info.compress_type == zipfile.ZIP_DEFLATED
    inflate = zlib.decompressobj(-15)
    while left and not inflate.eof:
        data = file.read(min(PIECE, left))
        if not data:
            raise damaged()
        left -= len(data)
        while data and not inflate.eof:
            try:
                piece = inflate.decompress(data, PIECE) if packed else data
            except zlib.error:
                raise damaged() from None
            data = inflate.unconsumed_tail if packed else b""
            if piece:
                yield piece
    while packed and not inflate.eof:
        # The last bytes may still hold up to a thousand times as many.
        if not (piece := inflate.decompress(b"", PIECE)):
            raise damaged()
        yield piece


def _check_encoding(head: bytes) -> None:
    found = _ENCODING.match(head.removeprefix(b"\xef\xbb\xbf"))
    declared = found[1].decode().lower() if found else "utf-8"
    if b"\0" in head[:4] or head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        declared = "utf-16"
    if declared not in ("utf-8", "us-ascii", "ascii"):
        message = f"De werkmap is van binnen geschreven in {declared}. Verwacht: utf-8."
        raise Unreadable("bestand-onleesbaar", message)


def open_package(path: Path) -> Package:
    """The parts of a workbook, none of them read yet. Raises Unreadable."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(1024)
            if size <= MOST_BYTES and head.startswith(_OLE):
                file.seek(0)
                raise _old(file.read())
            _check_size(size)
            if not head.startswith(_ZIP):
                raise _no_workbook(head)
            _check_directory(file, size)
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except OSError as problem:
        reason = why_unreadable(problem)
        message = f"Het bestand kan niet worden gelezen ({reason})."
        raise Unreadable("bestand-onleesbaar", message, "Controleer het bestand.") from None
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        # ValueError: names and dates of a spoiled directory. NotImplementedError: it asks for a
        # version of zip that does not exist.
        raise damaged() from None
    parts = _parts(members)
    allow_for(sum(info.file_size for info in parts.values()), delivered=size)
    return Package(path, parts)


def _check_size(size: int) -> None:
    if size > MOST_BYTES:
        message = f"De werkmap is {size // 1_000_000} MB. Verwacht: hooguit 50 MB."
        hint = "Bewaar elk blad als CSV, of splits de werkmap."
        raise too_large(message, hint)


def _check_directory(file: BinaryIO, size: int) -> None:
    """A directory of a million members would take all memory before it could be counted."""
    file.seek(max(size - 66_000, 0))
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 22:
        raise damaged()
    members = int.from_bytes(tail[at + 10 : at + 12], "little")
    length = int.from_bytes(tail[at + 12 : at + 16], "little")
    if members > MOST_MEMBERS or length > _MOST_DIRECTORY or _END_64 in tail[max(at - 20, 0) : at]:
        raise Unreadable(
            "bestand-gevaarlijk",
            f"De werkmap bestaat uit meer dan {MOST_MEMBERS} bestanden, of is zo groot ingepakt.",
        )


def _parts(members: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    parts: dict[str, zipfile.ZipInfo] = {}
    for info in members:
        part = info.filename.replace("\\", "/").lower()
        if part in parts:
            message = f"In de werkmap staat het onderdeel '{shown(part)}' twee keer."
            raise Unreadable("bestand-gevaarlijk", message)
        if info.flag_bits & 1:
            raise locked()
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            message = "De werkmap is ingepakt op een manier die rekenprogramma's niet gebruiken."
            raise Unreadable("bestand-onleesbaar", message)
        parts[part] = info
    unpacked = sum(info.file_size for info in members)
    if len(parts) > MOST_MEMBERS or unpacked > MOST_UNPACKED:
        message = (
            f"Uitgepakt is de werkmap {unpacked // 1_000_000} MB. Verwacht: hooguit "
            f"{MOST_UNPACKED // 1_000_000} MB."
        )
        hint = "Verwijder lege rijen en kolommen met opmaak, of bewaar elk blad als CSV."
        raise too_large(message, hint)
    return parts


def locked() -> Unreadable:
    message = "De werkmap is beveiligd met een wachtwoord."
    return Unreadable("bestand-gevaarlijk", message, "Bewaar het bestand zonder wachtwoord.")


def _old(data: bytes) -> Unreadable:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return locked()
    message = "Dit is een werkmap in de oude vorm (.xls). Die wordt niet gelezen."
    hint = "Open het bestand, kies 'Opslaan als' en dan 'Excel-werkmap (.xlsx)'."
    return Unreadable("bestand-onleesbaar", message, hint)


def _no_workbook(head: bytes) -> Unreadable:
    """What it does look like; many an export called .xls or .xlsx is a web page or text."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if not head:
        return Unreadable("bestand-onleesbaar", "Het bestand is leeg.", "Haal het opnieuw op.")
    if start.startswith(b"<"):
        message = "Dit is geen werkmap maar een webpagina of XML, met de naam van een werkmap."
        return Unreadable("bestand-onleesbaar", message)
    if b"\0" not in head and any(sign in head for sign in (b";", b",", b"\t")):
        message = "Dit is geen werkmap maar lijkt een tekstbestand met de naam van een werkmap."
        hint = "Geef het bestand de naam .csv."
        return Unreadable("bestand-onleesbaar", message, hint)
    message = "Dit is geen werkmap die gelezen kan worden."
    return Unreadable("bestand-onleesbaar", message, "Lever .xlsx, .ods of .csv.")
