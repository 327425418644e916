"""`koers lever` of several sources: in turn, each with its own outcome, and one line about each.

The idea that makes it simple: while one delivery is judged and accepted, the next is read already.
They are judged one after the other, so each is laid beside all that came before it.
"""

from __future__ import annotations

import argparse
from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from koers import reception, states
from koers.cli import delivered, sources, terminal
from koers.delivery import confined
from koers.engines.compiled import give_memory_back
from koers.findings import Refused
from koers.reception import Choices, Read, Reception
from koers.store.objects import Store

ABOUT_ONE = frozenset(
    {
        *("vervangt-onbekend", "al-vervangen", "andere-leverancier", "ander-woordenboek"),
        *("dag-loopt-terug", "ondertussen-gewijzigd", "geen-dag-in-naam", "geen-map"),
    }
)
"""Why one delivery is refused; another reason is about the store, and ends the run."""


@dataclass(frozen=True)
class Outcome:
    """What became of a delivery, in words; and whether it is in the store now."""

    source: Path
    said: str
    is_in: bool


def deliver_all(asked: argparse.Namespace, found: Sequence[Path]) -> bool:
    """Deliver them all, also after one that is not accepted. Whether every one is in the store.

    Raises Refused when the store itself fails.
    """
    give_memory_back()
    out = terminal.console()
    store = Store.create(asked.opslag)
    outcomes = []
    with closing(read_ahead(found, store)) as ahead:
        for source, read in ahead:
            outcomes.append(_deliver(asked, source, read.beside(store), out))
    if not asked.alleen_lezen:
        with terminal.waiting("Wat bekend is wordt bijgewerkt") as wait:
            states.settle(store, waiting=terminal.held(wait))
    _show(out, outcomes, only_read=asked.alleen_lezen)
    return all(one.is_in for one in outcomes)


def read_ahead(found: Sequence[Path], store: Store) -> Generator[tuple[Path, Read]]:
    """Each source as it was read, while the next is being read. Who stops halfway does not wait for
    that one: the process that reads ends first.
    """
    with ExitStack() as left, ThreadPoolExecutor(max_workers=1) as pool, confined.ready() as reader:
        coming = pool.submit(_opened, found[0], store, reader, left)
        for source, after in zip(found, (*found[1:], None), strict=True):
            stack, read = coming.result()
            if after is not None:
                coming = pool.submit(_opened, after, store, reader, left)
            with stack:
                yield source, read


def _opened(
    source: Path, store: Store, reader: confined.Reader, left: ExitStack
) -> tuple[ExitStack, Read]:
    """A source that was read, with what closes it; `left` closes what is never looked at."""
    stack = ExitStack()
    left.push(stack)
    return stack, stack.enter_context(reception.read(source, store=store, reader=reader))


def _deliver(asked: argparse.Namespace, source: Path, found: Reception, out: Console) -> Outcome:
    try:
        outcome = _judge(asked, source, found, out)
    except Refused as refusal:
        if refusal.code not in ABOUT_ONE:
            raise
        outcome = Outcome(source, f"niet aangenomen. {refusal.reason}", is_in=False)
    style = "green" if outcome.is_in else "bold red"
    out.print(f"[{style}]{'+' if outcome.is_in else '-'}[/]", end=" ")
    out.print(f"{source.name}: {outcome.said}", markup=False)
    return outcome


def _judge(asked: argparse.Namespace, source: Path, found: Reception, out: Console) -> Outcome:
    already = found.already if found.is_readable else None
    if already is not None:
        by = f" en is vervangen door levering {already.replaced_by}" if already.replaced_by else ""
        said = f"was er al als levering {already.manifest.number}{by}"
        return Outcome(source, said, is_in=not by)
    refused = sources.keep_refused(asked, source, found)
    choices = Choices(bool(asked.zonder_geweigerde_rijen), bool(asked.bevestig))
    why_not = found.why_not(choices)
    if found.is_readable and not found.blocking and found.may_end:
        delivered.show_changes(out, found)
    if why_not:
        terminal.show_findings(out, found.findings)
        delivered.show_why_not(out, found, why_not, refused)
        return Outcome(source, "niet aangenomen", is_in=False)
    rows = f"{terminal.whole(sum(one.accepted for one in found.tables))} rijen"
    if asked.alleen_lezen:
        return Outcome(source, f"{rows}, niets staat in de weg", is_in=True)
    accepted = found.accept(choices, on=sources.day_for(asked, source))
    number = accepted.manifest.number
    instead = f", in plaats van {found.replaced}" if found.replaced else ""
    return Outcome(source, f"aangenomen als levering {number}, {rows}{instead}", is_in=True)


def _show(out: Console, outcomes: Sequence[Outcome], *, only_read: bool) -> None:
    """How many of them, and which not."""
    fine = sum(one.is_in for one in outcomes)
    done = (
        "zijn goed; er is niets aangenomen (--alleen-lezen)" if only_read else "staan in de opslag"
    )
    out.print()
    out.print(f"{fine} van {len(outcomes)} leveringen {done}.")
    for one in outcomes:
        if not one.is_in:
            out.print(f"Niet: {one.source.name}", markup=False)
