"""What was agreed about a figure, in words: norms, baseline, observation and proof.

The idea that makes it simple: one short sentence per agreed value, in the order of the file;
nothing is judged here.

It must not know figures or verdicts.
"""

from __future__ import annotations

from collections.abc import Iterator

from koers.agreement import (
    WHOLE,
    Agreement,
    Baseline,
    Direction,
    Indicator,
    Norm,
    NormState,
    Observation,
    Proof,
)
from koers.algebra import Share
from koers.plain.words import PER, day, number, percentage


def norms_said(agreement: Agreement, indicator: Indicator) -> Iterator[str]:
    """Every norm with its first day, grain and scope; or that there is none."""
    if not indicator.norms:
        yield "Er is geen norm vastgelegd."
    for norm in indicator.norms:
        yield f"Norm vanaf {day(norm.first_day)}: {_norm(agreement, norm)}."


def _norm(agreement: Agreement, norm: Norm) -> str:
    per = f" {PER[norm.per]}" if norm.per is not None else ""
    return f"{_agreed(norm)}{per}, voor {_scope(agreement, norm.scope)}{_unjudged(norm)}"


def _unjudged(norm: Norm) -> str:
    missing = norm.per is None and norm.state is None
    return " (zonder periode, dus zonder oordeel)" if missing else ""


def _agreed(norm: Norm) -> str:
    bound = norm.bound_text.replace(".", ",")
    match norm.direction, norm.state:
        case Direction.AT_LEAST, _:
            return f"minstens {bound}"
        case Direction.AT_MOST, _:
            return f"hooguit {bound}"
        case Direction.WITHIN, _:
            return f"tussen -{bound} en {bound}, de grenzen tellen mee,"
        case _, NormState.OPEN:
            return "nog af te spreken"
        case _:
            return "afgesproken is dat er geen norm is"


def _scope(agreement: Agreement, scope: str) -> str:
    if scope == WHOLE:
        return "het geheel"
    return next((party.name for party in agreement.parties if party.code == scope), scope)


def baseline_said(indicator: Indicator, baseline: Baseline) -> str:
    if baseline.value is None:
        return "De nulmeting moet nog worden gedaan."
    share = isinstance(indicator.form, Share)
    value = percentage(baseline.value) if share else number(baseline.value)
    on = f" op {day(baseline.day)}" if baseline.day else ""
    source = f" (bron: {baseline.source})" if baseline.source else ""
    return f"Nulmeting{on}: {value}{source}."


def observation_said(indicator: Indicator) -> Iterator[str]:
    match indicator.observation:
        case Observation.SAMPLE:
            yield "Het cijfer komt uit een steekproef."
        case Observation.SURVEY:
            yield "Het cijfer komt uit een enquête."
        case Observation.FULL:
            pass
    match indicator.proof:
        case Proof.SHOWN:
            yield "De norm is pas gehaald als het cijfer dat met zekerheid aantoont."
        case Proof.POINT_VALUE:
            yield "Voor het oordeel telt het gemeten cijfer zelf, zonder marge."
        case None:
            pass
