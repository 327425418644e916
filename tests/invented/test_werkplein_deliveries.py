"""The invented deliveries of the Werkplein: the same each time, in order, each with the outcome
that is meant, and together all that happened.
"""

from __future__ import annotations

import hashlib
import pkgutil
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from koers import late_rows, states
from koers.cli import main
from koers.delivery.declaration import FILE_NAME
from koers.dictionary import Cell
from koers.engines.compiled import Stored, read_known
from koers.findings import Findings
from koers.format import read_agreement
from koers.invented import werkplein
from koers.invented.draw import Rows, Words
from koers.invented.recipe import Columns
from koers.invented.recipes import dictionary
from koers.invented.werkplein import story
from koers.invented.werkplein.calendar import (
    BEFORE_ALL,
    CODES_WRONG,
    GOALS_WRONG,
    TRIAL,
    calendar,
    numbered,
)
from koers.invented.werkplein.deliveries import write_deliveries
from koers.invented.werkplein.levels import FIRST, LAST
from koers.invented.werkplein.sheets import Fault, faulty, spells
from koers.invented.werkplein.writing import lines
from koers.store.arrivals import Edge, arrivals
from koers.store.manifest import standing
from koers.store.objects import Store
from tests.invented.told_late import told_late

PARCELS = calendar([*story.sheets(1)])
TERM = date(2016, 7, 1)
"""The first day of the agreement."""
WERKPLEIN = (
    Path(__file__).parents[2] / "voorbeelden" / "werkplein-drentsche-aa" / "overeenkomst.yaml"
)


def of(wrong: str) -> str:
    """The title of the delivery with this fault."""
    (found,) = (parcel.title for parcel in PARCELS if parcel.wrong == wrong)
    return found


# --- what is written ------------------------------------------------------------------------------


def digests(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def test_the_same_seed_gives_the_same_bytes_and_another_does_not(tmp_path: Path) -> None:
    for name, seed in (("een", 7), ("twee", 7), ("drie", 8)):
        write_deliveries(tmp_path / name, seed=seed)
    one, two, three = (digests(tmp_path / name) for name in ("een", "twee", "drie"))
    assert one == two
    assert one.keys() == three.keys()
    assert one != three


def test_folders_stand_in_order_of_acceptance_and_say_that_all_is_invented(tmp_path: Path) -> None:
    found = write_deliveries(tmp_path / "leveringen", seed=1)
    assert list(found) == sorted(found)
    assert len(found) == len(PARCELS)
    for folder, parcel in zip(found, PARCELS, strict=True):
        assert folder.name.startswith(parcel.day.isoformat())
        assert "verzonnen" in (folder / FILE_NAME).read_text(encoding="utf-8")


def test_a_month_is_told_once_but_for_what_is_mended() -> None:
    known = [p.known for p in PARCELS if p.title.startswith("Wijzigingen") and not p.replaces]
    assert Counter(Counter(known).values()) == {1: 19, 2: 1}  # one was refused and came again
    assert sorted(known) != known  # one came after its successor


# --- what becomes of it ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """All of them delivered, in one run."""
    folder = tmp_path_factory.mktemp("werkplein")
    write_deliveries(folder / "leveringen", seed=1)
    words = ["lever", str(folder / "leveringen"), "--opslag", str(folder / "opslag")]
    assert main([*words, "--op", "mapnaam", "--bevestig"]) == 1
    return Store.open(folder / "opslag")


def test_each_delivery_is_accepted_on_its_day_but_for_the_one_that_is_refused(store: Store) -> None:
    meant = [(parcel.title, parcel.day) for parcel in PARCELS if parcel.title != of(CODES_WRONG)]
    assert [(one.name, one.accepted_on) for one in store.chain()] == meant
    assert {one.name: one.number for one in store.chain()} == numbered(PARCELS)


def test_what_was_replaced_or_taken_back_does_not_stand(store: Store) -> None:
    chain = store.chain()
    gone = {one.name for one in chain} - {one.name for one in standing(chain)}
    assert gone == {of(GOALS_WRONG), of(TRIAL)}


def test_deliveries_together_are_all_that_happened(store: Store) -> None:
    # F4, F5: late, corrected, mended and taken back, and still every row as it is in the end
    sheets = story.sheets(1)
    known = states.last_rows(store, list(sheets))
    for name, sheet in sheets.items():
        columns = dictionary().tables[name].columns.values()
        header, *told = lines(sheet.told(BEFORE_ALL, LAST))
        assert header == [column.name for column in columns]
        found = [[in_words(row.cells[c.name], c.decimals) for c in columns] for row in known[name]]
        assert sorted(found) == sorted(told), name


def test_what_is_registered_late_is_found_late_and_nothing_else(store: Store) -> None:
    # statistics 1.3
    sheets, tables = story.sheets(1), dictionary().tables
    meant = {
        (name, edge): late
        for name, sheet in sheets.items()
        for edge in Edge
        if (late := told_late(sheet, tables[name], edge, PARCELS, since=TERM)) and late[0]
    }
    found = arrivals(known_state(store), store.chain(), [*sheets], since=TERM)
    assert {(a.table, a.edge): (a.known, a.late, a.out_of_turn) for a in found} == meant


def test_too_late_are_the_tables_where_that_was_meant_and_one_delivery(store: Store) -> None:
    # statistics 1.3: more than 1 %
    found = arrivals(known_state(store), store.chain(), [*story.sheets(1)], since=TERM)
    agreement = read_agreement(WERKPLEIN).agreement
    assert agreement is not None
    late = [o for o in late_rows.held_against(agreement, agreement.indicators, found) if o.is_found]
    assert {(one.arrivals.table, one.arrivals.edge): str(one.wait) for one in late} == {
        ("toetsing", Edge.DAY): "1 maand",  # told in the quarter after the decision was looked at
        ("uitstroom", Edge.DAY): "1 maand",
        ("vertrek", Edge.DAY): "1 maand",
        ("werk", Edge.END): "1 maand",
    }
    (out,) = late_rows.out_of_turn(found, store.chain())
    assert out.delivery.name == "Wijzigingen januari 2017"


def known_state(store: Store) -> Stored:
    known = states.known_now(store)
    assert known is not None
    return read_known(known.folder, dictionary(), at=known.until, findings=Findings())


def in_words(cell: Cell, decimals: int) -> str:
    """A cell as the Werkplein writes it."""
    if isinstance(cell, date):
        return cell.strftime("%d-%m-%Y")
    if isinstance(cell, int) and decimals:
        return f"{Decimal(cell).scaleb(-decimals):.{decimals}f}".replace(".", ",")
    return "" if cell is None else str(cell)


# --- rows through time ----------------------------------------------------------------------------

DAY = FIRST + 10


def one_spell(**mended: int) -> tuple[list[str], ...]:
    """The end and group of one spell from DAY to DAY + 30, as told of the days up to each."""
    rows = Rows(1, np.array([1]), np.array([0]), np.array([0]))
    group: Columns = {"doelgroep": Words.all("bijstand", 1)}
    found = spells("doelgroep", rows, np.array([DAY]), np.array([DAY + 30]), group, late=0)
    if mended:
        fault = Fault("doelgroep", Words.all("wsw", 1), np.array([DAY + mended["after"]]))
        found = found.with_fault(fault, {})
    told = []
    for after, until in ((DAY - 1, DAY + 5), (DAY + 5, DAY + 20), (DAY + 20, DAY + 40)):
        sheet = found.told(after, until)
        words, ends = sheet.columns["doelgroep"], sheet.day("einddatum")
        assert isinstance(words, Words)
        told.append(
            [
                f"{w} {e - DAY if e > 0 else ''}".strip()
                for w, e in zip([words.words[place] for place in words.places], ends, strict=True)
            ]
        )
    return tuple(told)


def test_a_spell_is_told_when_it_begins_and_again_when_it_ends() -> None:
    assert one_spell() == (["bijstand"], [], ["bijstand 30"])


def test_a_fault_stands_until_somebody_sees_it() -> None:
    assert one_spell(after=12) == (["wsw"], ["bijstand"], ["bijstand 30"])


def test_what_is_taken_from_the_register_later_is_told_as_it_stands_then() -> None:
    rows = Rows(1, np.array([1]), np.array([0]), np.array([0]))
    found = spells("doelgroep", rows, np.array([DAY]), np.array([DAY + 30]), {}, late=0)
    late = found.told(DAY - 1, DAY + 5, as_on=DAY + 40)
    assert late.day("einddatum").tolist() == [DAY + 30]


def test_only_some_rows_are_faulty_and_each_is_mended_later() -> None:
    number = np.arange(1, 2001)
    rows = Rows(1, number, number - 1, np.zeros_like(number))
    end = np.full(2000, LAST + 1)
    found = spells("doelgroep", rows, np.full(2000, DAY), end, {}, late=0)
    wrong = faulty(found, "einddatum", np.zeros(2000, dtype=np.int64), 50)
    assert wrong.fault is not None
    seen = wrong.fault.seen[wrong.fault.seen <= LAST]
    assert 60 < len(seen) < 140
    assert seen.min() > DAY


# --- what is assumed ------------------------------------------------------------------------------


def test_no_two_assumptions_have_the_same_name_and_each_is_told() -> None:
    told = [one.name for found in story.assumptions().values() for one in found]
    assert [name for name, count in Counter(told).items() if count > 1] == []
    modules = {name for _, name, _ in pkgutil.iter_modules(werkplein.__path__)}
    named = {family.__name__.rpartition(".")[2] for family in story.FAMILIES}
    without = {"calendar", "deliveries", "levels", "story", "writing"}
    assert modules - named == without
