"""Which column of a dictionary a column of somebody else's export probably is.

The idea that makes it simple: a name is taken apart into words, and words that mean the same in an
export (start, ingang, begin) become one word; then names are as alike as the words they share. What
stands in the column speaks along: a column of days is no code, whatever it is called.

It only proposes: who delivers looks it over. It must not know files, and gives no content away.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from koers.delivery.notation import DAY_NOTATIONS, NUMBER_NOTATIONS, Notation
from koers.dictionary import CodeList, Column, ColumnType, Dictionary, Table

ALIKE = 0.6
"""From here on a column is proposed."""
SURE = 0.75
"""From here on the names alone say it."""

MOST_TEXTS = 100

_SAME = {
    "wie": "client clienten clientid klant klanten persoon personen pers burger inwoner deelnemer "
    "kandidaat pseudoniem subject",
    "nummer": "nr num no id sleutel key code kenmerknummer",
    "begin": "start begint ingang ingangs aanvang aanvangs van vanaf ingegaan first",
    "einde": "eind end eindigt stop tot tm beeindiging beeindigings beeindigd afsluit last",
    "datum": "dat dd dag date dt datums",
    "geboorte": "geb gebdat",
    "geslacht": "sexe sekse gender",
    "bedrag": "bedragen euro eur",
    "gemeente": "gem gemeentenaam gemeentes",
    "regeling": "wet regelingen",
    "reden": "oorzaak grond motief",
    "soort": "type aard categorie",
    "maand": "per",
}
_WORDS = {word: ours for ours, words in _SAME.items() for word in words.split()}
_ENDINGS = ("datum", "nummer", "nr", "code", "bedrag", "naam")
_WEAK = {"nummer", "datum", "versleuteld", "de", "het", "een", "met", "of", "bij", "van", "naam"}
_YES_NO = {"ja", "nee", "j", "n", "1", "0", "y", "true", "false", "waar", "onwaar"}


def plain(text: str) -> str:
    """A text without accents and capitals."""
    split = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in split if not unicodedata.combining(sign)).casefold()


@cache
def words(name: str) -> tuple[str, ...]:
    """The words of a name, in the spelling in which names are compared."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name)
    found: list[str] = []
    for word in re.findall(r"[a-z]+|[0-9]+", plain(apart)):
        found += _taken_apart(word)
    return tuple(_WORDS.get(word, word) for word in found)


def _taken_apart(word: str) -> list[str]:
    """begindatum is begin and datum; uitkeringsnummer is uitkering and nummer."""
    if word in _WORDS:
        return [word]
    for ending in _ENDINGS:
        before = word.removesuffix(ending)
        if before != word and len(before) > 2:
            return [before.removesuffix("s") if len(before) > 4 else before, ending]
    return [word]


def alike(theirs: str, ours: str) -> float:
    """How much two names mean the same, from 0 to 1."""
    first, second = words(theirs), words(ours)
    if not first or not second:
        return 0.0
    if first == second or plain(theirs) == plain(ours):
        return 1.0
    shared = sum(_weight(word) * _best(word, second) for word in set(first))
    shared += sum(_weight(word) * _best(word, first) for word in set(second))
    return shared / sum(map(_weight, [*set(first), *set(second)]))


def _weight(word: str) -> float:
    return 0.4 if word in _WEAK else 1.0


def _best(word: str, others: Sequence[str]) -> float:
    """How much a word is like one of the others: 1 for the same, something for a misspelling or a
    longer form, else 0.
    """
    if word in others:
        return 1.0
    if len(word) < 4:
        return 0.0
    ratios = (difflib.SequenceMatcher(None, word, other).ratio() for other in others)
    best = max(ratios, default=0.0)
    return best if best > SURE else 0.0


def readable(column: Column, texts: Sequence[str]) -> float:
    """Which part of the texts a column could hold, in whatever notation."""
    if not texts:
        return 0.5
    match column.type:
        case ColumnType.DAY:
            return max(fits(column, texts, day=name) for name in DAY_NOTATIONS)
        case ColumnType.NUMBER:
            bare = [text.strip("€%EURur \xa0") for text in texts]
            return max(fits(column, bare, number=name) for name in NUMBER_NOTATIONS)
        case ColumnType.YES_NO:
            return sum(text.casefold() in _YES_NO for text in texts) / len(texts)
        case ColumnType.CODE if column.code_list:
            codes = local_codes(column.code_list, texts)
            return sum(text in codes for text in texts) / len(texts)
        case _:
            return 0.6


def fits(column: Column, texts: Sequence[str], *, day: str = "", number: str = "") -> float:
    """Which part of the texts can be read in a notation."""
    notation = Notation(column, day=day or DAY_NOTATIONS[0], number=number or NUMBER_NOTATIONS[0])
    return sum(_reads(notation, text) for text in texts) / len(texts) if texts else 0.0


def _reads(notation: Notation, text: str) -> bool:
    try:
        notation.read(text)
    except ValueError:
        return False
    return True


def is_number_of_something(name: str, texts: Sequence[str]) -> bool:
    """Whether a column seems to hold numbers or codes that tell things apart."""
    known = "nummer" in words(name) and "datum" not in words(name)
    return known and not any(" " in text for text in texts[:MOST_TEXTS])


def all_local_codes(codes: CodeList, texts: Sequence[str]) -> dict[str, str]:
    """What `local_codes` found, and the rest of the list in the same manner: where one label is
    used, so are the others.
    """
    found = dict(local_codes(codes, texts))
    labels = {plain(label): code for code, label in codes.codes}
    if any(plain(text) in labels and plain(text) != plain(code) for text, code in found.items()):
        found = {label: code for code, label in codes.codes} | found
    if any(text.isdecimal() and text != code for text, code in found.items()):
        found = {code.lstrip("0"): code for code, _ in codes.codes if code.strip("0")} | found
    return found


def local_codes(codes: CodeList, texts: Sequence[str]) -> Mapping[str, str]:
    """Of the texts those that are a code of the list, or mean one without doubt: its label, or the
    code without its zeros or in other capitals.
    """
    meant: dict[str, str] = {}
    for code, label in codes.codes:
        for text in (plain(label), plain(code).lstrip("0"), plain(code)):
            if text:
                meant.setdefault(text, code)
    known = {code for code, _ in codes.codes}
    found = {text: meant.get(plain(text).removesuffix(".0")) for text in texts}
    return {text: text if text in known else code for text, code in found.items() if code}


@dataclass(frozen=True)
class Match:
    """A column of the dictionary and the place (from 0) of the one that is probably meant."""

    column: Column
    place: int
    score: float
    by_name: float


@dataclass(frozen=True)
class Guess:
    """A table of the dictionary, how likely it is, and which columns are which."""

    table: Table
    score: float
    matches: tuple[Match, ...]


def guesses(
    name: str, header: Sequence[str], texts: Sequence[Sequence[str]], dictionary: Dictionary
) -> tuple[Guess, ...]:
    """What tables a table called `name` could be, the likeliest first. `texts`: per column of the
    header different texts from it.
    """
    known: dict[tuple[object, ...], float] = {}
    found = []
    for table in dictionary.tables.values():
        matches = _matches(header, texts, table, known)
        if any(match.by_name >= SURE for match in matches):
            found.append(Guess(table, _score(name, header, table, matches), matches))
    return tuple(sorted(found, key=lambda guess: -guess.score))


def _matches(
    header: Sequence[str],
    texts: Sequence[Sequence[str]],
    table: Table,
    known: dict[tuple[object, ...], float],
) -> tuple[Match, ...]:
    possible = []
    for column in table.columns.values():
        for place, theirs in enumerate(header):
            by_name = _by_name(theirs, column, table)
            if by_name < 0.3 and column.type is not ColumnType.CODE:
                continue
            codes = column.code_list.name if column.code_list else ""
            kind = (place, column.type, codes, column.decimals)
            if kind not in known:
                known[kind] = readable(column, texts[place][:MOST_TEXTS])
            by_content = known[kind]
            score = _together(column, by_name, by_content, texts[place])
            if score >= ALIKE:
                possible.append(Match(column, place, score, by_name))
    possible.sort(key=lambda match: (-match.score, match.place))
    chosen: dict[str, Match] = {}
    taken = set[int]()
    for match in possible:
        if match.column.name not in chosen and match.place not in taken:
            chosen[match.column.name] = match
            taken.add(match.place)
    return tuple(chosen[name] for name in table.columns if name in chosen)


def _by_name(theirs: str, column: Column, table: Table) -> float:
    names = [alike(theirs, column.name), 0.85 * alike(theirs, column.title)]
    if column.name == table.subject_column and column.type is ColumnType.KEY:
        names.append(0.95 * alike(theirs, table.subject))
        if set(words(theirs)) <= {"wie", "nummer"} and "wie" in words(theirs):
            names.append(0.9)
    return max(names)


def _together(column: Column, by_name: float, by_content: float, texts: Sequence[str]) -> float:
    match column.type:
        case ColumnType.DAY | ColumnType.NUMBER | ColumnType.YES_NO if by_content < 0.5:
            return 0.0
        case ColumnType.CODE:
            # Many lists hold 1, 2 and 3; words are a sign of their own.
            telling = len({text for text in texts if not text.isdecimal()})
            if by_content >= 0.9 and telling >= 2:
                return max(0.65, 0.7 * by_name + 0.3)
            return 0.9 * by_name + 0.1 * by_content
        case _:
            return 0.75 * by_name + 0.25 * by_content


def _score(name: str, header: Sequence[str], table: Table, matches: Sequence[Match]) -> float:
    needed = {table.subject_column, *table.key, table.day_column} - {None}
    found = {match.column.name: match.score for match in matches}
    of_needed = sum(found.get(str(column), 0.0) for column in needed) / len(needed)
    of_theirs = sum(found.values()) / len(header)
    names = (table.name, table.row_name, table.title.partition(",")[0])
    return 0.4 * of_needed + 0.3 * of_theirs + 0.3 * max(alike(name, one) for one in names)
