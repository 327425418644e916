"""A whole agreement on a terminal: what is met, what is not, what is too early, and how sure that
is.

The idea that makes it simple: first the counts, then what needs attention, then a block per
indicator. A wide screen gets columns, a narrow one the same words in lines; colour says nothing
that a word does not say.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from koers.agreement import Agreement, IndicatorKind
from koers.cli.tables import VERDICT_STYLES
from koers.cli.terminal import indented, show_title, spoken_day
from koers.figure_words import (
    chance_words,
    final_absence,
    interim_words,
    interval_words,
    norm_words,
    outlook_in_short,
    period_words,
    sign_of,
    strength_of,
    value_words,
)
from koers.figures import Figure, Progress
from koers.overview import Group, Line, Overview, attention, with_tail
from koers.overview.words import (
    KIND_TITLES,
    NO_EFFECT,
    change_words,
    counted_through_words,
    counts_words,
    invented_words,
    nothing_words,
    running_words,
    scope_words,
    sparkline,
    stage_words,
)
from koers.scales import scale_of

WIDE = 100
"""From so many columns on the indicators stand in a table."""
_WIDTHS = (9, 16, 9, 18, 15)
"""Of period, value, norm, verdict and development; the name gets what is left."""
_SHORT_WIDTHS = (9, 18, 20, 12)
"""Of period, value, interval and development."""
_MOST_ATTENTION = 12
_LEGEND = (
    "Getoond is de laatste groep of periode die rond is; onder een cijfer staat de onzekerheid "
    "(95%)."
)


def show_overview(out: Console, found: Overview) -> None:
    """The whole overview, for a policy officer to read from top to bottom."""
    agreement, term = found.agreement, found.agreement.term
    show_title(out, agreement.title, agreement.code)
    days = f"{spoken_day(term.first_day)} tot en met {spoken_day(term.last_day)}"
    out.print(f"Looptijd {days}. {counted_through_words(found)}")
    for warning in (scope_words(found), invented_words(found)):
        if warning:
            out.print(f"[bold]{escape(warning)}[/]")
    out.print()
    out.print(f"[bold]{escape(counts_words(found))}[/]")
    out.print(f"[dim]{_LEGEND}[/]")
    _show_attention(out, found)
    for kind in IndicatorKind:
        _show_kind(out, found, kind)
    out.print()
    out.print(f"[dim]{escape(_provenance(found))}[/]")
    out.print(
        "[dim]Alle perioden en klassen: --volledig. Een indicator: --indicator CODE. "
        "Per gemeente: --splits gemeente. Als pagina: --html BESTAND.[/]"
    )


def _provenance(found: Overview) -> str:
    parts = [f"Overeenkomst {found.agreement.document_hash[:12]}"]
    if found.state:
        parts.append(f"gegevens na levering {found.state[:12]}")
    return f"{', '.join(parts)}."


def _show_attention(out: Console, found: Overview) -> None:
    told = attention(found)
    out.print()
    out.print("[bold]Eerst aandacht[/]")
    if not told:
        out.print(indented(escape(nothing_words(found))))
        return
    grid = Table.grid(padding=(0, 1, 0, 0))
    for number, one in enumerate(told[:_MOST_ATTENTION], start=1):
        names = one.lines[0].indicator
        head = one.head[:1].upper() + one.head[1:]
        about = f"{names.code} {names.name}: " if len(one.lines) == 1 else ""
        grid.add_row(f"{number}.", Text.assemble((about, "bold"), f"{head}. {one.why}"))
    out.print(indented(grid))
    left = len(told) - _MOST_ATTENTION
    if left > 0:
        out.print(indented(f"En nog {left}; zij staan hieronder."))


# --- the indicators ------------------------------------------------------------------------------


def _show_kind(out: Console, found: Overview, kind: IndicatorKind) -> None:
    groups = found.groups(kind)
    if not groups:
        return
    out.print()
    out.print(f"[bold]{KIND_TITLES[kind]}[/]")
    tails = with_tail(line.shown for line in found.of_kind(kind))
    if tails:
        out.print(f"[dim]{escape(chance_words(tails))}[/]")
    for group in groups:
        title = group.effect.name if group.effect else NO_EFFECT
        if group.effect or len(groups) > 1:
            out.print()
            out.print(f"[bold]{escape(title)}[/]")
        if out.width >= WIDE:
            made = _table if kind is IndicatorKind.KPI else _short_table
            out.print(indented(made(out, found.agreement, group)))
        else:
            _show_lines(out, found.agreement, group)


def _table(out: Console, agreement: Agreement, group: Group) -> Table:
    """Indicators with a norm: a row for the shown figure, and one for the first that still runs."""
    table = _empty()
    table.add_column("indicator", width=out.width - 2 - sum(_WIDTHS) - len(_WIDTHS))
    heads = ("periode", "cijfer", "norm", "oordeel", "verloop")
    for head, width in zip(heads, _WIDTHS, strict=True):
        right = head in ("cijfer", "norm")
        table.add_column(head, width=width, justify="right" if right else "left")
    for number, line in enumerate(group.lines, start=1):
        name = _name(line)
        development = [text for text in (sparkline(line), change_words(agreement, line)) if text]
        table.add_row(*_row(agreement, name, line.shown, "\n".join(development)))
        if line.running:
            table.add_row(*_row(agreement, Text("  loopt nog", "dim"), line.running[0], ""))
        if number < len(group.lines):
            table.add_row()
    return table


def _short_table(out: Console, agreement: Agreement, group: Group) -> Table:
    """Indicators without a norm: a row each."""
    table = _empty()
    table.add_column("indicator", width=out.width - 2 - sum(_SHORT_WIDTHS) - len(_SHORT_WIDTHS))
    heads = ("periode", "cijfer", "onzekerheid", "verloop")
    for head, width in zip(heads, _SHORT_WIDTHS, strict=True):
        right = head in ("cijfer", "onzekerheid")
        table.add_column(head, width=width, justify="right" if right else "left")
    for line in group.lines:
        figure = line.shown
        name = _name(line)
        between = ""
        if figure.interval is not None:
            between = interval_words(scale_of(agreement, figure), figure.interval)
        absence = final_absence(figure)
        value = f"{absence.sign} {absence.words}" if absence else value_words(agreement, figure)
        development = sparkline(line) or _open_units(figure)
        table.add_row(name, escape(_period(figure)), value, between, development)
    return table


def _empty() -> Table:
    return Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), show_edge=False)


def _name(line: Line) -> Text:
    stage = stage_words(line.indicator)
    more = f" ({stage})" if stage else ""
    return Text.assemble((line.indicator.code, "bold"), f" {line.indicator.name}", (more, "italic"))


def _row(agreement: Agreement, name: Text, figure: Figure, development: str) -> list[Text | str]:
    return [
        name,
        escape(_period(figure)),
        _value(agreement, figure),
        norm_words(figure.norm),
        _verdict(figure),
        escape(development or _open_units(figure)),
    ]


def _period(figure: Figure) -> str:
    return period_words(figure.period.label, figure.cell.norm_day)


def _value(agreement: Agreement, figure: Figure) -> Text:
    absence = final_absence(figure)
    if absence is not None:
        text = Text(f"{absence.sign} {absence.words}", "italic")
        for more in (interim_words(agreement, figure), outlook_in_short(agreement, figure)):
            if more:
                text.append(f"\n{more}", "not italic")
        return text
    text = Text(value_words(agreement, figure), "bold")
    if figure.interval is not None:
        text.append(f"\n{interval_words(scale_of(agreement, figure), figure.interval)}", "not bold")
    return text


def _verdict(figure: Figure) -> Text:
    judged = figure.judged
    text = Text(f"{sign_of(judged.word)} {judged.word.value}", VERDICT_STYLES[judged.word])
    for more in (strength_of(judged).value, judged.status.value):
        if more:
            text.append(f"\n  {more}", "not bold")
    return text


def _open_units(figure: Figure) -> str:
    classes = figure.cell.classes
    if classes is None or not classes.immature:
        return ""
    return f"{classes.immature} van {classes.population} onrijp"


def _show_lines(out: Console, agreement: Agreement, group: Group) -> None:
    for line in group.lines:
        out.print(_name(line))
        for told in _told(agreement, line):
            out.print(indented(told))


def _told(agreement: Agreement, line: Line) -> Iterator[Text]:
    """An indicator in lines, for a narrow screen."""
    figure = line.shown
    judged = figure.judged
    if line.indicator.kind is IndicatorKind.KPI:
        all_words = (judged.word.value, strength_of(judged).value, judged.status.value)
        words = ", ".join(word for word in all_words if word)
        yield Text(f"{sign_of(judged.word)} {words}", VERDICT_STYLES[judged.word])
    absence = final_absence(figure)
    said = f"{absence.sign} {absence.words}" if absence else value_words(agreement, figure)
    so_far = interim_words(agreement, figure)
    parts = [f"{_period(figure)}: {said}", *([so_far] if so_far else [])]
    if figure.interval is not None:
        scale = scale_of(agreement, figure)
        parts.append(f"onzekerheid {interval_words(scale, figure.interval)}")
    if figure.norm is not None:
        parts.append(f"norm {norm_words(figure.norm)}")
    yield Text(", ".join(parts))
    development = "  ".join(
        part for part in (sparkline(line), change_words(agreement, line)) if part
    )
    if development:
        yield Text(development)
    if line.running and line.indicator.kind is IndicatorKind.KPI:
        running = line.running[0]
        status = running.judged.status
        on = "" if status is Progress.NONE else f"; {status.value}"
        yield Text(f"Loopt nog: {running_words(agreement, running)}{on}")
