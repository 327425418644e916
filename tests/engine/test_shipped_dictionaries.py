"""The dictionaries that come with the product: sound, complete for every indicator, lawful.

They are read by the same code as a municipality's own dictionary, so the second half draws small
wrong dictionaries: each mistake must give its finding on the line and column where it stands.
"""

import json
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pytest

from koers.definition.keys import COUNT, FIGURE, POPULATION, SUM
from koers.dictionary import ColumnType, Dictionary, Table, TableKind, read_cell
from koers.dictionary_format import read_dictionary, shipped, shipped_names

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / "src" / "koers" / "woordenboeken"
NAMES = ("participatiewet", "sociaal-domein")

# A row about one of these says something about a person, also where its subject is not the person.
ABOUT_PERSONS = {"persoon", "kind", "deelnemer", "besluit", "antwoord", "signaal"}
PLACES_AND_ORGANISATIONS = {"gemeente", "wijk", "partner", "uitvoerder"}


def every_table() -> list[tuple[str, Table]]:
    return [(name, table) for name in NAMES for table in shipped(name).tables.values()]


def about(tables: list[tuple[str, Table]]) -> list[str]:
    return [f"{name}/{table.name}" for name, table in tables]


TABLES = pytest.mark.parametrize(
    "table", [table for _, table in every_table()], ids=about(every_table())
)
DICTIONARIES = pytest.mark.parametrize("dictionary", [shipped(name) for name in NAMES], ids=NAMES)


# --- sound ---------------------------------------------------------------------------------------


def test_these_dictionaries_come_with_the_product() -> None:
    assert shipped_names() == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_shipped_dictionary_loads_without_any_finding(name: str) -> None:
    dictionary, findings = read_dictionary(FOLDER / f"{name}.yaml")
    assert findings.items == []
    assert dictionary is not None
    assert dictionary.name == name


@DICTIONARIES
def test_every_code_list_and_subject_is_used(dictionary: Dictionary) -> None:
    tables = dictionary.tables.values()
    used = {c.code_list.name for t in tables for c in t.columns.values() if c.code_list}
    assert used == set(dictionary.code_lists)
    assert {table.subject for table in tables} == set(dictionary.subjects)


@DICTIONARIES
def test_every_code_can_stand_in_a_cell_and_no_group_hides_a_code_or_a_label(
    dictionary: Dictionary,
) -> None:
    for table in dictionary.tables.values():
        for column in table.columns.values():
            codes = column.code_list.codes if column.code_list else ()
            assert [read_cell(column, code) for code, _ in codes] == [code for code, _ in codes]
    for code_list in dictionary.code_lists.values():
        words = {word.lower() for code in code_list.codes for word in code}
        assert not words & {group for group, _ in code_list.groups}, code_list.name


@DICTIONARIES
def test_every_amount_stands_in_one_table_so_that_its_name_is_enough(
    dictionary: Dictionary,
) -> None:
    amounts = [
        name
        for table in dictionary.tables.values()
        for name, column in table.columns.items()
        if column.type is ColumnType.NUMBER and name != "rapportcijfer"  # never added up
    ]
    assert len(amounts) == len(set(amounts))


@TABLES
def test_no_column_that_can_be_tested_is_called_like_a_word_of_the_language(table: Table) -> None:
    words = {*COUNT.keys, *POPULATION.keys, *SUM.keys, *FIGURE.keys}
    # The value of a stated figure is added up, never tested, so it may keep its plain name.
    assert set(table.columns) & words <= ({"waarde"} if table.kind is TableKind.FIGURE else set())


@TABLES
def test_column_names_are_one_plain_lower_case_word(table: Table) -> None:
    assert [name for name in table.columns if not re.fullmatch(r"[a-z]+", name)] == []


@TABLES
def test_every_table_and_column_has_a_title_for_people(table: Table) -> None:
    assert table.title != table.name
    assert [name for name, column in table.columns.items() if not column.title] == []


@TABLES
def test_rows_can_be_counted_apart_from_their_subject(table: Table) -> None:
    # C3: where a subject has several rows, the row has its own name as a unit.
    one_row_each = table.key == (table.subject_column,)
    assert one_row_each or table.row_name != table.subject


# --- personal data -------------------------------------------------------------------------------


@TABLES
def test_no_column_holds_a_citizen_service_number(table: Table) -> None:
    # UAVG art. 46: only for who has a legal ground, and never for counting.
    text = " ".join([table.title, *table.columns, *(c.title for c in table.columns.values())])
    assert "bsn" not in text.lower()
    assert "burgerservice" not in text.lower()


@TABLES
def test_key_of_a_person_is_personal_data(table: Table) -> None:
    if table.subject in ABOUT_PERSONS:
        assert table.columns[table.subject_column].personal


@TABLES
def test_all_in_a_row_about_a_person_is_personal_but_place_and_organisation(table: Table) -> None:
    if table.subject in ABOUT_PERSONS:
        shown = {name for name, column in table.columns.items() if not column.personal}
        assert shown <= PLACES_AND_ORGANISATIONS


@DICTIONARIES
def test_every_kind_of_person_is_known_to_be_one(dictionary: Dictionary) -> None:
    persons = {name for name, subject in dictionary.subjects.items() if subject.is_person}
    assert persons <= ABOUT_PERSONS
    for name in persons:
        assert dictionary.births(name) is not None, "F2: an age needs a birth date"


def test_partner_keys_are_never_counted_together_with_keys_of_the_municipality() -> None:
    # P4
    tables = shipped("sociaal-domein").tables.values()
    domains = {(t.subject, t.key_domain) for t in tables if t.subject in ("persoon", "deelnemer")}
    assert domains == {("persoon", "gemeente"), ("deelnemer", "partner")}


# --- what is required, what is unknown -----------------------------------------------------------


@TABLES
def test_key_and_first_day_are_required_and_all_else_may_be_unknown(table: Table) -> None:
    # F8: an empty cell is unknown, so only what gives a row its meaning is required.
    meaning = {table.subject_column, table.day_column, *table.key} - {None}
    required = {name for name, column in table.columns.items() if column.required}
    assert meaning <= required
    extra = {"naam"} if table.kind is TableKind.FIGURE else {"domein"} & set(table.columns)
    assert required <= meaning | extra


@TABLES
def test_end_of_a_spell_is_the_last_day_and_may_be_open(table: Table) -> None:
    # F2
    if table.kind is TableKind.SPELL:
        assert table.last_day_column == "einddatum"
        assert not table.end_is_exclusive
        assert not table.columns["einddatum"].required


@DICTIONARIES
def test_not_discussed_is_no_score(dictionary: Dictionary) -> None:
    # F8: code 99 is no score
    levels = dictionary.code_lists["zrm_niveau"]
    assert levels.not_a_score == ("99",)
    assert levels.ordered
    assert [code for code, _ in levels.codes] == ["1", "2", "3", "4", "5", "99"]


@DICTIONARIES
def test_versions_of_the_matrix_are_separate_tables_with_their_own_domains(
    dictionary: Dictionary,
) -> None:
    #
    domains = {}
    for version in ("2013", "2017"):
        table = dictionary.tables[f"zrm-{version}"]
        code_list = table.columns["domein"].code_list
        assert code_list is not None
        domains[version] = [code for code, _ in code_list.codes]
    assert [len(codes) for codes in domains.values()] == [11, 13]
    assert domains["2013"] != domains["2017"]


def test_each_rung_of_the_ladder_has_its_label_and_a_position_expires() -> None:
    # A-08, F1
    ladder = shipped("participatiewet").tables["trede"]
    assert ladder.value_codes is not None
    assert ladder.value_codes.ordered
    assert ladder.value_codes.codes == (
        ("1", "geïsoleerd"),
        ("2", "sociale contacten buitenshuis"),
        ("3", "deelname aan georganiseerde activiteiten"),
        ("4", "onbetaald werk"),
        ("5", "betaald werk met ondersteuning"),
        ("6", "betaald werk"),
    )
    assert str(ladder.valid_for) == "2 jaar"


# --- codes of the law ----------------------------------------------------------------------------


def test_who_could_go_to_school_but_did_not_is_no_outflow_to_education() -> None:
    # K-03, I-01
    reasons = shipped("participatiewet").code_lists["reden_beeindiging"]
    assert reasons.expand("onderwijs") == ("01",)
    assert reasons.expand("06") == ("06",)
    assert all("06" not in members for _, members in reasons.groups)


@pytest.mark.parametrize(
    ("code_list", "group", "codes"),
    [
        ("reden_beeindiging", "werk", ("11", "13")),
        ("reden_beeindiging", "verhuizing", ("32", "33")),
        ("reden_beeindiging", "uitzondering", ("03", "04", "32", "33")),
        ("vertrek", "uitzondering", ("overleden", "verhuisd", "pensioen")),
        ("toetsing", "fout", ("verkeerde uitkomst", "verkeerd bedrag")),
        ("tevreden", "positief", ("zeer tevreden", "tevreden")),
    ],
)
def test_word_of_an_agreement_stands_for_these_codes(
    code_list: str, group: str, codes: tuple[str, ...]
) -> None:
    assert shipped("participatiewet").code_lists[code_list].expand(group) == codes


def test_secondment_and_sheltered_work_are_not_with_a_regular_employer() -> None:
    # K-09
    regular = shipped("participatiewet").code_lists["werkvorm"].expand("reguliere werkgever")
    assert regular is not None
    assert "wsw regulier" in regular
    assert not {"wsw individueel", "wsw groep", "wsw beschut", "beschut werk"} & set(regular)


def plain(text: str) -> str:
    """Without accents: the extract of the regulation was written without them."""
    parts = unicodedata.normalize("NFD", text)
    return "".join(part for part in parts if not unicodedata.combining(part))


@pytest.mark.conformance
@pytest.mark.parametrize(
    ("code_list", "part", "real_name"),
    [
        ("regeling", "bus", "statistiekcode"),
        ("bbz", "bus", "bbz_classificatie"),
        ("cluster", "bus", "cluster_bijzondere_bijstand"),
        ("geslacht", "bus", "geslacht"),
        ("reden_beeindiging", "bus", "reden_beeindiging"),
        ("voorziening_2015", "srg_2015", "type_voorziening"),
        ("einde_voorziening", "srg_2015", "reden_einde_voorziening"),
    ],
)
def test_code_list_is_that_of_the_regulation(
    real_registrations: Path, code_list: str, part: str, real_name: str
) -> None:
    file = real_registrations / "codelijsten" / "bus-srg-bdfs.json"
    regulation = json.loads(file.read_text(encoding="utf-8"))[part][real_name]
    ours = shipped("participatiewet").code_lists[code_list]
    assert {code: plain(label) for code, label in ours.codes} == regulation
    assert ours.source.startswith("BWBR0031830")


# --- complete: every indicator has the columns it counts -----------------------------------------

COUNTED_FROM = {
    "K-01": "inschatting.uitkomst dienst.vorm dienst.instrument",
    "K-02": "inschatting.uitkomst werk.vorm werk.omvang uitstroom.bestemming",
    "K-03": "melding.startkwalificatie klant.geboortedatum onderwijs.startkwalificerend",
    "K-04": "starterstraject.begindatum uitkering.doel",
    "K-05": "ondernemersmelding.uitkomst onderneming.stopreden uitkering.doel",
    "K-06": "onderneming.omvang ondernemersinkomen.winst normbedrag.bijstandsnorm",
    "K-07": "trede.trede begeleiding.soort begeleiding.gezamenlijk vertrek.reden",
    "K-08": "trede.trede uitstroom.bestemming vertrek.reden",
    "K-09": "verdiencapaciteit.percentage werk.vorm",
    "K-10": "afspraakbaan.baanuren verloning.verloond cijfer.waarde cijfer.versie",
    "K-11": "besluit.eerste toetsing.uitkomst toetsing.trekking",
    "K-12": "partnertevredenheid.contact partnertevredenheid.tevreden partnertevredenheid.soort",
    "K-13": "klanttevredenheid.tevreden klanttevredenheid.gewicht klanttevredenheid.gemeente "
    "trekkingslijst.getrokken trekkingslijst.gemeente",
    "K-14": "boeking.kosten boeking.fonds begroting.begroot bezuiniging.middengroep",
    "K-15": "boeking.kostensoort doelgroep.doelgroep aanvraag.soort",
    "I-01": "uitstroom.bestemming uitstroom.omvang uitstroom.afspraakbaan uitstroom.wsw",
    "I-02": "uitstroom.uitstroomdatum klant.geboortedatum",
    "I-03": "werk.vorm werk.arbeidsjaren",
    "I-04": "werk.vorm werk.arbeidsjaren",
    "I-05": "uitstroom.bestemming uitstroom.omvang",
    "I-06": "aanvraag.soort aanvraag.uitkomst",
    "I-07": "aanvraag.jongere aanvraag.meldingsdatum",
    "I-08": "doelgroep.doelgroep kenmerk.kenmerk uitkering.rol",
    "I-09": "uitkering.begindatum uitkering.einddatum",
    "I-10": "melding.uitkomst melding.interventie",
    "I-11": "meedoen.besluitdatum meedoen.verordening",
    "I-12": "boeking.kosten boeking.fonds",
    "I-13": "meedoen-kind.kind kind.geboortedatum cijfer.waarde begroting.begroot",
    "I-14": "toekenning.toegekend toekenning.cluster toekenning.lening",
    "I-15": "activiteit.soort activiteit.partner activiteit.doel activiteit.resultaat",
    "I-16": "trede.trede vrijwilligerswerk.begindatum",
    "I-17": "boeking.kosten begroting.begroot",
    "I-18": "boeking.band",
    "I-19": "fraude.besluitdatum fraude.schadebedrag",
    "I-20": "activiteit.soort activiteit.gemeente activiteit.omschrijving",
    "I-21": "startkwalificatie.kwalificatie startkwalificatie.bewijs",
    "I-22": "sroi.verplichting sroi.gerealiseerd sroi.vervaldatum",
    "A-15": "route.route route.wachtdagen route.uitvoerder",
    "A-36": "doorverwijzing.partner activiteit.soort",
    "A-37": "dienst.instrument kenmerk.kenmerk",
}
COUNTED_FROM_B = {
    "effect 1, matrix": "zrm-2017.domein zrm-2017.niveau zrm-2013.niveau woonplaats.wijk",
    "effect 1, requests": "aanvraag.soort aanvraag.wijk cijfer.waarde cijfer.wijk",
    "effect 1, carers": "mantelzorger.herkendatum mantelzorg.begindatum deelnemer.meerderjarig",
    "effect 2, signals": "vroegsignaal.soort opvolging.opvolgdatum",
    "effect 3, moving on": "deelname.begindatum doorstroom.bestemming",
    "effect 4, initiatives": "initiatief.soort inzet.rol inzet.wijk",
    "effect 4, monitor": "monitor.eenzaamheid monitor.gewicht monitor.wijk",
}


@pytest.mark.parametrize(
    ("dictionary", "columns"),
    [("participatiewet", text) for text in COUNTED_FROM.values()]
    + [("sociaal-domein", text) for text in COUNTED_FROM_B.values()],
    ids=[*COUNTED_FROM, *COUNTED_FROM_B],
)
def test_indicator_can_be_counted_from_these_columns(dictionary: str, columns: str) -> None:
    # K-01 to K-15, I-01 to I-22, A-15, A-36, A-37, B-01, B-10
    tables = shipped(dictionary).tables
    known = {f"{table.name}.{column}" for table in tables.values() for column in table.columns}
    assert set(columns.split()) <= known


@DICTIONARIES
def test_any_indicator_can_also_be_delivered_as_totals(dictionary: Dictionary) -> None:
    figure = dictionary.tables["cijfer"]
    assert figure.kind is TableKind.FIGURE
    assert {"gemeente", "teller", "noemer", "status", "bron", "versie"} <= set(figure.columns)
    assert figure.columns["status"].code_list is not None
    states = [code for code, _ in figure.columns["status"].code_list.codes]
    assert states == ["opgave", "geteld", "gecontroleerd"]


@DICTIONARIES
def test_a_person_is_split_by_residence_and_other_rows_by_their_own_column(
    dictionary: Dictionary,
) -> None:
    # P1
    residence, own = dictionary.splits["gemeente"], dictionary.splits["betrokken gemeente"]
    assert (residence.table, residence.column) == ("woonplaats", "gemeente")
    assert (own.table, own.column) == (None, "gemeente")


def test_only_the_tags_of_a_client_are_a_split_with_several_values() -> None:
    # P1, I-08
    splits = [split for name in NAMES for split in shipped(name).splits.values()]
    assert [split.name for split in splits if split.multiple] == ["kenmerk"]


# --- drawn mistakes ------------------------------------------------------------------------------

SOUND = """\
woordenboek: proef
titel: Proef
versie: "1"
onderwerpen:
  persoon: {meervoud: personen, persoon: ja}
codelijsten:
  niveau:
    titel: Niveau
    codes: {"1": laag, "2": hoog, "99": geen}
    geen score: ["99"]
    groepen: {goed: ["2"]}
tabellen:
  klant:
    soort: onderwerp
    onderwerp: persoon
    van wie: klant
    sleutel: klant
    geboortedag: geboren
    kolommen:
      klant: sleutel
      geboren: dag
  meting:
    soort: score
    onderwerp: persoon
    van wie: klant
    sleutel: [klant, datum]
    dag: datum
    waarde: stand
    kolommen:
      klant: sleutel
      datum: dag
      stand: {type: code, codelijst: niveau}
  wonen:
    soort: tijdvak
    onderwerp: persoon
    van wie: klant
    sleutel: [klant, begin]
    van: begin
    tot en met: einde
    kolommen:
      klant: sleutel
      begin: dag
      einde: dag
      plaats: tekst
      huur: {type: getal, decimalen: 2}
splitsingen:
  plaats: {tabel: wonen, kolom: plaats}
"""


@dataclass(frozen=True)
class Mistake:
    """A text of the sound dictionary replaced; the finding must stand where `at` first stands."""

    old: str
    new: str
    at: str
    code: str

    def text(self) -> str:
        assert SOUND.count(self.old) == 1, f"draw it where the text stands once: {self.old!r}"
        return SOUND.replace(self.old, self.new)

    def line_and_column(self) -> tuple[int, int]:
        before, found, _ = self.text().partition(self.at)
        assert found, f"the mistake has no {self.at!r} to point at"
        return before.count("\n") + 1, len(before) - before.rfind("\n")


MISTAKES = {
    "unknown column type": Mistake("plaats: tekst", "plaats: teskt", "teskt", "ongeldige-waarde"),
    "unknown code list": Mistake(
        "codelijst: niveau", "codelijst: nivo", "codelijst: nivo", "onbekende-verwijzing"
    ),
    "code column without a list": Mistake(
        "{type: code, codelijst: niveau}", "{type: code}", "stand: {", "woordenboek-onjuist"
    ),
    "group with an unknown code": Mistake('["2"]', '["3"]', "goed:", "onbekende-verwijzing"),
    "no score with an unknown code": Mistake(
        '["99"]', '["98"]', "geen score:", "onbekende-verwijzing"
    ),
    "unknown kind of table": Mistake("tijdvak", "periode", "periode", "ongeldige-waarde"),
    "unknown subject": Mistake(
        "score\n    onderwerp: persoon",
        "score\n    onderwerp: mens",
        "onderwerp: mens",
        "onbekende-verwijzing",
    ),
    "missing day": Mistake("    dag: datum\n", "", "meting:", "woordenboek-onjuist"),
    "missing first day": Mistake("    van: begin\n", "", "wonen:", "woordenboek-onjuist"),
    "score without a value": Mistake("    waarde: stand\n", "", "meting:", "woordenboek-onjuist"),
    "value on a moment": Mistake(
        "soort: score", "soort: moment", "waarde: stand", "woordenboek-onjuist"
    ),
    "day that is no day": Mistake(
        "datum: dag", "datum: tekst", "dag: datum", "woordenboek-onjuist"
    ),
    "birth day that is no day": Mistake(
        "geboren: dag", "geboren: tekst", "geboortedag:", "woordenboek-onjuist"
    ),
    "last day that is no day": Mistake(
        "einde: dag", "einde: getal", "tot en met:", "woordenboek-onjuist"
    ),
    "key that is no column": Mistake(
        "[klant, datum]", "[klant, dag]", "sleutel: [klant, dag]", "onbekende-verwijzing"
    ),
    "value that is no column": Mistake(
        "waarde: stand", "waarde: score", "waarde: score", "onbekende-verwijzing"
    ),
    "two ends": Mistake(
        "    tot en met: einde\n",
        "    tot en met: einde\n    tot: einde\n",
        "wonen:",
        "woordenboek-onjuist",
    ),
    "decimals on a text": Mistake(
        "plaats: tekst",
        "plaats: {type: tekst, decimalen: 1}",
        "decimalen: 1",
        "woordenboek-onjuist",
    ),
    "decimals that are no number": Mistake("2}\n", "twee}\n", "twee}", "ongeldige-waarde"),
    "personal that is not yes or no": Mistake(
        "decimalen: 2", "persoonsgegeven: true", "true", "ongeldige-waarde"
    ),
    "length that is no length": Mistake(
        "    waarde: stand\n",
        "    waarde: stand\n    houdbaar: lang\n",
        "lang\n",
        "ongeldige-waarde",
    ),
    "split by an unknown table": Mistake(
        "{tabel: wonen,", "{tabel: woning,", "tabel: woning", "onbekende-verwijzing"
    ),
    "split by a score": Mistake(
        "{tabel: wonen, kolom: plaats}",
        "{tabel: meting, kolom: stand}",
        "tabel: meting",
        "woordenboek-onjuist",
    ),
    "split by an unknown column": Mistake(
        "kolom: plaats}", "kolom: plek}", "kolom: plek", "onbekende-verwijzing"
    ),
    "split by a column of no table": Mistake(
        "{tabel: wonen, kolom: plaats}", "{kolom: plek}", "kolom: plek", "onbekende-verwijzing"
    ),
    "unknown key": Mistake(
        "    tot en met: einde\n", "    eind: einde\n", "eind: einde", "onbekende-sleutel"
    ),
    "same column twice": Mistake(
        "      einde: dag\n",
        "      einde: dag\n      einde: tekst\n",
        "einde: tekst",
        "dubbele-sleutel",
    ),
    "table without columns": Mistake(
        "    kolommen:\n      klant: sleutel\n      geboren: dag\n",
        "",
        "soort: onderwerp",
        "ontbrekende-sleutel",
    ),
}


def test_drawn_dictionary_without_a_mistake_has_no_finding() -> None:
    dictionary, findings = read_dictionary(SOUND)
    assert findings.items == []
    assert dictionary is not None


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_mistake_in_a_dictionary_gives_a_finding_with_its_line_and_column(
    mistake: Mistake,
) -> None:
    dictionary, findings = read_dictionary(mistake.text(), name="proef.yaml")
    assert dictionary is None
    found = [(f.code, f.place.file, f.place.line, f.place.column) for f in findings.items]
    assert found == [(mistake.code, "proef.yaml", *mistake.line_and_column())]


def test_all_mistakes_of_a_dictionary_are_reported_at_once() -> None:
    twice = SOUND.replace("kolom: plaats}", "kolom: plek}").replace(
        "codelijst: niveau", "codelijst: x"
    )
    _, findings = read_dictionary(twice)
    assert [finding.code for finding in findings.items] == ["onbekende-verwijzing"] * 2


def test_mistake_comes_with_the_word_that_was_meant() -> None:
    _, findings = read_dictionary(SOUND.replace("codelijst: niveau", "codelijst: nivaeu"))
    assert findings.items[0].hint == "Bedoelt u 'niveau'?"
