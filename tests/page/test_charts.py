"""Charts: round axes, what is not complete stands apart, and every place on the drawing."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from koers.page.charts import HEIGHT, WIDTH, Point, axis_of, chart, spark, tenths
from koers.page.markup import Markup
from tests.page.parsed import Element, parsed

FRACTIONS = st.fractions(min_value=-(10**6), max_value=10**6)


def drawn(*points: Point) -> Element:
    made = chart(points, axis_of(points), title="Titel", written={})
    (found,) = parsed(made.html).children
    assert isinstance(found, Element)
    return found


def point(value: Fraction, *, norm: Fraction | None = None) -> Point:
    return Point("2017", value, "x", norm=norm)


def test_the_axis_has_round_ticks_around_every_value_bound_and_norm() -> None:
    low, value, high = Fraction(53, 100), Fraction(62, 100), Fraction(70, 100)
    share = Point("2017", value, "62%", low, high, Fraction(8, 10))
    axis = axis_of([share])
    assert axis.ticks == tuple(Fraction(n, 20) for n in range(10, 17))


def test_the_axis_of_a_share_ends_at_the_whole_and_that_of_a_count_begins_at_nought() -> None:
    share = axis_of([point(Fraction(97, 100))], is_share=True)
    assert share.high == 1
    assert axis_of([point(Fraction(0))]).low == 0


def test_an_axis_is_not_so_short_that_a_small_difference_looks_large() -> None:
    axis = axis_of([point(Fraction(10049, 10000), norm=Fraction(1))])
    assert axis.high - axis.low >= Fraction(1, 5)


@given(st.lists(FRACTIONS, min_size=1, max_size=8))
def test_the_axis_holds_every_value_with_few_ticks(values: list[Fraction]) -> None:
    axis = axis_of([point(value) for value in values])
    assert axis.low <= min(values)
    assert max(values) <= axis.high
    assert 2 <= len(axis.ticks) <= 12


@given(st.lists(FRACTIONS, min_size=1, max_size=8))
def test_every_mark_lies_within_the_drawing(values: list[Fraction]) -> None:
    found = drawn(*(point(value, norm=values[0]) for value in values))
    for circle in found.all("circle"):
        assert 0 <= Fraction(circle.attributes["cx"] or "") <= WIDTH
        assert 0 <= Fraction(circle.attributes["cy"] or "") <= HEIGHT
    assert len(found.all("circle")) == len(values)


def test_an_estimate_is_no_part_of_the_line() -> None:  # statistics 1.2, 1.4
    guess = Point("2018", Fraction(9, 10), "90%", is_estimate=True)
    found = drawn(point(Fraction(1, 2)), point(Fraction(6, 10)), guess)
    (line,) = found.all("polyline")
    assert len((line.attributes["points"] or "").split()) == 2
    assert len(found.all("circle")) == 2
    assert len(found.all("g", kind="estimate")) == 1


def test_one_figure_makes_no_line() -> None:
    assert not drawn(point(Fraction(1, 2))).all("polyline")


def test_a_norm_that_changes_is_drawn_per_period() -> None:  # P3
    found = drawn(
        point(Fraction(1, 2), norm=Fraction(1, 2)), point(Fraction(1, 2), norm=Fraction(6, 10))
    )
    heights = {line.attributes["y1"] for line in found.all("line", kind="norm")}
    assert len(heights) == 2


def test_many_periods_get_few_names_and_the_last_always() -> None:
    points = [Point(str(n), Fraction(n), str(n)) for n in range(30)]
    texts = [text.text for text in drawn(*points).all("text")]
    assert "29" in texts
    assert len([text for text in texts if text]) <= 10


def test_places_are_written_in_tenths() -> None:
    assert [tenths(Fraction(n, 100)) for n in (0, 4, 6, 123, -44)] == [
        "0.0", "0.0", "0.1", "1.2", "-0.4",
    ]  # fmt: skip


def test_a_spark_is_passed_by_by_assistive_technology() -> None:
    made: Markup = spark([Fraction(1), Fraction(1)], norm=None)
    assert 'aria-hidden="true"' in made.html
