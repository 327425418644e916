"""Every key that a figure can have as JSON is described in `cijfers.md`, and none is made up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from docs.figures import ABSENCES, ANSWER, FIGURE, NAME, STRENGTHS, VERDICTS
from koers.agreement import Agreement
from koers.delivery import read_folder
from koers.engines import reference
from koers.figure_document import Document, figures_document
from koers.figures import Missing, Strength, VerdictWord
from koers.format import read_agreement
from koers.periods import Grain, Period, reporting_periods
from koers.questions import Asked
from koers.reconciliation import reconciled
from koers.register import Register
from koers.results import measure
from tests.spec.drawn import draw_agreement, draw_register

EXAMPLE = Path(__file__).parents[2] / "voorbeelden" / "eerste-stap"
NAMED = {("cijfers", "split"), ("cijfers", "herkomst", "gegevens")}
"""Blocks whose keys are names of the dictionary."""


def answer(
    agreement: Agreement, register: Register, *, through: date, periods: tuple[Period, ...]
) -> Document:
    figures = [
        figure
        for indicator in agreement.indicators
        for figure in reconciled(
            agreement,
            register,
            measure(
                agreement,
                register,
                indicator,
                Asked(periods, through, ((), *((name,) for name in indicator.splits))),
                engine=reference.count,
            ),
            engine=reference.count,
        )
    ]
    return figures_document(agreement, register, figures, through=through)


def example() -> Document:
    agreement = read_agreement(EXAMPLE / "overeenkomst.yaml").agreement
    assert agreement is not None
    register = read_folder(EXAMPLE / "gegevens", agreement.dictionary).register
    assert register is not None
    halves = reporting_periods(Grain.HALF_YEAR, agreement.term)
    return answer(agreement, register, through=date(2018, 1, 31), periods=halves)


def growth() -> Document:
    agreement = draw_agreement(
        """
        formule:
          teller: [{stand: {tijdvak: uitkering}}]
          noemer: [{stand: {tijdvak: uitkering}, eerder: 1 jaar}]
          min een: ja
        """,
        term="2016-01-01..2017-12-31",
    )
    register = draw_register(
        """
        uitkering:
          persoon | van        | tot en met
          A       | 2015-01-01 |
        """
    )
    years = reporting_periods(Grain.YEAR, agreement.term)
    return answer(agreement, register, through=date(2018, 1, 31), periods=years)


def survey() -> Document:
    """Three strata of which one is silent, and a baseline."""
    agreement = draw_agreement(
        """
        code: T
        waarneming: enquête
        bewijs: puntwaarde
        onderzoek: {uit: N, lagen: gemeente}
        nulmeting: {waarde: 80%, dag: 2016-01-01, bron: Verzonnen}
        splits: [gemeente]
        aandeel:
          van: {moment: melding}
          die: {moment: melding, soort: tevreden, op: zelfde dag}
          onbekend: eruit
        ---
        code: N
        splits: [gemeente]
        stand: uitkering
        """,
        term="2016-01-01..2017-12-31",
    )
    register = draw_register(
        """
        woonplaats:
          persoon | van        | gemeente
          A       | 2010-01-01 | assen
        uitkering:
          persoon | van
          A       | 2016-01-01
        melding:
          persoon | dag        | soort
          A       | 2016-02-01 | tevreden
        """
    )
    years = reporting_periods(Grain.YEAR, agreement.term)
    return answer(agreement, register, through=date(2018, 1, 31), periods=years)


def unripe() -> Document:
    """Of thirty persons twelve have met and the rest is open."""
    agreement = draw_agreement(
        """
        aandeel:
          van: {moment: melding}
          die: {moment: vertrek, binnen: 1 jaar}
          onbekend: eruit
        """,
        term="2016-01-01..2017-12-31",
    )
    rows = "\n".join(f"  P{n} | 2016-0{1 + n % 9}-01" for n in range(30))
    gone = "\n".join(f"  P{n} | 2016-10-01" for n in range(12))
    register = draw_register(
        f"melding:\n  persoon | dag\n{rows}\nvertrek:\n  persoon | dag\n{gone}"
    )
    years = reporting_periods(Grain.YEAR, agreement.term)
    return answer(agreement, register, through=date(2016, 12, 31), periods=years)


def paths(part: Document, path: tuple[str, ...] = ()) -> Iterator[str]:
    """Every key with the keys above it; the figures of the answer start anew."""
    if isinstance(part, Mapping):
        for key, value in part.items():
            own = (*path, NAME if path in NAMED else key)
            yield ".".join(own[1:] if own[0] == "cijfers" and len(own) > 1 else own)
            yield from paths(value, own)
    elif isinstance(part, Sequence) and not isinstance(part, str):
        for item in part:
            yield from paths(item, path)


def test_every_key_of_the_answer_is_described_and_every_described_key_occurs() -> None:
    found = {
        path for document in (example(), growth(), survey(), unripe()) for path in paths(document)
    }
    assert found == set(ANSWER) | set(FIGURE)


def test_every_word_of_a_verdict_its_strength_and_an_absence_is_described() -> None:
    assert set(STRENGTHS) == set(Strength)
    assert set(VERDICTS) == set(VerdictWord)
    assert set(ABSENCES) == set(Missing)
