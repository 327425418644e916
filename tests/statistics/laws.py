"""How many cases a law of the statistics is tried on: the same hundred every time, or a tenth of as
many new ones as KOERS_CASES says."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

ASKED = os.environ.get("KOERS_CASES")
LAW = settings(
    deadline=None,
    derandomize=ASKED is None,
    max_examples=max(1, int(ASKED) // 10) if ASKED else 100,
    suppress_health_check=[HealthCheck.too_slow],
)
SLOW_LAW = settings(LAW, max_examples=max(1, LAW.max_examples // 4))
