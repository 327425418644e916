"""Figures of a register that is drawn by rule: what the pages of explanation tell about.

The idea that makes it simple: a page has an agreement of one indicator and rows made by a rule, and
everything it shows is what Koers counts and judges from those. All of it is invented.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from koers.agreement import Agreement
from koers.delivery import drawn_rows
from koers.engines import reference
from koers.figures import Figure
from koers.format import read_agreement
from koers.periods import Grain, reporting_periods
from koers.questions import Asked
from koers.register import Register
from koers.results import measure

Drawn = Iterable[tuple[str, Mapping[str, str]]]
"""Rows: the table, and the cells by column."""

_HEAD = """\
overeenkomst: uitleg
titel: Verzonnen
regime: wgr
partijen:
  akkerdam: {{naam: Gemeente Akkerdam, rol: opdrachtgever}}
  werkplein: {{naam: Werkplein Akkerveld, rol: opdrachtnemer}}
looptijd: {{van: {first}, tot en met: {last}}}
woordenboek: participatiewet
indicatoren:
"""


def agreement(indicators: str, *, first: date, last: date) -> Agreement:
    """An agreement between invented parties, with these indicators."""
    text = _HEAD.format(first=first, last=last) + indicators
    found = read_agreement(text, name="uitleg")
    assert found.agreement is not None, [str(finding) for finding in found.findings]
    return found.agreement


def figures(
    agreed: Agreement, rows: Drawn, *, per: Grain, through: date, code: str = "I"
) -> tuple[Figure, ...]:
    """The figures of an indicator, one per period of the term."""
    tables, findings = drawn_rows(rows, agreed.dictionary, "uitleg")
    assert not findings, [str(finding) for finding in findings]
    needed = {name: tables.get(name, ()) for name in agreed.dictionary.tables}
    asked = Asked(tuple(reporting_periods(per, agreed.term)), through)
    indicator = agreed.indicator(code)
    return measure(agreed, Register(needed), indicator, asked, engine=reference.count)
