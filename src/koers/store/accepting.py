"""Accepting a delivery: it becomes part of the store wholly or not at all, and once.

The idea that makes it simple: everything is made ready first, and everything that must be true is
looked at while the store is held. Then the objects get their names, and one small file is replaced.
Whoever dies on the way leaves only what the next run sweeps; whoever tries again finds the delivery
by its content.

It must not know files of users, findings or what is in a row: whoever calls has judged those.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from koers.findings import Refused
from koers.store import disk
from koers.store.manifest import Manifest, standing
from koers.store.objects import INTENT, OBJECTS, Prepared, Staging, Store


@dataclass(frozen=True)
class Staged:
    """A delivery that is ready to be accepted. Its manifest is complete but for `number`,
    `previous` and `accepted_on`, which accepting decides. Raises ValueError when the objects are
    not those that the manifest names.
    """

    manifest: Manifest
    objects: tuple[Prepared, ...]
    staging: Staging

    def __post_init__(self) -> None:
        if {one.name for one in self.objects} != set(self.manifest.object_names):
            raise ValueError("the objects are not those that the manifest names")


@dataclass(frozen=True)
class Accepted:
    """The delivery as it stands in the store. `already`: it stood there before. `replaced_by`: the
    number of the delivery that took its place since; 0 for none.
    """

    manifest: Manifest
    already: bool = False
    replaced_by: int = 0


def accept(
    store: Store,
    staged: Staged,
    *,
    on: date,
    expected_head: str | None = None,
    confirmed: bool = False,
    check: Callable[[Sequence[Manifest]], None] | None = None,
    waiting: Callable[[], None] | None = None,
) -> Accepted:
    """Accept a delivery on a day; of content that was accepted before, tell which one it is.

    `expected_head`: the last manifest when the user was shown what would change (None: the user was
    shown nothing). Where the delivery replaces another or the user `confirmed` what was shown, and
    somebody else has delivered the same since, it is refused: what was shown is no longer true.
    `check` is given the list as it stands then, and raises Refused when the delivery does not fit.

    Raises Refused with a reason, and then the store is as it was. When the disk fails at the very
    end the delivery may be there; trying again tells.
    """
    with disk.refusing(store.folder), store.locked(waiting=waiting):
        disk.sync_folder(store.folder)  # a run before may have failed to
        store.clean()
        chain = store.chain()
        for manifest in chain:
            if manifest.content == staged.manifest.content:
                later = (one.number for one in chain if one.replaces == manifest.hash)
                return Accepted(manifest, already=True, replaced_by=next(later, 0))
        _check_emptiness(store, chain)
        if check is not None:
            check(chain)
        _check_day(chain, on=on)
        _check_replacement(store, chain, new=staged.manifest)
        if confirmed or staged.manifest.replaces:
            _check_unmoved(chain, new=staged.manifest, expected_head=expected_head)
        manifest = replace(
            staged.manifest,
            number=len(chain) + 1,
            previous=chain[-1].hash if chain else "",
            accepted_on=on,
        )
        _commit(store, staged, manifest=manifest)
    return Accepted(manifest)


# --- what must be true ---------------------------------------------------------------------------


def _check_emptiness(store: Store, chain: Sequence[Manifest]) -> None:
    """A store that says it is empty has no manifests: else it has lost its head."""
    if not chain and any((store.folder / OBJECTS).glob("*/*.json")):
        raise store.damaged("er liggen leveringen in, maar 'kop' noemt er geen")


def _check_day(chain: Sequence[Manifest], *, on: date) -> None:
    """Days of acceptance do not go back, so that a day means one state (F6)."""
    if chain and on < chain[-1].accepted_on:
        reason = (
            f"De laatste levering is aangenomen op {chain[-1].accepted_on}, en een volgende kan"
            f" niet op een eerdere dag ({on}) worden aangenomen. Kijk of de datum klopt."
        )
        raise Refused("dag-loopt-terug", reason)


def _check_replacement(store: Store, chain: Sequence[Manifest], *, new: Manifest) -> None:
    """What is replaced stands in the store, has not been replaced, and is the supplier's own."""
    if not new.replaces:
        return
    try:
        places = standing(chain)
    except ValueError as problem:
        raise store.damaged(str(problem)) from None
    named = next((one for one in chain if one.hash == new.replaces), None)
    if named is None:
        reason = (
            f"De aanlevering vervangt {new.replaces[:12]}, maar die levering staat niet in de"
            " opslag. Verbeter de waarde achter 'vervangt'."
        )
        raise Refused("vervangt-onbekend", reason)
    if named not in places:
        later = next(one for one in chain if one.replaces == named.hash)
        reason = (
            f"De {named} is al vervangen door {later}. Wilt u die vervangen, zet dan"
            f" {later.hash[:12]} achter 'vervangt'."
        )
        raise Refused("al-vervangen", reason)
    if named.supplier != new.supplier:
        reason = (
            f"De {named} is van een andere leverancier dan deze ({new.supplier})."
            " Alleen wie leverde kan vervangen."
        )
        raise Refused("andere-leverancier", reason)


def _check_unmoved(chain: Sequence[Manifest], *, new: Manifest, expected_head: str | None) -> None:
    """Nothing was accepted since that touches what the user was shown."""
    if expected_head is None:
        return
    heads = ["", *(manifest.hash for manifest in chain)]
    if expected_head not in heads:
        reason = "De opslag is niet meer die waarvan u de verschillen zag. Bekijk ze opnieuw."
        raise Refused("ondertussen-gewijzigd", reason)
    mine = _scopes(new, chain)
    for manifest in chain[heads.index(expected_head) :]:
        tables = sorted({table for table, _ in _both(mine, _scopes(manifest, chain))})
        if tables:
            reason = (
                f"Terwijl u de verschillen bekeek is {manifest} aangenomen, ook met"
                f" {', '.join(tables)}. Bekijk de verschillen opnieuw en bevestig dan."
            )
            raise Refused("ondertussen-gewijzigd", reason)


def _scopes(manifest: Manifest, chain: Sequence[Manifest]) -> set[tuple[str, str]]:
    """The tables and municipalities that change by a delivery: its own, and what it replaces."""
    replaced = [one for one in chain if manifest.replaces and one.hash == manifest.replaces]
    return {
        (table.table, one.municipality) for one in (manifest, *replaced) for table in one.tables
    }


def _both(mine: set[tuple[str, str]], others: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Mine that share rows with others; no municipality is all of them."""
    return {
        (table, place)
        for table, place in mine
        for other, there in others
        if table == other and (place == there or not (place and there))
    }


# --- the act -------------------------------------------------------------------------------------


def _commit(store: Store, staged: Staged, *, manifest: Manifest) -> None:
    staging = staged.staging
    try:
        record = staging.prepare_bytes(manifest.data, ending="json")
        objects = (*staged.objects, record)
        staging.intend({one.name for one in objects})
        store.link(*objects)
        store.move_head(manifest.hash, staging)
    except BaseException:
        with suppress(OSError, Refused):  # what cannot be undone now, the next run sweeps
            if store.head() != manifest.hash:
                store.undo(staging)
        raise
    with suppress(OSError):
        disk.remove(staging.folder / INTENT)
