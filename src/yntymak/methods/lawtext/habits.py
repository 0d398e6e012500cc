"""What drafters write in more than one way: read off a text, so that the same is written again."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from yntymak.methods.lawtext.numbering import SUPERSCRIPTS, Number, printed, roman
from yntymak.methods.lawtext.quoted import extract, quotes_of

__all__ = ["USUAL", "Habits", "habits_of"]

_NONE: Mapping[str, str] = MappingProxyType({})
_HYPHENED = re.compile(rf"(?<![\d{SUPERSCRIPTS}.-])\d+-\d+(?![\d-]*[{SUPERSCRIPTS}])")
_DOTTED = re.compile(r"\d\.\d")
_RANGE = re.compile(r"\d\)?\s?([–—-])\s?\d")
_ORDINAL = r"(?:двадцать |тридцать )?(?:перв|втор|трет|четверт|пят|шест|седьм|восьм|девят|десят)\w*"
_QUOTED = r"⟦(\d+)⟧"
_NOUN_BEFORE = re.compile(rf"(слов|цифр|числ|знак|букв)(\w*)\s+{_QUOTED}", re.IGNORECASE)
_NOUN_AFTER = re.compile(rf"{_QUOTED}\s+(?:деген\s+)?(сөз|цифра|сан|белги|тамга)(\w*)")


_VERB_FIRST = re.compile(
    r"\s*(?:дополнить|изложить|исключить|признать утратившей силу|признать утративш\w+ силу)\s+"
    r"(?:стать(?:ю|и)|част[ьи]|пункты?|подпункты?|абзацы?|глав[уы]|разделы?)\s",
    re.IGNORECASE,
)
_IN_CASES = re.compile(
    r"(?<=⟧)\s+(?:в|во) (?:соответствующ|различн|разн|всех)\w* "
    r"[^⟦,;.]*?(?=\s+замен|\s+исключ|[.;,]|$)"
)
_EVERYWHERE = re.compile(
    r"\s*(?:по|во) (?:все\w* )?текст\w*(?: (?:закона|кодекса))?", re.IGNORECASE
)
_SUBJECT = re.compile(r"\s*(?:закон|кодекс)(?=\s+(?:дополн|излож))", re.IGNORECASE)
_ORDINAL_FIRST = re.compile(rf"{_ORDINAL}\s+(?:предложени|абзац)", re.IGNORECASE)
_ORDINAL_LAST = re.compile(rf"(?:предложени|абзац)\w*\s+{_ORDINAL}", re.IGNORECASE)
_LISTED = re.compile(r"⟧(?:, | и | жана )⟦")


@dataclass(frozen=True)
class Habits:
    """The defaults are the usual way.

    `quotes` around quotations; `insertions` how 5¹ is written: raised, hyphen, dot; `ranges` the
    dash of «5–8», empty where each is named; `roman` of titles and chapters, `spelled` of parts
    («часть первая»); `ordinal_first`: «второе предложение»; `separator` between two orders;
    `verb_first`: «дополнить статью 5 частью 3»; `together`: «слова А, Б заменить соответственно
    словами В, Г»; `after` names the paragraph before a new one; `nouns` what a quotation is called;
    `words` for a meaning, where others are usual: heading, everywhere, cases, act and the like.
    """

    quotes: tuple[str, str] = ("«", "»")
    insertions: str = "raised"
    ranges: str = ""
    roman: bool = False
    spelled: bool = False
    ordinal_first: bool = False
    digits_of_indents: str = ""
    separator: str = ", "
    verb_first: bool = False
    together: bool = False
    after: str = ""
    attributive: bool = False
    with_instead: bool = False
    names_itself: bool = True
    nouns: Mapping[str, str] = field(default_factory=lambda: _NONE, hash=False)
    words: Mapping[str, str] = field(default_factory=lambda: _NONE, hash=False)

    def number(self, value: Number) -> str:
        """A number of a provision: 5¹, 5-1 or 5.1."""
        if self.insertions == "raised" or len(value) == 1:
            return printed(value)
        return ("-" if self.insertions == "hyphen" else ".").join(map(str, value))

    def upper_number(self, value: Number) -> str:
        """The same of a title or a chapter, which may be Roman."""
        return roman(value[0]) if self.roman and len(value) == 1 else self.number(value)

    def word(self, meaning: str, usual: str) -> str:
        return self.words.get(meaning, usual)


USUAL = Habits()


def habits_of(text: str, language: str) -> Habits:
    """The habits that show in an instruction; its quotations are no matter."""
    skeleton = extract(text)
    bare = skeleton.text.replace("ё", "е")
    quoted = skeleton.quoted
    seen = _russian(bare, quoted) if language == "ru" else _kyrgyz(bare, quoted)
    return replace(
        seen,
        quotes=quotes_of(text),
        insertions=_insertions(bare, language),
        ranges=_range(bare, language),
        roman=bool(re.search(r"(?<!\w)[IVXL]+(?!\w)", bare)),
        separator="; " if re.search(r";\s*\w", bare) else ", ",
    )


def _insertions(bare: str, language: str) -> str:
    if _DOTTED.search(bare):
        return "dot"
    found = _HYPHENED.findall(bare)
    if language == "ru":
        return "hyphen" if found and not _plural_range(bare) else "raised"
    return (
        "hyphen"
        if re.search(r"\d-\d+(?=-\w|,| жана)", bare) and not _range(bare, "ky")
        else "raised"
    )


def _plural_range(bare: str) -> bool:
    """«Статьи 5-7» are three, «частями 3-1 и 3-2» are two: there the numbers count down."""
    return all(int(low) < int(high) for low, high in re.findall(r"(\d+)-(\d+)", bare)) and bool(
        re.search(r"(?:статьи|част[ия]|пункты|подпункты|абзацы|главы)\w*\s+\d+-\d", bare)
    )


def _range(bare: str, language: str) -> str:
    found = _RANGE.search(bare)
    if not found:
        return ""
    if found[1] != "-":
        return found[1]
    if language == "ru":
        return "-" if _plural_range(bare) else ""
    plural = re.search(r"(\d+)-(\d+)-\w+(?:лар|лер|лор|лөр|дар|тар|тор|төр|дор|дөр)", bare)
    return "-" if plural and int(plural[1]) < int(plural[2]) else ""


def _russian(bare: str, quoted: tuple[str, ...]) -> Habits:
    after = re.search(rf"после абзаца .*?дополнить абзац(?:ем|ами)(?P<named>\s+{_ORDINAL})?", bare)
    nouns = _NOUN_BEFORE.findall(bare)
    return Habits(
        spelled=bool(re.search(rf"(?<!\w)част\w+ {_ORDINAL}", bare, re.IGNORECASE)),
        ordinal_first=bool(_ORDINAL_FIRST.search(bare) and not _ORDINAL_LAST.search(bare)),
        digits_of_indents=_indents(r"подпункт\w*\s+", bare),
        verb_first=bool(_VERB_FIRST.match(bare)),
        together=bool(_LISTED.search(bare)),
        after="" if not after else "numbered" if after["named"] else "bare",
        nouns={quoted[int(slot)]: f"{noun}{end}" for noun, end, slot in nouns},
        words=_russian_words(bare),
    )


def _russian_words(bare: str) -> dict[str, str]:
    words: dict[str, str] = {}
    if named := re.search(r"(?<!\w)(названи|заголов)", bare, re.IGNORECASE):
        words["heading"] = {"н": "название", "з": "заголовок"}[named[1][0].lower()]
    cases = _IN_CASES.findall(bare)
    only_new = len(cases) == 1 and re.search(r"⟦\d+⟧\s+(?:в|во) [^⟦]*$", bare)
    words |= zip(("new_cases",) if only_new else ("cases", "new_cases"), cases, strict=False)
    if only_new and re.search(r"замен[^⟦]*⟦", bare):
        words["cases"] = ""
    if re.search(r"⟧ и ⟦", bare) and not re.search(r"⟧, ⟦", bare):
        words["listed"] = "и"
    for meaning, pattern in (("everywhere", _EVERYWHERE), ("subject", _SUBJECT)):
        if found := pattern.match(bare):
            words[meaning] = found[0].strip()
    return words


def _indents(before: str, bare: str) -> str:
    """«Подпункт 2», «подпункт 2)», «подпункт а)»: digit, digit), letter), or quoted letters."""
    if found := re.search(rf"{before}(\d+)(\)?)", bare):
        return f"digit{found[2]}"
    return "letter)" if re.search(rf"{before}[а-я]\)", bare) else ""


def _kyrgyz(bare: str, quoted: tuple[str, ...]) -> Habits:
    nouns = _NOUN_AFTER.findall(bare)
    return Habits(
        spelled=bool(re.search(r"(?:нчи|нчы|нчу|нчү) бөлү", bare)),
        attributive=bool(re.search(r"[дт][аеоө]г[ыиуү]\s+(?:⟦|\w+нч|чекит|үтүр)", bare)),
        with_instead=bool(re.search(r"менен (?:тиешелүү \w+ )?алмаштыр", bare)),
        names_itself=not re.match(r"\s*төмөн", bare),
        together=bool(_LISTED.search(bare)) or "тиешелүүлүгүнө жараша" in bare,
        after="numbered" if re.search(r"абзацт?\w* кийин", bare) else "",
        nouns={quoted[int(slot)]: f"{noun}{end}" for slot, noun, end in nouns},
        words={
            meaning: found[0].strip()
            for meaning, pattern in _KYRGYZ_WORDS
            if (found := re.search(pattern, bare, re.IGNORECASE))
        },
    )


_KYRGYZ_WORDS = (
    ("repealed", r"күчүн жогот\w+ деп (?:таан|таб|эсепте)\w+"),
    ("following", r"(?:төмөнк|төмөндөг)\w+(?=\s+(?:мазмун|редакция))"),
    ("excluded", r"(?:алып|алынып) (?:салын|ташта)\w+"),
    ("counted", r"(?:болуп|деп) эсепте\w+"),
    ("everywhere", r"^\s*(?:(?:мыйзам|кодекс)\w+ )?(?:бүткүл|бардык|толук) текст\w*(?: боюнча)?"),
    ("subject", r"^\s*(?:мыйзам|кодекс)(?=\s+төмөн)"),
    ("heading", r"(?<!\w)ат(?:ы|ын|ында|ындагы|ынан|ынын)(?!\w)"),
)
