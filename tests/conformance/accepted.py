"""Real registrations delivered to a store and counted from it, by the commands a user gives.

The idea that makes it simple: a delivery is its command with its declaration; what comes back is
the manifest that was kept and the figures that were printed. What is told here holds for every
registration: nothing is refused, a second delivery changes nothing, and the store is whole.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from koers.agreement import Agreement
from koers.cli import main
from koers.cli.registers import State, open_state
from koers.format import read_agreement
from koers.register import Row
from koers.store.inspection import inspect
from koers.store.manifest import Manifest
from koers.store.objects import Store

DELIVERIES = Path(__file__).parent / "deliveries"
ENGINES = ("naslag", "snel")
ACCEPTED_ON = "2026-10-01"


def said(*words: str | Path) -> str:
    """What a command prints; it must end well."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main([str(word) for word in words])
    assert code == 0, f"{words[0]} ends with {code}: {out.getvalue()} {err.getvalue()}"
    return out.getvalue()


@dataclass(frozen=True)
class Delivered:
    """A store, its agreement, and the deliveries in it: each a source with its declaration."""

    store: Path
    agreement_file: Path
    deliveries: tuple[tuple[Path, Path], ...]

    @classmethod
    def into(
        cls, store: Path, *, agreement: Path, deliveries: Sequence[tuple[Path, Path]]
    ) -> Delivered:
        made = cls(store, agreement, tuple(deliveries))
        made.deliver()
        return made

    def deliver(self) -> str:
        """Deliver everything (again); what was printed."""
        return "".join(
            said(
                "lever", source, "--opslag", self.store, "--aanlevering", declaration,
                "--op", ACCEPTED_ON,
            )
            for source, declaration in self.deliveries
        )  # fmt: skip

    @property
    def manifests(self) -> tuple[Manifest, ...]:
        return Store.open(self.store).chain()

    @property
    def agreement(self) -> Agreement:
        found = read_agreement(self.agreement_file)
        assert found.agreement is not None, found.findings
        return found.agreement

    @property
    def state(self) -> State:
        """The last state, for who counts without the command."""
        return open_state(self.store, "", self.agreement)

    def rows(self, table: str) -> tuple[Row, ...]:
        """What the store knows, row by row."""
        return self.state.stored.rows([table])[table]

    def figures(self, *words: str, engine: str) -> list[dict[str, Any]]:
        """The figures that `koers tel` prints as JSON."""
        command = ("tel", self.agreement_file, "--opslag", self.store, "--motor", engine, "--json")
        return list(json.loads(said(*command, *words))["cijfers"])


def files_of(store: Path) -> dict[str, bytes]:
    """Every file of a store by its path, but for those of runs."""
    return {
        str(path.relative_to(store)): path.read_bytes()
        for path in sorted(store.rglob("*"))
        if path.is_file() and "tijdelijk" not in path.relative_to(store).parts
    }


def assert_a_second_delivery_changes_nothing(delivered: Delivered) -> None:
    before = files_of(delivered.store)
    printed = " ".join(delivered.deliver().split())
    assert printed.count("Er verandert niets.") == len(delivered.deliveries)
    assert files_of(delivered.store) == before


def assert_whole(delivered: Delivered) -> None:
    """Nothing in the store is other than what was written, and every row is accounted for."""
    assert not inspect(Store.open(delivered.store))
    assert len(delivered.manifests) == len(delivered.deliveries)
    for manifest in delivered.manifests:
        for table in manifest.tables:
            assert table.read == table.accepted + table.refused + table.double
            assert (table.refused, table.double) == (0, 0)
