"""What keeps an agreement from being judged or trusted, though it can be counted (A-03).

The idea that makes it simple: one entry per code; the catalogue puts the parts together.
"""

from __future__ import annotations

from koers.catalogue.kinds import Kind, Severity

KINDS: dict[str, Kind] = {
    # what keeps an agreement from being judged or trusted
    "norm-open": Kind(
        Severity.WARNING,
        "De norm moet nog worden afgesproken.",
        "Spreek de norm af voor het eerste oordeel.",
    ),
    "norm-zonder-grein": Kind(
        Severity.ERROR,
        "Bij de norm staat niet per welke periode zij geldt.",
        "Voeg toe: 'per: jaar', 'per: halfjaar', 'per: looptijd' of een andere periode.",
    ),
    "rijpt-niet": Kind(
        Severity.WARNING,
        "Geen enkel geval kan binnen de looptijd rijp worden voor een oordeel.",
        "Spreek een mijlpaal af, of leg vast dat na de looptijd wordt doorgeteld.",
    ),
    "bron-ontbreekt": Kind(
        Severity.WARNING,
        "De indicator noemt geen bron in een document.",
        "Noem het document, met paragraaf en onderdeel.",
    ),
    "voorbeeld-ontbreekt": Kind(
        Severity.REMARK,
        "De voorbeelden tonen niet elke uitkomst of geen grensdag.",
        "Schrijf voorbeelden met de uitkomsten die de melding noemt.",
    ),
    "nulmeting-ontbreekt": Kind(
        Severity.WARNING,
        "De groei heeft geen nulmeting en valt in het eerste jaar buiten de data.",
        "Leg een nulmeting vast, of lever de gegevens van het jaar ervoor.",
    ),
    "norm-exact": Kind(
        Severity.REMARK,
        "De norm is 100% of 0%: een enkel geval beslist.",
        "Niets, als dat de bedoeling is; spreek anders een norm met ruimte af.",
    ),
    "norm-ontbreekt": Kind(
        Severity.WARNING,
        "Een kpi heeft geen norm, en krijgt dus nooit een oordeel.",
        "Spreek een norm af, of maak er informatie van.",
    ),
    "periode-ontbreekt": Kind(
        Severity.ERROR,
        "Er staat niet over welke periode bedragen worden opgeteld.",
        "Voeg 'per' toe; noemt het document geen periode, vul er dan een aan en schrijf waarom.",
    ),
    "nulmeting-open": Kind(
        Severity.WARNING,
        "De nulmeting moet nog gemeten worden.",
        "Spreek af wie haar wanneer meet.",
    ),
    "basisjaar-ontbreekt": Kind(
        Severity.WARNING,
        "Bij de nulmeting staat niet op welke dag zij gold.",
        "Geef de dag; noemt het document geen jaar, vul het dan aan en schrijf waarom.",
    ),
    "schaal-ontbreekt": Kind(
        Severity.WARNING,
        "Bij een enquête staat niet op welke schaal gevraagd wordt en welke antwoorden tellen.",
        "Leg de schaal vast onder 'onderzoek'.",
    ),
    "onderzoek-onvolledig": Kind(
        Severity.WARNING,
        "Van een steekproef of enquête is niet beschreven hoe zij gedaan wordt.",
        "Vul onder 'onderzoek' aan wat de melding noemt.",
    ),
    "onderzoek-onjuist": Kind(
        Severity.ERROR,
        "De beschrijving van een steekproef of enquête past niet bij de indicator.",
        "Pas 'onderzoek' aan bij wat er geteld wordt.",
    ),
    "niet-aselect": Kind(
        Severity.WARNING,
        "Niet het lot bepaalt wie meedoet; over de rest zegt het cijfer niets.",
        "Laat het lot trekken, of vraag iedereen.",
    ),
    "waarde-buiten-document": Kind(
        Severity.WARNING,
        "Een norm rust op een bedrag, model of tarief dat niet in de documenten staat.",
        "Noem het document bij de bron, of vul de waarde aan en schrijf waarom.",
    ),
    "aangevuld": Kind(
        Severity.WARNING,
        "Het document laat iets open; het bestand zegt wat er gekozen is.",
        "Leg de keuze voor aan de partijen en neem haar op in de overeenkomst.",
    ),
    "paragraaf-ontbreekt": Kind(
        Severity.REMARK,
        "De indicator noemt een document, maar niet de paragraaf.",
        "Noem de paragraaf.",
    ),
    "doel-ontbreekt": Kind(
        Severity.REMARK,
        "Een kpi zegt niet welk doel hij dient, of een effect niet in welk document het staat.",
        "Voeg 'dient' of 'document' toe.",
    ),
    "signaal-ontbreekt": Kind(
        Severity.REMARK,
        "Er is niet afgesproken welke afwijking van de norm tot een gesprek leidt.",
        "Spreek een afwijking af en schrijf 'signaal'.",
    ),
    "mijlpaal-ontbreekt": Kind(
        Severity.REMARK,
        "Er wordt vaker gerapporteerd dan er een oordeel kan zijn, en er zijn geen mijlpalen.",
        "Spreek mijlpalen af, of aanvaard dat er tussentijds geen oordeel is.",
    ),
    "wachttijd-kort": Kind(
        Severity.WARNING,
        "Gegevens komen langer na dan de wachttijd die is afgesproken.",
        "Spreek een langere wachttijd af.",
    ),
    "tekst-persoonlijk": Kind(
        Severity.ERROR,
        "Een kolom die iets over een persoon kan zeggen wordt niet als tekst getoond.",
        "Kies een kolom die niet over personen gaat.",
    ),
    "titel-wijkt-af": Kind(
        Severity.REMARK,
        "De jaren in de titel zijn niet die van de looptijd.",
        "Kijk of de looptijd klopt; pas anders de titel aan.",
    ),
    "later-getekend": Kind(
        Severity.REMARK,
        "De overeenkomst is getekend toen de looptijd al liep.",
        "Leg vast dat de afspraken vanaf het begin van de looptijd gelden.",
    ),
    "bedrag-zonder-periode": Kind(
        Severity.WARNING,
        "Bij een bedrag staat niet of het per jaar is of voor de hele looptijd.",
        "Vraag het na, en schrijf 'per: jaar' of 'per: looptijd'.",
    ),
    "twijfel": Kind(
        Severity.REMARK,
        "De overeenkomst legt zelf een twijfel over de tekst vast.",
        "Leg de vraag voor aan de partijen en verwijder de twijfel als er een antwoord is.",
    ),
    "splitsing-meervoudig": Kind(
        Severity.REMARK,
        "De splitsing telt iemand in meer dan een vak; vakken tellen niet op.",
        "Niets, als dat de bedoeling is; tel de vakken niet bij elkaar op.",
    ),
}
