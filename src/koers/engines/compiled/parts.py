"""Parts of a register that is held in memory as rows.

The idea that makes it simple: the subjects are put in order and cut into runs; a part is the rows
of one run. Counting the parts and adding up gives what counting the whole gives, because no figure
of the language reads two subjects together.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import numpy as np

from koers.dictionary import Cell, Dictionary
from koers.engines.compiled.columns import EMPTY, Codes
from koers.engines.compiled.line import NEVER, Ints, ints
from koers.register import Register, Row


@dataclass
class RowsPart:
    """Rows of a run of subjects; obeys `columns.Part`."""

    size: int
    _numbers: dict[str, int]
    _tables: dict[str, list[Row]]
    _subject_columns: dict[str, str]
    _subjects: dict[str, Ints] = field(default_factory=dict)

    def itself(self) -> RowsPart:
        """The part, for who asks how to read it."""
        return self

    def subjects(self, table: str) -> Ints:
        if table not in self._subjects:
            column = self._subject_columns[table]
            rows = self._tables.get(table, ())
            found = [self._numbers[row.text(column) or ""] for row in rows]
            self._subjects[table] = ints(found)
        return self._subjects[table]

    def _cells(self, table: str, column: str) -> list[Cell]:
        return [row.cells.get(column) for row in self._tables.get(table, ())]

    def days(self, table: str, column: str) -> Ints:
        cells = self._cells(table, column)
        return ints([cell.toordinal() if isinstance(cell, date) else NEVER for cell in cells])

    def amounts(self, table: str, column: str) -> Ints:
        cells = self._cells(table, column)
        return ints([cell if isinstance(cell, int) else EMPTY for cell in cells])

    def codes(self, table: str, column: str) -> Codes:
        names: dict[str, int] = {}
        index = [
            names.setdefault(cell, len(names)) if isinstance(cell, str) else -1
            for cell in self._cells(table, column)
        ]
        return Codes(ints(index), tuple(names))


def parts_of(register: Register, dictionary: Dictionary, *, number: int = 1) -> list[RowsPart]:
    """The register in this many parts; a part may have no subjects."""
    columns = {name: table.subject_column for name, table in dictionary.tables.items()}
    tables = {name: rows for name, rows in register.tables.items() if name in columns}
    keys = sorted({row.text(columns[name]) or "" for name, rows in tables.items() for row in rows})
    runs = [keys[int(place)] for place in np.linspace(0, len(keys), number + 1)[1:-1] if keys]
    part_of = {key: int(np.searchsorted(runs, key, side="right")) for key in keys} if runs else {}
    shares: list[dict[str, list[Row]]] = [{} for _ in range(number)]
    numbers: list[dict[str, int]] = [{} for _ in range(number)]
    for key in keys:
        own = numbers[part_of.get(key, 0)]
        own[key] = len(own)
    for name, rows in tables.items():
        for row in rows:
            part = part_of.get(row.text(columns[name]) or "", 0)
            shares[part].setdefault(name, []).append(row)
    return [
        RowsPart(len(own), own, share, columns) for own, share in zip(numbers, shares, strict=True)
    ]
