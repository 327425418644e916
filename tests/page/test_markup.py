"""Text in an element stays text, whatever it says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from koers.page.markup import Markup, tag, together
from tests.page.parsed import Element, parsed

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")))
"""Without control signs: a file with those is refused before it becomes an agreement."""


def only(made: Markup) -> Element:
    (found,) = parsed(made.html).children
    assert isinstance(found, Element)
    return found


@given(TEXTS)
def test_any_text_is_read_back_as_that_text_and_makes_no_element(text: str) -> None:
    found = only(tag("p", text))
    assert not found.all()
    assert found.raw == text


@given(TEXTS)
def test_any_attribute_is_read_back_as_that_attribute(text: str) -> None:
    found = only(tag("a", "x", href="#y", data_head=text))
    assert found.attributes == {"href": "#y", "data-head": text}


def test_elements_within_elements_are_not_escaped_again() -> None:
    made = tag("p", "a < b, ", tag("b", "c & d"))
    assert made.html == "<p>a &lt; b, <b>c &amp; d</b></p>"


def test_nothing_says_nothing() -> None:
    assert together((None, "", ())).html == ""
    assert tag("p", None, class_=None, hidden=False).html == "<p></p>"
    assert tag("p", hidden=True).html == "<p hidden></p>"
