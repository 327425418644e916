"""File <-> document: whatever has the right shape survives, and one meaning has one hash."""

import json
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from koers.document import canonical_json, document_hash
from koers.findings import Findings
from koers.format import read_agreement, to_yaml
from koers.grammar import Json, Reading
from koers.language import AGREEMENT
from koers.placed import read_text
from koers.schema import agreement_schema
from tests.engine.editor import complaints
from tests.generative.shapes import all_keys, as_text, keys_used, respelled, tree
from tests.spec.woordenboek import spec_dictionary

DRAWN = settings(deadline=None, max_examples=80, suppress_health_check=list(HealthCheck))
SCHEMA = agreement_schema(spec_dictionary())
RANDOMS = st.randoms(use_true_random=False)


def document_of(text: str) -> dict[str, Json]:
    read = read_agreement(text, name="drawn", dictionary=spec_dictionary())
    assert read.document is not None, [str(finding) for finding in read.findings]
    return read.document


@DRAWN
@given(rnd=RANDOMS, plain=st.booleans(), flow=st.booleans())
def test_file_and_document_round_trip(rnd: Random, plain: bool, flow: bool) -> None:
    document = document_of(as_text(tree(rnd), plain=plain, flow=flow))
    again = document_of(to_yaml(document))
    assert again == document
    assert document_hash(again) == document_hash(document)


@DRAWN
@given(rnd=RANDOMS, plain=st.booleans())
def test_other_spelling_of_the_same_agreement_has_the_same_hash(rnd: Random, plain: bool) -> None:
    drawn = tree(rnd)
    document = document_of(as_text(drawn))
    other = document_of(as_text(respelled(rnd, drawn), plain=plain))
    assert other == document
    assert document_hash(other) == document_hash(document)
    assert json.loads(canonical_json(other)) == document


@DRAWN
@given(rnd=RANDOMS)
def test_what_the_reader_takes_for_its_shape_is_valid_in_an_editor(rnd: Random) -> None:
    text = as_text(tree(rnd))
    findings = Findings()
    node = read_text(text, findings, name="drawn")
    assert node is not None
    AGREEMENT.read(node, Reading(findings), ())
    assert findings.items == []
    assert complaints(text, SCHEMA) == []


def test_every_key_of_the_language_is_drawn() -> None:
    # The laws above say nothing about a key that is never drawn.
    drawn = {key for seed in range(300) for key in keys_used(tree(Random(seed)))}
    assert all_keys() - drawn == set()
