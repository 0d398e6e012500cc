"""What a risk is tied to, as far as a person may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from yntymak.apps.risks.models import Acceptance, Case, Causation, Risk, Signal

if TYPE_CHECKING:
    from yntymak.foundation.people.models import User
    from yntymak.foundation.registry.models import Place


def pointing_to(user: User, risk: Risk) -> dict[str, Any]:
    """`risk` as `saying_what_there_is` reads it: one query for each kind of tie that there is."""
    causes, effects = _neighbours(user, risk) if risk.has_causation else ([], [])
    return {
        "signals": _signals(user, risk) if risk.has_signals else [],
        "cases": _cases(user, risk) if risk.has_cases else [],
        "causes": causes,
        "effects": effects,
        "other_places": _other_places(risk) if risk.has_other_places else [],
        "acceptance": _acceptance(risk) if risk.accepted_until else None,
    }


def _signals(user: User, risk: Risk) -> list[Signal]:
    return list(Signal.objects.visible_to(user).filter(risk=risk).in_short())


def _cases(user: User, risk: Risk) -> list[Case]:
    return list(Case.objects.visible_to(user).filter(risk=risk).in_short())


def _neighbours(user: User, risk: Risk) -> tuple[list[Risk], list[Risk]]:
    """What feeds the risk, and what it feeds."""
    seen = Risk.objects.visible_to(user).values("pk")
    ties = Causation.objects.filter(
        Q(effect=risk, cause__in=seen) | Q(cause=risk, effect__in=seen)
    ).select_related("cause", "effect")
    rows = list(ties.order_by("pk"))
    return (
        [tie.cause for tie in rows if tie.effect_id == risk.pk],
        [tie.effect for tie in rows if tie.cause_id == risk.pk],
    )


def _other_places(risk: Risk) -> list[Place]:
    return list(risk.other_places.all())


def _acceptance(risk: Risk) -> Acceptance | None:
    return risk.acceptances.select_related("by").first()
