"""What was agreed about an indicator, why, what is in doubt, and what was counted.

The idea that makes it simple: pairs of a name and what there is to say; what was not agreed is left
out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from koers.agreement import Agreement, Indicator, tables_read
from koers.findings import Finding, Severity
from koers.frame import Source
from koers.overview import Line, Overview
from koers.page.markup import Content, Markup, tag
from koers.page.pieces import short
from koers.plain import remarks
from koers.plain.words import day
from koers.stated import is_stated

SAID_ABOVE = "aangevuld"
"""The finding that a choice was filled in: the choice itself stands among what was agreed."""


def facts(found: Overview, line: Line, findings: Sequence[Finding]) -> Markup:
    """A list of pairs, and the small print of the definition."""
    agreement, indicator = found.agreement, line.indicator
    pairs = [*_agreed(agreement, indicator), *_doubts(indicator, findings), *_origin(found, line)]
    small = [
        *remarks(agreement, indicator),
        *(_said(finding) for finding in findings if finding.severity is Severity.REMARK),
    ]
    return tag(
        "div",
        tag(
            "dl",
            ((tag("dt", name), tag("dd", content)) for name, content in pairs),
            class_="facts",
        ),
        tag(
            "details",
            tag("summary", "De hele definitie"),
            tag("ul", (tag("li", remark) for remark in small)),
        ),
    )


def _agreed(agreement: Agreement, indicator: Indicator) -> Iterator[tuple[str, Content]]:
    names = {party.code: party.name for party in agreement.parties}
    if indicator.source is not None:
        yield "Bron", source_words(indicator.source)
    if indicator.explanation:
        yield "Toelichting", indicator.explanation
    for topic, text in indicator.completed:
        yield f"Aangevuld: {topic.value}", text
    if indicator.story:
        yield "Verhaal erbij", indicator.story
    if indicator.stage:
        yield "Stadium", indicator.stage
    if indicator.measured_by:
        yield "Gemeten door", names.get(indicator.measured_by, indicator.measured_by)
    if indicator.supplied_by:
        yield "Geleverd door", names.get(indicator.supplied_by, indicator.supplied_by)


def source_words(source: Source) -> str:
    """'Prestatieovereenkomst, paragraaf 2.2, samenwerking in netwerk'."""
    section = f"paragraaf {source.section}" if source.section else ""
    return ", ".join(part for part in (source.document, section, source.part) if part)


def _doubts(indicator: Indicator, findings: Sequence[Finding]) -> Iterator[tuple[str, Content]]:
    if indicator.doubt:
        yield "Twijfel", indicator.doubt
    told = [
        finding
        for finding in findings
        if finding.severity is not Severity.REMARK and finding.code != SAID_ABOVE
    ]
    if told:
        yield "Bevindingen", tag("ul", (tag("li", _said(finding)) for finding in told))


def _said(finding: Finding) -> str:
    return f"{finding.message} {finding.hint}".strip()


def _origin(found: Overview, line: Line) -> Iterator[tuple[str, Content]]:
    known = line.shown.known_through
    if known is not None:
        yield "Bekend tot en met", day(known)
    hashes = dict(found.hashes)
    tables = sorted(tables_read(found.agreement, line.indicator))
    told = (
        (", " if number else None, table, " ", short(hashes[table]))
        if hashes.get(table)
        else (", " if number else None, table)
        for number, table in enumerate(tables)
    )
    yield "Opgave uit" if is_stated(line.indicator) else "Geteld uit", tuple(told)
