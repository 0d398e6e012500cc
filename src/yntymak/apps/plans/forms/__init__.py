from yntymak.apps.plans.forms.approval import (
    AnswerForm,
    ApprovalForm,
    ApprovedBeforeForm,
    AttendanceForm,
    CommentForm,
    HearingForm,
)
from yntymak.apps.plans.forms.beginning import PlanForm
from yntymak.apps.plans.forms.money import AsideForm, CommittedForm, LineForm
from yntymak.apps.plans.forms.parts import MeasureForm, ObjectiveForm, SharesForm
from yntymak.apps.plans.forms.revised import PartForm, RevisedForm

__all__ = [
    "AnswerForm",
    "ApprovalForm",
    "ApprovedBeforeForm",
    "AsideForm",
    "AttendanceForm",
    "CommentForm",
    "CommittedForm",
    "HearingForm",
    "LineForm",
    "MeasureForm",
    "ObjectiveForm",
    "PartForm",
    "PlanForm",
    "RevisedForm",
    "SharesForm",
]
