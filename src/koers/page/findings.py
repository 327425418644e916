"""Which findings of an agreement file are about which indicator.

The idea that makes it simple: a finding has a line, and every part of the file begins on one; a
finding belongs to the part that began last before it.
"""

from __future__ import annotations

from koers.document import Located
from koers.findings import Finding
from koers.format import ReadAgreement

_INDICATORS = "indicatoren"


def per_indicator(read: ReadAgreement) -> dict[str, tuple[Finding, ...]]:
    """The findings within each indicator, by its code; those of the rest of the file are left."""
    if read.located is None:
        return {}
    starts = sorted(_starts(read.located))
    found: dict[str, list[Finding]] = {}
    for finding in read.findings:
        before = [code for line, code in starts if line <= finding.place.line]
        if before and before[-1]:
            found.setdefault(before[-1], []).append(finding)
    return {code: tuple(findings) for code, findings in found.items()}


def _starts(located: Located) -> list[tuple[int, str]]:
    """The line on which each part of the file begins, with the code where it is an indicator."""
    parts = [(part.place.line, "") for name, part in _top(located) if name != _INDICATORS]
    return parts + [(part.place.line, part.text("code")) for part in located.each(_INDICATORS)]


def _top(located: Located) -> list[tuple[str, Located]]:
    value = located.value
    return [(name, located.at(name)) for name in value] if isinstance(value, dict) else []
