"""Control totals: what the source says is in the file, against what was read.

The idea that makes it simple: totals are over every row that was read, refused ones included; one
cell that could not be read makes its total unknown, and then that is said.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from koers.delivery.declaration import TableDeclaration
from koers.delivery.typed import Typed
from koers.dictionary import Column
from koers.findings import Findings


@dataclass
class Totals:
    """The sums of the columns with a control total, in the smallest unit."""

    told: TableDeclaration
    sums: Counter[str] = field(default_factory=Counter)

    def add(self, typed: Typed) -> None:
        """Count the rows of a batch in, refused or not."""
        for name in self.told.totals:
            exact = typed.values[name].cast(pa.decimal128(38, 0))  # sums of int64 may wrap
            self.sums[name] += int(pc.sum(exact).as_py() or 0)

    def tell(self, read: int, findings: Findings) -> None:
        """A finding for each total that differs. `read`: how many rows the file had."""
        at = self.told.at.at("controletotalen")
        name = self.told.table.name
        if self.told.total_rows is not None and self.told.total_rows != read:
            message = (
                f"Tabel '{name}': {read} rijen gelezen; de aanlevering noemt er "
                f"{self.told.total_rows}."
            )
            at.add("controletotaal", message, "Kijk of het bestand compleet is.")
        for column_name, expected in self.told.totals.items():
            column = self.told.table.columns[column_name]
            if expected != self.sums[column_name]:
                found, total = (_shown(column, n) for n in (self.sums[column_name], expected))
                message = (
                    f"Tabel '{name}', kolom '{column_name}': het totaal is {found}; de "
                    f"aanlevering noemt {total}. Cellen die niet te lezen zijn tellen niet mee."
                )
                at.add("controletotaal", message, "Kijk of het bestand compleet is.")


def _shown(column: Column, number: int) -> str:
    sign, digits = "-" if number < 0 else "", str(abs(number)).rjust(column.decimals + 1, "0")
    if not column.decimals:
        return f"{sign}{digits}"
    return f"{sign}{digits[: -column.decimals]},{digits[-column.decimals :]}"
