"""Whether every name in an agreement is given once, and whatever is referred to exists.

The idea that makes it simple: a reference is a place and a name, and there are a few lists of
names; one pass holds each reference against its list and says the nearest name that does exist.
What is wrong with a definition itself is asked elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from koers.agreement import Agreement, Indicator
from koers.algebra import Formula
from koers.document import Located
from koers.structure import referred_indicators

_CODED = (
    "begeleidendeDocumenten",
    "aannames",
    "randvoorwaarden",
    "plichten",
    "bedragen",
    "effecten",
    "prestaties",
    "indicatoren",
)
"""The lists of the file in which every part has a code of its own."""


def check_names(agreement: Agreement, located: Located) -> None:
    """Every code stands once in its list, and what stands around the indicators refers to
    something.
    """
    for key in _CODED:
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
    _parameters_hold_from_one_day(located)
    _goals_exist(agreement, located)
    _parties_exist(agreement, located)
    _indicators_exist(located)


def _parameters_hold_from_one_day(located: Located) -> None:
    for name, values in located.named("parameters"):
        days: set[str] = set()
        for part in values.items():
            if part.text("van") in days:
                part.at("van").add(
                    "dubbele-naam",
                    f"De parameter '{name}' heeft al een waarde vanaf {part.text('van')}.",
                )
            days.add(part.text("van"))


def _goals_exist(agreement: Agreement, located: Located) -> None:
    effects = [effect.code for effect in agreement.effects]
    for part in located.each("prestaties"):
        if part.text("effect") not in effects:
            part.at("effect").unknown("Het effect", part.text("effect"), effects)
    documents = [companion.code for companion in agreement.companions]
    for part in located.each("effecten"):
        if part.has("document") and part.text("document") not in documents:
            part.at("document").unknown(
                "Het begeleidende document", part.text("document"), documents
            )


def _parties_exist(agreement: Agreement, located: Located) -> None:
    parties = [party.code for party in agreement.parties]
    named = [
        (part.at(key), part.text(key))
        for within, key in (("ondertekenaars", "partij"), ("bedragen", "partij"))
        for part in located.each(within)
        if part.has(key)
    ]
    named += [
        (part.at("wie"), who) for part in located.each("plichten") for who in part.texts("wie")
    ]
    for at, party in named:
        if party not in parties:
            at.unknown("De partij", party, parties)


def _indicators_exist(located: Located) -> None:
    """References to indicators outside definitions: of assumptions, reports, surveys, and to what
    stands beside.
    """
    codes = [part.text("code") for part in located.each("indicatoren")]
    for at, code in _named_indicators(located):
        if code not in codes:
            at.unknown("De indicator", code, codes)
    for part in located.each("indicatoren"):
        if part.text("code") in part.texts("naast"):
            part.at("naast").add(
                "onbekende-verwijzing",
                "Een indicator kan niet naast zichzelf staan.",
                "Noem een andere indicator.",
            )


def _named_indicators(located: Located) -> Iterator[tuple[Located, str]]:
    for part in located.each("aannames"):
        if part.has("indicator"):
            yield part.at("indicator"), part.text("indicator")
    for part in located.each("rapportages"):
        for code in part.texts("over"):
            yield part.at("over"), code
    for part in located.each("indicatoren"):
        for code in part.texts("naast"):
            yield part.at("naast"), code
        for key in ("uit", "verstuurd"):
            if part.at("onderzoek").has(key):
                yield part.at("onderzoek").at(key), part.at("onderzoek").text(key)


def check_circles(agreement: Agreement, located: Located) -> set[str]:
    """Unknown indicators and circles. The codes of indicators about which nothing more can be
    said, because one that they refer to does not exist, could not be read, or refers back.
    """
    codes = [part.text("code") for part in located.each("indicatoren")]
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


def goal_and_parties_exist(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    goals = [effect.code for effect in agreement.effects] + [
        part.code for part in agreement.performances
    ]
    if indicator.effect and indicator.effect not in goals:
        at.at("dient").unknown("Het effect of de prestatie", indicator.effect, goals)
    parties = [party.code for party in agreement.parties]
    if indicator.measured_by and indicator.measured_by not in parties:
        at.at("gemetenDoor").unknown("De partij", indicator.measured_by, parties)
    if indicator.supplied_by and indicator.supplied_by not in parties:
        at.at("geleverdDoor").unknown("De partij", indicator.supplied_by, parties)


def parameters_have_a_value(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    if not isinstance(indicator.form, Formula):
        return
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
                    f"De parameter '{factor}' heeft geen waarde op de eerste dag van de looptijd.",
                    "Geef een waarde vanaf die dag of eerder.",
                )
