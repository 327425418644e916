"""The rows of a subject depend on the seed and its number, and on nothing else."""

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from koers.invented.recipes import dictionary
from koers.invented.writing import write

SOME = ("klant", "uitkering", "werk", "trede", "besluit", "boeking")


def small(folder: Path, *, seed: int = 1, part_size: int = 65, threads: int = 1) -> Path:
    write(folder, subjects=200, seed=seed, part_size=part_size, threads=threads)
    return folder


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def rows_of(folder: Path, table: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = pq.read_table(folder / table).to_pylist()
    return rows


def test_same_seed_gives_the_same_bytes_by_any_number_of_threads(tmp_path: Path) -> None:
    one = small(tmp_path / "one", threads=1)
    two = small(tmp_path / "two", threads=3)
    assert bytes_of(one) == bytes_of(two)


def test_size_of_parts_changes_no_row(tmp_path: Path) -> None:
    few, many = small(tmp_path / "few", part_size=200), small(tmp_path / "many", part_size=57)
    for table in dictionary().tables:
        assert rows_of(few, table) == rows_of(many, table), table


def test_another_seed_gives_other_rows(tmp_path: Path) -> None:
    one, other = small(tmp_path / "one"), small(tmp_path / "other", seed=2)
    for table in SOME:
        assert rows_of(one, table) != rows_of(other, table), table


def test_a_table_asked_alone_is_the_same(tmp_path: Path) -> None:
    every = small(tmp_path / "every")
    write(tmp_path / "some", subjects=200, seed=1, part_size=65, tables=SOME)
    alone = bytes_of(tmp_path / "some")
    del alone["register.json"]
    assert alone.items() <= bytes_of(every).items()


def test_more_persons_change_nothing_about_the_first_ones(tmp_path: Path) -> None:
    more = tmp_path / "more"
    write(more, subjects=300, seed=1, tables=SOME)
    fewer = small(tmp_path / "fewer")
    for table in SOME:
        expected = rows_of(fewer, table)
        assert rows_of(more, table)[: len(expected)] == expected, table


def test_register_says_that_it_is_invented(tmp_path: Path) -> None:
    text = (small(tmp_path / "register") / "register.json").read_text(encoding="utf-8")
    told = json.loads(text)
    assert told["verzonnen"] is True
    assert (told["woordenboek"], told["onderwerpen"], told["delen"]) == ("participatiewet", 200, 4)
    assert (told["zaad"], told["bekendTotEnMet"]) == (1, "2027-12-31")


def test_progress_is_told_part_by_part(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    write(
        tmp_path / "register",
        subjects=30,
        seed=1,
        part_size=10,
        tables=["klant"],
        progress=lambda done, all_of_them: told.append((done, all_of_them)),
    )
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").touch()
    with pytest.raises(FileExistsError):
        write(tmp_path, subjects=10, seed=1)


def test_table_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="uitkeringen"):
        write(tmp_path / "register", subjects=10, seed=1, tables=["uitkeringen"])


@pytest.mark.parametrize(
    ("subjects", "municipalities", "part_size"),
    [(0, 3, 10), (100_000_000, 3, 10), (10, 0, 10), (10, 10_000, 10), (10, 3, 0)],
)
def test_plan_that_cannot_be_is_refused(
    tmp_path: Path, subjects: int, municipalities: int, part_size: int
) -> None:
    with pytest.raises(ValueError, match=r"subjects|municipalities"):
        write(
            tmp_path / "register",
            subjects=subjects,
            seed=1,
            municipalities=municipalities,
            part_size=part_size,
        )
