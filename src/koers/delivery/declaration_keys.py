"""The keys of `aanlevering.yaml`.

The idea that makes it simple: one table of keys (`DECLARATION`) reads the shape, makes the JSON
Schema and the reference page, and suggests what was meant.
"""

from __future__ import annotations

from enum import StrEnum

from koers.delivery.notation import DAY_NOTATIONS, NUMBER_NOTATIONS
from koers.grammar import Block, Key, ListOf, MapOf
from koers.scalars import YES_NO, Choice, Day, Number, Text


class DeliveryKind(StrEnum):
    """What absence means (F5); values are the file's words."""

    CHANGES = "wijzigingen"
    FULL_HISTORY = "volledige historie"
    SNAPSHOT = "stand"


_NOTATIONS: dict[str, Key] = {
    "datumnotatie": Key(
        Choice(DAY_NOTATIONS, "een datumnotatie"), "Hoe dagen zijn geschreven, zoals dd-mm-jjjj."
    ),
    "getalnotatie": Key(
        Choice(NUMBER_NOTATIONS, "een getalnotatie"), "Hoe getallen zijn geschreven: 1.234,56."
    ),
    "leeg": Key(
        ListOf(Text()), "Woorden die in een cel betekenen dat er niets staat, zoals NULL of n.v.t."
    ),
}
_READING: dict[str, Key] = {
    **_NOTATIONS,
    "scheidingsteken": Key(
        Choice([",", ";", "tab", "|"], "een scheidingsteken"), "Wat de cellen van een CSV scheidt."
    ),
    "codering": Key(Text("een tekencodering"), "De tekencodering, zoals utf-8 of cp1252."),
}
_SCOPE: dict[str, Key] = {
    "soort": Key(
        Choice([kind.value for kind in DeliveryKind], "een soort levering"),
        "Wat het betekent als een rij er niet meer is: wijzigingen (niets), volledige historie "
        "(zij vervalt) of stand (zij eindigde de dag ervoor).",
    ),
    "bekend tot en met": Key(Day(), "Tot en met welke dag alles is geleverd."),
}

CODE_RULE = Block(
    {
        "lokaal": Key(ListOf(Text("een code")), "De code in het bestand; meer mag.", True),
        "landelijk": Key(
            Text("een code"), "De code van het woordenboek; zonder deze sleutel wordt de cel leeg."
        ),
        "van": Key(Day(), "De eerste dag waarop dit geldt."),
        "tot en met": Key(Day(), "De laatste dag waarop dit geldt."),
    },
    what="een regel van een codelijst",
    name="coderegel",
)

COLUMN = Block(
    {
        "kolom": Key(Text(), "Hoe de kolom in het bestand heet."),
        "vast": Key(Text(), "Een waarde die voor elke rij geldt en niet in het bestand staat."),
        "rijnummer": Key(YES_NO, "Of het nummer van de rij de waarde is, als er geen sleutel is."),
        "codes": Key(Text(), "De naam van een lijst onder 'codes' die de waarde vertaalt."),
        "exclusief": Key(
            YES_NO, "Of de laatste dag de eerste dag erna is (ja) of zelf meetelt (nee)."
        ),
        "weglaten": Key(
            ListOf(Text()), "Tekst die aan het begin of eind van een cel niet meetelt, zoals €."
        ),
        **_NOTATIONS,
    },
    what="een kolom",
    name="aangeleverdeKolom",
    shorthand="kolom",
)

UNFOLD = Block(
    {
        "kolommen": Key(
            MapOf(Text()), "Per code van het cijfer de kolom in het bestand waar het staat.", True
        ),
        "cijfer in": Key(Text(), "De kolom van het woordenboek voor de code.", True),
        "waarde in": Key(Text(), "De kolom van het woordenboek voor de waarde.", True),
        "reden in": Key(Text(), "De kolom van het woordenboek die zegt waarom er niets staat."),
        "redenen": Key(
            MapOf(Text()),
            "Per tekst in de cel de reden die erbij hoort; 'leeg' is een lege cel.",
        ),
        "anders": Key(Text(), "De reden als er wel een getal staat."),
    },
    what="kolommen die rijen worden",
    name="uitvouwen",
)

TABLE = Block(
    {
        "tabel": Key(Text(), "De tabel van het woordenboek.", True),
        "bestand": Key(Text(), "Het bestand; zonder deze sleutel de naam van de tabel."),
        "blad": Key(Text(), "Het blad van een werkmap."),
        "kopregel": Key(Number(whole=True), "Op welke regel de namen van de kolommen staan."),
        "voetregels": Key(Number(whole=True), "Hoeveel regels onderaan geen gegevens zijn."),
        **_SCOPE,
        **_READING,
        "kolommen": Key(
            MapOf(COLUMN),
            "Per kolom van het woordenboek hoe zij in het bestand heet; wat er niet staat heet "
            "in het bestand hetzelfde.",
        ),
        "uitvouwen": Key(UNFOLD, "Als elk cijfer in een eigen kolom staat."),
        "niet gelezen": Key(
            ListOf(Text()), "Kolommen in het bestand die met opzet niet gelezen worden."
        ),
        "registratietijd": Key(
            Text(), "De kolom in het bestand met het moment van vastleggen; de laatste geldt."
        ),
        "ingetrokken": Key(
            Block(
                {
                    "kolom": Key(Text(), "De kolom in het bestand.", True),
                    "waarde": Key(ListOf(Text()), "Wat er staat als de rij vervalt.", True),
                },
                what="hoe een rij zegt dat zij vervalt",
            ),
            "Welke rijen een eerder geleverde rij met dezelfde sleutel laten vervallen.",
        ),
        "controletotalen": Key(
            Block(
                {
                    "rijen": Key(Number(whole=True), "Hoeveel rijen er in het bestand staan."),
                    "som": Key(MapOf(Number()), "Per kolom van het woordenboek het totaal."),
                },
                what="controletotalen",
            ),
            "Wat er volgens de bron in het bestand staat.",
        ),
    },
    what="een tabel van de aanlevering",
    name="aangeleverdeTabel",
)

DECLARATION = Block(
    {
        "aanlevering": Key(Text(), "Hoe de levering heet.", True),
        "leverancier": Key(Text(), "Wie levert.", True),
        "woordenboek": Key(
            Text(), "De naam van een meegeleverd woordenboek, of een bestand ernaast.", True
        ),
        "toelichting": Key(Text(), "Wat wie het leest moet weten."),
        "verzonnen": Key(YES_NO, "Of de gegevens verzonnen zijn; dan staat dat bij elk cijfer."),
        "periode": Key(
            Block(
                {
                    "van": Key(Day(), "De eerste dag.", True),
                    "tot en met": Key(Day(), "De laatste dag.", True),
                },
                what="een periode",
            ),
            "Over welke dagen de levering gaat.",
        ),
        "gemeente": Key(Text(), "De gemeente waarover het gaat; anders gaat het over alle."),
        **_SCOPE,
        "vervangt": Key(
            Text(
                "een levering: haar nummer of het begin van haar code",
                pattern="levering [1-9][0-9]{0,8}|[0-9a-f]{8,64}",
                example="levering 3, of 3f2a9c01b2d4",
            ),
            "De levering die door deze vervalt: haar nummer in de opslag, of haar code.",
        ),
        **_READING,
        "tabellen": Key(ListOf(TABLE), "Wat er geleverd wordt."),
        "codes": Key(MapOf(ListOf(CODE_RULE)), "Lijsten die codes vertalen, op naam."),
    },
    what="een aanlevering",
)
