"""The drafter says how an article should read; what that changes is worked out and kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yntymak.apps.laws import events
from yntymak.apps.laws.actions.bills import locked_in_work
from yntymak.apps.laws.bills.wording import UndraftableError, drafted
from yntymak.apps.laws.lawtexts import law_text
from yntymak.apps.laws.models import Amendment, Provision
from yntymak.foundation.ledger.actions import record
from yntymak.methods.lawtext import operation_as_json
from yntymak.methods.lawtext.targets import value_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from yntymak.apps.laws.models import ActVersion, AmendedAct
    from yntymak.foundation.people.models import User
    from yntymak.methods.lawtext.drafting import Style

# Room between two articles in force for those that a bill puts there.
_ROOM = 1000


@dataclass(frozen=True)
class Draft:
    """`texts` are the whole article as it should read, by language; an empty one repeals it."""

    texts: Mapping[str, str]
    style: Style = "words"
    rationale_ky: str = ""
    rationale_ru: str = ""
    note_ky: str = ""
    note_ru: str = ""
    initiative: str = ""


@transaction.atomic
def save_amendment(
    *, actor: User, act: AmendedAct, unit: str, draft: Draft, seen: int
) -> Amendment | None:
    """The amendment of one article. None where the article now reads as the law in force does.

    `seen` is the revision that the drafter had before their eyes, 0 where there was none. Raises
    ValidationError: with code "changed_meanwhile" where a colleague saved another one; with the
    language as code where a text makes no article.
    """
    act.version = locked_in_work(act.version, actor)
    standing = act.amendments.filter(unit=unit).first()
    operations = drafted_operations(act.base, unit, draft)
    said = _said(draft, operations)
    if standing is not None and all(getattr(standing, k) == v for k, v in said.items()):
        return standing
    if (standing.revision if standing else 0) != seen:
        raise ValidationError(
            _("A colleague has changed this article meanwhile. Compare, then save again."),
            "changed_meanwhile",
        )
    if not any(operations.values()):
        if standing is not None:
            _drop(actor, act, standing)
        return None
    if standing is None:
        standing = Amendment(act=act, unit=unit, position=position_of(act, unit), revision=0)
    for name, value in said.items():
        setattr(standing, name, value)
    standing.revision += 1
    standing.changed_by, standing.changed_at = actor, timezone.now()
    standing.save()
    record(
        events.AMENDMENT_SAVED,
        standing,
        actor=actor,
        bill=act.version.bill.code,
        version=act.version.number,
        act=act.base.act.code,
        unit=unit,
        revision=standing.revision,
        operations=operations,
    )
    return standing


@transaction.atomic
def drop_amendment(*, actor: User, act: AmendedAct, unit: str) -> None:
    """The article stays as it is in force. Repeated: nothing."""
    act.version = locked_in_work(act.version, actor)
    standing = act.amendments.filter(unit=unit).first()
    if standing is not None:
        _drop(actor, act, standing)


@transaction.atomic
def follow_redaction(*, actor: User, act: AmendedAct) -> AmendedAct:
    """The version in work is about the newest redaction of the act from now on. Repeated: nothing.

    The amendments stay as they were written; what no longer fits the words in force is named among
    the things to do (see checks.findings).
    """
    act.version = locked_in_work(act.version, actor)
    newest = act.base.act.versions.order_by("-number")[0]
    if newest.pk == act.base_id:
        return act
    before, act.base = act.base.number, newest
    act.save(update_fields=["base"])
    for each in act.amendments.all():
        each.position = position_of(act, each.unit)
        each.save(update_fields=["position"])
    record(
        events.REDACTION_FOLLOWED,
        act.version,
        actor=actor,
        bill=act.version.bill.code,
        act=act.base.act.code,
        before=before,
        redaction=newest.number,
    )
    return act


def drafted_operations(base: ActVersion, unit: str, draft: Draft) -> dict[str, list[Any]]:
    """Raises ValidationError whose code is the language of the text that makes no article."""
    found: dict[str, list[Any]] = {}
    for language, typed in draft.texts.items():
        law = law_text(base, language, [unit])
        try:
            operations = drafted(law, unit, typed, draft.style)
        except UndraftableError as error:
            raise ValidationError(error.sentence, language) from error
        found[language] = [_plain(operation_as_json(each)) for each in operations]
    return found


def position_of(act: AmendedAct, unit: str) -> int:
    """Where the article stands, or would stand, among those in force and those already added."""
    units = Provision.objects.filter(version=act.base)
    place = units.filter(key=unit).values_list("position", flat=True).first()
    if place is not None:
        return place * _ROOM
    number = value_of(unit.rpartition("_")[2])
    before = [
        place
        for key, place in units.articles().values_list("key", "position")
        if value_of(key.rpartition("_")[2]) < number
    ]
    added = act.amendments.exclude(unit__in=units.values("key")).values_list("unit", flat=True)
    earlier = sum(value_of(key.rpartition("_")[2]) < number for key in added)
    return max(before, default=0) * _ROOM + 1 + earlier


def _drop(actor: User, act: AmendedAct, standing: Amendment) -> None:
    record_of = {"bill": act.version.bill.code, "version": act.version.number}
    unit, key = standing.unit, standing.pk
    standing.delete()
    standing.pk = key  # the event still says which row it was
    record(
        events.AMENDMENT_DROPPED,
        standing,
        actor=actor,
        act=act.base.act.code,
        unit=unit,
        **record_of,
    )


def _said(draft: Draft, operations: dict[str, list[Any]]) -> dict[str, Any]:
    return {
        "operations": operations,
        "style": draft.style,
        "rationale_ky": draft.rationale_ky,
        "rationale_ru": draft.rationale_ru,
        "note_ky": draft.note_ky,
        "note_ru": draft.note_ru,
        "initiative": draft.initiative,
    }


def _plain(operation: dict[str, Any]) -> dict[str, Any]:
    """As JSON gives it back, so that what stands and what is said compare equal."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in operation.items()
    }
