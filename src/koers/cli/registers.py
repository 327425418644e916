"""The register that a command counts: a folder of CSV files, one of parts, or a store.

The idea that makes it simple: whichever it is, a command gets a register (which tables there are,
and what is known) and an engine to ask.
"""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from koers import states
from koers.agreement import Agreement
from koers.cli import terminal
from koers.counts import Question
from koers.delivery import KNOWN_FILE, read_folder, read_known
from koers.engines import compiled, reference
from koers.engines.compiled import Run, Stored
from koers.findings import Finding, Findings, Place, Refused, suggestion
from koers.questions import municipalities
from koers.register import Register
from koers.results import Engine
from koers.store.dictionaries import why_another
from koers.store.manifest import Manifest, known_through, table_hashes
from koers.store.objects import Store


@dataclass(frozen=True)
class Data:
    """A register and the engine that counts it; `run` where that can be told of many questions.
    `at`: the files hold more states of a store, and this is the one.
    """

    register: Register
    engine: Engine
    files: Mapping[str, tuple[Path, ...]]
    run: Run | None = None
    at: int | None = None
    stored: Stored | None = None

    def with_rows(self, tables: Collection[str]) -> Register:
        """The register with the rows of these tables."""
        if self.stored is None:
            return self.register
        delivered = set(tables) & set(self.register.tables)
        rows = {**self.register.tables, **self.stored.rows(delivered)}
        return replace(self.register, tables=rows)

    def prepare(self, questions: Iterable[Question]) -> None:
        """Count all questions in one go, with a bar when there are several parts."""
        if self.run is None:
            return
        with terminal.progress("Tellen", len(self.run.parts)) as show:
            self.run.progress = show
            self.run.prepare(questions)


def read(asked: argparse.Namespace, agreement: Agreement, tables: Collection[str]) -> Data | None:
    """The data of a folder; findings go to standard error, so that JSON and CSV stay clean. None
    when a finding is an error.
    """
    if asked.opslag is not None:
        return _of_store(asked, agreement, tables)
    folder: Path = asked.gegevens
    if compiled.is_stored(folder):
        return _stored(asked, agreement, tables)
    register = read_rows(folder, agreement)
    if register is None:
        return None
    files = {table: (folder / f"{table}.csv",) for table in register.tables}
    if asked.motor == "naslag":
        return Data(register, reference.count, files)
    run = Run.of(agreement, register)
    return Data(register, run, files, run)


def as_sql(data: Data, agreement: Agreement, questions: Sequence[Question]) -> str:
    """A script that finds the same whole numbers in the files of a folder, in DuckDB."""
    from koers.engines import sql  # noqa: PLC0415  (loads slowly; see tests/architecture)

    def source(paths: tuple[Path, ...]) -> sql.Files:
        is_csv = all(path.suffix == ".csv" for path in paths)
        kind = sql.FileKind.CSV if is_csv else sql.FileKind.PARQUET
        return sql.Files(kind, tuple(str(path) for path in paths), data.at)

    sources = {table: source(paths) for table, paths in data.files.items() if paths}
    return sql.script(agreement, questions, sources=sources)


def read_rows(folder: Path, agreement: Agreement) -> Register | None:
    """The register of a folder of CSV files."""
    found = read_folder(folder, agreement.dictionary)
    return _sound(folder, agreement, found.register, found.findings)


def open_stored(
    folder: Path, agreement: Agreement, tables: Collection[str] | None = None
) -> tuple[Register | None, Stored]:
    """The parts of a folder, and a register that says which tables there are and what is known."""
    findings = Findings()
    stored = compiled.read_stored(folder, agreement.dictionary, findings)
    known = read_known(folder / KNOWN_FILE, agreement.dictionary, stored.files, findings)
    register = None
    if not findings.has_errors():
        register = Register(dict.fromkeys(stored.files, ()), known, stored.hashes(tables))
    return _sound(folder, agreement, register, findings.in_order()), stored


@dataclass(frozen=True)
class State:
    """A state of a store: the register as known after delivery `number`, the last of `chain`."""

    number: int
    chain: tuple[Manifest, ...]
    register: Register
    stored: Stored


def open_state(folder: Path, asked: str, agreement: Agreement) -> State:
    """The state of a store after the delivery or on the day that is asked ("": the last one).

    Raises Refused when there is no such state, or the store is of another dictionary.
    """
    store = Store.open(folder)
    chain = store.chain()
    if not chain:
        raise Refused("niet-geleverd", f"In {folder} is nog niets geleverd.")
    number = store.at(asked) if asked else len(chain)
    state = chain[:number]
    tables = {table.table for one in state for table in one.tables}
    kept = states.store_dictionary(store, chain)
    why = why_another(agreement.dictionary, kept, tables & set(agreement.dictionary.tables))
    if why:
        reason = f"De overeenkomst past niet bij de opslag: {why}."
        raise Refused("ander-woordenboek", reason)
    with terminal.waiting("Wat bekend is wordt bijgewerkt") as wait:
        known = states.known_now(store, waiting=terminal.held(wait))
    assert known is not None
    findings = Findings()
    stored = compiled.read_known(known.folder, agreement.dictionary, at=number, findings=findings)
    if findings.has_errors():
        terminal.show_findings(terminal.console(error=True), findings.in_order())
        raise Refused("afgeleide-onjuist", f"Kijk met: koers controleer --opslag {folder}")
    hashes = table_hashes(state)
    invented = frozenset(one.supplier for one in state if one.is_invented)
    register = Register(
        dict.fromkeys(hashes, ()), known_through(state), hashes, state[-1].hash, invented
    )
    return State(number, tuple(state), register, stored)


def _of_store(asked: argparse.Namespace, agreement: Agreement, tables: Collection[str]) -> Data:
    compiled.give_memory_back()
    state = open_state(asked.opslag, asked.bekend_op, agreement)
    files = {
        table: tuple(of[name] for name in sorted(of)) for table, of in state.stored.files.items()
    }
    delivered = set(tables) & set(state.register.tables)
    if asked.motor == "naslag":
        rows = {**state.register.tables, **state.stored.rows(delivered)}
        return Data(replace(state.register, tables=rows), reference.count, files, at=state.number)
    parts = state.stored.parts(
        delivered, size=asked.deelgrootte, limit=asked.geheugen, threads=asked.tegelijk
    )
    run = Run(agreement, parts, asked.tegelijk)
    return Data(state.register, run, files, run, state.number, state.stored)


def _stored(
    asked: argparse.Namespace, agreement: Agreement, tables: Collection[str]
) -> Data | None:
    compiled.give_memory_back()
    # Hashes of all bytes take longer than counting them: only where they are shown.
    register, stored = open_stored(asked.gegevens, agreement, tables if asked.json else ())
    if register is None:
        return None
    files = {table: tuple(of[name] for name in sorted(of)) for table, of in stored.files.items()}
    if asked.motor == "naslag":
        return Data(replace(register, tables=stored.rows(tables)), reference.count, files)
    parts = stored.parts(
        tables, size=asked.deelgrootte, limit=asked.geheugen, threads=asked.tegelijk
    )
    run = Run(agreement, parts, asked.tegelijk)
    return Data(register, run, files, run, stored=stored)


def _sound(
    folder: Path, agreement: Agreement, register: Register | None, findings: Sequence[Finding]
) -> Register | None:
    strangers = _strangers(folder, agreement, register)
    if findings or strangers:
        terminal.show_findings(terminal.console(error=True), (*findings, *strangers))
    return None if strangers else register


def _strangers(
    folder: Path, agreement: Agreement, register: Register | None
) -> tuple[Finding, ...]:
    """Promises for a municipality that is no commissioner: probably a slip of the pen (F7)."""
    known = municipalities(agreement)
    entries = register.known.entries if register else ()
    named = sorted({entry.municipality for entry in entries if entry.municipality} - set(known))
    place = Place(str(folder / KNOWN_FILE))
    return tuple(
        Finding(
            "bekend-onjuist",
            place,
            f"'{name}' is geen opdrachtgever in deze overeenkomst.",
            suggestion(name, known),
        )
        for name in named
    )
