"""Fields that several forms of this app share, and how a list is narrowed to one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.forms.models import ModelChoiceIterator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from yntymak.apps.risks.models import Case, Category, Risk, Subtype
from yntymak.foundation.registry.models import Place
from yntymak.ui.forms import Form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise

CATEGORY_CHOICES = [
    (Category.SOCIAL, _("Social: quarrels between neighbours, families, young people, schools")),
    (Category.ECONOMIC, _("Economic: work, prices, debts, land, pasture, the market")),
    (Category.INTERCULTURAL, _("Inter-cultural: language, customs, faith, insulting words")),
    (Category.INFRASTRUCTURAL, _("Infrastructural: water, roads, light, school, hospital")),
    (Category.ADMINISTRATIVE, _("Administrative: unfair decisions, bribes, queues, elections")),
    (Category.ENVIRONMENTAL, _("Environmental: rubbish, dirty water or air, mines, landslides")),
    (Category.OTHER, _("Other: anything else, or you are not sure")),
]


def inside(places: list[Place]) -> Q:
    """These places and all inside them, for a filter on Place."""
    found = Q(pk__in=())
    for place in places:
        found |= Q(code__range=place.code_range)
    return found


def offer(field: forms.Field, places: Any) -> None:
    """A choice among `places`; the only one stands there already."""
    field.queryset = places  # type: ignore[attr-defined]
    first_two = list(places[:2])
    if len(first_two) == 1:
        field.initial = first_two[0]


class CategoryField(forms.ChoiceField):
    def __init__(self) -> None:
        super().__init__(
            label=_("What is it about?"),
            choices=CATEGORY_CHOICES,
            widget=forms.RadioSelect,
            error_messages={
                "required": _("Choose what it is about. If you are not sure, choose “Other”."),
            },
        )


class SubtypeField(forms.ModelChoiceField[Subtype]):
    def __init__(self) -> None:
        super().__init__(
            label=_("More exactly, if it fits"),
            queryset=Subtype.objects.filter(is_offered=True),
            required=False,
            empty_label=_("not said"),
            to_field_name="code",
            error_messages={"invalid_choice": _("Choose one of the list.")},
        )


class ShortChoices(ModelChoiceIterator[Any]):
    """Number and name of each row alone: of a place with hundreds, the rest would cost most."""

    field: RowField

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        yield "", self.field.empty_label
        for pk, *words in self.queryset.values_list("pk", *self.field.words):
            yield pk, self.field.said.format(*words)


class RowField(forms.ModelChoiceField[Any]):
    """`invalid` says which rows may be chosen; a ChoiceForm is handed those."""

    iterator = ShortChoices
    widget: forms.Select
    words: tuple[str, ...]
    said: str


class RiskField(RowField):
    words = ("number", "title")
    said = "№ {}. {}"

    def __init__(self, *, label: _StrPromise, invalid: _StrPromise) -> None:
        super().__init__(
            label=label,
            queryset=Risk.objects.none(),
            empty_label=_("Choose a risk."),
            error_messages={"required": _("Choose a risk."), "invalid_choice": invalid},
        )


class CaseField(RowField):
    words = ("title",)
    said = "{}"

    def __init__(self, *, label: _StrPromise, invalid: _StrPromise) -> None:
        super().__init__(
            label=label,
            queryset=Case.objects.none(),
            empty_label=_("Choose a case."),
            error_messages={"required": _("Choose a case."), "invalid_choice": invalid},
        )


class ChoiceForm(Form):
    """Which of these rows?"""

    def __init__(self, *args: Any, rows: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = next(each for each in self.fields.values() if isinstance(each, RowField))
        self.asked.queryset = rows

    @cached_property
    def offers(self) -> bool:
        """Whether there is anything to choose. Reads the rows once, for this and for the page;
        without iter() the list would count them first.
        """
        self.asked.widget.choices = read = list(iter(ShortChoices(self.asked)))
        return len(read) > 1


class OwnPlaceField(forms.ModelChoiceField[Place]):
    """Among few places, which the form hands in by `offer`."""

    def __init__(self, *, label: _StrPromise) -> None:
        super().__init__(
            label=label,
            queryset=Place.objects.none(),
            empty_label=_("Choose a place from the list."),
            to_field_name="code",
            error_messages={
                "required": _("Choose a place from the list."),
                "invalid_choice": _("Choose a place from the list."),
            },
        )


class WordsField(forms.CharField):
    """A few sentences; `missing` says what to write."""

    def __init__(self, *, missing: _StrPromise, rows: int = 3, **kwargs: Any) -> None:
        messages = {"required": missing, **kwargs.pop("error_messages", {})}
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(widget=widget, error_messages=messages, **kwargs)
