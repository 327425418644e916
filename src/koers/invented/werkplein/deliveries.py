"""Writes the deliveries about the invented Werkplein: a folder for each, in order of acceptance.

The idea that makes it simple: what is in a delivery is a filter on rows through time (`sheets`) by
the calendar; here it becomes files and the words that go with them.

    2016-08-07-wpda-wijzigingen-juli-2016/aanlevering.yaml
                                          uitkering.csv ...
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from koers.invented.draw import Words
from koers.invented.recipe import Keys
from koers.invented.recipes import DICTIONARY
from koers.invented.werkplein import story
from koers.invented.werkplein.calendar import (
    CODES_WRONG,
    GOALS_WRONG,
    TRIAL,
    Parcel,
    Part,
    calendar,
    numbered,
)
from koers.invented.werkplein.sheets import Sheet
from koers.invented.werkplein.writing import AMERICAN, DUTCH, lines, write_csv, write_workbook

ABOUT = "Alles in deze map is verzonnen: geen rij gaat over iemand die bestaat."
README = """\
# Verzonnen leveringen

Alles in deze mappen is verzonnen: geen rij gaat over een mens, een bedrijf of een besluit dat
bestaat. De aantallen mensen met een uitkering volgen cijfers van het CBS; wat er van hen wordt, is
verzonnen. Elke map is een levering; haar naam begint met de dag waarop zij is aangenomen.

    koers lever . --opslag OPSLAG --op mapnaam --bevestig
"""
WORKBOOK = "gegevens.xlsx"
_NOBODY = 900_000
"""Added to the numbers of persons in rows that are about nobody in the register."""


def write_deliveries(folder: Path, *, seed: int) -> tuple[Path, ...]:
    """Write every delivery of the Werkplein, each in a folder of its own in this one, and return
    those in the order in which they are to be accepted.

    Raises FileExistsError where one of them is there already.
    """
    sheets = story.sheets(seed)
    parcels = calendar(list(sheets))
    numbers = numbered(parcels)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "LEESMIJ.md").write_text(README, encoding="utf-8")
    return tuple(_write(folder / one.folder, one, sheets, numbers) for one in parcels)


def _write(
    folder: Path, parcel: Parcel, sheets: Mapping[str, Sheet], numbers: Mapping[str, int]
) -> Path:
    folder.mkdir()
    found = [_sheet(parcel, part, sheets[part.table]) for part in parcel.parts]
    if parcel.workbook:
        write_workbook(folder / WORKBOOK, found)
    else:
        for sheet in found:
            american = parcel.wrong == CODES_WRONG and sheet.table == "melding"
            notation = AMERICAN if american else DUTCH
            write_csv(folder / f"{sheet.table}.csv", lines(sheet, notation), notation)
    text = _declaration(parcel, found, numbers.get(parcel.replaces, 0))
    (folder / "aanlevering.yaml").write_text(text, encoding="utf-8")
    return folder


def _sheet(parcel: Parcel, part: Part, sheet: Sheet) -> Sheet:
    """The rows of a table in a delivery, with what is wrong with them."""
    found = sheet.told(part.after, part.until, as_on=part.as_on)
    columns = dict(found.columns)
    everywhere = np.ones(len(found), dtype=np.bool_)
    if parcel.wrong == CODES_WRONG and part.table == "uitkering":
        columns["regeling"] = Words.all("PW", len(found))
    if parcel.wrong == GOALS_WRONG and part.table == "uitstroom":
        columns["bestemming"] = Words.all("anders", len(found)).only(everywhere)
    if parcel.wrong == TRIAL:
        columns |= {
            name: replace(values, number=values.number + _NOBODY)
            for name, values in columns.items()
            if isinstance(values, Keys)
        }
    return replace(found, columns=columns)


def _declaration(parcel: Parcel, sheets: Sequence[Sheet], replaced: int) -> str:
    said = [
        f"# {ABOUT}",
        f"aanlevering: {parcel.title}",
        f"leverancier: {parcel.supplier}",
        f"woordenboek: {DICTIONARY}",
        "verzonnen: ja",
        f"toelichting: Verzonnen. {parcel.note}".rstrip(),
        f"soort: {parcel.kind}",
        f"bekend tot en met: {parcel.known.isoformat()}",
    ]
    if replaced:
        said.append(f"vervangt: levering {replaced}")
    if sheets:
        notation = [] if parcel.workbook else ["datumnotatie: dd-mm-jjjj", "scheidingsteken: ';'"]
        said += [*notation, "tabellen:"]
    for sheet in sheets:
        said.append(f"  - tabel: {sheet.table}")
        if parcel.workbook:
            said += [f"    bestand: {WORKBOOK}", f"    blad: {sheet.table}"]
        said.append(f"    controletotalen: {{rijen: {len(sheet)}}}")
    return "\n".join(said) + "\n"
