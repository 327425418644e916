"""Which pass each form takes: the table in `docs/explanation/passes.md`, held against the engine.

Each row has a drawn example here; it is counted with the passes watched. A row without an example
fails, and so does an example without a row.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from koers.counts import Question
from koers.engines import compiled, reference
from koers.engines.compiled.amounts import Amounts
from koers.engines.compiled.classes import ClassCount
from koers.engines.compiled.passes import Passes
from koers.periods import Grain, reporting_periods
from tests.spec.drawn import draw_agreement, draw_register

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "passes.md"
TERM, KNOWN = "2016-01-01..2017-12-31", date(2018, 6, 30)

REGISTER = """
    uitkering:
    persoon | van        | tot en met | regeling | maandbedrag
    a       | 2015-11-01 | 2016-08-31 | pw       | 1000
    b       | 2016-03-10 |            |          | 900
    melding:
    persoon | dag        | soort | bedrag
    a       | 2016-04-01 | huur  | 10
    werk:
    persoon | van        | tot en met
    a       | 2016-09-01 |
    trede:
    persoon | dag        | trede
    a       | 2016-02-01 | 2
    a       | 2016-06-01 | 3
    opgave:
    plaats | dag        | waarde
    assen  | 2016-06-30 | 12
"""

EXAMPLES = {
    "the classes of a share": "aandeel: {van: {begin: uitkering},"
    " die: {begin: werk, binnen: 1 jaar}, onbekend: eruit}",
    "rows of a moment, or measurements": "aantal: {eenheid: melding, die: {moment: melding}}",
    "an amount on rows of a moment": "som: {kolom: bedrag, die: {moment: melding}}",
    "a stated figure": "opgave: {teller: opgave.waarde}",
    "a stock of subjects": "stand: {die: {tijdvak: uitkering}}",
    "a stock of spells": "stand: {eenheid: uitkering, die: {tijdvak: uitkering}}",
    "an amount on spells that are there on a day": "som: {kolom: maandbedrag,"
    " die: {tijdvak: uitkering}, op peildag: laatste dag}",
    "different subjects in a period": "aantal: {eenheid: persoon, die: {tijdvak: uitkering}}",
    "spells in a period": "aantal: {eenheid: uitkering, die: {tijdvak: uitkering}}",
    "different subjects, where some are unknown": "aantal: {eenheid: persoon,"
    " die: {tijdvak: uitkering, waarbij: {regeling: pw}}}",
    "begins, ends, and rises of a score": "aantal: {eenheid: uitkering, die: {begin: uitkering}}",
    "days of subjects": "dagen: {die: {tijdvak: uitkering}}",
    "a formula": "formule: {teller: [{som: {kolom: bedrag, die: {moment: melding}}}],"
    " noemer: [{stand: {die: {tijdvak: uitkering}}}]}",
    "growth of one count of subjects, with who stayed, joined and left": "formule: {teller:"
    " [{stand: {die: {tijdvak: uitkering}}}],"
    " noemer: [{stand: {die: {tijdvak: uitkering}}, eerder: 1 jaar}], min een: ja}",
}
OF_TERMS = "those of its terms"


def table() -> dict[str, str]:
    """What is counted, and its passes, as the page says."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    rows = [line.strip("|").split("|") for line in lines if line.startswith("|")]
    return {row[0].strip(): row[2].strip() for row in rows[2:]}


def test_every_row_of_the_table_has_an_example() -> None:
    assert set(table()) == set(EXAMPLES)


@pytest.mark.parametrize("what", EXAMPLES)
def test_form_takes_the_passes_that_the_page_says(
    what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[str] = []
    inside: list[str] = []

    def watch(owner: type, name: str, letter: str) -> None:
        real: Callable[..., object] = getattr(owner, name)

        def watched(*words: object, **named: object) -> object:
            if not inside or letter == "e":
                taken.append(letter)
            inside.append(letter)
            try:
                return real(*words, **named)
            finally:
                inside.pop()

        monkeypatch.setattr(owner, name, watched)

    watch(Passes, "points", "a")
    watch(Passes, "on_days", "b")
    watch(Amounts, "first_in_period", "c")
    watch(Passes, "days", "d")
    watch(Amounts, "beside_every_period", "e")
    watch(Amounts, "present", "e")
    watch(ClassCount, "cube", "a")

    agreement = draw_agreement(EXAMPLES[what], term=TERM)
    years = reporting_periods(Grain.YEAR, agreement.term)
    question = Question(agreement.indicators[-1].code, years, KNOWN)
    register = draw_register(REGISTER)
    cells = compiled.count(agreement, register, question)

    expected = "a, b" if table()[what] == OF_TERMS else table()[what]
    assert ", ".join(sorted(set(taken))) == expected
    assert cells == reference.count(agreement, register, question)
    assert any(cell.classes or any(t.rows for t in cell.tallies) for cell in cells)
