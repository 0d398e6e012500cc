from yntymak.apps.laws.forms.importing import CorrectionForm, UploadForm
from yntymak.apps.laws.forms.reading import ContentsForm, DayForm

__all__ = ["ContentsForm", "CorrectionForm", "DayForm", "UploadForm"]
