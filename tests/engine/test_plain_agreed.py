"""What was agreed around the definitions, told back: who signs and pays, how is drawn, when is
talked.
"""

from koers.plain import frame, remarks
from tests.engine.drawn_agreement import mutated, read

KEYS = """\
    geleverd door: wpda
    waarneming: enquête
    bewijs: puntwaarde
    onderzoek: {uit: A-3, verstuurd: A-2, lagen: gemeente, aselect: nee, schaal: een 6 of hoger}
    minimale groep: 20
    signaal: {buiten: 5%}
    mijlpalen: [{dag: 2017-01-01, minstens: 30%}]
    naast: [A-2]
    verhaal: Vertel waarom.
"""
BAND = (
    "Wordt de norm niet gehaald en scheelt het meer dan 5%, dan volgt een gesprek als dat geen "
    "toeval kan zijn."
)


def test_what_was_agreed_around_a_definition_is_told_back() -> None:
    found = read(mutated("    gemeten door: wpda\n", f"    gemeten door: wpda\n{KEYS}"))
    assert found.agreement is not None, [str(one) for one in found.findings]
    said = remarks(found.agreement, found.agreement.indicators[0])
    assert [one for one in said if one in EXPECTED] == EXPECTED


EXPECTED = [
    "Mijlpaal op 1 januari 2017: minstens 30%.",
    BAND,
    "Met minder dan 20 gevallen is er geen oordeel.",
    "Het cijfer komt uit een enquête.",
    "Er wordt getrokken uit A-3, naar gemeente; niet het lot bepaalt wie meedoet.",
    "Aan hoeveel het gevraagd is, telt A-2.",
    "Welke antwoorden tellen: een 6 of hoger.",
    "Gemeten door WPDA.",
    "De gegevens komen van WPDA.",
    "Ernaast staat: A-2.",
    "In woorden erbij: Vertel waarom.",
]


def test_the_texts_of_rows_are_named() -> None:  # C1
    found = read(mutated("    norm: geen\n", "    norm: geen\n    teksten: [soort]\n"))
    assert found.agreement is not None
    said = remarks(found.agreement, found.agreement.indicators[1])
    assert "Van de getelde rijen staat erbij: soort." in said


FRAME = """\
status: getekend
ondertekenaars: [{partij: assen, hoedanigheid: voorzitter van het bestuur}]
begeleidende documenten: [{code: nota, naam: Kadernota}, {code: plan, naam: Bedrijfsplan}]
aannames: [{code: geld, tekst: Het geld komt door., indicator: A-2, bron: {document: B}}]
randvoorwaarden: [{code: budget, tekst: Het blijft binnen het budget}]
plichten: [{code: overleg, wie: [assen, wpda], tekst: Op tijd overleggen, bewijs: Verslagen}]
buiten de opdracht: [{onderwerp: Jeugd, programma: Inkoop, bron: {document: B, paragraaf: "8"}}]
bedragen:
  - {code: b1, partij: assen, naam: Geld, bedrag: 847045, geoormerkt: Werk., voorwaarde: Ja}
  - {code: b2, partij: assen, naam: Extra, bedrag: "12,50", per: jaar}
  - {code: b3, partij: assen, naam: Samen, bedrag: 100, per: looptijd}
rapportages: [{naam: Verslag, per: halfjaar, over: [A-1, A-2]}, {naam: Bericht, per: twee weken}]
perioden:
"""
TOLD = """\
Ondertekening
De overeenkomst is: getekend.
Getekend op 15 juni 2016.
Voor Assen tekent: voorzitter van het bestuur.
Begeleidende documenten
Kadernota, met het beleidsdoel van meedoen.
Bedrijfsplan.
Aannames
Het geld komt door; A-2 laat zien of dat klopt (B).
Randvoorwaarden
Het blijft binnen het budget.
Plichten van de partijen
Assen en WPDA: Op tijd overleggen. Bewijs: Verslagen.
Buiten de opdracht
Jeugd; dat hoort bij: Inkoop (B, paragraaf 8).
Bedragen
Assen, Geld: 847.045 euro (er staat niet per welke periode); geoormerkt: werk; voorwaarde: ja.
Assen, Extra: 12,50 euro per jaar.
Assen, Samen: 100 euro voor de hele looptijd.
Rapportages
Verslag: per halfjaar, over A-1 en A-2.
Bericht: per twee weken.
"""


def test_the_frame_of_an_agreement_is_told_back() -> None:  # B-03, B-40
    text = mutated("perioden:\n", FRAME)
    found = read(text.replace("bijdrage: Begeleiding}", "bijdrage: Begeleiding, document: nota}"))
    assert found.agreement is not None, [str(one) for one in found.findings]
    parts = frame(found.agreement)
    assert [line for part in parts for line in (part.heading, *part.lines)] == TOLD.splitlines()


def test_what_an_agreement_does_not_say_has_no_heading() -> None:
    found = read(mutated("getekend op: 2016-06-15\n", ""))
    assert found.agreement is not None
    assert frame(found.agreement) == ()
