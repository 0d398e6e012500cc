"""The message catalogues: what the sources say against what each language has.

GNU gettext is not needed: Python is read by Babel, templates by Django's own tokeniser.
Each package keeps its catalogues in its own `locale` folder.
"""

from __future__ import annotations

import io
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).resolve().parent
LANGUAGES = ("ky", "ru")  # English is the language of the sources
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLURALS = ("ngettext", "ngettext_lazy", "npgettext")
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w*)\}")
# A Russian date ends in «г.»: a full stop right behind it would be the second dot.
SECOND_DOT = {"ru": re.compile(r"%\((?:day|days|date)\)s\.")}
PLURAL_FORMS = {
    "ky": "nplurals=1; plural=0;",
    "ru": (
        "nplurals=4; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || "
        "n%100>14) ? 1 : n%10==0 || (n%10>=5 && n%10<=9) || (n%100>=11 && n%100<=14)? 2 : 3);"
    ),
}
# Without dates and tool versions: a catalogue changes only when its texts do.
HEADER = """\
msgid ""
msgstr ""
"Language: {}\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {}\\n"

"""

Key = tuple[str | None, str]  # context, singular


@dataclass
class Used:
    """One message of the sources: its plural, if any, and where it stands."""

    plural: str | None = None
    places: list[tuple[str, int]] = field(default_factory=list)


def packages() -> list[Path]:
    """The folders that hold a catalogue: each Django app has its own."""
    found = [path.parent for path in PACKAGE.rglob("apps.py")]
    return sorted(found)


def messages_of(package: Path) -> dict[Key, Used]:
    used: dict[Key, Used] = defaultdict(Used)
    for path in sorted(package.rglob("*")):
        if path.suffix not in {".py", ".html", ".txt"} or "migrations" in path.parts:
            continue
        for line, key, plural in _extract(path):
            entry = used[key]
            entry.plural = entry.plural or plural
            entry.places.append((path.relative_to(PACKAGE).as_posix(), line))
    return dict(used)


def _extract(path: Path) -> Iterator[tuple[int, Key, str | None]]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        from django.utils.translation.template import templatize  # noqa: PLC0415 - needs settings

        # What is left of the template's own indentation would not be Python.
        text = "\n".join(line.strip() for line in templatize(text, origin=str(path)).split("\n"))
    source = io.BytesIO(text.encode())
    for line, function, arguments, _comments in extract_python(source, KEYWORDS, (), {}):
        texts = [arguments] if isinstance(arguments, str) else list(arguments)
        context = texts.pop(0) if "pgettext" in str(function) else None
        if texts and texts[0]:
            plural = texts[1] if str(function) in PLURALS else None
            yield line, (context, texts[0]), plural


def catalogue_path(package: Path, language: str) -> Path:
    return package / "locale" / language / "LC_MESSAGES" / "django.po"


def read_catalogue(package: Path, language: str) -> Catalog:
    path = catalogue_path(package, language)
    if not path.exists():
        return Catalog(locale=None, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, charset="utf-8")


def translations(catalogue: Catalog) -> dict[Key, tuple[str, ...]]:
    found: dict[Key, tuple[str, ...]] = {}
    for message in catalogue:
        if not message.id or message.fuzzy:
            continue
        singular = message.id if isinstance(message.id, str) else message.id[0]
        text = message.string
        found[message.context, singular] = (text,) if isinstance(text, str) else tuple(text or ())
    return found


def update() -> int:
    """Write each used message into its catalogue, untranslated where new; drop the unused.

    Returns how many lack a translation.
    """
    missing = 0
    for package in packages():
        used = messages_of(package)
        if not used:
            continue
        for language in LANGUAGES:
            known = translations(read_catalogue(package, language))
            catalogue = Catalog(charset="utf-8")
            catalogue.mime_headers = [("Plural-Forms", PLURAL_FORMS[language])]
            for (context, singular), entry in sorted(used.items(), key=lambda i: i[1].places[0]):
                text = known.get((context, singular), ())
                missing += not all(text) or not text
                message: Any = (singular, entry.plural) if entry.plural else singular
                said: Any = text if entry.plural else "".join(text[:1])
                # A file without its line: texts that only move do not change the catalogue.
                files: Any = list(dict.fromkeys((name, None) for name, _line in entry.places))
                catalogue.add(message, said, files, context=context)
            path = catalogue_path(package, language)
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                file.write(HEADER.format(language, PLURAL_FORMS[language]).encode())
                write_po(file, catalogue, width=100, omit_header=True)
    return missing


def compile_all() -> int:
    """Write each .mo whose .po is newer. Returns how many were written."""
    written = 0
    for path in PACKAGE.rglob("locale/*/LC_MESSAGES/*.po"):
        target = path.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= path.stat().st_mtime:
            continue
        with path.open("rb") as file:
            catalogue = read_po(file, charset="utf-8")
        with target.open("wb") as file:
            write_mo(file, catalogue)
        written += 1
    return written


def faults() -> list[str]:
    """Each missing, unused, contradicting or ill-fitting translation, one line each."""
    found: list[str] = []
    for language in LANGUAGES:
        said: dict[Key, tuple[tuple[str, ...], Path]] = {}
        for package in packages():
            used = messages_of(package)
            known = translations(read_catalogue(package, language))
            where = catalogue_path(package, language).relative_to(PACKAGE)
            found += [
                f"{where}: not translated: {key[1]!r}" for key in used if not _full(known, key)
            ]
            found += [f"{where}: not used any more: {key[1]!r}" for key in known if key not in used]
            for key, texts in known.items():
                found += _placeholder_faults(where, key, texts)
                found += _date_faults(where, language, texts)
                if all(texts) and key in said and said[key][0] != texts:
                    other = said[key][1]
                    found.append(f"{where}: {key[1]!r} is translated otherwise in {other}")
                if all(texts):
                    said.setdefault(key, (texts, where))
    return found


def _full(known: dict[Key, tuple[str, ...]], key: Key) -> bool:
    return bool(known.get(key)) and all(known[key])


def _placeholder_faults(where: Path, key: Key, texts: tuple[str, ...]) -> list[str]:
    wanted = _placeholders(key[1])
    # A plural form may leave the number itself out ("one person"), but add nothing.
    fits = Counter.__eq__ if len(texts) == 1 else Counter.__le__
    return [
        f"{where}: other placeholders than in {key[1]!r}: {text!r}"
        for text in texts
        if text and not fits(_placeholders(text), wanted)
    ]


def _date_faults(where: Path, language: str, texts: tuple[str, ...]) -> list[str]:
    second_dot = SECOND_DOT.get(language)
    if second_dot is None:
        return []
    return [
        f"{where}: two dots behind a date: {text!r}" for text in texts if second_dot.search(text)
    ]


def _placeholders(text: str) -> Counter[str]:
    return Counter(match.group() for match in PLACEHOLDER.finditer(text))
