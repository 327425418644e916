"""Whether what is counted belongs together: subjects, keys, splits and terms (P1, P4, C1).

The idea that makes it simple: the tables that are read about one and the same subject form a group,
and in a group there is one kind of subject and one domain of keys. A share is one group; every term
of a formula is one.
"""

from __future__ import annotations

from collections.abc import Iterator

from koers.agreement import Agreement, Indicator, indicator_subject
from koers.algebra import (
    Age,
    ClassOf,
    Condition,
    Count,
    Formula,
    OfIndicator,
    Outcome,
    ReferenceDay,
    Share,
    Stated,
    StatedFigure,
    Sum,
)
from koers.dictionary import ColumnType, Dictionary, TableKind
from koers.document import Located
from koers.structure import first_leaf, form_columns, form_conditions, leaf_tables, leaves

Group = frozenset[str]


def groups(agreement: Agreement, indicator: Indicator) -> list[Group]:
    """The names of the tables that are read about one subject, per part that is counted apart."""
    form, dictionary = indicator.form, agreement.dictionary
    match form:
        case Share():
            own = _tables_of(form_conditions(form), dictionary)
            if isinstance(form.population.source, ClassOf):
                inner = agreement.indicator(form.population.source.indicator)
                own = own.union(*groups(agreement, inner))
            return [own]
        case Formula():
            found = []
            for term in (*form.numerator, *form.denominator):
                if isinstance(term.form, OfIndicator):
                    found += groups(agreement, agreement.indicator(term.form.code))
                found.append(_tables_of(form_conditions(term), dictionary))
                found += [frozenset({column.table}) for column in form_columns(term)]
            return [group for group in found if group]
        case Stated():
            return [frozenset({column.table}) for column in form_columns(form)]
        case _:
            return [_tables_of(form_conditions(form), dictionary)]


def _tables_of(conditions: tuple[Condition | Outcome, ...], dictionary: Dictionary) -> Group:
    found = [leaf for condition in conditions for leaf in leaves(condition)]
    named = frozenset(name for leaf in found for name in leaf_tables(leaf))
    if not any(isinstance(leaf, Age) for leaf in found):
        return named
    births = (dictionary.births(dictionary.tables[name].subject) for name in named)
    return named | {table.name for table in births if table}


def one_subject(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    """What is joined is about one kind of subject, with keys that one party gave out (P4)."""
    tables = agreement.dictionary.tables
    for group in dict.fromkeys(groups(agreement, indicator)):
        subjects = sorted({tables[name].subject for name in group})
        if len(subjects) > 1:
            at.add(
                "verkeerde-eenheid",
                f"De tabellen {', '.join(sorted(group))} gaan over verschillende onderwerpen: "
                f"{', '.join(subjects)}.",
                "Gebruik samen alleen tabellen over hetzelfde onderwerp.",
            )
        elif len({tables[name].key_domain for name in group}) > 1:
            at.add(
                "sleuteldomein",
                f"De tabellen {', '.join(sorted(group))} hebben sleutels uit verschillende "
                "domeinen.",
                "Tel per domein, of laat de leverancier dezelfde sleutel gebruiken.",
            )


def births_are_known(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    """An age needs birth dates of the subject (F2)."""
    dictionary, form = agreement.dictionary, indicator.form
    terms = (*form.numerator, *form.denominator) if isinstance(form, Formula) else (form,)
    for conditions in map(form_conditions, terms):
        found = [leaf for condition in conditions for leaf in leaves(condition)]
        if not any(isinstance(leaf, Age) for leaf in found):
            continue
        named = {name for leaf in found for name in leaf_tables(leaf)}
        subjects = {dictionary.tables[name].subject for name in named}
        for subject in sorted(subjects or {indicator_subject(agreement, indicator)}):
            if dictionary.births(subject) is None:
                known = [t.name for t in dictionary.tables.values() if t.kind is TableKind.SUBJECT]
                at.add(
                    "onbekende-verwijzing",
                    f"Er zijn geen geboortedagen bij '{subject}', dus een leeftijd is niet te "
                    "bepalen.",
                    f"Tabellen met onderwerpen: {', '.join(known)}." if known else "",
                )


def splits_fit(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    for name in indicator.splits:
        split, part = agreement.dictionary.splits[name], at.at("splits")
        if split.table is not None:
            _split_of_a_table_fits(agreement, indicator, name, part)
        else:
            for table in dict.fromkeys(row_tables(agreement, indicator)):
                _split_of_a_row_fits(agreement.dictionary, table, split.column, part)
        if split.multiple:
            part.add(
                "splitsing-meervoudig",
                f"Bij splitsing '{name}' telt iemand in elk vak waar hij bij hoort.",
            )


def _split_of_a_table_fits(
    agreement: Agreement, indicator: Indicator, name: str, part: Located
) -> None:
    """The table of the split is about the subject that is counted, by the same keys (P1, P4)."""
    tables = agreement.dictionary.tables
    table = tables[agreement.dictionary.splits[name].table or ""]
    for group in dict.fromkeys(groups(agreement, indicator)):
        counted = tables[min(group)]
        if counted.subject != table.subject:
            part.add(
                "splitsing-onjuist",
                f"Splitsing '{name}' gaat over {table.subject}, het cijfer over {counted.subject}.",
            )
        elif counted.key_domain != table.key_domain:
            part.add(
                "sleuteldomein",
                f"Splitsing '{name}' heeft sleutels uit een ander domein dan tabel "
                f"'{counted.name}'.",
                "Splits op een kolom van de getelde rij, of laat dezelfde sleutel gebruiken.",
            )


def _split_of_a_row_fits(dictionary: Dictionary, table: str, name: str, part: Located) -> None:
    column = dictionary.tables[table].columns.get(name)
    if column is None:
        part.add(
            "splitsing-onjuist", f"Tabel '{table}' heeft geen kolom '{name}' om op te splitsen."
        )
    elif column.type in (ColumnType.DAY, ColumnType.NUMBER):
        part.add(
            "splitsing-onjuist",
            f"Kolom '{name}' van tabel '{table}' is een dag of getal en maakt geen groepen.",
        )


def row_tables(agreement: Agreement, indicator: Indicator) -> Iterator[str]:
    """The tables whose rows are counted: of the first written condition of each form (P1)."""
    form = indicator.form
    if isinstance(form, Share):
        if isinstance(form.population.source, ClassOf):
            yield from row_tables(agreement, agreement.indicator(form.population.source.indicator))
        else:
            yield from leaf_tables(first_leaf(form.population.source))[:1]
    elif isinstance(form, Stated):
        yield from (column.table for column in form_columns(form))
    elif isinstance(form, Formula):
        for term in (*form.numerator, *form.denominator):
            if isinstance(term.form, OfIndicator):
                yield from row_tables(agreement, agreement.indicator(term.form.code))
            else:
                if isinstance(term.form, StatedFigure):
                    yield term.form.column.table
                for condition in form_conditions(term):
                    yield from leaf_tables(first_leaf(condition))[:1]
    else:
        for condition in form_conditions(form):
            yield from leaf_tables(first_leaf(condition))[:1]


def unit_fits(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    if not isinstance(indicator.form, Share):
        return
    subject = indicator_subject(agreement, indicator)
    if indicator.unit != subject:
        message = (
            f"Een aandeel telt hier per {subject}, maar als eenheid staat er '{indicator.unit}'."
        )
        at.at("eenheid").add("verkeerde-eenheid", message, f"Schrijf 'eenheid: {subject}'.")


def terms_can_be_added(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    if not isinstance(indicator.form, Formula):
        return
    for term in (*indicator.form.numerator, *indicator.form.denominator):
        if isinstance(term.form, OfIndicator):
            inner = agreement.indicator(term.form.code).form
            if isinstance(inner, Share | Formula) or (
                isinstance(inner, Stated) and inner.denominator
            ):
                message = f"Indicator '{term.form.code}' is een verhouding en kan geen term zijn."
                at.at("formule").add(
                    "verkeerde-eenheid", message, "Neem een aantal, stand, som, dagen of opgave."
                )
            elif term.mean_per and not (isinstance(inner, Count | Sum) and inner.stock_day):
                at.at("formule").add(
                    "verkeerde-eenheid", "Alleen van een stand is er een gemiddelde per maand."
                )


def stock_is_reconciled_by_counts(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    """A stock on the last day is held against counts through the period (C2)."""
    if indicator.movements is None:
        return
    part, form = at.at("aansluiting"), indicator.form
    if not isinstance(form, Count) or form.stock_day is not ReferenceDay.LAST:
        part.add("verkeerde-eenheid", "Een aansluiting hoort bij een stand op de laatste dag.")
    built = {other.code: other.form for other in agreement.indicators}
    moves = {"erbij": indicator.movements.joined, "eraf": indicator.movements.left}
    for key, code in moves.items():
        other = built.get(code)
        if other is None:
            part.at(key).unknown("De indicator", code, built)
        elif not isinstance(other, Count) or other.stock_day is not None:
            message = f"Indicator '{code}' is geen aantal, dus daar kan een stand niet mee sluiten."
            part.at(key).add("verkeerde-eenheid", message)
