"""What may be shown of how few people. Nothing is imported, so that a page reads it at no cost."""

from __future__ import annotations

POLIS, YNTYMAK = "polis", "yntymak"

LEAST_FOR_MAP = 15  # of the profile polis; that of yntymak is in the method
LEAST_IN_GROUP = 5
LEAST_FOR_SHARE = 10
LONGEST_STATEMENT = 1_000  # characters; what is longer is not one thought
TOO_FEW_PEOPLE = "too_few_people"
TITLE, DESCRIPTION = "@title@", "@description@"  # replaced in the reader's language
MEDIA_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "html": "text/html",
    "png": "image/png",
    "svg": "image/svg+xml",
}
