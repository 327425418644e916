"""Laws of comparing versions: nothing for the same, one for one change, mirrored when swapped."""

from collections import Counter
from collections.abc import Iterator
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from koers.document import canonical_json
from koers.grammar import Block, Either, Json, ListOf, MapOf, Shape, camel
from koers.language import AGREEMENT
from koers.placed import Mapping, Scalar, Sequence
from koers.versions import Change, differences
from tests.generative.shapes import as_text, tree
from tests.generative.test_round_trip import DRAWN, RANDOMS, document_of

MIRROR = {
    Change.ADDED: Change.REMOVED,
    Change.REMOVED: Change.ADDED,
    Change.CHANGED: Change.CHANGED,
}
NAMES = {"code", "naam", "van", "per", "voor", "tot en met"}


def drawn(rnd: Random) -> dict[str, Json]:
    return document_of(as_text(tree(rnd)))


def changed(rnd: Random, document: Json) -> Json:
    """The document with one text replaced, one part left out or one list shuffled."""
    if isinstance(document, str):
        return document + "x"
    if len(document) > 1 and rnd.random() < 0.1:
        gone = rnd.randrange(len(document))
        if isinstance(document, dict):
            return {key: part for at, (key, part) in enumerate(document.items()) if at != gone}
        return [part for at, part in enumerate(document) if at != gone]
    if isinstance(document, dict):
        chosen = rnd.choice(list(document)) if document else ""
        return {k: changed(rnd, part) if k == chosen else part for k, part in document.items()}
    if rnd.random() < 0.2:
        return rnd.sample(document, len(document))
    place = rnd.randrange(len(document))
    return [changed(rnd, part) if at == place else part for at, part in enumerate(document)]


def unordered(shape: Shape, document: Json) -> Json:
    """The document in one order, where order has no meaning: lists, but for a first condition."""
    match shape:
        case Block() if isinstance(document, dict):
            shapes = {camel(key): declared.shape for key, declared in shape.keys.items()}
            return {key: unordered(shapes[key], part) for key, part in document.items()}
        case MapOf() if isinstance(document, dict):
            return {name: unordered(shape.item, part) for name, part in document.items()}
        case ListOf() if isinstance(document, list):
            parts = [unordered(shape.item, part) for part in document]
            first = 1 if isinstance(shape.item, Block) and shape.item.name == "voorwaarde" else 0
            return [*parts[:first], *sorted(parts[first:], key=canonical_json)]
        case Either():
            option = shape.options[{str: Scalar, list: Sequence, dict: Mapping}[type(document)]]
            return unordered(option, document) if option else document
        case _:
            return document


def texts(shape: Shape, part: Json, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Paths of the texts under keys that name nothing and stand in no list of texts."""
    if isinstance(shape, Block) and isinstance(part, dict):
        for key, declared in shape.keys.items():
            if camel(key) in part and key not in NAMES:
                yield from texts(declared.shape, part[camel(key)], (*path, camel(key)))
    elif isinstance(part, str):
        yield path


def with_text(part: Json, path: tuple[str, ...]) -> Json:
    if not path:
        return f"{part} anders"
    assert isinstance(part, dict)
    return {k: with_text(v, path[1:]) if k == path[0] else v for k, v in part.items()}


@DRAWN
@given(rnd=RANDOMS)
def test_document_does_not_differ_from_itself(rnd: Random) -> None:
    document = drawn(rnd)
    assert differences(document, document) == ()


@DRAWN
@given(rnd=RANDOMS)
def test_no_difference_means_equal_up_to_orders_without_meaning(rnd: Random) -> None:
    old = drawn(rnd)
    new = changed(rnd, old)
    assert isinstance(new, dict)
    equal = unordered(AGREEMENT, old) == unordered(AGREEMENT, new)
    assert (differences(old, new) == ()) == equal


@DRAWN
@given(rnd=RANDOMS)
def test_swapping_the_versions_swaps_every_difference(rnd: Random) -> None:
    old, new = drawn(rnd), drawn(rnd)
    there = Counter((one.change, one.old, one.new) for one in differences(old, new))
    back = Counter((MIRROR[one.change], one.new, one.old) for one in differences(new, old))
    assert there == back


@DRAWN
@given(rnd=RANDOMS, data=st.data())
def test_one_changed_text_is_one_difference_on_its_path(rnd: Random, data: st.DataObject) -> None:
    old = drawn(rnd)
    path = data.draw(st.sampled_from(list(texts(AGREEMENT, old))))
    new = with_text(old, path)
    assert isinstance(new, dict)
    (only,) = differences(old, new)
    assert tuple(camel(key) for key in only.path) == path
    assert only.change is Change.CHANGED
    assert only.new == f"{only.old} anders"
