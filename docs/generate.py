"""Makes every generated page of `docs/reference`: `python docs/generate.py` writes them.

The idea that makes it simple: a page is a file name and a function that gives its text, made from
what the product itself runs on. A test compares each page with the file, so none can grow old.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from koers.schema import agreement_schema, dictionary_schema

FOLDER = Path(__file__).parent / "reference"


def _json(schema: dict[str, object]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


PAGES: Mapping[str, Callable[[], str]] = {
    "overeenkomst.schema.json": lambda: _json(agreement_schema()),
    "woordenboek.schema.json": lambda: _json(dictionary_schema()),
}


def main() -> None:
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
