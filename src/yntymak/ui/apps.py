from django.apps import AppConfig
from django.core import checks


class UiConfig(AppConfig):
    name = "yntymak.ui"
    label = "ui"

    def ready(self) -> None:
        from yntymak.ui.checks import navigation_resolves  # noqa: PLC0415 - needs loaded apps

        checks.register(navigation_resolves)
