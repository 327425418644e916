"""Refused rows, to be looked at and mended: as they came, with the reason in front.

The idea that makes it simple: a CSV file per table that a spreadsheet opens; a cell that such a
program would take for a formula gets a quote in front of it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

_FORMULA = re.compile(r"[=+\-@\t\r]")
_HARMLESS = re.compile(r"[+-]?[0-9][0-9.,: -]*")


def safe(cell: str) -> str:
    """The cell, so that no spreadsheet computes it."""
    if _FORMULA.match(cell) and not _HARMLESS.fullmatch(cell):
        return f"'{cell}"
    return cell


@dataclass
class RefusedRows:
    """The refused rows of one table; no file when there are none."""

    path: Path
    header: Sequence[str]
    number: int = 0
    _file: TextIO | None = field(default=None, repr=False)

    def add(self, row: int, reasons: Sequence[str], cells: Sequence[str]) -> None:
        """A row with its number in the source and why it is refused."""
        if self._file is None:
            # With a mark, so that spreadsheets know that it is UTF-8.
            self._file = self.path.open("w", encoding="utf-8-sig", newline="")
            csv.writer(self._file, delimiter=";").writerow(
                ["rij", "reden", *(safe(name) for name in self.header)]
            )
        self.number += 1
        csv.writer(self._file, delimiter=";").writerow(
            [row, " ".join(dict.fromkeys(reasons)), *(safe(cell) for cell in cells)]
        )

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
