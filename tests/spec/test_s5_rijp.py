"""S5 Rijp: wanneer een uitkomst vaststaat

Iemand is rijp als de termijn en de wachttijd helemaal bekend zijn. Eerder is de klasse onrijp. Of
het resultaat al gehaald is, maakt daarvoor niet uit, want anders tellen de snelle successen wel en
de rest nog niet.
"""

from tests.spec.drawn import Spec


def test_client_is_mature_on_the_last_day_of_the_window(spec: Spec) -> None:
    """Is de laatste dag van de termijn bekend, dan is iemand rijp. Een dag te vroeg is onrijp."""
    spec(
        rule="S5",
        known="2017-08-01",
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
              B       | 2016-08-02
        """,
        expect="""
            persoon | klasse
            A       | niet behaald
            B       | onrijp
        """,
    )


def test_client_is_mature_only_after_the_waiting_time(spec: Spec) -> None:
    """De wachttijd komt na de termijn. Pas als ook die om is, is iemand rijp."""
    spec(
        rule="S5",
        known="2017-09-30",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 1 jaar}
              wachttijd: 60 dagen
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-02
        """,
        expect="""
            persoon | klasse
            A       | niet behaald
            B       | onrijp
        """,
    )


def test_waiting_time_gives_no_extra_time_for_the_result(spec: Spec) -> None:
    """In de wachttijd komen gegevens nog binnen. De termijn zelf wordt er niet langer van."""
    spec(
        rule="S5",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 1 jaar}
              wachttijd: 2 maanden
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


def test_waiting_time_in_months_starts_at_the_end_of_the_window(spec: Spec) -> None:
    """Een maand na 31 januari is 28 februari, en een maand wachttijd daarna is 28 maart. Op
    die dag is iemand rijp.
    """
    spec(
        rule="S5",
        known="2017-03-28",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 1 maand}
              wachttijd: 1 maand
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2017-01-31
              B       | 2017-03-01
        """,
        expect="""
            persoon | klasse
            A       | niet behaald
            B       | onrijp
        """,
    )


def test_same_client_is_immature_when_one_day_less_is_known(spec: Spec) -> None:
    """Is alles bekend tot en met een dag voor het einde van de wachttijd, dan is iemand nog
    onrijp.
    """
    spec(
        rule="S5",
        known="2017-03-27",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 1 maand}
              wachttijd: 1 maand
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2017-01-31
        """,
        expect="""
            persoon | klasse
            A       | onrijp
        """,
    )


def test_leap_day_client_is_mature_on_the_28th_of_february(spec: Spec) -> None:
    """De termijn van wie op 29 februari begint, is een jaar later op 28 februari om."""
    spec(
        rule="S5",
        term="2016-01-01..2017-12-31",
        known="2017-02-28",
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
              B       | 2016-03-01
        """,
        expect="""
            persoon | klasse
            A       | niet behaald
            B       | onrijp
        """,
    )


def test_early_success_makes_nobody_mature(spec: Spec) -> None:
    """Een vroeg resultaat maakt niemand rijp. Wie al werk heeft en wie nog zoekt, worden op
    dezelfde dag rijp.
    """
    spec(
        rule="S5",
        known="2017-06-30",
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
              A       | 2016-08-02
        """,
        expect="""
            onrijp | behaald | niet behaald | tussenstand behaald | tussenstand niet behaald
            2      | 0       | 0            | 1                   | 1
        """,
    )


def test_early_exception_makes_nobody_mature(spec: Spec) -> None:
    """Ook een uitzondering maakt niemand rijp. Tot het einde van de termijn is de klasse onrijp."""
    spec(
        rule="S5",
        known="2017-06-30",
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
              C       | 2016-07-01
            vertrek:
              persoon | dag
              A       | 2016-08-02
              C       | 2016-08-02
        """,
        expect="""
            persoon | klasse
            A       | onrijp
            C       | onrijp
        """,
    )


def test_unknown_outcome_makes_nobody_mature(spec: Spec) -> None:
    """Zolang de termijn loopt, is wie geen score heeft onrijp en nog niet onbekend."""
    spec(
        rule="S5",
        known="2017-06-30",
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
              B       | 2016-10-01 | 3
        """,
        expect="""
            persoon | klasse | tussenstand
            A       | onrijp | onbekend
            B       | onrijp | behaald
        """,
    )


def test_broken_window_is_still_immature(spec: Spec) -> None:
    """Is een termijn al gebroken, dan staat de uitkomst eigenlijk vast. Toch is de klasse
    onrijp tot de termijn om is.
    """
    spec(
        rule="S5",
        known="2017-01-31",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {zonder: {tijdvak: uitkering}, gedurende: 6 maanden}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-07-31
            uitkering:
              persoon | van        | tot en met
              A       | 2016-09-01 | 2016-09-30
              B       | 2016-09-01 | 2016-09-30
        """,
        expect="""
            persoon | klasse       | tussenstand
            A       | onrijp       | niet behaald
            B       | niet behaald | niet behaald
        """,
    )


def test_result_on_the_anchor_day_is_mature_at_once(spec: Spec) -> None:
    """Gaat het resultaat over de ankerdag zelf, dan is iemand meteen rijp."""
    spec(
        rule="S5",
        known="2016-08-01",
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
              C       | 2016-08-02
            werk:
              persoon | van
              A       | 2016-08-01
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
            C       | niet in de populatie
        """,
    )


def test_longest_of_several_windows_decides_when_a_client_is_mature(spec: Spec) -> None:
    """Heeft elk deel een eigen termijn, dan is iemand pas rijp na de langste."""
    spec(
        rule="S5",
        known="2017-02-01",
        indicator="""
            aandeel:
              van: {moment: melding}
              die:
                een van:
                  - {begin: werk, binnen: 3 maanden}
                  - {begin: woonplaats, binnen: 6 maanden}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-02
            werk:
              persoon | van
              A       | 2016-09-01
              B       | 2016-09-01
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | onrijp
        """,
    )


def test_window_that_starts_later_is_mature_at_its_last_day(spec: Spec) -> None:
    """Bij een termijn van 21 tot en met 24 maanden telt het einde: pas na 24 maanden is
    iemand rijp.
    """
    spec(
        rule="S5",
        known="2018-08-01",
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
              A       | 2016-08-01
              B       | 2016-08-02
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | onrijp
        """,
    )


def test_bridged_gaps_ask_for_a_waiting_time_of_their_own(spec: Spec) -> None:
    """Tellen gaten tot en met 31 dagen als doorlopend, dan is pas na 32 dagen zeker dat een
    uitkering stopte. Zo lang wordt gewacht.
    """
    spec(
        rule="S5",
        known="2016-10-03",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {einde: uitkering, onderbreking: hooguit 31 dagen, binnen: 1 maand}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-02
            uitkering:
              persoon | van        | tot en met
              A       | 2016-07-01 | 2016-08-15
              B       | 2016-07-01 | 2016-08-15
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | onrijp
        """,
    )


def test_agreed_waiting_time_that_is_long_enough_is_not_added_to_the_other(spec: Spec) -> None:
    """Is de afgesproken wachttijd langer dan het gat vraagt, dan geldt alleen de afgesproken
    wachttijd.
    """
    spec(
        rule="S5",
        known="2016-10-31",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {einde: uitkering, onderbreking: hooguit 31 dagen, binnen: 1 maand}
              wachttijd: 60 dagen
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-02
            uitkering:
              persoon | van        | tot en met
              A       | 2016-07-01 | 2016-08-15
              B       | 2016-07-01 | 2016-08-15
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | onrijp
        """,
    )


def test_each_of_two_anchors_ripens_at_its_own_time(spec: Spec) -> None:
    """Wie vaker meetelt, wordt voor elke ankerdag apart rijp."""
    spec(
        rule="S5",
        known="2017-09-01",
        indicator="""
            aandeel:
              van: {moment: melding, telkens: elke}
              die: {begin: werk, binnen: 1 jaar}
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
            A       | 2016-08-01 | behaald
            A       | 2016-10-01 | onrijp
        """,
    )


def test_figure_of_a_period_keeps_its_immature_part_apart(spec: Spec) -> None:
    """Een periode kan half rijp zijn. Het onrijpe deel staat apart en telt niet als niet
    behaald.
    """
    spec(
        rule="S5",
        known="2017-10-01",
        periods="kwartaal",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 1 jaar}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-09-30
              B       | 2016-10-01
              C       | 2016-10-02
              D       | 2016-12-31
            werk:
              persoon | van
              D       | 2017-01-10
        """,
        expect="""
            periode | populatie | onrijp | behaald | niet behaald
            2016 K3 | 1         | 0      | 0       | 1
            2016 K4 | 3         | 2      | 0       | 1
        """,
    )
