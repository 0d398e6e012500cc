"""Drafting formulas in Kyrgyz: «… деген сөздөр … деген сөзгө алмаштырылсын» to clauses and back."""

import re
from collections.abc import Sequence

from yntymak.methods.lawtext.clauses import Action, Clause
from yntymak.methods.lawtext.habits import Habits
from yntymak.methods.lawtext.kyrgyz import inflected, plural, read_levels, refer
from yntymak.methods.lawtext.quoted import QUOTE, QUOTE_LIST, Skeleton
from yntymak.methods.lawtext.references import Chain, Level, next_after
from yntymak.methods.lawtext.russian_formulas import sort_of

__all__ = ["EVERYWHERE", "VERB", "read_clause", "write_clause"]

VERB = re.compile(
    r"\b(?:алмаштыр\w+|толукта\w+|баянда\w+|салынсын|салынып|ташталсын|таанылсын|табылсын|таанылып"
    r"|эсептелсин|күчүн жогот\w+ деп)\b",
    re.IGNORECASE,
)
EVERYWHERE = re.compile(
    r"\s*(?:(?:мыйзамдын|кодекстин)\s+)?(?:бүткүл|бардык|толук)\s+текст\w*(?:\s+боюнча)?,?\s*"
    r"|\s*(?:(?:мыйзамдын|кодекстин)\s+)?тексти\s+боюнча,?\s*",
    re.IGNORECASE,
)
_NOUN = r"(?:деген\s+)?(?:сөз|цифра|сан|белги|тамга|сүйлөм)\w*(?:\s+айкаш\w*)?"
_CASES = r"(?:(?:тиешелүү|ар\s+кандай|ар\s+түрдүү|бардык)\s+жөндөмө\w*\s+)"
_SOURCES: tuple[tuple[Action, str], ...] = (
    (
        "words_replace",
        (
            rf"(?P<inf>{_CASES})?(?P<a>{QUOTE_LIST})\s+{_NOUN}\s+(?P<inf2>{_CASES})?"
            rf"(?:тиешелүүлүгүнө\s+жараша\s+)?(?P<inf3>{_CASES})?(?P<b>{QUOTE_LIST})\s+{_NOUN}\s+"
            rf"(?:менен\s+)?(?P<inf4>{_CASES})?алмаштыр\w+"
        ),
    ),
    (
        "words_after",
        (
            rf"(?P<a>{QUOTE})\s+{_NOUN}\s+(?P<pos>кийин|соң|мурда|мурун|алдында|алдынан)\s+"
            rf"(?P<b>{QUOTE})\s+{_NOUN}\s+менен\s+толукта\w+"
        ),
    ),
    (
        "words_delete",
        (
            rf"(?P<inf>{_CASES})?(?P<a>{QUOTE_LIST})\s+{_NOUN}\s+(?P<inf2>{_CASES})?"
            rf"(?:алып|алынып)\s+(?:салын|ташталс)\w+"
        ),
    ),
    (
        "insert",
        (
            rf"(?:(?P<after>[^⟦:]+?)\s+кийин\s+)?"
            rf"(?:төмөнк|төмөндөг)\w+\s+мазмундагы\s+(?P<level>[^:]+?)\s+менен\s+толукта\w+"
            rf"\s*:?\s*(?P<b>{QUOTE})"
        ),
    ),
    (
        "insert",
        (
            rf"(?P<level>[^:⟦]+?)\s+менен\s+(?:төмөнк|төмөндөг)\w+\s+мазмунда\s+толукта\w+"
            rf"\s*:?\s*(?P<b>{QUOTE})"
        ),
    ),
    ("append", rf"(?P<b>{QUOTE})\s+{_NOUN}\s+менен\s+толукта\w+"),
    (
        "replace",
        (
            rf"(?:төмөнк|төмөндөг|жаңы)\w*\s+редакция\w*\s+(?:баянда|жаз|берил)\w+"
            rf"\s*:?\s*(?P<b>{QUOTE}(?:(?:,\s*|\s+жана\s+){QUOTE}(?!\s+деген))*)"
        ),
    ),
    ("repeal", r"күчүн\s+жогот\w+\s+деп\s+(?:таан|таб|эсепте)\w+"),
    ("exclude", r"(?:алып|алынып)\s+(?:салын|ташталс)\w+"),
    (
        "renumber",
        r"(?:тиешелүүлүгүнө\s+жараша\s+)?(?P<level>[^⟦;:]+?)\s+(?:болуп|деп)\s+эсептел\w+",
    ),
)
_PATTERNS = tuple((action, re.compile(pattern, re.IGNORECASE)) for action, pattern in _SOURCES)


def read_clause(skeleton: Skeleton, start: int) -> tuple[Clause, int] | None:
    for action, pattern in _PATTERNS:
        match = pattern.match(skeleton.text, start)
        if not match:
            continue
        found = match.groupdict()
        level = read_levels(skeleton, found["level"]) if found.get("level") else None
        if "level" in found and level is None:
            continue
        if level and found.get("after"):
            level = next_after(read_levels(skeleton, found["after"]), level)
        before = (found.get("pos") or "").lower() in {"мурда", "мурун", "алдында", "алдынан"}
        clause = Clause(
            action="words_before" if before else action,
            anchors=skeleton.words(found.get("a") or ""),
            words=skeleton.words(found.get("b") or ""),
            level=level,
            inflected=any(found.get(f"inf{nth}") for nth in ("", 2, 3, 4)),
        )
        return clause, match.end()
    return None


def write_clause(clause: Clause, chains: Sequence[Chain], habits: Habits, context: str) -> str:
    """The instruction; inside an introduction the article itself is called «берене»."""
    within = clause.action in {"words_replace", "words_delete"}
    case = ("att" if habits.attributive else "loc") if within else "nom"
    named = [chain for chain in chains if chain]
    place = refer(named, case, habits, inside=bool(context))
    itself = _itself(context, case) if habits.names_itself else ""
    place = place or itself or habits.word("subject", "")
    return f"{place} {_order(clause, habits)}".strip()


def _itself(context: str, case: str) -> str:
    """Only an article is named again; the parts of a list speak for themselves."""
    if not context.rpartition("__")[2].startswith("art_"):
        return ""
    return inflected("берене", case) if case == "nom" else ""


def _order(clause: Clause, habits: Habits) -> str:
    new = clause.words[0] if clause.words else ""
    old = clause.anchors[0] if clause.anchors else ""
    level = refer([(clause.level or Level("point"),)], "nom", habits, inside=False)
    match clause.action:
        case "words_replace":
            cases = "тиешелүү жөндөмөдө " if clause.inflected else ""
            written = f"{_replacing(clause, habits)} {cases}алмаштырылсын"
        case "words_after" | "words_before":
            where = "кийин" if clause.action == "words_after" else "мурда"
            old, new = _words(old, "abl", habits), _words(new, "nom", habits)
            written = f"{old} {where} {new} менен толукталсын"
        case "words_delete":
            written = f"{_words(old, 'nom', habits)} {habits.word('excluded', 'алып салынсын')}"
        case "append":
            written = f"{_words(new, 'nom', habits)} менен толукталсын"
        case "insert":
            written = _insertion(clause, habits)
        case "replace":
            text = "\n".join(clause.words)
            following = habits.word("following", "төмөнкүдөй")
            written = f"{following} редакцияда баяндалсын:\n{text.join(habits.quotes)}"
        case "repeal":
            written = habits.word("repealed", "күчүн жоготту деп таанылсын")
        case "exclude":
            written = habits.word("excluded", "алып салынсын")
        case "renumber":
            respectively = "тиешелүүлүгүнө жараша " if habits.together else ""
            written = f"{respectively}{level} {habits.word('counted', 'болуп эсептелсин')}"
    return written


def _insertion(clause: Clause, habits: Habits) -> str:
    level = clause.level or Level("point")
    following = habits.word("following", "төмөнкүдөй")
    if habits.after and level.kind == "alinea" and level.numbers:
        before = Level("alinea", (str(int(level.numbers[0]) - 1),))
        following = f"{refer([(before,)], 'abl', habits, inside=False)} кийин {following}"
    named = refer([(level,)], "nom", habits, inside=False)
    text = clause.words[0].join(habits.quotes)
    return f"{following} мазмундагы {named} менен толукталсын:\n{text}"


_NOUNS = {"sign": "белги", "digit": "цифра", "digits": "цифра", "word": "сөз", "words": "сөз"}


def _replacing(clause: Clause, habits: Habits) -> str:
    """«… деген сөздөр … деген сөзгө» or «… деген сөз менен»; several of each in one order."""
    instead = "nom" if habits.with_instead else "dat"
    ending = " менен" if habits.with_instead else ""
    respectively = "тиешелүүлүгүнө жараша " if len(set(clause.words)) > 1 else ""
    old = _all_words(clause.anchors, "nom", habits)
    return f"{old} {respectively}{_all_words(clause.words, instead, habits)}{ending}"


def _all_words(words: Sequence[str], case: str, habits: Habits) -> str:
    words = words[:1] if len(set(words)) == 1 else words
    first = [each.join(habits.quotes) for each in words[:-1]]
    return ", ".join([*first, _words(words[-1], case, habits)])


def _words(text: str, case: str, habits: Habits) -> str:
    if noun := habits.nouns.get(text):
        return f"{text.join(habits.quotes)} деген {noun}"
    sort = sort_of(text)
    noun = plural(_NOUNS[sort]) if sort in {"digits", "words"} else _NOUNS[sort]
    return f"{text.join(habits.quotes)} деген {inflected(noun, case)}"
