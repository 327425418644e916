"""The front door: one question, or all of them in one go, over a register in parts.

The idea that makes it simple: parts are counted one by one (or a few at once, each by a thread of
its own) and added in their order, so that parts, threads and the order of rows make no difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event

from koers.agreement import Agreement
from koers.counts import Cell, Question
from koers.engines.compiled.cells import cells
from koers.engines.compiled.columns import Part
from koers.engines.compiled.counting import Counted, PartCount, first_day, together
from koers.engines.compiled.parts import parts_of
from koers.register import Register

Progress = Callable[[int, int], None]
"""Told how many parts are done, of how many."""


def count(agreement: Agreement, register: Register, question: Question) -> tuple[Cell, ...]:
    """The cells of one indicator, sorted by period, norm and split; the totals are always there.

    Raises KeyError when the agreement has no such indicator.
    """
    return Run.of(agreement, register)(agreement, register, question)


@dataclass
class Run:
    """Counts questions about one register, many at once; what was counted is kept.

    A part is read when its turn comes and let go when it has been counted: `threads` of them are in
    memory at a time.
    """

    agreement: Agreement
    parts: Sequence[Callable[[], Part]]
    threads: int = 1
    progress: Progress | None = None
    _counted: dict[Question, Counted] = field(default_factory=dict)

    @classmethod
    def of(
        cls, agreement: Agreement, register: Register, *, parts: int = 1, threads: int = 1
    ) -> Run:
        """Over rows in memory."""
        found = parts_of(register, agreement.dictionary, number=parts)
        return cls(agreement, [part.itself for part in found], threads)

    def __call__(
        self, agreement: Agreement, register: Register, question: Question
    ) -> tuple[Cell, ...]:
        """The cells of a question, as any engine gives them. Raises ValueError for another
        agreement than the one that is counted.
        """
        if agreement is not self.agreement:
            raise ValueError("a run counts one agreement")
        return cells(self.agreement, question, self.counted(question))

    def counted(self, question: Question) -> Counted:
        """What a question came to, without making cells of it."""
        self.prepare([question])
        return self._counted[question]

    def prepare(self, questions: Iterable[Question]) -> None:
        """Count all of these in one go, so that they share what they have in common."""
        asked = [question for question in dict.fromkeys(questions) if question not in self._counted]
        if not asked:
            return
        stopped, since = Event(), first_day(self.agreement, asked)

        def one(read: Callable[[], Part]) -> list[Counted]:
            if stopped.is_set():
                return []
            counting = PartCount(self.agreement, read(), since)
            return [counting.count(question) for question in asked if not stopped.is_set()]

        total: list[Counted] = []
        executor = ThreadPoolExecutor(self.threads)
        try:
            for number, found in enumerate(executor.map(one, self.parts), start=1):
                pairs = zip(total, found, strict=True)
                total = [together(pair) for pair in pairs] if number > 1 else found
                if self.progress is not None:
                    self.progress(number, len(self.parts))
        finally:
            stopped.set()
            executor.shutdown(cancel_futures=True)
        self._counted.update(zip(asked, total, strict=True))
