"""The reference page of the findings, `meldingen.md`: every code with an example that provokes it.

The idea that makes it simple: the examples are the drawings that the tests run, so what the page
shows as message is what reading that example says today.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from docs.markdown import anchor, table
from koers.findings import CATALOGUE, Finding, Severity
from tests.docs.drawn_findings import AGREEMENT, DICTIONARY, DRAWINGS, Drawn
from tests.docs.made_findings import MADE

_HEAD = """\
# Meldingen

Deze bladzijde wordt gemaakt uit de code; pas haar niet met de hand aan. Koers zegt alles wat er aan
een bestand opvalt in een keer, elk met bestand, regel en kolom. In een melding staat nooit wat er
in een cel met gegevens staat.

Er zijn drie soorten. Bij een **fout** wordt het bestand niet gebruikt. Bij **let op** en bij een
**opmerking** wel: kijk of het zo bedoeld is.

Een voorbeeld toont wat er in een goed bestand veranderd is: `-` stond er, `+` kwam ervoor in de
plaats.
"""


def page() -> str:
    rows = [
        [f"[`{code}`](#{anchor(code)})", kind.severity.value, kind.meaning]
        for code, kind in CATALOGUE.items()
    ]
    parts = [_HEAD, table(["Code", "Soort", "Betekenis"], rows), *map(_chapter, CATALOGUE)]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _chapter(code: str) -> str:
    kind = CATALOGUE[code]
    head = (
        f"## {code}",
        f"**{_spoken(kind.severity)}.** {kind.meaning}",
        f"*Wat te doen:* {kind.remedy}",
    )
    return "\n\n".join((*head, *(_drawn(code) or _made(code))))


def _drawn(code: str) -> tuple[str, ...]:
    drawn = next((one for one in DRAWINGS if one.code == code), None)
    if drawn is None:
        return ()
    finding = next(one for one in drawn.findings() if one.code == code)
    place = f"regel {finding.place.line}" if finding.place.line else "het hele bestand"
    column = f", kolom {finding.place.column}" if finding.place.column else ""
    return (
        f"Voorbeeld, in {_named(drawn)}:",
        f"```diff\n{_difference(drawn)}\n```",
        f"Koers zegt bij {place}{column}:\n\n> {_said(finding)}",
    )


def _made(code: str) -> tuple[str, ...]:
    made = next(one for one in MADE if one.code == code)
    finding = made.findings()[0]
    return (f"Voorbeeld: {made.words}", f"Koers zegt:\n\n> {_said(finding)}")


def _said(finding: Finding) -> str:
    return f"{finding.message} {finding.hint}".strip()


def _spoken(severity: Severity) -> str:
    return severity.value.capitalize()


def _named(drawn: Drawn) -> str:
    words = {AGREEMENT: "een overeenkomst", DICTIONARY: "een woordenboek"}
    return words.get(drawn.file, f"`{drawn.file}`")


def _difference(drawn: Drawn) -> str:
    sound = drawn.sound() if drawn.old else ""
    return "\n".join(_changed(sound.splitlines(), drawn.text().splitlines()))


def _changed(old: list[str], new: list[str]) -> Iterator[str]:
    for line in difflib.ndiff(old, new):
        if line[:2] in ("- ", "+ "):
            yield _short(line).translate(_SHOWN)


def _short(line: str) -> str:
    return line if len(line) <= 110 else f"{line[:80]} … {line[-20:]}"


_SHOWN = {0x200B: "‹U+200B›"}
"""A sign that nobody sees is shown by its number."""
