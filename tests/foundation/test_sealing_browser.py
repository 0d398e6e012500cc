"""What a browser seals for the server opens there, and nowhere else."""

from __future__ import annotations

import base64
import json

import pytest
from browser_seal import seal
from cryptography.fernet import Fernet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yntymak.foundation.sealing import SealError
from yntymak.foundation.sealing.browser import open_from_browser, public_key


@given(st.text(max_size=400))
@settings(max_examples=25, deadline=None)
def test_what_is_sealed_reads_back(words):
    assert json.loads(open_from_browser(seal(public_key(), {"text": words}))) == {"text": words}


def test_sealed_twice_it_looks_different_and_tells_no_length():
    first, second = (seal(public_key(), {"text": words}) for words in ("Суу", "Суу таза болсун"))
    assert first[:80] != second[:80]
    assert len(first) == len(second)


def test_an_older_key_still_opens_what_a_phone_has_kept(settings):
    sealed = seal(public_key(), {"text": "Суу"})
    older, newer = settings.PROTECTED_LANE_KEYS, Fernet.generate_key().decode()
    settings.PROTECTED_LANE_KEYS = [newer, *older]
    assert json.loads(open_from_browser(sealed)) == {"text": "Суу"}
    assert public_key() != ""
    settings.PROTECTED_LANE_KEYS = [newer]
    with pytest.raises(SealError):
        open_from_browser(sealed)


def test_the_key_of_the_page_follows_from_the_key_of_the_lane(settings):
    before = public_key()
    assert before == public_key()
    settings.PROTECTED_LANE_KEYS = [Fernet.generate_key().decode()]
    assert public_key() != before


@given(st.integers(0, 10_000), st.integers(1, 255))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_changed_byte_opens_nothing(at, change):
    content = bytearray(base64.b64decode(seal(public_key(), {"text": "Суу"})))
    content[at % len(content)] ^= change
    with pytest.raises(SealError):
        open_from_browser(base64.b64encode(bytes(content)).decode())


@pytest.mark.parametrize("junk", ["", "Суу", "AAAA", "=", base64.b64encode(bytes(200)).decode()])
def test_junk_is_refused_as_such(junk):
    with pytest.raises(SealError):
        open_from_browser(junk)
