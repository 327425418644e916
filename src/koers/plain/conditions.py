"""Conditions on one day, as Dutch clauses: "een uitkering heeft", "met betaald werk begint".

The idea that makes it simple: every condition becomes what stands before its verb, the verb, and
what stands after; so it can be said of one or of many, with "geen" or "niet", and after a noun
("met een uitkering"). Combinations are lists with "en" or "of"; a combination within a combination
stands in brackets, so a clause has one reading.

It must not know windows, forms or agreements.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from koers.algebra import (
    Against,
    Age,
    AllOf,
    AnyOf,
    Condition,
    Fact,
    Kind,
    Leaf,
    Not,
    Score,
    SumShare,
    Transition,
)
from koers.dictionary import Table, TableKind
from koers.periods import Grain
from koers.plain.words import (
    QUOTE,
    Words,
    bare,
    comparison_with,
    is_numeric,
    joined,
    listed,
    negated,
    scale_values,
    within_brackets,
)


@dataclass(frozen=True)
class Verb:
    one: str
    many: str


_HAS = Verb("heeft", "hebben")
_GETS = Verb("krijgt", "krijgen")
_BEGINS = Verb("begint", "beginnen")
_STOPS = Verb("stopt", "stoppen")
_IS = Verb("is", "zijn")
_GOES = Verb("gaat", "gaan")


@dataclass(frozen=True)
class Clause:
    """`before` verb `after`. `attribute` is the same after a noun, where that can be said."""

    before: str
    verb: Verb
    after: str = ""
    attribute: str = ""

    def said(self, *, plural: bool = False) -> str:
        return joined(self.before, self.verb.many if plural else self.verb.one, self.after)

    def negative(self) -> Clause:
        without = f"zonder {bare(self.before)} {self.after}".strip() if self.verb is _HAS else ""
        return replace(
            self,
            before=negated(self.before),
            attribute=without if self.attribute else "",
        )


def clause(
    condition: Condition, words: Words, *, plural: bool = False, within: bool = False
) -> str:
    """A condition after its subject: '(die) een melding heeft en 26 jaar of jonger is'. `within`
    reads scores as measurements (S6).
    """
    match condition:
        case Not(AllOf() | AnyOf() | Not() as part):
            return f"niet ({clause(part, words, plural=plural, within=within)})"
        case Not(Fact() | Score() | Transition() | Age() | SumShare() as part):
            return leaf_clause(part, words, within=within).negative().said(plural=plural)
        case AllOf(parts) | AnyOf(parts):
            said = [_nested(part, words, plural=plural, within=within) for part in parts]
            return listed(said, "en" if isinstance(condition, AllOf) else "of")
        case Fact() | Score() | Transition() | Age() | SumShare():
            return leaf_clause(condition, words, within=within).said(plural=plural)
        case Not():
            raise TypeError("a negation of something that is no condition")


def _nested(part: Condition, words: Words, *, plural: bool, within: bool) -> str:
    said = clause(part, words, plural=plural, within=within)
    return f"({said})" if is_compound(part) else said


def is_compound(node: object) -> bool:
    """Something that is joined with 'en' or 'of'."""
    return isinstance(node, AllOf | AnyOf) and len(node.parts) > 1


def attribute(condition: Condition, words: Words) -> str:
    """A condition after a noun: 'met een melding en van 18 jaar of ouder'; empty where it has no
    such form.
    """
    match condition:
        case Not(Fact() | Score() | Transition() | Age() | SumShare() as part):
            return leaf_clause(part, words).negative().attribute
        case Not():
            return ""
        case AllOf(parts) | AnyOf(parts):
            found = [
                f"({said})" if said and is_compound(part) else said
                for part in parts
                for said in (attribute(part, words),)
            ]
            word = "en" if isinstance(condition, AllOf) else "of"
            return listed(found, word) if all(found) else ""
        case Fact() | Score() | Transition() | Age() | SumShare():
            return leaf_clause(condition, words).attribute


def after_a_noun(condition: Condition, words: Words) -> str:
    """'met een melding', or else 'die met een starterstraject beginnen'."""
    return attribute(condition, words) or f"die {clause(condition, words, plural=True)}"


# --- leaves --------------------------------------------------------------------------------------


def leaf_clause(leaf: Leaf, words: Words, *, within: bool = False) -> Clause:
    match leaf:
        case Fact():
            return _fact(leaf, words)
        case Score():
            return _score(leaf, words, within=within)
        case Transition():
            return _transition(leaf, words)
        case Age():
            return _age(leaf)
        case SumShare():
            return _sum_share(leaf, words)


def _has(noun: str, notes: str) -> Clause:
    return Clause(noun, _HAS, notes, joined("met", noun, notes))


def _fact(fact: Fact, words: Words) -> Clause:
    noun, notes = words.noun(fact.table), within_brackets(fact_notes(fact, words))
    match fact.kind:
        case Kind.MOMENT if words.dictionary.tables[fact.table].kind is TableKind.SCORE:
            return Clause(noun, _GETS, notes)
        case Kind.MOMENT | Kind.SPELL:
            return _has(noun, notes)
        case Kind.BEGIN:
            return Clause(f"met {noun}", _BEGINS, notes)
        case Kind.END:
            return Clause(f"met {noun}", _STOPS, notes)
        case Kind.SUBJECT:
            return _fixed(fact, words, notes)


def _fixed(fact: Fact, words: Words, notes: str) -> Clause:
    """What never changes about a subject; the list is named where there is more than one."""
    tables = words.dictionary.tables
    found = tables[fact.table]
    alike = [t for t in tables.values() if (t.kind, t.subject) == (found.kind, found.subject)]
    if notes and len(alike) == 1:
        return _has("als vast gegeven", f"'{notes[1:-1].replace(QUOTE, '')}'")
    return _has(f"een plaats in de lijst '{found.title}'", notes)


def fact_notes(fact: Fact, words: Words) -> list[str]:
    """What a row must be, in the words between brackets."""
    notes = [words.test(fact.table, test) for test in fact.tests]
    if fact.gap:
        days = "dag" if fact.gap == 1 else "dagen"
        notes.append(f"hooguit {fact.gap} {days} onderbreking telt als doorlopend")
    if fact.min_age is not None:
        notes.append(f"minstens {fact.min_age} oud")
    return notes


_AGAINST = {
    Against.NOT_LOWER: "niet lager dan op de ankerdag",
    Against.HIGHER: "hoger dan op de ankerdag",
    Against.NOT_HIGHER: "niet hoger dan op de ankerdag",
    Against.LOWER: "lager dan op de ankerdag",
}


def _score(score: Score, words: Words, *, within: bool) -> Clause:
    noun, notes = score_noun(score.table, score.values, words)
    notes += [words.test(score.table, test) for test in score.tests]
    if score.min_age is not None:
        notes.append(f"minstens {score.min_age} oud")
    if score.against is not None:
        notes.append(_AGAINST[score.against])
    brackets = within_brackets(notes)
    if score.measured or within:
        return Clause("een meting", _GETS, joined("met", noun, brackets))
    return _has(noun, brackets)


def score_noun(table: str, values: Sequence[str], words: Words) -> tuple[str, list[str]]:
    """A score with its values: ('trede 1 of 2 op de participatieladder', []), or with labels as
    notes.
    """
    found, noun = words.dictionary.tables[table], words.noun(table)
    if not values:
        return noun, []
    if _speaks_numbers(found, values):
        assert found.value_codes
        return _with_value(noun, scale_values(found.value_codes, values)), []
    assert found.value_column
    return noun, [words.values(found.columns[found.value_column], values)]


def _speaks_numbers(table: Table, values: Sequence[str]) -> bool:
    return table.value_codes is not None and is_numeric(table.value_codes, values)


def _with_value(noun: str, value: str) -> str:
    """'een trede op de ladder' with '1 of 2' is 'trede 1 of 2 op de ladder'."""
    head, _, tail = bare(noun).partition(" ")
    return joined(head, value, tail)


def _transition(edge: Transition, words: Words) -> Clause:
    table = words.dictionary.tables[edge.table]
    notes = within_brackets([words.test(edge.table, test) for test in edge.tests])
    noun = words.noun(edge.table)
    if _speaks_numbers(table, (*edge.before, *edge.after)):
        assert table.value_codes
        head, _, tail = bare(noun).partition(" ")
        before = scale_values(table.value_codes, edge.before)
        after = scale_values(table.value_codes, edge.after)
        return Clause(f"van {head} {before} naar {head} {after}", _GOES, joined(tail, notes))
    assert table.value_column
    column = table.columns[table.value_column]
    before, after = words.values(column, edge.before), words.values(column, edge.after)
    quoted = [f"'{said.replace(QUOTE, '')}'" for said in (before, after)]
    return Clause(f"bij {noun} van {quoted[0]} naar {quoted[1]}", _GOES, notes)


def _age(age: Age) -> Clause:
    if age.youngest is None:
        years = f"{age.oldest} jaar of jonger"
    elif age.oldest is None:
        years = f"{age.youngest} jaar of ouder"
    elif age.youngest == age.oldest:
        years = f"precies {age.youngest} jaar"
    else:
        years = f"van {age.youngest} tot en met {age.oldest} jaar"
    return _Years(years, _IS, "", years if years.startswith("van") else f"van {years}")


@dataclass(frozen=True)
class _Years(Clause):
    """An age, which takes 'niet' and never 'geen'."""

    def negative(self) -> Clause:
        return Clause(f"niet {self.before}", self.verb)


def _sum_share(share: SumShare, words: Words) -> Clause:
    part = words.title(share.part.table, share.part.column)
    whole = words.title(share.whole.table, share.whole.column)
    decimals = [
        words.dictionary.tables[ref.table].columns[ref.column].decimals
        for ref in (share.part, share.whole)
    ]
    bound = share.share / Fraction(10) ** (decimals[0] - decimals[1])
    months = f"met {words.noun(share.months_with)} " if share.months_with else ""
    over = "de maand die" if share.grain is Grain.MONTH else f"het {share.grain} dat"
    return Clause(
        f"over {over} op die dag eindigt aan {part} in totaal "
        f"{comparison_with(bound, share.comparison)}",
        _HAS,
        f"van het totaal aan {whole} (over de maanden {months}waarin beide bedragen er zijn)",
    )
