"""Takes in a drawn delivery, in this process: what came of it, table by table."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from koers.delivery.intake import take_in

HEAD = """\
aanlevering: Juli
leverancier: wpda
woordenboek: participatiewet
soort: wijzigingen
bekend tot en met: 2016-12-31
tabellen:
  - tabel: uitkering
"""
HEADER = "klant,uitkering,begindatum,einddatum,regeling,bbz,doel,rol,maandbedrag"


@dataclass(frozen=True)
class Taken:
    """The findings (code, line, column), the accounts, and the rows that are ready to be kept."""

    folder: Path
    outcome: Mapping[str, object]

    @property
    def findings(self) -> list[tuple[str, int, int]]:
        told = self.outcome["bevindingen"]
        assert isinstance(told, list)
        return [(one["code"], int(one["regel"]), int(one["kolom"])) for one in told]

    @property
    def errors(self) -> list[tuple[str, int, int]]:
        quiet = {"kolom-niet-geleverd", "kolom-onbekend", "dag-na-bekend", "rij-dubbel"}
        return [one for one in self.findings if one[0] not in quiet]

    def said(self, code: str) -> str:
        """Message and advice of the findings with a code."""
        told = self.outcome["bevindingen"]
        assert isinstance(told, list)
        return " | ".join(f"{o['melding']} {o['advies']}" for o in told if o["code"] == code)

    @property
    def words(self) -> str:
        return json.dumps(self.outcome["bevindingen"], ensure_ascii=False)

    @property
    def account(self) -> dict[str, int]:
        """Of the first table."""
        tables = self.outcome["tabellen"]
        assert isinstance(tables, list)
        names = ("gelezen", "aangenomen", "geweigerd", "dubbel", "ingetrokken")
        return {name: int(tables[0][name]) for name in names}

    def rows(self, table: str = "uitkering") -> list[dict[str, object]]:
        found: list[dict[str, object]] = pq.read_table(self.folder / f"{table}.parquet").to_pylist()
        return found

    def refused(self, table: str = "uitkering") -> list[list[str]]:
        """Number of the row, reason, and its cells."""
        path = self.folder / "geweigerd" / f"{table}.csv"
        if not path.exists():
            return []
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.reader(file, delimiter=";"))[1:]


def take(
    folder: Path, text: str | bytes, *, told: str = HEAD, name: str = "uitkering.csv"
) -> Taken:
    """Deliver one file, with what is told about it."""
    source = folder / "bron"
    source.mkdir()
    data = text if isinstance(text, bytes) else text.encode()
    (source / name).write_bytes(data)
    (source / "aanlevering.yaml").write_text(told, encoding="utf-8")
    return take_folder(folder, source)


def take_folder(folder: Path, source: Path) -> Taken:
    staging = folder / "werk"
    staging.mkdir()
    take_in({"doe": "lever", "bron": str(source), "aanlevering": ""}, staging)
    outcome = json.loads((staging / "uitkomst.json").read_text(encoding="utf-8"))
    return Taken(staging, outcome)


def lines(*rows: str, header: str = HEADER) -> str:
    return "\n".join((header, *rows)) + "\n"
