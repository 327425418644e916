"""Figures in full on a terminal: a table per indicator with its classes, periods and splits.

The idea that makes it simple: one row per figure, and what does not fit in a row stands below the
table. Words and numbers come from `koers.figure_words`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from koers.agreement import Agreement, Indicator
from koers.cli.terminal import indented, spoken_day
from koers.figure_words import (
    adds_up_words,
    certainty_words,
    chance_words,
    code_words,
    interim_words,
    norm_words,
    period_words,
    strength_of,
    value_words,
)
from koers.figures import Figure, Strength, VerdictWord
from koers.overview import with_tail
from koers.periods import Period

VERDICT_STYLES = {
    VerdictWord.MET: "bold green",
    VerdictWord.NOT_MET: "bold red",
    VerdictWord.TOO_EARLY: "cyan",
    VerdictWord.TOO_LITTLE: "yellow",
    VerdictWord.NO_FIGURES: "yellow",
    VerdictWord.NO_NORM: "dim",
}
"""The word says it; the colour only helps."""


def show_figures(out: Console, agreement: Agreement, figures: Sequence[Figure]) -> None:
    """A table per indicator: classes or amounts, value, norm and verdict per period and split."""
    flagged = with_tail(figures)
    if flagged:
        out.print(f"[dim]{escape(chance_words(flagged))}[/]")
    for indicator in agreement.indicators:
        own = [figure for figure in figures if figure.indicator.code == indicator.code]
        if own:
            out.print()
            _show_indicator_figures(out, agreement, indicator, own)


def _show_indicator_figures(
    out: Console, agreement: Agreement, indicator: Indicator, figures: Sequence[Figure]
) -> None:
    out.print(f"[bold]{escape(indicator.code)}[/]  {escape(indicator.name)}")
    heads = _heads(figures)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), show_edge=False)
    table.add_column("periode", no_wrap=True)
    for head in heads:
        table.add_column(_HEADS[head], justify="right", no_wrap=True)
    table.add_column("waarde", justify="right", no_wrap=True)
    table.add_column("norm", justify="right", no_wrap=True)
    is_narrow = out.width < NARROW
    if not is_narrow:
        table.add_column("oordeel")
    first = _first_figures(figures)
    for figure in figures:
        row = _row(agreement, figure, heads, is_first=figure in first)
        table.add_row(*(row[:-1] if is_narrow else row))
    out.print(indented(table))
    for line in _notes(agreement, figures, heads, with_verdicts=is_narrow):
        out.print(indented(f"[dim]{escape(line)}[/]"))


NARROW = 100
"""Columns below which verdicts stand under the table instead of in it."""

_HEADS = {
    "population": "popu-\nlatie",
    "excluded": "uitge-\nsloten",
    "immature": "onrijp",
    "met": "be-\nhaald",
    "excepted": "uitge-\nzonderd",
    "unknown": "onbe-\nkend",
    "not_met": "niet\nbehaald",
}
_ALWAYS = ("population", "met", "not_met")


def _heads(figures: Sequence[Figure]) -> list[str]:
    """The class columns of a share; one that is nought everywhere is named in a note instead."""
    classes = [figure.cell.classes for figure in figures if figure.cell.classes]
    return [
        name
        for name in _HEADS
        if classes and (name in _ALWAYS or any(getattr(found, name) for found in classes))
    ]


def _one_word(head: str) -> str:
    return head.replace("-\n", "").replace("\n", " ")


def _row(
    agreement: Agreement, figure: Figure, heads: Sequence[str], *, is_first: bool
) -> list[str | Text]:
    cells: list[str | Text] = [_label(agreement, figure, is_first=is_first)]
    cells += [
        str(getattr(figure.cell.classes, head)) if figure.cell.classes else "" for head in heads
    ]
    cells.append(value_words(agreement, figure))
    cells.append(norm_words(figure.norm))
    word = figure.verdict
    cells.append(Text(word.value, VERDICT_STYLES[word]))
    return cells


def _label(agreement: Agreement, figure: Figure, *, is_first: bool) -> str:
    """The period on its first row, and the values of a split, indented below it."""
    values = [code_words(agreement, name, value) for name, value in figure.split]
    shown = period_words(figure.period.label, figure.cell.norm_day)
    if is_first:
        return escape(", ".join([shown, *values]))
    return escape("  " + ", ".join(values))


def _first_figures(figures: Sequence[Figure]) -> list[Figure]:
    """The first row of each period (and norm): the whole, or the one municipality asked."""
    found: dict[tuple[Period, date | None], Figure] = {}
    for figure in figures:
        found.setdefault((figure.period, figure.cell.norm_day), figure)
    return list(found.values())


def _notes(
    agreement: Agreement, figures: Sequence[Figure], heads: Sequence[str], *, with_verdicts: bool
) -> list[str]:
    """What the table cannot hold: reasons, the state so far, noughts, unknowns, K; on a narrow
    screen the verdicts too.
    """
    notes = []
    first = _first_figures(figures)
    for figure in first:
        so_far = interim_words(agreement, figure)
        verdict = figure.verdict.value if with_verdicts and figure.norm else ""
        strength = strength_of(figure.judged)
        is_said = strength is Strength.NONE or strength.value in figure.reason
        told = (verdict, figure.reason, "" if is_said else strength.value)
        rest = (so_far, *certainty_words(agreement, figure), adds_up_words(figure))
        parts = [part for part in dict.fromkeys((*told, *rest)) if part]
        notes += [f"{figure.period.label}: {'; '.join(parts)}."] if parts else []
    if heads and len(heads) < len(_HEADS):
        noughts = [_one_word(word) for name, word in _HEADS.items() if name not in heads]
        notes.append(f"Nergens: {', '.join(noughts)}.")
    unknown = sum(figure.cell.population_unknown for figure in first)
    if unknown:
        one, many = "geval waarvan", "gevallen waarvan"
        words = f"{one if unknown == 1 else many} onbekend is of dat meetelt"
        notes.append(f"Daarnaast {unknown} {words}.")
    known = sorted({figure.known_through for figure in figures if figure.known_through})
    notes += [f"Gegevens bekend tot en met {spoken_day(day)}." for day in known]
    return notes
