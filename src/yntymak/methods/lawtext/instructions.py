"""An amending law: which acts it changes, and each instruction in its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from yntymak.methods.lawtext.document import Document
from yntymak.methods.lawtext.formulas import (
    orders_something,
    read_context,
    read_contexts,
    read_formula,
    write_formula,
)
from yntymak.methods.lawtext.habits import habits_of
from yntymak.methods.lawtext.markers import fold, read_heading, read_item
from yntymak.methods.lawtext.operations import AmendmentError, Operation, Repeal
from yntymak.methods.lawtext.provisions import RANKS
from yntymak.methods.lawtext.quoted import extract, quote_length

__all__ = ["AmendingAct", "Instruction", "read_instructions", "same_words"]

_QUOTE_SIGNS = ("«", '"', "“", "„")
_BLOCK_END = re.compile(r"[»\"”“]\s*[;.,]{0,2}\s*$")
_LONGEST_BLOCK = 2000  # lines of one quoted text
_BEFORE_TEXT = ("содержания", "редакции", "толукталсын", "баяндалсын")  # a colon was forgotten
_LOOSE = 11  # the rank of an introduction without a number, inside everything numbered
_ACT = {
    "ru": (
        re.compile(
            r"(?:внести\s+)?во?\s+(?P<act>.+?)\s*,?\s*(?:внести\s+)?(?:следующ\w+\s+)?"
            r"(?:изменени|дополнени)\w*(?:\s+и\s+(?:изменени|дополнени)\w*)?"
            r"(?:\s+следующего\s+содержания)?\s*(?P<rest>[:,.].*)$",
            re.IGNORECASE | re.DOTALL,
        ),
        re.compile(r"во?\s+(?P<act>[^:]+)(?P<rest>:)$", re.IGNORECASE),
    ),
    "ky": (
        re.compile(
            r"(?P<act>.+?)\s+(?:төмөнк|төмөндөг)\w+\s+(?:өзгөртүү|толуктоо)\w*"
            r"(?:\s+(?:жана|менен)\s+(?:өзгөртүү|толуктоо)\w*)?\s+киргиз\w+\s*(?P<rest>[:.].*)$",
            re.IGNORECASE | re.DOTALL,
        ),
        re.compile(r"(?P<act>[^:]+\w(?:да|де|до|дө))(?P<rest>:)$", re.IGNORECASE),
    ),
}  # fmt: skip
_LISTS_REPEALED = {
    "ru": re.compile(r"(?:.*\s)?признать утратившими силу\b[^⟦\"«]*:$", re.IGNORECASE),
    "ky": re.compile(r"[^⟦\"«]*күчүн жоготту деп таанылсын:$", re.IGNORECASE),
}
_PLACE_IN_ACT = {
    "ru": re.compile(
        r"(?P<place>(?:стать|част|пункт|подпункт|абзац|глав|раздел|параграф)\w*\s.+?)\s+"
        r"(?P<act>[А-Я].*)$"
    ),
    "ky": re.compile(
        r"(?P<act>.*?(?:[Мм]ыйзам|[Кк]одекс|[Тт]октом|[Жж]арлы[кг]|[Жж]обо)\w*?[ндт][ыиуү]н)\s+"
        r"(?P<place>[\w¹²³⁴⁵⁶⁷⁸⁹⁰]+.*)$"
    ),
}
_MARKS = re.compile(r"[\"«»“”„]")
_PUBLISHED = re.compile(r"\s*\([^()]*(?:\([^()]*\)[^()]*)*\)")
_INLINE_ACT = re.compile(
    r"(?:[А-Я][а-я]+\s+){0,3}(?:Закон|Кодекс|закон|кодекс)\w*\s+Кыргызской Республики(?:\s+⟦\d+⟧)?"
    r"|(?:⟦\d+⟧\s+)?Кыргыз Республикасынын\s+(?:\w+\s+){0,3}?(?:[Мм]ыйзам|[Кк]одекс)\w*"
)
_ACT_NOUN = re.compile(
    r"закон|кодекс|конституц|положени|указ|постановлени|распоряжени|решени|регламент|устав"
    r"|мыйзам|токтом|жобо|жарлы[кг]|чечим|буйрук|устав",
    re.IGNORECASE,
)


_STEM = 5  # letters that case endings leave alone
_EVERY_NAME = {"кырг", "кыргы", "респу", "закон", "мыйза", "кодек"}


@dataclass(frozen=True)
class Instruction:
    """`text` as printed without its mark; `context` the key that introductions have named.

    `error` says why an instruction could not be read; then there are no operations. An
    introduction may name several provisions: the operations do the same `times` over, `context`
    is the first.
    `act` is the name of the act it changes; `place` the marks that lead to it («1, 2) а)»).
    """

    text: str
    place: str
    act: str
    line: int
    context: str
    operations: tuple[Operation, ...]
    error: AmendmentError | None = None
    times: int = 1

    def rewritten(self, language: str) -> str:
        """The same instruction generated from its operations."""
        once = self.operations[: len(self.operations) // self.times]
        return write_formula(once, language, self.context, habits=habits_of(self.text, language))

    def is_regenerated(self, language: str) -> bool:
        """Whether that is word for word what was printed; stops at the end aside."""
        return not self.error and same_words(self.rewritten(language), self.text)


@dataclass(frozen=True)
class AmendingAct:
    language: str
    instructions: tuple[Instruction, ...]

    @property
    def acts(self) -> tuple[str, ...]:
        """Names of the acts that are changed, in order."""
        return tuple(dict.fromkeys(each.act for each in self.instructions))


def read_instructions(document: Document, language: str) -> AmendingAct:
    """Every instruction of an amending law, also those that cannot be understood."""
    reading = _Reading(language)
    for statement in _statements(document):
        reading.take(statement)
    return AmendingAct(language, tuple(reading.instructions))


def same_words(one: str, other: str) -> bool:
    """Word for word; quotation marks, which a source may have forgotten, are no words; ё is е."""
    return _words(one) == _words(other)


def _words(text: str) -> str:
    unmarked = _MARKS.sub("", text).replace("ё", "е")
    return " ".join(unmarked.split()).rstrip(" .;,")


@dataclass(frozen=True)
class _Statement:
    """A line with the quotation that follows it; `rank` is that of its mark."""

    text: str
    mark: str
    rank: int
    line: int


@dataclass
class _Open:
    """An introduction under which further instructions stand; `repeals`: acts are listed."""

    rank: float
    mark: str
    act: str
    contexts: tuple[str, ...] = ("",)
    repeals: bool = False
    unread: str = ""  # an introduction that was not understood: what stands under it is not either


@dataclass
class _Reading:
    language: str
    instructions: list[Instruction] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)

    def take(self, statement: _Statement) -> None:
        if statement.mark:
            self._close(statement.rank)
        above = self.stack[-1] if self.stack else _Open(0, "", "")
        text, act, contexts = statement.text, above.act, above.contexts
        named = self._contexts(text, contexts) if text.endswith(":") else ()
        if not named and (found := self._act(text)):
            act, named_in_act, text = found
            contexts = (named_in_act or "",)
            named = contexts if not text or text.endswith(":") else ()
        if named or self._lists_repealed(text):
            self._open(_Open(statement.rank, statement.mark, act, named or ("",), not named))
        elif above.repeals and _ACT_NOUN.search(text):
            self._add_repealed(statement, text)
        elif orders_something(text, self.language) or (act and not text.endswith(":")):
            self._add(statement, text, act, contexts, unread=above.unread)
        elif statement.mark or act:
            unread = above.unread or (text if act and text else "")
            self._open(_Open(statement.rank, statement.mark, act, contexts, unread=unread))

    def _contexts(self, text: str, above: tuple[str, ...]) -> tuple[str, ...]:
        """«В статье 6:», «в частях 1 и 2:» within what stands above; none where it is neither."""
        found = [read_contexts(text, self.language, context) for context in above]
        return tuple(key for keys in found for key in keys) if all(found) else ()

    def _act(self, text: str) -> tuple[str, str, str] | None:
        """Name of the act, the place in it if one is named, and what follows on the same line."""
        skeleton = extract(text)
        for pattern in _ACT[self.language]:
            match = pattern.match(skeleton.text)
            if not match or not _ACT_NOUN.search(match["act"]):
                continue
            name = _filled(_PUBLISHED.sub("", match["act"]), skeleton.quoted)
            context, name = self._place_in_act(name)
            rest = match["rest"].strip(" :,.\n")
            return name, context, _filled(rest, skeleton.quoted, '"')
        return None

    def _place_in_act(self, name: str) -> tuple[str, str]:
        """«Статью 5 Закона …», «… Мыйзамынын 5-беренеси»: the place beside the name of the act.

        Raises AmendmentError where something stands there that is no place.
        """
        found = _PLACE_IN_ACT[self.language].match(name)
        if not found:
            return "", name
        key = read_context(found["place"], self.language)
        if key is None:
            raise AmendmentError("formula_unknown", f"no known place: «{found['place']}»")
        return key, found["act"]

    def _lists_repealed(self, text: str) -> bool:
        return text.endswith(":") and bool(_LISTS_REPEALED[self.language].match(text))

    def _close(self, rank: float) -> None:
        while self.stack and self.stack[-1].rank >= rank:
            self.stack.pop()

    def _open(self, opened: _Open) -> None:
        if not opened.mark:  # it belongs to what was numbered last, instead of its like
            base = next((each.rank for each in reversed(self.stack) if each.mark), 0)
            opened.rank = base + 0.5
            self._close(opened.rank)
        self.stack.append(opened)

    def _add_repealed(self, statement: _Statement, text: str) -> None:
        """One of a list of acts, or of their parts, that lose their force."""
        act = text.strip(" ;.")
        read = self._new(statement, text, act, ("",))
        try:
            key, act = self._place_in_act(act)
            read = replace(read, act=act, operations=(Repeal(key),))
        except AmendmentError as failure:
            read = replace(read, error=failure)
        self.instructions.append(read)

    def _add(
        self, statement: _Statement, text: str, act: str, contexts: tuple[str, ...], *, unread: str
    ) -> None:
        read = self._new(statement, text, act or _named_act(text), contexts)
        if unread:
            detail = f"no known introduction: «{unread}»"
            self.instructions.append(replace(read, error=AmendmentError("formula_unknown", detail)))
            return
        try:
            found = [read_formula(text, self.language, context) for context in contexts]
            read = replace(read, operations=tuple(each for one in found for each in one))
        except AmendmentError as failure:
            read = replace(read, error=failure)
        self.instructions.append(read)

    def _new(
        self, statement: _Statement, text: str, act: str, contexts: tuple[str, ...]
    ) -> Instruction:
        marks = [*(each.mark for each in self.stack), statement.mark]
        known = (each.act for each in self.instructions if act_stems(each.act) == act_stems(act))
        return Instruction(
            text=text,
            place=" ".join(filter(None, marks)),
            act=next(known, act),
            line=statement.line,
            context=contexts[0],
            operations=(),
            times=len(contexts),
        )


def _named_act(text: str) -> str:
    """«В статье 5 Закона Кыргызской Республики «О …» слова …»: the act within the instruction."""
    skeleton = extract(text)
    found = _INLINE_ACT.search(skeleton.text)
    return _filled(found.group().strip(), skeleton.quoted) if found else ""


def act_stems(name: str) -> tuple[str, ...]:
    """What names of one act share in every case: «Семейный кодекс», «Семейного кодекса»."""
    stems = (word[:_STEM] for word in re.findall(r"\w+", fold(name)))
    return tuple(stem for stem in stems if stem not in _EVERY_NAME)


def _filled(text: str, quoted: tuple[str, ...], mark: str = "") -> str:
    opening, closing = (mark, mark) if mark else ("«", "»")
    return re.sub(
        r"⟦(\d+)⟧", lambda slot: f"{opening}{quoted[int(slot[1])]}{closing}", text
    ).strip()


# Lines to statements


def _statements(document: Document) -> Iterator[_Statement]:
    lines = [line for line in document.lines if line.text]
    place = 0
    while place < len(lines):
        line = lines[place]
        text, mark, rank = _marked(line.text)
        end = place + 1
        if text.rstrip().endswith((":", *_BEFORE_TEXT)):
            while length := _block_length([each.text for each in lines[end:]]):
                text = "\n".join([text, *(each.text for each in lines[end : end + length])])
                end += length
        yield _Statement(text, mark, rank, line.number)
        place = end


def _marked(text: str) -> tuple[str, str, int]:
    heading = read_heading(text)
    if heading and heading.kind == "article":
        return heading.rest, heading.label, RANKS["article"]
    item = read_item(text)
    if item:
        return item.rest, item.label, RANKS[item.kind]
    dashed = re.match(r"[-–—]\s+", text)
    return (text[dashed.end() :] if dashed else text), "", _LOOSE


def _block_length(lines: list[str]) -> int:
    """How many lines a quotation takes that begins the first; one, where it is never closed."""
    if not lines or not lines[0].startswith(_QUOTE_SIGNS):
        return 0
    joined = ""
    for count, line in enumerate(lines[:_LONGEST_BLOCK], 1):
        joined = f"{joined}\n{line}" if joined else line
        if _BLOCK_END.search(line) and quote_length(joined):
            return count
    return 1
