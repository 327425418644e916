"""A script: small tables and steps that prepare, and statements that answer.

The idea that makes it simple: every intermediate result is a named table made from named tables, so
that each query is short, is planned by itself, and can be looked into by whoever checks a figure.
A query sees other tables as names with columns only; a script can be made without any data.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

import ibis
from ibis.expr import operations
from ibis.expr.types import Table

Value = int | str | None
"""A cell of a small table."""

_TYPES = {"int64": "BIGINT", "string": "VARCHAR"}


def quoted(name: str) -> str:
    """A name of a table or column, for a query."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: Value) -> str:
    """A value, for a query."""
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return "NULL" if value is None else str(value)


@dataclass(frozen=True)
class SmallTable:
    """A table whose rows follow from the agreement and the question."""

    name: str
    says: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Value, ...], ...]

    @property
    def sql(self) -> str:
        columns = ", ".join(f"{quoted(name)} {_TYPES[kind]}" for name, kind in self.columns)
        made = f"CREATE OR REPLACE TEMP TABLE {quoted(self.name)} ({columns});"
        if not self.rows:
            return made
        rows = ",\n".join(f"  ({', '.join(map(literal, row))})" for row in self.rows)
        return f"{made}\nINSERT INTO {quoted(self.name)} VALUES\n{rows};"


@dataclass(frozen=True)
class Step:
    """A table made by a query on the register, small tables and earlier steps."""

    name: str
    says: str
    query: str

    @property
    def sql(self) -> str:
        return f"CREATE OR REPLACE TEMP TABLE {quoted(self.name)} AS\n{self.query};"


class Answer(Enum):
    """What a statement answers, for each period and split.

    CLASSES: norm_day, outcome_class, interim, units. DOUBTS: norm_day, subjects. AMOUNTS: amount,
    rows, unknown. OVERLAP: stayed, joined, left. The columns before these are period (its number),
    name, and a value per split.
    """

    CLASSES = auto()
    DOUBTS = auto()
    AMOUNTS = auto()
    OVERLAP = auto()


@dataclass(frozen=True)
class Statement:
    """A query whose rows are figures. `term` is the place of a term, numerator first."""

    answers: Answer
    grouping: tuple[str, ...]
    query: str
    term: int = 0

    @property
    def sql(self) -> str:
        return f"{self.query};"


@dataclass(frozen=True)
class Script:
    """Everything that answers one question. `tables` are those of the register that it reads."""

    tables: tuple[str, ...]
    steps: tuple[SmallTable | Step, ...]
    statements: tuple[Statement, ...]


class Steps:
    """The steps of a script while it is being written."""

    def __init__(self, reserved: Iterable[str]) -> None:
        self._names = {name.casefold() for name in reserved}
        self.written: list[SmallTable | Step] = []

    def table(
        self,
        name: str,
        says: str,
        columns: Sequence[tuple[str, str]],
        rows: Iterable[Sequence[Value]],
    ) -> Table:
        """A small table of these columns (name and Ibis type), made once."""
        content = tuple(columns), tuple(tuple(row) for row in rows)
        for step in self.written:
            if isinstance(step, SmallTable) and (step.columns, step.rows) == content:
                return ibis.table(dict(columns), name=step.name)
        table = SmallTable(self._free(name), says, *content)
        self.written.append(table)
        return ibis.table(dict(columns), name=table.name)

    def keep(self, name: str, says: str, found: Table) -> Table:
        """The rows of an expression as a table of its own; one that is a table stays itself."""
        if isinstance(found.op(), operations.UnboundTable):
            return found
        step = Step(self._free(name), says, query(found))
        self.written.append(step)
        return ibis.table(found.schema(), name=step.name)

    def _free(self, name: str) -> str:
        """The name, with a number where it is taken: DuckDB knows no capitals in names."""
        number, free = 1, name
        while free.casefold() in self._names:
            number += 1
            free = f"{name}_{number}"
        self._names.add(free.casefold())
        return free


def query(found: Table) -> str:
    """The text of an expression, for DuckDB."""
    return str(ibis.to_sql(found, dialect="duckdb"))


def pick(table: Table, *names: str, **columns: ibis.Value | str) -> Table:
    """A table of these columns that later joins can refer to.

    Ibis merges a selection from a join into the next join, and then no longer knows its columns;
    a view of it keeps them apart.
    """
    return table.select(*names, **columns).view()
