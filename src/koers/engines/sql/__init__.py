"""The SQL engine: the same cells as the reference engine, by a script that an auditor can run.

The idea that makes it simple: every condition of the language becomes two sets of days per key,
those on which it certainly holds and those on which it possibly does, and the whole of the language
is union, intersection and complement of such sets. Each is a table made by one query. It shares the
model with the other engines and nothing else; the drawn specs hold them all.
"""

from koers.engines.sql.engine import count
from koers.engines.sql.printed import FileKind, Files, script
from koers.engines.sql.statements import statements
from koers.engines.sql.steps import Answer, Script, Statement

__all__ = [
    "Answer",
    "FileKind",
    "Files",
    "Script",
    "Statement",
    "count",
    "script",
    "statements",
]
