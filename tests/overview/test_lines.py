"""Which figure an overview shows of an indicator, and what stands beside it."""

from __future__ import annotations

from fractions import Fraction

from koers.agreement import IndicatorKind
from koers.figures import VerdictWord
from koers.overview import with_tail
from tests.overview.drawn_overview import SHARE, drawn_overview, only, reports

COHORTS = reports(("2016-08-01", 20, 12), ("2017-02-01", 20, 8), ("2017-08-01", 20, 20))


def test_the_latest_cohort_that_is_wholly_ripe_is_shown() -> None:  # S3, statistics 1.2
    line = only(drawn_overview(SHARE, COHORTS, known="2018-03-31"))
    assert line.shown.period.label == "2017 H1"
    assert line.shown.value == Fraction(8, 20)
    assert [figure.period.label for figure in line.running] == ["2017 H2"]


def test_a_later_day_shows_a_later_cohort() -> None:  # S3
    line = only(drawn_overview(SHARE, COHORTS, known="2018-06-30"))
    assert line.shown.period.label == "2017 H2"
    assert line.running == ()


def test_a_cohort_of_which_everyone_succeeded_at_once_waits_all_the_same() -> (
    None
):  # statistics 1.1
    line = only(drawn_overview(SHARE, COHORTS, known="2018-03-31"))
    assert line.running[0].interim is not None
    assert line.running[0].interim.value == 1
    assert line.running[0].verdict is VerdictWord.TOO_EARLY


def test_a_series_holds_complete_cohorts_only() -> None:  # statistics 1.2
    line = only(drawn_overview(SHARE, COHORTS, known="2018-03-31"))
    assert [figure.period.label for figure in line.series] == ["2016 H2", "2017 H1"]
    assert all(figure.is_complete for figure in line.series)


def test_change_is_the_difference_with_the_cohort_before() -> None:
    line = only(drawn_overview(SHARE, COHORTS, known="2018-03-31"))
    assert line.change is not None
    assert line.change.difference == Fraction(-4, 20)
    assert line.change.since.label == "2016 H2"


def test_without_a_complete_cohort_the_first_one_is_shown_as_running() -> None:
    line = only(drawn_overview(SHARE, COHORTS, known="2016-09-30"))
    assert line.shown.period.label == "2016 H2"
    assert line.shown.verdict is VerdictWord.TOO_EARLY
    assert line.series == ()
    assert line.change is None


COUNT = "code: K-6\nsoort: kpi\naantal: {moment: melding}\neenheid: melding\nnorm: {per: jaar, %s}"


def test_a_count_over_a_year_that_the_term_cuts_is_not_shown_for_the_norm_is_not_about_it() -> None:
    rows = reports(("2016-08-01", 3, 0), ("2017-08-01", 2, 0))
    early = only(drawn_overview(COUNT % "minstens: 5", rows, known="2017-08-31"))
    assert early.shown.period.label == "2017"  # P3: 2016 is half a year, without a norm
    assert early.shown.verdict is VerdictWord.TOO_EARLY
    late = only(drawn_overview(COUNT % "minstens: 5", rows, known="2017-12-31"))
    assert late.shown.verdict is VerdictWord.NOT_MET
    assert late.change is None  # half a year is no neighbour of a whole one


def test_a_norm_still_to_be_agreed_is_shown_as_no_norm() -> None:
    indicator = SHARE.replace(
        "norm: {per: halfjaar, minstens: 50%}",
        "norm:\n  - {van: 2016-07-01, per: halfjaar, minstens: 50%}\n"
        "  - {van: 2017-01-01, per: halfjaar, afspraak: nog af te spreken}",
    )
    line = only(drawn_overview(indicator, COHORTS, known="2018-03-31"))
    assert line.shown.period.label == "2017 H1"
    assert line.shown.verdict is VerdictWord.NO_NORM


def test_parts_stand_in_the_order_of_the_agreement_and_never_in_that_of_their_values() -> None:
    assen = reports(("2016-08-01", 20, 2), gemeente="assen")
    tynaarlo = reports(("2016-09-01", 20, 18), gemeente="tynaarlo")
    both = "\n".join(
        head + "\n" + "\n".join(line for part in (assen, tynaarlo) for line in _rows(part, head))
        for head in (
            "melding:\n  persoon | dag",
            "werk:\n  persoon | van | tot",
            "woonplaats:\n  persoon | van | gemeente",
        )
    )
    line = only(drawn_overview(SHARE, both, known="2017-06-30"))
    assert [part.split[-1][1] for part in line.parts] == ["assen", "tynaarlo"]
    assert all(part.norm is None for part in line.parts)


def _rows(text: str, head: str) -> list[str]:
    after = text.split(head + "\n")[1]
    found = []
    for line in after.splitlines():
        if line.rstrip().endswith(":"):
            break
        found.append(line)
    return found


def test_only_verdicts_that_rest_on_a_chance_are_counted_as_such() -> None:  # statistics 4
    two = drawn_overview(SHARE + "---\n" + COUNT % "minstens: 5", COHORTS, known="2018-03-31")
    assert with_tail(line.shown for line in two.lines) == 1


def test_indicators_are_grouped_by_kind_and_verdicts_counted_of_kpis_only() -> None:
    told = SHARE.replace("K-1", "I-1").replace("soort: kpi", "soort: informatie")
    told = told.replace("norm: {per: halfjaar, minstens: 50%}", "norm: geen")
    found = drawn_overview(SHARE + "---\n" + told, COHORTS, known="2018-03-31")
    assert [line.indicator.code for line in found.of_kind(IndicatorKind.KPI)] == ["K-1"]
    assert [line.indicator.code for line in found.of_kind(IndicatorKind.INFORMATION)] == ["I-1"]
    assert sum(found.verdicts().values()) == 1
