"""Hostile JSON and Parquet."""

import io
import json
import struct
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime

import pyarrow as pa
import pyarrow.parquet as pq

from tests.hostile.case import CANARY, HEADER, Case, Tell, of_bytes, row, rows

DANGER, DAMAGE = Tell("bestand-gevaarlijk"), Tell("bestand-onleesbaar")
LARGE = Tell("bestand-te-groot")
UNSAFE = Tell("bestand-gevaarlijk|bestand-te-groot|bestand-onleesbaar")


def case(
    name: str,
    data: Callable[[], bytes | str] | str,
    *tells: Tell,
    accepted: int | None = None,
    refused: int = 0,
    double: int = 0,
    file: str = "uitkering.jsonl",
    may_stop: bool = False,
    **holds: object,
) -> Case:
    def made() -> bytes:
        found = data() if callable(data) else data
        return found.encode() if isinstance(found, str) else found

    cells = {key.replace("_", " "): value for key, value in holds.items()}
    make = of_bytes(made, file)
    return Case(name, make, tells, accepted, refused, double, cells, may_stop=may_stop)


def line(number: int, **other: object) -> str:
    """A row as an object; a value that is no text is written as it is."""
    cells: dict[str, object] = dict(zip(HEADER, row(number), strict=True))
    return json.dumps(cells | {name.replace("_", " "): cell for name, cell in other.items()})


def lines(*texts: str) -> str:
    return "".join(f"{text}\n" for text in texts)


def raw(number: int, column: str, text: str) -> str:
    """A row in which this column holds this JSON, valid or not."""
    return line(number, **{column: "HIER"}).replace('"HIER"', text)


def bad(name: str, text: str, code: str = "rij-onjuist") -> Case:
    """Three lines, of which the second is this one and refused."""
    told = Tell(code, 2)
    return case(f"json: {name}", lines(line(1), text, line(3)), told, accepted=2, refused=1)


JSON = (
    case("json: good", lines(*map(line, range(1, 4))), accepted=3),
    case("json: one list", f"[{line(1)},\n{line(2)}]", accepted=2, file="uitkering.json"),
    case(
        "json: a list that stops halfway",
        f"[{line(1)},\n{line(2)},\n" + line(3)[:-20],
        Tell("regel-onleesbaar", 3),
        accepted=2,
        file="uitkering.json",
    ),
    case(
        "json: a list of lists",
        json.dumps([row(1), row(2)]),
        Tell("kop-onjuist"),
        file="uitkering.json",
    ),
    case(
        "json: lists a million deep",
        lambda: "[" * 1_000_000,
        Tell("regel-onleesbaar|kop-onjuist"),
        file="uitkering.json",
    ),
    case("json: objects a million deep", lambda: '{"a":' * 1_000_000, Tell("kop-onjuist")),
    bad("a row with lists 100,000 deep", raw(2, "naam", "[" * 100_000 + "]" * 100_000)),
    bad("a row with an object in it", raw(2, "naam", f'{{"voor": "{CANARY}"}}')),
    bad("a row that is a list", json.dumps(row(2))),
    bad("a row that is a text", json.dumps(CANARY)),
    bad("a key twice", line(2)[:-1] + f', "naam": "{CANARY}"}}'),
    bad("NaN", raw(2, "bedrag", "NaN")),
    bad("infinity", raw(2, "bedrag", "-Infinity")),
    bad("1e400", raw(2, "bedrag", "1e400"), "cel-ongeldig"),
    bad("a number of 5,000 digits", raw(2, "bedrag", "9" * 5000), "cel-ongeldig"),
    bad("half a sign", raw(2, "naam", '"\\ud800"')),
    bad("NUL", raw(2, "naam", '"\\u0000"')),
    bad("two objects on a line", line(2) + line(2)),
    bad("a text that does not end", line(2)[:-2]),
    bad("Python instead of JSON", line(2).replace('"', "'")),
    bad("a remark", f"// {CANARY}"),
    case(
        "json: the last line is cut off",
        lines(line(1), line(2)) + line(3)[:-20],
        Tell("rij-onjuist", 3),
        accepted=2,
        refused=1,
    ),
    case(
        "json: numbers keep their digits",
        lines(raw(1, "nr", "9007199254740993"), raw(2, "bedrag", "847.45")),
        accepted=2,
        nr="9007199254740993",
    ),
    case("json: another key in each line", lambda: _ever_wider(20_000), LARGE),
    case("json: empty file", "", Tell("kop-onjuist")),
    case("json: empty objects", "{}\n" * 1000, Tell("kop-onjuist")),
    case(
        "json: a line of 9 MB",
        lambda: lines(line(1), line(2, naam=CANARY * 1_280_000)),
        Tell("rij-onjuist", 2),
        accepted=1,
        refused=1,
    ),
    case(
        "json: names of columns that nobody sees",
        lines(line(1)[:-1] + ', "na\\u200bam": "x"}'),
        Tell("onzichtbaar-teken"),
    ),
)


def _ever_wider(number: int) -> str:
    return lines(*(f'{{"nr": "{n}", "k{n}": "x"}}' for n in range(number)))


# --- Parquet -------------------------------------------------------------------------------------


def parquet(table: pa.Table, **options: object) -> bytes:
    out = io.BytesIO()
    pq.write_table(table, out, **options)
    return out.getvalue()


def table(records: Sequence[Sequence[object]] = (), **types: pa.DataType) -> pa.Table:
    """The records as text, but for the columns of which a type is given."""
    named = {name.replace("_", " "): kind for name, kind in types.items()}
    columns = zip(*(records or rows(3)), strict=True)
    return pa.table(
        {
            name: pa.array(column, named.get(name, pa.string()))
            for name, column in zip(HEADER, columns, strict=True)
        }
    )


def with_values(column: str, kind: pa.DataType, *values: object) -> bytes:
    """Rows in which a column has these values, of this type."""
    records = [row(number) for number in range(1, len(values) + 1)]
    made = table(records)
    index = HEADER.index(column)
    return parquet(made.set_column(index, column, pa.array(values, kind)))


def constant(number: int) -> bytes:
    """A million rows take some 150 bytes: one value, and how often."""
    indices = pa.repeat(pa.scalar(0, pa.int32()), number)
    keys = pa.DictionaryArray.from_arrays(indices, pa.array([CANARY]))
    return parquet(pa.table(dict.fromkeys(HEADER, keys)), compression="zstd")


def spoiled(data: bytes, at: int, *, number: int = 1) -> bytes:
    kept = bytearray(data)
    for place in range(at, at + number):
        kept[place] ^= 0xFF
    return bytes(kept)


def with_footer_of(length: int) -> bytes:
    return parquet(table())[:-8] + struct.pack("<I", length) + b"PAR1"


def in_groups(number: int) -> bytes:
    """So many groups of one row."""
    return parquet(table(rows(number)), row_group_size=1)


def parquet_case(
    name: str,
    data: Callable[[], bytes],
    *tells: Tell,
    accepted: int | None = None,
    refused: int = 0,
    double: int = 0,
    may_stop: bool = False,
    **holds: object,
) -> Case:
    return case(
        f"parquet: {name}",
        data,
        *tells,
        accepted=accepted,
        refused=refused,
        double=double,
        file="uitkering.parquet",
        may_stop=may_stop,
        **holds,
    )


LISTS = pa.list_(pa.string())
MOMENTS = pa.timestamp("us")

PARQUET = (
    parquet_case("good", lambda: parquet(table()), accepted=3),
    parquet_case("20 million rows in a few kB", lambda: constant(20_000_000), DANGER),
    parquet_case(
        "900,000 rows in a few kB",
        lambda: constant(900_000),
        Tell("cel-ongeldig"),
        Tell("code-onbekend"),
        accepted=0,
        refused=900_000,
        may_stop=True,
    ),
    parquet_case("cut off", lambda: parquet(table())[:-1], DAMAGE),
    parquet_case("half", lambda: parquet(table())[:400], DAMAGE),
    parquet_case("only the first and last bytes", lambda: b"PAR1PAR1", DAMAGE),
    parquet_case("empty file", lambda: b"", DAMAGE),
    parquet_case("a footer of 0 bytes", lambda: with_footer_of(0), DAMAGE),
    parquet_case("a footer of 4 GB", lambda: with_footer_of(0xFFFFFFFF), DAMAGE),
    parquet_case("a footer longer than the file", lambda: with_footer_of(1_000_000), DAMAGE),
    parquet_case(
        "a footer that is not one",
        lambda: b"PAR1" + b"\xff" * 5000 + struct.pack("<I", 4000) + b"PAR1",
        DAMAGE,
    ),
    parquet_case("an encrypted footer", lambda: parquet(table())[:-4] + b"PARE", DAMAGE),
    parquet_case("other first bytes", lambda: b"FOUT" + parquet(table())[4:], DAMAGE),
    parquet_case("other last bytes", lambda: parquet(table())[:-4] + b"FOUT", DAMAGE),
    parquet_case(
        "damaged pages",
        lambda: spoiled(parquet(table(rows(2000))), 200, number=40),
        DAMAGE,
        accepted=0,
    ),
    parquet_case(
        "damaged pages with checksums",
        lambda: spoiled(parquet(table(rows(2000)), write_page_checksum=True), 300),
        DAMAGE,
        accepted=0,
    ),
    parquet_case(
        "nested columns",
        lambda: with_values("naam", LISTS, [CANARY], None),
        Tell("kop-onjuist", None, 3),
    ),
    parquet_case(
        "nested 500 deep",
        lambda: parquet(pa.table({"a": _deep(500)})),
        Tell("kop-onjuist|bestand-onleesbaar"),
    ),
    parquet_case(
        "keys as floats", lambda: with_values("nr", pa.float64(), 1.0, 2.0), accepted=2, nr="1"
    ),
    parquet_case(
        "keys as floats beyond 2^53",
        lambda: with_values("nr", pa.float64(), 2.0**53 + 2),
        Tell("getal-onnauwkeurig", 1, 1),
        accepted=1,
    ),
    parquet_case(
        "amounts as floats",
        lambda: with_values("bedrag", pa.float64(), 847.45),
        accepted=1,
        bedrag=84_745,
    ),
    parquet_case(
        "amounts that are no number",
        lambda: with_values("bedrag", pa.float64(), float("nan"), float("inf"), 1e308),
        Tell("cel-ongeldig", 1, 7),
        Tell("getal-onnauwkeurig", 3, 7),
        accepted=0,
        refused=3,
    ),
    parquet_case(
        "days as moments",
        lambda: with_values("van", MOMENTS, datetime(2016, 7, 1, tzinfo=UTC)),
        accepted=1,
        van=date(2016, 7, 1),
    ),
    parquet_case(
        "days as moments that are no day",
        lambda: with_values("van", MOMENTS, datetime(2016, 7, 1, 23, 30, tzinfo=UTC)),
        Tell("cel-ongeldig", 1, 4),
        accepted=0,
        refused=1,
    ),
    parquet_case(
        "days as days",
        lambda: with_values("van", pa.date32(), date(2016, 7, 1)),
        accepted=1,
        van=date(2016, 7, 1),
    ),
    parquet_case(
        "days of before and after the calendar",
        lambda: with_values("van", pa.int32(), -2_000_000_000),
        Tell("cel-ongeldig", 1, 4),
        accepted=0,
        refused=1,
    ),
    parquet_case(
        "days millions of years away",
        lambda: parquet(
            table().set_column(
                3, "van", pa.array([-(2**31), 2**31 - 1, 0], pa.int32()).cast(pa.date32())
            )
        ),
        Tell("cel-ongeldig|bestand-onleesbaar", 1, 4),
        accepted=1,
        refused=2,
    ),
    parquet_case(
        "names as bytes",
        lambda: with_values("naam", pa.binary(), CANARY.encode()),
        accepted=1,
        naam=CANARY,
    ),
    parquet_case(
        "names as bytes that are no text",
        lambda: with_values("naam", pa.binary(), b"\xff\xfe" + CANARY.encode()),
        DAMAGE,
        accepted=0,
    ),
    parquet_case(
        "5,000 columns",
        lambda: parquet(pa.table({f"k{n}": pa.array(["x"]) for n in range(5000)})),
        LARGE,
    ),
    parquet_case("no columns", lambda: parquet(pa.table({})), Tell("kop-onjuist")),
    parquet_case("no rows", lambda: parquet(table().slice(0, 0)), accepted=0),
    parquet_case("2,000 groups of one row", lambda: in_groups(2000), accepted=2000),
    parquet_case(
        "the same name twice",
        lambda: parquet(pa.table([pa.array(["x"])] * 8, names=[*HEADER, "naam"])),
        Tell("kop-onjuist", None, 8),
    ),
    parquet_case(
        "a cell of 10 MB",
        lambda: parquet(table([row(1), row(2, naam=CANARY * 1_400_000)])),
        Tell("rij-onjuist", 2),
        accepted=1,
        refused=1,
    ),
    parquet_case(
        "someone called NA",
        lambda: with_values("naam", pa.string(), "NA", None),
        accepted=2,
        naam="NA",
    ),
    case("parquet: called a CSV", lambda: parquet(table()), DAMAGE, file="uitkering.csv"),
    case("parquet: a CSV called so", lambda: ";".join(HEADER), DAMAGE, file="uitkering.parquet"),
)


def _deep(levels: int) -> pa.Array:
    kind, value = pa.string(), CANARY
    made: object = value
    for _ in range(levels):
        kind, made = pa.list_(kind), [made]
    return pa.array([made], kind)


def record_cases() -> Sequence[Case]:
    return (*JSON, *PARQUET)
