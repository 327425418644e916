"""What `koers tel` writes: an overview, full tables, a page, JSON or CSV.

The idea that makes it simple: whoever asks for a whole agreement gets the overview; whoever names
an indicator, a split or a period looks closer and gets the tables.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from koers.agreement import WHOLE, Agreement, Indicator
from koers.cli import asking, tables, terminal
from koers.cli.glance import show_overview
from koers.cli.registers import Data
from koers.counts import Question
from koers.engines.reference import Told, texts
from koers.figure_document import CSV_COLUMNS, csv_row, figures_document
from koers.figures import Figure
from koers.overview import overview
from koers.page import page
from koers.page.findings import per_indicator
from koers.questions import party_split, tables_of_all
from koers.register import Register


def groupings(
    agreement: Agreement, indicator: Indicator, asked: argparse.Namespace
) -> tuple[tuple[str, ...], ...]:
    """The splits to count: those asked, and per party where the page or a norm needs it."""
    own = [names for names in asked.splits if set(names) <= set(indicator.splits)]
    party = party_split(agreement, indicator)
    of_parties = any(norm.scope != WHOLE for norm in indicator.norms) and is_overview(
        agreement, asked
    )
    if party is not None and (asked.html is not None or of_parties):
        own.append((party,))
    return ((), *dict.fromkeys(own))


def is_overview(agreement: Agreement, asked: argparse.Namespace) -> bool:
    """Whether a whole agreement was asked, and nothing closer."""
    closer = asked.indicator or asked.splits or asked.per or asked.periode or asked.volledig
    other = asked.json or asked.csv
    return not closer and not other and len(agreement.indicators) > 1


def with_texts(agreement: Agreement, data: Data, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """The figures with what their rows say, where the agreement asks for it (I-15)."""
    told = [one.indicator for one in figures if _has_texts(one)]
    if not told:
        return tuple(figures)
    register = data.with_rows(tables_of_all(agreement, told))
    return tuple(
        replace(one, texts=_texts(agreement, register, one)) if _has_texts(one) else one
        for one in figures
    )


def _has_texts(figure: Figure) -> bool:
    return bool(figure.indicator.texts and figure.known_through and not figure.missing)


def _texts(agreement: Agreement, register: Register, figure: Figure) -> tuple[str, ...]:
    assert figure.known_through is not None
    names = tuple(name for name, _ in figure.split)
    question = Question(figure.indicator.code, (figure.period,), figure.known_through, (names,))
    rows = texts(agreement, register, question, columns=figure.indicator.texts)
    return tuple(_told(row) for row in rows if row.split == figure.split)


def _told(row: Told) -> str:
    """The day once, also where it is one of the columns."""
    said = [text for text in row.texts if text not in {"", row.day.isoformat()}]
    return f"{terminal.spoken_day(row.day)}: {'; '.join(said)}"


def write(
    asked: argparse.Namespace, agreement: Agreement, register: Register, figures: Sequence[Figure]
) -> None:
    """Figures in the shape that was asked."""
    if asked.html is not None:
        _write_page(asked, agreement, register, figures)
    elif asked.json:
        document = figures_document(agreement, register, figures, through=asked.through)
        print(json.dumps(document, ensure_ascii=False, indent=2))
    elif asked.csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(CSV_COLUMNS)
        writer.writerows(csv_row(figure) for figure in figures)
    elif is_overview(agreement, asked):
        found = overview(agreement, register, figures, through=asked.through)
        show_overview(terminal.console(), found)
    else:
        out = terminal.console()
        terminal.show_title(out, agreement.title)
        out.print(f"Geteld tot en met {terminal.spoken_day(asked.through)}.")
        tables.show_figures(out, agreement, figures)


def _write_page(
    asked: argparse.Namespace, agreement: Agreement, register: Register, figures: Sequence[Figure]
) -> None:
    """The page, in one go: a file that was there is replaced only by a whole one."""
    found = overview(agreement, register, figures, through=asked.through)
    text = page(found, findings=per_indicator(asking.read_file(asked.agreement)))
    target: Path = asked.html
    beside = target.with_name(f".{target.name}.deel")
    beside.write_text(text, encoding="utf-8")
    beside.replace(target)
    terminal.console().print(f"De pagina staat in {target}.", markup=False, soft_wrap=True)
