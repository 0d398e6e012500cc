"""Two languages of one law must have the same structure; where they differ, one has a defect."""

from dataclasses import dataclass

from yntymak.methods.lawtext.document import Problem
from yntymak.methods.lawtext.provisions import ARTICLE_RANK, RANKS, LawText, Provision

# Inside an article: what is numbered. Plain paragraphs are counted apart, remarks never.
_NUMBERED = {"paragraph", "point", "indent", "note"}
_SHOWN = 6  # keys in one sentence


@dataclass(frozen=True)
class Agreement:
    """Pairs of articles with one key, and how many agree.

    `identical` counts those with the same numbered structure, `identical_paragraphs` those with
    the same number of plain paragraphs too.
    """

    pairs: int
    identical: int
    identical_paragraphs: int

    @property
    def share(self) -> float:
        return self.identical / self.pairs if self.pairs else 0.0


def compare_structure(ky: LawText, ru: LawText) -> tuple[Problem, ...]:
    """What differs between the languages, in the order of the Kyrgyz text.

    Codes: missing_in_ru, missing_in_ky, different_parts, different_paragraphs, different_order.
    `where` is the key; `line` the Kyrgyz line, or the Russian one of what Kyrgyz lacks.
    """
    problems = [
        *_missing(ky, ru, "missing_in_ru"),
        *_missing(ru, ky, "missing_in_ky"),
        *_order(ky, ru),
    ]
    for article in ky.articles:
        if article.key in ru:
            problems += _differences(article, ky, ru)
    place = {provision.key: index for index, provision in enumerate(ky.provisions)}
    return tuple(sorted(problems, key=lambda problem: place.get(problem.where, len(place))))


def structure_agreement(ky: LawText, ru: LawText) -> Agreement:
    pairs = [article for article in ky.articles if article.key in ru]
    codes = [{problem.code for problem in _differences(article, ky, ru)} for article in pairs]
    return Agreement(
        pairs=len(pairs),
        identical=sum("different_parts" not in found for found in codes),
        identical_paragraphs=sum(not found for found in codes),
    )


def _upper(law: LawText) -> list[Provision]:
    return [each for each in law.provisions if RANKS.get(each.kind, 99) <= ARTICLE_RANK]


def _missing(present: LawText, absent: LawText, code: str) -> list[Problem]:
    return [
        Problem(code, each.key, each.line, f"{each.label} {each.heading}".strip())
        for each in _upper(present)
        if each.key not in absent
    ]


def _order(ky: LawText, ru: LawText) -> list[Problem]:
    ours = [each for each in ky.articles if each.key in ru]
    theirs = [each for each in ru.articles if each.key in ky]
    for our, their in zip(ours, theirs, strict=True):
        if our.key != their.key:
            detail = f"{our.key} in Kyrgyz, {their.key} in Russian"
            return [Problem("different_order", our.key, our.line, detail)]
    return []


def _differences(article: Provision, ky: LawText, ru: LawText) -> list[Problem]:
    ours, theirs = _inside(ky, article.key), _inside(ru, article.key)
    if list(ours) != list(theirs):
        only_ky = [key for key in ours if key not in theirs]
        only_ru = [key for key in theirs if key not in ours]
        detail = f"only in Kyrgyz: {_named(only_ky)}; only in Russian: {_named(only_ru)}"
        return [Problem("different_parts", article.key, article.line, detail)]
    uneven = [key for key in ours if ours[key] != theirs[key]]
    own = (_plain(ky, article.key), _plain(ru, article.key))
    if own[0] != own[1]:
        uneven.insert(0, article.key)
    if not uneven:
        return []
    detail = f"the number of plain paragraphs differs in {_named(uneven)}"
    return [Problem("different_paragraphs", article.key, article.line, detail)]


def _inside(law: LawText, key: str) -> dict[str, int]:
    """Numbered parts of an article in order, each with its number of plain paragraphs."""
    return {
        each.key: _plain(law, each.key) for each in law.descendants(key) if each.kind in _NUMBERED
    }


def _plain(law: LawText, key: str) -> int:
    alineas = sum(child.kind == "alinea" for child in law.children(key))
    return len(law[key].paragraphs) + alineas


def _named(keys: list[str]) -> str:
    shown = ", ".join(keys[:_SHOWN]) or "nothing"
    return f"{shown} and {len(keys) - _SHOWN} more" if len(keys) > _SHOWN else shown
