"""The screen on which a person looks over the structure of an upload before it becomes an act.

The tree is shown whole, the text a window at a time: a code has five thousand provisions, and a
page with all of them would not load in a village.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from yntymak.apps.laws.forms import CorrectionForm
from yntymak.apps.laws.importing.problems import shown_problems
from yntymak.apps.laws.pages import KIND_NAMES
from yntymak.apps.laws.structure import join, laws_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import QueryDict

    from yntymak.apps.laws.importing.problems import Shown
    from yntymak.apps.laws.models import ActImport
    from yntymak.apps.laws.structure import Piece, Wording
    from yntymak.methods.lawtext import LawText

# Provisions in one window; the last article is shown to its end.
WINDOW = 60


class Screen:
    def __init__(
        self, waiting: ActImport, query: QueryDict, form: CorrectionForm | None, language: str
    ) -> None:
        self.waiting = waiting
        self.language = language
        self.laws: Mapping[str, LawText] = laws_of(waiting.parsed)
        self.pieces = join(self.laws) if self.laws else []
        self._refused = form
        self._at = query.get("at", "")
        self._fix = query.get("fix", "")

    @cached_property
    def languages(self) -> list[str]:
        return list(self.laws)

    @cached_property
    def _place(self) -> dict[str, int]:
        return {piece.key: index for index, piece in enumerate(self.pieces)}

    @cached_property
    def tree(self) -> list[tuple[Piece, str, str]]:
        """(piece, its title, address of the window that begins with it)."""
        return [
            (piece, self.title(piece), self.address(piece.key))
            for piece in self.pieces
            if piece.is_division or piece.is_unit
        ]

    def title(self, piece: Piece) -> str:
        text = self._text(piece)
        said = " ".join(part for part in (text.label, text.heading) if part)
        return said or str(KIND_NAMES.get(piece.kind, piece.key))

    def _text(self, piece: Piece) -> Wording:
        return piece.texts.get(self.language) or next(iter(piece.texts.values()))

    def address(self, key: str) -> str:
        piece = self.pieces[self._place[key]]
        return f"?{urlencode({'at': piece.unit or piece.key})}#{key}"

    @cached_property
    def _start(self) -> int:
        at = self._refused["where"].value() if self._refused else self._at
        piece = self.pieces[self._place.get(at, 0)]
        return self._place[piece.unit or piece.key]

    @cached_property
    def at(self) -> str:
        return self.pieces[self._start].key

    @cached_property
    def _end(self) -> int:
        end = min(self._start + WINDOW, len(self.pieces))
        while end < len(self.pieces) and self.pieces[end].unit not in (None, self.pieces[end].key):
            end += 1
        return end

    @cached_property
    def window(self) -> list[Piece]:
        return self.pieces[self._start : self._end]

    @cached_property
    def following(self) -> str:
        return self.address(self.pieces[self._end].key) if self._end < len(self.pieces) else ""

    @cached_property
    def preceding(self) -> str:
        if not self._start:
            return ""
        piece = self.pieces[max(0, self._start - WINDOW)]
        return self.address(piece.unit or piece.key)

    @cached_property
    def columns(self) -> list[tuple[Piece, list[tuple[str, Wording | None]]]]:
        return [
            (piece, [(code, piece.texts.get(code)) for code in self.languages])
            for piece in self.window
        ]

    @cached_property
    def _problems(self) -> tuple[list[Shown], int]:
        return shown_problems(self.waiting.problems)

    @cached_property
    def problems(self) -> list[tuple[Shown, str, str, str]]:
        """(problem, title of the provision, its address, the address at which to correct it); no
        address for a problem of the whole text.
        """
        return [
            (each, *self._named(each.where), self._correction_of(each))
            for each in self._problems[0]
        ]

    def _correction_of(self, problem: Shown) -> str:
        law = self.laws.get(problem.language)
        if law is None or problem.where not in law:
            return ""
        piece = self.pieces[self._place[problem.where]]
        fix = f"{problem.language}:{problem.where}"
        return f"?{urlencode({'at': piece.unit or piece.key, 'fix': fix})}#fix"

    @property
    def unlisted(self) -> int:
        return self._problems[1]

    def _named(self, key: str) -> tuple[str, str]:
        if key not in self._place:
            return "", ""
        piece = self.pieces[self._place[key]]
        unit = self.pieces[self._place[piece.unit]] if piece.unit else piece
        own = self._text(piece).label
        title = self.title(unit) if unit is piece else f"{self.title(unit)} → {own}"
        return title, self.address(key)

    @cached_property
    def fixing(self) -> tuple[str, str]:
        """(language, key) of the provision whose correction is open; empty where none is."""
        if self._refused is not None:
            return str(self._refused["language"].value()), str(self._refused["where"].value())
        language, _, key = self._fix.partition(":")
        return (language, key) if language in self.laws and key in self.laws[language] else ("", "")

    @cached_property
    def fixed(self) -> tuple[str, Wording | None]:
        """The provision whose correction is open, as (title, wording)."""
        language, key = self.fixing
        if key not in self._place:
            return "", None
        piece = self.pieces[self._place[key]]
        return self._named(key)[0], piece.texts.get(language)

    @cached_property
    def _suggested(self) -> str:
        """What the number most likely was, where the provision being corrected has lost a digit."""
        found = (
            each.suggested
            for each in self._problems[0]
            if (each.language, each.where) == self.fixing and each.suggested
        )
        return next(found, "")

    @cached_property
    def form(self) -> CorrectionForm | None:
        if self._refused is not None:
            return self._refused
        language, key = self.fixing
        if not key:
            return None
        each = self.laws[language][key]
        known = each.kind in dict(CorrectionForm.base_fields["kind"].choices)  # type: ignore[attr-defined]
        initial = {
            "language": language,
            "where": key,
            "seen": len(self.waiting.corrections),
            "kind": each.kind if known else "alinea",
            "number": self._suggested or ("" if each.kind == "alinea" else each.number),
        }
        return CorrectionForm(initial=initial)
