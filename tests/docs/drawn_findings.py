"""Every finding, drawn: the smallest file that provokes it, and the spot where it must stand.

The idea that makes it simple: a drawing is one piece of a sound file replaced, so a reader sees the
mistake and nothing else. The test holds every code against its drawings, and the reference page of
the findings is made from the same drawings.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from koers import examples
from koers.delivery import read_folder
from koers.delivery.confined import OUTCOME
from koers.delivery.intake import finding_of, take_in
from koers.dictionary_format import read_dictionary
from koers.engines.compiled import read_stored
from koers.engines.compiled.stored import MARK
from koers.findings import Finding, Findings
from koers.format import read_agreement
from tests.engine.drawn_agreement import GOOD
from tests.spec.woordenboek import TEXT, spec_dictionary

AGREEMENT, DICTIONARY, DATA = "overeenkomst.yaml", "woordenboek.yaml", "gegevens"

DELIVERY = {
    "aanlevering.yaml": """\
aanlevering: Boekingen juli
leverancier: wpda
woordenboek: participatiewet
soort: wijzigingen
bekend tot en met: 2016-07-31
gemeente: Assen
tabellen:
  - tabel: boeking
    niet gelezen: [klantnr]
    controletotalen: {rijen: 2}
""",
    "boeking.csv": """\
boeking,kostenpost,kostendatum,gemeente,fonds,kostensoort,taakveld,band,kosten,omschrijving,klantnr
1,p1,2016-07-01,Assen,,,6.3,,"10,50",loon,k1
2,p2,2016-07-02,Assen,,,6.3,,20,reis,k2
""",
}
"""A sound delivery."""

REGISTER = {
    "melding.csv": 'nr,persoon,dag,soort,bedrag,maximum\n1,a,2016-08-01,nieuw,"10,50",20\n',
    "trede.csv": "nr,persoon,dag,trede,door\n1,a,2016-08-01,2,x\n2,b,2016-08-01,3,y\n",
    "woonplaats.csv": "nr,persoon,van,tot en met,gemeente\n1,a,2016-01-01,,Assen\n",
    "bekend.yaml": "bekend tot en met:\n  - {leverancier: wpda, dag: 2018-06-30}\n",
}
"""A sound folder on the dictionary of the specs."""


@dataclass(frozen=True)
class Drawn:
    """`old` of a sound file replaced by `new`; the finding stands where `at` then first stands
    (nothing: the whole file). An empty `old` replaces all of the file.
    """

    code: str
    old: str
    new: str
    at: str = ""
    file: str = AGREEMENT

    def sound(self) -> str:
        known = {AGREEMENT: GOOD, DICTIONARY: TEXT, **REGISTER, **DELIVERY}
        return known.get(self.file, "")

    def text(self) -> str:
        """The file with its mistake. Raises ValueError when `old` is not there."""
        if not self.old:
            return self.new
        if self.old not in self.sound():
            raise ValueError(f"{self.old!r} is not in {self.file}")
        return self.sound().replace(self.old, self.new, 1)

    def line_and_column(self) -> tuple[int, int]:
        """In a CSV file a column is counted in cells."""
        if not self.at:
            return 0, 0
        before, found, _ = self.text().partition(self.at)
        if not found:
            raise ValueError(f"{self.at!r} is not in the drawing")
        start = before[before.rfind("\n") + 1 :]
        column = start.count(",") + 1 if self.file.endswith(".csv") else len(start) + 1
        return before.count("\n") + 1, column

    def findings(self) -> list[Finding]:
        return findings_of(self.file, self.text())


def findings_of(file: str, text: str) -> list[Finding]:
    """What reading this text says that reading the sound file does not."""
    if file == AGREEMENT:
        return _new(_agreement(text), _agreement(GOOD))
    if file == DICTIONARY:
        return read_dictionary(text, name=file)[1].items
    if file == MARK:
        return _parts(text)
    if file in DELIVERY:
        return _delivery(DELIVERY | {file: text})
    return _register(REGISTER | {file: text})


def _agreement(text: str) -> list[Finding]:
    read = read_agreement(text, name=AGREEMENT, dictionary=spec_dictionary())
    if read.agreement is None or read.located is None:
        return list(read.findings)
    examples.run(read.agreement, read.located)
    return list(read.located.reading.findings.in_order())


def _register(files: Mapping[str, str]) -> list[Finding]:
    with TemporaryDirectory() as name:
        for file, text in files.items():
            (Path(name) / file).write_text(text, encoding="utf-8", newline="")
        return list(read_folder(Path(name), spec_dictionary()).findings)


def _delivery(files: Mapping[str, str]) -> list[Finding]:
    with TemporaryDirectory() as name:
        source, staging = Path(name) / "bron", Path(name) / "werk"
        for folder in (source, staging):
            folder.mkdir()
        for file, text in files.items():
            (source / file).write_text(text, encoding="utf-8", newline="")
        take_in({"doe": "lever", "bron": str(source), "aanlevering": ""}, staging)
        outcome = json.loads((staging / OUTCOME).read_text(encoding="utf-8"))
        return [finding_of(told) for told in outcome["bevindingen"]]


def _parts(mark: str) -> list[Finding]:
    findings = Findings()
    with TemporaryDirectory() as name:
        (Path(name) / MARK).write_text(mark, encoding="utf-8", newline="")
        read_stored(Path(name), spec_dictionary(), findings)
    return findings.items


def _new(found: list[Finding], known: list[Finding]) -> list[Finding]:
    """Findings that the sound file does not have; a line may have moved."""
    told = {(one.code, one.message) for one in known}
    return [one for one in found if (one.code, one.message) not in told]


_NORM = "norm: [{van: 2016-07-01, per: halfjaar, voor: geheel, minstens: 60%}]"
_CONDITION = "die: {score: trede, minstens: 3, binnen: 1 jaar}"
_EXAMPLES = GOOD[GOOD.index("    voorbeelden:") : GOOD.index("  - code: A-2")]
_WORK = "dagen: {tijdvak: werk, vorm: vast}"
_GOAL = "dient: groei"
_BASELINE = "nulmeting: {waarde: 55%, dag: 2015-12-31, bron: jaarverslag}"

DRAWINGS: tuple[Drawn, ...] = (
    # reading
    Drawn("bestand-onleesbaar", "", "# alleen een opmerking\n"),
    Drawn("bestand-te-groot", "titel: Een proef", "titel: " + "[" * 39 + "+" + "]" * 39, "+]"),
    Drawn("yaml-fout", "regime: wgr", "regime: [wgr]]", "]\ntoelichting"),
    Drawn("yaml-verboden", "titel: Een", "titel: &naam Een", "&naam"),
    Drawn("onzichtbaar-teken", "titel: Een", "titel: Een\u200b", "\u200b"),
    Drawn("dubbele-sleutel", "regime: wgr", "regime: wgr\nregime: subsidie", "regime: subsidie"),
    # shape
    Drawn("onbekende-sleutel", "titel: Een", "tittel: Een\ntitel: Een", "tittel"),
    Drawn("ontbrekende-sleutel", "    naam: Meldingen\n", "", "code: A-2"),
    Drawn("verkeerde-vorm", "titel: Een proef met elke vorm", "titel: [Een, proef]", "[Een"),
    Drawn("ongeldige-waarde", "binnen: 1 jaar", "binnen: een jaar", "een jaar"),
    Drawn("dubbelzinnig-getal", "hooguit: 900", 'hooguit: "1.900"', '"1.900"'),
    Drawn(
        "dubbele-naam",
        "prestaties:\n",
        "prestaties:\n  - {code: groei, naam: Ook een, effect: meedoen}\n",
        "code: groei, naam: Mensen",
    ),
    # dictionary
    Drawn(
        "onbekende-verwijzing", "kolom: geslacht", "kolom: geslagt", "kolom: geslagt", DICTIONARY
    ),
    Drawn("onbekende-verwijzing", "splits: [soort]", "splits: [wijk]", "splits: [wijk]"),
    Drawn("woordenboek-onjuist", "decimalen: 2", "decimalen: 9", "decimalen: 9", DICTIONARY),
    # meaning
    Drawn("verkeerde-tabelsoort", "tijdvak: werk", "moment: werk", "moment: werk"),
    Drawn(
        "verkeerde-eenheid",
        "eenheid: persoon\n    aandeel",
        "eenheid: baan\n    aandeel",
        "eenheid: baan",
    ),
    Drawn(
        "sleuteldomein",
        "tijdvak: werk, vorm: vast",
        "alle van: [{tijdvak: werk}, {tijdvak: deelname}]",
        "code: A-5",
    ),
    Drawn(
        "vooruitkijken",
        "tijdvak: werk, vorm: vast",
        "tijdvak: werk, binnen: 1 jaar",
        "binnen: 1 jaar}\n  - code: A-6",
    ),
    Drawn("venster-ontbreekt", ", binnen: 1 jaar", "", "{score: trede, minstens: 3}"),
    Drawn(
        "venster-dubbel", "binnen: 1 jaar", "binnen: 1 jaar, op: 2 jaar", "{score: trede, minstens"
    ),
    Drawn(
        "venster-onjuist",
        "binnen: 1 jaar",
        "gedurende: {van: 2 jaar, tot en met: 1 jaar}",
        "{van: 2 jaar",
    ),
    Drawn("onbekend-vleit", "minstens: 60%", "hooguit: 60%", "onbekend: niet behaald"),
    Drawn(
        "kringverwijzing",
        "{indicator: A-2, eerder: 1 jaar}",
        "{indicator: A-7, eerder: 1 jaar}",
        "code: A-7",
    ),
    Drawn(
        "norm-onjuist",
        "van: 2016-07-01, per: halfjaar",
        "van: 2016-08-01, per: halfjaar",
        "van: 2016-08-01",
    ),
    Drawn("splitsing-onjuist", "splits: [soort]", "splits: [vorm]", "splits: [vorm]"),
    Drawn(
        "bewijs-ontbreekt",
        _NORM,
        f"{_NORM}\n    waarneming: steekproef\n    onderzoek: {{uit: A-3, aselect: ja}}",
        "waarneming: steekproef",
    ),
    Drawn("voorbeeld-onjuist", "trede: 3}", "trede: zeven}", "{tabel: trede, dag: 2017-07-01"),
    Drawn("voorbeeld-wijkt-af", "dag: 2017-07-01", "dag: 2017-07-02", "verwacht: behaald"),
    Drawn("norm-open", _NORM, "norm: nog af te spreken", "norm: nog"),
    Drawn("norm-zonder-grein", "{per: jaar, hooguit: 200}", "{hooguit: 200}", "{hooguit: 200}"),
    Drawn(
        "rijpt-niet",
        "tot en met: 2018-06-30}\nw",
        "tot en met: 2017-06-30}\nw",
        "{score: trede, minstens",
    ),
    Drawn(
        "bron-ontbreekt",
        "    naam: Meldingen\n    bron: {document: B}\n",
        "    naam: Meldingen\n",
        "code: A-2",
    ),
    Drawn("voorbeeld-ontbreekt", _EXAMPLES, "", "code: A-1"),
    Drawn("nulmeting-ontbreekt", "    nulmeting: nog te meten\n", "", "teller: [{aantal"),
    Drawn("twijfel", _WORK, f"{_WORK}\n    twijfel: Tellen halve dagen mee?", "twijfel:"),
    Drawn("norm-exact", "minstens: 60%", "minstens: 100%", "norm: [{van"),
    Drawn("norm-ontbreekt", "norm: geen", f"{_GOAL}\n    norm: geen\n    soort: kpi", "soort: kpi"),
    Drawn(
        "periode-ontbreekt",
        _WORK,
        "aantal: {som: winst, minstens: 30%, van: {som: norm}}",
        "{som: winst",
    ),
    Drawn("nulmeting-open", _BASELINE, "nulmeting: nog te meten", "nulmeting: nog"),
    Drawn("basisjaar-ontbreekt", "dag: 2015-12-31, ", "", "{waarde: 55%"),
    Drawn(
        "schaal-ontbreekt",
        _WORK,
        f"{_WORK}\n    waarneming: enquête\n"
        "    onderzoek: {uit: A-3, verstuurd: A-2, aselect: ja}",
        "{uit: A-3",
    ),
    Drawn(
        "onderzoek-onvolledig",
        _WORK,
        f"{_WORK}\n    waarneming: steekproef",
        "waarneming: steekproef",
    ),
    Drawn(
        "onderzoek-onjuist",
        _WORK,
        f"{_WORK}\n    onderzoek: {{uit: A-3, aselect: ja}}",
        "{uit: A-3",
    ),
    Drawn(
        "niet-aselect",
        _WORK,
        f"{_WORK}\n    waarneming: steekproef\n    onderzoek: {{uit: A-3, aselect: nee}}",
        "aselect: nee",
    ),
    Drawn(
        "waarde-buiten-document",
        "{stand: uitkering, gemiddeld per: maand}",
        "{opgave: van hoeveel}",
        "teller: [{aantal",
    ),
    Drawn("aangevuld", _GOAL, f"{_GOAL}\n    aangevuld: {{termijn: Een jaar}}", "termijn: Een"),
    Drawn("paragraaf-ontbreekt", 'paragraaf: "2.2", ', "", "{document: B, onderdeel"),
    Drawn("doel-ontbreekt", "    dient: groei\n", "", "code: A-1"),
    Drawn(
        "signaal-ontbreekt",
        "norm: geen",
        f"{_GOAL}\n    norm: {{per: jaar, hooguit: 70}}",
        "norm: {per",
    ),
    Drawn(
        "mijlpaal-ontbreekt",
        "perioden:\n",
        "rapportages:\n  - {naam: Verslag, per: kwartaal, over: A-1}\nperioden:\n",
        "norm: [{van",
    ),
    Drawn("wachttijd-kort", "wachttijd: 6 weken", "wachttijd: 2 weken", "wachttijd: 2"),
    Drawn("tekst-persoonlijk", "norm: geen", "norm: geen\n    teksten: persoon", "teksten: p"),
    Drawn("titel-wijkt-af", "elke vorm", "elke vorm 2016-2019", "titel: Een"),
    Drawn("later-getekend", "op: 2016-06-15", "op: 2016-07-14", "getekend op"),
    Drawn(
        "bedrag-zonder-periode",
        "perioden:\n",
        "bedragen:\n  - {code: B-1, partij: assen, naam: Subsidie, bedrag: 1000}\nperioden:\n",
        "{code: B-1",
    ),
    Drawn("splitsing-meervoudig", _WORK, f"{_WORK}\n    splits: kenmerk", "splits: kenmerk"),
    # data
    Drawn("tabel-onbekend", "", "nr,persoon,dag\n", file="meldingen.csv"),
    Drawn("register-onvolledig", "", "{}", file=MARK),
    Drawn("kolom-ontbreekt", "", "nr,persoon,trede,door\n1,a,2,x\n", "nr", "trede.csv"),
    Drawn(
        "kolom-niet-geleverd",
        ",door\n1,a,2016-08-01,2,x\n2,b,2016-08-01,3,y",
        "\n1,a,2016-08-01,2\n2,b,2016-08-01,3",
        "nr",
        "trede.csv",
    ),
    Drawn(
        "kolom-onbekend",
        "gemeente\n1,a,2016-01-01,,Assen",
        "gemeente,wijk\n1,a,2016-01-01,,Assen,x",
        "wijk",
        "woonplaats.csv",
    ),
    Drawn(
        "kop-onjuist",
        "trede,door\n1,a,2016-08-01,2,x\n2,b,2016-08-01,3,y",
        "trede,door,door\n1,a,2016-08-01,2,x,x\n2,b,2016-08-01,3,y,y",
        "door\n",
        "trede.csv",
    ),
    Drawn("kop-onjuist", "nr,persoon,dag,trede,door\n", "", "1,a", "trede.csv"),
    Drawn("rij-onjuist", "2016-08-01,3,y", "2016-08-01,3,y,z", "2,b", "trede.csv"),
    Drawn("cel-leeg", "2,b,2016-08-01", "2,,2016-08-01", ",2016-08-01,3", "trede.csv"),
    Drawn("cel-ongeldig", "2,b,2016-08-01", "2,b,01-08-2016", "01-08-2016", "trede.csv"),
    Drawn("code-onbekend", "2016-08-01,3,y", "2016-08-01,7,y", "7,y", "trede.csv"),
    Drawn(
        "einde-voor-begin",
        "2016-01-01,,Assen",
        "2016-01-01,2015-12-31,Assen",
        "2015-12-31",
        "woonplaats.csv",
    ),
    Drawn("sleutel-dubbel", "2,b,2016-08-01", "1,b,2016-08-01", "1,b", "trede.csv"),
    Drawn(
        "rij-dubbel",
        "Assen\n",
        "Assen\n1,a,2016-01-01,, Assen\n",
        "1,a,2016-01-01,, A",
        "woonplaats.csv",
    ),
    Drawn(
        "bekend-onjuist",
        "{leverancier: wpda,",
        "{leverancier: wpda, tabel: trede,",
        "bekend",
        "bekend.yaml",
    ),
    Drawn(
        "splitswaarde-dubbel",
        "1,a,2016-01-01,,Assen\n",
        "1,a,2016-01-01,,Assen\n2,a,2016-05-01,,Vries\n",
        "2,a",
        "woonplaats.csv",
    ),
    Drawn("score-dubbel", "2,b,2016-08-01,3,y", "2,a,2016-08-01,3,y", "2,a", "trede.csv"),
    # deliveries
    Drawn(
        "bestand-ontbreekt",
        "- tabel: boeking\n",
        "- tabel: boeking\n    bestand: boekingen.csv\n",
        "bestand: boekingen.csv",
        "aanlevering.yaml",
    ),
    Drawn(
        "soort-past-niet",
        "- tabel: boeking\n",
        "- tabel: boeking\n    soort: stand\n",
        "soort: stand",
        "aanlevering.yaml",
    ),
    Drawn("controletotaal", "rijen: 2", "rijen: 3", "{rijen: 3", "aanlevering.yaml"),
    Drawn(
        "burgerservicenummer",
        "loon,k1\n2,p2,2016-07-02,Assen,,,6.3,,20,reis,k2",
        "loon,111222333\n2,p2,2016-07-02,Assen,,,6.3,,20,reis,123456782",
        "klantnr",
        "boeking.csv",
    ),
    Drawn("buiten-bereik", "2016-07-02,Assen", "2016-07-02,Vries", "Vries", "boeking.csv"),
    Drawn("dag-na-bekend", "2016-07-02", "2016-08-02", "", "boeking.csv"),
)
