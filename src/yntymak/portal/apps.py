from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "yntymak.portal"
    label = "portal"
