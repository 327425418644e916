"""What changed between two versions, as a table of one change and its sentence."""

import pytest

from koers.grammar import Json
from koers.versions import differences
from tests.engine.drawn_agreement import GOOD, mutated, read

CONDITIONS = "alle van: [{tijdvak: uitkering, regeling: pw}, {leeftijd: {van: 18, tot en met: 26}}]"


def document(text: str) -> dict[str, Json]:
    found = read(text).document
    assert found is not None
    return found


def told(old: str, new: str) -> list[str]:
    """The differences between the sound agreement and itself with `old` replaced by `new`."""
    return [str(one) for one in differences(document(GOOD), document(mutated(old, new)))]


CHANGES = [
    (
        "minstens: 60%",
        "minstens: 65%",
        "indicatoren › A-1 › norm › 1 › minstens: was 60%, wordt 65%",
    ),
    (
        "Een proef met",
        "De proef met",
        "titel: was Een proef met elke vorm, wordt De proef met elke vorm",
    ),
    ("getekend op: 2016-06-15\n", "", "getekend op: vervallen: 2016-06-15"),
    (", gemeente: Assen}\n", "}\n", "partijen › assen › gemeente: vervallen: Assen"),
    (
        "waarde: [1, 2]",
        "waarde: [2, 1, 4]",
        "indicatoren › A-1 › aandeel › van › waarde › 3: toegevoegd: 4",
    ),
    (
        "splits: [gemeente, geslacht]",
        "splits: geslacht",
        "indicatoren › A-1 › splits › 1: vervallen: gemeente",
    ),
    (
        "soort: [nieuw, terug]",
        "soort: nieuw",
        "indicatoren › A-2 › aantal › waarbij › soort › 2: vervallen: terug",
    ),
    (
        "norm: geen",
        "norm: {per: jaar, hooguit: 9}",
        "indicatoren › A-2 › norm: was geen, wordt [{per: jaar, hooguit: 9}]",
    ),
    (
        "aantal: {moment: melding, soort: [nieuw, terug]",
        "dagen: {moment: melding, soort: [nieuw, terug]",
        "indicatoren › A-2 › aantal: vervallen: {moment: melding, waarbij: {soort: ",
    ),
    (
        "[{van: 2016-07-01, per: halfjaar, voor: geheel, minstens: 60%}]",
        "[{van: 2016-07-01, per: halfjaar, voor: geheel, minstens: 60%}, {per: jaar, minstens: 5}]",
        "indicatoren › A-1 › norm › 2: toegevoegd: {per: jaar, minstens: 5}",
    ),
    (
        CONDITIONS,
        "alle van: [{leeftijd: {van: 18, tot en met: 26}}, {tijdvak: uitkering, regeling: pw}]",
        (
            "indicatoren › A-3 › stand › alle van › eerste: was {tijdvak: uitkering, waarbij: "
            "{regeling: [pw]}}, wordt {leeftijd: {van: 18, tot en met: 26}}"
        ),
    ),
    (
        "tot en met: 26",
        "tot en met: 27",
        "indicatoren › A-3 › stand › alle van › 2 › leeftijd › tot en met: was 26, wordt 27",
    ),
    (
        "naam: op de grensdag",
        "naam: de grensdag",
        "indicatoren › A-1 › voorbeelden › de grensdag: toegevoegd: ",
    ),
    (
        "{tabel: trede, dag: 2017-07-01, trede: 3}",
        "{tabel: trede, dag: 2017-07-02, trede: 3}",
        (
            "indicatoren › A-1 › voorbeelden › op de grensdag › feiten › 2 › dag: was 2017-07-01, "
            "wordt 2017-07-02"
        ),
    ),
    ('"1,02"', '"1,03"', "parameters › index › 2016-07-01 › waarde: was 1.02, wordt 1.03"),
    ("code: A-7", "code: A-8", "indicatoren › A-7: vervallen: {code: A-7, naam: Groei, "),
]


@pytest.mark.parametrize(("old", "new", "sentence"), CHANGES)
def test_one_change_is_told_in_the_words_of_the_file(old: str, new: str, sentence: str) -> None:
    found = told(old, new)
    assert [line for line in found if line.startswith(sentence)], found
    assert len(found) <= 2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("minstens: 60%", 'minstens: "60,0%"'),
        ("waarde: [1, 2]", "waarde: [2, 1]"),
        ("binnen: 1 jaar", "binnen: 12 maanden"),
        ("soort: [nieuw, terug]", "waarbij: {soort: [terug, nieuw]}"),
        ("stand: uitkering", "stand: {tabel: uitkering}"),
        ("norm: [{per: jaar, hooguit: 200}]", "norm: {hooguit: 200, per: jaar}"),
        ("keer: [index, 2]", 'keer: ["2,0", index]'),
        (
            "titel: Een proef met elke vorm\nregime: wgr",
            "regime: wgr\ntitel: Een proef met elke vorm",
        ),
        ("titel: Een", "# een opmerking\ntitel: Een"),
    ],
)
def test_other_spelling_or_order_is_no_difference(old: str, new: str) -> None:
    assert told(old, new) == []


def test_indicator_that_moves_to_another_place_is_no_difference() -> None:
    head, *blocks = GOOD.split("  - code: A-")
    moved = "  - code: A-".join([head, *reversed(blocks)])
    assert moved != GOOD
    assert differences(document(GOOD), document(moved)) == ()


def test_added_indicator_is_one_difference() -> None:
    extra = "  - {code: A-9, naam: Werk, eenheid: baan, aantal: {begin: werk}}\n"
    (only,) = differences(document(GOOD), document(GOOD + extra))
    assert str(only) == "indicatoren › A-9: toegevoegd: " + extra.strip(" -\n")
