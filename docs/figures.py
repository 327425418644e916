"""The reference page of figures, `cijfers.md`: every key of `koers tel --json` and what it means.

The idea that makes it simple: one list of keys with a sentence each. A test makes figures of every
form and finds no key that is not here, and none here that no figure has.
"""

from __future__ import annotations

from collections.abc import Mapping

from docs.markdown import table
from koers.figure_document import CSV_COLUMNS
from koers.results import Missing, VerdictWord

INTRODUCTION = """\
# De cijfers als JSON en CSV

`koers tel --json` schrijft alle cijfers als JSON, voor andere programma's. Een `›` betekent dat de
tweede sleutel in het blok van de eerste staat. Een getal met cijfers achter de komma is een tekst
met een punt, zoals `"0.446808510638"`: zo raakt er geen cijfer kwijt. `null` betekent dat er niets
te zeggen is.
"""
NAME = "<naam>"
"""Stands for a name of the dictionary in a path of keys."""

ANSWER: Mapping[str, str] = {
    "overeenkomst": "Welke overeenkomst geteld is.",
    "overeenkomst.code": "De code van de overeenkomst.",
    "overeenkomst.titel": "De titel.",
    "overeenkomst.hash": "De vingerafdruk van deze versie. Een andere versie heeft een andere.",
    "cijfers": "De lijst met cijfers: een per indicator, periode en vak.",
}
FIGURE: Mapping[str, str] = {
    "code": "De code van de indicator.",
    "naam": "De naam van de indicator.",
    "eenheid": "Wat er geteld is.",
    "periode": "Over welke periode het cijfer gaat.",
    "periode.van": "De eerste dag.",
    "periode.totEnMet": "De laatste dag.",
    "periode.per": "Het soort periode; `null` bij een eigen periode van `--periode`.",
    "periode.volledig": "Of de periode heel is. De looptijd kan er een stuk afsnijden.",
    "split": "Het vak; leeg voor het geheel.",
    f"split.{NAME}": "De waarde van deze splitsing in dit vak.",
    "populatie": "Hoeveel eenheden er meedoen: de zes klassen samen. Alleen bij een aandeel.",
    "uitgesloten": "Hoeveel er op de ankerdag al buiten de telling vielen.",
    "onrijp": "Van hoeveel de termijn nog loopt.",
    "behaald": "Hoeveel het resultaat haalden.",
    "uitgezonderd": "Hoeveel er door een uitzondering uit de telling gingen.",
    "onbekend": "Van hoeveel het resultaat niet bekend is.",
    "nietBehaald": "Hoeveel het resultaat niet haalden.",
    "populatieOnbekend": "Van hoeveel niet bekend is of ze meedoen. Zij tellen niet mee.",
    "teller": "Het getal boven de streep. Bij een aandeel telt alleen wat rijp is.",
    "noemer": "Het getal onder de streep; 1 als er niets te delen is.",
    "waarde": "De teller gedeeld door de noemer. Leeg als het cijfer nog niet compleet is.",
    "norm": "De norm die bij dit cijfer hoort, of `null`.",
    "norm.van": "Vanaf welke dag deze norm geldt.",
    "norm.per": "Voor welk soort periode.",
    "norm.voor": "Voor wie: het geheel of een partij.",
    "norm.soort": "Minstens, hooguit of binnen; of dat er geen norm is of nog geen.",
    "norm.waarde": "De norm zelf, als tekst: `60%`.",
    "oordeel": "Het woord van het oordeel; de woorden staan hieronder.",
    "reden": "Waarom het oordeel zo is, of waarom er geen cijfer is.",
    "ontbreekt": "Waarom er geen waarde is; de woorden staan hieronder. Nul is wel een waarde.",
    "tussenstand": "Hoe het ervoor staat, zolang het cijfer niet compleet is; anders `null`.",
    "tussenstand.uitgesloten": "Als boven.",
    "tussenstand.behaald": "Hoeveel het resultaat al haalden, als de termijnen nu afliepen.",
    "tussenstand.uitgezonderd": "Hoeveel er al door een uitzondering uit de telling gingen.",
    "tussenstand.onbekend": "Van hoeveel het resultaat dan onbekend was.",
    "tussenstand.nietBehaald": "Hoeveel het resultaat dan niet haalden.",
    "tussenstand.teller": "Het getal boven de streep tot nu toe.",
    "tussenstand.noemer": "Het getal onder de streep tot nu toe.",
    "tussenstand.waarde": "De teller gedeeld door de noemer tot nu toe.",
    "verloop": "Bij groei van personen: wie er bleef, bij kwam en af ging. Anders `null`.",
    "verloop.gebleven": "Hoeveel er beide keren waren.",
    "verloop.erbij": "Hoeveel er nu zijn en toen niet.",
    "verloop.eraf": "Hoeveel er toen waren en nu niet.",
    "aansluiting": "Bij een stand met een aansluiting: of zij sluit. Anders `null`.",
    "aansluiting.vorige": "De stand op de dag voor de periode.",
    "aansluiting.erbij": "Hoeveel er sindsdien bij kwamen.",
    "aansluiting.eraf": "Hoeveel er sindsdien af gingen.",
    "aansluiting.stand": "De stand zelf.",
    "aansluiting.verschil": "Wat de stand te hoog is; nul als zij sluit.",
    "optelbaar": "Of maanden tot een jaar optellen, en vakken tot het geheel.",
    "herkomst": "Wat een ander nodig heeft om het cijfer na te rekenen.",
    "herkomst.overeenkomst": "De vingerafdruk van de overeenkomst.",
    "herkomst.woordenboek": "De vingerafdruk van het woordenboek.",
    "herkomst.gegevens": "De gelezen tabellen.",
    f"herkomst.gegevens.{NAME}": "De vingerafdruk van deze tabel; `null` als zij ontbreekt.",
    "herkomst.bekendOp": "De laatste levering die meetelt, uit een opslag; anders `null`.",
    "herkomst.bekendTotEnMet": "Tot en met welke dag alles bekend is wat dit cijfer leest.",
    "herkomst.gevraagdTotEnMet": "De dag die bij `--tot-en-met` is opgegeven.",
    "herkomst.motor": "De versie van Koers waarmee geteld is.",
}
VERDICTS: Mapping[VerdictWord, str] = {
    VerdictWord.MET: "De norm is gehaald. Precies gelijk is ook gehaald.",
    VerdictWord.NOT_MET: "De norm is niet gehaald.",
    VerdictWord.TOO_EARLY: "De periode of een termijn loopt nog.",
    VerdictWord.TOO_LITTLE: "De groep is te klein, of de onbekenden geven de doorslag.",
    VerdictWord.NO_FIGURES: "Er is niets geleverd of niets te meten.",
    VerdictWord.NO_NORM: "Voor dit cijfer is geen norm afgesproken.",
}
ABSENCES: Mapping[Missing, str] = {
    Missing.NOT_DELIVERED: "De gegevens zijn er niet.",
    Missing.NOT_MEASURABLE: "Er is niets om door te delen, of niets om mee te vergelijken.",
    Missing.NOBODY: "De groep is leeg: er is niemand om iets over te zeggen.",
}
CSV = """\
## CSV

`koers tel --csv` schrijft een regel per cijfer, met deze kolommen. Zij betekenen hetzelfde als
hierboven. Kolommen die met `tussenstand` beginnen, horen bij het blok `tussenstand`.
"""


def page() -> str:
    """The text of `cijfers.md`."""
    parts = [INTRODUCTION, "## Het antwoord\n", _table(ANSWER)]
    parts += ["## Een cijfer\n", _table(FIGURE)]
    verdicts = [(word.value, VERDICTS[word]) for word in VerdictWord]
    absences = [(word.value, ABSENCES[word]) for word in Missing]
    parts += ["## De woorden van `oordeel`\n", f"{table(('Woord', 'Betekenis'), verdicts)}\n"]
    parts += ["## De woorden van `ontbreekt`\n", f"{table(('Woord', 'Betekenis'), absences)}\n"]
    parts += [CSV, ", ".join(f"`{column}`" for column in CSV_COLUMNS) + ".\n"]
    return "\n".join(parts)


def json_keys() -> frozenset[str]:
    """Every key of the JSON; names of splits and tables are not keys."""
    found = {part for path in (*ANSWER, *FIGURE) for part in path.split(".")}
    return frozenset(found - {NAME})


def _table(keys: Mapping[str, str]) -> str:
    rows = [
        (" › ".join(f"`{part}`" for part in path.split(".")), meaning)
        for path, meaning in keys.items()
    ]
    return f"{table(('Sleutel', 'Betekenis'), rows)}\n"
