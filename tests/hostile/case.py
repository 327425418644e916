"""What a hostile file is, and what a user would want to happen with it.

Every case is one delivery of one table. Cells of personal columns hold the word in `CANARY`, so a
test can see that none of them is ever shown.
"""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

CANARY = "Kanarie"

DICTIONARY = """
woordenboek: vijandig
titel: Woordenboek van de vijandige bestanden
versie: "1"
onderwerpen:
  persoon: {meervoud: personen, persoon: ja}
codelijsten:
  regeling:
    titel: Regeling
    codes: {"01": algemene bijstand, "02": IOAW, "14": BBZ}
tabellen:
  uitkering:
    soort: tijdvak
    onderwerp: persoon
    van wie: klant
    sleutel: [nr]
    van: van
    tot en met: tot en met
    rij: uitkering
    kolommen:
      nr: sleutel
      klant: {type: sleutel, verplicht: ja, persoonsgegeven: ja}
      naam: {type: tekst, persoonsgegeven: ja}
      van: {type: dag, verplicht: ja}
      tot en met: dag
      regeling: {type: code, codelijst: regeling}
      bedrag: {type: getal, eenheid: euro, decimalen: 2}
  klant:
    soort: onderwerp
    onderwerp: persoon
    van wie: klant
    sleutel: [klant]
    kolommen:
      klant: {type: sleutel, verplicht: ja, persoonsgegeven: ja}
"""

DECLARATION = """
aanlevering: vijandig
leverancier: gws
woordenboek: woordenboek.yaml
soort: wijzigingen
bekend tot en met: 2016-12-31
tabellen:
  - tabel: uitkering
"""

HEADER = ("nr", "klant", "naam", "van", "tot en met", "regeling", "bedrag")


@dataclass(frozen=True)
class Tell:
    """A finding that must be there: its code, and its line and column where those matter."""

    code: str
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True)
class Case:
    """A hostile delivery. `accepted` is None where no row may be taken: then the file as a whole is
    refused. `tells` are all findings that are errors, and of the others those that matter.
    """

    name: str
    make: Callable[[Path], Path]
    """Writes it in an empty folder; returns the path that is delivered."""
    tells: tuple[Tell, ...] = ()
    accepted: int | None = None
    refused: int = 0
    double: int = 0
    holds: Mapping[str, object] = field(default_factory=dict)
    """Cells of the first accepted row."""
    told: str = ""
    """Lines for the table in the declaration."""
    whole: str | None = None
    """The whole declaration, where that is what is hostile."""
    may_stop: bool = False
    """It may also be given up as costing too much."""

    @property
    def read(self) -> int | None:
        return None if self.accepted is None else self.accepted + self.refused + self.double

    def declaration(self) -> str:
        if self.whole is not None:
            return self.whole
        return DECLARATION + "".join(f"    {line}\n" for line in self.told.splitlines())

    def write(self, folder: Path) -> tuple[Path, Path]:
        """The path that is delivered, and that of its declaration."""
        (folder / "hier").mkdir()
        (folder / "erbij").mkdir()
        declaration = folder / "erbij" / "aanlevering.yaml"
        declaration.write_text(self.declaration(), encoding="utf-8", errors="surrogateescape")
        (folder / "erbij" / "woordenboek.yaml").write_text(DICTIONARY, encoding="utf-8")
        return self.make(folder / "hier"), declaration


def of_bytes(data: Callable[[], bytes], name: str) -> Callable[[Path], Path]:
    """A delivery of one file, of which the bytes are made when they are needed."""

    def make(folder: Path) -> Path:
        (folder / name).write_bytes(data())
        return folder / name

    return make


def row(number: int, **other: str) -> list[str]:
    """A row that can be accepted, but for what is given (`tot_en_met` is that column)."""
    cells = {
        "nr": f"U{number:04}",
        "klant": f"{CANARY}{number:05}",
        "naam": f"{CANARY} van der Vogel",
        "van": "2016-07-01",
        "tot en met": "",
        "regeling": "01",
        "bedrag": "847,45",
    }
    cells |= {name.replace("_", " "): cell for name, cell in other.items()}
    return list(cells.values())


def rows(number: int) -> list[list[str]]:
    return [row(one) for one in range(1, number + 1)]


def csv_text(
    records: Sequence[Sequence[str]],
    *,
    header: Sequence[str] = HEADER,
    sign: str = ";",
    end: str = "\n",
) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=sign, lineterminator=end)
    writer.writerows([header, *records])
    return out.getvalue()
