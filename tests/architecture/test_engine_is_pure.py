"""The engine is pure: no clock, no environment, no terminal, no network (docs/decisions/0003).

Dates and connections are handed in, so that the same agreement and the same deliveries give the
same figures tomorrow, on another machine, and at the other party. Only the command line
(`koers.cli`) meets the world. The source is read as a syntax tree, never run; this file also plants
each kind of offence, to show that it is found.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ENGINE = Path(__file__).parent.parent.parent / "src" / "koers"

# A dotted name here bans itself and all that stands under it.
BANNED = {
    "the clock": {"time", "datetime.datetime.fromtimestamp", "datetime.date.fromtimestamp"},
    "the environment": {"os.environ", "os.environb", "os.getenv", "os.getenvb", "os.putenv"},
    "the terminal": {"sys.stdin", "sys.stdout", "sys.stderr", "sys.__stdout__", "sys.__stderr__"},
    "the network": {
        *("aiohttp", "asyncio", "ftplib", "http", "httpx", "imaplib", "poplib", "requests"),
        *("smtplib", "socket", "socketserver", "ssl", "urllib.request", "urllib3", "xmlrpc"),
    },
    "a hidden import": {"importlib.import_module", "__import__"},
}
BANNED_BUILTINS = {
    "print": "the terminal",
    "input": "the terminal",
    "__import__": "a hidden import",
}
# Whatever they are asked of (a class, an alias, an expression of Ibis): these ask the clock.
BANNED_METHODS = {"now": "the clock", "today": "the clock", "utcnow": "the clock"}


def may_meet_the_world(module: Path, *, engine: Path) -> bool:
    return module.relative_to(engine).parts[0] in {"cli", "cli.py"}


def why_banned(name: str) -> str | None:
    for reason, names in BANNED.items():
        if any(name == banned or name.startswith(f"{banned}.") for banned in names):
            return reason
    return None


def imported_names(tree: ast.Module) -> Iterator[tuple[int, str, str]]:
    """Line, local name, full name: `from datetime import date as d` gives d and datetime.date."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                local = alias.asname or alias.name.partition(".")[0]
                yield node.lineno, local, alias.name if alias.asname else local
                yield node.lineno, alias.name, alias.name
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield node.lineno, alias.asname or alias.name, f"{node.module}.{alias.name}"


def full_name(node: ast.expr, *, meaning: dict[str, str]) -> str | None:
    """`d.today` -> datetime.date.today, where `d` was imported as datetime.date."""
    if isinstance(node, ast.Name):
        return meaning.get(node.id)
    if isinstance(node, ast.Attribute):
        base = full_name(node.value, meaning=meaning)
        return f"{base}.{node.attr}" if base else None
    return None


def offences_in(source: str) -> set[tuple[int, str]]:
    """The lines that break the rule, each with what it meets."""
    tree = ast.parse(source)
    imports = list(imported_names(tree))
    meaning = {local: full for _, local, full in imports}
    found = [(line, why_banned(full)) for line, _, full in imports]
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            found.append((node.lineno, BANNED_BUILTINS.get(node.id)))
        elif isinstance(node, ast.Attribute):
            found.append((node.lineno, BANNED_METHODS.get(node.attr)))
            found.append((node.lineno, why_banned(full_name(node, meaning=meaning) or "")))
    return {(line, reason) for line, reason in found if reason}


def offences_under(engine: Path) -> list[str]:
    return [
        f"{module.relative_to(engine)}:{line} meets {reason}"
        for module in sorted(engine.rglob("*.py"))
        if not may_meet_the_world(module, engine=engine)
        for line, reason in sorted(offences_in(module.read_text(encoding="utf-8")))
    ]


def test_engine_meets_no_clock_no_environment_no_terminal_and_no_network() -> None:
    assert (ENGINE / "__init__.py").exists(), "there is no engine to look at"
    assert offences_under(ENGINE) == []


@pytest.mark.parametrize(
    ("planted", "reason"),
    [
        ("from datetime import date\ndate.today()", "the clock"),
        ("from datetime import date as day\nf = day.today", "the clock"),
        ("import datetime as dt\ndt.datetime.now(dt.UTC)", "the clock"),
        ("import datetime\ndatetime.datetime.fromtimestamp(0)", "the clock"),
        ("import time", "the clock"),
        ("from time import monotonic", "the clock"),
        ("import os\nos.environ['HOME']", "the environment"),
        ("import os as system\nsystem.getenv('HOME')", "the environment"),
        ("from os import environ", "the environment"),
        ("print('counted')", "the terminal"),
        ("say = print", "the terminal"),
        ("import sys\nsys.stdout.write('counted')", "the terminal"),
        ("import socket", "the network"),
        ("from urllib import request", "the network"),
        ("import urllib.request", "the network"),
        ("import http.client as web", "the network"),
        ("def later():\n    from http import client", "the network"),
        ("import importlib\nimportlib.import_module('socket')", "a hidden import"),
    ],
)
def test_planted_offence_is_found(tmp_path: Path, planted: str, reason: str) -> None:
    (tmp_path / "engines").mkdir()
    (tmp_path / "engines" / "planted.py").write_text(planted, encoding="utf-8")
    last_line = planted.count("\n") + 1
    assert offences_under(tmp_path) == [f"engines/planted.py:{last_line} meets {reason}"]


@pytest.mark.parametrize(
    "innocent",
    [
        "from datetime import date, time, timedelta\ndate(2016, 7, 1) + timedelta(days=1)",
        "import os.path\nos.path.join('a', 'b')",
        "import urllib.parse\nurllib.parse.quote('a b')",
        "def find(time, socket): return time, socket",
    ],
)
def test_what_only_looks_like_an_offence_is_left_alone(innocent: str) -> None:
    assert offences_in(innocent) == set()


def test_only_the_command_line_may_meet_the_world(tmp_path: Path) -> None:
    (tmp_path / "cli.py").write_text("print('counted')", encoding="utf-8")
    (tmp_path / "client.py").write_text("print('counted')", encoding="utf-8")
    assert offences_under(tmp_path) == ["client.py:1 meets the terminal"]
