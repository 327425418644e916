"""Ten agreements that go wrong, each in its own way, with every finding marked at its line.

The idea that makes it simple: behind a line stands `# ! code`, for each finding that must be there;
so a file shows what is wrong with it, and a finding too many or too few is seen at once.
"""

import re
from collections import Counter
from pathlib import Path

import pytest

from koers.format import read_agreement

FOLDER = Path(__file__).parent / "bad"
BAD = sorted(path for path in FOLDER.glob("*.yaml") if not path.name.startswith("woordenboek-"))
MARK = re.compile(r"# ! (.+)$")


def marked(path: Path) -> Counter[tuple[int, str]]:
    """(line, code) of every mark in a file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    found = ((at, MARK.search(line)) for at, line in enumerate(lines, start=1))
    return Counter((at, code) for at, mark in found if mark for code in mark[1].split(", "))


@pytest.mark.parametrize("path", BAD, ids=lambda path: str(path.stem))
def test_a_bad_agreement_gives_its_findings_and_no_other(path: Path) -> None:
    found = read_agreement(path).findings
    told = [str(one) for one in found]
    assert Counter((one.place.line, one.code) for one in found) == marked(path), told
    assert {one.place.file for one in found} == {str(path)}


def test_there_are_ten() -> None:
    assert len(BAD) == 10


def messages(name: str, code: str) -> list[str]:
    found = read_agreement(FOLDER / f"{name}.yaml").findings
    return [one.message for one in found if one.code == code]


def test_a_literal_reading_lacks_horizon_population_period_base_year_scale_model() -> None:
    found = read_agreement(FOLDER / "letterlijk.yaml")
    assert found.agreement is None
    codes = {one.code for one in found.findings}
    assert codes >= {
        "venster-ontbreekt",  # when must a starter be independent?
        "ontbrekende-sleutel",  # satisfied clients: out of whom?
        "norm-zonder-grein",  # fifty people, in which period?
        "periode-ontbreekt",  # and their earnings over which months?
        "nulmeting-ontbreekt",  # five per cent more than when?
        "schaal-ontbreekt",  # which answers are satisfied?
        "waarde-buiten-document",  # within which means?
        "onbekende-verwijzing",  # by which model?
        "bewijs-ontbreekt",  # how large a sample?
        "rijpt-niet",  # two years, in a term of eighteen months
        "titel-wijkt-af",
        "later-getekend",
    }


def test_a_sample_without_a_rule_for_proof_is_told_the_sizes() -> None:  # statistics 3
    (unknown, of_1200) = messages("steekproef", "bewijs-ontbreekt")[1:]
    assert "299 gevallen zonder fout, of 473 met 1 fout" in unknown
    assert "246 gevallen uit 1200 zonder fout, of 379 met 1 fout" in of_1200


def test_a_window_that_outlasts_the_term_says_when_the_first_case_is_mature() -> None:
    (told,) = messages("termijnen", "rijpt-niet")
    assert "pas rijp op 2019-03-01, en de looptijd eindigt op 2017-12-31" in told
