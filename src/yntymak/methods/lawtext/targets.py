"""Find in a law the provision that a drafter means."""

from dataclasses import dataclass
from itertools import product

from yntymak.methods.lawtext.numbering import Number
from yntymak.methods.lawtext.operations import AmendmentError, Facts
from yntymak.methods.lawtext.provisions import ABBREVIATIONS, LawText, Provision

__all__ = [
    "KIND_OF_OTHER",
    "Place",
    "article_of",
    "kind_of",
    "number_of",
    "resolve",
    "resolve_parent",
    "split_part",
    "value_of",
]

KIND_OF_PART = {short: kind for kind, short in ABBREVIATIONS.items()} | {
    "heading": "heading",
    "sent": "sentence",
}
# What one law calls a part, another calls a point: tried where the first is not there.
_OTHER_NAME = {"para": "point", "point": "para", "indent": "point"}
KIND_OF_OTHER = {KIND_OF_PART[one]: KIND_OF_PART[other] for one, other in _OTHER_NAME.items()}
_INNER = {"al", "sent", "heading"}


@dataclass(frozen=True)
class Place:
    """A provision, and within it perhaps one plain paragraph (from 0), the heading, a sentence."""

    key: str
    alinea: int | None = None
    heading: bool = False
    sentence: int | None = None


def split_part(part: str) -> tuple[str, str]:
    """`para_2-1` → (`para`, `2-1`); of a second number the `~2` belongs to it."""
    short, _, number = part.partition("_")
    return short, number


def kind_of(key: str) -> str:
    return KIND_OF_PART[split_part(key.rpartition("__")[2])[0]]


def number_of(key: str) -> str:
    return split_part(key.rpartition("__")[2])[1]


def article_of(key: str) -> str:
    """The key of the article that a key lies in; empty where it lies in none."""
    parts = key.split("__")
    for place, part in enumerate(parts):
        if part.startswith("art_"):
            return "__".join(parts[: place + 1])
    return ""


def value_of(number: str) -> Number:
    """The number of a key as it orders: `85-1~2` → (85, 1)."""
    digits = number.partition("~")[0].partition("..")[0]
    return tuple(int(part) for part in digits.split("-") if part.isdigit())


def resolve(law: LawText, target: str) -> Place:
    """The place a target names; raises AmendmentError where it is none or may be several."""
    parts = target.split("__") if target else []
    inner: list[str] = []
    while parts and split_part(parts[-1])[0] in _INNER and "__".join(parts) not in law:
        inner.insert(0, parts.pop())
    if not parts and inner != ["heading"]:
        raise AmendmentError(
            "target_missing", f"{target}: no provision is named", Facts(target=target)
        )
    key = _provision(law, parts, target) if parts else "preface"
    if key not in law:
        raise AmendmentError("target_missing", f"{target} is not in the law", Facts(target=target))
    return _within(law, key, inner, target)


def resolve_parent(law: LawText, target: str, kind: str) -> str | None:
    """The provision whose list the inserted ones join; None for the whole law.

    «Дополнить статью 135 пунктом 2¹» means the only list of points in the article.
    """
    if not target:
        return None
    key = resolve(law, target).key
    if kind in {"alinea", "sentence"} or any(child.kind == kind for child in law.children(key)):
        return key
    holders = {each.parent for each in law.descendants(key) if each.kind == kind}
    if len(holders) > 1:
        raise AmendmentError(
            "target_ambiguous",
            f"{target} has several lists of kind {kind}",
            Facts(target=target, count=len(holders), keys=tuple(sorted(filter(None, holders)))),
        )
    return holders.pop() if holders else key


def _provision(law: LawText, parts: list[str], target: str) -> str:
    exact = "__".join(parts)
    if exact in law:
        return exact
    for wanted in _spellings(parts):
        found = [each for each in law.provisions if _names(wanted, each)]
        if len(found) == 1:
            return found[0].key
        if found:
            keys = tuple(each.key for each in found)
            detail = f"{target} may be {', '.join(keys[:3])}"
            facts = Facts(target=target, count=len(keys), keys=keys)
            raise AmendmentError("target_ambiguous", detail, facts)
    raise AmendmentError("target_missing", f"{target} is not in the law", Facts(target=target))


def _spellings(parts: list[str]) -> list[list[str]]:
    """As drafted; then with points taken for parts and the like, as few as may be."""
    choices = [
        (part, f"{other}_{number}") if (other := _OTHER_NAME.get(short)) else (part,)
        for part in parts
        for short, number in [split_part(part)]
    ]
    spelt = [list(each) for each in product(*choices)]
    return sorted(spelt, key=lambda each: sum(a != b for a, b in zip(each, parts, strict=True)))


def _names(wanted: list[str], provision: Provision) -> bool:
    """Whether the key ends as wanted and passes through the other parts in order."""
    have = provision.key.split("__")
    if have[-1] != wanted[-1] or have[0].startswith("annex") > wanted[0].startswith("annex"):
        return False
    rest = iter(have)
    return all(part in rest for part in wanted)


def _within(law: LawText, key: str, inner: list[str], target: str) -> Place:
    place = Place(key)
    for part in inner:
        short, number = split_part(part)
        if short == "heading":
            place = Place(key, heading=True)
        elif short == "al":
            if int(number) > len(law[key].paragraphs):
                raise AmendmentError(
                    "target_missing",
                    f"{target}: there is no such paragraph",
                    Facts(target=target, count=len(law[key].paragraphs)),
                )
            place = Place(key, alinea=int(number) - 1)
        else:
            place = Place(key, place.alinea, sentence=int(number) - 1)
    return place
