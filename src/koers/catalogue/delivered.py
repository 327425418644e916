"""What can be wrong with data, deliveries and the store.

The idea that makes it simple: one entry per code; the catalogue puts the parts together.
"""

from __future__ import annotations

from koers.catalogue.kinds import Kind, Severity

KINDS: dict[str, Kind] = {
    # data
    "tabel-onbekend": Kind(
        Severity.ERROR,
        "Het bestand hoort bij geen tabel van het woordenboek.",
        "Geef het bestand de naam van een tabel, met .csv erachter.",
    ),
    "te-laat-bekend": Kind(
        Severity.WARNING,
        "Van een tabel kwam meer dan 1% van de rijen, of van hun einddagen, na een levering die "
        "zei dat alles tot en met die dag bekend was.",
        "Spreek een wachttijd af die lang genoeg is, of noem een dag pas later bekend.",
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
