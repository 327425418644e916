"""Which tables become known too late, and which indicators do not wait for that.

The idea that makes it simple: how rows became known is counted where they are kept; here it is held
against what was agreed. More than 1 % of the days of a table known only after they were promised is
a finding (`statistics.md` 1.3), with the waiting time after which 99 % is there. Where a delivery
came out of turn, no waiting time helps: that is a finding about the delivery.

It must not know a row, nor print anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from koers.agreement import Agreement, Indicator, waiting_time
from koers.algebra import Share
from koers.columns_read import columns_read
from koers.findings import Finding, Place
from koers.periods import Duration
from koers.readiness import Document, Value
from koers.scales import Scale, grouped
from koers.statistics.delays import reporting_delay
from koers.store.arrivals import Arrivals, Edge
from koers.store.manifest import Manifest
from koers.structure import leaf_tables, leaves, window_end

MOST = Fraction(1, 100)
"""So many may come late before it is said."""
CODE = "te-laat-bekend"

_FEW = 6
_WHAT = {Edge.DAY: "rijen", Edge.END: "einddagen"}


@dataclass(frozen=True)
class Late:
    """A table of which some came late. `wait` is the least waiting time with which 99 % is known;
    `sooner` are the codes of the indicators that read the table and take it for complete before
    that. `lag` is what the dictionary says, if that is shorter.
    """

    arrivals: Arrivals
    wait: Duration
    sooner: tuple[str, ...] = ()
    lag: Duration | None = None

    @property
    def is_found(self) -> bool:
        return Fraction(self.arrivals.late, self.arrivals.known) > MOST

    @property
    def how_many(self) -> str:
        """'12 van 1.250 rijen (0,96%)': with the decimals it takes to differ from 1 %."""
        of = self.arrivals
        share = Scale(percent=True, decimals=1, norm=MOST).text(Fraction(of.late, of.known))
        return f"{_grouped(of.late)} van {_grouped(of.known)} {_WHAT[of.edge]} ({share})"


@dataclass(frozen=True)
class OutOfTurn:
    """A delivery that came after what it tells of was promised, and how many rows and last days of
    which tables were late only for that.
    """

    delivery: Manifest
    number: int
    tables: tuple[str, ...]


def held_against(
    agreement: Agreement, indicators: Sequence[Indicator], found: Sequence[Arrivals]
) -> tuple[Late, ...]:
    """What came late at all, held against the indicators that read it; in the order given."""
    read = [(one, frozenset(columns_read(agreement, one))) for one in indicators]
    day, late = agreement.term.first_day, []
    for one in found:
        if one.late:
            # Without any waiting what is late is missing, so no time is never enough.
            least = reporting_delay(one.triangle, seen_from=one.seen_from).least
            wait = Duration(months=max(1, least))
            readers = (indicator for indicator, tables in read if one.table in tables)
            sooner = tuple(r.code for r in readers if not _waits(agreement, r, one.table, wait))
            lag = agreement.dictionary.tables[one.table].lag
            late.append(Late(one, wait, sooner, lag if lag.after(day) < wait.after(day) else None))
    return tuple(late)


def _waits(agreement: Agreement, indicator: Indicator, table: str, wait: Duration) -> bool:
    """Whether a share is judged only when this table is known. Its outcome may lie on the last day
    of its window; whatever else it reads lies on the first day, so the window is waited for too.
    No waiting time can be agreed for other forms: they are left to what a restatement tells.
    """
    form, day = indicator.form, agreement.term.first_day
    if not isinstance(form, Share):
        return True
    last = [form.outcome, *([form.excepted] if form.excepted else [])]
    at_end = {name for part in last for leaf in leaves(part) for name in leaf_tables(leaf)}
    since = day if table in at_end else window_end(form.outcome, day)
    return waiting_time(agreement, indicator).after(since) >= wait.after(day)


def out_of_turn(found: Sequence[Arrivals], chain: Sequence[Manifest]) -> tuple[OutOfTurn, ...]:
    """The deliveries that made more than 1 % of a table late. `chain`: what it all came with."""
    late = []
    for place, delivery in enumerate(chain, start=1):
        much = [one for one in found if MOST * one.known < one.out_of_turn.get(place, 0)]
        if much:
            number = sum(one.out_of_turn[place] for one in much)
            late.append(
                OutOfTurn(delivery, number, tuple(dict.fromkeys(one.table for one in much)))
            )
    return tuple(late)


# --- in words ------------------------------------------------------------------------------------


def findings(late: Sequence[Late], out: Sequence[OutOfTurn], *, place: Place) -> list[Finding]:
    """What is said of tables of which too much came late, and of deliveries."""
    of_tables = [Finding(CODE, place, _message(one), _hint(one)) for one in late if one.is_found]
    ask = "Noem een dag pas bekend als elke levering over de tijd ervoor er is."
    return [*of_tables, *(Finding(CODE, place, about_delivery(one), ask) for one in out)]


def _message(late: Late) -> str:
    return (
        f"Van tabel '{late.arrivals.table}' kwamen bij {late.arrivals.supplier} {late.how_many} na "
        "een levering die zei dat alles tot en met hun dag bekend was."
    )


def _hint(late: Late) -> str:
    said = [f"Na {late.wait} is 99% bekend."]
    if late.sooner:
        said.append(f"Korter wachten: {some_of(late.sooner)}. Spreek een langere wachttijd af.")
    if late.lag is not None:
        said.append(f"Zet 'achterstand: {late.wait}' bij de tabel in het woordenboek.")
    return " ".join(said)


def about_delivery(out: OutOfTurn) -> str:
    said = f"{_grouped(out.number)} rijen en einddagen ({some_of(out.tables)})"
    return f"Door {out.delivery} waren {said} te laat: die levering kwam zelf niet op haar beurt."


def some_of(names: Sequence[str]) -> str:
    """The first few, and how many more there are."""
    more = f" en nog {len(names) - _FEW}" if len(names) > _FEW else ""
    return f"{', '.join(names[:_FEW])}{more}"


def _grouped(number: int) -> str:
    return grouped(str(number))


# --- as a document -------------------------------------------------------------------------------


def late_document(late: Sequence[Late], out: Sequence[OutOfTurn], *, place: Place) -> Document:
    """As JSON: all that came late, the deliveries that did, and what is said of them."""
    return {
        "tabellen": [_table_document(one) for one in late],
        "leveringen": [
            {"nummer": one.delivery.number, "aantal": one.number, "tabellen": list(one.tables)}
            for one in out
        ],
        "meldingen": [str(finding) for finding in findings(late, out, place=place)],
    }


def _table_document(late: Late) -> Value:
    of = late.arrivals
    return {
        "tabel": of.table,
        "leverancier": of.supplier,
        "dag": of.edge.value,
        "bekend": of.known,
        "teLaat": of.late,
        "wachttijd": str(late.wait),
        "korterWachten": list(late.sooner),
    }
