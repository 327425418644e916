"""Hostile files made more hostile: bytes turned, cut, doubled, and taken from other files; inside
zips also the members, so that what unpacks them is passed and what reads them is met.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from random import Random

from tests.hostile.archives import Member, archive

MOST = 400_000
"""Bytes of a mutated file: the large ones of the corpus are slow enough as they are."""

TOKENS = (
    *(b'"', b"'", b";", b",", b"\t", b"\n", b"\r", b"\r\n", b"\0", b"\xff", b"\xef\xbb\xbf"),
    *(b"\xff\xfe", b"\xc3", b"\xe2\x80\xae", b"\xed\xa0\x80", b"\x1a", b"\x1b[2J", b"=1+1"),
    *(b"9" * 400, b"-1", b"0", b"1e400", b"NaN", b"4294967296", b"9007199254740993", b"\\u0000"),
    *(b"{", b"}", b"[", b"]", b"[" * 3000, b'{"a":' * 3000, b"<", b">", b"</row>", b"<row>", b"&"),
    *(b"&lt;", b"&#0;", b"&#x110000;", b"<!DOCTYPE x>", b"<![CDATA[", b"]]>", b'r="XFD1048576"'),
    *(b't="s"', b't="e"', b't="d"', b"PAR1", b"PK\3\4", b"PK\5\6", b"PK\1\2", b"x" * 140_000),
    *(b"2016-07-01", b"0000-00-00", b"999999-12-31", b"table:number-rows-repeated", b"\xa0"),
)

_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError),
    struct.error,
)

Mutate = Callable[[bytes, Random, bytes], bytes]


def _turned(data: bytes, rng: Random, other: bytes) -> bytes:
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 5, 30))):
        place = rng.randrange(len(out))
        out[place] = rng.choice((out[place] ^ (1 << rng.randrange(8)), rng.randrange(256), 0, 255))
    return bytes(out)


def _cut(data: bytes, rng: Random, other: bytes) -> bytes:
    return data[: rng.randrange(len(data))]


def _cut_before(data: bytes, rng: Random, other: bytes) -> bytes:
    return data[rng.randrange(len(data)) :]


def _left_out(data: bytes, rng: Random, other: bytes) -> bytes:
    start = rng.randrange(len(data))
    return data[:start] + data[start + rng.choice((1, 2, 10, 100, 1000)) :]


def _doubled(data: bytes, rng: Random, other: bytes) -> bytes:
    start = rng.randrange(len(data))
    part = data[start : start + rng.choice((1, 10, 100, 1000))]
    return data[:start] + part * rng.choice((2, 3, 100)) + data[start:]


def _with_token(data: bytes, rng: Random, other: bytes) -> bytes:
    out = data
    for _ in range(rng.choice((1, 1, 3, 10))):
        start = rng.randrange(len(out) + 1)
        out = out[:start] + rng.choice(TOKENS) + out[start + rng.choice((0, 0, 1, 5)) :]
    return out


def _spliced(data: bytes, rng: Random, other: bytes) -> bytes:
    start, begin = rng.randrange(len(data)), rng.randrange(len(other) or 1)
    part = other[begin : begin + rng.choice((10, 100, 5000))]
    return data[:start] + part + data[start + rng.choice((0, len(part))) :]


def _at_the_end(data: bytes, rng: Random, other: bytes) -> bytes:
    """Directories and footers stand at the end of a file."""
    tail = min(len(data), rng.choice((30, 200, 2000)))
    return data[:-tail] + _turned(data[-tail:], rng, other)


_PLAIN: tuple[Mutate, ...] = (
    *(_turned, _cut, _cut_before, _left_out, _doubled),
    *(_with_token, _with_token, _spliced, _at_the_end),
)


def mutated(data: bytes, rng: Random, other: bytes) -> bytes:
    """Another file, made from this one and a bit of the other."""
    if data.startswith(b"PK\3\4") and rng.random() < 0.7:
        packed = _inside(data, rng, other)
        if packed is not None:
            return packed
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        data = rng.choice(_PLAIN)(data or b"x", rng, other)[:MOST]
    return data


def _inside(data: bytes, rng: Random, other: bytes) -> bytes | None:
    """The same archive with one member mutated, or a member lost, doubled or called otherwise."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(info.file_size for info in packed.infolist()) > MOST:
                return None
            members = [Member(info.filename, packed.read(info)) for info in packed.infolist()]
    except _BROKEN:
        return None
    if not members:
        return None
    at = rng.randrange(len(members))
    one = members[at]
    match rng.randrange(8):
        case 0:
            del members[at]
        case 1:
            members.append(one)
        case 2:
            members[at] = Member(rng.choice(members).name, one.data)
        case 3:
            members[at] = Member(one.name, rng.choice(members).data)
        case _:
            for _ in range(rng.choice((1, 1, 3))):
                one = Member(one.name, rng.choice(_PLAIN)(one.data or b"x", rng, other)[:MOST])
            members[at] = one
    return archive(*members)
