"""The keys of conditions, populations, outcomes and forms in the agreement file, each with one
line of help.

The idea that makes it simple: this table (with `koers.language` for the rest of the file) is the
only list of keys. It reads the file, writes it back, makes the JSON Schema for editors and the
reference page. What the words mean is not decided here.
"""

from __future__ import annotations

from collections.abc import Mapping

from koers.algebra import (
    Against,
    AnchorDay,
    Comparison,
    CountsIn,
    Kind,
    OutcomeClass,
    ReferenceDay,
    Repeat,
    UnknownCounts,
)
from koers.grammar import Block, Either, Json, Key, ListOf, MapOf, camel
from koers.periods import Grain
from koers.scalars import YES_NO, Choice, Factor, Length, Number, Text, plain_number

NAME = Text("een naam uit het woordenboek")
CODE = Text("een code", pattern=r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}", example="K-07b of assen")
CALENDAR = [grain.value for grain in Grain if grain.months]
SAME_DAY = "zelfde dag"


TEST = Either(
    what="een waarde, een lijst waarden of een vergelijking",
    name="eis",
    text=ListOf(Text()),
    many=ListOf(Text()),
    block=Block(
        {
            **{
                word.value: Key(Number(), f"{word.value.capitalize()} dit getal.")
                for word in Comparison
            },
            "van": Key(NAME, "De kolom van dezelfde rij waarvan het percentage geldt."),
        },
        what="een vergelijking",
        name="vergelijking",
    ),
)


def _one_spelling(block: dict[str, Json]) -> dict[str, Json]:
    """Beside a sum a comparison is with a number; beside a score with a code, left as it is."""
    if "som" not in block:
        return block
    compared = {camel(word.value) for word in Comparison} & set(block)
    return block | {key: plain_number(str(block[key])) for key in compared}


def _condition_keys() -> Mapping[str, Key]:
    return {
        Kind.MOMENT.value: Key(
            NAME, "Een gebeurtenis op de dag: de naam van een tabel met momenten."
        ),
        Kind.BEGIN.value: Key(NAME, "Het begin van een (samengevoegd) tijdvak op de dag."),
        Kind.END.value: Key(
            NAME, "Het einde van een (samengevoegd) tijdvak: de laatste dag ervan."
        ),
        Kind.SPELL.value: Key(NAME, "Een tijdvak dat de dag bedekt."),
        Kind.SUBJECT.value: Key(NAME, "Een vast gegeven uit de tabel van het onderwerp."),
        "score": Key(NAME, "Een score die op de dag geldt (of er gemeten is, met 'meting: ja')."),
        "overgang": Key(
            TRANSITION, "De dag waarop een score van de ene naar de andere groep waarden gaat."
        ),
        "leeftijd": Key(AGE, "De leeftijd in hele jaren op de dag."),
        "som": Key(
            NAME, "Een bedrag per persoon opgeteld, vergeleken met een deel van een ander bedrag."
        ),
        "zonder": Key(CONDITION, "Het omgekeerde van de voorwaarde."),
        "alle van": Key(ListOf(CONDITION, single=False), "Alle voorwaarden gelden."),
        "een van": Key(ListOf(CONDITION, single=False), "Minstens een voorwaarde geldt."),
        "waarbij": Key(
            MapOf(TEST, what="een blok met kolommen", of_columns=True),
            "Eisen aan kolommen van de rij.",
        ),
        "onderbreking": Key(
            Length(prefix="hooguit"), "Gaten tot en met zoveel dagen tellen als doorlopend."
        ),
        "minstens oud": Key(
            Length(), "Het tijdvak begon (de score werd gemeten) minstens zo lang geleden."
        ),
        "waarde": Key(ListOf(Text("een score")), "De scores die tellen."),
        **{
            word.value: Key(Text("een score of getal"), f"{word.value.capitalize()} deze score.")
            for word in Comparison
        },
        **{
            word.value: Key(Choice(["begin"]), "Vergeleken met de eigen score op de ankerdag.")
            for word in Against
        },
        "meting": Key(YES_NO, "Alleen op dagen waarop gemeten is."),
        "laatste": Key(
            YES_NO, "De laatste score na de ankerdag, tot en met het einde van de termijn."
        ),
        "van": Key(
            Block({"som": Key(NAME, "De kolom met het andere bedrag.", True)}),
            "Het bedrag ertegenover.",
        ),
        "over": Key(
            Text(pattern="maanden met .+", example="maanden met uitkering"),
            "Welke maanden meetellen.",
        ),
        "per": Key(Choice(CALENDAR), "Per welke periode de som of de peildag geldt."),
        "binnen": Key(Length(), "Tot en met zoveel later: 2 jaar, 14 dagen."),
        "op": Key(Length(words=[SAME_DAY]), "Op die ene dag: 12 maanden later, of zelfde dag."),
        "gedurende": Key(DURING, "Op elke dag van de termijn."),
    }


TRANSITION = Block(
    {
        "score": Key(NAME, "De tabel met scores.", True),
        "van": Key(ListOf(Text("een score")), "De scores ervoor.", True),
        "naar": Key(ListOf(Text("een score")), "De scores erna.", True),
        "waarbij": Key(MapOf(TEST, of_columns=True), "Eisen aan kolommen van de meting."),
    },
    what="een overgang",
    name="overgang",
)
AGE = Block(
    {
        "van": Key(Number("een leeftijd", whole=True), "De jongste leeftijd die telt."),
        "tot en met": Key(Number("een leeftijd", whole=True), "De oudste leeftijd die telt."),
    },
    what="een leeftijd",
    name="leeftijd",
)
DURING = Either(
    what="een duur of 'van' en 'tot en met'",
    text=Length(),
    block=Block(
        {
            "van": Key(Length(), "Vanaf zoveel na de ankerdag.", True),
            "tot en met": Key(Length(), "Tot en met zoveel na de ankerdag.", True),
        },
        what="een termijn",
        name="termijn",
    ),
)
CONDITION = Block(
    _condition_keys,
    what="een voorwaarde",
    name="voorwaarde",
    rest="waarbij",
    rest_shape=TEST,
    finish=_one_spelling,
)


def _population_keys() -> Mapping[str, Key]:
    return {
        **_condition_keys(),
        "telkens": Key(
            Choice([word.value for word in Repeat if word is not Repeat.ON_REFERENCE_DAY]),
            "Welke keren tellen: de eerste (in de looptijd, per jaar of halfjaar) of elke.",
        ),
        "op peildag": Key(
            REFERENCE, "Wie er op de eerste of laatste dag van elke periode aan voldoet."
        ),
        "indicator": Key(CODE, "Een andere indicator waarvan de uitkomst de populatie is."),
        "klasse": Key(
            Choice([word.value for word in OutcomeClass]), "Welke uitkomst van die indicator."
        ),
        "anker": Key(
            Choice([word.value for word in AnchorDay]),
            "Welke dag van die indicator de ankerdag wordt.",
        ),
    }


REFERENCE = Choice([day.value for day in ReferenceDay])
POPULATION = Block(
    _population_keys,
    what="een populatie",
    name="populatie",
    rest="waarbij",
    rest_shape=TEST,
    finish=_one_spelling,
)


def _count_keys() -> Mapping[str, Key]:
    return {
        **_condition_keys(),
        "tabel": Key(NAME, "Alle rijen van deze tabel."),
        "die": Key(CONDITION, "De voorwaarde, als er ook andere sleutels staan."),
        "eenheid": Key(
            Text(), "Wat geteld wordt: het onderwerp (een keer per periode) of de rij (elke keer)."
        ),
        "op peildag": Key(REFERENCE, "Op welke dag van de periode geteld wordt (bij een stand)."),
    }


def _counting(what: str) -> Block:
    return Block(
        _count_keys,
        what=what,
        name="telling",
        rest="waarbij",
        rest_shape=TEST,
        finish=_one_spelling,
        shorthand="tabel",
    )


COUNT = _counting("een telling")


def _sum_keys() -> Mapping[str, Key]:
    return {
        **{key: value for key, value in _count_keys().items() if key != "eenheid"},
        "kolom": Key(NAME, "De kolom die wordt opgeteld: naam of tabel.naam."),
    }


SUM = Block(
    _sum_keys,
    what="een som",
    name="som",
    rest="waarbij",
    rest_shape=TEST,
    finish=_one_spelling,
    shorthand="kolom",
)

FIGURE = Block(
    {
        "kolom": Key(NAME, "De kolom met het opgegeven cijfer: naam of tabel.naam.", True),
        "waarbij": Key(MapOf(TEST, of_columns=True), "Eisen aan kolommen van de opgave."),
        "laatste": Key(YES_NO, "Alleen de laatste opgave van elke opgever in de periode."),
    },
    what="een opgegeven cijfer",
    name="cijfer",
    rest="waarbij",
    rest_shape=TEST,
    shorthand="kolom",
)
STATED = Block(
    {
        "teller": Key(FIGURE, "Het opgegeven cijfer.", True),
        "noemer": Key(FIGURE, "Het opgegeven cijfer waardoor gedeeld wordt."),
    },
    what="een opgave",
    name="opgave",
)

SHARE = Block(
    {
        "van": Key(
            POPULATION, "De populatie: wie of wat meedoet, en vanaf welke dag (de ankerdag).", True
        ),
        "die": Key(CONDITION, "Het resultaat, met een termijn na de ankerdag.", True),
        "uitgesloten": Key(CONDITION, "Wie op de ankerdag al buiten de telling valt."),
        "uitgezonderd": Key(
            CONDITION, "Wat iemand uit de telling haalt als het voor het resultaat gebeurt."
        ),
        "onbekend": Key(
            Choice([w.value for w in UnknownCounts]),
            "Hoe onbekend telt: niet behaald, of eruit.",
            True,
        ),
        "wachttijd": Key(Length(), "Hoe lang na de termijn gegevens nog binnenkomen."),
        "telt in": Key(
            Choice([w.value for w in CountsIn]),
            "In de periode van het anker (gewoon) of van de rijping.",
        ),
    },
    what="een aandeel",
    name="aandeel",
)

_TERM_FORMS = {
    "aantal": Key(COUNT, "Hoeveel rijen of onderwerpen er in de periode waren."),
    "stand": Key(COUNT, "Hoeveel er op de peildag waren (gewoon: de laatste dag)."),
    "som": Key(SUM, "Een bedrag of hoeveelheid opgeteld."),
    "dagen": Key(COUNT, "Hoeveel verschillende dagen van onderwerpen."),
}
TERM = Block(
    {
        "keer": Key(
            ListOf(Factor("een getal of de naam van een parameter")),
            "Waarmee de term vermenigvuldigd wordt.",
        ),
        **_TERM_FORMS,
        "opgave": Key(FIGURE, "Een opgegeven cijfer."),
        "indicator": Key(CODE, "Een andere indicator: een aantal, stand, som of dagen."),
        "nulmeting": Key(YES_NO, "De nulmeting van deze indicator."),
        "gemiddeld per": Key(
            Choice(["maand"]), "Het gemiddelde van de standen aan het eind van elke maand."
        ),
        "eerder": Key(Length(), "Dezelfde periode zoveel eerder."),
    },
    what="een term",
    name="term",
)
FORMULA = Block(
    {
        "teller": Key(ListOf(TERM), "De termen boven de streep.", True),
        "noemer": Key(ListOf(TERM), "De termen onder de streep.", True),
        "min een": Key(YES_NO, "Of er een af gaat: groei of afwijking."),
    },
    what="een formule",
    name="formule",
)
FORM_KEYS: dict[str, Key] = {
    "aandeel": Key(SHARE, "Welk deel van een populatie het resultaat haalt."),
    **_TERM_FORMS,
    "opgave": Key(STATED, "Een cijfer dat iemand opgeeft, met bron."),
    "formule": Key(FORMULA, "Een verhouding van aantallen, standen, sommen en parameters."),
}
