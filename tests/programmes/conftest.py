from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils.translation import override

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _kyrgyz() -> Iterator[None]:
    """A page in another language would leave its language behind."""
    with override("ky"):
        yield
