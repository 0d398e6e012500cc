"""Whether a photo or PDF has come whole: a copy that broke off halfway looks well until opened."""

from __future__ import annotations

SCAN_BEGINS, FILLING, PICTURE_ENDS = 0xDA, 0xFF, b"\xff\xd9"


def is_whole(media_type: str, content: bytes) -> bool:
    """What phones add behind the end, such as the film of a moving photo, is no fault."""
    if media_type == "image/png":
        return b"IEND" in content
    if media_type == "application/pdf":
        return b"%%EOF" in content
    return _is_whole_jpeg(content)


def _is_whole_jpeg(content: bytes) -> bool:
    """The end of the picture stands behind its data: that of a preview lies in a segment before."""
    at = 2
    while content[at : at + 1] == b"\xff" and len(content) > at + 4:
        if content[at + 1] == SCAN_BEGINS:
            return content.find(PICTURE_ENDS, at) > 0
        if content[at + 1] == FILLING:
            at += 1
            continue
        at += 2 + int.from_bytes(content[at + 2 : at + 4])
    return False
