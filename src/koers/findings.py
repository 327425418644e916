"""Findings: what is wrong with content, said all at once and with its place.

The idea that makes it simple: wrong content is a *value*, never an exception. A reader collects
every finding and goes on; whoever asked decides what to do. An action that is not allowed is
something else (`Refused`), and anything that is neither is a bug and stays an exception.

A finding never holds the content of a personal cell: messages are made from names, counts and
places only.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters: an error keeps the content out, the other two do not."""

    ERROR = "fout"
    WARNING = "let op"
    REMARK = "opmerking"


@dataclass(frozen=True, order=True)
class Place:
    """Where something stands: file name as the user gave it, line and column counted from 1 (0 =
    the whole file).
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong or doubtful: a code of the catalogue, its place, what is wrong, what
    to do.
    """

    code: str
    place: Place
    message: str
    hint: str = ""

    def __post_init__(self) -> None:
        if self.code not in CATALOGUE:
            raise ValueError(f"finding code {self.code!r} is not in the catalogue")

    @property
    def severity(self) -> Severity:
        return CATALOGUE[self.code].severity

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR

    def __str__(self) -> str:
        text = f"{self.place}: {self.severity} [{self.code}] {self.message}"
        return f"{text} {self.hint}" if self.hint else text


@dataclass(frozen=True)
class Kind:
    """An entry of the catalogue: what a code means, for the reference page."""

    severity: Severity
    meaning: str


@dataclass
class Findings:
    """A collecting list. It keeps the order of the text: `in_order` sorts by place."""

    items: list[Finding] = field(default_factory=list)

    def add(self, code: str, place: Place, message: str, hint: str = "") -> None:
        self.items.append(Finding(code, place, _short(message), _short(hint)))

    def extend(self, findings: Iterable[Finding]) -> None:
        self.items.extend(findings)

    def has_errors(self) -> bool:
        return any(finding.is_error for finding in self.items)

    def in_order(self) -> tuple[Finding, ...]:
        return tuple(sorted(set(self.items), key=lambda f: (f.place, f.code, f.message)))


def _short(text: str) -> str:
    """A message repeats words of the file, and those can be of any length."""
    return text if len(text) <= 400 else f"{text[:250]} … {text[-100:]}"


class Refused(Exception):
    """An action that is not allowed, or not now: a code and a reason fit for the user (exit 2 on
    the command line).
    """

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


def suggestion(word: str, known: Iterable[str]) -> str:
    """A question for the nearest known word, or the whole list when it is short, or nothing."""
    names = sorted(set(known))
    near = difflib.get_close_matches(word.lower(), names, n=1, cutoff=0.6)
    if near:
        return f"Bedoelt u '{near[0]}'?"
    if 0 < len(names) <= 12:
        return "Mogelijk: " + ", ".join(names) + "."
    return ""


def _catalogue() -> dict[str, Kind]:
    error, warning, remark = Severity.ERROR, Severity.WARNING, Severity.REMARK
    return {
        # reading YAML
        "bestand-onleesbaar": Kind(
            error, "Het bestand bestaat niet, is leeg of is geen UTF-8-tekst."
        ),
        "bestand-te-groot": Kind(
            error, "Het bestand is groter, dieper of telt meer onderdelen dan is toegestaan."
        ),
        "yaml-fout": Kind(error, "Het bestand is geen geldige YAML."),
        "yaml-verboden": Kind(
            error, "Verwijzingen (& en *), labels (!) en meer documenten in een bestand mogen niet."
        ),
        "onzichtbaar-teken": Kind(
            error, "Er staat een teken dat niemand ziet en dat de betekenis kan veranderen."
        ),
        "dubbele-sleutel": Kind(error, "Een sleutel staat twee keer in hetzelfde blok."),
        # shape
        "onbekende-sleutel": Kind(error, "Deze sleutel bestaat hier niet."),
        "ontbrekende-sleutel": Kind(error, "Een verplichte sleutel ontbreekt."),
        "verkeerde-vorm": Kind(
            error, "Er staat een lijst, blok of tekst waar iets anders verwacht wordt."
        ),
        "ongeldige-waarde": Kind(
            error, "De waarde past niet bij de sleutel (dag, duur, getal, keuze, code)."
        ),
        "dubbelzinnig-getal": Kind(
            error, "Een punt met drie cijfers erachter kan duizendtal of decimaal zijn."
        ),
        "dubbele-naam": Kind(error, "Twee onderdelen hebben dezelfde code of naam."),
        # dictionary
        "onbekende-verwijzing": Kind(error, "Er wordt verwezen naar iets dat niet bestaat."),
        "woordenboek-onjuist": Kind(
            error, "Een tabel, kolom of splitsing in het woordenboek klopt niet."
        ),
        # meaning of an agreement
        "verkeerde-tabelsoort": Kind(
            error, "De tabel heeft een andere soort dan de voorwaarde vraagt."
        ),
        "verkeerde-eenheid": Kind(error, "De eenheid past niet bij de tabellen die geteld worden."),
        "sleuteldomein": Kind(
            error, "Personen uit verschillende sleuteldomeinen kunnen niet samen geteld worden."
        ),
        "vooruitkijken": Kind(error, "Een voorwaarde van de populatie ligt na de ankerdag."),
        "venster-ontbreekt": Kind(
            error, "Er staat niet binnen welke termijn of op welke dag het resultaat telt."
        ),
        "venster-dubbel": Kind(
            error, "Er staat meer dan een termijn in of boven dezelfde voorwaarde."
        ),
        "venster-onjuist": Kind(
            error, "De termijn past niet bij de voorwaarde of loopt terug in de tijd."
        ),
        "onbekend-vleit": Kind(
            error, "Onbekend als niet behaald tellen zou een hooguit-norm te gunstig maken."
        ),
        "kringverwijzing": Kind(error, "Indicatoren verwijzen in een kring naar elkaar."),
        "norm-onjuist": Kind(
            error, "De norm past niet bij de indicator, de looptijd of een andere norm."
        ),
        "splitsing-onjuist": Kind(error, "De splitsing past niet bij wat geteld wordt."),
        "bewijs-ontbreekt": Kind(
            error, "Bij een steekproef of enquete moet staan of de norm aangetoond moet worden."
        ),
        "voorbeeld-onjuist": Kind(
            error, "Een rij van een voorbeeld past niet bij het woordenboek."
        ),
        "voorbeeld-wijkt-af": Kind(
            error, "Een voorbeeld krijgt bij het tellen een andere uitkomst dan er staat."
        ),
        # what keeps an agreement from being measurable
        "norm-open": Kind(warning, "De norm moet nog worden afgesproken."),
        "norm-zonder-grein": Kind(error, "Bij de norm staat niet per welke periode zij geldt."),
        "rijpt-niet": Kind(
            warning, "Geen enkel geval kan binnen de looptijd rijp worden voor een oordeel."
        ),
        "bron-ontbreekt": Kind(warning, "De indicator noemt geen bron in een document."),
        "voorbeeld-ontbreekt": Kind(
            remark, "De voorbeelden tonen niet elke uitkomst of geen grensdag."
        ),
        "nulmeting-ontbreekt": Kind(
            warning, "De groei heeft geen nulmeting en valt in het eerste jaar buiten de data."
        ),
        "twijfel": Kind(remark, "De overeenkomst legt zelf een twijfel over de tekst vast."),
        "splitsing-meervoudig": Kind(
            remark, "De splitsing telt iemand in meer dan een vak; vakken tellen niet op."
        ),
        # data
        "tabel-ontbreekt": Kind(
            warning, "Een tabel die een indicator nodig heeft is niet geleverd."
        ),
        "tabel-onbekend": Kind(error, "Het bestand hoort bij geen tabel van het woordenboek."),
        "kolom-ontbreekt": Kind(error, "Een kolom van het woordenboek ontbreekt in het bestand."),
        "kolom-niet-geleverd": Kind(
            warning, "Een kolom die leeg mag zijn is niet geleverd en telt als onbekend."
        ),
        "kolom-onbekend": Kind(
            warning, "Een kolom staat niet in het woordenboek en wordt niet gelezen."
        ),
        "kop-onjuist": Kind(error, "De kopregel ontbreekt of heeft een dubbele kolom."),
        "rij-onjuist": Kind(error, "Een rij heeft meer of minder cellen dan de kopregel."),
        "cel-leeg": Kind(error, "Een verplichte cel is leeg."),
        "cel-ongeldig": Kind(error, "Een cel past niet bij het type van de kolom."),
        "code-onbekend": Kind(error, "Een code staat niet in de codelijst."),
        "einde-voor-begin": Kind(error, "Een tijdvak eindigt voor het begint."),
        "sleutel-dubbel": Kind(error, "Dezelfde sleutel komt vaker voor met verschillende inhoud."),
        "rij-dubbel": Kind(remark, "Dezelfde rij komt vaker voor en telt een keer."),
        "bekend-onjuist": Kind(error, "De regels over 'bekend tot en met' kloppen niet."),
        "splitswaarde-dubbel": Kind(
            remark, "Iemand heeft op een dag meer waarden; de laatst begonnen waarde telt."
        ),
        "score-dubbel": Kind(
            remark, "Iemand heeft op een dag meer scores; de laagste geldt daarna."
        ),
    }


CATALOGUE: dict[str, Kind] = _catalogue()
