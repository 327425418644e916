"""The compiled engine: the same cells as the reference engine, for many indicators and people.

The idea that makes it simple: subjects and days are whole numbers on one line (`line`), a condition
is two sets of days (`conditions`), and a figure is a sum over arrays, part by part (`counting`).
"""

from koers.engines.compiled.engine import Run, count
from koers.engines.compiled.reading import give_memory_back
from koers.engines.compiled.states import read_known
from koers.engines.compiled.stored import Stored, is_stored, read_stored

__all__ = ["Run", "Stored", "count", "give_memory_back", "is_stored", "read_known", "read_stored"]
