"""The dictionary file: YAML with Dutch words <-> `Dictionary`, with findings that have a line and a
column.

The idea that makes it simple: one table of keys (`DICTIONARY`) reads the shape, `_build` looks up
what the words refer to, and `koers.dictionary_checks` holds the result against its rules. The
dictionaries that come with the product are read by the same code as a municipality's own.
"""

from __future__ import annotations

import json
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path as FilePath

from koers.dictionary import (
    CodeList,
    Column,
    ColumnType,
    Dictionary,
    Split,
    Subject,
    Table,
    TableKind,
)
from koers.dictionary_checks import check
from koers.document import Located, canonical_json, document_hash
from koers.findings import Findings, Place
from koers.grammar import Block, Json, Key, ListOf, MapOf, Reading
from koers.periods import NO_TIME
from koers.placed import read_file, read_text
from koers.scalars import YES_NO, Choice, Length, Number, Text, duration_of

COLUMN = Block(
    {
        "type": Key(
            Choice([kind.value for kind in ColumnType], "een kolomtype"),
            "Wat een cel bevat.",
            required=True,
        ),
        "titel": Key(Text(), "Wat de kolom betekent, voor mensen."),
        "codelijst": Key(
            Text("de naam van een codelijst"), "Welke codes er mogen staan (bij type code)."
        ),
        "eenheid": Key(Text(), "Waarin een getal staat: euro, uur, procent."),
        "decimalen": Key(
            Number(whole=True), "Hoeveel cijfers achter de komma een getal mag hebben."
        ),
        "persoonsgegeven": Key(
            YES_NO, "Of de cel iets over een persoon zegt en nooit in een melding mag staan."
        ),
        "verplicht": Key(YES_NO, "Of de cel gevuld moet zijn."),
    },
    what="een kolom",
    name="kolom",
    shorthand="type",
)

TABLE = Block(
    {
        "soort": Key(
            Choice([kind.value for kind in TableKind], "een tabelsoort"),
            "Wat een rij is.",
            required=True,
        ),
        "titel": Key(Text(), "Wat de tabel bevat, voor mensen."),
        "onderwerp": Key(
            Text("de naam van een onderwerp"), "Over wie of wat een rij gaat.", required=True
        ),
        "van wie": Key(
            Text("een kolomnaam"), "De kolom met de sleutel van het onderwerp.", required=True
        ),
        "sleutel": Key(
            ListOf(Text("een kolomnaam")), "De kolommen die een rij uniek maken.", required=True
        ),
        "rij": Key(Text(), "Hoe een rij heet als eenheid van tellen: uitstroom, aanvraag."),
        "noem": Key(
            Text(), "Hoe een rij in een zin heet, met lidwoord: een uitkering, betaald werk."
        ),
        "dag": Key(Text("een kolomnaam"), "De kolom met de dag (moment, score, cijfer)."),
        "van": Key(Text("een kolomnaam"), "De kolom met de eerste dag (tijdvak)."),
        "tot en met": Key(
            Text("een kolomnaam"), "De kolom met de laatste dag (tijdvak); leeg is nog lopend."
        ),
        "tot": Key(
            Text("een kolomnaam"),
            "De kolom met de eerste dag erna (tijdvak), in plaats van 'tot en met'.",
        ),
        "waarde": Key(Text("een kolomnaam"), "De kolom met de score."),
        "houdbaar": Key(
            Length(), "Hoe lang een score hooguit geldt; zonder deze sleutel tot de volgende."
        ),
        "geboortedag": Key(Text("een kolomnaam"), "De kolom met de geboortedag (onderwerp)."),
        "sleuteldomein": Key(
            Text(), "Wie de sleutels uitgaf; alleen binnen een domein is iemand dezelfde."
        ),
        "achterstand": Key(
            Length(), "Hoe lang na een dag er nog rijen over die dag binnenkomen (gewoon: niet)."
        ),
        "kolommen": Key(MapOf(COLUMN, what="een blok met kolommen"), "De kolommen.", required=True),
    },
    what="een tabel",
    name="tabel",
)


def _in_order(block: dict[str, Json]) -> dict[str, Json]:
    """A scale with its order as a list: in canonical JSON a block has no order."""
    codes = block.get("codes")
    if block.get("geordend") != "ja" or not isinstance(codes, dict):
        return block
    return block | {"volgorde": list[Json](codes)}


CODE_LIST = Block(
    {
        "titel": Key(Text(), "Wat de lijst is, voor mensen.", required=True),
        "bron": Key(Text(), "Waar de lijst vandaan komt."),
        "geordend": Key(YES_NO, "Of de codes van laag naar hoog staan."),
        "codes": Key(
            MapOf(Text("een omschrijving"), what="codes met hun omschrijving"),
            "Code en omschrijving.",
            True,
        ),
        "geen score": Key(ListOf(Text("een code")), "Codes die zeggen dat er geen score is."),
        "groepen": Key(MapOf(ListOf(Text("een code"))), "Namen voor verzamelingen codes."),
    },
    what="een codelijst",
    name="codelijst",
    finish=_in_order,
)

SUBJECT = Block(
    {
        "meervoud": Key(Text(), "Het meervoud, voor koppen en zinnen.", required=True),
        "persoon": Key(YES_NO, "Of het onderwerp een persoon is."),
    },
    what="een onderwerp",
    name="onderwerp",
)

SPLIT = Block(
    {
        "titel": Key(Text(), "Hoe de splitsing heet op het scherm."),
        "tabel": Key(
            Text("een tabelnaam"),
            "De tabel (tijdvak of onderwerp); zonder tabel: de getelde rij zelf.",
        ),
        "kolom": Key(Text("een kolomnaam"), "De kolom met de waarde.", required=True),
        "meervoudig": Key(YES_NO, "Of iemand op een dag in meer vakken mag staan."),
        "partij": Key(
            YES_NO, "Of de waarden partijen zijn: dan kan een norm of een cijfer per partij."
        ),
    },
    what="een splitsing",
    name="splitsing",
    shorthand="kolom",
)

DICTIONARY = Block(
    {
        "woordenboek": Key(
            Text(pattern=r"[a-z0-9][a-z0-9-]*", example="participatiewet"),
            "De naam.",
            required=True,
        ),
        "titel": Key(Text(), "De naam voor mensen.", required=True),
        "versie": Key(Text(), "Welke versie dit is.", required=True),
        "toelichting": Key(Text(), "Waar het woordenboek voor is en waar het op berust."),
        "onderwerpen": Key(MapOf(SUBJECT), "Wat geteld kan worden.", required=True),
        "codelijsten": Key(MapOf(CODE_LIST), "De codelijsten."),
        "tabellen": Key(MapOf(TABLE), "De tabellen.", required=True),
        "splitsingen": Key(MapOf(SPLIT), "Hoe cijfers gesplitst kunnen worden."),
    },
    what="een woordenboek",
)


def read_dictionary(
    source: FilePath | str, *, name: str | None = None
) -> tuple[Dictionary | None, Findings]:
    """A dictionary from a file (a path) or from a text; None when a finding is an error."""
    findings = Findings()
    shown = name or (str(source) if isinstance(source, FilePath) else "woordenboek")
    if isinstance(source, FilePath):
        node = read_file(source, findings, name=shown)
    else:
        node = read_text(source, findings, name=shown)
    if node is None:
        return None, findings
    reading = Reading(findings)
    document = DICTIONARY.read(node, reading, ())
    if not isinstance(document, dict) or findings.has_errors():
        return None, findings
    located = Located(document, reading, Place(shown, 1, 1))
    built = _build(located, document)
    check(built, located)
    return (None if findings.has_errors() else built), findings


@lru_cache(maxsize=8)
def from_document(data: bytes) -> Dictionary:
    """The dictionary of canonical JSON that was kept (`Dictionary.document`). ValueError when
    it is not sound after all.
    """
    document = json.loads(data)
    findings = Findings()
    located = Located(document, Reading(findings), Place("woordenboek"))
    built = _build(located, document)
    check(built, located)
    if findings.has_errors():
        raise ValueError("; ".join(str(finding) for finding in findings.in_order()))
    return built


def shipped_names() -> tuple[str, ...]:
    """The names of the dictionaries that come with the product."""
    folder = resources.files("koers") / "woordenboeken"
    return tuple(
        sorted(
            item.name.removesuffix(".yaml")
            for item in folder.iterdir()
            if item.name.endswith(".yaml")
        )
    )


@cache
def shipped(name: str) -> Dictionary:
    """A dictionary that comes with the product. Raises KeyError when there is none of that name."""
    if name not in shipped_names():
        raise KeyError(name)
    text = (resources.files("koers") / "woordenboeken" / f"{name}.yaml").read_text(encoding="utf-8")
    dictionary, findings = read_dictionary(text, name=f"{name}.yaml")
    if dictionary is None:
        raise ValueError("; ".join(str(finding) for finding in findings.in_order()))
    return dictionary


def _build(located: Located, document: dict[str, Json]) -> Dictionary:
    subjects = {
        name: Subject(name, part.text("meervoud"), is_person=part.yes("persoon"))
        for name, part in located.named("onderwerpen")
    }
    code_lists = {name: _code_list(name, part) for name, part in located.named("codelijsten")}
    tables = {
        name: _table(name, part, subjects, code_lists) for name, part in located.named("tabellen")
    }
    splits = {name: _split(name, part, tables) for name, part in located.named("splitsingen")}
    return Dictionary(
        name=located.text("woordenboek"),
        title=located.text("titel"),
        version=located.text("versie"),
        subjects=subjects,
        tables=tables,
        splits=splits,
        code_lists=code_lists,
        document_hash=document_hash(document),
        document=canonical_json(document),
    )


def _code_list(name: str, at: Located) -> CodeList:
    codes = tuple((code, str(part.value)) for code, part in at.named("codes"))
    known = [code for code, _ in codes]
    for group, part in at.named("groepen"):
        for member in at.at("groepen").texts(group):
            if member not in known:
                part.unknown("De code", member, known)
    for code in at.texts("geenScore"):
        if code not in known:
            at.at("geenScore").unknown("De code", code, known)
    return CodeList(
        name,
        at.text("titel"),
        codes,
        at.yes("geordend"),
        at.text("bron"),
        at.texts("geenScore"),
        tuple((group, at.at("groepen").texts(group)) for group, _ in at.named("groepen")),
    )


def _column(name: str, at: Located, lists: dict[str, CodeList]) -> Column:
    wanted = at.text("codelijst")
    if wanted and wanted not in lists:
        at.at("codelijst").unknown("De codelijst", wanted, lists)
    return Column(
        name,
        ColumnType(at.text("type")),
        at.text("titel"),
        at.text("eenheid"),
        int(at.text("decimalen", "0")),
        lists.get(wanted),
        personal=at.yes("persoonsgegeven"),
        required=at.yes("verplicht"),
    )


def _table(
    name: str, at: Located, subjects: dict[str, Subject], lists: dict[str, CodeList]
) -> Table:
    columns = {column: _column(column, part, lists) for column, part in at.named("kolommen")}
    if at.text("onderwerp") not in subjects:
        at.at("onderwerp").unknown("Het onderwerp", at.text("onderwerp"), subjects)
    named = [(key, at.text(key)) for key in _COLUMN_KEYS if at.has(key)]
    for key, column in (*named, *(("sleutel", column) for column in at.texts("sleutel"))):
        if column not in columns:
            at.at(key).unknown("De kolom", column, columns)
    return Table(
        name=name,
        kind=TableKind(at.text("soort")),
        subject=at.text("onderwerp"),
        subject_column=at.text("vanWie"),
        columns=columns,
        key=at.texts("sleutel"),
        day_column=at.text("dag") or at.text("van") or None,
        last_day_column=at.text("totEnMet") or at.text("tot") or None,
        end_is_exclusive=at.has("tot"),
        value_column=at.text("waarde") or None,
        valid_for=duration_of(at.text("houdbaar")) if at.has("houdbaar") else None,
        birth_column=at.text("geboortedag") or None,
        row_name=at.text("rij", name),
        noun=at.text("noem", f"een {at.text('rij', name)}"),
        key_domain=at.text("sleuteldomein"),
        title=at.text("titel", name),
        lag=duration_of(at.text("achterstand")) if at.has("achterstand") else NO_TIME,
    )


_COLUMN_KEYS = ("vanWie", "dag", "van", "totEnMet", "tot", "waarde", "geboortedag")


def _split(name: str, at: Located, tables: dict[str, Table]) -> Split:
    column, table = at.text("kolom"), at.text("tabel") or None
    if table and table not in tables:
        at.at("tabel").unknown("De tabel", table, tables)
    else:
        looked_in = [tables[table]] if table else tables.values()
        known = sorted({name for one in looked_in for name in one.columns})
        if column not in known:
            at.at("kolom").unknown("De kolom", column, known)
    return Split(
        name,
        column,
        table,
        multiple=at.yes("meervoudig"),
        title=at.text("titel", name),
        names_party=at.yes("partij"),
    )
