"""The rows of a version, written at once when the version is saved and never again."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from django.db.models import F

from yntymak.apps.laws.models import Provision, ProvisionText

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yntymak.apps.laws.models import ActVersion
    from yntymak.apps.laws.structure import Piece

_CHUNK = 500


def save_provisions(version: ActVersion, pieces: list[Piece]) -> None:
    """A level of the tree at a time: a row needs the key of the row above it."""
    rows: dict[str, Provision] = {}
    place = {piece.key: index for index, piece in enumerate(pieces)}
    by_depth = sorted(pieces, key=attrgetter("depth"))
    for _depth, level in groupby(by_depth, key=attrgetter("depth")):
        made = [
            Provision(
                version=version,
                key=piece.key,
                kind=piece.kind,
                number=piece.number,
                parent=rows[piece.parent] if piece.parent else None,
                article=None if piece.is_unit or piece.unit is None else rows[piece.unit],
                position=place[piece.key],
            )
            for piece in level
        ]
        Provision.objects.bulk_create(made)
        rows |= {row.key: row for row in made}
    units = [rows[piece.key].pk for piece in pieces if piece.is_unit]
    for start in range(0, len(units), _CHUNK):
        mine = Provision.objects.filter(pk__in=units[start : start + _CHUNK])
        mine.update(article=F("pk"))
    ProvisionText.objects.bulk_create(_texts(rows, pieces))


def _texts(rows: Mapping[str, Provision], pieces: list[Piece]) -> list[ProvisionText]:
    return [
        ProvisionText(
            provision=rows[piece.key],
            language=language,
            label=text.label,
            heading=text.heading,
            paragraphs=list(text.paragraphs),
            remarks=list(text.remarks),
        )
        for piece in pieces
        for language, text in piece.texts.items()
    ]
