from yntymak.apps.coordination.forms.commitments import CommitmentForm, WithdrawalForm
from yntymak.apps.coordination.forms.hearings import JoinForm
from yntymak.apps.coordination.forms.joint import AnswerForm, AskForm, PartForm, ReasonForm
from yntymak.apps.coordination.forms.lending import LoanAnswerForm, OfferForm, WishForm

__all__ = [
    "AnswerForm",
    "AskForm",
    "CommitmentForm",
    "JoinForm",
    "LoanAnswerForm",
    "OfferForm",
    "PartForm",
    "ReasonForm",
    "WishForm",
    "WithdrawalForm",
]
