"""Every row of the agreement of Werkplein Drentsche Aa stands in its file, with where it comes
from, why it is counted so, and worked examples that the engine counts as people wrote them.

The idea that makes it simple: a row of the requirements is a line of a table here, and the file is
held against the table.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction

import pytest

from koers.agreement import WHOLE, Indicator, IndicatorKind, Observation, Proof
from koers.algebra import Count, Form, Formula, Share, Stated, StatedFigure, Sum
from koers.examples import lacking
from koers.findings import Severity
from koers.frame import Status
from koers.periods import Grain
from koers.structure import form_columns, form_terms
from tests.agreements.werkplein import agreement, examples_run, indicators, read

# --- sound ---------------------------------------------------------------------------------------


def codes_found() -> Counter[str]:
    return Counter(finding.code for finding in read().findings)


def test_agreement_is_read_without_an_error() -> None:
    assert not [found for found in read().findings if found.severity is Severity.ERROR]


def test_every_worked_example_counts_as_people_wrote_it() -> None:
    number, findings = examples_run()
    assert number == sum(len(one.examples) for one in indicators()) > 300
    assert not [str(found) for found in findings if found.code.startswith("voorbeeld")]


# --- the frame (A 1.1, 1.2, 2.1, 2.3, 3.1) -------------------------------------------------------


def test_parties_term_and_signatures() -> None:
    found = agreement()
    municipalities = {p.split_value for p in found.parties if p.role == "opdrachtgever"}
    assert municipalities == {"GM0106", "GM1680", "GM1730"}
    assert [p.code for p in found.parties if p.role == "opdrachtnemer"] == ["wpda"]
    assert (found.term.first_day, found.term.last_day) == (date(2016, 7, 1), date(2017, 12, 31))
    assert (found.regime, found.status) == ("wgr", Status.SIGNED)
    assert found.signed_on == date(2016, 7, 14)
    told = [signatory.capacity.split(",")[0] for signatory in found.signatories]
    assert told == ["voorzitter", "directeur"]


def test_title_that_does_not_fit_the_term_and_the_late_signature_are_told() -> None:
    assert codes_found()["titel-wijkt-af"] == 1
    assert codes_found()["later-getekend"] == 1


def test_companion_documents_and_the_goal_that_each_effect_serves() -> None:
    found = agreement()
    companions = {companion.code for companion in found.companions}
    assert companions == {
        "gr-tekst", "kadernota", "beleidsnotas", "jaarstukken", "bedrijfsplan", "kaderbrief"
    }  # fmt: skip
    assert {effect.document for effect in found.effects} <= companions
    assert {one.effect for one in indicators()} == {effect.code for effect in found.effects}


def test_what_the_document_leaves_open_is_told() -> None:
    doubts = {one.code for one in indicators() if one.doubt}
    assert doubts >= {"I-06", "I-20", "K-02"}
    assert {"K-04", "K-06", "K-09", "K-14", "K-15"} <= {o.code for o in indicators() if o.completed}
    assert codes_found()["twijfel"] == len(doubts)
    assert codes_found()["nulmeting-open"] == 1
    late = {"K-02", "K-02-dienst", "K-02-voltijd", "K-02-deeltijd", "K-02-subsidie", "K-04"}
    assert codes_found()["rijpt-niet"] == len(late)


def test_no_party_has_a_norm_of_its_own() -> None:
    assert {norm.scope for one in indicators() for norm in one.norms} == {WHOLE}


def test_state_means_are_an_assumption_with_a_figure_per_municipality() -> None:
    assumption = next(one for one in agreement().assumptions if one.code == "rijksmiddelen")
    assert assumption.indicator == "A-07"
    assert "betrokken gemeente" in agreement().indicator("A-07").splits
    guardrails = {guardrail.code for guardrail in agreement().guardrails}
    assert {"budgetneutraal", "middengroep", "formatiemodel"} <= guardrails


def test_duties_of_the_municipalities_have_evidence_and_no_norm() -> None:
    duties = agreement().duties
    assert {"betrekken", "flankerend-beleid", "informeren", "lokale-toegang", "trede-drie"} == {
        duty.code for duty in duties
    }
    assert all(duty.evidence and {"assen", "tynaarlo"} <= set(duty.parties) for duty in duties)
    below = agreement().indicator("A-09")
    assert below.kind is IndicatorKind.INFORMATION
    assert "gemeente" in below.splits


def test_reports_and_how_often() -> None:
    per = [(report.name.split()[0], report.per) for report in agreement().reports]
    assert per.count(("Bestuursrapportage", Grain.HALF_YEAR)) == 1
    assert per.count(("Monitor", Grain.YEAR)) == 3, "three times a year to the State"
    assert {"Jaarplan", "Jaarverslag", "Rapport", "Deelname"} <= {name for name, _ in per}
    told = next(report for report in agreement().reports if report.name.startswith("Rapport"))
    assert set(told.over) == {*NORMS, "K-07a"}


def test_focus_of_this_agreement_stands_as_tags_and_as_splits() -> None:
    themes = {theme for one in indicators() for theme in one.themes}
    assert themes == {
        "nieuwe instrumenten", "nieuwe doelgroepen", "een organisatie", "klanttevredenheid"
    }  # fmt: skip
    assert {"instrument", "kenmerk"} <= set(agreement().indicator("A-37").splits)


def test_labour_market_stands_beside_the_figures_about_work() -> None:
    context = {one.code for one in indicators() if one.kind is IndicatorKind.CONTEXT}
    assert {"C-01", "C-02", "C-03"} <= context
    for code in ("K-01", "K-02", "K-03", "K-04", "K-05", "K-06", "K-09", "K-10"):
        assert context & set(agreement().indicator(code).beside), code


# --- norms (A 2.2) -------------------------------------------------------------------------------

NORMS = {
    "K-01": ("minstens", Fraction(1), Grain.HALF_YEAR),
    "K-02": ("minstens", Fraction(80, 100), Grain.YEAR),
    "K-03": ("minstens", Fraction(75, 100), Grain.YEAR),
    "K-04": ("minstens", Fraction(40, 100), Grain.YEAR),
    "K-05": ("minstens", Fraction(65, 100), Grain.YEAR),
    "K-06": ("minstens", Fraction(50), Grain.YEAR),
    "K-07b": ("minstens", Fraction(60, 100), Grain.HALF_YEAR),
    "K-08": ("minstens", Fraction(95, 100), Grain.YEAR),
    "K-09": ("minstens", Fraction(5, 100), Grain.YEAR),
    "K-10": ("minstens", Fraction(1), Grain.YEAR),
    "K-11": ("hooguit", Fraction(1, 100), Grain.YEAR),
    "K-12": ("minstens", Fraction(90, 100), Grain.YEAR),
    "K-13": ("minstens", Fraction(80, 100), Grain.YEAR),
    "K-14": ("hooguit", Fraction(1), Grain.YEAR),
    "K-15": ("binnen", Fraction(5, 100), Grain.YEAR),
}


def test_exactly_these_indicators_are_steered_by_a_norm() -> None:  # K-01 to K-15, A-33
    steered = {one.code for one in indicators() if one.kind is IndicatorKind.KPI}
    assert steered == set(NORMS)
    assert steered == {one.code for one in indicators() if any(n.bound for n in one.norms)}
    assert steered == {one.code for one in indicators() if one.band is not None}


@pytest.mark.parametrize("code", NORMS)
def test_norm_is_the_one_of_the_document(code: str) -> None:  # K-01 to K-15
    (norm,) = agreement().indicator(code).norms
    assert (norm.direction, norm.bound, norm.per) == NORMS[code]


def test_samples_and_surveys_say_from_whom_and_how_the_figure_counts() -> None:  # K-11 to K-13
    asked = {one.code: one for one in indicators() if one.observation is not Observation.FULL}
    assert set(asked) == {"K-11", "K-12", "K-13"}
    for code, indicator in asked.items():
        assert indicator.proof is Proof.POINT_VALUE, code
        assert indicator.survey is not None
        assert indicator.survey.population in {one.code for one in indicators()}
        assert indicator.survey.sent in {one.code for one in indicators()}
        assert indicator.survey.random
    assert asked["K-13"].survey is not None
    assert asked["K-13"].survey.strata == "betrokken gemeente"


def test_path_to_the_norm_and_the_order_of_cuts() -> None:  # K-06, K-14
    assert agreement().indicator("K-06").milestones
    assert agreement().indicator("K-14").story
    assert agreement().indicator("K-14-bezuinigingen").texts == ("volgorde", "omschrijving")


# --- every row of the requirements is there ------------------------------------------------------

ROWS = {
    **{code: (code,) for code in NORMS if code != "K-07b"},
    "K-02, nested, half-way, kind of work, kept": (
        "K-02-dienst", "K-02-12", "K-02-voltijd", "K-02-deeltijd", "K-02-subsidie", "K-02-behoud"
    ),
    "K-04, half-way": ("K-04-12",),
    "K-07": ("K-07a", "K-07b"),
    "K-09, secondment and sheltered": ("K-09-detachering", "K-09-beschut"),
    "K-14, order of cuts": ("K-14-bezuinigingen", "K-14-bezuinigd", "K-14-middengroep"),
    "I-01": ("I-01", "I-01-deels", "I-01a", "I-01b", "I-01c", "I-01d", "I-01e", "I-01f"),
    "I-02": ("I-02",),
    "I-03": ("I-03a", "I-03b", "I-03c"),
    "I-04": ("I-04a", "I-04b", "I-04c"),
    "I-05": ("I-05",),
    "I-06": ("I-06",),
    "I-07": ("I-07",),
    "I-08": ("I-08", "I-08-uitkeringen", "I-08-personen"),
    "I-09": ("I-09", "I-09-beeindigd", "I-09-personen"),
    "I-10": ("I-10", "I-10-geteld"),
    "I-11": ("I-11a", "I-11b"),
    "I-12": ("I-12",),
    "I-13": ("I-13a", "I-13b"),
    "I-14": ("I-14",),
    "I-15": ("I-15",),
    "I-16": ("I-16",),
    "I-17": ("I-17", "I-17-uitgaven", "I-17-budget"),
    "I-18": ("I-18", "I-18-middengroep"),
    "I-19": ("I-19", "I-19-schade"),
    "I-20": ("I-20",),
    "I-21": ("I-21", "I-21-onbekend", "I-21-gehaald"),
    "I-22": ("I-22", "I-22-verplicht", "I-22-gedaan"),
    "A-07": ("A-07",),
    "A-08": ("A-08-dekking", "A-08-metingen", "A-08-zrm"),
    "A-09": ("A-09",),
    "A-15": ("A-15", "A-15-dagen", "A-15-routes"),
    "A-20": ("C-01", "C-02", "C-03", "C-04", "C-05", "C-06", "C-07"),
    "A-36": ("A-36-verwijzingen", "A-36-kennis"),
    "A-37": ("A-37",),
}  # fmt: skip
HELPERS = {
    "K-01-inschattingen", "K-05-gestopt", "K-06-kwartaal", "K-10-banen", "K-11-besluiten",
    "K-11-getrokken", "K-12-gevraagd", "K-13-lijst", "K-13-gevraagd",
}  # fmt: skip


def test_every_row_has_its_indicators_and_every_indicator_its_row() -> None:
    # K-01 to K-15, I-01 to I-22, A-07, A-08, A-09, A-15, A-20, A-36, A-37
    named = [code for codes in ROWS.values() for code in codes]
    assert len(named) == len(set(named))
    assert {*named, *HELPERS} == {one.code for one in indicators()}


def test_rows_of_annex_one_cite_their_line() -> None:  # I-01 to I-22
    for indicator in indicators():
        assert indicator.source is not None
        assert (indicator.source.section == "bijlage 1") == indicator.code.startswith("I-")
    cited = {one.source.part for one in indicators() if one.source and one.code[0] == "I"}
    assert cited == {f"regel {number}" for number in range(1, 29)}


def test_splits_that_a_row_names() -> None:  # I-01, I-04, I-08, I-11, I-14, I-18, K-12, A-15
    for code, splits in {
        "I-01": {"gemeente", "bestemming", "afspraakbaan", "wsw"},
        "I-01b": {"omvang"},
        "I-04a": {"vorm"},
        "I-08": {"doelgroep", "kenmerk"},
        "I-11a": {"verordening"},
        "I-14": {"cluster", "lening"},
        "I-18": {"band"},
        "K-12": {"soort"},
        "A-15-routes": {"route", "uitvoerder"},
    }.items():
        assert splits <= set(agreement().indicator(code).splits), code


def test_only_the_whole_where_a_municipality_has_no_meaning() -> None:  # K-10, K-15
    without = {one.code for one in indicators() if not one.splits}
    assert without == {"K-10", "K-15"}


def test_texts_are_shown_where_a_row_asks_for_them() -> None:  # I-15, I-20
    for code in ("I-15", "I-20"):
        assert {"doel", "resultaat", "partner"} <= set(agreement().indicator(code).texts)


# --- every indicator is complete -----------------------------------------------------------------


@pytest.mark.parametrize("indicator", indicators(), ids=lambda one: str(one.code))
def test_indicator_has_source_effect_deliverer_and_the_reason_for_its_definition(
    indicator: Indicator,
) -> None:
    assert indicator.source is not None
    assert indicator.source.document.startswith("Prestatieovereenkomst")
    assert indicator.source.section
    assert indicator.effect
    assert indicator.explanation
    assert indicator.supplied_by
    assert [norm.per for norm in indicator.norms if norm.per], "per which period it is shown"
    measured = indicator.kind is not IndicatorKind.CONTEXT
    assert (indicator.measured_by == "wpda") == measured


@pytest.mark.parametrize(
    "indicator",
    [one for one in indicators() if isinstance(one.form, Share)],
    ids=lambda one: str(one.code),
)
def test_examples_of_a_share_show_a_boundary_day_unknown_immature_and_who_is_left_out(
    indicator: Indicator,
) -> None:
    assert lacking(indicator) == []
    form = indicator.form
    assert isinstance(form, Share)
    shown = {example.expected for example in indicator.examples}
    if form.excepted:
        assert "uitgezonderd" in shown
    if form.excluded:
        assert "uitgesloten" in shown


@pytest.mark.parametrize(
    "indicator",
    [one for one in indicators() if not isinstance(one.form, Share)],
    ids=lambda one: str(one.code),
)
def test_examples_of_a_count_show_what_counts_and_what_does_not(indicator: Indicator) -> None:
    context = indicator.kind is IndicatorKind.CONTEXT
    assert len({example.expected for example in indicator.examples}) >= (1 if context else 2)


# --- stated figures ------------------------------------------------------------------------------

STATED = {
    "K-10": {"cijfer.waarde"},  # the national target times the region's part
    "K-14": {"begroting.begroot"},
    "I-10": {"cijfer.waarde"},
    "I-13a": {"cijfer.waarde"},  # children who are eligible
    "I-13b": {"begroting.begroot"},
    "I-17": {"begroting.begroot"},
    "I-17-budget": {"begroting.begroot"},
    "A-07": {"cijfer.teller", "cijfer.noemer"},
    **{f"C-0{number}": {"cijfer.waarde"} for number in range(1, 8)},
}


def stated(form: Form) -> set[str]:
    """The columns that are told by somebody, not counted."""
    figures = [term.form for term in form_terms(form) if isinstance(term.form, StatedFigure)]
    return {str(figure.column) for figure in figures}


def test_a_figure_is_stated_only_where_nothing_can_be_counted() -> None:  # I-10, I-13, K-10, K-14
    assert {one.code: found for one in indicators() if (found := stated(one.form))} == STATED
    only = {one.code for one in indicators() if isinstance(one.form, Stated)}
    assert only == {"I-10", "I-17-budget", "A-07", *(code for code in STATED if code[0] == "C")}


def test_nothing_but_stated_figures_is_read_from_a_table_of_figures() -> None:
    tables = agreement().dictionary.tables
    for indicator in indicators():
        counted = {str(ref) for ref in form_columns(indicator.form)} - stated(indicator.form)
        assert not [ref for ref in counted if tables[ref.split(".")[0]].kind.value == "cijfer"]


def test_growth_and_deviation_are_formulas_of_what_is_counted() -> None:  # K-09, K-15
    growth, deviation = (agreement().indicator(code).form for code in ("K-09", "K-15"))
    assert isinstance(growth, Formula)
    assert growth.minus_one
    assert isinstance(deviation, Formula)
    assert deviation.minus_one
    assert {type(term.form) for term in form_terms(deviation)} == {Count, Sum}
