"""Days in queries: the functions with which a script counts days and moves them by months.

The idea that makes it simple: a day is a whole number (0001-01-01 is day 1), so a set of days is a
pair of numbers; the few rules of the calendar are functions of the database, each written once and
called by name (S6). Adding months to a date clamps to the end of the month in DuckDB, as in
`koers.periods`.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
from ibis.expr.types import IntegerValue

from koers.periods import Duration

FUNCTIONS = (
    (
        "De dag met een nummer: 0001-01-01 is dag 1.",
        "datum(dag) AS DATE '0001-01-01' + CAST(dag - 1 AS INTEGER)",
    ),
    (
        "Het nummer van een dag.",
        "dagnummer(datum) AS date_diff('day', DATE '0001-01-01', datum) + 1",
    ),
    (
        "Dezelfde dag zo veel maanden later, hooguit de laatste van die maand.",
        "maanden_later(dag, aantal) AS dagnummer(datum(dag) + to_months(aantal))",
    ),
    (
        "Het nummer van de kalendermaand van een dag; januari van het jaar 0 is maand 0.",
        "maandnummer(dag) AS year(datum(dag)) * 12 + month(datum(dag)) - 1",
    ),
    (
        "De eerste dag van een kalendermaand.",
        "eerste_dag(maand) AS dagnummer(make_date(maand // 12, maand % 12 + 1, 1))",
    ),
    (
        "De laatste dag van het kwartaal, halfjaar of jaar (lengte in maanden) van een maand.",
        "periode_einde(maand, lengte) AS eerste_dag(maand - maand % lengte + lengte) - 1",
    ),
)
"""Of each function of a script what it gives, in words and as SQL; a later one may use those before
it.
"""


def defined(definition: str) -> str:
    """The statement that defines a function."""
    return f"CREATE OR REPLACE TEMP MACRO {definition};"


_builtin = ibis.udf.scalar.builtin
_DAY, _ONE, _TWO = (("date",), "int64"), (("int64",), "int64"), (("int64", "int64"), "int64")

day_number = _builtin(lambda _datum: None, name="dagnummer", signature=_DAY)
month_number = _builtin(lambda _dag: None, name="maandnummer", signature=_ONE)
period_end = _builtin(lambda _maand, _lengte: None, name="periode_einde", signature=_TWO)
_months_later = _builtin(lambda _dag, _aantal: None, name="maanden_later", signature=_TWO)


def later(day: IntegerValue, duration: Duration) -> IntegerValue:
    """The day so much later, clamped to the month's end (S6)."""
    if duration.months:
        return _months_later(day, duration.months)
    return day + duration.days if duration.days else day


def latest(days: Sequence[IntegerValue | int]) -> IntegerValue:
    """The last of some days; days that are not there are passed over."""
    return ibis.greatest(*days) if len(days) > 1 else days[0]
