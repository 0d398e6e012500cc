from modeltranslation.translator import TranslationOptions, register

from yntymak.apps.consultations.models import Consultation


@register(Consultation)
class ConsultationTranslation(TranslationOptions):
    fields = ("title", "summary")
