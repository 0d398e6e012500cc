"""Texts that say the same in nearly the same words: copies, retyped copies, other spellings.

Each text becomes the set of its skeleton's character 4-grams. MinHash in bands of two (Broder 1997,
On the resemblance and containment of documents; Indyk, Motwani 1998) finds the texts that may be
alike; each bucket is compared with its first text only, and every pair is verified by its exact
Jaccard similarity. So the work grows with the number of texts, not with its square.

Two texts whose numbers or whose words of refusal differ are never put together: «15 күн» is another
proposal than «30 күн», and «керек» is not «керек эмес», however alike the letters are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import Levenshtein
from scipy.sparse import csr_array

from yntymak.methods.language.skeletons import skeletons

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Indices = NDArray[np.int64]
    Hashes = NDArray[np.uint32]

__all__ = ["LEAST_SIMILARITY", "near_duplicates", "similarity"]

LEAST_SIMILARITY = 0.4
_GRAM = 4
_BANDS, _ROWS = 24, 2
_LEAST_AGREEING = 8  # of 48 hashes: a pair at the least similarity falls short once in a thousand
_GRAMS_AT_ONCE = 4_000_000
_PAIRS_AT_ONCE = 100_000
_SEED = 20230512

# As skeletons: эмес, жок, каршы, не, ни, нет, против, без, нельзя, not, no, without, against.
_REFUSING = {
    "emes",
    "jok",
    "karwi",
    "ne",
    "ni",
    "net",
    "protiv",
    "bez",
    "nelza",
    "nelz",
    "not",
    "no",
}
_REFUSING |= {"without", "aganst", "against", "yok", "iok", "emas", "karshi"}
_FIGURE = re.compile(r"\d+")
# Kyrgyz refuses inside the word too: алынбасын, киргизилбейт, болбосо.
_REFUSING_VERB = re.compile(r"\w+[bp][aeo](?:s[iu]n(?:der|dar)?|i(?:t|m|siz|bi[sz])?|g[aeo]n|so)$")


@dataclass(frozen=True)
class _Grams:
    """Text i has the sorted 4-grams values[starts[i]:starts[i + 1]]."""

    values: NDArray[np.uint32]
    starts: Indices

    @property
    def sizes(self) -> Indices:
        return np.diff(self.starts)


def near_duplicates(texts: Sequence[str], *, least: float = LEAST_SIMILARITY) -> Indices:
    """For each text the index of the first text that says the same; its own where none does.

    Every member of a group is at least ``least`` similar to its first text, so a group does not
    drift from one wording to another. What is decided on a text depends on the texts before it
    alone: texts that are added at the end change nothing of what was found. Deterministic.

    Raises ValueError where ``least`` is not between 0 and 1.

    >>> near_duplicates(["Жол оңдолсун.", "Мектеп керек.", "jol ongdolsun"]).tolist()
    [0, 1, 0]
    """
    if not 0 < least <= 1:
        raise ValueError("The least similarity lies above 0 and is at most 1.")
    plain = list(skeletons(texts))
    first_of = _first_alike([line or text for line, text in zip(plain, texts, strict=True)])
    unique = np.flatnonzero(first_of == np.arange(len(texts)))
    if not unique.size:
        return first_of
    kept = [plain[i] for i in unique]
    leaders = _leaders(kept, least)
    place = np.empty(len(texts), dtype=np.int64)
    place[unique] = unique[leaders]
    return place[first_of]


def similarity(one: str, other: str) -> float:
    """Jaccard similarity of the 4-grams of two skeletons; 0 where either has none.

    >>> similarity("Жол оңдолсун.", "JOL ONGDOLSUN!")
    1.0
    """
    grams = _grams(list(skeletons([one, other])))
    return float(_jaccard(grams, np.array([0]), np.array([1]))[0])


def _first_alike(lines: Sequence[str]) -> Indices:
    seen: dict[str, int] = {}
    return np.array([seen.setdefault(line, i) for i, line in enumerate(lines)], dtype=np.int64)


def _leaders(plain: list[str], least: float) -> Indices:
    grams = _grams(plain)
    later, earlier = _candidates(_signatures(grams), grams.sizes > 0)
    found = _jaccard(grams, earlier, later)
    order = np.lexsort((earlier, -found, later))
    pairs = [(int(later[i]), int(earlier[i])) for i in order if found[i] >= least]
    return _joined(grams, pairs, _Notes(plain), least)


def _grams(plain: list[str]) -> _Grams:
    """Chunk by chunk: all at once, a million texts would take gigabytes."""
    parts: list[NDArray[np.uint32]] = []
    counts: list[Indices] = []
    lengths = np.array([len(line) for line in plain], dtype=np.int64)
    first = 0
    while first < len(plain):
        reach = np.searchsorted(np.cumsum(lengths[first:] + 2), _GRAMS_AT_ONCE, side="right")
        last = first + max(1, int(reach))
        values, sizes = _grams_of(plain[first:last])
        parts.append(values)
        counts.append(sizes)
        first = last
    sizes = np.concatenate(counts) if counts else np.zeros(0, dtype=np.int64)
    starts = np.concatenate(([0], np.cumsum(sizes)))
    return _Grams(np.concatenate(parts) if parts else np.zeros(0, dtype=np.uint32), starts)


def _grams_of(plain: list[str]) -> tuple[NDArray[np.uint32], Indices]:
    # A space on both sides: the beginning of a word is a sign of its own. Short texts get more.
    padded = [f" {line} ".ljust(_GRAM) if line else "" for line in plain]
    joined = np.frombuffer("".join(padded).encode("ascii"), dtype=np.uint8).astype(np.uint32)
    lengths = np.array([len(line) for line in padded], dtype=np.int64)
    if joined.size < _GRAM:
        return np.zeros(0, dtype=np.uint32), np.zeros(len(plain), dtype=np.int64)
    grams = (joined[:-3] << 24) | (joined[1:-2] << 16) | (joined[2:-1] << 8) | joined[3:]
    rows = np.repeat(np.arange(len(plain), dtype=np.int64), lengths)
    inside = rows[:-3] == rows[3:]
    keys = _distinct((rows[:-3][inside].astype(np.uint64) << np.uint64(32)) | grams[inside])
    sizes = np.bincount((keys >> np.uint64(32)).astype(np.int64), minlength=len(plain))
    return keys.astype(np.uint32), sizes.astype(np.int64)


def _distinct(keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Sorted. np.unique would hash them, which takes ten times as long for so many."""
    keys = np.sort(keys)
    is_new = np.ones(keys.size, dtype=np.bool_)
    is_new[1:] = keys[1:] != keys[:-1]
    return keys[is_new]


def _signatures(grams: _Grams) -> Hashes:
    """One row of least hashes for each of the functions, a column for each text that has grams."""
    random = np.random.default_rng(_SEED)
    factors = random.integers(1, 2**31, _BANDS * _ROWS, dtype=np.uint32) * 2 + 1
    addends = random.integers(0, 2**32, _BANDS * _ROWS, dtype=np.uint32)
    sizes = grams.sizes
    filled = np.flatnonzero(sizes)
    found = np.zeros((_BANDS * _ROWS, len(sizes)), dtype=np.uint32)
    ends = np.cumsum(sizes[filled])
    first = 0
    while first < len(filled):
        base = int(grams.starts[filled[first]])
        last = max(first + 1, int(np.searchsorted(ends, base + _GRAMS_AT_ONCE // 4, side="right")))
        chunk = filled[first:last]
        mixed = _mixed(grams.values[base : int(grams.starts[chunk[-1] + 1])])
        begins = grams.starts[chunk] - base
        for row, (factor, addend) in enumerate(zip(factors, addends, strict=True)):
            found[row, chunk] = np.minimum.reduceat(mixed * factor + addend, begins)
        first = last
    return found


def _mixed(values: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The finaliser of MurmurHash3: neighbouring grams get unlike numbers."""
    mixed = values ^ (values >> np.uint32(16))
    mixed *= np.uint32(0x85EBCA6B)
    mixed ^= mixed >> np.uint32(13)
    mixed *= np.uint32(0xC2B2AE35)
    mixed ^= mixed >> np.uint32(16)
    return mixed


def _candidates(signatures: Hashes, has_grams: NDArray[np.bool_]) -> tuple[Indices, Indices]:
    """Pairs (later, earlier): each text with the first text of each bucket that it falls into."""
    texts = np.flatnonzero(has_grams)
    count = np.uint64(max(1, signatures.shape[1]))
    pairs: list[NDArray[np.uint64]] = []
    for band in range(_BANDS):
        one, other = signatures[_ROWS * band, texts], signatures[_ROWS * band + 1, texts]
        buckets = (one.astype(np.uint64) << np.uint64(32)) | other
        _values, firsts, inverse = np.unique(buckets, return_index=True, return_inverse=True)
        first = texts[firsts[inverse]]
        joined = first != texts
        later, earlier = texts[joined], first[joined]
        agreeing = _agreeing(signatures, later, earlier) >= _LEAST_AGREEING
        pairs.append(
            later[agreeing].astype(np.uint64) * count + earlier[agreeing].astype(np.uint64)
        )
    found = _distinct(np.concatenate(pairs))
    return (found // count).astype(np.int64), (found % count).astype(np.int64)


def _agreeing(signatures: Hashes, later: Indices, earlier: Indices) -> Indices:
    agreeing = np.zeros(len(later), dtype=np.int64)
    for row in signatures:
        agreeing += row[later] == row[earlier]
    return agreeing


def _jaccard(grams: _Grams, one: Indices, other: Indices) -> NDArray[np.float64]:
    sizes = grams.sizes
    matrix = csr_array(
        (
            np.ones(len(grams.values), dtype=np.int8),
            grams.values.astype(np.int64),
            grams.starts,
        ),
        shape=(len(sizes), 2**31),
    )
    matrix.has_sorted_indices = matrix.has_canonical_format = True
    found = np.zeros(len(one))
    for first in range(0, len(one), _PAIRS_AT_ONCE):
        part = slice(first, first + _PAIRS_AT_ONCE)
        both = matrix[one[part]].multiply(matrix[other[part]]).sum(axis=1, dtype=np.int64)
        either = sizes[one[part]] + sizes[other[part]] - both
        found[part] = both / np.maximum(either, 1)
    return found


class _Notes:
    """The figures and the refusals of texts: where they differ, the texts say different things."""

    def __init__(self, plain: list[str]) -> None:
        self.plain = plain
        self.figures = [tuple(sorted(_FIGURE.findall(line))) for line in plain]
        self.refusals = [sum(map(_refuses, line.split(" "))) for line in plain]

    def agree(self, one: int, other: int) -> bool:
        if self.figures[one] != self.figures[other]:
            return False
        if self.refusals[one] == self.refusals[other]:
            return True
        more, fewer = sorted((one, other), key=self.refusals.__getitem__, reverse=True)
        words = self.plain[fewer].split(" ")
        mistyped = sum(
            _refuses(word) and _stands_mistyped(word, words) for word in self.plain[more].split(" ")
        )
        return self.refusals[more] - self.refusals[fewer] <= mistyped


@lru_cache(maxsize=200_000)
def _refuses(word: str) -> bool:
    return word in _REFUSING or _REFUSING_VERB.match(word) is not None


def _stands_mistyped(word: str, words: list[str]) -> bool:
    """A slip of one letter; in a word of three letters that is another word."""
    return len(word) > 3 and any(
        not _refuses(other) and Levenshtein.distance(word, other, score_cutoff=1) <= 1
        for other in words
    )


def _joined(grams: _Grams, pairs: list[tuple[int, int]], notes: _Notes, least: float) -> Indices:
    """In the order of the texts: the most similar earlier text whose first text is alike too."""
    leaders = np.arange(grams.sizes.size, dtype=np.int64)
    for text, earlier in pairs:
        leader = int(leaders[earlier])
        if leaders[text] != text or not notes.agree(text, leader):
            continue
        if leader == earlier or _is_alike(grams, leader, text, least):
            leaders[text] = leader
    return leaders


def _is_alike(grams: _Grams, one: int, other: int, least: float) -> bool:
    """For two texts alone, without a matrix."""
    mine = grams.values[grams.starts[one] : grams.starts[one + 1]]
    theirs = grams.values[grams.starts[other] : grams.starts[other + 1]]
    both = np.intersect1d(mine, theirs, assume_unique=True).size
    return bool(both >= least * (mine.size + theirs.size - both))
