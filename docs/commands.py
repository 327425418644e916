"""The reference page of the command line, `opdrachten.md`, from the parsers that read it.

The idea that makes it simple: a command, an argument and their help stand once, in
`koers.cli.arguments`. Only what an exit code means is written here, beside its number in the code.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from docs.markdown import table
from koers.cli import DONE, FOUND_ERRORS, INTERRUPTED, WRONG_USE
from koers.cli.arguments import build

INTRODUCTION = """\
# De opdrachten

Koers werkt in een terminal: u typt een opdracht en krijgt tekst terug. Achter elke opdracht mag
`--help`, dan ziet u de uitleg hieronder ook daar.
"""
EXIT_CODES = {
    DONE: "Klaar. Er kan wel een 'let op' of een opmerking bij staan.",
    FOUND_ERRORS: "Er is een fout gevonden in de overeenkomst, een voorbeeld of de gegevens.",
    WRONG_USE: "De opdracht klopt niet, of kan niet worden uitgevoerd. Er staat bij waarom.",
    INTERRUPTED: "U hebt de opdracht afgebroken. Er is niets veranderd.",
}
ENDING = """\
## Hoe een opdracht eindigt

Elke opdracht eindigt met een getal. Een ander programma kan daaraan zien hoe het ging.
"""
FOLDER = """\
## De map met gegevens

In de map staat een CSV-bestand per tabel, met de naam van de tabel: `trede.csv`. De eerste regel
heeft de namen van de kolommen. Een dag is jjjj-mm-dd. Een lege cel is niet ingevuld.

In de map mag ook `bekend.yaml` staan. Daarin staat tot en met welke dag een leverancier alles heeft
geleverd, en als dat verschilt ook per tabel en gemeente. Zonder dat bestand gelden de gegevens tot
en met de dag van `--tot-en-met`.

Een groot register staat in delen, als Parquet: `trede/deel-00000.parquet`,
`trede/deel-00001.parquet`. Deel 0 van elke tabel gaat over dezelfde personen en zaken, en over geen
andere. `koers verzin` maakt er zo een. Tellen gaat deel voor deel, en het geheugen dat nodig is
hangt af van het grootste deel.

```yaml
bekend tot en met:
  - {leverancier: werkplein, dag: 2018-01-31}
  - {leverancier: uwv, tabel: werk, dag: 2017-12-31}
```
"""


def page() -> str:
    """The text of `opdrachten.md`."""
    parts = [INTRODUCTION]
    for name, parser in commands().items():
        parts += [
            f"## koers {name}\n",
            f"{parser.description}\n",
            f"```\n{usage(name, parser)}\n```\n",
        ]
        rows = [_row(action) for action in _arguments(parser)]
        parts.append(f"{table(('Argument', 'Moet', 'Betekenis'), rows)}\n")
    codes = [[str(code), meaning] for code, meaning in EXIT_CODES.items()]
    return "\n".join([*parts, FOLDER, ENDING, f"{table(('Getal', 'Betekenis'), codes)}\n"])


def commands() -> dict[str, argparse.ArgumentParser]:
    """The parser of each command."""
    found: dict[str, argparse.ArgumentParser] = {}
    for action in build()._actions:
        if isinstance(action, argparse._SubParsersAction):
            found |= action.choices
    return found


def usage(name: str, parser: argparse.ArgumentParser) -> str:
    """The command as it is typed; what is not needed stands between brackets."""
    words = [_typed(a) if _needed(a) else f"[{_typed(a)}]" for a in _arguments(parser)]
    return " ".join(["koers", name, *words])


def _arguments(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Everything but `--help`: what stands without a name first."""
    found = [a for a in parser._actions if not isinstance(a, argparse._HelpAction)]
    return iter(
        sorted(found, key=lambda action: (bool(action.option_strings), not _needed(action)))
    )


def _needed(action: argparse.Action) -> bool:
    return action.required


def _typed(action: argparse.Action) -> str:
    words = [*action.option_strings[-1:]]
    if action.nargs != 0 and isinstance(action.metavar, str):
        words.append(f"{action.metavar}..." if action.nargs == "+" else action.metavar)
    return " ".join(words)


def _row(action: argparse.Action) -> list[str]:
    return [f"`{_typed(action)}`", "ja" if _needed(action) else "", action.help or ""]
