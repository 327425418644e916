"""P3 Welke norm bij welk cijfer hoort

Een norm kan in de looptijd veranderen, bij het begin van een periode. Iemand hoort bij de norm van
zijn ankerdag. Staan cijfers in de periode waarin ze rijp worden, dan staan de groepen met
verschillende normen apart.
"""

from tests.spec.drawn import Spec


def test_cohorts_under_different_norms_are_shown_apart_when_they_mature_together(
    spec: Spec,
) -> None:
    """Twee groepen worden in hetzelfde jaar rijp maar begonnen onder een andere norm. Zij
    staan apart, elk bij de eigen norm.
    """
    spec(
        rule="P3",
        periods="jaar",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 6 maanden}
              telt in: rijping
              onbekend: niet behaald
            norm:
              - {van: 2016-07-01, per: jaar, minstens: 60%}
              - {van: 2017-01-01, per: jaar, minstens: 65%}
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-12-31
              B       | 2017-01-01
              C       | 2017-03-01
            werk:
              persoon | van
              A       | 2017-01-15
              C       | 2017-04-01
        """,
        expect="""
            periode | norm van   | populatie | behaald | niet behaald
            2017    | 2016-07-01 | 1         | 1       | 0
            2017    | 2017-01-01 | 2         | 1       | 1
        """,
    )


def test_cohorts_under_one_norm_are_shown_together(spec: Spec) -> None:
    """Verandert de norm niet, dan is er een cijfer per periode."""
    spec(
        rule="P3",
        periods="jaar",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 6 maanden}
              telt in: rijping
              onbekend: niet behaald
            norm: {van: 2016-07-01, per: jaar, minstens: 60%}
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-12-31
              B       | 2017-01-01
        """,
        expect="""
            periode | norm van   | populatie | niet behaald
            2017    | 2016-07-01 | 2         | 2
        """,
    )


def test_client_is_shown_in_the_period_of_the_last_day_of_the_window(spec: Spec) -> None:
    """Bij `telt in: rijping` telt de laatste dag van de termijn, zonder de wachttijd."""
    spec(
        rule="P3",
        periods="halfjaar",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 6 maanden}
              telt in: rijping
              wachttijd: 2 maanden
              onbekend: niet behaald
            norm: {van: 2016-07-01, per: halfjaar, minstens: 60%}
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-12-30
              B       | 2016-12-31
              C       | 2017-01-01
        """,
        expect="""
            periode | norm van   | populatie | niet behaald
            2017 H1 | 2016-07-01 | 2         | 2
            2017 H2 | 2016-07-01 | 1         | 1
        """,
    )


def test_cohorts_under_different_norms_are_shown_apart_in_each_cell(spec: Spec) -> None:
    """Ook in elk vak van een splitsing staan de groepen met verschillende normen apart."""
    spec(
        rule="P3",
        periods="jaar",
        indicator="""
            splits: [gemeente]
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 6 maanden}
              telt in: rijping
              onbekend: niet behaald
            norm:
              - {van: 2016-07-01, per: jaar, minstens: 60%}
              - {van: 2017-01-01, per: jaar, minstens: 65%}
        """,
        register="""
            woonplaats:
              persoon | van        | gemeente
              A       | 2015-01-01 | assen
              B       | 2015-01-01 | assen
            melding:
              persoon | dag
              A       | 2016-12-31
              B       | 2017-01-01
        """,
        expect="""
            periode | norm van   | gemeente | populatie
            2017    | 2016-07-01 | -        | 1
            2017    | 2016-07-01 | assen    | 1
            2017    | 2017-01-01 | -        | 1
            2017    | 2017-01-01 | assen    | 1
        """,
    )


def test_share_in_the_period_of_its_anchor_stands_alone_in_that_period(spec: Spec) -> None:
    """Gewoon telt iemand in de periode van de ankerdag. Een andere norm later in de looptijd
    verdeelt dat cijfer niet.
    """
    spec(
        rule="P3",
        periods="2016-07-01..2016-12-31, 2017-01-01..2017-12-31",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 6 maanden}
              onbekend: niet behaald
            norm:
              - {van: 2016-07-01, per: halfjaar, minstens: 60%}
              - {van: 2017-07-01, per: halfjaar, minstens: 65%}
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-12-31
              B       | 2017-06-30
              C       | 2017-07-01
        """,
        expect="""
            periode                   | populatie | niet behaald
            2016-07-01 t/m 2016-12-31 | 1         | 1
            2017-01-01 t/m 2017-12-31 | 2         | 2
        """,
    )


def test_own_periods_of_the_agreement_are_used_as_they_are_dated(spec: Spec) -> None:
    """De eigen perioden van een overeenkomst gelden precies zoals zij zijn opgeschreven. Een
    dag buiten alle perioden telt nergens.
    """
    spec(
        rule="P3",
        periods="eigen",
        more="""
            perioden:
              - {van: 2016-07-01, tot en met: 2016-10-15}
              - {van: 2016-10-17, tot en met: 2017-01-31}
        """,
        indicator="""
            eenheid: melding
            aantal: {moment: melding}
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-07-01
              A       | 2016-10-15
              A       | 2016-10-16
              A       | 2016-10-17
              A       | 2017-01-31
              A       | 2017-02-01
        """,
        expect="""
            periode                   | aantal
            2016-07-01 t/m 2016-10-15 | 2
            2016-10-17 t/m 2017-01-31 | 2
        """,
    )


def test_first_period_is_cut_by_the_begin_of_the_term(spec: Spec) -> None:
    """Begint de looptijd midden in een jaar, dan loopt het eerste jaar vanaf die dag. Wat
    ervoor ligt, telt niet.
    """
    spec(
        rule="P3",
        periods="jaar",
        indicator="""
            eenheid: melding
            aantal: {moment: melding}
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-06-30
              A       | 2016-07-01
              A       | 2016-12-31
              A       | 2017-01-01
              A       | 2018-01-01
        """,
        expect="""
            periode     | aantal
            2016 (deel) | 2
            2017        | 1
        """,
    )
