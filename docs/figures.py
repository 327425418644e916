"""The reference page of figures, `cijfers.md`: every key of `koers tel --json` and what it means.

The idea that makes it simple: one list of keys with a sentence each. A test makes figures of every
form and finds no key that is not here, and none here that no figure has.
"""

from __future__ import annotations

from collections.abc import Mapping

from docs.markdown import table
from koers.figure_document import CSV_COLUMNS
from koers.figures import Missing, Strength, VerdictWord

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
    "uitzonderingsaandeel": "Welk deel van wie rijp is, door een uitzondering uit de telling ging.",
    "onder": "De ondergrens: met 95 % zekerheid ligt het niet lager. `null` zonder interval.",
    "boven": "De bovengrens.",
    "methode": "Hoe de grenzen berekend zijn.",
    "norm": "De norm die bij dit cijfer hoort, of `null`.",
    "norm.van": "Vanaf welke dag deze norm geldt.",
    "norm.per": "Voor welk soort periode.",
    "norm.voor": "Voor wie: het geheel of een partij.",
    "norm.soort": "Minstens, hooguit of binnen; of dat er geen norm is of nog geen.",
    "norm.waarde": "De norm zelf, als tekst: `60%`.",
    "oordeel": "Het woord van het oordeel; de woorden staan hieronder.",
    "reden": "Waarom het oordeel zo is, of waarom er geen cijfer is.",
    "sterkte": "Hoe sterk het oordeel is; de woorden staan hieronder.",
    "zekerheid": "Bij een steekproef, een enquête of groei: wat er met zekerheid te zeggen is.",
    "status": "Halverwege een norm: op koers, niet op koers of niet te zeggen.",
    "vlag": "Of toeval zo'n cijfer hooguit een op de veertig keer geeft.",
    "nMin": "De kleinste groep die een oordeel krijgt; `null` als er geen grens is.",
    "nulmeting": "De waarde bij het begin, of `null`.",
    "nulmeting.waarde": "De waarde; `null` als die nog gemeten moet worden.",
    "nulmeting.dag": "De dag waarop zij gold.",
    "nulmeting.bron": "Waar de waarde vandaan komt.",
    "schatting": "Wat een aandeel dat nog niet rijp is, gaat worden. Nooit een oordeel.",
    "schatting.waarde": "De schatting van het aandeel.",
    "schatting.onder": "De ondergrens van de schatting.",
    "schatting.boven": "De bovengrens van de schatting.",
    "schatting.totDag": "Tot hoeveel dagen na de ankerdag de gegevens reiken.",
    "schatting.termijn": "Hoeveel dagen de termijn duurt. De schatting reikt tot `totDag`.",
    "schatting.kans": "De kans dat de norm aan het eind gehaald is, of `null`.",
    "onderzoek": "Bij een steekproef of enquête: wie er bereikt is. Anders `null`.",
    "onderzoek.populatie": "Hoe groot de groep is waaruit getrokken is, of `null`.",
    "onderzoek.gevraagd": "Hoeveel er gevraagd zijn.",
    "onderzoek.antwoorden": "Hoeveel bruikbare antwoorden er zijn.",
    "onderzoek.lagen": "De lagen die elk naar hun omvang meetellen.",
    "onderzoek.lagen.naam": "De naam van de laag.",
    "onderzoek.lagen.populatie": "Hoe groot de laag is.",
    "onderzoek.lagen.antwoorden": "Hoeveel antwoorden er uit de laag zijn.",
    "onderzoek.lagen.behaald": "Hoeveel daarvan het resultaat haalden.",
    "onderzoek.zonderAntwoord": "Lagen waaruit niemand antwoordde.",
    "onderzoek.omslagpunt": "Bij welk aandeel van wie niet antwoordde, de norm net gehaald wordt.",
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
    "verloop.erbijDoor": "Hoeveel er bij kwamen doordat de eerste, tweede, ... voorwaarde ging "
    "gelden; de laatste plek is wie van een ander vak kwam.",
    "aansluiting": "Bij een stand met een aansluiting: of zij sluit. Anders `null`.",
    "aansluiting.vorige": "De stand op de dag voor de periode.",
    "aansluiting.erbij": "Hoeveel er sindsdien bij kwamen.",
    "aansluiting.eraf": "Hoeveel er sindsdien af gingen.",
    "aansluiting.stand": "De stand zelf.",
    "aansluiting.verschil": "Wat de stand te hoog is; nul als zij sluit.",
    "optelbaar": "Of maanden tot een jaar optellen, en vakken tot het geheel.",
    "teksten": "Wat er op de getelde rijen staat, waar de overeenkomst daarom vraagt.",
    "wijze": "`geteld` uit rijen, of een `opgave` van iemand.",
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
STRENGTHS: Mapping[Strength, str] = {
    Strength.NONE: "Er is niets over te zeggen.",
    Strength.EXACT: "Er is geteld, niet geschat: toeval speelt geen rol.",
    Strength.MORE_THAN_CHANCE: "Toeval alleen geeft zo'n verschil hooguit een op de veertig keer.",
    Strength.MAY_BE_CHANCE: "Toeval alleen kan dit verschil met de norm geven.",
    Strength.SHOWN: "Ook de onzekerheid van de steekproef verandert het oordeel niet.",
    Strength.SETTLED: "Wat er nog komt, kan het oordeel niet meer veranderen.",
    Strength.MISSING_MEASUREMENTS: "Zonder de ontbrekende metingen was de norm gehaald.",
    Strength.NON_RESPONSE: "Wie niet antwoordde, kan het oordeel doen omslaan.",
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
    strengths = [(word.value or "(leeg)", STRENGTHS[word]) for word in Strength]
    parts += ["## De woorden van `sterkte`\n", f"{table(('Woord', 'Betekenis'), strengths)}\n"]
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
