from yntymak.apps.laws.forms.bills import (
    AmendmentForm,
    BillForm,
    ClosingForm,
    EnactForm,
    NewArticleForm,
    StageForm,
)
from yntymak.apps.laws.forms.importing import CorrectionForm, UploadForm
from yntymak.apps.laws.forms.reading import ContentsForm, DayForm

__all__ = [
    "AmendmentForm",
    "BillForm",
    "ClosingForm",
    "ContentsForm",
    "CorrectionForm",
    "DayForm",
    "EnactForm",
    "NewArticleForm",
    "StageForm",
    "UploadForm",
]
