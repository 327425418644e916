"""Conditions on one day: from a block of the document to a value of the algebra, with findings.

The idea that makes it simple: exactly one key says what kind of condition a block is (its head);
every other key must belong to that head. A window is refused here, because a condition on one day
cannot look ahead (S2).
"""

from __future__ import annotations

from fractions import Fraction

from koers.algebra import (
    Against,
    Age,
    AllOf,
    AnyOf,
    Comparison,
    Condition,
    Fact,
    Kind,
    Leaf,
    Not,
    Score,
    SumShare,
    Transition,
)
from koers.definition.words import COMPARISONS, Words, codes, tests
from koers.dictionary import Table, TableKind
from koers.document import Located
from koers.periods import NO_TIME, Duration, Grain
from koers.scalars import duration_of, fraction_of

OLDEST = 150
HEADS = ("moment", "begin", "einde", "tijdvak", "onderwerp", "score", "overgang", "leeftijd", "som")
COMBINATIONS = ("zonder", "alleVan", "eenVan")
WINDOWS = ("binnen", "op", "gedurende")
_TABLE_KINDS = {
    Kind.MOMENT: (TableKind.MOMENT, TableKind.SCORE, TableKind.FIGURE),
    Kind.BEGIN: (TableKind.SPELL,),
    Kind.END: (TableKind.SPELL,),
    Kind.SPELL: (TableKind.SPELL,),
    Kind.SUBJECT: (TableKind.SUBJECT,),
}
_MODIFIERS = {
    "waarbij": ("moment", "begin", "einde", "tijdvak", "onderwerp", "score"),
    "onderbreking": ("begin", "einde", "tijdvak"),
    "minstensOud": ("tijdvak", "score"),
    "waarde": ("score",),
    "nietLagerDan": ("score",),
    "hogerDan": ("score",),
    "nietHogerDan": ("score",),
    "lagerDan": ("score",),
    "meting": ("score",),
    "laatste": ("score",),
    "minstens": ("score", "som"),
    "hooguit": ("score", "som"),
    "meerDan": ("score", "som"),
    "minderDan": ("score", "som"),
    "van": ("som",),
    "over": ("som",),
}
_AGAINST = {
    "nietLagerDan": Against.NOT_LOWER,
    "hogerDan": Against.HIGHER,
    "nietHogerDan": Against.NOT_HIGHER,
    "lagerDan": Against.LOWER,
}


def condition(block: Located, words: Words, *, windows_allowed: bool = False) -> Condition | None:
    """A condition on one day. Window keys are findings here: in a population they would look ahead
    (S2).
    """
    if not windows_allowed:
        for key in (*WINDOWS, "laatste"):
            if block.has(key):
                block.at(key).add(
                    "vooruitkijken",
                    "Een termijn hoort alleen bij het resultaat ('die'); hier zou zij "
                    "voorbij de ankerdag kijken.",
                    "Haal de termijn weg, of zet de voorwaarde onder 'die'.",
                )
                return None
    head = head_of(block)
    if head is None:
        return None
    match head:
        case "zonder":
            inner = condition(block.at("zonder"), words)
            return None if inner is None else Not(inner)
        case "alleVan" | "eenVan":
            parts = [condition(part, words) for part in block.each(head)]
            sound = tuple(part for part in parts if part is not None)
            if len(sound) < len(parts) or not sound:
                return None
            return AllOf(sound) if head == "alleVan" else AnyOf(sound)
        case _:
            return _leaf(block, head, words)


def head_of(block: Located) -> str | None:
    """The one key that says what kind of condition this is."""
    given = [key for key in (*HEADS, *COMBINATIONS) if block.has(key)]
    if len(given) != 1:
        names = (
            "moment, begin, einde, tijdvak, score, overgang, leeftijd, som, zonder, alle van, "
            "een van"
        )
        what = "geen" if not given else "meer dan een"
        block.add(
            "ontbrekende-sleutel",
            f"Hier staat {what} soort voorwaarde.",
            f"Kies precies een van: {names}.",
        )
        return None
    for key, heads in _MODIFIERS.items():
        if block.has(key) and given[0] not in heads:
            block.at(key).add(
                "onbekende-sleutel", f"Deze sleutel hoort niet bij '{_spaced(given[0])}'."
            )
            return None
    return given[0]


def _spaced(key: str) -> str:
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in key)


def _leaf(block: Located, head: str, words: Words) -> Leaf | None:
    match head:
        case "score":
            return _score(block, words)
        case "overgang":
            return _transition(block.at("overgang"), words)
        case "leeftijd":
            return _age(block, words)
        case "som":
            return _sum_share(block, words)
        case _:
            return _fact(block, Kind(head), words)


def _fact(block: Located, kind: Kind, words: Words) -> Fact | None:
    table = words.table(block.at(kind.value), block.text(kind.value), _TABLE_KINDS[kind])
    if table is None:
        return None
    gap = duration_of(block.text("onderbreking")) if block.has("onderbreking") else NO_TIME
    if gap.months:
        block.at("onderbreking").add(
            "ongeldige-waarde", "Een onderbreking wordt in dagen of weken gegeven."
        )
        return None
    return Fact(
        kind,
        table.name,
        tests(block, table, words),
        gap.days,
        _optional_duration(block, "minstensOud"),
    )


def _optional_duration(block: Located, key: str) -> Duration | None:
    return duration_of(block.text(key)) if block.has(key) else None


def _score(block: Located, words: Words) -> Score | None:
    table = words.table(block.at("score"), block.text("score"), (TableKind.SCORE,))
    if table is None or table.value_column is None:
        return None
    against = [word for key, word in _AGAINST.items() if block.has(key)]
    comparisons = [key for key in COMPARISONS if block.has(key)]
    if len(against) + len(comparisons) + block.has("waarde") > 1:
        block.add(
            "ongeldige-waarde",
            "Geef bij een score een ding: waarde, een vergelijking, of het begin.",
        )
        return None
    if against and not _ordered(table):
        block.add(
            "verkeerde-eenheid",
            f"De scores van '{table.name}' hebben geen volgorde en zijn niet te vergelijken.",
        )
        return None
    values = _score_values(block, table, comparisons)
    if values is None:
        return None
    return Score(
        table.name,
        values,
        against[0] if against else None,
        tests(block, table, words),
        block.yes("meting"),
        _optional_duration(block, "minstensOud"),
    )


def _ordered(table: Table) -> bool:
    return table.value_codes is not None and table.value_codes.ordered


def _score_values(block: Located, table: Table, comparisons: list[str]) -> tuple[str, ...] | None:
    """The codes that count; empty where any score counts."""
    assert table.value_column
    if block.has("waarde"):
        found = codes(block.at("waarde"), table, table.value_column, block.texts("waarde"))
        return found or None
    if not comparisons:
        return ()
    scale = table.value_codes
    at = block.at(comparisons[0])
    if scale is None or not scale.ordered:
        at.add(
            "verkeerde-eenheid",
            f"De scores van '{table.name}' hebben geen volgorde en zijn niet te vergelijken.",
        )
        return None
    bound = codes(at, table, table.value_column, (block.text(comparisons[0]),))
    if len(bound) != 1:
        return None
    limit = scale.rank(bound[0])
    holding = {
        Comparison.AT_LEAST: range(limit, len(scale.codes)),
        Comparison.AT_MOST: range(limit + 1),
        Comparison.MORE: range(limit + 1, len(scale.codes)),
        Comparison.LESS: range(limit),
    }[COMPARISONS[comparisons[0]]]
    found = tuple(
        code for rank in holding if (code := scale.codes[rank][0]) not in scale.not_a_score
    )
    if not found:
        at.add("ongeldige-waarde", "Geen enkele score voldoet hieraan.")
    return found or None


def _transition(block: Located, words: Words) -> Transition | None:
    table = words.table(block.at("score"), block.text("score"), (TableKind.SCORE,))
    if table is None or table.value_column is None:
        return None
    before = codes(block.at("van"), table, table.value_column, block.texts("van"))
    after = codes(block.at("naar"), table, table.value_column, block.texts("naar"))
    if not before or not after:
        return None
    if set(before) & set(after):
        block.add(
            "ongeldige-waarde",
            "Dezelfde score staat in 'van' en in 'naar'; dan is er geen overgang.",
        )
        return None
    return Transition(table.name, before, after, tests(block, table, words))


def _age(block: Located, words: Words) -> Age | None:
    ages = block.at("leeftijd")
    youngest = int(ages.text("van")) if ages.has("van") else None
    oldest = int(ages.text("totEnMet")) if ages.has("totEnMet") else None
    if ages.misread("van") or ages.misread("totEnMet"):
        return None
    if youngest is None and oldest is None:
        ages.add("ontbrekende-sleutel", "Geef 'van', 'tot en met' of beide.")
        return None
    for key, age in (("van", youngest), ("totEnMet", oldest)):
        if age is not None and not 0 <= age <= OLDEST:
            ages.at(key).add("ongeldige-waarde", f"Een leeftijd is 0 tot en met {OLDEST} jaar.")
            return None
    if youngest is not None and oldest is not None and oldest < youngest:
        ages.add("ongeldige-waarde", "De oudste leeftijd ligt onder de jongste.")
        return None
    return Age(youngest, oldest)


def _sum_share(block: Located, words: Words) -> SumShare | None:
    part = words.column(block.at("som"), block.text("som"))
    whole = (
        words.column(block.at("van").at("som"), block.at("van").text("som"))
        if block.has("van")
        else None
    )
    comparisons = [key for key in COMPARISONS if block.has(key)]
    if any(block.misread(key) for key in ("van", "per", *COMPARISONS)):
        return None
    if not block.has("per"):
        block.add(
            "periode-ontbreekt",
            "Er staat niet over welke periode de bedragen worden opgeteld.",
            "Voeg toe: 'per: jaar', 'per: halfjaar', 'per: kwartaal' of 'per: maand'. Noemt het "
            "document geen periode, schrijf dan onder 'aangevuld: {periode: ...}' welke gekozen "
            "is en waarom.",
        )
    if len(comparisons) != 1 or not block.has("van"):
        block.add(
            "ontbrekende-sleutel",
            "Een som vraagt een vergelijking (minstens: 30%) en 'van: {som: ...}'.",
        )
        return None
    if part is None or whole is None or not block.has("per"):
        return None
    months_with: str | None = block.text("over").removeprefix("maanden met ") or None
    if months_with is not None:
        kinds = (TableKind.MOMENT, TableKind.SPELL, TableKind.SCORE, TableKind.FIGURE)
        if words.table(block.at("over"), months_with, kinds) is None:
            return None
    try:
        share = fraction_of(block.text(comparisons[0]))
    except (ValueError, ArithmeticError):
        block.at(comparisons[0]).add(
            "ongeldige-waarde", "Hier wordt een percentage of getal verwacht, zoals 30%."
        )
        return None
    tables = words.dictionary.tables
    scale = (
        tables[part.table].columns[part.column].decimals
        - tables[whole.table].columns[whole.column].decimals
    )
    return SumShare(
        part,
        COMPARISONS[comparisons[0]],
        share * Fraction(10) ** scale,
        whole,
        Grain(block.text("per")),
        months_with,
    )
