"""Which version of a bill people are asked about, as a question of a form and as a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yntymak.apps.laws.models import Bill, BillVersion

if TYPE_CHECKING:
    from django.db.models import QuerySet

_OVER = (Bill.Stage.ADOPTED, Bill.Stage.REJECTED, Bill.Stage.WITHDRAWN)


def askable(versions: QuerySet[BillVersion]) -> QuerySet[BillVersion]:
    """Those that stay as they are and may still become law, the newest first."""
    found = versions.filter(published_at__isnull=False).exclude(bill__stage__in=_OVER)
    return found.select_related("bill").order_by("-published_at").distinct()


class BillField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def __init__(self, **kwargs: Any) -> None:
        said = {
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
