"""What keeps an agreement from being counted, judged or trusted: a list of rules, each adding its
own findings (A-03).

The idea that makes it simple: the agreement has been built, so every rule looks at sound values; a
rule is a function of the agreement and one indicator with its place in the file, and knows nothing
of the other rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from koers.agreement import (
    WHOLE,
    Agreement,
    Direction,
    Indicator,
    Norm,
    Observation,
    certain_on,
    indicator_subject,
)
from koers.algebra import (
    AnchorDay,
    ClassOf,
    Condition,
    Count,
    Formula,
    OfIndicator,
    Outcome,
    OutcomeClass,
    Score,
    Share,
    Stated,
    Sum,
    SumShare,
    UnknownCounts,
)
from koers.dictionary import TableKind
from koers.document import Located
from koers.examples import lacking
from koers.periods import NO_TIME, Grain, reporting_periods
from koers.structure import (
    first_leaf,
    form_conditions,
    leaf_tables,
    leaves,
    referred_indicators,
    window_end,
    windows,
)

Rule = Callable[[Agreement, Indicator, Located], None]


def check(agreement: Agreement, located: Located) -> None:
    """Run every rule; findings gather in the reading that `located` belongs to."""
    _check_names(agreement, located)
    codes = [part.text("code") for part in located.each("indicatoren")]
    if _check_references(agreement, located, codes):
        return
    for indicator in agreement.indicators:
        at = next(
            part for part in located.each("indicatoren") if part.text("code") == indicator.code
        )
        for rule in RULES:
            rule(agreement, indicator, at)


def _check_names(agreement: Agreement, located: Located) -> None:
    for key in ("effecten", "prestaties", "indicatoren"):
        seen: set[str] = set()
        for part in located.each(key):
            code = part.text("code")
            if code in seen:
                part.at("code").add(
                    "dubbele-naam",
                    f"De code '{code}' bestaat al.",
                    "Geef elk onderdeel een eigen code.",
                )
            seen.add(code)
    effects = [effect.code for effect in agreement.effects]
    for part in located.each("prestaties"):
        if part.text("effect") not in effects:
            part.at("effect").unknown("Het effect", part.text("effect"), effects)


def _check_references(agreement: Agreement, located: Located, codes: list[str]) -> bool:
    """Unknown indicators and circles; true when there were any, for then nothing else
    can be said.
    """
    wrong = False
    built = {indicator.code: indicator for indicator in agreement.indicators}
    for part in located.each("indicatoren"):
        indicator = built.get(part.text("code"))
        for code in referred_indicators(indicator.form) if indicator else ():
            if code not in codes:
                part.unknown("De indicator", code, codes)
                wrong = True
        if indicator and _reaches(built, indicator.code, indicator.code, frozenset()):
            part.add(
                "kringverwijzing",
                f"Indicator '{indicator.code}' verwijst, al dan niet via andere, naar zichzelf.",
            )
            wrong = True
    return wrong or len(built) < len(codes)


def _reaches(built: dict[str, Indicator], start: str, goal: str, seen: frozenset[str]) -> bool:
    for code in referred_indicators(built[start].form) if start in built else ():
        if code == goal or (code not in seen and _reaches(built, code, goal, seen | {code})):
            return True
    return False


# --- rules per indicator -------------------------------------------------------------------------


def _names_exist(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    goals = [effect.code for effect in agreement.effects] + [
        part.code for part in agreement.performances
    ]
    if indicator.effect and indicator.effect not in goals:
        at.at("dient").unknown("Het effect of de prestatie", indicator.effect, goals)
    parties = [party.code for party in agreement.parties]
    if indicator.measured_by and indicator.measured_by not in parties:
        at.at("gemetenDoor").unknown("De partij", indicator.measured_by, parties)
    if isinstance(indicator.form, Formula):
        known = dict(agreement.parameters)
        for term in (*indicator.form.numerator, *indicator.form.denominator):
            for factor in term.factors:
                if isinstance(factor, str) and factor not in known:
                    at.at("formule").unknown("De parameter", factor, known)
                elif (
                    isinstance(factor, str)
                    and agreement.parameter(factor, agreement.term.first_day) is None
                ):
                    at.at("formule").add(
                        "onbekende-verwijzing",
                        f"De parameter '{factor}' heeft geen waarde op de eerste dag van de "
                        "looptijd.",
                        "Geef een waarde vanaf die dag of eerder.",
                    )


def _one_subject(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    """Every condition is about one kind of subject, within one key domain (P4)."""
    tables = agreement.dictionary.tables
    for condition in form_conditions(indicator.form):
        names = {name for leaf in leaves(condition) for name in leaf_tables(leaf)}
        subjects = {tables[name].subject for name in names}
        if len(subjects) > 1:
            message = (
                f"De tabellen gaan over verschillende onderwerpen: {', '.join(sorted(subjects))}."
            )
            at.add(
                "verkeerde-eenheid",
                message,
                "Gebruik in een voorwaarde tabellen over hetzelfde onderwerp.",
            )
    names = {
        name
        for c in form_conditions(indicator.form)
        for leaf in leaves(c)
        for name in leaf_tables(leaf)
    }
    if isinstance(indicator.form, Share):
        subjects = {tables[name].subject for name in names}
        if len(subjects) > 1:
            at.add(
                "verkeerde-eenheid",
                f"Populatie en resultaat gaan over {' en '.join(sorted(subjects))}.",
            )
    if isinstance(indicator.form, Formula):
        return
    domains = {tables[name].key_domain for name in names}
    if len(domains) > 1:
        at.add(
            "sleuteldomein",
            f"De tabellen {', '.join(sorted(names))} hebben sleutels uit verschillende domeinen.",
            "Tel per domein, of laat de leverancier dezelfde sleutel gebruiken.",
        )


def _unit_fits(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    if not isinstance(indicator.form, Share):
        return
    subject = indicator_subject(agreement, indicator)
    if indicator.unit != subject:
        message = (
            f"Een aandeel telt hier per {subject}, maar als eenheid staat er '{indicator.unit}'."
        )
        at.at("eenheid").add("verkeerde-eenheid", message, f"Schrijf 'eenheid: {subject}'.")


def _against_has_an_anchor(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    form = indicator.form
    if isinstance(form, Share):
        without_anchor: tuple[Condition | Outcome, ...] = (form.excluded,) if form.excluded else ()
    else:
        without_anchor = form_conditions(form)
    for condition in without_anchor:
        if any(isinstance(leaf, Score) and leaf.against for leaf in leaves(condition)):
            at.add(
                "vooruitkijken",
                "Vergelijken met het begin kan alleen na een ankerdag.",
                "Gebruik een vaste score.",
            )


def _no_look_ahead(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    form = indicator.form
    if not isinstance(form, Share) or not isinstance(form.population.source, ClassOf):
        return
    source = form.population.source
    inner = agreement.indicator(source.indicator).form
    if not isinstance(inner, Share):
        at.at("aandeel").add(
            "verkeerde-eenheid",
            f"Indicator '{source.indicator}' heeft geen klassen; neem een aandeel.",
        )
        return
    later = any(window.end != NO_TIME for window in windows(inner.outcome))
    if (
        later
        and source.anchor is AnchorDay.ANCHOR
        and source.outcome_class is not OutcomeClass.EXCLUDED
    ):
        at.at("aandeel").add(
            "vooruitkijken",
            f"De uitkomst van '{source.indicator}' is op de ankerdag nog niet bekend.",
            "Kies 'anker: venstereinde', of bij behaald 'anker: succesdag'.",
        )


def _unknown_does_not_flatter(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    form = indicator.form
    if not isinstance(form, Share) or form.unknown is not UnknownCounts.AS_NOT_MET:
        return
    if any(norm.direction is Direction.AT_MOST for norm in indicator.norms):
        at.at("aandeel").at("onbekend").add(
            "onbekend-vleit",
            "Bij een hooguit-norm maakt elk onbekend geval het cijfer gunstiger als het als "
            "niet behaald telt.",
            "Schrijf 'onbekend: eruit'.",
        )


def _norms_fit(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    blocks = list(at.each("norm")) or [at.at("norm")]
    parties = {WHOLE, *(party.code for party in agreement.parties)}
    seen: set[tuple[object, object, object]] = set()
    for norm, block in zip(indicator.norms, blocks, strict=False):
        if norm.scope not in parties:
            block.at("voor").unknown("De partij", norm.scope, parties)
        if norm.first_day not in agreement.term:
            block.at("van").add(
                "norm-onjuist", "De norm begint buiten de looptijd.", "Geef een dag in de looptijd."
            )
        elif norm.per is not None and not _starts_a_period(agreement, norm, norm.per):
            message = f"De norm begint midden in een periode ({norm.per})."
            block.at("van").add(
                "norm-onjuist", message, "Laat een norm ingaan op de eerste dag van een periode."
            )
        if norm.per is Grain.OWN and not agreement.own_periods:
            block.at("per").add(
                "norm-onjuist", "Bij 'per: eigen' hoort een lijst 'perioden' in de overeenkomst."
            )
        if norm.direction is Direction.WITHIN and not (
            isinstance(indicator.form, Formula) and indicator.form.minus_one
        ):
            block.add(
                "norm-onjuist",
                "Een norm 'binnen' hoort bij een afwijking: een formule met 'min een: ja'.",
            )
        key = (norm.first_day, norm.per, norm.scope)
        if key in seen:
            block.add(
                "norm-onjuist",
                "Er staat al een norm vanaf deze dag voor dezelfde periode en partij.",
            )
        seen.add(key)
        if norm.state and norm.state.value == "nog af te spreken":
            block.add("norm-open", f"De norm van '{indicator.code}' moet nog worden afgesproken.")


def _starts_a_period(agreement: Agreement, norm: Norm, per: Grain) -> bool:
    periods = reporting_periods(per, agreement.term, own=agreement.own_periods)
    return (
        any(period.first_day == norm.first_day for period in periods)
        or norm.first_day == agreement.term.first_day
    )


def _one_grain_of_sums(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    grains = {
        leaf.grain
        for c in form_conditions(indicator.form)
        for leaf in leaves(c)
        if isinstance(leaf, SumShare)
    }
    if len(grains) > 1:
        at.add("verkeerde-eenheid", "Sommen over verschillende perioden zijn niet samen te tellen.")
    for norm in indicator.norms:
        if (
            grains
            and norm.per is not None
            and norm.per not in grains
            and not isinstance(indicator.form, Share)
        ):
            at.at("norm").add(
                "norm-onjuist",
                f"Het cijfer bestaat alleen per {next(iter(grains))}.",
                "Pas 'per' aan.",
            )


def _splits_fit(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    dictionary = agreement.dictionary
    subject = indicator_subject(agreement, indicator)
    for name in indicator.splits:
        split, part = dictionary.splits[name], at.at("splits")
        if split.table is not None and dictionary.tables[split.table].subject != subject:
            message = (
                f"Splitsing '{name}' gaat over {dictionary.tables[split.table].subject}, het "
                f"cijfer over {subject}."
            )
            part.add("splitsing-onjuist", message)
        if split.table is None:
            for table in row_tables(agreement, indicator):
                if split.column not in dictionary.tables[table].columns:
                    part.add(
                        "splitsing-onjuist",
                        f"Tabel '{table}' heeft geen kolom '{split.column}' om op te splitsen.",
                    )
        if split.multiple:
            part.add(
                "splitsing-meervoudig",
                f"Bij splitsing '{name}' telt iemand in elk vak waar hij bij hoort.",
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
        yield form.numerator.column.table
    elif isinstance(form, Formula):
        for term in (*form.numerator, *form.denominator):
            if isinstance(term.form, OfIndicator):
                yield from row_tables(agreement, agreement.indicator(term.form.code))
            else:
                for condition in form_conditions(term):
                    yield from leaf_tables(first_leaf(condition))[:1]
    else:
        for condition in form_conditions(form):
            yield from leaf_tables(first_leaf(condition))[:1]


def _terms_can_be_added(agreement: Agreement, indicator: Indicator, at: Located) -> None:
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


def _growth_has_a_base(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    form = indicator.form
    if not isinstance(form, Formula) or not any(
        term.earlier != NO_TIME for term in form.denominator
    ):
        return
    if indicator.baseline is None:
        at.at("formule").add(
            "nulmeting-ontbreekt",
            "De eerste vergelijking ligt voor het begin van de looptijd en er is geen "
            "nulmeting vastgelegd.",
            "Leg een nulmeting vast, of lever de gegevens van het jaar ervoor.",
        )


def _matures_in_time(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    form, term = indicator.form, agreement.term
    if not isinstance(form, Share):
        return
    end = certain_on(agreement, indicator, window_end(form.outcome, term.first_day))
    if end > term.last_day:
        at.at("aandeel").at("die").add(
            "rijpt-niet",
            "De termijn van het resultaat is langer dan de looptijd: binnen de looptijd "
            "wordt geen enkel geval rijp.",
            "Spreek een mijlpaal af, of leg vast dat na de looptijd wordt doorgeteld.",
        )


def _proof_is_agreed(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    judged = any(norm.direction for norm in indicator.norms)
    if indicator.observation is not Observation.FULL and judged and indicator.proof is None:
        at.at("waarneming").add(
            "bewijs-ontbreekt",
            f"Het cijfer komt uit een {indicator.observation}, maar er staat niet wat als "
            "bewijs telt.",
            "Schrijf 'bewijs: puntwaarde' of 'bewijs: aangetoond'.",
        )


def _source_is_named(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    if indicator.source is None:
        at.add(
            "bron-ontbreekt",
            f"Bij '{indicator.code}' staat niet in welk document de afspraak staat.",
        )


def _doubt_is_shown(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    if indicator.doubt:
        at.at("twijfel").add(
            "twijfel", f"Bij '{indicator.code}' staat een twijfel: {indicator.doubt}"
        )


def _examples_are_telling(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    missing = lacking(indicator)
    if missing:
        at.add(
            "voorbeeld-ontbreekt",
            f"De voorbeelden bij '{indicator.code}' tonen nog niet: {', '.join(missing)}.",
        )


def _day_column_is_there(agreement: Agreement, indicator: Indicator, at: Located) -> None:
    """An age needs birth dates of the subject (F2)."""
    subject = indicator_subject(agreement, indicator)
    aged = any(not leaf_tables(leaf) for c in form_conditions(indicator.form) for leaf in leaves(c))
    if aged and agreement.dictionary.births(subject) is None:
        kinds = [
            t.name for t in agreement.dictionary.tables.values() if t.kind is TableKind.SUBJECT
        ]
        message = (
            f"Er zijn geen geboortedagen bij '{subject}', dus een leeftijd is niet te bepalen."
        )
        at.add(
            "onbekende-verwijzing",
            message,
            f"Tabellen met onderwerpen: {', '.join(kinds)}." if kinds else "",
        )


RULES: tuple[Rule, ...] = (
    _names_exist,
    _one_subject,
    _unit_fits,
    _against_has_an_anchor,
    _no_look_ahead,
    _unknown_does_not_flatter,
    _norms_fit,
    _one_grain_of_sums,
    _splits_fit,
    _terms_can_be_added,
    _growth_has_a_base,
    _matures_in_time,
    _proof_is_agreed,
    _source_is_named,
    _doubt_is_shown,
    _examples_are_telling,
    _day_column_is_there,
)
