"""S1 Telkens: hoe vaak iemand meetelt

Geteld wordt een persoon op een ankerdag. `telkens` zegt welke dagen een ankerdag worden: de
eerste in de looptijd, de eerste per jaar of halfjaar, elke keer, of alle peildagen. De periode
waarover gerapporteerd wordt verandert daar niets aan.
"""

from tests.spec.drawn import Spec


def test_first_day_in_the_term_is_the_only_one_unless_said_otherwise(spec: Spec) -> None:
    """Zonder `telkens` telt alleen de eerste keer in de looptijd; wat ervoor kwam telt niet als
    eerste.
    """
    spec(
        rule="S1",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {moment: melding, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-06-30
              A       | 2016-09-01
              A       | 2017-02-01
              B       | 2017-02-01
              B       | 2016-09-02
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-09-01 | behaald
            B       | 2016-09-02 | behaald
        """,
    )


def test_first_in_the_term_may_be_written_out(spec: Spec) -> None:
    """`telkens: eerste in looptijd` betekent hetzelfde: één keer, ook als de looptijd twee
    jaren raakt.
    """
    spec(
        rule="S1",
        indicator="""
            aandeel:
              van: {moment: melding, telkens: eerste in looptijd}
              die: {moment: melding, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-12-31
              A       | 2017-01-01
              A       | 2017-07-01
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-12-31 | behaald
        """,
    )


def test_first_and_last_day_of_the_term_belong_to_it(spec: Spec) -> None:
    """De eerste en de laatste dag van de looptijd horen erbij, de dag ervoor en de dag erna
    niet.
    """
    spec(
        rule="S1",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {moment: melding, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-06-30
              B       | 2016-07-01
              C       | 2017-12-31
              D       | 2018-01-01
        """,
        expect="""
            persoon | anker      | klasse
            A       |            | niet in de populatie
            B       | 2016-07-01 | behaald
            C       | 2017-12-31 | behaald
            D       |            | niet in de populatie
        """,
    )


def test_first_per_year_counts_once_in_each_calendar_year(spec: Spec) -> None:
    """Bij de eerste per jaar begint er op 1 januari een nieuwe telling."""
    spec(
        rule="S1",
        indicator="""
            aandeel:
              van: {moment: melding, telkens: eerste per jaar}
              die: {moment: melding, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              A       | 2016-12-31
              A       | 2017-01-01
              A       | 2017-09-01
              B       | 2016-06-30
              B       | 2017-12-31
              B       | 2018-01-01
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-08-01 | behaald
            A       | 2017-01-01 | behaald
            B       | 2017-12-31 | behaald
        """,
    )


def test_who_stands_there_counts_on_the_first_day_of_each_year(spec: Spec) -> None:
    """Wie doorlopend een uitkering heeft, telt op de eerste dag van de looptijd en op 1 januari."""
    spec(
        rule="S1",
        indicator="""
            aandeel:
              van: {tijdvak: uitkering, telkens: eerste per jaar}
              die: {tijdvak: uitkering, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-01-10 |
              B       | 2016-09-01 | 2016-12-31
              C       | 2016-09-01 | 2017-01-01
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-07-01 | behaald
            A       | 2017-01-01 | behaald
            B       | 2016-09-01 | behaald
            C       | 2016-09-01 | behaald
            C       | 2017-01-01 | behaald
        """,
    )


def test_first_per_half_year_counts_once_in_each_half_year(spec: Spec) -> None:
    """Bij de eerste per halfjaar begint er op 1 januari en op 1 juli een nieuwe telling."""
    spec(
        rule="S1",
        indicator="""
            aandeel:
              van: {moment: melding, telkens: eerste per halfjaar}
              die: {moment: melding, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-12-31
              A       | 2017-01-01
              A       | 2017-06-30
              A       | 2017-07-01
              A       | 2017-12-31
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-12-31 | behaald
            A       | 2017-01-01 | behaald
            A       | 2017-07-01 | behaald
        """,
    )


def test_half_years_follow_the_calendar_and_are_cut_to_the_term(spec: Spec) -> None:
    """Halve jaren lopen volgens de kalender, ook als de looptijd ergens middenin begint of
    eindigt.
    """
    spec(
        rule="S1",
        indicator="""
            aandeel:
              van: {tijdvak: uitkering, telkens: eerste per halfjaar}
              die: {tijdvak: uitkering, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-01-10 |
              B       | 2016-01-10 | 2016-03-14
              C       | 2017-03-31 |
              D       | 2017-04-01 |
        """,
        term="2016-03-15..2017-03-31",
        expect="""
            persoon | anker      | klasse
            A       | 2016-03-15 | behaald
            A       | 2016-07-01 | behaald
            A       | 2017-01-01 | behaald
            B       |            | niet in de populatie
            C       | 2017-03-31 | behaald
            D       |            | niet in de populatie
        """,
    )


def test_each_event_counts_even_on_two_days_in_a_row(spec: Spec) -> None:
    """Met `telkens: elke` telt elke melding, ook op de dag na de vorige."""
    spec(
        rule="S1",
        indicator="""
            aandeel:
              van: {moment: melding, telkens: elke}
              die: {moment: melding, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              A       | 2016-08-02
              A       | 2017-12-31
              A       | 2018-01-01
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-08-01 | behaald
            A       | 2016-08-02 | behaald
            A       | 2017-12-31 | behaald
        """,
    )


def test_two_events_on_one_day_are_one_unit(spec: Spec) -> None:
    """Geteld wordt een persoon op een dag: twee meldingen op dezelfde dag zijn samen één geval."""
    spec(
        rule="S1",
        indicator="""
            aandeel:
              van: {moment: melding, telkens: elke}
              die: {moment: melding, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              A       | 2016-08-01
              B       | 2016-08-01
        """,
        expect="""
            populatie | behaald
            2         | 2
        """,
    )


def test_each_event_must_meet_the_other_conditions_on_its_day(spec: Spec) -> None:
    """Elke melding telt waarop ook de andere voorwaarden gelden; de eerste dag met uitkering
    telt mee.
    """
    spec(
        rule="S1",
        indicator="""
            aandeel:
              van:
                alle van: [{moment: melding}, {tijdvak: uitkering}]
                telkens: elke
              die: {moment: melding, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              A       | 2016-08-02
              A       | 2016-08-31
              A       | 2016-09-01
              uitkering:
                persoon | van        | tot en met
                A       | 2016-08-02 | 2016-08-31
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-08-02 | behaald
            A       | 2016-08-31 | behaald
        """,
    )


def test_each_measurement_counts_when_measurements_are_asked(spec: Spec) -> None:
    """Met `meting: ja` telt elke meting in de groep, ook als de score hetzelfde bleef."""
    spec(
        rule="S1",
        indicator="""
            aandeel:
              van: {score: trede, waarde: [1, 2], meting: ja, telkens: elke}
              die: {score: trede, waarde: [1, 2], op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            trede:
              persoon | dag        | trede
              A       | 2016-06-30 | 2
              A       | 2016-08-01 | 2
              A       | 2016-09-01 | 2
              A       | 2016-10-01 | 3
              A       | 2016-11-01 | 1
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-08-01 | behaald
            A       | 2016-09-01 | behaald
            A       | 2016-11-01 | behaald
        """,
    )


def test_each_time_a_score_comes_into_the_group_counts(spec: Spec) -> None:
    """Zonder `meting: ja` telt alleen de dag waarop iemand in de groep komt, niet elke nieuwe
    score.
    """
    spec(
        rule="S1",
        indicator="""
            aandeel:
              van: {score: trede, waarde: [1, 2], telkens: elke}
              die: {score: trede, waarde: [1, 2], op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            trede:
              persoon | dag        | trede
              A       | 2016-08-01 | 2
              A       | 2016-09-01 | 1
              A       | 2016-10-01 | 3
              A       | 2016-11-01 | 2
              B       | 2016-06-01 | 2
              B       | 2016-07-02 | 3
              B       | 2016-07-03 | 1
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-08-01 | behaald
            A       | 2016-11-01 | behaald
            B       | 2016-07-01 | behaald
            B       | 2016-07-03 | behaald
        """,
    )


def test_each_day_on_which_a_state_becomes_true_counts_with_the_first_of_the_term(
    spec: Spec,
) -> None:
    """Een doorlopende uitkering telt één keer, op de eerste dag van de looptijd. Na een gat
    telt zij weer.
    """
    spec(
        rule="S1",
        indicator="""
            aandeel:
              van: {tijdvak: uitkering, telkens: elke}
              die: {tijdvak: uitkering, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-01-10 |
              B       | 2016-01-10 | 2016-08-31
              B       | 2016-09-01 | 2016-09-30
              B       | 2016-10-02 |
              C       | 2016-07-02 | 2016-07-02
              C       | 2017-12-31 |
              D       | 2016-01-10 | 2016-06-30
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-07-01 | behaald
            B       | 2016-07-01 | behaald
            B       | 2016-10-02 | behaald
            C       | 2016-07-02 | behaald
            C       | 2017-12-31 | behaald
            D       |            | niet in de populatie
        """,
    )


def test_states_together_count_on_each_day_they_become_true_together(spec: Spec) -> None:
    """Gelden twee voorwaarden samen, dan telt elke dag waarop de laatste van de twee erbij komt."""
    spec(
        rule="S1",
        indicator="""
            aandeel:
              van:
                alle van: [{tijdvak: uitkering}, {zonder: {tijdvak: werk}}]
                telkens: elke
              die: {tijdvak: uitkering, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-08-01 |
            werk:
              persoon | van        | tot
              A       | 2016-01-01 | 2016-08-15
              A       | 2016-09-01 | 2016-09-02
              A       | 2016-10-01 |
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-08-15 | behaald
            A       | 2016-09-02 | behaald
        """,
    )


def test_first_day_of_each_month_cut_to_the_term(spec: Spec) -> None:
    """Peildag is de eerste dag van elke maand; in de eerste maand is dat de eerste dag van de
    looptijd.
    """
    spec(
        rule="S1",
        indicator="""
            aandeel:
              van: {tijdvak: uitkering, op peildag: eerste dag, per: maand}
              die: {tijdvak: uitkering, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-01-10 |
              B       | 2016-08-02 | 2016-08-31
              C       | 2016-07-15 | 2016-07-15
              D       | 2016-07-01 | 2016-07-14
        """,
        term="2016-07-15..2016-10-10",
        expect="""
            persoon | anker      | klasse
            A       | 2016-07-15 | behaald
            A       | 2016-08-01 | behaald
            A       | 2016-09-01 | behaald
            A       | 2016-10-01 | behaald
            B       |            | niet in de populatie
            C       | 2016-07-15 | behaald
            D       |            | niet in de populatie
        """,
    )


def test_last_day_of_each_month_cut_to_the_term(spec: Spec) -> None:
    """Peildag is de laatste dag van elke maand; in de laatste maand de laatste dag van de
    looptijd.
    """
    spec(
        rule="S1",
        indicator="""
            aandeel:
              van: {tijdvak: uitkering, op peildag: laatste dag, per: maand}
              die: {tijdvak: uitkering, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-01-10 |
              B       | 2016-08-01 | 2016-08-30
              C       | 2016-10-10 | 2016-10-31
              D       | 2016-10-11 |
        """,
        term="2016-07-15..2016-10-10",
        expect="""
            persoon | anker      | klasse
            A       | 2016-07-31 | behaald
            A       | 2016-08-31 | behaald
            A       | 2016-09-30 | behaald
            A       | 2016-10-10 | behaald
            B       |            | niet in de populatie
            C       | 2016-10-10 | behaald
            D       |            | niet in de populatie
        """,
    )


def test_last_day_of_february_in_a_leap_year(spec: Spec) -> None:
    """In een schrikkeljaar is 29 februari de laatste dag van de maand."""
    spec(
        rule="S1",
        indicator="""
            aandeel:
              van: {tijdvak: uitkering, op peildag: laatste dag, per: maand}
              die: {tijdvak: uitkering, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2015-01-10 |
              B       | 2016-02-29 | 2016-02-29
              C       | 2016-02-01 | 2016-02-28
        """,
        term="2016-01-01..2016-03-31",
        expect="""
            persoon | anker      | klasse
            A       | 2016-01-31 | behaald
            A       | 2016-02-29 | behaald
            A       | 2016-03-31 | behaald
            B       | 2016-02-29 | behaald
            C       |            | niet in de populatie
        """,
    )


def test_first_day_of_each_quarter_cut_to_the_term(spec: Spec) -> None:
    """Peildag is de eerste dag van elk kwartaal, of de eerste dag van de looptijd."""
    spec(
        rule="S1",
        indicator="""
            aandeel:
              van: {tijdvak: uitkering, op peildag: eerste dag, per: kwartaal}
              die: {tijdvak: uitkering, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-01-10 |
              B       | 2016-07-16 | 2016-09-30
              C       | 2016-10-01 | 2016-10-01
        """,
        term="2016-07-15..2016-10-10",
        expect="""
            persoon | anker      | klasse
            A       | 2016-07-15 | behaald
            A       | 2016-10-01 | behaald
            B       |            | niet in de populatie
            C       | 2016-10-01 | behaald
        """,
    )


def test_last_day_of_each_quarter_cut_to_the_term(spec: Spec) -> None:
    """Peildag is de laatste dag van elk kwartaal, of de laatste dag van de looptijd."""
    spec(
        rule="S1",
        indicator="""
            aandeel:
              van: {tijdvak: uitkering, op peildag: laatste dag, per: kwartaal}
              die: {tijdvak: uitkering, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-01-10 |
              B       | 2016-10-01 | 2016-10-09
              C       | 2016-09-30 | 2016-09-30
        """,
        term="2016-07-15..2016-10-10",
        expect="""
            persoon | anker      | klasse
            A       | 2016-09-30 | behaald
            A       | 2016-10-10 | behaald
            B       |            | niet in de populatie
            C       | 2016-09-30 | behaald
        """,
    )


def test_first_day_of_each_half_year_cut_to_the_term(spec: Spec) -> None:
    """Peildag is 1 januari en 1 juli, of de eerste dag van de looptijd. Wie twee keer staat,
    telt twee keer.
    """
    spec(
        rule="S1",
        indicator="""
            aandeel:
              van: {tijdvak: uitkering, op peildag: eerste dag, per: halfjaar}
              die: {tijdvak: uitkering, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-01-10 |
              B       | 2017-01-02 | 2017-07-01
              C       | 2017-07-02 |
        """,
        term="2016-07-15..2017-10-10",
        expect="""
            persoon | anker      | klasse
            A       | 2016-07-15 | behaald
            A       | 2017-01-01 | behaald
            A       | 2017-07-01 | behaald
            B       | 2017-07-01 | behaald
            C       |            | niet in de populatie
        """,
    )


def test_last_day_of_each_half_year_cut_to_the_term(spec: Spec) -> None:
    """Peildag is 30 juni en 31 december, of de laatste dag van de looptijd."""
    spec(
        rule="S1",
        indicator="""
            aandeel:
              van: {tijdvak: uitkering, op peildag: laatste dag, per: halfjaar}
              die: {tijdvak: uitkering, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-01-10 |
              B       | 2016-07-15 | 2017-06-29
              C       | 2017-07-01 | 2017-10-09
        """,
        term="2016-07-15..2017-10-10",
        expect="""
            persoon | anker      | klasse
            A       | 2016-12-31 | behaald
            A       | 2017-06-30 | behaald
            A       | 2017-10-10 | behaald
            B       | 2016-12-31 | behaald
            C       |            | niet in de populatie
        """,
    )


def test_first_day_of_each_year_cut_to_the_term(spec: Spec) -> None:
    """Peildag is 1 januari, of in het eerste jaar de eerste dag van de looptijd."""
    spec(
        rule="S1",
        indicator="""
            aandeel:
              van: {tijdvak: uitkering, op peildag: eerste dag, per: jaar}
              die: {tijdvak: uitkering, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-01-10 |
              B       | 2016-07-16 | 2017-01-01
              C       | 2017-01-02 |
        """,
        term="2016-07-15..2017-10-10",
        expect="""
            persoon | anker      | klasse
            A       | 2016-07-15 | behaald
            A       | 2017-01-01 | behaald
            B       | 2017-01-01 | behaald
            C       |            | niet in de populatie
        """,
    )


def test_last_day_of_each_year_cut_to_the_term(spec: Spec) -> None:
    """Peildag is 31 december, of in het laatste jaar de laatste dag van de looptijd."""
    spec(
        rule="S1",
        indicator="""
            aandeel:
              van: {tijdvak: uitkering, op peildag: laatste dag, per: jaar}
              die: {tijdvak: uitkering, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-01-10 |
              B       | 2017-01-01 | 2017-10-10
              C       | 2016-07-15 | 2016-12-30
        """,
        term="2016-07-15..2017-10-10",
        expect="""
            persoon | anker      | klasse
            A       | 2016-12-31 | behaald
            A       | 2017-10-10 | behaald
            B       | 2017-10-10 | behaald
            C       |            | niet in de populatie
        """,
    )


def test_score_on_the_reference_day_may_be_much_older(spec: Spec) -> None:
    """Op een peildag telt de score die dan geldt, ook als zij lang daarvoor gemeten is."""
    spec(
        rule="S1",
        indicator="""
            aandeel:
              van: {score: trede, waarde: [3, 4], op peildag: eerste dag, per: jaar}
              die: {score: trede, waarde: [3, 4], op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            trede:
              persoon | dag        | trede
              A       | 2014-03-01 | 3
              A       | 2017-01-01 | 5
              B       | 2016-07-01 | 4
              B       | 2017-01-02 | 5
              C       | 2016-07-02 | 3
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-07-01 | behaald
            B       | 2016-07-01 | behaald
            B       | 2017-01-01 | behaald
            C       | 2017-01-01 | behaald
        """,
    )


def test_reporting_by_month_does_not_make_more_anchors(spec: Spec) -> None:
    """Wie één keer in de looptijd telt, telt ook in een maandrapportage alleen in de maand van
    die keer.
    """
    spec(
        rule="S1",
        indicator="""
            aandeel:
              van: {tijdvak: uitkering}
              die: {tijdvak: uitkering, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-01-10 |
              B       | 2016-08-31 |
        """,
        periods="maand",
        expect="""
            periode | populatie
            2016-07 | 1
            2016-08 | 1
        """,
    )


def test_reporting_by_half_year_does_not_restart_a_year(spec: Spec) -> None:
    """De eerste per jaar blijft de eerste per jaar, ook in een rapportage per halfjaar."""
    spec(
        rule="S1",
        indicator="""
            aandeel:
              van: {moment: melding, telkens: eerste per jaar}
              die: {moment: melding, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            melding:
              persoon | dag
              A       | 2017-02-01
              A       | 2017-09-01
              B       | 2017-09-01
        """,
        periods="halfjaar",
        expect="""
            periode | populatie
            2017 H1 | 1
            2017 H2 | 1
        """,
    )


def test_reporting_by_month_does_not_move_the_reference_days(spec: Spec) -> None:
    """Een peildag per halfjaar blijft per halfjaar, ook als er per maand wordt gerapporteerd."""
    spec(
        rule="S1",
        indicator="""
            aandeel:
              van: {tijdvak: uitkering, op peildag: laatste dag, per: halfjaar}
              die: {tijdvak: uitkering, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-01-10 |
        """,
        periods="maand",
        expect="""
            periode | populatie
            2016-12 | 1
            2017-06 | 1
            2017-12 | 1
        """,
    )


def test_reporting_over_the_term_adds_all_half_years(spec: Spec) -> None:
    """Over de hele looptijd telt iemand zo vaak als hij een ankerdag heeft."""
    spec(
        rule="S1",
        indicator="""
            aandeel:
              van: {moment: melding, telkens: eerste per halfjaar}
              die: {moment: melding, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              A       | 2017-02-01
              A       | 2017-03-01
              A       | 2017-08-01
        """,
        expect="""
            populatie | behaald
            3         | 3
        """,
    )
