"""F7 Bekend tot en met, per leverancier, tabel en gemeente.

Elke leverancier zegt per tabel (en eventueel per gemeente) tot en met welke dag alles binnen is.
Een cijfer gebruikt de vroegste van die dagen over alles wat het leest: populatie, resultaat,
uitzondering en splitsing. Wie later bekend is, wacht op wie achterloopt.
"""

from tests.spec.drawn import Spec

SHARE = """
    aandeel:
      van: {moment: melding}
      die: {begin: werk, binnen: 1 jaar}
      onbekend: niet behaald
"""
REGISTER = """
    melding:
      persoon | dag
      A       | 2016-08-01
    werk:
      persoon | van
      A       | 2017-07-31
"""


def test_the_supplier_that_lags_decides_for_a_table(spec: Spec) -> None:
    """Leveren twee partijen dezelfde tabel, dan geldt de vroegste dag van de twee."""
    spec(
        rule="F7",
        indicator=SHARE,
        register=REGISTER,
        known="""
            leverancier | tabel   | dag
            werkplein   |         | 2017-12-31
            uwv         | werk    | 2017-07-31
        """,
        expect="""
            persoon | klasse | tussenstand
            A       | onrijp | behaald
        """,
    )


def test_a_day_more_from_the_supplier_that_lags_makes_the_unit_mature(spec: Spec) -> None:
    """Zodra ook de achterblijver tot en met de laatste dag van de termijn heeft geleverd, telt de
    klasse.
    """
    spec(
        rule="F7",
        indicator=SHARE,
        register=REGISTER,
        known="""
            leverancier | tabel   | dag
            werkplein   |         | 2017-12-31
            uwv         | werk    | 2017-08-01
        """,
        expect="""
            persoon | klasse  | tussenstand
            A       | behaald | behaald
        """,
    )


def test_a_line_for_the_table_goes_before_a_line_for_all_tables(spec: Spec) -> None:
    """Een regel voor een tabel gaat voor een regel van dezelfde leverancier over alle tabellen."""
    spec(
        rule="F7",
        indicator=SHARE,
        register=REGISTER,
        known="""
            leverancier | tabel   | dag
            werkplein   |         | 2017-06-30
            werkplein   | melding | 2017-12-31
            werkplein   | werk    | 2017-12-31
        """,
        expect="""
            persoon | klasse
            A       | behaald
        """,
    )


def test_a_table_that_is_not_read_does_not_hold_a_figure_up(spec: Spec) -> None:
    """Een tabel die het cijfer niet leest, houdt het cijfer niet tegen."""
    spec(
        rule="F7",
        indicator=SHARE,
        register=REGISTER,
        known="""
            leverancier | tabel   | dag
            werkplein   | melding | 2017-12-31
            werkplein   | werk    | 2017-12-31
            werkplein   | trede   | 2016-12-31
        """,
        expect="""
            persoon | klasse
            A       | behaald
        """,
    )


def test_the_table_of_a_declared_split_counts_too(spec: Spec) -> None:
    """Ook de tabel van een afgesproken splitsing telt mee, of er nu gesplitst wordt of niet."""
    spec(
        rule="F7",
        indicator=f"{SHARE}\n    splits: [gemeente]",
        register=REGISTER,
        known="""
            leverancier | tabel      | dag
            werkplein   | melding    | 2017-12-31
            werkplein   | werk       | 2017-12-31
            brp         | woonplaats | 2017-07-31
        """,
        expect="""
            persoon | klasse
            A       | onrijp
        """,
    )


def test_the_whole_waits_for_the_slowest_municipality(spec: Spec) -> None:
    """Het geheel wacht op de gemeente die het laatst is bijgewerkt."""
    spec(
        rule="F7",
        indicator=SHARE,
        register=REGISTER,
        known="""
            leverancier | tabel | gemeente | dag
            werkplein   |       | assen    | 2017-12-31
            werkplein   |       | tynaarlo | 2017-07-31
        """,
        expect="""
            persoon | klasse
            A       | onrijp
        """,
    )


def test_one_municipality_asked_alone_has_its_own_day(spec: Spec) -> None:
    """Wie een gemeente apart vraagt, krijgt wat van die gemeente bekend is."""
    spec(
        rule="F7",
        indicator=SHARE,
        register=REGISTER,
        known="""
            leverancier | tabel | gemeente | dag
            werkplein   |       | assen    | 2017-12-31
            werkplein   |       | tynaarlo | 2017-07-31
        """,
        municipality="assen",
        expect="""
            persoon | klasse
            A       | behaald
        """,
    )
