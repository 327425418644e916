"""How strong a verdict is, and what samples, surveys and unripe cohorts say (`statistics.md`)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from koers.engines import compiled, reference
from koers.figures import Figure, Progress, Strength, VerdictWord
from koers.periods import Grain, reporting_periods
from koers.questions import Asked
from koers.results import Engine, measure
from tests.engine.test_verdicts import counted, figure, persons
from tests.spec.drawn import draw_agreement, draw_register

ENGINES = [reference.count, compiled.count]


# --- shares (rows 9, 11, 11a) ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("met", "word", "strength"),
    [
        (148, "niet behaald", Strength.MORE_THAN_CHANCE),
        (149, "niet behaald", Strength.MAY_BE_CHANCE),
        (160, "behaald", Strength.MAY_BE_CHANCE),
        (171, "behaald", Strength.MAY_BE_CHANCE),
        (172, "behaald", Strength.MORE_THAN_CHANCE),
    ],
)
def test_strength_follows_the_exact_tail_at_the_norm(
    met: int, word: str, strength: Strength
) -> None:  # row 11, statistics 2
    found = figure("minstens: 80%", persons(met=met, failed=200 - met))
    assert (found.verdict.value, found.judged.strength) == (word, strength)
    assert found.judged.flagged is (strength is Strength.MORE_THAN_CHANCE)


def test_flag_is_the_exact_tail_and_not_a_norm_outside_the_interval() -> None:  # statistics 2
    found = figure("minstens: 95%", persons(met=72, failed=8))
    assert found.judged.strength is Strength.MAY_BE_CHANCE


def test_limit_is_judged_on_its_own_side() -> None:  # row 11
    above = figure("hooguit: 20%", persons(met=52, failed=148), unknown="eruit")
    assert above.verdict is VerdictWord.NOT_MET
    assert above.judged.strength is Strength.MORE_THAN_CHANCE
    below = figure("hooguit: 20%", persons(met=28, failed=172), unknown="eruit")
    assert (below.verdict, below.judged.flagged) == (VerdictWord.MET, True)


def test_share_has_the_interval_of_wilson() -> None:  # statistics 2
    found = figure("minstens: 80%", persons(met=156, failed=44))
    assert found.interval is not None
    assert [round(bound, 6) for bound in (found.interval.low, found.interval.high)] == [
        Decimal("0.717612"),
        Decimal("0.831835"),
    ]
    assert found.interval.method == "wilson"


def test_norm_of_a_hundred_percent_is_exact_and_has_no_interval() -> None:  # row 9
    found = figure("minstens: 100%", persons(met=40, failed=2))
    assert (found.judged.strength, found.interval) == (Strength.EXACT, None)
    assert figure("minstens: 100%", persons(met=40)).judged.strength is Strength.EXACT


def test_group_that_is_too_small_has_neither_strength_nor_interval() -> None:  # row 3
    found = figure("minstens: 80%", persons(met=16))
    assert found.verdict is VerdictWord.TOO_LITTLE
    assert (found.judged.strength, found.interval) == (Strength.NONE, None)
    assert found.judged.least_group == 17


def test_exceptions_are_shown_as_part_of_those_who_are_ripe() -> None:  # statistics 1.5
    assert figure("minstens: 50%", persons(met=20)).excepted_share == 0
    assert figure("minstens: 50%", persons()).excepted_share is None


# --- too early (row 6) ----------------------------------------------------------------------------


def test_what_is_settled_already_is_said_but_is_no_verdict() -> None:  # row 6
    early = persons(met=20)
    found = figure("minstens: 50%", early, known="2017-01-31", unknown="eruit")
    assert found.verdict is VerdictWord.TOO_EARLY
    assert found.reason == "20 nog onrijp; staat al vast: behaald"
    assert found.judged.strength is Strength.SETTLED
    assert found.judged.status is Progress.ON_COURSE


def test_nothing_is_settled_while_people_can_still_enter() -> None:  # row 6
    found = figure("minstens: 50%", persons(met=20), known="2016-11-30")
    assert "staat al vast" not in found.reason


MILESTONE = """
aantal: {moment: melding}
eenheid: melding
norm: {van: 2017-01-01, per: jaar, minstens: 9}
mijlpalen: [{dag: 2017-03-31, minstens: 2}, {dag: 2017-06-30, minstens: 4}]
"""


@pytest.mark.parametrize(
    ("known", "number", "status"),
    [
        ("2017-02-28", 1, Progress.OPEN),
        ("2017-04-30", 1, Progress.OFF_COURSE),
        ("2017-04-30", 2, Progress.ON_COURSE),
        ("2017-06-30", 3, Progress.OFF_COURSE),
        ("2017-06-30", 4, Progress.ON_COURSE),
    ],
)
def test_halfway_a_norm_the_agreed_path_says_whether_it_is_on_course(
    known: str, number: int, status: Progress
) -> None:  # row 6, indicators.md
    agreement = draw_agreement(MILESTONE, term="2016-07-01..2017-12-31")
    rows = "\n".join(f"  P{n} | 2017-02-01" for n in range(number))
    register = draw_register(f"melding:\n  persoon | dag\n{rows}")
    year = reporting_periods(Grain.YEAR, agreement.term)[1:]
    asked = Asked(year, date.fromisoformat(known))
    (found,) = measure(agreement, register, agreement.indicators[0], asked, engine=reference.count)
    assert (found.verdict, found.judged.status) == (VerdictWord.TOO_EARLY, status)


def test_without_an_agreed_path_a_count_says_nothing_halfway() -> None:  # row 6
    assert counted("minstens: 9", 2, known="2017-03-01").judged.status is Progress.OPEN


# --- counts and growth (row 10) -------------------------------------------------------------------


def test_count_without_a_norm_has_the_interval_of_garwood() -> None:  # statistics 2
    agreement = draw_agreement("aantal: {moment: melding}\neenheid: melding", term=TERM)
    rows = "\n".join(f"  P{n} | 2016-08-01" for n in range(80))
    register = draw_register(f"melding:\n  persoon | dag\n{rows}")
    half = reporting_periods(Grain.HALF_YEAR, agreement.term)[:1]
    asked = Asked(half, date(2018, 12, 31))
    (found,) = measure(agreement, register, agreement.indicators[0], asked, engine=reference.count)
    assert found.interval is not None
    assert [round(bound, 6) for bound in (found.interval.low, found.interval.high)] == [
        Decimal("63.435025"),
        Decimal("99.566925"),
    ]


TERM = "2016-07-01..2017-12-31"


@pytest.mark.parametrize("engine", ENGINES)
def test_count_over_a_year_is_as_unsure_as_its_months_vary(engine: Engine) -> None:  # statistics 2
    series = (22, 31, 18, 27, 35, 20, 24, 29, 16, 33, 21, 28)
    agreement = draw_agreement("aantal: {moment: melding}\neenheid: melding", term=TERM)
    rows = "\n".join(
        f"  P{month}x{n} | 2017-{month:02}-15"
        for month, number in enumerate(series, 1)
        for n in range(number)
    )
    register = draw_register(f"melding:\n  persoon | dag\n{rows}")
    year = reporting_periods(Grain.YEAR, agreement.term)[1:]
    asked = Asked(year, date(2018, 12, 31))
    (found,) = measure(agreement, register, agreement.indicators[0], asked, engine=engine)
    assert found.interval is not None
    assert [round(bound, 6) for bound in (found.interval.low, found.interval.high)] == [
        Decimal("262.616523"),
        Decimal("345.383477"),
    ]


GROWTH = """
formule:
  teller: [{stand: uitkering}]
  noemer: [{stand: uitkering, eerder: 1 jaar}]
  min een: ja
norm: {van: 2017-01-01, per: jaar, minstens: 5%}
"""


@pytest.mark.parametrize("engine", ENGINES)
def test_growth_is_judged_exactly_and_says_whether_chance_may_have_done_it(
    engine: Engine,
) -> None:  # row 10, statistics 2
    agreement = draw_agreement(GROWTH, term=TERM)
    stayed = [f"  S{n} | 2016-01-01 |" for n in range(166)]
    left = [f"  W{n} | 2016-01-01 | 2017-05-31" for n in range(34)]
    came = [f"  N{n} | 2017-06-01 |" for n in range(46)]
    rows = "\n".join(stayed + left + came)
    register = draw_register(f"uitkering:\n  persoon | van | tot en met\n{rows}")
    year = reporting_periods(Grain.YEAR, agreement.term)[1:]
    asked = Asked(year, date(2018, 12, 31))
    (found,) = measure(agreement, register, agreement.indicators[0], asked, engine=engine)
    assert found.value == Fraction(6, 100)
    assert found.interval is not None
    assert [round(bound, 6) for bound in (found.interval.low, found.interval.high)] == [
        Decimal("-0.024426"),
        Decimal("0.144426"),
    ]
    assert (found.verdict, found.judged.strength) == (VerdictWord.MET, Strength.EXACT)
    assert found.judged.certainty == "kan toeval zijn"


# --- an estimate of what is not ripe yet ----------------------------------------------------------


def test_estimate_stands_beside_an_unripe_cohort_and_is_no_verdict() -> None:  # statistics 1.4
    reported = [f"  P{n} | 2016-08-{1 + n % 28:02}" for n in range(60)]
    gone = [f"  P{n} | 2016-{9 + n % 3:02}-10 | werk" for n in range(24)]
    tables = "melding:\n  persoon | dag\n" + "\n".join(reported)
    tables += "\nvertrek:\n  persoon | dag | reden\n" + "\n".join(gone)
    found = figure("minstens: 50%", tables, known="2017-01-15")
    assert found.verdict is VerdictWord.TOO_EARLY
    assert found.estimate is not None
    estimate = found.estimate.estimate
    assert Fraction("0.39") < estimate.value < Fraction("0.41")
    assert estimate.low < Decimal("0.4") < estimate.high
    assert not found.estimate.reaches_the_end
    assert found.value is None


def test_without_anyone_open_there_is_nothing_to_estimate() -> None:  # statistics 1.4
    assert figure("minstens: 50%", persons(met=20, failed=20)).estimate is None


# --- samples and surveys (rows 8 and 11b) ---------------------------------------------------------

SAMPLE = """
code: S
waarneming: steekproef
bewijs: {bewijs}
onderzoek: {{uit: N}}
aandeel:
  van: {{moment: melding, soort: getoetst}}
  die: {{moment: melding, soort: fout, op: zelfde dag}}
  onbekend: eruit
norm: {{van: 2017-01-01, per: jaar, hooguit: {norm}}}
---
code: N
eenheid: melding
aantal: {{moment: melding, soort: besluit}}
"""


def sampled(*, errors: int, sample: int, population: int, bewijs: str, norm: str) -> Figure:
    agreement = draw_agreement(SAMPLE.format(bewijs=bewijs, norm=norm), term=TERM)
    rows = [f"  P{n} | 2017-02-01 | besluit" for n in range(population)]
    rows += [f"  P{n} | 2017-02-01 | getoetst" for n in range(sample)]
    rows += [f"  P{n} | 2017-02-01 | fout" for n in range(errors)]
    register = draw_register("melding:\n  persoon | dag | soort\n" + "\n".join(rows))
    year = reporting_periods(Grain.YEAR, agreement.term)[1:]
    asked = Asked(year, date(2018, 12, 31))
    (found,) = measure(agreement, register, agreement.indicators[0], asked, engine=compiled.count)
    return found


def test_sample_that_must_show_a_norm_needs_the_bound_below_it() -> None:  # row 8, K-11
    too_few = sampled(errors=0, sample=150, population=1200, bewijs="aangetoond", norm="1%")
    assert too_few.verdict is VerdictWord.TOO_LITTLE
    assert too_few.reason == "niet aan te tonen; nodig: 246 zonder fout"
    enough = sampled(errors=0, sample=246, population=1200, bewijs="aangetoond", norm="1%")
    assert (enough.verdict, enough.judged.strength) == (VerdictWord.MET, Strength.SHOWN)
    bad = sampled(errors=20, sample=150, population=1200, bewijs="aangetoond", norm="1%")
    assert (bad.verdict, bad.judged.strength) == (VerdictWord.NOT_MET, Strength.SHOWN)


def test_sample_judged_by_its_own_value_says_what_it_does_not_show() -> None:  # row 11, K-11
    found = sampled(errors=0, sample=150, population=1200, bewijs="puntwaarde", norm="1%")
    assert found.verdict is VerdictWord.MET
    assert found.judged.certainty == (
        "niet aangetoond: met 95% zekerheid hooguit 1,84%; nodig: 246 zonder fout"
    )
    assert found.judged.strength is Strength.MAY_BE_CHANCE
    assert found.survey is not None
    assert (found.survey.population, found.survey.answered) == (1200, 150)
    assert found.interval is not None
    assert round(found.interval.high, 6) == round(Decimal(22) / Decimal(1200), 6)


def test_sample_that_shows_its_norm_says_so_whatever_counts_as_proof() -> None:  # row 11, K-11
    found = sampled(errors=0, sample=246, population=1200, bewijs="puntwaarde", norm="1%")
    assert (found.verdict, found.judged.strength) == (VerdictWord.MET, Strength.SHOWN)
    assert found.judged.certainty.startswith("aangetoond: met 95% zekerheid hooguit")


SURVEY = """
code: T
waarneming: enquête
bewijs: puntwaarde
onderzoek: {uit: N, verstuurd: V, lagen: gemeente}
splits: [gemeente]
aandeel:
  van: {moment: melding, soort: antwoord}
  die: {moment: melding, soort: tevreden, op: zelfde dag}
  onbekend: eruit
norm: {van: 2017-01-01, per: jaar, minstens: 80%}
---
code: N
splits: [gemeente]
stand: uitkering
---
code: V
aantal: {moment: melding, soort: verstuurd}
eenheid: melding
"""


def surveyed(
    strata: dict[str, tuple[int, int, int]], *, sent: int, engine: Engine = compiled.count
) -> Figure:
    """Strata as population, answers, satisfied."""
    agreement = draw_agreement(SURVEY, term=TERM)
    homes, benefits, answers = [], [], []
    for name, (population, answered, satisfied) in strata.items():
        for n in range(population):
            homes.append(f"  {name}{n} | 2010-01-01 | {name}")
            benefits.append(f"  {name}{n} | 2016-01-01")
        answers += [f"  {name}{n} | 2017-10-01 | antwoord" for n in range(answered)]
        answers += [f"  {name}{n} | 2017-10-01 | tevreden" for n in range(satisfied)]
    first = next(iter(strata))
    answers += [f"  {first}{n} | 2017-09-01 | verstuurd" for n in range(sent)]
    drawn = [
        *("woonplaats:", "  persoon | van | gemeente", *homes),
        *("uitkering:", "  persoon | van", *benefits),
        *("melding:", "  persoon | dag | soort", *answers),
    ]
    year = reporting_periods(Grain.YEAR, agreement.term)[1:]
    asked = Asked(year, date(2018, 12, 31))
    register = draw_register("\n".join(drawn))
    (found,) = measure(agreement, register, agreement.indicators[0], asked, engine=engine)
    return found


THREE = {"assen": (2330, 210, 178), "aa en hunze": (430, 60, 45), "tynaarlo": (490, 70, 60)}


def test_survey_over_strata_counts_every_stratum_for_its_size() -> None:  # statistics 2, K-13
    found = surveyed(THREE, sent=850)
    assert found.value is not None
    assert round(Decimal(found.value.numerator) / found.value.denominator, 6) == Decimal("0.836139")
    assert found.interval is not None
    assert [round(bound, 6) for bound in (found.interval.low, found.interval.high)] == [
        Decimal("0.794936"),
        Decimal("0.870413"),
    ]
    assert found.survey is not None
    assert (found.survey.population, found.survey.asked, found.survey.answered) == (3250, 850, 340)


def test_verdict_of_a_survey_hangs_on_those_who_did_not_answer() -> None:  # row 11b
    found = surveyed(THREE, sent=850)
    assert found.survey is not None
    assert found.survey.tipping is not None
    tipping = Decimal(found.survey.tipping.numerator) / found.survey.tipping.denominator
    assert round(tipping, 6) == Decimal("0.775907")
    assert (found.verdict, found.judged.strength) == (VerdictWord.MET, Strength.NON_RESPONSE)


def test_survey_that_nearly_everyone_answered_goes_by_its_interval() -> None:  # row 11b
    found = surveyed(THREE, sent=341)
    assert found.judged.strength is Strength.MAY_BE_CHANCE


def test_stratum_without_answers_leaves_the_whole_without_a_figure() -> None:  # row 2
    found = surveyed({**THREE, "tynaarlo": (490, 0, 0)}, sent=850)
    assert (found.verdict, found.value) == (VerdictWord.NO_FIGURES, None)
    assert found.reason == "geen (goed aantal) antwoorden: tynaarlo"


def test_people_without_a_stratum_who_did_not_answer_do_not_spoil_the_whole() -> None:  # K-13
    whole = surveyed(THREE, sent=850)
    assert surveyed({**THREE, "": (3, 0, 0)}, sent=850).value == whole.value


def test_count_of_what_is_there_for_longer_has_no_interval_and_does_not_add_up() -> None:  # C3
    agreement = draw_agreement("aantal: {tijdvak: uitkering}\neenheid: uitkering", term=TERM)
    rows = "\n".join(f"  P{n} | 2016-08-01" for n in range(30))
    register = draw_register(f"uitkering:\n  persoon | van\n{rows}")
    year = reporting_periods(Grain.YEAR, agreement.term)[1:]
    asked = Asked(year, date(2018, 12, 31))
    (found,) = measure(agreement, register, agreement.indicators[0], asked, engine=reference.count)
    assert found.value == 30
    assert (found.interval, found.additive) == (None, False)


def test_sample_that_was_not_random_gives_no_figure_to_judge() -> None:  # row 2
    agreement = draw_agreement(
        SAMPLE.format(bewijs="puntwaarde", norm="1%").replace("uit: N", "uit: N, aselect: nee"),
        term=TERM,
    )
    register = draw_register("melding:\n  persoon | dag | soort\n  A | 2017-02-01 | getoetst")
    year = reporting_periods(Grain.YEAR, agreement.term)[1:]
    asked = Asked(year, date(2018, 12, 31))
    (found,) = measure(agreement, register, agreement.indicators[0], asked, engine=reference.count)
    assert (found.verdict, found.reason) == (
        VerdictWord.NO_FIGURES,
        "de trekking was niet aselect",
    )
