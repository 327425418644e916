"""S3 In welke periode een geval telt

Een geval hoort bij de periode en de norm van zijn ankerdag, wanneer het resultaat ook komt. Met
`telt in: rijping` staat het in de periode waarin de laatste dag van de termijn valt; de norm
blijft die van de ankerdag.
"""

from tests.spec.drawn import Spec


def test_unit_counts_in_the_period_of_its_anchor(spec: Spec) -> None:
    """Een geval telt in het halfjaar van de ankerdag, ook als het resultaat in het volgende
    valt.
    """
    spec(
        rule="S3",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 6 maanden}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-12-31
              B       | 2017-01-01
              C       | 2017-06-30
              D       | 2016-12-31
            werk:
              persoon | van
              A       | 2017-03-01
              B       | 2017-03-01
              C       | 2017-12-30
        """,
        periods="halfjaar",
        expect="""
            periode | populatie | behaald | niet behaald
            2016 H2 | 2         | 1       | 1
            2017 H1 | 2         | 2       | 0
        """,
    )


def test_anchor_may_be_written_out_as_where_a_unit_counts(spec: Spec) -> None:
    """`telt in: anker` is de gewone telling."""
    spec(
        rule="S3",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 6 maanden}
              telt in: anker
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-12-31
              B       | 2017-01-01
            werk:
              persoon | van
              A       | 2017-03-01
        """,
        periods="halfjaar",
        expect="""
            periode | populatie | behaald | niet behaald
            2016 H2 | 1         | 1       | 0
            2017 H1 | 1         | 0       | 1
        """,
    )


def test_unit_may_count_in_the_period_of_the_last_window_day(spec: Spec) -> None:
    """Bij `telt in: rijping` telt een geval in het halfjaar waarin de laatste dag van de
    termijn ligt.
    """
    spec(
        rule="S3",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 6 maanden}
              telt in: rijping
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-12-30
              B       | 2016-12-31
              C       | 2017-01-01
              D       | 2016-07-01
            werk:
              persoon | van
              A       | 2017-01-15
              C       | 2017-01-15
        """,
        periods="halfjaar",
        expect="""
            periode | populatie | behaald | niet behaald
            2017 H1 | 3         | 1       | 2
            2017 H2 | 1         | 1       | 0
        """,
    )


def test_last_window_day_is_clamped_to_the_end_of_the_month(spec: Spec) -> None:
    """Zes maanden na 29, 30 of 31 augustus is 28 februari; die gevallen tellen in februari."""
    spec(
        rule="S3",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 6 maanden}
              telt in: rijping
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-31
              B       | 2016-08-29
              C       | 2016-09-01
              D       | 2016-07-31
        """,
        periods="maand",
        expect="""
            periode | populatie
            2017-01 | 1
            2017-02 | 2
            2017-03 | 1
        """,
    )


def test_waiting_time_does_not_shift_the_period(spec: Spec) -> None:
    """De wachttijd stelt het oordeel uit maar verplaatst het geval niet naar een latere periode."""
    spec(
        rule="S3",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 6 maanden}
              telt in: rijping
              wachttijd: 2 maanden
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-12-31
              B       | 2017-01-01
        """,
        periods="halfjaar",
        expect="""
            periode | populatie | niet behaald
            2017 H1 | 1         | 1
            2017 H2 | 1         | 1
        """,
    )


def test_last_day_of_the_longest_window_decides(spec: Spec) -> None:
    """Heeft het resultaat meer termijnen, dan telt de laatste dag van de langste."""
    spec(
        rule="S3",
        indicator="""
            aandeel:
              van: {moment: melding}
              die:
                een van:
                  - {begin: werk, binnen: 3 maanden}
                  - {moment: vertrek, binnen: 6 maanden}
              telt in: rijping
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-12-31
              B       | 2017-01-01
            werk:
              persoon | van
              A       | 2017-01-15
        """,
        periods="kwartaal",
        expect="""
            periode | populatie | behaald | niet behaald
            2017 K2 | 1         | 1       | 0
            2017 K3 | 1         | 0       | 1
        """,
    )


def test_last_day_of_a_window_with_a_later_start_decides(spec: Spec) -> None:
    """Begint de termijn later, dan telt toch de laatste dag ervan."""
    spec(
        rule="S3",
        indicator="""
            aandeel:
              van: {moment: melding}
              die:
                zonder: {tijdvak: uitkering}
                gedurende: {van: 3 maanden, tot en met: 6 maanden}
              telt in: rijping
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-12-31
              B       | 2017-01-01
            uitkering:
              persoon | van
              B       | 2017-04-01
        """,
        periods="kwartaal",
        expect="""
            periode | populatie | behaald | niet behaald
            2017 K2 | 1         | 1       | 0
            2017 K3 | 1         | 0       | 1
        """,
    )


def test_immature_and_excluded_units_count_in_the_period_of_their_last_window_day(
    spec: Spec,
) -> None:
    """Ook wie nog onrijp of uitgesloten is, staat in de periode waarin de termijn eindigt."""
    spec(
        rule="S3",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 6 maanden}
              uitgesloten: {tijdvak: uitkering}
              telt in: rijping
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-12-31
              B       | 2017-01-01
              C       | 2016-08-01
              D       | 2016-12-29
            uitkering:
              persoon | van        | tot en met
              C       | 2016-08-01 | 2016-08-01
        """,
        periods="halfjaar",
        known="2017-06-29",
        expect="""
            periode | populatie | uitgesloten | onrijp | niet behaald
            2017 H1 | 3         | 1           | 1      | 1
            2017 H2 | 1         | 0           | 1      | 0
        """,
    )


def test_window_that_ends_after_the_term_counts_in_a_later_period(spec: Spec) -> None:
    """Eindigt de termijn na de looptijd, dan staat het geval in een periode na de looptijd."""
    spec(
        rule="S3",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 6 maanden}
              telt in: rijping
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2017-06-30
              B       | 2017-07-01
              C       | 2017-12-31
              D       | 2018-01-01
        """,
        periods="2017-07-01..2017-12-31, 2018-01-01..2018-06-30",
        expect="""
            periode                   | populatie
            2017-07-01 t/m 2017-12-31 | 1
            2018-01-01 t/m 2018-06-30 | 2
        """,
    )


def test_who_may_belong_to_the_population_stays_in_the_period_of_that_day(spec: Spec) -> None:
    """Wie misschien meedoet heeft geen termijn: hij staat in de periode van de onbekende dag."""
    spec(
        rule="S3",
        indicator="""
            aandeel:
              van: {moment: melding, soort: eerste}
              die: {begin: werk, binnen: 6 maanden}
              telt in: rijping
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag        | soort
              A       | 2016-12-31 |
              B       | 2016-12-31 | eerste
        """,
        periods="halfjaar",
        expect="""
            periode | populatie | populatie onbekend
            2016 H2 | 0         | 1
            2017 H1 | 1         | 0
        """,
    )


def test_figures_by_maturity_are_split_by_the_norm_of_the_anchor_day(spec: Spec) -> None:
    """Gevallen die in hetzelfde halfjaar rijpen maar onder een andere norm begonnen, staan
    apart.
    """
    spec(
        rule="S3",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 3 maanden}
              telt in: rijping
              onbekend: niet behaald
            norm:
              - {van: 2016-07-01, per: halfjaar, minstens: 50%}
              - {van: 2017-01-01, per: halfjaar, minstens: 60%}
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-12-31
              C       | 2017-01-01
              D       | 2017-03-31
            werk:
              persoon | van
              A       | 2016-09-01
              B       | 2017-02-01
              C       | 2017-02-01
        """,
        periods="halfjaar",
        expect="""
            periode | norm van   | populatie | behaald | niet behaald
            2016 H2 | 2016-07-01 | 1         | 1       | 0
            2017 H1 | 2016-07-01 | 1         | 1       | 0
            2017 H1 | 2017-01-01 | 2         | 1       | 1
        """,
    )


def test_figures_by_maturity_with_a_split_keep_the_norms_apart_in_each_cell(spec: Spec) -> None:
    """Ook per gemeente staan de gevallen apart naar de norm van hun ankerdag."""
    spec(
        rule="S3",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 3 maanden}
              telt in: rijping
              onbekend: niet behaald
            norm:
              - {van: 2016-07-01, per: halfjaar, minstens: 50%}
              - {van: 2017-01-01, per: halfjaar, minstens: 60%}
            splits: [gemeente]
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-12-31
              C       | 2017-01-01
              D       | 2017-03-31
            werk:
              persoon | van
              A       | 2016-09-01
              B       | 2017-02-01
              C       | 2017-02-01
            woonplaats:
              persoon | van        | tot en met | gemeente
              A       | 2016-01-01 |            | assen
              B       | 2016-01-01 | 2016-12-31 | assen
              B       | 2017-01-01 |            | tynaarlo
              C       | 2016-01-01 |            | assen
              D       | 2016-01-01 |            | tynaarlo
        """,
        periods="halfjaar",
        expect="""
            periode | norm van   | gemeente | populatie
            2016 H2 | 2016-07-01 | -        | 1
            2016 H2 | 2016-07-01 | assen    | 1
            2017 H1 | 2016-07-01 | -        | 1
            2017 H1 | 2016-07-01 | assen    | 1
            2017 H1 | 2017-01-01 | -        | 2
            2017 H1 | 2017-01-01 | assen    | 1
            2017 H1 | 2017-01-01 | tynaarlo | 1
        """,
    )


def test_figures_by_anchor_are_not_split_by_norm(spec: Spec) -> None:
    """Bij de gewone telling hoort elk halfjaar bij één norm en is er één cijfer per halfjaar."""
    spec(
        rule="S3",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 3 maanden}
              onbekend: niet behaald
            norm:
              - {van: 2016-07-01, per: halfjaar, minstens: 50%}
              - {van: 2017-01-01, per: halfjaar, minstens: 60%}
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-12-31
              C       | 2017-01-01
              D       | 2017-03-31
            werk:
              persoon | van
              A       | 2016-09-01
              B       | 2017-02-01
              C       | 2017-02-01
        """,
        periods="halfjaar",
        expect="""
            periode | populatie | behaald | niet behaald
            2016 H2 | 2         | 2       | 0
            2017 H1 | 2         | 1       | 1
        """,
    )


def test_nested_population_counts_in_the_period_of_its_own_anchor(spec: Spec) -> None:
    """Wie instroomt op de dag van een eerder resultaat, telt in de periode van die dag."""
    spec(
        rule="S3",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 6 maanden}
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
              A       | 2016-12-01
              B       | 2016-12-01
            werk:
              persoon | van
              A       | 2016-12-31
              B       | 2017-01-01
        """,
        periods="halfjaar",
        expect="""
            periode | populatie
            2016 H2 | 1
            2017 H1 | 1
        """,
    )


def test_score_given_after_the_anchor_does_not_move_the_unit(spec: Spec) -> None:
    """De peildag bepaalt de periode; de score waar het om gaat mag in een latere periode vallen."""
    spec(
        rule="S3",
        indicator="""
            aandeel:
              van: {score: trede, waarde: [1, 2], op peildag: laatste dag, per: halfjaar}
              die: {score: trede, minstens: 3, binnen: 6 maanden}
              onbekend: niet behaald
        """,
        register="""
            trede:
              persoon | dag        | trede
              A       | 2016-08-01 | 2
              A       | 2017-06-30 | 3
              B       | 2017-01-01 | 2
              B       | 2017-07-01 | 2
        """,
        periods="halfjaar",
        expect="""
            periode | populatie | behaald | onbekend | niet behaald
            2016 H2 | 1         | 1       | 0        | 0
            2017 H1 | 1         | 0       | 0        | 1
            2017 H2 | 1         | 0       | 1        | 0
        """,
    )
