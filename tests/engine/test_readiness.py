"""Whether an indicator can be counted with what was delivered: drawn registers and what is said."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from koers.agreement import Agreement
from koers.columns_read import columns_read
from koers.questions import Asked, known_through
from koers.readiness import Ready, State, filled_rows, readiness, readiness_document
from koers.register import KnownEntry, KnownThrough, Register
from tests.spec.drawn import TERM, draw_agreement, draw_register

WORK = """
code: W
aandeel:
  van: {moment: melding, soort: nieuw}
  die: {begin: werk, vorm: vast, binnen: 6 maanden}
  uitgezonderd: {leeftijd: {van: 67}}
  onbekend: eruit
splits: [gemeente]
"""
EVERYTHING = """
persoon:
persoon | geboren    | geslacht
a       | 1990-01-01 |
melding:
persoon | dag        | soort | bedrag
a       | 2016-08-01 | nieuw |
werk:
persoon | van        | tot        | vorm
a       | 2016-09-01 |            | vast
woonplaats:
persoon | van        | tot en met | gemeente
a       | 2010-01-01 |            | assen
"""


def ready(register: Register, indicator: str = WORK, known: KnownThrough | None = None) -> Ready:
    agreement = draw_agreement(indicator, term=TERM)
    return judged(agreement, replace(register, known=known or register.known))


def judged(agreement: Agreement, register: Register) -> Ready:
    """The readiness of the last indicator."""
    indicator, tables = agreement.indicators[-1], agreement.dictionary.tables
    filled = {
        name: filled_rows(tables[name], register.tables[name], columns)
        for name, columns in columns_read(agreement, indicator).items()
        if name in register.tables
    }
    return readiness(agreement, indicator, filled=filled, known=register.known)


def promised(table: str | None, municipality: str | None, day: str = "2018-06-30") -> KnownEntry:
    return KnownEntry("wpda", date.fromisoformat(day), table, municipality)


def test_an_indicator_reads_the_columns_that_its_parts_name() -> None:
    agreement = draw_agreement(WORK, term=TERM)
    assert columns_read(agreement, agreement.indicators[0]) == {
        "persoon": ("persoon", "geboren"),
        "melding": ("persoon", "dag", "soort"),
        "werk": ("persoon", "van", "tot", "vorm"),
        "woonplaats": ("persoon", "van", "tot en met", "gemeente"),
    }


def test_an_indicator_with_all_it_reads_is_ready() -> None:
    found = ready(draw_register(EVERYTHING))
    assert (found.state, found.missing, found.gaps) == (State.READY, (), ())
    (melding,) = (table for table in found.tables if table.name == "melding")
    assert melding.filled is not None
    assert (melding.filled.rows, melding.filled.first_day) == (1, date(2016, 8, 1))


def test_a_table_that_was_not_delivered_keeps_an_indicator_from_being_counted() -> None:
    register = draw_register(EVERYTHING)
    without = {name: rows for name, rows in register.tables.items() if name != "werk"}
    found = ready(replace(register, tables=without))
    assert found.state is State.NOT
    assert found.missing == ("tabel werk is niet geleverd",)


def test_a_column_that_is_empty_everywhere_keeps_an_indicator_from_being_counted() -> None:
    found = ready(draw_register(EVERYTHING.replace("| vast", "|")))
    assert (found.state, found.missing) == (State.NOT, ("werk: kolom vorm is overal leeg",))


def test_a_column_with_gaps_makes_an_indicator_partly_ready() -> None:
    more = "a       | 2016-08-01 | nieuw |\na | 2016-08-02 | |\na | 2016-08-03 | nieuw |"
    found = ready(draw_register(EVERYTHING.replace("a       | 2016-08-01 | nieuw |", more)))
    assert found.state is State.PARTLY
    assert found.gaps == ("melding: kolom soort is in 66% van de rijen gevuld",)


def test_an_open_end_is_no_gap() -> None:
    found = ready(draw_register(EVERYTHING))
    (work,) = (table for table in found.tables if table.name == "werk")
    assert work.share("tot") == 0
    assert found.state is State.READY


def test_a_table_without_rows_is_a_gap() -> None:
    found = ready(
        draw_register(EVERYTHING.replace("a       | 2016-09-01 |            | vast\n", ""))
    )
    assert (found.state, found.gaps) == (State.PARTLY, ("tabel werk heeft geen rijen",))


def test_a_municipality_that_promises_nothing_is_named() -> None:  # F7
    register = draw_register(EVERYTHING)
    some = KnownThrough((*(promised(name, "assen") for name in register.tables),))
    found = ready(register, known=some)
    assert found.state is State.NOT
    assert "werk: van tynaarlo zegt niemand tot wanneer de gegevens bekend zijn" in found.missing
    both = (*some.entries, promised(None, "tynaarlo"))
    assert ready(register, known=KnownThrough(both)).state is State.READY


def test_data_that_end_before_the_term_are_told() -> None:  # F7
    early = KnownThrough((promised(None, None, "2016-06-30"),))
    found = ready(draw_register(EVERYTHING), known=early)
    assert found.missing[0] == "persoon: nog niet bekend tot in de looptijd"


def test_readiness_and_counting_agree_on_what_can_be_counted() -> None:
    agreement = draw_agreement(WORK, term=TERM)
    register = draw_register(EVERYTHING)
    tables = [*register.tables]
    promises = (
        (),
        (promised(None, None),),
        (promised(None, "assen"),),
        (promised("werk", "assen"), promised(None, "tynaarlo")),
        (promised("werk", None),),
        (*(promised(name, "assen") for name in tables), promised(None, "tynaarlo")),
    )
    for entries in promises:
        for left in (tables, tables[1:]):
            rows = {name: register.tables[name] for name in left}
            drawn = Register(rows, KnownThrough(entries))
            asked = Asked((agreement.term,), date(2018, 6, 30))
            known, why_not = known_through(agreement, drawn, agreement.indicators[0], asked)
            countable = known is not None and not why_not
            assert (judged(agreement, drawn).state is not State.NOT) is countable, (entries, left)


def test_a_survey_reads_what_it_was_drawn_from_too() -> None:
    agreement = draw_agreement(
        """
        code: N
        stand: {tijdvak: uitkering, regeling: pw}
        splits: [gemeente]
        ---
        code: T
        aandeel:
          van: {moment: melding}
          die: {begin: werk, binnen: 1 jaar}
          onbekend: eruit
        splits: [gemeente]
        waarneming: steekproef
        onderzoek: {uit: N, lagen: gemeente, aselect: ja}
        """,
        term=TERM,
    )
    read = columns_read(agreement, agreement.indicators[-1])
    assert read["uitkering"] == ("persoon", "van", "tot en met", "regeling")
    assert read["woonplaats"] == ("persoon", "van", "tot en met", "gemeente")


def test_readiness_as_a_document_says_rows_and_filled_rows_exactly() -> None:
    agreement = draw_agreement(WORK, term=TERM)
    register = draw_register(EVERYTHING)
    one = judged(agreement, replace(register, known=KnownThrough((promised(None, None),))))
    document = json.loads(json.dumps(readiness_document(agreement, [one], state="f" * 64)))
    assert document["bekendOp"] == "f" * 64
    (told,) = document["indicatoren"]
    assert (told["code"], told["gereedheid"], told["ontbreekt"]) == ("W", "klaar", [])
    (work,) = (table for table in told["tabellen"] if table["tabel"] == "werk")
    assert work["kolommen"][2] == {"kolom": "tot", "gevuld": 0}
    assert (work["geleverd"], work["rijen"], work["eersteDag"]) == (True, 1, "2016-09-01")
    assert work["leveranciers"] == [
        {"leverancier": "wpda", "gemeente": None, "bekendTotEnMet": "2018-06-30"}
    ]
