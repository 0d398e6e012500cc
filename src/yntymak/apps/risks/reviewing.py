"""When a risk is looked at again: the graver, the sooner."""

from __future__ import annotations

import datetime as dt

# Days after an assessment, by its level; the office may choose an earlier day.
REVIEW_AFTER = {1: 365, 2: 365, 3: 182, 4: 91, 5: 30}
LONGEST_ACCEPTANCE = dt.timedelta(days=366)


def next_review(level: int, since: dt.date) -> dt.date:
    return since + dt.timedelta(days=REVIEW_AFTER[level])
