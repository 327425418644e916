"""The order Prestatiedenken of Voorschoten and Wassenaar: what the file says about it (B 1 to 10),
and that only adults are counted, on one version of the matrix at a time.
"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import TypeAlias

import pytest

from koers import examples
from koers.agreement import Indicator, IndicatorKind, tables_read
from koers.algebra import Age, ClassOf, Condition, Fact, Outcome, Share, StatedFigure, Test
from koers.findings import Severity
from koers.frame import Per
from koers.periods import Grain, Period
from koers.structure import form_conditions, form_terms, leaves
from tests.agreements.prestatiedenken import (
    INDICATORS,
    MATRIX_2013,
    MATRIX_2017,
    agreement,
    first_fact,
    of,
    read,
)

EACH = pytest.mark.parametrize("code", INDICATORS)
Part: TypeAlias = "StatedFigure | Condition | Outcome"
PARTNERS = {"het-voorbeeld", "de-proef", "stel-dat"}


# --- what the order says -------------------------------------------------------------------------


def test_four_effects_each_with_what_is_intended_and_what_partners_contribute() -> None:  # B-01
    effects = agreement().effects
    assert len(effects) == 4
    assert all(one.intention and one.contribution for one in effects)


def test_municipalities_measure_effects_and_partners_measure_performances() -> None:  # B-01
    performances = {one.code: one.effect for one in agreement().performances}
    measured: dict[str, set[str]] = {one.code: set() for one in agreement().effects}
    for indicator in agreement().indicators:
        if indicator.kind is IndicatorKind.CONTEXT:
            continue
        by, serves = indicator.measured_by or "", indicator.effect or ""
        assert (by in PARTNERS) == (serves in performances), indicator.code
        measured[performances.get(serves, serves)].add("partner" if by in PARTNERS else by)
    assert all(who == {"partner", "gemeenten"} for who in measured.values()), measured


def test_both_municipalities_share_the_frame_with_figures_of_their_own() -> None:  # B-01
    clients = [one for one in agreement().parties if one.role == "opdrachtgever"]
    assert {one.split_value for one in clients} == {"GM0626", "GM0629"}
    splits = agreement().dictionary.splits
    assert all(
        any(splits[name].names_party for name in one.splits) for one in agreement().indicators
    )
    assert {norm.scope for one in agreement().indicators for norm in one.norms} == {"geheel"}


def test_invented_partners_are_said_to_be_invented() -> None:
    parties = {one.code: one for one in agreement().parties}
    for code in PARTNERS:
        assert "(verzonnen)" in parties[code].name
        assert parties[code].role == "subsidieontvanger"
    assert agreement().regime == "subsidie"
    assert agreement().term == Period(date(2017, 1, 1), date(2018, 12, 31), Grain.TERM)


def test_only_a_trusted_performance_has_a_norm_and_says_who_trusted_it() -> None:  # B-02
    with_norm = {one.code for one in agreement().indicators if any(n.bound for n in one.norms)}
    trusted = {one.code for one in agreement().indicators if one.stage == "vertrouwd"}
    assert with_norm == trusted == {"P1-01", "P2-01", "P3-01", "P4-01"}
    for code in trusted:
        assert of(code).measured_by in PARTNERS
        assert "gemeenten" in of(code).explanation.lower()
        assert "vertrouwd" in of(code).explanation


def test_a_proposed_performance_still_waits_for_its_norm() -> None:  # B-02
    waiting = [one for one in agreement().indicators if one.code in ("P1-02", "P1-03", "P1-04")]
    for one in waiting:
        assert one.stage == "proefmeting"
        assert [norm.state for norm in one.norms] == ["nog af te spreken"]
    assert {one.stage for one in agreement().indicators} == {
        None, "voorstel", "proefmeting", "vertrouwd"
    }  # fmt: skip


def test_what_is_out_of_scope_names_the_programme_it_belongs_to() -> None:  # B-03
    assert len(agreement().out_of_scope) == 5
    for one in agreement().out_of_scope:
        assert one.programme
        assert one.source is not None
        assert one.source.section == "8"


def test_every_effect_indicator_has_a_baseline_or_says_that_it_must_be_measured() -> None:  # B-10
    effects = [one for one in agreement().indicators if one.code[0] in "EZ"]
    for one in effects:
        assert one.baseline is not None, one.code
        assert one.baseline.value is None or one.baseline.source, one.code
    valued = {one.code for one in effects if one.baseline and one.baseline.value is not None}
    assert valued == {"E1-01", "E1-02", "E2-01", "E3-01", "E4-01", "E4-02"}


def test_monitoring_answers_two_questions_one_by_effects_and_one_by_performances() -> None:  # B-22
    told = agreement().explanation
    assert "kiezen wij het goede werk" in told
    assert "doen wij dat werk goed" in told
    yearly = next(one for one in agreement().reports if one.name.startswith("Monitor"))
    assert yearly.per is Grain.YEAR
    assert set(yearly.over) == {code for code in INDICATORS if code[0] in "EZ"}


def test_reports_have_the_rhythm_of_the_first_year() -> None:  # B-20, B-21
    assert [one.per.value for one in agreement().reports] == [
        "twee weken", "kwartaal", "halfjaar", "jaar", "jaar"
    ]  # fmt: skip


def test_youth_centre_is_not_harmed_and_the_municipality_keeps_deciding() -> None:  # B-41, B-30
    assert {"cjg", "indicatie"} <= {one.code for one in agreement().guardrails}


# --- the amounts ---------------------------------------------------------------------------------


def amount(code: str) -> Fraction:
    return next(one.amount for one in agreement().amounts if one.code == code)


@pytest.mark.parametrize(
    ("kind", "before", "cut", "after"),
    [("structureel", 789_705, 15_794, 773_911), ("incidenteel", 103_200, 2_064, 101_136)],
)
def test_cut_of_two_per_cent_leaves_what_the_order_says(
    kind: str, before: int, cut: int, after: int
) -> None:  # B-40
    assert amount(f"vsc-2016-{kind}") == before
    assert amount(f"vsc-korting-{kind}") == cut
    assert amount(f"vsc-{kind}") == after == before - cut
    assert cut == int(Fraction(2, 100) * before)


def test_cuts_together_are_the_new_ceiling() -> None:  # B-40
    cuts = amount("vsc-korting-structureel") + amount("vsc-korting-incidenteel")
    assert amount("vsc-plafond") == cuts == 17_858


def test_amounts_of_wassenaar_with_what_is_earmarked() -> None:  # B-40
    assert (amount("was-structureel"), amount("was-incidenteel")) == (
        Fraction(847_045),
        Fraction(126_474),
    )
    earmarked = [one for one in agreement().amounts if one.earmarked]
    assert [(one.code, one.amount) for one in earmarked] == [
        ("was-tegenprestatie", Fraction(27_000))
    ]
    coming = [one for one in agreement().amounts if "2017" in one.name or one.earmarked]
    assert all("begroting" in one.condition for one in coming)


def test_where_the_document_is_silent_about_the_period_there_is_a_finding() -> None:  # B-40
    silent = [one for one in agreement().amounts if one.per is None]
    found = [one for one in read().findings if one.code == "bedrag-zonder-periode"]
    assert len(found) == len(silent) == 8
    stated = {one.code for one in agreement().amounts if one.per is Per.YEAR}
    assert stated == {"vsc-2016-structureel", "vsc-2016-incidenteel"}


# --- the indicators ------------------------------------------------------------------------------


def test_file_has_no_error_and_every_example_comes_out() -> None:
    found = read()
    assert found.agreement is not None
    assert found.located is not None
    before = len(found.located.reading.findings.items)
    assert examples.run(found.agreement, found.located) > 100
    assert found.located.reading.findings.items[before:] == []
    assert not any(one.severity is Severity.ERROR for one in found.findings)


def test_examples_of_every_share_show_its_classes_and_a_boundary_day() -> None:
    lacking = {one.code: examples.lacking(one) for one in agreement().indicators}
    # A destination is always filled in, so that a participant's outcome is never unknown.
    assert {code: what for code, what in lacking.items() if what} == {"P3-01": ["onbekend"]}


@EACH
def test_only_residents_of_18_and_older_are_counted(code: str) -> None:
    parts = list(_counted_parts(of(code)))
    assert parts
    assert all(_adults_only(part) for part in parts)


def _counted_parts(indicator: Indicator) -> Iterator[Part]:
    """The population of a share; of another form every term."""
    if isinstance(indicator.form, Share):
        assert not isinstance(indicator.form.population.source, ClassOf)
        yield indicator.form.population.source
    for term in form_terms(indicator.form):
        yield term.form if isinstance(term.form, StatedFigure) else form_conditions(term)[0]


def _adults_only(part: Part) -> bool:
    if isinstance(part, StatedFigure):
        names = [value for test in part.tests if test.column == "naam" for value in test.values]
        return bool(names) and all(name.endswith("18+") for name in names)
    asked = Test("meerderjarig", ("ja",))
    found = list(leaves(part))
    return any(leaf == Age(18, None) for leaf in found) or any(
        isinstance(leaf, Fact) and asked in leaf.tests for leaf in found
    )


def test_two_versions_of_the_matrix_are_never_read_together() -> None:
    for one in agreement().indicators:
        read_here = {name for name in tables_read(agreement(), one) if name.startswith("zrm")}
        assert len(read_here) <= 1, one.code
    for codes, table in ((MATRIX_2013, "zrm-2013"), (MATRIX_2017, "zrm-2017")):
        assert all(table in tables_read(agreement(), of(code)) for code in codes)


def test_every_domain_of_the_running_matrix_has_its_own_indicator() -> None:
    domains = agreement().dictionary.tables["zrm-2013"].columns["domein"].code_list
    assert domains is not None
    asked = [test.values for code in MATRIX_2013 for test in first_fact(code).tests]
    assert asked == [(code,) for code, _ in domains.codes]
