"""Every key that a figure can have as JSON is described in `cijfers.md`, and none is made up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from docs.figures import ABSENCES, ANSWER, FIGURE, NAME, VERDICTS
from koers.agreement import Agreement
from koers.delivery import read_folder
from koers.engines import reference
from koers.figure_document import Document, figures_document
from koers.format import read_agreement
from koers.periods import Grain, Period, reporting_periods
from koers.reconciliation import reconciled
from koers.register import Register
from koers.results import Asked, Missing, VerdictWord, measure
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
    found = {path for document in (example(), growth()) for path in paths(document)}
    assert found == set(ANSWER) | set(FIGURE)


def test_every_word_of_a_verdict_and_of_an_absence_is_described() -> None:
    assert set(VERDICTS) == set(VerdictWord)
    assert set(ABSENCES) == set(Missing)
