"""`koers lever`, `leveringen` and `controleer`: deliveries to a store, and whether it is whole.

The idea that makes it simple: the library reads, judges and accepts; a command shows what was found
and what stands in the way, with the one thing to do next.
"""

from __future__ import annotations

import argparse
import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from koers import reception
from koers.cli import delivered, terminal
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
    """`koers lever`: 0 when the delivery is in the store (or was), 1 when something is in the way.

    Raises Refused when it cannot be done at all.
    """
    if asked.maak_sjabloon:
        return _make_template(asked)
    if not asked.source.exists():
        raise Refused("bestand-onleesbaar", f"'{asked.source}' bestaat niet. Controleer het pad.")
    give_memory_back()
    store = Store.create(asked.opslag)
    with (
        terminal.waiting(f"{asked.source.name} wordt gelezen") as wait,
        received(asked.source, store=store, declaration=asked.aanlevering) as found,
    ):
        wait.stop()
        return _judge(asked, found)


def _judge(asked: argparse.Namespace, found: Reception) -> int:
    out = terminal.console()
    delivered.show_reception(out, found)
    already = found.already if found.is_readable else None
    if already is not None:
        reception.settle(found.store)
        delivered.show_already(out, already)
        return FOUND_ERRORS if already.replaced_by else DONE
    refused = _keep_refused(asked, found)
    choices = Choices(bool(asked.zonder_geweigerde_rijen), bool(asked.bevestig))
    why_not = found.why_not(choices)
    if found.is_readable and not found.blocking:
        delivered.show_changes(out, found)
    if why_not or asked.alleen_lezen:
        delivered.show_why_not(out, found, why_not, refused)
        return FOUND_ERRORS if why_not else DONE
    on: date = asked.on or datetime.now(UTC).astimezone().date()
    with terminal.waiting("De levering wordt aangenomen") as wait:
        accepted = found.accept(choices, on=on)
        wait.update("Wat bekend is wordt bijgewerkt")
        reception.known_now(found.store)
    if accepted.already:
        delivered.show_already(out, accepted)
    else:
        delivered.show_accepted(out, found, accepted.manifest, refused)
    return DONE


def _keep_refused(asked: argparse.Namespace, found: Reception) -> Path | None:
    """Put the refused rows where who delivered can get at them; the folder, if there are any."""
    source: Path = asked.source if asked.source.name not in ("", "..") else asked.source.resolve()
    folder: Path = asked.geweigerd or source.parent / f"geweigerd-{source.stem}"
    if folder.exists() and not folder.is_dir():
        raise Refused("geen-map", f"{folder} is geen map. Geef achter --geweigerd een map op.")
    for one in found.tables:  # what an earlier try left would be taken for refused now
        (folder / f"{one.table}.csv").unlink(missing_ok=True)
    files = [one.refused_rows for one in found.tables if one.refused_rows is not None]
    if not files:
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
        return None
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        shutil.copyfile(file, folder / file.name)
    return folder


def _make_template(asked: argparse.Namespace) -> int:
    out = terminal.console()
    dictionary = _dictionary(asked.woordenboek)
    source: Path = asked.source
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
    last = reception.last_rows(Store.open(asked.vorige), tables) if asked.vorige else {}
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
        with terminal.waiting("Wat bekend is wordt opgebouwd"):
            reception.rebuild(store)
        out.print("Opnieuw opgebouwd uit de leveringen.")
    return FOUND_ERRORS if findings else DONE
