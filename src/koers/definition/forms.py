"""Forms: counts, sums, days, shares, stated figures and formulas, from the blocks of one indicator.

The idea that makes it simple: a counting form is a condition and what to do with the days on which
it holds; a formula is made of the same forms. The unit decides between distinct subjects and rows
(C3).
"""

from __future__ import annotations

from fractions import Fraction

from koers.algebra import (
    Age,
    AllOf,
    AnyOf,
    BaselineValue,
    ClassOf,
    Condition,
    Count,
    CountsIn,
    Days,
    Fact,
    Form,
    Formula,
    Kind,
    Not,
    OfIndicator,
    ReferenceDay,
    Score,
    Share,
    Stated,
    StatedFigure,
    Sum,
    SumShare,
    Term,
    Unit,
    UnknownCounts,
)
from koers.definition.conditions import COMBINATIONS, HEADS, condition
from koers.definition.outcomes import MIXED, MIXED_HINT, outcome, population
from koers.definition.words import Words, tests
from koers.dictionary import Table, TableKind
from koers.document import Located
from koers.findings import suggestion
from koers.periods import NO_TIME, Grain
from koers.scalars import duration_of, fraction_of
from koers.structure import first_leaf, is_event, leaf_tables, mixes_days_and_states

FORMS = ("aandeel", "aantal", "stand", "som", "dagen", "opgave", "formule")
_TERMS = ("aantal", "stand", "som", "dagen", "opgave", "indicator", "nulmeting")
_READ_AS = {
    TableKind.MOMENT: Kind.MOMENT,
    TableKind.SCORE: Kind.MOMENT,
    TableKind.FIGURE: Kind.MOMENT,
    TableKind.SPELL: Kind.SPELL,
    TableKind.SUBJECT: Kind.SUBJECT,
}


def form_of(block: Located, words: Words) -> Form | None:
    """The one form of an indicator block."""
    given = [key for key in FORMS if block.has(key)]
    if not given and any(block.misread(key) for key in FORMS):
        return None
    if len(given) != 1:
        what = "geen vorm" if not given else "meer dan een vorm"
        block.add(
            "ontbrekende-sleutel",
            f"De indicator heeft {what}.",
            f"Kies precies een van: {', '.join(FORMS)}.",
        )
        return None
    at = block.at(given[0])
    match given[0]:
        case "aandeel":
            return _share(at, words)
        case "opgave":
            return _stated(at, words)
        case "formule":
            return _formula(at, words)
        case key:
            return _counting(key, at, words, unit=block.text("eenheid"))


def _counting(key: str, at: Located, words: Words, *, unit: str) -> Count | Sum | Days | None:
    match key:
        case "som":
            return _sum(at, words)
        case "dagen":
            found = _counted(at, words)
            if found is None or _row_table(at, found, words) is None:
                return None
            return Days(found)
        case _:
            return _count(at, words, stock=key == "stand", unit=unit)


def _counted(at: Located, words: Words) -> Condition | None:
    """The condition of a counting form: under `die`, all rows of a `tabel`, or written on the block
    itself.
    """
    inline = any(at.has(head) for head in (*HEADS, *COMBINATIONS))
    if any(at.misread(key) for key in (*HEADS, *COMBINATIONS, "die", "tabel")):
        return None
    if at.has("die") + at.has("tabel") + inline != 1:
        at.add(
            "ontbrekende-sleutel",
            "Er staat niet, of dubbel, wat geteld wordt.",
            "Geef een voorwaarde of 'die'.",
        )
        return None
    if at.has("die"):
        return condition(at.at("die"), words)
    if at.has("tabel"):
        table = words.table(at.at("tabel"), at.text("tabel"), tuple(TableKind))
        return None if table is None else Fact(_READ_AS[table.kind], table.name)
    return condition(at, words)


def _count(at: Located, words: Words, *, stock: bool, unit: str) -> Count | None:
    found = _counted(at, words)
    if found is None:
        return None
    table = _row_table(at, found, words)
    if table is None:
        return None
    counted = _unit(at, table, at.text("eenheid") or unit, stock=stock)
    if counted is None:
        return None
    day = ReferenceDay(at.text("opPeildag", ReferenceDay.LAST.value)) if stock else None
    if at.has("opPeildag") and not stock:
        at.at("opPeildag").add(
            "onbekende-sleutel", "Een telling op een peildag is een stand.", "Schrijf 'stand:'."
        )
        return None
    if stock and is_event(found):
        at.add(
            "verkeerde-tabelsoort",
            "Een stand telt wat op een dag loopt; een gebeurtenis loopt niet.",
        )
        return None
    if counted is Unit.ROW and not _counts_rows(at, found, table, stock=stock):
        return None
    return Count(found, counted, day)


def _counts_rows(at: Located, found: Condition, table: Table, *, stock: bool) -> bool:
    """Rows are counted only where one table says what a row is; a finding where it does not."""
    direct = found.parts[0] if isinstance(found, AllOf) else found
    problem = ""
    if isinstance(direct, Not | AnyOf | AllOf):
        problem = "Bij 'zonder' of 'een van' vooraan is niet te zeggen welke rij telt."
    elif isinstance(direct, SumShare) or (isinstance(direct, Score) and not direct.measured):
        problem = "Een score die geldt of een som is geen rij."
    elif stock and not (isinstance(direct, Fact) and direct.kind is Kind.SPELL):
        problem = "Een stand van rijen telt tijdvakken."
    elif isinstance(direct, Fact) and direct.kind is Kind.SPELL and (direct.gap or direct.min_age):
        problem = (
            "Een onderbreking of leeftijd hoort bij het samengevoegde tijdvak, niet bij een rij."
        )
    if problem:
        at.add("verkeerde-eenheid", problem, f"Schrijf 'eenheid: {table.subject}'.")
    return not problem


def _unit(at: Located, table: Table, name: str, *, stock: bool) -> Unit | None:
    if not name:  # a row of what never changes has no day of its own, so it is the subject
        return Unit.SUBJECT if stock or table.kind is TableKind.SUBJECT else Unit.ROW
    units = {table.row_name: Unit.ROW, table.subject: Unit.SUBJECT}
    if table.kind is TableKind.SUBJECT:
        units[table.row_name] = Unit.SUBJECT
    if name not in units:
        hint = suggestion(name, units)
        at.add("verkeerde-eenheid", f"'{name}' is niet wat tabel '{table.name}' bevat.", hint)
        return None
    return units[name]


def _row_table(at: Located, found: Condition, words: Words) -> Table | None:
    """The table of the first written condition: it gives the rows, the subject and the universe
    (F8, P1).
    """
    first = first_leaf(found)
    if mixes_days_and_states(found):
        at.add("verkeerde-tabelsoort", MIXED, MIXED_HINT)
        return None
    if isinstance(first, Age):
        at.add(
            "verkeerde-eenheid", "Begin met de tabel die geteld wordt; een leeftijd komt daarna."
        )
        return None
    return words.dictionary.tables[leaf_tables(first)[0]]


def _sum(at: Located, words: Words) -> Sum | None:
    column = words.column(at.at("kolom"), at.text("kolom"))
    if column is None:
        return None
    table = words.dictionary.tables[column.table]
    written = any(at.has(key) for key in (*HEADS, *COMBINATIONS, "die", "tabel"))
    if written:
        found = _counted(at, words)
    else:
        found = Fact(_READ_AS[table.kind], table.name, tests(at, table, words))
    if found is None:
        return None
    first = first_leaf(found)
    if not isinstance(first, Fact | Score) or first.table != column.table:
        at.add(
            "verkeerde-eenheid",
            f"De eerste voorwaarde moet over tabel '{table.name}' gaan: daar staat het bedrag.",
        )
        return None
    if isinstance(first, Fact) and first.kind in (Kind.BEGIN, Kind.END, Kind.SUBJECT):
        at.add(
            "verkeerde-tabelsoort",
            "Een bedrag hoort bij een moment of een tijdvak, niet bij een begin of einde.",
        )
        return None
    if isinstance(first, Fact) and (first.gap or first.min_age):
        message = (
            "Een onderbreking of leeftijd hoort bij het samengevoegde tijdvak, niet bij een bedrag."
        )
        at.add("verkeerde-eenheid", message, "Laat deze sleutel weg.")
        return None
    spell = table.kind is TableKind.SPELL
    if spell != at.has("opPeildag"):
        what = (
            "een tijdvak vraagt 'op peildag'"
            if spell
            else "'op peildag' hoort alleen bij een tijdvak"
        )
        at.add("verkeerde-tabelsoort", f"Bij een som geldt: {what}.")
        return None
    return Sum(column, found, ReferenceDay(at.text("opPeildag")) if spell else None)


def _share(at: Located, words: Words) -> Share | None:
    found = population(at.at("van"), words) if at.has("van") else None
    result = outcome(at.at("die"), words) if at.has("die") else None
    excluded = condition(at.at("uitgesloten"), words) if at.has("uitgesloten") else None
    excepted = condition(at.at("uitgezonderd"), words) if at.has("uitgezonderd") else None
    if found is None or result is None:
        return None
    if (
        not isinstance(found.source, ClassOf)
        and _row_table(at.at("van"), found.source, words) is None
    ):
        return None
    return Share(
        found,
        result,
        UnknownCounts(at.text("onbekend", UnknownCounts.AS_NOT_MET.value)),
        excluded,
        excepted,
        duration_of(at.text("wachttijd")) if at.has("wachttijd") else NO_TIME,
        CountsIn(at.text("teltIn", CountsIn.ANCHOR.value)),
    )


def _figure(at: Located, words: Words) -> StatedFigure | None:
    column = words.column(at.at("kolom"), at.text("kolom"))
    if column is None:
        return None
    table = words.dictionary.tables[column.table]
    if table.kind is not TableKind.FIGURE:
        at.add(
            "verkeerde-tabelsoort",
            f"Een opgave komt uit een tabel van soort cijfer, niet {table.kind}.",
        )
        return None
    return StatedFigure(column, tests(at, table, words), at.yes("laatste"))


def _stated(at: Located, words: Words) -> Stated | None:
    numerator = _figure(at.at("teller"), words)
    denominator = _figure(at.at("noemer"), words) if at.has("noemer") else None
    return None if numerator is None else Stated(numerator, denominator)


def _formula(at: Located, words: Words) -> Formula | None:
    numerator = [_term(part, words) for part in at.each("teller")]
    denominator = [_term(part, words) for part in at.each("noemer")]
    above = tuple(term for term in numerator if term is not None)
    below = tuple(term for term in denominator if term is not None)
    if len(above) < len(numerator) or len(below) < len(denominator) or not above or not below:
        return None
    if all(isinstance(term.form, BaselineValue) for term in (*above, *below)):
        at.add(
            "verkeerde-eenheid",
            "De formule telt niets: er staan alleen nulmetingen in.",
            "Zet er een aantal, stand, som, dagen of opgave bij.",
        )
        return None
    return Formula(above, below, at.yes("minEen"))


def _term(at: Located, words: Words) -> Term | None:
    given = [key for key in _TERMS if at.has(key)]
    if not given and any(at.misread(key) for key in _TERMS):
        return None
    if len(given) != 1:
        at.add(
            "ontbrekende-sleutel",
            "Een term heeft precies een bron.",
            f"Kies een van: {', '.join(_TERMS)}.",
        )
        return None
    key = given[0]
    inner: Count | Sum | Days | StatedFigure | BaselineValue | OfIndicator | None
    match key:
        case "opgave":
            inner = _figure(at.at(key), words)
        case "indicator":
            inner = OfIndicator(at.text(key))
        case "nulmeting":
            inner = BaselineValue()
        case _:
            inner = _counting(key, at.at(key), words, unit="")
    if inner is None:
        return None
    mean = Grain(at.text("gemiddeldPer")) if at.has("gemiddeldPer") else None
    if mean and not _is_stock(inner):
        at.at("gemiddeldPer").add(
            "verkeerde-eenheid", "Alleen van een stand is er een gemiddelde per maand."
        )
        return None
    earlier = duration_of(at.text("eerder")) if at.has("eerder") else NO_TIME
    if earlier.days:
        at.at("eerder").add(
            "ongeldige-waarde", "Een eerdere periode ligt een aantal maanden of jaren terug."
        )
        return None
    return Term(inner, tuple(_factor(text) for text in at.texts("keer")), mean, earlier)


def _is_stock(form: object) -> bool:
    return isinstance(form, OfIndicator) or (
        isinstance(form, Count | Sum) and form.stock_day is not None
    )


def _factor(text: str) -> Fraction | str:
    """An exact number, or else the name of a parameter (checked where the agreement's parameters
    are known).
    """
    plain = text.replace(",", ".")
    return fraction_of(plain) if plain.lstrip("-")[:1].isdigit() else text
