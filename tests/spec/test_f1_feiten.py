"""F1 Twee soorten feiten: een moment en een tijdvak

Een moment heeft één dag, een tijdvak loopt van een dag tot en met een dag. Een score is
allebei: de meting is een moment, en daarna geldt de score tot de volgende meting. Een opgegeven
cijfer is een moment. Wat nooit verandert, zoals de geboortedag, staat in de tabel van het
onderwerp.
"""

from tests.spec.drawn import Spec


def test_moment_counts_in_the_month_of_its_day(spec: Spec) -> None:
    """Een moment telt in de maand van zijn dag: de laatste dag van de maand hoort er nog bij."""
    spec(
        rule="F1",
        indicator="""
            aantal: {tabel: melding}
            eenheid: melding
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-07-31
              A       | 2016-08-01
              B       | 2016-08-31
        """,
        periods="maand",
        expect="""
            periode | aantal
            2016-07 | 1
            2016-08 | 2
        """,
    )


def test_spell_is_there_from_its_first_through_its_last_day(spec: Spec) -> None:
    """Een tijdvak is er op de eerste dag, op de laatste dag en op alle dagen ertussen."""
    spec(
        rule="F1",
        indicator="stand: {tijdvak: uitkering}",
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-07-31 | 2016-08-31
              B       | 2016-08-01 | 2016-08-30
        """,
        term="2016-07-01..2016-09-30",
        periods="maand",
        expect="""
            periode | aantal
            2016-07 | 1
            2016-08 | 1
        """,
    )


def test_measurement_is_a_moment_on_its_own_day(spec: Spec) -> None:
    """Wie metingen telt, telt elke meting op haar eigen dag, ook als de score niet verandert."""
    spec(
        rule="F1",
        indicator="""
            aantal: {moment: trede}
            eenheid: meting
        """,
        register="""
            trede:
              persoon | dag        | trede
              A       | 2016-07-15 | 2
              A       | 2016-08-15 | 2
              B       | 2016-07-20 | 3
        """,
        periods="maand",
        expect="""
            periode | aantal
            2016-07 | 2
            2016-08 | 1
        """,
    )


def test_score_holds_from_its_day_until_the_day_before_the_next(spec: Spec) -> None:
    """Een score geldt vanaf de dag van de meting. Op de dag van de volgende meting geldt de
    nieuwe.
    """
    spec(
        rule="F1",
        indicator="stand: {score: trede, waarde: [2]}",
        register="""
            trede:
              persoon | dag        | trede
              A       | 2016-07-15 | 2
              A       | 2016-08-31 | 3
              B       | 2016-07-15 | 2
              B       | 2016-09-01 | 3
              C       | 2016-08-31 | 2
        """,
        term="2016-07-01..2016-09-30",
        periods="maand",
        expect="""
            periode | aantal
            2016-07 | 2
            2016-08 | 2
            2016-09 | 1
        """,
    )


def test_score_without_a_maximum_age_keeps_holding(spec: Spec) -> None:
    """Staat er geen houdbaarheid bij een score, dan blijft zij gelden zolang er geen nieuwe is."""
    spec(
        rule="F1",
        indicator="stand: {score: trede, waarde: [2]}",
        register="""
            trede:
              persoon | dag        | trede
              A       | 2010-01-15 | 2
        """,
        periods="halfjaar",
        expect="""
            periode | aantal
            2016 H2 | 1
            2017 H1 | 1
            2017 H2 | 1
        """,
    )


def test_score_holds_at_most_its_maximum_age(spec: Spec) -> None:
    """Deze score is zes maanden houdbaar: tot en met dezelfde dag zes maanden later."""
    spec(
        rule="F1",
        indicator="stand: {score: matrix, waarde: [2]}",
        register="""
            matrix:
              persoon | dag        | niveau
              A       | 2016-07-31 | 2
              B       | 2016-07-30 | 2
              C       | 2016-08-31 | 2
        """,
        periods="2017-01-30..2017-01-30, 2017-01-31..2017-01-31, 2017-02-01..2017-02-28, "
        "2017-03-01..2017-03-01",
        expect="""
            periode                   | aantal
            2017-01-30 t/m 2017-01-30 | 3
            2017-01-31 t/m 2017-01-31 | 2
            2017-02-01 t/m 2017-02-28 | 1
        """,
    )


def test_new_measurement_starts_a_new_maximum_age(spec: Spec) -> None:
    """Een nieuwe meting met dezelfde uitkomst maakt de score weer zes maanden houdbaar."""
    spec(
        rule="F1",
        indicator="stand: {score: matrix, waarde: [2]}",
        register="""
            matrix:
              persoon | dag        | niveau
              A       | 2016-07-31 | 2
              A       | 2016-09-15 | 2
        """,
        periods="2017-02-28..2017-02-28, 2017-03-15..2017-03-15, 2017-03-16..2017-03-16",
        expect="""
            periode                   | aantal
            2017-02-28 t/m 2017-02-28 | 1
            2017-03-15 t/m 2017-03-15 | 1
        """,
    )


def test_stated_figure_counts_in_the_period_of_its_day(spec: Spec) -> None:
    """Een opgegeven cijfer telt in de periode waarin de dag van de opgave ligt."""
    spec(
        rule="F1",
        indicator="""
            opgave: {teller: {kolom: opgave.waarde, naam: kinderen}}
            eenheid: kind
        """,
        register="""
            opgave:
              plaats | dag        | naam     | waarde
              assen  | 2016-09-30 | kinderen | 40
              assen  | 2016-10-01 | kinderen | 50
              assen  | 2016-10-01 | inwoners | 900
        """,
        periods="kwartaal",
        expect="""
            periode | term 1
            2016 K3 | 40
            2016 K4 | 50
        """,
    )


def test_fact_of_the_subject_table_holds_on_every_day(spec: Spec) -> None:
    """Een vast gegeven geldt op elke dag: het maakt niet uit wanneer de melding was."""
    spec(
        rule="F1",
        indicator="""
            aandeel:
              van:
                alle van: [{moment: melding}, {onderwerp: persoon, geslacht: v}]
                telkens: elke
              die: {moment: melding, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            persoon:
              persoon | geslacht
              A       | v
              B       | m
            melding:
              persoon | dag
              A       | 2016-07-01
              A       | 2017-12-31
              B       | 2016-07-01
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-07-01 | behaald
            A       | 2017-12-31 | behaald
            B       |            | niet in de populatie
        """,
    )


def test_unit_may_be_a_decision_instead_of_a_person(spec: Spec) -> None:
    """Wat geteld wordt staat bij de indicator: hier zijn het besluiten en geen personen."""
    spec(
        rule="F1",
        indicator="""
            aandeel:
              van: {moment: toetsing}
              die: {moment: toetsing, uitkomst: fout, op: zelfde dag}
              onbekend: eruit
            eenheid: besluit
        """,
        register="""
            toetsing:
              besluit | dag        | uitkomst
              B-1     | 2016-09-01 | fout
              B-2     | 2016-09-01 | goed
        """,
        expect="""
            besluit | anker      | klasse
            B-1     | 2016-09-01 | behaald
            B-2     | 2016-09-01 | niet behaald
        """,
    )


def test_facts_of_one_person_say_nothing_about_another(spec: Spec) -> None:
    """Het werk van de een is geen resultaat van de ander."""
    spec(
        rule="F1",
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
              B       | 2016-09-01
              C       | 2016-09-01
        """,
        expect="""
            populatie | behaald | niet behaald
            2         | 1       | 1
        """,
    )


def test_score_is_found_both_as_a_measurement_and_as_what_holds(spec: Spec) -> None:
    """Dezelfde score geldt op elke dag erna, maar gemeten is er alleen op de dag van de meting."""
    spec(
        rule="F1",
        indicator="""
            aandeel:
              van: {moment: melding}
              die:
                alle van:
                  - {score: trede, waarde: [2], op: zelfde dag}
                  - {zonder: {moment: trede}, op: zelfde dag}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-02
              B       | 2016-08-01
            trede:
              persoon | dag        | trede
              A       | 2016-08-01 | 2
              B       | 2016-08-01 | 2
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
        """,
    )


def test_the_lowest_of_two_scores_on_one_day_holds(spec: Spec) -> None:
    """Zijn er op een dag twee scores gegeven, dan geldt daarna de laagste. De volgorde van de
    rijen maakt niet uit.
    """
    spec(
        rule="F1",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {score: trede, minstens: 3, op: zelfde dag}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-02
              B       | 2016-08-02
              C       | 2016-08-02
            trede:
              persoon | dag        | trede
              A       | 2016-08-01 | 3
              A       | 2016-08-01 | 2
              B       | 2016-08-01 | 2
              B       | 2016-08-01 | 3
              C       | 2016-08-01 | 3
              C       | 2016-08-01 | 4
        """,
        expect="""
            persoon | klasse
            A       | niet behaald
            B       | niet behaald
            C       | behaald
        """,
    )
