"""One indicator in full: what is counted, the figure with its verdict, how it developed, who
counted, per municipality, and what was agreed and why.

The idea that makes it simple: a card is a list of parts, each of which is left out when there is
nothing to say; the order is that of a reader's questions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from koers.agreement import Agreement, IndicatorKind
from koers.figure_words import (
    adds_up_words,
    norm_words,
    period_words,
    reason_words,
    second_label,
    sentence_of,
    split_words,
)
from koers.figures import Figure, Reached
from koers.findings import Finding
from koers.overview import Line, Overview, has_bound
from koers.overview.words import running_words
from koers.page.classes import class_table
from koers.page.facts import facts
from koers.page.markup import Content, Markup, tag
from koers.page.pieces import anchor, interval, link, status_chip, under, value, verdict
from koers.page.series import development
from koers.page.tables import Column, Row, table
from koers.plain import sentence
from koers.plain.norms import baseline_said
from koers.scales import grouped, scale_of


def card(found: Overview, line: Line, findings: Sequence[Finding]) -> Markup:
    """The part of the page about one indicator. Of one without a norm all but the figure is folded
    away, for there are many of those.
    """
    agreement, indicator = found.agreement, line.indicator
    place = anchor(indicator)
    more = tag("div", _more(found, line, findings))
    is_open = indicator.kind is IndicatorKind.KPI
    return tag(
        "article",
        tag("h3", tag("span", indicator.code, class_="code"), indicator.name, id=place),
        tag("p", sentence(agreement, indicator)),
        _key(agreement, line),
        more if is_open else tag("details", tag("summary", f"Alles over {indicator.code}"), more),
        tag("p", tag("a", "Terug naar boven", href="#boven"), class_="back"),
        class_="indicator",
        aria_labelledby=place,
    )


def _more(found: Overview, line: Line, findings: Sequence[Finding]) -> Iterator[Content]:
    """All but the figure itself, in the order of a reader's questions."""
    agreement = found.agreement
    yield (tag("p", text) for text in _notes(agreement, line))
    yield _running(agreement, line)
    yield development(agreement, line)
    yield tag(
        "div",
        class_table(agreement, line.shown),
        _per_municipality(agreement, line),
        class_="pair even",
    )
    yield _survey(agreement, line.shown)
    yield _texts(line.shown)
    yield _beside(found, line)
    yield tag("h4", "Afspraak en herkomst")
    yield facts(found, line, findings)


def _key(agreement: Agreement, line: Line) -> Markup:
    """The figure, its norm, its verdict and how sure it is."""
    figure = line.shown
    when = period_words(figure.period.label, figure.cell.norm_day)
    pairs: list[tuple[str, Content, str | None]] = [
        (f"Cijfer {when}", value(agreement, figure), "large")
    ]
    if line.indicator.kind is IndicatorKind.KPI:
        pairs += [("Norm", norm_words(figure.norm), None), ("Oordeel", verdict(figure), None)]
    if figure.interval is not None:
        method = under(figure.interval.method)
        pairs.append(("Onzekerheid (95%)", (interval(agreement, figure), method), None))
    return tag(
        "dl",
        (
            tag("div", tag("dt", name), tag("dd", content, class_=kind))
            for name, content, kind in pairs
        ),
        class_="key",
    )


def _notes(agreement: Agreement, line: Line) -> Iterator[str]:
    """What must be said about the shown figure besides."""
    figure = line.shown
    if figure.is_complete:
        yield from filter(None, (reason_words(figure.judged),))
    else:
        yield sentence_of(running_words(agreement, figure))
    if line.indicator.baseline is not None:
        yield baseline_said(line.indicator, line.indicator.baseline)
    certainty = second_label(figure.judged)
    if certainty:
        yield sentence_of(certainty)
    if figure.cell.overlap is not None:
        overlap = figure.cell.overlap
        yield (
            f"Er bleven {overlap.stayed}, er kwamen {overlap.joined} bij en er gingen "
            f"{overlap.left} af."
        )
    adds_up = adds_up_words(figure)
    if adds_up:
        yield f"De stand {adds_up}."


def _running(agreement: Agreement, line: Line) -> Iterator[Markup]:
    if not line.running:
        return
    yield tag("h4", "Loopt nog")
    yield tag(
        "ul",
        (
            tag("li", running_words(agreement, figure), ". ", status_chip(figure.judged.status))
            for figure in line.running
        ),
    )


def _per_municipality(agreement: Agreement, line: Line) -> Markup | None:
    """Values without a verdict, but where a municipality has a norm of its own: no league table."""
    if not line.parts:
        return None
    has_norm = any(has_bound(part) for part in line.parts)
    has_interval = any(part.interval is not None for part in line.parts)
    columns = [Column("Gemeente"), Column("Cijfer", is_number=True)]
    columns += [Column("Onzekerheid", is_number=True)] if has_interval else []
    columns += [Column("Norm", is_number=True), Column("Oordeel")] if has_norm else []
    rows = (
        _part(agreement, part, has_interval=has_interval, has_norm=has_norm) for part in line.parts
    )
    when = period_words(line.shown.period.label, line.shown.cell.norm_day)
    title = f"Per gemeente in {when}"
    kind = "stack" if has_norm or has_interval else ""
    is_of_whole = has_bound(line.shown) and not has_norm
    note = "De norm geldt voor het geheel; een gemeente krijgt hier geen oordeel."
    return tag(
        "div",
        tag("h4", title),
        table(title, columns, rows, caption_is_seen=False, kind=kind),
        tag("p", note, class_="note") if is_of_whole else None,
    )


def _part(agreement: Agreement, part: Figure, *, has_interval: bool, has_norm: bool) -> Row:
    cells: list[Content] = [value(agreement, part)]
    cells += [interval(agreement, part)] if has_interval else []
    if has_norm:
        cells += [norm_words(part.norm), verdict(part) if has_bound(part) else None]
    return Row(split_words(agreement, part.split[-1:]), tuple(cells))


def _survey(agreement: Agreement, figure: Figure) -> Iterator[Markup]:
    """How many were asked and answered, and what those who did not could change."""
    reached = figure.survey
    if reached is None:
        return
    yield tag("h4", "Onderzoek")
    yield tag("ul", (tag("li", text) for text in _reached(agreement, figure, reached)))


def _reached(agreement: Agreement, figure: Figure, reached: Reached) -> Iterator[str]:
    if reached.population is not None:
        yield f"De groep waaruit is getrokken: {grouped(str(reached.population))}."
    if reached.asked is not None:
        yield f"Gevraagd: {grouped(str(reached.asked))}."
    yield f"Bruikbare antwoorden: {grouped(str(reached.answered))}."
    survey = figure.indicator.survey
    split = survey.strata if survey else None
    for name, part in reached.strata:
        said = split_words(agreement, ((split, name),)) if split else name
        yield f"{said}: {part.met} van {part.answered} antwoorden, uit {part.population}."
    if reached.silent:
        yield f"Zonder antwoord: {', '.join(reached.silent)}."
    if reached.tipping is not None:
        scale = scale_of(agreement, figure)
        yield (
            f"De norm kantelt als van wie niet antwoordde {scale.text(reached.tipping)} "
            "meetelt als behaald."
        )


def _texts(figure: Figure) -> Iterator[Markup]:
    if figure.texts:
        yield tag("h4", "Wat er is gedaan")
        yield tag("ul", (tag("li", text) for text in figure.texts))


def _beside(found: Overview, line: Line) -> Iterator[Markup]:
    """The context figures that the agreement puts beside this indicator."""
    lines = [one for code in line.indicator.beside if (one := found.line(code)) is not None]
    if not lines:
        return
    yield tag("h4", "Hiernaast te leggen")
    rows = [
        Row(
            link(one.indicator),
            (
                value(found.agreement, one.shown),
                period_words(one.shown.period.label, one.shown.cell.norm_day),
            ),
        )
        for one in lines
    ]
    columns = (Column("Contextcijfer"), Column("Cijfer", is_number=True), Column("Periode"))
    title = f"Context bij {line.indicator.code}"
    yield table(title, columns, rows, caption_is_seen=False, kind="stack")
