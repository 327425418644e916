"""What may be delivered in one run: which sources, on which day each, and where refused rows go.

The idea that makes it simple: a folder that has no declaration itself but holds folders that do is
a series of deliveries, in the order of their names.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from koers.cli.arguments import FOLDER_NAME
from koers.delivery.declaration import FILE_NAME
from koers.findings import Refused
from koers.periods import read_day
from koers.reception import Reception

_DAY = len("2016-08-05")


def in_turn(given: Sequence[Path], *, with_series: bool) -> tuple[Path, ...]:
    """The sources to deliver, in order. Raises Refused for one that is not there."""
    for source in given:
        if not source.exists():
            raise Refused("bestand-onleesbaar", f"'{source}' bestaat niet. Controleer het pad.")
    return tuple(one for source in given for one in (_series(source) if with_series else [source]))


def _series(source: Path) -> Iterator[Path]:
    """The deliveries in a folder of them, by name; of anything else: the source itself."""
    found: list[Path] = []
    if source.is_dir() and not (source / FILE_NAME).exists():
        found = sorted(path for path in source.iterdir() if (path / FILE_NAME).exists())
    yield from found or [source]


def day_for(asked: argparse.Namespace, source: Path) -> date:
    """The day of acceptance. Raises Refused where the name of the source should say it and does
    not.
    """
    if asked.on is None:
        return datetime.now(UTC).astimezone().date()
    if asked.on != FOLDER_NAME:
        day: date = asked.on
        return day
    try:
        return read_day(_named(source).name[:_DAY])
    except ValueError:
        reason = (
            f"De naam '{_named(source).name}' begint niet met een dag. Verwacht bij --op"
            f" {FOLDER_NAME}: een naam zoals 2016-08-05-wijzigingen."
        )
        raise Refused("geen-dag-in-naam", reason) from None


def _named(source: Path) -> Path:
    """The source under its own name, also when it was given as a dot."""
    return source if source.name not in ("", "..") else source.resolve()


def keep_refused(asked: argparse.Namespace, source: Path, found: Reception) -> Path | None:
    """Put the refused rows where who delivered can get at them; the folder, if there are any."""
    named = _named(source)
    folder: Path = asked.geweigerd or named.parent / f"geweigerd-{named.stem}"
    if asked.geweigerd and len(asked.sources) > 1:
        folder = folder / named.stem
    if folder.exists() and not folder.is_dir():
        raise Refused("geen-map", f"{folder} is geen map. Geef achter --geweigerd een map op.")
    for one in found.tables:  # what an earlier try left would be taken for refused now
        (folder / f"{one.table}.csv").unlink(missing_ok=True)
    files = [one.refused_rows for one in found.tables if one.refused_rows is not None]
    if not files:
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
        return None
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        shutil.copyfile(file, folder / file.name)
    return folder
