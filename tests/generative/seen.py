"""What a case has in it, so that a test can show that it was not vacuous.

The idea that makes it simple: one name per thing that is worth counting on, and a set of the names
that hold for a case. Only what came into the cells is seen: a subject that was not counted, a
window in which nobody was judged and a promise that decided nothing are not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations

from koers.algebra import (
    ClassOf,
    Count,
    CountsIn,
    Days,
    Fact,
    Form,
    Formula,
    OutcomeClass,
    Repeat,
    Share,
    Stated,
    Sum,
    WindowKind,
)
from koers.counts import Cell
from koers.dictionary import Table, TableKind
from koers.engines import reference
from koers.periods import last_of_month
from koers.register import Row
from koers.structure import form_conditions, leaves, windows
from tests.generative.cases import Case, counts_something, subjects_of
from tests.generative.day_known import known_day
from tests.generative.day_truth import covers
from tests.generative.registers import DAY

ENOUGH, AT_LEAST = 20, 1000
"""How often a thing must be seen, and in how many cases it may be expected to be."""

CLASSES = dict(
    zip(
        OutcomeClass, ("excluded", "immature", "met", "excepted", "unknown", "not_met"), strict=True
    )
)

SHARES = (
    *OutcomeClass,
    *(f"venster: {kind}" for kind in WindowKind),
    *(f"telkens: {repeat}" for repeat in Repeat),
    *("telt in: rijping", "a window cut to a month's end", "an interim state of its own"),
    *("a nested population", "a norm of an anchor"),
)
"""What a share can come to (S1-S6, P3)."""

FORMS = (
    *("aantal: onderwerp", "aantal: rij", "stand: onderwerp", "stand: rij", "som", "stand: som"),
    *("dagen", "opgave", "formule", "growth"),
)
"""The other forms, with something to add (C1-C4)."""

REGISTERS = (
    *("overlapping spells", "touching spells", "bridged gaps", "a split that changes"),
    *("a multiple split", "crossed splits", "two scores on a day", "a fact on the known day"),
    *("a month's end", "a leap day", "unknown"),
)
"""What makes counting hard (F2, F3, F8, P1, P2)."""

KNOWN = ("several suppliers", "K of one municipality", "K that is not the whole's")
"""From whose promises K followed (F7)."""


def hold_not_vacuous(found: Counter[str], names: Iterable[str], *, enough: int = ENOUGH) -> None:
    """Fails where a name was seen too few times for the run to say anything about it."""
    rare = {str(name): found[name] for name in names if found[name] < enough}
    assert not rare, (
        f"{found['cases']} cases were drawn and none of them failed, but that says little about "
        f"what was seen fewer than {enough} times: {rare}. Draw at least {AT_LEAST} cases."
    )


def seen(case: Case, cells: Iterable[Cell]) -> set[str]:
    """The names of everything that this case has; one that counts nothing has only its cells."""
    cells = tuple(cells)
    found = set(_in_cells(cells))
    if counts_something(cells):
        found |= {*_in_form(case, found), *_in_question(case), *_in_register(case)}
    return {"cases", *found}


# --- cells ----------------------------------------------------------------------------------------


def _in_cells(cells: Iterable[Cell]) -> Iterator[str]:
    for cell in cells:
        for outcome_class, name in CLASSES.items():
            if cell.classes and getattr(cell.classes, name):
                yield outcome_class.value
        if cell.classes != cell.interim:
            yield "an interim state of its own"
        if cell.population_unknown:
            yield "unknown"
        if len(cell.split) > 1:
            yield "crossed splits"
        if cell.overlap and (cell.overlap.stayed or cell.overlap.joined or cell.overlap.left):
            yield "growth"
        if cell.norm_day:
            yield "a norm of an anchor"


# --- what was asked -------------------------------------------------------------------------------


def _in_form(case: Case, cells: set[str]) -> Iterator[str]:
    form = case.indicator.form
    yield name_of(form)
    found = [leaf for condition in form_conditions(form) for leaf in leaves(condition)]
    if any(isinstance(leaf, Fact) and leaf.gap for leaf in found):
        yield "bridged gaps"
    if not isinstance(form, Share):
        return
    yield f"telkens: {form.population.repeat}"
    if form.counts_in is CountsIn.MATURITY:
        yield "telt in: rijping"
    if isinstance(form.population.source, ClassOf):
        yield "a nested population"
    kinds = {window.kind for window in windows(form.outcome)}
    if len(kinds) == 1 and cells & {"behaald", "niet behaald"}:
        # Of windows of one kind it is sure that they gave the class.
        yield f"venster: {kinds.pop()}"


def name_of(form: Form) -> str:
    match form:
        case Count(unit=unit, stock_day=day):
            return f"{'stand' if day else 'aantal'}: {unit}"
        case Sum(stock_day=day):
            return "stand: som" if day else "som"
        case Days():
            return "dagen"
        case Stated():
            return "opgave"
        case Formula():
            return "formule"
        case Share():
            return "aandeel"


def _in_question(case: Case) -> Iterator[str]:
    names = {name for grouping in case.question.groupings for name in grouping}
    if any(case.agreement.dictionary.splits[name].multiple for name in names):
        yield "a multiple split"
    entries = case.register.known.entries
    if len({entry.supplier for entry in entries}) > 1 and case.question.known_through < max(
        entry.day for entry in entries
    ):
        yield "several suppliers"
        if case.asked.municipality:
            yield "K of one municipality"
            if case.question.known_through != promised(case, None):
                yield "K that is not the whole's"


def promised(case: Case, municipality: str | None) -> date | None:
    """K of the case by the oracle, for one municipality or for the whole."""
    return known_day(
        case.register.known.entries,
        case.register.tables,
        asked=case.asked.through,
        municipality=municipality,
        everyone=("assen", "tynaarlo"),
    )


# --- who was counted, and when --------------------------------------------------------------------


def _in_register(case: Case) -> Iterator[str]:
    for subject in subjects_of(case.agreement, case.register):
        days = set(_counted_on(case, subject))
        if days:
            yield from _of_days(days)
            yield from _of_windows(case, days)
            for name, rows in case.register.tables.items():
                table = case.agreement.dictionary.tables[name]
                own = [row for row in rows if row.text(table.subject_column) == subject]
                yield from _of_rows(case, own, table)


def _counted_on(case: Case, subject: str) -> Iterator[date]:
    """The anchors of a subject's units, or the days of what it adds, in the periods asked."""
    asked = (case.agreement, case.register, case.question)
    form = case.indicator.form
    if not isinstance(form, Share):
        for added in reference.added(*asked, subject):
            if added.amount is not None:
                yield added.day
        return
    for unit in reference.explain(*asked, [subject])[subject].units:
        placed = unit.window_end if form.counts_in is CountsIn.MATURITY else unit.anchor
        if any(placed in period for period in case.question.periods):
            yield unit.anchor


def _of_days(days: set[date]) -> Iterator[str]:
    if any(day == last_of_month(day) for day in days):
        yield "a month's end"
    if any((day.month, day.day) == (2, 29) for day in days):
        yield "a leap day"


def _of_windows(case: Case, anchors: set[date]) -> Iterator[str]:
    form = case.indicator.form
    for window in windows(form.outcome) if isinstance(form, Share) else ():
        if window.end.months and any(window.end.after(day).day != day.day for day in anchors):
            yield "a window cut to a month's end"


def _of_rows(case: Case, rows: list[Row], table: Table) -> Iterator[str]:
    ends = (table.day_column, table.last_day_column)
    if any(row.day(column) == case.question.known_through for row in rows for column in ends):
        yield "a fact on the known day"
    for one, other in combinations(rows, 2):
        if table.kind is TableKind.SPELL:
            begin = max(row.day(table.day_column) or date.min for row in (one, other))
            if covers(one, table, begin) and covers(other, table, begin):
                yield "overlapping spells"
            elif covers(one, table, begin - DAY) or covers(other, table, begin - DAY):
                yield "touching spells"
        same_day = one.day(table.day_column) == other.day(table.day_column)
        if table.kind is TableKind.SCORE and same_day:
            yield "two scores on a day"
        if table.name == "woonplaats" and one.text("gemeente") != other.text("gemeente"):
            names = {name for grouping in case.question.groupings for name in grouping}
            if "gemeente" in names:
                yield "a split that changes"
