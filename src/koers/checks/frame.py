"""What stands around the indicators: whether title, days, amounts and goals fit each other.

The idea that makes it simple: a rule is a function of the agreement and its place in the file, and
compares two things that the file says itself.
"""

from __future__ import annotations

import re

from koers.agreement import Agreement
from koers.document import Located


def title_fits_the_term(agreement: Agreement, located: Located) -> None:
    """Years in the title are those of the term: a title often outlives the days it was made for."""
    years = sorted({int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", agreement.title)})
    first, last = agreement.term.first_day.year, agreement.term.last_day.year
    outside = any(not first <= year <= last for year in years)
    other_ends = len(years) > 1 and (years[0], years[-1]) != (first, last)
    if outside or other_ends:
        said = f"{first}" if first == last else f"{first} tot en met {last}"
        located.at("titel").add(
            "titel-wijkt-af",
            f"De titel noemt {' en '.join(map(str, _ends(years)))}; de looptijd ligt in {said}.",
            "Geteld wordt over de looptijd. Klopt die, pas dan de titel aan.",
        )


def _ends(years: list[int]) -> list[int]:
    return sorted({years[0], years[-1]})


def signed_before_the_term(agreement: Agreement, located: Located) -> None:
    """Who signs later agrees on what has already begun (A-01)."""
    signed, first = agreement.signed_on, agreement.term.first_day
    if signed is not None and signed > first:
        days = (signed - first).days
        located.at("getekendOp").add(
            "later-getekend",
            f"Er is getekend op {signed}, {days} {'dag' if days == 1 else 'dagen'} na het begin "
            f"van de looptijd ({first}).",
            "Leg vast dat de afspraken vanaf het begin van de looptijd gelden.",
        )


def amounts_have_a_period(agreement: Agreement, located: Located) -> None:
    """An amount is per year or for the whole term; both readings differ a lot (B-40)."""
    for part in located.each("bedragen"):
        if part.has("bedrag") and not part.has("per") and not part.misread("per"):
            part.add(
                "bedrag-zonder-periode",
                f"Bij het bedrag '{part.text('code')}' staat niet of het per jaar is of voor de "
                "hele looptijd.",
                "Vraag het na, en schrijf 'per: jaar' of 'per: looptijd'.",
            )


def goals_have_a_document(agreement: Agreement, located: Located) -> None:
    """Where there are companion documents, an effect says in which its goal stands (A-02)."""
    if not agreement.companions:
        return
    for part in located.each("effecten"):
        if not part.has("document"):
            part.add(
                "doel-ontbreekt",
                f"Bij het effect '{part.text('code')}' staat niet in welk document het beleidsdoel "
                "staat.",
                "Voeg 'document' toe, met de code van een begeleidend document.",
            )
