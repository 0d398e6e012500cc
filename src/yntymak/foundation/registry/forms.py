"""Choosing one of 484 municipalities without JavaScript and without sending 484 names to a phone.

A person types the name on any keyboard, in any of the three languages. One match is taken; several
come back as choices under the same field, each with its raion, so that one tap decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from yntymak.foundation.registry.models import Kind, Place
from yntymak.foundation.registry.queries import find_places

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

    from yntymak.foundation.registry.queries import PlaceQuerySet

MOST_CHOICES = 12
LONGEST = 200  # characters read of what was typed


@dataclass(frozen=True)
class Typed:
    """What came from the browser: the words, and the code of the choice made under them, if any."""

    words: str
    chosen: str


class PlaceInput(forms.TextInput):
    """A text input and, once the words fitted several places, a short list to choose from."""

    template_name = "registry/_place_input.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", **(attrs or {})})
        self.offered: list[Place] = []

    def value_from_datadict(
        self, data: Mapping[str, Any], files: Mapping[str, Any], name: str
    ) -> Typed:
        del files
        words = str(data.get(name) or "")[:LONGEST]
        plain = " ".join(words.replace("\0", "").split())  # PostgreSQL takes no NUL
        return Typed(plain, str(data.get(f"{name}-choice") or ""))

    def format_value(self, value: Any) -> str | None:
        return (value.words if isinstance(value, Typed) else super().format_value(value)) or None

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["offered"] = self.offered
        context["chosen"] = value.chosen if isinstance(value, Typed) else ""
        return context


class PlaceField(forms.Field):
    """Cleans to a Place of `queryset`, or None where not required and left empty.

    Takes a name (folded, any language, whole or in part), a name with its raion ("Ак-Суу Москва")
    or the 14-digit code.
    """

    widget = PlaceInput
    default_error_messages = {
        "required": _("Write the name of the aiyl aimak or city."),
        "unknown": _(
            "We know no place called so. Write the name of the aiyl aimak or city, "
            "without the village."
        ),
        "several": _("Several places are called so. Choose yours below the name."),
        "too_many": _("Too many places fit. Write more of the name, or add the name of the raion."),
    }

    def __init__(
        self,
        *,
        label: str | _StrPromise | None = None,
        queryset: PlaceQuerySet | None = None,
        required: bool = True,
        **kwargs: Any,
    ) -> None:
        """Without `queryset`: the municipalities of today."""
        kwargs.setdefault("help_text", _("Aiyl aimak or city, in any spelling."))
        super().__init__(label=label or _("Aiyl aimak or city"), required=required, **kwargs)
        self.queryset = queryset

    def prepare_value(self, value: Any) -> Any:
        """A Place or its key, given as initial, is shown by a name that reads back to it."""
        if isinstance(value, int):
            value = self._places().filter(pk=value).first()
        return full_label(value) if isinstance(value, Place) else value

    def clean(self, value: Any) -> Place | None:
        typed = value if isinstance(value, Typed) else Typed(str(value or ""), "")
        if not typed.words:
            if self.required:
                raise ValidationError(self.error_messages["required"], "required")
            return None
        found = find_places(self._places(), typed.words)
        chosen = next((place for place in found if place.code == typed.chosen), None)
        if chosen or len(found) == 1:
            return chosen or found[0]
        raise self._refusal(found)

    def _refusal(self, found: list[Place]) -> ValidationError:
        if not found:
            return ValidationError(self.error_messages["unknown"], "unknown")
        if len(found) > MOST_CHOICES:
            return ValidationError(self.error_messages["too_many"], "too_many")
        # The field, and with it the widget, is this form's own copy.
        self.widget.offered = found
        return ValidationError(self.error_messages["several"], "several")

    def has_changed(self, initial: Any, data: Any) -> bool:
        words = data.words if isinstance(data, Typed) else data or ""
        return bool((self.prepare_value(initial) or "") != words)

    def _places(self) -> PlaceQuerySet:
        if self.queryset is not None:
            return self.queryset.all()
        return Place.objects.current().municipalities()


def full_label(place: Place) -> str:
    """The name with the raion or oblast, because 40 names have several bearers."""
    return f"{place}, {place.parent}" if place.parent_id else str(place)


class SearchForm(forms.Form):
    """Words, a kind, an oblast: each may be left out. What is no choice is taken as left out."""

    use_required_attribute = False
    q = forms.CharField(label=_("Name"), required=False, max_length=100)
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[
            ("", _("all")),
            (Kind.AIYL_AIMAK, Kind.AIYL_AIMAK.label),
            (Kind.CITY, Kind.CITY.label),
            (Kind.RAION, Kind.RAION.label),
        ],
    )

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data, label_suffix="")
        self.is_valid()
        self.words: str = self.cleaned_data.get("q", "")
        self.wanted: str = self.cleaned_data.get("kind", "")
        code = str(data.get("oblast", ""))
        around = Place.objects.current().filter(kind__in=(Kind.OBLAST, Kind.REPUBLICAN_CITY))
        self.oblast = around.filter(code=code).first() if code else None

    @property
    def is_search(self) -> bool:
        return bool(self.words or self.wanted)

    def found(self) -> PlaceQuerySet | None:
        """None where nothing was asked for."""
        if not (self.is_search or self.oblast):
            return None
        places = Place.objects.current().exclude(kind=Kind.COUNTRY).named_like(self.words)
        if self.wanted == Kind.CITY:
            places = places.filter(kind__in=(Kind.CITY, Kind.REPUBLICAN_CITY))
        elif self.wanted:
            places = places.filter(kind=self.wanted)
        elif not self.words:
            places = places.municipalities()
        return places.inside(self.oblast) if self.oblast else places
