"""How days and numbers are written by whoever delivers, and what a mistake looks like.

The idea that makes it simple: a text in a declared notation becomes the one text that the
dictionary's own reader (`read_cell`) takes, so there is one place that knows what a cell may hold.
What it does not take is guessed at from its shape alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from koers.dictionary import Cell, Column, ColumnType, read_cell

_DAY = {
    "jjjj-mm-dd": r"(?P<j>[0-9]{4})-(?P<m>[0-9]{1,2})-(?P<d>[0-9]{1,2})",
    "dd-mm-jjjj": r"(?P<d>[0-9]{1,2})-(?P<m>[0-9]{1,2})-(?P<j>[0-9]{4})",
    "dd/mm/jjjj": r"(?P<d>[0-9]{1,2})/(?P<m>[0-9]{1,2})/(?P<j>[0-9]{4})",
    "mm/dd/jjjj": r"(?P<m>[0-9]{1,2})/(?P<d>[0-9]{1,2})/(?P<j>[0-9]{4})",
    "dd.mm.jjjj": r"(?P<d>[0-9]{1,2})\.(?P<m>[0-9]{1,2})\.(?P<j>[0-9]{4})",
    "jjjjmmdd": r"(?P<j>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})",
    "jjjj/mm/dd": r"(?P<j>[0-9]{4})/(?P<m>[0-9]{1,2})/(?P<d>[0-9]{1,2})",
}
_TIME = r"[ T][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?"
_MIDNIGHT = r"(?:[ T]00:00(?::00(?:\.0{1,6})?)?)?"

DAY_NOTATIONS = (*_DAY, *(f"{notation} uu:mm" for notation in _DAY))
"""The first is the usual one. With `uu:mm` a cell holds a moment, of which the day counts."""

_NUMBER = {
    "1234,56": (r"[0-9]+(?:[.,][0-9]+)?", ""),
    "1.234,56": (r"(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]+)?", "."),
    "1,234.56": (r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?", ","),
    "1 234,56": (r"(?:[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)(?:,[0-9]+)?", " "),
    "1234.56": (r"[0-9]+(?:\.[0-9]+)?", ""),
}
NUMBER_NOTATIONS = tuple(_NUMBER)
"""The first is the usual one: a comma or a point, and nothing between thousands."""

_SHAPES = {
    **{notation: re.compile(pattern + _MIDNIGHT) for notation, pattern in _DAY.items()},
    **{f"{name} uu:mm": re.compile(pattern + _TIME) for name, pattern in _DAY.items()},
}
_DAYS = {
    **{notation: re.compile(pattern + _MIDNIGHT) for notation, pattern in _DAY.items()},
    **{f"{name} uu:mm": re.compile(f"{pattern}(?:{_TIME})?") for name, pattern in _DAY.items()},
}
_NUMBERS = {name: re.compile(f"([-+]?){pattern}") for name, (pattern, _) in _NUMBER.items()}
_SERIAL = re.compile(r"[1-6][0-9]{4}(\.0)?")
_WHOLE = re.compile(r"-?[0-9]+[.,]0+")
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)


TRANSLATE = "Vertaal lokale codes met 'codes' bij deze kolom."


@dataclass(frozen=True)
class Notation:
    """How the cells of one column are written."""

    column: Column
    day: str = DAY_NOTATIONS[0]
    number: str = NUMBER_NOTATIONS[0]
    empty: frozenset[str] = frozenset()
    left_off: tuple[str, ...] = ()

    def read(self, text: str) -> Cell:
        """The typed value of a cell's text. Raises ValueError with the expectation, without the
        text.
        """
        text = self.plain(text)
        if not text:
            return None
        if _CONTROL.search(text):
            raise ValueError("tekst zonder onzichtbare tekens")
        match self.column.type:
            case ColumnType.DAY:
                return self._day(text)
            case ColumnType.NUMBER:
                return self._number(text)
            case ColumnType.TEXT:
                return read_cell(self.column, text)
            case _ if "\n" in text or "\r" in text:
                raise ValueError(
                    "een waarde op een regel; is er een aanhalingsteken niet gesloten?"
                )
            case _:
                return read_cell(self.column, text)

    def plain(self, text: str) -> str:
        """The text without what does not count; "" when that leaves nothing."""
        text = unicodedata.normalize("NFC", text.strip().strip("\ufeff"))
        if text in self.empty:
            return ""
        for part in self.left_off:
            text = text.removeprefix(part).removesuffix(part).strip()
        return "" if text in self.empty else text

    def _day(self, text: str) -> Cell:
        for notation in (self.day, DAY_NOTATIONS[0]):
            if found := _DAYS[notation].fullmatch(text):
                parts = (found["j"], found["m"].zfill(2), found["d"].zfill(2))
                return read_cell(self.column, "-".join(parts))
        if self.day == DAY_NOTATIONS[0]:
            return read_cell(self.column, text)
        raise ValueError(f"een dag, {self.day}")

    def _number(self, text: str) -> Cell:
        if self.number == NUMBER_NOTATIONS[0]:
            return read_cell(self.column, text)
        if not _NUMBERS[self.number].fullmatch(text):
            raise ValueError(f"een getal, geschreven zoals {self.number}")
        between = _NUMBER[self.number][1]
        text = text.removeprefix("+").replace(between, "") if between else text.removeprefix("+")
        whole, _, part = text.replace(",", ".").partition(".")
        # With as many decimals as the unit has, so that no point can be taken for thousands.
        part = part.rstrip("0").ljust(self.column.decimals, "0")
        return read_cell(self.column, f"{whole},{part}" if part else whole)


def guess(column: Column, texts: Sequence[str]) -> str:
    """What to do about cells that could not be read, when all of them have the same shape; else
    nothing. Never repeats a cell.
    """
    texts = [text.strip() for text in texts]
    match column.type:
        case ColumnType.DAY:
            return _guess_day(texts)
        case ColumnType.NUMBER:
            return _guess_number(column, texts)
        case ColumnType.CODE:
            return _guess_code(column, texts)
        case ColumnType.YES_NO if all(text.lower() in ("j", "n", "1", "0") for text in texts):
            return "Alle lijken op j/n of 1/0: vertaal ze met 'codes' bij deze kolom."
        case _:
            return ""


def likely_day_notation(texts: Sequence[str]) -> str | None:
    """The one notation that fits all texts; of days and months that could be either, the Dutch."""
    fitting = [name for name, shape in _SHAPES.items() if all(map(shape.fullmatch, texts))]
    sound = [name for name in fitting if all(_is_day(_SHAPES[name], text) for text in texts)]
    return sound[0] if sound else None


def _is_day(shape: re.Pattern[str], text: str) -> bool:
    found = shape.fullmatch(text)
    return found is not None and 1 <= int(found["m"]) <= 12 and 1 <= int(found["d"]) <= 31


def likely_number_notation(texts: Sequence[str]) -> str | None:
    """The first notation that fits all texts."""
    return next(
        (name for name, shape in _NUMBERS.items() if all(map(shape.fullmatch, texts))), None
    )


def _guess_day(texts: Sequence[str]) -> str:
    notation = likely_day_notation(texts)
    if notation and notation != DAY_NOTATIONS[0]:
        return f"Alle lijken op {notation}: geef 'datumnotatie: {notation}' op in de aanlevering."
    if all(map(_SERIAL.fullmatch, texts)):
        return "Alle lijken op dagnummers van Excel: maak de cellen op als datum en bewaar opnieuw."
    return ""


def _guess_number(column: Column, texts: Sequence[str]) -> str:
    signs = [sign for sign in ("€", "%", "EUR") if all(sign in text for text in texts)]
    bare = [text.strip("€%EUR \xa0") for text in texts]
    if all(map(_WHOLE.fullmatch, bare)):
        return "Alle eindigen op nullen achter de komma: geef 'weglaten: [.0]' op bij deze kolom."
    said = [f"'weglaten: [{sign}]'" for sign in signs[:1]]
    if not all(_plainly_read(column, text) for text in bare):
        # The usual notation did not read them, so it is one of the others.
        notation = next((n for n in NUMBER_NOTATIONS[1:] if _fits_all(n, bare)), None)
        if notation is None:
            return ""
        said.append(f"'getalnotatie: {notation}'")
    return f"Geef bij deze kolom op: {' en '.join(said)}." if said else ""


def _fits_all(notation: str, texts: Sequence[str]) -> bool:
    return all(map(_NUMBERS[notation].fullmatch, texts))


def _plainly_read(column: Column, text: str) -> bool:
    try:
        read_cell(column, text)
    except ValueError:
        return False
    return True


def _guess_code(column: Column, texts: Sequence[str]) -> str:
    if column.code_list is None:
        return ""
    codes = {code for code, _ in column.code_list.codes}
    labels = {label.lower() for _, label in column.code_list.codes}
    if all(text.lower() in labels for text in texts):
        return "Alle zijn omschrijvingen uit de lijst: vertaal ze met 'codes' bij deze kolom."
    width = max((len(code) for code in codes), default=0)
    if all(text.zfill(width) in codes for text in texts):
        return "Alle missen een nul vooraan: bewaar de kolom als tekst, of vertaal met 'codes'."
    if all(re.sub(r"[.,]0+$", "", text) in codes for text in texts):
        return "Alle eindigen op .0: geef 'weglaten: [.0]' op bij deze kolom."
    if all(text.lower() in {code.lower() for code in codes} for text in texts):
        return "Alle verschillen alleen in hoofdletters: vertaal ze met 'codes' bij deze kolom."
    return TRANSLATE


def moment(text: str, notation: str) -> tuple[str, bool]:
    """A moment as a text that sorts by time, and whether it says its time zone (then it is in UTC).
    Raises ValueError with the expectation.
    """
    text = text.strip()
    for name in (f"{notation} uu:mm", f"{DAY_NOTATIONS[0]} uu:mm"):
        shape = _DAYS.get(name)
        found = shape.fullmatch(text) if shape else None
        if found:
            time = re.search(r"[ T]([0-9:.]+)(Z|[+-][0-9]{2}:?[0-9]{2})?$", text)
            clock, zone = (time[1], time[2] or "") if time else ("00:00", "")
            day = f"{found['j']}-{found['m'].zfill(2)}-{found['d'].zfill(2)}"
            try:
                read = datetime.fromisoformat(f"{day}T{clock}{zone}")
            except ValueError:
                continue
            if read.tzinfo is not None:
                read = read.astimezone(UTC).replace(tzinfo=None)
            return read.isoformat(timespec="microseconds"), bool(zone)
    raise ValueError(f"een moment, {notation} uu:mm:ss")
