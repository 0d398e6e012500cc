from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "yntymak.apps.programmes"
    label = "programmes"
