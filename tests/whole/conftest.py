"""The whole system with its demonstration loaded: every table holds something to reach for."""

from __future__ import annotations

import pytest


@pytest.fixture
def demonstration(db) -> None:
    from yntymak.portal.demo.command import load

    load()
