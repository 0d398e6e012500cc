"""Words of descent have no place in the name of a side: a quarrel over water is one over water."""

from __future__ import annotations

import re

from yntymak.methods.language.folding import fold

# Stems, folded. A state or a language is named by the same stem, which is why only the names of
# groups are looked at, never free text.
_STEMS = (
    *("кыргыз", "киргиз", "озбек", "узбек", "тажик", "таджик", "дунган", "уйгур", "орус", "русск"),
    *("русские", "казак", "казах", "турк", "турок", "татар", "карачай", "чечен", "корей", "немис"),
    *("немец", "немц", "украин", "курд", "азербайжан", "азербайджан", "хемшил", "калмак", "цыган"),
    *("люли", "лули", "еврей", "kyrgyz", "uzbek", "tajik", "dungan", "uyghur", "russian", "kazakh"),
)
_DESCENT = re.compile(r"\b(?:" + "|".join(sorted({fold(s) for s in _STEMS})) + ")")


def names_descent(text: str) -> bool:
    return _DESCENT.search(fold(text)) is not None
