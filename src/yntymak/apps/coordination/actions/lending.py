"""What one municipality lends and another one asks for. A day is lent once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yntymak.apps.coordination.events import Verb
from yntymak.apps.coordination.models import Loan, Resource
from yntymak.apps.coordination.nearness import around
from yntymak.apps.coordination.rules import is_of_borrower, is_of_lender, may_lend
from yntymak.foundation.ledger.actions import record
from yntymak.foundation.ledger.repeats import sent_before
from yntymak.foundation.people.permissions import require
from yntymak.ui.dates import period

if TYPE_CHECKING:
    import datetime as dt
    from uuid import UUID

    from yntymak.foundation.people.models import User
    from yntymak.foundation.registry.models import Place


@dataclass(frozen=True)
class Offer:
    kind: str
    what: str
    first_day: dt.date
    last_day: dt.date
    terms: str = ""


@dataclass(frozen=True)
class Wish:
    purpose: str
    first_day: dt.date
    last_day: dt.date


@transaction.atomic
def offer_resource(*, actor: User, key: UUID, place: Place, offer: Offer) -> Resource:
    require(actor, may_lend, place)
    said = {"place": place, **vars(offer)}
    known, own_key = sent_before(Resource, key, said)
    if known is not None:
        return known
    _check_order(offer)
    if offer.last_day < timezone.localdate():
        raise ValidationError({"last_day": _("This day is over. Choose a later one.")})
    made = Resource.objects.create(client_key=own_key, offered_by=actor, **said)
    record(Verb.RESOURCE_OFFERED, made, actor=actor, place=place, kind=offer.kind, what=offer.what)
    return made


@transaction.atomic
def withdraw_resource(*, actor: User, resource: Resource) -> Resource:
    """Not while it is lent: the borrower counts on it. A second press changes nothing."""
    resource = _locked(resource)
    require(actor, is_of_lender, resource)
    if resource.withdrawn_at is not None:
        return resource
    lent = resource.loans.granted().filter(last_day__gte=timezone.localdate()).first()
    if lent is not None:
        raise ValidationError(
            _("It is lent to %(place)s, %(days)s. Agree with them first.")
            % {"place": lent.place, "days": period(lent.first_day, lent.last_day)}
        )
    resource.withdrawn_at = timezone.now()
    resource.save(update_fields=["withdrawn_at"])
    record(Verb.RESOURCE_WITHDRAWN, resource, actor=actor, place=resource.place)
    return resource


@transaction.atomic
def ask_for(*, actor: User, key: UUID, resource: Resource, place: Place, wish: Wish) -> Loan:
    """By a municipality near the lender."""
    require(actor, may_lend, place)
    resource = _locked(resource)
    if not around(place).filter(pk=resource.place_id).exists():
        raise PermissionDenied("near")
    said = {"resource": resource, "place": place, **vars(wish)}
    known, own_key = sent_before(Loan, key, said)
    if known is not None:
        return known
    if not resource.is_open:
        raise ValidationError(_("This is no longer lent."))
    _check_days(resource, wish)
    made = Loan.objects.create(client_key=own_key, asked_by=actor, **said)
    _record(Verb.LOAN_ASKED, made, actor)
    return made


@transaction.atomic
def answer_loan(*, actor: User, loan: Loan, outcome: str, answer: str) -> Loan:
    """The first answer stands; a refusal says why."""
    resource = _locked(loan.resource)
    require(actor, is_of_lender, resource)
    loan = _as_it_stands(loan)
    if (loan.outcome, loan.answer) == (outcome, answer.strip()):
        return loan
    if loan.outcome:
        raise ValidationError(_("This has been answered already."))
    if outcome == Loan.Outcome.REFUSED and not answer.strip():
        raise ValidationError({"answer": _("Say in a sentence why.")})
    if outcome == Loan.Outcome.GRANTED:
        _check_days(resource, loan)
    loan.outcome, loan.answer = outcome, answer.strip()
    loan.answered_at, loan.answered_by = timezone.now(), actor
    loan.save()
    _record(Verb.LOAN_ANSWERED, loan, actor)
    return loan


@transaction.atomic
def withdraw_loan(*, actor: User, loan: Loan) -> Loan:
    """By the municipality that asked: the days are free again."""
    _locked(loan.resource)
    loan = _as_it_stands(loan)
    require(actor, is_of_borrower, loan)
    if loan.outcome == Loan.Outcome.WITHDRAWN:
        return loan
    if loan.outcome == Loan.Outcome.REFUSED:
        raise ValidationError(_("This has been answered already."))
    loan.outcome = Loan.Outcome.WITHDRAWN
    loan.save(update_fields=["outcome"])
    _record(Verb.LOAN_WITHDRAWN, loan, actor)
    return loan


def _check_order(said: Offer | Wish) -> None:
    if said.last_day < said.first_day:
        raise ValidationError({"last_day": _("The last day cannot be before the first.")})


def _check_days(resource: Resource, wish: Wish | Loan) -> None:
    if isinstance(wish, Wish):
        _check_order(wish)
    if wish.first_day < resource.first_day or wish.last_day > resource.last_day:
        raise ValidationError(
            {
                "first_day": _("It is lent only %(days)s: choose days within.")
                % {"days": period(resource.first_day, resource.last_day)}
            }
        )
    for other in resource.loans.granted().select_related("place"):
        if other.meets(wish.first_day, wish.last_day):
            raise ValidationError(
                {
                    "first_day": _("%(days)s it is lent to %(place)s already.")
                    % {"days": period(other.first_day, other.last_day), "place": other.place}
                }
            )


def _locked(resource: Resource) -> Resource:
    """All who offer, ask and answer queue here, so that no day is lent twice."""
    found: Resource = (
        Resource.objects.select_for_update(no_key=True, of=("self",))
        .select_related("place")
        .get(pk=resource.pk)
    )
    return found


def _as_it_stands(loan: Loan) -> Loan:
    found: Loan = Loan.objects.select_related("place", "resource__place").get(pk=loan.pk)
    return found


def _record(verb: Verb, loan: Loan, actor: User) -> None:
    record(
        verb,
        loan,
        actor=actor,
        place=loan.resource.place,
        resource=loan.resource_id,
        asked_for=loan.place_id,
        first_day=loan.first_day.isoformat(),
        last_day=loan.last_day.isoformat(),
        outcome=loan.outcome,
        answer=loan.answer,
    )
