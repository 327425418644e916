"""Draws meet their shares, depend on nothing but their names, and every one is told."""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter

import numpy as np
import pytest

from koers import invented
from koers.invented.draw import Assumption, Chance, Pick, Rows, Spread, Words
from koers.invented.recipes import RECIPES
from koers.invented.spells import Course

COUNT = 40_000
NUMBERS = np.arange(1, COUNT + 1, dtype=np.int64)
ROWS = Rows(7, NUMBERS, NUMBERS - 1, np.zeros_like(NUMBERS))


def near(found: int, expected: int) -> bool:
    """Within five standard deviations of a count, at most."""
    return (found - expected) ** 2 < 25 * expected


def test_chance_happens_so_often() -> None:
    assert near(int(Chance("a", 125).of(ROWS).sum()), COUNT // 8)
    assert not Chance("a", 0).of(ROWS).any()
    assert Chance("a", 1000).of(ROWS).all()


def test_spread_has_as_many_between_every_two_points() -> None:
    found = Spread("a", (-10, 0, 5, 500), scale=100).of(ROWS)
    counted, _ = np.histogram(found, bins=[-1000, 0, 500, 50_000])
    assert all(near(count, COUNT // 3) for count in counted.tolist())
    assert found.min() >= -1000
    assert found.max() < 50_000


def test_point_that_stands_twice_comes_up_itself() -> None:
    assert near(int((Spread("a", (0, 0, 9)).of(ROWS) == 0).sum()), COUNT // 2 + COUNT // 18)


def test_points_that_fall_are_refused() -> None:
    with pytest.raises(ValueError, match="rise"):
        Spread("a", (3, 1))


def test_pick_follows_the_weights() -> None:
    picked = Pick("a", {"often": 6, "seldom": 2, "never": 0}).of(ROWS)
    counted = Counter(picked.words[place] for place in picked.places.tolist())
    assert near(counted["seldom"], COUNT // 4)
    assert set(counted) == {"often", "seldom"}


@pytest.mark.parametrize("other", [Rows(8, NUMBERS, NUMBERS, ROWS.nth), ROWS.each(1)])
def test_another_seed_and_another_row_draw_independently(other: Rows) -> None:
    half = Chance("a", 500)
    assert near(int((half.of(ROWS) == half.of(other)).sum()), COUNT // 2)


def test_another_name_draws_independently() -> None:
    same = Chance("a", 500).of(ROWS) == Chance("b", 500).of(ROWS)
    assert near(int(same.sum()), COUNT // 2)


def test_rows_in_another_order_draw_the_same() -> None:
    spread = Spread("a", (0, 1000))
    turned = ROWS.kept(np.arange(COUNT - 1, -1, -1))
    assert np.array_equal(spread.of(turned)[::-1], spread.of(ROWS))


def test_words_read_as_others_join_and_are_chosen_between() -> None:
    words = Words(np.array([0, 1, -1]), ("a", "b"))
    read = words.read_as({"a": "x"})
    assert read.places.tolist() == [0, -1, -1]
    joined = Words.joined([words, read])
    assert [("", *joined.words)[place + 1] for place in joined.places] == [
        "a",
        "b",
        "",
        "x",
        "",
        "",
    ]
    chosen = words.unless(np.array([True, False, True]), Words.all("z", 3))
    assert [chosen.words[place] for place in chosen.places] == ["z", "b", "z"]


def drawn_in_code() -> list[Assumption]:
    """Every assumption that a module of the package names."""
    found: list[Assumption] = []
    for module in pkgutil.iter_modules(invented.__path__):
        held = vars(importlib.import_module(f"koers.invented.{module.name}")).values()
        flat = [one for value in held for one in (value if isinstance(value, tuple) else (value,))]
        for one in flat:
            found += one.draws if isinstance(one, Course) else ()
            found += [one] if isinstance(one, Chance | Spread | Pick) else []
    return list({id(one): one for one in found}.values())


def test_no_two_assumptions_have_the_same_name() -> None:
    counted = Counter(one.name for one in drawn_in_code())
    assert [name for name, count in counted.items() if count > 1] == []


def test_every_assumption_is_told_at_a_table() -> None:
    told = {one.name for recipe in RECIPES.values() for one in recipe.assumptions}
    assert {one.name for one in drawn_in_code()} - told == set()
