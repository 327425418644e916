"""Known-through (F7): the least promise over all a figure is about, never the latest line."""

from datetime import date

from koers.agreement import tables_read
from koers.register import KnownEntry, KnownThrough
from tests.spec.drawn import draw_agreement

EARLY, LATE = date(2017, 1, 31), date(2018, 1, 31)
ASKED = date(2018, 12, 31)


def entry(day: date, *, table: str | None = None, municipality: str | None = None) -> KnownEntry:
    return KnownEntry("werkplein", day, table, municipality)


def test_of_two_promises_alike_the_least_counts_whatever_their_order() -> None:  # F7
    for entries in ((entry(EARLY), entry(LATE)), (entry(LATE), entry(EARLY))):
        assert KnownThrough(entries).of_figure(["trede"], asked=ASKED) == EARLY


def test_a_promise_for_one_municipality_is_no_promise_for_the_whole() -> None:  # F7
    known = KnownThrough((entry(LATE, municipality="assen"),))
    parties = ("assen", "tynaarlo")
    assert known.of_figure(["trede"], asked=ASKED, everyone=parties) is None
    assert known.of_figure(["trede"], asked=ASKED, municipality="assen", everyone=parties) == LATE


def test_the_whole_is_known_when_every_municipality_is_promised() -> None:  # F7
    known = KnownThrough((entry(LATE, municipality="assen"), entry(EARLY, municipality="tynaarlo")))
    assert known.of_figure(["trede"], asked=ASKED, everyone=("assen", "tynaarlo")) == EARLY


def test_a_promise_for_everyone_covers_a_municipality_without_its_own() -> None:  # F7
    known = KnownThrough((entry(LATE), entry(EARLY, municipality="assen")))
    assert known.of_figure(["trede"], asked=ASKED, everyone=("assen", "tynaarlo")) == EARLY
    assert known.of_figure(["trede"], asked=ASKED, municipality="tynaarlo") == LATE


def test_a_table_that_nobody_promises_has_no_known_day() -> None:  # F7
    known = KnownThrough((entry(LATE, table="trede"),))
    assert known.of_figure(["trede", "werk"], asked=ASKED) is None
    assert KnownThrough().of_figure(["trede"], asked=ASKED) == ASKED


def test_a_condition_that_is_only_an_age_reads_the_birth_dates() -> None:
    # F2, F7: without that table everyone's age would be unknown, and its K would be left out.
    agreement = draw_agreement(
        """
        aandeel:
          van: {begin: uitkering}
          uitgesloten: {leeftijd: {van: 64}}
          die: {begin: werk, binnen: 1 jaar}
          onbekend: eruit
        """,
        term="2016-07-01..2017-12-31",
    )
    assert tables_read(agreement, agreement.indicators[0]) == {"persoon", "uitkering", "werk"}
