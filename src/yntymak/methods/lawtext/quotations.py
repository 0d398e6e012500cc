"""Words that an amending law puts into another law are quoted: they are no articles of its own."""

import re
from bisect import bisect_left
from itertools import accumulate

_OPENS = ("«", '"', "“", "„")
_CLOSES = re.compile(r"[»\"”][;.,]?\s*$")
_LONGEST = 500  # lines


class Quotations:
    """Finds quotations that stand after a colon and run over lines until they are closed."""

    def __init__(self, texts: list[str]) -> None:
        self._texts = texts
        self._closing = [index for index, text in enumerate(texts) if _CLOSES.search(text)]
        # how many signs stand before each line
        self._opened = _running(texts, "«“„")
        self._closed = _running(texts, "»”")
        self._straight = _running(texts, '"')

    def length(self, start: int) -> int:
        """How many lines from `start` on make one quotation; 0 where none begins or none ends."""
        before = self._texts[start - 1] if start else ""
        if not self._texts[start].startswith(_OPENS) or not before.endswith(":"):
            return 0
        for place in range(bisect_left(self._closing, start), len(self._closing)):
            end = self._closing[place]
            if end - start > _LONGEST:
                return 0
            if self._is_balanced(start, end + 1):
                return end + 1 - start
        return 0

    def _is_balanced(self, start: int, end: int) -> bool:
        opened = self._opened[end] - self._opened[start]
        closed = self._closed[end] - self._closed[start]
        straight = self._straight[end] - self._straight[start]
        return opened <= closed and straight % 2 == 0


def _running(texts: list[str], signs: str) -> list[int]:
    return list(accumulate((sum(map(text.count, signs)) for text in texts), initial=0))
