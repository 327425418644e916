"""A delivery from its files to typed tables that are ready to be kept.

The idea that makes it simple: a table goes through once, batch by batch; every row that comes in is
accepted, refused with its reasons, or declared double, and the three are counted and must add up.
What comes out stands in one folder (`staging`): a Parquet file per table, the refused rows, and
`uitkomst.json` with all that was found out.

It must not know what was delivered before, nor decide whether the delivery counts.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from koers.delivery import template
from koers.delivery.confined import OUTCOME, tell_busy
from koers.delivery.declaration import (
    FILE_NAME,
    Declaration,
    TableDeclaration,
    read_declaration,
)
from koers.delivery.raw import Options
from koers.delivery.sources import Entry, Source, open_source
from koers.delivery.table_intake import REFUSED, TableIntake
from koers.delivery.unseen import shown
from koers.dictionary import Dictionary
from koers.dictionary_format import shipped, shipped_names
from koers.document import document_hash
from koers.findings import Finding, Findings, Place
from koers.grammar import Json


def load() -> None:
    """Load what every delivery may need and no delivery brings: the dictionaries of the product."""
    for name in shipped_names():
        shipped(name)


def take_in(request: Mapping[str, Json], staging: Path) -> None:
    """Read a delivery into a staging folder. `request`: `bron` (the path), `aanlevering` (the path
    of its declaration, or ""), `doe` ("lever", or "voorstel": propose a declaration instead, for
    the dictionary `woordenboek`).

    Never raises on content: what is wrong becomes findings in `uitkomst.json`.
    """
    findings = Findings()
    path = Path(str(request["bron"]))
    outcome: dict[str, Json] = {}
    source = open_source(path, findings, scratch=staging)
    if source is not None and request["doe"] == "voorstel":
        outcome["voorstel"] = _proposal(source, shipped(str(request["woordenboek"])), findings)
    elif source is not None:
        declaration = _declaration(source, path, str(request["aanlevering"]), findings)
        if declaration is not None:
            outcome |= _delivery(source, declaration, staging, findings)
    outcome["bevindingen"] = [_told(finding) for finding in findings.in_order()]
    (staging / OUTCOME).write_text(json.dumps(outcome), encoding="ascii")


def _told(finding: Finding) -> Json:
    place = finding.place
    return {
        "code": finding.code,
        "bestand": place.file,
        "regel": str(place.line),
        "kolom": str(place.column),
        "melding": finding.message,
        "advies": finding.hint,
    }


def finding_of(told: Mapping[str, Json]) -> Finding:
    """A finding of `uitkomst.json`."""
    code, file, line, column, message, hint = (
        str(told[key]) for key in ("code", "bestand", "regel", "kolom", "melding", "advies")
    )
    return Finding(code, Place(file, int(line), int(column)), message, hint)


def _proposal(source: Source, dictionary: Dictionary, findings: Findings) -> str:
    found = []
    for entry in source.entries:
        for sheet in source.sheets(entry, findings) or (None,):
            raw = source.table(entry, Options(sheet=sheet), findings)
            found += [raw] if raw is not None else []
    return template.proposal(found, dictionary)


def _declaration(source: Source, path: Path, given: str, findings: Findings) -> Declaration | None:
    if given:
        try:
            data: bytes | None = Path(given).read_bytes()
        except OSError:
            data = None
        name, folder = given, Path(given).parent
    else:
        data, name = source.declaration(), source.declaration_name
        folder = path if path.is_dir() else path.parent
    if data is None:
        findings.add(
            "bestand-ontbreekt",
            Place(given or str(path)),
            f"Er is geen {FILE_NAME} die zegt wat dit is en hoe het gelezen moet worden.",
            f"Laat er een voorstellen: koers lever {path} --maak-sjabloon",
        )
        return None
    return read_declaration(data, name=name, folder=folder, findings=findings)


def _delivery(
    source: Source, declaration: Declaration, staging: Path, findings: Findings
) -> dict[str, Json]:
    """Every table in turn, and what a manifest needs to know."""
    used: dict[str, list[str]] = {}
    tables: list[Json] = []
    (staging / REFUSED).mkdir()
    for told in declaration.tables:
        entry, sheet = _entry(source, told, findings)
        if entry is None:
            continue
        used.setdefault(entry.name, []).append(f"{told.table.name} {sheet or ''}")
        tell_busy(staging, entry.name)
        taken = TableIntake(source, entry, sheet, declaration, told, staging, findings).take()
        tables += [taken] if taken is not None else []
    is_complete = len(used) > 0 and not any(f.code == "bestand-ontbreekt" for f in findings.items)
    for entry in source.entries if is_complete else ():
        if entry.name not in used:
            message = "Dit bestand ligt erbij, maar geen tabel van de aanlevering noemt het."
            findings.add("bestand-niet-gelezen", Place(entry.name), message)
    files: list[Json] = [
        {"bestand": name, "bytes": str(size), "sha256": sha}
        for name, size, sha in source.files()
        if name in used
    ]
    period = declaration.period
    return {
        "aanlevering": {
            "naam": declaration.name,
            "leverancier": declaration.supplier,
            "verzonnen": "ja" if declaration.is_invented else "nee",
            "gemeente": declaration.municipality,
            "van": period.first_day.isoformat() if period else "",
            "totEnMet": period.last_day.isoformat() if period else "",
            "vervangt": declaration.replaces,
        },
        "woordenboek": {
            "naam": declaration.dictionary.name,
            "hash": declaration.dictionary.document_hash,
            "document": declaration.dictionary.document.decode(),
        },
        "inhoud": _identity(declaration, files, used),
        "bronnen": files,
        "tabellen": tables,
    }


def _identity(
    declaration: Declaration, files: Sequence[Json], used: Mapping[str, Sequence[str]]
) -> str:
    """The same declaration, dictionary and bytes for each table are the same delivery, whether they
    came in a folder or in a zip.
    """
    bytes_of = [
        f"{table} {file['sha256']}"
        for file in files
        if isinstance(file, dict)
        for table in used[str(file["bestand"])]
    ]
    return document_hash(
        {
            "aanlevering": declaration.hash,
            "woordenboek": declaration.dictionary.document_hash,
            "bronnen": [*sorted(bytes_of)],
        }
    )


def _entry(
    source: Source, told: TableDeclaration, findings: Findings
) -> tuple[Entry | None, str | None]:
    """The file of a table, and the sheet in it."""
    wanted = told.file or told.table.name
    named = [
        entry for entry in source.entries if wanted in (entry.inner, entry.file_name, entry.stem)
    ]
    if not named and told.file is None and len(source.entries) == 1:
        named = list(source.entries)
    if len(named) == 1:
        entry = named[0]
        sheets = source.sheets(entry, findings)
        return entry, told.sheet or (told.table.name if told.table.name in sheets else None)
    files = ", ".join(shown(entry.file_name) for entry in source.entries[:12])
    there = files or "geen enkel bestand"
    if named:
        message = f"Er zijn {len(named)} bestanden die '{wanted}' heten."
        told.at.at("bestand").add("bestand-ontbreekt", message, "Noem de hele naam.")
    else:
        message = f"Er is geen bestand '{wanted}' voor tabel '{told.table.name}'."
        told.at.at("bestand").add("bestand-ontbreekt", message, f"Er is wel: {there}.")
    return None, None
