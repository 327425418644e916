"""Physical lines of a CSV file into rows of cells: batches where rows are sound, and what was
expected where they are not.

The idea that makes it simple: a piece of the file is first read the quick way, which holds only
when every line is one record. Where that does not hold, the same lines are read one record at a
time: a record may go on over several lines only when it ends with exactly the right number of
cells. Otherwise its first line is the bad row, and reading goes on at the very next line, so that
an unclosed quote never swallows rows.

It must not know what a header means, nor encodings.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from koers.delivery.lines import LONGEST_LINE, Piece
from koers.delivery.raw import BadRow, RawBatch
from koers.delivery.unseen import unseen_in
from koers.findings import Findings, Place

MOST_ROWS = 20_000_000
MOST_BAD = 200_000
"""Rows; a file with more of them is not split the way it was meant to be."""
MOST_UNCLOSED = 1000
LONGEST_CELL = 131_072
"""Signs; the limit of the csv module."""
MOST_LINES_OF_A_RECORD = 50
LONGEST_RECORD = 65_536
"""Signs of a record that goes on over several lines."""

_AT_A_TIME = 500
_BLANK = {"\n", "\r", "\r\n"}

Rows = RawBatch | BadRow

_OPEN = "unexpected end of data"
"""What the csv module says of a quote that is still open at the end."""
_TOO_LONG_LINE = "verwacht een regel van hooguit 1.048.576 tekens; deze is langer"
_TOO_LONG_CELL = "verwacht cellen van hooguit 131.072 tekens; deze rij heeft een langere"
_QUOTE = "verwacht aanhalingstekens alleen om een hele cel heen; op deze regel staan ze anders"
_UNCLOSED = "verwacht een aanhalingsteken dat weer sluit; op deze regel sluit het niet"
_TWO_ROWS = (
    "verwacht een aanhalingsteken dat op dezelfde regel weer sluit; deze regel en de volgende zijn "
    "zo elk een hele rij"
)
_NOT_UNDER_A_HEADER = "verwacht een lege cel, want deze kolom heeft geen naam in de kop"


class Stopped(Exception):
    """The rest of the file is not read; the finding has been added."""


class _Record(Exception):
    """A record that cannot be split into cells: what was expected."""

    def __init__(self, problem: str, *, looked_ahead: bool = False) -> None:
        super().__init__(problem)
        self.problem = problem
        self.looked_ahead = looked_ahead


@dataclass
class RowSplitter:
    """Splits the lines below a header. `width` is the number of cells of the header as it stands in
    the file; only the first `kept` of them have a name.
    """

    name: str
    separator: str
    width: int
    kept: int
    findings: Findings
    unclosed: int = 0
    rows: int = 0
    bad: int = 0
    carried: list[str] = field(default_factory=list)
    """The lines of a record that has not ended yet."""

    def split(self, pieces: Iterator[Piece]) -> Iterator[list[Rows]]:
        """The rows of each piece: sound ones, then bad ones. Raises Stopped."""
        end = 1
        for piece in pieces:
            first = piece.first - len(self.carried)
            end = piece.first + len(piece.lines)
            lines, self.carried = [*self.carried, *piece.lines], []
            yield self._piece(lines, first)
        lines, self.carried = self.carried, []
        if lines:
            yield self._one_by_one(lines, end - len(lines), last=True)

    def _piece(self, lines: list[str], first: int) -> list[Rows]:
        if not set(lines) - _BLANK:
            return []
        if max(map(len, lines)) > LONGEST_CELL:
            return self._one_by_one(lines, first)
        columns = self._without_quotes(lines)
        if columns is not None:
            return self._sound(range(first, first + len(lines)), columns)
        found = self._line_by_line(lines, first)
        return found if found is not None else self._one_by_one(lines, first)

    def _line_by_line(self, lines: list[str], first: int) -> list[Rows] | None:
        """The rows, a few lines at a time as that stays in the cache; None unless every line is one
        record.
        """
        rows: list[int] = []
        parts: list[list[pa.Array]] = []
        bad: list[Rows] = []
        for start in range(0, len(lines), _AT_A_TIME):
            some = lines[start : start + _AT_A_TIME]
            try:
                records = list(csv.reader(some, delimiter=self.separator, strict=True))
            except csv.Error:
                return None
            if len(records) != len(some):
                return None
            numbers = range(first + start, first + start + len(some))
            sound, kept = self._of_the_right_width(numbers, records, bad)
            rows.extend(sound)
            parts.append(_columns(kept))
        return self._sound(rows, _joined(parts), bad)

    def _without_quotes(self, lines: list[str]) -> list[pa.Array] | None:
        """The columns, by Arrow, which is many times as fast; None unless every line is one row of
        the right width without any quote.
        """
        text = "".join(lines)
        if '"' in text or not self.separator.isascii() or text.startswith("\ufeff"):
            return None
        data = text.encode()
        names = [str(number) for number in range(self.width)]
        try:
            table = arrow_csv.read_csv(
                pa.BufferReader(data),
                read_options=arrow_csv.ReadOptions(
                    use_threads=False, column_names=names, block_size=len(data) + 1
                ),
                parse_options=arrow_csv.ParseOptions(
                    delimiter=self.separator,
                    quote_char=False,
                    double_quote=False,
                    escape_char=False,
                    newlines_in_values=False,
                ),
                convert_options=arrow_csv.ConvertOptions(
                    column_types=dict.fromkeys(names, pa.string()),
                    strings_can_be_null=False,
                    check_utf8=False,
                ),
            )
        except pa.ArrowInvalid:
            return None
        if table.num_rows != len(lines):
            return None
        return [column.combine_chunks() for column in table.columns]

    # --- one record at a time ---

    def _one_by_one(self, lines: list[str], first: int, *, last: bool = False) -> list[Rows]:
        feed = _Feed(lines)
        rows: list[int] = []
        records: list[list[str]] = []
        bad: list[Rows] = []
        reader = feed.reader(self.separator)
        while feed.begin():
            row = first + feed.start
            try:
                record = self._record(feed, reader)
            except _Record as problem:
                if feed.at == len(lines) and problem.looked_ahead and not last and feed.may_go_on():
                    self.carried = lines[feed.start :]
                    break
                bad.append(BadRow(row, problem.problem, 0, _line(lines[feed.start])))
                feed.at = feed.start + 1
                reader = feed.reader(self.separator)
                if problem.looked_ahead:
                    self._count_unclosed(row)
                continue
            rows.append(row)
            records.append(record)
        sound, kept = self._of_the_right_width(rows, records, bad)
        return self._sound(sound, _columns(kept), bad)

    def _record(self, feed: _Feed, reader: Iterator[list[str]]) -> list[str]:
        """The next record. Raises _Record."""
        if len(feed.lines[feed.start]) > LONGEST_LINE:
            raise _Record(_TOO_LONG_LINE)
        try:
            record = next(reader)
        except StopIteration:
            raise _Record(_UNCLOSED, looked_ahead=True) from None
        except csv.Error as problem:
            ahead = feed.at > feed.start + 1
            if str(problem).startswith("field larger"):
                raise _Record(_TOO_LONG_CELL, looked_ahead=ahead) from None
            unclosed = ahead or str(problem) == _OPEN
            raise _Record(_UNCLOSED if unclosed else _QUOTE, looked_ahead=unclosed) from None
        spanned = feed.lines[feed.start : feed.at]
        if len(spanned) > 1 and (why := self._why_not_one(spanned, record)):
            raise _Record(why, looked_ahead=True)
        return record

    def _why_not_one(self, spanned: list[str], record: list[str]) -> str | None:
        """Why several lines cannot be one record; None if they can."""
        if len(record) != self.width:
            return _UNCLOSED
        separators = self.width - 1
        if all(line.count(self.separator) == separators for line in spanned):
            return _TWO_ROWS
        return None

    def _count_unclosed(self, row: int) -> None:
        self.unclosed += 1
        if self.unclosed > MOST_UNCLOSED:
            self.findings.add(
                "regel-onleesbaar",
                Place(self.name, row, 1),
                f"Op meer dan {MOST_UNCLOSED} regels sluit een aanhalingsteken niet. Vanaf regel "
                f"{row} is het bestand niet gelezen.",
                "Kijk hoe de bron aanhalingstekens schrijft: in een cel horen ze dubbel te staan.",
            )
            raise Stopped

    # --- what becomes of records ---

    def _of_the_right_width(
        self, rows: Sequence[int], records: list[list[str]], bad: list[Rows]
    ) -> tuple[Sequence[int], list[list[str]]]:
        """The records of the right width with their rows; the others become bad rows, but for empty
        ones.
        """
        if not set(map(len, records)) - {self.width}:
            return rows, records
        sound: list[int] = []
        kept: list[list[str]] = []
        for row, record in zip(rows, records, strict=True):
            if len(record) == self.width:
                sound.append(row)
                kept.append(record)
            elif any(cell.strip() for cell in record):
                bad.append(self._ragged(row, record))
        return sound, kept

    def _ragged(self, row: int, record: list[str]) -> BadRow:
        number = len(record)
        problem = (
            f"verwacht {self.width} {'cel' if self.width == 1 else 'cellen'}, zoals in de kop; "
            f"deze rij heeft er {number}"
        )
        return BadRow(row, problem, 0, tuple(record[: self.width + 100]))

    def _sound(
        self, rows: Sequence[int], columns: list[pa.Array], bad: Sequence[Rows] = ()
    ) -> list[Rows]:
        """The batch, without empty rows, and without rows that hold what cannot be accepted."""
        told = list(bad)
        if columns and len(rows):
            problems = {one.row: one for one in unseen_in(columns)}
            out = np.zeros(len(rows), dtype=bool)
            out[_empty_rows(columns)] = True
            for place, unseen in problems.items():
                out[place] = True
                cells = _cells(columns, place)
                told.append(BadRow(rows[place], unseen.problem, unseen.column + 1, cells))
            for number in range(self.kept, self.width):
                filled = pc.not_equal(columns[number], "").to_numpy(zero_copy_only=False)
                for place in np.flatnonzero(filled & ~out).tolist():
                    out[place] = True
                    cells = _cells(columns, place)
                    told.append(BadRow(rows[place], _NOT_UNDER_A_HEADER, number + 1, cells))
            columns = columns[: self.kept]
            if out.any():
                rows = np.asarray(rows)[~out].tolist()
                columns = [column.filter(pa.array(~out)) for column in columns]
        self._count_rows(rows, told)
        told.sort(key=lambda one: one.row if isinstance(one, BadRow) else 0)
        return [RawBatch(rows, columns), *told] if len(rows) else told

    def _count_rows(self, rows: Sequence[int], told: list[Rows]) -> None:
        self.rows += len(rows) + len(told)
        self.bad += len(told)
        if self.bad > MOST_BAD:
            first = min([*rows[:1], *(one.row for one in told if isinstance(one, BadRow))])
            tell_too_many_bad(self.name, first, self.findings)
            raise Stopped
        if self.rows > MOST_ROWS:
            self.findings.add(
                "bestand-te-groot",
                Place(self.name, rows[0] if len(rows) else 0, 1),
                "Het bestand heeft meer dan 20.000.000 rijen.",
                "Splits het bestand.",
            )
            raise Stopped


def tell_too_many_bad(name: str, row: int, findings: Findings) -> None:
    """The finding with which reading stops; `row` is the first that is not read."""
    message = f"Meer dan 200.000 rijen zijn niet te lezen. Vanaf rij {row} is niets gelezen."
    hint = "Kijk naar de eerste meldingen; vaak is het steeds hetzelfde."
    findings.add("regel-onleesbaar", Place(name, row, 1), message, hint)


@dataclass
class _Feed:
    """Hands out lines for one record at a time, and no more than a record may have."""

    lines: list[str]
    at: int = 0
    start: int = 0
    signs: int = 0

    def begin(self) -> bool:
        self.start, self.signs = self.at, 0
        return self.at < len(self.lines)

    def reader(self, separator: str) -> Iterator[list[str]]:
        return csv.reader(self, delimiter=separator, strict=True)

    def may_go_on(self) -> bool:
        lines = self.at - self.start
        return lines < MOST_LINES_OF_A_RECORD and (lines == 0 or self.signs < LONGEST_RECORD)

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        if self.at == len(self.lines) or not self.may_go_on():
            raise StopIteration
        line = self.lines[self.at]
        self.at += 1
        self.signs += len(line)
        return line


def _line(text: str) -> tuple[str, ...]:
    return (text.rstrip("\r\n")[:LONGEST_RECORD],)


def _cells(columns: list[pa.Array], place: int) -> tuple[str, ...]:
    return tuple(str(column[place]) for column in columns)


def _columns(records: list[list[str]]) -> list[pa.Array]:
    return [pa.array(cells, pa.string()) for cells in zip(*records, strict=True)]


def _joined(parts: list[list[pa.Array]]) -> list[pa.Array]:
    filled = [part for part in parts if part]
    return [pa.concat_arrays(columns) for columns in zip(*filled, strict=True)]


def _empty_rows(columns: list[pa.Array]) -> list[int]:
    """The rows of which every cell is empty."""
    empty = pc.equal(columns[0], "")
    for column in columns[1:]:
        if not pc.any(empty).as_py():
            return []
        empty = pc.and_(empty, pc.equal(column, ""))
    found: list[int] = np.flatnonzero(empty.to_numpy(zero_copy_only=False)).tolist()
    return found


def without_footer(pieces: Iterator[list[Rows]], *, rows: int) -> Iterator[Rows]:
    """All rows but the last `rows`, whatever is wrong with those."""
    if rows == 0:
        for piece in pieces:
            yield from piece
        return
    held: list[list[Rows]] = []
    for piece in pieces:
        held.append(piece)
        while sum(map(_number, held[1:])) >= rows:
            yield from held.pop(0)
    numbers = sorted(number for piece in held for one in piece for number in _row_numbers(one))
    if len(numbers) <= rows:
        return
    end = numbers[len(numbers) - rows]
    for one in (one for piece in held for one in piece):
        if isinstance(one, BadRow):
            yield from [one] if one.row < end else []
        else:
            number = sum(row < end for row in one.rows)
            columns = [column.slice(0, number) for column in one.columns]
            yield from [RawBatch(one.rows[:number], columns)] if number else []


def _row_numbers(one: Rows) -> Sequence[int]:
    return (one.row,) if isinstance(one, BadRow) else one.rows


def _number(piece: list[Rows]) -> int:
    return sum(len(_row_numbers(one)) for one in piece)
