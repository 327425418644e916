"""From a file to typed rows: every row accepted, refused with its reason, or declared double."""

from datetime import date
from pathlib import Path

import pytest

from tests.delivery.taken import HEAD, HEADER, lines, take, take_folder

GOOD = 'a,u1,2016-01-01,2016-06-30,01,,levensonderhoud,aanvrager,"1050,25"'
MORE = "b,u2,2016-02-01,,02,,,,"
REGISTERED = f"{HEADER},vastgelegd"
TOLD_REGISTERED = HEAD + "    registratietijd: vastgelegd\n"
FIGURES = HEAD.replace("uitkering", "cijfer")
REGULATIONS = f"""{HEAD}\
    kolommen: {{regeling: {{codes: regelingen}}}}
codes:
  regelingen:
"""


def row(**cells: str) -> str:
    """A sound row with other cells."""
    whole = {
        "klant": "a", "uitkering": "u1", "begindatum": "2016-01-01", "einddatum": "2016-06-30",
        "regeling": "01", "bbz": "", "doel": "", "rol": "", "maandbedrag": "1050.25",
    }  # fmt: skip
    return ",".join((whole | cells).values())


def test_sound_rows_are_accepted_with_the_row_they_came_from(tmp_path: Path) -> None:
    taken = take(tmp_path, lines(row(), row(klant="b", uitkering="u2", einddatum="")))
    assert taken.errors == []
    assert taken.account == {
        "gelezen": 2,
        "aangenomen": 2,
        "geweigerd": 0,
        "dubbel": 0,
        "ingetrokken": 0,
    }
    first, second = taken.rows()
    assert first == {
        "klant": "a", "uitkering": "u1", "begindatum": date(2016, 1, 1),
        "einddatum": date(2016, 6, 30), "regeling": "01", "bbz": None, "doel": None, "rol": None,
        "maandbedrag": 105025, "§rij": 2, "§weg": False,
    }  # fmt: skip
    assert (second["einddatum"], second["§rij"]) == (None, 3)


def test_the_same_mistake_in_many_rows_is_one_finding_with_a_guess(
    tmp_path: Path,
) -> None:  # A-10, trust
    many = [row(uitkering=f"u{n}", begindatum=f"{n:02d}-01-2016") for n in range(1, 21)]
    taken = take(tmp_path, lines(row(), *many))
    assert taken.errors == [("cel-ongeldig", 3, 3)]
    assert "Rij 3 en 19 andere rijen, kolom 'begindatum'" in taken.said("cel-ongeldig")
    assert "datumnotatie: dd-mm-jjjj" in taken.said("cel-ongeldig")
    assert taken.account["gelezen"] == taken.account["aangenomen"] + taken.account["geweigerd"]
    assert (taken.account["aangenomen"], taken.account["geweigerd"]) == (1, 20)


def test_all_mistakes_of_a_row_are_told_and_kept_as_its_reasons(tmp_path: Path) -> None:  # trust
    bad = row(klant="", begindatum="x", regeling="99", maandbedrag="veel")
    taken = take(tmp_path, lines(bad, row()))
    assert {code for code, _, _ in taken.errors} == {"cel-leeg", "cel-ongeldig", "code-onbekend"}
    ((number, reason, *cells),) = taken.refused()
    assert number == "2"
    assert all(f"'{name}'" in reason for name in ("klant", "begindatum", "regeling", "maandbedrag"))
    assert cells[2] == "x"


def test_no_cell_of_a_personal_column_is_repeated(tmp_path: Path) -> None:  # trust
    secret = "Geheim-7731"
    bad = [row(**{name: secret}) for name in ("begindatum", "einddatum", "regeling", "maandbedrag")]
    taken = take(tmp_path, lines(*bad, row(klant=secret), row(klant=secret, regeling="02")))
    assert len(taken.errors) == 5
    assert secret not in taken.words


def test_the_same_row_twice_counts_once_and_is_declared(tmp_path: Path) -> None:  # F4
    taken = take(tmp_path, lines(row(), row(klant="b"), row()))
    assert taken.errors == []
    assert taken.account | {"ingetrokken": 0} == {
        "gelezen": 3, "aangenomen": 2, "geweigerd": 0, "dubbel": 1, "ingetrokken": 0,
    }  # fmt: skip
    assert "Rij 4" in taken.said("rij-dubbel")
    assert [one["§rij"] for one in taken.rows()] == [2, 3]


def test_one_key_with_two_contents_is_refused_both_times(tmp_path: Path) -> None:  # F4
    taken = take(tmp_path, lines(row(), row(klant="b"), row(regeling="02")))
    assert taken.errors == [("sleutel-dubbel", 2, 1)]
    assert (taken.account["aangenomen"], taken.account["geweigerd"]) == (1, 2)
    assert [number for number, *_ in taken.refused()] == ["2", "4"]
    assert [one["klant"] for one in taken.rows()] == ["b"]


def test_of_one_key_the_latest_registration_stands(tmp_path: Path) -> None:  # F4
    taken = take(
        tmp_path,
        lines(
            row(regeling="02") + ",2016-10-09 12:00:00",
            row(regeling="01") + ",2016-10-10 09:00:00",
            row(regeling="03") + ",2016-01-31 23:59:59",
            header=REGISTERED,
        ),
        told=TOLD_REGISTERED,
    )
    assert taken.errors == []
    assert [one["regeling"] for one in taken.rows()] == ["01"]
    assert (taken.account["aangenomen"], taken.account["dubbel"]) == (1, 2)


def test_a_later_registration_is_told_as_such_by_the_clock_of_its_zone(tmp_path: Path) -> None:
    # F4
    rows = (
        row(regeling="01") + ",2016-10-09T10:00+02:00",
        row(regeling="02") + ",2016-10-09T09:00Z",
        row(klant="c") + ",2016-13-45T99:99Z",
    )
    taken = take(tmp_path, lines(*rows, header=REGISTERED), told=TOLD_REGISTERED)
    assert [one["regeling"] for one in taken.rows()] == ["02"]
    assert "een later vastgelegde rij" in taken.said("rij-dubbel")
    assert taken.errors == [("cel-ongeldig", 4, 10)]
    assert (taken.account["dubbel"], taken.account["geweigerd"]) == (1, 1)


@pytest.mark.parametrize("turn", [1, -1])
def test_moments_with_and_without_a_time_zone_block_the_table_in_any_order(
    tmp_path: Path, turn: int
) -> None:  # F4
    rows = (row() + ",2016-10-09T10:00+02:00", row(klant="b", uitkering="u2") + ",2016-10-09T09:00")
    text = lines(*rows[::turn], header=REGISTERED)
    taken = take(tmp_path, text, told=TOLD_REGISTERED)
    assert taken.errors == [("ongeldige-waarde", 8, 5)]  # where it says `registratietijd`
    assert "'vastgelegd'" in taken.said("ongeldige-waarde")
    assert taken.account["geweigerd"] == 0


def test_two_rules_for_one_local_code_on_one_day_are_one_too_many(tmp_path: Path) -> None:
    told = (
        REGULATIONS
        + """\
    - {lokaal: X, landelijk: "02", tot en met: 2015-06-30}
    - {lokaal: X, landelijk: "03", van: 2015-06-30}
"""
    )
    taken = take(tmp_path, lines(row()), told=told)
    assert [(code, line) for code, line, _ in taken.errors] == [("ongeldige-waarde", 10)]


def test_totals_do_not_wrap(tmp_path: Path) -> None:
    told = HEAD + '    controletotalen: {som: {maandbedrag: "1"}}\n'
    rows = (row(uitkering=f"u{n}", maandbedrag="999999999999999") for n in range(200))
    assert "199999999999999800,00" in take(tmp_path, lines(*rows), told=told).said("controletotaal")


def test_the_same_files_for_other_tables_are_another_delivery(tmp_path: Path) -> None:
    found = set()
    for number, (a, b) in enumerate((("1", "2"), ("2", "1"))):
        source = tmp_path / str(number) / "bron"
        for folder, text in (("a", a), ("b", b)):
            (source / folder).mkdir(parents=True)
            (source / folder / "x.csv").write_text(
                f"klant,begindatum\n{text},2016-01-01\n", encoding="utf-8"
            )
        told = HEAD.replace(
            "  - tabel: uitkering\n",
            "  - {tabel: woonplaats, bestand: a/x.csv}\n  - {tabel: doelgroep, bestand: b/x.csv}\n",
        )
        (source / "aanlevering.yaml").write_text(told, encoding="utf-8")
        found.add(take_folder(tmp_path / str(number), source).outcome["inhoud"])
    assert len(found) == 2


def test_rows_that_withdraw_need_their_key_only(tmp_path: Path) -> None:  # F5
    told = HEAD + "    ingetrokken: {kolom: mutatie, waarde: [V, weg]}\n"
    rows = (row(regeling="") + ",V", row(klant="b") + ",N", row(klant="") + ",weg")
    taken = take(tmp_path, lines(*rows, header=f"{HEADER},mutatie"), told=told)
    assert taken.errors == [("cel-leeg", 4, 1)]
    assert [(one["klant"], one["§weg"]) for one in taken.rows()] == [("a", True), ("b", False)]
    assert taken.account["ingetrokken"] == 1


def test_an_end_before_the_begin_is_refused_and_on_the_begin_is_one_day(tmp_path: Path) -> None:
    # F2
    ends = [
        row(uitkering=f"u{n}", einddatum=end) for n, end in enumerate(("2015-12-31", "2016-01-01"))
    ]
    taken = take(tmp_path, lines(*ends))
    assert taken.errors == [("einde-voor-begin", 2, 4)]
    assert [one["einddatum"] for one in taken.rows()] == [date(2016, 1, 1)]


def test_an_exclusive_end_is_the_day_after_and_on_the_begin_zero_days(tmp_path: Path) -> None:
    # F2
    told = HEAD + "    kolommen: {einddatum: {exclusief: ja}}\n"
    ends = ("2015-12-31", "2016-01-01", "2016-07-01", "")
    rows = [row(uitkering=f"u{n}", einddatum=end) for n, end in enumerate(ends)]
    taken = take(tmp_path, lines(*rows), told=told)
    assert taken.errors == [("einde-voor-begin", 2, 4)]
    assert [one["einddatum"] for one in taken.rows()] == [
        date(2015, 12, 31),
        date(2016, 6, 30),
        None,
    ]


def test_local_codes_become_national_ones_by_the_day_of_the_row(tmp_path: Path) -> None:
    # issue 4.3
    told = (
        REGULATIONS
        + """\
    - {lokaal: [PW, WWB], landelijk: "01"}
    - {lokaal: X, landelijk: "02", tot en met: 2014-12-31}
    - {lokaal: X, landelijk: "03", van: 2015-01-01, tot en met: 2015-12-31}
    - {lokaal: geen}
"""
    )
    cells = (
        ("PW", "2016-01-01"), ("WWB", "2010-01-01"), ("X", "2014-12-31"), ("X", "2015-01-01"),
        ("X", "2016-01-01"), ("geen", "2016-01-01"), ("01", "2016-01-01"), ("Y", "2016-01-01"),
    )  # fmt: skip
    rows = [
        row(uitkering=f"u{n}", regeling=code, begindatum=day) for n, (code, day) in enumerate(cells)
    ]
    taken = take(tmp_path, lines(*rows), told=told)
    assert [one["regeling"] for one in taken.rows()] == ["01", "01", "02", "03", None]
    assert taken.errors == [("code-onbekend", 6, 5), ("code-onbekend", 8, 5)]
    assert "die op de dag van de rij geldt" in taken.said("code-onbekend")
    assert "2 verschillende onbekende codes" in taken.said("code-onbekend")


def _bsn(number: int) -> str:
    """A number that passes the 11-test, made from eight digits that belong to nobody."""
    digits = f"{90_000_000 + number}"
    total = sum(int(d) * w for d, w in zip(digits, range(9, 1, -1), strict=True))
    last = total % 11
    return _bsn(number + 100_000) if last == 10 else f"{digits}{last}"


def test_a_column_of_citizen_service_numbers_keeps_the_delivery_out(tmp_path: Path) -> None:
    # issue 4.3, trust
    numbers = [_bsn(n) for n in range(20)]
    rows = [row(klant=number, uitkering=f"u{n}") for n, number in enumerate(numbers)]
    taken = take(tmp_path, lines(*rows, row(klant="", uitkering="u99")))
    assert ("burgerservicenummer", 1, 1) in taken.errors
    assert not any(number in taken.words for number in numbers)
    assert taken.refused() == []  # not even a copy of the rows that were refused for another reason


def test_such_a_column_is_found_where_it_is_not_read_too(tmp_path: Path) -> None:  # trust
    rows = [row(uitkering=f"u{n}") + f",{_bsn(n)}" for n in range(5)]
    taken = take(tmp_path, lines(*rows, header=f"{HEADER},bsn"))
    assert ("burgerservicenummer", 1, 10) in taken.errors


def test_keys_of_nine_digits_that_are_something_else_are_fine(tmp_path: Path) -> None:
    rows = [row(klant=f"{123_000_000 + 7 * n}", uitkering=f"u{n}") for n in range(50)]
    assert take(tmp_path, lines(*rows)).errors == []


def test_control_totals_are_held_against_all_rows_that_were_read(tmp_path: Path) -> None:
    told = HEAD + '    controletotalen: {rijen: 3, som: {maandbedrag: "2100,50"}}\n'
    rows = (row(), row(klant="b"), row(klant="c", maandbedrag=""))
    assert take(tmp_path, lines(*rows), told=told).errors == []


def test_a_control_total_that_differs_is_told_with_both_numbers(tmp_path: Path) -> None:
    told = HEAD + '    controletotalen: {rijen: 4, som: {maandbedrag: "2100,51"}}\n'
    taken = take(tmp_path, lines(row(), row(klant="b")), told=told)
    assert [code for code, _, _ in taken.errors] == ["controletotaal", "controletotaal"]
    assert "2 rijen gelezen; de aanlevering noemt er 4" in taken.said("controletotaal")
    assert "het totaal is 2100,50; de aanlevering noemt 2100,51" in taken.said("controletotaal")


def test_columns_are_found_under_their_own_names_and_missing_ones_suggested(
    tmp_path: Path,
) -> None:
    text = "clientnr;uitkering;begindatum;extra\na;u1;2016-01-01;x\n"
    taken = take(tmp_path, text)
    assert ("kolom-ontbreekt", 1, 1) in taken.errors
    assert "'klant'" in taken.said("kolom-ontbreekt")
    assert "'extra'" in taken.said("kolom-onbekend")


def test_a_mapped_column_that_is_not_there_is_told(tmp_path: Path) -> None:
    told = HEAD + "    kolommen: {rol: functie}\n"
    taken = take(tmp_path, lines(row()), told=told)
    assert taken.errors == [("kolom-ontbreekt", 1, 1)]
    assert "'functie' (voor 'rol')" in taken.said("kolom-ontbreekt")


def test_columns_may_be_constant_or_the_number_of_the_row(tmp_path: Path) -> None:
    told = HEAD + "    kolommen: {klant: {rijnummer: ja}, uitkering: {vast: zelfde}}\n"
    taken = take(tmp_path, lines(row(), row()), told=told)
    assert taken.errors == []
    assert [(one["klant"], one["uitkering"]) for one in taken.rows()] == [
        ("2", "zelfde"),
        ("3", "zelfde"),
    ]


def test_figures_in_columns_become_rows_with_the_reason_why_there_is_none(
    tmp_path: Path,
) -> None:  # issue 4.9
    told = (
        FIGURES
        + """\
    kolommen: {reeks: {kolom: regio}, dag: {vast: 2015-12-31}, gemeente: regio}
    uitvouwen:
      cijfer in: naam
      waarde in: waarde
      reden in: opgever
      kolommen: {bijstand: Bijstand_2, instroom: Instroom_4}
      redenen: {".": onbekend, leeg: onmogelijk}
      anders: gegeven
"""
    )
    text = "regio,Bijstand_2,Instroom_4\nGM0106,0,.\nGM1680,,12\n"
    taken = take(tmp_path, text, told=told, name="cijfer.csv")
    found = [(r["reeks"], r["naam"], r["waarde"], r["opgever"]) for r in taken.rows("cijfer")]
    # The key of `cijfer` is series and day, so two figures of one region contradict each other.
    assert found == []
    assert taken.account["geweigerd"] == 4


def test_mistakes_in_unfolded_columns_are_told_by_the_names_people_know(tmp_path: Path) -> None:
    told = (
        FIGURES
        + """\
    kolommen: {reeks: {kolom: regio}, dag: {vast: 2015-12-31}}
    uitvouwen: {cijfer in: naam, waarde in: waarde, kolommen: {bijstand: Bijstand_2}}
    controletotalen: {rijen: 2}
"""
    )
    text = "x,regio,Bijstand_2\n1,GM0106,veel\n2,GM1680,12\n"
    taken = take(tmp_path, text, told=told, name="cijfer.csv")
    assert taken.errors == [("cel-ongeldig", 2, 3)]
    assert "kolom 'waarde'" in taken.said("cel-ongeldig")
    assert [cells[2:] for cells in taken.refused("cijfer")] == [
        ["1", "GM0106", "bijstand", "veel", ""]
    ]


def test_rows_of_another_municipality_are_out_of_scope(tmp_path: Path) -> None:  # F5
    told = HEAD.replace("soort: wij", "gemeente: Assen\nsoort: wij").replace("uitkering", "boeking")
    text = (
        "boeking,kostenpost,kostendatum,gemeente,kosten\n"
        "1,k,2016-01-01,Assen,10\n2,k,2016-01-01,Tynaarlo,10\n3,k,2016-01-01,,10\n"
    )
    taken = take(tmp_path, text, told=told, name="boeking.csv")
    assert taken.errors == [("buiten-bereik", 3, 4)]
    assert taken.account["geweigerd"] == 2


def test_days_after_known_through_are_kept_and_told(tmp_path: Path) -> None:  # F7
    taken = take(tmp_path, lines(row(begindatum="2017-01-01", einddatum="")))
    assert taken.errors == []
    assert "1 rij gaat over een dag na 2016-12-31" in taken.said("dag-na-bekend")


def test_a_file_that_no_table_names_is_told(tmp_path: Path) -> None:
    source = tmp_path / "bron"
    source.mkdir()
    (source / "uitkering.csv").write_text(lines(row()), encoding="utf-8")
    (source / "notities.csv").write_text("x\n", encoding="utf-8")
    (source / "aanlevering.yaml").write_text(HEAD, encoding="utf-8")
    taken = take_folder(tmp_path, source)
    assert [code for code, _, _ in taken.errors] == ["bestand-niet-gelezen"]


def test_a_delivery_without_a_declaration_says_how_to_get_one(tmp_path: Path) -> None:
    source = tmp_path / "bron"
    source.mkdir()
    (source / "uitkering.csv").write_text(lines(row()), encoding="utf-8")
    taken = take_folder(tmp_path, source)
    assert [code for code, _, _ in taken.errors] == ["bestand-ontbreekt"]
    assert "--maak-sjabloon" in taken.said("bestand-ontbreekt")


def test_the_identity_is_that_of_bytes_and_declaration(tmp_path: Path) -> None:  # issue 4.4
    found = set()
    for number, (text, told) in enumerate(
        (
            (lines(row()), HEAD),
            (lines(row()), HEAD.replace("Juli", '"Juli"')),
            (lines(row()), HEAD.replace("Juli", "Juni")),
            (lines(row()) + "\n", HEAD),
        )
    ):
        (tmp_path / str(number)).mkdir()
        found.add(
            (number in (0, 1), take(tmp_path / str(number), text, told=told).outcome["inhoud"])
        )
    assert len(found) == 3


def test_refused_rows_are_safe_to_open_in_a_spreadsheet(tmp_path: Path) -> None:  # trust
    rows = [row(uitkering="=1+1", regeling="zz"), row(uitkering="-5", regeling="zz")]
    taken = take(tmp_path, lines(*rows))
    assert [cells[3] for cells in taken.refused()] == ["'=1+1", "-5"]


@pytest.mark.parametrize("text", ["847.045", "1.050,25"])
def test_an_amount_that_could_be_two_is_refused(tmp_path: Path, text: str) -> None:  # trust
    taken = take(tmp_path, lines(row(maandbedrag=f'"{text}"')))
    assert taken.errors == [("cel-ongeldig", 2, 9)]


def test_na_and_leading_zeros_survive(tmp_path: Path) -> None:  # trust
    taken = take(tmp_path, lines(row(klant="NA"), row(klant="007"), row(klant="9007199254740993")))
    assert taken.errors == []
    assert [one["klant"] for one in taken.rows()] == ["NA", "007", "9007199254740993"]
