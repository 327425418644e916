"""An overview of a drawn agreement and register: what `koers tel` would show of them."""

from __future__ import annotations

from datetime import date

from koers.agreement import Agreement
from koers.cli.asking import usual_periods
from koers.engines import reference
from koers.figures import Figure
from koers.overview import Line, Overview, overview
from koers.questions import Asked, party_split
from koers.register import KnownEntry, KnownThrough, Register
from koers.results import measure
from tests.spec.drawn import draw_agreement, draw_register

TERM = "2016-07-01..2017-12-31"
SHARE = """
code: K-1
naam: Begeleid na melding
soort: kpi
aandeel:
  van: {moment: melding, telkens: elke}
  die: {begin: werk, binnen: 6 maanden}
  onbekend: niet behaald
norm: {per: halfjaar, minstens: 50%}
splits: [gemeente]
"""


def drawn_overview(
    indicators: str, register: str, *, known: str, through: str = "", term: str = TERM
) -> Overview:
    """`known`: through which day all is known; `through` (else the same): which day was asked."""
    agreement = draw_agreement(indicators, term=term)
    found = draw_register(register)
    promise = KnownEntry("werkplein", date.fromisoformat(known))
    return shown(
        agreement,
        Register(found.tables, KnownThrough((promise,))),
        through=date.fromisoformat(through or known),
    )


def shown(agreement: Agreement, register: Register, *, through: date) -> Overview:
    figures: list[Figure] = []
    for indicator in agreement.indicators:
        party = party_split(agreement, indicator)
        groupings: tuple[tuple[str, ...], ...] = ((), (party,)) if party else ((),)
        periods = usual_periods(agreement, indicator, through=through)
        asked = Asked(periods, through, groupings)
        figures += measure(agreement, register, indicator, asked, engine=reference.count)
    return overview(agreement, register, figures, through=through)


def only(found: Overview) -> Line:
    (line,) = found.lines
    return line


def reports(*groups: tuple[str, int, int], gemeente: str = "") -> str:
    """Tables of people who report on a day, so many of whom begin to work a month later."""
    people = [
        (f"P{number}-{day}", day, number < met)
        for day, many, met in groups
        for number in range(many)
    ]
    reported = "\n".join(f"  {name} | {day}" for name, day, _ in people)
    working = "\n".join(f"  {name} | {_later(day)} |" for name, day, met in people if met)
    living = "\n".join(f"  {name} | 2010-01-01 | {gemeente}" for name, _, _ in people if gemeente)
    tables = [f"melding:\n  persoon | dag\n{reported}", f"werk:\n  persoon | van | tot\n{working}"]
    tables.append(f"woonplaats:\n  persoon | van | gemeente\n{living}")
    return "\n".join(tables)


def _later(day: str) -> str:
    found = date.fromisoformat(day)
    return date(found.year + found.month // 12, found.month % 12 + 1, found.day).isoformat()
