"""Deliveries drawn in a test, and what they mean told as plainly as can be: with dictionaries.

The idea that makes it simple: `told` replays every delivery that counts from the first one on, row
by row. It is slow and has nothing in common with how the store does it.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq

from koers.delivery.declaration_keys import DeliveryKind
from koers.dictionary import Cell, Dictionary, Table
from koers.dictionary_format import read_dictionary
from koers.engines import compiled
from koers.engines.compiled import Stored
from koers.findings import Findings
from koers.store.accepting import Staged, accept
from koers.store.history import History
from koers.store.known import Known
from koers.store.layout import ROW, WITHDRAWS, Layout
from koers.store.manifest import DeliveredTable, Manifest
from koers.store.objects import Store

CHANGES, FULL, SNAPSHOT = (
    DeliveryKind.CHANGES,
    DeliveryKind.FULL_HISTORY,
    DeliveryKind.SNAPSHOT,
)

WORDS = """
woordenboek: leveringen
titel: Woordenboek van de leveringen
versie: "1"
onderwerpen:
  persoon: {meervoud: personen, persoon: ja}
codelijsten:
  regeling: {titel: Regeling, codes: {pw: Participatiewet, bbz: Zelfstandigen}}
tabellen:
  persoon:
    soort: onderwerp
    onderwerp: persoon
    van wie: persoon
    sleutel: [persoon]
    geboortedag: geboren
    kolommen:
      persoon: {type: sleutel, verplicht: ja, persoonsgegeven: ja}
      geboren: {type: dag, persoonsgegeven: ja}
  woonplaats:
    soort: tijdvak
    onderwerp: persoon
    van wie: persoon
    sleutel: [persoon, van]
    van: van
    tot en met: tot en met
    kolommen:
      persoon: {type: sleutel, verplicht: ja, persoonsgegeven: ja}
      van: {type: dag, verplicht: ja}
      tot en met: dag
      gemeente: tekst
  werk:
    soort: tijdvak
    onderwerp: persoon
    van wie: persoon
    sleutel: [nr]
    van: van
    tot: tot
    kolommen:
      nr: sleutel
      persoon: {type: sleutel, verplicht: ja, persoonsgegeven: ja}
      van: {type: dag, verplicht: ja}
      tot: dag
      regeling: {type: code, codelijst: regeling}
      bedrag: {type: getal, eenheid: euro, decimalen: 2}
  melding:
    soort: moment
    onderwerp: persoon
    van wie: persoon
    sleutel: [nr]
    dag: dag
    kolommen:
      nr: sleutel
      persoon: {type: sleutel, verplicht: ja, persoonsgegeven: ja}
      dag: {type: dag, verplicht: ja}
      plaats: tekst
splitsingen:
  gemeente: {tabel: woonplaats, kolom: gemeente, partij: ja}
  plaats: {kolom: plaats, partij: ja}
"""


@cache
def words() -> Dictionary:
    dictionary, findings = read_dictionary(WORDS, name="woordenboek")
    assert dictionary is not None, [str(finding) for finding in findings.in_order()]
    return dictionary


# --- drawing deliveries --------------------------------------------------------------------------

Cells = Mapping[str, Cell]
GONE = "§weg"


@dataclass(frozen=True)
class Draft:
    """A table of a delivery: rows by their cells; a row with `§weg: ja` withdraws its key."""

    kind: DeliveryKind
    rows: Sequence[Cells]
    day: date = date(2016, 12, 31)


@dataclass
class Drawn:
    """Deliveries accepted one after another, with their objects in a folder."""

    folder: Path
    dictionary: Dictionary = field(default_factory=words)
    chain: list[Manifest] = field(default_factory=list)
    rows: dict[str, Sequence[Cells]] = field(default_factory=dict)

    def history(self, *, until: int | None = None, part_rows: int = 500_000) -> History:
        return History(self.dictionary, tuple(self.chain[:until]), self.object_path, part_rows)

    def object_path(self, name: str) -> Path:
        return self.folder / name

    def deliver(
        self,
        tables: Mapping[str, Draft],
        *,
        supplier: str = "gws",
        scope: str = "",
        replaces: int = 0,
    ) -> Manifest:
        """Accept a delivery; `replaces`: in the place of that number."""
        delivered = tuple(self._object(name, draft) for name, draft in sorted(tables.items()))
        number = len(self.chain) + 1
        manifest = Manifest(
            name=f"levering {number}",
            supplier=supplier,
            dictionary_name=self.dictionary.name,
            dictionary_hash=self.dictionary.document_hash,
            content=hashlib.sha256(str(number).encode()).hexdigest(),
            accepted_on=date(2017, 1, 1) + timedelta(days=number),
            version="0",
            number=number,
            previous=self.chain[-1].hash if self.chain else "",
            municipality=scope,
            replaces=self.chain[replaces - 1].hash if replaces else "",
            tables=delivered,
        )
        self.chain.append(manifest)
        return manifest

    def _object(self, name: str, draft: Draft) -> DeliveredTable:
        self.folder.mkdir(parents=True, exist_ok=True)
        path = write_delivered(self.folder / "new", self.dictionary, name, draft.rows)
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        path.rename(self.folder / f"{found}.parquet")
        self.rows[found] = draft.rows
        number = len(draft.rows)
        gone = sum(GONE in row for row in draft.rows)
        return DeliveredTable(name, draft.kind, draft.day, found, number, number, withdrawn=gone)


def stored(made: Known, drawn: Drawn, *, at: int) -> Stored:
    """The register as known at a number, from a folder."""
    findings = Findings()
    found = compiled.read_known(made.folder, drawn.dictionary, at=at, findings=findings)
    assert findings.in_order() == ()
    return found


def accepted(store: Store, drawn: Drawn) -> None:
    """Accept what was drawn and is not in the store yet."""
    for manifest in drawn.chain[len(store.chain()) :]:
        with store.staging() as staging:
            words = staging.prepare_bytes(drawn.dictionary.document, ending="woordenboek")
            objects = [words]
            for table in manifest.tables:
                path = staging.folder / f"{table.table}.parquet"
                shutil.copy(drawn.object_path(f"{table.object_hash}.parquet"), path)
                objects.append(staging.prepare(path, ending="parquet"))
            staged = Staged(manifest, tuple(objects), staging)
            assert accept(store, staged, on=manifest.accepted_on).manifest == manifest


def write_delivered(path: Path, dictionary: Dictionary, table: str, rows: Sequence[Cells]) -> Path:
    """The object of a delivered table, as the intake leaves it."""
    layout = Layout.of(dictionary, table)
    fields = [layout.record.field(column.name) for column in layout.columns]
    arrays = [pa.array([row.get(one.name) for row in rows], one.type) for one in fields]
    arrays.append(pa.array(range(2, len(rows) + 2), pa.int64()))
    arrays.append(pa.array([GONE in row for row in rows], pa.bool_()))
    names = [*(one.name for one in fields), ROW, WITHDRAWS]
    pq.write_table(pa.Table.from_arrays(arrays, names), path, write_page_checksum=True)
    return path


# --- what they mean, told plainly ----------------------------------------------------------------


@dataclass(frozen=True)
class Record:
    """What is known of one key, who brought it last, and whether its end is estimated."""

    cells: tuple[tuple[str, Cell], ...]
    supplier: str
    scope: str
    estimated: bool = False

    @property
    def row(self) -> dict[str, Cell]:
        return dict(self.cells)


State = dict[str, dict[tuple[Cell, ...], Record]]


def told(drawn: Drawn, until: int) -> State:
    """What is known of every table once so many deliveries are accepted."""
    places: list[Manifest] = []
    for manifest in drawn.chain[:until]:
        if manifest.replaces:
            hashes = [one.hash for one in places]
            places[hashes.index(manifest.replaces)] = manifest
        else:
            places.append(manifest)
    state: State = {name: {} for name in drawn.dictionary.tables}
    for manifest in places:
        for delivered in manifest.tables:
            declared = drawn.dictionary.tables[delivered.table]
            rows = drawn.rows[delivered.object_hash]
            _accept(state[delivered.table], declared, manifest, delivered, rows)
    return state


def _accept(
    known: dict[tuple[Cell, ...], Record],
    declared: Table,
    manifest: Manifest,
    delivered: DeliveredTable,
    rows: Sequence[Cells],
) -> None:
    named = set()
    who = (manifest.supplier, manifest.municipality)
    before = dict(known)
    for row in rows:
        key = tuple(row.get(name) for name in declared.key)
        named.add(key)
        known.pop(key, None)
        if GONE not in row:
            known[key] = Record(tuple((name, row.get(name)) for name in declared.columns), *who)
    for key, record in before.items():
        if key in named or delivered.kind is CHANGES or not _about(record, declared, who):
            continue
        if delivered.kind is FULL:
            del known[key]
        elif _runs(record.row, declared, delivered.known_through):
            ended = _ended(record, declared, delivered.known_through)
            known.pop(key)
            if ended is not None:
                known[key] = ended


def _about(record: Record, declared: Table, who: tuple[str, str]) -> bool:
    supplier, scope = who
    if record.supplier != supplier:
        return False
    party = {"woonplaats": "gemeente", "melding": "plaats"}.get(declared.name, "")
    return not scope or record.scope == scope or record.row.get(party) == scope


def _runs(row: Mapping[str, Cell], declared: Table, day: date) -> bool:
    if declared.last_day_column is None:
        return False
    first, last = row[str(declared.day_column)], row[declared.last_day_column]
    assert isinstance(first, date)
    if isinstance(last, date) and declared.end_is_exclusive:
        last -= timedelta(days=1)
    return first <= day and (not isinstance(last, date) or last >= day)


def _ended(record: Record, declared: Table, day: date) -> Record | None:
    row = record.row
    if row[str(declared.day_column)] == day:
        return None
    row[str(declared.last_day_column)] = (
        day if declared.end_is_exclusive else day - timedelta(days=1)
    )
    return replace(record, cells=tuple(row.items()), estimated=True)


# --- deliveries by chance ------------------------------------------------------------------------


@dataclass(frozen=True)
class Chance:
    """Draws deliveries of few keys and few days, so that everything happens to every record."""

    random: Random
    kinds: Sequence[DeliveryKind] = (CHANGES, FULL, SNAPSHOT)

    def deliveries(self, drawn: Drawn, *, number: int) -> None:
        while len(drawn.chain) < number:
            self.delivery(drawn)

    def delivery(self, drawn: Drawn) -> None:
        standing = _standing(drawn.chain)
        replaces = 0
        if standing and self.random.random() < 0.25:
            replaces = self.random.choice(standing)
        supplier = self.random.choice(["gws", "gws", "suite"])
        if replaces:
            supplier = drawn.chain[replaces - 1].supplier
        scope = self.random.choice(["", "", "Assen", "Tynaarlo"])
        some = self.random.sample(sorted(drawn.dictionary.tables), self.random.randint(1, 3))
        if replaces and self.random.random() < 0.3:
            some = []
        tables = {name: self.draft(name) for name in some}
        drawn.deliver(tables, supplier=supplier, scope=scope, replaces=replaces)

    def draft(self, table: str) -> Draft:
        spells = table in ("woonplaats", "werk")
        kind = self.random.choice([one for one in self.kinds if spells or one is not SNAPSHOT])
        rows: dict[object, Cells] = {}
        for _ in range(self.random.randint(0, 7)):
            row = self.row(table)
            key = row["nr"] if "nr" in row else (row["persoon"], row.get("van"))
            rows[key] = row
        return Draft(kind, list(rows.values()), self.day())

    def row(self, table: str) -> Cells:
        person = self.random.choice("abcd")
        cells: dict[str, Cell] = {"persoon": person}
        if table in ("werk", "melding"):
            cells["nr"] = self.random.choice(["1", "2", "3", "4", "5"])
        if table == "persoon":
            cells["geboren"] = self.random.choice([None, date(1980, 1, 1), date(1990, 1, 1)])
        elif table == "melding":
            cells |= {"dag": self.day(), "plaats": self.place()}
        else:
            first = self.day()
            last = first + timedelta(days=self.random.randint(0, 3))
            cells["van"] = first
            cells["tot" if table == "werk" else "tot en met"] = self.random.choice([None, last])
        if table == "woonplaats":
            cells["gemeente"] = self.place()
        if table == "werk":
            cells["regeling"] = self.random.choice([None, "pw", "bbz"])
            cells["bedrag"] = self.random.choice([None, 0, 100])
        if self.random.random() < 0.15:
            key = {"werk": ["nr"], "melding": ["nr"], "persoon": ["persoon"]}.get(
                table, ["persoon", "van"]
            )
            return {GONE: "ja", **{name: cells[name] for name in key}}
        return cells

    def day(self) -> date:
        return date(2016, 12, 28) + timedelta(days=self.random.randint(0, 4))

    def place(self) -> str | None:
        return self.random.choice(["Assen", "Tynaarlo", None])


def _standing(chain: Sequence[Manifest]) -> list[int]:
    """The numbers of the deliveries that nobody has replaced."""
    replaced = {one.replaces for one in chain}
    return [one.number for one in chain if one.hash not in replaced]
