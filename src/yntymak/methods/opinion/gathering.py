"""Vote events taken in as they are read, a part at a time, and made into votes at the end.

Events wait until they make a run, runs are sorted in other threads while the reading goes on, and
what is kept of a run takes about four bytes a vote. Moments are not kept as long as no event is
older than one of an earlier run; where one is, ``OutOfOrder`` asks to begin again and keep them.
"""

from collections.abc import Callable
from concurrent.futures import Executor, Future, wait
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yntymak.methods.opinion.last_votes import narrow
from yntymak.methods.opinion.names import Codes
from yntymak.methods.opinion.runs import MOST_EVENTS, Merged, Part, Run, merged, sorted_run
from yntymak.methods.opinion.votes import Votes

Naming = Callable[[NDArray[Any]], Codes]
"""From distinct numbers, ascending, to their names in canonical order and the place of each."""

_MOST_AT_WORK = 2  # runs being sorted, some hundred megabytes each


class OutOfOrder(Exception):  # noqa: N818 - no error: the reader begins again
    """Moments are needed, and have not been kept."""


class Gathering:
    """``keep_moments`` for tables of which an earlier attempt was ``OutOfOrder``."""

    def __init__(self, pool: Executor, *, keep_moments: bool) -> None:
        self._pool = pool
        self._keep_moments = keep_moments
        self._parts: list[Part] = []
        self._waiting = 0
        self._latest: Any = None
        self._runs: list[Future[Run]] = []

    def add(self, part: Part) -> None:
        """Raises OutOfOrder."""
        if not len(part.values):
            return
        self._parts.append(part)
        self._waiting += len(part.values)
        if self._waiting >= MOST_EVENTS:
            self._sort()

    def votes(self, people: Naming, statements: Naming, *, turned: bool) -> Votes | None:
        """Of all events, -1 taken for agreement if ``turned``; None if there were none.

        Raises OutOfOrder.
        """
        self._sort()
        if not self._runs:
            return None
        runs = [run.result() for run in self._runs]
        self._runs.clear()
        numbers = np.unique(np.concatenate([run.statements for run in runs]))
        statement_names, place = statements(numbers)
        columns = narrow(place, len(statement_names))
        found = merged(runs, numbers, columns, self._pool)
        runs.clear()
        if turned:
            np.negative(found.values, out=found.values)
        names, row = people(found.people)
        found = _in_rows(found, row)
        return Votes(names, statement_names, found.indptr, found.columns, found.values)

    def _sort(self) -> None:
        if not self._parts:
            return
        parts, self._parts, self._waiting = self._parts, [], 0
        self._check_order(parts)
        at_work = [run for run in self._runs if not run.done()]
        if len(at_work) >= _MOST_AT_WORK:
            wait(at_work[:1])
        self._runs.append(self._pool.submit(_run, parts, keep_moments=self._keep_moments))

    def _check_order(self, parts: list[Part]) -> None:
        moments = [part.moments for part in parts if part.moments is not None]
        if not moments:
            return
        is_known = self._latest is not None and not self._keep_moments
        if is_known and min(moment.min() for moment in moments) < self._latest:
            raise OutOfOrder
        self._latest = max(moment.max() for moment in moments)


def _run(parts: list[Part], *, keep_moments: bool) -> Run:
    run = sorted_run(parts)
    return run if keep_moments else replace(run, moments=None)


def _in_rows(found: Merged, place: NDArray[np.int32]) -> Merged:
    """Row i stands at ``place[i]``."""
    if (place[1:] > place[:-1]).all():
        return found
    order = np.argsort(place)
    counts = np.diff(found.indptr)[order]
    indptr = np.concatenate([[0], np.cumsum(counts)])
    columns, values = np.empty_like(found.columns), np.empty_like(found.values)
    step = 1 << 14
    for start in range(0, len(order), step):
        rows = order[start : start + step]
        length = counts[start : start + step]
        into = slice(int(indptr[start]), int(indptr[min(start + step, len(order))]))
        within = np.arange(into.stop - into.start) - np.repeat(np.cumsum(length) - length, length)
        taken = np.repeat(found.indptr[rows], length) + within
        columns[into], values[into] = found.columns[taken], found.values[taken]
    return Merged(found.people, indptr, columns, values)
