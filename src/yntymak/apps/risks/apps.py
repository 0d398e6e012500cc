from django.apps import AppConfig


class RisksConfig(AppConfig):
    name = "yntymak.apps.risks"
    label = "risks"
