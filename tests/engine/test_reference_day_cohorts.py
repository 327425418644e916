"""When the cohort of a share on reference days is complete: with its last reference day, not with
the last day of the period (decision 0006).
"""

from datetime import date

import pytest

from koers.engines import reference
from koers.figures import Figure
from koers.periods import Grain, reporting_periods
from koers.questions import Asked
from koers.results import measure
from tests.spec.drawn import draw_agreement, draw_register

PERSONS = [chr(65 + number) for number in range(20)]
REGISTER = "\n".join(
    ["trede:", "persoon | dag | trede", *(f"{p} | 2017-01-01 | 3" for p in PERSONS)]
)


def year(reference_day: str, known: date) -> Figure:
    agreement = draw_agreement(
        f"""
        aandeel:
          van: {{score: trede, waarde: [3], op peildag: {reference_day}, per: jaar}}
          die: {{score: trede, minstens: 3, op: 6 maanden}}
          onbekend: niet behaald
        norm: {{per: jaar, minstens: 60%}}
        """,
        term="2017-01-01..2018-12-31",
    )
    asked = Asked(reporting_periods(Grain.YEAR, agreement.term)[:1], known)
    (figure,) = measure(
        agreement,
        draw_register(REGISTER),
        agreement.indicators[0],
        asked,
        engine=reference.count,
    )
    return figure


@pytest.mark.parametrize(
    ("reference_day", "day_before", "mature"),
    [
        ("eerste dag", date(2017, 6, 30), date(2017, 7, 1)),
        ("laatste dag", date(2018, 6, 29), date(2018, 6, 30)),
    ],
)
def test_cohort_is_complete_when_its_last_reference_day_is_mature(
    reference_day: str, day_before: date, mature: date
) -> None:
    early, done = year(reference_day, day_before), year(reference_day, mature)
    assert (early.is_complete, early.verdict) == (False, "te vroeg")
    assert (done.is_complete, done.verdict) == (True, "behaald")
