"""P2 De dag van de splitsing

Elk soort cijfer heeft een eigen dag waarop naar het vak gekeken wordt. Wat daarna verandert,
verplaatst niemand. Totalen worden apart geteld en niet uit de vakken opgeteld.
"""

from tests.spec.drawn import Spec


def test_row_is_split_on_its_own_day(spec: Spec) -> None:
    """Een rij hoort bij de gemeente van de dag van de rij. Verhuizen verandert alleen latere
    rijen.
    """
    spec(
        rule="P2",
        indicator="""
            eenheid: melding
            splits: [gemeente]
            aantal: {moment: melding}
        """,
        register="""
            woonplaats:
              persoon | van        | tot en met | gemeente
              A       | 2015-01-01 | 2016-08-15 | assen
              A       | 2016-08-16 |            | tynaarlo
            melding:
              persoon | dag
              A       | 2016-08-15
              A       | 2016-08-16
        """,
        expect="""
            gemeente | aantal
            -        | 2
            assen    | 1
            tynaarlo | 1
        """,
    )


def test_amount_is_split_on_the_day_of_its_row(spec: Spec) -> None:
    """Een bedrag hoort bij de gemeente van de dag van de rij."""
    spec(
        rule="P2",
        indicator="""
            eenheid: euro
            splits: [gemeente]
            som: {kolom: bedrag}
        """,
        register="""
            woonplaats:
              persoon | van        | tot en met | gemeente
              A       | 2015-01-01 | 2016-08-15 | assen
              A       | 2016-08-16 |            | tynaarlo
            melding:
              persoon | dag        | bedrag
              A       | 2016-08-15 | 10,00
              A       | 2016-08-16 | 5,00
              A       | 2017-08-16 | 2,00
        """,
        expect="""
            gemeente | som
            -        | 1700
            assen    | 1000
            tynaarlo | 700
        """,
    )


def test_unknown_row_is_split_on_its_own_day_too(spec: Spec) -> None:
    """Ook een onbekende rij staat in het vak van haar eigen dag."""
    spec(
        rule="P2",
        indicator="""
            eenheid: euro
            splits: [gemeente]
            som: {kolom: bedrag}
        """,
        register="""
            woonplaats:
              persoon | van        | tot en met | gemeente
              A       | 2015-01-01 | 2016-08-15 | assen
              A       | 2016-08-16 |            | tynaarlo
            melding:
              persoon | dag        | bedrag
              A       | 2016-08-15 |
              A       | 2016-08-16 | 5,00
        """,
        expect="""
            gemeente | som | populatie onbekend
            -        | 500 | 1
            assen    | 0   | 1
            tynaarlo | 500 | 0
        """,
    )


def test_stock_is_split_on_the_stock_day(spec: Spec) -> None:
    """Een stand hoort bij de gemeente van de peildag."""
    spec(
        rule="P2",
        periods="2016-07-01..2016-09-30, 2016-07-01..2016-10-01",
        indicator="""
            eenheid: persoon
            splits: [gemeente]
            stand: {tijdvak: uitkering}
        """,
        register="""
            woonplaats:
              persoon | van        | tot en met | gemeente
              A       | 2015-01-01 | 2016-09-30 | assen
              A       | 2016-10-01 |            | tynaarlo
            uitkering:
              persoon | van
              A       | 2016-01-01
        """,
        expect="""
            periode                   | gemeente | aantal
            2016-07-01 t/m 2016-09-30 | -        | 1
            2016-07-01 t/m 2016-09-30 | assen    | 1
            2016-07-01 t/m 2016-10-01 | -        | 1
            2016-07-01 t/m 2016-10-01 | tynaarlo | 1
        """,
    )


def test_stock_on_the_first_day_is_split_on_that_first_day(spec: Spec) -> None:
    """Telt de stand op de eerste dag, dan geldt de gemeente van die dag."""
    spec(
        rule="P2",
        periods="2016-10-01..2016-12-31",
        indicator="""
            eenheid: persoon
            splits: [gemeente]
            stand: {tijdvak: uitkering, op peildag: eerste dag}
        """,
        register="""
            woonplaats:
              persoon | van        | tot en met | gemeente
              A       | 2015-01-01 | 2016-10-01 | assen
              A       | 2016-10-02 |            | tynaarlo
            uitkering:
              persoon | van
              A       | 2016-01-01
        """,
        expect="""
            periode                   | gemeente | aantal
            2016-10-01 t/m 2016-12-31 | -        | 1
            2016-10-01 t/m 2016-12-31 | assen    | 1
        """,
    )


def test_amount_on_a_stock_day_is_split_on_that_day(spec: Spec) -> None:
    """Een som op een peildag hoort bij de gemeente van de peildag."""
    spec(
        rule="P2",
        periods="2016-07-01..2016-09-30",
        indicator="""
            eenheid: euro
            splits: [gemeente]
            som: {kolom: maandbedrag, tijdvak: uitkering, op peildag: laatste dag}
        """,
        register="""
            woonplaats:
              persoon | van        | tot en met | gemeente
              A       | 2015-01-01 | 2016-09-29 | assen
              A       | 2016-09-30 | 2016-09-30 | tynaarlo
              A       | 2016-10-01 |            | assen
            uitkering:
              persoon | van        | maandbedrag
              A       | 2016-01-01 | 900,00
        """,
        expect="""
            periode                   | gemeente | som
            2016-07-01 t/m 2016-09-30 | -        | 90000
            2016-07-01 t/m 2016-09-30 | tynaarlo | 90000
        """,
    )


def test_each_day_is_split_on_the_day_itself(spec: Spec) -> None:
    """Bij dagen hoort elke dag bij de gemeente van die dag."""
    spec(
        rule="P2",
        indicator="""
            eenheid: dag
            splits: [gemeente]
            dagen: {tijdvak: uitkering}
        """,
        register="""
            woonplaats:
              persoon | van        | tot en met | gemeente
              A       | 2015-01-01 | 2016-08-05 | assen
              A       | 2016-08-06 | 2016-08-08 | tynaarlo
            uitkering:
              persoon | van        | tot en met
              A       | 2016-08-01 | 2016-08-10
        """,
        expect="""
            gemeente | dagen
            -        | 10
            assen    | 5
            tynaarlo | 3
            onbekend | 2
        """,
    )


def test_share_is_split_on_the_anchor_day(spec: Spec) -> None:
    """Bij een aandeel geldt de gemeente van de ankerdag. Wie daarna verhuist, telt mee in de
    gemeente waar hij begon.
    """
    spec(
        rule="P2",
        indicator="""
            splits: [gemeente]
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 1 jaar}
              onbekend: niet behaald
        """,
        register="""
            woonplaats:
              persoon | van        | tot en met | gemeente
              A       | 2015-01-01 | 2016-08-01 | assen
              A       | 2016-08-02 |            | tynaarlo
              B       | 2015-01-01 | 2016-07-31 | assen
              B       | 2016-08-01 |            | tynaarlo
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
            werk:
              persoon | van
              A       | 2016-12-01
        """,
        expect="""
            gemeente | populatie | behaald | niet behaald
            -        | 2         | 1       | 1
            assen    | 1         | 1       | 0
            tynaarlo | 1         | 0       | 1
        """,
    )


def test_share_of_who_already_stood_there_is_split_on_the_first_day_of_the_term(spec: Spec) -> None:
    """Wie er bij het begin van de looptijd al bij hoorde, is geankerd op de eerste dag. De
    gemeente van die dag geldt, niet die van het begin van de uitkering.
    """
    spec(
        rule="P2",
        indicator="""
            splits: [gemeente]
            aandeel:
              van: {tijdvak: uitkering}
              die: {begin: werk, binnen: 1 jaar}
              onbekend: niet behaald
        """,
        register="""
            woonplaats:
              persoon | van        | tot en met | gemeente
              A       | 2015-01-01 | 2016-06-30 | assen
              A       | 2016-07-01 | 2016-07-01 | tynaarlo
              A       | 2016-07-02 |            | assen
            uitkering:
              persoon | van
              A       | 2016-01-01
        """,
        expect="""
            gemeente | populatie | niet behaald
            -        | 1         | 1
            tynaarlo | 1         | 1
        """,
    )


def test_share_is_split_by_the_row_of_the_anchor_day(spec: Spec) -> None:
    """Komt de splitsing uit de rij zelf, dan is dat de rij van de ankerdag."""
    spec(
        rule="P2",
        indicator="""
            splits: [soort]
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 1 jaar}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag        | soort
              A       | 2016-08-01 | huur
              A       | 2016-09-01 | eten
        """,
        expect="""
            soort | populatie | niet behaald
            -     | 1         | 1
            huur  | 1         | 1
        """,
    )


def test_share_that_is_shown_when_mature_is_still_split_on_the_anchor_day(spec: Spec) -> None:
    """Staat een aandeel in de periode waarin het rijp wordt, dan geldt nog steeds de gemeente
    van de ankerdag.
    """
    spec(
        rule="P2",
        periods="2016-07-01..2016-12-31, 2017-01-01..2017-12-31",
        indicator="""
            splits: [gemeente]
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 1 jaar}
              telt in: rijping
              onbekend: niet behaald
            norm: {van: 2016-07-01, per: jaar, minstens: 50%}
        """,
        register="""
            woonplaats:
              persoon | van        | tot en met | gemeente
              A       | 2015-01-01 | 2016-12-31 | assen
              A       | 2017-01-01 |            | tynaarlo
            melding:
              persoon | dag
              A       | 2016-08-01
        """,
        expect="""
            periode                   | gemeente | populatie | niet behaald
            2017-01-01 t/m 2017-12-31 | -        | 1         | 1
            2017-01-01 t/m 2017-12-31 | assen    | 1         | 1
        """,
    )


def test_distinct_client_is_split_on_the_first_day_that_qualifies(spec: Spec) -> None:
    """Een persoon hoort bij de gemeente van de eerste dag in de periode waarop hij voldoet."""
    spec(
        rule="P2",
        indicator="""
            eenheid: persoon
            splits: [gemeente]
            aantal: {tijdvak: uitkering}
        """,
        register="""
            woonplaats:
              persoon | van        | tot en met | gemeente
              A       | 2015-01-01 | 2016-07-31 | assen
              A       | 2016-08-01 | 2016-08-01 | tynaarlo
              A       | 2016-08-02 |            | assen
            uitkering:
              persoon | van
              A       | 2016-08-01
        """,
        expect="""
            gemeente | aantal
            -        | 1
            tynaarlo | 1
        """,
    )


def test_end_of_a_spell_is_split_on_its_last_day(spec: Spec) -> None:
    """Een einde hoort bij de gemeente van de laatste dag van het tijdvak."""
    spec(
        rule="P2",
        indicator="""
            eenheid: uitkering
            splits: [gemeente]
            aantal: {einde: uitkering}
        """,
        register="""
            woonplaats:
              persoon | van        | tot en met | gemeente
              A       | 2015-01-01 | 2016-08-31 | assen
              A       | 2016-09-01 |            | tynaarlo
              B       | 2015-01-01 | 2016-08-30 | assen
              B       | 2016-08-31 |            | tynaarlo
            uitkering:
              persoon | van        | tot en met
              A       | 2016-01-01 | 2016-08-31
              B       | 2016-01-01 | 2016-08-31
        """,
        expect="""
            gemeente | aantal
            -        | 2
            assen    | 1
            tynaarlo | 1
        """,
    )


def test_total_of_distinct_clients_is_counted_and_not_added_up(spec: Spec) -> None:
    """Het totaal wordt apart geteld. Bij een meervoudige splitsing is het minder dan de
    vakken samen.
    """
    spec(
        rule="P2",
        indicator="""
            eenheid: persoon
            splits: [vormen]
            stand: {tijdvak: werk}
        """,
        register="""
            werk:
              persoon | van        | vorm
              A       | 2016-08-01 | deeltijd
              A       | 2016-08-01 | vrijwillig
        """,
        expect="""
            vormen     | aantal
            -          | 1
            deeltijd   | 1
            vrijwillig | 1
        """,
    )


def test_term_of_an_earlier_year_is_split_on_its_own_day(spec: Spec) -> None:
    """Bij groei geldt voor het jaar ervoor de gemeente van toen."""
    spec(
        rule="P2",
        periods="2017-07-01..2017-12-31",
        indicator="""
            eenheid: melding
            splits: [gemeente]
            nulmeting: {waarde: 10, bron: jaarverslag}
            formule:
              teller:
                - aantal: {moment: melding}
              noemer:
                - {aantal: {moment: melding}, eerder: 1 jaar}
        """,
        register="""
            woonplaats:
              persoon | van        | tot en met | gemeente
              A       | 2015-01-01 | 2016-12-31 | assen
              A       | 2017-01-01 |            | tynaarlo
            melding:
              persoon | dag
              A       | 2016-08-01
              A       | 2017-08-01
        """,
        expect="""
            periode                   | gemeente | term 1 | term 2
            2017-07-01 t/m 2017-12-31 | -        | 1      | 1
            2017-07-01 t/m 2017-12-31 | assen    | 0      | 1
            2017-07-01 t/m 2017-12-31 | tynaarlo | 1      | 0
        """,
    )


def test_client_with_an_unknown_population_is_split_on_the_first_unknown_day(spec: Spec) -> None:
    """Wie misschien in de populatie hoort, staat apart in het vak van de eerste dag waarop
    dat onbekend is.
    """
    spec(
        rule="P2",
        indicator="""
            splits: [gemeente]
            aandeel:
              van: {moment: melding, soort: huur}
              die: {begin: werk, binnen: 1 jaar}
              onbekend: niet behaald
        """,
        register="""
            woonplaats:
              persoon | van        | tot en met | gemeente
              A       | 2015-01-01 | 2016-08-31 | assen
              A       | 2016-09-01 |            | tynaarlo
            melding:
              persoon | dag        | soort
              A       | 2016-08-01 |
              A       | 2016-09-01 |
        """,
        expect="""
            gemeente | populatie | populatie onbekend
            -        | 0         | 1
            assen    | 0         | 1
        """,
    )
