"""The versions of a bill, and where their words and those of the acts stand."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import get_language

from yntymak.apps.laws.acts import standing
from yntymak.apps.laws.acts.redactions import holding_on, span_of
from yntymak.apps.laws.models import ActVersion, AmendedAct, BillVersion
from yntymak.apps.laws.pages import language_for

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

    from yntymak.apps.laws.models import Bill


def both(instance: Any, name: str, language: str) -> tuple[str, str]:
    """(text, its language): in `language`, else in the other one."""
    for code in dict.fromkeys((language, "ky", "ru")):
        text = getattr(instance, f"{name}_{code}", "")
        if text:
            return text, code
    return "", language


class BillShelf:
    """The versions of one bill that this reader may see, newest first, and the one asked for.

    One query: each row is an act within a version, so that versions and acts come together.
    """

    def __init__(self, request: HttpRequest, code: str) -> None:
        visible = BillVersion.objects.visible_to(request.user).filter(bill__code=code)
        amended = AmendedAct.objects.filter(version__in=visible)
        self.rows: list[AmendedAct] = list(
            amended.select_related("version__bill__organisation", "base__act").order_by(
                "-version__number", "position"
            )
        )
        asked = request.GET.get("version")
        newest = next((each for each in self.versions if each.is_published), None)
        chosen = [
            each
            for each in self.versions
            if (asked is None and each == (newest or each)) or str(each.number) == asked
        ]
        if not chosen:
            raise Http404
        self.version: BillVersion = chosen[0]
        self.newest: BillVersion = newest or self.versions[0]
        self.language_asked = request.GET.get("text")

    @cached_property
    def versions(self) -> list[BillVersion]:
        return list({each.version_id: each.version for each in self.rows}.values())

    @property
    def bill(self) -> Bill:
        return self.version.bill

    @property
    def acts(self) -> list[AmendedAct]:
        return [each for each in self.rows if each.version_id == self.version.pk]

    @cached_property
    def before(self) -> BillVersion | None:
        """The version that this one began as a copy of."""
        return next((each for each in self.versions if each.number < self.version.number), None)

    @property
    def is_newest(self) -> bool:
        return self.version == self.newest

    @property
    def query(self) -> str:
        return "" if self.is_newest else f"?version={self.version.number}"

    def language(self) -> str:
        available = {code for act in self.acts for code in act.base.sources}
        return language_for(available, self.language_asked, get_language())


class Places:
    """Where the texts of an act within a bill stand: in force, adopted, proposed. One query."""

    def __init__(self, version: BillVersion, acts: Iterable[AmendedAct]) -> None:
        wanted = {each.base.act_id for each in acts}
        found = ActVersion.objects.filter(act__in=wanted).select_related("enacted_from")
        self.version = version
        self.redactions: dict[int, list[ActVersion]] = {}
        for each in found:
            self.redactions.setdefault(each.act_id, []).append(each)
        self.today = timezone.localdate()

    def of_base(self, base: ActVersion) -> standing.Standing:
        return standing.of_redaction(span_of(base, self.redactions[base.act_id], self.today))

    def newer(self, base: ActVersion) -> ActVersion | None:
        """The redaction in force today, where it is another than the bill was written on."""
        holds = holding_on(self.redactions[base.act_id], self.today)
        return holds if holds is not None and holds.number > base.number else None

    def enacted(self, base: ActVersion) -> ActVersion | None:
        mine = (
            each for each in self.redactions[base.act_id] if each.enacted_from_id == self.version.pk
        )
        return next(mine, None)

    def of_proposal(self, base: ActVersion) -> standing.Standing:
        redactions = self.redactions[base.act_id]
        enacted = self.enacted(base)
        span = span_of(enacted, redactions, self.today) if enacted else None
        others = [
            each.enacted_from.number
            for each in redactions
            if each.enacted_from is not None and each.enacted_from.bill_id == self.version.bill_id
        ]
        return standing.of_proposal(self.version, enacted, span, others)
