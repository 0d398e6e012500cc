"""What XML cannot hold is left out: a form feed pasted from a PDF, half a surrogate pair."""

import re

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(text: str) -> str:
    return _NOT_IN_XML.sub("", text)
