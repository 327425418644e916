"""The words of the drawn tables: a small invented domain that has one table of every kind."""

from functools import cache

from koers.dictionary import Dictionary
from koers.dictionary_format import read_dictionary

TEXT = """
woordenboek: spec
titel: Woordenboek van de getekende tabellen
versie: "1"
onderwerpen:
  persoon: {meervoud: personen, persoon: ja}
  besluit: {meervoud: besluiten}
  plaats: {meervoud: plaatsen}
codelijsten:
  trede:
    titel: Ladder
    geordend: ja
    codes: {1: een, 2: twee, 3: drie, 4: vier, 5: vijf, 6: zes, 99: niet besproken}
    geen score: [99]
  regeling:
    titel: Regeling
    codes: {pw: Participatiewet, ioaw: Oudere werklozen, bbz: Zelfstandigen}
    groepen: {levensonderhoud: [pw, ioaw]}
tabellen:
  persoon:
    soort: onderwerp
    onderwerp: persoon
    van wie: persoon
    sleutel: [persoon]
    geboortedag: geboren
    kolommen:
      persoon: {type: sleutel, verplicht: ja, persoonsgegeven: ja}
      geboren: {type: dag, persoonsgegeven: ja}
      geslacht: tekst
  melding:
    soort: moment
    onderwerp: persoon
    van wie: persoon
    sleutel: [nr]
    dag: dag
    rij: melding
    kolommen:
      nr: sleutel
      persoon: {type: sleutel, verplicht: ja, persoonsgegeven: ja}
      dag: {type: dag, verplicht: ja}
      soort: tekst
      bedrag: {type: getal, eenheid: euro, decimalen: 2}
      maximum: {type: getal, eenheid: euro, decimalen: 2}
  uitkering:
    soort: tijdvak
    onderwerp: persoon
    van wie: persoon
    sleutel: [nr]
    van: van
    tot en met: tot en met
    rij: uitkering
    kolommen:
      nr: sleutel
      persoon: {type: sleutel, verplicht: ja, persoonsgegeven: ja}
      van: {type: dag, verplicht: ja}
      tot en met: dag
      regeling: {type: code, codelijst: regeling}
      maandbedrag: {type: getal, eenheid: euro, decimalen: 2}
  werk:
    soort: tijdvak
    onderwerp: persoon
    van wie: persoon
    sleutel: [nr]
    van: van
    tot: tot
    rij: baan
    kolommen:
      nr: sleutel
      persoon: {type: sleutel, verplicht: ja, persoonsgegeven: ja}
      van: {type: dag, verplicht: ja}
      tot: dag
      vorm: tekst
  woonplaats:
    soort: tijdvak
    onderwerp: persoon
    van wie: persoon
    sleutel: [nr]
    van: van
    tot en met: tot en met
    kolommen:
      nr: sleutel
      persoon: {type: sleutel, verplicht: ja, persoonsgegeven: ja}
      van: {type: dag, verplicht: ja}
      tot en met: dag
      gemeente: tekst
  kenmerk:
    soort: tijdvak
    onderwerp: persoon
    van wie: persoon
    sleutel: [nr]
    van: van
    tot en met: tot en met
    kolommen:
      nr: sleutel
      persoon: {type: sleutel, verplicht: ja, persoonsgegeven: ja}
      van: {type: dag, verplicht: ja}
      tot en met: dag
      kenmerk: tekst
  trede:
    soort: score
    titel: Trede
    onderwerp: persoon
    van wie: persoon
    sleutel: [nr]
    dag: dag
    waarde: trede
    rij: meting
    kolommen:
      nr: sleutel
      persoon: {type: sleutel, verplicht: ja, persoonsgegeven: ja}
      dag: {type: dag, verplicht: ja}
      trede: {type: code, codelijst: trede}
      door: tekst
  matrix:
    soort: score
    titel: Matrixscore (houdbaar zes maanden)
    onderwerp: persoon
    van wie: persoon
    sleutel: [nr]
    dag: dag
    waarde: niveau
    houdbaar: 6 maanden
    kolommen:
      nr: sleutel
      persoon: {type: sleutel, verplicht: ja, persoonsgegeven: ja}
      dag: {type: dag, verplicht: ja}
      domein: tekst
      niveau: {type: code, codelijst: trede}
  vertrek:
    soort: moment
    onderwerp: persoon
    van wie: persoon
    sleutel: [nr]
    dag: dag
    achterstand: 4 weken
    kolommen:
      nr: sleutel
      persoon: {type: sleutel, verplicht: ja, persoonsgegeven: ja}
      dag: {type: dag, verplicht: ja}
      reden: tekst
  inkomsten:
    soort: moment
    onderwerp: persoon
    van wie: persoon
    sleutel: [nr]
    dag: dag
    kolommen:
      nr: sleutel
      persoon: {type: sleutel, verplicht: ja, persoonsgegeven: ja}
      dag: {type: dag, verplicht: ja}
      winst: {type: getal, eenheid: euro, decimalen: 2}
  normbedrag:
    soort: moment
    onderwerp: persoon
    van wie: persoon
    sleutel: [nr]
    dag: dag
    kolommen:
      nr: sleutel
      persoon: {type: sleutel, verplicht: ja, persoonsgegeven: ja}
      dag: {type: dag, verplicht: ja}
      norm: {type: getal, eenheid: euro, decimalen: 2}
  toetsing:
    soort: moment
    onderwerp: besluit
    van wie: besluit
    sleutel: [besluit]
    dag: dag
    kolommen:
      besluit: {type: sleutel, verplicht: ja}
      dag: {type: dag, verplicht: ja}
      uitkomst: tekst
  deelname:
    soort: tijdvak
    titel: Deelname bij een partner (eigen sleutels)
    onderwerp: persoon
    van wie: persoon
    sleutel: [nr]
    van: van
    tot en met: tot en met
    sleuteldomein: partner
    kolommen:
      nr: sleutel
      persoon: {type: sleutel, verplicht: ja, persoonsgegeven: ja}
      van: {type: dag, verplicht: ja}
      tot en met: dag
  opgave:
    soort: cijfer
    onderwerp: plaats
    van wie: plaats
    sleutel: [nr]
    dag: dag
    kolommen:
      nr: sleutel
      plaats: {type: sleutel, verplicht: ja}
      dag: {type: dag, verplicht: ja}
      naam: tekst
      waarde: getal
      van hoeveel: getal
splitsingen:
  gemeente: {tabel: woonplaats, kolom: gemeente, partij: ja}
  geslacht: {tabel: persoon, kolom: geslacht}
  kenmerk: {tabel: kenmerk, kolom: kenmerk, meervoudig: ja}
  soort: {kolom: soort}
  vorm: {kolom: vorm}
  vormen: {kolom: vorm, meervoudig: ja}
  regeling: {kolom: regeling}
  gemeten door: {kolom: door}
  plaats: {kolom: plaats}
"""


@cache
def spec_dictionary() -> Dictionary:
    dictionary, findings = read_dictionary(TEXT, name="woordenboek")
    assert dictionary is not None, [str(finding) for finding in findings.in_order()]
    return dictionary
