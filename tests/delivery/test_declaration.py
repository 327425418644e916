"""What whoever delivers says: read whole, completed, and refused at its place."""

from datetime import date
from pathlib import Path

from koers.delivery.declaration import Declaration, read_declaration
from koers.delivery.declaration_keys import DeliveryKind
from koers.findings import Finding, Findings

GOOD = """\
aanlevering: Juli 2016
leverancier: wpda
woordenboek: participatiewet
periode: {van: 2016-07-01, tot en met: 2016-07-31}
soort: wijzigingen
bekend tot en met: 2016-07-31
datumnotatie: dd-mm-jjjj
leeg: [NULL, n.v.t.]
tabellen:
  - tabel: uitkering
    bestand: export.csv
    kolommen:
      klant: clientnummer
      einddatum: {kolom: einde, exclusief: ja, datumnotatie: jjjjmmdd}
      regeling: {kolom: soort, codes: regelingen}
    controletotalen: {rijen: 12, som: {maandbedrag: "1250,50"}}
  - tabel: normbedrag
    soort: volledige historie
    bekend tot en met: 2016-06-30
    leeg: ["-"]
codes:
  regelingen:
    - {lokaal: [PW, WWB], landelijk: "01"}
    - {lokaal: X, landelijk: "02", tot en met: 2014-12-31}
    - {lokaal: X, van: 2015-01-01}
"""


def read(text: str, folder: Path | None = None) -> tuple[Declaration | None, tuple[Finding, ...]]:
    findings = Findings()
    found = read_declaration(
        text.encode(), name="aanlevering.yaml", folder=folder or Path(), findings=findings
    )
    return found, findings.in_order()


def changed(old: str, new: str) -> tuple[Declaration | None, tuple[Finding, ...]]:
    assert old in GOOD
    return read(GOOD.replace(old, new, 1))


def test_what_is_told_once_holds_for_every_table_that_says_nothing_else() -> None:
    found, findings = read(GOOD)
    assert not findings
    assert found is not None
    benefits, income = found.tables
    assert (benefits.kind, benefits.known_through) == (DeliveryKind.CHANGES, date(2016, 7, 31))
    assert (income.kind, income.known_through) == (DeliveryKind.FULL_HISTORY, date(2016, 6, 30))
    assert benefits.columns["begindatum"].day_notation == "dd-mm-jjjj"
    assert benefits.columns["einddatum"].day_notation == "jjjjmmdd"
    assert benefits.columns["klant"].empty == {"NULL", "n.v.t."}
    assert income.columns["klant"].empty == {"-"}


def test_a_column_is_named_from_our_side_and_else_has_our_name() -> None:
    found, _ = read(GOOD)
    assert found is not None
    columns = found.tables[0].columns
    assert columns["klant"].source == "clientnummer"
    assert columns["begindatum"].source == "begindatum"
    assert columns["einddatum"].end_is_exclusive is True
    assert columns["begindatum"].end_is_exclusive is None


def test_codes_are_translated_from_a_day_to_a_day() -> None:  # issue 4.3
    found, _ = read(GOOD)
    assert found is not None
    rules = found.tables[0].columns["regeling"].codes
    assert rules is not None
    assert [(rule.local, rule.national) for rule in rules] == [
        ("PW", "01"),
        ("WWB", "01"),
        ("X", "02"),
        ("X", None),
    ]
    assert rules[2].last_day == date(2014, 12, 31)
    assert rules[3].first_day == date(2015, 1, 1)


def test_another_spelling_is_the_same_declaration() -> None:
    block, _ = read(GOOD)
    spaced, _ = read(GOOD.replace("leeg: [NULL, n.v.t.]", "leeg:\n  - NULL\n  - n.v.t."))
    other, _ = changed("Juli 2016", "Juli")
    assert block is not None
    assert spaced is not None
    assert other is not None
    assert block.hash == spaced.hash != other.hash


def test_every_mistake_is_told_at_its_place() -> None:  # trust
    text = GOOD
    for old, new in (
        ("tabel: normbedrag", "tabel: normbedragen"),
        ("      klant:", "      client:"),
        ("codes: regelingen}", "codes: regeling}"),
        ("{maandbedrag:", "{bedrag:"),
        ("van: 2016-07-01, tot en met: 2016-07-31", "van: 2016-07-31, tot en met: 2016-07-01"),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    found, findings = read(text)
    assert found is None
    assert {(finding.place.line, finding.code) for finding in findings} == {
        (4, "ongeldige-waarde"),
        (13, "onbekende-verwijzing"),
        (15, "onbekende-verwijzing"),
        (16, "onbekende-verwijzing"),
        (17, "onbekende-verwijzing"),
    }


def test_a_stand_of_what_has_no_spells_is_refused() -> None:  # F5
    found, findings = changed("soort: volledige historie", "soort: stand")
    assert found is None
    assert [(finding.code, finding.place.line) for finding in findings] == [("soort-past-niet", 18)]


def test_what_a_table_needs_is_asked_once_and_where() -> None:
    found, findings = changed("bekend tot en met: 2016-07-31\n", "")
    assert found is None
    (finding,) = findings
    assert (finding.code, finding.place.line) == ("ontbrekende-sleutel", 9)
    assert "'uitkering'" in finding.message


def test_two_ways_to_fill_a_column_are_one_too_many() -> None:
    found, findings = changed("{kolom: einde,", "{kolom: einde, vast: 2016-12-31,")
    assert found is None
    assert [finding.code for finding in findings] == ["ongeldige-waarde"]


def test_a_table_stands_there_once() -> None:
    found, findings = changed("tabel: normbedrag", "tabel: uitkering")
    assert found is None
    assert [finding.code for finding in findings] == ["dubbele-sleutel"]


def test_taking_back_a_delivery_needs_no_tables() -> None:  # F6
    found, findings = read(
        "aanlevering: x\nleverancier: wpda\nwoordenboek: participatiewet\nvervangt: 0123456789ab\n"
    )
    assert not findings
    assert found is not None
    assert (found.replaces, found.tables) == ("0123456789ab", ())


def test_a_delivery_of_nothing_is_refused() -> None:
    found, findings = read("aanlevering: x\nleverancier: wpda\nwoordenboek: participatiewet\n")
    assert found is None
    assert [finding.code for finding in findings] == ["ontbrekende-sleutel"]


def test_bytes_that_are_no_utf_8_are_told_with_their_line() -> None:  # trust
    findings = Findings()
    data = GOOD.replace("Juli", "Jülich").encode("cp1252")
    assert read_declaration(data, name="a", folder=Path(), findings=findings) is None
    assert [(f.code, f.place.line) for f in findings.in_order()] == [("bestand-onleesbaar", 1)]


def test_a_dictionary_of_ones_own_stands_beside_it(tmp_path: Path) -> None:
    found, findings = read(GOOD.replace("participatiewet", "eigen.yaml"), tmp_path)
    assert found is None
    assert [finding.code for finding in findings] == ["bestand-onleesbaar"]


def test_a_header_stands_on_a_line_that_can_be() -> None:
    found, findings = changed("bestand: export.csv", "bestand: export.csv\n    kopregel: 0")
    assert found is None
    assert [(f.code, f.place.line) for f in findings] == [("ongeldige-waarde", 12)]
