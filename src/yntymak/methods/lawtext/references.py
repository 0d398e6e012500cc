"""What an instruction points at, between the words of a language and the keys of a law."""

from dataclasses import dataclass
from itertools import pairwise

from yntymak.methods.lawtext.habits import USUAL, Habits
from yntymak.methods.lawtext.numbering import key_number, printed_letter
from yntymak.methods.lawtext.provisions import ABBREVIATIONS, RANKS
from yntymak.methods.lawtext.targets import KIND_OF_PART, split_part, value_of

__all__ = [
    "BARE",
    "Chain",
    "Level",
    "Reference",
    "between",
    "levels",
    "next_after",
    "relative",
    "shown_numbers",
    "to_keys",
]

# Kinds that are named without a number: the only one of their place.
BARE = {"heading", "preamble", "note", "annex", "sentence", "alinea"}
_RANK = RANKS | {"alinea": 11, "sentence": 12, "heading": 13, "text": 13, "preamble": 6}
_SHORT = ABBREVIATIONS | {"sentence": "sent", "heading": "heading"}
_ALONE = {"heading", "preamble", "text"}


@dataclass(frozen=True)
class Level:
    """«Части 3 и 6»: a kind and its numbers as in keys; none where the text names none."""

    kind: str
    numbers: tuple[str, ...] = ()


Chain = tuple[Level, ...]  # outermost first


@dataclass(frozen=True)
class Reference:
    """Chains joined by «и»; `end` is where the reference ends in the text."""

    chains: tuple[Chain, ...]
    end: int


def to_keys(chains: tuple[Chain, ...], context: str) -> tuple[str, ...]:
    """Keys of all that is meant, within the provision that an introduction has named."""
    return tuple(key for chain in chains for key in _keys(chain, context))


def _keys(chain: Chain, context: str) -> list[str]:
    if any(level.kind == "article" and level.numbers for level in chain):
        outer = [level for level in chain if level.kind == "annex"]
        inside = next(i for i, level in enumerate(chain) if level.kind == "article")
        chain = (*outer, *chain[inside:])
    keys = [""]
    if chain:
        kept, chain = _within(chain, context)
        keys = ["__".join(kept)]
    for level in chain:
        if level.kind == "text":
            continue  # «в тексте статьи 5» is the article
        numbers = level.numbers or (() if level.kind in _ALONE else (_only(level.kind),))
        parts = [f"{_SHORT[level.kind]}_{number}" for number in numbers] or [_SHORT[level.kind]]
        keys = ["__".join(filter(None, (key, part))) for key in keys for part in parts]
    return keys


def _only(kind: str) -> str:
    """«Дополнить предложением» means the only one; «статью» without a number means none."""
    return "1" if kind in BARE else ""


def _within(chain: Chain, context: str) -> tuple[list[str], Chain]:
    """The part of the context that holds the chain; «берене» alone is its article."""
    rank = _RANK[chain[0].kind]
    parts = context.split("__") if context else []
    if not chain[0].numbers and chain[0].kind not in _ALONE:
        upto = [
            i for i, part in enumerate(parts) if KIND_OF_PART[split_part(part)[0]] == chain[0].kind
        ]
        if upto:
            return parts[: upto[-1] + 1], chain[1:]
    return [part for part in parts if _RANK[KIND_OF_PART[split_part(part)[0]]] < rank], chain


def levels(key: str) -> Chain:
    """The levels of one key, outermost first."""
    if not key:
        return ()
    split = (split_part(part) for part in key.split("__"))
    return tuple(Level(KIND_OF_PART[short], (number,) if number else ()) for short, number in split)


def relative(targets: tuple[str, ...], context: str) -> tuple[Chain, ...]:
    """Chains as a drafter writes them inside a context, targets of one place taken together."""
    chains: list[Chain] = []
    for target in targets:
        inside = context and (target == context or target.startswith(f"{context}__"))
        chain = levels(target)[len(levels(context)) if inside else 0 :]
        last = chains[-1] if chains else ()
        if chain and last and chain[:-1] == last[:-1] and chain[-1].kind == last[-1].kind:
            numbers = (*last[-1].numbers, *chain[-1].numbers)
            chains[-1] = (*last[:-1], Level(chain[-1].kind, numbers))
        else:
            chains.append(chain)
    return tuple(chains)


def between(low: str, high: str) -> list[str]:
    """The numbers of a range after its first: 2–4, 5¹–5³; only the last where they do not count."""
    first, last = value_of(low), value_of(high)
    if not first or len(first) != len(last) or first[:-1] != last[:-1] or first >= last:
        return [high]
    return [key_number((*first[:-1], each)) for each in range(first[-1] + 1, last[-1] + 1)]


def shown_numbers(level: Level, habits: Habits = USUAL) -> list[str]:
    """Numbers as printed: 85¹, II; letters for indents."""
    values = [value_of(number) for number in level.numbers]
    if level.kind == "indent":
        letters = [printed_letter(value) for value in values]
        match habits.digits_of_indents:
            case "":
                return [letter.join(habits.quotes) for letter in letters]
            case "letter)":
                return [f"{letter})" for letter in letters]
        shown = [habits.number(value) for value in values]
    elif level.kind in {"title", "chapter", "part"}:
        shown = [habits.upper_number(value) for value in values]
    else:
        shown = [habits.number(value) for value in values]
    bracket = ")" if level.kind == "indent" and habits.digits_of_indents == "digit)" else ""
    shown = [f"{each}{bracket}" for each in shown]
    run = len(values) > 2 and all(b == (a[0] + 1,) for a, b in pairwise(values))
    return [f"{shown[0]}{habits.ranges}{shown[-1]}"] if habits.ranges and run else shown


def next_after(before: Level | None, level: Level) -> Level:
    """«После абзаца второго дополнить абзацем» means the third."""
    if level.numbers or before is None or before.kind != level.kind or not before.numbers:
        return level
    return Level(level.kind, (str(value_of(before.numbers[-1])[0] + 1),))
