from yntymak.foundation.registry.actions import load_places_2023


def load() -> None:
    load_places_2023()
