"""Figures in words: value, interval, norm, verdict and what is missing, as a reader meets them.

The idea that makes it simple: one function per thing to say, and every screen and page says it
through here, so none of them can say it differently. Nought is a number; not delivered, not
measurable, suppressed and not yet are different words with different signs.

It must not know terminals, pages or files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from koers.agreement import Agreement, Indicator, Norm
from koers.algebra import Share, SumShare
from koers.counts import SplitKey
from koers.figure_document import norm_text
from koers.figures import Figure, Missing, Progress, Ratio, Strength, Verdict, VerdictWord
from koers.scales import Scale, grouped, is_share, scale_of
from koers.showing import rounded, shown_share
from koers.statistics.intervals import Interval
from koers.structure import form_conditions, leaves
from koers.values import adds_through_the_period


class Absence(Enum):
    """Why there is no number to show: a sign and words, each different from all others."""

    NOT_YET = ("…", "nog niet")
    NOT_DELIVERED = ("∅", "niet geleverd")
    NOT_MEASURABLE = ("÷", "niet meetbaar")
    NOBODY = ("○", "niemand in de groep")
    SUPPRESSED = ("▒", "onderdrukt")

    @property
    def sign(self) -> str:
        return self.value[0]

    @property
    def words(self) -> str:
        return self.value[1]


_ABSENCES = {absence.words: absence for absence in Absence}

RESTS_ON_CHANCE = (Strength.MORE_THAN_CHANCE, Strength.MAY_BE_CHANCE)
"""Strengths that come from a chance: only such verdicts can be a false flag."""

_SIGNS = {
    VerdictWord.MET: "✓",
    VerdictWord.NOT_MET: "✗",
    VerdictWord.TOO_EARLY: "…",
    VerdictWord.TOO_LITTLE: "?",
    VerdictWord.NO_FIGURES: "∅",
    VerdictWord.NO_NORM: "–",
}


def sign_of(word: VerdictWord) -> str:
    """A sign of one column, different for every verdict; it always stands beside the word."""
    return _SIGNS[word]


def absence_of(figure: Figure) -> Absence | None:
    """Why the figure has no value; None when it has one."""
    if figure.missing is not None:
        return _ABSENCES[Missing(figure.missing).value]
    return Absence.NOT_YET if figure.value is None else None


def final_absence(figure: Figure) -> Absence | None:
    """As `absence_of`, but what is not complete has no figure yet, whatever part of it is ripe."""
    if figure.missing is None and not figure.is_complete:
        return Absence.NOT_YET
    return absence_of(figure)


# --- numbers -------------------------------------------------------------------------------------


def value_words(agreement: Agreement, figure: Figure) -> str:
    """The value with numerator and denominator, or why there is none."""
    absence = absence_of(figure)
    if absence is not None:
        return absence.words
    return ratio_words(agreement, figure, figure.ratio)


def ratio_words(agreement: Agreement, figure: Figure, ratio: Ratio | None) -> str:
    """A share as '62% (75/121)', an amount in its own unit, a formula as percentage when its norm
    is one. A stratified survey says that it was weighted.
    """
    if ratio is None or ratio.value is None:
        return "–"
    scale = scale_of(agreement, figure, ratio)
    if not is_share(figure.indicator.form):
        return scale.text(ratio.value)
    parts = f"{grouped(rounded(ratio.numerator, 0))}/{grouped(rounded(ratio.denominator, 0))}"
    if figure.weighted is not None and ratio is figure.ratio:
        return f"{scale.text(figure.weighted)} (gewogen; {parts})"
    of, norm = int(ratio.denominator), scale.norm
    return f"{shown_share(ratio.value, of=of, norm=norm)} ({parts})"


def interim_words(agreement: Agreement, figure: Figure) -> str:
    """'tussenstand 50% (8/16)'; empty when it says nothing."""
    has_state = figure.interim is not None and figure.interim.value is not None
    if figure.is_complete or figure.missing or not has_state:
        return ""
    if not _grows_by_day(agreement, figure.indicator):
        return ""
    return f"tussenstand {ratio_words(agreement, figure, figure.interim)}"


def _grows_by_day(agreement: Agreement, indicator: Indicator) -> bool:
    """Whether there is a state so far: not of a stock on a day to come, nor of what is only known
    when its year is over (S7).
    """
    form = indicator.form
    if isinstance(form, Share):
        return True
    found = [leaf for condition in form_conditions(form) for leaf in leaves(condition)]
    by_year = any(isinstance(leaf, SumShare) for leaf in found)
    return adds_through_the_period(agreement, indicator) and not by_year


def interval_words(scale: Scale, interval: Interval) -> str:
    """'54% tot 70%'."""
    return between_words(scale, interval.low, interval.high)


def between_words(scale: Scale, low: Decimal, high: Decimal) -> str:
    return f"{scale.low(Fraction(low))} tot {scale.high(Fraction(high))}"


def second_label(judged: Verdict) -> str:
    """What a sample proves, as a phrase; empty where it is the strength itself."""
    certainty = judged.certainty.rstrip(".")
    return "" if certainty == strength_of(judged).value else certainty


def outlook_words(agreement: Agreement, figure: Figure) -> str:
    """What the figure will probably become, or only how far that can be seen, and how likely the
    norm is met (`statistics.md` 1.4); empty where nothing is estimated.
    """
    outlook = figure.estimate
    if outlook is None:
        return ""
    found, scale = outlook.estimate, scale_of(agreement, figure, figure.interim)
    between = between_words(scale, found.low, found.high)
    value = f"{scale.text(Fraction(found.value))} ({between})"
    chance = f", kans op de norm {_chance(outlook.chance)}" if outlook.chance is not None else ""
    if outlook.reaches_the_end:
        return f"schatting van het eindcijfer {value}{chance}"
    seen = f"dag {found.through} van {outlook.horizon}, verder is niet te zien"
    return f"schatting voor {seen}: {value}{chance}"


def outlook_in_short(agreement: Agreement, figure: Figure) -> str:
    """'schatting 24% (19% tot 31%)', only where it is of the end; else empty."""
    outlook = figure.estimate
    if outlook is None or not outlook.reaches_the_end:
        return ""
    found, scale = outlook.estimate, scale_of(agreement, figure, figure.interim)
    between = between_words(scale, found.low, found.high)
    return f"schatting {scale.text(Fraction(found.value))} ({between})"


def _chance(chance: Decimal) -> str:
    """In whole percents; never wholly certain."""
    exact = Fraction(chance)
    if exact < Fraction(1, 100):
        return "minder dan 1%"
    return "meer dan 99%" if exact > Fraction(99, 100) else f"{rounded(exact * 100, 0)}%"


def certainty_words(agreement: Agreement, figure: Figure) -> Iterator[str]:
    """How sure the figure is: its interval, the second label, the estimate of the end and whether
    the norm is on course; each a phrase without capital and full stop.
    """
    scale = scale_of(agreement, figure)
    if figure.interval is not None:
        yield f"onzekerheid {interval_words(scale, figure.interval)}"
    certainty = second_label(figure.judged)
    if certainty:
        yield certainty
    outlook = outlook_words(agreement, figure)
    if outlook:
        yield outlook
    if figure.judged.status is not Progress.NONE:
        yield figure.judged.status.value


def adds_up_words(figure: Figure) -> str:
    """Whether a stock adds up with what came in and left, in words; empty without a check."""
    check = figure.reconciliation
    if check is None:
        return ""
    numbers = f"{check.previous} + {check.joined} - {check.left}"
    if not check.difference:
        return f"sluit aan ({numbers} = {check.stock})"
    return f"sluit niet aan: {numbers} is geen {check.stock}, verschil {check.difference}"


def reason_words(judged: Verdict) -> str:
    """The reason as a sentence; empty where the strength says the same already."""
    if not judged.reason or judged.reason == judged.strength.value:
        return ""
    return sentence_of(judged.reason)


def sentence_of(phrase: str) -> str:
    """With a capital and one full stop."""
    return f"{phrase[:1].upper()}{phrase[1:].rstrip('.')}."


def norm_words(norm: Norm | None) -> str:
    """The norm, with points between thousands: '≤ 400.000', '≥ 60%'."""
    sign, space, bound = norm_text(norm).partition(" ")
    has_number = norm is not None and norm.bound is not None
    if not has_number:
        return f"{sign}{space}{bound}"
    percent = "%" if bound.endswith("%") else ""
    return f"{sign} {grouped(bound.removesuffix('%').strip())}{percent}"


# --- words ---------------------------------------------------------------------------------------


def strength_of(judged: Verdict) -> Strength:
    """How strong the verdict is. Growth is judged exactly and tested besides: then the test says
    how strong it is (`statistics.md` 3, row 10).
    """
    if judged.strength is Strength.EXACT:
        for tested in RESTS_ON_CHANCE:
            if judged.certainty.rstrip(".") == tested.value:
                return tested
    return judged.strength


def verdict_words(judged: Verdict) -> str:
    """The verdict with its strength: 'niet behaald, meer dan toeval'. That all was counted exactly
    is not said: then the word alone is the whole truth.
    """
    strength = strength_of(judged)
    if strength in (Strength.NONE, Strength.EXACT):
        return judged.word.value
    return f"{judged.word.value}, {strength.value}"


def chance_words(verdicts: int) -> str:
    """How many flags chance alone would give among so many verdicts (`statistics.md` 4)."""
    flags = rounded(Fraction(verdicts, 40), 2)
    return (
        f"Denk aan toeval: lag elke prestatie precies op de norm, dan kreeg door toeval alleen nog "
        f"gemiddeld hooguit {flags} van deze {counted_words(verdicts, 'oordeel', 'oordelen')} "
        "'niet behaald, meer dan toeval'."
    )


def period_words(period_label: str, norm_day: date | None) -> str:
    """The period, and the day of the norm where cohorts of several norms stand in one."""
    if norm_day is None:
        return period_label
    return f"{period_label} (norm van {norm_day.isoformat()})"


def split_words(agreement: Agreement, split: SplitKey) -> str:
    """The values of a split cell: parties by name, a short code with its label."""
    return ", ".join(_split_value(agreement, name, value) for name, value in split)


def _split_value(agreement: Agreement, name: str, value: str) -> str:
    split = agreement.dictionary.splits[name]
    if split.names_party:
        for party in agreement.parties:
            if value in (party.split_value, party.code):
                return party.name
    return code_words(agreement, name, value)


def code_words(agreement: Agreement, name: str, value: str) -> str:
    """A code that says too little by itself with its label, else the value."""
    split, tables = agreement.dictionary.splits[name], agreement.dictionary.tables
    named = [tables[split.table]] if split.table else tables.values()
    for table in named:
        column = table.columns.get(split.column)
        codes = dict(column.code_list.codes) if column and column.code_list else {}
        if value in codes and len(value) <= 2:
            return f"{value} {codes[value]}"
    return value


def counted_words(number: int, one: str, many: str) -> str:
    """'1 KPI', '15 KPI's'."""
    return f"{grouped(str(number))} {one if number == 1 else many}"


def listed_words(parts: Sequence[str]) -> str:
    """'a, b en c'."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} en {parts[-1]}"
