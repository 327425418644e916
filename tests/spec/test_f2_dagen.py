"""F2 Dagen, laatste dag en leeftijd

Alle feiten staan op kalenderdagen. Bij 'tot en met' hoort de laatste dag erbij; staat er niets,
dan loopt het tijdvak nog. Bij 'tot' hoort die dag er niet meer bij. Een leeftijd is bereikt op
de verjaardag.
"""

from tests.spec.drawn import Spec


def test_last_day_of_a_spell_belongs_to_it_and_an_empty_end_is_open(spec: Spec) -> None:
    """De dag van 'tot en met' hoort nog bij het tijdvak. Een leeg einde betekent dat het nog
    loopt.
    """
    spec(
        rule="F2",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {tijdvak: uitkering, op: 1 maand}
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
            uitkering:
              persoon | van        | tot en met
              A       | 2016-07-15 | 2016-09-01
              B       | 2016-07-15 | 2016-08-31
              C       | 2016-07-15 |
              D       | 2016-09-01 |
              E       | 2016-09-02 |
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
            C       | behaald
            D       | behaald
            E       | niet behaald
        """,
    )


def test_an_exclusive_end_is_the_first_day_outside_the_spell(spec: Spec) -> None:
    """Deze tabel levert een einde als 'tot': op die dag is het werk al voorbij."""
    spec(
        rule="F2",
        indicator="""
            aandeel:
              van: {moment: melding}
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
              A       | 2016-07-15 | 2016-09-02
              B       | 2016-07-15 | 2016-09-01
              C       | 2016-07-15 |
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
            C       | behaald
        """,
    )


def test_spell_that_ends_before_its_first_day_is_over_has_no_days(spec: Spec) -> None:
    """Werk 'van' en 'tot' dezelfde dag mag in de gegevens staan, maar heeft nul dagen."""
    spec(
        rule="F2",
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
            werk:
              persoon | van        | tot
              A       | 2016-08-01 | 2016-08-01
              B       | 2016-08-01 | 2016-08-02
        """,
        expect="""
            persoon | klasse
            A       | niet behaald
            B       | behaald
        """,
    )


def test_spell_without_days_neither_begins_nor_ends(spec: Spec) -> None:
    """Een tijdvak met nul dagen begint niet: wie nul dagen werkte, is niet aan het werk gegaan."""
    spec(
        rule="F2",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {een van: [{begin: werk}, {einde: werk}], binnen: 1 jaar}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
            werk:
              persoon | van        | tot
              A       | 2016-09-01 | 2016-09-01
              B       | 2016-09-01 | 2016-09-02
        """,
        expect="""
            persoon | klasse
            A       | niet behaald
            B       | behaald
        """,
    )


def test_row_without_days_is_not_counted(spec: Spec) -> None:
    """Ook wie rijen telt, telt geen tijdvak zonder dagen."""
    spec(
        rule="F2",
        indicator="""
            eenheid: baan
            aantal:
              eenheid: baan
              die: {tijdvak: werk}
        """,
        register="""
            werk:
              persoon | van        | tot
              A       | 2016-08-01 | 2016-08-01
              A       | 2016-08-01 | 2016-08-02
              B       | 2016-09-01 | 2016-09-01
        """,
        expect="""
            periode  | aantal
            looptijd | 1
        """,
    )


def test_spell_of_one_day_has_one_day(spec: Spec) -> None:
    """Is de eerste dag ook de laatste, dan duurt het tijdvak één dag. Elke dag telt in zijn
    maand.
    """
    spec(
        rule="F2",
        indicator="dagen: {tijdvak: uitkering}",
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-08-31 | 2016-08-31
              B       | 2016-08-30 | 2016-09-01
        """,
        periods="maand",
        expect="""
            periode | dagen
            2016-08 | 3
            2016-09 | 1
        """,
    )


def test_a_leap_day_is_a_day(spec: Spec) -> None:
    """In een schrikkeljaar telt 29 februari mee; in andere jaren volgt 1 maart op 28 februari."""
    spec(
        rule="F2",
        indicator="dagen: {tijdvak: uitkering}",
        register="""
            uitkering:
              persoon | van        | tot en met
              A       | 2016-02-28 | 2016-03-01
              B       | 2017-02-28 | 2017-03-01
        """,
        term="2016-01-01..2017-12-31",
        periods="maand",
        expect="""
            periode | dagen
            2016-02 | 2
            2016-03 | 1
            2017-02 | 1
            2017-03 | 1
        """,
    )


def test_an_age_is_reached_on_the_birthday(spec: Spec) -> None:
    """Iemand is 18 vanaf zijn achttiende verjaardag en 26 tot en met de dag voor hij 27 wordt."""
    spec(
        rule="F2",
        indicator="""
            aandeel:
              van: {alle van: [{moment: melding}, {leeftijd: {van: 18, tot en met: 26}}]}
              die: {moment: melding, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            persoon:
              persoon | geboren
              A       | 1989-08-02
              B       | 1989-08-01
              C       | 1998-08-01
              D       | 1998-08-02
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
              C       | 2016-08-01
              D       | 2016-08-01
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet in de populatie
            C       | behaald
            D       | niet in de populatie
        """,
    )


def test_born_on_a_leap_day_turns_a_year_older_on_28_february(spec: Spec) -> None:
    """Wie op 29 februari geboren is, verjaart in een gewoon jaar op 28 februari."""
    spec(
        rule="F2",
        indicator="""
            aandeel:
              van: {alle van: [{tijdvak: uitkering}, {leeftijd: {van: 17}}]}
              die: {tijdvak: uitkering, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            persoon:
              persoon | geboren
              A       | 2000-02-29
              B       | 2000-02-28
              C       | 2000-03-01
            uitkering:
              persoon | van        | tot en met
              A       | 2016-01-01 |
              B       | 2016-01-01 |
              C       | 2016-01-01 |
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2017-02-28 | behaald
            B       | 2017-02-28 | behaald
            C       | 2017-03-01 | behaald
        """,
    )


def test_born_on_a_leap_day_turns_a_year_older_on_it_in_a_leap_year(spec: Spec) -> None:
    """In een schrikkeljaar verjaart wie op 29 februari geboren is gewoon op 29 februari."""
    spec(
        rule="F2",
        indicator="""
            aandeel:
              van: {alle van: [{tijdvak: uitkering}, {leeftijd: {van: 20}}]}
              die: {tijdvak: uitkering, op: zelfde dag}
              onbekend: eruit
        """,
        register="""
            persoon:
              persoon | geboren
              A       | 1996-02-29
              B       | 1996-02-28
              C       | 1996-03-01
            uitkering:
              persoon | van        | tot en met
              A       | 2016-01-01 |
              B       | 2016-01-01 |
              C       | 2016-01-01 |
        """,
        term="2016-01-01..2016-12-31",
        expect="""
            persoon | anker      | klasse
            A       | 2016-02-29 | behaald
            B       | 2016-02-28 | behaald
            C       | 2016-03-01 | behaald
        """,
    )


def test_an_oldest_age_holds_through_the_day_before_the_next_birthday(spec: Spec) -> None:
    """'Tot en met 26' geldt nog op de dag voor de 27e verjaardag en op de verjaardag niet meer."""
    spec(
        rule="F2",
        indicator="""
            aandeel:
              van: {moment: melding}
              die: {alle van: [{tijdvak: uitkering}, {leeftijd: {tot en met: 26}}], op: 1 jaar}
              onbekend: niet behaald
        """,
        register="""
            persoon:
              persoon | geboren
              A       | 1990-08-02
              B       | 1990-08-01
            melding:
              persoon | dag
              A       | 2016-08-01
              B       | 2016-08-01
            uitkering:
              persoon | van        | tot en met
              A       | 2016-01-01 |
              B       | 2016-01-01 |
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
        """,
    )
