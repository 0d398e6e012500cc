from yntymak.apps.laws.forms.importing import CorrectionForm, UploadForm

__all__ = ["CorrectionForm", "UploadForm"]
