"""Documents: canonical JSON, its hash, and a way to walk through one while knowing where each part
stood in the file.

The idea that makes it simple: a document is text, lists and blocks only; one spelling, one hash.
`Located` is a part of a document that can say what it holds and put a finding at its own place.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from koers.findings import Place, suggestion
from koers.grammar import Json, Path, Reading


def canonical_json(document: Json) -> bytes:
    """The one way to write a document: sorted keys, no spaces, UTF-8 (text is NFC already)."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def document_hash(document: Json) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal: what identifies a version."""
    return hashlib.sha256(canonical_json(document)).hexdigest()


@dataclass(frozen=True)
class Located:
    """A part of a document with its path; missing parts are None, never an error."""

    value: Json
    reading: Reading
    root: Place
    path: Path = ()

    @property
    def place(self) -> Place:
        """The place of this part, or of the nearest part around it that has one."""
        path = self.path
        while path and path not in self.reading.places:
            path = path[:-1]
        return self.reading.places.get(path, self.root)

    def has(self, key: str) -> bool:
        return isinstance(self.value, dict) and key in self.value

    def misread(self, key: str) -> bool:
        """True where the file has this key but its value could not be read: that has been told."""
        return not self.has(key) and (*self.path, key) in self.reading.places

    def get(self, key: str) -> Located | None:
        if isinstance(self.value, dict) and key in self.value:
            return replace(self, value=self.value[key], path=(*self.path, key))
        return None

    def at(self, key: str) -> Located:
        """The part under `key`; the block itself when it is missing, so that a finding still has a
        place.
        """
        return self.get(key) or replace(self, value="", path=(*self.path, key))

    def text(self, key: str, default: str = "") -> str:
        part = self.get(key)
        return part.value if part is not None and isinstance(part.value, str) else default

    def yes(self, key: str) -> bool:
        return self.text(key) == "ja"

    def texts(self, key: str) -> tuple[str, ...]:
        part = self.get(key)
        if part is None or not isinstance(part.value, list):
            return ()
        return tuple(item for item in part.value if isinstance(item, str))

    def items(self) -> Iterator[Located]:
        """The parts of a list."""
        if isinstance(self.value, list):
            for index, item in enumerate(self.value):
                yield replace(self, value=item, path=(*self.path, index))

    def each(self, key: str) -> Iterator[Located]:
        """The parts of the list under `key`."""
        part = self.get(key)
        if part is not None:
            yield from part.items()

    def named(self, key: str) -> Iterator[tuple[str, Located]]:
        """Names and parts of the block under `key`."""
        part = self.get(key)
        if part is not None and isinstance(part.value, dict):
            for name in part.value:
                yield name, part.at(name)

    def add(self, code: str, message: str, hint: str = "") -> None:
        self.reading.findings.add(code, self.place, message, hint)

    def unknown(self, what: str, name: str, known: Iterable[str]) -> None:
        """A reference to something that does not exist."""
        self.add("onbekende-verwijzing", f"{what} '{name}' bestaat niet.", suggestion(name, known))
