"""The whole system with its demonstration loaded, and a draft of everything in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from demonstrated import add_drafts, add_people
from django.db import transaction
from django.utils import translation

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def demonstration(db) -> None:
    from yntymak.portal.demo.command import load

    load()


@pytest.fixture(scope="module")
def drafts(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Loaded once for all tests of a module, because it takes seconds; taken back at its end."""
    from yntymak.portal.demo.command import load

    with django_db_blocker.unblock(), translation.override("ky"), transaction.atomic():
        load()
        add_people()
        add_drafts()
        yield
        transaction.set_rollback(True)
