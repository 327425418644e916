"""Some of the indicators in pandas, as an analyst would write them at first: of every form one.

The idea that makes it simple: read what is needed, mark what counts, merge, group. A test that an
empty cell leaves open is `<NA>`. The answers have the columns that `benchmarks.queries` names.
"""

from benchmarks.frames import amounts, shares

__all__ = ["SCRIPTS"]

SCRIPTS = {**shares.SCRIPTS, **amounts.SCRIPTS}
"""By code of the indicator: what it counts in the folder of a register."""
