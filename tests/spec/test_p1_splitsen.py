"""P1 Splitsen

Een splitsing heeft een bron: een kolom van de getelde rij, een tabel met tijdvakken zoals de
woonplaats, of de tabel met personen. Wie geen waarde heeft, staat in een eigen vak onbekend. Zo
tellen de vakken op tot het geheel, behalve bij een splitsing waarin iemand vaker mag voorkomen.
"""

from tests.spec.drawn import Spec


def test_rows_are_split_by_a_column_of_their_own(spec: Spec) -> None:
    """Een splitsing kan een kolom van de rij zelf zijn. Een lege kolom is het vak onbekend."""
    spec(
        rule="P1",
        indicator="""
            eenheid: melding
            splits: [soort]
            aantal: {tabel: melding}
        """,
        register="""
            melding:
              persoon | dag        | soort
              A       | 2016-08-01 | huur
              A       | 2016-08-01 | zorg
              A       | 2016-09-01 | huur
              B       | 2016-08-01 |
        """,
        expect="""
            soort    | aantal
            -        | 4
            huur     | 2
            zorg     | 1
            onbekend | 1
        """,
    )


def test_clients_are_split_by_where_they_live_on_the_day(spec: Spec) -> None:
    """De gemeente is die van de woonplaats op de dag zelf. De laatste dag in een woonplaats
    hoort er nog bij.
    """
    spec(
        rule="P1",
        indicator="""
            eenheid: melding
            splits: [gemeente]
            aantal: {tabel: melding}
        """,
        register="""
            woonplaats:
              persoon | van        | tot en met | gemeente
              A       | 2015-01-01 | 2016-08-31 | assen
              A       | 2016-09-01 |            | tynaarlo
            melding:
              persoon | dag
              A       | 2016-08-31
              A       | 2016-09-01
              A       | 2016-09-02
        """,
        expect="""
            gemeente | aantal
            -        | 3
            assen    | 1
            tynaarlo | 2
        """,
    )


def test_client_without_a_home_on_the_day_is_in_the_cell_unknown(spec: Spec) -> None:
    """Wie die dag geen woonplaats heeft, of een woonplaats zonder gemeente, staat in het vak
    onbekend.
    """
    spec(
        rule="P1",
        indicator="""
            eenheid: melding
            splits: [gemeente]
            aantal: {tabel: melding}
        """,
        register="""
            woonplaats:
              persoon | van        | tot en met | gemeente
              A       | 2015-01-01 | 2016-08-31 | assen
              B       | 2015-01-01 |            |
              D       | 2016-08-02 |            | assen
            melding:
              persoon | dag
              A       | 2016-08-31
              A       | 2016-09-01
              B       | 2016-08-01
              C       | 2016-08-01
              D       | 2016-08-01
        """,
        expect="""
            gemeente | aantal
            -        | 5
            assen    | 1
            onbekend | 4
        """,
    )


def test_clients_are_split_by_what_never_changes(spec: Spec) -> None:
    """Een vast gegeven komt uit de tabel met personen. Wie daar niet in staat, is onbekend."""
    spec(
        rule="P1",
        indicator="""
            eenheid: melding
            splits: [geslacht]
            aantal: {tabel: melding}
        """,
        register="""
            persoon:
              persoon | geslacht
              A       | v
              B       |
            melding:
              persoon | dag
              A       | 2016-08-01
              A       | 2016-09-01
              B       | 2016-08-01
              C       | 2016-08-01
        """,
        expect="""
            geslacht | aantal
            -        | 4
            v        | 2
            onbekend | 2
        """,
    )


def test_two_homes_on_one_day_give_the_home_that_began_last(spec: Spec) -> None:
    """Staan er twee woonplaatsen op een dag, dan geldt de laatst begonnen. Iemand staat nooit
    in twee vakken.
    """
    spec(
        rule="P1",
        indicator="""
            eenheid: melding
            splits: [gemeente]
            aantal: {tabel: melding}
        """,
        register="""
            woonplaats:
              persoon | van        | tot en met | gemeente
              A       | 2015-01-01 |            | assen
              A       | 2016-08-01 | 2016-08-31 | tynaarlo
              B       | 2016-08-01 | 2016-12-31 | assen
              B       | 2015-01-01 |            | tynaarlo
            melding:
              persoon | dag
              A       | 2016-07-31
              A       | 2016-08-01
              A       | 2016-09-01
              B       | 2016-08-01
        """,
        expect="""
            gemeente | aantal
            -        | 4
            assen    | 3
            tynaarlo | 1
        """,
    )


def test_two_homes_that_began_together_give_the_first_in_the_alphabet(spec: Spec) -> None:
    """Begonnen twee woonplaatsen op dezelfde dag, dan geldt de eerste van het alfabet. De
    volgorde van de rijen maakt niet uit.
    """
    spec(
        rule="P1",
        indicator="""
            eenheid: melding
            splits: [gemeente]
            aantal: {tabel: melding}
        """,
        register="""
            woonplaats:
              persoon | van        | gemeente
              A       | 2016-08-01 | tynaarlo
              A       | 2016-08-01 | assen
              B       | 2016-08-01 | assen
              B       | 2016-08-01 | tynaarlo
            melding:
              persoon | dag
              A       | 2016-09-01
              B       | 2016-09-01
        """,
        expect="""
            gemeente | aantal
            -        | 2
            assen    | 2
        """,
    )


def test_two_codes_that_began_together_give_the_lowest_code_of_the_list(spec: Spec) -> None:
    """Bij codes geldt de code die het eerst in de codelijst staat. Een later begonnen rij
    gaat daarvoor.
    """
    spec(
        rule="P1",
        indicator="""
            eenheid: persoon
            splits: [regeling]
            stand: {tijdvak: uitkering}
        """,
        register="""
            uitkering:
              persoon | van        | regeling
              A       | 2016-08-01 | bbz
              A       | 2016-08-01 | ioaw
              B       | 2016-08-01 | pw
              B       | 2016-08-02 | bbz
              C       | 2016-08-01 | ioaw
              C       | 2016-08-01 | pw
        """,
        expect="""
            regeling | aantal
            -        | 3
            pw       | 1
            ioaw     | 1
            bbz      | 1
        """,
    )


def test_two_rows_on_one_day_give_a_client_one_cell(spec: Spec) -> None:
    """Wie op zijn eerste dag twee rijen heeft, staat als persoon in een vak: dat van de
    laagste waarde.
    """
    spec(
        rule="P1",
        indicator="""
            eenheid: persoon
            splits: [soort]
            aantal: {moment: melding}
        """,
        register="""
            melding:
              persoon | dag        | soort
              A       | 2016-08-01 | zorg
              A       | 2016-08-01 | huur
              A       | 2016-09-01 | eten
              B       | 2016-08-01 | zorg
        """,
        expect="""
            soort | aantal
            -     | 2
            huur  | 1
            zorg  | 1
        """,
    )


def test_row_of_the_first_written_condition_gives_the_cell(spec: Spec) -> None:
    """Bij meer voorwaarden komt de waarde uit de rij van de eerste."""
    spec(
        rule="P1",
        indicator="""
            eenheid: persoon
            splits: [vorm]
            stand:
              alle van:
                - {tijdvak: werk}
                - {tijdvak: uitkering}
        """,
        register="""
            werk:
              persoon | van        | vorm
              A       | 2016-08-01 | deeltijd
              B       | 2016-08-01 | voltijd
            uitkering:
              persoon | van
              A       | 2016-08-01
        """,
        expect="""
            vorm     | aantal
            -        | 1
            deeltijd | 1
        """,
    )


def test_row_that_does_not_meet_the_demands_gives_no_cell(spec: Spec) -> None:
    """Een rij die niet aan de eisen voldoet, bepaalt het vak niet, ook niet als zij later begon."""
    spec(
        rule="P1",
        indicator="""
            eenheid: persoon
            splits: [regeling]
            stand: {tijdvak: uitkering, regeling: levensonderhoud}
        """,
        register="""
            uitkering:
              persoon | van        | regeling
              A       | 2016-08-01 | ioaw
              A       | 2016-10-01 | bbz
        """,
        expect="""
            regeling | aantal
            -        | 1
            ioaw     | 1
        """,
    )


def test_client_with_two_tags_counts_in_each_and_once_in_total(spec: Spec) -> None:
    """Bij een meervoudige splitsing telt iemand in elk vak waar hij die dag bij hoort. Het
    totaal telt hem een keer.
    """
    spec(
        rule="P1",
        indicator="""
            eenheid: persoon
            splits: [kenmerk]
            stand: {tijdvak: uitkering}
        """,
        register="""
            kenmerk:
              persoon | van        | tot en met | kenmerk
              A       | 2016-08-01 |            | schulden
              A       | 2016-09-01 |            | zorg
              A       | 2016-08-01 | 2017-12-30 | jong
              B       | 2016-08-01 |            | zorg
              D       | 2016-08-01 | 2017-12-30 | zorg
            uitkering:
              persoon | van
              A       | 2016-08-01
              B       | 2016-08-01
              C       | 2016-08-01
              D       | 2016-08-01
        """,
        expect="""
            kenmerk  | aantal
            -        | 4
            schulden | 1
            zorg     | 2
            onbekend | 2
        """,
    )


def test_same_tag_twice_on_a_day_counts_once(spec: Spec) -> None:
    """Staat hetzelfde kenmerk twee keer bij iemand, dan telt hij in dat vak een keer."""
    spec(
        rule="P1",
        indicator="""
            eenheid: persoon
            splits: [kenmerk]
            stand: {tijdvak: uitkering}
        """,
        register="""
            kenmerk:
              persoon | van        | kenmerk
              A       | 2016-08-01 | zorg
              A       | 2016-09-01 | zorg
            uitkering:
              persoon | van
              A       | 2016-08-01
        """,
        expect="""
            kenmerk | aantal
            -       | 1
            zorg    | 1
        """,
    )


def test_client_with_rows_of_two_kinds_counts_in_each_kind_that_day(spec: Spec) -> None:
    """Ook een kolom van de rij kan meervoudig zijn. Iemand telt dan in elke waarde die zijn
    eigen rijen die dag hebben.
    """
    spec(
        rule="P1",
        indicator="""
            eenheid: persoon
            splits: [vormen]
            stand: {tijdvak: werk}
        """,
        register="""
            werk:
              persoon | van        | tot        | vorm
              A       | 2016-08-01 |            | deeltijd
              A       | 2016-09-01 |            | vrijwillig
              A       | 2016-08-01 | 2017-12-31 | voltijd
              B       | 2016-08-01 |            | deeltijd
        """,
        expect="""
            vormen     | aantal
            -          | 2
            deeltijd   | 2
            vrijwillig | 1
        """,
    )


def test_two_splits_together_give_a_cell_for_each_pair(spec: Spec) -> None:
    """Twee splitsingen samen geven een vak voor elk paar waarden dat voorkomt."""
    spec(
        rule="P1",
        indicator="""
            eenheid: melding
            splits: [gemeente, geslacht]
            aantal: {tabel: melding}
        """,
        register="""
            persoon:
              persoon | geslacht
              A       | v
              B       | m
            woonplaats:
              persoon | van        | gemeente
              A       | 2015-01-01 | assen
              B       | 2015-01-01 | assen
              C       | 2015-01-01 | tynaarlo
            melding:
              persoon | dag
              A       | 2016-08-01
              A       | 2016-09-01
              B       | 2016-08-01
              C       | 2016-08-01
        """,
        expect="""
            gemeente | geslacht | aantal
            -        | -        | 4
            assen    | v        | 2
            assen    | m        | 1
            tynaarlo | onbekend | 1
        """,
    )


def test_client_of_a_share_has_one_cell_for_two_rows_on_the_anchor_day(spec: Spec) -> None:
    """Ook bij een aandeel staat iemand in een vak. Heeft hij op de ankerdag twee rijen, dan
    geldt de laagste waarde.
    """
    spec(
        rule="P1",
        indicator="""
            splits: [soort]
            aandeel:
              van: {moment: melding}
              die: {begin: werk, binnen: 1 jaar}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag        | soort
              A       | 2016-08-01 | zorg
              A       | 2016-08-01 | huur
              B       | 2016-08-01 |
            werk:
              persoon | van
              A       | 2016-09-01
        """,
        expect="""
            soort    | populatie | behaald | niet behaald
            -        | 2         | 1       | 1
            huur     | 1         | 1       | 0
            onbekend | 1         | 0       | 1
        """,
    )


def test_stated_figures_are_split_by_who_stated_them(spec: Spec) -> None:
    """Een opgave wordt gesplitst naar een kolom van de opgave zelf."""
    spec(
        rule="P1",
        indicator="""
            eenheid: plaats
            splits: [plaats]
            opgave: {teller: opgave.waarde}
        """,
        register="""
            opgave:
              plaats   | dag        | waarde
              assen    | 2016-08-01 | 10
              assen    | 2016-09-01 | 2
              tynaarlo | 2016-08-01 | 5
        """,
        expect="""
            plaats   | term 1
            -        | 17
            assen    | 12
            tynaarlo | 5
        """,
    )


def test_begin_is_split_by_the_row_that_begins_that_day(spec: Spec) -> None:
    """Een begin hoort bij de rij die op die dag begint, niet bij een rij die erop aansluit."""
    spec(
        rule="P1",
        indicator="""
            eenheid: baan
            splits: [vorm]
            aantal: {begin: werk}
        """,
        register="""
            werk:
              persoon | van        | tot        | vorm
              A       | 2016-08-01 | 2016-09-01 | deeltijd
              A       | 2016-09-01 |            | voltijd
              B       | 2016-08-01 |            | voltijd
        """,
        expect="""
            vorm     | aantal
            -        | 2
            deeltijd | 1
            voltijd  | 1
        """,
    )


def test_end_is_split_by_the_row_that_ends_that_day(spec: Spec) -> None:
    """Een einde hoort bij de rij die op die dag eindigt."""
    spec(
        rule="P1",
        indicator="""
            eenheid: baan
            splits: [vorm]
            aantal: {einde: werk}
        """,
        register="""
            werk:
              persoon | van        | tot        | vorm
              A       | 2016-08-01 | 2016-09-01 | deeltijd
              A       | 2016-09-01 | 2016-10-01 | voltijd
              B       | 2016-08-01 | 2016-10-01 | deeltijd
        """,
        expect="""
            vorm     | aantal
            -        | 2
            deeltijd | 1
            voltijd  | 1
        """,
    )


def test_stock_of_scores_is_split_by_the_measurement_that_holds(spec: Spec) -> None:
    """Een stand van scores hoort bij de meting die op die dag geldt. Een latere meting zonder
    score verandert dat niet.
    """
    spec(
        rule="P1",
        periods="2016-07-01..2016-12-31",
        indicator="""
            splits: [gemeten door]
            stand: {score: trede, waarde: [1, 2]}
        """,
        register="""
            trede:
              persoon | dag        | trede | door
              A       | 2016-08-01 | 2     | gemeente
              B       | 2016-08-01 | 1     | gemeente
              B       | 2016-09-01 | 2     | partner
              B       | 2017-01-01 | 2     | gemeente
              C       | 2016-08-01 | 2     | gemeente
              C       | 2016-09-01 | 99    | partner
        """,
        expect="""
            periode                   | gemeten door | aantal
            2016-07-01 t/m 2016-12-31 | -            | 3
            2016-07-01 t/m 2016-12-31 | gemeente     | 2
            2016-07-01 t/m 2016-12-31 | partner      | 1
        """,
    )


def test_client_who_may_belong_is_split_by_the_row_of_that_day(spec: Spec) -> None:
    """Wie misschien meetelt, staat in het vak van de rij van die dag. Een zekere rij van voor
    de looptijd verandert dat niet.
    """
    spec(
        rule="P1",
        indicator="""
            splits: [soort]
            aandeel:
              van: {moment: melding, bedrag: {minstens: 100}}
              die: {begin: werk, binnen: 1 jaar}
              onbekend: niet behaald
        """,
        register="""
            melding:
              persoon | dag        | soort | bedrag
              A       | 2016-08-01 | huur  |
              B       | 2015-08-01 | zorg  | 100
              B       | 2016-08-01 | huur  |
        """,
        expect="""
            soort | populatie | populatie onbekend
            -     | 0         | 2
            huur  | 0         | 2
        """,
    )


def test_each_spell_is_split_by_its_own_row(spec: Spec) -> None:
    """Telt elke uitkering, dan staat elke uitkering in het vak van haar eigen rij."""
    spec(
        rule="P1",
        indicator="""
            eenheid: uitkering
            splits: [regeling]
            aantal: {tijdvak: uitkering}
        """,
        register="""
            uitkering:
              persoon | van        | regeling
              A       | 2016-08-01 | pw
              A       | 2016-09-01 | bbz
              B       | 2016-08-01 |
        """,
        expect="""
            regeling | aantal
            -        | 3
            pw       | 1
            bbz      | 1
            onbekend | 1
        """,
    )


def test_of_two_scores_on_one_day_the_one_that_holds_gives_the_cell(spec: Spec) -> None:
    """Van twee scores op een dag geldt de laagste. Die meting bepaalt ook het vak."""
    spec(
        rule="P1",
        periods="2016-07-01..2016-12-31",
        indicator="""
            splits: [gemeten door]
            stand: {score: trede, waarde: [1, 2]}
        """,
        register="""
            trede:
              persoon | dag        | trede | door
              A       | 2016-08-01 | 2     | partner
              A       | 2016-08-01 | 3     | gemeente
        """,
        expect="""
            periode                   | gemeten door | aantal
            2016-07-01 t/m 2016-12-31 | -            | 1
            2016-07-01 t/m 2016-12-31 | partner      | 1
        """,
    )


def test_row_of_a_spell_that_ended_gives_no_cell_to_a_later_day(spec: Spec) -> None:
    """Alleen in een gat dat doorloopt geldt de rij van ervoor. Is het tijdvak zeker gestopt, dan
    bepaalt die rij het vak van een latere, onbekende dag niet.
    """
    spec(
        rule="P1",
        periods="2016-09-03..2016-09-03, 2016-09-06..2016-09-06",
        indicator="""
            splits: [vorm]
            stand: {tijdvak: werk, vorm: [voltijd, deeltijd], onderbreking: hooguit 5 dagen}
        """,
        register="""
            werk:
              persoon | van        | tot        | vorm
              A       | 2016-08-01 | 2016-09-01 | voltijd
              A       | 2016-09-06 | 2016-10-01 | deeltijd
              B       | 2016-08-01 | 2016-09-01 | voltijd
              B       | 2016-08-15 | 2016-10-01 |
        """,
        expect="""
            periode                   | vorm     | aantal | populatie onbekend
            2016-09-03 t/m 2016-09-03 | -        | 1      | 1
            2016-09-03 t/m 2016-09-03 | voltijd  | 1      | 0
            2016-09-03 t/m 2016-09-03 | onbekend | 0      | 1
            2016-09-06 t/m 2016-09-06 | -        | 1      | 1
            2016-09-06 t/m 2016-09-06 | deeltijd | 1      | 0
            2016-09-06 t/m 2016-09-06 | onbekend | 0      | 1
        """,
    )


def test_row_that_runs_on_does_not_end_on_the_last_known_day(spec: Spec) -> None:
    """Een tijdvak dat nog loopt eindigt nergens, ook niet op de dag tot en met welke alles bekend
    is; die dag heeft dus geen rij van een einde.
    """
    spec(
        rule="P1",
        indicator="""
            dagen: {zonder: {einde: werk}}
            splits: [vorm]
        """,
        register="""
            werk:
              persoon | van        | tot        | vorm
              A       | 2016-12-16 |            | voltijd
              B       | 2016-12-16 | 2017-01-17 | deeltijd
        """,
        known="2017-01-18",
        periods="2017-01-15..2017-01-16, 2017-01-17..2017-01-18",
        expect="""
            periode                   | vorm     | dagen
            2017-01-15 t/m 2017-01-16 | -        | 3
            2017-01-15 t/m 2017-01-16 | onbekend | 3
            2017-01-17 t/m 2017-01-18 | -        | 4
            2017-01-17 t/m 2017-01-18 | onbekend | 4
        """,
    )
