from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "yntymak.foundation.jobs"
    label = "jobs"
