"""Templates for who delivers: a workbook to fill in, an `aanlevering.yaml` to go with it, and one
proposed for an export that exists already.

This front door is what `koers lever --maak-sjabloon` uses.
"""

from koers.delivery.template_proposal import proposal
from koers.delivery.template_text import declaration
from koers.delivery.template_workbook import workbook

__all__ = ["declaration", "proposal", "workbook"]
