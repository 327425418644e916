"""The reference page of the language, `taal.md`: every drawn spec, as text and tables.

The idea that makes it simple: a spec is called with a recorder in place of an engine, so the page
shows the same drawings that every engine is held against, and nothing else. A chapter is a file of
`tests/spec`; its title and explanation are the module docstring, an example's text is the docstring
of the spec. What is not a matter of counting has its test named in `ELSEWHERE`.

It must not know what the words mean.
"""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from textwrap import dedent
from types import ModuleType

from docs.markdown import anchor, table
from koers.cli.terminal import spoken_day
from koers.dictionary import Column, Table
from tests.spec.drawn import (
    KNOWN,
    TERM,
    Drawing,
    Recorder,
    Spec,
    blocks_of,
    cells_of,
    lines_of,
)
from tests.spec.woordenboek import spec_dictionary

SPECS = Path(__file__).parent.parent / "tests" / "spec"
PARTS = {"f": "Feiten", "s": "Aandelen", "c": "Aantallen, sommen en formules", "p": "Splitsen"}
_REFUSALS = "tests/engine/test_rules_without_a_table.py"
_VERDICTS = "tests/engine/test_verdicts.py"
ELSEWHERE: Mapping[str, tuple[tuple[str, str], ...]] = {
    "F8": (
        (
            "Bij een norm met `hooguit` mag onbekend niet als niet behaald tellen.",
            f"{_REFUSALS}::test_unknown_as_not_achieved_may_not_flatter_an_at_most_norm",
        ),
    ),
    "S2": (
        (
            "De populatie mag niet afhangen van iets dat na de ankerdag komt.",
            f"{_REFUSALS}::test_a_condition_of_the_population_after_the_anchor_is_refused",
        ),
    ),
    "S5": (
        (
            "Een oordeel wacht tot de hele groep rijp is.",
            f"{_VERDICTS}::test_a_mature_part_does_not_make_the_cohort_mature",
        ),
    ),
    "C4": (
        (
            "Groei ten opzichte van nul is niet te meten.",
            f"{_VERDICTS}::test_growth_from_nobody_is_not_measurable",
        ),
    ),
    "C6": (
        (
            "Bij een steekproef of enquete met een norm moet `bewijs` staan.",
            f"{_REFUSALS}::test_a_sample_with_a_norm_must_say_what_counts_as_evidence",
        ),
    ),
    "P3": (
        (
            "Een norm verandert alleen bij het begin van een periode.",
            f"{_REFUSALS}::test_a_norm_may_change_only_at_the_begin_of_a_period",
        ),
        (
            "Zonder norm voor dit soort periode is er geen oordeel.",
            f"{_VERDICTS}::test_without_a_norm_of_this_grain_there_is_no_verdict",
        ),
        (
            "Een aantal over een afgekapt jaar heeft geen norm, een aandeel wel.",
            f"{_VERDICTS}::test_a_count_over_a_cut_year_has_no_norm_but_a_share_has",
        ),
        (
            "Een partij met een eigen norm krijgt een oordeel, een andere niet.",
            f"{_VERDICTS}::test_a_party_with_its_own_norm_gets_a_verdict_and_another_does_not",
        ),
    ),
    "P4": (
        (
            "Personen met sleutels van verschillende uitgevers worden niet samen geteld.",
            f"{_REFUSALS}::test_keys_of_two_domains_are_never_counted_together",
        ),
    ),
}
"""What a rule says that no drawing can show, and the test that proves it."""

INTRODUCTION = """\
# De taal van de indicatoren

Wat een indicator precies telt, regel voor regel, met voorbeelden. Elk voorbeeld hieronder is ook
een test: Koers moet er precies dit antwoord op geven. Deze bladzijde wordt uit die tests gemaakt.

## Zo leest u een voorbeeld

Een voorbeeld heeft drie delen.

1. **De indicator**, zoals die in een overeenkomst staat. Wat voor het voorbeeld niet uitmaakt, is
   weggelaten: de naam, de bron en de partijen.
2. **De gegevens**: een paar rijen per tabel. Een lege cel is niet ingevuld. Alle personen zijn
   verzonnen.
3. **De uitkomst**. Soms een rij per persoon met zijn klasse, soms een rij per periode met
   aantallen. Een vak waarin niets te tellen is, staat er niet bij.

Staat er niets over bij, dan gelden drie dingen:

- de overeenkomst loopt van {first} tot en met {last};
- het cijfer gaat over die hele looptijd;
- de gegevens zijn bekend tot en met {known}.

In de uitkomst staan bedragen in hele centen. Een `-` in de kolom van een splitsing is het geheel.
`term 1` is het eerste getal van een formule of opgave. `rijen 1` is hoeveel rijen daarin zijn
opgeteld.

## De tabellen van de voorbeelden

De voorbeelden gebruiken een klein verzonnen woordenboek.

{tables}

De splitsingen: {splits}.
"""

OUTSIDE = """\
## Elders bewezen

Sommige regels gaan niet over tellen, maar over wat een overeenkomst mag vragen of over het oordeel.
Die staan niet in voorbeelden, maar in andere tests. De namen van die tests zijn in het Engels.
"""


@dataclass(frozen=True)
class Example:
    """One spec: what it says, and what was drawn to show it."""

    rule: str
    text: str
    drawings: tuple[Drawing, ...]


@dataclass(frozen=True)
class Chapter:
    """One file of specs, in the order written."""

    file: str
    title: str
    explanation: str
    examples: tuple[Example, ...]

    @property
    def rule(self) -> str:
        return self.title.split()[0]


def chapters() -> tuple[Chapter, ...]:
    """The chapters in the order of the parts, then of the rules."""
    files = sorted(SPECS.glob("test_*.py"), key=_order)
    return tuple(_chapter(import_module(f"tests.spec.{file.stem}")) for file in files)


def page() -> str:
    """The text of `taal.md`."""
    first, last = (spoken_day(date.fromisoformat(day)) for day in TERM.split(".."))
    introduction = INTRODUCTION.format(
        first=first,
        last=last,
        known=spoken_day(date.fromisoformat(KNOWN)),
        tables=_dictionary_table(),
        splits=", ".join(spec_dictionary().splits),
    )
    found = chapters()
    parts = [introduction, "## Inhoud\n", _contents(found)]
    numbers: Counter[str] = Counter()
    for chapter in found:
        parts += [f"## {chapter.title}\n", f"{chapter.explanation}\n"]
        for example in chapter.examples:
            numbers[chapter.rule] += 1
            parts.append(_example(f"{chapter.rule}, voorbeeld {numbers[chapter.rule]}", example))
    return "\n".join([*parts, _elsewhere()])


# --- reading the specs ---------------------------------------------------------------------------


def _order(file: Path) -> tuple[int, str]:
    rule = file.stem.removeprefix("test_")
    return list(PARTS).index(rule[0]), rule


def _chapter(module: ModuleType) -> Chapter:
    title, _, explanation = inspect.cleandoc(module.__doc__ or "").partition("\n")
    specs = [
        value
        for name, value in vars(module).items()
        if name.startswith("test_") and inspect.isfunction(value)
    ]
    examples = tuple(example for spec in specs for example in _recorded(spec))
    return Chapter(str(module.__name__), title.removesuffix("."), explanation.strip(), examples)


def _recorded(spec: Callable[[Spec], None]) -> Iterator[Example]:
    """What a spec draws; nothing when it draws nothing (it is then about the drawing itself)."""
    recorder = Recorder()
    spec(recorder)
    if recorder.drawings:
        text = inspect.cleandoc(spec.__doc__ or "")
        yield Example(recorder.drawings[0].rule, text, tuple(recorder.drawings))


# --- writing Markdown ----------------------------------------------------------------------------


def _contents(found: Sequence[Chapter]) -> str:
    lines = []
    for letter, part in PARTS.items():
        lines.append(f"\n**{part}**\n")
        lines += [
            f"- [{chapter.title}](#{anchor(chapter.title)}): {len(chapter.examples)} voorbeelden"
            for chapter in found
            if chapter.rule[0].lower() == letter
        ]
    return "\n".join([*lines, "\n[Elders bewezen](#elders-bewezen)\n"]).lstrip("\n")


def _example(title: str, example: Example) -> str:
    parts = [_drawing(drawing) for drawing in example.drawings]
    return "\n".join([f"### {title}\n", f"{example.text}\n", *parts])


def _drawing(drawing: Drawing) -> str:
    parts = []
    if drawing.more.strip():
        parts.append(f"De overeenkomst bevat:\n\n{_yaml(drawing.more)}\n")
    blocks = blocks_of(drawing.indicator)
    for number, block in enumerate(blocks, 1):
        name = f"Indicator `I{number}`" if len(blocks) > 1 else "De indicator"
        parts.append(f"{name}:\n\n{_yaml(block)}\n")
    parts += [_conditions(drawing), "De gegevens:\n", _register(drawing.register)]
    header, *rows = [cells_of(line) for line in lines_of(drawing.expect)]
    parts.append(f"De uitkomst:\n\n{table(header, rows)}\n")
    return "\n".join(part for part in parts if part).rstrip("\n") + "\n"


def _yaml(text: str) -> str:
    return f"```yaml\n{dedent(text).strip()}\n```"


def _conditions(drawing: Drawing) -> str:
    """What differs from the usual term, period, known day or municipality."""
    lines = []
    if drawing.term != TERM:
        first, last = (spoken_day(date.fromisoformat(day)) for day in drawing.term.split(".."))
        lines.append(f"- Looptijd: {first} tot en met {last}.")
    if drawing.periods != "looptijd":
        lines.append(f"- Perioden: {_periods(drawing.periods)}.")
    if drawing.municipality:
        lines.append(f"- Gevraagd voor een gemeente: {drawing.municipality}.")
    known = drawing.known
    if "|" in known:
        header, *rows = [cells_of(line) for line in lines_of(known)]
        lines.append(f"- Gegevens bekend tot en met:\n\n{_indented(table(header, rows))}")
    elif known != KNOWN:
        lines.append(f"- Gegevens bekend tot en met {spoken_day(date.fromisoformat(known))}.")
    return "\n".join(lines) + "\n" if lines else ""


def _periods(text: str) -> str:
    if ".." not in text:
        return f"per {text}" if text != "eigen" else "de eigen perioden van de overeenkomst"
    pairs = [part.strip().split("..") for part in text.split(",")]
    return "; ".join(f"{first} tot en met {last}" for first, last in pairs)


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())


def _register(text: str) -> str:
    """Each drawn table with its name above; a table without rows says so."""
    drawn: dict[str, list[list[str]]] = {}
    name = ""
    for line in lines_of(text):
        if line.rstrip().endswith(":") and "|" not in line:
            name = line.strip()[:-1]
            drawn[name] = []
        else:
            drawn[name].append(cells_of(line))
    parts = [
        f"*{name}*\n\n{table(rows[0], rows[1:])}\n" if rows[1:] else f"*{name}*: geen rijen.\n"
        for name, rows in drawn.items()
    ]
    return "\n".join(parts)


def _dictionary_table() -> str:
    rows = [
        [f"`{name}`", one.kind.value, one.subject, _columns(one)]
        for name, one in spec_dictionary().tables.items()
    ]
    return table(["Tabel", "Soort", "Over", "Kolommen"], rows)


def _columns(one: Table) -> str:
    shown = [
        f"{name} ({_kind(column)})"
        for name, column in one.columns.items()
        if name not in ("nr", one.subject_column)
    ]
    return ", ".join(shown)


def _kind(column: Column) -> str:
    return f"{column.type.value}, {column.unit}" if column.unit else column.type.value


def _elsewhere() -> str:
    rows = [
        [rule, what, f"[{test.split('::')[1]}](../../{test.split('::')[0]})"]
        for rule, proofs in ELSEWHERE.items()
        for what, test in proofs
    ]
    return f"{OUTSIDE}\n{table(['Regel', 'Wat', 'Test'], rows)}\n"
