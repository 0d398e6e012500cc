"""Operations out of the words of an instruction, and the words out of operations."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from yntymak.methods.lawtext import kyrgyz, kyrgyz_formulas, russian, russian_formulas
from yntymak.methods.lawtext.clauses import Clause, operations_of
from yntymak.methods.lawtext.habits import USUAL, Habits
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
from yntymak.methods.lawtext.provisions import RANKS
from yntymak.methods.lawtext.quoted import Skeleton, extract
from yntymak.methods.lawtext.references import Chain, Level, Reference, relative, to_keys
from yntymak.methods.lawtext.targets import kind_of, split_part

__all__ = [
    "orders_something",
    "read_context",
    "read_contexts",
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
# «Точку», «үтүрлүү чекитке»: the longer names first.
_NAMED_SIGNS = {
    "ru": (
        (";", r"точк\w+\s+с\s+запятой"), (":", r"двоеточи\w+"), (".", r"точк(?:у|ой|и)"),
        (",", r"запят(?:ую|ой)"),
    ),
    "ky": (
        (";", r"үтүрлүү\s+чекит\w*"), (":", r"кош\s+чекит\w*"), (".", r"чекит\w*"),
        (",", r"үтүр\w*"),
    ),
}  # fmt: skip
_NAMED_SIGN = {
    language: re.compile(rf"\b(?:{'|'.join(name for _, name in signs)})(?!\w)", re.IGNORECASE)
    for language, signs in _NAMED_SIGNS.items()
}
_AS_QUOTED = {"ru": "знак ⟦{}⟧", "ky": "⟦{}⟧ деген белги"}
_INSIDE = re.compile(r"\s*(?:в нем|в ней|анда|мында)\s*:?", re.IGNORECASE)


def orders_something(text: str, language: str) -> bool:
    """Whether the words, quotations aside, contain a verb of amendment."""
    verb = kyrgyz_formulas.VERB if language == "ky" else russian_formulas.VERB
    return bool(verb.search(extract(text).text))


def read_contexts(text: str, language: str, context: str = "") -> tuple[str, ...]:
    """The keys that an introduction like «в статье 6:» names; none where it is none."""
    skeleton = _with_signs(extract(text), language)
    reference = _reference(skeleton, 0, language)
    if reference is None or not _INTRODUCES.match(skeleton.text, reference.end):
        return ()
    keys = to_keys(reference.chains, context)
    return keys if all(keys) else ()


def read_context(text: str, language: str, context: str = "") -> str | None:
    """The one key that an introduction names; None where it names none or several."""
    keys = read_contexts(text, language, context)
    return keys[0] if len(keys) == 1 else None


def read_formula(text: str, language: str, context: str = "") -> tuple[Operation, ...]:
    """What an instruction orders, in its order.

    `context` is the key that introductions above it have named. Raises AmendmentError:
    formula_unknown where the words are no known formula, payload_… for the quoted text.
    """
    reading = _Reading(_with_signs(extract(text), language), language, context, (context,))
    while not _END.match(reading.skeleton.text, reading.place):
        reading.read_order()
    if not reading.operations:
        raise AmendmentError("formula_unknown", "nothing is ordered")
    return tuple(reading.operations)


@dataclass
class _Reading:
    """Reads one order of a sentence after the other; what one leaves out the one before named."""

    skeleton: Skeleton
    language: str
    context: str
    targets: tuple[str, ...]
    place: int = 0
    everywhere: bool = False
    operations: list[Operation] = field(default_factory=list)

    def read_order(self) -> None:
        self._read_opening()
        reference = _reference(self.skeleton, self.place, self.language)
        start = _skip(self.skeleton.text, reference.end) if reference else self.place
        clause = _clause(self.skeleton, start, self.language)
        if reference and clause:
            self.targets = to_keys(reference.chains, self.context)
        elif reference:
            clause = _clause(self.skeleton, self.place, self.language)
            if clause is None and self._enters(reference, start):
                return
        if clause is None:
            shown = self.skeleton.text[self.place : self.place + 60].strip()
            raise AmendmentError("formula_unknown", f"no known formula: «{shown}»")
        self._carry_out(*clause, is_own=start > self.place)

    def _read_opening(self) -> None:
        text, before = self.skeleton.text, self.place
        self.place = _past(_GLUE, text, self.place)
        self.skeleton = _verb_last(self.skeleton, self.place, self.language)
        if found := _everywhere(self.skeleton.text, self.place, self.language):
            self.everywhere, self.place, self.targets = True, found, (self.context,)
        elif before == 0 or _reference(self.skeleton, self.place, self.language):
            self.everywhere = False
        if act := _WHOLE_ACT.match(self.skeleton.text, self.place):
            self.place, self.targets = act.end(), ("",)

    def _enters(self, reference: Reference, start: int) -> bool:
        """«В статье 3 абзац второй исключить», «в статье 12: в части 1 …»: a place for the rest."""
        keys = to_keys(reference.chains, self.context)
        if len(keys) != 1 or keys[0] == self.context:
            return False
        if not _reference(self.skeleton, start, self.language):
            return False
        self.place, self.context, self.targets = start, keys[0], keys
        return True

    def _carry_out(self, clause: Clause, end: int, *, is_own: bool) -> None:
        if not is_own:
            self.targets = _carried(self.targets, clause, self.context)
        self.operations += operations_of(
            clause, self.targets, self.language, everywhere=self.everywhere
        )
        self.place = end


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
        goes_on = before is not None and targets == _carried(before, clause, context)
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


# Reading


def _carried(before: tuple[str, ...], clause: Clause, context: str) -> tuple[str, ...]:
    """The places of an order that names none: those of the one before it."""
    return _holders(before, clause, context) if clause.action == "insert" else before


def _holders(targets: tuple[str, ...], clause: Clause, context: str) -> tuple[str, ...]:
    """«Пункт 3 изложить …, дополнить пунктом 4»: the new one joins the list, not the point."""
    rank = RANKS.get(clause.level.kind) if clause.level else None
    if rank is None:
        return targets
    held = []
    for target in targets:
        parts = target.split("__") if target else []
        while parts and RANKS.get(kind_of(parts[-1]), rank) >= rank and "__".join(parts) != context:
            parts.pop()
        held.append("__".join(parts))
    return tuple(dict.fromkeys(held))


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
    """«Точку заменить точкой с запятой» read as «знак «.» заменить знаком «;»»; ё read as е."""
    text = skeleton.text.replace("ё", "е").replace("Ё", "Е")
    names = [match.group() for match in _NAMED_SIGN[language].finditer(text)]
    slots = iter(range(len(skeleton.quoted), len(skeleton.quoted) + len(names)))
    text = _NAMED_SIGN[language].sub(lambda _: _AS_QUOTED[language].format(next(slots)), text)
    signs = tuple(_sign(name, language) for name in names)
    return Skeleton(text, (*skeleton.quoted, *signs), skeleton.mended)


def _sign(name: str, language: str) -> str:
    return next(
        sign
        for sign, pattern in _NAMED_SIGNS[language]
        if re.fullmatch(pattern, name, re.IGNORECASE)
    )


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
    for form in russian.refer([(Level(kind, numbers),)], "acc", USUAL).lower().split()[:1]
}  # fmt: skip


def _past(pattern: re.Pattern[str], text: str, place: int) -> int:
    found = pattern.match(text, place)
    return found.end() if found else place


def _skip(text: str, place: int) -> int:
    place = _past(_INSIDE, text, place)
    while place < len(text) and text[place] in " \n\t:":
        place += 1
    return place


# Writing


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


def _joins(group: Sequence[Operation], operation: Operation) -> bool:
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
