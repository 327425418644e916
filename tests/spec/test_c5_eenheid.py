"""C5 Hele getallen in de kleinste eenheid

Bedragen worden in hele centen geteld, zonder afronden onderweg. Zo is een som altijd precies, hoe
groot zij ook is. Welke eenheid de kleinste is, staat in het woordenboek.
"""

from tests.spec.drawn import Spec


def test_amounts_are_counted_in_whole_cents(spec: Spec) -> None:
    """Een bedrag in euro's telt in centen: 12,50 euro is 1250. Een bedrag zonder komma zijn
    hele euro's.
    """
    spec(
        rule="C5",
        indicator="""
            eenheid: euro
            som: {kolom: bedrag}
        """,
        register="""
            melding:
              persoon | dag        | bedrag
              A       | 2016-08-01 | 12,50
              B       | 2016-08-01 | 12
              C       | 2016-08-01 | 0,5
        """,
        expect="""
            som
            2500
        """,
    )


def test_ten_times_ten_cents_is_exactly_one_euro(spec: Spec) -> None:
    """Kleine bedragen worden precies opgeteld."""
    spec(
        rule="C5",
        indicator="""
            eenheid: euro
            som: {kolom: bedrag}
        """,
        register="""
            melding:
              persoon | dag        | bedrag
              A       | 2016-08-01 | 0,10
              A       | 2016-08-02 | 0,20
              A       | 2016-08-03 | 0,70
              B       | 2016-08-01 | -0,01
        """,
        expect="""
            som
            99
        """,
    )


def test_very_large_amounts_keep_their_last_cent(spec: Spec) -> None:
    """Ook bij heel grote bedragen gaat de laatste cent niet verloren."""
    spec(
        rule="C5",
        indicator="""
            eenheid: euro
            som: {kolom: bedrag}
        """,
        register="""
            melding:
              persoon | dag        | bedrag
              A       | 2016-08-01 | 90071992547409,92
              B       | 2016-08-01 | 0,01
        """,
        expect="""
            som
            9007199254740993
        """,
    )


def test_figure_without_decimals_is_counted_as_it_stands(spec: Spec) -> None:
    """Een getal zonder decimalen in het woordenboek telt gewoon als dat getal."""
    spec(
        rule="C5",
        indicator="""
            eenheid: plaats
            opgave: {teller: opgave.waarde}
        """,
        register="""
            opgave:
              plaats | dag        | waarde
              assen  | 2016-08-01 | 25
        """,
        expect="""
            term 1
            25
        """,
    )


def test_bound_in_euros_is_compared_with_cents_exactly(spec: Spec) -> None:
    """Een grens in de overeenkomst staat in euro's en wordt precies vergeleken, tot op de cent."""
    spec(
        rule="C5",
        indicator="""
            eenheid: melding
            aantal: {moment: melding, bedrag: {minstens: "99,5"}}
        """,
        register="""
            melding:
              persoon | dag        | bedrag
              A       | 2016-08-01 | 99,50
              A       | 2016-08-02 | 99,49
        """,
        expect="""
            aantal
            1
        """,
    )


def test_very_large_amounts_are_added_to_the_cent(spec: Spec) -> None:
    """Hoe groot bedragen ook zijn, hun som klopt op de cent, ook naast kleine bedragen."""
    spec(
        rule="C5",
        indicator="""
            eenheid: euro
            som: {kolom: maandbedrag, tijdvak: uitkering, op peildag: laatste dag}
        """,
        register="""
            uitkering:
              persoon | van        | tot en met | maandbedrag
              A       | 2016-07-01 |            | 999999999999999,99
              B       | 2016-07-01 |            | 999999999999999,98
              C       | 2016-07-01 | 2016-12-31 | -999999999999999,97
              D       | 2016-07-01 |            | 0,01
        """,
        term="2016-07-01..2017-06-30",
        periods="halfjaar",
        expect="""
            periode | som
            2016 H2 | 100000000000000001
            2017 H1 | 199999999999999998
        """,
    )
