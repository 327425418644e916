"""S7 Voorwaarden

Een voorwaarde zegt iets over een dag van iemand en is waar, niet waar of onbekend. Voorwaarden gaan
over kolommen van een rij, over tijdvakken, scores en leeftijd. Ze zijn te combineren met `zonder`,
`alle van` en `een van`. Waar de termijn staat, bepaalt of alles op een dag moet gelden.
"""

from tests.spec.drawn import Spec


def test_value_in_a_column_must_be_one_of_the_named_values(spec: Spec) -> None:
    """Een kolom moet een van de genoemde waarden hebben. Is de kolom leeg, dan is het onbekend."""
    spec(
        rule="S7",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {moment: melding, soort: [huur, zorg], op: zelfde dag}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag        | soort
              A       | 2016-08-01 | huur
              B       | 2016-08-01 | zorg
              C       | 2016-08-01 | water
              D       | 2016-08-01 |
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | behaald
            C       | niet behaald
            D       | onbekend
        """,
    )


def test_one_row_that_fits_is_enough_when_another_row_is_unknown(spec: Spec) -> None:
    """Voldoet een van de rijen van een dag, dan is het waar, ook als een andere rij onbekend
    is. Voldoet geen rij en is er een onbekend, dan is het onbekend.
    """
    spec(
        rule="S7",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {moment: melding, soort: huur, op: zelfde dag}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag        | soort
              A       | 2016-08-01 |
              A       | 2016-08-01 | huur
              B       | 2016-08-01 |
              B       | 2016-08-01 | zorg
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | onbekend
        """,
    )


def test_two_demands_on_columns_must_be_met_by_one_and_the_same_row(spec: Spec) -> None:
    """Twee eisen aan kolommen gelden voor dezelfde rij. Twee rijen die elk aan een eis
    voldoen, zijn niet genoeg.
    """
    spec(
        rule="S7",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {moment: melding, soort: huur, bedrag: {minstens: 100}, op: zelfde dag}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag        | soort | bedrag
              A       | 2016-08-01 | huur  | 100
              B       | 2016-08-01 | huur  | 50
              B       | 2016-08-01 | zorg  | 100
              C       | 2016-08-01 | zorg  |
              D       | 2016-08-01 | huur  |
              E       | 2016-08-01 |       | 50
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
            C       | niet behaald
            D       | onbekend
            E       | niet behaald
        """,
    )


def test_at_least_includes_the_amount_itself(spec: Spec) -> None:
    """`minstens: 100` neemt 100 zelf mee. Een cent minder is te weinig."""
    spec(
        rule="S7",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {moment: melding, bedrag: {minstens: 100}, op: zelfde dag}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag        | bedrag
              A       | 2016-08-01 | 100,00
              B       | 2016-08-01 | 99,99
              C       | 2016-08-01 |
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
            C       | onbekend
        """,
    )


def test_at_most_includes_the_amount_itself(spec: Spec) -> None:
    """`hooguit: 100` neemt 100 zelf mee. Een cent meer is te veel."""
    spec(
        rule="S7",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {moment: melding, bedrag: {hooguit: 100}, op: zelfde dag}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag        | bedrag
              A       | 2016-08-01 | 100,00
              B       | 2016-08-01 | 100,01
              C       | 2016-08-01 |
              D       | 2016-08-01 | 0
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
            C       | onbekend
            D       | behaald
        """,
    )


def test_more_than_leaves_out_the_amount_itself(spec: Spec) -> None:
    """`meer dan: 100` begint bij 100 euro en een cent."""
    spec(
        rule="S7",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {moment: melding, bedrag: {meer dan: 100}, op: zelfde dag}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag        | bedrag
              A       | 2016-08-01 | 100,01
              B       | 2016-08-01 | 100,00
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
        """,
    )


def test_less_than_leaves_out_the_amount_itself(spec: Spec) -> None:
    """`minder dan: 100` eindigt een cent onder 100 euro."""
    spec(
        rule="S7",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {moment: melding, bedrag: {minder dan: 100}, op: zelfde dag}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag        | bedrag
              A       | 2016-08-01 | 99,99
              B       | 2016-08-01 | 100,00
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
        """,
    )


def test_group_of_codes_and_label_of_a_code_stand_for_the_codes(spec: Spec) -> None:
    """De naam van een groep staat voor alle codes erin. De omschrijving van een code staat
    voor die code.
    """
    spec(
        rule="S7",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {tijdvak: uitkering, regeling: [levensonderhoud, Zelfstandigen], op: zelfde dag}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
              C       | 2016-08-01
              D       | 2016-08-01
            uitkering:
              persoon | van        | regeling
              A       | 2016-07-01 | pw
              B       | 2016-07-01 | ioaw
              C       | 2016-07-01 | bbz
              D       | 2016-07-01 |
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | behaald
            C       | behaald
            D       | onbekend
        """,
    )


def test_group_of_codes_leaves_out_the_codes_that_are_not_in_it(spec: Spec) -> None:
    """Een code buiten de groep voldoet niet."""
    spec(
        rule="S7",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {tijdvak: uitkering, regeling: levensonderhoud, op: zelfde dag}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
            uitkering:
              persoon | van        | regeling
              A       | 2016-07-01 | ioaw
              B       | 2016-07-01 | bbz
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
        """,
    )


def test_amount_is_compared_with_a_share_of_another_column_of_its_row(spec: Spec) -> None:
    """Een bedrag kan vergeleken worden met een deel van een andere kolom van dezelfde rij.
    Dat gaat precies, zonder afronden.
    """
    spec(
        rule="S7",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {moment: melding, bedrag: {minstens: 30%, van: maximum}, op: zelfde dag}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag        | bedrag | maximum
              A       | 2016-08-01 | 30,00  | 100,00
              B       | 2016-08-01 | 30,00  | 100,01
              C       | 2016-08-01 | 30,01  | 100,01
              D       | 2016-08-01 | 30,00  |
              E       | 2016-08-01 |        | 100,00
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
            C       | behaald
            D       | onbekend
            E       | onbekend
        """,
    )


def test_amount_below_a_share_of_another_column_leaves_out_the_share_itself(spec: Spec) -> None:
    """Ook tegenover een andere kolom telt bij `minder dan` de grens zelf niet mee."""
    spec(
        rule="S7",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {moment: melding, bedrag: {minder dan: 50%, van: maximum}, op: zelfde dag}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag        | bedrag | maximum
              A       | 2016-08-01 | 49,99  | 100,00
              B       | 2016-08-01 | 50,00  | 100,00
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
        """,
    )


def test_without_turns_yes_into_no_and_leaves_unknown_unknown(spec: Spec) -> None:
    """`zonder` keert een voorwaarde om. Wat onbekend is, blijft onbekend."""
    spec(
        rule="S7",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {zonder: {moment: melding, soort: huur}, op: zelfde dag}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag        | soort
              A       | 2016-08-01 | huur
              B       | 2016-08-01 | zorg
              C       | 2016-08-01 |
        """,
        expect="""
            persoon | klasse
            A       | niet behaald
            B       | behaald
            C       | onbekend
        """,
    )


def test_all_of_is_no_when_one_part_is_no_even_if_another_is_unknown(spec: Spec) -> None:
    """Bij `alle van` maakt een deel dat niet waar is het geheel niet waar. Anders maakt een
    onbekend deel het onbekend.
    """
    spec(
        rule="S7",
        indicator="""
            aandeel:
              van: {moment: melding}
              die:
                alle van:
                  - {moment: melding, soort: huur}
                  - {tijdvak: werk}
                op: zelfde dag
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag        | soort
              A       | 2016-08-01 | huur
              B       | 2016-08-01 | huur
              C       | 2016-08-01 |
              D       | 2016-08-01 |
            werk:
              persoon | van
              A       | 2016-07-01
              C       | 2016-07-01
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
            C       | onbekend
            D       | niet behaald
        """,
    )


def test_one_of_is_yes_when_one_part_is_yes_even_if_another_is_unknown(spec: Spec) -> None:
    """Bij `een van` is een waar deel genoeg. Is er geen, dan maakt een onbekend deel het
    onbekend.
    """
    spec(
        rule="S7",
        indicator="""
            aandeel:
              van: {moment: melding}
              die:
                een van:
                  - {moment: melding, soort: huur}
                  - {tijdvak: werk}
                op: zelfde dag
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag        | soort
              A       | 2016-08-01 | zorg
              B       | 2016-08-01 | zorg
              C       | 2016-08-01 |
              D       | 2016-08-01 |
            werk:
              persoon | van
              A       | 2016-07-01
              C       | 2016-07-01
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
            C       | behaald
            D       | onbekend
        """,
    )


def test_all_of_in_one_window_must_hold_on_one_and_the_same_day(spec: Spec) -> None:
    """Staat de termijn bij `alle van`, dan moeten alle delen op een en dezelfde dag gelden."""
    spec(
        rule="S7",
        indicator="""
            aandeel:
              van: {moment: melding}
              die:
                alle van:
                  - {tijdvak: werk}
                  - {tijdvak: woonplaats}
                binnen: 3 maanden
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
            werk:
              persoon | van        | tot
              A       | 2016-08-10 | 2016-09-02
              B       | 2016-08-10 | 2016-09-01
            woonplaats:
              persoon | van        | tot en met
              A       | 2016-09-01 | 2016-12-31
              B       | 2016-09-01 | 2016-12-31
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
        """,
    )


def test_all_of_with_a_window_for_each_part_may_hold_on_different_days(spec: Spec) -> None:
    """Heeft elk deel een eigen termijn, dan mogen de delen op verschillende dagen gelden."""
    spec(
        rule="S7",
        indicator="""
            aandeel:
              van: {moment: melding}
              die:
                alle van:
                  - {tijdvak: werk, binnen: 1 maand}
                  - {tijdvak: woonplaats, binnen: 3 maanden}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
              C       | 2016-08-01
            werk:
              persoon | van        | tot
              A       | 2016-08-10 | 2016-09-01
              B       | 2016-09-02 | 2016-10-01
              C       | 2016-09-01 | 2016-10-01
            woonplaats:
              persoon | van        | tot en met
              A       | 2016-11-01 | 2016-12-31
              B       | 2016-09-01 | 2016-12-31
              C       | 2016-11-02 | 2016-12-31
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
            C       | niet behaald
        """,
    )


def test_one_of_with_a_window_for_each_part_keeps_each_window_apart(spec: Spec) -> None:
    """Bij `een van` met eigen termijnen geldt elke termijn alleen voor zijn eigen deel."""
    spec(
        rule="S7",
        indicator="""
            aandeel:
              van: {moment: melding}
              die:
                een van:
                  - {begin: werk, binnen: 1 maand}
                  - {begin: woonplaats, binnen: 3 maanden}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
              C       | 2016-08-01
            werk:
              persoon | van
              A       | 2016-09-02
              C       | 2016-09-01
            woonplaats:
              persoon | van
              B       | 2016-11-01
        """,
        expect="""
            persoon | klasse
            A       | niet behaald
            B       | behaald
            C       | behaald
        """,
    )


def test_not_one_of_two_results_is_met_when_neither_happened(spec: Spec) -> None:
    """`zonder` om een combinatie heen keert het geheel om: geen van beide mag gebeurd zijn."""
    spec(
        rule="S7",
        indicator="""
            aandeel:
              van: {moment: melding}
              die:
                zonder:
                  een van:
                    - {begin: werk, binnen: 1 jaar}
                    - {begin: woonplaats, binnen: 1 jaar}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
              C       | 2016-08-01
            werk:
              persoon | van
              A       | 2016-09-01
            woonplaats:
              persoon | van
              B       | 2016-09-01
              C       | 2017-08-02
        """,
        expect="""
            persoon | klasse
            A       | niet behaald
            B       | niet behaald
            C       | behaald
        """,
    )


def test_not_having_something_on_some_day_differs_from_never_having_it(spec: Spec) -> None:
    """`zonder` binnen de termijn vraagt een dag zonder. `zonder` om de termijn heen vraagt
    dat het geen enkele dag zo was.
    """
    spec(
        rule="S7",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {zonder: {tijdvak: uitkering, binnen: 3 maanden}}
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
              A       | 2016-09-01 | 2016-09-01
              B       | 2016-11-02 |
              C       | 2016-11-01 |
        """,
        expect="""
            persoon | klasse
            A       | niet behaald
            B       | behaald
            C       | niet behaald
        """,
    )


def test_spell_that_goes_on_without_a_gap_has_no_new_begin(spec: Spec) -> None:
    """Sluit een tijdvak aan op het vorige, dan is er geen nieuw begin. Met een dag ertussen wel."""
    spec(
        rule="S7",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: uitkering, binnen: 1 jaar}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
            uitkering:
              persoon | van        | tot en met
              A       | 2016-07-01 | 2016-09-30
              A       | 2016-10-01 |
              B       | 2016-07-01 | 2016-09-30
              B       | 2016-10-02 |
        """,
        expect="""
            persoon | klasse
            A       | niet behaald
            B       | behaald
        """,
    )


def test_end_of_a_spell_is_its_last_day(spec: Spec) -> None:
    """Een einde valt op de laatste dag van het tijdvak. Loopt het daarna meteen door, dan is
    er geen einde.
    """
    spec(
        rule="S7",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {einde: uitkering, binnen: 3 maanden}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
              C       | 2016-08-01
              D       | 2016-08-01
              E       | 2016-08-01
            uitkering:
              persoon | van        | tot en met
              A       | 2016-07-01 | 2016-11-01
              B       | 2016-07-01 | 2016-11-02
              C       | 2016-07-01 | 2016-09-30
              C       | 2016-10-01 |
              D       | 2016-07-01 | 2016-08-01
              E       | 2016-07-01 | 2016-07-31
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
            C       | niet behaald
            D       | behaald
            E       | niet behaald
        """,
    )


def test_end_of_a_spell_with_an_exclusive_end_is_the_day_before(spec: Spec) -> None:
    """Bij een baan met `tot` is het einde de dag daarvoor."""
    spec(
        rule="S7",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {einde: werk, binnen: 3 maanden}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
            werk:
              persoon | van        | tot
              A       | 2016-07-01 | 2016-11-02
              B       | 2016-07-01 | 2016-11-03
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
        """,
    )


def test_spell_must_have_lasted_a_number_of_days(spec: Spec) -> None:
    """`minstens oud: 56 dagen` geldt vanaf de 56e dag na het begin. Wie de dag ervoor gemeld
    is, voldoet nog niet.
    """
    spec(
        rule="S7",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {tijdvak: uitkering, minstens oud: 56 dagen, op: zelfde dag}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-10-01
              B       | 2016-10-01
              C       | 2016-10-01
              D       | 2016-10-01
            uitkering:
              persoon | van        | tot en met
              A       | 2016-08-06 |
              B       | 2016-08-07 |
              C       | 2016-01-01 | 2016-09-30
              D       | 2016-08-06 | 2016-09-05
              D       | 2016-09-06 |
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
            C       | niet behaald
            D       | behaald
        """,
    )


def test_client_is_anchored_on_the_day_the_spell_is_old_enough(spec: Spec) -> None:
    """Wie zo lang een uitkering heeft, doet mee vanaf de dag waarop dat voor het eerst zo is."""
    spec(
        rule="S7",
        indicator="""
            aandeel:
              van: {tijdvak: uitkering, minstens oud: 1 maand}
              die: {begin: werk, binnen: 1 maand}
              onbekend: niet behaald
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2017-01-31 |
              B       | 2017-01-15 | 2017-02-15
              C       | 2017-01-15 | 2017-02-14
              D       | 2016-01-01 |
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2017-02-28 | niet behaald
            B       | 2017-02-15 | niet behaald
            C       |            | niet in de populatie
            D       | 2016-07-01 | niet behaald
        """,
    )


def test_score_must_have_been_measured_a_while_ago(spec: Spec) -> None:
    """Een score is oud genoeg als zij zo lang geleden gemeten is. Een nieuwe meting begint
    opnieuw, ook met dezelfde score.
    """
    spec(
        rule="S7",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {score: trede, waarde: [1, 2], minstens oud: 56 dagen, op: zelfde dag}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-10-01
              B       | 2016-10-01
              C       | 2016-10-01
            trede:
              persoon | dag        | trede
              A       | 2016-08-06 | 2
              B       | 2016-08-07 | 2
              C       | 2016-07-01 | 2
              C       | 2016-09-01 | 2
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
            C       | niet behaald
        """,
    )


def test_score_is_named_by_a_bound_on_the_scale(spec: Spec) -> None:
    """Een score kan ook met een grens: minstens, hooguit, meer dan of minder dan een trede.
    Code 99 hoort nergens bij.
    """
    spec(
        rule="S7",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {score: trede, meer dan: 3, binnen: 1 jaar}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
              C       | 2016-08-01
              D       | 2016-08-01
            trede:
              persoon | dag        | trede
              A       | 2016-10-01 | 4
              B       | 2016-10-01 | 3
              C       | 2016-10-01 | 6
              D       | 2016-10-01 | 99
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
            C       | behaald
            D       | onbekend
        """,
    )


def test_score_at_most_and_less_than_stop_at_the_bound(spec: Spec) -> None:
    """`minder dan: 3` is trede 1 en 2."""
    spec(
        rule="S7",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {score: trede, minder dan: 3, binnen: 1 jaar}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
            trede:
              persoon | dag        | trede
              A       | 2016-10-01 | 2
              B       | 2016-10-01 | 3
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
        """,
    )


def test_score_not_lower_than_at_the_anchor_may_be_equal(spec: Spec) -> None:
    """`niet lager dan: begin` vergelijkt met de eigen score op de ankerdag. Gelijk blijven is
    genoeg.
    """
    spec(
        rule="S7",
        indicator="""
            aandeel:
              van: {score: trede, waarde: [3, 4]}
              die: {score: trede, niet lager dan: begin, laatste: ja, binnen: 1 jaar}
              onbekend: eruit
        """,
        register="""
            trede:
              persoon | dag        | trede
              A       | 2016-08-01 | 3
              A       | 2017-08-01 | 3
              B       | 2016-08-01 | 4
              B       | 2017-08-01 | 3
              C       | 2016-08-01 | 3
              C       | 2017-01-01 | 2
              C       | 2017-08-01 | 4
              D       | 2016-08-01 | 3
              E       | 2016-08-01 | 3
              E       | 2017-08-01 | 99
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
            C       | behaald
            D       | onbekend
            E       | onbekend
        """,
    )


def test_score_higher_than_at_the_anchor_must_really_rise(spec: Spec) -> None:
    """`hoger dan: begin` vraagt een hogere score dan op de ankerdag. Gelijk is niet genoeg."""
    spec(
        rule="S7",
        indicator="""
            aandeel:
              van: {score: trede, waarde: [1, 2, 3]}
              die: {score: trede, hoger dan: begin, binnen: 1 jaar}
              onbekend: niet behaald
        """,
        register="""
            trede:
              persoon | dag        | trede
              A       | 2016-08-01 | 2
              A       | 2016-12-01 | 3
              B       | 2016-08-01 | 2
              B       | 2016-12-01 | 2
              C       | 2016-08-01 | 3
              C       | 2016-12-01 | 2
              C       | 2017-03-01 | 3
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
            C       | niet behaald
        """,
    )


def test_score_not_higher_than_at_the_anchor_may_be_equal(spec: Spec) -> None:
    """`niet hoger dan: begin` neemt een gelijke score mee."""
    spec(
        rule="S7",
        indicator="""
            aandeel:
              van: {score: trede, waarde: [3, 4]}
              die: {score: trede, niet hoger dan: begin, laatste: ja, binnen: 1 jaar}
              onbekend: niet behaald
        """,
        register="""
            trede:
              persoon | dag        | trede
              A       | 2016-08-01 | 3
              A       | 2017-01-01 | 3
              B       | 2016-08-01 | 3
              B       | 2017-01-01 | 4
              C       | 2016-08-01 | 3
              C       | 2017-01-01 | 2
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
            C       | behaald
        """,
    )


def test_score_lower_than_at_the_anchor_must_really_drop(spec: Spec) -> None:
    """`lager dan: begin` vraagt een lagere score dan op de ankerdag."""
    spec(
        rule="S7",
        indicator="""
            aandeel:
              van: {score: trede, waarde: [3, 4]}
              die: {score: trede, lager dan: begin, binnen: 1 jaar}
              onbekend: niet behaald
        """,
        register="""
            trede:
              persoon | dag        | trede
              A       | 2016-08-01 | 3
              A       | 2017-01-01 | 2
              B       | 2016-08-01 | 3
              B       | 2017-01-01 | 3
              C       | 2016-08-01 | 3
              C       | 2017-01-01 | 4
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
            C       | niet behaald
        """,
    )


def test_score_at_the_anchor_is_the_one_that_holds_that_day(spec: Spec) -> None:
    """De score op de ankerdag is de laatste score tot en met die dag. Zonder zo'n score is er
    niets om mee te vergelijken en is het onbekend.
    """
    spec(
        rule="S7",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {score: trede, niet lager dan: begin, laatste: ja, binnen: 1 jaar}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
              C       | 2016-08-01
              D       | 2016-08-01
            trede:
              persoon | dag        | trede
              A       | 2016-06-01 | 4
              A       | 2016-07-01 | 2
              A       | 2017-01-01 | 3
              B       | 2016-07-01 | 2
              B       | 2016-08-01 | 4
              B       | 2017-01-01 | 3
              C       | 2016-08-02 | 3
              C       | 2017-01-01 | 4
              D       | 2016-07-01 | 3
              D       | 2016-08-01 | 99
              D       | 2017-01-01 | 3
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
            C       | onbekend
            D       | behaald
        """,
    )


def test_expired_score_at_the_anchor_leaves_nothing_to_compare_with(spec: Spec) -> None:
    """Was de score op de ankerdag al verlopen, dan is de vergelijking onbekend. Op de laatste
    dag dat zij geldt, kan het nog.
    """
    spec(
        rule="S7",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {score: matrix, hoger dan: begin, binnen: 1 jaar}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-15
              B       | 2016-08-15
            matrix:
              persoon | dag        | niveau
              A       | 2016-02-15 | 2
              A       | 2016-10-01 | 3
              B       | 2016-02-14 | 2
              B       | 2016-10-01 | 3
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | onbekend
        """,
    )


def test_client_rises_when_the_score_passes_from_the_old_group_to_the_new(spec: Spec) -> None:
    """Een overgang is de dag van de meting waarop de score van de ene groep naar de andere
    gaat. Wie hoog blijft, gaat niet opnieuw over.
    """
    spec(
        rule="S7",
        indicator="""
            aandeel:
              van: {overgang: {score: trede, van: [1, 2], naar: [3, 4]}, telkens: elke}
              die: {begin: werk, binnen: 1 maand}
              onbekend: niet behaald
        """,
        register="""
            trede:
              persoon | dag        | trede
              A       | 2016-08-01 | 2
              A       | 2016-09-01 | 3
              A       | 2016-10-01 | 4
              B       | 2016-08-01 | 2
              B       | 2016-09-01 | 3
              B       | 2016-10-01 | 1
              B       | 2016-11-01 | 4
              C       | 2016-08-01 | 3
              C       | 2016-09-01 | 4
              D       | 2016-08-01 | 1
              D       | 2016-09-01 | 5
              D       | 2016-10-01 | 4
            werk:
              persoon | van
              A       | 2016-09-15
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-09-01 | behaald
            B       | 2016-09-01 | niet behaald
            B       | 2016-11-01 | niet behaald
            C       |            | niet in de populatie
            D       |            | niet in de populatie
        """,
    )


def test_transition_looks_past_the_code_for_not_discussed(spec: Spec) -> None:
    """Code 99 is geen score. De score ervoor blijft gelden, dus de overgang telt bij de
    eerste echte score.
    """
    spec(
        rule="S7",
        indicator="""
            aandeel:
              van: {overgang: {score: trede, van: [1, 2], naar: [3, 4]}, telkens: elke}
              die: {begin: werk, binnen: 1 maand}
              onbekend: niet behaald
        """,
        register="""
            trede:
              persoon | dag        | trede
              A       | 2016-08-01 | 2
              A       | 2016-09-01 | 99
              A       | 2016-10-01 | 3
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-10-01 | niet behaald
        """,
    )


def test_first_score_ever_is_no_transition(spec: Spec) -> None:
    """Wie nog geen score had, kan niet van de ene naar de andere groep gaan. Een score van
    voor de looptijd telt als score ervoor wel.
    """
    spec(
        rule="S7",
        indicator="""
            aandeel:
              van: {overgang: {score: trede, van: [1, 2], naar: [3, 4]}}
              die: {begin: werk, binnen: 1 maand}
              onbekend: niet behaald
        """,
        register="""
            trede:
              persoon | dag        | trede
              A       | 2016-08-01 | 3
              B       | 2016-03-01 | 2
              B       | 2016-08-01 | 3
              C       | 2016-03-01 | 2
              C       | 2016-06-30 | 3
        """,
        expect="""
            persoon | anker      | klasse
            A       |            | niet in de populatie
            B       | 2016-08-01 | niet behaald
            C       |            | niet in de populatie
        """,
    )


def test_transition_from_an_expired_score_is_unknown(spec: Spec) -> None:
    """Was de vorige score de dag ervoor al verlopen, dan is niet bekend of er een overgang is."""
    spec(
        rule="S7",
        indicator="""
            aandeel:
              van: {overgang: {score: matrix, van: [1, 2], naar: [3, 4]}}
              die: {begin: werk, binnen: 1 maand}
              onbekend: niet behaald
        """,
        register="""
            matrix:
              persoon | dag        | niveau
              A       | 2016-08-15 | 2
              A       | 2017-02-15 | 3
              B       | 2016-08-15 | 2
              B       | 2017-03-15 | 3
              C       | 2016-08-15 | 2
              C       | 2017-03-15 | 1
        """,
        expect="""
            persoon | klasse
            A       | niet behaald
            B       | populatie onbekend
            C       | niet in de populatie
        """,
    )


def test_transition_stays_within_the_measurements_that_are_asked_for(spec: Spec) -> None:
    """Een eis aan de meting kiest welke metingen meedoen, voor de score ervoor en voor de
    score erna. Een score van een ander domein telt voor geen van beide.
    """
    spec(
        rule="S7",
        indicator="""
            aandeel:
              van: {overgang: {score: matrix, van: [1, 2], naar: [3, 4], waarbij: {domein: wonen}}}
              die: {begin: werk, binnen: 1 maand}
              onbekend: niet behaald
        """,
        register="""
            matrix:
              persoon | dag        | domein | niveau
              A       | 2016-08-01 | wonen  | 2
              A       | 2016-09-01 | geld   | 4
              A       | 2016-10-01 | wonen  | 3
              B       | 2016-08-01 | wonen  | 2
              B       | 2016-09-01 | geld   | 4
              C       | 2016-08-01 | geld   | 2
              C       | 2016-09-01 | wonen  | 4
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-10-01 | niet behaald
            B       |            | niet in de populatie
            C       |            | niet in de populatie
        """,
    )


def test_score_of_one_domain_holds_until_the_next_score_of_that_domain(spec: Spec) -> None:
    """Vraagt een voorwaarde om een domein, dan geldt de score van dat domein. Een nieuwe
    score op een ander domein verandert haar niet.
    """
    spec(
        rule="S7",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {score: matrix, domein: wonen, minstens: 3, op: zelfde dag}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
            matrix:
              persoon | dag        | domein | niveau
              A       | 2016-06-01 | wonen  | 3
              A       | 2016-07-01 | geld   | 1
              B       | 2016-06-01 | wonen  | 1
              B       | 2016-07-01 | geld   | 3
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
        """,
    )


def test_fixed_fact_about_a_client_can_be_a_condition(spec: Spec) -> None:
    """Een vast gegeven uit de tabel met personen geldt op elke dag. Is het leeg, dan is het
    onbekend.
    """
    spec(
        rule="S7",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {onderwerp: persoon, geslacht: v, op: zelfde dag}
              onbekend: niet behaald
        """,
        register="""
            persoon:
              persoon | geslacht
              A       | v
              B       | m
              C       |
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
              C       | 2016-08-01
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
            C       | onbekend
        """,
    )


def test_age_is_reached_on_the_birthday_and_kept_until_the_next(spec: Spec) -> None:
    """Een leeftijd geldt vanaf de verjaardag tot en met de dag voor de volgende. Een lege
    geboortedag maakt het onbekend.
    """
    spec(
        rule="S7",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {leeftijd: {van: 18, tot en met: 26}, op: zelfde dag}
              onbekend: niet behaald
        """,
        register="""
            persoon:
              persoon | geboren
              A       | 1999-03-01
              B       | 1999-03-02
              C       | 1990-03-02
              D       | 1990-03-01
              E       |
            melding:
              persoon | dag
              A       | 2017-03-01
              B       | 2017-03-01
              C       | 2017-03-01
              D       | 2017-03-01
              E       | 2017-03-01
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
            C       | behaald
            D       | niet behaald
            E       | onbekend
        """,
    )


def test_client_without_a_row_in_the_table_of_persons_has_an_unknown_age(spec: Spec) -> None:
    """Ontbreekt iemand in de tabel met personen, dan is de leeftijd onbekend."""
    spec(
        rule="S7",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {leeftijd: {tot en met: 26}, op: zelfde dag}
              onbekend: niet behaald
        """,
        register="""
            persoon:
              persoon | geboren
              A       | 1999-03-01
            melding:
              persoon | dag
              A       | 2017-03-01
              B       | 2017-03-01
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | onbekend
        """,
    )


def test_client_born_on_the_leap_day_has_a_birthday_on_the_28th_of_february(spec: Spec) -> None:
    """Wie op 29 februari geboren is, wordt in een gewoon jaar op 28 februari een jaar ouder."""
    spec(
        rule="S7",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {leeftijd: {van: 17}, op: zelfde dag}
              onbekend: niet behaald
        """,
        register="""
            persoon:
              persoon | geboren
              A       | 2000-02-29
              B       | 2000-02-29
              C       | 2000-03-01
            melding:
              persoon | dag
              A       | 2017-02-28
              B       | 2017-02-27
              C       | 2017-02-28
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
            C       | niet behaald
        """,
    )


def test_profit_is_compared_with_a_share_of_the_norm_over_the_whole_year(spec: Spec) -> None:
    """Een som per jaar wordt vergeleken met een deel van een andere som. Precies het deel is
    genoeg voor `minstens`.
    """
    spec(
        rule="S7",
        term="2016-01-01..2017-12-31",
        periods="jaar",
        indicator="""
            aantal:
              eenheid: persoon
              die: {som: winst, minstens: 30%, van: {som: norm}, per: jaar}
        """,
        register="""
            inkomsten:
              persoon | dag        | winst
              A       | 2016-01-31 | 100,00
              A       | 2016-02-29 | 500,00
              B       | 2016-01-31 | 100,00
              B       | 2016-02-29 | 499,99
            normbedrag:
              persoon | dag        | norm
              A       | 2016-01-01 | 1000,00
              A       | 2016-02-01 | 1000,00
              B       | 2016-01-01 | 1000,00
              B       | 2016-02-01 | 1000,00
        """,
        expect="""
            periode | aantal | populatie onbekend
            2016    | 1      | 0
        """,
    )


def test_profit_of_one_year_says_nothing_about_another_year(spec: Spec) -> None:
    """Elk jaar heeft zijn eigen sommen."""
    spec(
        rule="S7",
        term="2016-01-01..2017-12-31",
        periods="jaar",
        indicator="""
            aantal:
              eenheid: persoon
              die:
                alle van:
                  - {onderwerp: persoon}
                  - {som: winst, minstens: 30%, van: {som: norm}, per: jaar}
        """,
        register="""
            persoon:
              persoon
              A
              B
            inkomsten:
              persoon | dag        | winst
              A       | 2016-12-31 | 300,00
              A       | 2017-01-01 | 100,00
              B       | 2016-12-31 | 299,99
              B       | 2017-01-01 | 300,01
            normbedrag:
              persoon | dag        | norm
              A       | 2016-12-01 | 1000,00
              A       | 2017-01-01 | 1000,00
              B       | 2016-12-01 | 1000,00
              B       | 2017-01-01 | 1000,00
        """,
        expect="""
            periode | aantal
            2016    | 1
            2017    | 1
        """,
    )


def test_months_with_only_one_of_the_two_amounts_are_left_out(spec: Spec) -> None:
    """Alleen maanden met beide bedragen tellen mee. Een maand met winst zonder norm, of met
    norm zonder winst, valt weg.
    """
    spec(
        rule="S7",
        term="2016-01-01..2017-12-31",
        periods="jaar",
        indicator="""
            aantal:
              eenheid: persoon
              die:
                alle van:
                  - {onderwerp: persoon}
                  - {som: winst, minstens: 30%, van: {som: norm}, per: jaar}
        """,
        register="""
            persoon:
              persoon
              A
              B
            inkomsten:
              persoon | dag        | winst
              A       | 2016-01-31 | 200,00
              A       | 2016-02-29 | 5000,00
              B       | 2016-01-31 | 300,00
            normbedrag:
              persoon | dag        | norm
              A       | 2016-01-01 | 1000,00
              B       | 2016-01-01 | 1000,00
              B       | 2016-02-01 | 1000,00
        """,
        expect="""
            periode | aantal
            2016    | 1
        """,
    )


def test_several_amounts_in_one_month_are_added(spec: Spec) -> None:
    """Staan er meer bedragen in een maand, dan worden ze opgeteld. Ook verlies telt mee."""
    spec(
        rule="S7",
        term="2016-01-01..2017-12-31",
        periods="jaar",
        indicator="""
            aantal:
              eenheid: persoon
              die:
                alle van:
                  - {onderwerp: persoon}
                  - {som: winst, minstens: 30%, van: {som: norm}, per: jaar}
        """,
        register="""
            persoon:
              persoon
              A
              B
            inkomsten:
              persoon | dag        | winst
              A       | 2016-01-10 | 200,00
              A       | 2016-01-20 | 100,00
              B       | 2016-01-10 | 400,00
              B       | 2016-01-20 | -100,01
            normbedrag:
              persoon | dag        | norm
              A       | 2016-01-01 | 600,00
              A       | 2016-01-31 | 400,00
              B       | 2016-01-01 | 1000,00
        """,
        expect="""
            periode | aantal
            2016    | 1
        """,
    )


def test_only_months_with_benefit_count_when_the_indicator_says_so(spec: Spec) -> None:
    """Met `over: maanden met uitkering` telt een maand alleen als er minstens een dag een
    uitkering liep.
    """
    spec(
        rule="S7",
        term="2016-01-01..2017-12-31",
        periods="jaar",
        indicator="""
            aantal:
              eenheid: persoon
              die:
                alle van:
                  - {onderwerp: persoon}
                  - som: winst
                    minstens: 30%
                    van: {som: norm}
                    over: maanden met uitkering
                    per: jaar
        """,
        register="""
            persoon:
              persoon
              A
              B
              C
            inkomsten:
              persoon | dag        | winst
              A       | 2016-01-31 | 300,00
              A       | 2016-02-29 | 0
              B       | 2016-01-31 | 300,00
              B       | 2016-02-29 | 0
              C       | 2016-01-31 | 0
              C       | 2016-02-29 | 600,00
            normbedrag:
              persoon | dag        | norm
              A       | 2016-01-01 | 1000,00
              A       | 2016-02-01 | 1000,00
              B       | 2016-01-01 | 1000,00
              B       | 2016-02-01 | 1000,00
              C       | 2016-01-01 | 1000,00
              C       | 2016-02-01 | 1000,00
            uitkering:
              persoon | van        | tot en met
              A       | 2016-01-01 | 2016-01-31
              B       | 2016-01-01 | 2016-02-01
              C       | 2016-02-29 | 2016-03-31
        """,
        expect="""
            periode | aantal
            2016    | 2
        """,
    )


def test_missing_amount_makes_the_whole_year_unknown(spec: Spec) -> None:
    """Ontbreekt een bedrag in een maand die meetelt, dan is het hele jaar onbekend. Dat is
    geen nul.
    """
    spec(
        rule="S7",
        term="2016-01-01..2017-12-31",
        periods="jaar",
        indicator="""
            aantal:
              eenheid: persoon
              die:
                alle van:
                  - {onderwerp: persoon}
                  - {som: winst, minstens: 30%, van: {som: norm}, per: jaar}
        """,
        register="""
            persoon:
              persoon
              A
              B
              C
            inkomsten:
              persoon | dag        | winst
              A       | 2016-01-31 | 900,00
              A       | 2016-02-29 |
              B       | 2016-01-31 | 900,00
              B       | 2016-02-29 | 100,00
              C       | 2016-01-31 | 300,00
              C       | 2016-02-29 |
            normbedrag:
              persoon | dag        | norm
              A       | 2016-01-01 | 1000,00
              A       | 2016-02-01 | 1000,00
              B       | 2016-01-01 | 1000,00
              B       | 2016-02-01 |
              C       | 2016-01-01 | 1000,00
        """,
        expect="""
            periode | aantal | populatie onbekend
            2016    | 1      | 2
        """,
    )


def test_sum_per_month_is_compared_month_by_month(spec: Spec) -> None:
    """Met `per: maand` wordt elke maand apart vergeleken. De maand waarin het lukt, telt op
    zijn laatste dag.
    """
    spec(
        rule="S7",
        term="2016-01-01..2016-12-31",
        periods="maand",
        indicator="""
            aantal:
              eenheid: persoon
              die:
                alle van:
                  - {onderwerp: persoon}
                  - {som: winst, meer dan: 30%, van: {som: norm}, per: maand}
        """,
        register="""
            persoon:
              persoon
              A
              B
            inkomsten:
              persoon | dag        | winst
              A       | 2016-01-31 | 300,01
              A       | 2016-02-29 | 300,00
              B       | 2016-01-31 | 100,00
              B       | 2016-02-29 | 800,00
            normbedrag:
              persoon | dag        | norm
              A       | 2016-01-01 | 1000,00
              A       | 2016-02-01 | 1000,00
              B       | 2016-01-01 | 1000,00
              B       | 2016-02-01 | 1000,00
        """,
        expect="""
            periode | aantal
            2016-01 | 1
            2016-02 | 1
        """,
    )


def test_client_whose_profit_suffices_is_split_by_home_on_the_last_day_of_the_year(
    spec: Spec,
) -> None:
    """Wie over een jaar voldoet, hoort bij de gemeente waar hij op de laatste dag van dat
    jaar woont.
    """
    spec(
        rule="S7",
        term="2016-01-01..2017-12-31",
        periods="jaar",
        indicator="""
            splits: [gemeente]
            aantal:
              eenheid: persoon
              die:
                alle van:
                  - {onderwerp: persoon}
                  - {som: winst, minstens: 30%, van: {som: norm}, per: jaar}
        """,
        register="""
            persoon:
              persoon
              A
            woonplaats:
              persoon | van        | tot en met | gemeente
              A       | 2015-01-01 | 2016-12-30 | assen
              A       | 2016-12-31 | 2016-12-31 | tynaarlo
              A       | 2017-01-01 |            | assen
            inkomsten:
              persoon | dag        | winst
              A       | 2016-01-31 | 300,00
            normbedrag:
              persoon | dag        | norm
              A       | 2016-01-01 | 1000,00
        """,
        expect="""
            periode | gemeente | aantal
            2016    | -        | 1
            2016    | tynaarlo | 1
        """,
    )


def test_year_counts_only_when_its_last_day_is_known(spec: Spec) -> None:
    """Een jaar telt pas als zijn laatste dag bekend is."""
    spec(
        rule="S7",
        term="2016-01-01..2017-12-31",
        known="2017-12-30",
        periods="jaar",
        indicator="""
            aantal:
              eenheid: persoon
              die:
                alle van:
                  - {onderwerp: persoon}
                  - {som: winst, minstens: 30%, van: {som: norm}, per: jaar}
        """,
        register="""
            persoon:
              persoon
              A
            inkomsten:
              persoon | dag        | winst
              A       | 2016-01-31 | 300,00
              A       | 2017-01-31 | 300,00
            normbedrag:
              persoon | dag        | norm
              A       | 2016-01-01 | 1000,00
              A       | 2017-01-01 | 1000,00
        """,
        expect="""
            periode | aantal | populatie onbekend
            2016    | 1      | 0
        """,
    )


def test_client_without_any_month_with_both_amounts_is_unknown(spec: Spec) -> None:
    """Heeft iemand wel bedragen maar geen enkele maand met allebei, dan is het onbekend.
    Heeft iemand helemaal geen bedragen, dan voldoet hij gewoon niet.
    """
    spec(
        rule="S7",
        term="2016-01-01..2017-12-31",
        periods="jaar",
        indicator="""
            aantal:
              eenheid: persoon
              die:
                alle van:
                  - {onderwerp: persoon}
                  - {som: winst, minstens: 30%, van: {som: norm}, per: jaar}
        """,
        register="""
            persoon:
              persoon
              A
              B
              C
            inkomsten:
              persoon | dag        | winst
              A       | 2016-01-31 | 300,00
              A       | 2016-02-29 | 300,00
              C       | 2016-01-31 | 300,00
            normbedrag:
              persoon | dag        | norm
              A       | 2016-03-01 | 1000,00
              C       | 2016-01-01 | 1000,00
        """,
        expect="""
            periode | aantal | populatie onbekend
            2016    | 1      | 1
        """,
    )


def test_months_can_also_be_those_with_an_event(spec: Spec) -> None:
    """`over: maanden met melding` neemt alleen maanden met minstens een melding."""
    spec(
        rule="S7",
        term="2016-01-01..2017-12-31",
        periods="jaar",
        indicator="""
            aantal:
              eenheid: persoon
              die:
                alle van:
                  - {onderwerp: persoon}
                  - som: winst
                    minstens: 30%
                    van: {som: norm}
                    over: maanden met melding
                    per: jaar
        """,
        register="""
            persoon:
              persoon
              A
              B
            inkomsten:
              persoon | dag        | winst
              A       | 2016-01-31 | 300,00
              A       | 2016-02-29 | 0
              B       | 2016-01-31 | 300,00
              B       | 2016-02-29 | 0
            normbedrag:
              persoon | dag        | norm
              A       | 2016-01-01 | 1000,00
              A       | 2016-02-01 | 1000,00
              B       | 2016-01-01 | 1000,00
              B       | 2016-02-01 | 1000,00
            melding:
              persoon | dag
              A       | 2016-01-15
              B       | 2016-01-15
              B       | 2016-02-01
        """,
        expect="""
            periode | aantal | populatie onbekend
            2016    | 1      | 0
        """,
    )
