"""Hostile things around a file: its name, the folder it stands in, the declaration beside it."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.hostile.case import DECLARATION, Case, Tell, csv_text, of_bytes, rows

GOOD = csv_text(rows(3))
FILE = "uitkering.csv"


def named(name: str, file: str, *tells: Tell, accepted: int | None = 3) -> Case:
    return Case(f"name: {name}", of_bytes(GOOD.encode, file), tells, accepted)


def folder(
    name: str,
    fill: Callable[[Path], object],
    *tells: Tell,
    accepted: int | None = None,
) -> Case:
    """A folder that is delivered, with these things in it."""

    def make(empty: Path) -> Path:
        fill(empty)
        return empty

    return Case(f"folder: {name}", make, tells, accepted)


def declared(
    name: str, text: str, *tells: Tell, accepted: int | None = None, refused: int = 0
) -> Case:
    whole = f"{DECLARATION}{text}\n"
    file = of_bytes(GOOD.encode, FILE)
    return Case(f"declaration: {name}", file, tells, accepted, refused, whole=whole)


def alone(name: str, text: str, *tells: Tell) -> Case:
    return Case(f"declaration: {name}", of_bytes(GOOD.encode, FILE), tells, whole=text)


def _good(empty: Path) -> Path:
    (empty / FILE).write_text(GOOD)
    return empty


def _many(empty: Path) -> None:
    _good(empty)
    for number in range(5000):
        (empty / f"{number}.csv").touch()


def _linked(empty: Path) -> None:
    outside = empty.parent / "elders.csv"
    outside.write_text(GOOD)
    (empty / FILE).symlink_to(outside)


def _pipe(empty: Path) -> Path:
    os.mkfifo(empty / FILE)
    return empty / FILE


NAMES = (
    named("with a line end", "uit\nkering.csv"),
    named("with terminal codes", "uit\x1b[2Jkering.csv"),
    Case(
        "name: with terminal codes, of a file that is not asked for",
        of_bytes(GOOD.encode, "\x1b[2J\u202e\udce9.csv"),
        (Tell("bestand-ontbreekt"),),
        told="bestand: anders.csv",
    ),
    named("with quotes", "uit'\"`kering.csv"),
    named("that reads backwards", "uit\u202evsc.gnirek.csv"),
    named("that is not UTF-8", os.fsdecode(b"uitk\xe9ring.csv")),
    named("of 250 letters", "u" * 246 + ".csv"),
    named("with spaces around it", " uitkering .csv"),
    named("that looks like an option", "-rf.csv"),
    named("with a format", "%s{0}%n.csv"),
    named("in capitals", "UITKERING.CSV"),
    named("without an extension", "uitkering", Tell("bestand-onleesbaar"), accepted=None),
    named("of a program", "uitkering.exe", Tell("bestand-onleesbaar"), accepted=None),
    Case("name: of nothing", lambda empty: empty / "is-er-niet.csv", (Tell("bestand-onleesbaar"),)),
)

FOLDERS = (
    folder("good", _good, accepted=3),
    folder("empty", lambda empty: empty, Tell("bestand-ontbreekt")),
    folder("of 5,000 files", _many, Tell("bestand-te-groot|bestand-gevaarlijk")),
    folder(
        "with a pipe that nobody fills",
        lambda empty: os.mkfifo(empty / FILE),
        Tell("bestand-ontbreekt|bestand-onleesbaar|bestand-gevaarlijk"),
    ),
    folder("with a link to another file", _linked, accepted=3),
    folder(
        "with a link to nothing without end",
        lambda empty: (empty / FILE).symlink_to("/dev/zero"),
        Tell("bestand-gevaarlijk|bestand-ontbreekt|bestand-onleesbaar"),
    ),
    folder(
        "with a link to itself",
        lambda empty: (empty / FILE).symlink_to(FILE),
        Tell("bestand-gevaarlijk|bestand-ontbreekt|bestand-onleesbaar"),
    ),
    folder(
        "with a folder that is called a file",
        lambda empty: (empty / FILE).mkdir(),
        Tell("bestand-ontbreekt|bestand-onleesbaar"),
    ),
    Case("folder: a pipe as the delivery", _pipe, (Tell("bestand-onleesbaar|bestand-gevaarlijk"),)),
)

LAUGHS = "a: &a [x, x]\n" + "\n".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]" for n in range(20)
)

DECLARATIONS = (
    alone("billion laughs", LAUGHS, Tell("yaml-verboden", 1)),
    alone("2 MB as a key", "x" * 1_900_000 + ": a\n", Tell("yaml-fout")),
    alone("3 MB", "a: " + "x" * 3_000_000, Tell("bestand-te-groot")),
    alone("a Python object", "a: !!python/object/apply:os.system ['ls']\n", Tell("yaml-verboden")),
    alone("empty", "", Tell("bestand-onleesbaar")),
    alone("not UTF-8", "a: caf\udce9\n", Tell("bestand-onleesbaar", 1)),
    alone("a list", "- a\n- b\n", Tell("verkeerde-vorm")),
    alone(
        "a dictionary elsewhere",
        DECLARATION.replace("woordenboek.yaml", "../../../../etc/passwd.yaml"),
        Tell("bestand-onleesbaar"),
    ),
    alone(
        "a dictionary that is not there",
        DECLARATION.replace("woordenboek.yaml", "geheim"),
        Tell("onbekende-verwijzing"),
    ),
    declared("a file elsewhere", "    bestand: ../../etc/passwd", Tell("bestand-ontbreekt")),
    declared(
        "a header row of 10^30", f"    kopregel: {10**30}", Tell("kop-onjuist|ongeldige-waarde")
    ),
    declared(
        "a header row of 5,000 digits", "    kopregel: " + "9" * 5000, Tell("ongeldige-waarde")
    ),
    declared("a header row of -1", "    kopregel: -1", Tell("ongeldige-waarde")),
    declared("a header row of 1e9", "    kopregel: 1e9", Tell("ongeldige-waarde")),
    declared("a billion footer rows", f"    voetregels: {10**9}", accepted=0),
    declared(
        "a total of 5,000 digits",
        "    controletotalen: {rijen: " + "9" * 5000 + "}",
        Tell("ongeldige-waarde|controletotaal"),
    ),
    declared("a separator of two signs", "    scheidingsteken: ;;", Tell("ongeldige-waarde")),
    declared(
        "an encoding that is a program",
        "    codering: zlib_codec",
        Tell("ongeldige-waarde"),
    ),
    declared(
        "the same table twice",
        "  - tabel: uitkering",
        Tell("dubbele-sleutel"),
    ),
    declared(
        "10,000 codes",
        "    kolommen:\n      regeling: {codes: lijst}\ncodes:\n  lijst:\n"
        + "".join(f'    - {{lokaal: ["{n}"], landelijk: "99"}}\n' for n in range(10_000)),
        Tell("code-onbekend", 2, 6),
        accepted=0,
        refused=3,
    ),
    declared("a table that is not there", "  - tabel: geheim", Tell("onbekende-verwijzing")),
)


def surrounding_cases() -> Sequence[Case]:
    return (*NAMES, *FOLDERS, *DECLARATIONS)
