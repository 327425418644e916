"""The glossary has every key of the files and of the figures, says each word once, and names code
that exists.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from docs.figures import json_keys
from docs.keys import all_keys
from koers.delivery.declaration_keys import DECLARATION
from koers.dictionary_format import DICTIONARY
from koers.language import AGREEMENT

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Entry:
    """A row: Dutch words (each perhaps with its block or choices behind it), English, names."""

    dutch: tuple[str, ...]
    english: str
    names: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The words as they stand in a file: `van (aandeel)` is the key `van`."""
        return tuple(re.split(r" \(|: ", word)[0] for word in self.dutch)


def entries() -> list[Entry]:
    found = []
    for line in (ROOT / "GLOSSARY.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("| ") and not line.startswith("| Dutch"):
            dutch, english, code = (cell.strip() for cell in line.strip("|").split(" | "))
            words = dutch.split(":")[0].split(", ") if ": " in dutch else dutch.split(", ")
            found.append(Entry(tuple(words), english, tuple(re.findall(r"`([^`]+)`", code))))
    return found


def names_in_source() -> set[str]:
    """Every name that is defined in `koers`: modules, classes, functions, fields, arguments; with
    `Class.field` for what a class holds.
    """
    found: set[str] = set()
    for path in (ROOT / "src/koers").rglob("*.py"):
        found.add(path.stem)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                found |= {f"{node.name}.{name}" for name in _defined(node.body)}
            if isinstance(node, ast.Module | ast.ClassDef):
                found |= _defined(node.body)
            if isinstance(node, ast.arg):
                found.add(node.arg)
    return found


def _defined(body: list[ast.stmt]) -> set[str]:
    found: set[str] = set()
    for node in body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            found.add(node.name)
        targets = node.targets if isinstance(node, ast.Assign) else []
        if isinstance(node, ast.AnnAssign):
            targets = [node.target]
        found |= {target.id for target in targets if isinstance(target, ast.Name)}
    return found


WORDS = {key for entry in entries() for key in entry.keys}


@pytest.mark.parametrize(
    "key", sorted(all_keys(AGREEMENT) | all_keys(DICTIONARY) | all_keys(DECLARATION))
)
def test_every_key_of_a_file_stands_in_the_glossary(key: str) -> None:
    assert key in WORDS


@pytest.mark.parametrize("key", sorted(json_keys()))
def test_every_key_of_a_figure_stands_in_the_glossary(key: str) -> None:
    assert key in WORDS


def test_every_dutch_word_stands_once_so_it_has_one_translation() -> None:
    counted = Counter(word for entry in entries() for word in entry.dutch)
    assert [word for word, times in counted.items() if times > 1] == []


def test_every_name_in_backticks_is_in_the_code() -> None:
    known = names_in_source()
    assert [name for entry in entries() for name in entry.names if name not in known] == []


def test_a_name_that_is_not_in_the_code_is_found() -> None:
    known = names_in_source()
    assert {"Share", "Share.population", "known_through"} <= known
    assert {"Share.denominator", "Settlement"} & known == set()
