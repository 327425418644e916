"""A text file as physical lines, a piece at a time, in an encoding that was declared or recognised.

The idea that makes it simple: the whole file is decoded once before anything is read from it, so
that whoever splits lines into cells never meets a byte that does not fit. Memory is bounded: a
piece is about 4 MB, and of a line that is too long only the beginning is kept.

It must not know cells, separators or JSON.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from koers.delivery.raw import ROWS_AT_A_TIME
from koers.findings import Findings, Place, suggestion
from koers.placed import why_unreadable

CHUNK = 1 << 22
LONGEST_LINE = 1 << 20
"""Signs; a longer line comes out with one sign more than this and the rest gone."""

ENCODINGS = {
    "utf-8": "utf-8-sig",
    "utf8": "utf-8-sig",
    "utf-8-sig": "utf-8-sig",
    "utf-16": "utf-16",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "cp1252": "cp1252",
    "windows-1252": "cp1252",
    "ansi": "cp1252",
    "iso-8859-1": "latin-1",
    "latin-1": "latin-1",
    "latin1": "latin-1",
    "iso-8859-15": "iso-8859-15",
    "cp850": "cp850",
    "ascii": "ascii",
    "us-ascii": "ascii",
}
"""How whoever delivers may call an encoding, and what it is called in Python."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: it begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNKNOWN_IN_CP1252 = bytes((0x81, 0x8D, 0x8F, 0x90, 0x9D))
_BROKEN = "\ufffd"


@dataclass(frozen=True)
class Piece:
    """Physical lines with their line ends, and the number of the first one (from 1)."""

    first: int
    lines: list[str]


@dataclass(frozen=True)
class TextFile:
    """A file that decodes without trouble; `note` is empty where the encoding was declared."""

    path: Path
    codec: str
    note: str

    def pieces(self) -> Iterator[Piece]:
        """All lines; never more than `ROWS_AT_A_TIME` at once. Raises OSError."""
        return _pieces(self.path, self.codec, "strict")


def open_text(
    path: Path, *, name: str, declared: str | None, findings: Findings
) -> TextFile | None:
    """The file in its encoding, or None with findings that say where it does not fit."""
    place = Place(name)
    try:
        with path.open("rb") as file:
            start = file.read(1 << 16)
        mark = next((known for sign, known in _MARKS if start.startswith(sign)), None)
        if declared is not None:
            return _declared(path, declared, mark, place, findings)
        return _recognised(path, mark, start, place, findings)
    except OSError as problem:
        message = f"Het bestand kan niet worden gelezen ({why_unreadable(problem)})."
        findings.add("bestand-onleesbaar", place, message, "Controleer het bestand.")
        return None


def _declared(
    path: Path, declared: str, mark: str | None, place: Place, findings: Findings
) -> TextFile | None:
    codec = ENCODINGS.get(declared.strip().lower().replace("_", "-"))
    if codec is None:
        findings.add(
            "ongeldige-waarde",
            place,
            "De opgegeven codering is niet bekend.",
            suggestion(declared, ("utf-8", "utf-16", "cp1252", "iso-8859-1", "iso-8859-15")),
        )
        return None
    if mark is not None and not codec.startswith(mark):
        message = (
            f"Het bestand begint met het kenmerk van {mark}, maar als codering is "
            f"{declared.strip().lower()} opgegeven."
        )
        hint = f"Geef 'codering: {mark}' op, of laat de codering weg."
        findings.add("bestand-onleesbaar", place, message, hint)
        return None
    if codec == "utf-16" and mark is None:
        message = "Het kenmerk waarmee een bestand in utf-16 begint ontbreekt."
        hint = "Geef 'codering: utf-16-le' of 'utf-16-be' op."
        findings.add("bestand-onleesbaar", place, message, hint)
        return None
    codec = mark if mark == "utf-16" else codec  # the mark knows which of the two it is
    if _fits(path, codec):
        return TextFile(path, codec, "")
    misfits = _misfits(path, codec)
    hint = "Geef een andere codering op, of laat haar weg: dan wordt zij herkend."
    _tell_misfits(findings, place, misfits, f"een teken dat niet past bij {declared}.", hint)
    return None


def _recognised(
    path: Path, mark: str | None, start: bytes, place: Place, findings: Findings
) -> TextFile | None:
    if mark is None and _told_nulls(start, place, findings):
        return None
    codec = ENCODINGS.get(mark or "utf-8", "utf-32")
    if _fits(path, codec):
        return TextFile(path, codec, f"codering {mark or 'utf-8'} (herkend)")
    misfits = _misfits(path, codec)
    hint = "Sla het bestand op als UTF-8, of geef 'codering' op in de aanlevering."
    # Text in cp1252 hardly ever has two or three bytes in a row that mean something in UTF-8.
    if mark is not None or misfits.others >= misfits.lines:
        what = f"een teken dat niet past bij {mark or 'utf-8'}, de codering van de rest."
        _tell_misfits(findings, place, misfits, what, hint)
        return None
    if _has_only_known_bytes(path):
        return TextFile(path, "cp1252", "codering cp1252 (herkend)")
    what = "een teken dat geen UTF-8 is, en ook geen cp1252."
    _tell_misfits(findings, place, misfits, what, hint)
    return None


def _told_nulls(start: bytes, place: Place, findings: Findings) -> bool:
    """UTF-16 without a mark is valid UTF-8 with a NUL beside every letter."""
    even, odd = start[::2].count(0), start[1::2].count(0)
    if (even + odd) * 5 < len(start) or not start:
        return False
    if even * 4 < odd or odd * 4 < even:
        codec = "utf-16-le" if odd > even else "utf-16-be"
        message = "Het bestand lijkt in utf-16 te staan, zonder het kenmerk dat dat zegt."
        hint = f"Geef 'codering: {codec}' op, of sla het bestand op als UTF-8."
    else:
        message = "Het bestand bevat vooral lege bytes (NUL) en is beschadigd of geen tekst."
        hint = "Haal of maak het bestand opnieuw."
    findings.add("bestand-onleesbaar", place, message, hint)
    return True


def _fits(path: Path, codec: str) -> bool:
    decoder = codecs.getincrementaldecoder(codec)("strict")
    try:
        with path.open("rb") as file:
            while data := file.read(CHUNK):
                decoder.decode(data)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _has_only_known_bytes(path: Path) -> bool:
    with path.open("rb") as file:
        while data := file.read(CHUNK):
            if len(data.translate(None, delete=_UNKNOWN_IN_CP1252)) != len(data):
                return False
    return True


@dataclass(frozen=True)
class _Misfits:
    """Where an encoding does not fit: the first place, on how many lines, and how many other lines
    do have signs beyond ASCII that fit.
    """

    line: int
    column: int
    lines: int
    others: int


def _misfits(path: Path, codec: str) -> _Misfits:
    line = column = lines = others = 0
    for piece in _pieces(path, codec, "replace"):
        for number, text in enumerate(piece.lines, start=piece.first):
            if text.isascii():
                continue
            if _BROKEN not in text:
                others += 1
                continue
            lines += 1
            if line == 0:
                line, column = number, text.index(_BROKEN) + 1
    return _Misfits(line or 1, column or 1, max(lines, 1), others)


def _tell_misfits(
    findings: Findings, place: Place, misfits: _Misfits, what: str, hint: str
) -> None:
    rest = misfits.lines - 1
    others = f" en {rest} andere {'regel' if rest == 1 else 'regels'}" if rest else ""
    findings.add(
        "bestand-onleesbaar",
        Place(place.file, misfits.line, misfits.column),
        f"Regel {misfits.line}{others}: hier staat {what}",
        hint,
    )


def _pieces(path: Path, codec: str, errors: str) -> Iterator[Piece]:
    decoder = codecs.getincrementaldecoder(codec)(errors)
    first, rest, begun = 1, "", False
    with path.open("rb") as file:
        while data := file.read(CHUNK):
            text = rest + decoder.decode(data)
            if not begun and text:
                text, begun = text.removeprefix("\ufeff"), True
            # A "\r" at the very end may be the first half of a line end.
            cut = max(text.rfind("\n"), text.rfind("\r", 0, max(len(text) - 1, 0))) + 1
            rest = text[cut:]
            if len(rest) > LONGEST_LINE:
                rest = rest[: LONGEST_LINE + 1] + ("\r" if rest.endswith("\r") else "")
            for piece in _split(text[:cut], first):
                yield piece
                first = piece.first + len(piece.lines)
    rest += decoder.decode(b"", final=True)
    yield from _split(rest if begun else rest.removeprefix("\ufeff"), first)


def _split(text: str, first: int) -> Iterator[Piece]:
    """Only "\\n", "\\r" and the two together end a line, as for csv; not U+2028 and such."""
    lines = list(io.StringIO(text, newline=""))
    for start in range(0, len(lines), ROWS_AT_A_TIME):
        yield Piece(first + start, lines[start : start + ROWS_AT_A_TIME])
