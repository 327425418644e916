"""`koers lever`, `leveringen` and `controleer`: deliveries to a store, and whether it is whole.

The idea that makes it simple: the library reads, judges and accepts; a command shows what was found
and what stands in the way, with the one thing to do next.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

from koers import reception, states
from koers.cli import delivered, sources, terminal
from koers.cli.several import deliver_all
from koers.delivery import template
from koers.delivery.declaration import FILE_NAME
from koers.dictionary import Dictionary
from koers.dictionary_format import shipped, shipped_names
from koers.engines.compiled import give_memory_back
from koers.findings import Refused, suggestion
from koers.reception import Choices, Reception, received
from koers.store.inspection import inspect
from koers.store.manifest import standing
from koers.store.objects import OBJECTS, Store

DONE, FOUND_ERRORS = 0, 1


def deliver(asked: argparse.Namespace) -> int:
    """`koers lever`: 0 when what was delivered is in the store (or was), 1 when something is in the
    way.

    Raises Refused when it cannot be done at all.
    """
    alone = asked.maak_sjabloon or asked.aanlevering is not None
    if alone and len(asked.sources) > 1:
        option = "--maak-sjabloon" if asked.maak_sjabloon else "--aanlevering"
        raise Refused("te-veel-bronnen", f"Bij {option} hoort een enkele bron.")
    source: Path = asked.sources[0]
    if asked.maak_sjabloon:
        return _make_template(asked, source)
    found = sources.in_turn(asked.sources, with_series=not alone)
    if found != (source,):
        return DONE if deliver_all(asked, found) else FOUND_ERRORS
    give_memory_back()
    store = Store.create(asked.opslag)
    with (
        terminal.waiting(f"{source.name} wordt gelezen") as wait,
        received(
            source,
            store=store,
            declaration=asked.aanlevering,
            waiting=terminal.held(wait),
        ) as reading,
    ):
        wait.stop()
        return _judge(asked, source, reading)


def _judge(asked: argparse.Namespace, source: Path, found: Reception) -> int:
    out = terminal.console()
    delivered.show_reception(out, found)
    already = found.already if found.is_readable else None
    if already is not None:
        with terminal.waiting("Wat bekend is wordt bijgewerkt") as wait:
            states.settle(found.store, waiting=terminal.held(wait))
        delivered.show_already(out, already)
        return FOUND_ERRORS if already.replaced_by else DONE
    refused = sources.keep_refused(asked, source, found)
    choices = Choices(bool(asked.zonder_geweigerde_rijen), bool(asked.bevestig))
    why_not = found.why_not(choices)
    if found.is_readable and not found.blocking:
        delivered.show_changes(out, found)
    if why_not or asked.alleen_lezen:
        delivered.show_why_not(out, found, why_not, refused)
        return FOUND_ERRORS if why_not else DONE
    on = sources.day_for(asked, source)
    with terminal.waiting("De levering wordt aangenomen") as wait:
        accepted = found.accept(choices, on=on)
        wait.update("Wat bekend is wordt bijgewerkt")
        states.known_now(found.store, waiting=terminal.held(wait))
    if accepted.already:
        delivered.show_already(out, accepted)
    else:
        delivered.show_accepted(out, found, accepted.manifest, refused)
    return DONE


def _make_template(asked: argparse.Namespace, source: Path) -> int:
    out = terminal.console()
    dictionary = _dictionary(asked.woordenboek)
    if source.is_file() or (source.is_dir() and any(source.iterdir())):
        target = (source if source.is_dir() else source.parent) / FILE_NAME
        if target.exists():
            raise Refused(
                "bestaat-al", f"{target} bestaat al. Verwijder het eerst, of pas het aan."
            )
        with TemporaryDirectory() as scratch, terminal.waiting(f"{source.name} wordt gelezen"):
            text, findings = reception.proposal(
                source, dictionary=dictionary.name, folder=Path(scratch)
            )
        if findings:
            terminal.show_findings(out, findings)
        if not text:
            return FOUND_ERRORS
        target.write_text(text, encoding="utf-8")
        delivered.show_proposal(out, source, target, text)
        return DONE
    tables = _tables(dictionary, asked.tabellen)
    with terminal.waiting("Wat bekend is wordt bijgewerkt") as wait:
        last = (
            states.last_rows(Store.open(asked.vorige), tables, waiting=terminal.held(wait))
            if asked.vorige
            else {}
        )
    source.mkdir(parents=True, exist_ok=True)
    book = source / f"{dictionary.name}.xlsx"
    book.write_bytes(template.workbook(dictionary, tables, last=last))
    files = dict.fromkeys(tables, book.name)
    text = template.declaration(dictionary, tables, files=files)
    (source / FILE_NAME).write_text(text, encoding="utf-8")
    delivered.show_template(out, source, book, tables)
    return DONE


def _dictionary(name: str) -> Dictionary:
    if name not in shipped_names():
        hint = suggestion(name, shipped_names())
        raise Refused("onbekend-woordenboek", f"Het woordenboek '{name}' bestaat niet. {hint}")
    return shipped(name)


def _tables(dictionary: Dictionary, names: list[str]) -> list[str]:
    for name in names:
        if name not in dictionary.tables:
            hint = suggestion(name, dictionary.tables)
            raise Refused("tabel-onbekend", f"De tabel '{name}' bestaat niet. {hint}")
    return names or list(dictionary.tables)


def deliveries(asked: argparse.Namespace) -> int:
    """`koers leveringen`: what was delivered, and what still stands."""
    chain = Store.open(asked.opslag).chain()
    delivered.show_deliveries(terminal.console(), chain, standing(chain))
    return DONE


def check(asked: argparse.Namespace) -> int:
    """`koers controleer`: 1 when anything in the store is not what it was."""
    out = terminal.console()
    # A store whose mark is damaged is still looked at; another folder is not.
    folder: Path = asked.opslag
    store = Store(folder) if (folder / OBJECTS).is_dir() else Store.open(folder)
    with terminal.progress("Controleren", 2) as show:
        findings = inspect(store, progress=show)
    if findings:
        terminal.show_findings(out, findings)
    delivered.show_inspected(out, store.chain() if not findings else (), findings)
    if asked.bouw_op:
        with terminal.waiting("Wat bekend is wordt opgebouwd") as wait:
            states.rebuild(store, waiting=terminal.held(wait))
        out.print("Opnieuw opgebouwd uit de leveringen.")
    return FOUND_ERRORS if findings else DONE
