"""The same digits on every machine: with the decimals of C and with those of Python itself."""

from __future__ import annotations

import subprocess
import sys

CALCULATED = """
from fractions import Fraction
from koers.counts import Cause, Exit
from koers.statistics.counts import garwood, garwood_dispersed, ratio_of_flows
from koers.statistics.growth import growth
from koers.statistics.prospects import chance_of_meeting
from koers.statistics.ratios import ratio_of_sums
from koers.statistics.samples import clopper_pearson_upper
from koers.statistics.shares import clustered, tail, wilson
from koers.statistics.survival import estimate

cohort = [Exit(day * 7 % 50, cause, 2) for day in range(20) for cause in Cause]
window = {"horizon": 50, "excepted_left_out": True}
found = [
    wilson(156, 200), clustered([(1, 1, 9), (2, 1, 4), (3, 0, 2)]), garwood(80), garwood(1),
    garwood_dispersed([20, 31, 5] * 4), ratio_of_flows(92, 81), growth(200, 46, 34).se,
    ratio_of_sums([(5, 2), (9, 4), (8, 3)]), clopper_pearson_upper(3, 150),
    tail(148, 200, Fraction(4, 5), below=True), estimate(cohort, **window),
    chance_of_meeting(cohort, norm=Fraction(1, 3), at_least=True, **window),
]
print(*found, sep="\\n")
"""


def calculated(before: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", before + CALCULATED], check=True, capture_output=True, text=True
    ).stdout


def test_decimals_of_c_and_of_python_give_the_same_digits() -> None:
    in_c, in_python = calculated(""), calculated("import sys; sys.modules['_decimal'] = None")
    assert in_c.count("Interval(") == 7
    assert in_c == in_python
