"""The frame around every page: navigation, language switch, account link, demonstration banner.

The settings name what stands in the frame, so this package never imports an app above it:

    YNTYMAK_NAV = [
        ("consultations:list", _("Consultations")),           # for everyone
        ("plans:list", _("Plans"), "yntymak.apps.plans.rules.may_list"),  # predicate(request)
        "yntymak.portal.nav.items",                           # callable(request) -> entries
    ]

YNTYMAK_BAR (the staff's bottom bar on a phone) and YNTYMAK_FOOTER have the same shape; the first
part may be an address that begins with "http". YNTYMAK_ACCOUNT names the account page.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_urlconf, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string
from django.utils.translation import get_language, get_language_from_path
from django.utils.translation import gettext as _

Entry = Sequence[Any]
Source = str | Callable[[HttpRequest], Iterable[Entry]]
Declaration = Entry | Source

#: What a language calls itself, short enough for the head of a phone page, and in full.
LANGUAGE_NAMES = {"ky": ("Кыр", "Кыргызча"), "ru": ("Рус", "Русский"), "en": ("Eng", "English")}


@dataclass(frozen=True)
class Link:
    url: str
    label: str
    current: bool = False


@dataclass(frozen=True)
class LanguageLink:
    code: str
    short: str
    name: str
    url: str
    current: bool


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Context processor; each part is worked out only when the template asks for it."""
    return {
        "nav": SimpleLazyObject(lambda: links("YNTYMAK_NAV", request)),
        "bar": SimpleLazyObject(
            lambda: links("YNTYMAK_BAR", request) if _signed_in(request) else []
        ),
        "footer": SimpleLazyObject(lambda: links("YNTYMAK_FOOTER", request)),
        "languages": SimpleLazyObject(lambda: language_links(request)),
        "account": SimpleLazyObject(lambda: account_links(request)),
        "demonstration": getattr(settings, "DEMONSTRATION", False),
    }


def declared(setting: str) -> Sequence[Declaration]:
    entries: Sequence[Declaration] = getattr(settings, setting, ())
    return entries


def links(setting: str, request: HttpRequest) -> list[Link]:
    """What this visitor may follow; the longest address that begins the path is current."""
    found = [
        (url, str(entry[1]))
        for entry in _entries(declared(setting), request)
        if (len(entry) < 3 or entry[2] is None or _callable(entry[2])(request))
        and (url := resolve(entry[0])) is not None
    ]
    current = max((url for url, _ in found if _begins(url, request.path)), key=len, default=None)
    return [Link(url, label, url == current) for url, label in found]


def resolve(target: str) -> str | None:
    """An address for a URL name, for itself if it is one already, None if no route has the name."""
    if target.startswith(("http://", "https://", "/")):
        return target
    return _reversed(target, get_language(), get_urlconf() or settings.ROOT_URLCONF)


@cache
def _reversed(name: str, _language: str | None, urlconf: str) -> str | None:
    """Kept: every page asks for the same twenty addresses."""
    try:
        return reverse(name, urlconf)
    except NoReverseMatch:
        return None


def account_links(request: HttpRequest) -> list[Link]:
    """Sign in; or one's own page under one's name, and sign out: offices share computers."""
    if not _signed_in(request):
        wanted = [("account_login", _("Sign in"))]
    else:
        own = getattr(settings, "YNTYMAK_ACCOUNT", "account_email")
        wanted = [(own, str(request.user)), ("account_logout", _("Sign out"))]
    return [
        Link(url, label, _begins(url, request.path))
        for name, label in wanted
        if (url := resolve(name)) is not None
    ]


def language_links(request: HttpRequest) -> list[LanguageLink]:
    here = get_language()
    found = []
    for code, in_full in settings.LANGUAGES:
        short, name = LANGUAGE_NAMES.get(code, (code, in_full))
        found.append(LanguageLink(code, short, str(name), _in(code, request), code == here))
    return found


def _in(code: str, request: HttpRequest) -> str:
    """The same page in another language, its query kept; also where nothing answers (404)."""
    path = request.get_full_path()
    prefix = get_language_from_path(request.path_info)
    return path.replace(f"/{prefix}/", f"/{code}/", 1) if prefix else f"/{code}/"


def _entries(declarations: Iterable[Declaration], request: HttpRequest) -> Iterator[Entry]:
    for declaration in declarations:
        if isinstance(declaration, str) or callable(declaration):
            yield from _callable(declaration)(request)
        else:
            yield declaration


def _callable(dotted: str | Callable[..., Any]) -> Callable[..., Any]:
    if not isinstance(dotted, str):
        return dotted
    found: Callable[..., Any] = import_string(dotted)
    return found


def _begins(url: str, path: str) -> bool:
    """Whether path lies at or under url; the home page is under nothing but itself."""
    is_home = url.strip("/") in ("", *dict(settings.LANGUAGES))
    return path == url if is_home else path.startswith(url)


def _signed_in(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return user is not None and user.is_authenticated
