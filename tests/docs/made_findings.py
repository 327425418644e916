"""Findings that no text shows: what was done to a file or a store, in words, and what is said then.

The idea that makes it simple: like a drawing, but made by a function in a folder of its own.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter

from koers import late_rows
from koers.delivery.limits import Limits
from koers.engines.compiled import read_known
from koers.findings import Finding, Findings, Place
from koers.format import read_agreement
from koers.reception import Choices, received
from koers.states import known_now
from koers.store.arrivals import arrivals
from koers.store.inspection import inspect
from koers.store.objects import Store
from tests.docs.drawn_findings import DELIVERY

AGREEMENT_OF_COSTS = """\
overeenkomst: kosten
titel: Kosten
regime: wgr
partijen:
  assen: {naam: Assen, rol: opdrachtgever}
  wpda: {naam: Werkplein, rol: opdrachtnemer}
looptijd: {van: 2016-07-01, tot en met: 2016-12-31}
woordenboek: participatiewet
indicatoren:
  - {code: K, naam: Kosten, eenheid: euro, som: {kolom: boeking.kosten}, norm: geen}
"""


@dataclass(frozen=True)
class Made:
    """`words` say what was done; `make` does it in an empty folder and gives the findings."""

    code: str
    words: str
    make: Callable[[Path], tuple[Finding, ...]]

    def findings(self) -> list[Finding]:
        with TemporaryDirectory() as name:
            return [one for one in self.make(Path(name)) if one.code == self.code]


def _written(folder: Path) -> Path:
    source = folder / "bron"
    source.mkdir()
    for name, text in DELIVERY.items():
        (source / name).write_text(text, encoding="utf-8")
    return source


def _received(folder: Path, source: Path, limits: Limits | None = None) -> tuple[Finding, ...]:
    with received(source, store=Store.create(folder / "opslag"), limits=limits) as found:
        return found.findings


def _traversal(folder: Path) -> tuple[Finding, ...]:
    path = folder / "juli.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in DELIVERY.items():
            archive.writestr(name, text)
        archive.writestr("../../boeking.csv", "x\n")
    return _received(folder, path)


def _too_little_time(folder: Path) -> tuple[Finding, ...]:
    source = _written(folder)
    header, first, *_ = DELIVERY["boeking.csv"].splitlines()
    text = "\n".join([header, *(f"{n}{first}" for n in range(1_500_000))])
    (source / "boeking.csv").write_text(text, encoding="utf-8")
    return _received(folder, source, Limits(seconds=1, memory=900_000_000))


def _unclosed(folder: Path) -> tuple[Finding, ...]:
    source = _written(folder)
    lines = [f'{n},p,2016-07-01,Assen,,,6.3,,1,"open {"x" * 70_000},k' for n in range(1_100)]
    text = DELIVERY["boeking.csv"] + "\n".join(lines)
    (source / "boeking.csv").write_text(text, encoding="utf-8")
    return _received(folder, source)


def _beside(folder: Path) -> tuple[Finding, ...]:
    source = _written(folder)
    (source / "kladblok.csv").write_text("a,b\n", encoding="utf-8")
    return _received(folder, source)


def _workbook(folder: Path, *, formula: bool) -> tuple[Finding, ...]:
    source = _written(folder)
    header, first, *_ = (line.split(",") for line in DELIVERY["boeking.csv"].splitlines())
    (source / "boeking.csv").unlink()
    book = xlsxwriter.Workbook(source / "boeking.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, header)
    sheet.write_row(1, 0, [cell.strip('"') for cell in first[:8]])
    if formula:
        sheet.write_formula(1, 8, "=5+5", value=10)
    else:
        sheet.write_number(1, 1, 9_007_199_254_740_994)
    book.close()
    return _received(folder, source)


def _stored(folder: Path, *, second: tuple[str, str] = ("20,reis", "21,reis")) -> Store:
    """A store with two deliveries; in the second one piece of the text is another."""
    store = Store.create(folder / "opslag")
    for number, day in enumerate((date(2016, 8, 3), date(2016, 9, 3))):
        text = DELIVERY["boeking.csv"]
        text = text.replace(*second) if number else text
        source = folder / f"bron{number}"
        source.mkdir()
        (source / "aanlevering.yaml").write_text(DELIVERY["aanlevering.yaml"], encoding="utf-8")
        (source / "boeking.csv").write_text(text, encoding="utf-8")
        with received(source, store=store) as found:
            found.accept(Choices(), on=day)
    known_now(store)
    return store


def _first_rows(store: Store) -> Path:
    return store.object_path(f"{store.chain()[0].tables[0].object_hash}.parquet")


def _damaged(folder: Path) -> tuple[Finding, ...]:
    store = _stored(folder)
    path = _first_rows(store)
    path.chmod(0o644)
    data = bytearray(path.read_bytes())
    data[100] ^= 1
    path.write_bytes(data)
    return inspect(store)


def _lost(folder: Path) -> tuple[Finding, ...]:
    store = _stored(folder)
    _first_rows(store).unlink()
    return inspect(store)


def _strange(folder: Path) -> tuple[Finding, ...]:
    store = _stored(folder)
    (store.folder / "objecten" / "kladblok.txt").write_text("x", encoding="utf-8")
    return inspect(store)


def _turned_back(folder: Path) -> tuple[Finding, ...]:
    """The last manifest is replaced by one that claims another past."""
    store = _stored(folder)
    (store.folder / "kop").write_text("0" * 64 + "\n", encoding="utf-8")
    return inspect(store)


def _derived(folder: Path) -> tuple[Finding, ...]:
    store = _stored(folder)
    path = next((store.folder / "bekend").rglob("*.parquet"))
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-1])
    return inspect(store)


def _late(folder: Path) -> tuple[Finding, ...]:
    """A row of July that came in September, after August had said that all of July was there."""
    store = _stored(folder, second=("\n2,p2", "\n3,p2"))
    known, agreement = known_now(store), read_agreement(AGREEMENT_OF_COSTS).agreement
    assert known is not None
    assert agreement is not None
    state = read_known(known.folder, agreement.dictionary, at=known.until, findings=Findings())
    found = arrivals(state, store.chain(), ["boeking"], since=agreement.term.first_day)
    late = late_rows.held_against(agreement, agreement.indicators, found)
    return tuple(late_rows.findings(late, (), place=Place("opslag")))


MADE: tuple[Made, ...] = (
    Made(
        "te-laat-bekend",
        "Een levering zegt dat alles van juli bekend is, en de levering erna brengt nog een boeking"
        " van juli.",
        _late,
    ),
    Made("bestand-niet-gelezen", "Naast `boeking.csv` ligt ook `kladblok.csv`.", _beside),
    Made("bestand-gevaarlijk", "In `juli.zip` zit een bestand `../../boeking.csv`.", _traversal),
    Made(
        "lezen-afgebroken",
        "Het lezen van 1.500.000 regels mag hier maar een seconde rekentijd kosten.",
        _too_little_time,
    ),
    Made(
        "regel-onleesbaar", "1100 regels openen een aanhalingsteken en sluiten het niet.", _unclosed
    ),
    Made(
        "formule-gelezen",
        "In `boeking.xlsx` staat bij kosten `=5+5`.",
        lambda folder: _workbook(folder, formula=True),
    ),
    Made(
        "getal-onnauwkeurig",
        "In `boeking.xlsx` staat een sleutel van zestien cijfers als getal.",
        lambda folder: _workbook(folder, formula=False),
    ),
    Made("object-beschadigd", "In een opslag is een bit van een object omgevallen.", _damaged),
    Made("object-ontbreekt", "In een opslag is een object verwijderd.", _lost),
    Made("object-onbekend", "In een opslag is `kladblok.txt` gezet.", _strange),
    Made("keten-gebroken", "In een opslag noemt `kop` een levering die er niet is.", _turned_back),
    Made("afgeleide-onjuist", "In de map `bekend` is een bestand korter geworden.", _derived),
)
