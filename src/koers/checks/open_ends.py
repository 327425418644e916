"""What a document leaves open: a source, a goal, a baseline, a value that stands elsewhere; told
where it is missing, and told again where the file filled it in.

The idea that makes it simple: a gap shows in what is absent, never in the words of the document. A
gap that was filled in is written under `aangevuld`, and then the choice is told instead, for the
parties to confirm (A-03).
"""

from __future__ import annotations

from collections.abc import Iterator

from koers.agreement import Agreement, Indicator, IndicatorKind, NormState, Topic
from koers.algebra import BaselineValue, Formula, StatedFigure
from koers.document import Located
from koers.periods import NO_TIME


def source_is_named(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    if indicator.source is None:
        at.add(
            "bron-ontbreekt",
            f"Bij '{indicator.code}' staat niet in welk document de afspraak staat.",
            "Noem het document, met paragraaf en onderdeel.",
        )
    elif not indicator.source.section:
        at.at("bron").add(
            "paragraaf-ontbreekt",
            f"Bij '{indicator.code}' staat een document, maar niet de paragraaf.",
            "Voeg 'paragraaf' toe, zodat iedereen de afspraak kan terugvinden.",
        )


def goal_is_named(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    """A-02: every indicator to steer by serves a policy goal."""
    goals = agreement.effects or agreement.performances
    if goals and indicator.kind is IndicatorKind.KPI and indicator.effect is None:
        at.add(
            "doel-ontbreekt",
            f"Bij '{indicator.code}' staat niet welk effect of welke prestatie hij dient.",
            "Voeg 'dient' toe, met de code van een effect of een prestatie.",
        )


def kind_fits_the_norm(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    judged = any(norm.direction for norm in indicator.norms)
    none = all(norm.state is NormState.NONE for norm in indicator.norms)
    if indicator.kind is IndicatorKind.KPI and none:
        at.at("soort").add(
            "norm-ontbreekt",
            f"'{indicator.code}' is een kpi zonder norm; er komt dus nooit een oordeel.",
            "Spreek een norm af, of schrijf 'soort: informatie'.",
        )
    if indicator.kind is not IndicatorKind.KPI and judged:
        at.at("soort").add(
            "norm-onjuist",
            f"Bij soort '{indicator.kind}' hoort geen norm.",
            "Haal de norm weg, of schrijf 'soort: kpi'.",
        )


def doubt_is_shown(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    if indicator.doubt:
        at.at("twijfel").add(
            "twijfel",
            f"Bij '{indicator.code}' staat een twijfel: {_sentence(indicator.doubt)}",
            "Leg de vraag voor aan de partijen, en haal de twijfel weg als er een antwoord is.",
        )


# --- growth and what is measured against ---------------------------------------------------------


def growth_has_a_base(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    """C4: growth needs the value that it starts from."""
    form = indicator.form
    if not isinstance(form, Formula) or indicator.baseline is not None:
        return
    terms = (*form.numerator, *form.denominator)
    shifted = any(term.earlier != NO_TIME for term in form.denominator)
    if any(isinstance(term.form, BaselineValue) for term in terms):
        message = "De formule rekent met de nulmeting, maar er is geen nulmeting vastgelegd."
    elif shifted:
        message = (
            "De eerste vergelijking ligt voor het begin van de looptijd en er is geen nulmeting "
            "met een basisjaar."
        )
    else:
        return
    at.at("formule").add(
        "nulmeting-ontbreekt",
        message,
        "Leg een nulmeting met haar dag vast, of lever de gegevens van het jaar ervoor.",
    )


def baseline_has_a_year(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    """A baseline without a day is a number without a year to compare with."""
    baseline = indicator.baseline
    if baseline is None:
        return
    if baseline.value is None:
        at.at("nulmeting").add(
            "nulmeting-open",
            f"De nulmeting van '{indicator.code}' moet nog gemeten worden.",
            "Spreek af wie haar wanneer meet; zonder nulmeting is er geen vergelijking.",
        )
    elif baseline.day is None:
        at.at("nulmeting").add(
            "basisjaar-ontbreekt",
            f"Bij de nulmeting van '{indicator.code}' staat niet op welke dag zij gold.",
            "Voeg 'dag' toe. Noemt het document geen jaar, kies er dan een en schrijf onder "
            "'aangevuld: {basisjaar: ...}' waarom.",
        )


_SAID_ALREADY = frozenset({Topic.MODEL, Topic.AMOUNT, Topic.SOURCE})


def values_stand_in_a_document(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    """A norm that rests on a budget, a model or a rate is only agreed when that value is: in the
    agreement, or in a document beside it.
    """
    judged = any(norm.direction for norm in indicator.norms)
    if not judged or _SAID_ALREADY & {topic for topic, _ in indicator.completed}:
        return
    for what in dict.fromkeys(_values_from_elsewhere(agreement, indicator)):
        at.at("formule").add(
            "waarde-buiten-document",
            f"De norm van '{indicator.code}' rust op {what}, en die staat niet in de overeenkomst "
            "of een begeleidend document.",
            "Noem het document bij de bron, of schrijf onder 'aangevuld' (model, bedrag of bron) "
            "welke waarde genomen is en waarom.",
        )


def _values_from_elsewhere(agreement: Agreement, indicator: Indicator) -> Iterator[str]:
    form = indicator.form
    if not isinstance(form, Formula):
        return
    for term in form.denominator:
        if isinstance(term.form, StatedFigure):
            yield f"de opgave '{term.form.column}'"
    known = dict(agreement.parameters)
    for term in (*form.numerator, *form.denominator):
        for factor in term.factors:
            values = known.get(factor, ()) if isinstance(factor, str) else ()
            if any(not _cites_a_companion(agreement, value.source) for value in values):
                yield f"de parameter '{factor}'"


def _cites_a_companion(agreement: Agreement, source: str) -> bool:
    said = source.lower()
    named = [one.name.lower() for one in agreement.companions]
    codes = {one.code.lower() for one in agreement.companions}
    words = {word.strip(".,;:()") for word in said.split()}
    return any(name in said for name in named) or bool(codes & words)


# --- what the file filled in ---------------------------------------------------------------------

_LEFT_OPEN = {
    Topic.TERM: "geen termijn",
    Topic.PERIOD: "geen periode",
    Topic.BASE_YEAR: "geen basisjaar",
    Topic.SCALE: "geen schaal",
    Topic.MODEL: "geen rekenmodel",
    Topic.AMOUNT: "geen bedrag",
    Topic.POPULATION: "niet precies over wie het gaat",
    Topic.SOURCE: "geen bron van de gegevens",
    Topic.MOMENT: "geen moment",
    Topic.LIMIT: "geen grens",
}


def completions_are_confirmed(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    for topic, choice in indicator.completed:
        at.at("aangevuld").at(topic.value).add(
            "aangevuld",
            f"Het document noemt bij '{indicator.code}' {_LEFT_OPEN[topic]}. Aangevuld: "
            f"{_sentence(choice)}",
            "Leg de keuze voor aan de partijen en neem haar op in de overeenkomst.",
        )


def _sentence(text: str) -> str:
    """The text with an end."""
    return text if text.endswith((".", "?", "!")) else f"{text}."
