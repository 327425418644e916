"""Manifests: one spelling, one hash; and what a list of them means."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from koers.delivery.declaration_keys import DeliveryKind
from koers.document import canonical_json
from koers.grammar import Json
from koers.register import KnownEntry
from koers.store.manifest import (
    DeliveredTable,
    Manifest,
    effective,
    from_document,
    hash_of,
    known_through,
    read_manifest,
    standing,
    to_document,
)
from tests.store.deliveries import FIRST, drawn_manifest

A_HASH = hash_of(b"a")


def table(
    name: str = "uitkering",
    through: date = FIRST,
    *,
    read: int = 3,
    accepted: int = 3,
    refused: int = 0,
    withdrawn: int = 0,
) -> DeliveredTable:
    return DeliveredTable(
        name,
        DeliveryKind.CHANGES,
        through,
        hash_of(name.encode()),
        read=read,
        accepted=accepted,
        refused=refused,
        withdrawn=withdrawn,
    )


def chain_of(*drawn: Manifest | int) -> list[Manifest]:
    """Manifests as they would be accepted; a number n stands for a withdrawal of the nth."""
    found: list[Manifest] = []
    for number, one in enumerate(drawn, 1):
        if isinstance(one, int):
            one = drawn_manifest(number, replaces=found[one - 1].hash)
        previous = found[-1].hash if found else ""
        found.append(replace(one, number=number, previous=previous))
    return found


def draw_manifest(draw: random.Random) -> Manifest:
    tables = []
    for name in draw.sample(["uitkering", "meting", "uitstroom", "persoon"], draw.randrange(1, 4)):
        accepted, refused, double = (draw.randrange(10 ** draw.randrange(9)) for _ in range(3))
        tables.append(
            DeliveredTable(
                name,
                draw.choice(list(DeliveryKind)),
                FIRST + timedelta(days=draw.randrange(1_000)),
                hash_of(draw.randbytes(4)),
                read=accepted + refused + double,
                accepted=accepted,
                refused=refused,
                double=double,
                withdrawn=draw.randint(0, accepted),
            )
        )
    number = draw.randrange(1, 90)
    drawn = drawn_manifest(
        number,
        supplier=draw.choice(["gws", "Sociaal Beheer «Noord»", 'a"b\\c\n', "é 🙂"]),
        municipality=draw.choice(["", "0363"]),
        replaces=draw.choice(["", hash_of(draw.randbytes(4))]),
        tables=tuple(tables),
        refused_rows=hash_of(draw.randbytes(4)),
    )
    period = draw.choice([(None, None), (FIRST, FIRST), (date(2016, 1, 1), date(2016, 6, 30))])
    return replace(
        drawn,
        number=number,
        is_invented=draw.random() < 0.5,
        previous=hash_of(draw.randbytes(4)) if number > 1 else "",
        first_day=period[0],
        last_day=period[1],
    )


def test_manifest_is_read_back_from_its_bytes_whatever_is_in_it() -> None:  # F6
    draw = random.Random(1)
    for _ in range(200):
        manifest = draw_manifest(draw)
        assert read_manifest(manifest.data) == manifest
        assert from_document(to_document(manifest)) == manifest
        assert read_manifest(manifest.data).hash == manifest.hash == hash_of(manifest.data)


def test_manifest_is_written_as_the_documentation_says() -> None:
    manifest = drawn_manifest(7, tables=(table(refused=1, read=4),), refused_rows=A_HASH)
    assert json.loads(manifest.data) == {
        "koersAanlevering": "1",
        "nummer": "1",
        "vorige": "",
        "aangenomenOp": "2016-08-03",
        "naam": "Levering 7",
        "leverancier": "gws",
        "verzonnen": "nee",
        "gemeente": "",
        "periode": {"van": "2016-01-01", "totEnMet": "2016-06-30"},
        "woordenboek": {"naam": "werkplein", "hash": hash_of(b"woordenboek")},
        "inhoud": manifest.content,
        "bronnen": [{"bestand": "export-7.csv", "bytes": "1007", "sha256": manifest.content}],
        "vervangt": "",
        "tabellen": [
            {
                "tabel": "uitkering",
                "soort": "wijzigingen",
                "bekendTotEnMet": "2016-08-03",
                "object": hash_of(b"uitkering"),
                "gelezen": "4",
                "aangenomen": "3",
                "geweigerd": "1",
                "dubbel": "0",
                "ingetrokken": "0",
            }
        ],
        "geweigerd": A_HASH,
        "keuzes": ["Geweigerde rijen zijn weggelaten."],
        "versie": "0.1.0",
    }


# --- strictness ----------------------------------------------------------------------------------


def spoiled(part: Json, whole: Json) -> Iterator[Json]:
    """The whole document, each time with one thing wrong in a part of it."""
    if isinstance(part, dict):
        part["teVeel"] = ""
        yield whole
        del part["teVeel"]
        for key in list(part):
            value = part.pop(key)
            yield whole
            wrong: list[Json] = [[], {}, ["x", {}]] if isinstance(value, str) else ["", "x"]
            for other in wrong:
                part[key] = other
                yield whole
            part[key] = value
            yield from spoiled(value, whole)
    elif isinstance(part, list):
        for index, value in enumerate(part):
            part[index] = [] if isinstance(value, str) else "x"
            yield whole
            part[index] = value
            yield from spoiled(value, whole)


def test_anything_too_many_too_few_or_of_another_kind_is_refused() -> None:
    document = to_document(drawn_manifest(1, tables=(table(),), refused_rows=A_HASH))
    documents = [copy.deepcopy(wrong) for wrong in spoiled(document, document)]
    assert len(documents) > 120
    for wrong in documents:
        with pytest.raises(ValueError, match=r"\S"):
            from_document(wrong)
    assert to_document(from_document(document)) == document


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("nummer", "0"),
        ("nummer", "01"),
        ("nummer", "-1"),
        ("nummer", "²"),
        ("nummer", "2"),  # without one before it
        ("aangenomenOp", "3-8-2016"),
        ("aangenomenOp", "2016-02-30"),
        ("vorige", "abc"),
        ("vorige", A_HASH),  # of a first one
        ("vervangt", A_HASH.upper()),
        ("inhoud", ""),
        ("leverancier", ""),
        ("koersAanlevering", "2"),
        ("tabellen", []),
        ("periode", {"van": "2016-07-01", "totEnMet": ""}),
        ("periode", {"van": "2016-07-01", "totEnMet": "2016-06-30"}),
    ],
)
def test_value_that_does_not_fit_is_refused_with_a_reason(key: str, value: Json) -> None:
    document = to_document(drawn_manifest(1, tables=(table(),)))
    assert isinstance(document, dict)
    with pytest.raises(ValueError, match=r"^[a-z]"):
        from_document({**document, key: value})


def test_only_the_one_spelling_is_read() -> None:
    manifest = drawn_manifest(1, tables=(table(),))
    for other in (
        manifest.data + b"\n",
        b" " + manifest.data,
        json.dumps(json.loads(manifest.data)).encode(),
        manifest.data.replace(b'{"aangenomenOp"', b'{"naam":"x","aangenomenOp"'),
        b"",
        b"\xff",
        b"[" * 100_000,
        b"null",
        b"3",
        canonical_json([]),
    ):
        with pytest.raises(ValueError, match=r"\S"):
            read_manifest(other)


@pytest.mark.parametrize(
    ("read", "accepted", "refused", "withdrawn"),
    [(4, 3, 0, 0), (3, 3, 1, 0), (-1, -1, 0, 0), (3, 3, 0, 4), (2, 3, -1, 0)],
)
def test_rows_that_do_not_reconcile_cannot_be_held(
    read: int, accepted: int, refused: int, withdrawn: int
) -> None:
    with pytest.raises(ValueError, match="uitkering"):
        table(read=read, accepted=accepted, refused=refused, withdrawn=withdrawn)


def test_refused_rows_are_only_left_out_by_choice() -> None:
    one = table(refused=1, read=4)
    with pytest.raises(ValueError, match="gekozen"):
        drawn_manifest(1, tables=(one,))
    assert drawn_manifest(1, tables=(one,), refused_rows=A_HASH).choices


def test_table_stands_in_a_manifest_once() -> None:
    with pytest.raises(ValueError, match="twee keer"):
        drawn_manifest(1, tables=(table(), table()))


def test_name_that_is_no_text_cannot_be_held() -> None:
    with pytest.raises(ValueError, match="geen teken"):
        replace(drawn_manifest(1, tables=(table(),)), supplier="gws\udcff")


# --- lists of manifests --------------------------------------------------------------------------


def numbers(chain: tuple[Manifest, ...]) -> list[int]:
    return [manifest.number for manifest in chain]


def delivery(number: int, *, replaces: str = "", **named: str) -> Manifest:
    return drawn_manifest(number, replaces=replaces, tables=(table(),), **named)


def test_delivery_that_replaces_stands_in_the_place_of_the_other() -> None:  # F6
    first, second, third = chain_of(delivery(1), delivery(2), delivery(3))
    chain = chain_of(delivery(1), delivery(2), delivery(3), delivery(4, replaces=second.hash))
    assert numbers(effective(chain)) == [1, 4, 3]
    assert numbers(effective(chain[:3])) == [1, 2, 3], "what was known before is unchanged"
    again = chain_of(*chain, delivery(5, replaces=chain[3].hash))
    assert numbers(effective(again)) == [1, 5, 3]
    more = chain_of(*again, delivery(6, replaces=first.hash), delivery(7))
    assert numbers(effective(more)) == [6, 5, 3, 7]
    assert numbers(effective(chain_of(*more, delivery(8, replaces=third.hash)))) == [6, 5, 8, 7]


def test_withdrawn_delivery_is_gone_and_can_come_back() -> None:  # F6
    chain = chain_of(delivery(1), delivery(2), 1)
    assert numbers(effective(chain)) == [2]
    assert numbers(standing(chain)) == [3, 2]
    back = chain_of(*chain, delivery(4, replaces=chain[2].hash))
    assert numbers(effective(back)) == [4, 2]


def test_only_what_stands_can_be_replaced() -> None:
    chain = chain_of(delivery(1), delivery(2), 1)
    for replaced in (chain[0].hash, A_HASH):
        with pytest.raises(ValueError, match="levering 4 van gws"):
            effective(chain_of(*chain, delivery(4, replaces=replaced)))


def test_only_the_supplier_replaces_its_delivery() -> None:
    chain = chain_of(delivery(1))
    with pytest.raises(ValueError, match="andere leverancier"):
        effective(chain_of(*chain, delivery(2, replaces=chain[0].hash, supplier="spil")))


# --- known through -------------------------------------------------------------------------------


def promise(number: int, name: str, through: str, **named: str) -> Manifest:
    tables = (table(name, date.fromisoformat(through)),)
    return drawn_manifest(number, tables=tables, **named)


def test_known_through_is_the_greatest_promise_that_stands() -> None:  # F7
    chain = chain_of(
        promise(1, "uitkering", "2016-12-31"),
        promise(2, "uitkering", "2016-06-30"),  # late, about days that were known
        promise(3, "meting", "2016-03-31"),
        promise(4, "uitkering", "2017-01-31", supplier="spil"),
    )
    assert known_through(chain).entries == (
        KnownEntry("gws", date(2016, 3, 31), "meting"),
        KnownEntry("gws", date(2016, 12, 31), "uitkering"),
        KnownEntry("spil", date(2017, 1, 31), "uitkering"),
    )
    assert known_through(chain).of_table("uitkering") == date(2016, 12, 31)
    replaced = chain_of(*chain, promise(5, "uitkering", "2016-09-30", replaces=chain[0].hash))
    assert known_through(replaced).of_table("uitkering") == date(2016, 9, 30)
    withdrawn = chain_of(*replaced, 5)
    assert known_through(withdrawn).of_table("uitkering") == date(2016, 6, 30)


def test_promise_for_all_municipalities_holds_for_each() -> None:  # F7
    chain = chain_of(
        promise(1, "uitkering", "2016-12-31"),
        promise(2, "uitkering", "2016-06-30", municipality="0363"),
        promise(3, "uitkering", "2017-06-30", municipality="0307"),
    )
    known = known_through(chain)
    for municipality, through in (
        ("0363", "2016-12-31"),
        ("0307", "2017-06-30"),
        ("9", "2016-12-31"),
    ):
        found = known.of_table("uitkering", municipality=municipality)
        assert found == date.fromisoformat(through)
    assert known.of_table("uitkering") == date(2016, 12, 31)
