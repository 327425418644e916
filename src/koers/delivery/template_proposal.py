"""An `aanlevering.yaml` proposed for somebody's export, from its headers and its first rows.

The idea that makes it simple: what the first rows show is written down as a declaration that can be
used as it is, and what they do not show as a comment. Only names of columns, notations and words of
the dictionary are written; never a cell.

It must not know files: only tables as they were opened.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from koers.delivery.declaration_keys import DECLARATION
from koers.delivery.likeness import (
    SURE,
    Guess,
    Match,
    alike,
    all_local_codes,
    fits,
    guesses,
    is_number_of_something,
    local_codes,
)
from koers.delivery.notation import DAY_NOTATIONS, NUMBER_NOTATIONS, Notation
from koers.delivery.numbers_of_people import Suspicion
from koers.delivery.raw import BadRow, RawTable
from koers.delivery.template_text import (
    FILL_IN,
    UNKNOWN_DAY,
    comment,
    head,
    meaning,
    notations,
    scalar,
)
from koers.delivery.template_workbook import CODES, GUIDE, needed
from koers.dictionary import Column, ColumnType, Dictionary, TableKind

LIKELY, POSSIBLE = 0.4, 0.15
MOST_TEXTS, MOST_BAD_ROWS = 300, 200
_NOTHING = {"null", "n.v.t.", "nvt", "-", "--", "nan", "n/a", "#n/b", "onbekend", "leeg", "geen"}
_FAR = re.compile(r"(31-12|12/31|31/12|31\.12)[-/.](9999|2999|2099)|(9999|2999)[-/]?12[-/]?31.*")
_NAME = re.compile(r"(?=.*[A-Za-zÀ-ÿ])(?!.*[0-9]{5})[\w .,:;()%€/&'-]{1,60}")


@dataclass(frozen=True)
class _Sample:
    """The first rows of a table: different texts per column, in the order they came."""

    raw: RawTable
    header: tuple[str, ...]
    texts: tuple[tuple[str, ...], ...]
    header_row: int | None = None
    """Where the header is, when that has to be told."""

    @property
    def file(self) -> str:
        return self.raw.name.partition(", blad '")[0].replace("\\", "/").rpartition("/")[2]

    @property
    def sheet(self) -> str | None:
        _, found, sheet = self.raw.name.partition(", blad '")
        return sheet.removesuffix("'") if found else None

    @property
    def name(self) -> str:
        return self.sheet or self.file.rpartition(".")[0]


@dataclass
class _Proposed:
    """A table that was recognised, with what was found out about its columns."""

    sample: _Sample
    guess: Guess
    others: tuple[str, ...]
    """Tables that it could be as well."""
    day: dict[str, str] = field(default_factory=dict)
    number: dict[str, str] = field(default_factory=dict)
    left_off: dict[str, str] = field(default_factory=dict)
    empty: list[str] = field(default_factory=list)
    codes: dict[str, Mapping[str, str]] = field(default_factory=dict)
    """Per column of the dictionary its local codes with the national ones."""
    doubts: list[str] = field(default_factory=list)
    last_day: date | None = None


def proposal(tables: Sequence[RawTable], dictionary: Dictionary) -> str:
    """The text of an `aanlevering.yaml` that reads these tables. What could not be found out stands
    in comments with 'niet gevonden' or 'invullen'.
    """
    samples = [_sample(raw, dictionary) for raw in tables]
    samples = [sample for sample in samples if sample.sheet not in (GUIDE, CODES)]
    proposed, unknown = _recognised(samples, dictionary)
    for one in proposed:
        _look_at_columns(one)
    return "\n".join(_lines(proposed, unknown, samples, dictionary)) + "\n"


# --- looking at the rows -------------------------------------------------------------------------


def _sample(raw: RawTable, dictionary: Dictionary) -> _Sample:
    """The first batch, or the rows that did not fit the header: then that is perhaps a title."""
    columns: list[list[str]] = [[] for _ in raw.header]
    bad: list[BadRow] = []
    rows = raw.read()
    for piece in rows:
        if not isinstance(piece, BadRow):
            columns = [column.unique()[:MOST_TEXTS].to_pylist() for column in piece.columns]
            break
        bad.append(piece)
        if len(bad) == MOST_BAD_ROWS:
            break
    close = getattr(rows, "close", None)
    if close is not None:
        close()
    lower = _lower_header(raw, bad, dictionary)
    if lower is not None:
        below = [row.cells for row in bad if row.row > lower.row]
        width = len(lower.cells)
        columns = [[row[at] for row in below if len(row) == width] for at in range(width)]
        return _Sample(raw, tuple(map(_spaced, lower.cells)), _texts(columns), lower.row)
    return _Sample(raw, raw.header, _texts(columns))


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _texts(columns: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    stripped = ([text.strip() for text in column] for column in columns)
    return tuple(
        tuple(dict.fromkeys(text for text in column if text))[:MOST_TEXTS] for column in stripped
    )


def _lower_header(raw: RawTable, bad: Sequence[BadRow], dictionary: Dictionary) -> BadRow | None:
    """The row that names columns, where the first one is only a title: most of its cells are names
    that the dictionary knows, far more than in the header.
    """
    names = {
        column.name for table in dictionary.tables.values() for column in table.columns.values()
    }

    def known(cells: Sequence[str]) -> int:
        return sum(
            any(alike(cell, name) >= SURE for name in names)
            for cell in cells
            if _NAME.fullmatch(cell)
        )

    least = max(2, 2 * known(raw.header) + 1)
    for row in bad[:30]:
        cells = [_spaced(cell) for cell in row.cells]
        if all(cells) and len(set(cells)) == len(cells) and known(cells) >= least:
            return row
    return None


def _recognised(
    samples: Sequence[_Sample], dictionary: Dictionary
) -> tuple[list[_Proposed], list[tuple[_Sample, str]]]:
    """The best guesses, every table of the dictionary once; and the rest, with why."""
    found: list[tuple[_Sample, tuple[Guess, ...]]] = []
    for sample in samples:
        found.append((sample, guesses(sample.name, sample.header, sample.texts, dictionary)))
    found.sort(key=lambda one: -one[1][0].score if one[1] else 0)
    proposed: list[_Proposed] = []
    unknown: list[tuple[_Sample, str]] = []
    taken = dict[str, str]()
    for sample, all_guesses in found:
        free = [one for one in all_guesses if one.table.name not in taken]
        if free and free[0].score >= POSSIBLE:
            best = free[0].score
            margin = 0.04 if best >= LIKELY else best / 2
            near = [one.table.name for one in free[1:9] if one.score > best - margin]
            taken[free[0].table.name] = sample.name
            proposed.append(_Proposed(sample, free[0], tuple(near)))
            continue
        why = "geen tabel van het woordenboek lijkt erop"
        if all_guesses and all_guesses[0].score >= POSSIBLE:
            why = (
                f"lijkt ook op '{all_guesses[0].table.name}', en een tabel kan er maar een keer in"
            )
        unknown.append((sample, why))
    order = {id(sample): at for at, sample in enumerate(samples)}
    proposed.sort(key=lambda one: order[id(one.sample)])
    return proposed, unknown


def _look_at_columns(proposed: _Proposed) -> None:
    for name, texts in zip(proposed.sample.header, proposed.sample.texts, strict=True):
        suspicion = Suspicion()
        suspicion.look_at(texts)
        if suspicion.holds:
            told = f"kolom '{name}' lijkt burgerservicenummers te bevatten, en die mogen hier niet "
            proposed.doubts.append(f"{told}komen: haal ze in de bron weg of versleutel ze")
    _take_numbers_for_keys(proposed)
    for match in proposed.guess.matches:
        column, texts = match.column, proposed.sample.texts[match.place]
        if column.type is not ColumnType.TEXT and column.type is not ColumnType.KEY:
            nothing = [
                text for text in texts if text.casefold() in _NOTHING or _FAR.fullmatch(text)
            ]
            known = {code for code, _ in column.code_list.codes} if column.code_list else set()
            nothing = [text for text in nothing if text not in known]
            proposed.empty += [text for text in nothing if text not in proposed.empty]
            texts = tuple(text for text in texts if text not in nothing)
        match column.type:
            case ColumnType.DAY:
                _look_at_days(proposed, match, texts)
            case ColumnType.NUMBER:
                _look_at_numbers(proposed, match, texts)
            case ColumnType.CODE if column.code_list:
                local = local_codes(column.code_list, texts)
                _look_at_codes(proposed, match, texts, local)
            case ColumnType.YES_NO:
                _look_at_codes(proposed, match, texts, _yes_or_no(texts))
            case _:
                pass


def _take_numbers_for_keys(proposed: _Proposed) -> None:
    """A key that was not found, where one column is left that holds numbers of something."""
    sample, guess = proposed.sample, proposed.guess
    found = {match.column.name for match in guess.matches}
    keys = [
        column
        for column in guess.table.columns.values()
        if column.type is ColumnType.KEY
        and column.name in needed(guess.table)
        and column.name not in found
    ]
    taken = {match.place for match in guess.matches}
    left = [
        place
        for place, name in enumerate(sample.header)
        if place not in taken and is_number_of_something(name, sample.texts[place])
    ]
    if len(keys) == 1 and len(left) == 1:
        match = Match(keys[0], left[0], 0.5, 0.5)
        proposed.guess = replace(guess, matches=(*guess.matches, match))
        told = f"voor '{keys[0].name}' ({keys[0].title}) is {_shown(proposed, match)} genomen"
        proposed.doubts.append(f"{told}, omdat dat een nummer lijkt; klopt dat?")


def _shown(proposed: _Proposed, match: Match) -> str:
    return f"'{proposed.sample.header[match.place]}'"


def _best(
    column: Column, texts: Sequence[str], names: Sequence[str], kind: str
) -> tuple[str, float]:
    """The first notation that reads most of the texts."""
    parts = {name: fits(column, texts, **{kind: name}) for name in names}
    best = max(parts, key=lambda name: (parts[name], -names.index(name)))
    return best, parts[best]


def _look_at_days(proposed: _Proposed, match: Match, texts: Sequence[str]) -> None:
    if not texts:
        return
    best, part = _best(match.column, texts, DAY_NOTATIONS, "day")
    if best != DAY_NOTATIONS[0]:
        proposed.day[match.column.name] = best
    if part < 1:
        told = f"niet alle waarden van {_shown(proposed, match)} lezen als dag ({best})"
        proposed.doubts.append(told)
    table = proposed.guess.table
    if match.column.name == (table.day_column or table.last_day_column):
        notation = Notation(match.column, day=best)
        days = [day for day in (_day(notation, text) for text in texts) if day]
        proposed.last_day = max(days, default=None)


def _day(notation: Notation, text: str) -> date | None:
    try:
        found = notation.read(text)
    except ValueError:
        return None
    return found if isinstance(found, date) else None


def _look_at_numbers(proposed: _Proposed, match: Match, texts: Sequence[str]) -> None:
    for sign in ("€", "EUR", "%"):
        if texts and sum(sign in text for text in texts) > len(texts) / 2:
            proposed.left_off[match.column.name] = sign
            texts = [text.removeprefix(sign).removesuffix(sign).strip() for text in texts]
    if not texts:
        return
    best, part = _best(match.column, texts, NUMBER_NOTATIONS, "number")
    if best != NUMBER_NOTATIONS[0]:
        proposed.number[match.column.name] = best
    if part < 1:
        told = f"niet alle waarden van {_shown(proposed, match)} lezen als getal ({best})"
        proposed.doubts.append(told)


def _yes_or_no(texts: Sequence[str]) -> Mapping[str, str]:
    meant = {"j": "ja", "1": "ja", "true": "ja", "waar": "ja", "y": "ja", "ja": "ja"}
    meant |= {"n": "nee", "0": "nee", "false": "nee", "onwaar": "nee", "nee": "nee"}
    return {text: meant[text.casefold()] for text in texts if text.casefold() in meant}


def _look_at_codes(
    proposed: _Proposed, match: Match, texts: Sequence[str], local: Mapping[str, str]
) -> None:
    column = match.column
    unknown = len(texts) - len(local)
    if column.code_list and any(text != code for text, code in local.items()):
        local = all_local_codes(column.code_list, texts)
    translated = {text: code for text, code in local.items() if text != code}
    if column.type is ColumnType.YES_NO:
        translated = {text: code for text, code in translated.items() if text.lower() != code}
    if translated:
        proposed.codes[column.name] = translated
    if unknown:
        codes = "1 waarde" if unknown == 1 else f"{unknown} waarden"
        which = f"de lijst '{column.code_list.name}'" if column.code_list else "ja of nee"
        told = f"niet gevonden: {codes} van {_shown(proposed, match)} in {which}"
        proposed.doubts.append(f"{told}; vertaal ze onder 'codes'")


# --- writing it down -----------------------------------------------------------------------------


def _lines(
    proposed: Sequence[_Proposed],
    unknown: Sequence[tuple[_Sample, str]],
    samples: Sequence[_Sample],
    dictionary: Dictionary,
) -> Iterator[str]:
    days = [one.last_day for one in proposed if one.last_day]
    known_through, why = UNKNOWN_DAY, "tot en met welke dag alles in de levering staat"
    if days:
        last = max(days)
        known_through = last.replace(day=monthrange(last.year, last.month)[1]).isoformat()
        why = "klopt deze dag? Het is het eind van de laatste maand in de eerste rijen"
    name = samples[0].file.rpartition(".")[0] if samples else ""
    yield from head(dictionary, name=name or "Onze levering", known_through=known_through, why=why)
    common = _common_day_notation(proposed)
    yield ""
    yield from notations({"datumnotatie": common} if common else {})
    yield ""
    yield from meaning(DECLARATION, "tabellen")
    yield "tabellen:"
    if not proposed:
        yield f"  - tabel: {scalar(next(iter(dictionary.tables)))}  {FILL_IN}: welke tabel is dit?"
        yield f"    bestand: {scalar(samples[0].file)}" if samples else "    #bestand: export.csv"
    for one in proposed:
        yield from _table(one, common)
    for sample, why in unknown:
        sheet = f", blad '{sample.sheet}'" if sample.sheet else ""
        told = f"niet gevonden: bij welke tabel {sample.file}{sheet} hoort: {why}."
        yield from comment(told, indent=2)
    lists = [(one, name) for one in proposed for name in one.codes]
    if lists:
        yield ""
        yield from meaning(DECLARATION, "codes")
        yield "codes:"
    for one, name in lists:
        yield f"  {scalar(_list_name(one, name))}:"
        for code in dict.fromkeys(one.codes[name].values()):
            local = ", ".join(_quoted(text) for text, to in one.codes[name].items() if to == code)
            yield f"    - {{lokaal: [{local}], landelijk: {_quoted(code)}}}"


def _quoted(text: str) -> str:
    """Codes always between quotes: 01 is not 1."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _list_name(one: _Proposed, column: str) -> str:
    return f"{one.guess.table.name} {column}"


def _common_day_notation(proposed: Sequence[_Proposed]) -> str:
    """The notation of most columns that do not have the usual one. Days in the usual one are read
    beside every other.
    """
    found = Counter(notation for one in proposed for notation in one.day.values())
    return found.most_common(1)[0][0] if found else ""


def _table(one: _Proposed, common: str) -> Iterator[str]:
    sample, table = one.sample, one.guess.table
    unsure = f"  {FILL_IN}: dit is niet zeker" if one.guess.score < LIKELY else ""
    yield f"  - tabel: {scalar(table.name)}{unsure}"
    if one.others:
        yield from comment(f"Zou ook kunnen zijn: {', '.join(one.others)}.", indent=4)
    yield f"    bestand: {scalar(sample.file)}"
    if sample.sheet:
        yield f"    blad: {scalar(sample.sheet)}"
    if sample.header_row is not None:
        yield f"    kopregel: {sample.header_row}"
    if one.empty:
        yield f"    leeg: [{', '.join(_quoted(text) for text in one.empty)}]"
    columns = list(_columns(one, common))
    if columns:
        yield "    kolommen:"
        yield from columns
    yield from _missing(one)
    read = {match.place for match in one.guess.matches}
    unread = [name for place, name in enumerate(sample.header) if place not in read]
    if unread:
        shown = [name for name in unread if _NAME.fullmatch(name)]
        if shown:
            yield from comment("Horen deze bij geen kolom van het woordenboek?", indent=4)
            yield "    niet gelezen:"
            yield from (f"      - {scalar(name)}" for name in shown)
    for doubt in one.doubts:
        yield from comment(f"Let op: {doubt}{'' if doubt.endswith('?') else '.'}", indent=4)
    if table.kind is TableKind.SPELL and table.last_day_column and not table.end_is_exclusive:
        told = f"Telt de laatste dag zelf niet mee, zet dan bij '{table.last_day_column}': "
        yield from comment(f"{told}{{kolom: ..., exclusief: ja}}.", indent=4)


def _columns(one: _Proposed, common: str) -> Iterator[str]:
    for match in one.guess.matches:
        name, theirs = match.column.name, one.sample.header[match.place]
        more = []
        day = one.day.get(name, common)
        if match.column.type is ColumnType.DAY and day != common:
            more.append(f"datumnotatie: {day}")
        if name in one.number:
            more.append(f"getalnotatie: {_quoted(one.number[name])}")
        if name in one.left_off:
            more.append(f"weglaten: [{_quoted(one.left_off[name])}]")
        if name in one.codes:
            more.append(f"codes: {_quoted(_list_name(one, name))}")
        if more:
            yield f"      {scalar(name)}: {{{', '.join([f'kolom: {_quoted(theirs)}', *more])}}}"
        elif theirs != name:
            yield f"      {scalar(name)}: {scalar(theirs)}"


def _missing(one: _Proposed) -> Iterator[str]:
    table = one.guess.table
    found = {match.column.name for match in one.guess.matches}
    must = needed(table)
    for column in table.columns.values():
        if column.name in must and column.name not in found:
            title = f" ({column.title})" if column.title else ""
            told = f"niet gevonden: {column.name}{title}; zonder kan het niet. Schrijf onder "
            told += f"'kolommen': '{column.name}: naam in het bestand'"
            if column.type is ColumnType.KEY:
                told += f", of '{column.name}: {{rijnummer: ja}}' als er geen nummer is"
            yield from comment(f"{told}.", indent=4)
    may = [column for column in table.columns if column not in must and column not in found]
    if may:
        yield from comment(f"Mag wegblijven, en is er niet: {', '.join(may)}.", indent=4)
