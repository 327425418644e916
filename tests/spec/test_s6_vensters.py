"""S6 Termijnen: wanneer het resultaat telt.

Een termijn loopt vanaf de ankerdag en wordt daar een keer uit berekend. De laatste dag telt mee.
"""

from tests.spec.drawn import Spec


def test_within_a_year_counts_through_the_same_day_a_year_later(spec: Spec) -> None:
    """`binnen: 1 jaar`: tot en met dezelfde dag een jaar later; de dag erna niet meer."""
    spec(
        rule="S6",
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
              A       | 2017-08-01
              B       | 2017-08-02
        """,
        expect="""
            persoon | klasse
            A       | behaald
            B       | niet behaald
        """,
    )


def test_a_score_counts_only_after_the_anchor_day(spec: Spec) -> None:
    """Een gebeurtenis op de ankerdag zelf telt mee; een score moet van een latere dag zijn."""
    spec(
        rule="S6",
        indicator="""
            aandeel:
              van: {score: trede, waarde: [1, 2]}
              die: {een van: [{score: trede, minstens: 2}, {moment: melding}], binnen: 1 jaar}
              onbekend: niet behaald
        """,
        register="""
            trede:
              persoon | dag        | trede
              A       | 2016-08-01 | 2
              B       | 2016-08-01 | 2
            melding:
              persoon | dag
              A       | 2016-08-01
        """,
        expect="""
            persoon | anker      | klasse
            A       | 2016-08-01 | behaald
            B       | 2016-08-01 | onbekend
        """,
    )
