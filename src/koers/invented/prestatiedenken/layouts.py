"""How each supplier of the invented Prestatiedenken writes its files.

The idea that makes it simple: a municipality exports the tables as they are; a partner has its own
headings and words, and the two that count by hand fill in one sheet.
"""

from __future__ import annotations

from datetime import date

from koers.dictionary import Dictionary
from koers.invented.prestatiedenken.folders import Layout, Sheet
from koers.invented.prestatiedenken.participants import PARTNER
from koers.invented.prestatiedenken.places import Municipality
from koers.invented.prestatiedenken.tallies import CARERS, LEVELS, STEPS, UNKNOWN

TOLD_BY_MUNICIPALITY = (
    "inwoner",
    "woonplaats",
    "vertrek",
    "zrm-2013",
    "zrm-2017",
    "aanvraag",
    "monitor",
    "cijfer",
)


def of_municipality(municipality: Municipality, dictionary: Dictionary) -> Layout:
    """Every table with every column, as the dictionary has them."""
    sheets = tuple(
        Sheet(name, {column: column for column in dictionary.tables[name].columns})
        for name in TOLD_BY_MUNICIPALITY
    )
    return Layout(
        municipality.party,
        f"Gemeente {municipality.party.capitalize()}",
        sheets,
        separator=",",
        day_notation="jjjj-mm-dd",
        municipality=municipality.code,
    )


_WHO = {"deelnemer": "Cliëntcode"}
_WHERE = {"gemeente": "Gemeente", "wijk": "Wijk"}
_DAYS = {"begindatum": "Van", "einddatum": "Tot en met"}
_FIXED = {"partner": PARTNER}

WITH_REGISTRATION = Layout(
    PARTNER,
    "Welzijn Het Voorbeeld",
    (
        Sheet(
            "deelnemer", {**_WHO, "geboortedatum": "Geboren", "meerderjarig": "18 jaar of ouder"}
        ),
        Sheet(
            "deelname",
            {**_WHO, "deelname": "Inschrijving", **_DAYS, "soort": "Soort", "activiteit": "Naam"}
            | _WHERE,
            _FIXED,
        ),
        Sheet(
            "doorstroom",
            {**_WHO, "doorstroomdatum": "Datum", "bestemming": "Waarheen", **_WHERE},
            _FIXED,
            {"bestemming": {"onderwijs": "school", "werk": "betaald werk"}},
        ),
        Sheet("mantelzorger", {**_WHO, "herkendatum": "Herkend op", **_WHERE}, _FIXED),
        Sheet(
            "mantelzorg",
            {**_WHO, "mantelzorg": "Dossier", **_DAYS, "soort": "Hulp", **_WHERE},
            _FIXED,
            {"soort": {"contact": "lotgenotencontact", "begeleiding": "gesprekken"}},
        ),
        Sheet(
            "vroegsignaal",
            {"signaal": "Signaal", "signaaldatum": "Ontvangen", "soort": "Aard"}
            | {"meerderjarig": "18 jaar of ouder", **_WHERE},
            _FIXED,
            {"soort": {"huiselijke relaties": "onveilig thuis"}},
        ),
        Sheet(
            "opvolging",
            {"signaal": "Signaal", "opvolging": "Actie", "opvolgdatum": "Datum", "wijze": "Hoe"}
            | {"contact": "Contact"},
            _FIXED,
            {"wijze": {"telefoon": "gebeld", "bericht": "brief"}},
        ),
        Sheet(
            "inzet",
            {**_WHO, "initiatief": "Initiatief", **_DAYS, "rol": "Rol", **_WHERE},
            _FIXED,
        ),
    ),
    encoding="cp1252",
)

BY_HAND = Layout(
    CARERS,
    "Mantelzorgpunt De Proef",
    (
        Sheet(
            "cijfer",
            {"reeks": "Regel", "dag": "Kwartaal eindigt op", "naam": "Wat", "waarde": "Aantal"}
            | {"teller": "Wel", "noemer": "Van", "gemeente": "Gemeente", "wijk": "Wijk"},
            {"opgever": CARERS, "status": "opgave", "bron": "Tellijst", "versie": "1"},
        ),
    ),
)


def from_level_to_level(known_through: date) -> Layout:
    """A sheet with a column for every level at the end."""
    return Layout(
        STEPS,
        "Thuisbegeleiding Stel Dat",
        (
            Sheet(
                "overgangen",
                {"reeks": "Groep", "dag": "Kwartaal van eerste meting", "naam": "Domein"}
                | {"beginniveau": "Van niveau", "gemeente": "Gemeente", "wijk": "Wijk"},
                {"opgever": STEPS, "status": "opgave", "bron": "Tellijst"},
                across=("eindniveau", "mensen", (*LEVELS, UNKNOWN)),
                known_through=known_through,
            ),
        ),
    )
