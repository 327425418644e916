"""The two example agreements give the findings that were expected, each with why it is right.

The idea that makes it simple: a file of sentences stands beside the test. A finding without a
sentence fails, and so does a sentence without its finding.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from koers.document import Located
from koers.format import ReadAgreement, read_agreement
from koers.grammar import Path as Keys

HERE = Path(__file__).parent
AGREEMENTS = {
    "werkplein": "werkplein-drentsche-aa",
    "prestatiedenken": "prestatiedenken",
}
Expected = tuple[str, str, str]
"""The code, the part with a code of its own (else the key), and what of it."""


@dataclass(frozen=True)
class Sentence:
    """Some findings and why they are right."""

    findings: tuple[Expected, ...]
    why: str


def sentences(name: str) -> Iterator[Sentence]:
    text = (HERE / f"expected_{name}.yaml").read_text(encoding="utf-8")
    for entry in yaml.safe_load(text):
        what = entry.get("what", [""])
        found = tuple((entry["code"], at, topic) for at in entry["at"] for topic in what)
        yield Sentence(found, entry["why"])


def read(name: str) -> ReadAgreement:
    return read_agreement(HERE.parents[1] / "voorbeelden" / AGREEMENTS[name] / "overeenkomst.yaml")


def findings(found: ReadAgreement) -> Iterator[Expected]:
    located = found.located
    assert located is not None
    keys = {place: path for path, place in located.reading.places.items()}
    for one in found.findings:
        path = keys[one.place]
        topic = str(path[3]) if path[2:3] == ("aangevuld",) else ""
        yield one.code, owner(located, path), topic


def owner(located: Located, path: Keys) -> str:
    """The code of the part of a list that a path lies in; the key where it lies in none."""
    if len(path) > 1 and isinstance(path[1], int):
        parts = list(located.each(str(path[0])))
        return parts[path[1]].text("code")
    return str(path[0])


@pytest.mark.parametrize("name", AGREEMENTS)
def test_an_example_gives_the_findings_that_were_expected_and_no_other(name: str) -> None:
    # A-03, B-11
    expected = Counter(one for sentence in sentences(name) for one in sentence.findings)
    given = Counter(findings(read(name)))
    assert {"too many": sorted((given - expected).elements())} == {"too many": []}
    assert {"too few": sorted((expected - given).elements())} == {"too few": []}


@pytest.mark.parametrize("name", AGREEMENTS)
def test_every_expected_finding_has_a_sentence_why_it_is_right(name: str) -> None:
    for sentence in sentences(name):
        assert sentence.why.endswith("."), sentence
        assert len(sentence.why) > 30, sentence


@pytest.mark.parametrize("name", AGREEMENTS)
def test_an_example_can_be_counted_whatever_its_document_leaves_open(name: str) -> None:
    found = read(name)
    assert found.agreement is not None
    assert not any(one.is_error for one in found.findings)
