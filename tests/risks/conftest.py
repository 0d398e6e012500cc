from __future__ import annotations

import pytest
from weekly import CALM, SUNDAY, fill

from yntymak.apps.risks import actions
from yntymak.apps.risks.models import Alert


@pytest.fixture
def surge(aimak, aigul) -> Alert:
    """Nine reports in a week in which one or two are usual."""
    fill(aimak, [*CALM, 9])
    actions.keep_watch(today=SUNDAY)
    return Alert.objects.get()
