"""An amending law: which acts it changes, and each instruction in its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from yntymak.methods.lawtext.document import Document
from yntymak.methods.lawtext.formulas import (
    orders_something,
    read_context,
    read_formula,
    write_formula,
)
from yntymak.methods.lawtext.markers import read_heading, read_item
from yntymak.methods.lawtext.operations import AmendmentError, Operation, Repeal
from yntymak.methods.lawtext.provisions import RANKS
from yntymak.methods.lawtext.quoted import extract, quote_length, quotes_of

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
_MARKS = re.compile(r"[\"«»“”„]")
_PUBLISHED = re.compile(r"\s*\([^()]*(?:\([^()]*\)[^()]*)*\)")
_INLINE_ACT = re.compile(
    r"(?:[А-Я][а-я]+\s+){0,3}(?:Закон|Кодекс|закон|кодекс)\w*\s+Кыргызской Республики(?:\s+⟦\d+⟧)?"
    r"|(?:⟦\d+⟧\s+)?Кыргыз Республикасынын\s+(?:\w+\s+){0,3}?(?:[Мм]ыйзам|[Кк]одекс)\w*"
)
_ACT_NOUN = re.compile(r"закон|кодекс|конституц|положени|указ|мыйзам|токтом|жобо", re.IGNORECASE)


@dataclass(frozen=True)
class Instruction:
    """`text` as printed without its mark; `context` the key that introductions have named.

    `error` says why an instruction could not be read; then there are no operations.
    `act` is the name of the act it changes; `place` the marks that lead to it («1, 2) а)»).
    """

    text: str
    place: str
    act: str
    line: int
    context: str
    operations: tuple[Operation, ...]
    error: AmendmentError | None = None

    def rewritten(self, language: str) -> str:
        """The same instruction generated from its operations."""
        return write_formula(self.operations, language, self.context, quotes_of(self.text))

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
    """Word for word; quotation marks, which a source may have forgotten, are no words."""
    return _words(one) == _words(other)


def _words(text: str) -> str:
    return " ".join(_MARKS.sub("", text).split()).rstrip(" .;,")


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
    context: str
    repeals: bool = False


@dataclass
class _Reading:
    language: str
    instructions: list[Instruction] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)

    def take(self, statement: _Statement) -> None:
        if statement.mark:
            self._close(statement.rank)
        above = self.stack[-1] if self.stack else _Open(0, "", "", "")
        text, act, context = statement.text, above.act, above.context
        named = read_context(text, self.language, context) if text.endswith(":") else None
        if named is None and (found := self._act(text)):
            act, named_in_act, text = found
            context = named_in_act or ""
            named = context if not text or text.endswith(":") else None
        if named is not None or self._lists_repealed(text):
            self._open(statement, act, named or "", repeals=named is None)
        elif above.repeals and _ACT_NOUN.search(text):
            key, name = self._place_in_act(text.strip(" ;."))
            self._add(statement, text, name, "", Repeal(key))
        elif orders_something(text, self.language):
            self._add(statement, text, act, context)
        elif statement.mark:
            self._open(statement, act, context)

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
        """«Статью 5 Закона …»: the place before the name of the act."""
        if self.language != "ru":
            return "", name
        found = re.match(r"(?P<place>(?:стать|част|пункт|глав)\w+\s.+?)\s+(?P<act>[А-Я].*)$", name)
        if found and (key := read_context(found["place"], self.language)):
            return key, found["act"]
        return "", name

    def _lists_repealed(self, text: str) -> bool:
        return text.endswith(":") and bool(_LISTS_REPEALED[self.language].match(text))

    def _close(self, rank: float) -> None:
        while self.stack and self.stack[-1].rank >= rank:
            self.stack.pop()

    def _open(
        self, statement: _Statement, act: str, context: str, *, repeals: bool = False
    ) -> None:
        rank: float = statement.rank
        if not statement.mark:  # it belongs to what was numbered last, instead of its like
            base = next((each.rank for each in reversed(self.stack) if each.mark), 0)
            rank = base + 0.5
            self._close(rank)
        self.stack.append(_Open(rank, statement.mark, act, context, repeals))

    def _add(
        self,
        statement: _Statement,
        text: str,
        act: str,
        context: str,
        repeal: Repeal | None = None,
    ) -> None:
        marks = [*(each.mark for each in self.stack), statement.mark]
        place = " ".join(filter(None, marks))
        operations: tuple[Operation, ...] = (repeal,) if repeal else ()
        error = None
        try:
            operations = operations or read_formula(text, self.language, context)
        except AmendmentError as failure:
            error = failure
        self.instructions.append(
            Instruction(
                text, place, act or _named_act(text), statement.line, context, operations, error
            )
        )


def _named_act(text: str) -> str:
    """«В статье 5 Закона Кыргызской Республики «О …» слова …»: the act within the instruction."""
    skeleton = extract(text)
    found = _INLINE_ACT.search(skeleton.text)
    return _filled(found.group().strip(), skeleton.quoted) if found else ""


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
