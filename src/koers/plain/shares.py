"""Shares in words: of whom, counted from which day, and the part that reaches the result in time.

The idea that makes it simple: the anchor day gets its name once ("de ankerdag") and every window is
told from there. Words that must hold on one and the same day stand behind one window; each part
with a window of its own repeats it.

It must not know norms, splits or agreements beyond the dictionary.
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
    Share,
    Windowed,
    WindowKind,
)
from koers.periods import NO_TIME, Grain
from koers.plain.conditions import after_a_noun, clause, is_compound
from koers.plain.words import Words, both, joined, listed
from koers.structure import is_event

_IN_CLASS = {
    OutcomeClass.EXCLUDED: "die bij {} uitgesloten zijn",
    OutcomeClass.IMMATURE: "die bij {} nog niet rijp zijn",
    OutcomeClass.MET: "die bij {} het resultaat hebben behaald",
    OutcomeClass.EXCEPTED: "die bij {} uitgezonderd zijn",
    OutcomeClass.UNKNOWN: "die bij {} een onbekend resultaat hebben",
    OutcomeClass.NOT_MET: "die bij {} het resultaat niet hebben behaald",
}
_DAY_OF_OTHER = {
    AnchorDay.ANCHOR: "ankerdag van {}",
    AnchorDay.SUCCESS: "dag waarop het resultaat van {} is behaald",
    AnchorDay.WINDOW_END: "laatste dag van een termijn van {}",
}
_FIRST = {
    Repeat.FIRST_IN_TERM: "in de looptijd",
    Repeat.FIRST_PER_YEAR: "in elk kalenderjaar",
    Repeat.FIRST_PER_HALF_YEAR: "in elk halfjaar",
    Repeat.EACH: "in de looptijd",
    Repeat.ON_REFERENCE_DAY: "in de looptijd",
}


def share_said(share: Share, subject: str, words: Words) -> str:
    """The sentence of a share, without its full stop."""
    whom = population_said(share.population, words.plural(subject), words)
    return f"van alle {whom}, het deel dat {outcome_said(share.outcome, words)}"


def population_said(population: Population, plural: str, words: Words) -> str:
    """'personen met een melding, gerekend vanaf de eerste keer in de looptijd (de ankerdag)'"""
    source = population.source
    if isinstance(source, ClassOf):
        held = _IN_CLASS[source.outcome_class].format(source.indicator)
        return f"{plural} {held}, gerekend vanaf {anchor_named(population)}"
    if population.repeat is Repeat.ON_REFERENCE_DAY:
        said = clause(source, words, plural=True)
        return f"{plural} die op {anchor_named(population)} {said}"
    whom = joined(plural, after_a_noun(source, words))
    return f"{whom}, gerekend vanaf {anchor_named(population)}"


def anchor_named(population: Population) -> str:
    """The anchor day with its name; 'steeds' where a subject can have several in one period."""
    steady = "steeds " if population.repeat is Repeat.EACH else ""
    return f"{anchor_said(population)} ({steady}de ankerdag)"


def anchor_said(population: Population) -> str:
    """Which day is the anchor day: 'de eerste dag in de looptijd waarop dat zo is'."""
    source, repeat = population.source, population.repeat
    where = _FIRST[repeat]
    if isinstance(source, ClassOf):
        which = "elke" if repeat is Repeat.EACH else "de eerste"
        return f"{which} {_DAY_OF_OTHER[source.anchor].format(source.indicator)} {where}"
    if repeat is Repeat.ON_REFERENCE_DAY:
        assert population.reference_day is not None
        assert population.per is not None
        article = "elke" if population.per is Grain.MONTH else "elk"
        return f"de {population.reference_day} van {article} {population.per}"
    if repeat is Repeat.EACH and not is_event(source):
        return f"elke dag {where} waarop dat begint te gelden"
    if is_event(source) and not is_compound(source):
        return f"elke keer {where}" if repeat is Repeat.EACH else f"de eerste keer {where}"
    all_of = "allemaal " if isinstance(source, AllOf) and is_compound(source) else ""
    which = "elke" if repeat is Repeat.EACH else "de eerste"
    return f"{which} dag {where} waarop dat {all_of}zo is"


def outcome_said(outcome: Outcome, words: Words) -> str:
    """The result after 'het deel dat': '(dat) binnen 1 jaar na de ankerdag een meting krijgt'."""
    match outcome:
        case Windowed():
            return _windowed(outcome, words)
        case Not(Windowed(kind=WindowKind.WITHIN) as part) if not _happens(part.condition):
            never = f"op geen enkele dag binnen {part.end} na de ankerdag"
            return f"{never} {clause(part.condition, words, within=True)}"
        case Not(part):
            said = outcome_said(part, words)
            return f"niet {said}" if isinstance(part, Windowed) else f"niet ({said})"
        case AnyOf(parts) if (window := _one_window(parts)) is not None:
            return _windowed(window, words)
        case AllOf(parts) | AnyOf(parts):
            found = [_nested(part, words) for part in parts]
            return listed(found, "en" if isinstance(outcome, AllOf) else "of")


def _nested(part: Outcome, words: Words) -> str:
    """A part of a combination; where 'en' or 'of' stands inside it, it stands in brackets."""
    said = outcome_said(part, words)
    inner = isinstance(part, Windowed) and is_compound(part.condition)
    return f"({said})" if inner or is_compound(part) else said


def _one_window(parts: tuple[Outcome, ...]) -> Windowed | None:
    """Parts that share one window of one day or one 'within' count the same when they stand behind
    that window.
    """
    first = parts[0]
    if not isinstance(first, Windowed) or first.kind not in (WindowKind.WITHIN, WindowKind.ON):
        return None
    conditions: list[Condition] = []
    for part in parts:
        if not isinstance(part, Windowed) or (part.kind, part.end) != (first.kind, first.end):
            return None
        conditions.append(part.condition)
    return Windowed(AnyOf(tuple(conditions)), first.kind, first.end, first.start)


def window_said(window: Windowed) -> str:
    """'binnen 1 jaar na de ankerdag', 'op elke dag van 21 tot en met 24 maanden na de ankerdag'"""
    match window.kind:
        case WindowKind.WITHIN if _happens(window.condition):
            return f"binnen {window.end} na de ankerdag"
        case WindowKind.WITHIN:
            return f"op minstens een dag binnen {window.end} na de ankerdag"
        case WindowKind.ON if window.end == NO_TIME:
            return "op de ankerdag"
        case WindowKind.ON:
            return f"op de dag precies {window.end} na de ankerdag"
        case WindowKind.DURING if window.start == NO_TIME:
            return f"op elke dag van de ankerdag tot en met {window.end} daarna"
        case WindowKind.DURING:
            return f"op elke dag van {both(window.start, window.end)} na de ankerdag"
        case WindowKind.LAST:
            return f"bij de laatste meting binnen {window.end} na de ankerdag"


def _windowed(window: Windowed, words: Words) -> str:
    within = window.kind is WindowKind.WITHIN
    return f"{window_said(window)} {clause(window.condition, words, within=within)}"


def _happens(condition: Condition) -> bool:
    """Something that happens on a day, so that 'within' alone says enough. In a window a score is
    a measurement (S6).
    """
    match condition:
        case Score():
            return True
        case AnyOf(parts):
            return all(_happens(part) for part in parts)
        case AllOf(parts):
            return len(parts) == 1 and _happens(parts[0])
        case _:
            return is_event(condition)


def reference_said(day: ReferenceDay, period: str) -> str:
    """'op de laatste dag van de periode'"""
    return f"op de {day} van {period}"
