"""Samples and surveys: whether it was agreed how they are done, and what they have to prove.

The idea that makes it simple: whoever asks a part of the people knows the rest only by chance, so
the agreement says from whom is drawn, by lot or not, which answers count, and how sure the figure
must be (`semantics.md` C6, `statistics.md` 2). The sizes come from `koers.statistics`.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from koers.agreement import Agreement, Direction, Indicator, Norm, Observation
from koers.algebra import Count, Form, Stated
from koers.document import Located
from koers.statistics.samples import needed_sample

LEAST_FAILING = Fraction(1, 10_000)
MOST_PEOPLE = 10_000_000
"""Beyond these no sample is drawn, and looking for its size takes long."""

_NOT_FAILING = {
    Direction.AT_MOST: ("zonder fout", "met 1 fout"),
    Direction.AT_LEAST: ("die het allemaal halen", "waarvan 1 niet"),
}


def proof_is_agreed(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    judged = [norm for norm in indicator.norms if norm.direction]
    if indicator.observation is Observation.FULL or not judged or indicator.proof is not None:
        return
    at.at("waarneming").add(
        "bewijs-ontbreekt",
        f"Het cijfer komt uit een {indicator.observation}, maar er staat niet wat als bewijs telt."
        f"{_sizes(agreement, indicator, judged[0])}",
        "Schrijf 'bewijs: puntwaarde' (het cijfer zelf telt) of 'bewijs: aangetoond'.",
    )


def _sizes(agreement: Agreement, indicator: Indicator, norm: Norm) -> str:
    """How many cases would prove the norm, without and with one that fails."""
    if norm.bound is None or norm.direction not in (Direction.AT_MOST, Direction.AT_LEAST):
        return ""
    failing = norm.bound if norm.direction is Direction.AT_MOST else 1 - norm.bound
    if not LEAST_FAILING <= failing < 1:
        return ""
    population = _population(agreement, indicator)
    none, one = (needed_sample(Fraction(failing), population, errors) for errors in (0, 1))
    if none is None:
        return ""
    among = f" uit {population}" if population is not None else ""
    right, wrong = _NOT_FAILING[norm.direction]
    more = f", of {one} {wrong}" if one is not None else ""
    return (
        f" Aantonen dat het {norm.direction} {norm.bound_text} is, vraagt {none} gevallen{among} "
        f"{right}{more}."
    )


def _population(agreement: Agreement, indicator: Indicator) -> int | None:
    """How many are drawn from, where the agreement knows: the baseline of what counts them."""
    code = indicator.survey.population if indicator.survey else None
    for other in agreement.indicators:
        value = other.baseline.value if other.baseline else None
        if other.code == code and value is not None and value.denominator == 1:
            return int(value) if 0 < value <= MOST_PEOPLE else None
    return None


def survey_is_described(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    """What must be known to say how sure the figure is."""
    if indicator.observation is Observation.FULL:
        return
    part = at.at("onderzoek") if at.has("onderzoek") else at.at("waarneming")
    missing = list(_not_said(indicator, at.at("onderzoek")))
    if missing:
        part.add(
            "onderzoek-onvolledig",
            f"Bij '{indicator.code}' staat niet {', '.join(missing)}.",
            "Vul 'onderzoek' aan; zonder deze gegevens is niet te zeggen hoe zeker het cijfer is.",
        )
    scale = indicator.survey.scale if indicator.survey else ""
    if indicator.observation is Observation.SURVEY and not scale:
        part.add(
            "schaal-ontbreekt",
            f"Bij '{indicator.code}' staat niet op welke schaal gevraagd wordt en welke antwoorden "
            "tellen.",
            "Voeg 'schaal' toe onder 'onderzoek'. Noemt het document er geen, schrijf dan onder "
            "'aangevuld: {schaal: ...}' welke gekozen is en waarom.",
        )
    if indicator.survey is not None and not indicator.survey.random:
        part.at("aselect").add(
            "niet-aselect",
            f"Bij '{indicator.code}' bepaalt niet het lot wie meedoet; over de rest zegt het "
            "cijfer dan niets en er komt geen oordeel.",
            "Laat het lot trekken, of vraag iedereen.",
        )


def _not_said(indicator: Indicator, at: Located) -> Iterator[str]:
    survey = indicator.survey
    if survey is None or survey.population is None:
        yield "waaruit getrokken wordt (uit)"
    if indicator.observation is Observation.SURVEY and (survey is None or survey.sent is None):
        yield "aan hoeveel het gevraagd is (verstuurd)"
    if not at.has("aselect"):
        yield "of het lot bepaalt wie meedoet (aselect)"


def survey_fits(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    survey, part = indicator.survey, at.at("onderzoek")
    if survey is None:
        return
    if indicator.observation is Observation.FULL:
        part.add(
            "onderzoek-onjuist",
            "Een onderzoek hoort bij een steekproef of een enquête.",
            "Schrijf 'waarneming: steekproef' of 'waarneming: enquête', of haal het weg.",
        )
    built = {other.code: other for other in agreement.indicators}
    for key, code in (("uit", survey.population), ("verstuurd", survey.sent)):
        other = built.get(code or "")
        if other is not None and not _says_how_many(other.form):
            part.at(key).add(
                "onderzoek-onjuist",
                f"'{code}' is geen aantal of stand, dus daar is niet uit te lezen hoeveel het er "
                "zijn.",
                "Noem een indicator met 'aantal' of 'stand', of een opgave zonder noemer.",
            )
    if survey.strata is not None:
        _strata_fit(agreement, indicator, built.get(survey.population or ""), part.at("lagen"))


def _says_how_many(form: Form) -> bool:
    """A count, a stock, or a number that someone states, such as that of the inhabitants."""
    return isinstance(form, Count) or (isinstance(form, Stated) and form.denominator is None)


def _strata_fit(
    agreement: Agreement, indicator: Indicator, population: Indicator | None, at: Located
) -> None:
    """Strata are weighed back by how many there are of each, so both sides must have the split."""
    assert indicator.survey is not None
    strata = indicator.survey.strata or ""
    if strata not in agreement.dictionary.splits:
        at.unknown("De splitsing", strata, agreement.dictionary.splits)
        return
    for one in (indicator, population):
        if one is not None and strata not in one.splits:
            at.add(
                "onderzoek-onjuist",
                f"De lagen '{strata}' staan niet onder 'splits' van '{one.code}'.",
                f"Voeg 'splits: [{strata}]' toe bij '{one.code}'.",
            )
