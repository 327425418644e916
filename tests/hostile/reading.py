"""Reads a case as the command does: in a child process with limits."""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from koers.catalogue import CATALOGUE
from koers.delivery import confined
from koers.delivery.limits import Limits, size_of
from koers.findings import Severity
from koers.grammar import Json
from tests.hostile.case import Case

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Found:
    """A finding, as the child told it."""

    code: str
    file: str
    line: int
    column: int
    text: str

    @property
    def is_error(self) -> bool:
        return CATALOGUE[self.code].severity is Severity.ERROR


@dataclass(frozen=True)
class Reading:
    """What came of a case. `accepted`, `refused` and `double` count the rows of all its tables;
    `accepted` is None where no table was taken.
    """

    stopped: str
    findings: tuple[Found, ...]
    accepted: int | None
    refused: int
    double: int
    read: int
    first: dict[str, object]
    """The first accepted row."""
    refused_file: bytes


@dataclass(frozen=True)
class Delivered:
    """A delivery that can be read: its path, that of its declaration, and where it is staged."""

    path: Path
    declaration: Path
    staging: Path

    @property
    def request(self) -> dict[str, Json]:
        told = {"bron": str(self.path), "aanlevering": str(self.declaration), "doe": "lever"}
        return {**told, "staging": str(self.staging)}


def written(case: Case, folder: Path) -> Delivered:
    path, declaration = case.write(folder)
    (folder / "staging").mkdir()
    return Delivered(path, declaration, folder / "staging")


def read_alone(delivered: Delivered) -> Reading:
    """As the command does. Raises ChildFailed on a bug."""
    limits = Limits.for_size(size_of(delivered.path))
    outcome = confined.run(delivered.request, staging=delivered.staging, limits=limits)
    return reading_of(outcome, delivered.staging)


def read_together(deliveries: Sequence[Delivered], *, staging: Path, seconds: int) -> int | None:
    """Read many in one child process; each leaves its outcome in its own staging folder. Returns
    the place of the one at which the child stopped, if it did not get through them. Raises
    ChildFailed on a bug; `stopped_at` tells then which one that was.
    """
    limits = replace(Limits.for_size(0), seconds=seconds)
    requests: list[Json] = [one.request for one in deliveries]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT), prepend=os.pathsep)
        outcome = confined.run(
            {"leveringen": requests},
            staging=staging,
            limits=limits,
            child_module="tests.hostile.together",
        )
    return stopped_at(staging) if outcome.stopped else None


def stopped_at(staging: Path) -> int:
    return int((staging / confined.BUSY).read_text())


def reading_in(staging: Path) -> Reading:
    """What one of many left."""
    told: Json = json.loads((staging / confined.OUTCOME).read_bytes())
    return reading_of(confined.Outcome(told=told), staging)


def reading_of(outcome: confined.Outcome, staging: Path) -> Reading:
    told = outcome.told if isinstance(outcome.told, dict) else {}
    tables = [one for one in _list(told.get("tabellen")) if isinstance(one, dict)]
    counts = {
        word: sum(int(str(one[word])) for one in tables)
        for word in ("gelezen", "aangenomen", "geweigerd", "dubbel")
    }
    refused = [
        (staging / "geweigerd" / str(one["geweigerdeRijen"])).read_bytes()
        for one in tables
        if one["geweigerdeRijen"]
    ]
    return Reading(
        stopped=outcome.stopped,
        findings=tuple(_found(one) for one in _list(told.get("bevindingen"))),
        accepted=counts["aangenomen"] if tables else None,
        refused=counts["geweigerd"],
        double=counts["dubbel"],
        read=counts["gelezen"],
        first=_first_row(staging, tables),
        refused_file=b"".join(refused),
    )


def _first_row(staging: Path, tables: list[dict[str, Json]]) -> dict[str, object]:
    for one in tables:
        for row in pq.read_table(staging / str(one["bestand"])).slice(0, 1).to_pylist():
            return dict(row)
    return {}


def _list(value: Json | None) -> list[Json]:
    return value if isinstance(value, list) else []


def _found(told: Json) -> Found:
    assert isinstance(told, dict)
    line, column = int(str(told["regel"])), int(str(told["kolom"]))
    text = f"{told['bestand']} {told['melding']} {told['advies']}"
    return Found(str(told["code"]), str(told["bestand"]), line, column, text)
