"""The agreement of Prestatiedenken, and its invented deliveries read into one register.

The idea that makes it simple: every delivery is a list of changes, so of each key the row that was
delivered last counts.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from koers.agreement import Agreement, Indicator
from koers.algebra import ClassOf, Fact, Score, Share
from koers.delivery.intake import take_in
from koers.format import ReadAgreement, read_agreement
from koers.register import KnownEntry, KnownThrough, Register, Row
from koers.structure import first_leaf

FILE = Path(__file__).parents[2] / "voorbeelden" / "prestatiedenken" / "overeenkomst.yaml"
SEED = 1
KNOWN = date(2018, 2, 28)


MATRIX_2013 = tuple(f"Z-{number:02d}" for number in range(1, 12))
MATRIX_2017 = ("Z-12", "Z-13")


@cache
def read() -> ReadAgreement:
    return read_agreement(FILE)


def agreement() -> Agreement:
    found = read().agreement
    assert found is not None, [str(finding) for finding in read().findings]
    return found


INDICATORS = tuple(one.code for one in agreement().indicators)


def of(code: str) -> Indicator:
    return agreement().indicator(code)


def first_fact(code: str) -> Fact | Score:
    """What the population of a share is about."""
    form = of(code).form
    assert isinstance(form, Share)
    assert not isinstance(form.population.source, ClassOf)
    leaf = first_leaf(form.population.source)
    assert isinstance(leaf, Fact | Score)
    return leaf


def taken(source: Path, into: Path) -> dict[str, Any]:
    """What came of reading a delivery; its rows are in the folder `into`."""
    into.mkdir(parents=True)
    take_in({"doe": "lever", "bron": str(source), "aanlevering": ""}, into)
    found: dict[str, Any] = json.loads((into / "uitkomst.json").read_text(encoding="utf-8"))
    return found


def register_of(sources: Sequence[Path], scratch: Path) -> Register:
    """What is known after all deliveries; none of them may have a finding."""
    kept: dict[str, dict[tuple[object, ...], Row]] = {}
    known: dict[tuple[str, str, str], date] = {}
    for source in sources:
        told = taken(source, scratch / source.name)
        assert told["bevindingen"] == [], source.name
        for table in told["tabellen"]:
            name, head = table["tabel"], told["aanlevering"]
            key = agreement().dictionary.tables[name].key
            day = date.fromisoformat(table["bekendTotEnMet"])
            known[head["leverancier"], name, head["gemeente"]] = day
            rows = kept.setdefault(name, {})
            for cells in pq.read_table(scratch / source.name / table["bestand"]).to_pylist():
                own = {column: cell for column, cell in cells.items() if not column.startswith("§")}
                rows[tuple(own[column] for column in key)] = Row(own)
    entries = tuple(
        KnownEntry(supplier, day, table, municipality or None)
        for (supplier, table, municipality), day in known.items()
    )
    tables = {name: tuple(rows.values()) for name, rows in kept.items()}
    return Register(tables, KnownThrough(entries))
