"""YAML text into a tree in which every value knows its place, and in which every scalar is still
text.

The idea that makes it simple: YAML is used for its *shape* only (blocks, lists, text). What a text
means follows from the key it stands under, so `no` is never false and `08` never eight. Whatever
could surprise or harm is refused: aliases, anchors, tags, several documents, duplicate keys, and
files too big or too deep.

It must not know what an agreement or a dictionary is.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from koers.findings import Findings, Place

MAX_BYTES = 2_000_000
MAX_DEPTH = 40
MAX_NODES = 200_000


@dataclass(frozen=True)
class Scalar:
    """A text. `text` is NFC; an absent value (`key:` with nothing behind it) is the empty text."""

    place: Place
    text: str


@dataclass(frozen=True)
class Sequence:
    place: Place
    items: tuple[Node, ...]


@dataclass(frozen=True)
class Mapping:
    """Keys in the order of the file. Duplicate keys are a finding; the first one is kept."""

    place: Place
    entries: tuple[tuple[Scalar, Node], ...]

    def get(self, key: str) -> Node | None:
        return next((value for name, value in self.entries if name.text == key), None)

    def keys(self) -> list[str]:
        return [name.text for name, _ in self.entries]


Node = Scalar | Sequence | Mapping


class _Stop(Exception):
    """Reading stops here; the finding has been added."""


def read_file(path: Path, findings: Findings, *, name: str | None = None) -> Node | None:
    """The tree of a file, or None with findings. `name` is how the file is called in findings."""
    shown = name or str(path)
    place = Place(shown)
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as problem:
        reason = problem.strerror or "onbekende fout"
        findings.add(
            "bestand-onleesbaar",
            place,
            f"Het bestand kan niet worden gelezen ({reason}).",
            "Controleer het pad.",
        )
        return None
    if size > MAX_BYTES:
        _too_big(findings, place, f"meer dan {MAX_BYTES // 1_000_000} MB")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data[: problem.start].count(b"\n") + 1
        findings.add(
            "bestand-onleesbaar",
            Place(shown, line, 1),
            "Op deze regel staat een teken dat geen UTF-8 is.",
            "Sla het bestand op als UTF-8.",
        )
        return None
    return read_text(text, findings, name=shown)


def read_text(text: str, findings: Findings, *, name: str) -> Node | None:
    """The tree of a text, or None with findings. Never raises on content, however hostile."""
    if len(text) > MAX_BYTES:
        _too_big(findings, Place(name), f"meer dan {MAX_BYTES // 1_000_000} MB")
        return None
    builder = _Builder(name, findings)
    try:
        return builder.build(text)
    except _Stop:
        return None
    except yaml.reader.ReaderError as problem:
        line = text[: problem.position].count("\n") + 1 if isinstance(problem.position, int) else 1
        findings.add(
            "yaml-fout",
            Place(name, line, 1),
            "Hier staat een teken dat in YAML niet mag.",
            "Verwijder het.",
        )
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name)
        findings.add(
            "yaml-fout",
            place,
            "Hier klopt de opmaak van het bestand niet.",
            "Kijk naar inspringing, dubbele punten, aanhalingstekens en haakjes op deze en de vorige regel.",
        )
    return None


def _too_big(findings: Findings, place: Place, what: str) -> None:
    findings.add(
        "bestand-te-groot",
        place,
        f"Het bestand is te groot: {what}.",
        "Splits het of haal weg wat te veel is.",
    )


class _Builder:
    """Turns parser events into nodes; the only place that talks to the YAML library."""

    def __init__(self, name: str, findings: Findings) -> None:
        self.name = name
        self.findings = findings
        self.nodes = 0

    def build(self, text: str) -> Node | None:
        events = yaml.parse(text, Loader=yaml.BaseLoader)
        root: Node | None = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse(event, "In het bestand staat meer dan een document (---).")
                root = self._node(next(events), events, depth=1)
        if root is None or (isinstance(root, Scalar) and not root.text):
            self.findings.add("bestand-onleesbaar", Place(self.name), "Het bestand is leeg.")
            raise _Stop
        return root

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        return Place(self.name, mark.line + 1, mark.column + 1) if mark else Place(self.name)

    def _refuse(self, event: yaml.Event, message: str) -> None:
        self.findings.add(
            "yaml-verboden", self._place(event), message, "Schrijf de waarde uit op deze plek."
        )
        raise _Stop

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], *, depth: int) -> Node:
        self.nodes += 1
        place = self._place(event)
        if depth > MAX_DEPTH:
            _too_big(self.findings, place, f"meer dan {MAX_DEPTH} niveaus diep")
            raise _Stop
        if self.nodes > MAX_NODES:
            _too_big(self.findings, place, f"meer dan {MAX_NODES} onderdelen")
            raise _Stop
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self._refuse(event, "Een verwijzing (& of *) mag hier niet.")
        if getattr(event, "tag", None):
            self._refuse(event, "Een label (!) mag hier niet.")
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(place, unicodedata.normalize("NFC", str(event.value)))
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(place, events, depth)
        return self._mapping(place, events, depth)

    def _sequence(self, place: Place, events: Iterator[yaml.Event], depth: int) -> Sequence:
        items: list[Node] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(self._node(event, events, depth=depth + 1))
        return Sequence(place, tuple(items))

    def _mapping(self, place: Place, events: Iterator[yaml.Event], depth: int) -> Mapping:
        entries: list[tuple[Scalar, Node]] = []
        seen: dict[str, Place] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self._node(event, events, depth=depth + 1)
            value = self._node(next(events), events, depth=depth + 1)
            if not isinstance(key, Scalar):
                self.findings.add(
                    "verkeerde-vorm", key.place, "Een sleutel moet een gewone tekst zijn."
                )
            elif key.text in seen:
                self.findings.add(
                    "dubbele-sleutel",
                    key.place,
                    f"De sleutel '{key.text}' staat hier voor de tweede keer.",
                    f"Hij stond al op regel {seen[key.text].line}. Voeg de twee samen of verwijder er een.",
                )
            else:
                seen[key.text] = key.place
                entries.append((key, value))
        return Mapping(place, tuple(entries))
