"""C2 Standen op een dag

Een stand telt wat er op een dag is. Dat is de laatste dag van de periode, tenzij er eerste dag
staat. De vorige stand plus wat begon en min wat eindigde, geeft weer de stand.
"""

from tests.spec.drawn import Spec


def test_stock_is_taken_on_the_last_day_of_the_period(spec: Spec) -> None:
    """Zonder peildag telt de stand op de laatste dag van de periode. De laatste dag van een
    uitkering telt nog mee.
    """
    spec(
        rule="C2",
        term="2016-07-01..2016-12-31",
        periods="kwartaal",
        indicator="""
            stand: {tijdvak: uitkering}
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-01-01 | 2016-09-30
              B       | 2016-01-01 | 2016-09-29
              C       | 2016-09-30 | 2016-12-31
              D       | 2016-10-01 | 2016-12-30
        """,
        expect="""
            periode | aantal
            2016 K3 | 2
            2016 K4 | 1
        """,
    )


def test_stock_may_be_taken_on_the_first_day_of_the_period(spec: Spec) -> None:
    """Met `op peildag: eerste dag` telt de eerste dag van de periode."""
    spec(
        rule="C2",
        term="2016-07-01..2016-12-31",
        periods="kwartaal",
        indicator="""
            stand: {tijdvak: uitkering, op peildag: eerste dag}
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-07-01 | 2016-09-30
              B       | 2016-07-02 | 2016-10-01
              C       | 2016-06-01 | 2016-06-30
              D       | 2016-07-01 | 2016-10-01
        """,
        expect="""
            periode | aantal
            2016 K3 | 2
            2016 K4 | 2
        """,
    )


def test_stock_of_jobs_leaves_out_the_day_on_which_they_stopped(spec: Spec) -> None:
    """Een baan met `tot` is er op die dag niet meer."""
    spec(
        rule="C2",
        periods="2016-07-01..2016-09-30",
        indicator="""
            stand: {tijdvak: werk}
        """,
        register="""
            werk:
              persoon | van        | tot
              A       | 2016-01-01 | 2016-10-01
              B       | 2016-01-01 | 2016-09-30
              C       | 2016-09-30 | 2016-09-30
        """,
        expect="""
            periode                   | aantal
            2016-07-01 t/m 2016-09-30 | 1
        """,
    )


def test_client_with_two_spells_on_the_day_is_one_client(spec: Spec) -> None:
    """Wie op de dag twee uitkeringen heeft, telt een keer als persoon."""
    spec(
        rule="C2",
        indicator="""
            eenheid: persoon
            stand: {tijdvak: uitkering}
        """,
        register="""
            uitkering:
              persoon | van        | regeling
              A       | 2016-01-01 | pw
              A       | 2016-08-01 | bbz
              B       | 2016-08-01 | pw
        """,
        expect="""
            aantal
            2
        """,
    )


def test_each_spell_on_the_day_counts_when_the_unit_is_the_spell(spec: Spec) -> None:
    """Is de eenheid de uitkering zelf, dan telt elke uitkering op die dag."""
    spec(
        rule="C2",
        indicator="""
            eenheid: uitkering
            stand: {tijdvak: uitkering}
        """,
        register="""
            uitkering:
              persoon | van        | regeling
              A       | 2016-01-01 | pw
              A       | 2016-08-01 | bbz
              B       | 2016-08-01 | pw
        """,
        expect="""
            aantal
            3
        """,
    )


def test_everything_asked_must_hold_on_the_stock_day(spec: Spec) -> None:
    """Alle voorwaarden moeten op de dag zelf gelden."""
    spec(
        rule="C2",
        indicator="""
            stand:
              alle van:
                - {tijdvak: uitkering}
                - {score: trede, waarde: [1, 2]}
                - {zonder: {tijdvak: werk}}
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-08-01 |
              B       | 2016-08-01 | 2017-12-30
              C       | 2016-08-01 |
              D       | 2016-08-01 |
              E       | 2016-08-01 |
            trede:
              persoon | dag        | trede
              A       | 2016-08-01 | 2
              B       | 2016-08-01 | 2
              C       | 2016-08-01 | 2
              C       | 2017-12-31 | 3
              D       | 2016-08-01 | 2
              E       | 2016-08-01 | 3
              E       | 2017-12-31 | 1
            werk:
              persoon | van        | tot
              D       | 2017-12-31 |
              E       | 2017-01-01 | 2017-12-31
        """,
        expect="""
            aantal
            2
        """,
    )


def test_stock_with_an_unknown_condition_is_shown_apart(spec: Spec) -> None:
    """Is niet bekend of iemand op de dag voldoet, dan staat hij apart. Is een andere rij wel
    zeker, dan telt hij gewoon.
    """
    spec(
        rule="C2",
        indicator="""
            stand: {tijdvak: uitkering, regeling: pw}
        """,
        register="""
            uitkering:
              persoon | van        | regeling
              A       | 2016-08-01 | pw
              A       | 2016-09-01 |
              B       | 2016-08-01 |
              C       | 2016-08-01 | bbz
        """,
        expect="""
            aantal | populatie onbekend
            1      | 1
        """,
    )


def test_stock_with_an_expired_score_is_unknown(spec: Spec) -> None:
    """Een verlopen score maakt de stand voor die persoon onbekend. Op de laatste dag dat de
    score geldt, telt zij nog.
    """
    spec(
        rule="C2",
        periods="2016-07-01..2017-02-15",
        indicator="""
            stand: {score: matrix, waarde: [1, 2]}
        """,
        register="""
            matrix:
              persoon | dag        | niveau
              A       | 2016-08-14 | 1
              B       | 2016-09-01 | 1
              C       | 2016-09-01 | 3
        """,
        expect="""
            periode                   | aantal | populatie onbekend
            2016-07-01 t/m 2017-02-15 | 1      | 1
        """,
    )


def test_amount_of_each_spell_on_the_day_is_added(spec: Spec) -> None:
    """Een som op een peildag telt het bedrag op van elk tijdvak dat die dag loopt."""
    spec(
        rule="C2",
        term="2016-07-01..2016-12-31",
        periods="kwartaal",
        indicator="""
            eenheid: euro
            som: {kolom: maandbedrag, tijdvak: uitkering, op peildag: laatste dag}
        """,
        register="""
            uitkering:
              persoon | van        | tot en met | maandbedrag
              A       | 2016-01-01 | 2016-09-30 | 900,00
              A       | 2016-09-01 | 2016-12-30 | 50,50
              B       | 2016-09-30 | 2016-12-31 | 1000,00
              C       | 2016-10-01 |            | 800,00
        """,
        expect="""
            periode | som
            2016 K3 | 195050
            2016 K4 | 180000
        """,
    )


def test_amount_on_the_first_day_is_added_when_the_indicator_says_so(spec: Spec) -> None:
    """Met `op peildag: eerste dag` telt de som op de eerste dag van de periode."""
    spec(
        rule="C2",
        term="2016-07-01..2016-12-31",
        periods="kwartaal",
        indicator="""
            eenheid: euro
            som: {kolom: maandbedrag, tijdvak: uitkering, op peildag: eerste dag}
        """,
        register="""
            uitkering:
              persoon | van        | tot en met | maandbedrag
              A       | 2016-07-01 | 2016-09-30 | 900,00
              B       | 2016-07-02 | 2016-10-01 | 1000,00
        """,
        expect="""
            periode | som
            2016 K3 | 90000
            2016 K4 | 100000
        """,
    )


def test_spell_without_an_amount_on_the_day_is_shown_apart(spec: Spec) -> None:
    """Een leeg bedrag op de peildag is geen nul maar staat apart."""
    spec(
        rule="C2",
        indicator="""
            eenheid: euro
            som: {kolom: maandbedrag, tijdvak: uitkering, op peildag: laatste dag}
        """,
        register="""
            uitkering:
              persoon | van        | maandbedrag
              A       | 2016-08-01 | 900,00
              B       | 2016-08-01 |
        """,
        expect="""
            som   | populatie onbekend
            90000 | 1
        """,
    )


def test_previous_stock_is_where_the_check_starts(spec: Spec) -> None:
    """Op 31 december 2016 lopen er drie uitkeringen: van A, B en E. Van hieruit gaat de
    controle van de stand verder.
    """
    spec(
        rule="C2",
        periods="2016-07-01..2016-12-31",
        indicator="""
            eenheid: uitkering
            stand: {tijdvak: uitkering}
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-01-01 |
              B       | 2016-01-01 | 2016-12-31
              C       | 2017-03-01 | 2017-06-30
              D       | 2017-12-31 |
              E       | 2016-08-01 | 2017-12-31
              F       | 2017-01-01 | 2017-12-30
              G       | 2017-02-01 | 2017-04-30
              G       | 2017-05-01 |
              H       | 2016-01-01 | 2016-12-30
              I       | 2018-01-01 |
        """,
        expect="""
            periode                   | aantal
            2016-07-01 t/m 2016-12-31 | 3
        """,
    )


def test_begins_after_the_previous_stock_day_come_in(spec: Spec) -> None:
    """Wat begint na de vorige peildag en tot en met deze peildag, komt erbij. Dat zijn er
    vier: van C, D, F en G.
    """
    spec(
        rule="C2",
        periods="2017-01-01..2017-12-31",
        indicator="""
            eenheid: uitkering
            aantal: {begin: uitkering}
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-01-01 |
              B       | 2016-01-01 | 2016-12-31
              C       | 2017-03-01 | 2017-06-30
              D       | 2017-12-31 |
              E       | 2016-08-01 | 2017-12-31
              F       | 2017-01-01 | 2017-12-30
              G       | 2017-02-01 | 2017-04-30
              G       | 2017-05-01 |
              H       | 2016-01-01 | 2016-12-30
              I       | 2018-01-01 |
        """,
        expect="""
            periode                   | aantal
            2017-01-01 t/m 2017-12-31 | 4
        """,
    )


def test_ends_from_the_previous_stock_day_to_the_day_before_this_one_go_out(spec: Spec) -> None:
    """Wat eindigt vanaf de vorige peildag tot en met de dag voor deze peildag, gaat eraf. Dat
    zijn er drie: van B, C en F.
    """
    spec(
        rule="C2",
        periods="2016-12-31..2017-12-30",
        indicator="""
            eenheid: uitkering
            aantal: {einde: uitkering}
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-01-01 |
              B       | 2016-01-01 | 2016-12-31
              C       | 2017-03-01 | 2017-06-30
              D       | 2017-12-31 |
              E       | 2016-08-01 | 2017-12-31
              F       | 2017-01-01 | 2017-12-30
              G       | 2017-02-01 | 2017-04-30
              G       | 2017-05-01 |
              H       | 2016-01-01 | 2016-12-30
              I       | 2018-01-01 |
        """,
        expect="""
            periode                   | aantal
            2016-12-31 t/m 2017-12-30 | 3
        """,
    )


def test_previous_stock_plus_begins_minus_ends_is_the_stock(spec: Spec) -> None:
    """Drie plus vier min drie is vier. Dat is ook de stand op 31 december 2017: van A, D, E
    en G.
    """
    spec(
        rule="C2",
        periods="2017-01-01..2017-12-31",
        indicator="""
            eenheid: uitkering
            stand: {tijdvak: uitkering}
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-01-01 |
              B       | 2016-01-01 | 2016-12-31
              C       | 2017-03-01 | 2017-06-30
              D       | 2017-12-31 |
              E       | 2016-08-01 | 2017-12-31
              F       | 2017-01-01 | 2017-12-30
              G       | 2017-02-01 | 2017-04-30
              G       | 2017-05-01 |
              H       | 2016-01-01 | 2016-12-30
              I       | 2018-01-01 |
        """,
        expect="""
            periode                   | aantal
            2017-01-01 t/m 2017-12-31 | 4
        """,
    )


def test_stock_on_a_day_that_is_not_yet_known_does_not_exist(spec: Spec) -> None:
    """Is de peildag nog niet bekend, dan is er geen stand, ook niet van wat gewoon door lijkt
    te lopen.
    """
    spec(
        rule="C2",
        term="2016-07-01..2016-12-31",
        known="2016-12-30",
        periods="kwartaal",
        indicator="""
            stand: {tijdvak: uitkering}
        """,
        register="""
            uitkering:
              persoon | van
              A       | 2016-01-01
        """,
        expect="""
            periode | aantal
            2016 K3 | 1
        """,
    )


def test_stock_on_the_last_known_day_exists(spec: Spec) -> None:
    """Is de peildag de laatste bekende dag, dan is er wel een stand. Wat later begint,
    bestaat nog niet.
    """
    spec(
        rule="C2",
        term="2016-07-01..2016-12-31",
        known="2016-12-31",
        periods="kwartaal",
        indicator="""
            stand: {tijdvak: uitkering}
        """,
        register="""
            uitkering:
              persoon | van
              A       | 2016-12-31
              B       | 2017-01-01
        """,
        expect="""
            periode | aantal
            2016 K4 | 1
        """,
    )
