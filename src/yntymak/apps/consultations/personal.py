"""Signs of personal data in what somebody is about to publish: a hint, never a refusal.

And, for the moderator, signs that a text names a person or speaks of an ethnic community. No list
of names can be complete and no rule understands blame: a person reads each text before it is
public.
"""

from __future__ import annotations

import re

# +996 555 12-34-56, 0555 123456: nine digits after the prefix, parted as people part them.
_PHONE = re.compile(r"(?<!\d)(?:\+?996|0)[\s(-]*\d(?:[\s()-]*\d){8}(?!\d)")
# The personal number: sex (1, 2), date of birth ddmmyyyy, five digits.
_PERSONAL_NUMBER = re.compile(
    r"(?<!\d)[12][\s-]?(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d[\s-]?\d{5}(?!\d)"
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]{2,}")
_PASSPORT = re.compile(r"(?<!\w)(?:ID|AN|АН)\s?\d{7}(?!\d)", re.IGNORECASE)

ERASED = "[…]"

_NAME = r"[А-ЯЁҢӨҮ][а-яёңөү]+"
_FAMILY = r"[А-ЯЁҢӨҮ][а-яёңөү]+(?:ов|ова|ев|ева|ёв|ин|ина|баев|баева|бекова?|алиева?)"
_PERSON = re.compile(
    rf"\b(?:{_NAME}\s+{_FAMILY}|{_FAMILY}\s+{_NAME}|{_NAME}\s+{_NAME}\s+(?:уулу|кызы))\b"
)
_COMMUNITY = re.compile(
    r"\b(?:кыргыз(?!стан|\s+республик|\s+тил)|өзбек(?!стан)|узбек(?!истан)|тажик(?!стан)|"
    r"таджик(?!истан)|дунган|уйгур|казах(?!стан)|казак(?!стан)|орустар|русски[ех]\b|татар|"
    r"түрк(?!мөнстан)|турк[аоиу]|курд|цыган|люли|кытайлар|китайц)\w*",
    re.IGNORECASE,
)


def personal_data_in(text: str) -> list[str]:
    """>>> personal_data_in("Чалыңыз: 0555 12-34-56")
    ['0555 12-34-56']
    """
    found: list[str] = []
    for pattern in (_PERSONAL_NUMBER, _PHONE, _EMAIL, _PASSPORT):
        found += (match.group() for match in pattern.finditer(text))
    return list(dict.fromkeys(found))


def without_personal_data(text: str) -> str:
    """The numbers and addresses give way to a mark; the rest stays word for word."""
    for pattern in (_PERSONAL_NUMBER, _PHONE, _EMAIL, _PASSPORT):
        text = pattern.sub(ERASED, text)
    return text


def persons_in(text: str) -> list[str]:
    """What looks like a person's name: a family name beside another name, or "… уулу / кызы"."""
    return list(dict.fromkeys(match.group() for match in _PERSON.finditer(text)))


def communities_in(text: str) -> list[str]:
    """Words for ethnic communities. Whether they are blamed, the moderator reads."""
    return list(dict.fromkeys(match.group() for match in _COMMUNITY.finditer(text)))
