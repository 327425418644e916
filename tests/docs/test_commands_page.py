"""Every command, argument and exit code of the command line is described in `opdrachten.md`."""

import ast
from pathlib import Path

import pytest

from docs.commands import EXIT_CODES, commands
from koers import cli

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/reference/opdrachten.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", commands())
def test_every_command_has_its_part_and_a_description(name: str) -> None:
    assert f"## koers {name}\n" in PAGE
    assert commands()[name].description


def test_every_option_is_described() -> None:
    for parser in commands().values():
        for action in parser._actions:
            assert action.help, f"{parser.prog}: {action.dest} has no help"


def test_every_exit_code_of_the_code_is_described() -> None:
    tree = ast.parse(Path(cli.__file__).read_text(encoding="utf-8"))
    (codes,) = [
        node.targets[0]
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple)
    ]
    names = [name.id for name in codes.elts if isinstance(name, ast.Name)]
    assert sorted(EXIT_CODES) == sorted(getattr(cli, name) for name in names)
