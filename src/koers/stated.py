"""Any indicator as a stated figure: its numerator and denominator delivered as totals, instead of
counted from rows, under the same agreement (`semantics.md` C1, `indicators.md`, general rules).

The idea that makes it simple: the agreement stays what it is, hash and all; only where the numbers
come from is another. The totals stand in the dictionary's table of stated figures, under the code
of the indicator. It must not know files or the command line.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from koers.agreement import Agreement, Indicator
from koers.algebra import ColumnRef, Form, Formula, Share, Stated, StatedFigure, Term, Test
from koers.dictionary import Dictionary, Table, TableKind
from koers.findings import Refused
from koers.structure import form_terms

NAME, NUMERATOR, DENOMINATOR, STATUS = "naam", "teller", "noemer", "status"


def with_stated(agreement: Agreement, codes: Collection[str]) -> Agreement:
    """The agreement in which these indicators are read from what was stated.

    Its hash is that of the agreement: nothing was agreed anew. They can be split by what stands on
    the rows of stated figures: the municipality, and how sure the figure is (stated, counted,
    checked). What only counting can say (a survey's strata, units one by one) falls away. Raises
    Refused when the dictionary has no table for it.
    """
    if not codes:
        return agreement
    table = _table(agreement.dictionary)
    if table is None:
        reason = (
            f"Het woordenboek '{agreement.dictionary.name}' heeft geen tabel met opgegeven cijfers"
            f" met de kolommen {NAME}, {NUMERATOR} en {DENOMINATOR}. Tel deze indicator uit rijen."
        )
        raise Refused("geen-opgave", reason)
    indicators = tuple(
        _stated(indicator, table, agreement.dictionary) if indicator.code in codes else indicator
        for indicator in agreement.indicators
    )
    return replace(agreement, indicators=indicators)


def is_stated(indicator: Indicator) -> bool:
    """Whether a figure of the indicator was stated by someone, and nothing of it counted."""
    terms = () if isinstance(indicator.form, Share) else form_terms(indicator.form)
    return bool(terms) and all(isinstance(term.form, StatedFigure) for term in terms)


def _table(dictionary: Dictionary) -> Table | None:
    wanted = {NAME, NUMERATOR, DENOMINATOR}
    fitting = (
        table
        for table in dictionary.tables.values()
        if table.kind is TableKind.FIGURE and wanted <= set(table.columns)
    )
    return next(fitting, None)


def _stated(indicator: Indicator, table: Table, dictionary: Dictionary) -> Indicator:
    row_splits = tuple(
        name
        for name, split in dictionary.splits.items()
        if split.table is None
        and split.column in table.columns
        and (split.names_party or split.column == STATUS)
    )
    survey = indicator.survey
    return replace(
        indicator,
        form=_form(indicator, table),
        splits=row_splits,
        survey=survey and replace(survey, population=None, sent=None, strata=None),
        examples=(),
        texts=(),
        movements=None,
    )


def _form(indicator: Indicator, table: Table) -> Form:
    tests = (Test(NAME, values=(indicator.code,)),)
    above = StatedFigure(ColumnRef(table.name, NUMERATOR), tests)
    below = StatedFigure(ColumnRef(table.name, DENOMINATOR), tests)
    match indicator.form:
        case Formula(minus_one=minus_one):
            return Formula((Term(above),), (Term(below),), minus_one)
        case Share():
            return Stated(above, below)
        case Stated() as form:
            return form
        case _:
            return Stated(above)
