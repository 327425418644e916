"""One sound agreement on the dictionary of the specs, to draw mistakes in: every form, every part.

The idea that makes it simple: a test replaces one piece of this text and says what must happen, so
that a reader sees the mistake and nothing else.
"""

from koers.format import ReadAgreement, read_agreement
from tests.spec.woordenboek import spec_dictionary

GOOD = """\
overeenkomst: proef-1
titel: Een proef met elke vorm
regime: wgr
toelichting: Verzonnen.
getekend op: 2016-06-15
partijen:
  assen: {naam: Assen, rol: opdrachtgever, gemeente: Assen}
  wpda: {naam: WPDA, rol: opdrachtnemer}
looptijd: {van: 2016-07-01, tot en met: 2018-06-30}
woordenboek: spec
effecten:
  - {code: meedoen, naam: Mensen doen mee, bedoeling: Naar vermogen, bijdrage: Begeleiding}
prestaties:
  - {code: groei, naam: Mensen groeien, effect: meedoen}
perioden:
  - {van: 2016-07-01, tot en met: 2016-12-31}
  - {van: 2017-01-01, tot en met: 2018-06-30}
parameters:
  index: [{van: 2016-07-01, waarde: "1,02", bron: raadsbesluit}]
indicatoren:
  - code: A-1
    naam: Van trede 1-2 naar trede 3
    bron: {document: B, paragraaf: "2.2", onderdeel: netwerk}
    dient: groei
    gemeten door: wpda
    eenheid: persoon
    aandeel:
      van: {score: trede, waarde: [1, 2], telkens: elke}
      die: {score: trede, minstens: 3, binnen: 1 jaar}
      uitgesloten: {zonder: {tijdvak: woonplaats, gemeente: Assen}}
      uitgezonderd: {moment: vertrek, reden: [overleden, verhuisd]}
      onbekend: niet behaald
      wachttijd: 6 weken
      telt in: rijping
    norm: [{van: 2016-07-01, per: halfjaar, voor: geheel, minstens: 60%}]
    nulmeting: {waarde: 55%, dag: 2015-12-31, bron: jaarverslag}
    splits: [gemeente, geslacht]
    stadium: proefmeting
    themas: [jongeren]
    toelichting: Wie stijgt, doet vaker mee.
    voorbeelden:
      - naam: op de grensdag
        bekend tot en met: 2018-06-30
        periode: 2016-07-01..2017-06-30
        feiten:
          - {tabel: trede, dag: 2016-07-01, trede: 1}
          - {tabel: trede, dag: 2017-07-01, trede: 3}
          - {tabel: woonplaats, van: 2016-01-01, gemeente: Assen}
        verwacht: behaald
  - code: A-2
    naam: Meldingen
    bron: {document: B}
    eenheid: melding
    aantal: {moment: melding, soort: [nieuw, terug], bedrag: {minstens: "10,50", hooguit: 900}}
    norm: geen
    splits: [soort]
  - code: A-3
    naam: Mensen met een uitkering
    bron: {document: B}
    eenheid: persoon
    stand:
      alle van: [{tijdvak: uitkering, regeling: pw}, {leeftijd: {van: 18, tot en met: 26}}]
    norm: [{per: jaar, hooguit: 200}]
    splits: gemeente
  - code: A-4
    naam: Bedragen
    bron: {document: B}
    eenheid: euro
    som: {kolom: maandbedrag, tijdvak: uitkering, op peildag: eerste dag}
    norm: {afspraak: nog af te spreken}
  - code: A-5
    naam: Dagen werk
    bron: {document: B}
    eenheid: dag
    dagen: {tijdvak: werk, vorm: vast}
  - code: A-6
    naam: Opgegeven
    bron: {document: B}
    eenheid: plaats
    waarneming: steekproef
    bewijs: puntwaarde
    opgave:
      teller: {kolom: waarde, naam: bereik}
      noemer: {kolom: van hoeveel, waarbij: {naam: bereik}}
  - code: A-7
    naam: Groei
    bron: {document: B}
    eenheid: melding
    formule:
      teller: [{aantal: {moment: melding}, keer: [index, 2]}]
      noemer: [{indicator: A-2, eerder: 1 jaar}, {stand: uitkering, gemiddeld per: maand}]
      min een: ja
    nulmeting: nog te meten
    norm: [{per: jaar, binnen: 5%}]
"""


def read(text: str) -> ReadAgreement:
    return read_agreement(text, name="overeenkomst.yaml", dictionary=spec_dictionary())


def mutated(old: str, new: str) -> str:
    """The sound agreement with its first `old` replaced. Raises ValueError when it is not there."""
    if old not in GOOD:
        raise ValueError(f"{old!r} is not in the agreement")
    return GOOD.replace(old, new, 1)
