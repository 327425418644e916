"""An indicator whose totals are delivered instead of rows, under the same agreement."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from koers.agreement import Agreement, Observation, Survey
from koers.delivery import drawn_rows
from koers.dictionary_format import shipped
from koers.engines import compiled, reference
from koers.figures import Figure, Strength, VerdictWord
from koers.findings import Refused
from koers.format import read_agreement
from koers.periods import Grain, reporting_periods
from koers.questions import Asked
from koers.register import Register
from koers.results import Engine, measure
from koers.stated import is_stated, with_stated
from tests.spec.drawn import draw_agreement

TEXT = """
overeenkomst: opgave
titel: Getekend 2017
regime: wgr
partijen:
  assen: {naam: Assen, rol: opdrachtgever, gemeente: GM0106}
  tynaarlo: {naam: Tynaarlo, rol: opdrachtgever, gemeente: GM1730}
looptijd: {van: 2017-01-01, tot en met: 2017-12-31}
woordenboek: participatiewet
indicatoren:
  - code: K
    naam: Aan het werk
    eenheid: persoon
    aandeel:
      van: {begin: uitkering}
      die: {begin: werk, binnen: 1 jaar}
      onbekend: eruit
    norm: {per: jaar, minstens: 60%}
    splits: [gemeente]
  - code: A
    naam: Meldingen
    eenheid: melding
    aantal: {moment: melding}
    norm: {per: jaar, minstens: 50}
"""
DRAWN = [
    ("k-assen", "K", "GM0106", "12", "20", "opgave"),
    ("k-tynaarlo", "K", "GM1730", "9", "15", "gecontroleerd"),
    ("a-assen", "A", "GM0106", "49", "", "geteld"),
]


def agreement() -> Agreement:
    found = read_agreement(TEXT, name="opgave").agreement
    assert found is not None
    return found


def register() -> Register:
    names = ("reeks", "naam", "gemeente", "teller", "noemer", "status")
    rows = [
        ("cijfer", {"dag": "2017-12-31", **dict(zip(names, row, strict=True))}) for row in DRAWN
    ]
    found, findings = drawn_rows(rows, shipped("participatiewet"), "spec")
    assert not findings
    return Register(found)


def figures(code: str, *groupings: str, engine: Engine = reference.count) -> tuple[Figure, ...]:
    stated = with_stated(agreement(), ["K", "A"])
    year = reporting_periods(Grain.YEAR, stated.term)
    asked = Asked(year, date(2018, 12, 31), ((), *((name,) for name in groupings)))
    return measure(stated, register(), stated.indicator(code), asked, engine=engine)


@pytest.mark.parametrize("engine", [reference.count, compiled.count])
def test_share_can_be_delivered_as_totals_and_is_judged_by_the_same_norm(
    engine: Engine,
) -> None:  # C1, indicators.md
    (found,) = figures("K", engine=engine)
    assert (found.value, found.verdict) == (Fraction(21, 35), VerdictWord.MET)
    assert found.interval is None
    assert is_stated(found.indicator)


def test_stated_figure_is_split_by_municipality_and_by_how_sure_it_is() -> None:  # C1
    cells = {found.split: found.value for found in figures("K", "betrokken gemeente", "status")}
    assert cells == {
        (): Fraction(3, 5),
        (("betrokken gemeente", "GM0106"),): Fraction(3, 5),
        (("betrokken gemeente", "GM1730"),): Fraction(3, 5),
        (("status", "opgave"),): Fraction(3, 5),
        (("status", "gecontroleerd"),): Fraction(3, 5),
    }


def test_count_can_be_delivered_as_a_total() -> None:  # C1
    (found,) = figures("A")
    assert found.value == 49
    assert found.verdict is VerdictWord.NOT_MET


def test_stated_sample_is_not_exact_and_needs_a_random_draw() -> None:  # rows 2 and 10
    of_survey = replace(agreement().indicator("K"), observation=Observation.SURVEY)
    for random, verdict in ((True, VerdictWord.MET), (False, VerdictWord.NO_FIGURES)):
        indicator = replace(of_survey, survey=Survey(random=random))
        agreed = with_stated(replace(agreement(), indicators=(indicator,)), ["K"])
        asked = Asked(reporting_periods(Grain.YEAR, agreed.term), date(2018, 12, 31))
        (found,) = measure(agreed, register(), agreed.indicators[0], asked, engine=reference.count)
        assert (found.verdict, found.judged.strength) == (verdict, Strength.NONE)


def test_agreement_stays_the_same() -> None:
    assert with_stated(agreement(), ["K"]).document_hash == agreement().document_hash
    assert with_stated(agreement(), []) == agreement()


def test_dictionary_without_stated_figures_is_refused() -> None:
    drawn = draw_agreement(
        "aantal: {moment: melding}\neenheid: melding", term="2017-01-01..2017-12-31"
    )
    with pytest.raises(Refused, match="geen tabel met opgegeven cijfers"):
        with_stated(drawn, ["I1"])
