"""F3 Tijdvakken samenvoegen

Tijdvakken van dezelfde persoon die elkaar raken of overlappen zijn samen één tijdvak. Met
`onderbreking: hooguit n dagen` telt een kort gat ook als doorlopend. Begin en einde zijn die
van het hele tijdvak, en een einde staat pas vast als er geen vervolg meer kan komen.
"""

from tests.spec.drawn import Spec


def test_spells_that_touch_are_one_and_a_day_between_makes_two(spec: Spec) -> None:
    """Begint een uitkering de dag na de vorige, dan loopt zij door. Met één dag ertussen begint zij
    opnieuw.
    """
    spec(
        rule="F3",
        indicator="""
            aandeel:
              van: {begin: uitkering, telkens: elke}
              die: {tijdvak: uitkering, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-07-10 | 2016-08-31
              A       | 2016-09-01 |
              B       | 2016-07-10 | 2016-08-31
              B       | 2016-09-02 |
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-07-10 | behaald
            B       | 2016-07-10 | behaald
            B       | 2016-09-02 | behaald
        """,
    )


def test_exclusive_ends_touch_when_the_next_begins_on_that_day(spec: Spec) -> None:
    """Werk 'tot' een dag raakt werk 'van' diezelfde dag. Begint het een dag later, dan is er
    een gat.
    """
    spec(
        rule="F3",
        indicator="""
            aandeel:
              van: {begin: werk, telkens: elke}
              die: {tijdvak: werk, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            werk:
              persoon | van        | tot
              A       | 2016-07-10 | 2016-09-01
              A       | 2016-09-01 |
              B       | 2016-07-10 | 2016-09-01
              B       | 2016-09-02 |
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-07-10 | behaald
            B       | 2016-07-10 | behaald
            B       | 2016-09-02 | behaald
        """,
    )


def test_spells_that_overlap_or_lie_within_each_other_are_one(spec: Spec) -> None:
    """Een kort tijdvak binnen een lang tijdvak maakt het lange niet korter."""
    spec(
        rule="F3",
        indicator="""
            aandeel:
              van: {begin: uitkering, telkens: elke}
              die: {tijdvak: uitkering, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-07-10 | 2016-10-31
              A       | 2016-08-01 | 2016-08-31
              A       | 2016-09-15 | 2016-12-31
              B       | 2016-07-10 | 2016-08-31
              B       | 2016-08-31 | 2016-12-31
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-07-10 | behaald
            B       | 2016-07-10 | behaald
        """,
    )


def test_an_open_spell_takes_in_everything_after_it(spec: Spec) -> None:
    """Loopt een uitkering nog, dan begint er daarna geen nieuwe."""
    spec(
        rule="F3",
        indicator="""
            aandeel:
              van: {begin: uitkering, telkens: elke}
              die: {tijdvak: uitkering, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-07-10 |
              A       | 2016-09-01 | 2016-09-30
              A       | 2016-12-01 |
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-07-10 | behaald
        """,
    )


def test_order_of_the_rows_does_not_matter_for_merging(spec: Spec) -> None:
    """De volgorde van de rijen maakt niet uit, en een dubbel tijdvak voegt niets toe."""
    spec(
        rule="F3",
        indicator="""
            aandeel:
              van: {begin: uitkering, telkens: elke}
              die: {tijdvak: uitkering, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-10-01 | 2016-12-31
              A       | 2016-07-10 | 2016-08-31
              A       | 2016-09-01 | 2016-09-30
              A       | 2016-07-10 | 2016-08-31
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-07-10 | behaald
        """,
    )


def test_spells_of_two_persons_never_merge(spec: Spec) -> None:
    """De uitkering van de een loopt niet door in die van de ander."""
    spec(
        rule="F3",
        indicator="""
            aantal: {begin: uitkering}
            eenheid: uitkering
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-07-10 | 2016-08-31
              B       | 2016-09-01 | 2016-09-30
        """,
        expect="""
            aantal
            2
        """,
    )


def test_only_spells_under_the_same_condition_merge(spec: Spec) -> None:
    """Wie van de Participatiewet naar een andere regeling gaat en terugkomt, begint opnieuw."""
    spec(
        rule="F3",
        indicator="""
            aandeel:
              van: {begin: uitkering, regeling: pw, telkens: elke}
              die: {tijdvak: uitkering, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            uitkering:
              persoon | van        | tot en met | regeling
              A       | 2016-07-10 | 2016-08-31 | pw
              A       | 2016-09-01 | 2016-09-30 | ioaw
              A       | 2016-10-01 |            | pw
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-07-10 | behaald
            A       | 2016-10-01 | behaald
        """,
    )


def test_spells_with_different_values_merge_when_the_condition_takes_both(spec: Spec) -> None:
    """Vraagt de voorwaarde om een van beide regelingen, dan loopt de uitkering door bij een
    wissel.
    """
    spec(
        rule="F3",
        indicator="""
            aandeel:
              van: {begin: uitkering, regeling: levensonderhoud, telkens: elke}
              die: {tijdvak: uitkering, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            uitkering:
              persoon | van        | tot en met | regeling
              A       | 2016-07-10 | 2016-08-31 | pw
              A       | 2016-09-01 | 2016-09-30 | ioaw
              A       | 2016-10-01 |            | pw
              B       | 2016-07-10 | 2016-08-31 | pw
              B       | 2016-09-01 | 2016-09-30 | bbz
              B       | 2016-10-01 |            | pw
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-07-10 | behaald
            B       | 2016-07-10 | behaald
            B       | 2016-10-01 | behaald
        """,
    )


def test_spell_that_runs_on_from_before_the_term_does_not_begin_in_it(spec: Spec) -> None:
    """Samenvoegen gaat voor: wie al voor de looptijd een uitkering had, begint niet op de
    eerste dag.
    """
    spec(
        rule="F3",
        indicator="""
            aandeel:
              van: {begin: uitkering}
              die: {tijdvak: uitkering, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-01-10 | 2016-06-30
              A       | 2016-07-01 |
              B       | 2016-01-10 | 2016-06-29
              B       | 2016-07-01 |
        """,
        expect="""
            persoon | anker      | klasse
            A       |            | niet in de populatie
            B       | 2016-07-01 | behaald
        """,
    )


def test_gap_from_before_the_term_is_bridged_too(spec: Spec) -> None:
    """Ook een kort gat rond het begin van de looptijd telt als doorlopend: 31 dagen wel, 32
    niet.
    """
    spec(
        rule="F3",
        indicator="""
            aandeel:
              van: {begin: uitkering, onderbreking: hooguit 31 dagen}
              die: {tijdvak: uitkering, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-01-10 | 2016-06-15
              A       | 2016-07-17 |
              B       | 2016-01-10 | 2016-06-15
              B       | 2016-07-18 |
        """,
        expect="""
            persoon | anker      | klasse
            A       |            | niet in de populatie
            B       | 2016-07-18 | behaald
        """,
    )


def test_gap_of_at_most_31_days_is_bridged(spec: Spec) -> None:
    """Een gat van precies 31 dagen telt nog als doorlopend, een gat van 32 dagen niet."""
    spec(
        rule="F3",
        indicator="""
            aandeel:
              van: {begin: uitkering, onderbreking: hooguit 31 dagen, telkens: elke}
              die: {tijdvak: uitkering, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-07-10 | 2016-08-31
              A       | 2016-10-02 |
              B       | 2016-07-10 | 2016-08-31
              B       | 2016-10-03 |
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-07-10 | behaald
            B       | 2016-07-10 | behaald
            B       | 2016-10-03 | behaald
        """,
    )


def test_gap_over_the_end_of_february_is_counted_in_days(spec: Spec) -> None:
    """Hooguit één dag: in een schrikkeljaar is 29 februari die ene dag, in een ander jaar 1
    maart.
    """
    spec(
        rule="F3",
        indicator="""
            aandeel:
              van: {begin: uitkering, onderbreking: hooguit 1 dag, telkens: elke}
              die: {tijdvak: uitkering, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-01-10 | 2016-02-28
              A       | 2016-03-01 |
              B       | 2016-01-10 | 2016-02-28
              B       | 2016-03-02 |
              C       | 2017-01-10 | 2017-02-28
              C       | 2017-03-02 |
              D       | 2017-01-10 | 2017-02-28
              D       | 2017-03-03 |
        """,
        term="2016-01-01..2017-12-31",
        expect="""
            persoon | anker      | klasse
            A       | 2016-01-10 | behaald
            B       | 2016-01-10 | behaald
            B       | 2016-03-02 | behaald
            C       | 2017-01-10 | behaald
            D       | 2017-01-10 | behaald
            D       | 2017-03-03 | behaald
        """,
    )


def test_gap_may_be_given_in_weeks(spec: Spec) -> None:
    """Hooguit twee weken is hooguit veertien dagen."""
    spec(
        rule="F3",
        indicator="""
            aandeel:
              van: {begin: uitkering, onderbreking: hooguit 2 weken, telkens: elke}
              die: {tijdvak: uitkering, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-07-10 | 2016-08-31
              A       | 2016-09-15 |
              B       | 2016-07-10 | 2016-08-31
              B       | 2016-09-16 |
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-07-10 | behaald
            B       | 2016-07-10 | behaald
            B       | 2016-09-16 | behaald
        """,
    )


def test_each_gap_is_measured_on_its_own(spec: Spec) -> None:
    """Meer korte gaten achter elkaar mogen samen langer zijn; elk gat wordt apart bekeken."""
    spec(
        rule="F3",
        indicator="""
            aandeel:
              van: {begin: uitkering, onderbreking: hooguit 31 dagen, telkens: elke}
              die: {tijdvak: uitkering, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-07-10 | 2016-07-31
              A       | 2016-09-01 | 2016-09-10
              A       | 2016-10-12 | 2016-10-20
              A       | 2016-11-22 | 2016-11-30
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-07-10 | behaald
            A       | 2016-11-22 | behaald
        """,
    )


def test_gap_is_measured_from_the_latest_end_so_far(spec: Spec) -> None:
    """Het gat loopt vanaf de laatste dag met uitkering, ook als een later begonnen tijdvak eerder
    eindigde.
    """
    spec(
        rule="F3",
        indicator="""
            aandeel:
              van: {begin: uitkering, onderbreking: hooguit 31 dagen, telkens: elke}
              die: {tijdvak: uitkering, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-07-10 | 2016-09-30
              A       | 2016-07-20 | 2016-07-25
              A       | 2016-11-01 |
              B       | 2016-07-10 | 2016-09-30
              B       | 2016-07-20 | 2016-07-25
              B       | 2016-11-02 |
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-07-10 | behaald
            B       | 2016-07-10 | behaald
            B       | 2016-11-02 | behaald
        """,
    )


def test_begin_after_a_bridged_gap_is_no_begin(spec: Spec) -> None:
    """Wie na een kort gat weer een uitkering krijgt, begint niet opnieuw; na een lang gat wel."""
    spec(
        rule="F3",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: uitkering, onderbreking: hooguit 31 dagen, binnen: 1 jaar}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
            uitkering:
              persoon | van        | tot en met
              A       | 2016-01-10 | 2016-07-09
              A       | 2016-08-10 |
              B       | 2016-01-10 | 2016-07-08
              B       | 2016-08-10 |
        """,
        expect="""
            persoon | klasse
            A       | niet behaald
            B       | behaald
        """,
    )


def test_an_end_is_the_last_day_of_the_whole_spell(spec: Spec) -> None:
    """Loopt de uitkering de volgende dag door, dan is dat geen einde. Open tijdvakken eindigen
    niet.
    """
    spec(
        rule="F3",
        indicator="""
            aantal: {einde: uitkering}
            eenheid: uitkering
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-07-10 | 2016-08-31
              A       | 2016-09-01 | 2016-09-30
              B       | 2016-07-10 | 2016-08-31
              C       | 2016-07-10 |
        """,
        periods="maand",
        expect="""
            periode | aantal
            2016-08 | 1
            2016-09 | 1
        """,
    )


def test_an_end_before_a_bridged_gap_is_no_end(spec: Spec) -> None:
    """Een einde met een vervolg binnen 31 dagen is geen einde."""
    spec(
        rule="F3",
        indicator="""
            aantal: {einde: uitkering, onderbreking: hooguit 31 dagen}
            eenheid: uitkering
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-07-10 | 2016-08-31
              A       | 2016-10-02 | 2016-10-31
              B       | 2016-07-10 | 2016-08-31
              B       | 2016-10-03 | 2016-10-31
        """,
        periods="maand",
        expect="""
            periode | aantal
            2016-08 | 1
            2016-10 | 2
        """,
    )


def test_an_end_is_certain_the_day_after(spec: Spec) -> None:
    """Een einde telt pas mee als ook de dag erna bekend is: tot dan kan de uitkering nog
    doorlopen.
    """
    spec(
        rule="F3",
        indicator="""
            aandeel:
              van: {einde: uitkering}
              die: {tijdvak: uitkering, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-07-10 | 2016-08-31
              B       | 2016-07-10 | 2016-09-01
        """,
        known="2016-09-01",
        expect="""
            persoon | anker      | klasse
            A       | 2016-08-31 | behaald
            B       |            | niet in de populatie
        """,
    )


def test_an_end_with_bridged_gaps_is_certain_when_no_continuation_can_come(spec: Spec) -> None:
    """Telt een gat van 31 dagen als doorlopend, dan staat een einde pas na 32 dagen vast."""
    spec(
        rule="F3",
        indicator="""
            aandeel:
              van: {einde: uitkering, onderbreking: hooguit 31 dagen}
              die: {tijdvak: uitkering, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-07-10 | 2016-08-31
              B       | 2016-07-10 | 2016-09-01
        """,
        known="2016-10-02",
        expect="""
            persoon | anker      | klasse
            A       | 2016-08-31 | behaald
            B       |            | niet in de populatie
        """,
    )


def test_until_the_end_is_certain_the_spell_counts_as_running(spec: Spec) -> None:
    """Zolang een kort gat nog kan blijken, telt de uitkering als lopend; daarna was zij al
    gestopt.
    """
    spec(
        rule="F3",
        indicator="stand: {tijdvak: uitkering, onderbreking: hooguit 31 dagen}",
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-07-10 | 2016-08-31
              B       | 2016-07-10 | 2016-08-30
        """,
        known="2016-10-01",
        term="2016-07-01..2016-09-30",
        periods="maand",
        expect="""
            periode | aantal
            2016-07 | 2
            2016-08 | 1
            2016-09 | 1
        """,
    )


def test_stock_day_within_a_bridged_gap_counts_as_running(spec: Spec) -> None:
    """Op een dag in een kort gat telt de uitkering als lopend; in een te lang gat niet."""
    spec(
        rule="F3",
        indicator="stand: {tijdvak: uitkering, onderbreking: hooguit 31 dagen}",
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-07-10 | 2016-08-20
              A       | 2016-09-21 |
              B       | 2016-07-10 | 2016-08-20
              B       | 2016-09-22 |
        """,
        term="2016-07-01..2016-09-30",
        periods="maand",
        expect="""
            periode | aantal
            2016-07 | 2
            2016-08 | 1
            2016-09 | 2
        """,
    )


def test_days_of_a_bridged_gap_count_as_days_of_the_spell(spec: Spec) -> None:
    """Wie dagen met uitkering telt, telt de dagen van een kort gat mee en elke dag één keer."""
    spec(
        rule="F3",
        indicator="dagen: {tijdvak: uitkering, onderbreking: hooguit 4 dagen}",
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-07-10 | 2016-07-20
              A       | 2016-07-15 | 2016-07-18
              A       | 2016-07-25 | 2016-07-31
              B       | 2016-08-10 | 2016-08-20
              B       | 2016-08-26 | 2016-08-31
        """,
        periods="maand",
        expect="""
            periode | dagen
            2016-07 | 22
            2016-08 | 17
        """,
    )


def test_bridged_gap_breaks_a_stay_without_benefit(spec: Spec) -> None:
    """Een kort gat telt niet als uitkeringsvrij, een gat van 32 dagen wel."""
    spec(
        rule="F3",
        indicator="""
            aandeel:
              van: {moment: melding}
              die:
                zonder: {tijdvak: uitkering, onderbreking: hooguit 31 dagen}
                gedurende: 14 dagen
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
            uitkering:
              persoon | van        | tot en met
              A       | 2016-07-01 | 2016-07-31
              A       | 2016-09-01 |
              B       | 2016-07-01 | 2016-07-31
              B       | 2016-09-02 |
        """,
        expect="""
            persoon | klasse
            A       | niet behaald
            B       | behaald
        """,
    )


def test_window_that_reads_bridged_spells_waits_32_days_by_itself(spec: Spec) -> None:
    """Wie naar uitkeringen met korte gaten kijkt, wacht vanzelf 32 dagen na het einde van de
    termijn.
    """
    spec(
        rule="F3",
        indicator="""
            aandeel:
              van: {moment: melding}
              die:
                zonder: {tijdvak: uitkering, onderbreking: hooguit 31 dagen}
                op: 12 maanden
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-02
            uitkering:
              persoon | van        | tot en met
              A       | 2016-01-10 | 2017-07-31
              B       | 2016-01-10 | 2017-07-31
        """,
        known="2017-09-02",
        expect="""
            persoon | klasse
            A       | behaald
            B       | onrijp
        """,
    )


def test_shorter_waiting_time_of_the_indicator_is_lengthened(spec: Spec) -> None:
    """Spreekt de indicator een kortere wachttijd af dan 32 dagen, dan blijft het 32 dagen."""
    spec(
        rule="F3",
        indicator="""
            aandeel:
              van: {moment: melding}
              die:
                zonder: {tijdvak: uitkering, onderbreking: hooguit 31 dagen}
                op: 12 maanden
              onbekend: niet behaald
              wachttijd: 1 maand
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-02
            uitkering:
              persoon | van        | tot en met
              A       | 2016-01-10 | 2016-12-31
              B       | 2016-01-10 | 2016-12-31
        """,
        known="2017-09-02",
        expect="""
            persoon | klasse
            A       | behaald
            B       | onrijp
        """,
    )


def test_longer_waiting_time_of_the_indicator_stays(spec: Spec) -> None:
    """Spreekt de indicator een langere wachttijd af, dan geldt die: de twee worden niet
    opgeteld.
    """
    spec(
        rule="F3",
        indicator="""
            aandeel:
              van: {moment: melding}
              die:
                zonder: {tijdvak: uitkering, onderbreking: hooguit 31 dagen}
                op: 12 maanden
              onbekend: niet behaald
              wachttijd: 40 dagen
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-02
            uitkering:
              persoon | van        | tot en met
              A       | 2016-01-10 | 2016-12-31
              B       | 2016-01-10 | 2016-12-31
        """,
        known="2017-09-10",
        expect="""
            persoon | klasse
            A       | behaald
            B       | onrijp
        """,
    )


def test_waiting_time_of_a_month_is_kept_where_the_month_is_longer(spec: Spec) -> None:
    """Een gat van hooguit 29 dagen vraagt 30 dagen; is de afgesproken maand langer, dan geldt
    de maand.
    """
    spec(
        rule="F3",
        indicator="""
            aandeel:
              van: {moment: melding}
              die:
                zonder: {tijdvak: uitkering, onderbreking: hooguit 29 dagen}
                op: 12 maanden
              onbekend: niet behaald
              wachttijd: 1 maand
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-07-31
              B       | 2016-08-01
            uitkering:
              persoon | van        | tot en met
              A       | 2016-01-10 | 2016-12-31
              B       | 2016-01-10 | 2016-12-31
        """,
        known="2017-08-31",
        expect="""
            persoon | klasse
            A       | behaald
            B       | onrijp
        """,
    )


def test_waiting_time_of_a_month_is_lengthened_where_the_month_is_shorter(spec: Spec) -> None:
    """Is de afgesproken maand korter dan de 30 dagen die het gat vraagt, dan geldt 30 dagen."""
    spec(
        rule="F3",
        indicator="""
            aandeel:
              van: {moment: melding}
              die:
                zonder: {tijdvak: uitkering, onderbreking: hooguit 29 dagen}
                op: 6 maanden
              onbekend: niet behaald
              wachttijd: 1 maand
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-02
            uitkering:
              persoon | van        | tot en met
              A       | 2016-01-10 | 2016-12-31
              B       | 2016-01-10 | 2016-12-31
        """,
        known="2017-03-03",
        expect="""
            persoon | klasse
            A       | behaald
            B       | onrijp
        """,
    )


def test_window_that_reads_an_end_waits_one_day(spec: Spec) -> None:
    """Een einde op de laatste dag van de termijn staat pas een dag later vast; zo lang wordt
    gewacht.
    """
    spec(
        rule="F3",
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
              B       | 2016-08-02
            uitkering:
              persoon | van        | tot en met
              A       | 2016-01-10 | 2017-08-01
              B       | 2016-01-10 | 2017-08-01
        """,
        known="2017-08-02",
        expect="""
            persoon | klasse
            A       | behaald
            B       | onrijp
        """,
    )


def test_merging_ignores_the_split(spec: Spec) -> None:
    """Een wissel van regeling is geen nieuw begin, ook niet in een tabel die naar regeling
    splitst.
    """
    spec(
        rule="F3",
        indicator="""
            aantal: {begin: uitkering}
            eenheid: uitkering
            splits: [regeling]
        """,
        register="""
            uitkering:
              persoon | van        | tot en met | regeling
              A       | 2016-07-10 | 2016-08-31 | pw
              A       | 2016-09-01 | 2016-12-31 | ioaw
        """,
        periods="kwartaal",
        expect="""
            periode | regeling | aantal
            2016 K3 | -        | 1
            2016 K3 | pw       | 1
        """,
    )


def test_moving_house_is_no_new_begin(spec: Spec) -> None:
    """Verhuizen verandert niets aan de uitkering: het begin telt in de gemeente van die dag."""
    spec(
        rule="F3",
        indicator="""
            aantal: {begin: uitkering}
            eenheid: uitkering
            splits: [gemeente]
        """,
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-07-10 | 2016-08-31
              A       | 2016-09-01 | 2016-12-31
            woonplaats:
              persoon | van        | tot en met | gemeente
              A       | 2016-01-01 | 2016-08-31 | assen
              A       | 2016-09-01 |            | tynaarlo
        """,
        periods="kwartaal",
        expect="""
            periode | gemeente | aantal
            2016 K3 | -        | 1
            2016 K3 | assen    | 1
        """,
    )


def test_an_end_has_the_values_of_the_row_that_ends(spec: Spec) -> None:
    """Het einde telt bij de regeling die op de laatste dag gold."""
    spec(
        rule="F3",
        indicator="""
            aantal: {einde: uitkering}
            eenheid: uitkering
            splits: [regeling]
        """,
        register="""
            uitkering:
              persoon | van        | tot en met | regeling
              A       | 2016-07-10 | 2016-08-31 | pw
              A       | 2016-09-01 | 2016-12-31 | ioaw
        """,
        periods="kwartaal",
        expect="""
            periode | regeling | aantal
            2016 K4 | -        | 1
            2016 K4 | ioaw     | 1
        """,
    )


def test_bridged_days_keep_the_values_of_the_earlier_row(spec: Spec) -> None:
    """In een kort gat geldt nog de regeling van voor het gat; vanaf de nieuwe rij geldt de
    nieuwe.
    """
    spec(
        rule="F3",
        indicator="""
            stand: {tijdvak: uitkering, onderbreking: hooguit 31 dagen}
            splits: [regeling]
        """,
        register="""
            uitkering:
              persoon | van        | tot en met | regeling
              A       | 2016-07-10 | 2016-07-30 | pw
              A       | 2016-08-31 |            | ioaw
        """,
        periods="2016-07-31..2016-07-31, 2016-08-30..2016-08-30, 2016-08-31..2016-08-31",
        expect="""
            periode                   | regeling | aantal
            2016-07-31 t/m 2016-07-31 | -        | 1
            2016-07-31 t/m 2016-07-31 | pw       | 1
            2016-08-30 t/m 2016-08-30 | -        | 1
            2016-08-30 t/m 2016-08-30 | pw       | 1
            2016-08-31 t/m 2016-08-31 | -        | 1
            2016-08-31 t/m 2016-08-31 | ioaw     | 1
        """,
    )
