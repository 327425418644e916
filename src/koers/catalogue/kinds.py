"""What an entry of the catalogue of findings is: how much it matters, what it means, what to do.

The idea that makes it simple: whoever gets a finding needs these three, whatever it is about.
It must not know any code.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters: an error keeps the content out, the other two do not."""

    ERROR = "fout"
    WARNING = "let op"
    REMARK = "opmerking"


@dataclass(frozen=True)
class Kind:
    """An entry of the catalogue: what a code means and what whoever gets it can do."""

    severity: Severity
    meaning: str
    remedy: str
