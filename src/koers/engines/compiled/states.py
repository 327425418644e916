"""The register as a store knew it at one of its states.

The idea that makes it simple: the folder holds every state at once, and a row says from which state
until which it is known. So a state is a register in parts of which only some rows are there.

It must not know deliveries: states are numbers here.
"""

from __future__ import annotations

import re
from pathlib import Path

from koers.dictionary import Dictionary
from koers.engines.compiled.reading import Choice, TableFile, known_at
from koers.engines.compiled.stored import MARK, Stored, files_in, told_in
from koers.findings import Findings, Place

BY_HASH = "crc32"
_FILE = re.compile(r"deel-\d{5,}(\.\d{5,})?\.parquet")
_AGAIN = "Maak het opnieuw uit de leveringen."


def read_known(
    folder: Path,
    dictionary: Dictionary,
    *,
    at: int,
    findings: Findings,
    choice: Choice | None = None,
) -> Stored:
    """The register as known at state `at`, or (with `choice`) any rows of any states. What does not
    fit the dictionary, or is not what was written, becomes findings.

    Each file of the folder is named in its mark. That no subject stands in two parts is up to
    whoever wrote them: they are dealt by a hash of their key.
    """
    files = files_in(folder, dictionary, findings, named=_FILE)
    stored = Stored(dictionary, files, choice or known_at(at))
    told = told_in(folder)
    until, named = told.get("tot"), told.get("bestanden")
    if told.get("verdeling") != BY_HASH or not isinstance(until, int):
        message = f"Het bestand {MARK} ontbreekt of hoort niet bij een opslag."
        findings.add("afgeleide-onjuist", Place(str(folder / MARK)), message, _AGAIN)
        return stored
    if not 1 <= at <= until:
        message = f"Deze map kent de leveringen 1 tot en met {until}, en niet {at}."
        findings.add("afgeleide-onjuist", Place(str(folder / MARK)), message, _AGAIN)
    there = {f"{table}/{path.name}" for table, of in files.items() for path in of.values()}
    for name in sorted(there ^ set(named if isinstance(named, dict) else ())):
        message = f"Dit bestand is {'er te veel' if name in there else 'er niet'}."
        findings.add("afgeleide-onjuist", Place(str(folder / name)), message, _AGAIN)
    for table, of in files.items():
        file = TableFile(tuple(of.values()), dictionary.tables[table], stored.choice)
        file.spans(findings)
    return stored
