"""Themes: made, merged, given to many contributions at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from yntymak.apps.consultations import events
from yntymak.apps.consultations.actions.locks import locked, require_manager
from yntymak.apps.consultations.models import Code, Coding, Contribution
from yntymak.foundation.ledger.actions import record
from yntymak.foundation.ledger.repeats import sent_before

if TYPE_CHECKING:
    import uuid
    from collections.abc import Collection

    from django.db.models import QuerySet

    from yntymak.apps.consultations.models import Consultation
    from yntymak.foundation.people.models import User


@transaction.atomic
def make_code(*, actor: User, client_key: uuid.UUID, consultation: Consultation, name: str) -> Code:
    """A name that stands already is that theme."""
    consultation = locked(consultation)
    require_manager(actor, consultation)
    name = " ".join(name.split())
    if not name:
        raise ValidationError(_("Write the name of the theme."))
    said = {"consultation": consultation, "name": name}
    standing = Code.objects.filter(merged_into=None, **said).first()
    if standing is not None:
        return standing
    _known, own_key = sent_before(Code, client_key, said)
    code = Code.objects.create(client_key=own_key, made_by=actor, **said)
    record(events.CODE_MADE, code, actor=actor, place=consultation.place, name=name)
    return code


@transaction.atomic
def merge_codes(*, actor: User, code: Code, into: Code) -> Code:
    """What had `code` has `into` from now on. The merged theme stays, and leads on to the other."""
    consultation = locked(code.consultation)
    require_manager(actor, consultation)
    code, into = Code.objects.get(pk=code.pk), Code.objects.get(pk=into.pk)
    if code.merged_into_id == into.pk:
        return into
    if into.consultation_id != consultation.pk or into.merged_into_id or code.merged_into_id:
        raise ValidationError(_("Choose two themes of this consultation that still stand."))
    if code.pk == into.pk:
        raise ValidationError(_("Choose another theme to merge into."))
    has_both = Coding.objects.filter(contribution=OuterRef("contribution"), code=into)
    Coding.objects.filter(Exists(has_both), code=code).delete()
    Coding.objects.filter(code=code).update(code=into)
    code.merged_into, code.used = into, 0
    code.save(update_fields=["merged_into", "used"])
    _count_used(into)
    record(
        events.CODE_MERGED,
        code,
        actor=actor,
        place=consultation.place,
        into=into.pk,
        name=into.name,
    )
    return into


@transaction.atomic
def apply_code(
    *, actor: User, consultation: Consultation, code: Code, chosen: Collection[int]
) -> int:
    """To each chosen one and to all that stand folded behind it. Repeated: nothing more."""
    consultation = locked(consultation)
    require_manager(actor, consultation)
    if code.consultation_id != consultation.pk or code.merged_into_id:
        raise ValidationError(_("Choose a theme of this consultation."))
    has_it = Coding.objects.filter(contribution=OuterRef("pk"), code=code)
    rows = _with_those_behind(consultation, chosen).exclude(Exists(has_it))
    numbers = dict(rows.order_by("number").values_list("pk", "number"))
    if not numbers:
        return 0
    Coding.objects.bulk_create(
        (Coding(code=code, contribution_id=pk, made_by=actor) for pk in numbers), batch_size=1000
    )
    Contribution.objects.filter(pk__in=numbers, is_coded=False).update(is_coded=True)
    _count_used(code)
    record(
        events.CODED,
        consultation,
        actor=actor,
        place=consultation.place,
        code=code.pk,
        name=code.name,
        numbers=list(numbers.values()),
    )
    return len(numbers)


@transaction.atomic
def take_code(
    *, actor: User, consultation: Consultation, code: Code, chosen: Collection[int]
) -> int:
    """Takes the theme away again, from those folded behind a chosen one too."""
    consultation = locked(consultation)
    require_manager(actor, consultation)
    rows = _with_those_behind(consultation, chosen).filter(codings__code=code)
    numbers = dict(rows.order_by("number").values_list("pk", "number"))
    if not numbers:
        return 0
    Coding.objects.filter(code=code, contribution__in=numbers).delete()
    still = Coding.objects.filter(contribution=OuterRef("pk"))
    Contribution.objects.filter(~Exists(still), pk__in=numbers).update(is_coded=False)
    _count_used(code)
    record(
        events.UNCODED,
        consultation,
        actor=actor,
        place=consultation.place,
        code=code.pk,
        numbers=list(numbers.values()),
    )
    return len(numbers)


def _with_those_behind(
    consultation: Consultation, chosen: Collection[int]
) -> QuerySet[Contribution]:
    rows: QuerySet[Contribution] = consultation.contributions.citizens()
    return rows.filter(Q(pk__in=chosen) | Q(fold__leader__in=chosen, is_queued=False))


def _count_used(code: Code) -> None:
    Code.objects.filter(pk=code.pk).update(used=Coding.objects.filter(code=code).count())
