"""Tables of the page: a caption, heads with a scope, and the row's own name as its head.

The idea that makes it simple: one function makes every table, so none can lack its caption or its
heads. On a narrow screen the rows of a table fall apart into a name and labelled values; the roles
say that it is still a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from koers.page.markup import Content, Markup, tag


@dataclass(frozen=True)
class Column:
    """A column: its head, and whether it holds numbers, which stand to the right."""

    head: str
    is_number: bool = False


@dataclass(frozen=True)
class Row:
    """A row: the cell that names it, and the others. `kind` is a class of the style sheet."""

    name: Content
    cells: tuple[Content, ...]
    kind: str | None = None


def table(
    caption: Content,
    columns: Sequence[Column],
    rows: Iterable[Row],
    *,
    caption_is_seen: bool = True,
    kind: str = "",
) -> Markup:
    """A table; the first column names the rows."""
    heads = tag(
        "tr",
        (
            tag("th", column.head, scope="col", role="columnheader", class_=_class(column))
            for column in columns
        ),
        role="row",
    )
    return tag(
        "table",
        tag("caption", caption, class_=None if caption_is_seen else "unseen"),
        tag("thead", heads, role="rowgroup"),
        tag("tbody", (_row(columns, row) for row in rows), role="rowgroup"),
        role="table",
        class_=kind or None,
    )


def _row(columns: Sequence[Column], row: Row) -> Markup:
    name = tag("th", row.name, scope="row", role="rowheader")
    cells = (
        tag("td", content, role="cell", data_head=column.head, class_=_class(column))
        for column, content in zip(columns[1:], row.cells, strict=True)
    )
    return tag("tr", name, cells, role="row", class_=row.kind)


def _class(column: Column) -> str | None:
    return "number" if column.is_number else None
