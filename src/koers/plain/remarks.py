"""Remarks below the sentence: everything else that changes the figure, one short sentence each.

The idea that makes it simple: a remark is made only where its rule does something for this
indicator, so a short list means a simple indicator. Sentence and remarks together say the whole
definition: two that count differently are not told alike.

It must not know figures or verdicts.
"""

from __future__ import annotations

from collections.abc import Iterator

from koers.agreement import Agreement, Indicator, waiting_time
from koers.algebra import (
    ClassOf,
    Count,
    CountsIn,
    Days,
    Fact,
    Formula,
    Kind,
    Population,
    ReferenceDay,
    Repeat,
    Score,
    Share,
    Stated,
    StatedFigure,
    Sum,
    Test,
    Transition,
    Unit,
    UnknownCounts,
    WindowKind,
)
from koers.periods import NO_TIME, Duration, reporting_periods
from koers.plain.conditions import clause
from koers.plain.forms import sentence
from koers.plain.norms import baseline_said, follow_up_said, norms_said, observation_said
from koers.plain.words import Words, bare, between_quotes, capital, day, group_of, listed, number
from koers.structure import form_conditions, is_event, leaves, referred_indicators, windows

MOST_DAYS = 8
"""More reference days than this are not listed one by one."""


def remarks(agreement: Agreement, indicator: Indicator) -> tuple[str, ...]:
    """Short Dutch sentences, each with a capital and a full stop, in a fixed order."""
    words = Words(agreement.dictionary)
    return tuple(
        dict.fromkeys(
            (
                *_term(agreement, indicator),
                *_definition(agreement, indicator),
                *_unknown(indicator),
                *_reporting(indicator),
                *_splits(indicator, words),
                *norms_said(agreement, indicator),
                *follow_up_said(indicator),
                *((baseline_said(indicator, indicator.baseline),) if indicator.baseline else ()),
                *observation_said(indicator),
                *_about(agreement, indicator),
            )
        )
    )


# --- what the sentence refers to -----------------------------------------------------------------


def _others(agreement: Agreement, indicator: Indicator) -> Iterator[str]:
    """The indicators that this one reads, with all that defines them."""
    for code in dict.fromkeys(referred_indicators(indicator.form)):
        other = agreement.indicator(code)
        if isinstance(indicator.form, Share):
            yield f"{code} is: {sentence(agreement, other)}"
        for remark in _definition(agreement, other):
            yield f"Bij {code}: {remark}"


def _definition(agreement: Agreement, indicator: Indicator) -> Iterator[str]:
    """What decides who is counted, and in which class."""
    words = Words(agreement.dictionary)
    yield from _others(agreement, indicator)
    yield from _parameters(agreement, indicator)
    yield from _groups(indicator, words)
    yield from _population(agreement, indicator)
    yield from _windows(indicator)
    yield from _scores(indicator, words)
    yield from _who_is_out(indicator, words)
    yield from _ends(indicator, words)
    yield from _waiting(agreement, indicator)


def _parameters(agreement: Agreement, indicator: Indicator) -> Iterator[str]:
    form = indicator.form
    if not isinstance(form, Formula):
        return
    used = {
        factor
        for term in (*form.numerator, *form.denominator)
        for factor in term.factors
        if isinstance(factor, str)
    }
    for name, values in agreement.parameters:
        if name in used:
            told = [
                f"{number(value.value)} vanaf {day(value.first_day)} (bron: {value.source})"
                for value in values
            ]
            yield f"'{name}' is {listed(told, 'en')}."


def _groups(indicator: Indicator, words: Words) -> Iterator[str]:
    """What the name of a group stands for."""
    tables = words.dictionary.tables
    for table, test in _tests(indicator):
        column = tables[table].columns[test.column]
        group = group_of(column, test.values)
        if group is not None:
            members = listed([words.label(column, code) for code in test.values], "of")
            title = words.title(table, test.column)
            yield f"'{capital(group)}' ({title}) betekent: {members}."


def _tests(indicator: Indicator) -> Iterator[tuple[str, Test]]:
    for condition in form_conditions(indicator.form):
        for leaf in leaves(condition):
            match leaf:
                case Fact() | Score() | Transition():
                    yield from ((leaf.table, test) for test in leaf.tests)
                case _:
                    pass
    for figure in _figures(indicator):
        yield from ((figure.column.table, test) for test in figure.tests)


def _figures(indicator: Indicator) -> Iterator[StatedFigure]:
    match indicator.form:
        case Stated(numerator, denominator):
            yield from (figure for figure in (numerator, denominator) if figure is not None)
        case Formula(numerator, denominator):
            terms = (*numerator, *denominator)
            yield from (term.form for term in terms if isinstance(term.form, StatedFigure))
        case _:
            pass


# --- who takes part ------------------------------------------------------------------------------


_FIRST_DAY_OF = {
    Repeat.FIRST_PER_YEAR: "een kalenderjaar",
    Repeat.FIRST_PER_HALF_YEAR: "een halfjaar",
}


def _term(agreement: Agreement, indicator: Indicator) -> Iterator[str]:
    if isinstance(indicator.form, Share):
        term = agreement.term
        yield f"De looptijd is {day(term.first_day)} tot en met {day(term.last_day)}."


def _population(agreement: Agreement, indicator: Indicator) -> Iterator[str]:
    if not isinstance(indicator.form, Share):
        return
    population = indicator.form.population
    if population.repeat is Repeat.ON_REFERENCE_DAY:
        yield _reference_days(agreement, population)
    elif isinstance(population.source, ClassOf):
        yield f"Wie bij {population.source.indicator} nog niet rijp is, telt hier nog niet mee."
    elif not is_event(population.source):
        period = _FIRST_DAY_OF.get(population.repeat, "de looptijd")
        yield f"Wie er op de eerste dag van {period} al bij hoort, heeft die dag als ankerdag."
    if population.repeat in _FIRST_DAY_OF:
        period = _FIRST_DAY_OF[population.repeat].replace("een ", "een volgend ")
        yield f"Wie er in {period} weer bij hoort, telt dan opnieuw mee."


def _reference_days(agreement: Agreement, population: Population) -> str:
    assert population.per is not None
    first = population.reference_day is ReferenceDay.FIRST
    days = [
        day(period.first_day if first else period.last_day)
        for period in reporting_periods(population.per, agreement.term)
    ]
    if len(days) > MOST_DAYS:
        return f"De ankerdagen lopen van {days[0]} tot en met {days[-1]}."
    return f"De ankerdagen zijn {listed(days, 'en')}."


def _windows(indicator: Indicator) -> Iterator[str]:
    if not isinstance(indicator.form, Share):
        return
    seeking = (WindowKind.WITHIN, WindowKind.LAST)
    found = [window for window in windows(indicator.form.outcome) if window.kind in seeking]
    for end in dict.fromkeys(window.end for window in found):
        yield f"Een termijn van {end} loopt van de ankerdag tot en met de dag {end} later."
    scores = [leaf for window in found for leaf in leaves(window)]
    if any(isinstance(leaf, Score) for leaf in scores):
        yield (
            "Een meting op de ankerdag zelf telt niet als resultaat; "
            "zonder nieuwe meting in de termijn is het resultaat onbekend."
        )


def _scores(indicator: Indicator, words: Words) -> Iterator[str]:
    """How long a score holds, and which codes are none."""
    for condition in form_conditions(indicator.form):
        for leaf in leaves(condition):
            if isinstance(leaf, Score | Transition):
                table = words.dictionary.tables[leaf.table]
                noun = words.noun(leaf.table)
                limit = f", en hooguit {table.valid_for}" if table.valid_for is not None else ""
                yield f"{capital(noun)} geldt tot de volgende meting{limit}."
                codes = table.value_codes
                if codes is not None and codes.not_a_score:
                    told = [dict(codes.codes)[code] for code in codes.not_a_score]
                    yield f"'{capital(listed(told, 'en'))}' telt niet als meting."


def _who_is_out(indicator: Indicator, words: Words) -> Iterator[str]:
    form = indicator.form
    if not isinstance(form, Share):
        return
    if form.excluded is not None:
        said = clause(form.excluded, words)
        yield f"Wie op de ankerdag {said}, telt niet mee (uitgesloten)."
    if form.excepted is not None:
        said = clause(form.excepted, words)
        yield (
            f"Wie op een dag van de ankerdag tot en met het einde van de termijn {said}, "
            "telt niet mee (uitgezonderd), behalve als het resultaat op of voor die dag is behaald."
        )


def _unknown(indicator: Indicator) -> Iterator[str]:
    match indicator.form:
        case Share(unknown=UnknownCounts.AS_NOT_MET):
            yield "Is het resultaat onbekend, dan telt dat als niet behaald."
            yield "Is onbekend of iemand meetelt, dan staat dat apart en telt het niet mee."
        case Share(unknown=UnknownCounts.LEFT_OUT):
            yield "Is het resultaat onbekend, dan telt dat niet mee; het aantal staat erbij."
            yield "Is onbekend of iemand meetelt, dan staat dat apart en telt het niet mee."
        case Stated():
            yield "Een lege opgave telt niet mee; het aantal staat erbij."
        case _:
            yield "Wat onbekend is, telt niet mee; het aantal staat erbij."


def _ends(indicator: Indicator, words: Words) -> Iterator[str]:
    for condition in form_conditions(indicator.form):
        for leaf in leaves(condition):
            if isinstance(leaf, Fact) and leaf.kind is Kind.END:
                noun = bare(words.noun(leaf.table))
                yield f"Het einde ({noun}) is de laatste dag ervan."


# --- when and how it is reported -----------------------------------------------------------------


def _waiting(agreement: Agreement, indicator: Indicator) -> Iterator[str]:
    """What was agreed, and what bridged gaps and ends need before they are certain (F3)."""
    waiting = waiting_time(agreement, indicator)
    after = "het einde van de termijn" if isinstance(indicator.form, Share) else "de periode"
    if waiting.agreed != NO_TIME:
        yield f"Na {after} wordt {waiting.agreed} gewacht op late gegevens."
    if waiting.days_needed:
        needed = Duration(days=waiting.days_needed)
        yield (
            f"Pas {needed} na {after} staat het cijfer vast: eerder is niet zeker of wat stopte, "
            "ook echt gestopt is."
        )


def _reporting(indicator: Indicator) -> Iterator[str]:
    match indicator.form:
        case Share(counts_in=CountsIn.ANCHOR):
            yield "Elk geval telt in de periode waarin de ankerdag valt."
        case Share(counts_in=CountsIn.MATURITY):
            yield (
                "Elk geval telt in de periode waarin de laatste dag van de termijn valt, "
                "met de norm van de ankerdag."
            )
        case Count(unit=Unit.SUBJECT, stock_day=None):
            yield "Cijfers van maanden tellen niet op tot een jaar: per periode telt elk een keer."
        case Count(unit=Unit.ROW):
            yield "Wie meer dan een keer voorkomt, telt elke keer mee."
        case Days():
            yield "Een dag telt voor iedereen hooguit een keer."
        case Share() | Sum() | Count() | Formula() | Stated():
            pass


def _splits(indicator: Indicator, words: Words) -> Iterator[str]:
    splits = [words.dictionary.splits[name] for name in indicator.splits]
    if splits:
        titles = [between_quotes(_small(split.title)) for split in splits]
        yield f"Te splitsen naar {listed(titles, 'en')}."
    for split in splits:
        if split.multiple:
            yield (
                f"Bij de splitsing naar {_small(split.title)} kan iemand in meer delen tellen; "
                "die delen tellen niet op tot het totaal."
            )


def _small(title: str) -> str:
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def _about(agreement: Agreement, indicator: Indicator) -> Iterator[str]:
    if not isinstance(indicator.form, Share):
        yield f"De eenheid is: {indicator.unit}."
    names = {party.code: party.name for party in agreement.parties}
    if indicator.measured_by:
        yield f"Gemeten door {names.get(indicator.measured_by, indicator.measured_by)}."
    if indicator.supplied_by:
        yield f"De gegevens komen van {names.get(indicator.supplied_by, indicator.supplied_by)}."
    if indicator.beside:
        yield f"Ernaast staat: {', '.join(indicator.beside)}."
    if indicator.texts:
        yield f"Van de getelde rijen staat erbij: {', '.join(indicator.texts)}."
    if indicator.story:
        yield f"In woorden erbij: {indicator.story.rstrip('.')}."
    if indicator.stage:
        yield f"Stadium: {indicator.stage}."
    if indicator.doubt:
        yield f"Twijfel: {indicator.doubt.rstrip('.')}."
