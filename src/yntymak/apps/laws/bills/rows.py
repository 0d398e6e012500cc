"""What a version of a bill says, as plain data: for its hash, and for the next version's copy."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from yntymak.apps.laws.models import Amendment

if TYPE_CHECKING:
    from yntymak.apps.laws.models import AmendedAct, BillVersion

SAID = (
    "unit",
    "position",
    "operations",
    "style",
    "rationale_ky",
    "rationale_ru",
    "note_ky",
    "note_ru",
    "initiative",
)


def content_hash(version: BillVersion) -> str:
    """SHA-256 of everything that a reader of the version can see, in one canonical form."""
    bill = version.bill
    content: dict[str, Any] = {
        "bill": bill.code,
        "version": version.number,
        "title": {"ky": bill.title_ky, "ru": bill.title_ru},
        "closing": {"ky": version.closing_ky, "ru": version.closing_ru},
        "acts": [
            {
                "act": act.base.act.code,
                "redaction": act.base.number,
                "amendments": [
                    {name: getattr(each, name) for name in SAID} for each in act.amendments.all()
                ],
            }
            for act in version.acts.select_related("base__act").prefetch_related("amendments")
        ],
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def copy_amendments(source: AmendedAct, to: AmendedAct) -> None:
    Amendment.objects.bulk_create(
        Amendment(
            act=to,
            changed_by_id=each.changed_by_id,
            changed_at=each.changed_at,
            **{name: getattr(each, name) for name in SAID},
        )
        for each in source.amendments.all()
    )
