"""C3 Verschillende personen en alle rijen

Wie in een periode vaker voldoet, telt een keer als persoon. Hij hoort bij het vak van de eerste dag
waarop hij voldoet. Maanden zijn dus niet op te tellen tot een jaar. Is de eenheid de rij, dan telt
elke rij.
"""

from tests.spec.drawn import Spec


def test_client_who_qualifies_often_counts_once_in_the_period(spec: Spec) -> None:
    """Een persoon met meer meldingen in de periode telt een keer."""
    spec(
        rule="C3",
        indicator="""
            aantal: {moment: melding, eenheid: persoon}
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              A       | 2016-08-01
              A       | 2017-09-01
              B       | 2016-08-01
        """,
        expect="""
            aantal
            2
        """,
    )


def test_every_row_counts_when_the_unit_is_the_row(spec: Spec) -> None:
    """Is de eenheid de melding, dan telt elke melding."""
    spec(
        rule="C3",
        indicator="""
            aantal: {moment: melding, eenheid: melding}
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              A       | 2016-08-01
              A       | 2017-09-01
              B       | 2016-08-01
        """,
        expect="""
            aantal
            4
        """,
    )


def test_months_do_not_add_up_to_the_quarter(spec: Spec) -> None:
    """Wie in twee maanden voldoet, telt in elke maand een keer, en in het kwartaal ook een keer."""
    spec(
        rule="C3",
        periods="2016-07-01..2016-07-31, 2016-08-01..2016-08-31, 2016-07-01..2016-09-30",
        indicator="""
            aantal: {moment: melding, eenheid: persoon}
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-07-31
              A       | 2016-08-01
              B       | 2016-08-31
        """,
        expect="""
            periode                   | aantal
            2016-07-01 t/m 2016-07-31 | 1
            2016-08-01 t/m 2016-08-31 | 2
            2016-07-01 t/m 2016-09-30 | 2
        """,
    )


def test_client_with_a_running_spell_counts_in_every_period_it_touches(spec: Spec) -> None:
    """Wie een lopend tijdvak heeft, telt in elke periode waarin het minstens een dag liep."""
    spec(
        rule="C3",
        term="2016-07-01..2017-03-31",
        periods="kwartaal",
        indicator="""
            aantal: {tijdvak: uitkering, eenheid: persoon}
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-01-01 | 2016-10-01
              B       | 2016-12-31 | 2016-12-31
              C       | 2016-06-01 | 2016-06-30
        """,
        expect="""
            periode | aantal
            2016 K3 | 1
            2016 K4 | 2
        """,
    )


def test_every_spell_counts_when_the_unit_is_the_spell(spec: Spec) -> None:
    """Is de eenheid de uitkering, dan telt elke uitkering die in de periode liep."""
    spec(
        rule="C3",
        indicator="""
            aantal: {tijdvak: uitkering, eenheid: uitkering}
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-08-01 | 2016-08-31
              A       | 2016-10-01 | 2016-10-31
              B       | 2016-08-01 |
              C       | 2016-05-01 | 2016-06-30
        """,
        expect="""
            aantal
            3
        """,
    )


def test_client_belongs_to_the_cell_of_the_first_day_in_the_period(spec: Spec) -> None:
    """Wie in de periode verhuist, hoort bij de gemeente van de eerste dag waarop hij voldoet.
    Een latere melding verandert dat niet.
    """
    spec(
        rule="C3",
        indicator="""
            splits: [gemeente]
            aantal: {moment: melding, eenheid: persoon}
        """,
        register="""
            woonplaats:
              persoon | van        | tot en met | gemeente
              A       | 2015-01-01 | 2016-08-01 | assen
              A       | 2016-08-02 |            | tynaarlo
              B       | 2015-01-01 |            | tynaarlo
            melding:
              persoon | dag
              A       | 2016-10-01
              A       | 2016-08-01
              B       | 2016-10-01
        """,
        expect="""
            gemeente | aantal
            -        | 2
            assen    | 1
            tynaarlo | 1
        """,
    )


def test_each_period_has_a_first_day_of_its_own(spec: Spec) -> None:
    """Elke periode kijkt naar haar eigen eerste dag. Wie verhuist, kan in de volgende periode
    in een ander vak staan.
    """
    spec(
        rule="C3",
        periods="2016-07-01..2016-12-31, 2017-01-01..2017-06-30, 2016-07-01..2017-06-30",
        indicator="""
            splits: [gemeente]
            aantal: {tijdvak: uitkering, eenheid: persoon}
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
            2016-07-01 t/m 2016-12-31 | -        | 1
            2016-07-01 t/m 2016-12-31 | assen    | 1
            2017-01-01 t/m 2017-06-30 | -        | 1
            2017-01-01 t/m 2017-06-30 | tynaarlo | 1
            2016-07-01 t/m 2017-06-30 | -        | 1
            2016-07-01 t/m 2017-06-30 | assen    | 1
        """,
    )


def test_only_the_first_day_that_qualifies_decides_the_cell(spec: Spec) -> None:
    """Een dag waarop iemand nog niet voldoet, bepaalt het vak niet."""
    spec(
        rule="C3",
        indicator="""
            splits: [gemeente]
            aantal: {moment: melding, soort: huur, eenheid: persoon}
        """,
        register="""
            woonplaats:
              persoon | van        | tot en met | gemeente
              A       | 2015-01-01 | 2016-08-31 | assen
              A       | 2016-09-01 |            | tynaarlo
            melding:
              persoon | dag        | soort
              A       | 2016-08-01 | zorg
              A       | 2016-09-01 | huur
        """,
        expect="""
            gemeente | aantal
            -        | 1
            tynaarlo | 1
        """,
    )


def test_client_with_an_unknown_day_and_a_sure_day_simply_counts(spec: Spec) -> None:
    """Is een dag onbekend maar voldoet iemand op een andere dag zeker, dan telt hij gewoon.
    Anders staat hij een keer apart.
    """
    spec(
        rule="C3",
        indicator="""
            splits: [gemeente]
            aantal: {moment: melding, soort: huur, eenheid: persoon}
        """,
        register="""
            woonplaats:
              persoon | van        | tot en met | gemeente
              A       | 2015-01-01 | 2016-08-31 | assen
              A       | 2016-09-01 |            | tynaarlo
              B       | 2015-01-01 | 2016-08-31 | assen
              B       | 2016-09-01 |            | tynaarlo
            melding:
              persoon | dag        | soort
              A       | 2016-08-01 |
              A       | 2016-09-01 | huur
              B       | 2016-08-01 |
              B       | 2016-09-01 |
        """,
        expect="""
            gemeente | aantal | populatie onbekend
            -        | 1      | 1
            assen    | 0      | 1
            tynaarlo | 1      | 0
        """,
    )


def test_spell_counts_when_the_other_condition_held_on_one_of_its_days_in_the_period(
    spec: Spec,
) -> None:
    """Een uitkering telt als op een dag in de periode ook de andere voorwaarde gold. Die dag
    moet een dag van de uitkering zijn.
    """
    spec(
        rule="C3",
        periods="2016-07-01..2016-12-31",
        indicator="""
            eenheid: uitkering
            aantal:
              alle van:
                - {tijdvak: uitkering}
                - {tijdvak: werk}
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-01-01 | 2016-08-31
              B       | 2016-08-01 | 2016-08-31
              C       | 2016-08-01 | 2017-06-30
              D       | 2016-08-02 | 2016-08-31
              E       | 2016-01-01 | 2016-07-01
              F       | 2016-12-31 | 2017-06-30
            werk:
              persoon | van        | tot
              A       | 2016-06-01 | 2016-07-01
              B       | 2016-08-31 | 2016-09-02
              C       | 2017-01-01 | 2017-02-01
              D       | 2016-07-01 | 2016-08-02
              D       | 2016-09-01 |
              E       | 2016-07-01 | 2016-07-02
              F       | 2016-12-01 |
        """,
        expect="""
            periode                   | aantal
            2016-07-01 t/m 2016-12-31 | 3
        """,
    )
