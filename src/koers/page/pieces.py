"""Small pieces that return all over the page: a verdict, a value, why there is none, a number of
people as a bar.

The idea that makes it simple: each has a shape and a word, so that colour only helps; the words
come from `koers.figure_words`.
"""

from __future__ import annotations

from fractions import Fraction

from koers.agreement import Agreement, Indicator
from koers.figure_words import (
    Absence,
    final_absence,
    interim_words,
    interval_words,
    strength_of,
    value_words,
)
from koers.figures import Figure, Progress, Strength, VerdictWord
from koers.page.charts import tenths
from koers.page.markup import Content, Markup, tag
from koers.scales import scale_of

VERDICT_CLASSES = {
    VerdictWord.MET: "met",
    VerdictWord.NOT_MET: "not-met",
    VerdictWord.TOO_EARLY: "too-early",
    VerdictWord.TOO_LITTLE: "too-little",
    VerdictWord.NO_FIGURES: "no-figures",
    VerdictWord.NO_NORM: "no-norm",
}
_SHAPES = {
    VerdictWord.MET: "M3 8.6l3.3 3.2L13 4.7",
    VerdictWord.NOT_MET: "M4 4l8 8M12 4l-8 8",
    VerdictWord.TOO_EARLY: "M8 1.8a6.2 6.2 0 1 0 .01 0zM8 5v3.2l2.4 1.6",
    VerdictWord.TOO_LITTLE: "M5.3 5.6a2.7 2.7 0 1 1 4 2.4c-.9.5-1.3 1-1.3 1.9M8 13v.1",
    VerdictWord.NO_FIGURES: "M8 2.2a5.8 5.8 0 1 0 .01 0zM4 12L12 4",
    VerdictWord.NO_NORM: "M3.5 8h9",
}
_STATUS_SHAPES = {
    Progress.ON_COURSE: "M2.5 8h10M9 4.5L12.5 8L9 11.5",
    Progress.OFF_COURSE: "M8 2L14.5 13.5h-13zM8 6.5v3.2M8 11.6v.1",
    Progress.OPEN: "M3 6.2h10M3 9.8h10",
}
_STATUS_CLASSES = {
    Progress.ON_COURSE: "met",
    Progress.OFF_COURSE: "not-met",
    Progress.OPEN: "open",
}
_ABSENT_CLASSES = {
    Absence.NOT_YET: "not-yet",
    Absence.NOT_DELIVERED: "not-delivered",
    Absence.NOT_MEASURABLE: "not-measurable",
    Absence.NOBODY: "nobody",
    Absence.SUPPRESSED: "suppressed",
}


def chip(word: VerdictWord) -> Markup:
    """A verdict: its shape and its word."""
    return tag("span", _icon(_SHAPES[word]), word.value, class_=f"chip {VERDICT_CLASSES[word]}")


def status_chip(status: Progress) -> Markup | None:
    if status is Progress.NONE:
        return None
    shape, kind = _STATUS_SHAPES[status], _STATUS_CLASSES[status]
    return tag("span", _icon(shape), status.value, class_=f"chip {kind}")


def _icon(shape: str) -> Markup:
    return tag("svg", tag("path", d=shape), viewBox="0 0 16 16", class_="icon", aria_hidden="true")


def verdict(figure: Figure) -> Markup:
    """The verdict, below it how strong it is or where it stands half-way."""
    judged = figure.judged
    found = strength_of(judged)
    strength = None if found is Strength.NONE else under(found.value)
    status = status_chip(judged.status)
    return tag("span", chip(judged.word), strength, under(status) if status else None)


def under(*content: Content) -> Markup:
    """A second line, smaller."""
    return tag("span", *content, class_="under")


def absent(absence: Absence) -> Markup:
    """Why there is no number: each with its own sign, words and edge."""
    sign = tag("span", absence.sign, aria_hidden="true")
    return tag("span", sign, " ", absence.words, class_=f"absent {_ABSENT_CLASSES[absence]}")


def value(agreement: Agreement, figure: Figure) -> Markup:
    """The value of a complete figure, else why there is none yet and the state so far."""
    absence = final_absence(figure)
    if absence is None:
        number, bracket, parts = value_words(agreement, figure).partition(" (")
        of = tag("span", bracket, parts, class_="of") if parts else None
        return tag("span", tag("span", number, class_="value"), of)
    so_far = interim_words(agreement, figure)
    return tag("span", absent(absence), under(so_far) if so_far else None)


def interval(agreement: Agreement, figure: Figure) -> str:
    """'54% tot 70%'; empty without one."""
    if figure.interval is None:
        return ""
    return interval_words(scale_of(agreement, figure), figure.interval)


def bar(number: int, of: int) -> Markup:
    """A part of a whole as a bar; the numbers stand beside it."""
    width = tenths(Fraction(200 * number, of)) if of else "0"
    return tag(
        "svg",
        tag("rect", x=0, y=0, width=200, height=10, class_="rest"),
        tag("rect", x=0, y=0, width=width, height=10),
        viewBox="0 0 200 10",
        preserveAspectRatio="none",
        class_="bar",
        aria_hidden="true",
    )


def anchor(indicator: Indicator) -> str:
    """The place of an indicator on the page; a code is letters, digits, '.', '-' and '_'."""
    return f"indicator-{indicator.code}"


def link(indicator: Indicator) -> Markup:
    """The code and name, to the indicator's place on the page."""
    return tag(
        "a",
        tag("span", indicator.code, class_="code"),
        indicator.name,
        href=f"#{anchor(indicator)}",
    )


def short(hash_: str) -> Markup:
    """The head of a hash; the whole of it stands at the end of the page."""
    return tag("code", hash_[:12])
