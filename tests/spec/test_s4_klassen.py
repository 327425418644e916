"""S4 Een klasse per eenheid

Iedereen die meetelt, krijgt precies een klasse. De klassen worden op een vaste volgorde bekeken:
uitgesloten, onrijp, behaald, uitgezonderd, onbekend, niet behaald. De eerste die past, geldt. De
tussenstand laat zien hoe het zou zijn als alle termijnen vandaag afliepen.
"""

from tests.spec.drawn import Spec


def test_client_who_is_shut_out_on_the_anchor_day_is_excluded_whatever_comes_later(
    spec: Spec,
) -> None:
    """Wie op de ankerdag onder `uitgesloten` valt, telt niet mee. Dat geldt ook als het
    resultaat daarna gehaald wordt.
    """
    spec(
        rule="S4",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 1 jaar}
              uitgesloten: {tijdvak: uitkering}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
            uitkering:
              persoon | van        | tot en met
              A       | 2016-08-01 | 2016-08-01
            werk:
              persoon | van
              A       | 2016-10-01
              B       | 2016-10-01
        """,
        expect="""
            persoon | klasse
            A       | uitgesloten
            B       | behaald
        """,
    )


def test_exclusion_looks_at_the_anchor_day_and_at_no_other_day(spec: Spec) -> None:
    """Uitsluiten gaat alleen over de ankerdag. Een uitkering die de dag ervoor stopte of de
    dag erna begon, sluit niemand uit.
    """
    spec(
        rule="S4",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 1 jaar}
              uitgesloten: {tijdvak: uitkering}
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
              A       | 2016-07-01 | 2016-07-31
              B       | 2016-08-02 | 2016-12-31
              C       | 2016-07-01 | 2016-08-01
            werk:
              persoon | van
              A       | 2016-10-01
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
            C       | uitgesloten
        """,
    )


def test_excluded_client_is_excluded_even_before_the_window_is_over(spec: Spec) -> None:
    """Uitsluiten gaat voor onrijp: het staat op de ankerdag al vast."""
    spec(
        rule="S4",
        known="2016-12-31",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 1 jaar}
              uitgesloten: {tijdvak: uitkering}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
            uitkering:
              persoon | van        | tot en met
              A       | 2016-07-01 | 2016-08-31
        """,
        expect="""
            persoon | klasse      | tussenstand
            A       | uitgesloten | uitgesloten
            B       | onrijp      | niet behaald
        """,
    )


def test_unknown_exclusion_leaves_the_class_unknown(spec: Spec) -> None:
    """Is niet bekend of iemand uitgesloten is, dan is de klasse onbekend. Ook een gehaald
    resultaat maakt dat niet anders.
    """
    spec(
        rule="S4",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 1 jaar}
              uitgesloten: {tijdvak: uitkering, regeling: pw}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
              C       | 2016-08-01
            uitkering:
              persoon | van        | tot en met | regeling
              A       | 2016-07-01 | 2016-08-31 |
              B       | 2016-07-01 | 2016-08-31 | bbz
              C       | 2016-07-01 | 2016-08-31 |
            werk:
              persoon | van
              A       | 2016-10-01
              B       | 2016-10-01
        """,
        expect="""
            persoon | klasse
            A       | onbekend
            B       | behaald
            C       | onbekend
        """,
    )


def test_success_before_the_window_is_over_waits_as_immature(spec: Spec) -> None:
    """Zolang de termijn loopt, is iemand onrijp, ook als het resultaat er al is. De
    tussenstand laat het resultaat wel zien.
    """
    spec(
        rule="S4",
        known="2017-07-31",
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
              D       | 2016-07-31
            werk:
              persoon | van
              A       | 2016-10-01
              D       | 2016-10-01
            vertrek:
              persoon | dag
              B       | 2016-10-01
        """,
        expect="""
            persoon | klasse  | tussenstand
            A       | onrijp  | behaald
            B       | onrijp  | uitgezonderd
            C       | onrijp  | niet behaald
            D       | behaald | behaald
        """,
    )


def test_success_before_the_exception_is_met(spec: Spec) -> None:
    """Wie het resultaat haalt voordat de uitzondering komt, heeft het gehaald."""
    spec(
        rule="S4",
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
            werk:
              persoon | van
              A       | 2016-10-01
              B       | 2016-10-02
            vertrek:
              persoon | dag
              A       | 2016-10-02
              B       | 2016-10-01
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | uitgezonderd
        """,
    )


def test_success_and_exception_on_the_same_day_is_met(spec: Spec) -> None:
    """Vallen resultaat en uitzondering op een dag, dan telt het resultaat."""
    spec(
        rule="S4",
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
            werk:
              persoon | van
              A       | 2016-10-01
              B       | 2016-08-01
            vertrek:
              persoon | dag
              A       | 2016-10-01
              B       | 2016-08-01
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | behaald
        """,
    )


def test_exception_counts_from_the_anchor_day_through_the_end_of_the_window(spec: Spec) -> None:
    """Een uitzondering telt vanaf de ankerdag tot en met de laatste dag van de termijn.
    Erbuiten telt zij niet.
    """
    spec(
        rule="S4",
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
            vertrek:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-07-31
              C       | 2017-08-01
              D       | 2017-08-02
        """,
        expect="""
            persoon | klasse
            A       | uitgezonderd
            B       | niet behaald
            C       | uitgezonderd
            D       | niet behaald
        """,
    )


def test_first_of_several_exceptions_is_compared_with_the_first_success(spec: Spec) -> None:
    """Bij meer uitzonderingen telt de eerste, en bij meer resultaten ook."""
    spec(
        rule="S4",
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
            werk:
              persoon | van        | tot
              A       | 2016-12-01 | 2016-12-15
              B       | 2016-09-15 | 2016-10-01
              B       | 2017-03-01 | 2017-04-01
            vertrek:
              persoon | dag
              A       | 2017-02-01
              A       | 2016-11-01
              B       | 2017-02-01
        """,
        expect="""
            persoon | klasse
            A       | uitgezonderd
            B       | behaald
        """,
    )


def test_exception_that_already_runs_on_the_anchor_day_counts_from_that_day(spec: Spec) -> None:
    """Loopt de uitzondering al op de ankerdag, dan is die dag de eerste. Alleen een resultaat
    op de ankerdag zelf is dan op tijd.
    """
    spec(
        rule="S4",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 1 jaar}
              uitgezonderd: {tijdvak: uitkering}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
            uitkering:
              persoon | van        | tot en met
              A       | 2016-07-01 | 2016-08-31
              B       | 2016-07-01 | 2016-08-31
            werk:
              persoon | van
              A       | 2016-08-02
              B       | 2016-08-01
        """,
        expect="""
            persoon | klasse
            A       | uitgezonderd
            B       | behaald
        """,
    )


def test_success_on_one_day_is_that_day_and_an_earlier_exception_wins(spec: Spec) -> None:
    """Bij `op` is de dag zelf de dag van het resultaat. Een uitzondering ervoor gaat voor,
    een uitzondering op die dag niet.
    """
    spec(
        rule="S4",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {tijdvak: werk, op: 12 maanden}
              uitgezonderd: {moment: vertrek}
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
              A       | 2016-08-01
              B       | 2016-08-01
              C       | 2016-08-01
            vertrek:
              persoon | dag
              A       | 2017-07-31
              B       | 2017-08-01
              C       | 2017-08-02
        """,
        expect="""
            persoon | klasse
            A       | uitgezonderd
            B       | behaald
            C       | behaald
        """,
    )


def test_success_during_a_window_is_only_reached_on_its_last_day(spec: Spec) -> None:
    """Bij `gedurende` staat het resultaat pas vast op de laatste dag. Een uitzondering ervoor
    gaat dus voor.
    """
    spec(
        rule="S4",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {tijdvak: werk, gedurende: 6 maanden}
              uitgezonderd: {moment: vertrek}
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
              A       | 2016-08-01
              B       | 2016-08-01
              C       | 2016-08-01
            vertrek:
              persoon | dag
              A       | 2017-01-31
              B       | 2017-02-01
              C       | 2017-02-02
        """,
        expect="""
            persoon | klasse
            A       | uitgezonderd
            B       | behaald
            C       | behaald
        """,
    )


def test_success_by_the_last_score_is_only_reached_at_the_end_of_the_window(spec: Spec) -> None:
    """Bij de laatste score staat het resultaat pas vast als de termijn om is. Een
    uitzondering na de meting gaat dus nog voor.
    """
    spec(
        rule="S4",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {score: trede, minstens: 3, laatste: ja, binnen: 1 jaar}
              uitgezonderd: {moment: vertrek}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
            trede:
              persoon | dag        | trede
              A       | 2016-12-01 | 3
              B       | 2016-12-01 | 3
            vertrek:
              persoon | dag
              A       | 2017-07-31
              B       | 2017-08-01
        """,
        expect="""
            persoon | klasse
            A       | uitgezonderd
            B       | behaald
        """,
    )


def test_score_reached_within_the_window_is_met_on_the_day_it_was_measured(spec: Spec) -> None:
    """Bij `binnen` is de dag van de meting de dag van het resultaat. Een uitzondering een dag
    later verandert dat niet.
    """
    spec(
        rule="S4",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {score: trede, minstens: 3, binnen: 1 jaar}
              uitgezonderd: {moment: vertrek}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
            trede:
              persoon | dag        | trede
              A       | 2016-12-01 | 3
              B       | 2016-12-01 | 3
            vertrek:
              persoon | dag
              A       | 2016-12-02
              B       | 2016-11-30
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | uitgezonderd
        """,
    )


def test_exception_goes_before_an_unknown_outcome(spec: Spec) -> None:
    """Is het resultaat onbekend en was er een uitzondering, dan is de klasse uitgezonderd."""
    spec(
        rule="S4",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {score: trede, minstens: 3, binnen: 1 jaar}
              uitgezonderd: {moment: vertrek}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
            vertrek:
              persoon | dag
              A       | 2017-03-01
        """,
        expect="""
            persoon | klasse
            A       | uitgezonderd
            B       | onbekend
        """,
    )


def test_unknown_outcome_is_a_class_of_its_own_however_it_counts(spec: Spec) -> None:
    """Onbekend blijft een eigen klasse, ook als het cijfer onbekend als niet behaald telt."""
    spec(
        rule="S4",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {moment: vertrek, reden: werk, binnen: 1 jaar}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
              C       | 2016-08-01
              D       | 2016-08-01
            vertrek:
              persoon | dag        | reden
              A       | 2016-10-01 |
              B       | 2016-10-01 | verhuisd
              C       | 2016-10-01 |
              C       | 2016-12-01 | werk
        """,
        expect="""
            populatie | behaald | onbekend | niet behaald
            4         | 1       | 1        | 2
        """,
    )


def test_unknown_outcome_that_is_left_out_is_still_shown_as_unknown(spec: Spec) -> None:
    """Ook bij `onbekend: eruit` blijft de klasse onbekend zichtbaar en hoort zij bij de
    populatie.
    """
    spec(
        rule="S4",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {moment: vertrek, reden: werk, binnen: 1 jaar}
              onbekend: eruit
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
            vertrek:
              persoon | dag        | reden
              A       | 2016-10-01 |
        """,
        expect="""
            populatie | behaald | onbekend | niet behaald
            2         | 0       | 1        | 1
        """,
    )


def test_unknown_exception_is_unknown_unless_success_came_first(spec: Spec) -> None:
    """Is van een uitzondering niet bekend of zij telt, dan is de klasse onbekend. Kwam het
    resultaat eerder of op dezelfde dag, dan is het behaald.
    """
    spec(
        rule="S4",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 1 jaar}
              uitgezonderd: {moment: vertrek, reden: [overleden, verhuisd]}
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
              F       | 2016-08-01
            vertrek:
              persoon | dag        | reden
              A       | 2016-10-01 |
              B       | 2016-10-01 |
              C       | 2016-10-01 |
              D       | 2016-10-01 |
              E       | 2016-10-01 |
              E       | 2016-12-01 | verhuisd
              F       | 2016-10-01 | werk
            werk:
              persoon | van
              A       | 2016-09-30
              B       | 2016-10-01
              C       | 2016-10-02
              F       | 2016-12-01
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | behaald
            C       | onbekend
            D       | onbekend
            E       | uitgezonderd
            F       | behaald
        """,
    )


def test_unknown_exception_after_the_window_changes_nothing(spec: Spec) -> None:
    """Een uitzondering van na de termijn telt niet, dus ook niet als zij onbekend is."""
    spec(
        rule="S4",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 1 jaar}
              uitgezonderd: {moment: vertrek, reden: verhuisd}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
            vertrek:
              persoon | dag        | reden
              A       | 2017-08-02 |
              B       | 2017-08-01 |
        """,
        expect="""
            persoon | klasse
            A       | niet behaald
            B       | onbekend
        """,
    )


def test_population_is_the_sum_of_all_six_classes(spec: Spec) -> None:
    """De populatie is de som van alle klassen. Niemand telt dubbel en niemand valt weg."""
    spec(
        rule="S4",
        known="2017-10-31",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {score: trede, minstens: 3, binnen: 1 jaar}
              uitgesloten: {tijdvak: uitkering}
              uitgezonderd: {moment: vertrek}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-11-01
              C       | 2016-08-01
              D       | 2016-08-01
              E       | 2016-08-01
              F       | 2016-08-01
            uitkering:
              persoon | van        | tot en met
              A       | 2016-08-01 |
            trede:
              persoon | dag        | trede
              A       | 2016-12-01 | 3
              B       | 2016-12-01 | 3
              C       | 2016-12-01 | 3
              F       | 2016-12-01 | 2
            vertrek:
              persoon | dag
              C       | 2017-01-01
              D       | 2017-01-01
        """,
        expect="""
            populatie | uitgesloten | onrijp | behaald | uitgezonderd | onbekend | niet behaald
            6         | 1           | 1      | 1       | 1            | 1        | 1
        """,
    )


def test_interim_state_closes_every_window_on_the_last_known_day(spec: Spec) -> None:
    """De tussenstand doet alsof de termijn vandaag afloopt. Wat pas na vandaag bekend wordt,
    telt nog niet.
    """
    spec(
        rule="S4",
        known="2016-12-01",
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
              D       | 2016-08-01
            trede:
              persoon | dag        | trede
              A       | 2016-12-01 | 3
              B       | 2016-12-02 | 3
              C       | 2016-11-01 | 2
              C       | 2016-12-02 | 3
              D       | 2016-11-01 | 2
              D       | 2016-11-15 | 4
        """,
        expect="""
            persoon | klasse | tussenstand
            A       | onrijp | behaald
            B       | onrijp | onbekend
            C       | onrijp | niet behaald
            D       | onrijp | behaald
        """,
    )


def test_interim_state_of_every_day_asks_for_the_days_so_far(spec: Spec) -> None:
    """In de tussenstand vraagt `gedurende` alleen de dagen tot en met vandaag."""
    spec(
        rule="S4",
        known="2016-12-01",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {tijdvak: werk, gedurende: 1 jaar}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
            werk:
              persoon | van        | tot
              A       | 2016-08-01 | 2016-12-02
              B       | 2016-08-01 | 2016-12-01
        """,
        expect="""
            persoon | klasse | tussenstand
            A       | onrijp | behaald
            B       | onrijp | niet behaald
        """,
    )


def test_interim_state_of_a_mature_client_equals_the_class(spec: Spec) -> None:
    """Na de termijn en de wachttijd is de tussenstand gelijk aan de klasse. In de wachttijd
    verandert de termijn zelf niet.
    """
    spec(
        rule="S4",
        known="2017-08-31",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 1 jaar}
              wachttijd: 1 maand
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-07-31
              B       | 2016-08-10
              C       | 2016-08-10
            werk:
              persoon | van
              A       | 2017-07-31
              B       | 2017-08-10
              C       | 2017-08-11
        """,
        expect="""
            persoon | klasse  | tussenstand
            A       | behaald | behaald
            B       | onrijp  | behaald
            C       | onrijp  | niet behaald
        """,
    )


def test_interim_state_counts_no_exception_that_is_not_yet_known(spec: Spec) -> None:
    """Een uitzondering van na de laatste bekende dag bestaat nog niet. De tussenstand kent
    haar dus ook niet.
    """
    spec(
        rule="S4",
        known="2016-12-01",
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
            vertrek:
              persoon | dag
              A       | 2016-12-01
              B       | 2016-12-02
              C       | 2016-11-01
            werk:
              persoon | van
              C       | 2016-10-31
        """,
        expect="""
            persoon | klasse | tussenstand
            A       | onrijp | uitgezonderd
            B       | onrijp | niet behaald
            C       | onrijp | behaald
        """,
    )


def test_not_getting_something_is_only_settled_when_the_window_closes(spec: Spec) -> None:
    """Vraagt het resultaat dat iets niet gebeurt, dan staat dat pas vast op de laatste dag.
    Een uitzondering ervoor gaat voor.
    """
    spec(
        rule="S4",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {zonder: {begin: uitkering, binnen: 1 jaar}}
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
            uitkering:
              persoon | van
              C       | 2017-08-01
              D       | 2017-08-02
            vertrek:
              persoon | dag
              A       | 2017-07-31
              B       | 2017-08-01
        """,
        expect="""
            persoon | klasse
            A       | uitgezonderd
            B       | behaald
            C       | niet behaald
            D       | behaald
        """,
    )


def test_two_results_that_are_both_needed_are_met_on_the_later_day(spec: Spec) -> None:
    """Zijn twee resultaten nodig, dan is de dag van het laatste de dag waarop het gehaald is.
    Een uitzondering ertussen gaat voor.
    """
    spec(
        rule="S4",
        indicator="""
            aandeel:
              van: {moment: melding}
              die:
                alle van:
                  - {begin: werk, binnen: 1 jaar}
                  - {begin: woonplaats, binnen: 1 jaar}
              uitgezonderd: {moment: vertrek}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
            werk:
              persoon | van
              A       | 2016-09-01
              B       | 2016-09-01
            woonplaats:
              persoon | van
              A       | 2016-11-01
              B       | 2016-11-01
            vertrek:
              persoon | dag
              A       | 2016-10-01
              B       | 2016-11-01
        """,
        expect="""
            persoon | klasse
            A       | uitgezonderd
            B       | behaald
        """,
    )


def test_one_of_two_results_is_met_on_the_earlier_day(spec: Spec) -> None:
    """Is een van twee resultaten genoeg, dan telt de dag van het eerste."""
    spec(
        rule="S4",
        indicator="""
            aandeel:
              van: {moment: melding}
              die:
                een van:
                  - {begin: werk, binnen: 1 jaar}
                  - {begin: woonplaats, binnen: 1 jaar}
              uitgezonderd: {moment: vertrek}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
            werk:
              persoon | van
              A       | 2016-09-01
              B       | 2016-10-02
            woonplaats:
              persoon | van
              A       | 2016-11-01
              B       | 2016-11-01
            vertrek:
              persoon | dag
              A       | 2016-10-01
              B       | 2016-10-01
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | uitgezonderd
        """,
    )


def test_exception_counts_through_the_end_of_the_longest_window(spec: Spec) -> None:
    """Heeft elk deel een eigen termijn, dan loopt de uitzondering tot en met het einde van de
    langste.
    """
    spec(
        rule="S4",
        indicator="""
            aandeel:
              van: {moment: melding}
              die:
                een van:
                  - {begin: werk, binnen: 3 maanden}
                  - {begin: woonplaats, binnen: 6 maanden}
              uitgezonderd: {moment: vertrek}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
            vertrek:
              persoon | dag
              A       | 2017-02-01
              B       | 2017-02-02
        """,
        expect="""
            persoon | klasse
            A       | uitgezonderd
            B       | niet behaald
        """,
    )


def test_success_after_an_unknown_exception_stays_unknown_whatever_comes_later(spec: Spec) -> None:
    """Was er voor het resultaat misschien al een uitzondering, dan is de klasse onbekend. Een
    zekere uitzondering na het resultaat verandert dat niet, een zekere ervoor wel.
    """
    spec(
        rule="S4",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 1 jaar}
              uitgezonderd: {moment: vertrek, reden: verhuisd}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
              C       | 2016-08-01
            vertrek:
              persoon | dag        | reden
              A       | 2016-10-01 |
              A       | 2016-12-01 | verhuisd
              B       | 2016-10-01 | verhuisd
              B       | 2016-12-01 |
              C       | 2016-10-15 | verhuisd
              C       | 2016-10-01 |
            werk:
              persoon | van
              A       | 2016-11-01
              B       | 2016-11-01
              C       | 2016-11-01
        """,
        expect="""
            persoon | klasse
            A       | onbekend
            B       | uitgezonderd
            C       | uitgezonderd
        """,
    )
