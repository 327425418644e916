"""Figures: the one place that divides, shows and judges what an engine counted.

The idea that makes it simple: engines return whole numbers, and here they become an exact value, a
verdict word and a reason, by the first row of the verdict table that applies (`statistics.md` 3).
Nought, not delivered, not measurable and too early stay four different things. No float is used.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from koers.agreement import (
    WHOLE,
    Agreement,
    Indicator,
    Norm,
    certain_on,
    entries_certain_on,
    norm_on,
    tables_read,
)
from koers.algebra import (
    BaselineValue,
    Count,
    CountsIn,
    Days,
    Formula,
    OfIndicator,
    Population,
    ReferenceDay,
    Share,
    Stated,
    StatedFigure,
    Sum,
    SumShare,
    Term,
    Unit,
)
from koers.counts import Cell, Classes, Question, SplitKey, Tally
from koers.figures import Figure, Missing, Ratio, VerdictWord, share_ratio
from koers.findings import Refused
from koers.periods import Grain, Period, calendar_period, cut, reporting_periods
from koers.register import Register
from koers.structure import form_conditions, form_terms, leaves, window_end
from koers.verdicts import judge

__all__ = [
    "Asked",
    "Engine",
    "Figure",
    "Missing",
    "Ratio",
    "VerdictWord",
    "known_through",
    "measure",
    "municipalities",
    "party_split",
    "reporting_term",
    "to_count",
]

Engine = Callable[[Agreement, Register, Question], tuple[Cell, ...]]


@dataclass(frozen=True)
class Asked:
    """What a user asks: which periods, groupings, through which day, and perhaps one municipality
    (F7).
    """

    periods: tuple[Period, ...]
    through: date
    groupings: tuple[tuple[str, ...], ...] = ((),)
    municipality: str | None = None


def measure(
    agreement: Agreement, register: Register, indicator: Indicator, asked: Asked, *, engine: Engine
) -> tuple[Figure, ...]:
    """The figures of one indicator, in order of period and split.

    A table that was not delivered gives one figure per period with `Missing.NOT_DELIVERED`. K is
    one day for all cells of a figure: the least over every table it reads, splits included (F7).
    """
    known, why_not = known_through(agreement, register, indicator, asked)
    question = to_count(agreement, register, indicator, asked)
    if known is None or question is None:
        return tuple(_not_delivered(agreement, indicator, p, known, why_not) for p in asked.periods)
    cells = list(engine(agreement, register, question))
    own = _own_cell(agreement, indicator, asked)
    if own:
        cells = [cell for cell in cells if cell.split[:1] == own]
        seen = {cell.period for cell in cells if cell.split == own}
        cells += [_nought(indicator, period, own) for period in asked.periods if period not in seen]
    of_period = {
        period: _Reported.of(agreement, indicator, period, known) for period in asked.periods
    }
    figures = [_figure(agreement, indicator, cell, of_period[cell.period]) for cell in cells]
    return tuple(sorted(figures, key=lambda f: (f.period, f.split, f.cell.norm_day or date.min)))


def to_count(
    agreement: Agreement, register: Register, indicator: Indicator, asked: Asked
) -> Question | None:
    """What `measure` will ask the engine; None when it cannot be counted."""
    known, why_not = known_through(agreement, register, indicator, asked)
    if known is None or why_not:
        return None
    groupings, own = asked.groupings, _own_cell(agreement, indicator, asked)
    if own:
        name = own[0][0]
        groupings = tuple((name, *(n for n in names if n != name)) for names in groupings)
    return Question(indicator.code, asked.periods, known, tuple(dict.fromkeys(groupings)))


def municipalities(agreement: Agreement) -> tuple[str, ...]:
    """The values by which splits and promises name the commissioners."""
    parties = (party for party in agreement.parties if party.role == "opdrachtgever")
    return tuple(party.split_value or party.code for party in parties)


def known_through(
    agreement: Agreement, register: Register, indicator: Indicator, asked: Asked
) -> tuple[date | None, str]:
    """K of an indicator's figures (F7), and why it cannot be counted: empty when it can."""
    tables = tables_read(agreement, indicator)
    known = register.known.of_figure(
        tables,
        asked=asked.through,
        municipality=asked.municipality,
        everyone=municipalities(agreement),
    )
    absent = sorted(table for table in tables if table not in register.tables)
    if absent:
        return known, f"tabel {', '.join(absent)} ontbreekt"
    return known, "" if known else "niemand zegt tot wanneer de gegevens bekend zijn"


def party_split(agreement: Agreement, indicator: Indicator) -> str | None:
    """The indicator's split whose values are parties, if it has one."""
    splits = agreement.dictionary.splits
    return next((name for name in indicator.splits if splits[name].names_party), None)


def _own_cell(agreement: Agreement, indicator: Indicator, asked: Asked) -> SplitKey:
    """The cell of the one municipality asked; Refused where the indicator is not split by
    municipality.
    """
    if asked.municipality is None:
        return ()
    name = party_split(agreement, indicator)
    if name is None:
        reason = f"Indicator {indicator.code} is niet per gemeente te tellen."
        raise Refused("geen-partijsplitsing", reason)
    return ((name, asked.municipality),)


def _nought(indicator: Indicator, period: Period, split: SplitKey) -> Cell:
    if isinstance(indicator.form, Share):
        return Cell(period, split, Classes(), Classes())
    terms = form_terms(indicator.form)
    return Cell(period, split, tallies=tuple(Tally() for _ in terms))


def _not_delivered(
    agreement: Agreement, indicator: Indicator, period: Period, known: date | None, reason: str
) -> Figure:
    cell = _nought(indicator, period, ())
    cut_count = not period.whole and _adds_through_the_period(agreement, indicator)
    figure = Figure(
        indicator, period, (), cell, None, None, Missing.NOT_DELIVERED, False, False, known,
        last_entry=period.last_day,
        norm=None if cut_count else _norm_of(agreement, indicator, cell),
    )  # fmt: skip
    if figure.norm is None or figure.norm.state:
        return replace(figure, reason=reason)
    return replace(
        figure, verdict=VerdictWord.NO_FIGURES, reason=f"{Missing.NOT_DELIVERED}: {reason}"
    )


@dataclass(frozen=True)
class _Reported:
    """What holds for every figure of an indicator in one period: K, whether it is complete by then,
    and the last day on which a unit can still enter (of a count: the period's last).
    """

    known: date
    complete: bool
    last_entry: date
    other_grain: bool
    has_norm: bool

    @classmethod
    def of(
        cls, agreement: Agreement, indicator: Indicator, period: Period, known: date
    ) -> _Reported:
        last_entry = period.last_day
        if isinstance(indicator.form, Share):
            last_entry = last_anchor_day(indicator.form.population, period, agreement.term)
            settled = _share_settled(agreement, indicator, indicator.form, period, last_entry)
        else:
            settled = certain_on(
                agreement, indicator, _last_day_needed(agreement, indicator, period)
            )
        cut_count = not period.whole and _adds_through_the_period(agreement, indicator)
        return cls(
            known,
            settled <= known,
            last_entry,
            _other_grain(indicator, period),
            period.grain is not None and not cut_count,
        )


def _share_settled(
    agreement: Agreement, indicator: Indicator, form: Share, period: Period, last: date
) -> date:
    """The first K with which every unit of the period is known and mature (S5)."""
    by_maturity = form.counts_in is CountsIn.MATURITY
    end = period.last_day if by_maturity else window_end(form.outcome, last)
    return max(
        certain_on(agreement, indicator, end), entries_certain_on(agreement, indicator, last)
    )


def _figure(agreement: Agreement, indicator: Indicator, cell: Cell, of: _Reported) -> Figure:
    counted = _share if cell.classes else _amount
    figure = counted(agreement, indicator, cell, of)
    if figure.norm is None:
        return figure
    verdict, reason = judge(figure)
    return replace(figure, verdict=verdict, reason=reason)


# --- values --------------------------------------------------------------------------------------


def _share(agreement: Agreement, indicator: Indicator, cell: Cell, of: _Reported) -> Figure:
    form = indicator.form
    assert isinstance(form, Share)
    assert cell.classes
    assert cell.interim
    ratio, interim = share_ratio(form, cell.classes), share_ratio(form, cell.interim)
    missing: Missing | None = None
    if of.last_entry <= of.known and not cell.classes.immature and not ratio.denominator:
        somebody = cell.classes.population or cell.population_unknown
        missing = Missing.NOT_MEASURABLE if somebody else Missing.NOBODY
    measured = ratio if ratio.denominator else None
    return Figure(
        indicator, cell.period, cell.split, cell, measured, interim, missing, of.complete,
        additive=_splits_add(agreement, cell), known_through=of.known, last_entry=of.last_entry,
        norm=_norm_of(agreement, indicator, cell) if of.has_norm else None,
    )  # fmt: skip


def reporting_term(agreement: Agreement, indicator: Indicator) -> Period:
    """The days over which an indicator is reported: the term, and for a share reported by maturity
    also the periods in which the windows of its last units close (S3).
    """
    form, term = indicator.form, agreement.term
    if not isinstance(form, Share) or form.counts_in is CountsIn.ANCHOR:
        return term
    end = window_end(form.outcome, term.last_day)
    last = calendar_period(end, Grain.YEAR).last_day if end > term.last_day else term.last_day
    return Period(term.first_day, last, Grain.TERM)


def last_anchor_day(population: Population, period: Period, term: Period) -> date:
    """The last day of a period on which a unit can still enter: its last reference day, else its
    last day (S5).
    """
    within = cut(period, term) or period
    if population.reference_day is None or population.per is None:
        return within.last_day
    first = population.reference_day is ReferenceDay.FIRST
    pieces = reporting_periods(population.per, term)
    days = [piece.first_day if first else piece.last_day for piece in pieces]
    return max((day for day in days if day in within), default=within.last_day)


def _amount(agreement: Agreement, indicator: Indicator, cell: Cell, of: _Reported) -> Figure:
    terms = form_terms(indicator.form)
    missing, ratio = _ratio(agreement, indicator, terms, cell)
    if of.other_grain:
        missing, ratio = Missing.NOT_MEASURABLE, None
    return Figure(
        indicator, cell.period, cell.split, cell, ratio if of.complete else None, ratio,
        missing if of.complete or missing is Missing.NOT_DELIVERED else None, of.complete,
        additive=_adds_up(indicator) and _splits_add(agreement, cell), known_through=of.known,
        last_entry=of.last_entry,
        norm=_norm_of(agreement, indicator, cell) if of.has_norm else None,
    )  # fmt: skip


def _ratio(
    agreement: Agreement, indicator: Indicator, terms: Sequence[Term], cell: Cell
) -> tuple[Missing | None, Ratio | None]:
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


def _last_day_needed(agreement: Agreement, indicator: Indicator, period: Period) -> date:
    """The last day that a count reads: the period's last, or its first for a stock on the first
    day.
    """
    days = []
    for term in form_terms(indicator.form):
        form = term.form
        if isinstance(form, OfIndicator):
            days.append(_last_day_needed(agreement, agreement.indicator(form.code), period))
        elif (
            isinstance(form, Count | Sum)
            and form.stock_day is ReferenceDay.FIRST
            and not term.mean_per
        ):
            days.append(period.first_day)
        else:
            days.append(period.last_day)
    return max(days)


def _other_grain(indicator: Indicator, period: Period) -> bool:
    """A condition on sums per year says something about whole years only (S7)."""
    found = (leaf for condition in form_conditions(indicator.form) for leaf in leaves(condition))
    grains = [leaf.grain for leaf in found if isinstance(leaf, SumShare)]
    return any(grain is not period.grain or not period.whole for grain in grains)


def _adds_up(indicator: Indicator) -> bool:
    """Whether months add up to a year: not for distinct subjects, stocks and ratios (C3)."""
    match indicator.form:
        case Count(unit=unit, stock_day=stock):
            return unit is Unit.ROW and stock is None
        case Sum(stock_day=stock):
            return stock is None
        case Stated(numerator, denominator):
            return denominator is None and not numerator.latest
        case Formula():
            return False
        case _:
            return True


def _splits_add(agreement: Agreement, cell: Cell) -> bool:
    return not any(agreement.dictionary.splits[name].multiple for name, _ in cell.split)


# --- norms ---------------------------------------------------------------------------------------


def _norm_of(agreement: Agreement, indicator: Indicator, cell: Cell) -> Norm | None:
    """The norm a figure is held against (P3).

    It is the one of the figure's grain and of its first day (or its cohorts' norm), for the whole
    or one party. A further split has none, nor has a count or sum over a period the term cuts.
    """
    scope = _scope(agreement, cell.split) if indicator.norms else None
    if scope is None or cell.period.grain is None:
        return None
    return norm_on(
        indicator, cell.norm_day or cell.period.first_day, per=cell.period.grain, scope=scope
    )


def _adds_through_the_period(agreement: Agreement, indicator: Indicator) -> bool:
    """Whether a figure grows through its period: counts and sums do, shares and stocks do not."""
    for term in form_terms(indicator.form):
        form = term.form
        if isinstance(form, OfIndicator):
            if _adds_through_the_period(agreement, agreement.indicator(form.code)):
                return True
        elif (
            isinstance(form, Days)
            or (isinstance(form, Count | Sum) and form.stock_day is None)
            or (isinstance(form, StatedFigure) and isinstance(indicator.form, Stated))
        ):
            return True
    return False


def _scope(agreement: Agreement, split: SplitKey) -> str | None:
    if not split:
        return WHOLE
    if len(split) == 1 and agreement.dictionary.splits[split[0][0]].names_party:
        for party in agreement.parties:
            if split[0][1] in (party.split_value, party.code):
                return party.code
    return None
