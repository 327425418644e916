"""The locks pin all that is asked for, with hashes, and name no index and no folder of one machine.

Two parties that recompute each other's figures must be able to install the same code, each from the
index of its own choice.
"""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
GROUPS_OF = {"run": ["build"], "dev": ["build", "dev"], "lock": ["lock"]}


def lock(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")


def pins(text: str) -> dict[str, str]:
    """Each pinned name with the rest of its entry, up to the next pin."""
    parts = re.split(r"^([A-Za-z0-9._-]+)==", text, flags=re.MULTILINE)[1:]
    return {name.lower(): rest for name, rest in zip(parts[::2], parts[1::2], strict=True)}


def asked_for(name: str) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [one for group in GROUPS_OF[name] for one in project["dependency-groups"][group]]
    if name != "lock":
        asked += project["project"]["dependencies"]
    return {re.split(r"[^A-Za-z0-9._-]", one)[0].lower() for one in asked}


@pytest.mark.parametrize("name", GROUPS_OF)
def test_lock_pins_every_direct_dependency(name: str) -> None:
    assert asked_for(name) - set(pins(lock(name))) == set()


@pytest.mark.parametrize("name", GROUPS_OF)
def test_every_pin_has_a_hash(name: str) -> None:
    assert [pin for pin, rest in pins(lock(name)).items() if "--hash=sha256:" not in rest] == []


@pytest.mark.parametrize("name", GROUPS_OF)
def test_lock_names_no_index_and_no_folder(name: str) -> None:
    assert (
        re.findall(r"^.*(?:://|--index|--extra-index|--find-links|file:).*$", lock(name), re.M)
        == []
    )


def test_development_uses_the_pins_that_users_run() -> None:
    version = re.compile(r"^([A-Za-z0-9._-]+==[^ ]+)", re.MULTILINE)
    assert set(version.findall(lock("run"))) - set(version.findall(lock("dev"))) == set()
