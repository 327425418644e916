"""One indicator, from the file to a frozen value: its form, norms, baseline, survey and examples.

The idea that makes it simple: every key has its own small function that gives the value, or nothing
after adding a finding; whether the values fit together is asked later, in `koers.checks`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from koers.agreement import (
    WHOLE,
    Baseline,
    Direction,
    Example,
    ExampleFact,
    Indicator,
    IndicatorKind,
    Milestone,
    Movements,
    Norm,
    NormState,
    Observation,
    Proof,
    Survey,
    Topic,
)
from koers.definition.around import day_of, source_of
from koers.definition.forms import form_of
from koers.definition.words import Words
from koers.dictionary import Dictionary
from koers.document import Located
from koers.findings import suggestion
from koers.grammar import Json
from koers.periods import Grain, Period
from koers.scalars import fraction_of


def indicator_of(part: Located, *, dictionary: Dictionary, term: Period) -> Indicator | None:
    """The indicator that stands in one block; None when its form could not be read."""
    form = form_of(part, Words(dictionary))
    splits = tuple(name for name in part.texts("splits") if _known_split(part, name, dictionary))
    norms = _norms(part, term)
    if form is None:
        return None
    return Indicator(
        code=part.text("code"),
        name=part.text("naam"),
        unit=part.text("eenheid"),
        form=form,
        source=source_of(part),
        norms=norms,
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
        kind=_kind(part, norms),
        supplied_by=part.text("geleverdDoor") or None,
        survey=_survey(part),
        least_group=int(part.text("minimaleGroep")) if part.has("minimaleGroep") else None,
        band=_band(part),
        milestones=tuple(_milestones(part)),
        completed=_completed(part),
        beside=part.texts("naast"),
        story=part.text("verhaal"),
        texts=part.texts("teksten"),
    )


def _kind(part: Located, norms: tuple[Norm, ...]) -> IndicatorKind:
    """What the file says; else one with a norm, agreed or still to be, is there to steer by."""
    if part.has("soort"):
        return IndicatorKind(part.text("soort"))
    steering = any(norm.state is not NormState.NONE for norm in norms)
    return IndicatorKind.KPI if steering else IndicatorKind.INFORMATION


def _survey(part: Located) -> Survey | None:
    at = part.get("onderzoek")
    if at is None:
        return None
    return Survey(
        population=at.text("uit") or None,
        sent=at.text("verstuurd") or None,
        strata=at.text("lagen") or None,
        random=at.text("aselect", "ja") == "ja",
        scale=at.text("schaal"),
    )


def _band(part: Located) -> Fraction | None:
    at = part.get("signaal")
    return fraction_of(at.text("buiten")) if at is not None and at.has("buiten") else None


def _milestones(part: Located) -> Iterator[Milestone]:
    words = (Direction.AT_LEAST, Direction.AT_MOST)
    for at in part.each("mijlpalen"):
        day, given = day_of(at, "dag"), [word for word in words if at.has(word.value)]
        if any(at.misread(word.value) for word in words) or day is None:
            continue
        if len(given) != 1:
            at.add("norm-onjuist", "Een mijlpaal heeft precies een van: minstens, hooguit.")
            continue
        yield Milestone(day, given[0], fraction_of(at.text(given[0].value)))


def _completed(part: Located) -> tuple[tuple[Topic, str], ...]:
    at = part.get("aangevuld")
    if at is None:
        return ()
    return tuple((topic, at.text(topic.value)) for topic in Topic if at.has(topic.value))


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
    first = day_of(block, "van") or term.first_day
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
            "Voeg toe: 'per: jaar', 'per: halfjaar' of 'per: looptijd'. Noemt het document geen "
            "periode, schrijf dan onder 'aangevuld: {periode: ...}' welke gekozen is en waarom.",
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
    return Baseline(fraction_of(at.text("waarde")), day_of(at, "dag"), at.text("bron"))


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
        day_of(part, "bekendTotEnMet") or date.max,
        tuple(facts),
        part.text("verwacht"),
        period,
    )


def _cells(fact: Located) -> list[tuple[str, Json]]:
    return list(fact.value.items()) if isinstance(fact.value, dict) else []
