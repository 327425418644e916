"""The invented registers that are timed, kept in a folder that is not in version control.

The idea that makes it simple: a register is named after what it is made of (persons, municipalities
and the code that invents it), so one that is there is the right one.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Collection
from pathlib import Path

import koers.invented
from koers.invented.writing import MARK, register_csv, write

FOLDER = Path(__file__).parents[1] / ".bench"
SEED = 1
SMALL = 100_000
"""Up to so many persons it is a register of the three municipalities of the agreement, with every
table; above that of the whole country, with only the tables that are asked.
"""
COUNTRY, WERKPLEIN = 342, 3


def stored(persons: int, *, tables: Collection[str]) -> Path:
    """A register in parts, of columns."""

    def make(folder: Path) -> None:
        write(
            folder,
            subjects=persons,
            seed=SEED,
            municipalities=WERKPLEIN if persons <= SMALL else COUNTRY,
            threads=2,
            tables=None if persons <= SMALL else tables,
        )

    names = "" if persons <= SMALL else "-" + _digest("".join(sorted(tables)).encode())
    return _made(f"{persons}{names}", MARK, make)


def delivery(persons: int) -> Path:
    """The same register as a delivery: a file of text per table."""

    def make(folder: Path) -> None:
        register_csv(folder, subjects=persons, seed=SEED, municipalities=WERKPLEIN)

    return _made(f"{persons}-csv", "bekend.yaml", make)


def _made(name: str, last_file: str, make: Callable[[Path], None]) -> Path:
    """The folder of that name; made anew when its last file is not there."""
    folder = FOLDER / f"{name}-{_of_inventors()}"
    if not (folder / last_file).exists():
        shutil.rmtree(folder, ignore_errors=True)
        make(folder)
    return folder


def _of_inventors() -> str:
    sources = sorted(Path(koers.invented.__file__).parent.glob("*.py"))
    return _digest(b"".join(path.read_bytes() for path in sources))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:8]
