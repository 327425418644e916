"""The floor: reading every column that any of the indicators needs, once, and looking at each cell.

The idea that makes it simple: whoever counts must read these columns. The least and the greatest
value of each are sought, so that every cell is decoded; nothing is matched or counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from koers.agreement import Agreement, Indicator
from koers.algebra import Age, Fact, Leaf, Score, SumShare, Transition
from koers.dictionary import Table
from koers.structure import form_columns, form_conditions, leaves, referred_indicators


def columns(agreement: Agreement, codes: Iterable[str]) -> dict[str, set[str]]:
    """The columns per table that these indicators need, splits included."""
    found: dict[str, set[str]] = defaultdict(set)
    for code in codes:
        _of_indicator(agreement, agreement.indicator(code), found)
    return dict(found)


def _of_indicator(agreement: Agreement, indicator: Indicator, found: dict[str, set[str]]) -> None:
    dictionary = agreement.dictionary
    for name in ("gemeente", "doelgroep"):
        split = dictionary.splits[name]
        assert split.table is not None
        found[split.table] |= {split.column, *_structure(dictionary.tables[split.table])}
    for condition in form_conditions(indicator.form):
        for leaf in leaves(condition):
            _of_leaf(agreement, leaf, found)
    for column in form_columns(indicator.form):
        found[column.table] |= {column.column, *_structure(dictionary.tables[column.table])}
    for code in referred_indicators(indicator.form):
        _of_indicator(agreement, agreement.indicator(code), found)


def _of_leaf(agreement: Agreement, leaf: Leaf, found: dict[str, set[str]]) -> None:
    tables = agreement.dictionary.tables
    match leaf:
        case Age():
            births = agreement.dictionary.births("persoon")
            assert births is not None
            assert births.birth_column is not None
            found[births.name] |= {births.subject_column, births.birth_column}
        case SumShare(part=part, whole=whole, months_with=months_with):
            for column in (part, whole):
                found[column.table] |= {column.column, *_structure(tables[column.table])}
            if months_with is not None:
                found[months_with] |= _structure(tables[months_with])
        case (
            Fact(table=name, tests=tests)
            | Score(table=name, tests=tests)
            | Transition(table=name, tests=tests)
        ):
            found[name] |= {test.column for test in tests} | _structure(tables[name])
            if not isinstance(leaf, Fact):
                value = tables[name].value_column
                assert value is not None
                found[name].add(value)


def _structure(table: Table) -> set[str]:
    """Whose a row is, and its days."""
    structure = (table.subject_column, table.day_column, table.last_day_column)
    return {name for name in structure if name is not None}


def scan(folder: Path, wanted: dict[str, set[str]], *, threads: int) -> int:
    """Read the columns and look at every cell; how many rows there were."""
    pa.set_cpu_count(1)
    files = [
        (path, sorted(names))
        for table, names in wanted.items()
        for path in sorted((folder / table).glob("*.parquet"))
    ]
    with ThreadPoolExecutor(threads) as pool:
        return sum(pool.map(_scanned, files))


def _scanned(file: tuple[Path, list[str]]) -> int:
    path, names = file
    found = pq.read_table(path, columns=names, use_threads=False)
    for column in found.columns:
        kind = column.type
        cells = [chunk.indices for chunk in column.chunks] if _is_coded(kind) else [column]
        for some in cells:
            pc.min_max(some)
    return int(found.num_rows)


def _is_coded(kind: object) -> bool:
    return bool(pa.types.is_dictionary(kind))
