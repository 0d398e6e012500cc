from yntymak.apps.coordination.forms.commitments import CommitmentForm, WithdrawalForm
from yntymak.apps.coordination.forms.joint import AnswerForm, AskForm, PartForm, ReasonForm

__all__ = [
    "AnswerForm",
    "AskForm",
    "CommitmentForm",
    "PartForm",
    "ReasonForm",
    "WithdrawalForm",
]
