"""Rules of the language that no drawn table can show: what an agreement may not ask at all.

The idea that makes it simple: a rule that refuses is one mistake in a sound agreement and the code
of its finding. The reference page of the language names these tests under "Elders bewezen".
"""

from tests.engine.drawn_agreement import mutated, read


def errors(text: str) -> set[str]:
    return {finding.code for finding in read(text).findings if finding.is_error}


def test_a_sample_with_a_norm_must_say_what_counts_as_evidence() -> None:  # C6
    norm = "    norm: [{van: 2016-07-01, per: halfjaar, voor: geheel, minstens: 60%}]\n"
    assert errors(mutated(norm, f"{norm}    waarneming: steekproef\n")) == {"bewijs-ontbreekt"}
    told = f"{norm}    waarneming: steekproef\n    bewijs: puntwaarde\n"
    assert errors(mutated(norm, told)) == set()


def test_a_survey_with_a_norm_must_say_what_counts_as_evidence() -> None:  # C6
    norm = "    norm: [{per: jaar, hooguit: 200}]\n"
    assert errors(mutated(norm, f"{norm}    waarneming: enquête\n")) == {"bewijs-ontbreekt"}


def test_a_norm_may_change_only_at_the_begin_of_a_period() -> None:  # P3
    old = "norm: [{van: 2016-07-01, per: halfjaar, voor: geheel, minstens: 60%}]"
    first = "{van: 2016-07-01, per: halfjaar, minstens: 60%}"
    fits = f"norm: [{first}, {{van: 2017-01-01, per: halfjaar, minstens: 65%}}]"
    halfway = f"norm: [{first}, {{van: 2017-02-01, per: halfjaar, minstens: 65%}}]"
    assert errors(mutated(old, fits)) == set()
    assert errors(mutated(old, halfway)) == {"norm-onjuist"}


def test_keys_of_two_domains_are_never_counted_together() -> None:  # P4
    old = "tijdvak: uitkering, regeling: pw}, {leeftijd: {van: 18, tot en met: 26}}"
    assert errors(mutated(old, "tijdvak: uitkering}, {tijdvak: deelname}")) == {"sleuteldomein"}


def test_unknown_as_not_achieved_may_not_flatter_an_at_most_norm() -> None:  # F8
    assert errors(mutated("minstens: 60%", "hooguit: 60%")) == {"onbekend-vleit"}


def test_a_condition_of_the_population_after_the_anchor_is_refused() -> None:  # S2
    old = "van: {score: trede, waarde: [1, 2], telkens: elke}"
    assert "vooruitkijken" in errors(mutated(old, "van: {moment: melding, binnen: 1 jaar}"))
