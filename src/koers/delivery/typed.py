"""Columns of text to columns of days, numbers, codes and keys.

The idea that makes it simple: a column has far fewer different texts than cells, so each different
text is read once, by the reader that every other way in uses; the cells follow by number.

It must not know files.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from koers.delivery.complaints import Complaints
from koers.delivery.declaration import (
    UNFOLDED,
    CodeRule,
    ColumnDeclaration,
    TableDeclaration,
)
from koers.delivery.notation import Notation
from koers.dictionary import Cell, Column, ColumnType, Table, TableKind

Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]

ARROW = {ColumnType.DAY: pa.date32(), ColumnType.NUMBER: pa.int64()}
_REMEMBERED = 200_000
_PLAIN = "^[!-~](?:[ -~]*[!-~])?$|^$"
"""ASCII without control characters or spaces around it: a key or text that stands for itself."""

_WHAT = {
    ColumnType.DAY: "geen dag",
    ColumnType.NUMBER: "geen getal",
    ColumnType.CODE: "onbekende code",
}
_UNLISTED = "een code van de lijst onder 'codes'"
_UNKNOWN_ON_DAY = "een code die op de dag van de rij geldt"


def arrow_type(column: Column) -> pa.DataType:
    """How a column is kept."""
    return ARROW.get(column.type, pa.string())


def schema(table: Table) -> pa.Schema:
    """The columns of a delivered table: those of the dictionary, the row in the source, and whether
    the row takes back an earlier one.
    """
    own = [pa.field(name, arrow_type(column)) for name, column in table.columns.items()]
    return pa.schema([*own, pa.field("§rij", pa.int64()), pa.field("§weg", pa.bool_())])


@dataclass(frozen=True)
class Texts:
    """Rows of text: their numbers in the source, and per column of the source its cells."""

    rows: Numbers
    columns: Mapping[str, pa.Array]

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True)
class Typed:
    """Rows that were read: `values` by column of the dictionary, and why rows are refused."""

    rows: Numbers
    values: Mapping[str, pa.Array]
    withdrawn: Flags
    reasons: dict[int, list[str]]
    """By place in `rows`; who finds more adds to them."""

    @property
    def sound(self) -> Flags:
        """Which rows are not refused."""
        found = np.ones(len(self.rows), dtype=np.bool_)
        found[list(self.reasons)] = False
        return found


@dataclass
class _ColumnReader:
    """Reads one column; remembers texts it has seen."""

    column: Column
    declared: ColumnDeclaration
    known: dict[str, tuple[Cell, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        told = self.declared
        self.notation = Notation(
            self.column, told.day_notation, told.number_notation, told.empty, told.left_off
        )
        self.rules: dict[str, list[CodeRule]] = defaultdict(list)
        for rule in told.codes or ():
            self.rules[rule.local].append(rule)

    def read(self, texts: pa.Array, days: pa.Array | None) -> tuple[pa.Array, pa.Array, list[str]]:
        """The values, and per cell the number of its problem (0 is none) in a list of problems."""
        if self._stand_for_themselves(texts):
            empty = pc.equal(texts, "")
            return pc.if_else(empty, pa.scalar(None, pa.string()), texts), None, []
        coded = texts.dictionary_encode()
        values, problems, told = [], [], [""]
        by_day = []
        for number, text in enumerate(coded.dictionary.to_pylist()):
            value, problem = self._one(text)
            if problem is _BY_DAY:
                by_day.append(number)
                problem = ""
            values.append(value)
            if problem and problem not in told:
                told.append(problem)
            problems.append(told.index(problem))
        found = pa.array(values, type=arrow_type(self.column)).take(coded.indices)
        index = coded.indices.to_numpy()
        which = np.array(problems, dtype=np.int64)[index] if problems else np.zeros(0, np.int64)
        if by_day:
            found, which = self._by_day(
                coded, by_day, found=found, which=which, days=days, told=told
            )
        return found, which, told

    def _stand_for_themselves(self, texts: pa.Array) -> bool:
        told = self.declared
        if self.column.type not in (ColumnType.KEY, ColumnType.TEXT):
            return False
        if told.codes or told.empty or told.left_off:
            return False
        return bool(pc.all(pc.match_substring_regex(texts, _PLAIN), min_count=0).as_py())

    def _one(self, text: str) -> tuple[Cell, str]:
        if text not in self.known:
            if len(self.known) >= _REMEMBERED:
                self.known.clear()
            self.known[text] = self._read(text)
        return self.known[text]

    def _read(self, text: str) -> tuple[Cell, str]:
        try:
            if self.declared.codes is None:
                return self.notation.read(text), ""
            plain = self.notation.plain(text)
            rules = self.rules.get(plain)
            if not plain:
                return None, ""
            if rules is None:  # a national code too: here it may mean something else
                raise ValueError(_UNLISTED)
            if len(rules) > 1 or rules[0].first_day or rules[0].last_day:
                return None, _BY_DAY
            return self._national(rules[0]), ""
        except ValueError as problem:
            return None, str(problem)

    def _national(self, rule: CodeRule) -> Cell:
        return None if rule.national is None else self.notation.read(rule.national)

    def _by_day(
        self,
        coded: pa.DictionaryArray,
        numbers: Sequence[int],
        *,
        found: pa.Array,
        which: Numbers,
        days: pa.Array | None,
        told: list[str],
    ) -> tuple[pa.Array, Numbers]:
        """Cells whose meaning depends on the day of their row."""
        cells, index = found.to_pylist(), coded.indices.to_numpy()
        on = days.to_pylist() if days is not None else [None] * len(cells)
        if _UNKNOWN_ON_DAY not in told:
            told.append(_UNKNOWN_ON_DAY)
        for number in numbers:
            rules = self.rules[self.notation.plain(coded.dictionary[number].as_py())]
            for place in np.flatnonzero(index == number).tolist():
                rule = next((one for one in rules if _holds(one, on[place])), None)
                if rule is None:
                    which[place] = told.index(_UNKNOWN_ON_DAY)
                    continue
                try:
                    cells[place] = self._national(rule)
                except ValueError as problem:
                    if str(problem) not in told:
                        told.append(str(problem))
                    which[place] = told.index(str(problem))
        return pa.array(cells, type=found.type), which


_BY_DAY = "hangt van de dag af"


def _holds(rule: CodeRule, day: date | None) -> bool:
    if day is None:
        return rule.first_day is None and rule.last_day is None
    return (rule.first_day or date.min) <= day <= (rule.last_day or date.max)


@dataclass
class TableReader:
    """Reads batches of one table. `positions`: where each column of the source stands, from 1."""

    declared: TableDeclaration
    complaints: Complaints
    positions: Mapping[str, int]
    municipality: str = ""
    scope_column: str | None = None
    """The column of the dictionary that must say `municipality`, where the table has one."""

    def __post_init__(self) -> None:
        table = self.declared.table
        self.readers = {
            name: _ColumnReader(table.columns[name], told)
            for name, told in self.declared.columns.items()
        }
        # The day first: what a code means may depend on it.
        self.order = sorted(self.readers, key=lambda name: name != table.day_column)
        self.needed = {table.subject_column, *table.key} | (
            {table.day_column} if table.day_column else set()
        )

    def read(self, texts: Texts) -> Typed:
        """The typed rows of a batch; what is wrong goes to the complaints as well."""
        size = len(texts)
        withdrawn = self._withdrawn(texts)
        values: dict[str, pa.Array] = {}
        reasons: dict[int, list[str]] = defaultdict(list)
        for name in self.order:
            values[name] = self._column(name, texts, values, withdrawn, reasons)
        for name, column in self.declared.table.columns.items():
            if name not in values:
                values[name] = pa.nulls(size, arrow_type(column))
        self._ends(values, texts, reasons)
        self._scope(values, texts, withdrawn, reasons)
        return Typed(texts.rows, values, withdrawn, reasons)

    def _withdrawn(self, texts: Texts) -> Flags:
        told = self.declared
        if told.withdrawn_in is None or told.withdrawn_in not in texts.columns:
            return np.zeros(len(texts), dtype=np.bool_)
        coded = texts.columns[told.withdrawn_in].dictionary_encode()
        wanted = {_plain(value) for value in told.withdrawn_values}
        found = [_plain(text) in wanted for text in coded.dictionary.to_pylist()]
        return np.array(found, dtype=np.bool_)[coded.indices.to_numpy()]

    def _column(
        self,
        name: str,
        texts: Texts,
        before: Mapping[str, pa.Array],
        withdrawn: Flags,
        reasons: dict[int, list[str]],
    ) -> pa.Array:
        reader, size = self.readers[name], len(texts)
        told, column = reader.declared, reader.column
        source = told.source
        if told.row_number:
            cells = pa.array(texts.rows).cast(pa.string())
        elif told.constant is not None:
            cells = pa.array([told.constant]).take(pa.array(np.zeros(size, dtype=np.int64)))
        elif source is not None and source in texts.columns:
            cells = texts.columns[source]
        else:
            return pa.nulls(size, arrow_type(column))
        shown = name if source is None or source in UNFOLDED else source
        position = self.positions.get(source or "", 1)
        days = before.get(self.declared.table.day_column or "")
        found, which, problems = reader.read(cells, days)
        for number, problem in enumerate(problems):
            if number:
                code = "code-onbekend" if column.type is ColumnType.CODE else "cel-ongeldig"
                what = _WHAT.get(column.type, "geen geldige waarde")
                places = np.flatnonzero(which == number)
                self._refuse(
                    code, f"{what}. Verwacht: {problem}.", places,
                    shown=shown, position=position, texts=texts, reasons=reasons,
                    column=column, cells=cells,
                )  # fmt: skip
        if column.required or name in self.needed:
            own = np.asarray(found.is_null())
            if which is not None:
                own &= which == 0
            if name not in self.declared.table.key:
                own &= ~withdrawn
            self._refuse(
                "cel-leeg", _EMPTY, np.flatnonzero(own),
                shown=shown, position=position, texts=texts, reasons=reasons,
            )  # fmt: skip
        return self._inclusive(name, found)

    def _refuse(
        self,
        code: str,
        expected: str,
        places: Numbers,
        *,
        shown: str,
        position: int,
        texts: Texts,
        reasons: dict[int, list[str]],
        column: Column | None = None,
        cells: pa.Array | None = None,
    ) -> None:
        """Complain of the rows at these places, and keep why each is refused. `column` and `cells`
        where the cell itself cannot be read.
        """
        different = [] if cells is None else cells.take(pa.array(places)).unique().to_pylist()
        self.complaints.add(
            code, expected, texts.rows[places],
            name=shown, position=position, column=column, texts=different,
        )  # fmt: skip
        for place in places.tolist():
            reasons[place].append(f"kolom '{shown}': {expected}")

    def _inclusive(self, name: str, found: pa.Array) -> pa.Array:
        """The last day as the dictionary counts it (F2)."""
        table = self.declared.table
        told = self.readers[name].declared.end_is_exclusive
        if name != table.last_day_column or told in (None, table.end_is_exclusive):
            return found
        step = -1 if told else 1
        moved = [None if day is None else day + timedelta(step) for day in found.to_pylist()]
        return pa.array(moved, type=pa.date32())

    def _ends(
        self, values: Mapping[str, pa.Array], texts: Texts, reasons: dict[int, list[str]]
    ) -> None:
        """An end before the begin is refused; an exclusive end on the begin is zero days (F2)."""
        table = self.declared.table
        if table.kind is not TableKind.SPELL or not table.day_column or not table.last_day_column:
            return
        told = self.readers.get(table.last_day_column)
        said = told.declared.end_is_exclusive if told else None
        exclusive = bool(said) and not table.end_is_exclusive
        inclusive = said is False and table.end_is_exclusive  # so the end was moved a day on
        first = values[table.day_column].cast(pa.int32())
        last = values[table.last_day_column].cast(pa.int32())
        moved = {True: 1, False: -1 if inclusive else 0}[exclusive]
        early = pc.less(pc.add(last, moved), first).fill_null(False)
        source = told.declared.source if told else None
        expected = "het einde ligt voor het begin."
        shown = source or table.last_day_column
        self._refuse(
            "einde-voor-begin", expected, np.flatnonzero(np.asarray(early)),
            shown=shown, position=self.positions.get(shown, 1), texts=texts, reasons=reasons,
        )  # fmt: skip

    def _scope(
        self,
        values: Mapping[str, pa.Array],
        texts: Texts,
        withdrawn: Flags,
        reasons: dict[int, list[str]],
    ) -> None:
        if not self.municipality or self.scope_column is None:
            return
        other = pc.not_equal(values[self.scope_column], self.municipality).fill_null(True)
        # A row that takes back an earlier one need not say where that was.
        silent = withdrawn & np.asarray(values[self.scope_column].is_null())
        source = self.readers[self.scope_column].declared.source or self.scope_column
        expected = "een andere gemeente dan de aanlevering noemt, of geen gemeente."
        self._refuse(
            "buiten-bereik", expected, np.flatnonzero(np.asarray(other) & ~silent),
            shown=source, position=self.positions.get(source, 1), texts=texts, reasons=reasons,
        )  # fmt: skip


def _plain(text: str) -> str:
    """Capitals, spaces around it and ways to write an accent make no difference."""
    return unicodedata.normalize("NFC", text.strip()).casefold()


_EMPTY = "leeg. Verwacht: een waarde, want zonder deze kolom betekent de rij niets."
