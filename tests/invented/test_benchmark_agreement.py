"""The agreement that we measure with is sound, and invented rows show all that it can say."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from koers.agreement import Agreement
from koers.algebra import Count, Days, Formula, Share, Stated, Sum
from koers.counts import Classes, Question
from koers.delivery import read_folder
from koers.engines import reference
from koers.findings import Severity
from koers.format import ReadAgreement, read_agreement
from koers.invented.writing import register_csv
from koers.periods import Grain, reporting_periods
from koers.register import Register

FILE = Path(__file__).parents[2] / "benchmarks" / "werkplein.yaml"
KNOWN = date(2027, 6, 30)
FEW = ("klant", "inschatting", "dienst", "trede", "vertrek", "aanvraag", "uitkering")
CLASSES = [field.name for field in fields(Classes)]


@cache
def read() -> ReadAgreement:
    return read_agreement(FILE)


def agreement() -> Agreement:
    found = read().agreement
    assert found is not None
    return found


def invented(folder: Path, tables: tuple[str, ...] | None = None) -> Register:
    register_csv(folder, seed=1, tables=tables)
    found = read_folder(folder, agreement().dictionary).register
    assert found is not None
    return found


def classes_of(code: str, register: Register) -> Counter[str]:
    term = reporting_periods(Grain.TERM, agreement().term)
    cells = reference.count(agreement(), register, Question(code, term, KNOWN))
    counted: Counter[str] = Counter()
    for cell in cells:
        assert cell.classes is not None
        counted.update({name: getattr(cell.classes, name) for name in CLASSES})
    return counted


def test_agreement_has_no_findings_but_remarks() -> None:
    assert {finding.severity for finding in read().findings} <= {Severity.REMARK}


def test_agreement_has_every_form_and_splits_by_municipality_and_group() -> None:
    indicators = agreement().indicators
    forms = {type(indicator.form) for indicator in indicators}
    assert forms == {Share, Count, Sum, Days, Stated, Formula}
    assert sum({"gemeente", "doelgroep"} <= set(one.splits) for one in indicators) >= 42


def test_a_few_indicators_show_all_six_classes(tmp_path: Path) -> None:
    register = invented(tmp_path / "csv", FEW)
    counted: Counter[str] = Counter()
    for code in ("K-01", "K-07b", "A-03"):
        counted += classes_of(code, register)
    assert {name: counted[name] for name in CLASSES if counted[name] < 20} == {}


@pytest.mark.slow
def test_every_indicator_counts_something(tmp_path: Path) -> None:
    register = invented(tmp_path / "csv")
    years = reporting_periods(Grain.YEAR, agreement().term)[:2]
    for indicator in agreement().indicators:
        cells = reference.count(agreement(), register, Question(indicator.code, years, KNOWN))
        counted = [tally.rows for cell in cells for tally in cell.tallies]
        counted += [cell.classes.met for cell in cells if cell.classes]
        assert any(counted), indicator.code
