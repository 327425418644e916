"""Every code of the catalogue has a drawn example that provokes it, and it alone, at its place."""

import csv
import io
import re
from collections import Counter
from pathlib import Path

import pytest

from koers.delivery import read_folder
from koers.dictionary import Table
from koers.dictionary_format import shipped
from koers.findings import CATALOGUE
from tests.docs.drawn_findings import (
    AGREEMENT,
    DELIVERY,
    DRAWINGS,
    REGISTER,
    Drawn,
    findings_of,
)
from tests.docs.made_findings import MADE, Made
from tests.engine.drawn_agreement import GOOD, read
from tests.spec.woordenboek import spec_dictionary

SOURCE = Path(__file__).parent.parent.parent / "src" / "koers"


def test_every_code_is_drawn_and_every_drawn_code_exists() -> None:
    codes = [*(drawn.code for drawn in DRAWINGS), *(made.code for made in MADE)]
    assert set(codes) == set(CATALOGUE)


def test_every_code_is_raised_somewhere() -> None:
    texts = [path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py")]
    raised = Counter(code for text in texts for code in re.findall(r'"([a-z-]+)"', text))
    assert [code for code in CATALOGUE if raised[code] < 2] == []  # once in the catalogue itself


@pytest.mark.parametrize("file", [AGREEMENT, *REGISTER, *DELIVERY])
def test_the_sound_files_have_no_findings_of_their_own(file: str) -> None:
    assert findings_of(file, {AGREEMENT: GOOD, **REGISTER, **DELIVERY}[file]) == []


@pytest.mark.parametrize("made", MADE, ids=lambda made: str(made.code))
def test_what_is_done_to_a_file_or_store_provokes_its_code(made: Made) -> None:
    assert made.findings()


@pytest.mark.parametrize("drawn", DRAWINGS, ids=lambda drawn: str(drawn.code))
def test_drawing_provokes_exactly_its_code_at_its_place(drawn: Drawn) -> None:
    found = drawn.findings()
    assert {one.code for one in found} == {drawn.code}, [str(one) for one in found]
    places = {(one.place.line, one.place.column) for one in found}
    assert drawn.line_and_column() in places, [str(one) for one in found]
    assert all(one.place.file.endswith(drawn.file) for one in found)


@pytest.mark.parametrize("drawn", [*DRAWINGS, *MADE], ids=lambda drawn: str(drawn.code))
def test_message_is_a_plain_sentence_without_blame(drawn: Drawn | Made) -> None:
    for one in drawn.findings():
        assert re.match(r"[A-Z0-9'‘]", one.message), one.message
        assert one.message.endswith((".", "?")), one.message
        assert one.hint == "" or one.hint.endswith((".", "?")), one.hint
        blame = re.search(r"\b(fout gedaan|u heeft|u moet|verkeerd ingevuld|illegal)\b", str(one))
        assert blame is None


# --- all at once ---------------------------------------------------------------------------------

TWELVE = [
    ("titel: Een proef met elke vorm\n", "", "ontbrekende-sleutel"),
    ("regime: wgr", "regime: gr", "ongeldige-waarde"),
    ("toelichting: Verzonnen.", "toelichtng: Verzonnen.", "onbekende-sleutel"),
    ("getekend op: 2016-06-15", "getekend op: 2016-02-30", "ongeldige-waarde"),
    ("rol: opdrachtgever", "rol: baas", "ongeldige-waarde"),
    ("effect: meedoen", "effect: meedon", "onbekende-verwijzing"),
    ('waarde: "1,02"', 'waarde: "1.020"', "dubbelzinnig-getal"),
    ("score: trede, waarde: [1, 2]", "score: treede, waarde: [1, 2]", "onbekende-verwijzing"),
    ("reden: [overleden", "reeden: [overleden", "onbekende-sleutel"),
    ("splits: [soort]", "splits: [sort]", "onbekende-verwijzing"),
    ("tijdvak: werk", "moment: werk", "verkeerde-tabelsoort"),
    ("kolom: van hoeveel", "kolom: van hoevel", "onbekende-verwijzing"),
]


def test_twelve_mistakes_in_one_agreement_are_told_at_once_in_the_order_of_the_file() -> None:
    text = GOOD
    for old, new, _ in TWELVE:
        assert old in text
        text = text.replace(old, new, 1)
    found = [one for one in read(text).findings if one.is_error]
    assert Counter(one.code for one in found) == Counter(code for _, _, code in TWELVE)
    assert [one.place for one in found] == sorted(one.place for one in found)


# --- no cell in a message ------------------------------------------------------------------------

# What may never be repeated: a name, an address, a number, days and amounts in wrong notations.
CANARIES = (
    *("Kanarie", "kanarie@vogel.nl", "111222333", "31-12-1999", "1999-13-31"),
    *("12.345,67", "06-22"),
)


def spoilt_rows(table: Table) -> list[list[str]]:
    """For every column a row with each canary in it, and rows that are wrong as a whole."""
    days = {name: "1999-12-30" for name, one in table.columns.items() if "dag" in one.type}
    sound = dict.fromkeys(table.columns, "") | days
    spoilt = ((name, bird) for name in table.columns for bird in CANARIES)
    rows = [list((sound | {name: bird}).values()) for name, bird in spoilt]
    rows += [[bird] * len(sound) for bird in CANARIES]
    rows += [["Kanarie"] * (len(sound) + 1), ["Kanarie"]]
    return rows + rows[:3]


def spoilt_file(table: Table, *, header: bool) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    if header:
        writer.writerow([*table.columns])
    writer.writerows(spoilt_rows(table))
    return out.getvalue() + '"Kanarie'


@pytest.mark.parametrize("header", [True, False], ids=["with a header", "without a header"])
@pytest.mark.parametrize("name", ["spec", "participatiewet", "sociaal-domein"])
def test_no_finding_repeats_what_stands_in_a_cell(name: str, header: bool, tmp_path: Path) -> None:
    # house-style.md: never the content of a personal cell
    dictionary = spec_dictionary() if name == "spec" else shipped(name)
    for table in dictionary.tables.values():
        text = spoilt_file(table, header=header)
        (tmp_path / f"{table.name}.csv").write_text(text, encoding="utf-8")
    found = read_folder(tmp_path, dictionary)
    assert found.register is None
    told = "\n".join(f"{one.message} {one.hint}" for one in found.findings)
    assert [bird for bird in CANARIES if bird.lower() in told.lower()] == []
    assert len({one.code for one in found.findings}) >= (4 if header else 1)
