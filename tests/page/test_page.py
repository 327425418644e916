"""The page: the numbers of the document, readable by everyone, and nothing but a page."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from koers.cli import main
from koers.figure_words import Absence
from koers.overview import Overview
from koers.page import page
from koers.page.pieces import absent
from koers.page.style import CSS
from tests.overview.drawn_overview import SHARE, drawn_overview, reports
from tests.page.parsed import Element, parsed, rows

EXAMPLE = Path(__file__).parents[2] / "voorbeelden" / "eerste-stap"
COUNT = (
    "tel", str(EXAMPLE / "overeenkomst.yaml"), "--gegevens", str(EXAMPLE / "gegevens"),
    "--tot-en-met", "2018-01-31",
)  # fmt: skip
COHORTS = reports(("2016-08-01", 20, 12), ("2017-02-01", 40, 8), ("2017-08-01", 20, 20))


def read(found: Overview) -> Element:
    return parsed(page(found))


@cache
def drawn() -> Element:
    return read(drawn_overview(SHARE, COHORTS, known="2018-03-31"))


@pytest.fixture(name="example")
def example_of(tmp_path: Path) -> Element:
    target = tmp_path / "stand.html"
    assert main([*COUNT, "--html", str(target)]) == 0
    return parsed(target.read_text(encoding="utf-8"))


def grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")


# --- the same numbers as the document ------------------------------------------------------------


def test_every_number_on_the_page_is_that_of_the_document(
    example: Element, capsys: pytest.CaptureFixture[str]
) -> None:
    shares = [figure for figure in document(capsys) if "populatie" in figure]
    assert shares
    for figure in (one for one in shares if not one["split"]):
        text = _article(example, figure["code"]).text
        if figure["noemer"]:
            assert f"({grouped(figure['teller'])}/{grouped(figure['noemer'])})" in text
        if figure["norm"] and figure["norm"]["waarde"]:
            assert figure["norm"]["waarde"] in text
        assert figure["oordeel"] in text
        if figure["onder"] is not None:
            assert outward(figure) in text
        if figure["onrijp"]:
            assert f"{figure['onrijp']} van {figure['populatie']} nog onrijp" in text


def test_per_municipality_stand_the_numbers_of_the_shown_period_without_a_verdict(
    example: Element, capsys: pytest.CaptureFixture[str]
) -> None:
    figures = [one for one in document(capsys) if one["code"] == "P-02"]
    *_, last = (one["periode"] for one in figures if one["noemer"] and not one["split"])
    parts = {
        one["split"]["gemeente"]: f"({one['teller']}/{one['noemer']})"
        for one in figures
        if one["periode"] == last and one["split"]
    }
    (table,) = (
        table for table in _article(example, "P-02").all("table") if "Per gemeente" in table.text
    )
    head, *shown = rows(table)
    assert head == ["Gemeente", "Cijfer", "Onzekerheid"]
    assert [row[0] for row in shown] == ["Gemeente Akkerdam", "Gemeente Veldenberg"]
    for row, value in zip(shown, parts.values(), strict=True):
        assert row[1].endswith(value)


def document(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert main([*COUNT, "--json", "--splits", "gemeente"]) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["cijfers"]
    return found


def outward(figure: dict[str, Any]) -> str:
    """The interval of a share below a hundred units, in whole percents away from the middle."""
    assert figure["noemer"] < 100
    low, high = (Decimal(figure[name]) * 100 for name in ("onder", "boven"))
    down = low.to_integral_value(ROUND_FLOOR)
    return f"{down}% tot {high.to_integral_value(ROUND_CEILING)}%"


def test_the_six_classes_on_the_page_are_those_of_the_document_and_add_up(
    example: Element, capsys: pytest.CaptureFixture[str]
) -> None:  # S4
    capsys.readouterr()
    assert main([*COUNT, "--json", "--indicator", "P-02"]) == 0
    *_, last = (one for one in json.loads(capsys.readouterr().out)["cijfers"] if one["noemer"])
    (table,) = (table for table in _article(example, "P-02").all("table") if "Klasse" in table.text)
    shown = {row[0]: int(row[1].replace(".", "")) for row in rows(table)[1:]}
    whole = shown.pop("samen: de populatie")
    names = ("uitgesloten", "onrijp", "behaald", "uitgezonderd", "onbekend", "nietBehaald")
    assert list(shown.values()) == [last[name] for name in names]
    assert sum(shown.values()) == whole == last["populatie"]


def _article(found: Element, code: str) -> Element:
    (article,) = (
        one for one in found.all("article")
        if one.attributes["aria-labelledby"] == f"indicator-{code}"
    )  # fmt: skip
    return article


def test_every_chart_stands_beside_a_table_with_the_same_numbers(example: Element) -> None:
    charts = example.all("svg", kind="chart")
    assert charts
    for pair in example.all("div", kind="pair"):
        for chart in pair.all("svg", kind="chart"):
            (table,) = pair.all("table")
            cells = " ".join(cell for row in rows(table) for cell in row)
            dots = chart.all("g", kind="figure")
            assert dots
            for dot in dots:
                assert dot.text in cells
    in_pairs = sum(len(pair.all("svg", kind="chart")) for pair in example.all("div", kind="pair"))
    assert in_pairs == len(charts)


def test_a_cohort_that_still_runs_is_in_the_table_and_not_on_the_line() -> None:  # statistics 1.2
    (table,) = (one for one in drawn().all("table") if "Verloop van K-1" in one.text)
    assert [row[0] for row in rows(table)[1:]] == ["2016 H2", "2017 H1", "2017 H2"]
    (chart,) = drawn().all("svg", kind="chart")
    (line,) = chart.all("polyline")
    assert len((line.attributes["points"] or "").split()) == 2


# --- for everyone --------------------------------------------------------------------------------


def test_headings_go_down_one_level_at_a_time_from_one_title(example: Element) -> None:
    levels = [int(one.name[1]) for one in example.walk() if re.fullmatch(r"h[1-6]", one.name)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_page_has_landmarks_a_language_and_a_skip_link_that_leads_somewhere(
    example: Element,
) -> None:
    assert example.all("html")[0].attributes["lang"] == "nl"
    for landmark in ("header", "nav", "main", "footer"):
        assert len(example.all(landmark)) == 1
    (skip,) = example.all("a", kind="skip")
    assert example.by_id((skip.attributes["href"] or "").removeprefix("#")).name == "main"


def test_every_link_leads_to_one_place_on_the_page(example: Element) -> None:
    places = [one.attributes["id"] for one in example.walk() if "id" in one.attributes]
    assert len(places) == len(set(places))
    for link in example.all("a"):
        assert (link.attributes["href"] or "").removeprefix("#") in places


def test_every_table_has_a_caption_heads_with_a_scope_and_labelled_cells(example: Element) -> None:
    tables = example.all("table")
    assert tables
    for table in tables:
        assert table.all("caption")[0].text
        assert all(head.attributes["scope"] in ("col", "row") for head in table.all("th"))
        heads = [head.text for head in table.all("thead")[0].all("th")]
        for row in table.all("tbody")[0].all("tr"):
            labels = [cell.attributes["data-head"] for cell in row.all("td")]
            assert labels == heads[1:]


def test_a_verdict_is_a_word_with_a_shape_of_its_own(example: Element) -> None:
    shapes: dict[str, set[str]] = {}
    for chip in example.all("span", kind="chip"):
        (shape,) = chip.all("path")
        shapes.setdefault(chip.text, set()).add(shape.attributes["d"] or "")
    assert all(len(found) == 1 for found in shapes.values())
    assert len({shape for found in shapes.values() for shape in found}) == len(shapes)


def test_every_picture_has_a_name_or_is_passed_by(example: Element) -> None:
    for svg in example.all("svg"):
        assert svg.attributes.get("aria-label") or svg.attributes.get("aria-hidden") == "true"


# --- the kinds of missing ------------------------------------------------------------------------


def test_the_kinds_of_missing_differ_in_sign_words_and_look() -> None:  # missing, four ways
    seen = [absent(absence) for absence in Absence]
    assert len({one.html for one in seen}) == len(Absence)
    assert len({absence.sign for absence in Absence}) == len(Absence)
    assert len({absence.words for absence in Absence}) == len(Absence)
    for one in seen:
        (kind,) = re.findall(r'class="absent ([a-z-]+)"', one.html)
        assert f".absent.{kind}{{" in CSS


@pytest.mark.parametrize(
    ("tables", "known", "shown"),
    [
        (COHORTS.split("werk:")[0], "2017-06-30", "niet geleverd"),
        (reports(("2017-08-01", 20, 5)), "2017-06-30", "niemand in de groep"),
        (reports(("2016-08-01", 20, 5)), "2016-09-30", "nog niet"),
    ],
)
def test_a_figure_that_is_not_there_says_why(tables: str, known: str, shown: str) -> None:
    found = read(drawn_overview(SHARE, tables, known=known))
    (article,) = found.all("article")
    assert article.all("dd", kind="large")[0].text.partition(" ")[2].startswith(shown)


def test_nought_is_shown_as_a_number() -> None:
    found = read(drawn_overview(SHARE, reports(("2016-08-01", 20, 0)), known="2017-06-30"))
    assert found.all("dd", kind="large")[0].text == "0% (0/20)"
    assert not found.all("dd", kind="large")[0].all("span", kind="absent")


# --- nothing but a page --------------------------------------------------------------------------

HOSTILE = "</style><script>alert(1)</script><img src=x onerror=alert(2)>\"' --> &lt;"


def test_texts_of_an_agreement_are_never_more_than_text() -> None:
    safe = json.dumps(HOSTILE)
    hostile = SHARE.replace("naam: Begeleid na melding", f"naam: {safe}")
    hostile += f"toelichting: {safe}\ntwijfel: {safe}\nbron: {{document: {safe}}}\n"
    text = page(drawn_overview(hostile, COHORTS, known="2018-03-31"))
    found = parsed(text)
    for name in ("script", "img", "link", "iframe", "object"):
        assert not found.all(name)
    assert HOSTILE in found.all("h3")[-1].raw
    assert not [key for one in found.walk() for key in one.attributes if key.startswith("on")]


def test_a_municipality_of_the_data_with_markup_for_a_name_is_text() -> None:
    tables = reports(("2016-08-01", 20, 12), gemeente="<b>x</b>")
    (article,) = read(drawn_overview(SHARE, tables, known="2017-06-30")).all("article")
    assert not article.all("b")
    assert "<b>x</b>" in article.text


def test_the_page_fetches_nothing_and_runs_nothing() -> None:
    for one in drawn().walk():
        assert one.name != "script"
        assert not {"src", "style", "srcset"} & set(one.attributes)
        href = one.attributes.get("href")
        assert href is None or href.startswith("#")
    assert "url(" not in CSS
    assert "@import" not in CSS


def test_its_own_policy_allows_its_style_and_nothing_else() -> None:
    (style,) = drawn().all("style")
    digest = base64.b64encode(hashlib.sha256(style.raw.encode()).digest()).decode()
    (policy,) = (
        meta.attributes["content"] or ""
        for meta in drawn().all("meta")
        if meta.attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")


def test_the_same_figures_give_the_same_bytes() -> None:
    one = drawn_overview(SHARE, COHORTS, known="2018-03-31")
    assert page(one) == page(one)


def test_the_page_tells_what_another_needs_to_count_it_again() -> None:
    found = drawn_overview(SHARE, COHORTS, known="2018-03-31")
    text = parsed(page(found)).text
    assert found.agreement.document_hash in text
    assert "31 maart 2018" in text
