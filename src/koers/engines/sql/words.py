"""Conditions in a few words, for the comments of a script.

The idea that makes it simple: the words are those of the agreement file, short and in its order; a
comment tells which condition a step is about, the query says what it does.
"""

from __future__ import annotations

from koers.algebra import (
    Age,
    AllOf,
    AnyOf,
    Condition,
    Fact,
    Leaf,
    Not,
    Outcome,
    Score,
    SumShare,
    Test,
    Transition,
    Windowed,
    WindowKind,
)
from koers.periods import NO_TIME


def words(condition: Condition | Outcome) -> str:
    """A condition or an outcome, on one line."""
    match condition:
        case Not(part):
            return f"zonder ({words(part)})"
        case AllOf(parts):
            return f"alle van ({'; '.join(map(words, parts))})"
        case AnyOf(parts):
            return f"een van ({'; '.join(map(words, parts))})"
        case Windowed():
            return f"{words(condition.condition)}, {_window(condition)}"
        case _:
            return _leaf(condition)


def _leaf(leaf: Leaf) -> str:
    match leaf:
        case Fact():
            gap = f", onderbreking hooguit {leaf.gap} dagen" if leaf.gap else ""
            age = f", minstens {leaf.min_age} oud" if leaf.min_age else ""
            return f"{leaf.kind} {leaf.table}{_tests(leaf.tests)}{gap}{age}"
        case Score():
            return f"score {leaf.table}{_scores(leaf)}{_tests(leaf.tests)}"
        case Transition():
            moved = f"van {_either(leaf.before)} naar {_either(leaf.after)}"
            return f"overgang {leaf.table} {moved}{_tests(leaf.tests)}"
        case Age(youngest, oldest):
            low = f" van {youngest}" if youngest is not None else ""
            high = f" tot en met {oldest}" if oldest is not None else ""
            return f"leeftijd{low}{high}"
        case SumShare():
            share = f"{leaf.comparison} {leaf.share}"
            return f"som {leaf.part} {share} van som {leaf.whole} per {leaf.grain}"


def _window(window: Windowed) -> str:
    if window.kind is WindowKind.DURING and window.start != NO_TIME:
        return f"{window.kind} {window.start} tot en met {window.end} na de ankerdag"
    return f"{window.kind} {window.end} na de ankerdag"


def _scores(score: Score) -> str:
    against = f" {score.against} begin" if score.against else ""
    values = f" {_either(score.values)}" if score.values else ""
    age = f", minstens {score.min_age} oud" if score.min_age else ""
    return f"{against}{values}{', op de dag van meting' if score.measured else ''}{age}"


def _tests(tests: tuple[Test, ...]) -> str:
    return "".join(f", {_test(test)}" for test in tests)


def _test(test: Test) -> str:
    if test.comparison is None:
        return f"{test.column}: {_either(test.values)}"
    of = f" van {test.of_column}" if test.of_column else ""
    return f"{test.column} {test.comparison} {test.bound}{of}"


def _either(values: tuple[str, ...]) -> str:
    return " of ".join(values)
