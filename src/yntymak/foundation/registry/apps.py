from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "yntymak.foundation.registry"
    label = "registry"
