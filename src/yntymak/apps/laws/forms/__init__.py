from yntymak.apps.laws.forms.bills import (
    AmendmentForm,
    BillForm,
    ClosingForm,
    EnactForm,
    NewArticleForm,
    StageForm,
)
from yntymak.apps.laws.forms.importing import CorrectionForm, UploadForm

__all__ = [
    "AmendmentForm",
    "BillForm",
    "ClosingForm",
    "CorrectionForm",
    "EnactForm",
    "NewArticleForm",
    "StageForm",
    "UploadForm",
]
