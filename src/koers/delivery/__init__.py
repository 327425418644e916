"""Files to typed rows, with every finding at once.

The idea that makes it simple: every cell is read as text and converted by its declared type; rows
in are rows accepted, refused or declared double, and nothing else.

This front door is what counts a folder (`folder`). What takes in a delivery (`intake`, `template`)
loads Arrow, so who needs it asks for it by name.
"""

from koers.delivery.folder import (
    KNOWN_FILE,
    ReadRegister,
    drawn_rows,
    read_folder,
    read_known,
    read_table,
)

__all__ = [
    "KNOWN_FILE",
    "ReadRegister",
    "drawn_rows",
    "read_folder",
    "read_known",
    "read_table",
]
