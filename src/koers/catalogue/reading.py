"""What can be wrong with a file, its shape, its names and the definitions in it.

The idea that makes it simple: one entry per code; the catalogue puts the parts together.
"""

from __future__ import annotations

from koers.catalogue.kinds import Kind, Severity

KINDS: dict[str, Kind] = {
    # reading a YAML file
    "bestand-onleesbaar": Kind(
        Severity.ERROR,
        "Het bestand bestaat niet, is leeg of is geen UTF-8-tekst.",
        "Controleer het pad, en sla het bestand op als UTF-8.",
    ),
    "bestand-te-groot": Kind(
        Severity.ERROR,
        "Het bestand is groter, dieper of telt meer onderdelen dan is toegestaan.",
        "Haal weg wat te veel is, of splits het bestand.",
    ),
    "yaml-fout": Kind(
        Severity.ERROR,
        "Het bestand is geen geldige YAML.",
        (
            "Kijk op deze en de vorige regel naar inspringing, dubbele punten, aanhalingstekens"
            " en haakjes."
        ),
    ),
    "yaml-verboden": Kind(
        Severity.ERROR,
        "Verwijzingen (& en *), labels (!) en meer documenten in een bestand mogen niet.",
        "Schrijf de waarde uit op de plek waar zij hoort.",
    ),
    "onzichtbaar-teken": Kind(
        Severity.ERROR,
        "Er staat een teken dat niemand ziet en dat de betekenis kan veranderen.",
        "Verwijder het teken, of typ de regel opnieuw. Het komt vaak mee met gekopieerde tekst.",
    ),
    "dubbele-sleutel": Kind(
        Severity.ERROR,
        "Een sleutel staat twee keer in hetzelfde blok.",
        "Voeg de twee samen, of verwijder er een.",
    ),
    # shape
    "onbekende-sleutel": Kind(
        Severity.ERROR,
        "Deze sleutel bestaat hier niet.",
        "Kijk of de sleutel goed gespeld is en op de goede plek staat.",
    ),
    "ontbrekende-sleutel": Kind(
        Severity.ERROR,
        "Een verplichte sleutel ontbreekt.",
        "Voeg de sleutel toe.",
    ),
    "verkeerde-vorm": Kind(
        Severity.ERROR,
        "Er staat een lijst, blok of tekst waar iets anders verwacht wordt.",
        (
            "Schrijf wat de melding verwacht: een tekst, een lijst (met streepjes) of een blok "
            "met sleutels."
        ),
    ),
    "ongeldige-waarde": Kind(
        Severity.ERROR,
        "De waarde past niet bij de sleutel (dag, duur, getal, keuze, code).",
        "Schrijf de waarde zoals het voorbeeld in de melding.",
    ),
    "dubbelzinnig-getal": Kind(
        Severity.ERROR,
        "Een punt met drie cijfers erachter kan duizendtal of decimaal zijn.",
        "Schrijf het getal zonder punten, met een komma voor de decimalen.",
    ),
    # names and the dictionary
    "dubbele-naam": Kind(
        Severity.ERROR,
        "Twee onderdelen hebben dezelfde code of naam.",
        "Geef elk onderdeel een eigen code of naam.",
    ),
    "onbekende-verwijzing": Kind(
        Severity.ERROR,
        "Er wordt verwezen naar iets dat niet bestaat.",
        "Kijk of de naam goed gespeld is, of voeg toe waar hij naar verwijst.",
    ),
    "woordenboek-onjuist": Kind(
        Severity.ERROR,
        "Een tabel, kolom of splitsing in het woordenboek klopt niet.",
        "Verbeter de tabel, kolom of splitsing in het woordenboek.",
    ),
    # meaning of an agreement
    "verkeerde-tabelsoort": Kind(
        Severity.ERROR,
        "De tabel heeft een andere soort dan de voorwaarde vraagt.",
        "Kies een tabel van de gevraagde soort, of een ander soort voorwaarde.",
    ),
    "verkeerde-eenheid": Kind(
        Severity.ERROR,
        "De eenheid past niet bij de tabellen die geteld worden.",
        "Gebruik tabellen over hetzelfde onderwerp, en de eenheid die daarbij hoort.",
    ),
    "sleuteldomein": Kind(
        Severity.ERROR,
        "Personen uit verschillende sleuteldomeinen kunnen niet samen geteld worden.",
        "Tel per domein, of laat de leverancier dezelfde sleutel gebruiken.",
    ),
    "vooruitkijken": Kind(
        Severity.ERROR,
        "Een voorwaarde van de populatie ligt na de ankerdag.",
        "Zet de voorwaarde onder 'die', of kies een latere ankerdag.",
    ),
    "venster-ontbreekt": Kind(
        Severity.ERROR,
        "Er staat niet binnen welke termijn of op welke dag het resultaat telt.",
        "Voeg toe: binnen, op of gedurende.",
    ),
    "venster-dubbel": Kind(
        Severity.ERROR,
        "Er staat meer dan een termijn in of boven dezelfde voorwaarde.",
        "Laat een van de termijnen weg.",
    ),
    "venster-onjuist": Kind(
        Severity.ERROR,
        "De termijn past niet bij de voorwaarde of loopt terug in de tijd.",
        "Geef een termijn die vooruitloopt, in een soort eenheid: maanden of dagen.",
    ),
    "onbekend-vleit": Kind(
        Severity.ERROR,
        "Onbekend als niet behaald tellen zou een hooguit-norm te gunstig maken.",
        "Schrijf 'onbekend: eruit'.",
    ),
    "kringverwijzing": Kind(
        Severity.ERROR,
        "Indicatoren verwijzen in een kring naar elkaar.",
        "Laat een van de indicatoren naar de gegevens zelf verwijzen.",
    ),
    "norm-onjuist": Kind(
        Severity.ERROR,
        "De norm past niet bij de indicator, de looptijd of een andere norm.",
        "Pas de norm aan bij het cijfer, de periode en de looptijd.",
    ),
    "splitsing-onjuist": Kind(
        Severity.ERROR,
        "De splitsing past niet bij wat geteld wordt.",
        "Kies een splitsing die bij de getelde tabel hoort, of laat haar weg.",
    ),
    "bewijs-ontbreekt": Kind(
        Severity.ERROR,
        "Bij een steekproef of enquête moet staan of de norm aangetoond moet worden.",
        "Spreek af of de norm aangetoond moet zijn of dat de puntwaarde telt, en schrijf 'bewijs'.",
    ),
    "voorbeeld-onjuist": Kind(
        Severity.ERROR,
        "Een rij van een voorbeeld past niet bij het woordenboek.",
        "Verbeter de rij of de uitkomst van het voorbeeld.",
    ),
    "voorbeeld-wijkt-af": Kind(
        Severity.ERROR,
        "Een voorbeeld krijgt bij het tellen een andere uitkomst dan er staat.",
        (
            "Kijk met 'koers verklaar' welke stap anders loopt; verbeter de indicator of het "
            "voorbeeld."
        ),
    ),
}
