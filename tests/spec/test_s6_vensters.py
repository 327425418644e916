"""S6 Termijnen: wanneer het resultaat telt.

Een termijn loopt vanaf de ankerdag en wordt daar een keer uit berekend. De laatste dag telt mee.
"""

from tests.spec.drawn import Spec


def test_within_a_year_counts_through_the_same_day_a_year_later(spec: Spec) -> None:
    """`binnen: 1 jaar`: tot en met dezelfde dag een jaar later; de dag erna niet meer."""
    spec(
        rule="S6",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 1 jaar}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
            werk:
              persoon | van
              A       | 2017-08-01
              B       | 2017-08-02
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
        """,
    )


def test_a_score_counts_only_after_the_anchor_day(spec: Spec) -> None:
    """Een gebeurtenis op de ankerdag zelf telt mee; een score moet van een latere dag zijn."""
    spec(
        rule="S6",
        indicator="""
            aandeel:
              van: {score: trede, waarde: [1, 2]}
              die: {een van: [{score: trede, minstens: 2}, {moment: melding}], binnen: 1 jaar}
              onbekend: niet behaald
        """,
        register="""
            trede:
              persoon | dag        | trede
              A       | 2016-08-01 | 2
              B       | 2016-08-01 | 2
            melding:
              persoon | dag
              A       | 2016-08-01
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-08-01 | behaald
            B       | 2016-08-01 | onbekend
        """,
    )


def test_within_days_counts_through_the_nth_day_after_the_anchor(spec: Spec) -> None:
    """`binnen: 14 dagen` loopt tot en met de veertiende dag na de ankerdag. Twee weken is
    evenveel.
    """
    spec(
        rule="S6",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 2 weken}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2017-02-20
              B       | 2017-02-20
            werk:
              persoon | van
              A       | 2017-03-06
              B       | 2017-03-07
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
        """,
    )


def test_event_on_the_anchor_day_counts_and_an_event_before_it_does_not(spec: Spec) -> None:
    """De termijn begint op de ankerdag zelf. Wat de dag ervoor gebeurde, is geen resultaat."""
    spec(
        rule="S6",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 1 jaar}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
            werk:
              persoon | van
              A       | 2016-08-01
              B       | 2016-07-31
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
        """,
    )


def test_window_in_months_ends_on_the_last_day_of_a_shorter_month(spec: Spec) -> None:
    """Een maand na 31 januari is 28 februari, want een 31 februari is er niet. Dat is de laatste
    dag.
    """
    spec(
        rule="S6",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 1 maand}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2017-01-31
              B       | 2017-01-31
            werk:
              persoon | van
              A       | 2017-02-28
              B       | 2017-03-01
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
        """,
    )


def test_window_in_months_uses_the_29th_of_february_in_a_leap_year(spec: Spec) -> None:
    """In een schrikkeljaar is een maand na 31 januari 29 februari."""
    spec(
        rule="S6",
        term="2016-01-01..2017-12-31",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 1 maand}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-01-31
              B       | 2016-01-31
            werk:
              persoon | van
              A       | 2016-02-29
              B       | 2016-03-01
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
        """,
    )


def test_a_year_after_the_leap_day_ends_on_the_28th_of_february(spec: Spec) -> None:
    """Wie op 29 februari begint, heeft een jaar later tot en met 28 februari."""
    spec(
        rule="S6",
        term="2016-01-01..2017-12-31",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 1 jaar}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-02-29
              B       | 2016-02-29
            werk:
              persoon | van
              A       | 2017-02-28
              B       | 2017-03-01
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
        """,
    )


def test_four_years_after_the_leap_day_ends_on_the_next_leap_day(spec: Spec) -> None:
    """De termijn wordt in een keer berekend: vier jaar na 29 februari is weer 29 februari."""
    spec(
        rule="S6",
        term="2016-01-01..2020-12-31",
        known="2020-12-31",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 4 jaar}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-02-29
              B       | 2016-02-29
            werk:
              persoon | van
              A       | 2020-02-29
              B       | 2020-03-01
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
        """,
    )


def test_two_months_are_added_at_once_and_not_month_by_month(spec: Spec) -> None:
    """Twee maanden na 31 januari is 31 maart. De korte maand ertussen maakt de termijn
    niet korter.
    """
    spec(
        rule="S6",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 2 maanden}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2017-01-31
              B       | 2017-01-31
            werk:
              persoon | van
              A       | 2017-03-31
              B       | 2017-04-01
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
        """,
    )


def test_window_from_a_month_end_keeps_the_day_number_and_does_not_stretch(spec: Spec) -> None:
    """Een maand na 28 februari is 28 maart en niet het einde van maart."""
    spec(
        rule="S6",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 1 maand}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2017-02-28
              B       | 2017-02-28
            werk:
              persoon | van
              A       | 2017-03-28
              B       | 2017-03-29
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
        """,
    )


def test_score_on_the_last_day_counts_and_one_a_day_later_leaves_it_unknown(spec: Spec) -> None:
    """Een meting op de laatste dag telt. Komt de eerste meting een dag later, dan is het
    onbekend.
    """
    spec(
        rule="S6",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {score: trede, minstens: 3, binnen: 1 jaar}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
              C       | 2016-08-01
            trede:
              persoon | dag        | trede
              A       | 2017-08-01 | 3
              B       | 2017-08-02 | 3
              C       | 2016-08-02 | 3
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | onbekend
            C       | behaald
        """,
    )


def test_score_from_before_the_anchor_is_no_new_score_in_the_window(spec: Spec) -> None:
    """Een hoge score van voor de ankerdag telt niet als resultaat. Zonder nieuwe score is het
    onbekend.
    """
    spec(
        rule="S6",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {score: trede, minstens: 3, binnen: 1 jaar}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
            trede:
              persoon | dag        | trede
              A       | 2016-07-15 | 4
              B       | 2016-07-15 | 4
              B       | 2016-12-01 | 2
        """,
        expect="""
            persoon | klasse
            A       | onbekend
            B       | niet behaald
        """,
    )


def test_any_high_enough_score_in_the_window_counts_even_if_it_drops_later(spec: Spec) -> None:
    """Bij `binnen` is een keer halen genoeg. Terugvallen na het halen verandert dat niet."""
    spec(
        rule="S6",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {score: trede, minstens: 3, binnen: 1 jaar}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
            trede:
              persoon | dag        | trede
              A       | 2016-11-01 | 3
              A       | 2017-02-01 | 1
              B       | 2016-11-01 | 2
              B       | 2017-02-01 | 1
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
        """,
    )


def test_code_for_not_discussed_is_no_score_in_the_window(spec: Spec) -> None:
    """Code 99 betekent niet besproken en is dus geen score. Met alleen zo'n meting is het
    onbekend.
    """
    spec(
        rule="S6",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {score: trede, minstens: 3, binnen: 1 jaar}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
            trede:
              persoon | dag        | trede
              A       | 2016-11-01 | 99
              B       | 2016-11-01 | 2
              B       | 2017-02-01 | 99
        """,
        expect="""
            persoon | klasse
            A       | onbekend
            B       | niet behaald
        """,
    )


def test_a_running_job_counts_within_the_window_but_has_no_begin_there(spec: Spec) -> None:
    """Met `tijdvak` telt ook een baan die op de ankerdag al liep. Met `begin` moet de baan nog
    beginnen.
    """
    spec(
        rule="S6",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {tijdvak: werk, binnen: 1 maand}
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
              A       | 2016-01-01 | 2016-08-02
              B       | 2016-01-01 | 2016-08-01
              C       | 2016-09-01 |
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
            C       | behaald
        """,
    )


def test_one_day_without_benefit_within_the_window_is_enough(spec: Spec) -> None:
    """`zonder` met `binnen` vraagt een dag zonder uitkering. Op de laatste dag van een uitkering is
    die er nog.
    """
    spec(
        rule="S6",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {zonder: {tijdvak: uitkering}, binnen: 3 maanden}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-15
              B       | 2016-08-15
            uitkering:
              persoon | van        | tot en met
              A       | 2016-07-01 | 2016-11-14
              B       | 2016-07-01 | 2016-11-15
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
        """,
    )


def test_on_a_later_day_only_the_state_on_that_one_day_counts(spec: Spec) -> None:
    """`op: 12 maanden` kijkt alleen naar die ene dag. De dag ervoor en de dag erna doen er niet
    toe.
    """
    spec(
        rule="S6",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {tijdvak: uitkering, op: 12 maanden}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-15
              B       | 2016-08-15
              C       | 2016-08-15
              D       | 2016-08-15
            uitkering:
              persoon | van        | tot en met
              A       | 2016-07-01 | 2017-08-15
              B       | 2016-07-01 | 2017-08-14
              C       | 2017-08-15 | 2017-08-15
              D       | 2017-08-16 |
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
            C       | behaald
            D       | niet behaald
        """,
    )


def test_an_exclusive_end_is_the_first_day_without_the_job(spec: Spec) -> None:
    """Een baan met `tot` loopt tot en met de dag ervoor. Eindigt zij op de dag zelf, dan is er geen
    baan meer.
    """
    spec(
        rule="S6",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {tijdvak: werk, op: 12 maanden}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-15
              B       | 2016-08-15
            werk:
              persoon | van        | tot
              A       | 2016-09-01 | 2017-08-16
              B       | 2016-09-01 | 2017-08-15
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
        """,
    )


def test_on_a_later_day_is_moved_back_to_the_end_of_a_short_month(spec: Spec) -> None:
    """Zes maanden na 31 augustus is 28 februari. Op die dag wordt gekeken, niet op 1 maart."""
    spec(
        rule="S6",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {tijdvak: uitkering, op: 6 maanden}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-31
              B       | 2016-08-31
              C       | 2016-08-31
            uitkering:
              persoon | van        | tot en met
              A       | 2016-07-01 | 2017-02-28
              B       | 2016-07-01 | 2017-02-27
              C       | 2017-03-01 |
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
            C       | niet behaald
        """,
    )


def test_an_event_asked_on_a_later_day_must_happen_on_that_very_day(spec: Spec) -> None:
    """Een gebeurtenis bij `op` moet precies op die dag vallen."""
    spec(
        rule="S6",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, op: 30 dagen}
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
              A       | 2016-08-31
              B       | 2016-08-30
              C       | 2016-09-01
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
            C       | niet behaald
        """,
    )


def test_same_day_looks_at_the_anchor_day_only(spec: Spec) -> None:
    """`op: zelfde dag` kijkt naar de ankerdag. Een baan die een dag later begint, telt niet."""
    spec(
        rule="S6",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {tijdvak: werk, op: zelfde dag}
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
              A       | 2016-08-01 |
              B       | 2016-08-02 |
              C       | 2016-05-01 | 2016-08-01
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
            C       | niet behaald
        """,
    )


def test_on_a_later_day_the_last_score_before_it_still_holds(spec: Spec) -> None:
    """Op een dag geldt de laatste score tot dan toe. Een score van de dag erna telt nog niet."""
    spec(
        rule="S6",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {score: trede, minstens: 3, op: 12 maanden}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
              C       | 2016-08-01
            trede:
              persoon | dag        | trede
              A       | 2016-12-01 | 3
              A       | 2017-08-02 | 1
              B       | 2016-12-01 | 3
              B       | 2017-08-01 | 1
              C       | 2016-12-01 | 1
              C       | 2017-08-02 | 3
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
            C       | niet behaald
        """,
    )


def test_an_expired_score_on_the_asked_day_is_unknown(spec: Spec) -> None:
    """De matrixscore is zes maanden houdbaar. Is zij op de gevraagde dag verlopen, dan is het
    onbekend.
    """
    spec(
        rule="S6",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {score: matrix, minstens: 3, op: 12 maanden}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-15
              B       | 2016-08-15
            matrix:
              persoon | dag        | niveau
              A       | 2017-05-15 | 3
              B       | 2017-01-15 | 3
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | onbekend
        """,
    )


def test_during_asks_for_every_day_from_the_anchor_to_the_last_day(spec: Spec) -> None:
    """`gedurende: 3 maanden` vraagt elke dag, de ankerdag en de laatste dag inbegrepen."""
    spec(
        rule="S6",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {tijdvak: uitkering, gedurende: 3 maanden}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-15
              B       | 2016-08-15
              C       | 2016-08-15
            uitkering:
              persoon | van        | tot en met
              A       | 2016-08-15 | 2016-11-15
              B       | 2016-08-15 | 2016-11-14
              C       | 2016-08-16 | 2016-12-31
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
            C       | niet behaald
        """,
    )


def test_during_may_be_filled_by_several_spells_but_not_with_a_gap(spec: Spec) -> None:
    """Twee uitkeringen die op elkaar aansluiten, vullen samen de termijn. Een dag ertussen breekt
    haar.
    """
    spec(
        rule="S6",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {tijdvak: uitkering, gedurende: 3 maanden}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-15
              B       | 2016-08-15
            uitkering:
              persoon | van        | tot en met
              A       | 2016-07-01 | 2016-09-30
              A       | 2016-10-01 |
              B       | 2016-07-01 | 2016-09-30
              B       | 2016-10-02 |
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
        """,
    )


def test_during_between_two_offsets_counts_both_days(spec: Spec) -> None:
    """`{van: 21 maanden, tot en met: 24 maanden}`: de eerste en de laatste dag horen er allebei
    bij.
    """
    spec(
        rule="S6",
        indicator="""
            aandeel:
              van: {moment: melding}
              die:
                zonder: {tijdvak: uitkering}
                gedurende: {van: 21 maanden, tot en met: 24 maanden}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-15
              B       | 2016-08-15
              C       | 2016-08-15
              D       | 2016-08-15
            uitkering:
              persoon | van        | tot en met
              A       | 2016-07-01 | 2018-05-14
              B       | 2016-07-01 | 2018-05-15
              C       | 2018-08-15 |
              D       | 2018-08-16 |
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
            C       | niet behaald
            D       | behaald
        """,
    )


def test_during_computes_both_offsets_from_the_anchor(spec: Spec) -> None:
    """Begin en einde worden elk apart vanaf de ankerdag berekend: van 28 februari tot en met 31
    maart.
    """
    spec(
        rule="S6",
        indicator="""
            aandeel:
              van: {moment: melding}
              die:
                zonder: {tijdvak: uitkering}
                gedurende: {van: 6 maanden, tot en met: 7 maanden}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-31
              B       | 2016-08-31
              C       | 2016-08-31
              D       | 2016-08-31
            uitkering:
              persoon | van        | tot en met
              A       | 2016-07-01 | 2017-02-27
              B       | 2016-07-01 | 2017-02-28
              C       | 2017-03-31 |
              D       | 2017-04-01 |
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
            C       | niet behaald
            D       | behaald
        """,
    )


def test_during_between_two_offsets_in_days_counts_both_days(spec: Spec) -> None:
    """Ook in dagen horen de eerste en de laatste dag erbij."""
    spec(
        rule="S6",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {tijdvak: uitkering, gedurende: {van: 7 dagen, tot en met: 14 dagen}}
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
              A       | 2016-08-08 | 2016-08-15
              B       | 2016-08-09 | 2016-08-15
              C       | 2016-08-08 | 2016-08-14
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
            C       | niet behaald
        """,
    )


def test_during_with_unknown_days_is_unknown_unless_another_day_breaks_it(spec: Spec) -> None:
    """Is van een dag niet bekend of hij voldoet, dan is het onbekend. Breekt een andere dag de
    termijn, dan niet.
    """
    spec(
        rule="S6",
        indicator="""
            aandeel:
              van: {moment: melding}
              die:
                zonder: {tijdvak: uitkering, regeling: levensonderhoud}
                gedurende: 6 maanden
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
              persoon | van        | tot en met | regeling
              A       | 2016-10-01 | 2016-10-01 |
              B       | 2016-09-01 | 2016-09-01 | pw
              B       | 2016-10-01 | 2016-10-31 |
              C       | 2016-10-01 | 2016-10-31 |
              C       | 2017-02-01 | 2017-02-01 | pw
              D       | 2017-02-02 | 2017-02-28 |
        """,
        expect="""
            persoon | klasse
            A       | onbekend
            B       | niet behaald
            C       | niet behaald
            D       | behaald
        """,
    )


def test_last_score_in_the_window_decides_and_the_last_day_is_included(spec: Spec) -> None:
    """Bij `laatste: ja` telt de laatste score in de termijn. Een score van na de laatste dag telt
    niet mee.
    """
    spec(
        rule="S6",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {score: trede, minstens: 3, laatste: ja, binnen: 1 jaar}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
              C       | 2016-08-01
            trede:
              persoon | dag        | trede
              A       | 2016-11-01 | 1
              A       | 2017-08-01 | 3
              B       | 2016-11-01 | 1
              B       | 2017-08-02 | 3
              C       | 2016-11-01 | 4
              C       | 2017-08-01 | 2
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
            C       | niet behaald
        """,
    )


def test_last_score_must_be_made_after_the_anchor_day(spec: Spec) -> None:
    """Een score van de ankerdag of eerder is niet de laatste score. Zonder latere score is het
    onbekend.
    """
    spec(
        rule="S6",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {score: trede, minstens: 3, laatste: ja, binnen: 1 jaar}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
            trede:
              persoon | dag        | trede
              A       | 2016-07-01 | 3
              A       | 2016-08-01 | 3
              B       | 2016-08-02 | 3
        """,
        expect="""
            persoon | klasse
            A       | onbekend
            B       | behaald
        """,
    )


def test_last_score_skips_the_code_for_not_discussed(spec: Spec) -> None:
    """Een meting zonder score, zoals code 99, is niet de laatste score. Dan telt de score
    ervoor.
    """
    spec(
        rule="S6",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {score: trede, minstens: 3, laatste: ja, binnen: 1 jaar}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
              C       | 2016-08-01
            trede:
              persoon | dag        | trede
              A       | 2016-11-01 | 3
              A       | 2017-02-01 | 99
              B       | 2016-11-01 | 2
              B       | 2017-02-01 | 99
              C       | 2016-11-01 | 99
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
            C       | onbekend
        """,
    )


def test_every_anchor_has_a_window_of_its_own(spec: Spec) -> None:
    """Wie vaker meetelt, heeft bij elke ankerdag een eigen termijn."""
    spec(
        rule="S6",
        indicator="""
            aandeel:
              van: {moment: melding, telkens: elke}
              die: {begin: werk, binnen: 1 maand}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              A       | 2016-10-01
            werk:
              persoon | van
              A       | 2016-10-15
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-08-01 | niet behaald
            A       | 2016-10-01 | behaald
        """,
    )


def test_on_a_later_day_without_any_score_so_far_is_unknown(spec: Spec) -> None:
    """Is er op de gevraagde dag nog nooit een score geweest, dan is het onbekend. Een score
    van later helpt niet.
    """
    spec(
        rule="S6",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {score: trede, minstens: 3, op: 12 maanden}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
              C       | 2016-08-01
            trede:
              persoon | dag        | trede
              B       | 2017-08-02 | 3
              C       | 2017-08-01 | 3
        """,
        expect="""
            persoon | klasse
            A       | onbekend
            B       | onbekend
            C       | behaald
        """,
    )


def test_score_measured_in_the_window_counts_even_if_it_expires_in_it(spec: Spec) -> None:
    """Een score die in de termijn gemeten is, telt. Dat zij later in de termijn verloopt,
    maakt niet uit.
    """
    spec(
        rule="S6",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {score: matrix, minstens: 3, binnen: 1 jaar}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
            matrix:
              persoon | dag        | niveau
              A       | 2016-09-01 | 3
              B       | 2016-09-01 | 2
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
        """,
    )
