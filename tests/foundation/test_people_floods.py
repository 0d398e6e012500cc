"""Many voices from one address in a short time: counted together, whichever process takes them."""

from types import SimpleNamespace

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.test import RequestFactory

from yntymak.foundation.people import floods
from yntymak.foundation.people.floods import WINDOW_SECONDS, is_flooding


@pytest.fixture
def few(settings):
    settings.VOICES_PER_ADDRESS = 2


@pytest.fixture
def clock(monkeypatch):
    """Seconds, moved by the test."""
    now = [1_000_000 * WINDOW_SECONDS]
    monkeypatch.setattr(floods, "time", SimpleNamespace(time=lambda: now[0]))
    return now


def speak(address: str = "212.42.100.7", what: str = "voices") -> bool:
    return is_flooding(RequestFactory().post("/", REMOTE_ADDR=address), what)


def test_the_third_voice_is_one_too_many(few, clock):
    assert [speak(), speak(), speak()] == [False, False, True]


def test_another_address_and_another_matter_count_apart(few, clock):
    assert not any((speak(), speak(), speak("212.42.100.8"), speak(what="worries")))


def test_a_new_window_begins_anew(few, clock):
    assert [speak(), speak(), speak()] == [False, False, True]
    clock[0] += WINDOW_SECONDS
    assert not speak()


def test_an_address_that_never_rests_is_let_in_again(few, clock):
    """A village behind one address: one voice a window, for as long as it likes."""
    for _window in range(20):
        assert not speak()
        clock[0] += WINDOW_SECONDS


def test_devices_behind_one_subscription_of_ipv6_count_together(few, clock):
    told = [speak(f"2001:db8:1:1::{n}") for n in (1, 2, 3)]
    assert told == [False, False, True]
    assert not speak("2001:db8:1:2::1")


def test_without_a_limit_nobody_is_counted(settings):
    settings.VOICES_PER_ADDRESS = 0
    assert not any(speak() for _ in range(5))


def test_processes_count_together_in_a_shared_cache(few, clock, settings, db):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "kept_pages",
        }
    }
    call_command("createcachetable", verbosity=0)
    told = []
    for _process in range(3):
        del caches["default"]  # as a process that has just begun
        told.append(speak())
    assert told == [False, False, True]
