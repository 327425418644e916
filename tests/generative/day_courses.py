"""Courses the naive way: on which day each unit left, and how often each person was judged.

The idea that makes it simple: an immature unit is judged as if its window closed on K, and whatever
its outcome still waits for is unknown. What is certain all the same has happened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from koers.algebra import OutcomeClass, Share, UnknownCounts
from koers.counts import Cause, Course, Exit, Repeats
from tests.generative.day_truth import Known
from tests.generative.day_units import Judged, class_when_closed

_CAUSES = {
    OutcomeClass.MET: Cause.MET,
    OutcomeClass.EXCEPTED: Cause.EXCEPTED,
    OutcomeClass.UNKNOWN: Cause.UNKNOWN,
    OutcomeClass.NOT_MET: Cause.STAYED,
}


def course_of(form: Share, units: Sequence[Judged], known: Known) -> Course:
    followed = [unit for unit in units if unit.outcome_class is not OutcomeClass.EXCLUDED]
    exits = Counter(_left(form, unit, known) for unit in followed)
    counted = [OutcomeClass.MET, OutcomeClass.NOT_MET]
    if form.unknown is UnknownCounts.AS_NOT_MET:
        counted.append(OutcomeClass.UNKNOWN)
    repeats: Counter[tuple[int, int]] = Counter()
    for subject in {unit.subject for unit in followed}:
        own = [unit.outcome_class for unit in followed if unit.subject == subject]
        judged = [one for one in own if one in counted]
        repeats[len(judged), judged.count(OutcomeClass.MET)] += bool(judged)
    return Course(
        tuple(sorted(Exit(days, cause, number) for (days, cause), number in exits.items())),
        tuple(sorted(Repeats(*of, number) for of, number in repeats.items() if number)),
    )


def _left(form: Share, unit: Judged, known: Known) -> tuple[int, Cause]:
    closed = min(unit.window_end, known.through)
    is_open = unit.outcome_class is OutcomeClass.IMMATURE
    found, event = class_when_closed(
        form, unit.subject, unit.anchor, closed, known, certainly=is_open
    )
    assert is_open or found is unit.outcome_class
    cause = _CAUSES[found]
    if is_open and event is None:
        cause = Cause.OPEN
    return ((event or closed) - unit.anchor).days, cause
