"""The JSON Schemas as an editor uses them: what Koers reads is right, a wrong shape is not."""

from pathlib import Path

import pytest

from koers.dictionary_format import read_dictionary, shipped, shipped_names
from koers.schema import agreement_schema, dictionary_schema
from tests.engine.drawn_agreement import GOOD, mutated, read
from tests.engine.editor import as_editor_reads, complaints
from tests.spec.woordenboek import TEXT, spec_dictionary

ROOT = Path(__file__).parent.parent.parent
SCHEMA = agreement_schema(spec_dictionary())
SHAPE = {"onbekende-sleutel", "ontbrekende-sleutel", "verkeerde-vorm", "ongeldige-waarde"}
SHAPE |= {"dubbelzinnig-getal"}
AGREEMENTS = sorted(
    [*ROOT.glob("voorbeelden/**/overeenkomst*.yaml"), *ROOT.glob("tests/**/overeenkomst*.yaml")]
)
DICTIONARIES = sorted(
    [*ROOT.glob("src/koers/woordenboeken/*.yaml"), *ROOT.glob("tests/**/woordenboek*.yaml")]
)

# What was changed in the sound agreement, and into what: each is refused for its shape.
WRONG_SHAPES = [
    ("titel: Een proef", "tittel: Een proef"),
    ("titel: Een proef met elke vorm\n", ""),
    ("titel: Een proef met elke vorm", "titel: [een, twee]"),
    ("titel: Een proef met elke vorm", "titel:"),
    ("titel: Een proef met elke vorm", "titel: {kort: proef}"),
    ("overeenkomst: proef-1", "overeenkomst: proef 1"),
    ("regime: wgr", "regime: gr"),
    ("regime: wgr", "regime: [wgr]"),
    ("rol: opdrachtgever", "rol: baas"),
    ("naam: Assen, rol", "naam: Assen, kleur: rood, rol"),
    ("  assen: {naam: Assen, rol: opdrachtgever, gemeente: Assen}", "  assen: Assen"),
    ("  assen: {naam", "  as sen: {naam"),
    ("partijen:\n  assen:", "partijen: [assen]\noud:\n  assen:"),
    ("looptijd: {van: 2016-07-01", "looptijd: {van: 01-07-2016"),
    ("looptijd: {van: 2016-07-01", "looptijd: {van: 2016-02-30"),
    ("looptijd: {van: 2016-07-01, ", "looptijd: {"),
    ("looptijd: {van: 2016-07-01, tot en met: 2018-06-30}", "looptijd: 2 jaar"),
    ("  - {code: meedoen, naam", "  - {code: meedoen, nam: x, naam"),
    ("effecten:\n  - {", "effecten:\n  een: {"),
    ('waarde: "1,02", bron: raadsbesluit', 'waarde: "1,02"'),
    ('waarde: "1,02"', "waarde: veel"),
    ('waarde: "1,02"', 'waarde: "1.020"'),
    ('waarde: "1,02"', "waarde: [1, 2]"),
    ("  - code: A-1\n", "  - kode: A-1\n"),
    ("code: A-1\n", "code: A 1\n"),
    ("    eenheid: persoon\n", ""),
    ("aandeel:\n", "aandel:\n"),
    ("van: {score: trede, waarde: [1, 2], telkens: elke}", "van: trede"),
    ("telkens: elke", "telkens: elke keer"),
    ("score: trede, minstens: 3, binnen", "score: [trede], minstens: 3, binnen"),
    ("binnen: 1 jaar", "binnen: een jaar"),
    ("binnen: 1 jaar", "binnen: 1"),
    ("binnen: 1 jaar", "binen: 1 jaar"),
    ("zonder: {tijdvak: woonplaats, gemeente: Assen}", "zonder: woonplaats"),
    ("      onbekend: niet behaald\n", ""),
    ("onbekend: niet behaald", "onbekend: weg"),
    ("wachttijd: 6 weken", "wachttijd: {weken: 6}"),
    ("telt in: rijping", "telt in: nooit"),
    ("per: halfjaar", "per: semester"),
    ("minstens: 60%", "minstens: zestig"),
    ("minstens: 60%", "minimum: 60%"),
    ("norm: geen", "norm: nee"),
    ("dag: 2015-12-31, bron: jaarverslag", "dag: 2015-12-31"),
    ("nulmeting: nog te meten", "nulmeting: onbekend"),
    ("stadium: proefmeting", "stadium: klaar"),
    ("splits: [gemeente, geslacht]", "splits: {gemeente: ja}"),
    ("        verwacht: behaald\n", ""),
    ("2016-07-01..2017-06-30", "2016-07-01 tot 2017-06-30"),
    ("          - {tabel: woonplaats, van: 2016-01-01, gemeente: Assen}", "          - woonplaats"),
    ("reden: [overleden, verhuisd]", "reeden: [overleden, verhuisd]"),
    ("soort: [nieuw, terug]", "soort: {gelijk aan: nieuw}"),
    ('minstens: "10,50"', "minstens: tien"),
    ("leeftijd: {van: 18,", "leeftijd: {van: 18.5,"),
    ("leeftijd: {van: 18, tot en met: 26}", "leeftijd: 18"),
    ("alle van: [{tijdvak", "alle van: [tijdvak, {tijdvak"),
    ("op peildag: eerste dag", "op peildag: 1 januari"),
    ("waarbij: {naam: bereik}", "waarbij: bereik"),
    ("waarneming: steekproef", "waarneming: telling"),
    ("keer: [index, 2]", "keer: {index: 2}"),
    ("gemiddeld per: maand", "gemiddeld per: week"),
    ("min een: ja", "min een: waar"),
    ("teller: [{aantal: {moment", "boven: [{aantal: {moment"),
]


def test_sound_agreement_has_no_errors() -> None:
    assert [str(finding) for finding in read(GOOD).findings if finding.is_error] == []


def test_editor_reads_words_and_days_as_text_and_numbers_as_numbers() -> None:
    text = "{a: no, b: 2016-07-01, c: 12, d: 1.5, e: ja, f: 08, g: ~, 1: een}"
    wanted = {"a": "no", "b": "2016-07-01", "c": 12, "d": 1.5, "e": "ja", "f": 8, "g": None}
    assert as_editor_reads(text) == {**wanted, "1": "een"}


def test_sound_agreement_is_valid_in_an_editor() -> None:
    assert complaints(GOOD, SCHEMA) == []
    assert complaints(GOOD, agreement_schema()) == []


@pytest.mark.parametrize("path", AGREEMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_example_agreement_is_valid_in_an_editor(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    beside = path.parent / "woordenboek.yaml"
    named = as_editor_reads(text)
    assert isinstance(named, dict)
    shipped_one = shipped(named["woordenboek"]) if named["woordenboek"] in shipped_names() else None
    dictionary = shipped_one or read_dictionary(beside)[0]
    assert dictionary is not None
    assert complaints(text, agreement_schema(dictionary)) == []
    assert complaints(text, agreement_schema()) == []


@pytest.mark.parametrize("path", DICTIONARIES, ids=lambda path: str(path.relative_to(ROOT)))
def test_dictionary_is_valid_in_an_editor(path: Path) -> None:
    assert complaints(path.read_text(encoding="utf-8"), dictionary_schema()) == []


@pytest.mark.parametrize(("old", "new"), WRONG_SHAPES)
def test_wrong_shape_is_refused_by_the_reader_and_by_the_schema(old: str, new: str) -> None:
    text = mutated(old, new)
    assert SHAPE & {finding.code for finding in read(text).findings}
    assert complaints(text, SCHEMA)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("titel: Woordenboek", "tittel: Woordenboek"),
        ('versie: "1"\n', ""),
        ("persoon: {meervoud: personen", "persoon: {meervouden: personen"),
        ("soort: onderwerp", "soort: ding"),
        ("geboren: {type: dag", "geboren: {type: datum"),
        ("geslacht: tekst", "geslacht: [tekst]"),
        ("decimalen: 2", "decimalen: twee"),
        ("decimalen: 2", 'decimalen: "2,5"'),
        ("houdbaar: 6 maanden", "houdbaar: lang"),
        ("geordend: ja", "geordend: waar"),
        ("    van wie: persoon\n", ""),
        ("    sleutel: [persoon]\n", ""),
        ("gemeente: {tabel: woonplaats, kolom", "gemeente: {tabel: woonplaats, colom"),
        ("woordenboek: spec", "woordenboek: Spec!"),
    ],
)
def test_wrong_shape_of_a_dictionary_is_refused_by_both(old: str, new: str) -> None:
    text = TEXT.replace(old, new, 1)
    assert text != TEXT
    assert SHAPE & {finding.code for finding in read_dictionary(text)[1].items}
    assert complaints(text, dictionary_schema())


def test_conditions_offer_the_columns_of_the_dictionary() -> None:
    definitions = agreement_schema(spec_dictionary())["$defs"]
    assert isinstance(definitions, dict)
    offered = definitions["voorwaarde"]["properties"]
    assert set(spec_dictionary().column_names()) <= set(offered)
    assert set(offered["waarbij"]["properties"]) == set(spec_dictionary().column_names())
    assert offered["binnen"]["description"].startswith("Tot en met")


def test_without_a_dictionary_any_column_may_be_written() -> None:
    text = mutated("gemeente: Assen}}", "provincie: Drenthe}}")
    assert complaints(text, agreement_schema()) == []
    assert complaints(text, SCHEMA)
