"""The columns that an indicator reads are all that can change its figures."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from koers.agreement import tables_read
from koers.columns_read import columns_read
from koers.register import Row
from tests.generative.cases import FORMS, Case, cases
from tests.generative.recounted import Counting, with_tables


def test_the_tables_read_are_those_that_a_figure_waits_for(laws: settings) -> None:  # F7
    def law(case: Case) -> None:
        indicator = case.agreement.indicator(case.question.indicator)
        assert set(columns_read(case.agreement, indicator)) == tables_read(
            case.agreement, indicator
        )

    laws(given(case=cases(*FORMS))(law))()


def test_emptying_a_column_that_is_not_read_changes_no_cell(
    laws: settings, count: Counting
) -> None:
    def law(case: Case) -> None:
        indicator = case.agreement.indicator(case.question.indicator)
        read = columns_read(case.agreement, indicator)
        emptied = {
            table: tuple(_only(row, read.get(table, ())) for row in rows)
            for table, rows in case.register.tables.items()
        }
        assert count(with_tables(case, emptied)) == count(case)

    laws(given(case=cases(*FORMS))(law))()


def _only(row: Row, columns: tuple[str, ...]) -> Row:
    return replace(row, cells={name: row.cells.get(name) for name in columns})
