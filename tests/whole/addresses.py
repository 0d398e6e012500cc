"""Every address of the system, with something real put where its pattern asks for something."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import URLPattern, URLResolver, get_resolver, reverse

if TYPE_CHECKING:
    from collections.abc import Iterator

# The account pages are allauth's own; the root only sends to a language.
NOT_OURS = ("account", "mfa")


@dataclass(frozen=True)
class Address:
    name: str  # consultations:answer
    converters: tuple[str, ...]

    def url(self, *values: object) -> str:
        return reverse(self.name, args=values)


def addresses() -> list[Address]:
    return sorted(set(_walk(get_resolver(), "")), key=lambda found: (found.name, found.converters))


def _walk(resolver: URLResolver, namespace: str, before: tuple[str, ...] = ()) -> Iterator[Address]:
    for each in resolver.url_patterns:
        converters = (*before, *getattr(each.pattern, "converters", ()))
        if isinstance(each, URLResolver):
            inner = f"{namespace}{each.namespace}:" if each.namespace else namespace
            yield from _walk(each, inner, converters)
        elif isinstance(each, URLPattern) and each.name and not _is_foreign(each.name):
            yield Address(namespace + each.name, converters)


def _is_foreign(name: str) -> bool:
    return name.startswith(NOT_OURS)
