"""Where a verdict could flatter or frighten: late entries, repeats, strata, edges."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from koers.engines import compiled
from koers.figures import Figure, Missing, Strength, VerdictWord
from koers.periods import Grain, reporting_periods
from koers.questions import Asked
from koers.results import measure
from tests.engine.test_strengths import SURVEY, sampled
from tests.spec.drawn import draw_agreement, draw_register

TERM = "2016-07-01..2017-12-31"


def first_of(
    indicator: str, register: str, *, known: str, per: Grain, number: int = 0, splits: str = ""
) -> tuple[Figure, ...]:
    """The figures of the first indicator, over one period: the whole, then the cells of a split."""
    agreement = draw_agreement(indicator, term=TERM)
    period = reporting_periods(per, agreement.term)[number]
    groupings = ((), (splits,)) if splits else ((),)
    asked = Asked((period,), date.fromisoformat(known), groupings)
    return measure(
        agreement, draw_register(register), agreement.indicators[0], asked, engine=compiled.count
    )


def drawn(name: str, header: str, rows: list[str]) -> str:
    return "\n".join([f"{name}:", f"  {header}", *(f"  {row}" for row in rows)])


ENDS = """
aandeel:
  van: {einde: uitkering, onderbreking: hooguit 30 dagen}
  die: {moment: vertrek, reden: werk, binnen: 6 maanden}
  onbekend: niet behaald
norm: {per: halfjaar, minstens: 50%}
"""


def test_nothing_is_settled_while_an_end_may_still_be_bridged() -> None:  # row 6, F3
    early = [f"A{n} | 2016-01-01 | 2016-08-01" for n in range(20)]
    late = [f"B{n} | 2016-01-01 | 2016-12-20" for n in range(60)]
    gone = [f"A{n} | 2016-08-02 | werk" for n in range(20)]
    register = drawn("uitkering", "persoon | van | tot en met", early + late)
    register += "\n" + drawn("vertrek", "persoon | dag | reden", gone)
    (found,) = first_of(ENDS, register, known="2016-12-31", per=Grain.HALF_YEAR)
    assert found.verdict is VerdictWord.TOO_EARLY
    assert found.judged.strength is Strength.NONE
    (found,) = first_of(ENDS, register, known="2018-12-31", per=Grain.HALF_YEAR)
    assert (found.verdict, found.value) == (VerdictWord.NOT_MET, Fraction(1, 4))


def test_limit_on_a_count_that_can_still_fall_is_not_broken_yet() -> None:  # row 5, F3
    limit = """
    aantal: {tijdvak: uitkering, onderbreking: hooguit 30 dagen}
    norm: {van: 2016-07-01, per: maand, hooguit: 0}
    """
    register = drawn("uitkering", "persoon | van | tot en met", ["A | 2016-07-01 | 2016-08-20"])
    (found,) = first_of(limit, register, known="2016-09-05", per=Grain.MONTH, number=2)
    assert found.verdict is VerdictWord.TOO_EARLY
    (found,) = first_of(limit, register, known="2016-12-05", per=Grain.MONTH, number=2)
    assert found.verdict is VerdictWord.MET


def test_estimate_looks_as_far_as_the_longest_window_of_the_period() -> None:  # statistics 1.4, S6
    months = """
    aandeel:
      van: {moment: melding}
      die: {moment: vertrek, reden: werk, binnen: 3 maanden}
      onbekend: niet behaald
    norm: {per: jaar, minstens: 50%}
    """
    rows = [f"A{n} | 2016-07-01" for n in range(60)] + [f"B{n} | 2016-12-15" for n in range(60)]
    gone = [f"A{n} | 2016-10-01 | werk" for n in range(50)]
    register = drawn("melding", "persoon | dag", rows)
    register += "\n" + drawn("vertrek", "persoon | dag | reden", gone)
    (found,) = first_of(months, register, known="2017-01-10", per=Grain.YEAR)
    assert found.estimate is not None
    assert found.estimate.horizon == 92
    assert Fraction("0.8") < found.estimate.estimate.value < Fraction("0.9")


@pytest.mark.parametrize("minus", ["", "min een: ja\n  "])
def test_only_growth_has_the_interval_of_growth(minus: str) -> None:  # C4, statistics 2
    ratio = f"""
formule:
  teller: [{{stand: uitkering}}]
  noemer: [{{stand: uitkering, eerder: 1 jaar}}]
  {minus}
norm: {{van: 2017-01-01, per: jaar, minstens: 105%}}
"""
    rows = [f"S{n} | 2016-01-01" for n in range(200)] + [f"N{n} | 2017-03-01" for n in range(12)]
    register = drawn("uitkering", "persoon | van", rows)
    (found,) = first_of(ratio, register, known="2018-12-31", per=Grain.YEAR, number=1)
    assert (found.interval is None) == (not minus)
    assert found.judged.flagged == bool(minus)


def test_baseline_of_the_whole_is_not_that_of_a_municipality() -> None:  # C4
    growth = """
    formule:
      teller: [{stand: uitkering}]
      noemer: [{nulmeting: ja}]
      min een: ja
    nulmeting: {waarde: 100, dag: 2016-01-01, bron: Verzonnen}
    splits: [gemeente]
    norm: {van: 2017-01-01, per: jaar, minstens: 5%}
    """
    register = drawn("uitkering", "persoon | van", [f"S{n} | 2016-01-01" for n in range(120)])
    homes = [f"S{n} | 2010-01-01 | {'assen' if n < 60 else 'tynaarlo'}" for n in range(120)]
    register += "\n" + drawn("woonplaats", "persoon | van | gemeente", homes)
    whole, *parts = first_of(
        growth, register, known="2018-12-31", per=Grain.YEAR, number=1, splits="gemeente"
    )
    assert whole.value == Fraction(1, 5)
    assert {part.missing for part in parts} == {Missing.NOT_MEASURABLE}


EACH = """
aandeel:
  van: {moment: melding, telkens: %s}
  die: {moment: vertrek, reden: werk, binnen: 1 maand}
  onbekend: niet behaald
bewijs: %s
waarneming: volledig
norm: {van: 2017-01-01, per: jaar, minstens: %s}
"""


def repeated(repeat: str, proof: str, norm: str) -> Figure:
    """Twenty persons of whom fifteen meet, each in both halves of the year."""
    days = ["2017-02-01", "2017-08-01"]
    rows = [f"P{n} | {day}" for n in range(20) for day in days]
    gone = [f"P{n} | {day} | werk" for n in range(15) for day in ("2017-02-05", "2017-08-05")]
    register = drawn("melding", "persoon | dag", rows)
    register += "\n" + drawn("vertrek", "persoon | dag | reden", gone)
    text = EACH % (repeat, proof, norm)
    (found,) = first_of(text, register, known="2018-12-31", per=Grain.YEAR, number=1)
    return found


@pytest.mark.parametrize("repeat", ["elke", "eerste per halfjaar"])
def test_people_who_count_twice_do_not_make_a_figure_twice_as_sure(repeat: str) -> None:
    # statistics 1.7
    found = repeated(repeat, "puntwaarde", "50%")
    assert found.value == Fraction(3, 4)
    assert found.interval is not None
    assert found.interval.method != "wilson"
    assert repeated(repeat, "aangetoond", "58%").verdict is VerdictWord.TOO_LITTLE


def test_norm_of_a_hundred_percent_over_everyone_needs_no_proof() -> None:  # row 9
    rows = [f"P{n} | 2017-02-01" for n in range(40)]
    gone = [f"P{n} | 2017-02-05 | werk" for n in range(40)]
    register = drawn("melding", "persoon | dag", rows)
    register += "\n" + drawn("vertrek", "persoon | dag | reden", gone)
    text = EACH % ("elke", "aangetoond", "100%")
    (found,) = first_of(text, register, known="2018-12-31", per=Grain.YEAR, number=1)
    assert (found.verdict, found.judged.strength) == (VerdictWord.MET, Strength.EXACT)


def test_sample_with_an_error_says_how_many_it_takes_with_that_error() -> None:  # row 8
    found = sampled(errors=1, sample=300, population=1200, bewijs="aangetoond", norm="1%")
    assert found.reason == "niet aan te tonen; nodig: 379 met 1 fout"


def test_corridor_is_tested_at_its_nearest_edge() -> None:  # row 10
    growth = """
    formule:
      teller: [{stand: uitkering}]
      noemer: [{stand: uitkering, eerder: 1 jaar}]
      min een: ja
    norm: {van: 2017-01-01, per: jaar, binnen: 5%}
    """
    rows = [f"S{n} | 2016-01-01 |" for n in range(180)]
    rows += [f"W{n} | 2016-01-01 | 2017-05-31" for n in range(20)]
    rows += [f"N{n} | 2017-06-01 |" for n in range(8)]
    register = drawn("uitkering", "persoon | van | tot en met", rows)
    (found,) = first_of(growth, register, known="2018-12-31", per=Grain.YEAR, number=1)
    assert (found.value, found.verdict) == (Fraction(-6, 100), VerdictWord.NOT_MET)
    assert (found.judged.certainty, found.judged.flagged) == ("kan toeval zijn", False)


def strata(unknown: str, told: dict[str, tuple[int, int, int, int]]) -> Figure:
    """Per stratum: population, satisfied, not satisfied, without a usable answer."""
    text = SURVEY.replace("onbekend: eruit", f"onbekend: {unknown}").replace(
        "{moment: melding, soort: tevreden, op: zelfde dag}",
        "{moment: vertrek, reden: tevreden, op: zelfde dag}",
    )
    homes, benefits, asked, said = [], [], [], []
    for place, (population, good, bad, nothing) in told.items():
        for n in range(max(population, good + bad + nothing)):
            homes.append(f"{place}{n} | 2010-01-01 | {place}")
            benefits += [f"{place}{n} | 2016-01-01"] if n < population else []
        for n in range(good + bad + nothing):
            asked.append(f"{place}{n} | 2017-10-01 | antwoord")
            reason = "tevreden" if n < good else "nee" if n < good + bad else ""
            said.append(f"{place}{n} | 2017-10-01 | {reason}")
    register = drawn("woonplaats", "persoon | van | gemeente", homes)
    register += "\n" + drawn("uitkering", "persoon | van", benefits)
    register += "\n" + drawn("melding", "persoon | dag | soort", asked)
    register += "\n" + drawn("vertrek", "persoon | dag | reden", said)
    (found,) = first_of(text, register, known="2018-12-31", per=Grain.YEAR, number=1)
    return found


def test_answers_that_cannot_be_used_count_in_every_stratum_as_they_do_in_all() -> None:
    # statistics 2, F8
    found = strata("niet behaald", {"assen": (100, 42, 0, 18), "tynaarlo": (100, 42, 0, 18)})
    assert found.value == Fraction(7, 10)
    assert found.verdict is VerdictWord.NOT_MET
    assert found.judged.strength is Strength.MISSING_MEASUREMENTS


def test_answers_from_a_stratum_in_which_nobody_is_leave_no_figure() -> None:  # row 2
    found = strata("eruit", {"assen": (100, 54, 6, 0), "tynaarlo": (0, 6, 54, 0)})
    assert (found.verdict, found.value) == (VerdictWord.NO_FIGURES, None)
    assert found.reason == "geen (goed aantal) antwoorden: tynaarlo"


def test_unknown_answers_are_weighted_before_they_decide() -> None:  # row 7, statistics 2
    """Unweighted they would decide: 261 of 330 is below the norm of 80 %, 264 of 330 is not."""
    found = strata("eruit", {"assen": (2700, 26, 1, 3), "tynaarlo": (300, 235, 65, 0)})
    assert found.survey is not None
    assert found.survey.extremes == (Fraction(2575, 3000), Fraction(2845, 3000))
    assert found.verdict is VerdictWord.MET
