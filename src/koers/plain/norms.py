"""What was agreed about a figure, in words: norms, milestones, baseline, observation and proof.

The idea that makes it simple: one short sentence per agreed value, in the order of the file;
nothing is judged here.

It must not know figures or verdicts.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from koers.agreement import (
    WHOLE,
    Agreement,
    Baseline,
    Direction,
    Indicator,
    Milestone,
    Norm,
    NormState,
    Observation,
    Proof,
    Survey,
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


def follow_up_said(indicator: Indicator) -> Iterator[str]:
    """The path towards the norm, when there is talk, and from how many cases there is a verdict."""
    for milestone in indicator.milestones:
        yield f"Mijlpaal op {day(milestone.day)}: {_reached(indicator, milestone)}."
    if indicator.band is not None:
        far = _value(indicator, indicator.band)
        yield (
            f"Wordt de norm niet gehaald en scheelt het meer dan {far}, dan volgt een gesprek als "
            "dat geen toeval kan zijn."
        )
    if indicator.least_group is not None:
        yield f"Met minder dan {indicator.least_group} gevallen is er geen oordeel."


def _reached(indicator: Indicator, milestone: Milestone) -> str:
    return f"{milestone.direction} {_value(indicator, milestone.bound)}"


def _value(indicator: Indicator, value: Fraction) -> str:
    """A value of the indicator's figure: a percentage where its norm is one."""
    in_percent = any(norm.bound_text.endswith("%") for norm in indicator.norms)
    return percentage(value) if in_percent else number(value)


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
    if indicator.survey is not None:
        yield from _survey_said(indicator.survey)
    match indicator.proof:
        case Proof.SHOWN:
            yield "De norm is pas gehaald als het cijfer dat met zekerheid aantoont."
        case Proof.POINT_VALUE:
            yield "Voor het oordeel telt het gemeten cijfer zelf, zonder marge."
        case None:
            pass


def _survey_said(survey: Survey) -> Iterator[str]:
    drawn = [f"uit {survey.population}"] if survey.population else []
    drawn += [f"naar {survey.strata}"] if survey.strata else []
    by_lot = "het lot bepaalt wie meedoet" if survey.random else "niet het lot bepaalt wie meedoet"
    if drawn:
        yield f"Er wordt getrokken {', '.join(drawn)}; {by_lot}."
    else:
        yield f"{by_lot.capitalize()}."
    if survey.sent:
        yield f"Aan hoeveel het gevraagd is, telt {survey.sent}."
    if survey.scale:
        yield f"Welke antwoorden tellen: {survey.scale.rstrip('.')}."
