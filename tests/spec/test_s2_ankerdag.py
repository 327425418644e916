"""S2 De ankerdag

De ankerdag is de eerste dag waarop alle voorwaarden van de populatie gelden. Wie er bij het
begin al aan voldoet, krijgt de eerste dag als ankerdag; met `begin` of `meting: ja` is dat te
vermijden. Een populatie kan ook de uitkomst van een andere indicator zijn.
"""

from tests.spec.drawn import Spec


def test_anchor_is_the_first_day_on_which_all_conditions_hold(spec: Spec) -> None:
    """Pas als alle voorwaarden op dezelfde dag gelden, is er een ankerdag. Eén dag samen is
    genoeg.
    """
    spec(
        rule="S2",
        indicator="""
            aandeel:
              van: {alle van: [{tijdvak: uitkering}, {tijdvak: werk}]}
              die: {tijdvak: uitkering, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-08-01 |
              B       | 2016-08-01 | 2016-08-31
              C       | 2016-08-01 | 2016-08-31
              D       | 2016-08-01 | 2016-08-31
            werk:
              persoon | van        | tot
              A       | 2016-09-01 |
              B       | 2016-08-31 |
              C       | 2016-09-01 |
              D       | 2016-07-01 | 2016-08-01
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-09-01 | behaald
            B       | 2016-08-31 | behaald
            C       |            | niet in de populatie
            D       |            | niet in de populatie
        """,
    )


def test_one_of_two_conditions_anchors_on_the_earliest_day(spec: Spec) -> None:
    """Bij `een van` is de ankerdag de eerste dag waarop een van de voorwaarden geldt."""
    spec(
        rule="S2",
        indicator="""
            aandeel:
              van: {een van: [{moment: melding}, {begin: uitkering}]}
              die: {begin: uitkering, binnen: 1 maand}
              onbekend: eruit
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-09-01
            uitkering:
              persoon | van
              A       | 2016-08-15
              B       | 2016-08-15
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-08-01 | behaald
            B       | 2016-08-15 | behaald
        """,
    )


def test_a_score_holds_on_the_anchor_day_until_the_next_one(spec: Spec) -> None:
    """Op de dag van de melding telt de score die dan geldt; een nieuwe score van die dag gaat
    voor.
    """
    spec(
        rule="S2",
        indicator="""
            aandeel:
              van: {alle van: [{moment: melding}, {score: trede, waarde: [1, 2]}]}
              die: {moment: melding, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-09-15
              B       | 2016-09-15
              C       | 2016-09-15
              D       | 2016-09-15
            trede:
              persoon | dag        | trede
              A       | 2016-06-01 | 2
              A       | 2016-09-16 | 3
              B       | 2016-06-01 | 2
              B       | 2016-09-15 | 3
              C       | 2016-09-15 | 2
              D       | 2016-09-16 | 2
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-09-15 | behaald
            B       |            | niet in de populatie
            C       | 2016-09-15 | behaald
            D       |            | niet in de populatie
        """,
    )


def test_who_already_stands_there_anchors_on_the_first_day(spec: Spec) -> None:
    """Wie voor de looptijd al aan de voorwaarde voldeed, krijgt de eerste dag van de looptijd
    als anker.
    """
    spec(
        rule="S2",
        indicator="""
            aandeel:
              van: {tijdvak: uitkering}
              die: {tijdvak: uitkering, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2010-01-10 |
              B       | 2016-01-10 | 2016-07-01
              C       | 2016-01-10 | 2016-06-30
              D       | 2016-07-02 |
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-07-01 | behaald
            B       | 2016-07-01 | behaald
            C       |            | niet in de populatie
            D       | 2016-07-02 | behaald
        """,
    )


def test_who_stands_there_by_score_anchors_on_the_first_day(spec: Spec) -> None:
    """Een score van voor de looptijd geldt nog op de eerste dag; dan is dat de ankerdag."""
    spec(
        rule="S2",
        indicator="""
            aandeel:
              van: {score: trede, waarde: [1, 2]}
              die: {score: trede, waarde: [1, 2], op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            trede:
              persoon | dag        | trede
              A       | 2016-06-01 | 2
              B       | 2016-06-01 | 2
              B       | 2016-07-01 | 3
              C       | 2016-06-01 | 3
              C       | 2016-07-05 | 1
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-07-01 | behaald
            B       |            | niet in de populatie
            C       | 2016-07-05 | behaald
        """,
    )


def test_who_stands_there_anchors_on_the_first_day_of_each_cohort_period(spec: Spec) -> None:
    """Bij de eerste per halfjaar krijgt wie er al staat de eerste dag van het halfjaar als
    ankerdag.
    """
    spec(
        rule="S2",
        indicator="""
            aandeel:
              van: {score: trede, waarde: [1, 2], telkens: eerste per halfjaar}
              die: {score: trede, waarde: [1, 2], op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            trede:
              persoon | dag        | trede
              A       | 2016-08-01 | 2
              A       | 2017-01-01 | 3
              A       | 2017-03-01 | 1
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-08-01 | behaald
            A       | 2017-03-01 | behaald
            A       | 2017-07-01 | behaald
        """,
    )


def test_only_measurements_anchor_when_measurements_are_asked(spec: Spec) -> None:
    """Met `meting: ja` krijgt niemand een anker door er te staan: alleen een meting in de
    looptijd telt.
    """
    spec(
        rule="S2",
        indicator="""
            aandeel:
              van: {score: trede, waarde: [1, 2], meting: ja}
              die: {score: trede, waarde: [1, 2], op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            trede:
              persoon | dag        | trede
              A       | 2016-06-30 | 2
              A       | 2016-09-01 | 1
              B       | 2016-06-30 | 2
              B       | 2016-09-01 | 3
              C       | 2016-07-01 | 2
              D       | 2016-06-30 | 2
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-09-01 | behaald
            B       |            | niet in de populatie
            C       | 2016-07-01 | behaald
            D       |            | niet in de populatie
        """,
    )


def test_measurement_must_fall_on_a_day_on_which_the_rest_holds(spec: Spec) -> None:
    """De meting telt alleen op een dag waarop ook de andere voorwaarden gelden."""
    spec(
        rule="S2",
        indicator="""
            aandeel:
              van: {alle van: [{score: trede, waarde: [1, 2], meting: ja}, {tijdvak: uitkering}]}
              die: {tijdvak: uitkering, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            trede:
              persoon | dag        | trede
              A       | 2016-08-01 | 2
              A       | 2016-09-01 | 2
              B       | 2016-08-01 | 2
              C       | 2016-08-15 | 2
            uitkering:
              persoon | van        | tot en met
              A       | 2016-08-15 |
              B       | 2016-08-15 |
              C       | 2016-08-15 |
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-09-01 | behaald
            B       |            | niet in de populatie
            C       | 2016-08-15 | behaald
        """,
    )


def test_who_is_anchored_on_a_begin_must_begin_in_the_term(spec: Spec) -> None:
    """Met `begin` telt alleen wie in de looptijd begint, niet wie er al was."""
    spec(
        rule="S2",
        indicator="""
            aandeel:
              van: {begin: uitkering}
              die: {tijdvak: uitkering, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-06-30 |
              B       | 2016-07-01 |
              C       | 2017-12-31 |
              D       | 2018-01-01 |
        """,
        expect="""
            persoon | anker      | klasse
            A       |            | niet in de populatie
            B       | 2016-07-01 | behaald
            C       | 2017-12-31 | behaald
            D       |            | niet in de populatie
        """,
    )


def test_window_runs_from_the_anchor_and_not_from_the_begin_of_the_spell(spec: Spec) -> None:
    """De termijn loopt vanaf de ankerdag, ook als de uitkering al veel langer liep."""
    spec(
        rule="S2",
        indicator="""
            aandeel:
              van: {tijdvak: uitkering}
              die: {begin: werk, binnen: 1 maand}
              onbekend: niet behaald
        """,
        register="""
            uitkering:
              persoon | van
              A       | 2015-01-01
              B       | 2015-01-01
              C       | 2015-01-01
            werk:
              persoon | van
              A       | 2016-08-01
              B       | 2016-08-02
              C       | 2016-06-30
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-07-01 | behaald
            B       | 2016-07-01 | niet behaald
            C       | 2016-07-01 | niet behaald
        """,
    )


def test_population_may_be_who_succeeded_from_the_day_of_success(spec: Spec) -> None:
    """Wie werk vond wordt gevolgd vanaf de dag dat het werk begon; wie geen werk vond doet niet
    mee.
    """
    spec(
        rule="S2",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 1 jaar}
              onbekend: niet behaald
            ---
            aandeel:
              van: {indicator: I1, klasse: behaald, anker: succesdag}
              die: {tijdvak: werk, op: 3 maanden}
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
              persoon | van        | tot
              A       | 2016-09-15 | 2016-12-16
              B       | 2016-09-15 | 2016-12-15
              C       | 2016-08-01 |
              D       | 2017-08-02 |
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-09-15 | behaald
            B       | 2016-09-15 | niet behaald
            C       | 2016-08-01 | behaald
            D       |            | niet in de populatie
        """,
    )


def test_day_of_success_is_the_first_day_it_was_reached(spec: Spec) -> None:
    """Begint iemand twee keer met werk, dan is de eerste keer de dag van het resultaat."""
    spec(
        rule="S2",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 1 jaar}
              onbekend: niet behaald
            ---
            aandeel:
              van: {indicator: I1, klasse: behaald, anker: succesdag}
              die: {tijdvak: werk, op: zelfde dag}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
            werk:
              persoon | van        | tot
              A       | 2016-11-01 | 2016-12-01
              A       | 2016-07-01 | 2016-07-15
              A       | 2016-09-15 | 2016-10-01
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-09-15 | behaald
        """,
    )


def test_success_of_a_state_on_a_day_or_all_through_is_on_the_last_day(spec: Spec) -> None:
    """Moest iets de hele termijn gelden, dan is de dag van het resultaat de laatste dag ervan."""
    spec(
        rule="S2",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {tijdvak: werk, gedurende: 6 maanden}
              onbekend: niet behaald
            ---
            aandeel:
              van: {indicator: I1, klasse: behaald, anker: succesdag}
              die: {tijdvak: werk, op: zelfde dag}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-31
              B       | 2016-08-31
            werk:
              persoon | van        | tot
              A       | 2016-08-31 |
              B       | 2016-09-01 |
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2017-02-28 | behaald
            B       |            | niet in de populatie
        """,
    )


def test_population_may_start_on_the_last_day_of_the_other_window(spec: Spec) -> None:
    """Wie binnen een jaar geen werk vond, wordt gevolgd vanaf de laatste dag van dat jaar."""
    spec(
        rule="S2",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 1 jaar}
              onbekend: niet behaald
            ---
            aandeel:
              van: {indicator: I1, klasse: niet behaald, anker: venstereinde}
              die: {begin: werk, binnen: 1 maand}
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
              A       | 2017-08-01
              B       | 2017-08-02
              C       | 2017-09-01
              D       | 2017-09-02
        """,
        expect="""
            persoon | anker      | klasse
            A       |            | niet in de populatie
            B       | 2017-08-01 | behaald
            C       | 2017-08-01 | behaald
            D       | 2017-08-01 | niet behaald
        """,
    )


def test_who_succeeded_may_start_on_the_last_day_of_the_other_window_too(spec: Spec) -> None:
    """Ook wie werk vond kan worden gevolgd vanaf de laatste dag van de termijn: 28 februari na
    29 februari.
    """
    spec(
        rule="S2",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 1 jaar}
              onbekend: niet behaald
            ---
            aandeel:
              van: {indicator: I1, klasse: behaald, anker: venstereinde}
              die: {tijdvak: werk, op: zelfde dag}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-02-29
              B       | 2016-02-29
            werk:
              persoon | van        | tot
              A       | 2016-03-15 |
              B       | 2016-03-15 | 2017-02-28
        """,
        term="2016-01-01..2017-12-31",
        expect="""
            persoon | anker      | klasse
            A       | 2017-02-28 | behaald
            B       | 2017-02-28 | niet behaald
        """,
    )


def test_anchor_of_the_other_indicator_is_kept_unless_said_otherwise(spec: Spec) -> None:
    """Zonder `anker` blijft de ankerdag die van de andere indicator, als de uitkomst dan al
    vaststaat.
    """
    spec(
        rule="S2",
        indicator="""
            aandeel:
              van: {moment: melding, telkens: elke}
              die: {tijdvak: uitkering, op: zelfde dag}
              onbekend: niet behaald
            ---
            aandeel:
              van: {indicator: I1, klasse: niet behaald}
              die: {begin: werk, binnen: 1 maand}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              A       | 2016-10-01
              B       | 2016-08-01
            uitkering:
              persoon | van        | tot en met
              A       | 2016-07-10 | 2016-08-31
              B       | 2016-08-01 |
            werk:
              persoon | van
              A       | 2016-11-01
              B       | 2016-08-01
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-10-01 | behaald
            B       |            | niet in de populatie
        """,
    )


def test_who_is_excluded_there_may_be_the_population_here(spec: Spec) -> None:
    """Uitgesloten staat al op de ankerdag vast, dus die dag kan hier de ankerdag zijn."""
    spec(
        rule="S2",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 1 jaar}
              uitgesloten: {tijdvak: uitkering}
              onbekend: niet behaald
            ---
            aandeel:
              van: {indicator: I1, klasse: uitgesloten}
              die: {begin: werk, binnen: 1 maand}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
            uitkering:
              persoon | van        | tot en met
              A       | 2016-07-10 | 2016-08-01
              B       | 2016-07-10 | 2016-07-31
            werk:
              persoon | van
              A       | 2016-09-01
              B       | 2016-09-01
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-08-01 | behaald
            B       |            | niet in de populatie
        """,
    )


def test_who_is_unknown_there_may_be_the_population_here(spec: Spec) -> None:
    """Ook wie bij de andere indicator onbekend is, kan verder gevolgd worden."""
    spec(
        rule="S2",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {score: trede, minstens: 3, binnen: 6 maanden}
              onbekend: niet behaald
            ---
            aandeel:
              van: {indicator: I1, klasse: onbekend, anker: venstereinde}
              die: {begin: werk, binnen: 1 maand}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
            trede:
              persoon | dag        | trede
              A       | 2017-02-02 | 3
              B       | 2017-02-01 | 2
            werk:
              persoon | van
              A       | 2017-03-01
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2017-02-01 | behaald
            B       |            | niet in de populatie
        """,
    )


def test_who_is_excepted_there_may_be_the_population_here(spec: Spec) -> None:
    """Wie bij de andere indicator uitgezonderd is, hoort niet bij wie het daar niet haalde."""
    spec(
        rule="S2",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 6 maanden}
              uitgezonderd: {moment: vertrek}
              onbekend: niet behaald
            ---
            aandeel:
              van: {indicator: I1, klasse: uitgezonderd, anker: venstereinde}
              die: {begin: werk, binnen: 1 maand}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
              C       | 2016-08-01
            vertrek:
              persoon | dag
              A       | 2016-09-01
              B       | 2016-09-01
            werk:
              persoon | van
              B       | 2016-09-01
              A       | 2017-03-01
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2017-02-01 | behaald
            B       |            | niet in de populatie
            C       |            | niet in de populatie
        """,
    )


def test_who_is_immature_there_is_not_yet_in_here(spec: Spec) -> None:
    """Wie al werk vond maar bij de andere indicator nog onrijp is, doet hier nog niet mee."""
    spec(
        rule="S2",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 1 jaar}
              onbekend: niet behaald
            ---
            aandeel:
              van: {indicator: I1, klasse: behaald, anker: succesdag}
              die: {tijdvak: werk, op: 3 maanden}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-02
            werk:
              persoon | van
              A       | 2016-09-15
              B       | 2016-09-15
        """,
        known="2017-08-01",
        expect="""
            persoon | anker      | klasse
            A       | 2016-09-15 | behaald
            B       |            | niet in de populatie
        """,
    )


def test_waiting_time_there_keeps_units_out_longer_here(spec: Spec) -> None:
    """Met een wachttijd bij de andere indicator duurt het ook hier langer voor iemand meedoet."""
    spec(
        rule="S2",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 1 jaar}
              wachttijd: 2 maanden
              onbekend: niet behaald
            ---
            aandeel:
              van: {indicator: I1, klasse: behaald, anker: succesdag}
              die: {tijdvak: werk, op: 3 maanden}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-02
            werk:
              persoon | van
              A       | 2016-09-15
              B       | 2016-09-15
        """,
        known="2017-10-01",
        expect="""
            persoon | anker      | klasse
            A       | 2016-09-15 | behaald
            B       |            | niet in de populatie
        """,
    )


def test_waiting_time_there_is_not_added_to_the_window_here(spec: Spec) -> None:
    """De wachttijd van de andere indicator gaat over die indicator; hier geldt alleen de eigen
    wachttijd.
    """
    spec(
        rule="S2",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {tijdvak: uitkering, op: zelfde dag}
              wachttijd: 2 maanden
              onbekend: niet behaald
            ---
            aandeel:
              van: {indicator: I1, klasse: behaald}
              die: {begin: werk, binnen: 1 jaar}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-02
            uitkering:
              persoon | van
              A       | 2016-07-10
              B       | 2016-07-10
            werk:
              persoon | van
              A       | 2016-09-15
              B       | 2016-09-15
        """,
        known="2017-08-01",
        expect="""
            persoon | anker      | klasse
            A       | 2016-08-01 | behaald
            B       | 2016-08-02 | onrijp
        """,
    )


def test_only_the_first_unit_of_the_other_indicator_counts_unless_said_otherwise(
    spec: Spec,
) -> None:
    """Heeft iemand bij de andere indicator meer gevallen, dan telt hier alleen het eerste."""
    spec(
        rule="S2",
        indicator="""
            aandeel:
              van: {moment: melding, telkens: elke}
              die: {begin: werk, binnen: 1 jaar}
              onbekend: niet behaald
            ---
            aandeel:
              van: {indicator: I1, klasse: behaald, anker: succesdag}
              die: {tijdvak: werk, op: zelfde dag}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              A       | 2016-11-01
              A       | 2017-01-01
              B       | 2016-08-01
              B       | 2016-08-15
            werk:
              persoon | van        | tot
              A       | 2016-09-15 | 2016-10-01
              A       | 2016-12-15 | 2017-01-01
              A       | 2017-02-15 |
              B       | 2016-09-15 |
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-09-15 | behaald
            B       | 2016-09-15 | behaald
        """,
    )


def test_each_unit_of_the_other_indicator_counts_once_per_day(spec: Spec) -> None:
    """Met `telkens: elke` telt elk geval, maar twee gevallen met dezelfde ankerdag zijn er
    samen één.
    """
    spec(
        rule="S2",
        indicator="""
            aandeel:
              van: {moment: melding, telkens: elke}
              die: {begin: werk, binnen: 1 jaar}
              onbekend: niet behaald
            ---
            aandeel:
              van: {indicator: I1, klasse: behaald, anker: succesdag, telkens: elke}
              die: {tijdvak: werk, op: zelfde dag}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              A       | 2016-11-01
              A       | 2017-01-01
              B       | 2016-08-01
              B       | 2016-08-15
            werk:
              persoon | van        | tot
              A       | 2016-09-15 | 2016-10-01
              A       | 2016-12-15 | 2017-01-01
              A       | 2017-02-15 |
              B       | 2016-09-15 |
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-09-15 | behaald
            A       | 2016-12-15 | behaald
            A       | 2017-02-15 | behaald
            B       | 2016-09-15 | behaald
        """,
    )


def test_first_per_year_looks_at_the_anchor_day_here(spec: Spec) -> None:
    """De eerste per jaar gaat over de ankerdag van deze indicator, niet over die van de andere."""
    spec(
        rule="S2",
        indicator="""
            aandeel:
              van: {moment: melding, telkens: elke}
              die: {begin: werk, binnen: 1 jaar}
              onbekend: niet behaald
            ---
            aandeel:
              van: {indicator: I1, klasse: behaald, anker: succesdag, telkens: eerste per jaar}
              die: {tijdvak: werk, op: zelfde dag}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              A       | 2016-11-01
              A       | 2017-01-01
              B       | 2016-08-01
              B       | 2016-08-15
            werk:
              persoon | van        | tot
              A       | 2016-09-15 | 2016-10-01
              A       | 2016-12-15 | 2017-01-01
              A       | 2017-02-15 |
              B       | 2016-09-15 |
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-09-15 | behaald
            A       | 2017-02-15 | behaald
            B       | 2016-09-15 | behaald
        """,
    )


def test_a_population_may_be_nested_twice(spec: Spec) -> None:
    """Ook een indicator die zelf op een andere indicator bouwt, kan een populatie zijn."""
    spec(
        rule="S2",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 1 jaar}
              onbekend: niet behaald
            ---
            aandeel:
              van: {indicator: I1, klasse: behaald, anker: succesdag}
              die: {tijdvak: werk, op: 3 maanden}
              onbekend: niet behaald
            ---
            aandeel:
              van: {indicator: I2, klasse: behaald, anker: venstereinde}
              die: {tijdvak: werk, op: 1 maand}
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
              A       | 2016-09-15 | 2017-01-16
              B       | 2016-09-15 | 2017-01-15
              C       | 2016-09-15 | 2016-12-15
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-12-15 | behaald
            B       | 2016-12-15 | niet behaald
            C       |            | niet in de populatie
        """,
    )
