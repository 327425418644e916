"""Random agreement files, drawn along the shapes of the language, and other spellings of them.

The idea that makes it simple: the shapes that read a file also say what can be written, so walking
them at random reaches every key. What comes out has the right shape and need not make sense;
`tests.generative.agreements` draws what makes sense.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

import yaml

from koers.grammar import Block, Either, ListOf, MapOf, Shape
from koers.language import AGREEMENT
from koers.placed import Mapping, Scalar, Sequence
from koers.scalars import Choice, Day, DayRange, Factor, Length, Number, Text
from tests.spec.woordenboek import spec_dictionary

Tree = str | list["Tree"] | dict[str, "Tree"]
"""A file as it is written: keys of the file, scalars as text."""

DEEPEST = 5
TABLES = sorted(spec_dictionary().tables)
COLUMNS = spec_dictionary().column_names()
WORDS = (*TABLES, *COLUMNS, "1", "2", "begin", "pw", "levensonderhoud", "K-1")
ODD_TEXTS = (
    *("no", "08", "1e3", ".inf", "~", "ja", "2016-07-01", "0x1F", "1_000", "a: b", "# geen"),
    *("- x", "'", '"', "{a}", "[b", "!c", "&d", "*e", "%f", "@g", "été", "价", "=", "<<", "1,"),
)
CODES = ("K-1", "K-2", "K-3", "assen", "meedoen", "1", "08", "no", "a_b.c-d")
UNITS = ("dag", "dagen", "week", "weken", "maand", "maanden", "jaar")


# --- any file of the right shape ------------------------------------------------------------------


def tree(rnd: Random, shape: Shape = AGREEMENT, depth: int = 0) -> Tree:
    """Something that the shape reads without a finding about shape."""
    match shape:
        case Block():
            return _block(rnd, shape, depth)
        case MapOf():
            names = CODES if shape.name_pattern.startswith("[") else (*WORDS, *ODD_TEXTS)
            names = COLUMNS if shape.of_columns else names
            return {rnd.choice(names): tree(rnd, shape.item, depth + 1) for _ in range(2)}
        case ListOf():
            most = 1 if depth > DEEPEST else 2
            return [tree(rnd, shape.item, depth + 1) for _ in range(rnd.randint(1, most))]
        case Either():
            options = [option for option in shape.options.values() if option]
            return tree(rnd, rnd.choice(options), depth + 1)
        case Text():
            return _scalar(rnd, shape)
        case _:
            raise TypeError(f"no way to draw {shape}")


def _block(rnd: Random, shape: Block, depth: int) -> Tree:
    if shape.shorthand and rnd.randint(0, 5) == 0:
        return tree(rnd, shape.keys[shape.shorthand].shape, depth + 1)
    optional = [key for key, declared in shape.keys.items() if not declared.required]
    some = len(optional) if depth < 3 else 5 if depth < DEEPEST else 1
    chosen = set(rnd.sample(optional, rnd.randint(0, min(some, len(optional)))))
    if depth > DEEPEST:
        chosen -= {"zonder", "alle van", "een van", "die"}
    found: dict[str, Tree] = {}
    for key, declared in shape.keys.items():
        if declared.required or key in chosen:
            found[key] = tree(rnd, declared.shape, depth + 1)
    column = rnd.choice(COLUMNS)
    if shape.rest_shape and shape.rest not in found and column not in shape.keys:
        found[column] = tree(rnd, shape.rest_shape, depth + 1)
    return found


def _scalar(rnd: Random, shape: Text) -> str:
    found = ""
    match shape:
        case Choice():
            found = rnd.choice(shape.words)
        case Day():
            found = _day(rnd)
        case DayRange():
            found = "..".join(sorted((_day(rnd), _day(rnd))))
        case Length():
            length = f"{rnd.randint(0, 40)} {rnd.choice(UNITS)}"
            prefixed = f"{shape.prefix} {length}".strip()
            found = rnd.choice((length, prefixed, *shape.words))
        case Number() if shape.whole:
            found = str(rnd.randint(-3, 130))
        case Number():
            found = _number(rnd)
        case Factor():
            found = rnd.choice((_number(rnd), "index", "tarief"))
        case _ if shape.pattern and shape.pattern.startswith("maanden"):
            found = f"maanden met {rnd.choice(WORDS)}"
        case _ if shape.pattern:
            found = rnd.choice(CODES)
        case _:
            found = rnd.choice((*WORDS, *ODD_TEXTS, "a\nb", "een heel gewone zin, met komma"))
    return found


def _day(rnd: Random) -> str:
    return str(date(2014, 1, 1) + timedelta(days=rnd.randint(0, 2190)))


def _number(rnd: Random) -> str:
    part, percent = rnd.choice(("", ",5", ".25", ",10", ".0")), rnd.choice(("", "%"))
    return f"{rnd.randint(-99, 1200)}{part}{percent}"


# --- the same file, spelled otherwise -------------------------------------------------------------


def respelled(rnd: Random, tree: Tree, shape: Shape = AGREEMENT) -> Tree:
    """Another way to write the same document."""
    other = tree
    match shape:
        case Block() if isinstance(tree, dict):
            other = _respelled_block(rnd, shape, tree)
        case Block() if shape.shorthand:
            inner = respelled(rnd, tree, shape.keys[shape.shorthand].shape)
            other = rnd.choice((inner, {shape.shorthand: inner}))
        case MapOf() if isinstance(tree, dict):
            names = rnd.sample(list(tree), len(tree))
            other = {name: respelled(rnd, tree[name], shape.item) for name in names}
        case ListOf():
            items = tree if isinstance(tree, list) else [tree]
            spelled = [respelled(rnd, item, shape.item) for item in items]
            bare = shape.single and len(spelled) == 1 and rnd.random() < 0.5
            other = spelled[0] if bare else spelled
        case Either():
            option = shape.options[{str: Scalar, list: Sequence, dict: Mapping}[type(tree)]]
            other = respelled(rnd, tree, option) if option else tree
        case Number() if shape.whole:
            pass
        case Number() | Factor() if isinstance(tree, str):
            other = _other_number(rnd, tree)
        case Length() if isinstance(tree, str):
            other = _other_length(rnd, tree)
        case _:
            pass
    return other


def _respelled_block(rnd: Random, shape: Block, tree: dict[str, Tree]) -> Tree:
    found: dict[str, Tree] = {}
    for key in rnd.sample(list(tree), len(tree)):
        inner = shape.keys[key].shape if key in shape.keys else shape.rest_shape
        assert inner is not None
        value = respelled(rnd, tree[key], inner)
        inline = rnd.random() < 0.5
        if (
            key == shape.rest
            and inline
            and isinstance(value, dict)
            and not set(value) & set(shape.keys)
        ):
            found.update(value)
        elif key not in shape.keys and shape.rest and shape.rest not in tree and not inline:
            under = found.setdefault(shape.rest, {})
            assert isinstance(under, dict)
            under[key] = value
        else:
            found[key] = value
    if "som" in found and shape.finish:
        for word in ("minstens", "hooguit", "meer dan", "minder dan"):
            if isinstance(number := found.get(word), str):
                found[word] = _other_number(rnd, number)
    return found


def _other_number(rnd: Random, text: str) -> str:
    match = re.fullmatch(r"(-?\d+)(?:[.,](\d+))?(%?)", text)
    if not match:
        return text
    part = (match[2] or "") + rnd.choice(("", "0", "0000"))
    mark = "," if len(part) == 3 else rnd.choice(",.")
    return f"{match[1]}{mark if part else ''}{part}{match[3]}"


def _other_length(rnd: Random, text: str) -> str:
    match = re.fullmatch(r"(hooguit )?(\d+) (\w+)", text)
    if not match:
        return text
    number, unit = int(match[2]), match[3]
    others = {
        "jaar": (f"{number} jaar", f"{number * 12} maanden"),
        "week": (f"{number} weken", f"{number * 7} dagen"),
        "weken": (f"{number} week", f"{number * 7} dag"),
        "maand": (f"{number} maanden",),
        "dag": (f"{number} dagen",),
    }
    return (match[1] or "") + rnd.choice(others.get(unit, (f"{number} {unit}",)))


# --- as text --------------------------------------------------------------------------------------


class _Plain(yaml.SafeDumper):
    """Writes every text without quotes where YAML allows it: `no`, `08`, 2016-07-01."""


_Plain.yaml_implicit_resolvers = {}


def as_text(tree: Tree, *, plain: bool = False, flow: bool = False) -> str:
    dumper = _Plain if plain else yaml.SafeDumper
    return yaml.dump(
        tree, Dumper=dumper, allow_unicode=True, sort_keys=False, default_flow_style=flow
    )


# --- what was reached -----------------------------------------------------------------------------


def keys_used(tree: Tree, shape: Shape = AGREEMENT) -> Iterator[tuple[str, str]]:
    """(block, key) for every key in the tree."""
    match shape:
        case Block() if isinstance(tree, dict):
            for key, value in tree.items():
                if key in shape.keys:
                    yield shape.what, key
                    yield from keys_used(value, shape.keys[key].shape)
                elif shape.rest_shape:
                    yield from keys_used(value, shape.rest_shape)
        case MapOf() if isinstance(tree, dict):
            for value in tree.values():
                yield from keys_used(value, shape.item)
        case ListOf() if isinstance(tree, list):
            for value in tree:
                yield from keys_used(value, shape.item)
        case Either():
            option = shape.options[{str: Scalar, list: Sequence, dict: Mapping}[type(tree)]]
            if option:
                yield from keys_used(tree, option)
        case _:
            return


def all_keys() -> set[tuple[str, str]]:
    """(block, key) for every key of the language."""
    found: set[tuple[str, str]] = set()
    waiting: list[Shape | None] = [AGREEMENT]
    while waiting:
        shape = waiting.pop()
        match shape:
            case Block():
                mine = {(shape.what, key) for key in shape.keys}
                if not mine <= found:
                    waiting += [key.shape for key in shape.keys.values()]
                    waiting.append(shape.rest_shape)
                found |= mine
            case ListOf() | MapOf():
                waiting.append(shape.item)
            case Either():
                waiting += shape.options.values()
            case _:
                pass
    return found
