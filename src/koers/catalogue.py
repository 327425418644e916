"""The catalogue of findings: every code, how much it matters, what it means and what to do.

The idea that makes it simple: a finding is one of a fixed list. A test provokes every code with a
drawn example, so nothing stands here that cannot happen, and nothing happens that is not here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters: an error keeps the content out, the other two do not."""

    ERROR = "fout"
    WARNING = "let op"
    REMARK = "opmerking"


@dataclass(frozen=True)
class Kind:
    """An entry of the catalogue: what a code means and what whoever gets it can do."""

    severity: Severity
    meaning: str
    remedy: str


CATALOGUE: dict[str, Kind] = {
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
    # data
    "tabel-onbekend": Kind(
        Severity.ERROR,
        "Het bestand hoort bij geen tabel van het woordenboek.",
        "Geef het bestand de naam van een tabel, met .csv erachter.",
    ),
    "register-onvolledig": Kind(
        Severity.ERROR,
        "Een register in delen is niet af, of de delen horen niet bij elkaar.",
        "Schrijf het register opnieuw, of haal terug wat ontbreekt.",
    ),
    "kolom-ontbreekt": Kind(
        Severity.ERROR,
        "Een kolom van het woordenboek ontbreekt in het bestand.",
        "Voeg de kolom toe aan het bestand.",
    ),
    "kolom-niet-geleverd": Kind(
        Severity.WARNING,
        "Een kolom die leeg mag zijn is niet geleverd en telt als onbekend.",
        "Lever de kolom, of laat het zo als de gegevens er niet zijn.",
    ),
    "kolom-onbekend": Kind(
        Severity.WARNING,
        "Een kolom staat niet in het woordenboek en wordt niet gelezen.",
        "Kijk of de naam goed gespeld is, of laat de kolom weg.",
    ),
    "kop-onjuist": Kind(
        Severity.ERROR,
        "De kopregel ontbreekt of heeft een dubbele kolom.",
        "Zet op de eerste regel de namen van de kolommen, elk een keer.",
    ),
    "rij-onjuist": Kind(
        Severity.ERROR,
        "Een rij heeft meer of minder cellen dan de kopregel.",
        "Kijk op die regel naar komma's en aanhalingstekens.",
    ),
    "cel-leeg": Kind(
        Severity.ERROR,
        "Een verplichte cel is leeg.",
        "Vul de cel in de bron en lever opnieuw.",
    ),
    "cel-ongeldig": Kind(
        Severity.ERROR,
        "Een cel past niet bij het type van de kolom.",
        "Schrijf de waarde zoals de melding verwacht.",
    ),
    "code-onbekend": Kind(
        Severity.ERROR,
        "Een code staat niet in de codelijst.",
        "Gebruik een code van de codelijst, of vul de codelijst aan.",
    ),
    "einde-voor-begin": Kind(
        Severity.ERROR,
        "Een tijdvak eindigt voor het begint.",
        "Verbeter de dagen in de bron en lever opnieuw.",
    ),
    "sleutel-dubbel": Kind(
        Severity.ERROR,
        "Dezelfde sleutel komt vaker voor met verschillende inhoud.",
        "Laat van elke sleutel een rij staan, of neem de kolom erbij die de rijen onderscheidt.",
    ),
    "rij-dubbel": Kind(
        Severity.REMARK,
        "Dezelfde rij komt vaker voor en telt een keer.",
        "Niets: de rij telt een keer. Kijk of de bron haar twee keer bewaart.",
    ),
    "bekend-onjuist": Kind(
        Severity.ERROR,
        "De regels over 'bekend tot en met' kloppen niet.",
        "Zeg voor elke geleverde tabel tot en met welke dag zij bekend is.",
    ),
    "splitswaarde-dubbel": Kind(
        Severity.REMARK,
        "Iemand heeft op een dag meer waarden; de laatst begonnen waarde telt.",
        "Kijk of twee tijdvakken per ongeluk over elkaar heen lopen.",
    ),
    "score-dubbel": Kind(
        Severity.REMARK,
        "Iemand heeft op een dag meer scores; de laagste geldt daarna.",
        "Kijk of er echt twee keer gemeten is; verbeter anders de bron.",
    ),
    # deliveries
    "bestand-ontbreekt": Kind(
        Severity.ERROR,
        "Een bestand of blad dat de aanlevering noemt is er niet.",
        "Voeg het bestand toe, of verbeter de naam in aanlevering.yaml.",
    ),
    "bestand-niet-gelezen": Kind(
        Severity.WARNING,
        "Een bestand of blad ligt erbij, maar hoort bij geen tabel van de aanlevering.",
        "Noem het in aanlevering.yaml, of laat het weg.",
    ),
    "bestand-gevaarlijk": Kind(
        Severity.ERROR,
        "Het bestand is zo gemaakt dat het niet veilig te lezen is.",
        "Maak het bestand opnieuw, zonder wachtwoord, mappen boven het zip-bestand of zip in zip.",
    ),
    "lezen-afgebroken": Kind(
        Severity.ERROR,
        "Het lezen kostte te veel tijd of geheugen en is afgebroken.",
        "Splits het bestand, of bewaar het als CSV.",
    ),
    "regel-onleesbaar": Kind(
        Severity.ERROR,
        "Een regel kan niet in cellen worden verdeeld.",
        "Kijk op die regel naar aanhalingstekens en scheidingstekens.",
    ),
    "formule-gelezen": Kind(
        Severity.WARNING,
        "Een cel is een formule; gelezen is wat er het laatst uitkwam.",
        "Plak in het werkblad waarden in plaats van formules.",
    ),
    "getal-onnauwkeurig": Kind(
        Severity.ERROR,
        "Een werkblad bewaart dit als getal en kan de laatste cijfers kwijt zijn.",
        "Bewaar de kolom als tekst, of lever een CSV-bestand uit de bron zelf.",
    ),
    "burgerservicenummer": Kind(
        Severity.ERROR,
        "Een kolom bevat nummers die op burgerservicenummers lijken.",
        "Lever een versleuteld klantnummer in plaats van het burgerservicenummer.",
    ),
    "controletotaal": Kind(
        Severity.ERROR,
        "Een opgegeven controletotaal klopt niet met wat er gelezen is.",
        "Kijk of het bestand compleet is, of verbeter het totaal.",
    ),
    "buiten-bereik": Kind(
        Severity.ERROR,
        "Een rij hoort niet bij de gemeente waarover de aanlevering gaat.",
        "Laat de rij weg, of lever voor alle gemeenten tegelijk.",
    ),
    "dag-na-bekend": Kind(
        Severity.REMARK,
        "Een rij gaat over een dag na 'bekend tot en met' en telt pas als die dag bekend is.",
        "Niets, als het gepland is; kijk anders naar de dag.",
    ),
    "soort-past-niet": Kind(
        Severity.ERROR,
        "Een stand kan alleen van een tabel met tijdvakken.",
        "Lever de tabel als wijzigingen of als volledige historie.",
    ),
    # the store
    "object-beschadigd": Kind(
        Severity.ERROR,
        "De inhoud van een object past niet bij zijn naam.",
        "Haal het object terug uit een kopie van de opslag.",
    ),
    "object-ontbreekt": Kind(
        Severity.ERROR,
        "Een levering noemt een object dat er niet is.",
        "Haal het object terug uit een kopie van de opslag.",
    ),
    "object-onbekend": Kind(
        Severity.ERROR,
        "In de opslag ligt iets dat bij geen levering hoort.",
        "Zoek uit waar het vandaan komt; verwijder het pas daarna.",
    ),
    "keten-gebroken": Kind(
        Severity.ERROR,
        "De leveringen volgen niet op elkaar zoals ze zeggen.",
        "Haal de opslag terug uit een kopie; er is iets gewijzigd of verdwenen.",
    ),
    "afgeleide-onjuist": Kind(
        Severity.ERROR,
        "Een afgeleid bestand is niet wat uit de leveringen volgt.",
        "Bouw het opnieuw op uit de leveringen.",
    ),
}
