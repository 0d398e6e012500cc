"""A version as its drafter sees it: what it changes, what is to be done, where to go on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from yntymak.apps.laws.bills.checks import findings
from yntymak.apps.laws.models import Act
from yntymak.apps.laws.pages import article_label, contents
from yntymak.methods.lawtext.comparison import NOT_COMPARED

if TYPE_CHECKING:
    from yntymak.apps.laws.bills.checks import ToDo
    from yntymak.apps.laws.models import AmendedAct, Amendment, BillVersion
    from yntymak.apps.laws.pages import Entry

_LISTED = 40  # articles found by a search


@dataclass(frozen=True)
class ActDesk:
    """`amended`: amendment, title, plain note; `found`: articles that could be changed."""

    act: AmendedAct
    amended: list[tuple[Amendment, str, str]]
    found: list[Entry]
    unlisted: int


class BillDesk:
    def __init__(self, version: BillVersion, language: str, sought: str = "") -> None:
        self.version = version
        self.language = language if language in {"ky", "ru"} else "ky"
        self.sought = " ".join(sought.split())[:100]

    @cached_property
    def acts(self) -> list[ActDesk]:
        rows = self.version.acts.select_related("base__act").prefetch_related("amendments")
        return [self._desk(each) for each in rows]

    def _desk(self, act: AmendedAct) -> ActDesk:
        entries = [each for each in contents(act.base, self.language) if each.is_page]
        titles = {each.key: each.title for each in entries}
        amended = [
            (
                each,
                titles.get(each.unit) or article_label(each.unit, self.language),
                getattr(each, f"note_{self.language}"),
            )
            for each in act.amendments.all()
        ]
        known = {each.unit for each, _title, _note in amended}
        changeable = [each for each in entries if each.kind not in NOT_COMPARED]
        free = [each for each in changeable if each.key not in known and self._is_sought(each)]
        return ActDesk(act, amended, free[:_LISTED], len(free) - len(free[:_LISTED]))

    def _is_sought(self, entry: Entry) -> bool:
        """A number finds the article itself, words its heading."""
        if not self.sought:
            return True
        if self.sought.replace("-", "").isdigit():
            return entry.key.rpartition("_")[2] == self.sought
        return self.sought.casefold() in entry.title.casefold()

    @cached_property
    def to_do(self) -> list[tuple[ToDo, str]]:
        """Each with the title of its article."""
        titles = {
            (desk.act.pk, amendment.unit): title
            for desk in self.acts
            for amendment, title, _note in desk.amended
        }
        return [
            (each, titles.get((each.act.pk, each.unit), "") if each.act else "")
            for each in (findings(self.version) if not self.version.is_published else [])
        ]

    @property
    def is_ready(self) -> bool:
        return not any(each.is_blocking for each, _title in self.to_do)

    @cached_property
    def other_acts(self) -> list[Act]:
        """Acts that the bill could change too."""
        known = [desk.act.base.act_id for desk in self.acts]
        return list(Act.objects.exclude(pk__in=known).filter(versions__isnull=False).distinct())
