"""`koers verzin`: writes an invented register.

The idea that makes it simple: the library invents; a command shows how far it is and what it wrote.
"""

from __future__ import annotations

import argparse
import os

from koers.agreement import tables_read
from koers.cli import terminal
from koers.findings import Refused
from koers.format import read_agreement
from koers.invented.writing import Written, register_csv, write
from koers.placed import why_unreadable

_MANY = 100_000
"""From so many persons on they live in all municipalities of the country."""


def invent(asked: argparse.Namespace) -> None:
    """Raises Refused where the folder holds something already, or the agreement cannot be read."""
    municipalities: int = asked.gemeenten or (342 if asked.personen >= _MANY else 3)
    tables = _tables(asked)
    try:
        if asked.csv:
            found = register_csv(
                asked.folder, subjects=asked.personen, seed=asked.zaad,
                municipalities=municipalities, tables=tables,
            )  # fmt: skip
        else:
            parts = -(-asked.personen // asked.deelgrootte)
            with terminal.progress("Verzinnen", parts) as show:
                found = write(
                    asked.folder, subjects=asked.personen, seed=asked.zaad,
                    municipalities=municipalities, part_size=asked.deelgrootte,
                    threads=min(os.cpu_count() or 1, parts), tables=tables, progress=show,
                )  # fmt: skip
    except (FileExistsError, NotADirectoryError):
        reason = f"{asked.folder} is geen lege map. Verwacht: een nieuwe of lege map."
        raise Refused("map-niet-leeg", reason) from None
    except OSError as problem:
        reason = f"In {asked.folder} kan niet worden geschreven: {why_unreadable(problem)}."
        raise Refused("map-onbereikbaar", reason) from None
    except KeyError as problem:
        reason = f"Deze tabellen kan 'koers verzin' niet maken: {problem.args[0]}."
        raise Refused("tabel-onbekend", reason) from None
    except ValueError:
        reason = "Verwacht: hooguit 99.999.999 personen en hooguit 9.999 gemeenten."
        raise Refused("aantal-onmogelijk", f"Dat aantal kan niet. {reason}") from None
    _show(asked, found)


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
