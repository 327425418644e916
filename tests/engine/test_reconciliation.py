"""C2: a stock is held against the counts of what came in and what left, where that is declared."""

from datetime import date

import pytest

from koers.engines import reference
from koers.figures import Figure
from koers.periods import Grain, reporting_periods
from koers.questions import Asked
from koers.reconciliation import reconciled
from koers.results import measure
from tests.spec.drawn import draw_agreement, draw_register

INDICATORS = """
code: IN
aantal: {begin: uitkering}
eenheid: uitkering
---
code: UIT
aantal: {%s: %s}
eenheid: %s
---
code: STAND
stand: {tijdvak: uitkering}
eenheid: persoon
aansluiting: {erbij: IN, eraf: UIT}
"""
REGISTER = """
uitkering:
  persoon | van        | tot en met
  A       | 2016-01-01 | 2016-07-31
  B       | 2016-07-31 | 2016-08-31
  C       | 2016-08-01 | 2016-08-15
  D       | 2016-08-31 |
vertrek:
  persoon | dag        | reden
  A       | 2016-07-31 | werk
  C       | 2016-08-15 | werk
"""


def stocks(out: str, table: str, unit: str, *, known: str = "2017-01-31") -> tuple[Figure, ...]:
    agreement = draw_agreement(INDICATORS % (out, table, unit), term="2016-07-01..2017-12-31")
    register = draw_register(REGISTER)
    months = reporting_periods(Grain.MONTH, agreement.term)[:3]
    asked = Asked(months, date.fromisoformat(known))
    found = measure(
        agreement, register, agreement.indicator("STAND"), asked, engine=reference.count
    )
    return reconciled(agreement, register, found, engine=reference.count)


def test_stock_before_plus_begins_minus_ends_is_the_stock() -> None:  # C2
    checks = [figure.reconciliation for figure in stocks("einde", "uitkering", "uitkering")]
    numbers = [
        tuple(int(n) for n in (c.previous, c.joined, c.left, c.stock, c.difference))
        for c in checks
        if c
    ]
    assert numbers == [(1, 1, 0, 2, 0), (2, 2, 2, 2, 0), (2, 0, 1, 1, 0)]


def test_a_register_of_departures_that_lacks_one_does_not_add_up() -> None:  # C2
    """B left according to the benefits, but nobody delivered a departure."""
    checks = [figure.reconciliation for figure in stocks("moment", "vertrek", "vertrek")]
    assert [check.difference for check in checks if check] == [0, 0, -1]


def test_a_stock_whose_movements_may_still_change_is_not_checked() -> None:  # C2, F3
    checks = [
        figure.reconciliation
        for figure in stocks("einde", "uitkering", "uitkering", known="2016-08-31")
    ]
    assert [check is not None for check in checks] == [True, False, False]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("aansluiting: {erbij: IN, eraf: WEG}", "onbekende-verwijzing"),
        ("aansluiting: {erbij: IN, eraf: STAND}", "verkeerde-eenheid"),
    ],
)
def test_movements_are_counts_of_the_same_agreement(words: str, code: str) -> None:  # C2
    indicators = (INDICATORS % ("einde", "uitkering", "uitkering")).replace(
        "aansluiting: {erbij: IN, eraf: UIT}", words
    )
    with pytest.raises(AssertionError, match=code):
        draw_agreement(indicators, term="2016-07-01..2017-12-31")
