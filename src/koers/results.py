"""Figures: the one place that divides, shows and judges what an engine counted.

The idea that makes it simple: engines return whole numbers, and here they become an exact value
with an interval and a verdict, by the first row of the verdict table that applies (`statistics.md`
3). Nought, not delivered, not measurable and too early stay four different things. No float is
used.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from koers.agreement import (
    WHOLE,
    Agreement,
    Indicator,
    Norm,
    certain_on,
    entries_certain_on,
    norm_on,
    waiting_time,
)
from koers.algebra import ClassOf, CountsIn, Form, Population, ReferenceDay, Share
from koers.certainty import with_certainty, with_survey
from koers.counts import UNKNOWN_VALUE, Cell, Classes, Question, SplitKey, Tally
from koers.figures import Figure, Missing, Verdict, VerdictWord, share_ratio
from koers.periods import Period, cut, reporting_periods
from koers.questions import (
    Asked,
    groupings_shown,
    known_through,
    monthly_questions,
    own_cell,
    surveyed,
    to_count,
)
from koers.register import Register
from koers.standing import judged_units
from koers.statistics.samples import Stratum
from koers.structure import form_terms, window_end
from koers.values import (
    adds_through_the_period,
    adds_up,
    is_other_grain,
    last_day_needed,
    ratio_of,
    reads_a_stock,
    splits_add,
)
from koers.verdicts import judge

Engine = Callable[[Agreement, Register, Question], tuple[Cell, ...]]


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
    every = list(engine(agreement, register, question))
    shown = {*groupings_shown(agreement, indicator, asked)}
    cells = [cell for cell in every if tuple(name for name, _ in cell.split) in shown]
    own = own_cell(agreement, indicator, asked)
    if own:
        cells = [cell for cell in cells if cell.split[:1] == own]
        seen = {cell.period for cell in cells if cell.split == own}
        cells += [_nought(indicator, period, own) for period in asked.periods if period not in seen]
    around = _Around.of(agreement, register, indicator, asked, cells=tuple(every), engine=engine)
    of_period = {
        period: _Reported.of(agreement, indicator, period, known) for period in asked.periods
    }
    figures = [
        _figure(agreement, indicator, cell, of_period[cell.period], around) for cell in cells
    ]
    return tuple(sorted(figures, key=lambda f: (f.period, f.split, f.cell.norm_day or date.min)))


# --- what stands around a figure ------------------------------------------------------------------


@dataclass(frozen=True)
class _Around:
    """What the figures of an indicator need besides their own cell: the strata of its survey, whom
    it was drawn from and whom it asked, and its months.
    """

    strata: tuple[Cell, ...]
    population: tuple[Figure, ...]
    sent: tuple[Figure, ...]
    months: tuple[Cell, ...]
    own: SplitKey

    @classmethod
    def of(
        cls,
        agreement: Agreement,
        register: Register,
        indicator: Indicator,
        asked: Asked,
        *,
        cells: tuple[Cell, ...],
        engine: Engine,
    ) -> _Around:
        known, _ = known_through(agreement, register, indicator, asked)
        assert known is not None
        months = tuple(
            cell
            for question in monthly_questions(agreement, indicator, asked, known)
            for cell in engine(agreement, register, question)
        )
        survey = indicator.survey
        found = {
            code: measure(agreement, register, agreement.indicator(code), of_whom, engine=engine)
            for code, of_whom in surveyed(agreement, indicator, asked)
        }
        name = survey.strata if survey else None
        return cls(
            tuple(cell for cell in cells if name and [n for n, _ in cell.split] == [name]),
            found.get(survey.population or "", ()) if survey else (),
            found.get(survey.sent or "", ()) if survey else (),
            months,
            own_cell(agreement, indicator, asked),
        )

    def monthly(self, cell: Cell) -> tuple[int, ...]:
        """What a count came to in each month of the cell's period; empty for a further split."""
        if cell.split != self.own:
            return ()
        return tuple(
            month.tallies[0].amount
            for month in self.months
            if month.split == self.own and month.period.first_day in cell.period
        )

    def surveyed(self, figure: Figure) -> Figure:
        """The figure with what its survey reached; of a split cell only how many answered."""
        if figure.indicator.survey is None or not isinstance(figure.indicator.form, Share):
            return figure
        is_whole = figure.split == self.own
        size = {
            part.split: _whole(part) for part in self.population if part.period == figure.period
        }
        asked = [_whole(part) for part in self.sent if part.period == figure.period]
        answers = {cell.split: cell for cell in self.strata if cell.period == figure.period}
        sizes = {split: number or 0 for split, number in size.items() if split}
        strata = {
            split[0][1]: _stratum(figure.indicator.form, answers.get(split), sizes.get(split, 0))
            for split in dict.fromkeys((*sizes, *answers))
            if split in answers or sizes[split]
            if split in answers or split[0][1] != UNKNOWN_VALUE
            if sizes and not self.own
        }
        return with_survey(
            figure,
            population=size.get(figure.split),
            asked=asked[0] if asked and is_whole else None,
            strata=strata if is_whole else {},
            unknown={split[0][1]: _left_out(cell) for split, cell in answers.items()},
        )


def _whole(figure: Figure) -> int | None:
    """A complete count or stock; None where it is not known."""
    return int(figure.value) if figure.value is not None and figure.is_complete else None


def _left_out(cell: Cell) -> int:
    return cell.classes.unknown if cell.classes else 0


def _stratum(form: Form, cell: Cell | None, population: int) -> Stratum | None:
    """None where nobody answered, or more than there are."""
    if cell is None or cell.classes is None or not isinstance(form, Share):
        return None
    answered = judged_units(form, cell)
    fits = 0 < answered <= population
    return Stratum(population, answered, cell.classes.met) if fits else None


# --- figures --------------------------------------------------------------------------------------


def _nought(indicator: Indicator, period: Period, split: SplitKey) -> Cell:
    if isinstance(indicator.form, Share):
        return Cell(period, split, Classes(), Classes())
    terms = form_terms(indicator.form)
    return Cell(period, split, tallies=tuple(Tally() for _ in terms))


def _not_delivered(
    agreement: Agreement, indicator: Indicator, period: Period, known: date | None, reason: str
) -> Figure:
    cell = _nought(indicator, period, ())
    cut_count = not period.whole and adds_through_the_period(agreement, indicator)
    figure = Figure(
        indicator, period, (), cell, None, None, Missing.NOT_DELIVERED, False, False, known,
        last_entry=period.last_day,
        norm=None if cut_count else _norm_of(agreement, indicator, cell),
    )  # fmt: skip
    if figure.norm is None or figure.norm.state:
        return replace(figure, judged=Verdict(VerdictWord.NO_NORM, reason))
    why = f"{Missing.NOT_DELIVERED}: {reason}"
    return replace(figure, judged=Verdict(VerdictWord.NO_FIGURES, why))


@dataclass(frozen=True)
class _Reported:
    """What holds for every figure of an indicator in one period: K, whether it is complete by then,
    and the first K on which every unit has entered (of a count: the period's last day).
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
            last = last_anchor_day(indicator.form.population, period, agreement.term)
            settled = _share_settled(agreement, indicator, indicator.form, period, last)
            last_entry = _all_entered_on(agreement, indicator, indicator.form, last)
        else:
            settled = certain_on(
                agreement, indicator, last_day_needed(agreement, indicator, period)
            )
        cut_count = not period.whole and adds_through_the_period(agreement, indicator)
        return cls(
            known,
            settled <= known,
            last_entry,
            is_other_grain(indicator, period),
            period.grain is not None and not cut_count,
        )


def _all_entered_on(agreement: Agreement, indicator: Indicator, form: Share, last: date) -> date:
    """The first K on which nobody can enter any more through `last`: a bridged gap may still close
    (F3), and the units of another indicator may still come (S2).
    """
    if isinstance(form.population.source, ClassOf):
        return max(last, entries_certain_on(agreement, indicator, last))
    return last + timedelta(days=waiting_time(agreement, indicator).days_needed)


def _share_settled(
    agreement: Agreement, indicator: Indicator, form: Share, period: Period, last: date
) -> date:
    """The first K with which every unit of the period is known and mature (S5)."""
    by_maturity = form.counts_in is CountsIn.MATURITY
    end = period.last_day if by_maturity else window_end(form.outcome, last)
    return max(
        certain_on(agreement, indicator, end), entries_certain_on(agreement, indicator, last)
    )


def _figure(
    agreement: Agreement, indicator: Indicator, cell: Cell, of: _Reported, around: _Around
) -> Figure:
    counted = _share if cell.classes else _amount
    figure = around.surveyed(counted(agreement, indicator, cell, of))
    figure = with_certainty(figure, monthly=around.monthly(cell))
    judged = judge(figure)
    return figure if judged == figure.judged else replace(figure, judged=judged)


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
        additive=splits_add(agreement, cell), known_through=of.known, last_entry=of.last_entry,
        norm=_norm_of(agreement, indicator, cell) if of.has_norm else None,
    )  # fmt: skip


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
    missing, ratio = ratio_of(agreement, indicator, terms, cell)
    so_far = ratio if of.complete or not reads_a_stock(agreement, indicator) else None
    if of.other_grain:
        missing, ratio, so_far = Missing.NOT_MEASURABLE, None, None
    return Figure(
        indicator, cell.period, cell.split, cell, ratio if of.complete else None, so_far,
        missing if of.complete or missing is Missing.NOT_DELIVERED else None, of.complete,
        additive=adds_up(indicator) and splits_add(agreement, cell), known_through=of.known,
        last_entry=of.last_entry,
        norm=_norm_of(agreement, indicator, cell) if of.has_norm else None,
    )  # fmt: skip


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


def _scope(agreement: Agreement, split: SplitKey) -> str | None:
    if not split:
        return WHOLE
    if len(split) == 1 and agreement.dictionary.splits[split[0][0]].names_party:
        for party in agreement.parties:
            if split[0][1] in (party.split_value, party.code):
                return party.code
    return None
