"""A manifest: what one accepted delivery was, and which one came before it.

The idea that makes it simple: a manifest is a small canonical document named by its own hash, and
it names the manifest before it. So one hash stands for an ordered list of accepted deliveries: the
state T (`semantics.md` F6). What a list of manifests means (who replaces whom, up to where all is
known) is computed here from the manifests alone.

It must not know where a manifest is kept, nor a row of what was delivered.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from koers.delivery.declaration_keys import DeliveryKind
from koers.document import canonical_json
from koers.grammar import Json
from koers.periods import read_day
from koers.register import KnownEntry, KnownThrough

FORMAT = "1"
YES, NO = "ja", "nee"
DICTIONARY = "woordenboek"
"""The ending of an object that is a dictionary: its canonical document."""

HASH = re.compile(r"[0-9a-f]{64}")
_WHOLE = re.compile(r"0|[1-9][0-9]{0,17}")


@dataclass(frozen=True)
class SourceFile:
    """A file as it was delivered. Size in bytes."""

    name: str
    size: int
    sha256: str

    def __post_init__(self) -> None:
        _check(bool(HASH.fullmatch(self.sha256)), "de hash van een bronbestand is geen hash")
        _check(self.size >= 0, "een bronbestand heeft een negatieve grootte")


@dataclass(frozen=True)
class DeliveredTable:
    """One table of a delivery, as numbers of rows: read = accepted + refused + double. Rows that
    withdraw a key are part of the accepted ones.
    """

    table: str
    kind: DeliveryKind
    known_through: date
    object_hash: str
    """SHA-256 of the Parquet file with the accepted rows."""
    read: int
    accepted: int
    refused: int = 0
    double: int = 0
    withdrawn: int = 0

    def __post_init__(self) -> None:
        _check(bool(self.table), "een tabel heeft geen naam")
        _check(bool(HASH.fullmatch(self.object_hash)), f"{self.table}: het object is geen hash")
        counts = (self.accepted, self.refused, self.double, self.withdrawn)
        _check(min(counts) >= 0, f"{self.table}: een aantal rijen is negatief")
        total = self.accepted + self.refused + self.double
        _check(self.read == total, f"{self.table}: gelezen is niet aangenomen, geweigerd en dubbel")
        _check(self.withdrawn <= self.accepted, f"{self.table}: meer ingetrokken dan aangenomen")


@dataclass(frozen=True)
class Manifest:
    """One accepted delivery. Raises ValueError with a Dutch reason when its parts do not fit."""

    name: str
    supplier: str
    dictionary_name: str
    dictionary_hash: str
    content: str
    """The identity of what was delivered: the same content is the same delivery."""
    accepted_on: date
    version: str
    """Of the program that accepted it."""
    number: int = 1
    previous: str = ""
    """The hash of the manifest before; empty for the first."""
    is_invented: bool = False
    """Said by whoever delivered: nothing in it is about someone who exists."""
    municipality: str = ""
    """The scope (F5); empty is all municipalities."""
    first_day: date | None = None
    last_day: date | None = None
    replaces: str = ""
    """The hash of the delivery in whose place this one stands; empty for none."""
    sources: tuple[SourceFile, ...] = ()
    tables: tuple[DeliveredTable, ...] = ()
    """None, where `replaces` is given: that delivery is withdrawn."""
    refused_rows: str = ""
    """SHA-256 of the zip file with the refused rows; empty for none."""
    choices: tuple[str, ...] = ()
    """What whoever delivered decided, in Dutch: such as accepting without the refused rows."""

    def __post_init__(self) -> None:
        for hash_, what in ((self.dictionary_hash, "woordenboek"), (self.content, "inhoud")):
            _check(bool(HASH.fullmatch(hash_)), f"{what} is geen hash")
        for hash_, what in (
            (self.previous, "vorige"),
            (self.replaces, "vervangt"),
            (self.refused_rows, "geweigerd"),
        ):
            _check(not hash_ or bool(HASH.fullmatch(hash_)), f"{what} is geen hash")
        _check(bool(self.supplier), "de leverancier ontbreekt")
        _check(self.number >= 1, "het nummer is kleiner dan 1")
        _check((self.number == 1) == (not self.previous), "alleen de eerste heeft geen vorige")
        _check(
            bool(self.tables or self.replaces), "er zijn geen tabellen en er wordt niets vervangen"
        )
        names = [table.table for table in self.tables]
        _check(len(set(names)) == len(names), "een tabel staat er twee keer in")
        days = (self.first_day, self.last_day)
        _check((days[0] is None) == (days[1] is None), "de periode heeft maar een van beide dagen")
        _check(None in days or str(days[0]) <= str(days[1]), "de periode eindigt voor zij begint")
        refused = any(table.refused for table in self.tables)
        _check(bool(self.choices) or not refused, "rijen zijn geweigerd zonder dat dat is gekozen")
        try:
            canonical_json(to_document(self))
        except UnicodeEncodeError:
            _check(False, "een naam bevat iets dat geen teken is")

    @cached_property
    def data(self) -> bytes:
        """The one way to write it."""
        return canonical_json(to_document(self))

    @cached_property
    def hash(self) -> str:
        """What names it, and the ordered list of deliveries up to it."""
        return hash_of(self.data)

    @property
    def object_names(self) -> tuple[str, ...]:
        """The file names of the objects it names."""
        tables = [f"{table.object_hash}.parquet" for table in self.tables]
        refused = [f"{self.refused_rows}.zip"] if self.refused_rows else []
        return (*tables, *refused, f"{self.dictionary_hash}.{DICTIONARY}")

    def __str__(self) -> str:
        return f"levering {self.number} van {self.supplier} ({self.accepted_on})"


def hash_of(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _check(fine: bool, reason: str) -> None:
    if not fine:
        raise ValueError(reason)


# --- manifest <-> document -----------------------------------------------------------------------


def to_document(manifest: Manifest) -> Json:
    return {
        "koersAanlevering": FORMAT,
        "nummer": str(manifest.number),
        "vorige": manifest.previous,
        "aangenomenOp": manifest.accepted_on.isoformat(),
        "naam": manifest.name,
        "leverancier": manifest.supplier,
        "verzonnen": YES if manifest.is_invented else NO,
        "gemeente": manifest.municipality,
        "periode": {
            "van": _written(manifest.first_day),
            "totEnMet": _written(manifest.last_day),
        },
        "woordenboek": {"naam": manifest.dictionary_name, "hash": manifest.dictionary_hash},
        "inhoud": manifest.content,
        "bronnen": [
            {"bestand": source.name, "bytes": str(source.size), "sha256": source.sha256}
            for source in manifest.sources
        ],
        "vervangt": manifest.replaces,
        "tabellen": [_table_document(table) for table in manifest.tables],
        "geweigerd": manifest.refused_rows,
        "keuzes": list(manifest.choices),
        "versie": manifest.version,
    }


def _table_document(table: DeliveredTable) -> Json:
    return {
        "tabel": table.table,
        "soort": table.kind.value,
        "bekendTotEnMet": table.known_through.isoformat(),
        "object": table.object_hash,
        "gelezen": str(table.read),
        "aangenomen": str(table.accepted),
        "geweigerd": str(table.refused),
        "dubbel": str(table.double),
        "ingetrokken": str(table.withdrawn),
    }


def _written(day: date | None) -> str:
    return day.isoformat() if day else ""


def from_document(document: Json) -> Manifest:
    """The manifest a document stands for. Raises ValueError with a Dutch reason on a key too many
    or too few, a value of another kind, or parts that do not fit.
    """
    keys = (
        "koersAanlevering nummer vorige aangenomenOp naam leverancier verzonnen gemeente periode"
        " woordenboek inhoud bronnen vervangt tabellen geweigerd keuzes versie"
    )
    part = _Block(document, keys)
    if part.text("koersAanlevering") != FORMAT:
        raise ValueError(f"koersAanlevering is niet '{FORMAT}'")
    period = _Block(part["periode"], "van totEnMet")
    dictionary = _Block(part["woordenboek"], "naam hash")
    sources = [_Block(item, "bestand bytes sha256") for item in part.items("bronnen")]
    return Manifest(
        number=part.whole("nummer"),
        previous=part.text("vorige"),
        accepted_on=part.day("aangenomenOp"),
        name=part.text("naam"),
        supplier=part.text("leverancier"),
        is_invented=part.text("verzonnen") == YES,
        municipality=part.text("gemeente"),
        first_day=period.day("van") if period.text("van") else None,
        last_day=period.day("totEnMet") if period.text("totEnMet") else None,
        dictionary_name=dictionary.text("naam"),
        dictionary_hash=dictionary.text("hash"),
        content=part.text("inhoud"),
        sources=tuple(
            SourceFile(source.text("bestand"), source.whole("bytes"), source.text("sha256"))
            for source in sources
        ),
        replaces=part.text("vervangt"),
        tables=tuple(_table(item) for item in part.items("tabellen")),
        refused_rows=part.text("geweigerd"),
        choices=tuple(_is_text(item, "keuzes") for item in part.items("keuzes")),
        version=part.text("versie"),
    )


def _table(document: Json) -> DeliveredTable:
    keys = "tabel soort bekendTotEnMet object gelezen aangenomen geweigerd dubbel ingetrokken"
    part = _Block(document, keys)
    kind = part.text("soort")
    if kind not in list(DeliveryKind):
        raise ValueError(f"de soort van {part.text('tabel')} bestaat niet")
    return DeliveredTable(
        table=part.text("tabel"),
        kind=DeliveryKind(kind),
        known_through=part.day("bekendTotEnMet"),
        object_hash=part.text("object"),
        read=part.whole("gelezen"),
        accepted=part.whole("aangenomen"),
        refused=part.whole("geweigerd"),
        double=part.whole("dubbel"),
        withdrawn=part.whole("ingetrokken"),
    )


@lru_cache(maxsize=1024)
def read_manifest(data: bytes) -> Manifest:
    """The manifest that is written so. Raises ValueError with a Dutch reason on anything that
    `Manifest.data` does not give.
    """
    try:
        document: Json = json.loads(data)
    except (ValueError, RecursionError):
        raise ValueError("dit is geen JSON") from None
    manifest = from_document(document)
    if manifest.data != data:
        raise ValueError("dit is niet de vaste schrijfwijze")
    return manifest


class _Block:
    """A block with exactly these keys, whose values say what they are."""

    def __init__(self, document: Json, keys: str) -> None:
        if not isinstance(document, dict):
            raise ValueError("er staat iets anders dan een blok met sleutels")
        for key in sorted(set(keys.split()) ^ set(document)):
            raise ValueError(f"sleutel {key} {'is te veel' if key in document else 'ontbreekt'}")
        self.values = document

    def __getitem__(self, key: str) -> Json:
        return self.values[key]

    def text(self, key: str) -> str:
        return _is_text(self.values[key], key)

    def whole(self, key: str) -> int:
        text = self.text(key)
        if not _WHOLE.fullmatch(text):
            raise ValueError(f"{key} is geen geheel getal")
        return int(text)

    def day(self, key: str) -> date:
        try:
            return read_day(self.text(key))
        except ValueError:
            raise ValueError(f"{key} is geen dag") from None

    def items(self, key: str) -> list[Json]:
        value = self.values[key]
        if not isinstance(value, list):
            raise ValueError(f"{key} is geen lijst")
        return value


def _is_text(value: Json, key: str) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{key} is geen tekst")
    return value


# --- what a list of manifests means --------------------------------------------------------------


def standing(chain: Sequence[Manifest]) -> tuple[Manifest, ...]:
    """The deliveries that have not been replaced, each in its place: a replacing one stands in the
    place of the one it replaces. Withdrawals keep their place too, so that they can be replaced.

    Raises ValueError with a Dutch reason where one replaces what does not stand, or another's.
    """
    places: list[Manifest] = []
    for manifest in chain:
        if not manifest.replaces:
            places.append(manifest)
            continue
        at = [index for index, one in enumerate(places) if one.hash == manifest.replaces]
        if not at:
            raise ValueError(f"{manifest} vervangt een levering die er niet (meer) staat")
        if places[at[0]].supplier != manifest.supplier:
            raise ValueError(f"{manifest} vervangt een levering van een andere leverancier")
        places[at[0]] = manifest
    return tuple(places)


def effective(chain: Sequence[Manifest]) -> tuple[Manifest, ...]:
    """The deliveries that count, in order, after every replacement and withdrawal (F5, F6)."""
    return tuple(manifest for manifest in standing(chain) if manifest.tables)


def known_through(chain: Sequence[Manifest]) -> KnownThrough:
    """Up to which day each supplier has promised each table, per municipality (F7): the greatest
    promise that still stands. A promise for all municipalities is one for each of them.
    """
    found: dict[tuple[str, str, str], date] = {}
    for manifest in effective(chain):
        for table in manifest.tables:
            scope = (manifest.supplier, table.table, manifest.municipality)
            found[scope] = max(table.known_through, found.get(scope, date.min))
    return KnownThrough(
        tuple(
            KnownEntry(
                supplier,
                max(day, found.get((supplier, table, ""), date.min)),
                table,
                municipality or None,
            )
            for (supplier, table, municipality), day in sorted(found.items())
        )
    )


def table_hashes(chain: Sequence[Manifest]) -> dict[str, str]:
    """Per table what its rows follow from, as one hash: the objects that count, in order, and how
    each is to be taken.
    """
    said: dict[str, list[Json]] = {}
    for manifest in effective(chain):
        for table in manifest.tables:
            how = [table.kind.value, table.known_through.isoformat()]
            who = [manifest.supplier, manifest.municipality]
            said.setdefault(table.table, []).append([table.object_hash, *how, *who])
    return {table: hash_of(canonical_json(parts)) for table, parts in sorted(said.items())}
