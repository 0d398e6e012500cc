"""The words of a protected voice are nowhere in the clear, and one kind of person opens them."""

from __future__ import annotations

import logging
import uuid
from pathlib import Path

import pytest
from cast import make_user
from cryptography.fernet import Fernet
from django.contrib.sessions.models import Session
from django.core import serializers
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation
from protected_words import FRAGMENTS, WORDS, everything_stored, holds_the_words

from yntymak.apps.risks import actions
from yntymak.apps.risks.models import Signal
from yntymak.foundation.ledger.models import Event
from yntymak.foundation.sealing import SealError, reseal, seal, unseal


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def voice(aimak) -> Signal:
    return actions.report(
        key=uuid.uuid4(), text=WORDS, category="social", place=aimak, lane="protected"
    )


def filled(where, **changes):
    return {
        "key": str(uuid.uuid4()),
        "text": WORDS,
        "category": "social",
        "place": where.code,
        "lane": "protected",
        **changes,
    }


def test_the_search_for_the_words_can_find_them(aimak):
    actions.report(key=uuid.uuid4(), text=WORDS, category="social", place=aimak, lane="officials")

    assert holds_the_words(everything_stored())


def test_after_sending_the_words_are_in_no_row_of_the_database(visitor, aimak):
    answer = visitor.post(reverse("risks:report"), filled(aimak))

    assert answer.status_code == 302
    signal = Signal.objects.get()
    assert unseal(signal.sealed) == WORDS
    assert not holds_the_words(everything_stored())


@pytest.mark.django_db(transaction=True)
def test_the_words_are_not_in_the_bytes_of_the_database_file(visitor, aimak, tmp_path):
    if connection.vendor != "sqlite":
        pytest.skip("one file is a matter of SQLite; the rows are searched on each database")
    visitor.post(reverse("risks:report"), filled(aimak))
    visitor.post(reverse("risks:report"), filled(aimak, category=""))
    file = tmp_path / "copy.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(file)])

    raw = Path(file).read_bytes()

    assert Signal.objects.get().receipt.encode() in raw
    assert not any(part.encode() in raw for part in FRAGMENTS)


def test_a_refused_form_gives_the_words_back_and_keeps_them_nowhere(aimak, caplog):
    visitor = Client()
    caplog.set_level(logging.DEBUG)

    answer = visitor.post(reverse("risks:report"), filled(aimak, category=""))

    assert WORDS in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert not Signal.objects.exists()
    assert not holds_the_words(everything_stored())
    assert not holds_the_words(caplog.text)
    assert not any(holds_the_words(str(s.get_decoded())) for s in Session.objects.all())
    assert not holds_the_words(str(visitor.cookies))


def test_the_ledger_says_neither_words_nor_place(voice):
    event = Event.objects.get(verb="signal:received")

    assert event.place is None
    assert not holds_the_words(str(event.data))


def test_an_export_of_the_rows_does_not_carry_the_words(voice):
    assert not holds_the_words(serializers.serialize("json", Signal.objects.all()))


def test_the_database_refuses_a_protected_voice_in_the_clear(aimak):
    with pytest.raises(IntegrityError), transaction.atomic():
        Signal.objects.create(
            receipt="2222-2222-22", lane="protected", category="social", place=aimak, text=WORDS
        )


def test_the_focal_point_opens_it_by_a_recorded_act(as_user, nurbek, voice):
    focal = as_user(nurbek)
    page = reverse("risks:signal", args=[voice.receipt])
    assert not holds_the_words(focal.get(page).content.decode())

    answer = focal.post(reverse("risks:signal_open", args=[voice.receipt]))

    assert WORDS in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    event = Event.objects.get(verb="signal:opened")
    assert (event.actor, event.place) == (nurbek, None)
    assert not holds_the_words(everything_stored())
    assert not holds_the_words(focal.get(page).content.decode())


def test_reading_the_address_does_not_open_it(as_user, nurbek, voice):
    answer = as_user(nurbek).get(reverse("risks:signal_open", args=[voice.receipt]))

    assert answer.status_code == 302  # to the page above, where the text is still sealed
    assert not holds_the_words(as_user(nurbek).get(answer.url).content.decode())
    assert not Event.objects.filter(verb="signal:opened").exists()


@pytest.mark.parametrize("name", ["aigul", "bakyt", "chynara", "daniyar", "elmira", "gulzat"])
def test_nobody_else_learns_that_it_exists(as_user, request, voice, name):
    client = as_user(request.getfixturevalue(name))

    assert client.get(reverse("risks:signal", args=[voice.receipt])).status_code == 404
    assert client.post(reverse("risks:signal_open", args=[voice.receipt])).status_code == 404
    assert not Event.objects.filter(verb="signal:opened").exists()


@pytest.mark.parametrize("name", ["aigul", "bakyt", "daniyar", "elmira"])
def test_it_is_in_no_list_of_an_official(as_user, request, voice, name):
    shown = as_user(request.getfixturevalue(name)).get(reverse("risks:signals"))

    assert list(shown.context["page_obj"]) == []
    assert voice.receipt not in shown.content.decode()


def test_a_focal_point_of_another_place_does_not_open_it(as_user, voice, neighbour):
    other = make_user("other", "Башка киши", ("focal_point", neighbour))

    answer = as_user(other).post(reverse("risks:signal_open", args=[voice.receipt]))

    assert answer.status_code == 404


def test_a_focal_point_sees_the_protected_lane_only(as_user, nurbek, voice, aimak):
    actions.report(key=uuid.uuid4(), text="ачык", category="social", place=aimak, lane="officials")

    shown = as_user(nurbek).get(reverse("risks:signals")).context["page_obj"]

    assert list(shown) == [voice]


def test_an_unprotected_worry_is_not_opened(as_user, aigul, aimak):
    plain = actions.report(
        key=uuid.uuid4(), text="ачык", category="social", place=aimak, lane="officials"
    )

    answer = as_user(aigul).post(reverse("risks:signal_open", args=[plain.receipt]))

    assert answer.status_code == 403


def test_the_focal_point_sets_it_aside_and_the_sender_reads_why(
    as_user, visitor, nurbek, voice, aigul
):
    as_user(nurbek).post(
        reverse("risks:signal_set_aside", args=[voice.receipt]),
        {"aside-reason": "We spoke with both sides."},
    )

    page = visitor.get(reverse("risks:receipt", args=[voice.receipt])).content.decode()
    assert "We spoke with both sides." in page
    assert not holds_the_words(page)


def test_an_old_key_opens_and_a_new_one_locks(settings):
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings.PROTECTED_LANE_KEYS = [old]
    locked_before = seal(WORDS)

    settings.PROTECTED_LANE_KEYS = [new, old]
    assert unseal(locked_before) == WORDS
    renewed = reseal(locked_before)

    settings.PROTECTED_LANE_KEYS = [new]
    assert unseal(renewed) == WORDS
    with pytest.raises(SealError):
        unseal(locked_before)


def test_stored_voices_move_to_the_new_key(voice, settings):
    old, new = settings.PROTECTED_LANE_KEYS[0], Fernet.generate_key().decode()
    settings.PROTECTED_LANE_KEYS = [new, old]

    assert actions.reseal_all() == 1

    settings.PROTECTED_LANE_KEYS = [new]
    voice.refresh_from_db()
    assert unseal(voice.sealed) == WORDS


def test_nothing_moves_where_a_key_is_missing(voice, settings):
    settings.PROTECTED_LANE_KEYS = [Fernet.generate_key().decode()]

    with pytest.raises(SealError), transaction.atomic():
        actions.reseal_all()

    assert not Event.objects.filter(verb="signal:resealed").exists()


def test_an_opened_text_does_not_print_itself():
    words = unseal(seal(WORDS))

    assert words == WORDS
    assert not holds_the_words(repr([words]) + f"{words!r}")


def test_a_changed_byte_does_not_open():
    locked = bytearray(seal(WORDS))
    locked[-5] ^= 1

    with pytest.raises(SealError):
        unseal(bytes(locked))


def test_the_same_words_are_locked_differently_each_time():
    assert seal(WORDS) != seal(WORDS)
