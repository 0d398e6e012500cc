from yntymak.apps.plans.forms.approval import ApprovalForm
from yntymak.apps.plans.forms.beginning import PlanForm
from yntymak.apps.plans.forms.money import LineForm
from yntymak.apps.plans.forms.parts import MeasureForm, ObjectiveForm
from yntymak.apps.plans.forms.revised import PartForm, RevisedForm

__all__ = [
    "ApprovalForm",
    "LineForm",
    "MeasureForm",
    "ObjectiveForm",
    "PartForm",
    "PlanForm",
    "RevisedForm",
]
