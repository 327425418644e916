"""Shapes: what may stand under which key. One table is reader, JSON Schema, reference page and
writer.

The idea that makes it simple: a *shape* turns a placed YAML node into one canonical document (text,
lists and blocks with lowerCamelCase Dutch keys), so that every spelling of the same thing becomes
the same document with the same hash. Findings are collected on the way; a value that cannot be read
is left out.

It must not know what the keys mean: meaning is checked where the model is built.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable
from collections.abc import Mapping as MappingType
from dataclasses import dataclass, field
from functools import cached_property

from koers.findings import Findings, Place, suggestion
from koers.placed import Mapping, Node, Scalar, Sequence

type_name = {"Scalar": "een tekst", "Sequence": "een lijst", "Mapping": "een blok met sleutels"}

Json = str | list["Json"] | dict[str, "Json"]
Path = tuple[str | int, ...]


def camel(key: str) -> str:
    """'tot en met' -> 'totEnMet'."""
    first, *rest = re.split(r"[ -]", key)
    return first + "".join(word.capitalize() for word in rest)


@dataclass
class Reading:
    """Where findings and places gather while one file is read."""

    findings: Findings
    places: dict[Path, Place] = field(default_factory=dict)

    def add(self, code: str, node: Node | Scalar, message: str, hint: str = "") -> None:
        self.findings.add(code, node.place, message, hint)


@dataclass(frozen=True)
class SchemaNames:
    """Names that a JSON Schema may offer beside the fixed keys: columns of the dictionary, for
    instance. None: the columns are not known, so any name may stand there.
    """

    columns: tuple[str, ...] | None = None


class Shape(ABC):
    """One kind of value. `what` completes the sentence 'Hier wordt ... verwacht'."""

    what = "een waarde"

    @abstractmethod
    def read(self, node: Node, reading: Reading, path: Path) -> Json | None:
        """The canonical value, or None after adding a finding."""

    @abstractmethod
    def schema(self, names: SchemaNames) -> dict[str, object]:
        """JSON Schema (2020-12) of what an editor may write here."""

    def write(self, value: Json) -> Json:
        """The canonical value with file keys instead of document keys."""
        return value

    def wrong(self, node: Node, reading: Reading) -> None:
        reading.add(
            "verkeerde-vorm",
            node,
            f"Hier staat {type_name[type(node).__name__]}; verwacht wordt {self.what}.",
        )


class ListOf(Shape):
    """A list of one shape; a single value is read as a list of one when `single`."""

    def __init__(self, item: Shape, *, single: bool = True, what: str | None = None) -> None:
        self.item = item
        self.single = single
        self.what = what or "een lijst"

    def read(self, node: Node, reading: Reading, path: Path) -> Json | None:
        if isinstance(node, Sequence):
            nodes: tuple[Node, ...] = node.items
        elif self.single:
            nodes = (node,)
        else:
            self.wrong(node, reading)
            return None
        values: list[Json] = []
        for child in nodes:
            value = self.item.read(child, reading, (*path, len(values)))
            if value is not None:
                reading.places[(*path, len(values))] = child.place
                values.append(value)
        if not nodes:
            reading.add(
                "verkeerde-vorm",
                node,
                "Deze lijst is leeg.",
                "Vul de lijst of laat de sleutel weg.",
            )
        return values or None

    def schema(self, names: SchemaNames) -> dict[str, object]:
        many: dict[str, object] = {"type": "array", "minItems": 1, "items": self.item.schema(names)}
        return {"anyOf": [many, self.item.schema(names)]} if self.single else many

    def write(self, value: Json) -> Json:
        items = value if isinstance(value, list) else [value]
        return [self.item.write(item) for item in items]


class MapOf(Shape):
    """A block whose keys are names (of parties, columns, codes), kept as they are."""

    def __init__(
        self,
        item: Shape,
        *,
        what: str = "een blok met namen",
        name_pattern: str = r"\S(?:.*\S)?",
        of_columns: bool = False,
    ) -> None:
        self.item = item
        self.what = what
        self.name_pattern = name_pattern
        self.of_columns = of_columns

    def read(self, node: Node, reading: Reading, path: Path) -> Json | None:
        if not isinstance(node, Mapping):
            self.wrong(node, reading)
            return None
        values: dict[str, Json] = {}
        for name, child in node.entries:
            if not re.fullmatch(self.name_pattern, name.text):
                reading.add("ongeldige-waarde", name, f"'{name.text}' kan geen naam zijn.")
                continue
            value = self.item.read(child, reading, (*path, name.text))
            if value is not None:
                reading.places[(*path, name.text)] = name.place
                values[name.text] = value
        return values

    def schema(self, names: SchemaNames) -> dict[str, object]:
        item = self.item.schema(names)
        if self.of_columns and names.columns is not None:
            offered = dict.fromkeys(names.columns, item)
            return {"type": "object", "properties": offered, "additionalProperties": False}
        return {
            "type": "object",
            "propertyNames": {"pattern": f"^(?:{self.name_pattern})$"},
            "additionalProperties": item,
        }

    def write(self, value: Json) -> Json:
        return (
            {name: self.item.write(item) for name, item in value.items()}
            if isinstance(value, dict)
            else value
        )


@dataclass(frozen=True)
class Key:
    """A key of a block: its shape, a Dutch line of help, whether it must be there, and the document
    key it is an alias of.
    """

    shape: Shape
    help: str
    required: bool = False


class Block(Shape):
    """A block with fixed keys. With `rest`, other keys are read as tests on columns and moved under
    the key `rest`.

    `shorthand`: the key that a bare text stands for (`som: kosten` for `som: {kolom: kosten}`);
    `finish` may rewrite the finished document block (a synonym to its canonical spelling).
    """

    def __init__(
        self,
        keys: MappingType[str, Key] | Callable[[], MappingType[str, Key]],
        *,
        what: str = "een blok met sleutels",
        name: str = "",
        rest: str | None = None,
        rest_shape: Shape | None = None,
        shorthand: str | None = None,
        finish: Callable[[dict[str, Json]], dict[str, Json]] | None = None,
    ) -> None:
        self._keys = keys
        self.what = what
        self.name = name
        self.rest = rest
        self.rest_shape = rest_shape
        self.shorthand = shorthand
        self.finish = finish

    @cached_property
    def keys(self) -> MappingType[str, Key]:
        return self._keys() if callable(self._keys) else self._keys

    def read(self, node: Node, reading: Reading, path: Path) -> Json | None:
        if self.shorthand and isinstance(node, Scalar):
            value = self.keys[self.shorthand].shape.read(
                node, reading, (*path, camel(self.shorthand))
            )
            reading.places[path] = node.place
            return None if value is None else self._finished({camel(self.shorthand): value})
        if not isinstance(node, Mapping):
            self.wrong(node, reading)
            return None
        reading.places[path] = node.place
        block = self._entries(node, reading, path)
        for key, declared in self.keys.items():
            if declared.required and node.get(key) is None:
                reading.add(
                    "ontbrekende-sleutel",
                    node,
                    f"De sleutel '{key}' ontbreekt hier.",
                    declared.help,
                )
        return self._finished(block)

    def _entries(self, node: Mapping, reading: Reading, path: Path) -> dict[str, Json]:
        block: dict[str, Json] = {}
        tests: dict[str, Json] = {}
        for name, child in node.entries:
            key = name.text
            if key in self.keys:
                reading.places[(*path, camel(key))] = name.place
                value = self.keys[key].shape.read(child, reading, (*path, camel(key)))
                if value is not None:
                    block[camel(key)] = value
            elif self.rest and self.rest_shape:
                inner = (*path, camel(self.rest), key)
                value = self.rest_shape.read(child, reading, inner)
                reading.places[inner] = name.place
                if value is not None:
                    tests[key] = value
            else:
                hint = suggestion(key, self.keys)
                reading.add(
                    "onbekende-sleutel", name, f"De sleutel '{key}' bestaat hier niet.", hint
                )
        if tests and self.rest:
            given = block.get(camel(self.rest))
            both = {**(given if isinstance(given, dict) else {}), **tests}
            if isinstance(given, dict):
                self._told_twice(given, node, reading)
            block[camel(self.rest)] = both
        return block

    def _told_twice(self, given: dict[str, Json], node: Mapping, reading: Reading) -> None:
        for name, _ in node.entries:
            if name.text in given and name.text not in self.keys:
                reading.add(
                    "dubbele-sleutel",
                    name,
                    f"'{name.text}' staat ook onder '{self.rest}'.",
                    "Laat er een staan.",
                )

    def _finished(self, block: dict[str, Json]) -> dict[str, Json]:
        return self.finish(block) if self.finish else block

    def schema(self, names: SchemaNames) -> dict[str, object]:
        if self.name:
            return {"$ref": f"#/$defs/{self.name}"}
        return self.body(names)

    def body(self, names: SchemaNames) -> dict[str, object]:
        """The schema itself, to stand under `$defs` for a named block."""
        properties: dict[str, object] = {}
        for key, declared in self.keys.items():
            properties[key] = {**declared.shape.schema(names), "description": declared.help}
        others: object = False
        if self.rest and self.rest_shape:
            test = self.rest_shape.schema(names)
            others = test if names.columns is None else False
            properties = {**dict.fromkeys(names.columns or (), test), **properties}
        found: dict[str, object] = {
            "type": "object",
            "title": self.what,
            "properties": properties,
            "additionalProperties": others,
        }
        required = [key for key, declared in self.keys.items() if declared.required]
        if required:
            found["required"] = required
        if self.shorthand:
            return {"anyOf": [found, self.keys[self.shorthand].shape.schema(names)]}
        return found

    def write(self, value: Json) -> Json:
        if not isinstance(value, dict):
            return value
        names = {camel(key): key for key in self.keys}
        return {names[key]: self.keys[names[key]].shape.write(item) for key, item in value.items()}


class Either(Shape):
    """Text, list or block: which of the shapes is read follows from what stands there, never from
    trial and error.
    """

    def __init__(
        self,
        *,
        what: str,
        text: Shape | None = None,
        many: Shape | None = None,
        block: Shape | None = None,
        name: str = "",
    ) -> None:
        self.what = what
        self.name = name
        self.options = {Scalar: text, Sequence: many, Mapping: block}

    def read(self, node: Node, reading: Reading, path: Path) -> Json | None:
        shape = self.options[type(node)]
        if shape is None:
            self.wrong(node, reading)
            return None
        return shape.read(node, reading, path)

    def schema(self, names: SchemaNames) -> dict[str, object]:
        return {"$ref": f"#/$defs/{self.name}"} if self.name else self.body(names)

    def body(self, names: SchemaNames) -> dict[str, object]:
        """The schema itself, to stand under `$defs` for one with a name."""
        return {"anyOf": [shape.schema(names) for shape in self.options.values() if shape]}

    def write(self, value: Json) -> Json:
        kind = {str: Scalar, list: Sequence, dict: Mapping}[type(value)]
        shape = self.options[kind]
        return shape.write(value) if shape else value


def named_shapes(root: Shape) -> dict[str, Block | Either]:
    """Every shape with a name that a shape reaches: what stands once under `$defs` and has its own
    part of the reference page.
    """
    found: dict[str, Block | Either] = {}
    waiting: list[Shape | None] = [root]
    while waiting:
        shape = waiting.pop(0)
        if isinstance(shape, Block | Either) and shape.name:
            if shape.name in found:
                continue
            found[shape.name] = shape
        match shape:
            case Block():
                waiting += [key.shape for key in shape.keys.values()]
                waiting.append(shape.rest_shape)
            case ListOf() | MapOf():
                waiting.append(shape.item)
            case Either():
                waiting += shape.options.values()
            case _:
                pass
    return found
