"""What keeps an agreement from being counted, judged or trusted: a list of rules, each adding its
own findings (A-03).

The idea that makes it simple: the agreement has been built, so every rule looks at sound values; a
rule is a function of the agreement and one indicator with its place in the file, and knows nothing
of the other rules.
"""

from __future__ import annotations

from collections.abc import Callable

from koers.agreement import Agreement, Indicator
from koers.algebra import (
    AnchorDay,
    ClassOf,
    Condition,
    Formula,
    Outcome,
    OutcomeClass,
    Score,
    Share,
)
from koers.checks import norms, together
from koers.document import Located
from koers.examples import lacking
from koers.periods import NO_TIME
from koers.structure import form_conditions, leaves, referred_indicators, windows

Rule = Callable[[Agreement, Indicator, Located], None]


def check(agreement: Agreement, located: Located) -> None:
    """Run every rule; findings gather in the reading that `located` belongs to."""
    _check_names(agreement, located)
    codes = [part.text("code") for part in located.each("indicatoren")]
    unsound = _check_references(agreement, located, codes)
    for indicator in agreement.indicators:
        if indicator.code in unsound:
            continue
        at = next(
            part for part in located.each("indicatoren") if part.text("code") == indicator.code
        )
        for rule in RULES:
            rule(agreement, indicator, at)


def _check_names(agreement: Agreement, located: Located) -> None:
    for key in ("effecten", "prestaties", "indicatoren"):
        seen: set[str] = set()
        for part in located.each(key):
            code = part.text("code")
            if code in seen:
                part.at("code").add(
                    "dubbele-naam",
                    f"De code '{code}' bestaat al.",
                    "Geef elk onderdeel een eigen code.",
                )
            seen.add(code)
    for name, values in located.named("parameters"):
        days: set[str] = set()
        for part in values.items():
            if part.text("van") in days:
                part.at("van").add(
                    "dubbele-naam",
                    f"De parameter '{name}' heeft al een waarde vanaf {part.text('van')}.",
                )
            days.add(part.text("van"))
    effects = [effect.code for effect in agreement.effects]
    for part in located.each("prestaties"):
        if part.text("effect") not in effects:
            part.at("effect").unknown("Het effect", part.text("effect"), effects)


def _check_references(agreement: Agreement, located: Located, codes: list[str]) -> set[str]:
    """Unknown indicators and circles. The codes of indicators about which nothing more can be
    said, because one that they refer to does not exist, could not be read, or refers back.
    """
    built = {indicator.code: indicator for indicator in agreement.indicators}
    for part in located.each("indicatoren"):
        indicator = built.get(part.text("code"))
        for code in referred_indicators(indicator.form) if indicator else ():
            if code not in codes:
                part.unknown("De indicator", code, codes)
        if indicator and indicator.code in _reached(built, indicator.code):
            part.add(
                "kringverwijzing",
                f"Indicator '{indicator.code}' verwijst, al dan niet via andere, naar zichzelf.",
            )
    reached = {code: _reached(built, code) for code in built}
    circular = {code for code in built if code in reached[code]}
    return {
        code for code in built if (reached[code] | {code}) & circular or reached[code] - set(built)
    }


def _reached(built: dict[str, Indicator], start: str) -> set[str]:
    """The codes of the indicators that an indicator reads, directly or through others."""
    found: set[str] = set()
    ahead = [start]
    while ahead:
        indicator = built.get(ahead.pop())
        for code in referred_indicators(indicator.form) if indicator else ():
            if code not in found:
                found.add(code)
                ahead.append(code)
    return found


# --- rules per indicator -------------------------------------------------------------------------


def _names_exist(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    goals = [effect.code for effect in agreement.effects] + [
        part.code for part in agreement.performances
    ]
    if indicator.effect and indicator.effect not in goals:
        at.at("dient").unknown("Het effect of de prestatie", indicator.effect, goals)
    parties = [party.code for party in agreement.parties]
    if indicator.measured_by and indicator.measured_by not in parties:
        at.at("gemetenDoor").unknown("De partij", indicator.measured_by, parties)
    if isinstance(indicator.form, Formula):
        known = dict(agreement.parameters)
        for term in (*indicator.form.numerator, *indicator.form.denominator):
            for factor in term.factors:
                if isinstance(factor, str) and factor not in known:
                    at.at("formule").unknown("De parameter", factor, known)
                elif (
                    isinstance(factor, str)
                    and known[factor]  # else its value could not be read, and that has been told
                    and agreement.parameter(factor, agreement.term.first_day) is None
                ):
                    at.at("formule").add(
                        "onbekende-verwijzing",
                        f"De parameter '{factor}' heeft geen waarde op de eerste dag van de "
                        "looptijd.",
                        "Geef een waarde vanaf die dag of eerder.",
                    )


def _against_has_an_anchor(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    form = indicator.form
    if isinstance(form, Share):
        without_anchor: tuple[Condition | Outcome, ...] = (form.excluded,) if form.excluded else ()
    else:
        without_anchor = form_conditions(form)
    for condition in without_anchor:
        if any(isinstance(leaf, Score) and leaf.against for leaf in leaves(condition)):
            at.add(
                "vooruitkijken",
                "Vergelijken met het begin kan alleen na een ankerdag.",
                "Gebruik een vaste score.",
            )


def _no_look_ahead(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    form = indicator.form
    if not isinstance(form, Share) or not isinstance(form.population.source, ClassOf):
        return
    source = form.population.source
    inner = agreement.indicator(source.indicator).form
    if not isinstance(inner, Share):
        at.at("aandeel").add(
            "verkeerde-eenheid",
            f"Indicator '{source.indicator}' heeft geen klassen; neem een aandeel.",
        )
        return
    later = any(window.end != NO_TIME for window in windows(inner.outcome))
    if (
        later
        and source.anchor is AnchorDay.ANCHOR
        and source.outcome_class is not OutcomeClass.EXCLUDED
    ):
        at.at("aandeel").add(
            "vooruitkijken",
            f"De uitkomst van '{source.indicator}' is op de ankerdag nog niet bekend.",
            "Kies 'anker: venstereinde', of bij behaald 'anker: succesdag'.",
        )


def _source_is_named(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    if indicator.source is None:
        at.add(
            "bron-ontbreekt",
            f"Bij '{indicator.code}' staat niet in welk document de afspraak staat.",
        )


def _doubt_is_shown(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    if indicator.doubt:
        at.at("twijfel").add(
            "twijfel", f"Bij '{indicator.code}' staat een twijfel: {indicator.doubt}"
        )


def _examples_are_telling(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    missing = lacking(indicator)
    if missing:
        at.add(
            "voorbeeld-ontbreekt",
            f"De voorbeelden bij '{indicator.code}' tonen nog niet: {', '.join(missing)}.",
        )


RULES: tuple[Rule, ...] = (
    _names_exist,
    together.one_subject,
    together.births_are_known,
    together.unit_fits,
    together.splits_fit,
    together.terms_can_be_added,
    together.stock_is_reconciled_by_counts,
    _against_has_an_anchor,
    _no_look_ahead,
    norms.unknown_does_not_flatter,
    norms.norms_fit,
    norms.bounds_can_be_met,
    norms.one_grain_of_sums,
    norms.growth_has_a_base,
    norms.matures_in_time,
    norms.proof_is_agreed,
    _source_is_named,
    _doubt_is_shown,
    _examples_are_telling,
)
