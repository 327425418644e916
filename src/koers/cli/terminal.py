"""How the command line looks: findings, sentences and tables in a terminal, in Dutch.

The idea that makes it simple: every command builds its lines here, from values that the library
gives; nothing is counted or decided in this module.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from fractions import Fraction

from rich import box
from rich.console import Console, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)
from rich.status import Status
from rich.table import Table
from rich.text import Text

from koers.agreement import Agreement, Indicator
from koers.algebra import Share, StatedFigure, Sum, Term
from koers.dictionary import Column
from koers.engines.reference import Added
from koers.figure_document import norm_text
from koers.findings import Finding, Severity
from koers.periods import Period
from koers.results import Figure, Ratio, VerdictWord
from koers.showing import rounded, shown_share
from koers.structure import form_terms

_SEVERITY_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.REMARK: "cyan"}
_VERDICT_STYLES = {
    VerdictWord.MET: "bold green",
    VerdictWord.NOT_MET: "bold red",
    VerdictWord.TOO_EARLY: "cyan",
    VerdictWord.TOO_LITTLE: "yellow",
    VerdictWord.NO_FIGURES: "yellow",
    VerdictWord.NO_NORM: "dim",
}
_MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


@contextmanager
def progress(what: str, parts: int) -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error while parts are done, where it is a terminal and there are several;
    gives what must be told how many are done, of how many.
    """
    out = console(error=True)
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TextColumn("delen"))
    hidden = parts < 2 or not out.is_terminal
    with Progress(
        *columns, TimeRemainingColumn(), console=out, transient=True, disable=hidden
    ) as bar:
        task = bar.add_task(what, total=parts)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def waiting(what: str) -> Status:
    """A sign on standard error that something is going on, where it is a terminal."""
    return console(error=True).status(f"{escape(what)} …")


def whole(number: int) -> str:
    """A whole number as it is written in Dutch: 20.000.000."""
    return f"{number:,}".replace(",", ".")


def console(*, error: bool = False) -> Console:
    """A console of the terminal's width, at least 80 columns; plain text when the output is not a
    terminal.
    """
    found = Console(stderr=error, highlight=False, soft_wrap=False)
    return found if found.is_terminal else Console(stderr=error, highlight=False, width=100)


def spoken_day(day: date) -> str:
    """'1 juli 2016'."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def show_findings(out: Console, findings: Sequence[Finding]) -> None:
    """Findings in the order of the file, then how many there are of each kind."""
    for finding in findings:
        style = _SEVERITY_STYLES[finding.severity]
        head = f"[{style}]{finding.severity}[/] [dim]{escape(str(finding.place))} {finding.code}[/]"
        out.print(head)
        out.print(_indented(escape(finding.message)))
        if finding.hint:
            out.print(_indented(f"[dim]{escape(finding.hint)}[/]"))
    counts = Counter(finding.severity for finding in findings)
    words = {
        Severity.ERROR: ("fout", "fouten"),
        Severity.WARNING: ("keer let op", "keer let op"),
        Severity.REMARK: ("opmerking", "opmerkingen"),
    }
    parts = [
        f"{counts[kind]} {one if counts[kind] == 1 else many}"
        for kind, (one, many) in words.items()
    ]
    out.print(f"Bevindingen: {', '.join(parts)}.")


def _indented(what: RenderableType) -> Padding:
    return Padding(what, (0, 0, 0, 2), expand=False)


def show_agreement(out: Console, agreement: Agreement) -> None:
    """The head of an agreement: title, term, parties."""
    term = agreement.term
    out.print(f"[bold]{escape(agreement.title)}[/] ({escape(agreement.code)})")
    days = f"{spoken_day(term.first_day)} tot en met {spoken_day(term.last_day)}"
    out.print(
        f"Looptijd {days}, regime {agreement.regime}, woordenboek {agreement.dictionary.name}."
    )
    for party in agreement.parties:
        out.print(f"  {escape(party.role)}: {escape(party.name)}")


def show_indicator(
    out: Console, indicator: Indicator, sentence: str, remarks: Iterable[str]
) -> None:
    """An indicator read back: code, name, sentence, and the small print."""
    out.print()
    out.print(f"[bold]{escape(indicator.code)}[/]  {escape(indicator.name)}")
    out.print(_indented(escape(sentence)))
    grid = Table.grid(padding=(0, 1, 0, 0))
    for remark in remarks:
        grid.add_row("[dim]-[/]", f"[dim]{escape(remark)}[/]")
    out.print(_indented(grid))


def show_title(out: Console, *parts: str) -> None:
    """The first part bold, the rest beside it."""
    first, *rest = parts
    out.print(Text.assemble((first, "bold"), *(f"  {part}" for part in rest)))


def show_added(
    out: Console, agreement: Agreement, indicator: Indicator, subject: str, parts: Sequence[Added]
) -> None:
    """What someone adds to a count or sum: each day, how much, and the line of the row."""
    if not parts:
        out.print(f"{subject} telt over de looptijd niet mee.", markup=False)
        return
    terms = form_terms(indicator.form)
    grid = Table.grid(padding=(0, 2, 0, 0))
    for part in parts:
        amount = (
            "onbekend" if part.amount is None else _amount(agreement, terms[part.term], part.amount)
        )
        where = f"term {part.term + 1}" if len(terms) > 1 else ""
        lines = ", ".join(str(line) for line in part.lines if line)
        grid.add_row(spoken_day(part.day), where, f"telt {amount}", f"rij {lines}" if lines else "")
    out.print(f"{subject} telt over de looptijd zo mee:", markup=False)
    out.print(_indented(grid))


def _amount(agreement: Agreement, term: Term, amount: int) -> str:
    """An amount in its own unit: '250,50 euro', or a number."""
    if not isinstance(term.form, Sum | StatedFigure):
        return str(amount)
    ref = term.form.column
    column = agreement.dictionary.tables[ref.table].columns[ref.column]
    value = Fraction(amount, 10**column.decimals)
    return f"{_grouped(rounded(value, column.decimals))}{_unit(column)}"


def show_steps(out: Console, lines: Iterable[str]) -> None:
    """Numbered steps, with the number in a column of its own."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    for line in lines:
        number, _, text = line.partition(" ")
        grid.add_row(number, escape(text))
    out.print(_indented(grid))


def show_figures(out: Console, agreement: Agreement, figures: Sequence[Figure]) -> None:
    """A table per indicator: classes or amounts, value, norm and verdict per period and split."""
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
    out.print(_indented(table))
    for line in _notes(agreement, figures, heads, with_verdicts=is_narrow):
        out.print(_indented(f"[dim]{escape(line)}[/]"))


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
    cells.append(_value(agreement, figure))
    cells.append(norm_text(figure.norm))
    word = figure.verdict
    cells.append(Text(word.value, _VERDICT_STYLES[word]) if word else Text("–"))
    return cells


def _label(agreement: Agreement, figure: Figure, *, is_first: bool) -> str:
    """The period on its first row, and the values of a split, indented below it."""
    values = [_split_value(agreement, name, value) for name, value in figure.split]
    shown = figure.period.label
    if figure.cell.norm_day is not None:
        shown = f"{shown} (norm van {figure.cell.norm_day.isoformat()})"
    if is_first:
        return escape(", ".join([shown, *values]))
    return escape("  " + ", ".join(values))


def _split_value(agreement: Agreement, name: str, value: str) -> str:
    """The label of a code that says too little by itself, else the value."""
    split = agreement.dictionary.splits[name]
    tables = agreement.dictionary.tables
    named = [tables[split.table]] if split.table else tables.values()
    for table in named:
        column = table.columns.get(split.column)
        codes = dict(column.code_list.codes) if column and column.code_list else {}
        if value in codes and len(value) <= 2:
            return f"{value} {codes[value]}"
    return value


def _first_figures(figures: Sequence[Figure]) -> list[Figure]:
    """The first row of each period (and norm): the whole, or the one municipality asked."""
    found: dict[tuple[Period, date | None], Figure] = {}
    for figure in figures:
        found.setdefault((figure.period, figure.cell.norm_day), figure)
    return list(found.values())


def _adds_up(figure: Figure) -> str:
    """Whether a stock adds up with what came in and left, in words."""
    check = figure.reconciliation
    if check is None:
        return ""
    numbers = f"{check.previous} + {check.joined} - {check.left}"
    if not check.difference:
        return f"sluit aan ({numbers} = {check.stock})"
    return f"sluit niet aan: {numbers} is geen {check.stock}, verschil {check.difference}"


def _notes(
    agreement: Agreement, figures: Sequence[Figure], heads: Sequence[str], *, with_verdicts: bool
) -> list[str]:
    """What the table cannot hold: reasons, the state so far, noughts, unknowns, K; on a narrow
    screen the verdicts too.
    """
    notes = []
    first = _first_figures(figures)
    for figure in first:
        so_far = ""
        has_state = figure.interim is not None and figure.interim.value is not None
        if not figure.is_complete and has_state and not figure.missing:
            so_far = f"tussenstand {shown_ratio(agreement, figure, figure.interim)}"
        verdict = figure.verdict.value if with_verdicts and figure.norm and figure.verdict else ""
        parts = [part for part in (verdict, figure.reason, so_far, _adds_up(figure)) if part]
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


def _value(agreement: Agreement, figure: Figure) -> str:
    """Nought, not delivered, not measurable and not yet are four different words."""
    if figure.missing:
        return figure.missing.value
    if figure.ratio is None:
        return "nog niet"
    return shown_ratio(agreement, figure, figure.ratio)


def shown_ratio(agreement: Agreement, figure: Figure, ratio: Ratio | None) -> str:
    """A share as '62% (75/121)', an amount in its own unit, a formula as percentage when its norm
    is one.
    """
    if ratio is None or ratio.value is None:
        return "–"
    form, norm = figure.indicator.form, figure.norm
    if isinstance(form, Share):
        below = int(ratio.denominator)
        share = shown_share(ratio.value, of=below, norm=norm.bound if norm else None)
        return f"{share} ({int(ratio.numerator)}/{below})"
    if isinstance(form, Sum):
        column = agreement.dictionary.tables[form.column.table].columns[form.column.column]
        return f"{_grouped(rounded(ratio.value, column.decimals))}{_unit(column)}"
    if ratio.denominator == 1 and ratio.value.denominator == 1:
        return _grouped(str(ratio.value.numerator))
    if norm is not None and norm.bound_text.endswith("%"):
        return f"{rounded(ratio.value * 100, 2)}%"
    return rounded(ratio.value, 3)


def _unit(column: Column) -> str:
    return f" {column.unit}" if column.unit else ""


def _grouped(text: str) -> str:
    """A point between thousands: 847045 -> 847.045."""
    whole, comma, part = text.partition(",")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits):,}".replace(",", ".") + comma + part
