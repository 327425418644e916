"""Worked numbers as `statistics.md` writes them: six decimals, one unit of the last either way (it
rounds some of them outward)."""

from __future__ import annotations

from decimal import Decimal

ONE_UNIT = Decimal("0.000001")


def assert_worked(found: Decimal, written: str) -> None:
    assert abs(found - Decimal(written)) < ONE_UNIT, found
