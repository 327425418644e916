"""The front door: answer one question by running its script on the rows of a register.

The idea that makes it simple: what is run here is, to the letter, what is printed for an auditor;
only where the tables of the register come from differs.
"""

from __future__ import annotations

from collections.abc import Iterable

import ibis
import pyarrow as pa

from koers.agreement import Agreement
from koers.counts import Cell, Question
from koers.dictionary import ColumnType
from koers.dictionary import Table as Declared
from koers.engines.sql.cells import ResultRow, cells
from koers.engines.sql.days import FUNCTIONS, defined
from koers.engines.sql.statements import statements
from koers.engines.sql.steps import Statement
from koers.register import Register, Row

_TYPES = {ColumnType.DAY: pa.date32(), ColumnType.NUMBER: pa.int64()}


def count(agreement: Agreement, register: Register, question: Question) -> tuple[Cell, ...]:
    """The cells of one indicator, sorted by period, norm and split; the totals are always there.

    Raises KeyError when the agreement has no such indicator.
    """
    script = statements(agreement, question)
    backend = ibis.duckdb.connect(threads=1)
    try:
        connection = backend.con
        for name in script.tables:
            declared = agreement.dictionary.tables[name]
            connection.register(name, _delivered(declared, register.tables.get(name, ())))
        for _, definition in FUNCTIONS:
            connection.execute(defined(definition))
        for step in script.steps:
            connection.execute(step.sql)

        def ask(statement: Statement) -> Iterable[ResultRow]:
            return connection.execute(statement.sql).fetchall()

        return cells(agreement, question, script, ask)
    finally:
        backend.disconnect()


def _delivered(declared: Declared, rows: tuple[Row, ...]) -> pa.Table:
    """The rows as a table with the declared columns."""
    columns = declared.columns.values()
    return pa.table(
        {
            column.name: pa.array(
                [row.cells.get(column.name) for row in rows], _TYPES.get(column.type, pa.string())
            )
            for column in columns
        }
    )
