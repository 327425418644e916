"""Random agreements that make sense on the dictionary of the specs, and small random registers.

The idea that makes it simple: whatever the language can say about a person is said here at random,
one small function per part of the language, so that most drawings are accepted and every engine can
be asked to count them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

from koers.algebra import OutcomeClass
from koers.delivery import drawn_rows
from koers.dictionary import Column, ColumnType, Table, TableKind
from koers.grammar import Block as Block_
from koers.grammar import Either, ListOf, MapOf, Shape
from koers.periods import Grain
from koers.placed import Mapping as MappingNode
from koers.placed import Scalar, Sequence
from koers.register import KnownEntry, KnownThrough, Register, Row
from tests.generative import shapes
from tests.generative.shapes import Tree
from tests.spec.woordenboek import spec_dictionary

PERSONS = ("a", "b", "c")
WORDS = ("x", "y")
SPLITS = ("gemeente", "geslacht", "kenmerk")
CALENDAR = [grain.value for grain in Grain if grain.months]
MIDDLE = date(2016, 12, 31)

Block = dict[str, Tree]


def _about_persons(*kinds: TableKind) -> list[Table]:
    tables = spec_dictionary().tables.values()
    return [t for t in tables if t.subject == "persoon" and not t.key_domain and t.kind in kinds]


MOMENTS = _about_persons(TableKind.MOMENT, TableKind.SCORE)
SPELLS = _about_persons(TableKind.SPELL)
SCORES = _about_persons(TableKind.SCORE)


def chance(rnd: Random, part: float) -> bool:
    return rnd.random() < part


def length(rnd: Random, *, most: int = 18) -> str:
    number = rnd.randint(0, most)
    return rnd.choice((f"{number} maanden", f"{number * 7} dagen", f"{number} weken", "1 jaar"))


# --- conditions -----------------------------------------------------------------------------------


def tests(rnd: Random, table: Table) -> Block:
    """Tests on columns of a table, none to two."""
    kinds = (ColumnType.TEXT, ColumnType.CODE, ColumnType.NUMBER)
    columns = [
        c for c in table.columns.values() if c.type in kinds and c.name != table.value_column
    ]
    chosen = rnd.sample(columns, min(len(columns), rnd.choice((0, 0, 0, 1, 2))))
    return {column.name: _test(rnd, column, table) for column in chosen}


def _test(rnd: Random, column: Column, table: Table) -> Tree:
    if column.type is ColumnType.NUMBER:
        word = rnd.choice(("minstens", "hooguit", "meer dan", "minder dan"))
        numbers = [c.name for c in table.columns.values() if c.type is ColumnType.NUMBER]
        if chance(rnd, 0.3):
            return {word: "50%", "van": rnd.choice(numbers)}
        return {word: str(rnd.randint(-5, 20))}
    known = column.code_list.words() if column.code_list else list(WORDS)
    return list[Tree](rnd.sample(known, rnd.randint(1, 2)))


def fact(rnd: Random) -> Block:
    word = rnd.choice(("moment", "begin", "einde", "tijdvak", "tijdvak"))
    table = rnd.choice(MOMENTS if word == "moment" else SPELLS)
    block: Block = {word: table.name, **_under(tests(rnd, table))}
    if word != "moment" and chance(rnd, 0.3):
        block["onderbreking"] = f"hooguit {rnd.randint(0, 40)} dagen"
    if word == "tijdvak" and chance(rnd, 0.2):
        block["minstens oud"] = length(rnd)
    return block


def _under(tested: Block) -> Block:
    return {"waarbij": tested} if tested else {}


def score(rnd: Random, *, against: bool = False) -> Block:
    table = rnd.choice(SCORES)
    block: Block = {"score": table.name, **_under(tests(rnd, table))}
    way = rnd.randint(0, 3)
    if against and way == 0:
        block[rnd.choice(("niet lager dan", "hoger dan", "niet hoger dan", "lager dan"))] = "begin"
    elif way == 1:
        block[rnd.choice(("minstens", "hooguit", "meer dan", "minder dan"))] = str(
            rnd.randint(2, 5)
        )
    elif way == 2:
        block["waarde"] = list[Tree](rnd.sample(["1", "2", "3", "4", "99", "vijf"], 2))
    if chance(rnd, 0.3):
        block["meting"] = "ja"
    elif chance(rnd, 0.2):
        block["minstens oud"] = length(rnd)
    return block


def transition(rnd: Random) -> Block:
    table, levels = rnd.choice(SCORES), rnd.sample(["1", "2", "3", "4", "5"], 4)
    return {
        "overgang": {
            "score": table.name,
            "van": list[Tree](levels[:2]),
            "naar": list[Tree](levels[2:]),
            **_under(tests(rnd, table)),
        }
    }


def sum_share(rnd: Random) -> Block:
    block: Block = {
        "som": "winst",
        rnd.choice(("minstens", "hooguit", "meer dan", "minder dan")): "30%",
        "van": {"som": rnd.choice(("norm", "bedrag"))},
        "per": rnd.choice(CALENDAR),
    }
    if chance(rnd, 0.5):
        block["over"] = f"maanden met {rnd.choice((*SPELLS, *MOMENTS)).name}"
    return block


def leaf(rnd: Random, *, against: bool = False) -> Block:
    match rnd.randint(0, 9):
        case 0 | 1 | 2 | 3:
            return fact(rnd)
        case 4 | 5 | 6:
            return score(rnd, against=against)
        case 7:
            return transition(rnd)
        case 8:
            return {"leeftijd": {"van": str(rnd.randint(15, 30)), "tot en met": "40"}}
        case _:
            own: Block = {"onderwerp": "persoon", "geslacht": rnd.choice(WORDS)}
            return rnd.choice((own, sum_share(rnd)))


def condition(rnd: Random, depth: int = 0, *, against: bool = False) -> Block:
    if depth > 2 or chance(rnd, 0.6):
        return leaf(rnd, against=against)
    word = rnd.choice(("zonder", "alle van", "een van"))
    if word == "zonder":
        return {word: condition(rnd, depth + 1, against=against)}
    number = rnd.randint(1, 3)
    return {word: [condition(rnd, depth + 1, against=against) for _ in range(number)]}


def started(rnd: Random) -> Block:
    """A condition whose first part names a table, as what is counted must (F8, P1); rarely any."""
    if chance(rnd, 0.05):
        return condition(rnd)
    first = rnd.choice((fact, score, transition))(rnd)
    if chance(rnd, 0.6):
        return first
    return {rnd.choice(("alle van", "een van")): [first, condition(rnd, 1)]}


# --- outcomes and populations ---------------------------------------------------------------------


def outcome(rnd: Random, depth: int = 0) -> Block:
    if depth < 2 and chance(rnd, 0.25):
        word = rnd.choice(("zonder", "alle van", "een van"))
        if word == "zonder":
            return {word: outcome(rnd, depth + 1)}
        return {word: [outcome(rnd, depth + 1) for _ in range(rnd.randint(1, 3))]}
    match rnd.randint(0, 4):
        case 0:
            return {
                **condition(rnd, 1, against=True),
                "op": rnd.choice(("zelfde dag", length(rnd))),
            }
        case 1:
            two = sorted((rnd.randint(0, 12), rnd.randint(0, 24)))
            term: Block = {"van": f"{two[0]} maanden", "tot en met": f"{two[1]} maanden"}
            return {
                **condition(rnd, 1, against=True),
                "gedurende": rnd.choice((term, length(rnd, most=6))),
            }
        case 2:
            last = score(rnd, against=True)
            last.pop("meting", None)
            return {**last, "laatste": "ja", "binnen": length(rnd)}
        case _:
            return {**condition(rnd, 1, against=True), "binnen": length(rnd)}


def population(rnd: Random) -> Block:
    block = started(rnd)
    if chance(rnd, 0.3):
        day = rnd.choice(("eerste dag", "laatste dag"))
        return {**block, "op peildag": day, "per": rnd.choice(CALENDAR)} | (
            {"per": block["per"]} if "per" in block else {}
        )
    if chance(rnd, 0.7):
        words = ("eerste in looptijd", "eerste per jaar", "eerste per halfjaar", "elke")
        block["telkens"] = rnd.choice(words)
    return block


def of_class(rnd: Random, code: str) -> Block:
    found = rnd.choice([one for one in OutcomeClass if one is not OutcomeClass.IMMATURE])
    anchors = ["venstereinde"] + (["succesdag"] if found is OutcomeClass.MET else [])
    block: Block = {"indicator": code, "klasse": found.value, "anker": rnd.choice(anchors)}
    if chance(rnd, 0.5):
        block["telkens"] = rnd.choice(("elke", "eerste per jaar", "eerste in looptijd"))
    return block


# --- forms ----------------------------------------------------------------------------------------


def share(rnd: Random, shares: list[str]) -> Block:
    of_other = shares and chance(rnd, 0.3)
    block: Block = {
        "van": of_class(rnd, rnd.choice(shares)) if of_other else population(rnd),
        "die": outcome(rnd),
        "onbekend": rnd.choice(("niet behaald", "eruit")),
    }
    if chance(rnd, 0.3):
        block["uitgesloten"] = condition(rnd)
    if chance(rnd, 0.4):
        block["uitgezonderd"] = condition(rnd, against=True)
    if chance(rnd, 0.3):
        block["wachttijd"] = length(rnd, most=4)
    if chance(rnd, 0.2):
        block["telt in"] = "rijping"
    return block


def counted(rnd: Random, word: str) -> Block:
    if word == "aantal":
        unit: Block = {"eenheid": "persoon"} if chance(rnd, 0.5) else {}
        return {**started(rnd), **unit}
    if word == "stand":
        spell: Block = {"tijdvak": rnd.choice(SPELLS).name}
        level: Block = {"score": "trede", "minstens": "2"}
        first = rnd.choice((spell, level))
        block: Block = first if chance(rnd, 0.5) else {"alle van": [first, condition(rnd, 2)]}
        return {**block, "op peildag": rnd.choice(("eerste dag", "laatste dag"))}
    if word == "dagen":
        return started(rnd)
    if chance(rnd, 0.4):
        day = rnd.choice(("eerste dag", "laatste dag"))
        return {"kolom": "maandbedrag", "tijdvak": "uitkering", "op peildag": day}
    return {"kolom": "bedrag", **_under(tests(rnd, spec_dictionary().tables["melding"]))}


COUNTING = ("aantal", "stand", "som", "dagen")


def stated(rnd: Random) -> Block:
    block: Block = {"kolom": rnd.choice(("waarde", "van hoeveel"))}
    if chance(rnd, 0.5):
        block["naam"] = rnd.choice(WORDS)
    if chance(rnd, 0.5):
        block["laatste"] = "ja"
    return block


def term(rnd: Random, counts: list[str]) -> Block:
    word = rnd.choice((*COUNTING, "opgave", "indicator", "nulmeting"))
    if word == "indicator" and not counts:
        word = "aantal"
    block: Block
    if word == "indicator":
        block = {word: rnd.choice(counts)}
    elif word == "nulmeting":
        block = {word: "ja"}
    else:
        block = {word: stated(rnd) if word == "opgave" else counted(rnd, word)}
    if word == "stand" and chance(rnd, 0.3):
        block["gemiddeld per"] = "maand"
    if word != "nulmeting" and chance(rnd, 0.3):
        block["eerder"] = rnd.choice(("1 jaar", "3 maanden"))
    if chance(rnd, 0.4):
        block["keer"] = list[Tree](rnd.sample(["index", "2", "0,5", "-1"], 2))
    return block


def indicator(rnd: Random, code: str, shares: list[str], counts: list[str]) -> Block:
    block: Block = {"code": code, "naam": f"Getekend {code}", "eenheid": "persoon"}
    word = rnd.choice(("aandeel", "aandeel", *COUNTING, "opgave", "formule"))
    if word == "aandeel":
        block[word] = share(rnd, shares)
        shares.append(code)
    elif word == "opgave":
        figures: Block = {"teller": stated(rnd), "noemer": stated(rnd)}
        block[word] = figures if chance(rnd, 0.5) else {"teller": stated(rnd)}
    elif word == "formule":
        below: list[Tree] = [term(rnd, counts) for _ in range(rnd.randint(1, 2))]
        one = rnd.choice(("ja", "nee"))
        block[word] = {"teller": [term(rnd, counts)], "noemer": below, "min een": one}
        block["nulmeting"] = {"waarde": "3", "bron": "jaarverslag"}
    else:
        block[word] = counted(rnd, word)
        counts.append(code)
    if word not in ("opgave", "formule") and chance(rnd, 0.6):
        block["splits"] = list[Tree](rnd.sample(SPLITS, rnd.randint(1, 2)))
    if chance(rnd, 0.4):
        bound = "60%" if word == "aandeel" else "3"
        norm: Block = {"per": rnd.choice(CALENDAR), "minstens": bound}
        block["norm"] = norm
    return block


def grafted(rnd: Random, tree: Tree, shape: Shape, part: float) -> Tree:
    """The tree with some parts left out or replaced by anything of the right shape."""
    if chance(rnd, part):
        return shapes.tree(rnd, shape, 4)
    if isinstance(shape, Block_) and isinstance(tree, dict):
        found: Block = {}
        for key, value in tree.items():
            inner = shape.keys[key].shape if key in shape.keys else shape.rest_shape
            if inner is not None and not chance(rnd, part / 2):
                found[key] = grafted(rnd, value, inner, part)
        if chance(rnd, part):
            key = rnd.choice(list(shape.keys))
            found[key] = shapes.tree(rnd, shape.keys[key].shape, 4)
        return found
    if isinstance(shape, MapOf) and isinstance(tree, dict):
        return {name: grafted(rnd, value, shape.item, part) for name, value in tree.items()}
    if isinstance(shape, ListOf):
        items = tree if isinstance(tree, list) else [tree]
        return [grafted(rnd, item, shape.item, part) for item in items]
    if isinstance(shape, Either):
        option = shape.options[{str: Scalar, list: Sequence, dict: MappingNode}[type(tree)]]
        return grafted(rnd, tree, option, part) if option else tree
    return tree


_FAR_DAYS = ("1800-01-01", "1800-12-31", "2199-12-31", "2199-01-01", "2016-02-29", "9999-12-31")
_FAR_LENGTHS = ("100 jaar", "1200 maanden", "36525 dagen", "5217 weken", "0 dagen", "101 jaar")
_FAR_NUMBERS = ("0", "-1", "999999999999999", "-0", "100%", "0%", "0,000000000001", "150", "00")


def stretched(rnd: Random, tree: Tree) -> Tree:
    """The tree with some days, durations and numbers at the ends of what can be written."""
    if isinstance(tree, dict):
        return {key: stretched(rnd, value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [stretched(rnd, item) for item in tree]
    if not chance(rnd, 0.05):
        return tree
    if re.fullmatch(r"\d{4}-\d\d-\d\d", tree):
        return rnd.choice(_FAR_DAYS)
    if re.fullmatch(r"(hooguit )?\d+ (jaar|maanden|weken|dagen)", tree):
        far = rnd.choice(_FAR_LENGTHS)
        return f"hooguit {far}" if tree.startswith("hooguit") else far
    if re.fullmatch(r"-?\d+([,.]\d+)?%?", tree):
        return rnd.choice(_FAR_NUMBERS)
    return tree


def agreement(rnd: Random) -> Block:
    """An agreement of one to three indicators; most of them have no error."""
    first = MIDDLE + timedelta(days=rnd.randint(-500, 100))
    last = first + timedelta(days=rnd.choice((0, 40, 300, 364, 500, 800)))
    shares: list[str] = []
    counts: list[str] = []
    codes = [f"K-{number}" for number in range(rnd.randint(1, 3))]
    return {
        "overeenkomst": "fuzz",
        "titel": "Getekend",
        "regime": "wgr",
        "partijen": {"assen": {"naam": "Assen", "rol": "opdrachtgever", "gemeente": "x"}},
        "looptijd": {"van": str(first), "tot en met": str(last)},
        "woordenboek": "spec",
        "parameters": {"index": {"van": str(first), "waarde": "1,5", "bron": "besluit"}},
        "indicatoren": [indicator(rnd, code, shares, counts) for code in codes],
    }


# --- registers ------------------------------------------------------------------------------------


def _day(rnd: Random, far: float) -> str:
    if chance(rnd, far):
        return rnd.choice(_FAR_DAYS[:-1])
    spread = rnd.choice((3, 40, 700))
    return str(MIDDLE + timedelta(days=rnd.randint(-spread, spread)))


def _cell(rnd: Random, column: Column, table: Table, number: int, far: float) -> str:
    if column.name == table.subject_column:
        return rnd.choice(PERSONS)
    if column.type is ColumnType.KEY:
        return str(number)
    if column.name == table.birth_column:
        return str(date(1980, 2, 29) + timedelta(days=rnd.randint(0, 9000)))
    if not column.required and chance(rnd, 0.2):
        return ""
    match column.type:
        case ColumnType.DAY:
            return _day(rnd, far)
        case ColumnType.NUMBER:
            return str(rnd.randint(-3, 20))
        case ColumnType.CODE if column.code_list:
            return rnd.choice(column.code_list.codes)[0]
        case _:
            return rnd.choice(WORDS)


def register(rnd: Random, *, far: float = 0) -> Register:
    """A few rows per table; some tables are not delivered, some cells are empty. `far` is the part
    of the days that lie at the ends of what may be written.
    """
    dictionary = spec_dictionary()
    drawn: list[tuple[str, Mapping[str, str]]] = []
    delivered = [table for table in dictionary.tables.values() if chance(rnd, 0.85)]
    for table in delivered:
        subjects = iter(PERSONS)
        for number in range(rnd.randint(0, 9)):
            row = {c.name: _cell(rnd, c, table, number, far) for c in table.columns.values()}
            if table.key == (table.subject_column,):
                row[table.subject_column] = next(subjects, f"p{number}")
            drawn.append((table.name, _in_time(row, table)))
    rows, findings = drawn_rows(drawn, dictionary, "fuzz")
    assert not findings, [str(finding) for finding in findings]
    tables: dict[str, tuple[Row, ...]] = {
        table.name: rows.get(table.name, ()) for table in delivered
    }
    return Register(tables, _known(rnd))


def _in_time(row: dict[str, str], table: Table) -> dict[str, str]:
    """The row with its end not before its begin."""
    first, last = table.day_column, table.last_day_column
    if first and last and row[last] and row[last] < row[first]:
        row[first], row[last] = row[last], row[first]
    return row


def _known(rnd: Random) -> KnownThrough:
    if chance(rnd, 0.7):
        return KnownThrough()
    everything = KnownEntry("alles", MIDDLE + timedelta(days=rnd.randint(-50, 600)))
    some = KnownEntry("assen", MIDDLE, rnd.choice(SPELLS).name, rnd.choice((None, "x")))
    return KnownThrough(rnd.choice(((everything,), (everything, some))))
