"""Markdown for the generated pages: a table, and the name of a heading.

The idea that makes it simple: pages are text, so a page is made of functions that give text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; a bar within a cell is kept from being a border."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines
    )


def anchor(heading: str) -> str:
    """The name that a Markdown reader gives to a heading, for links."""
    kept = re.sub(r"[^\w\- ]", "", heading.lower())
    return kept.replace(" ", "-")
