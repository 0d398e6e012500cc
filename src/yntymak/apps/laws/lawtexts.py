"""From rows to a text that methods.lawtext can work on: whole, or only the pages asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Q

from yntymak.apps.laws.models import ProvisionText
from yntymak.methods.lawtext import LawText, Provision

if TYPE_CHECKING:
    from collections.abc import Collection

    from yntymak.apps.laws.models import ActVersion


def law_text(version: ActVersion, language: str, units: Collection[str] | None = None) -> LawText:
    """One query. With `units` only these pages are whole; of the others their heads are there, so
    that order and numbers are known: a code of 5,000 provisions need not be read for one article.
    """
    rows = ProvisionText.objects.filter(provision__version=version, language=language)
    if units is not None:
        is_head = Q(provision__article=F("provision")) | Q(provision__article=None)
        rows = rows.filter(is_head | Q(provision__article__key__in=units))
    found: dict[str, Provision] = {}
    told = rows.order_by("provision__position").values_list(
        "provision__key",
        "provision__kind",
        "provision__number",
        "provision__parent__key",
        "label",
        "heading",
        "paragraphs",
        "remarks",
    )
    for key, kind, number, parent, label, heading, paragraphs, remarks in told:
        above = _standing(parent, found)
        found[key] = Provision(key, kind, number, heading, tuple(paragraphs), above, label)
        for place, remark in enumerate(remarks, 1):
            name = f"{key}__rem_{place}"
            found[name] = Provision(name, "remark", str(place), "", (remark,), key)
    return LawText(language, tuple(found.values()))


def _standing(parent: str | None, found: dict[str, Provision]) -> str | None:
    """The nearest provision above that this language has too."""
    while parent and parent not in found:
        parent = parent.rpartition("__")[0] or None
    return parent
