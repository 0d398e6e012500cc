from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    name = "yntymak.apps.coordination"
    label = "coordination"
