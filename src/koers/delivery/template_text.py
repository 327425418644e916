"""The text of an `aanlevering.yaml` for who has none yet: filled in as far as can be, every key
with what it means.

The idea that makes it simple: what a key means is said once, in the table of keys that also reads
the file (`declaration`); here it becomes a comment. A key that may be left out stands there behind
a `#`, with an example.

It must not know files or rows.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence

from koers.delivery.declaration_keys import DECLARATION, TABLE
from koers.delivery.template_workbook import sheet_names
from koers.dictionary import Dictionary
from koers.grammar import Block

FILL_IN = "# invullen"
UNKNOWN_DAY = "2000-01-01"
"""Long ago: with this day nothing counts as known, so that forgetting it does no harm."""
_WIDTH = 96
_PLAIN = re.compile(r"[A-Za-zÀ-ÿ](?:[\wÀ-ÿ().€%/+-]| (?! ))*[\wÀ-ÿ().€%/+-]|[A-Za-z]|[0-9]+")
_WORKBOOKS = (".xlsx", ".xlsm", ".ods")


def scalar(text: str) -> str:
    """A text as YAML: plain where nothing can go wrong, else between quotes."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def comment(text: str, *, indent: int = 0) -> Iterator[str]:
    """A comment over as many lines as it takes."""
    prefix = " " * indent + "# "
    yield from textwrap.wrap(
        text, _WIDTH, initial_indent=prefix, subsequent_indent=prefix, break_on_hyphens=False
    )


def meaning(block: Block, key: str, *, indent: int = 0) -> Iterator[str]:
    """What the table of keys says about a key, as a comment."""
    yield from comment(block.keys[key].help, indent=indent)


def head(dictionary: Dictionary, *, name: str, known_through: str, why: str) -> Iterator[str]:
    """The keys about the delivery as a whole. `why`: what to fill in for the last known day."""
    yield from comment(
        "Wat deze levering is en hoe zij gelezen moet worden. Kijk alles na, vul in wat achter "
        "'invullen' staat, en haal het # weg voor een regel die u nodig hebt."
    )
    yield ""
    yield from meaning(DECLARATION, "aanlevering")
    yield f"aanlevering: {scalar(name)}  {FILL_IN}"
    yield from meaning(DECLARATION, "leverancier")
    yield f"leverancier: onze organisatie  {FILL_IN}"
    yield from meaning(DECLARATION, "woordenboek")
    yield f"woordenboek: {scalar(dictionary.name)}"
    yield ""
    yield from meaning(DECLARATION, "soort")
    yield "soort: wijzigingen"
    yield from meaning(DECLARATION, "bekend tot en met")
    yield f"bekend tot en met: {known_through}  {FILL_IN}: {why}"
    yield ""
    for key, example in _MAY.items():
        yield from meaning(DECLARATION, key)
        yield f"#{key}: {example}"


_MAY = {
    "periode": "{van: 2016-01-01, tot en met: 2016-12-31}",
    "gemeente": "Assen",
    "vervangt": "0123456789abcdef",
    "toelichting": "Eerste levering na de overgang naar een nieuw systeem.",
}
_HOW = {
    "datumnotatie": "dd-mm-jjjj",
    "getalnotatie": "1.234,56",
    "leeg": "[NULL, n.v.t.]",
    "scheidingsteken": '";"',
    "codering": "cp1252",
}
_TABLE_MAY = {
    "kopregel": "1",
    "voetregels": "1",
    "niet gelezen": "[opmerking]",
    "registratietijd": "gewijzigd op",
    "ingetrokken": "{kolom: status, waarde: [vervallen]}",
    "controletotalen": "{rijen: 120}",
}


def notations(told: Mapping[str, str] | None = None) -> Iterator[str]:
    """How cells are written: what was found out, and the others behind a `#`."""
    for key, example in _HOW.items():
        yield from meaning(DECLARATION, key)
        yield f"{key}: {told[key]}" if told and key in told else f"#{key}: {example}"


def explained(key: str) -> Iterator[str]:
    """A key of a table that may be left out, with an example."""
    yield from meaning(TABLE, key, indent=4)
    yield f"    #{key}: {_TABLE_MAY[key]}"


def declaration(dictionary: Dictionary, tables: Sequence[str], *, files: Mapping[str, str]) -> str:
    """An `aanlevering.yaml` for tables that have the names of the dictionary. `files`: in which
    file each is; a sheet of a workbook is called as `template_workbook` calls it.
    """
    why = "tot en met welke dag alles in de levering staat"
    lines = list(head(dictionary, name="Onze levering", known_through=UNKNOWN_DAY, why=why))
    lines += ["", *notations(), "", *meaning(DECLARATION, "tabellen"), "tabellen:"]
    sheets = sheet_names(tables)
    for number, name in enumerate(tables):
        lines.append(f"  - tabel: {scalar(name)}")
        file = files.get(name, f"{name}.csv")
        lines.append(f"    bestand: {scalar(file)}")
        if file.lower().endswith(_WORKBOOKS):
            lines.append(f"    blad: {scalar(sheets[name])}")
        if number:
            continue
        for key in _TABLE_MAY:
            lines += explained(key)
        subject = dictionary.tables[name].subject_column
        lines += meaning(TABLE, "kolommen", indent=4)
        lines += ["    #kolommen:", f"      #{scalar(subject)}: nummer in het bestand"]
    lines += ["", *meaning(DECLARATION, "codes"), "#codes:", "  #onze lijst:"]
    lines += ['    #- {lokaal: [A, B], landelijk: "01"}']
    return "\n".join(lines) + "\n"
