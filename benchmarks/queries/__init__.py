"""The agreement of `werkplein.yaml` as hand-written DuckDB SQL, one query per indicator.

The idea that makes it simple: a query reads the files and gives cells. Shares give the columns
month (from the first of the term), gemeente, doelgroep, class, interim and number; anything else
month, gemeente, doelgroep, term, amount, number and unknown, as `benchmarks.cells` reads them.
"""

from benchmarks.queries import agreed, counts, others
from benchmarks.queries.pieces import MACROS

__all__ = ["MACROS", "QUERIES"]

QUERIES = {**agreed.QUERIES, **others.QUERIES, **counts.QUERIES}
"""By code of the indicator."""
