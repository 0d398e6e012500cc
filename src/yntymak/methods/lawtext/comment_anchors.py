"""Where a comment on one version of a law stands in another version."""

from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from yntymak.methods.lawtext.comparison import own_text
from yntymak.methods.lawtext.provisions import LawText

__all__ = ["Anchor", "Found", "How", "find_anchor"]

How = Literal["same", "exact", "fuzzy", "provision", "parent", "orphan"]

_LEAST_ALIKE = 80.0  # of 100, for a quotation that has changed
_SHORTEST = 12  # characters: shorter quotations are alike by chance
_LONGEST = 2000


@dataclass(frozen=True)
class Anchor:
    """A quotation from the own text of a provision (see `comparison.own_text`).

    `start` is where it began; an empty `quote` means the provision as a whole.
    """

    version: str
    key: str
    quote: str = ""
    start: int = 0


@dataclass(frozen=True)
class Found:
    """`start` and `end` in the own text of `key`; `how` says how sure that is.

    same: the version itself; exact: the words stand there still; fuzzy: words like these;
    provision: the provision without the words; parent: what held it; orphan: nothing (empty key),
    so the comment is shown on its own version. `score` is 0 to 100.
    """

    how: How
    key: str = ""
    start: int = 0
    end: int = 0
    score: float = 100.0


def find_anchor(anchor: Anchor, law: LawText, version: str) -> Found:
    """The surest place first: key and words, the words elsewhere in the article, the parents."""
    if anchor.key in law:
        text = own_text(law, anchor.key)
        if not anchor.quote:
            return Found("same" if version == anchor.version else "exact", anchor.key, 0, len(text))
        if (start := _nearest(text, anchor.quote, anchor.start)) is not None:
            how: How = "same" if version == anchor.version else "exact"
            return Found(how, anchor.key, start, start + len(anchor.quote))
    if anchor.quote and (found := _elsewhere(anchor, law)):
        return found
    if anchor.key in law:
        return Found("provision", anchor.key, 0, len(own_text(law, anchor.key)), 0.0)
    for parent in _parents(anchor.key):
        if parent in law:
            return Found("parent", parent, 0, len(own_text(law, parent)), 0.0)
    return Found("orphan", score=0.0)


def _elsewhere(anchor: Anchor, law: LawText) -> Found | None:
    """The same words in another provision of the article; else the most similar words."""
    article = _article(anchor.key)
    keys = [article, *(each.key for each in law.descendants(article))] if article in law else []
    keys.sort(key=lambda key: key != anchor.key)
    texts = {key: own_text(law, key) for key in keys}
    exact = [key for key in keys if anchor.quote in texts[key]]
    if len(exact) == 1 and len(anchor.quote) >= _SHORTEST:
        start = texts[exact[0]].index(anchor.quote)
        return Found("exact", exact[0], start, start + len(anchor.quote))
    if not _SHORTEST <= len(anchor.quote) <= _LONGEST:
        return None
    alike = [found for key in keys if (found := _alike(anchor.quote, texts[key], key))]
    return max(alike, key=lambda found: found.score, default=None)


def _alike(quote: str, text: str, key: str) -> Found | None:
    if len(text) * 2 < len(quote):
        return None
    found = fuzz.partial_ratio_alignment(quote, text, score_cutoff=_LEAST_ALIKE)
    if found is None or found.score < _LEAST_ALIKE:
        return None
    start, end = found.dest_start, found.dest_end
    while start > 0 and text[start - 1].isalnum() and text[start : start + 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1 : end].isalnum():
        end += 1
    words = text[start:end]
    start, end = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
    return Found("fuzzy", key, start, end, float(found.score))


def _nearest(text: str, quote: str, start: int) -> int | None:
    """Of several equal quotations the one nearest to where it stood."""
    places = []
    place = text.find(quote)
    while place >= 0:
        places.append(place)
        place = text.find(quote, place + 1)
    return min(places, key=lambda each: abs(each - start), default=None)


def _parents(key: str) -> list[str]:
    parts = key.split("__")
    return ["__".join(parts[:length]) for length in range(len(parts) - 1, 0, -1)]


def _article(key: str) -> str:
    return next(
        (above for above in [key, *_parents(key)] if above.rpartition("__")[2].startswith("art_")),
        key,
    )
