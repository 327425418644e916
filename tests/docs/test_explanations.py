"""The pages of explanation say what Koers makes of their drawn data: pictures, tables and numbers.

The idea that makes it simple: what a module of `docs.pictures` tells stands in its page, and a page
has no number beside that.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs.pictures import PICTURES, TOLD

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "explanation"
NOT_PROSE = re.compile(r"`[^`]*`|\]\([^)]*\)|^!\[.*$|<[^>]*>", re.MULTILINE)


def joined(text: str) -> str:
    """Without quotation marks of Markdown, and with lines joined as a reader sees them."""
    return " ".join(re.sub(r"^> ?", "", text, flags=re.MULTILINE).split())


@pytest.mark.parametrize("name", PICTURES)
def test_picture_is_what_the_code_draws(name: str) -> None:
    written = (ROOT / "docs" / "beeld" / name).read_text(encoding="utf-8")
    assert written == PICTURES[name](), "run `.venv/bin/python -m docs.generate`"


@pytest.mark.parametrize("name", TOLD)
def test_page_says_what_the_code_counts(name: str) -> None:
    page = joined((FOLDER / name).read_text(encoding="utf-8"))
    assert [told for told in TOLD[name]() if joined(told) not in page] == []


@pytest.mark.parametrize("name", TOLD)
def test_page_has_no_other_numbers(name: str) -> None:
    page = joined(NOT_PROSE.sub(" ", (FOLDER / name).read_text(encoding="utf-8")))
    for told in sorted(TOLD[name](), key=len, reverse=True):
        page = page.replace(joined(told), " ")
    assert re.findall(r"\S*\d\S*", page) == []


@pytest.mark.parametrize("name", TOLD)
def test_page_shows_its_picture_and_stands_in_the_list(name: str) -> None:
    page = (FOLDER / name).read_text(encoding="utf-8")
    assert f"(../beeld/{name.replace('.md', '.svg')})" in page
    assert f"({name})" in (FOLDER / "README.md").read_text(encoding="utf-8")
