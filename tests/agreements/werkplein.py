"""The agreement of Werkplein Drentsche Aa as the example file says it, read once for all tests."""

from functools import cache
from pathlib import Path

from koers import examples
from koers.agreement import Agreement, Indicator
from koers.findings import Finding
from koers.format import ReadAgreement, read_agreement

FILE = Path(__file__).parents[2] / "voorbeelden" / "werkplein-drentsche-aa" / "overeenkomst.yaml"


@cache
def read() -> ReadAgreement:
    return read_agreement(FILE)


@cache
def agreement() -> Agreement:
    found = read().agreement
    assert found is not None, [str(finding) for finding in read().findings]
    return found


def indicators() -> tuple[Indicator, ...]:
    return agreement().indicators


@cache
def examples_run() -> tuple[int, tuple[Finding, ...]]:
    """How many worked examples were counted, and all findings with those of the examples."""
    fresh = read_agreement(FILE)
    assert fresh.agreement is not None
    assert fresh.located is not None
    number = examples.run(fresh.agreement, fresh.located)
    return number, fresh.located.reading.findings.in_order()
