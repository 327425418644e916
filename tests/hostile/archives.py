"""Hostile zips. They are written byte by byte, because no library would write them."""

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from tests.hostile.case import Case, Tell, csv_text, of_bytes, rows

GOOD = csv_text(rows(3)).encode()
_DATE = (1 << 5 | 1) + (36 << 9)  # 1 January 2016, so that the same bytes come out every time
SYMLINK = 0o120777 << 16


@dataclass(frozen=True)
class Member:
    """One member; whatever is given here, the archive says, true or not."""

    name: str | bytes = "uitkering.csv"
    data: bytes = GOOD
    method: int = zipfile.ZIP_DEFLATED
    flags: int = 0
    mode: int = 0
    claims: int | None = None
    """Size unpacked, as told."""
    crc: int | None = None
    called_inside: str | None = None
    """The name before the data, where that is another one than in the directory."""
    packed: bytes | None = None
    at: int | None = None
    """Where the directory says it begins, when nothing is written for it."""


def archive(*members: Member, before: bytes = b"", comment: bytes = b"") -> bytes:
    """A zip of these members, after some bytes of something else."""
    out, directory = BytesIO(), BytesIO()
    out.write(before)
    for member in members:
        name = member.name if isinstance(member.name, bytes) else member.name.encode()
        at = out.tell() if member.at is None else member.at
        data = member.data
        packed = member.packed if member.packed is not None else _packed(data, member.method)
        crc = zlib.crc32(data) if member.crc is None else member.crc
        size = len(data) if member.claims is None else member.claims
        flags = member.flags | (0 if name.isascii() else 0x800)
        told = struct.pack("<HHHHHIII", 20, flags, member.method, 0, _DATE, crc, len(packed), size)
        if member.at is None:
            inside = name if member.called_inside is None else member.called_inside.encode()
            out.write(b"PK\3\4" + told + struct.pack("<HH", len(inside), 0) + inside + packed)
        directory.write(b"PK\1\2" + struct.pack("<H", 0x031E) + told)
        directory.write(struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, member.mode, at) + name)
    begin, number = out.tell(), min(len(members), 0xFFFF)
    out.write(directory.getvalue())
    end = struct.pack("<HHHHIIH", 0, 0, number, number, directory.tell(), begin, len(comment))
    out.write(b"PK\5\6" + end + comment)
    return out.getvalue()


def _packed(data: bytes, method: int) -> bytes:
    if method != zipfile.ZIP_DEFLATED:
        return data
    deflate = zlib.compressobj(6, zlib.DEFLATED, -15)
    return deflate.compress(data) + deflate.flush()


def zeros(megabytes: int) -> bytes:
    """So many megabytes of spaces, packed a thousandfold."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    parts = [deflate.compress(b" " * 1_000_000) for _ in range(megabytes)]
    return b"".join(parts) + deflate.flush()


def bomb(megabytes: int, *, claims: int | None = None) -> bytes:
    told = megabytes * 1_000_000 if claims is None else claims
    return archive(Member(data=b"", packed=zeros(megabytes), claims=told))


def overlapping(number: int) -> bytes:
    """Every member of the directory is the same packed megabytes."""
    first = Member("0.csv", b"", packed=zeros(10), claims=10_000_000)
    same = (
        Member(f"{n}.csv", b"", packed=first.packed, claims=10_000_000, at=0)
        for n in range(1, number)
    )
    return archive(first, *same)


def flat_bomb() -> bytes:
    """Like 42.zip without its levels: 400 members of 10 MB each, 4 GB together."""
    packed = zeros(10)
    members = (Member(f"{n}.csv", b"", packed=packed, claims=10_000_000) for n in range(400))
    return archive(*members)


def nested(levels: int) -> bytes:
    data = GOOD
    for _ in range(levels):
        data = archive(Member("binnen.zip", data), Member("ook.zip", data))
    return data


def damaged_inside() -> bytes:
    """Good to look at from outside; the packed bytes are not."""
    data = bytearray(archive(Member()))
    data[60:80] = bytes(20)
    return bytes(data)


def case(
    name: str,
    data: Callable[[], bytes] | bytes,
    *tells: Tell,
    accepted: int | None = None,
    file: str = "juli.zip",
) -> Case:
    made = data if callable(data) else lambda: data
    return Case(name, of_bytes(made, file), tells, accepted)


def names() -> Iterator[Case]:
    """Members with names that lead elsewhere, or that nobody can tell apart."""
    hostile: dict[str, str | bytes] = {
        "above the folder": "../../uitkering.csv",
        "from the root": "/etc/uitkering.csv",
        "on a drive": "C:\\uitkering.csv",
        "above the folder, with backslashes": "..\\..\\uitkering.csv",
        "on a server": "\\\\server\\deel\\uitkering.csv",
        "NUL in the name": b"uitkering.csv\0.exe",
        "a line end in the name": "uit\nkering.csv",
        "terminal codes in the name": "\x1b[2Juitkering.csv",
        "a name that reads backwards": "uit\u202evsc.gnirek.csv",
        "no name": "",
        "a name of 10,000 letters": "u" * 10_000 + ".csv",
    }
    for what, name in hostile.items():
        yield case(f"zip: {what}", archive(Member(name)), Tell("bestand-gevaarlijk"))
    yield case(
        "zip: a name that is not UTF-8",
        archive(Member(b"uitk\xe9\xe9ring.csv", flags=0x800)),
        Tell("bestand-gevaarlijk|bestand-onleesbaar"),
    )
    yield case(
        "zip: another name inside",
        archive(Member(called_inside="anders.csv")),
        Tell("bestand-gevaarlijk|bestand-onleesbaar"),
    )
    yield case(
        "zip: the same name twice",
        archive(Member(), Member(data=GOOD[:-1])),
        Tell("bestand-gevaarlijk"),
    )
    yield case(
        "zip: names that differ in capitals only",
        archive(Member(), Member("Uitkering.CSV", GOOD[:-1])),
        Tell("bestand-gevaarlijk|bestand-ontbreekt"),
    )


def archive_cases() -> Sequence[Case]:
    danger, damage = Tell("bestand-gevaarlijk"), Tell("bestand-onleesbaar")
    large = Tell("bestand-gevaarlijk|bestand-te-groot")
    return (
        case("zip: good", archive(Member()), accepted=3),
        case("zip: good, in a folder", archive(Member("juli/uitkering.csv")), accepted=3),
        case("zip: good, stored", archive(Member(method=zipfile.ZIP_STORED)), accepted=3),
        case("zip: a bomb of 2 GB", lambda: bomb(2000), large),
        case("zip: a bomb that says it is small", lambda: bomb(500, claims=1000), damage),
        case("zip: a bomb of 400 MB", lambda: bomb(400), large),
        case("zip: members that are each other", lambda: overlapping(300), large),
        case("zip: two members that are each other", lambda: overlapping(2), large),
        case("zip: 400 members of 10 MB", flat_bomb, large),
        case("zip: zip in zip", lambda: nested(1), danger),
        case("zip: zip in zip, twelve deep", lambda: nested(12), danger),
        case("zip: says it is larger", archive(Member(claims=10_000_000)), damage),
        case("zip: says it is smaller", archive(Member(claims=10)), damage),
        case("zip: says it is 4 GB", archive(Member(claims=0xFFFFFFF0)), large),
        case("zip: says it is nothing", archive(Member(claims=0)), damage),
        case(
            "zip: 60,000 empty members",
            lambda: archive(*(Member(f"{n}.csv", b"", method=0) for n in range(60_000))),
            large,
        ),
        case(
            "zip: 20 members that are not asked for",
            archive(Member(), *(Member(f"{n}.csv", b"", method=0) for n in range(20))),
            Tell("bestand-niet-gelezen"),
            accepted=3,
        ),
        *names(),
        case(
            "zip: a symbolic link",
            archive(Member(data=b"/etc/passwd", method=0, mode=SYMLINK)),
            danger,
        ),
        case("zip: with a password", archive(Member(flags=1)), danger),
        case("zip: packed in an unknown way", archive(Member(method=97)), danger),
        case("zip: packed with bzip2, or so it says", archive(Member(method=12)), danger),
        case("zip: cut off", archive(Member())[:-40], damage),
        case("zip: half", lambda: bomb(1)[:200], damage),
        case("zip: wrong checksum", archive(Member(crc=1)), damage),
        case("zip: damaged inside", damaged_inside, damage),
        case("zip: empty file", b"", damage),
        case("zip: no members", archive(), Tell("bestand-ontbreekt|bestand-onleesbaar")),
        case(
            "zip: only folders", archive(Member("juli/", b"", method=0)), Tell("bestand-ontbreekt")
        ),
        case("zip: text with the name of a zip", GOOD, damage),
        case("zip: begins as a CSV", archive(Member(), before=GOOD), accepted=3),
        case(
            "zip: begins as a CSV and is called so",
            archive(Member(), before=GOOD),
            Tell("bestand-onleesbaar"),
            file="uitkering.csv",
        ),
        case("zip: called a CSV", archive(Member()), damage, file="uitkering.csv"),
        case("zip: called a workbook", archive(Member()), damage, file="uitkering.xlsx"),
        case("zip: with a long remark", archive(Member(), comment=b"x" * 65_535), accepted=3),
        case("zip: a CSV called zip", GOOD, damage),
        case(
            "gzip called CSV",
            lambda: b"\x1f\x8b\x08\0\0\0\0\0\0\3" + zeros(50),
            damage,
            file="uitkering.csv",
        ),
    )
