"""Makes every generated page of `docs/reference`, and the pictures of `docs/explanation`:
`python -m docs.generate` writes them.

The idea that makes it simple: a page is a file name and a function that gives its text, made from
what the product itself runs on. A test compares each page with the file, so none can grow old.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from docs.commands import page as commands_page
from docs.figures import page as figures_page
from docs.findings import page as findings_page
from docs.invented import page as invented_page
from docs.keys import page as keys_page
from docs.language import page as language_page
from docs.pictures import PICTURES
from koers.schema import agreement_schema, declaration_schema, dictionary_schema

FOLDER = Path(__file__).parent / "reference"
IMAGES = Path(__file__).parent / "beeld"


def _json(schema: dict[str, object]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


PAGES: Mapping[str, Callable[[], str]] = {
    "overeenkomst.schema.json": lambda: _json(agreement_schema()),
    "woordenboek.schema.json": lambda: _json(dictionary_schema()),
    "aanlevering.schema.json": lambda: _json(declaration_schema()),
    "taal.md": language_page,
    "sleutels.md": keys_page,
    "opdrachten.md": commands_page,
    "cijfers.md": figures_page,
    "meldingen.md": findings_page,
    "verzonnen-registers.md": invented_page,
}


def main() -> None:
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")
    for name, drawn in PICTURES.items():
        (IMAGES / name).write_text(drawn(), encoding="utf-8")


if __name__ == "__main__":
    main()
