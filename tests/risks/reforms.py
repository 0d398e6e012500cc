"""Units that end and live on in others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cast import make_place

from yntymak.foundation.registry.models import Place, Succession

if TYPE_CHECKING:
    import datetime as dt


def merged(raion: Place, old: list[Place], on: dt.date) -> Place:
    ended(old, on)
    names = ("Жаңы айыл аймагы", "Новый айылный аймак", "New aiyl aimak")
    new = make_place("41702205899000", "aiyl_aimak", names, raion)
    for place in old:
        Succession.objects.create(old=place, new=new, on=on, kind="merge")
    return new


def split(old: Place, new: list[Place], on: dt.date) -> None:
    ended([old], on)
    for place in new:
        Succession.objects.create(old=old, new=place, on=on, kind="split")


def ended(old: list[Place], on: dt.date) -> None:
    Place.objects.filter(pk__in=[place.pk for place in old]).update(valid_to=on)
