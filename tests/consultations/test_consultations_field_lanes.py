"""Who may read what is said at a meeting: the page in the field asks it, and keeps to it."""

from __future__ import annotations

import json
import uuid

import pytest
from browser_seal import seal
from django.urls import reverse
from django.utils.translation import override

from yntymak.apps.consultations.models import Contribution
from yntymak.foundation.ledger.models import Event
from yntymak.foundation.sealing import unseal
from yntymak.foundation.sealing.browser import public_key

WORDS = "Акимдин тууганы сууну буруп алды."


@pytest.fixture
def send(as_user, aigul, meeting):
    """send(lane="officials", text="…") as the outbox of Айгүл's phone does."""
    client = as_user(aigul)

    def sent(**fields):
        fields = {"what": "voice", "language": "ky", "key": str(uuid.uuid4()), **fields}
        address = reverse("consultations:field", args=[meeting.consultation.code, meeting.number])
        answer = client.post(address, fields, headers={"accept": "application/json"})
        return answer.status_code, json.loads(answer.content)

    return sent


def sealed(**fields):
    return seal(public_key(), {"language": "ky", "about": "", **fields})


@pytest.mark.parametrize("lane", ["public", "officials"])
def test_the_lane_that_was_chosen_is_kept(send, meeting, aigul, lane):
    assert send(text=WORDS, lane=lane)[0] == 200
    voice = Contribution.objects.get()
    assert (voice.lane, voice.text, voice.meeting, voice.entered_by) == (
        lane,
        WORDS,
        meeting,
        aigul,
    )


def test_without_a_choice_it_is_for_everybody(send):
    send(text=WORDS)
    assert Contribution.objects.get().lane == "public"


def test_a_protected_text_is_sealed_and_names_neither_the_meeting_nor_the_writer(send, aimak):
    status, answer = send(text=WORDS, lane="protected", place=aimak.code)
    assert status == 200
    voice = Contribution.objects.get()
    assert (voice.text, voice.meeting, voice.entered_by) == ("", None, None)
    assert (unseal(voice.sealed), voice.place) == (WORDS, aimak)
    assert WORDS not in str(answer)
    event = Event.objects.latest("seq")
    assert (event.actor, event.place) != (aimak, None)
    assert WORDS not in json.dumps(event.data)


def test_a_protected_text_needs_the_place_of_its_focal_point(send):
    status, answer = send(text=WORDS, lane="protected")
    assert (status, answer["state"]) == (422, "refused")
    assert Contribution.objects.count() == 0


def test_a_phone_sends_it_sealed_and_it_is_written_once(send, aimak):
    key, blob = str(uuid.uuid4()), sealed(text=WORDS, place=aimak.code, about="art_2")
    first, second = (send(sealed=blob, key=key) for _try in range(2))
    assert first == second
    voice = Contribution.objects.get()
    assert (voice.lane, unseal(voice.sealed), voice.place) == ("protected", WORDS, aimak)
    assert voice.article_key == "art_2"


def test_what_came_sealed_is_protected_whatever_is_said_beside_it(send, aimak):
    send(sealed=sealed(text=WORDS, place=aimak.code), lane="public", text="ачык", place="")
    voice = Contribution.objects.get()
    assert (voice.lane, voice.text) == ("protected", "")
    assert unseal(voice.sealed) == WORDS


def test_a_refused_one_gives_nothing_back_and_is_mended_by_its_place_alone(
    as_user, aigul, meeting, send, aimak
):
    blob = sealed(text=WORDS, place="Жок айыл")
    address = reverse("consultations:field", args=[meeting.consultation.code, meeting.number])
    # Also whoever asks for the page instead of the answer for the outbox.
    page = as_user(aigul).post(address, {"what": "voice", "sealed": blob, "lane": "protected"})
    assert page.status_code == 422
    assert WORDS not in page.content.decode()
    assert "Жок айыл" not in json.dumps(json.loads(page.content), ensure_ascii=False)
    status, answer = send(sealed=f"{blob} {sealed(place=aimak.code)}")
    assert (status, answer["state"]) == (200, "stored")
    assert unseal(Contribution.objects.get().sealed) == WORDS


def test_a_text_under_a_key_that_is_gone_says_so(send, settings):
    blob = sealed(text=WORDS, place="Ак-Суу")
    settings.PROTECTED_LANE_KEYS = ["L3cWwzPGZ8dPa7zlOwkoKmqtWFSz3pzWCcpn2LF9pAk="]
    status, answer = send(sealed=blob)
    assert (status, len(answer["errors"])) == (422, 1)


@pytest.mark.parametrize("blob", ["хаос", "e30=", "AAAA BBBB"])
def test_junk_in_the_place_of_a_sealed_text_is_refused(send, blob):
    assert send(sealed=blob)[0] == 422
    assert Contribution.objects.count() == 0


def test_too_long_a_text_is_refused_before_it_is_stored(send, aimak):
    status, answer = send(sealed=sealed(text="с" * 5001, place=aimak.code))
    assert status == 422
    assert "ссс" not in json.dumps(answer, ensure_ascii=False)


def test_two_places_of_one_name_are_told_apart_by_their_raion(send, aimak, neighbour):
    """No list to choose from stands in an outbox."""
    neighbour.name_ky, neighbour.search_text = aimak.name_ky, aimak.search_text
    neighbour.save()
    with override("en"):
        status, answer = send(text=WORDS, lane="protected", place="Ак-Суу")
    assert (status, answer["errors"]) == (
        422,
        ["Several places are called so. Add the name of the raion."],
    )
