"""HTML as values: text is escaped when it becomes part of an element, and cannot be forgotten.

The idea that makes it simple: an element is made of `Markup` and of plain text; only this module
makes `Markup`, and it escapes all text on the way. A text of an agreement can therefore say
anything and never be more than text.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

_VOID = frozenset({"meta", "link", "br", "col"})
_EMPTY_IN_SVG = frozenset({"line", "circle", "rect", "path", "polyline", "use"})


@dataclass(frozen=True)
class Markup:
    """HTML that was made here: safe to put in an element as it is."""

    html: str


NOTHING = Markup("")
Content: TypeAlias = "Markup | str | int | Iterable[Content] | None"
Attribute: TypeAlias = "str | int | bool | None"


def tag(name: str, /, *content: Content, **attributes: Attribute) -> Markup:
    """An element. In names of attributes '_' stands for '-', a last one for nothing (`class_`);
    True is an attribute without value, None and False are none.
    """
    head = f"<{name}{''.join(_attribute(key, value) for key, value in attributes.items())}"
    if name in _VOID:
        return Markup(f"{head}>")
    if name in _EMPTY_IN_SVG and not content:
        return Markup(f"{head}/>")
    return Markup(f"{head}>{together(content).html}</{name}>")


def together(content: Content) -> Markup:
    """Parts after each other, without an element around them."""
    match content:
        case None:
            return NOTHING
        case Markup():
            return content
        case str():
            return Markup(html.escape(content, quote=True))
        case int():
            return Markup(str(content))
        case _:
            return Markup("".join(together(part).html for part in content))


def _attribute(key: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{html.escape(str(value), quote=True)}"'
