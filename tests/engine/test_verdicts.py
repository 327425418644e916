"""The verdict table of `statistics.md` 3, row by row, and what no row may do.

Strengths, samples and surveys stand in `test_strengths.py`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from koers.counts import Cell
from koers.engines import reference
from koers.figures import Figure, Missing, Strength, VerdictWord
from koers.periods import Grain, Period, reporting_periods
from koers.questions import Asked
from koers.results import measure
from koers.statistics.shares import least_group
from tests.spec.drawn import draw_agreement, draw_register

SHARE = """
    aandeel:
      van: {moment: melding}
      die: {moment: vertrek, reden: werk, binnen: 6 maanden}
      onbekend: %s
    norm: {per: %s, %s}
"""


def persons(
    *, met: int = 0, failed: int = 0, unknown: int = 0, departed: int = 0, day: str = "2016-08-01"
) -> str:
    """A register of persons reported on one day, with so many successes, failures and unknowns."""
    reported, left = [], []
    kinds = ["werk"] * met + ["nee"] * failed + [""] * unknown
    for number, reason in enumerate(kinds):
        reported.append(f"  P{number} | {day}")
        left += [f"  P{number} | {day} | {reason}"] if reason != "nee" else []
    tables = [
        "melding:",
        "  persoon | dag",
        *reported,
        "vertrek:",
        "  persoon | dag | reden",
        *left,
    ]
    return "\n".join(tables)


def figure(
    norm: str,
    register: str,
    *,
    unknown: str = "niet behaald",
    per: str = "halfjaar",
    known: str = "2018-12-31",
    number: int = 0,
) -> Figure:
    agreement = draw_agreement(SHARE % (unknown, per, norm), term="2016-07-01..2017-12-31")
    periods = reporting_periods(Grain(per), agreement.term)
    asked = Asked(periods, date.fromisoformat(known))
    found = measure(
        agreement, draw_register(register), agreement.indicators[0], asked, engine=reference.count
    )
    return found[number]


def verdict(found: Figure) -> tuple[str, str]:
    return found.verdict.value, found.reason


def test_without_a_norm_of_this_grain_there_is_no_verdict() -> None:  # row 1, P3
    agreement = draw_agreement(
        SHARE % ("eruit", "jaar", "minstens: 50%"), term="2016-07-01..2017-12-31"
    )
    asked = Asked(reporting_periods(Grain.MONTH, agreement.term)[:1], date(2018, 12, 31))
    register = draw_register(persons(met=20))
    (found,) = measure(agreement, register, agreement.indicators[0], asked, engine=reference.count)
    assert verdict(found) == ("geen norm", "")


def test_a_norm_still_to_be_agreed_gives_no_verdict_and_says_so() -> None:  # row 1, A-04
    found = figure("afspraak: nog af te spreken", persons(met=20))
    assert verdict(found) == ("geen norm", "nog af te spreken")


def test_a_table_that_was_not_delivered_gives_no_figures() -> None:  # row 2
    found = figure("minstens: 50%", "melding:\n  persoon | dag\n  A | 2016-08-01")
    assert verdict(found) == ("geen cijfers", "niet geleverd: tabel vertrek ontbreekt")
    assert found.missing is Missing.NOT_DELIVERED
    assert found.ratio is None


def test_nobody_in_a_closed_group_gives_no_figures() -> None:  # row 2
    found = figure("minstens: 50%", persons())
    assert verdict(found) == ("geen cijfers", "niemand in de groep")


def test_a_group_of_only_unknowns_is_not_measurable() -> None:  # row 2
    found = figure("minstens: 50%", persons(unknown=12), unknown="eruit")
    assert verdict(found) == ("geen cijfers", "niet meetbaar")
    assert found.value is None


def test_a_small_group_gets_no_verdict_and_a_group_of_ten_does() -> None:  # row 3
    assert verdict(figure("minstens: 50%", persons(met=9)))[0] == "te weinig gegevens"
    assert verdict(figure("minstens: 50%", persons(met=10)))[0] == "behaald"


@pytest.mark.parametrize(
    ("norm", "least"),
    [
        ("0.40", 10),
        ("0.60", 10),
        ("0.65", 10),
        ("0.75", 13),
        ("0.80", 17),
        ("0.90", 36),
        ("0.95", 72),
    ],
)
def test_the_least_group_is_that_of_the_worked_numbers(
    norm: str, least: int
) -> None:  # statistics 3
    assert least_group(Fraction(norm)) == least


def test_a_norm_of_a_hundred_percent_has_no_least_group() -> None:  # row 3, row 9
    assert verdict(figure("minstens: 100%", persons(met=3))) == ("behaald", "")
    found = figure("minstens: 100%", persons(met=3, failed=2, unknown=1))
    assert verdict(found) == ("niet behaald", "3 niet")


def test_something_immature_is_too_early_and_never_a_verdict() -> None:  # row 6
    found = figure("minstens: 50%", persons(met=20), known="2017-01-31")
    assert verdict(found) == ("te vroeg", "20 nog onrijp; staat al vast: behaald")
    assert found.ratio is None
    assert found.interim is not None
    assert found.interim.value == 1


def test_a_mature_part_does_not_make_the_cohort_mature() -> None:  # row 6, S5
    found = figure("minstens: 50%", persons(met=20), known="2017-06-29")
    assert found.verdict is VerdictWord.TOO_EARLY
    assert found.reason.startswith("de termijn van de periode loopt nog")
    assert verdict(figure("minstens: 50%", persons(met=20), known="2017-06-30"))[0] == "behaald"


def test_unknowns_that_could_turn_the_verdict_leave_it_open() -> None:  # row 7
    found = figure("minstens: 50%", persons(met=6, failed=6, unknown=1), unknown="eruit")
    assert verdict(found) == ("te weinig gegevens", "onbekenden beslissen (1 van 13)")
    found = figure("minstens: 50%", persons(met=8, failed=6, unknown=1), unknown="eruit")
    assert verdict(found) == ("behaald", "")


def test_a_share_equal_to_the_norm_is_met_and_one_person_less_is_not() -> None:  # row 11
    assert verdict(figure("minstens: 60%", persons(met=12, failed=8)))[0] == "behaald"
    assert verdict(figure("minstens: 60%", persons(met=11, failed=9)))[0] == "niet behaald"
    assert (
        verdict(figure("hooguit: 60%", persons(met=12, failed=8), unknown="eruit"))[0] == "behaald"
    )
    assert (
        verdict(figure("hooguit: 60%", persons(met=13, failed=7), unknown="eruit"))[0]
        == "niet behaald"
    )


def test_failing_only_by_missing_measurements_says_so() -> None:  # row 11a
    found = figure("minstens: 60%", persons(met=11, failed=7, unknown=2))
    assert verdict(found) == ("niet behaald", "2 niet gemeten")
    assert found.judged.strength is Strength.MISSING_MEASUREMENTS


COUNT = "aantal: {moment: melding}\neenheid: melding\nnorm: {van: 2017-01-01, per: jaar, %s}"


def counted(norm: str, number: int, *, known: str) -> Figure:
    agreement = draw_agreement(COUNT % norm, term="2016-07-01..2017-12-31")
    year = reporting_periods(Grain.YEAR, agreement.term)[1]
    rows = "\n".join(f"  P{n} | 2017-02-01" for n in range(number))
    register = draw_register(f"melding:\n  persoon | dag\n{rows}")
    asked = Asked((year,), date.fromisoformat(known))
    (found,) = measure(agreement, register, agreement.indicators[0], asked, engine=reference.count)
    return found


def test_a_count_that_has_reached_its_norm_is_met_before_the_year_is_over() -> None:  # row 4
    assert verdict(counted("minstens: 3", 3, known="2017-03-01")) == ("behaald", "staat al vast")
    assert verdict(counted("minstens: 3", 2, known="2017-03-01")) == (
        "te vroeg",
        "periode loopt nog",
    )


def test_a_count_over_its_limit_fails_before_the_year_is_over() -> None:  # row 5
    assert verdict(counted("hooguit: 3", 4, known="2017-03-01")) == (
        "niet behaald",
        "staat al vast",
    )
    assert verdict(counted("hooguit: 3", 3, known="2017-03-01"))[0] == "te vroeg"


def test_a_finished_count_is_held_against_its_norm_exactly() -> None:  # row 10
    assert verdict(counted("hooguit: 3", 3, known="2017-12-31")) == ("behaald", "")
    assert verdict(counted("minstens: 3", 2, known="2017-12-31")) == ("niet behaald", "")


def test_nought_is_a_value_and_not_something_missing() -> None:  # Missing, four ways
    found = counted("hooguit: 3", 0, known="2017-12-31")
    assert found.value == 0
    assert found.missing is None
    assert found.verdict is VerdictWord.MET


def test_a_count_of_a_running_year_has_no_value_but_a_state_so_far() -> None:
    found = counted("minstens: 9", 2, known="2017-03-01")
    assert found.ratio is None
    assert found.interim is not None
    assert found.interim.value == 2


def test_a_count_over_a_cut_year_has_no_norm_but_a_share_has() -> None:  # P3
    agreement = draw_agreement(
        "aantal: {moment: melding}\neenheid: melding\nnorm: {per: jaar, hooguit: 3}",
        term="2016-07-01..2017-12-31",
    )
    first = reporting_periods(Grain.YEAR, agreement.term)[:1]
    register = draw_register("melding:\n  persoon | dag\n  A | 2016-08-01")
    asked = Asked(first, date(2018, 12, 31))
    (found,) = measure(agreement, register, agreement.indicators[0], asked, engine=reference.count)
    assert verdict(found) == ("geen norm", "")
    assert verdict(figure("minstens: 50%", persons(met=12), per="jaar"))[0] == "behaald"


def test_a_party_with_its_own_norm_gets_a_verdict_and_another_does_not() -> None:  # A-05, P3
    agreement = draw_agreement(
        """
        aandeel:
          van: {moment: melding}
          die: {moment: vertrek, reden: werk, binnen: 6 maanden}
          onbekend: eruit
        norm: {per: halfjaar, voor: assen, minstens: 50%}
        splits: [gemeente]
        """,
        term="2016-07-01..2017-12-31",
    )
    homes = "\n".join(
        f"  P{n} | 2010-01-01 | {'assen' if n < 12 else 'tynaarlo'}" for n in range(24)
    )
    register = draw_register(f"{persons(met=24)}\nwoonplaats:\n  persoon | van | gemeente\n{homes}")
    asked = Asked(
        reporting_periods(Grain.HALF_YEAR, agreement.term)[:1],
        date(2018, 12, 31),
        ((), ("gemeente",)),
    )
    found = measure(agreement, register, agreement.indicators[0], asked, engine=reference.count)
    verdicts = {figure.split: verdict(figure)[0] for figure in found}
    assert verdicts == {
        (): "geen norm",
        (("gemeente", "assen"),): "behaald",
        (("gemeente", "tynaarlo"),): "geen norm",
    }


def test_a_deviation_is_two_sided() -> None:  # K-15, row 10
    agreement = draw_agreement(
        """
        formule:
          teller: [{som: melding.bedrag}]
          noemer: [{som: melding.maximum}]
          min een: ja
        eenheid: euro
        norm: {van: 2017-01-01, per: jaar, binnen: 5%}
        """,
        term="2016-07-01..2017-12-31",
    )
    year = reporting_periods(Grain.YEAR, agreement.term)[1:]

    def judged(amount: str) -> str | None:
        register = draw_register(
            f"melding:\n  persoon | dag | bedrag | maximum\n  A | 2017-02-01 | {amount} | 100"
        )
        asked = Asked(year, date(2018, 12, 31))
        (found,) = measure(
            agreement, register, agreement.indicators[0], asked, engine=reference.count
        )
        return verdict(found)[0]

    assert [judged(a) for a in ("94,99", "95", "105", "105,01")] == [
        "niet behaald",
        "behaald",
        "behaald",
        "niet behaald",
    ]


def test_growth_from_nobody_is_not_measurable() -> None:  # C4
    agreement = draw_agreement(
        """
        formule:
          teller: [{stand: uitkering}]
          noemer: [{stand: uitkering, eerder: 1 jaar}]
          min een: ja
        norm: {van: 2017-01-01, per: jaar, minstens: 5%}
        nulmeting: nog te meten
        """,
        term="2016-07-01..2017-12-31",
    )
    register = draw_register("uitkering:\n  persoon | van\n  A | 2017-02-01")
    asked = Asked(reporting_periods(Grain.YEAR, agreement.term)[1:], date(2018, 12, 31))
    (found,) = measure(agreement, register, agreement.indicators[0], asked, engine=reference.count)
    assert verdict(found) == ("geen cijfers", "niet meetbaar")


@pytest.mark.parametrize(("base", "expected"), [(19, "te weinig gegevens"), (20, "behaald")])
def test_growth_of_a_small_group_gets_no_verdict(base: int, expected: str) -> None:  # row 3
    agreement = draw_agreement(
        """
        formule:
          teller: [{stand: uitkering}]
          noemer: [{stand: uitkering, eerder: 1 jaar}]
          min een: ja
        norm: {van: 2017-01-01, per: jaar, minstens: 0%}
        """,
        term="2016-07-01..2017-12-31",
    )
    rows = "\n".join(f"  P{n} | 2016-02-01" for n in range(base))
    register = draw_register(f"uitkering:\n  persoon | van\n{rows}")
    asked = Asked(reporting_periods(Grain.YEAR, agreement.term)[1:], date(2018, 12, 31))
    (found,) = measure(agreement, register, agreement.indicators[0], asked, engine=reference.count)
    assert verdict(found)[0] == expected


def test_a_count_that_a_bridged_gap_may_take_back_is_not_yet_certain() -> None:  # row 4, F3
    agreement = draw_agreement(
        """
        aantal: {tijdvak: uitkering, onderbreking: hooguit 30 dagen}
        norm: {van: 2016-07-01, per: maand, minstens: 1}
        """,
        term="2016-07-01..2017-12-31",
    )
    register = draw_register(
        "uitkering:\n  persoon | van | tot en met\n  A | 2016-07-01 | 2016-08-20"
    )
    september = reporting_periods(Grain.MONTH, agreement.term)[2:3]
    for known, expected in (("2016-09-05", "te vroeg"), ("2016-12-05", "niet behaald")):
        asked = Asked(september, date.fromisoformat(known))
        (found,) = measure(
            agreement, register, agreement.indicators[0], asked, engine=reference.count
        )
        assert verdict(found)[0] == expected


def test_spending_over_a_stated_budget_fails_before_the_year_is_over() -> None:  # row 5, K-14
    agreement = draw_agreement(
        """
        formule:
          teller: [{som: melding.bedrag}]
          noemer: [{opgave: {kolom: waarde, naam: begroting}}]
        eenheid: euro
        norm: {van: 2017-01-01, per: jaar, hooguit: 100%}
        """,
        term="2016-07-01..2017-12-31",
    )
    year = reporting_periods(Grain.YEAR, agreement.term)[1:]
    for amount, expected in (("150", "niet behaald"), ("100", "te vroeg")):
        register = draw_register(
            f"""
            melding:
              persoon | dag | bedrag
              A | 2017-02-01 | {amount}
            opgave:
              plaats | dag | naam | waarde
              assen | 2017-01-01 | begroting | 100
            """
        )
        asked = Asked(year, date(2017, 5, 31))
        (found,) = measure(
            agreement, register, agreement.indicators[0], asked, engine=reference.count
        )
        assert verdict(found)[0] == expected


def test_a_ratio_of_sums_over_a_cut_year_has_no_norm() -> None:  # P3
    agreement = draw_agreement(
        """
        formule: {teller: [{som: melding.bedrag}], noemer: [{som: melding.maximum}]}
        eenheid: euro
        norm: {per: jaar, hooguit: 100%}
        """,
        term="2016-07-01..2017-12-31",
    )
    register = draw_register(
        "melding:\n  persoon | dag | bedrag | maximum\n  A | 2016-08-01 | 150 | 100"
    )
    asked = Asked(reporting_periods(Grain.YEAR, agreement.term)[:1], date(2018, 12, 31))
    (found,) = measure(agreement, register, agreement.indicators[0], asked, engine=reference.count)
    assert verdict(found) == ("geen norm", "")


def test_a_sum_per_year_says_nothing_about_part_of_a_year() -> None:  # S7, K-06
    agreement = draw_agreement(
        """
        aantal:
          eenheid: persoon
          die: {som: winst, minstens: 30%, van: {som: norm}, per: jaar}
        norm: {van: 2017-01-01, per: jaar, minstens: 1}
        """,
        term="2016-07-01..2017-06-30",
    )
    register = draw_register(
        "inkomsten:\n  persoon | dag | winst\n  A | 2017-02-01 | 100\n"
        "normbedrag:\n  persoon | dag | norm\n  A | 2017-02-01 | 100"
    )
    asked = Asked(reporting_periods(Grain.YEAR, agreement.term), date(2018, 12, 31))
    found = measure(agreement, register, agreement.indicators[0], asked, engine=reference.count)
    assert [figure.missing for figure in found] == [Missing.NOT_MEASURABLE] * 2


def test_unknowns_that_could_break_a_limit_leave_a_count_open() -> None:  # row 7, F8
    agreement = draw_agreement(
        """
        aantal: {moment: melding, soort: klacht}
        eenheid: melding
        norm: {van: 2017-01-01, per: jaar, hooguit: 0}
        """,
        term="2016-07-01..2017-12-31",
    )
    register = draw_register("melding:\n  persoon | dag | soort\n  A | 2017-02-01 |")
    asked = Asked(reporting_periods(Grain.YEAR, agreement.term)[1:], date(2018, 12, 31))
    (found,) = measure(agreement, register, agreement.indicators[0], asked, engine=reference.count)
    assert verdict(found) == ("te weinig gegevens", "onbekenden beslissen (1)")


def test_nothing_can_be_shown_of_a_formula() -> None:  # row 8
    agreement = draw_agreement(
        """
        formule: {teller: [{som: melding.bedrag}], noemer: [{som: melding.maximum}]}
        eenheid: euro
        waarneming: steekproef
        bewijs: aangetoond
        norm: {van: 2017-01-01, per: jaar, minstens: 50%}
        """,
        term="2016-07-01..2017-12-31",
    )
    register = draw_register(
        "melding:\n  persoon | dag | bedrag | maximum\n  A | 2017-02-01 | 100 | 100"
    )
    asked = Asked(reporting_periods(Grain.YEAR, agreement.term)[1:], date(2018, 12, 31))
    (found,) = measure(agreement, register, agreement.indicators[0], asked, engine=reference.count)
    assert verdict(found) == ("te weinig gegevens", "bij deze vorm is niets aan te tonen")


def test_a_stated_figure_that_nobody_stated_is_not_delivered_and_not_nought() -> None:  # C1
    agreement = draw_agreement(
        """
        opgave: {teller: {kolom: waarde, naam: kinderen}}
        eenheid: kind
        norm: {van: 2017-01-01, per: jaar, minstens: 5}
        """,
        term="2016-07-01..2017-12-31",
    )
    asked = Asked(reporting_periods(Grain.YEAR, agreement.term)[1:], date(2018, 12, 31))
    for rows, expected in (("", "niet geleverd"), ("  assen | 2017-05-01 | kinderen | 0", "")):
        register = draw_register(f"opgave:\n  plaats | dag | naam | waarde\n{rows}")
        (found,) = measure(
            agreement, register, agreement.indicators[0], asked, engine=reference.count
        )
        assert verdict(found) == (("geen cijfers" if expected else "niet behaald"), expected)


@pytest.mark.parametrize("known", ["2017-01-31", "2017-02-01", "2017-06-30"])
def test_maturity_never_looks_at_the_outcome(known: str) -> None:  # statistics 1.1
    """Changing any outcome changes nobody's maturity."""
    registers = (persons(met=5), persons(failed=5), persons(unknown=5), persons(met=2, failed=3))
    found = [figure("minstens: 50%", register, known=known).cell.classes for register in registers]
    assert len({classes.immature for classes in found if classes}) == 1
    assert all(found)


def test_a_figure_is_a_value_that_cannot_be_changed() -> None:
    found = figure("minstens: 50%", persons(met=12))
    with pytest.raises(AttributeError):
        found.cell = Cell(Period(date(2016, 1, 1), date(2016, 1, 2)))  # type: ignore[misc]
    assert replace(found, texts=("x",)) != found
