"""Mistakes that make a dictionary unfit to count with, each drawn in a sound one.

Each must be one finding on the line and column where it stands, as for the mistakes of shape and
reference in `test_shipped_dictionaries.py`.
"""

import pytest

from koers.dictionary_format import read_dictionary
from tests.engine.test_shipped_dictionaries import SOUND, Mistake

WRONG, TWICE = "woordenboek-onjuist", "dubbele-naam"

MISTAKES = {
    # scores and code lists (F1, F8)
    "score that is a number": Mistake(
        "stand: {type: code, codelijst: niveau}", "stand: getal", "waarde: stand", WRONG
    ),
    "score that is a text": Mistake(
        "stand: {type: code, codelijst: niveau}", "stand: tekst", "waarde: stand", WRONG
    ),
    "score that holds for no day": Mistake(
        "    waarde: stand\n",
        "    waarde: stand\n    houdbaar: 0 dagen\n",
        "houdbaar: 0",
        WRONG,
    ),
    "empty code list": Mistake(
        'codes: {"1": laag, "2": hoog, "99": geen}\n'
        '    geen score: ["99"]\n'
        '    groepen: {goed: ["2"]}\n',
        "codes: {}\n",
        "codes: {}",
        WRONG,
    ),
    "group called like a code": Mistake("{goed:", '{"1":', '"1": ["2"]', TWICE),
    "group called like a label": Mistake("{goed:", "{Laag:", "Laag:", TWICE),
    "two codes with one label": Mistake('"2": hoog', '"2": Laag', '"2": Laag', TWICE),
    "label that is another code": Mistake('"2": hoog', '"2": "1"', '"2": "1"', TWICE),
    # columns (C5)
    "code list on a text": Mistake(
        "plaats: tekst",
        "plaats: {type: tekst, codelijst: niveau}",
        "codelijst: niveau}\n      huur",
        WRONG,
    ),
    "fewer than no decimals": Mistake("decimalen: 2", "decimalen: -1", "decimalen: -1", WRONG),
    "seven decimals": Mistake("decimalen: 2", "decimalen: 7", "decimalen: 7", WRONG),
    "column called like a window": Mistake("huur: {", "binnen: {", "binnen: {", WRONG),
    "column called like a condition": Mistake("huur: {", "score: {", "score: {", WRONG),
    # spells (F2)
    "spell without an end": Mistake("    tot en met: einde\n", "", "wonen:", WRONG),
    "spell that ends on its begin": Mistake(
        "tot en met: einde", "tot en met: begin", "tot en met:", WRONG
    ),
    "exclusive end on the begin": Mistake("tot en met: einde", "tot: begin", "tot:", WRONG),
    # keys (F4, C3)
    "column twice in the key": Mistake(
        "[klant, datum]", "[klant, datum, klant]", "sleutel: [klant, datum", TWICE
    ),
    "subject that is a day": Mistake(
        "van wie: klant\n    sleutel: [klant, datum]",
        "van wie: datum\n    sleutel: [klant, datum]",
        "van wie: datum",
        WRONG,
    ),
    "two rows for one subject": Mistake(
        "sleutel: klant\n", "sleutel: [klant, geboren]\n", "sleutel: [klant, geboren]", WRONG
    ),
    "row called like the subject": Mistake(
        "    soort: score\n", "    soort: score\n    rij: persoon\n", "rij: persoon", WRONG
    ),
    "row called like another subject": Mistake(
        "  persoon: {meervoud: personen, persoon: ja}\n",
        "  persoon: {meervoud: personen, persoon: ja}\n  meting: {meervoud: metingen}\n",
        "meting:\n",
        WRONG,
    ),
    "birth days in two tables": Mistake(
        "  meting:\n",
        "  mens:\n    soort: onderwerp\n    onderwerp: persoon\n    van wie: klant\n"
        "    sleutel: klant\n    geboortedag: dag\n    kolommen: {klant: sleutel, dag: dag}\n"
        "  meting:\n",
        "geboortedag: dag",
        WRONG,
    ),
    # splits (P1)
    "split on the key of a person": Mistake(
        "kolom: plaats}", "kolom: klant}", "kolom: klant", WRONG
    ),
    "split of rows on the key of a person": Mistake(
        "{tabel: wonen, kolom: plaats}", "{kolom: klant}", "kolom: klant", WRONG
    ),
    "split on an amount": Mistake("kolom: plaats}", "kolom: huur}", "kolom: huur", WRONG),
    "split on a day": Mistake("kolom: plaats}", "kolom: einde}", "kolom: einde", WRONG),
}


def places(text: str) -> list[tuple[str, int, int]]:
    _, findings = read_dictionary(text, name="proef.yaml")
    return [(one.code, one.place.line, one.place.column) for one in findings.items]


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_dictionary_that_cannot_be_counted_with_is_a_finding(mistake: Mistake) -> None:
    line, column = mistake.line_and_column()
    assert places(mistake.text()) == [(mistake.code, line, column)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("datum: dag\n      stand", "van: dag\n      stand"),  # a day column may be called `van`
        ("klant: sleutel\n      geboren", "klant: {type: sleutel}\n      geboren"),
        ("    soort: onderwerp\n", "    soort: onderwerp\n    rij: persoon\n"),
        ("    soort: score\n", "    soort: score\n    noem: persoon\n"),
        ("decimalen: 2", "decimalen: 6"),
    ],
)
def test_what_only_looks_like_a_mistake_is_fine(old: str, new: str) -> None:
    assert old in SOUND
    text = SOUND.replace(old, new)
    if "van: dag" in new:
        text = text.replace("[klant, datum]", "[klant, van]").replace("dag: datum", "dag: van")
    assert places(text) == []


def test_order_of_a_scale_is_part_of_what_identifies_a_dictionary() -> None:
    # F8: a scale is ordered, so another order is another dictionary.
    ordered = SOUND.replace("    titel: Niveau\n", "    titel: Niveau\n    geordend: ja\n")
    turned = ordered.replace('{"1": laag, "2": hoog,', '{"2": hoog, "1": laag,')
    hashes = {str(read_dictionary(text)[0].document_hash) for text in (ordered, turned)}  # type: ignore[union-attr]
    assert len(hashes) == 2
