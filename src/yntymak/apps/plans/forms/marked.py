from __future__ import annotations

from typing import Any

from django import forms

from yntymak.ui.forms import Form


class MarkedForm(Form):
    """Carries the mark of what stood when it was opened; see actions.mark_of."""

    data: Any  # a QueryDict when bound
    opened_on = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, mark: str = "", **kwargs: Any) -> None:
        kwargs["initial"] = {**(kwargs.get("initial") or {}), "opened_on": mark}
        super().__init__(*args, **kwargs)

    @property
    def mark(self) -> str | None:
        """None where the form was sent without one: by a page of an earlier release."""
        return self.cleaned_data["opened_on"] or None

    def reopen_on(self, mark: str) -> None:
        """What was typed stays; sent again it is meant for what stands now."""
        self.data = self.data.copy()
        self.data[self.add_prefix("opened_on")] = mark
