"""The forms of a meeting: plan, cancel, minutes and their steps, counts, scans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yntymak.apps.consultations.actions import MeetingPlan, Signature
from yntymak.apps.consultations.actions.scans import LARGEST_SCAN, MEGABYTE
from yntymak.apps.consultations.attendance import AXES, AXIS_NAMES
from yntymak.apps.consultations.figures import HANDS, Figures
from yntymak.apps.consultations.forms import WordsField
from yntymak.apps.consultations.models import FigureSheet, Meeting, Scan
from yntymak.foundation.registry.forms import PlaceField
from yntymak.foundation.registry.models import Kind, Place
from yntymak.ui.dates import moment
from yntymak.ui.forms import DateField, Form

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from django.forms import BoundField
    from django.utils.functional import _StrPromise

    from yntymak.apps.opinions.models import Statement

LONGEST_MINUTES = 50_000
MOST_PEOPLE = 1_000_000
SIGNATURE_LINES = 4


class AnyPlaceField(PlaceField):
    """A municipality, raion or oblast: meetings are held for each of them."""

    def __init__(self, **kwargs: Any) -> None:
        places = Place.objects.current().exclude(kind=Kind.COUNTRY)
        kwargs.setdefault("help_text", _("Aiyl aimak, city, raion or oblast, in any spelling."))
        super().__init__(queryset=places, **kwargs)


class PlanForm(Form):
    place = AnyPlaceField(label=_("For which place the meeting is"))
    held_on = DateField(label=_("Day of the meeting"))
    starts_at = forms.TimeField(
        label=_("Time"),
        required=False,
        widget=forms.TimeInput(format="%H:%M"),
        help_text=_("Hours and minutes, for example 14:30"),
        error_messages={"invalid": _("Write the time as hours:minutes, for example 14:30.")},
    )
    venue = forms.CharField(
        label=_("Venue"),
        max_length=200,
        required=False,
        help_text=_("For example: house of culture, Ак-Булуң village"),
    )
    agenda = WordsField(label=_("Agenda, one point on each line"), max_length=5000, required=False)

    def plan(self) -> MeetingPlan:
        said = self.cleaned_data
        return MeetingPlan(
            held_on=said["held_on"],
            starts_at=said["starts_at"],
            venue=said["venue"],
            agenda=said["agenda"],
        )


class CancelForm(Form):
    reason = forms.CharField(
        label=_("Why the meeting is not held"),
        max_length=300,
        error_messages={"required": _("Write why the meeting is not held; everybody reads it.")},
    )


class MinutesForm(Form):
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    text = WordsField(
        label=_("Minutes"),
        max_length=LONGEST_MINUTES,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=_(
            "What was asked, what was said, what was agreed. No names of people who spoke, "
            "but for those who led the meeting."
        ),
        error_messages={"required": _("Write what was said and agreed.")},
    )


class StepForm(Form):
    """Read out, or approved, on a day."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    on = DateField(label=_("On which day"))


class SignaturesForm(Form):
    signed_on = DateField(label=_("Signed on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line in range(SIGNATURE_LINES):
            is_needed = line < 2
            label = {"number": line + 1}
            self.fields[f"name_{line}"] = forms.CharField(
                label=_("Name of signatory %(number)d") % label,
                max_length=200,
                required=is_needed,
                error_messages={"required": _("Write who signed the minutes on paper.")},
            )
            self.fields[f"role_{line}"] = forms.CharField(
                label=_("Role of signatory %(number)d") % label,
                max_length=200,
                required=is_needed,
                help_text=_("For example: chair, secretary") if is_needed else "",
                error_messages={"required": _("Write in what role they signed.")},
            )

    def clean(self) -> dict[str, Any]:
        for line in range(2, SIGNATURE_LINES):
            name, role = (self.cleaned_data.get(f"{what}_{line}") for what in ("name", "role"))
            if name and not role:
                self.add_error(f"role_{line}", _("Write in what role they signed."))
            if role and not name:
                self.add_error(f"name_{line}", _("Write who signed the minutes on paper."))
        return self.cleaned_data

    @property
    def signatures(self) -> list[Signature]:
        said = self.cleaned_data
        return [
            Signature(said[f"name_{line}"], said[f"role_{line}"], said["signed_on"])
            for line in range(SIGNATURE_LINES)
            if said[f"name_{line}"]
        ]


class AdditionForm(Form):
    text = WordsField(
        label=_("Correction or addition"),
        max_length=5000,
        help_text=_("It stands under the minutes; they stay as they were signed."),
        error_messages={"required": _("Write what must be added or corrected.")},
    )


def _count(label: str | _StrPromise, *, required: bool = False) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=MOST_PEOPLE,
        required=required,
        error_messages={
            "required": _("Write how many people took part."),
            "invalid": _("Write a whole number."),
            "min_value": _("Write a whole number, 0 or more."),
            "max_value": _("This number is too large. Check it."),
        },
    )


class FiguresForm(Form):
    """The counts of the two sheets of paper; what was not counted stays empty."""

    def __init__(self, *args: Any, statements: Sequence[Statement] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.statements = statements
        self.fields["total"] = _count(_("How many took part"), required=True)
        for axis, groups in AXES.items():
            for group, label in groups.items():
                self.fields[f"{axis}-{group}"] = _count(label)
        words = (_("agree"), _("disagree"), _("pass"))
        for statement in statements:
            for hand, word in zip(HANDS, words, strict=True):
                said = {"number": statement.number, "vote": word}
                self.fields[f"hands-{statement.number}-{hand}"] = _count(
                    _("Statement %(number)d: %(vote)s") % said
                )

    @property
    def axes(self) -> Iterator[tuple[str, str, list[BoundField]]]:
        for axis, groups in AXES.items():
            yield axis, str(AXIS_NAMES[axis]), [self[f"{axis}-{group}"] for group in groups]

    @property
    def hands(self) -> Iterator[tuple[Statement, list[BoundField]]]:
        for each in self.statements:
            yield each, [self[f"hands-{each.number}-{hand}"] for hand in HANDS]

    def clean(self) -> dict[str, Any]:
        for each in self.statements:
            fields = [f"hands-{each.number}-{hand}" for hand in HANDS]
            found = [self.cleaned_data.get(name) for name in fields]
            if any(n is not None for n in found) and None in found:
                empty = fields[found.index(None)]
                if empty not in self.errors:
                    self.add_error(empty, _("Write 0 where nobody raised a hand."))
        if not self.errors:
            for fault in self.figures.faults():
                self.add_error(None, fault)
        return self.cleaned_data

    @property
    def figures(self) -> Figures:
        said = self.cleaned_data
        groups: dict[str, dict[str, int]] = {}
        for axis, names in AXES.items():
            counts = {group: said.get(f"{axis}-{group}") for group in names}
            filled = {group: count for group, count in counts.items() if count is not None}
            if filled:
                groups[axis] = filled
        hands: dict[int, tuple[int, int, int]] = {}
        for each in self.statements:
            agree, disagree, passed = (said.get(f"hands-{each.number}-{hand}") for hand in HANDS)
            if agree is not None and disagree is not None and passed is not None:
                hands[each.number] = (agree, disagree, passed)
        return Figures(said["total"], groups, hands)


class ReleaseForm(Form):
    """Which of the entries counts no more, and why."""

    sheet: forms.ModelChoiceField[FigureSheet] = forms.ModelChoiceField(
        label=_("Whose entry counts no more"),
        queryset=FigureSheet.objects.none(),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the entry that counts no more.")},
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        help_text=_("Everybody reads it beside the minutes. Write no names."),
        error_messages={"required": _("Write why this entry counts no more; everybody reads it.")},
    )

    def __init__(
        self, *args: Any, meeting: Meeting, sheets: Iterable[FigureSheet], **kwargs: Any
    ) -> None:
        """`sheets` are offered; those released already are taken too, from a second click."""
        super().__init__(*args, auto_id="release_%s", **kwargs)
        self.fields["sheet"].queryset = meeting.sheets.all()  # type: ignore[attr-defined]
        choices = [(sheet.pk, _entry(sheet)) for sheet in sheets]
        self.fields["sheet"].choices = choices  # type: ignore[attr-defined]


def _entry(sheet: FigureSheet) -> str:
    return f"{sheet.entered_by}, {moment(sheet.entered_at)}"


def initial_of(figures: Figures) -> dict[str, int]:
    """The fields of FiguresForm filled as they were typed in."""
    found = {"total": figures.total}
    for axis, groups in figures.groups.items():
        found |= {f"{axis}-{group}": count for group, count in groups.items()}
    for number, counts in figures.hands.items():
        found |= {f"hands-{number}-{h}": n for h, n in zip(HANDS, counts, strict=True)}
    return found


class ScanForm(Form):
    """The file stands last: an upload that is too large ends the reading of what comes after it."""

    kind = forms.ChoiceField(label=_("What it shows"), choices=Scan.Kind.choices)
    file = forms.FileField(
        label=_("Photo or PDF"),
        widget=forms.FileInput(
            attrs={"accept": "image/jpeg,image/png,application/pdf", "data-most": LARGEST_SCAN}
        ),
        allow_empty_file=True,
        error_messages={
            "required": _("Choose the photo or the PDF."),
            "missing": _("Choose the photo or the PDF."),
            "invalid": _("Choose the photo or the PDF."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = _("JPEG, PNG or PDF, at most %d MB.")
        self.fields["file"].help_text = said % (LARGEST_SCAN // MEGABYTE)
