"""Operations out of the words of an instruction, and the words out of operations."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from yntymak.methods.lawtext import kyrgyz, kyrgyz_formulas, russian, russian_formulas
from yntymak.methods.lawtext.clauses import Clause, operations_of
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
from yntymak.methods.lawtext.quoted import Skeleton, extract
from yntymak.methods.lawtext.references import Chain, Level, Reference, relative, to_keys
from yntymak.methods.lawtext.targets import kind_of

__all__ = [
    "orders_something",
    "read_context",
    "read_formula",
    "together",
    "write_context",
    "write_formula",
]

_GLUE = re.compile(r"[\s,;]*(?:(?:а также|а|и|жана|ошондой эле)\s+)?", re.IGNORECASE)
_END = re.compile(r"[\s.;,]*$")
_INTRODUCES = re.compile(r"\s*:?\s*$")
# «Закон дополнить статьей 5¹», «Мыйзам … менен толукталсын»: the act itself.
_WHOLE_ACT = re.compile(
    r"(?:(?:настоящий|указанный|ушул)\s+)?(?:закон|кодекс|мыйзам|конституцияны?)(?!\w)\s+",
    re.IGNORECASE,
)
_SIGNS = {"точк": ".", "запя": ",", "двое": ":"}
_NAMED_SIGN = re.compile(
    r"\b(?:точк\w+\s+с\s+запятой|точк(?:у|ой)|запят(?:ую|ой)|двоеточие\w*)(?!\w)", re.IGNORECASE
)
_INSIDE = re.compile(r"\s*(?:в нем|в ней|анда|мында)\s*:?", re.IGNORECASE)


def orders_something(text: str, language: str) -> bool:
    """Whether the words, quotations aside, contain a verb of amendment."""
    verb = kyrgyz_formulas.VERB if language == "ky" else russian_formulas.VERB
    return bool(verb.search(extract(text).text))


def read_context(text: str, language: str, context: str = "") -> str | None:
    """The key that an introduction like «в статье 6:» names; None where it is none."""
    skeleton = extract(text)
    reference = _reference(skeleton, 0, language)
    if reference is None or not _INTRODUCES.match(skeleton.text, reference.end):
        return None
    keys = to_keys(reference.chains, context)
    return keys[0] if len(keys) == 1 and keys[0] else None


def read_formula(text: str, language: str, context: str = "") -> tuple[Operation, ...]:
    """What an instruction orders, in its order.

    `context` is the key that introductions above it have named. Raises AmendmentError:
    formula_unknown where the words are no known formula, payload_… for the quoted text.
    """
    skeleton = _with_signs(extract(text), language)
    operations: list[Operation] = []
    targets: tuple[str, ...] = (context,)
    everywhere, place = False, 0
    while not _END.match(skeleton.text, place):
        glue = _GLUE.match(skeleton.text, place)
        place = glue.end() if glue else place
        skeleton = _verb_last(skeleton, place, language)
        if found := _everywhere(skeleton.text, place, language):
            everywhere, place, targets = True, found, (context,)
        if act := _WHOLE_ACT.match(skeleton.text, place):
            place, targets = act.end(), ("",)
        reference = _reference(skeleton, place, language)
        clause = None
        if reference:
            start = _skip(skeleton.text, reference.end)
            clause = _clause(skeleton, start, language)
        if reference and clause:
            targets = to_keys(reference.chains, context)
        else:
            clause = _clause(skeleton, place, language)
        if clause is None:
            shown = skeleton.text[place : place + 60].strip()
            raise AmendmentError("formula_unknown", f"no known formula: «{shown}»")
        operations += operations_of(clause[0], targets, language, everywhere=everywhere)
        place = clause[1]
    if not operations:
        raise AmendmentError("formula_unknown", "nothing is ordered")
    return tuple(operations)


def write_formula(
    operations: Sequence[Operation],
    language: str,
    context: str = "",
    quotes: tuple[str, str] = ("«", "»"),
) -> str:
    """The instruction that orders the operations, without number and final stop."""
    written: list[str] = []
    before: tuple[str, ...] | None = None
    for clause, targets, everywhere in _grouped(operations):
        chains = () if targets == before else relative(targets, context)
        written.append(_written(clause, chains, language, context, quotes, everywhere=everywhere))
        before = targets
    return ", ".join(written)


def write_context(key: str, language: str, quotes: tuple[str, str] = ("«", "»")) -> str:
    """The introduction that names a provision once for all that follows: «в статье 6:»."""
    chains = relative((key,), "")
    if language == "ky":
        return f"{kyrgyz.refer(chains, 'loc', quotes, inside=False)}:"
    place = russian.refer(chains, "pre", quotes)
    return f"{'во' if place.startswith('втор') else 'в'} {place}:"


def _written(
    clause: Clause,
    chains: Sequence[Chain],
    language: str,
    context: str,
    quotes: tuple[str, str],
    *,
    everywhere: bool,
) -> str:
    if language == "ky":
        words = kyrgyz_formulas.write_clause(clause, chains, quotes, context)
        return f"бүткүл тексти боюнча {words}" if everywhere else words
    words = russian_formulas.write_clause(clause, chains, quotes)
    return f"по всему тексту {words}" if everywhere else words


# Reading


def _reference(skeleton: Skeleton, place: int, language: str) -> Reference | None:
    if language == "ky":
        return kyrgyz.read_reference(skeleton, place)
    return russian.read_reference(skeleton, place)


def _clause(skeleton: Skeleton, place: int, language: str) -> tuple[Clause, int] | None:
    if language == "ky":
        return kyrgyz_formulas.read_clause(skeleton, place)
    return russian_formulas.read_clause(skeleton, place)


def _everywhere(text: str, place: int, language: str) -> int:
    formulas = kyrgyz_formulas if language == "ky" else russian_formulas
    found = formulas.EVERYWHERE.match(text, place)
    return found.end() if found else 0


def _with_signs(skeleton: Skeleton, language: str) -> Skeleton:
    """«Точку заменить точкой с запятой» read as «знак «.» заменить знаком «;»»."""
    if language != "ru" or skeleton.quoted:
        return skeleton
    names = [match.group().lower() for match in _NAMED_SIGN.finditer(skeleton.text)]
    slots = iter(range(len(names)))
    text = _NAMED_SIGN.sub(lambda _: f"знак ⟦{next(slots)}⟧", skeleton.text)
    return Skeleton(text, tuple(_sign(name) for name in names))


def _sign(name: str) -> str:
    return ";" if "запятой" in name and "точк" in name else _SIGNS[name[:4]]


def _verb_last(skeleton: Skeleton, place: int, language: str) -> Skeleton:
    """«Дополнить статью 5 частью 3» read as «статью 5 дополнить частью 3»."""
    verb = russian_formulas.VERB_FIRST.match(skeleton.text, place) if language == "ru" else None
    if verb is None:
        return skeleton
    found = russian.read_chain(skeleton, verb.end())
    if found is None or not _is_object(skeleton.text[verb.end() : found[1]]):
        return skeleton
    named = skeleton.text[verb.end() : found[1]]
    text = f"{skeleton.text[:place]}{named} {verb['verb']}{skeleton.text[found[1] :]}"
    return replace(skeleton, text=text)


def _is_object(named: str) -> bool:
    """Whether the words may be in the accusative: «частью 3» is not what is added to."""
    first = next((word for word in named.lower().split() if word in _OBJECTS), "")
    return bool(first)


_OBJECTS = {
    form
    for kind in ("article", "paragraph", "point", "indent", "alinea", "chapter", "section",
                 "title", "subtitle", "sentence", "annex", "note", "heading", "preamble")
    for numbers in ((), ("1", "2"))
    for form in russian.refer([(Level(kind, numbers),)], "acc", ("", "")).lower().split()[:1]
}  # fmt: skip


def _skip(text: str, place: int) -> int:
    inside = _INSIDE.match(text, place)
    place = inside.end() if inside else place
    while place < len(text) and text[place] in " \n\t:":
        place += 1
    return place


# Writing


def together(operations: Sequence[Operation]) -> Iterator[tuple[Operation, ...]]:
    """Neighbours that do the same to several targets: what one clause orders."""
    group: list[Operation] = []
    for operation in operations:
        if group and not _joins(group, operation):
            yield tuple(group)
            group = []
        group.append(operation)
    if group:
        yield tuple(group)


def _grouped(
    operations: Sequence[Operation],
) -> Iterator[tuple[Clause, tuple[str, ...], bool]]:
    return map(_as_clause, together(operations))


def _joins(group: Sequence[Operation], operation: Operation) -> bool:
    last = group[-1]
    if type(last) is not type(operation) or any(each.target == operation.target for each in group):
        return False
    if isinstance(operation, Replace | Renumber):
        stem = operation.target.rpartition("__")[0]
        same_kind = kind_of(last.target) == kind_of(operation.target)
        return same_kind and last.target.rpartition("__")[0] == stem
    return replace(last, target=operation.target) == operation


def _as_clause(group: Sequence[Operation]) -> tuple[Clause, tuple[str, ...], bool]:
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
