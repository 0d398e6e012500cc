"""Operations on words: find the anchor in the target and change the text around it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from yntymak.methods.lawtext.operations import (
    AmendmentError,
    Facts,
    WordsAfter,
    WordsBefore,
    WordsDelete,
    WordsOperation,
    WordsReplace,
)
from yntymak.methods.lawtext.payload import sentences
from yntymak.methods.lawtext.provisions import LawText, Provision
from yntymak.methods.lawtext.targets import Place, resolve
from yntymak.methods.lawtext.wording import (
    appended,
    occurrences,
    put_after,
    put_before,
    removed,
    substituted,
)

__all__ = ["Find", "find_words", "reword"]

_ASIDE = {"remark", "footnote", "contents", "conclusions"}
_HEADING = -1


@dataclass(frozen=True)
class Find:
    """Words in one text of a provision: `which` is the paragraph from 0, -1 the heading."""

    key: str
    which: int
    start: int
    end: int


def find_words(law: LawText, target: str, anchor: str) -> list[Find]:
    """Every place in the target, its parts included, where the words stand."""
    return [
        Find(provision.key, which, *span)
        for provision, which, (low, high) in _texts(law, target)
        for span in occurrences(_text(provision, which), anchor)
        if low <= span[0] and span[1] <= high
    ]


def reword(operation: WordsOperation, law: LawText) -> LawText:
    """Raises AmendmentError: anchor_missing, anchor_ambiguous, inflected, target_…."""
    if isinstance(operation, WordsReplace | WordsDelete) and operation.inflected:
        raise AmendmentError(
            "inflected", "words in all their cases need a person", _facts(operation)
        )
    if isinstance(operation, WordsAfter) and not operation.anchor:
        return _append(operation, law)
    found = find_words(law, operation.target, operation.anchor)
    if not found:
        where = operation.target or "the law"
        detail = f"«{operation.anchor}» does not stand in {where}"
        raise AmendmentError("anchor_missing", detail, _facts(operation))
    if len(found) > 1 and not operation.everywhere:
        found = _closing_sign(law, operation, found)
    for each in reversed(found):
        law = _changed(law, each, operation)
    return law


def _facts(operation: WordsOperation, keys: tuple[str, ...] = (), count: int = 0) -> Facts:
    return Facts(target=operation.target, words=operation.anchor, count=count, keys=keys)


def _closing_sign(law: LawText, operation: WordsOperation, found: list[Find]) -> list[Find]:
    """Of several full stops the drafter means the one that ends the text."""
    last, anchor = found[-1], operation.anchor
    if not any(map(str.isalnum, anchor)) and last.end == len(_text(law[last.key], last.which)):
        return [last]
    places = tuple(dict.fromkeys(each.key for each in found))
    detail = f"«{anchor}» stands {len(found)} times: {', '.join(places)}"
    raise AmendmentError("anchor_ambiguous", detail, _facts(operation, places, len(found)))


def _changed(law: LawText, found: Find, operation: WordsOperation) -> LawText:
    text, span = _text(law[found.key], found.which), (found.start, found.end)
    match operation:
        case WordsReplace():
            new = substituted(text, span, operation.words)
        case WordsAfter():
            new = put_after(text, span, operation.words)
        case WordsBefore():
            new = put_before(text, span, operation.words)
        case WordsDelete():
            new = removed(text, span)
    return _with_text(law, law[found.key], found.which, new)


def _append(operation: WordsAfter, law: LawText) -> LawText:
    texts = list(_texts(law, operation.target))
    if not texts:
        raise AmendmentError("target_missing", f"{operation.target} has no text", _facts(operation))
    provision, which, (low, high) = texts[-1]
    text = _text(provision, which)
    new = text[:low] + appended(text[low:high], operation.words) + text[high:]
    return _with_text(law, provision, which, new)


def _texts(law: LawText, target: str) -> Iterator[tuple[Provision, int, tuple[int, int]]]:
    """The texts a target spans: provision, which of its texts, and from where to where."""
    if not target:
        for each in law.provisions:
            yield from _own(each)
        return
    place = resolve(law, target)
    provision = law[place.key]
    if place.heading and place.key != "preface":
        yield provision, _HEADING, (0, len(provision.heading))
    elif place.sentence is not None:
        yield _sentence(provision, place)
    elif place.alinea is not None:
        yield provision, place.alinea, (0, len(provision.paragraphs[place.alinea]))
    else:
        for each in (provision, *law.descendants(place.key)):
            yield from _own(each)


def _own(provision: Provision) -> Iterator[tuple[Provision, int, tuple[int, int]]]:
    if provision.kind in _ASIDE:
        return
    if provision.heading:
        yield provision, _HEADING, (0, len(provision.heading))
    for which, text in enumerate(provision.paragraphs):
        yield provision, which, (0, len(text))


def _sentence(provision: Provision, place: Place) -> tuple[Provision, int, tuple[int, int]]:
    which, wanted = place.alinea or 0, place.sentence or 0
    spans = sentences(provision.paragraphs[which]) if which < len(provision.paragraphs) else []
    if wanted >= len(spans):
        raise AmendmentError(
            "target_missing",
            f"{place.key} has {len(spans)} sentences",
            Facts(target=place.key, count=len(spans)),
        )
    return provision, which, spans[wanted]


def _text(provision: Provision, which: int) -> str:
    return provision.heading if which == _HEADING else provision.paragraphs[which]


def _with_text(law: LawText, provision: Provision, which: int, text: str) -> LawText:
    if which == _HEADING:
        new = replace(provision, heading=text)
    else:
        paragraphs = (*provision.paragraphs[:which], text, *provision.paragraphs[which + 1 :])
        new = replace(provision, paragraphs=paragraphs)
    place = law.provisions.index(provision)
    return replace(law, provisions=(*law.provisions[:place], new, *law.provisions[place + 1 :]))
