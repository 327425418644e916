"""C1 Tellen, optellen, dagen, opgaven en formules

Een cijfer is een aantal, een som, een aantal dagen, een aandeel, een opgave of een formule. Alleen
wat in de periode valt, telt mee. Wat onbekend is, telt niet als nul maar staat apart.
"""

from tests.spec.drawn import Spec


def test_rows_are_counted_on_their_day_in_the_period(spec: Spec) -> None:
    """Elke rij telt in de periode van haar dag. De eerste en de laatste dag van de periode
    horen erbij.
    """
    spec(
        rule="C1",
        term="2016-07-01..2016-12-31",
        periods="kwartaal",
        indicator="""
            eenheid: melding
            aantal: {tabel: melding}
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-06-30
              A       | 2016-07-01
              A       | 2016-09-30
              B       | 2016-09-30
              B       | 2016-10-01
              C       | 2016-12-31
              C       | 2017-01-01
        """,
        expect="""
            periode | aantal
            2016 K3 | 3
            2016 K4 | 2
        """,
    )


def test_two_rows_of_one_client_on_one_day_are_two_rows(spec: Spec) -> None:
    """Twee rijen van dezelfde persoon op dezelfde dag zijn twee rijen."""
    spec(
        rule="C1",
        indicator="""
            eenheid: melding
            aantal: {moment: melding}
        """,
        register="""
            melding:
              persoon | dag        | soort
              A       | 2016-08-01 | huur
              A       | 2016-08-01 | huur
              B       | 2016-08-01 | zorg
        """,
        expect="""
            aantal
            3
        """,
    )


def test_only_rows_that_meet_the_demands_are_counted(spec: Spec) -> None:
    """Een rij telt alleen als zij aan de eisen voldoet. Is dat niet bekend, dan staat zij apart."""
    spec(
        rule="C1",
        indicator="""
            eenheid: melding
            aantal: {moment: melding, soort: huur}
        """,
        register="""
            melding:
              persoon | dag        | soort
              A       | 2016-08-01 | huur
              A       | 2016-08-01 | zorg
              A       | 2016-08-02 |
              B       | 2016-08-03 | huur
              B       | 2016-08-03 |
        """,
        expect="""
            aantal | populatie onbekend
            2      | 2
        """,
    )


def test_rows_count_only_when_the_other_condition_holds_that_day(spec: Spec) -> None:
    """Bij meer voorwaarden tellen de rijen van de eerste, op dagen waarop ook de andere geldt."""
    spec(
        rule="C1",
        indicator="""
            eenheid: melding
            aantal:
              alle van:
                - {moment: melding}
                - {tijdvak: uitkering}
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              A       | 2016-08-01
              A       | 2016-08-31
              A       | 2016-09-01
              B       | 2016-08-01
            uitkering:
              persoon | van        | tot en met
              A       | 2016-08-01 | 2016-08-31
        """,
        expect="""
            aantal
            3
        """,
    )


def test_nothing_after_the_last_known_day_is_counted(spec: Spec) -> None:
    """Wat na de laatste bekende dag ligt, telt niet mee."""
    spec(
        rule="C1",
        known="2016-10-31",
        indicator="""
            eenheid: melding
            aantal: {moment: melding}
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-10-31
              A       | 2016-11-01
        """,
        expect="""
            aantal
            1
        """,
    )


def test_begins_of_spells_are_counted_on_their_first_day(spec: Spec) -> None:
    """Elk begin telt op zijn eerste dag. Een tijdvak dat aansluit op het vorige, begint niet
    opnieuw.
    """
    spec(
        rule="C1",
        term="2016-07-01..2016-12-31",
        periods="kwartaal",
        indicator="""
            eenheid: uitkering
            aantal: {begin: uitkering}
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-06-30 | 2016-08-31
              A       | 2016-09-30 | 2016-10-31
              A       | 2016-11-01 | 2016-11-30
              B       | 2016-10-01 |
        """,
        expect="""
            periode | aantal
            2016 K3 | 1
            2016 K4 | 1
        """,
    )


def test_amounts_are_added_in_the_period_of_their_day(spec: Spec) -> None:
    """Een som telt de bedragen op van de rijen in de periode. Bedragen staan in centen."""
    spec(
        rule="C1",
        term="2016-07-01..2016-12-31",
        periods="kwartaal",
        indicator="""
            eenheid: euro
            som: {kolom: bedrag}
        """,
        register="""
            melding:
              persoon | dag        | bedrag
              A       | 2016-06-30 | 1000,00
              A       | 2016-07-01 | 10,50
              A       | 2016-09-30 | 0,25
              B       | 2016-09-30 | 100
              B       | 2016-10-01 | 20,00
              B       | 2016-12-31 | -5,00
        """,
        expect="""
            periode | som
            2016 K3 | 11075
            2016 K4 | 1500
        """,
    )


def test_empty_amount_is_never_a_nought(spec: Spec) -> None:
    """Een leeg bedrag is niet nul. De rij telt niet mee in de som en staat apart."""
    spec(
        rule="C1",
        indicator="""
            eenheid: euro
            som: {kolom: bedrag}
        """,
        register="""
            melding:
              persoon | dag        | bedrag
              A       | 2016-08-01 | 10,00
              A       | 2016-08-02 |
              B       | 2016-08-03 | 0
        """,
        expect="""
            som  | rijen 1 | populatie onbekend
            1000 | 2       | 1
        """,
    )


def test_amount_of_a_row_with_an_unknown_demand_is_left_out_and_shown(spec: Spec) -> None:
    """Is niet bekend of een rij aan de eis voldoet, dan telt haar bedrag niet mee en staat
    zij apart.
    """
    spec(
        rule="C1",
        indicator="""
            eenheid: euro
            som: {kolom: bedrag, soort: huur}
        """,
        register="""
            melding:
              persoon | dag        | soort | bedrag
              A       | 2016-08-01 | huur  | 10,00
              A       | 2016-08-02 |       | 20,00
              B       | 2016-08-03 | zorg  | 40,00
              B       | 2016-08-04 | zorg  |
        """,
        expect="""
            som  | populatie onbekend
            1000 | 1
        """,
    )


def test_amounts_are_added_only_on_days_when_the_other_condition_holds(spec: Spec) -> None:
    """Een som kan meer voorwaarden hebben. Het bedrag hoort bij de eerste."""
    spec(
        rule="C1",
        indicator="""
            eenheid: euro
            som:
              kolom: bedrag
              alle van:
                - {moment: melding}
                - {tijdvak: uitkering}
        """,
        register="""
            melding:
              persoon | dag        | bedrag
              A       | 2016-08-01 | 10,00
              A       | 2016-08-31 | 5,00
              A       | 2016-09-01 | 20,00
              B       | 2016-08-01 | 40,00
            uitkering:
              persoon | van        | tot en met
              A       | 2016-08-01 | 2016-08-31
        """,
        expect="""
            som
            1500
        """,
    )


def test_days_are_counted_once_for_each_client(spec: Spec) -> None:
    """Elke dag van elke persoon telt een keer, ook als twee tijdvakken die dag lopen."""
    spec(
        rule="C1",
        indicator="""
            eenheid: dag
            dagen: {tijdvak: uitkering}
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-08-01 | 2016-08-10
              A       | 2016-08-08 | 2016-08-12
              B       | 2016-08-10 | 2016-08-10
        """,
        expect="""
            dagen
            13
        """,
    )


def test_days_are_cut_to_the_period_and_to_what_is_known(spec: Spec) -> None:
    """Alleen de dagen in de periode tellen, en niet verder dan de laatste bekende dag."""
    spec(
        rule="C1",
        term="2016-07-01..2016-12-31",
        known="2016-11-15",
        periods="kwartaal",
        indicator="""
            eenheid: dag
            dagen: {tijdvak: uitkering}
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-06-01 | 2016-07-02
              B       | 2016-09-30 | 2016-10-01
              C       | 2016-11-14 |
        """,
        expect="""
            periode | dagen
            2016 K3 | 3
            2016 K4 | 3
        """,
    )


def test_days_of_a_job_stop_the_day_before_its_exclusive_end(spec: Spec) -> None:
    """Bij een baan met `tot` telt die dag zelf niet mee. Is `tot` gelijk aan het begin, dan
    zijn er nul dagen.
    """
    spec(
        rule="C1",
        indicator="""
            eenheid: dag
            dagen: {tijdvak: werk}
        """,
        register="""
            werk:
              persoon | van        | tot
              A       | 2016-08-01 | 2016-08-04
              B       | 2016-08-01 | 2016-08-01
        """,
        expect="""
            dagen
            3
        """,
    )


def test_days_in_february_of_a_leap_year_are_29(spec: Spec) -> None:
    """In een schrikkeljaar heeft februari 29 dagen."""
    spec(
        rule="C1",
        term="2016-01-01..2017-12-31",
        periods="2016-02-01..2016-02-29, 2017-02-01..2017-02-28",
        indicator="""
            eenheid: dag
            dagen: {tijdvak: uitkering}
        """,
        register="""
            uitkering:
              persoon | van
              A       | 2016-01-01
        """,
        expect="""
            periode                   | dagen
            2016-02-01 t/m 2016-02-29 | 29
            2017-02-01 t/m 2017-02-28 | 28
        """,
    )


def test_days_without_another_spell_are_counted(spec: Spec) -> None:
    """Dagen kunnen ook een combinatie van voorwaarden hebben."""
    spec(
        rule="C1",
        indicator="""
            eenheid: dag
            dagen:
              alle van:
                - {tijdvak: uitkering}
                - {zonder: {tijdvak: werk}}
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-08-01 | 2016-08-31
            werk:
              persoon | van        | tot
              A       | 2016-08-11 | 2016-08-21
        """,
        expect="""
            dagen
            21
        """,
    )


def test_unknown_days_are_left_out_and_shown_apart(spec: Spec) -> None:
    """Een dag waarvan niet bekend is of hij voldoet, telt niet mee en staat apart."""
    spec(
        rule="C1",
        indicator="""
            eenheid: dag
            dagen: {tijdvak: uitkering, regeling: pw}
        """,
        register="""
            uitkering:
              persoon | van        | tot en met | regeling
              A       | 2016-08-01 | 2016-08-10 | pw
              A       | 2016-08-09 | 2016-08-12 |
              B       | 2016-08-01 | 2016-08-10 | bbz
        """,
        expect="""
            dagen | populatie onbekend
            10    | 2
        """,
    )


def test_stated_figures_are_added_over_the_period(spec: Spec) -> None:
    """Een opgave is een cijfer dat iemand opgeeft. De opgaven in de periode worden opgeteld,
    teller en noemer apart.
    """
    spec(
        rule="C1",
        term="2016-07-01..2016-12-31",
        periods="kwartaal",
        indicator="""
            eenheid: plaats
            opgave: {teller: opgave.waarde, noemer: van hoeveel}
        """,
        register="""
            opgave:
              plaats   | dag        | waarde | van hoeveel
              assen    | 2016-09-30 | 10     | 100
              tynaarlo | 2016-07-01 | 5      | 50
              assen    | 2016-10-01 | 12     | 100
              assen    | 2016-06-30 | 99     | 999
        """,
        expect="""
            periode | term 1 | term 2 | rijen 1
            2016 K3 | 15     | 150    | 2
            2016 K4 | 12     | 100    | 1
        """,
    )


def test_only_stated_figures_with_the_asked_name_are_added(spec: Spec) -> None:
    """Een opgave kan eisen hebben aan haar kolommen. Alleen wat voldoet, telt."""
    spec(
        rule="C1",
        indicator="""
            eenheid: plaats
            opgave:
              teller: {kolom: opgave.waarde, naam: banen}
        """,
        register="""
            opgave:
              plaats   | dag        | naam     | waarde
              assen    | 2016-09-30 | banen    | 10
              assen    | 2016-09-30 | woningen | 7
              tynaarlo | 2016-09-30 | banen    | 5
        """,
        expect="""
            term 1 | rijen 1
            15     | 2
        """,
    )


def test_last_stated_figure_of_each_place_in_the_period_counts(spec: Spec) -> None:
    """Met `laatste: ja` telt van elke opgever alleen de laatste opgave in de periode."""
    spec(
        rule="C1",
        term="2016-07-01..2016-12-31",
        periods="kwartaal",
        indicator="""
            eenheid: plaats
            opgave:
              teller: {kolom: opgave.waarde, laatste: ja}
        """,
        register="""
            opgave:
              plaats   | dag        | waarde
              assen    | 2016-07-31 | 10
              assen    | 2016-09-30 | 12
              assen    | 2016-08-31 | 11
              tynaarlo | 2016-08-01 | 5
              assen    | 2016-10-31 | 20
        """,
        expect="""
            periode | term 1 | rijen 1
            2016 K3 | 17     | 2
            2016 K4 | 20     | 1
        """,
    )


def test_stated_nought_is_a_figure_and_an_empty_one_is_not(spec: Spec) -> None:
    """Een opgegeven nul is een cijfer. Een lege opgave telt niet mee en staat apart."""
    spec(
        rule="C1",
        indicator="""
            eenheid: plaats
            opgave: {teller: opgave.waarde}
        """,
        register="""
            opgave:
              plaats   | dag        | waarde
              assen    | 2016-07-31 | 0
              tynaarlo | 2016-08-31 |
        """,
        expect="""
            term 1 | rijen 1 | populatie onbekend
            0      | 1       | 1
        """,
    )


def test_stated_figure_of_after_the_last_known_day_does_not_exist(spec: Spec) -> None:
    """Ook een opgave van na de laatste bekende dag telt niet mee. Dan is de opgave daarvoor
    de laatste.
    """
    spec(
        rule="C1",
        known="2016-09-29",
        indicator="""
            eenheid: plaats
            opgave:
              teller: {kolom: opgave.waarde, laatste: ja}
        """,
        register="""
            opgave:
              plaats | dag        | waarde
              assen  | 2016-08-31 | 11
              assen  | 2016-09-30 | 12
        """,
        expect="""
            term 1
            11
        """,
    )


def test_formula_shows_each_term_apart_numerator_first(spec: Spec) -> None:
    """Een formule laat elk deel apart zien, eerst de teller en dan de noemer. Delen gebeurt
    pas bij het cijfer.
    """
    spec(
        rule="C1",
        indicator="""
            eenheid: euro
            formule:
              teller:
                - som: {kolom: bedrag}
              noemer:
                - aantal: {moment: melding}
                - stand: {tijdvak: uitkering}
        """,
        register="""
            melding:
              persoon | dag        | bedrag
              A       | 2016-08-01 | 10,00
              A       | 2016-09-01 | 5,00
            uitkering:
              persoon | van
              A       | 2016-08-01
        """,
        expect="""
            term 1 | term 2 | term 3
            1500   | 2      | 1
        """,
    )


def test_number_or_parameter_before_a_term_leaves_what_was_counted_as_it_is(spec: Spec) -> None:
    """Een deel kan met een getal of een parameter vermenigvuldigd worden. Wat geteld is,
    blijft daarbij zichtbaar als heel getal.
    """
    spec(
        rule="C1",
        more="""
            parameters:
              tarief:
                - {van: 2016-01-01, waarde: "2,5", bron: begroting}
                - {van: 2017-01-01, waarde: "3", bron: begroting}
        """,
        indicator="""
            eenheid: euro
            formule:
              teller:
                - keer: [tarief, 12]
                  aantal: {moment: melding}
              noemer:
                - keer: tarief
                  stand: {tijdvak: uitkering}
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              A       | 2017-08-01
            uitkering:
              persoon | van
              A       | 2016-08-01
        """,
        expect="""
            term 1 | term 2
            2      | 1
        """,
    )


def test_average_per_month_adds_the_stocks_at_the_month_ends(spec: Spec) -> None:
    """Voor een gemiddelde per maand worden de standen aan het eind van elke maand opgeteld.
    Het delen door het aantal maanden komt later.
    """
    spec(
        rule="C1",
        periods="2016-07-01..2016-09-30",
        indicator="""
            eenheid: persoon
            formule:
              teller:
                - {stand: {tijdvak: uitkering}, gemiddeld per: maand}
              noemer:
                - stand: {tijdvak: uitkering}
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-01-01 |
              B       | 2016-07-31 | 2016-08-30
              C       | 2016-08-01 | 2016-08-31
              D       | 2016-08-01 | 2016-08-15
        """,
        expect="""
            periode                   | term 1 | term 2
            2016-07-01 t/m 2016-09-30 | 5      | 1
        """,
    )


def test_average_per_month_uses_the_last_day_of_a_period_that_ends_mid_month(spec: Spec) -> None:
    """Eindigt een periode midden in een maand, dan telt voor die maand de laatste dag van de
    periode.
    """
    spec(
        rule="C1",
        periods="2016-07-01..2016-08-15",
        indicator="""
            eenheid: persoon
            formule:
              teller:
                - {stand: {tijdvak: uitkering}, gemiddeld per: maand}
              noemer:
                - stand: {tijdvak: uitkering}
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-01-01 |
              B       | 2016-07-31 | 2016-07-31
              C       | 2016-08-15 | 2016-08-31
              D       | 2016-08-16 | 2016-08-31
        """,
        expect="""
            periode                   | term 1 | term 2
            2016-07-01 t/m 2016-08-15 | 4      | 2
        """,
    )


def test_earlier_term_counts_the_same_period_a_year_before(spec: Spec) -> None:
    """`eerder: 1 jaar` telt dezelfde periode een jaar terug, ook als die voor de looptijd ligt."""
    spec(
        rule="C1",
        term="2016-07-01..2017-12-31",
        periods="2016-10-01..2016-12-31, 2017-01-01..2017-02-28",
        indicator="""
            eenheid: melding
            nulmeting: {waarde: 10, bron: jaarverslag}
            formule:
              teller:
                - aantal: {moment: melding}
              noemer:
                - {aantal: {moment: melding}, eerder: 1 jaar}
        """,
        register="""
            melding:
              persoon | dag
              A       | 2015-09-30
              A       | 2015-10-01
              A       | 2015-12-31
              A       | 2016-01-01
              A       | 2016-02-29
              A       | 2016-03-01
              A       | 2016-10-01
              A       | 2017-02-28
        """,
        expect="""
            periode                   | term 1 | term 2
            2016-10-01 t/m 2016-12-31 | 1      | 2
            2017-01-01 t/m 2017-02-28 | 1      | 2
        """,
    )


def test_earlier_stock_is_taken_on_the_last_day_of_the_earlier_period(spec: Spec) -> None:
    """Van een stand telt de laatste dag van de eerdere periode. Het eind van februari blijft
    het eind van februari.
    """
    spec(
        rule="C1",
        periods="2017-02-01..2017-02-28",
        indicator="""
            eenheid: persoon
            nulmeting: {waarde: 10, bron: jaarverslag}
            formule:
              teller:
                - stand: {tijdvak: uitkering}
              noemer:
                - {stand: {tijdvak: uitkering}, eerder: 1 jaar}
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-02-29 | 2016-02-29
              B       | 2016-02-28 | 2016-02-28
              C       | 2017-02-28 |
        """,
        expect="""
            periode                   | term 1 | term 2
            2017-02-01 t/m 2017-02-28 | 1      | 1
        """,
    )


def test_formula_may_use_another_indicator_as_a_term(spec: Spec) -> None:
    """Een deel van een formule kan een andere indicator zijn."""
    spec(
        rule="C1",
        indicator="""
            code: banen
            eenheid: baan
            aantal: {begin: werk}
            ---
            eenheid: baan
            formule:
              teller:
                - indicator: banen
              noemer:
                - aantal: {moment: melding}
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
            werk:
              persoon | van
              A       | 2016-08-01
              B       | 2016-09-01
        """,
        expect="""
            term 1 | term 2
            2      | 1
        """,
    )


def test_term_of_a_formula_takes_an_empty_cell_for_no_value(spec: Spec) -> None:
    """Ook in een formule is een leeg bedrag geen nul, en een lege kolom voldoet niet aan een
    eis.
    """
    spec(
        rule="C1",
        indicator="""
            eenheid: euro
            formule:
              teller:
                - som: {kolom: bedrag}
              noemer:
                - aantal: {moment: melding, soort: huur}
        """,
        register="""
            melding:
              persoon | dag        | soort | bedrag
              A       | 2016-08-01 | huur  | 10,00
              A       | 2016-09-01 | huur  |
              A       | 2016-10-01 |       | 5,00
        """,
        expect="""
            term 1 | term 2
            1500   | 2
        """,
    )


def test_baseline_in_a_formula_is_a_number_of_the_agreement_and_counts_nothing(spec: Spec) -> None:
    """De nulmeting als deel van een formule komt uit de overeenkomst. Er worden geen rijen
    voor geteld.
    """
    spec(
        rule="C1",
        indicator="""
            nulmeting: {waarde: 3, bron: jaarverslag}
            formule:
              teller:
                - stand: {tijdvak: werk}
              noemer:
                - nulmeting: ja
              min een: ja
        """,
        register="""
            werk:
              persoon | van
              A       | 2016-08-01
              B       | 2016-08-01
        """,
        expect="""
            term 1 | term 2
            2      | 0
        """,
    )


def test_measurements_are_counted_without_the_code_for_not_discussed(spec: Spec) -> None:
    """Metingen zijn te tellen als rijen. Een meting met code 99 heeft geen score en telt niet."""
    spec(
        rule="C1",
        indicator="""
            eenheid: meting
            aantal: {score: trede, meting: ja}
        """,
        register="""
            trede:
              persoon | dag        | trede
              A       | 2016-08-01 | 2
              A       | 2016-09-01 | 99
              A       | 2016-10-01 | 2
              B       | 2016-08-01 | 5
        """,
        expect="""
            aantal | populatie onbekend
            3      | 0
        """,
    )


def test_only_measurements_with_the_asked_score_are_counted(spec: Spec) -> None:
    """Vraagt de telling om bepaalde scores, dan tellen alleen de metingen met die score."""
    spec(
        rule="C1",
        indicator="""
            eenheid: meting
            aantal: {score: trede, waarde: [1, 2], meting: ja}
        """,
        register="""
            trede:
              persoon | dag        | trede
              A       | 2016-08-01 | 2
              A       | 2016-09-01 | 3
              A       | 2016-10-01 | 1
              B       | 2016-08-01 | 99
        """,
        expect="""
            aantal | populatie onbekend
            2      | 0
        """,
    )


def test_period_of_which_no_day_is_known_has_no_days(spec: Spec) -> None:
    """Is van een periode nog geen dag bekend, dan zijn er geen dagen te tellen. Van de
    laatste bekende dag telt nog een dag.
    """
    spec(
        rule="C1",
        term="2016-07-01..2016-12-31",
        known="2016-10-01",
        periods="maand",
        indicator="""
            eenheid: dag
            dagen: {tijdvak: uitkering}
        """,
        register="""
            uitkering:
              persoon | van
              A       | 2016-09-30
        """,
        expect="""
            periode | dagen
            2016-09 | 1
            2016-10 | 1
        """,
    )
