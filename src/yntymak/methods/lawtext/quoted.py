"""Take the quoted words out of an instruction, so that its formula can be read without them."""

import re
from dataclasses import dataclass

__all__ = [
    "QUOTE",
    "QUOTE_LIST",
    "Skeleton",
    "extract",
    "is_quotable",
    "quote_length",
    "quotes_of",
    "stays_quoted",
]

QUOTE = r"⟦\d+⟧"
QUOTE_LIST = rf"{QUOTE}(?:(?:,\s*|\s+и\s+|\s+жана\s+){QUOTE})*"
_OPENING = "«„"
_CLOSING = "»”"
_EITHER = '"“'
# Before which word an opening mark was forgotten, where a closing one stands alone.
# After a quotation the sentence goes on with another order.
_GOES_ON = re.compile(r"[;,.]\s|\s*\n")
_ORDER = re.compile(
    r"\b(?:дополнить|изложить|исключить|заменить|признать|считать"
    r"|толукталсын|баяндалсын|алмаштырылсын|салынсын|таанылсын|эсептелсин)\b"
)
_QUOTED = re.compile(r"«[^»]*»|\"[^\"]*\"|[„“][^”“]*[”“]")
_BEFORE_QUOTE = re.compile(
    r"(?:⟧|мурда|мурун|кийин|слов\w*|цифр\w*|деген \w+|редакци\w+:|содержания:)\s+", re.IGNORECASE
)


@dataclass(frozen=True)
class Skeleton:
    """`text` with ⟦0⟧, ⟦1⟧ … for the quoted words; `mended`: a mark was missing."""

    text: str
    quoted: tuple[str, ...]
    mended: bool = False

    def words(self, slots: str) -> tuple[str, ...]:
        """What stands in the slots that occur in a part of the text."""
        return tuple(self.quoted[int(slot)] for slot in re.findall(r"⟦(\d+)⟧", slots))


def extract(text: str) -> Skeleton:
    """Quotations may hold others; one that is never closed goes to the end of the text."""
    parts: list[str] = []
    quoted: list[str] = []
    mended, place, plain = False, 0, 0
    while place < len(text):
        if _opens(text, place):
            length = _block(text, place) or quote_length(text[place:])
            mended = mended or not length
            end = place + length if length else len(text)
            parts += [text[plain:place], f"⟦{len(quoted)}⟧"]
            quoted.append(text[place + 1 : end - 1 if length else end].strip())
            place = plain = end
        elif text[place] in _CLOSING + _EITHER:
            before = "".join([*parts, text[plain:place]])
            start = _forgotten(before)
            parts = [before[:start], f"⟦{len(quoted)}⟧"]
            quoted.append(before[start:].strip())
            mended, place = True, place + 1
            plain = place
        else:
            place += 1
    return Skeleton("".join([*parts, text[plain:]]), tuple(quoted), mended)


def quote_length(text: str) -> int:
    """How long the quotation is that `text` begins with, its marks included; 0 if it has no end."""
    depth = 0
    for place, sign in enumerate(text):
        if sign not in _OPENING + _CLOSING + _EITHER:
            continue
        if _opens(text, place) and (sign not in _EITHER or not _closes(text, place, depth)):
            depth += 1
        else:
            depth -= 1
        if depth == 0:
            return place + 1
    return 0


def _block(text: str, place: int) -> int:
    """A quotation on a line of its own after a colon goes to the last mark, whatever it holds."""
    end = len(text.rstrip(" ;.,\n"))
    is_block = text[:place].endswith(":\n") and end > place + 1
    if not is_block or text[end - 1] not in _CLOSING + _EITHER:
        return 0
    balanced = quote_length(text[place:end])
    rest = text[place + balanced : end]
    goes_on = balanced and _GOES_ON.match(rest) and _ORDER.search(_QUOTED.sub("", rest))
    return balanced if goes_on else end - place


def is_quotable(text: str) -> bool:
    """Whether quotation marks around the text could be told from those within it."""
    return quote_length(f"«{text}»") == len(text) + 2 and quote_length(f'"{text}"') == len(text) + 2


def stays_quoted(text: str) -> bool:
    """Whether «text» ends where it is meant to: each mark within it has its partner."""
    return quote_length(f"«{text}»") == len(text) + 2


def quotes_of(text: str) -> tuple[str, str]:
    """The marks a text uses around its quotations."""
    return ("«", "»") if text.count("«") > text.count('"') / 2 else ('"', '"')


def _opens(text: str, place: int) -> bool:
    sign = text[place]
    if sign in _OPENING:
        return True
    if sign not in _EITHER:
        return False
    before = text[place - 1] if place else " "
    after = text[place + 1] if place + 1 < len(text) else " "
    return (before.isspace() or before in "([" or before in _OPENING + _EITHER) and (
        not after.isspace()
    )


def _closes(text: str, place: int, depth: int) -> bool:
    """A straight mark right after another: closing where the text then stops or goes on apart."""
    after = text[place + 1] if place + 1 < len(text) else " "
    return depth > 0 and (after.isspace() or after in _CLOSING + _EITHER + ".,;:)]")


def _forgotten(before: str) -> int:
    found = list(_BEFORE_QUOTE.finditer(before))
    return found[-1].end() if found else before.rfind("\n") + 1
