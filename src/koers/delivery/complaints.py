"""Mistakes in rows, grouped: 213 rows with the same mistake are one finding.

The idea that makes it simple: a group is a code, a column and an expectation; it keeps the row
numbers that a reader needs (the first, and how many more) and enough of the texts to guess what all
of them have in common. No finding repeats a cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from koers.delivery.notation import TRANSLATE, guess
from koers.dictionary import Column, ColumnType
from koers.findings import Findings, Place, suggestion

MOST_TEXTS = 2_000
MOST_GROUPS = 200
"""A table of nothing but mistakes must not make a list nobody reads."""

ROW_CODES = frozenset(
    {
        "rij-onjuist",
        "cel-ongeldig",
        "cel-leeg",
        "code-onbekend",
        "einde-voor-begin",
        "sleutel-dubbel",
        "buiten-bereik",
        "onzichtbaar-teken",
    }
)
"""Findings about rows that can be left out, when whoever delivers says so."""


_ADD = "Voeg ze toe aan die lijst."


@dataclass
class Group:
    """The rows with one mistake: the first of them, how many, and some of the different cells."""

    code: str
    expected: str
    column: Column | None
    first: int
    position: int
    number: int = 0
    texts: set[str] = field(default_factory=set)


def advice(group: Group) -> str:
    """What whoever delivers can do: say in the declaration how it is written, or mend a list."""
    column = group.column
    if column is None or not group.texts:
        return ""
    texts = sorted(group.texts)
    said = _ADD if "onder 'codes'" in group.expected else guess(column, texts)
    if column.type is ColumnType.CODE and column.code_list and said in (_ADD, TRANSLATE):
        number = len(texts)
        which = "1 onbekende code" if number == 1 else f"{number} verschillende onbekende codes"
        is_code = all(re.fullmatch(r"[\w.-]{1,12}", text) for text in texts)
        if not column.personal and number <= 5 and is_code:  # columns may have been swapped
            which += " (" + ", ".join(f"'{text}'" for text in texts) + ")"
        is_shown = number == 1 and not column.personal  # what is near a cell tells of the cell
        near = suggestion(texts[0], column.code_list.words()) if is_shown else ""
        said = f"Het gaat om {which}. {near} {said}".replace("  ", " ")
    return said


@dataclass
class Complaints:
    """The mistakes of one table. `hint` says what to do about a group of them."""

    file: str
    hint: Callable[[Group], str] = advice
    _groups: dict[tuple[str, str, str], Group] = field(default_factory=dict)

    def add(
        self,
        code: str,
        expected: str,
        rows: Collection[int],
        *,
        name: str = "",
        position: int = 1,
        column: Column | None = None,
        texts: Sequence[str] = (),
    ) -> None:
        """`rows` have this mistake; `name` is the column as whoever delivers calls it, `position`
        its place from 1, `texts` the different cells.
        """
        if not len(rows):
            return
        key = (code, name, expected)
        first = int(min(rows))
        group = self._groups.setdefault(key, Group(code, expected, column, first, position))
        group.first = min(group.first, first)
        group.number += len(rows)
        if len(group.texts) < MOST_TEXTS:
            group.texts.update(texts)

    def tell(self, findings: Findings) -> None:
        """One finding per group, those of most rows first when there are too many to read."""
        groups = sorted(self._groups.items(), key=lambda item: -item[1].number)
        for (code, name, expected), group in groups[:MOST_GROUPS]:
            rest = group.number - 1
            others = f" en {rest} andere {'rij' if rest == 1 else 'rijen'}" if rest else ""
            where = f", kolom '{name}'" if name else ""
            message = f"Rij {group.first}{others}{where}: {expected}"
            place = Place(self.file, group.first, group.position)
            findings.add(code, place, message, self.hint(group))
