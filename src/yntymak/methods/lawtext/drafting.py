"""A person edits the text; the operations that lead from the old text to the new are found here."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from yntymak.methods.lawtext.applying import apply, chapter_for, is_repealed
from yntymak.methods.lawtext.content import (
    ASIDE,
    NUMBERED,
    content_of,
    own_content,
    part_of,
    plain_parts,
    same_content,
)
from yntymak.methods.lawtext.operations import (
    AmendmentError,
    Facts,
    Insert,
    Operation,
    Repeal,
    Replace,
    WordsAfter,
    WordsBefore,
    WordsDelete,
    WordsOperation,
    WordsReplace,
)
from yntymak.methods.lawtext.payload import subtree, subtree_text
from yntymak.methods.lawtext.provisions import ARTICLE_RANK, RANKS, LawText, Provision
from yntymak.methods.lawtext.quoted import is_quotable
from yntymak.methods.lawtext.rewording import find_words
from yntymak.methods.lawtext.targets import number_of
from yntymak.methods.lawtext.words import Segment, tokens, word_changes

__all__ = ["Style", "content_of", "draft", "same_content"]

Style = Literal["words", "provision"]
_MOST_WORDS = 0.5  # of a text changed: beyond that a new redaction is clearer
_MOST_CHANGES = 4  # instructions on words of one provision
_TELLING = 4  # letters of a word that is a good landmark


def draft(old: LawText, new: LawText, style: Style = "words") -> tuple[Operation, ...]:
    """The fewest operations with `apply(draft(old, new), old)` of the same content as `new`.

    `words` changes words where few have changed, `provision` gives each changed provision anew.
    Raises AmendmentError: payload_unreadable where a new text would be read otherwise once it is
    quoted (a heading that ends in a comma, say), target_missing where text outside all numbered
    provisions has changed.
    """
    operations = tuple(_children(old, new, None, style))
    result = apply(operations, old)
    if not same_content(result, new):
        raise _not_written(result, new)
    return operations


def _not_written(result: LawText, new: LawText) -> AmendmentError:
    wanted, got = content_of(new), content_of(result)
    keys = tuple(dict.fromkeys(row[0] for row in wanted if row not in got))
    if keys and all(new[key].kind in NUMBERED for key in keys):
        detail = f"quoted in an instruction, the new text of {keys[0]} would be read otherwise"
        return AmendmentError("payload_unreadable", detail, Facts(target=keys[0], keys=keys))
    detail = "a change outside the numbered provisions cannot be written as an instruction"
    return AmendmentError("target_missing", detail, Facts(keys=keys))


def _children(old: LawText, new: LawText, parent: str | None, style: Style) -> Iterator[Operation]:
    for child in new.children(parent):
        if child.kind not in ASIDE and not is_repealed(new, child.key):
            if child.key not in old or is_repealed(old, child.key):
                if child.kind in NUMBERED:
                    yield _insertion(old, new, child)
            elif part_of(old, child.key) != part_of(new, child.key):
                yield from _change(old, new, child.key, style)
    for child in old.children(parent):
        gone = child.key not in new or is_repealed(new, child.key)
        if gone and child.kind in NUMBERED and not is_repealed(old, child.key):
            yield Repeal(child.key)


def _change(old: LawText, new: LawText, key: str, style: Style) -> Iterator[Operation]:
    """Words or parts where that does it; else the whole provision, up to an article, anew."""
    if old[key].kind == "article" and len(old.articles) > 1:
        old, new = _alone(old, key), _alone(new, key)  # a code is large, an article is not
    pieces: tuple[Operation, ...] | None = None
    if own_content(old, key) == own_content(new, key):  # what has changed has a key of its own
        pieces = tuple(_children(old, new, key, style))
    elif style == "words":
        words = _rewording(old, new, key)
        pieces = None if words is None else (*words, *_children(old, new, key, style))
    elif old[key].paragraphs == new[key].paragraphs and plain_parts(old, key) == plain_parts(
        new, key
    ):
        heading = Replace(f"{key}__heading", new[key].heading)
        pieces = (heading, *_children(old, new, key, style))
    above = RANKS.get(old[key].kind, ARTICLE_RANK) < ARTICLE_RANK
    if pieces is not None and (above or _leads_there(pieces, old, new, key)):
        yield from pieces
    else:
        yield Replace(key, subtree_text(new, key))


def _alone(law: LawText, key: str) -> LawText:
    first, *rest = subtree(law, key)
    return LawText(law.language, (replace(first, parent=None), *rest))


def _leads_there(pieces: tuple[Operation, ...], old: LawText, new: LawText, key: str) -> bool:
    try:
        result = apply(pieces, old)
    except AmendmentError:
        return False
    return part_of(result, key) == part_of(new, key)


def _insertion(old: LawText, new: LawText, child: Provision) -> Insert:
    """An article joins the one before it, unless it stands in another chapter."""
    target = child.parent or ""
    if child.kind == "article" and target == (chapter_for(old, (number_of(child.key),)) or ""):
        target = ""
    return Insert(target, child.kind, (number_of(child.key),), subtree_text(new, child.key))


# Words


def _rewording(old: LawText, new: LawText, key: str) -> tuple[Operation, ...] | None:
    """Operations on the words of heading and plain paragraphs; None where too much has changed."""
    before, after = old[key], new[key]
    if len(before.paragraphs) != len(after.paragraphs) or plain_parts(old, key) != plain_parts(
        new, key
    ):
        return None
    texts = [
        (f"{key}__heading", before.heading, after.heading),
        *(
            (key if len(before.paragraphs) == 1 else f"{key}__al_{place}", was, becomes)
            for place, (was, becomes) in enumerate(
                zip(before.paragraphs, after.paragraphs, strict=True), 1
            )
        ),
    ]
    operations: list[Operation] = []
    law = old
    for target, was, becomes in texts:
        if was == becomes:
            continue
        found = _words(law, target, was, becomes)
        if found is None and target == key:
            return None  # with its number it is given anew
        operations += [Replace(target, becomes)] if found is None else found
    return tuple(operations) if len(operations) <= _MOST_CHANGES else None


@dataclass(frozen=True)
class _Edit:
    """One change within a text: what stands left and right of it, and how many of those tokens
    stay as they are, for an anchor must not reach the next change.
    """

    segment: Segment
    left: str
    right: str
    room: tuple[int, int]

    @property
    def result(self) -> str:
        return f"{self.left}{self.segment.new}{self.right}"


def _words(law: LawText, target: str, was: str, becomes: str) -> list[Operation] | None:
    segments = word_changes(was, becomes)
    changed = sum(max(len(each.old), len(each.new)) for each in segments if each.kind != "equal")
    if changed > _MOST_WORDS * max(len(was), len(becomes)):
        return None
    operations: list[Operation] = []
    for edit in _edits(segments):
        found = _one_change(law, target, edit)
        if found is None:
            return None
        operations.append(found)
    return operations


def _edits(segments: tuple[Segment, ...]) -> Iterator[_Edit]:
    for place, segment in enumerate(segments):
        if segment.kind == "equal":
            continue
        left = [each.old for each in segments[:place]]
        right = [each.old for each in segments[place + 1 :]]
        room = len(tokens("".join(left[-1:]))), len(tokens("".join(right[:1])))
        yield _Edit(segment, "".join(left), "".join(right), room)


def _one_change(law: LawText, target: str, edit: _Edit) -> WordsOperation | None:
    """An operation whose anchor stands once, with as few words around as that takes."""
    before, after = tokens(edit.left), tokens(edit.right)
    shortest: WordsOperation | None = None
    for back, ahead in _extents(edit.room):
        lead = "".join(before[len(before) - back :])
        tail = "".join(after[:ahead])
        found = _with_context(target, edit.segment, lead, tail)
        if found and _is_exact(law, found, edit.result):
            if _is_telling(found):
                return found
            shortest = shortest or found
    return shortest


def _extents(room: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """How many tokens left and right to take into the anchor: one side first, few first."""
    for extent in range(max(room) + 1):
        if extent <= room[0]:
            yield extent, 0
        if 0 < extent <= room[1]:
            yield 0, extent
    for extent in range(1, min(room) + 1):
        yield extent, extent


def _is_telling(operation: WordsOperation) -> bool:
    """«После слова «в»» finds the place, but no reader of the bill would."""
    if isinstance(operation, WordsAfter | WordsBefore):
        return any(len(word) >= _TELLING for word in tokens(operation.anchor))
    return True


def _with_context(target: str, segment: Segment, lead: str, tail: str) -> WordsOperation | None:
    old, new = segment.old.strip(), segment.new.strip()
    if not old and lead.strip() and not tail:
        return WordsAfter(target, lead.strip(), new)
    if not old and tail.strip() and not lead:
        return WordsBefore(target, tail.strip(), new)
    anchor = f"{lead}{segment.old}{tail}".strip()
    words = f"{lead}{segment.new}{tail}".strip()
    if not anchor:
        return None
    if not words:
        return WordsDelete(target, anchor)
    return WordsReplace(target, anchor, words)


def _is_exact(law: LawText, operation: WordsOperation, wanted: str) -> bool:
    written = (operation.anchor, getattr(operation, "words", ""))
    if not all(is_quotable(each) for each in written if each):
        return False
    if len(find_words(law, operation.target, operation.anchor)) != 1:
        return False
    try:
        result = apply([operation], law)
    except AmendmentError:
        return False
    return any(
        wanted == text
        for was, becomes in zip(law.provisions, result.provisions, strict=True)
        if was is not becomes
        for text in (becomes.heading, *becomes.paragraphs)
    )
