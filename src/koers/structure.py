"""Walking through a definition: its leaves, windows, tables, quantities, and what each needs to be
certain.

The idea that makes it simple: everything the rest asks of a definition (what it reads, when it
ends, whether it is an event) is one small function over the algebra.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from koers.algebra import (
    Age,
    AllOf,
    AnyOf,
    ClassOf,
    ColumnRef,
    Condition,
    Count,
    Days,
    Fact,
    Form,
    Formula,
    Kind,
    Leaf,
    Not,
    OfIndicator,
    Outcome,
    Population,
    Score,
    Share,
    Stated,
    StatedFigure,
    Sum,
    SumShare,
    Term,
    Transition,
    Windowed,
)


def leaves(node: Condition | Outcome) -> Iterator[Leaf]:
    """Every leaf below a condition or an outcome, in the order written."""
    match node:
        case Not(part):
            yield from leaves(part)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from leaves(part)
        case Windowed(condition=condition):
            yield from leaves(condition)
        case _:
            yield node


def windows(outcome: Outcome) -> Iterator[Windowed]:
    """Every window of an outcome."""
    match outcome:
        case Not(part):
            yield from windows(part)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from windows(part)
        case Windowed():
            yield outcome


def window_end(outcome: Outcome, anchor: date) -> date:
    """The last day of the outcome's longest window, computed once from the anchor (S6)."""
    return max(window.end.after(anchor) for window in windows(outcome))


def is_event(condition: Condition) -> bool:
    """True for a condition that holds on single days (moments, begins, ends, measurements), false
    for a state (S1).
    """
    match condition:
        case Fact(kind=kind):
            return kind in (Kind.MOMENT, Kind.BEGIN, Kind.END)
        case Score(measured=measured):
            return measured
        case Transition() | SumShare():
            return True
        case AllOf(parts):
            return any(is_event(part) for part in parts)
        case AnyOf(parts):
            return all(is_event(part) for part in parts)
        case _:
            return False


def denies(condition: Condition | Outcome) -> bool:
    """Whether there is a 'zonder' in it."""
    match condition:
        case Not():
            return True
        case AllOf(parts) | AnyOf(parts):
            return any(denies(part) for part in parts)
        case Windowed(condition=inner):
            return denies(inner)
        case _:
            return False


def mixes_days_and_states(condition: Condition) -> bool:
    """Whether an 'een van' puts single days beside states, so that it is neither (S1)."""
    match condition:
        case AnyOf(parts):
            kinds = {is_event(part) for part in parts}
            return len(kinds) > 1 or any(mixes_days_and_states(part) for part in parts)
        case AllOf(parts):
            return any(mixes_days_and_states(part) for part in parts)
        case _:
            return False


def first_leaf(condition: Condition | Outcome) -> Leaf:
    """The condition that is written first: its rows carry the row splits and its table gives the
    universe (P1, F8).
    """
    return next(leaves(condition))


def first_tables(condition: Condition | Outcome) -> tuple[str, ...]:
    """The tables that give the universe (F8): of the first written condition, or, where that is
    'een van', of the first condition of each of its alternatives.
    """
    match condition:
        case AnyOf(parts):
            return tuple(dict.fromkeys(name for part in parts for name in first_tables(part)))
        case AllOf(parts):
            return first_tables(parts[0])
        case Not(part):
            return first_tables(part)
        case _:
            return leaf_tables(first_leaf(condition))[:1]


def leaf_tables(leaf: Leaf) -> tuple[str, ...]:
    """The tables that a leaf names; an age reads the subject table with birth dates, which it does
    not name.
    """
    match leaf:
        case Age():
            return ()
        case SumShare():
            more = (leaf.months_with,) if leaf.months_with else ()
            return (leaf.part.table, leaf.whole.table, *more)
        case _:
            return (leaf.table,)


def settling_days(leaf: Leaf) -> int:
    """How many days after a day its reading is certain: a bridged gap may still close, an end may
    be continued (F3).
    """
    if isinstance(leaf, Fact) and (leaf.gap or leaf.kind is Kind.END):
        return leaf.gap + 1
    return 0


def stock_parts(count: Count) -> tuple[Condition, ...]:
    """What a stock with 'alle van' asks, part by part; none for any other count."""
    if count.stock_day is None or not isinstance(count.condition, AllOf):
        return ()
    return count.condition.parts


def form_conditions(form: Form | Term | StatedFigure) -> tuple[Condition | Outcome, ...]:
    """The conditions and outcomes written in a form (not those of indicators it refers to)."""
    match form:
        case Count(condition=condition) | Sum(condition=condition) | Days(condition=condition):
            return (condition,)
        case Share():
            source = form.population.source
            population: tuple[Condition, ...] = () if isinstance(source, ClassOf) else (source,)
            optional = tuple(part for part in (form.excluded, form.excepted) if part is not None)
            return (*population, form.outcome, *optional)
        case Formula():
            return tuple(
                c for term in (*form.numerator, *form.denominator) for c in form_conditions(term)
            )
        case Term(form=Count() | Sum() | Days() as inner):
            return form_conditions(inner)
        case _:
            return ()


def form_columns(form: Form | Term | StatedFigure) -> tuple[ColumnRef, ...]:
    """The quantities that a form adds up."""
    match form:
        case Sum(column=column) | StatedFigure(column=column):
            return (column,)
        case Stated():
            return tuple(figure.column for figure in (form.numerator, form.denominator) if figure)
        case Formula():
            return tuple(
                column
                for term in (*form.numerator, *form.denominator)
                for column in form_columns(term)
            )
        case Term(form=Sum() | StatedFigure() as inner):
            return form_columns(inner)
        case _:
            return ()


def form_terms(form: Form) -> tuple[Term, ...]:
    """The terms of a form other than a share, numerator first; one for a count."""
    match form:
        case Formula(numerator, denominator):
            return (*numerator, *denominator)
        case Stated(numerator, denominator):
            return tuple(Term(figure) for figure in (numerator, denominator) if figure)
        case Count() | Sum() | Days() as form:
            return (Term(form),)
        case Share():
            return ()


def referred_indicators(form: Form) -> tuple[str, ...]:
    """Codes of the indicators that a form reads."""
    match form:
        case Share(population=Population(source=ClassOf(indicator=code))):
            return (code,)
        case Formula():
            terms = (*form.numerator, *form.denominator)
            return tuple(term.form.code for term in terms if isinstance(term.form, OfIndicator))
        case _:
            return ()
