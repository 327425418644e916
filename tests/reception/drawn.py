"""Deliveries drawn as text, received into a store as a command does it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from koers.reception import Choices, received
from koers.store.accepting import Accepted
from koers.store.objects import Store

HEADER = "klant,uitkering,begindatum,einddatum,regeling"
NOTHING = Choices()
ALL = Choices(without_refused=True, confirmed=True)


def draw(
    folder: Path,
    *rows: str,
    name: str = "Levering",
    kind: str = "wijzigingen",
    known: str = "2016-12-31",
    more: str = "",
    supplier: str = "wpda",
    told: str = "",
    header: str = HEADER,
) -> Path:
    """A folder with one table of benefits and its declaration. `more`: keys of the whole delivery;
    `told`: keys of the table.
    """
    source = folder / "bron"
    source.mkdir(parents=True, exist_ok=True)
    (source / "uitkering.csv").write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    (source / "aanlevering.yaml").write_text(
        f"aanlevering: {name}\nleverancier: {supplier}\nwoordenboek: participatiewet\n"
        f"soort: {kind}\nbekend tot en met: {known}\n{more}"
        f"tabellen:\n  - tabel: uitkering\n{told}",
        encoding="utf-8",
    )
    return source


def accepted(
    store: Store, source: Path, *, on: str = "2017-01-10", choices: Choices = NOTHING
) -> Accepted:
    """Receive and accept. Raises Refused when something stands in the way."""
    with received(source, store=store) as found:
        return found.accept(choices, on=date.fromisoformat(on))


def row(number: int, first: str = "2016-01-01", last: str = "", regulation: str = "01") -> str:
    return f"p{number},u{number},{first},{last},{regulation}"
