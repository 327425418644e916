"""F8 Onbekend, en wie er meedoet

Wie geen rij heeft in de eerste tabel van `van`, doet niet mee. Geen melding of tijdvak betekent
nee. Een lege cel, een verlopen score of geen nieuwe score betekent onbekend, en onbekend blijft
onbekend tot iets anders de doorslag geeft. Wie misschien meedoet, wordt apart geteld.
"""

from tests.spec.drawn import Spec


def test_only_who_has_a_row_in_the_first_table_takes_part(spec: Spec) -> None:
    """Alleen wie een rij heeft in de eerst genoemde tabel kan meedoen, ook als er 'zonder' voor
    staat.
    """
    spec(
        rule="F8",
        indicator="""
            aandeel:
              van: {zonder: {tijdvak: werk}}
              die: {zonder: {tijdvak: werk}, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            werk:
              persoon | van        | tot
              A       | 2016-01-01 | 2016-09-01
              C       | 2016-09-01 |
              D       | 2016-01-01 |
            melding:
              persoon | dag
              B       | 2016-08-01
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-09-01 | behaald
            B       |            | niet in de populatie
            C       | 2016-07-01 | behaald
            D       |            | niet in de populatie
        """,
    )


def test_order_of_the_tables_decides_who_can_take_part(spec: Spec) -> None:
    """De eerste tabel bepaalt wie er zijn: hier de meldingen, ook van wie nooit werk had."""
    spec(
        rule="F8",
        indicator="""
            aandeel:
              van: {alle van: [{moment: melding}, {zonder: {tijdvak: werk}}]}
              die: {moment: melding, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            werk:
              persoon | van        | tot
              A       | 2016-01-01 | 2016-09-01
            melding:
              persoon | dag
              B       | 2016-08-01
        """,
        expect="""
            persoon | klasse
            A       | niet in de populatie
            B       | behaald
        """,
    )


def test_absence_of_a_moment_or_spell_is_no(spec: Spec) -> None:
    """Staat er geen werk in de gegevens, dan is er geen werk. Dat is nee en niet onbekend."""
    spec(
        rule="F8",
        indicator="""
            aandeel:
              van: {alle van: [{moment: melding}, {zonder: {tijdvak: uitkering, regeling: pw}}]}
              die: {begin: werk, binnen: 1 jaar}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
            uitkering:
              persoon | van        | regeling
              B       | 2016-09-01 | pw
            werk:
              persoon | van
              B       | 2016-08-01
        """,
        expect="""
            persoon | klasse
            A       | niet behaald
            B       | behaald
        """,
    )


def test_absence_of_a_score_before_the_first_is_no(spec: Spec) -> None:
    """Zonder enige score hoort iemand niet bij de mensen op trede 1 of 2: ook dat is nee."""
    spec(
        rule="F8",
        indicator="""
            aandeel:
              van: {alle van: [{moment: melding}, {score: trede, waarde: [1, 2]}]}
              die: {moment: melding, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-02
            trede:
              persoon | dag        | trede
              B       | 2016-08-02 | 2
              A       | 2016-08-02 | 2
        """,
        expect="""
            persoon | klasse
            A       | niet in de populatie
            B       | behaald
        """,
    )


def test_an_empty_cell_in_the_population_is_counted_apart(spec: Spec) -> None:
    """Staat bij de melding niet wat voor soort het is, dan telt de persoon apart als onbekend."""
    spec(
        rule="F8",
        indicator="""
            aandeel:
              van: {moment: melding, soort: eerste}
              die: {begin: werk, binnen: 1 jaar}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag        | soort
              A       | 2016-08-01 | eerste
              B       | 2016-08-01 |
              C       | 2016-08-01 | vervolg
            werk:
              persoon | van
              B       | 2016-08-01
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-08-01 | niet behaald
            B       | 2016-08-01 | populatie onbekend
            C       |            | niet in de populatie
        """,
    )


def test_an_empty_cell_that_no_condition_uses_changes_nothing(spec: Spec) -> None:
    """Een lege cel in een kolom waar de indicator niet naar vraagt, maakt niemand onbekend."""
    spec(
        rule="F8",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {tijdvak: uitkering, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            melding:
              persoon | dag        | soort
              A       | 2016-08-01 |
            uitkering:
              persoon | van        | tot en met | regeling
              A       | 2016-08-01 |            |
        """,
        expect="""
            persoon | klasse
            A       | behaald
        """,
    )


def test_person_with_a_certain_anchor_is_not_unknown(spec: Spec) -> None:
    """Wie zeker meedoet, telt niet ook nog als onbekend, ook niet als de onbekende melding
    eerder was.
    """
    spec(
        rule="F8",
        indicator="""
            aandeel:
              van: {moment: melding, soort: eerste}
              die: {moment: melding, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            melding:
              persoon | dag        | soort
              A       | 2016-08-01 |
              A       | 2016-09-01 | eerste
              B       | 2016-08-01 | eerste
              B       | 2016-09-01 |
              C       | 2016-08-01 |
              C       | 2016-08-01 | eerste
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-09-01 | behaald
            B       | 2016-08-01 | behaald
            C       | 2016-08-01 | behaald
        """,
    )


def test_person_with_an_anchor_is_not_unknown_in_another_half_year(spec: Spec) -> None:
    """Ook bij de eerste keer per halfjaar telt wie ergens zeker meedoet nergens als onbekend."""
    spec(
        rule="F8",
        indicator="""
            aandeel:
              van: {moment: melding, soort: eerste, telkens: eerste per halfjaar}
              die: {moment: melding, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            melding:
              persoon | dag        | soort
              A       | 2016-08-01 |
              A       | 2017-03-01 | eerste
              A       | 2017-09-01 |
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2017-03-01 | behaald
        """,
    )


def test_person_is_unknown_once_in_the_period_and_cell_of_the_first_such_day(spec: Spec) -> None:
    """Wie twee keer misschien meedoet, telt één keer: in de periode en gemeente van de eerste
    keer.
    """
    spec(
        rule="F8",
        indicator="""
            aandeel:
              van: {moment: melding, soort: eerste, telkens: elke}
              die: {moment: melding, op: zelfde dag}
              onbekend: eruit
            splits: [gemeente]
        """,
        register="""
            melding:
              persoon | dag        | soort
              A       | 2016-12-31 |
              A       | 2017-01-01 |
              B       | 2017-01-01 | eerste
            woonplaats:
              persoon | van        | tot en met | gemeente
              A       | 2016-01-01 | 2016-12-31 | assen
              A       | 2017-01-01 |            | tynaarlo
              B       | 2016-01-01 |            | tynaarlo
        """,
        periods="halfjaar",
        expect="""
            periode | gemeente | populatie | populatie onbekend
            2016 H2 | -        | 0         | 1
            2016 H2 | assen    | 0         | 1
            2017 H1 | -        | 1         | 0
            2017 H1 | tynaarlo | 1         | 0
        """,
    )


def test_an_unknown_day_outside_the_term_does_not_count(spec: Spec) -> None:
    """Alleen dagen in de looptijd maken iemand onbekend: de eerste en de laatste dag nog wel."""
    spec(
        rule="F8",
        indicator="""
            aandeel:
              van: {moment: melding, soort: eerste}
              die: {moment: melding, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            melding:
              persoon | dag        | soort
              A       | 2016-06-30 |
              B       | 2016-07-01 |
              C       | 2017-12-31 |
              D       | 2018-01-01 |
        """,
        expect="""
            persoon | anker      | klasse
            A       |            | niet in de populatie
            B       | 2016-07-01 | populatie onbekend
            C       | 2017-12-31 | populatie onbekend
            D       |            | niet in de populatie
        """,
    )


def test_only_an_unknown_reference_day_counts(spec: Spec) -> None:
    """Bij een peildag maakt alleen een onbekende peildag iemand onbekend, niet een dag ertussen."""
    spec(
        rule="F8",
        indicator="""
            aandeel:
              van: {tijdvak: uitkering, regeling: pw, op peildag: laatste dag, per: halfjaar}
              die: {tijdvak: uitkering, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            uitkering:
              persoon | van        | tot en met | regeling
              A       | 2016-08-01 | 2016-12-30 |
              B       | 2016-08-01 | 2016-12-31 |
              C       | 2016-08-01 | 2017-06-30 |
        """,
        expect="""
            persoon | anker      | klasse
            A       |            | niet in de populatie
            B       | 2016-12-31 | populatie onbekend
            C       | 2016-12-31 | populatie onbekend
        """,
    )


def test_a_known_day_after_unknown_days_is_the_anchor(spec: Spec) -> None:
    """Een tijdvak met een lege cel maakt de eerste dag niet zeker: het anker is de eerste
    zekere dag.
    """
    spec(
        rule="F8",
        indicator="""
            aandeel:
              van: {tijdvak: uitkering, regeling: pw}
              die: {tijdvak: uitkering, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            uitkering:
              persoon | van        | tot en met | regeling
              A       | 2016-08-01 | 2016-08-31 |
              A       | 2016-09-01 |            | pw
              B       | 2016-08-01 | 2016-08-31 |
              B       | 2016-09-01 |            | bbz
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-09-01 | behaald
            B       | 2016-08-01 | populatie onbekend
        """,
    )


def test_all_of_is_no_as_soon_as_one_part_is_no(spec: Spec) -> None:
    """Bij `alle van` geeft nee de doorslag: onbekend en nee samen is nee, onbekend en ja blijft
    onbekend.
    """
    spec(
        rule="F8",
        indicator="""
            aandeel:
              van: {moment: melding}
              die:
                alle van: [{tijdvak: uitkering, regeling: pw}, {tijdvak: kenmerk, kenmerk: x}]
                op: zelfde dag
              onbekend: eruit
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
              persoon | van        | regeling
              A       | 2016-07-10 | pw
              B       | 2016-07-10 | pw
              C       | 2016-07-10 | bbz
              D       | 2016-07-10 |
              E       | 2016-07-10 |
            kenmerk:
              persoon | van        | kenmerk
              A       | 2016-07-10 | x
              B       | 2016-07-10 |
              C       | 2016-07-10 |
              D       | 2016-07-10 |
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | onbekend
            C       | niet behaald
            D       | onbekend
            E       | niet behaald
        """,
    )


def test_one_of_is_yes_as_soon_as_one_part_is_yes(spec: Spec) -> None:
    """Bij `een van` geeft ja de doorslag: onbekend en ja samen is ja, onbekend en nee blijft
    onbekend.
    """
    spec(
        rule="F8",
        indicator="""
            aandeel:
              van: {moment: melding}
              die:
                een van: [{tijdvak: uitkering, regeling: pw}, {tijdvak: kenmerk, kenmerk: x}]
                op: zelfde dag
              onbekend: eruit
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
              persoon | van        | regeling
              A       | 2016-07-10 | bbz
              B       | 2016-07-10 |
              C       | 2016-07-10 |
              D       | 2016-07-10 | bbz
              E       | 2016-07-10 |
            kenmerk:
              persoon | van        | kenmerk
              A       | 2016-07-10 | x
              B       | 2016-07-10 | x
              C       | 2016-07-10 | y
              D       | 2016-07-10 | y
              E       | 2016-07-10 |
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | behaald
            C       | onbekend
            D       | niet behaald
            E       | onbekend
        """,
    )


def test_the_reverse_of_unknown_is_unknown(spec: Spec) -> None:
    """`zonder` draait ja en nee om, maar het omgekeerde van onbekend is weer onbekend."""
    spec(
        rule="F8",
        indicator="""
            aandeel:
              van: {moment: melding}
              die:
                zonder: {tijdvak: uitkering, regeling: pw}
                op: zelfde dag
              onbekend: eruit
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
              A       | 2016-07-10 | pw
              B       | 2016-07-10 | bbz
              C       | 2016-07-10 |
        """,
        expect="""
            persoon | klasse
            A       | niet behaald
            B       | behaald
            C       | onbekend
            D       | behaald
        """,
    )


def test_the_reverse_of_unknown_is_unknown_in_the_population_too(spec: Spec) -> None:
    """Wie misschien een uitkering heeft, hoort niet zeker bij de mensen zonder uitkering."""
    spec(
        rule="F8",
        indicator="""
            aandeel:
              van: {alle van: [{moment: melding}, {zonder: {tijdvak: uitkering, regeling: pw}}]}
              die: {moment: melding, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
            uitkering:
              persoon | van        | regeling
              A       | 2016-07-10 |
              B       | 2016-08-02 |
        """,
        expect="""
            persoon | klasse
            A       | populatie onbekend
            B       | behaald
        """,
    )


def test_another_row_on_the_same_day_may_settle_it(spec: Spec) -> None:
    """Is van twee uitkeringen op een dag er één zeker van de goede soort, dan is het ja."""
    spec(
        rule="F8",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {tijdvak: uitkering, regeling: pw, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
            uitkering:
              persoon | van        | regeling
              A       | 2016-07-10 |
              A       | 2016-07-20 | pw
              B       | 2016-07-10 |
              B       | 2016-07-20 | bbz
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | onbekend
        """,
    )


def test_a_row_that_fails_one_test_is_no_whatever_the_other_cell(spec: Spec) -> None:
    """Past de rij zeker niet bij een van de eisen, dan maakt een lege cel bij de andere eis
    niet uit.
    """
    spec(
        rule="F8",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {tijdvak: uitkering, regeling: pw, maandbedrag: {minstens: 100}, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
              C       | 2016-08-01
              D       | 2016-08-01
            uitkering:
              persoon | van        | regeling | maandbedrag
              A       | 2016-07-10 | bbz      |
              B       | 2016-07-10 |          | 99,99
              C       | 2016-07-10 | pw       |
              D       | 2016-07-10 |          | 100,00
        """,
        expect="""
            persoon | klasse
            A       | niet behaald
            B       | niet behaald
            C       | onbekend
            D       | onbekend
        """,
    )


def test_an_empty_birth_date_makes_the_age_unknown(spec: Spec) -> None:
    """Zonder geboortedag is een leeftijd onbekend, of de cel nu leeg is of de hele rij
    ontbreekt.
    """
    spec(
        rule="F8",
        indicator="""
            aandeel:
              van: {alle van: [{moment: melding}, {leeftijd: {van: 18}}]}
              die: {moment: melding, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            persoon:
              persoon | geboren
              A       | 1990-01-01
              B       |
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
              C       | 2016-08-01
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | populatie onbekend
            C       | populatie onbekend
        """,
    )


def test_an_expired_score_is_unknown(spec: Spec) -> None:
    """Is een score verlopen, dan is niet bekend waar iemand nu staat: vanaf de dag na de
    laatste dag.
    """
    spec(
        rule="F8",
        indicator="""
            aandeel:
              van: {alle van: [{moment: melding}, {score: matrix, waarde: [1, 2]}]}
              die: {moment: melding, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            melding:
              persoon | dag
              A       | 2017-02-01
              B       | 2017-02-02
              C       | 2017-02-01
              D       | 2017-02-02
            matrix:
              persoon | dag        | niveau
              A       | 2016-08-01 | 2
              B       | 2016-08-01 | 2
              C       | 2016-08-01 | 3
              D       | 2016-08-01 | 3
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | populatie onbekend
            C       | niet in de populatie
            D       | populatie onbekend
        """,
    )


def test_person_becomes_unknown_on_the_day_that_the_score_expires(spec: Spec) -> None:
    """Wie met een score buiten de groep stond, is onbekend zodra die score verlopen is."""
    spec(
        rule="F8",
        indicator="""
            aandeel:
              van: {score: matrix, waarde: [1, 2]}
              die: {score: matrix, waarde: [1, 2], op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            matrix:
              persoon | dag        | niveau
              A       | 2016-08-31 | 3
              B       | 2016-08-31 | 3
              B       | 2017-02-28 | 3
              B       | 2017-08-28 | 3
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2017-03-01 | populatie onbekend
            B       |            | niet in de populatie
        """,
    )


def test_an_expired_score_makes_the_outcome_unknown(spec: Spec) -> None:
    """Verloopt de score voor de dag waarop gekeken wordt, dan is het resultaat onbekend."""
    spec(
        rule="F8",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {score: matrix, minstens: 3, op: 6 maanden}
              onbekend: eruit
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
              C       | 2016-08-01
            matrix:
              persoon | dag        | niveau
              A       | 2016-08-01 | 3
              B       | 2016-07-31 | 3
              C       | 2016-07-31 | 3
              C       | 2017-02-01 | 2
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | onbekend
            C       | niet behaald
        """,
    )


def test_no_score_in_the_window_is_unknown(spec: Spec) -> None:
    """Zonder nieuwe score na de ankerdag is niet bekend hoe het ging. Een score erna maakt het
    bekend.
    """
    spec(
        rule="F8",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {score: trede, minstens: 3, binnen: 1 jaar}
              onbekend: eruit
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
              A       | 2016-08-01 | 3
              B       | 2017-08-02 | 3
              C       | 2017-08-01 | 2
              D       | 2017-08-01 | 3
        """,
        expect="""
            persoon | klasse
            A       | onbekend
            B       | onbekend
            C       | niet behaald
            D       | behaald
        """,
    )


def test_code_99_is_no_score(spec: Spec) -> None:
    """Code 99 betekent niet besproken. Dat is geen score, hoe hoog het getal ook is."""
    spec(
        rule="F8",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {score: trede, minstens: 3, binnen: 1 jaar}
              onbekend: eruit
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
              C       | 2016-08-01
            trede:
              persoon | dag        | trede
              A       | 2016-09-01 | 99
              B       | 2016-09-01 | 99
              B       | 2016-10-01 | 2
              C       | 2016-09-01 | 3
              C       | 2016-10-01 | 99
        """,
        expect="""
            persoon | klasse
            A       | onbekend
            B       | niet behaald
            C       | behaald
        """,
    )


def test_code_99_is_no_last_score_either(spec: Spec) -> None:
    """Code 99 is geen score en dus ook nooit de laatste score."""
    spec(
        rule="F8",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {score: trede, minstens: 3, laatste: ja, binnen: 1 jaar}
              onbekend: eruit
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
            trede:
              persoon | dag        | trede
              A       | 2016-09-01 | 3
              A       | 2016-10-01 | 99
              B       | 2016-07-15 | 3
              B       | 2016-10-01 | 99
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | onbekend
        """,
    )


def test_a_score_goes_on_holding_after_code_99(spec: Spec) -> None:
    """Na code 99 geldt de vorige score nog: er is die dag niets nieuws gemeten."""
    spec(
        rule="F8",
        indicator="""
            stand: {score: trede, waarde: [2]}
        """,
        register="""
            trede:
              persoon | dag        | trede
              A       | 2016-07-15 | 2
              A       | 2016-08-15 | 99
              B       | 2016-07-15 | 99
              B       | 2016-08-15 | 2
        """,
        term="2016-07-01..2016-09-30",
        periods="maand",
        expect="""
            periode | aantal
            2016-07 | 1
            2016-08 | 2
            2016-09 | 2
        """,
    )


def test_code_99_is_not_a_measurement_in_the_population(spec: Spec) -> None:
    """Met `meting: ja` telt code 99 niet als meting en maakt zij ook niemand onbekend."""
    spec(
        rule="F8",
        indicator="""
            aandeel:
              van: {score: trede, hooguit: 2, meting: ja}
              die: {score: trede, hooguit: 2, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            trede:
              persoon | dag        | trede
              A       | 2016-08-01 | 99
              A       | 2016-09-01 | 2
              B       | 2016-08-01 | 99
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-09-01 | behaald
            B       |            | niet in de populatie
        """,
    )


def test_a_measurement_with_an_empty_score_is_unknown(spec: Spec) -> None:
    """Is er gemeten maar staat de uitkomst er niet, dan is de score onbekend tot de volgende
    meting.
    """
    spec(
        rule="F8",
        indicator="""
            aandeel:
              van: {score: trede, hooguit: 2, op peildag: laatste dag, per: halfjaar}
              die: {score: trede, hooguit: 2, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            trede:
              persoon | dag        | trede
              A       | 2016-08-01 | 2
              A       | 2016-12-31 |
              B       | 2016-08-01 | 3
              B       | 2016-12-31 |
              B       | 2017-06-30 | 2
              C       | 2016-08-01 | 2
              C       | 2017-01-01 |
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-12-31 | populatie onbekend
            B       | 2017-06-30 | behaald
            B       | 2017-12-31 | behaald
            C       | 2016-12-31 | behaald
        """,
    )


def test_an_empty_score_in_the_window_is_unknown_unless_another_succeeds(spec: Spec) -> None:
    """Een meting zonder uitkomst kan het resultaat zijn: onbekend, tenzij een andere score het
    haalt.
    """
    spec(
        rule="F8",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {score: trede, minstens: 3, binnen: 1 jaar}
              onbekend: eruit
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
              C       | 2016-08-01
            trede:
              persoon | dag        | trede
              A       | 2016-09-01 |
              B       | 2016-09-01 |
              B       | 2016-10-01 | 3
              C       | 2016-09-01 |
              C       | 2016-10-01 | 2
        """,
        expect="""
            persoon | klasse
            A       | onbekend
            B       | behaald
            C       | onbekend
        """,
    )


def test_an_unknown_event_in_the_window_is_unknown_unless_another_succeeds(spec: Spec) -> None:
    """Een gebeurtenis met een lege cel kan het resultaat zijn; een zekere gebeurtenis maakt het
    ja.
    """
    spec(
        rule="F8",
        indicator="""
            aandeel:
              van: {begin: uitkering}
              die: {moment: melding, soort: eerste, binnen: 1 maand}
              onbekend: eruit
        """,
        register="""
            uitkering:
              persoon | van
              A       | 2016-08-01
              B       | 2016-08-01
              C       | 2016-08-01
              D       | 2016-08-01
            melding:
              persoon | dag        | soort
              A       | 2016-09-01 |
              B       | 2016-08-10 |
              B       | 2016-08-20 | eerste
              C       | 2016-09-02 |
              D       | 2016-08-10 | vervolg
        """,
        expect="""
            persoon | klasse
            A       | onbekend
            B       | behaald
            C       | niet behaald
            D       | niet behaald
        """,
    )


def test_the_class_stays_unknown_whatever_the_indicator_does_with_it(spec: Spec) -> None:
    """De klasse is onbekend, ook als de indicator onbekend later als niet behaald laat tellen."""
    spec(
        rule="F8",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {moment: melding, soort: eerste, op: zelfde dag}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag        | soort
              A       | 2016-08-01 | eerste
              B       | 2016-08-01 |
              C       | 2016-08-01 | vervolg
        """,
        expect="""
            populatie | behaald | onbekend | niet behaald | populatie onbekend
            3         | 1       | 1        | 1            | 0
        """,
    )


def test_an_immature_unit_is_not_unknown_yet(spec: Spec) -> None:
    """Zolang de termijn loopt is de klasse onrijp; de tussenstand laat zien dat er nog niets
    bekend is.
    """
    spec(
        rule="F8",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {score: trede, minstens: 3, binnen: 1 jaar}
              onbekend: eruit
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
            trede:
              persoon | dag        | trede
              B       | 2016-09-01 | 2
        """,
        known="2017-07-31",
        expect="""
            persoon | klasse | tussenstand
            A       | onrijp | onbekend
            B       | onrijp | niet behaald
        """,
    )


def test_an_unknown_exclusion_makes_the_class_unknown(spec: Spec) -> None:
    """Is niet bekend of iemand is uitgesloten, dan is de klasse onbekend, ook als het resultaat
    er is.
    """
    spec(
        rule="F8",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 1 jaar}
              uitgesloten: {tijdvak: uitkering, regeling: bbz}
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
              A       | 2016-08-01 |            | bbz
              B       | 2016-08-01 |            |
              C       | 2016-08-01 |            |
              D       | 2016-07-10 | 2016-07-31 |
            werk:
              persoon | van
              B       | 2016-09-01
        """,
        expect="""
            persoon | klasse
            A       | uitgesloten
            B       | onbekend
            C       | onbekend
            D       | niet behaald
        """,
    )


def test_an_unknown_exception_counts_only_when_success_did_not_come_first(spec: Spec) -> None:
    """Een vertrek met een lege reden maakt onbekend, behalve als het resultaat er die dag of
    eerder was.
    """
    spec(
        rule="F8",
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
              D       | 2016-08-01
            vertrek:
              persoon | dag        | reden
              A       | 2016-09-10 |
              B       | 2016-09-10 |
              C       | 2016-09-10 |
              D       | 2016-09-10 |
            werk:
              persoon | van
              A       | 2016-09-09
              B       | 2016-09-10
              C       | 2016-09-11
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | behaald
            C       | onbekend
            D       | onbekend
        """,
    )


def test_an_unknown_exception_counts_from_the_anchor_through_the_window_end(spec: Spec) -> None:
    """Een onbekend vertrek telt van de ankerdag tot en met de laatste dag van de termijn."""
    spec(
        rule="F8",
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
              D       | 2016-08-01
            vertrek:
              persoon | dag        | reden
              A       | 2016-07-31 |
              B       | 2016-08-01 |
              C       | 2017-08-01 |
              D       | 2017-08-02 |
        """,
        expect="""
            persoon | klasse
            A       | niet behaald
            B       | onbekend
            C       | onbekend
            D       | niet behaald
        """,
    )


def test_a_certain_exception_settles_an_earlier_unknown_one(spec: Spec) -> None:
    """Volgt er ook een zeker vertrek, dan is iemand uitgezonderd. Kwam het resultaat ertussen,
    dan niet.
    """
    spec(
        rule="F8",
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
              A       | 2016-09-10 |
              A       | 2016-09-20 | verhuisd
              B       | 2016-09-10 |
              B       | 2016-09-20 | verhuisd
              C       | 2016-09-10 |
              C       | 2016-09-20 | vakantie
            werk:
              persoon | van
              B       | 2016-09-15
              C       | 2016-09-09
        """,
        expect="""
            persoon | klasse
            A       | uitgezonderd
            B       | onbekend
            C       | behaald
        """,
    )


def test_a_row_that_cannot_be_judged_is_left_out_of_a_count(spec: Spec) -> None:
    """Een melding zonder soort telt niet mee bij de eerste meldingen, maar wordt apart getoond."""
    spec(
        rule="F8",
        indicator="""
            aantal: {moment: melding, soort: eerste}
            eenheid: melding
        """,
        register="""
            melding:
              persoon | dag        | soort
              A       | 2016-08-01 | eerste
              A       | 2016-08-02 |
              B       | 2016-08-03 |
              B       | 2016-08-04 | vervolg
        """,
        expect="""
            aantal | populatie onbekend
            1      | 2
        """,
    )


def test_a_person_counts_once_as_known_or_once_as_unknown(spec: Spec) -> None:
    """Bij het tellen van personen is wie één keer zeker telt niet onbekend, en telt wie
    twijfelt één keer.
    """
    spec(
        rule="F8",
        indicator="""
            aantal: {moment: melding, soort: eerste}
        """,
        register="""
            melding:
              persoon | dag        | soort
              A       | 2016-08-01 |
              A       | 2016-08-02 | eerste
              B       | 2016-08-01 |
              B       | 2016-08-02 |
        """,
        expect="""
            aantal | populatie onbekend
            1      | 1
        """,
    )


def test_an_empty_amount_is_never_nought(spec: Spec) -> None:
    """Een leeg bedrag is niet nul: de rij blijft buiten de som en wordt apart geteld. Nul euro
    telt wel.
    """
    spec(
        rule="F8",
        indicator="""
            som: bedrag
        """,
        register="""
            melding:
              persoon | dag        | bedrag
              A       | 2016-08-01 | 12,50
              B       | 2016-08-01 |
              C       | 2016-08-01 | 0
        """,
        expect="""
            som  | rijen 1 | populatie onbekend
            1250 | 2       | 1
        """,
    )


def test_a_stock_leaves_out_who_cannot_be_judged(spec: Spec) -> None:
    """Wie een uitkering heeft zonder regeling, telt niet in de stand van een regeling maar
    apart.
    """
    spec(
        rule="F8",
        indicator="""
            stand: {tijdvak: uitkering, regeling: pw}
        """,
        register="""
            uitkering:
              persoon | van        | tot en met | regeling
              A       | 2016-08-01 |            | pw
              B       | 2016-08-01 | 2016-12-30 |
              C       | 2016-08-01 |            |
        """,
        periods="halfjaar",
        expect="""
            periode | aantal | populatie onbekend
            2016 H2 | 1      | 1
            2017 H1 | 1      | 1
            2017 H2 | 1      | 1
        """,
    )


def test_an_unknown_day_between_reference_days_makes_nobody_unknown(spec: Spec) -> None:
    """Een onbekende dag tussen twee peildagen doet niet mee; op de peildag zelf wel."""
    spec(
        rule="F8",
        indicator="""
            aandeel:
              van: {tijdvak: uitkering, regeling: pw, op peildag: laatste dag, per: halfjaar}
              die: {tijdvak: uitkering, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            uitkering:
              persoon | van        | tot en met | regeling
              A       | 2016-08-01 | 2016-12-30 |
              B       | 2016-08-01 | 2016-12-31 |
        """,
        expect="""
            persoon | anker      | klasse
            A       |            | niet in de populatie
            B       | 2016-12-31 | populatie onbekend
        """,
    )


def test_an_empty_score_is_unknown_until_the_next_measurement(spec: Spec) -> None:
    """Na een meting zonder uitkomst weten we niet welke score geldt, tot er weer een uitkomst
    is.
    """
    spec(
        rule="F8",
        indicator="""
            stand: {score: trede, waarde: [2]}
        """,
        register="""
            trede:
              persoon | dag        | trede
              A       | 2016-07-15 | 2
              A       | 2016-08-31 |
              A       | 2016-09-30 | 2
              B       | 2016-07-15 | 3
              B       | 2016-09-01 |
        """,
        term="2016-07-01..2016-09-30",
        periods="maand",
        expect="""
            periode | aantal | populatie onbekend
            2016-07 | 1      | 0
            2016-08 | 0      | 1
            2016-09 | 1      | 1
        """,
    )


def test_an_end_is_unknown_when_an_unknown_row_may_carry_the_spell_on(spec: Spec) -> None:
    """Sluit er een rij aan waarvan de regeling niet is ingevuld, dan is onbekend of het tijdvak
    daar eindigt. Is de aansluitende rij zeker van een andere regeling, dan eindigt het wel.
    """
    spec(
        rule="F8",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {einde: uitkering, regeling: pw, binnen: 1 jaar}
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
              A       | 2016-07-10 | 2016-08-31 | pw
              A       | 2016-09-01 |            |
              B       | 2016-07-10 | 2016-08-31 | pw
              B       | 2016-09-01 |            | bbz
              C       | 2016-07-10 | 2016-08-31 | pw
              C       | 2016-09-01 |            | pw
        """,
        expect="""
            persoon | klasse
            A       | onbekend
            B       | behaald
            C       | niet behaald
        """,
    )


def test_a_begin_is_unknown_when_an_unknown_row_may_have_come_before(spec: Spec) -> None:
    """Ging er een rij aan vooraf waarvan de regeling niet is ingevuld, dan is onbekend of het
    tijdvak daar begint.
    """
    spec(
        rule="F8",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: uitkering, regeling: pw, binnen: 1 jaar}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
            uitkering:
              persoon | van        | tot en met | regeling
              A       | 2016-07-10 | 2016-08-31 |
              A       | 2016-09-01 |            | pw
              B       | 2016-07-10 | 2016-08-31 | bbz
              B       | 2016-09-01 |            | pw
        """,
        expect="""
            persoon | klasse
            A       | onbekend
            B       | behaald
        """,
    )


def test_whoever_stands_in_one_of_the_alternatives_is_in_view(spec: Spec) -> None:
    """Begint de populatie met 'een van', dan is iedereen in beeld die in een van die tabellen
    voorkomt.
    """
    spec(
        rule="F8",
        indicator="""
            aandeel:
              van: {een van: [{tijdvak: uitkering}, {tijdvak: werk}]}
              die: {moment: melding, binnen: 1 jaar}
              onbekend: niet behaald
        """,
        register="""
            uitkering:
              persoon | van
              A       | 2016-08-01
            werk:
              persoon | van
              B       | 2016-09-01
            melding:
              persoon | dag
              B       | 2016-10-01
              C       | 2016-10-01
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-08-01 | niet behaald
            B       | 2016-09-01 | behaald
            C       |            | niet in de populatie
        """,
    )


def test_counts_see_everyone_in_one_of_the_alternatives_too(spec: Spec) -> None:
    """Ook een aantal personen telt wie in een van de tabellen van 'een van' voorkomt."""
    spec(
        rule="F8",
        indicator="""
            aantal:
              eenheid: persoon
              een van:
                - {overgang: {score: trede, van: [1, 2, 3], naar: 4}}
                - {begin: werk}
        """,
        register="""
            trede:
              persoon | dag        | trede
              A       | 2016-08-01 | 3
              A       | 2016-09-01 | 4
            werk:
              persoon | van
              B       | 2016-09-01
        """,
        expect="""
            periode  | aantal
            looptijd | 2
        """,
    )


def test_a_measurement_without_a_score_does_not_bring_anyone_into_view(spec: Spec) -> None:
    """Wie alleen een rij zonder score heeft, komt in de scores niet voor."""
    spec(
        rule="F8",
        indicator="""
            aantal: {moment: trede}
            eenheid: meting
        """,
        register="""
            trede:
              persoon | dag        | trede
              A       | 2016-08-01 | 99
              B       | 2016-08-01 | 3
        """,
        expect="""
            periode  | aantal
            looptijd | 1
        """,
    )


def test_an_empty_score_beside_another_on_one_day_is_unknown(spec: Spec) -> None:
    """Van twee scores op een dag geldt de laagste. Is een van de twee leeg, dan is niet bekend
    welke dat is.
    """
    spec(
        rule="F8",
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
            trede:
              persoon | dag        | trede
              A       | 2016-08-01 | 3
              A       | 2016-08-01 |
              B       | 2016-08-01 | 3
              B       | 2016-08-01 | 99
        """,
        expect="""
            persoon | klasse
            A       | onbekend
            B       | behaald
        """,
    )


def test_who_never_had_a_score_is_not_excepted_by_one(spec: Spec) -> None:
    """Een score die er nooit was, is alleen bij het resultaat onbekend. Bij een uitzondering is
    het nee: er was niets om iemand om uit te zonderen.
    """
    spec(
        rule="F8",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 1 jaar}
              uitgezonderd: {score: trede, waarde: [1]}
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
              B       | 2016-10-01 | 1
              C       | 2016-10-01 |
              D       | 2016-10-01 | 2
        """,
        expect="""
            persoon | klasse
            A       | niet behaald
            B       | uitgezonderd
            C       | onbekend
            D       | niet behaald
        """,
    )
