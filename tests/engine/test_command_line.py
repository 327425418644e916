"""The command line as a user meets it: what it prints, what it refuses, how it ends.

`main` is called as the installed command calls it; one test runs the real command.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from koers.cli import COMMANDS, main

EXAMPLE = Path(__file__).parents[2] / "voorbeelden" / "eerste-stap"
AGREEMENT = str(EXAMPLE / "overeenkomst.yaml")
DATA = ("--gegevens", str(EXAMPLE / "gegevens"), "--tot-en-met", "2018-01-31")


class Said:
    """What a command printed and how it ended."""

    def __init__(self, capture: pytest.CaptureFixture[str], *words: str) -> None:
        try:
            self.code = main(words)
        except SystemExit as stop:
            self.code = int(str(stop.code))
        self.out, self.err = capture.readouterr()


def test_lees_reads_every_indicator_back_and_runs_the_examples(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = Said(capsys, "lees", AGREEMENT)
    assert said.code == 0
    for code in ("P-01", "P-02", "P-03", "P-04", "P-05", "P-06"):
        assert code in said.out
    assert "18 voorbeelden nagerekend: alles klopt." in said.out
    assert "Bevindingen: 0 fouten, 0 keer let op, 1 opmerking." in said.out


def test_lees_ends_with_one_and_the_place_when_the_file_has_an_error(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "fout.yaml"
    text = Path(AGREEMENT).read_text(encoding="utf-8").replace("binnen: 1 jaar", "binen: 1 jaar")
    file.write_text(text, encoding="utf-8")
    said = Said(capsys, "lees", str(file))
    assert said.code == 1
    line = text.splitlines().index("      die: {score: trede, minstens: 3, binen: 1 jaar}") + 1
    assert f"fout.yaml:{line}:" in said.out.replace("\n", "")
    assert "Bedoelt u 'binnen'?" in said.out


def test_lees_ends_with_one_when_an_example_counts_otherwise(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "anders.yaml"
    text = Path(AGREEMENT).read_text(encoding="utf-8")
    file.write_text(
        text.replace("meetdatum: 2017-08-01, trede: 3", "meetdatum: 2017-08-02, trede: 3"), "utf-8"
    )
    said = Said(capsys, "lees", str(file))
    assert said.code == 1
    assert "verwacht 'behaald', geteld 'onbekend'" in said.out
    assert "18 voorbeelden nagerekend: 1 klopt niet." in said.out


@pytest.mark.parametrize("name", ["er-is-niets.yaml", "map"])
def test_a_file_that_cannot_be_read_is_a_finding(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str
) -> None:
    (tmp_path / "map").mkdir()
    assert Said(capsys, "lees", str(tmp_path / name)).code == 1
    assert Said(capsys, "tel", str(tmp_path / name), *DATA).code == 1


def test_tel_shows_classes_value_norm_and_verdict(capsys: pytest.CaptureFixture[str]) -> None:
    said = Said(capsys, "tel", AGREEMENT, *DATA, "--indicator", "P-01")
    assert said.code == 0
    (row,) = [line.split() for line in said.out.splitlines() if line.strip().startswith("2016 H2 ")]
    assert row == [
        "2016",
        "H2",
        "47",
        "0",
        "21",
        "12",
        "14",
        "45%",
        "(21/47)",
        "≥",
        "50%",
        "niet",
        "behaald",
    ]
    assert "2017 H1: 14 nog onrijp; tussenstand 50% (8/16); niet te zeggen." in said.out
    assert "Nergens: uitgesloten, uitgezonderd." in said.out


def test_a_stock_shows_whether_it_adds_up(capsys: pytest.CaptureFixture[str]) -> None:  # C2
    said = Said(capsys, "tel", AGREEMENT, *DATA, "--indicator", "P-03", "--per", "halfjaar")
    assert said.out.count("sluit aan (") == 3
    assert "sluit niet aan" not in said.out


KEYS = {
    "code", "naam", "eenheid", "periode", "split", "populatie", "uitgesloten", "onrijp", "behaald",
    "uitgezonderd", "onbekend", "nietBehaald", "populatieOnbekend", "teller", "noemer", "waarde",
    "norm", "oordeel", "reden", "ontbreekt", "tussenstand", "verloop", "aansluiting", "optelbaar",
    "herkomst", "onder", "boven", "methode", "sterkte", "zekerheid", "status", "vlag", "nMin",
    "nulmeting", "uitzonderingsaandeel", "schatting", "onderzoek", "wijze", "teksten",
}  # fmt: skip


def test_json_has_the_agreed_keys_and_can_be_recomputed_from_its_provenance(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = Said(capsys, "tel", AGREEMENT, *DATA, "--json", "--splits", "gemeente")
    document = json.loads(said.out)
    shares = [figure for figure in document["cijfers"] if figure["code"] == "P-01"]
    assert all(set(figure) == KEYS for figure in shares)
    whole, *_ = shares
    numbers = (whole["populatie"], whole["behaald"], whole["noemer"], whole["waarde"])
    assert numbers == (
        47,
        21,
        47,
        "0.446808510638",
    )
    assert whole["herkomst"]["overeenkomst"] == document["overeenkomst"]["hash"]
    assert set(whole["herkomst"]["gegevens"]) == {"trede", "vertrek", "woonplaats"}
    assert said.err == ""


def test_csv_is_one_row_per_figure_with_the_same_numbers(
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ("tel", AGREEMENT, *DATA, "--splits", "gemeente")
    rows = list(csv.DictReader(io.StringIO(Said(capsys, *words, "--csv").out)))
    figures = json.loads(Said(capsys, *words, "--json").out)["cijfers"]
    assert [row["code"] for row in rows] == [figure["code"] for figure in figures]
    for row, figure in zip(rows, figures, strict=True):
        for key in (
            "populatie",
            "onrijp",
            "behaald",
            "teller",
            "noemer",
            "waarde",
            "oordeel",
            "reden",
        ):
            expected = figure.get(key)
            assert row[key] == ("" if expected is None else str(expected)), (row["code"], key)


def test_csv_cells_cannot_be_run_as_a_formula(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "formule.yaml"
    text = Path(AGREEMENT).read_text(encoding="utf-8")
    file.write_text(
        text.replace("naam: Nieuwe bijstandsuitkeringen", "naam: '=1+1'"), encoding="utf-8"
    )
    rows = list(csv.DictReader(io.StringIO(Said(capsys, "tel", str(file), *DATA, "--csv").out)))
    assert {row["naam"] for row in rows if row["code"] == "P-04"} == {"'=1+1"}


def test_splits_of_totals_add_up_and_crossed_splits_too(capsys: pytest.CaptureFixture[str]) -> None:
    words = (
        "tel",
        AGREEMENT,
        *DATA,
        "--json",
        "--indicator",
        "P-05",
        "--splits",
        "gemeente",
        "gemeente+cluster",
    )
    figures = json.loads(Said(capsys, *words).out)["cijfers"]
    for period in {figure["periode"]["van"] for figure in figures}:
        own = [figure for figure in figures if figure["periode"]["van"] == period]
        total = [figure["teller"] for figure in own if not figure["split"]]
        single = [figure["teller"] for figure in own if set(figure["split"]) == {"gemeente"}]
        crossed = [
            figure["teller"] for figure in own if set(figure["split"]) == {"gemeente", "cluster"}
        ]
        assert _sum(total) == _sum(single) == _sum(crossed)


def _sum(numbers: list[int | str]) -> int:
    return round(sum(float(number) * 100 for number in numbers))


def test_one_municipality_gives_the_cell_of_that_municipality(
    capsys: pytest.CaptureFixture[str],
) -> None:
    split = json.loads(Said(capsys, "tel", AGREEMENT, *DATA, "--json", "--splits", "gemeente").out)[
        "cijfers"
    ]
    alone = json.loads(
        Said(capsys, "tel", AGREEMENT, *DATA, "--json", "--gemeente", "akkerdam").out
    )["cijfers"]
    own = [figure for figure in split if figure["split"] == {"gemeente": "akkerdam"}]
    assert [(f["code"], f["teller"], f["populatieOnbekend"]) for f in alone] == [
        (f["code"], f["teller"], f["populatieOnbekend"]) for f in own
    ]


@pytest.mark.parametrize(
    "grain", ["maand", "kwartaal", "halfjaar", "jaar", "twee-weken", "looptijd"]
)
def test_every_grain_can_be_asked(capsys: pytest.CaptureFixture[str], grain: str) -> None:
    said = Said(capsys, "tel", AGREEMENT, *DATA, "--per", grain, "--json")
    figures = json.loads(said.out)["cijfers"]
    assert {figure["periode"]["per"] for figure in figures} == {grain.replace("-", " ")}


def test_a_period_of_one_s_own_has_a_figure_and_no_verdict(
    capsys: pytest.CaptureFixture[str],
) -> None:  # P3
    said = Said(capsys, "tel", AGREEMENT, *DATA, "--periode", "2016-07-01..2016-12-31", "--json")
    figures = json.loads(said.out)["cijfers"]
    assert {figure["oordeel"] for figure in figures} == {"geen norm"}
    assert next(f["behaald"] for f in figures if f["code"] == "P-01") == 21


def test_verklaar_gives_the_class_and_the_days_that_led_to_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = Said(capsys, "verklaar", AGREEMENT, "P-01", "P001", *DATA)
    assert said.code == 0
    for words in (
        "ankerdag is 1 juli 2016",
        "tot en met 1 juli 2017",
        "op 27 mei 2017",
        "Dus: behaald",
    ):
        assert words in " ".join(said.out.split())


def test_verklaar_says_what_someone_adds_to_a_count(capsys: pytest.CaptureFixture[str]) -> None:
    said = Said(capsys, "verklaar", AGREEMENT, "P-03", "P001", *DATA)
    assert said.code == 0
    assert "P001 telt over de looptijd" in said.out


def test_verklaar_of_someone_unknown_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    said = Said(capsys, "verklaar", AGREEMENT, "P-01", "niemand", *DATA)
    assert said.code == 2
    assert "De sleutel 'niemand' komt in geen enkele tabel voor." in " ".join(said.err.split())


def test_verklaar_of_a_sum_names_each_row_and_its_amount(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = (EXAMPLE / "gegevens" / "toekenning.csv").read_text(encoding="utf-8")
    line, row = 2, text.splitlines()[1].split(",")
    said = Said(capsys, "verklaar", AGREEMENT, "P-05", row[1], *DATA)
    assert f"telt {row[6].replace('.', ',')} euro" in said.out
    assert f"rij {line}" in said.out


def test_vergelijk_tells_what_changed_and_not_how_it_is_written(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "nieuw.yaml"
    text = Path(AGREEMENT).read_text(encoding="utf-8")
    text = text.replace("per: halfjaar, minstens: 60%", "minstens: '65,0%', per: halfjaar")
    file.write_text(f"# een opmerking\n{text}", encoding="utf-8")
    said = Said(capsys, "vergelijk", AGREEMENT, str(file))
    assert said.code == 0
    assert "was 60%, wordt 65%" in " ".join(said.out.split())
    assert said.out.strip().endswith("1 verschil.")
    assert Said(capsys, "vergelijk", AGREEMENT, AGREEMENT).out == "0 verschillen.\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "er ontbreekt: opdracht"),
        (("tell",), "'tell' kan niet"),
        (("tel", AGREEMENT), "er ontbreekt: --tot-en-met"),
        (("tel", AGREEMENT, *DATA[:3], "31-12-2017"), "geen dag; verwacht jjjj-mm-dd"),
        (("tel", AGREEMENT, *DATA[:3], "2017-02-30"), "de dag '2017-02-30' bestaat niet"),
        (("tel", AGREEMENT, *DATA, "--per", "week"), "'week' kan niet; kies uit maand"),
        (("tel", AGREEMENT, *DATA, "--periode", "2017"), "geen periode; verwacht VAN..TOT"),
        (("tel", AGREEMENT, *DATA, "--json", "--csv"), "kan niet samen met"),
        (("tel", AGREEMENT, *DATA, "--indicator", "P-1"), "De indicator 'P-1' bestaat niet"),
        (("tel", AGREEMENT, *DATA, "--splits", "gemeentes"), "Bedoelt u 'gemeente'?"),
        (("tel", AGREEMENT, *DATA, "--gemeente", "akerdam"), "Bedoelt u 'akkerdam'?"),
        (("tel", AGREEMENT, *DATA, "--per", "eigen"), "heeft geen eigen perioden"),
        (("tel", AGREEMENT, *DATA[:3], "2016-01-01"), "nog geen periode van de looptijd begonnen"),
        (("verklaar", AGREEMENT, "P-9", "P001", *DATA), "De indicator 'P-9' bestaat niet"),
        (("schema", "--woordenboek", "participatie"), "Bedoelt u 'participatiewet'?"),
    ],
)  # fmt: skip
def test_wrong_use_ends_with_two_and_says_in_dutch_what_was_expected(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], message: str
) -> None:
    said = Said(capsys, *words)
    assert said.code == 2
    assert message in " ".join(said.err.split())


def test_no_english_of_the_argument_parser_is_left(capsys: pytest.CaptureFixture[str]) -> None:
    texts = [Said(capsys, "--help").out]
    texts += [Said(capsys, command, "--help").out for command in COMMANDS]
    for word in ("usage", "options", "positional", "show this", "required", "argument"):
        assert not [text for text in texts if word in text], word


def test_a_table_that_is_missing_gives_no_figures_and_no_crash(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for file in (EXAMPLE / "gegevens").iterdir():
        if file.name != "vertrek.csv":
            (tmp_path / file.name).write_bytes(file.read_bytes())
    words = ("tel", AGREEMENT, "--gegevens", str(tmp_path), "--tot-en-met", "2018-01-31", "--json")
    figures = json.loads(Said(capsys, *words).out)["cijfers"]
    verdicts = {figure["code"]: figure["oordeel"] for figure in figures}
    assert verdicts["P-01"] == "geen cijfers"
    assert verdicts["P-04"] != "geen cijfers"
    assert {f["reden"] for f in figures if f["code"] == "P-01"} == {
        "niet geleverd: tabel vertrek ontbreekt"
    }


def test_data_with_errors_is_not_counted_and_no_cell_is_repeated(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for file in (EXAMPLE / "gegevens").iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "vertrek.csv").write_text(
        "klant,vertrekdatum,reden\nGEHEIM,31-12-2016,verhuisd\n", encoding="utf-8"
    )
    said = Said(capsys, "tel", AGREEMENT, "--gegevens", str(tmp_path), "--tot-en-met", "2018-01-31")
    assert said.code == 1
    assert "lijkt op dd-mm-jjjj" in " ".join(said.err.split())
    assert "GEHEIM" not in said.out + said.err
    assert "31-12-2016" not in said.out + said.err


def test_a_promise_for_a_municipality_that_is_not_there_is_a_finding(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:  # F7
    for file in (EXAMPLE / "gegevens").iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "bekend.yaml").write_text(
        "bekend tot en met:\n  - {leverancier: w, gemeente: akerdam, dag: 2018-01-31}\n",
        encoding="utf-8",
    )
    words = ("tel", AGREEMENT, "--gegevens", str(tmp_path), "--tot-en-met", "2018-01-31")
    said = Said(capsys, *words)
    assert said.code == 1
    assert "Bedoelt u 'akkerdam'?" in said.err


def test_the_installed_command_runs_and_the_order_of_hashes_does_not_matter() -> None:
    words = ["tel", AGREEMENT, *DATA, "--json", "--splits", "gemeente"]
    outputs = {
        subprocess.run(
            [sys.executable, "-m", "koers", *words],
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C", "PYTHONUTF8": "1"},
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Pacific/Kiritimati"), ("3", "America/Lima"))
    }
    assert len(outputs) == 1


def test_the_committed_example_data_are_what_their_maker_makes(tmp_path: Path) -> None:
    """The invented register can be made again, byte for byte."""
    script = EXAMPLE / "maak_gegevens.py"
    made_by = f"runpy.run_path({str(script)!r})['write'](pathlib.Path({str(tmp_path)!r}))"
    code = f"import runpy, pathlib; {made_by}"
    subprocess.run([sys.executable, "-c", code], check=True)
    made = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert made == {file.name: file.read_bytes() for file in (EXAMPLE / "gegevens").iterdir()}


def test_toon_sql_prints_a_script_that_finds_the_same_numbers(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = Said(capsys, "tel", AGREEMENT, *DATA, "--indicator", "P-03", "--toon-sql")
    assert said.code == 0
    assert "-- Hash van de overeenkomst: " in said.out
    rows = [
        connection.execute(statement).fetchall()
        for connection in [duckdb.connect()]
        for statement in duckdb.extract_statements(said.out)
    ]
    counted = Said(capsys, "tel", AGREEMENT, *DATA, "--indicator", "P-03", "--json")
    (figure,) = json.loads(counted.out)["cijfers"]
    assert rows[-1] == [(0, "looptijd", figure["teller"], figure["teller"], 0)]


def test_verzin_writes_what_tel_and_verklaar_read(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = str(tmp_path / "verzonnen")
    said = Said(capsys, "verzin", folder, "--personen", "60", "--deelgrootte", "40")
    assert said.code == 0
    assert "60 personen" in said.out
    assert "in 2 delen" in said.out
    again = Said(capsys, "verzin", folder)
    assert again.code == 2
    assert "lege map" in again.err
    agreement = str(Path(__file__).parents[2] / "benchmarks" / "werkplein.yaml")
    where = ("--gegevens", folder, "--tot-en-met", "2027-06-30")
    counted = Said(capsys, "tel", agreement, *where, "--indicator", "K-01", "--json")
    assert counted.code == 0
    (figure, *_) = json.loads(counted.out)["cijfers"]
    assert figure["populatie"] > 0
    assert len(figure["herkomst"]["gegevens"]["inschatting"]) == 64
    told = Said(capsys, "verklaar", agreement, "K-01", "p00000007", *where)
    assert told.code == 0
    assert "p00000007" in told.out


def test_verzin_for_an_agreement_writes_only_its_tables(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = tmp_path / "verzonnen"
    said = Said(capsys, "verzin", str(folder), "--personen", "20", "--voor", AGREEMENT, "--csv")
    assert said.code == 0
    written = {path.stem for path in folder.glob("*.csv")}
    assert {"trede", "uitkering"} <= written
    assert "zrm-2017" not in written


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--tegelijk", "0"), "verwacht 1 of meer"),
        (("--deelgrootte", "veel"), "verwacht 1 of meer"),
        (("--geheugen", "-1"), "geen aantal gigabytes"),
        (("--geheugen", "0"), "geen aantal gigabytes"),
        (("--motor", "traag"), "'traag' kan niet"),
    ],
)
def test_how_to_run_must_be_a_number_that_can_be(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], expected: str
) -> None:
    said = Said(capsys, "tel", AGREEMENT, *DATA, *words)
    assert said.code == 2
    assert expected in said.err


def test_toon_sql_reads_the_parts_that_were_counted_and_names_what_is_not(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = tmp_path / "klant=zz" / "reg[1]"
    assert Said(capsys, "verzin", str(folder), "--personen", "80", "--deelgrootte", "30").code == 0
    agreement = str(Path(__file__).parents[2] / "benchmarks" / "werkplein.yaml")
    where = ("--gegevens", str(folder), "--tot-en-met", "2027-06-30", "--indicator", "K-01")
    said = Said(capsys, "tel", agreement, *where, "--per", "looptijd", "--toon-sql")
    found: dict[str, int] = {}
    with duckdb.connect() as connection:
        for statement in duckdb.extract_statements(said.out):
            rows = connection.execute(statement).fetchall()
            if statement.type == duckdb.StatementType.SELECT and len(rows[:1] and rows[0]) == 6:
                for row in rows:
                    found[row[3]] = found.get(row[3], 0) + row[5]
    counted = Said(capsys, "tel", agreement, *where, "--per", "looptijd", "--json")
    (figure,) = json.loads(counted.out)["cijfers"]
    named = {"met": "behaald", "not_met": "nietBehaald", "immature": "onrijp"}
    assert {own: figure[own] for own in named.values()} == {
        own: found.get(name, 0) for name, own in named.items()
    }
    assert figure["populatie"] == sum(found.values()) > 0
    shutil.rmtree(folder / "inschatting")
    without = Said(capsys, "tel", agreement, *where, "--toon-sql")
    assert "-- K-01 is niet te tellen: tabel inschatting ontbreekt." in without.out


def test_what_cannot_be_written_or_read_is_said_in_a_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "bestand.txt"
    file.write_text("hier staat iets")
    for target in (file, file / "onder", Path("/proc/verzonnen")):
        said = Said(capsys, "verzin", str(target), "--personen", "5")
        assert said.code == 2
        assert said.err.startswith("koers: ")
    many = Said(capsys, "verzin", str(tmp_path / "m"), "--gemeenten", "100000")
    assert (many.code, "hooguit 9.999 gemeenten" in many.err) == (2, True)
    assert sorted(tmp_path.iterdir()) == [file]
