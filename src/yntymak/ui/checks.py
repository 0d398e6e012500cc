"""A link that leads nowhere is left out of the page; here it is reported to the operator."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Warning  # noqa: A004 - Django's own name

from yntymak.ui.context import declared, resolve


def navigation_resolves(
    app_configs: Sequence[AppConfig] | None,  # noqa: ARG001 - signature of a check
    **kwargs: Any,  # noqa: ARG001
) -> list[CheckMessage]:
    return [
        Warning(f"{setting}: no URL is named {entry[0]!r}", id="ui.W001")
        for setting in ("YNTYMAK_NAV", "YNTYMAK_BAR", "YNTYMAK_FOOTER")
        for entry in declared(setting)
        if not (isinstance(entry, str) or callable(entry)) and resolve(entry[0]) is None
    ]
