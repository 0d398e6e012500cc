"""The comparative table of a bill: what the act says, what it would say, and the words between."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from yntymak.methods.lawtext.applying import is_repealed
from yntymak.methods.lawtext.comparison import article_text, lines_of, own_text
from yntymak.methods.lawtext.content import ASIDE
from yntymak.methods.lawtext.provisions import ARTICLE_RANK, RANKS, LawText
from yntymak.methods.lawtext.targets import article_of
from yntymak.methods.lawtext.words import Segment, word_changes

__all__ = ["Row", "Status", "comparative_rows"]

Status = Literal["changed", "added", "removed"]


@dataclass(frozen=True)
class Row:
    """One provision that changes; `segments` make up both texts, paragraphs parted by line ends.

    The texts are as printed, marks included. A changed provision shows its own words; an article
    or a part of one that is added or removed shows all it holds. What is repealed leaves its mark
    in `new` («2. (Утратила силу)»). `article` is the key of the article it lies in (empty above
    articles) and `heading` how that one is printed: the context of the row.
    """

    key: str
    kind: str
    status: Status
    old: str
    new: str
    segments: tuple[Segment, ...]
    article: str
    heading: str


def comparative_rows(old: LawText, new: LawText) -> tuple[Row, ...]:
    """Only what changes, in the order of the text: what went is told where it stood."""
    return tuple(_rows(old, new))


def _rows(old: LawText, new: LawText) -> Iterator[Row]:
    whole = "-"  # of what was just told with all its parts
    for key in _merged(_keys(old), _keys(new)):
        if key.startswith(whole):
            continue
        status = _status(old, new, key)
        if status is None:
            continue
        if status != "changed" and _is_low(new if key in new else old, key):
            whole = f"{key}__"
        yield _row(old, new, key, status)


def _keys(law: LawText) -> list[str]:
    return [each.key for each in law.provisions if each.kind not in ASIDE | {"alinea"}]


def _merged(old: list[str], new: list[str]) -> list[str]:
    """The new order, each key that is gone after the one it came after."""
    present = set(new)
    after: dict[str, list[str]] = {}
    last = ""
    for key in old:
        if key in present:
            last = key
        else:
            after.setdefault(last, []).append(key)
    return after.get("", []) + [each for key in new for each in (key, *after.get(key, ()))]


def _status(old: LawText, new: LawText, key: str) -> Status | None:
    was, stays = _stands(old, key), _stands(new, key)
    if was and stays:
        return "changed" if own_text(old, key) != own_text(new, key) else None
    if was:
        return "removed"
    return "added" if stays else None


def _stands(law: LawText, key: str) -> bool:
    return key in law and not is_repealed(law, key)


def _is_low(law: LawText, key: str) -> bool:
    return RANKS.get(law[key].kind, ARTICLE_RANK) >= ARTICLE_RANK


def _row(old: LawText, new: LawText, key: str, status: Status) -> Row:
    whole = status != "changed" and _is_low(new if key in new else old, key)
    before, after = _printed(old, key, whole=whole), _printed(new, key, whole=whole)
    article = article_of(key)
    holder = new if article in new else old
    return Row(
        key=key,
        kind=(new if key in new else old)[key].kind,
        status=status,
        old=before,
        new=after,
        segments=word_changes(before, after),
        article=article,
        heading=next(lines_of(holder[article]), "") if article else "",
    )


def _printed(law: LawText, key: str, *, whole: bool) -> str:
    if key not in law:
        return ""
    if is_repealed(law, key):
        remarks = (text for each in law.children(key) for text in each.paragraphs)
        return " ".join([law[key].label, *remarks])
    if whole:
        return article_text(law, key)
    closing = (
        text for child in law.children(key) if child.kind == "alinea" for text in child.paragraphs
    )
    return "\n".join((*lines_of(law[key]), *closing))
