"""What is asked of an engine to come to the figures of an indicator: periods, groupings, known
through when, and what else its figures need.

The idea that makes it simple: whoever measures and whoever prepares an engine for many indicators
at once ask here, so that they ask the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from koers.agreement import Agreement, Indicator, tables_read
from koers.algebra import CountsIn, Share
from koers.certainty import counts_rows_through_a_year
from koers.counts import Question, SplitKey
from koers.findings import Refused
from koers.periods import Grain, Period, calendar_period, reporting_periods
from koers.register import Register
from koers.structure import window_end


@dataclass(frozen=True)
class Asked:
    """What a user asks: which periods, groupings, through which day, and perhaps one municipality
    (F7).
    """

    periods: tuple[Period, ...]
    through: date
    groupings: tuple[tuple[str, ...], ...] = ((),)
    municipality: str | None = None


def questions(
    agreement: Agreement, register: Register, indicator: Indicator, asked: Asked
) -> tuple[Question, ...]:
    """All that `measure` will ask the engine: the indicator itself, its months, and what its sample
    or survey was drawn from.
    """
    own = to_count(agreement, register, indicator, asked)
    if own is None:
        return ()
    found = [own, *monthly_questions(agreement, indicator, asked, own.known_through)]
    for code, of_whom in surveyed(agreement, indicator, asked):
        support = to_count(agreement, register, agreement.indicator(code), of_whom)
        found += [support] if support else []
    return tuple(dict.fromkeys(found))


def to_count(
    agreement: Agreement, register: Register, indicator: Indicator, asked: Asked
) -> Question | None:
    """What `measure` will ask the engine of the indicator itself; None when it cannot be counted.

    The strata of a survey are asked besides what the user asks; a course of every grouping that has
    an interval.
    """
    known, why_not = known_through(agreement, register, indicator, asked)
    if known is None or why_not:
        return None
    groupings = groupings_shown(agreement, indicator, asked)
    survey = indicator.survey
    if survey is not None and survey.strata is not None:
        groupings += ((survey.strata,),)
    groupings = tuple(dict.fromkeys(groupings))
    is_share = isinstance(indicator.form, Share)
    courses = tuple(names for names in groupings if len(names) <= 1) if is_share else ()
    return Question(indicator.code, asked.periods, known, groupings, courses)


def groupings_shown(
    agreement: Agreement, indicator: Indicator, asked: Asked
) -> tuple[tuple[str, ...], ...]:
    """The groupings whose cells are shown: what is asked, within the one municipality asked."""
    own = own_cell(agreement, indicator, asked)
    if not own:
        return asked.groupings
    name = own[0][0]
    within = ((name, *(n for n in names if n != name)) for names in asked.groupings)
    return tuple(dict.fromkeys(within))


def surveyed(
    agreement: Agreement, indicator: Indicator, asked: Asked
) -> tuple[tuple[str, Asked], ...]:
    """The indicators that say whom a survey was drawn from and whom it asked, and what to ask of
    them.
    """
    survey = indicator.survey
    if survey is None:
        return ()
    strata = ((survey.strata,),) if survey.strata else ()
    found = [(survey.population, ((), *strata)), (survey.sent, ((),))]
    return tuple(
        (code, replace(asked, groupings=groupings)) for code, groupings in found if code is not None
    )


def monthly_questions(
    agreement: Agreement, indicator: Indicator, asked: Asked, known: date
) -> list[Question]:
    own = own_cell(agreement, indicator, asked)
    grouping = (tuple(name for name, _ in own),)
    months = [_months(period) for period in asked.periods]
    found = [of for of in months if counts_rows_through_a_year(indicator, len(of))]
    return [Question(indicator.code, periods, known, grouping) for periods in found]


def _months(period: Period) -> tuple[Period, ...]:
    return tuple(reporting_periods(Grain.MONTH, period))


def tables_of_all(agreement: Agreement, indicators: Iterable[Indicator]) -> frozenset[str]:
    """Every table that figures of these indicators read, those of what their samples and surveys
    were drawn from included.
    """
    found: set[str] = set()
    for indicator in indicators:
        survey = indicator.survey
        codes = (survey.population, survey.sent) if survey else ()
        around = [agreement.indicator(code) for code in codes if code is not None]
        for one in (indicator, *around):
            found |= tables_read(agreement, one)
    return frozenset(found)


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


def own_cell(agreement: Agreement, indicator: Indicator, asked: Asked) -> SplitKey:
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
