"""An indicator in plain Dutch: the exact sentence, the remarks, and the story of one unit.

Each sentence was judged by the question whether a policy officer would sign it. Two definitions
that count differently must never be told alike, so every case is also changed in one place.
"""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from textwrap import dedent, indent

import pytest

from koers.agreement import Agreement
from koers.algebra import OutcomeClass, Test
from koers.counts import Question
from koers.delivery import drawn_rows
from koers.dictionary_format import shipped
from koers.engines import reference
from koers.engines.reference.units import Unit
from koers.format import read_agreement
from koers.periods import Period
from koers.plain import explanation, remarks, sentence
from koers.plain.words import Words, capital, listed, lowered, negated, number
from koers.register import Register

TERMS = {
    "participatiewet": "{van: 2016-07-01, tot en met: 2017-12-31}",
    "sociaal-domein": "{van: 2017-01-01, tot en met: 2018-12-31}",
}


@dataclass(frozen=True)
class Case:
    """An indicator on a shipped dictionary, and the sentence it must give."""

    dictionary: str
    definition: str
    sentence: str


CASES = {
    # K-01
    "K-01": Case(
        "participatiewet",
        """
        eenheid: persoon
        aandeel:
          van: {score: inschatting, waarde: binnen twee jaar, op peildag: laatste dag,
              per: halfjaar}
          uitgesloten: {zonder: {score: inschatting, waarde: binnen twee jaar,
              minstens oud: 56 dagen}}
          die: {tijdvak: dienst, vorm: intensief, op: zelfde dag}
          onbekend: niet behaald
        splits: [gemeente, kenmerk]
        """,
        "Van alle personen die op de laatste dag van elk halfjaar (de ankerdag) een "
        "inschatting van de tijd tot werk hebben (kan binnen twee jaar aan het werk), het "
        "deel dat op de ankerdag dienstverlening heeft (vorm: intensieve dienstverlening).",
    ),
    # K-02
    "K-02": Case(
        "participatiewet",
        """
        eenheid: persoon
        aandeel:
          van: {moment: inschatting, waarbij: {uitkomst: binnen twee jaar}}
          die: {een van: [{begin: werk, binnen: 2 jaar}, {moment: uitstroom,
              bestemming: werk, binnen: 2 jaar}]}
          onbekend: niet behaald
        """,
        "Van alle personen die een inschatting van de tijd tot werk krijgen (inschatting: kan "
        "binnen twee jaar aan het werk), gerekend vanaf de eerste keer in de looptijd (de "
        "ankerdag), het deel dat binnen 2 jaar na de ankerdag met betaald werk begint of een "
        "geregistreerde uitstroom heeft (waarheen: werk).",
    ),
    # K-02b
    "K-02b": Case(
        "participatiewet",
        """
        eenheid: persoon
        aandeel:
          van: {indicator: K-01, klasse: behaald, telkens: eerste in looptijd}
          die: {begin: werk, binnen: 2 jaar}
          onbekend: niet behaald
        """,
        "Van alle personen die bij K-01 het resultaat hebben behaald, gerekend vanaf de "
        "eerste ankerdag van K-01 in de looptijd (de ankerdag), het deel dat binnen 2 jaar na "
        "de ankerdag met betaald werk begint.",
    ),
    # K-03
    "K-03": Case(
        "participatiewet",
        """
        eenheid: persoon
        aandeel:
          van: {alle van: [{moment: melding, startkwalificatie: nee}, {leeftijd: {van: 18,
              tot en met: 26}}]}
          die: {begin: onderwijs, startkwalificerend: ja, binnen: 1 jaar}
          onbekend: niet behaald
        """,
        "Van alle personen met een melding (startkwalificatie op die dag: nee) en van 18 tot "
        "en met 26 jaar, gerekend vanaf de eerste dag in de looptijd waarop dat allemaal zo "
        "is (de ankerdag), het deel dat binnen 1 jaar na de ankerdag met een inschrijving in "
        "het onderwijs begint (opleiding leidt naar een startkwalificatie: ja).",
    ),
    # K-04
    "K-04": Case(
        "participatiewet",
        """
        eenheid: persoon
        aandeel:
          van: {begin: starterstraject}
          die: {zonder: {tijdvak: uitkering, doel: levensonderhoud,
              onderbreking: hooguit 31 dagen}, gedurende: {van: 21 maanden,
              tot en met: 24 maanden}}
          onbekend: eruit
        """,
        "Van alle personen die met een starterstraject beginnen, gerekend vanaf de eerste "
        "keer in de looptijd (de ankerdag), het deel dat op elke dag van 21 tot en met 24 "
        "maanden na de ankerdag geen uitkering heeft (waarvoor: kosten van levensonderhoud; "
        "hooguit 31 dagen onderbreking telt als doorlopend).",
    ),
    # K-05
    "K-05": Case(
        "participatiewet",
        """
        eenheid: persoon
        aandeel:
          van: {moment: ondernemersmelding}
          die: {alle van: [{tijdvak: onderneming}, {zonder: {tijdvak: uitkering,
              doel: levensonderhoud}}], op: 12 maanden}
          onbekend: eruit
        """,
        "Van alle personen met een melding als ondernemer, gerekend vanaf de eerste keer in "
        "de looptijd (de ankerdag), het deel dat op de dag precies 1 jaar na de ankerdag een "
        "onderneming heeft en geen uitkering heeft (waarvoor: kosten van levensonderhoud).",
    ),
    # K-06
    "K-06": Case(
        "participatiewet",
        """
        eenheid: persoon
        aantal:
          eenheid: persoon
          alle van: [{tijdvak: onderneming, omvang: deeltijd}, {som: winst, minstens: 30%,
              van: {som: bijstandsnorm}, over: maanden met uitkering, per: jaar}]
        """,
        "Het aantal verschillende personen dat in de periode op minstens een dag een "
        "onderneming heeft (omvang: deeltijd) en over het jaar dat op die dag eindigt aan "
        "winst in totaal minstens 30% heeft van het totaal aan bijstandsnorm voor aftrek "
        "(over de maanden met een uitkering waarin beide bedragen er zijn).",
    ),
    # K-07a
    "K-07a": Case(
        "participatiewet",
        """
        eenheid: persoon
        aandeel:
          van: {score: trede, hooguit: 2}
          die: {begin: begeleiding, soort: zorg en welzijn, gezamenlijk: ja,
              binnen: 3 maanden}
          onbekend: niet behaald
        """,
        "Van alle personen met trede 1 of 2 op de participatieladder, gerekend vanaf de "
        "eerste dag in de looptijd waarop dat zo is (de ankerdag), het deel dat binnen 3 "
        "maanden na de ankerdag met begeleiding met een partner begint (soort partner: 'zorg "
        "en welzijn'; uitvoerder en partner begeleiden samen: ja).",
    ),
    # K-07b
    "K-07b": Case(
        "participatiewet",
        """
        eenheid: persoon
        aandeel:
          van: {score: trede, waarde: [1, 2], telkens: elke}
          die: {score: trede, minstens: 3, binnen: 1 jaar}
          uitgezonderd: {moment: vertrek, reden: uitzondering}
          onbekend: niet behaald
        norm: [{van: 2016-07-01, per: halfjaar, voor: geheel, minstens: 60%}]
        """,
        "Van alle personen met trede 1 of 2 op de participatieladder, gerekend vanaf elke dag "
        "in de looptijd waarop dat begint te gelden (steeds de ankerdag), het deel dat binnen "
        "1 jaar na de ankerdag een meting krijgt met trede 3 of hoger op de "
        "participatieladder.",
    ),
    # K-08
    "K-08": Case(
        "participatiewet",
        """
        eenheid: persoon
        aandeel:
          van: {score: trede, waarde: [3, 4], op peildag: eerste dag, per: jaar}
          die: {een van: [{score: trede, laatste: ja, niet lager dan: begin,
              binnen: 1 jaar}, {moment: uitstroom, bestemming: werk, binnen: 1 jaar}]}
          onbekend: eruit
        """,
        "Van alle personen die op de eerste dag van elk jaar (de ankerdag) trede 3 of 4 op de "
        "participatieladder hebben, het deel dat bij de laatste meting binnen 1 jaar na de "
        "ankerdag een trede op de participatieladder heeft (niet lager dan op de ankerdag) of "
        "binnen 1 jaar na de ankerdag een geregistreerde uitstroom heeft (waarheen: werk).",
    ),
    # K-09s
    "K-09s": Case(
        "participatiewet",
        """
        eenheid: persoon
        stand:
          alle van: [{tijdvak: werk, vorm: reguliere werkgever},
              {tijdvak: verdiencapaciteit, percentage: {minder dan: 100}}]
        """,
        "Het aantal personen dat op de laatste dag van de periode betaald werk heeft (vorm "
        "van het werk: reguliere werkgever) en een vastgestelde verdiencapaciteit heeft "
        "(verdiencapaciteit in procenten van het minimumloon: minder dan 100%).",
    ),
    # K-09
    "K-09": Case(
        "participatiewet",
        """
        eenheid: persoon
        formule:
          teller: [{indicator: K-09s}]
          noemer: [{indicator: K-09s, eerder: 1 jaar}]
          min een: ja
        """,
        "Het verschil tussen (a) het aantal personen dat op de laatste dag van de periode "
        "betaald werk heeft (vorm van het werk: reguliere werkgever) en een vastgestelde "
        "verdiencapaciteit heeft (verdiencapaciteit in procenten van het minimumloon: minder "
        "dan 100%) en (b) hetzelfde in dezelfde periode 1 jaar eerder: a min b, gedeeld door "
        "b.",
    ),
    # K-10
    "K-10": Case(
        "participatiewet",
        """
        eenheid: baan
        formule:
          teller: [{som: verloond}]
          noemer: [{keer: [baan, deel], opgave: {kolom: waarde,
              naam: landelijke doelstelling, laatste: ja}}]
        """,
        "De verhouding tussen (a) verloonde uren, opgeteld over elke keer dat er in de "
        "periode een maand met verloonde uren is en (b) 'baan' keer 'deel' keer opgegeven "
        "cijfer, opgeteld over elke keer dat er in de periode een opgave is (wat het cijfer "
        "is: landelijke doelstelling), per reeks alleen van de laatste dag waarop dat zo is: "
        "a gedeeld door b.",
    ),
    # K-11
    "K-11": Case(
        "participatiewet",
        """
        eenheid: besluit
        waarneming: steekproef
        bewijs: puntwaarde
        aandeel:
          van: {moment: toetsing, soort: [toekenning, afwijzing], telkens: elke}
          die: {moment: toetsing, uitkomst: fout, op: zelfde dag}
          onbekend: eruit
        """,
        "Van alle besluiten met een dossiertoets (soort besluit: toekenning of afwijzing), "
        "gerekend vanaf elke keer in de looptijd (steeds de ankerdag), het deel dat op de "
        "ankerdag een dossiertoets heeft (uitkomst van de toets: fout).",
    ),
    # K-11p
    "K-11p": Case(
        "participatiewet",
        """
        eenheid: besluit
        aantal:
          moment: besluit
          soort: [toekenning, afwijzing]
          eerste: ja
          regeling: zonder bbz
        """,
        "Het aantal verschillende besluiten met in de periode minstens een besluitdatum "
        "(soort besluit: toekenning of afwijzing; eerste besluit op de aanvraag: ja; "
        "regeling: zonder bbz).",
    ),
    # K-12
    "K-12": Case(
        "participatiewet",
        """
        eenheid: organisatie
        aandeel:
          van: {moment: partnertevredenheid, contact: ja, respons: ja,
              telkens: eerste per jaar}
          uitgesloten: {moment: partnertevredenheid, tevreden: geen mening}
          die: {moment: partnertevredenheid, tevreden: positief, op: zelfde dag}
          onbekend: eruit
        """,
        "Van alle organisaties met een uitnodiging voor het partneronderzoek (contact in de "
        "twaalf maanden ervoor: ja; antwoord gegeven: ja), gerekend vanaf de eerste keer in "
        "elk kalenderjaar (de ankerdag), het deel dat op de ankerdag een uitnodiging voor het "
        "partneronderzoek heeft (algemeen oordeel: positief).",
    ),
    # K-13
    "K-13": Case(
        "participatiewet",
        """
        eenheid: antwoord
        aandeel:
          van: {moment: klanttevredenheid, respons: ja, telkens: elke}
          die: {moment: klanttevredenheid, tevreden: positief, op: zelfde dag}
          onbekend: eruit
        """,
        "Van alle antwoorden met een uitnodiging voor het klantonderzoek (antwoord gegeven: "
        "ja), gerekend vanaf elke keer in de looptijd (steeds de ankerdag), het deel dat op "
        "de ankerdag een uitnodiging voor het klantonderzoek heeft (algemeen oordeel: "
        "positief).",
    ),
    # K-14
    "K-14": Case(
        "participatiewet",
        """
        eenheid: euro
        formule:
          teller: [{som: kosten}]
          noemer: [{opgave: {kolom: begroot, laatste: ja}}]
        """,
        "De verhouding tussen (a) gemaakte kosten (in euro), opgeteld over elke keer dat er "
        "in de periode een boeking is en (b) opgegeven begroot bedrag voor het jaar (in "
        "euro), opgeteld over elke keer dat er in de periode een begrotingspost is, per "
        "kostenpost alleen van de laatste dag waarop dat zo is: a gedeeld door b.",
    ),
    # K-15
    "K-15": Case(
        "participatiewet",
        """
        eenheid: euro
        formule:
          teller: [{som: {kolom: kosten, kostensoort: uitvoeringskosten}}]
          noemer: [{keer: [index, tarief], stand: doelgroep, gemiddeld per: maand},
              {keer: [index, tarief2], aantal: {moment: aanvraag,
              soort: participatiewet}}]
          min een: ja
        norm: {per: jaar, binnen: 5%}
        """,
        "Het verschil tussen (a) gemaakte kosten (in euro), opgeteld over elke keer dat er in "
        "de periode een boeking is (soort kosten: kosten van de uitvoering) en (b) 'index' "
        "keer 'tarief' keer het gemiddelde over de maanden van het aantal personen dat op de "
        "laatste dag van elke maand van de periode een hoofddoelgroep heeft, plus 'index' "
        "keer 'tarief2' keer het aantal keren dat er in de periode een aanvraag is (waarvoor: "
        "participatiewet): a min b, gedeeld door b.",
    ),
    # I-02
    "I-02": Case(
        "participatiewet",
        """
        eenheid: uitstroom
        aantal:
          alle van: [{moment: uitstroom, omvang: geheel}, {leeftijd: {tot en met: 26}}]
        """,
        "Het aantal keren dat er in de periode een geregistreerde uitstroom is (geheel of "
        "gedeeltelijk: de uitkering stopt) van iemand die op die dag 26 jaar of jonger is.",
    ),
    # I-04
    "I-04": Case(
        "participatiewet",
        """
        eenheid: arbeidsjaar
        som:
          kolom: arbeidsjaren
          tijdvak: werk
          vorm: wsw gedetacheerd
          op peildag: laatste dag
        """,
        "Omvang in volle arbeidsjaren (Wsw), opgeteld over elke keer dat op de laatste dag "
        "van de periode betaald werk loopt (vorm van het werk: wsw gedetacheerd).",
    ),
    # I-06
    "I-06": Case(
        "participatiewet",
        """
        eenheid: aanvraag
        aantal: {moment: aanvraag, soort: participatiewet}
        """,
        "Het aantal keren dat er in de periode een aanvraag is (waarvoor: participatiewet).",
    ),
    # I-08u
    "I-08u": Case(
        "participatiewet",
        """
        eenheid: uitkering
        stand: {tijdvak: uitkering, rol: aanvrager}
        """,
        "Het aantal keren dat op de laatste dag van de periode een uitkering loopt (rol: "
        "'aanvrager, een per uitkering').",
    ),
    # I-09
    "I-09": Case(
        "participatiewet",
        """
        eenheid: uitkering
        aantal: {begin: uitkering, rol: aanvrager, onderbreking: hooguit 31 dagen}
        """,
        "Het aantal keren dat iemand in de periode met een uitkering begint (rol: 'aanvrager, "
        "een per uitkering'; hooguit 31 dagen onderbreking telt als doorlopend).",
    ),
    # I-11p
    "I-11p": Case(
        "participatiewet",
        """
        eenheid: persoon
        aantal: {moment: meedoen}
        """,
        "Het aantal verschillende personen met in de periode minstens een toekenning van de "
        "Meedoenregeling.",
    ),
    # I-14
    "I-14": Case(
        "participatiewet",
        """
        eenheid: euro
        som: {kolom: toegekend, regeling: bijzondere bijstand}
        """,
        "Toegekend bedrag (in euro), opgeteld over elke keer dat er in de periode een "
        "toekenning van bijzondere bijstand is (regeling: bijzondere bijstand).",
    ),
    # I-16
    "I-16": Case(
        "participatiewet",
        """
        eenheid: persoon
        aantal:
          een van: [{overgang: {score: trede, van: [1, 2, 3], naar: 4}},
              {begin: vrijwilligerswerk}]
        """,
        "Het aantal verschillende personen dat in de periode op minstens een dag van trede 3 "
        "of lager naar trede 4 gaat op de participatieladder of met geregistreerd "
        "vrijwilligerswerk begint.",
    ),
    # I-21
    "I-21": Case(
        "participatiewet",
        """
        eenheid: persoon
        stand:
          alle van: [{tijdvak: doelgroep}, {score: startkwalificatie, waarde: ja,
              bewijs: ja}]
        """,
        "Het aantal personen dat op de laatste dag van de periode een hoofddoelgroep heeft en "
        "een vaststelling van de startkwalificatie heeft (heeft een startkwalificatie; bewijs "
        "gezien: ja).",
    ),
    # I-21n
    "I-21n": Case(
        "participatiewet",
        """
        eenheid: persoon
        aantal: {overgang: {score: startkwalificatie, van: nee, naar: ja}}
        """,
        "Het aantal verschillende personen dat in de periode minstens een keer bij een "
        "vaststelling van de startkwalificatie van 'heeft geen startkwalificatie' naar 'heeft "
        "een startkwalificatie' gaat.",
    ),
    #
    "A-15": Case(
        "participatiewet",
        """
        eenheid: dag
        formule: {teller: [{som: wachtdagen}], noemer: [{aantal: route}]}
        """,
        "De verhouding tussen (a) dagen van de aanvraag tot de start, opgeteld over elke keer "
        "dat er in de periode een gestarte route is en (b) het aantal keren dat er in de "
        "periode een gestarte route is: a gedeeld door b.",
    ),
    # O-1
    "O-1": Case(
        "participatiewet",
        """
        eenheid: persoon
        opgave:
          teller: {kolom: teller, naam: K-07b}
          noemer: {kolom: noemer, naam: K-07b}
        """,
        "De verhouding tussen (a) opgegeven teller van een verhouding, opgeteld over elke "
        "keer dat er in de periode een opgave is (wat het cijfer is: K-07b) en (b) opgegeven "
        "noemer van een verhouding, opgeteld over elke keer dat er in de periode een opgave "
        "is (wat het cijfer is: K-07b): a gedeeld door b.",
    ),
    # D-1
    "D-1": Case(
        "participatiewet",
        """
        eenheid: dag
        dagen: {tijdvak: dienst, vorm: intensief}
        """,
        "Het aantal dagen in de periode waarop iemand dienstverlening heeft (vorm: intensieve "
        "dienstverlening), opgeteld over alle personen.",
    ),
    # D-2
    "D-2": Case(
        "participatiewet",
        """
        eenheid: persoon
        aandeel:
          van: {einde: uitkering, onderbreking: hooguit 31 dagen, telkens: elke}
          die: {zonder: {begin: uitkering, binnen: 6 maanden}}
          onbekend: eruit
          wachttijd: 2 maanden
          telt in: rijping
        """,
        "Van alle personen die met een uitkering stoppen (hooguit 31 dagen onderbreking telt "
        "als doorlopend), gerekend vanaf elke keer in de looptijd (steeds de ankerdag), het "
        "deel dat niet binnen 6 maanden na de ankerdag met een uitkering begint.",
    ),
    # D-3
    "D-3": Case(
        "participatiewet",
        """
        eenheid: persoon
        aandeel:
          van: {alle van: [{tijdvak: uitkering, minstens oud: 6 maanden},
              {een van: [{onderwerp: klant, geslacht: 2}, {leeftijd: {van: 50}}]}]}
          die: {zonder: {tijdvak: uitkering}, binnen: 1 jaar}
          onbekend: niet behaald
        """,
        "Van alle personen met een uitkering (minstens 6 maanden oud) en (met als vast "
        "gegeven 'geslacht: vrouw' of van 50 jaar of ouder), gerekend vanaf de eerste dag in "
        "de looptijd waarop dat allemaal zo is (de ankerdag), het deel dat op minstens een "
        "dag binnen 1 jaar na de ankerdag geen uitkering heeft.",
    ),
    # D-4
    "D-4": Case(
        "participatiewet",
        """
        eenheid: persoon
        aandeel:
          van: {indicator: K-02, klasse: niet behaald, anker: venstereinde, telkens: elke}
          die: {tijdvak: werk, weekuren: {minstens: 12.5}, gedurende: 3 maanden}
          onbekend: eruit
        """,
        "Van alle personen die bij K-02 het resultaat niet hebben behaald, gerekend vanaf "
        "elke laatste dag van een termijn van K-02 in de looptijd (steeds de ankerdag), het "
        "deel dat op elke dag van de ankerdag tot en met 3 maanden daarna betaald werk heeft "
        "(uren per week: minstens 12,5 uur).",
    ),
    # D-5
    "D-5": Case(
        "participatiewet",
        """
        eenheid: dienstverband
        aantal:
          alle van: [{tijdvak: werk, weekuren: {minstens: 12, hooguit: 24}},
              {zonder: {tijdvak: uitkering}}]
        """,
        "Het aantal keren dat op minstens een dag in de periode betaald werk loopt (uren per "
        "week: minstens 12 uur; uren per week: hooguit 24 uur) van iemand die op die dag geen "
        "uitkering heeft.",
    ),
    # E1-zrm
    "E1-zrm": Case(
        "sociaal-domein",
        """
        eenheid: persoon
        aandeel:
          van: {alle van: [{score: zrm-2017, domein: Sociaal netwerk, hooguit: 4,
              meting: ja}, {leeftijd: {van: 18}}]}
          die: {score: zrm-2017, domein: sociaal netwerk, laatste: ja, hoger dan: begin,
              binnen: 1 jaar}
          onbekend: eruit
        """,
        "Van alle inwoners die een meting krijgen met niveau 4 of lager op de "
        "zelfredzaamheidsmatrix van 2017 (domein: sociaal netwerk) en 18 jaar of ouder zijn, "
        "gerekend vanaf de eerste dag in de looptijd waarop dat allemaal zo is (de ankerdag), "
        "het deel dat bij de laatste meting binnen 1 jaar na de ankerdag een niveau op de "
        "zelfredzaamheidsmatrix van 2017 heeft (domein: sociaal netwerk; hoger dan op de "
        "ankerdag).",
    ),
    # E1-aanvraag
    "E1-aanvraag": Case(
        "sociaal-domein",
        """
        eenheid: aanvraag
        formule:
          teller: [{keer: 1000, aantal: {alle van: [{moment: aanvraag},
              {leeftijd: {van: 18}}]}}]
          noemer: [{opgave: {kolom: waarde, naam: inwoners van 18 jaar of ouder,
              laatste: ja}}]
        """,
        "De verhouding tussen (a) 1000 keer het aantal keren dat er in de periode een "
        "aanvraag van een voorziening is van iemand die op die dag 18 jaar of ouder is en (b) "
        "opgegeven cijfer, opgeteld over elke keer dat er in de periode een opgave is (wat "
        "het cijfer is: 'inwoners van 18 jaar of ouder'), per reeks alleen van de laatste dag "
        "waarop dat zo is: a gedeeld door b.",
    ),
    # E1-mz
    "E1-mz": Case(
        "sociaal-domein",
        """
        eenheid: deelnemer
        aandeel:
          van: {alle van: [{moment: mantelzorger}, {onderwerp: deelnemer,
              meerderjarig: ja}]}
          die: {begin: mantelzorg, binnen: 3 maanden}
          onbekend: niet behaald
        """,
        "Van alle deelnemers met een herkenning als mantelzorger en met als vast gegeven '18 "
        "jaar of ouder bij het begin: ja', gerekend vanaf de eerste dag in de looptijd waarop "
        "dat allemaal zo is (de ankerdag), het deel dat binnen 3 maanden na de ankerdag met "
        "ondersteuning als mantelzorger begint.",
    ),
    # E2-signaal
    "E2-signaal": Case(
        "sociaal-domein",
        """
        eenheid: signaal
        aandeel:
          van: {moment: vroegsignaal, meerderjarig: ja, telkens: elke}
          die: {moment: opvolging, contact: ja, binnen: 14 dagen}
          onbekend: niet behaald
        """,
        "Van alle signalen met een dag van ontvangst (over iemand van 18 jaar of ouder: ja), "
        "gerekend vanaf elke keer in de looptijd (steeds de ankerdag), het deel dat binnen 14 "
        "dagen na de ankerdag een opvolging heeft (contact gekregen: ja).",
    ),
    # E3-door
    "E3-door": Case(
        "sociaal-domein",
        """
        eenheid: deelnemer
        aandeel:
          van: {alle van: [{begin: deelname}, {leeftijd: {van: 18}}]}
          die: {moment: doorstroom, bestemming: verder, binnen: 1 jaar}
          onbekend: niet behaald
        """,
        "Van alle deelnemers die met deelname aan een activiteit beginnen en 18 jaar of ouder "
        "zijn, gerekend vanaf de eerste dag in de looptijd waarop dat allemaal zo is (de "
        "ankerdag), het deel dat binnen 1 jaar na de ankerdag een doorstroom heeft (waarheen: "
        "verder).",
    ),
    # E4-inzet
    "E4-inzet": Case(
        "sociaal-domein",
        """
        eenheid: deelnemer
        aantal: {tijdvak: inzet, rol: actief}
        """,
        "Het aantal verschillende deelnemers dat in de periode op minstens een dag inzet in "
        "een initiatief heeft (rol: actief).",
    ),
    # E4-init
    "E4-init": Case(
        "sociaal-domein",
        """
        eenheid: initiatief
        stand: initiatief
        """,
        "Het aantal initiatieven dat op de laatste dag van de periode een actieve periode heeft.",
    ),
    # E4-eenzaam
    "E4-eenzaam": Case(
        "sociaal-domein",
        """
        eenheid: antwoord
        aandeel:
          van: {moment: monitor, meerderjarig: ja, telkens: elke}
          die: {moment: monitor, eenzaamheid: eenzaam, op: zelfde dag}
          onbekend: eruit
        """,
        "Van alle antwoorden met een antwoord op de monitor (18 jaar of ouder: ja), gerekend "
        "vanaf elke keer in de looptijd (steeds de ankerdag), het deel dat op de ankerdag een "
        "antwoord op de monitor heeft (eenzaamheid: eenzaam).",
    ),
    # D-6
    "D-6": Case(
        "participatiewet",
        """
        eenheid: persoon
        aandeel:
          van: {begin: dienst, telkens: elke}
          die: {zonder: {tijdvak: uitkering, binnen: 6 maanden}}
          onbekend: eruit
        """,
        "Van alle personen die met dienstverlening beginnen, gerekend vanaf elke keer in de "
        "looptijd (steeds de ankerdag), het deel dat op geen enkele dag binnen 6 maanden na "
        "de ankerdag een uitkering heeft.",
    ),
    # D-7
    "D-7": Case(
        "participatiewet",
        """
        eenheid: persoon
        aandeel:
          van: {score: trede, hooguit: 2, telkens: eerste per halfjaar}
          die: {alle van: [{begin: werk, binnen: 1 jaar}, {een van: [{tijdvak: werk,
              op: 2 jaar}, {zonder: {tijdvak: uitkering, gedurende: 6 maanden}}]}]}
          onbekend: eruit
        """,
        "Van alle personen met trede 1 of 2 op de participatieladder, gerekend vanaf de "
        "eerste dag in elk halfjaar waarop dat zo is (de ankerdag), het deel dat binnen 1 "
        "jaar na de ankerdag met betaald werk begint en (op de dag precies 2 jaar na de "
        "ankerdag betaald werk heeft of niet op elke dag van de ankerdag tot en met 6 maanden "
        "daarna een uitkering heeft).",
    ),
}
CODES = pytest.mark.parametrize("code", CASES)


def agreement_of(definitions: dict[str, str], dictionary: str) -> Agreement:
    """An agreement with these indicators; any error fails."""
    blocks = "".join(
        f"  - code: {code}\n    naam: Proef\n{indent(dedent(text).strip(), '    ')}\n"
        for code, text in definitions.items()
    )
    values = "[{van: 2016-01-01, waarde: 1.5, bron: begroting}]"
    names = ("index", "tarief", "tarief2", "baan", "deel")
    parameters = "".join(f"  {name}: {values}\n" for name in names)
    read = read_agreement(
        "overeenkomst: proef\ntitel: Proef\nregime: wgr\npartijen:\n"
        "  assen: {naam: Assen, rol: opdrachtgever}\n"
        "  wpda: {naam: Werkplein, rol: opdrachtnemer}\n"
        f"looptijd: {TERMS[dictionary]}\nwoordenboek: {dictionary}\n"
        f"parameters:\n{parameters}indicatoren:\n{blocks}"
    )
    errors = [str(finding) for finding in read.findings if finding.is_error]
    assert read.agreement is not None, (errors, blocks)
    return read.agreement


@cache
def whole(dictionary: str) -> Agreement:
    """All cases on one dictionary, so that they can refer to each other."""
    found = {code: c.definition for code, c in CASES.items() if c.dictionary == dictionary}
    return agreement_of(found, dictionary)


def told(code: str) -> tuple[str, ...]:
    agreement = whole(CASES[code].dictionary)
    indicator = agreement.indicator(code)
    return (sentence(agreement, indicator), *remarks(agreement, indicator))


def told_with(code: str, *changes: tuple[str, str]) -> tuple[str, ...]:
    """A case told after changing its definition in these places."""
    case = CASES[code]
    text = re.sub(r",\n +", ", ", dedent(case.definition))
    for old, new in changes:
        assert old in text, f"{code} has no {old!r}"
        text = text.replace(old, new)
    found = {c: k.definition for c, k in CASES.items() if k.dictionary == case.dictionary}
    agreement = agreement_of({**found, code: text}, case.dictionary)
    indicator = agreement.indicator(code)
    return (sentence(agreement, indicator), *remarks(agreement, indicator))


def remark(code: str, start: str) -> str:
    found = [line for line in told(code)[1:] if line.startswith(start)]
    assert len(found) == 1, told(code)
    return found[0]


# --- the sentences -------------------------------------------------------------------------------


@CODES
def test_indicator_is_told_in_this_one_sentence(code: str) -> None:
    assert told(code)[0] == CASES[code].sentence


@CODES
def test_every_line_is_one_clean_dutch_sentence(code: str) -> None:
    for line in told(code):
        assert line[0].isupper() or line[0] in "'K", line
        assert line.endswith(".")
        assert "  " not in line
        assert line.count("(") == line.count(")")
        assert not re.search(r"None|Kleene|cohort|tabel|Duration|Fraction|\[|_", line), line


@CODES
def test_share_names_its_unit_and_its_anchor_day_once(code: str) -> None:
    said = told(code)[0]
    if said.startswith("Van alle"):
        assert said.count("(de ankerdag)") + said.count("(steeds de ankerdag)") == 1


# --- two definitions that count differently are never told alike ----------------------------------

CHANGES = (
    ("K-01", "laatste dag", "eerste dag"),
    ("K-01", "per: halfjaar", "per: kwartaal"),
    ("K-01", "56 dagen", "57 dagen"),
    ("K-01", "vorm: intensief", "vorm: basis"),
    ("K-05", "op: 12 maanden", "op: 11 maanden"),
    ("K-01", "onbekend: niet behaald", "onbekend: eruit"),
    ("K-01", "waarde: binnen twee jaar, op", "waarde: geen werk, op"),
    ("K-02", "bestemming: werk", "bestemming: loondienst"),
    ("K-02", "bestemming: werk, binnen: 2 jaar", "bestemming: werk, binnen: 1 jaar"),
    ("K-02", "een van", "alle van"),
    ("K-02", "begin: werk", "einde: werk"),
    ("K-02", "begin: werk", "tijdvak: werk"),
    ("K-02", "onbekend: niet behaald", "onbekend: niet behaald\n  wachttijd: 1 maand"),
    ("K-02", "moment: inschatting, waarbij: {uitkomst: binnen twee jaar}", "moment: inschatting"),
    ("K-02b", "klasse: behaald", "klasse: niet behaald"),
    ("K-02b", "klasse: behaald", "klasse: behaald, anker: succesdag"),
    ("K-02b", "klasse: behaald", "klasse: behaald, anker: venstereinde"),
    ("K-02b", "eerste in looptijd", "elke"),
    ("K-03", "van: 18", "van: 17"),
    ("K-03", "tot en met: 26", "tot en met: 27"),
    ("K-03", "startkwalificatie: nee", "startkwalificatie: ja"),
    ("K-03", "startkwalificatie: nee", "zoekperiode: nee"),
    ("K-04", "hooguit 31 dagen", "hooguit 30 dagen"),
    ("K-04", ", onderbreking: hooguit 31 dagen", ""),
    ("K-04", "van: 21 maanden", "van: 20 maanden"),
    ("K-04", "tot en met: 24 maanden", "tot en met: 25 maanden"),
    ("K-05", "op: 12 maanden", "binnen: 12 maanden"),
    ("K-05", "op: 12 maanden", "gedurende: 12 maanden"),
    ("K-05", "alle van", "een van"),
    ("K-06", "30%", "31%"),
    ("K-06", "minstens", "meer dan"),
    ("K-06", ", over: maanden met uitkering", ""),
    ("K-06", "per: jaar", "per: kwartaal"),
    ("K-06", "  eenheid: persoon", "  eenheid: onderneming"),
    ("K-07b", "telkens: elke", "telkens: eerste in looptijd"),
    ("K-07b", "telkens: elke", "telkens: eerste per jaar"),
    ("K-07b", "telkens: elke", "telkens: eerste per halfjaar"),
    ("K-07b", "telkens: elke", "meting: ja, telkens: elke"),
    ("K-07b", "waarde: [1, 2]", "waarde: 1"),
    ("K-07b", "minstens: 3", "minstens: 4"),
    ("K-07b", "binnen: 1 jaar", "laatste: ja, binnen: 1 jaar"),
    ("K-07b", "onbekend: niet behaald", "onbekend: niet behaald\n  telt in: rijping"),
    ("K-07b", "reden: uitzondering", "reden: [overleden, verhuisd]"),
    ("K-07b", "uitgezonderd", "uitgesloten"),
    ("K-07b", "minstens: 60%", "minstens: 61%"),
    ("K-15", "binnen: 5%", "hooguit: 5%"),
    ("K-07b", "per: halfjaar", "per: jaar"),
    ("K-07b", "voor: geheel", "voor: assen"),
    ("K-08", "niet lager dan", "hoger dan"),
    ("K-08", "laatste: ja, ", ""),
    ("K-09", "eerder: 1 jaar", "eerder: 6 maanden"),
    ("K-09", "min een: ja", "min een: nee"),
    ("K-09s", "minder dan: 100", "hooguit: 100"),
    ("K-10", ", laatste: ja", ""),
    ("K-10", "keer: [baan, deel]", "keer: [baan]"),
    ("K-11", "bewijs: puntwaarde", "bewijs: aangetoond"),
    ("K-11", "waarneming: steekproef", "waarneming: enquête"),
    ("K-15", ", gemiddeld per: maand", ""),
    ("K-15", "index, tarief2", "index, tarief"),
    ("I-02", "tot en met: 26", "tot en met: 25"),
    ("I-04", "laatste dag", "eerste dag"),
    ("I-09", "begin: uitkering", "einde: uitkering"),
    ("I-11p", "moment: meedoen", "eenheid: toekenning, moment: meedoen"),
    ("I-16", "van: [1, 2, 3]", "van: [2, 3]"),
    ("I-16", "naar: 4", "naar: 5"),
    ("O-1", "noemer, naam: K-07b", "noemer, naam: K-07a"),
    ("D-3", "minstens oud: 6 maanden", "minstens oud: 7 maanden"),
    ("D-3", "een van", "alle van"),
    ("D-4", "12.5", "12.4"),
    ("D-6", "zonder: {tijdvak: uitkering, binnen: 6 maanden}", "tijdvak: uitkering, op: 1 maand"),
    ("E1-zrm", "score: zrm-2017", "score: zrm-2013"),
    ("E1-zrm", "domein: sociaal netwerk, laatste", "domein: justitie, laatste"),
    ("E1-zrm", "hoger dan: begin", "lager dan: begin"),
    ("E1-zrm", "meting: ja", "minstens oud: 1 maand"),
)


@pytest.mark.parametrize(("code", "old", "new"), CHANGES)
def test_one_change_in_what_is_counted_changes_what_is_told(code: str, old: str, new: str) -> None:
    assert told_with(code, (old, new)) != told(code)


def test_no_two_of_all_cases_and_changes_are_told_alike() -> None:
    both = [told(code) for code in CASES]
    both += [told_with(code, (old, new)) for code, old, new in CHANGES]
    again = [lines[0] for lines, times in Counter(both).items() if times > 1]
    assert again == []


# --- the remarks ---------------------------------------------------------------------------------


#
def test_norm_is_told_with_first_day_grain_and_scope() -> None:
    wanted = "Norm vanaf 1 juli 2016: minstens 60% per halfjaar, voor het geheel."
    assert remark("K-07b", "Norm") == wanted


def test_norm_of_a_party_names_the_party_and_a_decimal_gets_a_comma() -> None:
    lines = told_with("K-07b", ("voor: geheel", "voor: assen"), ("60%", "62.5%"))
    assert "Norm vanaf 1 juli 2016: minstens 62,5% per halfjaar, voor Assen." in lines


# K-15
def test_norm_on_both_sides_is_told_as_a_range() -> None:
    assert remark("K-15", "Norm") == (
        "Norm vanaf 1 juli 2016: tussen -5% en 5%, de grenzen tellen mee, per jaar, "
        "voor het geheel."
    )


@pytest.mark.parametrize(
    ("norm", "wanted"),
    [
        (
            "norm: geen",
            "Norm vanaf 1 juli 2016: afgesproken is dat er geen norm is, voor het geheel.",
        ),
        ("norm: nog af te spreken", "Norm vanaf 1 juli 2016: nog af te spreken, voor het geheel."),
        ("nulmeting: nog te meten", "De nulmeting moet nog worden gedaan."),
        (
            "nulmeting: {waarde: 55%, dag: 2015-12-31, bron: jaarverslag}",
            "Nulmeting op 31 december 2015: 55% (bron: jaarverslag).",
        ),
        ("gemeten door: wpda", "Gemeten door Werkplein."),
        ("stadium: proefmeting", "Stadium: proefmeting."),
        ("twijfel: De termijn ontbreekt.", "Twijfel: De termijn ontbreekt."),
    ],
)
def test_what_was_agreed_about_the_figure_is_a_remark(norm: str, wanted: str) -> None:
    lines = told_with("K-04", ("eenheid: persoon", f"eenheid: persoon\n{norm}"))
    assert wanted in lines


def test_without_any_norm_the_remarks_say_so() -> None:
    assert "Er is geen norm vastgelegd." in told("K-04")


# K-01
def test_reference_days_are_listed_by_date() -> None:
    assert remark("K-01", "De ankerdagen") == (
        "De ankerdagen zijn 31 december 2016, 30 juni 2017 en 31 december 2017."
    )


# K-08
def test_first_reference_day_is_that_of_the_term() -> None:
    wanted = "De ankerdagen zijn 1 juli 2016 en 1 januari 2017."
    assert remark("K-08", "De ankerdagen") == wanted


def test_many_reference_days_are_told_from_first_through_last() -> None:
    lines = told_with("K-01", ("per: halfjaar", "per: maand"))
    assert "De ankerdagen lopen van 31 juli 2016 tot en met 31 december 2017." in lines


def test_excluded_is_judged_on_the_anchor_day() -> None:
    assert remark("K-01", "Wie op de ankerdag") == (
        "Wie op de ankerdag geen inschatting van de tijd tot werk heeft (kan binnen twee jaar aan "
        "het werk; minstens 56 dagen oud), telt niet mee (uitgesloten)."
    )


def test_success_on_or_before_the_day_of_an_exception_goes_first() -> None:
    assert remark("K-07b", "Wie op een dag") == (
        "Wie op een dag van de ankerdag tot en met het einde van de termijn een geregistreerd "
        "vertrek heeft (reden van vertrek: uitzondering), telt niet mee (uitgezonderd), behalve "
        "als het resultaat op of voor die dag is behaald."
    )


def test_name_of_a_group_of_codes_is_written_out_in_a_remark() -> None:
    assert remark("K-07b", "'Uitzondering'") == (
        "'Uitzondering' (reden van vertrek) betekent: overleden, verhuisd naar buiten het "
        "werkgebied of AOW-leeftijd bereikt."
    )


def test_window_says_through_which_day_it_runs_and_when_a_measurement_is_missing() -> None:
    wanted = "Een termijn van 1 jaar loopt van de ankerdag tot en met de dag 1 jaar later."
    assert wanted in told("K-07b")
    assert remark("K-07b", "Een meting op de ankerdag") == (
        "Een meting op de ankerdag zelf telt niet als resultaat; zonder nieuwe meting in de "
        "termijn is het resultaat onbekend."
    )


def test_score_is_told_with_how_long_it_holds() -> None:
    wanted = "Een trede op de participatieladder geldt tot de volgende meting, en hooguit 2 jaar."
    assert wanted in told("K-07b")


def test_waiting_that_follows_from_bridged_gaps_is_told_apart_from_what_was_agreed() -> None:
    agreed, needed = [line for line in told("D-2") if " gewacht " in line or "Pas" in line]
    assert agreed == "Na het einde van de termijn wordt 2 maanden gewacht op late gegevens."
    assert needed.startswith("Pas 32 dagen na het einde van de termijn staat het cijfer vast")


def test_reporting_by_maturity_takes_the_norm_of_the_anchor_day() -> None:
    assert remark("D-2", "Elk geval") == (
        "Elk geval telt in de periode waarin de laatste dag van de termijn valt, met de norm van "
        "de ankerdag."
    )


def test_split_whose_parts_do_not_add_up_says_so() -> None:
    wanted = "Te splitsen naar gemeente waar iemand woont en kenmerk."
    assert remark("K-01", "Te splitsen") == wanted
    assert "tellen niet op tot het totaal" in remark("K-01", "Bij de splitsing naar kenmerk")


def test_population_from_another_indicator_tells_that_indicator_too() -> None:
    assert remark("K-02b", "K-01 is").endswith(CASES["K-01"].sentence)
    assert remark("K-02b", "Bij K-01: Wie op de ankerdag").endswith("(uitgesloten).")


def test_parameters_of_a_formula_are_told_with_value_day_and_source() -> None:
    wanted = "'index' is 1,5 vanaf 1 januari 2016 (bron: begroting)."
    assert wanted in told("K-15")


def test_sample_and_proof_are_told() -> None:
    lines = told("K-11")
    assert "Het cijfer komt uit een steekproef." in lines
    assert "Voor het oordeel telt het gemeten cijfer zelf, zonder marge." in lines


# --- words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TERMS)
def test_no_two_tables_columns_or_labels_have_one_name(name: str) -> None:
    words, dictionary = Words(shipped(name)), shipped(name)
    nouns = [words.noun(table) for table in dictionary.tables]
    assert len(nouns) == len(set(nouns))
    for table in dictionary.tables.values():
        titles = [words.title(table.name, column) for column in table.columns]
        assert len(titles) == len(set(titles)), table.name
        for column in table.columns.values():
            codes = [code for code, _ in column.code_list.codes] if column.code_list else []
            labels = [words.label(column, code) for code in codes]
            assert len(labels) == len(set(labels)), column.name


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (negated("een uitkering"), "geen uitkering"),
        (negated("betaald werk"), "geen betaald werk"),
        (negated("met betaald werk"), "niet met betaald werk"),
        (lowered("AOW-leeftijd bereikt"), "AOW-leeftijd bereikt"),
        (lowered("Wsw-indicatie"), "Wsw-indicatie"),
        (lowered("Een andere reden"), "een andere reden"),
        (capital("het aantal"), "Het aantal"),
        (listed(["a", "b", "c"], "of"), "a, b of c"),
        (number(Fraction(5, 2)), "2,5"),
        (number(Fraction(-1, 200)), "-0,005"),
        (number(Fraction(1, 3)), "1/3"),
        (number(Fraction(1000)), "1000"),
    ],
)
def test_words_and_numbers_are_written_as_dutch(said: str, wanted: str) -> None:
    assert said == wanted


def test_numeric_scale_is_spoken_of_by_number_and_another_list_by_label() -> None:
    words = Words(shipped("participatiewet"))
    assert words.test("trede", Test("trede", ("1", "2"))) == "trede: 1 of 2"
    wanted = "soort zelfstandige (alleen bij BBZ): beginnend of overig"
    assert words.test("uitkering", Test("bbz", ("1", "5"))) == wanted


# --- the story of one unit -----------------------------------------------------------------------

LADDER = """
eenheid: persoon
aandeel:
  van: {score: trede, waarde: [1, 2]}
  uitgesloten: {tijdvak: uitkering, regeling: IOAW}
  die: {score: trede, minstens: 3, binnen: 1 jaar}
  uitgezonderd: {moment: vertrek, reden: [overleden, verhuisd]}
  onbekend: niet behaald
  wachttijd: 1 maand
"""
START = ("trede", {"meetdatum": "2016-08-01", "trede": "2"})
RISE = ("trede", {"meetdatum": "2017-02-01", "trede": "3"})
LEAVES = ("vertrek", {"vertrekdatum": "2017-02-01", "reden": "verhuisd"})
MAY_LEAVE = ("vertrek", {"vertrekdatum": "2017-01-15"})
BENEFIT = ("uitkering", {"uitkering": "u", "begindatum": "2016-07-15", "regeling": "02"})
MAYBE_BENEFIT = ("uitkering", {"uitkering": "u", "begindatum": "2016-07-15"})
SAME = ("trede", {"meetdatum": "2017-03-01", "trede": "2"})

Drawn = tuple[tuple[str, dict[str, str]], ...]
LATE, EARLY = date(2018, 1, 1), date(2017, 3, 10)


def unit_and_story(facts: Drawn, known: date) -> tuple[Unit, tuple[str, ...]]:
    agreement = agreement_of({"K-07b": LADDER}, "participatiewet")
    owned = [(table, {"klant": "A", **cells}) for table, cells in facts]
    rows, findings = drawn_rows(owned, agreement.dictionary, "getekend")
    assert not findings
    names = ("trede", "vertrek", "uitkering")
    register = Register({name: rows.get(name, ()) for name in names})
    always = Period(date(1900, 1, 1), date(2100, 1, 1))
    question = Question("K-07b", (always,), known)
    (unit,) = reference.explain(agreement, register, question, ["A"])["A"].units
    return unit, explanation(agreement, agreement.indicator("K-07b"), unit, known)


# V-01
def test_story_of_a_success_on_the_day_of_an_exception() -> None:
    _, story = unit_and_story((START, RISE, LEAVES), LATE)
    assert list(story) == [
        (
            "1. De ankerdag is 1 augustus 2016 (de eerste dag in de looptijd waarop dat zo "
            "is); op die dag geldt dat iemand trede 1 of 2 op de participatieladder heeft."
        ),
        (
            "2. Niet uitgesloten, want op de ankerdag geldt niet dat iemand een uitkering "
            "heeft (regeling: IOAW)."
        ),
        "3. De termijn loopt tot en met 1 augustus 2017.",
        (
            "4. Rijp op 1 september 2017 (31 dagen na de termijn, door de wachttijd); "
            "bekend is alles tot en met 1 januari 2018, dus het is rijp."
        ),
        (
            "5. Gevraagd is dat iemand binnen 1 jaar na de ankerdag een meting krijgt met "
            "trede 3 of hoger op de participatieladder; dat is behaald, op 1 februari 2017."
        ),
        (
            "6. Een uitzondering op 1 februari 2017 (een geregistreerd vertrek heeft (reden "
            "van vertrek: overleden of verhuisd naar buiten het werkgebied))."
        ),
        (
            "7. Dus: behaald. Het resultaat kwam op of voor de dag van de uitzondering en "
            "gaat dus voor. Dit telt mee, boven en onder de streep."
        ),
    ]


# V-02
def test_story_of_an_immature_unit_says_what_it_would_be_now() -> None:
    _, story = unit_and_story((START, SAME), EARLY)
    assert story[3].endswith("dus het is nog niet rijp.")
    assert story[4].endswith("dat is tot nu toe niet behaald.")
    assert story[6].startswith("7. Dus: onrijp.")
    assert story[7] == (
        "8. Als elke termijn nu zou sluiten, op 10 maart 2017: niet behaald. "
        "Er is geen resultaat en geen uitzondering."
    )


STORIES: dict[str, tuple[Drawn, date, OutcomeClass, str]] = {
    "excluded": (
        (START, BENEFIT, RISE),
        LATE,
        OutcomeClass.EXCLUDED,
        "Uitsluiten op de ankerdag gaat voor al het andere.",
    ),
    "excluded before it is mature": (
        (START, BENEFIT),
        EARLY,
        OutcomeClass.EXCLUDED,
        "Uitsluiten op de ankerdag gaat voor al het andere.",
    ),
    "perhaps excluded": (
        (START, MAYBE_BENEFIT, RISE),
        LATE,
        OutcomeClass.UNKNOWN,
        "Niet te zeggen is of de ankerdag is uitgesloten.",
    ),
    "met": ((START, RISE), LATE, OutcomeClass.MET, "Het resultaat is op tijd behaald."),
    "an exception first": (
        (START, LEAVES, ("trede", {"meetdatum": "2017-02-02", "trede": "3"})),
        LATE,
        OutcomeClass.EXCEPTED,
        "De uitzondering kwam voor het resultaat.",
    ),
    "an exception and nothing else": (
        (START, LEAVES),
        LATE,
        OutcomeClass.EXCEPTED,
        "Er was een uitzondering, en daarvoor geen zeker resultaat.",
    ),
    "no measurement": (
        (START,),
        LATE,
        OutcomeClass.UNKNOWN,
        "Niet te zeggen is of het resultaat is behaald.",
    ),
    "perhaps an exception first": (
        (START, MAY_LEAVE, RISE),
        LATE,
        OutcomeClass.UNKNOWN,
        "Niet te zeggen is of er eerst een uitzondering was.",
    ),
    "not met": (
        (START, SAME),
        LATE,
        OutcomeClass.NOT_MET,
        "Er is geen resultaat en geen uitzondering.",
    ),
    "the window is still open": (
        (START, RISE),
        EARLY,
        OutcomeClass.IMMATURE,
        "Er wordt pas geoordeeld als de termijn en de wachttijd voorbij zijn.",
    ),
}


@pytest.mark.parametrize(("facts", "known", "wanted", "why"), STORIES.values(), ids=STORIES)
def test_story_ends_in_the_class_that_was_counted_and_the_rule_that_decided(
    facts: Drawn, known: date, wanted: OutcomeClass, why: str
) -> None:
    unit, story = unit_and_story(facts, known)
    decided = next(line for line in story if "Dus: " in line)
    assert unit.outcome_class is wanted
    assert f"Dus: {wanted}. {why} " in decided


def test_story_tells_certain_and_possible_exceptions_apart() -> None:
    _, story = unit_and_story((START, MAY_LEAVE, LEAVES, SAME), LATE)
    assert story[5].startswith(
        "6. Een uitzondering op 1 februari 2017, en misschien al op 15 januari 2017"
    )
    _, story = unit_and_story((START, MAY_LEAVE, SAME), LATE)
    assert story[5].startswith("6. Misschien een uitzondering op 15 januari 2017")
