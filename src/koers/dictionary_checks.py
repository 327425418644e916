"""What makes a dictionary unfit to count with: a list of rules, each adding its own findings.

The idea that makes it simple: the dictionary has been built, so a rule looks at values and asks
`Located` for the place; it knows nothing of the other rules. Names that refer to nothing have been
told already, so a rule that meets one is silent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from koers.definition.keys import COUNT, FIGURE, POPULATION, SUM
from koers.dictionary import CodeList, Column, ColumnType, Dictionary, Table, TableKind
from koers.document import Located

CODE = "woordenboek-onjuist"
MOST_DECIMALS = 6

Rule = Callable[[Dictionary, Located], None]


def check(dictionary: Dictionary, located: Located) -> None:
    """Run every rule; findings gather in the reading that `located` belongs to."""
    for rule in RULES:
        rule(dictionary, located)


def _lists(dictionary: Dictionary, located: Located) -> Iterator[tuple[CodeList, Located]]:
    for name, at in located.named("codelijsten"):
        yield dictionary.code_lists[name], at


def _tables(dictionary: Dictionary, located: Located) -> Iterator[tuple[Table, Located]]:
    for name, at in located.named("tabellen"):
        yield dictionary.tables[name], at


def _columns(dictionary: Dictionary, located: Located) -> Iterator[tuple[Table, Column, Located]]:
    for table, at in _tables(dictionary, located):
        for name, part in at.named("kolommen"):
            yield table, table.columns[name], part


# --- code lists ----------------------------------------------------------------------------------


def _list_has_codes(dictionary: Dictionary, located: Located) -> None:
    for code_list, at in _lists(dictionary, located):
        if not code_list.codes:
            at.at("codes").add(
                CODE, f"Codelijst '{code_list.name}' is leeg.", "Geef minstens een code."
            )


def _word_means_one_thing(dictionary: Dictionary, located: Located) -> None:
    """A code, a label and a group may all be written in an agreement, so no two may be the same."""
    for code_list, at in _lists(dictionary, located):
        meant: dict[str, str] = {code.lower(): code for code, _ in code_list.codes}
        for code, label in code_list.codes:
            other = meant.setdefault(label.lower(), code)
            if other != code:
                at.at("codes").at(code).add(
                    "dubbele-naam",
                    f"De omschrijving '{label}' hoort ook bij code '{other}'.",
                    "Geef elke code een eigen omschrijving, die geen andere code is.",
                )
        for group, _ in code_list.groups:
            if group.lower() in meant:
                at.at("groepen").at(group).add(
                    "dubbele-naam",
                    f"De groep '{group}' heet als een code of een omschrijving.",
                    "Kies een andere naam voor de groep.",
                )


# --- columns -------------------------------------------------------------------------------------


def _codes_and_code_lists_go_together(dictionary: Dictionary, located: Located) -> None:
    for _, column, at in _columns(dictionary, located):
        if column.type is ColumnType.CODE and not at.has("codelijst"):
            at.add(
                CODE,
                f"Kolom '{column.name}' heeft type code, maar geen codelijst.",
                "Noem een codelijst, of neem type tekst.",
            )
        if column.type is not ColumnType.CODE and at.has("codelijst"):
            at.at("codelijst").add(
                CODE,
                f"Kolom '{column.name}' heeft een codelijst, maar niet type code.",
                "Maak er 'type: code' van, of haal de codelijst weg.",
            )


def _decimals_fit(dictionary: Dictionary, located: Located) -> None:
    """C5: quantities are whole numbers in a declared smallest unit."""
    for _, column, at in _columns(dictionary, located):
        if column.decimals and column.type is not ColumnType.NUMBER:
            at.at("decimalen").add(
                CODE, f"Kolom '{column.name}' is geen getal en kan geen decimalen hebben."
            )
        if not 0 <= column.decimals <= MOST_DECIMALS:
            at.at("decimalen").add(
                CODE, f"Kolom '{column.name}': geef 0 tot en met {MOST_DECIMALS} decimalen."
            )


_WORDS = frozenset({*COUNT.keys, *POPULATION.keys, *SUM.keys, *FIGURE.keys})


def _column_is_no_word_of_the_language(dictionary: Dictionary, located: Located) -> None:
    """A test on such a column would be read as that word. Days are not tested, and the number of a
    stated figure is only added up.
    """
    for table, column, at in _columns(dictionary, located):
        stated = table.kind is TableKind.FIGURE and column.type is ColumnType.NUMBER
        days = (table.day_column, table.last_day_column, table.birth_column)
        used = column.name in (*days, table.value_column)
        if column.name in _WORDS and column.type is not ColumnType.DAY and not stated | used:
            at.add(
                CODE,
                f"De kolom '{column.name}' heet als een woord van de overeenkomst.",
                "Kies een andere naam: in een voorwaarde zou dit woord iets anders betekenen.",
            )


# --- tables --------------------------------------------------------------------------------------

_NEEDED = {
    TableKind.MOMENT: ("dag",),
    TableKind.FIGURE: ("dag",),
    TableKind.SCORE: ("dag", "waarde"),
    TableKind.SPELL: ("van",),
    TableKind.SUBJECT: (),
}
_ALLOWED = {
    TableKind.SCORE: ("houdbaar",),
    TableKind.SPELL: ("totEnMet", "tot"),
    TableKind.SUBJECT: ("geboortedag",),
}
_KEYS_OF_A_KIND = {
    "dag": "dag",
    "waarde": "waarde",
    "houdbaar": "houdbaar",
    "van": "van",
    "totEnMet": "tot en met",
    "tot": "tot",
    "geboortedag": "geboortedag",
}


def _keys_fit_the_kind(dictionary: Dictionary, located: Located) -> None:
    for table, at in _tables(dictionary, located):
        needed = _NEEDED[table.kind]
        allowed = {*needed, *_ALLOWED.get(table.kind, ())}
        for key in needed:
            if not at.has(key):
                at.add(
                    CODE,
                    f"Tabel '{table.name}' is van soort {table.kind} en mist de sleutel '{key}'.",
                )
        for key, spelled in _KEYS_OF_A_KIND.items():
            if at.has(key) and key not in allowed:
                at.at(key).add(
                    CODE,
                    f"Tabel '{table.name}' is van soort {table.kind}; "
                    f"de sleutel '{spelled}' hoort daar niet bij.",
                )


def _spell_has_one_end(dictionary: Dictionary, located: Located) -> None:
    """F2: the last day, or an exclusive end; and never the column of the first day."""
    for table, at in _tables(dictionary, located):
        ends = at.has("totEnMet") + at.has("tot")
        if table.kind is TableKind.SPELL and ends != 1:
            what = "geen einde" if not ends else "'tot en met' en 'tot'"
            hint = "Geef een van de twee: 'tot en met' (laatste dag) of 'tot' (de dag erna)."
            at.add(CODE, f"Tabel '{table.name}' heeft {what}.", hint)
        if table.last_day_column and table.last_day_column == table.day_column:
            end = "tot" if at.has("tot") else "totEnMet"
            at.at(end).add(
                CODE,
                f"Tabel '{table.name}' begint en eindigt met kolom '{table.day_column}'.",
                "Noem twee kolommen, of maak er een tabel met momenten van.",
            )


def _day_columns_are_days(dictionary: Dictionary, located: Located) -> None:
    for table, at in _tables(dictionary, located):
        for key in ("dag", "van", "totEnMet", "tot", "geboortedag"):
            column = table.columns.get(at.text(key))
            if column and column.type is not ColumnType.DAY:
                message = f"Kolom '{column.name}' van tabel '{table.name}' moet type dag hebben."
                at.at(key).add(CODE, message)


def _score_is_a_code(dictionary: Dictionary, located: Located) -> None:
    for table, at in _tables(dictionary, located):
        column = table.columns.get(table.value_column or "")
        if table.kind is TableKind.SCORE and column and column.type is not ColumnType.CODE:
            at.at("waarde").add(
                CODE,
                f"De score in kolom '{column.name}' moet type code hebben, met een codelijst.",
                "Maak een codelijst met de scores, van laag naar hoog als zij een volgorde hebben.",
            )
        if table.valid_for is not None and not (table.valid_for.days or table.valid_for.months):
            at.at("houdbaar").add(
                CODE, "Een score die 0 dagen geldt, geldt nooit.", "Laat de sleutel weg."
            )


def _keys_identify(dictionary: Dictionary, located: Located) -> None:
    """F4: a row is known by its key, a subject by its column (a text, in every table)."""
    for table, at in _tables(dictionary, located):
        for column in dict.fromkeys(name for name in table.key if table.key.count(name) > 1):
            at.at("sleutel").add(
                "dubbele-naam", f"De kolom '{column}' staat twee keer in de sleutel."
            )
        subject = table.columns.get(table.subject_column)
        if subject and subject.type in (ColumnType.DAY, ColumnType.NUMBER):
            at.at("vanWie").add(
                CODE, f"Kolom '{subject.name}' zegt over wie het gaat en moet type sleutel hebben."
            )
        if table.kind is TableKind.SUBJECT and set(table.key) != {table.subject_column}:
            at.at("sleutel").add(
                CODE,
                f"Tabel '{table.name}' heeft een rij per {table.subject}.",
                f"Schrijf 'sleutel: {table.subject_column}'.",
            )


def _row_name_is_no_other_subject(dictionary: Dictionary, located: Located) -> None:
    """C3: the unit decides between rows and subjects, so one word may not mean both."""
    for table, at in _tables(dictionary, located):
        one_row_each = set(table.key) == {table.subject_column}
        if table.row_name == table.subject and one_row_each:
            continue
        if table.row_name in dictionary.subjects:
            message = f"Een rij van tabel '{table.name}' heet als onderwerp '{table.row_name}'."
            hint = "Geef met 'rij' een eigen naam aan de rij, zoals meting of aanvraag."
            (at.at("rij") if at.has("rij") else at).add(CODE, message, hint)


def _births_stand_once(dictionary: Dictionary, located: Located) -> None:
    seen: dict[str, str] = {}
    for table, at in _tables(dictionary, located):
        if table.birth_column is None:
            continue
        other = seen.setdefault(table.subject, table.name)
        if other != table.name:
            at.at("geboortedag").add(
                CODE, f"De geboortedag van '{table.subject}' staat ook in tabel '{other}'."
            )


# --- splits --------------------------------------------------------------------------------------


def _splits_group(dictionary: Dictionary, located: Located) -> None:
    """P1: a split makes groups of what is counted; a key of a person would make groups of one."""
    for name, at in located.named("splitsingen"):
        split = dictionary.splits[name]
        table = dictionary.tables.get(split.table or "")
        if table and table.kind not in (TableKind.SPELL, TableKind.SUBJECT):
            at.at("tabel").add(
                CODE, "Een splitsing komt uit een tijdvak, een onderwerp of de getelde rij."
            )
        looked_in = [table] if table else [] if split.table else dictionary.tables.values()
        holding = [one for one in looked_in if split.column in one.columns]
        columns = [one.columns[split.column] for one in holding]
        if columns and all(c.type in (ColumnType.DAY, ColumnType.NUMBER) for c in columns):
            at.at("kolom").add(
                CODE, f"Kolom '{split.column}' is een dag of getal en maakt geen groepen."
            )
        if any(_is_a_person(dictionary, one, split.column) for one in holding):
            at.at("kolom").add(
                CODE,
                f"Kolom '{split.column}' is de sleutel van een persoon: elk vak zou een mens zijn.",
                "Splits op een kolom met een groep, zoals gemeente of doelgroep.",
            )


def _is_a_person(dictionary: Dictionary, table: Table, column: str) -> bool:
    """True where each value of the column is one person, or one row about a person."""
    subject = dictionary.subjects.get(table.subject)
    about_persons = subject is not None and subject.is_person
    if about_persons and (column == table.subject_column or table.key == (column,)):
        return True
    return table.columns[column].type is ColumnType.KEY and table.columns[column].personal


RULES: tuple[Rule, ...] = (
    _list_has_codes,
    _word_means_one_thing,
    _codes_and_code_lists_go_together,
    _decimals_fit,
    _column_is_no_word_of_the_language,
    _keys_fit_the_kind,
    _spell_has_one_end,
    _day_columns_are_days,
    _score_is_a_code,
    _keys_identify,
    _row_name_is_no_other_subject,
    _births_stand_once,
    _splits_group,
)
