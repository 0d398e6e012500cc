"""The counts on the two sheets of a meeting: who was there, and how hands were raised.

Two people type them in; what differs is shown until it does not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from yntymak.apps.consultations.attendance import AXES, AXIS_NAMES, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HANDS = ("agree", "disagree", "pass")


@dataclass(frozen=True)
class Figures:
    """`groups` by axis and group, `hands` by the number of the statement: agree, disagree, pass.

    A group or statement that is not there was not counted.
    """

    total: int
    groups: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    hands: Mapping[int, tuple[int, int, int]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {
            "total": self.total,
            "groups": {axis: dict(counts) for axis, counts in self.groups.items()},
            "hands": {str(number): list(counts) for number, counts in self.hands.items()},
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Figures:
        hands = {int(number): tuple(counts) for number, counts in stored["hands"].items()}
        return cls(stored["total"], stored["groups"], hands)

    def faults(self) -> list[str]:
        """Each count that cannot be, with the numbers in question."""
        found = []
        for axis, counts in self.groups.items():
            together = sum(counts.values())
            if together > self.total:
                said = {"axis": AXIS_NAMES[axis], "groups": together, "total": self.total}
                found.append(
                    _(
                        "%(axis)s: the groups make %(groups)d people, but %(total)d took part. "
                        "Count again."
                    )
                    % said
                )
        for number, raised in self.hands.items():
            if sum(raised) > self.total:
                said = {"number": number, "hands": sum(raised), "total": self.total}
                found.append(
                    _(
                        "Statement %(number)d: %(hands)d hands, but %(total)d people took part. "
                        "Count again."
                    )
                    % said
                )
        return found


@dataclass(frozen=True)
class Difference:
    """One count that two people read differently. `first`, `second` None: left empty."""

    what: str
    first: int | None
    second: int | None


def differences(first: Figures, second: Figures) -> list[Difference]:
    ours, theirs = dict(_cells(first)), dict(_cells(second))
    return [
        Difference(what, ours.get(what), theirs.get(what))
        for what in dict.fromkeys((*ours, *theirs))
        if ours.get(what) != theirs.get(what)
    ]


def _cells(figures: Figures) -> Iterator[tuple[str, int]]:
    yield _("How many took part"), figures.total
    for axis, groups in AXES.items():
        for group in groups:
            if group in figures.groups.get(axis, {}):
                yield f"{AXIS_NAMES[axis]}: {name_of(axis, group)}", figures.groups[axis][group]
    words = (_("agree"), _("disagree"), _("pass"))
    for number, counts in sorted(figures.hands.items()):
        for word, count in zip(words, counts, strict=True):
            yield _("Statement %(number)d: %(vote)s") % {"number": number, "vote": word}, count
