"""A whole agreement at a glance, as values and in words.

The idea that makes it simple: `lines` chooses which figure of an indicator is shown and what stands
beside it, `attention` what to look at first, `words` what the terminal and the page both say of it.
"""

from koers.overview.attention import Attention, Urgency, attention
from koers.overview.lines import Change, Group, Line, Overview, has_bound, overview, with_tail

__all__ = [
    "Attention",
    "Change",
    "Group",
    "Line",
    "Overview",
    "Urgency",
    "attention",
    "has_bound",
    "overview",
    "with_tail",
]
