"""Every direct dependency has a reason, written down in a decision record.

A dependency is code that a municipality runs without having asked for it. Whoever adds one says in
`docs/decisions/` what it is for, in backticks, and what would make us drop it.
"""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def direct_dependencies() -> set[str]:
    file = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [*file["build-system"]["requires"], *file["project"]["dependencies"]]
    asked += [one for group in file["dependency-groups"].values() for one in group]
    asked += [
        one for extra in file["project"].get("optional-dependencies", {}).values() for one in extra
    ]
    return {re.split(r"[^A-Za-z0-9._-]", one)[0] for one in asked}


def names_in_decisions() -> set[str]:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "docs/decisions").glob("*.md")]
    return {name for text in texts for name in re.findall(r"`([^`\n]+)`", text)}


def test_every_direct_dependency_is_named_in_a_decision_record() -> None:
    assert direct_dependencies() - names_in_decisions() == set()
