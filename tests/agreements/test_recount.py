"""The figures of the demo are those of a second script that shares no code with Koers.

The idea that makes it simple: both get the same folders with deliveries, and every number that the
script finds must be the number that `koers tel` says, at three moments in the life of the demo.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest

from koers.cli import main
from tests.agreements import recount
from tests.agreements.werkplein import FILE

MOMENTS = (
    date(2016, 8, 13),  # a delivery that will be replaced and one that is taken back still count
    date(2017, 6, 10),  # halfway
    date(2018, 4, 1),  # the end
)


def counted(
    capsys: pytest.CaptureFixture[str], store: Path, on: date
) -> dict[tuple[str, str], Any]:
    """What Koers says, by code and first day."""
    words = [word for code in recount.READS for word in ("--indicator", code)]
    words += ["--opslag", str(store), "--bekend-op", str(on), "--tot-en-met", "2018-02-28"]
    capsys.readouterr()
    assert main(["tel", str(FILE), "--json", *words]) == 0
    told = json.loads(capsys.readouterr().out, parse_float=Decimal)["cijfers"]
    for figure in told:
        figure["bekendTotEnMet"] = figure["herkomst"]["bekendTotEnMet"]
    return {(figure["code"], figure["periode"]["van"]): figure for figure in told}


def as_asked(told: Mapping[str, Any], found: Mapping[Any, Any]) -> dict[Any, Any]:
    """Of what Koers says only that which the script says too, also inside a figure."""
    picked = {name: told[name] for name in found}
    for name, part in found.items():
        if isinstance(part, dict) and isinstance(told[name], dict):
            picked[name] = {inside: told[name][inside] for inside in part}
    return picked


def delivered(folder: Path, store: Path) -> list[recount.Delivery]:
    main(["lever", str(folder), "--opslag", str(store), "--op", "mapnaam", "--bevestig"])
    return recount.accepted(folder)


@pytest.mark.slow
def test_the_figures_of_the_demo_are_those_of_an_independent_count(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, store = tmp_path / "leveringen", tmp_path / "opslag"
    assert main(["verzin", "leveringen", "werkplein", str(folder), "--zaad", "1"]) == 0
    deliveries = delivered(folder, store)
    for moment in MOMENTS:
        found = recount.recount([one for one in deliveries if one.on <= moment])
        told = counted(capsys, store, moment)
        assert {key: as_asked(told[key], found[key]) for key in found} == found, moment
        assert moment < MOMENTS[-1] or found.keys() == told.keys()


def empty_cells(folder: Path, *, one_in: int) -> None:
    """Of the deliveries in CSV: codes, yes and no, and birth dates that need not be filled."""
    chance = Random(1)
    for path in sorted(folder.glob("*/*.csv")):
        columns = recount.WORDS["tabellen"][path.stem]["kolommen"]
        with path.open(encoding="utf-8", newline="") as file:
            lines = csv.DictReader(file, delimiter=";")
            rows, names = list(lines), list(lines.fieldnames or ())
        may_be_empty = [
            name
            for name in names
            if columns[name].get("verplicht") != "ja"
            and (columns[name]["type"] in ("code", "ja-nee") or name == "geboortedatum")
        ]
        for row in rows:
            row |= {name: "" for name in may_be_empty if chance.randrange(one_in) == 0}
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, names, delimiter=";")
            writer.writeheader()
            writer.writerows(rows)


@pytest.mark.slow
def test_where_cells_are_empty_the_same_is_unknown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, store = tmp_path / "leveringen", tmp_path / "opslag"
    assert main(["verzin", "leveringen", "werkplein", str(folder), "--zaad", "2"]) == 0
    empty_cells(folder, one_in=30)
    found = recount.recount(delivered(folder, store))
    told = counted(capsys, store, MOMENTS[-1])
    assert {key: as_asked(told[key], found[key]) for key in told} == found
    assert sum(bool(figure.get("onbekend")) for figure in found.values()) >= 10


# --- what does not occur in the demo --------------------------------------------------------------


def write_delivery(folder: Path, kind: str, known: str, rows: str, more: str = "") -> None:
    """A delivery of main groups; residence and tags are empty, but known as far."""
    folder.mkdir(parents=True)
    told = f"aanlevering: {folder.name}\nleverancier: wpda\nwoordenboek: participatiewet\n"
    told += f"soort: {kind}\nbekend tot en met: {known}\ntabellen:\n"
    told += f"  - {{tabel: woonplaats}}\n  - {{tabel: kenmerk}}\n  - {{tabel: doelgroep{more}}}\n"
    (folder / "aanlevering.yaml").write_text(told, encoding="utf-8")
    (folder / "woonplaats.csv").write_text("klant,begindatum,einddatum,gemeente\n")
    (folder / "kenmerk.csv").write_text("klant,kenmerk,begindatum,einddatum\n")
    (folder / "doelgroep.csv").write_text(rows)


def test_states_and_withdrawals_are_replayed_alike(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, store = tmp_path / "leveringen", tmp_path / "opslag"
    header = "klant,begindatum,einddatum,doelgroep"
    stays, goes, errs = (f"{who},2016-01-01,,bijstand" for who in ("stays", "goes", "errs"))
    first, second = f"{header}\n{stays}\n{goes}\n{errs}\n", f"{header}\n{stays}\n{errs}\n"
    write_delivery(folder / "2016-10-05-stand", "stand", "2016-09-30", first)
    write_delivery(folder / "2017-01-05-stand", "stand", "2016-12-31", second)
    gone = ", ingetrokken: {kolom: fout, waarde: ja}"
    third = f"{header},fout\n{errs},ja\n"
    write_delivery(folder / "2017-07-05-wijziging", "wijzigingen", "2017-06-30", third, gone)
    deliveries = delivered(folder, store)
    for moment, clients in ((date(2017, 2, 1), [2]), (date(2017, 8, 1), [1, 1])):
        found = recount.recount([one for one in deliveries if one.on <= moment])
        told = counted(capsys, store, moment)
        assert {key: as_asked(told[key], found[key]) for key in found} == found
        assert [figure["teller"] for figure in found.values()] == clients
