"""YAML text into a tree in which every value knows its place, and in which every scalar is still
text.

The idea that makes it simple: YAML is used for its *shape* only (blocks, lists, text). What a text
means follows from the key it stands under, so `no` is never false and `08` never eight. Whatever
could surprise or harm is refused: aliases, anchors, tags, several documents, duplicate keys, and
files too big or too deep.

It must not know what an agreement or a dictionary is.
"""

from __future__ import annotations

import errno
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from koers.findings import Findings, Place

MAX_BYTES = 2_000_000
MAX_DEPTH = 40
MAX_NODES = 100_000
MAX_TOLD = 20

Loader = type[yaml.BaseLoader] | type[yaml.CBaseLoader]
FASTEST: Loader = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader
"""Far faster where PyYAML was built with libyaml; a test holds that both read the same."""

_SEEN = "\t\n\r\u200c\u200d"
"""Of the signs without a shape only these may stand in a text: the last two join letters."""


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
        reason = why_unreadable(problem)
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
    text = decoded(data, findings, name=shown)
    return None if text is None else read_text(text, findings, name=shown)


def decoded(data: bytes, findings: Findings, *, name: str) -> str | None:
    """The text of the bytes of a file, or None with a finding at the line that is no UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data[: problem.start].count(b"\n") + 1
        message = "Op deze regel staat een teken dat geen UTF-8 is."
        hint = "Sla het bestand op als UTF-8."
        findings.add("bestand-onleesbaar", Place(name, line, 1), message, hint)
        return None


def why_unreadable(problem: OSError) -> str:
    """The cause in Dutch."""
    if isinstance(problem, FileNotFoundError):
        return "het bestaat niet"
    if isinstance(problem, IsADirectoryError):
        return "het is een map"
    if isinstance(problem, PermissionError):
        return "er is geen toegang"
    if problem.errno == errno.ENOSPC:
        return "de schijf is vol"
    return "het systeem geeft een fout"


def read_text(text: str, findings: Findings, *, name: str, loader: Loader = FASTEST) -> Node | None:
    """The tree of a text, or None with findings. Never raises on content, however hostile."""
    if len(text) > MAX_BYTES:
        _too_big(findings, Place(name), f"meer dan {MAX_BYTES // 1_000_000} MB")
        return None
    text = text.removeprefix("\ufeff")
    unseen = _unseen(text)
    if unseen:
        _tell_unseen(text, unseen, findings, name)
        return None
    try:
        return _Builder(name, findings, loader).build(text)
    except _Stop:
        return None
    except (yaml.YAMLError, ValueError, OverflowError) as problem:
        # The last two: an escape such as "\UFFFFFFFF" that is no sign at all, in the slow loader.
        mark = getattr(problem, "problem_mark", None) or getattr(problem, "context_mark", None)
        place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name, 1, 1)
        findings.add(
            "yaml-fout",
            place,
            "Hier klopt de opmaak van het bestand niet.",
            "Kijk op deze en de vorige regel naar inspringing, dubbele punten, aanhalingstekens "
            "en haakjes.",
        )
    return None


def _unseen(text: str) -> set[str]:
    """The signs in a text that people cannot see but that may change what it says: control signs,
    reading directions, half signs.
    """
    hidden = ("Cc", "Cf", "Cs", "Zl", "Zp")
    return {
        sign for sign in set(text) if unicodedata.category(sign) in hidden and sign not in _SEEN
    }


def _tell_unseen(text: str, unseen: Iterable[str], findings: Findings, name: str) -> None:
    pattern = re.compile("[" + "".join(re.escape(sign) for sign in unseen) + "]")
    for number, found in enumerate(pattern.finditer(text)):
        if number == MAX_TOLD:
            return
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - text.rfind("\n", 0, found.start())
        _tell_one_unseen(findings, Place(name, line, column), found.group())


def _tell_one_unseen(findings: Findings, place: Place, sign: str) -> None:
    findings.add(
        "onzichtbaar-teken",
        place,
        f"Hier staat een teken dat niemand ziet (U+{ord(sign):04X}).",
        "Verwijder het, of typ de regel opnieuw.",
    )


def _too_big(findings: Findings, place: Place, what: str) -> None:
    findings.add(
        "bestand-te-groot",
        place,
        f"Het bestand is te groot: {what}.",
        "Splits het of haal weg wat te veel is.",
    )


class _Builder:
    """Turns parser events into nodes; the only place that talks to the YAML library."""

    def __init__(self, name: str, findings: Findings, loader: Loader) -> None:
        self.name = name
        self.findings = findings
        self.loader = loader
        self.nodes = 0

    def build(self, text: str) -> Node | None:
        events = yaml.parse(text, Loader=self.loader)
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
            return Scalar(place, self._text(place, str(event.value)))
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(place, events, depth)
        return self._mapping(place, events, depth)

    def _text(self, place: Place, text: str) -> str:
        """The text in one spelling; signs nobody sees may still have been written as an escape."""
        unseen = _unseen(text)
        for sign in sorted(unseen):
            _tell_one_unseen(self.findings, place, sign)
        seen = "".join(sign for sign in text if sign not in unseen) if unseen else text
        return unicodedata.normalize("NFC", seen)

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
                    f"Hij stond al op regel {seen[key.text].line}. "
                    "Voeg de twee samen of verwijder er een.",
                )
            else:
                seen[key.text] = key.place
                entries.append((key, value))
        return Mapping(place, tuple(entries))
