"""Hostile YAML: never an exception, always a finding with its place, each within two seconds.

`trust.md` (hostile files): what could surprise or harm is refused, and the message says where.
"""

import time
import unicodedata
from pathlib import Path

import pytest
import yaml

from koers.findings import Finding, Findings
from koers.format import read_agreement
from koers.placed import Mapping, Scalar, read_file, read_text

SECONDS = 30.0
"""Past this a text hangs the reader. Not a measure of speed: machines are busy."""

LAUGHS = "a: &a [x, x]\n" + "\n".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]" for n in range(20)
)
COMPOSED, DECOMPOSED = (unicodedata.normalize(form, "één") for form in ("NFC", "NFD"))

# name: (text, code of the finding, line, column)
HOSTILE: dict[str, tuple[str, str, int, int]] = {
    "billion laughs": (LAUGHS, "yaml-verboden", 1, 4),
    "anchor on a text": ("titel: &x een\n", "yaml-verboden", 1, 8),
    "alias": ("titel: een\nnaam: *x\n", "yaml-verboden", 2, 7),
    "alias as a key": ("? *x\n: een\n", "yaml-verboden", 1, 3),
    "merge key": ("basis: &b {a: 1}\nander: {<<: *b}\n", "yaml-verboden", 1, 8),
    "python object": ("a: !!python/object/apply:os.system ['ls']\n", "yaml-verboden", 1, 4),
    "python name": ("a: !!python/name:os.system\n", "yaml-verboden", 1, 4),
    "own tag": ("a: !geheim x\n", "yaml-verboden", 1, 4),
    "standard tag": ("a: !!int 12\n", "yaml-verboden", 1, 4),
    "tag on a block": ("!!map {a: b}\n", "yaml-verboden", 1, 1),
    "exclamation mark alone": ("a: ! x\n", "yaml-verboden", 1, 4),
    "two documents": ("a: b\n---\nc: d\n", "yaml-verboden", 2, 1),
    "brackets without end": ("a: " + "[" * 100_000, "bestand-te-groot", 1, 43),
    "nested brackets": ("a: " + "[" * 100_000 + "]" * 100_000, "bestand-te-groot", 1, 43),
    "nested braces": ("a: " + "{b: " * 100_000, "bestand-te-groot", 1, 157),
    "nested indents": ("\n".join(" " * n + "a:" for n in range(1500)), "bestand-te-groot", 40, 40),
    "nested dashes": ("- " * 100_000, "bestand-te-groot", 1, 81),
    "nested question marks": ("? " * 100_000, "bestand-te-groot", 1, 81),
    "too many parts": ("a: [" + "x, " * 250_000 + "x]", "bestand-te-groot", 1, 299_996),
    "three megabytes": ("a: " + "x" * 3_000_000, "bestand-te-groot", 0, 0),
    "NUL": ("titel: een\nnaam: tw\0ee\n", "onzichtbaar-teken", 2, 9),
    "control sign": ("titel: een\x1b[31m rood\n", "onzichtbaar-teken", 1, 11),
    "escaped NUL": ('titel: "een\\0"\n', "onzichtbaar-teken", 1, 8),
    "escaped terminal code": ('titel: "een\\e[31m"\n', "onzichtbaar-teken", 1, 8),
    "escaped half sign": ('titel: "\\ud800"\n', "yaml-fout", 1, 11),
    "escaped sign beyond Unicode": ('titel: "\\UFFFFFFFF"\n', "yaml-fout", 1, 11),
    "half sign": ("titel: \ud800\n", "onzichtbaar-teken", 1, 8),
    "right-to-left override": ("titel: een \u202eeert\u202c\n", "onzichtbaar-teken", 1, 12),
    "right-to-left mark in a key": ("ti\u200ftel: een\n", "onzichtbaar-teken", 1, 3),
    "zero width space in a key": ("ti\u200btel: een\n", "onzichtbaar-teken", 1, 3),
    "tab as indent": ("a:\n\tb: c\n", "yaml-fout", 2, 1),
    "duplicate key": ("a: 1\nb: 2\na: 3\n", "dubbele-sleutel", 3, 1),
    "duplicate key, other accent": (f"{COMPOSED}: 1\n{DECOMPOSED}: 2\n", "dubbele-sleutel", 2, 1),
    "duplicate key, with quotes": ("a: 1\n'a': 3\n", "dubbele-sleutel", 2, 1),
    "duplicate key, deeper": ("a: {b: 1, b: 2}\n", "dubbele-sleutel", 1, 11),
    "list as a key": ("? [a, b]\n: c\n", "verkeerde-vorm", 1, 3),
    "block as a key": ("{a: b}: c\n", "verkeerde-vorm", 1, 1),
    "unterminated double quote": ('titel: "een\nnaam: x\n', "yaml-fout", 3, 1),
    "unterminated single quote": ("titel: 'een\nnaam: x\n", "yaml-fout", 3, 1),
    "unterminated list": ("titel: [een, twee\nnaam: x\n", "yaml-fout", 2, 5),
    "closing bracket alone": ("titel: een]\nnaam: ]\n", "yaml-fout", 2, 7),
    "two colons": ("titel: een: twee\n", "yaml-fout", 1, 11),
    "at sign": ("titel: @een\n", "yaml-fout", 1, 8),
    "unknown directive": ("%YAML 9.9\n---\na: b\n", "yaml-fout", 1, 1),
    "tag directive": ("%TAG ! tag:x,2000:\n---\na: !b c\n", "yaml-verboden", 3, 4),
    "empty": ("", "bestand-onleesbaar", 0, 0),
    "only spaces": ("  \n \n", "bestand-onleesbaar", 0, 0),
    "only comments": ("# niets\n# hier\n", "bestand-onleesbaar", 0, 0),
    "only a document mark": ("---\n", "bestand-onleesbaar", 0, 0),
    "only nothing": ("~", "verkeerde-vorm", 1, 1),
    "only a text": ("hallo", "verkeerde-vorm", 1, 1),
    "only a list": ("- a\n- b\n", "verkeerde-vorm", 1, 1),
    "line of 50 000 signs as a key": ("x" * 50_000 + ": a\n", "yaml-fout", 1, 50_001),
    "line of 50 000 signs": ("titel: " + "x" * 50_000 + "\n", "ontbrekende-sleutel", 1, 1),
}


def codes(findings: list[Finding]) -> set[tuple[str, int, int]]:
    return {(one.code, one.place.line, one.place.column) for one in findings}


def read(text: str) -> list[Finding]:
    """All findings of reading this as an agreement, in at most two seconds."""
    started = time.perf_counter()
    found = read_agreement(text, name="boos.yaml")
    assert time.perf_counter() - started < SECONDS
    assert found.agreement is None
    return list(found.findings)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_a_finding_with_its_place(name: str) -> None:
    text, code, line, column = HOSTILE[name]
    found = read(text)
    assert (code, line, column) in codes(found), [str(one)[:300] for one in found]
    assert all(one.place.file == "boos.yaml" for one in found)


@pytest.mark.parametrize("name", HOSTILE)
def test_message_about_hostile_text_is_short_and_safe_to_show(name: str) -> None:
    for finding in read(HOSTILE[name][0]):
        shown = str(finding)
        assert len(shown) < 1000
        assert not [sign for sign in shown if unicodedata.category(sign) in ("Cc", "Cf", "Cs")]


BYTES: dict[str, tuple[bytes, str, int]] = {
    "invalid UTF-8": (b"titel: een\nnaam: caf\xe9\n", "bestand-onleesbaar", 2),
    "UTF-16": ("titel: een\n".encode("utf-16"), "bestand-onleesbaar", 1),
    "binary": (bytes(range(256)) * 40, "bestand-onleesbaar", 2),
    "zip": (b"PK\x03\x04" + b"\0" * 100, "onzichtbaar-teken", 1),
    "three megabytes": (b"a: " + b"x" * 3_000_000, "bestand-te-groot", 0),
    "nothing": (b"", "bestand-onleesbaar", 0),
    "only a byte order mark": ("\ufeff".encode(), "bestand-onleesbaar", 0),
}


@pytest.mark.parametrize("name", BYTES)
def test_hostile_file_is_a_finding_with_its_line(name: str, tmp_path: Path) -> None:
    data, code, line = BYTES[name]
    path = tmp_path / "boos.yaml"
    path.write_bytes(data)
    started = time.perf_counter()
    found = read_agreement(path)
    assert time.perf_counter() - started < SECONDS
    assert (code, line) in {(one.code, one.place.line) for one in found.findings}


@pytest.mark.parametrize("missing", ["er-is-niets.yaml", "."])
def test_path_that_is_no_file_is_a_finding(missing: str, tmp_path: Path) -> None:
    (finding,) = read_agreement(tmp_path / missing).findings
    assert finding.code == "bestand-onleesbaar"


@pytest.mark.parametrize("name", HOSTILE)
def test_both_loaders_of_the_yaml_library_say_the_same(name: str) -> None:
    # koers.placed: the fast one is used where it is there, so it must not matter.
    text = HOSTILE[name][0]
    told = []
    for loader in (yaml.BaseLoader, yaml.CBaseLoader):
        findings = Findings()
        node = read_text(text, findings, name="boos.yaml", loader=loader)
        told.append((node, findings.items))
    if not name.startswith("escaped"):  # the slow one does not know the place of a wrong escape
        assert told[0] == told[1]
    assert (told[0][1] == []) == (told[1][1] == [])


def test_repeated_text_of_the_file_is_cut_short() -> None:
    found = read("overeenkomst: " + "x" * 50_000 + "\n")
    (finding,) = (one for one in found if one.code == "ongeldige-waarde")
    assert "xxx … xxx" in finding.message
    assert len(finding.message) < 400


# --- what only looks hostile ----------------------------------------------------------------------


def entries(text: str) -> dict[str, str]:
    findings = Findings()
    node = read_text(text, findings, name="x")
    assert findings.items == []
    assert isinstance(node, Mapping)
    return {key.text: value.text for key, value in node.entries if isinstance(value, Scalar)}


@pytest.mark.parametrize("text", ["no", "08", "1e3", ".inf", "~", "0x1F", "1_000", "2016-07-01"])
def test_scalar_is_read_as_text(text: str) -> None:
    # design.md: no `no` = false, no `08`
    assert entries(f"a: {text}\nb: '{text}'\n") == {"a": text, "b": text}


def test_windows_lines_and_a_byte_order_mark_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "windows.yaml"
    path.write_bytes("\ufeffa: een\r\nb: twee\r\n".encode())
    findings = Findings()
    node = read_file(path, findings)
    assert isinstance(node, Mapping)
    assert [(key.text, key.place.line, key.place.column) for key, _ in node.entries] == [
        ("a", 1, 1),
        ("b", 2, 1),
    ]


def test_accents_are_read_in_one_spelling() -> None:
    assert entries(f"a: {DECOMPOSED}\n") == {"a": COMPOSED}


def test_place_counts_signs_so_that_it_fits_an_editor() -> None:
    findings = Findings()
    read_text("{naam: 👩‍👩‍👧 é, naam: x}", findings, name="x")
    (finding,) = findings.items
    assert (finding.place.line, finding.place.column) == (1, 17)


def test_every_duplicate_is_told_at_once() -> None:
    found = read("a: 1\na: 2\nb: {c: 1, c: 2}\nb: 3\n")
    assert {place[1:] for place in codes(found) if place[0] == "dubbele-sleutel"} == {
        (2, 1),
        (3, 11),
        (4, 1),
    }
