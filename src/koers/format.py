"""The Dutch agreement file <-> `Agreement`: reading with findings, canonical document, hash,
writing back.

The idea that makes it simple: text becomes a canonical document (`koers.grammar`,
`koers.language`), the document becomes an `Agreement`, and the document's hash is the identity of
the version. Nothing is kept outside the document, so what was agreed can be written back, compared
and recomputed.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path as FilePath

import yaml

from koers.agreement import (
    Agreement,
    Effect,
    ParameterValue,
    Party,
    Performance,
)
from koers.checks import check
from koers.definition import around
from koers.definition.around import day_of
from koers.definition.indicators import indicator_of
from koers.dictionary import Dictionary
from koers.dictionary_format import read_dictionary, shipped, shipped_names
from koers.document import Located, document_hash
from koers.findings import Finding, Findings, Place
from koers.frame import Status
from koers.grammar import Json, Reading
from koers.language import AGREEMENT
from koers.periods import Grain, Period
from koers.placed import Node, read_file, read_text
from koers.scalars import fraction_of


@dataclass(frozen=True)
class ReadAgreement:
    """What reading gave: the agreement (None when a finding is an error), its document, and every
    finding.
    """

    agreement: Agreement | None
    document: dict[str, Json] | None
    findings: tuple[Finding, ...]
    located: Located | None = None


def read_agreement(
    source: FilePath | str, *, name: str | None = None, dictionary: Dictionary | None = None
) -> ReadAgreement:
    """Read an agreement from a file (a path) or from a text; every finding at once.

    `dictionary` stands in for the dictionary the file names. Never raises on content.
    """
    findings = Findings()
    shown = name or (str(source) if isinstance(source, FilePath) else "overeenkomst")
    folder = source.parent if isinstance(source, FilePath) else None
    node: Node | None
    if isinstance(source, FilePath):
        node = read_file(source, findings, name=shown)
    else:
        node = read_text(source, findings, name=shown)
    if node is None:
        return ReadAgreement(None, None, findings.in_order())
    reading = Reading(findings)
    document = AGREEMENT.read(node, reading, ())
    if not isinstance(document, dict):
        return ReadAgreement(None, None, findings.in_order())
    located = Located(document, reading, Place(shown, 1, 1))
    agreement = _agreement(located, dictionary or _dictionary(located, folder))
    if agreement is not None:
        check(agreement, located)
    if findings.has_errors():
        agreement = None
    return ReadAgreement(agreement, document, findings.in_order(), located)


def from_document(
    document: dict[str, Json], *, dictionary: Dictionary | None = None
) -> ReadAgreement:
    """An agreement from its canonical document, by way of the file: what cannot be written cannot
    be held.
    """
    return read_agreement(to_yaml(document), name="document", dictionary=dictionary)


def to_yaml(document: dict[str, Json]) -> str:
    """The agreement file of a document. Reading it gives the same document (comments are not part
    of it).
    """
    return yaml.safe_dump(AGREEMENT.write(document), allow_unicode=True, sort_keys=False, width=110)


def _dictionary(located: Located, folder: FilePath | None) -> Dictionary | None:
    name = located.text("woordenboek")
    if not name:
        return None
    if name in shipped_names():
        return shipped(name)
    beside = folder / name if folder is not None and name.endswith((".yaml", ".yml")) else None
    if (
        beside is not None
        and beside.parent.resolve() == (folder or beside).resolve()
        and beside.exists()
    ):
        dictionary, findings = read_dictionary(beside)
        located.reading.findings.extend(findings.items)
        return dictionary
    located.at("woordenboek").unknown("Het woordenboek", name, shipped_names())
    return None


def _agreement(located: Located, dictionary: Dictionary | None) -> Agreement | None:
    term = _period(located.at("looptijd"))
    if dictionary is None or term is None:
        return None
    parties = tuple(
        Party(code, part.text("naam"), part.text("rol"), part.text("gemeente") or None)
        for code, part in located.named("partijen")
    )
    indicators = [
        indicator_of(part, dictionary=dictionary, term=term) for part in located.each("indicatoren")
    ]
    return Agreement(
        code=located.text("overeenkomst"),
        title=located.text("titel"),
        regime=located.text("regime"),
        term=term,
        dictionary=dictionary,
        parties=parties,
        indicators=tuple(indicator for indicator in indicators if indicator is not None),
        effects=tuple(
            Effect(
                part.text("code"),
                part.text("naam"),
                part.text("bedoeling"),
                part.text("bijdrage"),
                part.text("document") or None,
            )
            for part in located.each("effecten")
        ),
        performances=tuple(
            Performance(part.text("code"), part.text("naam"), part.text("effect"))
            for part in located.each("prestaties")
        ),
        own_periods=_own_periods(located),
        parameters=tuple(
            (
                name,
                tuple(value for part in values.items() if (value := _parameter(part)) is not None),
            )
            for name, values in located.named("parameters")
        ),
        document_hash=document_hash(located.value),
        explanation=located.text("toelichting"),
        signed_on=day_of(located, "getekendOp"),
        status=Status(located.text("status")) if located.has("status") else None,
        signatories=tuple(around.signatories(located)),
        companions=tuple(around.companions(located)),
        assumptions=tuple(around.assumptions(located)),
        guardrails=tuple(around.guardrails(located)),
        duties=tuple(around.duties(located)),
        out_of_scope=tuple(around.out_of_scope(located)),
        amounts=tuple(around.amounts(located)),
        reports=tuple(around.reports(located)),
    )


def _period(at: Located) -> Period | None:
    first, last = day_of(at, "van"), day_of(at, "totEnMet")
    if first is None or last is None:
        return None
    if last < first:
        at.add("ongeldige-waarde", "De laatste dag ligt voor de eerste.", "Draai de dagen om.")
        return None
    return Period(first, last, Grain.TERM)


def _own_periods(located: Located) -> tuple[Period, ...]:
    found: list[Period] = []
    for part in located.each("perioden"):
        period = _period(part)
        if period is None:
            continue
        if found and period.first_day <= found[-1].last_day:
            part.add("ongeldige-waarde", "Eigen perioden staan op volgorde en overlappen niet.")
        found.append(Period(period.first_day, period.last_day, Grain.OWN))
    return tuple(found)


def _parameter(part: Located) -> ParameterValue | None:
    first = day_of(part, "van")
    if first is None or not part.has("waarde"):
        return None
    return ParameterValue(first, fraction_of(part.text("waarde")), part.text("bron"))
