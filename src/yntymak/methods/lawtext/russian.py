"""Russian words for the places of a law: «в пункте 3 части 1 статьи 108» to levels and back."""

import re
from collections.abc import Sequence

from yntymak.methods.lawtext.habits import Habits
from yntymak.methods.lawtext.numbering import (
    RAISED,
    SUPERSCRIPTS,
    key_number,
    read_letter,
    read_number,
)
from yntymak.methods.lawtext.quoted import QUOTE, Skeleton
from yntymak.methods.lawtext.references import (
    BARE,
    Chain,
    Level,
    Reference,
    between,
    shown_numbers,
)

__all__ = [
    "gender_of",
    "list_of",
    "ordinal",
    "read_chain",
    "read_levels",
    "read_reference",
    "refer",
]

CASES = ("nom", "gen", "acc", "ins", "pre")
# Singular and plural in the order of CASES; the first word of a kind is the one written.
_UNITS: tuple[tuple[str, str, str, str], ...] = (
    (
        "article", "f", "статья статьи статью статьей статье",
        "статьи статей статьи статьями статьях",
    ),
    ("paragraph", "f", "часть части часть частью части", "части частей части частями частях"),
    ("point", "m", "пункт пункта пункт пунктом пункте", "пункты пунктов пункты пунктами пунктах"),
    (
        "indent", "m", "подпункт подпункта подпункт подпунктом подпункте",
        "подпункты подпунктов подпункты подпунктами подпунктах",
    ),
    (
        "alinea", "m", "абзац абзаца абзац абзацем абзаце",
        "абзацы абзацев абзацы абзацами абзацах",
    ),
    ("chapter", "f", "глава главы главу главой главе", "главы глав главы главами главах"),
    (
        "section", "m", "параграф параграфа параграф параграфом параграфе",
        "параграфы параграфов параграфы параграфами параграфах",
    ),
    (
        "title", "m", "раздел раздела раздел разделом разделе",
        "разделы разделов разделы разделами разделах",
    ),
    (
        "subtitle", "m", "подраздел подраздела подраздел подразделом подразделе",
        "подразделы подразделов подразделы подразделами подразделах",
    ),
    (
        "sentence", "n", "предложение предложения предложение предложением предложении",
        "предложения предложений предложения предложениями предложениях",
    ),
    (
        "annex", "n", "приложение приложения приложение приложением приложении",
        "приложения приложений приложения приложениями приложениях",
    ),
    (
        "note", "n", "примечание примечания примечание примечанием примечании",
        "примечания примечаний примечания примечаниями примечаниях",
    ),
    (
        "heading", "n", "наименование наименования наименование наименованием наименовании",
        "наименования наименований наименования наименованиями наименованиях",
    ),
    (
        "heading", "n", "название названия название названием названии",
        "названия названий названия названиями названиях",
    ),
    (
        "heading", "m", "заголовок заголовка заголовок заголовком заголовке",
        "заголовки заголовков заголовки заголовками заголовках",
    ),
    ("text", "m", "текст текста текст текстом тексте", "тексты текстов тексты текстами текстах"),
    (
        "preamble", "f", "преамбула преамбулы преамбулу преамбулой преамбуле",
        "преамбулы преамбул преамбулы преамбулами преамбулах",
    ),
)  # fmt: skip
_FORMS: dict[str, str] = {}
_WRITTEN: dict[str, tuple[list[str], list[str], str]] = {}
for _kind, _gender, _singular, _plural in _UNITS:
    _FORMS |= dict.fromkeys([*_singular.split(), *_plural.split()], _kind)
    if _gender == "m":
        _FORMS[f"{_singular.split()[0]}у"] = _kind  # «примечание к пункту 2»
    _WRITTEN.setdefault(_kind, (_singular.split(), _plural.split(), _gender))
_HEADINGS = {
    singular.split()[0]: singular.split() for kind, _, singular, _ in _UNITS if kind == "heading"
}
_ONLY_SINGULAR = {form for _, _, singular, _ in _UNITS for form in singular.split()} - {
    form for _, _, _, plural in _UNITS for form in plural.split()
}
_GENITIVES = {forms.split()[CASES.index("gen")] for _, _, *both in _UNITS for forms in both}
_ORDINAL_KINDS = {"alinea", "sentence"}

_STEMS = (
    "перв", "втор", "трет", "четверт", "пят", "шест", "седьм", "восьм", "девят", "десят",
    "одиннадцат", "двенадцат", "тринадцат", "четырнадцат", "пятнадцат", "шестнадцат",
    "семнадцат", "восемнадцат", "девятнадцат", "двадцат",
)  # fmt: skip
_TENS = {"двадцать": 20, "тридцать": 30, "сорок": 40}
_STRESSED = {2, 6, 7, 8}  # второй, not «вторый»
_HARD = {
    "m": ("ый", "ого", "ый", "ым", "ом"),
    "f": ("ая", "ой", "ую", "ой", "ой"),
    "n": ("ое", "ого", "ое", "ым", "ом"),
    "p": ("ые", "ых", "ые", "ыми", "ых"),
}
_THIRD = {
    "m": ("ий", "ьего", "ий", "ьим", "ьем"),
    "f": ("ья", "ьей", "ью", "ьей", "ьей"),
    "n": ("ье", "ьего", "ье", "ьим", "ьем"),
    "p": ("ьи", "ьих", "ьи", "ьими", "ьих"),
}
_ENDINGS = "|".join(
    sorted(
        {e for t in (_HARD, _THIRD) for g in t.values() for e in g} | {"ой"}, key=len, reverse=True
    )
)
_ORDINAL = (
    rf"(?:(?:{'|'.join(_TENS)})\s+)?(?:{'|'.join(sorted(_STEMS, key=len, reverse=True))})"
    rf"(?:{_ENDINGS})(?!\w)"
)
_NUMBER = (
    rf"(?:\d{{1,4}}{RAISED}(?:[-.]\d{{1,3}}{RAISED}){{0,3}}\)?(?!\w)|{QUOTE}|{_ORDINAL}"
    rf"|[ivxlc]{{1,6}}(?!\w)"
    rf"|(?<!\w)[а-я][{SUPERSCRIPTS}]{{0,2}}\))"
)
_BETWEEN = r",\s*|\s+и\s+|\s*[–—]\s*|\s+-\s+|(?<=\))-"
_NUMBERS = rf"{_NUMBER}(?:(?:{_BETWEEN}){_NUMBER})*"
_UNIT = "|".join(sorted(_FORMS, key=len, reverse=True))
_UNIT_FIRST = re.compile(rf"(?P<unit>{_UNIT})(?!\w)(?:\s+(?P<numbers>{_NUMBERS}))?", re.IGNORECASE)
_ORDINALS = rf"{_ORDINAL}(?:(?:,\s*|\s+и\s+){_ORDINAL})*"
_ORDINAL_FIRST = re.compile(rf"(?P<numbers>{_ORDINALS})\s+(?P<unit>{_UNIT})(?!\w)", re.IGNORECASE)
_TO = re.compile(r"\s+к\s+(?=\w)", re.IGNORECASE)  # «примечание к статье 8»
_LEAD = re.compile(r"\s*(?:во?|по|к|из)\s+", re.IGNORECASE)
_JOIN = re.compile(r"\s*(?:,\s*(?:а\s+также\s+)?|\s+и\s+)(?:во?\s+)?", re.IGNORECASE)
_OF_ACT = re.compile(
    r"\s+(?:(?:настоящ|указанн|данн|эт|конституционн|гражданск|уголовн|процессуальн|семейн"
    r"|земельн|налогов|трудов|бюджетн|административн|\w+-\w+)\w*\s+){0,4}(?:закон|кодекс)\w*"
    r"(?:\s+кыргызской\s+республики)?(?:\s+о\s+правонарушениях)?"
    rf"(?:\s+{QUOTE})?(?:\s+от\s[^⟦(:]*?№\s*\d+)?(?:\s*\([^()]*\))?(?:\s+на\s+(?:государственном|официальном)\s+языке)?(?=[\s,:;]|$)"
    r"|\s+на\s+(?:государственном|официальном)\s+языке",
    re.IGNORECASE,
)


def read_reference(skeleton: Skeleton, start: int) -> Reference | None:
    """«(в) пункте 3 части 1 и части 2 статьи 108»; what a chain leaves out the next one names."""
    text = skeleton.text
    lead = _LEAD.match(text, start)
    found = read_chain(skeleton, lead.end() if lead else _skip(text, start))
    if found is None:
        return None
    chains, end = [found[0]], found[1]
    while (join := _JOIN.match(text, end)) and (found := read_chain(skeleton, join.end())):
        chains.append(found[0])
        end = found[1]
    for place in range(len(chains) - 2, -1, -1):
        chains[place] = _completed(chains[place], chains[place + 1])
    return Reference(tuple(chains), end)


def read_chain(skeleton: Skeleton, start: int) -> tuple[Chain, int] | None:
    """One place, written innermost first; returned outermost first."""
    found: list[Level] = []
    end = start
    while match := _unit_at(skeleton.text, end):
        kind = _FORMS[_plain(match["unit"])]
        numbers = _read_numbers(match["numbers"] or "", skeleton, match["unit"])
        if numbers is None:
            break
        found.append(Level(kind, numbers))
        end = match.end()
        to = _TO.match(skeleton.text, end) if kind in {"note", "annex"} else None
        space = to.end() if to else _skip(skeleton.text, end)
        following = _unit_at(skeleton.text, space)
        if not following or (not to and _plain(following["unit"]) not in _GENITIVES):
            break
        end = space
    if not found:
        return None
    of_act = _OF_ACT.match(skeleton.text, end)
    return tuple(reversed(found)), of_act.end() if of_act else end


def read_levels(skeleton: Skeleton, text: str) -> Level | None:
    """«Частями 3 и 4», «новым абзацем»: what is to be put in."""
    inner = Skeleton(re.sub(r"^(?:нов\w+)\s+", "", text.strip()), skeleton.quoted)
    found = read_chain(inner, 0)
    if found is None or len(found[0]) != 1 or inner.text[found[1] :].strip():
        return None
    level = found[0][0]
    return level if level.numbers or level.kind in BARE else None


def refer(chains: Sequence[Chain], case: str, habits: Habits) -> str:
    """The places in a grammatical case, innermost first; letters of indents are quoted."""
    named = [chain for chain in chains if chain]
    for place in range(len(named) - 1):
        named[place] = _shortened(named[place], named[place + 1])
    return list_of([_refer_one(chain, case, habits) for chain in named])


def _shortened(chain: Chain, following: Chain) -> Chain:
    """«В части 1 и абзаце втором части 3 статьи 11»: what the next one names is left out."""
    for start in range(len(chain) - 1, 0, -1):
        if _completed(chain[start:], following) == chain:
            return chain[start:]
    return chain


def gender_of(chains: Sequence[Chain]) -> str:
    """m, f, n, or p for several."""
    last = chains[-1][-1] if chains and chains[-1] else Level("article")
    several = len(chains) > 1 or len(last.numbers) > 1
    return "p" if several else _WRITTEN[last.kind][2]


def ordinal(value: int, gender: str, case: str) -> str:
    """Второй, второго, … двадцать первый; digits beyond what the law spells out."""
    tens, unit = next(
        ((word, value - ten) for word, ten in _TENS.items() if ten < value < ten + 10), ("", value)
    )
    if unit > len(_STEMS):
        return str(value)
    endings = _THIRD if unit == 3 else _HARD
    ending = endings[gender][CASES.index(case)]
    if ending == "ый" and unit in _STRESSED:
        ending = "ой"
    return f"{tens} {_STEMS[unit - 1]}{ending}".strip()


def list_of(items: Sequence[str]) -> str:
    return " и ".join(filter(None, (", ".join(items[:-1]), items[-1]))) if items else ""


def _refer_one(chain: Chain, case: str, habits: Habits) -> str:
    inner = _named(chain[-1], case, habits)
    return " ".join([inner, *(_named(level, "gen", habits) for level in reversed(chain[:-1]))])


def _named(level: Level, case: str, habits: Habits) -> str:
    singular, plural, gender = _WRITTEN[level.kind]
    several = len(level.numbers) > 1
    if level.kind == "heading":
        singular = _HEADINGS[habits.word("heading", "наименование")]
    word = (plural if several else singular)[CASES.index(case)]
    spelled = habits.spelled and level.kind == "paragraph" and all(map(str.isdigit, level.numbers))
    if level.kind in _ORDINAL_KINDS or spelled:
        shown = list_of([ordinal(int(number), gender, case) for number in level.numbers])
        return f"{shown} {word}" if habits.ordinal_first and shown else f"{word} {shown}".strip()
    if level.kind == "note" and level.numbers == ("1",):
        return word
    return f"{word} {list_of(shown_numbers(level, habits))}".strip()


def _unit_at(text: str, place: int) -> re.Match[str] | None:
    return _ORDINAL_FIRST.match(text, place) or _UNIT_FIRST.match(text, place)


def _read_numbers(written: str, skeleton: Skeleton, unit: str) -> tuple[str, ...] | None:
    """«Частей 2-4» are three, «статьи 142-1» is 142¹, «статьей 5-7» is 5⁷."""
    numbers: list[str] = []
    pieces = re.split(rf"({_BETWEEN})", written) if written else []
    for place in range(0, len(pieces), 2):
        piece = pieces[place].rstrip(")")
        if piece.startswith("⟦"):
            piece = skeleton.words(piece)[0].rstrip(")")
        low, dash, high = piece.partition("-")
        first, last = _number(low), _number(high)
        through = place > 0 and pieces[place - 1].strip() in {"–", "—", "-"}
        if dash and first and last and _plain(unit) not in _ONLY_SINGULAR:
            following = between(first, last)
            if following != [last]:
                numbers += [first, *following]
                continue
        value = _number(piece)
        if value is None:
            return None
        numbers += between(numbers[-1], value) if through else [value]
    return tuple(numbers)


def _number(piece: str) -> str | None:
    lowered = _plain(piece)
    if value := _ordinal_value(lowered):
        return str(value)
    if len(lowered.rstrip(SUPERSCRIPTS)) == 1 and lowered[:1].isalpha():
        letter = read_letter(lowered)
        return key_number(letter) if letter else None
    number = read_number(lowered) if lowered else None
    return key_number(number) if number else None


def _ordinal_value(word: str) -> int | None:
    tens, _, unit = word.rpartition(" ")
    for value, stem in reversed(list(enumerate(_STEMS, 1))):
        if re.fullmatch(rf"{stem}(?:{_ENDINGS})", unit):
            return _TENS.get(tens, 0) + value
    return None


def _completed(chain: Chain, following: Chain) -> Chain:
    kinds = [level.kind for level in following]
    if chain[0].kind in kinds:
        return (*following[: kinds.index(chain[0].kind)], *chain)
    return (*following[:-1], *chain) if len(following) > 1 else chain


def _plain(word: str) -> str:
    return word.lower().replace("ё", "е")


def _skip(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place
