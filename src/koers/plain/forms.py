"""One sentence per indicator: what exactly is counted, added up or divided.

The idea that makes it simple: every form is a phrase that starts with a small letter ('het aantal
personen dat ...'), so a formula is made of the phrases of its terms.

It must not know norms, splits or figures.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from koers.agreement import Agreement, Indicator, indicator_subject
from koers.algebra import (
    AllOf,
    BaselineValue,
    Condition,
    Count,
    Days,
    Fact,
    Form,
    Formula,
    Kind,
    Leaf,
    OfIndicator,
    ReferenceDay,
    Score,
    Share,
    Stated,
    StatedFigure,
    Sum,
    Term,
    Transition,
    Unit,
)
from koers.periods import NO_TIME, Duration
from koers.plain.conditions import (
    attribute,
    clause,
    fact_notes,
    is_compound,
    leaf_clause,
    score_noun,
)
from koers.plain.shares import reference_said, share_said
from koers.plain.words import Words, capital, joined, number, within_brackets
from koers.structure import first_leaf, is_event, leaf_tables


@dataclass(frozen=True)
class _When:
    """The period of a figure in words; a mean looks at the months in it."""

    earlier: Duration = NO_TIME
    monthly: bool = False

    @property
    def period(self) -> str:
        period = (
            "de periode" if self.earlier == NO_TIME else f"dezelfde periode {self.earlier} eerder"
        )
        return f"elke maand van {period}" if self.monthly else period

    @property
    def inside(self) -> str:
        return f"in {self.period}"

    def stock(self, day: ReferenceDay) -> str:
        """A mean over months always looks at their last days."""
        return reference_said(ReferenceDay.LAST if self.monthly else day, self.period)


def sentence(agreement: Agreement, indicator: Indicator) -> str:
    """One Dutch sentence that says exactly what the indicator counts, with a capital and a full
    stop.
    """
    words = Words(agreement.dictionary)
    return f"{capital(_form(agreement, indicator, words))}."


def _form(agreement: Agreement, indicator: Indicator, words: Words) -> str:
    form: Form = indicator.form
    match form:
        case Share():
            return share_said(form, indicator_subject(agreement, indicator), words)
        case Stated(numerator, None):
            return _figure(numerator, words, _When())
        case Stated(numerator, denominator):
            assert denominator is not None
            above, below = (_figure(part, words, _When()) for part in (numerator, denominator))
            return f"de verhouding tussen (a) {above} en (b) {below}: a gedeeld door b"
        case Formula():
            return _formula(agreement, form, words)
        case Count() | Sum() | Days():
            return _counted(form, words, _When())


def _counted(form: Count | Sum | Days | StatedFigure, words: Words, when: _When) -> str:
    match form:
        case Count(unit=Unit.SUBJECT):
            return _subjects(form, words, when)
        case Count():
            return (
                f"het aantal keren dat {_occurrence(form.condition, words, when, form.stock_day)}"
            )
        case Sum():
            occurrence = _occurrence(form.condition, words, when, form.stock_day)
            return f"{words.amount(form.column)}, opgeteld over elke keer dat {occurrence}"
        case Days():
            subject = _subject(form.condition, words)
            return (
                f"het aantal dagen {when.inside} waarop {words.someone(subject)} "
                f"{clause(form.condition, words)}, opgeteld over alle {words.plural(subject)}"
            )
        case StatedFigure():
            return _figure(form, words, when)


def _subject(condition: Condition, words: Words) -> str:
    return words.dictionary.tables[leaf_tables(first_leaf(condition))[0]].subject


def _subjects(form: Count, words: Words, when: _When) -> str:
    """Distinct subjects in the period, or those present on one day of it."""
    plural = words.plural(_subject(form.condition, words))
    said = clause(form.condition, words)
    if form.stock_day is not None:
        return f"het aantal {plural} dat {when.stock(form.stock_day)} {said}"
    distinct = f"het aantal verschillende {plural}"
    happened = attribute(form.condition, words) if is_event(form.condition) else ""
    if happened.startswith("met een ") and not is_compound(form.condition):
        return f"{distinct} met {when.inside} minstens {happened.removeprefix('met ')}"
    once = is_event(form.condition) and not is_compound(form.condition)
    times = "minstens een keer" if once else "op minstens een dag"
    return f"{distinct} dat {when.inside} {times} {said}"


def _occurrence(
    condition: Condition, words: Words, when: _When, stock_day: ReferenceDay | None
) -> str:
    """After 'elke keer dat': 'er in de periode een aanvraag is (...)', 'iemand begint met ...'."""
    first = first_leaf(condition)
    someone = words.someone(_subject(condition, words))
    if stock_day is None and _is_edge(first):
        return f"{someone} {when.inside} {clause(condition, words)}"
    assert isinstance(first, Fact | Score)
    rest: Condition | None = None
    notes = True
    if isinstance(condition, AllOf) and condition.parts[0] is first:
        rest = AllOf(condition.parts[1:]) if len(condition.parts) > 1 else None
    elif condition is not first:
        rest, notes = condition, False
    row = _row(first, words, when, stock_day, notes=notes)
    if rest is None:
        return row
    link = "van iemand die" if someone == "iemand" else f"terwijl {someone}"
    return f"{row} {link} op die dag {clause(rest, words)}"


def _is_edge(leaf: Leaf) -> bool:
    """A change that is counted by its days, not by its rows."""
    return isinstance(leaf, Transition) or (
        isinstance(leaf, Fact) and leaf.kind in (Kind.BEGIN, Kind.END)
    )


def _row(
    leaf: Fact | Score, words: Words, when: _When, stock_day: ReferenceDay | None, *, notes: bool
) -> str:
    """A row of the first written condition, in the period or on its reference day."""
    if isinstance(leaf, Score):
        day = when.inside if stock_day is None else when.stock(stock_day)
        noun = leaf_clause(leaf, words, within=True).after if notes else ""
        bare_noun = f"met {score_noun(leaf.table, (), words)[0]}"
        return f"er {day} een meting is {noun or bare_noun}"
    noun = words.noun(leaf.table)
    brackets = within_brackets(fact_notes(leaf, words)) if notes else ""
    if leaf.kind in (Kind.SPELL, Kind.BEGIN, Kind.END):
        day = f"op minstens een dag {when.inside}" if stock_day is None else when.stock(stock_day)
        return joined(day, noun, "loopt", brackets)
    day = when.inside if stock_day is None else when.stock(stock_day)
    return joined("er", day, noun, "is", brackets)


def _figure(figure: StatedFigure, words: Words, when: _When) -> str:
    """A figure that someone states: all of the period, or only the last of each stater."""
    table = figure.column.table
    notes = within_brackets([words.test(table, test) for test in figure.tests])
    told = joined("er", when.inside, words.noun(table), "is", notes)
    stater = words.dictionary.subjects[words.dictionary.tables[table].subject].name
    latest = f", per {stater} alleen van de laatste dag waarop dat zo is" if figure.latest else ""
    return f"opgegeven {words.amount(figure.column)}, opgeteld over elke keer dat {told}{latest}"


def _formula(agreement: Agreement, formula: Formula, words: Words) -> str:
    above = ", plus ".join(_term(agreement, term, words) for term in formula.numerator)
    if _same_but_earlier(formula):
        below = f"hetzelfde {_When(formula.denominator[0].earlier).inside}"
    else:
        below = ", plus ".join(_term(agreement, term, words) for term in formula.denominator)
    if formula.minus_one:
        return f"het verschil tussen (a) {above} en (b) {below}: a min b, gedeeld door b"
    return f"de verhouding tussen (a) {above} en (b) {below}: a gedeeld door b"


def _same_but_earlier(formula: Formula) -> bool:
    """Growth: one term against the same term of an earlier period (C4)."""
    if len(formula.numerator) != 1 or len(formula.denominator) != 1:
        return False
    now, before = formula.numerator[0], formula.denominator[0]
    return now == replace(before, earlier=NO_TIME) and before.earlier != NO_TIME


def _term(agreement: Agreement, term: Term, words: Words) -> str:
    when = _When(term.earlier, term.mean_per is not None)
    match term.form:
        case BaselineValue():
            said = "de nulmeting"
        case OfIndicator(code):
            said = _counted(_of(agreement.indicator(code)), words, when)
        case form:
            said = _counted(form, words, when)
    mean = "het gemiddelde over de maanden van " if term.mean_per is not None else ""
    return "".join(f"{_factor(factor)} keer " for factor in term.factors) + mean + said


def _of(indicator: Indicator) -> Count | Sum | Days | StatedFigure:
    """What a term takes from another indicator: its count, sum or stock, or stated numerator."""
    form = indicator.form
    if isinstance(form, Stated):
        return form.numerator
    if isinstance(form, Share | Formula):
        raise TypeError(f"indicator {indicator.code} is no count, sum or stock")
    return form


def _factor(factor: Fraction | str) -> str:
    """A number, or the name of a parameter of the agreement."""
    return number(factor) if isinstance(factor, Fraction) else f"'{factor}'"
