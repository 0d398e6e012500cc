"""Editorial remarks of the publisher, which are no part of the law, and the law's own notes."""

import re

from yntymak.methods.lawtext.markers import fold

# What was done to the text, and by what: a remark names both.
_EDITED = re.compile(
    r"в ред(?:акции|\.)|утрат\w* силу|исключен|дополнен|введен|вводится в действие"
    r"|вступа\w+ в силу|утративш\w* силу|приостановлен|внесенн\w+ закон|внесен\w* изменен"
    r"|редакция\w*|күчүн жог\w+|толукта\w+|колдонууга киргиз\w+|күчүнө кир\w+"
    r"|алып салын\w+|алынып салын\w+|киргизилген өзгөр\w+"
)
_ACT = re.compile(
    r"закон|решени|чечим|мыйзам|указ|жарлы|декрет|кодекс|токтом|постановлен|№|\b(?:19|20)\d\d\b"
)
_ATTENTION = re.compile(r"(?:внимание|көңүл бур\w*)\s*!")
_SEE_ALSO = re.compile(r"\(?(?:(?:также )?см\.?|караңыз|кара:) ")
_ADOPTED = re.compile(r"закон\w* .*принят|мыйзамы? менен кабыл алын")
_BRACKETED = re.compile(r"\[(?:примечани\w+ (?:редак|издат|изготов)|редактордун эскертүү|см\.).*\]")
_NOTE = re.compile(r"(?:примечани[ея]|эскертүү(?:лөр)?)(?: к (?:статье|разделу|главе))?\s*[.:]")
_TRAILING = re.compile(r"\s*(\([^()]*(?:\([^()]*\)[^()]*)*\))[.;]?\s*$")
_LONGEST = 8  # printed lines of one remark
_LONGEST_TRAILING = 8000  # characters of a line that may end in one


def is_remark(text: str, *, alone: bool = False) -> bool:
    """Whether `text` speaks of the law from outside; `alone`: it is a line of its own."""
    folded = fold(text)
    if _BRACKETED.fullmatch(folded.strip()):
        return True
    if _ATTENTION.match(folded) or (_SEE_ALSO.match(folded) and _ACT.search(folded)):
        return True
    if not folded.startswith("(") or not folded.rstrip(" .;").endswith(")"):
        return bool(_NOTE.match(folded)) and _names_an_edit(folded)
    if alone and _ADOPTED.search(folded):
        return True
    return _names_an_edit(folded)


def _names_an_edit(folded: str) -> bool:
    return bool(_EDITED.search(folded) and _ACT.search(folded)) and (
        not _NOTE.match(folded) or "№" in folded
    )


def remark_length(texts: list[str], start: int) -> int:
    """How many lines from `start` on make one remark; 0 where none begins."""
    if is_remark(texts[start], alone=True):
        return 1 + _attention_tail(texts, start)
    if not texts[start].startswith("("):
        return 0
    joined = ""
    for length in range(1, _LONGEST + 1):
        if start + length > len(texts):
            return 0
        joined = f"{joined} {texts[start + length - 1]}".strip()
        if joined.count(")") >= joined.count("("):
            return length if length > 1 and is_remark(joined, alone=True) else 0
    return 0


def _attention_tail(texts: list[str], start: int) -> int:
    """«Внимание!» may go on over the lines that follow, each on another amending law."""
    if not _ATTENTION.match(fold(texts[start])):
        return 0
    tail = 0
    while start + tail + 1 < len(texts) and tail < _LONGEST:
        following = texts[start + tail + 1]
        folded = fold(following)
        goes_on = not texts[start + tail].endswith(".") or following[0].islower()
        if not (goes_on and _EDITED.search(folded) and _ACT.search(folded)):
            break
        tail += 1
    return tail


def split_trailing_remark(text: str) -> tuple[str, str]:
    """«Текст. (В редакции Закона …)» → («Текст.», «(В редакции Закона …)»)."""
    own, remark = text, ""
    while len(own) <= _LONGEST_TRAILING and own.rstrip(" .;").endswith(")"):
        match = _TRAILING.search(own)
        if not match or not is_remark(match[1]):
            break
        own, remark = (
            own[: match.start()].rstrip(),
            own[match.start() :].strip() + (f" {remark}" if remark else ""),
        )
    return own, remark


def note_label(text: str) -> str:
    """«Примечание.», «Эскертүү.» at the start of a note of the law itself; else empty."""
    match = _NOTE.match(fold(text))
    return text[: match.end()] if match else ""
