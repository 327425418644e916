"""Reads a drawn file to the end: its table, its rows, the rows that are bad and what was found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from koers.delivery.raw import BadRow, Options, RawTable
from koers.findings import Findings

NO_OPTIONS = Options()


class OpenTable(Protocol):
    def __call__(
        self, path: Path, *, name: str, options: Options, findings: Findings
    ) -> RawTable | None: ...


@dataclass(frozen=True)
class Read:
    """`rows` are row number and cells, `bad` what was expected of the rows that are no rows."""

    header: tuple[str, ...]
    header_row: int
    notes: tuple[str, ...]
    rows: list[tuple[int, tuple[str, ...]]]
    bad: list[BadRow]
    findings: Findings

    @property
    def cells(self) -> list[tuple[str, ...]]:
        return [cells for _, cells in self.rows]

    @property
    def numbers(self) -> list[int]:
        return [number for number, _ in self.rows]

    @property
    def bad_numbers(self) -> list[int]:
        return [one.row for one in self.bad]

    @property
    def found(self) -> list[tuple[str, int, int]]:
        """Code, line and column of every finding."""
        items = self.findings.in_order()
        return [(one.code, one.place.line, one.place.column) for one in items]

    @property
    def said(self) -> str:
        return " | ".join(f"{one.message} {one.hint}" for one in self.findings.items)


def reader(open_table: OpenTable, suffix: str) -> Callable[..., Read]:
    """Reads bytes, or a text as UTF-8, as a file of a kind."""

    def read(
        folder: Path,
        content: bytes | str | Path,
        options: Options = NO_OPTIONS,
    ) -> Read:
        findings = Findings()
        path = content if isinstance(content, Path) else folder / f"drawn{suffix}"
        if isinstance(content, bytes):
            path.write_bytes(content)
        elif isinstance(content, str):
            path.write_bytes(content.encode())
        table = open_table(path, name=f"drawn{suffix}", options=options, findings=findings)
        rows: list[tuple[int, tuple[str, ...]]] = []
        bad: list[BadRow] = []
        for one in table.read() if table else ():
            if isinstance(one, BadRow):
                bad.append(one)
                continue
            columns = [column.to_pylist() for column in one.columns]
            rows += zip(one.rows, zip(*columns, strict=True), strict=True)
        if table is None:
            return Read((), 0, (), rows, bad, findings)
        return Read(table.header, table.header_row, table.notes, rows, bad, findings)

    return read
