from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from yntymak.ui.forms import Form

if TYPE_CHECKING:
    from yntymak.apps.plans.models import Plan
    from yntymak.foundation.people.models import User


class RevisedForm(Form):
    """Knows on which revision of the plan it was opened."""

    data: Any  # a QueryDict when bound
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        kwargs["initial"] = {**kwargs.get("initial", {}), "revision": plan.revision}
        super().__init__(*args, **kwargs)
        self.plan = plan

    def reopen_on(self, revision: int) -> None:
        """What was typed stays; sent again it is meant for `revision`."""
        self.data = self.data.copy()
        self.data[self.add_prefix("revision")] = str(revision)


class PartForm(RevisedForm):
    """Over one part of a plan: as it stands, or, without `part`, a new one."""

    COLUMNS: tuple[str, ...] = ()  # of the part, each with the field of its name

    def __init__(self, *args: Any, actor: User, part: Any = None, **kwargs: Any) -> None:
        if part is not None:
            kwargs["initial"] = self.initial_of(part)
        super().__init__(*args, **kwargs)
        self.prepare(actor, part)

    def initial_of(self, part: Any) -> dict[str, Any]:
        return {name: getattr(part, name) for name in self.COLUMNS}

    def prepare(self, actor: User, part: Any) -> None:
        """What the fields offer depends on the plan, on who asks and on what stands."""

    @property
    def content(self) -> Any:
        """What was typed; a subclass says it in the words of its action."""
        return {name: self.cleaned_data[name] for name in self.COLUMNS}
