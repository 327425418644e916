"""Splits: which value or values a subject or a row has on each day (P1, P2).

The idea that makes it simple: a split cuts each subject's line of days into segments with a code,
'onbekend' where no row gives one, so that a day looks its code up and an interval is cut where the
code changes. Rows compete for a day by place: a certain row goes before a possible one, a row that
covers the day before one that is bridged to it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from koers.algebra import Condition, Fact, Kind, Leaf, Score, Transition
from koers.counts import UNKNOWN_VALUE
from koers.dictionary import Column, Split, code_order
from koers.engines.compiled.columns import Facts, Rows
from koers.engines.compiled.cube import Axes, size_of
from koers.engines.compiled.line import (
    EARLIEST,
    FALSE,
    LATEST,
    TRUE,
    UNKNOWN,
    Flags,
    Ints,
    Line,
    days_of,
    distinct,
    keys_of,
    positions,
    ranges,
)
from koers.structure import first_leaf

Grouping = tuple[str, ...]
"""Names of splits, crossed."""

CERTAIN, BRIDGED, POSSIBLE = 0, 1, 2
"""Places of rows that compete for a day; a bridged row is BRIDGED further."""


@dataclass(frozen=True)
class Segments:
    """Stretches of days with a code, over the whole line of every subject. The code is the cell
    along `axes`, the values of each split. Of a multiple split a stretch stands as often as it has
    values.
    """

    first: Ints
    last: Ints
    code: Ints
    axes: Axes
    multiple: bool

    @property
    def cells(self) -> int:
        return size_of(self.axes)

    def since(self, day: int) -> Segments:
        """Without the stretches that end before a day."""
        kept = days_of(self.last) >= day
        return Segments(
            self.first[kept], self.last[kept], self.code[kept], self.axes, self.multiple
        )

    def at(self, places: Ints) -> tuple[Ints, Ints]:
        """Which of the positions, and a code it has: once each, or once for each of its values."""
        if not self.multiple:
            found = self.first.searchsorted(places, side="right") - 1
            return np.arange(len(places), dtype=np.int64), self.code[found]
        start = self.last.searchsorted(places)
        owner, place = ranges(start, self.first.searchsorted(places, side="right") - start)
        return owner, self.code[place]

    def cut(self, first: Ints, last: Ints) -> tuple[Ints, Ints, Ints, Ints]:
        """Intervals cut where the code changes: which one, the piece's first and last position, and
        its code.
        """
        start = self.last.searchsorted(first)
        owner, place = ranges(start, self.first.searchsorted(last, side="right") - start)
        return (
            owner,
            np.maximum(self.first[place], first[owner]),
            np.minimum(self.last[place], last[owner]),
            self.code[place],
        )


def crossed(one: Segments, other: Segments) -> Segments:
    """Stretches with a code of both."""
    axes = one.axes + other.axes
    cells = size_of(axes) // max(1, one.cells)
    owner, first, last, code = other.cut(one.first, one.last)
    code, multiple = one.code[owner] * cells + code, one.multiple or other.multiple
    if one.multiple:  # a stretch that stood more than once was cut each time
        order = np.argsort(first, kind="stable")
        first, last, code = first[order], last[order], code[order]
    return Segments(first, last, code, axes, multiple)


@dataclass(frozen=True)
class Carriers:
    """Rows that may give a day its value: the days, how good the row is, when it began, its code
    (-1: none), and the place of that code among codes (P1).
    """

    first: Ints
    last: Ints
    place: Ints
    begin: Ints
    code: Ints
    rank: Ints
    names: tuple[str, ...]


@dataclass
class Splits:
    """The segments of the splits of a part; each is made once."""

    facts: Facts
    _made: dict[tuple[Grouping, Leaf | None], Segments] = field(default_factory=dict)

    def is_of_row(self, name: str) -> bool:
        """Whether a split is a column of the counted row."""
        return self.facts.dictionary.splits[name].table is None

    def segments(self, grouping: Grouping, condition: Condition) -> Segments:
        """Of one split or several crossed; `condition` gives the rows that carry a split on a
        column of the counted row.
        """
        of_row = any(self.is_of_row(name) for name in grouping)
        return self._segments(grouping, first_leaf(condition) if of_row else None)

    def _segments(self, grouping: Grouping, leaf: Leaf | None) -> Segments:
        key = (grouping, leaf)
        if key not in self._made:
            *ahead, name = grouping
            split = self.facts.dictionary.splits[name]
            own = self._of(split, leaf if split.table is None else None)
            if ahead:
                own = crossed(self._segments(tuple(ahead), leaf), own)
            self._made[key] = own.since(self.facts.since)
        return self._made[key]

    def of_rows(self, name: str, rows: Rows) -> tuple[Ints, tuple[str, ...]]:
        """The code of each counted row for a split on one of its own columns, and the names."""
        split = self.facts.dictionary.splits[name]
        code, _, names = coded(rows, split.column)
        return np.maximum(code, 0), names

    def _of(self, split: Split, leaf: Leaf | None) -> Segments:
        if split.table is not None:
            rows = self.facts.rows(split.table)
            carriers = _carriers(rows, split.column, np.zeros(len(rows), dtype=np.int64))
            known = _only(carriers, (carriers.code >= 0) & (rows.first <= rows.last))
            return _segments(known, size=self.facts.size, multiple=split.multiple)
        if not isinstance(leaf, Fact | Score | Transition):
            none = np.empty(0, dtype=np.int64)
            nobody = Carriers(none, none, none, none, none, none, (UNKNOWN_VALUE,))
            return _segments(nobody, size=self.facts.size, multiple=split.multiple)
        rows = self.facts.rows(leaf.table)
        carriers = self._of_leaf(leaf, rows, split.column)
        return _segments(carriers, size=self.facts.size, multiple=split.multiple)

    def _of_leaf(self, leaf: Fact | Score | Transition, rows: Rows, column: str) -> Carriers:
        """The days on which each row of the first condition carries a subject."""
        truth = rows.truth(leaf.tests)
        found = _carriers(rows, column, np.where(truth == TRUE, CERTAIN, POSSIBLE))
        found = _only(found, truth != FALSE)
        truth = truth[truth != FALSE]
        if isinstance(leaf, Fact) and leaf.kind is Kind.SUBJECT:
            return found
        has_days = found.first <= found.last
        if isinstance(leaf, Fact) and leaf.kind is Kind.SPELL:
            return _with_bridges(_only(found, has_days), leaf.gap, k=self.facts.k)
        if isinstance(leaf, Fact) and leaf.kind is Kind.END:
            ended = has_days & (days_of(found.last) < self.facts.k)  # what runs on has not (F3)
            return _only(replace(found, first=found.last), ended)
        if isinstance(leaf, Fact):
            one = replace(found, last=found.first)
            return _only(one, has_days) if leaf.kind is Kind.BEGIN else one
        return self._of_scores(leaf, rows, found, truth == UNKNOWN)

    def _of_scores(
        self, leaf: Score | Transition, rows: Rows, found: Carriers, doubtful: Flags
    ) -> Carriers:
        """Of two scores on a day the lowest carries; a score that holds carries on."""
        ranks = rows.ranks()[rows.truth(leaf.tests) != FALSE]
        parts = []
        for chosen in (~doubtful, doubtful):
            own, rank = _only(found, chosen), ranks[chosen]
            if not len(own.first):
                continue
            starts = np.flatnonzero(np.concatenate([[True], own.first[1:] != own.first[:-1]]))
            lowest = np.minimum.reduceat(rank, starts)
            group = np.repeat(
                np.arange(len(starts)), np.diff(np.concatenate([starts, [len(rank)]]))
            )
            last = days = own.first[starts]
            if isinstance(leaf, Score) and not leaf.measured:
                following = np.concatenate([days[1:], [np.iinfo(np.int64).max]])
                last = np.minimum(following - 1, positions(keys_of(days), LATEST))
            parts.append(_only(replace(own, last=last[group]), rank == lowest[group]))
        return _together(parts) if parts else _only(found, np.zeros(len(ranks), dtype=np.bool_))


def coded(rows: Rows, column: str) -> tuple[Ints, Ints, tuple[str, ...]]:
    """The code of each row's cell (0 is 'onbekend', -1 empty), its rank among codes, and names."""
    declared: Column = rows.declared.columns[column]
    found = rows.codes(column)
    names = sorted(found.names, key=lambda name: code_order(declared, name))
    known = [UNKNOWN_VALUE, *(name for name in names if name != UNKNOWN_VALUE)]
    places = {name: place for place, name in enumerate(known)}
    ranks = {name: rank for rank, name in enumerate(names)}
    code = np.asarray([*(places[name] for name in found.names), -1], dtype=np.int64)
    rank = np.asarray([*(ranks[name] for name in found.names), -1], dtype=np.int64)
    return code[found.index], rank[found.index], tuple(known)


def _carriers(rows: Rows, column: str, place: Ints) -> Carriers:
    code, rank, names = coded(rows, column)
    has_days = rows.declared.day_column is not None
    first = rows.begins if has_days else positions(rows.subject, EARLIEST)
    return Carriers(first, rows.ends, place, rows.first, code, rank, names)


def _only(found: Carriers, kept: Flags | Ints) -> Carriers:
    return Carriers(
        found.first[kept], found.last[kept], found.place[kept], found.begin[kept],
        found.code[kept], found.rank[kept], found.names,
    )  # fmt: skip


def _together(parts: list[Carriers]) -> Carriers:
    return Carriers(
        np.concatenate([part.first for part in parts]),
        np.concatenate([part.last for part in parts]),
        np.concatenate([part.place for part in parts]),
        np.concatenate([part.begin for part in parts]),
        np.concatenate([part.code for part in parts]),
        np.concatenate([part.rank for part in parts]),
        parts[0].names,
    )


def _with_bridges(found: Carriers, gap: int, *, k: int) -> Carriers:
    """The rows, and each again on the days that it is bridged to (F3).

    Spells of 1-10 and 15-20 May with a gap of at most 5 days are one: on 11-14 May the rows that
    end on the 10th carry on. So do the last ones after their end, through K, as long as a later
    spell may still continue them. A bridged row comes after every row of its kind that covers the
    day: certain ones are at places 0 and 1, possible ones at 2 and 3.
    """
    parts = [found]
    for place in (CERTAIN, POSSIBLE):
        own = _only(found, found.place == place)
        if not len(own.first):
            continue
        reach = np.maximum.accumulate(own.last)
        following = np.concatenate([own.first[1:], [positions(keys_of(reach[-1:]) + 1, 0)[0]]])
        same = keys_of(following) == keys_of(reach)
        closes = same & (following > reach + 1) & (following <= reach + gap + 1)
        runs_on = ~same & (days_of(reach) + gap + 1 > k) & (days_of(reach) < k)
        until = np.where(closes, following - 1, positions(keys_of(reach), k))
        ends = reach[closes | runs_on]
        order = np.argsort(own.last, kind="stable")
        lasts = own.last[order]
        start = lasts.searchsorted(ends)
        owner, row = ranges(start, lasts.searchsorted(ends, side="right") - start)
        bridged = _only(own, order[row])
        parts.append(
            replace(
                bridged,
                first=ends[owner] + 1,
                last=until[closes | runs_on][owner],
                place=bridged.place + BRIDGED,
            )
        )
    return _together(parts)


def _segments(found: Carriers, *, size: int, multiple: bool) -> Segments:
    """Segments of the whole line, from the rows that compete for its days."""
    order = np.argsort(found.first, kind="stable")
    found = _only(found, order)
    if not multiple and (found.first[1:] > found.last[:-1]).all():
        apart = Line(found.first, found.last)
        return _filled(apart, np.maximum(found.code, 0), found.names, size=size, multiple=False)
    edges = distinct(np.concatenate([found.first, found.last + 1]))
    start = edges.searchsorted(found.first)
    owner, edge = ranges(start, edges.searchsorted(found.last, side="right") - start)
    edge, owner = _best(edge, owner, found, multiple=multiple)
    ends = np.concatenate([edges[1:] - 1, edges[-1:]])[edge]
    return _filled(
        Line(edges[edge], ends), found.code[owner], found.names, size=size, multiple=multiple
    )


def _best(edge: Ints, owner: Ints, found: Carriers, *, multiple: bool) -> tuple[Ints, Ints]:
    """Per stretch the rows that carry it: those with the best place; the latest begun, then the
    lowest code, or each code once where the split is multiple. Rows without a value give none.
    """
    best = np.full(int(edge.max(initial=-1)) + 1, POSSIBLE + BRIDGED, dtype=np.int64)
    np.minimum.at(best, edge, found.place[owner])
    kept = (found.place[owner] == best[edge]) & (found.code[owner] >= 0)
    edge, owner = edge[kept], owner[kept]
    if multiple:
        order = np.lexsort((found.code[owner], edge))
        edge, owner = edge[order], owner[order]
        code = found.code[owner]
        changes = (edge[1:] != edge[:-1]) | (code[1:] != code[:-1])
    else:
        order = np.lexsort((found.rank[owner], -found.begin[owner], edge))
        edge, owner = edge[order], owner[order]
        changes = edge[1:] != edge[:-1]
    is_first = np.concatenate([[True], changes])[: len(edge)]
    return edge[is_first], owner[is_first]


def _filled(
    found: Line, code: Ints, names: tuple[str, ...], *, size: int, multiple: bool
) -> Segments:
    """The stretches, with 'onbekend' (code 0) in between, over the whole line of every subject."""
    guards = positions(np.arange(-1, size, dtype=np.int64), LATEST + 1)
    first = np.concatenate([found.first, guards])
    order = np.argsort(first, kind="stable")
    last = np.concatenate([found.last, guards])[order]
    gap_first, gap_last = last[:-1] + 1, first[order][1:] - 1
    gaps = gap_first <= gap_last
    first = np.concatenate([found.first, gap_first[gaps]])
    last = np.concatenate([found.last, gap_last[gaps]])
    code = np.concatenate([code, np.zeros(int(gaps.sum()), dtype=np.int64)])
    order = np.argsort(first, kind="stable")
    return Segments(first[order], last[order], code[order], (names,), multiple)
