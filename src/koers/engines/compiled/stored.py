"""A register on disk: a folder per table with a Parquet file per part.

The idea that makes it simple: part i of every table holds all rows of the same subjects, so a part
is counted by itself; what is too large for the memory given is counted in slices of its subjects. A
folder in which that is not so is refused before anything is counted.

`FOLDER/<table>/deel-00000.parquet`: keys, texts and codes as strings (perhaps dictionary-encoded),
days as date32, numbers as int64 in the column's smallest unit, empty as null. `register.json` is
written last and says how many parts there are.

The register as known at every state of a store has the same form. Its rows also say from which
state until which they are known, its subjects are dealt over the parts by a hash of their key, and
a part may have more files: `deel-00000.00033.parquet`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from koers.dictionary import Dictionary
from koers.engines.compiled.columns import Codes, Part
from koers.engines.compiled.line import Flags, Ints, ints
from koers.engines.compiled.reading import Choice, Span, TableFile, numbers_in
from koers.findings import Findings, Place, Refused, suggestion
from koers.register import Row

MARK = "register.json"
_PART = re.compile(r"deel-\d+\.parquet")

BYTES_AT_ALL, BYTES_PER_KEY, BYTES_PER_ROW = 250_000_000, 80, 280
"""What memory goes to (measured, rounded up): the program itself, numbering a row of a part, and
counting a row of a slice: its columns and all that is made of them.
"""


@dataclass(frozen=True)
class Stored:
    """The parts of a stored register: per table its files by name. `choice`: which rows of a file
    are there; None is all of them.
    """

    dictionary: Dictionary
    files: Mapping[str, Mapping[str, Path]]
    choice: Choice | None = None

    @property
    def names(self) -> list[str]:
        """The names of the parts, in order."""
        return sorted({_part_of(name) for files in self.files.values() for name in files})

    def paths(self, table: str, part: str) -> tuple[Path, ...]:
        """The files of a table in a part, in order."""
        files = sorted(self.files[table].items())
        return tuple(path for name, path in files if _part_of(name) == part)

    def of_part(self, table: str, part: str) -> TableFile:
        """The rows of a table in a part."""
        paths = self.paths(table, part)
        return TableFile(paths, self.dictionary.tables[table], self.choice)

    def hashes(self, tables: Collection[str] | None = None) -> dict[str, str]:
        """SHA-256 of each table (or of these): of the hashes of its files, in order."""
        found = {}
        for table in self.files if tables is None else sorted(set(tables) & set(self.files)):
            of_table = hashlib.sha256()
            for _, path in sorted(self.files[table].items()):
                with path.open("rb") as file:
                    of_table.update(hashlib.file_digest(file, "sha256").digest())
            found[table] = of_table.hexdigest()
        return found

    def rows(self, tables: Collection[str], *, key: str = "") -> dict[str, tuple[Row, ...]]:
        """The rows of these tables, of one subject or (without `key`) of all."""
        return {
            name: tuple(
                row
                for part in sorted({_part_of(file) for file in self.files[name]})
                for row in self.of_part(name, part).rows(key=key)
            )
            for name in sorted(set(tables) & set(self.files))
        }

    def parts(
        self,
        tables: Collection[str],
        *,
        size: int | None = None,
        limit: int | None = None,
        threads: int = 1,
    ) -> list[Callable[[], Part]]:
        """How to read each part, with only these tables.

        `size`: count at most so many subjects at a time. `limit`: take at most about so many bytes
        with `threads` parts at a time; a part that needs more is counted in slices. Raises Refused
        when no slice is small enough.
        """
        budget = None if limit is None else (limit - BYTES_AT_ALL) // threads
        found: list[Callable[[], Part]] = []
        for name in self.names:
            part = partial(self._part, name, sorted(set(tables) & set(self.files)))
            slices = max(_slices_of(part, size), part().slices_within(budget))
            if slices == 1:
                found.append(part)
            else:
                found += [partial(_slice, part, number, slices) for number in range(slices)]
        return found or [partial(StoredPart, {})]

    def _part(self, name: str, tables: Collection[str]) -> StoredPart:
        return StoredPart({table: self.of_part(table, name) for table in tables})


def _part_of(name: str) -> str:
    """The part that a file belongs to."""
    return name.partition(".")[0]


# --- the folder ----------------------------------------------------------------------------------


def is_stored(folder: Path) -> bool:
    """Whether a folder holds a register in parts, or what is left of one."""
    try:
        return (folder / MARK).exists() or any(
            any(_PART.fullmatch(path.name) for path in entry.iterdir())
            for entry in folder.iterdir()
            if entry.is_dir()
        )
    except OSError:
        return False


def read_stored(folder: Path, dictionary: Dictionary, findings: Findings) -> Stored:
    """The parts in a folder; what does not fit the dictionary, or the other parts, becomes
    findings.
    """
    stored = Stored(dictionary, files_in(folder, dictionary, findings, named=_PART))
    _check_parts(folder, stored, findings)
    _check_spans(folder, stored, findings)
    return stored


def files_in(
    folder: Path, dictionary: Dictionary, findings: Findings, *, named: re.Pattern[str]
) -> dict[str, dict[str, Path]]:
    """The files of each table by name; what has no place there becomes findings."""
    files: dict[str, dict[str, Path]] = {}
    for path in _entries(folder, findings):
        if path.is_dir():
            table = dictionary.tables.get(path.name)
            if table is None:
                hint = suggestion(path.name, dictionary.tables)
                message = f"'{path.name}' is geen tabel van het woordenboek."
                findings.add("tabel-onbekend", Place(str(path)), message, hint)
            else:
                files[path.name] = _of_table(path, findings, named)
        elif path.suffix == ".csv":
            message = "Hier staat een CSV-bestand naast delen. Verwacht: het een of het ander."
            findings.add(
                "register-onvolledig", Place(str(path)), message, "Haal een van beide weg."
            )
    return files


def _entries(folder: Path, findings: Findings) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        message = "Deze map kan niet worden gelezen: er is geen toegang, of zij bestaat niet."
        hint = "Controleer het pad en de rechten."
        findings.add("bestand-onleesbaar", Place(str(folder)), message, hint)
        return []


def _of_table(folder: Path, findings: Findings, named: re.Pattern[str]) -> dict[str, Path]:
    found = {}
    for path in _entries(folder, findings):
        if named.fullmatch(path.name):
            found[path.stem] = path
        else:
            message = "Dit is geen deel van een tabel. Verwacht: deel-00000.parquet en verder."
            findings.add("register-onvolledig", Place(str(path)), message, "Haal het bestand weg.")
    return found


def told_in(folder: Path) -> dict[str, object]:
    """What the mark of a folder says; nothing where there is none that can be read."""
    try:
        told = json.loads((folder / MARK).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _check_parts(folder: Path, stored: Stored, findings: Findings) -> None:
    """Every table has every part, as many as the mark says."""
    place = Place(str(folder / MARK))
    told = told_in(folder)
    number = told.get("delen")
    if not isinstance(number, int):
        message = f"Het bestand {MARK} ontbreekt of zegt niet hoeveel delen er zijn."
        hint = "Het register is niet af. Schrijf het opnieuw."
        findings.add("register-onvolledig", place, message, hint)
        return
    if "verdeling" in told:
        message = "Deze map hoort bij een opslag: er staat ook in wat eerder bekend was."
        hint = "Tel met --opslag, en zo nodig --bekend-op."
        findings.add("register-onvolledig", place, message, hint)
        return
    for table, files in sorted(stored.files.items()):
        missing = sorted(set(stored.names) - set(files))
        if missing or len(files) != number:
            which = f" ({', '.join(missing[:3])} ontbreekt)" if missing else ""
            message = f"De tabel heeft {len(files)} delen{which}. Verwacht: {number}."
            hint = "Schrijf het register opnieuw, of haal terug wat ontbreekt."
            findings.add("register-onvolledig", Place(str(folder / table)), message, hint)


def _check_spans(folder: Path, stored: Stored, findings: Findings) -> None:
    """No subject stands in two parts: the keys of a part all come before those of the next."""
    spans: dict[str, dict[str, list[Span]]] = {}
    for table, files in stored.files.items():
        declared = stored.dictionary.tables[table]
        for name, path in files.items():
            for span in TableFile((path,), declared).spans(findings):
                if span.first is not None:
                    spans.setdefault(declared.subject, {}).setdefault(name, []).append(span)
    for subject, parts in spans.items():
        for before, after in pairwise(sorted(parts)):
            last = max(span.last or "" for span in parts[before])
            if last >= min(span.first or "" for span in parts[after]):
                message = (
                    f"In {before} en {after} staan sleutels ({subject}) door elkaar. Verwacht: "
                    "een sleutel in een deel, en de delen in volgorde van sleutel."
                )
                hint = "Schrijf het register opnieuw, in volgorde van sleutel."
                findings.add("register-onvolledig", Place(str(folder)), message, hint)


# --- one part ------------------------------------------------------------------------------------


@dataclass
class StoredPart:
    """The rows of one part; obeys `columns.Part`. Nothing is read until it is asked."""

    files: Mapping[str, TableFile]
    _numbers: dict[str, Ints] = field(default_factory=dict)
    _size: int = -1

    @property
    def size(self) -> int:
        if self._size < 0:
            self._number()
        return self._size

    def slices_within(self, budget: int | None) -> int:
        """In how many slices it takes about so many bytes."""
        if budget is None:
            return 1
        left = budget - sum(file.number_in_files for file in self.files.values()) * BYTES_PER_KEY
        rows = sum(file.number_of_rows for file in self.files.values())
        if left < BYTES_PER_KEY:
            reason = (
                "Dit past niet in het gevraagde geheugen. Geef meer geheugen, tel minder delen "
                "tegelijk, of schrijf het register in kleinere delen."
            )
            raise Refused("te-weinig-geheugen", reason)
        return max(1, -(-rows * BYTES_PER_ROW // left))

    def _number(self) -> None:
        """Numbers every subject of the part, in order of key: each table by its different keys, of
        which there are fewer than rows.
        """
        keys = {table: file.subjects() for table, file in self.files.items()}
        different = [pa.nulls(0, pa.string()), *(found.dictionary for found in keys.values())]
        coded = pa.concat_arrays(different).dictionary_encode()
        order = pc.array_sort_indices(coded.dictionary).cast(pa.int64())
        rank = np.empty(len(order), dtype=np.int64)
        rank[numbers_in(order, "int64", empty=-1)] = np.arange(len(order))
        numbers = rank[numbers_in(coded.indices.cast(pa.int32()), "int32", empty=-1)]
        done = 0
        for table, found in keys.items():
            own = numbers[done : done + len(found.dictionary)]
            self._numbers[table] = own[numbers_in(found.indices, "int32", empty=-1)]
            done += len(own)
        self._size = len(order)

    def subjects(self, table: str) -> Ints:
        if self._size < 0:
            self._number()
        return self._numbers.get(table, ints([]))

    def days(self, table: str, column: str) -> Ints:
        return self.files[table].days(column) if table in self.files else ints([])

    def amounts(self, table: str, column: str) -> Ints:
        return self.files[table].amounts(column) if table in self.files else ints([])

    def codes(self, table: str, column: str) -> Codes:
        return self.files[table].codes(column) if table in self.files else Codes(ints([]), ())


@dataclass
class Slice:
    """Some of the subjects of a part, those with numbers low .. high - 1; obeys `columns.Part`."""

    part: Part
    low: int
    high: int
    _kept: dict[str, Flags] = field(default_factory=dict)

    @property
    def size(self) -> int:
        return self.high - self.low

    def _rows(self, table: str) -> Flags:
        if table not in self._kept:
            subject = self.part.subjects(table)
            self._kept[table] = (subject >= self.low) & (subject < self.high)
        return self._kept[table]

    def subjects(self, table: str) -> Ints:
        return self.part.subjects(table)[self._rows(table)] - self.low

    def days(self, table: str, column: str) -> Ints:
        return self.part.days(table, column)[self._rows(table)]

    def amounts(self, table: str, column: str) -> Ints:
        return self.part.amounts(table, column)[self._rows(table)]

    def codes(self, table: str, column: str) -> Codes:
        found = self.part.codes(table, column)
        return Codes(found.index[self._rows(table)], found.names)


def _slices_of(part: Callable[[], StoredPart], size: int | None) -> int:
    """In how many slices of at most so many subjects a part must be counted."""
    return 1 if size is None else max(1, -(-part().size // size))


def _slice(part: Callable[[], StoredPart], number: int, slices: int) -> Part:
    whole = part()
    edges = [whole.size * place // slices for place in range(slices + 1)]
    return Slice(whole, edges[number], edges[number + 1])
