from django.apps import AppConfig


class LawsConfig(AppConfig):
    name = "yntymak.apps.laws"
    label = "laws"
