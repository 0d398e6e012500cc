"""The forms of a round: its places, what it hands on, its closing, the next one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from yntymak.apps.consultations.actions import Demand, RoundPlan
from yntymak.apps.consultations.bills import BillField, askable
from yntymak.apps.consultations.forms import LONGEST_TEXT, WordsField
from yntymak.apps.consultations.models import Round
from yntymak.apps.laws.models import ActVersion, BillVersion
from yntymak.foundation.registry.models import Kind, Place
from yntymak.foundation.registry.queries import find_places
from yntymak.ui.forms import DateField, Form

if TYPE_CHECKING:
    from yntymak.apps.consultations.models import Contribution

_NUMBERS = re.compile(r"(\d{1,7})(?:\s*[-–—]\s*(\d{1,7}))?")
MOST_NUMBERS = 5000


class PlacesField(WordsField):
    """Names of places, one on each line, read like a PlaceField reads one."""

    def to_python(self, value: Any) -> Any:
        lines = [line.strip() for line in super().to_python(value).splitlines()]
        places = Place.objects.current().exclude(kind=Kind.COUNTRY)
        found = []
        for line in filter(None, lines):
            matches = find_places(places, line.replace("\0", ""))
            if not matches:
                raise ValidationError(
                    _("We know no place called “%(name)s”."), "unknown", {"name": line}
                )
            if len(matches) > 1:
                names = "; ".join(f"{p}, {p.parent}" for p in matches[:4])
                raise ValidationError(
                    _("Several places are called “%(name)s”. Write the whole name: %(names)s."),
                    "several",
                    {"name": line, "names": names},
                )
            found.append(matches[0])
        return tuple(dict.fromkeys(found))

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str) or value is None:
            return value
        return "\n".join(str(place) for place in value)

    def run_validators(self, value: Any) -> None:
        """The length was that of the text; the places have none."""


PLACES_HINT = _(
    "One place on each line: oblasts, raions, cities or aiyl aimaks. The round closes only when "
    "each has approved minutes."
)


class AreasForm(Form):
    kind = forms.ChoiceField(label=_("Kind of round"), choices=Round.Kind.choices)
    areas = PlacesField(
        label=_("Where meetings are held"), required=False, max_length=20_000, help_text=PLACES_HINT
    )


class NextRoundForm(Form):
    kind = forms.ChoiceField(label=_("Kind of round"), choices=Round.Kind.choices)
    document: forms.ModelChoiceField[ActVersion] = forms.ModelChoiceField(
        label=_("Text under discussion"),
        queryset=ActVersion.objects.none(),
        empty_label=None,
        error_messages={"required": _("Choose the text that people are asked about.")},
    )
    bill_version = BillField()
    opens_on = DateField(label=_("First day"))
    closes_on = DateField(label=_("Last day"))
    areas = PlacesField(
        label=_("Where meetings are held"), required=False, max_length=20_000, help_text=PLACES_HINT
    )

    def __init__(self, *args: Any, act_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions = ActVersion.objects.filter(act=act_id).select_related("act")
        self.fields["document"].queryset = versions  # type: ignore[attr-defined]
        of_act = BillVersion.objects.filter(acts__base__act=act_id)
        self.fields["bill_version"].queryset = askable(of_act)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        opens, closes = (self.cleaned_data.get(name) for name in ("opens_on", "closes_on"))
        if opens and closes and closes < opens:
            self.add_error(
                "closes_on",
                _("The last day is before the first. Write the dates the other way round."),
            )
        return self.cleaned_data

    def plan(self) -> RoundPlan:
        said = self.cleaned_data
        return RoundPlan(
            kind=said["kind"],
            opens_on=said["opens_on"],
            closes_on=said["closes_on"],
            document=said["document"],
            areas=said["areas"],
            bill_version=said["bill_version"],
        )


class CloseForm(Form):
    coverage = forms.CharField(widget=forms.HiddenInput, required=False)
    read = forms.BooleanField(
        label=_("I have read the list of those not heard yet"),
        error_messages={
            "required": _("Read the list of those not heard yet, then confirm that you read it.")
        },
    )
    reason = WordsField(
        label=_("Why the round is closed although something is missing"),
        max_length=LONGEST_TEXT,
        required=False,
        help_text=_("Everybody reads it on the page of the round."),
    )


class PositionForm(Form):
    title_ky = forms.CharField(
        label=_("The demand in one line, in Kyrgyz"),
        max_length=300,
        error_messages={"required": _("Write the demand in one line, in Kyrgyz.")},
    )
    title_ru = forms.CharField(
        label=_("The demand in one line, in Russian"), max_length=300, required=False
    )
    text_ky = WordsField(
        label=_("What it means and why, in Kyrgyz"),
        max_length=LONGEST_TEXT,
        error_messages={"required": _("Write what is demanded, and why.")},
    )
    text_ru = WordsField(
        label=_("What it means and why, in Russian"), max_length=LONGEST_TEXT, required=False
    )
    numbers = forms.CharField(
        label=_("Numbers of the proposals that it stands for"),
        max_length=20_000,
        help_text=_("For example: 3, 7, 12-15"),
        error_messages={
            "required": _("Choose at least one proposal that this position stands for.")
        },
    )

    def __init__(self, *args: Any, asked: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked

    def clean_numbers(self) -> str:
        said: str = self.cleaned_data["numbers"]
        wanted = read_numbers(said)
        if not wanted:
            raise ValidationError(_("Write numbers of proposals, for example: 3, 7, 12-15."))
        rows = self.asked.contributions.citizens().filter(number__in=wanted)
        self.contributions: list[Contribution] = list(rows)
        missing = sorted(wanted - {each.number for each in self.contributions})
        if missing:
            raise ValidationError(
                ngettext_lazy(
                    "There is no proposal No. %(numbers)s in this round.",
                    "There are no proposals No. %(numbers)s in this round.",
                    len(missing),
                )
                % {"numbers": ", ".join(map(str, missing[:10]))}
            )
        return said

    @property
    def demand(self) -> Demand:
        said = self.cleaned_data
        return Demand(said["title_ky"], said["text_ky"], said["title_ru"], said["text_ru"])


def read_numbers(said: str) -> set[int]:
    """>>> sorted(read_numbers("3, 7; 12-15"))
    [3, 7, 12, 13, 14, 15]
    """
    found: set[int] = set()
    for first, last in _NUMBERS.findall(said):
        start, end = int(first), int(last or first)
        found.update(range(start, min(end, start + MOST_NUMBERS) + 1))
    return found


def write_numbers(numbers: list[int]) -> str:
    return ", ".join(str(number) for number in sorted(numbers))
