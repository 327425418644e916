"""`koers lees`: an agreement read back, and whether its indicators can be counted with what was
delivered.

The idea that makes it simple: the library reads, says and holds against; a command shows it, first
what is short, then what stands behind it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from koers import examples, late_rows, plain
from koers.agreement import Agreement
from koers.cli import asking, registers, terminal
from koers.columns_read import columns_read
from koers.dictionary import Table as Declared
from koers.engines import compiled
from koers.engines.compiled import Stored
from koers.findings import Finding, Place, Refused
from koers.format import ReadAgreement
from koers.late_rows import Late, OutOfTurn
from koers.readiness import (
    Filled,
    Ready,
    State,
    TableReady,
    filled_parts,
    filled_rows,
    readiness,
    readiness_document,
)
from koers.register import Register
from koers.store.arrivals import Arrivals, arrivals
from koers.store.manifest import Manifest

DONE, FOUND_ERRORS = 0, 1
FEW = 8
"""So many indicators are named with a table; with --json all of them are."""

STYLES = {State.READY: "bold green", State.PARTLY: "yellow", State.NOT: "bold red"}


def read(asked: argparse.Namespace) -> int:
    """`koers lees`: findings, sentences and worked examples; or, with data, readiness."""
    with_data = asked.opslag is not None or asked.gegevens is not None
    if not with_data and (asked.json or asked.bekend_op):
        reason = "--json en --bekend-op horen bij --opslag of --gegevens."
        raise Refused("verkeerd-gebruik", reason)
    found = asking.read_file(asked.agreement)
    if found.agreement is None or found.located is None:
        terminal.show_findings(terminal.console(error=asked.json), found.findings)
        return FOUND_ERRORS
    if with_data:
        return _readiness(asked, found.agreement)
    return _read_back(asked, found, found.agreement)


def _read_back(asked: argparse.Namespace, found: ReadAgreement, agreement: Agreement) -> int:
    out = terminal.console()
    terminal.show_agreement(out, agreement)
    if not asked.indicator:
        _show_frame(out, agreement)
    for indicator in asking.chosen(agreement, asked.indicator):
        sentence = plain.sentence(agreement, indicator)
        terminal.show_indicator(out, indicator, sentence, plain.remarks(agreement, indicator))
    number, about = _run_examples(found)
    out.print()
    terminal.show_findings(out, (*found.findings, *about))
    out.print(_examples_line(number, about))
    return FOUND_ERRORS if any(finding.is_error for finding in about) else DONE


def _show_frame(out: Console, agreement: Agreement) -> None:
    """What stands around the indicators, a heading and its lines at a time."""
    for part in plain.frame(agreement):
        out.print()
        out.print(f"[bold]{escape(part.heading)}[/]")
        grid = Table.grid(padding=(0, 1, 0, 0))
        for line in part.lines:
            grid.add_row("  [dim]-[/]", escape(line))
        out.print(grid)


def _run_examples(found: ReadAgreement) -> tuple[int, tuple[Finding, ...]]:
    assert found.agreement is not None
    assert found.located is not None
    before = set(found.findings)
    number = examples.run(found.agreement, found.located)
    return number, tuple(f for f in found.located.reading.findings.in_order() if f not in before)


def _examples_line(number: int, about: Sequence[Finding]) -> str:
    if not number:
        return "Er staan geen voorbeelden in de overeenkomst."
    wrong = len({finding.place for finding in about if finding.is_error})
    words = "voorbeeld" if number == 1 else "voorbeelden"
    if not wrong:
        return f"{number} {words} nagerekend: alles klopt."
    return (
        f"{number} {words} nagerekend: {wrong} kloppen niet."
        if wrong > 1
        else f"{number} {words} nagerekend: 1 klopt niet."
    )


# --- readiness -----------------------------------------------------------------------------------


def _readiness(asked: argparse.Namespace, agreement: Agreement) -> int:
    chosen = asking.chosen(agreement, asked.indicator)
    needed: dict[str, tuple[str, ...]] = {}
    for indicator in chosen:
        for table, columns in columns_read(agreement, indicator).items():
            needed[table] = tuple(dict.fromkeys((*needed.get(table, ()), *columns)))
    held = _held(asked, agreement, needed)
    if held is None:
        return FOUND_ERRORS
    known = held.register.known
    every = [readiness(agreement, one, filled=held.filled, known=known) for one in chosen]
    late = late_rows.held_against(agreement, chosen, held.arrivals)
    out_of_turn = late_rows.out_of_turn(held.arrivals, held.chain)
    if asked.json:
        document = readiness_document(agreement, every, state=held.register.state)
        if asked.opslag is not None:
            place = Place(str(asked.opslag))
            document["teLaatBekend"] = late_rows.late_document(late, out_of_turn, place=place)
        print(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        out = terminal.console()
        _show(out, agreement, every)
        _show_late(out, late, out_of_turn)
    return DONE


@dataclass(frozen=True)
class _Held:
    """The register, and what each table that is needed holds; of a store also the deliveries, and
    how the tables became known.
    """

    register: Register
    filled: Mapping[str, Filled]
    chain: Sequence[Manifest] = ()
    arrivals: Sequence[Arrivals] = ()


def _held(
    asked: argparse.Namespace, agreement: Agreement, needed: Mapping[str, Sequence[str]]
) -> _Held | None:
    if asked.opslag is None and not compiled.is_stored(asked.gegevens):
        register = registers.read_rows(asked.gegevens, agreement)
        if register is None:
            return None
        tables = agreement.dictionary.tables
        delivered = _delivered(needed, register.tables)
        filled = {
            name: filled_rows(tables[name], register.tables[name], needed[name])
            for name in delivered
        }
        return _Held(register, filled)
    if asked.opslag is not None:
        state = registers.open_state(asked.opslag, asked.bekend_op, agreement)
        with terminal.waiting("De tabellen worden bekeken"):
            filled = _filled(state.stored, needed)
            since = agreement.term.first_day
            found = arrivals(state.stored, state.chain, filled, since=since)
        return _Held(state.register, filled, state.chain, found)
    register, stored = registers.open_stored(asked.gegevens, agreement, ())
    if register is None:
        return None
    with terminal.waiting("De tabellen worden bekeken"):
        return _Held(register, _filled(stored, needed))


def _filled(stored: Stored, needed: Mapping[str, Sequence[str]]) -> dict[str, Filled]:
    delivered = _delivered(needed, stored.files)
    return {name: filled_parts(stored, name, needed[name]) for name in delivered}


def _delivered(needed: Iterable[str], there: Collection[str]) -> list[str]:
    return [name for name in needed if name in there]


def _show(out: Console, agreement: Agreement, every: Sequence[Ready]) -> None:
    terminal.show_title(out, agreement.title)
    counts = ", ".join(f"{sum(one.state is s for one in every)} {s}" for s in State)
    out.print(f"Te tellen met deze gegevens: {counts}.")
    out.print()
    short = [one for state in (State.NOT, State.PARTLY) for one in every if one.state is state]
    if short:
        grid = _grid("indicator", "stand", "wat er ontbreekt of opvalt")
        for one in short:
            said = "; ".join((*one.missing, *one.gaps))
            style = STYLES[one.state]
            grid.add_row(escape(one.indicator.code), f"[{style}]{one.state}[/]", escape(said))
        out.print(grid)
        out.print()
    ready = [one.indicator.code for one in every if one.state is State.READY]
    if ready:
        out.print(f"[{STYLES[State.READY]}]{State.READY}[/]: {escape(', '.join(ready))}")
    tables = {table.name: table for one in every for table in one.tables}
    for name in agreement.dictionary.tables:
        if name in tables:
            readers = [one for one in every if any(name == table.name for table in one.tables)]
            out.print()
            _show_table(out, agreement.dictionary.tables[name], readers)


def _show_table(out: Console, declared: Declared, readers: Sequence[Ready]) -> None:
    """One table: for which indicators, since when, through which day, and how full."""
    read = [table for one in readers for table in one.tables if table.name == declared.name]
    codes = [one.indicator.code for one in readers]
    more = f" en nog {len(codes) - FEW}" if len(codes) > FEW else ""
    named = f"{', '.join(codes[:FEW])}{more}"
    out.print(f"[bold]{escape(declared.name)}[/]  voor {escape(named)}")
    filled = read[0].filled
    if filled is None:
        out.print("  [bold red]niet geleverd[/]")
        return
    since = f", vanaf {terminal.spoken_day(filled.first_day)}" if filled.first_day else ""
    words = "rij" if filled.rows == 1 else "rijen"
    out.print(f"  {terminal.whole(filled.rows)} {words}{since}")
    for entry in read[0].known:
        where = f", {entry.municipality}" if entry.municipality else ""
        said = f"{entry.supplier}{where}: bekend tot en met {terminal.spoken_day(entry.day)}"
        out.print(f"  {said}", markup=False)
    if filled.rows:
        columns = dict.fromkeys(column for table in read for column in table.columns)
        shares = (f"{column} {_share(read[0], column)}" for column in columns)
        open_end = declared.last_day_column if declared.last_day_column in columns else None
        out.print(f"  gevuld: {escape(', '.join(shares))}")
        if open_end is not None:
            out.print(f"  [dim]een lege {escape(open_end)} betekent dat het nog loopt[/]")


def _show_late(out: Console, late: Sequence[Late], out_of_turn: Sequence[OutOfTurn]) -> None:
    """The tables of which too much was known only after it was promised (`statistics.md` 1.3)."""
    too_late = [one for one in late if one.is_found]
    if not too_late and not out_of_turn:
        return
    out.print()
    out.print(f"[bold]Te laat bekend[/]  [yellow]let op[/] [dim]{late_rows.CODE}[/]")
    if too_late:
        out.print("  Dit kwam na een levering die zei dat alles tot en met die dag bekend was.")
        grid = _grid("tabel", "leverancier", "te laat", "99% na", "wacht korter")
        for one in too_late:
            of, sooner = one.arrivals, late_rows.some_of(one.sooner) or "–"
            cells = (of.table, of.supplier, one.how_many, str(one.wait), sooner)
            grid.add_row(*(escape(cell) for cell in cells))
        out.print(terminal.indented(grid))
    for delivery in out_of_turn:
        out.print(terminal.indented(escape(late_rows.about_delivery(delivery))))


def _share(table: TableReady, column: str) -> str:
    """A whole percentage, rounded down, so that 100% is all."""
    share = table.share(column)
    return "–" if share is None else f"{100 * share.numerator // share.denominator}%"


def _grid(*columns: str) -> Table:
    grid = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0))
    for column in columns:
        grid.add_column(column)
    return grid
