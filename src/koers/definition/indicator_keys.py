"""The keys of one indicator: where it stands, what it counts, its norm, and how sure it must be.

The idea that makes it simple: with `koers.definition.keys` and the two tables beside it this is the
only list of keys. What they mean is decided where the model is built.
"""

from __future__ import annotations

from koers.agreement import (
    Direction,
    IndicatorKind,
    NormState,
    Observation,
    Proof,
    Topic,
)
from koers.definition.frame_keys import SOURCE
from koers.definition.keys import CODE, FORM_KEYS, NAME
from koers.grammar import Block, Either, Key, ListOf, MapOf, Shape
from koers.periods import Grain
from koers.scalars import YES_NO, Choice, Day, DayRange, Number, Text

NORM = Block(
    {
        "van": Key(Day(), "Vanaf welke dag de norm geldt (gewoon: het begin van de looptijd)."),
        "per": Key(
            Choice([grain.value for grain in Grain]),
            "Voor cijfers over welke periode de norm geldt.",
        ),
        "voor": Key(Text(), "Voor wie: geheel (gewoon) of een partij."),
        **{word.value: Key(Number(), f"De norm: {word.value} dit.") for word in Direction},
        "afspraak": Key(
            Choice([word.value for word in NormState]), "Er is geen norm, of die volgt nog."
        ),
    },
    what="een norm",
    name="norm",
)


def _norm_words() -> Shape:
    return Choice([word.value for word in NormState])


EXAMPLE = Block(
    {
        "naam": Key(Text(), "Wat het voorbeeld laat zien.", True),
        "bekend tot en met": Key(Day(), "Tot en met welke dag de gegevens bekend zijn.", True),
        "feiten": Key(
            ListOf(MapOf(Text("een cel"), what="een rij"), single=False),
            "De rijen, elk met 'tabel'.",
        ),
        "periode": Key(DayRange(), "Over welke periode (gewoon: de looptijd)."),
        "verwacht": Key(Text(), "De klasse die eruit moet komen, of het getal.", True),
    },
    what="een voorbeeld",
    name="voorbeeld",
)
SURVEY = Block(
    {
        "uit": Key(CODE, "De indicator die telt waaruit getrokken wordt: een aantal of een stand."),
        "verstuurd": Key(CODE, "De indicator die telt aan hoeveel het gevraagd is."),
        "lagen": Key(NAME, "De splitsing in lagen, als er per laag getrokken wordt."),
        "aselect": Key(YES_NO, "Of het lot bepaalt wie meedoet."),
        "schaal": Key(Text(), "Welke antwoorden tellen."),
    },
    what="een onderzoek",
)
MILESTONE = Block(
    {
        "dag": Key(Day(), "Op welke dag.", True),
        "minstens": Key(Number(), "Dan minstens dit."),
        "hooguit": Key(Number(), "Dan hooguit dit."),
    },
    what="een mijlpaal",
    name="mijlpaal",
)
_COMPLETED = {
    Topic.TERM: "Binnen welke termijn, of op welke dag.",
    Topic.PERIOD: "Over welke periode.",
    Topic.BASE_YEAR: "Tegenover welk jaar.",
    Topic.SCALE: "Welke antwoorden of scores tellen.",
    Topic.MODEL: "Met welk rekenmodel.",
    Topic.AMOUNT: "Met welk bedrag.",
    Topic.POPULATION: "Over wie het gaat.",
    Topic.SOURCE: "Uit welke gegevens.",
    Topic.MOMENT: "Vanaf welk moment.",
    Topic.LIMIT: "Tot welke grens, de grens zelf erbij of niet.",
}
COMPLETED = Block(
    {topic.value: Key(Text(), told) for topic, told in _COMPLETED.items()},
    what="een aanvulling",
)
INDICATOR = Block(
    {
        "code": Key(CODE, "De korte code, zoals in het document.", True),
        "naam": Key(Text(), "De naam zoals mensen haar kennen.", True),
        "bron": Key(SOURCE, "Waar de afspraak staat."),
        "soort": Key(
            Choice([word.value for word in IndicatorKind]),
            "Kpi (gewoon: met een norm), informatie (gewoon: zonder norm) of context.",
        ),
        "dient": Key(CODE, "Het effect of de prestatie waar de indicator onder hangt."),
        "gemeten door": Key(CODE, "De partij die meet."),
        "geleverd door": Key(CODE, "De partij die de gegevens levert."),
        "eenheid": Key(Text(), "Wat geteld wordt: persoon, besluit, uitstroom, euro.", True),
        **FORM_KEYS,
        "norm": Key(
            Either(
                what="een norm, een lijst normen of 'geen'",
                text=_norm_words(),
                many=ListOf(NORM),
                block=ListOf(NORM),
            ),
            "Wat er is afgesproken.",
        ),
        "nulmeting": Key(
            Either(
                what="een nulmeting",
                text=Choice(["nog te meten"]),
                block=Block(
                    {
                        "waarde": Key(Number(), "De waarde.", True),
                        "dag": Key(Day(), "De dag waarop zij gold."),
                        "bron": Key(Text(), "Waar de waarde vandaan komt.", True),
                    },
                    what="een nulmeting",
                ),
            ),
            "De waarde bij het begin.",
        ),
        "aansluiting": Key(
            Block(
                {
                    "erbij": Key(CODE, "De indicator die telt wat erbij kwam.", True),
                    "eraf": Key(CODE, "De indicator die telt wat eraf ging.", True),
                },
                what="een aansluiting",
            ),
            "Waarmee een stand moet sluiten: vorige stand, plus erbij, min eraf.",
        ),
        "splits": Key(ListOf(NAME), "Waarnaar het cijfer gesplitst mag worden."),
        "waarneming": Key(
            Choice([w.value for w in Observation]),
            "Alles geregistreerd, een steekproef of een enquête.",
        ),
        "bewijs": Key(
            Choice([w.value for w in Proof]),
            "Of de norm aangetoond moet zijn, of de puntwaarde telt.",
        ),
        "onderzoek": Key(SURVEY, "Hoe de steekproef of enquête gedaan wordt."),
        "minimale groep": Key(
            Number("een aantal", whole=True), "Vanaf hoeveel gevallen er een oordeel komt."
        ),
        "signaal": Key(
            Block(
                {
                    "buiten": Key(
                        Number(), "Hoe ver van de norm: procentpunten of een aantal.", True
                    )
                },
                what="een signaal",
            ),
            "Vanaf welke afwijking er een gesprek volgt.",
        ),
        "mijlpalen": Key(ListOf(MILESTONE), "Het afgesproken pad naar de norm."),
        "naast": Key(ListOf(CODE), "Indicatoren die ernaast getoond worden."),
        "verhaal": Key(Text(), "Wat er naast het cijfer in woorden verteld moet worden."),
        "teksten": Key(ListOf(NAME), "Kolommen van de getelde rijen die als tekst getoond worden."),
        "aangevuld": Key(
            COMPLETED, "Wat het document open laat, en wat hier met welke reden gekozen is."
        ),
        "stadium": Key(
            Choice(["voorstel", "proefmeting", "vertrouwd"]), "Hoe ver de indicator is."
        ),
        "themas": Key(ListOf(Text()), "Onderwerpen waar de overeenkomst de nadruk op legt."),
        "toelichting": Key(Text(), "Waarom de indicator zo is ingevuld."),
        "twijfel": Key(Text(), "Wat aan de tekst van het document onzeker is."),
        "voorbeelden": Key(
            ListOf(EXAMPLE, single=False), "Kleine geschiedenissen met hun uitkomst."
        ),
    },
    what="een indicator",
    name="indicator",
)
