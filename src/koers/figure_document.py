"""Figures as a document: the Dutch keys of the API and of `koers tel --json`, and flat rows for
CSV.

The idea that makes it simple: one function per shape, over the same `Figure`; numbers that are not
whole are exact decimals in text, so that no reader loses a digit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from koers.agreement import Agreement, Direction, Norm, tables_read
from koers.counts import Classes
from koers.figures import Figure, Outlook, Ratio, Reached
from koers.register import Register
from koers.stated import is_stated
from koers.statistics.intervals import Interval
from koers.version import VERSION

Scalar = str | int | bool | None
Document = Scalar | Sequence["Document"] | Mapping[str, "Document"]


def figures_document(
    agreement: Agreement, register: Register, figures: Sequence[Figure], *, through: date
) -> dict[str, Document]:
    """The whole answer: the agreement's identity and a list of figures."""
    return {
        "overeenkomst": {
            "code": agreement.code,
            "titel": agreement.title,
            "hash": agreement.document_hash,
        },
        "cijfers": [
            figure_document(agreement, register, figure, through=through) for figure in figures
        ],
    }


def figure_document(
    agreement: Agreement, register: Register, figure: Figure, *, through: date
) -> dict[str, Document]:
    """One figure with keys in lowerCamelCase Dutch; classes only where the form has them."""
    return {
        "code": figure.indicator.code,
        "naam": figure.indicator.name,
        "eenheid": figure.indicator.unit,
        "periode": {
            "van": figure.period.first_day.isoformat(),
            "totEnMet": figure.period.last_day.isoformat(),
            "per": figure.period.grain.value if figure.period.grain else None,
            "volledig": figure.period.whole,
        },
        "split": dict(figure.split),
        **_classes(figure.cell.classes),
        "populatieOnbekend": figure.cell.population_unknown,
        "uitzonderingsaandeel": _decimal(figure.excepted_share),
        **_ratio(figure.ratio, weighted=figure.weighted),
        **_interval(figure.interval),
        "norm": _norm(figure.norm),
        "nulmeting": _baseline(figure),
        "oordeel": figure.verdict.value,
        "reden": figure.reason,
        "sterkte": figure.judged.strength.value or None,
        "zekerheid": figure.judged.certainty or None,
        "status": figure.judged.status.value or None,
        "vlag": figure.judged.flagged,
        "nMin": figure.judged.least_group,
        "schatting": _estimate(figure.estimate),
        "onderzoek": _survey(figure.survey),
        "ontbreekt": figure.missing.value if figure.missing else None,
        "tussenstand": _interim(figure),
        "verloop": _overlap(figure),
        "aansluiting": _reconciliation(figure),
        "teksten": list(figure.texts),
        "optelbaar": figure.additive,
        "wijze": "opgave" if is_stated(figure.indicator) else "geteld",
        "herkomst": _provenance(agreement, register, figure, through),
    }


def _classes(classes: Classes | None) -> dict[str, Document]:
    if classes is None:
        return {}
    return {"populatie": classes.population, **_named(classes)}


def _named(classes: Classes) -> dict[str, Document]:
    return {
        "uitgesloten": classes.excluded,
        "onrijp": classes.immature,
        "behaald": classes.met,
        "uitgezonderd": classes.excepted,
        "onbekend": classes.unknown,
        "nietBehaald": classes.not_met,
    }


def _interim(figure: Figure) -> Document:
    """The state at K, null where it adds nothing to the figure itself."""
    if figure.is_complete or figure.interim is None:
        return None
    classes = _named(figure.cell.interim) if figure.cell.interim else {}
    classes.pop("onrijp", None)
    return {**classes, **_ratio(figure.interim)}


def _overlap(figure: Figure) -> Document:
    overlap = figure.cell.overlap
    if overlap is None or not figure.is_complete:
        return None
    return {
        "gebleven": overlap.stayed,
        "erbij": overlap.joined,
        "eraf": overlap.left,
        "erbijDoor": list(overlap.joined_by),
    }


def _reconciliation(figure: Figure) -> Document:
    check = figure.reconciliation
    if check is None:
        return None
    return {
        "vorige": exact(check.previous),
        "erbij": exact(check.joined),
        "eraf": exact(check.left),
        "stand": exact(check.stock),
        "verschil": exact(check.difference),
    }


def _ratio(ratio: Ratio | None, *, weighted: Fraction | None = None) -> dict[str, Document]:
    if ratio is None:
        return {"teller": None, "noemer": None, "waarde": None}
    return {
        "teller": exact(ratio.numerator),
        "noemer": exact(ratio.denominator),
        "waarde": _decimal(ratio.value if weighted is None else weighted),
    }


def _decimal(number: Fraction | None) -> str | None:
    return None if number is None else decimal_text(number)


def _interval(interval: Interval | None) -> dict[str, Document]:
    """The bounds and what made them; null where the figure has no interval."""
    if interval is None:
        return {"onder": None, "boven": None, "methode": None}
    return {
        "onder": decimal_text(Fraction(interval.low)),
        "boven": decimal_text(Fraction(interval.high)),
        "methode": interval.method,
    }


def _estimate(outlook: Outlook | None) -> Document:
    """What an unripe share will become, as far as the data reach."""
    if outlook is None:
        return None
    found = outlook.estimate
    return {
        "waarde": decimal_text(Fraction(found.value)),
        "onder": decimal_text(Fraction(found.low)),
        "boven": decimal_text(Fraction(found.high)),
        "totDag": found.through,
        "termijn": outlook.horizon,
        "kans": None if outlook.chance is None else decimal_text(Fraction(outlook.chance)),
    }


def _survey(reached: Reached | None) -> Document:
    if reached is None:
        return None
    return {
        "populatie": reached.population,
        "gevraagd": reached.asked,
        "antwoorden": reached.answered,
        "lagen": [
            {
                "naam": name,
                "populatie": part.population,
                "antwoorden": part.answered,
                "behaald": part.met,
            }
            for name, part in reached.strata
        ],
        "zonderAntwoord": list(reached.silent),
        "omslagpunt": _decimal(reached.tipping),
    }


def _baseline(figure: Figure) -> Document:
    baseline = figure.indicator.baseline
    if baseline is None:
        return None
    return {
        "waarde": _decimal(baseline.value),
        "dag": baseline.day.isoformat() if baseline.day else None,
        "bron": baseline.source or None,
    }


def exact(number: Fraction) -> int | str:
    """A whole number as it is, another as a decimal text when that is exact, else as a fraction
    'a/b'.
    """
    if number.denominator == 1:
        return number.numerator
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return (
        decimal_text(number, places=40) if rest == 1 else f"{number.numerator}/{number.denominator}"
    )


def decimal_text(number: Fraction, *, places: int = 12) -> str:
    """Decimal text with a point, half up at `places`, no trailing noughts."""
    scaled = abs(number) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    digits = f"{whole:0{places + 1}d}"
    text = f"{digits[:-places]}.{digits[-places:]}".rstrip("0").rstrip(".")
    return f"-{text}" if number < 0 and whole else text


def _norm(norm: Norm | None) -> Document:
    if norm is None:
        return None
    return {
        "van": norm.first_day.isoformat(),
        "per": norm.per.value if norm.per else None,
        "voor": norm.scope,
        "soort": norm.direction.value
        if norm.direction
        else (norm.state.value if norm.state else None),
        "waarde": norm.bound_text or None,
    }


def norm_text(norm: Norm | None) -> str:
    """The norm in a table: '≥ 60%', '≤ 1%', '± 5%', 'nog af te spreken', or a dash."""
    if norm is None:
        return "–"
    if norm.direction is None:
        return norm.state.value if norm.state else "–"
    sign = {Direction.AT_LEAST: "≥", Direction.AT_MOST: "≤", Direction.WITHIN: "±"}[norm.direction]
    return f"{sign} {norm.bound_text.replace('.', ',')}"


def _provenance(
    agreement: Agreement, register: Register, figure: Figure, through: date
) -> dict[str, Document]:
    """What the other party needs to recompute the figure (`design.md`, idea 4)."""
    tables = sorted(tables_read(agreement, figure.indicator))
    known = figure.known_through
    return {
        "overeenkomst": agreement.document_hash,
        "woordenboek": agreement.dictionary.document_hash,
        "gegevens": {table: register.hashes.get(table) for table in tables},
        "bekendOp": register.state or None,
        "bekendTotEnMet": known.isoformat() if known else None,
        "gevraagdTotEnMet": through.isoformat(),
        "motor": f"koers {VERSION}",
    }


CSV_COLUMNS = (
    "code",
    "naam",
    "eenheid",
    "van",
    "totEnMet",
    "per",
    "split",
    "populatie",
    "uitgesloten",
    "onrijp",
    "behaald",
    "uitgezonderd",
    "onbekend",
    "nietBehaald",
    "populatieOnbekend",
    "teller",
    "noemer",
    "waarde",
    "onder",
    "boven",
    "methode",
    "norm",
    "oordeel",
    "reden",
    "sterkte",
    "zekerheid",
    "status",
    "vlag",
    "nMin",
    "uitzonderingsaandeel",
    "schattingWaarde",
    "schattingOnder",
    "schattingBoven",
    "schattingTotDag",
    "ontbreekt",
    "tussenstandTeller",
    "tussenstandNoemer",
    "tussenstandWaarde",
    "optelbaar",
    "bekendTotEnMet",
)


def csv_row(figure: Figure) -> list[str]:
    """One figure as a row of `CSV_COLUMNS`; texts that a spreadsheet would run as a formula are
    made harmless.
    """
    classes = figure.cell.classes
    named = {**_named(classes), "populatie": classes.population} if classes else {}
    interim = None if figure.is_complete else figure.interim
    values: dict[str, Document] = {
        "code": figure.indicator.code,
        "naam": figure.indicator.name,
        "eenheid": figure.indicator.unit,
        "van": figure.period.first_day.isoformat(),
        "totEnMet": figure.period.last_day.isoformat(),
        "per": figure.period.grain.value if figure.period.grain else "",
        "split": "; ".join(f"{name}: {value}" for name, value in figure.split),
        **named,
        "populatieOnbekend": figure.cell.population_unknown,
        **_ratio(figure.ratio, weighted=figure.weighted),
        "norm": norm_text(figure.norm) if figure.norm else "",
        "oordeel": figure.verdict.value,
        "reden": figure.reason,
        **_interval(figure.interval),
        "sterkte": figure.judged.strength.value,
        "zekerheid": figure.judged.certainty,
        "status": figure.judged.status.value,
        "vlag": "ja" if figure.judged.flagged else "nee",
        "nMin": figure.judged.least_group,
        "uitzonderingsaandeel": _decimal(figure.excepted_share),
        **_flat("schatting", _estimate(figure.estimate)),
        "ontbreekt": figure.missing.value if figure.missing else "",
        **{f"tussenstand{key.capitalize()}": value for key, value in _ratio(interim).items()},
        "optelbaar": "ja" if figure.additive else "nee",
        "bekendTotEnMet": figure.known_through.isoformat() if figure.known_through else "",
    }
    return [_harmless(values.get(column)) for column in CSV_COLUMNS]


def _flat(name: str, block: Document) -> dict[str, Document]:
    found = block if isinstance(block, Mapping) else {}
    return {f"{name}{key[:1].upper()}{key[1:]}": value for key, value in found.items()}


def _harmless(value: Document) -> str:
    text = "" if value is None else str(value)
    if text[:1] not in ("=", "+", "-", "@", "\t", "\r"):
        return text
    is_number = text.lstrip("-").replace(".", "", 1).replace("/", "", 1).isdigit()
    return text if is_number else f"'{text}"
