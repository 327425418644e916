"""Every tutorial and how-to does what it shows: its blocks run in order, in a folder of their own.

The idea that makes it simple: a page is a list of fenced blocks. A `yaml` or `csv` block whose
first line is a comment with a file name writes that file; a `diff` block changes lines in one; a
`console` block has lines with `$ ` that are run, and below each what it must print. A line of only
`...` stands for any lines left out, and ` ...` at the end of a line for the rest of it.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TUTORIALS = sorted(
    path
    for folder in ("tutorials", "how-to")
    for path in (ROOT / "docs" / folder).glob("*.md")
    if path.name != "README.md"
)
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LEFT_OUT = "..."


@dataclass(frozen=True)
class Block:
    language: str
    lines: tuple[str, ...]

    @property
    def file(self) -> str | None:
        """The file that the first line names, if it does."""
        found = re.fullmatch(r"# (\S+\.(?:yaml|csv))", self.lines[0]) if self.lines else None
        return found[1] if found else None


def blocks(text: str) -> Iterator[Block]:
    for language, body in FENCE.findall(text):
        yield Block(language, tuple(body.splitlines()))


def commands(block: Block) -> Iterator[tuple[str, list[str]]]:
    """Each command of a console block, with the lines shown below it."""
    command, shown = "", list[str]()
    for line in block.lines:
        if line.startswith("$ "):
            if command:
                yield command, shown
            command, shown = line[2:], []
        elif command.endswith("\\"):
            command = f"{command[:-1]}{line.strip()}"
        else:
            shown.append(line.rstrip())
    if command:
        yield command, shown


def run(command: str, folder: Path) -> list[str]:
    """What `koers` prints, findings included. Raises ValueError on another program."""
    program, *words = shlex.split(command)
    if program != "koers":
        raise ValueError(f"a tutorial runs koers, not {program!r}")
    done = subprocess.run(
        [sys.executable, "-m", "koers", *words],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return [line.rstrip() for line in done.stdout.rstrip().splitlines()]


def fits(shown: Sequence[str], said: Sequence[str]) -> bool:
    """Whether the shown lines are what was said, with lines, or the rest of a line, left out only
    at `...`.
    """
    if not shown:
        return not said
    head, *rest = shown
    if head.strip() == LEFT_OUT:
        return any(fits(rest, said[start:]) for start in range(len(said) + 1))
    begin = head.removesuffix(f" {LEFT_OUT}")
    same = bool(said) and (said[0] == head or (begin != head and said[0].startswith(begin)))
    return same and fits(rest, said[1:])


def write(block: Block, folder: Path) -> None:
    assert block.file is not None
    (folder / block.file).write_text("\n".join(block.lines) + "\n", encoding="utf-8")


def change(block: Block, folder: Path) -> None:
    """Replace the lines with a minus by the lines with a plus; they must stand there once."""
    assert block.file is not None
    file = folder / block.file
    old = "\n".join(line[1:] for line in block.lines if line.startswith("-"))
    new = "\n".join(line[1:] for line in block.lines if line.startswith("+"))
    text = file.read_text(encoding="utf-8")
    assert text.count(f"{old}\n") == 1, f"these lines do not stand once in {block.file}:\n{old}"
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("page", TUTORIALS, ids=lambda page: str(page.stem))
def test_tutorial_does_what_it_shows(page: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "voorbeelden", tmp_path / "voorbeelden")
    for block in blocks(page.read_text(encoding="utf-8")):
        if block.language == "diff":
            change(block, tmp_path)
        elif block.language in ("yaml", "csv") and block.file:
            write(block, tmp_path)
        elif block.language == "console":
            for command, shown in commands(block):
                said = run(command, tmp_path)
                assert fits(shown, said), f"$ {command}\n" + "\n".join(said)


@pytest.mark.parametrize("page", TUTORIALS, ids=lambda page: str(page.stem))
def test_every_block_of_a_tutorial_is_held_to_something(page: Path) -> None:
    for block in blocks(page.read_text(encoding="utf-8")):
        assert block.language in ("console", "diff") or block.file, block


@pytest.mark.parametrize("page", TUTORIALS, ids=lambda page: str(page.stem))
def test_every_tutorial_stands_in_the_list(page: Path) -> None:
    assert f"({page.name})" in (page.parent / "README.md").read_text(encoding="utf-8")


def test_there_is_a_tutorial() -> None:
    assert TUTORIALS


@pytest.mark.parametrize(
    ("shown", "fit"),
    [
        (["a", "b"], True),
        (["a"], False),
        (["a", "..."], True),
        (["...", "b"], True),
        (["...", "c"], False),
        (["a", "...", "b"], True),
        (["...", "b ..."], True),
        (["...", "c ..."], False),
        ([], False),
    ],
)
def test_only_dots_leave_lines_out(shown: list[str], fit: bool) -> None:
    assert fits(shown, ["a", "b"]) is fit
