"""Terms and holidays: set by the operator, from a day on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from yntymak.apps.risks.events import Event
from yntymak.apps.risks.models import Holiday, Term
from yntymak.foundation.ledger.actions import record

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

MOST_DAYS = 90


@transaction.atomic
def set_term(*, kind: str, working_days: int, in_force_from: dt.date) -> Term:
    """Raises ValueError with one sentence where it cannot be."""
    if kind not in Term.Kind.values:
        raise ValueError(f"“{kind}” is none of {', '.join(Term.Kind.values)}.")
    if not 1 <= working_days <= MOST_DAYS:
        raise ValueError(f"A term has 1 to {MOST_DAYS} working days.")
    term, _made = Term.objects.update_or_create(
        kind=kind, in_force_from=in_force_from, defaults={"working_days": working_days}
    )
    record(Event.TERM_SET, term, kind=kind, days=working_days, since=in_force_from.isoformat())
    return term


@transaction.atomic
def set_holidays(*, days: Mapping[dt.date, tuple[str, bool]]) -> int:
    """Name and whether it is worked, by day; a day that is there already follows. How many."""
    made = None
    for day, (name, is_working) in days.items():
        made, _is_new = Holiday.objects.update_or_create(
            day=day, defaults={"name": name, "is_working": is_working}
        )
    if made is not None:
        record(Event.HOLIDAYS_SET, made, days=len(days))
    return len(days)
