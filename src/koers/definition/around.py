"""What stands around the indicators, from the file to frozen values.

The idea that makes it simple: each list of the file becomes a tuple of values in the same order, so
that a rule can walk through both and put a finding at its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from koers.document import Located
from koers.frame import (
    Amount,
    Assumption,
    Companion,
    Duty,
    Guardrail,
    OutOfScope,
    Per,
    PlannedReport,
    Signatory,
    Source,
)
from koers.periods import Grain
from koers.scalars import fraction_of


def day_of(at: Located, key: str) -> date | None:
    """The day under a key, if it could be read."""
    return date.fromisoformat(at.text(key)) if at.has(key) else None


def source_of(at: Located) -> Source | None:
    """What the key `bron` says."""
    source = at.get("bron")
    if source is None:
        return None
    return Source(source.text("document"), source.text("paragraaf"), source.text("onderdeel"))


def signatories(located: Located) -> Iterator[Signatory]:
    for at in located.each("ondertekenaars"):
        yield Signatory(at.text("partij"), at.text("hoedanigheid"))


def companions(located: Located) -> Iterator[Companion]:
    for at in located.each("begeleidendeDocumenten"):
        yield Companion(at.text("code"), at.text("naam"), at.text("soort"), at.text("toelichting"))


def assumptions(located: Located) -> Iterator[Assumption]:
    for at in located.each("aannames"):
        indicator = at.text("indicator") or None
        yield Assumption(at.text("code"), at.text("tekst"), indicator, source_of(at))


def guardrails(located: Located) -> Iterator[Guardrail]:
    for at in located.each("randvoorwaarden"):
        yield Guardrail(at.text("code"), at.text("tekst"), source_of(at))


def duties(located: Located) -> Iterator[Duty]:
    for at in located.each("plichten"):
        yield Duty(
            at.text("code"), at.texts("wie"), at.text("tekst"), at.text("bewijs"), source_of(at)
        )


def out_of_scope(located: Located) -> Iterator[OutOfScope]:
    for at in located.each("buitenDeOpdracht"):
        yield OutOfScope(at.text("onderwerp"), at.text("programma"), source_of(at))


def amounts(located: Located) -> Iterator[Amount]:
    for at in located.each("bedragen"):
        if not at.has("bedrag"):  # it could not be read, and that has been told
            continue
        yield Amount(
            code=at.text("code"),
            party=at.text("partij"),
            name=at.text("naam"),
            amount=fraction_of(at.text("bedrag")),
            per=Per(at.text("per")) if at.has("per") else None,
            earmarked=at.text("geoormerkt"),
            condition=at.text("voorwaarde"),
            source=source_of(at),
        )


def reports(located: Located) -> Iterator[PlannedReport]:
    for at in located.each("rapportages"):
        if not at.has("per"):
            continue
        yield PlannedReport(at.text("naam"), Grain(at.text("per")), at.texts("over"), source_of(at))
