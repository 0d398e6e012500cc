"""Two sets of instructions on one act: where the one stands in the way of the other."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import Literal

from yntymak.methods.lawtext.applying import apply
from yntymak.methods.lawtext.comparison import article_text
from yntymak.methods.lawtext.content import same_content
from yntymak.methods.lawtext.operations import (
    AmendmentError,
    Insert,
    Operation,
    Renumber,
    Repeal,
    Replace,
    WordsAfter,
    WordsBefore,
    WordsDelete,
    WordsReplace,
)
from yntymak.methods.lawtext.payload import subtree
from yntymak.methods.lawtext.provisions import LawText
from yntymak.methods.lawtext.rewording import Find, find_words
from yntymak.methods.lawtext.targets import article_of, resolve, resolve_parent
from yntymak.methods.lawtext.words import tokens

__all__ = ["Collision", "Way", "collisions", "collisions_within"]

Way = Literal["both_whole", "taken_away", "same_number", "same_words", "same_place"]


@dataclass(frozen=True)
class Collision:
    """`one` and `other` count the operations of the two sets from 0; `key` is what both touch.

    both_whole: each gives anew, repeals or renumbers the provision, or one within the other;
    taken_away: one does so with what the other changes; same_number: both insert under one
    number; same_words: both change the same words; same_place: both add at one place, or one
    moves what the other counts, so that their order decides.
    """

    one: int
    other: int
    way: Way
    key: str


def collisions(
    one: Sequence[Operation], other: Sequence[Operation], law: LawText
) -> tuple[Collision, ...]:
    """The pairs of two bills, both written for `law`, that cannot pass together as they stand.

    That is: each can be carried out alone, but one after the other they fail, or give another text
    in the other order. What fails alone is left to `lint`.
    """
    ours = [_touch(operation, law) for operation in one]
    theirs = [_touch(operation, law) for operation in other]
    return tuple(_found(product(enumerate(ours), enumerate(theirs)), law))


def collisions_within(operations: Sequence[Operation], law: LawText) -> Iterator[Collision]:
    """The pairs of one bill, whose order is given: only where one undoes the other."""
    touches = [_touch(operation, law) for operation in operations]
    pairs = combinations(enumerate(touches), 2)
    return (each for each in _found(pairs, law) if each.way != "same_place")


@dataclass(frozen=True)
class _Touch:
    """An operation, the key it resolves to, the article that holds it, if one does, and where
    the words it seeks stand.
    """

    operation: Operation
    key: str
    article: str
    finds: tuple[Find, ...] = ()


_Pairs = Iterable[tuple[tuple[int, _Touch], tuple[int, _Touch]]]


def _touch(operation: Operation, law: LawText) -> _Touch:
    key, finds = operation.target, list[Find]()
    try:
        finds = _finds(operation, law)
        if isinstance(operation, Insert):
            key = resolve_parent(law, operation.target, operation.kind) or ""
        elif operation.target:
            place = resolve(law, operation.target)
            ends = operation.target.rpartition("__")[2]
            inner = place.heading or place.alinea is not None or place.sentence is not None
            key = f"{place.key}__{ends}" if inner else place.key
    except AmendmentError:
        key = operation.target  # it fails alone
    return _Touch(operation, key, article_of(key), tuple(finds))


def _found(pairs: _Pairs, law: LawText) -> Iterator[Collision]:
    parts: dict[str, LawText] = {}
    for (first, one), (second, other) in pairs:
        if _share_a_number(one.operation, other.operation) and one.key == other.key:
            yield Collision(first, second, "same_number", one.key)
            continue
        scope = _scope(one, other, law)
        if scope is None:
            continue
        part = parts.setdefault(scope, _part(law, scope))
        if _collide(one.operation, other.operation, part):
            way = _way(one, other)
            yield Collision(first, second, way, max(one.key, other.key, key=len))


def _scope(one: _Touch, other: _Touch, law: LawText) -> str | None:
    """The smallest part of the act in which both can be tried; None where they touch nothing."""
    if one.article and other.article:
        return one.article if one.article == other.article else None
    upper, lower = (other, one) if one.article else (one, other)
    if isinstance(upper.operation, Insert):
        return None  # a new article or chapter: numbers aside it meets nothing
    if lower.article:
        above = _is_above(upper.key, lower.article, law)
        return upper.key if above and _reaches(upper, lower, law) else None
    return (
        "" if _is_above(upper.key, lower.key, law) or _is_above(lower.key, upper.key, law) else None
    )


def _is_above(key: str, below: str, law: LawText) -> bool:
    while key and below in law and key != below:
        below = law[below].parent or ""
    return key in {"", below}


def _part(law: LawText, key: str) -> LawText:
    if key not in law:
        return law
    first, *rest = subtree(law, key)
    return LawText(law.language, (replace(first, parent=None), *rest))


def _collide(one: Operation, other: Operation, law: LawText) -> bool:
    if _after(law, one) is None or _after(law, other) is None:
        return False
    there, back = _after(law, one, other), _after(law, other, one)
    return there is None or back is None or not same_content(there, back)


def _after(law: LawText, *operations: Operation) -> LawText | None:
    try:
        return apply(operations, law)
    except AmendmentError:
        return None


def _share_a_number(one: Operation, other: Operation) -> bool:
    return (
        isinstance(one, Insert)
        and isinstance(other, Insert)
        and one.kind == other.kind != "alinea"
        and bool(set(one.numbers) & set(other.numbers))
    )


def _way(one: _Touch, other: _Touch) -> Way:
    whole = [isinstance(each.operation, Replace | Repeal | Renumber) for each in (one, other)]
    if all(whole):
        return "both_whole"
    if any(whole):
        return "taken_away"
    return "same_words" if _overlap(one.finds, other.finds) else "same_place"


def _reaches(upper: _Touch, lower: _Touch, law: LawText) -> bool:
    """Words are sought in a whole chapter or act, but may stand in few of its articles."""
    operation = upper.operation
    if not isinstance(operation, WordsReplace | WordsBefore | WordsAfter | WordsDelete):
        return True
    brought = getattr(lower.operation, "words", "") or getattr(lower.operation, "text", "")
    there = {*tokens(article_text(law, lower.article)), *tokens(brought)}
    return there.issuperset(tokens(operation.anchor))


def _finds(operation: Operation, law: LawText) -> list[Find]:
    if not isinstance(operation, WordsReplace | WordsBefore | WordsAfter | WordsDelete):
        return []
    return find_words(law, operation.target, operation.anchor)


def _overlap(ours: Sequence[Find], theirs: Sequence[Find]) -> bool:
    return any(
        (mine.key, mine.which) == (their.key, their.which)
        and mine.start < their.end
        and their.start < mine.end
        for mine, their in product(ours, theirs)
    )
