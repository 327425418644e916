"""What needs attention first: the norms that are not met, not on course, or cannot be judged.

The idea that makes it simple: a reason is a kind with its place in the order, and one sentence; of
each indicator only the most urgent one is told. Which words a sentence is made of comes from
`koers.figure_words`; that a norm is not met was decided long before.

It must not know screens, pages or files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from koers.agreement import Agreement, IndicatorKind
from koers.figure_words import (
    interim_words,
    listed_words,
    norm_words,
    period_words,
    reason_words,
    split_words,
    strength_of,
    value_words,
    verdict_words,
)
from koers.figures import Figure, Progress, Strength, VerdictWord
from koers.overview.lines import Line, Overview, has_bound
from koers.plain.words import day

OLD = timedelta(days=92)
"""Data that stop more than a quarter before the day asked are old: a board report would miss a
whole quarter.
"""
CERTAIN = (
    Strength.MORE_THAN_CHANCE,
    Strength.EXACT,
    Strength.SHOWN,
    Strength.SETTLED,
)


class Urgency(IntEnum):
    """What is told first; the lowest number goes before."""

    CERTAINLY_NOT_MET = 1
    NOT_MET = 2
    OFF_COURSE = 3
    TOO_LITTLE = 4
    NO_FIGURES = 5
    OLD_DATA = 6


@dataclass(frozen=True)
class Attention:
    """One thing to look at: the indicators it is about (several only where data are old), in a few
    words and in one sentence.
    """

    urgency: Urgency
    lines: tuple[Line, ...]
    head: str
    why: str


def attention(overview: Overview) -> tuple[Attention, ...]:
    """What needs attention, most urgent first, then in the order of the agreement."""
    agreement = overview.agreement
    judged = [line for line in overview.lines if line.indicator.kind is IndicatorKind.KPI]
    found = [_first(agreement, line) for line in judged]
    told = [one for one in found if one is not None]
    told += [one for line in judged for one in _of_parties(agreement, line)]
    told += _old(overview)
    return tuple(sorted(told, key=lambda one: one.urgency))


def _first(agreement: Agreement, line: Line) -> Attention | None:
    """The most urgent reason of one indicator. Of what still runs only that it is missed already or
    off course: that it has no figures yet needs no attention.
    """
    shown = _reason(agreement, line, line.shown)
    running = (_reason(agreement, line, figure) for figure in line.running)
    found = [reason for reason in running if reason and reason.urgency <= Urgency.OFF_COURSE]
    found = [shown, *found] if shown else found
    return min(found, key=lambda reason: reason.urgency, default=None)


def _reason(agreement: Agreement, line: Line, figure: Figure) -> Attention | None:
    judged = figure.judged
    if not has_bound(figure):
        return None
    match judged.word:
        case VerdictWord.NOT_MET:
            certain = strength_of(judged) in CERTAIN
            urgency = Urgency.CERTAINLY_NOT_MET if certain else Urgency.NOT_MET
            return _told(urgency, line, verdict_words(judged), _against(agreement, figure))
        case VerdictWord.TOO_EARLY if judged.status is Progress.OFF_COURSE:
            why = f"{_against(agreement, figure)} {reason_words(judged)}".strip()
            return _told(Urgency.OFF_COURSE, line, judged.status.value, why)
        case VerdictWord.TOO_LITTLE:
            why = f"{_against(agreement, figure)} {reason_words(judged)}".strip()
            return _told(Urgency.TOO_LITTLE, line, judged.word.value, why)
        case VerdictWord.NO_FIGURES:
            why = f"{_when(figure)}: {figure.reason or value_words(agreement, figure)}."
            return _told(Urgency.NO_FIGURES, line, judged.word.value, why)
        case _:
            return None


def _told(urgency: Urgency, line: Line, head: str, why: str) -> Attention:
    return Attention(urgency, (line,), head, why)


def _against(agreement: Agreement, figure: Figure) -> str:
    """'2016 H2: 62% (75/121), norm ≥ 80%.'; where there is no figure yet, the state so far."""
    value = interim_words(agreement, figure) or value_words(agreement, figure)
    return f"{_when(figure)}: {value}, norm {norm_words(figure.norm)}."


def _when(figure: Figure) -> str:
    return period_words(figure.period.label, figure.cell.norm_day)


def _of_parties(agreement: Agreement, line: Line) -> Iterator[Attention]:
    """Parts that have a norm of their own (A-05)."""
    for part in line.parts:
        reason = _reason(agreement, line, part)
        if reason is not None:
            where = split_words(agreement, part.split)
            yield Attention(reason.urgency, (line,), f"{reason.head} ({where})", reason.why)


def _old(overview: Overview) -> Iterator[Attention]:
    """Indicators whose data stop long before the day asked, together per last day."""
    of_day: dict[date, list[Line]] = {}
    for line in overview.lines:
        known = line.shown.known_through
        if known is not None and overview.through - known > OLD:
            of_day.setdefault(known, []).append(line)
    for known, lines in sorted(of_day.items()):
        until, asked = day(known), day(overview.through)
        why = f"Bekend is alles tot en met {until}, en gevraagd is tot en met {asked}."
        why = f"{_codes(lines)}. {why}" if len(lines) > 1 else why
        yield Attention(Urgency.OLD_DATA, tuple(lines), "gegevens lopen achter", why)


def _codes(lines: Sequence[Line]) -> str:
    """Some codes by name, many by number."""
    if len(lines) > 6:
        return f"{len(lines)} indicatoren"
    return listed_words([line.indicator.code for line in lines])
