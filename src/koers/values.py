"""Values: terms and ratios in their own unit, exact, from what an engine counted.

The idea that makes it simple: a term is a whole number in the smallest unit, times its
coefficients; a value is a ratio of sums of terms. Nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from koers.agreement import Agreement, Indicator
from koers.algebra import (
    BaselineValue,
    Count,
    Days,
    Formula,
    OfIndicator,
    ReferenceDay,
    Share,
    Stated,
    StatedFigure,
    Sum,
    SumShare,
    Term,
    Unit,
)
from koers.counts import Cell, Tally
from koers.figures import Missing, Ratio
from koers.periods import Grain, Period
from koers.structure import form_conditions, form_terms, is_event, leaves


def ratio_of(
    agreement: Agreement, indicator: Indicator, terms: Sequence[Term], cell: Cell
) -> tuple[Missing | None, Ratio | None]:
    if cell.split and any(isinstance(term.form, BaselineValue) for term in terms):
        return Missing.NOT_MEASURABLE, None  # the baseline is of the whole (C4)
    values = [
        _term_value(agreement, indicator, term, tally, cell.period)
        for term, tally in zip(terms, cell.tallies, strict=True)
    ]
    for value in values:
        if isinstance(value, Missing):
            return value, None
    known = [value for value in values if isinstance(value, Fraction)]
    above = len(indicator.form.numerator) if isinstance(indicator.form, Formula) else 1
    below = sum(known[above:], Fraction(0)) if len(known) > above else Fraction(1)
    minus = 1 if isinstance(indicator.form, Formula) and indicator.form.minus_one else 0
    ratio = Ratio(sum(known[:above], Fraction(0)), below, minus)
    return (None if below else Missing.NOT_MEASURABLE), ratio


def _term_value(
    agreement: Agreement, indicator: Indicator, term: Term, tally: Tally, period: Period
) -> Fraction | Missing:
    """A term in its own unit (euro, not cent), times its coefficients; parameters are of the
    period's first day (C1).
    """
    form = term.form
    if isinstance(form, OfIndicator):
        inner = agreement.indicator(form.code).form
        assert not isinstance(inner, Share | Formula)
        form = inner.numerator if isinstance(inner, Stated) else inner
    if isinstance(form, BaselineValue):
        if indicator.baseline is None or indicator.baseline.value is None:
            return Missing.NOT_MEASURABLE
        value = indicator.baseline.value
    elif isinstance(form, StatedFigure) and not tally.rows:
        return Missing.NOT_DELIVERED
    else:
        value = Fraction(tally.amount)
        if isinstance(form, Sum | StatedFigure):
            value /= (
                10
                ** agreement.dictionary.tables[form.column.table]
                .columns[form.column.column]
                .decimals
            )
        if term.mean_per is Grain.MONTH:
            value /= len(period.month_ends())
    for factor in term.factors:
        number = (
            factor
            if isinstance(factor, Fraction)
            else agreement.parameter(factor, period.first_day)
        )
        if number is None:
            return Missing.NOT_MEASURABLE
        value *= number
    return value


def last_day_needed(agreement: Agreement, indicator: Indicator, period: Period) -> date:
    """The last day that a count reads: the period's last, or its first for a stock on the first
    day.
    """
    days = []
    for term in form_terms(indicator.form):
        form = term.form
        if isinstance(form, OfIndicator):
            days.append(last_day_needed(agreement, agreement.indicator(form.code), period))
        elif (
            isinstance(form, Count | Sum)
            and form.stock_day is ReferenceDay.FIRST
            and not term.mean_per
        ):
            days.append(period.first_day)
        else:
            days.append(period.last_day)
    return max(days)


def is_other_grain(indicator: Indicator, period: Period) -> bool:
    """A condition on sums per year says something about whole years only (S7)."""
    found = (leaf for condition in form_conditions(indicator.form) for leaf in leaves(condition))
    grains = [leaf.grain for leaf in found if isinstance(leaf, SumShare)]
    return any(grain is not period.grain or not period.whole for grain in grains)


def adds_up(indicator: Indicator) -> bool:
    """Whether months add up to a year: not for distinct subjects, stocks, rows that are there for
    more than a day, and ratios (C3).
    """
    match indicator.form:
        case Count(condition, unit, stock):
            return unit is Unit.ROW and stock is None and is_event(condition)
        case Sum(stock_day=stock):
            return stock is None
        case Stated(numerator, denominator):
            return denominator is None and not numerator.latest
        case Formula():
            return False
        case _:
            return True


def splits_add(agreement: Agreement, cell: Cell) -> bool:
    return not any(agreement.dictionary.splits[name].multiple for name, _ in cell.split)


def adds_through_the_period(agreement: Agreement, indicator: Indicator) -> bool:
    """Whether a figure grows through its period: counts and sums do, shares and stocks do not."""
    for term in form_terms(indicator.form):
        form = term.form
        if isinstance(form, OfIndicator):
            if adds_through_the_period(agreement, agreement.indicator(form.code)):
                return True
        elif (
            isinstance(form, Days)
            or (isinstance(form, Count | Sum) and form.stock_day is None)
            or (isinstance(form, StatedFigure) and isinstance(indicator.form, Stated))
        ):
            return True
    return False


def reads_a_stock(agreement: Agreement, indicator: Indicator) -> bool:
    """Whether a figure says what is there on a day: before that day there is nothing "so far"."""
    if isinstance(indicator.form, Share):
        return False
    for term in form_terms(indicator.form):
        form = term.form
        if isinstance(form, OfIndicator):
            if term.mean_per or reads_a_stock(agreement, agreement.indicator(form.code)):
                return True
        elif term.mean_per or (isinstance(form, Count | Sum) and form.stock_day is not None):
            return True
    return False
