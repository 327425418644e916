"""`koers verzin`: writes an invented register, or invented deliveries with an example agreement.

The idea that makes it simple: the library invents; a command shows how far it is and what it wrote.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from koers.agreement import tables_read
from koers.cli import terminal
from koers.findings import Refused, suggestion
from koers.format import read_agreement
from koers.invented import partners
from koers.invented.werkplein import deliveries
from koers.invented.writing import Written, new_folder, register_csv, write
from koers.placed import why_unreadable

DELIVERIES = "leveringen"


class Writer(Protocol):
    """Writes the deliveries of an example, and returns their folders in order of acceptance."""

    def __call__(self, folder: Path, *, seed: int) -> tuple[Path, ...]: ...


EXAMPLES: Mapping[str, Writer] = {
    "werkplein": deliveries.write_deliveries,
    "prestatiedenken": partners.write_deliveries,
}
_MANY = 100_000
"""From so many persons on they live in all municipalities of the country."""


def invent(asked: argparse.Namespace) -> None:
    """Raises Refused where the folder holds something already, or the agreement cannot be read."""
    words: list[str] = asked.words
    if words[0] == DELIVERIES and len(words) > 1:
        _deliveries(words[1:], seed=asked.zaad)
    elif len(words) == 1:
        _register(asked, Path(words[0]))
    else:
        reason = "Verwacht: koers verzin MAP, of koers verzin leveringen VOORBEELD MAP."
        raise Refused("te-veel-woorden", reason)


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """Says in a sentence why a folder cannot be written in."""
    try:
        yield
    except (FileExistsError, NotADirectoryError):
        reason = f"{folder} is geen lege map. Verwacht: een nieuwe of lege map."
        raise Refused("map-niet-leeg", reason) from None
    except OSError as problem:
        reason = f"In {folder} kan niet worden geschreven: {why_unreadable(problem)}."
        raise Refused("map-onbereikbaar", reason) from None


# --- deliveries -----------------------------------------------------------------------------------


def _deliveries(words: list[str], *, seed: int) -> None:
    name = words[0]
    if name not in EXAMPLES:
        hint = suggestion(name, EXAMPLES)
        reason = f"Het voorbeeld '{name}' bestaat niet. Er is: {', '.join(EXAMPLES)}. {hint}"
        raise Refused("voorbeeld-onbekend", reason.strip())
    if len(words) != 2:
        reason = f"Verwacht: koers verzin leveringen {name} MAP, met een nieuwe of lege map."
        raise Refused("map-ontbreekt", reason)
    folder = Path(words[1])
    with _writing(folder), new_folder(folder), terminal.waiting("Leveringen worden verzonnen"):
        found = EXAMPLES[name](folder, seed=seed)
    out = terminal.console()
    out.print(
        f"{terminal.whole(len(found))} leveringen verzonnen in {folder}, in volgorde van aannemen.",
        markup=False, highlight=False,
    )  # fmt: skip
    out.print("Niemand daarin bestaat. Lever ze aan een opslag:")
    out.print(f"  koers lever {folder} --opslag MAP --op mapnaam --bevestig", markup=False)


# --- a register -----------------------------------------------------------------------------------


def _register(asked: argparse.Namespace, folder: Path) -> None:
    municipalities: int = asked.gemeenten or (342 if asked.personen >= _MANY else 3)
    tables = _tables(asked)
    try:
        with _writing(folder):
            found = _written(asked, folder, municipalities, tables)
    except KeyError as problem:
        reason = f"Deze tabellen kan 'koers verzin' niet maken: {problem.args[0]}."
        raise Refused("tabel-onbekend", reason) from None
    except ValueError:
        reason = "Verwacht: hooguit 99.999.999 personen en hooguit 9.999 gemeenten."
        raise Refused("aantal-onmogelijk", f"Dat aantal kan niet. {reason}") from None
    _show(asked, found)


def _written(
    asked: argparse.Namespace, folder: Path, municipalities: int, tables: frozenset[str] | None
) -> Written:
    if asked.csv:
        return register_csv(
            folder, subjects=asked.personen, seed=asked.zaad,
            municipalities=municipalities, tables=tables,
        )  # fmt: skip
    parts = -(-asked.personen // asked.deelgrootte)
    with terminal.progress("Verzinnen", parts) as show:
        return write(
            folder, subjects=asked.personen, seed=asked.zaad,
            municipalities=municipalities, part_size=asked.deelgrootte,
            threads=min(os.cpu_count() or 1, parts), tables=tables, progress=show,
        )  # fmt: skip


def _tables(asked: argparse.Namespace) -> frozenset[str] | None:
    if asked.voor is None:
        return None
    agreement = read_agreement(asked.voor).agreement
    if agreement is None:
        reason = f"{asked.voor} heeft fouten; 'koers lees {asked.voor}' toont ze."
        raise Refused("overeenkomst-onjuist", reason)
    read = (tables_read(agreement, indicator) for indicator in agreement.indicators)
    return frozenset[str]().union(*read)


def _show(asked: argparse.Namespace, found: Written) -> None:
    out = terminal.console()
    rows = sum(found.rows.values())
    parts = "" if asked.csv else f", in {found.parts} {'deel' if found.parts == 1 else 'delen'}"
    out.print(
        f"{terminal.whole(found.subjects)} personen en {terminal.whole(rows)} rijen verzonnen"
        f" in {len(found.rows)} tabellen{parts}.",
        markup=False, highlight=False,
    )  # fmt: skip
    out.print("Niemand van hen bestaat.")
