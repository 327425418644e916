"""The invented deliveries of two municipalities and three partners: the same from the same seed,
about nobody, and each supplier delivers what it may.
"""

import csv
from pathlib import Path

import pytest
import yaml

from koers.delivery.numbers_of_people import passes
from koers.invented.partners import write_deliveries

BY_HAND = {"de-proef": {"cijfer"}, "stel-dat": {"overgangen"}}
ABOUT_ADULTS = "18+"


@pytest.fixture(scope="module")
def delivered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    return write_deliveries(tmp_path_factory.mktemp("geleverd"), seed=1)


def supplier(folder: Path) -> str:
    return folder.name[11:]


def cells(path: Path) -> list[list[str]]:
    """All lines of a file, in the notation of its supplier."""
    told = yaml.safe_load((path.parent / "aanlevering.yaml").read_text(encoding="utf-8"))
    with path.open(encoding=told["codering"], newline="") as file:
        return list(csv.reader(file, delimiter=told["scheidingsteken"]))


def content(folders: tuple[Path, ...]) -> dict[str, bytes]:
    files = (path for folder in folders for path in folder.iterdir())
    return {f"{path.parent.name}/{path.name}": path.read_bytes() for path in files}


def test_same_seed_gives_the_same_bytes_and_another_does_not(
    delivered: tuple[Path, ...], tmp_path: Path
) -> None:
    again = write_deliveries(tmp_path / "nog eens", seed=1)
    other = write_deliveries(tmp_path / "anders", seed=2)
    assert content(delivered) == content(again)
    assert content(other).keys() == content(delivered).keys()
    assert content(other) != content(delivered)


def test_folders_come_in_the_order_in_which_they_are_received(
    delivered: tuple[Path, ...],
) -> None:
    days = [folder.name[:10] for folder in delivered]
    assert days == sorted(days)
    assert {supplier(folder) for folder in delivered} == {
        "voorschoten", "wassenaar", "het-voorbeeld", "de-proef", "stel-dat"
    }  # fmt: skip
    assert days.count("2017-04-12") == 5


def test_what_was_written_is_never_written_over(
    delivered: tuple[Path, ...],
) -> None:
    before = content(delivered)
    with pytest.raises(FileExistsError):
        write_deliveries(delivered[0].parent, seed=2)
    assert content(delivered) == before


def test_everything_is_said_to_be_invented(delivered: tuple[Path, ...]) -> None:
    for folder in delivered:
        told = (folder / "aanlevering.yaml").read_text(encoding="utf-8")
        assert told.startswith("# Alles in deze map is verzonnen.\n")


def test_partners_that_count_by_hand_deliver_totals_of_adults_and_nobody(
    delivered: tuple[Path, ...],
) -> None:
    for folder in delivered:
        tables = {path.stem for path in folder.glob("*.csv")}
        if supplier(folder) not in BY_HAND:
            assert tables > {"cijfer"} or "deelnemer" in tables
            continue
        assert tables == BY_HAND[supplier(folder)]
        for path in folder.glob("*.csv"):
            head, *lines = cells(path)
            what = next(place for place, name in enumerate(head) if name in ("Wat", "Domein"))
            assert lines
            assert all(line[what].endswith(ABOUT_ADULTS) for line in lines)


def test_no_cell_looks_like_a_citizen_service_number(delivered: tuple[Path, ...]) -> None:
    # UAVG art. 46
    for folder in delivered:
        for path in folder.glob("*.csv"):
            assert not any(passes(cell) for line in cells(path) for cell in line), path


def test_partner_gives_no_date_of_birth(delivered: tuple[Path, ...]) -> None:
    for folder in delivered:
        path = folder / "deelnemer.csv"
        if path.exists():
            head, *lines = cells(path)
            assert lines
            assert {line[head.index("Geboren")] for line in lines} == {""}


def test_spell_is_told_again_when_it_has_ended(delivered: tuple[Path, ...]) -> None:
    ends: dict[str, list[str]] = {}
    for folder in delivered:
        if supplier(folder) == "het-voorbeeld":
            head, *lines = cells(folder / "deelname.csv")
            for line in lines:
                number, end = line[head.index("Inschrijving")], line[head.index("Tot en met")]
                ends.setdefault(number, []).append(end)
    told_twice = [found for found in ends.values() if len(found) > 1]
    assert told_twice
    assert all(first == "" and last for first, last in told_twice)
