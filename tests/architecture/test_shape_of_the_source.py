"""The shape of the source: short modules that say what they are, named after their subject.

The rules are those of CONTRIBUTING.md. Ruff holds the ones it knows; these it does not know, or
knows only line by line.
"""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
SOURCE = ROOT / "src"

MOST_LINES = 500
NO_SUBJECT = {"utils", "helpers", "common", "misc", "services", "managers", "base"}


def modules_under(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.py"))


def names_without_a_subject(folder: Path) -> list[str]:
    named = [path.relative_to(folder) for path in modules_under(folder)]
    return [str(path) for path in named if {*path.parent.parts, path.stem} & NO_SUBJECT]


def imports_inside_functions(source: str) -> list[int]:
    functions = (
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return sorted(
        {
            node.lineno
            for function in functions
            for node in ast.walk(function)
            if isinstance(node, ast.Import | ast.ImportFrom)
        }
    )


def test_there_is_source_to_look_at() -> None:
    assert modules_under(SOURCE)


@pytest.mark.parametrize("module", modules_under(SOURCE), ids=lambda path: str(path.name))
def test_module_is_short_and_says_what_it_is(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MOST_LINES
    assert ast.get_docstring(ast.parse(text)), "a module starts with what it is"


LATE = {"cli/registers.py": 1}
"""Imports that may be late: the query builder takes as long to load as all the rest, and only
`--toon-sql` needs it.
"""


@pytest.mark.parametrize("module", modules_under(SOURCE), ids=lambda path: str(path.name))
def test_no_import_sits_inside_a_function(module: Path) -> None:
    allowed = LATE.get(str(module.relative_to(SOURCE / "koers")), 0)
    assert len(imports_inside_functions(module.read_text(encoding="utf-8"))) == allowed


def test_planted_import_inside_a_function_is_found() -> None:
    planted = "import os\nclass A:\n    def b(self):\n        if self:\n            import sys\n"
    assert imports_inside_functions(planted) == [5]


@pytest.mark.parametrize("folder", ["src", "tests"])
def test_every_file_is_named_after_its_subject(folder: str) -> None:
    assert names_without_a_subject(ROOT / folder) == []


def test_planted_name_without_a_subject_is_found(tmp_path: Path) -> None:
    for planted in ("utils.py", "services/mail.py", "basement.py"):
        (tmp_path / planted).parent.mkdir(exist_ok=True)
        (tmp_path / planted).touch()
    assert names_without_a_subject(tmp_path) == ["services/mail.py", "utils.py"]
