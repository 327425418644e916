"""An indicator back into plain Dutch: what exactly is counted, in words that one can sign.

The idea that makes it simple: the sentence and the remarks are made from the same values that the
engines count, never from the text of the file, so what is read is what is counted. Words come from
the dictionary (`words`), conditions become clauses (`conditions`), and those fill the sentence of
each form (`shares`, `forms`), the remarks below it (`remarks`, `norms`) and the story of one unit
(`explanation`). What was agreed around the indicators is told apart (`frame`).

It must not know files, rows or figures.
"""

from koers.plain.explanation import explanation
from koers.plain.forms import sentence
from koers.plain.frame import frame
from koers.plain.remarks import remarks

__all__ = ["explanation", "frame", "remarks", "sentence"]
