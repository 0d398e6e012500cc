"""Forms in which each question has a label, a hint, an error that says what to do, and one control.

`{{ form }}` renders the whole form body; the <form> element and the button stand in the page.
"""

import datetime as dt
import re
import uuid
from decimal import Decimal
from pathlib import Path
from typing import Any

import django.forms
from django import forms
from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.template.backends.django import DjangoTemplates as Backend
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from yntymak.ui import form_markup
from yntymak.ui.figures import TYIYN_PER_THOUSAND_SOM, grouped

HERE = Path(__file__).parent

#: Twelve digits of thousand som fit a 64-bit count of tyiyn with room to sum.
AMOUNT = re.compile(r"-?\d{1,12}([.,]\d{1,9})?")
#: Oldest and newest year that a paper of an office speaks of.
YEARS = range(1800, 2200)
AUTOCOMPLETE = {"email": "email", "phone": "tel", "tel": "tel", "full_name": "name"}


class BoundField(forms.BoundField):
    """Knows the ids that tie hint, error and control together."""

    @property
    def anchor(self) -> str:
        """The id that a link in the error summary leads to: of a group, its first choice."""
        widget = self.field.widget
        if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
            return f"{self.auto_id}_0"
        return self.id_for_label or self.auto_id

    @cached_property
    def hint(self) -> str | Promise:
        if self.help_text:
            return self.help_text
        if isinstance(self.field, forms.DateField):
            return _("Day.month.year, for example 25.10.2026")
        if isinstance(self.field, forms.DateTimeField):
            return _("Day.month.year and time, for example 25.10.2026 14:30")
        return ""

    @property
    def asked(self) -> str:
        """The label before an error: a question already ends with its mark."""
        label = str(self.label)
        return label if label.endswith("?") else f"{label}:"

    @property
    def may_stay_empty(self) -> bool:
        """Not where a round button is pressed from the beginning: it cannot be left out."""
        is_pressed = isinstance(self.field.widget, forms.RadioSelect) and self.initial
        return not self.field.required and not is_pressed

    @property
    def is_choice_alone(self) -> bool:
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def aria_describedby(self) -> str | None:
        if self.field.widget.attrs.get("aria-describedby") or not self.auto_id or self.is_hidden:
            return None
        parts = [f"{self.auto_id}_hint"] if self.hint else []
        if self.errors:
            parts.append(f"{self.auto_id}_error")
        return " ".join(parts)

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        control = widget or self.field.widget
        if control.is_hidden:
            return built
        # A placeholder is gone as soon as one types; the hint stays.
        built["placeholder"] = False
        for name, value in self._typing_aids(control).items():
            if name not in control.attrs:
                built.setdefault(name, value)
        return built

    def _typing_aids(self, control: forms.Widget) -> dict[str, str]:
        aids: dict[str, str] = {}
        if self.name in AUTOCOMPLETE:
            aids["autocomplete"] = AUTOCOMPLETE[self.name]
        field = self.field
        if isinstance(field, forms.EmailField):
            aids["autocomplete"] = "email"
        elif isinstance(field, forms.FloatField | forms.DecimalField | ThousandSomField):
            aids |= {"inputmode": "decimal", "class": "short n"}
        elif isinstance(field, forms.IntegerField) and not isinstance(control, forms.Select):
            aids |= {"inputmode": "numeric", "class": "short n"}
        elif isinstance(field, forms.DateField | forms.DateTimeField):
            aids |= {"inputmode": "decimal", "autocomplete": "off", "class": "short"}
        return aids


class Renderer(DjangoTemplates):
    """Looks in this package first, so that also groups of choices come out in our markup."""

    form_template_name = "ui/forms/form.html"
    formset_template_name = "ui/forms/formset.html"
    field_template_name = "ui/forms/field.html"
    bound_field_class = BoundField

    @cached_property
    def engine(self) -> Backend:
        shipped = Path(django.forms.__file__).parent / "templates"
        return Backend(
            {
                "APP_DIRS": True,
                "DIRS": [HERE / "templates", shipped],
                "NAME": "yntymakforms",
                "OPTIONS": {},
            }
        )

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> str:
        """The commonest parts are written by form_markup, the others by their template."""
        control = form_markup.CONTROLS.get(template_name)
        if control is not None:
            return control(context["widget"])
        if template_name == self.field_template_name:
            return form_markup.field(context["field"])
        if template_name == self.form_template_name:
            return self._form(context)
        return super().render(template_name, context, request)

    def _form(self, context: dict[str, Any]) -> str:
        summary = ""
        if context["form"].errors:
            summary = super().render("ui/forms/_summary.html", context)
        hidden = "".join(str(each) for each in context["hidden_fields"])
        return summary + hidden + "".join(each.as_field_group() for each, _e in context["fields"])


class KeyField(forms.Field):
    """The form's own number, made when it is first shown and kept when it comes back: two clicks
    carry the same number and the action writes once. A form sent without one gets a fresh number.
    """

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "initial": uuid.uuid4, **kwargs})

    def bound_data(self, data: Any, initial: Any) -> Any:
        return data or initial

    def to_python(self, value: Any) -> uuid.UUID:
        try:
            return value if isinstance(value, uuid.UUID) else uuid.UUID(value)
        except (AttributeError, TypeError, ValueError):
            return uuid.uuid4()


class DateField(forms.DateField):
    """dd.mm.yyyy, and the other ways in which people here type a date (see formats)."""

    default_error_messages = {
        "required": _("Write the date, for example 25.10.2026."),
        "invalid": _("Write the date as day.month.year, for example 25.10.2026."),
    }

    def to_python(self, value: Any) -> dt.date | None:
        day: dt.date | None = super().to_python(value)
        # A slip of the finger: with such a year the calendar itself ends a day earlier or later.
        if day is not None and day.year not in YEARS:
            raise forms.ValidationError(self.error_messages["invalid"], "invalid")
        return day


class ThousandSomField(forms.CharField):
    """Typed in thousand som with a decimal comma ("1 240,5"), held as whole tyiyn."""

    default_error_messages = {
        "invalid": _("Write the sum in thousand som, for example 1 240,5."),
        "negative": _("The sum cannot be less than zero."),
        "too_fine": _("One tyiyn is the smallest part: at most five digits after the comma."),
    }

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, int):
            return value
        exact = Decimal(value) / TYIYN_PER_THOUSAND_SOM
        places = max(1, -int(exact.normalize().as_tuple().exponent))
        return grouped(exact, places)

    def clean(self, value: Any) -> Any:
        text = super().clean(self.prepare_value(value))
        if not text:
            return None
        plain = "".join(text.split()).replace("\N{MINUS SIGN}", "-")
        if not AMOUNT.fullmatch(plain):
            raise forms.ValidationError(self.error_messages["invalid"], "invalid")
        tyiyn = Decimal(plain.replace(",", ".")) * TYIYN_PER_THOUSAND_SOM
        if tyiyn < 0:
            raise forms.ValidationError(self.error_messages["negative"], "negative")
        if tyiyn != tyiyn.to_integral_value():
            raise forms.ValidationError(self.error_messages["too_fine"], "too_fine")
        return int(tyiyn)


def _say_what_to_choose(form: forms.BaseForm) -> None:
    """Where one is to be chosen, there is nothing to fill in."""
    usual = forms.Field.default_error_messages["required"]
    for field in form.fields.values():
        is_choice = isinstance(field, forms.ChoiceField | forms.ModelChoiceField)
        if is_choice and field.error_messages["required"] is usual:
            field.error_messages["required"] = _("Choose one of these.")


class Form(forms.Form):
    """The base of every form that writes."""

    not_required = ""  # what stands beside such a label, in a language that the site lacks
    use_required_attribute = False  # the browser's own bubble does not speak Kyrgyz
    key = KeyField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        _say_what_to_choose(self)


class ModelForm(forms.ModelForm):  # type: ignore[type-arg]
    use_required_attribute = False
    key = KeyField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        _say_what_to_choose(self)
