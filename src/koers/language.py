"""The keys of the agreement file: parties, term, effects, parameters, and below them the tables of
`koers.definition`.

The idea that makes it simple: with the three tables of keys in `koers.definition` this is the only
list of keys. It reads the file, writes it back, makes the JSON Schema for editors and the reference
page. What the words mean is decided in `koers.format`.
"""

from __future__ import annotations

from koers.definition.frame_keys import FRAME_KEYS
from koers.definition.indicator_keys import INDICATOR
from koers.definition.keys import CODE
from koers.grammar import Block, Key, ListOf, MapOf
from koers.scalars import Choice, Day, Number, Text

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
        **FRAME_KEYS,
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
                        "document": Key(
                            CODE, "Het begeleidende document waar het beleidsdoel in staat."
                        ),
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
