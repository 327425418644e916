"""The command line: read back, count, explain, compare. Thin: the library does the work.

The idea that makes it simple: a command reads, asks the library, shows, and ends with 0 (done), 1
(a finding that is an error) or 2 (wrong use, or an action that cannot be done).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from koers import plain
from koers.agreement import Agreement, Indicator
from koers.algebra import Share
from koers.cli import (
    arguments,
    asking,
    changing,
    counted,
    delivering,
    inventing,
    reading,
    registers,
    terminal,
)
from koers.counts import Question
from koers.dictionary_format import shipped, shipped_names
from koers.engines import compiled, reference
from koers.findings import Refused, Unsound, suggestion
from koers.periods import Grain, reporting_periods
from koers.placed import why_unreadable
from koers.questions import (
    Asked,
    known_through,
    party_split,
    questions,
    tables_of_all,
    to_count,
)
from koers.reconciliation import reconciled, to_check
from koers.register import Register
from koers.results import measure
from koers.schema import agreement_schema
from koers.stated import with_stated
from koers.versions import differences

DONE, FOUND_ERRORS, WRONG_USE, INTERRUPTED = 0, 1, 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; the exit code."""
    asked = arguments.build().parse_args(argv)
    command = COMMANDS[asked.command]
    try:
        code = command(asked)
        sys.stdout.flush()
        return code
    except Refused as refusal:
        terminal.console(error=True).print(f"koers: {refusal.reason}", markup=False)
        return FOUND_ERRORS if isinstance(refusal, Unsound) else WRONG_USE
    except KeyboardInterrupt:
        terminal.console(error=True).print("koers: afgebroken; er is niets achtergebleven.")
        return INTERRUPTED
    except BrokenPipeError:  # the reader has seen enough: keep Python from flushing at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as problem:
        reason = f"koers: lezen of schrijven lukt niet: {why_unreadable(problem)}."
        terminal.console(error=True).print(reason, markup=False)
        with suppress(OSError):  # the disk may refuse this too
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return WRONG_USE


def count(asked: argparse.Namespace) -> int:
    """`koers tel`: an overview, tables, a page, JSON or CSV."""
    agreement = asking.sound(asked.agreement)
    asking.chosen(agreement, asked.opgave)
    agreement = with_stated(agreement, asked.opgave)
    chosen = asking.of_kind(asking.chosen(agreement, asked.indicator), asked.soort)
    asking.check_splits(chosen, asked.splits)
    municipality = asking.municipality_asked(agreement, asked.gemeente)
    if municipality is not None and len(chosen) > 1:
        chosen = tuple(one for one in chosen if party_split(agreement, one) is not None)
    wanted = [(one, _asked(agreement, one, asked, municipality)) for one in chosen]
    found = registers.read(asked, agreement, tables_of_all(agreement, chosen))
    if found is None:
        return FOUND_ERRORS
    register, engine = found.register, found.engine
    if asked.toon_sql:
        every = (to_count(agreement, register, one, question) for one, question in wanted)
        print(registers.as_sql(found, agreement, [one for one in every if one is not None]))
        for indicator, question in wanted:
            known, why_not = known_through(agreement, register, indicator, question)
            if known is None or why_not:
                print(f"-- {indicator.code} is niet te tellen: {why_not}.")
        return DONE
    found.prepare([one for of, to in wanted for one in questions(agreement, register, of, to)])
    measured = [
        figure
        for indicator, question in wanted
        for figure in measure(agreement, register, indicator, question, engine=engine)
    ]
    found.prepare(to_check(agreement, measured))
    figures = reconciled(agreement, register, measured, engine=engine)
    figures = counted.with_texts(agreement, found, figures)
    counted.write(asked, agreement, register, figures)
    return DONE


def _asked(
    agreement: Agreement, indicator: Indicator, asked: argparse.Namespace, municipality: str | None
) -> Asked:
    periods = asking.periods(agreement, indicator, asked)
    groupings = counted.groupings(agreement, indicator, asked)
    return Asked(periods, asked.through, groupings, municipality)


def explain(asked: argparse.Namespace) -> int:
    """`koers verklaar`: the class of a subject's units and each step that led to it."""
    agreement = asking.sound(asked.agreement)
    (indicator,) = asking.chosen(agreement, [asked.indicator])
    register = _rows_of(asked, agreement)
    if register is None:
        return FOUND_ERRORS
    (period,) = reporting_periods(Grain.TERM, agreement.term)
    known, why_not = known_through(agreement, register, indicator, Asked((period,), asked.through))
    if known is None or why_not:
        reason = f"Indicator {indicator.code} is niet te tellen: {why_not}."
        raise Refused("niet-geleverd", reason)
    if not _occurs(register, agreement, asked.subject):
        reason = f"De sleutel '{asked.subject}' komt in geen enkele tabel voor."
        raise Refused("onbekende-sleutel", reason)
    question = Question(indicator.code, (period,), known)
    out = terminal.console()
    terminal.show_title(out, indicator.code, indicator.name)
    out.print(f"{plain.sentence(agreement, indicator)}\n", markup=False)
    out.print(f"Gegevens bekend tot en met {terminal.spoken_day(known)}.")
    if isinstance(indicator.form, Share):
        return _explain_share(agreement, register, indicator, question, asked.subject)
    parts = reference.added(agreement, register, question, asked.subject)
    terminal.show_added(out, agreement, indicator, asked.subject, parts)
    return DONE


def _rows_of(asked: argparse.Namespace, agreement: Agreement) -> Register | None:
    """The register to explain a subject from: of one in parts, only the rows of that subject."""
    if asked.opslag is not None:
        state = registers.open_state(asked.opslag, asked.bekend_op, agreement)
        rows = state.stored.rows(state.register.tables, key=asked.subject)
        return replace(state.register, tables={**state.register.tables, **rows})
    if not compiled.is_stored(asked.gegevens):
        return registers.read_rows(asked.gegevens, agreement)
    register, stored = registers.open_stored(asked.gegevens, agreement, ())
    if register is None:
        return None
    return replace(register, tables=stored.rows(stored.files, key=asked.subject))


def _occurs(register: Register, agreement: Agreement, subject: str) -> bool:
    tables = agreement.dictionary.tables
    return any(
        row.text(tables[name].subject_column) == subject
        for name, rows in register.tables.items()
        for row in rows
    )


def _explain_share(
    agreement: Agreement, register: Register, indicator: Indicator, question: Question, subject: str
) -> int:
    out = terminal.console()
    traced = reference.explain(agreement, register, question, [subject])[subject]
    for unit in traced.units:
        out.print()
        terminal.show_steps(
            out, plain.explanation(agreement, indicator, unit, question.known_through)
        )
    for day in traced.unknown_days:
        out.print(
            f"Op {terminal.spoken_day(day)} is onbekend of {subject} bij de populatie hoort.",
            markup=False,
        )
    if not traced.units and not traced.unknown_days:
        out.print(f"{subject} hoort op geen dag in de looptijd bij de populatie.", markup=False)
    return DONE


def compare(asked: argparse.Namespace) -> int:
    """`koers vergelijk`: what changed between two versions of an agreement (A-06)."""
    old, new = asking.read_file(asked.old), asking.read_file(asked.new)
    out = terminal.console()
    for found in (old, new):
        if found.document is None or found.agreement is None:
            terminal.show_findings(terminal.console(error=True), found.findings)
            return FOUND_ERRORS
    assert old.document is not None
    assert new.document is not None
    changes = differences(old.document, new.document)
    for change in changes:
        out.print(f"- {change}", markup=False)
    number = len(changes)
    out.print(f"{number} {'verschil' if number == 1 else 'verschillen'}.")
    return DONE


def schema(asked: argparse.Namespace) -> int:
    """`koers schema`: the JSON Schema of the agreement file."""
    if asked.woordenboek not in shipped_names():
        hint = suggestion(asked.woordenboek, shipped_names())
        raise Refused(
            "onbekend-woordenboek", f"Het woordenboek '{asked.woordenboek}' bestaat niet. {hint}"
        )
    print(json.dumps(agreement_schema(shipped(asked.woordenboek)), ensure_ascii=False, indent=2))
    return DONE


def invent(asked: argparse.Namespace) -> int:
    """`koers verzin`: an invented register."""
    inventing.invent(asked)
    return DONE


COMMANDS = {
    "lees": reading.read,
    "tel": count,
    "verklaar": explain,
    "vergelijk": compare,
    "lever": delivering.deliver,
    "leveringen": delivering.deliveries,
    "verschil": changing.show_changes,
    "controleer": delivering.check,
    "verzin": invent,
    "schema": schema,
}


if __name__ == "__main__":
    raise SystemExit(main())
