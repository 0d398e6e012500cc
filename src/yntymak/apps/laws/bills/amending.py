"""A version of a bill as the law that orders its changes, in the language of formulas.

    Статья 1.
    Внести в Закон Кыргызской Республики "О воде" следующие изменения:
    1) в статье 3:
    а) в части 1 слова «…» заменить словами «…»;
    б) дополнить частью 3 следующего содержания:
    «3. …»;
    2) статью 5 признать утратившей силу.

Written from the operations alone. Read back by `read_instructions` it gives the same operations;
where a formula would not, the article's changes are written one by one with their whole place.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from yntymak.apps.laws.bills.naming import Name, name_of
from yntymak.apps.laws.bills.wording import operations_of
from yntymak.apps.laws.models import Act
from yntymak.methods.lawtext import AmendmentError, read_formula, read_instructions, write_formula
from yntymak.methods.lawtext.formula_writing import together, write_context
from yntymak.methods.lawtext.formulas import read_context
from yntymak.methods.lawtext.operations import Insert, Renumber, Repeal, Replace
from yntymak.methods.lawtext.plaintext import to_document
from yntymak.methods.lawtext.quoted import stays_quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from yntymak.apps.laws.models import AmendedAct, Amendment, BillVersion
    from yntymak.methods.lawtext import Operation
    from yntymak.methods.lawtext.instructions import AmendingAct

LETTERS = "абвгдежзиклмнопрстуфхцчшщэюя"
_ARTICLE = {"ky": "{}-берене.", "ru": "Статья {}."}
_OPENING = {
    "ky": "{} төмөнкүдөй өзгөртүүлөр киргизилсин:",
    "ru": "Внести в {} следующие изменения:",
}
_TITLE = {
    "ky": "{} өзгөртүүлөрдү киргизүү жөнүндө",
    "ru": "О внесении изменений в {}",
}
_SEVERAL = {
    "ky": "Кыргыз Республикасынын айрым мыйзам актыларына өзгөртүүлөрдү киргизүү жөнүндө",
    "ru": "О внесении изменений в некоторые законодательные акты Кыргызской Республики",
}
_SPLITS_CLOSING = re.compile(r"\n\s*\n")
_ANY_ACT = Act(kind=Act.Kind.LAW, title_ky="Мыйзам", title_ru="О законе")
_OWN_MARK = re.compile(r"^(?:Статья\s+\d\S*\.?|\d\S*-берене\.?)\s*")


@dataclass(frozen=True)
class Item:
    """`text` is the instruction, `quoted` the paragraphs of new text below it."""

    mark: str
    text: str
    quoted: tuple[str, ...] = ()


@dataclass(frozen=True)
class Point:
    """What is done to one article: one instruction, or an introduction with several under it."""

    mark: str
    unit: str
    introduction: str
    items: tuple[Item, ...]

    def lines_of_items(self, *, is_last: bool) -> Iterator[list[str]]:
        """Each item with its mark, its new text and its stop; the last of an article ends it."""
        for place, item in enumerate(self.items, 1):
            stop = "." if is_last and place == len(self.items) else ";"
            *lines, end = [f"{item.mark or self.mark} {item.text}", *item.quoted]
            yield [*lines, f"{end}{stop}"]


@dataclass(frozen=True)
class Article:
    mark: str
    opening: str
    points: tuple[Point, ...] = ()
    paragraphs: tuple[str, ...] = ()
    act: AmendedAct | None = None


@dataclass(frozen=True)
class AmendingLaw:
    language: str
    title: str
    articles: tuple[Article, ...]

    @property
    def text(self) -> str:
        return "\n".join([self.title, *_lines(self.articles)])

    def instructions(self) -> AmendingAct:
        """Read from the text as anybody would read it, not remembered from how it was written."""
        return read_instructions(to_document(self.text), self.language)


def amending_law(version: BillVersion, acts: Sequence[AmendedAct], language: str) -> AmendingLaw:
    """`acts` with their base, its act and their amendments at hand: no query is made here."""
    changing = [act for act in acts if act.amendments.all()]
    names = [name_of(act.base.act, language) for act in changing]
    articles = [
        _article(number, act, name, language)
        for number, (act, name) in enumerate(zip(changing, names, strict=True), 1)
    ]
    articles += _closing(getattr(version, f"closing_{language}"), len(articles) + 1, language)
    return AmendingLaw(language, title_of(names, language), tuple(articles))


def is_misread(amendment: Amendment, language: str) -> bool:
    """Whether a reader of the amending law would carry out something else: one quotation mark
    without its partner swallows all that follows, up to the next that lacks one too.
    """
    told = json.dumps(amendment.operations.get(language, ()), sort_keys=True)
    return _is_misread(amendment.unit, told, language)


@lru_cache(maxsize=4096)  # the desk of a long bill asks again with each visit
def _is_misread(unit: str, told: str, language: str) -> bool:
    stored = json.loads(told)
    operations = operations_of(stored)
    texts = [each.text for each in operations if isinstance(each, Insert | Replace)]
    if not all(stays_quoted(text) for text in texts):
        return True
    points = tuple(_points(1, unit, operations, language))
    opening = _OPENING[language].format(name_of(_ANY_ACT, language).changed)
    alone = Article(_ARTICLE[language].format(1), opening, points)
    law = AmendingLaw(language, "", (alone,))
    read = [each for one in law.instructions().instructions for each in one.operations]
    return read != list(operations)


def title_of(names: Sequence[Name], language: str) -> str:
    if len(names) == 1:
        return _TITLE[language].format(names[0].changed)
    return _SEVERAL[language]


def _article(number: int, act: AmendedAct, name: Name, language: str) -> Article:
    points: list[Point] = []
    for each in act.amendments.all():
        operations = operations_of(each.operations.get(language, ()))
        points += _points(len(points) + 1, each.unit, operations, language)
    opening = _OPENING[language].format(name.changed)
    return Article(_ARTICLE[language].format(number), opening, tuple(points), act=act)


def _closing(text: str, first: int, language: str) -> Iterator[Article]:
    """A blank line begins another article; a number that the drafter gave is set anew."""
    blocks = [block.strip() for block in _SPLITS_CLOSING.split(text) if block.strip()]
    for number, block in enumerate(blocks, first):
        lines = [" ".join(line.split()) for line in block.splitlines()]
        lines[0] = _OWN_MARK.sub("", lines[0])
        kept = tuple(line for line in lines if line)
        yield Article(_ARTICLE[language].format(number), "", paragraphs=kept)


# One article of the act


def _points(
    first: int, unit: str, operations: Sequence[Operation], language: str
) -> Iterator[Point]:
    clauses = _clauses(operations, language, unit)
    if len(clauses) == 1:
        yield _alone(first, unit, clauses[0], language)
    elif clauses and _can_introduce(unit, language, clauses):
        items = tuple(
            _item(f"{letter})", written)
            for letter, written in zip(LETTERS, _written(clauses, language, unit), strict=False)
        )
        introduction = write_context(unit, language)
        yield Point(f"{first})", unit, introduction, items)
    else:
        for number, clause in enumerate(clauses, first):
            yield _alone(number, unit, clause, language)


def _alone(number: int, unit: str, clause: Sequence[Operation], language: str) -> Point:
    return Point(f"{number})", unit, "", (_item("", write_formula(clause, language)),))


def _item(mark: str, written: str) -> Item:
    text, *quoted = written.split("\n")
    return Item(mark, text, tuple(quoted))


def _written(clauses: Iterable[Sequence[Operation]], language: str, unit: str) -> list[str]:
    return [write_formula(clause, language, unit) for clause in clauses]


def _can_introduce(unit: str, language: str, clauses: Sequence[Sequence[Operation]]) -> bool:
    """Whether «в статье 3:» with sub-items under it is understood as it is meant."""
    if len(clauses) > len(LETTERS) or not unit:
        return False
    introduction = write_context(unit, language)
    return read_context(introduction, language) == unit and all(
        _is_understood(clause, language, unit) for clause in clauses
    )


def _clauses(
    operations: Sequence[Operation], language: str, unit: str
) -> list[tuple[Operation, ...]]:
    """Word changes in one and the same place go together, as drafters write them."""
    joined: list[tuple[Operation, ...]] = []
    for clause in _understood(operations, language, unit):
        last = joined[-1] if joined else ()
        both = (*last, *clause)
        if (
            last
            and len({each.target for each in both}) == 1
            and not any(isinstance(each, Insert | Replace | Repeal | Renumber) for each in both)
            and _is_understood(both, language, unit)
            and _is_understood(both, language, "")
        ):
            joined[-1] = both
        else:
            joined.append(clause)
    return joined


def _understood(
    operations: Sequence[Operation], language: str, unit: str
) -> Iterator[tuple[Operation, ...]]:
    """Several new texts in one quotation cannot always be told apart; then each has its own."""
    for clause in together(operations):
        if all(_is_understood(clause, language, context) for context in (unit, "")):
            yield clause
        else:
            yield from ((each,) for each in clause)


def _is_understood(operations: Sequence[Operation], language: str, context: str) -> bool:
    try:
        written = write_formula(operations, language, context)
        return read_formula(written, language, context) == tuple(operations)
    except AmendmentError:
        return False


# As lines


def _lines(articles: Iterable[Article]) -> Iterator[str]:
    for article in articles:
        yield article.mark
        if article.opening:
            yield article.opening
        yield from article.paragraphs
        for place, point in enumerate(article.points, 1):
            if point.introduction:
                yield f"{point.mark} {point.introduction}"
            for lines in point.lines_of_items(is_last=place == len(article.points)):
                yield from lines
