"""The arguments of the command line, in Dutch: what may be typed, and what to say when it does not
fit.

The idea that makes it simple: `argparse` does the work; only its words are ours. A wrong use ends
with exit code 2 and one sentence that says what was expected.
"""

from __future__ import annotations

import argparse
import os
import re
from datetime import date
from pathlib import Path
from typing import NoReturn

from koers.agreement import IndicatorKind
from koers.periods import Grain, Period, read_day

FOLDER_NAME = "mapnaam"
"""Instead of a day of acceptance: the day that the name of each source begins with."""

_TRANSLATED = (
    (r"the following arguments are required: (.*)", r"er ontbreekt: \1"),
    (r"one of the arguments (.*) is required", r"er ontbreekt een van deze: \1"),
    (r"unrecognized arguments: (.*)", r"onbekend: \1"),
    (r"argument (.*?): expected one argument", r"\1: hier hoort een waarde achter"),
    (
        r"argument (.*?): expected at least one argument",
        r"\1: hier hoort minstens een waarde achter",
    ),
    (
        r"argument (.*?): invalid choice: '?(.*?)'? \(choose from (.*)\)",
        r"\1: '\2' kan niet; kies uit \3",
    ),
    (r"argument (.*?): not allowed with argument (.*)", r"\1 kan niet samen met \2"),
    (r"argument (.*?): ignored explicit argument .*", r"\1: hier hoort geen waarde achter"),
    (r"argument (.*?): (.*)", r"\1: \2"),
)


class DutchParser(argparse.ArgumentParser):
    """An argument parser that speaks Dutch."""

    def __init__(self, *, prog: str, description: str = "", epilog: str = "") -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            add_help=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        self._positionals.title = "wat"
        self._optionals.title = "opties"
        self.add_argument("-h", "--help", action="help", help="toon deze uitleg")

    def error(self, message: str) -> NoReturn:
        for pattern, words in _TRANSLATED:
            if re.fullmatch(pattern, message, re.DOTALL):
                message = re.sub(pattern, words, message, flags=re.DOTALL)
                break
        self.exit(2, f"{self.format_usage()}{self.prog}: {message}\n")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "gebruik:", 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage:", "gebruik:", 1)


def day(text: str) -> date:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise argparse.ArgumentTypeError(
            f"'{text}' is geen dag; verwacht jjjj-mm-dd, zoals 2017-12-31"
        )
    try:
        return read_day(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"de dag '{text}' bestaat niet") from None


def acceptance(text: str) -> date | str:
    """A day, or the word that says that the names of the sources tell it."""
    return FOLDER_NAME if text == FOLDER_NAME else day(text)


def period(text: str) -> Period:
    first, dots, last = text.partition("..")
    if not dots:
        raise argparse.ArgumentTypeError(
            f"'{text}' is geen periode; verwacht VAN..TOT, zoals 2016-07-01..2016-12-31"
        )
    if day(last) < day(first):
        raise argparse.ArgumentTypeError("de periode eindigt voor zij begint")
    return Period(day(first), day(last))


def grain(text: str) -> Grain:
    for known in Grain:
        if text in (known.value, known.value.replace(" ", "-")):
            return known
    names = ", ".join(known.value.replace(" ", "-") for known in Grain)
    raise argparse.ArgumentTypeError(f"'{text}' kan niet; kies uit {names}")


def grouping(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split("+"))


def positive(text: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,8}", text):
        raise argparse.ArgumentTypeError(f"'{text}' is geen aantal; verwacht 1 of meer")
    return int(text)


def gigabytes(text: str) -> int:
    """Bytes of a number of gigabytes, with a decimal comma or point."""
    if not re.fullmatch(r"[0-9]{1,4}([.,][0-9]{1,3})?", text) or not float(text.replace(",", ".")):
        raise argparse.ArgumentTypeError(f"'{text}' is geen aantal gigabytes, zoals 4 of 0,5")
    return int(float(text.replace(",", ".")) * 1_000_000_000)


def build() -> DutchParser:
    """The parser of `koers`, with a sub-parser per command."""
    parser = DutchParser(
        prog="koers",
        description="Afspraken over resultaten: lezen, tellen en verklaren.",
        epilog="Meer uitleg bij een opdracht: koers lees --help",
    )
    commands = parser.add_subparsers(
        dest="command", required=True, metavar="opdracht", title="opdrachten"
    )
    _read(commands.add_parser("lees", help="lees een overeenkomst terug, met alle bevindingen"))
    _count(commands.add_parser("tel", help="tel de indicatoren op een map met gegevens"))
    _explain(
        commands.add_parser(
            "verklaar", help="leg uit hoe een persoon of zaak in een indicator telt"
        )
    )
    _deliver(commands.add_parser("lever", help="lever gegevens aan een opslag"))
    _deliveries(commands.add_parser("leveringen", help="toon wat er in een opslag is geleverd"))
    _changes(
        commands.add_parser("verschil", help="toon wat er tussen twee leveringen is veranderd")
    )
    _inspect(commands.add_parser("controleer", help="controleer of een opslag nog heel is"))
    _compare(commands.add_parser("vergelijk", help="toon wat er tussen twee versies is veranderd"))
    _invent(commands.add_parser("verzin", help="verzin een map met gegevens, om mee te proberen"))
    _schema(
        commands.add_parser(
            "schema", help="toon het JSON Schema van de overeenkomst, voor een editor"
        )
    )
    return parser


def _read(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Leest een overeenkomst: alle bevindingen met hun plaats, elke indicator als een zin,\n"
        "en de voorbeelden nagerekend. Eindigt met 1 als er een fout in staat.\n\n"
        "Met --opslag of --gegevens: of elke indicator met die gegevens te tellen is, welke\n"
        "tabellen en kolommen hij leest, vanaf wanneer die er zijn en hoe ver zij gevuld zijn."
    )
    parser.add_argument(
        "agreement", metavar="OVEREENKOMST", type=Path, help="het bestand met de overeenkomst"
    )
    parser.add_argument(
        "--indicator", metavar="CODE", action="append", help="alleen deze indicator (mag vaker)"
    )
    _where(parser, required=False)
    parser.add_argument(
        "--json", action="store_true", help="met --opslag of --gegevens: de uitkomst als JSON"
    )


def _where(parser: argparse.ArgumentParser, *, required: bool = True) -> None:
    where = parser.add_mutually_exclusive_group(required=required)
    where.add_argument(
        "--gegevens",
        metavar="MAP",
        type=Path,
        help="map met een CSV-bestand per tabel, of met delen: TABEL/deel-00000.parquet",
    )
    where.add_argument(
        "--opslag", metavar="MAP", type=Path, help="opslag met leveringen, zoals koers lever maakt"
    )
    parser.add_argument(
        "--bekend-op", metavar="LEVERING", default="",
        help="zoals bekend na deze levering (haar code) of op deze dag; gewoon: nu",
    )  # fmt: skip


def _data(parser: argparse.ArgumentParser) -> None:
    _where(parser)
    parser.add_argument(
        "--tot-en-met",
        metavar="DAG",
        type=day,
        required=True,
        dest="through",
        help="de laatste dag die meetelt",
    )


def _count(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Telt elke indicator. Gewoon toont dit een overzicht van de hele overeenkomst: wat er is\n"
        "behaald, wat niet, wat te vroeg is, en hoe zeker dat is. Met --indicator, --splits,\n"
        "--per, --periode of --volledig komen er tabellen, met alle klassen per periode."
    )
    parser.add_argument(
        "agreement", metavar="OVEREENKOMST", type=Path, help="het bestand met de overeenkomst"
    )
    _data(parser)
    when = parser.add_mutually_exclusive_group()
    when.add_argument(
        "--per", metavar="GREIN", type=grain,
        help="maand, kwartaal, halfjaar, jaar, twee-weken, looptijd, eigen (gewoon: als de norm)",
    )  # fmt: skip
    when.add_argument(
        "--periode",
        metavar="VAN..TOT",
        type=period,
        help="een eigen periode; daarvoor geldt geen norm",
    )
    parser.add_argument(
        "--splits", metavar="NAAM", type=grouping, nargs="+", default=[],
        help="splits naar deze namen; met + gekruist: gemeente doelgroep gemeente+doelgroep",
    )  # fmt: skip
    parser.add_argument(
        "--gemeente", metavar="WAARDE", help="alleen deze gemeente, met wat er van haar bekend is"
    )
    parser.add_argument(
        "--indicator", metavar="CODE", action="append", help="alleen deze indicator (mag vaker)"
    )
    parser.add_argument(
        "--soort",
        choices=[kind.value for kind in IndicatorKind],
        action="append",
        help="alleen indicatoren van deze soort: kpi, informatie of context (mag vaker)",
    )
    parser.add_argument(
        "--opgave",
        metavar="CODE",
        action="append",
        default=[],
        help="neem van deze indicator het opgegeven cijfer, en tel geen rijen (mag vaker)",
    )
    _running(parser)
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="schrijf JSON")
    shape.add_argument("--csv", action="store_true", help="schrijf CSV")
    shape.add_argument(
        "--volledig", action="store_true", help="toon alle perioden en klassen, in tabellen"
    )
    shape.add_argument(
        "--html", metavar="BESTAND", type=Path,
        help="schrijf een pagina die iedereen kan openen, met alles erop",
    )  # fmt: skip
    shape.add_argument(
        "--toon-sql",
        action="store_true",
        help="schrijf de SQL waarmee een ander dezelfde aantallen vindt, in plaats van te tellen",
    )


def _running(parser: argparse.ArgumentParser) -> None:
    """How to count; none of these changes a figure."""
    parser.add_argument(
        "--motor", choices=("snel", "naslag"), default="snel",
        help="waarmee geteld wordt: snel (gewoon), of naslag, langzaam en na te lezen",
    )  # fmt: skip
    parser.add_argument(
        "--tegelijk", metavar="AANTAL", type=positive, default=os.cpu_count() or 1,
        help="hoeveel delen tegelijk (gewoon: zoveel als er rekenkernen zijn)",
    )  # fmt: skip
    parser.add_argument(
        "--deelgrootte", metavar="AANTAL", type=positive,
        help="hooguit zoveel personen of zaken in een keer",
    )  # fmt: skip
    parser.add_argument(
        "--geheugen", metavar="GB", type=gigabytes,
        help="hooguit ongeveer zoveel geheugen; grote delen gaan dan in stukken",
    )  # fmt: skip


def _explain(parser: argparse.ArgumentParser) -> None:
    parser.description = "Legt stap voor stap uit hoe een persoon of zaak in een indicator telt."
    parser.add_argument(
        "agreement", metavar="OVEREENKOMST", type=Path, help="het bestand met de overeenkomst"
    )
    parser.add_argument("indicator", metavar="INDICATOR", help="de code van de indicator")
    parser.add_argument("subject", metavar="SLEUTEL", help="de sleutel van de persoon of zaak")
    _data(parser)


def _store(parser: argparse.ArgumentParser, *, required: bool = True) -> None:
    parser.add_argument(
        "--opslag", metavar="MAP", type=Path, required=required, help="de opslag met leveringen"
    )


def _deliver(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Leest een levering, zegt alles wat er niet klopt, en neemt haar aan als er niets meer in\n"
        "de weg staat: helemaal of helemaal niet. Wat het is en hoe het gelezen moet worden staat\n"
        "in aanlevering.yaml, in de map, in het zip-bestand of naast het bestand.\n\n"
        "Met --maak-sjabloon: stelt bij een bestand of map een aanlevering.yaml voor; staat daar\n"
        "nog niets, dan komt er een nieuwe map met een werkmap om in te vullen.\n\n"
        "Met meer bronnen, of een map met leveringen, gaan zij op volgorde: elke levering wordt\n"
        "apart beoordeeld, na een die niet wordt aangenomen gaat het verder met de volgende, en\n"
        "het eindigt met 1 als er een niet is aangenomen."
    )
    parser.add_argument(
        "sources", metavar="BRON", type=Path, nargs="+",
        help="map, zip-bestand of bestand: CSV, XLSX, ODS, Parquet of JSON-regels; of een map met "
        "leveringen (mag vaker)",
    )  # fmt: skip
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--opslag", metavar="MAP", type=Path, help="de opslag; zij wordt gemaakt als zij er niet is"
    )
    what.add_argument(
        "--maak-sjabloon", action="store_true", help="maak een aanlevering.yaml, en lever niets"
    )
    parser.add_argument(
        "--aanlevering", metavar="BESTAND", type=Path, help="als aanlevering.yaml ergens anders is"
    )
    parser.add_argument(
        "--op", metavar="DAG", type=acceptance, dest="on",
        help=f"dag van aannemen (gewoon: vandaag); met {FOLDER_NAME}: de dag waarmee de naam van "
        "elke bron begint",
    )  # fmt: skip
    parser.add_argument(
        "--zonder-geweigerde-rijen", action="store_true",
        help="neem aan wat goed is en laat de geweigerde rijen weg; dat wordt vastgelegd",
    )  # fmt: skip
    parser.add_argument(
        "--bevestig", action="store_true",
        help="het klopt dat er zoveel eindigt, vervalt of vervangen wordt, in elke bron van deze "
        "opdracht; dat wordt vastgelegd",
    )  # fmt: skip
    parser.add_argument(
        "--alleen-lezen", action="store_true", help="lees en controleer, en neem niets aan"
    )
    parser.add_argument(
        "--geweigerd", metavar="MAP", type=Path,
        help="waar geweigerde rijen komen (gewoon: geweigerd-NAAM naast de bron)",
    )  # fmt: skip
    parser.add_argument(
        "--woordenboek", metavar="NAAM", default="participatiewet",
        help="voor --maak-sjabloon: het woordenboek (gewoon: participatiewet)",
    )  # fmt: skip
    parser.add_argument(
        "--tabellen", metavar="NAAM", nargs="+", default=[],
        help="voor --maak-sjabloon: alleen deze tabellen",
    )  # fmt: skip
    parser.add_argument(
        "--vorige", metavar="MAP", type=Path,
        help="voor --maak-sjabloon: de opslag met de rijen van de vorige keer",
    )  # fmt: skip


def _deliveries(parser: argparse.ArgumentParser) -> None:
    parser.description = "Toont de leveringen in een opslag, met hun code, en wat elk bracht."
    _store(parser)


def _changes(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Toont wat er bekend is na een levering dat na een eerdere nog niet bekend was, naar\n"
        "oorzaak: ingetrokken, gecorrigeerd, te laat of nieuw; per tabel, en met een overeenkomst\n"
        "ook per indicator."
    )
    parser.add_argument("old", metavar="EERST", help="code van een levering, of een dag")
    parser.add_argument("new", metavar="DAARNA", help="code van een latere levering, of een dag")
    _store(parser)
    parser.add_argument(
        "--overeenkomst", metavar="BESTAND", type=Path, help="toon ook elke indicator die verandert"
    )
    parser.add_argument(
        "--indicator", metavar="CODE", action="append", help="alleen deze indicator (mag vaker)"
    )


def _inspect(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Kijkt of elk bestand in een opslag nog is wat het was: beschadigd, verdwenen, erbij\n"
        "gekomen, van naam veranderd of vervalst, en welke leveringen dat raakt. Herstelt niets."
    )
    _store(parser)
    parser.add_argument(
        "--bouw-op", action="store_true",
        help="bouw daarna opnieuw op wat uit de leveringen volgt (de map bekend)",
    )  # fmt: skip


def _compare(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Toont wat er is toegevoegd, vervallen en gewijzigd. Een andere spelling van\nhetzelfde "
        "is geen verschil."
    )
    parser.add_argument("old", metavar="OUD", type=Path, help="het bestand met de oude versie")
    parser.add_argument("new", metavar="NIEUW", type=Path, help="het bestand met de nieuwe versie")


def _invent(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Verzint gegevens van personen die niet bestaan, met alle tabellen van het woordenboek\n"
        "participatiewet. Wat is aangenomen staat in docs/reference/verzonnen-registers.md.\n\n"
        "Met 'koers verzin leveringen werkplein MAP' of 'koers verzin leveringen prestatiedenken\n"
        "MAP' komt er een map met leveringen bij een van de voorbeelden, in volgorde van aannemen."
    )
    parser.add_argument(
        "words", metavar="MAP", nargs="+",
        help="een nieuwe of lege map, of: leveringen, de naam van een voorbeeld, en zo'n map",
    )  # fmt: skip
    parser.add_argument(
        "--personen", metavar="AANTAL", type=positive, default=3_000,
        help="hoeveel personen (gewoon: 3000)",
    )  # fmt: skip
    parser.add_argument(
        "--gemeenten", metavar="AANTAL", type=positive,
        help="hoeveel gemeenten (gewoon: 3, en 342 vanaf 100000 personen)",
    )  # fmt: skip
    parser.add_argument(
        "--zaad", metavar="GETAL", type=positive, default=1,
        help="een ander getal geeft andere personen, hetzelfde getal dezelfde (gewoon: 1)",
    )  # fmt: skip
    parser.add_argument(
        "--voor", metavar="OVEREENKOMST", type=Path,
        help="alleen de tabellen die deze overeenkomst leest",
    )  # fmt: skip
    parser.add_argument(
        "--deelgrootte", metavar="AANTAL", type=positive, default=125_000,
        help="hooguit zoveel personen in een deel (gewoon: 125000)",
    )  # fmt: skip
    parser.add_argument(
        "--csv", action="store_true", help="een CSV-bestand per tabel, in plaats van delen"
    )


def _schema(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Schrijft het JSON Schema van de overeenkomst, met de kolommen van een woordenboek."
    )
    parser.add_argument(
        "--woordenboek",
        metavar="NAAM",
        default="participatiewet",
        help="een meegeleverd woordenboek",
    )
