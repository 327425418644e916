"""A delivery from its files to a place in the store: all of it, once, and nothing unsaid."""

from datetime import date
from pathlib import Path

import pytest

from koers.findings import Refused
from koers.reception import Choices, received
from koers.states import known_now, store_dictionary
from koers.store.inspection import inspect
from koers.store.objects import Store
from tests.reception.drawn import ALL, NOTHING, accepted, draw, row


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.create(tmp_path / "opslag")


def test_a_sound_delivery_is_accepted_with_its_account(store: Store, tmp_path: Path) -> None:
    #
    source = draw(
        tmp_path,
        row(1),
        row(2),
        row(2),
        more="periode: {van: 2016-01-01, tot en met: 2016-12-31}\n",
    )
    found = accepted(store, source)
    (table,) = found.manifest.tables
    assert (table.read, table.accepted, table.refused, table.double) == (3, 2, 0, 1)
    assert found.manifest.accepted_on == date(2017, 1, 10)
    assert (found.manifest.first_day, found.manifest.last_day) == (
        date(2016, 1, 1),
        date(2016, 12, 31),
    )
    assert [source.name for source in found.manifest.sources] == ["bron/uitkering.csv"]
    assert inspect(store) == ()


def test_the_dictionary_is_kept_with_what_was_delivered_by_it(store: Store, tmp_path: Path) -> None:
    found = accepted(store, draw(tmp_path, row(1)))
    kept = store_dictionary(store, store.chain())
    assert (kept.name, kept.document_hash) == ("participatiewet", found.manifest.dictionary_hash)


def test_the_same_bytes_are_the_same_delivery(store: Store, tmp_path: Path) -> None:  # trust
    first = accepted(store, draw(tmp_path, row(1)))
    with received(draw(tmp_path, row(1)), store=store) as found:
        assert found.already is not None
        assert found.already.manifest == first.manifest
        again = found.accept(NOTHING, on=date(2017, 2, 1))
    assert again.already
    assert again.manifest == first.manifest
    assert len(store.chain()) == 1


def test_nothing_is_accepted_while_a_mistake_stands_in_the_way(
    store: Store, tmp_path: Path
) -> None:
    source = draw(tmp_path, row(1), told="    controletotalen: {rijen: 7}\n")
    with received(source, store=store) as found:
        assert [one.code for one in found.blocking] == ["controletotaal"]
        assert found.why_not(ALL) == "fouten"
        with pytest.raises(Refused):
            found.accept(ALL, on=date(2017, 1, 1))
    assert store.chain() == ()


def test_refused_rows_are_left_out_only_by_a_choice_that_is_recorded(
    store: Store, tmp_path: Path
) -> None:  # trust, A-10
    source = draw(tmp_path, row(1), row(2, first="morgen"), row(3, regulation="zz"))
    with received(source, store=store) as found:
        assert found.why_not(NOTHING) == "geweigerd"
        assert found.number_refused == 2
        refused = found.tables[0].refused_rows
        assert refused is not None
        assert len(refused.read_text(encoding="utf-8-sig").splitlines()) == 3
        done = found.accept(Choices(without_refused=True), on=date(2017, 1, 1))
    assert done.manifest.choices == ("zonder de geweigerde rijen",)
    assert done.manifest.tables[0].refused == 2
    assert store.object_path(f"{done.manifest.refused_rows}.zip").exists()
    assert inspect(store) == ()


def test_a_replacing_delivery_shows_the_difference_before_it_counts(
    store: Store, tmp_path: Path
) -> None:  # F6, trust
    first = accepted(store, draw(tmp_path, *(row(n) for n in range(1, 6))))
    source = draw(
        tmp_path,
        row(1), row(2, last="2016-03-31"), row(3, regulation="02"), row(7),
        more=f"vervangt: {first.manifest.hash[:12]}\n",
    )  # fmt: skip
    with received(source, store=store) as found:
        (beside,) = found.beside
        assert (beside.before, beside.after, beside.same, beside.changed) == (5, 4, 1, 2)
        assert (beside.only_before, beside.only_after) == (2, 1)
        assert {one.column: (one.before, one.after, one.both) for one in beside.keys} == {
            "uitkering": (5, 4, 3),
            "klant": (5, 4, 3),
            "begindatum": (1, 1, 1),
        }
        (preview,) = found.previews
        assert (preview.new, preview.changed, preview.withdrawn, preview.live) == (1, 2, 2, 4)
        assert found.why_not(NOTHING) == "bevestigen"
        done = found.accept(Choices(confirmed=True), on=date(2017, 1, 12))
    assert done.manifest.replaces == first.manifest.hash
    assert done.manifest.choices == ("bevestigd wat eindigt, vervalt of vervangen wordt",)


def test_a_delivery_can_be_taken_back(store: Store, tmp_path: Path) -> None:  # F6
    accepted(store, draw(tmp_path, row(1)))
    second = accepted(store, draw(tmp_path, row(2)))
    source = tmp_path / "weg"
    source.mkdir()
    (source / "aanlevering.yaml").write_text(
        "aanlevering: terug\nleverancier: wpda\nwoordenboek: participatiewet\n"
        f"vervangt: {second.manifest.hash[:16]}\n",
        encoding="utf-8",
    )
    with received(source, store=store) as found:
        assert [(one.table, one.withdrawn, one.live) for one in found.previews] == [
            ("uitkering", 1, 1)
        ]
        found.accept(Choices(confirmed=True), on=date(2017, 1, 12))
    assert inspect(store) == ()


def test_what_replaces_nothing_is_refused_with_what_could_be_meant(
    store: Store, tmp_path: Path
) -> None:
    accepted(store, draw(tmp_path, row(1)))
    source = draw(tmp_path, row(2), more="vervangt: 00000000\n")
    with received(source, store=store) as found:
        with pytest.raises(Refused, match=r"Er is: [0-9a-f]{12}") as refused:
            found.why_not(NOTHING)
        assert refused.value.code == "vervangt-onbekend"


@pytest.mark.parametrize(("kept", "asks"), [(96, False), (95, False), (94, True), (1, True)])
def test_more_than_five_percent_less_asks_whether_that_is_so(
    store: Store, tmp_path: Path, kept: int, asks: bool
) -> None:  # F5
    history = {"kind": "volledige historie"}
    accepted(store, draw(tmp_path, *(row(n) for n in range(100)), **history))
    source = draw(tmp_path, *(row(n) for n in range(kept)), **history)
    with received(source, store=store) as found:
        (preview,) = found.previews
        assert (preview.known, preview.ends) == (100, 100 - kept)
        assert found.why_not(NOTHING) == ("bevestigen" if asks else "")


def test_half_years_as_full_histories_would_lose_the_first_half_and_are_stopped(
    store: Store, tmp_path: Path
) -> None:
    # F5: CBS once had to withdraw figures over merging half-years.
    first_half = [row(n, first="2016-02-01", last="2016-05-31") for n in range(50)]
    second_half = [row(n, first="2016-08-01") for n in range(50, 100)]
    accepted(store, draw(tmp_path, *first_half, kind="volledige historie", known="2016-06-30"))
    source = draw(tmp_path, *second_half, kind="volledige historie")
    with received(source, store=store) as found:
        (preview,) = found.previews
        assert (preview.known, preview.withdrawn) == (50, 50)
        assert found.why_not(NOTHING) == "bevestigen"
    as_changes = draw(tmp_path, *second_half, kind="wijzigingen")
    with received(as_changes, store=store) as found:
        (preview,) = found.previews
        assert (preview.new, preview.ends, preview.live) == (50, 0, 100)


def test_a_snapshot_ends_who_is_not_in_it_the_day_before(store: Store, tmp_path: Path) -> None:
    # F5
    accepted(store, draw(tmp_path, *(row(n) for n in range(40)), known="2016-06-30"))
    source = draw(tmp_path, *(row(n) for n in range(39)), kind="stand", known="2016-07-31")
    with received(source, store=store) as found:
        (preview,) = found.previews
        assert (preview.known, preview.estimated, preview.withdrawn, preview.live) == (40, 1, 0, 40)
        assert found.why_not(NOTHING) == ""


def test_rows_of_another_supplier_are_taken_over_and_counted(store: Store, tmp_path: Path) -> None:
    # F4
    accepted(store, draw(tmp_path, row(1), row(2)))
    source = draw(tmp_path, row(1), row(2, regulation="02"), row(3), supplier="buur")
    with received(source, store=store) as found:
        (preview,) = found.previews
        assert preview.taken_over == 2
        assert preview.new == 1


def test_what_was_taken_back_does_not_count_again_by_itself(store: Store, tmp_path: Path) -> None:
    first = accepted(store, draw(tmp_path / "a", row(1)))
    second = draw(tmp_path / "b", row(2), more=f"vervangt: {first.manifest.hash[:12]}\n")
    accepted(store, second, choices=ALL)
    with received(draw(tmp_path / "a", row(1)), store=store) as found:
        assert found.already is not None
        assert found.already.replaced_by == 2
    again = draw(tmp_path / "c", row(3), more=f"vervangt: {first.manifest.hash[:12]}\n")
    with received(again, store=store) as found:
        with pytest.raises(Refused) as refused:
            found.why_not(ALL)
        assert refused.value.code == "al-vervangen"


def test_a_refused_row_may_not_end_what_it_is_about_unseen(store: Store, tmp_path: Path) -> None:
    # F5: of forty benefits one cannot be read; the full history then seems to lack it.
    history = {"kind": "volledige historie"}
    accepted(store, draw(tmp_path, *(row(n) for n in range(40)), **history))
    unread = (row(n, regulation="zz" if n == 7 else "01") for n in range(40))
    with received(draw(tmp_path, *unread, **history), store=store) as found:
        assert found.why_not(Choices(without_refused=True)) == "bevestigen"
        assert found.why_not(ALL) == ""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("decimalen: 2", "decimalen: 1"),
        ("woordenboek: eigen", "woordenboek: ander"),
        ("sleutel: [nr]", "sleutel: [nr, dag]"),
        ("      extra: tekst\n", ""),
    ],
)
def test_a_dictionary_may_grow_and_not_change_what_was_delivered(
    store: Store, tmp_path: Path, old: str, new: str
) -> None:  # trust
    words = """\
woordenboek: eigen
titel: Eigen
versie: "1"
onderwerpen: {persoon: {meervoud: personen, persoon: ja}}
tabellen:
  melding:
    soort: moment
    titel: Melding
    onderwerp: persoon
    van wie: persoon
    sleutel: [nr]
    dag: dag
    kolommen:
      nr: {type: sleutel, verplicht: ja}
      persoon: {type: sleutel, verplicht: ja}
      dag: {type: dag, verplicht: ja}
      bedrag: {type: getal, eenheid: euro, decimalen: 2}
      extra: tekst
"""
    assert old in words

    def deliver(dictionary: str, name: str) -> Path:
        source = tmp_path / name
        source.mkdir()
        (source / "eigen.yaml").write_text(dictionary, encoding="utf-8")
        (source / "melding.csv").write_text(
            f"nr,persoon,dag,bedrag,extra\n{name},p,2016-01-01,1,\n", encoding="utf-8"
        )
        (source / "aanlevering.yaml").write_text(
            "aanlevering: x\nleverancier: wpda\nwoordenboek: eigen.yaml\nsoort: wijzigingen\n"
            "bekend tot en met: 2016-12-31\ntabellen: [{tabel: melding}]\n",
            encoding="utf-8",
        )
        return source

    accepted(store, deliver(words, "1"))
    grown = words + "      later: tekst\n"
    accepted(store, deliver(grown, "2"))
    with (
        received(deliver(grown.replace(old, new), "3"), store=store) as found,
        pytest.raises(Refused) as refused,
    ):
        found.accept(NOTHING, on=date(2017, 2, 1))
    assert refused.value.code == "ander-woordenboek"
    assert len(store.chain()) == 2
    assert known_now(store) is not None


def test_of_two_deliveries_at_once_the_shown_difference_must_still_be_true(
    store: Store, tmp_path: Path
) -> None:  # trust
    first = accepted(store, draw(tmp_path, row(1)))
    source = draw(tmp_path, row(2), more=f"vervangt: {first.manifest.hash[:12]}\n")
    with received(source, store=store) as found:
        assert found.why_not(Choices(confirmed=True)) == ""
        accepted(store, draw(tmp_path / "ander", row(3)))
        with pytest.raises(Refused) as refused:
            found.accept(Choices(confirmed=True), on=date(2017, 1, 12))
    assert refused.value.code == "ondertussen-gewijzigd"
    assert len(store.chain()) == 2


def test_what_would_change_is_told_beside_the_deliveries_that_were_there_when_it_was_read(
    store: Store, tmp_path: Path
) -> None:
    accepted(store, draw(tmp_path, row(1)))
    with received(draw(tmp_path, row(2)), store=store) as found:
        accepted(store, draw(tmp_path / "ander", row(2, regulation="02")))
        known_now(store)
        assert [(one.new, one.changed) for one in found.previews] == [(1, 0)]
        assert found.accept(NOTHING, on=date(2017, 1, 12)).manifest.number == 3
    known = known_now(store)
    assert known is not None
    assert known.until == 3


def test_known_is_made_again_from_the_deliveries(store: Store, tmp_path: Path) -> None:
    assert known_now(store) is None
    accepted(store, draw(tmp_path, row(1)))
    known = known_now(store)
    assert known is not None
    before = {path.name: path.read_bytes() for path in known.folder.rglob("*") if path.is_file()}
    accepted(store, draw(tmp_path, row(2)))
    again = known_now(store)
    assert again is not None
    assert again.until == 2
    assert before.keys() <= {path.name for path in again.folder.rglob("*")}
