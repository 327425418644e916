"""Signs that nobody sees: in names, in headers and in columns of text.

The idea that makes it simple: one rule, that of `koers.placed`, in two forms. A text of Python is
judged sign by sign; a column of Arrow is passed by on its bytes, and only where a byte could begin
such a sign is the slow pattern asked.

It must not know what a name or a column is for.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

MOST_SHOWN = 80

_SEEN = "\t\n\r\u200c\u200d"
_HIDDEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
_PATTERN = r"[^\P{Cc}\t\n\r]|[^\P{Cf}\x{200C}\x{200D}]|[\p{Zl}\p{Zp}]"


def first_unseen(text: str) -> str | None:
    """The first sign in a text that nobody sees, or None."""
    if text.isprintable():
        return None
    hidden = (sign for sign in text if unicodedata.category(sign) in _HIDDEN and sign not in _SEEN)
    return next(hidden, None)


def shown(text: str, *, most: int = MOST_SHOWN) -> str:
    """A name as it can be shown in a message: without signs that nobody sees, and not too long."""
    clean = "".join(sign if sign.isprintable() else "?" for sign in text)
    return clean if len(clean) <= most else f"{clean[: most - 1]}…"


@dataclass(frozen=True)
class Unseen:
    """A sign that nobody sees: at which row and column of a batch (from 0), and what to say."""

    row: int
    column: int
    problem: str


def unseen_in(columns: list[pa.Array]) -> list[Unseen]:
    """The first such sign of every row that has one, in the order of the rows."""
    found: dict[int, Unseen] = {}
    for number, column in enumerate(columns):
        if not _may_hold_unseen(column):
            continue
        hits = pc.match_substring_regex(column, _PATTERN)
        for row in np.flatnonzero(hits.to_numpy(zero_copy_only=False)).tolist():
            if row not in found:
                found[row] = Unseen(row, number, _problem(column[row].as_py()))
    return [found[row] for row in sorted(found)]


def _may_hold_unseen(column: pa.Array) -> bool:
    """Whether a byte of the column can begin such a sign; slices are judged with what is around."""
    data = column.buffers()[2]
    if data is None:
        return False
    signs = np.frombuffer(data, dtype=np.uint8)
    # 0xC2 begins U+0080-U+009F and U+00AD; all others begin with 0xD8 or higher. Accents begin with
    # 0xC3 to 0xC5, the euro sign and quotes with 0xE2: those pay for the pattern.
    return bool(
        (signs < 32).any()
        or (signs == 127).any()
        or ((signs >= 0xC2) & ((signs == 0xC2) | (signs >= 0xD8))).any()
    )


def _problem(text: str) -> str:
    sign = first_unseen(text)
    which = f" (U+{ord(sign):04X})" if sign is not None else ""
    return f"verwacht tekens die te zien zijn; hier staat een onzichtbaar teken{which}"


def cleaned_header(text: str) -> str:
    """A name of a column in one spelling: NFC, and white space (also line ends) as one space."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()
