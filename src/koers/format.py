"""The Dutch agreement file <-> `Agreement`: reading with findings, canonical document, hash,
writing back.

The idea that makes it simple: text becomes a canonical document (`koers.grammar`,
`koers.language`), the document becomes an `Agreement`, and the document's hash is the identity of
the version. Nothing is kept outside the document, so what was agreed can be written back, compared
and recomputed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path as FilePath

import yaml

from koers.agreement import (
    WHOLE,
    Agreement,
    Baseline,
    Direction,
    Effect,
    Example,
    ExampleFact,
    Indicator,
    Movements,
    Norm,
    NormState,
    Observation,
    ParameterValue,
    Party,
    Performance,
    Proof,
    Source,
)
from koers.checks import check
from koers.definition.forms import form_of
from koers.definition.words import Words
from koers.dictionary import Dictionary
from koers.dictionary_format import read_dictionary, shipped, shipped_names
from koers.document import Located, document_hash
from koers.findings import Finding, Findings, Place, suggestion
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
    indicators = [_indicator(part, dictionary, term) for part in located.each("indicatoren")]
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
                part.text("code"), part.text("naam"), part.text("bedoeling"), part.text("bijdrage")
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
    )


def _period(at: Located) -> Period | None:
    first, last = _day(at, "van"), _day(at, "totEnMet")
    if first is None or last is None:
        return None
    if last < first:
        at.add("ongeldige-waarde", "De laatste dag ligt voor de eerste.", "Draai de dagen om.")
        return None
    return Period(first, last, Grain.TERM)


def _day(at: Located, key: str) -> date | None:
    return date.fromisoformat(at.text(key)) if at.has(key) else None


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
    first = _day(part, "van")
    if first is None or not part.has("waarde"):
        return None
    return ParameterValue(first, fraction_of(part.text("waarde")), part.text("bron"))


def _indicator(part: Located, dictionary: Dictionary, term: Period) -> Indicator | None:
    form = form_of(part, Words(dictionary))
    splits = tuple(name for name in part.texts("splits") if _known_split(part, name, dictionary))
    source = part.get("bron")
    if form is None:
        return None
    return Indicator(
        code=part.text("code"),
        name=part.text("naam"),
        unit=part.text("eenheid"),
        form=form,
        source=Source(source.text("document"), source.text("paragraaf"), source.text("onderdeel"))
        if source
        else None,
        norms=_norms(part, term),
        splits=splits,
        baseline=_baseline(part),
        observation=Observation(part.text("waarneming", Observation.FULL.value)),
        proof=Proof(part.text("bewijs")) if part.has("bewijs") else None,
        examples=tuple(_example(example) for example in part.each("voorbeelden")),
        effect=part.text("dient") or None,
        measured_by=part.text("gemetenDoor") or None,
        stage=part.text("stadium") or None,
        explanation=part.text("toelichting"),
        doubt=part.text("twijfel"),
        themes=part.texts("themas"),
        movements=_movements(part),
    )


def _movements(part: Located) -> Movements | None:
    at = part.get("aansluiting")
    if at is None or not (at.has("erbij") and at.has("eraf")):
        return None
    return Movements(at.text("erbij"), at.text("eraf"))


def _known_split(part: Located, name: str, dictionary: Dictionary) -> bool:
    if name in dictionary.splits:
        return True
    part.at("splits").add(
        "onbekende-verwijzing",
        f"De splitsing '{name}' bestaat niet.",
        suggestion(name, dictionary.splits),
    )
    return False


def _norms(part: Located, term: Period) -> tuple[Norm, ...]:
    at = part.get("norm")
    if at is None:
        return ()
    if isinstance(at.value, str):
        return (Norm(term.first_day, None, state=NormState(at.value)),)
    blocks = list(at.items()) if isinstance(at.value, list) else [at]
    norms = [_norm(block, term) for block in blocks]
    return tuple(norm for norm in norms if norm is not None)


def _norm(block: Located, term: Period) -> Norm | None:
    first = _day(block, "van") or term.first_day
    per = Grain(block.text("per")) if block.has("per") else None
    scope = block.text("voor", WHOLE)
    given = [word for word in Direction if block.has(word.value)]
    if any(block.misread(key) for key in ("per", "afspraak", *Direction)):
        return None
    if len(given) + block.has("afspraak") != 1:
        block.add(
            "norm-onjuist", "Een norm heeft precies een van: minstens, hooguit, binnen, afspraak."
        )
        return None
    if not given:
        return Norm(first, per, scope, state=NormState(block.text("afspraak")))
    if per is None:
        block.add(
            "norm-zonder-grein",
            "Er staat niet per welke periode de norm geldt; er komt dus nooit een oordeel.",
            "Voeg toe: 'per: jaar', 'per: halfjaar', 'per: looptijd', ...",
        )
    text = block.text(given[0].value)
    return Norm(first, per, scope, given[0], fraction_of(text), text)


def _baseline(part: Located) -> Baseline | None:
    at = part.get("nulmeting")
    if at is None:
        return None
    if isinstance(at.value, str):
        return Baseline(None)
    if not at.has("waarde"):
        return None
    return Baseline(fraction_of(at.text("waarde")), _day(at, "dag"), at.text("bron"))


def _example(part: Located) -> Example:
    facts = []
    for fact in part.each("feiten"):
        cells = tuple((name, fact.text(name)) for name, _ in _cells(fact) if name != "tabel")
        facts.append(ExampleFact(fact.text("tabel"), cells))
    first, _, last = part.text("periode").partition("..")
    period = (
        Period(date.fromisoformat(first), date.fromisoformat(last))
        if last and first <= last
        else None
    )
    return Example(
        part.text("naam"),
        _day(part, "bekendTotEnMet") or date.max,
        tuple(facts),
        part.text("verwacht"),
        period,
    )


def _cells(fact: Located) -> list[tuple[str, Json]]:
    return list(fact.value.items()) if isinstance(fact.value, dict) else []
