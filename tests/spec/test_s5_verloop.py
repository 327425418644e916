"""S5 Verloop: wanneer en waardoor een geval afloopt

Een geval loopt af op de dag van het resultaat of van de eerste uitzondering, en anders aan het
einde van de termijn. Wie onrijp is, wordt gevolgd tot en met de laatste bekende dag. Uit het
verloop volgt de schatting van wat het cijfer gaat worden.
"""

from tests.spec.drawn import Spec


def test_mature_unit_leaves_on_its_day_of_success_or_at_the_end_of_its_window(spec: Spec) -> None:
    """Een resultaat telt op zijn eigen dag. Wie het niet haalt, loopt af op de laatste dag van de
    termijn. Resultaat op de ankerdag zelf is na 0 dagen.
    """
    spec(
        rule="S5",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 30 dagen}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2017-01-01
              B       | 2017-02-01
              C       | 2017-03-01
              D       | 2017-04-01
            werk:
              persoon | van
              A       | 2017-01-11
              B       | 2017-02-11
              C       | 2017-03-01
              D       | 2017-05-02
        """,
        expect="""
            na dagen | waardoor     | gevallen
            0        | behaald      | 1
            10       | behaald      | 2
            30       | niet behaald | 1
        """,
    )


def test_immature_unit_leaves_by_a_success_and_is_otherwise_open_on_the_last_known_day(
    spec: Spec,
) -> None:
    """Alle drie zijn onrijp. A heeft werk binnen de termijn: dat staat vast. B en C worden gevolgd
    tot en met 30 juni 2017.
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
              A       | 2017-01-01
              B       | 2017-05-31
              C       | 2017-06-30
            werk:
              persoon | van
              A       | 2017-01-31
              B       | 2017-07-01
        """,
        expect="""
            na dagen | waardoor | gevallen
            0        | onrijp   | 1
            30       | behaald  | 1
            30       | onrijp   | 1
        """,
    )


def test_unit_that_waits_is_open_until_the_end_of_its_window_and_no_longer(spec: Spec) -> None:
    """In de wachttijd loopt de termijn niet door. B is nog onrijp, maar wordt niet langer gevolgd
    dan de 30 dagen van de termijn.
    """
    spec(
        rule="S5",
        known="2017-03-15",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 30 dagen}
              wachttijd: 30 dagen
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2017-01-01
              B       | 2017-02-01
              C       | 2017-03-01
        """,
        expect="""
            na dagen | waardoor     | gevallen
            14       | onrijp       | 1
            30       | niet behaald | 1
            30       | onrijp       | 1
        """,
    )


def test_first_exception_ends_a_unit_also_when_it_is_immature(spec: Spec) -> None:
    """A en B vertrokken voor het werk begon. Van twee keer vertrek telt de eerste. C kreeg eerst
    werk.
    """
    spec(
        rule="S5",
        known="2017-09-30",
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
              B       | 2017-08-01
              C       | 2017-08-01
            vertrek:
              persoon | dag
              A       | 2016-08-11
              A       | 2016-08-21
              B       | 2017-08-21
              C       | 2017-08-21
            werk:
              persoon | van
              A       | 2016-08-16
              B       | 2017-08-22
              C       | 2017-08-20
        """,
        expect="""
            na dagen | waardoor      | gevallen
            10       | uitgezonderd  | 1
            19       | behaald       | 1
            20       | uitgezonderd  | 1
        """,
    )


def test_success_and_exception_on_one_day_is_success(spec: Spec) -> None:
    """Vallen resultaat en uitzondering op een dag, dan gaat het resultaat voor: rijp en onrijp."""
    spec(
        rule="S5",
        known="2017-09-30",
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
              B       | 2017-08-01
            vertrek:
              persoon | dag
              A       | 2016-08-11
              B       | 2017-08-11
            werk:
              persoon | van
              A       | 2016-08-11
              B       | 2017-08-11
        """,
        expect="""
            na dagen | waardoor | gevallen
            10       | behaald  | 2
        """,
    )


def test_unknown_unit_leaves_at_the_end_of_its_window_whatever_unknown_counts_as(
    spec: Spec,
) -> None:
    """Van A is geen trede gemeten. Dat is onbekend, ook als onbekend als niet behaald telt. B is
    onrijp en ook zonder meting nog gewoon te volgen.
    """
    for word in ("eruit", "niet behaald"):
        spec(
            rule="S5",
            known="2017-06-30",
            indicator=f"""
                aandeel:
                  van: {{moment: melding}}
                  die: {{score: trede, minstens: 4, binnen: 60 dagen}}
                  onbekend: {word}
            """,
            register="""
                melding:
                  persoon | dag
                  A       | 2017-01-01
                  B       | 2017-06-01
                  C       | 2017-01-01
                trede:
                  persoon | dag        | trede
                  C       | 2017-02-01 | 4
            """,
            expect="""
                na dagen | waardoor | gevallen
                29       | onrijp   | 1
                31       | behaald  | 1
                60       | onbekend | 1
            """,
        )


def test_doubt_whether_someone_was_excepted_keeps_an_immature_unit_open(spec: Spec) -> None:
    """Van het vertrek staat de reden er niet bij. Misschien was A al uitgezonderd toen het werk
    begon: dat is nog open. B had daarvoor al werk.
    """
    spec(
        rule="S5",
        known="2017-06-30",
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
              A       | 2017-06-01
              B       | 2017-06-01
            vertrek:
              persoon | dag        | reden
              A       | 2017-06-10 |
              B       | 2017-06-10 |
            werk:
              persoon | van
              A       | 2017-06-11
              B       | 2017-06-09
        """,
        expect="""
            na dagen | waardoor | gevallen
            8        | behaald  | 1
            29       | onrijp   | 1
        """,
    )


def test_nobody_follows_who_is_excluded(spec: Spec) -> None:
    """A is uitgesloten en staat niet in het verloop. Van B is niet bekend of hij uitgesloten is:
    die blijft open, ook met werk, en is daarna onbekend.
    """
    indicator = """
        aandeel:
          van: {moment: melding}
          die: {begin: werk, binnen: 60 dagen}
          uitgesloten: {tijdvak: uitkering, regeling: pw}
          onbekend: niet behaald
    """
    register = """
        melding:
          persoon | dag
          A       | 2017-06-01
          B       | 2017-06-01
        uitkering:
          persoon | van        | tot en met | regeling
          A       | 2017-05-01 | 2017-06-05 | pw
          B       | 2017-05-01 | 2017-06-05 |
        werk:
          persoon | van
          A       | 2017-06-11
          B       | 2017-06-11
    """
    spec(
        rule="S5",
        known="2017-06-30",
        indicator=indicator,
        register=register,
        expect="""
            na dagen | waardoor | gevallen
            29       | onrijp   | 1
        """,
    )
    spec(
        rule="S5",
        indicator=indicator,
        register=register,
        expect="""
            na dagen | waardoor | gevallen
            60       | onbekend | 1
        """,
    )


def test_success_that_a_later_day_can_take_back_is_none_yet(spec: Spec) -> None:
    """Drie maanden zonder uitkering is pas zeker als die maanden om zijn. Tot die tijd is het open,
    hoe goed het ook gaat. Wie vertrekt voor het einde, is al wel uitgezonderd.
    """
    spec(
        rule="S5",
        known="2017-06-30",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {zonder: {tijdvak: uitkering}, gedurende: 3 maanden}
              uitgezonderd: {moment: vertrek}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2017-06-01
              B       | 2017-06-01
              C       | 2017-03-30
              D       | 2017-06-01
            uitkering:
              persoon | van        | tot en met
              B       | 2017-06-05 | 2017-06-10
            vertrek:
              persoon | dag
              D       | 2017-06-30
        """,
        expect="""
            na dagen | waardoor     | gevallen
            29       | onrijp       | 2
            29       | uitgezonderd | 1
            92       | behaald      | 1
        """,
    )


def test_success_of_several_parts_is_certain_when_its_parts_are(spec: Spec) -> None:
    """Bij `een van` is een zeker deel genoeg: A heeft werk. Bij `alle van` moet elk deel zeker
    zijn: A heeft werk, maar de 60 dagen zonder uitkering zijn nog niet om.
    """
    register = """
        melding:
          persoon | dag
          A       | 2017-06-01
          B       | 2017-06-01
          C       | 2017-05-01
        werk:
          persoon | van
          A       | 2017-06-11
          C       | 2017-05-11
    """
    parts = "[{begin: werk, binnen: 90 dagen}, {zonder: {tijdvak: uitkering}, gedurende: 60 dagen}]"
    spec(
        rule="S5",
        known="2017-06-30",
        indicator=f"""
            aandeel:
              van: {{moment: melding}}
              die: {{een van: {parts}}}
              onbekend: niet behaald
        """,
        register=register,
        expect="""
            na dagen | waardoor | gevallen
            10       | behaald  | 2
            29       | onrijp   | 1
        """,
    )
    spec(
        rule="S5",
        known="2017-06-30",
        indicator=f"""
            aandeel:
              van: {{moment: melding}}
              die: {{alle van: {parts}}}
              onbekend: niet behaald
        """,
        register=register,
        expect="""
            na dagen | waardoor | gevallen
            29       | onrijp   | 2
            60       | behaald  | 1
        """,
    )


def test_person_with_several_judged_units_is_one_person(spec: Spec) -> None:
    """Met `telkens: elke` telt iedere melding. A heeft er drie, waarvan twee met werk; de derde
    melding van B is nog onrijp en hoort er niet bij. Elk geval staat wel los in het verloop.
    """
    indicator = """
        aandeel:
          van: {moment: melding, telkens: elke}
          die: {begin: werk, binnen: 30 dagen}
          onbekend: niet behaald
    """
    register = """
        melding:
          persoon | dag
          A       | 2017-01-01
          A       | 2017-02-01
          A       | 2017-06-01
          B       | 2017-01-01
          B       | 2017-03-01
          B       | 2017-12-20
          C       | 2017-01-01
        werk:
          persoon | van        | tot
          A       | 2017-01-11 | 2017-01-20
          A       | 2017-02-11 | 2017-02-20
          C       | 2017-01-11 | 2017-01-20
    """
    spec(
        rule="S5",
        known="2017-12-31",
        indicator=indicator,
        register=register,
        expect="""
            beoordeeld | behaald | personen
            1          | 1       | 1
            2          | 0       | 1
            3          | 2       | 1
        """,
    )
    spec(
        rule="S5",
        known="2017-12-31",
        indicator=indicator,
        register=register,
        expect="""
            na dagen | waardoor     | gevallen
            10       | behaald      | 3
            11       | onrijp       | 1
            30       | niet behaald | 3
        """,
    )


def test_unknown_unit_is_judged_where_it_counts_as_not_met(spec: Spec) -> None:
    """Van de tweede melding van A is geen trede gemeten. Met `onbekend: niet behaald` is dat een
    beoordeeld geval, met `onbekend: eruit` niet. Wie uitgezonderd is, is dat nooit.
    """
    for word, expect in (
        ("niet behaald", "beoordeeld | behaald | personen\n 2 | 1 | 1"),
        ("eruit", "beoordeeld | behaald | personen\n 1 | 1 | 1"),
    ):
        spec(
            rule="S5",
            indicator=f"""
                aandeel:
                  van: {{moment: melding, telkens: elke}}
                  die: {{score: trede, minstens: 4, binnen: 30 dagen}}
                  uitgezonderd: {{moment: vertrek}}
                  onbekend: {word}
            """,
            register="""
                melding:
                  persoon | dag
                  A       | 2017-01-01
                  A       | 2017-03-01
                  B       | 2017-01-01
                trede:
                  persoon | dag        | trede
                  A       | 2017-01-11 | 4
                vertrek:
                  persoon | dag
                  B       | 2017-01-11
            """,
            expect=expect,
        )


def test_course_stands_in_the_period_of_the_unit(spec: Spec) -> None:
    """Het verloop staat in de periode van de ankerdag, ook als het geval later afloopt. A staat in
    twee halfjaren als een persoon met een geval.
    """
    indicator = """
        aandeel:
          van: {moment: melding, telkens: elke}
          die: {begin: werk, binnen: 60 dagen}
          onbekend: niet behaald
    """
    register = """
        melding:
          persoon | dag
          A       | 2016-12-31
          A       | 2017-05-01
        werk:
          persoon | van
          A       | 2017-01-30
    """
    spec(
        rule="S5",
        indicator=indicator,
        register=register,
        periods="halfjaar",
        expect="""
            periode | na dagen | waardoor     | gevallen
            2016 H2 | 30       | behaald      | 1
            2017 H1 | 60       | niet behaald | 1
        """,
    )
    spec(
        rule="S5",
        indicator=indicator,
        register=register,
        periods="halfjaar",
        expect="""
            periode | beoordeeld | behaald | personen
            2016 H2 | 1          | 1       | 1
            2017 H1 | 1          | 0       | 1
        """,
    )


def test_course_by_maturity_stands_in_the_cell_of_its_period_and_norm(spec: Spec) -> None:
    """Met `telt in: rijping` staat het verloop in de periode van de laatste dag van de termijn,
    apart voor elke norm van de ankerdag.
    """
    spec(
        rule="S5",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 6 maanden}
              telt in: rijping
              onbekend: niet behaald
            norm:
              - {van: 2016-07-01, per: jaar, minstens: 50%}
              - {van: 2017-01-01, per: jaar, minstens: 60%}
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2017-02-01
              C       | 2017-03-01
            werk:
              persoon | van
              A       | 2016-08-31
              B       | 2017-03-03
        """,
        periods="jaar",
        expect="""
            periode | norm van   | na dagen | waardoor     | gevallen
            2017    | 2016-07-01 | 30       | behaald      | 1
            2017    | 2017-01-01 | 30       | behaald      | 1
            2017    | 2017-01-01 | 184      | niet behaald | 1
        """,
    )


def test_course_is_split_by_the_anchor_day(spec: Spec) -> None:
    """A staat in de gemeente van de ankerdag, ook na de verhuizing. Wie nergens woont, staat bij
    onbekend.
    """
    spec(
        rule="S5",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 60 dagen}
              onbekend: niet behaald
            splits: [gemeente]
        """,
        register="""
            melding:
              persoon | dag
              A       | 2017-01-01
              B       | 2017-01-01
              C       | 2017-01-01
            woonplaats:
              persoon | van        | tot en met | gemeente
              A       | 2016-01-01 | 2017-01-05 | assen
              A       | 2017-01-06 |            | tynaarlo
              B       | 2016-01-01 |            | tynaarlo
            werk:
              persoon | van
              A       | 2017-01-11
        """,
        expect="""
            gemeente | na dagen | waardoor     | gevallen
            -        | 10       | behaald      | 1
            -        | 60       | niet behaald | 2
            assen    | 10       | behaald      | 1
            onbekend | 60       | niet behaald | 1
            tynaarlo | 60       | niet behaald | 1
        """,
    )


def test_unit_stands_in_the_course_of_each_of_its_values(spec: Spec) -> None:
    """Bij een meervoudige splitsing staat een geval in elk vak waar de persoon die dag bij hoort,
    en in het geheel een keer.
    """
    indicator = """
        aandeel:
          van: {moment: melding, telkens: elke}
          die: {begin: werk, binnen: 60 dagen}
          onbekend: niet behaald
        splits: [kenmerk]
    """
    register = """
        melding:
          persoon | dag
          A       | 2017-01-01
          A       | 2017-06-01
        kenmerk:
          persoon | van        | tot en met | kenmerk
          A       | 2016-01-01 |            | ouder
          A       | 2016-01-01 | 2017-03-01 | schulden
        werk:
          persoon | van
          A       | 2017-01-11
    """
    spec(
        rule="S5",
        indicator=indicator,
        register=register,
        expect="""
            kenmerk  | na dagen | waardoor     | gevallen
            -        | 10       | behaald      | 1
            -        | 60       | niet behaald | 1
            ouder    | 10       | behaald      | 1
            ouder    | 60       | niet behaald | 1
            schulden | 10       | behaald      | 1
        """,
    )
    spec(
        rule="S5",
        indicator=indicator,
        register=register,
        expect="""
            kenmerk  | beoordeeld | behaald | personen
            -        | 2          | 1       | 1
            ouder    | 2          | 1       | 1
            schulden | 1          | 1       | 1
        """,
    )
