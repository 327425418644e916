"""The dictionary file: YAML with Dutch words <-> `Dictionary`, with findings that have a line and a
column.

The idea that makes it simple: one table of keys (`DICTIONARY`) reads the shape; `_build_*`
functions check what the words refer to. The dictionaries that come with the product are read by the
same code as a municipality's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
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
from koers.document import document_hash
from koers.findings import Findings, Place, suggestion
from koers.grammar import Block, Json, Key, ListOf, MapOf, Path, Reading
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
        "kolommen": Key(MapOf(COLUMN, what="een blok met kolommen"), "De kolommen.", required=True),
    },
    what="een tabel",
    name="tabel",
)

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


@dataclass(frozen=True)
class _Source:
    """The document with the places of its parts."""

    reading: Reading
    root: Place

    def place(self, path: Path) -> Place:
        while path and path not in self.reading.places:
            path = path[:-1]
        return self.reading.places.get(path, self.root)

    def wrong(self, path: Path, message: str, hint: str = "") -> None:
        self.reading.findings.add("woordenboek-onjuist", self.place(path), message, hint)

    def unknown(self, path: Path, what: str, name: str, known: list[str]) -> None:
        message = f"{what} '{name}' bestaat niet."
        self.reading.findings.add(
            "onbekende-verwijzing", self.place(path), message, suggestion(name, known)
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
    built = _build(document, _Source(reading, Place(shown, 1, 1)))
    return (None if findings.has_errors() else built), findings


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


def _build(document: dict[str, Json], source: _Source) -> Dictionary:
    subjects = {name: _subject(name, block) for name, block in _blocks(document, "onderwerpen")}
    code_lists = {
        name: _code_list(name, block, source, ("codelijsten", name))
        for name, block in _blocks(document, "codelijsten")
    }
    tables: dict[str, Table] = {}
    for name, block in _blocks(document, "tabellen"):
        table = _table(name, block, subjects, code_lists, source)
        if table is not None:
            tables[name] = table
    splits = {
        name: _split(name, block, tables, source)
        for name, block in _blocks(document, "splitsingen")
    }
    return Dictionary(
        name=_text(document, "woordenboek"),
        title=_text(document, "titel"),
        version=_text(document, "versie"),
        subjects=subjects,
        tables=tables,
        splits=splits,
        code_lists=code_lists,
        document_hash=document_hash(document),
    )


def _subject(name: str, block: dict[str, Json]) -> Subject:
    return Subject(name, _text(block, "meervoud"), is_person=block.get("persoon") == "ja")


def _code_list(name: str, block: dict[str, Json], source: _Source, path: Path) -> CodeList:
    codes = tuple((code, str(label)) for code, label in _block(block, "codes").items())
    known = [code for code, _ in codes]
    groups = tuple(
        (group, tuple(_texts(members))) for group, members in _block(block, "groepen").items()
    )
    not_a_score = tuple(_texts(block.get("geenScore", [])))
    for group, members in groups:
        for member in members:
            if member not in known:
                source.unknown((*path, "groepen", group), "De code", member, known)
    for code in not_a_score:
        if code not in known:
            source.unknown((*path, "geenScore"), "De code", code, known)
    return CodeList(
        name,
        _text(block, "titel"),
        codes,
        block.get("geordend") == "ja",
        _text(block, "bron"),
        not_a_score,
        groups,
    )


def _column(
    name: str, block: dict[str, Json], lists: dict[str, CodeList], source: _Source, path: Path
) -> Column:
    kind = ColumnType(_text(block, "type"))
    wanted = _text(block, "codelijst")
    if wanted and wanted not in lists:
        source.unknown((*path, "codelijst"), "De codelijst", wanted, list(lists))
    if kind is ColumnType.CODE and not wanted:
        source.wrong(
            path,
            f"Kolom '{name}' heeft type code, maar geen codelijst.",
            "Noem een codelijst, of neem type tekst.",
        )
    decimals = int(_text(block, "decimalen") or 0)
    if decimals and kind is not ColumnType.NUMBER:
        source.wrong(
            (*path, "decimalen"), f"Kolom '{name}' is geen getal en kan geen decimalen hebben."
        )
    return Column(
        name,
        kind,
        _text(block, "titel"),
        _text(block, "eenheid"),
        decimals,
        lists.get(wanted),
        personal=block.get("persoonsgegeven") == "ja",
        required=block.get("verplicht") == "ja",
    )


_DAY_KEYS = {
    TableKind.MOMENT: ("dag",),
    TableKind.FIGURE: ("dag",),
    TableKind.SCORE: ("dag", "waarde"),
    TableKind.SPELL: ("van",),
    TableKind.SUBJECT: (),
}
_OTHER_KEYS = {
    TableKind.SCORE: ("houdbaar",),
    TableKind.SPELL: ("totEnMet", "tot"),
    TableKind.SUBJECT: ("geboortedag",),
}


def _table(
    name: str,
    block: dict[str, Json],
    subjects: dict[str, Subject],
    lists: dict[str, CodeList],
    source: _Source,
) -> Table | None:
    path: Path = ("tabellen", name)
    kind = TableKind(_text(block, "soort"))
    columns = {
        column: _column(column, value, lists, source, (*path, "kolommen", column))
        for column, value in _blocks(block, "kolommen")
    }
    subject = _text(block, "onderwerp")
    if subject not in subjects:
        source.unknown((*path, "onderwerp"), "Het onderwerp", subject, list(subjects))
    _check_keys(name, kind, block, source, path)
    named = [(key, _text(block, key)) for key in _COLUMN_KEYS if key in block]
    named += [("sleutel", column) for column in _texts(block["sleutel"])]
    for key, column in named:
        if column not in columns:
            source.unknown((*path, key), "De kolom", column, list(columns))
    for key in ("dag", "van", "totEnMet", "tot", "geboortedag"):
        column = _text(block, key)
        if column in columns and columns[column].type is not ColumnType.DAY:
            source.wrong((*path, key), f"Kolom '{column}' van tabel '{name}' moet type dag hebben.")
    return Table(
        name=name,
        kind=kind,
        subject=subject,
        subject_column=_text(block, "vanWie"),
        columns=columns,
        key=tuple(_texts(block["sleutel"])),
        day_column=_text(block, "dag") or _text(block, "van") or None,
        last_day_column=_text(block, "totEnMet") or _text(block, "tot") or None,
        end_is_exclusive="tot" in block,
        value_column=_text(block, "waarde") or None,
        valid_for=duration_of(_text(block, "houdbaar")) if "houdbaar" in block else None,
        birth_column=_text(block, "geboortedag") or None,
        row_name=_text(block, "rij") or name,
        noun=_text(block, "noem") or f"een {_text(block, 'rij') or name}",
        key_domain=_text(block, "sleuteldomein"),
        title=_text(block, "titel") or name,
    )


_COLUMN_KEYS = ("vanWie", "dag", "van", "totEnMet", "tot", "waarde", "geboortedag")


def _check_keys(
    name: str, kind: TableKind, block: dict[str, Json], source: _Source, path: Path
) -> None:
    allowed = {*_DAY_KEYS[kind], *_OTHER_KEYS.get(kind, ())}
    for key in _DAY_KEYS[kind]:
        if key not in block:
            source.wrong(path, f"Tabel '{name}' is van soort {kind} en mist de sleutel '{key}'.")
    for key in ("dag", "waarde", "houdbaar", "van", "totEnMet", "tot", "geboortedag"):
        if key in block and key not in allowed:
            source.wrong(
                (*path, key),
                f"Tabel '{name}' is van soort {kind}; deze sleutel hoort daar niet bij.",
            )
    if "totEnMet" in block and "tot" in block:
        source.wrong(path, f"Tabel '{name}' heeft 'tot en met' en 'tot'.", "Kies een van de twee.")


def _split(name: str, block: dict[str, Json], tables: dict[str, Table], source: _Source) -> Split:
    path: Path = ("splitsingen", name)
    column, table = _text(block, "kolom"), _text(block, "tabel") or None
    if table and table not in tables:
        source.unknown((*path, "tabel"), "De tabel", table, list(tables))
    elif table:
        if tables[table].kind not in (TableKind.SPELL, TableKind.SUBJECT):
            source.wrong(
                (*path, "tabel"),
                "Een splitsing komt uit een tijdvak, een onderwerp of de getelde rij.",
            )
        if column not in tables[table].columns:
            source.unknown((*path, "kolom"), "De kolom", column, list(tables[table].columns))
    elif not any(column in known.columns for known in tables.values()):
        source.unknown(
            (*path, "kolom"),
            "De kolom",
            column,
            sorted({c for t in tables.values() for c in t.columns}),
        )
    return Split(
        name,
        column,
        table,
        multiple=block.get("meervoudig") == "ja",
        title=_text(block, "titel") or name,
        names_party=block.get("partij") == "ja",
    )


def _text(block: dict[str, Json], key: str) -> str:
    value = block.get(key, "")
    return value if isinstance(value, str) else ""


def _texts(value: Json) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _block(block: dict[str, Json], key: str) -> dict[str, Json]:
    value = block.get(key, {})
    return value if isinstance(value, dict) else {}


def _blocks(block: dict[str, Json], key: str) -> list[tuple[str, dict[str, Json]]]:
    return [(name, value) for name, value in _block(block, key).items() if isinstance(value, dict)]
