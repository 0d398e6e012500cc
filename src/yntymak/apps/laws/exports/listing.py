"""The list of a version's documents, each file with its address and, once it was made, its size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.core.cache import cache
from django.urls import reverse

from yntymak.apps.laws.exports.catalogue import BOTH, DOCUMENTS, Order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.utils.functional import Promise

    from yntymak.apps.laws.exports.catalogue import Document
    from yntymak.apps.laws.exports.papers import Paper
    from yntymak.apps.laws.models import AmendedAct, BillVersion

_FORMAT_NAMES = {"docx": "Word", "xlsx": "Excel", "pdf": "PDF", "txt": "TXT", "xml": "XML"}


@dataclass(frozen=True)
class File:
    url: str
    format: str
    language: str
    size: int | None


@dataclass(frozen=True)
class Files:
    """Of one document; of one act where there is a file for each."""

    act: str
    by_language: list[tuple[str, list[File]]]


@dataclass(frozen=True)
class Listed:
    name: str
    title: Promise
    purpose: Promise
    files: list[Files]


class Listing:
    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        orders = [order for document in DOCUMENTS for order in self._orders(document)]
        keys = {_key(paper.version, order): order for order in orders}
        self.sizes = cache.get_many(keys) if paper.version.is_published else {}

    def __iter__(self) -> Iterator[Listed]:
        for document in DOCUMENTS:
            acts = list(self.paper.acts) if document.is_of_act else [None]
            files = [self._files(document, act) for act in acts]
            yield Listed(document.name, document.title, document.purpose, files)

    def _orders(self, document: Document) -> Iterator[Order]:
        for act in self.paper.acts if document.is_of_act else [None]:
            for language in document.languages:
                yield from self._of_language(document, act, language)

    def _of_language(
        self, document: Document, act: AmendedAct | None, language: str
    ) -> Iterator[Order]:
        """An act that is here in one language only is given in that one."""
        code = act.base.act.code if act else ""
        if act is None or language == BOTH or language in act.base.sources:
            for extension in document.formats:
                yield Order(document, extension, language, code)

    def _files(self, document: Document, act: AmendedAct | None) -> Files:
        by_language = [
            (language, [self._file(order) for order in self._of_language(document, act, language)])
            for language in document.languages
        ]
        title = self.paper.act_title(act, self.paper.language) if act else ""
        return Files(title, [(language, files) for language, files in by_language if files])

    def _file(self, order: Order) -> File:
        version = self.paper.version
        address = reverse(
            "bills:document", args=[version.bill.code, order.document.name, order.extension]
        )
        asked = {"version": version.number, "language": order.language}
        if order.act:
            asked["act"] = order.act
        return File(
            f"{address}?{urlencode(asked)}",
            _FORMAT_NAMES[order.extension],
            order.language,
            self.sizes.get(_key(version, order)),
        )


def remember_size(version: BillVersion, order: Order, size: int) -> None:
    """A published version never changes, nor do its documents."""
    if version.is_published:
        cache.set(_key(version, order), size, timeout=None)


def _key(version: BillVersion, order: Order) -> str:
    return (
        f"laws:document:{version.sha256}:{order.document.name}:{order.act}:"
        f"{order.language}:{order.extension}"
    )
