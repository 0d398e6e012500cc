"""A report in the reader's language, ready for the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yntymak.apps.opinions.limits import DESCRIPTION, LEAST_FOR_SHARE, TITLE, TOO_FEW_PEOPLE
from yntymak.apps.opinions.models import Wording
from yntymak.apps.opinions.presenting_findings import PresentedFindings

if TYPE_CHECKING:
    from yntymak.apps.opinions.models import Report


@dataclass(frozen=True)
class Typical:
    wording: Wording
    number: int
    share: float
    others: float | None


@dataclass(frozen=True)
class Group:
    letter: str
    people: int | None
    agrees: list[Typical]
    disagrees: list[Typical]


@dataclass(frozen=True)
class Shown:
    """One statement and what was answered to it. `parts` is empty where too few have answered."""

    number: int
    wording: Wording
    answered: int
    parts: list[tuple[str, int, str]]
    is_out: bool
    is_meta: bool
    counts: list[tuple[str, int, str]]
    shares_of_groups: list[tuple[Group, float | None]]
    shares_of_places: list[tuple[str, float | None]]
    least: dict[str, Any] | None
    """the group that agrees least, in reports of the profile yntymak"""


@dataclass(frozen=True)
class Place:
    name: str
    people: int

    @property
    def short(self) -> str:
        """Without the word "oblast", which the heading above the column says already."""
        return self.name.removesuffix(" облусу").removesuffix(" область").removesuffix(" Oblast")


class Presented:
    """The attributes are read by templates/opinions/_report.html."""

    def __init__(self, report: Report, language: str) -> None:
        self.report = report
        self.result: dict[str, Any] = report.result
        self.language = language
        self.has_map = bool(report.map_svg)
        self.has_crowd = self.result["state"] != TOO_FEW_PEOPLE
        self.findings = (
            PresentedFindings(self.result["findings"], self.result["texts"], language)
            if "findings" in self.result
            else None
        )
        self.is_firm: bool = self.result["is_firm"]
        self.is_adaptive = bool(self.result.get("place_model"))
        self.groups = [self._group(described) for described in self.result["groups"]]
        self.described_groups = [group for group in self.groups if group.people is not None]
        self.places = [
            Place(Wording.of(place["names"], language).text, place["people"])
            for place in self.result["places"]
        ]
        self.common = self._shown("common")
        self.common_left_out = self.result["n_common"] > len(self.common)
        self.majority = self._shown("majority")
        self.rejected = self._shown("rejected")
        self.divided = self._shown("divided")
        self.statements = self._shown("statements")
        self.by_place = [
            one
            for one in (*self.common, *self.divided)
            if any(share is not None for _name, share in one.shares_of_places)
        ]

    @property
    def heading(self) -> str:
        """What people think, in one sentence."""
        n: int = self.result["n_common"]
        if n and self.groups:
            return ngettext(
                "People of all groups agree on %(n)s statement",
                "People of all groups agree on %(n)s statements",
                n,
            ) % {"n": n}
        if n:
            return ngettext(
                "Most people agree on %(n)s statement", "Most people agree on %(n)s statements", n
            ) % {"n": n}
        if self.result["participants"] < LEAST_FOR_SHARE:
            return _("Too few people have voted to say what they think")
        if self.groups:
            return _("No statement unites all groups yet")
        return _("There is nothing yet that most people agree on")

    @property
    def map_svg(self) -> SafeString:
        """The drawing is our own; the words put into it are escaped."""
        description = _("Each dot is a person or several. Who answered alike stands close.")
        drawing = self.report.map_svg.replace(TITLE, escape(_("Map of opinions")))
        return SafeString(drawing.replace(DESCRIPTION, escape(description)))

    def _wording(self, number: int) -> Wording:
        return Wording.of(self.result["texts"].get(str(number), {}), self.language)

    def _shown(self, part: str) -> list[Shown]:
        return [self._one(described) for described in self.result[part]]

    def _one(self, described: dict[str, Any]) -> Shown:
        counts = [
            (_("agree"), described["agree"], "agree"),
            (_("disagree"), described["disagree"], "disagree"),
            (_("pass"), described["pass"], "pass"),
        ]
        answered = sum(n for _label, n, _tone in counts)
        number = described["number"]
        places = zip(self.places, self.result["places"], strict=True)
        return Shown(
            number=number,
            wording=self._wording(number),
            answered=answered,
            parts=counts if answered >= LEAST_FOR_SHARE else [],
            is_out=described["is_out"],
            is_meta=described["is_meta"],
            counts=counts,
            shares_of_groups=list(
                zip(self.described_groups, described.get("by_group", []), strict=False)
            ),
            shares_of_places=[
                (place.name, found["shares"].get(str(number))) for place, found in places
            ],
            least=self.findings.bridging.get(str(number)) if self.findings else None,
        )

    def _group(self, described: dict[str, Any]) -> Group:
        def typical(direction: str) -> list[Typical]:
            return [
                Typical(self._wording(t["number"]), t["number"], t["share"], t["others"])
                for t in described["typical"]
                if t["direction"] == direction
            ]

        return Group(
            described["letter"], described["people"], typical("agree"), typical("disagree")
        )
