"""Every table of the dictionary 'participatiewet' with how its rows are invented.

The idea that makes it simple: each family of tables has its own list; this is all of them, in the
order of the dictionary.
"""

from __future__ import annotations

from collections.abc import Mapping

from koers.dictionary import Dictionary
from koers.dictionary_format import shipped
from koers.invented import (
    asking,
    business,
    income,
    learning,
    money,
    opinions,
    people,
    scores,
    stated,
    support,
    work,
)
from koers.invented.recipe import Recipe

_FAMILIES = (
    people.RECIPES,
    asking.RECIPES,
    income.RECIPES,
    support.RECIPES,
    work.RECIPES,
    learning.RECIPES,
    scores.RECIPES,
    business.RECIPES,
    opinions.RECIPES,
    money.RECIPES,
    stated.RECIPES,
)
RECIPES: Mapping[str, Recipe] = {
    name: recipe for family in _FAMILIES for name, recipe in family.items()
}
DICTIONARY = "participatiewet"


def dictionary() -> Dictionary:
    """The dictionary that the invented registers follow."""
    return shipped(DICTIONARY)
