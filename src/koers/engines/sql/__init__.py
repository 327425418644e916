"""The compiled engine: the same cells as the reference engine, by queries through Ibis to DuckDB.

The idea that makes it simple: every condition of the language becomes two sets of days per key,
those on which it certainly holds and those on which it possibly does, and the whole of the language
is union, intersection and complement of such sets. It shares the model with the reference engine
and nothing else; the drawn specs hold both.
"""

from koers.engines.sql.counting import count

__all__ = ["count"]
