"""A bill is begun, described, published in versions, carried on, enacted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from yntymak.apps.laws import events
from yntymak.apps.laws.actions.provisions import save_provisions
from yntymak.apps.laws.bills.checks import findings
from yntymak.apps.laws.bills.consolidation import consolidated, languages_of
from yntymak.apps.laws.bills.rows import content_hash, copy_amendments
from yntymak.apps.laws.codes import code_from
from yntymak.apps.laws.models import Act, ActVersion, AmendedAct, Bill, BillVersion
from yntymak.apps.laws.rules import may_draft, may_write
from yntymak.apps.laws.structure import join
from yntymak.foundation.ledger.actions import record
from yntymak.foundation.ledger.repeats import sent_before
from yntymak.foundation.people.permissions import require

if TYPE_CHECKING:
    import datetime as dt
    import uuid

    from yntymak.foundation.people.models import Organisation, User

RESERVED_CODES = frozenset({"new"})
# As a law of the Kyrgyz Republic usually ends; the drafter changes it where the bill needs more.
CLOSING_KY = "Ушул Мыйзам расмий жарыяланган күндөн тартып он күн өткөндөн кийин күчүнө кирет."
CLOSING_RU = (
    "Настоящий Закон вступает в силу по истечении десяти дней со дня официального опубликования."
)


@dataclass(frozen=True)
class BillDescription:
    title_ky: str
    title_ru: str
    summary_ky: str
    summary_ru: str
    organisation: Organisation
    is_demonstration: bool = False

    def values(self) -> dict[str, Any]:
        return {
            "title_ky": self.title_ky,
            "title_ru": self.title_ru or None,
            "summary_ky": self.summary_ky,
            "summary_ru": self.summary_ru or None,
            "organisation": self.organisation,
            "is_demonstration": self.is_demonstration,
        }


@transaction.atomic
def create_bill(
    *, actor: User, client_key: uuid.UUID, description: BillDescription, base: ActVersion
) -> Bill:
    """A bill with its first version, which changes nothing yet in the act `base`."""
    require(actor, may_draft)
    said = {"created_by": actor, **description.values()}
    standing, own_key = sent_before(Bill, client_key, said)
    if standing is not None:
        return standing
    code = code_from(description.title_ky, _is_taken)
    bill = Bill.objects.create(client_key=own_key, code=code, **said)
    version = BillVersion.objects.create(
        bill=bill, number=1, closing_ky=CLOSING_KY, closing_ru=CLOSING_RU
    )
    AmendedAct.objects.create(version=version, base=base, position=1)
    record(events.BILL_CREATED, bill, actor=actor, code=code, act=base.act.code)
    return bill


@transaction.atomic
def change_bill(*, actor: User, bill: Bill, description: BillDescription) -> Bill:
    """Title and summary stay as they are once a version of them is published."""
    bill = locked_bill(bill, actor)
    values = description.values()
    changed = [name for name, value in values.items() if getattr(bill, name) != value]
    if not changed:
        return bill
    if bill.versions.published().exists() and {"title_ky", "title_ru"} & set(changed):
        raise ValidationError(
            _("People already know the bill by this title. Begin another bill for another title.")
        )
    for name in changed:
        setattr(bill, name, values[name])
    bill.save(update_fields=changed)
    record(events.BILL_CHANGED, bill, actor=actor, fields=changed)
    return bill


@transaction.atomic
def set_stage(*, actor: User, bill: Bill, stage: str) -> Bill:
    bill = locked_bill(bill, actor)
    if bill.stage == stage:
        return bill
    if bill.stage == Bill.Stage.ADOPTED:
        raise ValidationError(_("The bill is adopted: its words are in the act, and so it stays."))
    before, bill.stage = bill.stage, Bill.Stage(stage)
    bill.save(update_fields=["stage"])
    record(events.BILL_STAGE_SET, bill, actor=actor, stage=str(bill.stage), before=before)
    return bill


@transaction.atomic
def set_closing(
    *, actor: User, version: BillVersion, closing_ky: str, closing_ru: str
) -> BillVersion:
    """The articles that end the amending law: entry into force, transition."""
    version = locked_in_work(version, actor)
    if (version.closing_ky, version.closing_ru) == (closing_ky, closing_ru):
        return version
    version.closing_ky, version.closing_ru = closing_ky, closing_ru
    version.save(update_fields=["closing_ky", "closing_ru"])
    record(events.BILL_CHANGED, version.bill, actor=actor, fields=["closing"])
    return version


@transaction.atomic
def join_act(*, actor: User, version: BillVersion, base: ActVersion) -> AmendedAct:
    """One more act that the bill changes. Repeated: the same row."""
    version = locked_in_work(version, actor)
    standing = version.acts.filter(base__act=base.act_id).first()
    if standing is not None:
        return standing
    last = version.acts.aggregate(last=Max("position"))["last"] or 0
    joined = AmendedAct.objects.create(version=version, base=base, position=last + 1)
    record(events.ACT_JOINED, version, actor=actor, act=base.act.code, redaction=base.number)
    return joined


@transaction.atomic
def publish_version(*, actor: User, version: BillVersion, has_seen: bool = False) -> BillVersion:
    """From now on nothing in it changes. Repeated: nothing.

    Raises ValidationError while a check fails that makes the bill wrong (code "wrong"), or while
    the drafter has not `has_seen` the others (code "unseen").
    """
    version = _locked(version, actor)
    if version.is_published:
        return version
    found = findings(version)
    if any(each.is_blocking for each in found):
        raise ValidationError(
            _("The bill cannot be published yet: see what has to be put right first."), "wrong"
        )
    if found and not has_seen:
        raise ValidationError(_("Say that you have looked at what is listed below."), "unseen")
    version.published_at, version.published_by = timezone.now(), actor
    version.sha256 = content_hash(version)
    version.save(update_fields=["published_at", "published_by", "sha256"])
    record(
        events.BILL_VERSION_PUBLISHED,
        version,
        actor=actor,
        bill=version.bill.code,
        number=version.number,
        sha256=version.sha256,
        noticed=sorted({each.code for each in found}),
    )
    return version


@transaction.atomic
def begin_version(*, actor: User, bill: Bill, note: str = "") -> BillVersion:
    """The version in work: the one there is, or a copy of the newest published one."""
    bill = locked_bill(bill, actor)
    newest = bill.versions.order_by("-number").first()
    if newest is None or not newest.is_published:
        if newest is None:
            raise ValidationError(_("The bill has no version to carry on from."))
        return newest
    version = BillVersion.objects.create(
        bill=bill,
        number=newest.number + 1,
        note=note,
        closing_ky=newest.closing_ky,
        closing_ru=newest.closing_ru,
    )
    for act in newest.acts.prefetch_related("amendments"):
        joined = AmendedAct.objects.create(
            version=version, base_id=act.base_id, position=act.position
        )
        copy_amendments(act, joined)
    record(events.BILL_VERSION_BEGUN, version, actor=actor, bill=bill.code, number=version.number)
    return version


@transaction.atomic
def enact(
    *, actor: User, version: BillVersion, in_force_from: dt.date, note: str = ""
) -> list[ActVersion]:
    """The consolidated text of each act becomes its next redaction. Repeated: the same ones.

    Raises ValidationError where an act has got another redaction meanwhile: its words are no
    longer those that the bill was written on.
    """
    version = _locked(version, actor)
    bill = version.bill
    if not version.is_published:
        raise ValidationError(_("Publish the version first; only what people could read is law."))
    enacted = ActVersion.objects.filter(enacted_from=version).order_by("pk")
    if bill.stage == Bill.Stage.ADOPTED and enacted:
        return list(enacted)
    _require_adoptable(bill, version)
    source = {"name": f"{bill.code} {version.number}", "sha256": version.sha256}
    made = []
    for act in version.acts.select_related("base__act"):
        Act.objects.select_for_update(no_key=True).get(pk=act.base.act_id)
        newest = act.base.act.versions.order_by("-number").first()
        if newest is None or newest.pk != act.base_id:
            raise ValidationError(
                _("“%(act)s” has another redaction now. Bring the bill up to date first.")
                % {"act": act.base.act}
            )
        redaction = ActVersion.objects.create(
            act=act.base.act,
            number=act.base.number + 1,
            in_force_from=in_force_from,
            note=note,
            saved_by=actor,
            enacted_from=version,
            sources=dict.fromkeys(languages_of(act), source),
        )
        save_provisions(redaction, join(consolidated(act)))
        made.append(redaction)
    bill.stage = Bill.Stage.ADOPTED
    bill.save(update_fields=["stage"])
    record(
        events.BILL_ENACTED,
        version,
        actor=actor,
        bill=bill.code,
        redactions=[{"act": each.act.code, "number": each.number} for each in made],
        in_force_from=str(in_force_from),
    )
    return made


def _require_adoptable(bill: Bill, version: BillVersion) -> None:
    if bill.stage in {Bill.Stage.REJECTED, Bill.Stage.WITHDRAWN}:
        raise ValidationError(
            _("The bill is rejected or withdrawn. Set where it stands first, if that is wrong.")
        )
    if bill.versions.published().filter(number__gt=version.number).exists():
        raise ValidationError(_("A newer version is published. Only the newest becomes law."))


def locked_bill(bill: Bill, actor: User) -> Bill:
    bill = Bill.objects.select_for_update(no_key=True).get(pk=bill.pk)
    require(actor, may_write, bill)
    return bill


def locked_in_work(version: BillVersion, actor: User) -> BillVersion:
    """For a change: refused once the version is published."""
    version = _locked(version, actor)
    if version.is_published:
        raise ValidationError(
            _("This version is published and stays as it is. Begin the next one to change it.")
        )
    return version


def _locked(version: BillVersion, actor: User) -> BillVersion:
    """The row of the bill is the lock of all its versions."""
    bill = locked_bill(version.bill, actor)
    version = BillVersion.objects.get(pk=version.pk)
    version.bill = bill
    return version


def _is_taken(code: str) -> bool:
    return code in RESERVED_CODES or Bill.objects.filter(code=code).exists()
