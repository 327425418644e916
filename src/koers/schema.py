"""JSON Schema of the files that people write: agreement, dictionary and declaration.

The idea that makes it simple: the shapes that read a file also describe it, so a schema is every
shape saying what an editor may write there. It knows shape only; what words refer to, and whether
an agreement can be counted, is for `koers lees`.
"""

from __future__ import annotations

from koers.delivery.declaration_keys import DECLARATION
from koers.dictionary import Dictionary
from koers.dictionary_format import DICTIONARY
from koers.grammar import Block, SchemaNames, named_shapes
from koers.language import AGREEMENT

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def agreement_schema(dictionary: Dictionary | None = None) -> dict[str, object]:
    """The schema of an agreement file. With a dictionary, conditions offer its columns and refuse
    other names; without one, any name may be a column.
    """
    columns = dictionary.column_names() if dictionary else None
    words = f"de kolommen van woordenboek '{dictionary.name}'" if dictionary else "elke kolomnaam"
    return _schema(
        AGREEMENT,
        SchemaNames(columns),
        title="Overeenkomst",
        description=f"Een overeenkomst over resultaten; voorwaarden kennen {words}.",
    )


def dictionary_schema() -> dict[str, object]:
    """The schema of a dictionary file."""
    return _schema(
        DICTIONARY,
        SchemaNames(),
        title="Woordenboek",
        description="Welke tabellen een domein levert, en wat hun kolommen betekenen.",
    )


def declaration_schema() -> dict[str, object]:
    """The schema of `aanlevering.yaml`."""
    return _schema(
        DECLARATION,
        SchemaNames(),
        title="Aanlevering",
        description="Wat een levering is, en hoe haar bestanden gelezen moeten worden.",
    )


def _schema(root: Block, names: SchemaNames, *, title: str, description: str) -> dict[str, object]:
    shapes = named_shapes(root)
    about: dict[str, object] = {"$schema": DIALECT, "title": title, "description": description}
    return {
        **about,
        **(root.body(names) | about),
        "$defs": {name: shapes[name].body(names) for name in sorted(shapes)},
    }
