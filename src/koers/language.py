"""The keys of the agreement file around its definitions: parties, term, effects, indicators,
norms, examples.

The idea that makes it simple: with `koers.definition.keys` this table is the only list of keys.
It reads the file, writes it back, makes the JSON Schema for editors and the reference page. What
the words mean is decided in `koers.format`.
"""

from __future__ import annotations

from koers.agreement import Direction, NormState, Observation, Proof
from koers.definition.keys import (
    CODE,
    FORM_KEYS,
    NAME,
)
from koers.grammar import Block, Either, Key, ListOf, MapOf, Shape
from koers.periods import Grain
from koers.scalars import Choice, Day, DayRange, Number, Text

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
INDICATOR = Block(
    {
        "code": Key(CODE, "De korte code, zoals in het document.", True),
        "naam": Key(Text(), "De naam zoals mensen haar kennen.", True),
        "bron": Key(
            Block(
                {
                    "document": Key(Text(), "Welk document.", True),
                    "paragraaf": Key(Text(), "Welke paragraaf."),
                    "onderdeel": Key(Text(), "Welk onderdeel."),
                },
                what="een bron",
            ),
            "Waar de afspraak staat.",
        ),
        "dient": Key(CODE, "Het effect of de prestatie waar de indicator onder hangt."),
        "gemeten door": Key(CODE, "De partij die meet."),
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
PARTY_ROLES = (
    "opdrachtgever",
    "opdrachtnemer",
    "uitvoerder",
    "partner",
    "subsidieontvanger",
    "accountant",
)
AGREEMENT = Block(
    {
        "overeenkomst": Key(CODE, "De code van de overeenkomst.", True),
        "titel": Key(Text(), "De titel.", True),
        "regime": Key(
            Choice(["wgr", "subsidie"]),
            "Sturing van een gemeenschappelijke regeling, of subsidie.",
            True,
        ),
        "toelichting": Key(Text(), "Wat voor document dit is."),
        "partijen": Key(
            MapOf(
                Block(
                    {
                        "naam": Key(Text(), "De naam.", True),
                        "rol": Key(Choice(PARTY_ROLES), "De rol in de overeenkomst.", True),
                        "gemeente": Key(
                            Text(), "De waarde van de splitsing gemeente die bij deze partij hoort."
                        ),
                    },
                    what="een partij",
                    name="partij",
                ),
                name_pattern=CODE.pattern or "",
            ),
            "Wie meedoet, met code.",
            True,
        ),
        "looptijd": Key(
            Block(
                {
                    "van": Key(Day(), "De eerste dag.", True),
                    "tot en met": Key(Day(), "De laatste dag.", True),
                },
                what="een looptijd",
            ),
            "De eerste en de laatste dag.",
            True,
        ),
        "getekend op": Key(Day(), "De dag van ondertekening."),
        "woordenboek": Key(
            Text(), "De naam van een meegeleverd woordenboek, of een bestand ernaast.", True
        ),
        "effecten": Key(
            ListOf(
                Block(
                    {
                        "code": Key(CODE, "De code.", True),
                        "naam": Key(Text(), "Het effect.", True),
                        "bedoeling": Key(Text(), "Wat de gemeente wil bereiken."),
                        "bijdrage": Key(Text(), "Wat de partners bijdragen."),
                    },
                    what="een effect",
                    name="effect",
                ),
                single=False,
            ),
            "De maatschappelijke effecten.",
        ),
        "prestaties": Key(
            ListOf(
                Block(
                    {
                        "code": Key(CODE, "De code.", True),
                        "naam": Key(Text(), "De prestatie.", True),
                        "effect": Key(CODE, "Het effect waaraan zij bijdraagt.", True),
                    },
                    what="een prestatie",
                    name="prestatie",
                ),
                single=False,
            ),
            "De prestaties onder de effecten.",
        ),
        "perioden": Key(
            ListOf(
                Block(
                    {
                        "van": Key(Day(), "De eerste dag.", True),
                        "tot en met": Key(Day(), "De laatste dag.", True),
                    },
                    what="een periode",
                    name="periode",
                ),
                single=False,
            ),
            "De eigen perioden van de overeenkomst (grein 'eigen').",
        ),
        "parameters": Key(
            MapOf(
                ListOf(
                    Block(
                        {
                            "van": Key(Day(), "Vanaf welke dag de waarde geldt.", True),
                            "waarde": Key(Number(), "De waarde, exact.", True),
                            "bron": Key(Text(), "Waar de waarde vandaan komt.", True),
                        },
                        what="een parameterwaarde",
                        name="parameterwaarde",
                    )
                )
            ),
            "Getallen met een bron die in formules gebruikt worden.",
        ),
        "indicatoren": Key(ListOf(INDICATOR, single=False), "De indicatoren.", True),
    },
    what="een overeenkomst",
)
