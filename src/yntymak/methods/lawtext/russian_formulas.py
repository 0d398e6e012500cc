"""Drafting formulas in Russian: «слова … заменить словами …» to clauses and back."""

import re
from collections.abc import Callable, Sequence

from yntymak.methods.lawtext.clauses import Action, Clause
from yntymak.methods.lawtext.habits import Habits
from yntymak.methods.lawtext.quoted import QUOTE, QUOTE_LIST, Skeleton
from yntymak.methods.lawtext.references import Chain, Level, next_after
from yntymak.methods.lawtext.russian import gender_of, list_of, read_chain, read_levels, refer

__all__ = ["EVERYWHERE", "VERB", "VERB_FIRST", "read_clause", "write_clause", "write_words"]

VERB = re.compile(
    r"\b(?:замени\w+|заменяют\w+|дополни\w*|дополня\w+|излож\w+|исключ\w+|призна\w+ утратив\w+"
    r"|утративш\w+ силу|считать)\b",
    re.IGNORECASE,
)
# «Дополнить статью 5 частью 3» is «статью 5 дополнить частью 3».
VERB_FIRST = re.compile(
    r"\s*(?P<verb>дополнить|дополнив|изложить|изложив|исключить|исключив"
    r"|признать утративш\w+ силу|признав утративш\w+ силу)\s+", re.IGNORECASE,
)  # fmt: skip
EVERYWHERE = re.compile(
    r"\s*(?:(?:по|во)\s+все(?:му|м)|(?<!\w)по)\s+текст\w*(?:\s+(?:настоящ\w+\s+)?(?:закона|кодекса))?,?\s*",
    re.IGNORECASE,
)
_ONE_NOUN = (
    r"(?:слов\w*|цифр\w*|числ\w*|знак\w*|букв\w*|предложени\w*|аббревиатур\w*|обозначени\w*)"
)
_NOUN = rf"(?:{_ONE_NOUN}(?:(?:,\s*|\s+и\s+){_ONE_NOUN})*)"
_CASES = (
    r"(?:\s+(?:в|во)\s+(?:соответствующ\w*|различн\w*|разн\w*|всех)\s+"
    r"(?:падеж|числ|форм)\w*(?:(?:\s+и\s+|\s+)(?:падеж|числ|форм)\w*)*)"
)
_INSTRUMENTAL = r"(?:(?:словом|словами|цифрой|цифрами|числом|числами|знаком|знаками)\s+)"
_NEW_QUOTES = rf"{QUOTE}(?:(?:,\s*|\s+и\s+{_INSTRUMENTAL}?){QUOTE})*"
_QUOTES = rf"{QUOTE}(?:(?:,\s*|\s+и\s+)(?:{_NOUN}\s+)?{QUOTE})*"
_IT = r"(?:(?:е[её]|его|их)\s+)?"
_WORDS = rf"(?:{_NOUN}\s+)?"
_CONTENT = (
    r"(?:(?:\s+следующ\w+\s+содержания|\s+такого\s+содержания|\s+в\s+следующей\s+редакции)"
    r"\s*:?\s*|\s*:\s*)"
)
_SOURCES: tuple[tuple[Action, str], ...] = (
    (
        "words_replace",
        (
            rf"(?:(?P<lead>после\s+{_WORDS}{QUOTE}),?\s+)?"
            rf"{_NOUN}\s+(?P<a>{_QUOTES})(?P<inf>{_CASES})?\s+замен\w+\s+(?:соответственно\s+)?"
            rf"(?:на\s+)?{_WORDS}(?P<b>{_NEW_QUOTES})(?P<inf2>{_CASES})?"
        ),
    ),
    (
        "words_replace",
        (
            rf"замен\w+\s+{_NOUN}\s+(?P<a>{_QUOTES})(?P<inf>{_CASES})?\s+(?:на\s+)?"
            rf"(?:соответственно\s+)?{_NOUN}\s+(?P<b>{_NEW_QUOTES})(?P<inf2>{_CASES})?"
        ),
    ),
    (
        "words_after",
        rf"(?P<pos>после|перед)\s+{_WORDS}(?P<a>{QUOTE})\s+дополн\w+\s+{_IT}{_NOUN}\s+(?P<b>{QUOTE})",
    ),
    (
        "words_after",
        rf"дополн\w+\s+{_IT}(?P<pos>после|перед)\s+{_WORDS}(?P<a>{QUOTE})\s+{_NOUN}\s+(?P<b>{QUOTE})",
    ),
    (
        "words_after",
        rf"дополн\w+\s+{_IT}{_NOUN}\s+(?P<b>{QUOTE})\s+(?P<pos>после|перед)\s+{_WORDS}(?P<a>{QUOTE})",
    ),
    (
        "words_delete",
        (
            rf"(?:(?P<lead>после\s+{_WORDS}{QUOTE}),?\s+)?"
            rf"{_NOUN}\s+(?P<a>{_QUOTES})(?P<inf>{_CASES})?\s+исключ\w+"
        ),
    ),
    ("words_delete", rf"исключ\w+\s+{_NOUN}\s+(?P<a>{_QUOTES})(?P<inf>{_CASES})?"),
    (
        "insert",
        rf"после\s+(?P<after>[^⟦:]+?)\s+дополн\w+\s+{_IT}(?P<level>[^:⟦]+?){_CONTENT}(?P<b>{QUOTE})",
    ),
    (
        "insert",
        rf"дополн\w+\s+{_IT}(?P<level>(?!{_NOUN}\s+⟦)[^:]+?){_CONTENT}(?P<b>{QUOTE})",
    ),
    ("append", rf"дополн\w+\s+{_IT}{_NOUN}\s+(?P<b>{QUOTE})"),
    ("replace", rf"излож\w+\s+{_IT}в\s+(?:следующ|нов)\w+\s+редакции\s*:?\s*(?P<b>{QUOTE_LIST})"),
    ("repeal", rf"(?:призна\w+\s+{_IT}|счита\w+\s+)?утратив\w+\s+силу"),
    ("exclude", r"исключ\w+"),
    ("renumber", r"считать\s+(?:соответственно\s+)?"),
)
_PATTERNS = tuple((action, re.compile(pattern, re.IGNORECASE)) for action, pattern in _SOURCES)
_VERB = re.compile(r"^(признать \w+ силу|\w+)(\s?)")
_FIRST_LETTER = re.compile(r"\w")


def read_clause(skeleton: Skeleton, start: int) -> tuple[Clause, int] | None:
    """The clause that stands at `start` and where it ends."""
    for action, pattern in _PATTERNS:
        match = pattern.match(skeleton.text, start)
        if not match:
            continue
        found = match.groupdict()
        if action == "renumber":
            return _renumbering(skeleton, match.end())
        level = read_levels(skeleton, found["level"]) if found.get("level") else None
        if "level" in found and level is None:
            continue
        if level and found.get("after"):
            level = next_after(read_levels(skeleton, found["after"]), level)
        position = (found.get("pos") or "").lower()
        clause = Clause(
            action="words_before" if position == "перед" else action,
            anchors=skeleton.words(found.get("a") or ""),
            words=skeleton.words(found.get("b") or ""),
            level=level,
            inflected=bool(found.get("inf") or found.get("inf2")),
            lead="".join(skeleton.words(found.get("lead") or "")),
        )
        return clause, match.end()
    return None


def _renumbering(skeleton: Skeleton, start: int) -> tuple[Clause, int] | None:
    found = read_chain(skeleton, start)
    if found is None or len(found[0]) != 1:
        return None
    return Clause("renumber", level=found[0][0]), found[1]


def write_clause(clause: Clause, chains: Sequence[Chain], habits: Habits) -> str:
    """The instruction; `chains` is empty where an introduction has named the target."""
    named = [chain for chain in chains if chain]
    if clause.action in {"words_replace", "words_delete"}:
        place = refer(named, "pre", habits)
        preposition = "во" if place.startswith("втор") else "в"
        return (
            f"{preposition} {place} {write_words(clause, habits)}"
            if place
            else write_words(clause, habits)
        )
    verb = _ORDERS[clause.action](clause, named, habits)
    place = refer(named, "acc", habits) or habits.word("subject", "")
    if habits.verb_first and named:
        return _VERB.sub(rf"\1 {place}\2", verb)
    return f"{place} {verb}".strip()


def write_words(clause: Clause, habits: Habits) -> str:
    cases = habits.word("cases", " в соответствующих падежах") if clause.inflected else ""
    new_cases = habits.word("new_cases", "") if clause.inflected else ""
    old = f"{_noun(clause.anchors[0], 'acc', habits)} {_listed(clause.anchors, habits)}{cases}"
    if clause.action == "words_delete":
        return f"{old} исключить"
    new = f"{_noun(clause.words[0], 'ins', habits)} {_listed(clause.words, habits)}{new_cases}"
    several = "соответственно " if len(set(clause.words)) > 1 else ""
    return f"{old} заменить {several}{new}"


def _listed(words: Sequence[str], habits: Habits) -> str:
    words = words[:1] if len(set(words)) == 1 else words
    quoted = [each.join(habits.quotes) for each in words]
    return ", ".join(quoted) if habits.word("listed", ",") == "," else list_of(quoted)


def _beside(clause: Clause, _: Sequence[Chain], habits: Habits) -> str:
    old, new = clause.anchors[0], clause.words[0]
    word, case = ("после", "gen") if clause.action == "words_after" else ("перед", "ins")
    return (
        f"{word} {_noun(old, case, habits)} {old.join(habits.quotes)} "
        f"дополнить {_noun(new, 'ins', habits)} {new.join(habits.quotes)}"
    )


def _append(clause: Clause, _: Sequence[Chain], habits: Habits) -> str:
    return (
        f"дополнить {_noun(clause.words[0], 'ins', habits)} {clause.words[0].join(habits.quotes)}"
    )


def _insert(clause: Clause, _: Sequence[Chain], habits: Habits) -> str:
    what = refer([(clause.level,)], "ins", habits) if clause.level else ""
    if habits.after and clause.level and clause.level.kind == "alinea" and clause.level.numbers:
        before = Level("alinea", (str(int(clause.level.numbers[0]) - 1),))
        what = what if habits.after == "numbered" else "абзацем"
        return (
            f"после {refer([(before,)], 'gen', habits)} дополнить {what} "
            f"следующего содержания:\n{clause.words[0].join(habits.quotes)}"
        )
    return f"дополнить {what} следующего содержания:\n{clause.words[0].join(habits.quotes)}"


def _replace(clause: Clause, _: Sequence[Chain], habits: Habits) -> str:
    text = "\n".join(clause.words)
    return f"изложить в следующей редакции:\n{text.join(habits.quotes)}"


def _repeal(_: Clause, chains: Sequence[Chain], __: Habits) -> str:
    ending = {"m": "им", "n": "им", "f": "ей", "p": "ими"}[gender_of(chains)]
    return f"признать утративш{ending} силу"


def _renumber(clause: Clause, _: Sequence[Chain], habits: Habits) -> str:
    level = clause.level or Level("point")
    several = "соответственно " if len(level.numbers) > 1 else ""
    return f"считать {several}{refer([(level,)], 'ins', habits)}"


_ORDERS: dict[Action, Callable[[Clause, Sequence[Chain], Habits], str]] = {
    "words_after": _beside,
    "words_before": _beside,
    "append": _append,
    "insert": _insert,
    "replace": _replace,
    "repeal": _repeal,
    "exclude": lambda *_: "исключить",
    "renumber": _renumber,
}
_NOUNS = {
    "words": {"acc": "слова", "ins": "словами", "gen": "слов"},
    "word": {"acc": "слово", "ins": "словом", "gen": "слова"},
    "digits": {"acc": "цифры", "ins": "цифрами", "gen": "цифр"},
    "digit": {"acc": "цифру", "ins": "цифрой", "gen": "цифры"},
    "sign": {"acc": "знак", "ins": "знаком", "gen": "знака"},
}


def _noun(text: str, case: str, habits: Habits) -> str:
    return habits.nouns.get(text) or _NOUNS[sort_of(text)][case]


def sort_of(text: str) -> str:
    """What quoted matter is called: word, words, digit, digits, sign."""
    if not _FIRST_LETTER.search(text):
        return "sign"
    if not any(map(str.isalpha, text)):
        return "digit" if sum(map(str.isalnum, text)) == 1 else "digits"
    return "words" if len(text.split()) > 1 else "word"
