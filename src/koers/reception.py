"""Receiving a delivery: read it apart from everything else, say what it would change, accept it.

The idea that makes it simple: reading happens in a process of its own, in the folder of one run;
what comes back is a `Reception`, which knows everything that stands in the way. Nothing of it
counts before `accept`, and then all of it does.

It must not know a screen or a clock: the day is handed in, and whoever delivers makes the choices.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from koers.delivery import confined
from koers.delivery.complaints import ROW_CODES
from koers.delivery.confined import Reader
from koers.delivery.declaration_keys import DeliveryKind
from koers.delivery.intake import finding_of
from koers.delivery.limits import Limits, size_of
from koers.dictionary import Dictionary
from koers.dictionary_format import from_document
from koers.findings import Finding, Place, Refused
from koers.grammar import Json
from koers.states import known_of, store_dictionary
from koers.store.accepting import Accepted, Staged, accept
from koers.store.dictionaries import why_another
from koers.store.manifest import (
    DICTIONARY,
    DeliveredTable,
    Manifest,
    SourceFile,
    standing,
)
from koers.store.objects import Prepared, Staging, Store
from koers.store.preview import Beside, Preview, beside, preview, with_candidate
from koers.version import VERSION

MOST_ENDED = 5
"""Above this percentage of what was known somebody must say that it is so (F5)."""

_AT_ONCE = 8
"""So many files are brought to the disk at once."""

WITHOUT_REFUSED = "zonder de geweigerde rijen"
CONFIRMED = "bevestigd wat eindigt, vervalt of vervangen wordt"


@dataclass(frozen=True)
class Choices:
    """What whoever delivers says: the refused rows may be left out; it is right that so much ends,
    is withdrawn or is replaced.
    """

    without_refused: bool = False
    confirmed: bool = False


@dataclass(frozen=True)
class ReadTable:
    """A table as it was read: where it came from, what was found out, and what became of its rows
    (numbers of rows; `read` = `accepted` + `refused` + `double`).
    """

    table: str
    source: str
    kind: DeliveryKind
    known_through: date
    notes: tuple[str, ...]
    read: int
    accepted: int
    refused: int
    double: int
    withdrawn: int
    rows: Path
    refused_rows: Path | None


@dataclass(frozen=True)
class Reception:
    """A delivery that was read and is not accepted yet."""

    store: Store
    staging: Staging
    findings: tuple[Finding, ...]
    told: Mapping[str, Json]
    chain: tuple[Manifest, ...]
    """The deliveries in the store when it had been read: what it is judged beside."""
    waiting: Callable[[], None] | None = None
    """Called where somebody else holds the store."""

    @cached_property
    def is_readable(self) -> bool:
        """Whether it is known what was delivered, mistakes or not."""
        return "aanlevering" in self.told

    @cached_property
    def tables(self) -> tuple[ReadTable, ...]:
        """The tables that could be read, in the order of the declaration."""
        return tuple(_table(part, self.staging.folder) for part in _parts(self.told, "tabellen"))

    def announced(self, key: str) -> str:
        """What the declaration says: naam, leverancier, verzonnen, gemeente, van, totEnMet,
        vervangt.
        """
        return _text(_block(self.told, "aanlevering"), key)

    @cached_property
    def dictionary(self) -> Dictionary:
        return from_document(_text(_block(self.told, "woordenboek"), "document").encode())

    @cached_property
    def already(self) -> Accepted | None:
        """The delivery with the same content that was accepted before."""
        for one in self.chain:
            if one.content == self.told.get("inhoud"):
                later = (after.number for after in self.chain if after.replaces == one.hash)
                return Accepted(one, already=True, replaced_by=next(later, 0))
        return None

    def check_dictionary(self, chain: Sequence[Manifest]) -> None:
        """Raises Refused when what was delivered before would mean something else by the dictionary
        of this delivery.
        """
        if not chain:
            return
        tables = {table.table for one in chain for table in one.tables}
        why = why_another(store_dictionary(self.store, chain), self.dictionary, tables)
        if why:
            reason = (
                f"Dit woordenboek past niet bij wat er al geleverd is: {why}. Een woordenboek mag "
                "alleen groeien."
            )
            raise Refused("ander-woordenboek", reason)

    @cached_property
    def replaced(self) -> Manifest | None:
        """The delivery whose place this one takes. Raises Refused when there is no such one."""
        wanted = self.announced("vervangt")
        if not wanted:
            return None
        found = [
            one
            for one in self.chain
            if one.hash.startswith(wanted) or wanted == f"levering {one.number}"
        ]
        if len(found) != 1:
            names = ", ".join(f"{one.hash[:12]} ({one})" for one in standing(self.chain))
            reason = (
                f"De aanlevering vervangt '{wanted}', maar die staat niet in de opslag. "
                f"Er is: {names or 'nog niets'}."
            )
            raise Refused("vervangt-onbekend", reason)
        return self._replaceable(found[0])

    def _replaceable(self, named: Manifest) -> Manifest:
        if named not in standing(self.chain):
            later = next(one for one in self.chain if one.replaces == named.hash)
            reason = (
                f"De {named} is al vervangen door {later}. Wilt u die vervangen, schrijf dan "
                f"'vervangt: levering {later.number}'."
            )
            raise Refused("al-vervangen", reason)
        if named.supplier != self.announced("leverancier"):
            reason = f"De {named} is van een andere leverancier. Alleen wie leverde kan vervangen."
            raise Refused("andere-leverancier", reason)
        return named

    @cached_property
    def beside(self) -> tuple[Beside, ...]:
        """How a replacing delivery differs from the one it replaces, per table."""
        if self.replaced is None:
            return ()
        staged = {table.table: table.rows for table in self.tables}
        return beside(
            self.replaced, self.dictionary, object_path=self.store.object_path, staged=staged
        )

    @cached_property
    def previews(self) -> tuple[Preview, ...]:
        """What would change per table, against what is known now."""
        self.check_dictionary(self.chain)
        history = with_candidate(
            self.dictionary,
            self.chain,
            self.manifest(),
            object_path=self.store.object_path,
            staged={one.name: one.path for one in self._prepared.values()},
        )
        return preview(known_of(self.store, self.chain, waiting=self.waiting), history)

    # --- whether it counts -----------------------------------------------------------------------

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """The mistakes that leaving out rows does not mend. What is wrong with rows matters less
        only in a table that was read: otherwise the table itself would be left out.
        """
        read = {table.source for table in self.tables}
        return tuple(
            finding
            for finding in self.findings
            if finding.is_error and not (finding.code in ROW_CODES and finding.place.file in read)
        )

    @property
    def number_refused(self) -> int:
        return sum(table.refused for table in self.tables)

    @property
    def may_end(self) -> bool:
        """Whether anything that is known can end or be withdrawn by this: not by changes alone
        (F5), nor in a table of which nothing was delivered before. Then it need not be laid beside
        what is known.
        """
        before = {table.table for one in self.chain for table in one.tables}
        return self.replaced is not None or any(
            one.table in before and (one.kind is not DeliveryKind.CHANGES or one.withdrawn)
            for one in self.tables
        )

    @property
    def too_many_end(self) -> tuple[Preview, ...]:
        """The tables of which more ends or is withdrawn than goes without saying; also where a row
        may end only because it was refused.
        """
        if not self.may_end:
            return ()
        absent = {
            one.table for one in self.tables if one.refused and one.kind is not DeliveryKind.CHANGES
        }
        return tuple(
            one
            for one in self.previews
            if one.ends * 100 > one.known * MOST_ENDED or (one.ends and one.table in absent)
        )

    def why_not(self, choices: Choices) -> str:
        """Why it cannot be accepted with these choices: one of "fouten", "geweigerd", "bevestigen",
        or "" when it can.
        """
        if not self.is_readable or self.blocking:
            return "fouten"
        if self.number_refused and not choices.without_refused:
            return "geweigerd"
        if (self.too_many_end or self.replaced) and not choices.confirmed:
            return "bevestigen"
        return ""

    def manifest(self, *, on: date = date.max, confirmed: bool = False) -> Manifest:
        """What would be kept of it; number and place in the list are decided on acceptance."""
        dictionary = _block(self.told, "woordenboek")
        first, last = self.announced("van"), self.announced("totEnMet")
        left_out = (WITHOUT_REFUSED,) if self.number_refused else ()
        return Manifest(
            name=self.announced("naam"),
            supplier=self.announced("leverancier"),
            is_invented=self.announced("verzonnen") == "ja",
            dictionary_name=_text(dictionary, "naam"),
            dictionary_hash=_text(dictionary, "hash"),
            content=str(self.told["inhoud"]),
            accepted_on=on,
            version=VERSION,
            municipality=self.announced("gemeente"),
            first_day=date.fromisoformat(first) if first else None,
            last_day=date.fromisoformat(last) if last else None,
            replaces=self.replaced.hash if self.replaced else "",
            sources=tuple(_source(part) for part in _parts(self.told, "bronnen")),
            tables=tuple(
                DeliveredTable(
                    table=one.table,
                    kind=one.kind,
                    known_through=one.known_through,
                    object_hash=self._prepared[one.table].hash,
                    read=one.read,
                    accepted=one.accepted,
                    refused=one.refused,
                    double=one.double,
                    withdrawn=one.withdrawn,
                )
                for one in self.tables
            ),
            refused_rows=self._refused.hash if self._refused else "",
            choices=(*left_out, *((CONFIRMED,) if confirmed else ())),
        )

    @cached_property
    def _prepared(self) -> Mapping[str, Prepared]:
        """The rows of each table, safe on the disk: several at once, for that is waiting."""

        def prepared(one: ReadTable) -> Prepared:
            return self.staging.prepare(one.rows, ending="parquet")

        with ThreadPoolExecutor(_AT_ONCE) as pool:
            names = (one.table for one in self.tables)
            return dict(zip(names, pool.map(prepared, self.tables), strict=True))

    @cached_property
    def _refused(self) -> Prepared | None:
        """All refused rows in one file, with the same bytes for the same rows."""
        files = [one.refused_rows for one in self.tables if one.refused_rows is not None]
        if not files:
            return None
        path = self.staging.folder / "geweigerd.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in files:
                entry = zipfile.ZipInfo(file.name)  # 1980: no clock in what is named by content
                entry.compress_type = zipfile.ZIP_DEFLATED
                with archive.open(entry, "w") as out, file.open("rb") as rows:
                    while block := rows.read(1 << 20):
                        out.write(block)
        return self.staging.prepare(path, ending="zip")

    def accept(self, choices: Choices, *, on: date) -> Accepted:
        """Accept the delivery on a day. Raises Refused when something stands in the way, and then
        nothing has changed.
        """
        if self.why_not(choices):
            raise Refused("niet-aangenomen", "Er staat nog iets in de weg; zie de bevindingen.")
        needs = bool(self.too_many_end or self.replaced)
        dictionary = self.staging.prepare_bytes(self.dictionary.document, ending=DICTIONARY)
        objects = {one.name: one for one in (*self._prepared.values(), dictionary)}
        if self._refused is not None:
            objects[self._refused.name] = self._refused
        staged = Staged(
            self.manifest(on=on, confirmed=needs), tuple(objects.values()), self.staging
        )
        return accept(
            self.store,
            staged,
            on=on,
            expected_head=self.chain[-1].hash if self.chain else "",
            confirmed=needs,
            check=self.check_dictionary,
            waiting=self.waiting,
        )


@dataclass(frozen=True)
class Read:
    """A delivery that was read, and is not laid beside anything yet."""

    staging: Staging
    findings: tuple[Finding, ...]
    told: Mapping[str, Json]

    def beside(self, store: Store, *, waiting: Callable[[], None] | None = None) -> Reception:
        """The delivery beside what is in the store now."""
        return Reception(store, self.staging, self.findings, self.told, store.chain(), waiting)


@contextmanager
def received(
    source: Path,
    *,
    store: Store,
    declaration: Path | None = None,
    limits: Limits | None = None,
    waiting: Callable[[], None] | None = None,
) -> Iterator[Reception]:
    """Read a delivery for a store, and lay it beside what is there. `waiting` is called where
    somebody else holds the store; the rest is as of `read`.
    """
    with read(source, store=store, declaration=declaration, limits=limits) as found:
        yield found.beside(store, waiting=waiting)


@contextmanager
def read(
    source: Path,
    *,
    store: Store,
    declaration: Path | None = None,
    limits: Limits | None = None,
    reader: Reader | None = None,
) -> Iterator[Read]:
    """Read a delivery for a store, in a process of its own with bounds to its time and memory
    (`limits`; None: what its size asks). `reader`: a process that is ready to read, for who reads
    more than one (`confined.ready`).

    Raises Refused when the disk of the store fails.
    """
    with store.staging() as staging:
        request: dict[str, Json] = {
            "doe": "lever",
            "bron": str(source),
            "aanlevering": str(declaration or ""),
        }
        told, findings = _read_apart(request, source, staging.folder, limits=limits, reader=reader)
        yield Read(staging, findings, told)


def proposal(source: Path, *, dictionary: str, folder: Path) -> tuple[str, tuple[Finding, ...]]:
    """The text of a declaration that fits a source, and what was found on the way. `folder`: an
    empty one to work in.
    """
    request: dict[str, Json] = {"doe": "voorstel", "bron": str(source), "woordenboek": dictionary}
    told, findings = _read_apart(request, source, folder)
    return _text(told, "voorstel"), findings


def _read_apart(
    request: dict[str, Json],
    source: Path,
    staging: Path,
    *,
    limits: Limits | None = None,
    reader: Reader | None = None,
) -> tuple[Mapping[str, Json], tuple[Finding, ...]]:
    limits = limits or Limits.for_size(size_of(source))
    run = confined.run if reader is None else reader.run
    outcome = run(request, staging=staging, limits=limits)
    if outcome.stopped:
        message, advice = outcome.why(limits)
        place = Place(outcome.busy_with or str(source))
        return {}, (Finding("lezen-afgebroken", place, message, advice),)
    told = outcome.told if isinstance(outcome.told, dict) else {}
    return told, tuple(finding_of(part) for part in _parts(told, "bevindingen"))


# --- what the other process told -----------------------------------------------------------------


def _text(block: Mapping[str, Json], key: str) -> str:
    value = block.get(key, "")
    return value if isinstance(value, str) else ""


def _block(block: Mapping[str, Json], key: str) -> Mapping[str, Json]:
    value = block.get(key)
    return value if isinstance(value, dict) else {}


def _parts(block: Mapping[str, Json], key: str) -> Iterator[Mapping[str, Json]]:
    value = block.get(key)
    for part in value if isinstance(value, list) else ():
        if isinstance(part, dict):
            yield part


def _source(part: Mapping[str, Json]) -> SourceFile:
    return SourceFile(_text(part, "bestand"), int(_text(part, "bytes")), _text(part, "sha256"))


def _table(part: Mapping[str, Json], staging: Path) -> ReadTable:
    notes = part.get("opmerkingen")
    refused = _text(part, "geweigerdeRijen")
    return ReadTable(
        table=_text(part, "tabel"),
        source=_text(part, "bron"),
        kind=DeliveryKind(_text(part, "soort")),
        known_through=date.fromisoformat(_text(part, "bekendTotEnMet")),
        notes=tuple(str(note) for note in notes) if isinstance(notes, list) else (),
        read=int(_text(part, "gelezen")),
        accepted=int(_text(part, "aangenomen")),
        refused=int(_text(part, "geweigerd")),
        double=int(_text(part, "dubbel")),
        withdrawn=int(_text(part, "ingetrokken")),
        rows=staging / _text(part, "bestand"),
        refused_rows=staging / "geweigerd" / refused if refused else None,
    )
