from django.apps import AppConfig


class OpinionsConfig(AppConfig):
    name = "yntymak.apps.opinions"
    label = "opinions"
