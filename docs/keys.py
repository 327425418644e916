"""The reference page of the keys, `sleutels.md`: what may stand in an agreement and a dictionary.

The idea that makes it simple: the shapes that read a file are walked, and each says its key, its
line of help and what it expects. Nothing is told here that the reader does not also hold.
"""

from __future__ import annotations

from collections.abc import Iterator

from docs.markdown import anchor, table
from koers.definition.keys import CONDITION
from koers.delivery.declaration_keys import DECLARATION
from koers.dictionary_format import DICTIONARY
from koers.grammar import Block, Either, Key, ListOf, MapOf, Shape, named_shapes
from koers.language import AGREEMENT
from koers.scalars import Choice, Length, Text

INTRODUCTION = """\
# De sleutels van de bestanden

Elke sleutel die in een overeenkomst, een woordenboek of een aanlevering mag staan. Een sleutel is
het woord voor de dubbele punt. Staat er `›` tussen, dan staat de tweede sleutel in het blok van de
eerste.

Wat de woorden bij het tellen betekenen, staat in [de taal van de indicatoren](taal.md). Een editor
kan meelezen met het JSON Schema van de [overeenkomst](overeenkomst.schema.json), van het
[woordenboek](woordenboek.schema.json) en van de [aanlevering](aanlevering.schema.json).
"""
HEADER = ("Sleutel", "Moet", "Wat er staat", "Betekenis")


def page() -> str:
    """The text of `sleutels.md`."""
    return "\n".join(
        [
            INTRODUCTION,
            *_file("overeenkomst", "De overeenkomst", AGREEMENT),
            *_file("woordenboek", "Het woordenboek", DICTIONARY),
            *_file("aanlevering", "De aanlevering", DECLARATION),
        ]
    )


def all_keys(root: Block) -> frozenset[str]:
    """Every key that may stand anywhere in a file."""
    blocks = [root, *named_shapes(root).values()]
    paths = [path for block in blocks for path, _ in _rows(block)]
    return frozenset(name for path in paths for name in path)


def _file(name: str, title: str, root: Block) -> Iterator[str]:
    yield f"## {title}\n"
    yield _part(root, name)
    for shape in named_shapes(root).values():
        yield f"### {_title(shape, name)}\n"
        yield _part(shape, name)


def _title(shape: Shape, file: str) -> str:
    """'Een voorwaarde'; a name that both files use says which file it is of."""
    what = shape.name if isinstance(shape, Block | Either) else shape.what
    return f"{what.capitalize()} ({file})"


def _part(shape: Block | Either, file: str) -> str:
    if isinstance(shape, Either):
        parts = [f"Hier staat {_options(shape, file)}.\n"]
        inner = shape.options.values()
        parts += [_keys(one, file) for one in inner if isinstance(one, Block) and not one.name]
        return "\n".join(parts)
    return _keys(shape, file)


def _keys(block: Block, file: str) -> str:
    parts = []
    rows = list(_rows(block))
    if _is_condition(block):
        parts.append(
            f"Alle sleutels van een [voorwaarde](#{anchor(_title(CONDITION, file))}), en deze:\n"
        )
        rows = [(path, key) for path, key in rows if path[0] not in CONDITION.keys]
    lines = [_row(path, key, file) for path, key in rows]
    parts.append(f"{table(HEADER, lines)}\n")
    if block.rest:
        parts.append(
            "Elke andere sleutel is een kolom van de tabel: `regeling: pw` betekent "
            f"`{block.rest}: {{regeling: pw}}`.\n"
        )
    if block.shorthand:
        parts.append(f"Korter mag ook: alleen een tekst staat voor `{block.shorthand}`.\n")
    return "\n".join(parts)


def _is_condition(block: Block) -> bool:
    """Whether a block is a condition with more keys."""
    same = all(
        name in block.keys and block.keys[name].help == key.help
        for name, key in CONDITION.keys.items()
    )
    return same and len(block.keys) > len(CONDITION.keys)


def _rows(shape: Shape | None) -> Iterator[tuple[tuple[str, ...], Key]]:
    """Keys of a block, and of the blocks without a name of their own below them."""
    if isinstance(shape, Either):
        for option in shape.options.values():
            if not (isinstance(option, Block) and option.name):
                yield from _rows(option)
    if not isinstance(shape, Block):
        return
    for name, key in shape.keys.items():
        yield (name,), key
        for inner in _nameless(key.shape):
            for path, below in _rows(inner):
                yield (name, *path), below


def _nameless(shape: Shape | None) -> Iterator[Block]:
    match shape:
        case Block(name=""):
            yield shape
        case Either(name=""):
            for option in shape.options.values():
                yield from _nameless(option)
        case ListOf() | MapOf():
            yield from _nameless(shape.item)
        case _:
            pass


def _row(path: tuple[str, ...], key: Key, file: str) -> tuple[str, ...]:
    name = " › ".join(f"`{part}`" for part in path)
    return name, "ja" if key.required else "", _expected(key.shape, file), key.help


def _expected(shape: Shape, file: str) -> str:
    """What a shape expects, in words."""
    match shape:
        case Block(name=name) | Either(name=name) if name:
            return f"[{shape.what}](#{anchor(_title(shape, file))})"
        case Either():
            return _options(shape, file)
        case ListOf(item=item, single=True):
            return f"{_expected(item, file)}; of een lijst daarvan"
        case ListOf(item=item):
            return f"een lijst; elk deel is {_expected(item, file)}"
        case MapOf(item=item):
            return f"namen; achter elke naam {_expected(item, file)}"
        case Choice(words=words):
            return " of ".join(f"`{word}`" for word in words)
        case _:
            return _words(shape)


def _words(shape: Shape) -> str:
    example = f", zoals {shape.example}" if isinstance(shape, Text) and shape.example else ""
    words = f"; of {', '.join(shape.words)}" if isinstance(shape, Length) and shape.words else ""
    return f"{shape.what}{example}{words}"


def _options(shape: Either, file: str) -> str:
    found = dict.fromkeys(_expected(option, file) for option in shape.options.values() if option)
    return ", of ".join(found)
