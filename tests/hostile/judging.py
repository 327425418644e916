"""Whether what came of a hostile file is what a user would want."""

import unicodedata
from collections.abc import Iterator

from tests.hostile.case import CANARY, Case, Tell
from tests.hostile.reading import Found, Reading

LONGEST_MESSAGE = 1000


def complaints(case: Case, reading: Reading) -> list[str]:
    """Everything that is not as it should be."""
    return [*_expected(case, reading), *never(reading)]


def _expected(case: Case, reading: Reading) -> Iterator[str]:
    if reading.stopped:
        yield from () if case.may_stop else (f"was given up: {reading.stopped}",)
        return
    wanted = (case.accepted, case.refused, case.double)
    found = (reading.accepted, reading.refused, reading.double)
    if wanted != found:
        yield f"accepted, refused, double: {found} instead of {wanted}"
    missing = [one for one in case.tells if not any(_is(one, f) for f in reading.findings)]
    yield from (f"nothing says {one}" for one in missing)
    extra = [f for f in reading.findings if f.is_error and not any(_is(t, f) for t in case.tells)]
    known = {code for one in case.tells for code in one.code.split("|")}
    yield from (f"also says {one}" for one in extra if one.code not in known)
    for column, value in case.holds.items():
        if reading.first.get(column) != value:
            yield f"column {column!r} holds another value"
    if case.accepted is None and not any(f.is_error for f in reading.findings):
        yield "nothing is taken and nothing says why"


def _is(tell: Tell, found: Found) -> bool:
    return (
        found.code in tell.code.split("|")
        and tell.line in (None, found.line)
        and tell.column in (None, found.column)
    )


def never(reading: Reading, *, but: frozenset[str] = frozenset()) -> Iterator[str]:
    """What may happen with no file whatever. Codes of `but` may show what a file says."""
    if reading.read != (reading.accepted or 0) + reading.refused + reading.double:
        yield "rows in are not rows accounted for"
    for found in reading.findings:
        if CANARY.lower() in found.text.lower() and found.code not in but:
            yield f"a personal cell is shown in {found.code}"
        if not found.file:
            yield f"{found.code} has no place"
        if len(found.text) > LONGEST_MESSAGE:
            yield f"{found.code} is too long to read"
        if signs := {hex(ord(s)) for s in found.text if unicodedata.category(s) in _UNSEEN}:
            yield f"{found.code} shows signs that nobody sees: {sorted(signs)}"


_UNSEEN = ("Cc", "Cf", "Cs")
