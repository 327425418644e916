"""Every relative link in the documentation leads to a file that is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\(([^)#\s]+)|(?:src|srcset)=\"([^\"]+)\"")


def relative_links(page: Path) -> list[str]:
    found = [markdown or html for markdown, html in LINK.findall(page.read_text(encoding="utf-8"))]
    return [link for link in found if not re.match(r"[a-z]+:", link)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_relative_link_leads_to_a_file(page: Path) -> None:
    assert [link for link in relative_links(page) if not (page.parent / link).exists()] == []


@pytest.mark.parametrize(
    "page",
    sorted((ROOT / "docs/decisions").glob("[0-9]*.md")),
    ids=lambda page: str(page.name),
)
def test_every_decision_record_stands_in_the_index(page: Path) -> None:
    index = ROOT / "docs/decisions/README.md"
    assert page.name in relative_links(index)
