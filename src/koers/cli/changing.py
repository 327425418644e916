"""`koers verschil`: what changed between two states of a store, by cause.

The idea that makes it simple: the store says which rows changed and why; a figure is counted after
each cause, so that what the causes did adds up.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence

from koers import states
from koers.agreement import Agreement, Indicator, tables_read
from koers.cli import asking, delivered, terminal
from koers.engines import compiled
from koers.engines.compiled import Run, Stored
from koers.findings import Findings, Refused
from koers.periods import LATEST
from koers.questions import Asked, questions
from koers.register import Register
from koers.restating import Stage, restated
from koers.store.changes import Cause, Changes, Step, changes
from koers.store.manifest import Manifest, known_through, table_hashes
from koers.store.objects import Store

DONE = 0


def show_changes(asked: argparse.Namespace) -> int:
    """The changes per table, and with an agreement per figure. Raises Refused when one of the
    states is not there.
    """
    agreement = asking.sound(asked.overeenkomst) if asked.overeenkomst else None
    store = Store.open(asked.opslag)
    chain = store.chain()
    before, after = (store.at(text) for text in (asked.old, asked.new))
    if before > after:
        raise Refused("toestanden-omgekeerd", "De eerste is later dan de tweede. Draai ze om.")
    with terminal.waiting("De verschillen worden gezocht") as wait:
        found = _between(store, chain, before, after, waiting=terminal.held(wait))
    out = terminal.console()
    delivered.show_states(out, chain[before - 1], chain[after - 1])
    delivered.show_table_changes(out, found.tables)
    if agreement is not None:
        with terminal.waiting("De indicatoren worden geteld"):
            wanted = _wanted(agreement, asking.chosen(agreement, asked.indicator))
            stages = _stages(agreement, chain, found, wanted)
            figures = restated(agreement, stages, wanted)
        delivered.show_restated(out, agreement, [one for one in figures if one.is_changed])
    return DONE


def _between(
    store: Store,
    chain: Sequence[Manifest],
    before: int,
    after: int,
    *,
    waiting: Callable[[], None],
) -> Changes:
    known, findings = states.known_now(store, waiting=waiting), Findings()
    if known is None:
        raise Refused("niet-geleverd", "In de opslag is nog niets geleverd.")
    dictionary = states.store_dictionary(store, tuple(chain))
    stored: Stored = compiled.read_known(known.folder, dictionary, at=after, findings=findings)
    if findings.has_errors():
        terminal.show_findings(terminal.console(error=True), findings.in_order())
        raise Refused("afgeleide-onjuist", "Kijk met 'koers controleer' wat er beschadigd is.")
    return changes(
        stored,
        before=before,
        after=after,
        known_before=known_through(chain[:before]),
        known_after=known_through(chain[:after]),
    )


def _wanted(agreement: Agreement, chosen: Sequence[Indicator]) -> list[tuple[Indicator, Asked]]:
    """Each indicator over the periods of its norm, as far as is known."""
    return [
        (one, Asked(asking.usual_periods(agreement, one, through=LATEST), LATEST)) for one in chosen
    ]


def _stages(
    agreement: Agreement,
    chain: Sequence[Manifest],
    found: Changes,
    wanted: Sequence[tuple[Indicator, Asked]],
) -> list[Stage]:
    tables = frozenset[str]().union(*(tables_read(agreement, one) for one, _ in wanted))
    stages = []
    for step in found.steps:
        register = _register(chain, found, step)
        run = Run(agreement, step.stored.parts(tables & set(register.tables)))
        every = (one for of, asked in wanted for one in questions(agreement, register, of, asked))
        run.prepare(every)
        stages.append(Stage(step.cause.value if step.cause else "", register, run))
    return stages


def _register(chain: Sequence[Manifest], found: Changes, step: Step) -> Register:
    """Tables that were delivered later are there from the step of what is new."""
    is_after = step.cause in (Cause.NEW, Cause.ESTIMATED)
    state = chain[: found.after if is_after else found.before]
    hashes = table_hashes(state)
    return Register(dict.fromkeys(hashes, ()), step.known, hashes, state[-1].hash)
