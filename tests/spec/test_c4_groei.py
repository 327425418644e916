"""C4 Groei: vergelijken met een jaar eerder

Groei vergelijkt een periode met dezelfde periode een jaar eerder. Het cijfer laat ook zien wie
gebleven is, wie erbij kwam en wie eraf ging. Zo is te zien of groei uit nieuwe mensen bestaat.
Bij een stand met `alle van` staat onder `door 1` wie toen het eerste onderdeel miste, onder
`door 2` wie het tweede, en onder `elders` wie niets miste maar in een ander vak stond.
"""

from tests.spec.drawn import Spec


def test_growth_shows_who_stayed_who_came_and_who_left(spec: Spec) -> None:
    """Bij een stand zijn gebleven wie op beide dagen meetelt. Erbij is wie alleen nu meetelt,
    eraf wie alleen toen meetelde.
    """
    spec(
        rule="C4",
        periods="2017-01-01..2017-12-31",
        indicator="""
            nulmeting: {waarde: 3, bron: jaarverslag}
            formule:
              teller:
                - stand: {tijdvak: werk}
              noemer:
                - {stand: {tijdvak: werk}, eerder: 1 jaar}
              min een: ja
        """,
        register="""
            werk:
              persoon | van        | tot
              A       | 2016-01-01 |
              B       | 2016-12-31 | 2017-01-01
              C       | 2016-01-01 | 2017-12-31
              D       | 2017-12-31 |
              E       | 2017-01-01 | 2018-01-01
              F       | 2017-02-01 | 2017-03-01
        """,
        expect="""
            periode                   | term 1 | term 2 | gebleven | erbij | eraf
            2017-01-01 t/m 2017-12-31 | 3      | 3      | 1        | 2     | 2
        """,
    )


def test_client_who_left_and_came_back_stayed(spec: Spec) -> None:
    """Wie op beide dagen meetelt, is gebleven, ook als hij er in de tussentijd niet was."""
    spec(
        rule="C4",
        periods="2017-01-01..2017-12-31",
        indicator="""
            nulmeting: {waarde: 3, bron: jaarverslag}
            formule:
              teller:
                - stand: {tijdvak: werk}
              noemer:
                - {stand: {tijdvak: werk}, eerder: 1 jaar}
              min een: ja
        """,
        register="""
            werk:
              persoon | van        | tot
              A       | 2016-01-01 | 2017-02-01
              A       | 2017-11-01 |
        """,
        expect="""
            periode                   | term 1 | term 2 | gebleven | erbij | eraf
            2017-01-01 t/m 2017-12-31 | 1      | 1      | 1        | 0     | 0
        """,
    )


def test_growth_of_clients_in_a_period_compares_whole_periods(spec: Spec) -> None:
    """Bij een aantal personen is gebleven wie in beide perioden voldeed, op welke dag dan ook."""
    spec(
        rule="C4",
        periods="2017-01-01..2017-06-30",
        indicator="""
            nulmeting: {waarde: 3, bron: jaarverslag}
            formule:
              teller:
                - aantal: {moment: melding, eenheid: persoon}
              noemer:
                - {aantal: {moment: melding, eenheid: persoon}, eerder: 1 jaar}
              min een: ja
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-01-01
              A       | 2017-06-30
              B       | 2016-06-30
              C       | 2017-01-01
              C       | 2017-02-01
              D       | 2016-07-01
              D       | 2015-12-31
        """,
        expect="""
            periode                   | term 1 | term 2 | gebleven | erbij | eraf
            2017-01-01 t/m 2017-06-30 | 2      | 2      | 1        | 1     | 1
        """,
    )


def test_growth_from_nobody_shows_a_base_of_nought(spec: Spec) -> None:
    """Was er een jaar eerder niemand, dan is de basis nul. Iedereen is er dan bij gekomen."""
    spec(
        rule="C4",
        periods="2017-01-01..2017-12-31",
        indicator="""
            nulmeting: {waarde: 3, bron: jaarverslag}
            formule:
              teller:
                - stand: {tijdvak: werk}
              noemer:
                - {stand: {tijdvak: werk}, eerder: 1 jaar}
              min een: ja
        """,
        register="""
            werk:
              persoon | van
              A       | 2017-01-01
        """,
        expect="""
            periode                   | term 1 | term 2 | gebleven | erbij | eraf
            2017-01-01 t/m 2017-12-31 | 1      | 0      | 0        | 1     | 0
        """,
    )


def test_client_who_moved_stayed_in_the_whole_but_left_one_town_for_another(spec: Spec) -> None:
    """In het geheel is een verhuizer gebleven. Per gemeente gaat hij er bij de ene af en komt
    hij er bij de andere bij.
    """
    spec(
        rule="C4",
        periods="2017-01-01..2017-12-31",
        indicator="""
            splits: [gemeente]
            nulmeting: {waarde: 3, bron: jaarverslag}
            formule:
              teller:
                - stand: {tijdvak: werk}
              noemer:
                - {stand: {tijdvak: werk}, eerder: 1 jaar}
              min een: ja
        """,
        register="""
            woonplaats:
              persoon | van        | tot en met | gemeente
              A       | 2015-01-01 | 2017-05-31 | assen
              A       | 2017-06-01 |            | tynaarlo
              B       | 2015-01-01 |            | assen
            werk:
              persoon | van
              A       | 2016-01-01
              B       | 2016-01-01
        """,
        expect="""
            periode                   | gemeente | term 1 | term 2 | gebleven | erbij | eraf
            2017-01-01 t/m 2017-12-31 | -        | 2      | 2      | 2        | 0     | 0
            2017-01-01 t/m 2017-12-31 | assen    | 1      | 2      | 1        | 0     | 1
            2017-01-01 t/m 2017-12-31 | tynaarlo | 1      | 0      | 0        | 1     | 0
        """,
    )


def test_growth_after_a_leap_year_compares_the_ends_of_february(spec: Spec) -> None:
    """Het eind van februari 2017 wordt vergeleken met 29 februari 2016."""
    spec(
        rule="C4",
        periods="2017-02-01..2017-02-28",
        indicator="""
            nulmeting: {waarde: 3, bron: jaarverslag}
            formule:
              teller:
                - stand: {tijdvak: werk}
              noemer:
                - {stand: {tijdvak: werk}, eerder: 1 jaar}
              min een: ja
        """,
        register="""
            werk:
              persoon | van        | tot
              A       | 2016-02-29 | 2016-03-01
              B       | 2016-01-01 | 2016-02-29
              C       | 2016-02-29 |
        """,
        expect="""
            periode                   | term 1 | term 2 | gebleven | erbij | eraf
            2017-02-01 t/m 2017-02-28 | 1      | 2      | 1        | 0     | 1
        """,
    )


def test_comparison_of_two_different_things_shows_nobody_who_stayed(spec: Spec) -> None:
    """Vergelijkt een formule twee verschillende dingen, dan is het geen groei. Dan is er ook
    geen gebleven, erbij of eraf.
    """
    spec(
        rule="C4",
        periods="2017-01-01..2017-12-31",
        indicator="""
            nulmeting: {waarde: 3, bron: jaarverslag}
            formule:
              teller:
                - stand: {tijdvak: werk}
              noemer:
                - {stand: {tijdvak: uitkering}, eerder: 1 jaar}
        """,
        register="""
            werk:
              persoon | van
              A       | 2016-08-01
            uitkering:
              persoon | van
              A       | 2016-08-01
              B       | 2016-08-01
        """,
        expect="""
            periode                   | term 1 | term 2 | gebleven | erbij | eraf
            2017-01-01 t/m 2017-12-31 | 1      | 2      | -        | -     | -
        """,
    )


def test_average_stocks_show_nobody_who_stayed(spec: Spec) -> None:
    """Een gemiddelde gaat niet over een dag. Dan is niet te zeggen wie gebleven is."""
    spec(
        rule="C4",
        periods="2017-01-01..2017-02-28",
        indicator="""
            nulmeting: {waarde: 3, bron: jaarverslag}
            formule:
              teller:
                - {stand: {tijdvak: werk}, gemiddeld per: maand}
              noemer:
                - {stand: {tijdvak: werk}, gemiddeld per: maand, eerder: 1 jaar}
              min een: ja
        """,
        register="""
            werk:
              persoon | van        | tot
              A       | 2016-01-01 | 2017-02-28
              B       | 2016-02-01 |
        """,
        expect="""
            periode                   | term 1 | term 2 | gebleven | erbij | eraf
            2017-01-01 t/m 2017-02-28 | 3      | 3      | -        | -     | -
        """,
    )


def test_growth_between_two_earlier_periods_compares_those_two(spec: Spec) -> None:
    """Ligt ook de teller terug in de tijd, dan zijn het die twee perioden die vergeleken worden."""
    spec(
        rule="C4",
        periods="2017-12-01..2017-12-31",
        indicator="""
            nulmeting: {waarde: 3, bron: jaarverslag}
            formule:
              teller:
                - {stand: {tijdvak: werk}, eerder: 1 maand}
              noemer:
                - {stand: {tijdvak: werk}, eerder: 1 jaar}
              min een: ja
        """,
        register="""
            werk:
              persoon | van        | tot
              A       | 2016-01-01 | 2017-12-15
              B       | 2017-12-15 |
              C       | 2016-01-01 |
        """,
        expect="""
            periode                   | term 1 | term 2 | gebleven | erbij | eraf
            2017-12-01 t/m 2017-12-31 | 2      | 2      | 2        | 0     | 0
        """,
    )


def test_growth_of_a_cell_with_only_unknown_clients_has_nobody(spec: Spec) -> None:
    """Is er in een vak alleen iemand van wie het niet bekend is, dan is daar niemand gebleven,
    erbij gekomen of eraf gegaan.
    """
    spec(
        rule="C4",
        periods="2017-01-01..2017-12-31",
        indicator="""
            splits: [gemeente]
            nulmeting: {waarde: 3, bron: jaarverslag}
            formule:
              teller:
                - stand: {tijdvak: werk, vorm: voltijd}
              noemer:
                - {stand: {tijdvak: werk, vorm: voltijd}, eerder: 1 jaar}
              min een: ja
        """,
        register="""
            woonplaats:
              persoon | van        | gemeente
              A       | 2015-01-01 | assen
            werk:
              persoon | van        | vorm
              A       | 2017-08-01 |
        """,
        expect="""
            periode                   | gemeente | populatie onbekend | gebleven | erbij | eraf
            2017-01-01 t/m 2017-12-31 | -        | 1                  | 0        | 0     | 0
            2017-01-01 t/m 2017-12-31 | assen    | 1                  | 0        | 0     | 0
        """,
    )


def test_growth_shows_what_those_who_came_lacked_a_year_before(spec: Spec) -> None:
    """Bij een stand met `alle van` is te zien wat iemand een jaar eerder nog niet had. A had nog
    geen werk en B nog geen trede. C had geen van beide: die telt bij het eerste onderdeel. D had
    alles al en is gebleven.
    """
    spec(
        rule="C4",
        periods="2017-01-01..2017-12-31",
        indicator="""
            nulmeting: {waarde: 3, bron: jaarverslag}
            formule:
              teller:
                - stand: {die: {alle van: [{tijdvak: werk}, {score: trede, hooguit: 3}]}}
              noemer:
                - stand: {die: {alle van: [{tijdvak: werk}, {score: trede, hooguit: 3}]}}
                  eerder: 1 jaar
              min een: ja
        """,
        register="""
            werk:
              persoon | van
              A       | 2017-01-01
              B       | 2016-01-01
              C       | 2017-06-01
              D       | 2016-01-01
            trede:
              persoon | dag        | trede
              A       | 2016-05-01 | 2
              B       | 2017-05-01 | 2
              C       | 2017-05-01 | 2
              D       | 2016-05-01 | 2
        """,
        expect="""
            gebleven | erbij | door 1 | door 2 | elders
            1        | 3     | 2      | 1      | 0
        """,
    )


def test_part_that_was_unknown_a_year_before_is_lacked_too(spec: Spec) -> None:
    """Van het werk van A stond een jaar eerder de vorm er niet bij. Toen telde A niet zeker mee:
    A komt er nu bij door het eerste onderdeel.
    """
    spec(
        rule="C4",
        periods="2017-01-01..2017-12-31",
        indicator="""
            nulmeting: {waarde: 3, bron: jaarverslag}
            formule:
              teller:
                - stand: {die: {alle van: [{tijdvak: werk, vorm: vast}, {tijdvak: woonplaats}]}}
              noemer:
                - stand: {die: {alle van: [{tijdvak: werk, vorm: vast}, {tijdvak: woonplaats}]}}
                  eerder: 1 jaar
              min een: ja
        """,
        register="""
            werk:
              persoon | van        | tot        | vorm
              A       | 2016-01-01 | 2017-01-01 |
              A       | 2017-01-01 |            | vast
            woonplaats:
              persoon | van        | gemeente
              A       | 2010-01-01 | assen
        """,
        expect="""
            gebleven | erbij | door 1 | door 2 | elders
            0        | 1     | 1      | 0      | 0
        """,
    )


def test_who_moved_joined_its_cell_from_elsewhere(spec: Spec) -> None:
    """A verhuisde naar Tynaarlo. Daar komt A erbij zonder dat iets ontbrak, en in het geheel is A
    gebleven. B kwam er in Tynaarlo bij door het werk.
    """
    spec(
        rule="C4",
        periods="2017-01-01..2017-12-31",
        indicator="""
            nulmeting: {waarde: 3, bron: jaarverslag}
            formule:
              teller:
                - stand: {die: {alle van: [{tijdvak: werk}, {tijdvak: uitkering}]}}
              noemer:
                - stand: {die: {alle van: [{tijdvak: werk}, {tijdvak: uitkering}]}}
                  eerder: 1 jaar
              min een: ja
            splits: [gemeente]
        """,
        register="""
            werk:
              persoon | van
              A       | 2016-01-01
              B       | 2017-06-01
            uitkering:
              persoon | van
              A       | 2016-01-01
              B       | 2016-01-01
            woonplaats:
              persoon | van        | tot en met | gemeente
              A       | 2010-01-01 | 2017-03-31 | assen
              A       | 2017-04-01 |            | tynaarlo
              B       | 2010-01-01 |            | tynaarlo
        """,
        expect="""
            gemeente | gebleven | erbij | eraf | door 1 | door 2 | elders
            -        | 1        | 1     | 0    | 1      | 0      | 0
            assen    | 0        | 0     | 1    | 0      | 0      | 0
            tynaarlo | 0        | 2     | 0    | 1      | 0      | 1
        """,
    )


def test_person_in_several_cells_joined_those_that_are_new(spec: Spec) -> None:
    """Bij een meervoudige splitsing kan iemand in het ene vak gebleven zijn en er in het andere bij
    gekomen, zonder dat een onderdeel ontbrak.
    """
    spec(
        rule="C4",
        periods="2017-01-01..2017-12-31",
        indicator="""
            nulmeting: {waarde: 3, bron: jaarverslag}
            formule:
              teller:
                - stand: {die: {alle van: [{tijdvak: werk}, {tijdvak: uitkering}]}}
              noemer:
                - stand: {die: {alle van: [{tijdvak: werk}, {tijdvak: uitkering}]}}
                  eerder: 1 jaar
              min een: ja
            splits: [kenmerk]
        """,
        register="""
            werk:
              persoon | van
              A       | 2016-01-01
            uitkering:
              persoon | van
              A       | 2016-01-01
            kenmerk:
              persoon | van        | kenmerk
              A       | 2010-01-01 | ouder
              A       | 2017-04-01 | schulden
        """,
        expect="""
            kenmerk  | gebleven | erbij | door 1 | door 2 | elders
            -        | 1        | 0     | 0      | 0      | 0
            ouder    | 1        | 0     | 0      | 0      | 0
            schulden | 0        | 1     | 0      | 0      | 1
        """,
    )
