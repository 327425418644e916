"""What an agreement says around its indicators: who signs, beside which documents, on which
assumptions and conditions, with which amounts and duties, and when is reported.

The idea that makes it simple: these are things people agreed and that nothing counts; they are kept
as they were written, each with where it stands, so that a report can cite them and a rule can hold
an indicator against them.

It must not know indicators, forms or figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from koers.periods import Grain


@dataclass(frozen=True)
class Source:
    """Where in which document something stands."""

    document: str
    section: str = ""
    part: str = ""


class Status(StrEnum):
    """How far the agreement itself is; values are the file's words."""

    DRAFT = "concept"
    ADOPTED = "vastgesteld"
    SIGNED = "getekend"
    ENDED = "afgelopen"


@dataclass(frozen=True)
class Signatory:
    """A party that signs, and in which capacity; never a name."""

    party: str
    capacity: str


@dataclass(frozen=True)
class Companion:
    """A document beside the agreement: a policy note, a budget, a business plan (A-02)."""

    code: str
    name: str
    kind: str = ""
    explanation: str = ""


@dataclass(frozen=True)
class Assumption:
    """What was taken for granted; `indicator` shows whether it holds."""

    code: str
    text: str
    indicator: str | None = None
    source: Source | None = None


@dataclass(frozen=True)
class Guardrail:
    """A condition that holds whatever the figures say."""

    code: str
    text: str
    source: Source | None = None


@dataclass(frozen=True)
class Duty:
    """What parties other than the contractor have to do, and what shows that they did (A-09)."""

    code: str
    parties: tuple[str, ...]
    text: str
    evidence: str = ""
    source: Source | None = None


@dataclass(frozen=True)
class OutOfScope:
    """A subject that is not part of the order, and the programme it belongs to (B-03)."""

    subject: str
    programme: str = ""
    source: Source | None = None


class Per(StrEnum):
    """Over which time an amount is."""

    YEAR = "jaar"
    TERM = "looptijd"


@dataclass(frozen=True)
class Amount:
    """Money in euro that a party makes available (B-40). `per` is None where it is not said."""

    code: str
    party: str
    name: str
    amount: Fraction
    per: Per | None = None
    earmarked: str = ""
    condition: str = ""
    source: Source | None = None


@dataclass(frozen=True)
class PlannedReport:
    """A report that is made each period of `per`, over the whole or over some indicators."""

    name: str
    per: Grain
    over: tuple[str, ...] = ()
    source: Source | None = None
