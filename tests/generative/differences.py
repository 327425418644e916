"""Where two ways of counting a case differ: the engines, an engine in parts, and the oracles.

The idea that makes it simple: a difference is a text, empty where there is none, so that a failure
can be made small by asking again, and the mutants can ask the same questions as the tests.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from random import Random

from koers.agreement import Agreement
from koers.algebra import Fact, Kind
from koers.counts import Cell, Question
from koers.engines import compiled, reference, sql
from koers.register import Register
from koers.structure import form_conditions, leaves
from tests.generative import day_by_day
from tests.generative.cases import Case, reduced
from tests.generative.seen import promised
from tests.spec.drawn import as_sql_tells

Difference = Callable[[Case], str]


def asked(case: Case) -> tuple[Agreement, Register, Question]:
    return case.agreement, case.register, case.question


def with_courses(case: Case) -> Case:
    """The case in which courses are asked too: of the first grouping (the total) and of a split."""
    question = replace(case.question, courses=case.question.groupings[:2])
    return replace(case, question=question)


def between_engines(case: Case) -> str:
    """All cells with their courses, in their order (C5)."""
    question = asked(with_courses(case))
    return between(
        compiled.count(*question), reference.count(*question), names=("compiled", "reference")
    )


def from_sql(case: Case) -> str:
    """All cells, in their order (C5); this engine tells less."""
    question = asked(with_courses(case))
    return between(
        sql.count(*question),
        as_sql_tells(reference.count(*question)),
        names=("sql", "reference"),
    )


def in_parts(case: Case) -> str:
    """The same cells in however many parts, by however many threads, with the rows in any order
    (F4).
    """
    case = with_courses(case)
    whole = reference.count(*asked(case))
    rnd = Random(str(case.written))
    tables = {n: tuple(rnd.sample(rows, len(rows))) for n, rows in case.register.tables.items()}
    shuffled = Register(tables, case.register.known)
    for parts in (1, 2, 7):
        threads = rnd.choice((1, 2))
        run = compiled.Run.of(case.agreement, shuffled, parts=parts, threads=threads)
        found = run(case.agreement, shuffled, case.question)
        different = between(found, whole, names=(f"{parts} parts, {threads} threads", "reference"))
        if different:
            return different
    return ""


def from_day_by_day(case: Case) -> str:
    """The oracle gives the same cells in another order, and a total only where one is asked."""
    if _splits_by_an_end(case):
        return ""
    case = with_courses(case)
    found = reference.count(*asked(case))
    theirs = Counter(cell for cell in found if cell.split or () in case.question.groupings)
    ours = Counter(day_by_day.count(*asked(case)))
    return _only(ours - theirs, "day by day") + _only(theirs - ours, "reference")


def _splits_by_an_end(case: Case) -> bool:
    """Whether rows of an end give a split: the engines then take a spell that is open, or that ends
    on K or later, for one that ends on K (`test_day_k_is_no_end_of_a_spell_that_runs_on`).
    """
    splits = case.agreement.dictionary.splits
    names = {name for grouping in case.question.groupings for name in grouping}
    if all(splits[name].table for name in names):
        return False
    forms = [indicator.form for indicator in case.agreement.indicators]
    found = (leaf for form in forms for part in form_conditions(form) for leaf in leaves(part))
    return any(isinstance(leaf, Fact) and leaf.kind is Kind.END for leaf in found)


def in_known(case: Case) -> str:
    """K is the least promise over all that the figure reads (F7)."""
    found, ours = case.question.known_through, promised(case, case.asked.municipality)
    return "" if found == ours else f"K is {found}, and by every promise apart {ours}"


def between(one: tuple[Cell, ...], other: tuple[Cell, ...], *, names: tuple[str, str]) -> str:
    if one == other:
        return ""
    first, second = Counter(one), Counter(other)
    told = _only(first - second, names[0]) + _only(second - first, names[1])
    return told or "the same cells in another order, or a cell twice"


def _only(cells: Iterable[Cell], name: str) -> str:
    lines = [str(cell) for cell in cells]
    return "\n".join([f"{name} only:", *lines, ""]) if lines else ""


def hold(case: Case, *differences: Difference) -> None:
    """Fails with the smallest case that still differs."""
    for difference in differences:
        if difference(case):
            small = reduced(case, difference)
            raise AssertionError(f"{small}\n{difference(small)}")
