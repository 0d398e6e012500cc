from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "yntymak.apps.plans"
    label = "plans"
