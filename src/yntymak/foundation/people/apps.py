from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "yntymak.foundation.people"
    label = "people"
