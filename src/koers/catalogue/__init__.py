"""The catalogue of findings: every code, how much it matters, what it means and what to do.

The idea that makes it simple: a finding is one of a fixed list. A test provokes every code with a
drawn example, so nothing stands here that cannot happen, and nothing happens that is not here.
"""

from koers.catalogue import agreed, delivered, reading
from koers.catalogue.kinds import Kind, Severity

__all__ = ["CATALOGUE", "Kind", "Severity"]

CATALOGUE: dict[str, Kind] = {**reading.KINDS, **agreed.KINDS, **delivered.KINDS}
