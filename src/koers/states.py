"""What a store knows: the register as known after each delivery, made up to date when it is needed.

The idea that makes it simple: what is known follows from the deliveries alone, so whoever needs it
asks here, and it is finished, added to or made anew. It must not know how a delivery comes in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from koers.dictionary import Dictionary
from koers.dictionary_format import from_document
from koers.engines.compiled import read_known
from koers.findings import Findings, Refused
from koers.register import Row
from koers.store.known import Known, bring_up_to_date, forget
from koers.store.manifest import DICTIONARY, Manifest
from koers.store.objects import Store


def store_dictionary(store: Store, chain: Sequence[Manifest]) -> Dictionary:
    """The dictionary of the last delivery, as it was kept with it. Raises Refused when it is
    damaged.
    """
    return from_document(store.read_object(f"{chain[-1].dictionary_hash}.{DICTIONARY}"))


def known_now(store: Store, *, waiting: Callable[[], None] | None = None) -> Known | None:
    """The register as known at every state up to the last delivery."""
    return known_of(store, store.chain(), waiting=waiting)


def known_of(
    store: Store, chain: Sequence[Manifest], *, waiting: Callable[[], None] | None = None
) -> Known | None:
    """The register as known at every state of exactly these deliveries; None without any."""
    if not chain:
        return None
    return bring_up_to_date(store, store_dictionary(store, chain), chain, waiting=waiting)


def settle(store: Store, *, waiting: Callable[[], None] | None = None) -> None:
    """Finish what a run that died may have left: sweep its folder, and bring the register as known
    up to date.
    """
    with store.locked(waiting=waiting):
        store.clean()
    known_now(store, waiting=waiting)


def rebuild(store: Store, *, waiting: Callable[[], None] | None = None) -> Known | None:
    """Make the register as known anew, from the deliveries alone."""
    forget(store, waiting=waiting)
    return known_now(store, waiting=waiting)


def last_rows(
    store: Store, tables: Sequence[str], *, waiting: Callable[[], None] | None = None
) -> Mapping[str, Sequence[Row]]:
    """The rows of these tables as known now, for who fills in a template. Raises Refused when the
    register as known is damaged.
    """
    chain, findings = store.chain(), Findings()
    known = known_of(store, chain, waiting=waiting)
    if known is None:
        return {}
    dictionary = store_dictionary(store, chain)
    stored = read_known(known.folder, dictionary, at=known.until, findings=findings)
    if findings.has_errors():
        raise Refused("afgeleide-onjuist", "De opslag is beschadigd; zie 'koers controleer'.")
    return stored.rows(tables)
