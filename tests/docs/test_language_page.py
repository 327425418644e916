"""The reference page of the language covers every rule, and every rule it sends elsewhere has a
test there.
"""

import ast
from pathlib import Path

import pytest

from docs.language import ELSEWHERE, Chapter, chapters
from tests.spec.drawn import draw_agreement, draw_register

ROOT = Path(__file__).parents[2]
RULES = (
    "F1", "F2", "F3", "F7", "F8",
    "S1", "S2", "S3", "S4", "S5", "S6", "S7",
    "C1", "C2", "C3", "C4", "C5", "C6",
    "P1", "P2", "P3", "P4",
)  # fmt: skip
"""The rules that the language has; deliveries (F4-F6) come later."""
CHAPTERS = chapters()


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_chapter_or_a_test_elsewhere(rule: str) -> None:
    assert rule in {chapter.rule for chapter in CHAPTERS} | set(ELSEWHERE)


def test_no_chapter_or_proof_is_about_a_rule_that_does_not_exist() -> None:
    assert ({chapter.rule for chapter in CHAPTERS} | set(ELSEWHERE)) - set(RULES) == set()


@pytest.mark.parametrize("test", [test for proofs in ELSEWHERE.values() for _, test in proofs])
def test_every_proof_elsewhere_is_a_test_that_exists(test: str) -> None:
    path, name = test.split("::")
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: str(chapter.file))
def test_every_chapter_explains_itself_and_every_example_says_what_it_shows(
    chapter: Chapter,
) -> None:
    assert chapter.explanation
    assert [example for example in chapter.examples if len(example.text) < 20] == []


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: str(chapter.file))
def test_every_example_stands_in_the_chapter_of_its_rule(chapter: Chapter) -> None:
    assert {example.rule for example in chapter.examples} == {chapter.rule}


def test_what_is_shown_can_be_read_by_the_product() -> None:
    drawing = CHAPTERS[0].examples[0].drawings[0]
    assert draw_agreement(drawing.indicator, term=drawing.term, more=drawing.more).indicators
    assert draw_register(drawing.register).tables
