"""What comes out when the indicators of Prestatiedenken are counted on the invented deliveries of
two municipalities and three partners.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from koers.agreement import Indicator
from koers.algebra import Fact, Share, StatedFigure, Test
from koers.checks.together import row_tables
from koers.cli import main
from koers.counts import Cell, Question
from koers.engines import compiled, reference
from koers.figures import Figure, VerdictWord
from koers.invented.partners import write_deliveries
from koers.periods import Grain, reporting_periods
from koers.questions import Asked
from koers.register import Register, Row
from koers.results import measure
from koers.structure import first_leaf, form_conditions, form_terms
from tests.agreements.prestatiedenken import (
    FILE,
    INDICATORS,
    KNOWN,
    MATRIX_2013,
    MATRIX_2017,
    SEED,
    agreement,
    first_fact,
    of,
    register_of,
)

EACH = pytest.mark.parametrize("code", INDICATORS)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    folder = tmp_path_factory.mktemp("prestatiedenken")
    return register_of(write_deliveries(folder / "geleverd", seed=SEED), folder / "gelezen")


def question(code: str) -> Question:
    indicator = of(code)
    grain = next((norm.per for norm in indicator.norms if norm.per), Grain.YEAR)
    names = tuple((name,) for name in indicator.splits)
    return Question(code, reporting_periods(grain, agreement().term), KNOWN, ((), *names))


def figures(code: str, register: Register) -> tuple[Figure, ...]:
    """Of the whole, in order of period."""
    asked = Asked(question(code).periods, KNOWN)
    return measure(agreement(), register, of(code), asked, engine=compiled.count)


@EACH
def test_both_engines_count_the_same(code: str, register: Register) -> None:
    asked = question(code)
    found = compiled.count(agreement(), register, asked)
    assert found == reference.count(agreement(), register, asked)
    assert any(_counts_anything(cell) for cell in found)


def _counts_anything(cell: Cell) -> bool:
    return bool(cell.classes and cell.classes != type(cell.classes)()) or any(
        tally.amount for tally in cell.tallies
    )


@EACH
def test_deleting_one_row_changes_the_result(code: str, register: Register) -> None:
    asked = question(code)
    whole = compiled.count(agreement(), register, asked)
    table = next(iter(row_tables(agreement(), of(code))))
    rows = list(_rows_asked(of(code), register.tables[table]))
    assert any(
        compiled.count(agreement(), without(register, table, row), asked) != whole
        for row in rows[:: max(1, len(rows) // 40)]
    )


def _rows_asked(indicator: Indicator, rows: tuple[Row, ...]) -> Iterator[Row]:
    """Rows that fit the tests of what is counted first."""
    tests = [test for test in _first_tests(indicator) if test.values]
    for row in rows:
        if all(row.cells[test.column] in test.values for test in tests):
            yield row


def _first_tests(indicator: Indicator) -> tuple[Test, ...]:
    if isinstance(indicator.form, Share):
        return first_fact(indicator.code).tests
    term = form_terms(indicator.form)[0]
    if isinstance(term.form, StatedFigure):
        return term.form.tests
    leaf = first_leaf(form_conditions(term)[0])
    assert isinstance(leaf, Fact)
    return leaf.tests


def without(register: Register, table: str, row: Row) -> Register:
    rows = tuple(one for one in register.tables[table] if one is not row)
    return replace(register, tables={**register.tables, table: rows})


def test_scores_of_the_other_version_change_nothing(register: Register) -> None:
    for codes, other in ((MATRIX_2013, "zrm-2017"), (MATRIX_2017, "zrm-2013")):
        bare = replace(register, tables={**register.tables, other: ()})
        for code in codes:
            asked = question(code)
            assert compiled.count(agreement(), bare, asked) == compiled.count(
                agreement(), register, asked
            )


def test_not_discussed_counts_nowhere(register: Register) -> None:
    scored = tuple(row for row in register.tables["zrm-2013"] if row.cells["niveau"] != "99")
    assert len(scored) < len(register.tables["zrm-2013"])
    bare = replace(register, tables={**register.tables, "zrm-2013": scored})
    for code in MATRIX_2013:
        asked = question(code)
        assert compiled.count(agreement(), bare, asked) == compiled.count(
            agreement(), register, asked
        )


def test_verdicts_are_given_to_trusted_performances_only(register: Register) -> None:  # B-02
    words = {
        code: {one.verdict for one in figures(code, register)} - {VerdictWord.TOO_EARLY}
        for code in INDICATORS
    }
    judged = {code for code, found in words.items() if found != {VerdictWord.NO_NORM}}
    assert judged == {"P1-01", "P2-01", "P3-01", "P4-01"}
    seen = set[VerdictWord | None]().union(*words.values())
    assert {VerdictWord.MET, VerdictWord.NOT_MET} <= seen


def test_totals_of_a_partner_are_those_of_its_sheets(register: Register) -> None:
    rows = [r for r in register.tables["cijfer"] if r.text("opgever") == "de-proef"]
    due = [r for r in rows if r.cells["noemer"] and r.day("dag") == date(2017, 3, 31)]
    above, below = (sum(r.number(name) or 0 for r in due) for name in ("teller", "noemer"))
    first = figures("P1-03", register)[0]
    assert first.value == Fraction(above, below)
    year = figures("P1-01", register)[0]
    assert year.verdict is VerdictWord.MET


def test_grid_from_level_to_level_gives_the_share_that_rose(register: Register) -> None:
    grid = [
        (str(r.text("beginniveau")), str(r.text("eindniveau")), r.number("mensen") or 0)
        for r in register.tables["overgangen"]
        if r.text("naam") == "sociaal netwerk 2013, 18+" and r.day("dag") == date(2017, 3, 31)
    ]
    scored = [(begin, end, people) for begin, end, people in grid if end != "onbekend"]
    rose = sum(people for begin, end, people in scored if end > begin)
    first, second, third, *_ = figures("P1-04", register)
    assert first.value == Fraction(rose, sum(people for _, _, people in scored))
    assert second.value is not None
    assert third.value is None


def test_cohort_that_is_measured_again_half_a_year_later_is_known_later(
    register: Register,
) -> None:
    # F7: what Stel Dat promises is about the quarter of the first measurement.
    assert register.known.of_table("overgangen") == date(2017, 6, 30)
    assert register.known.of_table("cijfer", municipality="GM0626") == KNOWN


def test_areas_of_a_survey_are_weighed_back_to_how_many_live_there(register: Register) -> None:
    year = figures("E4-01", register)[0]
    assert year.survey is not None
    assert year.survey.population == figures("C-01", register)[0].value
    assert year.survey.asked == figures("C-02", register)[0].value == 2_100
    assert len(year.survey.strata) == 6
    assert year.value == year.weighted != year.ratio


def test_day_fourteen_is_in_time_and_day_fifteen_is_not(register: Register) -> None:
    followed = {row.text("signaal"): row.day("opvolgdatum") for row in register.tables["opvolging"]}
    late = met = 0
    for row in register.tables["vroegsignaal"]:
        day, done = row.day("signaaldatum"), followed.get(row.text("signaal"))
        assert day is not None
        late += done == day + timedelta(days=15)
        met += done == day + timedelta(days=14)
    assert late > 0
    assert met > 0


@pytest.mark.slow
def test_deliveries_are_accepted_by_the_commands_and_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], register: Register
) -> None:
    store = tmp_path / "opslag"
    for source in write_deliveries(tmp_path / "geleverd", seed=SEED):
        on = source.name[:10]
        assert main(["lever", str(source), "--opslag", str(store), "--op", on]) == 0
        told = capsys.readouterr().out
        assert "Aangenomen als levering" in told
        assert "fout" not in told
        assert "let op" not in told
    count = ["tel", str(FILE), "--opslag", str(store), "--tot-en-met", KNOWN.isoformat()]
    assert main([*count, "--csv"]) == 0
    told = capsys.readouterr().out
    for code in INDICATORS:
        assert f"\n{code}," in told
