"""Past events from a table become closed cases: a history to learn from, not news to warn of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from yntymak.apps.risks.events import Event
from yntymak.apps.risks.models import Case, CaseStep
from yntymak.apps.risks.rules import may_import_cases
from yntymak.foundation.ledger.actions import record
from yntymak.foundation.people.permissions import require

if TYPE_CHECKING:
    from yntymak.apps.risks.incidents import Line
    from yntymak.foundation.people.models import User


@transaction.atomic
def import_cases(*, actor: User | None, lines: list[Line]) -> list[Case]:
    """The readable lines that are not there yet. `actor` None is the operator at the machine."""
    if actor is not None:
        require(actor, may_import_cases)
    made = []
    for line in lines:
        if line.faults or line.place is None:
            continue
        fields = {**line.fields, "holder": line.place, "status": Case.Status.CLOSED}
        case, is_new = Case.objects.get_or_create(
            client_key=line.key, defaults={**fields, "outcome": Case.Outcome.PAST}
        )
        if is_new:
            case.places.add(line.place)
            made.append(case)
    CaseStep.objects.bulk_create(
        CaseStep(case=case, kind=CaseStep.Kind.CLOSED, severity=case.severity, by=actor)
        for case in made
    )
    if made:
        record(Event.CASES_IMPORTED, made[0], actor=actor, cases=len(made))
    return made
