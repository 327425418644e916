"""Deliveries drawn from a number, and stores made of them."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from koers.delivery.declaration_keys import DeliveryKind
from koers.store import disk
from koers.store.accepting import Accepted, Staged, accept
from koers.store.manifest import DeliveredTable, Manifest, SourceFile, hash_of
from koers.store.objects import Staging, Store

FIRST = date(2016, 8, 3)
WORDS = b"woordenboek"
DICTIONARY = hash_of(WORDS)
SCHEMA = pa.schema(
    [
        ("klant", pa.string()),
        ("dag", pa.date32()),
        ("bedrag", pa.int64()),
        ("§rij", pa.int64()),
        ("§weg", pa.bool_()),
    ]
)


def drawn_rows(draw: random.Random, *, size: int) -> pa.Table:
    columns = [
        [f"k{draw.randrange(10_000):05}" for _ in range(size)],
        [FIRST - timedelta(days=draw.randrange(400)) for _ in range(size)],
        [draw.randrange(100_000) for _ in range(size)],
        list(range(2, size + 2)),
        [draw.random() < 0.1 for _ in range(size)],
    ]
    arrays = [pa.array(cells, field.type) for cells, field in zip(columns, SCHEMA, strict=True)]
    return pa.Table.from_arrays(arrays, schema=SCHEMA)


def drawn_manifest(
    number: int,
    *,
    supplier: str = "gws",
    municipality: str = "",
    replaces: str = "",
    tables: tuple[DeliveredTable, ...] = (),
    refused_rows: str = "",
) -> Manifest:
    """As it is before it is accepted. Its content follows from all that is given."""
    said = f"{number} {supplier} {municipality} {replaces} {tables} {refused_rows}"
    return Manifest(
        name=f"Levering {number}",
        supplier=supplier,
        dictionary_name="werkplein",
        dictionary_hash=DICTIONARY,
        content=hash_of(said.encode()),
        accepted_on=FIRST,
        version="0.1.0",
        municipality=municipality,
        first_day=date(2016, 1, 1),
        last_day=date(2016, 6, 30),
        replaces=replaces,
        sources=(SourceFile(f"export-{number}.csv", 1_000 + number, hash_of(said.encode())),),
        tables=tables,
        refused_rows=refused_rows,
        choices=("Geweigerde rijen zijn weggelaten.",) if refused_rows else (),
    )


def stage(
    staging: Staging,
    number: int,
    *,
    supplier: str = "gws",
    municipality: str = "",
    replaces: str = "",
    tables: tuple[str, ...] = ("uitkering", "meting"),
    size: int = 40,
) -> Staged:
    """A delivery of these tables, ready to be accepted; every third one has refused rows. The same
    number is the same delivery.
    """
    draw = random.Random(f"{number} {supplier} {municipality}")
    delivered, objects = [], []
    refused, refused_rows = int(number % 3 == 0 and bool(tables)), ""
    for table in tables:
        rows = drawn_rows(draw, size=size + draw.randrange(5))
        path = staging.folder / f"{table}.parquet"
        with path.open("wb") as file:
            pq.write_table(rows, file, compression="zstd", write_page_checksum=True)
        objects.append(staging.prepare(path, ending="parquet"))
        counts = (len(rows) + refused, len(rows), refused)
        known = FIRST + timedelta(days=number)
        kind = draw.choice(list(DeliveryKind))
        delivered.append(DeliveredTable(table, kind, known, objects[-1].hash, *counts))
    if refused:
        data = f"rij;reden\n{number};dag\n".encode()
        objects.append(staging.prepare_bytes(data, ending="zip"))
        refused_rows = objects[-1].hash
    objects.append(staging.prepare_bytes(WORDS, ending="woordenboek"))
    manifest = drawn_manifest(
        number,
        supplier=supplier,
        municipality=municipality,
        replaces=replaces,
        tables=tuple(delivered),
        refused_rows=refused_rows,
    )
    return Staged(manifest, tuple(objects), staging)


def deliver(
    folder: Path,
    number: int,
    *,
    on: date = FIRST,
    supplier: str = "gws",
    municipality: str = "",
    replaces: str = "",
    tables: tuple[str, ...] = ("uitkering", "meting"),
    expected_head: str | None = None,
    confirmed: bool = False,
    size: int = 40,
) -> Accepted:
    """From nothing to an accepted delivery, as a command does it."""
    store = Store.create(folder)
    with store.staging() as staging, disk.refusing(folder):
        staged = stage(
            staging,
            number,
            supplier=supplier,
            municipality=municipality,
            replaces=replaces,
            tables=tables,
            size=size,
        )
        return accept(store, staged, on=on, expected_head=expected_head, confirmed=confirmed)


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file of a store but those of runs, by its path."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "tijdelijk" not in path.relative_to(folder).parts
    }


def deliver_in_a_run(folder: str, number: str, on: str = "2016-08-03", replaces: str = "") -> str:
    """For a run of `killing`: the number of the delivery and whether it was there already."""
    accepted = deliver(Path(folder), int(number), on=date.fromisoformat(on), replaces=replaces)
    return f"{accepted.manifest.number} {accepted.already}"
