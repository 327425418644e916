"""`python -m benchmarks.deliveries [ROWS]`: how long a large CSV file takes from file to accepted.

The idea that makes it simple: the whole command is timed as a user runs it, beside a database that
reads the same file, converts the same columns and writes the same kind of file, but tells nothing
about what is wrong, keeps no account and replaces nothing.
"""

from __future__ import annotations

import csv
import random
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

DECLARATION = """\
aanlevering: Boekingen
leverancier: verzonnen
woordenboek: participatiewet
soort: wijzigingen
bekend tot en met: 2017-12-31
datumnotatie: dd-mm-jjjj
getalnotatie: 1.234,56
tabellen:
  - tabel: boeking
"""
HEADER = (
    "boeking", "kostenpost", "kostendatum", "gemeente", "fonds", "kostensoort", "taakveld", "band",
    "kosten", "omschrijving",
)  # fmt: skip
WORDS = (
    "betaling", "uitkering", "voorziening", "maand", "terugvordering", "correctie", "aanvullend",
    "traject", "loonkosten", "vergoeding", "naheffing", "bijzondere", "bijstand", "eigen",
    "bijdrage",
)  # fmt: skip

PEER = """
import duckdb, sys
duckdb.sql("SET threads TO 2")
duckdb.sql(f'''COPY (SELECT boeking, kostenpost,
  strptime(kostendatum, '%d-%m-%Y')::DATE AS kostendatum, gemeente, fonds, kostensoort, taakveld,
  band, CAST(replace(replace(kosten, '.', ''), ',', '.')::DECIMAL(18,2) * 100 AS BIGINT) AS kosten,
  omschrijving FROM read_csv('{sys.argv[1]}', delim=';', all_varchar=true)
  ORDER BY boeking) TO '{sys.argv[2]}' (FORMAT parquet, COMPRESSION zstd)''')
"""


def write(path: Path, *, rows: int) -> None:
    """About 500 bytes a row; nobody in it exists."""
    from koers.dictionary_format import shipped  # noqa: PLC0415  (not part of what is timed)

    draw = random.Random(1)
    columns = shipped("participatiewet").tables["boeking"].columns
    codes = {
        name: [code for code, _ in column.code_list.codes]
        for name, column in columns.items()
        if column.code_list
    }
    days = [f"{date(2016, 1, 1) + timedelta(n):%d-%m-%Y}" for n in range(730)]
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, delimiter=";")
        out.writerow(HEADER)
        for number in range(rows):
            cents = draw.randrange(100, 500_000)
            kosten = f"{cents // 100:,}".replace(",", ".") + f",{cents % 100:02d}"
            text = " ".join(draw.choices(WORDS, k=40))
            out.writerow(
                (
                    f"B{number:09d}",
                    f"K{draw.randrange(rows):09d}",
                    draw.choice(days),
                    draw.choice(("Assen", "Tynaarlo", "Aa en Hunze")),
                    draw.choice(codes["fonds"]),
                    draw.choice(codes["kostensoort"]),
                    f"6.{draw.randrange(9)}",
                    draw.choice(codes["band"]),
                    kosten,
                    text,
                )
            )


def timed(command: Sequence[str]) -> tuple[float, float, float]:
    """Wall seconds, processor seconds and the most memory (GiB) of one process, of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, cpu, after.ru_maxrss / 1024**2


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    out = Console()
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        path = folder / "boeking.csv"
        write(path, rows=rows)
        (folder / "aanlevering.yaml").write_text(DECLARATION, encoding="utf-8")
        lever = [sys.executable, "-m", "koers", "lever", str(path), "--opslag", str(folder / "o")]
        table = Table("wat", "seconden", "rekentijd", "meeste geheugen (GiB)")
        for what, command in (
            ("koers lever", lever),
            ("DuckDB", [sys.executable, "-c", PEER, str(path), str(folder / "uit.parquet")]),
        ):
            wall, cpu, memory = timed(command)
            table.add_row(what, f"{wall:.1f}", f"{cpu:.1f}", f"{memory:.2f}")
        size = path.stat().st_size / 1e6
        out.print(f"{rows} rows, {size:.0f} MB")
        out.print(table)


if __name__ == "__main__":
    main()
