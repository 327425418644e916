"""The end of the page: what its words mean, and what another needs to count it all again.

The idea that makes it simple: the meaning of a verdict stands once, beside its sign; the hashes
stand in full, so that they can be compared.
"""

from __future__ import annotations

from koers.figure_words import Absence
from koers.figures import Strength, VerdictWord
from koers.overview import Overview
from koers.page.classes import MEANINGS
from koers.page.markup import Markup, tag
from koers.page.pieces import absent, chip
from koers.page.tables import Column, Row, table
from koers.plain.words import day
from koers.version import VERSION

_VERDICTS = {
    VerdictWord.MET: "De norm is gehaald. Precies gelijk is ook gehaald.",
    VerdictWord.NOT_MET: "De norm is niet gehaald.",
    VerdictWord.TOO_EARLY: "De periode of een termijn loopt nog.",
    VerdictWord.TOO_LITTLE: "De groep is te klein, of de onbekenden geven de doorslag.",
    VerdictWord.NO_FIGURES: "Er is niets geleverd of niets te meten.",
    VerdictWord.NO_NORM: "Voor dit cijfer is geen norm afgesproken.",
}
_STRENGTHS = {
    Strength.MORE_THAN_CHANCE: "Door toeval alleen komt dit hooguit 1 op de 40 keer voor.",
    Strength.MAY_BE_CHANCE: "Het verschil met de norm is klein voor deze groep.",
    Strength.EXACT: "Alles is geteld; toeval speelt niet mee.",
    Strength.SHOWN: "De steekproef of enquête toont het met zekerheid aan.",
    Strength.SETTLED: "Wat nog komt, kan dit niet meer veranderen.",
    Strength.MISSING_MEASUREMENTS: "Met alle metingen erbij had het anders kunnen zijn.",
    Strength.NON_RESPONSE: "Wie niet antwoordde, kan het oordeel veranderen.",
}
_ABSENCES = {
    Absence.NOT_YET: "Nog niet iedereen is rijp, of de periode loopt nog.",
    Absence.NOT_DELIVERED: "De gegevens zijn er niet.",
    Absence.NOT_MEASURABLE: "Er is niets om door te delen, of niets om mee te vergelijken.",
    Absence.NOBODY: "De groep is leeg: er is niemand om iets over te zeggen.",
    Absence.SUPPRESSED: "Het cijfer is er, maar zou iets over personen kunnen verraden.",
}


def reading_aid() -> Markup:
    """What the words and signs mean."""
    columns = (Column("Woord"), Column("Betekenis"))
    verdicts = [Row(chip(word), (text,)) for word, text in _VERDICTS.items()]
    classes = [Row(word, (text,)) for word, text in MEANINGS.items()]
    strengths = [Row(strength.value, (text,)) for strength, text in _STRENGTHS.items()]
    nought = Row("0", ("Geteld, en er was er geen een. Dat is een cijfer.",))
    absences = [Row(absent(absence), (text,)) for absence, text in _ABSENCES.items()]
    return tag(
        "section",
        tag("h2", "Zo leest u deze pagina", id="lezen"),
        tag(
            "p",
            "Getoond wordt de laatste groep of periode die helemaal rond is. Wat nog loopt, staat "
            "er apart bij en krijgt nog geen oordeel. De onzekerheid (95%) zegt hoe ver het cijfer "
            "door toeval had kunnen afwijken. Een verandering is niet getoetst: zij kan ook toeval "
            "zijn.",
        ),
        table("Oordelen", columns, verdicts),
        table("Hoe zeker een oordeel is", columns, strengths),
        table("De zes klassen van een aandeel; de eerste die past, telt", columns, classes),
        table("Als er geen cijfer staat", columns, [nought, *absences]),
        aria_labelledby="lezen",
    )


def origin(found: Overview) -> Markup:
    """The hashes that identify what was counted."""
    agreement = found.agreement
    rows = [
        Row("Overeenkomst", (agreement.code, _whole(agreement.document_hash))),
        Row(
            "Woordenboek",
            (agreement.dictionary.name, _whole(agreement.dictionary.document_hash)),
        ),
    ]
    if found.state:
        rows.append(Row("Laatste levering", ("de stand van de opslag", _whole(found.state))))
    rows += [Row("Tabel", (name, _whole(hash_))) for name, hash_ in found.hashes]
    columns = (Column("Wat"), Column("Naam"), Column("SHA-256"))
    suppliers = ", ".join(found.suppliers)
    return tag(
        "section",
        tag("h2", "Herkomst", id="herkomst"),
        tag(
            "p",
            f"Geteld met Koers {VERSION}, met wat bekend is tot en met {day(found.through)}. "
            "Wie deze overeenkomst en deze gegevens heeft, telt hetzelfde.",
        ),
        tag("p", f"Leveranciers: {suppliers}.") if suppliers else None,
        table("Waaruit is geteld", columns, rows, kind="stack"),
        aria_labelledby="herkomst",
    )


def _whole(hash_: str) -> Markup:
    return tag("code", hash_)
