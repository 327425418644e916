"""The keys of an agreement around its indicators: signatories, documents, assumptions, duties,
amounts, reports.

The idea that makes it simple: with `koers.definition.keys` and the two tables beside it this is the
only list of keys. What they mean is not decided here.
"""

from __future__ import annotations

from koers.definition.keys import CODE
from koers.frame import Per, Status
from koers.grammar import Block, Key, ListOf
from koers.periods import Grain
from koers.scalars import Choice, Number, Text

SOURCE = Block(
    {
        "document": Key(Text(), "Welk document.", True),
        "paragraaf": Key(Text(), "Welke paragraaf."),
        "onderdeel": Key(Text(), "Welk onderdeel."),
    },
    what="een bron",
)
SIGNATORY = Block(
    {
        "partij": Key(CODE, "Welke partij tekent.", True),
        "hoedanigheid": Key(
            Text(), "In welke functie, zoals voorzitter van het bestuur; nooit een naam.", True
        ),
    },
    what="een ondertekenaar",
    name="ondertekenaar",
)
COMPANION = Block(
    {
        "code": Key(CODE, "De code.", True),
        "naam": Key(Text(), "De naam van het document.", True),
        "soort": Key(Text(), "Wat voor document: kadernota, begroting, bedrijfsplan."),
        "toelichting": Key(Text(), "Waar het document over gaat."),
    },
    what="een begeleidend document",
    name="begeleidend-document",
)
ASSUMPTION = Block(
    {
        "code": Key(CODE, "De code.", True),
        "tekst": Key(Text(), "Wat is aangenomen.", True),
        "indicator": Key(CODE, "De indicator waaraan te zien is of het klopt."),
        "bron": Key(SOURCE, "Waar het staat."),
    },
    what="een aanname",
    name="aanname",
)
GUARDRAIL = Block(
    {
        "code": Key(CODE, "De code.", True),
        "tekst": Key(Text(), "Wat altijd geldt, wat de cijfers ook zeggen.", True),
        "bron": Key(SOURCE, "Waar het staat."),
    },
    what="een randvoorwaarde",
    name="randvoorwaarde",
)
DUTY = Block(
    {
        "code": Key(CODE, "De code.", True),
        "wie": Key(ListOf(CODE), "De partijen die het doen.", True),
        "tekst": Key(Text(), "Wat zij doen.", True),
        "bewijs": Key(Text(), "Waaraan te zien is dat het gedaan is."),
        "bron": Key(SOURCE, "Waar het staat."),
    },
    what="een plicht",
    name="plicht",
)
OUT_OF_SCOPE = Block(
    {
        "onderwerp": Key(Text(), "Wat niet bij de opdracht hoort.", True),
        "programma": Key(Text(), "Waar het wel bij hoort."),
        "bron": Key(SOURCE, "Waar het staat."),
    },
    what="een onderwerp buiten de opdracht",
    name="buiten-de-opdracht",
)
AMOUNT = Block(
    {
        "code": Key(CODE, "De code.", True),
        "partij": Key(CODE, "De partij die het geld beschikbaar stelt.", True),
        "naam": Key(Text(), "Waar het geld voor is.", True),
        "bedrag": Key(Number("een bedrag in euro"), "Het bedrag in euro.", True),
        "per": Key(Choice([word.value for word in Per]), "Per jaar, of voor de hele looptijd."),
        "geoormerkt": Key(Text(), "Waar een deel voor bestemd is."),
        "voorwaarde": Key(Text(), "Onder welke voorwaarde het bedrag er is."),
        "bron": Key(SOURCE, "Waar het staat."),
    },
    what="een bedrag",
    name="bedrag",
)
REPORT = Block(
    {
        "naam": Key(Text(), "Hoe de rapportage heet.", True),
        "per": Key(Choice([grain.value for grain in Grain]), "Hoe vaak zij komt.", True),
        "over": Key(ListOf(CODE), "Over welke indicatoren (gewoon: alle)."),
        "bron": Key(SOURCE, "Waar het staat."),
    },
    what="een rapportage",
    name="rapportage",
)
FRAME_KEYS: dict[str, Key] = {
    "status": Key(Choice([word.value for word in Status]), "Hoe ver de overeenkomst is."),
    "ondertekenaars": Key(ListOf(SIGNATORY, single=False), "Wie tekenen, en in welke functie."),
    "begeleidende documenten": Key(
        ListOf(COMPANION, single=False), "De documenten waar de overeenkomst naast staat."
    ),
    "aannames": Key(ListOf(ASSUMPTION, single=False), "Waar de afspraken van uitgaan."),
    "randvoorwaarden": Key(ListOf(GUARDRAIL, single=False), "Wat altijd geldt."),
    "plichten": Key(ListOf(DUTY, single=False), "Wat de opdrachtgevers zelf doen."),
    "buiten de opdracht": Key(
        ListOf(OUT_OF_SCOPE, single=False), "Wat niet bij de opdracht hoort, en waar wel bij."
    ),
    "bedragen": Key(ListOf(AMOUNT, single=False), "Het geld dat beschikbaar is."),
    "rapportages": Key(ListOf(REPORT, single=False), "Welke rapportages er komen, en hoe vaak."),
}
