"""The public hearing of a plan is held with the meetings of a consultation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from yntymak.apps.coordination.events import Verb
from yntymak.apps.coordination.models import HeardIn
from yntymak.apps.coordination.rules import may_ask_for
from yntymak.apps.plans.models import Plan
from yntymak.foundation.ledger.actions import record
from yntymak.foundation.people.permissions import require

if TYPE_CHECKING:
    from yntymak.apps.consultations.models import Consultation
    from yntymak.apps.plans.models import Hearing
    from yntymak.foundation.people.models import User


@transaction.atomic
def join_hearing(*, actor: User, hearing: Hearing, consultation: Consultation | None) -> None:
    """Name the consultation whose meetings are the hearing; None: it is held alone."""
    plan = Plan.objects.select_for_update(no_key=True, of=("self",)).select_related("place")
    found = plan.get(pk=hearing.plan_id)
    require(actor, may_ask_for, found)
    known = HeardIn.objects.filter(hearing=hearing).first()
    if (known and known.consultation_id) == (consultation and consultation.pk):
        return
    if consultation is not None and not _is_near(found, consultation):
        raise ValidationError({"consultation": _("Choose a consultation that is held here.")})
    if consultation is None:
        HeardIn.objects.filter(hearing=hearing).delete()
    else:
        HeardIn.objects.update_or_create(
            hearing=hearing, defaults={"consultation": consultation, "named_by": actor}
        )
    code = consultation.code if consultation else ""
    record(Verb.HEARING_JOINED, hearing, actor=actor, place=found.place, consultation=code)


def _is_near(plan: Plan, consultation: Consultation) -> bool:
    """Of the place itself, or of what lies around it; published, so that people can read it."""
    around = consultation.place is None or consultation.place.contains(plan.place)
    return around and consultation.state == "published"
