"""Find quoted words in a text and put others beside or in their place."""

import re
from functools import lru_cache

__all__ = ["appended", "occurrences", "put_after", "put_before", "removed", "substituted"]

_QUOTES = '["«»“”„‟″]'
_DASHES = "[-‐‑–—−]"
_CLOSES = re.compile(r"[.;:,!?]+$")
_NO_SPACE_BEFORE = (",", ".", ";", ":", "!", "?", ")", "»", "”")


@lru_cache(maxsize=4096)
def _pattern(anchor: str) -> re.Pattern[str]:
    """Whole words; kinds of quotation marks, dashes and spaces do not matter."""
    pieces = []
    for sign in re.findall(r"\s+|.", anchor.strip(), re.DOTALL):
        if sign.isspace():
            pieces.append(r"\s+")
        elif re.match(_QUOTES, sign):
            pieces.append(_QUOTES)
        elif re.match(_DASHES, sign):
            pieces.append(_DASHES)
        else:
            pieces.append(re.escape(sign))
    stripped = anchor.strip()
    before = r"(?<!\w)" if stripped[:1].isalnum() else ""
    after = r"(?!\w)" if stripped[-1:].isalnum() else ""
    return re.compile(before + "".join(pieces) + after)


def occurrences(text: str, anchor: str) -> list[tuple[int, int]]:
    """Where the words stand, as (start, end); none for an empty anchor."""
    if not anchor.strip():
        return []
    return [match.span() for match in _pattern(anchor).finditer(text)]


def substituted(text: str, span: tuple[int, int], words: str) -> str:
    return text[: span[0]] + words + text[span[1] :]


def put_after(text: str, span: tuple[int, int], words: str) -> str:
    return text[: span[1]] + _spaced(words) + text[span[1] :]


def put_before(text: str, span: tuple[int, int], words: str) -> str:
    return text[: span[0]] + words + " " + text[span[0] :]


def removed(text: str, span: tuple[int, int]) -> str:
    """Without the words and without the space that parted them from their neighbour."""
    left, right = text[: span[0]], text[span[1] :]
    if left.endswith((" ", "\t")) and (not right or right[:1] in " \t" + "".join(_NO_SPACE_BEFORE)):
        left = left[:-1]
    elif not left and right.startswith(" "):
        right = right[1:]
    return left + right


def appended(text: str, words: str) -> str:
    """Words at the end, before the stop that closes the text."""
    closing = _CLOSES.search(text)
    end = closing.start() if closing else len(text)
    rest = "" if _CLOSES.search(words) else text[end:]
    return text[:end] + _spaced(words) + rest


def _spaced(words: str) -> str:
    return words if words.startswith(_NO_SPACE_BEFORE) else f" {words}"
