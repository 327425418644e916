"""Outcomes and populations: conditions placed in time after an anchor, and who is anchored when.

The idea that makes it simple: a window stands on a block and covers everything below it, or every
part of a combination has its own. Where it stands says whether parts must hold on one day or each
in its own window (S7).
"""

from __future__ import annotations

from koers.algebra import (
    AllOf,
    AnchorDay,
    AnyOf,
    ClassOf,
    Condition,
    Not,
    Outcome,
    OutcomeClass,
    Population,
    ReferenceDay,
    Repeat,
    Score,
    Windowed,
    WindowKind,
)
from koers.definition.conditions import COMBINATIONS, HEADS, WINDOWS, condition, head_of
from koers.definition.keys import SAME_DAY
from koers.definition.words import Words
from koers.document import Located
from koers.periods import NO_TIME, Grain
from koers.scalars import duration_of
from koers.structure import first_leaf, is_event, leaf_tables, leaves, mixes_days_and_states


def outcome(block: Located, words: Words) -> Outcome | None:
    """A result with its window: on this block, or on every part of a combination below
    it (S6, S7).
    """
    if any(block.has(key) for key in WINDOWS):
        return _windowed(block, words)
    if any(block.misread(key) for key in WINDOWS):
        return None
    given = [key for key in COMBINATIONS if block.has(key)]
    if len(given) == 1:
        return _combined(block, given[0], words)
    if condition(block, words, windows_allowed=True) is not None:
        block.add(
            "venster-ontbreekt",
            "Er staat niet wanneer het resultaat bereikt moet zijn.",
            "Voeg toe: 'binnen: 1 jaar', 'op: 12 maanden', 'op: zelfde dag' of 'gedurende: 3 "
            "maanden'. Noemt het document geen termijn, schrijf dan onder 'aangevuld: {termijn: "
            "...}' welke gekozen is en waarom.",
        )
    return None


def _combined(block: Located, key: str, words: Words) -> Outcome | None:
    head_of(block)
    if key == "zonder":
        inner = outcome(block.at("zonder"), words)
        return None if inner is None else Not(inner)
    parts = [outcome(part, words) for part in block.each(key)]
    sound = tuple(part for part in parts if part is not None)
    if len(sound) < len(parts) or not sound:
        return None
    return AllOf(sound) if key == "alleVan" else AnyOf(sound)


def _windowed(block: Located, words: Words) -> Windowed | None:
    given = [key for key in WINDOWS if block.has(key)]
    if len(given) > 1:
        block.add(
            "venster-dubbel", "Er staat meer dan een termijn.", "Kies binnen, op of gedurende."
        )
        return None
    inner = _without_inner_windows(block, words)
    if inner is None:
        return None
    at, key = block.at(given[0]), given[0]
    if block.yes("laatste"):
        if key != "binnen" or not isinstance(inner, Score):
            at.add("venster-onjuist", "'laatste: ja' hoort bij een score met 'binnen'.")
            return None
        return Windowed(inner, WindowKind.LAST, duration_of(block.text("binnen")))
    if key == "binnen" and _denies_a_score(inner):
        at.add(
            "venster-onjuist",
            "'zonder' een score met 'binnen' is al waar op elke dag zonder meting.",
            "Zet 'binnen' op de score zelf, onder 'zonder', of gebruik 'gedurende'.",
        )
        return None
    match key:
        case "binnen":
            return Windowed(inner, WindowKind.WITHIN, duration_of(block.text(key)))
        case "op":
            text = block.text(key)
            day = NO_TIME if text == SAME_DAY else duration_of(text)
            return Windowed(inner, WindowKind.ON, day, day)
        case _:
            return _during(at, inner)


def _denies_a_score(condition: Condition) -> bool:
    match condition:
        case Not(part):
            return any(isinstance(leaf, Score) for leaf in leaves(part))
        case AllOf(parts) | AnyOf(parts):
            return any(_denies_a_score(part) for part in parts)
        case _:
            return False


def _during(at: Located, inner: Condition) -> Windowed | None:
    if isinstance(at.value, str):
        return Windowed(inner, WindowKind.DURING, duration_of(at.value))
    if not (at.has("van") and at.has("totEnMet")):
        return None  # what is missing has been told
    start, end = duration_of(at.text("van")), duration_of(at.text("totEnMet"))
    if (
        (start.months and end.days)
        or (start.days and end.months)
        or (start.months, start.days) > (end.months, end.days)
    ):
        at.add(
            "venster-onjuist",
            "Het einde van de termijn ligt voor het begin, of de twee staan in verschillende "
            "eenheden.",
            "Geef beide in maanden of beide in dagen, zoals "
            "{van: 21 maanden, tot en met: 24 maanden}.",
        )
        return None
    return Windowed(inner, WindowKind.DURING, end, start)


def _without_inner_windows(block: Located, words: Words) -> Condition | None:
    inner = _inner_window(block)
    if inner is not None:
        inner.add(
            "venster-dubbel",
            "Binnen een voorwaarde met een termijn staat nog een termijn.",
            "Laat er een weg.",
        )
        return None
    return condition(block, words, windows_allowed=True)


def _inner_window(block: Located) -> Located | None:
    """A window key on a part below this block."""
    parts = [block.at("zonder")] if block.has("zonder") else []
    parts += [*block.each("alleVan"), *block.each("eenVan")]
    for part in parts:
        for key in (*WINDOWS, "laatste"):
            if part.has(key):
                return part.at(key)
        deeper = _inner_window(part)
        if deeper is not None:
            return deeper
    return None


def population(block: Located, words: Words) -> Population | None:
    """Who takes part, and which days anchor them (S1, S2)."""
    repeat = Repeat(block.text("telkens", Repeat.FIRST_IN_TERM.value))
    reference_day: ReferenceDay | None = None
    per: Grain | None = None
    if block.has("opPeildag"):
        if block.misread("per"):
            return None
        if block.has("telkens") or not block.has("per"):
            block.at("opPeildag").add(
                "ontbrekende-sleutel", "Bij 'op peildag' hoort 'per', en geen 'telkens'."
            )
            return None
        repeat, per = Repeat.ON_REFERENCE_DAY, Grain(block.text("per"))
        reference_day = ReferenceDay(block.text("opPeildag"))
    source = _class_of(block) if block.has("indicator") else condition(block, words)
    if source is None:
        return None
    if not isinstance(source, ClassOf) and not _can_anchor(block, source, repeat):
        return None
    if isinstance(source, ClassOf) and repeat is Repeat.ON_REFERENCE_DAY:
        block.at("opPeildag").add(
            "ongeldige-waarde",
            "Een andere indicator heeft eigen ankerdagen; een peildag past niet.",
        )
        return None
    if not isinstance(source, ClassOf) and any(
        isinstance(leaf, Score) and leaf.against for leaf in leaves(source)
    ):
        block.add(
            "vooruitkijken",
            "In de populatie is er nog geen score op de ankerdag om mee te vergelijken.",
        )
        return None
    return Population(source, repeat, reference_day, per)


MIXED = "In 'een van' staan gebeurtenissen en toestanden door elkaar; welke dag telt er dan?"
MIXED_HINT = "Gebruik 'begin' van een tijdvak naast een moment, of alleen tijdvakken en scores."


def _can_anchor(block: Located, source: Condition, repeat: Repeat) -> bool:
    """Whether a condition says who takes part and since when; a finding where it does not."""
    if mixes_days_and_states(source):
        block.add("verkeerde-tabelsoort", MIXED, MIXED_HINT)
    elif not leaf_tables(first_leaf(source)):
        message = "Begin met de tabel van wie meedoet; een leeftijd komt daarna."
        block.add("verkeerde-eenheid", message)
    elif repeat is Repeat.ON_REFERENCE_DAY and is_event(source):
        block.at("opPeildag").add(
            "verkeerde-tabelsoort",
            "Op een peildag kan alleen iets lopen of gelden; een gebeurtenis loopt niet.",
            "Gebruik een tijdvak of een score, of 'telkens' in plaats van een peildag.",
        )
    else:
        return True
    return False


def _class_of(block: Located) -> ClassOf | None:
    if block.misread("klasse"):
        return None
    if not block.has("klasse"):
        block.add("ontbrekende-sleutel", "Bij 'indicator' hoort 'klasse', zoals 'klasse: behaald'.")
        return None
    for key in (*HEADS, *COMBINATIONS):
        if block.has(key):
            block.at(key).add(
                "onbekende-sleutel",
                "Een populatie is een andere indicator of een voorwaarde, niet beide.",
            )
            return None
    outcome_class = OutcomeClass(block.text("klasse"))
    anchor = AnchorDay(block.text("anker", AnchorDay.ANCHOR.value))
    if anchor is AnchorDay.SUCCESS and outcome_class is not OutcomeClass.MET:
        block.at("anker").add(
            "ongeldige-waarde", "Een succesdag is er alleen bij de klasse behaald."
        )
        return None
    if outcome_class is OutcomeClass.IMMATURE:
        block.at("klasse").add("vooruitkijken", "Wie nog onrijp is, kan nog geen populatie zijn.")
        return None
    return ClassOf(block.text("indicator"), outcome_class, anchor)
