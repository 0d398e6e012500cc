"""Words that nobody but a focal point may find, and the search for them."""

from __future__ import annotations

from django.db import connection

WORDS = "Кошунам куралы бар экенин айтты, эч ким билбесин."
FRAGMENTS = ("Кошунам", "куралы", "эч ким билбесин")


def everything_stored() -> str:
    """Each cell of each table, bytes and JSON escapes read as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                for cell in row:
                    raw = bytes(cell) if isinstance(cell, bytes | memoryview) else None
                    found.append(raw.decode("utf-8", "replace") if raw is not None else str(cell))
    return "\n".join(found)


def escaped(words: str) -> str:
    return words.encode("unicode_escape").decode()


def holds_the_words(text: str) -> bool:
    return any(part in text or escaped(part) in text for part in FRAGMENTS)
