"""F7 Bekend tot en met

Elk cijfer heeft een dag tot en met welke de gegevens bekend zijn. Wat daarna komt bestaat voor
dat cijfer niet, ook niet als het al is ingevoerd: een gepland einde is nog geen einde.
"""

from tests.spec.drawn import Spec


def test_moment_after_the_known_day_does_not_exist(spec: Spec) -> None:
    """Een melding op de laatste bekende dag telt mee, een melding van de dag erna niet."""
    spec(
        rule="F7",
        indicator="""
            aantal: {tabel: melding}
            eenheid: melding
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-09-15
              B       | 2016-09-16
        """,
        known="2016-09-15",
        expect="""
            aantal
            1
        """,
    )


def test_amount_after_the_known_day_does_not_exist(spec: Spec) -> None:
    """Een bedrag van na de laatste bekende dag wordt niet opgeteld."""
    spec(
        rule="F7",
        indicator="som: bedrag",
        register="""
            melding:
              persoon | dag        | bedrag
              A       | 2016-09-15 | 10,00
              A       | 2016-09-16 | 5,00
        """,
        known="2016-09-15",
        expect="""
            som
            1000
        """,
    )


def test_stated_figure_after_the_known_day_does_not_exist(spec: Spec) -> None:
    """Een opgave van na de laatste bekende dag telt niet mee."""
    spec(
        rule="F7",
        indicator="""
            opgave: {teller: opgave.waarde}
            eenheid: kind
        """,
        register="""
            opgave:
              plaats   | dag        | waarde
              assen    | 2016-09-15 | 10
              tynaarlo | 2016-09-16 | 5
        """,
        known="2016-09-15",
        expect="""
            term 1
            10
        """,
    )


def test_person_whose_anchor_comes_after_the_known_day_is_not_there_yet(spec: Spec) -> None:
    """Wie zich na de laatste bekende dag meldt, hoort nog niet bij de populatie."""
    spec(
        rule="F7",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 1 jaar}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-09-15
              B       | 2016-09-16
            werk:
              persoon | van
              A       | 2016-09-16
              B       | 2016-09-16
        """,
        known="2016-09-15",
        expect="""
            persoon | klasse              | tussenstand
            A       | onrijp              | niet behaald
            B       | niet in de populatie | niet in de populatie
        """,
    )


def test_planned_end_is_no_end(spec: Spec) -> None:
    """Een einde in de toekomst staat al in de gegevens, maar telt nog niet als einde."""
    spec(
        rule="F7",
        indicator="""
            aantal: {einde: uitkering}
            eenheid: uitkering
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-07-10 | 2016-12-31
              B       | 2016-07-10 | 2016-09-14
              C       | 2016-07-10 | 2016-09-15
              D       | 2016-07-10 | 2016-09-16
        """,
        known="2016-09-15",
        periods="maand",
        expect="""
            periode | aantal
            2016-09 | 1
        """,
    )


def test_planned_exclusive_end_is_no_end(spec: Spec) -> None:
    """Ook bij 'tot' moet de dag na de laatste werkdag bekend zijn voor het einde telt."""
    spec(
        rule="F7",
        indicator="""
            aantal: {einde: werk}
            eenheid: baan
        """,
        register="""
            werk:
              persoon | van        | tot
              A       | 2016-07-10 | 2016-09-15
              B       | 2016-07-10 | 2016-09-16
              C       | 2016-07-10 | 2016-12-31
        """,
        known="2016-09-15",
        periods="maand",
        expect="""
            periode | aantal
            2016-09 | 1
        """,
    )


def test_days_after_the_known_day_are_not_counted(spec: Spec) -> None:
    """Dagen met uitkering tellen tot en met de laatste bekende dag, wat er ook gepland is."""
    spec(
        rule="F7",
        indicator="dagen: {tijdvak: uitkering}",
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-09-01 | 2016-09-30
              B       | 2016-09-10 |
              C       | 2016-09-16 |
        """,
        known="2016-09-15",
        periods="maand",
        expect="""
            periode | dagen
            2016-09 | 21
        """,
    )


def test_planned_end_gives_no_interim_success(spec: Spec) -> None:
    """Wie volgens planning stopt, is in de tussenstand nog niet gestopt."""
    spec(
        rule="F7",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {einde: uitkering, binnen: 1 jaar}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
              C       | 2016-08-01
            uitkering:
              persoon | van        | tot en met
              A       | 2016-07-10 | 2016-11-30
              B       | 2016-07-10 | 2016-09-30
              C       | 2016-07-10 | 2016-10-01
        """,
        known="2016-10-01",
        expect="""
            persoon | klasse | tussenstand
            A       | onrijp | niet behaald
            B       | onrijp | behaald
            C       | onrijp | niet behaald
        """,
    )


def test_success_and_exception_after_the_known_day_do_not_exist(spec: Spec) -> None:
    """Werk of vertrek van na de laatste bekende dag telt niet mee in de tussenstand."""
    spec(
        rule="F7",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 1 jaar}
              uitgezonderd: {moment: vertrek}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
              C       | 2016-08-01
              D       | 2016-08-01
            werk:
              persoon | van
              A       | 2016-10-01
              B       | 2016-10-02
            vertrek:
              persoon | dag
              C       | 2016-10-01
              D       | 2016-10-02
        """,
        known="2016-10-01",
        expect="""
            persoon | klasse | tussenstand
            A       | onrijp | behaald
            B       | onrijp | niet behaald
            C       | onrijp | uitgezonderd
            D       | onrijp | niet behaald
        """,
    )


def test_score_after_the_known_day_does_not_replace_the_earlier_one(spec: Spec) -> None:
    """Een nieuwe score van na de laatste bekende dag bestaat nog niet: de oude geldt."""
    spec(
        rule="F7",
        indicator="stand: {score: trede, waarde: [2]}",
        register="""
            trede:
              persoon | dag        | trede
              A       | 2016-07-15 | 2
              A       | 2016-09-30 | 3
              B       | 2016-07-15 | 2
              B       | 2016-10-01 | 3
        """,
        known="2016-09-30",
        term="2016-07-01..2016-09-30",
        periods="maand",
        expect="""
            periode | aantal
            2016-07 | 2
            2016-08 | 2
            2016-09 | 1
        """,
    )


def test_reference_day_after_the_known_day_anchors_nobody(spec: Spec) -> None:
    """Op een peildag na de laatste bekende dag is nog niemand te tellen; op die dag zelf wel."""
    spec(
        rule="F7",
        indicator="""
            aandeel:
              van: {tijdvak: uitkering, op peildag: laatste dag, per: maand}
              die: {tijdvak: uitkering, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-08-15 |
              B       | 2016-08-15 | 2016-12-31
        """,
        known="2016-09-30",
        expect="""
            persoon | anker      | klasse
            A       | 2016-08-31 | behaald
            A       | 2016-09-30 | behaald
            B       | 2016-08-31 | behaald
            B       | 2016-09-30 | behaald
        """,
    )


def test_birthday_after_the_known_day_anchors_nobody(spec: Spec) -> None:
    """Wie pas na de laatste bekende dag 27 wordt, hoort er nog niet bij."""
    spec(
        rule="F7",
        indicator="""
            aandeel:
              van: {alle van: [{tijdvak: uitkering}, {leeftijd: {van: 27}}]}
              die: {tijdvak: uitkering, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            persoon:
              persoon | geboren
              A       | 1989-09-15
              B       | 1989-09-16
            uitkering:
              persoon | van        | tot en met
              A       | 2016-07-10 |
              B       | 2016-07-10 |
        """,
        known="2016-09-15",
        expect="""
            persoon | anker      | klasse
            A       | 2016-09-15 | behaald
            B       |            | niet in de populatie
        """,
    )


def test_person_whose_only_row_begins_after_the_known_day_is_not_seen(spec: Spec) -> None:
    """Wie alleen een rij van na de laatste bekende dag heeft, komt in de tabel nog niet voor."""
    spec(
        rule="F7",
        indicator="""
            aandeel:
              van: {zonder: {tijdvak: werk}}
              die: {zonder: {tijdvak: werk}, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            werk:
              persoon | van
              A       | 2016-09-15
              B       | 2016-09-16
        """,
        known="2016-09-15",
        expect="""
            persoon | anker      | klasse
            A       | 2016-07-01 | behaald
            B       |            | niet in de populatie
        """,
    )


def test_score_that_expires_after_the_known_day_is_not_unknown_yet(spec: Spec) -> None:
    """Een score die na de laatste bekende dag verloopt, is nu nog geldig."""
    spec(
        rule="F7",
        indicator="""
            aandeel:
              van: {score: matrix, waarde: [1, 2]}
              die: {score: matrix, waarde: [1, 2], op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            matrix:
              persoon | dag        | niveau
              A       | 2016-08-01 | 3
              B       | 2016-07-31 | 3
        """,
        known="2017-02-01",
        expect="""
            persoon | anker      | klasse
            A       |            | niet in de populatie
            B       | 2017-02-01 | populatie onbekend
        """,
    )


def test_stock_on_a_day_after_the_known_day_holds_nobody(spec: Spec) -> None:
    """Wie er na de laatste bekende dag is weten we niet, ook niet als een einde al gepland is."""
    spec(
        rule="F7",
        indicator="stand: {tijdvak: uitkering}",
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-07-10 | 2016-10-31
              B       | 2016-07-10 |
              C       | 2016-09-16 |
        """,
        known="2016-09-15",
        periods="2016-09-15..2016-09-15, 2016-09-16..2016-09-16, 2016-12-31..2016-12-31",
        expect="""
            periode                   | aantal
            2016-09-15 t/m 2016-09-15 | 2
        """,
    )


def test_client_stays_unknown_in_a_period_that_is_not_over(spec: Spec) -> None:
    """Loopt de periode nog, dan zegt de tijd na de laatste bekende dag niets. Wie tot die dag
    onbekend was, blijft onbekend, en wie er die dagen was is niet opeens zonder.
    """
    spec(
        rule="F7",
        known="2016-09-15",
        periods="2016-09-01..2016-09-30",
        indicator="""
            aantal: {zonder: {tijdvak: uitkering, regeling: pw}}
            eenheid: persoon
        """,
        register="""
            uitkering:
              persoon | van        | tot en met | regeling
              A       | 2016-07-10 |            |
              B       | 2016-07-10 |            | pw
              C       | 2016-07-10 | 2016-09-14 | pw
        """,
        expect="""
            periode                   | aantal | populatie onbekend
            2016-09-01 t/m 2016-09-30 | 1      | 1
        """,
    )
