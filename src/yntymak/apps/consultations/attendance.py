"""Whom a meeting counts, along which lines; and which groups a round has not heard yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# What is counted at a meeting: lines, and the groups of each. Never ethnicity, never names.
AXES: dict[str, dict[str, _StrPromise]] = {
    "sex": {
        "female": pgettext_lazy("attendance", "women"),
        "male": pgettext_lazy("attendance", "men"),
    },
    "age": {
        "under_18": pgettext_lazy("attendance", "under 18"),
        "18_28": pgettext_lazy("attendance", "18 to 28"),
        "29_59": pgettext_lazy("attendance", "29 to 59"),
        "60_up": pgettext_lazy("attendance", "60 and older"),
    },
    "language": {
        "ky": pgettext_lazy("attendance", "speak Kyrgyz"),
        "ru": pgettext_lazy("attendance", "speak Russian"),
        "other": pgettext_lazy("attendance", "speak another language"),
    },
    "sector": {
        "parliament": pgettext_lazy("attendance", "parliament"),
        "state": pgettext_lazy("attendance", "state bodies"),
        "municipality": pgettext_lazy("attendance", "municipalities"),
        "civil": pgettext_lazy("attendance", "civil society"),
        "resident": pgettext_lazy("attendance", "residents"),
    },
    "disability": {
        "yes": pgettext_lazy("attendance", "with a disability"),
        "no": pgettext_lazy("attendance", "without a disability"),
    },
}
AXIS_NAMES: dict[str, _StrPromise] = {
    "sex": pgettext_lazy("attendance", "Sex"),
    "age": pgettext_lazy("attendance", "Age"),
    "language": pgettext_lazy("attendance", "Language"),
    "sector": pgettext_lazy("attendance", "Who they come from"),
    "disability": pgettext_lazy("attendance", "Disability"),
}
# A round that heard fewer of these has not heard the group. Parliament and state bodies sit in
# their own rounds, and nobody need be "without a disability".
EXPECTED = {
    "sex": ("female", "male"),
    "age": ("18_28", "29_59", "60_up"),
    "sector": ("municipality", "civil", "resident"),
    "disability": ("yes",),
}
EVERYBODY = "all"


def name_of(axis: str, group: str) -> str:
    return str(AXES[axis][group])
