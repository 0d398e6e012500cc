"""The instruction that orders operations, in the words of a drafter."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from yntymak.methods.lawtext import kyrgyz, kyrgyz_formulas, russian, russian_formulas
from yntymak.methods.lawtext.clauses import Clause, carried
from yntymak.methods.lawtext.habits import Habits
from yntymak.methods.lawtext.operations import (
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
from yntymak.methods.lawtext.references import Chain, Level, relative
from yntymak.methods.lawtext.targets import kind_of, split_part

__all__ = ["together", "write_context", "write_formula"]


def write_formula(
    operations: Sequence[Operation],
    language: str,
    context: str = "",
    quotes: tuple[str, str] = ("«", "»"),
    habits: Habits | None = None,
) -> str:
    """The instruction that orders the operations, without number and final stop.

    `habits` (see `habits_of`) writes it as a given drafter would; `quotes` alone in the usual way.
    """
    habits = habits or Habits(quotes)
    written: list[str] = []
    before: tuple[str, ...] | None = None
    for clause, targets, everywhere in _grouped(operations, context, together=habits.together):
        goes_on = before is not None and targets == carried(before, clause, context)
        chains = () if goes_on else _places(targets, context, before)
        written.append(_written(clause, chains, language, context, habits, everywhere=everywhere))
        before = targets
        habits = replace(habits, names_itself=False)
    return habits.separator.join(written)


def write_context(key: str, language: str, quotes: tuple[str, str] = ("«", "»")) -> str:
    """The introduction that names a provision once for all that follows: «в статье 6:»."""
    chains, habits = relative((key,), ""), Habits(quotes)
    if language == "ky":
        return f"{kyrgyz.refer(chains, 'loc', habits, inside=False)}:"
    place = russian.refer(chains, "pre", habits)
    return f"{'во' if place.startswith('втор') else 'в'} {place}:"


def _written(
    clause: Clause,
    chains: Sequence[Chain],
    language: str,
    context: str,
    habits: Habits,
    *,
    everywhere: bool,
) -> str:
    if language == "ky":
        words = kyrgyz_formulas.write_clause(clause, chains, habits, context)
        return (
            f"{habits.word('everywhere', 'бүткүл тексти боюнча')} {words}" if everywhere else words
        )
    words = russian_formulas.write_clause(clause, chains, habits)
    return f"{habits.word('everywhere', 'по всему тексту')} {words}" if everywhere else words


def _places(
    targets: tuple[str, ...], context: str, before: tuple[str, ...] | None
) -> tuple[Chain, ...]:
    """What the introduction has named is left out, unless the sentence has left it meanwhile."""
    chains = relative(targets, context)
    named = [any(level.kind == "article" for level in chain) for chain in chains]
    if (before is None or all(chains)) and (all(named) or not any(named)):
        return chains
    return relative(targets, "") if context or all(targets) else ((Level("text"),),)


_Order = tuple[Clause, tuple[str, ...], bool]


def _grouped(operations: Sequence[Operation], context: str, *, together: bool) -> Iterator[_Order]:
    """`together`: words that change in one place are listed in one order."""
    before: _Order | None = None
    for order in _by_target(operations, context):
        if before and together and _goes_on(before, order):
            first, targets, everywhere = before
            anchors = (*first.anchors, *order[0].anchors)
            words = (*first.words, *order[0].words)
            before = (replace(first, anchors=anchors, words=words), targets, everywhere)
            continue
        if before:
            yield before
        before = order
    if before:
        yield before


def _goes_on(before: _Order, order: _Order) -> bool:
    one, other = before[0], order[0]
    same = (one.action, one.inflected, before[1:]) == (other.action, other.inflected, order[1:])
    return same and one.action in {"words_replace", "words_delete"}


def _by_target(operations: Sequence[Operation], context: str) -> Iterator[_Order]:
    return map(_as_clause, together(operations, context))


def together(operations: Sequence[Operation], context: str = "") -> Iterator[tuple[Operation, ...]]:
    """Neighbours that do the same to several targets: what one clause orders."""
    group: list[Operation] = []
    for operation in operations:
        alone = context in {operation.target, *(each.target for each in group[:1])}
        if group and (alone or not _joins(group, operation)):
            yield tuple(group)
            group = []
        group.append(operation)
    if group:
        yield tuple(group)


def _joins(group: list[Operation], operation: Operation) -> bool:
    last = group[-1]
    if type(last) is not type(operation) or any(each.target == operation.target for each in group):
        return False
    if split_part(last.target)[0] != split_part(operation.target)[0]:
        return False  # an article and a chapter
    if isinstance(operation, Replace | Renumber):
        stem = operation.target.rpartition("__")[0]
        same_kind = kind_of(last.target) == kind_of(operation.target)
        return same_kind and last.target.rpartition("__")[0] == stem
    return replace(last, target=operation.target) == operation


def _as_clause(group: Sequence[Operation]) -> _Order:
    targets = tuple(operation.target for operation in group)
    first = group[0]
    match first:
        case Insert():
            clause = Clause("insert", words=(first.text,), level=Level(first.kind, first.numbers))
        case Replace():
            texts = tuple(each.text for each in group if isinstance(each, Replace))
            clause = Clause("replace", words=texts)
        case Repeal():
            clause = Clause("exclude" if first.excluded else "repeal")
        case Renumber():
            numbers = tuple(each.number for each in group if isinstance(each, Renumber))
            clause = Clause("renumber", level=Level(kind_of(first.target), numbers))
        case WordsReplace():
            clause = Clause(
                "words_replace", (first.anchor,), (first.words,), inflected=first.inflected
            )
        case WordsDelete():
            clause = Clause("words_delete", (first.anchor,), inflected=first.inflected)
        case WordsAfter() if not first.anchor:
            clause = Clause("append", words=(first.words,))
        case WordsAfter():
            clause = Clause("words_after", (first.anchor,), (first.words,))
        case WordsBefore():
            clause = Clause("words_before", (first.anchor,), (first.words,))
    return clause, targets, getattr(first, "everywhere", False)
