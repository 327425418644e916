"""How a delivery looks in a terminal: what was read, what would change, what to do next.

The idea that makes it simple: every line is built from values the library gives; nothing is judged
here.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from koers.agreement import Agreement
from koers.cli.terminal import show_findings, spoken_day, whole
from koers.figure_words import ratio_words
from koers.figures import Figure
from koers.findings import Finding
from koers.reception import Reception
from koers.restating import Effect, Restated
from koers.store.accepting import Accepted
from koers.store.changes import Cause, TableChanges
from koers.store.manifest import Manifest
from koers.store.preview import Preview

SHORT = 12
"""So many signs of a hash are shown: enough to name a delivery by."""


def show_reception(out: Console, found: Reception) -> None:
    """What was delivered, table by table, and every finding."""
    if found.is_readable:
        name, supplier = found.announced("naam"), found.announced("leverancier")
        where = found.announced("gemeente")
        scope = f", gemeente {where}" if where else ""
        out.print(f"[bold]{escape(name)}[/], van {escape(supplier)}{escape(scope)}")
        out.print()
        _show_tables(out, found)
    if found.findings:
        show_findings(out, found.findings)
        out.print()


def _grid(*columns: str) -> Table:
    """A table of which every column but the first `text` ones holds numbers."""
    grid = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0))
    for column in columns:
        name = column.removeprefix("#")
        grid.add_column(name, justify="right" if column.startswith("#") else "left")
    return grid


def _show_tables(out: Console, found: Reception) -> None:
    if not found.tables:
        return
    grid = _grid("tabel", "soort", "bekend t/m", "#rijen", "#goed", "#geweigerd", "#dubbel")
    for one in found.tables:
        grid.add_row(
            escape(one.table),
            one.kind.value,
            one.known_through.isoformat(),
            whole(one.read),
            whole(one.accepted),
            f"[bold red]{whole(one.refused)}[/]" if one.refused else "0",
            whole(one.double),
        )
    out.print(grid)
    out.print()
    for one in found.tables:
        said = [f"{whole(one.withdrawn)} trekken een eerdere rij in"] if one.withdrawn else []
        line = f"{one.table}: uit {', '.join((one.source, *one.notes, *said))}"
        out.print(f"  [dim]{escape(line)}[/]")
    out.print()


# --- what would change ---------------------------------------------------------------------------


def show_changes(out: Console, found: Reception) -> None:
    """What changes by this delivery, and how it differs from the one it replaces."""
    if found.beside and found.replaced is not None:
        out.print(f"In plaats van {escape(str(found.replaced))}, rijen:")
        grid = _grid("tabel", "#was", "#wordt", "#gelijk", "#anders", "#vervalt", "#erbij")
        for one in found.beside:
            numbers = (
                one.before,
                one.after,
                one.same,
                one.changed,
                one.only_before,
                one.only_after,
            )
            grid.add_row(escape(one.table), *map(whole, numbers))
        out.print(grid)
        for one in found.beside:
            for key in one.keys:
                values = f"{one.table}, {key.column}: was {whole(key.before)} verschillende, wordt"
                same = f"{whole(key.after)}, waarvan {whole(key.both)} dezelfde"
                out.print(f"  [dim]{escape(values)} {same}[/]")
        out.print()
    if any(one.live or one.known for one in found.previews):
        out.print("Wat hierdoor bekend wordt:")
        grid = _grid(
            "tabel", "#nieuw", "#gewijzigd", "#vervalt", "#eindigt (geschat)", "#daarna bekend"
        )
        for preview in found.previews:
            grid.add_row(
                escape(preview.table),
                *map(
                    whole,
                    (
                        preview.new,
                        preview.changed,
                        preview.withdrawn,
                        preview.estimated,
                        preview.live,
                    ),
                ),
            )
        out.print(grid)
        out.print()
    for preview in found.previews:
        if preview.taken_over:
            rows = f"{whole(preview.taken_over)} rijen van '{escape(preview.table)}'"
            out.print(
                f"[yellow]Let op[/]: {rows} zijn eerder door een andere leverancier geleverd en "
                "worden nu van deze."
            )


def show_why_not(out: Console, found: Reception, why: str, refused: Path | None) -> None:
    """What stands in the way, and the next thing to do."""
    if refused is not None:
        out.print(f"De geweigerde rijen staan met hun reden in {refused}.", markup=False)
    match why:
        case "fouten":
            out.print("[bold red]Niet aangenomen.[/] Verbeter eerst de fouten hierboven.")
        case "geweigerd":
            number = found.number_refused
            rows = "1 rij is" if number == 1 else f"{whole(number)} rijen zijn"
            out.print(f"[bold red]Niet aangenomen:[/] {rows} geweigerd.")
            out.print(
                "Verbeter ze in de bron en lever opnieuw; of neem de andere rijen aan met "
                "--zonder-geweigerde-rijen."
            )
        case "bevestigen":
            out.print("[bold red]Niet aangenomen:[/] bevestig eerst wat er verandert.")
            for one in found.too_many_end:
                out.print(f"  {escape(_ending(one))}")
            out.print("Klopt het, lever dan opnieuw met --bevestig.")
        case _:
            out.print("Niets staat in de weg. Er is niets aangenomen (--alleen-lezen).")


def _ending(one: Preview) -> str:
    share = 100 * one.ends // max(one.known, 1)
    return (
        f"{one.table}: van {whole(one.known)} bekende rijen vervallen of eindigen er "
        f"{whole(one.ends)} ({share}%). Is de levering wel compleet, ook zonder wat geweigerd is?"
    )


def show_already(out: Console, found: Accepted) -> None:
    """The same was delivered before."""
    manifest = found.manifest
    out.print(f"Dit is dezelfde levering als {manifest} ({manifest.hash[:SHORT]}).", markup=False)
    if not found.replaced_by:
        out.print("Er verandert niets.")
        return
    by = found.replaced_by
    out.print(
        f"[bold red]Niet aangenomen:[/] zij is vervangen door levering {by} en telt niet mee."
    )
    out.print(f"Moet zij weer tellen, schrijf dan 'vervangt: levering {by}' in de aanlevering.")


def show_accepted(out: Console, found: Reception, manifest: Manifest, refused: Path | None) -> None:
    """The delivery is in."""
    out.print(
        f"[bold green]Aangenomen[/] als levering {manifest.number}: {manifest.hash[:SHORT]} "
        f"({spoken_day(manifest.accepted_on)})."
    )
    if refused is not None:
        number = whole(found.number_refused)
        out.print(f"Zonder {number} geweigerde rijen; die staan in {refused}.", markup=False)


# --- templates -----------------------------------------------------------------------------------


def show_proposal(out: Console, source: Path, target: Path, text: str) -> None:
    """What was written, and what to fill in."""
    out.print(f"Geschreven: {target}", markup=False)
    open_ends = text.count("# invullen") + text.count("niet gevonden")
    if open_ends:
        out.print(f"Vul in wat er niet uit de gegevens blijkt ({open_ends} regels), en lever dan:")
    else:
        out.print("Kijk het na, en lever dan:")
    out.print(f"  koers lever {source} --opslag MAP", markup=False)


def show_template(out: Console, folder: Path, book: Path, tables: Collection[str]) -> None:
    out.print(f"Geschreven: {book}, een blad voor elk van {len(tables)} tabellen.", markup=False)
    out.print(f"Geschreven: {folder / 'aanlevering.yaml'}", markup=False)
    out.print("Vul beide in, en lever dan:")
    out.print(f"  koers lever {folder} --opslag MAP", markup=False)


# --- a store -------------------------------------------------------------------------------------


def show_deliveries(out: Console, chain: Sequence[Manifest], still: Sequence[Manifest]) -> None:
    """Every delivery, newest last, and which no longer stand."""
    if not chain:
        out.print("Er is nog niets geleverd.")
        return
    grid = _grid("#nr", "code", "aangenomen", "leverancier", "levering", "tabellen", "#rijen", "")
    after = {one.replaces: one.number for one in chain if one.replaces}
    for one in chain:
        rows = sum(table.accepted for table in one.tables)
        said = f"vervangen door {after[one.hash]}" if one.hash in after else ""
        if one.replaces and not one.tables:
            said = "neemt een levering terug"
        grid.add_row(
            str(one.number),
            one.hash[:SHORT],
            one.accepted_on.isoformat(),
            escape(one.supplier),
            escape(one.name),
            escape(", ".join(table.table for table in one.tables)),
            whole(rows),
            said,
        )
    out.print(grid)
    out.print()
    out.print(f"{len(still)} van {len(chain)} leveringen gelden.")


def show_inspected(out: Console, chain: Sequence[Manifest], findings: Sequence[Finding]) -> None:
    if findings:
        out.print("De opslag is niet heel. Er is niets aan veranderd.")
        return
    words = "levering" if len(chain) == 1 else "leveringen"
    out.print(f"De opslag is heel: {len(chain)} {words}, elk bestand is nog wat het was.")


# --- what changed --------------------------------------------------------------------------------


def show_states(out: Console, before: Manifest, after: Manifest) -> None:
    out.print(f"Eerst:  {before.hash[:SHORT]}, {before}", markup=False)
    out.print(f"Daarna: {after.hash[:SHORT]}, {after}", markup=False)
    out.print()


def show_table_changes(out: Console, tables: Sequence[TableChanges]) -> None:
    """Rows per table and cause; tables in which nothing changed are counted only."""
    causes = list(Cause)
    changed = [one for one in tables if any(one.by_cause.values())]
    if changed:
        grid = _grid("tabel", "#was", *(f"#{cause.value}" for cause in causes), "#is")
        for one in changed:
            numbers = [one.before, *(one.by_cause[cause] for cause in causes), one.after]
            grid.add_row(escape(one.table), *map(whole, numbers))
        out.print(grid)
        out.print()
    same = len(tables) - len(changed)
    if not changed:
        out.print("Er is geen rij veranderd.")
    elif same:
        out.print(f"{same} {'tabel is' if same == 1 else 'tabellen zijn'} gelijk gebleven.")


def show_restated(out: Console, agreement: Agreement, figures: Sequence[Restated]) -> None:
    """Each figure that changed, and by which cause how much."""
    out.print()
    if not figures:
        out.print("Geen enkel cijfer verandert.")
        return
    grid = _grid("indicator", "periode", "#was", "#wordt", "door")
    for one in figures:
        said = ", ".join(_effect(effect) for effect in one.effects)
        grid.add_row(
            escape(one.indicator.code),
            one.period.label,
            *(_figure(agreement, figure) for figure in (one.before, one.after)),
            said,
        )
    out.print(grid)
    out.print()
    out.print("Bij 'door' staat wat er bij komt: boven de streep / onder de streep.")


def _figure(agreement: Agreement, figure: Figure | None) -> str:
    if figure is None or figure.missing:
        return "–"
    shown = ratio_words(agreement, figure, figure.ratio or figure.interim)
    return shown if figure.ratio else f"({shown})"


def _effect(effect: Effect) -> str:
    top, bottom = (
        f"{'-' if part < 0 else '+'}{abs(part)}" for part in (effect.numerator, effect.denominator)
    )
    return f"{effect.cause} {top}" if not effect.denominator else f"{effect.cause} {top}/{bottom}"
