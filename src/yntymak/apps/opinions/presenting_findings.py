"""The findings of the yntymak profile in the reader's language, ready for the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from yntymak.apps.opinions.models import Channel, Wording

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Named:
    number: int
    wording: Wording


@dataclass(frozen=True)
class Compared:
    """One statement across the places or channels; a share of None was of too few answers."""

    statement: Named
    verdict: str
    tone: str
    shares: list[tuple[str, float | None]]


@dataclass(frozen=True)
class Comparison:
    heading: str
    caption: str
    names: list[str]
    rows: list[Compared]


class PresentedFindings:
    """The attributes are read by templates/opinions/_findings.html and _report.html."""

    def __init__(
        self, described: dict[str, Any], texts: Mapping[str, Mapping[str, str]], language: str
    ) -> None:
        self._texts = texts
        self._language = language
        self.least_for_map: int = described["least_for_map"]
        self.confidence: tuple[str, str] | None = _confidence(described["confidence"])
        self.stability: float | None = described["stability"]
        self.bridging: dict[str, dict[str, Any]] = described["bridging"]
        self.across = [self._comparison(axis) for axis in described["across"]]
        self.slate: dict[str, Any] | None = described["slate"]
        self.slate_statements = [
            self._named(number) for number in (self.slate or {}).get("numbers", [])
        ]
        self.integrity: dict[str, Any] = described["integrity"]
        self.bursts = [
            {**burst, "at": datetime.fromisoformat(burst["at"])}
            for burst in self.integrity.get("bursts", [])
        ]
        self.is_drawn = bool(described.get("drawn"))
        change = self.integrity["change"]
        self.changed = self._named(change["number"]) if change else None

    @property
    def verdicts(self) -> list[tuple[Named, list[tuple[str, Compared | None]]]]:
        """Each statement once, with what is known of it along each axis."""
        known = [
            (compared.heading, {row.statement.number: row for row in compared.rows})
            for compared in self.across
        ]
        numbers = dict.fromkeys(number for _heading, rows in known for number in rows)
        return [
            (self._named(number), [(heading, rows.get(number)) for heading, rows in known])
            for number in numbers
        ]

    def _named(self, number: int) -> Named:
        return Named(number, Wording.of(self._texts.get(str(number), {}), self._language))

    def _comparison(self, described: dict[str, Any]) -> Comparison:
        is_place = described["axis"] == "place"
        names = [
            _short(Wording.of(group, self._language).text)
            if is_place
            else str(Channel(group["key"]).label)
            for group in described["groups"]
        ]
        return Comparison(
            heading=_("By oblast") if is_place else _("By the way of voting"),
            caption=_("Share that agrees"),
            names=names,
            rows=[
                Compared(
                    self._named(row["number"]),
                    *_verdict(row["reach"]),
                    list(zip(names, row["shares"], strict=True)),
                )
                for row in described["rows"]
            ],
        )


def _short(name: str) -> str:
    """Without the word "oblast", which the heading above the column says already."""
    return name.removesuffix(" облусу").removesuffix(" область").removesuffix(" Oblast")


def _confidence(value: str | None) -> tuple[str, str] | None:
    """Words and tone."""
    if value is None:
        return None
    return {
        "high": (_("Confidence in the groups: high"), "ok"),
        "medium": (_("Confidence in the groups: medium"), "wait"),
        "low": (_("Confidence in the groups: low"), "stop"),
    }[value]


def _verdict(reach: str) -> tuple[str, str]:
    """Words and tone."""
    return {
        "holds_everywhere": (_("holds everywhere"), "ok"),
        "divides": (_("divides"), "stop"),
        "not_settled": (_("not settled"), "wait"),
        "not_enough_data": (_("not enough data"), "none"),
    }[reach]
