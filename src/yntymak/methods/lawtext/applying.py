"""Carry out operations: a law and what is done to it give a new law; the old one stays."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from yntymak.methods.lawtext.markers import read_heading
from yntymak.methods.lawtext.numbering import printed, printed_letter
from yntymak.methods.lawtext.operations import (
    AmendmentError,
    Facts,
    Insert,
    Operation,
    Renumber,
    Repeal,
    Replace,
)
from yntymak.methods.lawtext.payload import read_payload, sentences
from yntymak.methods.lawtext.provisions import RANKS, LawText, Provision
from yntymak.methods.lawtext.rewording import reword
from yntymak.methods.lawtext.targets import (
    KIND_OF_OTHER,
    Place,
    kind_of,
    number_of,
    resolve,
    resolve_parent,
    split_part,
    value_of,
)

__all__ = ["apply", "apply_each", "chapter_for", "is_repealed"]

_REPEALED = {"ky": "(Күчүн жоготту)", "ru": "({} силу)"}
_EXCLUDED = {"ky": "(Алып салынды)", "ru": "({})"}
_FEMININE = {"article", "part", "chapter", "paragraph"}
_NEUTER = {"annex", "note"}
_UNNUMBERED = {"alinea", "note", "preamble"}
_ASIDE = {"remark", "footnote"}


def apply(operations: Sequence[Operation], law: LawText) -> LawText:
    """All operations one after the other; raises AmendmentError at the first that fails."""
    for _, operation in _in_turn(operations):
        law = _apply(operation, law)
    return law


def apply_each(
    operations: Sequence[Operation], law: LawText
) -> tuple[LawText, tuple[AmendmentError | None, ...]]:
    """What can be carried out, and for each operation why not, or None."""
    outcomes: list[AmendmentError | None] = [None] * len(operations)
    for place, operation in _in_turn(operations):
        try:
            law = _apply(operation, law)
        except AmendmentError as error:
            outcomes[place] = error
    return law, tuple(outcomes)


def _in_turn(operations: Sequence[Operation]) -> Iterator[tuple[int, Operation]]:
    """In their order; of «пункты 4–6 считать пунктами 5–7» the last first, to find its place."""
    for is_renumbering, group in groupby(
        enumerate(operations), lambda each: isinstance(each[1], Renumber)
    ):
        batch = list(group)
        if is_renumbering and _moves_up(batch[0][1]):
            batch.reverse()
        yield from batch


def _moves_up(operation: Operation) -> bool:
    return isinstance(operation, Renumber) and value_of(operation.number) > value_of(
        number_of(operation.target)
    )


def is_repealed(law: LawText, key: str) -> bool:
    """Only the number is left, and perhaps a remark that says so."""
    provision = law[key]
    bare = not provision.paragraphs and not provision.heading
    return (
        bare
        and provision.kind in RANKS
        and all(child.kind == "remark" for child in law.children(key))
    )


def _apply(operation: Operation, law: LawText) -> LawText:
    if isinstance(operation, Insert):
        return _insert(operation, law)
    if isinstance(operation, Replace):
        return _replace(operation, law)
    if isinstance(operation, Repeal):
        return _repeal(operation, law)
    if isinstance(operation, Renumber):
        return _renumber(operation, law)
    return reword(operation, law)


# Insertion


def _insert(operation: Insert, law: LawText) -> LawText:
    if operation.kind == "alinea":
        return _insert_alinea(operation, law)
    if operation.kind == "sentence":
        return _insert_sentence(operation, law)
    parent = resolve_parent(law, operation.target, operation.kind)
    if parent is None and operation.kind == "article":
        parent = chapter_for(law, operation.numbers)
    payload = read_payload(operation.text, law.language, parent)
    roots = [each for each in payload.provisions if each.parent == parent]
    kind = _called(operation.kind, roots[0].kind, law, parent)
    if kind != operation.kind and operation.target:
        return _insert(replace(operation, kind=kind), law)
    named = tuple(split_part(each.key.rpartition("__")[2])[1] for each in roots)
    if any(each.kind != kind for each in roots) or (
        operation.numbers and named != operation.numbers
    ):
        wanted = ", ".join(operation.numbers)
        detail = f"{operation.kind} {wanted} was announced, {', '.join(named)} stands there"
        facts = Facts(target=operation.target, keys=tuple(each.key for each in roots))
        raise AmendmentError("payload_differs", detail, facts)
    for root in roots:
        law = _insert_root(law, (root, *payload.descendants(root.key)), parent)
    return law


def _called(announced: str, shown_kind: str, law: LawText, parent: str | None) -> str:
    """«Дополнить пунктом 3», which is printed «3.»: where there are no others, it is meant."""
    if shown_kind != KIND_OF_OTHER.get(announced):
        return announced
    present = {each.kind for each in (law.descendants(parent) if parent else law.provisions)}
    return shown_kind if shown_kind in present and announced not in present else announced


def _insert_root(law: LawText, added: tuple[Provision, ...], parent: str | None) -> LawText:
    root = added[0]
    if root.key in law:
        if not is_repealed(law, root.key):
            raise AmendmentError(
                "number_taken",
                f"{root.key} is already in the law",
                Facts(target=root.key, number=root.number),
            )
        start, end = _span(law, root.key)  # an empty number may be filled again
        return _spliced(law, start, end, added)
    start = _place_among_siblings(law, root, parent)
    return _spliced(law, start, start, added)


def _place_among_siblings(law: LawText, root: Provision, parent: str | None) -> int:
    siblings = [each for each in law.children(parent) if each.kind == root.kind]
    value = _order(root)
    before = [each for each in siblings if _order(each) < value]
    if before:
        return _span(law, before[-1].key)[1]
    if siblings:
        return _span(law, siblings[0].key)[0]
    return _end_of(law, parent)


def _order(provision: Provision) -> tuple[int, ...]:
    return value_of(split_part(provision.key.rpartition("__")[2])[1])


def _end_of(law: LawText, parent: str | None) -> int:
    """After the last child that is no remark; the signature stays last."""
    if parent is None:
        closing = [i for i, each in enumerate(law.provisions) if each.kind == "conclusions"]
        return closing[0] if closing else len(law.provisions)
    kept = [child for child in law.children(parent) if child.kind not in _ASIDE]
    return _span(law, kept[-1].key)[1] if kept else _span(law, parent)[0] + 1


def chapter_for(law: LawText, numbers: tuple[str, ...]) -> str | None:
    """A new article stands in the chapter of the article before it."""
    value = value_of(numbers[0]) if numbers else (10**6,)
    before = [
        each for each in law.articles if not each.key.startswith("annex") and _order(each) < value
    ]
    return max(before, key=_order).parent if before else None


def _insert_sentence(operation: Insert, law: LawText) -> LawText:
    place = resolve(law, operation.target)
    provision = law[place.key]
    if not provision.paragraphs:
        raise AmendmentError(
            "target_missing",
            f"{operation.target} has no text of its own",
            Facts(target=operation.target),
        )
    which = len(provision.paragraphs) - 1 if place.alinea is None else place.alinea
    text = f"{provision.paragraphs[which]} {operation.text}"
    return _with_paragraph(law, provision, which, (text,))


def _insert_alinea(operation: Insert, law: LawText) -> LawText:
    place = resolve(law, operation.target)
    provision = law[place.key]
    lines = tuple(operation.text.split("\n"))
    closing = [child for child in law.children(provision.key) if child.kind == "alinea"]
    present = len(provision.paragraphs) + len(closing)
    number = int(operation.numbers[0]) if operation.numbers else present + 1
    if number > present + 1:
        raise AmendmentError(
            "target_missing",
            f"{operation.target} has {present} paragraphs",
            Facts(target=operation.target, count=present),
        )
    inner = [each for each in law.children(provision.key) if each.kind not in _ASIDE]
    own = len(provision.paragraphs)
    if number <= own or not inner:
        paragraphs = (
            *provision.paragraphs[: number - 1],
            *lines,
            *provision.paragraphs[number - 1 :],
        )
        law = _shifted(law, closing, len(lines))
        start = _span(law, provision.key)[0]
        return _spliced(law, start, start + 1, (replace(provision, paragraphs=paragraphs),))
    later = closing[number - own - 1 :]
    start = _span(law, later[0].key)[0] if later else _end_of(law, provision.key)
    law = _shifted(law, later, len(lines))
    added = tuple(
        Provision(
            f"{provision.key}__al_{number + i}",
            "alinea",
            str(number + i),
            "",
            (line,),
            provision.key,
        )
        for i, line in enumerate(lines)
    )
    return _spliced(law, start, start, added)


def _shifted(law: LawText, alineas: Sequence[Provision], by: int) -> LawText:
    """Later plain paragraphs count on; the last first, so that no two keys are the same."""
    for each in reversed(alineas):
        ordinal = int(number) if (number := each.number).isdigit() else 0
        stem = each.key.rpartition("__")[0]
        law = _rekeyed(law, each.key, f"{stem}__al_{ordinal + by}", str(ordinal + by))
    return law


# Replacement, repeal, other numbers


def _replace(operation: Replace, law: LawText) -> LawText:
    place = resolve(law, operation.target)
    provision = law[place.key]
    if place.heading or place.alinea is not None or place.sentence is not None:
        return _replace_piece(law, place, operation.text)
    start, end = _span(law, place.key)
    if provision.kind in _UNNUMBERED:
        lines = tuple(operation.text.split("\n"))
        return _spliced(law, start, end, (replace(provision, paragraphs=lines),))
    payload = read_payload(operation.text, law.language, provision.parent)
    roots = [each for each in payload.provisions if each.parent == provision.parent]
    if [each.key for each in roots] != [provision.key]:
        found = tuple(each.key for each in roots)
        detail = f"{provision.key} cannot become {', '.join(found)}"
        raise AmendmentError("payload_differs", detail, Facts(target=provision.key, keys=found))
    return _spliced(law, start, end, payload.provisions)


def _replace_piece(law: LawText, place: Place, text: str) -> LawText:
    provision = law[place.key]
    if place.heading:
        return _with(law, replace(provision, heading=_bare_heading(provision, text)))
    which = place.alinea or 0
    if place.sentence is None:
        return _with_paragraph(law, provision, which, tuple(text.split("\n")))
    old = provision.paragraphs[which] if which < len(provision.paragraphs) else ""
    spans = sentences(old)
    if place.sentence >= len(spans):
        raise AmendmentError(
            "target_missing",
            f"{place.key} has {len(spans)} sentences",
            Facts(target=place.key, count=len(spans)),
        )
    start, end = spans[place.sentence]
    new = " ".join(filter(None, (old[:start].strip(), text, old[end:].strip())))
    return _with_paragraph(law, provision, which, (new,))


def _bare_heading(provision: Provision, text: str) -> str:
    """«Наименование статьи 8 изложить …: «Статья 8. Имя»»: the mark is not part of the heading."""
    mark = read_heading(text)
    own = mark and (mark.kind, mark.value) == (provision.kind, value_of(number_of(provision.key)))
    return mark.rest if mark and own and mark.rest else text


def _repeal(operation: Repeal, law: LawText) -> LawText:
    if not operation.target:
        raise AmendmentError("whole_act", "the whole act loses its force: no text is left")
    place = resolve(law, operation.target)
    provision = law[place.key]
    if place.heading or place.sentence is not None:
        return _replace_piece(law, place, "")
    if place.alinea is not None:
        return _with_paragraph(law, provision, place.alinea, ())
    start, end = _span(law, place.key)
    if provision.kind == "alinea":
        return _spliced(law, start, end, ())
    if is_repealed(law, place.key):
        raise AmendmentError(
            "target_missing", f"{place.key} has already lost its force", Facts(target=place.key)
        )
    remark = Provision(
        key=f"{provision.key}__rem_1",
        kind="remark",
        number="1",
        heading="",
        paragraphs=(_remark(provision.kind, law.language, excluded=operation.excluded),),
        parent=provision.key,
    )
    return _spliced(law, start, end, (replace(provision, heading="", paragraphs=()), remark))


def _remark(kind: str, language: str, *, excluded: bool) -> str:
    ending = "а" if kind in _FEMININE else "о" if kind in _NEUTER else ""
    if excluded:
        return _EXCLUDED[language].format(f"Исключен{ending}")
    return _REPEALED[language].format(f"Утратил{ending}")


def _renumber(operation: Renumber, law: LawText) -> LawText:
    key = resolve(law, operation.target).key
    stem, _, part = key.rpartition("__")
    short = split_part(part)[0]
    target = f"{stem}__{short}_{operation.number}" if stem else f"{short}_{operation.number}"
    if target in law:
        raise AmendmentError(
            "number_taken",
            f"{target} is already in the law",
            Facts(target=target, number=shown(kind_of(key), operation.number)),
        )
    return _rekeyed(law, key, target, shown(kind_of(key), operation.number))


def shown(kind: str, number: str) -> str:
    """The number of a key as it is printed."""
    value = value_of(number)
    return printed_letter(value) if kind == "indent" else printed(value)


def _rekeyed(law: LawText, old: str, new: str, number: str) -> LawText:
    """Another key for a provision and all that hangs on it."""

    def moved(key: str | None) -> str | None:
        inside = key is not None and (key == old or key.startswith(f"{old}__"))
        return new + key[len(old) :] if inside and key else key

    provisions = tuple(
        replace(
            each,
            key=moved(each.key) or each.key,
            parent=moved(each.parent),
            number=number if each.key == old else each.number,
            label=each.label.replace(each.number, number, 1) if each.key == old else each.label,
        )
        for each in law.provisions
    )
    return replace(law, provisions=provisions)


# The tuple of provisions


def _span(law: LawText, key: str) -> tuple[int, int]:
    """Where a provision and its parts stand: [start, end)."""
    inside = {key, *(each.key for each in law.descendants(key))}
    places = [place for place, each in enumerate(law.provisions) if each.key in inside]
    return places[0], places[-1] + 1


def _spliced(law: LawText, start: int, end: int, added: Sequence[Provision]) -> LawText:
    provisions = (*law.provisions[:start], *added, *law.provisions[end:])
    return replace(law, provisions=provisions)


def _with(law: LawText, provision: Provision) -> LawText:
    start = law.provisions.index(law[provision.key])
    return _spliced(law, start, start + 1, (provision,))


def _with_paragraph(
    law: LawText, provision: Provision, which: int, lines: tuple[str, ...]
) -> LawText:
    paragraphs = (*provision.paragraphs[:which], *lines, *provision.paragraphs[which + 1 :])
    return _with(law, replace(provision, paragraphs=paragraphs))
