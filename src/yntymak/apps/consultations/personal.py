"""Signs of personal data in what somebody is about to publish: a hint, never a refusal."""

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


def personal_data_in(text: str) -> list[str]:
    """>>> personal_data_in("Чалыңыз: 0555 12-34-56")
    ['0555 12-34-56']
    """
    found: list[str] = []
    for pattern in (_PERSONAL_NUMBER, _PHONE, _EMAIL, _PASSPORT):
        found += (match.group() for match in pattern.finditer(text))
    return list(dict.fromkeys(found))
