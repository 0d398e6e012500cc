"""How the kenesh of a place is called on its papers, in the two languages of the state.

An entered Organisation of the kind kenesh has the last word; otherwise the name follows from the
place's own, where its form is regular.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yntymak.foundation.people.models import Organisation
from yntymak.foundation.registry.models import Kind

if TYPE_CHECKING:
    from yntymak.foundation.registry.models import Place


@dataclass(frozen=True)
class Kenesh:
    ky: str
    ru: str
    ru_genitive: str
    is_rural: bool
    above_ky: tuple[str, ...]  # the country, the oblast, the raion
    above_ru: tuple[str, ...]

    def name(self, language: str) -> str:
        return self.ru if language == "ru" else self.ky

    def of(self, language: str) -> str:
        """The name in the genitive."""
        return self.ru_genitive if language == "ru" else _kyrgyz_genitive(self.ky)


def kenesh_of(place: Place) -> Kenesh:
    entered = Organisation.objects.filter(kind=Organisation.Kind.KENESH, place=place).first()
    is_rural = place.kind == Kind.AIYL_AIMAK
    ky = (entered and entered.name_ky) or _kyrgyz(place.name_ky or "", is_rural=is_rural)
    ru = (entered and entered.name_ru) or _russian(place.name_ru or ky, is_rural=is_rural)
    above = _places_above(place)
    return Kenesh(
        ky=ky,
        ru=ru,
        ru_genitive=_russian_genitive(ru),
        is_rural=is_rural,
        above_ky=tuple(p.name_ky for p in above),
        above_ru=tuple(p.name_ru or p.name_ky for p in above),
    )


def _kyrgyz(name: str, *, is_rural: bool) -> str:
    unit, council = ("айыл аймагы", "айылдык") if is_rural else ("шаары", "шаардык")
    full = name if name.endswith(unit) else f"{name} {unit}"
    return f"{full}нын {council} кеңеши"


def _kyrgyz_genitive(name: str) -> str:
    if name.endswith("кеңеши"):
        return f"{name}нин"
    return f"{name}тин" if name.endswith("кеңеш") else name


def _russian(name: str, *, is_rural: bool) -> str:
    if is_rural and name.endswith("айылный аймак"):
        return f"{name.removesuffix('аймак')}кенеш"
    if is_rural:
        return f"Айылный кенеш, {name}"
    return f"Городской кенеш города {name.removeprefix('город ').removeprefix('г. ')}"


def _russian_genitive(name: str) -> str:
    if name.startswith("Городской кенеш"):
        return name.replace("Городской кенеш", "Городского кенеша", 1)
    words = name.split()
    if words[-1] != "кенеш":
        return name
    declined = [f"{w[:-2]}ого" if w[-2:] in ("ий", "ый", "ой") else w for w in words[:-1]]
    return " ".join([*declined, "кенеша"])


def _places_above(place: Place) -> list[Place]:
    found: list[Place] = []
    above = place.parent
    while above is not None:
        found.insert(0, above)
        above = above.parent
    return found
