from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    name = "yntymak.apps.consultations"
    label = "consultations"
