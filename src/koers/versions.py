"""What changed between two versions of an agreement, in the words of the file.

The idea that makes it simple: both versions are canonical documents of one shape, so the comparison
walks along the shape. Parts that have a name of their own are matched by it; where order has no
meaning, order is no difference; what is spelled otherwise but is the same document never shows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from koers.document import canonical_json
from koers.grammar import Block, Either, Json, ListOf, MapOf, Shape, camel
from koers.language import AGREEMENT
from koers.placed import Mapping as MappingNode
from koers.placed import Scalar
from koers.placed import Sequence as SequenceNode


class Change(StrEnum):
    ADDED = "toegevoegd"
    REMOVED = "vervallen"
    CHANGED = "gewijzigd"


@dataclass(frozen=True)
class Difference:
    """One part that was added, removed or changed. `path` holds keys as the file spells them, names
    and (counted from 1) positions; `old` and `new` are the part as text, None where it is absent.
    """

    path: tuple[str, ...]
    change: Change
    old: str | None
    new: str | None

    def __str__(self) -> str:
        where = " › ".join(self.path)
        match self.change:
            case Change.ADDED:
                return f"{where}: toegevoegd: {self.new}"
            case Change.REMOVED:
                return f"{where}: vervallen: {self.old}"
            case Change.CHANGED:
                return f"{where}: was {self.old}, wordt {self.new}"


def differences(old: dict[str, Json], new: dict[str, Json]) -> tuple[Difference, ...]:
    """Every difference between two documents of agreements, in the order of the language."""
    return tuple(_compare(AGREEMENT, old, new, ()))


_IDENTITY = {
    "indicator": ("code",),
    "effect": ("code",),
    "prestatie": ("code",),
    "voorbeeld": ("naam",),
    "norm": ("van", "per", "voor"),
    "parameterwaarde": ("van",),
    "periode": ("van", "totEnMet"),
    "ondertekenaar": ("partij", "hoedanigheid"),
    "begeleidend-document": ("code",),
    "aanname": ("code",),
    "randvoorwaarde": ("code",),
    "plicht": ("code",),
    "buiten-de-opdracht": ("onderwerp",),
    "bedrag": ("code",),
    "rapportage": ("naam",),
    "mijlpaal": ("dag",),
}
"""What makes a part of a list the same part in another version."""

_FIRST_MATTERS = "voorwaarde"
"""Of several conditions the first written one gives the rows (P1); others may stand anywhere."""

_Path = tuple[str, ...]


def _compare(shape: Shape, old: Json, new: Json, path: _Path) -> Iterator[Difference]:
    if canonical_json(old) == canonical_json(new):
        return
    match shape:
        case Block() if isinstance(old, dict) and isinstance(new, dict):
            for key, declared in shape.keys.items():
                yield from _under(declared.shape, camel(key), old, new, (*path, key))
        case MapOf() if isinstance(old, dict) and isinstance(new, dict):
            for name in dict.fromkeys((*old, *new)):
                yield from _under(shape.item, name, old, new, (*path, name))
        case ListOf() if isinstance(old, list) and isinstance(new, list):
            yield from _lists(shape.item, old, new, path)
        case Either() if type(old) is type(new):
            yield from _compare(_option(shape, old), old, new, path)
        case _:
            yield Difference(path, Change.CHANGED, _text(shape, old), _text(shape, new))


def _under(
    shape: Shape, key: str, old: dict[str, Json], new: dict[str, Json], path: _Path
) -> Iterator[Difference]:
    if key in old and key in new:
        yield from _compare(shape, old[key], new[key], path)
    elif key in old:
        yield Difference(path, Change.REMOVED, _text(shape, old[key]), None)
    elif key in new:
        yield Difference(path, Change.ADDED, None, _text(shape, new[key]))


def _lists(item: Shape, old: list[Json], new: list[Json], path: _Path) -> Iterator[Difference]:
    named = isinstance(item, Block) and item.name in _IDENTITY
    pairs = _same_names(item, old, new) if named else _same_content(old, new)
    for before, after in pairs:
        if before is None and after is not None:
            label = _label(item, new, after)
            yield Difference((*path, label), Change.ADDED, None, _text(item, new[after]))
        elif after is None and before is not None:
            label = _label(item, old, before)
            yield Difference((*path, label), Change.REMOVED, _text(item, old[before]), None)
        elif before is not None and after is not None:
            label = _label(item, new, after)
            yield from _compare(item, old[before], new[after], (*path, label))
    first_matters = isinstance(item, Block) and item.name == _FIRST_MATTERS
    if first_matters and (0, 0) not in pairs and canonical_json(old[0]) != canonical_json(new[0]):
        first = _text(item, old[0]), _text(item, new[0])
        yield Difference((*path, "eerste"), Change.CHANGED, *first)


_Pair = tuple[int | None, int | None]


def _same_names(item: Shape, old: list[Json], new: list[Json]) -> list[_Pair]:
    """Positions of the parts with the same name, in the new order; then what is gone."""
    keys = _IDENTITY[item.name] if isinstance(item, Block) else ()
    mine, theirs = _numbered(old, keys), _numbered(new, keys)
    pairs: list[_Pair] = [(mine.get(name), place) for name, place in theirs.items()]
    return pairs + [(place, None) for name, place in mine.items() if name not in theirs]


def _numbered(parts: list[Json], keys: Sequence[str]) -> dict[Hashable, int]:
    """Name -> position; a name that comes back (a mistake of its own) is a name of its own."""
    seen: Counter[Hashable] = Counter()
    found: dict[Hashable, int] = {}
    for place, part in enumerate(parts):
        values = part if isinstance(part, dict) else {}
        name = tuple(str(values.get(key, "")) for key in keys)
        found[(name, seen[name])] = place
        seen[name] += 1
    return found


def _same_content(old: list[Json], new: list[Json]) -> list[_Pair]:
    """Equal parts are paired wherever they stand; what is left is paired in order (a text never:
    one value does not become another)."""
    left = list(range(len(old)))
    extra: list[int] = []
    for place, part in enumerate(new):
        same = next((at for at in left if canonical_json(old[at]) == canonical_json(part)), None)
        if same is None:
            extra.append(place)
        else:
            left.remove(same)
    pairs: list[_Pair] = []
    while left and extra and not isinstance(old[left[0]], str):
        pairs.append((left.pop(0), extra.pop(0)))
    return pairs + [(at, None) for at in left] + [(None, at) for at in extra]


def _label(item: Shape, parts: list[Json], place: int) -> str:
    part, keys = parts[place], _IDENTITY.get(item.name, ()) if isinstance(item, Block) else ()
    if len(keys) == 1 and isinstance(part, dict) and isinstance(part.get(keys[0]), str):
        return str(part[keys[0]])
    return str(place + 1)


def _option(shape: Either, value: Json) -> Shape:
    kind = {str: Scalar, list: SequenceNode, dict: MappingNode}[type(value)]
    option = shape.options[kind]
    assert option is not None, "a document holds only what its shape reads"
    return option


def _text(shape: Shape, value: Json) -> str:
    """A part as people would write it on one line."""
    return _line(shape.write(value))


def _line(value: Json) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_line(part) for part in value)}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_line(part)}" for key, part in value.items()) + "}"
    return value
