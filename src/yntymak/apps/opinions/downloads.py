"""The downloads of a report in words, for the page of one language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from yntymak.apps.opinions.models import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Download:
    name: str
    words: str

    @property
    def form(self) -> str:
        return self.name.rpartition(".")[2].upper()


def described(names: Iterable[str], language: str) -> list[Download]:
    """Those of this language and those of none, in the order of use."""
    words = _words(language)
    there = [name for name in names if _is_for(name, language)]
    order = {name: place for place, name in enumerate(words)}
    there.sort(key=lambda name: (order.get(name, len(order)), name))
    return [Download(name, words.get(name, name)) for name in there]


def _is_for(name: str, language: str) -> bool:
    marked = name.rpartition(".")[0].rpartition("-")[2]
    return marked not in LANGUAGES or marked == language


def _words(language: str) -> dict[str, str]:
    return {
        f"report-{language}.html": _("The report to print"),
        "map.png": _("The map as a picture"),
        f"map-{language}.svg": _("The map, sharp at any size"),
        "statements.csv": _("Answers to each statement"),
        "groups.csv": _("Answers of each group"),
        "across.csv": _("Answers by place and way of voting"),
        "votes.csv": _("All votes, one a line"),
        "participants-votes.csv": _("All votes, a participant a line"),
        "comments.csv": _("Statements, in the form of polis"),
        "report.json": _("All of it for programs"),
    }
