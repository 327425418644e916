"""How the command line looks: findings, sentences and tables in a terminal, in Dutch.

The idea that makes it simple: every command builds its lines here, from values that the library
gives; nothing is counted or decided in this module.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction

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
from koers.algebra import StatedFigure, Sum, Term
from koers.engines.reference import Added
from koers.findings import Finding, Severity
from koers.plain import words
from koers.scales import Scale
from koers.structure import form_terms

spoken_day = words.day
"""'1 juli 2016'."""

_SEVERITY_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.REMARK: "cyan"}


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


def held(sign: Status) -> Callable[[], None]:
    """Says, beside a sign of `waiting`, that somebody else holds the store."""
    return lambda: sign.console.print("Iemand anders werkt nu ook in deze opslag; even wachten.")


def whole(number: int) -> str:
    """A whole number as it is written in Dutch: 20.000.000."""
    return f"{number:,}".replace(",", ".")


def console(*, error: bool = False) -> Console:
    """A console of the terminal's width, at least 80 columns; plain text when the output is not a
    terminal.
    """
    found = Console(stderr=error, highlight=False, soft_wrap=False)
    return found if found.is_terminal else Console(stderr=error, highlight=False, width=100)


def show_findings(out: Console, findings: Sequence[Finding]) -> None:
    """Findings in the order of the file, then how many there are of each kind."""
    for finding in findings:
        style = _SEVERITY_STYLES[finding.severity]
        head = f"[{style}]{finding.severity}[/] [dim]{escape(str(finding.place))} {finding.code}[/]"
        out.print(head)
        out.print(indented(escape(finding.message)))
        if finding.hint:
            out.print(indented(f"[dim]{escape(finding.hint)}[/]"))
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


def indented(what: RenderableType) -> Padding:
    """Two columns to the right."""
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
    out.print(indented(escape(sentence)))
    grid = Table.grid(padding=(0, 1, 0, 0))
    for remark in remarks:
        grid.add_row("[dim]-[/]", f"[dim]{escape(remark)}[/]")
    out.print(indented(grid))


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
    out.print(indented(grid))


def _amount(agreement: Agreement, term: Term, amount: int) -> str:
    """An amount in its own unit: '250,50 euro', or a number."""
    if not isinstance(term.form, Sum | StatedFigure):
        return str(amount)
    ref = term.form.column
    column = agreement.dictionary.tables[ref.table].columns[ref.column]
    value = Fraction(amount, 10**column.decimals)
    return Scale(False, column.decimals, column.unit or "").text(value)


def show_steps(out: Console, lines: Iterable[str]) -> None:
    """Numbered steps, with the number in a column of its own."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    for line in lines:
        number, _, text = line.partition(" ")
        grid.add_row(number, escape(text))
    out.print(indented(grid))
