"""Two scores or two values of a split on one day: told where they contradict, silent where not."""

from pathlib import Path

import pytest

from koers.delivery import read_folder
from koers.dictionary_format import shipped
from tests.spec.woordenboek import spec_dictionary

LIVING = "nr,persoon,van,tot en met,gemeente\n"


def told(folder: Path, name: str, text: str) -> list[str]:
    (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    found = read_folder(folder, spec_dictionary())
    assert found.register is not None
    return [one.message for one in found.findings if one.code.endswith("-dubbel")]


@pytest.mark.parametrize(
    "rows",
    [
        "1,a,2016-01-01,2016-06-30,Assen\n2,a,2016-07-01,,Vries\n",  # one after the other
        "1,a,2016-01-01,,Assen\n2,b,2016-01-01,,Vries\n",  # two persons
        "1,a,2016-01-01,,Assen\n2,a,2016-03-01,,Assen\n",  # the same value
        "1,a,2016-01-01,,\n2,a,2016-03-01,,Assen\n",  # an unknown value
    ],
)
def test_values_that_do_not_contradict_are_not_told(rows: str, tmp_path: Path) -> None:
    assert told(tmp_path, "woonplaats", LIVING + rows) == []


def test_every_value_that_begins_under_another_is_counted_in_one_finding(tmp_path: Path) -> None:
    # P1: the latest begin counts, plus a finding
    rows = "1,a,2016-01-01,,Assen\n2,a,2016-03-01,2016-03-31,Vries\n3,a,2016-05-01,,Rolde\n"
    (message,) = told(tmp_path, "woonplaats", LIVING + rows)
    assert message.startswith("Rij 3 en 1 andere rij: op een dag twee waarden van 'gemeente'")


def test_split_with_several_values_does_not_contradict_itself(tmp_path: Path) -> None:
    rows = "1,a,2016-01-01,,jong\n2,a,2016-01-01,,werkend\n"
    assert told(tmp_path, "kenmerk", f"nr,persoon,van,tot en met,kenmerk\n{rows}") == []


@pytest.mark.parametrize(
    ("rows", "number"),
    [
        ("1,a,2016-01-01,2,x\n2,a,2016-01-01,3,y\n", 1),
        ("1,a,2016-01-01,2,x\n2,a,2016-01-01,2,y\n", 0),  # the same score
        ("1,a,2016-01-01,2,x\n2,a,2016-01-01,99,y\n", 0),  # F8: 99 is no score
        ("1,a,2016-01-01,2,x\n2,a,2016-01-02,3,y\n", 0),  # two days
    ],
)
def test_two_scores_on_one_day_are_told(rows: str, number: int, tmp_path: Path) -> None:
    assert len(told(tmp_path, "trede", f"nr,persoon,dag,trede,door\n{rows}")) == number


def test_scores_in_two_domains_of_the_matrix_do_not_contradict(tmp_path: Path) -> None:
    dictionary = shipped("sociaal-domein")
    table = dictionary.tables["zrm-2017"]
    domains = table.columns["domein"].code_list
    assert domains is not None
    first, second = [code for code, _ in domains.codes][:2]
    lines = [",".join(table.columns)]
    for domain, level in ((first, "2"), (second, "3"), (second, "4")):
        known = {table.subject_column: "a", table.day_column: "2017-01-01"}
        known |= {"domein": domain, table.value_column: level}
        lines.append(",".join(known.get(name, "") for name in table.columns))
    (tmp_path / "zrm-2017.csv").write_text("\n".join(lines), encoding="utf-8")
    found = read_folder(tmp_path, dictionary).findings
    assert [one.place.line for one in found if one.code == "score-dubbel"] == []
    assert [one.place.line for one in found if one.code == "sleutel-dubbel"] == [4]
