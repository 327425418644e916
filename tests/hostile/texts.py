"""Hostile CSV: files that a quick reader gets wrong without a word, or that never end."""

from collections.abc import Callable, Sequence

from tests.hostile.case import CANARY, HEADER, Case, Tell, csv_text, of_bytes, row, rows

FILE = "uitkering.csv"
Text = str | bytes | Callable[[], str | bytes]


def of_text(text: Text) -> Callable[[], bytes]:
    def data() -> bytes:
        made = text() if callable(text) else text
        return made.encode() if isinstance(made, str) else made

    return data


def case(
    name: str,
    text: Text,
    *tells: Tell,
    accepted: int | None = None,
    refused: int = 0,
    double: int = 0,
    told: str = "",
    **holds: object,
) -> Case:
    return Case(
        name,
        of_bytes(of_text(text), FILE),
        tells,
        accepted,
        refused,
        double,
        {key.replace("_", " "): value for key, value in holds.items()},
        told,
    )


def one(**other: str) -> str:
    """A file of one row, with these cells."""
    return csv_text([row(1, **other)])


def lines(*texts: str) -> str:
    return "\n".join([";".join(HEADER), *texts]) + "\n"


def line(number: int, **other: str) -> str:
    return ";".join(row(number, **other))


GOOD = csv_text(rows(3))
UNCLOSED = f'"U0002;{CANARY}2;{CANARY};2016-07-01;;01;847,45'

QUOTES = (
    case(
        "unclosed quote at the start",
        lines(UNCLOSED, line(3), line(4)),
        Tell("rij-onjuist", 2),
        accepted=2,
        refused=1,
    ),
    case(
        "unclosed quote in the middle",
        lines(line(1), line(2), UNCLOSED, line(3), line(4)),
        Tell("rij-onjuist", 4),
        accepted=4,
        refused=1,
    ),
    case(
        "unclosed quote on the last line",
        lines(line(1), line(2), UNCLOSED),
        Tell("rij-onjuist", 4),
        accepted=2,
        refused=1,
    ),
    case(
        "unclosed quote in the header",
        '"' + GOOD,
        Tell("kop-onjuist", 1),
    ),
    case(
        "unclosed quote on every line",
        lambda: lines(*[UNCLOSED] * 2000),
        Tell("regel-onleesbaar", 1002),
        accepted=0,
    ),
    case(
        "quote in the middle of a cell",
        lines(line(1, naam=f'{CANARY} "de vogel" Jansen'), line(2)),
        accepted=2,
        naam=f'{CANARY} "de vogel" Jansen',
    ),
    case(
        "a cell over two lines",
        lines(line(1, naam=f'"{CANARY}\nJansen"'), line(2)),
        accepted=2,
        naam=f"{CANARY}\nJansen",
    ),
    case(
        "10 MB of quotes",
        lambda: lines('"' * 9_900_000),
        Tell("rij-onjuist", 2),
        accepted=0,
        refused=1,
    ),
    case(
        "a line of quotes, many times",
        lambda: lines(*['""""""""'] * 300_000),
        Tell("rij-onjuist", 2),
        Tell("regel-onleesbaar", 196_609),
        accepted=0,
        refused=196_607,
    ),
)

SHAPES = (
    case(
        "rows too short and too long",
        lines(line(1), "U0002;" + CANARY, line(3) + ";;teveel", line(4)),
        Tell("rij-onjuist", 3),
        Tell("rij-onjuist", 4),
        accepted=2,
        refused=2,
    ),
    case(
        "duplicate header",
        csv_text([[*row(1), "x"]], header=(*HEADER, "naam")),
        Tell("kop-onjuist", 1, 8),
    ),
    case(
        "empty cell in the header",
        csv_text([row(1)], header=("nr", "klant", "", *HEADER[3:])),
        Tell("kop-onjuist", 1, 3),
    ),
    case("header of empty cells only", ";;;;;;\n" + line(1) + "\n", Tell("kop-onjuist")),
    case("header only", csv_text([]), accepted=0),
    case("no header", line(1) + "\n" + line(2) + "\n", Tell("kop-onjuist", 1)),
    case(
        "a header that runs on into a row",
        lines()[:-1] + ";" + line(1, tot_en_met="2016-12-31") + "\n" + line(2) + "\n" + line(3),
        Tell("kolom-onbekend", 1, 8),
        Tell("rij-onjuist", 2),
        accepted=0,
        refused=2,
    ),
    case(
        "a header that runs on into a row, in the middle of a name",
        lines()[:-3] + line(1, tot_en_met="2016-12-31") + "\n" + line(2) + "\n" + line(3),
        Tell("kolom-onbekend", 1, 7),
        Tell("rij-onjuist", 2),
        accepted=0,
        refused=2,
    ),
    case("empty file", "", Tell("kop-onjuist", 1)),
    case("only blank lines", "\n" * 1000, Tell("kop-onjuist", 1)),
    case("only a byte order mark", b"\xef\xbb\xbf", Tell("kop-onjuist", 1)),
    case("blank lines in between", GOOD.replace("\n", "\n\n\n"), accepted=3),
    case(
        "one line of 10 MB",
        lambda: ";".join(HEADER) + "\n" + "x" * 9_900_000,
        Tell("rij-onjuist", 2),
        accepted=0,
        refused=1,
    ),
    case("a header of 10 MB", lambda: "x" * 9_900_000, Tell("kop-onjuist|bestand-te-groot", 1)),
    case(
        "a million lines of one separator",
        lambda: GOOD + ";\n" * 1_000_000,
        accepted=3,
    ),
    case(
        "a million lines of one letter",
        lambda: GOOD + "x\n" * 1_000_000,
        Tell("rij-onjuist", 5),
        Tell("regel-onleesbaar", 196_609),
        accepted=3,
        refused=196_604,
    ),
    case(
        "10,000 columns",
        lambda: csv_text([], header=[f"kolom{number}" for number in range(10_000)]),
        Tell("bestand-te-groot", 1),
    ),
    case(
        "a million columns",
        lambda: csv_text([], header=[f"k{number}" for number in range(1_000_000)]),
        Tell("bestand-te-groot", 1),
    ),
    case(
        "columns without a name at the end",
        lambda: ";".join(HEADER) + ";" * 16_000 + "\n" + line(1) + ";" * 16_000 + "\n",
        accepted=1,
    ),
    case(
        "a cell of 64 kB",
        lambda: lines(line(1, naam=CANARY * 9000), line(2)),
        accepted=2,
        naam=CANARY * 9000,
    ),
    case(
        "a cell of 1 MB",
        lambda: lines(line(1, naam=CANARY * 143_000), line(2)),
        Tell("rij-onjuist", 2),
        accepted=1,
        refused=1,
    ),
    case("semicolons, with decimal commas", GOOD, accepted=3, bedrag=84_745),
    case("tabs", csv_text(rows(3), sign="\t"), accepted=3),
    case("commas", csv_text([row(1, bedrag="847.45")], sign=","), accepted=1, bedrag=84_745),
    case("a line that says sep=", "sep=;\n" + GOOD, accepted=3),
    case("a line that says sep= something else", "sep=\t\n" + GOOD, Tell("kop-onjuist")),
    case("only carriage returns", csv_text(rows(3), end="\r"), accepted=3),
    case("three kinds of line ends", GOOD.replace("\n", "\r\n", 1) + line(4) + "\r", accepted=4),
    case("no end of the last line", GOOD.rstrip("\n"), accepted=3),
    case(
        "half a last line",
        GOOD[:-20],
        Tell("rij-onjuist", 4),
        accepted=2,
        refused=1,
    ),
)

SIGNS = (
    case(
        "NUL in a cell",
        lines(line(1), line(2, naam=f"{CANARY}\0"), line(3)),
        Tell("rij-onjuist", 3, 3),
        accepted=2,
        refused=1,
    ),
    case("NUL in the header", GOOD.replace("naam", "na\0am"), Tell("onzichtbaar-teken", 1, 3)),
    case("only NUL", b"\0" * 100_000, Tell("bestand-onleesbaar")),
    case("every byte there is", bytes(range(256)) * 40, Tell("bestand-onleesbaar")),
    case("UTF-8 with a byte order mark", "\ufeff" + GOOD, accepted=3),
    case("UTF-16, little end first", GOOD.encode("utf-16"), accepted=3),
    case("UTF-16, big end first", b"\xfe\xff" + GOOD.encode("utf-16-be"), accepted=3),
    case("UTF-16 without a mark", GOOD.encode("utf-16-le"), Tell("bestand-onleesbaar")),
    case("half of the last sign of UTF-16", GOOD.encode("utf-16")[:-1], Tell("bestand-onleesbaar")),
    case(
        "cp1252",
        one(naam=f"{CANARY} Zoë €").encode("cp1252"),
        accepted=1,
        naam=f"{CANARY} Zoë €",
    ),
    case(
        "UTF-8 and cp1252 in one file",
        lines(line(1, naam="Zoë"), line(2, naam="José")).encode()
        + line(3, naam=f"{CANARY} René").encode("cp1252"),
        Tell("bestand-onleesbaar", 4),
    ),
    case(
        "declared as UTF-8, written in cp1252",
        one(naam=f"{CANARY} Zoë").encode("cp1252"),
        Tell("bestand-onleesbaar", 2),
        told="codering: utf-8",
    ),
    case(
        "right-to-left override",
        lines(line(1), line(2, naam=f"{CANARY} \u202etfel")),
        Tell("rij-onjuist", 3, 3),
        accepted=1,
        refused=1,
    ),
    case(
        "zero-width space in a key",
        lines(line(1), line(2, klant=f"{CANARY}\u200b2")),
        Tell("rij-onjuist", 3, 2),
        accepted=1,
        refused=1,
    ),
    case(
        "zero-width space in the header",
        GOOD.replace("klant", "kl\u200bant"),
        Tell("onzichtbaar-teken", 1, 2),
    ),
    case(
        "combining accents are one spelling",
        lines(line(1, naam=f"{CANARY} Zoe\u0308"), line(1, naam=f"{CANARY} Zoë")),
        Tell("rij-dubbel", 3),
        accepted=1,
        double=1,
        naam=f"{CANARY} Zoë",
    ),
    case(
        "a thousand accents on one letter",
        lines(line(1, naam=CANARY + "\u0301" * 1000)),
        accepted=1,
    ),
    case(
        "emoji in keys",
        lines(line(1, nr="🐤", klant=f"{CANARY}🐤"), line(2, nr="👩\u200d👩\u200d👧")),
        accepted=2,
        nr="🐤",
    ),
    case("no-break spaces around a cell", one(bedrag="\xa0847,45\xa0"), accepted=1, bedrag=84_745),
)


def cells(name: str, column: str, *texts: str, code: str = "cel-ongeldig", told: str = "") -> Case:
    """A file in which each of these cells is refused, and the first row is good."""
    records = [row(1), *(row(n, **{column: text}) for n, text in enumerate(texts, start=2))]
    at = HEADER.index(column.replace("_", " ")) + 1
    return case(
        name,
        csv_text(records),
        Tell(code, 3, at),
        accepted=1,
        refused=len(texts),
        told=told,
    )


VALUES = (
    cells("an amount of which nobody knows how much", "bedrag", "847.045"),
    cells("an amount with too many decimals", "bedrag", "847,0451", "0,001"),
    cells("an amount in words, or without end", "bedrag", "veel", "9" * 30, "1e400", "NaN", "inf"),
    cells("an amount of 5,000 digits", "bedrag", "9" * 5000),
    cells("an amount in Arabic digits", "bedrag", "٨٤٧"),
    cells("days that are not there", "van", "2016-02-30", "2015-02-29", "2016-13-01", "0000-00-00"),
    cells("days of programs", "van", "00-00-0000", "1-7-2016", "42552", "2016-07-01T00:00:00Z"),
    cells("an end that stands for never", "tot_en_met", "9999-12-31"),
    cells("an end before the begin", "tot_en_met", "2016-06-30", code="einde-voor-begin"),
    cells("codes that lost their zero", "regeling", "1", "2", code="code-onbekend"),
    cells("empty keys", "klant", "", " ", "\u3000", code="cel-leeg"),
    case(
        "leading zeros stay",
        lines(line(1, nr="000123", klant=f"{CANARY}0")),
        accepted=1,
        nr="000123",
    ),
    case(
        "keys beyond 2^53 stay apart",
        lines(line(1, nr="9007199254740992"), line(2, nr="9007199254740993")),
        accepted=2,
        nr="9007199254740992",
    ),
    case(
        "someone called NA, null or None",
        csv_text([row(n, naam=name) for n, name in enumerate(("NA", "null", "None", "nan"))]),
        accepted=4,
        naam="NA",
    ),
    case(
        "formulas in cells are text",
        csv_text(
            [
                row(n, naam=CANARY, nr=text)
                for n, text in enumerate(
                    ("=cmd|' /C calc'!A0", "=HYPERLINK(A1)", "@SUM(1)", "+1", "-1", "=1+1")
                )
            ]
        ),
        accepted=6,
        nr="=cmd|' /C calc'!A0",
    ),
    case(
        "the same key with other content",
        lines(line(1), line(1, bedrag="1"), line(2)),
        Tell("sleutel-dubbel", 2),
        accepted=1,
        refused=2,
    ),
    case(
        "the same row a hundred thousand times",
        lambda: lines(*[line(1)] * 100_000),
        Tell("rij-dubbel", 3),
        accepted=1,
        double=99_999,
    ),
    case(
        "the same key a hundred thousand times, always with other content",
        lambda: lines(*(line(1, bedrag=str(number)) for number in range(100_000))),
        Tell("sleutel-dubbel", 2),
        accepted=0,
        refused=100_000,
    ),
    case(
        "numbers of citizens as keys",
        csv_text([row(n, klant=number) for n, number in enumerate(("111222333", "123456782"))]),
        Tell("burgerservicenummer", 1, 2),
        accepted=2,
    ),
    case(
        "a wrong cell in each of 60,000 rows, all of them different",
        lambda: csv_text([row(n, bedrag=f"{n}x", van=f"{n}") for n in range(60_000)]),
        Tell("cel-ongeldig", 2, 4),
        Tell("cel-ongeldig", 2, 7),
        accepted=0,
        refused=60_000,
    ),
)


def csv_cases() -> Sequence[Case]:
    return (*QUOTES, *SHAPES, *SIGNS, *VALUES)
