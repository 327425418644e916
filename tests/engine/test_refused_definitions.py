"""Agreements that could be read but not counted soundly, each refused at its place.

The idea that makes it simple: one indicator is written out, and the finding it must give stands
beside it, with the rule that the engine would otherwise have to guess about.
"""

import pytest

from koers.findings import Finding
from tests.engine.drawn_agreement import GOOD, mutated, read

HEAD = GOOD.partition("indicatoren:")[0]


def findings(*indicators: str, head: str = HEAD) -> list[Finding]:
    """All errors of an agreement with these indicators."""
    blocks = "\n".join(
        f"  - {{code: X-{number}, naam: Getekend, {text}}}"
        for number, text in enumerate(indicators, start=1)
    )
    return [one for one in read(f"{head}indicatoren:\n{blocks}\n").findings if one.is_error]


def codes(*indicators: str) -> list[str]:
    return [one.code for one in findings(*indicators)]


AGE = "{leeftijd: {van: 18}}"
SHARE = "die: {begin: werk, binnen: 1 jaar}, onbekend: eruit"

REFUSED = [
    # S1: an event does not run on a reference day, and days beside states anchor nothing
    (
        "persoon",
        f"aandeel: {{van: {{moment: melding, op peildag: laatste dag, per: jaar}}, {SHARE}}}",
        "verkeerde-tabelsoort",
    ),
    (
        "persoon",
        f"aandeel: {{van: {{een van: [{{moment: melding}}, {{tijdvak: uitkering}}]}}, {SHARE}}}",
        "verkeerde-tabelsoort",
    ),
    (
        "persoon",
        "stand: {een van: [{moment: melding}, {tijdvak: uitkering}]}",
        "verkeerde-tabelsoort",
    ),
    # S6: without a score is true on every day without a measurement
    (
        "persoon",
        (
            "aandeel: {van: {moment: melding}, die: {zonder: {score: trede, hooguit: 2}, "
            "binnen: 1 jaar}, onbekend: eruit}"
        ),
        "venster-onjuist",
    ),
    # F3, C3: a row is not a merged spell, and behind 'zonder' or 'een van' there is no row
    (
        "uitkering",
        "aantal: {tijdvak: uitkering, onderbreking: hooguit 30 dagen}",
        "verkeerde-eenheid",
    ),
    ("uitkering", "stand: {tijdvak: uitkering, minstens oud: 1 jaar}", "verkeerde-eenheid"),
    ("uitkering", "aantal: {zonder: {begin: uitkering}}", "verkeerde-eenheid"),
    (
        "melding",
        "aantal: {een van: [{moment: melding, soort: x}, {moment: melding, soort: y}]}",
        "verkeerde-eenheid",
    ),
    # F8: the universe is the subjects of the first table, so there must be one
    ("persoon", f"dagen: {AGE}", "verkeerde-eenheid"),
    ("persoon", f"aantal: {AGE}", "verkeerde-eenheid"),
    ("persoon", f"aandeel: {{van: {AGE}, {SHARE}}}", "verkeerde-eenheid"),
    (
        "persoon",
        f"aandeel: {{van: {{alle van: [{AGE}, {{moment: melding}}]}}, {SHARE}}}",
        "verkeerde-eenheid",
    ),
    # C1: a formula counts something
    (
        "persoon",
        (
            "formule: {teller: [{nulmeting: ja}], noemer: [{nulmeting: ja}]}, "
            "nulmeting: {waarde: 3, bron: x}"
        ),
        "verkeerde-eenheid",
    ),
    # P4: keys of two domains, in a term, in another indicator, in a split, in an age
    (
        "persoon",
        (
            "formule: {teller: [{aantal: {eenheid: persoon, alle van: [{tijdvak: uitkering}, "
            "{tijdvak: deelname}]}}], noemer: [{aantal: melding}]}"
        ),
        "sleuteldomein",
    ),
    (
        "persoon",
        (
            f"aandeel: {{van: {{alle van: [{{begin: deelname}}, {AGE}]}}, "
            "die: {begin: deelname, binnen: 1 jaar}, onbekend: eruit}"
        ),
        "sleuteldomein",
    ),
    ("deelname", "aantal: {begin: deelname}, splits: gemeente", "sleuteldomein"),
    # P1: every counted row has the column of a split, and it makes groups
    (
        "melding",
        "formule: {teller: [{aantal: melding}], noemer: [{opgave: waarde}]}, splits: soort",
        "splitsing-onjuist",
    ),
    (
        "melding",
        "formule: {teller: [{aantal: melding}], noemer: [{opgave: waarde}]}, splits: gemeente",
        "splitsing-onjuist",
    ),
    # S7: a day is asked for by a window, a number by a number
    ("melding", "aantal: {moment: melding, waarbij: {dag: 2016-08-01}}", "verkeerde-eenheid"),
    ("melding", "aantal: {moment: melding, bedrag: veel}", "ongeldige-waarde"),
    ("melding", "aantal: {moment: melding, bedrag: [10, 20]}", "ongeldige-waarde"),
    # F2: ages that people reach
    ("persoon", "stand: {alle van: [{tijdvak: werk}, {leeftijd: {van: -1}}]}", "ongeldige-waarde"),
    ("persoon", "stand: {alle van: [{tijdvak: werk}, {leeftijd: {van: 151}}]}", "ongeldige-waarde"),
    # S6: windows of at most a century, on days that can be shifted
    (
        "persoon",
        "aandeel: {van: {moment: melding}, die: {begin: werk, binnen: 101 jaar}, onbekend: eruit}",
        "ongeldige-waarde",
    ),
    (
        "persoon",
        (
            "aandeel: {van: {moment: melding}, die: {begin: werk, gedurende: {van: 1 jaar}}, "
            "onbekend: eruit}"
        ),
        "ontbrekende-sleutel",
    ),
    # P3: a bound that fits the figure
    (
        "persoon",
        f"aandeel: {{van: {{moment: melding}}, {SHARE}}}, norm: {{per: jaar, minstens: 60}}",
        "norm-onjuist",
    ),
    ("melding", "aantal: melding, norm: {per: jaar, minstens: 60%}", "norm-onjuist"),
]


@pytest.mark.parametrize(("unit", "form", "code"), REFUSED)
def test_indicator_that_cannot_be_counted_soundly_is_refused(
    unit: str, form: str, code: str
) -> None:
    found = findings(f"eenheid: {unit}, {form}")
    assert [one.code for one in found] == [code]
    assert found[0].place.line == HEAD.count("\n") + 2


def test_population_of_another_kind_of_subject_is_refused() -> None:  # P4
    inner = (
        "eenheid: besluit, aandeel: {van: {moment: toetsing}, die: {moment: toetsing, "
        "uitkomst: fout, op: zelfde dag}, onbekend: eruit}"
    )
    outer = f"eenheid: persoon, aandeel: {{van: {{indicator: X-1, klasse: behaald}}, {SHARE}}}"
    assert codes(inner, outer) == ["verkeerde-eenheid"]


def test_population_with_keys_of_another_domain_is_refused() -> None:  # P4
    inner = (
        "eenheid: persoon, aandeel: {van: {begin: deelname}, die: {begin: deelname, "
        "binnen: 1 jaar}, onbekend: eruit}"
    )
    outer = (
        "eenheid: persoon, aandeel: {van: {indicator: X-1, klasse: behaald, anker: succesdag}, "
        f"{SHARE}}}"
    )
    assert codes(inner, outer) == ["sleuteldomein"]


def test_rows_of_what_never_changes_are_its_subjects() -> None:  # C3
    # A row of a subject table has no day of its own: counted as rows there would always be none.
    text = "formule: {teller: [{aantal: persoon}], noemer: [{aantal: persoon}]}"
    agreement = read(f"{HEAD}indicatoren: [{{code: X, naam: x, eenheid: persoon, {text}}}]")
    assert agreement.agreement is not None
    assert "Unit.SUBJECT" in repr(agreement.agreement.indicators[0].form)


def test_number_may_be_asked_for_exactly() -> None:  # S7: equality on quantities
    assert codes("eenheid: melding, aantal: {moment: melding, bedrag: '12,50'}") == []


def test_parameter_with_two_values_from_one_day_is_refused() -> None:  # C1
    twice = "[{van: 2016-07-01, waarde: 1, bron: a}, {van: 2016-07-01, waarde: 2, bron: b}]"
    old = '[{van: 2016-07-01, waarde: "1,02", bron: raadsbesluit}]'
    found = [one.code for one in read(mutated(old, twice)).findings if one.is_error]
    assert found == ["dubbele-naam"]


@pytest.mark.parametrize("day", ["1799-12-31", "2200-01-01", "9999-12-31", "0001-01-01"])
def test_day_that_arithmetic_could_fall_off_is_refused(day: str) -> None:  # S6
    found = read(mutated("tot en met: 2018-06-30}\nw", f"tot en met: {day}}}\nw")).findings
    assert [one.code for one in found if one.is_error] == ["ongeldige-waarde"]


def test_key_of_a_column_told_inline_and_under_waarbij_is_refused() -> None:
    text = "eenheid: melding, aantal: {moment: melding, soort: x, waarbij: {soort: y}}"
    assert codes(text) == ["dubbele-sleutel"]
