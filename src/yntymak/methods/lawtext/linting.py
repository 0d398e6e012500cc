"""What a careful drafter checks before a bill is published."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from yntymak.methods.lawtext.applying import apply_each
from yntymak.methods.lawtext.collisions import collisions_within
from yntymak.methods.lawtext.content import same_content
from yntymak.methods.lawtext.numbering import follows, printed
from yntymak.methods.lawtext.operations import (
    NO_FACTS,
    AmendmentError,
    Facts,
    Insert,
    Operation,
    Renumber,
    Replace,
    WordsAfter,
    WordsBefore,
    WordsDelete,
    WordsReplace,
)
from yntymak.methods.lawtext.parity import compare_structure
from yntymak.methods.lawtext.provisions import LawText, Provision
from yntymak.methods.lawtext.rewording import find_words
from yntymak.methods.lawtext.targets import number_of, resolve, resolve_parent, value_of

__all__ = ["Finding", "lint"]

_UNCOUNTED = {"alinea", "sentence", "note", "annex"}


@dataclass(frozen=True)
class Finding:
    """`operation` counts from 0 within its language; -1 where the whole bill is meant.

    Codes: those of AmendmentError; collision, languages_differ, different_parts (and the other
    codes of the parity of languages), result_differs. `detail` is English; `facts` holds what a
    sentence in another language needs: of languages_differ `target` is what the Kyrgyz text
    changes and `keys` what the Russian, of a difference of structure `target` is where it is.
    """

    code: str
    language: str
    operation: int
    detail: str
    facts: Facts = NO_FACTS


def lint(
    operations: Mapping[str, Sequence[Operation]],
    laws: Mapping[str, LawText],
    shown: Mapping[str, LawText] | None = None,
) -> tuple[Finding, ...]:
    """Check the operations of each language on the law of that language.

    `shown` is the text that readers see as the result: it must be what the operations give.
    """
    findings: list[Finding] = []
    results: dict[str, LawText] = {}
    for language, law in laws.items():
        own = operations.get(language, ())
        findings += _targets(own, law)
        findings += _collisions(own, law)
        results[language], outcomes = apply_each(own, law)
        reported = {(each.operation, each.code) for each in findings if each.language == language}
        findings += [
            Finding(failure.code, language, place, failure.detail, failure.facts)
            for place, failure in enumerate(outcomes)
            if failure and (place, failure.code) not in reported
        ]
        if shown and language in shown and not same_content(results[language], shown[language]):
            detail = "the operations give another text than the one shown"
            findings.append(Finding("result_differs", language, -1, detail))
    if {"ky", "ru"} <= laws.keys():
        findings += _languages(operations)
        findings += _parity(laws, results)
    return tuple(sorted(findings, key=lambda each: (each.language, each.operation)))


def _targets(operations: Sequence[Operation], law: LawText) -> Iterator[Finding]:
    """Each operation on the law as it is now, for the drafter has written it so."""
    for place, operation in enumerate(operations):
        try:
            broken = _out_of_order(operation, law, operations[:place])
            _check_anchor(operation, law)
        except AmendmentError as failure:
            if not _made_by(operations[:place], operation.target):
                yield Finding(failure.code, law.language, place, failure.detail, failure.facts)
            continue
        if broken:
            detail = f"{broken.number} after {broken.after or 'the beginning'}"
            yield Finding("number_out_of_order", law.language, place, detail, broken)


def _check_anchor(operation: Operation, law: LawText) -> None:
    if not isinstance(operation, WordsReplace | WordsBefore | WordsAfter | WordsDelete):
        if operation.target:
            resolve(law, operation.target)
        return
    if not operation.anchor or operation.everywhere:
        return
    found = find_words(law, operation.target, operation.anchor)
    keys = tuple(dict.fromkeys(each.key for each in found))
    facts = Facts(operation.target, operation.anchor, len(found), keys)
    if not found:
        detail = f"«{operation.anchor}» is not in {operation.target}"
        raise AmendmentError("anchor_missing", detail, facts)
    if len(found) > 1 and any(map(str.isalnum, operation.anchor)):
        detail = f"«{operation.anchor}» stands {len(found)} times in {operation.target}"
        raise AmendmentError("anchor_ambiguous", detail, facts)


def _out_of_order(operation: Operation, law: LawText, before: Sequence[Operation]) -> Facts | None:
    """The new number that is no next one, and what it would stand after."""
    if not isinstance(operation, Insert) or operation.kind in _UNCOUNTED:
        return None
    parent = resolve_parent(law, operation.target, operation.kind)
    siblings = _siblings(law, parent, operation.kind)
    present = {value_of(number_of(each.key)) for each in siblings}
    for other in before:
        same_kind = isinstance(other, Insert) and other.kind == operation.kind
        if same_kind and resolve_parent(law, other.target, operation.kind) == parent:
            present |= {value_of(number) for number in getattr(other, "numbers", ())}
    for number in operation.numbers:
        value = value_of(number)
        last = max((each for each in present if each < value), default=None)
        if value not in present and not follows(last, value):
            after = printed(last) if last else ""
            return Facts(target=operation.target, number=printed(value), after=after)
        present.add(value)
    return None


def _siblings(law: LawText, parent: str | None, kind: str) -> list[Provision]:
    if kind == "article":
        return [each for each in law.articles if not each.key.startswith("annex")]
    return [each for each in law.children(parent) if each.kind == kind]


def _made_by(before: Sequence[Operation], target: str) -> bool:
    """Whether an earlier operation brings what this one speaks of."""
    for operation in before:
        if isinstance(operation, Insert | Renumber | Replace):
            return bool(target) and target.startswith(operation.target)
    return False


def _collisions(operations: Sequence[Operation], law: LawText) -> Iterator[Finding]:
    """Two instructions of which one takes away what the other changes."""
    for each in collisions_within(operations, law):
        detail = f"operation {each.one + 1} changes the same: {each.key}"
        facts = Facts(target=each.key, other=each.one)
        yield Finding("collision", law.language, each.other, detail, facts)


def _languages(operations: Mapping[str, Sequence[Operation]]) -> Iterator[Finding]:
    """The languages must do the same to the same provisions; words may be put otherwise."""
    ky, ru = operations.get("ky", ()), operations.get("ru", ())
    for place, (one, other) in enumerate(zip(ky, ru, strict=False)):
        if _same_kind(one) != _same_kind(other) or one.target != other.target:
            detail = f"{_shown(one)} in Kyrgyz, {_shown(other)} in Russian"
            facts = Facts(target=one.target, keys=(other.target,), other=place)
            yield Finding("languages_differ", "ky", place, detail, facts)
    if len(ky) != len(ru):
        detail = f"{len(ky)} operations in Kyrgyz, {len(ru)} in Russian"
        facts = Facts(count=len(ky), number=str(len(ky)), after=str(len(ru)))
        yield Finding("languages_differ", "ky", -1, detail, facts)


def _same_kind(operation: Operation) -> tuple[object, ...]:
    if isinstance(operation, Insert):
        return ("insert", operation.kind, operation.numbers)
    if isinstance(operation, WordsReplace | WordsBefore | WordsAfter | WordsDelete):
        return ("words",)  # what one language inserts, the other may have to replace
    return (type(operation).__name__,)


def _shown(operation: Operation) -> str:
    return f"{type(operation).__name__} {operation.target or 'the law'}"


def _parity(laws: Mapping[str, LawText], results: Mapping[str, LawText]) -> Iterator[Finding]:
    """Differences of structure that the bill brings, not those the law has already."""
    known = {(each.code, each.where) for each in compare_structure(laws["ky"], laws["ru"])}
    for problem in compare_structure(results["ky"], results["ru"]):
        if (problem.code, problem.where) not in known:
            detail = f"{problem.where}: {problem.detail}"
            yield Finding(problem.code, "ky", -1, detail, Facts(target=problem.where))
