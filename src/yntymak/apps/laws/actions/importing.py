"""An uploaded act: taken in, set right, confirmed."""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from yntymak.apps.laws import events
from yntymak.apps.laws.actions.provisions import save_provisions
from yntymak.apps.laws.codes import code_from
from yntymak.apps.laws.importing import corrections
from yntymak.apps.laws.importing.problems import problems_json
from yntymak.apps.laws.importing.reading import parsed_json
from yntymak.apps.laws.models import Act, ActImport, ActVersion
from yntymak.apps.laws.rules import may_revise, may_settle, may_upload
from yntymak.apps.laws.structure import join, laws_of
from yntymak.foundation.ledger.actions import record
from yntymak.foundation.people.permissions import require

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from yntymak.apps.laws.importing.reading import Source
    from yntymak.foundation.people.models import User

# Codes that are the first part of another address.
RESERVED_CODES = frozenset({"upload", "import", "new"})


@dataclass(frozen=True)
class ActDescription:
    """What a person writes about the act beside its files."""

    title_ky: str
    title_ru: str
    kind: str
    number: str = ""
    adopted_on: dt.date | None = None
    in_force_from: dt.date | None = None
    act: Act | None = None
    is_demonstration: bool = False


@dataclass(frozen=True)
class Correction:
    """`kind` is one of corrections.NUMBERED or PLAIN; empty: joined to the provision before."""

    language: str
    where: str
    kind: str = ""
    number: str = ""


@transaction.atomic
def upload_act(
    *,
    actor: User | None,
    client_key: uuid.UUID,
    description: ActDescription,
    sources: Mapping[str, Source],
) -> ActImport:
    """The same files under the same key are one import; other files under it are another."""
    if actor is None:
        raise ValidationError(_("An act is uploaded by a person."))
    require(actor, may_upload)
    require(actor, may_revise, description.act)
    named = {code: {"name": each.name, "sha256": each.sha256} for code, each in sources.items()}
    standing: ActImport | None = (
        ActImport.objects.select_for_update(no_key=True).filter(client_key=client_key).first()
    )
    if standing is not None:
        if standing.sources == named and standing.uploaded_by_id == actor.pk:
            return standing
        client_key = uuid.uuid4()
    laws = {code: each.law for code, each in sources.items()}
    waiting = ActImport.objects.create(
        client_key=client_key,
        title_ky=description.title_ky,
        title_ru=description.title_ru,
        kind=description.kind,
        number=description.number,
        adopted_on=description.adopted_on,
        in_force_from=description.in_force_from,
        act=description.act,
        is_demonstration=description.is_demonstration,
        parsed=parsed_json(laws),
        problems=problems_json(laws),
        sources=named,
        uploaded_by=actor,
    )
    record(
        events.ACT_UPLOADED,
        waiting,
        actor=actor,
        sources=named,
        provisions={code: len(law.provisions) for code, law in laws.items()},
    )
    return waiting


@transaction.atomic
def correct_provision(
    *,
    actor: User,
    waiting: ActImport,
    client_key: uuid.UUID,
    seen: int,
    correction: Correction,
) -> ActImport:
    """`seen` is the number of corrections that the person had before their eyes.

    Raises ValidationError where another one came between, or the correction makes no sense.
    """
    waiting = _waiting(waiting, actor)
    if any(made["client_key"] == str(client_key) for made in waiting.corrections):
        return waiting
    if seen != len(waiting.corrections):
        raise ValidationError(
            _("The structure has changed meanwhile. Look at it and decide again.")
        )
    laws = laws_of(waiting.parsed)
    try:
        law = laws[correction.language]
        laws[correction.language] = (
            corrections.change(
                law, correction.where, kind=correction.kind, number=correction.number
            )
            if correction.kind
            else corrections.merge(law, correction.where)
        )
    except KeyError:
        raise ValidationError(_("There is no text in this language.")) from None
    except corrections.CorrectionError as error:
        raise ValidationError(error.sentence) from error
    waiting.parsed = parsed_json(laws)
    waiting.problems = problems_json(laws, waiting.problems)
    made = {"client_key": str(client_key), "by": actor.pk, **asdict(correction)}
    waiting.corrections = [*waiting.corrections, made]
    waiting.save(update_fields=["parsed", "problems", "corrections"])
    record(events.ACT_CORRECTED, waiting, actor=actor, **asdict(correction))
    return waiting


@transaction.atomic
def confirm_import(*, actor: User, waiting: ActImport) -> ActVersion:
    """The act, its immutable version and all its provisions at once. Repeated: the same one."""
    waiting = ActImport.objects.select_for_update(no_key=True).get(pk=waiting.pk)
    require(actor, may_settle, waiting)
    if waiting.version is not None:
        return waiting.version
    _refuse_unless_waiting(waiting)
    require(actor, may_revise, waiting.act)
    act = waiting.act or _new_act(waiting)
    Act.objects.select_for_update(no_key=True).get(pk=act.pk)
    last = act.versions.aggregate(last=Max("number"))["last"] or 0
    version = ActVersion.objects.create(
        act=act,
        number=last + 1,
        in_force_from=waiting.in_force_from,
        saved_by=actor,
        sources=waiting.sources,
    )
    pieces = join(laws_of(waiting.parsed))
    save_provisions(version, pieces)
    waiting.state, waiting.version, waiting.act = ActImport.State.CONFIRMED, version, act
    # The structure now lives in rows; the copy would only make the table heavy.
    waiting.parsed = {}
    waiting.save(update_fields=["state", "version", "act", "parsed"])
    record(events.ACT_CONFIRMED, waiting, actor=actor, act=act.code, version=version.number)
    record(
        events.VERSION_SAVED, version, actor=actor, provisions=len(pieces), sources=waiting.sources
    )
    return version


@transaction.atomic
def discard_import(*, actor: User, waiting: ActImport) -> ActImport:
    waiting = ActImport.objects.select_for_update(no_key=True).get(pk=waiting.pk)
    require(actor, may_settle, waiting)
    if waiting.state == ActImport.State.DISCARDED:
        return waiting
    _refuse_unless_waiting(waiting)
    waiting.state, waiting.parsed = ActImport.State.DISCARDED, {}
    waiting.save(update_fields=["state", "parsed"])
    record(events.ACT_DISCARDED, waiting, actor=actor)
    return waiting


def _waiting(waiting: ActImport, actor: User) -> ActImport:
    waiting = ActImport.objects.select_for_update(no_key=True).get(pk=waiting.pk)
    require(actor, may_settle, waiting)
    _refuse_unless_waiting(waiting)
    return waiting


def _refuse_unless_waiting(waiting: ActImport) -> None:
    if waiting.state != ActImport.State.WAITING:
        raise ValidationError(_("This import has already been confirmed or discarded."))


def _new_act(waiting: ActImport) -> Act:
    def is_taken(code: str) -> bool:
        return code in RESERVED_CODES or Act.objects.filter(code=code).exists()

    return Act.objects.create(
        code=code_from(waiting.title_ky, is_taken),
        kind=waiting.kind,
        title_ky=waiting.title_ky,
        title_ru=waiting.title_ru or None,
        number=waiting.number,
        adopted_on=waiting.adopted_on,
        is_demonstration=waiting.is_demonstration,
    )
