"""The reference engine: slow and obvious, one subject at a time, from rows to whole numbers.

The idea that makes it simple: each condition of one subject becomes a timeline (`timeline`,
`history`), units are days on it (`units`), and counting is adding up (`counting`). The same code
that counts explains one unit and tells what was counted (`telling`). It shares the model with the
other engine and nothing else.
"""

from koers.engines.reference.counting import count, explain
from koers.engines.reference.telling import Added, Told, added, texts

__all__ = ["Added", "Told", "added", "count", "explain", "texts"]
