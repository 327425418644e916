"""Accepting: once, in order, and only when what the user was shown is still true."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from koers.findings import Refused
from koers.store.accepting import Accepted, Staged
from koers.store.inspection import inspect
from koers.store.manifest import effective, standing
from koers.store.objects import HEAD, Store
from tests.store.deliveries import FIRST, deliver, files_in, stage
from tests.store.killing import Ended, nursery

LATER = FIRST + timedelta(days=30)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "opslag"


def refused(problem: pytest.ExceptionInfo[Refused]) -> str:
    return problem.value.code


def test_deliveries_form_a_chain_of_which_the_last_hash_names_all(folder: Path) -> None:  # F6
    accepted = [deliver(folder, number, on=FIRST).manifest for number in (5, 2, 9)]
    chain = Store.open(folder).chain()
    assert chain == tuple(accepted)
    assert [manifest.number for manifest in chain] == [1, 2, 3]
    assert [manifest.previous for manifest in chain] == ["", chain[0].hash, chain[1].hash]
    assert Store.open(folder).head() == chain[2].hash
    assert (folder / HEAD).read_text(encoding="ascii") == f"{chain[2].hash}\n"


def test_every_object_of_an_accepted_delivery_is_in_the_store(folder: Path) -> None:
    manifest = deliver(folder, 3).manifest
    assert [table.refused for table in manifest.tables] == [1, 1]
    for name in (*manifest.object_names, f"{manifest.hash}.json"):
        assert Store.open(folder).read_object(name)


def test_same_content_is_the_same_delivery_however_often(folder: Path) -> None:
    first = deliver(folder, 1)
    deliver(folder, 2)
    before = files_in(folder)
    for day in (FIRST, LATER, FIRST - timedelta(days=9)):
        again = deliver(folder, 1, on=day)
        assert again == Accepted(first.manifest, already=True)
    assert files_in(folder) == before


def test_same_content_tells_that_it_was_replaced_since(folder: Path) -> None:
    first = deliver(folder, 1).manifest
    deliver(folder, 2)
    deliver(folder, 3, replaces=first.hash)
    assert deliver(folder, 1) == Accepted(first, already=True, replaced_by=3)


def test_withdrawn_delivery_can_be_delivered_again_in_its_place(folder: Path) -> None:
    first = deliver(folder, 1).manifest
    deliver(folder, 2)
    withdrawal = deliver(folder, 3, replaces=first.hash, tables=()).manifest
    assert [one.number for one in effective(Store.open(folder).chain())] == [2]
    again = deliver(folder, 1, replaces=withdrawal.hash)
    assert not again.already
    assert [one.number for one in effective(Store.open(folder).chain())] == [4, 2]
    assert inspect(Store.open(folder)) == ()


def test_same_rows_in_another_delivery_share_their_object(folder: Path) -> None:
    first = deliver(folder, 1).manifest
    second = deliver(folder, 1, replaces=first.hash).manifest
    assert second.object_names == first.object_names
    assert inspect(Store.open(folder)) == ()


def test_day_of_acceptance_does_not_go_back(folder: Path) -> None:  # F6
    deliver(folder, 1, on=LATER)
    with pytest.raises(Refused, match="eerdere dag") as problem:
        deliver(folder, 2, on=FIRST)
    assert refused(problem) == "dag-loopt-terug"
    assert deliver(folder, 2, on=LATER).manifest.number == 2


def test_manifest_and_objects_belong_together(folder: Path) -> None:
    store = Store.create(folder)
    with store.staging() as staging:
        staged = stage(staging, 1)
        with pytest.raises(ValueError, match="objects"):
            Staged(staged.manifest, staged.objects[:1], staging)


def test_store_that_lost_its_head_does_not_start_anew(folder: Path) -> None:  # trust
    deliver(folder, 1)
    (folder / HEAD).write_bytes(b"\n")
    with pytest.raises(Refused, match="kop") as problem:
        deliver(folder, 2)
    assert refused(problem) == "opslag-beschadigd"


def test_nothing_is_added_to_a_damaged_store(folder: Path) -> None:  # trust
    first = deliver(folder, 1).manifest
    deliver(folder, 2)
    Store.open(folder).object_path(f"{first.hash}.json").unlink()
    before = files_in(folder)
    with pytest.raises(Refused) as problem:
        deliver(folder, 3)
    assert refused(problem) == "opslag-beschadigd"
    assert files_in(folder) == before


# --- replacing -----------------------------------------------------------------------------------


def test_only_what_stands_and_is_ones_own_can_be_replaced(folder: Path) -> None:
    first = deliver(folder, 1).manifest
    second = deliver(folder, 2, replaces=first.hash).manifest
    for replaces, supplier, code in (
        ("0" * 64, "gws", "vervangt-onbekend"),
        (first.hash, "gws", "al-vervangen"),
        (second.hash, "spil", "andere-leverancier"),
    ):
        with pytest.raises(Refused) as problem:
            deliver(folder, 4, replaces=replaces, supplier=supplier)
        assert refused(problem) == code
    assert [one.number for one in standing(Store.open(folder).chain())] == [2]


def test_refusal_of_what_was_replaced_names_what_stands_there_now(folder: Path) -> None:
    first = deliver(folder, 1).manifest
    second = deliver(folder, 2, replaces=first.hash).manifest
    with pytest.raises(Refused, match=second.hash[:12]):
        deliver(folder, 4, replaces=first.hash)


# --- what the user was shown ---------------------------------------------------------------------


def test_confirmation_does_not_outlive_what_it_was_about(folder: Path) -> None:  # trust
    head = deliver(folder, 1).manifest.hash
    deliver(folder, 2, tables=("meting",), supplier="spil")
    with pytest.raises(Refused, match="levering 2 van spil") as problem:
        deliver(folder, 4, expected_head=head, confirmed=True)
    assert refused(problem) == "ondertussen-gewijzigd"
    assert "meting" in problem.value.reason
    assert "uitkering" not in problem.value.reason
    new_head = Store.open(folder).head()
    assert deliver(folder, 4, expected_head=new_head, confirmed=True).manifest.number == 3


@pytest.mark.parametrize(
    ("tables", "municipality", "confirmed"),
    [
        (("persoon",), "", True),  # another table
        (("uitkering",), "0307", True),  # another municipality
        (("uitkering",), "0363", False),  # nothing was confirmed
    ],
)
def test_what_does_not_touch_what_was_shown_is_no_objection(
    folder: Path, tables: tuple[str, ...], municipality: str, confirmed: bool
) -> None:  # trust
    head = deliver(folder, 1).manifest.hash
    deliver(folder, 2, tables=tables, municipality=municipality)
    accepted = deliver(
        folder,
        4,
        tables=("uitkering",),
        municipality="0363",
        expected_head=head,
        confirmed=confirmed,
    )
    assert accepted.manifest.number == 3


@pytest.mark.parametrize("municipality", ["", "0363"])
def test_delivery_for_all_municipalities_touches_each(folder: Path, municipality: str) -> None:
    deliver(folder, 1)
    deliver(folder, 2, municipality=municipality)
    with pytest.raises(Refused, match="Terwijl"):
        deliver(folder, 4, municipality="0363", expected_head="", confirmed=True)


def test_withdrawing_touches_what_it_withdraws(folder: Path) -> None:  # trust
    head = deliver(folder, 1).manifest.hash
    deliver(folder, 2, tables=("meting",))
    with pytest.raises(Refused, match="Terwijl"):
        deliver(folder, 3, replaces=head, tables=(), expected_head=head)


def test_head_of_another_store_is_no_ground_for_a_confirmation(folder: Path) -> None:
    deliver(folder, 1)
    with pytest.raises(Refused) as problem:
        deliver(folder, 2, expected_head="0" * 64, confirmed=True)
    assert refused(problem) == "ondertussen-gewijzigd"


# --- at the same time ----------------------------------------------------------------------------


def test_processes_that_deliver_at_once_all_do_or_one_does_and_never_a_mix(
    folder: Path,
) -> None:  # trust
    deliver(folder, 1)
    with nursery("pandas", "tests.store.deliveries") as runs:

        def at_once(*arguments: tuple[str, ...]) -> list[Ended]:
            function = "tests.store.deliveries:deliver_in_a_run"
            with Store.open(folder).locked():  # until all are there
                pids = [runs.start(function, str(folder), *one) for one in arguments]
            return [runs.wait(pid) for pid in pids]

        for round_ in range(25):
            chain = Store.open(folder).chain()
            number = 10 * round_ + 20
            if round_ % 3 == 0:  # two of their own: both
                ended = at_once((str(number),), (str(number + 1),))
                assert {one.returned for one in ended} == {
                    f"{len(chain) + 1} False",
                    f"{len(chain) + 2} False",
                }
            elif round_ % 3 == 1:  # the same one, three times: one
                ended = at_once((str(number),), (str(number),), (str(number),))
                told = sorted(one.returned for one in ended)
                place = len(chain) + 1
                assert told == [f"{place} False", f"{place} True", f"{place} True"]
            else:  # two in the same place: one
                day, replaced = FIRST.isoformat(), standing(chain)[0].hash
                ended = at_once((str(number), day, replaced), (str(number + 1), day, replaced))
                assert sorted(one.refused for one in ended) == ["", "al-vervangen"]
            assert len(Store.open(folder).chain()) == len(chain) + (2 if round_ % 3 == 0 else 1)
    assert inspect(Store.open(folder)) == ()
    assert Store.open(folder).runs() == []
