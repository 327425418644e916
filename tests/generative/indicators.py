"""Random indicators that say everything the language can say, on the dictionary of the specs.

The idea that makes it simple: one small function per part of the language, each a block as it is
written in the file; what the reader does not accept is not counted. `tests.generative.shapes`
reaches every key, these make sense.
"""

from __future__ import annotations

from random import Random

from koers.algebra import Against, Comparison
from koers.dictionary import ColumnType, Table
from koers.periods import Grain
from tests.generative.registers import TEXTS
from tests.generative.shapes import Tree
from tests.spec.woordenboek import spec_dictionary

Block = dict[str, Tree]

SPELLS = ("uitkering", "werk", "woonplaats", "kenmerk", "uitkering", "werk")
MOMENTS = ("melding", "vertrek", "trede", "inkomsten", "melding")
SCORES = ("trede", "matrix", "trede")
CODES = ("1", "2", "3", "4")
LENGTHS = ("3 maanden", "1 maand", "6 maanden", "0 dagen", "7 dagen", "14 dagen", "2 maanden")
SHORT = ("1 dag", "14 dagen", "1 maand")
BRIEF = ("14 dagen", "0 dagen", "1 maand", "7 dagen")
"""Windows of a share whose classes are another one's population: they must close in the term."""
CALENDAR = tuple(grain.value for grain in Grain if grain.months)
COMPARISONS = tuple(word.value for word in Comparison)
REFERENCE_DAYS = ("eerste dag", "laatste dag")


def rarely(rnd: Random, one_in: int = 4) -> bool:
    """Once in so many times."""
    return rnd.randrange(one_in) == 0


def some_of(rnd: Random, words: tuple[str, ...]) -> list[Tree]:
    return list[Tree](rnd.sample(words, rnd.randint(1, 2)))


# --- conditions on one day ------------------------------------------------------------------------


def tests_on(rnd: Random, table: Table) -> Block:
    """Tests on the columns of one row (S7): mostly none or one."""
    names = [
        column.name
        for column in table.columns.values()
        if column.type is ColumnType.NUMBER
        or column.name in TEXTS
        or (column.code_list and column.name != table.value_column)
    ]
    if not names or not rarely(rnd, 3):
        return {}
    chosen = rnd.sample(names, rnd.randint(1, min(2, len(names))))
    return {"waarbij": {name: _test(rnd, table, name) for name in chosen}}


def _test(rnd: Random, table: Table, name: str) -> Tree:
    column = table.columns[name]
    if column.type is not ColumnType.NUMBER:
        known = TEXTS.get(name, ("pw", "ioaw", "bbz", "levensonderhoud"))
        return some_of(rnd, known)
    numbers = [other for other, c in table.columns.items() if c.type is ColumnType.NUMBER]
    word = rnd.choice(COMPARISONS)
    if rarely(rnd):
        return {word: "50%", "van": rnd.choice(numbers)}
    return {word: rnd.choice(("0", "1", "2"))}


def facts(rnd: Random, *kinds: str) -> Block:
    known = kinds or ("tijdvak", "begin", "einde", "onderwerp", "moment", "moment", "tijdvak")
    kind = rnd.choice(known)
    if kind == "onderwerp":
        return {kind: "persoon", **tests_on(rnd, spec_dictionary().tables["persoon"])}
    name = rnd.choice(MOMENTS if kind == "moment" else SPELLS)
    block: Block = {kind: name, **tests_on(rnd, spec_dictionary().tables[name])}
    if kind != "moment" and rarely(rnd, 3):
        block["onderbreking"] = rnd.choice(("hooguit 3 dagen", "hooguit 31 dagen", "hooguit 1 dag"))
    if kind == "tijdvak" and rarely(rnd, 5):
        block["minstens oud"] = rnd.choice(SHORT)
    return block


def scores(rnd: Random, *, against: bool = False) -> Block:
    name = rnd.choice(SCORES)
    block: Block = {"score": name, **tests_on(rnd, spec_dictionary().tables[name])}
    ways = ["waarde", "waarde", "vergelijking", "elke"] + ["begin"] * 3 * against
    match rnd.choice(ways):
        case "waarde":
            block["waarde"] = list[Tree](rnd.choice(("123", "2", "34", "13", "12")))
        case "vergelijking":
            block[rnd.choice(COMPARISONS)] = rnd.choice(("2", "3"))
        case "begin":
            block[rnd.choice([word.value for word in Against])] = "begin"
        case _:
            pass
    if rarely(rnd):
        block["meting"] = "ja"
    elif not against and rarely(rnd, 6):
        # Outside outcomes: in `binnen` a score counts on the day it is made, so never of an age.
        block["minstens oud"] = rnd.choice(SHORT)
    return block


def transitions(rnd: Random) -> Block:
    name = rnd.choice(("trede", "matrix"))
    before, after = rnd.choice((("12", "34"), ("1", "23"), ("34", "12"), ("2", "3")))
    return {
        "overgang": {
            "score": name,
            "van": list[Tree](before),
            "naar": list[Tree](after),
            **tests_on(rnd, spec_dictionary().tables[name]),
        }
    }


def ages(rnd: Random) -> Block:
    return {"leeftijd": rnd.choice(AGES)}


AGES: tuple[Block, ...] = (
    {"van": "18"},
    {"van": "18", "tot en met": "19"},
    {"tot en met": "19"},
    {"van": "20", "tot en met": "23"},
)


def sum_shares(rnd: Random) -> Block:
    block: Block = {
        "som": rnd.choice(("winst", "winst", "melding.bedrag")),
        rnd.choice(COMPARISONS): rnd.choice(("30%", "1", "100%")),
        "van": {"som": rnd.choice(("norm", "norm", "maximum"))},
        "per": rnd.choice(CALENDAR),
    }
    if rarely(rnd, 3):
        block["over"] = f"maanden met {rnd.choice(('uitkering', 'werk', 'melding'))}"
    return block


def conditions(rnd: Random, *, against: bool = False, deep: int = 2) -> Block:
    """A condition on one day (S7)."""
    if deep and rarely(rnd, 3):
        word = rnd.choice(("alle van", "een van", "zonder"))

        def inner() -> Block:
            return conditions(rnd, against=against, deep=deep - 1)

        if word == "zonder":
            return {word: inner()}
        return {word: [inner() for _ in range(rnd.randint(2, 3))]}
    odd = (transitions(rnd), transitions(rnd), ages(rnd), sum_shares(rnd))
    return rnd.choice((facts(rnd), facts(rnd), facts(rnd), scores(rnd, against=against), *odd))


def measured(rnd: Random) -> Block:
    block = {key: value for key, value in scores(rnd).items() if key != "minstens oud"}
    return {**block, "meting": "ja"}


def held(rnd: Random) -> Block:
    return {key: value for key, value in scores(rnd).items() if key != "meting"}


def events(rnd: Random) -> Block:
    """What happens on single days (S1)."""
    if rarely(rnd, 2):
        return facts(rnd, "moment", "begin", "einde", "begin", "moment")
    return rnd.choice((measured, measured, transitions, transitions, sum_shares))(rnd)


def states(rnd: Random) -> Block:
    """What runs or holds (S1)."""
    if rarely(rnd, 3):
        return held(rnd)
    return facts(rnd, "tijdvak", "tijdvak", "tijdvak", "onderwerp")


def counted(rnd: Random, *, state: bool | None = None) -> Block:
    """A condition whose first part has rows of a table (F8, P1): an event or a state."""
    kind = states if (rnd.random() < 0.5 if state is None else state) else events
    first = kind(rnd)
    match rnd.randrange(10):
        case 0 | 1:
            odd = state is None and rarely(rnd, 3)
            return {"alle van": [first, conditions(rnd, deep=1) if odd else states(rnd)]}
        case 2:
            return {"een van": [first, kind(rnd)]}
        case 3 if state is None:
            return {"zonder": first}
        case _:
            return first


def plain(rnd: Random, *, state: bool | None = None) -> Block:
    """A condition that holds of many: one table, without tests."""
    spell, moment = rnd.choice(SPELLS), rnd.choice(MOMENTS)
    states: list[Block] = [{"tijdvak": spell}, {"tijdvak": spell}, {"score": "trede"}]
    events: list[Block] = [{"moment": moment}, {"begin": spell}, {"einde": spell}]
    return rnd.choice(states if state else [*states, *events])


def rows(rnd: Random) -> Block:
    """Rows of one table, on days on which perhaps something else holds (C1)."""
    first = facts(rnd, "moment", "begin", "einde", "tijdvak", "moment")
    if rarely(rnd):
        first = rnd.choice((measured, transitions))(rnd)
    if "tijdvak" in first:
        first = {key: first[key] for key in ("tijdvak", "waarbij") if key in first}
    return {"alle van": [first, conditions(rnd, deep=1)]} if rarely(rnd, 3) else first


# --- shares ---------------------------------------------------------------------------------------


def outcomes(rnd: Random, *, deep: int = 1, lengths: tuple[str, ...] = LENGTHS) -> Block:
    """A condition in a window, or a combination in which each part has its own (S6, S7)."""
    if deep and rarely(rnd):
        word = rnd.choice(("alle van", "een van", "zonder"))

        def inner() -> Block:
            return outcomes(rnd, deep=deep - 1, lengths=lengths)

        if word == "zonder":
            return {word: inner()}
        return {word: [inner(), inner()]}
    word = rnd.choice(("binnen", "op", "gedurende", "tussen", *("laatste",) * 4))
    if word == "laatste":
        block: Block = {"score": "trede", "waarde": list[Tree](rnd.choice(("12", "34")))}
        if rarely(rnd, 3):
            block = scores(rnd, against=True)
            block.pop("meting", None)
        return {**block, "laatste": "ja", "binnen": rnd.choice((lengths[0], lengths[2]))}
    block = plain(rnd, state=word != "binnen") if rarely(rnd, 2) else conditions(rnd, against=True)
    match word:
        case "op":
            return {**block, "op": rnd.choice(("zelfde dag", *lengths))}
        case "gedurende":
            return {**block, "gedurende": rnd.choice(lengths[-4:])}
        case "tussen":
            return {**block, "gedurende": rnd.choice(BETWEEN)}
        case _:
            return {**block, "binnen": rnd.choice(lengths)}


BETWEEN: tuple[Block, ...] = (
    {"van": "7 dagen", "tot en met": "14 dagen"},
    {"van": "1 maand", "tot en met": "2 maanden"},
    {"van": "1 maand", "tot en met": "1 maand"},
)


def populations(rnd: Random, *, simple: bool = False) -> Block:
    repeat = rnd.choice(("eerste", "per", "peildag", "elke"))
    state = True if repeat == "peildag" else None
    block = plain(rnd, state=state) if simple or rarely(rnd, 2) else counted(rnd, state=state)
    match repeat:
        case "peildag":
            day = rnd.choice(REFERENCE_DAYS)
            return {**block, "op peildag": day, "per": rnd.choice(CALENDAR)}
        case "elke":
            return {**block, "telkens": "elke"}
        case "per":
            return {**block, "telkens": rnd.choice(("eerste per jaar", "eerste per halfjaar"))}
        case _:
            return block


POPULATIONS = (*("behaald", "niet behaald") * 2, "uitgezonderd", "uitgesloten", "onbekend")
"""The classes that another share may count on with; who is 'onrijp' is not yet in one (S2)."""


def of_class(rnd: Random, code: str, wanted: str) -> Block:
    """S2: another indicator's class as population, with each of the three anchors."""
    anchors = ["venstereinde", "venstereinde"] + ["succesdag"] * 3 * (wanted == "behaald")
    anchors += ["ankerdag"] * (wanted == "uitgesloten" or rarely(rnd))
    block: Block = {"indicator": code, "klasse": wanted, "anker": rnd.choice(anchors)}
    if rarely(rnd, 2):
        block["telkens"] = rnd.choice(("elke", "eerste per halfjaar", "eerste in looptijd"))
    return block


def shares(rnd: Random, population: Block) -> Block:
    still = "indicator" not in population and rarely(rnd, 6)
    block: Block = {
        "van": population,
        "die": same_again(rnd, population) if still else outcomes(rnd),
        "onbekend": rnd.choice(("niet behaald", "eruit")),
    }
    if rarely(rnd, 2 if "score" in str(block["die"]) else 8):
        block["uitgesloten"] = without(block["die"], WINDOWS)  # who stands there already
    elif rarely(rnd, 2):
        block["uitgesloten"] = rnd.choice((states(rnd), conditions(rnd, deep=1)))
    if not rarely(rnd, 3):
        block["uitgezonderd"] = conditions(rnd, against=True, deep=1)
    if rarely(rnd, 3):
        block["wachttijd"] = rnd.choice(("14 dagen", "1 maand", "0 dagen"))
    if rarely(rnd, 3):
        block["telt in"] = "rijping"
    return block


def same_again(rnd: Random, population: Block) -> Block:
    """An outcome that asks what the population asked, later: who still stands there, or again."""
    own = without(population, REPEATS)
    length = rnd.choice(LENGTHS)
    return rnd.choice(
        ({**own, "op": length}, {**own, "gedurende": length}, {**own, "binnen": length})
    )


REPEATS = ("telkens", "op peildag", "per")
WINDOWS = ("op", "gedurende", "binnen", "laatste")


def without(block: Tree, words: tuple[str, ...]) -> Block:
    assert isinstance(block, dict)
    return {key: part for key, part in block.items() if key not in words}


def inner_shares(rnd: Random, wanted: str) -> Block:
    """A share of which many units are in the class that is wanted, and early enough."""
    block: Block = {
        "van": populations(rnd, simple=True),
        "die": outcomes(rnd, lengths=BRIEF),
        "onbekend": rnd.choice(("niet behaald", "eruit")),
    }
    if wanted == "uitgesloten" or rarely(rnd):
        block["uitgesloten"] = plain(rnd, state=True)
    if wanted == "uitgezonderd" or rarely(rnd):
        block["uitgezonderd"] = rnd.choice((plain(rnd), conditions(rnd, against=True, deep=1)))
    return block


# --- other forms ----------------------------------------------------------------------------------


def first_table(block: Block) -> Table:
    """The table of what is written first."""
    while True:
        for word in ("alle van", "een van", "zonder"):
            if word in block:
                inner = block[word]
                first = inner[0] if isinstance(inner, list) else inner
                assert isinstance(first, dict)
                block = first
                break
        else:
            break
    transition = block.get("overgang")
    if isinstance(transition, dict):
        block = transition
    words = ("moment", "begin", "einde", "tijdvak", "onderwerp", "score")
    name = next((block[word] for word in words if word in block), "inkomsten")
    assert isinstance(name, str)
    return spec_dictionary().tables[name]


def counts(rnd: Random) -> Block:
    """C1, C3: rows or distinct subjects in a period."""
    of_rows = rnd.random() < 0.6
    block = rows(rnd) if of_rows else counted(rnd)
    table = first_table(block)
    return {"die": block, "eenheid": table.row_name if of_rows else table.subject}


def stocks(rnd: Random) -> Block:
    """C2: what is there on a day, as persons or as spells."""
    block = counted(rnd, state=True)
    found: Block = {"op peildag": rnd.choice(REFERENCE_DAYS[::-1])}
    if rarely(rnd, 2):
        name = rnd.choice(SPELLS)
        table = spec_dictionary().tables[name]
        block = {"tijdvak": name, **tests_on(rnd, table)}
        found["eenheid"] = table.row_name
    if rarely(rnd, 3):
        block = {"alle van": [block, states(rnd)]}
    return {"die": block, **found}


def sums(rnd: Random) -> Block:
    """C1, C2: amounts of rows in a period, or of the spells on a day."""
    if rarely(rnd, 2):
        tests = tests_on(rnd, spec_dictionary().tables["uitkering"])
        spell: Block = {"tijdvak": "uitkering", **tests}
        return {
            "kolom": "maandbedrag",
            "die": {"alle van": [spell, conditions(rnd, deep=1)]} if rarely(rnd) else spell,
            "op peildag": rnd.choice(REFERENCE_DAYS),
        }
    first: Block = {"moment": "melding", **tests_on(rnd, spec_dictionary().tables["melding"])}
    more = conditions(rnd, deep=1)
    return {"kolom": "bedrag", "die": {"alle van": [first, more]} if rarely(rnd, 3) else first}


def days(rnd: Random) -> Block:
    return {"die": counted(rnd)}


COUNTING = {"aantal": counts, "stand": stocks, "som": sums, "dagen": days}


def stated_figures(rnd: Random) -> Block:
    block: Block = {"kolom": rnd.choice(("opgave.waarde", "van hoeveel"))}
    block |= tests_on(rnd, spec_dictionary().tables["opgave"])
    if rarely(rnd, 2):
        block["laatste"] = "ja"
    return block


def terms(rnd: Random, codes: list[str]) -> Block:
    """One term of a formula (C1): shifted, averaged per month, times a number or a parameter."""
    words = [*COUNTING, "stand", "opgave", "nulmeting"] + ["indicator"] * bool(codes)
    word = rnd.choice(words)
    block: Block
    match word:
        case "indicator":
            block = {word: rnd.choice(codes)}
        case "nulmeting":
            block = {word: "ja"}
        case "opgave":
            block = {word: stated_figures(rnd)}
        case _:
            block = {word: COUNTING[word](rnd)}
    if word == "stand" and rarely(rnd, 2):
        block["gemiddeld per"] = "maand"
    if word != "nulmeting" and rarely(rnd, 3):
        block["eerder"] = rnd.choice(("1 jaar", "1 maand", "3 maanden"))
    if rarely(rnd):
        block["keer"] = some_of(rnd, ("index", "2", "-1", "0,5"))
    return block


def formulas(rnd: Random, codes: list[str]) -> Block:
    if not rarely(rnd, 3):
        # C4: growth compares a form with the same form in an earlier period.
        word = rnd.choice(("aantal", "stand"))
        form: Block = {word: COUNTING[word](rnd)}
        if not rarely(rnd):
            day = {"op peildag": rnd.choice(REFERENCE_DAYS)} if word == "stand" else {}
            die = plain(rnd, state=word == "stand")
            if day and rarely(rnd, 2):
                die = {"alle van": [die, plain(rnd, state=True)]}
            form = {word: {"die": die, **day}}
        earlier: Block = {**form, "eerder": rnd.choice(("1 jaar", *("1 maand",) * 3))}
        now: Block = {**form, "eerder": "1 maand"} if rarely(rnd, 6) else form
        return {"teller": [now], "noemer": [earlier], "min een": "ja"}
    above: list[Tree] = [terms(rnd, codes) for _ in range(rnd.randint(1, 2))]
    below: list[Tree] = [terms(rnd, codes) for _ in range(rnd.randint(1, 2))]
    return {"teller": above, "noemer": below}


def stated(rnd: Random) -> Block:
    block: Block = {"teller": stated_figures(rnd)}
    if rarely(rnd, 2):
        block["noemer"] = stated_figures(rnd)
    return block
