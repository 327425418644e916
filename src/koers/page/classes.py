"""Who counts: the six classes of a share as a table, from the population to the figure.

The idea that makes it simple: the classes together are the population (`semantics.md` S4), so the
table adds up, and a reader can redo the division below it.
"""

from __future__ import annotations

from koers.agreement import Agreement
from koers.algebra import Share, UnknownCounts
from koers.counts import Classes
from koers.figure_words import counted_words, period_words, ratio_words
from koers.figures import Figure
from koers.page.markup import Markup, tag
from koers.page.pieces import bar
from koers.page.tables import Column, Row, table
from koers.scales import Scale, grouped

MEANINGS = {
    "uitgesloten": "Viel op de ankerdag al buiten de telling.",
    "onrijp": "De termijn loopt nog.",
    "behaald": "Het resultaat is er.",
    "uitgezonderd": "Een afgesproken uitzondering kwam eerst.",
    "onbekend": "Het resultaat is niet bekend.",
    "niet behaald": "Het resultaat is er niet.",
}
"""The classes in the order in which the first that applies counts."""
_COLUMNS = (Column("Klasse"), Column("Aantal", is_number=True), Column("Deel"))


def class_table(agreement: Agreement, figure: Figure) -> Markup | None:
    """The six classes of the shown figure, and how the figure follows from them."""
    classes, form = figure.cell.classes, figure.indicator.form
    if classes is None or not isinstance(form, Share):
        return None
    numbers = (
        classes.excluded, classes.immature, classes.met,
        classes.excepted, classes.unknown, classes.not_met,
    )  # fmt: skip
    rows = [
        Row(word, (_number(number), bar(number, classes.population)))
        for word, number in zip(MEANINGS, numbers, strict=True)
    ]
    whole = Row("samen: de populatie", (_number(classes.population), None), "total")
    title = f"Wie telt mee in {period_words(figure.period.label, figure.cell.norm_day)}"
    return tag(
        "div",
        tag("h4", title),
        table(title, _COLUMNS, [*rows, whole], caption_is_seen=False),
        tag("p", _division(agreement, figure, form, classes), class_="note"),
        _excepted(figure),
        _population_unknown(figure),
    )


def _number(number: int) -> str:
    return grouped(str(number))


def _division(agreement: Agreement, figure: Figure, form: Share, classes: Classes) -> str:
    counts = form.unknown is UnknownCounts.AS_NOT_MET
    below = "behaald, onbekend en niet behaald" if counts else "behaald en niet behaald"
    said = f"Het cijfer is behaald gedeeld door {below}"
    if figure.ratio is None or figure.ratio.value is None:
        return f"{said}; er is nog niemand om dat over te zeggen."
    whose = " van wie rijp is" if classes.immature else ""
    return f"{said}{whose}: {ratio_words(agreement, figure, figure.ratio)}."


def _excepted(figure: Figure) -> Markup | None:
    """What part an exception took out (`statistics.md` 1.5)."""
    if not figure.excepted_share:
        return None
    share = Scale(True, 1).text(figure.excepted_share)
    return tag("p", f"Van wie rijp is, is {share} uitgezonderd.", class_="note")


def _population_unknown(figure: Figure) -> Markup | None:
    unknown = figure.cell.population_unknown
    if not unknown:
        return None
    words = counted_words(unknown, "geval", "gevallen")
    return tag("p", f"Daarnaast {words} waarvan onbekend is of dat meetelt.", class_="note")
