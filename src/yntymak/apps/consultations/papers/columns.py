"""The columns of the table of proposals, for every form that it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yntymak.ui.dates import day

if TYPE_CHECKING:
    from yntymak.apps.consultations.papers.proposals import Proposal

WIDTHS = (6, 26, 60, 40, 22, 12, 20, 14, 10, 24, 18, 60, 60, 34)


def headings() -> list[str]:
    return [
        _("No."),
        _("Article"),
        _("Proposal"),
        _("Translation"),
        _("Kind"),
        _("Channel"),
        _("Place"),
        _("Date"),
        _("Said by"),
        _("Themes"),
        _("Decision"),
        _("Reason"),
        _("Changed words"),
        _("Organisation, signatory"),
    ]


def cells(row: Proposal) -> list[str | int]:
    return [
        row.number,
        row.article,
        row.text,
        translation(row),
        row.kind_name,
        row.channel_name,
        row.place,
        day(row.day),
        row.same,
        "; ".join(row.themes),
        row.outcome_name,
        row.reason,
        "\n".join(row.changed),
        ", ".join(part for part in (row.organisation, row.signatory) if part),
    ]


def translation(row: Proposal) -> str:
    if not row.translation:
        return ""
    checked = (
        pgettext("translation", "checked")
        if row.translation_is_checked
        else pgettext("translation", "not checked")
    )
    return f"{row.translation} ({checked})"
