"""The page of a whole agreement: one file of HTML, without script and without anything from
elsewhere.

The idea that makes it simple: the page is an overview (`koers.overview`) put into elements. Every
number and word comes from there; every text is escaped where it becomes part of an element
(`markup`), so nothing that someone wrote in an agreement can do anything but be read.

It must not know engines, files or the clock.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from koers.agreement import IndicatorKind
from koers.findings import Finding
from koers.overview import Overview
from koers.overview.words import KIND_TITLES, invented_words, scope_words
from koers.page.cards import card
from koers.page.markup import Markup, tag, together
from koers.page.origin import origin, reading_aid
from koers.page.pieces import short
from koers.page.style import CSS, policy
from koers.page.summary import PLACES, counts, first_attention, kind_tables
from koers.plain.words import day

__all__ = ["page"]


def page(found: Overview, *, findings: Mapping[str, Sequence[Finding]] | None = None) -> str:
    """The whole page as text. `findings`: those about each indicator of the agreement, by code."""
    told = findings or {}
    title = f"{found.agreement.title}: stand {day(found.through)}"
    body = tag(
        "body",
        tag("a", "Naar de inhoud", href="#inhoud", class_="skip"),
        _top(found),
        _contents(found),
        tag(
            "main",
            counts(found),
            first_attention(found),
            (kind_tables(found, kind) for kind in IndicatorKind),
            _cards(found, told),
            reading_aid(),
            origin(found),
            id="inhoud",
            class_="wide",
        ),
        _footer(found),
        id="boven",
    )
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy()),
        tag("meta", name="robots", content="noindex"),
        tag("title", title),
        tag("style", Markup(CSS)),
    )
    return f"<!doctype html>\n{tag('html', head, body, lang='nl').html}\n"


def _top(found: Overview) -> Markup:
    agreement, term = found.agreement, found.agreement.term
    parties = ", ".join(party.name for party in agreement.parties)
    scope, invented = scope_words(found), invented_words(found)
    return tag(
        "header",
        tag(
            "div",
            tag("h1", agreement.title),
            tag("p", f"{day(term.first_day)} tot en met {day(term.last_day)}. {parties}."),
            tag("p", f"Stand tot en met {day(found.through)}."),
            tag("p", scope) if scope else None,
            tag("p", tag("span", invented, class_="invented")) if invented else None,
            class_="wide",
        ),
        class_="top",
    )


def _contents(found: Overview) -> Markup:
    places = [("samenvatting", "Samenvatting"), ("aandacht", "Eerst aandacht")]
    places += [
        (PLACES[kind], KIND_TITLES[kind].partition(":")[0])
        for kind in IndicatorKind
        if found.of_kind(kind)
    ]
    places += [("indicatoren", "Per indicator"), ("lezen", "Uitleg"), ("herkomst", "Herkomst")]
    items = (tag("li", tag("a", name, href=f"#{place}")) for place, name in places)
    return tag(
        "nav",
        tag("div", tag("ul", items, role="list"), class_="wide"),
        class_="contents",
        aria_label="Inhoud",
    )


def _cards(found: Overview, findings: Mapping[str, Sequence[Finding]]) -> Markup:
    lines = (line for kind in IndicatorKind for line in found.of_kind(kind))
    return tag(
        "section",
        tag("h2", "Per indicator", id="indicatoren"),
        together(card(found, line, findings.get(line.indicator.code, ())) for line in lines),
        aria_labelledby="indicatoren",
    )


def _footer(found: Overview) -> Markup:
    agreement = found.agreement
    return tag(
        "footer",
        tag(
            "div",
            tag(
                "p",
                f"{agreement.title} ({agreement.code}), versie ",
                short(agreement.document_hash),
                f". Geteld tot en met {day(found.through)}.",
            ),
            tag("p", tag("a", "Terug naar boven", href="#boven")),
            class_="wide",
        ),
    )
