"""Which version of a bill people are asked about, as a question of a form and as a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yntymak.apps.laws.bills.article import shown_in
from yntymak.apps.laws.bills.lines import lines_on
from yntymak.apps.laws.bills.shelf import Places, both
from yntymak.apps.laws.models import Amendment, Bill, BillVersion

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from yntymak.apps.consultations.models import Consultation
    from yntymak.apps.laws.bills.lines import Line

_OVER = (Bill.Stage.ADOPTED, Bill.Stage.REJECTED, Bill.Stage.WITHDRAWN)


def askable(versions: QuerySet[BillVersion]) -> QuerySet[BillVersion]:
    """Those that stay as they are and may still become law, the newest first."""
    found = versions.filter(published_at__isnull=False).exclude(bill__stage__in=_OVER)
    return found.select_related("bill").order_by("-published_at").distinct()


class BillField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def __init__(self, **kwargs: Any) -> None:
        said: dict[str, Any] = {
            "label": gettext_lazy("A bill on this text"),
            "queryset": BillVersion.objects.none(),
            "required": False,
            "empty_label": gettext_lazy("none: people are asked about the text itself"),
            "help_text": gettext_lazy(
                "Each article is then shown as it is, as it would be, and what changes."
            ),
        }
        super().__init__(**(said | kwargs))

    def label_from_instance(self, version: BillVersion) -> str:
        return _("%(bill)s, version %(number)d") % {
            "bill": version.bill.title,
            "number": version.number,
        }


def changes(consultation: Consultation, language: str) -> list[Line]:
    """What the bill would change in the text under discussion, in its order. One query."""
    version = consultation.bill_version
    if version is None:
        return []
    return lines_on(version, consultation.document, language)


def amendment_on(consultation: Consultation, unit: str) -> Amendment | None:
    """What the bill does to one article. One query, none where there is no bill."""
    if consultation.bill_version_id is None or not unit:
        return None
    found = Amendment.objects.filter(
        act__version=consultation.bill_version_id, act__base=consultation.document_id, unit=unit
    )
    return found.select_related("act__version__bill", "act__base__act").first()


def proposal(amendment: Amendment, language: str) -> dict[str, Any]:
    """What the page of an article shows of the bill: the texts, the plain words, the reason."""
    act = amendment.act
    places = Places(act.version, [act])
    return {
        "article": shown_in(language, amendment),
        "note": both(amendment, "note", language),
        "rationale": both(amendment, "rationale", language),
        "in_force": places.of_base(act.base),
        "proposed": places.of_proposal(act.base),
        "view": "marked",
    }
