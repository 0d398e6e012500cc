"""What the decisions and the text do not say alike: a page to work through before the next step.

An accepted proposal must have changed something, and each change must come from a proposal or from
a stated initiative. The changes are those of the newest published version of a bill on this act
since the version that people were asked about, or of a newer redaction of the act.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from yntymak.apps.consultations.models import Decision, Effect
from yntymak.apps.laws.lawtexts import law_text
from yntymak.apps.laws.models import ActVersion, Amendment, BillVersion
from yntymak.methods.lawtext import compare_versions

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from yntymak.apps.consultations.models import Consultation

CHANGING = (Decision.Outcome.ACCEPTED, Decision.Outcome.PARTLY)


@dataclass(frozen=True)
class Change:
    """One page of the text that a newer version has in other words."""

    unit: str
    source: str  # "bill" or "redaction"
    number: int  # of the version or redaction
    amendment: Amendment | None = None
    before: Amendment | None = None  # as people were asked about it; none: as it was in force


@dataclass(frozen=True)
class OpenItems:
    accepted_without_change: list[Decision]
    unexplained: list[Change]

    @property
    def count(self) -> int:
        return len(self.accepted_without_change) + len(self.unexplained)


def open_items(consultation: Consultation) -> OpenItems:
    explained = set(effects_of(consultation).values_list("unit", flat=True))
    return OpenItems(
        accepted_without_change=list(accepted_without_change(consultation)),
        unexplained=[
            each
            for each in changes_since(consultation)
            if each.unit not in explained
            and not (each.amendment is not None and each.amendment.initiative)
        ],
    )


def accepted_without_change(consultation: Consultation) -> QuerySet[Decision]:
    """The newest decision of each contribution that accepts it and names no changed words."""
    newer = Decision.objects.filter(
        contribution=OuterRef("contribution"), pk__gt=OuterRef("pk")
    ).exclude(standing=Decision.Standing.PROPOSED)
    rows = Decision.objects.filter(
        ~Exists(newer),
        ~Exists(Effect.objects.filter(decision=OuterRef("pk"), withdrawn_at=None)),
        contribution__consultation=consultation,
        outcome__in=CHANGING,
    ).exclude(standing=Decision.Standing.PROPOSED)
    open_lanes = rows.exclude(contribution__lane="protected")
    return open_lanes.select_related("contribution").order_by("contribution__number")


def changes_since(consultation: Consultation) -> list[Change]:
    """None where no newer version is known: that something was accepted is then not yet due."""
    bill = next_bill_version(consultation)
    if bill is not None:
        return _bill_changes(consultation, bill)
    newer = next_redaction(consultation)
    if newer is None:
        return []
    units: dict[str, None] = {}
    for language in ("ky", "ru"):
        if language in newer.sources and language in consultation.document.sources:
            old, new = law_text(consultation.document, language), law_text(newer, language)
            units |= dict.fromkeys(sorted(compare_versions(old, new).articles))
    return [Change(unit, "redaction", newer.number) for unit in units]


def next_bill_version(consultation: Consultation) -> BillVersion | None:
    """The one after the version that people were asked about; where they were asked about the act
    itself, the newest one that changes it and was published after that.
    """
    asked = _asked_version(consultation)
    if asked is not None:
        later = BillVersion.objects.published().filter(bill=asked.bill_id, number__gt=asked.number)
        return later.order_by("-number").first()
    rows = BillVersion.objects.published().filter(acts__base__act=consultation.document.act_id)
    later = rows.filter(published_at__date__gte=consultation.opens_on)
    return later.order_by("-published_at").first()


def version_to_justify(consultation: Consultation) -> BillVersion | None:
    """The newest text of the bill that people were asked about, else of one that followed. Two
    queries.
    """
    rows = BillVersion.objects.published().select_related("bill__organisation")
    rounds = consultation.rounds.exclude(bill_version=None).order_by("-number")
    bill = rounds.values_list("bill_version__bill", flat=True).first()
    if bill is not None:
        return rows.filter(bill=bill).order_by("-number").first()
    later = rows.filter(
        acts__base__act=consultation.document.act_id,
        published_at__date__gte=consultation.opens_on,
    )
    return later.order_by("-published_at").first()


def _asked_version(consultation: Consultation) -> BillVersion | None:
    """The version that the first round on a bill was about."""
    rounds = consultation.rounds.exclude(bill_version=None).select_related("bill_version")
    first = rounds.order_by("number").first()
    return first.bill_version if first else None


def next_redaction(consultation: Consultation) -> ActVersion | None:
    document = consultation.document
    rows = ActVersion.objects.filter(act=document.act_id, number__gt=document.number)
    return rows.order_by("-number").first()


def effects_of(consultation: Consultation) -> QuerySet[Effect]:
    return Effect.objects.filter(consultation=consultation, withdrawn_at=None)


def _bill_changes(consultation: Consultation, newest: BillVersion) -> list[Change]:
    """What the version says otherwise than the one before the consultation; all, without such."""
    act = consultation.document.act_id
    before = _asked_version(consultation) or (
        BillVersion.objects.published()
        .filter(bill=newest.bill_id, published_at__date__lt=consultation.opens_on)
        .order_by("-published_at")
        .first()
    )
    asked = {each.unit: each for each in _amendments(before, act)} if before else {}
    now = {each.unit: each for each in _amendments(newest, act)}
    changed = [
        Change(unit, "bill", newest.number, amendment, asked.get(unit))
        for unit, amendment in now.items()
        if unit not in asked or asked[unit].operations != amendment.operations
    ]
    dropped = [each for unit, each in asked.items() if unit not in now]
    return changed + [Change(each.unit, "bill", newest.number, before=each) for each in dropped]


def _amendments(version: BillVersion, act: int) -> list[Amendment]:
    rows = Amendment.objects.filter(act__version=version, act__base__act=act)
    return list(rows.select_related("act__base").in_order())
